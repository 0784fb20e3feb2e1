"""Recomputes every figure of a published report from the counts in its page, and names each fault.

    recompute_report.py PAGE                   the page as one HTML file; exit 0, or 1 with a fault a line
    recompute_report.py PAGE --variants FILE   the page with one byte changed, such as {"at": 120, "to": "7"} on a line of
                                               FILE; tells the faults of each as a line of JSON; exit 1 if one has none

It is written apart from the program that makes the pages, after `src/docs/statistics.md` and the look of a page, and
uses nothing but Python itself. The words of a report are in `report_words.py` beside it, and its markup in
`report_markup.py`: what stands on the page and is neither is a fault.
"""

import argparse
import functools
import hashlib
import json
import math
import re
import statistics
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

from report_markup import markup_faults, unseen_faults
from report_words import REPORT

BLOCK = re.compile(rb'<script type="application/json" id="figures">(.*?)</script>', re.DOTALL)
END = b"</body></html>"
FIGURE = re.compile(r"f-\d+-\d+-\d+-\d+")
HASH = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{16,64}(?![0-9A-Za-z])")
# The elements whose words are compared, each as a whole.
BLOCKS = {"h1", "h2", "p", "li", "caption", "th"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPACE, MINUS, NOTHING = "\u00a0", "\u2212", "\u2013"
MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
WORDS = {
    "nl": {
        "decimal": ",",
        "thousands": ".",
        "euro": "\u20ac\u00a0",
        "to": "tot",
        "within": "binnen",
        "hours": ("1 uur", "{} uur"),
        "working days": ("1 werkdag", "{} werkdagen"),
        "at least": "ten minste",
        "at most": "ten hoogste",
        "link": "lees verder",
        "hidden": "niet getoond",
        "unknown": "onbekend",
        "met": "gehaald",
        "not_met": "niet gehaald",
        "undecided": "nog niet te zeggen",
        "insufficient": "te weinig gegevens",
        "no_norm": "nog geen norm",
        "works": "werkt",
        "harms": "maakt het slechter",
        "better_alone": "beter dan voor de start; andere oorzaken zijn niet uit te sluiten",
        "worse_alone": "slechter dan voor de start; andere oorzaken zijn niet uit te sluiten",
        "cannot_be_told_yet": "nog niet te zeggen",
        "kept": "gedaan",
        "partly": "deels gedaan",
        "not_kept": "niet gedaan",
        "cannot_be_said": "niet te zeggen",
        "not_judged": "nog niet beoordeeld",
        "higher": "hoger",
        "lower": "lager",
        "no_difference_shown": "geen verschil aangetoond",
        "theme_grew": "vaker genoemd",
        "theme_shrank": "minder vaak genoemd",
        "theme_unchanged": "geen verschil aangetoond",
        "improvement_planned": "gepland",
        "improvement_running": "loopt",
        "improvement_closed": "afgesloten",
        "improvement_withdrawn": "ingetrokken",
        "signal_point_above": "NPS boven de grenzen",
        "signal_point_below": "NPS onder de grenzen",
        "signal_ewma_above": "Voortschrijdend gemiddelde van de NPS boven de grenzen",
        "signal_ewma_below": "Voortschrijdend gemiddelde van de NPS onder de grenzen",
        "signal_trend_above": "NPS steeg in de twaalf maanden tot en met deze maand",
        "signal_trend_below": "NPS daalde in de twaalf maanden tot en met deze maand",
    },
    "en": {
        "decimal": ".",
        "thousands": ",",
        "euro": "\u20ac",
        "to": "to",
        "within": "within",
        "hours": ("1 hour", "{} hours"),
        "working days": ("1 working day", "{} working days"),
        "at least": "at least",
        "at most": "at most",
        "link": "read more",
        "hidden": "not shown",
        "unknown": "unknown",
        "met": "met",
        "not_met": "not met",
        "undecided": "undecided",
        "insufficient": "too little data",
        "no_norm": "no norm yet",
        "works": "works",
        "harms": "makes it worse",
        "better_alone": "better than before the start; other causes cannot be ruled out",
        "worse_alone": "worse than before the start; other causes cannot be ruled out",
        "cannot_be_told_yet": "cannot be told yet",
        "kept": "kept",
        "partly": "partly kept",
        "not_kept": "not kept",
        "cannot_be_said": "cannot be said",
        "not_judged": "not judged yet",
        "higher": "higher",
        "lower": "lower",
        "no_difference_shown": "no difference shown",
        "theme_grew": "named more often",
        "theme_shrank": "named less often",
        "theme_unchanged": "no difference shown",
        "improvement_planned": "planned",
        "improvement_running": "running",
        "improvement_closed": "closed",
        "improvement_withdrawn": "withdrawn",
        "signal_point_above": "NPS above its limits",
        "signal_point_below": "NPS below its limits",
        "signal_ewma_above": "Moving average of NPS above its limits",
        "signal_ewma_below": "Moving average of NPS below its limits",
        "signal_trend_above": "NPS rose in the twelve months up to this one",
        "signal_trend_below": "NPS fell in the twelve months up to this one",
    },
}


# The page.


class Page(HTMLParser):
    """A page: its language, its style, the text of each figure by identifier, the bars in it, and its words in blocks.

    A sentence may show a figure a second time: `again` has its text with the identifier that `data-of` names, or with those of
    all figures of the sentence on a page of an earlier version, which names none.
    """

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.language, self.figures, self.again, self.rest, self.faults = "", {}, [], [], []
        self.bars, self.blocks, self.style, self.title, self.loose = {}, [], [], [], []
        self._open, self._sentence, self._figure = [], [], None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.language = attributes.get("lang") or ""
        if tag == "li":
            self._sentence = []
        if tag == "svg":
            self.bars.setdefault(self._figure, []).append([attributes.get("viewbox")])
        if tag == "rect" and self.bars.get(self._figure):
            self.bars[self._figure][-1].append((attributes.get("width"), attributes.get("height")))
        if tag not in VOID:
            self._open.append((tag, self._text_of(attributes), self._words_of(tag, attributes)))

    def _text_of(self, attributes):
        """Where the text of an element is kept; None if it is no figure."""
        name = attributes.get("id") or ""
        if FIGURE.fullmatch(name):
            if name in self.figures:
                self.faults.append(f"{name} is on the page twice")
            self._sentence.append(name)
            self._figure = name
            return self.figures.setdefault(name, [])
        if "figure" in (attributes.get("class") or "").split():
            names = [attributes["data-of"]] if attributes.get("data-of") else self._sentence
            self.again.append((names, []))
            return self.again[-1][1]
        return None

    def _words_of(self, tag, attributes):
        """Where the words of an element are kept; None if they are those of what it stands in."""
        if tag in ("style", "title"):
            return getattr(self, tag)
        if tag in BLOCKS:
            self.blocks.append((tag, attributes, []))
            return self.blocks[-1][2]
        # What a cell holds is a figure, and what a script does is no word.
        return [] if tag in ("td", "script") else None

    def handle_endtag(self, tag):
        while self._open and any(tag == one[0] for one in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data):
        texts = [text for _, text, _ in self._open if text is not None]
        for text in texts or [self.rest]:
            text.append(data)
        kept = [words for _, _, words in self._open if words is not None]
        (kept[-1] if kept else self.loose).append(data)


@functools.lru_cache(maxsize=64)
def read_page(page):
    """The page without its block, as text."""
    parsed = Page()
    parsed.feed(page)
    parsed.close()
    parsed.figures = {name: "".join(text) for name, text in parsed.figures.items()}
    parsed.again = [(names, "".join(text)) for names, text in parsed.again]
    parsed.blocks = [(tag, attributes, "".join(words)) for tag, attributes, words in parsed.blocks]
    parsed.style, parsed.title, parsed.loose = ("".join(one) for one in (parsed.style, parsed.title, parsed.loose))
    parsed.hashes = HASH.findall("\n".join(parsed.rest))
    return parsed


# The block: JSON as RFC 8785 writes it, so that equal documents have equal hashes.


def canonical(value):
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(member)}" for name, member in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(member) for member in value) + "]"
    if isinstance(value, float):
        return canonical_number(value)
    return json.dumps(value, ensure_ascii=False)


