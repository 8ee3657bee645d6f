"""What sigact raises.

    SigactError
    ├── DataError          an input file, line or record is missing or malformed: the message says which
    │   └── DataFaults     several of them in one file
    ├── OutputError        results cannot be written any further; what is done is kept
    │   └── HubError       the Hub cannot be reached or refuses an upload
    └── UsageError         the call itself is wrong
        ├── ConfigError    an unknown key or a wrong value in a recipe or label list
        ├── ModelError     a model folder that is missing, incomplete or unsafe
        └── MissingExtra   an optional dependency is not installed: the message holds the command

On the command line a DataError is reported and the other inputs go on (exit code 1). An OutputError ends the run (exit code 1), and so
does a UsageError (exit code 2).
"""

import importlib
from collections.abc import Sequence


class SigactError(Exception):
    """Base of every error that sigact raises on purpose."""


class DataError(SigactError):
    """Malformed input. `where` is a file, `file:line` or record id."""

    def __init__(self, where: object, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = str(where)
        self.problem = problem


class DataFaults(DataError):  # noqa: N818 (a list of errors)
    """Everything that is wrong with one file; the message has a line for each fault."""

    def __init__(self, where: object, faults: Sequence[DataError]) -> None:
        super().__init__(where, "\n".join(map(str, faults)))
        self.args = (self.problem,)
        self.faults = tuple(faults)


class OutputError(SigactError):
    """Results cannot be written, as on a full disk."""


class HubError(OutputError):
    """The Hugging Face Hub cannot be reached, or refuses an upload."""


class UsageError(SigactError):
    """Wrong use: nothing was done."""


class ConfigError(UsageError):
    """A recipe or label list that cannot be used."""


class ModelError(UsageError):
    """A model folder that cannot be used."""


class MissingExtra(UsageError):  # noqa: N818 (it is a state of the installation)
    """An optional dependency is not installed."""

    def __init__(self, extra: str, module: str) -> None:
        super().__init__(f"{module} is not installed; run: pip install 'sigact[{extra}]'")


def require(extra: str, *modules: str) -> None:
    """Raise MissingExtra, naming the install command, unless every module can be imported."""
    for module in modules:
        try:
            importlib.import_module(module)
        except ModuleNotFoundError as error:
            raise MissingExtra(extra, error.name or module) from None
