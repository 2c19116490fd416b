-- An unknown key that resembles an existing one: the message names that one. Invisible characters, too.
CREATE EXTENSION forecast_warehouse;
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
SELECT inserted FROM generate_calendar('2024-07-01', '2024-07-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('b 1', 'Bread');
CREATE TEMP TABLE sales (date date, store_code text, sku text, quantity int, unit_price numeric);
INSERT INTO sales VALUES ('2024-07-01', 'S1 ', 'A', 1, 1);
SELECT upsert_sales_daily('sales');
SELECT upsert_sales_daily('2024-07-01', 's1', 'A', 1, 1);
-- each character by itself
SET client_min_messages = warning;
CREATE TEMP TABLE unseen AS SELECT n, letter FROM unnest(ARRAY[U&'\00A0', U&'\200B', U&'\200C', U&'\200D', U&'\2060', U&'\FEFF', U&'\3000', U&'\00AD', ' ', E'\t', E'\r', E'\n']) WITH ORDINALITY AS u (letter, n);
DELETE FROM sales;
INSERT INTO sales SELECT '2024-07-01', 'S1', 'a' || letter, 1, 1 FROM unseen ORDER BY n;
SELECT inserted, rejected FROM upsert_sales_daily('sales', 'quarantine');
SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY 1;
-- several keys: each named once; a key of which nothing is left, a day, and one that nothing resembles get no name
DELETE FROM sales;
INSERT INTO sales VALUES ('2024-07-01', 's1', 'A', 1, 1), ('2024-07-02', 'S1', 'B1', 1, 1), ('2024-07-03', 's1', 'A', 1, 1), ('2024-07-03', 'S2', ' ', 1, 1), ('2024-08-03', 'S2', 'A', 1, 1), ('2024-07-03', 'S9', 'A', 1, 1);
SELECT upsert_sales_daily('sales');
SELECT rejected FROM upsert_sales_daily('sales', 'quarantine');
SELECT row_number, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY 1;
-- the holiday calendar of a store
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('S3', 'Three', 'de');
-- A role that may not read the whole table learns nothing about it.
CREATE ROLE regress_fw_near;
GRANT USAGE ON SCHEMA public TO regress_fw_near;
GRANT SELECT (id, code) ON store TO regress_fw_near;
GRANT SELECT (id, sku) ON product TO regress_fw_near;
GRANT SELECT ON calendar TO regress_fw_near;
GRANT SELECT, INSERT, UPDATE ON sales_daily TO regress_fw_near;
GRANT USAGE ON SEQUENCE sales_daily_id_seq TO regress_fw_near;
SET ROLE regress_fw_near;
SELECT upsert_sales_daily('2024-07-01', 's1', 'A', 1, 1);
RESET ROLE;
DROP OWNED BY regress_fw_near;
DROP ROLE regress_fw_near;

--
-- A byte order mark at the beginning of a file
--
INSERT INTO store_feed (code, name) VALUES (U&'\FEFFS9', 'Nine'), (U&'\FEFFS8', 'Eight');
SELECT name, length(code) FROM store WHERE length(code) = 3 ORDER BY name;
INSERT INTO price_history_feed (sku, price, valid_from) VALUES (U&'\FEFFA', 1, '2024-07-01');
INSERT INTO store_feed (code, name) VALUES ('S7', U&'\FEFFSeven'), ('Ä', 'Eight');

-- new codes that differ by invisible characters
INSERT INTO product_feed (sku, name) VALUES (U&'A\200B', 'Apple');

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
