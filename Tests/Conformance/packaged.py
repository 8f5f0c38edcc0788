"""A Python environment for the Python package, with the tools of the environment that runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path


def built(program: Path, root: Path, folder: Path) -> Path:
    """The wheel of a program."""
    script = root / "Sources" / "Wheel" / "build.py"
    run = subprocess.run([sys.executable, script, program, folder], check=True, capture_output=True, text=True)
    return Path(run.stdout.strip())


class Environment:
    def __init__(self, folder: Path):
        self.folder = folder
        venv.create(folder, with_pip=True)
        packages = next(folder.glob("lib/python*/site-packages"))
        (packages / "others.pth").write_text(sysconfig.get_path("purelib"))
        # What the tools keep beside their modules.
        share = folder / "share" / "jupyter"
        share.mkdir(parents=True)
        for name in ("lab", "nbconvert"):
            (share / name).symlink_to(Path(sys.prefix) / "share" / "jupyter" / name)

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def variables(self) -> dict[str, str]:
        """Nothing is known of Jupyter but what this environment holds."""
        return {key: value for key, value in os.environ.items() if key not in ("JUPYTER_PATH", "VIRTUAL_ENV")}

    def run(self, *arguments, **keys) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.python, *arguments], capture_output=True, text=True, timeout=180, env=self.variables, **keys
        )

    def pip(self, *arguments) -> None:
        run = self.run("-m", "pip", "--disable-pip-version-check", "--quiet", *arguments)
        assert run.returncode == 0, run.stderr

    @property
    def files(self) -> set[Path]:
        return {file for file in self.folder.rglob("*") if "__pycache__" not in file.parts}
