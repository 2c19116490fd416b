"""Attempts of a role without grants on the warehouse itself."""

import random

from warehouse import INSTALLER, MODES, NOBODY, RANDOM_CALLS, WAREHOUSE, Case, Warehouse, values_of


def calls(warehouse: Warehouse, relations: list[str], schema: str = WAREHOUSE) -> list[Case]:
    found, chance = [], random.Random(1)
    for name, _, types in warehouse.functions:
        values = [values_of(type_name, relations) for type_name in types]
        usual = [some[min(1, len(some) - 1)] for some in values]
        lists = [usual]
        for at, some in enumerate(values):
            lists += [usual[:at] + [value] + usual[at + 1 :] for value in some]
        lists += [[chance.choice(some) for some in values] for _ in range(RANDOM_CALLS if len(types) > 1 else 0)]
        for number, arguments in enumerate(lists):
            found.append(
                Case(f"SELECT count(*) FROM {schema}.{name}({', '.join(arguments)});", MODES[number % len(MODES)])
            )
        found.append(Case(f"SELECT {schema}.{name}({', '.join(usual)});"))
    return found


def plain_value(type_name: str, column: str) -> str:
    if column in ("code", "store_code"):
        return "'S001'"
    if column == "sku":
        return "'P0001'"
    value = {"date": "'2024-01-15'", "boolean": "true", "text": "'x'", "jsonb": "'{}'", "text[]": "'{}'"}
    return value.get(
        type_name, "'2024-01-15'" if type_name.startswith("timestamp") else "1" if "char" not in type_name else "'x'"
    )


def writes(name: str, columns: list[tuple[str, str]]) -> list[str]:
    names = ", ".join(f'"{column}"' for column, _ in columns)
    good = ", ".join(plain_value(type_name, column) for column, type_name in columns)
    nulls = ", ".join("NULL" for _ in columns)
    line = good.replace(", ", "\t").replace("'", "")
    bad = "\t".join("\\N" for _ in columns)
    first = f'"{columns[0][0]}"'
    return [
        f"INSERT INTO {name} ({names}) VALUES ({good});",
        f"INSERT INTO {name} ({names}) VALUES ({nulls});",
        f"INSERT INTO {name} ({names}) VALUES ({good}), ({nulls}), ({good}) RETURNING *;",
        f"INSERT INTO {name} ({first}) VALUES ({plain_value(columns[0][1], columns[0][0])});",
        f"INSERT INTO {name} DEFAULT VALUES;",
        f"INSERT INTO {name} ({names}) SELECT {good} FROM generate_series(1, 3);",
        f"INSERT INTO {name} ({names}) SELECT {good} WHERE false;",
        f"INSERT INTO {name} ({names}) VALUES ({good}) ON CONFLICT DO NOTHING;",
        f"UPDATE {name} SET {first} = {first};",
        f"DELETE FROM {name};",
        f"MERGE INTO {name} t USING (SELECT 1 AS one) s ON false WHEN NOT MATCHED THEN INSERT ({names}) VALUES ({good});",
        f"COPY {name} ({names}) FROM STDIN;\n{line}\n{line}\n\\.",
        f"COPY {name} ({names}) FROM STDIN;\n{bad}\n\\.",
        f"COPY {name} ({names}) FROM STDIN;\n\\.",
    ]


def other_statements(name: str, first: str) -> list[str]:
    """Acts that a role without rights must not do."""
    return [
        f"SELECT * FROM {name};",
        f"SELECT * FROM {name} FOR UPDATE;",
        f"TRUNCATE {name};",
        f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE;",
        f"LOCK TABLE {name} IN ROW EXCLUSIVE MODE;",
        f"DROP TABLE {name};",
        f"DROP VIEW {name};",
        f"ALTER TABLE {name} ADD COLUMN added integer;",
        f"CREATE INDEX ON {name} ({first});",
        f"GRANT ALL ON {name} TO PUBLIC;",
        f"CREATE RULE r AS ON INSERT TO {name} DO ALSO SELECT 1;",
        f"COMMENT ON TABLE {name} IS 'x';",
        f"ANALYZE {name};",
        f"CREATE TRIGGER t BEFORE INSERT ON {name} EXECUTE FUNCTION {WAREHOUSE}.feed_begin();",
        f"ALTER TABLE {name} DISABLE TRIGGER ALL;",
        f"COPY {name} TO STDOUT;",
        f"ALTER TABLE {name} OWNER TO CURRENT_USER;",
        f"REINDEX TABLE {name};",
        f"CLUSTER {name};",
    ]


def on_the_warehouse(warehouse: Warehouse) -> list[Case]:
    found = []
    for name in warehouse.names["r"] + warehouse.names["v"]:
        columns = warehouse.columns[name]
        statements = writes(f"{WAREHOUSE}.{name}", columns)
        modes = MODES if name.endswith("_feed") else MODES[:1]
        found += [Case(statement, mode) for mode in modes for statement in statements]
        found += [Case(statement) for statement in other_statements(f"{WAREHOUSE}.{name}", columns[0][0])]
    for name in warehouse.names["S"]:
        sequence = f"'{WAREHOUSE}.{name}'"
        for call in (f"nextval({sequence})", f"setval({sequence}, 1000)", f"currval({sequence})", "lastval()"):
            found.append(Case(f"SELECT {call};"))
        found.append(Case(f"ALTER SEQUENCE {WAREHOUSE}.{name} RESTART;"))
    return found


def on_the_extension(warehouse: Warehouse) -> list[Case]:
    statements = [
        "DROP EXTENSION forecast_warehouse CASCADE;",
        "ALTER EXTENSION forecast_warehouse UPDATE TO '1.2';",
        "ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';",
        "ALTER EXTENSION forecast_warehouse SET SCHEMA public;",
        f"ALTER EXTENSION forecast_warehouse DROP TABLE {WAREHOUSE}.store;",
        f"DROP SCHEMA {WAREHOUSE} CASCADE;",
        f"DROP OWNED BY {INSTALLER};",
        f"REASSIGN OWNED BY {INSTALLER} TO {NOBODY};",
        f"SET ROLE {INSTALLER};",
        f"SET SESSION AUTHORIZATION {INSTALLER};",
        "CREATE EXTENSION forecast_warehouse;",
        f"CREATE TABLE {WAREHOUSE}.mine (id integer);",
        "SET session_replication_role = replica;",
        "LOAD 'forecast_warehouse';",
        f"SET forecast_warehouse.allow_data_loss = on; DROP SCHEMA {WAREHOUSE} CASCADE;",
        "SELECT pg_catalog.pg_extension_config_dump('pg_catalog.pg_class', '');",
        f"CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION {WAREHOUSE}.refuse_data_loss();",
        "ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss DISABLE;",
        "DROP EVENT TRIGGER forecast_warehouse_refuse_data_loss;",
        "CREATE FUNCTION pg_temp.f() RETURNS trigger LANGUAGE c AS '$libdir/forecast_warehouse', 'fw_feed_row';",
    ]
    for name, _, types in warehouse.functions:
        whole = f"{WAREHOUSE}.{name}({', '.join(types)})"
        statements += [
            f"ALTER FUNCTION {whole} SECURITY DEFINER;",
            f"DROP FUNCTION {whole};",
            f"GRANT EXECUTE ON FUNCTION {whole} TO PUBLIC;",
        ]
    return [Case(statement) for statement in statements]