def canonical_number(value):
    """A number as ECMAScript writes it."""
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits, point = "".join(map(str, digits)), len(digits) + exponent
    if len(digits) <= point <= 21:
        text = digits + "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        text = f"{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return "-" * sign + text


def refuse(constant):
    raise ValueError(f"{constant} is no number of JSON")


@functools.lru_cache(maxsize=64)
def read_block(block):
    """The document, the SHA-256 of its canonical text, and what is wrong with how it is written."""
    try:
        document = json.loads(block, parse_constant=refuse)
    except ValueError as error:
        return None, "", [f"the block is no JSON: {error}"]
    text = canonical(document)
    faults = [] if text.replace("<", "\\u003c") == block else ["the block is not written as RFC 8785 asks"]
    return document, hashlib.sha256(text.encode()).hexdigest(), faults


def parts(document):
    """Each part with the positions of its section and of itself."""
    for s, section in enumerate(document["sections"]):
        for p, part in enumerate(section["parts"]):
            yield s, p, part


def rows(part):
    """The figures of each row of a table, or of each statement."""
    if part["part"] == "table":
        return [row["figures"] for row in part["rows"]]
    if part["part"] == "statements":
        return [[figure for _, figure in statement["figures"]] for statement in part["statements"]]
    return []


def figures(document):
    """Each figure with its identifier on the page."""
    for s, p, part in parts(document):
        for r, row in enumerate(rows(part)):
            for c, figure in enumerate(row):
                yield f"f-{s}-{p}-{r}-{c}", figure


# How figures are printed.


def rounded(value, decimals):
    """Whole units of the last decimal, half away from zero, after the noise behind the ninth decimal is taken off."""
    scaled = Fraction(value) * 10**decimals
    for scale in (10**9, 1):
        scaled = Fraction(math.copysign(1, scaled)) * math.floor(abs(scaled) * scale + Fraction(1, 2)) / scale
    return int(scaled)


def number(language, value, decimals):
    units = rounded(value, decimals)
    digits = str(abs(units)).rjust(decimals + 1, "0")
    if decimals:
        digits = digits[:-decimals] + WORDS[language]["decimal"] + digits[-decimals:]
    return (MINUS if units < 0 else "") + digits


def whole(language, value):
    return f"{value:,}".replace(",", WORDS[language]["thousands"])


def plain(language, value):
    """As many decimals as it has, at most six."""
    units = Decimal(rounded(value, 6)) / 10**6
    digits = format(abs(units).normalize(), "f").replace(".", WORDS[language]["decimal"])
    return (MINUS if units < 0 else "") + digits


def percents(language, value, decimals):
    return number(language, value, decimals) + SPACE + "%"


def share(language, part, of, decimals, times=100):
    return percents(language, Fraction(part * times, of), decimals) if of else NOTHING


def rate(language, figure):
    if figure["per"] == 100 or not figure["base"]:
        return share(language, figure["count"], figure["base"], figure["decimals"])
    value = Fraction(figure["count"] * figure["per"], figure["base"])
    return f"{number(language, value, figure['decimals'])} per {whole(language, figure['per'])}"


def interval(language, value, low, high):
    return f"{value} ({low} {WORDS[language]['to']} {high})"


def score_limits(promoters, passives, detractors, confidence):
    """The score interval of an NPS in points: Tango (1998), by bisection."""
    n = promoters + passives + detractors
    p, d = promoters / n, detractors / n
    delta = p - d

    def z(t):
        b, c = -p - d + (2 - delta) * t, -d * t * (1 - t)
        root = math.sqrt(b * b - 8 * c)
        share_at_t = (root - b) / 4 if b <= 0 else (-2 * c / (b + root) if b + root > 0 else 0)
        variance = (2 * max(share_at_t, 0, -t) + t * (1 - t)) / n
        if variance > 0:
            return (delta - t) / math.sqrt(variance)
        return 0 if delta == t else math.copysign(math.inf, delta - t)

    def bisect(low, high, limit):
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (middle, high) if z(middle) > limit else (low, middle)
        return (low + high) / 2

    quantile = statistics.NormalDist().inv_cdf(0.5 + confidence / 200)
    low = -1 if detractors == n else bisect(-1, delta, quantile)
    high = 1 if promoters == n else bisect(delta, 1, -quantile)
    return 100 * low, 100 * high


def nps(language, figure):
    promoters, passives, detractors = (figure[name] for name in ("promoters", "passives", "detractors"))
    n = promoters + passives + detractors
    if not n or figure["confidence"] not in (80, 90, 95, 99):
        return NOTHING
    limits = score_limits(promoters, passives, detractors, figure["confidence"])
    printed = [number(language, value, 0) for value in (Fraction(100 * (promoters - detractors), n), *limits)]
    return interval(language, *printed)


def effect(language, figure):
    signed = "+" if rounded(figure["effect"], 1) > 0 else ""
    value, low, high = (number(language, figure[name], 1) for name in ("effect", "low", "high"))
    return f"{interval(language, signed + value, low, high)}: {WORDS[language][figure['verdict']]}"


def norm(language, figure):
    bound = plain(language, figure["value"]) + (SPACE + "%" if figure["is_share"] else "")
    if figure["limit"] is None:
        return bound
    many, _, unit = figure["limit"].partition(" ")
    one, several = WORDS[language][{"hour": "hours", "working day": "working days"}.get(unit, unit)]
    return f"{bound} {WORDS[language]['within']} {one if many == '1' else several.format(many)}"


def money(language, figure):
    euros, cents = divmod(figure["cents"], 100)
    return f"{WORDS[language]['euro']}{whole(language, euros)}{WORDS[language]['decimal']}{cents:02}"


def day(language, figure):
    at = date.fromisoformat(figure["day"])
    return f"{at.day} {MONTHS[language][at.month - 1]} {at.year}"


def as_bound(side):
    """Prints a share that is told as a bound."""
    return lambda language, figure: f"{WORDS[language][side]} {percents(language, figure['percent'], 0)}"


PRINTED = {
    "count": lambda language, figure: whole(language, figure["count"]),
    "share": lambda language, figure: share(language, figure["part"], figure["whole"], figure["decimals"]),
    "share_at_least": as_bound("at least"),
    "share_at_most": as_bound("at most"),
    "rate": rate,
    "nps": nps,
    "standardised": lambda language, figure: interval(
        language, *(number(language, figure[name], 0) for name in ("nps", "low", "high"))
    ),
    "points": lambda language, figure: share(language, figure["points"], figure["maximum"], 1),
    "effect": effect,
    "norm": norm,
    "verdict": lambda language, figure: WORDS[language][figure["verdict"]],
    "money": money,
    "number": lambda language, figure: whole(language, figure["number"]),
    "percent": lambda language, figure: plain(language, figure["percent"]) + SPACE + "%",
    "day": day,
    "text": lambda language, figure: figure["text"],
    "link": lambda language, figure: WORDS[language]["link"],
    "hidden": lambda language, figure: WORDS[language]["hidden"],
    "unknown": lambda language, figure: WORDS[language]["unknown"],
    "nothing": lambda language, figure: NOTHING,
}


# What has to be true of the counts themselves.

# The counts of a column that add up, by the kind of its figures.
ADDED = {"count": "count", "money": "cents"}
# Tables in which a complaint or a review stands in several rows, and once in the total.
SEVERAL_TIMES = {"pareto", "quality_topics"}
FLOW = ["brought_forward", "received", "closed", "carried_forward"]


def column(table, place):
    """The figures of a column with what their rows are about."""
    found = [(row["label"], row["figures"][place]) for row in table["rows"] if place < len(row["figures"])]
    return [label for label, _ in found], [figure for _, figure in found]


def flows(table):
    """The four numbers of each flow, which stand in columns or in rows of their own; none that is not there."""
    if set(FLOW) <= set(table["columns"]):
        places = [table["columns"].index(key) - 1 for key in FLOW]
        return [[row["figures"][place] for place in places] for row in table["rows"]]
    by_name = {row["label"].get("name"): row["figures"] for row in table["rows"]}
    return list(zip(*(by_name.get(f"flow:{key}", []) for key in FLOW)))


def flow_faults(name, table):
    """What came in is what went out or stayed."""
    faults = []
    for four in flows(table):
        if any(figure["figure"] != "count" for figure in four):
            continue
        before, received, closed, after = (figure["count"] for figure in four)
        if before + received != closed + after:
            faults.append(f"{name}: {before} + {received} is not {closed} + {after}")
    return faults


def sum_faults(name, table):
    """A total is the sum of its rows, and not less than those that are visible."""
    faults = []
    for at in range(len(table["columns"]) - 1):
        labels, cells = column(table, at)
        totals = [figure for label, figure in zip(labels, cells) if label["label"] == "total"]
        others = [figure for label, figure in zip(labels, cells) if label["label"] != "total"]
        if len(totals) > 1:
            faults.append(f"{name}: there are {len(totals)} totals")
        count = ADDED.get(totals[0]["figure"]) if totals else None
        if count is None or not others:
            continue
        total, rest = totals[0][count], sum(figure.get(count, 0) for figure in others)
        is_whole = all(count in figure or figure["figure"] == "nothing" for figure in others)
        if rest != total if is_whole else rest > total:
            faults.append(f"{name}: the rows of column {at} are {rest} together, the total is {total}")
    return faults


def share_faults(name, table):
    """A share beside a count is that count of the total."""
    if not {"complaints", "share"} <= set(table["columns"]):
        return []
    counted, shared = table["columns"].index("complaints") - 1, table["columns"].index("share") - 1
    totals = [row["figures"][counted] for row in table["rows"] if row["label"]["label"] == "total"]
    total = totals[0].get("count") if totals else None
    faults = []
    for r, row in enumerate(table["rows"]):
        count, of_total = row["figures"][counted].get("count"), row["figures"][shared]
        pair = (of_total.get("part"), of_total.get("whole"))
        if of_total["figure"] == "share" and pair != (count, total):
            faults.append(f"{name}: row {r} has {count} of {total}, its share {pair[0]} of {pair[1]}")
    return faults


def is_whole_flow(table):
    """Whether a table tells a flow in full."""
    found = flows(table)
    return bool(found) and all(figure["figure"] == "count" for four in found for figure in four)


def table_faults(document):
    faults, of_flow = [], []
    for s, p, table in parts(document):
        if table["part"] != "table":
            continue
        name = f"table {table['key']} (f-{s}-{p})"
        if any(len(row["figures"]) != len(table["columns"]) - 1 for row in table["rows"]):
            faults.append(f"{name}: a row has another number of figures than there are columns")
            continue
        if table["key"] == "flow":
            of_flow.append(table)
        if table["key"] not in SEVERAL_TIMES:
            faults += sum_faults(name, table)
        faults += flow_faults(name, table) + share_faults(name, table)
    if document["document"] == "public" and not (len(of_flow) == 1 and is_whole_flow(of_flow[0])):
        faults.append("there is no one table with the whole flow of complaints")
    return faults


def count_faults(name, figure):
    """A part is not more than its whole."""
    pairs = {"share": ("part", "whole"), "points": ("points", "maximum")}
    part, of = pairs.get(figure["figure"], (None, None))
    return [f"{name}: {figure[part]} of {figure[of]}"] if part and figure[part] > figure[of] else []


# What stands in several places.

# The tables of which each complaint received is in one row, and those of the complaints closed.
OF_RECEIVED, OF_CLOSED = ["channel", "complainant", "product", "cause"], ["outcome", "remedy"]
UNCHANGED = "unchanged_since_edition"
# What tells the totals of a year, which are printed however small they are.
TOTALS = {"flow", "flow_identity", "summary_received", "opening_differs"}


def count(figure):
    """The count of a figure; None if it has none."""
    return (figure or {}).get("count") if (figure or {}).get("figure") == "count" else None


def pair(figure):
    """Part and whole of a share; None if it is none."""
    return (figure["part"], figure["whole"]) if (figure or {}).get("figure") == "share" else None


def named_rows(table):
    """Each row of a table with its figures by column; its name is that of its label."""
    for r, row in enumerate(table["rows"]):
        told = row["label"]
        # Of words of people nothing says that they differ.
        name = told.get("name") or told.get("value") or (f"row {r}" if "words" in told else told["label"])
        yield name, dict(zip(table["columns"][1:], row["figures"]))


class Told:
    """The tables and sentences of a document by their keys."""

    def __init__(self, document):
        self.tables, self.sentences, self.kept = {}, {}, set()
        for section in document["sections"]:
            for part, behind in zip(section["parts"], section["parts"][1:] + [{"part": "none"}]):
                if part["part"] == "table":
                    self.tables[part["key"]] = dict(named_rows(part))
                    # It stands as in an earlier edition, beside other totals.
                    if any(one["key"] == UNCHANGED for one in behind.get("statements", [])):
                        self.kept.add(part["key"])
                for statement in part.get("statements", []):
                    self.sentences[statement["key"]] = dict(statement["figures"])

    def row(self, table, name):
        return self.tables.get(table, {}).get(name, {})


def equal(faults, what, one, other):
    """Two numbers that are the same; what is hidden is not compared."""
    if one is not None and other is not None and one != other:
        faults.append(f"{what}: {one} is not {other}")


def flow_crossed(told, year):
    faults, flow = [], told.row("flow", str(year))
    for key, names in (("flow_identity", dict(zip(FLOW, FLOW))), ("summary_received", {"open": "carried_forward"})):
        for name, figure in told.sentences.get(key, {}).items():
            equal(faults, f"{key} ({name})", count(figure), count(flow.get(names.get(name, name))))
    before = count(told.row("flow", str(year - 1)).get("carried_forward"))
    equal(faults, "open at the turn of the year", before, count(flow.get("brought_forward")))
    for keys, column in ((OF_RECEIVED, "received"), (OF_CLOSED, "closed")):
        for key in (key for key in keys if key not in told.kept):
            total = count(told.row(key, "total").get("complaints"))
            equal(faults, f"the total of {key} and the complaints {column}", total, count(flow.get(column)))
    return faults


def clocked_crossed(name, figures, value):
    """In time of those that are known, and the two bounds."""
    faults = []
    timely, known = (count(figures.get(one)) for one in ("numerator", "denominator"))
    unknown = count(figures.get("unknown"))
    for what, share, parted in (("value", value, [timely]), ("at least", figures.get("at_least"), [timely]),
                                ("at most", figures.get("at_most"), [timely, unknown])):
        of = [known] if what == "value" else [known, unknown]
        if pair(share) is not None:
            for side, (told, added) in {"part": (pair(share)[0], parted), "whole": (pair(share)[1], of)}.items():
                equal(faults, f"{what} of {name} ({side})", told, None if None in added else sum(added))
    return faults


def kpis_crossed(told, year):
    faults = []
    received = count(told.row("flow", str(year)).get("received"))
    for name, figures in told.tables.get("kpi_counts", {}).items():
        faults += clocked_crossed(name, figures, told.row("kpis", name).get("value"))
        all_of_it = [count(figures.get(one)) for one in ("denominator", "pending", "unknown", "not_applicable")]
        if None not in all_of_it and not told.kept & {"kpis", "kpi_counts"}:
            equal(faults, f"the complaints of {name} and those received", sum(all_of_it), received)
    for name, figures in told.tables.get("kpis", {}).items():
        for key, said in told.sentences.items():
            if key.startswith(f"summary_{name.removeprefix('kpi:')}") and "share" in said and figures["value"] != said["share"]:
                faults.append(f"{key}: its share is not that of {name}")
    return faults


def answers_crossed(told, year):
    faults, nps = [], told.row("nps", str(year))
    value, responses, response = nps.get("value"), count(nps.get("responses")), told.row("response", str(year))
    if (value or {}).get("figure") == "nps":
        groups = [value[name] for name in ("promoters", "passives", "detractors")]
        equal(faults, "the answers behind the NPS", sum(groups), responses)
        for name, part in (("promoters", groups[0]), ("detractors", groups[2])):
            equal(faults, name, pair(told.sentences.get("summary_recommend", {}).get(name)), (part, sum(groups)))
    for what, other in (
        ("the NPS of the KPIs", told.row("kpis", "kpi:nps").get("value")),
        ("the NPS of the summary", told.sentences.get("summary_recommend", {}).get("nps")),
    ):
        equal(faults, what, json.dumps(other) if other else None, json.dumps(value) if value else None)
    equal(faults, "answers", count(response.get("responses")), responses)
    if None not in (responses, count(response.get("invited"))):
        equal(faults, "response", pair(response.get("rate")), (responses, count(response.get("invited"))))
    for name, figure in told.sentences.get("response", {}).items():
        equal(faults, f"response ({name})", json.dumps(figure), json.dumps(response.get(name, figure)))
    for name, figures in told.tables.get("non_response", {}).items():
        said = told.sentences.get("not_asked_" + name.removeprefix("place:"), {})
        equal(faults, name, count(said.get("complaints")), count(figures.get("complaints")))
    return faults


def improvements_crossed(told):
    said, rows = told.sentences.get("summary_improvements"), told.tables.get("improvements")
    if said is None or rows is None:
        return []
    verdicts = [figures["effect"].get("verdict") for figures in rows.values()]
    faults = []
    equal(faults, "improvements", said["improvements"]["number"], len(rows))
    # Those without a rest to compare with stand in a sentence of their own, where there are any.
    alone = told.sentences.get("summary_improvements_alone", {})
    numbers = {name: figure["number"] for name, figure in {**said, **alone}.items() if name != "improvements"}
    for name, verdict in (("works", "works"), ("harms", "harms"), ("better", "better_alone"), ("worse", "worse_alone")):
        equal(faults, f"improvements ({name})", numbers.get(name, 0), verdicts.count(verdict))
    equal(faults, "improvements", said["improvements"]["number"], sum(numbers.values()))
    return faults


def teams_crossed(told):
    """The tables by team, whose shares stand beside their counts."""
    faults = []
    for key, table in told.tables.items():
        for name, figures in table.items():
            where = f"{key}, {name}"
            if "share_in_time" in figures:
                as_kpi = {**figures, "numerator": figures["timely"], "denominator": figures["known"]}
                faults += clocked_crossed(where, as_kpi, figures["share_in_time"])
            if key == "team_nps" and figures["nps"]["figure"] == "nps":
                answers = sum(figures["nps"][group] for group in ("promoters", "passives", "detractors"))
                equal(faults, where, answers, count(figures["responses"]))
            if key == "team_follow_ups" and pair(figures["in_time"]) is not None:
                equal(faults, where, pair(figures["in_time"])[1], count(figures["due"]))
            if key == "quality_topics" and figures["points"]["figure"] == "points":
                equal(faults, where, figures["points"]["reviews"], count(figures["reviews"]))
    return faults


def small_faults(document):
    """A public report prints no count under its minimum."""
    faults, least = [], document["minimum"]
    named = []
    for s, p, part in parts(document):
        for r, row in enumerate(rows(part)):
            key = part["key"] if part["part"] == "table" else part["statements"][r]["key"]
            named += [(f"f-{s}-{p}-{r}-{c}", figure) for c, figure in enumerate(row) if key not in TOTALS]
    for name, figure in named:
        counts = [figure.get(one) for one in ("promoters", "passives", "detractors", "amounts", "reviews")]
        counts += [count(figure)]
        if pair(figure) is not None:
            counts += [figure["part"], figure["whole"] - figure["part"]]
        if any(one is not None and 0 < one < least for one in counts):
            faults.append(f"{name} tells a number under {least}: {json.dumps(figure)}")
    return faults


def cross_faults(document):
    told, year = Told(document), document["year"]
    faults = teams_crossed(told)
    if document["document"] == "public":
        faults += flow_crossed(told, year) + kpis_crossed(told, year) + answers_crossed(told, year)
        faults += improvements_crossed(told) + small_faults(document)
    said = told.sentences.get("minimum", {}).get("minimum", {}).get("number")
    equal(faults, "the minimum", said, document["minimum"])
    return faults


# The words of the page.


def plain_key(key):
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def in_language(language, words):
    return words.get(language, words["nl"])


def moment(language, text):
    if not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text):
        return text
    on, at = day(language, {"day": text[:10]}), text[11:16]
    return f"{on} om {at} uur" if language == "nl" else f"{on} at {at}"


