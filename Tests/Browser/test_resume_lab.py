"""A kernel that is killed while somebody works in JupyterLab, and the session that comes back."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from lab import Lab
from playwright.sync_api import expect


def kernel_process(lab: Lab) -> int:
    """The number of the process behind the notebook."""
    identifier = lab.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if f"kernel-{identifier}.json".encode() in command:
                return int(entry.name)
    raise LookupError(identifier)


def run_cell(lab: Lab, index: int) -> None:
    lab.editor(index).click()
    lab.command("notebook:run-cell")
    lab.until_idle()


def test_a_killed_kernel_s_session_is_offered_and_comes_back(lab: Lab, pictures: Path) -> None:
    lab.open("%load\n%cluster k=4\n%name 1 \"First\"", "%head 2", "", "%status")
    run_cell(lab, 0)
    os.kill(kernel_process(lab), signal.SIGKILL)
    # JupyterLab tells of it, and begins another kernel.
    dialog = lab.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Kernel Restarting", timeout=60_000)
    dialog.get_by_role("button", name="Ok").click()
    lab.until_idle()

    run_cell(lab, 1)
    expect(lab.output(1).first).to_contain_text("The last session here broke off")
    expect(lab.output(1).first).to_contain_text("4 segments")
    for theme in ("Light", "Dark"):
        lab.theme(theme)
        lab.screenshot(pictures / f"resume-{theme.lower()}.png")

    lab.type(2, "%resu")
    lab.page.keyboard.press("Tab")
    expect(lab.page.locator(".jp-Completer:visible")).to_contain_text("%resume")
    lab.page.keyboard.press("Enter")
    expect(lab.editor(2)).to_contain_text("%resume")
    lab.page.keyboard.press("Shift+Tab")
    expect(lab.page.locator(".jp-Tooltip")).to_contain_text("session")
    lab.page.keyboard.press("Escape")
    run_cell(lab, 2)
    run_cell(lab, 3)
    expect(lab.cell(3).locator(".jp-OutputArea")).to_contain_text("%undo takes back%name 1 \"First\"")
    lab.screenshot(pictures / "resumed.png")
