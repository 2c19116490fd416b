-- sales_txn_feed: till lines in and out, by store code, receipt and line number; their day comes from sold_at.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second'), ('名店', 'Third');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
-- The table by plain SQL, beside the feed.
\set lines 'SELECT s.code, t.receipt, t.line_no, t.sold_at, t.date, p.sku, t.quantity, t.unit_price, t.total_amount, t.customer_ref FROM sales_txn t JOIN store s ON s.id = t.store_id JOIN product p ON p.id = t.product_id ORDER BY 1, 2, 3;'

--
-- Rows are stored as they arrived, sales and returns; the day is that of sold_at
--
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref) VALUES
    ('R1', 1, '2024-01-01 09:30:00', 'S1', 'A', 3, 2.5, 7.5, 'card 7'),
    ('R1', 2, '2024-01-01 09:30:00.123456', 'S1', 'A', -1, 2.5, -2.5, 'card 7'),
    ('R1', 1, '2024-01-01 00:00:00', 'S2', 'A', 0, 0, 0, NULL),
    ('R2', 0, '2024-01-01 23:59:59.999999', 'S1', 'B', 2, 2.495, 4.994, ''),
    ('R3', 2147483647, '2024-01-31 12:00:00+05:30', '名店', 'B', -2, 9.99, 0, '客');
:lines
:journal
SELECT receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref FROM sales_txn_feed ORDER BY store_code, receipt, line_no;
-- export = import, in each format that COPY has
INSERT INTO sales_txn_feed TABLE sales_txn_feed;
:journal
\copy (TABLE sales_txn_feed) TO 'results/feed_sales_txn.bin' (FORMAT binary)
\copy (TABLE sales_txn_feed) TO 'results/feed_sales_txn.csv' (FORMAT csv, HEADER)
\copy (TABLE sales_txn_feed) TO 'results/feed_sales_txn.txt'
\copy sales_txn_feed FROM 'results/feed_sales_txn.bin' (FORMAT binary)
:journal
\copy sales_txn_feed FROM 'results/feed_sales_txn.csv' (FORMAT csv, HEADER match)
:journal
\copy sales_txn_feed FROM 'results/feed_sales_txn.txt'
:journal
-- ... and into an empty table
CREATE TEMP TABLE exported AS SELECT *, (SELECT date FROM sales_txn t JOIN store s ON s.id = t.store_id WHERE (s.code, t.receipt, t.line_no) = (f.store_code, f.receipt, f.line_no)) FROM sales_txn_feed f;
BEGIN;
DELETE FROM sales_txn;
\copy sales_txn_feed FROM 'results/feed_sales_txn.txt'
:journal
SELECT count(*) AS as_they_were FROM exported e JOIN (SELECT s.code, p.sku, t.* FROM sales_txn t JOIN store s ON s.id = t.store_id JOIN product p ON p.id = t.product_id) t
    ON (e.store_code, e.receipt, e.line_no) = (t.code, t.receipt, t.line_no) AND (e.sold_at, e.sku, e.quantity, e.unit_price, e.total_amount, e.date) = (t.sold_at, t.sku, t.quantity, t.unit_price, t.total_amount, t.date)
    AND e.customer_ref IS NOT DISTINCT FROM t.customer_ref;
ROLLBACK;

--
-- A replay writes nothing
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, t::text AS image FROM sales_txn t;
SELECT last_value, is_called FROM sales_txn_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
INSERT INTO sales_txn_feed VALUES
    ('R3', 2147483647, '2024-01-31 06:30:00+00', '名店', 'B', -2, 9.9900, 0, '客'),
    ('R2', 0, '2024-01-01 23:59:59.999999', 'S1', 'B', 2, 2.495, 4.994, ''),
    ('R1', 1, '2024-01-01 00:00:00', 'S2', 'A', 0, 0, 0, NULL),
    ('R1', 2, '2024-01-01 09:30:00.123456', 'S1', 'A', -1, 2.5, -2.5, 'card 7'),
    ('R1', 1, '2024-01-01 09:30:00', 'S1', 'A', 3, 2.5, 7.5, 'card 7');