def month(language, text):
    year, number = text.split("-")
    return f"{MONTHS[language][int(number) - 1]} {year}"


def label(language, told):
    """The words of a row; None if they are not known here."""
    words, kind = REPORT[language], told["label"]
    if kind == "own":
        return [told["value"]]
    if kind == "words":
        return [in_language(language, told["words"])]
    if kind != "known":
        return [words[kind]]
    if told["name"].startswith("months:"):
        first, last = (month(language, one) for one in told["name"].removeprefix("months:").split("/"))
        text = first if first == last else words["months"].replace("{from}", first).replace("{to}", last)
        return [text[:1].upper() + text[1:]]
    return words["labels"].get(told["name"])


def heads(language, table):
    """The words of the columns of a table."""
    words, key = REPORT[language], table["key"]
    if key not in words["first columns"]:
        return [words["internal columns"].get(column) for column in table["columns"]]
    first = words["first columns"][key]
    return [first if column == "label" else words["columns"].get(column) for column in table["columns"]]


class Missing(dict):
    """The figures of a sentence; one that is not there is a dash."""

    def __missing__(self, name):
        return NOTHING


def sentence(language, statement):
    """What a sentence may say; None if its key is not known here."""
    told = Missing({name: PRINTED[figure["figure"]](language, figure) for name, figure in statement["figures"]})
    known = REPORT[language]["sentences"].get(statement["key"])
    return [one.format_map(told) for one in known] if known is not None else None


