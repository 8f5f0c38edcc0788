"""Parameters for papermill: `papermill in.ipynb out.ipynb -p k 5`, without `-l`.

papermill chooses how parameters are written by the notebook's kernel and language, and knows a fixed list of them. It has no
plug for more, but imports every engine that is registered under `papermill.engine`, and so imports this module.
"""

from __future__ import annotations

import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators


class CohortTranslator(Translator):
    """Writes values as they are typed in a cell."""

    # What stands without quotes and reads back as it is. Commas and dots are left bare: `A,B` is a list, `2..10` a range.
    BARE = re.compile(r"[A-Za-z0-9_./+-][A-Za-z0-9_.,:/@+-]*")
    ASSIGNMENT = re.compile(
        r'''^(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|.*?)\s*(?:(?<=\s)\#\s*(?P<help>.*))?$'''
    )

    @classmethod
    def translate_escaped_str(cls, value) -> str:
        text = str(value)
        return text if cls.BARE.fullmatch(text) else cls.quoted(text)

    @staticmethod
    def quoted(text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'

    @classmethod
    def translate_none(cls, value) -> str:
        # `name =` takes the parameter away.
        return ""

    @classmethod
    def translate_bool(cls, value) -> str:
        return "yes" if value else "no"

    @classmethod
    def translate_list(cls, value) -> str:
        # A comma within an item is no comma between items.
        items = (cls.quoted(item) if isinstance(item, str) and "," in item else cls.translate(item) for item in value)
        return f"({' '.join(items)})"

    @classmethod
    def translate_dict(cls, value) -> str:
        raise NotImplementedError(f"Cohort's parameters are texts, numbers, yes or no, and lists of them; this is a mapping: {value}")

    @classmethod
    def comment(cls, text: str) -> str:
        return f"# {text}".strip()

    @classmethod
    def assign(cls, name: str, text: str) -> str:
        return f"{name} = {text}".rstrip()

    @classmethod
    def inspect(cls, cell) -> list[Parameter]:
        """What `papermill --help-notebook` lists: the assignments of the cell tagged `parameters`."""
        matches = filter(None, map(cls.ASSIGNMENT.match, cell["source"].splitlines()))
        return [Parameter(match["name"], "None", match["value"].strip(), match["help"] or "") for match in matches]


papermill_translators.register("cohort", CohortTranslator)


class CohortEngine(NBClientEngine):
    """papermill's own engine; it stands here so that papermill imports this module."""
