"""Settings: which problems are reported, and from which files settings are read."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from sqsreport.configuration import Configuration, configure
from sqsreport.problems import CODES, Problem
from sqsreport.results import Excerpt, Result
from sqsreport.settings import Settings, SettingsError, code_prefixes, severity_by_code
from sqsreport.testing import examples
from support.command_line import run, saved

EVERY = Result(
    "a.json", problems=tuple(Problem(code) for code in CODES), excerpts=tuple(Excerpt(code, 0) for code in CODES)
)

#: The codes of problems that cannot be hidden.
FATAL = {name for name, code in CODES.items() if code.is_fatal}

#: One error, and one warning.
BOTH = examples.minimal() | {"published": "2000-01-01"}


@pytest.fixture(autouse=True)
def _in_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the top folder of a repository, above which no settings are searched for."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def codes(settings: Settings) -> list[str]:
    """Return the codes that settings report of all codes."""
    result = settings.applied(EVERY)
    reported = [problem.code for problem in result.problems]
    assert reported == [excerpt.text for excerpt in result.excerpts if excerpt]
    return reported


# ------------------------------------------------------------------------- effect on problems


@pytest.mark.parametrize(
    ("select", "ignore", "code", "expected"),
    [
        ([], [], "SQS203", True),
        (["SQS203"], [], "SQS203", True),
        (["SQS2"], [], "SQS203", True),
        (["SQS3"], [], "SQS203", False),
        ([], ["SQS203"], "SQS203", False),
        ([], ["SQS2"], "SQS203", False),
        (["SQS203"], ["SQS2"], "SQS203", True),
        (["SQS2"], ["SQS203"], "SQS203", False),
        (["SQS2"], ["SQS2"], "SQS203", False),
        (["SQS"], ["SQS3"], "SQS203", True),
    ],
)
def test_selection(select: list[str], ignore: list[str], code: str, expected: bool) -> None:
    """A code is reported if it is selected and not ignored; the longer of two prefixes applies."""
    settings = Settings(select=code_prefixes(select), ignore=code_prefixes(ignore))
    assert expected == (code in codes(settings))


@pytest.mark.parametrize("settings", [Settings(select=("SQS3",)), Settings(ignore=("SQS",))])
def test_problems_that_cannot_be_hidden(settings: Settings) -> None:
    """A document that could not be checked is reported whatever is selected."""
    assert FATAL <= set(codes(settings))


def test_fatal_codes_are_errors() -> None:
    """The codes that cannot be hidden are errors."""
    assert {"error"} == {CODES[code].severity for code in FATAL}


def test_severity() -> None:
    """A code has the severity that is set for it or for its family; the longer prefix applies."""
    settings = Settings(severity=severity_by_code({"sqs3": "error", "SQS301": "warning", "SQS0": "warning"}))
    severities = {problem.code: problem.severity for problem in settings.applied(EVERY).problems}
    assert ("error", "warning", "warning", "error") == tuple(
        severities[f"SQS{n}"] for n in ("302", "301", "004", "003")
    )
    assert CODES.keys() == severities.keys()


def test_default_settings() -> None:
    """The default settings do not change a result."""
    assert EVERY is Settings().applied(EVERY)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("SQS999", "no code begins with 'SQS999'; did you mean 'SQS199'?"),
        ("unused", "no code begins with 'unused'; the codes are SQS001 to SQS607"),
    ],
)
def test_unknown_codes(name: str, reason: str) -> None:
    """An unknown code is rejected, and the message suggests the closest one."""
    with pytest.raises(SettingsError, match=f"^{re.escape(reason)}$"):
        code_prefixes([name])


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ({"SQS303": "fatal"}, "'fatal' is not a severity; there are: error, warning"),
        ({"SQS003": "warning"}, "SQS003 must stay an error: it means that the document could not be checked"),
        ({"": "error"}, "no code begins with ''; the codes are SQS001 to SQS607"),
    ],
)
def test_wrong_severities(mapping: dict[str, str], reason: str) -> None:
    """An unknown severity is rejected, and so is a warning for a code that must stay an error."""
    with pytest.raises(SettingsError, match=f"^{re.escape(reason)}$"):
        severity_by_code(mapping)


# ------------------------------------------------------------------------- the command line


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], (1, ["SQS202", "SQS301"])),
        (["--select", "SQS3"], (0, ["SQS301"])),
        (["--select", "SQS3", "--strict"], (1, ["SQS301"])),
        (["--select", "SQS301,SQS2"], (1, ["SQS202", "SQS301"])),
        (["--ignore", "SQS2", "--ignore", "SQS3"], (0, [])),
        (["--severity", "SQS202=warning"], (0, ["SQS202", "SQS301"])),
        (["--severity", "SQS202=warning", "--severity", "SQS3=error"], (1, ["SQS202", "SQS301"])),
        (["--exit-zero"], (0, ["SQS202", "SQS301"])),
    ],
)
def test_options(tmp_path: Path, options: list[str], expected: tuple[int, list[str]]) -> None:
    """Options select the reported problems, their severity and the exit status."""
    result = run("validate", saved(tmp_path / "a.json", BOTH), "--format", "json", *options)
    problems = json.loads(result.stdout)["results"][0]["problems"]
    assert expected == (result.exit_code, sorted(problem["code"] for problem in problems))


@pytest.mark.parametrize("options", [["--exit-zero"], ["--exit-zero", "--select", "SQS3"]])
def test_exit_zero_hides_no_failure(options: list[str]) -> None:
    """With ``--exit-zero`` unreadable inputs and wrong usage keep their status."""
    assert 3 == run("validate", "gone.json", *options).exit_code
    assert 2 == run("validate", "gone.json", "--select", "X", *options).exit_code


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (
            ["--select", "SQS20,SQS999"],
            "Invalid value for '--select': no code begins with 'SQS999'; did you mean 'SQS199'?",
        ),
        (["--ignore", "\x1b"], "Invalid value for '--ignore': no code begins with '\\x1b'"),
        (["--severity", "SQS303"], "'SQS303' is not of the form CODE=SEVERITY, such as SQS303=error."),
        (["--severity", "SQS303=fatal"], "'fatal' is not a severity; there are: error, warning"),
        (["--config", "x.toml", "--isolated"], "--config and --isolated exclude each other."),
        (["--config", "x.toml"], "x.toml: no such file or directory"),
        (["--format", "xml"], "'text', 'json', 'jsonl', 'sarif', 'junit', 'github'"),
    ],
)
def test_wrong_usage(options: list[str], reason: str) -> None:
    """An option with an invalid value is a usage error, and the message shows the valid ones."""
    result = run("validate", "a.json", *options)
    assert (2, "") == (result.exit_code, result.stdout)
    assert reason in " ".join(result.stderr.split())


def test_output(tmp_path: Path) -> None:
    """``--output`` writes the output to a file without colours; the summary is still printed."""
    path = saved(tmp_path / "a.json", BOTH)
    printed = run("validate", path)
    result = run("validate", path, "--output", "out.txt", color=True)
    assert ("", printed.stderr, printed.exit_code) == (result.stdout, result.stderr, result.exit_code)
    assert printed.stdout == Path("out.txt").read_text(encoding="utf-8")


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """An output file that cannot be written is reported, with status 3."""
    result = run("validate", saved(tmp_path / "a.json", BOTH), "-o", "none/out.txt")
    assert (3, "Error: cannot write none/out.txt: no such file or directory\n") == (result.exit_code, result.stderr)


def test_mask(tmp_path: Path) -> None:
    """With ``--mask`` neither a value nor its line is shown."""
    path = saved(tmp_path / "a.json", BOTH | {"Ivy Garland": 1})
    assert "Ivy Garland" in run("validate", path).stdout
    lines = run("validate", path, "--mask").stdout.splitlines()
    assert [
        "warning SQS301",
        "error SQS202: published on …, before the fieldwork ends on …; check the year of both days (at /published)",
        'error SQS103: unknown key …; take it out, or keep what is your own under "extensions" (at /…)',
    ] == [line[line.index("warning") :][:14] if "SQS301" in line else line[line.index("error") :] for line in lines]


# --------------------------------------------------------------------------- pyproject.toml


def configured(text: str, **arguments: object) -> Configuration:
    """Return the choices for a ``pyproject.toml`` with this content."""
    Path("pyproject.toml").write_text(text, encoding="utf-8")
    return configure(arguments)


def test_config() -> None:
    """``pyproject.toml`` may have every setting."""
    text = """
    [tool.sqsreport]
    select = ["SQS1", "SQS2,SQS3"]
    ignore = ["SQS303"]
    severity = { SQS302 = "error" }
    strict = true
    mask = true
    exit-zero = true
    all = true
    format = "junit"
    output = "build/problems.xml"
    """
    settings = Settings(("SQS1", "SQS2", "SQS3"), ("SQS303",), {"SQS302": "error"}, strict=True, mask=True)
    # A path in the file is relative to the file.
    expected = Configuration(settings, "junit", str(Path.cwd() / "build/problems.xml"), exit_zero=True, all=True)
    assert expected == configured(text)


@pytest.mark.parametrize("name", ["../out.txt", "{outside}/out.txt", "link/out.txt", "link.txt", "down/../../out.txt"])
def test_config_writes_nothing_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The settings in a folder cannot name an output file outside it, neither directly nor by a link."""
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (inside / "link").symlink_to(outside)
    (inside / "link.txt").symlink_to(outside / "out.txt")
    name = name.format(outside=outside.as_posix())
    (inside / "pyproject.toml").write_text(f'[tool.sqsreport]\noutput = "{name}"\n', encoding="utf-8")
    monkeypatch.chdir(inside)
    result = run("validate", saved(inside / "report.json", examples.northmoor()))
    assert 2 == result.exit_code
    assert "tool.sqsreport.output: must be in the folder of this file, or below it" in " ".join(result.stderr.split())
    assert [] == [path for path in tmp_path.rglob("out.txt") if path.is_file()]


