-- upsert_{table}(source, on_reject, on_duplicate): loads from any relation that has the columns.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set counts 'inserted, updated, unchanged, rejected'

--
-- All six, from a table of their own shape; the result is that of last_load(), and of the journal
--
CREATE SCHEMA staging;
CREATE TABLE staging.store AS TABLE store_feed;
CREATE TABLE staging.product AS TABLE product_feed;
CREATE TABLE staging.sales AS TABLE sales_daily_feed;
CREATE TABLE staging.prices AS TABLE price_history_feed;
CREATE TABLE staging.promotions AS TABLE promotion_feed;
CREATE TABLE staging.stock AS TABLE inventory_snapshot_daily_feed;
INSERT INTO staging.store VALUES ('S1', 'First', 'North', 'Aachen', 'kiosk'), ('S2', 'Second', NULL, NULL, NULL);
INSERT INTO staging.product VALUES ('A', 'Apple', 'Fruit', 'Orchard', 2, 1), ('B', 'Bread', NULL, NULL, NULL, NULL);
INSERT INTO staging.sales VALUES ('2024-01-01', 'S1', 'A', 2, 1.5, NULL), ('2024-01-01', 'S2', 'A', 4, NULL, 5), ('2024-01-02', 'S1', 'B', 0, 3, 0);
INSERT INTO staging.prices VALUES ('A', NULL, 2, '2024-01-01', NULL), ('A', NULL, 3, '2024-02-01', NULL), ('A', 'S1', 1, '2024-01-01', '2024-01-31');
INSERT INTO staging.promotions VALUES ('A', NULL, 'Spring', 0.2, NULL, '2024-03-01', '2024-03-31'), ('A', 'S1', 'Spring', NULL, 1, '2024-03-01', '2024-03-31');
INSERT INTO staging.stock VALUES ('2024-01-01', 'S1', 'A', 2, NULL, NULL), ('2024-01-01', 'S2', 'A', 0, 7, NULL);
SELECT :counts FROM upsert_store('staging.store');
:journal
SELECT :counts FROM upsert_product('staging.product');
:journal
SELECT :counts FROM upsert_sales_daily('staging.sales');
:journal
SELECT :counts FROM upsert_price_history('staging.prices');
:journal
SELECT :counts FROM upsert_promotion('staging.promotions');
:journal
SELECT :counts FROM upsert_inventory_snapshot_daily('staging.stock');
:journal
TABLE store_feed ORDER BY 1;
TABLE product_feed ORDER BY 1;
TABLE sales_daily_feed ORDER BY 1, 2, 3;
TABLE price_history_feed ORDER BY 1, 2 NULLS FIRST, 4;
TABLE promotion_feed ORDER BY 1, 2 NULLS FIRST;
TABLE inventory_snapshot_daily_feed ORDER BY 1, 2, 3;
-- again: nothing to do
SELECT (r).batch_id = (last_load()).batch_id AS last, (r).unchanged FROM (SELECT upsert_sales_daily('staging.sales') r OFFSET 0) u;
SELECT :counts FROM upsert_price_history('staging.prices');
-- a feed is a source too
SELECT :counts FROM upsert_price_history('price_history_feed');
SELECT :counts FROM upsert_store('store');

