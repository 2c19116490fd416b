"""Names, types and expressions: each name must say its schema."""

from script import HELPER, CATALOG_TYPES, GRAMMAR_TYPES, SCHEMA, SERIALS, Context
from tokens import Reader, Token, Unreadable, split_at_commas, tokens_of

# Words before a parenthesis that call no function, or one that the grammar finds in pg_catalog.
NOT_CALLS = GRAMMAR_TYPES | set(
    """all always and any array as by case check coalesce conflict cube distinct else except exists extract filter from
    greatest grouping having in include intersect is join key lateral least like limit materialized natural not nullif
    offset on or over partition primary references restart returning rollup row rows select set sets some then unique
    union using values when where with within""".split()
)
# Words by which the grammar looks for an operator by its name, along the search path.
IMPLICIT_OPERATORS = {"in", "between", "like", "ilike", "similar", "nullif", "natural"}
# Words after which an operator cannot have a left side.
PREFIX_WORDS = set("and by default else in limit not on or returning select then when where".split())
# Before a string, any other name is a type.
BEFORE_STRINGS = NOT_CALLS | {"default", "end", "escape", "is"}
CLAUSES = (
    "select where group order having limit offset union except intersect set returning values window fetch for".split()
)


def is_qualified(parts: list[str]) -> bool:
    return len(parts) == 2 and parts[0] in (SCHEMA, "pg_catalog")


def check_relation(parts: list[str], line: int, context: Context) -> None:
    if not is_qualified(parts):
        context.refuse(line, f'relation "{".".join(parts)}" must be qualified: one of another schema could be taken')


def check_function(parts: list[str], line: int, context: Context) -> None:
    if not is_qualified(parts):
        context.refuse(line, f'function "{".".join(parts)}" must be qualified: one of another schema could be taken')


def is_known_type(parts: list[str], context: Context) -> bool:
    if len(parts) != 1:
        return is_qualified(parts)
    if parts[0] in GRAMMAR_TYPES:
        return True
    return context.path != "caller" and parts[0] in CATALOG_TYPES | SERIALS


def read_type(reader: Reader, context: Context) -> str:
    """Reads a type and checks it; returns it without modifiers."""
    line = reader.peek().line
    reader.accept("setof")
    parts = reader.name()
    if parts == ["double"]:
        reader.accept("precision")
    reader.accept("varying")
    if reader.sees("("):
        reader.group()
    for zone in (("with", "time", "zone"), ("without", "time", "zone")):
        reader.accept(*zone)
    array = ""
    while reader.sees("["):
        while not reader.accept("]"):
            reader.take()
        array = "[]"
    if not is_known_type(parts, context):
        context.refuse(line, f'type "{".".join(parts)}" must be qualified: one of another schema could be taken')
    return parts[-1] + array if parts else ""


def check_object_text(text: str, type_name: str, line: int, context: Context) -> None:
    """A string that is cast to regclass or regprocedure holds names too."""
    reader = Reader(tokens_of(text, line))
    parts = reader.name()
    (check_function if type_name == "regprocedure" else check_relation)(parts, line, context)
    if reader.sees("("):
        for argument in split_at_commas(reader.group()):
            read_type(Reader(argument), context)


def argument_type(tokens: list[Token]) -> str:
    """The type of an argument, where the text shows it."""
    if len(tokens) == 1 and tokens[0].kind == "string":
        return "unknown"
    if len(tokens) == 1 and tokens[0].kind == "number":
        return "integer"
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].text == "::":
            parts = [token.text for token in tokens[at + 1 :] if token.kind == "word"]
            return parts[-1] if parts else "?"
    return "?"


def fits(declared: tuple, given: list[str]) -> bool:
    types, least = declared
    return least <= len(given) <= len(types) and all(have in ("?", want) for have, want in zip(given, types))


def check_own_call(parts: list[str], arguments: list[Token], line: int, context: Context) -> None:
    """The script may run a function of the extension only when it has made that function itself."""
    is_helper = parts[0] == "pg_catalog" and parts[1].startswith(HELPER)
    if not is_helper and (not context.runs or parts[0] != SCHEMA):
        return
    given = [argument_type(argument) for argument in split_at_commas(arguments)]
    made = context.script.functions.get(parts[1], [])
    if not any(fits(declared, given) for declared in made):
        types = ", ".join(given)
        context.refuse(
            line, f"{parts[1]}({types}) is called and was not created in this script: its owner may have replaced it"
        )


