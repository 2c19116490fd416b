-- rollup_sales(start_date, end_date, stores): till lines become daily sales, net of returns, as often as it is called.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-03-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second'), ('名店', 'Third');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread'), ('C', 'Cheese');

\set counts 'inserted, updated, unchanged, rejected'
\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
\set sales 'SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY 1, 2, 3;'
\set noted 'SELECT r.date, s.code, p.sku FROM sales_rollup r JOIN store s ON s.id = r.store_id JOIN product p ON p.id = r.product_id ORDER BY 1, 2, 3;'
\set forget 'DELETE FROM sales_txn; DELETE FROM sales_daily; DELETE FROM sales_rollup;'

--
-- One row for each day, store and product. Quantities and amounts are net of returns. The price is the amount by the quantity.
--
INSERT INTO sales_txn_feed VALUES
    ('R1', 1, '2024-01-01 09:00', 'S1', 'A', 2, 2.50, 5.00, NULL), ('R1', 2, '2024-01-01 09:00', 'S1', 'B', 1, 3.00, 3.00, NULL),
    ('R2', 1, '2024-01-01 10:00', 'S1', 'A', 3, 2.00, 6.00, 'card 7'), ('R3', 1, '2024-01-01 23:59:59.999999', 'S1', 'A', -1, 2.50, -2.50, NULL),
    ('R4', 1, '2024-01-02 00:00', 'S1', 'A', 1, 2.50, 2.49, NULL), ('R1', 1, '2024-01-01 09:00', 'S2', 'A', 7, 1.00, 7.00, NULL),
    ('R9', 1, '2024-01-31 09:00', '名店', 'B', 1, 0, 0, NULL), ('R9', 1, '2024-02-01 09:00', 'S2', 'B', 4, 1, 4, NULL);
SELECT r.batch_id = (last_load()).batch_id AS last, :counts FROM rollup_sales('2024-01-01', '2024-01-31') r;
:journal
SELECT :counts FROM last_load();
:sales
:noted
SELECT started_at <= finished_at AS in_order, finished_at - started_at < interval '1 min' AS timed FROM load_batch WHERE id = (last_load()).batch_id;

--
-- Again: nothing is written, neither sales nor notes
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, d::text AS image FROM sales_daily d UNION ALL SELECT ctid, xmin, r::text FROM sales_rollup r;
SELECT last_value, is_called FROM sales_daily_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT relname, pg_stat_get_xact_tuples_inserted(oid) AS inserts, pg_stat_get_xact_tuples_updated(oid) AS updates, pg_stat_get_xact_tuples_deleted(oid) AS deletes
    FROM pg_class WHERE oid IN ('sales_daily'::regclass, 'sales_rollup'::regclass, 'sales_txn'::regclass) ORDER BY 1;
COMMIT;
:journal
-- The lines have their days; the zone of this session is not asked.
SET timezone = 'Asia/Tokyo';
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
SET timezone = 'UTC';
SELECT count(*) AS untouched FROM (SELECT ctid, xmin, d::text AS image FROM sales_daily d UNION ALL SELECT ctid, xmin, r::text FROM sales_rollup r) n JOIN existing b ON (n.ctid, n.image) = (b.tid, b.image) AND n.xmin = b.writer;
SELECT last_value, is_called FROM sales_daily_id_seq;

--
-- A late line, a correction, a new day: their grains change and no other
--
CREATE TEMP TABLE before AS SELECT id, created_at, updated_at, xmin AS writer FROM sales_daily;
INSERT INTO sales_txn_feed VALUES
    ('R5', 1, '2024-01-01 20:00', 'S1', 'A', 1, 2.50, 2.50, NULL), ('R4', 1, '2024-01-02 00:00', 'S1', 'A', 1, 2.50, 2.50, NULL), ('R6', 1, '2024-01-03', 'S1', 'C', 1, 9, 9, NULL);
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT d.date, d.store_id, d.product_id, d.quantity, d.unit_price, d.total_amount, d.created_at = b.created_at AS same_birth, d.updated_at > b.updated_at AS moved, d.xmin = b.writer AS untouched
    FROM sales_daily d LEFT JOIN before b USING (id) ORDER BY 1, 2, 3;
