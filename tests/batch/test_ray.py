"""Ray Data runs the same units of work: same manifest, same bytes, with a worker of the cluster killed midway too."""

import contextlib
import os
import sys
from pathlib import Path

import pytest

from yinuo.batch import batch
from yinuo.batch.engines.ray import require
from yinuo.errors import MissingExtraError

CORPUS = Path(__file__).parents[2] / "corpus" / "speeches"
FILES = ("commitments.jsonl", "configuration.json", "manifest.jsonl")


def contents(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


def test_without_ray_one_line_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'yinuo\[ray\]'"):
        batch([CORPUS], tmp_path / "out", engine="ray")
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The corpus thrice, and files that fail."""
    folder = tmp_path_factory.mktemp("texts")
    for copy in range(3):
        for path in CORPUS.glob("*.txt"):
            (folder / f"{copy} {path.name}").write_bytes(path.read_bytes())
    (folder / "坏 .txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    os.mkfifo(folder / "pipe.txt")
    return folder


@pytest.fixture(scope="module")
def local(texts, tmp_path_factory):
    out = tmp_path_factory.mktemp("local") / "out"
    with contextlib.chdir(texts.parent):
        batch([texts.name, f"{texts.name}/gone.txt"], out, jobs=2)
    return out


def ray_or_skip():
    """Import Ray as the engine does: with its patience with a machine under load."""
    try:
        require()
    except MissingExtraError as error:
        pytest.skip(str(error))


@pytest.fixture
def cluster(monkeypatch):
    """A head and two workers of one processor each; that one is gone is noticed within seconds."""
    ray_or_skip()
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    for name, value in (("initial_delay_ms", 500), ("period_ms", 500), ("failure_threshold", 4)):
        monkeypatch.setenv(f"RAY_health_check_{name}", str(value))
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    for _ in range(2):
        made.add_node(num_cpus=1)
    monkeypatch.setenv("RAY_ADDRESS", made.address)
    yield made
    made.shutdown()


@pytest.mark.slow
def test_on_two_processors_the_same_bytes(texts, local, tmp_path, monkeypatch):
    """A cluster of this machine for the run, with one actor fewer than it has processors."""
    ray_or_skip()
    monkeypatch.chdir(texts.parent)
    batch([texts.name, f"{texts.name}/gone.txt"], tmp_path / "out", engine="ray", jobs=1)
    assert contents(tmp_path / "out") == contents(local)


@pytest.mark.slow
def test_with_a_worker_killed_midway_the_same_bytes(texts, local, tmp_path, cluster, monkeypatch):
    """The node goes, with its actor, once a few inputs are done; Ray runs what it had elsewhere."""
    killed = []

    def watch(progress, entry):
        if progress.done > 4 and not killed:
            killed.append(next(iter(cluster.worker_nodes)))
            cluster.remove_node(killed[0], allow_graceful=False)

    monkeypatch.chdir(texts.parent)
    batch([texts.name, f"{texts.name}/gone.txt"], tmp_path / "out", engine="ray", watch=watch)
    assert killed
    assert contents(tmp_path / "out") == contents(local)
