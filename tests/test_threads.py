"""Many threads extract at once, and find what one thread finds."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import yinuo
from yinuo import extraction

THREADS, TEXTS = 8, 30


def texts():
    """Texts with words that no other text has, so that a vocabulary grows with each."""
    return [
        f"202{n % 9}年工作安排\n一、主要工作\n今年要新建{chr(0x4E00 + n * 37)}{chr(0x5E00 + n * 53)}学校{n + 1}所，"
        f"县教育局{n % 12 + 1}月底前完成{chr(0x6000 + n * 41)}排查{n + 3}处。\n" * 3
        for n in range(TEXTS)
    ]


def found(text, nlp=None):
    return [record.model_dump() for record in yinuo.extract(text, nlp=nlp)]


@pytest.fixture
def _switching():
    """Let threads change places often."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def with_a_part_of_the_users_own():
    nlp = yinuo.load()
    nlp.add_pipe("sentencizer")  # so that a Doc is made
    return nlp


@pytest.mark.slow
@pytest.mark.usefixtures("_switching")
@pytest.mark.parametrize("load", [lambda: None, yinuo.load, with_a_part_of_the_users_own], ids=["none", "load", "own"])
@pytest.mark.parametrize("known", [extraction._KNOWN_WORDS, 0], ids=["few words", "many words"])
def test_threads_find_what_one_finds(monkeypatch, load, known):
    monkeypatch.setattr(extraction, "_KNOWN_WORDS", known)
    nlp = load()
    alone = [found(text, nlp) for text in texts()]
    assert all(alone)
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(2):
            assert list(pool.map(lambda text: found(text, nlp), texts())) == alone
