"""Find the actions of each sentence from lines, numbers and times."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from yinuo.nlp.decisions.asked_items import asked_items
from yinuo.nlp.decisions.clause_times import NO_DEADLINE
from yinuo.nlp.decisions.duty_scope import find_duties
from yinuo.nlp.decisions.row_targets import put_targets
from yinuo.nlp.decisions.section_prior import asked_kind, is_passage, may_be_of_office, parts_going_on, section_kind
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser import TextIndex
from yinuo.nlp.parser.clause_finder import ClauseFinder
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.parser.merging import Clause
from yinuo.nlp.parser.segments import Sentence, sentences
from yinuo.nlp.record_state import QuantityState
from yinuo.nlp.state import ClauseState, LineState, State
from yinuo.nlp.steps.words import WordLengths

# How many sentences a line has at least that leads up to a plan and announces it.
_OPENING = 2
# What stands before the name of a body that has only come to be: grammar, no table.
_NEWLY = "新组成的"


def find_clauses(state: State, words: WordLengths, bodies: Mapping[int, int]) -> None:
    """Split the body lines into sentences and these into clauses: write ``sentences``, ``clauses`` and ``duties``."""
    for _ in clause_lines(state, words, bodies):
        pass
    put_targets(state)


def clause_lines(state: State, words: WordLengths, bodies: Mapping[int, int]) -> Iterator[None]:
    """Do it line by line: write ``duties`` first, then the ``sentences`` and ``clauses`` of one more line each time.

    Those of lines before may be taken out of the state meanwhile.
    """
    text = state["text"]
    finder = _finder(state, words, bodies)
    kinds = {t["start"]: t["kind"] for t in state.get("deadlines", [])}
    state["sentences"], state["clauses"] = [], []
    lines = _lines(state, text)
    numbers = [q["start"] for q in state.get("quantities", [])]
    passage = is_passage(state)
    duties = find_duties(state, text, lines)
    asked = asked_items(state)
    yield
    for number, line in enumerate(lines):
        if line["kind"] != "body":
            continue
        kind = section_kind(state, line, passage=passage)
        cut = sorted((d["start"], d["end"]) for d in duties.get(number, ()))
        found = list(sentences(text, line["start"], line["end"], cut))
        guiding = _guiding(text, lines, number, found, numbers)
        ordered = False
        for sentence in found:
            kind = asked_kind(kind, sentence.start, asked.get(number))
            idle = sentence is guiding or _is_idle(finder.index, kind, sentence)
            place = len(state["sentences"])
            own: list[ClauseState] = []
            follows = ordered and idle and sentence is not guiding
            passed = _is_passed_over(state, finder.index, numbers, kind, sentence, idle=idle)
            if follows or not passed:
                clauses = finder.clauses(sentence, cut)
                own = [_plain(text, c, place, kinds, tabled=line["fields"] is not None) for c in clauses]
                finder.index.forget()
            ordered = ordered or (kind == "unknown" and not idle)
            if follows and 0 in parts_going_on(text, own):  # it is not idle after all
                idle, passed = False, _is_passed_over(state, finder.index, numbers, kind, sentence, idle=False)
            state["sentences"].append(
                {
                    "start": sentence.start,
                    "end": sentence.end,
                    "mark": sentence.mark,
                    "line": number,
                    "topic": False,
                    "idle": idle,
                }
            )
            if not passed:
                state["clauses"] += own
        yield


def _is_idle(index: TextIndex, kind: str, sentence: Sentence) -> bool:
    """Tell whether nothing in a sentence can become a commitment in a section of this kind.

    Its clauses are parsed only where other statuses are asked for, and have no say in the sentences around it. A review
    wants a modal or a turn to what is ahead, an unknown section a modal, a ban, a time or an act of office, the other
    sections that plan nothing a time, targets or a number that is aimed at; what opens or closes a text, or tells the
    situation, may have a modal, or say what the issuer will do. ``assertion`` makes no commitment of an idle sentence.
    """
    start, end = sentence.start, sentence.end
    if sentence.ordered(index.text):
        return False
    if kind == "review":
        return not (index.has_modal(start, end) or shape("turns_ahead").match(index.text, sentence.mark, end))
    if kind == "unknown":
        modal = index.has_modal(start, end) or index.p.other_modal.search(index.text, start, end)
        return not modal and not index.has_time(start, end) and not may_be_of_office(index.text, start, end)
    if kind in ("situation", "front", "closing", "guiding"):
        if kind != "guiding" and index.has_modal(start, end):
            return False
        if kind == "front" and shape("issuer").match(index.text, sentence.mark, end):
            return False
        if index.has_time(start, end) or "目标" in index.text[start:end]:
            return False
        return not (index.has_number(start, end) and shape("aims_at").match(index.text, sentence.mark, end))
    return False


def _guiding(
    text: str, lines: list[LineState], number: int, found: Sequence[Sentence], numbers: list[int]
) -> Sentence | None:
    """Return the sentence of a line that gives the guiding thought of the plan announced behind or below it, if any."""
    if _announces_a_plan(text, found):
        before = found[-2]
    elif _is_preamble(text, lines, number, found):
        before = found[0]
    else:
        return None
    return before if _leads_up(text, numbers, before) else None


def _announces_a_plan(text: str, found: Sequence[Sentence]) -> bool:
    """Tell whether a line ends by saying that a plan follows, behind another sentence: …。具体工作计划如下：."""
    if len(found) < _OPENING:
        return False
    end = found[-1].end
    return text.find("如下", max(found[-1].start, end - 3), end) > 0 and "：" in text[end - 1 : end + 1]


def _is_preamble(text: str, lines: list[LineState], number: int, found: Sequence[Sentence]) -> bool:
    """Tell whether a line is one sentence between a heading and the first of those below it: …，为…提供保障。."""
    if len(found) != 1 or not 0 < number < len(lines) - 1:
        return False
    headed = lines[number - 1]["kind"] == lines[number + 1]["kind"] == "heading"
    return headed and shape("serves_at_last").search(text, found[0].start, found[0].end) is not None


def _leads_up(text: str, numbers: list[int], sentence: Sentence) -> bool:
    """Tell whether a sentence gives the guiding thought of a plan that follows it, and sets nothing by number."""
    at = bisect_left(numbers, sentence.start)
    measured = at < len(numbers) and numbers[at] < sentence.end
    return not measured and shape("leads_up").search(text, sentence.start, sentence.end) is not None


def _is_passed_over(
    state: State, index: TextIndex, numbers: list[int], kind: str, sentence: Sentence, *, idle: bool
) -> bool:
    """Tell whether a sentence is not taken apart: it holds nothing that was asked for.

    Where only what is measured was asked for, those are sentences without a number or a time, which may date the next
    ones (今年是开局之年。), and a review, which is read as it stands.
    """
    if not state.get("measured"):
        return idle and not state.get("include")
    at = bisect_left(numbers, sentence.start)
    empty = at == len(numbers) or numbers[at] >= sentence.end
    return (empty and not index.has_time(sentence.start, sentence.end)) or (
        idle and (kind == "review" or not state.get("include"))
    )


def _lines(state: State, text: str) -> list[LineState]:
    if "lines" not in state:
        state["sections"] = [
            {"path": [], "kind": "unknown", "cue": None, "cue_start": None, "cue_end": None, "year": None}
        ]
        line: LineState = {
            "begins": 0,
            "start": 0,
            "end": len(text),
            "kind": "body",
            "section": 0,
            "speech": 0,
            "numbered": False,
            "fields": None,
        }
        state["lines"] = [line]
    return state["lines"]


def _finder(state: State, words: WordLengths, bodies: Mapping[int, int]) -> ClauseFinder:
    found = state.get("deadlines", [])
    times = {t["start"]: t["end"] for t in found if t["kind"] != "length"}
    covered = sorted((t["start"], t["end"]) for t in found if t["kind"] not in NO_DEADLINE)
    numbers = [(q["start"], q["end"]) for q in _outside(state.get("quantities", []), covered)]
    index = TextIndex(state["text"], times, [s for s, _ in numbers], *words, bodies, sorted(times))
    return ClauseFinder(index, numbers)


@functools.cache
def _definitions() -> tuple[str, ...]:
    """Find words that open what something is (是, 也是, 有利于)."""
    return tuple(sorted(grammar().uses["definition"]))


def _outside(quantities: list[QuantityState], times: list[tuple[int, int]]) -> list[QuantityState]:
    """List quantities that are no part of a time (两年 in 两年内)."""
    kept, i = [], 0
    for quantity in quantities:
        while i < len(times) and times[i][1] <= quantity["start"]:
            i += 1
        if i == len(times) or times[i][0] >= quantity["end"]:
            kept.append(quantity)
    return kept


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut blanks off both ends, unless there is nothing else: 公园3个 ， has one before its stop."""
    words = text[start:end]
    if " " not in (words[:1], words[-1:]) or not words.strip(" "):
        return start, end
    return end - len(words.lstrip(" ")), start + len(words.rstrip(" "))


