-- A function alters a table while a statement looks up prices. The snapshot stays the same. Cached rows must not be read as
-- the new type.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
INSERT INTO store_feed (code, name) VALUES ('S1', 'One');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('A', 2, '2024-01-01'), ('B', 3, '2024-01-01');
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'a long name, which is longer than a number', 0.1, '2024-01-01', '2024-12-31'), ('B', 'Bread', 0.1, '2024-01-01', '2024-12-31');
SELECT id AS a FROM product WHERE sku = 'A' \gset
SELECT id AS b FROM product WHERE sku = 'B' \gset
CREATE FUNCTION runs(statement text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN EXECUTE statement; RETURN 'done'; END $$;
-- The row as JSON, without values that differ between runs.
CREATE FUNCTION promotion_json(product int) RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT to_jsonb(promotion_asof(product, NULL, '2024-06-01')) - '{id,product_id,created_at,updated_at}'::text[] $$;

-- a column more
BEGIN;
SELECT promotion_json(:a) AS before, runs('ALTER TABLE promotion ADD COLUMN extra text DEFAULT ''x'''), promotion_json(:a) AS after, (promotion_asof(:a, NULL, '2024-06-01')).name;
SELECT promotion_json(:a) AS next;
ROLLBACK;
-- a column less, which the row still has
ALTER TABLE promotion ADD COLUMN extra text DEFAULT 'a text', ADD COLUMN number int DEFAULT 2000000000;
BEGIN;
SELECT promotion_json(:a) AS before, runs('ALTER TABLE promotion DROP COLUMN extra') AS dropped, promotion_json(:a) AS after;
SELECT promotion_json(:a) AS next;
ROLLBACK;
-- A number becomes a text: the table is rewritten, and a statement that began before sees no row of it.
BEGIN;
SELECT promotion_json(:a) AS before, runs('ALTER TABLE promotion ALTER COLUMN number TYPE text') AS altered, promotion_json(:a) AS after, promotion_id_asof(:a, NULL, '2024-06-01') IS NULL AS none_by_id;
SELECT promotion_json(:a) AS next;
ROLLBACK;
BEGIN;
SELECT promotion_json(:a) AS before, runs('ALTER TABLE promotion ALTER COLUMN extra DROP DEFAULT, ALTER COLUMN extra TYPE bigint USING 7') AS altered, promotion_json(:a) AS after;
SELECT promotion_json(:a) AS next;
ROLLBACK;
-- another table by this name
BEGIN;
SELECT price_asof(:a, NULL, '2024-06-01') AS before, runs('ALTER TABLE price_history RENAME TO old_prices'), runs('CREATE TABLE price_history (LIKE old_prices)'), price_asof(:a, NULL, '2024-06-01') AS after;
ROLLBACK;
-- rows that a policy hides from now on
CREATE ROLE regress_fw_asker;
GRANT USAGE ON SCHEMA public TO regress_fw_asker;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO regress_fw_asker;
ALTER FUNCTION runs SECURITY DEFINER;
SET ROLE regress_fw_asker;
SELECT price_asof(:a, NULL, '2024-06-01') AS before, price_asof(:b, NULL, '2024-06-01') AS b, runs('ALTER TABLE price_history ENABLE ROW LEVEL SECURITY'), price_asof(:a, NULL, '2024-06-01') AS after;
RESET ROLE;
ALTER TABLE price_history DISABLE ROW LEVEL SECURITY;
-- and of a holiday calendar
SET ROLE regress_fw_asker;
SELECT is_business_day('2024-07-04', 'US') AS before, runs('ALTER TABLE holiday_rule ENABLE ROW LEVEL SECURITY'), (SELECT count(*) FROM holidays('US', '2024-07-04', '2024-07-04')) AS after;
RESET ROLE;
ALTER TABLE holiday_rule DISABLE ROW LEVEL SECURITY;
-- Other tables may change: cached rows stay.
SELECT price_asof(:a, NULL, '2024-06-01') AS before, runs('CREATE TEMP TABLE mine (x int)'), price_asof(:a, NULL, '2024-06-01') AS after;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM regress_fw_asker;
REVOKE ALL ON SCHEMA public FROM regress_fw_asker;
DROP ROLE regress_fw_asker;
DROP FUNCTION promotion_json, runs;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
