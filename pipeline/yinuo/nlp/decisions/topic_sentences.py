"""Find topic sentences: openers that the rest of their line or item spells out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Literal

from yinuo.nlp.decisions.labels import specificity
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser.bearers import BANS
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.parser.item_marks import FIRST
from yinuo.nlp.parser.segments import Sentence
from yinuo.nlp.state import ClauseState
from yinuo.rules import compile_re

# What stands before a line: a number of its own, or a heading line of a plan above it.
Headed = Literal["numbered", "titled"]
_SEVERAL = 3
_LONGEST = 42
_LONG_LINE = 300
# The mark of a point: 9.
_POINT = re.compile(r"[0-9]{1,2}[.．、]")
_FIRST_ITEM = compile_re(FIRST)
# A heading of few words, and how long what spells it out must be.
_HEADLINE, _STRETCH = 12, 80
# What a sentence of a plan is labelled with, as no heading is: a form, so no table.
_LABEL = "方面："
# What a rule binds by, and no heading: grammar, no table.
_RULES = ("应", "须", "不得")


def topic_sentences(
    text: str,
    sentences: Sequence[Sentence],
    clauses: Sequence[Sequence[ClauseState]],
    *,
    headed: Headed | None = None,
) -> set[int]:
    """List the indices of the sentences that are headings of what follows them in one line.

    A sentence is a topic where it opens the line or an item (一是…。), holds one short clause or two without a number
    or a checkable end of their own, and something follows it in the same line or item. Under a number of its own
    (``headed="numbered"``, （三）…。) it may have a checkable end, where several sentences follow; under a heading line
    of a plan (``"titled"``, 第二节 …) no opener is a heading once more. In a long line with several
    such, short sentences are headings too, where the next spells them out, where they name programmes to carry out, or
    where they are very short and a long stretch follows each. Wherever it stands, a time with a programme
    to carry out (今年，我们要实施“暖心行动”。) is a heading of what follows, and so is a time with an action that
    numbered items spell out (今年，要办好民生实事。一是…。).
    """
    found: set[int] = set()
    heads = headed == "numbered" and len(sentences) >= _SEVERAL
    for i, sentence in enumerate(sentences):
        opens = (i == 0 and headed != "titled") or sentence.mark > sentence.start
        if i + 1 < len(sentences) and _dated_above_items(text, sentence, sentences[i + 1], clauses[i]):
            found.add(i)
        if i + 1 == len(sentences) or not _follows(text, sentence, sentences[i + 1], first=i == 0):
            continue
        brief = opens and _short(sentence, clauses[i], text, any_end=heads and i == 0)
        brief = brief and (headed == "numbered" or not _acts_on_a_body(clauses[i], text, sentences[-1].end))
        brief = brief and not (i == 0 and _left_alone(text, sentence, clauses, sentences[-1].end))
        spelled = brief and any(c["form"] for after in _right_behind(i, sentences, clauses) for c in after)
        if spelled or _dated_programme(text, sentence, clauses, i):
            found.add(i)
    return found if headed == "titled" else found | _run_ins(text, sentences, clauses)


def _left_alone(text: str, sentence: Sentence, clauses: Sequence[Sequence[ClauseState]], end: int) -> bool:
    """Tell whether an opener asks for two things that nothing behind it speaks of: 巩固成果，落实“三会一课”制度。.

    Under （一） and the like, and above numbers that spell it out, it is a heading in any case.
    """
    acts = [c for c in clauses[0] if c["form"] != "lead"]
    if _is_done_once(acts, text) and not _spoken_of(acts, text, sentence.end, end):
        return _POINT.fullmatch(_before(text, sentence)) is not None
    if any(c["number_spans"] for c in clauses[1]):
        return False
    if len(acts) != 2 or any(c["rule"] != "verb-and-object" for c in acts) or acts[0]["segment"] == acts[1]["segment"]:
        return False
    before = _before(text, sentence)
    if before and not _POINT.fullmatch(before):
        return False
    return not _spoken_of(acts, text, sentence.end, end)


def _before(text: str, sentence: Sentence) -> str:
    """Give what stands before a sentence in its line, as far as the mark of an item reaches."""
    return text[max(0, sentence.mark - 4) : sentence.mark].rpartition("\n")[2].strip()


def _is_done_once(acts: Sequence[ClauseState], text: str) -> bool:
    """Tell whether an opener is one work that is begun or ended: 开工建设市一中新校区."""
    return len(acts) == 1 and shape("works").match(text, acts[0]["start"], acts[0]["end"]) is not None


def _spoken_of(acts: Sequence[ClauseState], text: str, start: int, end: int) -> bool:
    """Tell whether a stretch speaks of what actions have as their objects: two characters in a row come again."""
    objects = (text[c["object_start"] : c["end"]] for c in acts)
    pairs = (words[n : n + 2] for words in objects for n in range(len(words) - 1))
    return any(pair.isalnum() and text.find(pair, start, end) >= 0 for pair in pairs)


def _right_behind(
    i: int, sentences: Sequence[Sentence], clauses: Sequence[Sequence[ClauseState]]
) -> Sequence[Sequence[ClauseState]]:
    """Give the clauses of the next sentence, which may be a saying, and of the one behind if no item."""
    goes_on = i + 2 < len(sentences) and sentences[i + 2].mark == sentences[i + 2].start
    return clauses[i + 1 : i + 2 + goes_on]


def _run_ins(text: str, sentences: Sequence[Sentence], clauses: Sequence[Sequence[ClauseState]]) -> set[int]:
    """Find headings within a long line, where there are several of one kind."""
    if not sentences or sentences[-1].end - sentences[0].start < _LONG_LINE:
        return set()
    within = (i for i in range(1, len(sentences) - 1) if text.find(_LABEL, sentences[i].mark, sentences[i].end) < 0)
    named = [i for i in within if _heads(sentences[i], clauses[i], clauses[i + 1], text)]
    kinds = (
        {i for i in named if _taken_up(text, _act(clauses[i]), clauses[i + 1])},
        {i for i in named if _names_undertaking(text, _act(clauses[i]))},
        _spelled_out(named, sentences),
    )
    return set().union(*(kind for kind in kinds if len(kind) >= _SEVERAL))


def _spelled_out(named: Sequence[int], sentences: Sequence[Sentence]) -> set[int]:
    """Choose very short sentences that long stretches part, if nearly all of the line are parted so."""
    short = [i for i in named if sentences[i].end - sentences[i].mark <= _HEADLINE]
    stops = [*(sentences[i].start for i in short[1:]), sentences[-1].end]
    parted = {i for i, stop in zip(short, stops, strict=False) if stop - sentences[i].end >= _STRETCH}
    return parted if len(parted) * 4 >= len(short) * 3 else set()


def _acts_on_a_body(clauses: Sequence[ClauseState], text: str, end: int) -> bool:
    """Tell whether a body is set up, renamed or given up (在劳动部基础上组建…部), and is not so once more below."""
    acts = [c for c in clauses if c["form"] != "lead"]
    told = any(shape("office_act").fullmatch(text, c["start"], c["end"]) for c in acts[:1])
    return told and text.find(text[acts[0]["verb_start"] : acts[0]["end"]], acts[0]["end"], end) < 0


def _act(clauses: Sequence[ClauseState]) -> ClauseState:
    return next(c for c in clauses if c["form"] != "lead")


def _dated_programme(text: str, sentence: Sentence, clauses: Sequence[Sequence[ClauseState]], number: int) -> bool:
    """今年，我们要实施体育强市行动。 before sentences that hold two actions or more and name no time of their own."""
    own = clauses[number]
    acts = [c for c in own if c["form"] != "lead"]
    if len(acts) != 1 or not own[0]["time_span"] or sentence.end - sentence.mark > _LONGEST:
        return False
    act = acts[0]
    if act["number_spans"] or act["actor_span"] or act["past"] or act["end_mark"] == "：" or act["form"] != "action":
        return False
    if shape("ending").search(text, *own[0]["time_span"]) or not shape("carries_out").search(act["verb"]):
        return False
    if not shape("undertaking").search(text, act["start"], act["end"] - (text[act["end"] - 1] in '”"')):
        return False
    led = any(c["time_span"] for c in clauses[number + 1][:1])
    later = (c for n in range(number + 1, len(clauses)) for c in clauses[n] if c["form"] == "action")
    return not led and len(list(islice(later, 2))) == 2


def _dated_above_items(text: str, sentence: Sentence, after: Sentence, own: Sequence[ClauseState]) -> bool:
    """Tell whether a sentence with a time names what numbered items behind it spell out: 今年，办好民生实事。一是…."""
    acts = [c for c in own if c["form"] != "lead"]
    dated = bool(own) and own[0]["time_span"] is not None and sentence.mark == sentence.start
    if not dated or len(acts) != 1 or acts[0]["form"] != "action" or not _FIRST_ITEM.match(text, after.start):
        return False
    return _short(sentence, own, text, any_end=False) and _is_vague(acts[0], text)


def _follows(text: str, sentence: Sentence, after: Sentence, *, first: bool) -> bool:
    """Tell whether the next sentence can spell this one out; 二是… never spells out 一是…."""
    item = sentence.mark > sentence.start or bool(
        shape("item_before").search(text, max(0, sentence.start - 5), sentence.start)
    )
    return after.mark == after.start or (first and not item)


def _heads(sentence: Sentence, own: Sequence[ClauseState], after: Sequence[ClauseState], text: str) -> bool:
    """Tell whether a sentence amid a long paragraph may be a heading: 更大力度提振消费。, then two actions or more."""
    acts = [c for c in own if c["form"] != "lead"]
    if (
        len(acts) != 1
        or sentence.end - sentence.mark > _LONGEST // 2
        or acts[0]["number_spans"]
        or acts[0]["time_span"]
    ):
        return False
    vague = _is_vague(acts[0], text) or shape("undertaking").search(text, acts[0]["start"], acts[0]["end"])
    return bool(vague) and sum(c["form"] == "action" for c in after) >= 2


def _names_undertaking(text: str, act: ClauseState) -> bool:
    """Tell whether an action only carries out a programme, by its name: 启动城市面貌提升工程."""
    carried = shape("carries_out").search(act["verb"]) or shape("starts").fullmatch(act["verb"])
    return bool(carried) and bool(shape("undertaking").search(text, act["start"], act["end"]))


def _taken_up(text: str, topic: ClauseState, following: Sequence[ClauseState]) -> bool:
    """Tell whether the next sentence speaks of the topic's object: two characters of it, no verb, come again."""
    words = text[topic["object_start"] : topic["end"]]
    after = text[following[0]["reading_start"] : following[-1]["end"]]
    pairs = (words[i : i + 2] for i in range(len(words) - 1))
    return any(pair in after and pair not in grammar().verbs for pair in pairs)


