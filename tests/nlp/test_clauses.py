"""Cases of cases/clauses.txt."""

import pytest

from tests.markup import cases, check


@pytest.mark.parametrize(("line", "heading"), cases("clauses"))
def test_clauses(line, heading):
    check(line, heading)
