"""A row fires where a line begins so, and is taken for one that a page writes around a text."""

import re

from yinuo.readers.html.page import PageLine, is_page_line

ROW = PageLine


def fires(row, text):
    return is_page_line(text) and re.match(row.pattern, text) is not None