def test_config_below_the_command_line() -> None:
    """An option overrides the setting of the file; a severity overrides that of its own code only."""
    text = '[tool.sqsreport]\nselect = ["SQS1"]\nstrict = true\nformat = "json"\nseverity = { SQS302 = "error", SQS1 = "warning" }'
    actual = configured(text, select=("SQS2",), strict=False, format=None, severity={"SQS302": "warning"})
    assert Configuration(Settings(("SQS2",), severity={"SQS302": "warning", "SQS1": "warning"}), "json") == actual


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[tool.sqsreport]\nselct = []", "tool.sqsreport.selct: there is no such setting; did you mean 'select'?"),
        (
            "[tool.sqsreport]\nxyz = []",
            "there is no such setting; there are: select, ignore, severity, strict, exit-zero",
        ),
        ('[tool.sqsreport]\nselect = "SQS1"', "tool.sqsreport.select: must be a list of codes or their beginnings"),
        ("[tool.sqsreport]\nselect = [1]", "tool.sqsreport.select: must be a list of codes or their beginnings"),
        ('[tool.sqsreport]\nignore = ["SQS999"]', "tool.sqsreport.ignore: no code begins with 'SQS999'; did you mean"),
        (
            '[tool.sqsreport]\nseverity = "error"',
            "tool.sqsreport.severity: must be a table of codes, such as { SQS303 =",
        ),
        ('[tool.sqsreport]\nseverity = { SQS303 = "x" }', "tool.sqsreport.severity: 'x' is not a severity; there are:"),
        ("[tool.sqsreport]\nstrict = 1", "tool.sqsreport.strict: must be true or false"),
        ("[tool.sqsreport]\nformat = []", "tool.sqsreport.format: must be one of text, json, jsonl"),
        (
            '[tool.sqsreport]\nformat = "xml"',
            "tool.sqsreport.format: must be one of text, json, jsonl, sarif, junit, github",
        ),
        ("[tool.sqsreport]\noutput = 1", "tool.sqsreport.output: must be the name of a file"),
        ("[tool]\nsqsreport = 1", "tool.sqsreport: must be a table"),
        ("[tool.sqsreport", "this is not TOML:"),
        ("# sqsreport \udcff", "this is not TOML:"),
    ],
)
def test_wrong_config(text: str, reason: str) -> None:
    """An invalid setting is a usage error; the message has the file, the key and the reason."""
    path = Path.cwd() / "pyproject.toml"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    result = run("validate", "a.json")
    assert (2, "") == (result.exit_code, result.stdout)
    assert reason in " ".join(result.stderr.split())
    assert f"Error: {path}: " in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "text", ["", "[tool.other]\nx = 1", "[tool.sqsreporter]\nx = 1", "tool = 1 # sqsreport", "no TOML"]
)
def test_config_of_others(text: str) -> None:
    """A file without settings for this program is ignored."""
    assert Configuration() == configured(text)


