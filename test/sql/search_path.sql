-- A hostile schema is first in the search_path. It has look-alikes of our tables, of functions and of operators. Each raises an
-- error when it is used. The extension must install and work, and use none of them.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA hostile;
CREATE SCHEMA fw;
CREATE FUNCTION hostile.raise(what text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'hostile % was called', what USING ERRCODE = 'P0H00';
END $$;
-- Comparisons and the like of every pair of types that the extension compares, exact matches and better ones.
DO $$
DECLARE
    pair record;
    operator text;
    result text;
BEGIN
    SET LOCAL search_path = pg_catalog;
    FOR pair IN
        SELECT l.t AS l, r.t AS r, row_number() OVER () AS n
        FROM unnest(ARRAY['int2', 'int4', 'int8', 'numeric', 'text', 'varchar', 'bpchar', 'name', 'date', 'timestamp', 'timestamptz', 'bool', 'oid', 'xid', 'float8']) AS l (t),
             unnest(ARRAY['int2', 'int4', 'int8', 'numeric', 'text', 'varchar', 'bpchar', 'name', 'date', 'timestamp', 'timestamptz', 'bool', 'oid', 'xid', 'float8']) AS r (t)
    LOOP
        EXECUTE format('CREATE FUNCTION hostile.compare_%s(%s, %s) RETURNS bool LANGUAGE plpgsql AS $f$ BEGIN PERFORM hostile.raise(''operator on %s and %s''); END $f$',
                       pair.n, pair.l, pair.r, pair.l, pair.r);
        FOREACH operator IN ARRAY ARRAY['=', '<>', '<', '<=', '>', '>='] LOOP
            EXECUTE format('CREATE OPERATOR hostile.%s (FUNCTION = hostile.compare_%s, LEFTARG = %s, RIGHTARG = %s)', operator, pair.n, pair.l, pair.r);
        END LOOP;
        IF pair.l = 'date' AND pair.r = 'int4' THEN
            EXECUTE format('CREATE FUNCTION hostile.step_%s(%s, %s) RETURNS date LANGUAGE plpgsql AS $f$ BEGIN PERFORM hostile.raise(''operator on date and int4''); END $f$', pair.n, pair.l, pair.r);
            EXECUTE format('CREATE OPERATOR hostile.+ (FUNCTION = hostile.step_%1$s, LEFTARG = date, RIGHTARG = int4)', pair.n);
            EXECUTE format('CREATE OPERATOR hostile.- (FUNCTION = hostile.step_%1$s, LEFTARG = date, RIGHTARG = int4)', pair.n);
        END IF;
        IF pair.l = pair.r AND pair.l IN ('int4', 'int8', 'numeric', 'text', 'date') THEN
            EXECUTE format('CREATE FUNCTION hostile.compute_%s(%s, %s) RETURNS %s LANGUAGE plpgsql AS $f$ BEGIN PERFORM hostile.raise(''operator on %s''); END $f$',
                           pair.n, pair.l, pair.r, pair.l, pair.l);
            FOREACH operator IN ARRAY ARRAY['+', '-', '*', '/', '&', '||'] LOOP
                EXECUTE format('CREATE OPERATOR hostile.%s (FUNCTION = hostile.compute_%s, LEFTARG = %s, RIGHTARG = %s)', operator, pair.n, pair.l, pair.r);
            END LOOP;
        END IF;
    END LOOP;
END $$;
-- Functions, with the arguments that ours are called with.
DO $$
DECLARE
    signature text;
BEGIN
    FOREACH signature IN ARRAY ARRAY[
        'now() RETURNS timestamptz', 'nextval(regclass) RETURNS bigint', 'nextval(text) RETURNS bigint', 'currval(regclass) RETURNS bigint',
        'pg_get_expr(pg_node_tree, oid) RETURNS text', 'clock_timestamp() RETURNS timestamptz',
        'jsonb_build_object(VARIADIC "any") RETURNS jsonb', 'to_jsonb(anyelement) RETURNS jsonb', 'row_to_json(record) RETURNS json',
        'coalesce_to(anyelement) RETURNS anyelement', 'lower(text) RETURNS text', 'btrim(text) RETURNS text', 'format(text, VARIADIC "any") RETURNS text',
        'text(varchar) RETURNS text', 'text(name) RETURNS text', '"numeric"(numeric, int) RETURNS numeric', '"varchar"(varchar, int, bool) RETURNS varchar', 'int4(bigint) RETURNS int',
        'int8(int) RETURNS bigint', 'date(timestamp) RETURNS date', 'generate_series(int, int) RETURNS SETOF int',
        'make_date(int, int, int) RETURNS date', 'date_part(text, date) RETURNS float8',
        'abs(int) RETURNS int', 'abs(numeric) RETURNS numeric', 'concat(VARIADIC "any") RETURNS text', 'array_to_string(anyarray, text) RETURNS text', 'unnest(anyarray) RETURNS SETOF anyelement',
        'current_database() RETURNS name', 'pg_describe_object(oid, oid, int) RETURNS text', 'pg_extension_config_dump(regclass, text) RETURNS void',
        'pg_extension_update_paths(name, OUT source text, OUT target text, OUT path text) RETURNS SETOF record', 'timestamptz(date) RETURNS timestamptz', 'date(timestamptz) RETURNS date',
        'last_load() RETURNS int', 'left_out(int) RETURNS text', 'generate_calendar(date, date, text) RETURNS int',
        'rollup_sales(date, date, text[]) RETURNS int', 'data_loss(text) RETURNS int', 'list_versions() RETURNS int', 'migration_check(text, text) RETURNS void', 'refuse_data_loss() RETURNS int',
        'holidays(text, date, date) RETURNS int', 'calendar_days(text, date, date) RETURNS int', 'is_business_day(date, text) RETURNS int', 'add_business_days(date, int, text) RETURNS int',
        'business_days_between(date, date, text) RETURNS date', 'fiscal_date(date, text) RETURNS int', 'check_holiday_rule(text, text, text, int, int, text) RETURNS bool',
        'sales_panel(date, date, text[], text[]) RETURNS int', 'build_features(text, date, date, int, int[], int[], text[], text[], text[], bool) RETURNS int', 'backtest_folds(date, date, int, int, int, int) RETURNS int',
        'sha256(bytea) RETURNS bytea', 'encode(bytea, text) RETURNS text', 'convert_to(text, name) RETURNS bytea', 'copy_grants(regclass, regclass) RETURNS void',
        'price_asof(int, int, date) RETURNS numeric', 'price_asof(text, text, date) RETURNS numeric', 'promotion_asof(int, int, date) RETURNS int', 'promotion_id_asof(int, int, date) RETURNS bigint', 'round(numeric, int) RETURNS numeric']
    LOOP
        IF signature ~ '"any"' THEN -- takes functions of the server only; this one does nothing but raise
            EXECUTE format('CREATE FUNCTION hostile.%s LANGUAGE internal AS ''any_in''', signature);
        ELSE
            EXECUTE format('CREATE FUNCTION hostile.%s LANGUAGE plpgsql AS $f$ BEGIN PERFORM hostile.raise(''function %s''); END $f$', signature, replace(signature, '''', ''));
        END IF;
    END LOOP;
END $$;
CREATE FUNCTION hostile.raise_bigint(bigint, anyelement) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.raise('aggregate'); END $$;
CREATE FUNCTION hostile.raise_text(text, anyelement, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.raise('aggregate'); END $$;
CREATE FUNCTION hostile.raise_bool(bool, bool) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.raise('aggregate'); END $$;
CREATE AGGREGATE hostile.count(anyelement) (SFUNC = hostile.raise_bigint, STYPE = bigint, INITCOND = '0');
CREATE FUNCTION hostile.raise_count(bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.raise('count(*)'); END $$;
CREATE AGGREGATE hostile.count(*) (SFUNC = hostile.raise_count, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE hostile.sum(anyelement) (SFUNC = hostile.raise_bigint, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE hostile.max(anyelement) (SFUNC = hostile.raise_bigint, STYPE = bigint, INITCOND = '0');
DO $$
DECLARE aggregate text;
BEGIN
    FOREACH aggregate IN ARRAY ARRAY['sum(int)', 'sum(bigint)', 'sum(numeric)', 'avg(numeric)', 'min(int)', 'min(bigint)', 'max(int)', 'max(bigint)', 'min(date)', 'max(date)', 'array_agg(anynonarray)'] LOOP
        EXECUTE format('CREATE AGGREGATE hostile.%s (SFUNC = hostile.raise_bigint, STYPE = bigint, INITCOND = ''0'')', aggregate);
    END LOOP;
END $$;
CREATE AGGREGATE hostile.string_agg(anyelement, text) (SFUNC = hostile.raise_text, STYPE = text);
CREATE AGGREGATE hostile.bool_or(bool) (SFUNC = hostile.raise_bool, STYPE = bool, INITCOND = 'f');

-- They do raise, in front of the search_path.
SET search_path = hostile, pg_catalog;
SELECT 1 = 1;
SELECT now();
SELECT count(*) FROM (VALUES (1)) v (x);
SELECT text '' <> text '';
SELECT jsonb_build_object('a', 1);
SELECT sum(x), avg(x::numeric) FROM (VALUES (1)) v (x);
SELECT array_agg(x) FROM (VALUES (1)) v (x);
SELECT abs(1);
SELECT * FROM unnest('{1}'::int[]);
SELECT * FROM pg_extension_update_paths('forecast_warehouse');
SELECT current_database();
RESET search_path;

--
-- Into another schema, used with the hostile one first in the search_path
--
SET search_path = hostile, pg_catalog;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
DROP EXTENSION forecast_warehouse;
CREATE EXTENSION forecast_warehouse SCHEMA fw VERSION '1.0';
RESET search_path;
-- Tables that look like ours, and those that the engine's statements call theirs.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['store', 'product', 'calendar', 'sales_daily', 'price_history', 'promotion', 'inventory_snapshot_daily',
            'holiday_date', 'load_batch', 'load_reject', 'incoming', 'existing', 'stored', 'present', 'written', 'written_new', 'series', 'closing', 'rejected', 'excluded', 'source', 'known',
            'sales_txn', 'weather_daily', 'traffic_daily', 'sales_rollup', 'schema_versions', 'rolled', 'dumped', 'counted', 'next',
            'holiday_rule', 'holiday_calendars', 'store_calendar', 'store_feed_of_1_2', 'marked', 'own', 'span', 'held', 'kept', 'listed_series', 'feature_set'] LOOP
        EXECUTE format('CREATE TABLE hostile.%I (trap int)', name);
        EXECUTE format('CREATE RULE trap AS ON INSERT TO hostile.%I DO INSTEAD SELECT hostile.raise(''table'')', name);
        EXECUTE format('CREATE TEMP TABLE %I (trap int)', name);
    END LOOP;
END $$;
CREATE DOMAIN hostile.text AS int;
CREATE DOMAIN hostile.int8 AS pg_catalog.text;
CREATE DOMAIN hostile.date AS int;
CREATE DOMAIN hostile.numeric AS int;
CREATE DOMAIN hostile.load_result AS int;
CREATE DOMAIN hostile.timestamptz AS int;
CREATE DOMAIN hostile.regclass AS int;
CREATE DOMAIN hostile.oid AS pg_catalog.text;
CREATE DOMAIN hostile.name AS int;
CREATE COLLATION hostile."C" FROM pg_catalog."C";
CREATE SEQUENCE hostile.store_id_seq START 1000;

-- Up, down and up again, with windows that have to be looked through and ids that change their type.
SET search_path = hostile, pg_temp, pg_catalog, fw;
INSERT INTO fw.store_feed (code, name) VALUES ('U1', 'First');
INSERT INTO fw.product_feed (sku, name) VALUES ('U', 'Umbrella');
INSERT INTO fw.price_history_feed (sku, store_code, price, valid_from) VALUES ('U', NULL, 1, '2024-01-01'), ('U', 'U1', 1, '2024-01-01'), ('U', NULL, 1, '2024-02-01');
INSERT INTO fw.promotion_feed (sku, name, start_date, end_date) VALUES ('U', 'Rain', '2024-03-01', '2024-03-31');
INSERT INTO fw.price_history (product_id, price, valid_from) SELECT id, 1, '2024-02-01' FROM fw.product;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
DELETE FROM fw.price_history h USING fw.price_history g WHERE h.id OPERATOR(pg_catalog.>) g.id AND h.valid_from OPERATOR(pg_catalog.=) g.valid_from AND h.store_id IS NULL AND g.store_id IS NULL;
CREATE VIEW fw.dependent AS SELECT id FROM fw.sales_daily;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
DROP VIEW fw.dependent;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SELECT fw.migration_check('1.0', '1.1'), fw.migration_check('1.1', '1.0');
INSERT INTO fw.traffic_daily_feed VALUES ('2024-01-01', 'U1', 1, 1);
SELECT (fw.generate_calendar('2024-01-01', '2024-01-01')).inserted;
INSERT INTO fw.traffic_daily_feed VALUES ('2024-01-01', 'U1', 1, 1);
SELECT setval('fw.promotion_id_seq', 3000000000);
SELECT fw.migration_check('1.1', '1.0');
TABLE fw.schema_versions;
SELECT table_name, lost_rows FROM fw.data_loss('1.0');
SELECT table_name, lost_rows FROM fw.data_loss('1.1');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
SELECT setval('fw.promotion_id_seq', 1);
SET forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
RESET forecast_warehouse.allow_data_loss;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SELECT extversion FROM pg_catalog.pg_extension WHERE extname OPERATOR(pg_catalog.=) 'forecast_warehouse'::pg_catalog.name;
-- everything else, one statement of each kind after the other
SELECT (fw.generate_calendar('2024-01-01', '2024-12-31')).inserted;
INSERT INTO fw.holiday_date VALUES ('US', '2024-07-04', 'Independence Day'), ('US', '2024-07-04', 'Fourth of July'), ('DE', '2024-05-01', 'Tag der Arbeit');
SELECT (fw.generate_calendar('2024-01-01', '2024-12-31', 'US')).updated;
SELECT (fw.generate_calendar('2024-01-01', '2024-12-31', 'UK')).updated;
INSERT INTO fw.store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO fw.store_feed (code, name, city) VALUES ('S1', 'First', 'Ulm'), ('S2', 'Second', NULL), ('S3', 'Third', NULL);
SELECT (fw.last_load()).inserted, (fw.last_load()).updated, (fw.last_load()).unchanged;
INSERT INTO fw.product_feed (sku, name, base_price) VALUES ('A', 'Apple', 1), ('B', 'Bread', NULL);
INSERT INTO fw.product_feed (sku, name) VALUES ('A', 'Apple!'), ('B', 'Bread');
SELECT (fw.last_load()).inserted, (fw.last_load()).updated, (fw.last_load()).unchanged;
INSERT INTO fw.sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 2, 1, NULL), ('2024-01-01', 'S2', 'A', 2, NULL, 3);
INSERT INTO fw.sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 3, 1, NULL), ('2024-01-01', 'S2', 'A', 2, NULL, 3), ('2024-01-02', 'S2', 'A', 2, NULL, 3);
SELECT (fw.last_load()).inserted, (fw.last_load()).updated, (fw.last_load()).unchanged;
INSERT INTO fw.price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 1, '2024-01-01'), ('A', 'S1', 1, '2024-01-01');
INSERT INTO fw.price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 1, '2024-01-01'), ('A', NULL, 1, '2024-02-01'), ('A', 'S1', 2, '2024-01-01');
SELECT (fw.last_load()).inserted, (fw.last_load()).updated, (fw.last_load()).unchanged;
INSERT INTO fw.promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'Spring', 0.1, '2024-03-01', '2024-03-31'), ('A', 'Summer', 0.1, '2024-06-01', '2024-06-30');
INSERT INTO fw.promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Spring', '2024-03-01', '2024-03-31'), ('A', 'Summer', '2024-06-01', '2024-06-29');
SELECT (fw.last_load()).inserted, (fw.last_load()).updated, (fw.last_load()).unchanged;
INSERT INTO fw.inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-01', 'S1', 'A', 2), ('2024-01-01', 'S2', 'A', 2);
INSERT INTO fw.inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-01', 'S1', 'A', 0), ('2024-01-01', 'S2', 'A', 2);
SELECT (fw.last_load()).inserted, (fw.last_load()).updated, (fw.last_load()).unchanged;
INSERT INTO fw.sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R', 1, '2024-05-01 12:00+00', 'S1', 'A', 5, 2), ('R', 2, '2024-05-01 12:00+00', 'S1', 'A', -1, 2), ('R', 3, '2024-05-01 12:00+00', 'S1', 'B', 1, 2),
    ('R', 4, '2024-05-01 12:00+00', 'S2', 'B', 1, 2), ('R', 5, '2024-05-01 12:00+00', 'S2', 'B', -1, 1);
INSERT INTO fw.sales_txn_feed VALUES ('R', 1, '2024-05-01 12:00+00', 'S1', 'A', 6, 2, NULL, 'x'), ('R', 2, '2024-05-01 12:00+00', 'S1', 'A', -1, NULL, -2, DEFAULT), ('Q', 1, '2024-05-02 12:00+00', 'S1', 'B', 1, 2, 2, NULL);
SELECT (fw.last_load()).inserted, (fw.last_load()).updated, (fw.last_load()).unchanged;
INSERT INTO fw.weather_daily_feed (date, store_code, temp_min_c) VALUES ('2024-05-01', 'S1', -2), ('2024-05-01', 'S2', 2);
INSERT INTO fw.weather_daily_feed (date, store_code, condition) VALUES ('2024-05-01', 'S1', 'fog'), ('2024-05-02', 'S2', 'sun');
SELECT (fw.last_load()).inserted, (fw.last_load()).updated, (fw.last_load()).unchanged;
INSERT INTO fw.traffic_daily_feed (date, store_code, visits) VALUES ('2024-05-01', 'S1', 2), ('2024-05-01', 'S2', 2);
INSERT INTO fw.traffic_daily_feed VALUES ('2024-05-01', 'S1', 3, NULL), ('2024-05-01', 'S2', 2, DEFAULT);
SELECT (fw.last_load()).inserted, (fw.last_load()).updated, (fw.last_load()).unchanged;
SELECT (fw.rollup_sales('2024-05-01', '2024-05-31')).inserted;
DELETE FROM fw.sales_txn WHERE receipt OPERATOR(pg_catalog.=) 'Q';
SELECT (fw.rollup_sales('2024-05-01', '2024-05-31', ARRAY['S1', 'S2'])).updated;
SELECT fw.rollup_sales('2024-05-01', '2024-05-31', ARRAY['S9']);
SELECT fw.upsert_sales_txn('R', 6, '2024-05-03 12:00+00', 'S1', 'A', -1, 2), fw.upsert_weather_daily('2024-05-03', 'S1', -1, 2), fw.upsert_traffic_daily('2024-05-03', 'S1', 1, 2);
SELECT fw.rollup_sales('2024-05-01', '2024-05-31');
SELECT (fw.upsert_sales_txn('fw.sales_txn_feed')).unchanged, (fw.upsert_weather_daily('fw.weather_daily_feed')).unchanged, (fw.upsert_traffic_daily('fw.traffic_daily_feed')).unchanged;
-- rejects, in error mode and quarantined
INSERT INTO fw.sales_daily_feed VALUES ('2024-01-01', 'S9', 'A', 2, 1, NULL);
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO fw.sales_daily_feed VALUES ('2024-01-01', 'S9', 'A', 2, 1, NULL), ('2025-01-01', 'S1', 'Z', 2, 1, NULL), ('2024-01-03', 'S1', 'A', 2, 1, NULL);
INSERT INTO fw.price_history_feed VALUES ('A', NULL, 1, '2024-01-15', '2024-02-15');
INSERT INTO fw.sales_txn_feed VALUES ('J', 1, '2025-05-01 12:00+00', 'S1', 'A', 6, 2, NULL, 'x'), ('J', 2, 'infinity', 'S1', 'A', 6, 2, NULL, 'x');
SELECT (fw.rollup_sales('2024-05-01', '2024-05-31')).rejected;
RESET forecast_warehouse.on_reject;
SET forecast_warehouse.on_duplicate = sum;
INSERT INTO fw.sales_daily_feed VALUES ('2024-01-04', 'S1', 'A', 2, 1, 2), ('2024-01-04', 'S1', 'A', 2, 1, 2);
INSERT INTO fw.sales_txn_feed VALUES ('K', 1, '2024-06-01 12:00+00', 'S1', 'A', 2, 1, 2, NULL), ('K', 1, '2024-06-01 12:00+00', 'S1', 'A', -1, 1, -1, NULL);
INSERT INTO fw.traffic_daily_feed VALUES ('2024-06-01', 'S1', 2, NULL), ('2024-06-01', 'S1', 3, 4);
RESET forecast_warehouse.on_duplicate;
-- from a relation whose types are none of ours
CREATE TABLE fw.staging (date pg_catalog.timestamp, store_code pg_catalog.varchar, sku pg_catalog.name, quantity pg_catalog.int2, unit_price pg_catalog.float8);
INSERT INTO fw.staging VALUES ('2024-01-05', 'S1', 'A', 1, 1);
SELECT (fw.upsert_sales_daily('fw.staging')).inserted;
-- a row at a time
SELECT fw.upsert_store('S4', 'Fourth', NULL, NULL, NULL), fw.upsert_product('C', 'Cheese', NULL, NULL, NULL, NULL),
       fw.upsert_sales_daily('2024-01-06', 'S1', 'A', 1, 1), fw.upsert_price_history('A', 'S2', 1, '2024-01-01'),
       fw.upsert_promotion('A', NULL, 'Winter', NULL, NULL, '2024-12-01', '2024-12-31'),
       fw.upsert_inventory_snapshot_daily('2024-01-06', 'S1', 'A', 1);
SELECT fw.upsert_store('S4', 'Fourth!', NULL, NULL, NULL), fw.upsert_price_history('A', 'S2', 2, '2024-02-01');
UPDATE fw.store_feed SET name = '';
BEGIN ISOLATION LEVEL REPEATABLE READ;
INSERT INTO fw.price_history_feed (sku, store_code, price, valid_from) VALUES ('A', 'S2', 3, '2024-03-01');
COMMIT;
SELECT pg_catalog.array_agg(table_name), pg_catalog.array_agg(inserted) FROM fw.generate_demo_data(1, 2, '2024-01-01', '2024-01-20', 1);
-- and with no search_path at all
SET search_path = '';
INSERT INTO fw.sales_daily_feed VALUES ('2024-01-07', 'S1', 'A', 2, 1, NULL), ('2024-01-01', 'S1', 'A', 5, 1, NULL);
SELECT fw.upsert_store('S4', 'Fourth', NULL, NULL, NULL);
RESET search_path;
-- Up to 1.2, down and up again, and its new objects
SET search_path = hostile, pg_temp, pg_catalog, fw;
CREATE ROLE regress_fw_granted;
GRANT INSERT (code, name), SELECT ON fw.store_feed TO regress_fw_granted;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.2';
INSERT INTO fw.holiday_rule (calendar, name, rule) VALUES ('ACME', 'All of it', 'include:US'), ('ACME', 'Columbus Day', 'omit'), ('ACME', 'Stocktaking', '03-17 move(sat-1,sun+1)');
INSERT INTO fw.holiday_date (calendar, date, name, action) VALUES ('ACME', '2024-03-18', 'Closed', 'add'), ('ACME', '2024-07-06', 'Inventory', 'workday');
INSERT INTO fw.holiday_rule (calendar, name, rule) VALUES ('ACME', 'Bad', '13-01');
INSERT INTO fw.store_feed (code, name, holiday_calendar) VALUES ('S1', 'First', 'ACME'), ('S2', 'Second', NULL), ('S3', 'Third', 'DE-BY');
INSERT INTO fw.store_feed (code, name, holiday_calendar) VALUES ('S1', 'First', 'XX');
SELECT fw.upsert_store('S4', 'Fourth', NULL, NULL, NULL, 'FR');
SELECT pg_catalog.string_agg(h.name, ', ') FROM fw.holidays('ACME', '2024-01-01', '2024-03-31') h;
SELECT fw.is_business_day('2024-03-18', 'ACME'), fw.add_business_days('2024-03-15', 1, 'ACME'), fw.business_days_between('2024-03-15', '2024-03-20', 'ACME'), fw.fiscal_date('2024-03-15'), fw.fiscal_date('2024-03-15', 'month:7');
SELECT (fw.generate_calendar('2024-01-01', '2024-12-31', 'ACME')).updated, (fw.generate_calendar('2024-01-01', '2024-12-31')).unchanged;
SELECT d.is_holiday, d.is_business_day FROM fw.calendar_days('ACME', '2024-07-06', '2024-07-06') d;
SELECT s.code, c.is_holiday, c.is_business_day FROM fw.store_calendar c JOIN fw.store s ON s.id OPERATOR(pg_catalog.=) c.store_id WHERE c.date OPERATOR(pg_catalog.=) '2024-10-03' AND s.code ~ '^S[1-4]$' ORDER BY 1;
SELECT h.calendar FROM fw.holiday_calendars h WHERE h.calendar ~ '^A' ORDER BY 1;
SELECT table_name, lost_rows FROM fw.data_loss('1.1');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
BEGIN;
SET LOCAL forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SELECT pg_catalog.has_table_privilege('regress_fw_granted', 'fw.store_feed', 'SELECT') AS reads, pg_catalog.has_column_privilege('regress_fw_granted', 'fw.store_feed', 'code', 'INSERT') AS writes_code, pg_catalog.has_column_privilege('regress_fw_granted', 'fw.store_feed', 'city', 'INSERT') AS writes_city;
INSERT INTO fw.store_feed (code, name, city) VALUES ('S1', 'First', 'Ulm');
SELECT (fw.generate_calendar('2024-01-01', '2024-12-31')).unchanged;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.2';
ROLLBACK;
-- Up to 1.3: prices as of a day, read as a whole and, where row security applies, by index
BEGIN;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
CREATE VIEW fw.in_force WITH (security_invoker = true) AS
    SELECT fw.price_asof('A', 'S2', '2024-02-15') AS price, (fw.promotion_asof('A', 'S2', '2024-12-15')).name AS promotion, (fw.promotion_asof('A', NULL, '2024-11-30')).name AS none;
CREATE VIEW fw.drivers WITH (security_invoker = true) AS
    SELECT date, store_code, sku, list_price, realised_discount_pct, on_promotion FROM fw.sales_exogenous WHERE sku OPERATOR(pg_catalog.=) 'A' AND date OPERATOR(pg_catalog.<) '2024-01-04';
TABLE fw.in_force;
SELECT * FROM fw.drivers ORDER BY date, store_code;
GRANT USAGE ON SCHEMA fw, hostile TO regress_fw_granted;
GRANT SELECT ON ALL TABLES IN SCHEMA fw TO regress_fw_granted;
ALTER TABLE fw.price_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE fw.promotion ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON fw.price_history USING (true);
CREATE POLICY everything ON fw.promotion USING (true);
SET LOCAL ROLE regress_fw_granted;
TABLE fw.in_force;
SELECT * FROM fw.drivers ORDER BY date, store_code;
RESET ROLE;
DROP VIEW fw.in_force, fw.drivers;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.2';
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
ROLLBACK;
REVOKE ALL ON fw.store_feed FROM regress_fw_granted;
REVOKE ALL (code, name) ON fw.store_feed FROM regress_fw_granted;
DROP ROLE regress_fw_granted;
-- Up to 1.3 and down again: features
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
SELECT pg_catalog.count(*), pg_catalog.sum(p.quantity) FROM fw.sales_panel('2024-01-01', '2024-01-10', ARRAY['S1']::pg_catalog.text[], ARRAY['A']::pg_catalog.text[]) p;
SELECT fw.build_features('fw.features', '2024-01-10', store_codes => '{S1,S2}', skus => '{A}'), fw.build_features('pg_temp.features', '2024-01-10', '2024-01-05', 2, '{2}', '{3}', '{sum}', exogenous => false);
SELECT f.date, f.quantity, f.lag_1, f.price, f.on_promotion, f.is_holiday FROM fw.features f WHERE f.date OPERATOR(pg_catalog.>) '2024-01-08' ORDER BY f.store_id, f.date;
SELECT s.target ~ '^fw' AS in_fw, s.row_count, s.settings -> 'lags' AS lags FROM fw.feature_set s ORDER BY s.id;
SELECT f.* FROM fw.backtest_folds('2024-01-01', '2024-01-10', 7, 3) f;
SELECT fw.build_features('fw.features', '2024-01-10');
SELECT table_name, lost_rows FROM fw.data_loss('1.2');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.2';
SET forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.2';
RESET forecast_warehouse.allow_data_loss;
DROP TABLE fw.features;
RESET search_path;
-- All rows are in our tables.
SELECT date, store_code, sku, quantity, total_amount FROM fw.sales_daily_feed WHERE sku = 'A' ORDER BY 1, 2;
SELECT store_code, price, valid_from, valid_to FROM fw.price_history_feed WHERE sku = 'A' ORDER BY 1 NULLS FIRST, 3;
SELECT name, discount_pct, start_date, end_date FROM fw.promotion_feed WHERE sku = 'A' ORDER BY 3;
SELECT date, store_code, on_hand_qty, is_stockout FROM fw.inventory_snapshot_daily_feed WHERE sku = 'A' ORDER BY 1, 2;
SELECT receipt, line_no, store_code, sku, quantity, unit_price, total_amount, customer_ref FROM fw.sales_txn_feed ORDER BY 1, 2;
SELECT date, store_code, temp_min_c, temp_max_c, condition FROM fw.weather_daily_feed ORDER BY 1, 2;
SELECT date, store_code, visits, transactions FROM fw.traffic_daily_feed ORDER BY 1, 2;
SELECT date, store_code, sku, quantity, unit_price, total_amount FROM fw.sales_daily_feed WHERE date BETWEEN '2024-05-01' AND '2024-05-31' ORDER BY 1, 2, 3;
SELECT code, name, city FROM fw.store_feed WHERE code LIKE 'S_' ORDER BY 1;
SELECT sku, name, base_price FROM fw.product_feed WHERE sku IN ('A', 'B', 'C') ORDER BY 1;
SELECT date, holiday_name FROM fw.calendar WHERE is_holiday ORDER BY 1;
SELECT error_code, row_data ->> 'sku' AS sku FROM fw.load_reject ORDER BY batch_id, row_number;
SELECT count(*) FROM fw.load_batch WHERE received <> inserted + updated + unchanged + merged + rejected;
DROP TABLE fw.staging;
DELETE FROM fw.sales_rollup WHERE date = '2024-05-03';
-- It does not go while it holds rows, whichever way it would.
SET search_path = hostile, pg_temp, pg_catalog, fw;
CREATE ROLE regress_fw_nobody;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw CASCADE;
DROP OWNED BY regress_fw_nobody CASCADE;
DROP ROLE regress_fw_nobody;
RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
RESET forecast_warehouse.allow_data_loss;

--
-- Into the hostile schema itself. Better matches there must not be used while the script runs as a superuser.
--
DROP DOMAIN hostile.text, hostile.int8, hostile.date, hostile.numeric, hostile.load_result, hostile.timestamptz, hostile.regclass, hostile.oid, hostile.name;
DROP FUNCTION hostile.last_load(), hostile.left_out(int), hostile.generate_calendar(date, date, text),
    hostile.rollup_sales(date, date, text[]), hostile.data_loss(text), hostile.list_versions(), hostile.migration_check(text, text), hostile.refuse_data_loss(),
    hostile.holidays(text, date, date), hostile.calendar_days(text, date, date), hostile.is_business_day(date, text), hostile.add_business_days(date, int, text),
    hostile.business_days_between(date, date, text), hostile.fiscal_date(date, text), hostile.check_holiday_rule(text, text, text, int, int, text), hostile.copy_grants(regclass, regclass),
    hostile.sales_panel(date, date, text[], text[]), hostile.build_features(text, date, date, int, int[], int[], text[], text[], text[], bool), hostile.backtest_folds(date, date, int, int, int, int),
    hostile.price_asof(int, int, date), hostile.price_asof(text, text, date), hostile.promotion_asof(int, int, date), hostile.promotion_id_asof(int, int, date);
DROP SEQUENCE hostile.store_id_seq;
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'hostile'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('DROP TABLE hostile.%I', name);
        EXECUTE format('DROP TABLE pg_temp.%I', name);
    END LOOP;
END $$;
CREATE EXTENSION forecast_warehouse SCHEMA hostile;
DROP EXTENSION forecast_warehouse;
CREATE EXTENSION forecast_warehouse SCHEMA hostile VERSION '1.0';
SET search_path = hostile, pg_catalog;
INSERT INTO store_feed (code, name) VALUES ('U1', 'First');
INSERT INTO product_feed (sku, name) VALUES ('U', 'Umbrella');
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('U', NULL, 1, '2024-01-01'), ('U', 'U1', 1, '2024-01-01');
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('U', 'Rain', '2024-03-01', '2024-03-31');
INSERT INTO price_history (product_id, price, valid_from) SELECT id, 1, '2024-01-01' FROM product;
ALTER EXTENSION forecast_warehouse UPDATE;
DELETE FROM price_history WHERE store_id IS NULL;
ALTER EXTENSION forecast_warehouse UPDATE;
SELECT (generate_calendar('2024-01-31', '2024-01-31')).inserted;
INSERT INTO weather_daily_feed (date, store_code, condition) VALUES ('2024-01-31', 'U1', 'sun');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
SET forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
RESET forecast_warehouse.allow_data_loss;
ALTER EXTENSION forecast_warehouse UPDATE;
SELECT (generate_calendar('2024-01-01', '2024-01-31')).inserted;
INSERT INTO store_feed (code, name) VALUES ('S1', 'First');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 2, 1, 2);
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 3, 1, 3);
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('A', 1, '2024-01-01');
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('A', 2, '2024-02-01');
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'Spring', 0.1, '2024-03-01', '2024-03-31');
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-01', 'S1', 'A', 2);
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R', 1, '2024-01-10 12:00+00', 'S1', 'A', 5, 2), ('R', 2, '2024-01-10 12:00+00', 'S1', 'A', -1, 2), ('R', 3, '2024-01-11 12:00+00', 'S1', 'A', 1, 2),
    ('Z', 1, '2024-01-13 12:00+00', 'S1', 'A', 1, 2), ('Z', 2, '2024-01-13 12:00+00', 'S1', 'A', -1, 1);
INSERT INTO sales_txn_feed VALUES ('R', 1, '2024-01-10 12:00+00', 'S1', 'A', 6, 2, NULL, 'x'), ('R', 2, '2024-01-10 12:00+00', 'S1', 'A', -1, NULL, -2, DEFAULT);
INSERT INTO weather_daily_feed (date, store_code, condition) VALUES ('2024-01-10', 'S1', 'fog');
INSERT INTO weather_daily_feed (date, store_code, temp_min_c) VALUES ('2024-01-10', 'S1', -1);
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2024-01-10', 'S1', 2);
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2024-01-10', 'S1', 3);
SELECT (rollup_sales('2024-01-01', '2024-01-31')).inserted;
DELETE FROM sales_txn WHERE line_no OPERATOR(pg_catalog.=) 3;
SELECT (rollup_sales('2024-01-01', '2024-01-31', '{S1}')).updated;
SELECT upsert_sales_txn('R', 4, '2024-01-12 12:00+00', 'S1', 'A', 1, 2), upsert_weather_daily('2024-01-12', 'S1', -1, 2), upsert_traffic_daily('2024-01-12', 'S1', 1, 2);
SELECT (upsert_sales_txn('sales_txn_feed')).unchanged, (upsert_weather_daily('weather_daily_feed')).unchanged, (upsert_traffic_daily('traffic_daily_feed')).unchanged;
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('ACME', 'All of it', 'include:US'), ('ACME', 'Bad', 'mon');
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('ACME', 'All of it', 'include:US');
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('S1', 'First', 'ACME');
SELECT is_business_day('2024-01-15', 'ACME'), add_business_days('2024-01-12', 1, 'ACME'), business_days_between('2024-01-01', '2024-02-01', 'ACME'), fiscal_date('2024-01-15');
SELECT date, name FROM holidays('ACME', '2024-01-01', '2024-01-31');
SELECT (generate_calendar('2024-01-01', '2024-01-31', 'DE')).updated;
SELECT date, is_holiday, is_business_day FROM store_calendar WHERE date OPERATOR(pg_catalog.=) '2024-01-15' ORDER BY is_holiday, is_business_day;
TABLE schema_versions;
SELECT table_name, lost_rows FROM data_loss('1.0');
SELECT price_asof('A', NULL, '2024-01-31'), (promotion_asof('A', NULL, '2024-01-31')).name;
SELECT date, store_code, sku, list_price, realised_discount_pct FROM sales_exogenous ORDER BY date, store_code, sku LIMIT 2;
-- constraints, defaults and foreign keys are the server's own
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) VALUES ('2024-01-02', 1, 1, 1, 1, 1);
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) VALUES ('2024-01-03', 9, 1, 1, 1, 1);
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) VALUES ('2024-01-03', 1, 1, 1, -1, 1);
INSERT INTO promotion (product_id, name, discount_pct, discount_amount, start_date, end_date) VALUES (1, 'x', 2, 1, '2024-01-01', '2024-01-01');
INSERT INTO price_history (product_id, price, valid_from, valid_to) VALUES (1, 1, '2024-01-02', '2024-01-01');
INSERT INTO price_history (product_id, store_id, price, valid_from) VALUES (1, 1, 1, '2024-01-01');
INSERT INTO sales_txn (receipt, line_no, sold_at, date, store_id, product_id, quantity, unit_price, total_amount) VALUES ('R', 9, '2024-01-10', '2024-01-10', 2, 1, 1, -1, 1);
INSERT INTO weather_daily (date, store_id, snow_mm) VALUES ('2024-01-20', 1, -1);
INSERT INTO traffic_daily (date, store_id, visits) VALUES ('2024-01-20', 1, -1);
INSERT INTO sales_rollup SELECT * FROM sales_rollup;
DROP EXTENSION forecast_warehouse;
RESET search_path;
SELECT date, quantity, unit_price, total_amount FROM hostile.sales_daily_feed ORDER BY 1;
SELECT price, valid_from, valid_to FROM hostile.price_history_feed WHERE sku = 'A' ORDER BY 2;
SELECT receipt, line_no, quantity, unit_price, total_amount, customer_ref FROM hostile.sales_txn_feed ORDER BY 1, 2;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;

SET client_min_messages = warning;
DROP SCHEMA hostile CASCADE;
DROP SCHEMA fw;
