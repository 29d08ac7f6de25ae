"""The page of five questions: its queries have the answers that it shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import duckdb
import pytest

from support.command_line import run

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs" / "guides" / "five-questions.md").read_text(encoding="utf-8")

#: Each question with its query and the table of its answer.
QUESTIONS: Final = re.findall(r"## ([^\n]+\?)\n.*?```sql\n(.*?)```\n\n((?:\|[^\n]*\n)+)", PAGE, re.DOTALL)


def test_there_are_questions() -> None:
    """The page has five questions, each with its query and its answer."""
    assert 5 == len(QUESTIONS) == PAGE.count("```sql")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Yield an open database of the examples, made with the command on the page."""
    path = tmp_path_factory.mktemp("tables") / "reports.duckdb"
    (command,) = re.findall(r"sqsreport tables (examples/.*) -o reports.duckdb", PAGE)
    result = run("tables", *(ROOT / name for name in command.split()), "-o", path)
    assert 0 == result.exit_code
    connection = duckdb.connect(str(path), read_only=True)
    yield connection
    connection.close()


@pytest.mark.parametrize(("question", "query", "answer"), QUESTIONS, ids=[question for question, *_ in QUESTIONS])
def test_questions_have_their_answers(database: Any, question: str, query: str, answer: str) -> None:
    """A query returns the rows below it on the page, in their order."""
    result = database.execute(query)
    names = [column[0] for column in result.description]
    rows = [["" if value is None else str(value) for value in row] for row in result.fetchall()]
    head, _, *expected = [[cell.strip() for cell in line.strip("|").split("|")] for line in answer.splitlines()]

    assert head == names
    assert expected == rows
    assert rows
