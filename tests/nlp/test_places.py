"""Places: names of divisions in full and in short, and the words that only look like them."""

import pytest

from yinuo.nlp.gazetteer import find_places, places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("在河南省鹤壁市浚县", "河南省=河南省 鹤壁市=鹤壁市 浚县=浚县"),
        ("郑州、洛阳等地", "郑州=郑州市 洛阳=洛阳市"),
        ("西藏、内蒙古、广西", "西藏=西藏自治区 内蒙古=内蒙古自治区 广西=广西壮族自治区"),
        ("恩施州和湘西州", "恩施州=恩施土家族苗族自治州 湘西州=湘西土家族苗族自治州"),
        ("甘孜藏族自治州", "甘孜藏族自治州=甘孜藏族自治州"),
        ("成都市武侯区", "成都市=成都市 武侯区=武侯区"),
        ("上海市场活跃", "上海=上海市"),
        ("山西大同煤矿", "山西=山西省 大同=大同市"),
        ("都江堰灌区", "都江堰=都江堰市"),
        ("黄河南岸治理", ""),
        ("扩大出海口", ""),
        ("生活平安顺利", ""),
        ("日照时数增加", ""),
        ("实现长治久安", ""),
        ("加强管理县级财政", ""),
        ("各位来宾", ""),
        ("来宾市", "来宾市=来宾市"),
        ("", ""),
    ],
)
def test_places(text, found):
    spans = find_places(text)
    assert " ".join(f"{text[start:end]}={place.full}" for start, end, place in spans) == found


def test_all_provinces_and_most_counties_are_there():
    known = {place.full: place.level for names in places().values() for place in names.values()}
    levels = list(known.values())
    assert levels.count(1) == 34
    assert levels.count(2) > 330
    assert levels.count(3) > 2700
