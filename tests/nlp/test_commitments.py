"""Cases of cases/commitments.txt."""

import pytest

from tests.markup import cases, check


@pytest.mark.parametrize(("line", "heading"), cases("commitments"))
def test_commitments(line, heading):
    check(line, heading)
