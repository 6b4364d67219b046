"""Read stretches that a verb, a ban, or a topic with its modal opens; each reading says whether it fits."""

from __future__ import annotations

import re

from yinuo.nlp.parser import prefixes, prepositions
from yinuo.nlp.parser.parse import PERMITS, Parse
from yinuo.nlp.parser.text_index import TextIndex
from yinuo.rules.anchors import found_in

# 确保A必须B要C: topics within topics, as deep as anybody writes them and deeper.
_DEEPEST = 20
# A number opens a topic this near to its head.
_NEAR = 3
# What opens a comparison: grammar, no table.
_COMPARED = ("比", "高于", "低于", "快于", "不高于", "不低于")
# How long a word that only points is: 这里|要说明. A length, so no table.
_THIS = 2
# What binds whomever a verb of state describes: grammar, no table.
_BINDS = ("应", "应当", "不得", "必须")
# What a ground ends in that leads to no action: 围绕实施方案的要求. Grammar, no table.
_ASKED_FOR = ("的要求", "的部署")
# What opens 联合, 携手 and 深入, how far from there their verb stands, what shows it to be a noun: grammar, no table.
_COMPANY, _COMPANY_REACH, _GOES_ON = "联携深", 44, "的等、和"
# What leads to a ground, so that the adverb before it is no verb: grammar, no table.
_BY_RULE = ("按照", "依照", "遵照", "对照")
# What makes the verb before it an attribute (公示后的名单), and a verb that is one itself: grammar, no table.
_AFTER, _FACING = ("后的", "前的"), "面向"
# What stands for a ground named before: one word, no table.
_ITS = "其"
# What says that an act is brought to its end: grammar, no table.
_ENDED = ("完成", "完毕", "到位")
# The noun at the end, which what faces somebody belongs to: a form, so no table.
_OF_A_NOUN = re.compile("[^，。；]{2,30}的[一-龥]{1,6}")


def negation(parse: Parse, index: TextIndex) -> bool:
    """Read a ban, which belongs to the span: 不得, 严禁, 决不…."""
    at = index.skip_adverbs(parse.start, parse.end)
    match = index.g.negation.match(index.text, at, parse.end) or _banned_here(parse, index)
    if not match:
        return False
    at = min(at, match.start())
    parse.read_as("negative", "ban")
    parse.negation = match.group()
    parse.set_verb(match.group(), at, match.end())
    inner = index.verb_past_adverbs(match.end(), parse.end)
    if index.text[parse.end - 1] == "的":  # 不能立即整改的，要落实责任: those that are so
        parse.read_as("state", "describes-state")
    elif inner:
        parse.verb += inner.group()
    elif parse.end - match.end() <= 4 and match.group() not in index.g.uses["short_ban"]:
        parse.read_as("slogan", "ban-without-object")
    parse.cues.append(("negation", match.start(), match.end()))
    return True


def _banned_here(parse: Parse, index: TextIndex) -> re.Match[str] | None:
    """Find the ban behind the place where it holds, which stays in the span: 保护范围内|禁止新建工业项目."""
    if index.text.find("禁", parse.start + 3, parse.end) < 0:
        return None
    place = index.p.banned_here.match(index.text, parse.start, parse.end)
    return index.g.negation.match(index.text, place.end(), parse.end) if place else None


def duties(parse: Parse, index: TextIndex) -> bool:
    """Read a list of a body's duties as its actions: 其主要职责是, 专班的职责是."""
    text, end = index.text, parse.end
    if text[end - 1] not in index.s.duties_ends or not index.p.duties.fullmatch(text, parse.start, end):
        return False
    parse.read_as("lead", "duties-follow")
    named = index.actor_ends(parse.start, parse.end)
    if named and not text.startswith("其", parse.start):
        parse.actor = (parse.start, named[-1])
    elif (close := text.find("会的", parse.start + 1, end)) > 0:  # 银监会|的主要职责是
        parse.actor = (parse.start, close + 1)
    return True


