-- The tables as text for other databases, and as models. test/export/run makes them again there.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\pset format unaligned
\pset tuples_only on
CREATE EXTENSION forecast_warehouse;

--
-- A dimension and a fact, in each dialect. A key to a table that is left out is named
--
SELECT schema_ddl('postgresql', '{store,location}', '{"schema": "shop"}');
SELECT schema_ddl('duckdb', '{traffic_daily}');
SELECT schema_ddl('snowflake', '{traffic_daily,calendar,store,location}', '{"cluster": true, "timestamptz": "timestamp_tz", "checks": "comment"}');
SELECT schema_models(tables => '{location,store}');

--
-- Numbers go on where the sequence is; a role without rights on it learns so
--
INSERT INTO location_feed (code, city) VALUES ('L1', 'A'), ('L2', 'B');
SELECT line FROM regexp_split_to_table(schema_ddl('snowflake', '{location}'), '\n') AS line WHERE line ~ 'AUTOINCREMENT';
CREATE ROLE fw_export_reader;
GRANT USAGE ON SCHEMA public TO fw_export_reader;
SET ROLE fw_export_reader;
SELECT line FROM regexp_split_to_table(schema_ddl('duckdb', '{location}'), '\n') AS line WHERE line ~ '^(CREATE SEQUENCE|-- Warning)';
RESET ROLE;
REVOKE USAGE ON SCHEMA public FROM fw_export_reader;
DROP ROLE fw_export_reader;

--
-- Tables of users: companions come with their tables, others by an option or by name
--
CREATE SCHEMA custom;
CREATE TYPE custom.grade AS ENUM ('a', 'b');
CREATE TABLE custom.store_custom (
    id integer CONSTRAINT pk_store_custom PRIMARY KEY CONSTRAINT fk_store_custom_store REFERENCES store ON DELETE CASCADE,
    grade custom.grade DEFAULT 'a'
);
CREATE TABLE custom.visit (store_id integer CONSTRAINT fk_visit_store REFERENCES store, people numeric);
CREATE TABLE custom.product_custom (id integer);
SELECT line FROM regexp_split_to_table(schema_ddl('postgresql', '{store}'), '\n') AS line WHERE line ~ '^CREATE (TABLE|TYPE)|grade|custom_store';
SELECT line FROM regexp_split_to_table(schema_ddl('postgresql', '{store}', '{"customizations": false}'), '\n') AS line WHERE line ~ '^CREATE TABLE';
SELECT line FROM regexp_split_to_table(schema_ddl('postgresql', '{store}', '{"referring": true}'), '\n') AS line WHERE line ~ '^CREATE TABLE';
SELECT line FROM regexp_split_to_table(schema_ddl('duckdb', '{custom.visit,custom.product_custom}'), '\n') AS line WHERE line <> '';
SELECT count(*) FROM regexp_matches(schema_ddl('duckdb'), 'CREATE TABLE', 'g');

-- Defaults of types whose texts have another form there, digits, and words that DuckDB reserves
CREATE TABLE custom.odd (by bytea DEFAULT '\x01ff', at text[] DEFAULT '{a,b}', js jsonb DEFAULT '{"a": 1}', many numeric(5,-2), few numeric(3,5), glob date DEFAULT '2024-01-01');
SELECT line FROM regexp_split_to_table(schema_ddl('duckdb', '{custom.odd}'), '\n') AS line WHERE line <> '';
SELECT line FROM regexp_split_to_table(schema_ddl('snowflake', '{custom.odd}'), '\n') AS line WHERE line <> '';
DROP TABLE custom.odd;

--
-- All that a user can say wrongly is refused
--
SELECT schema_ddl('oracle');
SELECT schema_ddl(NULL);
SELECT schema_ddl('duckdb', '{nothing}');
SELECT schema_ddl('duckdb', '{sales_daily_feed}');
SELECT schema_ddl('duckdb', ARRAY['store', NULL]);
SELECT schema_ddl('duckdb', options => '[]');
SELECT schema_ddl('duckdb', options => '{"cluster": true}');
SELECT schema_ddl('duckdb', options => '{"numeric": 10}');
SELECT schema_ddl('snowflake', options => '{"checks": "none"}');
SELECT schema_models('django');
CREATE TABLE custom.store (id integer);
SELECT schema_ddl('duckdb', '{store,custom.store}');

--
-- Names and texts that look like SQL stay in their strings and comments
--
CREATE TABLE custom."o'dd""" ("a;
DROP TABLE store;" text CHECK (("a;
DROP TABLE store;") ~ 'x'), "select" integer DEFAULT 1);
COMMENT ON TABLE custom."o'dd""" IS E'it''s \\ one;\nDROP TABLE store;';
SELECT schema_ddl('postgresql', ARRAY['custom."o''dd"""']);
SELECT schema_ddl('duckdb', ARRAY['custom."o''dd"""']);
SELECT schema_ddl('snowflake', ARRAY['custom."o''dd"""']);
SELECT schema_models('sqlalchemy', ARRAY['custom."o''dd"""']);

--
-- A function or operator of a user under the caller's search_path is not called
--
CREATE FUNCTION custom.never(name, name) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$;
CREATE OPERATOR custom.= (LEFTARG = name, RIGHTARG = name, FUNCTION = custom.never);
SET search_path = custom, pg_catalog, public;
SELECT public.schema_ddl('postgresql', '{location}') <> '';
SELECT current_setting('search_path');
RESET search_path;
DROP SCHEMA custom CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