def table_words(language, table, minimum):
    words, key = REPORT[language], table["key"]
    yield "caption", words["titles"].get(key, [plain_key(key)])
    for head in heads(language, table):
        yield "th", head
    for row in table["rows"]:
        yield "th", label(language, row["label"])
    if not table["rows"]:
        yield "p", [words["none"]]
    if key in words["rules"]:
        yield "p", words["rules"][key]
    if any(figure["figure"] == "hidden" for row in table["rows"] for figure in row["figures"]):
        yield "p", [words["too few"].replace("{minimum}", whole(language, minimum))]


def own_words(language, words):
    """The paragraphs of people, in the other language where they were not written in this one."""
    spoken = [words[one] for one in (language, "nl", "en") if words[one].strip()]
    if not spoken:
        return [("p", [REPORT[language]["nothing"]])]
    paragraphs = [one.strip() for one in spoken[0].replace("\r", "").split("\n\n")]
    return [("p", [one]) for one in paragraphs if one]


def section_words(language, section, minimum):
    yield "h2", [in_language(language, section["heading"]) or plain_key(section["key"])]
    if not section["parts"]:
        yield "p", [REPORT[language]["nothing"]]
    for part in section["parts"]:
        if part["part"] == "table":
            yield from table_words(language, part, minimum)
        elif part["part"] == "statements":
            yield from (("li", sentence(language, one)) for one in part["statements"])
        else:
            yield from own_words(language, part["words"])


