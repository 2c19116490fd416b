-- retry_rejects(batch_id) of loads through sources: row_data has the texts of the file, and the source reads them again.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
CREATE SCHEMA shop;
SET search_path = shop, public;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'Harbour');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');
\set counts 'SELECT inserted, updated, unchanged, rejected FROM retry_rejects(:batch);'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = :batch ORDER BY row_number;'
\set journal 'SELECT target, replace(source, :''batch'', ''N'') AS source, read_by, time_zone, received, inserted, unchanged, rejected, quantity_received AS units, quantity_landed AS landed, quantity_rejected AS refused, abs(amount_received - amount_landed - amount_rejected) <= rounding AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'

--
-- A till with formats, a time zone and a business day of its own, by each writer
--
SELECT create_source('till', 'sales_txn_feed', ARRAY['Zeit', 'Bon', 'Filiale', 'Artikel', 'Menge', 'Preis'],
    '{"receipt": "\"Bon\"", "line_no": "1", "sold_at": "\"Zeit\"", "store_code": "\"Filiale\"", "sku": "\"Artikel\"", "quantity": "\"Menge\"", "unit_price": "\"Preis\""}',
    '{"timestamp_format": "DD.MM.YYYY HH24:MI", "decimal_mark": ",", "grouping_mark": ".", "strip": "EUR", "time_zone": "Europe/Berlin", "day_ends_at": "04:00", "on_reject": "quarantine"}');
CREATE VIEW lines AS SELECT t.date, t.receipt, t.sold_at, s.code, t.quantity, t.unit_price, t.total_amount
FROM sales_txn t JOIN store s ON s.id = t.store_id ORDER BY t.receipt;
SET forecast_warehouse.writer = direct;
COPY till FROM stdin WITH (FORMAT csv, HEADER MATCH, DELIMITER ';');
Zeit;Bon;Filiale;Artikel;Menge;Preis
02.05.2024 09:30;B1;S1;A;3;2,50 EUR
02.05.2024 09:31;B2;S1;A;NA;2,50
03.05.2024 02:30;B3;S9;A;0,125;1.234,50 EUR
02.05.2024 09:33;B4;S9;A;4;2,50
31.02.2024 09:34;B5;S1;A;5;2,50
\.
SELECT (last_load()).batch_id AS batch \gset
:rejects
-- Nothing has changed, so all stay as they are.
:counts
:rejects
INSERT INTO store_feed (code, name) VALUES ('S9', 'New');
UPDATE load_reject SET row_data = row_data || '{"Menge": "2,5"}' WHERE batch_id = :batch AND row_number = 2;
SET timezone = 'Asia/Tokyo';
SET datestyle = 'SQL, DMY';
:counts
:journal
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
:rejects
SELECT row_data FROM load_reject WHERE batch_id = :batch;
SELECT * FROM lines;
-- A second call writes nothing.
CREATE VIEW stored AS SELECT xmin::text AS version, ctid::text AS place, t.* FROM sales_txn t;
CREATE TABLE before AS TABLE stored;
:counts
SELECT count(*) AS changed FROM (TABLE stored EXCEPT TABLE before) AS changed;
UPDATE load_reject SET row_data = row_data || '{"Zeit": "29.02.2024 09:34"}' WHERE batch_id = :batch;
:counts
:rejects
:counts
SELECT date FROM sales_txn WHERE receipt = 'B5';
-- The other writer, and the rows of a table. The lines are the same.
CREATE TABLE direct_lines AS TABLE lines;
TRUNCATE sales_txn;
DELETE FROM store WHERE code = 'S9';
SET forecast_warehouse.writer = sql;
CREATE TABLE staging ("Bon" text, "Zeit" text, "Filiale" text, "Artikel" text, "Menge" text, "Preis" text);
INSERT INTO staging VALUES ('B1', '02.05.2024 09:30', 'S1', 'A', '3', '2,50 EUR'), ('B2', '02.05.2024 09:31', 'S1', 'A', 'NA', '2,50'),
    ('B3', '03.05.2024 02:30', 'S9', 'A', '0,125', '1.234,50 EUR'), ('B4', '02.05.2024 09:33', 'S9', 'A', '4', '2,50'), ('B5', '31.02.2024 09:34', 'S1', 'A', '5', '2,50');
SELECT batch_id AS batch, rejected FROM load_source('till', 'staging') \gset
SELECT source, read_by FROM load_batch WHERE id = :batch;
INSERT INTO store_feed (code, name) VALUES ('S9', 'New');
UPDATE load_reject SET row_data = row_data || CASE row_number WHEN 2 THEN '{"Menge": "2,5"}' WHEN 5 THEN '{"Zeit": "29.02.2024 09:34"}' ELSE '{}' END::jsonb WHERE batch_id = :batch;
:counts
:journal
SELECT count(*) AS others FROM ((TABLE lines EXCEPT TABLE direct_lines) UNION ALL (TABLE direct_lines EXCEPT TABLE lines)) AS others;
RESET forecast_warehouse.writer;

