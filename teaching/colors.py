"""Colors of code on paper and screen: each at least 4.5 : 1 against its ground."""

from pygments.formatters import HtmlFormatter
from pygments.style import Style
from pygments.token import Comment, Keyword, Name, Number, Operator, String


class ReadableStyle(Style):
    """Few colors, all dark; keywords are bold as well."""

    styles = {
        Comment: "italic #4d5a5a",
        Keyword: "bold #5b2a86",
        Operator.Word: "bold #5b2a86",
        Name.Builtin: "#00558a",
        Name.Function: "#00558a",
        Name.Class: "#00558a",
        String: "#8a2a00",
        Number: "#00614a",
    }


def code_style() -> str:
    """The rules for the code in a handout."""
    rules = HtmlFormatter(style=ReadableStyle).get_style_defs(".code")
    return "\n".join(line for line in rules.splitlines() if line.startswith(".code ."))
