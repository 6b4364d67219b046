"""Track commitments from one report to the next, and write what was found."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.readers import MEMORY, TIMEOUT, limited
from yinuo.rules.wording import Lang
from yinuo.tracking.inputs import Given, paired, reports
from yinuo.tracking.output import check, write
from yinuo.tracking.pair import tracked
from yinuo.tracking.result import Tracked
from yinuo.tracking.workers import Tell, Watch


def track(
    old: Given,
    new: Given,
    targets: Sequence[str] = (),
    *,
    every: bool = False,
    jobs: int = 1,
    lang: Lang | None = None,
    tell: Tell | None = None,
    watch: Watch | None = None,
    memory: int | None = MEMORY,
    timeout: float | None = TIMEOUT,
) -> tuple[Tracked, ...]:
    r"""Find what became of the commitments of ``old`` by what ``new`` tells; a suggestion that a person confirms.

    Each is a text (a path, or a ``Source`` of ``yinuo.read``), a .jsonl of records (that of ``new`` with achievements),
    or a folder of either, whose reports are paired by place and year. Commitments that only give a direction are left
    out unless ``every`` is set. ``targets`` are files to write: .xlsx, .jsonl, .html (``lang`` zh or en), or an address
    of a database. ``jobs`` processes read the reports. ``tell`` is given a line for each file of a folder that cannot
    be read; without it the first is raised. ``watch`` is given how many of how many files are read. ``memory`` (bytes)
    and ``timeout`` (seconds) limit what reading a file may take, as in ``yinuo.read``.

    >>> import pathlib, tempfile, yinuo
    >>> place = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (place / "2023.txt").write_text("2023年工作安排\n今年，粮食产量达到20万吨。", "utf-8")
    >>> _ = (place / "2024.txt").write_text("2024年工作报告\n一、2023年工作回顾\n粮食产量达到18万吨。", "utf-8")
    >>> [(t.commitment.text, t.verdict, t.attainment) for t in yinuo.track(place / "2023.txt", place / "2024.txt")]
    [('粮食产量达到20万吨', 'below', 0.9)]

    Raises ``InputError`` for what cannot be read, a target of no known format, and where no two reports make a pair.
    """
    check(targets)
    with limited(memory, timeout):
        before = reports(old, jobs=jobs, tell=tell, watch=watch)
        after = before if old == new else reports(new, jobs=jobs, tell=tell, watch=watch)
    found = tuple(one for pair in paired(before, after) for one in tracked(*pair, every=every))
    write(found, targets, lang)
    return found
