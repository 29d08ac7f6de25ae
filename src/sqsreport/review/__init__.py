"""Review pages: static HTML pages with a letter next to its report, for a person to check and correct it offline.

The browser stores the changes, and the person downloads them as a file of `sqsreport.corrections`.
"""

from __future__ import annotations

from sqsreport.review.index import index_page
from sqsreport.review.letter import LetterPage, Row, letter_page
from sqsreport.review.writing import write_review

__all__ = ["LetterPage", "Row", "index_page", "letter_page", "write_review"]
