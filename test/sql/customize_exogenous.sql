-- sales_exogenous_all: the columns of users beside stores, products and daily sales, for each row of sales_exogenous.
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
CREATE SCHEMA team;
SET search_path = team, fw;
SET client_min_messages = warning;
\set VERBOSITY terse
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) VALUES ('A', 'a'), ('B', 'b');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-01', 'S1', 'A', 1, 2), ('2024-01-02', 'S2', 'B', 3, 4);
SELECT add_column('customer', 'vip', 'boolean');
SELECT to_regclass('sales_exogenous_all') AS not_yet;
SELECT add_column('product', 'colour', 'text');
CREATE VIEW report AS SELECT date, product_colour FROM sales_exogenous_all;
SELECT add_column('store', 'square_metres', 'numeric(8,1)'), add_column('sales_daily', 'is_promoted', 'boolean', "default" => 'false');
INSERT INTO product_custom_feed (sku, name, colour) VALUES ('A', 'a', 'red');
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S2', 'Two', 77);
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_promoted) VALUES ('2024-01-01', 'S1', 'A', 1, 2, true);
SELECT date, store_code, sku, quantity, product_colour, store_square_metres, sales_daily_is_promoted FROM sales_exogenous_all ORDER BY date;
-- Its other columns are those of sales_exogenous
SELECT count(*) AS rows, count(*) FILTER (WHERE NOT to_jsonb(a) @> to_jsonb(e)) AS wrong
FROM sales_exogenous_all a JOIN sales_exogenous e USING (date, store_id, product_id);
SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'sales_exogenous_all'::regclass AND attnum > (SELECT relnatts FROM pg_class WHERE oid = 'sales_exogenous'::regclass);
SELECT * FROM apply_customizations();
DROP VIEW report;
SELECT drop_column('product', 'colour');
SELECT date, store_square_metres, sales_daily_is_promoted FROM sales_exogenous_all ORDER BY date;
SELECT rename_column('store', 'square_metres', 'area'), alter_column('sales_daily', 'is_promoted', "default" => '');
SELECT date, store_area, sales_daily_is_promoted FROM sales_exogenous_all ORDER BY date;
SELECT drop_column('store', 'area'), drop_column('sales_daily', 'is_promoted');
SELECT to_regclass('sales_exogenous_all') AS gone;
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA team, fw CASCADE;
