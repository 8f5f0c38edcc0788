"""Lines that `cohort run` runs, and the table that most of them begin with."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


def run(
    program: Path, folder: Path, *lines: str, force: bool = False, timeout: float = 300, **options
) -> subprocess.CompletedProcess[str]:
    """Runs lines in a folder; `force` lets them replace files, `options` are of subprocess.run."""
    (folder / "look.txt").write_text("\n".join(lines) + "\n")
    return subprocess.run(
        [program, "run", *(["--force"] if force else []), "look.txt"], cwd=folder, capture_output=True, text=True, timeout=timeout,
        **options)


def customers(program: Path, root: Path, folder: Path) -> Path:
    """`customers.csv` in a folder: the real customers, or the built-in ones where they are not at hand, which is said then."""
    real = Path(os.environ.get("COHORT_DATA", root.parent / "shared" / "data")) / "cc_general.csv"
    file = folder / "customers.csv"
    if real.exists():
        shutil.copy(real, file)
    else:
        print(f"the real customers are not at {real}: the built-in sample stands in for them")
        assert run(program, folder, "%load", "%export table customers.csv").returncode == 0
    return file
