from yinuo.nlp.entity_finder import Department, find_entities

ROW = Department


def fires(row: Department, text: str) -> bool:
    """An organisation is found that is named after the department."""
    return any(row.department in e["text"] and e["label"] == "ORG" for e in find_entities(text))
