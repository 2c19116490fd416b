"""Documents: their prose without tables, headings, code and lists of links. An item of a list counts as any paragraph."""

import re
from typing import Iterator

from sentences import Sentence, sentences

# The benchmark prints its own page, and the weekend rules are a table of laws.
NO_PROSE = ("doc/benchmarks.md", "doc/weekend_rules.md")
# The changelog of released versions stays as it was published.
UNRELEASED = re.compile(r"^## (?!.*unreleased).*\Z", re.MULTILINE | re.DOTALL)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph or item of a list as one string, with its first line."""
    for block in (r"```.*?```", r"<!--.*?-->"):
        text = re.sub(block, lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    first, current = 0, []
    for number, line in enumerate(text.split("\n") + [""], 1):
        bare = line.strip()
        starts = re.match(r"([-*]|\d+\.) ", bare)
        if not bare or starts or bare.startswith(("#", "|", ">")):
            if current:
                yield first, " ".join(current)
            current = []
        if bare and not bare.startswith(("#", "|", ">", "[!")):
            first = first if current else number
            current.append(bare[starts.end():] if starts else bare)


def document_sentences(path: str, text: str) -> Iterator[Sentence]:
    if path in NO_PROSE or path == "CHANGELOG.md":
        return
    for line, paragraph in paragraphs(text):
        for sentence, words in sentences(paragraph):
            yield Sentence(path, line, sentence, words)
