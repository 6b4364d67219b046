"""Make the records whose values the data dictionary shows, and the text that they stand in."""

from __future__ import annotations

from yinuo.digests import digest
from yinuo.records import (
    Action,
    Actor,
    Commitment,
    Deadline,
    Evidence,
    Measurable,
    Party,
    Place,
    Quantity,
    SecondReading,
    Span,
    SpeechInfo,
)

TEXT = """\
2024年工作安排
在全市教育工作会议上的讲话
云溪市教育局局长　王某
（2024年2月20日）
一、扩大学位供给
2024年底前，各县区要新建幼儿园约7所，每季度通报进展，三年内覆盖所有乡镇，森林覆盖率由38%提高到41%。（市教育局牵头，市财政局配合）
"""
_SENTENCE = "2024年底前，各县区要新建幼儿园约7所，每季度通报进展，三年内覆盖所有乡镇，森林覆盖率由38%提高到41%"

_READ = SecondReading(status="commitment", specificity="directional", p=0.91, agrees=True)


def examples() -> tuple[Commitment, ...]:
    """Make four records: a number and a day, a recurrence, a duration (of a damaged text), a start."""
    year_end = Deadline(**_at("2024年底前"), from_="2024-01-01", to="2024-12-31")
    seven = Quantity(**_at("约7所"), low=7, high=7, unit="所", approximate=True, of="幼儿园")
    build = _record("新建幼儿园约7所", Action(verb="新建", object="幼儿园", type="build"), year_end, (seven,))
    report = _record("通报进展", Action(verb="通报", object="进展", type="issue"), _every_quarter())
    years = Deadline(**_at("三年内"), duration="P3Y", damaged=True, intact=0.9)
    cover = _record("覆盖所有乡镇", Action(verb="覆盖", object="所有乡镇", type="increase"), years)
    rate = Quantity(
        **_at("41%"), low=41, high=41, unit="%", damaged=True, intact=0.74, of="森林覆盖率", baseline=38,
        indicator="forest_cover", horizon="plan",
    )  # fmt: skip
    raised = _record("森林覆盖率由38%提高到41%", Action(object="森林覆盖率由38%提高到41%"), years, (rate,))
    return (
        build.model_copy(update={"place": Place(page=1)}),
        report.model_copy(update={"place": Place(paragraph=6), "second": _READ}),
        cover.model_copy(update={"restored": "全面覆盖所有乡镇"}),
        raised,
        build.model_copy(update={"id": digest(f"{digest(TEXT)}\n{build.text}\n2")[:16], "same_as": build.id}),
    )


def _every_quarter() -> Deadline:
    return Deadline(**_at("每季度"), repeat="P3M")


def _at(quote: str) -> dict[str, object]:
    start = TEXT.index(quote, TEXT.index(_SENTENCE))
    return {"text": quote, "start": start, "end": start + len(quote)}


def _record(quote: str, action: Action, deadline: Deadline, quantities: tuple[Quantity, ...] = ()) -> Commitment:
    sha256 = digest(TEXT)
    return Commitment(
        **_at(quote),
        id=digest(f"{sha256}\n{quote}\n1")[:16],
        document="speeches/yunxi-2024.txt",
        document_sha256=sha256,
        speech=_SPEECH,
        section=("一、扩大学位供给",),
        section_kind="tasks",
        sentence=Span(**_at(_SENTENCE)),
        action=action,
        actor=Actor(**_at("各县区"), source="explicit", name="各县区"),
        responsible=(
            Party(**_at("市教育局"), name="云溪市教育局", role="lead"),
            Party(**_at("市财政局"), name="云溪市财政局", role="support"),
        ),
        quantities=quantities,
        deadline=deadline,
        specificity="quantified" if quantities else "directional",
        measurable=Measurable(value=bool(quantities), missing=() if quantities else ("number",)),
        confidence=0.96,
        evidence=(Evidence(field="actor", rule="explicit-actor", **_at("各县区")),),
    )


_SPEECH = SpeechInfo(
    index=0,
    title="2024年工作安排",
    subtitle="在全市教育工作会议上的讲话",
    speaker="王某",
    role="局长",
    organisation="云溪市教育局",
    date="2024-02-20",
    date_source="dateline",
    year=2024,
    place="云溪市",
    level="地级",
)
