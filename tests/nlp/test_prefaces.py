"""What the issuer of a document promises in its preface, and what news of a meeting lists as done."""

import yinuo

NOTICE = """关于印发《夜校分工》的通知
各村、各单位：
《夜校分工》已经研究同意，现印发给你们。
市政府将对进度慢的村开展督查，并将结果作为考核依据。
下面，我将汇报有关情况。
2031年3月1日
夜校分工
一、办好夜校
"""
NEWS = """3月9日，县教育局召开夜校工作会议。
会上，局长作了简要回顾。一是夜校设施全面改善；二是培训质量稳步提升。三是推进夜校进村。局长强调，要办好镇村夜校。
"""


def _texts(text: str) -> list[str]:
    return [record.text for record in yinuo.extract(text, date="2031-03-09")]


def test_an_issuer_promises():
    assert _texts(NOTICE) == ["对进度慢的村开展督查", "将结果作为考核依据"]


def test_items_of_what_was_done():
    assert _texts(NEWS) == ["办好镇村夜校"]


WHY = """关于加强夜校建设的意见
一、加强夜校建设的重要性和紧迫性
随着产业发展，村民对培训的需求日益增长，夜校覆盖面进一步扩大，各村建立了夜校。但夜校设施还不完善。
各村要充分认识夜校建设的重要性，加强师资培训。
二、主要任务
近年来，通过各方努力，夜校工作取得积极进展。完善夜校设施。
"""


def test_a_part_that_says_why_orders_only_whom_it_names():
    assert _texts(WHY) == ["加强师资培训", "完善夜校设施"]
