"""Show gold against found over the text, as one HTML page without scripts or links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from yinuo.errors import InputError
from yinuo.evaluate.evaluation import Evaluation
from yinuo.evaluate.items import Item
from yinuo.evaluate.mistakes import pair_differences, printable, show_fields
from yinuo.evaluate.scores import MEASURES, Comparison, Pair
from yinuo.messages import Lang, phrase, translated

LEGEND = {
    "hit": "found as in the gold",
    "wrong": "found, but a field differs",
    "edge": "in one of the two spans only",
    "missed": "in the gold, not found",
    "spurious": "found, not in the gold",
}
_STYLE = """
:root { color-scheme: light dark; --hit: #bfe6c3; --wrong: #ffe08a; --missed: #ffc2bd; --spurious: #c4dcff;
  --ink: #1c1c1c; --rim: #8888; }
body { font: 16px/1.9 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  max-width: 58rem; margin: 2rem auto 12rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; line-height: 1.4; }
th, td { border: 1px solid var(--rim); padding: .2rem .6rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: var(--ink); border-radius: 2px; }
mark:hover, mark:focus { outline: 2px solid currentColor; }
mark.hit { background: var(--hit); } mark.wrong { background: var(--wrong); }
mark.missed { background: var(--missed); } mark.spurious { background: var(--spurious); }
mark.edge { background: none; color: inherit; border-bottom: 2px dashed #c80; }
mark.first { border-left: 2px solid #0009; }
pre mark:hover::after, pre mark:focus::after { content: attr(data-fields); position: fixed; inset: auto 0 0 0;
  padding: .7rem 1.5rem; background: #222; color: #fff; white-space: pre-wrap; line-height: 1.5; z-index: 1; }
.passed { opacity: .45; }
"""


@dataclass(frozen=True, slots=True)
class _Layer:
    """Hold a span to paint: ``inner`` is what both gold and found cover, equal to the span where there is but one."""

    start: int
    end: int
    inner: tuple[int, int]
    kind: str
    fields: str


def html(evaluation: Evaluation, out: str | Path | None = None, *, lang: Lang = "en") -> str:
    """Make the page, written to ``out`` too where given; hover or focus a span to read its fields.

    A document whose text was not found is listed with its scores only. Raises ``InputError`` where ``out`` cannot be
    written.
    """
    page = _page(evaluation, lang)
    if out is not None:
        _write(page, Path(out))
    return page


def _write(page: str, out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error.strerror}; choose another place") from None


def _page(evaluation: Evaluation, lang: Lang) -> str:
    documents = (_document(own, lang) for own in evaluation.comparisons)
    body = "\n".join((_scores(evaluation, lang), _legend(lang), *documents))
    notes = "".join(f"<li>{_safe(translated(note, lang))}</li>" for note in evaluation.notes)
    return f"""<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{phrase("yinuo: gold against found", lang)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{phrase("Gold against found", lang)}</h1>
<ul>{notes}</ul>
{body}
</body>
</html>
"""


def _scores(evaluation: Evaluation, lang: Lang) -> str:
    documents = [(own.document.name, own.counts) for own in evaluation.comparisons]
    head = "".join(f"<th>{phrase(name, lang)}</th>" for name in MEASURES)
    rows = [(phrase("all documents", lang), evaluation.total), *documents]
    if evaluation.baseline:
        rows.insert(1, (phrase("baseline", lang), evaluation.baseline))
    lines = []
    for name, counts in rows:
        cells = "".join(f"<td>{counts[measure].f1:.3f}</td>" for measure in MEASURES)
        lines.append(f"<tr><td>{_safe(name)}</td>{cells}</tr>")
    return f"<table><tr><th>F1</th>{head}</tr>\n" + "\n".join(lines) + "\n</table>"


def _legend(lang: Lang) -> str:
    shown = (f'<mark class="{kind}">{phrase(kind, lang)}</mark> {phrase(says, lang)}' for kind, says in LEGEND.items())
    return "<p>" + " · ".join(shown) + "</p>"


def _document(own: Comparison, lang: Lang = "en") -> str:
    name, text = _safe(own.document.name), own.document.text
    if text is None:
        return f"<h2>{name}</h2>\n<p>{phrase('The text was not found.', lang)}</p>"
    whole = (own.document.start, len(text) if own.document.end is None else own.document.end)
    layers = tuple(_layers(own, lang))
    painted, at = "", 0
    for start, end in own.document.ranges or (whole,):
        inside = tuple(layer for layer in layers if start <= layer.start and layer.end <= end)
        painted += _passed(text[at:start]) + "".join(_paint(text, start, end, inside))
        at = end
    return f"<h2>{name}</h2>\n<pre>\n{painted}{_passed(text[at:])}</pre>"


def _passed(text: str) -> str:
    return f'<span class="passed">{_safe(text)}</span>' if text else ""


def _layers(own: Comparison, lang: Lang) -> Iterator[_Layer]:
    for pair in own.pairs:
        gold, found = pair.gold, pair.found
        inner = (max(gold.start, found.start), min(gold.end, found.end))
        start, end = min(gold.start, found.start), max(gold.end, found.end)
        wrong = any(kind != "span" for kind, _, _ in pair_differences(pair))
        yield _Layer(start, end, inner, "wrong" if wrong else "hit", _pair_fields(pair, lang))
    for kind, label, items in (("missed", "gold", own.missed), ("spurious", "found", own.spurious)):
        for item in items:
            yield _Layer(
                item.start,
                item.end,
                (item.start, item.end),
                kind,
                _alone(kind, label, item, lang),
            )


def _alone(kind: str, label: str, item: Item, lang: Lang) -> str:
    return f"{phrase(kind, lang)}\n{_fields(label, item, lang)}"


def _pair_fields(pair: Pair, lang: Lang) -> str:
    differences = ", ".join(phrase(kind, lang) for kind, _, _ in pair_differences(pair))
    gold, found = _fields("gold", pair.gold, lang), _fields("found", pair.found, lang)
    return f"{differences or phrase('hit', lang)}\n{gold}\n{found}"


def _fields(label: str, item: Item, lang: Lang) -> str:
    return f"{phrase(label, lang)}: {item.text}\n    {translated(show_fields(item), lang)}"


def _paint(text: str, start: int, end: int, layers: Sequence[_Layer]) -> Iterator[str]:
    """Cut the text where a span begins or ends, each piece marked by the spans that cover it."""
    cuts = {start, end}
    for layer in layers:
        cuts.update((layer.start, layer.end, *layer.inner))
    edges = sorted(cuts)
    ordered = sorted(layers, key=lambda layer: layer.start)
    live: list[_Layer] = []
    for left, right in pairwise(edges):
        while ordered and ordered[0].start <= left:
            live.append(ordered.pop(0))
        live = [layer for layer in live if layer.end > left]
        yield _piece(text[left:right], left, right, live) if live else _safe(text[left:right])


def _piece(quote: str, left: int, right: int, live: Sequence[_Layer]) -> str:
    inside = [layer for layer in live if layer.inner[0] <= left and right <= layer.inner[1]]
    kind = inside[-1].kind if inside else "edge"
    first = " first" if any(layer.start == left for layer in live) else ""
    fields = _safe("\n\n".join(_each_once(layer.fields for layer in live))).replace("\n", "&#10;")
    return f'<mark class="{kind}{first}" tabindex="0" data-fields="{fields}">{_safe(quote)}</mark>'


def _each_once(lines: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(lines)


def _safe(text: str) -> str:
    return escape(printable(text))