SELECT pg_stat_get_xact_tuples_inserted('sales_txn'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('sales_txn'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('sales_txn'::regclass) AS deletes;
COMMIT;
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT count(*) AS untouched FROM sales_txn t JOIN existing b ON t.ctid = b.tid AND t.xmin = b.writer AND t::text = b.image;
SELECT last_value, is_called FROM sales_txn_id_seq;

--
-- A correction changes its row and no other; a new row takes the next id
--
CREATE TEMP TABLE before AS SELECT id, created_at, updated_at, xmin AS writer FROM sales_txn;
INSERT INTO sales_txn_feed VALUES
    ('R1', 1, '2024-01-01 09:30:00', 'S1', 'A', 4, 2.5, 10, 'card 7'),
    ('R1', 2, '2024-01-01 09:30:00.123456', 'S1', 'A', -1, 2.5, -2.5, 'card 7'),
    ('R1', 3, '2024-01-02 10:00', 'S1', 'B', 7, 1, 7, NULL);
:journal
SELECT t.store_id, t.receipt, t.line_no, t.quantity, t.total_amount, t.created_at = b.created_at AS same_birth,
       t.updated_at > b.updated_at AS moved, t.xmin = b.writer AS untouched
    FROM sales_txn t LEFT JOIN before b USING (id) ORDER BY 1, 2, 3;
SELECT last_value, is_called FROM sales_txn_id_seq;
-- each value by itself makes a difference: time, day, product, quantity, price, amount, customer
-- the lines become those of other sales, too
SET forecast_warehouse.on_receipt_reuse = update;
\set change 'INSERT INTO sales_txn_feed VALUES '
\set changed 'SELECT (last_load()).updated, (last_load()).unchanged, t.sold_at, t.date, p.sku, t.quantity, t.unit_price, t.total_amount, t.customer_ref FROM sales_txn t JOIN product p ON p.id = t.product_id WHERE (t.receipt, t.line_no) = (''R1'', 3);'
:change ('R1', 3, '2024-01-02 10:00:00.000001', 'S1', 'B', 7, 1, 7, NULL);
:changed
:change ('R1', 3, '2024-01-03 10:00:00.000001', 'S1', 'B', 7, 1, 7, NULL);
:changed
:change ('R1', 3, '2024-01-03 10:00:00.000001', 'S1', 'A', 7, 1, 7, NULL);
:changed
:change ('R1', 3, '2024-01-03 10:00:00.000001', 'S1', 'A', -7, 1, 7, NULL);
:changed
:change ('R1', 3, '2024-01-03 10:00:00.000001', 'S1', 'A', -7, 1.01, 7, NULL);
:changed
:change ('R1', 3, '2024-01-03 10:00:00.000001', 'S1', 'A', -7, 1.01, -7, NULL);
:changed
:change ('R1', 3, '2024-01-03 10:00:00.000001', 'S1', 'A', -7, 1.01, -7, '');
:changed
:change ('R1', 3, '2024-01-03 10:00:00.000001', 'S1', 'A', -7, 1.014, -7.004, '');
:changed
RESET forecast_warehouse.on_receipt_reuse;

--
-- The customer: left out, it keeps its value; NULL is a value
--
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount) VALUES
    ('R1', 1, '2024-01-01 09:30:00', 'S1', 'A', 4, 2.5, 10), ('R4', 1, '2024-01-04 09:30:00', 'S1', 'A', 1, 1, 1);
:journal
INSERT INTO sales_txn_feed VALUES ('R1', 1, '2024-01-01 09:30:00', 'S1', 'A', 5, 2.5, 12.5, DEFAULT), ('R1', 2, '2024-01-01 09:30:00.123456', 'S1', 'A', -1, 2.5, -2.5, NULL);
:journal
SELECT receipt, line_no, quantity, customer_ref FROM sales_txn_feed WHERE store_code = 'S1' AND receipt IN ('R1', 'R4') ORDER BY 1, 2;

--
-- A missing amount is quantity x price. A missing price is amount / quantity. So it is for returns, left out or NULL.
--
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES
    ('D1', 1, '2024-01-05', 'S1', 'A', 3, 1.25), ('D1', 2, '2024-01-05', 'S1', 'A', -3, 1.25), ('D1', 3, '2024-01-05', 'S1', 'A', 0, 5), ('D1', 4, '2024-01-05', 'S1', 'A', -100, 1.005);
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, total_amount) VALUES
    ('D2', 1, '2024-01-05', 'S1', 'A', 3, 10), ('D2', 2, '2024-01-05', 'S1', 'A', -3, -10), ('D2', 3, '2024-01-05', 'S1', 'A', -8, -0.1), ('D2', 4, '2024-01-05', 'S1', 'A', -1, 0);
