"""OFD files for tests, set line by line as an office program sets them: each line an object, its steps written out."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEFT, WIDTH, TOP, STEP, ROWS = 5.6, 28.0, 154.0, 40.0, 9.8, 22
_UNIT = re.compile(r"(?:[A-Za-z0-9.%]+|.)[，。、；：？！）》”％]*")


def wide(character):
    return SIZE if character > "\u2e80" else SIZE / 2


def broken_lines(text, indent=2):
    """The lines of a paragraph, each with where it begins; no line begins with a closing mark or within a number."""
    lines, line, at = [], "", indent * SIZE
    start = at
    for unit in _UNIT.findall(text):
        width = sum(map(wide, unit))
        if line and at + width > WIDTH + 0.01:
            lines.append((line, start))
            line, at, start = "", 0.0, 0.0
        line, at = line + unit, at + width
    return [*lines, (line, start)]


def text_object(text, x, y, *, size=SIZE, more="", frame=True):
    """A text whose base line begins at x, y; the steps are written with ``g`` where they are alike."""
    steps = [round(wide(c) * size / SIZE, 3) for c in text[:-1]]
    alike = len(steps) > 2 and len(set(steps)) == 1
    delta = f"g {len(steps)} {steps[0]}" if alike else " ".join(map(str, steps))
    boundary, inner = ((x, y - size), (0, size)) if frame else ((0, 0), (x, y))
    return (
        f'<ofd:TextObject ID="9" Font="1" Size="{size}" Boundary="{boundary[0]:.3f} {boundary[1]:.3f} 170 {size + 2}" {more}>\n'
        f'  <ofd:TextCode X="{inner[0]}" Y="{inner[1]}" DeltaX="{delta}">{escape(text)}</ofd:TextCode>\n</ofd:TextObject>'
    )


def page(objects, *, template="", image=False):
    """A page with these objects."""
    picture = '<ofd:ImageObject ID="8" ResourceID="5" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>' if image else ""
    used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NS}>{used}<ofd:Content><ofd:Layer ID="2" Type="Body">{picture}{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'


def package(pages, *, templates=None, resources="", more=None, base="Pages/Page_{n}/Content.xml", stored=False):
    """The bytes of a file with these pages; ``more`` are further parts by name."""
    templates = templates or {}
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="{base.format(n=n)}"/>' for n in range(len(pages)))
    common = "".join(f'<ofd:TemplatePage ID="{key}" BaseLoc="Tpls/{key}.xml"/>' for key in templates)
    common += "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" if resources else ""
    parts = {
        "OFD.xml": f'<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Title>题</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>",
        **{f"Doc_0/Pages/Page_{n}/Content.xml": one for n, one in enumerate(pages)},
        **{f"Doc_0/Tpls/{key}.xml": one for key, one in templates.items()},
        **({"Doc_0/DocumentRes.xml": resources} if resources else {}),
        **(more or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def leaves(lines, *, foot="— {page} —", **options):
    """The bytes of a file whose pages hold a title and paragraphs, with a page number at the foot of each."""
    title, *rest = lines
    rows = [(title, (WIDTH - len(title) * 7.7) / 2, 7.7)]
    rows += [(line, start, SIZE) for text in rest for line, start in broken_lines(text)]
    pages = []
    for number, at in enumerate(range(0, len(rows), ROWS), 1):
        objects = [
            text_object(text, LEFT + start, TOP + row * STEP, size=size)
            for row, (text, start, size) in enumerate(rows[at : at + ROWS])
        ]
        pages.append(page([*objects, text_object(foot.format(page=number), 98, 280, size=4.2)]))
    return package(pages, **options)
