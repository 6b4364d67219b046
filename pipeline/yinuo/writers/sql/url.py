"""Recognise addresses of databases, and show one without its password."""

from __future__ import annotations

import re
from urllib.parse import unquote

_SCHEME = re.compile(r"\A[A-Za-z][A-Za-z0-9+.\-]*://")
_PASSWORD = re.compile(r"(?<=://)([^/@:?#]*):(.*)@(?=[^@]*$)", re.DOTALL)
_IN_QUERY = re.compile(r"(?i)([?&][^=&]{0,99}(?:pass|pwd|secret|token|key)[^=&]{0,99}=)([^&]*)")


def is_url(target: str) -> bool:
    """Tell whether a target is an address and not a file name.

    >>> is_url("sqlite:///out.db"), is_url("out.db")
    (True, False)
    """
    return _SCHEME.match(target) is not None


def hidden(url: str) -> str:
    """Show the address in a message: stars in place of a password.

    >>> hidden("postgresql://clerk:s:e/c@ret@host/office?sslpassword=x")
    'postgresql://clerk:***@host/office?sslpassword=***'
    >>> hidden("out.jsonl")
    'out.jsonl'
    """
    if not is_url(url):
        return url
    address, mark, query = url.partition("?")
    return _PASSWORD.sub(r"\1:***@", address) + _IN_QUERY.sub(r"\1***", mark + query)


def without_secrets(message: str, url: str) -> str:
    """Give the first line of a driver's message, with the address and its password hidden in it."""
    line = message.strip().splitlines()[0] if message.strip() else "no reason given"
    line = line.replace(url, hidden(url))
    for secret in _secrets(url):
        line = line.replace(secret, "***")
    return line


def _secrets(url: str) -> set[str]:
    address, mark, query = url.partition("?")
    found = [match[2] for match in _PASSWORD.finditer(address)] + [m[2] for m in _IN_QUERY.finditer(mark + query)]
    return {form for secret in found for form in (secret, unquote(secret)) if form}
