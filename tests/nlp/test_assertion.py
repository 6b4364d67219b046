"""Cases of cases/assertion.txt."""

import pytest

from tests.markup import cases, check


@pytest.mark.parametrize(("line", "heading"), cases("assertion"))
def test_assertion(line, heading):
    check(line, heading)
