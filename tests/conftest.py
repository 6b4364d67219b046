"""Fixtures of more than one folder."""

import pytest

from tests import office


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
