"""Statements of a script: which are allowed, and how their parts are read."""

from names import Unreadable, check_expression, check_function, check_relation, is_qualified, read_type
from plpgsql import check_plpgsql
from script import SCHEMA, Context
from tokens import Reader, Token, split_at_commas, statements_of, tokens_of

# The helper that runs a text as the owner of a relation, in a security-restricted operation. Its search path is
# pg_catalog, pg_temp.
RUN_AS_OWNER = "fw_run_as_owner"
# The same for a text with escapes. These stay inside strings: a base letter that is a quote is written twice.
RUN_ESCAPED = "fw_run_escaped"
# Functions of the scripts that give an object to the owner of the warehouse.
GIVERS = {"fw_give_to_owner", "hand_over"}
CONSTRAINTS = {"constraint", "check", "unique", "primary", "foreign", "exclude", "like"}


def full_name(parts: list[str]) -> str:
    return parts[-1] if parts else "?"


def relation(reader: Reader, context: Context) -> str:
    reader.accept("if", "exists")
    reader.accept("only")
    line, parts = reader.peek().line, reader.name()
    check_relation(parts, line, context)
    return full_name(parts)


def signature(reader: Reader, context: Context) -> str:
    """A function's name and the types of its arguments."""
    reader.accept("if", "exists")
    line, parts = reader.peek().line, reader.name()
    check_function(parts, line, context)
    for argument in split_at_commas(reader.group()):
        read_type(Reader(argument), context)
    return full_name(parts)


# -- CREATE -----------------------------------------------------------------------------------------------------------


def create(reader: Reader, context: Context) -> None:
    line = reader.take().line
    replaces = reader.accept("or", "replace")
    reader.accept("unique") or reader.accept("event") or reader.accept("constraint")
    kind = reader.take().text
    if reader.accept("if", "not", "exists"):
        context.refuse(line, "IF NOT EXISTS is not allowed: an object that waits there would be taken for ours")
    maker = {
        "table": create_table, "view": create_view, "index": create_index, "type": create_type,
        "sequence": create_sequence, "function": create_function, "trigger": create_trigger, "domain": create_domain,
    }.get(kind)  # fmt: skip
    if not maker:
        context.refuse(line, f"CREATE {kind.upper()} is a statement that the lint does not know")
        return
    if replaces:
        refuse_replacing(kind, reader, context)
    maker(reader, context)


def refuse_replacing(kind: str, reader: Reader, context: Context) -> None:
    name = reader.tokens[reader.at + 2].text if reader.peek(1).text == "." else reader.peek().text
    if not context.script.permits(f"{kind} {name}", "CREATE OR REPLACE"):
        why = "it would take over an object that waits there"
        context.refuse(reader.peek().line, f"CREATE OR REPLACE of {kind} {name} is not allowed: {why}")


def create_table(reader: Reader, context: Context) -> None:
    name = relation(reader, context)
    context = context.at(f"table {name}")
    context.script.relations.add(name)
    if not reader.sees("("):
        context.refuse(reader.peek().line, "CREATE TABLE must list its columns: the lint does not read other forms")
        return
    for item in split_at_commas(reader.group()):
        element(Reader(item), name, context)
    inherits(reader, name, context)


def inherits(reader: Reader, name: str, context: Context) -> None:
    """A table takes the checks of its parent along, so it is no safer than the parent."""
    if reader.accept("inherits"):
        for item in split_at_commas(reader.group()):
            if relation(Reader(item), context) not in context.script.relations:
                context.script.relations.discard(name)
    if reader.peek().kind != "end":
        context.refuse(
            reader.peek().line, f"{reader.peek().text.upper()} is an option of tables that the lint does not know"
        )


def element(reader: Reader, table: str, context: Context) -> None:
    """A column or a constraint of a table."""
    if reader.peek().text in CONSTRAINTS:
        constraint(reader, context)
        return
    column = full_name(reader.name())
    if read_type(reader, context) in ("serial", "bigserial"):
        context.script.relations.add(f"{table}_{column}_seq")
    constraint(reader, context.at(f"column {column}"))


