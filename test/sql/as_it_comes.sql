-- Data as shops send them: each statement was an error, a loss or a silent change in version 1.3. Beside each answer is
-- that of plain SQL on what was sent.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set VERBOSITY terse
\pset null -
CREATE EXTENSION forecast_warehouse;
CREATE SCHEMA shop;
SET search_path = shop, public;
\set journal 'SELECT received, inserted, updated, unchanged, merged, rejected FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apples, loose'), ('B', 'Bread');
SET forecast_warehouse.on_reject = quarantine;

--
-- Goods by weight: 0.4 kg at 10.00 was 0 for 0.00
--
CREATE TABLE scale (date date, store_code text, sku text, quantity numeric, unit_price numeric);
INSERT INTO scale VALUES ('2024-03-05', 'S1', 'A', 0.4, 10.00), ('2024-03-05', 'S1', 'B', 1.6, 10.00), ('2024-03-05', 'S2', 'A', 0.3, 9.99);
SELECT inserted, rejected FROM upsert_sales_daily('scale');
SELECT sum(quantity) AS kg, sum(total_amount) AS revenue FROM sales_daily WHERE date = '2024-03-05';
SELECT sum(quantity) AS kg, sum(round(quantity * unit_price, 2)) AS revenue FROM scale;

--
-- A negative quantity passed as 0, and double precision was rounded to another number than numeric
--
CREATE TABLE doubles (date date, store_code text, sku text, quantity double precision, unit_price numeric);
INSERT INTO doubles VALUES ('2024-03-06', 'S1', 'A', 2.5, 1), ('2024-03-06', 'S1', 'B', -0.3, 1), ('2024-03-06', 'S2', 'A', 0.00001, 1);
SELECT inserted, rejected FROM upsert_sales_daily('doubles');
:rejects
SELECT store_code, sku, quantity FROM sales_daily_feed WHERE date = '2024-03-06';

--
-- One cell that cannot be read failed the whole load, without its row and its column
--
SELECT create_source('odd', 'sales_daily_feed', '{date,store_code,sku,quantity,unit_price}');
COPY odd FROM stdin WITH (FORMAT csv, HEADER MATCH);
date,store_code,sku,quantity,unit_price
2024-03-07,S1,A,1.0,2.50
2024-03-07,S1,B,2,"2,50"
2024-03-07,S2,A,3,$2.50
date,store_code,sku,quantity,unit_price
2024-03-08,S1,A,NA,2.50
2024-03-08,S1,B,5,2.50
\.
:journal
:rejects
-- Described, the same cells are read.
SELECT create_source('described', 'sales_daily_feed', '{date,store_code,sku,quantity,unit_price}', '{}', '{"strip": "$", "null_values": "NA", "decimal_mark": ","}');
COPY described FROM stdin WITH (FORMAT csv, HEADER MATCH);
date,store_code,sku,quantity,unit_price
2024-03-07,S1,B,2,"2,50"
2024-03-07,S2,A,3,"$2,50"
\.
:journal

--
-- Receipt 17 of the next day overwrote receipt 17, and the next rollup set the first day to 0
--
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('17', 1, '2024-05-01 10:00', 'S1', 'A', 2, 5.00);
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('17', 1, '2024-05-02 11:00', 'S1', 'B', 1, 7.00);
:rejects
SELECT inserted, rejected FROM rollup_sales('2024-05-01', '2024-05-02');
SELECT date, sku, quantity, total_amount FROM sales_daily_feed WHERE date >= '2024-05-01';

--
-- INSERT ... ON CONFLICT DO NOTHING overwrote the row
--
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-05-01', 'S1', 'A', 99, 3.00) ON CONFLICT DO NOTHING;
SELECT quantity, unit_price FROM sales_daily_feed WHERE date = '2024-05-01';

--
-- The same file in a session with another time zone moved lines to other days, without a word
--
SET timezone = 'Asia/Tokyo';
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('18', 1, '2024-05-04 02:00+02', 'S1', 'A', 1, 1);
SET timezone = 'America/New_York';
\set VERBOSITY default
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('18', 1, '2024-05-04 02:00+02', 'S1', 'A', 1, 1);
\set VERBOSITY terse
SET timezone = 'UTC';
-- A source has formats and a time zone of its own.
SELECT create_source('till', 'sales_txn_feed', '{receipt,line_no,sold_at,store_code,sku,quantity,unit_price}', '{}', '{"timestamp_format": "DD/MM/YYYY HH24:MI", "time_zone": "Europe/Paris"}');
SET datestyle = 'ISO, MDY';
SET timezone = 'Asia/Tokyo';
INSERT INTO till VALUES ('19', '1', '04/05/2024 00:30', 'S1', 'A', '1', '1');
SET timezone = 'America/New_York';
INSERT INTO till VALUES ('19', '1', '04/05/2024 00:30', 'S1', 'A', '1', '1');
:journal
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
SELECT date, sold_at FROM sales_txn WHERE receipt = '19';

