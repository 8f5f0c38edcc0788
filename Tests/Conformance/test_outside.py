"""What another package gets that depends on Cohort's libraries by version: no flags, no part of the rest."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec


@pytest.fixture(scope="module")
def outside(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built programs of Tests/Outside."""
    folder = tmp_path_factory.mktemp("outside")
    git = ["git", "-c", "user.name=test", "-c", "user.email=test@localhost", "-C", folder / "cohort"]
    copy = folder / "cohort"
    shutil.copytree(root / "Sources", copy / "Sources", symlinks=True)
    for name in ("Package.swift", "kernel.json"):
        shutil.copy(root / name, copy / name)
    # Targets of tests are declared in the manifest, and must be there.
    shutil.copytree(root / "Tests", copy / "Tests", ignore=shutil.ignore_patterns("Outside", "__pycache__"))
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a version"], ["tag", "0.1.0"]):
        subprocess.run([*git, *command], check=True)
    shutil.copytree(root / "Tests" / "Outside", folder / "Outside")
    environment = {key: value for key, value in os.environ.items() if key != "COHORT_TUNED"}
    # A second run finds what the first one built.
    scratch = root / ".build" / "outside"
    built = subprocess.run(
        ["swift", "build", "--resolver-fingerprint-checking", "warn", "--package-path", folder / "Outside", "--scratch-path", scratch],
        env=environment | {"COHORT_REPOSITORY": f"file://{copy}"}, capture_output=True, text=True,
    )
    assert built.returncode == 0, built.stdout[-4000:] + built.stderr[-4000:]
    return scratch / "debug"


def test_numbers(outside: Path) -> None:
    """The numeric core clusters rows."""
    lines = subprocess.run([outside / "numbers"], check=True, capture_output=True, text=True).stdout.splitlines()
    assert lines == ["ward [0, 0, 0, 1, 1, 1]", "k-means [0, 0, 0, 1, 1, 1]", "silhouette true"]


def test_echo(outside: Path) -> None:
    """A kernel of forty lines answers Jupyter's client."""
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(
        argv=[str(outside / "echo"), "{connection_file}"], display_name="Echo", language="echo"
    )
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        outputs: list[dict] = []
        reply = client.execute_interactive("hello\nworld", timeout=30, output_hook=outputs.append)
        assert reply["content"]["status"] == "ok"
        shown = {message["msg_type"]: message["content"] for message in outputs}
        assert shown["stream"]["text"] == "hello\nworld\n"
        assert shown["execute_result"]["data"]["text/plain"] == "11 characters"
        assert client.complete("x", reply=True, timeout=30)["content"]["matches"] == []
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
