from yinuo.folding import fold
from yinuo.structure.enumerators import find_mark
from yinuo.structure.section_kinds import SectionKindCue, heading_cues, opening_cue

ROW = SectionKindCue


def fires(row, text):
    text = fold(text)
    if row.scope == "opening":
        cue = opening_cue(text, None)
        return cue is not None and cue.kind == row.kind
    mark = find_mark(text)
    body = text[mark.length :] if mark else text
    return row.kind in {cue.kind for cue in heading_cues(body, mark.level if mark else 1)}
