"""Every check of the project, each in an environment of pinned and hashed packages."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nox

ROOT = Path(__file__).parent
EXAMPLE = ROOT / "examples" / "northmoor-2015.md"
REQUIREMENTS = ROOT / "requirements"

SUPPORTED = nox.project.python_versions(nox.project.load_toml(ROOT / "pyproject.toml"))
CURRENT = f"{sys.version_info.major}.{sys.version_info.minor}"

#: Every extra but Spark, whose 400 MB only its own session wants.
WITHOUT_SPARK = ("--extra", "all")

#: The lock files: their names, and what `uv pip compile` makes each of.
LOCKS = {
    "runtime": ["pyproject.toml"],
    "tests": ["pyproject.toml", *WITHOUT_SPARK, "--group", "tests"],
    "lint": ["--group", "lint"],
    "typing": ["pyproject.toml", *WITHOUT_SPARK, "--group", "typing"],
    "docs": ["pyproject.toml", "--extra", "html", "--extra", "plot", "--group", "docs"],
    "wheel": ["--group", "build"],
    "browser": ["pyproject.toml", "--extra", "html", "--group", "browser", "--group", "build"],
    "benchmarks": ["pyproject.toml", *WITHOUT_SPARK, "--group", "benchmarks", "--group", "build"],
    "spark": ["pyproject.toml", "--extra", "spark", "--group", "spark"],
    "mutation": ["pyproject.toml", *WITHOUT_SPARK, "--group", "mutation"],
    "nox": ["--group", "nox"],
    "lock": ["--group", "lock"],
}

#: Who develops installs these beside the tests, so that all have to agree on every version.
BESIDE_TESTS = ("lint", "typing", "docs", "nox")

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "venv"
nox.options.download_python = "never"
nox.options.error_on_external_run = True
nox.options.sessions = [f"tests-{CURRENT}", "lint", "typing", "docs", "wheel"]


def install(session: nox.Session, lock: str, *, project: bool = False) -> None:
    """Install what a lock file pins and, where it is wanted, this project itself."""
    session.install("--require-hashes", "-r", str(REQUIREMENTS / f"{lock}.txt"))
    if project:
        session.install("--no-deps", "--no-build-isolation", "-e", str(ROOT))


@nox.session(python=SUPPORTED)
def tests(session: nox.Session) -> None:
    """Run the tests and hold the coverage to its floor."""
    install(session, "tests", project=True)
    coverage = [] if session.posargs else ["--cov"]  # a choice of tests covers no more than its own
    session.run("pytest", *coverage, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and spelling."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("typos")


@nox.session
def typing(session: nox.Session) -> None:
    """Check the types."""
    install(session, "typing")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation without a warning, as pages and as a book, and hold every link to what it leads to."""
    install(session, "docs", project=True)
    build = ["sphinx-build", "-n", "-W", "-T", "--keep-going", "-q", "-d", "docs/_build/doctrees"]
    session.run(*build, "-b", "html", "docs", "docs/_build/html")
    session.run(*build, "-b", "epub", "docs", "docs/_build/epub")
    session.run("python", ".ci/check_links.py", "docs/_build/html")


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the archives, and use the wheel away from the checkout and without a network."""
    install(session, "wheel")
    with TemporaryDirectory(prefix="sqsreport-") as name:
        folder = Path(name)
        # The wheel is built from the source archive, so that both are known to be whole.
        session.run("python", "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT), silent=True)
        (sdist,), (built,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
        session.log(f"built {sdist.name} and {built.name}")

        session.run("python", "-m", "venv", str(folder / "env"))
        scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        python = str(scripts / "python")
        pip = [python, "-m", "pip", "install", "--quiet"]
        session.run(*pip, "--require-hashes", "-r", str(REQUIREMENTS / "runtime.txt"), external=True)
        session.run(*pip, "--no-deps", "--no-index", str(built), external=True)

        check = folder / "check.py"
        check.write_text((ROOT / ".ci" / "check_wheel.py").read_text(encoding="utf-8"), encoding="utf-8")
        session.chdir(folder)
        session.run(python, "-I", str(check), str(sdist), str(built), str(EXAMPLE), external=True)


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the example as an HTML letter, and use the documentation that `nox -s docs` has built, in a browser."""
    install(session, "browser", project=True)
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        page = Path(folder) / "northmoor-2015.html"
        session.run("sqsreport", "convert", str(EXAMPLE), str(page))
        session.run("python", str(ROOT / ".ci" / "check_pages.py"), str(page))
    built = ROOT / "docs" / "_build" / "html"
    if not built.is_dir():
        session.error("the documentation is not built: nox -s docs")
    for check in ("check_docs", "check_letter_view"):
        session.run("python", str(ROOT / ".ci" / f"{check}.py"), str(built))


@nox.session
def spark(session: nox.Session) -> None:
    """Run the tests of Spark on a real one, on this machine; it wants Java 17 or newer."""
    install(session, "spark", project=True)
    session.run("pytest", "tests/test_spark.py", *session.posargs, env={"SQSREPORT_WANTS_SPARK": "1"})


@nox.session(name="spark-benchmark")
def spark_benchmark(session: nox.Session) -> None:
    """Time Spark with two workers against one; it wants Java 17, and two cores with nothing else to do."""
    install(session, "spark", project=True)
    session.run("python", str(ROOT / "benchmarks" / "spark.py"), *session.posargs)


@nox.session(python=False)
def editor(session: nox.Session) -> None:
    """Hold what the documentation says of editors against the language service of one, which wants Node.js."""
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        shutil.copy(ROOT / ".ci" / "check_editor.mjs", folder)
        session.chdir(folder)
        session.run(
            "npm", "install", "--silent", "--no-fund", "--no-audit", "vscode-json-languageservice@^5", external=True
        )
        schema, report = ROOT / "schema" / "1.0" / "report.schema.json", EXAMPLE.with_suffix(".json")
        session.run("node", "check_editor.mjs", str(schema), str(report), external=True)


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the code in small ways and tell which changes no test notices, in all modules or those that are given."""
    install(session, "mutation", project=True)
    session.run("python", str(ROOT / ".ci" / "mutation.py"), *session.posargs)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Time letters, validation and tables beside other programs; a report may be given instead of the example."""
    install(session, "benchmarks", project=True)
    for name in ("letters", "validation", "tables"):
        session.run("python", str(ROOT / "benchmarks" / f"{name}.py"), *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Pin everything anew; `nox -s lock -- --upgrade` moves to the newest versions."""
    install(session, "lock")
    for name, sources in LOCKS.items():
        session.run(
            *("uv", "pip", "compile", "--quiet", "--no-config", "--universal", "--python-version", "3.11"),
            *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--no-strip-extras"),
            *("--output-file", f"requirements/{name}.txt"),
            *sources,
            *(("--constraints", "requirements/tests.txt") if name in BESIDE_TESTS else ()),
            *session.posargs,
        )
