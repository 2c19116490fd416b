-- Decimal quantities: goods by weight, to four decimals. Never rounded; whole numbers read as before.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-03-31');
INSERT INTO store_feed (code, name) SELECT 'S' || n, 'Store ' || n FROM generate_series(1, 40) AS n;
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(1, 30) AS n;

--
-- A scale's sales by each way in: sums are those of the scale
--
CREATE TEMP TABLE scale (date date, store_code text, sku text, quantity numeric, unit_price numeric);
INSERT INTO scale VALUES ('2024-01-02', 'S1', 'P1', 0.4, 10), ('2024-01-02', 'S1', 'P2', 1.6, 10), ('2024-01-02', 'S2', 'P1', 0.3, 10);
SELECT inserted, rejected FROM upsert_sales_daily('scale');
SELECT sum(quantity) AS kg, sum(total_amount) AS revenue FROM sales_daily_feed WHERE date = '2024-01-02';
CREATE TEMP TABLE doubles (date date, store_code text, sku text, quantity double precision, unit_price numeric);
INSERT INTO doubles VALUES ('2024-01-03', 'S1', 'P1', 2.5, 1), ('2024-01-03', 'S1', 'P2', 0.3, 1), ('2024-01-03', 'S1', 'P3', 1234567.8901, 1);
SELECT inserted, rejected FROM upsert_sales_daily('doubles');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-03', 'S2', 'P1', 2.5, 1), ('2024-01-03', 'S2', 'P2', 0.3, 1);
COPY sales_daily_feed (date, store_code, sku, quantity, total_amount) FROM STDIN WITH (FORMAT csv);
2024-01-03,S2,P3,0.0001,0.01
2024-01-03,S2,P4,12.3400,24.68
\.
SELECT store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-03' ORDER BY 1, 2;
SELECT upsert_sales_daily('2024-01-04', 'S1', 'P1', 7::bigint, 2.50),
    upsert_sales_daily('2024-01-04', 'S1', 'P2', 0.3::double precision, 2.5::double precision),
    upsert_sales_daily('2024-01-04', 'S1', 'P3', 0.1250::numeric, 2.50),
    upsert_sales_daily('2024-01-04', 'S1', 'P3', 0.125::double precision, 2.5::double precision);
SELECT sku, quantity, total_amount FROM sales_daily_feed WHERE date = '2024-01-04' ORDER BY 1;

--
-- Whole numbers read as before, however they are written, and equal values are no change
--
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES
    ('2024-01-05', 'S1', 'P1', 12, 1), ('2024-01-05', 'S1', 'P2', 12.0000, 1), ('2024-01-05', 'S1', 'P3', 0.50, 1),
    ('2024-01-05', 'S1', 'P4', 0.00, 1), ('2024-01-05', 'S1', 'P5', 9999999999.9999, 0), ('2024-01-05', 'S1', 'P6', 1e3, 1),
    ('2024-01-05', 'S1', 'P7', 100.000000000000000000000000, 1);
SELECT sku, quantity, quantity::text, quantity::integer AS as_integer FROM sales_daily_feed
WHERE date = '2024-01-05' AND sku <> 'P5' ORDER BY sku;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES
    ('2024-01-05', 'S1', 'P1', 12.00, 1), ('2024-01-05', 'S1', 'P3', 0.5, 1), ('2024-01-05', 'S1', 'P4', 0, 1);
SELECT inserted, updated, unchanged FROM last_load();
-- a plain INSERT keeps its zeros; a feed finds it equal
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) SELECT '2024-01-05', s.id, p.id, 2.50, 1, 2.5 FROM store s, product p WHERE s.code = 'S1' AND p.sku = 'P8';
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-05', 'S1', 'P8', 2.5, 1);
SELECT inserted, updated, unchanged FROM last_load();

