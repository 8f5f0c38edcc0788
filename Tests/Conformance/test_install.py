"""The kernelspec: where it is written, what it says, and that Jupyter finds it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager


def cohort(program: Path, *arguments, **keys) -> subprocess.CompletedProcess:
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60, **keys)


def test_it_is_the_template_filled_in(program: Path, tmp_path: Path, root: Path) -> None:
    run = cohort(program, "install", "--prefix", tmp_path)
    folder = tmp_path / "share" / "jupyter" / "kernels" / "cohort"
    assert run.stdout == f"Installed the kernel 'cohort' in {folder}\n"
    template = (root / "kernel.json").read_text()
    expected = template.replace("{program}", str(program)).replace("{display_name}", "Cohort")
    assert (folder / "kernel.json").read_text() == expected
    spec = json.loads(expected)
    assert os.path.isabs(spec["argv"][0]) and os.access(spec["argv"][0], os.X_OK)
    assert spec["argv"][1:] == ["kernel", "{connection_file}"]
    assert (spec["language"], spec["interrupt_mode"]) == ("cohort", "signal")
    assert len(spec["kernel_protocol_version"].split(".")) == 3


def test_the_logos_are_pictures_that_everyone_may_read(program: Path, tmp_path: Path, root: Path) -> None:
    cohort(program, "install", "--prefix", tmp_path)
    folder = tmp_path / "share" / "jupyter" / "kernels" / "cohort"
    for size in (32, 64):
        png = (folder / f"logo-{size}x{size}.png").read_bytes()
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        assert png[16:24] == size.to_bytes(4, "big") * 2
    assert "<svg" in (folder / "logo-svg.svg").read_text()
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o444 == 0o444, file
    assert sorted(f.name for f in folder.iterdir()) == [
        "kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg",
    ]


def test_jupyter_finds_it_by_name(jupyter: Path) -> None:
    spec = KernelSpecManager().get_kernel_spec("cohort")
    assert (spec.display_name, spec.language) == ("Cohort", "cohort")
    assert Path(spec.resource_dir) == jupyter / "share" / "jupyter" / "kernels" / "cohort"


@pytest.mark.parametrize("variable, folder", [("JUPYTER_DATA_DIR", "kernels"), ("XDG_DATA_HOME", "jupyter/kernels")])
def test_for_a_user_and_back(program: Path, tmp_path: Path, variable: str, folder: str) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "JUPYTER_DATA_DIR"}
    environment[variable] = str(tmp_path)
    assert cohort(program, "install", "--user", "--name", "cards", env=environment).returncode == 0
    spec = tmp_path / folder / "cards"
    assert json.loads((spec / "kernel.json").read_text())["display_name"] == "Cohort (cards)"
    assert cohort(program, "uninstall", "--user", "--name", "cards", env=environment).returncode == 0
    assert not spec.exists()
    again = cohort(program, "uninstall", "--user", "--name", "cards", env=environment)
    assert again.returncode == 1
    assert str(spec) in again.stderr


def test_for_the_python_environment_in_use(program: Path, tmp_path: Path) -> None:
    environment = os.environ | {"VIRTUAL_ENV": str(tmp_path)}
    assert cohort(program, "install", "--sys-prefix", env=environment).returncode == 0
    assert (tmp_path / "share" / "jupyter" / "kernels" / "cohort" / "kernel.json").exists()


def test_without_permission_it_says_so_and_leaves_nothing(program: Path) -> None:
    if os.getuid() != 0:
        run = cohort(program, "install", "--prefix", "/usr")
        assert run.returncode == 1
        assert "Permission denied" in run.stderr
        return
    # The owner of everything has to become somebody else to be refused anything.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        copy = shutil.copy(program, folder)
        prefix = Path(folder) / "prefix"
        prefix.mkdir()
        run = cohort(copy, "install", "--prefix", prefix, user=65534, group=65534, extra_groups=[])
        assert run.returncode == 1
        assert "Permission denied" in run.stderr and str(prefix) in run.stderr
        assert list(prefix.iterdir()) == []
