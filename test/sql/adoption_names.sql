-- Adoption of tables with other names and types, and of staging tables.
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
\set SHOW_CONTEXT never
\pset null -
CREATE SCHEMA shop;
CREATE EXTENSION forecast_warehouse SCHEMA public;
CREATE TABLE shop.stores (store_id integer PRIMARY KEY, shop_no text NOT NULL UNIQUE, title text, area text);
CREATE TABLE shop.items (item_id bigint PRIMARY KEY, item_code text NOT NULL UNIQUE, description text, department text, price double precision);
CREATE TABLE shop.sales (pk bigserial PRIMARY KEY, day text, store_id integer REFERENCES shop.stores, item text, qty double precision, price double precision, revenue double precision, note text);
CREATE TABLE shop.prices (item_id bigint REFERENCES shop.items, shop text, price double precision, from_date text, to_date text);
CREATE VIEW shop.stock AS SELECT date '2024-02-01' AS stock_date, 3 AS store_id, 'A-1'::text AS item, 7 AS on_hand;
INSERT INTO shop.stores VALUES (3, 'N-3', 'North', 'N'), (9, 'S-9', 'South', 'S');
INSERT INTO shop.items VALUES (50, 'A-1', 'Apple', 'Fruit', 1.1), (60, 'B-2', 'Bread', 'Bakery', 2.345), (70, 'C-3', NULL, 'None', 1);
INSERT INTO shop.sales (day, store_id, item, qty, price, revenue) VALUES
    ('01.02.2024', 3, 'A-1', 10, 1.1, 11), ('02.02.2024', 3, 'A-1', 2.5, 1.1, 2.75), ('13.02.2024', 9, 'B-2', 3, 2.35, 7.05),
    ('14.02.2024', 9, 'A-1', 0.1, 0.1, 0.01), ('31.02.2024', 9, 'B-2', 3, 2, 6), ('15.02.2024', 9, 'Z', 3, 2, 6), ('15.02.2024', 3, 'C-3', 1, 1, 1);
INSERT INTO shop.sales (day, store_id, item, qty, price, revenue) SELECT to_char(d, 'DD.MM.YYYY'), 3, 'B-2', 1, 2, 2 FROM generate_series(date '2024-02-16', '2024-02-25', '1 day') AS d;
INSERT INTO shop.prices VALUES (50, 'N-3', 1.1, '2024-02-01', '2024-02-20'), (50, 'N-3', 1.2, '2024-02-10', NULL), (60, NULL, 2.345, '2024-02-01', NULL);
SELECT table_name, source_table, column_name, source_column, finding, row_count, message FROM adoption_plan('shop') WHERE finding <> 'mapping';
SELECT jsonb_pretty(mapping -> 'sales_daily') AS sales, jsonb_pretty(mapping -> 'price_history') AS prices FROM adoption_plan('shop', false) WHERE finding = 'mapping';
SELECT table_name, source_table, rows_read, rows_landed, rows_rejected, quantity_read, quantity_landed, quantity_rejected, amount_read, amount_landed, amount_rejected, ids FROM adopt('shop', fix => '{windows}');
-- A second way: the rows that plain SQL reads
SELECT count(*) AS rows, sum(qty::numeric) AS quantity, sum(revenue::numeric) AS amount FROM shop.sales WHERE item IN ('A-1', 'B-2') AND day <> '31.02.2024';
SELECT id, date, store_id, product_id, quantity, unit_price, total_amount FROM sales_daily ORDER BY id;
SELECT id, sku, name, base_price FROM product ORDER BY id;
SELECT product_id, store_id, price, valid_from, valid_to FROM price_history ORDER BY id;
SELECT min(date), max(date), count(*) FROM calendar;
SELECT date, store_id, product_id, on_hand_qty FROM inventory_snapshot_daily;
SELECT b.target, r.error_code, r.message FROM load_reject r JOIN load_batch b ON b.id = r.batch_id ORDER BY b.id, r.row_number;
-- A view cannot be swapped; nor can a table whose rows do not all fit.
SELECT * FROM adopt('shop', swap => true);
TRUNCATE store, product, calendar, sales_daily, price_history, inventory_snapshot_daily CASCADE;
SELECT * FROM adopt('shop', (SELECT mapping - 'inventory_snapshot_daily' FROM adoption_plan('shop', false) WHERE finding = 'mapping'), '{windows}', true);
DELETE FROM shop.sales WHERE item IN ('Z', 'C-3') OR day = '31.02.2024';
DELETE FROM shop.items WHERE description IS NULL;
CREATE TABLE kept AS SELECT * FROM shop.sales;
-- Prices have no ids to be kept: they are left out of the swap.
SELECT table_name, rows_landed, ids FROM adopt('shop', (SELECT mapping - '{inventory_snapshot_daily,price_history}'::text[] FROM adoption_plan('shop', false) WHERE finding = 'mapping'), '{}', true);
SELECT pk, day, store_id, item, qty, price, revenue, note FROM shop.sales ORDER BY pk;
SELECT store_id, shop_no, title, area FROM shop.stores ORDER BY store_id;
UPDATE shop.sales SET qty = 11, revenue = 12.1 WHERE pk = 1;
-- A day that was a text is not written by the view.
INSERT INTO shop.sales (day, store_id, item, qty) VALUES ('20.02.2024', 3, 'A-1', 1);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-02-03', 'N-3', 'B-2', 5, 2);
SELECT * FROM undo_adoption('shop');
(SELECT 'gone' AS side, pk, day, store_id, item, qty, price, revenue FROM kept EXCEPT SELECT 'gone', pk, day, store_id, item, qty, price, revenue FROM shop.sales)
UNION ALL (SELECT 'new', pk, day, store_id, item, qty, price, revenue FROM shop.sales EXCEPT SELECT 'new', pk, day, store_id, item, qty, price, revenue FROM kept) ORDER BY 2, 1;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA shop CASCADE;
DROP TABLE kept;

