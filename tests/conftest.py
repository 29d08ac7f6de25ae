"""Shared by all tests: the settings of Hypothesis, the environment, and fixtures for documents."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from sqsreport.testing import examples

# The tests are not a package, and the import mode of pytest does not change the path.
sys.path.insert(0, str(Path(__file__).parent))

# pytest-socket blocks the network in this process; `offline` blocks it in every Python that a test starts. Spark uses
# the network to communicate with its own processes.
if "SQSREPORT_WANTS_SPARK" not in os.environ:
    _offline = str(Path(__file__).parent / "offline")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (_offline, os.environ.get("PYTHONPATH"))))

# Otherwise each program that a test starts, and each worker, compiles the package again, which takes longer than most
# of what they do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Without a folder of its own, each program that draws looks at all fonts of the machine again.
os.environ.setdefault("MPLCONFIGDIR", str(Path(__file__).parents[1] / ".pytest_cache" / "matplotlib"))

# A shell that starts the tests in the background makes them ignore interrupts, and so the programs that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):  # which `nohup` ignores
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

#: The published letter, which is not part of the repository.
_LETTERS = Path(__file__).resolve().parents[2] / "shared" / "letters"

# Most failures occur within a few examples. The profile "ci" runs more, and "thorough" and the deep run very many.
settings.register_profile("default", max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), max_examples=50, derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2_000)
settings.register_profile(
    "mutation",  # a mutant is tested quickly, and failures need no shrinking
    settings.get_profile("default"),
    max_examples=5,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[*HealthCheck],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


#: This program needs atheris, which is installed only for fuzzing.
collect_ignore = ["fuzz/guided.py"]


@pytest.fixture
def northmoor() -> dict[str, examples.Json]:
    """Return the example report as parsed JSON, a new copy for each test."""
    return examples.northmoor()


@pytest.fixture(scope="session")
def cumbria_json() -> Path:
    """Return the path of the Cumbria report, or skip the test if it is missing."""
    path = _LETTERS / "cumbria-2016.json"
    if not path.is_file():
        pytest.skip(f"needs the sample letters in {_LETTERS}")
    return path
