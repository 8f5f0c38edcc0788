"""Writes the application's notebook, to begin with a table: begin.py NOTEBOOK OUT [TABLE]"""

import json
import sys
from pathlib import Path

notebook, out = sys.argv[1:3]
book = json.loads(Path(notebook).read_text())
if len(sys.argv) > 3:
    table = Path(sys.argv[3]).resolve()
    if not table.is_file():
        sys.exit(f"{table} is no file")
    quoted = str(table).replace("\\", "\\\\").replace('"', '\\"')
    book["cells"][0]["source"] = f'%load "{quoted}"\n%app'
Path(out).parent.mkdir(exist_ok=True)
Path(out).write_text(json.dumps(book))
