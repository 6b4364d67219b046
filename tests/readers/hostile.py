"""Small files that ask much of their reader, made for the tests."""

import io
import zipfile

import pyarrow
from pyarrow import parquet

from tests.readers.word import Word

TEXT = "今年要新建幼儿园7所。\n"


def pdf_of_forms() -> bytes:
    """A page that draws a form, which draws itself twice: pdfium follows it until memory ends."""
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /XObject << /X 5 0 R >> >> >>",
        "<< /Length 6 >>\nstream\n/X Do \nendstream",
        "<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >> /Length 12 >>\n"
        "stream\n/X Do /X Do \nendstream",
    ]
    body, places = "%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    return f"{body}{head}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def parquet_of_one_text(characters: int, rows: int) -> bytes:
    """A column whose rows are all the same long text, which the file holds once."""
    text = pyarrow.array([TEXT * (characters // len(TEXT))])
    column = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * rows, pyarrow.int32()), text)
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": column}), stream, compression="zstd")
    return stream.getvalue()


def zip_of(*members: tuple[str, bytes | str]) -> bytes:
    """A zip file of (name, content)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def word(text: str = "改造教室12间。") -> bytes:
    """A sound Word file."""
    document = Word()
    document.paragraph(text)
    return document.data()
