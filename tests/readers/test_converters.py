"""Converters: real commands, run without a shell, in a folder of their own, with an end."""

import os
import sys

import pytest

from tests.readers.test_kinds import compound
from tests.readers.word import Word
from tests.waiting import alive, wait_for
from yinuo.errors import FormatError, InputError
from yinuo.readers import converters, documents, read
from yinuo.readers.files import file_of

OLD = compound("WordDocument")
TEXT = "今年要新建幼儿园7所。"


def command(code, *more):
    """A converter in Python: ``source`` and ``out`` are its file and its folder."""
    program = f"import sys, pathlib; source, out = sys.argv[1], pathlib.Path(sys.argv[2]); {code}"
    return " ".join(
        [f"'{sys.executable}'", "-c", '"' + program.replace('"', '\\"') + '"', "{input}", "{outdir}", *more]
    )


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "旧 报告.doc"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        (f"(out / 'text.txt').write_text('{TEXT}', 'utf-8')", TEXT),
        (f"(out / 'text.md').write_text('# {TEXT}', 'utf-8')", f"{TEXT}\n"),
        (f"sys.stdout.buffer.write('{TEXT}'.encode())", TEXT),
        (f"open('text.txt', 'w', encoding='utf-8').write('{TEXT}')", TEXT),
        ("print(pathlib.Path(source).suffix, len(open(source, 'rb').read()))", f".doc {len(OLD)}\n"),
    ],
    ids=["file in its folder", "another format", "printed", "file where it runs", "what it is given"],
)
def test_what_it_makes_is_read(old, code, wanted):
    source = read(old, converter=command(code))
    assert (source.text, source.path) == (wanted, str(old))


@pytest.mark.parametrize(
    ("converter", "says"),
    [
        (command("sys.exit('no such filter')"), "failed with exit code 1 (no such filter)"),
        (command("pass"), "left no file and printed nothing"),
        (command("[(out / f'{n}.txt').write_text('x') for n in '12']"), "left 2 files (1.txt, 2.txt); one is wanted"),
        (command("(out / 'x.doc').write_bytes(open(source, 'rb').read())"), "old Office file"),
        ("/no/such/program", "cannot be started (No such file or directory)"),
        ("'open quote", "No closing quotation"),
        (" ", "a command is wanted"),
        (command("(out / 'x.txt').symlink_to('/etc/passwd')"), "left no file"),
    ],
)
def test_what_goes_wrong_is_one_clear_line(old, converter, says):
    with pytest.raises(InputError) as caught:
        read(old, converter=converter)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_one_that_hangs_is_ended_with_all_that_it_started(tmp_path):
    told = tmp_path / "its child"
    start = "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'])"
    tell = f"pathlib.Path({str(told)!r}).write_text(str(child.pid))"
    hang = command(f"import subprocess, time; {start}; {tell}; time.sleep(3600)")
    for seconds in (1, 10, 100):  # under load a program may need long to start its own
        with pytest.raises(InputError, match=f"took more than {seconds} second"):
            converters.convert(file_of("x.doc", OLD), hang, 10**6, timeout=seconds)
        if told.exists() and told.read_text("utf-8"):
            break
    assert wait_for(lambda: not alive(told.read_text("utf-8")))


def test_too_much_is_refused(old):
    with pytest.raises(InputError, match="larger than"):
        read(old, converter=command("(out / 'x.txt').write_text('x' * 100000)"), limit=5000)


