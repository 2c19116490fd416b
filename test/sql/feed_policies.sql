-- Rows of one grain (on_duplicate), and rows that a load cannot take (on_reject).
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
\set installer :USER
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');

\set journal 'SELECT target, received, inserted, updated, unchanged, merged, rejected, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
\set sales 'SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY 1, 2, 3;'

--
-- The settings: error, unless the session, the transaction or the role says otherwise
--
SELECT name, boot_val, vartype, context, enumvals, min_val IS NULL AS no_range FROM pg_settings WHERE name LIKE 'forecast\_warehouse.%' ORDER BY 1;
SET forecast_warehouse.on_reject = 'skip';
SET forecast_warehouse.on_duplicate = 'average';
SET forecast_warehouse.on_rejects = 'error';
\echo :LAST_ERROR_SQLSTATE
-- names are matched as the server matches its own
SET forecast_warehouse.on_duplicate = 'LAST';
SHOW forecast_warehouse.on_duplicate;
RESET forecast_warehouse.on_duplicate;
CREATE TEMP TABLE twice (date date, store_code text, sku text, quantity bigint, unit_price numeric, total_amount numeric);
INSERT INTO twice VALUES ('2024-01-01', 'S1', 'A', 1, 2, 2), ('2024-01-01', 'S1', 'A', 3, 3, 9);
BEGIN;
SET LOCAL forecast_warehouse.on_duplicate = first;
INSERT INTO sales_daily_feed TABLE twice;
:sales
COMMIT;
INSERT INTO sales_daily_feed TABLE twice;
\echo :LAST_ERROR_SQLSTATE
-- a role's own; a new session has not loaded the library yet when it begins
CREATE ROLE regress_fw_policy LOGIN SUPERUSER;
ALTER ROLE regress_fw_policy SET forecast_warehouse.on_duplicate = 'last';
ALTER ROLE regress_fw_policy SET forecast_warehouse.on_reject = 'quarantine';
\c - regress_fw_policy
SET datestyle = 'ISO, YMD';
\set VERBOSITY terse
INSERT INTO sales_daily_feed VALUES
    ('2024-01-01', 'S1', 'A', 1, 2, 2), ('2024-01-01', 'S1', 'A', 3, 3, 9), ('2024-01-01', 'S9', 'A', 3, 3, 9);
:journal
:sales
SET forecast_warehouse.on_reject = error;
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S9', 'A', 3, 3, 9);
\set VERBOSITY default
\c - :installer
DROP ROLE regress_fw_policy;
-- A wrong value is an error once the library is loaded, and no load uses the default instead. Names that are not ours are removed.
\c
SET datestyle = 'ISO, YMD';
SET forecast_warehouse.on_reject = 'skip';
SET forecast_warehouse.on_rejects = 'quarantine';
INSERT INTO store_feed (code, name) VALUES ('S1', 'First');
SHOW forecast_warehouse.on_reject;
SHOW forecast_warehouse.on_rejects;
INSERT INTO store_feed (code, name) VALUES ('S1', 'First');
SELECT upsert_store('store_feed');
SELECT rollup_sales('2024-01-01', '2024-01-02');
-- ... a row by row function does not use it; a right value ends the error, and so does RESET
SELECT upsert_store('S1', 'First', NULL, NULL, NULL);
RESET forecast_warehouse.on_reject;
INSERT INTO store_feed (code, name) VALUES ('S1', 'First');
\c
SET datestyle = 'ISO, YMD';
SET forecast_warehouse.on_duplicate = 'lst';
SET forecast_warehouse.writer = 'fast';
SET forecast_warehouse.fiscal_calendar = '4-5-6';
SELECT generate_calendar('2024-01-01', '2024-01-02');
SET forecast_warehouse.on_duplicate = 'last';
SELECT generate_calendar('2024-01-01', '2024-01-02');
SELECT upsert_store('S1', 'First', NULL, NULL, NULL);
BEGIN;
SET LOCAL forecast_warehouse.writer = 'sql';
SELECT upsert_store('S1', 'First', NULL, NULL, NULL);
COMMIT;
RESET forecast_warehouse.writer;
RESET forecast_warehouse.fiscal_calendar;
SELECT unchanged FROM generate_calendar('2024-01-01', '2024-01-02');
-- ... and an empty text means no value: a setting has it after SET LOCAL or RESET
\c
SET datestyle = 'ISO, YMD';
RESET forecast_warehouse.writer;
BEGIN;
SET LOCAL forecast_warehouse.on_reject = quarantine;
COMMIT;
SELECT unchanged FROM generate_calendar('2024-01-01', '2024-01-02');
SHOW forecast_warehouse.on_reject;
-- ... and one that is right counts
\c
SET datestyle = 'ISO, YMD';
SET forecast_warehouse.on_duplicate = 'last';
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S1', 'Last');
SELECT name FROM store WHERE code = 'S1';

