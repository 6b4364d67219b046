"""Test damage that shows itself: one case a kind, and what looks like it but is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.damage.samples import SPEECHES
from yinuo.damage.symptoms import symptoms

PLAIN = "今年要加快推进乡村振兴，新建公办幼儿园七所，增加学位两千个，完善养老服务设施，"
SENTENCE = PLAIN[:-1] + "。"


def kinds(text):
    return {symptom.kind for symptom in symptoms(text)}


def cut(text, width):
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def pages(header, body, count):
    return "\n".join(f"{header.replace('#', str(i + 1))}\n{body}" for i in range(count))


CASES = [
    ("新建\ufffd\ufffd幼儿园7所\ufffd。", "replacement", 2, "\ufffd\ufffd"),
    ("到(cid:1234)(cid:56)年底完成(cid:7)项", "cid", 2, "(cid:1234)(cid:56)"),
    (PLAIN.encode().decode("latin-1"), "mojibake", None, None),
    (PLAIN.encode().decode("cp1252", "ignore"), "mojibake", None, None),
    (PLAIN.encode("gb18030").decode("latin-1"), "mojibake", None, None),
    (PLAIN.encode().decode("gb18030", "ignore"), "mojibake", None, None),
    ("新建幼儿园□□所，增加学位□个。", "box", 2, "□□"),
    ("新建\ue5e5\ue5e5幼儿园7所", "box", 1, "\ue5e5\ue5e5"),
    (
        "\n".join(
            "新建公办幼儿园七所增加公办学位两千 个，完善养老 服务设施，加快 推进乡村振兴工作。" for _ in range(6)
        ),
        "box",
        18,
        " ",
    ),
    (cut(PLAIN * 30, 28), "hard_wrap", None, PLAIN[:28]),
    (pages("— # —", SENTENCE * 12, 4), "running_line", 4, "— 1 —"),
    (pages("第 # 页", SENTENCE * 20, 5), "running_line", 5, "第 1 页"),
    (pages("某市教育局2022年工作要点", SENTENCE * 12, 5), "running_line", 5, "某市教育局2022年工作要点"),
    ("到1 9 9 8 年底，下降1 2 3.5亿元", "torn_digits", 2, "1 9 9 8 年"),
    ("到１ ９ ９ ８ 年底", "torn_digits", 1, "１ ９ ９ ８ 年"),
    ("自20 22年起", "torn_digits", 1, "20 22年"),
]


@pytest.mark.parametrize(("text", "kind", "count", "example"), CASES)
def test_damage_is_found(text, kind, count, example):
    found = {symptom.kind: symptom for symptom in symptoms(text)}
    assert set(found) == {kind}
    assert count is None or found[kind].count == count
    assert example is None or found[kind].example == example


@pytest.mark.parametrize(
    "text",
    [
        "",
        SENTENCE * 20,
        "□是 □否\n□ 同意",  # boxes to tick
        "第一条 为了规范专利代理行为，保障委托人的合法权益，根据法律制定本条例，自公布之日起施行。\n" * 20,
        "总理 李克强\n市长 王 某",
        "\n".join(["各位代表！", SENTENCE * 12] * 5),  # a salutation that comes back
        "\n".join(f"{i}.{SENTENCE}" for i in range(30)),
        "\n".join(["坚持党的领导", "坚持以人民为中心"] * 10),
        "1 2",
        "2022 年 12 月",
        "Müller, Café, naïve, 30°C, ±5‰, 1～2个，№7",
        "鎏金铜狮",
    ],
)
def test_what_only_looks_like_damage(text):
    assert symptoms(text) == ()


@pytest.mark.parametrize("name", sorted(SPEECHES))
def test_sound_speeches_have_none(name):
    assert symptoms(SPEECHES[name]) == ()


@given(st.text(alphabet="今年新建7所。 \n\ufffd□(cid:1)ä¸\xad鈥銆锛１", max_size=120))
def test_spans_lie_in_the_text_and_begin_with_the_example(text):
    for symptom in symptoms(text):
        assert 0 <= symptom.start < symptom.end <= len(text)
        assert symptom.count > 0
        assert text[symptom.start :].startswith(symptom.example)
