"""Problems as values, the catalogue of their codes, and their output formats."""

from sqsreport.problems.catalogue import CODES, Code, Example, Explanation, Severity
from sqsreport.problems.catalogue import in_markdown as in_markdown
from sqsreport.problems.collector import MOST_OF_A_CODE as MOST_OF_A_CODE
from sqsreport.problems.collector import Collector as Collector
from sqsreport.problems.collector import bounded as bounded
from sqsreport.problems.collector import count_of as count_of
from sqsreport.problems.collector import with_more as with_more
from sqsreport.problems.problem import Problem, errors_in, rows

__all__ = ["CODES", "Code", "Example", "Explanation", "Problem", "Severity", "errors_in", "rows"]
