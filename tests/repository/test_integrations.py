"""The parts of the repository that other tools use: the hooks for pre-commit, and the GitHub Action."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import Result
from ruamel.yaml import YAML

from sqsreport.testing import examples
from support.command_line import run, saved

ROOT: Final = Path(__file__).parents[2]

needs_bash = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="a script of the action wants bash"
)


def loaded(name: str) -> Any:
    """Read a YAML file of the repository."""
    return YAML(typ="safe", pure=True).load((ROOT / name).read_text(encoding="utf-8"))


HOOKS: Final = {hook["id"]: hook for hook in loaded(".pre-commit-hooks.yaml")}
HOOK, FOLDER_HOOK = HOOKS["sqsreport-validate"], HOOKS["sqsreport-validate-folder"]

#: The longest command line that pre-commit uses, in characters.
COMMAND_LINE: Final = 2**17


# ---------------------------------------------------------------------------------- pre-commit


def run_hook(hook: Mapping[str, Any], *args: str | Path, files: Sequence[Path] = ()) -> list[Result]:
    """Run a hook like pre-commit does: several times if the file names do not fit on one command line."""
    entry, batches = [*shlex.split(hook["entry"])[1:], *args], [list[Path]()]
    for path in files if hook.get("pass_filenames", True) else ():
        if sum(len(str(each)) + 1 for each in (*entry, *batches[-1], path)) > COMMAND_LINE:
            batches.append([])
        batches[-1].append(path)
    return [run(*entry, *batch) for batch in batches]


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_hook(hook: Mapping[str, Any]) -> None:
    """A hook has the keys that pre-commit requires, and runs the program in its own environment."""
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert ("python", "sqsreport") == (hook["language"], shlex.split(hook["entry"])[0])


def test_hook_runs_alone() -> None:
    """Batches of files run one after another, so that their output is not mixed."""
    assert (["json"], True) == (HOOK["types"], HOOK["require_serial"])


def test_hook_finds_problems(tmp_path: Path) -> None:
    """The hook accepts file names, and fails if one of the files is not a valid report."""
    good = saved(tmp_path / "good.json", examples.northmoor())
    bad = saved(tmp_path / "bad.json", examples.northmoor() | {"published": "2015-03-01"})
    results = [*run_hook(HOOK, files=[good]), *run_hook(HOOK, files=[good, bad])]
    assert [0, 1] == [result.exit_code for result in results]


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return more reports than fit on one command line, the first one invalid, next to settings with an output file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[tool.sqsreport]\nformat = "json"\noutput = "problems.json"\n')
    folder = tmp_path / "reports" / ("a" * 200)
    folder.mkdir(parents=True)
    paths = [folder / f"{number:03}.json" for number in range(600)]
    for path in paths:
        path.write_text("{}" if path == paths[0] else json.dumps(examples.minimal()), encoding="utf-8")
    return paths


def test_hook_on_several_command_lines(many: list[Path], tmp_path: Path) -> None:
    """If a hook runs several times, each run prints its problems, and no output file is overwritten."""
    results = run_hook(HOOK, files=many)
    assert (True, 1, 0) == (len(results) > 1, results[0].exit_code, results[-1].exit_code)
    assert "000.json:1:1: error SQS102" in results[0].stdout
    assert not (tmp_path / "problems.json").exists()


def test_folder_hook_on_many_files(many: list[Path], tmp_path: Path) -> None:
    """The hook for folders runs once, and writes one list for all reports."""
    (result,) = run_hook(FOLDER_HOOK, "reports", files=many)
    summary = json.loads((tmp_path / "problems.json").read_text(encoding="utf-8"))["summary"]
    assert (1, len(many), 1) == (result.exit_code, summary["files"], summary["invalid"])


# -------------------------------------------------------------------------------------- action

ACTION: Final = loaded("action.yml")
INSTALL, VALIDATE = ACTION["runs"]["steps"]


def test_action() -> None:
    """The action has what GitHub requires: a name, described inputs, and steps with a shell."""
    assert {"name", "description", "inputs", "runs"} <= set(ACTION)
    assert "composite" == ACTION["runs"]["using"]
    assert {"paths", "paths-from", "args", "version"} == set(ACTION["inputs"])
    assert all(each["description"] for each in ACTION["inputs"].values())
    assert {("false", "")} == {(str(each["required"]).lower(), each["default"]) for each in ACTION["inputs"].values()}
    assert ["bash", "bash"] == [step["shell"] for step in ACTION["runs"]["steps"]]


def test_action_passes_inputs_as_variables() -> None:
    """No input is inserted into a script, where it could be executed; inputs are passed as variables."""
    assert [] == [step["name"] for step in (INSTALL, VALIDATE) if "${{" in step["run"]]
    used = {re.sub(r"[^\w-]|inputs", "", value) for step in (INSTALL, VALIDATE) for value in step["env"].values()}
    assert set(ACTION["inputs"]) == used


def script(step: Mapping[str, Any], folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a step like GitHub does."""
    flags = ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"]
    defaults = {"RUNNER_TEMP": str(folder / "temp"), "GITHUB_ACTION_PATH": str(ROOT), "SQSREPORT_PATHS_FROM": ""}
    variables = os.environ | defaults | env
    variables.pop("GITHUB_WORKSPACE", None)
    bash = str(shutil.which("bash"))
    return subprocess.run(
        [bash, *flags, step["run"]],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def program(path: Path, text: str) -> Path:
    """Write an executable script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_bash
@pytest.mark.parametrize(("version", "expected"), [("", f"{ROOT}[yaml,zst]"), ("0.9.1", "sqsreport[yaml,zst]==0.9.1")])
def test_action_installs(tmp_path: Path, version: str, expected: str) -> None:
    """The first step creates an environment, and installs the requested version or that of the action."""
    python = program(tmp_path / "temp" / "sqsreport" / "bin" / "python", f'printf "%s\\n" "$@" > {tmp_path}/installed')
    program(tmp_path / "fake" / "python3", f'printf "%s\\n" "$@" > {tmp_path}/made')
    process = script(
        INSTALL, tmp_path, SQSREPORT_VERSION=version, PATH=f"{tmp_path / 'fake'}{os.pathsep}{os.environ['PATH']}"
    )
    assert (0, "") == (process.returncode, process.stderr)
    assert ["-m", "venv", str(python.parents[1])] == (tmp_path / "made").read_text().splitlines()
    assert ["-m", "pip", "install", "--quiet", expected] == (tmp_path / "installed").read_text().splitlines()


@needs_bash
def test_action_validates(tmp_path: Path) -> None:
    """The second step annotates every file that is named on a line of its own, and fails if one is invalid."""
    program(tmp_path / "temp" / "sqsreport" / "bin" / "sqsreport", f'exec "{sys.executable}" -m sqsreport "$@"')
    saved(tmp_path / "the first.json", examples.northmoor() | {"published": "2015-03-01"})
    saved(tmp_path / "-x.json", examples.minimal())
    process = script(
        VALIDATE, tmp_path, SQSREPORT_PATHS="the first.json\n  -x.json\n", SQSREPORT_ARGS="--mask --isolated"
    )
    assert [
        (
            "::error file=the first.json,line=1,col=214,title=SQS202 published early"
            "::published on …, before the fieldwork ends on …; check the year of both days (at /published)"
        ),
        "::warning file=-x.json,line=1,col=1,title=SQS301 theme missing",
    ] == [line.partition("::no section")[0] for line in process.stdout.splitlines()]
    assert (1, "2 files: 1 valid, 1 not (1 error, 1 warning)") == (process.returncode, process.stderr.strip())


@needs_bash
def test_action_on_many_files(many: list[Path], tmp_path: Path) -> None:
    """The second step accepts any number of files from a list, in addition to its paths, and writes one output file."""
    program(tmp_path / "temp" / "sqsreport" / "bin" / "sqsreport", f'exec "{sys.executable}" -m sqsreport "$@"')
    names = tmp_path / "names"
    names.write_text("".join(f"{path}\n" for path in many * 20), encoding="utf-8")
    other = saved(tmp_path / "other.json", examples.northmoor())
    options = "--format json -o problems.json"
    process = script(
        VALIDATE, tmp_path, SQSREPORT_PATHS=str(other), SQSREPORT_PATHS_FROM=str(names), SQSREPORT_ARGS=options
    )
    summary = json.loads((tmp_path / "problems.json").read_text(encoding="utf-8"))["summary"]
    assert (1, 20 * len(many) + 1, 20) == (process.returncode, summary["files"], summary["invalid"])


@needs_bash
@pytest.mark.parametrize("paths", ["", "$(touch pwned)", "a.json; touch pwned", '"; touch pwned; "'])
def test_action_runs_no_input(tmp_path: Path, paths: str) -> None:
    """A path is never executed as code, and without a path the step fails."""
    program(tmp_path / "temp" / "sqsreport" / "bin" / "sqsreport", f'exec "{sys.executable}" -m sqsreport "$@"')
    process = script(VALIDATE, tmp_path, SQSREPORT_PATHS=paths, SQSREPORT_ARGS="")
    assert (3 if paths else 2, False) == (process.returncode, (tmp_path / "pwned").exists())
