-- Sources that make stores and products which only the facts name (on_unknown = create).
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE EXTENSION forecast_warehouse;
CREATE SCHEMA shop;
SET search_path = shop, public;
\set journal 'SELECT id, target, source, received, inserted, updated, unchanged, rejected, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch ORDER BY id;'
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name, region) VALUES ('S1', 'Harbour', 'north');

SELECT create_source('tills', 'sales_daily_feed', '{day,shop,town,item,label,kind,qty,price}',
    '{"date": "day", "store_code": "upper(shop)", "sku": "item", "quantity": "qty", "unit_price": "price",
      "store.city": "town", "store.region": "''new''", "product.name": "label", "product.category": "kind", "product.base_price": "price"}',
    '{"on_unknown": "create", "on_reject": "quarantine", "decimal_mark": ",", "null_values": "NA"}');
SELECT feed_column, expression FROM describe_source('tills') WHERE feed_column LIKE '%.%';
-- A row with a fault makes nothing: a cell, a sign, a day out of the calendar.
COPY tills FROM stdin WITH (FORMAT csv, HEADER MATCH);
day,shop,town,item,label,kind,qty,price
2024-01-02,s1,Lisbon,A,Apple,fruit,1,"2,50"
2024-01-02,s2,Porto,A,Apple again,fruit,1,"2,50"
2024-01-02, s3 ,NA,B,,,2,"1,00"
2024-01-02,S4,Faro,X,x,x,zwei,"1,00"
2024-01-02,S5,Faro,X,x,x,-1,"1,00"
2025-01-02,S6,Faro,X,x,x,1,"1,00"
\.
SELECT code, name, region, city FROM store ORDER BY code;
SELECT sku, name, category, base_price FROM product ORDER BY sku;
SELECT store_code, sku, quantity, total_amount FROM sales_daily_feed ORDER BY 1, 2;
:journal
SELECT batch_id, error_code, message FROM load_reject ORDER BY 1, row_number;
-- Above, the empty label of B is a name that is missing. Its row of product is set aside, and so is its fact.

-- A replay writes nothing, and adds no load of stores or products. Stored rows keep what they say.
CREATE VIEW stored AS SELECT 'store' AS relation, xmin::text AS version, ctid::text AS place, id FROM store UNION ALL SELECT 'product', xmin::text, ctid::text, id FROM product UNION ALL SELECT 'sales', xmin::text, ctid::text, id FROM sales_daily;
CREATE TABLE before AS TABLE stored;
COPY tills FROM stdin WITH (FORMAT csv, HEADER MATCH);
day,shop,town,item,label,kind,qty,price
2024-01-02,s1,Lagos,A,Another,fruit,1,"2,50"
2024-01-02,s2,Porto,A,Apple again,fruit,1,"2,50"
\.
:journal
SELECT count(*) AS changed FROM (TABLE stored EXCEPT TABLE before) changed;

-- The same by SQL, and from a table. A missing store is the whole chain, and makes none.
SET forecast_warehouse.writer = sql;
SELECT create_source('prices', 'price_history_feed', '{item,shop,since,price}', '{"sku": "item", "store_code": "shop", "valid_from": "since"}', '{"on_unknown": "create"}');
CREATE TABLE staged AS SELECT * FROM (VALUES ('C', NULL, '2024-01-01', '3'), ('D', 'S7', '2024-01-01', '4'), ('D', 'S7', '2024-01-05', '5'), ('D', NULL, '2024-01-05', '6')) rows (item, shop, since, price);
SELECT inserted, updated, unchanged, rejected FROM load_source('prices', 'staged');
SELECT inserted, updated, unchanged, rejected FROM load_source('prices', 'staged');
SELECT * FROM price_history_feed ORDER BY sku, store_code NULLS FIRST, valid_from;
SELECT code, name FROM store WHERE code = 'S7' UNION ALL SELECT sku, name FROM product WHERE sku IN ('C', 'D') ORDER BY 1;
RESET forecast_warehouse.writer;

-- A load that fails makes nothing.
SELECT create_source('strict', 'sales_daily_feed', '{date,store_code,sku,quantity,unit_price}', '{}', '{"on_unknown": "create", "on_reject": "error"}');
COPY strict FROM stdin WITH (FORMAT csv);
2024-01-02,S8,E,1,1
2024-01-02,S8,E,2,1
\.
SELECT count(*) AS made FROM store WHERE code = 'S8';
-- A code that resembles another one brings a warning.
COPY strict FROM stdin WITH (FORMAT csv);
2024-01-03,s1,A,1,1
\.
-- A row with a day that does not exist makes no store. The message names the day.
SELECT create_source('lines', 'sales_txn_feed', '{receipt,line_no,sold_at,store_code,sku,quantity,unit_price}', '{}', '{"on_unknown": "create"}');
INSERT INTO lines VALUES ('1', '1', '2025-01-01 10:00', 'S9', 'Y', '1', '1');
-- The default rejects, and names the near key.
SELECT create_source('plain', 'sales_daily_feed', '{date,store_code,sku,quantity,unit_price}');
\set VERBOSITY default
COPY plain FROM stdin WITH (FORMAT csv);
2024-01-03,S1,a,1,1
\.
\set VERBOSITY terse

-- The rights of those feeds.
CREATE ROLE regress_fw_keys;
GRANT USAGE, CREATE ON SCHEMA shop TO regress_fw_keys;
GRANT USAGE ON SCHEMA public TO regress_fw_keys;
GRANT SELECT, INSERT, UPDATE ON sales_daily TO regress_fw_keys;
GRANT SELECT ON store, product, calendar TO regress_fw_keys;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO regress_fw_keys;
GRANT INSERT ON load_batch, load_reject, strict TO regress_fw_keys;
GRANT SELECT, UPDATE ON load_batch TO regress_fw_keys;
SET ROLE regress_fw_keys;
SELECT create_source('own', 'sales_daily_feed', '{date,store_code,sku,quantity,unit_price}', '{}', '{"on_unknown": "create"}');
INSERT INTO strict VALUES ('2024-01-04', 'S1', 'A', '1', '1');
INSERT INTO strict VALUES ('2024-01-04', 'S8', 'A', '1', '1');
RESET ROLE;
DROP OWNED BY regress_fw_keys;
DROP ROLE regress_fw_keys;

-- Wrong maps.
\set make 'SELECT create_source(''wrong'', ''sales_daily_feed'', ''{date,store_code,sku,quantity,unit_price}'', '
:make '{"product.colour": "sku"}', '{"on_unknown": "create"}');
:make '{"promotion.name": "sku"}', '{"on_unknown": "create"}');
:make '{"product.name": "sku"}');
:make '{"product.sku": "sku"}', '{"on_unknown": "create"}');
:make '{"product.base_price": "sku || random()"}', '{"on_unknown": "create"}');
:make '{"product.base_price": "date ~ ''x''"}', '{"on_unknown": "create"}');
:make '{}', '{"on_unknown": "guess"}');
SELECT create_source('stores', 'store_feed', '{code,name,holiday_calendar}', '{}', '{"on_unknown": "create"}');
INSERT INTO stores VALUES ('S9', 'Ninth', 'XX');

SET client_min_messages = warning;
DROP SCHEMA shop CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
