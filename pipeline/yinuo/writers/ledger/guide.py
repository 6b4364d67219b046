"""Write the sheet 说明: what each column means and how to fill in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yinuo.writers.ledger.columns import COLUMNS
from yinuo.writers.ledger.sheets import fit
from yinuo.writers.ledger.styles import Styles, height

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (14, 20, 66)
_WHO = {"extracted": "自动提取，可以改正", "person": "由本单位填写", "computed": "自动生成，请勿填写"}
_LEFT_OUT = "有 {} 处只是口号式表述（如“提高站位、拉高标杆”），没有列入台账；需要列入时，提取时加上 --slogans 选项。"
_HOW = (
    "本台账由讲话、报告原文自动提取，每一行对应原文中的一处承诺，任务所在的标题单独成行；点击“原文”列可查看所在句子。",
    "黄色列名的各栏由本单位填写；蓝色列名的各栏为提取结果，有误的可以直接改正。",
    "橙色底纹表示原文在此处缺字，数字或时限不可直接采用，请核对原件；灰色的到期日是文件年度末，原文没有写明。",
    "打印时只打印到“进展”列；自己增加的列请插在“备注”列之前，或者加在最右侧、合并台账后会移到打印范围之内。",
    "可以排序、筛选、增删行、填充颜色；请保留“记录号”列和隐藏的“记录”表，合并新台账时靠它们对应。",
    "原文更新后重新提取，用 yinuo ledger merge 把已填写的内容合并到新台账；合并不了的列在“未能承接”表中。",
    "“汇总”表随填写自动更新，在表末新增的行也计算在内。",
)


def write_guide(sheet: Worksheet, styles: Styles, left_out: int = 0) -> None:
    """Write how to fill the ledger in and how many slogans it leaves out; then the meaning of each column."""
    told = (*_HOW, _LEFT_OUT.format(left_out)) if left_out else _HOW
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 28)
    sheet.merge_range(0, 0, 0, 2, "", styles("title"))
    sheet.write_string(0, 0, "填写说明", styles("title"))
    for at, text in enumerate((f"{number}．{text}" for number, text in enumerate(told, 1)), 1):
        sheet.set_row(at, height([(text, sum(_WIDTHS))]))
        sheet.merge_range(at, 0, at, 2, "", styles("plain"))
        sheet.write_string(at, 0, text, styles("plain"))
    top = len(told) + 2
    for column, name in enumerate(("列", "由谁填写", "含义")):
        sheet.write_string(top, column, name, styles("head"))
    for at, own in enumerate(COLUMNS, top + 1):
        options = f"（{'、'.join(own.choices)}）" if own.choices and own.kind == "person" else ""
        texts = (own.name, _WHO[own.kind], own.meaning + options)
        sheet.set_row(at, height(zip(texts, _WIDTHS, strict=True)))
        for place, text in enumerate(texts):
            sheet.write_string(at, place, text, styles("cell"))
    fit(sheet, across=False, repeated=0)
