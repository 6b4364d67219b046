"""What unpacks to far more than its file, or is written out at greater length, is refused before it fills the memory."""

import datetime
import io
import zipfile

import pyarrow
import pytest
from pyarrow import parquet

from tests.readers.hostile import TEXT, parquet_of_one_text, zip_of
from yinuo.errors import InputError
from yinuo.readers import Failure, Limits, documents, unzip

HERE = Limits(None, None)  # read in this process: what is refused needs no other
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="n" Type="{R}/numbering" Target="numbering.xml"/></Relationships>'
)


def found(folder, name, data, **options):
    path = folder / name
    path.write_bytes(data)
    return list(documents(path, limits=HERE, **options))


def numbered(paragraphs, text="%1.", start="1", form="decimal"):
    """A Word file of numbered paragraphs."""
    one = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{TEXT}</w:t></w:r></w:p>'
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    return zip_of(
        ("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{one * paragraphs}</w:body></w:document>'),
        ("word/_rels/document.xml.rels", RELATIONS),
        (
            "word/numbering.xml",
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        ),
    )


def test_the_members_of_an_archive_are_bounded_together(tmp_path):
    data = zip_of(*((f"{n}.txt", "a" * 2**19) for n in range(20)))  # each is let pass by itself
    with pytest.raises(InputError, match="unpacks to more than 250 times its size"):
        found(tmp_path, "all.zip", data)
    assert len(found(tmp_path, "all.zip", zip_of(("a.txt", "a" * 2**19), ("b.txt", "b")))) == 2


def test_the_number_of_members_is_bounded(tmp_path, monkeypatch):
    data = zip_of(*((f"{n}.txt", TEXT) for n in range(4)))
    assert len(found(tmp_path, "all.zip", data)) == 4
    monkeypatch.setattr("yinuo.readers.archive.MOST_MEMBERS", 3)
    with pytest.raises(InputError, match="has more than 3 files"):
        found(tmp_path, "all.zip", data)
    assert unzip.MOST_MEMBERS >= 10_000


def test_columns_of_parquet_that_unpack_too_far_are_refused(tmp_path):
    with pytest.raises(InputError, match="unpacks to more than 250 times its size"):
        found(tmp_path, "a.parquet", parquet_of_one_text(2**22, 3))
    with pytest.raises(InputError, match="unpacks to more than 250 times its size"):  # short, and again and again
        found(tmp_path, "a.parquet", parquet_of_one_text(100_000, 10_000))
    assert len(found(tmp_path, "a.parquet", parquet_of_one_text(1000, 20))) == 20


def test_other_columns_of_parquet_are_read_as_before(tmp_path):
    stream = io.BytesIO()
    columns = {
        "text": [TEXT, None],
        "date": [datetime.date(2031, 3, 5), None],
        "place": ["枫岭县", "云溪市"],
        "level": [1, 2],
    }
    parquet.write_table(pyarrow.table(columns), stream)
    first, second = found(tmp_path, "a.parquet", stream.getvalue())
    assert (first.text, first.metadata) == (TEXT, {"date": "2031-03-05", "place": "枫岭县", "level": "1"})
    assert (second.text, second.metadata) == ("", {"place": "云溪市", "level": "2"})


@pytest.mark.parametrize(
    ("options", "label"),
    [
        pytest.param({"text": "第%1条" + "长" * 5000}, "第1条" + "长" * 251, id="longer than Word has them"),
        pytest.param({"start": "9" * 5000}, "0.", id="a start of 5,000 digits"),
        pytest.param({"start": "9" * 10, "form": "upperRoman"}, "9999999999.", id="a Roman numeral without end"),
    ],
)
def test_numbers_of_word_beyond_its_bounds(tmp_path, options, label):
    (source,) = found(tmp_path, "a.docx", numbered(1, **options))
    assert source.text.partition("今年")[0].strip() == label


def test_a_text_that_numbers_make_longer_than_the_limit(tmp_path):
    data = numbered(3000, text="长" * 255)
    with pytest.raises(InputError, match="is larger than 400000 bytes"):
        found(tmp_path, "a.docx", data, limit=400_000)


def test_the_parts_of_a_word_file_are_bounded_together(tmp_path):
    data = numbered(60)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [info.file_size for info in archive.infolist()]
    assert found(tmp_path, "a.docx", data, limit=sum(sizes))
    with pytest.raises(InputError, match="is larger than"):
        found(tmp_path, "a.docx", data, limit=max(sizes) + 100)


def pdf_of_one_page(times):
    """A PDF whose pages are all the same object."""
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{'3 0 R ' * times}] /Count {times} >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        "<< /Length 46 >>\nstream\nBT /F 12 Tf 72 700 Td (A plain line of it) Tj ET \nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = "%PDF-1.7\n" + "".join(f"{n} 0 obj\n{part}\nendobj\n" for n, part in enumerate(parts, 1))
    return f"{body}trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n".encode()


def test_pages_of_a_pdf_are_bounded(tmp_path, monkeypatch):
    data = pdf_of_one_page(5)
    assert found(tmp_path, "a.pdf", data)
    with pytest.raises(InputError, match="is larger than"):  # their characters together
        found(tmp_path, "a.pdf", pdf_of_one_page(100), limit=1500)
    monkeypatch.setattr("yinuo.readers.pdf.document._MOST_PAGES", 4)
    with pytest.raises(InputError, match="has 5 pages, more than 4"):
        found(tmp_path, "a.pdf", data)


def test_a_member_among_others_is_refused_by_itself(tmp_path):
    sound = [(f"{n}.txt", "".join(chr(0x4E00 + (n * 977 + k * k) % 20000) for k in range(9000))) for n in range(3)]
    kinds = [type(one) for one in found(tmp_path, "all.zip", zip_of(("x.txt", "a" * 2**21), *sound))]
    assert kinds[0] is Failure
    assert Failure not in kinds[1:]
