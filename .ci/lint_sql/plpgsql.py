"""Bodies in PL/pgSQL: the few statements that the scripts need, each expression checked as in SQL."""

from names import check_expression, read_type
from script import Context
from tokens import Reader, Token, split_at_commas, statements_of, tokens_of


def check_plpgsql(body: Token, context: Context) -> None:
    """A body is read again at each call, under the caller's search path."""
    context = context._replace(path="caller")
    declares = False
    for tokens in statements_of(tokens_of(body.text, body.line)):
        reader = Reader(tokens)
        declares = control(reader, declares, context)
        if reader.peek().kind != "end":
            (declaration if declares else simple_statement)(reader, context)


def control(reader: Reader, declares: bool, context: Context) -> bool:
    """Reads the words before a statement; answers whether declarations follow."""
    while True:
        if reader.accept("declare"):
            declares = True
        elif reader.accept("begin"):
            declares = False
        elif reader.accept("exception", "when"):
            until_then(reader)
        elif reader.accept("if") or reader.accept("elsif"):
            check_expression(until_then(reader), context)
        elif not reader.accept("else"):
            return declares


def until_then(reader: Reader) -> list[Token]:
    found, depth = [], 0
    while reader.peek().kind != "end":
        token = reader.take()
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "punct" else 0
        if token.text == "then" and depth == 0:
            break
        found.append(token)
    return found


def declaration(reader: Reader, context: Context) -> None:
    reader.take()
    read_type(reader, context)
    reader.accept(":=")
    check_expression(reader.rest(), context)


def simple_statement(reader: Reader, context: Context) -> None:
    line = reader.peek().line
    if reader.accept("return") or reader.accept("perform"):
        check_expression(reader.rest(), context)
    elif reader.accept("end"):
        reader.accept("if")
    elif reader.accept("get", "diagnostics"):
        reader.rest()
    elif reader.accept("raise", "exception", "using"):
        for option in split_at_commas(reader.rest()):
            check_expression(option[2:], context)
    elif reader.peek(1).text == ":=":
        reader.at += 2
        check_expression(reader.rest(), context)
    else:
        text = reader.peek().text.upper()
        context.refuse(line, f"{text} is a statement of PL/pgSQL that the lint does not know")
