"""Tell what kind of file it is, by its content first and its name second."""

from __future__ import annotations

import os
import re
import traceback
import zipfile
import zlib
from dataclasses import dataclass
from importlib.util import find_spec

from yinuo.errors import FormatError, InputError
from yinuo.readers.files import File
from yinuo.readers.source import Options

_WANTED = (
    "wanted: plain text, .docx, .odt, .pptx, .pdf or .ofd with text, .html, .md, a .zip of these, or rows "
    "(.jsonl, .json, .csv, .xlsx, .parquet)"
)
_TO_DOCX = "soffice --headless --convert-to docx"
_TO_PDF = "soffice --headless --convert-to pdf"
_OCR = "ocrmypdf -l chi_sim {input} {outdir}/text.pdf"
_TEXT = "COMMAND {input} {outdir}/text.txt"


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold a kind of file: its reader's name, or what it is for a person and a command that would convert it."""

    name: str
    what: str = ""
    convert: str = ""

    def refusal(self, name: str) -> InputError:
        """Make the error for a file of a kind that is not read."""
        if self.convert:
            return FormatError(f"{name}: is {self.what}; {converter_hint(self.convert)}; {_WANTED}", self.convert)
        return InputError(f"{name}: is {self.what}, not text; {_WANTED}")


def converter_hint(command: str) -> str:
    """Say what to do with a file that a converter can turn into one that is read."""
    install = "install LibreOffice, which is then found by itself, " if command.startswith("soffice ") else ""
    return f"{install}convert it first, or name a converter: --converter '{command}'"


def scanned(name: str, what: str = "a PDF file") -> FormatError:
    """Make the error for a file of pictures."""
    return FormatError(
        f"{name}: is {what} without text (scanned pages); pip install 'yinuo[ocr]', recognise its characters "
        f"first, or name a converter: --converter '{_OCR}'"
    )


def unmapped(name: str, what: str = "a PDF file") -> FormatError:
    """Make the error for a file whose fonts do not say which characters they draw."""
    return FormatError(
        f"{name}: is {what} whose fonts do not say what their signs mean; recognise its characters first, "
        f"or name a converter: --converter '{_OCR.replace('ocrmypdf', 'ocrmypdf --force-ocr')}'"
    )


def broken(name: str, what: str, why: object) -> InputError:
    """Make the error for a file that is cut short or damaged."""
    reason = " ".join(str(why).split())[:120] or type(why).__name__
    return InputError(f"{name}: is {what} that is cut short or damaged ({reason}); save or fetch it again; {_WANTED}")


