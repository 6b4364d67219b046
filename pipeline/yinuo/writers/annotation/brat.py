"""Write records to brat's standoff files (.txt, .ann, annotation.conf), and read a folder of them back.

Offsets are code points. A mark that runs over the end of a line is written in fragments, as brat wants it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers.annotation.export import Bad, load_json, load_text, meta_of
from yinuo.writers.annotation.marks import HELD, LABELS, NOTED, SPECIFICITIES, STATUSES, Annotated, Collector, Mark
from yinuo.writers.atomic import Write, drain, whole_folder
from yinuo.writers.document import plain_text

HOLDS = HELD | NOTED
DOCUMENTS = "documents.json"  # which file is which document
_CONFIGURATION = f"""\
[entities]
Action
Actor
Quantity
Deadline

[relations]
HasActor\tArg1:Action, Arg2:Actor
HasQuantity\tArg1:Action, Arg2:Quantity
HasDeadline\tArg1:Action, Arg2:Deadline
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Status\tArg:Action, Value:{"|".join(STATUSES)}
Specificity\tArg:Action, Value:{"|".join(SPECIFICITIES)}
"""
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPAN = re.compile(r"\A(\w+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)")


def write_brat(records: Iterable[Commitment], path: str | Path) -> int:
    """Write a folder with two files a document, whole or not at all; the number of records written.

    A folder whose files were changed since they were written is never replaced. The texts of the documents have to be
    told (see ``writers.document``). Raises ``InputError`` where that is not so or the folder cannot be written.
    """
    with brat_writer(path) as write:
        return drain(records, write)


@contextmanager
def brat_writer(path: str | Path) -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, to such a folder."""
    with whole_folder(path) as folder:
        folder.joinpath("annotation.conf").write_text(_CONFIGURATION, "utf-8")
        documents: dict[str, Any] = {}

        def take(own: Annotated) -> None:
            name = _name(own.document, documents)
            documents[name] = own.meta()
            for end, content in ((".txt", own.text), (".ann", "".join(f"{line}\n" for line in _lines(own)))):
                folder.joinpath(name + end).write_bytes(plain_text(content).encode())

        collector = Collector(take)
        yield collector
        collector.flush()
        listed = json.dumps(plain_text(documents), ensure_ascii=False, indent=1)
        folder.joinpath(DOCUMENTS).write_text(listed + "\n", "utf-8")


def _name(document: str, taken: dict[str, Any]) -> str:
    """Make a file name that no other document has, whatever the case of its letters."""
    stem = re.sub(r"[^\w.\-]+", "_", PurePath(document).stem).strip("._") or "document"
    lower = {name.lower() for name in taken}
    name, number = stem, 1
    while name.lower() in lower:
        number += 1
        name = f"{stem}-{number}"
    return name


def _lines(own: Annotated) -> Iterator[str]:
    number = {mark.id: index for index, mark in enumerate(own.marks, 1)}
    for mark in own.marks:
        spans = list(_fragments(own.text, mark))
        quote = " ".join(own.text[start:end] for start, end in spans)
        places = ";".join(f"{start} {end}" for start, end in spans)
        yield f"T{number[mark.id]}\t{mark.label.title()} {places}\t{quote}"
    for index, (action, label, other) in enumerate(own.links, 1):
        yield f"R{index}\tHas{label.title()} Arg1:T{number[action]} Arg2:T{number[other]}"
    attributes = ((m, name, getattr(m, name)) for m in own.marks for name in ("status", "specificity"))
    for index, (mark, name, value) in enumerate((row for row in attributes if row[2] is not None), 1):
        yield f"A{index}\t{name.title()} T{number[mark.id]} {value}"
    for index, mark in enumerate((m for m in own.marks if m.value is not None), 1):
        yield f"#{index}\tAnnotatorNotes T{number[mark.id]}\t{mark.value}"


def _fragments(text: str, mark: Mark) -> Iterator[tuple[int, int]]:
    """Split a mark between the ends of lines."""
    start = mark.start
    for match in _LINE_END.finditer(text, mark.start, mark.end):
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < mark.end:
        yield start, mark.end


def read_brat(path: str | Path) -> Iterator[Annotated]:
    """Read the documents of a folder that ``write_brat`` wrote and people corrected.

    Raises ``InputError`` with file and line for what is no such folder.
    """
    folder = Path(path)
    documents = load_json(folder / DOCUMENTS)
    if not isinstance(documents, dict):
        raise InputError(f"{folder / DOCUMENTS}: an object is wanted")
    for name, data in documents.items():
        text = load_text(folder / f"{name}.txt", newline="")
        place = str(folder / f"{name}.ann")
        try:
            yield _annotated({**data, "text": text}, load_text(place), place)
        except Bad as problem:
            raise InputError(f"{place}{problem}") from None


def _annotated(data: dict[str, Any], lines: str, place: str) -> Annotated:
    text, name, sha256, speeches = meta_of(data)
    marks: dict[str, dict[str, Any]] = {}
    links: list[tuple[str, str, str]] = []
    later = []
    for number, line in enumerate(lines.split("\n"), 1):
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            marks[key] = _mark(rest, text, number)
        elif key:
            later.append((key, rest))
    for key, rest in later:
        _add(key, rest, marks, links)
    made = tuple(Mark(id=key, **mark) for key, mark in marks.items())
    return Annotated(name, sha256, text, made, tuple(links), speeches, place)


def _mark(rest: str, text: str, number: int) -> dict[str, Any]:
    match = _SPAN.match(rest)
    label = match[1].lower() if match else ""
    if match is None or label not in LABELS:
        raise Bad(f":{number}: no mark ({rest[:40]!r}); one of {', '.join(LABELS)} with its offsets is wanted")
    ends = [int(offset) for offset in re.findall(r"[0-9]+", match[2])]
    start, end = min(ends), max(ends)
    if not start < end <= len(text):
        raise Bad(f":{number}: span {start}..{end} does not lie in the text, which has {len(text)} characters")
    return {"label": label, "start": start, "end": end}


def _add(key: str, rest: str, marks: dict[str, dict[str, Any]], links: list[tuple[str, str, str]]) -> None:
    """Add what a relation, an attribute or a note says; notes and kinds of others are passed over."""
    words = rest.replace("\t", " ", 1).split(" ", 2)
    if key.startswith("R") and len(words) == 3:
        first, second = (word.partition(":")[2] for word in words[1:])
        links.append((first, words[0].removeprefix("Has").lower(), second.strip()))
    elif len(words) == 3 and words[1] in marks:
        if key.startswith("A") and words[0] in ("Status", "Specificity"):
            marks[words[1]][words[0].lower()] = words[2].strip()
        elif key.startswith("#") and words[0] == "AnnotatorNotes" and marks[words[1]]["label"] != "action":
            marks[words[1]]["value"] = words[2].strip()