def test_nearest_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest file upwards is used, up to the top folder of the repository."""
    (tmp_path / "repo" / "a" / "b").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.sqsreport]\nformat = 'sarif'", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "repo" / "a" / "b")
    formats = [configure({}).format]
    (tmp_path / "repo" / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    formats.append(configure({}).format)
    (tmp_path / "repo" / "pyproject.toml").write_text("[tool.sqsreport]\nformat = 'json'", encoding="utf-8")
    formats.append(configure({}).format)
    (tmp_path / "repo" / "a" / "pyproject.toml").write_text("[tool.sqsreport]\nformat = 'jsonl'", encoding="utf-8")
    formats += [
        configure({}).format,
        configure({}, isolated=True).format,
        configure({}, config="../../pyproject.toml").format,
    ]
    assert ["sarif", "text", "json", "jsonl", "text", "json"] == formats


def test_config_without_settings() -> None:
    """A file named by ``--config`` must have settings."""
    Path("x.toml").write_text("[tool.other]", encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape("x.toml: it has no table [tool.sqsreport]")):
        configure({}, config="x.toml")


def test_working_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the working folder was removed there are no settings."""

    def raise_not_found() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", raise_not_found)
    assert Configuration() == configure({})


@pytest.mark.parametrize(("options", "expected"), [([], 1), (["--no-strict"], 0), (["--isolated"], 0)])
def test_flags_of_the_file(tmp_path: Path, options: Sequence[str], expected: int) -> None:
    """An option can turn off what the file turns on."""
    Path("pyproject.toml").write_text("[tool.sqsreport]\nstrict = true\n", encoding="utf-8")
    assert expected == run("validate", saved(tmp_path / "a.json", examples.minimal()), *options).exit_code


