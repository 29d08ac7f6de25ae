"""Views of the tables for frequent questions, in SQL that DuckDB, SQLite and Spark accept."""

from __future__ import annotations

from typing import Final, get_args

import attrs

from sqsreport.model import ComparatorKind


@attrs.frozen
class View:
    """A view.

    Attributes:
        name: its name.
        about: what a row represents.
        query: its query.
    """

    name: str
    about: str
    query: str


def _comparator(kind: str) -> str:
    """Return the columns of a comparator: its rate, and how the letter compares the service with it."""
    return f"""max(CASE WHEN c.kind = '{kind}' THEN c.rate END) AS {kind}_rate,
            max(CASE WHEN c.kind = '{kind}' THEN c.direction END) AS {kind}_direction"""


_COMPARATORS: Final = ",\n            ".join(map(_comparator, get_args(ComparatorKind)))

VIEWS: Final[tuple[View, ...]] = (
    View(
        "rates",
        "One service in each row: its dates, its reoffending rate and each comparator by name, in per cent. Services "
        "without a rate are included. Of two comparators of the same kind the first is used.",
        f"""
        WITH firsts AS (SELECT report_id, kind, min(position) AS position FROM comparators GROUP BY report_id, kind)
        SELECT r.id AS report_id, r.service_name, r.area, r.fieldwork_start, r.fieldwork_end, r.published,
            r.cases_examined, r.reoffending_rate, r.reoffending_published, r.cohort_start, r.cohort_end,
            {_COMPARATORS}
        FROM reports r
        LEFT JOIN firsts f ON f.report_id = r.id
        LEFT JOIN comparators c ON c.report_id = f.report_id AND c.position = f.position
        GROUP BY r.id, r.service_name, r.area, r.fieldwork_start, r.fieldwork_end, r.published, r.cases_examined,
            r.reoffending_rate, r.reoffending_published, r.cohort_start, r.cohort_end
        ORDER BY service_name, published, report_id
        """,  # noqa: S608 - our names
    ),
    View(
        "rate_against_nation",
        "The reoffending rate of each service and that of England and Wales, in per cent. The difference is "
        "computed from them; the direction is that of the letter.",
        """
        SELECT r.id AS report_id, r.service_name, r.area, r.published, r.reoffending_rate,
            c.rate AS national_rate, round(r.reoffending_rate - c.rate, 1) AS difference, c.direction
        FROM reports r LEFT JOIN comparators c ON c.report_id = r.id AND c.kind = 'england_and_wales'
        WHERE r.reoffending_rate IS NOT NULL OR c.position IS NOT NULL
        ORDER BY r.service_name, r.published, report_id
        """,
    ),
    View(
        "recommendations_by_service",
        "Each recommendation with the service, the addressee and the text of the one that it is nested under; "
        "those of a report in their order.",
        """
        SELECT r.id AS report_id, r.service_name, r.area, r.published, r.addressee_name, r.addressee_role,
            i.position, i.id, p.plain_text AS parent_text, i.plain_text AS recommendation
        FROM recommendations i
        JOIN reports r ON r.id = i.report_id
        LEFT JOIN recommendations p ON p.report_id = i.report_id AND p.id = i.parent
        ORDER BY report_id, i.position
        """,
    ),
    View(
        "sections_by_service",
        "Each section with its service, and its numbers of paragraphs, quotations and quantities.",
        """
        SELECT r.id AS report_id, r.service_name, r.area, r.published, s.position, s.theme, s.number, s.title,
            (SELECT count(*) FROM paragraphs p WHERE p.report_id = s.report_id AND p.section = s.position)
                AS paragraphs,
            (SELECT count(*) FROM quotations q WHERE q.report_id = s.report_id AND q.section = s.position)
                AS quotations,
            (SELECT count(*) FROM quantities q WHERE q.report_id = s.report_id AND q.section = s.position)
                AS quantities
        FROM sections s JOIN reports r ON r.id = s.report_id
        ORDER BY r.service_name, r.published, report_id, s.position
        """,
    ),
    View(
        "quantities_by_section",
        "The phrases of quantity of each section, with an interpretation in per cent and the number of the paragraph.",
        """
        SELECT q.report_id, r.service_name, s.theme, s.title, p.number, q.phrase, q.population, q.lower, q.upper,
            q.exact, q.polarity
        FROM quantities q
        JOIN reports r ON r.id = q.report_id
        JOIN sections s ON s.report_id = q.report_id AND s.position = q.section
        JOIN paragraphs p ON p.report_id = q.report_id AND p.position = q.paragraph
        ORDER BY r.service_name, r.published, q.report_id, q.position
        """,
    ),
    View(
        "prose",
        "All prose of the letters, for searching: paragraphs, strengths, recommendations and footnotes. "
        "It is cited by its number, its id or its label.",
        """
        SELECT report_id, part, section, number AS cited_as, plain_text FROM paragraphs
        UNION ALL SELECT report_id, 'strengths', NULL, id, plain_text FROM strengths
        UNION ALL SELECT report_id, 'recommendations', NULL, id, plain_text FROM recommendations
        UNION ALL SELECT report_id, 'footnotes', NULL, label, plain_text FROM footnotes
        """,
    ),
)
