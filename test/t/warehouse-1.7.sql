-- New in version 1.7: demand is not sales. Run after warehouse-1.6.sql.
SET search_path = retail;

INSERT INTO store_day_feed VALUES ('2024-02-11', 'ZH-1', false, 'Sunday'), ('2024-02-10', 'BE-1', true, NULL);
CREATE TEMPORARY TABLE stores_1_7 AS SELECT 'ZH-1' AS code, name, date '2020-01-01' AS opened_on, date '2030-12-31' AS closed_on FROM store WHERE code = 'ZH-1';
SELECT upsert_store('pg_temp.stores_1_7');
CREATE TEMPORARY TABLE products_1_7 AS SELECT sku, name, date '2021-05-01' AS launch_date, NULL::date AS discontinue_date, 'maturity' AS lifecycle_stage,
    12 AS pack_size, 'Hot drinks' AS subcategory FROM product WHERE sku = 'tea';
SELECT upsert_product('pg_temp.products_1_7');
CREATE TEMPORARY TABLE promotions_1_7 AS SELECT 'tea' AS sku, 'ZH-1' AS store_code, 'Two for one' AS name, date '2024-02-10' AS start_date, date '2024-02-17' AS end_date,
    'bogo' AS kind;
SELECT upsert_promotion('pg_temp.promotions_1_7');
CREATE TEMPORARY TABLE lines_1_7 AS SELECT 'W1' AS receipt, 1 AS line_no, timestamptz '2024-02-10 11:00Z' AS sold_at, 'BE-1' AS store_code, 'tea' AS sku, 1 AS quantity,
    3 AS unit_price, 'web' AS channel;
SELECT upsert_sales_txn('pg_temp.lines_1_7');
GRANT SELECT, INSERT, UPDATE ON store_day TO fw_loader;
GRANT USAGE ON SEQUENCE store_day_id_seq TO fw_loader;
GRANT SELECT ON store_day, store_day_feed TO fw_reader;

-- A planned signal, of all stores and of one. And one that is known afterwards.
INSERT INTO exogenous_signal_feed VALUES
    ('2024-02-10', 'snap', NULL, 1, true), ('2024-02-10', 'snap', 'ZH-1', 0, true), ('2024-02-11', 'oil', NULL, 80.5, false);
GRANT SELECT, INSERT, UPDATE ON exogenous_signal TO fw_loader;
GRANT USAGE ON SEQUENCE exogenous_signal_id_seq TO fw_loader;
GRANT SELECT ON store_signal, exogenous_signal TO fw_reader;
