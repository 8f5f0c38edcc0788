"""Says whether the program can run here: `python -m cohort_kernel`."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import sysconfig
from pathlib import Path

from cohort_kernel.libraries import NEEDED

# Debian's packages of the libraries that are not on every machine.
PACKAGES = {
    "libzmq.so.5": "libzmq5", "libz.so.1": "zlib1g", "libexpat.so.1": "libexpat1", "libsqlite3.so.0": "libsqlite3-0",
    "libyaml-0.so.2": "libyaml-0-2",
}


def missing(names: list[str] = NEEDED) -> list[str]:
    """Those of the libraries that this machine does not have."""

    def lacks(name: str) -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return True
        return False

    return [name for name in names if lacks(name)]


def program() -> Path:
    """Where pip put the program: beside the scripts of this environment, or of the user."""
    schemes = [sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")]
    places = [Path(sysconfig.get_path("scripts", scheme)) / "cohort" for scheme in schemes]
    return next((place for place in places if place.exists()), places[0])


def main() -> int:
    lacking = missing()
    if lacking:
        packages = " ".join(PACKAGES.get(name, "") for name in lacking).split()
        remedy = f". On Debian and Ubuntu: apt-get install {' '.join(packages)}" if packages else ""
        print(f"Cohort cannot run here: this machine lacks {', '.join(lacking)}{remedy}", file=sys.stderr)
        return 1
    path = program()
    try:
        run = subprocess.run([path, "--version"], capture_output=True, text=True)
    except OSError as error:
        print(f"Cohort cannot run here: {error}", file=sys.stderr)
        return 1
    if run.returncode:
        print(f"Cohort cannot run here: {run.stderr.strip()}", file=sys.stderr)
        return 1
    print(f"{path} is Cohort {run.stdout.strip()}, and runs here.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
