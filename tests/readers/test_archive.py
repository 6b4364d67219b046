"""Zip files: each member a text or a failure; nothing leaves the archive, nothing fills the memory."""

import io
import zipfile

import pytest

from tests.readers.word import Word
from yinuo.errors import InputError
from yinuo.readers import Failure, documents, read

TEXT = "今年要新建幼儿园7所。\n"


def packed(*members, method=zipfile.ZIP_DEFLATED):
    """A zip file of (name, content); a name may be bytes, as a program writes it that does not say its encoding."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name.decode("cp437") if isinstance(name, bytes) else name)
            info.compress_type = method
            archive.writestr(info, content)
    return stream.getvalue()


@pytest.fixture
def all_of(tmp_path):
    def found(data, **options):
        path = tmp_path / "all.zip"
        path.write_bytes(data)
        return {one.path.removeprefix(f"{tmp_path}/"): one for one in documents(path, **options)}

    return found


def word():
    document = Word()
    document.paragraph("改造教室12间。")
    return document.data()


def test_a_text_for_each_member_in_its_order(all_of):
    found = all_of(
        packed(
            ("b/甲.txt", TEXT), ("a.md", "# 标题"), ("页.html", "<html><p>一段，文字"), ("x.docx", word()), ("空/", "")
        )
    )
    assert {path: one.text for path, one in found.items()} == {
        "all.zip!/b/甲.txt": TEXT,
        "all.zip!/a.md": "标题\n",
        "all.zip!/页.html": "一段，文字\n",
        "all.zip!/x.docx": "改造教室12间。\n",
    }
    assert [*found] == ["all.zip!/b/甲.txt", "all.zip!/a.md", "all.zip!/页.html", "all.zip!/x.docx"]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_names_that_do_not_say_their_encoding(all_of, encoding):
    name = "工作报告/云溪市.txt".encode(encoding)
    data = packed((b"x" * len(name), TEXT)).replace(b"x" * len(name), name)
    assert [*all_of(data)] == ["all.zip!/工作报告/云溪市.txt"]


def test_litter_of_the_system_is_passed_over(all_of):
    found = all_of(
        packed(("__MACOSX/._甲.txt", b"\0\5"), (".DS_Store", b"\0"), ("x/Thumbs.db", b"\0"), ("甲.txt", TEXT))
    )
    assert [*found] == ["all.zip!/甲.txt"]


@pytest.mark.parametrize(
    ("member", "says"),
    [
        pytest.param(("../../etc/passwd", TEXT), "leads out of the archive", id="up"),
        pytest.param(("/etc/passwd", TEXT), "leads out of the archive", id="root"),
        pytest.param(("C:\\x.txt", TEXT), "leads out of the archive", id="drive"),
        pytest.param(("a\\..\\..\\x.txt", TEXT), "leads out of the archive", id="backslashes"),
        pytest.param(("in.zip", packed(("x.txt", TEXT))), "an archive in an archive", id="nested"),
        pytest.param(("x.png", b"\x89PNG\r\n"), "a PNG image", id="image"),
        pytest.param(("x.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600), "--converter", id="doc"),
        pytest.param(("x.txt", b"\xff\xff\xff"), "save the file as UTF-8", id="no text"),
        pytest.param(("x.txt", b"0" * 3_000_000), "zip bomb", id="packed too tightly"),
    ],
)
def test_a_bad_member_is_one_failure_and_the_rest_goes_on(all_of, member, says):
    found = [*all_of(packed(("甲.txt", TEXT), member, ("乙.txt", TEXT))).values()]
    assert [type(one).__name__ for one in found] == ["Source", "Failure", "Source"]
    assert isinstance(found[1], Failure)
    assert isinstance(found[1].error, InputError)
    assert says in str(found[1].error)
    assert str(found[1].error).startswith(found[1].path)


def test_a_link_is_not_followed(all_of):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    (failure,) = all_of(stream.getvalue()).values()
    assert "is a link" in str(failure.error)


def test_a_locked_and_a_damaged_member(all_of):
    data = packed(("甲.txt", TEXT), ("乙.txt", TEXT * 50), ("丙.txt", TEXT))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    locked = bytearray(data)
    locked[local + 6] |= 1
    locked[central + 8] |= 1
    first, second, third = all_of(bytes(locked)).values()
    assert "locked by a password" in str(first.error)
    assert (second.text, third.text) == (TEXT * 50, TEXT)
    damaged = bytearray(data)
    at = data.index("乙.txt".encode()) + len("乙.txt".encode()) + 8
    damaged[at : at + 8] = b"\0" * 8
    first, second, third = all_of(bytes(damaged)).values()
    assert "cut short or damaged" in str(second.error)
    assert first.text == third.text == TEXT


def test_a_lie_about_the_size_does_not_fill_the_memory(all_of):
    import struct

    data = bytearray(packed(("a.txt", b"0" * 50_000_000)))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 1000)
    (failure,) = all_of(bytes(data)).values()
    assert "damaged" in str(failure.error)


def test_members_that_overlap_are_refused(all_of):
    data = packed(("a.txt", bytes(range(256)) * 40))
    end, central = data.index(b"PK\x05\x06"), data.index(b"PK\x01\x02")
    entry, tail = data[central:end], bytearray(data[end:])
    import struct

    tail[8:10] = tail[10:12] = struct.pack("<H", 40)
    tail[12:16] = struct.pack("<I", 40 * len(entry))
    with pytest.raises(InputError, match="overlap"):
        all_of(data[:central] + entry * 40 + bytes(tail))


@pytest.mark.parametrize(("data", "says"), [(packed(), "without files"), (packed(("a.txt", TEXT))[:60], "damaged")])
def test_an_archive_broken_as_a_whole_raises(all_of, data, says):
    with pytest.raises(InputError, match=says):
        all_of(data)


def test_a_member_larger_than_the_limit(all_of):
    small, large = all_of(packed(("a.txt", "甲"), ("b.txt", TEXT * 20)), limit=600).values()
    assert small.text == "甲"
    assert "larger than 600 bytes" in str(large.error)


def test_rows_in_an_archive_and_one_text_by_its_path(all_of, tmp_path):
    assert [*all_of(packed(("t.csv", "text\n甲\n乙\n")))] == ["all.zip!/t.csv#1", "all.zip!/t.csv#2"]
    assert read(tmp_path / "all.zip!" / "t.csv#2").text == "乙"
    with pytest.raises(InputError, match=r"several texts; name one of them, such as .*all.zip!/t.csv#1"):
        read(tmp_path / "all.zip")
    with pytest.raises(InputError, match="holds no text"):
        read(f"{tmp_path}/all.zip!/none.txt")
