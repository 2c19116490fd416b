-- sales_daily_feed: daily sales in and out, by date, store code and sku.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second'), ('名店', 'Third');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
-- The table by plain SQL, beside the feed.
\set sales 'SELECT d.date, s.code, p.sku, d.quantity, d.unit_price, d.total_amount FROM sales_daily d JOIN store s ON s.id = d.store_id JOIN product p ON p.id = d.product_id ORDER BY 1, 2, 3;'

--
-- Rows are stored as they arrived
--
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price, total_amount) VALUES
    ('2024-01-01', 'S1', 'A', 3, 2.5, 7.5),
    ('2024-01-01', 'S1', 'B', 0, 0, 0),
    ('2024-01-01', 'S2', 'A', 2, 2.495, 4.994),
    ('2024-01-31', '名店', 'B', 1, 9.99, 0);
:sales
:journal
TABLE sales_daily_feed ORDER BY date, store_code, sku;
-- export = import
INSERT INTO sales_daily_feed TABLE sales_daily_feed;
:journal

--
-- A replay writes nothing
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, d::text AS image FROM sales_daily d;
SELECT last_value, is_called FROM sales_daily_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
INSERT INTO sales_daily_feed VALUES
    ('2024-01-01', 'S2', 'A', 2, 2.495, 4.994),
    ('2024-01-31', '名店', 'B', 1, 9.9900, 0),
    ('2024-01-01', 'S1', 'A', 3, 2.5, 7.5),
    ('2024-01-01', 'S1', 'B', 0, 0, 0);