--
-- Without a time zone of its own, the moment is that of the load
--
SELECT create_source('plain', 'sales_txn_feed', '{receipt,line_no,sold_at,store_code,sku,quantity,unit_price}', '{}', '{"on_reject": "quarantine"}');
SET timezone = 'Asia/Tokyo';
INSERT INTO plain VALUES ('T1', '1', '2024-05-02 01:30', 'S1', 'Tea', '1', '1');
SELECT (last_load()).batch_id AS batch \gset
SET timezone = 'UTC';
INSERT INTO product_feed (sku, name) VALUES ('Tea', 'Tea');
:counts
SELECT date, sold_at FROM sales_txn WHERE receipt = 'T1';

--
-- Wide files: a reject is one cell
--
SELECT create_source('wide', 'sales_daily_feed', ARRAY['item', 'shop', 'd_1', 'd_2', 'd_3'],
    '{"date": "date ''2024-01-01'' + substr(d, 3)::integer - 1", "store_code": "shop", "sku": "item", "unit_price": "''1.50''"}',
    '{"unpivot": {"columns": "d_*", "name": "d", "value": "quantity"}, "on_reject": "quarantine"}');
COPY wide FROM stdin WITH (FORMAT csv, HEADER MATCH);
item,shop,d_1,d_2,d_3
A,S1,1,many,3
B,S1,4,,0
\.
SELECT (last_load()).batch_id AS batch \gset
SELECT row_number, error_code, row_data FROM load_reject WHERE batch_id = :batch ORDER BY row_number;
INSERT INTO product_feed (sku, name) VALUES ('B', 'Bread');
:counts
:rejects
UPDATE load_reject SET row_data = row_data || '{"quantity": 2}' WHERE batch_id = :batch;
:counts
:counts
SELECT date, sku, quantity, total_amount FROM sales_daily_feed ORDER BY sku, date;
-- Whole lines.
SELECT create_source('whole', 'sales_daily_feed', ARRAY['item', 'shop', 'd_*'],
    '{"date": "date ''2024-02-01'' + substr(d, 3)::integer - 1", "store_code": "shop", "sku": "item", "unit_price": "''1.50''"}',
    '{"unpivot": {"columns": "d_*", "name": "d", "value": "quantity"}, "on_reject": "quarantine"}');
INSERT INTO whole VALUES ('item,shop,d_1,d_2'), ('A,S1,1,2'), ('"C,1",S1,3,4');
SELECT (last_load()).batch_id AS batch \gset
INSERT INTO product_feed (sku, name) VALUES ('C,1', 'Odd');
:counts
SELECT date, sku, quantity FROM sales_daily_feed WHERE date >= '2024-02-01' ORDER BY sku, date;

--
-- Stores and products that the source makes
--
SELECT create_source('pos', 'sales_daily_feed', ARRAY['date', 'shop', 'item', 'label', 'qty', 'price'],
    '{"store_code": "shop", "sku": "item", "quantity": "qty", "unit_price": "price", "product.name": "label"}',
    '{"on_unknown": "create", "on_reject": "quarantine", "on_duplicate": "sum"}');
INSERT INTO pos VALUES ('2024-03-01', 'U1', 'X', 'Xylophone', 'NA', '1'), ('2024-03-01', 'U1', 'X', 'Xylophone', '1', '1'), ('2024-03-01', 'U2', 'Y', repeat('y', 300), '3', '1'), ('2024-03-01', 'U2', 'W', repeat('w', 300), '4', '1');
SELECT id, target, read_by, received, inserted, rejected FROM load_batch ORDER BY id DESC LIMIT 3 \g (format=unaligned)
SELECT max(id) FILTER (WHERE target = 'product' AND rejected > 0) AS products, max(id) FILTER (WHERE target = 'sales_daily') AS facts FROM load_batch \gset
SELECT row_number, error_code, left(message, 60) AS message FROM load_reject WHERE batch_id IN (:products, :facts) ORDER BY batch_id, row_number;
-- The rows of products come again through the source, too. A product that was made meanwhile stays.
UPDATE load_reject SET row_data = row_data || '{"label": "Yoyo"}' WHERE batch_id = :products;
INSERT INTO product_feed (sku, name) VALUES ('W', 'Whistle');
\set batch :products
:counts
:journal
SELECT sku, name FROM product WHERE sku IN ('W', 'X', 'Y') ORDER BY sku;
\set batch :facts
UPDATE load_reject SET row_data = row_data || '{"qty": "2", "shop": "U3", "item": "Z", "label": "Zip"}' WHERE batch_id = :batch AND row_number = 1;
:counts
:rejects
SELECT code, name FROM store WHERE code LIKE 'U%' ORDER BY code;
SELECT sku, name FROM product WHERE sku = 'Z';
SELECT store_code, sku, quantity FROM sales_daily_feed WHERE date = '2024-03-01' ORDER BY 1, 2;