INSERT INTO sales_txn_feed VALUES
    ('D3', 1, '2024-01-05', 'S1', 'A', -3, 1.25, NULL, NULL), ('D3', 2, '2024-01-05', 'S1', 'A', -7, NULL, -20, NULL);
SELECT receipt, line_no, quantity, unit_price, total_amount FROM sales_txn_feed WHERE receipt ~ '^D' ORDER BY 1, 2;
-- the same by the server's own arithmetic: of the price that came, and rounded once
SELECT count(*) AS agree FROM sales_txn WHERE receipt = 'D1' AND total_amount = round(quantity * (ARRAY[1.25, 1.25, 5, 1.005])[line_no], 2)
    OR receipt = 'D2' AND unit_price = round(total_amount / quantity, 2);
-- replayed, derived again, unchanged; a missing value is derived, and does not keep the old value
INSERT INTO sales_txn_feed VALUES
    ('D3', 1, '2024-01-05', 'S1', 'A', -3, 1.25, NULL, NULL), ('D3', 2, '2024-01-05', 'S1', 'A', -7, 3, NULL, NULL);
SELECT updated, unchanged FROM last_load();
SELECT unit_price, total_amount FROM sales_txn_feed WHERE (receipt, line_no) = ('D3', 2);

--
-- The limits of the table's columns
--
INSERT INTO sales_txn_feed VALUES
    (repeat('é', 50), 0, '2024-01-06', 'S1', 'A', 2147483647, 99999999.994, 9999999999.994, repeat('é', 50)),
    ('E', 2147483647, '2024-01-06', 'S1', 'A', -2147483648, 0, -9999999999.994, NULL),
    ('E', 1, '2024-01-06', 'S1', 'A', -100, 99999999.99, NULL, NULL),
    ('E', 2, '2024-01-06', 'S1', 'A', -100, NULL, -9999999999.00, NULL);
SELECT length(receipt), line_no, quantity, unit_price, total_amount, length(customer_ref) FROM sales_txn WHERE date = '2024-01-06' ORDER BY 1, 2;

--
-- Time zones: a moment's day is that of the session that loads it
--
DELETE FROM sales_txn;
-- 23:30 in Berlin, and an hour later: the next day there, and the same day in UTC
CREATE TEMP TABLE night (receipt text, line_no bigint, sold_at text, store_code text, sku text, quantity bigint, unit_price numeric);
INSERT INTO night VALUES ('N', 1, '2024-01-10 23:30:00+01', 'S1', 'A', 1, 1), ('N', 2, '2024-01-11 00:30:00+01', 'S1', 'A', 1, 1), ('N', 3, '2024-01-11 04:30:00Z', 'S1', 'A', 1, 1);
\set night 'SELECT line_no, sold_at AT TIME ZONE ''UTC'' AS utc, date FROM sales_txn ORDER BY 1;'
SET timezone = 'Europe/Berlin';
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) SELECT receipt, line_no, sold_at::timestamptz, store_code, sku, quantity, unit_price FROM night;
:night
SELECT count(*) AS as_the_server_says FROM sales_txn WHERE date = (sold_at AT TIME ZONE 'Europe/Berlin')::date;
-- A moment without a zone is the session's own.
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('N', 4, '2024-01-10 23:30:00', 'S1', 'A', 1, 1), ('N', 5, '2024-01-11 00:00:00', 'S1', 'A', 1, 1);
:night
-- Loaded again elsewhere: the moments are the same, and lines whose day is another there move to it.
CREATE TEMP TABLE berlin AS TABLE sales_txn_feed;
SET timezone = 'UTC';
INSERT INTO sales_txn_feed TABLE berlin;
SELECT updated, unchanged FROM last_load();
:night
SET timezone = 'America/New_York';
INSERT INTO sales_txn_feed TABLE berlin;
SELECT updated, unchanged FROM last_load();
:night
SELECT count(*) AS as_the_server_says FROM sales_txn WHERE date = (sold_at AT TIME ZONE 'America/New_York')::date;
INSERT INTO sales_txn_feed TABLE berlin;
SELECT updated, unchanged FROM last_load();
-- The reading session's zone changes how a moment is written, and not its day.
SELECT line_no, sold_at FROM sales_txn_feed ORDER BY 1;
SET timezone = 'Asia/Kolkata';
SELECT line_no, sold_at FROM sales_txn_feed ORDER BY 1;
SELECT count(DISTINCT date), min(date) FROM sales_txn;
-- The night that summer time takes an hour from: each side of the jump has its day.
SET timezone = 'Europe/Berlin';
SELECT inserted FROM generate_calendar('2024-03-30', '2024-04-01');
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES
    ('T', 1, '2024-03-30 23:59:59', 'S1', 'A', 1, 1), ('T', 2, '2024-03-31 00:00:00', 'S1', 'A', 1, 1), ('T', 3, '2024-03-31 23:59:59', 'S1', 'A', 1, 1), ('T', 4, '2024-04-01 00:00:00', 'S1', 'A', 1, 1);
