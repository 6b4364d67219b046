"""Write records to Label Studio's tasks with predictions and a configuration; read an export of annotations back.

Offsets are code points, as Label Studio counts since 1.5; older versions counted UTF-16 units, which is recognised in
an export by the quotes that do not fit otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import quoteattr

from yinuo.errors import InputError
from yinuo.messages import Lang, phrase
from yinuo.records import Commitment
from yinuo.writers.annotation.export import Bad, either_offsets, load_json, meta_of, whole_number
from yinuo.writers.annotation.marks import HELD, LABELS, NOTED, SPECIFICITIES, STATUSES, Annotated, Collector, Mark
from yinuo.writers.annotation.names import known, shown
from yinuo.writers.annotation.parts import cut, part_of
from yinuo.writers.atomic import Write, drain, whole_file
from yinuo.writers.document import plain_text

HOLDS = HELD | NOTED | {"id"}
_HEADER = "Mark each action with what belongs to it, and link the action to its actor, quantities and deadline."
_COLOURS = dict(zip(LABELS, ("#2563eb", "#7c3aed", "#059669", "#d97706"), strict=True))
_VIEW = """\
<View>
  <Header value={header}/>
  <Labels name="span" toName="text">
{labels}
  </Labels>
  <Relations>
{relations}
  </Relations>
  <Text name="text" value="$text" granularity="symbol"/>
{choices}
  <TextArea name="value" toName="text" perRegion="true" visibleWhen="region-selected" whenTagName="span"
            whenLabelValue="{valued}" editable="true" maxSubmissions="1"
            placeholder="7 所 | &gt;=95 % | 2..4 个 | ..2024-10-31 | P3Y | every P1M | ?"/>
</View>
"""
_CHOICES = """\
  <Choices name="{name}" toName="text" perRegion="true" visibleWhen="region-selected" whenTagName="span"
           whenLabelValue="{action}" choice="single-radio" showInline="true">
{choices}
  </Choices>"""


def write_label_studio(records: Iterable[Commitment], path: str | Path) -> int:
    """Write tasks (JSON, one a document, spans as predictions) and beside them the labelling configuration (.xml).

    Long documents are cut into a task a heading. The texts of the documents have to be told (see
    ``writers.document``). Raises ``InputError`` where the file cannot be written or a text is not known.
    """
    with label_studio_writer(path) as write:
        return drain(records, write)


@contextmanager
def label_studio_writer(path: str | Path, *, lang: Lang = "en") -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, to tasks; the configuration has the file's name with ``.xml``."""
    with whole_file(Path(path).with_suffix(".xml"), "utf-8") as view, whole_file(path, "utf-8") as file:
        view.write(configuration(lang))
        file.write("[")
        tasks = _Tasks(file, lang)
        collector = Collector(tasks.add)
        yield collector
        collector.flush()
        file.write("\n]\n")


class _Tasks:
    def __init__(self, file: IO[str], lang: Lang) -> None:
        self._file, self._separator, self._lang = file, "\n", lang

    def add(self, own: Annotated) -> None:
        for task in cut(own):
            self._file.write(self._separator + json.dumps(plain_text(_task(task, self._lang)), ensure_ascii=False))
            self._separator = ",\n"


def configuration(lang: Lang = "en") -> str:
    """Make the labelling configuration (XML) that the tasks need; results have the English names in any language."""
    labels = (f"    <Label {_named(name, lang)} background={quoteattr(_COLOURS[name])}/>" for name in LABELS)
    relations = (f"    <Relation value={quoteattr(shown(name, lang))}/>" for name in LABELS[1:])
    choices = (
        _CHOICES.format(
            name=name,
            choices="\n".join(f"    <Choice {_named(choice, lang)}/>" for choice in values),
            action=_when(("action",), lang),
        )
        for name, values in (("status", STATUSES), ("specificity", SPECIFICITIES))
    )
    return _VIEW.format(
        header=quoteattr(phrase(_HEADER, lang)),
        labels="\n".join(labels),
        relations="\n".join(relations),
        choices="\n".join(choices),
        valued=_when(("quantity", "deadline"), lang),
    )


def _named(name: str, lang: Lang) -> str:
    """Write what is shown of a label, and the name that results have for it (``alias``)."""
    said = shown(name, lang)
    return f"value={quoteattr(said)}" + (f" alias={quoteattr(name)}" if said != name else "")


def _when(names: tuple[str, ...], lang: Lang) -> str:
    """List labels by what is shown of them and by their names, since versions of Label Studio compare either."""
    return ",".join(dict.fromkeys((*names, *(shown(name, lang) for name in names))))


