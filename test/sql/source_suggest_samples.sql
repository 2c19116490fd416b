-- Suggestions for samples of real files: the suggested call loads the file, and its totals are those of the text.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
\getenv shared FW_SHARED
\if :{?shared} \else \set shared ../shared \endif
\set samples :shared '/cases/samples'
\set found `test -r :'samples'/fr_bakery.csv && test -r :'samples'/m5_wide_floats.csv && echo yes || echo no`
\if :found
\else
\echo 'skipped: cases/samples does not exist'
\quit
\endif
\setenv SAMPLES :samples
CREATE EXTENSION forecast_warehouse;
CREATE SCHEMA shop;
SET search_path = shop, public;

\set journal 'SELECT target, received, inserted, unchanged, merged, rejected FROM load_batch WHERE id = (last_load()).batch_id;'

SELECT sum(inserted) AS days FROM (SELECT (generate_calendar(d, (d + interval '1 year - 1 day')::date)).inserted FROM unnest(ARRAY['2016-01-01', '2019-01-01', '2021-01-01', '2023-01-01', '2024-01-01']::date[]) d) years;
CREATE TABLE lines (line text);

--
-- Orders with repeated headers
--
\copy lines FROM PROGRAM 'cat "$SAMPLES"/elec_headers_repeated.csv' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
SELECT suggest_source('lines', 'orders') AS call \gset
\echo :call
:call;
CREATE TABLE orders_text (id text, product text, quantity text, price text, moment text, address text);
\copy orders_text FROM PROGRAM 'cat "$SAMPLES"/elec_headers_repeated.csv' WITH (FORMAT csv, HEADER)
\copy orders FROM PROGRAM 'cat "$SAMPLES"/elec_headers_repeated.csv' WITH (FORMAT csv, HEADER MATCH)
:journal
SELECT sum(quantity) AS units, sum(total_amount) AS amount, count(DISTINCT date) AS days FROM sales_daily_feed;
SELECT sum(quantity::numeric) AS units, sum(quantity::numeric * price::numeric) AS amount, count(DISTINCT left(moment, 8)) AS days FROM orders_text WHERE id <> 'Order ID';
TRUNCATE sales_daily, lines;

--
-- A bakery: decimal commas beside points, a sign that was read wrongly, an index without a name
--
\copy lines FROM PROGRAM 'cat "$SAMPLES"/fr_bakery.csv' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
SELECT suggest_source('lines', 'bakery') AS call \gset
\echo :call
:call;
CREATE TABLE bakery_text (i text, day text, clock text, ticket text, article text, quantity text, price text);
\copy bakery_text FROM PROGRAM 'cat "$SAMPLES"/fr_bakery.csv' WITH (FORMAT csv, HEADER)
\copy bakery FROM PROGRAM 'cat "$SAMPLES"/fr_bakery.csv' WITH (FORMAT csv, HEADER)
:journal
SELECT count(*) AS lines, count(DISTINCT receipt) AS receipts, sum(quantity) AS units, sum(total_amount) AS amount, min(sold_at), max(sold_at) FROM sales_txn;
SELECT count(*) AS lines, count(DISTINCT ticket) AS receipts, sum(quantity::numeric) AS units, sum(quantity::numeric * replace(substring(price FROM '[0-9,]+'), ',', '.')::numeric) AS amount,
    min((day || ' ' || clock)::timestamptz), max((day || ' ' || clock)::timestamptz) FROM bakery_text;
TRUNCATE lines;

--
-- Prices by week
--
\copy lines FROM PROGRAM 'cat "$SAMPLES"/m5_weekly_prices.csv' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
SELECT suggest_source('lines', 'prices') AS call \gset
\echo :call
:call;
\copy prices FROM PROGRAM 'cat "$SAMPLES"/m5_weekly_prices.csv' WITH (FORMAT csv, HEADER MATCH)
:journal
SELECT store_code, sku, price, valid_from, valid_to FROM price_history_feed ORDER BY valid_from;
TRUNCATE lines;

--
-- Columns in another order
--
\copy lines FROM PROGRAM 'cat "$SAMPLES"/swapped.csv' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
SELECT suggest_source('lines', 'swapped') AS call \gset
\echo :call
:call;
\copy swapped FROM PROGRAM 'cat "$SAMPLES"/swapped.csv' WITH (FORMAT csv, HEADER MATCH)
SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed;
TRUNCATE sales_daily, lines;

--
-- Vegetables by weight, without a header
--
\copy lines FROM PROGRAM 'cat "$SAMPLES"/veg_kg.csv' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
SELECT suggest_source('lines', 'vegetables') AS call \gset
\echo :call
:call;
CREATE TABLE vegetables_text (day text, clock text, code text, kg text, price text, kind text, reduced text);
\copy vegetables_text FROM PROGRAM 'cat "$SAMPLES"/veg_kg.csv' WITH (FORMAT csv)
\copy vegetables FROM PROGRAM 'cat "$SAMPLES"/veg_kg.csv' WITH (FORMAT csv)
:journal
SELECT sum(quantity) AS kg, sum(total_amount) AS amount FROM sales_daily_feed;
SELECT sum(kg::numeric) AS kg, sum(round(kg::numeric * price::numeric, 2)) AS amount FROM vegetables_text;
TRUNCATE sales_daily, lines;

--
-- A column for each day. The file has no prices: the suggestion says so, and one is added to its map
--
\copy lines FROM PROGRAM 'cat "$SAMPLES"/m5_wide_floats.csv' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
SELECT suggest_source('lines', 'days') AS call \gset
\echo :call
SELECT replace(:'call', '"quantity":', '"unit_price": "''2.00''", "quantity":') AS call \gset
:call;
\copy days FROM PROGRAM 'cat "$SAMPLES"/m5_wide_floats.csv' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
:journal
SELECT store_code, count(*) AS days, sum(quantity) AS units, min(date), max(date) FROM sales_daily_feed GROUP BY store_code ORDER BY store_code;
SELECT cells[5] AS store_code, count(*) AS days, sum(day::numeric) AS units FROM lines, string_to_array(line, ',') cells, unnest(cells[7:]) day WHERE cells[1] <> 'id' GROUP BY cells[5] ORDER BY 1;
\copy days FROM PROGRAM 'cat "$SAMPLES"/m5_wide_floats.csv' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
:journal
TRUNCATE lines;

--
-- Four numbers and names without a header: it says that nothing fits
--
\copy lines FROM PROGRAM 'cat "$SAMPLES"/fav_item_conflict.csv' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
SELECT suggest_source('lines', 'items') AS call \gset
\echo :call

-- The stores and products that the files named.
SELECT count(*) AS stores, string_agg(code, ' ' ORDER BY code COLLATE "C") AS codes FROM store;
SELECT count(*) FROM product;
SELECT count(DISTINCT sku) FROM (SELECT product FROM orders_text WHERE id <> 'Order ID' UNION ALL SELECT article FROM bakery_text UNION ALL SELECT code FROM vegetables_text
    UNION ALL VALUES ('HOBBIES_1_001'), ('A'), ('FOODS_1_001')) AS named (sku);
SELECT sku, category FROM product WHERE category IS NOT NULL;
SELECT count(drop_source(name)) FROM source;
RESET search_path;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA shop CASCADE;
DROP EXTENSION forecast_warehouse;