def page_words(language, document, edition, sha256):
    """Each block of words with what it may say, in the order of the page; None where that is not known here."""
    words = REPORT[language]
    zone = "as of" if document["as_of"].endswith("Z") else "as of local"
    told = words[zone].replace("{moment}", moment(language, document["as_of"]))
    yield "p", [document["organisation"]]
    yield "h1", [words[document["document"]].replace("{year}", str(document["year"]))]
    yield "p", [f"{edition} {told}"]
    for section in document["sections"]:
        yield "li", [in_language(language, section["heading"]) or plain_key(section["key"])]
    for section in document["sections"]:
        yield from section_words(language, section, document["minimum"])
    yield "h2", [words["check"]]
    yield "p", [words["block"].replace("{name}", "figures")]
    yield "p", [words["hash"]]
    yield "p", [sha256]
    yield "p", [f"{document['organisation']}. {edition} {words['method'].replace('{method}', document['method'])}"]


def edition_of(page):
    """The sentence that names the edition, with its number; what else stands on the page must agree with it."""
    day_words = r"\d{1,2} (?:" + "|".join(MONTHS[page.language]) + r") \d{4}"
    pattern = re.escape(REPORT[page.language]["edition"])
    pattern = pattern.replace(r"\{number\}", r"([1-9]\d*)").replace(r"\{day\}", day_words)
    found = [re.match(pattern, text) for _, attributes, text in page.blocks if attributes.get("class") == "edition"]
    return (found[0][0], found[0][1]) if len(found) == 1 and found[0] else ("", "")


