"""Tell commitment, achievement and background apart, by section kind and cue together."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.nlp.decisions.arguments import argues
from yinuo.nlp.decisions.asked_items import asked_items, reviewed_items
from yinuo.nlp.decisions.clause_context import Context, contexts, goes_on_becoming, permits
from yinuo.nlp.decisions.cue_weight import Decision, by_cue
from yinuo.nlp.decisions.cues import Found, find_cue
from yinuo.nlp.decisions.listed_lines import ListedLines, listed_lines
from yinuo.nlp.decisions.quoted_words import quoted_words
from yinuo.nlp.decisions.section_prior import (
    acts_of_office,
    aims,
    asked_kind,
    binds,
    heads_tasks,
    is_passage,
    parts_going_on,
    section_kind,
    tells_somebody,
    titled,
    vote,
)
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.decisions.told_at_last import DONE, done_before
from yinuo.nlp.decisions.topic_sentences import Headed, topic_sentences
from yinuo.nlp.decisions.trailing_time import closing_date
from yinuo.nlp.parser import ACTS
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.parser.item_marks import FIRST_NUMBER
from yinuo.nlp.parser.segments import Sentence
from yinuo.nlp.rule_ids import StatusRule
from yinuo.nlp.state import ClauseState, State, by_line, clauses_by_sentence, passes
from yinuo.rules import compile_re
from yinuo.structure.section_kinds import AHEAD

# A cue is looked for this far into a sentence; a longer one is a list, not a statement.
_REACH = 400
# A row of decisions/cues that 力争 speaks against.
_HAS = "background-has"
# The modal of what is expected and nobody undertakes, and those of what is aimed at: a few words, no table.
_FORECASTS, _AIMS = "预计", ("力争", "争取", "确保")
# What stands before what can come only of something else: grammar, no table.
_ONLY_THEN = ("才能", "才能够", "方能")
# The ends of names of anybody, whom rules speak of in a case: grammar, no table.
_ANYBODY = ("者", "人", "户", "家庭")
# The mark of the first of several items behind a colon, or a comma, and these two. Forms, so no table.
_FIRST_ITEM = compile_re(f"： ?(?:{FIRST_NUMBER}|一是)|，一(?:是|要(?![是求]))")
_HEADS = "：，"
# The modal of what something takes: 要管好渔港，就必须健全制度. Grammar, no table.
_WANTS = "要"
_CHINESE = compile_re("[\u4e00-\u9fff]")


def assert_status(state: State, listed: ListedLines | None = None) -> None:
    """Write ``status``, ``reason``, ``cue`` and ``announces`` of the clauses, and ``topic`` of the sentences.

    ``listed`` is what ``listed_lines`` found, where it was asked already.
    """
    if not state.get("clauses"):
        return
    text = state["text"]
    passage = is_passage(state)
    offences, _, plain = listed or listed_lines(state)
    by_sentence = clauses_by_sentence(state)
    asked, reviewed = asked_items(state), reviewed_items(state)
    for line, places in by_line(state):
        place = state["lines"][line]
        kind = section_kind(state, place, passage=passage)
        quoted = quoted_words(text, state["sentences"], places)
        for chosen in passes(state, places):
            sentences = [Sentence(s["start"], s["end"], s["mark"]) for s in (state["sentences"][p] for p in chosen)]
            clauses = [by_sentence[place] for place in chosen]
            headed: Headed | None = "numbered" if place["numbered"] else "titled" if titled(state, place) else None
            topics = topic_sentences(text, sentences, clauses, headed=headed) if line not in plain else set()
            ordered = turned = False
            for i, number in enumerate(chosen):
                state["sentences"][number]["topic"] = i in topics
                idle = state["sentences"][number]["idle"] or line in offences
                why: StatusRule | None = "idle-sentence" if idle else None
                if why is None and number in quoted:
                    why = "quoted-words"
                elif why is None and argues(text, sentences[i].mark, sentences[i].end):
                    why = "argument-before-proposal"
                here = asked_kind(kind, sentences[i].start, asked.get(line), reviewed.get(line))
                turned = turned or shape("turns_ahead").match(text, sentences[i].mark) is not None
                here = "unknown" if turned and here == "review" else here
                _assert_sentence(text, here, sentences[i], clauses[i], is_topic=i in topics, idle=why, ordered=ordered)
                ordered = ordered or _orders(text, clauses[i])


def _assert_sentence(
    text: str,
    kind: str,
    sentence: Sentence,
    own: Sequence[ClauseState],
    *,
    is_topic: bool,
    idle: StatusRule | None,
    ordered: bool,
) -> None:
    around = find_cue(text, "sentence", sentence.mark, min(sentence.end, sentence.mark + _REACH)) if own else None
    founded = listed = headed = False
    aimed = -1
    closing = closing_date(text, own)
    going_on = parts_going_on(text, own) if kind == "unknown" else set()
    kind = "unknown" if tells_somebody(text, kind, own) else kind
    for clause, context in zip(own, contexts(own, text), strict=True):
        aimed = clause["semicolon_part"] if kind == "review" and aims(text, clause) else aimed
        here = "unknown" if aimed == clause["semicolon_part"] else kind
        here = "ordered" if headed or (ordered and clause["semicolon_part"] in going_on) else here
        decision = _decide(text, here, clause, context, around)
        listed = listed or clause["rule"] == "duties-follow"  # its main task is，…
        if decision.rule == "nothing-in-unknown-section" and (listed or acts_of_office(text, clause, before=founded)):
            founded, decision = True, Decision("commitment", "act-of-office")
        if decision.status == "commitment" and idle:
            decision = Decision("background", idle)
        elif decision.status == "commitment" and is_topic:
            decision = Decision(None, "topic-sentence", announces=True)
        elif clause is closing:
            decision = Decision(None, "bare-verb")
        elif decision.status == "commitment" and _is_numbered_below(text, clause):
            decision = Decision(None, "topic-sentence", announces=True)
        clause["status"], clause["reason"] = decision.status, decision.rule
        clause["cue"] = (decision.start, decision.end)
        clause["announces"] = decision.announces
        headed = headed or (kind == "unknown" and heads_tasks(text, clause))
        ordered = ordered or headed or binds(clause)
    for clause in done_before(text, own):
        clause["status"], clause["reason"] = "achievement", DONE


def _orders(text: str, own: Sequence[ClauseState]) -> bool:
    """Tell whether a sentence orders something: bare acts behind it in the paragraph go on with it."""
    told = any(clause["status"] == "commitment" or clause["announces"] for clause in own)
    return told and any(binds(clause) or heads_tasks(text, clause) for clause in own)


def _is_numbered_below(text: str, clause: ClauseState) -> bool:
    """Tell whether a clause without a number heads a list right behind: 改善出行：（1）新建公厕…, 做好减负，一是…."""
    heads = clause["end_mark"] in _HEADS and not clause["number_spans"] and not clause["time_span"]
    return heads and _FIRST_ITEM.match(text, clause["end"]) is not None


def _decide(text: str, kind: str, clause: ClauseState, context: Context, around: Found | None) -> Decision:
    if clause["form"] not in ACTS:
        return Decision(None, "no-action")
    if not _CHINESE.search(text, clause["start"], clause["end"]):
        return Decision(None, "no-chinese")
    if _too_bare(text, clause) and not (_is_terse(clause, context) or (context.due and clause["object_length"] == 2)):
        return Decision(None, "bare-verb")
    if _is_condition(text, clause, context):
        return Decision(None, "condition")
    if (aside := _said_otherwise(text, clause, context)) is not None:
        return aside
    own = find_cue(text, "clause", clause["start"], min(clause["end"], clause["start"] + _REACH))
    if own and own.cue.name == _HAS and (clause["modal"] in _AIMS or text.endswith(_AIMS, 0, clause["start"])):
        own = None  # 力争有3家企业上市 aims at what is not there yet
    for found in (own, around):
        decision = by_cue(kind, text, clause, context, found) if found else None
        if decision is not None:
            return decision
    # 今年赤字率按2.8%安排，有利于财政可持续
    counted = kind in AHEAD and bool(clause["number_spans"]) and bool(clause["time_span"])
    if context.explained and not context.modal and not counted:
        return Decision("background", "defined-elsewhere")
    return Decision(*vote(kind, clause, context))


def _said_otherwise(text: str, clause: ClauseState, context: Context) -> Decision | None:
    """Decide by what stands before the action: that they may, a time that lies behind, that it is expected."""
    banned = clause["form"] == "negative"  # 可以…，严禁…: a ban is no permission
    if text.endswith(_ONLY_THEN, 0, clause["start"]) and not clause["modal"]:
        return Decision("background", "background-only-then")
    if context.permitted and not banned and not _sets_a_measure(clause) and not _is_granted(text, clause):
        return Decision("background", "permission")
    if permits(clause, text):
        return Decision("background", "permission")
    if goes_on_becoming(clause, text):
        return Decision("background", "background-becomes")
    if context.past:
        return Decision("achievement", "past-time")
    aimed = (clause["due"] and clause["form"] == "action") or (context.targeted and bool(clause["number_spans"]))
    forecast = clause["modal"] == _FORECASTS and not aimed  # 预计|6月底前建成; 预期目标：全年预计|接待游客8万人次
    return Decision("background", "background-forecast") if forecast else None


def _too_bare(text: str, clause: ClauseState) -> bool:
    """Tell whether a clause is only a verb, or a verb and object of four characters that nobody is told to do."""
    row = grammar().verbs.get(clause["verb"])
    if clause["object_length"] <= 0 and shape("takes_effect").fullmatch(text, clause["start"], clause["end"]):
        return True
    if clause["object_length"] <= 0 and clause["time_span"] and not clause["number_spans"] and not clause["actor_span"]:
        # 每半年|检查 says how often, and nothing of what
        return text.startswith("每", clause["time_span"][0]) and clause["end"] - clause["start"] == len(clause["verb"])
    if clause["form"] != "action" or clause["time_span"] or clause["number_spans"] or (row is not None and row.whole):
        return False
    if clause["object_length"] < 2:
        return True
    addressed = clause["modal"] or clause["actor_span"] or clause["tabled"]
    # 由政府责令改正，|予以警告
    return not addressed and clause["end"] - clause["start"] <= 4 and not shape("penalty").match(text, clause["start"])


def _is_terse(clause: ClauseState, context: Context) -> bool:
    """Tell whether a verb with an object of two characters stands amid other actions: 优化流程，精简证明，加强监管."""
    amid = context.has_following_action or not context.first
    return clause["object_length"] == 2 and clause["verb"] in grammar().uses["terse"] and amid


def _is_condition(text: str, clause: ClauseState, context: Context) -> bool:
    """Tell whether a clause says when, or in which case, the action behind it is to be done: 受理申请后，…."""
    start, end = clause["start"], clause["end"]
    if clause["end_mark"] != "，":
        return False
    if text[end - 1] == "的" and not text.endswith("目的", start, end):  # 需要进行检验的，…; 不予批准的，…
        return True
    if not clause["modal"] and shape("case").match(text, clause["reading_start"], end):
        return True
    if context.occasion or (context.then and clause["modal"].startswith(_WANTS)):
        return True
    if context.modal:
        return False
    follows = context.has_following_action or text[end - 1] == "后"  # 取得行驶证后，方可上道路
    if follows and shape("when").search(text, max(start, end - 4), end):
        return True
    if not context.conditional:
        return False
    if context.chained and not clause["actor_span"]:  # 提出异议，或者拒绝提供资料的，…
        return True
    if context.first and clause["actor_span"] and text.endswith(_ANYBODY, *clause["actor_span"]):
        return True  # 经营者提供服务，实行先消费后结算的，…
    return context.offended or shape("offence").search(text, start, end) is not None


def _is_granted(text: str, clause: ClauseState) -> bool:
    """Tell whether a clause behind 可 says what they get, or whence the means come: 可申报…，并给予财政扶持."""
    told = clause["form"] == "result" or clause["rule"] == "topic-as-object"
    gets = told or shape("granted").match(text, clause["start"], clause["end"])
    return not clause["modal"] and bool(gets)


def _sets_a_measure(clause: ClauseState) -> bool:
    """Tell whether a clause sets what may be so much (年限可缩短至5年): no promise of what somebody may do."""
    row = grammar().verbs.get(clause["verb"])
    measured = clause["form"] in ("result", "measure") or (row is not None and row.type in ("reduce", "increase"))
    return bool(clause["number_spans"]) and measured
