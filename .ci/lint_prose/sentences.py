"""Sentences: how a text splits into them, and how long they are."""

import re
import statistics
from typing import Iterator, NamedTuple


class Sentence(NamedTuple):
    path: str
    line: int
    text: str
    words: int


class Limits(NamedTuple):
    """Limits of a kind of text: the median of the words, and the percentages over 20 and over 28 words."""

    median: float
    over_20: float
    over_28: float


def sentences(paragraph: str) -> Iterator[tuple[str, int]]:
    plain = re.sub(r"`[^`]*`", "code", paragraph)
    plain = re.sub(r"!?\[([^]]*)\]\([^)]*\)", r"\1", plain)
    plain = re.sub(r"(?<!\w)[*_]{1,2}|[*_]{1,2}(?!\w)", "", plain)
    plain = re.sub(r"(?<!['’])\b(e\.g|i\.e|s|ss|art|no|vs|c)\.", r"\1", plain)
    for sentence in re.split(r"(?<=[.!?])[\")]*\s+(?=[A-Z\"(0-9`]|code|[a-z]+[_./(])|:\s*$", plain):
        words = re.findall(r"[\w'’$%./-]+", sentence)
        if len(words) > 2:
            yield sentence.strip(), len(words)


def share_over(counts: list[int], limit: int) -> float:
    return 100 * sum(words > limit for words in counts) / len(counts)


def exceeds(kind: str, found: list[Sentence], limits: Limits) -> bool:
    """Prints the figures of a kind, and each sentence over 28 words. Answers whether a figure is over its limit."""
    if not found:
        return False
    counts = [each.words for each in found]
    median, over_20, over_28 = statistics.median(counts), share_over(counts, 20), share_over(counts, 28)
    print(f"{kind}: {len(counts)} sentences, median {median:g}, over 20 words {over_20:.1f}%, over 28 {over_28:.1f}%")
    for each in found:
        if each.words > 28:
            print(f"  {each.path}:{each.line}: {each.words} words: {each.text[:100]}")
    return median > limits.median or over_20 > limits.over_20 or over_28 > limits.over_28