def unexpected(name: str, error: Exception) -> InputError:
    """Make the error for a file at which a reader failed as it never should."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return InputError(
        f"{name}: is damaged in a way that its reader did not expect ({what}, {os.path.basename(last.filename)}:"
        f"{last.lineno}); save or fetch it again, or report the file"
    )


def locked(name: str, what: str) -> InputError:
    """Make the error for a file that is closed by a password."""
    return InputError(f"{name}: is {what} locked by a password; open it, save it without one and try again")


DOCX, PDF, HTML, MARKDOWN, PLAIN = Kind("docx"), Kind("pdf"), Kind("html"), Kind("markdown"), Kind("plain")
ARCHIVE, JSONL, JSON = Kind("archive"), Kind("jsonl"), Kind("json")
CSV, PARQUET = Kind("csv"), Kind("parquet")
XML = Kind("xml", "an XML file", _TEXT)
XLSX = Kind("xlsx", "a spreadsheet (.xlsx) without a table of tasks", "soffice --headless --convert-to csv")
RTF = Kind("rtf", "an RTF file (pip install 'yinuo[rtf]' reads it)", _TO_DOCX)
ODT, PPTX = Kind("odt"), Kind("pptx")
ZIP = "a zip file (docx, xlsx, odt and epub are zip files too)"

# What a file is by its first bytes.
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PAR1", PARQUET),
    (b"\x89PNG", Kind("image", "a PNG image (pip install 'yinuo[ocr]' reads it)", _OCR)),
    (b"\xff\xd8\xff", Kind("image", "a JPEG image (pip install 'yinuo[ocr]' reads it)", _OCR)),
    (b"GIF8", Kind("image", "a GIF image (pip install 'yinuo[ocr]' reads it)", _OCR)),
    (b"II*\0", Kind("image", "a TIFF image (pip install 'yinuo[ocr]' reads it)", _OCR)),
    (b"MM\0*", Kind("image", "a TIFF image (pip install 'yinuo[ocr]' reads it)", _OCR)),
    (b"{\\rtf", RTF),
    (b"\x1f\x8b", Kind("gzip", "a gzip file")),
    (b"7z\xbc\xaf", Kind("7z", "a 7z archive")),
    (b"Rar!", Kind("rar", "a RAR archive")),
    (b"\x7fELF", Kind("program", "a program")),
    (b"MZ\x90\0", Kind("program", "a program")),
    (b"MIME-Version:", Kind("mht", "a web archive (.mht)", _TO_DOCX)),
)
# What an Office file of the old kind is by the name of a stream in it; the first that is there decides.
_OLE: tuple[tuple[str, Kind], ...] = (
    ("WordDocument", Kind("doc", "an old Office file (.doc, or .wps of the same kind)", _TO_DOCX)),
    ("Workbook", Kind("xls", "an old Office file (.xls)", "soffice --headless --convert-to csv")),
    ("Book", Kind("xls", "an old Office file (.xls)", "soffice --headless --convert-to csv")),
    ("PowerPoint Document", Kind("ppt", "an old Office file (.ppt)", _TO_PDF)),
)
_OLD = Kind("ole", "an old Office file (doc, xls, ppt, wps)", _TO_DOCX)
# What a zip file is by a member it has; the first that is there decides.
_MEMBERS: tuple[tuple[str, Kind], ...] = (
    ("word/document.xml", DOCX),
    ("OFD.xml", Kind("ofd")),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
    ("content.xml", ODT),
    ("META-INF/container.xml", Kind("epub", "an e-book (.epub)", "pandoc {input} -o {outdir}/text.docx")),
)
# What an OpenDocument file that is no text is by its type.
_OPEN_DOCUMENT: tuple[tuple[str, Kind], ...] = (
    ("spreadsheet", Kind("ods", "an OpenDocument spreadsheet (.ods)", "soffice --headless --convert-to csv")),
    ("presentation", Kind("odp", "an OpenDocument presentation (.odp)", _TO_PDF)),
    ("graphics", Kind("odg", "an OpenDocument drawing (.odg)", _TO_PDF)),
)
_NAMED = {
    "html": HTML, "htm": HTML, "shtml": HTML, "xhtml": HTML,
    "md": MARKDOWN, "markdown": MARKDOWN,
    "jsonl": JSONL, "ndjson": JSONL, "json": JSON, "csv": CSV, "tsv": CSV,
}  # fmt: skip
# Nothing that a repeat has taken is given back: a file cannot make these patterns try again and again.
_PROLOGUE = re.compile(rb"\A\s*+(?:<\?xml[^>]*+>)?\s*+")
_PAGE = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body)\b", re.I)
_BLANK = re.compile(rb"\s*+")
_WORD_XML = re.compile(rb"\A\s*+<\?xml[^>]*+>.{0,300}(?:Word\.Document|wordDocument|pkg:package)", re.S)
_OBJECTS = re.compile(rb"\A\s*+\[\s*+\{\s*+\"")  # an array of JSON objects
_MARKUP = re.compile(rb"\A\s*+(?:<\?xml\b|<(?:!doctype\s{1,9})?(?:tmx|tei|rss|feed|xliff|svg)\b)", re.I)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(file: File) -> Kind:
    """Tell the kind of a file. Its content decides; its name only tells the kinds of text apart.

    >>> from yinuo.readers.files import file_of
    >>> kind_of(file_of("报告.txt", b"%PDF-1.7")).name, kind_of(file_of("报告.md", b"# ")).name
    ('pdf', 'markdown')

    Raises ``InputError`` for a zip file or an Office file that is damaged or locked.
    """
    head = file.head
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(file)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole_kind(file)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return _text_kind(file)


# Kinds that are refused unless a library is installed, which then parses them.
_PARSED = {"image": "rapidocr", "rtf": "striprtf"}


def is_plain(file: File, options: Options) -> bool:
    """Tell whether a file can be read, or refused, without a parser that a hostile one could break.

    >>> from yinuo.readers.files import file_of
    >>> is_plain(file_of("报告.txt", "新建".encode()), Options()), is_plain(file_of("报告.txt", b"%PDF-1.7"), Options())
    (True, False)
    """
    if b"%PDF-" in file.head[:1024] or file.head.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"PAR1")):
        return False
    kind = kind_of(file)
    if kind.name in _PARSED and find_spec(_PARSED[kind.name]) is not None:
        return False
    return kind in (PLAIN, MARKDOWN, CSV, JSONL) or (bool(kind.what) and options.converter is None)


def _text_kind(file: File) -> Kind:
    if _WORD_XML.match(file.head):
        return Kind("xml", "a Word file in XML (.xml)", _TO_DOCX)
    head = file.head
    for mark in _BOMS:
        head = head.removeprefix(mark)
    head = head.replace(b"\0", b"")
    if _opens_page(head):
        return HTML
    if _MARKUP.match(head):
        return XML
    if _OBJECTS.match(head) and file.extension not in _NAMED:
        return JSON
    return _NAMED.get(file.extension, PLAIN)


def _opens_page(head: bytes) -> bool:
    """Tell whether HTML begins behind comments; one pattern for both goes wrong in Python before 3.11.5."""
    prologue = _PROLOGUE.match(head)
    at = prologue.end() if prologue else 0
    while head.startswith(b"<!--", at):
        end = head.find(b"-->", at + 4)
        blank = _BLANK.match(head, end + 3) if end > 0 else None
        if blank is None:
            return False
        at = blank.end()
    return _PAGE.match(head, at) is not None


def _zip_kind(file: File) -> Kind:
    try:
        with zipfile.ZipFile(file.stream) as archive:
            names = set(archive.namelist())
            kind = next((kind for member, kind in _MEMBERS if member in names), ARCHIVE)
            return _open_document(archive) if kind == ODT and "mimetype" in names else kind
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise broken(file.name, ZIP, error) from None


def _open_document(archive: zipfile.ZipFile) -> Kind:
    """Tell a text from other OpenDocument files by the type that such a file names; all have a content.xml."""
    with archive.open("mimetype") as stream:
        said = stream.read(200).decode("ascii", "ignore")
    return next((kind for end, kind in _OPEN_DOCUMENT if f"opendocument.{end}" in said), ODT)


def _ole_kind(file: File) -> Kind:
    """Tell an Office file by its streams; a new one that is locked by a password is such a file too."""
    file.stream.seek(0)
    data = file.stream.read(2**26)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked(file.name, "an encrypted Office file (.docx, .xlsx or .pptx)")
    return next((kind for stream, kind in _OLE if stream.encode("utf-16-le") in data), _OLD)