--
-- Columns of other types are cast, as an explicit cast does; others are left alone, the order does not matter
--
CREATE TABLE staging.texts (note text, total_amount text, quantity text, sku varchar(10), store_code char(8), date text, "order" int);
INSERT INTO staging.texts VALUES ('x', ' 12.50', ' 5 ', 'A', 'S1', '2024-01-03', 1), (NULL, NULL, NULL, 'A', 'S2', '3 Jan 2024', 2);
SELECT * FROM upsert_sales_daily('staging.texts');
DELETE FROM staging.texts WHERE quantity IS NULL;
SELECT :counts FROM upsert_sales_daily('staging.texts');
SELECT * FROM sales_daily_feed WHERE date = '2024-01-03';
CREATE TABLE staging.others (date timestamp, store_code name, sku text, on_hand_qty numeric, on_order_qty smallint, is_stockout int);
INSERT INTO staging.others VALUES ('2024-01-03 00:00', 'S1', 'A', 10000000000, 3, 1), ('2024-01-04 00:00', 'S1', 'A', 9, 3, 0);
SELECT :counts FROM upsert_inventory_snapshot_daily('staging.others', 'quarantine');
SELECT * FROM inventory_snapshot_daily_feed WHERE date > '2024-01-02';
SELECT row_number, error_code, row_data FROM load_reject;
-- a value that cannot be cast stops the load
UPDATE staging.texts SET quantity = 'five';
SELECT :counts FROM upsert_sales_daily('staging.texts', 'quarantine');
\echo :LAST_ERROR_SQLSTATE
ALTER TABLE staging.others ALTER on_hand_qty TYPE point USING NULL;
SELECT :counts FROM upsert_inventory_snapshot_daily('staging.others');
\echo :LAST_ERROR_SQLSTATE

--
-- Columns may be missing if they have a default, are derived or may be NULL. An existing value stays.
--
CREATE TABLE staging.codes (code text, name text);
INSERT INTO staging.codes VALUES ('S1', 'Renamed'), ('S3', 'Third');
SELECT :counts FROM upsert_store('staging.codes');
CREATE TABLE staging.skus (name text, sku text, base_price numeric);
INSERT INTO staging.skus VALUES ('Apple', 'A', NULL);
SELECT :counts FROM upsert_product('staging.skus');
CREATE TABLE staging.counted (date date, store_code text, sku text, on_hand_qty int);
INSERT INTO staging.counted VALUES ('2024-01-01', 'S2', 'A', 1), ('2024-01-05', 'S2', 'A', 0);
SELECT :counts FROM upsert_inventory_snapshot_daily('staging.counted');
CREATE TABLE staging.chain_prices (sku text, price numeric, valid_from date);
INSERT INTO staging.chain_prices VALUES ('A', 4, '2024-03-01');
SELECT :counts FROM upsert_price_history('staging.chain_prices');
TABLE store_feed ORDER BY 1;
SELECT * FROM product_feed WHERE sku = 'A';
SELECT * FROM inventory_snapshot_daily_feed WHERE store_code = 'S2' ORDER BY 1;
SELECT * FROM price_history_feed WHERE store_code IS NULL ORDER BY valid_from;
SELECT :counts FROM upsert_product('staging.codes');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM upsert_sales_daily('staging.counted');
-- names are compared exactly
CREATE TABLE staging.loud ("Code" text, "NAME" text);
SELECT :counts FROM upsert_store('staging.loud');
-- a column that was dropped is missing
ALTER TABLE staging.skus DROP COLUMN name;
SELECT :counts FROM upsert_product('staging.skus');
ALTER TABLE staging.skus ADD COLUMN name text DEFAULT 'Apple';
SELECT :counts FROM upsert_product('staging.skus');

