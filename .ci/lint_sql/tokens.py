"""Words of an SQL script, as the server's scanner sees them."""

import re
from typing import NamedTuple


class Token(NamedTuple):
    kind: str  # word, quoted, string, dollar, number, op, punct, end
    text: str  # a word in lower case, a string without its quotes
    line: int


class Unreadable(Exception):
    """The text is not what the scanner knows."""


# The order matters: a comment before an operator, a prefixed string before a word.
PATTERNS = [
    ("echo", r"(?m:^\\echo[^\n]*)"),
    ("space", r"\s+"),
    ("comment", r"--[^\n]*"),
    ("block", r"/\*"),
    ("escaped", r"[eE]'(?:[^'\\]|''|\\.)*'"),
    ("string", r"(?:[uU]&|[bBxXnN])?'(?:[^']|'')*'"),
    ("dollar", r"(?P<tag>\$(?:[A-Za-z_][A-Za-z_0-9]*)?\$)(?P<body>.*?)(?P=tag)"),
    ("quoted", r'"(?:[^"]|"")*"'),
    ("word", r"@ext(?:schema|owner)@|[A-Za-z_\u0080-\uffff][A-Za-z_0-9$\u0080-\uffff]*"),
    ("number", r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+"),
    ("punct", r"::|:=|=>|[()\[\],;.:]"),
    ("op", r"(?:(?!--|/\*|@ext)[-+*/<>=~!@#%^&|`?])+"),
]
SCANNER = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in PATTERNS), re.DOTALL)
SKIPPED = {"echo", "space", "comment"}


def end_of_block(text: str, start: int) -> int:
    """Block comments nest."""
    depth, at = 1, start + 2
    while depth:
        found = re.compile(r"/\*|\*/").search(text, at)
        if not found:
            raise Unreadable("a block comment does not end")
        depth += 1 if found[0] == "/*" else -1
        at = found.end()
    return at


def token_of(match: re.Match, line: int) -> Token:
    kind, text = match.lastgroup, match[0]
    if match["dollar"]:
        return Token("dollar", match["body"], line)
    if kind == "word":
        return Token(kind, text.lower(), line)
    if kind in ("string", "escaped"):
        return Token("string", text[text.index("'") + 1 : -1].replace("''", "'"), line)
    if kind == "quoted":
        return Token(kind, text[1:-1].replace('""', '"'), line)
    return Token(kind, text, line)


def tokens_of(text: str, line: int = 1) -> list[Token]:
    found, at = [], 0
    while at < len(text):
        match = SCANNER.match(text, at)
        if not match:
            raise Unreadable(f"line {line}: the scanner does not know {text[at : at + 10]!r}")
        stop = end_of_block(text, at) if match["block"] else match.end()
        if not match["block"] and match.lastgroup not in SKIPPED:
            found.append(token_of(match, line))
        line += text.count("\n", at, stop)
        at = stop
    return found


def statements_of(tokens: list[Token]) -> list[list[Token]]:
    """Parts at semicolons that no parenthesis contains."""
    parts, depth = [[]], 0
    for token in tokens:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0) if token.kind == "punct" else 0
        if token.kind == "punct" and token.text == ";" and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


class Reader:
    """Walks over the tokens of a statement."""

    def __init__(self, tokens: list[Token]):
        self.tokens, self.at = tokens, 0
        self.end = Token("end", "", tokens[-1].line if tokens else 0)

    def peek(self, ahead: int = 0) -> Token:
        at = self.at + ahead
        return self.tokens[at] if 0 <= at < len(self.tokens) else self.end

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1] if self.at <= len(self.tokens) else self.end

    def sees(self, *words: str) -> bool:
        return all(
            self.peek(n).kind in ("word", "punct", "op") and self.peek(n).text == word for n, word in enumerate(words)
        )

    def accept(self, *words: str) -> bool:
        if not self.sees(*words):
            return False
        self.at += len(words)
        return True

    def name(self) -> list[str]:
        """Parts of a name with dots; empty where there is none."""
        parts = []
        while self.peek().kind in ("word", "quoted"):
            parts.append(self.take().text)
            if not self.accept("."):
                break
        return parts

    def group(self) -> list[Token]:
        """The tokens in a pair of parentheses."""
        start, depth = self.at + 1, 0
        while self.at < len(self.tokens):
            token = self.take()
            depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "punct" else 0
            if depth == 0:
                break
        return self.tokens[start : self.at - 1]

    def rest(self) -> list[Token]:
        found, self.at = self.tokens[self.at :], len(self.tokens)
        return found


def split_at_commas(tokens: list[Token]) -> list[list[Token]]:
    parts, depth = [[]], 0
    for token in tokens:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0) if token.kind == "punct" else 0
        if token.kind == "punct" and token.text == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]