def verb(parse: Parse, index: TextIndex) -> bool:
    """Read adverbs, a verb and its object: 加快建设示范区."""
    text, end = index.text, parse.end
    after = index.skip_adverbs(parse.start, end)
    match = index.verb_at(after, end)
    by_rule = text.startswith(_BY_RULE, after) and index.p.ground.search(text, after, end)  # 严格|按照职责分工
    if not match and after > parse.start and not by_rule:
        match = _adverb_as_verb(index, parse.start, after, end)
    if not match:
        return _in_company(parse, index) or _dictionary_verb(parse, index, after)
    if text.startswith(_AFTER, match.end()) or _names_whom(match, end, index):
        return False
    if text[match.end() : match.end() + 1] == "的" and match.end() < end:
        match = index.verb_at(after, match.end() - 2)  # 构建|完善的体系
        if not match or len(match.group()) < 2:
            return False
    if match.group() == "通过" and not index.p.passing.fullmatch(text, match.start(), end):
        return _through(parse, index, match.end())
    if index.times.get(match.end()) == end:  # 确保2024年底前，…
        parse.time, parse.modal = (match.end(), end), parse.modal or match.group()
        parse.read_as("lead", "verb-and-time")
        return True
    modal = index.inner_modal(match.end(), end)
    # The 可 of 推广子女可在同校就读等政策 is within the object.
    if modal and modal.group() != "可" and parse.depth < _DEEPEST and topic(parse, index, modal):
        return True
    led = _led_to(index, match, end)
    if led:
        parse.read_as("action", "phrase-before-verb")
        parse.set_verb(led.group(), led.start(), led.end())
        return True
    parse.read_as("action", "verb-and-object")
    parse.set_verb(match.group(), match.start(), _past_chain(index, match.end(), end))
    return True


def _names_whom(verb: re.Match[str], end: int, index: TextIndex) -> bool:
    """Tell whether a verb only says whom the noun at the end is for: 面向社会招生|的学位, not 招聘优秀的教师."""
    if verb.group() != _FACING or _OF_A_NOUN.fullmatch(index.text, verb.end(), end) is None:
        return False
    noun = index.text.rfind("的", verb.end(), end) + 1
    return index.leading_verb(verb.end(), noun - 1, loose=True, least=1) is None and index.verb_end(noun, end) == noun


def _led_to(index: TextIndex, ground: re.Match[str], end: int) -> re.Match[str] | None:
    """Read a ground that is a noun, and the action behind it without a comma: 围绕产业需求布局建设专用线."""
    at = ground.end()
    if ground.group() not in index.g.uses["ground"] or index.text.endswith(_ASKED_FOR, at, end):
        return None
    if index.verb_end(index.skip_adverbs(at, end), end) == at:
        return index.leading_verb(at, end, loose=False, least=2)
    noun = index.text.find("的", at, end) + 1  # 围绕涉及群众利益的|事项确定协商重点
    return index.leading_verb(noun, end, loose=False) if noun else None


def _through(parse: Parse, index: TextIndex, at: int) -> bool:
    """Read 通过 + verb + object as an action from the verb on, 通过 + noun as a means."""
    match = index.verb_past_adverbs(at, parse.end)
    if match is None or index.row(match) is None or index.is_nominal(match) or parse.end - match.end() < 2:
        return False
    text, p = index.text, index.p
    if p.setting.fullmatch(text, parse.start, parse.end) or p.closing.search(text, at, parse.end):
        return False
    parse.start = at
    parse.read_as("action", "verb-and-object-after-through")
    parse.set_verb(match.group(), match.start(), match.end())
    return True