SELECT pg_stat_get_xact_tuples_inserted('sales_daily'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('sales_daily'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('sales_daily'::regclass) AS deletes;
COMMIT;
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT count(*) AS untouched FROM sales_daily d JOIN existing b ON d.ctid = b.tid AND d.xmin = b.writer AND d::text = b.image;
SELECT last_value, is_called FROM sales_daily_id_seq;

--
-- A correction changes its row and no other; a new row takes the next id
--
CREATE TEMP TABLE before AS SELECT id, created_at, updated_at, xmin AS writer FROM sales_daily;
INSERT INTO sales_daily_feed VALUES
    ('2024-01-01', 'S1', 'A', 4, 2.5, 10),
    ('2024-01-01', 'S1', 'B', 0, 0, 0),
    ('2024-01-02', 'S1', 'B', 7, 1, 7);
:journal
SELECT d.date, d.store_id, d.product_id, d.quantity, d.total_amount, d.created_at = b.created_at AS same_birth,
       d.updated_at > b.updated_at AS moved, d.xmin = b.writer AS untouched
    FROM sales_daily d LEFT JOIN before b USING (id) ORDER BY 1, 2, 3;
SELECT last_value, is_called FROM sales_daily_id_seq;
-- each value by itself makes a difference
INSERT INTO sales_daily_feed VALUES ('2024-01-02', 'S1', 'B', 8, 1, 7);
SELECT updated FROM last_load();
INSERT INTO sales_daily_feed VALUES ('2024-01-02', 'S1', 'B', 8, 1.01, 7);
SELECT updated FROM last_load();
INSERT INTO sales_daily_feed VALUES ('2024-01-02', 'S1', 'B', 8, 1.01, 7.01);
SELECT updated FROM last_load();
INSERT INTO sales_daily_feed VALUES ('2024-01-02', 'S1', 'B', 8, 1.014, 7.005);
SELECT updated, unchanged FROM last_load();

--
-- A missing amount is quantity x price, a missing price amount / quantity; no matter how it is missing
--
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES
    ('2024-01-03', 'S1', 'A', 3, 1.25), ('2024-01-03', 'S1', 'B', 0, 5);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount) VALUES
    ('2024-01-04', 'S1', 'A', 3, 10), ('2024-01-04', 'S1', 'B', 8, 0.1);
INSERT INTO sales_daily_feed VALUES
    ('2024-01-05', 'S1', 'A', 3, 1.25, NULL), ('2024-01-05', 'S1', 'B', 7, NULL, 20);
SELECT date, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date BETWEEN '2024-01-03' AND '2024-01-05' ORDER BY 1, 2;
-- replayed, derived again, unchanged
INSERT INTO sales_daily_feed VALUES
    ('2024-01-05', 'S1', 'A', 3, 1.25, NULL), ('2024-01-05', 'S1', 'B', 7, NULL, 20);
SELECT updated, unchanged FROM last_load();
-- A missing value is derived, and does not keep the old value.
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-05', 'S1', 'B', 7, 3);
SELECT unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-05' AND sku = 'B';

--
-- The limits of the table's columns
--
INSERT INTO sales_daily_feed VALUES
    ('2024-01-06', 'S1', 'A', 2147483647, 99999999.994, 9999999999.994),
    ('2024-01-06', 'S1', 'B', 100, 99999999.99, NULL),
    ('2024-01-06', 'S2', 'A', 100, NULL, 9999999999.00);
SELECT store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-06' ORDER BY 1, 2;

--
-- Rows that no load can take
--
CREATE TEMP TABLE bad (n int, date date, store_code text, sku text, quantity bigint, unit_price numeric, total_amount numeric);
INSERT INTO bad VALUES
    (1, '2024-01-10', 'S9', 'A', 1, 1, 1),
    (2, '2024-01-10', 's1', 'A', 1, 1, 1),
    (3, '2024-01-10', 'S1 ', 'A', 1, 1, 1),
    (4, '2024-01-10', repeat('é', 61), 'A', 1, 1, 1),
    (5, '2024-01-10', 'S1', 'Z', 1, 1, 1),
    (6, '2024-01-10', 'S1', repeat('z', 51), 1, 1, 1),
    (7, '2024-02-01', 'S1', 'A', 1, 1, 1),
    (8, 'infinity', 'S1', 'A', 1, 1, 1),
    (9, '-infinity', 'S1', 'A', 1, 1, 1),
    (10, '0044-03-15 BC', 'S1', 'A', 1, 1, 1),
    (11, NULL, 'S1', 'A', 1, 1, 1),
    (12, '2024-01-10', NULL, 'A', 1, 1, 1),
    (13, '2024-01-10', '', 'A', 1, 1, 1),
    (14, '2024-01-10', 'S1', NULL, 1, 1, 1),
    (15, '2024-01-10', 'S1', '', 1, 1, 1),
    (16, '2024-01-10', 'S1', 'A', NULL, 1, 1),
    (17, '2024-01-10', 'S1', 'A', 1, NULL, NULL),
    (18, '2024-01-10', 'S1', 'A', 0, NULL, 0),
    (19, '2024-01-10', 'S1', 'A', -1, 1, 1),
    (20, '2024-01-10', 'S1', 'A', -9223372036854775808, 1, 1),
    (21, '2024-01-10', 'S1', 'A', 1, -0.001, 1),
    (22, '2024-01-10', 'S1', 'A', 1, 1, -0.01),
    (23, '2024-01-10', 'S1', 'A', 1, '-Infinity', 1),
    (24, '2024-01-10', 'S1', 'A', 10000000000, 1, 1),
    (25, '2024-01-10', 'S1', 'A', 1, 99999999.995, 1),
    (26, '2024-01-10', 'S1', 'A', 1, 'NaN', 1),
    (27, '2024-01-10', 'S1', 'A', 1, 'Infinity', 1),
    (28, '2024-01-10', 'S1', 'A', 1, 1, 9999999999.995),
    (29, '2024-01-10', 'S1', 'A', 1, 1, 'NaN'),
    (30, '2024-01-10', 'S1', 'A', 1, 1, 'Infinity'),
    (31, '2024-01-10', 'S1', 'A', 101, 99999999.99, NULL),
    (32, '2024-01-10', 'S1', 'A', 1, NULL, 100000000),
    (33, '2024-02-01', 'S9', 'Z', -1, -1, -1),
    (34, '2024-02-01', 'S9', 'Z', 1, 1, 1),
    (35, '2024-01-10', 'S1', 'A', 1, 1, 1),
    (36, '2024-01-10', 'S1', 'A', 1, 1, 1),
    (37, '2024-01-10', 'S1', 'A', 2, 2, 4);
-- one at a time, in error mode; the last three are one grain, and two equal rows are two rows
CREATE FUNCTION pg_temp.try(first int, last int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text;
BEGIN
    INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM bad WHERE n BETWEEN first AND last;
    RETURN 'landed';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
    RETURN SQLSTATE || ' ' || message;
END $$;
SELECT n, pg_temp.try(n, n) FROM bad WHERE n < 35 ORDER BY n;
SELECT pg_temp.try(35, 36), pg_temp.try(35, 37);
-- the whole file; the session's settings do not change the text of a day
SET datestyle = 'SQL, DMY';
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM bad WHERE n IN (7, 8, 10, 33, 35, 36) ORDER BY n;
\echo :LAST_ERROR_SQLSTATE
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM bad ORDER BY n;
SET datestyle = 'ISO, YMD';
-- rows of one code give the error theirs
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM bad WHERE n IN (1, 2) ORDER BY n;
\echo :LAST_ERROR_SQLSTATE
-- in error mode a bad row stops an existing row and a good one too
INSERT INTO sales_daily_feed VALUES
    ('2024-01-01', 'S1', 'A', 100, 1, 100), ('2024-01-10', 'S2', 'B', 1, 1, 1), ('2024-01-10', 'S9', 'B', 1, 1, 1);
SELECT quantity FROM sales_daily_feed WHERE (date, store_code, sku) = ('2024-01-01', 'S1', 'A');
SELECT count(*) AS landed FROM sales_daily WHERE date = '2024-01-10';
SELECT count(*) AS journal FROM load_batch WHERE rejected > 0;

-- quarantined, among good rows
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO sales_daily_feed
    SELECT date, store_code, sku, quantity, unit_price, total_amount FROM bad
    UNION ALL VALUES ('2024-01-01'::date, 'S1', 'A', 100, 1, 100), ('2024-01-10', 'S2', 'B', 1, 1, 1), ('2024-01-01', 'S1', 'B', 0, 0, 0);
:journal
SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;
SELECT error_code, count(*) FROM load_reject WHERE batch_id = (last_load()).batch_id GROUP BY 1 ORDER BY 1;
-- each as it arrived, by its place in the load
SELECT count(*) AS as_they_arrived FROM load_reject r JOIN bad b ON r.row_number = b.n
    AND r.row_data = jsonb_build_object('date', date, 'store_code', store_code, 'sku', sku, 'quantity', quantity,
                                        'unit_price', unit_price, 'total_amount', total_amount)
    WHERE batch_id = (last_load()).batch_id;
SELECT row_data FROM load_reject WHERE batch_id = (last_load()).batch_id AND row_number IN (8, 29) ORDER BY row_number;
SELECT * FROM sales_daily_feed WHERE date = '2024-01-10' OR (date, store_code) = ('2024-01-01', 'S1') ORDER BY 1, 2, 3;
-- A load with only bad rows is a load too.
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM bad WHERE n < 3;
:journal
RESET forecast_warehouse.on_reject;

-- Rejects go with their load.
DELETE FROM load_batch;
SELECT count(*) FROM load_reject;

DROP TABLE existing, before, bad;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
