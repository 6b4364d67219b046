"""The service of docs/how-to/service.md answers eight threads at once as it answers one."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import yinuo
from tests.blocks import ROOT, blocks

fastapi = pytest.importorskip("fastapi", reason="needs FastAPI: pip install fastapi")
testclient = pytest.importorskip("fastapi.testclient", reason="needs httpx: pip install httpx")

THREADS, ROUNDS = 8, 2
PAGE = (ROOT / "docs" / "how-to" / "service.md").read_text("utf-8")
CODE = blocks(PAGE, "py")[0]
TEXT = "2024年工作安排\n今年，我们要新建幼儿园7所。"


def speeches():
    """Return the ends of sample speeches, and short texts with words that no other has."""
    long = [yinuo.read(path).text[-3000:] for path in sorted((ROOT / "corpus" / "speeches").glob("*.txt"))[:4]]
    short = [f"2024年工作安排\n今年要新建{chr(0x4E00 + n * 37)}{chr(0x5E00 + n * 53)}学校{n + 1}所。" for n in range(4)]
    return [{"text": text, "actor": "云溪市教育局"} for text in long + short]


@pytest.fixture(scope="module")
def client():
    space = {"__name__": "service"}
    exec(compile(CODE, "service.py", "exec"), space)
    with testclient.TestClient(space["app"]) as made:
        yield made


def answer(client, speech):
    response = client.post("/commitments", json=speech)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.slow
def test_threads_get_what_one_gets(client):
    alone = [answer(client, speech) for speech in speeches()]
    assert all(alone)
    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(lambda speech: answer(client, speech), speeches() * ROUNDS)) == alone * ROUNDS


def test_answer_is_what_the_package_finds(client):
    speech = speeches()[0]
    found = [json.loads(record.model_dump_json(by_alias=True)) for record in yinuo.extract(**speech)]
    records = answer(client, speech)
    assert records == found
    assert all(speech["text"][record["start"] : record["end"]] == record["text"] for record in records)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"text": "x", "date": "2024-13-01"}', "no date"),
        ('{"text": "a\\ud800"}', "unicode"),
        ('{"date": "2024-01-01"}', "required"),
        ('{"text": "x"', "JSON"),
        (json.dumps({"text": "长" * 500_001}), "at most 500000"),
    ],
)
def test_a_bad_request_is_told_so_in_few_words(client, body, said):
    response = client.post("/commitments", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert said in response.text
    assert len(response.text) < 300


@pytest.mark.slow
def test_the_first_requests_of_a_process_may_come_together():
    """Without the lifespan of the application, so that nothing was loaded before."""
    code = f"""
{CODE}
from concurrent.futures import ThreadPoolExecutor
from fastapi.testclient import TestClient
client = TestClient(app)
with ThreadPoolExecutor({THREADS}) as pool:
    answers = list(pool.map(lambda n: client.post("/commitments", json={{"text": {TEXT!r}}}).text, range({THREADS})))
assert len(set(answers)) == 1, answers
print([record["text"] for record in client.post("/commitments", json={{"text": {TEXT!r}}}).json()])
"""
    env = {**os.environ, "PYTHONUTF8": "1"}
    result = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "['新建幼儿园7所']"
