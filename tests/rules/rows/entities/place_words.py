from yinuo.nlp.gazetteer import PlaceWord, find_places

ROW = PlaceWord


def fires(row: PlaceWord, text: str) -> bool:
    """A place is found whose name begins with the word."""
    return any(text[start:end].startswith(row.name) for start, end, _ in find_places(text))