def constraint(reader: Reader, context: Context) -> None:
    if reader.accept("constraint"):
        context = context.at(f"constraint {full_name(reader.name())}")
    rest = reader.rest()
    for at, token in enumerate(rest):
        if token.kind == "word" and token.text == "references":
            relation(Reader(rest[at + 1 :]), context)
    check_expression([token for token in without_references(rest)], context)


def without_references(tokens: list[Token]) -> list[Token]:
    """A reference has its own check; the rest are expressions. ON DELETE names an action."""
    reader, kept = Reader(tokens), []
    while reader.peek().kind != "end":
        if reader.accept("references"):
            reader.name()
            reader.group() if reader.sees("(") else None
        elif reader.sees("on", "update") or reader.sees("on", "delete"):
            reader.at += 2
        elif reader.sees("unique") or reader.sees("key"):
            reader.at += 1
            for word in ("nulls", "not", "distinct"):
                reader.accept(word)
            reader.group() if reader.sees("(") else None
        else:
            kept.append(reader.take())
    return kept


def create_view(reader: Reader, context: Context) -> None:
    name = relation(reader, context)
    context.script.relations.add(name)
    context = context.at(f"view {name}")
    if reader.sees("("):
        reader.group()
    options = [token.text for token in reader.group()] if reader.accept("with") else []
    if options != ["security_invoker", "=", "true"]:
        context.refuse(
            reader.peek().line, f"view {name} must be WITH (security_invoker = true): it would read as its owner"
        )
    reader.accept("as")
    check_expression(reader.rest(), context)


def create_index(reader: Reader, context: Context) -> None:
    index = full_name(reader.name())
    reader.accept("on")
    line, table = reader.peek().line, relation(reader, context)
    context = context.at(f"index {index}")
    if reader.accept("using"):
        reader.take()
    columns = split_at_commas(reader.group())
    plain = all(len(column) == 1 for column in columns) and reader.peek().kind == "end"
    if table not in context.script.relations and not plain:
        context.refuse(
            line, f"index {index} on {table} must have plain columns: the table was not created in this script"
        )
    for column in columns:
        check_expression(column if len(column) > 1 else [], context)
    check_expression(reader.rest(), context)


def create_type(reader: Reader, context: Context) -> None:
    line, parts = reader.peek().line, reader.name()
    if not is_qualified(parts):
        context.refuse(line, f'type "{".".join(parts)}" must be qualified')
    if not reader.accept("as") or not reader.sees("("):
        context.refuse(line, "CREATE TYPE is known for rows only")
        return
    for item in split_at_commas(reader.group()):
        column = Reader(item)
        column.name()
        read_type(column, context)


def create_domain(reader: Reader, context: Context) -> None:
    """Without constraints and defaults: nothing is evaluated."""
    line, parts = reader.peek().line, reader.name()
    if not is_qualified(parts):
        context.refuse(line, f'domain "{".".join(parts)}" must be qualified')
    reader.accept("as")
    read_type(reader, context)
    if reader.peek().kind != "end":
        context.refuse(line, f"{reader.peek().text.upper()} is an option of domains that the lint does not know")


def create_sequence(reader: Reader, context: Context) -> None:
    name = relation(reader, context)
    context.script.relations.add(name)
    if reader.accept("as"):
        read_type(reader, context)


def create_trigger(reader: Reader, context: Context) -> None:
    """Event triggers too."""
    words = [token.text for token in reader.tokens[: reader.at]]
    reader.name()
    if "event" not in words:
        while not reader.sees("on") and reader.peek().kind != "end":
            reader.take()
        reader.accept("on")
        relation(reader, context)
    while not reader.sees("execute") and reader.peek().kind != "end":
        if reader.take().text == "when" and "event" not in words:
            check_expression(reader.group(), context.at("trigger"))
    reader.take(), reader.take()
    line = reader.peek().line
    check_function(reader.name(), line, context)


# -- functions --------------------------------------------------------------------------------------------------------


def create_function(reader: Reader, context: Context) -> None:
    line, parts = reader.peek().line, reader.name()
    check_function(parts, line, context)
    context = context.at(f"function {full_name(parts)}")
    types = [argument(Reader(item), context) for item in split_at_commas(reader.group())]
    inputs = [found for found in types if found]
    least = len([found for found in inputs if not found[1]])
    context.script.functions.setdefault(full_name(parts), []).append((tuple(found[0] for found in inputs), least))
    if reader.accept("returns"):
        returns(reader, context)
    function_options(reader, line, context)


