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

pytestmark = pytest.mark.slow

pytest_plugins = ["sqsreport.testing.plugin"]

REPOSITORY: Final = Path(__file__).parents[2] / "examples"


def python(code: str, folder: Path) -> str:
    """Run a Python program in a separate process, and return its output."""
    process = subprocess.run(
        (sys.executable, "-W", "error", "-c", code), capture_output=True, text=True, cwd=folder, check=False
    )
    assert (0, "") == (process.returncode, process.stderr)
    return process.stdout


# ---------------------------------------------------------------------------------- public names


def test_names() -> None:
    """Every public name of the test kit exists, and an unknown name raises the usual error."""
    assert [] == [name for name in testing.__all__ if getattr(testing, name) is None]
    assert set(testing.__all__) <= set(dir(testing))
    with pytest.raises(AttributeError, match=r"module 'sqsreport\.testing' has no attribute 'report'"):
        _ = testing.report


def test_the_plugin_is_opt_in(tmp_path: Path) -> None:
    """A project that does not request the plugin has none of its fixtures."""
    (tmp_path / "test_other.py").write_text("def test_first(sqsreport_example):\n    pass\n", encoding="utf-8")
    assert "1 error" == pytest_in(tmp_path)


def test_the_plugin_does_without_hypothesis(tmp_path: Path) -> None:
    """The fixtures do not import Hypothesis, which is slow to import."""
    code = "import sys, sqsreport.testing.plugin; print('hypothesis' in sys.modules)"
    assert "False\n" == python(code, tmp_path)


def test_fixtures_have_a_prefix() -> None:
    """Every fixture begins with the name of the package, so that it does not hide a fixture of the user."""
    plugin = sys.modules["sqsreport.testing.plugin"]  # pytest must be the first to import it
    fixtures = [name for name, value in vars(plugin).items() if hasattr(value, "_fixture_function_marker")]
    assert 6 == len(fixtures)
    assert [] == [name for name in fixtures if not name.startswith("sqsreport_")]


def test_without_hypothesis(tmp_path: Path) -> None:
    """Without Hypothesis the strategies say what to install, and everything else works."""
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
    """The packaged example is the one of the repository, as a report, parsed JSON and a letter."""
    path = REPOSITORY / "northmoor-2015.json"
    assert sqsreport.load(path) == examples.example_report()
    assert json.loads(path.read_text(encoding="utf-8")) == examples.example_document()
    assert path.with_suffix(".md").read_text(encoding="utf-8") == examples.example_letter()


def test_examples_are_copies() -> None:
    """Changing a returned example does not change later ones."""
    for make in (examples.northmoor, examples.minimal, examples.example_document):
        document = make()
        document["inspection"]["service"].clear()
        assert make() != document
        assert_valid_report(make())


# ------------------------------------------------------------------------------- the assertions


@pytest.mark.parametrize("form", ["report", "path", "text", "bytes", "parsed JSON"])
def test_valid(form: str, tmp_path: Path) -> None:
    """A valid report passes in every form that `validate` accepts."""
    report = examples.example_report()
    text = sqsreport.dumps(report)
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")
    forms = {"report": report, "path": path, "text": text, "bytes": text.encode(), "parsed JSON": json.loads(text)}

    assert_valid_report(forms[form], strict=True)


def test_not_valid() -> None:
    """An invalid report fails, and the message has every error with its place and suggestion."""
    broken = examples.northmoor() | {"published": "2015-03-01", "sumary": ["x"]}
    with pytest.raises(AssertionError) as caught:
        assert_valid_report(broken)

    lines = str(caught.value).split("\n")
    assert "not a valid report:" == lines[0]
    assert ["error SQS103", "error SQS202"] == [line.strip().partition(":")[0] for line in lines[1:]]


def test_warnings_count_when_asked() -> None:
    """A report with only warnings passes, unless ``strict`` is set."""
    assert_valid_report(examples.minimal())
    with pytest.raises(AssertionError, match="warning SQS301"):
        assert_valid_report(examples.minimal(), strict=True)


def test_expected_problems() -> None:
    """Expected problems may be in any order, and the pointer of the whole document is empty."""
    broken = examples.minimal() | {"published": "2015-02-30", "x": 1}

    assert_problems(broken, "SQS301", "SQS103 /x", "SQS106 /published")
    assert_problems(broken, "SQS106 /published", "SQS301 ", "SQS103 /x")
    assert_problems(examples.northmoor())


def test_other_problems() -> None:
    """The message lists the missing and the unexpected problems."""
    with pytest.raises(AssertionError) as caught:
        assert_problems(examples.northmoor() | {"x": 1}, "SQS103 /y")

    _, missing, other = str(caught.value).split("\n")
    assert "  missing: SQS103 /y" == missing
    assert other.startswith('  not expected: error SQS103: unknown key "x"')


# --------------------------------------------------------------------------------- the fixtures


def test_fixtures(
    sqsreport_example: Report, sqsreport_example_document: dict[str, Any], sqsreport_letter: str, sqsreport_folder: Path
) -> None:
    """The fixtures return one report in all its forms."""
    assert json.loads(sqsreport.dumps(sqsreport_example)) == sqsreport_example_document
    assert sqsreport_letter == (sqsreport_folder / "northmoor-2015.md").read_text(encoding="utf-8")
    assert sqsreport_example == sqsreport.read_letter(sqsreport_folder / "northmoor-2015.md").report
    assert sqsreport_example == sqsreport.load(sqsreport_folder / "northmoor-2015.json")


def test_fixtures_that_assert(request: pytest.FixtureRequest) -> None:
    """Two fixtures return the assertions."""
    valid: Callable[..., None] = request.getfixturevalue("sqsreport_assert_valid_report")
    problems: Callable[..., None] = request.getfixturevalue("sqsreport_assert_problems")
    assert (assert_valid_report, assert_problems) == (valid, problems)


def test_the_guide_runs(tmp_path: Path) -> None:
    """The tests in the guide to the test kit run unchanged."""
    guide = (REPOSITORY.parent / "docs" / "guides" / "test-kit.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    plugin = "".join(code for code in blocks if "pytest_plugins" in code)
    tests = [code for code in blocks if "pytest_plugins" not in code]
    for number, code in enumerate(tests):
        (tmp_path / f"test_{number}.py").write_text(code, encoding="utf-8")
    # On a busy machine a draw may take longer than the health check of Hypothesis allows.
    (tmp_path / "conftest.py").write_text(
        plugin
        + """
from hypothesis import HealthCheck, settings

settings.register_profile("few", max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("few")
""",
        encoding="utf-8",
    )
    assert (4, "5 passed") == (len(tests), pytest_in(tmp_path))


def pytest_in(folder: Path) -> str:
    """Run the tests of a folder as those of another project, and return the last line without its time."""
    command = (sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", str(folder))
    process = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    return process.stdout.strip().rpartition("\n")[2].partition(" in ")[0]


def test_in_another_project(tmp_path: Path) -> None:
    """A project that requests the plugin has its fixtures, and each test has its own copy."""
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["sqsreport.testing.plugin"]\n', encoding="utf-8")
    path = tmp_path / "test_other.py"
    path.write_text(
        """
def test_first(sqsreport_example_document):
    sqsreport_example_document.clear()

def test_second(sqsreport_example_document, sqsreport_assert_valid_report, sqsreport_folder):
    sqsreport_assert_valid_report(sqsreport_example_document)
    sqsreport_assert_valid_report(sqsreport_folder / "northmoor-2015.json")
""",
        encoding="utf-8",
    )
    assert "2 passed" == pytest_in(tmp_path)
