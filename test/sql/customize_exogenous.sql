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
CREATE ROLE regress_fw_reads;
GRANT SELECT ON sales_exogenous_all TO regress_fw_reads;
SELECT drop_column('product', 'colour');
SELECT has_table_privilege('regress_fw_reads', 'sales_exogenous_all', 'SELECT');
SELECT date, store_square_metres, sales_daily_is_promoted FROM sales_exogenous_all ORDER BY date;
SELECT rename_column('store', 'square_metres', 'area'), alter_column('sales_daily', 'is_promoted', "default" => '');
SELECT date, store_area, sales_daily_is_promoted FROM sales_exogenous_all ORDER BY date;
SELECT drop_column('store', 'area'), drop_column('sales_daily', 'is_promoted');
SELECT to_regclass('sales_exogenous_all') AS gone;

-- Feature tables with columns of stores and products
SELECT add_column('store', 'square_metres', 'numeric(8,1)'), add_column('store', 'grade', 'text', "default" => '''B'''), add_column('product', 'colour', 'text');
INSERT INTO store_custom_feed (code, name, square_metres, grade) VALUES ('S1', 'One', 100, 'A');
INSERT INTO product_custom_feed (sku, name, colour) VALUES ('B', 'b', 'blue');
SELECT build_features('plain_table', '2024-01-03') AS plain, build_features('extra_table', '2024-01-03', extra => '{store.square_metres,product.colour,store.grade}') AS extra;
SELECT DISTINCT store_id, product_id, "store.square_metres", "store.grade", "product.colour" FROM extra_table ORDER BY store_id;
SELECT count(*) AS rows, count(*) FILTER (WHERE NOT to_jsonb(e) @> to_jsonb(p)) AS wrong FROM plain_table p JOIN extra_table e USING (store_id, product_id, date);
-- feature_set has them, too, so two tables that differ in them have different settings
SELECT target, settings -> 'extra' AS extra, columns[cardinality(columns) - 2 :] AS last_columns,
    columns = (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute WHERE attrelid = target::regclass AND attnum > 0) AS all_columns
FROM feature_set ORDER BY id;
SELECT count(DISTINCT settings_hash) AS hashes, count(DISTINCT settings - 'extra') AS other_settings FROM feature_set;
SELECT build_features('none', '2024-01-03', extra => '{}');
SELECT build_features('refused', '2024-01-03', extra => '{store.nothing}');
SELECT build_features('refused', '2024-01-03', extra => '{sales_daily.quantity}');
SELECT build_features('refused', '2024-01-03', extra => '{store.grade,store.grade}');
SELECT to_regclass('refused') AS refused;
-- Calls that differ in the columns alone have settings of their own.
SELECT target, settings->'extra' AS extra, count(*) OVER (PARTITION BY settings_hash) AS of_these_settings FROM feature_set ORDER BY target;
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA team, fw CASCADE;
DROP ROLE regress_fw_reads;
