"""Short Quality Screening (SQS) reports as typed, validated data."""

from importlib import import_module
from typing import TYPE_CHECKING

from sqsreport._version import __version__ as __version__

if TYPE_CHECKING:
    from sqsreport import comparison as comparison, converters as converters  # noqa: I001 - several modules on each line
    from sqsreport import corrections as corrections, errors as errors, model as model
    from sqsreport import plotting as plotting, problems as problems, pydantic as pydantic, review as review
    from sqsreport import spark as spark, tables as tables
    from sqsreport.batch.iteration import iter_load, iter_validate
    from sqsreport.codec import check, dump, dumps, from_dict, load, loads, to_dict, validate
    from sqsreport.comparison import Change, Comparison, diff
    from sqsreport.errors import InvalidCorrectionsError, MissingExtraError, NotFoundError, SqsReportError
    from sqsreport.errors import UnknownFormatError, UnwritableLetterError, ValidationError
    from sqsreport.letters import Passage, Reading, prose, read_letter, read_letters, write_letter
    from sqsreport.model import Report
    from sqsreport.problems import Problem
    from sqsreport.quantity import Quantity, quantities
    from sqsreport.redaction import Redaction, redact
    from sqsreport.results import Excerpt, Result
    from sqsreport.schemas import schema

__all__ = [
    "Change", "Comparison", "Excerpt", "InvalidCorrectionsError", "MissingExtraError", "NotFoundError", "Passage",
    "Problem", "Quantity", "Reading", "Redaction", "Report", "Result", "SqsReportError", "UnknownFormatError",
    "UnwritableLetterError", "ValidationError", "check", "diff", "dump", "dumps", "from_dict", "iter_load",
    "iter_validate", "load", "loads", "prose", "quantities", "read_letter", "read_letters", "redact", "schema",
    "to_dict", "validate", "write_letter",
]  # fmt: skip

#: The module of each public name, so that a name loads what it needs and no more.
_MODULE_OF = {
    "Change": "comparison", "Comparison": "comparison", "diff": "comparison",
    "Excerpt": "results", "Result": "results",
    "InvalidCorrectionsError": "errors", "MissingExtraError": "errors", "NotFoundError": "errors",
    "SqsReportError": "errors", "UnknownFormatError": "errors", "UnwritableLetterError": "errors",
    "ValidationError": "errors",
    "Passage": "letters", "Reading": "letters", "prose": "letters", "read_letter": "letters",
    "read_letters": "letters", "write_letter": "letters",
    "Problem": "problems",
    "Quantity": "quantity", "quantities": "quantity",
    "Redaction": "redaction", "redact": "redaction",
    "Report": "model",
    "check": "codec", "dump": "codec", "dumps": "codec", "from_dict": "codec", "load": "codec", "loads": "codec",
    "to_dict": "codec", "validate": "codec",
    "iter_load": "batch.iteration", "iter_validate": "batch.iteration",
    "schema": "schemas",
}  # fmt: skip

_MODULES = (
    "comparison", "converters", "corrections", "errors", "model", "plotting", "problems", "pydantic", "review", "spark",
    "tables",
    "testing",
)  # fmt: skip

if not TYPE_CHECKING:  # or type checkers would accept every name

    def __getattr__(name: str) -> object:
        """Import a public name when it is first used."""
        if module := _MODULE_OF.get(name):
            globals()[name] = getattr(import_module(f"sqsreport.{module}"), name)
            return globals()[name]
        if name in _MODULES:
            return import_module(f"sqsreport.{name}")
        raise AttributeError(f"module 'sqsreport' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__, *_MODULES]
