"""Parses the script for Snowflake in sqlglot's grammar of it, and looks for all that the catalog has.

snowflake.py SCRIPT CATALOG
"""

import json
import sys

import sqlglot
from sqlglot import exp

from report import Report

TYPES = {
    "int2": "SMALLINT", "int4": "INT", "int8": "BIGINT", "bool": "BOOLEAN", "date": "DATE", "text": "VARCHAR",
    "timestamptz": "TIMESTAMPLTZ", "timestamp": "TIMESTAMPNTZ", "jsonb": "VARIANT", "bytea": "BINARY", "uuid": "VARCHAR",
    "_text": "ARRAY", "daterange": "VARCHAR", "bit": "VARCHAR", "size_class": "VARCHAR", "float8": "DOUBLE", "float4": "FLOAT",
}
LEFT_OUT = {"ck_holiday_rule_rule", "ck_store_custom_order"}


def wanted_type(column):
    if column["type"] == "share":
        return "DECIMAL(5, 4)"
    if column["type"] == "numeric":
        return f"DECIMAL({column['precision'] or 38}, {10 if column['scale'] is None else column['scale']})"
    if column["type"] in ("varchar", "bpchar"):
        return f"VARCHAR({column['length']})"
    return TYPES[column["type"]]


def type_of(definition):
    kind = definition.args["kind"]
    parameters = ", ".join(each.sql() for each in kind.expressions)
    return f"{kind.this.name}({parameters})" if parameters else kind.this.name


def names(expressions):
    found = []
    for each in expressions:
        while not isinstance(each, exp.Identifier):
            each = each.this
        found.append(each.name)
    return found


def constraints_of(schema):
    """Name: kind, columns, target, columns of the target."""
    found = {}
    for outer in schema.find_all(exp.Constraint):
        for each in outer.expressions:
            if isinstance(each, exp.PrimaryKey):
                found[outer.name] = ("p", names(each.expressions), None, None)
            elif isinstance(each, exp.UniqueColumnConstraint):
                found[outer.name] = ("u", names(each.this.expressions), None, None)
            elif isinstance(each, exp.CheckColumnConstraint):
                found[outer.name] = ("c", sorted({column.name for column in each.find_all(exp.Column)}), None, None)
            elif isinstance(each, exp.ForeignKey):
                target = each.args["reference"].this
                found[outer.name] = ("f", names(each.expressions), target.this.name, names(target.expressions))
    return found


def wanted_constraints(table):
    found = {}
    for each in table["constraints"]:
        if each["name"] not in LEFT_OUT:
            columns = sorted(each["columns"]) if each["kind"] == "c" else each["columns"]
            found[each["name"]] = (each["kind"], columns, each["target"], each["target_columns"])
    return found


def compare_column(report, table, column, definition):
    place = f"{table['name']}.{column['name']}"
    report.expect(f"type of {place}", type_of(definition), wanted_type(column))
    kinds = {type(each.kind): each.kind for each in definition.args["constraints"]}
    report.expect(f"NOT NULL of {place}", exp.NotNullColumnConstraint in kinds, column["not_null"])
    comment = kinds.get(exp.CommentColumnConstraint)
    report.expect(f"comment of {place}", comment and comment.this.this, column["comment"])
    numbers = kinds.get(exp.GeneratedAsIdentityColumnConstraint) or kinds.get(exp.AutoIncrementColumnConstraint)
    report.expect(f"numbers of {place}", numbers is not None, bool(column["numbered"]))


def compare_table(report, table, statement, made):
    schema = statement.this
    columns = {each.name: each for each in schema.expressions if isinstance(each, exp.ColumnDef)}
    report.expect(f"columns of {table['name']}", list(columns), [each["name"] for each in table["columns"]])
    for each in table["columns"]:
        compare_column(report, table, each, columns[each["name"]])
    found = constraints_of(schema)
    report.expect(f"constraints of {table['name']}", found, wanted_constraints(table))
    for name, (kind, _, target, _) in found.items():
        report.expect(f"the order of {name}", kind != "f" or target in made)
    comment = statement.find(exp.SchemaCommentProperty)
    report.expect(f"comment of {table['name']}", comment and comment.this.this, table["comment"])


def main():
    report = Report("snowflake")
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    with open(sys.argv[2], encoding="utf-8") as file:
        catalog = {each["name"]: each for each in json.load(file)}
    report.expect("a sequence function", "nextval" in text.lower(), False)
    statements = [each for each in sqlglot.parse(text, read="snowflake") if isinstance(each, exp.Expression)]
    made = []
    for each in statements:
        if isinstance(each, exp.Semicolon):
            continue
        report.expect("a statement", isinstance(each, exp.Create), True)
        name = each.this.this.name
        made.append(name)
        compare_table(report, catalog[name], each, made)
    report.expect("tables", sorted(made), sorted(catalog))
    for table in catalog.values():
        for index in table["indexes"]:
            report.expect(f"index {index} as a comment", f" {index} ON " in text)
    report.end()


main()