SELECT line_no, sold_at, sold_at AT TIME ZONE 'UTC' AS utc, date FROM sales_txn WHERE receipt = 'T' ORDER BY 1;
-- An unknown day is reported with its time in the session's zone. The session's date style does not change the text.
SET datestyle = 'SQL, DMY';
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('T', 5, '2024-01-31 23:30:00 UTC', 'S1', 'A', 1, 1);
\echo :LAST_ERROR_SQLSTATE
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('T', 5, '2024-01-31 23:30:00 UTC', 'S1', 'A', 1, 1);
SELECT date FROM sales_txn WHERE (receipt, line_no) = ('T', 5);

--
-- Rows of one grain: a store's receipt and line. Another store has receipts of the same numbers.
--
DELETE FROM sales_txn;
\set VERBOSITY terse
CREATE TEMP TABLE twins (n int, receipt text, line_no bigint, sold_at timestamptz, store_code text, sku text, quantity bigint, unit_price numeric, total_amount numeric, customer_ref text);
INSERT INTO twins VALUES
    (1, 'R1', 1, '2024-01-02 10:00', 'S1', 'A', 2, 1.00, 2.00, 'one'),
    (2, 'R1', 1, '2024-01-02 11:00', 'S2', 'A', 7, 1.00, 7.00, 'other store'),
    (3, 'R1', 1, '2024-01-02 12:00', 'S1', 'A', 3, 2.00, 6.00, 'three'),
    (4, 'R1', 2, '2024-01-02 12:00', 'S1', 'B', 5, 3.00, 14.99, 'alone'),
    (5, 'R1', 1, '2024-01-02 13:00', 'S1', 'A', -1, 4.00, -4.00, NULL);
\set load_twins 'INSERT INTO sales_txn_feed SELECT receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref FROM twins ORDER BY n;'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
:load_twins
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM sales_txn;
SET forecast_warehouse.on_reject = quarantine;
:load_twins
:journal
:rejects
:lines
RESET forecast_warehouse.on_reject;
SET forecast_warehouse.on_duplicate = first;
:load_twins
:journal
:lines
SET forecast_warehouse.on_duplicate = last;
:load_twins
:journal
:lines
-- sum: quantities and amounts, less returns; the price is the amount by the quantity; the rest is the first row's
SET forecast_warehouse.on_duplicate = sum;
:load_twins
:journal
:lines
SELECT sum(quantity) AS quantity, sum(total_amount) AS total_amount, round(sum(total_amount) / sum(quantity), 2) AS unit_price FROM twins WHERE (store_code, line_no) = ('S1', 1);
:load_twins
SELECT updated, unchanged FROM last_load();
-- As many back as went out: the price of the first row stays.
INSERT INTO sales_txn_feed VALUES
    ('Z', 1, '2024-01-02', 'S1', 'A', 2, 3.00, 6.00, NULL), ('Z', 1, '2024-01-02', 'S1', 'A', -2, 2.50, -5.00, NULL),
    ('Z', 2, '2024-01-02', 'S1', 'A', 1, 5.00, 5.00, NULL), ('Z', 2, '2024-01-02', 'S1', 'A', -3, 5.00, -15.00, NULL);
SELECT line_no, quantity, unit_price, total_amount FROM sales_txn WHERE receipt = 'Z' ORDER BY 1;
-- Rows of one grain with different products or days have no sum: all of them are rejected.
INSERT INTO sales_txn_feed VALUES ('X', 1, '2024-01-02', 'S1', 'A', 1, 1, 1, NULL), ('X', 1, '2024-01-02', 'S1', 'B', 1, 1, 1, NULL);
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO sales_txn_feed VALUES
    ('X', 1, '2024-01-02', 'S1', 'A', 1, 1, 1, NULL), ('X', 1, '2024-01-02', 'S1', 'A', 1, 1, 1, NULL), ('X', 1, '2024-01-02', 'S1', 'B', 1, 1, 1, NULL), ('X', 1, '2024-01-02', 'S1', 'A', 1, 1, 1, NULL),
    ('X', 2, '2024-01-02 00:00', 'S1', 'A', 1, 1, 1, NULL), ('X', 2, '2024-01-01 23:59', 'S1', 'A', 1, 1, 1, NULL),
    ('X', 3, '2024-01-02 00:00', 'S1', 'A', 1, 1, 1, NULL), ('X', 3, '2024-01-02 23:59', 'S1', 'A', 1, 1, 1, NULL);