@pytest.mark.parametrize("code", [code for code, entry in CODES.items() if entry.is_fatal])
def test_unchecked_documents_are_always_reported(code: str) -> None:
    """Whatever is selected, ignored or set, a document that could not be checked is reported as an error."""
    result = Result("a.json", problems=(Problem(code),))
    for settings in (
        Settings(select=("SQS3",)), Settings(ignore=("SQS0",)), Settings(severity={"SQS0": "warning"}),
    ):  # fmt: skip
        assert [("error", code)] == [(each.severity, each.code) for each in settings.applied(result).problems]


def test_the_command_line_comes_first() -> None:
    """An option for a prefix overrides every setting of the file for a code with that prefix."""
    text = '[tool.sqsreport]\nignore = ["SQS303", "SQS301"]\n[tool.sqsreport.severity]\nSQS303 = "error"\nSQS304 = "error"\n'

    assert {"SQS303": "warning", "SQS304": "error"} == configured(
        text, severity={"SQS303": "warning"}
    ).settings.severity
    assert {"SQS3": "warning"} == configured(text, severity={"SQS3": "warning"}).settings.severity
    assert ("SQS301",) == configured(text, select=("SQS303",)).settings.ignore
    assert () == configured(text, ignore=()).settings.ignore


def test_empty_codes(tmp_path: Path) -> None:
    """An empty ``--ignore`` resets the one of the file; an empty ``--select`` is a usage error."""
    path = saved(tmp_path / "a.json", examples.minimal())
    Path("pyproject.toml").write_text('[tool.sqsreport]\nignore = ["SQS3"]\n', encoding="utf-8")

    assert "" == run("validate", path).stdout
    assert "SQS301" in run("validate", "--ignore", "", path).stdout
    assert (2, True) == ((result := run("validate", "--select", "", path)).exit_code, "names no code" in result.stderr)


def test_the_output_is_not_an_input(tmp_path: Path) -> None:
    """The output file of an earlier run is not a document of the next one."""
    saved(tmp_path / "a.json", examples.northmoor())
    for _ in range(2):
        result = run("validate", "--format", "json", "-o", tmp_path / "problems.json", tmp_path)
        assert (0, "1 file: 1 valid\n") == (result.exit_code, result.stderr)


def test_no_input_is_overwritten(tmp_path: Path) -> None:
    """An output file that is also an input is rejected, whether it is named or in a folder."""
    path = saved(tmp_path / "a.json", examples.minimal())
    broken = saved(tmp_path / "b.json", {})
    for output, *sources in ((broken, path, broken), (path, tmp_path), (path, tmp_path / "*.json")):
        before = output.read_bytes()
        result = run("validate", "--format", "json", "-o", output, *sources)
        assert (2, before) == (result.exit_code, output.read_bytes())
        assert "give the output another name" in result.stderr
