"""What every test needs: the built program, and a Jupyter that knows no other kernel and no person's settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "Notebooks"

for folder in ("Conformance", "Browser"):
    sys.path.insert(0, str(ROOT / "Tests" / folder))

import packaged  # noqa: E402


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def program() -> Path:
    """The program to test: COHORT_PROGRAM, or what `make build` leaves."""
    path = Path(os.environ.get("COHORT_PROGRAM", ROOT / ".build" / "release" / "cohort"))
    if not path.exists():
        pytest.exit(f"{path} is missing; `make build` builds it.", returncode=1)
    return path.resolve()


@pytest.fixture(scope="session", autouse=True)
def jupyter(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Installs the kernel for this run alone; returns the prefix."""
    home = tmp_path_factory.mktemp("jupyter")
    folders = dict(
        JUPYTER_DATA_DIR="data", JUPYTER_CONFIG_DIR="config", JUPYTER_RUNTIME_DIR="runtime", IPYTHONDIR="ipython",
        XDG_STATE_HOME="state", HOME="home",
    )
    for name, folder in folders.items():
        (home / folder).mkdir()
        os.environ[name] = str(home / folder)
    os.environ["JUPYTER_PATH"] = str(home / "prefix" / "share" / "jupyter")
    # Clients are started from the environment that runs the tests.
    os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
    os.environ.pop("COHORT_LOG_LEVEL", None)
    subprocess.run([program, "install", "--prefix", home / "prefix"], check=True, stdout=subprocess.DEVNULL)
    return home / "prefix"


@pytest.fixture(scope="session")
def wheel(program: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packaged.built(program, root, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> packaged.Environment:
    """A fresh Python environment with the wheel in it."""
    python = packaged.Environment(tmp_path_factory.mktemp("fresh"))
    python.pip("install", "--no-index", wheel)
    return python