--
-- Rejects, by both writers: nothing is rounded
--
CREATE TEMP TABLE wrong (date date, store_code text, sku text, quantity numeric, unit_price numeric);
INSERT INTO wrong VALUES ('2024-01-06', 'S1', 'P1', 0.00001, 1), ('2024-01-06', 'S1', 'P2', 1e10, 1), ('2024-01-06', 'S1', 'P3', 'NaN', 1),
    ('2024-01-06', 'S1', 'P4', 'Infinity', 1), ('2024-01-06', 'S1', 'P5', -0.5, 1), ('2024-01-06', 'S1', 'P6', 1234567890.12345, 1),
    ('2024-01-06', 'S1', 'P7', 0.00000000000000000001, 1), ('2024-01-06', 'S1', 'P8', 9999999999.99999, 1), ('2024-01-06', 'S1', 'P9', 0.25, 1);
SELECT inserted, rejected FROM upsert_sales_daily('wrong', on_reject => 'quarantine');
SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY 1;
SET forecast_warehouse.writer = sql;
SELECT unchanged, rejected FROM upsert_sales_daily('wrong', on_reject => 'quarantine');
RESET forecast_warehouse.writer;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-06', 'S1', 'P1', 0.00001, 1);
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('W', 1, '2024-01-06 10:00', 'S1', 'P1', -0.00005, 1);
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty, on_order_qty) VALUES ('2024-01-06', 'S1', 'P1', 1, 2.123456);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'P1', 0.00001, 1);
-- the table refuses what a feed would reject
\set VERBOSITY terse
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) VALUES ('2024-01-06', 2, 1, 0.00001, 1, 1);
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) VALUES ('2024-01-06', 2, 1, 'NaN', 1, 1);

\set VERBOSITY default
--
-- Stock
--
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty, on_order_qty) VALUES
    ('2024-01-06', 'S1', 'P1', 0.0, 1.50), ('2024-01-06', 'S1', 'P2', 0.0001, NULL), ('2024-01-06', 'S1', 'P3', 40, 0.25);
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-06', 'S1', 'P3', 41.5), ('2024-01-06', 'S1', 'P4', 0);
SELECT sku, on_hand_qty, on_order_qty, is_stockout FROM inventory_snapshot_daily_feed ORDER BY 1;

--
-- Sums of duplicates, by both writers; a sum that does not fit is rejected
--
CREATE TEMP TABLE twice (date date, store_code text, sku text, quantity numeric, unit_price numeric);
INSERT INTO twice VALUES ('2024-01-07', 'S1', 'P1', 0.25, 2), ('2024-01-07', 'S1', 'P1', 0.75, 2), ('2024-01-07', 'S1', 'P2', 0.1, 10), ('2024-01-07', 'S1', 'P2', 0.2, 20),
    ('2024-01-07', 'S1', 'P3', 9999999999, 0), ('2024-01-07', 'S1', 'P3', 1.5, 0);
SELECT inserted, rejected FROM upsert_sales_daily('twice', 'quarantine', 'sum');
SELECT message FROM load_reject WHERE batch_id = (last_load()).batch_id AND row_number = 5;
SELECT sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-07' ORDER BY 1;

--
-- Many rows with 0 to 4 decimals, against plain SQL
--
TRUNCATE sales_daily, sales_txn;
SET forecast_warehouse.on_reject = quarantine;
-- every 97th row has five decimals; every third one brings its amount instead of its price
CREATE TEMP TABLE many AS
SELECT day::date AS date, 'S' || s AS store_code, 'P' || p AS sku, q AS quantity, CASE WHEN n % 3 <> 0 THEN price END AS unit_price,
    CASE WHEN n % 3 = 0 THEN price * 3 END AS total_amount
FROM (SELECT day, s, p, n, CASE WHEN n % 97 = 0 THEN (n * 10 + 1) / 100000.0 ELSE round((n * 7919 % 200003) / (10.0 ^ (n % 5)), (n % 5)::int) END AS q,
        (n * 104729 % 5000) / 100.0 AS price
    FROM (SELECT day, s, p, row_number() OVER (ORDER BY day, s, p) AS n
        FROM generate_series('2024-01-01'::timestamp, '2024-03-31', '1 day') AS day, generate_series(1, 40) AS s, generate_series(1, 20) AS p) AS grain) AS made;
