-- Online Retail, complete: its lines become till lines, its days daily sales. All rows are counted, and a second load writes
-- nothing.
SET datestyle = 'ISO, YMD';
\getenv root FW_ROOT
\if :{?root} \else \set root . \endif
\getenv shared FW_SHARED
\if :{?shared} \else \set shared ../shared \endif
\set load :root '/examples/online_retail/load.sql'
\set packed :shared '/data/online_retail/online_retail.csv.gz'
\set found `test -r :'packed' && echo yes || echo no`
\if :found
\else
\echo 'skipped: data/online_retail/online_retail.csv.gz does not exist'
\quit
\endif
\set file `plain=$(mktemp) && gzip -dc :'packed' >"$plain" && echo "$plain"`
CREATE SCHEMA online_retail;
CREATE EXTENSION forecast_warehouse SCHEMA online_retail;
SET search_path = online_retail;

\set ECHO none
\i :load
\set ON_ERROR_STOP off
\set ECHO all
\set removed `rm -f :'file'`

--
-- Till lines, from the table alone
--
SELECT count(*) AS lines, count(DISTINCT (store_id, receipt)) AS receipts, count(DISTINCT customer_ref) AS customers,
    count(*) FILTER (WHERE customer_ref IS NULL) AS without_customer, count(*) FILTER (WHERE quantity < 0) AS returned,
    sum(quantity) AS units, sum(total_amount) AS revenue
FROM sales_txn;
-- The day is that of the till's clock, the amount the line's to the cent. Left-out lines leave gaps in line_no.
SELECT count(*) FILTER (WHERE t.date <> g.invoice_date::date) AS other_day,
    count(*) FILTER (WHERE t.sold_at <> g.invoice_date AT TIME ZONE 'Europe/London') AS other_time,
    count(*) FILTER (WHERE t.total_amount <> g.revenue OR t.unit_price <> g.unit_price) AS other_amount
FROM sales_txn t
JOIN sorted_line g ON g.invoice_no = t.receipt AND g.line_no = t.line_no;
SET timezone = 'Europe/London';
SELECT line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref
FROM sales_txn_feed
WHERE receipt = '556118'
ORDER BY line_no;
SELECT line_no, stock_code, left_out FROM sorted_line WHERE invoice_no = '556118' AND left_out IS NOT NULL;

--
-- Daily sales, from the table alone
--
SELECT count(*) AS rows, count(DISTINCT date) AS days, count(DISTINCT store_id) AS stores,
    count(DISTINCT product_id) AS products, sum(quantity) AS units, sum(total_amount) AS revenue
FROM sales_daily;
SELECT s.code, count(*) AS rows, sum(f.quantity) AS units, sum(f.total_amount) AS revenue
FROM sales_daily f
JOIN store s ON s.id = f.store_id
GROUP BY s.code
ORDER BY revenue DESC
LIMIT 5;
-- 69 days without a line are in the calendar too.
SELECT count(*) AS days,
    count(*) FILTER (WHERE NOT EXISTS (SELECT FROM sales_daily f WHERE f.date = c.date)) AS without_sales
FROM calendar c;
-- Codes that differ by case only are products of their own.
SELECT count(*) AS codes
FROM (SELECT FROM product GROUP BY lower(sku) HAVING count(*) > 1) AS twins;
SELECT sku, name FROM product WHERE lower(sku) = '15056bl' ORDER BY sku COLLATE "C";
-- unit_price is the total by the quantity, to the cent.
SELECT count(*) FILTER (WHERE quantity > 0 AND unit_price <> round(total_amount / quantity, 2)) AS wrong_prices,
    count(*) FILTER (WHERE quantity = 0) AS zero_units, sum(total_amount) FILTER (WHERE quantity = 0) AS their_revenue
FROM sales_daily;
-- The largest sales of the file, 80,995 and 74,215 pieces, came back on the same day.
SELECT date, store_code, sku, quantity, unit_price, total_amount
FROM sales_daily_feed
WHERE (sku, date) IN (('23843', '2011-12-09'), ('23166', '2011-01-18'));

--
-- Returns apart from sales. Nothing is rejected. The net of both is that of the lines in each grain, to the cent.
--
SELECT count(*) AS rejects FROM load_reject;
SELECT reason, count(*) AS rows, sum(return_quantity) AS units, sum(return_amount) AS paid_back FROM sales_returns GROUP BY reason;
CREATE TEMP VIEW tills AS
SELECT date, store_id, product_id, sum(quantity) AS quantity, sum(total_amount) AS total_amount
FROM sales_txn
GROUP BY date, store_id, product_id;
SELECT (SELECT count(*) FROM tills) AS grains,
    (SELECT count(*) FROM (TABLE tills EXCEPT SELECT date, store_id, product_id, quantity, total_amount FROM sales_net_daily) AS d) AS lacking,
    (SELECT count(*) FROM (SELECT date, store_id, product_id, quantity, total_amount FROM sales_net_daily EXCEPT TABLE tills) AS d) AS too_many;
SELECT count(*) AS rows, count(*) FILTER (WHERE quantity < 0 OR total_amount < 0) AS below_zero, sum(quantity) AS units, sum(total_amount) AS revenue
FROM sales_net_daily;
SELECT s.code AS store_code, p.sku, n.date, n.quantity, n.total_amount, n.return_quantity, n.return_amount
FROM sales_net_daily n
JOIN store s ON s.id = n.store_id
JOIN product p ON p.id = n.product_id
ORDER BY n.quantity, p.sku
LIMIT 3;
SELECT target, regexp_replace(source, '^pg_temp_[0-9]+', 'pg_temp') AS source, received, inserted, updated,
    unchanged, merged, rejected
