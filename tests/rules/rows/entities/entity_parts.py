import re

from yinuo.nlp.entity_finder import expand
from yinuo.rules.named_parts import Part

ROW = Part


def fires(row: Part, text: str) -> bool:
    """The part matches at the beginning of the text, or at the end for what only ends a name."""
    return re.search(rf"(?:^|(?<=教育)){expand(f'{{{row.part}}}')}", text) is not None
