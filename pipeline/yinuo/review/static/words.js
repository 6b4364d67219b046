// What the page says, in Chinese and English: key, zh, en. Help lists the keys in this order.
const WORDS = `
title|一诺 · 审阅|yinuo · review
document|文件|Document
author|审阅人|Reviewer
adjudicate|裁定分歧|Adjudicate
keys|按键 ?|Keys ?
filters|筛选|Filters
text|原文|Text
list|记录|Records
form|所选记录|Chosen record
saved|已保存|Saved
saving|保存中…|Saving…
failing|未保存，重试中|Not saved, trying again
locked|未保存：请用终端里打印的地址重新打开|Not saved: open the address that the terminal shows
mine|我定过的|Decided by me
undecided|未定|Undecided
needscheck|请先核对|To be checked
verdicts|承诺对照|Outcomes
verdict|判断|Verdict
suggested|建议|suggested
promised|承诺值|Promised
reached|完成值|Told
evidence|依据|Evidence
again|再次提出|Promised again
noevidence|去掉依据|No evidence
noevidenceyet|没有依据|No evidence
evidenceis|以所选为依据|Evidence from selection
moreevidence|加所选为依据|Add to the evidence
removed|已删除|Removed
whynot|为什么不可比？按数字键|Why is it not comparable? Press a digit
allverdicts|所有判断|All verdicts
allreports|所有报告|All reports
find|在原文中查找（回车选分句，Shift+回车只选这些字）|Find in the text (Enter selects the clause, Shift+Enter these words alone)
notfound|原文里没有|Not in the text
part|部分|Part
previouspart|上一部分|Previous part
nextpart|下一部分|Next part
accepted|已接受|Accepted
edited|已修改|Edited
rejected|已否定|Rejected
added|新增|Added
split|已拆分|Split
merged|已合并|Merged
doubtful|把握不大|Doubtful
damaged|有缺损|Damaged
nodate|无时限|No due date
nonumber|无数量|No number
ofyear|由文件年份推定|by the year of the document
ofheading|由标题推定|by a heading
disputed|第二读者有异议|Second reader disagrees
secondreader|第二读者|Second reader
bytext|按原文顺序|In text order
bydoubt|先看把握最小的|Least sure first
allsections|所有标题|All sections
allrules|所有规则|All rules
allindicators|所有指标|All indicators
alldegrees|所有明确程度|All degrees
contains|含文字…|Text contains…
quantified|量化|Quantified
deliverable|可交付|Deliverable
directional|方向性|Directional
binding|硬性|Binding
planned|计划|Planned
aspired|力争|Aspired
explored|探索|Explored
commitment|承诺|Commitment
achievement|已完成|Achievement
background|背景|Background
status|类别|Kind
specificity|明确程度|Specificity
firmness|力度|Firmness
actor|责任主体|Actor
quantities|数量|Quantities
deadline|时限|Deadline
low|下限|low
high|上限|high
approximate|约数|about
unit|单位|unit
approximate|约数|about
of|对象|of
change|变化|change
level|达到|to reach
increase|增加|increase by
decrease|减少|decrease by
multiple|倍数|times
from|起|from
to|止|to
isdamaged|缺损|damaged
remove|删除|Remove
fromselection|用选中文字|Take the selection
note|批注|Note
section|标题|Section
why|依据|Because
confidence|把握|Confidence
accept|接受|Accept
reject|否定|Reject
splitit|拆分|Split
mergeit|与下条合并|Merge with next
undo|撤销|Undo
add|新增所选文字|Add the selection
spanis|改为所选文字|Span from selection
reason|为什么否定？按数字键|Why reject? Press a digit
not-a-commitment|不是承诺|Not a commitment
heading|标题|A heading
already-done|已经做完|Already done
span|范围不对|Wrong span
quantity|数量不对|Wrong number
wrongdeadline|时限不对|Wrong deadline
wrongactor|主体不对|Wrong actor
duplicate|重复|A duplicate
other|其他|Other
who|你的名字（写在每个决定上）|Your name (it is written on each decision)
ok|好|OK
cancel|取消|Cancel
close|关闭 Esc|Close Esc
shown|条在列|shown
of_all|共|of
decided|已定|decided
nothing|没有符合筛选的记录|No record matches the filters
firstselect|请先在原文里选中文字|Select words in the text first
toofar|选中的文字在另一段；要新增请按 n|The selection is in another paragraph; n adds it
nosplit|请把光标放在要断开处，或选有顿号的记录|Click where to split, or choose a record with a 、
nonext|后面没有可合并的记录|There is no record behind to merge with
nothingtoundo|没有可撤销的|Nothing to undo
nothingtoredo|没有可重做的|Nothing to redo
undone|已撤销|Undone
redone|已重做|Redone
refused|服务器拒绝|The server refused
alldone|这份文件已审完|This document is done
showndone|列出的都已定；没有列出的还有未定|All that are shown are decided; some that are not shown are open
bulkaccept|接受列出的所有未定记录：|Accept all undecided records shown:
bulkreject|否定列出的所有未定记录：|Reject all undecided records shown:
noconflicts|没有分歧|No conflicts
absent|没有此条|does not have it
take|采用|Take
unreachable|服务器不通：请在终端里重新运行 yinuo review|The server is away: start yinuo review again in the terminal
nospeaker|讲话单位|the speaker's own organisation
`;
export const KEYS = `
j ↓|下一条|next record
k ↑|上一条|previous record
a Enter|接受并到下一条|accept and go on
x|否定，再按数字给理由|reject, then a digit for the reason
e|修改（Esc 离开，Ctrl+Enter 保存并到下一条）|edit (Esc leaves, Ctrl+Enter saves and goes on)
1 2 3|量化、可交付、方向性（c 换下一种）|quantified, deliverable, directional (c: the next of them)
w|以选中的文字为责任主体；未选时到该栏|take the selection as the actor; without one, go to its field
d|改时限|edit deadline
D|去掉时限|no deadline
Q T|以选中的文字为数量、时限|take the selection as a number, as the deadline
q|改数量|edit quantities
n|新增选中的文字；未选时为下一分句|add the selection; without one, the clause behind
s|以选中的文字为范围|take the selection as span
[ ]|移动开头一字（Alt：到标点）|move the start by a character (Alt: to punctuation)
{ }|移动结尾一字（Alt：到标点）|move the end by a character (Alt: to punctuation)
p|在光标处或顿号处拆分|split at the caret, or at the 、
m|与下一条合并|merge with the next
t|批注|note
u Ctrl+Z|撤销|undo
Ctrl+Y|重做|redo
g|下一条未定|next undecided
f|筛选|filters
A X|接受或否定列出的全部|accept or reject all that are shown
/|在原文中查找，选中所在分句（Shift+回车：只选这些字）|find words in the text, select their clause (Shift+Enter: these words alone)
, .|选中上一、下一分句|select the clause before, behind
Shift+← Shift+→|移动选区结尾一字（加 Alt：开头）|move the end of the selection by a character (with Alt: its start)
v|看整句和所在标题|see the sentence and its headings
< >|长文的上一、下一部分|previous, next part of a long text
J K|下一份、上一份文件|next, previous document
1 2 3|裁定时采用某人的|while adjudicating: take that version
?|按键|keys
`;
export const VERDICT_KEYS = `
j ↓|下一条|next commitment
k ↑|上一条|previous commitment
a Enter|接受建议并到下一条|accept what is suggested and go on
1 … 8|定为该判断并到下一条（见按钮）|settle as that verdict and go on (see the buttons)
x e|从列表里选判断|choose the verdict from a list
/|在原文中查找，选中所在分句（Shift+回车：只选这些字）|find words in the text, select their clause (Shift+Enter: these words alone)
, .|选中上一、下一分句|select the clause before, behind
Shift+← Shift+→|移动选区结尾一字（加 Alt：开头）|move the end of the selection by a character (with Alt: its start)
s|以选中的文字为依据|take the selection as evidence
n|再加选中的文字为依据|add the selection to the evidence
r|去掉依据|no evidence
v|逐条看依据|see the evidence one by one
t|批注|note
u Ctrl+Z|撤销|undo
Ctrl+Y|重做|redo
g|下一条未定|next undecided
f|筛选|filters
< >|长文的上一、下一部分|previous, next part of a long text
J K|下一份、上一份文件|next, previous document
1 2 3|裁定时采用某人的|while adjudicating: take that version
?|按键|keys
`;
export const REASONS = ["not-a-commitment", "heading", "already-done", "span", "quantity", "deadline", "actor", "duplicate", "other"];
const OWN_WORD = { deadline: "wrongdeadline", actor: "wrongactor" };
const TABLE = new Map(rows(WORDS).map(([key, zh, en]) => [key, { zh, en }]));

export function rows(table) {
  return table.trim().split("\n").map((line) => line.split("|"));
}

let language = localStorage.getItem("yinuo-language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");

export const lang = () => language;

export function setLanguage(to) {
  language = to;
  localStorage.setItem("yinuo-language", to);
}

export function word(key) {
  return TABLE.get(key)?.[language] ?? key;
}

// Names of verdicts, as the server gives them: those that all pages of the package use.
let names = { verdict: [], why: [] };

export function learnNames({ verdict, why }) {
  names = { verdict, why };
}

export const named = (kind, value) => names[kind].find((own) => own.value === value)?.[language] ?? value ?? "";
export const verdictNames = () => names.verdict.map((own) => [own.value, own[language]]);
export const whyNames = () => names.why.map((own) => [own.value, own[language]]);

export function reasonWord(reason) {
  return word(OWN_WORD[reason] ?? reason);
}

// Put the words into every element that names its own.
export function fillWords(root = document) {
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of root.querySelectorAll("[data-word-label]")) element.setAttribute("aria-label", word(element.dataset.wordLabel));
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = word("title");
}
