"""Review pages: every letter next to its report, for a person to check and to correct without a network.

The pages are static. What a person corrects stays in the browser and is downloaded as `sqsreport.corrections`.
"""

from __future__ import annotations

from sqsreport.review.index import index_page
from sqsreport.review.letter import LetterPage, Row, letter_page
from sqsreport.review.writing import write_review

__all__ = ["LetterPage", "Row", "index_page", "letter_page", "write_review"]
