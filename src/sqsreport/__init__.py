"""Short Quality Screening (SQS) reports as typed, validated data."""

from importlib import import_module
from typing import TYPE_CHECKING

from sqsreport._version import __version__ as __version__

if TYPE_CHECKING:
    from sqsreport import converters as converters, corrections as corrections, errors as errors  # noqa: I001 - few lines for many
    from sqsreport import model as model
    from sqsreport import plotting as plotting, problems as problems, review as review, spark as spark
    from sqsreport import tables as tables
    from sqsreport.codec import dump, dumps, load, loads, validate
    from sqsreport.comparison import Change, Comparison, diff
    from sqsreport.documents import iter_validate
    from sqsreport.documents.loading import iter_load
    from sqsreport.errors import InvalidCorrectionsError, MissingExtraError, NotFoundError, SqsReportError
    from sqsreport.errors import UnknownFormatError, UnwritableLetterError, ValidationError
    from sqsreport.letters import Passage, Reading, read_letter, read_letters, write_letter
    from sqsreport.model import Report
    from sqsreport.problems import Problem
    from sqsreport.results import Excerpt, Result
    from sqsreport.schemas import schema
    from sqsreport.spoken import Quantity, quantities

__all__ = [
    "Change", "Comparison", "Excerpt", "InvalidCorrectionsError", "MissingExtraError", "NotFoundError", "Passage",
    "Problem", "Quantity", "Reading", "Report", "Result", "SqsReportError", "UnknownFormatError",
    "UnwritableLetterError", "ValidationError", "diff", "dump", "dumps", "iter_load", "iter_validate", "load", "loads",
    "quantities", "read_letter", "read_letters", "schema", "validate", "write_letter",
]  # fmt: skip

_HOMES = (
    "codec", "comparison", "documents", "documents.loading", "errors", "letters", "model",
    "problems", "results", "schemas", "spoken",
)  # fmt: skip
_PUBLIC_MODULES = (
    "converters",
    "corrections",
    "errors",
    "model",
    "plotting",
    "problems",
    "review",
    "spark",
    "tables",
    "testing",
)

if not TYPE_CHECKING:  # or every name would pass for one that is there

    def __getattr__(name: str) -> object:
        """Import a name when it is first asked for: a command line that shows its help needs none."""
        if name in __all__:
            home = next(module for home in _HOMES if hasattr(module := import_module(f"sqsreport.{home}"), name))
            globals()[name] = getattr(home, name)
            return globals()[name]
        if name in _PUBLIC_MODULES:
            return import_module(f"sqsreport.{name}")
        raise AttributeError(f"module 'sqsreport' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__, *_PUBLIC_MODULES]
