"""Comments: those of C++, of SQL, of scripts and of make, and the texts of COMMENT ON."""

import re
from typing import Iterator

from sentences import Sentence, sentences

# Kinds of files by their names; other files without a suffix are scripts.
MARKS = {
    "C++": (r"\.[ch]pp$", "//"),
    "SQL": (r"\.sql$", "--"),
    "scripts": (r"\.(py|pl|pm|spec|yml|txt|mk|control)$|(^|/)[^.]+$|^\.[a-z-]+$", "#"),
}
# Directives to tools.
DIRECTIVE = re.compile(r"^(!|shellcheck |NOLINT|clang-format |type: |noqa|refused: )")
COMMENT_ON = re.compile(r"^COMMENT ON (.*?) IS\s+'((?:[^']|'')*)';", re.MULTILINE | re.DOTALL)


def kind_of(path: str) -> str | None:
    return next((kind for kind, (name, _) in MARKS.items() if re.search(name, path)), None)


def code_and_comment(line: str, mark: str) -> tuple[str, str | None]:
    """A comment begins at the line's beginning or after a blank, and not within a string."""
    for found in re.finditer(rf"(?<!\S){re.escape(mark)}+(?!\S)", line):
        before = line[: found.start()]
        if before.count('"') % 2 == 0 and before.count("'") % 2 == 0:
            return before, line[found.end():].rstrip()
    return line, None


def blocks(text: str, mark: str) -> Iterator[tuple[int, str]]:
    """Neighbouring lines of comments as one paragraph. An indented line in it is code or a table, and ends it."""
    first, current = 0, []
    for number, line in enumerate(text.split("\n") + [""], 1):
        code, comment = code_and_comment(line, mark)
        prose = comment is not None and re.match(r" \S", comment) and not DIRECTIVE.match(comment.strip())
        if current and (code.strip() or not prose):
            yield first, " ".join(current)
            current = []
        if prose:
            first = first if current else number
            current.append(comment.strip())


def docstrings(text: str) -> Iterator[tuple[int, str]]:
    """A string after a header that ends with a colon, or at the beginning of the file."""
    for found in re.finditer(r'(?:\A(?:#!.*\n)?|:\n) *"""(.*?)"""', text, re.DOTALL):
        line = text.count("\n", 0, found.start(1)) + 1
        for paragraph in found[1].split("\n\n"):
            yield line, " ".join(paragraph.split())
            line += paragraph.count("\n") + 2


def comment_sentences(path: str, text: str) -> Iterator[Sentence]:
    kind = kind_of(path)
    if not kind:
        return
    found = list(blocks(text, MARKS[kind][1]))
    if path.endswith(".py") or text.startswith("#!/usr/bin/env python3"):
        found += docstrings(text)
    for line, paragraph in found:
        for sentence, words in sentences(paragraph):
            yield Sentence(path, line, sentence, words)


def described_objects(scripts: list[tuple[str, str]]) -> Iterator[Sentence]:
    """The texts of COMMENT ON after all scripts up, in their order. A later text replaces an earlier one."""
    texts = {}
    for path, text in scripts:
        for found in COMMENT_ON.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            texts[" ".join(found[1].split())] = (path, line, found[2].replace("''", "'"))
    for path, line, text in texts.values():
        for sentence, words in sentences(text):
            yield Sentence(path, line, sentence, words)
