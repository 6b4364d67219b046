"""LibreOffice, for tests that ask a real office program. What it can convert is tried; that it is there says little.

Installations differ: one with Calc alone is found by name, and opens no document.
"""

import shutil
import subprocess

from tests.readers.word import Word

PROGRAM = "soffice"
_LONGEST = 600


def convert(path, to, folder):
    """Open a file in the program and save it in another format, with a profile of its own; the file that it made."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [PROGRAM, profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST)
    made = folder / f"{path.stem}.{to.split(':')[0]}"
    if not made.exists():
        raise FileNotFoundError(made)
    return made


def document(folder):
    """A document of one line for a word processor."""
    word = Word()
    word.paragraph("甲")
    path = folder / "tiny.docx"
    path.write_bytes(word.data())
    return path


def sheet(folder):
    """A sheet of one line for a spreadsheet program."""
    path = folder / "tiny.csv"
    path.write_text("甲,乙\n", "utf-8")
    return path


def why_not(source, to, folder):
    """Why the program cannot convert a tiny file: one line, empty where it can."""
    if shutil.which(PROGRAM) is None:
        return f"no {PROGRAM} on this machine"
    try:
        convert(source(folder), to, folder / "made")
    except (OSError, subprocess.SubprocessError) as error:
        return f"{PROGRAM} is here and cannot convert a {source.__name__} to {to} ({type(error).__name__})"
    return ""
