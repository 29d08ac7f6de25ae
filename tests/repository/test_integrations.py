"""What others take from the repository: the hook of pre-commit, and the action of GitHub."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
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


def hook() -> Any:
    """Return the one hook."""
    (found,) = loaded(".pre-commit-hooks.yaml")
    return found


# ---------------------------------------------------------------------------------- pre-commit


def test_hook() -> None:
    """The hook has what pre-commit wants of one, and the id that is promised."""
    assert {"id", "name", "entry", "language"} <= set(hook())
    assert ("sqsreport-validate", "python", ["json"]) == tuple(hook()[key] for key in ("id", "language", "types"))


def test_hook_runs_alone() -> None:
    """Batches of files come one after the other, for those side by side would write the same list."""
    assert hook()["require_serial"] is True


def test_hook_finds_problems(tmp_path: Path) -> None:
    """Its command takes the names of files, and fails when one is no valid report."""
    program, *args = shlex.split(hook()["entry"])
    good = saved(tmp_path / "good.json", examples.northmoor())
    bad = saved(tmp_path / "bad.json", examples.northmoor() | {"published": "2015-03-01"})
    assert ("sqsreport", 0, 1) == (program, run(*args, good).exit_code, run(*args, good, bad).exit_code)


# -------------------------------------------------------------------------------------- action

ACTION: Final = loaded("action.yml")
INSTALL, VALIDATE = ACTION["runs"]["steps"]


def test_action() -> None:
    """The action has what GitHub wants of one: a name, inputs that are described, and steps that name their shell."""
    assert {"name", "description", "inputs", "runs"} <= set(ACTION)
    assert "composite" == ACTION["runs"]["using"]
    assert {"paths", "args", "version"} == set(ACTION["inputs"])
    assert all(given["description"] for given in ACTION["inputs"].values())
    # Not every JSON file of a repository is a report, so nobody but its owners knows where they are.
    assert ["paths"] == [name for name, given in ACTION["inputs"].items() if given["required"]]
    assert {"paths"} == {name for name, given in ACTION["inputs"].items() if "default" not in given}
    assert ["bash", "bash"] == [step["shell"] for step in ACTION["runs"]["steps"]]


def test_action_pastes_nothing() -> None:
    """No input is pasted into a script, where it would be run; every one is handed over as a variable."""
    assert [] == [step["name"] for step in (INSTALL, VALIDATE) if "${{" in step["run"]]
    used = {re.sub(r"\W|inputs", "", value) for step in (INSTALL, VALIDATE) for value in step["env"].values()}
    assert set(ACTION["inputs"]) == used


def script(step: Mapping[str, Any], folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does."""
    flags = ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"]
    known = {**os.environ, "RUNNER_TEMP": str(folder / "temp"), "GITHUB_ACTION_PATH": str(ROOT), **env}
    known.pop("GITHUB_WORKSPACE", None)
    bash = str(shutil.which("bash"))
    return subprocess.run(
        [bash, *flags, step["run"]],
        cwd=folder,
        env=known,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def program(path: Path, text: str) -> Path:
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_bash
@pytest.mark.parametrize(("version", "expected"), [("", f"{ROOT}[yaml,zst]"), ("0.9.1", "sqsreport[yaml,zst]==0.9.1")])
def test_action_installs(tmp_path: Path, version: str, expected: str) -> None:
    """The first step makes an environment of its own and installs the wanted version, or that of the action."""
    python = program(tmp_path / "temp" / "sqsreport" / "bin" / "python", f'printf "%s\\n" "$@" > {tmp_path}/installed')
    program(tmp_path / "fake" / "python3", f'printf "%s\\n" "$@" > {tmp_path}/made')
    done = script(
        INSTALL, tmp_path, SQSREPORT_VERSION=version, PATH=f"{tmp_path / 'fake'}{os.pathsep}{os.environ['PATH']}"
    )
    assert (0, "") == (done.returncode, done.stderr)
    assert ["-m", "venv", str(python.parents[1])] == (tmp_path / "made").read_text().splitlines()
    assert ["-m", "pip", "install", "--quiet", expected] == (tmp_path / "installed").read_text().splitlines()


@needs_bash
def test_action_validates(tmp_path: Path) -> None:
    """The second step annotates every file that is named, on lines of their own, and fails when one is bad."""
    program(tmp_path / "temp" / "sqsreport" / "bin" / "sqsreport", f'exec "{sys.executable}" -m sqsreport "$@"')
    saved(tmp_path / "the first.json", examples.northmoor() | {"published": "2015-03-01"})
    saved(tmp_path / "-x.json", examples.minimal())
    done = script(VALIDATE, tmp_path, SQSREPORT_PATHS="the first.json\n  -x.json\n", SQSREPORT_ARGS="--mask --isolated")
    assert [
        (
            "::error file=the first.json,line=1,col=214,title=SQS202 published early"
            "::published on …, before the fieldwork ends on …; check the year of both days (at /published)"
        ),
        "::warning file=-x.json,line=1,col=1,title=SQS301 theme missing",
    ] == [line.partition("::no section")[0] for line in done.stdout.splitlines()]
    assert (1, "2 files: 1 valid, 1 not (1 error, 1 warning)") == (done.returncode, done.stderr.strip())


@needs_bash
@pytest.mark.parametrize("paths", ["", "$(touch pwned)", "a.json; touch pwned", '"; touch pwned; "'])
def test_action_runs_no_input(tmp_path: Path, paths: str) -> None:
    """Whatever is given as a path is a path, and without one the step fails."""
    program(tmp_path / "temp" / "sqsreport" / "bin" / "sqsreport", f'exec "{sys.executable}" -m sqsreport "$@"')
    done = script(VALIDATE, tmp_path, SQSREPORT_PATHS=paths, SQSREPORT_ARGS="")
    assert (3 if paths else 2, False) == (done.returncode, (tmp_path / "pwned").exists())