SELECT last_value FROM sales_daily_id_seq;
-- both days of a range belong to it, and no other
SELECT :counts FROM rollup_sales('2024-02-01', '2024-02-01');
SELECT :counts FROM rollup_sales('2024-02-02', '2024-03-31');
:journal
SELECT date, quantity FROM sales_daily_feed WHERE date > '2024-01-31';

--
-- As many back as were sold: the price is the average of the lines' prices, by their quantities
--
:forget
INSERT INTO sales_txn_feed VALUES
    ('Z1', 1, '2024-01-01', 'S1', 'A', 2, 3.00, 6.00, NULL), ('Z1', 2, '2024-01-01', 'S1', 'A', -2, 3.00, -6.00, NULL),
    ('Z2', 1, '2024-01-01', 'S1', 'B', 2, 3.00, 6.00, NULL), ('Z2', 2, '2024-01-01', 'S1', 'B', -1, 3.00, -3.00, NULL), ('Z2', 3, '2024-01-01', 'S1', 'B', -1, 2.50, -2.50, NULL),
    ('Z3', 1, '2024-01-01', 'S1', 'C', 0, 5.00, 0.00, NULL), ('Z3', 2, '2024-01-01', 'S1', 'C', 0, 6.01, 0.00, NULL),
    ('Z4', 1, '2024-01-01', 'S2', 'A', 0, 7.00, 1.50, NULL),
    ('Z5', 1, '2024-01-01', 'S2', 'B', 4, 2.00, 0.00, NULL);
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
:sales
SELECT round((6.00 + 3.00 + 2.50) / 4, 2) AS b, round((5.00 + 6.01) / 2, 2) AS c;
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');

--
-- More back than were sold is a reject: the load fails as a whole ...
--
:forget
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 5, 1, 5), ('2024-01-02', 'S1', 'A', 6, 1, 6);
INSERT INTO sales_txn_feed VALUES
    ('N1', 1, '2024-01-01', 'S1', 'A', 1, 1.00, 1.00, NULL), ('N1', 2, '2024-01-01', 'S1', 'A', -2, 1.00, -2.00, NULL),
    ('N2', 1, '2024-01-01', 'S1', 'B', 2, 1.00, 2.00, NULL), ('N2', 2, '2024-01-01', 'S1', 'B', -1, 5.00, -5.00, NULL),
    ('N3', 1, '2024-01-01', 'S1', 'C', 9999999999, 0.01, 1.00, NULL), ('N3', 2, '2024-01-01', 'S1', 'C', 1, 0.01, 0.01, NULL),
    ('N4', 1, '2024-01-01', 'S2', 'A', 500, 1, 9999999999.99, NULL), ('N4', 2, '2024-01-01', 'S2', 'A', 500, 1, 0.01, NULL),
    ('N5', 1, '2024-01-01', 'S2', 'B', 2, 1, 100000000, NULL), ('N5', 2, '2024-01-01', 'S2', 'B', -1, 0, 0, NULL),
    ('G1', 1, '2024-01-01', 'S2', 'C', 1, 1, 1, NULL), ('G2', 1, '2024-01-02', 'S2', 'C', 1, 1, 1, NULL);
\set VERBOSITY default
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', '{S1}');
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY terse
:sales
:noted
SELECT count(*) AS journal FROM load_batch WHERE source = 'rollup_sales' AND rejected > 0;
-- ... or the others are loaded
SET forecast_warehouse.on_reject = quarantine;
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
:journal
:rejects
SELECT row_data FROM load_reject WHERE batch_id = (last_load()).batch_id AND row_number IN (1, 2) ORDER BY row_number;
:sales
-- the same lines are rejected every time
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
-- on_duplicate has nothing to do with it
SET forecast_warehouse.on_duplicate = sum;
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', '{S2}');
RESET forecast_warehouse.on_duplicate;
-- A row from another source stays when the lines of its grain, whose sum was rejected, are deleted.
DELETE FROM sales_txn WHERE receipt ~ '^N';
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT date, store_code, sku, quantity FROM sales_daily_feed WHERE store_code = 'S1' ORDER BY 1;
:noted
-- ... and a sum of lines becomes zero, also when later lines were rejected before all were deleted.
INSERT INTO sales_txn_feed VALUES ('G2', 2, '2024-01-02', 'S2', 'C', -5, 1, -5, NULL);
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT date, sku, quantity FROM sales_daily_feed WHERE store_code = 'S2' ORDER BY 1;
DELETE FROM sales_txn WHERE receipt = 'G2';
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT date, sku, quantity FROM sales_daily_feed WHERE store_code = 'S2' ORDER BY 1;
RESET forecast_warehouse.on_reject;
-- As many as a line may hold, back and forth.
INSERT INTO sales_txn_feed VALUES ('N6', 1, '2024-01-20', 'S1', 'A', -2147483648, 0.01, -100, NULL), ('N6', 2, '2024-01-20', 'S1', 'A', 2147483647, 0.01, 100, NULL), ('N6', 3, '2024-01-20', 'S1', 'A', 1, 0.01, 0.01, NULL);
SELECT :counts FROM rollup_sales('2024-01-20', '2024-01-20');
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-20';

