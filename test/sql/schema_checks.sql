-- schema_drift() and validate_warehouse(): each finding is planted, found, and gone after the remedy.
CREATE ROLE regress_fw_checker;
CREATE SCHEMA checked;
CREATE EXTENSION forecast_warehouse SCHEMA checked;
SET search_path = checked, public;
SET client_min_messages = warning;

-- Nothing on a fresh database, for any role
SELECT * FROM schema_drift();
GRANT USAGE ON SCHEMA checked TO regress_fw_checker;
SET ROLE regress_fw_checker;
SELECT count(*) FROM schema_drift();
RESET ROLE;
-- in a read-only transaction, and whatever the caller's settings are
BEGIN READ ONLY;
SET LOCAL search_path = pg_catalog;
SET LOCAL quote_all_identifiers = on;
SET LOCAL standard_conforming_strings = off;
SET LOCAL "DateStyle" = 'German';
SELECT count(*) FROM checked.schema_drift();
ROLLBACK;

-- Differences and their remedies. After these, in their order, nothing is left.
CREATE FUNCTION pg_temp.mend(VARIADIC changes text[]) RETURNS TABLE (object text, aspect text, expected text, found text, data_at_risk boolean, remedy text)
    LANGUAGE plpgsql AS $$
DECLARE change text; BEGIN
    FOREACH change IN ARRAY changes LOOP EXECUTE change; END LOOP;
    RETURN QUERY SELECT d.object, d.aspect, left(d.expected, 60), left(d.found, 60), d.data_at_risk, left(d.remedy, 150) FROM schema_drift() AS d;
    FOR change IN SELECT d.remedy FROM schema_drift() AS d LOOP EXECUTE change; END LOOP;
    RETURN QUERY SELECT d.object, d.aspect, d.expected, d.found, d.data_at_risk, 'still there' FROM schema_drift() AS d;
END $$;
\x on
SELECT * FROM pg_temp.mend('ALTER TABLE sales_daily ALTER quantity DROP NOT NULL, ADD COLUMN colour text', 'DROP INDEX ix_store_code');
SELECT * FROM pg_temp.mend('ALTER TABLE store RENAME COLUMN city TO town', 'ALTER TABLE product RENAME TO article');
SELECT * FROM pg_temp.mend('ALTER TABLE store DROP CONSTRAINT pk_store CASCADE');
SELECT * FROM pg_temp.mend('ALTER EXTENSION forecast_warehouse DROP TABLE sales_rollup', 'DROP TABLE sales_rollup');
SELECT * FROM pg_temp.mend('ALTER VIEW store_feed ALTER COLUMN region SET DEFAULT ''x''', 'DROP TRIGGER feed_row ON store_feed');
-- Notes of users: their columns with all properties, views, indexes and checks
SELECT add_column('store', 'area', 'numeric(8,1)', "check" => 'area > 0', "default" => '1', not_null => true) = 'added'
    AND add_index('store', '{city}', 'ix_city', "where" => 'city IS NOT NULL') = 'added' AND add_check('store', 'ck_city', $$city IN ('x', 'y')$$) = 'added' AS added;
SELECT count(*) FROM schema_drift();
SELECT * FROM pg_temp.mend('ALTER TABLE store_custom ALTER area DROP NOT NULL, ALTER area SET DEFAULT 2, DROP CONSTRAINT ck_area', 'DROP VIEW store_all');
SELECT * FROM pg_temp.mend('DROP VIEW store_all, store_custom_feed, sales_exogenous_all', 'ALTER TABLE store_custom ALTER area TYPE numeric');
SELECT * FROM pg_temp.mend('ALTER TABLE store DROP CONSTRAINT ck_city, ADD CONSTRAINT ck_city CHECK (city = ''z'')', 'DROP INDEX ix_city', 'CREATE INDEX ix_city ON store (region)');
SELECT * FROM pg_temp.mend('DROP TABLE store_custom CASCADE', 'DROP INDEX ix_city');
-- The schema of the columns can have another name
CREATE SCHEMA elsewhere;
ALTER TABLE store_custom SET SCHEMA elsewhere;
ALTER VIEW store_all SET SCHEMA elsewhere;
ALTER VIEW store_custom_feed SET SCHEMA elsewhere;
ALTER VIEW sales_exogenous_all SET SCHEMA elsewhere;
SELECT count(*) FROM schema_drift();
SELECT drop_customization(kind, table_name, name) FROM customization;
DROP SCHEMA elsewhere;
\x off

-- A row security policy, a grant and storage parameters are the users' own.
CREATE POLICY own ON store TO regress_fw_checker USING (true);
ALTER TABLE store ENABLE ROW LEVEL SECURITY, SET (fillfactor = 80);
GRANT SELECT ON store TO regress_fw_checker;
SELECT count(*) FROM schema_drift();
DROP POLICY own ON store;
ALTER TABLE store DISABLE ROW LEVEL SECURITY, RESET (fillfactor);
REVOKE SELECT ON store FROM regress_fw_checker;

-- A step says the drift first. It goes on where nothing is in its way.
BEGIN;
ALTER TABLE calendar ALTER is_holiday DROP DEFAULT;
SELECT migration_check('1.7', '1.6');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.6';
ROLLBACK;
BEGIN;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
ROLLBACK;

-- Data: a clean warehouse has findings that inform, and no others.
SELECT table_name, rejected FROM generate_demo_data(2, 5, '2024-01-01', '2024-02-29') WHERE rejected > 0;
SELECT count(*) > 0 AS staged FROM generate_demo_orders(200);
SELECT sum(rejected) > 0 AS rejects FROM run_etl();
SELECT finding, severity, table_name FROM validate_warehouse() WHERE severity <> 'information';

