-- Online Retail, complete: its lines become till lines, its days daily sales. All rows are counted, the states of days too,
-- and a second load writes nothing.
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
-- States of days, a second time from the lines of the file: a country that sent no line of goods is unknown
--
SET jit = off;
CREATE TEMP TABLE file_day AS
SELECT invoice_date::date AS date, country, stock_code, sum(quantity) FILTER (WHERE quantity > 0) AS sold, sum(quantity) AS net FROM sorted_line WHERE left_out IS NULL GROUP BY 1, 2, 3;
CREATE TEMP TABLE sent_day AS
SELECT country, date, row_number() OVER (PARTITION BY country ORDER BY date DESC) AS days_left, bool_and(sold IS NULL) AS only_returns FROM file_day GROUP BY country, date;
CREATE TEMP TABLE trade_day AS SELECT DISTINCT invoice_date::date AS date FROM till_line;
-- The whole file. Days that a country sent are counted from the first sale of each series on.
SELECT inserted FROM generate_calendar('2011-12-10', '2011-12-10');
SELECT build_features('whole', '2011-12-09', lags => '{7}', windows => '{}') AS row_count;
WITH series AS (
    SELECT country, stock_code, min(date) AS first, count(*) AS sold, sum(sold) AS units FROM file_day WHERE sold > 0 GROUP BY country, stock_code
), counted AS (
    SELECT sum(r.sold) AS sold, sum(s.days_left - r.sold) AS nothing_sold, sum(date '2011-12-09' - r.first + 1 - s.days_left) AS unknown, sum(r.units) AS units
    FROM series r JOIN sent_day s ON (s.country, s.date) = (r.country, r.first)
)
SELECT f.day_state, f.days, c.days AS in_the_file, f.units, c.units AS units_in_the_file
FROM (SELECT day_state, count(*) AS days, sum(quantity) AS units FROM whole WHERE date < '2011-12-10' GROUP BY day_state) f
FULL JOIN (SELECT m.* FROM counted CROSS JOIN LATERAL (VALUES ('sold', sold, counted.units), ('nothing_sold', nothing_sold, 0), ('unknown', unknown, NULL)) AS m (state, days, units)) c ON c.state = f.day_state
ORDER BY f.day_state;
DROP TABLE whole;
-- A country that sent returns only has sent its day. No product was sold on it.
SELECT count(*) AS days, sum((SELECT count(*) FROM sales_daily f WHERE (f.store_id, f.date) = (s.id, d.date))) AS rows_in_sales_daily FROM sent_day d JOIN store s ON s.code = d.country WHERE d.only_returns;
-- Six weeks, row by row. Days without a line in any country are closed, some products have a first or a last day, and some days are net: sums below zero are rejected.
BEGIN;
INSERT INTO store_day (date, store_id, is_open, reason) SELECT c.date, s.id, false, 'no trade' FROM calendar c CROSS JOIN store s WHERE c.date NOT IN (SELECT date FROM trade_day);
UPDATE product SET launch_date = '2010-12-20' WHERE sku LIKE '3%';
UPDATE product SET discontinue_date = '2011-01-05' WHERE sku LIKE '8%';
SET LOCAL forecast_warehouse.on_reject = quarantine;
SET LOCAL client_min_messages = error;
DELETE FROM sales_daily WHERE date BETWEEN '2011-01-04' AND '2011-01-08';
SELECT rejected > 100 AS many_rejected FROM rollup_sales('2011-01-04', '2011-01-08');
CREATE TEMP TABLE by_hand AS
WITH net_day AS (
    SELECT date, country, stock_code, CASE WHEN date BETWEEN '2011-01-04' AND '2011-01-08' THEN net ELSE sold END AS quantity FROM file_day WHERE date < '2011-01-10'
), series AS (
    SELECT country, stock_code, min(date) AS first FROM net_day WHERE quantity >= 0 GROUP BY country, stock_code
)
SELECT d.date::date AS date, s.id AS store_id, p.id AS product_id, m.state, CASE m.state WHEN 'sold' THEN n.quantity WHEN 'nothing_sold' THEN 0 END::numeric AS quantity
FROM series r
CROSS JOIN LATERAL generate_series(r.first::timestamp, '2011-01-09', '1 day') AS d (date)
JOIN store s ON s.code = r.country
JOIN product p ON p.sku = r.stock_code
LEFT JOIN net_day n ON (n.date, n.country, n.stock_code) = (d.date::date, r.country, r.stock_code)
LEFT JOIN sent_day t ON (t.date, t.country) = (d.date::date, r.country)
LEFT JOIN trade_day o ON o.date = d.date::date
CROSS JOIN LATERAL (SELECT CASE WHEN n.quantity > 0 THEN 'sold' WHEN o.date IS NULL THEN 'closed'
    WHEN r.stock_code LIKE '3%' AND d.date < '2010-12-20' OR r.stock_code LIKE '8%' AND d.date > '2011-01-05' THEN 'not_sold' WHEN n.quantity < 0 OR t.date IS NULL THEN 'unknown' ELSE 'nothing_sold' END AS state) m;
ANALYZE sales_daily, store_day, load_batch, load_reject;
CREATE TEMP TABLE panel AS SELECT * FROM sales_panel(NULL, '2011-01-09');
SELECT build_features('built', '2011-01-09', lags => '{7}', windows => '{}') > 0 AS built;
SELECT * FROM (SELECT state, count(*) AS file_days, sum(quantity) AS file_units FROM by_hand GROUP BY state) h
FULL JOIN (SELECT day_state AS state, count(*) AS panel_days, sum(quantity) AS panel_units FROM panel GROUP BY day_state) p USING (state)
FULL JOIN (SELECT day_state AS state, count(*) AS feature_days, sum(quantity) AS feature_units FROM built WHERE date < '2011-01-10' GROUP BY day_state) f USING (state) ORDER BY state;
CREATE FUNCTION pg_temp.differing(one text, other text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
    EXECUTE format('SELECT (SELECT count(*) FROM (%1$s EXCEPT ALL %2$s) d) + (SELECT count(*) FROM (%2$s EXCEPT ALL %1$s) d)', one, other) INTO found;
    RETURN found;
END $$;
SELECT pg_temp.differing('TABLE by_hand', 'SELECT date, store_id, product_id, day_state, quantity FROM panel') AS panel,
    pg_temp.differing('TABLE by_hand', 'SELECT date, store_id, product_id, day_state, quantity::numeric FROM built WHERE date < ''2011-01-10''') AS features;
ROLLBACK;
RESET jit;

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
