"""White space that a file has before punctuation or within a sentence is no part of a record's words."""

import pytest

from yinuo.extraction import extract


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("新建小学2所 ，改造校舍12间 。", ["新建小学2所", "改造校舍12间"]),
        ("新建小学2所　；改造校舍12间\t。", ["新建小学2所", "改造校舍12间"]),
        ("新建小学2所，  改造校舍12间", ["新建小学2所", "改造校舍12间"]),
        ("办好2件实事：（ 1）新建小学2所；( 2 )改造校舍12间。", ["新建小学2所", "改造校舍12间"]),
    ],
)
def test_no_record_begins_or_ends_with_white_space(text, records):
    whole = f"二、2031年工作安排\n今年，县教育局要{text}"
    found = extract(whole).commitments
    assert [record.text for record in found] == records
    assert all(whole[record.start : record.end] == record.text for record in found)