-- Each finding, planted in a transaction of its own. The row of the example and the number that the query returns agree.
CREATE FUNCTION pg_temp.plant(VARIADIC changes text[]) RETURNS TABLE (finding text, severity text, table_name text, count bigint, by_query bigint) LANGUAGE plpgsql AS $$
DECLARE change text; each record; BEGIN
    FOREACH change IN ARRAY changes LOOP EXECUTE change; END LOOP;
    FOR each IN SELECT v.* FROM validate_warehouse() AS v WHERE v.finding <> 'days without a row' LOOP
        by_query := NULL;
        IF each.count IS NOT NULL THEN EXECUTE format('SELECT count(*) FROM (%s) AS q', each.query) INTO by_query; END IF;
        finding := each.finding; severity := each.severity; table_name := each.table_name; count := each.count;
        RETURN NEXT;
    END LOOP;
END $$;
-- A transaction for each
\set plant 'BEGIN; SELECT * FROM pg_temp.plant'
\set undo 'ROLLBACK;'
:plant ('ALTER TABLE sales_daily DROP CONSTRAINT uq_sales_daily_grain', 'INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) SELECT date, store_id, product_id, quantity, unit_price, total_amount FROM sales_daily ORDER BY id LIMIT 3'); :undo
:plant ('DROP INDEX ix_store_code', 'INSERT INTO store (code, name) SELECT code, ''twice'' FROM store ORDER BY id LIMIT 1'); :undo
:plant ('ALTER TABLE price_history DROP CONSTRAINT uq_price_history_grain', 'INSERT INTO price_history (product_id, store_id, price, valid_from, valid_to) SELECT product_id, store_id, price, valid_from, valid_to FROM price_history ORDER BY id LIMIT 1'); :undo
:plant ('INSERT INTO price_history (product_id, store_id, price, valid_from, valid_to) SELECT product_id, store_id, price, valid_from + 1, valid_to FROM price_history ORDER BY id LIMIT 1'); :undo
:plant ('INSERT INTO promotion (product_id, store_id, name, start_date, end_date) VALUES (1, 1, ''twice'', ''2024-01-01'', ''2024-01-10''), (1, 1, ''twice'', ''2024-01-10'', ''2024-01-12''), (1, 1, ''other'', ''2024-01-02'', ''2024-01-03'')'); :undo
:plant ('SET LOCAL session_replication_role = replica', 'DELETE FROM product WHERE id = 1'); :undo
:plant ('SET LOCAL session_replication_role = replica', 'DELETE FROM channel', 'DELETE FROM calendar WHERE date = ''2024-01-15'''); :undo
:plant ('UPDATE sales_daily SET total_amount = total_amount + 1 WHERE id IN (SELECT id FROM sales_daily WHERE unit_price IS NOT NULL ORDER BY id LIMIT 2)'); :undo
:plant ('UPDATE sales_daily SET unit_price = NULL WHERE id = (SELECT min(id) FROM sales_daily)'); :undo
:plant ('UPDATE sales_order_line SET amount = amount + 1 WHERE id = (SELECT min(id) FROM sales_order_line WHERE unit_price IS NOT NULL)'); :undo
:plant ('INSERT INTO calendar (date, day_of_week, month, quarter, year) VALUES (''2050-01-03'', 6, 1, 1, 2050)'); :undo
:plant ('INSERT INTO sales_rollup VALUES (''2024-01-15'', 1, 1), (''2024-01-16'', 1, 1)', 'INSERT INTO order_rollup VALUES (''2024-01-15'', 2, 1)', 'DELETE FROM sales_daily WHERE product_id = 1'); :undo
:plant ('INSERT INTO sales_txn (receipt, line_no, sold_at, date, store_id, product_id, quantity, unit_price, total_amount) VALUES (''R'', 1, ''2024-01-15'', ''2024-01-15'', 1, 1, 1, 2, 2)'); :undo
:plant ('INSERT INTO product (sku, name) VALUES (''NEVER'', ''Never sold'')', 'INSERT INTO price_history (product_id, price, valid_from) SELECT id, 1, ''2024-01-01'' FROM product WHERE sku = ''NEVER''', 'INSERT INTO inventory_snapshot_daily (date, store_id, product_id, on_hand_qty) SELECT ''2024-01-15'', 1, id, 1 FROM product WHERE sku = ''NEVER'''); :undo
:plant ('ALTER TABLE sales_order_line DROP CONSTRAINT ck_sales_order_line_one_party', 'UPDATE sales_order_line SET store_id = NULL, customer_id = NULL, reseller_id = NULL WHERE id IN (SELECT id FROM sales_order_line ORDER BY id LIMIT 4)'); :undo
:plant ('INSERT INTO sales_target (year, name, channel_id, amount) SELECT 2090, ''Nobody'', min(id), 1 FROM channel', 'INSERT INTO product_target (product_id, year, quantity) VALUES (1, 2090, 1)'); :undo
:plant ('ALTER TABLE store ALTER name DROP NOT NULL', 'UPDATE store SET name = NULL WHERE id = 1'); :undo
:plant ('SELECT setval(''sales_daily_id_seq'', 1)'); :undo
-- ROLLBACK does not undo a sequence.
SELECT setval('sales_daily_id_seq', max(id)) > 1 AS set FROM sales_daily;
:plant ('ALTER TABLE sales_rollup RENAME TO elsewhere'); :undo

-- A role without privileges learns what was not checked.
SET ROLE regress_fw_checker;
SELECT severity, table_name, count, example FROM validate_warehouse() WHERE table_name = 'sales_rollup' AND finding LIKE '%mark%';
RESET ROLE;

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA checked CASCADE;
DROP ROLE regress_fw_checker;