--
-- Kinds of relations
--
CREATE VIEW staging.view AS SELECT 'V' || n AS code, 'Store ' || n AS name FROM generate_series(1, 3) n;
SELECT :counts FROM upsert_store('staging.view');
CREATE MATERIALIZED VIEW staging.materialized AS SELECT code, name || '!' AS name FROM staging.view;
SELECT :counts FROM upsert_store('staging.materialized');
CREATE TEMP TABLE "Odd ""name""" (code text, name text);
INSERT INTO "Odd ""name""" VALUES ('T1', 'Temporary');
SELECT :counts FROM upsert_store('"Odd ""name"""');
SELECT source = 'pg_temp_' || substring(source FROM '\d+') || '."Odd ""name"""' AS as_it_is_written FROM load_batch WHERE id = (last_load()).batch_id;
CREATE TABLE staging.parts (code text, name text) PARTITION BY LIST (left(code, 1));
CREATE TABLE staging.part_x (name text, code text);
ALTER TABLE staging.parts ATTACH PARTITION staging.part_x FOR VALUES IN ('X');
CREATE TABLE staging.part_y PARTITION OF staging.parts FOR VALUES IN ('Y');
INSERT INTO staging.parts VALUES ('X1', 'Partition x'), ('Y1', 'Partition y');
SELECT :counts FROM upsert_store('staging.parts');
CREATE TABLE staging.parent (code text, name text);
CREATE TABLE staging.child () INHERITS (staging.parent);
INSERT INTO staging.child VALUES ('C1', 'Child');
SELECT :counts FROM upsert_store('staging.parent');
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE staging.foreign (code text, name text) SERVER files OPTIONS (program $$printf 'F1\tForeign\n'$$);
SELECT :counts FROM upsert_store('staging.foreign');
SELECT array_agg(code || ' ' || name ORDER BY code) FROM store WHERE code !~ '^S';
DROP EXTENSION file_fdw CASCADE;
CREATE SEQUENCE staging.sequence;
CREATE INDEX index ON staging.codes (code);
SELECT :counts FROM upsert_store('staging.sequence');
SELECT :counts FROM upsert_store('staging.index');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM upsert_store('staging.nothing');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM upsert_store(4294967295);
\echo :LAST_ERROR_SQLSTATE

--
-- Arguments
--
SELECT :counts FROM upsert_store(NULL::regclass);
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM upsert_store('staging.codes', 'skip');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM upsert_store('staging.codes', 'error', 'average');
SELECT :counts FROM upsert_store('staging.codes', '');
INSERT INTO staging.codes VALUES ('S3', 'Third, once more'), (NULL, 'No code');
SELECT :counts FROM upsert_store('staging.codes');
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY terse
SELECT :counts FROM upsert_store('staging.codes', 'quarantine');
SELECT :counts FROM upsert_store('staging.codes', on_duplicate => 'last', on_reject => 'quarantine');
:journal
SELECT row_number, error_code, row_data FROM load_reject WHERE batch_id = (last_load()).batch_id;
SELECT name FROM store WHERE code = 'S3';
SELECT :counts FROM upsert_store('staging.codes', 'quarantine', 'first');
SELECT name FROM store WHERE code = 'S3';
-- an argument beats the setting, a missing one leaves it to the setting
SET forecast_warehouse.on_reject = quarantine;
SET forecast_warehouse.on_duplicate = last;
SELECT :counts FROM upsert_store('staging.codes');
SELECT name FROM store WHERE code = 'S3';
SELECT :counts FROM upsert_store('staging.codes', NULL, NULL);
SELECT :counts FROM upsert_store('staging.codes', 'error');
SELECT :counts FROM upsert_store('staging.codes', NULL, 'error');
RESET ALL;
SET datestyle = 'ISO, YMD';
\set VERBOSITY default
SELECT :counts FROM upsert_sales_daily('staging.sales', on_duplicate => 'sum');

-- nothing and much
DELETE FROM staging.codes;
SELECT :counts FROM upsert_store('staging.codes');
INSERT INTO staging.codes SELECT 'M' || n, 'Store ' || n FROM generate_series(1, 20000) n;
SELECT :counts FROM upsert_store('staging.codes');
SELECT count(*) FROM store NATURAL JOIN staging.codes;
SELECT :counts FROM upsert_store('staging.codes');

-- undone with its transaction
BEGIN;
UPDATE staging.sales SET quantity = 7;
SELECT :counts FROM upsert_sales_daily('staging.sales');
ROLLBACK;
SELECT count(*) FROM sales_daily WHERE quantity = 7;
SELECT received FROM load_batch WHERE id = (last_load()).batch_id;

\set VERBOSITY terse
DROP SCHEMA staging CASCADE;
DROP TABLE "Odd ""name""";
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
