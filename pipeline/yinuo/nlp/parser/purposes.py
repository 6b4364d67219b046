"""Read tails that only say what for (为, 以, 使, 让…), and tell them from acts and targets that open so."""

from __future__ import annotations

import re

from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.text_index import TextIndex

# What stands between the spirit in which something is done and the verb: grammar, no table.
_WITH_IT = ("去", "来")
# What opens what comes of an act: grammar, no table.
_MAKES = ("使", "让")
# How long a time may be that leads up to a stretch: 力争用三年左右的时间.
_LEAD = 16


def purpose(parse: Parse, index: TextIndex) -> bool:
    """Read a tail that only says what for (为, 以, 使, 让…), not one that leads to an act: 为幼儿园配备督学."""
    match = index.g.purposive.match(index.text, parse.start, parse.end)
    if not match or index.is_verbal_name(parse.start, parse.end):  # 使用单位要…
        return False
    made = match.group() in _MAKES and (parse.modal or _opens_with_time(parse, index))
    if made or _concrete(match, parse, index):
        return False
    serves = index.verb_after(match.end(), parse.end) if match.group() == "为" else None
    wanted = parse.modal and serves is not None and parse.end - serves.end() >= 2
    wanted = wanted and not index.text.endswith("基础", 0, parse.end)  # 要为发展打下基础 says only what for
    if serves and (wanted or parse.modal in index.g.uses["firm"]):  # 应当为有意愿的人员落实服务, 都要为他们创造机会
        return False
    way = match.group() == "以" and index.p.in_a_way.match(index.text, match.start(), parse.end)
    spirit = way and parse.modal and index.text.startswith(_WITH_IT, way.end())  # 都要以革命精神|去克服困难
    acted = way and index.verb_past_adverbs(way.end(), parse.end)  # 以多种形式|发放福利
    if spirit or (way and parse.modal in index.g.uses["firm"]) or (acted and parse.end - acted.end() >= 2):
        return False
    led = match.group() in ("以", "使")  # 以上工作要…, 使用单位资金
    if led and index.p.no_preposition.match(index.text, match.start(), parse.end):
        return False
    parse.read_as("purpose", "purpose-tail")
    parse.cues.append(("purposive", match.start(), match.end()))
    return True


def _opens_with_time(parse: Parse, index: TextIndex) -> bool:
    """Tell whether a time leads up to the stretch, so that it is what is to be reached: 到2030年，使覆盖率达到30%."""
    at = parse.start - 1
    led = at > 0 and index.text[at] == "，"
    return parse.time is not None or (led and any(e == at for _, e in index.times_within(max(0, at - _LEAD), at)))


def _concrete(match: re.Match[str], parse: Parse, index: TextIndex) -> bool:
    if match.group() == "以":
        return bool(index.p.concrete_with.match(index.text, match.start(), parse.end))
    if match.group() == "为" and index.p.for_somebody.match(index.text, match.start(), parse.end):
        return True
    if match.group() != "为" or index.verb_past_adverbs(match.end(), parse.end):
        return False
    measured = index.has_number(match.end(), parse.end)
    return measured or bool(index.p.concrete_for.search(index.text, match.end() + 2, parse.end))
