from yinuo.nlp.entity_finder import EntityRow, find_entities

ROW = EntityRow


def fires(row: EntityRow, text: str) -> bool:
    """The row's text is found as an entity of the row's label."""
    return any(e["text"] == row.text and e["label"] == row.label for e in find_entities(text))