--
-- Lines that are gone: their sales become zero, and are forgotten
--
:forget
INSERT INTO sales_txn_feed VALUES
    ('V1', 1, '2024-01-01', 'S1', 'A', 2, 2.50, 5.00, NULL), ('V1', 2, '2024-01-01', 'S1', 'B', 1, 3.00, 3.00, NULL), ('V2', 1, '2024-01-01', 'S2', 'A', 1, 2.00, 2.00, NULL),
    ('V3', 1, '2024-01-02', 'S1', 'A', 1, 2.00, 2.00, NULL), ('V3', 2, '2024-01-02', 'S1', 'A', 1, 2.00, 2.00, NULL), ('V4', 1, '2024-02-01', 'S1', 'A', 1, 2.00, 2.00, NULL);
-- another product of the day, loaded directly
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'C', 9, 1, 9);
SELECT :counts FROM rollup_sales('2024-01-01', '2024-03-31');
DELETE FROM sales_txn WHERE receipt = 'V1' AND line_no = 2 OR receipt = 'V3' AND line_no = 2 OR receipt = 'V4';
\set VERBOSITY default
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
:journal
DELETE FROM sales_txn WHERE date = '2024-01-01';
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
:journal
\set VERBOSITY terse
:sales
:noted
-- once: they are zero now, and not looked at any more
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
:journal
-- those beyond the range go with theirs
SELECT :counts FROM rollup_sales('2024-02-01', '2024-02-01');
SELECT date, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-02-01';
-- Directly loaded rows then stay. Lines that come back count again.
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 8, 1, 8);
INSERT INTO sales_txn_feed VALUES ('V1', 2, '2024-01-01', 'S1', 'B', 1, 3.00, 3.00, NULL);
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT store_code, sku, quantity, total_amount FROM sales_daily_feed WHERE date = '2024-01-01' ORDER BY 1, 2;
:noted
-- Lines replace rows that were loaded directly. These become zero when the lines are deleted.
INSERT INTO sales_txn_feed VALUES ('V5', 1, '2024-01-01', 'S1', 'C', 1, 1, 1, NULL);
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
DELETE FROM sales_txn WHERE receipt = 'V5';
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT store_code, sku, quantity, total_amount FROM sales_daily_feed WHERE date = '2024-01-01' ORDER BY 1, 2;
-- A line that moves to another product, day or store leaves a zero where it was.
SET forecast_warehouse.on_receipt_reuse = update;
INSERT INTO sales_txn_feed VALUES ('V1', 2, '2024-01-05', 'S1', 'C', 1, 3.00, 3.00, NULL);
RESET forecast_warehouse.on_receipt_reuse;
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT date, store_code, sku, quantity FROM sales_daily_feed WHERE sku IN ('B', 'C') ORDER BY 1, 2, 3;
-- A sale that somebody deleted from the table is none to set to zero.
DELETE FROM sales_daily WHERE date = '2024-01-05';
DELETE FROM sales_txn WHERE date = '2024-01-05';
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
:noted
-- A sale of nothing for something becomes zero too.
INSERT INTO sales_txn_feed VALUES ('V6', 1, '2024-01-06', 'S1', 'A', 0, 7.00, 1.50, NULL);
SELECT :counts FROM rollup_sales('2024-01-06', '2024-01-06');
DELETE FROM sales_txn WHERE receipt = 'V6';
SELECT :counts FROM rollup_sales('2024-01-06', '2024-01-06');
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-06';

