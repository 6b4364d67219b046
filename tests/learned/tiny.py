"""Make a tiny encoder in the test: BertModel of 2 layers of 32, a vocabulary of single characters."""

import json

COMMON = (
    "年月日的一是在和为我们要将了今去明新建设完成推进加强优化营商环境幼儿园学校教室改造工程项目举办第三届文化节"
    "全市省县区政府工作安排重点任务目标提高发展经济社会农村城市道路公里所间个万亿元吨户人家实施制定出台办法条例"
    "制度机制体系服务创业就业增收医院病床养老中心开展活动专项行动启动开工竣工投用年内底前确保力争达到以上左右不"
    "继续深入持续坚持落实严格规范支持鼓励引导促进扩大内需消费投资出口贸易产业集群数字转型绿色低碳生态保护水气土"
    "壤污染治理安全生产防范风险财税金融改革开放创新驱动科技人才教育卫生健康体育林二五四六七八九十百千、，。；：（）"
    "【】！？0123456789%.-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def tokenizer_of():
    """One token a character, unknown ones [UNK]: digits and all else stand alone, white space stays."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    vocabulary = {token: number for number, token in enumerate(dict.fromkeys((*SPECIAL, *COMMON)))}
    own = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    own.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    names = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
    special = {f"{name}_token": token for name, token in names.items()}
    return PreTrainedTokenizerFast(tokenizer_object=own, model_max_length=128, **special)


def encoder_at(folder, *, positions=128):
    """Write the encoder into a folder, the same weights each time."""
    import torch
    from transformers import BertConfig, BertModel

    tokenizer = tokenizer_of()
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    config = BertConfig(vocab_size=len(tokenizer), max_position_embeddings=positions, pad_token_id=0, **sizes)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def reader_at(folder, encoder):
    """Write a reader over an encoder, whose heads know nothing."""
    import torch

    from yinuo.learned import training, transformer
    from yinuo.learned.encoder import open_encoder

    opened = open_encoder(encoder)
    torch.manual_seed(1)
    training.write(folder, opened, transformer.new_heads(32), {})
    return folder


def describe(folder, **changed):
    """Change what reader.json of a folder says."""
    file = folder / "reader.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **changed}), "utf-8")


DELIVERABLE = ("新建幼儿园", "举办第三届文化节", "制定学校建设办法", "建成生态公园", "出台医院服务条例")
DIRECTIONAL = ("优化营商环境", "加强农村教育", "推进科技创新", "提高服务水平", "促进产业发展")
DONE = ("新建学校", "举办文化活动", "改造农村道路")


def gold_at(folder, documents=4, *, title="2024年工作报告", deliverable=DELIVERABLE, directional=DIRECTIONAL):
    """Write texts and gold of some documents: half of their commitments can be checked, some sentences are a review."""
    for number in range(documents):
        name, lines = f"d{number}.txt", [title, "一、2023年工作回顾"]
        lines += [f"过去一年，我们{text}{'二三四五六七八九十百'[number]}处，完成了任务。" for text in DONE]
        lines.append("二、2024年工作安排")
        lines += [f"今年，要{a}，{b}。" for a, b in zip(deliverable, directional, strict=True)]
        text, marks = "\n".join(lines), []
        for label, some in (("deliverable", deliverable), ("directional", directional)):
            for clause in some:
                at = text.index(clause)
                actor = {"text": None, "start": None, "end": None, "source": "default"}
                mark = {"start": at, "end": at + len(clause), "text": clause, "specificity": label}
                marks.append({**mark, "actor": actor, "quantities": [], "deadline": None})
        (folder / name).write_text(text, "utf-8")
        content = {"document": name, "reference_date": "2024-01-10", "default_actor": "某县", "commitments": marks}
        (folder / f"d{number}.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return folder