--
-- on_duplicate, for every feed: error, first and last in order of arrival
--
\set VERBOSITY terse
CREATE FUNCTION pg_temp.load_twins(policy text) RETURNS TABLE (target text, outcome text, rows text) LANGUAGE plpgsql AS $$
DECLARE
    statement text;
    table_name text;
BEGIN
    PERFORM set_config('forecast_warehouse.on_duplicate', policy, true);
    FOREACH statement IN ARRAY ARRAY[
        $i$ INSERT INTO store_feed (code, name) VALUES ('T', 'one'), ('U', 'other'), ('T', 'two'), ('T', 'three') $i$,
        $i$ INSERT INTO product_feed (sku, name) VALUES ('T', 'one'), ('U', 'other'), ('T', 'two'), ('T', 'three') $i$,
        $i$ INSERT INTO sales_daily_feed VALUES ('2024-01-02', 'S1', 'A', 1, 1, 1), ('2024-01-03', 'S1', 'A', 4, 4, 4),
            ('2024-01-02', 'S1', 'A', 2, 2, 2), ('2024-01-02', 'S1', 'A', 3, 3, 3) $i$,
        $i$ INSERT INTO price_history_feed VALUES ('A', NULL, 1, '2024-01-02', NULL), ('A', 'S1', 4, '2024-01-02', NULL),
            ('A', NULL, 2, '2024-01-02', '2024-01-05'), ('A', NULL, 3, '2024-01-02', NULL) $i$,
        $i$ INSERT INTO promotion_feed VALUES ('A', NULL, 'X', 0.1, NULL, '2024-01-02', '2024-01-02'), ('A', NULL, 'Y', 0.4, NULL, '2024-01-02', '2024-01-02'),
            ('A', NULL, 'X', 0.2, NULL, '2024-01-02', '2024-01-03'), ('A', NULL, 'X', 0.3, NULL, '2024-01-02', '2024-01-04') $i$,
        $i$ INSERT INTO inventory_snapshot_daily_feed VALUES ('2024-01-02', 'S1', 'A', 1, 1, NULL), ('2024-01-03', 'S1', 'A', 4, 4, NULL),
            ('2024-01-02', 'S1', 'A', 2, 2, NULL), ('2024-01-02', 'S1', 'A', 0, 3, NULL) $i$,
        $i$ INSERT INTO sales_txn_feed VALUES ('R', 1, '2024-01-02 10:00', 'S1', 'A', 1, 1, 1, 'x'), ('R', 2, '2024-01-02 10:00', 'S1', 'A', 4, 4, 4, NULL),
            ('R', 1, '2024-01-02 11:00', 'S1', 'A', -2, 2, -2, NULL), ('R', 1, '2024-01-02 12:00', 'S1', 'A', 3, 3, 3, 'z') $i$,
        $i$ INSERT INTO weather_daily_feed (date, store_code, temp_min_c, condition) VALUES ('2024-01-02', 'S1', 1, 'a'), ('2024-01-03', 'S1', 4, 'd'), ('2024-01-02', 'S1', -2, 'b'), ('2024-01-02', 'S1', NULL, 'c') $i$,
        $i$ INSERT INTO traffic_daily_feed VALUES ('2024-01-02', 'S1', 1, NULL), ('2024-01-03', 'S1', 4, 4), ('2024-01-02', 'S1', 2, 2), ('2024-01-02', 'S1', NULL, 3) $i$]
    LOOP
        table_name := substring(statement FROM 'INTO (\w+)_feed');
        target := table_name;
        BEGIN
            EXECUTE statement;
            SELECT format('%s inserted, %s merged of %s', inserted, merged, received) INTO outcome FROM load_batch WHERE id = (last_load()).batch_id;
            EXECUTE format('SELECT string_agg(f::text, '' '' ORDER BY f::text COLLATE "C") FROM %I_feed f', table_name) INTO rows;
            RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
        EXCEPTION
            WHEN SQLSTATE 'P0U00' THEN NULL;
            WHEN OTHERS THEN outcome := SQLSTATE || ' ' || SQLERRM; rows := NULL;
        END;
        RETURN NEXT;
    END LOOP;
