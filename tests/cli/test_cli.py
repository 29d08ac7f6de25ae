"""The command line as a whole: help, exit statuses, streams, and lazy imports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from sqsreport import schemas
from sqsreport.cli import main
from sqsreport.testing import examples
from support.command_line import (
    PROGRAM,
    imported,
    let_wait,
    packages,
    run,
    saved,
    start,
    wait_for_files,
)

COMMANDS = (
    *("convert", "validate", "explain", "show", "where", "diff", "redact", "quantities", "plot", "tables"),
    *("review", "correct", "schema", "completions"),
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a file with a valid report."""
    return saved(tmp_path / "northmoor.json", examples.northmoor())


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)])
def test_help_everywhere(command: list[str], option: str) -> None:
    """The program and each of its commands have a help with one example, and exit with status 0."""
    result = run(*command, option)
    assert (0, "") == (result.exit_code, result.stderr)
    assert f"Usage: {' '.join(['sqsreport', *command])} " in result.stdout
    assert 1 == result.stdout.count("Example: sqsreport")


def test_help_names_commands() -> None:
    """The help lists the commands with their summaries, the most important ones first."""
    listed = run("--help").stdout.partition("Commands:\n")[2].splitlines()[: len(COMMANDS)]
    assert list(COMMANDS) == [line.split()[0] for line in listed]


@pytest.mark.parametrize("name", COMMANDS)
def test_summaries_agree(name: str) -> None:
    """The summary in the list of commands, which needs no import, is that of the command itself."""
    with click.Context(main) as ctx:
        command = main.get_command(ctx, name)
    assert command is not None
    assert (command.help or "").partition("\n")[0] == main.commands[name].help


def test_version() -> None:
    """``--version`` prints the name and the version of the program, and nothing else."""
    name, version = run("--version").stdout.split()
    assert "sqsreport" == name
    assert version[0].isdigit()


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["validat"],
        ["--colour"],
        ["validate"],
        ["validate", "--from", "markdown", "a.md"],
        ["validate", "--jobs", "0", "a.json"],
        ["convert", "a.json"],
        ["convert", "a.json", "b.json", "c.json"],
        ["convert", "--to", "jpeg", "a.json", "b.jpeg"],
        ["explain", "SQS24"],
        ["explain", "--format", "xml"],
        ["show"],
        ["show", "a.xyz"],
        ["where"],
        ["where", "a.json"],
        ["where", "a.md", "sections"],
        ["schema", "--version", "0.9"],
        ["completions"],
        ["completions", "tcsh"],
    ],
)
def test_wrong_usage(args: list[str]) -> None:
    """Wrong usage ends with status 2, and prints the usage on standard error only."""
    result = run(*args)
    assert (2, "") == (result.exit_code, result.stdout)
    assert "Usage: sqsreport" in result.stderr


def test_schema() -> None:
    """``schema`` prints the published schema of reports, byte for byte, and on request that of problems."""
    assert schemas.resource().read_bytes() == run("schema").stdout_bytes
    assert schemas.resource(name="problems").read_bytes() == run("schema", "problems").stdout_bytes
    assert b"problems" in schemas.resource(name="problems").read_bytes()


@pytest.mark.parametrize("version", schemas.VERSIONS)
def test_schema_version(version: str) -> None:
    """``schema`` prints every existing version."""
    assert schemas.resource(version).read_bytes() == run("schema", "--version", version).stdout_bytes


def test_schema_version_unknown() -> None:
    """For an unknown version the message lists the existing ones."""
    result = run("schema", "--version", "0.9")
    assert 2 == result.exit_code
    assert all(version in result.stderr for version in schemas.VERSIONS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions(shell: str) -> None:
    """The script for a shell sets the variable by which the program recognises a request for completions."""
    result = run("completions", shell)
    assert 0 == result.exit_code
    assert f"_SQSREPORT_COMPLETE={shell}_complete" in result.stdout


def test_completions_answer() -> None:
    """The program answers the script with the names of commands."""
    env = {"_SQSREPORT_COMPLETE": "fish_complete", "COMP_WORDS": "sqsreport co", "COMP_CWORD": "co"}
    stdout, _ = start(env=env).communicate()
    assert ["convert", "correct", "completions"] == [
        line.split("\t")[0].removeprefix("plain,") for line in stdout.decode().split("\n") if line.startswith("plain,")
    ]


def test_module_is_command(report: Path) -> None:
    """``python -m sqsreport`` runs the command."""
    with start("validate", report) as process:
        stdout, stderr = process.communicate()
    assert (b"", b"1 file: 1 valid", 0) == (stdout, stderr.strip(), process.returncode)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_cold_start_of_help(option: str) -> None:
    """The help and the version import only click."""
    modules = imported(option)
    assert {"click", "sqsreport"} == packages(modules)
    ours = {name for name in modules if name.startswith("sqsreport")}
    assert {"sqsreport", "sqsreport._version", "sqsreport.cli", "sqsreport.cli._group"} == ours


def test_cold_start_of_completion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Completing the name of a command imports only click."""
    for name, value in {"_SQSREPORT_COMPLETE": "zsh_complete", "COMP_WORDS": "sqsreport ", "COMP_CWORD": "1"}.items():
        monkeypatch.setenv(name, value)
    assert {"click", "sqsreport"} == packages(imported())


def test_cold_start_of_validate(report: Path) -> None:
    """Validation imports neither the converter to reports nor the reader and the pages of letters."""
    modules = imported("validate", report)
    assert "jsonschema_rs" in modules
    assert set() == packages(modules) & {"cattrs", "rich"}
    assert not any(name.startswith("sqsreport.letters") for name in modules)
    reporting = {"diagnosis", "structure", "text", "hints", "positions", "trimming"}
    assert set() == {name.rpartition(".")[2] for name in modules if "validation." in name} & reporting


def test_cold_start_without_processes(report: Path) -> None:
    """Validating one small file does not import multiprocessing, the YAML parser or decompressors."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from sqsreport.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code, "validate", str(report)], capture_output=True, check=True)
    unwanted = {"multiprocessing", "concurrent.futures", "ruamel", "ruamel.yaml", "zstandard", "asyncio"}
    assert set() == unwanted & set(done.stdout.decode().split())


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"text"}),
        (["--format", "json"], {"json", "_records"}),
        (["--format", "junit"], {"junit"}),
        (["--format", "github"], {"github"}),
    ],
)
def test_cold_start_of_formats(report: Path, options: list[str], expected: set[str]) -> None:
    """Only the chosen output format is imported, and neither masking nor excerpts."""
    modules = imported("validate", "--isolated", report, *options)
    listings = {
        name.removeprefix("sqsreport.problems.formatters.")
        for name in modules
        if name.startswith("sqsreport.problems.formatters.")
    }
    assert {"base", "summary"} | expected == listings
    assert set() == modules & {"sqsreport.problems.masking", "sqsreport.validation.excerpts"}


