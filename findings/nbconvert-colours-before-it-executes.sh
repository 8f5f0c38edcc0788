#!/bin/sh
# nbconvert chooses the colours of code before it executes the notebook, and so by another language than the kernel's.
#
# Package:  nbconvert 7.17.2, with ipykernel 7.4.0 and bash_kernel 0.10.0 as kernels, nbformat 5.11.1, Pygments 2.21.0
# Input:    a valid notebook for the kernel `bash` that was never run: its kernelspec is named, and it has no language_info.
# Expected: `--execute --to html` colours the code as the kernel's language, which the kernel has said while it ran and which stands
#           in the executed notebook; the same page as `--execute --to notebook` and then `--to html` give.
# Seen:     the code is coloured as IPython (a $ is an error, a variable is no variable), without a word; in two steps it is coloured
#           as bash.
# This script fails when what it sees is no longer so. It installs into a temporary folder and removes it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbconvert==7.17.2 nbformat==5.11.1 Pygments==2.21.0 ipykernel==7.4.0 bash_kernel==0.10.0
cd "$folder"
export PATH="$folder/venv/bin:$PATH" JUPYTER_PLATFORM_DIRS=1 HOME="$folder"
python -m bash_kernel.install --sys-prefix >/dev/null 2>&1
cat > once.ipynb <<'NOTEBOOK'
{"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [],
            "source": "name=world\necho \"hello $name\" ${name}"}],
 "metadata": {"kernelspec": {"name": "bash", "display_name": "Bash", "language": "bash"}}, "nbformat": 4, "nbformat_minor": 5}
NOTEBOOK
jupyter nbconvert --log-level WARN --execute --to html --output one-step once.ipynb
jupyter nbconvert --log-level WARN --execute --to notebook --output executed once.ipynb
jupyter nbconvert --log-level WARN --to html --output two-steps executed.ipynb
python - <<'PYTHON'
import json
import re

import nbconvert

print(f"nbconvert {nbconvert.__version__}")
language = json.load(open("executed.ipynb"))["metadata"]["language_info"]["name"]
print(f"the kernel says: {language}")
code = {}
for name in ["one-step", "two-steps"]:
    page = open(f"{name}.html").read()
    assert "hello world world" in page, "it did not run"
    (block,) = re.findall(r'<div class="highlight hl-(\w+)"><pre>(.*?)</pre>', page, re.DOTALL)
    code[name] = block
    print(f"{name}: coloured as {block[0]}: {block[1].strip()}")
assert language == "bash" and code["two-steps"][0] == "bash" and code["one-step"][0] == "ipython3", "this is no longer so"
PYTHON
