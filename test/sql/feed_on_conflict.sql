-- INSERT ... ON CONFLICT DO NOTHING into a feed: existing rows stay as they are, on every feed, by both writers.
\set SHOW_CONTEXT never
\pset null -
SET datestyle = 'ISO, YMD';
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
-- each feed's own rows, as they are before a statement
CREATE TEMP TABLE feeds (feed text, columns text, first text, other text, fresh text, again text);
INSERT INTO feeds VALUES
    ('store_feed', 'code, name, city', $$('S1', 'One', 'Aachen')$$, $$('S1', 'Other', 'Ulm')$$, $$('S2', 'Two', NULL)$$, $$('S2', 'Later', 'Bonn')$$),
    ('product_feed', 'sku, name, base_price', $$('A', 'Apple', 1)$$, $$('A', 'Other', 2)$$, $$('B', 'Bread', 3)$$, $$('B', 'Later', 4)$$),
    ('sales_daily_feed', 'date, store_code, sku, quantity, unit_price', $$('2024-03-30', 'S1', 'A', 10, 2.00)$$, $$('2024-03-30', 'S1', 'A', 99, 3.00)$$, $$('2024-03-31', 'S1', 'A', 1, 2)$$, $$('2024-03-31', 'S1', 'A', 2, 3)$$),
    ('price_history_feed', 'sku, store_code, price, valid_from, valid_to', $$('A', NULL, 2.00, '2024-01-01', '2024-01-31')$$, $$('A', NULL, 9.00, '2024-01-01', '2024-02-20')$$, $$('A', NULL, 3, '2024-02-01', '2024-02-28')$$, $$('A', NULL, 4, '2024-02-01', NULL)$$),
    ('promotion_feed', 'sku, store_code, name, discount_pct, start_date, end_date', $$('A', 'S1', 'Spring', 0.1, '2024-03-01', '2024-03-31')$$, $$('A', 'S1', 'Spring', 0.9, '2024-03-01', '2024-04-20')$$, $$('A', 'S1', 'Spring', 0.2, '2024-04-01', '2024-04-30')$$, $$('A', 'S1', 'Spring', 0.3, '2024-04-01', '2024-05-31')$$),
    ('inventory_snapshot_daily_feed', 'date, store_code, sku, on_hand_qty', $$('2024-03-30', 'S1', 'A', 10)$$, $$('2024-03-30', 'S1', 'A', 0)$$, $$('2024-03-31', 'S1', 'A', 1)$$, $$('2024-03-31', 'S1', 'A', 2)$$),
    ('sales_txn_feed', 'receipt, line_no, sold_at, store_code, sku, quantity, unit_price', $$('R1', 1, '2024-03-30 10:00+00', 'S1', 'A', 10, 2.00)$$, $$('R1', 1, '2024-05-01 10:00+00', 'S1', 'A', 99, 3)$$, $$('R1', 2, '2024-03-30 10:00+00', 'S1', 'A', 1, 2)$$, $$('R1', 2, '2024-03-30 10:00+00', 'S1', 'A', 2, 3)$$),
    ('weather_daily_feed', 'date, store_code, temp_min_c, temp_max_c', $$('2024-03-30', 'S1', 1, 10)$$, $$('2024-03-30', 'S1', 5, 20)$$, $$('2024-03-31', 'S1', 2, 11)$$, $$('2024-03-31', 'S1', 3, 12)$$),
    ('traffic_daily_feed', 'date, store_code, visits', $$('2024-03-30', 'S1', 10)$$, $$('2024-03-30', 'S1', 99)$$, $$('2024-03-31', 'S1', 1)$$, $$('2024-03-31', 'S1', 2)$$);

-- One statement with an existing row, a new one, and the new one's key again. The existing row must stay, byte for byte.
-- The new one must be as a plain INSERT of it alone makes it.
CREATE FUNCTION pg_temp.ignore(feed text, columns text, first text, other text, fresh text, again text, OUT answer text)
    LANGUAGE plpgsql AS $$
DECLARE
    target text := replace(feed, '_feed', '');
    before text;
    alone text;
    together text;
    counts load_result;
BEGIN
    EXECUTE format('INSERT INTO %I (%s) VALUES %s', feed, columns, first);
    EXECUTE format('SELECT string_agg(t::text, E''\n'') FROM %I t', target) INTO before;
    BEGIN
        EXECUTE format('INSERT INTO %I (%s) VALUES %s', feed, columns, fresh);
        EXECUTE format('SELECT string_agg(f::text, E''\n'' ORDER BY f::text) FROM %I f', feed) INTO alone;
        RAISE EXCEPTION USING ERRCODE = 'XX999';
    EXCEPTION WHEN SQLSTATE 'XX999' THEN NULL;
    END;
    EXECUTE format('INSERT INTO %I (%s) VALUES %s, %s, %s ON CONFLICT DO NOTHING', feed, columns, other, fresh, again);
    SELECT * INTO counts FROM last_load();
    EXECUTE format('SELECT string_agg(f::text, E''\n'' ORDER BY f::text) FROM %I f', feed) INTO together;
    EXECUTE format('SELECT %L OPERATOR(pg_catalog.=) string_agg(t::text, E''\n'') FROM %I t WHERE t.id = (SELECT min(id) FROM %I)',
        before, target, target) INTO answer;
    answer := format('%s kept %s, as alone %s, %s inserted, %s updated, %s unchanged, %s rejected', rpad(feed, 29),
        answer, together = alone, counts.inserted, counts.updated, counts.unchanged, counts.rejected);
