"""What all tests share: settings of Hypothesis, and the documents to test with."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from sqsreport.testing import examples

# The tests are no package, and pytest's import mode leaves the path alone.
sys.path.insert(0, str(Path(__file__).parent))

# What pytest-socket refuses this process, every Python that a test starts is refused, too. Spark talks to
# itself by the network.
if "SQSREPORT_WANTS_SPARK" not in os.environ:
    _offline = str(Path(__file__).parent / "offline")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (_offline, os.environ.get("PYTHONPATH"))))

# A shell that starts the tests in the background has them ignore interrupts, and with them
# every program that they start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):  # which `nohup` has them ignore
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

#: The one letter that the project was given; it is not part of the repository.
_LETTERS = Path(__file__).resolve().parents[2] / "shared" / "letters"

# Most failures show within the first examples. The profile "ci" looks for more, "thorough" and the deep run for the rest.
settings.register_profile("default", max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), max_examples=50, derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2_000)
settings.register_profile(
    "mutation",  # a mutant is run in a moment, and what fails need not be made small
    settings.get_profile("default"),
    max_examples=5,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[*HealthCheck],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


#: A program that needs atheris, which is installed for fuzzing only.
collect_ignore = ["fuzz/guided.py"]


@pytest.fixture
def northmoor() -> dict[str, examples.Json]:
    """Give the invented report as parsed JSON, a fresh copy for each test."""
    return examples.northmoor()


@pytest.fixture(scope="session")
def cumbria_json() -> Path:
    """Give the path of the Cumbria report, and skip where it is not at hand."""
    path = _LETTERS / "cumbria-2016.json"
    if not path.is_file():
        pytest.skip(f"needs the sample letters in {_LETTERS}")
    return path
