"""Headings within one long paragraph: programmes by name, and very short sentences that long stretches part."""

import yinuo

LEAD = (
    "坚持以人民为中心发展好城市，完善城市功能，提升城市品质，改善人居环境，增强城市活力，优化城市空间布局，塑造城市特色风貌。"
    * 3
)
WORKS = (
    "拆除影响布局的平房，改造供水管网30公里，建设停车场12处，完善配套设施，整治背街小巷，增设公交站点，修复沿街立面。"
)


def spans(paragraph):
    return [r.text for r in yinuo.extract(f"云溪市2031年工作安排\n一、重点任务\n{paragraph}").commitments]


def test_programmes_head_what_follows_each():
    heads = ["推进棚户区改造工程", "启动城市面貌提升工程", "实施道路畅通工程"]
    found = spans(LEAD + "".join(f"{head}。{WORKS}" for head in heads))
    assert not set(heads) & set(found)
    assert found.count("改造供水管网30公里") == len(heads)


def test_two_programmes_are_tasks():
    heads = ["启动城市面貌提升工程", "实施道路畅通工程"]
    assert set(heads) <= set(spans(LEAD + "".join(f"{head}。{WORKS}" for head in heads)))


def test_short_sentences_that_long_stretches_part():
    heads = ["丰富优质产品供给", "强化旅游服务保障", "打造一流营商环境"]
    stretch = WORKS + "培训导游200名，" * 8 + "完善投诉机制。"
    assert not set(heads) & set(spans(LEAD + "".join(f"{head}。{stretch}" for head in heads)))
    assert set(heads) <= set(spans(LEAD + "".join(f"{head}。健全管理制度，培育市场主体。" for head in heads)))


def test_a_saying_between_a_heading_and_its_items():
    text = "（六）增强辐射带动能力，建设区域中心城市。城优旺业，城美聚才。优化城市布局，完善城市功能。"
    assert spans(text) == ["优化城市布局", "完善城市功能"]


def test_works_listed_behind_what_they_chiefly_are():
    text = "重点支持“两新一重”建设，主要是：加强新型基础设施建设，发展新一代信息网络。"
    assert spans(text) == ["重点支持“两新一重”建设", "加强新型基础设施建设", "发展新一代信息网络"]
