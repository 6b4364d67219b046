"""Fence the examples in docstrings, so that mkdocstrings shows them as Python: an extension of its reader, Griffe."""

import re

import griffe

# An example: lines of >>> and what follows them, up to an empty line.
_EXAMPLE = re.compile(r"^( *)>>> .*(?:\n *\S.*)*", flags=re.MULTILINE)


def fenced(docstring):
    r"""Return a docstring with its examples in fences.

    >>> fenced("Add.\n\n>>> 1 + 1\n2\n\nNo more.")
    'Add.\n\n```python\n>>> 1 + 1\n2\n```\n\nNo more.'
    """
    return _EXAMPLE.sub(lambda m: f"{m[1]}```python\n{m[0]}\n{m[1]}```", docstring)


class Doctests(griffe.Extension):
    """Fence the examples of every object that is shown."""

    def on_object(self, *, obj, **_):
        """Change the docstring of one object."""
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)