--
-- A calendar that counts days of the week from Sunday, as dbt makes it
--
CREATE SCHEMA mart;
CREATE EXTENSION forecast_warehouse SCHEMA public;
CREATE TABLE mart.dim_date AS SELECT d::date AS date_day, extract(dow FROM d)::int + 1 AS day_of_week, 'x' AS label FROM generate_series(date '2024-03-01', '2024-03-04', '1 day') AS d;
CREATE TABLE mart.fct_sales (date_day timestamp, shop_code text, sku text, units int);
CREATE TABLE mart.dim_shops (shop_code text, shop_name text);
CREATE TABLE mart.dim_products (sku text, label text);
INSERT INTO mart.dim_shops VALUES ('A', 'Alpha');
INSERT INTO mart.dim_products VALUES ('S', 'Soap');
INSERT INTO mart.fct_sales VALUES ('2024-03-01 00:00', 'A', 'S', 2), ('2024-03-02 00:00', 'A', 'S', 2), ('2024-03-02 00:00', 'A', 'S', 3), ('2024-03-09 00:00', 'A', 'S', 1);
SELECT table_name, source_table, column_name, source_column, finding, row_count, message FROM adoption_plan('mart') WHERE finding NOT IN ('mapping', 'column');
SELECT table_name, source_table, rows_read, rows_landed, rows_rejected, quantity_read, quantity_landed, quantity_rejected, ids FROM adopt('mart');
SELECT date, day_of_week, month, quarter, year, is_weekend FROM calendar ORDER BY date;
SELECT date, quantity FROM sales_daily;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA mart CASCADE;

--
-- Staging tables of another schema: the figures are those of run_etl() over the files
--
CREATE SCHEMA one;
CREATE SCHEMA legacy;
CREATE EXTENSION forecast_warehouse SCHEMA one;
SET search_path = one;
SELECT count(*) > 0 AS filled FROM generate_demo_orders();
DO $$
DECLARE name text; columns text;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'one'::regnamespace AND relkind = 'r' AND relname LIKE 'staging\_%' LOOP
        SELECT string_agg(quote_ident(attname) || '::text', ', ') INTO columns FROM pg_attribute
            WHERE attrelid = ('one.' || name)::regclass AND attnum > 0 AND attname NOT IN ('staging_id', 'load_number');
        EXECUTE format('CREATE TABLE legacy.%I AS SELECT %s FROM one.%I ORDER BY staging_id', name, columns, name);
    END LOOP;
