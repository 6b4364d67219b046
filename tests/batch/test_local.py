"""Test worker processes: one that hangs, dies or takes all memory costs its own file and nothing else."""

import pytest

from tests.batch.doubles import Hungry, Obedient, Unwilling
from tests.waiting import children, wait_for
from yinuo.batch.engines.local import run
from yinuo.batch.engines.worker import Setup
from yinuo.batch.output.manifest import Entry
from yinuo.errors import YinuoError

GIB = 1 << 30
PATIENCE = 6  # seconds without a word, which a worker under load must never need


def entries(tmp_path, texts, *, recipe=None, memory=None, **options):
    """The last word on each file, in the order of the files."""
    paths = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, "utf-8")
        paths.append((number, str(path)))
    found = {}
    for message in run(Setup(recipe or Obedient(), memory), paths, **options):
        if message is not None and isinstance(message.content, Entry):
            assert message.number not in found, "one entry an input"
            found[message.number] = message.content
    assert sorted(found) == list(range(len(texts))), "count in = count out"
    return [found[number] for number in range(len(texts))]


FAULTS = {
    "a": None,
    "die": "its process died twice (signal 9)",
    "b": None,
    "exit 3": "its process died twice (exit code 3)",
    "sleep 600": f"nothing came of it for {PATIENCE} seconds",
    f"eat {8 * GIB}": "it needs more memory than there is",
    "print noise": None,
    "c": None,
}


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 3])
def test_a_bad_file_costs_itself(tmp_path, jobs):
    found = entries(tmp_path, FAULTS, jobs=jobs, timeout=PATIENCE, memory=2 * GIB)
    for entry, (order, cause) in zip(found, FAULTS.items(), strict=True):
        assert entry.status == ("failed" if cause else "ok"), order
        assert [failure.cause for failure in entry.failures] == ([cause] if cause else [])
        assert all(failure.next for failure in entry.failures)


def test_a_worker_that_was_killed_by_chance_costs_nothing(tmp_path):
    marker = tmp_path / "marker"
    found = entries(tmp_path, ["a", f"die-once {marker}\nb", "c"], jobs=1)
    assert [(entry.status, entry.records) for entry in found] == [("ok", 1)] * 3
    assert marker.exists()


def test_time_is_counted_from_text_to_text(tmp_path):
    slow = "\n".join(["sleep 1.5", "a"] * 5)
    (entry,) = entries(tmp_path, [slow], jobs=1, timeout=PATIENCE)
    assert (entry.status, entry.records) == ("ok", 5)


@pytest.mark.parametrize(
    ("recipe", "memory", "message"),
    [(Unwilling(), None, "no such dictionary"), (Hungry(), 2 * GIB, "the memory limit is too low for the pipeline")],
)
def test_a_pipeline_that_cannot_be_built_ends_the_run(tmp_path, recipe, memory, message):
    with pytest.raises(YinuoError, match=f"a worker process cannot start: .*{message}"):
        entries(tmp_path, ["a"], recipe=recipe, memory=memory, jobs=1)


def test_a_run_that_is_left_leaves_no_process(tmp_path):
    (tmp_path / "a.txt").write_text("a", "utf-8")
    (tmp_path / "z.txt").write_text("sleep 600", "utf-8")
    before = children()
    messages = run(Setup(Obedient()), [(0, str(tmp_path / "a.txt")), (1, str(tmp_path / "z.txt"))], jobs=2)
    next(message for message in messages if message is not None)
    assert children() > before
    messages.close()
    assert wait_for(lambda: children() == before)