FROM load_batch
ORDER BY id;

--
-- Both loads together wrote each row once; the journal has rows of each load
--
SELECT pg_stat_force_next_flush();
SELECT relname, n_tup_ins AS inserted, n_tup_upd AS updated, n_tup_del AS deleted
FROM pg_stat_user_tables
WHERE schemaname = 'online_retail' AND n_tup_ins + n_tup_upd + n_tup_del > 0 AND relname !~ 'holiday'
ORDER BY relname COLLATE "C";
SELECT sequencename, last_value
FROM pg_sequences
WHERE schemaname = 'online_retail' AND last_value IS NOT NULL
ORDER BY sequencename COLLATE "C";

--
-- A month of lines once more: the row in load_batch is the one write
--
SET client_min_messages = warning;
-- The first reader after a load writes hint bits and the visibility map. VACUUM does it here.
VACUUM store, product, calendar, sales_txn;
CREATE TEMP TABLE november AS SELECT * FROM goods WHERE sold_at >= '2011-11-01' AND sold_at < '2011-12-01';
CREATE TEMP VIEW activity AS
SELECT relname::text AS relation, n_tup_ins AS inserted, n_tup_upd AS updated, n_tup_del AS deleted
FROM pg_stat_user_tables
WHERE schemaname = 'online_retail';
CREATE TEMP VIEW numbers AS
SELECT sequencename::text AS sequence, last_value FROM pg_sequences WHERE schemaname = 'online_retail';

SELECT pg_stat_force_next_flush();
CREATE TEMP TABLE activity_before AS TABLE activity;
CREATE TEMP TABLE numbers_before AS TABLE numbers;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_txn('pg_temp.november');
SELECT pg_stat_force_next_flush();
SELECT a.relation, a.inserted - b.inserted AS inserted, a.updated - b.updated AS updated,
    a.deleted - b.deleted AS deleted
FROM activity a
JOIN activity_before b USING (relation)
WHERE a IS DISTINCT FROM b
ORDER BY a.relation;
SELECT n.sequence, n.last_value - b.last_value AS taken
FROM numbers n
JOIN numbers_before b USING (sequence)
WHERE n IS DISTINCT FROM b;
-- The session's own WAL: the server writes more meanwhile.
CREATE FUNCTION pg_temp.wal_of(statement text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (ANALYZE, WAL, FORMAT json) ' || statement INTO plan;
    RETURN plan -> 0 -> 'Plan' ->> 'WAL Bytes';
END $$;
SELECT pg_temp.wal_of($$SELECT upsert_sales_txn('pg_temp.november')$$) < 1024 * 1024 AS less_than_a_megabyte_of_wal;

--
-- A late return: its day is rolled up again for its store, and one row changes
--
SELECT upsert_sales_txn('C999999', 1, '2011-11-28 16:00', 'EIRE', '20802', -5, 1.65);
SELECT inserted, updated, unchanged, rejected FROM rollup_sales('2011-11-28', '2011-11-28', ARRAY['EIRE'], 'separate');
SELECT target, inserted, updated, unchanged, rejected FROM load_batch ORDER BY id DESC LIMIT 1;
SELECT date, store_code, sku, quantity, unit_price, total_amount
FROM sales_daily_feed
WHERE date = '2011-11-28' AND store_code = 'EIRE' AND sku = '20802';
SELECT date, store_code, sku, reason, return_quantity, return_amount
FROM sales_returns_feed
WHERE date = '2011-11-28' AND store_code = 'EIRE' AND sku = '20802';
-- Net of returns, as before 1.4: nothing counts twice.
SELECT inserted, updated, unchanged, rejected FROM rollup_sales('2011-11-28', '2011-11-28', ARRAY['EIRE']);
SELECT quantity, total_amount FROM sales_daily_feed WHERE date = '2011-11-28' AND store_code = 'EIRE' AND sku = '20802';
SELECT n.quantity, n.total_amount FROM sales_net_daily n JOIN store s ON s.id = n.store_id JOIN product p ON p.id = n.product_id
WHERE n.date = '2011-11-28' AND s.code = 'EIRE' AND p.sku = '20802';

--
-- sales_exogenous has these sales and no others. A plain join, with a price of the chain and one of each store, has them twice.
--
BEGIN;
INSERT INTO price_history (product_id, price, valid_from) SELECT product_id, max(unit_price), '2010-01-01' FROM sales_daily GROUP BY product_id;
INSERT INTO price_history (product_id, store_id, price, valid_from) SELECT product_id, store_id, max(unit_price), min(date) FROM sales_daily GROUP BY product_id, store_id;
SELECT 'sales_daily' AS source, count(*), sum(total_amount) FROM sales_daily
UNION ALL SELECT 'sales_exogenous', count(*), sum(total_amount) FROM sales_exogenous
UNION ALL SELECT 'naive join', count(*), sum(f.total_amount) FROM sales_daily f
    LEFT JOIN price_history h ON h.product_id = f.product_id AND (h.store_id IS NULL OR h.store_id = f.store_id) AND f.date >= h.valid_from AND (h.valid_to IS NULL OR f.date <= h.valid_to);
-- with its joins and its prices: each is the highest of its product and store
SELECT count(*), sum(total_amount), count(store_code) AS with_store, count(list_price) AS with_price, min(realised_discount_pct) AS least_discount FROM sales_exogenous;
ROLLBACK;

RESET timezone;
RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA online_retail;
