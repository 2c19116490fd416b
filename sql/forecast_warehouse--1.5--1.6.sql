-- forecast_warehouse 1.5 to 1.6: schema management: users' own columns, checks of the schema and of the data, adoption, export.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.6'" to load this file. \quit

-- The names below mean this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can replace them. They are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_check_step(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
REVOKE ALL ON FUNCTION pg_catalog.fw_check_step(text, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

SELECT pg_catalog.fw_check_step('1.5'::pg_catalog.text, '1.6'::pg_catalog.text);

--
-- Customise
--

-- Rows keep the words of the columns that they describe. Text columns sort by bytes, so a dump has one order.
CREATE TABLE @extschema@.customization (
    kind text COLLATE pg_catalog."C" NOT NULL,
    table_name text COLLATE pg_catalog."C" NOT NULL,
    name text COLLATE pg_catalog."C" NOT NULL,
    schema_name text,
    type text,
    condition text,
    default_value text,
    not_null boolean,
    columns text[],
    method text,
    is_unique boolean,
    comment text,
    noted_by text NOT NULL DEFAULT CURRENT_USER,
    noted_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_customization PRIMARY KEY (kind, table_name, name),
    CONSTRAINT ck_customization_kind CHECK (kind OPERATOR(pg_catalog.=) ANY ('{column,index,check}'::text[]))
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.customization', '');
COMMENT ON TABLE @extschema@.customization IS
    'What add_column(), add_index() and add_check() noted. apply_customizations() makes what is missing.';
COMMENT ON COLUMN @extschema@.customization.kind IS 'column, index or check.';
COMMENT ON COLUMN @extschema@.customization.table_name IS 'Table of the warehouse.';
COMMENT ON COLUMN @extschema@.customization.name IS 'Name of the column, index or check.';
COMMENT ON COLUMN @extschema@.customization.schema_name IS 'Columns: schema of the companion table when the column was noted.';
COMMENT ON COLUMN @extschema@.customization.type IS 'Columns: type, with its modifier.';
COMMENT ON COLUMN @extschema@.customization.condition IS
    'Columns and checks: condition that each row meets. Indexes: condition of the rows that are in the index.';
COMMENT ON COLUMN @extschema@.customization.default_value IS 'Columns: expression for rows without a value of their own.';
COMMENT ON COLUMN @extschema@.customization.not_null IS 'Columns: whether NULL is refused. NULL: nobody said so.';
COMMENT ON COLUMN @extschema@.customization.columns IS 'Indexes: columns, in their order.';
COMMENT ON COLUMN @extschema@.customization.method IS 'Indexes: access method.';
COMMENT ON COLUMN @extschema@.customization.is_unique IS 'Indexes: whether the index is unique.';
COMMENT ON COLUMN @extschema@.customization.comment IS 'Comment on the column, index or check.';
COMMENT ON COLUMN @extschema@.customization.noted_by IS 'Role that noted the row last.';
COMMENT ON COLUMN @extschema@.customization.noted_at IS 'When the row was noted last.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.customization'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.add_column(
        table_name text, name text, type text, "check" text DEFAULT NULL, "default" text DEFAULT NULL,
        comment text DEFAULT NULL, not_null boolean DEFAULT NULL, schema text DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_add_column';
COMMENT ON FUNCTION @extschema@.add_column(text, text, text, text, text, text, boolean, text) IS
    'Adds a column of your own to a table of the warehouse. It lies in the companion table {table}_custom. Returns added, changed or unchanged.';

CREATE FUNCTION @extschema@.alter_column(
        table_name text, name text, type text DEFAULT NULL, "check" text DEFAULT NULL, "default" text DEFAULT NULL,
        comment text DEFAULT NULL, not_null boolean DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_alter_column';
COMMENT ON FUNCTION @extschema@.alter_column(text, text, text, text, text, text, boolean) IS
    'Changes a column of your own. NULL leaves a property as it is; an empty text removes a check, default or comment. Returns changed or unchanged.';

CREATE FUNCTION @extschema@.rename_column(table_name text, name text, new_name text)
    RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_rename_column';
COMMENT ON FUNCTION @extschema@.rename_column(text, text, text) IS 'Renames a column of your own. Its values stay.';

CREATE FUNCTION @extschema@.drop_column(table_name text, name text)
    RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_drop_column';
COMMENT ON FUNCTION @extschema@.drop_column(text, text) IS
    'Drops a column of your own with its values. With the last one go the companion table and its views.';

CREATE FUNCTION @extschema@.add_index(
        table_name text, columns text[], name text DEFAULT NULL, "unique" boolean DEFAULT false,
        "where" text DEFAULT NULL, method text DEFAULT 'btree', comment text DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_add_index';
COMMENT ON FUNCTION @extschema@.add_index(text, text[], text, boolean, text, text, text) IS
    'Makes an index on a table of the warehouse, and notes it. Returns added or unchanged.';

CREATE FUNCTION @extschema@.add_check(table_name text, name text, "check" text, comment text DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_add_check';
COMMENT ON FUNCTION @extschema@.add_check(text, text, text, text) IS
    'Makes a check on a table of the warehouse, and notes it. Loads reject rows that violate it. Returns added or unchanged.';

CREATE FUNCTION @extschema@.drop_customization(kind text, table_name text, name text)
    RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_drop_customization';
COMMENT ON FUNCTION @extschema@.drop_customization(text, text, text) IS
    'Drops a noted column, index or check, and its note.';

CREATE FUNCTION @extschema@.apply_customizations()
    RETURNS SETOF text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_apply_customizations';
COMMENT ON FUNCTION @extschema@.apply_customizations() IS
    'Makes noted columns, indexes, checks and views that are missing, after a restore or an update. Returns a row for each thing that it made.';

-- Columns come in their order. A check of several columns comes again behind them, with its column.
CREATE FUNCTION @extschema@.export_customizations()
    RETURNS SETOF text
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT CASE
            WHEN c.kind OPERATOR(pg_catalog.=) 'column' THEN pg_catalog.format('SELECT %I.add_column(%L, %L, %L%s%s%s%s%s);', n.nspname,
                c.table_name, c.name, c.type,
                ', "check" => ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(CASE WHEN p.part OPERATOR(pg_catalog.=) p.of_check THEN c.condition END),
                ', "default" => ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(c.default_value),
                ', comment => ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(c.comment),
                ', not_null => ' OPERATOR(pg_catalog.||) c.not_null::pg_catalog.text,
                ', schema => ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(coalesce(o.schema_name, c.schema_name)))
            WHEN c.kind OPERATOR(pg_catalog.=) 'index' THEN pg_catalog.format('SELECT %I.add_index(%L, %L, %L%s%s%s%s);', n.nspname,
                c.table_name, c.columns, c.name,
                CASE WHEN c.is_unique THEN ', "unique" => true' END,
                ', "where" => ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(c.condition),
                ', method => ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(CASE WHEN c.method OPERATOR(pg_catalog.<>) 'btree' THEN c.method END),
                ', comment => ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(c.comment))
            ELSE pg_catalog.format('SELECT %I.add_check(%L, %L, %L%s);', n.nspname, c.table_name, c.name, c.condition,
                ', comment => ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(c.comment))
            END
        FROM @extschema@.customization c
        JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) c.tableoid
        JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.relnamespace
        LEFT JOIN LATERAL (
            SELECT s.nspname::pg_catalog.text AS schema_name, a.attnum, pg_catalog.cardinality(k.conkey) AS check_columns
            FROM pg_catalog.pg_class w
            JOIN pg_catalog.pg_constraint f ON f.confrelid OPERATOR(pg_catalog.=) w.oid AND f.contype OPERATOR(pg_catalog.=) 'f'
            JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) f.conrelid
            JOIN pg_catalog.pg_namespace s ON s.oid OPERATOR(pg_catalog.=) r.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) r.oid
                AND a.attname OPERATOR(pg_catalog.=) c.name::pg_catalog.name
            LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid OPERATOR(pg_catalog.=) r.oid AND k.contype OPERATOR(pg_catalog.=) 'c'
                AND k.conname OPERATOR(pg_catalog.=) pg_catalog.concat('ck_', c.name)::pg_catalog.name
            WHERE w.relnamespace OPERATOR(pg_catalog.=) t.relnamespace AND w.relname OPERATOR(pg_catalog.=) c.table_name::pg_catalog.name
                AND r.relname OPERATOR(pg_catalog.=) pg_catalog.concat(c.table_name, '_custom')::pg_catalog.name
            ORDER BY r.oid LIMIT 1
        ) AS o ON c.kind OPERATOR(pg_catalog.=) 'column'
        CROSS JOIN LATERAL (
            SELECT part, of_check
            FROM (SELECT CASE WHEN c.condition IS NULL OR o.check_columns OPERATOR(pg_catalog.=) 1 THEN 1 ELSE 2 END) AS d (of_check),
                pg_catalog.generate_series(1, CASE WHEN c.kind OPERATOR(pg_catalog.=) 'column' THEN d.of_check ELSE 1 END) AS g (part)
        ) AS p
        ORDER BY c.kind OPERATOR(pg_catalog.<>) 'column', c.table_name, p.part, c.kind, o.attnum, c.name
    $$;
COMMENT ON FUNCTION @extschema@.export_customizations() IS
    'The SQL statements that make the noted customisations again, in an order that runs.';

-- Feature tables take columns of users beside stores and products.
CREATE FUNCTION pg_catalog.fw_copy_grants(source regprocedure, target regprocedure) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_copy_function_grants';
REVOKE ALL ON FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure) FROM PUBLIC;
ALTER FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean) RENAME TO build_features_of_1_5;
CREATE FUNCTION @extschema@.build_features(
        target text, cutoff date, start_date date DEFAULT NULL, horizon integer DEFAULT 1,
        lags integer[] DEFAULT NULL, windows integer[] DEFAULT '{7,28}',
        aggregates text[] DEFAULT '{mean,std,min,max}', store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL,
        exogenous boolean DEFAULT true, extra text[] DEFAULT NULL)
    RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_build_features';
COMMENT ON FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[]) IS
    'Builds the table target and returns its number of rows. One row for each store, product and day to cutoff + horizon. Values are those known horizon days before.';
SELECT pg_catalog.fw_copy_grants('@extschema@.build_features_of_1_5(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean)'::pg_catalog.regprocedure,
    '@extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[])'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.build_features_of_1_5(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean);
DROP FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure);

--
-- Check
--

CREATE FUNCTION @extschema@.schema_drift()
    RETURNS TABLE (object text, aspect text, expected text, found text, data_at_risk boolean, remedy text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_schema_drift';
COMMENT ON FUNCTION @extschema@.schema_drift() IS
    'Differences between the schema and what the installed version makes, with the SQL that mends each.';

CREATE FUNCTION @extschema@.validate_warehouse()
    RETURNS TABLE (finding text, severity text, table_name text, count bigint, example text, query text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_validate_warehouse';
COMMENT ON FUNCTION @extschema@.validate_warehouse() IS
    'Findings about the data: each with the number of its rows, an example, and the query that returns the rows.';

--
-- Adopt
--

CREATE TABLE @extschema@.adoption (
    id bigserial,
    schema_name text NOT NULL,
    table_name text NOT NULL,
    source_table text NOT NULL,
    mapping jsonb NOT NULL,
    foreign_keys jsonb NOT NULL,
    swapped_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    undone_at timestamptz,
    CONSTRAINT pk_adoption PRIMARY KEY (id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.adoption', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.adoption_id_seq', '');
COMMENT ON TABLE @extschema@.adoption IS
    'Tables of users that adopt() swapped for ours; one row a table and swap. undo_adoption() reads it.';
COMMENT ON COLUMN @extschema@.adoption.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.adoption.schema_name IS 'Schema of the user''s table.';
COMMENT ON COLUMN @extschema@.adoption.table_name IS 'Our table, which is in its place.';
COMMENT ON COLUMN @extschema@.adoption.source_table IS
    'Name of the user''s table before the swap. It is also the name of the view that is in its place.';
COMMENT ON COLUMN @extschema@.adoption.mapping IS 'Which column of the user''s table gave which of ours.';
COMMENT ON COLUMN @extschema@.adoption.foreign_keys IS
    'Foreign keys of other tables that the swap moved to our table.';
COMMENT ON COLUMN @extschema@.adoption.swapped_at IS 'When the tables were swapped.';
COMMENT ON COLUMN @extschema@.adoption.undone_at IS 'When undo_adoption() put the user''s table back. NULL: it is swapped.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.adoption'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.adoption_plan(schema text, check_rows boolean DEFAULT true)
    RETURNS TABLE (table_name text, source_table text, column_name text, source_column text, finding text,
        row_count bigint, message text, mapping jsonb)
    LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 100 AS 'MODULE_PATHNAME', 'fw_adoption_plan';
COMMENT ON FUNCTION @extschema@.adoption_plan(text, boolean) IS
    'Compares the tables of a schema with ours: what maps, what is missing, what would be rejected. check_rows loads the rows and rolls back.';

CREATE FUNCTION @extschema@.adopt(schema text, mapping jsonb DEFAULT NULL, fix text[] DEFAULT '{}',
        swap boolean DEFAULT false, on_reject text DEFAULT 'quarantine')
    RETURNS TABLE (table_name text, source_table text, rows_read bigint, rows_landed bigint, rows_rejected bigint,
        quantity_read numeric, quantity_landed numeric, quantity_rejected numeric, amount_read numeric,
        amount_landed numeric, amount_rejected numeric, ids text, batch_id bigint)
    LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10 AS 'MODULE_PATHNAME', 'fw_adopt';
COMMENT ON FUNCTION @extschema@.adopt(text, jsonb, text[], boolean, text) IS
    'Loads the tables of a schema into ours, by the mapping of adoption_plan(). With swap, ours take their place.';

CREATE FUNCTION @extschema@.undo_adoption(schema text)
    RETURNS TABLE (table_name text, source_table text, rows_added bigint, rows_changed bigint, rows_deleted bigint)
    LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10 AS 'MODULE_PATHNAME', 'fw_undo_adoption';
COMMENT ON FUNCTION @extschema@.undo_adoption(text) IS
    'Puts the tables of a schema back into their place after adopt() with swap, with all rows written since.';

CREATE FUNCTION @extschema@.adoption_script(schema text, mapping jsonb DEFAULT NULL, fix text[] DEFAULT '{}',
        swap boolean DEFAULT false, on_reject text DEFAULT 'quarantine')
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_adoption_script';
COMMENT ON FUNCTION @extschema@.adoption_script(text, jsonb, text[], boolean, text) IS
    'The SQL statements that adopt() with the same arguments would run, as one script.';

CREATE FUNCTION @extschema@.adopt_rows(target text, source text, query text, options jsonb DEFAULT '{}',
        on_reject text DEFAULT 'quarantine', keep_ids boolean DEFAULT false)
    RETURNS TABLE (table_name text, rows_read bigint, rows_landed bigint, rows_rejected bigint,
        quantity_read numeric, quantity_landed numeric, quantity_rejected numeric, amount_read numeric,
        amount_landed numeric, amount_rejected numeric, batch_id bigint)
    LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 1 AS 'MODULE_PATHNAME', 'fw_adopt_rows';
COMMENT ON FUNCTION @extschema@.adopt_rows(text, text, text, jsonb, text, boolean) IS
    'Loads the rows of a query into a table, as adoption_script() does. Columns are those of its feed, and id.';

--
-- Export
--

CREATE FUNCTION @extschema@.schema_ddl(dialect text, tables text[] DEFAULT NULL, options jsonb DEFAULT '{}') RETURNS text
    LANGUAGE c STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_schema_ddl';
COMMENT ON FUNCTION @extschema@.schema_ddl(text, text[], jsonb) IS
    'A script that makes the tables of the warehouse in another database. dialect: postgresql, snowflake or duckdb.';
CREATE FUNCTION @extschema@.schema_models(format text DEFAULT 'sqlalchemy', tables text[] DEFAULT NULL, options jsonb DEFAULT '{}') RETURNS text
    LANGUAGE c STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_schema_models';
COMMENT ON FUNCTION @extschema@.schema_models(text, text[], jsonb) IS
    'The tables of the warehouse as typed models of SQLAlchemy 2.0, a module of Python.';

--
-- The end
--

DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