def around(page, document, number, sha256):
    """What stands around each printed page, by its place, and the title of the window."""
    words = REPORT[page.language]
    title = words[document["document"]].replace("{year}", str(document["year"]))
    found = dict(re.findall(r"@([a-z-]+) \{ content: (.*?); \}", page.style))
    text = {place: re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), one) for place, one in found.items()}
    yield text.get("top-left"), f'"{document["organisation"]}"'
    yield text.get("top-right"), f'"{title}"'
    yield text.get("bottom-left"), '"' + words["foot"].replace("{number}", number).replace("{hash}", sha256[:16]) + '"'
    yield text.get("bottom-right"), f'"{words["page"]} " counter(page) " {words["of"]} " counter(pages)'
    yield page.title, f"{title} \u2013 {document['organisation']}"


def word_faults(page, document, sha256):
    faults, (edition, number) = [], edition_of(page)
    if not edition:
        faults.append("the page does not name its edition")
    expected = list(page_words(page.language, document, edition, sha256))
    found = [(tag, text) for tag, _, text in page.blocks]
    if [tag for tag, _ in expected] != [tag for tag, _ in found]:
        faults.append(f"the page has {len(found)} headings, paragraphs and labels, or others than the {len(expected)} of its block")
    for (tag, texts), (_, text) in zip(expected, found):
        if texts is not None and text not in ([texts] if isinstance(texts, str) else texts):
            faults.append(f"<{tag}> says {text!r}, by the block {texts!r}")
    faults += [f"{one!r} stands where {other!r} does by the block" for one, other in around(page, document, number, sha256) if one != other]
    if page.loose.strip():
        faults.append(f"{page.loose.strip()!r} stands on the page outside its parts")
    return faults


