"""The first things that users see: the pictures of the front page, the notebook, the citation, and the issue forms."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

import sqsreport

ROOT: Final = Path(__file__).parents[2]
FORMS: Final = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cells of the notebook run in order in the folder of the examples, and print their results."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples")
    notebook = json.loads(Path("four-services.ipynb").read_text(encoding="utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names: dict[str, Any] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for cell in code:
            exec(compile(cell, "four-services.ipynb", "exec"), names)  # noqa: S102 - as a notebook does

    assert "SQS202" in printed.getvalue()
    assert 4 == len(names["reports"])
    assert [3, 4] == [names["rates"].count(), len(names["rates"])]
    assert names["picture"].startswith(b"<?xml")
    assert [] == [cell for cell in notebook["cells"] if cell.get("outputs")]


def test_the_pictures_of_the_front_page_are_those_of_the_program() -> None:
    """The pictures in the repository are those that the script draws, with the current output of the program."""
    program = "from _pages.pictures.front import draw; import json; print(json.dumps(dict(draw())))"
    process = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "docs", capture_output=True, check=True, encoding="utf-8"
    )
    expected = json.loads(process.stdout)

    assert {"overview.svg", "overview-tall.svg", "recording.svg"} == set(expected)
    for name, picture in expected.items():
        assert picture == (ROOT / "docs" / "_static" / name).read_text(encoding="utf-8"), (
            f"run _pages.pictures.front for {name}"
        )


def test_the_citation_names_this_version() -> None:
    """The citation has the version of the package, and a date."""
    citation = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

    assert sqsreport.__version__ == citation["version"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(citation["date-released"]))


@pytest.mark.parametrize("form", FORMS, ids=[form.stem for form in FORMS])
def test_forms_are_whole(form: Path) -> None:
    """Every issue form has a name and fields with unique ids, and the form for letters does not ask for the letter."""
    data = YAML(typ="safe").load(form.read_text(encoding="utf-8"))
    if form.stem == "config":
        return
    ids = [field["id"] for field in data["body"] if field["type"] != "markdown"]

    assert {"name", "description", "body"} <= set(data)
    assert len(ids) == len({*ids}) > 0
    assert all(field["attributes"].get("label") for field in data["body"] if field["type"] != "markdown")


def test_every_community_page_is_there() -> None:
    """The README links to the licence, the changelog and the contributing guide, and all linked files exist."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", readme) if "://" not in link]

    assert [] == [link for link in links if not (ROOT / link).exists()]
    assert {"LICENSE", "CONTRIBUTING.md", "CITATION.cff"} <= {*links}
    for name in ("CODE_OF_CONDUCT.md", "SUPPORT.md", "SECURITY.md", ".readthedocs.yaml"):
        assert (ROOT / name).is_file()
