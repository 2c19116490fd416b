-- The owner of the tables may alter their columns, and may put another table under a name. Everything that reads or
-- writes them says so, and names the column. test/security/shapes tries all columns with many types.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-03-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) VALUES ('P1', 'One'), ('P2', 'Two');
INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S1', 'P1', d + 1, 2, NULL FROM generate_series(0, 4) d;
INSERT INTO price_history_feed VALUES ('P1', NULL, 2.5, '2024-01-01', NULL);
INSERT INTO promotion_feed VALUES ('P1', NULL, 'sale', 0.1, NULL, '2024-01-01', '2024-01-31');
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('r1', 1, '2024-02-01 10:00', 'S1', 'P1', 2, 2);

-- Makes a copy of a table under its name. Then views and foreign keys do not depend on its columns.
CREATE PROCEDURE look_alike(t text) LANGUAGE plpgsql AS $$
DECLARE
    fk record;
BEGIN
    FOR fk IN SELECT conrelid::regclass AS child, conname FROM pg_constraint WHERE contype = 'f' AND confrelid = t::regclass LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', fk.child, fk.conname);
    END LOOP;
    EXECUTE format('ALTER TABLE %I RENAME TO before', t);
    EXECUTE format('CREATE TABLE %I (LIKE before INCLUDING DEFAULTS INCLUDING INDEXES)', t);
    EXECUTE format('INSERT INTO %I SELECT * FROM before', t);
END $$;
-- Changes a table, makes a call under each writer, and undoes both. Returns the answer or the error.
CREATE FUNCTION report(change text, call text) RETURNS TABLE (writer text, answer text) LANGUAGE plpgsql AS $$
DECLARE
    help text;
BEGIN
    FOREACH writer IN ARRAY '{direct,sql}'::text[] LOOP
        BEGIN
            PERFORM set_config('forecast_warehouse.writer', writer, true);
            EXECUTE change;
            EXECUTE call INTO answer;
            RAISE EXCEPTION USING errcode = 'FWEND';
        EXCEPTION WHEN OTHERS THEN
            IF sqlstate <> 'FWEND' THEN
                GET STACKED DIAGNOSTICS help = PG_EXCEPTION_HINT;
                answer := format(E'%s: %s\n%s', sqlstate, sqlerrm, help);
            END IF;
        END;
        RETURN NEXT;
    END LOOP;
END $$;
\set sale '$$SELECT upsert_sales_daily(''2024-01-01'', ''S1'', ''P1'', 7, 2)$$'

--
-- When a row was changed
--
SELECT type, t.* FROM unnest('{text,jsonb,name,numeric,bytea,timestamp,bigint,text[]}'::text[]) type,
    report(format('ALTER TABLE sales_daily ALTER COLUMN updated_at DROP DEFAULT, ALTER COLUMN updated_at TYPE %s USING NULL::%1$s, ALTER COLUMN updated_at DROP NOT NULL', type), :sale) t;
SELECT * FROM report('ALTER TABLE sales_daily DROP COLUMN updated_at', :sale);
SELECT * FROM report('ALTER TABLE sales_daily RENAME COLUMN created_at TO "made at"', :sale);
SELECT * FROM report('ALTER TABLE price_history ALTER COLUMN updated_at DROP DEFAULT, ALTER COLUMN updated_at TYPE text', $$SELECT upsert_price_history('P1', NULL, 3, '2024-02-01')$$);

--
-- Keys
--
SELECT t.* FROM unnest('{text,bigint,numeric,date}'::text[]) type,
    report(format('CALL look_alike(''store''); ALTER TABLE store ALTER COLUMN id DROP DEFAULT, ALTER COLUMN id TYPE %s USING %s', type, CASE type WHEN 'date' THEN 'date ''2024-01-01'' + id' ELSE 'id' END), :sale) t;
SELECT t.* FROM unnest('{bytea,integer,name}'::text[]) type,
    report(format('CALL look_alike(''store''); ALTER TABLE store ALTER COLUMN code TYPE %s USING %s', type, CASE type WHEN 'integer' THEN 'id' ELSE 'code::' || type END), :sale) t;
SELECT t.* FROM unnest('{text,timestamp,integer}'::text[]) type,
    report(format('CALL look_alike(''calendar''); ALTER TABLE calendar ALTER COLUMN date TYPE %s USING %s', type, CASE type WHEN 'integer' THEN 'date - ''2024-01-01''' ELSE 'date::' || type END), :sale) t;
