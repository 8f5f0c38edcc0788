"""The Python package: what pip installs is all that a person without Swift needs, and other tools know the language by it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from packaged import Environment

METADATA = {"kernelspec": {"name": "cohort", "display_name": "Cohort", "language": "cohort"}}


def notebook(*codes: str) -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    return nbformat.v4.new_notebook(cells=cells, metadata=METADATA)


def text(cell: nbformat.NotebookNode) -> str:
    return "".join(output["text"] for output in cell.outputs if output.output_type == "stream")


def executed(python: Environment, folder: Path, book: nbformat.NotebookNode, *options: str) -> nbformat.NotebookNode:
    nbformat.write(book, folder / "in.ipynb")
    run = python.run("-m", "papermill", "in.ipynb", "out.ipynb", *options, cwd=folder)
    assert run.returncode == 0, run.stderr
    return nbformat.read(folder / "out.ipynb", 4)


def test_papermill_hands_over_parameters_without_a_language_named(python: Environment, tmp_path: Path) -> None:
    book = notebook("word = 'default'\nk = 2\nfast = no  # no map", "%echo $word\n%echo $k $fast $columns")
    book.cells[0].metadata["tags"] = ["parameters"]
    parameters = {"word": 'it\'s a "word" \\ $k', "k": 5, "fast": True, "columns": ["BALANCE", "a b", "c,d"]}
    out = executed(python, tmp_path, book, "-y", json.dumps(parameters))
    assert out.cells[1].source.splitlines() == [
        "# Parameters", r'word = "it' + "'" + r's a \"word\" \\ $k"', "k = 5", "fast = yes", 'columns = (BALANCE "a b" "c,d")',
    ]
    assert text(out.cells[2]) == 'it\'s a "word" \\ $k\n5 yes BALANCE,a b,c,d\n'


def test_papermill_knows_it_by_the_kernel_where_the_notebook_names_another_language(python: Environment, tmp_path: Path) -> None:
    book = notebook("k = 2", "%echo $k $share $span")
    book.cells[0].metadata["tags"] = ["parameters"]
    book.metadata["language_info"] = {"name": "R"}
    out = executed(python, tmp_path, book, "-p", "k", "5", "-p", "share", "1e-05", "-p", "span", "2..10")
    assert text(out.cells[2]) == "5 1e-05 2..10\n"


def test_null_takes_a_parameter_away(python: Environment, tmp_path: Path) -> None:
    book = notebook("k = 2\nn = 3", "n")
    book.cells[0].metadata["tags"] = ["parameters"]
    out = executed(python, tmp_path, book, "-y", '{"k": null}')
    assert out.cells[1].source.splitlines() == ["# Parameters", "k ="]


def test_papermill_lists_the_parameters_of_a_notebook(python: Environment, tmp_path: Path) -> None:
    book = notebook('# what to look at\ntable = "my customers.csv"  # a file\nk = 4\nword = a#b')
    book.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(book, tmp_path / "in.ipynb")
    run = python.run("-m", "papermill", "--help-notebook", "in.ipynb", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    listed = [line.strip() for line in run.stdout.splitlines()]
    assert any('table: Unknown type (default "my customers.csv")' in line for line in listed), run.stdout
    assert any("k: Unknown type (default 4)" in line for line in listed), run.stdout
    assert any("word: Unknown type (default a#b)" in line for line in listed), run.stdout


LEX = """
import json, sys
from pygments.lexers import get_lexer_by_name
lexer = get_lexer_by_name("cohort")
for code in json.load(sys.stdin):
    tokens = [(str(kind)[6:], text) for kind, text in lexer.get_tokens(code)]
    assert not any(kind == "Error" for kind, _ in tokens), (code, tokens)
    assert "".join(text for _, text in tokens).strip() == code.strip(), code
    print(json.dumps([(kind, text) for kind, text in tokens if text.strip()]))