:journal
:rejects
SELECT line_no, sold_at, quantity FROM sales_txn WHERE receipt = 'X';
-- first and last have no such qualms
SET forecast_warehouse.on_duplicate = last;
INSERT INTO sales_txn_feed VALUES ('X', 1, '2024-01-02', 'S1', 'A', 1, 1, 1, NULL), ('X', 1, '2024-01-03', 'S1', 'B', 2, 1, 2, NULL);
SELECT date, quantity FROM sales_txn WHERE (receipt, line_no) = ('X', 1);
-- Sums that the table does not hold, on either side of zero, take all their rows with them.
SET forecast_warehouse.on_duplicate = sum;
INSERT INTO sales_txn_feed VALUES
    ('O', 1, '2024-01-02', 'S1', 'A', 9999999999, 1, 1, NULL), ('O', 1, '2024-01-02', 'S1', 'A', 1, 1, 1, NULL),
    ('O', 2, '2024-01-02', 'S1', 'A', -9999999999, 1, -1, NULL), ('O', 2, '2024-01-02', 'S1', 'A', -1, 1, -1, NULL),
    ('O', 3, '2024-01-02', 'S1', 'A', -500, 1, -9999999999.99, NULL), ('O', 3, '2024-01-02', 'S1', 'A', -500, 1, -0.01, NULL),
    ('O', 4, '2024-01-02', 'S1', 'A', 9999999999, 1, 1, NULL), ('O', 4, '2024-01-02', 'S1', 'A', -9999999999, 1, -1, NULL), ('O', 4, '2024-01-02', 'S1', 'A', 9999999999, 1, 1, NULL),
    ('O', 5, '2024-01-02', 'S1', 'A', -500, 1, -9999999999.98, NULL), ('O', 5, '2024-01-02', 'S1', 'A', -500, 1, -0.01, NULL);
:journal
SELECT row_number, error_code, substring(message FROM '^\w+') AS at_fault FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;
SELECT line_no, quantity, unit_price, total_amount FROM sales_txn WHERE receipt = 'O' ORDER BY 1;
-- The sum's price is as good as a single row's: one that would be negative is no price.
INSERT INTO sales_txn_feed VALUES ('P', 1, '2024-01-02', 'S1', 'A', 2, 1, 2, NULL), ('P', 1, '2024-01-02', 'S1', 'A', -1, 5, -5, NULL);
SELECT row_number, substring(message FROM '^\w+') AS at_fault FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;
SELECT count(*) FROM sales_txn WHERE receipt = 'P';
RESET forecast_warehouse.on_reject;
RESET forecast_warehouse.on_duplicate;
-- many rows a grain, across the edges of blocks, against plain SQL
DELETE FROM sales_txn;
CREATE TEMP TABLE many AS
    SELECT n, 'R' || n % 50 AS receipt, n % 7 AS line_no, CASE WHEN n % 3 = 0 THEN 'S1' ELSE 'S2' END AS store_code, (n % 11 - 4) AS quantity, n * 0.01 * CASE WHEN n % 11 < 4 THEN -1 ELSE 1 END AS total_amount
    FROM generate_series(1::bigint, 20000) n;
SET forecast_warehouse.on_duplicate = sum;
INSERT INTO sales_txn_feed SELECT receipt, line_no, timestamptz '2024-01-02' + n * interval '1 second', store_code, 'A', quantity, 1, total_amount, NULL FROM many ORDER BY n;
:journal
SELECT count(*) AS grains, count(*) FILTER (WHERE (f.quantity, f.total_amount, f.unit_price) = (m.quantity, m.total_amount, round(m.total_amount / m.quantity, 2))) AS right_ones
    FROM sales_txn_feed f FULL JOIN (SELECT receipt, line_no, store_code, sum(quantity) AS quantity, sum(total_amount) AS total_amount FROM many GROUP BY 1, 2, 3) m USING (receipt, line_no, store_code);
RESET forecast_warehouse.on_duplicate;
\set VERBOSITY default