def _dictionary_verb(parse: Parse, index: TextIndex, at: int) -> bool:
    """Read a verb that only jieba's dictionary knows, with an object behind it, or one of state (影响, 没有)."""
    stop = at + index.verbs[at]
    if stop == at or parse.end - stop < 2 or index.text[stop] in "的是、":
        return False
    plain = index.g.plain.get(index.text[at:stop])
    if plain and plain.reads_as == "noun":
        return False
    if plain and index.p.left_over.search(index.text, stop + 2, parse.end):
        return False  # 符合条件的及时纳入保障范围
    modal = index.inner_modal(stop, parse.end)
    bound = plain and modal and modal.group() in _BINDS  # 发生事故的摊点|应当采取措施
    if modal and (bound or index.text[modal.start() - 1] == "的"):  # 符合条件的|应按规定办理手续
        return topic(parse, index, modal)
    if plain and not parse.modal and not parse.time:
        parse.read_as("state", "verb-of-state")
        parse.cues.append(("state", at, stop))
        return True
    if index.has_modal(stop, parse.end):
        return False
    noun = stop - index.text.startswith(_ITS, stop)  # 依托其|开展服务
    if index.text[at:stop] in index.g.uses["ground"] and (led := index.leading_verb(noun, parse.end, loose=False)):
        parse.read_as("action", "phrase-before-verb")
        parse.set_verb(led.group(), led.start(), led.end())
        return True
    parse.read_as("action", "dictionary-verb-and-object")
    parse.set_verb(index.text[at:stop], at, stop)
    return True


def _adverb_as_verb(index: TextIndex, start: int, after: int, end: int) -> re.Match[str] | None:
    """Read the last adverb that is also a verb as the verb: 加快 in 加快园区建设."""
    for at in range(after - 1, start - 1, -1):
        match = index.verb_at(at, end)
        if match and match.end() <= after and (at == start or index.g.adverbs.fullmatch(index.text, start, at)):
            return match
    return None


def _in_company(parse: Parse, index: TextIndex) -> bool:
    """Read with whom something is done, and what: 联合交通、公安部门|开展“清洁运输”专项行动."""
    if index.text[parse.start] not in _COMPANY or not index.p.in_company.match(index.text, parse.start, parse.end):
        return False
    for at in range(parse.start + 4, min(parse.end - 2, parse.start + _COMPANY_REACH)):
        match = index.verb_at(at, parse.end)
        if match is None or len(match.group()) < 2 or parse.end - match.end() < 2:
            continue
        plain = not index.is_nominal(match) or match.group() in index.g.uses["led"]
        if plain and index.text[match.end()] not in _GOES_ON:
            parse.read_as("action", "phrase-before-verb")
            parse.set_verb(match.group(), match.start(), match.end())
            return True
    return False


def _past_chain(index: TextIndex, at: int, end: int) -> int:
    """Skip verbs that share the object: 取消或降低, 防范化解, 建立和完善."""
    while True:
        joint = index.p.chain.match(index.text, at, end)
        match = index.verb_past_adverbs(joint.end(), end) if joint else index.verb_at(at, end)
        if not match or match.end() >= end or index.row(match) is None:
            return at
        measuring = not joint and match.group() in index.g.uses["measuring"]  # 转换|增长动力
        if measuring or index.is_nominal(match) or len(match.group()) < 2:
            return at
        at = match.end()


