"""Test that the content of a file decides its kind: wrong names, locked files, formats that need a converter."""

import io
import zipfile

import pytest

from tests.readers.sheets import set_pages, style
from tests.readers.word import Word
from yinuo.errors import FormatError, InputError
from yinuo.readers import Source, documents, read
from yinuo.readers.file_types import kind_of
from yinuo.readers.files import file_of

TEXT = "今年要新建幼儿园7所。"


def word():
    document = Word()
    document.paragraph(TEXT)
    return document.data()


def pdf():
    from reportlab.platypus import Paragraph

    return set_pages([Paragraph(TEXT, style())])


def member(name, content="x"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
        if name == "mimetype":
            archive.writestr("content.xml", "x")
    return stream.getvalue()


def compound(*streams):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + b"".join(name.encode("utf-16-le") for name in streams)


@pytest.mark.parametrize("name", ["plan.docx", "plan.txt", "plan.pdf", "plan", "plan.doc", "plan.csv", "PLAN.DOCX"])
@pytest.mark.parametrize("make", [word, pdf, TEXT.encode, lambda: f"<html><body><p>{TEXT}</p></body></html>".encode()])
def test_a_wrong_name_does_not_matter(tmp_path, name, make):
    if make == TEXT.encode and name == "plan.csv":
        pytest.skip("a name tells the kinds of text apart")
    (tmp_path / name).write_bytes(make())
    assert read(tmp_path / name).text.strip() == TEXT


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(compound("WordDocument"), ("old Office file (.doc", "soffice --headless --convert-to docx"), id="doc"),
        pytest.param(compound("Workbook"), ("(.xls)", "csv"), id="xls"),
        pytest.param(compound("PowerPoint Document"), ("(.ppt)", "pdf"), id="ppt"),
        pytest.param(compound("WPS"), ("old Office", "wps"), id="other"),
        pytest.param(member("xl/workbook.xml"), ("spreadsheet", "csv"), id="xlsx"),
        pytest.param(member("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), (".ods", "csv"), id="ods"),
        pytest.param(member("mimetype", "application/vnd.oasis.opendocument.presentation"), (".odp", "pdf"), id="odp"),
        pytest.param(member("META-INF/container.xml"), (".epub", "pandoc"), id="epub"),
        pytest.param(b"\xff\xd8\xff\xe0JFIF", ("JPEG", "ocrmypdf"), id="jpeg"),
        pytest.param(b"II*\0" + bytes(9), ("TIFF", "ocrmypdf"), id="tiff"),
        pytest.param(b"MIME-Version: 1.0\n", ("web archive", "docx"), id="mht"),
        pytest.param(b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", ("Word file in XML",), id="xml"),
        pytest.param(b"<?xml version='1.0'?>\n<tmx version='1.4'><body/></tmx>", ("XML file", ".txt", ".jsonl"), id="tmx"),
        pytest.param("<rss><channel>今年要新建学校。</channel></rss>".encode(), ("XML file", "text.txt"), id="rss"),
        pytest.param("<?xml version='1.0'?><a>今年</a>".encode("utf-16"), ("XML file",), id="utf16"),
    ],
)  # fmt: skip
def test_a_format_that_needs_a_converter_names_one(tmp_path, data, says):
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    with pytest.raises(FormatError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: is ")
    for words in ("--converter '", *says):
        assert words in str(caught.value)


def test_a_locked_word_file(tmp_path):
    (tmp_path / "plan.docx").write_bytes(compound("EncryptedPackage", "EncryptionInfo"))
    with pytest.raises(InputError, match="locked by a password") as caught:
        read(tmp_path / "plan.docx", converter="false")
    assert not isinstance(caught.value, FormatError), "no converter can open it"


@pytest.mark.parametrize("data", [b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"MZ\x90\0\3", b"\x7fELF"])
def test_what_no_converter_turns_into_a_text(tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(InputError, match=r"not text; wanted: plain text, \.docx"):
        read(tmp_path / "x")


@pytest.mark.parametrize(("make", "name"), [(word, "plan.docx"), (pdf, "plan.pdf")])
def test_every_damaged_file_is_a_clear_error_or_a_text(tmp_path, make, name):
    """Cut at many places, and with bytes changed at many: never another exception, never a message of two lines."""
    import random

    data, path, chance = make(), tmp_path / name, random.Random(0)
    versions = [data[: len(data) * share // 20] for share in range(1, 20)]
    for _ in range(60):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 5, 50))):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        versions.append(bytes(changed))
    read_at_all = 0
    for version in versions:
        path.write_bytes(version)
        try:
            read_at_all += all(isinstance(one, Source) for one in documents(path))
        except InputError as error:
            message = str(error)
            assert message.startswith(str(path)), message
            assert "\n" not in message
    assert read_at_all < len(versions)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(InputError, match="is larger than 64 MiB"):
        read(path)
    (tmp_path / "small.txt").write_text("新建" * 100, "utf-8")
    assert len(read(tmp_path / "small.txt", limit=600).text) == 200
    with pytest.raises(InputError, match="larger than 599 bytes"):
        read(tmp_path / "small.txt", limit=599)


def test_a_file_that_may_not_be_read(tmp_path):
    import os

    path = tmp_path / "plan.txt"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    with pytest.raises(InputError, match="cannot be read"):
        read(path)


def test_a_pipe_is_read(tmp_path):
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    thread = threading.Thread(target=lambda: pipe.write_bytes(word()))
    thread.start()
    assert read(pipe).text == f"{TEXT}\n"
    thread.join()


@pytest.mark.parametrize("name", ["新 建 报告.docx", "📄.docx", "a'b\".docx", "-x.docx", "a#1.docx", "a!b.docx"])
def test_names_with_spaces_chinese_and_emoji(tmp_path, name):
    (tmp_path / name).write_bytes(word())
    assert read(tmp_path / name).path == str(tmp_path / name)


def test_an_empty_file_of_any_name_is_an_empty_text(tmp_path):
    for name in ("a.txt", "a.md", "a.html", "a.docx", "a.pdf"):
        (tmp_path / name).write_bytes(b"")
        assert read(tmp_path / name).text == ""


def test_nothing_is_opened_fetched_or_started(tmp_path):
    """Readers may read their own file: an audit hook sees every other file, connection and process."""
    import sys

    pages = {
        "plan.docx": word(),
        "plan.pdf": pdf(),
        "all.zip": member("../../out.txt"),
        "page.html": b"<html><script src='http://127.0.0.1:1/x'></script><p>x,",
    }
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
        list(documents(tmp_path / name))  # modules are loaded
    seen = []
    active = True

    def hook(event, arguments):
        watched = event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "urllib.")) or event == "open"
        if active and watched:
            seen.append((event, arguments))

    sys.addaudithook(hook)
    for name in pages:
        list(documents(tmp_path / name))
    active = False
    assert [(event, arguments[:2]) for event, arguments in seen] == [
        ("open", (str(tmp_path / name), "r")) for name in pages
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(pages)


def test_a_file_of_comments_is_told_at_once():
    """Forty comments and no page behind them took hours; the pattern now gives back nothing."""
    data = b"<!-- a -->" * 400 + "\n今年新建学校5所。".encode()
    assert kind_of(file_of("a.html", data)).name == "html"
    assert kind_of(file_of("a", data)).name == "plain"
    assert kind_of(file_of("a", b"<!-- a -->\n<!-- - -- -->\n<!DOCTYPE  html>")).name == "html"
