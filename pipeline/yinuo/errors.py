"""Every error yinuo raises on purpose. Nothing comes in; exceptions with what, where, wanted and next step go out.

YinuoError
├── InputError          a text, a file or an argument that cannot be used
│   ├── DecodeError     bytes that are no text in any encoding tried
│   ├── FormatError     a file in a format that is not read, but that a converter can turn into one that is
│   ├── DateError       a date that is not YYYY-MM-DD
│   └── UsageError      arguments that do not go together
├── OutputError         a folder or a file that cannot be written, or is in use
├── RuleTableError      a row of a rule table that cannot be read
├── GoldError           gold or predictions that cannot be scored
└── MissingExtraError   an optional dependency that is not installed
"""


class YinuoError(Exception):
    """Base of all errors of this package; ``str(error)`` is one line for a person."""


class InputError(YinuoError):
    """A text, a file or an argument that cannot be used."""


class DecodeError(InputError):
    """Bytes that are no text in any encoding tried."""


class FormatError(InputError):
    """A file in a format that is not read, but that a converter can turn into one that is."""


class DateError(InputError):
    """A date that is not an ISO date (YYYY-MM-DD)."""


class UsageError(InputError):
    """Arguments that do not go together, or that name nothing to do."""


class OutputError(YinuoError):
    """A folder or a file that cannot be written, or that another run is writing."""


class RuleTableError(YinuoError):
    """A row of a rule table that cannot be read; the message starts with file:line:column."""

    def __init__(self, file: str, line: int, column: int, problem: str) -> None:
        super().__init__(f"{file}:{line}:{column}: {problem}")
        self.file, self.line, self.column = file, line, column


class GoldError(YinuoError):
    """Gold or predictions that cannot be scored."""


class MissingExtraError(YinuoError):
    """An optional dependency that is not installed; the message names the command that installs it."""

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(f"{module} is not installed; run: pip install 'yinuo[{extra}]'")
