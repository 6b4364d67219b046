"""A phrase fires where the function that asks for its name finds what it looks for, by this very phrase."""

import re

from yinuo.folding import fold
from yinuo.rules import Shape
from yinuo.structure import datelines, front_matter, headings
from yinuo.structure.asides import titles_tasks
from yinuo.structure.bylines import is_organisation, read_byline, read_name
from yinuo.structure.duties import duties
from yinuo.structure.organisations import find_represented, organisation
from yinuo.structure.preface import tells_notice
from yinuo.structure.reviewed_parts import is_bare_part
from yinuo.structure.running_text import opens_paragraph
from yinuo.structure.section_kinds import (
    looks_ahead,
    looks_back,
    names_plans,
    only_lists,
    opening_cue,
    opens_document,
    orders_so,
    saluted,
    speaks_of_now,
)
from yinuo.structure.stacked_tables import is_time_cell
from yinuo.structure.told_by_sentences import amends, is_done, is_to_do, opens_with_act, tells_growth, urges
from yinuo.structure.transitions import announces, calls, calls_at_once, targets_at, turn

ROW = Shape


def _role(text):
    read = read_byline(text)
    return read.role if read else ""


def _issuer(text):
    return organisation(title=text, heads=(), byline=None, signature=None, opening="")[0] or ""


def _issuer_and_title(text):
    issuer = _issuer(text)
    return text.removeprefix(issuer) if issuer else ""


def _turning(text):
    return text[turn(text) :].removesuffix("。") if turn(text) else ""


# By name, what the function sees: the part of the text in which the phrase must stand, "" where it finds nothing.
SEEN = {
    "hearers": lambda text: text[: saluted(text)],
    "rank": _role,
    "no_name": lambda text: "" if read_name(text) else text,
    "issuer": _issuer,
    "after_issuer": _issuer_and_title,
    "duty_done": lambda text: text if duties(text) else "",
    "duty_time": lambda text: text if duties(text) else "",
    "signer": lambda text: text if is_organisation(text) else "",
    "addressee": lambda text: text if front_matter.is_addressee(text) else "",
    "nameless": lambda text: "" if find_represented(text) else text,
    "meeting": lambda text: text if datelines.is_dateline(text) else "",
    "adopted": lambda text: text if datelines.is_adoption(text) else "",
    "talks": lambda text: text if headings.talks_on(text) else "",
    "task_list": lambda text: text if titles_tasks(text) else "",
    "now": lambda text: text if speaks_of_now(text, None) else "",
    "back": lambda text: text if looks_back(text, None) else "",
    "ahead": lambda text: text if looks_ahead(text, None) else "",
    "front": lambda text: text if opens_document(text) else "",
    "listing": lambda text: text if only_lists(text) else "",
    "planned": lambda text: text if names_plans(text) else "",
    "turning_to": _turning,
    "turning_time": _turning,
    "modal": _turning,
    "guiding_thought": lambda text: "" if calls_at_once(f"今年是关键一年，要{text}。") else text,
    "leads_others": lambda text: "" if duties(text) else text,
    "announced_verb": lambda text: text if announces(text) else "",
    "named_list": lambda text: text if announces(text) else "",
    "announced_what": lambda text: text if announces(text) else "",
    "done": lambda text: text if is_done(text) else "",
    "grew": lambda text: text if tells_growth(text) else "",
    "to_do": lambda text: text if is_to_do(text) else "",
    "orders_so": lambda text: text if orders_so(text) else "",
    "meeting_says": lambda text: text if opening_cue(text, None) else "",
    "notice_says": lambda text: text if tells_notice(text) else "",
    "amends": lambda text: text if amends(text) else "",
    "urges": lambda text: text if urges(text) else "",
    "opens_act": lambda text: text if opens_with_act(text) else "",
    "states_targets": lambda text: text[targets_at(text) :] if targets_at(text) else "",
    "reviewed_part": lambda text: text if is_bare_part(text) else "",
    "time_cell": lambda text: text if is_time_cell(text) else "",
    "paragraph_opens": lambda text: text if opens_paragraph(text) else "",
    "call": lambda text: text if calls(text) else "",
}


def fires(row, text):
    return bool(re.search(row.pattern, SEEN[row.name](fold(text))))