def topic(parse: Parse, index: TextIndex, modal: re.Match[str]) -> bool:
    """Read a topic and its modal: 污染防治要聚焦… from the verb on, 综合成本必须明显降低 as a whole."""
    inner = Parse(modal.start(), parse.end, depth=parse.depth + 1)
    prefixes.strip(inner, index)
    if inner.start >= parse.end:
        return False
    _ = negation(inner, index) or verb(inner, index) or prepositions.preposition(inner, index) or slogan(inner)
    if inner.rule == "means-without-object":  # 办法应当以服务群众为目的，…
        parse.read_as("means", "means-without-object")
        return True
    bound = inner.verb in index.g.uses["measuring"] or index.p.bound_ban.match(index.text, inner.start, parse.end)
    compared = index.text.startswith(_COMPARED, inner.start)  # 示范田单产要|比平均水平高15%
    measured = index.has_number(inner.start, parse.end) and (bound or compared)
    allowed = parse.modal in PERMITS  # 可以增加规定应当标示的内容
    parse.modal, parse.cues = parse.modal if allowed else inner.modal, parse.cues + inner.cues
    spans = index.times_within(parse.start + 2, modal.start())
    before = next((span for span in spans if span[1] == modal.start()), None)  # 救援中心年内要建成投用
    parse.time = parse.time or inner.time or before
    if index.text[modal.start() - 1] == "的" and inner.form == "action":  # 未移交的应限期移交
        parse.read_as("action", "topic-as-object")
        parse.set_verb(inner.verb, inner.verb_start, parse.start)
        return True
    counted = index.has_number(parse.start, min(parse.start + _NEAR, modal.start()))
    if counted and inner.form == "action" and not measured:  # 30%的村要建成文化站
        parse.read_as("action", "topic-as-object")
        parse.set_verb(inner.verb, inner.verb_start, inner.object_start)
        return True
    if modal.start() - parse.start > _THIS and (bare := _bare_verb(index, modal.end(), parse.end)):
        parse.read_as("action", "topic-as-object")
        parse.set_verb(bare.group(), bare.start(), parse.start)
        return True
    whole = inner.object_start > inner.start and index.p.result.fullmatch(index.text, inner.start, parse.end)
    done = bool(whole) and index.p.result.fullmatch(index.text, inner.object_start, parse.end) is not None
    transitive = inner.form in ("action", "negative") and inner.object_length >= 2 and not measured and not done
    banned = index.skip_adverbs(inner.object_start, parse.end) if inner.form == "negative" else parse.end
    if banned < parse.end == index.verb_end(banned, parse.end):  # 入股的股份|不得转让
        parse.read_as("negative", "topic-as-object")
        parse.set_verb(inner.verb, inner.verb_start, parse.start)
        return True
    if transitive and index.p.topic_thing.search(index.text, parse.start, modal.start()):  # 扶持资金要|应收尽收
        parse.read_as(inner.form, "topic-as-object")
        parse.set_verb(inner.verb, inner.verb_start, parse.start)
        return True
    if transitive and not index.p.reflexive.match(index.text, inner.start, parse.end):
        parse.start = inner.start
        parse.read_as(inner.form, "topic-then-action")
        parse.set_verb(inner.verb, inner.verb_start, inner.object_start)
        return True
    firm = modal.group() in index.g.uses["firm"] and parse.end - inner.start >= 2
    becomes = next(found_in(index.p.result, index.text, inner.start, parse.end), None)  # 力争年内|主线通车
    acts = inner.form == "action" or becomes is not None
    timed = inner.time is not None and acts  # 以上工作要在2月底前完成, 各项目要在6月底前全部完工
    reached = measured or firm or timed or done or index.p.achieved.search(index.text, inner.start, parse.end)
    parse.read_as("result" if reached or becomes else "topic", "subject-to-reach-state")
    parse.set_verb(inner.verb, inner.verb_start, parse.start)
    return True


def _bare_verb(index: TextIndex, start: int, end: int) -> re.Match[str] | None:
    """Find the verb that adverbs lead to and that ends a stretch: 民生的底线要|坚决|兜牢, 教室要|安装|完成."""
    at = index.skip_adverbs(start, end)
    verb = index.verb_at(at, end) if at < end else None
    if verb and index.text[verb.end() : end] in _ENDED:
        return verb
    return verb if verb and start < at and verb.end() == end else None


def slogan(parse: Parse) -> bool:
    """Read as a slogan what is nothing else."""
    parse.read_as("slogan", "no-known-verb")
    parse.verb_start = parse.start
    return True
