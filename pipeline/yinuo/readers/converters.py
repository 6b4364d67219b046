"""Read other formats through a command of the user's, or through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from yinuo.errors import FormatError, InputError
from yinuo.processes import without_limits
from yinuo.readers.files import File, file_of, too_large, whole
from yinuo.readers.steps import Step, begin

TIMEOUT = 180.0
NONE = "none"  # the name of no converter: nothing is converted then
_LONGEST_EXTENSION = 8
# Where installers put LibreOffice without telling the search path: macOS, Windows.
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)


def by_office(file: File, refusal: FormatError, limit: int) -> File:
    """Convert a file that was refused by the LibreOffice of this machine, where one is and it is of use.

    Raises the refusal where there is none; where it makes nothing of the file, the refusal says that too.
    """
    program, _, arguments = refusal.converter.partition(" ")
    found = next(filter(None, map(shutil.which, ("soffice", "libreoffice", *_USUAL))), None)
    if program != "soffice" or found is None:
        raise refusal
    try:
        return convert(file, f"{shlex.quote(found)} {arguments}", limit)
    except InputError:
        raise FormatError(
            f"{refusal} (LibreOffice is installed and makes nothing of it: check that its part for such files is, too)",
            refusal.converter,
        ) from None


def convert(file: File, command: str, limit: int, *, timeout: float = TIMEOUT) -> File:
    """Convert a file by the command, and give the file that it makes.

    It runs without a shell, on a copy of the file, in a folder of its own that is gone afterwards. ``{input}`` stands
    for the copy (put last where it is left out), ``{outdir}`` for the folder. The result is the one file that the
    command leaves there, else what it prints. Raises ``InputError`` where it fails, hangs or leaves nothing.
    """
    data = whole(file, limit)
    with tempfile.TemporaryDirectory(prefix="yinuo-", ignore_cleanup_errors=True) as folder:
        out = Path(folder, "out")
        out.mkdir()
        copy = Path(folder, f"text{_extension(file)}")
        copy.write_bytes(data)
        words = arguments(command, str(copy), str(out))
        begin(Step("conversion", timeout))
        printed = _run(words, out, file.name, limit, timeout)
        begin(Step())
        made = sorted(path for path in out.iterdir() if path.is_file() and not path.is_symlink())
        if len(made) > 1:
            names = ", ".join(path.name for path in made[:4])
            raise InputError(f"{file.name}: the converter left {len(made)} files ({names}); one is wanted")
        if not made and not printed.strip():
            raise InputError(f"{file.name}: the converter left no file and printed nothing; try it by hand: {command}")
        return _result(file.name, made, printed, limit)


def arguments(command: str, copy: str, out: str) -> list[str]:
    """Split the command into a list of arguments, its placeholders filled.

    >>> arguments("soffice --headless --convert-to docx", "/x/text.doc", "/x/out")
    ['soffice', '--headless', '--convert-to', 'docx', '/x/text.doc']
    >>> arguments("ocrmypdf {input} {outdir}/text.pdf", "/x/text.pdf", "/x/out")
    ['ocrmypdf', '/x/text.pdf', '/x/out/text.pdf']

    Raises ``InputError`` for a command that is empty or has an open quote.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise InputError(f"--converter {command!r}: {error}; a command and its arguments are wanted") from None
    if not words:
        raise InputError("--converter: is empty; a command is wanted, such as soffice --headless --convert-to docx")
    if "{input}" not in command:
        words.append("{input}")
    return [word.replace("{input}", copy).replace("{outdir}", out) for word in words]


def _extension(file: File) -> str:
    """Give the file's own extension where it is a plain one: some converters go by it."""
    extension = file.extension
    plain = extension.isascii() and extension.isalnum() and len(extension) <= _LONGEST_EXTENSION
    return f".{extension}" if plain else ""


def _run(words: list[str], out: Path, name: str, limit: int, timeout: float) -> bytes:
    """Run the command and give what it prints. All that it started is ended with it."""
    # LibreOffice keeps its profile there, and two of them cannot share one.
    environment = {**os.environ, "XDG_CONFIG_HOME": str(out.parent / "profile")}
    printed, said = out.parent / "stdout", out.parent / "stderr"
    with printed.open("wb") as stdout, said.open("wb") as stderr:
        try:
            with without_limits():  # ours are not for other programs
                process = subprocess.Popen(
                    words, cwd=out, env=environment, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
                    start_new_session=True,
                )  # fmt: skip
        except OSError as error:
            raise InputError(
                f"{name}: the converter {words[0]!r} cannot be started ({error.strerror}); install it, or give its path"
            ) from None
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise InputError(f"{name}: the converter {words[0]!r} took more than {timeout:.0f} seconds") from None
        finally:
            _end(process)
    if code:
        why = " ".join(said.read_bytes()[-2000:].decode("utf-8", "replace").split())[-200:]
        raise InputError(f"{name}: the converter {words[0]!r} failed with exit code {code} ({why or 'no message'})")
    return _bytes(printed, name, limit)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _result(name: str, made: list[Path], printed: bytes, limit: int) -> File:
    if not made:
        return file_of(name, printed, "text.txt")
    return file_of(name, _bytes(made[0], name, limit), made[0].name)


def _bytes(path: Path, name: str, limit: int) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(name, limit)
    return data