def bar_of(language, table, row, place):
    """The bar of a figure; None if it has none."""
    figure, is_total = row["figures"][place], row["label"]["label"] == "total"
    if table["columns"][place + 1] != "share" or is_total or not (pair(figure) and figure["whole"]):
        return None
    percent = min(Fraction(100 * figure["part"], figure["whole"]), Fraction(100))
    width = number("en", percent, 1)
    return ["0 0 100 10", ("100", "10"), (width, "10")]


def bar_faults(page, document):
    faults = []
    for s, p, table in parts(document):
        for r, row in enumerate(table.get("rows", [])):
            for c in range(len(row["figures"])):
                name, expected = f"f-{s}-{p}-{r}-{c}", bar_of(page.language, table, row, c)
                found = page.bars.get(name, [])
                if found != ([expected] if expected else []):
                    faults.append(f"{name} has the bars {found}, by its counts {expected}")
    return faults


# All of it.


def figure_faults(page, document):
    expected, faults = {}, []
    for name, figure in figures(document):
        try:
            expected[name] = PRINTED[figure["figure"]](page.language, figure)
            faults += count_faults(name, figure)
        except (KeyError, TypeError, ValueError) as error:
            expected[name] = None
            faults.append(f"{name}: {json.dumps(figure)} is no figure that is known here ({error!r})")
    for name, text in expected.items():
        if name not in page.figures:
            faults.append(f"{name} is in the block and not on the page")
        elif text is not None and page.figures[name] != text:
            faults.append(f"{name} is {page.figures[name]!r} on the page and {text!r} by its counts")
    faults += [f"{name} is on the page and not in the block" for name in page.figures if name not in expected]
    for names, text in page.again:
        if text not in [expected.get(name) for name in names]:
            faults.append(f"{text!r} is shown again on the page and is none of {', '.join(names) or 'the figures'}")
    return faults


