-- The guard of DROP acts on each statement that would drop the extension, in any form, and on no other.
CREATE ROLE regress_fw_dropper LOGIN;
CREATE SCHEMA aside;
CREATE EXTENSION forecast_warehouse SCHEMA aside;
SET search_path = aside, public;
SET client_min_messages = warning;
INSERT INTO store (code, name) VALUES ('S1', 'One'), ('S2', 'Two');

-- The answer of a statement, whose work is undone: error and rows that are left, or ok.
CREATE FUNCTION pg_temp.answer(VARIADIC statements text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE statement text; BEGIN
    FOREACH statement IN ARRAY statements LOOP EXECUTE statement; END LOOP;
    RAISE EXCEPTION USING ERRCODE = 'ZZZZZ', MESSAGE = 'ok, the extension is ' || CASE WHEN EXISTS (
        SELECT FROM pg_extension WHERE extname = 'forecast_warehouse') THEN 'there' ELSE 'gone' END;
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM; END $$;

-- Each way to it
SELECT pg_temp.answer('DROP EXTENSION forecast_warehouse');
SELECT pg_temp.answer('DROP SCHEMA aside CASCADE');
SELECT pg_temp.answer('CREATE SCHEMA first', 'CREATE TABLE first.t (id int)', 'DROP SCHEMA first, aside CASCADE');
-- A table of somebody's that a view of the extension has come to read
SELECT format('CREATE OR REPLACE VIEW schema_versions WITH (security_invoker = true) AS SELECT v.* FROM (%s) v WHERE EXISTS (SELECT FROM public.names)',
    rtrim(pg_get_viewdef('schema_versions'::regclass), ';')) AS replaced \gset
SELECT pg_temp.answer('CREATE TABLE public.names (code text)', :'replaced', 'DROP TABLE public.names CASCADE');
SELECT pg_temp.answer('CREATE TABLE public.family (LIKE store)', 'ALTER TABLE store INHERIT public.family', 'DROP TABLE public.family CASCADE');
SELECT pg_temp.answer('DROP EXTENSION plpgsql CASCADE');

-- Not for objects that stay, and not for statements that only the server refuses
SELECT pg_temp.answer('CREATE TABLE public.t (id int)', 'DROP TABLE public.t');
SELECT pg_temp.answer('DROP SCHEMA aside');
SELECT pg_temp.answer('DROP TABLE store CASCADE');
SELECT pg_temp.answer('DROP TABLE nothing');

-- Rows of partitions, which a drop deletes before their table
SELECT pg_temp.answer('CREATE TABLE public.parts (LIKE store) PARTITION BY LIST (code)',
    'CREATE TABLE public.part PARTITION OF public.parts DEFAULT', 'INSERT INTO public.parts SELECT * FROM store UNION ALL SELECT * FROM store',
    'ALTER EXTENSION forecast_warehouse ADD TABLE public.parts',
    $$UPDATE pg_extension SET extconfig = extconfig || 'public.parts'::regclass::oid, extcondition = extcondition || ''::text
        WHERE extname = 'forecast_warehouse'$$,
    'DROP EXTENSION forecast_warehouse');

-- One answer does not count for the next
BEGIN;
SAVEPOINT one;
SET LOCAL forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
SELECT count(*) FROM pg_extension WHERE extname = 'forecast_warehouse';
ROLLBACK TO one;
DROP EXTENSION forecast_warehouse CASCADE;
ROLLBACK TO one;
DROP EXTENSION forecast_warehouse CASCADE;
ROLLBACK;
SELECT pg_temp.answer('SET LOCAL forecast_warehouse.allow_data_loss = on', 'DROP EXTENSION forecast_warehouse', 'SET LOCAL forecast_warehouse.allow_data_loss = off',
    'CREATE EXTENSION forecast_warehouse SCHEMA aside', $$INSERT INTO aside.store (code, name) VALUES ('S9', 'Nine')$$, 'DROP EXTENSION forecast_warehouse');

-- When a superuser switches the guard off, it is off at once, also after a check in the same transaction
SELECT pg_temp.answer('CREATE TABLE public.t (id int)', 'DROP TABLE public.t', 'ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss DISABLE',
    'DROP EXTENSION forecast_warehouse');

-- Steps drop tables of the extension, and are not drops of it
SELECT pg_temp.answer('DELETE FROM store', 'DROP TABLE IF EXISTS nothing', $$ALTER EXTENSION forecast_warehouse UPDATE TO '1.0'$$);

-- A role without USAGE on the schema may drop its own objects, and may not see more
SET ROLE regress_fw_dropper;
CREATE TEMP TABLE mine (id int);
DROP TABLE mine;
DROP OWNED BY regress_fw_dropper;
DROP EXTENSION forecast_warehouse;
SELECT pg_catalog.forecast_warehouse_watch_drops();
RESET ROLE;

-- The older guard, whose function is in C, does the same
DELETE FROM store;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
INSERT INTO store (code, name) VALUES ('S1', 'One');
SELECT pg_temp.answer('DROP EXTENSION forecast_warehouse');
SELECT pg_temp.answer('DROP SCHEMA aside CASCADE');
SELECT pg_temp.answer('CREATE TABLE public.t (id int)', 'DROP TABLE public.t');
ALTER EXTENSION forecast_warehouse UPDATE;
SELECT pg_temp.answer('DROP EXTENSION forecast_warehouse');

SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA aside CASCADE;
DROP ROLE regress_fw_dropper;
