"""Reports: one page or a folder, every anchor resolves, nothing runs or loads, hostile texts stay texts."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

import yinuo
from tests.shared import SHARED, needs
from yinuo.digests import digest
from yinuo.errors import InputError, UsageError
from yinuo.pages.words import Words, _table
from yinuo.records import Commitment
from yinuo.report.build import MOST_ON_A_PAGE
from yinuo.rules import load_table
from yinuo.values.quantities.indicators import Indicator
from yinuo.writers import write_jsonl

PLAN = """云溪市2024年政府工作报告
（2024年1月16日）

一、2023年工作回顾
过去一年，新建学校3所。
二、2024年重点工作
（一）办好教育
今年，我们要新建幼儿园7所。6月底前建成市民中心。由市教育局牵头，12月底前改造教室120间。
（二）稳住经济
生产总值增长6%左右，城镇调查失业率控制在5.5%以内，城镇新增就业5万人以上。加强党的建设。
"""
OTHER = PLAN.replace("云溪市", "清河市").replace("6%左右", "5.5%以上").replace("7所", "9所")
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'


class Page(HTMLParser):
    """Read a page: tags close in order; attributes, the text of the marks, and what is written where."""

    VOID = ("meta", "link", "br", "col", "hr")

    def __init__(self, source):
        super().__init__()
        self.open, self.tags, self.text, self.room = [], [], [], []
        self.feed(source)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        own = dict(attributes)
        assert len(own) == len(attributes), "no attribute twice"
        self.tags.append((tag, own))
        if tag not in self.VOID:
            self.open.append((tag, own))

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag, "tags close in order"

    def handle_data(self, data):
        self.text.append(data)
        if any(own.get("class") == "text" for _, own in self.open):
            self.room.append(data)

    @property
    def ids(self):
        return [own["id"] for _, own in self.tags if "id" in own]

    @property
    def links(self):
        return [own["href"] for tag, own in self.tags if tag == "a" and "href" in own]


def found(text=PLAN, document="plan.txt", **options):
    return yinuo.extract(text, document=document, include=("achievement",), **options)


def source(text, path="plan.txt"):
    return yinuo.Source(path=path, text=text, encoding="utf-8", sha256=digest(text))


def made(text=PLAN, **options):
    records = found(text)
    return yinuo.report(records, texts=[source(text)], **options)


def test_every_anchor_is_there_once_and_every_link_leads_somewhere():
    page = Page(made().html)
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []
    assert {link[1:] for link in page.links} <= set(page.ids)
    records = len(found())
    for number in range(1, records + 1):
        assert f"#r{number}" in page.links, "the text leads to the row"
        assert f"#t{number}" in page.links, "the row leads back to the text"
    assert f"r{records + 1}" not in page.ids


def test_text_is_whole_and_its_marks_are_the_records():
    text = made().html
    page = Page(text)
    assert "".join("".join(page.room).split()) == "".join(PLAN.split())
    for number, record in enumerate(found(), 1):
        mark = re.search(rf'<span class="m [a-z]+" id="t{number}" data-n="{number}">(.*?)</span>', text)
        assert re.sub("<.*?>", "", mark[1]) == record.text


def test_nothing_runs_and_nothing_is_loaded():
    for page in yinuo.report([*found(), *found(OTHER, "other.txt")], texts=[source(PLAN)]).pages.values():
        tags = Page(page).tags
        assert not {"script", "iframe", "object", "embed", "form", "img", "base"} & {tag for tag, _ in tags}
        assert not [name for _, own in tags for name in own if name.startswith("on")]
        assert {own.get("href", "#")[:1] for tag, own in tags if tag in ("a", "link")} <= {"#", "d"}
        policy = [own["content"] for tag, own in tags if own.get("http-equiv") == "Content-Security-Policy"]
        assert policy[0].startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert "url(http" not in page
        assert "@import" not in page


@pytest.mark.parametrize("where", ["text", "title", "file", "actor"])
def test_hostile_texts_stay_texts(tmp_path, where):
    text = PLAN.replace("市民中心", f"市民中心{HOSTILE}") if where == "text" else PLAN
    name = "<script>x.txt" if where == "file" else "plan.txt"
    (tmp_path / name).write_text(text, "utf-8")
    options = {"title": HOSTILE} if where == "title" else {"actor": HOSTILE} if where == "actor" else {}
    report = yinuo.report(tmp_path / name, tmp_path / "out", **options)
    for file, page in report.pages.items():
        assert re.fullmatch(r"[\w.-]+\.html", file)
        tags = Page(page).tags
        assert not {"script", "img"} & {tag for tag, _ in tags}
        assert not [key for _, own in tags for key in own if key.startswith("on")]
    if where == "title":
        assert HOSTILE in "".join(Page(report.html).text)


def test_records_that_nest_or_cross_are_all_marked():
    records = found()
    first = records.commitments[1]
    plain = first.model_dump(by_alias=True)

    def moved(name, start, end):
        return Commitment.model_validate({**plain, "id": name, "text": PLAN[start:end], "start": start, "end": end})

    start, end = first.start, first.end
    crossing = [
        moved("inner", start + 1, end - 1), moved("same", start, end), moved("crossing", end - 2, end + 6),
        moved("lines", end + 2, PLAN.index("生产总值") + 4),
    ]  # fmt: skip
    report = yinuo.report([*records, *crossing], texts=[source(PLAN)])
    page = Page(report.html)
    assert "".join("".join(page.room).split()) == "".join(PLAN.split())
    assert {f"t{n}" for n in range(1, report.records + 1)} <= set(page.ids)
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_without_the_text_the_sentences_are_shown(tmp_path):
    page = Page(yinuo.report(found(), lang="en").html)
    assert "The text was not found" in "".join(page.text)
    assert "6月底前建成市民中心" in "".join(page.room)
    assert "各位" not in "".join(page.room)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert [link for link in page.links if re.fullmatch("#t[0-9]+", link)]


def test_changed_text_is_told(tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN.replace("7所", "8所"), "utf-8")
    write_jsonl(found(), tmp_path / "found.jsonl")
    page = yinuo.report(tmp_path / "found.jsonl", lang="en").html
    assert "The text was changed since its records were found" in page


@pytest.mark.parametrize("place", ["beside", "folder", "file", "source"])
def test_text_is_found(tmp_path, place):
    folder = tmp_path if place == "beside" else tmp_path / "texts"
    folder.mkdir(exist_ok=True)
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    (tmp_path / "found").mkdir()
    records = (tmp_path if place == "beside" else tmp_path / "found") / "found.jsonl"
    write_jsonl(found(), records)
    texts = {"beside": [], "folder": [folder], "file": [str(folder / "plan.txt")], "source": [source(PLAN)]}[place]
    page = yinuo.report(records, texts=texts, lang="en").html
    assert "was not found" not in page
    assert "云溪市2024年政府工作报告" in "".join(Page(page).room)


def test_folder_of_a_batch_is_a_report_with_what_failed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.txt").write_text(PLAN, "utf-8")
    (tmp_path / "in" / "quiet.txt").write_text("各位代表，大家好。\n", "utf-8")
    (tmp_path / "in" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    yinuo.batch([tmp_path / "in"], tmp_path / "out", jobs=1, text_out=True)
    (tmp_path / "in" / "plan.txt").unlink()
    report = yinuo.report(tmp_path / "out", lang="en")
    assert report.documents == 1
    assert "No commitments in: " in report.html
    assert "quiet.txt" in report.html
    assert "picture.txt" in report.failures[0]
    assert "Not read: " in report.html
    assert "云溪市2024年政府工作报告" in "".join(Page(report.html).room), "texts/ of the batch is looked into"


def test_texts_are_extracted(tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    report = yinuo.report(tmp_path / "plan.txt", include=("achievement",))
    assert report.records == len(found())
    assert '<html lang="zh-CN">' in report.html


def test_folder_has_an_index_and_a_page_each(tmp_path):
    for name, text in (("a", PLAN), ("b", OTHER), ("A/b", PLAN.replace("云溪", "东湖"))):
        file = tmp_path / "in" / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    report = yinuo.report(tmp_path / "in", tmp_path / "out")
    assert list(report.pages) == ["index.html", "b.html", "a.html", "b-2.html"]
    pages = {file.name: Page(file.read_text("utf-8")) for file in (tmp_path / "out").glob("*.html")}
    assert pages.keys() == report.pages.keys()
    for own, page in pages.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            assert not anchor or anchor in pages[file or own].ids
    said = "".join(pages["index.html"].text)
    for part in ("云溪市", "清河市", "东湖市", "5.5%以上", "6%左右", "生产总值增速"):
        assert part in said
    yinuo.report(tmp_path / "in", tmp_path / "out")  # pages that nobody changed are replaced
    (tmp_path / "out" / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="holds files of others"):
        yinuo.report(tmp_path / "in", tmp_path / "out")


def test_comparison_takes_the_target_of_the_year_before_that_of_years():
    later = "三、主要目标\n到2030年，城镇新增就业25万人以上。\n" + PLAN.partition("二、")[2]
    text = PLAN.partition("二、")[0] + later
    report = yinuo.report([*found(text), *found(OTHER, "other.txt")], lang="en")
    drawn = report.html.partition('id="heat"')[2].partition("</svg>")[0]
    assert "25万人以上" in "".join(Page(report.html).text)
    assert "5万人以上" in drawn
    assert "25万人以上" not in drawn


def test_several_documents_on_one_page_keep_their_anchors_apart(tmp_path):
    report = yinuo.report(
        [*found(), *found(OTHER, "other.txt")], tmp_path / "all.html", texts=[source(PLAN), source(OTHER, "other.txt")]
    )
    page = Page((tmp_path / "all.html").read_text("utf-8"))
    assert list(report.pages) == ["all.html"]
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert {"d1-r1", "d2-r1", "d1-t1", "d2-t1"} <= set(page.ids)


def test_more_documents_than_fit_on_a_page_want_a_folder(tmp_path):
    records = [r for n in range(MOST_ON_A_PAGE + 1) for r in found(PLAN + f"\n第{n}份", f"{n}.txt")]
    with pytest.raises(UsageError, match="name a folder"):
        yinuo.report(records, tmp_path / "all.html")
    assert len(yinuo.report(records).pages) == MOST_ON_A_PAGE + 2


@pytest.mark.parametrize("given", [[], ["no-such.txt"]])
def test_nothing_to_report_on_is_an_error(given):
    with pytest.raises(InputError, match=r"no document to report on.*give records"):
        yinuo.report(given)


def test_missing_texts_are_an_error():
    with pytest.raises(InputError, match="no-such-folder"):
        yinuo.report(found(), texts=["no-such-folder"])


def test_text_that_cannot_be_read_is_an_error_where_it_is_named(tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert "was not found" not in yinuo.report(found(document="x"), texts=[tmp_path], lang="en").html
    with pytest.raises(InputError, match=r"picture\.txt"):
        yinuo.report(found(), texts=[tmp_path / "picture.txt"])


def test_text_without_commitments_is_a_page_that_says_so(tmp_path):
    (tmp_path / "quiet.txt").write_text("各位代表，大家好。\n", "utf-8")
    assert "没有找到承诺" in yinuo.report(tmp_path / "quiet.txt", lang="zh").html


def test_same_records_give_the_same_bytes():
    assert made().pages == made().pages
    assert made().html == yinuo.report(list(reversed(found().commitments)), texts=[source(PLAN)]).html


def test_counts_are_those_of_the_records():
    records = [r for r in found() if r.status == "commitment"]
    html = made(lang="en").html
    tiles = {name.strip(): int(count) for count, name in re.findall(r"<li><b>([\d,]+)</b>([^<·]+)", html)}
    assert tiles == {
        "Commitments": len(records),
        "With a number": sum(bool(r.quantities) for r in records),
        "With a due date": sum(r.stated_deadline is not None and r.stated_deadline.to is not None for r in records),
        "Checkable": sum(r.measurable.value for r in records),
        "Somebody else named": sum(r.actor.source != "default" or bool(r.responsible) for r in records),
        "Achievements": len(found()) - len(records),
    }


def test_background_is_counted_and_is_no_commitment():
    text = PLAN + "做好就业工作，是改善民生的基础。"
    records = yinuo.extract(text, document="plan.txt", include=("background",))
    assert "background" in {r.status for r in records}
    html = yinuo.report(records, texts=[source(text)], lang="en").html
    said = {name.strip(): int(count) for count, name in re.findall(r"<li><b>([\d,]+)</b>([^<·]+)", html)}
    assert said["Background"] == sum(r.status == "background" for r in records)
    assert said["Commitments"] == sum(r.status == "commitment" for r in records)


def test_due_dates_lead_to_their_records():
    html = made().html
    page = Page(html)
    june = next(n for n, r in enumerate(found(), 1) if r.deadline and r.deadline.to == "2024-06-30")
    assert "due-2024-06" in page.ids
    assert "#due-2024-06" in page.links
    assert re.search(rf'id="due-2024-06">[^<]*</dt><dd><a href="#r{june}">', html)


def test_page_in_english_has_no_chinese_of_its_own():
    text = "云溪市2024年工作要点\n一、任务\n新建幼儿园7所。"
    page = Page(yinuo.report(found(text), lang="en").html)
    said = set("".join(page.text))
    assert not {char for char in said - set(text) if "\u4e00" <= char <= "\u9fff"}


def test_every_word_is_there_in_both_languages():
    assert all(row.en and row.zh for row in _table().values())
    keys = {row.key for row in load_table("quantities/indicators", Indicator)}
    assert {key for key in keys if Words("zh").name("indicator", key) == key} == set()


def test_every_word_is_used():
    package = Path(yinuo.__file__).parent
    users = [*(package / "report").glob("*.py"), *(package / "tracking").rglob("*.py")]
    code = "\n".join(path.read_text("utf-8") for path in users)
    assert [key for key in _table() if "." not in key and not re.search(f"['\"]{key}['\"]", code)] == []


def test_notebook_shows_the_page_in_a_frame():
    shown = made()._repr_html_()
    assert shown.startswith("<iframe sandbox")
    assert "<h1" not in shown


@needs("corpus/provincial/anhui-2025.txt", sibling="test_every_anchor_is_there_once_and_every_link_leads_somewhere")
@pytest.mark.slow
def test_real_report_is_small_and_its_anchors_resolve():
    path = SHARED / "corpus" / "provincial" / "anhui-2025.txt"
    report = yinuo.report(path, include=("achievement",))
    page = Page(report.html)
    assert report.records > 700
    assert len(report.html.encode()) < 1_500_000
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert {f"t{n}" for n in range(1, report.records + 1)} <= set(page.ids)
