-- Rejected texts of any length: load_reject.row_data is jsonb, which holds 256 MB at most.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
CREATE EXTENSION forecast_warehouse;
CREATE VIEW reject AS SELECT row_number, error_code, message, length(row_data ->> 'sku') AS sku, octet_length(row_data ->> 'name') AS name, row_data ->> 'brand' AS brand
    FROM load_reject WHERE batch_id = (SELECT max(batch_id) FROM load_reject) ORDER BY row_number;
-- The error is short, and the value in it, too.
INSERT INTO product_feed (sku, name) VALUES (repeat('x', 20000000), 'Apple');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', repeat('ä', 10000000));
SET forecast_warehouse.on_reject = quarantine;
-- 16 MB are kept whole, a byte more is cut, and not within a character.
INSERT INTO product_feed (sku, name, brand) VALUES ('A', 'Apple', NULL), (repeat('x', 16777216), 'Bread', 'one'), (repeat('x', 16777217), 'Cheese', 'two'), ('D', 'x' || repeat('ä', 8388608), 'three'), (repeat('x', 20000000), repeat('ä', 10000000), 'four'), ('', 'Eggs', 'five');
SELECT * FROM reject;
-- More than jsonb holds
INSERT INTO product_feed (sku, name) VALUES (repeat('x', 280000000), 'Figs');
SELECT * FROM reject;
-- A key that is too long for any row
SELECT count(*) FROM (SELECT generate_calendar('2024-01-01', '2024-01-31')) c;
INSERT INTO store_feed (code, name) VALUES ('S', 'Store');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT '2024-01-01', 'S', sku, 1, 1 FROM (VALUES ('A'), (repeat('y', 20000000)), ('Z'), (repeat('y', 20000001))) v (sku);
SELECT row_number, error_code, message, sku FROM reject;
SELECT sku, name FROM product ORDER BY sku;
SELECT upsert_product(repeat('x', 20000000), 'Grapes', NULL, NULL, NULL, NULL);
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
