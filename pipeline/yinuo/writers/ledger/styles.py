"""Make the cell formats of a workbook, each once, by role or mark."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from yinuo.writers.ledger.cell_text import FORMULA

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

BODY, HEADING, SIZE = "宋体", "黑体", 10.5
_TITLE, _TITLE_LEADING = 16, 26
_LEAST, _LEADING, _MOST = 21, 15, 409  # points; 409 is Excel's limit
_LINE = {"border": 1, "border_color": "#A6A6A6"}
_TOP = {"top": 1, "bottom": 1, "top_color": "#A6A6A6", "bottom_color": "#A6A6A6"}
_CELL = {"font_name": BODY, "font_size": SIZE, "text_wrap": True, "valign": "vcenter", **_LINE}
_LINK = {"font_color": "#0563C1", "underline": 1}
_HEAD = {**_CELL, "font_name": HEADING, "align": "center"}
_ROLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": HEADING, "font_size": _TITLE, "align": "center", "valign": "vcenter", "text_wrap": True},
    "subtitle": {
        "font_name": BODY,
        "font_size": SIZE,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "font_color": "#595959",
    },
    "plain": {"font_name": BODY, "font_size": 10, "valign": "vcenter", "text_wrap": True},
    "caption": {"font_name": HEADING, "font_size": 11, "valign": "vcenter"},
    "head": {**_HEAD, "bg_color": "#DCE6F1"},
    "head_person": {**_HEAD, "bg_color": "#FFF2CC"},
    "cell": _CELL,
    "short": {**_CELL, "text_wrap": False},
    "centred": {**_CELL, "align": "center"},
    "top_band": {"font_name": HEADING, "font_size": SIZE, "valign": "vcenter", "bg_color": "#D9D9D9", **_TOP},
    "band": {"font_name": HEADING, "font_size": SIZE, "valign": "vcenter", "bg_color": "#F2F2F2", **_TOP},
    "link": {**_CELL, "align": "center", **_LINK},
    "key": {"font_name": BODY, "font_size": 8, "font_color": "#7F7F7F"},
}
_MARKS: dict[str, dict[str, Any]] = {
    "damaged": {"bg_color": "#FCE4D6", "font_color": "#C00000"},
    "default": {"font_color": "#808080"},
    "restored": {"italic": True},
    "corrected": {"font_color": "#1F4E9E", "bold": True},
}
OWN_FILLS = frozenset(look["bg_color"][1:] for look in (*_ROLES.values(), *_MARKS.values()) if "bg_color" in look)


def height(texts: Iterable[tuple[str, int]]) -> float:
    """Give the points that a row needs for its texts, each with the width of its column in digits.

    >>> height([("新建幼儿园7所", 38)]), height([("新建公办幼儿园7所、改扩建公办幼儿园2所", 20)])
    (21, 36)
    """
    most = max((sum(_lines(part, width) for part in text.split("\n")) for text, width in texts), default=1)
    return min(max(_LEAST, most * _LEADING + 6), _MOST)


def title_height(title: str, width: int) -> float:
    """Give the points that a title needs over columns of so many digits of the body font.

    >>> title_height("榆坪县人民政府工作任务台账", 90), title_height("榆坪县人民政府工作任务台账", 30)
    (26, 52)
    """
    return min(_TITLE_LEADING * _lines(title, int(width * SIZE / _TITLE)), _MOST)


def _lines(text: str, width: int) -> int:
    across = len(text) + sum(c > "\u2000" for c in text)
    return max(1, -(-across // max(width, 2)))


@functools.cache
def growing() -> type[Worksheet]:
    """Give a sheet rows with a height that still grow with what people type; not all programs measure on opening."""
    from xlsxwriter.worksheet import Worksheet

    class Growing(Worksheet):  # type: ignore[misc]
        def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
            if tag == "row" and attributes:
                attributes = [pair for pair in attributes if pair[0] != "customHeight"]
            super()._xml_start_tag_unencoded(tag, attributes)

    return Growing


class Styles:
    """Make the formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, str, str, bool, bool], Format] = {}

    def __call__(
        self, role: str, mark: str = "", form: str = "", text: str = "", fill: str = "", *, link: bool = False
    ) -> Format:
        """Give the format of a role; ``form`` is a number format, ``fill`` a person's colour, ``link``: it leads on.

        Text that looks like a formula keeps being text.
        """
        key = (role, mark, form, fill, link, text.startswith(FORMULA))
        if key not in self._made:
            looks = {**_ROLES[role], **_MARKS.get(mark, {})}
            if form:
                looks.update(num_format=form, shrink=True, text_wrap=False)
            if link:
                looks.update(_LINK)
            if fill:
                looks["bg_color"] = f"#{fill}"
            if key[-1]:  # without it, a spreadsheet program runs the text once somebody edits the cell
                looks["quote_prefix"] = True
            self._made[key] = self._book.add_format(looks)
        return self._made[key]