CREATE TEMP TABLE expected AS
SELECT date, store_code, sku, trim_scale(quantity) AS quantity,
    round(coalesce(unit_price, CASE WHEN quantity <> 0 THEN round(total_amount, 2) / quantity END), 2) AS unit_price,
    round(coalesce(total_amount, quantity * unit_price), 2) AS total_amount
FROM many WHERE min_scale(quantity) <= 4 AND (unit_price IS NOT NULL OR quantity <> 0)
    AND round(coalesce(unit_price, CASE WHEN quantity <> 0 THEN round(total_amount, 2) / quantity END), 2) < 1e8;
ANALYZE many, expected;
SELECT count(*) AS rows, count(*) FILTER (WHERE min_scale(quantity) > 4) AS too_many_decimals FROM many;
SET client_min_messages = warning;
SET forecast_warehouse.writer = direct;
SELECT inserted = (SELECT count(*) FROM expected) AS as_expected, rejected = (SELECT count(*) FROM many) - (SELECT count(*) FROM expected) AS rest_rejected
FROM upsert_sales_daily('many');
ANALYZE sales_daily, store, product;
\set differences 'SELECT count(*) AS differences FROM expected e FULL JOIN sales_daily_feed f USING (date, store_code, sku) WHERE (e.quantity::text, e.unit_price, e.total_amount) IS DISTINCT FROM (f.quantity::text, f.unit_price, f.total_amount);'
:differences
SET forecast_warehouse.writer = sql;
SELECT inserted, updated, unchanged = (SELECT count(*) FROM expected) AS all_unchanged FROM upsert_sales_daily('many');
TRUNCATE sales_daily;
SELECT inserted = (SELECT count(*) FROM expected) AS as_expected FROM upsert_sales_daily('many');
:differences
-- corrections by a ten-thousandth are updates, and nothing else is
UPDATE many SET quantity = quantity + 0.0001 WHERE store_code = 'S7' AND min_scale(quantity) <= 4;
UPDATE expected SET quantity = expected.quantity + 0.0001, total_amount = CASE WHEN m.unit_price IS NULL THEN expected.total_amount ELSE round(m.quantity * m.unit_price, 2) END,
    unit_price = round(coalesce(m.unit_price, round(m.total_amount, 2) / m.quantity), 2)
FROM many m WHERE (m.date, m.store_code, m.sku) = (expected.date, expected.store_code, expected.sku) AND m.store_code = 'S7';
SET forecast_warehouse.writer = direct;
SELECT updated = (SELECT count(*) FROM expected WHERE store_code = 'S7') AS all_updated FROM upsert_sales_daily('many');
SELECT count(*) AS differences FROM expected e JOIN sales_daily_feed f USING (date, store_code, sku)
WHERE (e.quantity, e.unit_price, e.total_amount) IS DISTINCT FROM (f.quantity, f.unit_price, f.total_amount);

RESET forecast_warehouse.writer;
-- till lines, returns too, and their rollup
TRUNCATE sales_daily;
CREATE TEMP TABLE lines AS
SELECT 'R' || n AS receipt, n % 5 AS line_no, '2024-02-01 08:00Z'::timestamptz + n % 20 * interval '1 day' AS sold_at, 'S' || 1 + n % 9 AS store_code, 'P' || 1 + n % 7 AS sku,
    CASE WHEN n % 11 = 0 THEN -1 ELSE 1 END * round((n * 7919 % 20003) / (10.0 ^ (n % 5)), (n % 5)::int) AS quantity, (n * 104729 % 5000) / 100.0 AS unit_price
