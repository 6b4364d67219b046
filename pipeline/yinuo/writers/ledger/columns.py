"""List the columns of the ledger: their meaning, their width, who fills them in, what a record puts there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from yinuo.records import Commitment
from yinuo.writers.ledger import cells
from yinuo.writers.ledger.cells import LABELS, Shown, clean

# extracted: from the text, a person may correct it; person: a person fills it in; computed: made anew each time.
Kind = Literal["extracted", "person", "computed"]

STATES = ("未启动", "进行中", "已完成", "滞后", "已调整")
RIGHT, WRONG, NONE = "正确", "有误", "非承诺"


def _nothing(record: Commitment) -> Shown:
    return Shown()


@dataclass(frozen=True, slots=True)
class Column:
    """Hold one column. ``width`` counts digits of the body font; ``choices`` make a drop-down list.

    ``short``: what does not fit is cut, so that it makes no row taller.
    """

    name: str
    kind: Kind
    width: int
    meaning: str
    choices: tuple[str, ...] = ()
    cell: Callable[[Commitment], Shown] = _nothing
    centred: bool = False
    hidden: bool = False
    short: bool = False


# The columns up to 进展 are printed; those behind them are for work on the screen.
COLUMNS = (
    Column("序号", "computed", 5, "行的顺序号，每次生成时重排；任务所在的标题单独成行", centred=True),
    Column("工作任务", "extracted", 46, "承诺事项，取自原文，不含主体、时间；斜体为缺字修复所得", cell=cells.task),
    Column("量化指标", "extracted", 14, "原文中的数量，一行一个；“□”“（缺字）”表示数字有缺损", cell=cells.measures),
    Column("责任主体", "extracted", 12, "原文写明由谁来做、由谁负责；没有写明的留空，见表头", cell=cells.actor),
    Column("牵头单位", "extracted", 12, "原文写明的牵头单位；没有写明的由本单位填写", cell=cells.lead),
    Column("配合单位", "extracted", 12, "原文写明的配合单位；没有写明的由本单位填写", cell=cells.support),
    Column("完成时限", "extracted", 14, "原文中的时限说法；没有写明的留空", cell=cells.due_words, centred=True),
    Column(
        "到期日", "extracted", 11, "最迟完成日期：写明的，否则取标题所说的期间，再否则取文件年度末（灰色）",
        cell=cells.due, centred=True,
    ),
    Column("状态", "person", 8, "从下拉列表选择办理状态", STATES, centred=True),
    Column("进展", "person", 15, "由本单位填写"),
    Column("备注", "person", 16, "由本单位填写"),
    Column(
        "复核", "person", 8, "核对提取结果：正确；有误（请直接改正本行）；非承诺（不是承诺事项）", (RIGHT, WRONG, NONE),
        centred=True,
    ),
    Column("提示", "computed", 30, "发送前需要核对的地方，以及合并台账时的说明", cell=cells.hints, short=True),
    Column("原文", "computed", 8, "点击可查看“原文”表中的句子", centred=True),
    Column("章节", "extracted", 30, "任务所在的各级标题，由外到内", cell=cells.section, short=True),
    Column("讲话人", "computed", 14, "一个文件有几篇讲话时，由谁所讲", cell=cells.speaker, short=True),
    Column(
        "数值", "extracted", 10, "量化指标的数字，≥、≤、约为界限；范围、几个数为文字", cell=cells.numbers, centred=True
    ),
    Column("单位", "extracted", 8, "数值的单位，万、亿照原文保留", cell=cells.unit, centred=True),
    Column(
        "明确程度", "extracted", 8, "量化：有数量；具体：可核查是否完成；原则：方向性要求", tuple(LABELS.values()),
        cells.firmness, centred=True,
    ),
    Column("来源文件", "computed", 30, "任务所在文件的标题，没有标题的为文件名", cell=cells.source, short=True),
    Column("记录号", "computed", 18, "合并台账时用来对应记录，请勿修改", hidden=True),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
NAMES = tuple(BY_NAME)
PERSON = tuple(column.name for column in COLUMNS if column.kind == "person")
EXTRACTED = tuple(column.name for column in COLUMNS if column.kind == "extracted")
PRINTED = NAMES[: NAMES.index("进展") + 1]
WORKING = NAMES[len(PRINTED) :]


def as_extracted(record: Commitment) -> dict[str, Shown]:
    """Give what the record puts in each column."""
    return {column.name: clean(column.cell(record)) for column in COLUMNS}