END $$;
DELETE FROM sales_daily;
SET timezone = 'UTC';
SELECT * FROM pg_temp.load_twins('error');
SELECT * FROM pg_temp.load_twins('first');
SELECT * FROM pg_temp.load_twins('last');
SELECT * FROM pg_temp.load_twins('sum');
\set VERBOSITY default

--
-- sum: quantities and amounts add up, the price is the amount by the quantity
--
SET forecast_warehouse.on_duplicate = sum;
INSERT INTO sales_daily_feed VALUES
    ('2024-01-01', 'S1', 'A', 1, 2.00, 2.00),
    ('2024-01-01', 'S1', 'A', 2, 3.00, 6.00),
    ('2024-01-01', 'S1', 'B', 5, 1.00, 4.99),
    ('2024-01-02', 'S1', 'A', 0, 7.00, 0.00),
    ('2024-01-02', 'S1', 'A', 0, 8.00, 0.00),
    ('2024-01-03', 'S1', 'A', 2, 1.50, NULL),
    ('2024-01-03', 'S1', 'A', 1, NULL, 4.50),
    ('2024-01-04', 'S1', 'A', 1, 1.00, 1.00),
    ('2024-01-04', 'S2', 'A', 1, 2.00, 2.00),
    ('2024-01-04', 'S1', 'A', 1, 1.00, 1.00);
:journal
:sales
-- the same sums again are unchanged, and a sum does not add to the existing row
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 2, 3.00, 6.00), ('2024-01-01', 'S1', 'A', 1, 2.00, 2.00);
:journal
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-01' AND sku = 'A';
-- a row on its own stays as it is, its price too
SELECT unit_price FROM sales_daily_feed WHERE date = '2024-01-01' AND sku = 'B';
-- stock adds up; a stock-out is one where every row says so
INSERT INTO inventory_snapshot_daily_feed VALUES
    ('2024-01-01', 'S1', 'A', 1, 2, false), ('2024-01-01', 'S1', 'A', 3, NULL, true),
    ('2024-01-02', 'S1', 'A', 0, 2, NULL), ('2024-01-02', 'S1', 'A', 0, 5, true),
    ('2024-01-03', 'S1', 'A', 0, 0, NULL), ('2024-01-03', 'S1', 'A', 4, 0, NULL);
:journal
TABLE inventory_snapshot_daily_feed ORDER BY 1, 2, 3;
-- rows that are rejected for themselves take no part
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO sales_daily_feed VALUES
    ('2024-01-05', 'S1', 'A', 1, 2.00, 2.00), ('2024-01-05', 'S1', 'A', -1, 2.00, 2.00), ('2024-01-05', 'S1', 'A', 2, 2.00, 4.00);
:journal
:rejects
SELECT quantity, total_amount FROM sales_daily_feed WHERE date = '2024-01-05';
-- feeds without quantities have nothing to add, and mind only when they must
INSERT INTO store_feed (code, name) VALUES ('S1', 'one'), ('S3', 'Third');
INSERT INTO store_feed (code, name) VALUES ('S1', 'one'), ('S1', 'two');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO price_history_feed VALUES ('A', NULL, 1, '2024-01-02', NULL), ('A', NULL, 2, '2024-01-02', NULL);

--
-- Sums that the table does not hold: every row of such a grain is rejected, none of them disappears
--
\set rejected_sums 'SELECT row_number, error_code, substring(message FROM \'^\\w+\') AS at_fault, message ~ \'"(1|9999999999|9999999999.99)" is out of range\' AS misleading FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
INSERT INTO sales_daily_feed VALUES
    ('2024-01-06', 'S1', 'A', 9999999999, 1, 1), ('2024-01-06', 'S1', 'A', 0, 1, 1),
    ('2024-01-07', 'S1', 'A', 9999999999, 1, 1), ('2024-01-07', 'S1', 'A', 1, 1, 1),
    ('2024-01-08', 'S1', 'A', 500, 1, 9999999999.98), ('2024-01-08', 'S1', 'A', 500, 1, 0.01),
    ('2024-01-09', 'S1', 'A', 500, 1, 9999999999.99), ('2024-01-09', 'S1', 'A', 500, 1, 0.01), ('2024-01-09', 'S1', 'A', 500, 1, 1),
    ('2024-01-10', 'S1', 'A', 1, 1, 99999999.99), ('2024-01-10', 'S1', 'A', 0, 1, 0.01),
    ('2024-01-11', 'S1', 'A', 1, 1, 1);
