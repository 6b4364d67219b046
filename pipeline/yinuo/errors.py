"""Define every error yinuo raises on purpose; a message says what is wrong, where, what is wanted and the next step.

YinuoError
├── InputError          a text, a file or an argument that cannot be used
│   ├── DecodeError     bytes that are no text in any encoding tried
│   ├── FormatError     a file in a format that is not read, but that a converter can turn into one that is
│   ├── DateError       a date that is not YYYY-MM-DD
│   └── UsageError      arguments that do not go together
├── OutputError         a folder or a file that cannot be written, or is in use
├── RuleTableError      a row of a rule table that cannot be read
├── ReaderError         a folder of a second reader that cannot be used
├── GoldError           gold or predictions that cannot be scored
└── MissingExtraError   an optional dependency that is not installed
"""


class YinuoError(Exception):
    """Mark any error of this package; ``str(error)`` is one line for a person."""


class InputError(YinuoError):
    """Refuse a text, a file or an argument that cannot be used."""


class DecodeError(InputError):
    """Refuse bytes that are no text in any encoding tried."""


class FormatError(InputError):
    """Refuse a file in a format that is not read, but that a converter can turn into one that is.

    ``converter`` is a command that would, empty where none is known.
    """

    def __init__(self, message: str, converter: str = "") -> None:
        super().__init__(message)
        self.converter = converter


class DateError(InputError):
    """Refuse a date that is not an ISO date (YYYY-MM-DD)."""


class UsageError(InputError):
    """Refuse arguments that do not go together, or that name nothing to do."""


class OutputError(YinuoError):
    """Report a folder or a file that cannot be written, or that another run is writing."""


class RuleTableError(YinuoError):
    """Report a row of a rule table that cannot be read; the message starts with file:line:column."""

    def __init__(self, file: str, line: int, column: int, problem: str) -> None:
        super().__init__(f"{file}:{line}:{column}: {problem}")
        self.file, self.line, self.column = file, line, column


class ReaderError(YinuoError):
    """Refuse a folder that holds no second reader, or one whose weights are not those it names."""


class GoldError(YinuoError):
    """Report gold or predictions that cannot be scored."""


class MissingExtraError(YinuoError):
    """Report an optional dependency that is not installed; the message names the command that installs it."""

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(f"{module} is not installed; run: pip install 'yinuo[{extra}]'")
