"""Cases of cases/actors.txt."""

import pytest

from tests.markup import cases, check


@pytest.mark.parametrize(("line", "heading"), cases("actors"))
def test_actors(line, heading):
    check(line, heading)