END $$;

BEGIN;
SET LOCAL forecast_warehouse.writer = direct;
SELECT pg_temp.ignore(feed, columns, first, other, fresh, again) FROM feeds;
ROLLBACK;
BEGIN;
SET LOCAL forecast_warehouse.writer = sql;
SELECT pg_temp.ignore(feed, columns, first, other, fresh, again) FROM feeds;
ROLLBACK;
-- ... with a trigger on the tables, which the SQL writer watches
BEGIN;
CREATE FUNCTION pg_temp.pass() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
SELECT format('CREATE TRIGGER pass BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION pg_temp.pass()', replace(feed, '_feed', '')) FROM feeds
\gexec
SELECT pg_temp.ignore(feed, columns, first, other, fresh, again) FROM feeds;
ROLLBACK;

--
-- In every kind of statement: the first one of a session, prepared, PL/pgSQL, EXPLAIN ANALYZE, RETURNING, COPY
--
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apples, loose'), ('B', 'Bread');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S1', 'A', 10, 2.00);
\set sold 'SELECT date, sku, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY 1, 2;'
\set counted 'SELECT received, inserted, updated, unchanged, merged, rejected FROM load_batch WHERE id = (last_load()).batch_id;'
\c
\set SHOW_CONTEXT never
SET datestyle = 'ISO, YMD';
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S1', 'A', 99, 3.00) ON CONFLICT DO NOTHING;
:sold
:counted
\c
\set SHOW_CONTEXT never
SET datestyle = 'ISO, YMD';
DO $$ BEGIN INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S1', 'A', 98, 3.00) ON CONFLICT DO NOTHING; END $$;
:sold
PREPARE ignoring (date, int) AS INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ($1, 'S1', 'A', $2, 3.00) ON CONFLICT DO NOTHING;
PREPARE writing (date, int) AS INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ($1, 'S1', 'A', $2, 2.00);
SET plan_cache_mode = force_generic_plan;
EXECUTE ignoring ('2024-03-30', 97);
EXECUTE writing ('2024-03-30', 11);
EXECUTE ignoring ('2024-03-30', 96);
EXECUTE ignoring ('2024-03-31', 1);
EXECUTE writing ('2024-03-31', 2);
RESET plan_cache_mode;
:sold
DO $$ BEGIN EXECUTE 'EXPLAIN ANALYZE INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES (''2024-03-30'', ''S1'', ''A'', 95, 3.00) ON CONFLICT DO NOTHING'; END $$;
CREATE FUNCTION pg_temp.sell(day date, units int) RETURNS SETOF bigint LANGUAGE sql AS
    $$ INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES (day, 'S1', 'A', units, 2) ON CONFLICT DO NOTHING RETURNING quantity $$;
-- RETURNING gives the values that arrived
SELECT * FROM pg_temp.sell('2024-03-30', 94);
:sold
-- within a transaction
BEGIN;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT '2024-03-30', 'S1', 'A', 93, 2 WHERE true ON CONFLICT DO NOTHING;
COMMIT;
COPY sales_daily_feed (date, store_code, sku, quantity, unit_price) FROM STDIN (FORMAT csv);
2024-03-30,S1,A,10,2.00
\.
:sold
-- many rows, some there
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
    SELECT day::date, 'S1', 'A', 50, 1 FROM generate_series('2024-03-01'::date, '2024-04-30', '1 day') day ON CONFLICT DO NOTHING;
:counted
SELECT quantity, count(*) FROM sales_daily GROUP BY 1 ORDER BY 1;
DELETE FROM sales_daily WHERE quantity = 50;
-- no rows
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT '2024-03-30', 'S1', 'A', 93, 2 WHERE false ON CONFLICT DO NOTHING;
:counted
-- a row that no table could take is rejected, here as elsewhere
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S9', 'A', 93, 2) ON CONFLICT DO NOTHING;
-- the setting for rows of one grain does not matter: the clause decides
SET forecast_warehouse.on_duplicate = sum;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-04-01', 'S1', 'A', 1, 2), ('2024-04-01', 'S1', 'A', 2, 2) ON CONFLICT DO NOTHING;
:counted
RESET forecast_warehouse.on_duplicate;
:sold
DELETE FROM sales_daily WHERE date = '2024-04-01';
-- a role without the right to change rows may add some
CREATE ROLE fw_regress_adder;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO fw_regress_adder;
GRANT INSERT ON sales_daily_feed, sales_daily TO fw_regress_adder;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO fw_regress_adder;
SET ROLE fw_regress_adder;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S1', 'A', 93, 2), ('2024-04-02', 'S1', 'A', 3, 2) ON CONFLICT DO NOTHING;
RESET ROLE;
DELETE FROM sales_daily WHERE date = '2024-04-02';
DROP OWNED BY fw_regress_adder;
DROP ROLE fw_regress_adder;

