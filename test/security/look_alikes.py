"""Attempts of a role that may create: look-alikes of all objects, and traps for others."""

import itertools

from attempts import writes
from warehouse import MINE, MODES, NOBODY, OWN_RELATIONS, SCHEMAS, WAREHOUSE, Case, Warehouse

NOTE = f"""
CREATE TABLE {MINE}.seen (who text, session text, what text);
GRANT USAGE ON SCHEMA {MINE} TO PUBLIC;
GRANT INSERT ON {MINE}.seen TO PUBLIC;
CREATE FUNCTION {MINE}.note(what text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    INSERT INTO {MINE}.seen VALUES (current_user, session_user, what);
    IF current_user <> '{NOBODY}' THEN RAISE WARNING 'ran as % in %', current_user, what; END IF;
    RETURN true;
END $$;
CREATE FUNCTION {MINE}.note_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {MINE}.note(TG_RELID::regclass::text);
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
SOURCES = f"""
CREATE TABLE {MINE}.rows_good AS SELECT 'S00' || n AS code, 'x' AS name, NULL::text AS region, NULL::text AS city,
    NULL::text AS store_type,
    'S001' AS store_code, 'P0001' AS sku, date '2024-01-15' AS date, 1::bigint AS quantity, 1.0 AS unit_price, 1.0 AS price,
    date '2024-01-15' AS valid_from, date '2024-01-15' AS start_date, date '2024-01-16' AS end_date, 1::bigint AS on_hand_qty,
    now() AS sold_at, 'R1' AS receipt, n::bigint AS line_no, 0.1 AS discount_pct, 1::bigint AS visits, 1.0 AS temp_avg_c
    FROM generate_series(1, 3) n;
CREATE TABLE {MINE}.rows_bad AS SELECT * FROM {MINE}.rows_good;
UPDATE {MINE}.rows_bad SET code = NULL, sku = NULL, store_code = NULL, date = NULL, valid_from = NULL, start_date = NULL,
    receipt = NULL;