SELECT * FROM report('CALL look_alike(''product''); ALTER TABLE product DROP COLUMN id', :sale);
SELECT * FROM report('ALTER TABLE product RENAME TO products', :sale);
SELECT * FROM report('ALTER TABLE store RENAME TO stores; CREATE SEQUENCE store', :sale);
SELECT * FROM report('CALL look_alike(''holiday_rule''); ALTER TABLE holiday_rule ALTER COLUMN from_year TYPE text', $$SELECT count(*) FROM holidays('US', '2024-01-01', '2024-12-31')$$);

--
-- Readers
--
SELECT * FROM report('CALL look_alike(''price_history''); ALTER TABLE price_history ALTER COLUMN price TYPE bigint', $$SELECT price_asof('P1', 'S1', '2024-01-10')$$);
SELECT * FROM report('CALL look_alike(''promotion''); ALTER TABLE promotion ALTER COLUMN start_date TYPE text', $$SELECT promotion_asof('P1', 'S1', '2024-01-10')$$);
SELECT * FROM report('CALL look_alike(''promotion'')', $$SELECT (promotion_asof('P1', 'S1', '2024-01-10')).name$$);
SELECT * FROM report('CALL look_alike(''sales_daily''); ALTER TABLE sales_daily ALTER COLUMN date TYPE timestamp', $$SELECT build_features('features', '2024-01-04')$$);
SELECT * FROM report('CALL look_alike(''sales_daily''); ALTER TABLE sales_daily ALTER COLUMN quantity TYPE double precision', $$SELECT build_features('features', '2024-01-04')$$);
SELECT * FROM report('CALL look_alike(''calendar''); ALTER TABLE calendar ALTER COLUMN fiscal_week TYPE text', $$SELECT build_features('features', '2024-01-04')$$);
SELECT t.* FROM unnest('{text,bigint,timestamp}'::text[]) type,
    report(format('CALL look_alike(''sales_txn''); ALTER TABLE sales_txn ALTER COLUMN %s TYPE %s', CASE type WHEN 'bigint' THEN 'store_id' WHEN 'text' THEN 'total_amount' ELSE 'date' END, type), $$SELECT rollup_sales('2024-02-01', '2024-02-02')$$) t;

--
-- The journal
--
SELECT * FROM report('ALTER TABLE load_reject DROP CONSTRAINT fk_load_reject_load_batch; ALTER TABLE load_batch ALTER COLUMN id DROP DEFAULT, ALTER COLUMN id TYPE text, ALTER COLUMN id SET DEFAULT ''pointer''',
    $$INSERT INTO traffic_daily_feed VALUES ('2024-01-01', 'S1', 1, 1); SELECT last_load()$$);
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
SELECT * FROM report('CREATE TRIGGER mine BEFORE INSERT ON load_batch FOR EACH ROW EXECUTE FUNCTION nothing()', $$SELECT upsert_traffic_daily('traffic_daily_feed'::regclass)$$);

--
-- These work: wider text and numbers, domains, a view instead of a table
--
CREATE DOMAIN moment AS timestamptz;
CREATE DOMAIN number AS integer CHECK (VALUE > 0);
SELECT * FROM report('ALTER TABLE sales_daily ALTER COLUMN updated_at TYPE moment', :sale);
SELECT * FROM report('CALL look_alike(''store''); ALTER TABLE store ALTER COLUMN id TYPE number, ALTER COLUMN code TYPE text', :sale);
SELECT * FROM report('CALL look_alike(''sales_daily''); ALTER TABLE sales_daily ALTER COLUMN unit_price TYPE numeric, ALTER COLUMN quantity TYPE number', :sale);
SELECT * FROM report('CALL look_alike(''traffic_daily''); ALTER TABLE traffic_daily ALTER COLUMN visits TYPE bigint', $$SELECT upsert_traffic_daily('2024-01-01', 'S1', 7, 2)$$);
SELECT * FROM report('ALTER TABLE store RENAME TO stores; CREATE VIEW store AS SELECT * FROM stores', :sale);
SELECT * FROM report('CALL look_alike(''price_history''); ALTER TABLE price_history ALTER COLUMN price TYPE numeric', $$SELECT price_asof('P1', 'S1', '2024-01-10')$$);
-- a column that the server computes; from PostgreSQL 18 on also when it is read
DO $$ BEGIN EXECUTE 'ALTER TABLE sales_daily ADD COLUMN doubled integer GENERATED ALWAYS AS (quantity * 2) ' || CASE WHEN current_setting('server_version_num')::int >= 180000 THEN 'VIRTUAL' ELSE 'STORED' END; END $$;
SELECT * FROM report('SELECT', $$WITH loaded AS MATERIALIZED (SELECT upsert_sales_daily('2024-03-01', 'S1', 'P1', 7, 2) AS what) SELECT what FROM loaded$$);
INSERT INTO sales_daily_feed VALUES ('2024-03-02', 'S1', 'P1', 7, 2, 14);
SELECT quantity, doubled FROM sales_daily WHERE date = '2024-03-02';
ALTER TABLE sales_daily DROP COLUMN doubled;

