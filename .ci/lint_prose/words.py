"""Words that the project does without: as words of a text, as parts of names, and as beginnings of sentences."""

import re
from typing import Iterator

from comments import code_and_comment

# In texts and in names. An underscore separates words.
RETIRED = (
    r"sights?|viewpoints?|heirs?|doomed|takes.along|fates?|roads?|story|stories|contenders?|(?<!standard )deviations?|"
    r"kept.column|is_guarded|core::demand|attempt_until_alone|told|tells?|rule_day|days_rule|base_day|planned_day|"
    r"named_day|asof_lines|(?:is|are|was|were) (?:not there|there already)|hence|anew|shall|lest|stands?|standing|stood|"
    r"save for|whoever|a row a grain"
)
# In names of C++ only: as words of a text they are plain.
RETIRED_NAMES = r"(?<!in_)places?|kept|note|books?|(?<!at_)least|greatest"
WORD = re.compile(rf"(?<![A-Za-z])({RETIRED})(?![A-Za-z])", re.IGNORECASE)
NAME = re.compile(rf"(?<![A-Za-z])({RETIRED_NAMES})(?![A-Za-z])")
BEGINNING = re.compile(r"^(What|Whoever|That which|Whose)\b", re.IGNORECASE)
STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
# An answer of schema_versions, which stays.
ANSWER = "no data lost without being told"
# Laws are quoted in their own words.
LAW = re.compile(r"^\|.*(\bActs?\b|\bStat\.|§|\bs\. \d)")


def retired_words(path: str, text: str) -> Iterator[tuple[int, str]]:
    """Lines with a retired word, and the word."""
    cpp = path.endswith((".cpp", ".hpp"))
    for number, line in enumerate(text.split("\n"), 1):
        if LAW.search(line) or ANSWER in line:
            continue
        for found in WORD.finditer(line):
            yield number, found[0]
        if cpp:
            for found in NAME.finditer(STRING.sub('""', code_and_comment(line, "//")[0])):
                yield number, found[0]
