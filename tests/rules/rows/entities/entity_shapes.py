from yinuo.nlp.entity_finder import Shape, find_entities

ROW = Shape


def fires(row: Shape, text: str) -> bool:
    """An entity is found by this rule."""
    return any(e["rule"] == row.rule and e["label"] == row.label for e in find_entities(text))
