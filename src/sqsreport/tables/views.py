"""Views of the tables: what is asked most, in SQL that DuckDB and Spark both take."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class View:
    """A view.

    Attributes:
        name: its name.
        about: what a row of it is.
        query: the query that makes it.
    """

    name: str
    about: str
    query: str


VIEWS: Final[tuple[View, ...]] = (
    View(
        "rate_against_nation",
        "The reoffending rate of each service beside that of England and Wales, in per cent. The difference is "
        "worked out here; the direction is what the letter says.",
        """
        SELECT r.id AS report_id, r.service_name, r.area, r.published, r.reoffending_rate,
            c.rate AS national_rate, round(r.reoffending_rate - c.rate, 1) AS difference, c.direction
        FROM reports r LEFT JOIN comparators c ON c.report_id = r.id AND c.kind = 'england_and_wales'
        WHERE r.reoffending_rate IS NOT NULL OR c.position IS NOT NULL
        """,
    ),
    View(
        "recommendations_by_service",
        "Each recommendation with the service and who was written to, and the words of the one that it stands under; "
        "those of a report in their order.",
        """
        SELECT r.id AS report_id, r.service_name, r.area, r.published, r.addressee_name, r.addressee_role,
            i.position, i.id, p.plain_text AS stands_under, i.plain_text AS recommendation
        FROM recommendations i
        JOIN reports r ON r.id = i.report_id
        LEFT JOIN recommendations p ON p.report_id = i.report_id AND p.id = i.parent
        ORDER BY report_id, i.position
        """,
    ),
    View(
        "sections_by_service",
        "Each section with its service, and how many paragraphs, quotations and quantities are in it.",
        """
        SELECT r.id AS report_id, r.service_name, r.area, r.published, s.position, s.theme, s.number, s.title,
            (SELECT count(*) FROM paragraphs p WHERE p.report_id = s.report_id AND p.section = s.position)
                AS paragraphs,
            (SELECT count(*) FROM quotations q WHERE q.report_id = s.report_id AND q.section = s.position)
                AS quotations,
            (SELECT count(*) FROM quantities q WHERE q.report_id = s.report_id AND q.section = s.position)
                AS quantities
        FROM sections s JOIN reports r ON r.id = s.report_id
        """,
    ),
    View(
        "quantities_by_section",
        "The phrases of quantity of each section, with a reading in per cent and the number of the paragraph.",
        """
        SELECT q.report_id, r.service_name, s.theme, s.title, p.number, q.phrase, q.population, q.lower, q.upper,
            q.exact, q.polarity
        FROM quantities q
        JOIN reports r ON r.id = q.report_id
        JOIN sections s ON s.report_id = q.report_id AND s.position = q.section
        JOIN paragraphs p ON p.report_id = q.report_id AND p.position = q.paragraph
        """,
    ),
    View(
        "prose",
        "Everything that letters say in prose, to search in: paragraphs, strengths, recommendations and footnotes. "
        "It is cited by its number, its id or its label.",
        """
        SELECT report_id, part, section, number AS cited_as, plain_text FROM paragraphs
        UNION ALL SELECT report_id, 'strengths', NULL, id, plain_text FROM strengths
        UNION ALL SELECT report_id, 'recommendations', NULL, id, plain_text FROM recommendations
        UNION ALL SELECT report_id, 'footnotes', NULL, label, plain_text FROM footnotes
        """,
    ),
)