--
-- More came back than went out: no place for it
--
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount) VALUES
    ('R1', 1, '2024-06-02 10:00', 'S1', 'A', -1, 5.00, NULL), ('R2', 1, '2024-06-02 10:00', 'S1', 'B', 3, 5.00, NULL), ('R2', 2, '2024-06-02 10:00', 'S1', 'B', 1, -2.00, -2.00);
SELECT inserted, rejected FROM rollup_sales('2024-06-02', '2024-06-02', returns => 'separate');
SELECT sum(quantity) AS pieces, sum(total_amount) AS money FROM sales_net_daily WHERE date = '2024-06-02';
SELECT sum(CASE WHEN unit_price < 0 THEN 0 ELSE quantity END) AS pieces, sum(total_amount) AS money FROM sales_txn WHERE date = '2024-06-02';

--
-- Units without money, and nothing sold for nothing, were rejected
--
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('A', 2.50, '2024-07-01');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount) VALUES ('2024-07-01', 'S1', 'A', 3, NULL), ('2024-07-01', 'S1', 'B', 4, NULL), ('2024-07-01', 'S2', 'B', 0, 0);
SELECT store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-07-01' ORDER BY 1, 2;

--
-- A file with its columns in another order was loaded by position: quantity 5 at price 12
--
COPY sales_daily_feed (date, store_code, sku, quantity, unit_price) FROM stdin WITH (FORMAT csv, HEADER MATCH);
date,store_code,sku,unit_price,quantity
2024-08-01,S1,A,5,12
\.
SELECT create_source('swapped', 'sales_daily_feed', '{date,store_code,sku,unit_price,quantity}');
COPY swapped FROM stdin WITH (FORMAT csv, HEADER MATCH);
date,store_code,sku,unit_price,quantity
2024-08-01,S1,A,5,12
\.
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-08-01';

--
-- Ends of windows: the first day after it, and a day that means open
--
SET forecast_warehouse.window_ends = exclusive;
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES
    ('B', 'S1', 1, '2024-01-01', '2024-02-01'), ('B', 'S1', 2, '2024-02-01', '2024-03-01'), ('B', 'S1', 3, '2024-03-01', '9999-12-31');
RESET forecast_warehouse.window_ends;
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES ('B', 'S1', 4, '2024-04-01', 'infinity');
SELECT price, valid_from, valid_to FROM price_history_feed WHERE sku = 'B' ORDER BY valid_from;

--
-- A price list each week: one window a week, or rejects
--
SELECT create_source('list', 'price_history_feed', '{week,sku,price}', '{"valid_from": "week", "store_code": "''S2''"}', '{"windows": "observed"}');
INSERT INTO list SELECT to_char(date '2024-01-01' + 7 * w, 'YYYY-MM-DD'), 'A', CASE WHEN w < 4 THEN '1.99' ELSE '2.19' END FROM generate_series(0, 9) AS w;
:journal
SELECT price, valid_from, valid_to FROM price_history_feed WHERE store_code = 'S2' ORDER BY valid_from;

--
-- Stores and products that come only within the facts; a wide file
--
SELECT create_source('wide', 'sales_daily_feed', '{item,shop,d_1,d_2,d_3}', '{"date": "date ''2024-09-01'' + substr(d, 3)::integer - 1", "store_code": "shop", "sku": "item"}',
    '{"unpivot": {"columns": "d_*", "name": "d", "value": "quantity"}, "on_unknown": "create"}');
COPY wide FROM stdin WITH (FORMAT csv, HEADER MATCH);
item,shop,d_1,d_2,d_3
N1,S8,1.0,0.0,3.0
N2,S9,,2.0,
\.
:journal
SELECT date, store_code, sku, quantity FROM sales_daily_feed WHERE date >= '2024-09-01' ORDER BY store_code, date;

--
-- Nothing was lost without a word: what the journal says was received is what landed and what was rejected
--
SELECT count(*) AS loads, count(*) FILTER (WHERE quantity_received <> quantity_landed + quantity_rejected) AS not_balanced,
    count(*) FILTER (WHERE abs(amount_received - amount_landed - amount_rejected) > rounding) AS money_not_balanced
FROM load_batch WHERE quantity_received IS NOT NULL AND merged = 0;

SET client_min_messages = warning;
RESET search_path;
DROP SCHEMA shop CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
