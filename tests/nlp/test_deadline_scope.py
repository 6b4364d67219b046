"""Cases of cases/deadline_scope.txt."""

import pytest

from tests.markup import cases, check


@pytest.mark.parametrize(("line", "heading"), cases("deadline_scope"))
def test_deadline_scope(line, heading):
    check(line, heading)