--
-- Stores: those named, by their codes
--
:forget
INSERT INTO sales_txn_feed VALUES
    ('T1', 1, '2024-01-01', 'S1', 'A', 1, 1, 1, NULL), ('T1', 1, '2024-01-01', 'S2', 'A', 2, 1, 2, NULL), ('T1', 1, '2024-01-01', '名店', 'A', 3, 1, 3, NULL);
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', '{}');
:journal
:sales
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', ARRAY['S2', '名店', 'S2']);
:sales
:noted
DELETE FROM sales_txn WHERE quantity > 1;
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', ARRAY['S1']);
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', '{}');
:sales
:noted
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', stores => '{{S1},{名店}}');
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', NULL);
:sales
:noted
\set VERBOSITY default
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', '{S1,S9}');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', '{S1,NULL}');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', '{s1}');
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31', ARRAY[repeat('x', 100)]);

--
-- Days
--
SELECT :counts FROM rollup_sales(NULL, '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_sales('2024-01-01', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_sales('-infinity', '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_sales('2024-01-01', 'infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_sales('2024-01-31', '2024-01-01');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_sales('0044-03-15 BC', '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
-- days that are in no calendar have no lines
SELECT :counts FROM rollup_sales('0001-01-01', '9999-12-31');
\set VERBOSITY terse

--
-- Undone with its transaction; a caught error leaves nothing behind
--
INSERT INTO sales_txn_feed VALUES ('U1', 1, '2024-01-10', 'S1', 'A', 4, 1, 4, NULL);
BEGIN;
SELECT :counts FROM rollup_sales('2024-01-10', '2024-01-10');
SAVEPOINT s;
DELETE FROM sales_txn WHERE receipt = 'U1';
SELECT :counts FROM rollup_sales('2024-01-10', '2024-01-10');
ROLLBACK TO s;
SELECT quantity FROM sales_daily_feed WHERE date = '2024-01-10';
ROLLBACK;
SELECT count(*) FROM sales_daily WHERE date = '2024-01-10';
SELECT count(*) FROM sales_rollup WHERE date = '2024-01-10';
INSERT INTO sales_txn_feed VALUES ('U2', 1, '2024-01-11', 'S1', 'A', -4, 1, -4, NULL);
DO $$
BEGIN
    PERFORM rollup_sales('2024-01-10', '2024-01-11');
EXCEPTION WHEN check_violation THEN
    RAISE NOTICE '% %', SQLSTATE, SQLERRM;
    PERFORM rollup_sales('2024-01-10', '2024-01-10');
END $$;
SELECT date, quantity FROM sales_daily_feed WHERE date >= '2024-01-10';
BEGIN ISOLATION LEVEL REPEATABLE READ;
INSERT INTO sales_txn_feed VALUES ('U3', 1, '2024-01-12', 'S1', 'A', 4, 1, 4, NULL);
SELECT :counts FROM rollup_sales('2024-01-12', '2024-01-12');
COMMIT;
BEGIN READ ONLY;
SELECT :counts FROM rollup_sales('2024-01-12', '2024-01-12');
ROLLBACK;

--
-- The same as a plain aggregate over 2,000 lines: sales where no net value is below zero, otherwise rejects
--
:forget
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(0, 9) n;
CREATE TEMP TABLE lines AS
    SELECT n, 'R' || n % 400 AS receipt, n / 400 AS line_no, timestamptz '2024-02-01 00:00:00+00' + make_interval(mins => (n * 7919 % 28800)::int) AS sold_at,
           CASE WHEN n % 400 % 2 = 0 THEN 'S1' ELSE 'S2' END AS store_code, 'P' || n * 31 % 97 % 10 AS sku,
           n * 104729 % 1009 % 9 - 3 AS quantity, (n * 611953 % 997)::numeric / 100 AS unit_price
    FROM generate_series(0::bigint, 1999) n;
INSERT INTO sales_txn_feed SELECT receipt, line_no, sold_at, store_code, sku, quantity, unit_price, quantity * unit_price - CASE WHEN n % 10 = 0 THEN 0.07 ELSE 0 END, NULL FROM lines ORDER BY n;
SELECT inserted FROM last_load();
CREATE TEMP VIEW plain AS
    SELECT date, store_code, sku, quantity,
           round(CASE WHEN quantity <> 0 THEN total_amount / quantity WHEN units > 0 THEN turnover / units ELSE average END, 2) AS unit_price, total_amount
    FROM (SELECT (sold_at AT TIME ZONE 'UTC')::date AS date, store_code, sku, coalesce(sum(quantity) FILTER (WHERE NOT is_discount), 0) AS quantity, sum(amount) AS total_amount,
                 sum(abs(quantity)) FILTER (WHERE NOT is_discount) AS units, sum(abs(amount)) FILTER (WHERE NOT is_discount) AS turnover, coalesce(avg(unit_price) FILTER (WHERE NOT is_discount), 0) AS average
          FROM (SELECT *, quantity >= 0 AND amount < 0 AS is_discount
                FROM (SELECT *, quantity * unit_price - CASE WHEN n % 10 = 0 THEN 0.07 ELSE 0 END AS amount FROM lines) l) l GROUP BY 1, 2, 3) g;
SELECT count(*) AS grains, count(*) FILTER (WHERE quantity < 0) AS quantity_below_zero, count(*) FILTER (WHERE quantity >= 0 AND total_amount < 0) AS amount_below_zero,
       count(*) FILTER (WHERE quantity = 0 AND total_amount >= 0) AS net_of_none FROM plain;
SET forecast_warehouse.on_reject = quarantine;
SELECT :counts FROM rollup_sales('2024-02-01', '2024-02-29');
:journal
SELECT date, store_code, sku, quantity, unit_price, total_amount FROM plain WHERE quantity >= 0 AND total_amount >= 0 EXCEPT TABLE sales_daily_feed;
TABLE sales_daily_feed EXCEPT SELECT date, store_code, sku, quantity, unit_price, total_amount FROM plain WHERE quantity >= 0 AND total_amount >= 0;
CREATE TEMP VIEW rejected AS SELECT (row_data ->> 'date')::date AS date, row_data ->> 'store_code' AS store_code, row_data ->> 'sku' AS sku, (row_data ->> 'quantity')::numeric AS quantity, (row_data ->> 'total_amount')::numeric AS total_amount
    FROM load_reject WHERE batch_id = (SELECT max(id) FROM load_batch);
SELECT date, store_code, sku, quantity, total_amount FROM plain WHERE quantity < 0 OR total_amount < 0 EXCEPT ALL TABLE rejected;
TABLE rejected EXCEPT ALL SELECT date, store_code, sku, quantity, total_amount FROM plain WHERE quantity < 0 OR total_amount < 0;
SELECT error_code, substring(message FROM '^\w+') AS at_fault, count(*) FROM load_reject WHERE batch_id = (last_load()).batch_id GROUP BY 1, 2 ORDER BY 1, 2;
-- store by store, and day by day, it comes to the same
CREATE TEMP TABLE whole AS TABLE sales_daily_feed;
DELETE FROM sales_daily;
DELETE FROM sales_rollup;
SET client_min_messages = warning;
SELECT sum((r).inserted) AS inserted, sum((r).rejected) AS rejected FROM (SELECT rollup_sales(d::date, d::date, ARRAY[s]) AS r FROM generate_series(timestamp '2024-02-01', '2024-02-29', '1 day') d, unnest(ARRAY['S2', 'S1']) s OFFSET 0) u;
(TABLE sales_daily_feed EXCEPT ALL TABLE whole) UNION ALL (TABLE whole EXCEPT ALL TABLE sales_daily_feed);
SELECT :counts FROM rollup_sales('2024-02-01', '2024-02-29');
-- without its lines all of it is zero
DELETE FROM sales_txn;
SELECT :counts FROM rollup_sales('2024-02-01', '2024-02-29');
SELECT sum(quantity) AS quantity, sum(total_amount) AS total_amount, (SELECT count(*) FROM sales_rollup) AS noted FROM sales_daily;
(SELECT date, store_code, sku, unit_price FROM sales_daily_feed EXCEPT ALL SELECT date, store_code, sku, unit_price FROM whole)
    UNION ALL (SELECT date, store_code, sku, unit_price FROM whole EXCEPT ALL SELECT date, store_code, sku, unit_price FROM sales_daily_feed);
RESET client_min_messages;
RESET forecast_warehouse.on_reject;

DROP VIEW plain, rejected;
DROP TABLE existing, before, lines, whole;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