def argument(reader: Reader, context: Context):
    """Type and whether there is a default; None for a result."""
    is_result = reader.accept("out")
    reader.accept("in") or reader.accept("inout") or reader.accept("variadic")
    follows = reader.peek(1)
    if follows.kind in ("word", "quoted") and follows.text not in ("default", "precision"):
        reader.name()
    found = read_type(reader, context)
    has_default = reader.accept("default") or reader.accept("=")
    check_expression(reader.rest(), context.at("default"))
    return None if is_result else (found, has_default)


def returns(reader: Reader, context: Context) -> None:
    if not reader.accept("table"):
        read_type(reader, context)
        return
    for item in split_at_commas(reader.group()):
        column = Reader(item)
        column.name()
        read_type(column, context)


def function_options(reader: Reader, line: int, context: Context) -> None:
    options = reader.rest()
    words = [token.text if token.kind == "word" else "" for token in options]
    language = words[words.index("language") + 1] if "language" in words[:-1] else ""
    pairs = list(zip(words, words[1:]))
    if ("security", "definer") in pairs and ("set", "search_path") not in pairs:
        context.refuse(line, "SECURITY DEFINER must come with SET search_path: the caller's path would find names")
    readers = {"sql": body, "plpgsql": check_plpgsql}
    if language in readers:
        for token in options:
            if token.kind in ("dollar", "string"):
                readers[language](token, context)
    elif language != "c":
        context.refuse(line, f"language {language or '(none)'} is not allowed: the lint does not read its bodies")


def body(token: Token, context: Context) -> None:
    """A body is read again at each call, under the caller's search path."""
    for statement in statements_of(tokens_of(token.text, token.line)):
        check_expression(statement, context._replace(path="caller"))


# -- ALTER ------------------------------------------------------------------------------------------------------------


def alter(reader: Reader, context: Context) -> None:
    line, kind = reader.take().line, reader.take().text
    if kind in ("table", "view"):
        alter_relation(kind, reader, context)
    elif kind == "sequence":
        relation(reader, context)
        if reader.accept("as"):
            read_type(reader, context)
    elif kind == "type":
        alter_type(reader, line, context)
    elif kind == "function":
        signature(reader, context)
        refuse_definer_without_path(reader.rest(), line, context)
    elif kind == "event":
        alter_event_trigger(reader, line, context)
    elif kind == "extension":
        alter_extension(reader, line, context)
    else:
        context.refuse(line, f"ALTER {kind.upper()} is a statement that the lint does not know")


def alter_type(reader: Reader, line: int, context: Context) -> None:
    read_type(reader, context)
    if not reader.accept("owner", "to"):
        context.refuse(line, "ALTER TYPE is known for OWNER TO only")


def alter_event_trigger(reader: Reader, line: int, context: Context) -> None:
    reader.accept("trigger")
    reader.name()
    if not reader.accept("enable"):
        context.refuse(line, "ALTER EVENT TRIGGER is known for ENABLE only")


def refuse_definer_without_path(options: list[Token], line: int, context: Context) -> None:
    words = [token.text for token in options]
    if "definer" in words and "search_path" not in words:
        context.refuse(line, "SECURITY DEFINER must come with SET search_path: the caller's path would find names")


def alter_extension(reader: Reader, line: int, context: Context) -> None:
    reader.name()
    action, kind = reader.take().text, reader.take().text
    if action != "drop":
        context.refuse(line, "ALTER EXTENSION is known for DROP only: an object that waits there would become a member")
    elif kind == "function":
        signature(reader, context)
    else:
        relation(reader, context)


def alter_relation(kind: str, reader: Reader, context: Context) -> None:
    name = relation(reader, context)
    context = context.at(f"{kind} {name}")
    if reader.sees("rename", "to") or reader.sees("owner", "to"):
        context.script.relations.discard(name)
    for command in split_at_commas(reader.rest()):
        alter_command(Reader(command), name, context)


