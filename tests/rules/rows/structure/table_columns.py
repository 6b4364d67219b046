from yinuo.structure.table_columns import ColumnWord, column_role, header_roles

ROW = ColumnWord


def fires(row, text):
    """The cells are the header of a table of tasks, and one that ends with the word has its role."""
    cells = text.split("|")
    named = [cell for cell in cells if cell.endswith(row.word) and column_role(cell) == row.role]
    return header_roles(cells) is not None and bool(named)
