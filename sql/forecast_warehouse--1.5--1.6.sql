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
