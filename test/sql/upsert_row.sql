-- upsert_{table}(column, ...): one row for applications; returns inserted, updated or unchanged.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');

--
-- Stores and products
--
SELECT upsert_store('S1', 'First', 'North', 'Aachen', 'kiosk');
SELECT upsert_store('S1', 'First', 'North', 'Aachen', 'kiosk');
SELECT upsert_store('S1', 'First', 'North', 'Aachen', 'mall');
SELECT upsert_store('S2', 'Second', NULL, NULL, NULL);
SELECT upsert_store('S2', 'Second', NULL, NULL, NULL);
-- all values are given: NULL is one of them
SELECT upsert_store('S1', 'First', NULL, 'Aachen', 'mall');
SELECT upsert_store(code => 'S3', name => 'Third', store_type => 'kiosk', city => NULL, region => 'South');
TABLE store_feed ORDER BY code;
SELECT upsert_product('A', 'Apple', 'Fruit', 'Orchard', 2.499, 1);
SELECT upsert_product('A', 'Apple', 'Fruit', 'Orchard', 2.5, 1.004);
SELECT upsert_product('A', 'Apple', 'Fruit', 'Orchard', 2.5, NULL);
SELECT upsert_product('B', 'Bread', NULL, NULL, NULL, NULL);
TABLE product_feed ORDER BY sku;

--
-- Facts: derived values, defaults
--
SELECT upsert_sales_daily('2024-01-01', 'S1', 'A', 2, 1.5, 3);
SELECT upsert_sales_daily('2024-01-01', 'S1', 'A', 2, 1.5);
SELECT upsert_sales_daily('2024-01-01', 'S1', 'A', 2, total_amount => 3);
SELECT upsert_sales_daily('2024-01-01', 'S1', 'A', 4, NULL, 3);
SELECT upsert_sales_daily(quantity => 1, sku => 'A', store_code => 'S2', date => '2024-01-01', unit_price => 9);
TABLE sales_daily_feed ORDER BY date, store_code;
SELECT upsert_inventory_snapshot_daily('2024-01-01', 'S1', 'A', 0);
SELECT upsert_inventory_snapshot_daily('2024-01-01', 'S1', 'A', 0, 0, true);
SELECT upsert_inventory_snapshot_daily('2024-01-01', 'S1', 'A', 5, 7);
SELECT upsert_inventory_snapshot_daily('2024-01-01', 'S1', 'A', 5, 7, true);
TABLE inventory_snapshot_daily_feed;
-- a value of on_order_qty stays when the caller does not give it
SELECT upsert_inventory_snapshot_daily('2024-01-01', 'S1', 'A', 4);
TABLE inventory_snapshot_daily_feed;

--
-- Windows: the rules of the feeds
--
SELECT upsert_price_history('A', NULL, 2, '2024-01-01');
SELECT upsert_price_history('A', NULL, 3, '2024-02-01', NULL);
SELECT upsert_price_history('A', NULL, 2, '2024-01-01');
SELECT upsert_price_history('A', 'S1', 1, '2024-01-01', '2024-01-31');
SELECT upsert_price_history('A', 'S1', 1, '2024-01-01', '2024-01-30');
TABLE price_history_feed ORDER BY sku, store_code NULLS FIRST, valid_from;
SELECT upsert_promotion('A', NULL, 'Spring', 0.2, NULL, '2024-03-01', '2024-03-31');
SELECT upsert_promotion('A', NULL, 'Spring', 0.2, NULL, '2024-03-01', '2024-03-31');
SELECT upsert_promotion('A', NULL, 'Spring', NULL, 1, '2024-03-01', '2024-03-30');
TABLE promotion_feed;

--
-- None of them leaves a trace in the journal, nor is it the last load of the session
--
SELECT count(*), min(target) FROM load_batch;
SELECT inserted FROM last_load();
-- an unchanged row is not written, and takes no id
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, d::text AS image FROM sales_daily d;
SELECT upsert_sales_daily('2024-01-01', 'S1', 'A', 4, NULL, 3), upsert_sales_daily('2024-01-01', 'S2', 'A', 1, 9);
SELECT count(*) AS untouched FROM sales_daily d JOIN existing b ON d.ctid = b.tid AND d.xmin = b.writer AND d::text = b.image;
SELECT last_value FROM sales_daily_id_seq;

