"""The markup of a published report: each tag of the page as its document calls for it, and the style sheets that are known.

A reader sees what the markup makes of the words, so nothing else than this stands on a page: no element, attribute, comment or
rule by which a word could be hidden, turned, said twice or put in another place. Tags are compared as they are written.
"""

import hashlib
import html
import re

from report_words import REPORT

# The SHA-256 of each style sheet that pages were published with, up to the rules for a sheet of paper. A changed sheet is read
# by a person, who adds it here; the earlier ones stay, since the pages that have them do.
SHEETS = {
    "490121ae6eb063a536ba0cbb368399bb732ed51f7be0e8a202294b39d96b29f3",
    "59745e662f78ba1dfc8ce04afff3a38a006435c24b3ce110b9f1f5145ae3fca2",
}
PAPER = (
    "@page { size: A4; margin: 22mm 18mm 20mm; font: 8pt sans-serif; color: #000;\n"
    "@top-left { content: ; }\n@top-right { content: ; }\n@bottom-left { content: ; }\n@bottom-right { content: ; } }\n"
)
# Signs that are not seen, or turn what is beside them. Joiners are left out, since words and pictures of people have them.
UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]")
CONTENT = re.compile(r'content: (?:"(?:[^"\\\n]|\\[0-9a-f]+ )*"|counter\(pages?\)| )+; \}')
TAG = re.compile(r"<[^>]*>?")
# The figures of which a column is no column of numbers.
NO_NUMBERS = {"norm", "effect", "verdict", "day", "text", "link"}
SHORT = 10


class Figures:
    """The figures in a sentence, in the order of its words, which are compared elsewhere."""

    def __init__(self, place, count):
        own = "|".join(re.escape(f"f-{place}-{at}") for at in range(count)) or "(?!)"
        # A page of an earlier version does not tell which figure it shows again.
        self.opens = re.compile(f'<span class="figure"(?: (?:id|data-of)="(?:{own})")?>')

    def after(self, found, at):
        """The place behind them."""
        while at + 1 < len(found) and self.opens.fullmatch(found[at]) and found[at + 1] == "</span>":
            at += 2
        return at


def escaped(text):
    return html.escape(text, quote=False).replace('"', "&quot;")


def element(name, attributes="", inside=()):
    yield f"<{name} {attributes}>" if attributes else f"<{name}>"
    yield from inside
    yield f"</{name}>"


def words_tags(language, words):
    spoken = next((one for one in (language, "nl", "en") if words[one].strip()), None)
    if spoken is None:
        yield from element("p", 'class="note"')
        return
    other = "" if spoken == language else f' lang="{spoken}"'
    paragraphs = [one for one in words[spoken].replace("\r", "").split("\n\n") if one.strip()]
    yield from element("div", f'class="words"{other}', (tag for _ in paragraphs for tag in element("p")))


def bar_tags(table, row, at):
    """The bar of a share; its width is compared elsewhere."""
    figure = row["figures"][at]
    if table["columns"][at + 1] != "share" or row["label"]["label"] == "total":
        return
    if figure["figure"] != "share" or not figure["whole"]:
        return
    yield '<svg class="bar" aria-hidden="true" focusable="false" viewBox="0 0 100 10" preserveAspectRatio="none">'
    yield from element("rect", 'width="100" height="10"')
    yield re.compile(r'<rect class="part" width="[0-9.]+" height="10">')
    yield from ("</rect>", "</svg>")


def cell_tags(table, row, place, at):
    figure = row["figures"][at]
    kind = "number" if is_of_numbers(table, at) else "text"
    # On pages of an earlier version a day is a text as any other.
    named = "(?:text|text day)" if figure["figure"] == "day" else kind
    yield re.compile(f'<td class="{named}" id="f-{place}-{at}">')
    yield from bar_tags(table, row, at)
    address = figure.get("address", "")
    if address.startswith("/") and not address.startswith("//"):
        yield re.compile(r'<a href="https?://[^/"<>]+(?:/[^"<>]*)?' + re.escape(escaped(address)) + '">')
        yield "</a>"
    yield "</td>"


def is_of_numbers(table, at):
    cells = [row["figures"][at] for row in table["rows"] if at < len(row["figures"])]
    return all(figure["figure"] not in NO_NUMBERS for figure in cells)


def row_tags(table, row, place):
    yield "<tr class=\"total\">" if row["label"]["label"] == "total" else "<tr>"
    yield from element("th", 'scope="row"')
    for at in range(len(row["figures"])):
        yield from cell_tags(table, row, place, at)
    yield "</tr>"