def test_cold_start_of_validate_without_prose(tmp_path: Path) -> None:
    """The parser of prose is not imported if a report has no prose."""
    assert "markdown_it" not in imported("validate", saved(tmp_path / "minimal.json", examples.minimal()))


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe breaks there as it does elsewhere")
@pytest.mark.parametrize("args", [["schema"], ["--help"], ["completions", "fish"]])
def test_broken_pipe(args: list[str]) -> None:
    """If the reader closes the pipe, the program ends quietly, with the usual status of shells."""
    reader, writer = os.pipe()
    os.close(reader)
    with start(*args, stdout=writer) as process:
        os.close(writer)
        _, stderr = process.communicate()
    assert (b"", 141) == (stderr, process.returncode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("args", [["schema"], ["--help"], ["validate", os.devnull]])
def test_full_disk(args: list[str]) -> None:
    """An output that cannot be written is reported in one line, with status 3."""
    with Path("/dev/full").open("wb") as full, start(*args, stdout=full) as process:
        _, stderr = process.communicate()
    assert (b"Error: standard output: no space left on device", 3) == (stderr.strip(), process.returncode)


@pytest.mark.skipif(sys.platform == "win32", reason="needs the descriptors of POSIX")
@pytest.mark.parametrize(
    ("args", "closed", "message"),
    [
        (["schema"], 1, b"Error: cannot write standard output: it is closed"),
        (["show", "--from", "json", "-"], 0, b"error SQS010: cannot read <stdin>: it is closed"),
    ],
)
def test_closed_stream(args: list[str], closed: int, message: bytes) -> None:
    """A stream that the shell has closed is reported as unusable."""
    script = f'exec "$@" {closed}>&-'
    done = subprocess.run(["/bin/sh", "-c", script, "sh", *PROGRAM, *args], capture_output=True, check=False)
    assert (message, 3) == (done.stderr.strip(), done.returncode)


@pytest.mark.skipif(sys.platform == "win32", reason="needs the descriptors of POSIX")
def test_closed_standard_error(tmp_path: Path) -> None:
    """If standard error is closed, messages are dropped and do not get into the results."""
    source = saved(tmp_path / "a.json", examples.minimal())
    command = ["/bin/sh", "-c", 'exec "$@" 2>&-', "sh", *PROGRAM, "convert", str(source), "-", "--to", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (0, b"{", b"") == (done.returncode, done.stdout[:1], done.stderr)
    assert b"SQS301" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")
def test_interrupt(tmp_path: Path) -> None:
    """After an interrupt the program prints its summary and ends with the usual status of shells."""
    missing = tmp_path / "missing.json"
    with start("validate", missing, "-") as process:
        assert process.stdout is not None
        process.stdout.readline()  # now it waits for standard input
        let_wait()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate()
    assert (b"interrupted: 1 file: 1 unreadable", 130) == (stderr.strip(), process.returncode)


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")
@pytest.mark.parametrize("ignored", [False, True], ids=["", "in the background"])
def test_termination(tmp_path: Path, ignored: bool) -> None:
    """A terminated program leaves the old file, no temporary file, and the usual status of shells."""
    target = tmp_path / "problems.json"
    target.write_bytes(b"old")
    extra: dict[str, Any] = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)} if ignored else {}
    with start("validate", "--format", "json", "--output", target, "-", **extra) as process:
        wait_for_files(tmp_path, 2)  # now it writes to a temporary file next to the target
        let_wait()
        process.send_signal(signal.SIGTERM)
        process.communicate()

    assert ({"problems.json": b"old"}, 143) == (
        {path.name: path.read_bytes() for path in tmp_path.iterdir()},
        process.returncode,
    )


@pytest.mark.parametrize("args", [["validate", "-"], ["convert", "-", "-", "--from", "json", "--to", "json"]])
def test_narrow_encoding(args: list[str]) -> None:
    """A character that the encoding of the output lacks is printed as its number."""
    document = examples.northmoor() | {"kettle ☕": 1}
    with start(*args, env={"PYTHONIOENCODING": "ascii"}) as process:
        stdout, stderr = process.communicate(json.dumps(document).encode())
    assert 1 == process.returncode
    assert b'error SQS103: unknown key "kettle \\u2615"' in stdout + stderr


def test_help_keeps_its_lines() -> None:
    """Lists in the help keep their line breaks."""
    lines = [line.split() for line in run("completions", "--help").output.splitlines()]
    assert {"bash", "zsh", "fish"} <= {words[0] for words in lines if words}
    assert "\\b" not in run("completions", "--help").output
