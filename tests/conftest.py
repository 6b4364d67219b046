"""Fixtures of more than one folder."""

import gc
import os
import sys

import pytest
from hypothesis import HealthCheck, settings

from tests import office

# A property holds however long an example takes: Hypothesis would fail one that takes 0.2 seconds, or is slowly made.
settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no clock")

# As the command line has it: else a tenth of the time goes into looking for garbage among all that is imported.
gc.set_threshold(50_000)

# The tests read what is printed in English, whatever the locale of who runs them.
os.environ["LC_ALL"] = "C.UTF-8"
for name in ("LANGUAGE", "YINUO_LANG"):
    os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def language():
    """A command that speaks Chinese within a test leaves the next one English."""
    yield
    if chosen := getattr(sys.modules.get("yinuo.cli.language"), "_Chosen", None):
        chosen.lang, chosen.asked = "en", None


@pytest.fixture(scope="session")
def word_processor(tmp_path_factory):
    """``convert(path, to, folder)`` of an office program that can convert documents; tried once, with a tiny one."""
    return _office(office.document, "doc", tmp_path_factory)


@pytest.fixture(scope="session")
def spreadsheet(tmp_path_factory):
    """``convert(path, to, folder)`` of an office program that can convert sheets; tried once, with a tiny one."""
    return _office(office.sheet, "xlsx", tmp_path_factory)


def _office(source, to, folders):
    if why := office.why_not(source, to, folders.mktemp("office")):
        pytest.skip(why)
    return office.convert
