"""The tools that people run notebooks with."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pexpect
import pytest
from jupyter_client.manager import start_new_kernel
from jupyter_console.ptshell import ZMQTerminalInteractiveShell
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

# What a notebook says that was saved by Jupyter.
METADATA = {
    "kernelspec": {"name": "cohort", "display_name": "Cohort", "language": "cohort"},
    "language_info": {"name": "cohort", "file_extension": ".cohort", "mimetype": "text/x-cohort"},
}


def notebook(*codes: str) -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    return nbformat.v4.new_notebook(cells=cells, metadata=METADATA)


def texts(cell: nbformat.NotebookNode) -> str:
    return "".join(output["text"] for output in cell.outputs if output.output_type == "stream")


def jupyter(*arguments, folder: Path, **keys) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["jupyter", *arguments], cwd=folder, capture_output=True, text=True, timeout=180, check=True, **keys
    )


def test_nbclient(tmp_path: Path) -> None:
    executed = NotebookClient(notebook("%load", "%hist BALANCE", "%echo done")).execute()
    assert texts(executed.cells[2]) == "done\n"
    (figure,) = [o for o in executed.cells[1].outputs if o.output_type == "display_data"]
    assert {"text/html", "image/svg+xml", "image/png", "text/plain"} <= set(figure.data)
    assert executed.metadata.language_info.name == "cohort"
    nbformat.validate(executed)


def test_nbclient_stops_at_an_error() -> None:
    book = notebook("%no-such-command", "%echo never")
    with pytest.raises(CellExecutionError, match="UnknownCommand"):
        NotebookClient(book).execute()
    assert book.cells[1].outputs == []


def test_a_cell_that_did_not_run_is_an_error_to_nbclient_and_no_trouble_to_the_console() -> None:
    manager, client = start_new_kernel(kernel_name="cohort")
    try:
        failing = client.execute("%load\n%hist NOT_A_COLUMN")
        behind = [client.execute("%echo never"), client.execute("%echo never")]
        assert client.get_shell_msg(timeout=60)["parent_header"]["msg_id"] == failing
        reply = client.get_shell_msg(timeout=60)
        assert reply["parent_header"]["msg_id"] == behind[0]
        book = notebook("%echo never")
        with pytest.raises(CellExecutionError, match="did not run"):
            asyncio.run(NotebookClient(book)._check_raise_for_error(book.cells[0], 0, reply))
        # What it does with the reply to a cell of its own, when another client's cell has failed.
        console = SimpleNamespace(client=client, handle_iopub=lambda msg_id: None, execution_count=7)
        ZMQTerminalInteractiveShell.handle_execute_reply(console, behind[1], timeout=60)
        assert isinstance(console.execution_count, int)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("form, sought", [("html", "<svg"), ("markdown", "BALANCE"), ("script", "%hist BALANCE")])
def test_nbconvert(tmp_path: Path, form: str, sought: str) -> None:
    nbformat.write(notebook("%load", "%hist BALANCE"), tmp_path / "look.ipynb")
    jupyter("nbconvert", "--execute", "--to", form, "look.ipynb", folder=tmp_path)
    (written,) = [f for f in tmp_path.iterdir() if f.is_file() and f.suffix != ".ipynb"]
    assert sought in written.read_text()
    if form == "script":
        assert written.suffix == ".cohort"


def test_jupyter_run(tmp_path: Path) -> None:
    (tmp_path / "look.cohort").write_text('%echo "hello from a file"\n')
    run = jupyter("run", "--kernel", "cohort", "look.cohort", folder=tmp_path)
    assert run.stdout == "hello from a file\n"


def test_jupyter_execute(tmp_path: Path) -> None:
    nbformat.write(notebook("%echo executed"), tmp_path / "look.ipynb")
    jupyter("execute", "--inplace", "look.ipynb", folder=tmp_path)
    assert texts(nbformat.read(tmp_path / "look.ipynb", 4).cells[0]) == "executed\n"


def test_jupyter_console(tmp_path: Path) -> None:
    console = pexpect.spawn(
        "jupyter", ["console", "--kernel", "cohort", "--simple-prompt"], cwd=tmp_path, encoding="utf-8", timeout=60,
        env=os.environ | {"TERM": "dumb"},
    )
    console.expect(r"In \[1\]: ")
    console.sendline('%echo "hello, console"')
    console.expect("hello, console\r?\n")
    console.expect(r"In \[2\]: ")
    console.sendline("k = 4")
    console.expect(r"In \[3\]: ")
    console.sendline("k")
    console.expect(r"Out\[3\]: 4")
    console.expect(r"In \[4\]: ")
    console.sendline("%hits")
    console.expect("UnknownCommand")
    console.expect(r"In \[5\]: ")
    console.sendeof()
    console.expect("really want to exit")
    console.sendline("y")
    console.expect(pexpect.EOF)
    console.close()


def test_papermill_hands_over_parameters_through_the_bash_translator(tmp_path: Path) -> None:
    book = notebook("word = 'default'\nk = 2", "%echo $word\n%echo $k")
    book.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(book, tmp_path / "in.ipynb")
    run = ["papermill", "in.ipynb", "out.ipynb", "-l", "bash", "-p", "k", "5", "-p", "word", "it's a \"word\" $k"]
    subprocess.run(run, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    executed = nbformat.read(tmp_path / "out.ipynb", 4)
    assert texts(executed.cells[2]) == "it's a \"word\" $k\n5\n"
    assert executed.cells[1].source.startswith("# Parameters")


def test_papermill_lists(tmp_path: Path) -> None:
    nbformat.write(notebook("%echo $columns"), tmp_path / "in.ipynb")
    parameters = json.dumps({"columns": ["BALANCE", "a b"]})
    run = ["papermill", "in.ipynb", "out.ipynb", "-l", "bash", "-y", parameters]
    subprocess.run(run, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    executed = nbformat.read(tmp_path / "out.ipynb", 4)
    assert re.search(r"BALANCE.*a b", texts(executed.cells[1]))


def test_the_latency_script_speaks_to_it(root: Path, tmp_path: Path) -> None:
    script = root.parent / "shared" / "bench" / "kernel_latency.py"
    if not script.exists():
        pytest.skip(f"{script.name} is not beside the project, where it is looked for: {script}")
    run = subprocess.run(
        [sys.executable, script, "cohort", "", "5"], capture_output=True, text=True, timeout=180, check=True
    )
    figures = json.loads(run.stdout)
    assert figures["kernel"] == "cohort"
    assert all(figures[key] > 0 for key in ("start_ms", "trip_ms_p50", "raw_ms_p50", "rss_mib"))
