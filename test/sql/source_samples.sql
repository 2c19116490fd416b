-- Heads of files as shops send them. Each is loaded by two statements and balances. Loaded again, it writes nothing.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
SET client_min_messages = warning;
\pset null -
\getenv shared FW_SHARED
\if :{?shared} \else \set shared ../shared \endif
\set samples :shared '/cases/samples'
\set found `test -n "$FW_SHARED" && for each in elec_headers_repeated fav_item_conflict fr_bakery m5_weekly_prices swapped veg_kg; do test -r "$FW_SHARED/cases/samples/$each.csv" || exit 1; done && echo yes || echo no`
\if :found
\else
\echo 'skipped: FW_SHARED/cases/samples does not exist'
\quit
\endif
CREATE EXTENSION forecast_warehouse;
CREATE SCHEMA shop;
SET search_path = shop, public;
SELECT inserted FROM generate_calendar('2019-01-01', '2024-12-31');
\set balance 'SELECT target, received, inserted, updated, unchanged, merged, rejected FROM load_batch WHERE source LIKE ''shop.%'' ORDER BY id DESC LIMIT 1;'
CREATE VIEW stored AS SELECT 'txn' AS relation, xmin::text AS version, ctid::text AS place, id FROM sales_txn UNION ALL SELECT 'daily', xmin::text, ctid::text, id FROM sales_daily
    UNION ALL SELECT 'price', xmin::text, ctid::text, id FROM price_history UNION ALL SELECT 'product', xmin::text, ctid::text, id FROM product UNION ALL SELECT 'store', xmin::text, ctid::text, id FROM store;
\set remember 'CREATE TABLE before AS TABLE stored;'
\set changes 'SELECT count(*) AS changed FROM ((TABLE stored EXCEPT TABLE before) UNION ALL (TABLE before EXCEPT TABLE stored)) changed; DROP TABLE before;'

-- Electronics: the header comes again in the middle.
\set file :samples '/elec_headers_repeated.csv'
SELECT create_source('orders', 'sales_txn_feed', '{Order ID,Product,Quantity Ordered,Price Each,Order Date,Purchase Address}',
    '{"receipt": "\"Order ID\"", "line_no": "1", "sold_at": "\"Order Date\"", "store_code": "''web''", "sku": "\"Product\"", "quantity": "\"Quantity Ordered\"", "unit_price": "\"Price Each\""}',
    '{"timestamp_format": "MM/DD/YY HH24:MI", "on_unknown": "create", "on_reject": "quarantine"}');
COPY orders FROM :'file' WITH (FORMAT csv, HEADER MATCH);
:balance
SELECT error_code, count(*) FROM load_reject GROUP BY 1;
CREATE TABLE plain ("order" text, product text, quantity text, price text, at text, address text);
COPY plain FROM :'file' WITH (FORMAT csv, HEADER);
SELECT (SELECT sum(quantity * unit_price) FROM sales_txn) = sum(quantity::int * price::numeric) AS to_the_cent FROM plain WHERE "order" <> 'Order ID';
:remember
COPY orders FROM :'file' WITH (FORMAT csv, HEADER MATCH);
:balance
:changes

-- A French bakery: decimal commas, and a sign of money in the wrong encoding.
\set file :samples '/fr_bakery.csv'
SELECT create_source('bakery', 'sales_txn_feed', '{n,date,time,ticket_number,article,Quantity,unit_price}',
    '{"receipt": "date || ''/'' || ticket_number", "line_no": "n", "sold_at": "date || '' '' || time", "store_code": "''B1''", "sku": "article", "quantity": "replace(\"Quantity\", ''.'', '','')"}',
    '{"decimal_mark": ",", "strip": ["\u20ac", "\u00e2\u201a\u00ac"], "on_unknown": "create", "time_zone": "Europe/Paris"}');
COPY bakery FROM :'file' WITH (FORMAT csv, HEADER);
:balance
DROP TABLE plain;
CREATE TABLE plain (n text, day text, at text, ticket text, article text, quantity text, price text);
COPY plain FROM :'file' WITH (FORMAT csv, HEADER);
SELECT (SELECT sum(total_amount) FROM sales_txn_feed WHERE store_code = 'B1') = sum(quantity::numeric * replace(split_part(price, ' ', 1), ',', '.')::numeric) AS to_the_cent FROM plain;
:remember
COPY bakery FROM :'file' WITH (FORMAT csv, HEADER);
:balance
:changes

-- M5: weeks, one price.
\set file :samples '/m5_weekly_prices.csv'
SELECT create_source('weekly', 'price_history_feed', '{store_id,item_id,wm_yr_wk,sell_price}',
    '{"sku": "item_id", "store_code": "store_id", "price": "sell_price", "valid_from": "''2015-12-26''::date + 7 * (wm_yr_wk::int - 11549)"}',
    '{"windows": "observed", "on_unknown": "create"}');
COPY weekly FROM :'file' WITH (FORMAT csv, HEADER MATCH);
:balance
SELECT * FROM price_history_feed;
:remember
COPY weekly FROM :'file' WITH (FORMAT csv, HEADER MATCH);
:balance
:changes

-- Columns in another order than the feed's.
\set file :samples '/swapped.csv'
SELECT create_source('swapped', 'sales_daily_feed', '{date,store_code,sku,unit_price,quantity}', '{}', '{"on_unknown": "create"}');
COPY swapped FROM :'file' WITH (FORMAT csv, HEADER MATCH);
:balance
SELECT quantity, unit_price FROM sales_daily_feed;
:remember
COPY swapped FROM :'file' WITH (FORMAT csv, HEADER MATCH);
:balance
:changes

-- Vegetables by weight, without a header. Returns have a word.
\set file :samples '/veg_kg.csv'
SELECT create_source('vegetables', 'sales_txn_feed', '{day,at,item,kg,price,kind,discount}',
    '{"receipt": "day || ''/'' || at || ''/'' || item", "line_no": "1", "sold_at": "day || '' '' || at", "store_code": "''V1''", "sku": "item", "quantity": "CASE kind WHEN ''\u9500\u552e'' THEN kg ELSE ''-'' || kg END", "unit_price": "price"}',
    '{"on_unknown": "create"}');
COPY vegetables FROM :'file' WITH (FORMAT csv);
:balance
DROP TABLE plain;
CREATE TABLE plain (day text, at text, item text, kg text, price text, kind text, discount text);
COPY plain FROM :'file' WITH (FORMAT csv);
SELECT (SELECT sum(quantity) FROM sales_txn_feed WHERE store_code = 'V1') = sum(kg::numeric) AS to_the_gram, (SELECT sum(total_amount) FROM sales_txn_feed WHERE store_code = 'V1') = sum(round(kg::numeric * price::numeric, 2)) AS to_the_cent FROM plain;
:remember
COPY vegetables FROM :'file' WITH (FORMAT csv);
:balance
:changes

-- Favorita: one item in two families.
\set file :samples '/fav_item_conflict.csv'
SELECT create_source('items', 'product_feed', '{item_nbr,family,class,perishable}', '{"sku": "item_nbr", "name": "''item '' || item_nbr", "category": "family"}', '{"on_duplicate": "first"}');
COPY items FROM :'file' WITH (FORMAT csv);
:balance
:remember
COPY items FROM :'file' WITH (FORMAT csv);
:balance
:changes
SELECT sku, name, category FROM product WHERE sku = '103665';

DROP SCHEMA shop CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