CREATE TABLE {MINE}.rows_none AS SELECT * FROM {MINE}.rows_good WHERE false;
CREATE VIEW {MINE}.rows_view AS SELECT * FROM {MINE}.rows_good WHERE {MINE}.note('rows_view');
CREATE TABLE {MINE}.rows_partitioned (code text, name text) PARTITION BY LIST (code);
CREATE MATERIALIZED VIEW {MINE}.rows_matview AS SELECT * FROM {MINE}.rows_bad;
"""
FEED_TRIGGERS = """
CREATE TRIGGER feed_begin BEFORE INSERT ON {feed} FOR EACH STATEMENT EXECUTE FUNCTION {schema}.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON {feed} FOR EACH ROW EXECUTE FUNCTION {schema}.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON {feed} FOR EACH STATEMENT EXECUTE FUNCTION {schema}.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON {feed} FOR EACH STATEMENT EXECUTE FUNCTION {schema}.feed_refuse();
"""


def table_look_alike(name: str, columns: list[tuple[str, str]]) -> str:
    """The same columns, with ids that count and notes of who writes."""
    serial = {"integer": "serial", "bigint": "bigserial"}
    kinds = ", ".join(
        f'"{column}" {serial[type_name] if column == "id" else type_name}' for column, type_name in columns
    )
    return f"""CREATE TABLE {MINE}.{name} ({kinds});
        CREATE TRIGGER note BEFORE INSERT OR UPDATE OR DELETE ON {MINE}.{name} FOR EACH ROW EXECUTE FUNCTION {MINE}.note_row();
        CREATE CONSTRAINT TRIGGER note_at_end AFTER INSERT OR UPDATE ON {MINE}.{name} DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION {MINE}.note_row();"""


def view_look_alike(name: str, columns: list[tuple[str, str]]) -> str:
    kinds = ", ".join(f'NULL::{type_name} AS "{column}"' for column, type_name in columns)
    view = f"CREATE VIEW {MINE}.{name} AS SELECT {kinds} WHERE {MINE}.note('{name}');"
    if not name.endswith("_feed"):
        return view
    defaults = "".join(
        f'ALTER VIEW {MINE}.{name} ALTER COLUMN "{column}" SET DEFAULT {WAREHOUSE}.left_out({number})::{type_name};'
        for number, (column, type_name) in enumerate(columns, 1)
        if column in ("region", "city", "category", "customer_ref", "visits")
    )
    return view + defaults


def look_alikes(warehouse: Warehouse) -> list[Case]:
    """Statements of the role; each may be refused, for which the triggers are statements of their own."""
    found = [f"CREATE SCHEMA {MINE};", NOTE, SOURCES]
    found += [table_look_alike(name, warehouse.columns[name]) for name in warehouse.names["r"]]
    found += [view_look_alike(name, warehouse.columns[name]) for name in warehouse.names["v"]]
    keys = warehouse.root.rows(
        f"SELECT replace(indexdef, '{WAREHOUSE}.', '{MINE}.') FROM pg_indexes WHERE schemaname = '{WAREHOUSE}';"
    )
    found.append("; ".join(row[0] for row in keys) + ";")
    rows = f"""INSERT INTO {MINE}.store (code, name) VALUES ('S001', 'x');
        INSERT INTO {MINE}.product (sku, name) VALUES ('P0001', 'x');
        INSERT INTO {MINE}.calendar (date) SELECT date '2024-01-01' + n FROM generate_series(0, 60) n;"""
    return [Case(statement, sets_up=True) for statement in found + [rows, traps()]]


def feed_triggers(warehouse: Warehouse) -> list[Case]:
    feeds = [name for name in warehouse.names["v"] if name.endswith("_feed")]
    found = [FEED_TRIGGERS.format(feed=f"{MINE}.{name}", schema=WAREHOUSE) for name in feeds]
    return [Case(statement, sets_up=True) for statement in found]


def traps() -> str:
    """Functions and an operator that wait in the role's schema for somebody whose path has it."""
    return f"""
        CREATE FUNCTION {MINE}.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT pg_catalog.now() WHERE {MINE}.note('now') $$;
        CREATE FUNCTION {MINE}.same(varchar, text) RETURNS boolean LANGUAGE sql AS $$ SELECT {MINE}.note('same') $$;
        CREATE OPERATOR {MINE}.= (LEFTARG = varchar, RIGHTARG = text, FUNCTION = {MINE}.same);
        CREATE FUNCTION {MINE}.min(date) RETURNS date LANGUAGE sql AS $$ SELECT $1 WHERE {MINE}.note('min') $$;
        CREATE FUNCTION {MINE}.left_out(integer) RETURNS text LANGUAGE sql AS $$ SELECT 'x' WHERE {MINE}.note('left_out') $$;"""


def own_triggers() -> list[Case]:
    """The extension's trigger functions on tables of the role, at every time and event."""
    found = []
    functions = ["feed_begin", "feed_row", "feed_end", "feed_refuse"]
    events = [
        "BEFORE INSERT",
        "AFTER INSERT",
        "BEFORE UPDATE OR DELETE",
        "AFTER INSERT OR UPDATE OR DELETE",
        "BEFORE TRUNCATE",
    ]
    for function, event, level in itertools.product(functions, events, ["STATEMENT", "ROW"]):
        if event == "BEFORE TRUNCATE" and level == "ROW":
            continue
        found.append(
            Case(f"""CREATE TABLE {MINE}.store_feed2 (code text, name text, region text,
             city text, store_type text, holiday_calendar text);
            INSERT INTO {MINE}.store_feed2 VALUES ('a', 'b');
            CREATE TRIGGER t {event} ON {MINE}.store_feed2 FOR EACH {level} EXECUTE FUNCTION {WAREHOUSE}.{function}('x', '1');
            INSERT INTO {MINE}.store_feed2 VALUES ('c', 'd');
            UPDATE {MINE}.store_feed2 SET code = 'e'; DELETE FROM {MINE}.store_feed2;
            TRUNCATE {MINE}.store_feed2;""")
        )
    found += [Case(statement) for statement in renamed_feeds(functions)]
    return found