--
-- Rows that no load can take
--
DELETE FROM sales_txn;
INSERT INTO sales_txn_feed VALUES ('G', 1, '2024-01-01', 'S1', 'A', 1, 1, 1, NULL), ('G', 2, '2024-01-01', 'S1', 'A', 1, 1, 1, NULL);
CREATE TEMP TABLE bad (n int, receipt text, line_no bigint, sold_at timestamptz, store_code text, sku text, quantity bigint, unit_price numeric, total_amount numeric, customer_ref text);
INSERT INTO bad VALUES
    (1, NULL, 1, '2024-01-10', 'S1', 'A', 1, 1, 1, NULL),
    (2, '', 1, '2024-01-10', 'S1', 'A', 1, 1, 1, NULL),
    (3, 'B', NULL, '2024-01-10', 'S1', 'A', 1, 1, 1, NULL),
    (4, 'B', 1, NULL, 'S1', 'A', 1, 1, 1, NULL),
    (5, 'B', 1, '2024-01-10', NULL, 'A', 1, 1, 1, NULL),
    (6, 'B', 1, '2024-01-10', '', 'A', 1, 1, 1, NULL),
    (7, 'B', 1, '2024-01-10', 'S1', NULL, 1, 1, 1, NULL),
    (8, 'B', 1, '2024-01-10', 'S1', '', 1, 1, 1, NULL),
    (9, 'B', 1, '2024-01-10', 'S1', 'A', NULL, 1, 1, NULL),
    (10, 'B', 1, '2024-01-10', 'S1', 'A', -1, NULL, NULL, NULL),
    (11, 'B', 1, '2024-01-10', 'S1', 'A', 0, NULL, 0, NULL),
    (12, 'B', -1, '2024-01-10', 'S1', 'A', 1, 1, 1, NULL),
    (13, 'B', -9223372036854775808, '2024-01-10', 'S1', 'A', 1, 1, 1, NULL),
    (14, 'B', 1, '2024-01-10', 'S1', 'A', 1, -0.01, 1, NULL),
    (15, 'B', 1, '2024-01-10', 'S1', 'A', 1, '-Infinity', 1, NULL),
    (16, 'B', 1, '2024-01-10', 'S1', 'A', -0.5, NULL, 1, NULL),
    (17, 'B', 1, '2024-01-10', 'S1', 'A', -1, NULL, 1, NULL),
    (18, 'B', 2147483648, '2024-01-10', 'S1', 'A', 1, 1, 1, NULL),
    (19, 'B', 1, 'infinity', 'S1', 'A', 1, 1, 1, NULL),
    (20, 'B', 1, '-infinity', 'S1', 'A', 1, 1, 1, NULL),
    (21, 'B', 1, '2024-01-10', 'S1', 'A', 10000000000, 1, 1, NULL),
    (22, 'B', 1, '2024-01-10', 'S1', 'A', -10000000000, 1, 1, NULL),
    (23, 'B', 1, '2024-01-10', 'S1', 'A', -9223372036854775808, 1, 1, NULL),
    (24, 'B', 1, '2024-01-10', 'S1', 'A', 1, 99999999.995, 1, NULL),
    (25, 'B', 1, '2024-01-10', 'S1', 'A', 1, 'NaN', 1, NULL),
    (26, 'B', 1, '2024-01-10', 'S1', 'A', 1, 'Infinity', 1, NULL),
    (27, 'B', 1, '2024-01-10', 'S1', 'A', 1, 1, 9999999999.995, NULL),
    (28, 'B', 1, '2024-01-10', 'S1', 'A', 1, 1, -9999999999.995, NULL),
    (29, 'B', 1, '2024-01-10', 'S1', 'A', 1, 1, 'NaN', NULL),
    (30, 'B', 1, '2024-01-10', 'S1', 'A', 1, 1, 'Infinity', NULL),
    (31, 'B', 1, '2024-01-10', 'S1', 'A', 1, 1, '-Infinity', NULL),
    (32, 'B', 1, '2024-01-10', 'S1', 'A', -101, 99999999.99, NULL, NULL),
    (33, 'B', 1, '2024-01-10', 'S1', 'A', -1, NULL, -100000000, NULL),
    (34, repeat('é', 51), 1, '2024-01-10', 'S1', 'A', 1, 1, 1, NULL),
    (35, 'B', 1, '2024-01-10', 'S1', 'A', 1, 1, 1, repeat('é', 51)),
    (36, 'B', 1, '2024-02-01', 'S1', 'A', 1, 1, 1, NULL),
    (37, 'B', 1, '2023-12-31 23:59:59.999999', 'S1', 'A', 1, 1, 1, NULL),
    (38, 'B', 1, '0044-03-15 12:00 BC', 'S1', 'A', 1, 1, 1, NULL),
    (39, 'B', 1, '294276-12-31 23:59:59.999999', 'S1', 'A', 1, 1, 1, NULL),
    (40, 'B', 1, '2024-01-10', 's1', 'A', 1, 1, 1, NULL),
    (41, 'B', 1, '2024-01-10', 'S1', 'a', 1, 1, 1, NULL),
    (42, 'B', 1, '2024-02-01', 'S9', 'Z', 1, 1, 1, NULL),
    (43, '', -1, 'infinity', 'S9', 'Z', 1, -1, 1, repeat('x', 51)),
    (44, 'B', 1, '2024-01-10', 'S1', 'A', 1, 1, 1, NULL),
    (45, 'B', 1, '2024-01-10', 'S1', 'A', 1, 1, 1, NULL),
    (46, 'B', 1, '2024-01-11', 'S1', 'B', 2, 2, 4, 'x');
