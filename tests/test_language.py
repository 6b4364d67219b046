"""The command line in Chinese: a complete catalogue, help, tables and messages; and bytes that no locale changes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import yinuo
from tests import catalogue
from tests.scripts import same_package
from yinuo.cli import app, language
from yinuo.cli.chinese_help import width, wrapped
from yinuo.errors import UsageError
from yinuo.messages import translated

ROOT = Path(__file__).parent.parent
SPEECH = ROOT / "corpus" / "speeches" / "yuping-county-2024.txt"
TABLE = ROOT / "pyproject.toml"
DAMAGED = ROOT / "corpus" / "damaged" / "hexi-county-2025.txt"
CHINESE = catalogue.catalogue()
PLACE = re.compile(r"\{\w*\}")
# Three small words in a row are English; names of formats, commands and options are not.
ENGLISH = re.compile(r"(?<![-/.\w`])[A-Za-z]?[a-z]+ [a-z]+ [a-z]{2,}(?![-/.\w])")


@pytest.fixture
def run():
    def call(*args, **env):
        return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="yinuo", env={"COLUMNS": "140", **env})

    return call


def commands(group, path=()):
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


COMMANDS = sorted(commands(get_command(app)))


def test_the_second_reader_has_one_name_in_chinese():
    said = "\n".join(CHINESE.values())
    assert "判读模型" not in said
    assert said.count("读者") == said.count("第二读者") > 0


def test_every_message_has_its_chinese_and_no_translation_is_stale():
    now = catalogue.said()
    assert [text for text in now if not CHINESE.get(text)] == []
    assert sorted(CHINESE.keys() - now.keys()) == []


def test_the_command_line_prints_nothing_past_the_catalogue():
    assert catalogue.unspoken() == []


def test_what_is_filled_into_a_message_is_filled_into_its_chinese():
    different = [text for text, said in CHINESE.items() if sorted(PLACE.findall(text)) != sorted(PLACE.findall(said))]
    assert different == []
    assert [text for text, said in CHINESE.items() if ENGLISH.search(said)] == []


def test_the_compiled_catalogue_is_that_of_the_translations():
    assert catalogue.MO.read_bytes() == catalogue.compiled(CHINESE)
    assert catalogue.PO.read_bytes() == catalogue.as_po(catalogue.made(CHINESE))


def test_a_finished_message_finds_the_template_it_came_of():
    templates = [text for text in sorted(CHINESE) if re.search(r"\{\d\}", text)]
    assert len(templates) > 300
    for text in templates:
        counts = re.fullmatch(r"\{0\} \w+", text)  # "{0} failed" says how many
        values = {f"{{{n}}}": "7" if counts else f"值{n}" for n in range(9)}
        finished = PLACE.sub(lambda place, values=values: values[place[0]], text)
        wanted = PLACE.sub(lambda place, values=values: values[place[0]], CHINESE[text])
        assert (text, translated(finished, "zh")) == (text, wanted)
        assert translated(finished, "en") == finished


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_no_english_sentence_is_left_in_help(run, path):
    chinese, english = (run(*path, "--help", YINUO_LANG=lang).stdout for lang in ("zh", "en"))
    assert ENGLISH.search(english)
    usage, _, rest = chinese.partition("\n")
    assert usage.startswith("用法：yinuo")
    assert ENGLISH.findall(re.sub(r"`[^`]*`", "", rest)) == []
    assert max(width(line) for line in chinese.splitlines()) <= 80
    options = r"^ +-.*?(?=  |$)"
    assert re.findall(options, english, re.M) == re.findall(options, chinese, re.M)


@pytest.mark.parametrize(
    ("args", "said", "code"),
    [
        (["extract", "gibt-es-nicht.txt"], "yinuo: gibt-es-nicht.txt：没有这个文件；请检查路径", 1),
        (["extract", SPEECH, "--date", "2022"], "yinuo: --date：'2022' 不是日期；请写成 YYYY-MM-DD，如 2022-03-01", 2),
        (["extract", SPEECH, "--repair", "x"], "错误：--repair 的值无效：'x' 不在 off, propose, apply 之中", 2),
        (["extract"], "错误：缺少参数", 2),
        (["nope"], "错误：没有命令 'nope'。", 2),
        (["extract", "x", "--nope"], "错误：没有选项 --nope", 2),
        (["explain", SPEECH], "错误：缺少选项 '--at'。", 2),
        (["explain", SPEECH, "--at", "999999"], "超出文本的", 2),
        (["batch", SPEECH, "-o", "x", "--jobs", "a"], "的值无效：须为整数", 2),
        (["convert", "a.jsonl", "-o", "b.nope"], "不以", 2),
        (["batch", "nowhere-*.txt", "-o", "{tmp}"], "没有匹配的文件；请检查通配符", 1),
        (["extract", SPEECH, "--only", "x"], "'x' 不在 quantified, deliverable, directional 之中", 2),
        (["extract", SPEECH, "-o", f"{SPEECH}/x.jsonl"], "无法写入（文件已存在）", 1),
        (["extract", SPEECH, "--reader", SPEECH.parent], "其中没有 reader.json；请重新复制整个文件夹", 1),
        (["ledger", "fill", TABLE, "-o", "{tmp}"], "只能填写 .docx 或 .xlsx", 1),
        (["report", "nowhere.txt", "-o", "{tmp}"], "没有可以报告的文件（nowhere.txt：没有这个文件；请检查路径）", 1),
        (["series", SPEECH, "--indicator", "x", "-o", "a.csv"], "：没有 x 的目标，也没有结果", 1),
        (
            ["reader", "train", "--encoder", "none", "--gold", "x", "-o", "{tmp}"],
            "：没有这个文件夹，需要含 config.json",
            1,
        ),
    ],
)
def test_errors_are_told_in_chinese(run, tmp_path, args, said, code):
    result = run(*(str(tmp_path / "out") if arg == "{tmp}" else arg for arg in args), YINUO_LANG="zh")
    assert said in result.stderr + result.stdout
    assert result.exit_code == code
    assert not ENGLISH.search(result.stderr)


def test_tables_and_summaries_are_chinese(run, tmp_path):
    shown = run("extract", SPEECH, DAMAGED, "-o", tmp_path / "all.jsonl", "--lang", "zh")
    assert shown.exit_code == 0
    for word in ("章节", "主体", "行动", "数量", "期限", "已写出：", "2 篇文本，2 篇讲话", "量化", "另有"):
        assert word in shown.stdout
    assert not ENGLISH.search(shown.stdout)
    values, why = ["values", "到2025年新建幼儿园7所"], ["explain", SPEECH, "--at", "600"]
    for args in (["inspect", DAMAGED], ["speeches", SPEECH], values, why):
        printed = run(*args, YINUO_LANG="zh")
        assert printed.exit_code == 0
        assert not ENGLISH.search(printed.stdout), printed.stdout


def test_a_batch_speaks_chinese_and_writes_english(run, tmp_path):
    folders = {}
    for lang in ("zh", "en"):
        folders[lang] = tmp_path / lang
        result = run("batch", SPEECH, tmp_path / "none.txt", "-o", folders[lang], "--jobs", "1", YINUO_LANG=lang)
        assert result.exit_code == 1
        assert ("共 2 个输入：成功 1 个，失败 1 个" in result.stdout) is (lang == "zh")
    files = {p.name for p in folders["en"].iterdir() if p.is_file()}
    for name in files - {"run.json"}:
        assert folders["zh"].joinpath(name).read_bytes() == folders["en"].joinpath(name).read_bytes(), name


def test_evaluation_and_its_page_are_chinese_where_asked_for(run, tmp_path):
    gold = ROOT / "corpus" / "gold"
    found = tmp_path / "found.jsonl"
    run("extract", *sorted((ROOT / "corpus" / "speeches").glob("*.txt"))[:2], "-o", found, "-q")
    page = tmp_path / "page.html"
    result = run("evaluate", gold, found, "--errors", "3", "--html", page, YINUO_LANG="zh")
    assert result.exit_code == 0, result.stderr
    assert "得分" in result.stdout
    assert not ENGLISH.search(result.stdout.replace("\n", " "))
    assert "标准答案与结果对照" in page.read_text("utf-8")
    assert "与标准答案一致" in page.read_text("utf-8")
    run("evaluate", gold, found, "--html", page, LC_ALL="zh_CN.UTF-8")  # a locale is no wish: files stay as they are
    assert "<h1>Gold against found</h1>" in page.read_text("utf-8")


def test_records_are_the_same_bytes_in_every_language():
    made = [
        subprocess.run(
            [sys.executable, "-m", "yinuo", "extract", str(SPEECH), "-o", "-"],
            env={**same_package(), **env},
            capture_output=True,
            check=True,
        ).stdout
        for env in ({"YINUO_LANG": "zh"}, {"LC_ALL": "zh_CN.UTF-8"}, {"YINUO_LANG": "en"})
    ]
    assert made[0] == made[1] == made[2]
    assert json.loads(made[0].splitlines()[0])["text"]


@pytest.mark.parametrize(
    ("args", "env", "lang", "asked", "rest"),
    [
        (["extract", "a"], {}, "en", None, ["extract", "a"]),
        (["extract", "a"], {"LANG": "zh_CN.UTF-8"}, "zh", None, ["extract", "a"]),
        (["extract", "a"], {"LANGUAGE": "en:zh", "LANG": "zh_CN.UTF-8"}, "en", None, ["extract", "a"]),
        (["extract", "a"], {"YINUO_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en", "en", ["extract", "a"]),
        (["extract", "a"], {"YINUO_LANG": "", "LANG": "zh_CN.UTF-8"}, "zh", None, ["extract", "a"]),
        (["--lang", "zh", "extract", "a"], {"YINUO_LANG": "en"}, "zh", "zh", ["extract", "a"]),
        (["extract", "--lang=zh-CN", "a"], {}, "zh", "zh", ["extract", "a"]),
        (["extract", "a", "--", "--lang", "zh"], {}, "en", None, ["extract", "a", "--", "--lang", "zh"]),
        (["report", "a", "--lang", "zh-CN"], {}, "zh", "zh", ["report", "a"]),
    ],
)
def test_option_variable_and_locale_choose_in_this_order(args, env, lang, asked, rest):
    try:
        assert language.choose(args, env) == rest
        assert (language.lang(), language.asked()) == (lang, asked)
    finally:
        language.choose([], {})


@pytest.mark.parametrize(("args", "env"), [(["--lang", "fr", "values"], {}), (["values"], {"YINUO_LANG": "fr"})])
def test_another_language_is_refused(args, env):
    with pytest.raises(UsageError, match="'fr' is neither zh nor en"):
        language.choose(args, env)


def test_what_the_catalogue_does_not_know_stays():
    names = ("a.csv: has no column 'x'; it has document, place, year: name one with --column", "document, place, year")
    assert names[1] in translated(names[0], "zh")
    for message in ("", "计划.txt", "a.txt: strange things", "plan; draft", "one, two", "connection failed"):
        assert translated(message, "zh") == message


def test_a_value_that_is_a_message_is_translated_and_a_single_word_is_not():
    assert translated("review: no such file; check the path", "zh") == "review：没有这个文件；请检查路径"
    locked = "a.doc: is a PDF file locked by a password; open it, save it without one and try again"
    assert translated(locked, "zh") == "a.doc：是有密码的 PDF 文件；请打开后另存为无密码的文件再试"


def test_lines_are_broken_by_columns_and_never_begin_with_a_stop():
    lines = wrapped("读入政策讲话，给出承诺记录：主体、行动、数量、期限，位置精确到字（offset）。", 20)
    assert "".join(lines) == "读入政策讲话，给出承诺记录：主体、行动、数量、期限，位置精确到字（offset）。"
    assert all(width(line) <= 20 and line[0] not in "，。：、）" for line in lines)


def test_chinese_is_not_loaded_for_english():
    code = (
        "import sys, yinuo.cli; sys.argv = ['yinuo', '--help']\n"
        "try: yinuo.cli.main()\nexcept SystemExit: pass\n"
        "from yinuo.messages import catalogue\n"
        "print('yinuo.cli.chinese_help' in sys.modules, catalogue.cache_info().currsize)"
    )
    told = subprocess.run([sys.executable, "-c", code], env=same_package(), capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "False 0"


def test_the_catalogue_is_shipped():
    assert os.path.commonpath([catalogue.MO, Path(yinuo.__file__).parent]) == str(Path(yinuo.__file__).parent)


@pytest.mark.parametrize("suffix", [".labelstudio.json", ".doccano.jsonl"])
def test_labels_for_annotators_are_chinese_where_asked_for_and_are_read_back(run, tmp_path, suffix):
    found, folders = tmp_path / "found.jsonl", {}
    run("extract", SPEECH, "-o", found, "-q")
    for lang, env in (("zh", {"YINUO_LANG": "zh"}), ("en", {"LC_ALL": "zh_CN.UTF-8"})):
        folders[lang] = tmp_path / lang
        assert run("convert", found, "-o", folders[lang] / f"a{suffix}", **env).exit_code == 0
    chinese, english = (folders[lang].joinpath(f"a{suffix}").read_text("utf-8") for lang in ("zh", "en"))
    assert "时间" in chinese.replace(SPEECH.read_text("utf-8"), "")
    assert '"labels": ["deadline"]' in english or '"type": "deadline"' in english
    if suffix == ".labelstudio.json":
        view = folders["zh"].joinpath("a.labelstudio.xml").read_text("utf-8")
        assert '<Label value="行动" alias="action"' in view
        assert 'whenLabelValue="action,行动"' in view
        assert 'alias="quantified"' in view
        assert not ENGLISH.search(re.sub(r"<[A-Z]\w+ name.*?>", "", view, flags=re.S))
        for lang, text in (("zh", chinese), ("en", english)):  # what people submit is what was predicted
            tasks = json.loads(text)
            made = [{"data": t["data"], "annotations": t["predictions"]} for t in tasks]
            folders[lang].joinpath(f"a{suffix}").write_text(json.dumps(made), "utf-8")
    scores = [yinuo.evaluate(folders[lang] / f"a{suffix}", found).total for lang in ("zh", "en")]
    assert scores[0] == scores[1]
    assert scores[0]["detection"].f1 == 1
