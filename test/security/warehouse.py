"""The warehouse that is attacked, and the cases."""

import os
from typing import NamedTuple

from session import Session

DATABASE, WAREHOUSE = "fw_no_grants", "warehouse"
INSTALLER, NOBODY = "fw_no_grants_installer", "fw_no_grants_nobody"
MINE = "mine"
ROOT = os.environ.get("PGUSER", "postgres")
GROUP = 100  # cases between two looks at the warehouse
RANDOM_CALLS = 60  # of each function, beside those that vary one argument
LIMIT_MS = 5000
LATE_SECONDS = 30
SHOWN = 3  # findings of one kind; the rest are counted
SCHEMAS = 260  # with a feed each, more than a session keeps plans for

OWN_RELATIONS = (
    "store rows_good rows_bad rows_none rows_view rows_partitioned rows_matview".split()
    + "store_id_seq ix_store_code store_feed".split()
)
MODES = [
    "",
    "SET forecast_warehouse.writer = 'sql'; SET forecast_warehouse.on_reject = 'quarantine';",
    "SET forecast_warehouse.writer = 'direct'; SET forecast_warehouse.on_reject = 'quarantine';"
    " SET forecast_warehouse.on_duplicate = 'last';",
]


class Case(NamedTuple):
    statement: str
    mode: str = ""
    sets_up: bool = False  # may fail only because of a missing privilege

    def __str__(self) -> str:
        return f"{self.mode} {self.statement}".strip()[:300].replace("\n", " ")


def literals(values: str, type_name: str) -> list[str]:
    return [f"NULL::{type_name}"] + [f"'{value}'::{type_name}" for value in values.split("|")]


def values_of(type_name: str, relations: list[str]) -> list[str]:
    """The first after NULL is a value that makes sense."""
    if type_name == "regclass":
        return literals("|".join(relations), type_name) + ["0::regclass", "4294967295::oid::regclass"]
    if type_name == "regprocedure":
        found = f"{WAREHOUSE}.last_load()|pg_catalog.now()|{WAREHOUSE}.feed_begin()"
        return [f"to_regprocedure('{name}')" for name in found.split("|")] + ["NULL::regprocedure", "0::regprocedure"]
    if type_name == "text":
        long = ["repeat('x', 100000)", "repeat('ä', 300)", "'%s%n%n'", "E'\\x01\\n'", "''"]
        return literals("S001|US|mine.made|quarantine|error|sum|1.2|1.3|4-5-4|01-01*366 on(mon,wed,fri)", "text") + long
    plain = {
        "integer": "1|0|-1|2147483647|-2147483648|7",
        "bigint": "1|0|-1|9223372036854775807|-9223372036854775808",
        "numeric": "1|0|-1|NaN|Infinity|-Infinity|1e1000|1e-1000|99999999.995",
        "date": "2024-01-15|infinity|-infinity|4713-01-01 BC|5874897-12-31|0001-01-01 BC|2024-01-20|1970-01-01",
        "boolean": "true|false",
        "timestamp with time zone": "2024-01-15|infinity|-infinity|4713-01-01 BC|294276-12-31",
        "text[]": "{S001}|{}|{NULL}|{{a,b},{c,d}}|[5:6]={mean,std}|{mean,std,min,max}",
        "integer[]": "{1,7}|{}|{NULL}|{{1,2},{3,4}}|[5:6]={1,7}|{-1}|{2147483647}|{0}",
    }
    found = literals(plain[type_name], type_name) if type_name in plain else [f"NULL::{type_name}"]
    if type_name.endswith("[]"):
        found.append(f"array_fill({'1' if type_name == 'integer[]' else repr('S001')}::{type_name[:-2]}, ARRAY[20000])")
    return found


class Warehouse:
    """The extension's objects, as its superuser sees them."""

    def __init__(self, root: Session):
        self.root = root
        members = f"""SELECT c.oid, c.relname, c.relkind FROM pg_depend d JOIN pg_class c ON c.oid = d.objid
            WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'e' AND c.relkind IN ('r', 'v', 'S')
            AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'forecast_warehouse') ORDER BY 3, 2;"""
        self.relations = [(oid, name, kind) for oid, name, kind in root.rows(members)]
        self.names = {kind: [name for _, name, found in self.relations if found == kind] for kind in "rvS"}
        self.functions = self.read_functions()
        self.columns = self.read_columns()

    def read_functions(self) -> list[tuple[str, str, list[str]]]:
        rows = self.root.rows("""SELECT p.proname, p.prorettype::regtype, (SELECT string_agg(format_type(t, NULL), ';' ORDER BY n)
            FROM unnest(p.proargtypes) WITH ORDINALITY AS u (t, n)) FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid
            WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
            AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'forecast_warehouse')
            ORDER BY 1, p.proargtypes::text;""")
        return [(name, result, types.split(";") if types else []) for name, result, types in rows]

    def read_columns(self) -> dict[str, list[tuple[str, str]]]:
        rows = self.root.rows(f"""SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = '{WAREHOUSE}'::regnamespace AND c.relkind IN ('r', 'v')
            AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, a.attnum;""")
        found = {}
        for relation, column, type_name in rows:
            found.setdefault(relation, []).append((column, type_name))
        return found

    def digest(self) -> dict[str, str]:
        """Rows of tables, values of sequences, and the catalog of all members."""
        parts = [
            f"SELECT '{name}', count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0)"
            f" FROM {WAREHOUSE}.{name} t"
            for name in self.names["r"]
        ]
        parts += [
            f"SELECT '{name}', last_value || ' ' || is_called FROM {WAREHOUSE}.{name}" for name in self.names["S"]
        ]
        catalogs = {
            # A GRANT that grants nothing writes out the default privileges.
            "pg_class": "oid, relname, relowner, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\","
            " relowner)), relhastriggers, relhasrules, relrowsecurity, relkind, reloptions",
            "pg_proc": "oid, proname, proowner, coalesce(proacl, acldefault('f', proowner)), prosrc, prosecdef, proconfig",
        }
        for catalog, columns in catalogs.items():
            parts.append(f"""SELECT '{catalog}', md5(string_agg(ROW({columns})::text, ',' ORDER BY oid)) FROM {catalog} c
                WHERE c.oid IN (SELECT objid FROM pg_depend WHERE classid = '{catalog}'::regclass AND deptype = 'e')""")
        parts.append(f"""SELECT 'pg_trigger', md5(string_agg(ROW(g.oid, tgname, tgenabled, tgfoid)::text, ',' ORDER BY g.oid))
            FROM pg_trigger g JOIN pg_class c ON c.oid = tgrelid WHERE relnamespace = '{WAREHOUSE}'::regnamespace""")
        parts.append(
            "SELECT 'pg_extension', md5(string_agg(e::text, ',')) FROM pg_extension e WHERE extname = 'forecast_warehouse'"
        )
        return dict(row for row in self.root.rows(" UNION ALL ".join(parts) + ";"))