-- one at a time, in error mode; the last three are one grain, and two equal rows are two rows
CREATE FUNCTION pg_temp.try(first int, last int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text;
BEGIN
    INSERT INTO sales_txn_feed SELECT receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref FROM bad WHERE n BETWEEN first AND last;
    RETURN 'landed';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
    RETURN SQLSTATE || ' ' || message;
END $$;
SELECT n, pg_temp.try(n, n) FROM bad WHERE n < 44 ORDER BY n;
SELECT pg_temp.try(44, 45), pg_temp.try(44, 46);
-- the whole file
INSERT INTO sales_txn_feed SELECT receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref FROM bad ORDER BY n;
\echo :LAST_ERROR_SQLSTATE
-- in error mode a bad row stops an existing row and a good one too
INSERT INTO sales_txn_feed VALUES ('G', 1, '2024-01-01', 'S1', 'A', 100, 1, 100, NULL), ('G', 3, '2024-01-01', 'S1', 'A', 1, 1, 1, NULL), ('G', 4, '2024-01-01', 'S9', 'A', 1, 1, 1, NULL);
SELECT receipt, line_no, quantity FROM sales_txn ORDER BY 1, 2;
SELECT count(*) AS journal FROM load_batch WHERE rejected > 0 AND received = 46;
-- quarantined, among good rows
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO sales_txn_feed
    SELECT receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref FROM bad
    UNION ALL VALUES ('G', 1, timestamptz '2024-01-01', 'S1', 'A', 100, 1, 100, NULL), ('G', 2, '2024-01-01', 'S1', 'A', 1, 1, 1, NULL), ('G', 3, '2024-01-01', 'S1', 'A', 1, 1, 1, NULL);
:journal
:rejects
SELECT error_code, count(*) FROM load_reject WHERE batch_id = (last_load()).batch_id GROUP BY 1 ORDER BY 1;
-- each as it arrived, by its place in the load; the derived day is no part of it
SELECT count(*) AS as_they_arrived FROM load_reject r JOIN bad b ON r.row_number = b.n
    AND r.row_data = jsonb_build_object('receipt', receipt, 'line_no', line_no, 'sold_at', sold_at, 'store_code', store_code, 'sku', sku, 'quantity', quantity,
                                        'unit_price', unit_price, 'total_amount', total_amount, 'customer_ref', customer_ref)
    WHERE batch_id = (last_load()).batch_id;
SELECT row_data FROM load_reject WHERE batch_id = (last_load()).batch_id AND row_number IN (19, 36) ORDER BY row_number;
:lines
RESET forecast_warehouse.on_reject;
\set VERBOSITY default

--
-- upsert_sales_txn: from a relation, by names; and a line at a time
--
DELETE FROM sales_txn;
\set counts 'inserted, updated, unchanged, rejected'
CREATE TABLE staging (note text, total_amount text, quantity smallint, sku varchar(10), store_code char(8), sold_at text, line_no numeric, receipt int);
INSERT INTO staging VALUES ('x', ' -2.50', -1, 'A', 'S1', '2024-01-07 10:00', 1, 17), (NULL, '5', 2, 'B', 'S1', '7 Jan 2024 10:00', 2, 17);
SELECT :counts FROM upsert_sales_txn('staging');
:journal
:lines
UPDATE sales_txn SET customer_ref = 'stays' WHERE line_no = 1;
SELECT :counts FROM upsert_sales_txn('staging');
SELECT line_no, customer_ref FROM sales_txn ORDER BY 1;
ALTER TABLE staging ADD COLUMN customer_ref text;
SELECT :counts FROM upsert_sales_txn('staging');
SELECT line_no, customer_ref FROM sales_txn ORDER BY 1;
-- a day of the same name is no column of the feed
ALTER TABLE staging ADD COLUMN date date DEFAULT '2024-01-08';
SELECT :counts FROM upsert_sales_txn('staging');
SELECT :counts FROM upsert_sales_txn('sales_txn_feed');
INSERT INTO staging SELECT * FROM staging;
SELECT :counts FROM upsert_sales_txn('staging');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM upsert_sales_txn('staging', on_duplicate => 'sum');
SELECT line_no, quantity, unit_price, total_amount FROM sales_txn ORDER BY 1;
UPDATE staging SET sku = 'Z' WHERE line_no = 2;
\set VERBOSITY terse
SELECT :counts FROM upsert_sales_txn('staging', 'quarantine', 'first');
SELECT row_number, error_code, row_data ->> 'sku' AS sku, row_data ? 'date' AS with_date FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY 1;
\set VERBOSITY default
ALTER TABLE staging DROP COLUMN sold_at;
SELECT :counts FROM upsert_sales_txn('staging');
\echo :LAST_ERROR_SQLSTATE
DROP TABLE staging;
-- a line at a time: derived values, unchanged rows, the day
SELECT count(*) AS batches FROM load_batch \gset
SELECT upsert_sales_txn('R1', 1, '2024-01-01 10:00', 'S1', 'A', 2, 1.5, 3, 'card 7');
SELECT upsert_sales_txn('R1', 1, '2024-01-01 10:00', 'S1', 'A', 2, 1.5, customer_ref => 'card 7');
SELECT upsert_sales_txn('R1', 1, '2024-01-01 10:00', 'S1', 'A', 2, total_amount => 3, customer_ref => 'card 7');
SELECT upsert_sales_txn('R1', 2, '2024-01-01 10:00', 'S1', 'A', -2, NULL, -3);
SELECT upsert_sales_txn(sku => 'B', store_code => 'S2', receipt => 'R1', line_no => 1, quantity => -1, unit_price => 9, sold_at => '2024-01-02 23:30+00');
SET timezone = 'Asia/Tokyo';
SELECT upsert_sales_txn('R1', 1, '2024-01-02 23:30+00', 'S2', 'B', -1, 9);
SET timezone = 'UTC';
-- an optional argument that is left out, or NULL, keeps the value; a missing price or total is derived
SELECT upsert_sales_txn('R1', 1, '2024-01-01 10:00', 'S1', 'A', 2, 1.5);
SELECT upsert_sales_txn('R1', 1, '2024-01-01 10:00', 'S1', 'A', 2, 1.5, 3, NULL);
SELECT upsert_sales_txn('R1', 1, '2024-01-01 10:00', 'S1', 'A', 2, total_amount => 5);
SELECT s.code, t.receipt, t.line_no, t.date, t.quantity, t.unit_price, t.total_amount, t.customer_ref FROM sales_txn t JOIN store s ON s.id = t.store_id WHERE receipt = 'R1' ORDER BY 1, 2, 3;
\set VERBOSITY terse
SET forecast_warehouse.on_reject = quarantine;
SELECT upsert_sales_txn('R1', 1, 'infinity', 'S1', 'A', 2, 1.5);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_sales_txn('R1', 1, '2024-02-01', 'S1', 'A', 2, 1.5);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_sales_txn('R1', -1, '2024-01-01', 'S1', 'A', 2, 1.5);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_sales_txn('R1', 1, '2024-01-01', 'S1', 'A', -2, total_amount => 3);
SELECT upsert_sales_txn('R1', 1, '2024-01-01', 'S1', 'A', 2);
SELECT upsert_sales_txn('R1', 1, NULL, 'S1', 'A', 2, 1.5);
SELECT upsert_sales_txn(repeat('x', 51), 1, '2024-01-01', 'S1', 'A', 2, 1.5);
RESET forecast_warehouse.on_reject;
-- the journal has none of these
SELECT count(*) = :batches AS as_before FROM load_batch;

DROP TABLE exported, existing, before, night, berlin, twins, many, bad;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
