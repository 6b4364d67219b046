"""Make pages for the browser: one skeleton, one style sheet, everything escaped, words in Chinese and English."""

from yinuo.pages.html import Html, element, join, safe
from yinuo.pages.skeleton import page, style
from yinuo.pages.words import Words, words_of

__all__ = ["Html", "Words", "element", "join", "page", "safe", "style", "words_of"]
