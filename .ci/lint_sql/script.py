"""A script that is read: its objects so far, and its findings."""

from typing import NamedTuple

import allowed

SCHEMA = "@extschema@"

# Types that the grammar maps to pg_catalog; nobody can put another type in their place.
GRAMMAR_TYPES = set(
    """bigint bit boolean char character dec decimal double float int integer interval numeric real smallint time
    timestamp varchar""".split()
)
# Names that the server replaces before it looks for a type.
SERIALS = {"bigserial", "serial", "smallserial"}
# Types of pg_catalog in every supported version. A script's path does not name pg_catalog, so it is searched first.
# Types have no overloads: the first type found is taken. A function's body runs under its caller's path, where
# this does not hold.
CATALOG_TYPES = set(
    """bool bytea date event_trigger float8 int2 int4 int8 json jsonb name oid regclass regprocedure regrole regtype text
    timestamptz trigger uuid void""".split()
)


# How names of functions begin that a script makes for itself, in pg_catalog.
HELPER = "fw_"


class Finding(NamedTuple):
    file: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.why}"


class Script:
    def __init__(self, file: str, allow=None):
        self.file = file
        self.findings: list[Finding] = []
        self.relations: set[str] = set()
        self.functions: dict[str, list[tuple]] = {}
        self.allow = allow if allow is not None else allowed.for_file(file)
        self.used: set[tuple] = set()

    def refuse(self, line: int, why: str) -> None:
        self.findings.append(Finding(self.file, line, why))

    def permits(self, place: str, what: str) -> bool:
        """Whether the list of exceptions has it; the entry counts as used."""
        key = (place, what)
        if key not in self.allow:
            return False
        self.used.add(key)
        return True

    def unused(self) -> list[Finding]:
        return [
            Finding(
                self.file, 0, f"the exception for {what} in {place} is not used: remove it from .ci/lint_sql/allowed.py"
            )
            for place, what in sorted(self.allow - self.used)
        ]


class Context(NamedTuple):
    """How a part of a script is read."""

    script: Script
    place: str  # as the list of exceptions names it
    runs: bool = False  # the script evaluates it, so it may call only what the script has made
    path: str = "script"  # the role with the search path for names: script, caller, owner

    def refuse(self, line: int, why: str) -> None:
        self.script.refuse(line, why)

    def at(self, place: str) -> "Context":
        return self._replace(place=f"{self.place}, {place}" if self.place else place)
