"""Draw SVG without a library: a canvas that escapes what it is given, and the plot with its numbers as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from yinuo.digests import digest
from yinuo.pages.html import safe
from yinuo.plots.measure import fit, width

SIZE = 12.0
_FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
# Colours that people with any colour vision tell apart (Okabe and Ito), each with a hatching of its own for print.
COLOURS = ("#0072b2", "#e69f00", "#7f8a94", "#009e73", "#cc79a7", "#d55e00")
_HATCHES = (
    "",
    '<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="#fff" stroke-width="1.6"/>',
    '<circle cx="3" cy="3" r="1.3" fill="#fff"/>',
    '<path d="M0 3H6" stroke="#fff" stroke-width="1.6"/>',
    '<path d="M3 0V6" stroke="#fff" stroke-width="1.6"/>',
    '<path d="M0 3H6M3 0V6" stroke="#fff" stroke-width="1.2"/>',
)
# Stands for the prefix of a plot's identifiers until all of it is drawn; no escaped text can hold it.
_PREFIX = "\x00"


@dataclass(frozen=True, slots=True)
class Plot:
    """Hold a drawn plot: ``svg`` for page and notebook, and its numbers as a table of text (``columns``, ``rows``).

    ``name`` begins all its identifiers: two plots that are the same have the same. A terminal shows it without its SVG.
    """

    svg: str = field(repr=False)
    title: str
    desc: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    width: float
    name: str

    def _repr_svg_(self) -> str:
        return self.svg


class Canvas:
    """Collect what is drawn, in units of the view box; every text is escaped, and cut where ``most`` says so."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._parts: list[str] = []
        self._fills: set[int] = set()

    def fill(self, number: int) -> str:
        """Give the fill of a series: its colour with its hatching."""
        number %= len(COLOURS)
        self._fills.add(number)
        return f"url(#{_PREFIX}-{number})"

    def draw(self, name: str, **attributes: object) -> None:
        """Draw one shape: ``draw("line", x1=0, ...)``."""
        self._parts.append(f"<{name}{_attributes(attributes)}/>")

    def rect(self, x: float, y: float, w: float, h: float, **attributes: object) -> None:
        """Draw a rectangle."""
        self.draw("rect", x=x, y=y, width=max(w, 0.0), height=h, **attributes)

    def line(self, x1: float, y1: float, x2: float, y2: float, **attributes: object) -> None:
        """Draw a line, grey and thin unless told otherwise."""
        given = {"stroke": "currentColor", "stroke_opacity": 0.3, **attributes}
        self.draw("line", x1=x1, y1=y1, x2=x2, y2=y2, **given)

    def text(self, x: float, y: float, said: str, *, most: float | None = None, **attributes: object) -> None:
        """Write a text, cut to ``most`` units of width; what was cut is its tooltip."""
        size = float(str(attributes.get("font_size", SIZE)))
        cut = fit(said, most / size) if most is not None else said
        tip = f"<title>{safe(said)}</title>" if cut != " ".join(said.split()) else ""
        given = {"x": x, "y": y, "font_size": size, "fill": "currentColor", **attributes}
        self._parts.append(f"<text{_attributes(given)}>{tip}{safe(cut)}</text>")

    @contextmanager
    def group(self, tip: str = "", link: str | None = None) -> Iterator[None]:
        """Group what the block draws: with a tooltip, and as a link where one is given."""
        self._parts.append(f'<a href="{safe(link)}">' if link else "<g>")
        self._parts.append(f"<title>{safe(tip)}</title>" if tip else "")
        yield
        self._parts.append("</a>" if link else "</g>")

    def finish(
        self, height: float, title: str, desc: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> Plot:
        """Close the drawing."""
        body = "".join(self._parts)
        prefix = f"y{digest(title + desc + body)[:10]}"
        size = f'viewBox="0 0 {_number(self.width)} {_number(height)}"'
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} width="{_number(self.width)}" '
            f'height="{_number(height)}" role="group" aria-labelledby="{prefix}-t {prefix}-d" font-family="{_FONT}">'
            f'<title id="{prefix}-t">{safe(title)}</title><desc id="{prefix}-d">{safe(desc)}</desc>'
            f"{self._definitions()}{body}</svg>"
        )
        table = tuple(tuple(row) for row in rows)
        return Plot(svg.replace(_PREFIX, prefix), title, desc, tuple(columns), table, self.width, prefix)

    def _definitions(self) -> str:
        made = "".join(
            f'<pattern id="{_PREFIX}-{n}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{COLOURS[n]}"/>{_HATCHES[n]}</pattern>'
            for n in sorted(self._fills)
        )
        return f"<defs>{made}</defs>" if made else ""


def _attributes(given: dict[str, object]) -> str:
    shown = ((key.rstrip("_").replace("_", "-"), value) for key, value in given.items() if value is not None)
    return "".join(
        f' {key}="{_number(value) if isinstance(value, float | int) else _quoted(str(value))}"' for key, value in shown
    )


def _quoted(value: str) -> str:
    return value if value.startswith(f"url(#{_PREFIX}-") else safe(value)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def amount(value: float) -> str:
    """Write a number for a person, with no more digits than it needs.

    >>> amount(7.0), amount(5.2700000001), amount(1234567.0)
    ('7', '5.27', '1,234,567')
    """
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def legend(canvas: Canvas, x: float, y: float, names: Sequence[str], *, right: float) -> float:
    """Draw the legend of series, in as many lines as it needs; return where it ends below."""
    at = x
    for number, name in enumerate(names):
        room = 18 + width(name) * SIZE + 14
        if at > x and at + room > right:
            at, y = x, y + 20
        canvas.rect(at, y, 12, 12, fill=canvas.fill(number))
        canvas.text(at + 18, y + 10.5, name, most=right - at - 18)
        at += room
    return y + 20