def alter_command(reader: Reader, table: str, context: Context) -> None:
    line = reader.peek().line
    evaluates = what_evaluates(reader)
    if evaluates and table not in context.script.relations:
        why = f"it could run its owner's code; use {RUN_AS_OWNER}"
        context.refuse(line, f"{evaluates} on {table}, which was not created in this script: {why}")
    for words in (("add", "column"), ("add",)):
        if reader.accept(*words):
            # A default or a check is evaluated at once, for the rows that the table has.
            element(reader, table, context._replace(runs=context.path != "owner"))
            return
    if reader.accept("alter", "column"):
        alter_column(reader, context)


def alter_column(reader: Reader, context: Context) -> None:
    context = context.at(f"column {full_name(reader.name())}")
    reader.accept("set", "data")
    if reader.accept("type"):
        read_type(reader, context)
    check_expression(reader.rest(), context)


def what_evaluates(reader: Reader) -> str:
    """The part of a command of ALTER TABLE that may evaluate expressions; empty for the few that do not."""
    words = [token.text for token in reader.tokens if token.kind == "word"]
    two = words[:2]
    if two[:1] in (["drop"], ["owner"], ["rename"]):
        return ""
    if two == ["alter", "column"] and words[3:5] in (["set", "default"], ["drop", "default"]):
        return ""
    if two[:1] == ["add"] and words[1:2] != ["column"]:
        kinds = [word for word in words if word in ("check", "foreign", "exclude", "using")]
        return f"ADD {kinds[0].upper()}" if kinds else "" if "unique" in words or "primary" in words else "ADD"
    if two == ["add", "column"]:
        return what_column_evaluates(reader.tokens)
    return " ".join(words[:4]).upper()


def what_column_evaluates(tokens: list[Token]) -> str:
    """A new column may have a plain value as default."""
    words = [token.text for token in tokens if token.kind == "word"]
    for word in ("generated", "check", "references", "unique", "primary"):
        if word in words:
            return f"ADD COLUMN with {word.upper()}"
    texts = [token.text for token in tokens]
    if "default" in words:
        value = tokens[texts.index("default") + 1 :]
        is_plain = len(value) == 1 and (
            value[0].kind in ("string", "number") or value[0].text in ("true", "false", "null")
        )
        return "" if is_plain else "ADD COLUMN with an expression as DEFAULT"
    return ""


# -- the others -------------------------------------------------------------------------------------------------------


def drop(reader: Reader, context: Context) -> None:
    line, kind = reader.take().line, reader.take().text
    if kind == "event":
        return
    if kind == "trigger":
        reader.name()
        reader.accept("on")
        relation(reader, context)
    elif kind == "function":
        context.script.functions.pop(signature(reader, context), None)
    elif kind in ("table", "view", "sequence", "index", "type", "domain"):
        context.script.relations.discard(relation(reader, context))
    else:
        context.refuse(line, f"DROP {kind.upper()} is a statement that the lint does not know")


def comment(reader: Reader, context: Context) -> None:
    reader.at += 2
    line, kind = reader.peek().line, reader.take().text
    if kind == "function":
        signature(reader, context)
    elif kind == "column":
        parts = reader.name()
        check_relation(parts[:-1], line, context)
    elif kind in ("table", "view", "sequence", "index", "type", "domain"):
        relation(reader, context)
    elif kind not in ("extension", "event"):
        context.refuse(line, f"COMMENT ON {kind.upper()} is a statement that the lint does not know")


def lock(reader: Reader, context: Context) -> None:
    reader.at += 1
    reader.accept("table")
    relation(reader, context)
    while reader.accept(","):
        relation(reader, context)


def grant(reader: Reader, context: Context) -> None:
    """GRANT and REVOKE: the object is after ON."""
    line = reader.peek().line
    while not reader.accept("on") and reader.peek().kind != "end":
        reader.take()
    if reader.accept("function"):
        signature(reader, context)
        while reader.accept(","):
            signature(reader, context)
    elif reader.accept("table") or reader.accept("sequence") or is_qualified([reader.peek().text, ""]):
        relation(reader, context)
        while reader.accept(","):
            relation(reader, context)
    else:
        context.refuse(line, "GRANT and REVOKE are known for functions, tables and sequences only")