:journal
:rejected_sums
SELECT * FROM sales_daily_feed WHERE date > '2024-01-05' ORDER BY 1;
INSERT INTO inventory_snapshot_daily_feed VALUES
    ('2024-01-07', 'S1', 'A', 9999999999, 0, NULL), ('2024-01-07', 'S1', 'A', 1, 0, NULL),
    ('2024-01-08', 'S1', 'A', 0, 9999999999, NULL), ('2024-01-08', 'S1', 'A', 1, 1, NULL),
    ('2024-01-09', 'S1', 'A', 0, 1, NULL);
:journal
:rejected_sums
SELECT count(*) FROM inventory_snapshot_daily WHERE date > '2024-01-05';
RESET forecast_warehouse.on_reject;
INSERT INTO sales_daily_feed VALUES ('2024-01-12', 'S1', 'A', 9999999999, 1, 1), ('2024-01-12', 'S2', 'A', 1, 1, 1), ('2024-01-12', 'S1', 'A', 1, 1, 1);
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM sales_daily WHERE date = '2024-01-12';

--
-- Groups larger than a block (4,096 rows), and groups across the edges of blocks
--
DELETE FROM sales_daily;
CREATE TEMP TABLE many AS
    SELECT n, date '2024-01-01' + CASE WHEN n <= 10000 THEN 0 ELSE (n % 30)::int + 1 END AS date, CASE WHEN n % 2 = 0 OR n <= 10000 THEN 'S1' ELSE 'S2' END AS store_code,
           'A'::text AS sku, n AS quantity, 2::numeric AS unit_price, n * 2.01 AS total_amount
    FROM generate_series(1::bigint, 20000) n;
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM many ORDER BY n;
:journal
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-01';
SELECT count(*) AS grains, count(*) FILTER (WHERE (f.quantity, f.total_amount, f.unit_price) = (m.quantity, m.total_amount, round(m.total_amount / m.quantity, 2))) AS right_ones
    FROM sales_daily_feed f FULL JOIN (SELECT date, store_code, sku, sum(quantity) AS quantity, sum(total_amount) AS total_amount FROM many GROUP BY 1, 2, 3) m
    USING (date, store_code, sku);
SET forecast_warehouse.on_duplicate = first;
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM many ORDER BY n;
:journal
SELECT count(*) AS grains, count(*) FILTER (WHERE f.quantity = m.quantity) AS right_ones
    FROM sales_daily_feed f FULL JOIN (SELECT date, store_code, sku, min(quantity) AS quantity FROM many GROUP BY 1, 2, 3) m USING (date, store_code, sku);
SET forecast_warehouse.on_duplicate = last;
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM many ORDER BY n;
:journal
SELECT count(*) AS grains, count(*) FILTER (WHERE f.quantity = m.quantity) AS right_ones
    FROM sales_daily_feed f FULL JOIN (SELECT date, store_code, sku, max(quantity) AS quantity FROM many GROUP BY 1, 2, 3) m USING (date, store_code, sku);
SET forecast_warehouse.on_duplicate = error;
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO sales_daily_feed
    SELECT date, store_code, sku, quantity, unit_price, total_amount FROM (TABLE many UNION ALL VALUES (20001, date '2024-01-01', 'S2', 'B', 7, 1, 7)) m ORDER BY n;
:journal
SELECT count(*), count(DISTINCT row_number), min(row_number), max(row_number), min(error_code), max(error_code)
    FROM load_reject WHERE batch_id = (last_load()).batch_id;
-- three rows a grain, so that every edge of a block parts one
DELETE FROM sales_daily;
RESET forecast_warehouse.on_reject;
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(1, 100) n;
SET forecast_warehouse.on_duplicate = sum;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount)
    SELECT date '2024-01-01' + (n % 30)::int, CASE WHEN n / 30 % 2 = 0 THEN 'S1' ELSE 'S2' END, 'P' || (n / 60 % 100 + 1), n / 6000 + 1, 1
    FROM generate_series(0::bigint, 17999) n;
:journal
SELECT count(*), min(quantity), max(quantity), min(total_amount), max(total_amount), min(unit_price), max(unit_price) FROM sales_daily;
RESET forecast_warehouse.on_duplicate;

DROP TABLE many;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
