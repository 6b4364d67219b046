"""Word files for tests: python-docx writes the file, the numbering, notes and other parts come as XML."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def level(at, text, form="decimal", *, start=1, more=""):
    """One level of a list: ``more`` is XML of lvlRestart, pStyle, isLgl or suff."""
    order = {"lvlRestart": 0, "pStyle": 1, "isLgl": 2, "suff": 3}
    assert not more or more.split()[0].lstrip("<w:") or order
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


class Word:
    """A document in the making; ``data()`` is the file."""

    def __init__(self):
        self.document = docx.Document()
        self.numbering = self.document.part.numbering_part.element
        for child in list(self.numbering):
            self.numbering.remove(child)
        self.lists = 0
        self.numbers = 0
        self.parts = {}

    def add_list(self, *levels, link=""):
        """An abstract list of these levels; its id."""
        self.lists += 1
        xml = f'<w:abstractNum {W} w:abstractNumId="{self.lists}"><w:multiLevelType w:val="multilevel"/>{link}{"".join(levels)}</w:abstractNum>'
        position = sum(child.tag == qn("w:abstractNum") for child in self.numbering)
        self.numbering.insert(position, parse_xml(xml))
        return self.lists

    def add_number(self, list_id, overrides=""):
        """A number that uses a list; its id."""
        self.numbers += 1
        self.numbering.append(
            parse_xml(f'<w:num {W} w:numId="{self.numbers}"><w:abstractNumId w:val="{list_id}"/>{overrides}</w:num>')
        )
        return self.numbers

    def number(self, *levels):
        """A list and a number that uses it; the number's id."""
        return self.add_number(self.add_list(*levels))

    def paragraph(self, text="", number=None, at=0, style=None):
        """A paragraph; numbered where a number is given."""
        paragraph = self.document.add_paragraph(text, style=style)
        if number is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'))
        return paragraph

    def xml(self, body):
        """Raw XML at the end of the body."""
        for element in parse_xml(f"<w:body {W}>{body}</w:body>"):
            self.document.element.body.append(element)

    def style_number(self, style, number, at=None):
        """Numbering through a paragraph style."""
        level_xml = "" if at is None else f'<w:ilvl w:val="{at}"/>'
        properties = self.document.styles[style].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}>{level_xml}<w:numId w:val="{number}"/></w:numPr>'))

    def notes(self, kind, **texts):
        """A part of footnotes or endnotes: id to text, beside the separator that Word always writes."""
        notes = "".join(
            f'<w:{kind} w:id="{key.lstrip("n")}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:{kind}>'
            for key, text in texts.items()
        )
        separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        self.parts[f"{kind}s"] = f"<w:{kind}s {W}>{separator}{notes}</w:{kind}s>"

    def data(self):
        """The bytes of the file."""
        stream = io.BytesIO()
        self.document.save(stream)
        return with_parts(stream.getvalue(), self.parts)


def with_parts(data, parts):
    """The file with more parts, each related to the document."""
    if not parts:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                more = "".join(
                    f'<Relationship Id="rX{n}" Type="{_RELATION}/{name}" Target="{name}.xml"/>'
                    for n, name in enumerate(parts)
                )
                content = content.replace(b"</Relationships>", f"{more}</Relationships>".encode())
            if info.filename == "[Content_Types].xml":
                more = "".join(
                    f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"/>'
                    for name in parts
                )
                content = content.replace(b"</Types>", f"{more}</Types>".encode())
            new.writestr(info, content)
        for name, xml in parts.items():
            new.writestr(f"word/{name}.xml", xml)
    return out.getvalue()