def _short(sentence: Sentence, clauses: Sequence[ClauseState], text: str, *, any_end: bool) -> bool:
    segments = {c["segment"] for c in clauses if c["form"] != "lead"}
    if (
        any(c["number_spans"] or (c["actor_span"] and not (any_end and _names_who(c))) for c in clauses)
        or len(segments) > 2 + (any_end and _all_vague(clauses, text))
        or sentence.end - sentence.mark > _LONGEST
    ):
        return False
    if any(text.startswith("不再", c["start"]) for c in clauses):  # an act of office, no heading
        return False
    if any(shape("tells_its_plan").search(text, sentence.start, c["reading_start"]) for c in clauses[:1]):
        return False
    if any(c["modal"].startswith(_RULES) or text.startswith(BANS, c["start"]) for c in clauses):
        return False
    if any(c["time_span"] and _is_set(text, *c["time_span"]) for c in clauses):
        return False
    if any(shape("ends_by").search(text, c["start"], c["end"]) for c in clauses):
        return False
    return len(segments) == 1 or any_end or all(_is_vague(c, text) for c in clauses)


def _is_set(text: str, start: int, end: int) -> bool:
    """Tell whether a time sets an end, as no heading does: 6月底前, 到2027年."""
    return text.startswith(("到", "至"), start) or shape("ending").search(text, start, end) is not None


def _names_who(clause: ClauseState) -> bool:
    """Tell whether a heading says who does something, and orders nobody: （十）组织部统一管理公务员工作。."""
    return not clause["modal"] and clause["rule"] not in ("causative", "agent")


def _all_vague(clauses: Sequence[ClauseState], text: str) -> bool:
    """Tell whether a heading has only verbs with objects that nobody could check: 转变职能，改进作风，提高效率."""
    acts = (c for c in clauses if c["form"] != "lead")
    return all(c["rule"] == "verb-and-object" and _is_vague(c, text) for c in acts)


def _is_vague(clause: ClauseState, text: str) -> bool:
    """Tell whether nobody could check what a clause asks for."""
    return specificity(text[clause["start"] : clause["end"]], 0).label == "directional"
