"""`cohort run`: the same language without Jupyter."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import nbformat
import pexpect
import pytest


def cohort_run(program: Path, folder: Path, *arguments) -> subprocess.CompletedProcess:
    return subprocess.run([program, "run", *arguments], cwd=folder, capture_output=True, text=True, timeout=120)


def test_text_goes_to_the_terminal_and_figures_to_files(program: Path, tmp_path: Path) -> None:
    (tmp_path / "look.txt").write_text("%load\n%echo here\n%hist BALANCE\n%cluster k=4\n%hist BALANCE by=segment\n")
    run = cohort_run(program, tmp_path, "look.txt")
    assert (run.returncode, run.stderr) == (0, "")
    assert "here\n" in run.stdout
    figures = sorted(f.name for f in tmp_path.glob("*.svg"))
    assert "look-01-hist.svg" in figures
    assert all(re.fullmatch(r"look-\d\d-[a-z]+\.svg", name) for name in figures)
    assert all((tmp_path / name).read_text().lstrip().startswith("<") for name in figures)
    assert all(f"→ {name}\n" in run.stdout for name in figures)


def test_an_earlier_figure_is_never_written_over_without_force(program: Path, tmp_path: Path) -> None:
    (tmp_path / "look.txt").write_text("%load\n%hist BALANCE\n")
    figure = tmp_path / "look-01-hist.svg"
    figure.write_text("mine")
    run = cohort_run(program, tmp_path, "look.txt")
    assert run.returncode == 1
    assert "look-01-hist.svg" in run.stderr and "--force" in run.stderr
    assert run.stdout == ""
    assert figure.read_text() == "mine"
    assert cohort_run(program, tmp_path, "look.txt", "--output", "new").returncode == 0
    assert (tmp_path / "new" / "look-01-hist.svg").exists()
    assert cohort_run(program, tmp_path, "--force", "look.txt").returncode == 0
    assert figure.read_text() != "mine"


def test_rules_that_were_written_are_read_again_and_too_large_ones_refused(program: Path, tmp_path: Path) -> None:
    (tmp_path / "write.txt").write_text("%load\n%cluster k=3 method=kmeans\n%export rules own.yaml\n%insights rules=own.yaml\n")
    run = cohort_run(program, tmp_path, "write.txt")
    assert (run.returncode, run.stderr) == (0, "")
    (tmp_path / "large.yaml").write_text("version: 1\n" + "#" * 1_000_000)
    (tmp_path / "read.txt").write_text("%load\n%cluster k=3 method=kmeans\n%insights rules=large.yaml\n")
    assert "rules take 1,000,000 bytes at most" in cohort_run(program, tmp_path, "read.txt").stderr


def test_the_home_folder_is_where_home_says(program: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "few.csv").write_text("a,b\n1,2\n3,4\n")
    (tmp_path / "look.txt").write_text("%load ~/few.csv\n")
    environment = {**os.environ, "HOME": str(tmp_path / "elsewhere")}
    run = subprocess.run([program, "run", "look.txt"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")
    assert "2 rows × 2 columns" in run.stdout


def test_a_notebook_runs_to_its_first_error(program: Path, tmp_path: Path) -> None:
    cells = [
        nbformat.v4.new_markdown_cell("# A title"),
        nbformat.v4.new_code_cell("%echo first"),
        nbformat.v4.new_code_cell("%echo second\n%hits BALANCE"),
        nbformat.v4.new_code_cell("%echo third"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "look.ipynb")
    run = cohort_run(program, tmp_path, "look.ipynb")
    assert run.returncode == 1
    assert "first" in run.stdout and "third" not in run.stdout
    assert "look.ipynb, cell 3:" in run.stderr
    assert "%hist" in run.stderr
    assert "\x1b" not in run.stderr


def test_the_parameters_of_one_cell_are_known_in_the_next(program: Path, tmp_path: Path) -> None:
    cells = [nbformat.v4.new_code_cell("word = 'kept'"), nbformat.v4.new_code_cell("%echo $word")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "look.ipynb")
    assert cohort_run(program, tmp_path, "look.ipynb").stdout == "kept\n"


def test_ctrl_c_stops_it(program: Path, tmp_path: Path) -> None:
    (tmp_path / "look.txt").write_text("%load\n%echo computing\n%tsne iterations=100000\n%echo never\n")
    terminal = pexpect.spawn(str(program), ["run", "look.txt"], cwd=tmp_path, encoding="utf-8", timeout=60)
    terminal.expect("computing")
    # The progress of the map shows that it is being computed.
    terminal.expect("%")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    assert "never" not in terminal.before


def test_a_signal_from_elsewhere_stops_it_too(program: Path, tmp_path: Path) -> None:
    (tmp_path / "look.txt").write_text("%echo computing\n%load\n%tsne iterations=100000\n")
    process = subprocess.Popen(
        [program, "run", "look.txt"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted" in errors


def test_what_is_missing_is_named(program: Path, tmp_path: Path) -> None:
    run = cohort_run(program, tmp_path, "nowhere.txt")
    assert run.returncode == 1
    assert run.stderr == "Error: nowhere.txt cannot be read: No such file or directory.\n"


def test_a_folder_that_cannot_be_written_is_named(program: Path, tmp_path: Path) -> None:
    (tmp_path / "look.txt").write_text("%load\n%hist BALANCE\n%echo never\n")
    (tmp_path / "file").write_text("")
    run = cohort_run(program, tmp_path, "look.txt", "--output", "file/folder")
    assert run.returncode == 1
    assert "file/folder" in run.stderr and "Not a directory" in run.stderr
    assert "never" not in run.stdout


def test_a_script_may_name_its_interpreter(program: Path, tmp_path: Path) -> None:
    script = tmp_path / "look"
    script.write_text(f"#!/usr/bin/env -S {program} run\n%echo ran\n")
    script.chmod(0o755)
    assert subprocess.run([script], capture_output=True, text=True, env=os.environ).stdout == "ran\n"


def test_text_that_cannot_be_written_is_an_error(program: Path, tmp_path: Path) -> None:
    (tmp_path / "look.txt").write_text("%echo lost\n%load\n%hist BALANCE\n")
    with open("/dev/full", "w") as full:
        run = subprocess.run([program, "run", "look.txt"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True)
    assert run.returncode == 1
    assert run.stderr == "Error: The text cannot be written to standard output: No space left on device.\n"


def test_standard_output_that_is_closed_is_an_error_and_no_figure_takes_its_place(
    program: Path, tmp_path: Path
) -> None:
    (tmp_path / "look.txt").write_text("%load\n%hist BALANCE\n%echo lost\n")
    run = subprocess.run(
        ["sh", "-c", f"'{program}' run look.txt >&-"], cwd=tmp_path, stderr=subprocess.PIPE, text=True, timeout=120
    )
    assert run.returncode == 1
    assert run.stderr == "Error: The text cannot be written to standard output: Bad file descriptor.\n"
    assert all("lost" not in figure.read_text() for figure in tmp_path.glob("*.svg"))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["install", "--prefix", "here"]])
def test_what_was_asked_for_and_cannot_be_written_is_an_error(program: Path, tmp_path: Path, arguments: list) -> None:
    with open("/dev/full", "w") as full:
        run = subprocess.run([program, *arguments], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True)
    assert run.returncode == 1
    assert "No space left on device" in run.stderr


def test_a_pipe_is_read_and_its_figures_stand_in_the_current_folder(program: Path, tmp_path: Path) -> None:
    command = f"'{program}' run <(echo %load; echo %echo read; echo %hist BALANCE)"
    run = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stderr) == (0, "")
    assert "read\n" in run.stdout
    assert [figure.name for figure in tmp_path.glob("*.svg")] == ["run-01-hist.svg"]


def test_a_fifo_is_read(program: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    process = subprocess.Popen([program, "run", "fifo"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    (tmp_path / "fifo").write_text("%echo read\n")
    assert process.communicate(timeout=60)[0] == "read\n"
    assert process.returncode == 0


def test_a_folder_is_named_as_one(program: Path, tmp_path: Path) -> None:
    run = cohort_run(program, tmp_path, ".")
    assert (run.returncode, run.stderr) == (1, "Error: . cannot be read: Is a directory.\n")