def head_tags(table):
    yield from ("<thead>", "<tr>")
    for at in range(len(table["columns"])):
        number = 'class="number" ' if at and is_of_numbers(table, at - 1) else ""
        yield from element("th", f'{number}scope="col"')
    yield from ("</tr>", "</thead>")


def table_tags(language, table, place):
    has_rule = table["key"] in REPORT[language]["rules"]
    attributes = ['class="short"'] * (len(table["rows"]) <= SHORT) + [f'aria-describedby="r-{place}"'] * has_rule
    yield f'<div class="scroll" tabindex="0" role="group" aria-labelledby="t-{place}">'
    yield f"<{' '.join(['table', *attributes])}>"
    yield from element("caption", f'id="t-{place}"')
    yield from head_tags(table)
    yield "<tbody>"
    for r, row in enumerate(table["rows"]):
        yield from row_tags(table, row, f"{place}-{r}")
    yield from ("</tbody>", "</table>", "</div>")
    if not table["rows"]:
        yield from element("p")
    if has_rule:
        yield from element("p", f'class="note" id="r-{place}"')
    if any(figure["figure"] == "hidden" for row in table["rows"] for figure in row["figures"]):
        yield from element("p", 'class="note"')


def statement_tags(part, place):
    yield '<ul class="statements">'
    for r, statement in enumerate(part["statements"]):
        yield from element("li", inside=[Figures(f"{place}-{r}", len(statement["figures"]))])
    yield "</ul>"


def section_tags(language, section, s):
    summary = ('class="summary first" ' if s == 0 else 'class="summary" ') if section["key"] == "summary" else ""
    yield f'<section {summary}aria-labelledby="s-{s}">'
    yield from element("h2", f'id="s-{s}"')
    if not section["parts"]:
        yield from element("p", 'class="note"')
    for p, part in enumerate(section["parts"]):
        if part["part"] == "table":
            yield from table_tags(language, part, f"{s}-{p}")
        elif part["part"] == "statements":
            yield from statement_tags(part, f"{s}-{p}")
        else:
            yield from words_tags(language, part["words"])
    yield "</section>"


def page_tags(language, document):
    """Each tag of a page without its block, in order: a text, or a pattern where the document does not tell all of it."""
    yield from ("<!DOCTYPE html>", f'<html lang="{language}">', "<head>", '<meta charset="utf-8">')
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield from ("<title>", "</title>", "<style>", "</style>", "</head>", "<body>", "<main>")
    yield from element("p", 'class="organisation"')
    yield from element("h1")
    yield from element("p", 'class="edition"')
    yield from (f'<nav class="contents" aria-label="{escaped(REPORT[language]["contents"])}">', "<ul>")
    for s in range(len(document["sections"])):
        yield from element("li", inside=element("a", f'href="#s-{s}"'))
    yield from ("</ul>", "</nav>")
    for s, section in enumerate(document["sections"]):
        yield from section_tags(language, section, s)
    yield from ("</main>", "<footer>")
    for name, attributes, inside in (("h2", "", ()), ("p", "", ()), ("p", "", ()), ("p", 'class="hash"', element("code")), ("p", 'class="note"', ())):
        yield from element(name, attributes, inside)
    yield from ("</footer>", "</body>", "</html>")


def tag_faults(page, language, document):
    """The first tag that is another than the document calls for."""
    found, at = TAG.findall(page), 0
    for expected in page_tags(language, document):
        if isinstance(expected, Figures):
            at = expected.after(found, at)
            continue
        one = found[at] if at < len(found) else "nothing"
        is_it = expected == one if isinstance(expected, str) else expected.fullmatch(one)
        if not is_it:
            return [f"{one} stands where {expected if isinstance(expected, str) else expected.pattern} does by the block"]
        at += 1
    return [f"{one} stands behind the end of the page" for one in found[at : at + 1]]


def style_faults(style):
    """A style sheet that is not known, or more rules than the ones for a sheet of paper."""
    sheet, opens, paper = style.partition("@page {")
    sha256 = hashlib.sha256(sheet.encode()).hexdigest()
    faults = [] if sha256 in SHEETS else [f"the style sheet is none that is known here: its SHA-256 is {sha256}"]
    if CONTENT.sub("content: ; }", opens + paper) != PAPER:
        faults.append("the style has other rules for a sheet of paper")
    return faults


def unseen_faults(content):
    return [f"U+{ord(one):04X} is not seen, or turns what is beside it" for one in sorted(set(UNSEEN.findall(content)))]


def markup_faults(page, style, language, document):
    """What of the markup of a page, without its block, is other than its document calls for."""
    return tag_faults(page, language, document) + style_faults(style)
