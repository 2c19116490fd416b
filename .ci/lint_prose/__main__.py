"""Measures the sentences of documents, comments and COMMENT ON, and finds words that the project does not use.

Prints the figures of each kind of text: sentences, median of their words, and shares over 20 and over 28 words. Sentences
over 28 words follow, and retired words with their lines. Fails on a word, or a figure over its limit.

python3 -B .ci/lint_prose [-l WORDS] [FILE]...

Without names it reads all files of the project. With -l it lists each sentence over so many words. It begins with the samples
in test/lint/prose, and must find the marked lines and no others.
"""

import argparse
import pathlib
import re
import subprocess
import sys

from comments import COMMENT_ON, comment_sentences, described_objects, kind_of
from documents import UNRELEASED, document_sentences
from sentences import Limits, Sentence, exceeds
from words import BEGINNING, retired_words

LIMITS = {
    "documents": Limits(12, 2.0, 0.5),
    "C++": Limits(12, 5.0, 1.0),
    "SQL": Limits(12, 2.0, 0.5),
    "scripts": Limits(12, 2.0, 0.5),
    "COMMENT ON": Limits(12, 0.0, 0.0),
}
SAMPLES = "test/lint/prose/"
# Legal texts, data of others, this tool's own lists, and answers of the server, which follow from the tests.
LEFT_OUT = re.compile(r"^(LICENSE|\.ci/lint_prose/words\.py|expected/.*|test/lint/.*)$|\.(tsv|csv|gz|sha256|inc)$")


def files() -> list[str]:
    return [path for path in subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.splitlines()
            if not LEFT_OUT.search(path) and pathlib.Path(path).is_file()]


def released() -> set[str]:
    return set(pathlib.Path(".ci/released.sha256").read_text(encoding="utf-8").split())


def read(path: str) -> str:
    text = pathlib.Path(path).read_text(encoding="utf-8", errors="replace")
    if path == "CHANGELOG.md":
        return UNRELEASED.sub("", text)
    if path.startswith("sql/") and not is_up(path):
        # A step down gives the texts of a released version back.
        return COMMENT_ON.sub(lambda found: "\n" * found[0].count("\n"), text)
    return text


def sentences_of(path: str) -> tuple[str, list[Sentence]]:
    if path.endswith(".md"):
        return "documents", list(document_sentences(path, read(path)))
    return kind_of(path) or "scripts", list(comment_sentences(path, read(path)))


def findings(path: str, found: list[Sentence]) -> list[tuple[int, str]]:
    beginnings = [(each.line, each.text.split(maxsplit=1)[0]) for each in found if BEGINNING.search(each.text)]
    return sorted(beginnings + list(retired_words(path, read(path))))


def check_samples() -> bool:
    """Lines of a sample with REFUSED must be found, by a word or a long sentence, and no others."""
    good = True
    for path in sorted(str(path) for path in pathlib.Path(SAMPLES).iterdir()):
        found = sentences_of(path)[1] + list(described_objects([(path, read(path))]))
        lines = {line for line, _ in findings(path, found)} | {each.line for each in found if each.words > 20}
        marked = {number for number, line in enumerate(read(path).split("\n"), 1) if "REFUSED" in line}
        for line in sorted(lines ^ marked):
            print(f"{path}:{line}: {'found' if line in lines else 'not found'}, against the sample")
            good = False
    return good


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("-l", type=int, metavar="WORDS")
    parser.add_argument("files", nargs="*", metavar="FILE")
    options = parser.parse_args()
    failed = not check_samples()
    scripts = released()
    kinds: dict[str, list[Sentence]] = {kind: [] for kind in LIMITS}
    for path in options.files or files():
        if path in scripts:
            continue
        kind, found = sentences_of(path)
        kinds[kind] += found
        for line, word in findings(path, found):
            print(f"{path}:{line}: {word}")
            failed = True
    if not options.files:
        chain = sorted((path for path in map(str, pathlib.Path("sql").glob("*.sql")) if is_up(path)), key=versions_of)
        kinds["COMMENT ON"] = list(described_objects([(path, read(path)) for path in chain]))
    for kind, limits in LIMITS.items():
        failed |= exceeds(kind, kinds[kind], limits)
        for each in kinds[kind]:
            if options.l and each.words > options.l:
                print(f"  {each.path}:{each.line}: {each.words} words: {each.text}")
    if failed:
        print("lint_prose: a retired word, or figures over .ci/lint_prose/__main__.py's limits", file=sys.stderr)
    return failed


def versions_of(path: str) -> list[list[int]]:
    return [list(map(int, version)) for version in re.findall(r"(\d+)\.(\d+)", path)]


def is_up(path: str) -> bool:
    """A first script, or a step to a higher version."""
    versions = versions_of(path)
    return versions == sorted(versions)


sys.exit(main())