def _lists_follow(text: str, clause: Clause) -> bool:
    """Tell whether a clause is nothing but 主要是：, behind which works are listed."""
    return clause.end_mark == "：" and text[clause.reading_start : clause.end].strip() in _definitions()


def _lies_behind(text: str, clause: Clause, kinds: Mapping[int, str]) -> bool:
    """Tell whether a result names within it a day that is over: 工程|于2024年5月30日开工建设."""
    if clause.parse.form != "result" or clause.parse.time:
        return False
    at = text.find("于", clause.start, max(clause.start, clause.parse.verb_start))
    return at > 0 and kinds.get(at + 1) == "past"


def _defines(text: str, clause: Clause) -> bool:
    """Tell whether a clause says what something is: no task (主要是加快…) and no rank (是2015年的2倍)."""
    at = clause.reading_start
    opens = text.startswith(_definitions(), at) and not shape("defines_not").match(text, at)
    return opens and not _lists_follow(text, clause)


def _of_whom(text: str, actor: tuple[int, int]) -> list[int]:
    """Give the place of a name without how its body came to be: 新组成的|国务院."""
    start, end = actor
    return [start + len(_NEWLY) * text.startswith(_NEWLY, start, end), end]


def _plain(text: str, clause: Clause, sentence: int, kinds: Mapping[int, str], *, tabled: bool) -> ClauseState:
    """Turn a clause into plain data that ``Doc.user_data`` can carry through a DocBin."""
    parse = clause.parse
    kind = kinds.get(parse.time[0]) if parse.time else None
    start, end = _without_blanks(text, clause.start, clause.end)
    return {
        "start": start,
        "end": end,
        "reading_start": clause.reading_start,
        "form": parse.form,
        "rule": parse.rule,
        "named": parse.named,
        "verb": parse.verb,
        "verb_start": parse.verb_start,
        "object_length": parse.object_length,
        "object_start": parse.object_start,
        "modal": parse.modal,
        "negation": parse.negation,
        "time_span": list(parse.time) if parse.time else None,
        "self_named": parse.self_named,
        "actor_span": _of_whom(text, parse.actor) if parse.actor else None,
        "urger_span": list(parse.urger) if parse.urger else None,
        "cues": list(parse.cues),
        "number_spans": [list(number) for number in clause.numbers],
        "segment": clause.segment,
        "semicolon_part": clause.semicolon_part,
        "end_mark": clause.end_mark,
        "opens_with_is": _defines(text, clause),
        "past": kind == "past" or _lies_behind(text, clause, kinds),
        "due": kind in ("until", "before"),
        "sentence": sentence,
        "status": None,
        "reason": "",
        "cue": (None, None),
        "announces": False,
        "governing_actor": None,
        "governing_time": None,
        "duties": [],
        "duty_time": None,
        "tabled": tabled,
    }
