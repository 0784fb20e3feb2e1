"""Recomputes every figure of a published report from the counts in its page, and names each fault.

    recompute_report.py PAGE                   the page as one HTML file; exit 0, or 1 with a fault a line
    recompute_report.py PAGE --variants FILE   the page with one byte changed, such as {"at": 120, "to": "7"} on a line of
                                               FILE; tells the faults of each as a line of JSON; exit 1 if one has none

It is written apart from the program that makes the pages, after `src/docs/statistics.md` and the look of a page, and
uses nothing but Python itself.
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

BLOCK = re.compile(rb'<script type="application/json" id="figures">(.*?)</script>', re.DOTALL)
FIGURE = re.compile(r"f-\d+-\d+-\d+-\d+")
HASH = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{16,64}(?![0-9A-Za-z])")
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
    """The language of a page, the text of each element with the identifier of a figure, and all other words.

    A sentence may show a figure a second time, without an identifier: `again` has its text with the figures of the
    sentence.
    """

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.language, self.figures, self.again, self.rest, self.faults = "", {}, [], [], []
        self._open, self._sentence = [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.language = attributes.get("lang") or ""
        if tag == "li":
            self._sentence = []
        if tag not in VOID:
            is_figure = "figure" in (attributes.get("class") or "").split()
            self._open.append((tag, self._text_of(attributes.get("id") or "", is_figure)))

    def _text_of(self, name, is_figure):
        """Where the text of an element is kept; None if it is no figure."""
        if FIGURE.fullmatch(name):
            if name in self.figures:
                self.faults.append(f"{name} is on the page twice")
            self._sentence.append(name)
            return self.figures.setdefault(name, [])
        if is_figure:
            self.again.append((self._sentence, []))
            return self.again[-1][1]
        return None

    def handle_endtag(self, tag):
        while self._open and any(tag == open_tag for open_tag, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data):
        texts = [text for _, text in self._open if text is not None]
        for text in texts or [self.rest]:
            text.append(data)


@functools.lru_cache(maxsize=64)
def read_page(page):
    """The page without its block, as text."""
    parsed = Page()
    parsed.feed(page)
    parsed.close()
    parsed.figures = {name: "".join(text) for name, text in parsed.figures.items()}
    parsed.again = [(names, "".join(text)) for names, text in parsed.again]
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
    blocks = BLOCK.findall(content)
    if len(blocks) != 1:
        return [f"there are {len(blocks)} blocks of figures"]
    try:
        page, block = BLOCK.sub(b"", content).decode(), blocks[0].decode()
    except UnicodeDecodeError as error:
        return [f"the page is not in UTF-8: {error}"]
    page, (document, sha256, faults) = read_page(page), read_block(block)
    if document is None:
        return faults
    faults = faults + page.faults
    if page.language not in WORDS:
        return [*faults, f"the language {page.language!r} is not known here"]
    if not any(len(found) == 64 for found in page.hashes):
        faults.append("the page does not tell the SHA-256 of its block")
    faults += [f"the SHA-256 is {sha256}, on the page {found}" for found in page.hashes if not sha256.startswith(found)]
    try:
        return faults + figure_faults(page, document) + table_faults(document)
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