def check_dump(arguments: list[Token], line: int, context: Context) -> None:
    """A dump runs the condition as the role that dumps."""
    parts = split_at_commas(arguments)
    if len(parts) != 2 or any(len(part) != 1 or part[0].kind != "string" for part in parts):
        context.refuse(line, "pg_extension_config_dump must be called with two plain strings")
        return
    check_object_text(parts[0][0].text, "regclass", line, context)
    place = f"dump of {parts[0][0].text.split('.')[-1]}"
    if parts[1][0].text and not context.script.permits(place, parts[1][0].text):
        context.refuse(
            line, "a condition for dumps is not allowed: a superuser's dump would run it on the owner's table"
        )


class Level:
    """One pair of parentheses of an expression or query."""

    def __init__(self, opener: str = "", expects: bool = False):
        self.opener, self.clause, self.expects, self.assigns = opener, "from" if expects else "", expects, False


def names_of_ctes(tokens: list[Token]) -> set[str]:
    found = set()
    for at, token in enumerate(tokens[:-2]):
        reader = Reader(tokens)
        reader.at = at
        if token.kind != "word" or not (reader.peek(-1).text in ("with", "recursive", ",")):
            continue
        reader.take()
        if reader.sees("("):
            reader.group()
        if reader.accept("as"):
            reader.accept("not")
            reader.accept("materialized")
            if any(reader.sees("(", word) for word in ("select", "with", "values", "insert", "update", "delete")):
                found.add(token.text)
    return found


