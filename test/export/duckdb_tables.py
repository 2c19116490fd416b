"""Runs the script for DuckDB, and compares its catalog. Then tries rows that it must take and refuse.

duckdb_tables.py SCRIPT CATALOG
"""

import json
import sys

import duckdb

from report import Report

TYPES = {
    "int2": "SMALLINT", "int4": "INTEGER", "int8": "BIGINT", "bool": "BOOLEAN", "date": "DATE", "text": "VARCHAR",
    "timestamptz": "TIMESTAMP WITH TIME ZONE", "timestamp": "TIMESTAMP", "jsonb": "JSON", "bytea": "BLOB", "uuid": "UUID",
    "_text": "VARCHAR[]", "daterange": "VARCHAR", "bit": "VARCHAR", "size_class": "VARCHAR", "float8": "DOUBLE", "float4": "FLOAT", "varchar": "VARCHAR",
    "bpchar": "VARCHAR", "share": "DECIMAL(5,4)",
}
LEFT_OUT = {"ck_holiday_rule_rule", "ck_store_custom_order"}
LEFT_OUT_INDEXES = {"ix_store_custom_order", "ix_store_custom_level"}


def wanted_type(column):
    if column["type"] == "numeric":
        return f"DECIMAL({column['precision'] or 38},{10 if column['scale'] is None else column['scale']})"
    return TYPES[column["type"]]


def refused(database, statement):
    try:
        database.execute(statement)
    except duckdb.ConstraintException:
        return True
    return False


def compare_catalog(report, database, catalog):
    columns = {}
    for table, name, kind, nullable, comment in database.execute(
        "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() "
        "WHERE NOT internal ORDER BY table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append((name, kind, not nullable, comment))
    report.expect("tables", sorted(columns), sorted(each["name"] for each in catalog))
    for table in catalog:
        wanted = [
            (each["name"], wanted_type(each), each["not_null"], each["comment"]) for each in table["columns"]
        ]
        for found, each in zip(columns[table["name"]], wanted):
            report.expect(f"column {each[0]} of {table['name']}", found, each)
    comments = dict(database.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    kinds = {"p": "PRIMARY KEY", "u": "UNIQUE", "f": "FOREIGN KEY", "c": "CHECK"}
    found = {}
    for table, kind, names, target, target_names in database.execute(
        "SELECT table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names "
        "FROM duckdb_constraints()"
    ).fetchall():
        if kind in ("PRIMARY KEY", "UNIQUE", "FOREIGN KEY"):
            found.setdefault(table, []).append((kind, list(names), target or None, list(target_names or [])))
    for table in catalog:
        report.expect(f"comment of {table['name']}", comments[table["name"]], table["comment"])
        wanted = [
            (kinds[each["kind"]], each["columns"], each["target"], each["target_columns"] or [])
            for each in table["constraints"]
            if each["kind"] != "c"
        ]
        report.expect(f"keys of {table['name']}", sorted(found.get(table["name"], []), key=str), sorted(wanted, key=str))
    checks = dict(
        database.execute(
            "SELECT table_name, count(*) FROM duckdb_constraints() WHERE constraint_type = 'CHECK' GROUP BY 1"
        ).fetchall()
    )
    for table in catalog:
        wanted = sum(each["kind"] == "c" and each["name"] not in LEFT_OUT for each in table["constraints"])
        wanted += sum(each["type"] == "size_class" for each in table["columns"])
        report.expect(f"number of checks of {table['name']}", checks.get(table["name"], 0), wanted)
    indexes = {each[0] for each in database.execute("SELECT index_name FROM duckdb_indexes()").fetchall()}
    report.expect("indexes", indexes, {name for table in catalog for name in table["indexes"]} - LEFT_OUT_INDEXES)


def try_rows(report, database):
    for statement in (
        "INSERT INTO calendar (date, day_of_week, month, quarter, year) VALUES (DATE '2024-02-29', 3, 2, 1, 2024)",
        "INSERT INTO store (code, name, number) VALUES ('S1', 'First', 1)",
        "INSERT INTO product (sku, name) VALUES ('P1', 'Bread')",
        "INSERT INTO sales_daily (date, store_id, product_id, quantity) VALUES (DATE '2024-02-29', 1, 1, 2.5)",
        "INSERT INTO visit (store_id, people) VALUES (1, 3)",
    ):
        database.execute(statement)
    report.expect("decimals", str(database.execute("SELECT quantity FROM sales_daily").fetchone()[0]), "2.5000000000")
    report.expect("the sequence", database.execute("SELECT id FROM sales_daily").fetchone()[0], 1)
    report.expect("the identity", database.execute("SELECT visit_id, twice, kind FROM visit").fetchone(), (100, 6, "new"))
    report.expect(
        "generated columns",
        database.execute(
            "SELECT iso_year, iso_week, day_of_month, day_of_year, CAST(week_start AS VARCHAR), is_month_end, "
            "CAST(prior_year_date AS VARCHAR) FROM calendar"
        ).fetchone(),
        (2024, 9, 29, 60, "2024-02-26", True, "2023-03-02"),
    )
    report.expect("the default", database.execute("SELECT created_at > now() - INTERVAL 1 HOUR FROM store").fetchone()[0])
    start = "INSERT INTO sales_daily (date, store_id, product_id, quantity) VALUES (DATE '2024-02-29', "
    for what, statement in (
        ("an unknown store", start + "9, 1, 1)"),
        ("the same grain", start + "1, 1, 1)"),
        ("a negative quantity", "UPDATE sales_daily SET quantity = -1"),
        ("a fifth decimal", "UPDATE sales_daily SET quantity = 1.00001"),
        ("an unknown action", "INSERT INTO holiday_date (calendar, date, name, action) VALUES ('US', DATE '2024-01-01', 'x', 'y')"),
        ("two parties", "INSERT INTO sales_target (year, name, amount, store_id, reseller_id) VALUES (2024, 'x', 1, 1, 1)"),
        ("an unknown label", "INSERT INTO store_custom (id, size) VALUES (1, 'huge')"),
        ("no level", "INSERT INTO store_custom (id, level) VALUES (1, NULL)"),
        ("the same code", "INSERT INTO store (code, name, number) VALUES ('S1', 'Second', 2)"),
    ):
        report.expect(what + " is refused", refused(database, statement))
    report.expect("rows after that", database.execute("SELECT count(*) FROM sales_daily").fetchone()[0], 1)


def main():
    report = Report("duckdb")
    database = duckdb.connect()
    with open(sys.argv[1], encoding="utf-8") as file:
        database.execute(file.read())
    with open(sys.argv[2], encoding="utf-8") as file:
        compare_catalog(report, database, json.load(file))
    try_rows(report, database)
    report.end()


main()
