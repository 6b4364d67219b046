"""Write what tracking found as a page without script: promises on the left, what the next report says on the right."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Sequence

from yinuo.records import Span
from yinuo.tracking.output.wording import VERDICTS, percent, to_check, value, verdict
from yinuo.tracking.result import Tracked, Value
from yinuo.writers.atomic import whole_file

_STYLE = (
    "body{font:16px/1.6 sans-serif;max-width:76rem;margin:0 auto;padding:1rem;color:#222}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}td,th{border-top:1px solid #ccc;padding:.5rem;"
    "vertical-align:top;text-align:left;overflow-wrap:anywhere}small{color:#555}"
    "label{margin-right:1rem}tr.below td:first-child{border-left:4px solid #b02a37}"
    "tr.partly td:first-child{border-left:4px solid #cc8800}"
    "tr.reached td:first-child,tr.exceeded td:first-child{border-left:4px solid #146c43}"
)


def write(found: Sequence[Tracked], target: str) -> None:
    """Write the page, whole or not at all."""
    with whole_file(target, "utf-8") as file:
        file.writelines(_page(found))


def _page(found: Sequence[Tracked]) -> Iterator[str]:
    counts = Counter(one.verdict for one in found)
    seen = [name for name in VERDICTS if counts[name]]
    hidden = "".join(f"#f-{name}:checked~table tr.v:not(.{name}){{display:none}}" for name in seen)
    yield '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width"><title>承诺对照</title>'
    yield f"<style>{_STYLE}{hidden}</style></head><body>\n<h1>承诺对照</h1>\n"
    yield "<p>判断为程序建议，须由人核对。</p>\n"
    yield f'<input type="radio" name="f" id="f-all" checked><label for="f-all">全部 {len(found)}</label>\n'
    for name in seen:
        label = f"{VERDICTS[name]} {counts[name]}"
        yield f'<input type="radio" name="f" id="f-{name}"><label for="f-{name}">{label}</label>\n'
    yield "<table><thead><tr><th>任务与目标</th><th>完成情况与依据</th></tr></thead><tbody>\n"
    for one in found:
        yield f'<tr class="v {one.verdict}"><td>{_promise(one)}</td><td>{_told(one)}</td></tr>\n'
    yield "</tbody></table></body></html>\n"


def _promise(one: Tracked) -> str:
    text = _bold(one.commitment, one.promised)
    return f"{text}<br><small>{html.escape(one.document)}:{one.commitment.start}</small>"


def _told(one: Tracked) -> str:
    told = " · ".join(
        filter(None, (f"<b>{verdict(one)}</b>", percent(one), html.escape(value(one.reached)), to_check(one)))
    )
    pieces = [
        f"<br>{_bold(piece, one.reached)} <small>{html.escape(one.next_document)}:{piece.start}</small>"
        for piece in one.evidence
    ]
    again = f"<br>再次提出：{html.escape(one.again.text)}" if one.again else ""
    return told + "".join(pieces) + again


def _bold(span: Span, number: Value | None) -> str:
    """Show a text with its number in bold."""
    text = html.escape(span.text)
    written = html.escape(number.text) if number else ""
    return text.replace(written, f"<b>{written}</b>", 1) if written else text
