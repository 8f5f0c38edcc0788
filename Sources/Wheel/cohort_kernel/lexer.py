"""Colours for cells, by Pygments: nbconvert, the console and documentation take them from here."""

from __future__ import annotations

from pygments.lexer import RegexLexer, bygroups, default, using, this
from pygments.lexers.sql import SqlLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text, Whitespace

# An item begins behind a blank, a comma, an equals sign or a bracket, and ends before one of them.
BEGIN, END = r"(?<![^\s,=(])", r"(?![^\s,)])"


class CohortLexer(RegexLexer):
    """Commands, keys, texts, numbers, references, comments, questions for help."""

    name = "Cohort"
    aliases = ["cohort"]
    filenames = ["*.cohort"]
    mimetypes = ["text/x-cohort"]

    tokens = {
        # At the start of a line.
        "root": [
            (r"\s+", Whitespace),
            (r"#.*", Comment.Single),
            (r"(\?+)(\s*)(%*[^\s?]*)", bygroups(Operator, Whitespace, Keyword)),
            (r"(%{1,2}[^\s?]+|\w+)(\?+)", bygroups(Keyword, Operator)),
            (r"(%%sql\b)([^\n]*\n?)([\s\S]*)", bygroups(Keyword, using(this, state="values"), using(SqlLexer))),
            (r"%(?:sql|filter|derive)\b", Keyword, "query"),
            (r"%{1,2}[^\s?]*", Keyword, "values"),
            (r"([^\W\d]\w*)(\s*)(=)(?!=)", bygroups(Name.Variable, Whitespace, Operator), "values"),
            default("values"),
        ],
        # The rest of a line that SQL answers, behind its options.
        "query": [
            (r"[^\S\n]+", Whitespace),
            (r"(as)(=)(\S+)", bygroups(Name.Attribute, Operator, Text)),
            (r"[^\n]+", using(SqlLexer), "#pop"),
            default("#pop"),
        ],
        # What follows a command's name or a parameter's equals sign.
        "values": [
            (r"\\[^\S\n]*\n", Text),
            (r"\n", Whitespace, "#pop"),
            (r"[^\S\n]+", Whitespace),
            (r"(?<![^\s])#.*", Comment.Single),
            (r"(?<![^\s])%[^\s?]+", Keyword),
            (r"([^\W\d]\w*)(=)", bygroups(Name.Attribute, Operator)),
            (BEGIN + r'"(?:[^"\\]|\\.)*"', String.Double),
            (BEGIN + r"'[^']*'", String.Single),
            (BEGIN + r"\$[^\W\d]\w*" + END, Name.Variable),
            (BEGIN + r"(\d+)(\.\.)(\d+)" + END, bygroups(Number, Operator, Number)),
            (BEGIN + r"[+-]?(?:\d[\d_]*)?\.?\d+(?:[eE][+-]?\d+)?" + END, Number),
            (BEGIN + r"(?:auto|yes|no|none)" + END, Keyword.Constant),
            (r"[,()]", Punctuation),
            (r"=", Operator),
            (r"[^\s,()=]+", Text),
        ],
    }
