#!/bin/sh
# nbconvert --to latex (and pdf) fails for want of Inkscape on a figure whose PNG lies beside its SVG.
#
# Package:  nbconvert 7.17.2, nbformat 5.11.1
# Input:    a valid notebook with one output, a display_data that holds one figure in three forms: image/svg+xml, image/png and text.
# Expected: where no Inkscape is installed, the PNG is taken: LaTeX can show it, nbconvert's order of forms for LaTeX has it before
#           the SVG, and without the SVG the same notebook is converted.
# Seen:     a traceback that ends in "FileNotFoundError: Inkscape executable not found", exit status 1, no file; every SVG is made a
#           PDF before anybody asks which form is shown. With --SVG2PDFPreprocessor.enabled=False the PNG is in the document.
# This script fails when what it sees is no longer so. It installs into a temporary folder and removes it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbconvert==7.17.2 nbformat==5.11.1
cd "$folder"
for program in inkscape pandoc; do command -v $program >/dev/null && echo "$program: $(command -v $program)" || echo "$program: none"; done
command -v pandoc >/dev/null || { echo 'This needs pandoc (nbconvert takes it for LaTeX): apt-get install pandoc' >&2; exit 2; }
command -v inkscape >/dev/null && { echo 'This is seen only where Inkscape is not installed' >&2; exit 2; }
"$folder/venv/bin/python" - <<'PYTHON'
import base64
import subprocess
import sys

import nbconvert
import nbformat
from nbconvert.exporters import LatexExporter

print(f"nbconvert {nbconvert.__version__}")
png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
assert base64.b64decode(png).startswith(b"\x89PNG")
svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
forms = {"image/svg+xml": svg, "image/png": png, "text/plain": "a square"}


def converted(name: str, forms: dict, *options: str) -> subprocess.CompletedProcess:
    output = nbformat.v4.new_output("display_data", data=forms)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("draw", execution_count=1, outputs=[output])])
    nbformat.validate(book)
    nbformat.write(book, f"{name}.ipynb")
    run = [sys.executable, "-m", "nbconvert", "--to", "latex", *options, f"{name}.ipynb"]
    return subprocess.run(run, capture_output=True, text=True)


order = LatexExporter().display_data_priority if hasattr(LatexExporter(), "display_data_priority") else []
order = order or LatexExporter().default_config.NbConvertBase.display_data_priority
print("order of forms for LaTeX:", order)
both = converted("both", forms)
print("SVG and PNG:", both.returncode, both.stderr.strip().splitlines()[-1])
alone = converted("alone", {kind: form for kind, form in forms.items() if kind != "image/svg+xml"})
print("PNG alone:", alone.returncode)
without = converted("without", forms, "--SVG2PDFPreprocessor.enabled=False")
shown = ".png" in open("without.tex").read().split(r"\begin{document}")[1]
print("SVG and PNG, without the preprocessor:", without.returncode, "the PNG is shown" if shown else "the PNG is not shown")
assert both.returncode == 1 and "Inkscape executable not found" in both.stderr, "this is no longer so"
assert alone.returncode == 0 and without.returncode == 0 and shown
assert order.index("image/png") < order.index("image/svg+xml"), "this is no longer so"
PYTHON