--
-- Errors: one row, its reason, its code; under any settings
--
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
SELECT upsert_store(NULL, 'No code', NULL, NULL, NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_store(repeat('x', 21), 'Long', NULL, NULL, NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_product('C', 'Cheese', NULL, NULL, -1, NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_product('C', 'Cheese', NULL, NULL, 'NaN', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_sales_daily('2025-01-01', 'S1', 'A', 1, 1);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_sales_daily('2024-01-01', 'S9', 'A', 1, 1);
SELECT upsert_sales_daily('2024-01-01', 'S1', 'Z', 1, 1);
SELECT upsert_sales_daily('2024-01-01', 'S1', 'A', 30000000000, 1);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_sales_daily('2024-01-01', 'S1', 'A', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_inventory_snapshot_daily('2024-01-01', 'S1', 'A', -1);
SELECT upsert_price_history('A', NULL, 1, '2024-01-15', '2024-02-01');
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_promotion('A', NULL, 'Summer', NULL, NULL, '2024-07-02', '2024-07-01');
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM load_reject;
-- a row on its own cannot be quarantined, so the hint must not say so
DO $$
DECLARE
    detail text;
    hint text;
BEGIN
    PERFORM upsert_sales_daily('2024-01-01', 'S9', 'A', 1, 1);
EXCEPTION WHEN foreign_key_violation THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RAISE NOTICE 'detail "%", hint %', detail, CASE WHEN hint = '' THEN 'missing' WHEN hint LIKE '%on_reject%' THEN 'misleading' ELSE 'given' END;
END $$;
RESET forecast_warehouse.on_reject;
SELECT (SELECT count(*) FROM store) AS stores, (SELECT count(*) FROM product) AS products, (SELECT count(*) FROM sales_daily) AS sales,
       (SELECT count(*) FROM price_history) AS prices, (SELECT count(*) FROM promotion) AS promotions;

--
-- Which function a call means
--
CREATE TEMP TABLE staging (code text, name text);
INSERT INTO staging VALUES ('S4', 'Fourth'), (NULL, 'No code');
SELECT inserted, rejected FROM upsert_store('staging', 'quarantine');
SELECT inserted, unchanged, rejected FROM upsert_store('staging', 'quarantine', 'last');
\set VERBOSITY default
DELETE FROM staging WHERE code IS NULL;
SELECT pg_typeof(upsert_store('staging')), pg_typeof(upsert_store('staging', 'error')), pg_typeof(upsert_store('staging', 'error', 'sum')),
       pg_typeof(upsert_store('staging', NULL, NULL)), pg_typeof(upsert_store('S5', 'Fifth', NULL, NULL, NULL));
-- three values are a source and its policies, not a sale
SELECT upsert_sales_daily('2024-01-01', 'S1', 'A');
-- in a query, row by row
SELECT code, upsert_store(code, 'Store ' || code, NULL, NULL, NULL) FROM unnest(ARRAY['S4', 'S6', 'S6']) code;
PREPARE sale (date, text, text, int) AS SELECT upsert_sales_daily($1, $2, $3, $4, 2);
EXECUTE sale ('2024-01-05', 'S1', 'A', 1);
EXECUTE sale ('2024-01-05', 'S1', 'A', 1);
EXECUTE sale ('2024-01-05', 'S1', 'A', 2);
DEALLOCATE sale;
-- a caught error leaves the rest of the transaction whole
DO $$
BEGIN
    RAISE NOTICE '%', upsert_store('S7', 'Seventh', NULL, NULL, NULL);
    BEGIN
        PERFORM upsert_store('S8', NULL, NULL, NULL, NULL);
    EXCEPTION WHEN not_null_violation THEN
        RAISE NOTICE '% %', SQLSTATE, SQLERRM;
    END;
    RAISE NOTICE '%', upsert_store('S7', 'Seventh', NULL, NULL, NULL);
END $$;
SELECT code FROM store WHERE code IN ('S7', 'S8');
-- within a statement on the same feed
INSERT INTO store_feed (code, name) SELECT 'S9', upsert_store('S10', 'Tenth', NULL, NULL, NULL);
SELECT code, name FROM store WHERE code IN ('S9', 'S10') ORDER BY code;

DROP TABLE existing, staging;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