def renamed_feeds(functions: list[str]) -> list[str]:
    """Tables under a feed's name, parts of the triggers, deferred triggers, and rows that come while a load runs."""
    columns = "code text, name text, region text, city text, store_type text, holiday_calendar text"
    table = f"CREATE SCHEMA mine2; CREATE TABLE mine2.store_feed ({columns});"
    nulls = ", ".join(f"NULL::text AS {column.split()[0]}" for column in columns.split(", "))
    view = f"CREATE SCHEMA mine2; CREATE VIEW mine2.store_feed AS SELECT {nulls};"
    insert = "INSERT INTO mine2.store_feed (code, name) VALUES ('S1', 'x'), (NULL, 'y');"
    gone = "DROP SCHEMA mine2 CASCADE;"
    found = []
    for name in functions:
        at = {
            "feed_row": "INSTEAD OF INSERT ON mine2.store_feed FOR EACH ROW",
            "feed_begin": "BEFORE INSERT ON mine2.store_feed",
            "feed_end": "AFTER INSERT ON mine2.store_feed",
            "feed_refuse": "BEFORE INSERT ON mine2.store_feed",
        }[name]
        found.append(f"{view} CREATE TRIGGER t {at} EXECUTE FUNCTION {WAREHOUSE}.{name}(); {insert} {gone}")
        found.append(f"""{table} CREATE CONSTRAINT TRIGGER t AFTER INSERT ON mine2.store_feed DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION {WAREHOUSE}.{name}(); {insert} SET CONSTRAINTS ALL IMMEDIATE; {gone}""")
    whole = FEED_TRIGGERS.format(feed="mine2.store_feed", schema=WAREHOUSE)
    found.append(f"{view} {whole} {insert} {gone}")
    found.append(f"""{view} {whole} CREATE FUNCTION mine2.again() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO mine2.store_feed (code) VALUES ('S2'); RETURN NEW; END $$;
        CREATE TRIGGER again INSTEAD OF INSERT ON mine2.store_feed FOR EACH ROW EXECUTE FUNCTION mine2.again(); {insert} {gone}""")
    found.append(
        f"{view} {whole} DECLARE c CURSOR FOR SELECT {WAREHOUSE}.left_out(3) FROM generate_series(1, 3);"
        f" FETCH 1 FROM c; {insert} {gone}"
    )
    return found


def own_loads(warehouse: Warehouse) -> list[Case]:
    """Loads from the role's own rows, and into its own look-alike feeds."""
    found = []
    for name, _, types in warehouse.functions:
        if types[:1] == ["regclass"] and len(types) == 3:
            for rows, rule in itertools.product(OWN_RELATIONS, ["NULL", "'quarantine'", "'error'"]):
                found.append(
                    Case(
                        f"SELECT {WAREHOUSE}.{name}('{MINE}.{rows}', {rule}, 'last');",
                        MODES[1 if rule == "NULL" else 0],
                    )
                )
    for name in warehouse.names["v"]:
        if name.endswith("_feed"):
            found += [
                Case(statement, mode)
                for mode in MODES
                for statement in writes(f"{MINE}.{name}", warehouse.columns[name])
            ]
    found += [
        Case(
            f"SET LOCAL search_path = {MINE}, pg_catalog, {WAREHOUSE};"
            f" SELECT {WAREHOUSE}.upsert_store('{MINE}.rows_bad', 'quarantine');"
        )
    ]
    found += [Case(f"SELECT {WAREHOUSE}.build_features('{MINE}.features', '2024-01-31');")]
    found += [Case(f"INSERT INTO {MINE}.store (code, name) VALUES ('S002', 'x');")]
    return found


JOURNALS = f"""
CREATE SCHEMA shared;
GRANT USAGE, CREATE ON SCHEMA shared TO {NOBODY};
CREATE TABLE shared.load_batch (LIKE {WAREHOUSE}.load_batch INCLUDING DEFAULTS);
"""


def somebodys_journal(warehouse: Warehouse) -> list[Case]:
    """A superuser's copy of the journal, in a schema where the role may create: the role adds the rest."""
    tables = [name for name in warehouse.names["r"] if name != "load_batch"]
    found = [f"CREATE TABLE shared.{name} AS SELECT * FROM {MINE}.{name} WHERE false;" for name in tables]
    found += [
        f"""CREATE TRIGGER note BEFORE INSERT ON shared.load_reject FOR EACH ROW EXECUTE FUNCTION {MINE}.note_row();
        ALTER TABLE shared.store ALTER COLUMN id SET DEFAULT 1; CREATE UNIQUE INDEX ON shared.store (code);"""
    ]
    view = view_look_alike("store_feed", warehouse.columns["store_feed"]).replace(
        f"{MINE}.store_feed", "shared.store_feed"
    )
    found += [view, FEED_TRIGGERS.format(feed="shared.store_feed", schema=WAREHOUSE)]
    feed = writes("shared.store_feed", warehouse.columns["store_feed"])
    set_up = [Case(statement, sets_up=True) for statement in found]
    return set_up + [Case(statement, mode) for mode in MODES for statement in feed]


