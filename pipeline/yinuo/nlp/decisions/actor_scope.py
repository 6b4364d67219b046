"""Decide how far a named actor governs the clauses behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from yinuo.nlp.decisions.acts import has_object, is_led, next_act
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser import ACTS, PERMITS
from yinuo.nlp.parser.bearers import BANS, BOUND
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.parser.item_marks import COUNT, MARK
from yinuo.nlp.state import ClauseState, Offsets
from yinuo.values.joints import JOINTS

Span = tuple[int, int]
# Verbs whose subject undergoes what they say: grammar, no table.
_BECOMES = ("并入", "划归", "转为", "组建为", "改编为")
# What stands between the names of a list of bodies: grammar, no table.
_JOINT = re.compile(f"、|{JOINTS}")
# The mark of an item, and how long it is at most.
_ITEM = re.compile(f"(?:{MARK}|{COUNT}是) ?$")
_LONGEST_MARK = 8
# The modal of who says what it will do itself: 国务院将作出部署。抓紧建立机制. Grammar, no table.
_WILL = "将"
# What those do who are of a body that another leads: grammar, no table.
_TAKE_PART = ("参加", "参与")
# How far before its plans one stands who tells them.
_LONGEST_TELLER = 40
# What asks somebody in reported speech: grammar, no table.
_ASKS = ("要求", "强调")
# Reasons why what reads like an act is none, or only a means: names of rules, no table.
_MEANS = ("condition", "bare-verb", "means-")
# What is no office's that was named before: 构成犯罪的，依法追究刑事责任. Grammar, no table.
_TRIED = "刑事责任"
# Bans that are meant for anybody: grammar, no table.
_BANS_ALL = ("严禁", "禁止", "杜绝")


class ActorScope:
    """Give each clause of a line ``governing_actor``: (span, source), or None for the speech's own organisation."""

    def __init__(self, *, orders: bool = True, bodies: Mapping[int, int] | None = None, text: str = "") -> None:
        self.orders, self.bodies, self.text = orders, bodies or {}, text
        self.set_up: Offsets | None = None
        self.charged: Offsets | None = None  # whose duties the line is an item of
        self.paragraph: Offsets | None = None
        self.banned: Offsets | None = None  # whoever it be, of a ban
        self.titled: Offsets | None = None
        self.begun = self.lasting = self.on_duty = self.announced = False
        self.amid = False  # who acts in the paragraph was named in the midst of a sentence
        self.lists = False  # who acts was named by what heads a list: 教育局要抓好三项工作：一是…。二是…
        self.acts: ClauseState | None = None
        self.served: ClauseState | None = None  # the act that means before it serve
        self._begin_sentence()

    def sentence(self, clauses: Sequence[ClauseState], *, heading: bool = False) -> None:
        """Set ``governing_actor`` of one sentence's clauses; a ``heading`` (a topic sentence) begins no paragraph."""
        opens = next((c for c in clauses if c["form"] != "lead"), None)
        self._begin_sentence()
        # behind occasions: 通过后，国务院将作出部署
        acts = (c for c in clauses if c["form"] in ACTS)
        self.acts = next((c for c in acts if c["reason"] not in ("condition", "bare-verb")), None)
        self.served = next((c for c in clauses if c["form"] in ACTS and not str(c["reason"]).startswith(_MEANS)), None)
        if opens is not None:
            self._open(opens, timed=any(c["time_span"] for c in clauses[:2]))
            self._announce(opens)
            self._describe(opens, next((c for c in clauses if c["start"] > opens["start"]), None))
        for place, clause in enumerate(clauses):
            if clause["form"] == "who" and not self._acts(clause, next_act(clauses[place:])):
                clause["actor_span"] = None
            if clause["rule"] == "duties-follow":
                self._take_duties(clause)
                continue
            self._note_body(clause)
            self._govern(clause, opens)
            self.lists = self.lists or bool(
                self.paragraph and self.current == self.paragraph and clause["end_mark"] == "："
            )
        alone = opens is not None and len(clauses) == 1 and self._is_a_name(opens)
        self.titled = (opens["start"], opens["end"]) if alone and opens else None
        self.begun = self.begun or not heading

    def _is_a_name(self, opens: ClauseState) -> bool:
        """Tell whether a sentence is but a name: 专家组。, also one that opens like a verb (监督组。)."""
        return opens["form"] == "who" or shape("group").fullmatch(self.text, opens["start"], opens["end"]) is not None

    def _begin_sentence(self) -> None:
        self.current: Offsets | None = None
        self.part, self.first, self.source, self.agent = -1, False, "explicit", False
        self.leads = self.permitted = False  # who is named acts before all others; may act: 有条件的地方可以…
        self.founded = False  # a body is set up in this sentence: 组建数据局，…，负责统筹数据资源

    def _open(self, opens: ClauseState, *, timed: bool) -> None:
        """Let the paragraph's actor go on, or that of a heading (监督组。负责…), or none."""
        if self.titled and shape("takes_on").match(self.text, opens["reading_start"]):
            self.paragraph, self.on_duty = self.titled, True
        if self.charged and not opens["actor_span"] and not self._has_own_subject(opens):
            self.paragraph, self.current, self.source, self.first = self.charged, self.charged, "inherited", True
        elif self._goes_on(opens) and not timed and not (self.amid and not self.lists and self._is_item(opens)):
            self.current, self.source, self.first = self.paragraph, "inherited", True
        else:
            self.paragraph = None

    def _announce(self, opens: ClauseState) -> None:
        """Let who is reported to tell its plans be who carries them out: 教育部表示，|将制订规划。做好编制工作."""
        if opens["modal"] != _WILL or opens["actor_span"]:
            return
        begin = max(0, opens["reading_start"] - _LONGEST_TELLER)
        if told := shape("tells_its_plan").search(self.text, begin, opens["reading_start"]):
            self.current = self.paragraph = told.span("name")
            self.source, self.first, self.part = "explicit", True, opens["semicolon_part"]
            self.announced = self.lasting = True

    def _describe(self, opens: ClauseState, after: ClauseState | None) -> None:
        """Let those whom a sentence first says something of be who is ordered: 领导干部是关键，|要发挥作用."""
        told = after is not None and after["modal"].startswith((*BOUND, "要")) and after["rule"] == "verb-and-object"
        if opens["form"] != "state" or not told or opens["end_mark"] != "，":
            return
        if named := shape("is_somebody").match(self.text, opens["reading_start"], opens["end"]):
            self.current = named.span("name")
            self.source, self.first, self.part = "explicit", True, opens["semicolon_part"]

    def _take_duties(self, clause: ClauseState) -> None:
        """Let the body whose duties a clause announces govern them, to the end of the paragraph."""
        self.current = clause["actor_span"] or self.set_up or self.paragraph
        self.source, self.first = "explicit" if clause["actor_span"] else "inherited", True
        self.paragraph, self.on_duty = self.current, True
        self.part, clause["governing_actor"] = clause["semicolon_part"], None

    def _govern(self, clause: ClauseState, opens: ClauseState | None) -> None:
        """Set a clause's ``governing_actor``; whom it names governs what follows, up to ； in mid-sentence."""
        if clause["self_named"]:
            self.current, self.paragraph = None, None
        only = clause["rule"] in ("causative", "agent")
        named = clause["urger_span"] if only else clause["actor_span"]
        named = None if self._takes_part(clause) else named
        if named:
            self.current, self.source = named, "explicit"
            by = self.text.endswith("由", 0, named[0])  # 对A，由X资助；对B，给予奖励
            self.part, self.first = clause["semicolon_part"], clause is opens and not by
            anybody = self.text.startswith("任何", named[0])  # whom a ban names, the next order does not mean
            acts = clause["form"] in ("action", "who") and self.acts
            self.leads = bool(acts and named[0] <= acts["start"])
            self.banned = named if anybody and clause["form"] == "negative" else None
            if not self._is_of_it(named):
                lasts = (self.first or (clause is self.acts and clause["modal"])) and not anybody
                self.paragraph, self.lasting = (named, not self.begun) if lasts else (None, False)
                asked = self.text.endswith(_ASKS, 0, named[0])  # 局长作了部署，要求各区要认清形势。一是要…
                self.amid = (not self.first or named[0] > clause["start"]) and not asked
                self.announced = clause["modal"] == _WILL and not self.first
                self.lists = False
            self.on_duty = self.agent = False
            self.permitted = clause["modal"] in PERMITS
        elif self.permitted and self.text.startswith(_BANS_ALL, clause["start"]):
            self.current = None  # 各地可以开展评价，严禁弄虚作假
        elif self.current and not self.first and clause["semicolon_part"] != self.part:
            self._go_past_semicolon(clause)
        elif self.current and self.current == self.banned and clause["modal"].startswith(BOUND):
            self.current = None  # 任何单位不得变更，确需变更的，应当重新审批
        if clause["actor_span"] and only:
            clause["governing_actor"] = (clause["actor_span"], "explicit")
            by = self.text.endswith("由", 0, clause["actor_span"][0])
            led = is_led(self.text, clause) or has_object(clause) or self.text.startswith("对", clause["start"])
            self.agent = by and not self.first and led
            if self.agent:
                self.current, self.source, self.part = clause["actor_span"], "explicit", clause["semicolon_part"]
        else:
            # 编制数量要科学确定 says of its own subject what is to become of it, whoever was named before.
            own = self._is_of_its_subject(clause) and not named
            clause["governing_actor"] = (self.current, self.source) if self.current and not own else None
        unled = self.founded and not named and self.current is None
        if unled and shape("takes_on").match(self.text, clause["start"]):
            self.current, self.source, self.part = self.set_up, "inherited", clause["semicolon_part"]
            clause["governing_actor"] = (self.current, self.source) if self.current else None

    def _go_past_semicolon(self, clause: ClauseState) -> None:
        """Let whom a sentence names in its midst go on behind ； if nobody acted before, or the orders do."""
        if self._is_told_on(clause):
            self.part = clause["semicolon_part"]
            return
        said = self.text[clause["start"] : clause["end"]]
        goes_on = shape("penalty").match(said) if self.agent else self.leads  # 由X责令改正；拒不改正的，处…罚款
        if clause["form"] in ACTS and (_TRIED in said or not goes_on):
            self.current = None

    def _is_told_on(self, clause: ClauseState) -> bool:
        """Tell whether whom the paragraph orders is told more behind ；: 会议要求，各区要加强管理；要|开展排查."""
        return self.current == self.paragraph and bool(clause["modal"]) and clause["rule"] != "topic-then-action"

    def _is_of_its_subject(self, clause: ClauseState) -> bool:
        """Tell whether a clause says what is to become of a subject of its own: 现役编制转为行政编制."""
        if clause["rule"] == "subject-to-reach-state" or self.text.startswith(_BECOMES, clause["start"]):
            return True
        if clause["rule"] != "topic-as-object":
            return False
        return shape("office_act").fullmatch(self.text, clause["start"], clause["end"]) is not None

    def _note_body(self, clause: ClauseState) -> None:
        """Remember the body that 组建X sets up, or that acts by its name: 其主要职责是 speaks of it."""
        if body := self._set_up_by(clause):
            self.set_up, self.founded = body, True
        elif named := shape("says_office").match(self.text, clause["reading_start"], clause["end"]):
            self.set_up, self.founded = named.span("name"), self.founded or named["by"] is not None
        elif clause["actor_span"] and clause["rule"] not in ("causative", "agent") and not self._takes_part(clause):
            self.set_up = clause["actor_span"]

    def _takes_part(self, clause: ClauseState) -> bool:
        """Tell whether somebody only joins the body that goes on: 小组由教育局牵头，民政局参加，负责…."""
        return self.founded and self.text.endswith(_TAKE_PART, 0, clause["end"])

    def _set_up_by(self, clause: ClauseState) -> Offsets | None:
        """Find the body that a clause sets up or makes of another: 组建人事部, 将林业部改组为国家林业局."""
        row = grammar().verbs.get(clause["verb"])
        at = clause["object_start"]
        if row is not None and row.type == "establish":
            if at in self.bodies:
                return at, self.bodies[at]
            named = (start for start in range(at, clause["end"]) if self.bodies.get(start) == clause["end"])
            if (start := next(named, None)) is not None:  # 设立议事协调机构|国家海洋委员会
                return start, clause["end"]
            return (at, clause["end"]) if shape("body_name").fullmatch(self.text, at, clause["end"]) else None
        if self.text.find("为", clause["start"], clause["end"]) < 0:
            return None
        made = shape("made_into").search(self.text, clause["start"], clause["end"])
        return (made.end(), clause["end"]) if made else None

    def _goes_on(self, opens: ClauseState) -> bool:
        """Tell whether the actor of the paragraph is still the subject of what is ordered (要…).

        One whom a document of orders names at the very beginning of a paragraph, of all actions too, but targets and
        those that others are led to (鼓励…), and whoever it is, of those that go on with an order (要…。建立…清单); one
        whose duties are listed, of all of them. A subject that goes on is not named again as an object.
        """
        if not self.paragraph or opens["self_named"] or opens["actor_span"] or self._is_named_in(opens):
            return False
        if self._has_own_subject(opens) and not self.on_duty:
            return False
        if self.on_duty and shape("ends_duties").match(self.text, opens["start"], opens["end"]):
            return False
        row = grammar().verbs.get(opens["verb"])
        led = row is not None and row.control and not self.on_duty
        acts = opens["form"] in ("action", "negative", "means", "fronted") and not opens["number_spans"] and not led
        banned = opens["form"] == "negative"  # 各地要严格把关。千万不要搞形式主义。
        return (
            bool(opens["modal"])
            or self._orders_behind(opens)
            or banned
            or (acts and self._order_goes_on(opens))
            or (acts and (self.on_duty or (self.lasting and (self.orders or self.announced))))
            or (acts and self.lists and self._is_item(opens))
        )

    def _order_goes_on(self, opens: ClauseState) -> bool:
        """Tell whether a sentence goes on with an order, by what it does first, or behind a means: 运用…方法，研究…."""
        act = self.served if str(opens["reason"]).startswith("means-") else opens
        return act is not None and act["reason"] == "order-goes-on" and not act["actor_span"]

    def _is_item(self, opens: ClauseState) -> bool:
        """Tell whether a sentence is the next item of a list, of which somebody in the one before is no subject."""
        return (
            _ITEM.search(self.text, max(0, opens["reading_start"] - _LONGEST_MARK), opens["reading_start"]) is not None
        )

    def _orders_behind(self, opens: ClauseState) -> bool:
        """Tell whether a sentence orders by a modal behind its ground, and names nobody: 针对短板，要加强培训."""
        act = self.acts if opens["form"] == "means" else None
        return act is not None and bool(act["modal"]) and not act["actor_span"] and not act["self_named"]

    def _has_own_subject(self, opens: ClauseState) -> bool:
        """Tell whether a clause says of a noun of its own what it must be or do: 地方规划要做好衔接."""
        noun = grammar().verb.match(self.text, opens["reading_start"]) is None
        return opens["rule"] == "topic-then-action" and noun

    def _is_named_in(self, clause: ClauseState) -> bool:
        """Tell whether a clause speaks of the paragraph's actor as of somebody else, or of one of its members."""
        name = self.text[slice(*self.paragraph)] if self.paragraph else ""
        said = self.text[clause["start"] : clause["end"]]
        return bool(name) and (name in said or any(len(part) > 3 and part in said for part in _JOINT.split(name)))

    def _is_of_it(self, named: Offsets) -> bool:
        """Tell whether those named take no paragraph over: the heads of whom it speaks of, and 劳务输出地, 区域之间."""
        heads = bool(self.paragraph) and shape("heads").fullmatch(self.text, *named) is not None
        return heads or shape("in_part").fullmatch(self.text, *named) is not None

    def _acts(self, named: ClauseState, after: ClauseState | None) -> bool:
        """Tell whether somebody set off by a comma is the subject of what follows.

        That is so before a modal, and behind a name with a phrase that says how it acts (高校围绕需求，…). Those whom a
        condition names are so before 应当, 应, 须 and 必须 only: 企业解散的，应当….
        """
        if after is None or named["actor_span"] is None:
            return False
        if self.text.endswith("的", 0, named["end"]) and not self.text.endswith("目的", 0, named["end"]):
            return after["modal"].startswith(BOUND)
        bound = bool(after["modal"]) or self.text.startswith(BANS, after["start"])
        bound = bound or shape("by_office").match(self.text, after["reading_start"], after["end"]) is not None
        told = shape("told").match(self.text, *named["actor_span"])  # 有条件的地方，推进机械化回收
        return bound or named["actor_span"][1] < named["end"] or (after["form"] == "action" and told is not None)