def test_no_shell_and_nothing_left_behind(old, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", None)
    said = read(old, converter=command("print(sys.argv[3:])", "'$(touch hacked)'", "';'", "'|'")).text
    assert said == "['$(touch hacked)', ';', '|']\n"
    assert os.listdir(tmp_path / "temporary") == []
    assert sorted(os.listdir(tmp_path)) == ["temporary", "旧 报告.doc"]


def test_it_is_not_asked_for_what_is_read_anyway(tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, "utf-8")
    assert read(tmp_path / "plan.txt", converter="/no/such/program").text == TEXT


def test_members_of_an_archive_are_converted_too(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a/旧.doc", OLD)
        archive.writestr("b.txt", TEXT)
    found = list(documents(tmp_path / "all.zip", converter=command(f"(out / 'x.txt').write_text('{TEXT}', 'utf-8')")))
    assert [(one.path.rpartition("!/")[2], one.text) for one in found] == [("a/旧.doc", TEXT), ("b.txt", TEXT)]


@pytest.mark.slow
def test_libreoffice_by_the_command_that_the_error_names(tmp_path, word_processor):
    word = Word()
    word.paragraph("一、任务")
    word.paragraph(TEXT)
    (tmp_path / "plan.docx").write_bytes(word.data())
    word_processor(tmp_path / "plan.docx", "doc", tmp_path)
    with pytest.raises(InputError, match="soffice --headless --convert-to docx"):
        read(tmp_path / "plan.doc", converter="none")
    assert read(tmp_path / "plan.doc", converter="soffice --headless --convert-to docx").text == f"一、任务\n{TEXT}\n"


CONVERTS = """import pathlib, shutil, sys
assert sys.argv[1:4] == ["--headless", "--convert-to", "docx"], sys.argv
shutil.copy({made!r}, pathlib.Path(pathlib.Path(sys.argv[4]).stem + ".docx"))"""


@pytest.fixture
def libreoffice(tmp_path, monkeypatch):
    """A program of this name on the search path, which writes a file of Word beside where it runs."""
    word = Word()
    word.paragraph(TEXT)
    (tmp_path / "made.docx").write_bytes(word.data())
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    def install(name="soffice"):
        program = tmp_path / "bin" / name
        program.write_text(f"#!{sys.executable}\n{CONVERTS.format(made=str(tmp_path / 'made.docx'))}\n", "utf-8")
        program.chmod(0o755)

    return install


@pytest.mark.parametrize("name", ["soffice", "libreoffice"])
@pytest.mark.parametrize("stream", ["WordDocument", "WPS"])
def test_libreoffice_is_found_by_itself(tmp_path, libreoffice, name, stream):
    libreoffice(name)
    (tmp_path / "报告.wps").write_bytes(compound(stream))
    source = read(tmp_path / "报告.wps", memory=None, timeout=None)  # in this process, whose PATH was changed
    assert (source.text, source.path) == (f"{TEXT}\n", str(tmp_path / "报告.wps"))
    assert source.notes == ("converted by LibreOffice, which was found on this machine",)


def test_a_converter_of_the_users_goes_first(old, libreoffice):
    libreoffice()
    source = read(old, converter=command("print('其他')"))
    assert (source.text, source.notes) == ("其他\n", ())


def test_none_converts_nothing(old, libreoffice):
    libreoffice()
    with pytest.raises(InputError, match=r"install LibreOffice, which is then found by itself"):
        read(old, converter="none")


def test_without_libreoffice_one_line_says_how(old, libreoffice, monkeypatch):
    monkeypatch.setattr(converters, "_USUAL", ())
    with pytest.raises(InputError, match=r"install LibreOffice.*--converter 'soffice --headless") as caught:
        read(old)
    assert "\n" not in str(caught.value)


def test_a_libreoffice_without_its_part_for_texts(tmp_path, old, libreoffice):
    libreoffice()
    (tmp_path / "made.docx").unlink()
    with pytest.raises(
        FormatError, match=r"old Office file.*LibreOffice is installed and makes nothing of it"
    ) as caught:
        read(old, memory=None, timeout=None)  # in this process, whose PATH was changed
    assert "\n" not in str(caught.value)


def test_what_libreoffice_cannot_do_is_not_asked_of_it(tmp_path, libreoffice):
    libreoffice()
    (tmp_path / "scan.jpg").write_bytes(b"\xff\xd8\xff\xe0JFIF")
    with pytest.raises(InputError, match="a JPEG image"):
        read(tmp_path / "scan.jpg")


@pytest.mark.slow
def test_a_real_libreoffice_reads_what_it_wrote(tmp_path, word_processor):
    word = Word()
    word.paragraph(TEXT)
    (tmp_path / "plan.docx").write_bytes(word.data())
    made = word_processor(tmp_path / "plan.docx", "doc", tmp_path)
    assert made.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    assert read(made).text == f"{TEXT}\n"
