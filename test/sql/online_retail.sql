-- Online Retail, complete: it lands, it balances, and a second load writes nothing.
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
\echo 'skipped: data/online_retail/online_retail.csv.gz is not there'
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
-- What landed, from the tables alone
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
-- 69 days without a line stand in the calendar all the same.
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
-- What did not land: days that net below zero, in units or in revenue
--
SELECT error_code, count(*) AS rows, sum((row_data ->> 'quantity')::integer) AS units,
    sum((row_data ->> 'total_amount')::numeric) AS revenue,
    count(*) FILTER (WHERE (row_data ->> 'quantity')::integer < 0) AS units_below_zero,
    count(*) FILTER (WHERE (row_data ->> 'quantity')::integer >= 0) AS revenue_below_zero
FROM load_reject r
JOIN loads l ON l.batch_id = r.batch_id AND l.target = 'sales_daily'
GROUP BY error_code;
SELECT r.row_number, r.message, r.row_data
FROM load_reject r
JOIN loads l ON l.batch_id = r.batch_id AND l.target = 'sales_daily'
ORDER BY (r.row_data ->> 'quantity')::integer
LIMIT 3;
SELECT target, source LIKE 'pg_temp%' OR source IN ('sales_daily_feed', 'generate_calendar') AS known_source,
    received, inserted, updated, unchanged, merged, rejected
FROM load_batch
ORDER BY id;

--
-- A second load writes nothing but its row in load_batch, and the rejects again, which belong to it
--
SET client_min_messages = warning;
-- Hint bits and the visibility map are written once after a load, by whoever comes first: let that be done.
VACUUM (ANALYZE) store, product, calendar, sales_daily, price_history, promotion, inventory_snapshot_daily;
CREATE TEMP VIEW activity AS
SELECT relname::text AS relation, n_tup_ins AS inserted, n_tup_upd AS updated, n_tup_del AS deleted,
    n_dead_tup AS dead
FROM pg_stat_user_tables
WHERE schemaname = 'online_retail';
CREATE TEMP VIEW numbers AS
SELECT sequencename::text AS sequence, last_value FROM pg_sequences WHERE schemaname = 'online_retail';

SELECT pg_stat_force_next_flush();
CREATE TEMP TABLE activity_before AS TABLE activity;
CREATE TEMP TABLE numbers_before AS TABLE numbers;
SELECT inserted, updated, unchanged, rejected FROM upsert_store('pg_temp.countries');
SELECT inserted, updated, unchanged, rejected FROM upsert_product('pg_temp.stock_codes');
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('pg_temp.daily_sales', on_reject => 'quarantine');
SELECT pg_stat_force_next_flush();
SELECT a.relation, a.inserted - b.inserted AS inserted, a.updated - b.updated AS updated,
    a.deleted - b.deleted AS deleted, a.dead - b.dead AS dead
FROM activity a
JOIN activity_before b USING (relation)
WHERE a IS DISTINCT FROM b
ORDER BY a.relation;
SELECT n.sequence, n.last_value - b.last_value AS taken
FROM numbers n
JOIN numbers_before b USING (sequence)
WHERE n IS DISTINCT FROM b;
-- The same rows are rejected, for the same reasons.
WITH first AS (
    SELECT r.row_number, r.error_code, r.message, r.row_data
    FROM load_reject r
    JOIN loads l ON l.batch_id = r.batch_id AND l.target = 'sales_daily'
), second AS (
    SELECT row_number, error_code, message, row_data FROM load_reject WHERE batch_id = (last_load()).batch_id
)
SELECT (SELECT count(*) FROM (TABLE first EXCEPT TABLE second) AS d) AS only_in_the_first,
    (SELECT count(*) FROM (TABLE second EXCEPT TABLE first) AS d) AS only_in_the_second;

--
-- Without rows to reject, the row in load_batch is the one write
--
CREATE TEMP TABLE landed AS TABLE sales_daily_feed;
ANALYZE landed;
SELECT pg_stat_force_next_flush();
TRUNCATE activity_before, numbers_before;
INSERT INTO activity_before TABLE activity;
INSERT INTO numbers_before TABLE numbers;
SELECT pg_current_wal_lsn() AS wal_before \gset
INSERT INTO sales_daily_feed TABLE landed;
SELECT pg_current_wal_lsn() AS wal_after \gset
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT pg_stat_force_next_flush();
SELECT a.relation, a.inserted - b.inserted AS inserted, a.updated - b.updated AS updated,
    a.deleted - b.deleted AS deleted, a.dead - b.dead AS dead
FROM activity a
JOIN activity_before b USING (relation)
WHERE a IS DISTINCT FROM b
ORDER BY a.relation;
SELECT n.sequence, n.last_value - b.last_value AS taken
FROM numbers n
JOIN numbers_before b USING (sequence)
WHERE n IS DISTINCT FROM b;
SELECT pg_wal_lsn_diff(:'wal_after', :'wal_before') < 1024 * 1024 AS less_than_a_megabyte_of_wal;

RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA online_retail;
