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

--
-- Check
--

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

--
-- The end
--

DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
