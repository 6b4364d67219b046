"""Test how rules, notices and opinions are read: articles, duties, penalties, quotations, conditions."""

import pytest

import yinuo

ARTICLES = (
    "第二条 本办法适用于本市。\n第五条 市民政局负责养老服务的统筹、指导和监督工作。\n"
    "街道办事处应当建立巡访制度，并定期更新服务对象名册，遇有变动的，应当于当月内完成核对和登记。\n"
    "第六条 养老服务工作经费列入同级财政预算。\n第七条 申报材料应当按照规定的期限保存。"
)


def found(text):
    return [(record.text, record.actor.text) for record in yinuo.extract(text)]


def test_articles_without_a_title_are_rules():
    records = found(ARTICLES)
    assert ("负责养老服务的统筹、指导和监督工作", "市民政局") in records
    assert ("建立巡访制度", "街道办事处") in records
    assert ("养老服务工作经费列入同级财政预算", None) in records
    assert any(text.endswith("按照规定的期限保存") for text, _ in records)


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("有关部门应当当场告知申请人全部材料。", ("当场告知申请人全部材料", "有关部门")),
        ("以上工作要在2031年2月底前完成。", ("以上工作要在2031年2月底前完成", None)),
        (
            "各单位要落实“科研人员经所在单位同意，可以到企业兼职”的规定。",
            ("落实“科研人员经所在单位同意，可以到企业兼职”的规定", "各单位"),
        ),
        (
            "对已经出台的有关政策，各地区都要制定具体的实施办法。",
            ("对已经出台的有关政策，各地区都要制定具体的实施办法", "各地区"),
        ),
        (
            "对担任领导职务的科研人员兼职，按中央有关规定执行。",
            ("对担任领导职务的科研人员兼职，按中央有关规定执行", None),
        ),
        ("由市民政局对养老机构进行检查。", ("对养老机构进行检查", "市民政局")),
        ("由有关部门依法将其纳入监管范围。", ("依法将其纳入监管范围", "有关部门")),
    ],
)
def test_reads_orders(text, record):
    assert found(text) == [record]


def test_penalty_keeps_its_authority_behind_a_semicolon():
    text = "违反本条例规定，在禁烟场所吸烟的，由卫生健康主管部门责令改正；拒不改正的，处五十元以上二百元以下罚款。"
    authority = "卫生健康主管部门"
    assert found(text) == [("责令改正", authority), ("处五十元以上二百元以下罚款", authority)]


@pytest.mark.parametrize(
    "text",
    [
        "深入推进科技体制改革，对于建设创新型国家具有十分重要的意义。",
        "符合下列条件的老年人可申请服务补贴：\n（一）取得本市户籍；\n（二）接受入户评估。",
    ],
)
def test_meanings_and_permissions_are_no_orders(text):
    assert found(text) == []


def test_ban_behind_a_permission_counts():
    text = "有条件的地方可以开展信用评价，严禁将非信用信息纳入信用评价。"
    assert [span for span, _ in found(text)] == ["严禁将非信用信息纳入信用评价"]


def test_a_document_that_is_retold_orders():
    text = (
        "近日，省人民政府印发了《关于用好清单的措施》（以下简称《措施》）。\n"
        "《措施》明确，上级部门结合清单开展评价工作。畅通举报电话，对典型问题予以公开通报。\n"
        "《措施》要求，各地要健全评价制度，定期更新清单。"
    )
    records = found(text)
    assert ("对典型问题予以公开通报", None) in records
    assert ("健全评价制度", "各地") in records