--
-- A table that another session, or a trigger, puts in the place of the feature table
--
SELECT build_features('public.victim', '2024-01-04');
CREATE SCHEMA place;
CREATE FUNCTION swap() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    IF to_regclass('public.victim') IS NOT NULL THEN
        ALTER TABLE public.victim SET SCHEMA place;
        ALTER SCHEMA place RENAME TO place_before;
        CREATE SCHEMA place;
    END IF;
END $$;
CREATE EVENT TRIGGER swap ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION swap();
SELECT build_features('place.victim', '2024-01-04');
DROP EVENT TRIGGER swap;
SELECT count(*) FROM victim;

--
-- Plans that are kept stay while they run
--
CREATE FUNCTION many_plans() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    known text := 'warehouse';
    price numeric;
BEGIN
    FOR n IN 1 .. 300 LOOP
        EXECUTE format('ALTER SCHEMA %I RENAME TO %I', known, 'warehouse' || n);
        known := 'warehouse' || n;
        EXECUTE format('SELECT %I.price_asof(1, 1, %L)', known, '2024-01-10') INTO price;
    END LOOP;
    EXECUTE format('ALTER SCHEMA %I RENAME TO warehouse', known);
    RETURN new;
END $$;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
RESET forecast_warehouse.allow_data_loss;
RESET client_min_messages;
CREATE SCHEMA warehouse;
CREATE EXTENSION forecast_warehouse SCHEMA warehouse;
SELECT inserted FROM warehouse.generate_calendar('2024-01-01', '2024-01-31');
CREATE TRIGGER mine BEFORE INSERT ON warehouse.load_batch FOR EACH ROW EXECUTE FUNCTION many_plans();
INSERT INTO warehouse.store_feed (code, name) VALUES ('S1', 'One');
INSERT INTO warehouse.store_feed (code, name) VALUES ('S2', 'Two');
SELECT target, inserted FROM warehouse.load_batch ORDER BY id;
DROP TRIGGER mine ON warehouse.load_batch;

--
-- A feed's triggers on other relations, in another order
--
CREATE SCHEMA mine;
SET search_path = mine, public;
CREATE TABLE sales_daily_feed (date date, store_code text, sku text, quantity bigint, unit_price numeric, total_amount numeric);
CREATE TRIGGER begin BEFORE INSERT ON sales_daily_feed FOR EACH STATEMENT EXECUTE FUNCTION warehouse.feed_begin();
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'P1', 1, 1, 1);
DROP TABLE sales_daily_feed;
-- rows of a view that changed since its statement began
CREATE VIEW sales_daily_feed AS SELECT NULL::date AS date, NULL::text AS store_code, NULL::text AS sku, NULL::bigint AS quantity, NULL::numeric AS unit_price, NULL::numeric AS total_amount;
CREATE FUNCTION kept_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
BEGIN;
ALTER EXTENSION forecast_warehouse ADD VIEW sales_daily_feed;
CREATE TRIGGER a BEFORE INSERT ON sales_daily_feed FOR EACH STATEMENT EXECUTE FUNCTION warehouse.feed_begin();
CREATE TRIGGER b INSTEAD OF INSERT ON sales_daily_feed FOR EACH ROW EXECUTE FUNCTION kept_row();
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'P1', 1, 1, 1);
DROP TRIGGER a ON sales_daily_feed;
DROP TRIGGER b ON sales_daily_feed;
CREATE OR REPLACE VIEW sales_daily_feed AS SELECT NULL::date AS date, NULL::text AS store_code, NULL::text AS sku, NULL::bigint AS quantity, NULL::numeric AS unit_price, NULL::numeric AS total_amount, 1 AS more;
CREATE TRIGGER b INSTEAD OF INSERT ON sales_daily_feed FOR EACH ROW EXECUTE FUNCTION warehouse.feed_row();
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'P1', 1, 1, 1, 1);
ROLLBACK;
RESET search_path;

SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA warehouse, mine, place CASCADE;
DROP TABLE victim;
DROP DOMAIN moment, number;
DROP PROCEDURE look_alike;
DROP FUNCTION report, nothing, swap, many_plans;