FROM generate_series(1::bigint, 30000) AS n;
ANALYZE lines;
SELECT inserted, rejected FROM upsert_sales_txn('lines');
ANALYZE sales_txn;
SELECT count(*) AS differences FROM lines l FULL JOIN sales_txn_feed f ON f.receipt = l.receipt
WHERE (trim_scale(l.quantity)::text, round(l.quantity * l.unit_price, 2)) IS DISTINCT FROM (f.quantity::text, f.total_amount);
SELECT rejected FROM rollup_sales('2024-02-01', '2024-02-29');
SELECT count(*) > 500 AS many, count(*) FILTER (WHERE (f.quantity::text, f.total_amount, f.unit_price) IS DISTINCT FROM (trim_scale(e.quantity)::text, e.amount, round(e.amount / e.quantity, 2))) AS differences
FROM sales_daily_feed f FULL JOIN (
    SELECT sold_at::date AS date, store_code, sku, sum(quantity) AS quantity, sum(round(quantity * unit_price, 2)) AS amount
    FROM lines GROUP BY 1, 2, 3 HAVING sum(quantity) > 0 AND sum(round(quantity * unit_price, 2)) >= 0) AS e USING (date, store_code, sku);
SELECT inserted, updated FROM rollup_sales('2024-02-01', '2024-02-29');

--
-- Panel and features have the fractions
--
SELECT pg_typeof(quantity) FROM sales_panel('2024-02-01', '2024-02-29') LIMIT 1;
SELECT (SELECT sum(quantity) FROM sales_panel('2024-02-01', '2024-02-20')) = (SELECT sum(quantity) FROM sales_daily) AS balanced;
SELECT build_features('features', cutoff => '2024-02-20', lags => '{1,7}', windows => '{7}', aggregates => '{mean,std,min,max,sum}', exogenous => false) > 500 AS built;
SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
WHERE a.attrelid = 'features'::regclass AND a.attnum > 0 ORDER BY a.attnum;
WITH panel AS (
    SELECT date, store_id, product_id, quantity, lag(quantity) OVER w AS lag_1, lag(quantity, 7) OVER w AS lag_7, count(*) OVER seven AS days,
        avg(quantity) OVER seven AS mean, stddev_samp(quantity) OVER seven AS std, min(quantity) OVER seven AS min, max(quantity) OVER seven AS max, sum(quantity) OVER seven AS sum
    FROM sales_panel('2024-02-01', '2024-02-20')
    WINDOW w AS (PARTITION BY store_id, product_id ORDER BY date), seven AS (w ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING))
SELECT count(*) > 500 AS many, count(*) FILTER (WHERE f.quantity IS DISTINCT FROM p.quantity::float8 OR f.lag_1 IS DISTINCT FROM p.lag_1::float8 OR f.lag_7 IS DISTINCT FROM p.lag_7::float8
    OR (days = 7 AND (f.rolling_min_7 IS DISTINCT FROM p.min::float8 OR f.rolling_max_7 IS DISTINCT FROM p.max::float8 OR f.rolling_sum_7 IS DISTINCT FROM p.sum::float8
        OR f.rolling_mean_7 IS NULL OR abs(f.rolling_mean_7 - p.mean::float8) > 1e-9 * greatest(1, p.mean::float8)
        OR f.rolling_std_7 IS NULL OR abs(f.rolling_std_7 - p.std::float8) > 1e-9 * greatest(1, p.std::float8)))) AS differences
FROM panel p JOIN features f USING (date, store_id, product_id);
RESET client_min_messages;

--
-- Demo data: some products by weight, the others in whole units
--
TRUNCATE sales_daily, inventory_snapshot_daily, sales_txn;
SELECT table_name, inserted > 0 AS inserted FROM generate_demo_data(2, 17, '2024-01-01', '2024-03-31');
SELECT p.sku, p.name LIKE '% per kg' AS per_kg, max(min_scale(d.quantity)) AS decimals, bool_and(d.total_amount = round(d.quantity * d.unit_price, 2)) AS exact
FROM sales_daily d JOIN product p ON p.id = d.product_id WHERE p.sku IN ('P00001', 'P00002', 'P00003') GROUP BY 1, 2 ORDER BY 1;

SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP TABLE features;
DROP EXTENSION forecast_warehouse;