def faults_of(content):
    """Every fault of a page; none if all of it is right."""
    blocks = list(BLOCK.finditer(content))
    if len(blocks) != 1:
        return [f"there are {len(blocks)} blocks of figures"]
    try:
        text, block = BLOCK.sub(b"", content).decode(), blocks[0][1].decode()
    except UnicodeDecodeError as error:
        return [f"the page is not in UTF-8: {error}"]
    page, (document, sha256, faults) = read_page(text), read_block(block)
    if document is None:
        return faults
    faults = faults + page.faults + unseen_faults(text + block)
    if content[blocks[0].end() :] != END:
        faults.append("the block does not stand at the end of the page")
    if page.language not in WORDS:
        return [*faults, f"the language {page.language!r} is not known here"]
    if not any(len(found) == 64 for found in page.hashes):
        faults.append("the page does not tell the SHA-256 of its block")
    faults += [f"the SHA-256 is {sha256}, on the page {found}" for found in page.hashes if not sha256.startswith(found)]
    try:
        faults += figure_faults(page, document) + table_faults(document) + bar_faults(page, document)
        faults += cross_faults(document) + word_faults(page, document, sha256)
        return faults + markup_faults(text, page.style, page.language, document)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        return [*faults, f"the block is no document of a report: {error!r}"]


def main():
    parser = argparse.ArgumentParser(description="Recomputes every figure of a published report.")
    parser.add_argument("page")
    parser.add_argument("--variants", metavar="FILE")
    arguments = parser.parse_args()
    with open(arguments.page, "rb") as file:
        content = file.read()
    if arguments.variants is None:
        found = faults_of(content)
        print("\n".join(found))
        return 1 if found else 0
    missed = 0
    with open(arguments.variants, encoding="utf-8") as file:
        for line in file:
            variant = json.loads(line)
            at, to = variant["at"], variant["to"].encode()
            found = faults_of(content[:at] + to + content[at + len(to) :])
            missed += not found
            print(json.dumps(found))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