"""


def lexed(python: Environment, *codes: str) -> list[list[list[str]]]:
    run = python.run("-c", LEX, input=json.dumps(codes))
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.parametrize(
    "code, tokens",
    [
        ("%cluster k=5 method=kmeans  # five",
         ["Keyword %cluster", "Name.Attribute k", "Operator =", "Literal.Number 5", "Name.Attribute method", "Operator =",
          "Text kmeans", "Comment.Single # five"]),
        ("k = 4\n%cluster k=$k", ["Name.Variable k", "Operator =", "Literal.Number 4", "Keyword %cluster", "Name.Attribute k",
                                  "Operator =", "Name.Variable $k"]),
        ("%load \"my \\\"own\\\" file.csv\" missing='a,b'",
         ["Keyword %load", 'Literal.String.Double "my \\"own\\" file.csv"', "Name.Attribute missing", "Operator =",
          "Literal.String.Single 'a,b'"]),
        ("%echo don't 2..10 auto", ["Keyword %echo", "Text don't", "Literal.Number 2", "Operator ..", "Literal.Number 10",
                                    "Keyword.Constant auto"]),
        ("%cluster?\n?%load\nk?", ["Keyword %cluster", "Operator ?", "Operator ?", "Keyword %load", "Keyword k", "Operator ?"]),
        ("%time %describe \\\n  BALANCE", ["Keyword %time", "Keyword %describe", "Text \\\n", "Text BALANCE"]),
        ("%sql as=r SELECT BALANCE\n%head 3",
         ["Keyword %sql", "Name.Attribute as", "Operator =", "Text r", "Keyword SELECT", "Name BALANCE", "Keyword %head",
          "Literal.Number 3"]),
        ("%%sql as=r\nSELECT 1", ["Keyword %%sql", "Name.Attribute as", "Operator =", "Text r", "Keyword SELECT",
                                  "Literal.Number.Integer 1"]),
    ],
    ids=["key", "parameter", "texts", "values", "help", "nested", "query", "query-cell"],
)
def test_the_lexer_tells_what_stands_in_a_cell(python: Environment, code: str, tokens: list[str]) -> None:
    assert [f"{kind} {text}" for kind, text in lexed(python, code)[0]] == tokens


def test_the_lexer_reads_every_cell_of_the_walkthroughs(python: Environment, root: Path) -> None:
    books = [nbformat.read(path, 4) for path in sorted((root / "Notebooks").glob("0*.ipynb"))]
    codes = [cell.source for book in books for cell in book.cells if cell.cell_type == "code"]
    for code, tokens in zip(codes, lexed(python, *codes), strict=True):
        commands = [line.split()[0] for line in code.splitlines() if line.startswith("%")]
        keywords = {text for kind, text in tokens if kind == "Keyword"}
        assert {command.rstrip("?") for command in commands} <= keywords, code


def test_nbconvert_colours_cells(python: Environment, tmp_path: Path) -> None:
    nbformat.write(notebook("%echo k=5"), tmp_path / "look.ipynb")
    # Which lexer it takes is settled before it executes anything.
    for options in (["--execute", "--inplace"], ["--to", "html"]):
        run = python.run("-m", "nbconvert", *options, "look.ipynb", cwd=tmp_path)
        assert run.returncode == 0 and "lexer" not in run.stderr, run.stderr
    assert '<span class="k">%echo</span>' in (tmp_path / "look.html").read_text()


def test_a_notebook_executed_with_it_is_plain_text_where_it_is_not_installed(python: Environment, tmp_path: Path) -> None:
    nbformat.write(notebook("%echo hello"), tmp_path / "look.ipynb")
    run = python.run("-m", "nbconvert", "--execute", "--inplace", "look.ipynb", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert nbformat.read(tmp_path / "look.ipynb", 4).metadata.language_info.pygments_lexer == "cohort"
    subprocess.run(["jupyter", "nbconvert", "--to", "html", "look.ipynb"], cwd=tmp_path, check=True, capture_output=True)
    assert "%echo hello" in (tmp_path / "look.html").read_text()


def test_the_program_is_found_from_the_kernelspec_and_runs_here(python: Environment) -> None:
    folder = python.folder / "share" / "jupyter" / "kernels" / "cohort"
    spec = json.loads((folder / "kernel.json").read_text())
    # What jupyter_client and VS Code put in the place of {resource_dir}.
    program = Path(spec["argv"][0].replace("{resource_dir}", str(folder)))
    assert program.resolve() == (python.folder / "bin" / "cohort").resolve() and os.access(program, os.X_OK)
    check = python.run("-m", "cohort_kernel")
    assert check.returncode == 0 and "runs here" in check.stdout, check.stderr


def test_a_missing_library_is_named_with_its_package(python: Environment) -> None:
    code = (
        "from cohort_kernel import __main__ as check\n"
        "found = check.ctypes.CDLL\n"
        "def CDLL(name):\n"
        "    if name == 'libzmq.so.5': raise OSError(name)\n"
        "    return found(name)\n"
        "check.ctypes.CDLL = CDLL\n"
        "raise SystemExit(check.main())\n"
    )
    run = python.run("-c", code)
    assert run.returncode == 1
    assert run.stderr == (
        "Cohort cannot run here: this machine lacks libzmq.so.5. On Debian and Ubuntu: apt-get install libzmq5\n"
    )


def test_every_library_that_it_needs_has_a_package_to_name(python: Environment) -> None:
    code = "from cohort_kernel import __main__ as check; print(set(check.NEEDED) == set(check.PACKAGES), len(check.NEEDED))"
    assert python.run("-c", code).stdout == "True 5\n"


def test_the_same_program_makes_the_same_wheel(wheel: Path, program: Path, root: Path, tmp_path: Path) -> None:
    script = root / "Sources" / "Wheel" / "build.py"
    subprocess.run([sys.executable, script, program, tmp_path], check=True, capture_output=True)
    (again,) = tmp_path.iterdir()
    assert again.name == wheel.name
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None


def test_uninstalling_leaves_nothing(wheel: Path, tmp_path: Path) -> None:
    fresh = Environment(tmp_path / "fresh")
    before = fresh.files
    fresh.pip("install", "--no-index", wheel)
    assert (fresh.folder / "bin" / "cohort") in fresh.files - before
    fresh.pip("uninstall", "--yes", "cohort-kernel")
    left = {file for file in fresh.files - before if file.is_file()}
    assert left == set()