def _task(own: Annotated, lang: Lang) -> dict[str, Any]:
    results = [result for mark in own.marks for result in _results(mark, own.text)]
    relations = [
        {"type": "relation", "from_id": action, "to_id": other, "direction": "right", "labels": [shown(label, lang)]}
        for action, label, other in own.links
    ]
    return {
        "data": {"text": own.text, **own.meta()},
        "predictions": [{"model_version": "yinuo", "result": [*results, *relations]}],
    }


def _results(mark: Mark, text: str) -> Iterator[dict[str, Any]]:
    span = {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end]}
    on = {"id": mark.id, "to_name": "text"}
    yield {**on, "from_name": "span", "type": "labels", "value": {**span, "labels": [mark.label]}}
    for name, choice in (("status", mark.status), ("specificity", mark.specificity)):
        if choice is not None:
            yield {**on, "from_name": name, "type": "choices", "value": {**span, "choices": [choice]}}
    if mark.value is not None:
        yield {**on, "from_name": "value", "type": "textarea", "value": {**span, "text": [mark.value]}}


def read_label_studio(path: str | Path) -> Iterator[Annotated]:
    """Read the annotated tasks of an export (format JSON); those without a submitted annotation are passed over.

    Of several annotations the ground truth counts, else the one updated last. Raises ``InputError`` with file and task
    for what is no such export.
    """
    tasks = load_json(path)
    if not isinstance(tasks, list):
        raise InputError(f"{path}: a list of tasks is wanted; export the project as JSON")
    for index, task in enumerate(tasks):
        place = f"{path}: task {task.get('id', index) if isinstance(task, dict) else index}"
        try:
            annotation = _annotation(task)
            if annotation is not None:
                yield _annotated(task["data"], annotation, place)
        except Bad as problem:
            raise InputError(f"{place}: {problem}") from None


def _annotation(task: Any) -> dict[str, Any] | None:
    if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
        raise Bad("has no data; export the project as JSON, not as JSON-MIN")
    given = task.get("annotations", task.get("completions"))
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Bad("has no list of annotations; export the project as JSON, not as JSON-MIN")
    submitted = [one for one in given if not one.get("was_cancelled")]
    best = max(submitted, key=_rank, default=None)
    if best is not None and not isinstance(best.get("result"), list):
        raise Bad("has an annotation without a list of results")
    return best


def _rank(annotation: dict[str, Any]) -> tuple[bool, str, int]:
    number = annotation.get("id")
    return (
        bool(annotation.get("ground_truth")),
        str(annotation.get("updated_at") or annotation.get("created_at") or ""),
        number if isinstance(number, int) else 0,
    )


def _annotated(data: dict[str, Any], annotation: dict[str, Any], place: str) -> Annotated:
    text, name, sha256, speeches = meta_of(data)
    marks: dict[str, dict[str, Any]] = {}
    links = []
    for result in annotation["result"]:
        if not isinstance(result, dict):
            raise Bad("has a result that is no object")
        if result.get("type") == "relation":
            links.append(_link(result))
        elif isinstance(result.get("value"), dict):
            _gather(marks.setdefault(str(result.get("id")), {}), result, text)
    known = {key: mark for key, mark in marks.items() if "label" in mark}
    made = tuple(Mark(id=key, **mark) for key, mark in known.items())
    kept = tuple(link for link in links if link[0] in known)
    return Annotated(name, sha256, text, made, kept, speeches, place, part_of(data))


def _link(result: dict[str, Any]) -> tuple[str, str, str]:
    source, target = str(result.get("from_id")), str(result.get("to_id"))
    label = known(str((result.get("labels") or [""])[0]))
    return (target, label, source) if result.get("direction") == "left" else (source, label, target)


def _gather(mark: dict[str, Any], result: dict[str, Any], text: str) -> None:
    """Add what one result says of its region."""
    value = result["value"]
    labels = value.get("labels")
    if labels:
        labels = [known(str(label)) for label in labels]
        if len(labels) != 1 or labels[0] not in LABELS:
            raise Bad(f"region {result.get('id')} is labelled {labels}: one of {', '.join(LABELS)} is wanted")
        start, end = whole_number(value, "start"), whole_number(value, "end")
        quote = value.get("text")
        mark["label"] = labels[0]
        mark["start"], mark["end"] = either_offsets(text, start, end, quote if isinstance(quote, str) else None)
    elif value.get("choices") and result.get("from_name") in ("status", "specificity"):
        mark[result["from_name"]] = known(str(value["choices"][0]))
    elif result.get("type") == "textarea" and result.get("from_name") == "value":
        texts = value.get("text")
        mark["value"] = str(texts[-1] if isinstance(texts, list) and texts else texts or "")
