"""Measured rows, and the table that they are printed as."""

from dataclasses import dataclass, field


@dataclass
class Row:
    what: str
    #: The figure, with its unit.
    ours: str
    beside: str = ""
    limit: str = ""
    #: Ours over the limit, or how many times as fast; what the row is judged by.
    ratio: float | None = None
    #: What the ratio should reach, as text, and whether it did.
    reach: str = ""
    reached: bool | None = None
    notes: list[str] = field(default_factory=list)


HEAD = ["what", "Naklank", "beside", "limit", "ratio", "reach", "reached", "notes"]


def written(rows):
    lines = [HEAD, ["---"] * len(HEAD)]
    lines += [
        [row.what, row.ours, row.beside, row.limit, "" if row.ratio is None else number(row.ratio), row.reach,
         {True: "yes", False: "**no**", None: ""}[row.reached], "; ".join(row.notes)]
        for row in rows
    ]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def rate(value, of=""):
    return f"{value:,.0f}{of}/s"


def at_least(row, least, **limits):
    """Judges a row by its ratio, and by further figures that must stay below a bound: `p99=(measured, bound)`."""
    row.reach = f"≥ {least:g}" + "".join(f", {name} < {bound:g}" for name, (_, bound) in limits.items())
    row.reached = row.ratio >= least and all(value < bound for value, bound in limits.values())
    return row
