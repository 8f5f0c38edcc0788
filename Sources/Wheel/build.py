"""Builds a wheel of a built program: `build.py PROGRAM FOLDER`, which is what `make wheel` does.

A wheel is a zip file whose names say where pip puts what. It is written here, and not by a build tool, because nothing is to be
compiled: the program comes from SwiftPM. The same program gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import platform
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAME = "cohort_kernel"
# The first moment that a zip file can say: no time goes into the wheel.
TIME = (1980, 1, 1, 0, 0, 0)

ENTRY_POINTS = """\
[papermill.engine]
cohort = cohort_kernel.parameters:CohortEngine

[pygments.lexers]
cohort = cohort_kernel.lexer:CohortLexer
"""


def needed(program: Path) -> list[str]:
    """The libraries that the program is linked with and that do not come with every Linux."""
    lines = subprocess.run(["readelf", "--dynamic", program], check=True, capture_output=True, text=True).stdout
    everywhere = re.compile(r"(libc|libm|libdl|libpthread|librt|libgcc_s|libstdc\+\+|ld-linux.*)\.so")
    return [name for name in re.findall(r"\(NEEDED\).*\[(.*)\]", lines) if not everywhere.match(name)]


def stripped(program: Path) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "cohort"
        subprocess.run(["strip", "-o", copy, program], check=True)
        return copy.read_bytes()


def kernelspec() -> str:
    """The template filled in, for a program whose place is known only from where the kernelspec itself lies."""
    spec = json.loads((ROOT / "kernel.json").read_text())
    spec["argv"][0] = "{resource_dir}/../../../../bin/cohort"
    spec["display_name"] = "Cohort"
    # The lexer and JupyterLab's language mode of this name come with the wheel.
    spec["env"] = {"COHORT_SYNTAX": "cohort"}
    return json.dumps(spec, indent=2) + "\n"


def labextension(version: str) -> dict[str, bytes]:
    script = (HERE / "labextension" / "extension.js").read_bytes()
    # Browsers keep a script for as long as its name stays.
    load = f"static/remoteEntry.{hashlib.sha256(script).hexdigest()[:16]}.js"
    package = {
        "name": "cohort-kernel", "version": version, "description": "Colours for the cells of Cohort", "license": "Apache-2.0",
        "jupyterlab": {"extension": True, "_build": {"load": load, "extension": "./extension"}},
    }
    install = {
        "packageManager": "python", "packageName": "cohort_kernel",
        "uninstallInstructions": "Use pip to uninstall cohort_kernel",
    }
    return {load: script, "package.json": written(package), "install.json": written(install)}


def written(value: dict) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


def contents(program: Path, version: str, tag: str) -> dict[str, bytes]:
    """Every file of the wheel but its list of files, by its name in it."""
    info, data = f"{NAME}-{version}.dist-info", f"{NAME}-{version}.data"
    files = {f"{NAME}/{file.name}": file.read_bytes() for file in sorted((HERE / NAME).glob("*.py"))}
    files[f"{NAME}/libraries.py"] = (
        f'"""The libraries that the program is linked with, as its builder found them."""\n\nNEEDED = {needed(program)!r}\n'
    ).encode()
    files[f"{data}/scripts/cohort"] = stripped(program)
    share = f"{data}/data/share/jupyter"
    files[f"{share}/kernels/cohort/kernel.json"] = kernelspec().encode()
    for logo in sorted((ROOT / "Sources" / "cohort" / "Resources").glob("logo-*")):
        files[f"{share}/kernels/cohort/{logo.name}"] = logo.read_bytes()
    for name, content in labextension(version).items():
        files[f"{share}/labextensions/cohort-kernel/{name}"] = content
    files[f"{info}/licenses/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    files[f"{info}/entry_points.txt"] = ENTRY_POINTS.encode()
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.4\nName: cohort-kernel\nVersion: {version}\n"
        "Summary: A Jupyter kernel for customer segmentation\n"
        "License-Expression: Apache-2.0\nLicense-File: LICENSE\nRequires-Python: >=3.9\n"
    ).encode()
    files[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: cohort\nRoot-Is-Purelib: false\nTag: {tag}\n"
    ).encode()
    return files


def build(program: Path, folder: Path) -> Path:
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    # Not manylinux: the program needs libraries of the system, which `python -m cohort_kernel` names where they are missing.
    tag = f"py3-none-linux_{platform.machine()}"
    files = contents(program, version, tag)
    record = f"{NAME}-{version}.dist-info/RECORD"
    lines = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()},{len(content)}"
        for name, content in files.items()
    ]
    files[record] = "\n".join([*lines, f"{record},,", ""]).encode()
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{NAME}-{version}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if "/scripts/" in name else 0o100644) << 16
            archive.writestr(entry, content)
    return wheel


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])))
