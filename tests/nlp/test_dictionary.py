"""Words of the dictionary: jieba's own cut, the policy lexicon, the user's words and their errors."""

from importlib import resources

import jieba
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from yinuo.errors import InputError, RuleTableError
from yinuo.nlp.tokenizer.dictionary import jieba_dictionary, own_dictionary, policy_dictionary, words_near
from yinuo.nlp.tokenizer.user_words import read_words, split_tag


@pytest.fixture(scope="module")
def peer():
    """jieba itself, set up without the cache file that it writes."""
    tokenizer = jieba.Tokenizer()
    with resources.files("jieba").joinpath("dict.txt").open("rb") as file:
        tokenizer.FREQ, tokenizer.total = jieba.Tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    return tokenizer


HAN = st.text(
    st.sampled_from("中国人民政府工作报告的发展改革了在新建幼儿园七所和平大学生物质量化产教融合长江南京市长春药店椀"),
    min_size=1,
    max_size=40,
)


def test_same_words_as_jieba_without_its_markov_model(peer):
    own = jieba_dictionary()

    @given(HAN)
    def check(text):
        assert own.cut(text) == peer.lcut(text, HMM=False)

    check()


def test_same_tags_as_jieba_s_dictionary():
    own = jieba_dictionary()
    lines = resources.files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    tags = {line.split(" ")[0]: line.split(" ")[2] for line in lines}
    cut = [word for word in list(tags)[::7] if own.cut(word) == [word]]
    assert len(cut) > 45_000
    assert {word: own.tag(word) for word in cut} == {word: tags[word] for word in cut}


PIECES = [*"中国人民政府工作报告和平大学生物质量化产教融合5.G%aC+ 　\n，。…—〇椀𠀀·", "新建幼儿园", "PM2.5", "卫" * 500]
WORDY = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(WORDY, WORDY)
def test_what_stands_beyond_a_stop_changes_no_word(one, other):
    cut = policy_dictionary().cut
    assert cut(f"{one}，{other}") == [*cut(one), "，", *cut(other)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("深化放管服改革", "深化|放管服|改革"),
        ("大力发展农业", "大力|发展|农业"),
        ("城镇新增就业1200万人以上", "城镇新增就业|1200|万|人|以上"),
        ("增长5.5%左右", "增长|5.5%|左右"),
        ("新建5G基站", "新建|5G基站"),
        ("PM2.5浓度", "PM2.5|浓度"),
        ("C919,GDP", "C919|,|GDP"),
        ("一是落实", "一|是|落实"),
        ("——————好……", "——————|好|……"),
        ("甲 乙\n\n丙", "甲| |乙|\n\n|丙"),
        ("", ""),
    ],
)
def test_cut(text, words):
    assert "|".join(policy_dictionary().cut(text)) == words


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_words_are_the_text(text):
    words = policy_dictionary().cut(text)
    assert "".join(words) == text
    assert all(words)


def test_own_words_stay_their_own():
    assert "鹤城通" not in policy_dictionary().cut("推广鹤城通")
    own = own_dictionary(["鹤城通\tnz"])
    assert own.cut("推广鹤城通") == ["推广", "鹤城通"]
    assert own.tag("鹤城通") == "nz"
    assert "鹤城通" not in policy_dictionary().cut("推广鹤城通")
    assert "鹤城通" not in jieba_dictionary().cut("推广鹤城通")
    assert "鹤城通" not in own_dictionary(["淇水通"]).cut("推广鹤城通")
    assert "鹤城通" not in rjieba.cut("推广鹤城通", False)
    assert "鹤城通" not in jieba.dt.FREQ


@pytest.mark.parametrize(
    "word", ["二〇三五远景", "α波仪", "Ａ级景区", "７５工程", "𰀀𰀁", "C919机队", "AT&T网", "数字-乡村", "的了"]
)
def test_any_word_of_the_user_is_cut_as_one(word):
    own = own_dictionary([f"{word}\tnz"])
    assert own.cut(f"推广{word}，{word}") == ["推广", word, "，", word]
    assert own.tag(word) == "nz"


def test_a_word_keeps_its_tag_unless_one_is_given():
    assert own_dictionary(["深化"]).tag("深化") == "v"
    assert own_dictionary(["深化\tn"]).tag("深化") == "n"
    assert own_dictionary(["淇水通"]).tag("淇水通") == "n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "nothing cannot be part of a word"),
        ("新 区", "' ' cannot be part of a word"),
        ("“双减”", "'“' cannot be part of a word"),
        ("新区\tNT", "'NT' is not a tag"),
        ("新区\tn\tx", "more than a word and its tag"),
        ("区" * 40, "longer than 32 characters"),
    ],
)
def test_what_cannot_be_a_word(line, says):
    with pytest.raises(InputError, match=says):
        split_tag(line)


def test_read_words(tmp_path):
    path = tmp_path / "words.txt"
    path.write_bytes("\ufeff# 本市的词\r\n鹤城通\tnz\r\n\r\n教体系统\r\n".encode())
    assert read_words(path) == ["鹤城通\tnz", "教体系统"]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("好词\n坏 词\n".encode(), "words.txt:2:2"),
        ("好词\n# 注\n坏词\tN1\n".encode(), "words.txt:3:4"),
        ("好词\nn\tn\tn\n".encode(), "words.txt:2:5"),
        ("好词\n坏".encode() + b"\xff\xfe", "words.txt:2:2"),
        ("好词\n，\n".encode(), "words.txt:2:1"),
    ],
)
def test_broken_words_say_where(tmp_path, data, place):
    path = tmp_path / "words.txt"
    path.write_bytes(data)
    with pytest.raises(RuleTableError) as caught:
        read_words(path)
    assert str(caught.value).startswith(f"{place}: ")


def test_missing_words(tmp_path):
    with pytest.raises(InputError, match=r"none\.txt: cannot read the words"):
        read_words(tmp_path / "none.txt")


def test_words_near_keeps_to_its_line():
    assert words_near("好。重温主席", 2, 4)[0] == (2, "重温")
