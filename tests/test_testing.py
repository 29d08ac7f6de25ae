from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import sqsreport
from sqsreport import Report, testing
from sqsreport.testing import assert_problems, assert_valid_report, examples

REPOSITORY: Final = Path(__file__).parents[1] / "examples"


def python(code: str, folder: Path) -> str:
    """Run a program of Python on its own, and return what it printed."""
    done = subprocess.run(
        (sys.executable, "-W", "error", "-c", code), capture_output=True, text=True, cwd=folder, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


# -------------------------------------------------------------------------------- the front door


def test_names() -> None:
    """Every public name of the test kit is there, and a name that is not is told as Python does it."""
    assert [] == [name for name in testing.__all__ if getattr(testing, name) is None]
    assert set(testing.__all__) <= set(dir(testing))
    with pytest.raises(AttributeError, match=r"module 'sqsreport\.testing' has no attribute 'report'"):
        _ = testing.report


def test_the_plugin_costs_nothing(tmp_path: Path) -> None:
    """Pytest finds the fixtures without importing Hypothesis, the model, or any other package but itself."""
    code = "import sys, sqsreport.testing.plugin; print(sorted(n for n in sys.modules if n.startswith('sqsreport')))"
    expected = ["sqsreport", "sqsreport._version", "sqsreport.testing", "sqsreport.testing.plugin"]
    assert f"{expected}\n" == python(code, tmp_path)
    heavy = "import sys, sqsreport.testing.plugin; print({'hypothesis', 'cattrs', 'jsonschema'} & {*sys.modules})"
    assert "set()\n" == python(heavy, tmp_path)


def test_without_hypothesis(tmp_path: Path) -> None:
    """Without Hypothesis the strategies say what to install, and all the rest works."""
    code = """
import sys
sys.modules["hypothesis"] = None
import sqsreport
from sqsreport.testing import assert_valid_report, breakages, conformance, examples, plugin
assert_valid_report(examples.example_report())
try:
    from sqsreport.testing import reports
except sqsreport.MissingExtraError as error:
    print(error)
"""
    expected = "the test kit needs the extra 'testing'; install it with: pip install 'sqsreport[testing]'\n"
    assert expected == python(code, tmp_path)


# --------------------------------------------------------------------------------- the examples


def test_the_example_is_that_of_the_documentation() -> None:
    """The example that is shipped is the one of the repository, as a report, as parsed JSON and as a letter."""
    path = REPOSITORY / "northmoor-2015.json"
    assert sqsreport.load(path) == examples.example_report()
    assert json.loads(path.read_text(encoding="utf-8")) == examples.example_document()
    assert path.with_suffix(".md").read_text(encoding="utf-8") == examples.example_letter()


def test_examples_are_copies() -> None:
    """Whoever changes an example changes it for nobody else."""
    for make in (examples.northmoor, examples.minimal, examples.example_document):
        document = make()
        document["inspection"]["service"].clear()
        assert make() != document
        assert_valid_report(make())


# ------------------------------------------------------------------------------- the assertions


@pytest.mark.parametrize("form", ["report", "path", "text", "bytes", "parsed JSON"])
def test_valid(form: str, tmp_path: Path) -> None:
    """A valid report passes in every form that is validated."""
    report = examples.example_report()
    text = sqsreport.dumps(report)
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")
    forms = {"report": report, "path": path, "text": text, "bytes": text.encode(), "parsed JSON": json.loads(text)}

    assert_valid_report(forms[form], strict=True)


def test_not_valid() -> None:
    """What is not valid fails, and the failure lists every error with its place and advice."""
    broken = examples.northmoor() | {"published": "2015-03-01", "sumary": ["x"]}
    with pytest.raises(AssertionError) as caught:
        assert_valid_report(broken)

    lines = str(caught.value).split("\n")
    assert "not a valid report:" == lines[0]
    assert ["error SQS103", "error SQS202"] == [line.strip().partition(":")[0] for line in lines[1:]]


def test_warnings_count_when_asked() -> None:
    """A report with warnings alone is valid, unless it is asked for strictly."""
    assert_valid_report(examples.minimal())
    with pytest.raises(AssertionError, match="warning SQS301"):
        assert_valid_report(examples.minimal(), strict=True)


def test_expected_problems() -> None:
    """The problems that are expected pass in any order, and the whole document has an empty pointer."""
    broken = examples.minimal() | {"published": "2015-02-30", "x": 1}

    assert_problems(broken, "SQS301", "SQS103 /x", "SQS106 /published")
    assert_problems(broken, "SQS106 /published", "SQS301 ", "SQS103 /x")
    assert_problems(examples.northmoor())


def test_other_problems() -> None:
    """A failure says which problems are missing, and which were not expected."""
    with pytest.raises(AssertionError) as caught:
        assert_problems(examples.northmoor() | {"x": 1}, "SQS103 /y")

    _, missing, other = str(caught.value).split("\n")
    assert "  missing: SQS103 /y" == missing
    assert other.startswith('  not expected: error SQS103: unknown key "x"')


# --------------------------------------------------------------------------------- the fixtures


def test_fixtures(
    sqsreport_example: Report, sqsreport_example_document: dict[str, Any], sqsreport_letter: str, sqsreport_folder: Path
) -> None:
    """The fixtures give one report in all its forms."""
    assert json.loads(sqsreport.dumps(sqsreport_example)) == sqsreport_example_document
    assert sqsreport_letter == (sqsreport_folder / "northmoor-2015.md").read_text(encoding="utf-8")
    assert sqsreport_example == sqsreport.read_letter(sqsreport_folder / "northmoor-2015.md").report
    assert sqsreport_example == sqsreport.load(sqsreport_folder / "northmoor-2015.json")


def test_fixtures_that_assert(request: pytest.FixtureRequest) -> None:
    """Two fixtures give the assertions."""
    valid: Callable[..., None] = request.getfixturevalue("assert_valid_report")
    problems: Callable[..., None] = request.getfixturevalue("assert_problems")
    assert (assert_valid_report, assert_problems) == (valid, problems)


def test_the_guide_runs(tmp_path: Path) -> None:
    """What the guide to the test kit shows of tests runs as it stands."""
    guide = (REPOSITORY.parent / "docs" / "guides" / "test-kit.md").read_text(encoding="utf-8")
    shown = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    for number, code in enumerate(shown):
        (tmp_path / f"test_{number}.py").write_text(code, encoding="utf-8")
    # On a machine with much else to do a draw may take longer than Hypothesis likes.
    (tmp_path / "conftest.py").write_text(
        """
from hypothesis import HealthCheck, settings

settings.register_profile("few", max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("few")
""",
        encoding="utf-8",
    )
    assert (4, "5 passed") == (len(shown), pytest_in(tmp_path))


def pytest_in(folder: Path) -> str:
    """Run the tests of a folder as those of another project, and return the last line without its time."""
    command = (sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", str(folder))
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    return done.stdout.strip().rpartition("\n")[2].partition(" in ")[0]


def test_in_another_project(tmp_path: Path) -> None:
    """In a project of its own pytest finds the fixtures by itself, and each test gets its own copy."""
    path = tmp_path / "test_other.py"
    path.write_text(
        """
def test_first(sqsreport_example_document, assert_valid_report):
    sqsreport_example_document.clear()

def test_second(sqsreport_example_document, assert_valid_report, sqsreport_folder):
    assert_valid_report(sqsreport_example_document)
    assert_valid_report(sqsreport_folder / "northmoor-2015.json")
""",
        encoding="utf-8",
    )
    assert "2 passed" == pytest_in(tmp_path)
