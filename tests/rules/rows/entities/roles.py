from yinuo.structure.bylines import Role, read_byline

ROW = Role


def fires(row, text):
    found = read_byline(text)
    return found is not None and found.role is not None and row.role in found.role