def query(reader: Reader, context: Context) -> None:
    """SELECT and statements that change rows run at once."""
    tokens, context = reader.tokens, context.at(reader.peek().text.upper())
    if [token.text for token in tokens[:3]] == ["select", SCHEMA, "."]:
        context.refuse(
            reader.peek().line,
            "a script calls helpers in pg_catalog only: its owner can lead a name in the schema elsewhere",
        )
    first = [token.text for token in tokens[:5]]
    if first in (["select", "pg_catalog", ".", helper, "("] for helper in (RUN_AS_OWNER, RUN_ESCAPED)):
        run_as_owner(first[3], tokens, context)
    else:
        check_expression(tokens, context._replace(runs=context.path != "owner"))
        if tokens[0].text == "select" and any(token.text in GIVERS for token in tokens):
            hand_over(tokens, context)


def plain_text(tokens: list[Token]):
    """A string that is cast to text: a literal without a type could choose another function."""
    is_cast = [token.text for token in tokens[1:]] == ["::", "pg_catalog", ".", "text"]
    return tokens[0] if is_cast and tokens[0].kind in ("dollar", "string") else None


def hand_over(tokens: list[Token], context: Context) -> None:
    """Objects of the owner are no longer the script's own: code of his may already have changed them."""
    for token in tokens:
        if token.kind == "string" and token.text.startswith(f"{SCHEMA}."):
            name = token.text.split("(")[0].split(".")[1]
            context.script.relations.discard(name)
            context.script.functions.pop(name, None) if "(" in token.text else None


def escapes_in_strings(text: Token, context: Context) -> None:
    """An escape anywhere else would become a part of the statement that the lint has not read."""
    for token in tokens_of(text.text, text.line):
        if token.kind in ("quoted", "dollar") and "\\" in token.text:
            context.refuse(token.line, f"{RUN_ESCAPED} takes escapes in strings with single quotes only")


def run_as_owner(helper: str, tokens: list[Token], context: Context) -> None:
    reader = Reader(tokens)
    reader.at = 4
    line = reader.peek().line
    arguments = split_at_commas(reader.group())
    text = plain_text(arguments[1]) if len(arguments) == 2 else None
    if not text:
        context.refuse(line, f"{helper} must get a relation and one plain text: the lint reads no other")
        return
    if helper not in context.script.functions:
        why = "its owner may have replaced it"
        context.refuse(line, f"{helper} is called and was not created in this script: {why}")
    if helper == RUN_ESCAPED:
        escapes_in_strings(text, context)
    check_expression(arguments[0], context)
    check_statements(tokens_of(text.text, text.line), context._replace(path="owner"))


KNOWN = {
    "create": create, "alter": alter, "drop": drop, "comment": comment, "lock": lock, "grant": grant, "revoke": grant,
    "select": query, "with": query, "insert": query, "update": query, "delete": query, "merge": query,
}  # fmt: skip
REASONS = {
    "do": "a DO block is not allowed: the lint does not read it",
    "copy": "COPY is not allowed: it fires triggers and evaluates defaults",
    "truncate": "TRUNCATE is not allowed: it fires triggers",
    "set": "SET is not allowed: it changes how the rest of the script finds names",
}


def check_statement(tokens: list[Token], context: Context) -> None:
    first = tokens[0]
    words = [token.text if token.kind == "word" else "" for token in tokens]
    for at, word in enumerate(words):
        if word == "execute" and words[at + 1 : at + 2] not in (["function"], ["procedure"], ["on"]):
            context.refuse(
                tokens[at].line, "EXECUTE is not allowed: the lint does not read a text that is put together"
            )
    if first.text in KNOWN:
        reader = Reader(tokens)
        KNOWN[first.text](reader, context if context.path != "owner" else as_owner(context))
    else:
        unknown = f"{first.text.upper()} is a statement that the lint does not know"
        context.refuse(first.line, REASONS.get(first.text, unknown))


class Anything(set):
    """Run as its owner, every relation may be used."""

    def __contains__(self, _):
        return True


def as_owner(context: Context) -> Context:
    if isinstance(context.script.relations, Anything):
        return context
    view = type(context.script).__new__(type(context.script))
    view.__dict__.update(context.script.__dict__, relations=Anything())
    return context._replace(script=view)


def check_statements(tokens: list[Token], context: Context) -> None:
    for statement in statements_of(tokens):
        check_statement(statement, context)


__all__ = ["Unreadable", "check_statements"]