--
-- Prices that were seen
--
SELECT create_source('seen', 'price_history_feed', '{item,day,price}', '{"sku": "item", "valid_from": "day"}', '{"windows": "observed", "on_reject": "quarantine"}');
INSERT INTO seen VALUES ('P', '2024-01-01', '10'), ('P', '2024-01-08', '10'), ('P', '2024-01-15', '11'), ('P', '2024-01-22', 'x');
SELECT (last_load()).batch_id AS batch \gset
INSERT INTO product_feed (sku, name) VALUES ('P', 'Pear');
:counts
:rejects
SELECT valid_from, valid_to, price FROM price_history_feed WHERE sku = 'P' ORDER BY 1;

--
-- Sources that changed
--
INSERT INTO till VALUES ('04.05.2024 10:00', 'C1', 'S8', 'A', '1', '1'), ('04.05.2024 10:01', 'C2', 'S8', 'A', '1', '1');
SELECT (last_load()).batch_id AS batch \gset
\set rejects 'SELECT row_number, error_code FROM load_reject WHERE batch_id = :batch ORDER BY row_number;'
\set VERBOSITY default
-- A view that was renamed is found.
ALTER VIEW till RENAME TO register;
:counts
-- Columns that do not fit, on either side.
ALTER VIEW register RENAME COLUMN "Preis" TO "Price";
:counts
ALTER VIEW register RENAME COLUMN "Price" TO "Preis";
UPDATE load_reject SET row_data = row_data - 'Bon' || '{"Beleg": "C1"}' WHERE batch_id = :batch AND row_number = 1;
:counts
UPDATE load_reject SET row_data = row_data || '{"Bon": "C1"}' WHERE batch_id = :batch AND row_number = 1;
:counts
UPDATE load_reject SET row_data = '[1]' WHERE batch_id = :batch AND row_number = 1;
:counts
UPDATE load_reject SET row_data = '{"Zeit": "04.05.2024 10:00", "Bon": "C1", "Filiale": "S1", "Artikel": "A", "Menge": "1", "Preis": "1"}' WHERE batch_id = :batch AND row_number = 1;
-- Dropped. The rows stay.
DROP VIEW register;
:counts
DROP TABLE staging;
SELECT drop_source('till');
:counts
:rejects
-- Another source of the name, for another table, or with other columns.
SELECT create_source('till', 'traffic_daily_feed', '{date,store_code,visits}');
:counts
SELECT drop_source('till');
SELECT create_source('till', 'sales_txn_feed', '{receipt,line_no,sold_at,store_code,sku,quantity,unit_price}');
:counts
SELECT drop_source('till');
-- Made again as it was.
SELECT create_source('till', 'sales_txn_feed', ARRAY['Zeit', 'Bon', 'Filiale', 'Artikel', 'Menge', 'Preis'],
    '{"receipt": "\"Bon\"", "line_no": "1", "sold_at": "\"Zeit\"", "store_code": "\"Filiale\"", "sku": "\"Artikel\"", "quantity": "\"Menge\"", "unit_price": "\"Preis\""}',
    '{"timestamp_format": "DD.MM.YYYY HH24:MI", "decimal_mark": ",", "time_zone": "Europe/Berlin"}');
:counts
:rejects
-- The source does not make products any more.
SELECT drop_source('pos');
SELECT create_source('pos', 'sales_daily_feed', ARRAY['date', 'shop', 'item', 'label', 'qty', 'price'],
    '{"store_code": "shop", "sku": "item", "quantity": "qty", "unit_price": "price"}');
SELECT retry_rejects(:products);

--
-- Rights: those of a load through the source
--
CREATE ROLE regress_fw_resend;
GRANT USAGE ON SCHEMA shop, public TO regress_fw_resend;
SELECT count(*) > 0 AS granted FROM grant_loader('regress_fw_resend');
INSERT INTO store_feed (code, name) VALUES ('S8', 'Eighth');
SET ROLE regress_fw_resend;
SELECT retry_rejects(:batch);
RESET ROLE;
GRANT INSERT ON till TO regress_fw_resend;
REVOKE INSERT ON sales_txn FROM regress_fw_resend;
SET ROLE regress_fw_resend;
SELECT retry_rejects(:batch);
RESET ROLE;
GRANT INSERT ON sales_txn TO regress_fw_resend;
SET ROLE regress_fw_resend;
:counts
RESET ROLE;
:rejects
DROP OWNED BY regress_fw_resend;
DROP ROLE regress_fw_resend;

DROP SCHEMA shop CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
