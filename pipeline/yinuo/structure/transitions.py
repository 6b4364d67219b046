"""Find where a paragraph turns from the past to what is to be done, and where a speech closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yinuo.records import SectionKind
from yinuo.rules import compile_re
from yinuo.structure.phrases import phrases
from yinuo.structure.section_kinds import AHEAD, UNTOLD, Cue, saluted
from yinuo.structure.speech import Line, Section

_WHO = phrases("turning_to")
_MODAL = rf"{phrases('modal')}(?!求)"
_TIME = rf"(?:在)?{phrases('turning_time')}"
_TURN = compile_re(
    rf"(?<=[。！])(?:{_TIME}[^。；]{{0,40}}?(?:{_MODAL}|将)|{_WHO}?(?:{_MODAL})|我们将)"
    rf"|(?<=；)(?={_TIME})[^。；]{{0,40}}?(?:{_MODAL}|将)"
)
_FIRST = compile_re(
    rf"^(?:今年|明年|20[0-9]{{2}}年)[^。]*?，(?:(?:{_WHO})?(?:{_MODAL})(?![^，。]{{0,4}}(?:看到|认识|意识))|我们将)"
)
_GUIDING = compile_re(phrases("guiding_thought"))
_LONG = 800


def turn(paragraph: str) -> int:
    """Return where a paragraph that looks back turns to what is to be done: the offset of that sentence; 0 if none.

    >>> turn("过去一年，学校建设取得进展。新的一年，要新建学校5所。"), turn("过去一年，新建学校5所。")
    (14, 0)
    """
    for match in _TURN.finditer(paragraph):
        stop = paragraph.find("。", match.end())
        if not _GUIDING.search(paragraph, match.start(), stop if stop > 0 else len(paragraph)):
            return match.start()
    return 0


def may_turn(cue: Cue, kind: SectionKind, paragraph: str, *, headed: bool, amid: bool) -> bool:
    """Tell whether a paragraph that looks back, or at how things stand, may turn: ``amid`` tasks, not at their head.

    One that holds a plan of its own may turn anywhere. So may one of a speech without telling headings.

    >>> cue = Cue("review", "2030年", 0, 5)
    >>> may_turn(cue, "tasks", "2030年，新建学校。", headed=True, amid=False)
    True
    """
    if not headed and kind in UNTOLD:
        return cue.kind in ("situation", "review")
    if kind not in AHEAD or cue.kind not in ("review", "situation"):
        return False
    return cue.kind == "review" or holds_plan(paragraph) or amid


def holds_plan(paragraph: str) -> bool:
    """Tell whether a paragraph on the situation holds a plan: it is long, or counts what is to be done.

    >>> holds_plan("综合研判形势。今年要稳就业；新增就业9万人。"), holds_plan("综合研判形势。今年要稳就业。")
    (True, False)
    """
    cut = turn(paragraph)
    return len(paragraph) > _LONG or (cut > 0 and _COUNTED.search(paragraph, cut) is not None)


_TARGETS = compile_re(phrases("states_targets"))
_NUMBER = compile_re("[0-9]")
_BY_YEAR = compile_re("(?<=。)到(?P<year>20[0-9]{2})年[底末]?，")
_NEAR = 90


def targets_at(paragraph: str) -> int:
    """Return where a paragraph that opens otherwise begins to state targets with numbers; 0 if nowhere.

    >>> targets_at("今年任务繁重。主要预期目标是：财政收入增长8%。"), targets_at("今年的奋斗目标是：更加富裕。")
    (7, 0)
    """
    start = paragraph.find("。") + 1
    while 0 < start < len(paragraph):
        end = paragraph.find("。", start) + 1 or len(paragraph)
        states = _TARGETS.search(paragraph[start:end])
        if states and _NUMBER.search(paragraph[start + states.end() - 1 :][:_NEAR]):
            return start
        start = end
    return 0


def goals_at(paragraph: str, year: int | None) -> int:
    """Return where a paragraph of guiding thought goes on with what is to be reached by a later year; 0 if nowhere.

    >>> goals_at("坚持绿色发展。到2035年，绿化率达到45%。", 2031), goals_at("绿色发展。到2030年，建成9个。", 2031)
    (7, 0)
    """
    ahead = (match.start() for match in _BY_YEAR.finditer(paragraph) if year and int(match["year"]) >= year)
    return next(ahead, 0)


def cut_at(
    paragraph: str, cue: Cue | None, kind: SectionKind, year: int | None, *, headed: bool, amid: bool
) -> tuple[int, SectionKind]:
    """Find where a paragraph turns to what is to be done or reached, and the kind from there on; 0 if nowhere.

    >>> cut_at("坚持绿色发展。到2035年，绿化率达到45%。", None, "guiding", 2031, headed=True, amid=False)
    (7, 'targets')
    """
    if cue and may_turn(cue, kind, paragraph, headed=headed, amid=amid) and (cut := turn(paragraph)):
        return cut, "tasks" if kind in UNTOLD else kind
    if cue and cue.kind in ("situation", "guiding") and kind in AHEAD and (cut := targets_at(paragraph)):
        return cut, "targets"
    guides = kind == "guiding" and (cue is None or cue.kind == "guiding")
    return goals_at(paragraph, year) if guides else 0, "targets"


def calls_at_once(paragraph: str) -> bool:
    """Tell whether the first sentence itself goes from the state of things to what is to be done.

    >>> calls_at_once("今年是关键一年，务必加大力度。"), calls_at_once("今年是关键一年。要加大力度。")
    (True, False)
    >>> calls_at_once("各位代表！今年是关键一年，我们将新建学校。")
    True
    """
    paragraph = paragraph[saluted(paragraph) :]
    return _FIRST.match(paragraph) is not None and not _GUIDING.search(paragraph.partition("。")[0])


_NEAR_LINES, _REVIEWED = 40, 4


def ends_in_trouble(lines: Sequence[Line]) -> bool:
    """Tell whether these lines end with a paragraph on problems that closes a review of several paragraphs.

    >>> ends_in_trouble([])
    False
    """
    above = [line.section.kind for line in lines[-_NEAR_LINES:] if line.kind == "body"]
    return above[-1:] == ["situation"] and above.count("review") >= _REVIEWED


# How a paragraph states what it names (总体要求是：): grammar, no table.
_STATING = ("是", "：", "为")


def states_aims(cue: Cue) -> bool:
    """Tell whether a cue states targets or guiding thought, which the rest of its paragraph says.

    >>> states_aims(Cue("guiding", "总体要求是", 0, 5)), states_aims(Cue("guiding", "以安全为指导", 0, 6))
    (True, False)
    """
    return cue.kind in ("targets", "guiding") and cue.text.endswith(_STATING)


def is_local(cue: Cue, paragraph: str, *, nested: bool) -> bool:
    """Tell whether a cue at the opening of a paragraph amid tasks speaks of its own sentence only.

    ``nested``: the paragraph stands under a heading within the part, which is about a task. There 以…为指导 opens what
    is to be done; elsewhere 总体要求是 is about the paragraph.

    >>> cue = Cue("guiding", "坚持以科学理论为指导", 0, 10)
    >>> is_local(cue, "坚持以科学理论为指导，整治河道。", nested=True)
    True
    >>> is_local(Cue("situation", "清醒认识", 6, 10), "要守住底线。清醒认识困难。", nested=True)
    True
    """
    if cue.kind == "guiding":
        return nested and not states_aims(cue)
    return cue.kind == "situation" and (calls_at_once(paragraph) or "。" in paragraph[: cue.start])


_ANNOUNCED = compile_re(
    rf"{phrases('announced_verb')}了?(?:以下|下列|如下|下面|这)?"
    r"(?:[一二两三四五六七八九十几0-9]{0,3}(?:个|项|大|件|点))?[^，。；：]{0,14}"
    rf"{phrases('announced_what')}[：。]?$"
)
_NAMED_LIST = compile_re(phrases("named_list"))
# 办好事关民生福祉的10件实事: works that are counted, whatever they are said to be for.
_WORKS = compile_re(
    rf"{phrases('announced_verb')}[^，。；：了]{{0,20}}?(?:[一二三四五六七八九十]{{1,3}}|[0-9]{{1,3}})(?:件|项)[^，。；：]{{0,10}}实事(?:项目)?”?[：。]?$"
)
# 做到“六个突出”：, but no list of principles (“四个坚持”) and none of what is to be seen rightly.
_SLOGANS = compile_re(
    rf"(?:{phrases('announced_verb')}|实现|推动|构建|打造)好?“(?![^”]{{0,12}}(?:坚持|必须|关系|意识|自信))"
    r"[一二三四五六七八九十]{1,2}(?:个|大|项)?[^”“，。]{2,10}”[^，。；：]{0,6}：$"
)


def announces(paragraph: str, *, headed: bool = True) -> bool:
    """Tell whether a paragraph ends by saying that a list of tasks follows; without headings, one of counted works.

    >>> announces("围绕上述目标，重点抓好以下工作："), announces("要统筹做好各项工作。")
    (True, False)
    >>> announces("重点做到“六个突出”："), announces("始终做到“四个坚持”：")
    (True, False)
    >>> announces("将办好事关民生福祉的10件实事。", headed=False), announces("办好了10件实事。", headed=False)
    (True, False)
    """
    works = "实事" in paragraph[-16:] and _WORKS.search(paragraph[-60:])
    if works or not headed:
        return bool(works)
    if _SLOGANS.search(paragraph[-60:]):
        return True
    match = _ANNOUNCED.search(paragraph[-60:])
    return match is not None and _NAMED_LIST.search(match[0]) is not None


def _last_call(paragraph: str) -> int:
    """Return where the last clause, or sentence, of a paragraph begins that counts something before it; 0 if none does.

    >>> _last_call("要新建学校5所，改造道路12公里，以优异成绩迎接建市30周年！"), _last_call("让蓝图变为现实！")
    (17, 0)
    >>> _last_call("会议要求，各校要加强管理，为全市发展作出新的贡献。")
    13
    """
    sentence = max(paragraph.rfind(stop, 0, len(paragraph) - 1) for stop in "。！") + 1
    clause = _LAST_CLAUSE.search(paragraph, sentence)
    told = _REPORTED.match(paragraph) is not None
    if clause and (told or _COUNTED.search(paragraph, sentence, clause.start())):
        return clause.start() + 1
    if told:
        return len(paragraph)
    return sentence if _COUNTED.search(paragraph, 0, sentence) else 0


_CALL = compile_re(phrases("call"))
_EXCLAIMS = compile_re(r"[！!]$")
_TO_ALL = compile_re(rf"(?:^|(?<=[。！；])){phrases('hearers')}[^。；]{{0,4}}[，！：、]")
_LET_US = compile_re(r"(?<=[。！；])[^。！；]{0,40}让我们")
# A number that is no year, and the clause that a sentence of tasks ends in: ，以优异成绩迎接…, ，为…作出贡献.
_COUNTED = compile_re("(?<![0-9])[0-9.]+(?![0-9.]|年)")
_LAST_CLAUSE = compile_re("，(?=[以为])[^，。！]{6,60}[。！]$")
# What a meeting or somebody in it asks for, told by another: 会议要求，…. A form, so no table.
_REPORTED = compile_re("[^，。；：]{2,30}(?:要求|强调)[，：]")
_STOPS = ("。", "！", "!", "”", "）")
_LAST = 6
_WHOLE = 400


def calls(text: str) -> bool:
    """Tell whether a text calls on those who hear it.

    >>> calls("为建设美好江源而努力奋斗！"), calls("奋斗目标已经明确。")
    (True, False)
    """
    return _CALL.search(text) is not None


def close(result: list[Line], texts: Sequence[str]) -> None:
    """Make the last paragraph, and short calls just above it, the closing of a speech where they call on the hearers.

    The list of lines is changed in place.
    """
    bodies = [k for k, line in enumerate(result) if line.kind == "body"]
    while bodies and not texts[bodies[-1]].endswith(_STOPS):  # 上一篇：…, as a page has below its text
        bodies.pop()
    for n, k in enumerate(reversed(bodies[-_LAST:])):
        text, old = texts[k], result[k]
        call = calls(text[-160:]) and not old.level
        if not (call if n == 0 else (call and "让我们" in text) or (len(text) <= 60 and _EXCLAIMS.search(text))):
            return
        closing = Section(old.section.path, "closing", year=old.section.year)
        cut = _call_start(text)
        if not cut:
            result[k] = replace(old, section=closing)
            continue
        at = old.start + cut
        if at == old.end:
            return
        # Later lines are done already: an entry more behind this one moves none that is still to come.
        result[k : k + 1] = [
            replace(old, end=at, topic_end=min(old.topic_end, at)),
            Line(at, old.end, "body", closing, 0, at, at),
        ]
        return


def _call_start(paragraph: str) -> int:
    """Return where the call on the hearers begins that ends a paragraph; 0 where all of the paragraph is the call.

    >>> _call_start("新建学校5所。各位代表，让我们团结奋斗！"), _call_start("各位代表，使命光荣。让我们团结奋斗！")
    (7, 0)
    """
    lets = [match.start() for match in _LET_US.finditer(paragraph)]
    if not lets:
        return _last_call(paragraph)
    calls = [match.start() for match in _TO_ALL.finditer(paragraph) if match.start() <= lets[-1]]
    start = calls[-1] if calls else lets[-1]
    return start if start or len(paragraph) <= _WHOLE else lets[-1]