END $$;
CREATE TABLE legacy.figures AS SELECT step, rows_read, inserted, updated, unchanged, merged, rejected FROM run_etl();
CREATE TABLE legacy.sums AS SELECT sum(quantity) AS quantity, sum(amount) AS amount, sum(profit) AS profit FROM sales_order_line;
RESET search_path;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA one CASCADE;
CREATE SCHEMA two;
CREATE EXTENSION forecast_warehouse SCHEMA two;
SELECT count(*) AS tables, sum(rows_read - rows_landed) AS lost, min(ids) AS ids FROM two.adopt('legacy');
SELECT f.* FROM (SELECT step, rows_read, inserted, updated, unchanged, merged, rejected FROM two.run_etl()) AS f EXCEPT SELECT * FROM legacy.figures;
SELECT count(*) AS steps FROM legacy.figures;
SELECT count(*) > 0 AS lines FROM two.sales_order_line;
SELECT s.quantity = t.quantity AS quantity, s.amount = t.amount AS amount, s.profit = t.profit AS profit FROM legacy.sums s,
    (SELECT sum(quantity) AS quantity, sum(amount) AS amount, sum(profit) AS profit FROM two.sales_order_line) AS t;
SELECT two.adopt('legacy');
DROP EXTENSION forecast_warehouse;
DROP SCHEMA two, legacy CASCADE;

--
-- Days as texts in a format of their own: ends that windows get have it, too
--
CREATE SCHEMA bazaar;
CREATE SCHEMA three;
CREATE EXTENSION forecast_warehouse SCHEMA three;
CREATE TABLE bazaar.products (sku text, name text);
CREATE TABLE bazaar.prices (sku text, price numeric, first_day text, last_day text);
INSERT INTO bazaar.products VALUES ('A', 'a');
INSERT INTO bazaar.prices VALUES ('A', 1, '01.01.2024', '31.01.2024'), ('A', 2, '20.01.2024', NULL);
\set map '{"product": {"table": "products", "columns": {"sku": "sku", "name": "name"}}, "price_history": {"table": "prices", "options": {"date_format": "DD.MM.YYYY"}, "columns": {"sku": "sku", "price": "price", "valid_from": "first_day", "valid_to": "last_day"}}}'
SELECT table_name, rows_landed, rows_rejected FROM three.adopt('bazaar', :'map', fix => '{windows}');
SELECT price, valid_from, valid_to FROM three.price_history ORDER BY 2;
-- Where the day after the last one is given, it is the first day of the next window
TRUNCATE three.price_history;
SET forecast_warehouse.window_ends = exclusive;
UPDATE bazaar.prices SET last_day = '20.01.2024' WHERE price = 1;
INSERT INTO bazaar.prices VALUES ('A', 3, '25.01.2024', NULL);
SELECT table_name, rows_landed, rows_rejected FROM three.adopt('bazaar', :'map', fix => '{windows}');
SELECT price, valid_from, valid_to FROM three.price_history ORDER BY 2;
RESET forecast_warehouse.window_ends;
-- Keys of days, such as 20240105
CREATE TABLE bazaar.shops (shop_key integer PRIMARY KEY, code text NOT NULL, name text NOT NULL);
CREATE TABLE bazaar.goods (good_key integer PRIMARY KEY, sku text NOT NULL, name text NOT NULL);
CREATE TABLE bazaar.sold (id bigint PRIMARY KEY, date_key integer, shop_key integer, good_key integer, quantity numeric);
INSERT INTO bazaar.shops VALUES (3, 'S', 's');
INSERT INTO bazaar.goods VALUES (4, 'G', 'g');
INSERT INTO bazaar.sold VALUES (8, 20240105, 3, 4, 2), (9, 20240106, 3, 4, 5);
TRUNCATE three.product CASCADE;
\set map '{"store": {"table": "shops", "columns": {"id": "shop_key", "code": "code", "name": "name"}}, "product": {"table": "goods", "columns": {"id": "good_key", "sku": "sku", "name": "name"}}, "sales_daily": {"table": "sold", "options": {"date_format": "YYYYMMDD"}, "columns": {"id": "id", "date": "date_key", "quantity": "quantity", "store_code": {"column": "shop_key", "refers_to": "shop_key"}, "sku": {"column": "good_key", "refers_to": "good_key"}}}}'
SELECT table_name, rows_landed, rows_rejected, ids FROM three.adopt('bazaar', :'map', swap => true);
SELECT date FROM three.sales_daily ORDER BY 1;
UPDATE bazaar.sold SET quantity = 3 WHERE date_key = 20240105;
SELECT * FROM three.undo_adoption('bazaar');
TABLE bazaar.sold ORDER BY id;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA three, bazaar CASCADE;