def many_schemas(warehouse: Warehouse) -> list[Case]:
    """Loads by more feeds than a session keeps plans for, also while a plan runs."""
    view = (
        view_look_alike("store_feed", warehouse.columns["store_feed"])
        .split(";ALTER")[0]
        .replace(f"{MINE}.store_feed", "%1$I.store_feed")
    )
    parts = [
        f"CREATE TABLE %1$I.{name} (LIKE {MINE}.{name} INCLUDING DEFAULTS)"
        for name in ("store", "product", "calendar", "load_batch", "load_reject")
    ]
    parts += ["CREATE UNIQUE INDEX ON %1$I.store (code)", view.rstrip(";")]
    made = "; ".join(parts) + ";" + FEED_TRIGGERS.format(feed="%1$I.store_feed", schema=WAREHOUSE)
    loop = f"FOR n IN 0 .. {SCHEMAS} LOOP EXECUTE format($x$CREATE SCHEMA %1$I; {made}$x$, 'many' || n); END LOOP;"
    again = f"""CREATE FUNCTION {MINE}.again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN FOR n IN 1 .. {SCHEMAS} LOOP
        EXECUTE format('INSERT INTO %I.store_feed (code, name) VALUES (''S1'', ''x''), (NULL, NULL)', 'many' || n); END LOOP;
        RETURN NEW; END $$;
        CREATE TRIGGER again BEFORE INSERT ON many0.store FOR EACH ROW EXECUTE FUNCTION {MINE}.again();
        CREATE TRIGGER again BEFORE INSERT ON many0.load_batch FOR EACH ROW EXECUTE FUNCTION {MINE}.again();"""
    load = "INSERT INTO many0.store_feed (code, name) VALUES ('S' || random(), 'x'), (NULL, 'y');"
    patient = "SET statement_timeout = 0;"
    set_up = [Case(f"DO $do$ BEGIN {loop} END $do$;", patient, sets_up=True), Case(again, sets_up=True)]
    # A plan that is freed while it runs does not fail every time.
    return set_up + [Case(load, patient + mode) for mode in MODES * 3]


def temporary_look_alikes(warehouse: Warehouse) -> list[Case]:
    """Tables of the session that hide the warehouse's names; each case makes its own."""
    found = []
    for name in warehouse.names["r"]:
        columns = ", ".join(f'"{column}" {type_name}' for column, type_name in warehouse.columns[name])
        found.append(f"CREATE TEMP TABLE {name} ({columns}); INSERT INTO {name} DEFAULT VALUES;")
    together = " ".join(found)
    path = f"SET LOCAL search_path = pg_temp, {WAREHOUSE}, pg_catalog;"
    uses = [
        f"SELECT {WAREHOUSE}.upsert_store('pg_temp.store', 'quarantine');",
        f"SELECT {WAREHOUSE}.rollup_sales('2024-01-01', '2024-01-31');",
        f"SELECT {WAREHOUSE}.generate_calendar('2024-01-01', '2024-01-31');",
        f"SELECT {WAREHOUSE}.build_features('pg_temp.f', '2024-01-31');",
        f"SELECT * FROM {WAREHOUSE}.sales_panel('2024-01-01', '2024-01-31');",
        f"SELECT {WAREHOUSE}.price_asof(1, 1, '2024-01-15');",
        f"SELECT {WAREHOUSE}.data_loss('1.0');",
        f"SELECT {WAREHOUSE}.last_load();",
        f"SELECT * FROM {WAREHOUSE}.sales_exogenous;",
        f"INSERT INTO {WAREHOUSE}.store_feed (code, name) VALUES ('S1', 'x');",
        f"SELECT {WAREHOUSE}.migration_check('1.3', '1.2');",
        f"SELECT {WAREHOUSE}.hand_over('pg_temp.store'::regclass);",
    ]
    return [Case(f"{together} {path} {use} DISCARD TEMP;", mode) for use in uses for mode in MODES]
