"""Cases of cases/topics.txt."""

import pytest

from tests.markup import cases, check


@pytest.mark.parametrize(("line", "heading"), cases("topics"))
def test_topics(line, heading):
    check(line, heading)