--
-- Several INSERTs in one statement
--
-- into two feeds, one of them with the clause
WITH one AS (INSERT INTO product_feed (sku, name) VALUES ('A', 'Renamed'))
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S1', 'A', 92, 3) ON CONFLICT DO NOTHING;
SELECT name FROM product WHERE sku = 'A';
:sold
WITH one AS (INSERT INTO product_feed (sku, name) VALUES ('A', 'Renamed again') ON CONFLICT DO NOTHING)
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S1', 'A', 12, 3);
SELECT name FROM product WHERE sku = 'A';
:sold
-- into one feed: two loads, that with the clause behind the other
WITH one AS (INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S1', 'A', 91, 3), ('2024-04-01', 'S1', 'A', 5, 1) ON CONFLICT DO NOTHING)
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-31', 'S1', 'A', 13, 3), ('2024-04-01', 'S1', 'A', 6, 1);
SELECT received, inserted, updated, unchanged, merged, rejected FROM load_batch ORDER BY id DESC LIMIT 2;
:sold
-- row by row in turns
WITH one AS (INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT '2024-04-01'::date + n, 'S1', 'A', 1, 1 FROM generate_series(-2, 3) n RETURNING date)
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT date + 1, 'S1', 'A', 7, 7 FROM one ON CONFLICT DO NOTHING;
SELECT received, inserted, updated, unchanged, merged, rejected FROM load_batch ORDER BY id DESC LIMIT 2;
:sold
-- both with it: one load
WITH one AS (INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S1', 'A', 90, 3) ON CONFLICT DO NOTHING)
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-31', 'S1', 'A', 89, 3) ON CONFLICT DO NOTHING;
:counted
DELETE FROM sales_daily WHERE date > '2024-03-31';
:sold
-- a statement within a statement, and a COPY within one: each by its own clause
CREATE FUNCTION pg_temp.inner_insert() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-31', 'S1', 'A', 14, 3);
    RETURN 88;
END $$;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT '2024-03-30', 'S1', 'A', pg_temp.inner_insert(), 3 ON CONFLICT DO NOTHING;
:sold
\getenv directory PG_ABS_BUILDDIR
CREATE FUNCTION pg_temp.load_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() = 1 THEN
        INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-31', 'S1', 'A', 15, 3);
        COPY sales_daily_feed (date, store_code, sku, quantity, unit_price) FROM PROGRAM 'echo 2024-03-30,S1,A,16,3' (FORMAT csv);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER zz_more AFTER INSERT ON sales_daily_feed FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.load_more();
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-30', 'S1', 'A', 87, 3) ON CONFLICT DO NOTHING;
DROP TRIGGER zz_more ON sales_daily_feed;
:sold

--
-- Windows: a new one ends the open one, as always; one with the same first day stays
--
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 1, '2024-01-01');
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES ('A', NULL, 2, '2024-02-01', NULL), ('A', NULL, 9, '2024-01-01', '2024-06-30') ON CONFLICT DO NOTHING;
:counted
SELECT price, valid_from, valid_to FROM price_history ORDER BY 2;
SET forecast_warehouse.writer = sql;
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES ('A', NULL, 3, '2024-03-01', NULL), ('A', NULL, 9, '2024-01-01', NULL), ('A', NULL, 9, '2024-02-01', '2024-06-30') ON CONFLICT DO NOTHING;
:counted
SELECT price, valid_from, valid_to FROM price_history ORDER BY 2;
-- one that overlaps is rejected, as always
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES ('A', NULL, 3, '2024-02-10', '2024-02-20') ON CONFLICT DO NOTHING;
\echo :LAST_ERROR_SQLSTATE
RESET forecast_warehouse.writer;

-- a conflict target must be a constraint's, and a view has none: the server's own error
INSERT INTO store_feed (code, name) VALUES ('S1', 'x') ON CONFLICT (code) DO NOTHING;
\echo :LAST_ERROR_SQLSTATE
INSERT INTO store_feed (code, name) VALUES ('S1', 'x') ON CONFLICT (code) DO UPDATE SET name = excluded.name;
\echo :LAST_ERROR_SQLSTATE

SET forecast_warehouse.allow_data_loss = on;
SET client_min_messages = warning;
DROP EXTENSION forecast_warehouse CASCADE;