class Expression:
    """Reads an expression, a query, or a statement that changes rows."""

    def __init__(self, tokens: list[Token], context: Context):
        self.reader, self.context = Reader(tokens), context
        self.ctes = names_of_ctes(tokens)
        self.levels = [Level()]

    @property
    def level(self) -> Level:
        return self.levels[-1]

    def check(self) -> None:
        while self.reader.peek().kind != "end":
            token = self.reader.peek()
            if token.kind == "op":
                self.operator()
            elif token.kind == "punct":
                self.punctuation()
            elif token.kind in ("word", "quoted"):
                self.word()
            else:
                self.literal()

    def refuse_operator(self, what: str, line: int) -> None:
        if self.context.path != "caller" and self.context.script.permits(self.context.place, what):
            return
        problem = "looks for an operator by its name" if what.isalpha() else "must be written OPERATOR(pg_catalog....)"
        self.context.refuse(line, f"{what} in {self.context.place} {problem}: one of another schema could be taken")

    def operator(self) -> None:
        before, token, after = self.reader.peek(-1), self.reader.take(), self.reader.peek()
        is_star = token.text == "*" and (after.kind == "end" or after.text in (",", ")", "from"))
        begins = before.text in PREFIX_WORDS or before.text in ("(", ",", "")
        is_sign = token.text == "-" and after.kind == "number" and begins
        if token.text == "=" and self.level.assigns:
            self.level.assigns = False
        elif not is_star and not is_sign:
            self.refuse_operator(token.text, token.line)

    def punctuation(self) -> None:
        token = self.reader.take()
        if token.text == "(":
            self.levels.append(Level(expects=self.level.expects))
            self.levels[-2].expects = False
        elif token.text == ")" and len(self.levels) > 1:
            self.levels.pop()
        elif token.text == ",":
            self.level.expects = self.level.clause == "from"
            self.level.assigns = self.level.clause == "set"
        elif token.text == "::":
            self.cast()

    def cast(self) -> None:
        value = self.reader.peek(-2)
        line = value.line
        type_name = read_type(self.reader, self.context)
        if value.kind == "string" and type_name in ("regclass", "regprocedure"):
            check_object_text(value.text, type_name, line, self.context)

    def literal(self) -> None:
        token = self.reader.take()
        if token.kind == "dollar":
            self.context.refuse(token.line, "a dollar quoted string is not allowed here: the lint does not read it")

    def word(self) -> None:
        if self.level.expects:
            self.relation()
        elif not self.keyword():
            self.name()

    def keyword(self) -> bool:
        token = self.reader.peek()
        if token.kind != "word" or self.reader.peek(1).text == "." or self.reader.peek(-1).text == ".":
            return False
        if token.text == "operator" and self.reader.peek(1).text == "(":
            return self.spelled_operator()
        if self.starts_relation(token):
            return True
        if token.text in CLAUSES and not self.is_alias():
            self.level.clause = token.text
            self.level.assigns = token.text == "set"
        return self.lookup_by_name(token) or self.other_keyword(token)

    def is_alias(self) -> bool:
        return self.reader.peek(-1).text == "as"

    def starts_relation(self, token: Token) -> bool:
        """FROM, JOIN, INTO, UPDATE, USING: a relation follows."""
        reader, before = self.reader, self.reader.peek(-1).text
        if self.is_alias() or token.text not in ("from", "join", "into", "update", "using"):
            return False
        if token.text == "from" and (before == "distinct" or self.level.opener == "extract"):
            return False
        if token.text == "using" and (reader.peek(1).text == "(" or reader.peek(1).kind == "op"):
            return False
        if token.text == "update" and before in ("for", "do", "key", "then"):
            return False
        reader.take()
        self.level.clause, self.level.expects = "from", True
        return True

    def spelled_operator(self) -> bool:
        self.reader.take()
        line = self.reader.peek().line
        inside = [token.text for token in self.reader.group()]
        if inside[:2] != ["pg_catalog", "."] or len(inside) != 3:
            self.context.refuse(line, f"operator {''.join(inside)} must be of pg_catalog")
        return True

    def lookup_by_name(self, token: Token) -> bool:
        """IN, BETWEEN, NULLIF and others look for an operator as = does."""
        follows = self.reader.peek(1).text
        found = token.text in IMPLICIT_OPERATORS and not self.is_alias()
        found |= token.text == "case" and follows != "when"
        found |= token.text == "using" and follows == "("
        found |= token.text == "distinct" and follows == "from"
        if found:
            self.refuse_operator(token.text.upper(), token.line)
            self.reader.take()
        return found

    def other_keyword(self, token: Token) -> bool:
        follows = self.reader.peek(1).text
        if token.text == "as":
            return self.alias()
        if token.text == "cast" and follows == "(":
            self.context.refuse(token.line, "CAST must be written as ::, which the lint reads")
        if token.text == "collate":
            self.reader.take()
            if not is_qualified(self.reader.name()):
                self.context.refuse(token.line, "a collation must be qualified")
            return True
        if token.text in NOT_CALLS and follows == "(":
            self.reader.at += 2
            self.levels.append(Level(token.text, token.text in ("lateral", "from", "join")))
            return True
        return False

    def alias(self) -> bool:
        """AS name, AS name (names), AS (query)."""
        reader = self.reader
        reader.take()
        reader.accept("not")
        reader.accept("materialized")
        if reader.peek().kind in ("word", "quoted"):
            reader.take()
            if reader.sees("("):
                line = reader.peek().line
                if any(token.kind not in ("word", "quoted") and token.text != "," for token in reader.group()):
                    self.context.refuse(line, "an alias with types is not allowed: the lint does not read it")
        return True

    def relation(self) -> None:
        reader = self.reader
        if reader.accept("lateral") or reader.accept("only"):
            return
        if reader.sees("select") or reader.sees("values") or reader.sees("with"):
            self.level.expects, self.level.clause = False, ""
            return
        self.level.expects = False
        line, start = reader.peek().line, reader.at
        parts = reader.name()
        if reader.sees("(") and self.tokens_before(start) != "into":
            reader.at = start
            self.name()
        elif len(parts) == 1 and parts[0] in self.ctes:
            self.named_parentheses()
        else:
            check_relation(parts, line, self.context)
            self.check_read(parts, line)
            self.named_parentheses()

    def tokens_before(self, at: int) -> str:
        return self.reader.tokens[at - 1].text if at else ""

    def named_parentheses(self) -> None:
        """The columns of INSERT INTO are names only."""
        if self.reader.sees("("):
            self.reader.group()
        if self.reader.peek().kind == "word" and self.reader.peek(1).text == "set":
            self.reader.take()

    def check_read(self, parts: list[str], line: int) -> None:
        if not self.context.runs or not is_qualified(parts) or parts[0] != SCHEMA:
            return
        if parts[1] not in self.context.script.relations:
            why = "its owner's triggers, views or casts could run; use run_as_owner"
            self.context.refuse(line, f"{parts[1]} was not created in this script: {why}")

    def name(self) -> None:
        reader = self.reader
        line, before = reader.peek().line, reader.peek(-1).text
        parts = reader.name()
        if not parts:
            reader.take()
        elif reader.sees("(") and before in ("with", "recursive", ",") and parts[0] in self.ctes:
            reader.group()
        elif reader.sees("(") and before != ".":
            self.call(parts, line)
        elif (
            reader.peek().kind == "string" and parts[0] not in BEFORE_STRINGS and not is_known_type(parts, self.context)
        ):
            self.context.refuse(
                line, f'type "{".".join(parts)}" must be qualified: one of another schema could be taken'
            )

    def call(self, parts: list[str], line: int) -> None:
        check_function(parts, line, self.context)
        start = self.reader.at
        arguments = self.reader.group()
        if is_qualified(parts):
            check_own_call(parts, arguments, line, self.context)
        if parts == ["pg_catalog", "pg_extension_config_dump"]:
            check_dump(arguments, line, self.context)
        self.reader.at = start + 1
        self.levels.append(Level("call"))


def check_expression(tokens: list[Token], context: Context) -> None:
    if tokens:
        Expression(tokens, context).check()


__all__ = ["Unreadable", "check_expression", "check_function", "check_relation", "is_qualified", "read_type"]
