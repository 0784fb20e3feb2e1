"""Tells what stands on each page of a PDF that Chromium wrote, as JSON; nothing but Python itself is used.

    read_pdf.py FILE

It knows the plain objects, the fonts with a table of characters and the tags of Chromium's PDF files, no others. Of a page it
tells the size in points and the lines around its content (what no tag holds: the running head and foot). Of the tags it tells
how many there are of each, and of each row of a table and each item of a list the pages on which it stands.
"""

import json
import re
import sys
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
REFERENCE = re.compile(rb"(\d+) 0 R")
TOKEN = re.compile(
    r"(?P<begins>BDC|BMC)\b|(?P<ends>EMC)\b|/(?P<font>\w+) [\d.]+ Tf"
    r"|(?P<x>-?[\d.]+) (?P<y>-?[\d.]+) Tm|(?<!<)<(?P<glyphs>[0-9A-Fa-f]+)>(?= Tj)"
)


class Pdf:
    def __init__(self, content):
        self.objects = {int(number): body for number, body in OBJECT.findall(content)}

    def stream(self, number):
        body = self.objects[number]
        # Compressed bytes may themselves end with what ends a line, so that only their own end tells.
        content = re.search(rb"stream\r?\n(.*)endstream", body, re.DOTALL)[1]
        return zlib.decompressobj().decompress(content) if b"/FlateDecode" in body else content

    def field(self, body, name):
        """The objects that a field of an object names."""
        value = re.search(rb"/" + name + rb"\s*(\[.*?\]|\d+ 0 R)", body, re.DOTALL)
        return [int(number) for number in REFERENCE.findall(value[1])] if value else []

    def having(self, key):
        return {number: body for number, body in self.objects.items() if re.search(key, body)}

    def pages(self):
        """The numbers of the pages in their order."""
        (catalog,) = self.having(rb"/Type\s*/Catalog\b").values()

        def below(number):
            body = self.objects[number]
            if re.search(rb"/Type\s*/Page\b", body):
                return [number]
            return [page for child in self.field(body, b"Kids") for page in below(child)]

        return [page for root in self.field(catalog, b"Pages") for page in below(root)]

    def characters(self, font):
        """The characters of the glyphs of a font."""
        (table,) = self.field(self.objects[font], b"ToUnicode")
        text, found = self.stream(table).decode("latin-1"), {}
        for section in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
            for glyph, to in re.findall(r"<(\w+)>\s*<(\w+)>", section):
                found[int(glyph, 16)] = bytes.fromhex(to).decode("utf-16-be")
        for section in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
            for first, last, to in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", section):
                for glyph in range(int(first, 16), int(last, 16) + 1):
                    found[glyph] = chr(int(to, 16) + glyph - int(first, 16))
        return found

    def around(self, page):
        """The lines that no tag holds, from the top of the page, each from its left."""
        body = self.objects[page]
        names = re.search(rb"/Font\s*<<(.*?)>>", body, re.DOTALL)
        names = re.findall(rb"/(\w+) (\d+) 0 R", names[1]) if names else []
        fonts = {name.decode(): self.characters(int(number)) for name, number in names}
        content = b"\n".join(self.stream(number) for number in self.field(body, b"Contents")).decode("latin-1")
        lines, depth, font, place = {}, 0, None, None
        for token in TOKEN.finditer(content):
            if token["begins"]:
                depth += 1
            elif token["ends"]:
                depth -= 1
            elif token["font"]:
                font = fonts[token["font"]]
            elif token["x"]:
                place = (round(float(token["y"])), float(token["x"]))
            elif depth == 0:
                glyphs = re.findall("....", token["glyphs"])
                written = "".join(font.get(int(glyph, 16), "?") for glyph in glyphs)
                lines.setdefault(place[0], {}).setdefault(place[1], []).append(written)
        sorted_lines = [lines[y] for y in sorted(lines)]
        return ["".join("".join(line[x]) for x in sorted(line)) for line in sorted_lines]

    def kind(self, element):
        return re.search(rb"/S\s*/(\w+)", self.objects[element])[1].decode()

    def children(self, element):
        return [child for child in self.field(self.objects[element], b"K") if child in self.elements]

    def pages_of(self, element, order):
        """The positions of the pages on which an element stands with all that is in it."""
        own = REFERENCE.findall(b" ".join(re.findall(rb"/Pg\s+\d+ 0 R", self.objects[element])))
        found = {order.index(int(page)) for page in own if int(page) in order}
        for child in self.children(element):
            found |= self.pages_of(child, order)
        return found

    def told(self):
        order = self.pages()
        self.elements = self.having(rb"/Type\s*/StructElem\b")
        (catalog,) = self.having(rb"/Type\s*/Catalog\b").values()
        language = re.search(rb"/Lang\s*\((.*?)\)", catalog)
        pages, kinds, whole = [], {}, []
        for page in order:
            box = re.search(rb"/MediaBox\s*\[(.*?)\]", self.objects[page])[1]
            pages.append({"box": [float(side) for side in box.split()], "around": self.around(page)})
        for element in self.elements:
            kind = self.kind(element)
            kinds[kind] = kinds.get(kind, 0) + 1
            # The head of a table stands on each page that the table has.
            if kind == "LI" or kind == "TR" and any(self.kind(cell) == "TD" for cell in self.children(element)):
                whole.append({"kind": kind, "pages": sorted(self.pages_of(element, order))})
        return {
            "language": language[1].decode() if language else None,
            "pages": pages,
            "kinds": kinds,
            "whole": whole,
        }


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        print(json.dumps(Pdf(file.read()).told()))
