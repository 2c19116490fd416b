-- retry_rejects(batch_id): loads what was set aside again, by the rules of its feed.
SET client_min_messages = warning;
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2025-01-01', '2025-06-30');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One');
INSERT INTO product_feed (sku, name) VALUES ('P1', 'Product');
RESET client_min_messages;
SET forecast_warehouse.on_reject = quarantine;
CREATE VIEW set_aside AS SELECT row_number, error_code, message FROM load_reject;

-- Daily sales: two rows without their store, one without its day, one that cannot be loaded at all. Values as they were.
SET DateStyle = 'SQL, DMY';
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price, total_amount) VALUES
    ('01/02/2025', 'S1', 'P1', 1, 1, NULL), ('01/02/2025', 'S2', 'P1', 1000, 0.0125, NULL), ('02/02/2025', 'S2', 'P1', 3, NULL, 7.515),
    ('01/02/2026', 'S1', 'P1', 4, 1, NULL), ('03/02/2025', 'S2', 'P1', -5, 1, NULL);
SELECT (last_load()).batch_id AS batch \gset
SET DateStyle = 'ISO, MDY';
-- Nothing has changed: all stay. The load is in the journal.
SELECT inserted, updated, unchanged, rejected FROM retry_rejects(:batch);
SELECT * FROM set_aside ORDER BY row_number;
INSERT INTO store_feed (code, name) VALUES ('S2', 'Two');
SELECT inserted, updated, unchanged, rejected FROM retry_rejects(:batch);
SELECT * FROM set_aside ORDER BY row_number;
SELECT inserted, updated, unchanged, rejected FROM retry_rejects(:batch);
SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY date, store_code;
SELECT target, source, received, inserted, rejected, quantity_received, quantity_landed, quantity_rejected, amount_received, amount_landed
FROM load_batch WHERE source = 'retry of batch ' || :batch ORDER BY id;
-- A row may be corrected before.
UPDATE load_reject SET row_data = row_data || '{"quantity": 5}' WHERE error_code = 'NEGATIVE_VALUE';
UPDATE load_reject SET row_data = row_data || '{"date": "2025-02-04"}' WHERE error_code = 'UNKNOWN_DATE';
SELECT inserted, updated, unchanged, rejected FROM retry_rejects(:batch);
SELECT count(*) FROM load_reject;
-- Nothing is left, and nothing is done twice. The journal of the first load stays as it was.
SELECT inserted, updated, unchanged, rejected FROM retry_rejects(:batch);
SELECT received, inserted, rejected FROM load_batch WHERE id = :batch;

-- Each other feed, by each writer. The rows are sent again as a check, and are unchanged.
CREATE FUNCTION send() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2025-03-01', 'N1', 'N-1', 7, 2.5);
    INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES ('N-1', 'N1', 2.5, '2025-03-01', NULL), ('N-1', NULL, 3, '2025-03-01', '2025-03-31');
    INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date) VALUES ('N-1', NULL, 'Spring', 0.25, '2025-03-01', '2025-03-31');
    INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty, is_stockout) VALUES ('2025-03-01', 'N1', 'N-1', 0, false);
    INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, customer_ref)
        VALUES ('R "1"', 1, '2025-03-01 10:11:12.131415+00', 'N1', 'N-1', -2, 2.5, E'Tab\tand \\ and \u00e9');
    INSERT INTO weather_daily_feed (date, store_code, temp_min_c, condition) VALUES ('2025-03-01', 'N1', -3.55, 'snow');
    INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2025-03-01', 'N1', 12);
    INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('H1', 'Holiday', 'MINE');
    INSERT INTO product_feed (sku, name, base_price) VALUES ('N-2', NULL, 12345678901234567890.5);
END $$;
SET client_min_messages = warning;
SET TimeZone = 'Asia/Tokyo';
SELECT send();
SET TimeZone = 'UTC';
SELECT b.target, r.error_code, r.row_data FROM load_reject r JOIN load_batch b ON b.id = r.batch_id ORDER BY b.id, r.row_number;
INSERT INTO store_feed (code, name) VALUES ('N1', 'New');
INSERT INTO product_feed (sku, name) VALUES ('N-1', 'New');
INSERT INTO holiday_rule (calendar, name, rule, shipped) VALUES ('MINE', 'Day', '05-05', false);
CREATE TABLE batches AS SELECT DISTINCT batch_id FROM load_reject;
SET forecast_warehouse.writer = direct;
SELECT b.target, r.inserted, r.rejected FROM batches JOIN load_batch b ON b.id = batch_id, LATERAL retry_rejects(batch_id) r ORDER BY b.id;
SELECT b.target, r.error_code, r.message FROM load_reject r JOIN load_batch b ON b.id = r.batch_id;
SELECT send();
SELECT target, inserted, updated, unchanged, rejected FROM load_batch ORDER BY id DESC LIMIT 9;
DELETE FROM load_reject;
TRUNCATE sales_daily, price_history, promotion, inventory_snapshot_daily, sales_txn, weather_daily, traffic_daily;
DELETE FROM store WHERE code IN ('N1', 'H1');
SELECT send();
INSERT INTO store_feed (code, name) VALUES ('N1', 'New');
SET forecast_warehouse.writer = sql;
SELECT b.target, r.inserted, r.rejected FROM (SELECT DISTINCT batch_id FROM load_reject) AS l JOIN load_batch b ON b.id = l.batch_id, LATERAL retry_rejects(l.batch_id) r ORDER BY b.id;
SELECT customer_ref, sold_at, quantity FROM sales_txn_feed;
DELETE FROM load_reject;
RESET forecast_warehouse.writer;
RESET client_min_messages;

-- A column that the row left out keeps its stored value. So does one that had NULL.
INSERT INTO store_feed (code, name, region, city) VALUES ('K1', 'Keeps', 'North', 'Bergen');
INSERT INTO store_feed (code, name, city, holiday_calendar) VALUES ('K1', 'Kept', NULL, 'NONE');
UPDATE load_reject SET row_data = row_data || '{"holiday_calendar": null}';
SELECT updated FROM retry_rejects((last_load()).batch_id);
SELECT name, region, city FROM store WHERE code = 'K1';

-- The limit is for rows that a load sets aside; those of a retry are already.
SET forecast_warehouse.max_rejects = 1;
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2025-03-01', 'X1', 1);
SET forecast_warehouse.max_rejects = 0;
SELECT inserted, rejected FROM retry_rejects((last_load()).batch_id);
RESET forecast_warehouse.max_rejects;

-- Duplicates by the setting of the session.
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2025-03-05', 'S1', 'P1', 1, 1), ('2025-03-05', 'S1', 'P1', 2, 1);
SELECT (last_load()).batch_id AS batch \gset
SET forecast_warehouse.on_duplicate = sum;
SELECT inserted, rejected FROM retry_rejects(:batch);
SELECT quantity FROM sales_daily_feed WHERE date = '2025-03-05';
RESET forecast_warehouse.on_duplicate;

-- Rows that a function computed are computed again.
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('B', 1, '2025-03-09 10:00', 'S1', 'P1', -2, 1);
SELECT rejected, batch_id AS batch FROM rollup_sales('2025-03-09', '2025-03-09') \gset
SELECT retry_rejects(:batch);
SELECT id AS batch FROM load_batch WHERE target = 'calendar' \gset
SELECT retry_rejects(:batch);
SELECT retry_rejects(0);
SELECT retry_rejects(NULL);
UPDATE load_reject SET row_data = row_data || '{"visits": "many"}' WHERE row_data ? 'visits';
SELECT retry_rejects(batch_id) FROM load_reject WHERE row_data ? 'visits';

-- As the caller: the rights of a load and SELECT on the journal. Row security on the journal hides rows, which stay.
CREATE ROLE regress_fw_retry;
SET client_min_messages = warning;
SELECT count(*) > 0 FROM grant_loader('regress_fw_retry');
DELETE FROM load_reject;
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2025-03-11', 'Y1', 1), ('2025-03-12', 'Y1', 2);
SELECT (last_load()).batch_id AS batch \gset
INSERT INTO store_feed (code, name) VALUES ('Y1', 'Why');
RESET client_min_messages;
REVOKE SELECT ON load_reject FROM regress_fw_retry;
SET ROLE regress_fw_retry;
SELECT retry_rejects(:batch);
RESET ROLE;
GRANT SELECT ON load_reject TO regress_fw_retry;
REVOKE INSERT ON traffic_daily FROM regress_fw_retry;
SET ROLE regress_fw_retry;
SELECT retry_rejects(:batch);
RESET ROLE;
GRANT INSERT ON traffic_daily TO regress_fw_retry;
ALTER TABLE load_reject ENABLE ROW LEVEL SECURITY;
CREATE POLICY first_row ON load_reject USING (row_number = 1);
SET ROLE regress_fw_retry;
SELECT inserted, rejected FROM retry_rejects(:batch);
SELECT inserted, rejected FROM retry_rejects(:batch);
RESET ROLE;
SELECT row_number FROM load_reject;
SELECT row_data FROM load_reject;
DROP POLICY first_row ON load_reject;
ALTER TABLE load_reject DISABLE ROW LEVEL SECURITY;

-- A journal that was altered is refused.
ALTER TABLE load_reject ALTER COLUMN row_data TYPE text USING row_data::text;
SELECT retry_rejects(:batch);
ALTER TABLE load_reject ALTER COLUMN row_data TYPE jsonb USING row_data::jsonb;
SELECT inserted, rejected FROM retry_rejects(:batch);

-- A savepoint that is rolled back keeps the rejects.
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2025-03-11', 'Z1', 1);
SELECT (last_load()).batch_id AS batch \gset
INSERT INTO store_feed (code, name) VALUES ('Z1', 'Zed');
BEGIN;
SELECT inserted, rejected FROM retry_rejects(:batch);
ROLLBACK;
SELECT count(*) FROM load_reject WHERE batch_id = :batch;
SELECT inserted, rejected FROM retry_rejects(:batch);
SELECT count(*) FROM load_reject WHERE batch_id = :batch;

-- Rows that violate constraints of the user: each constraint is a reason. Quantities come again with their decimals.
DELETE FROM traffic_daily;
ALTER TABLE traffic_daily ADD CONSTRAINT ck_few CHECK (visits < 100), ADD CONSTRAINT ck_even CHECK (visits % 2 = 0);
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES
    ('2025-03-12', 'Z1', 202), ('2025-03-13', 'Z1', 11), ('2025-03-14', 'Z1', 13), ('2025-03-15', 'Z1', 14);
SELECT (last_load()).batch_id AS batch \gset
ALTER TABLE traffic_daily DROP CONSTRAINT ck_even;
SELECT inserted, rejected FROM retry_rejects(:batch);
SELECT row_number, error_code, message FROM load_reject WHERE batch_id = :batch;
SELECT date, visits FROM traffic_daily WHERE date >= '2025-03-12' ORDER BY date;
ALTER TABLE traffic_daily DROP CONSTRAINT ck_few;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES
    ('2025-03-12', 'Z1', 'Zucchini', 0.4, 10), ('2025-03-13', 'Z1', 'Zucchini', 0.0125, 3);
SELECT (last_load()).batch_id AS batch \gset
INSERT INTO product_feed (sku, name) VALUES ('Zucchini', 'Sold by weight');
SELECT inserted, rejected FROM retry_rejects(:batch);
SELECT f.date, f.quantity, f.total_amount FROM sales_daily f JOIN product p ON p.id = f.product_id WHERE p.sku = 'Zucchini' ORDER BY 1;
SELECT id = :batch AS first, quantity_received, quantity_landed, quantity_rejected, amount_received, amount_landed, amount_rejected, rounding
FROM load_batch WHERE target = 'sales_daily' ORDER BY id DESC LIMIT 2;

-- The end of a window is what the session says, as in every load.
SET forecast_warehouse.window_ends = exclusive;
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('Yam', 2, '2025-03-01', '2025-04-01');
SELECT (last_load()).batch_id AS batch \gset
INSERT INTO product_feed (sku, name) VALUES ('Yam', 'Sold by weight');
SELECT inserted, rejected FROM retry_rejects(:batch);
SELECT valid_from, valid_to FROM price_history h JOIN product p ON p.id = h.product_id WHERE p.sku = 'Yam';
RESET forecast_warehouse.window_ends;

-- Rows that were added up: where their sum is rejected, all of them are, and come again as a sum. By each writer.
SET client_min_messages = warning;
SET forecast_warehouse.on_duplicate = sum;
INSERT INTO store_feed (code, name) VALUES ('Sum', 'Sums');
CREATE TABLE parts (n int, date date, quantity numeric);
INSERT INTO parts VALUES (1, '2025-04-02', 4), (2, '2025-04-01', 2), (3, '2025-04-02', 4.5), (4, '2025-04-03', 20), (5, '2025-04-01', 3), (6, '2025-04-02', 4), (7, '2025-04-04', 1);
\set send 'INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT date, \'Sum\', \'P1\', quantity, 0.333 FROM parts ORDER BY n;'
\set counts 'SELECT id = :batch AS first, received, inserted, unchanged, merged, rejected, received = inserted + updated + unchanged + merged + rejected AS balanced, writer, quantity_received AS units, quantity_landed AS landed, quantity_rejected AS refused, abs(amount_received - amount_landed - amount_rejected) <= rounding AS money FROM load_batch WHERE target = \'sales_daily\' ORDER BY id DESC LIMIT 1;'
ALTER TABLE sales_daily ADD CONSTRAINT ck_ten CHECK (quantity < 10);
SET forecast_warehouse.writer = direct;
:send
SELECT (last_load()).batch_id AS batch \gset
:counts
SELECT row_number, error_code, message, row_data -> 'quantity' AS quantity FROM load_reject WHERE batch_id = :batch ORDER BY row_number;
-- A retry that is rejected again keeps all of them.
SELECT inserted, rejected FROM retry_rejects(:batch);
SELECT array_agg(row_number ORDER BY row_number) FROM load_reject WHERE batch_id = :batch;
ALTER TABLE sales_daily DROP CONSTRAINT ck_ten;
SELECT inserted, rejected FROM retry_rejects(:batch);
:counts
SELECT count(*) AS differences FROM (SELECT date, sum(quantity) FROM parts GROUP BY 1 EXCEPT SELECT date, quantity FROM sales_daily_feed WHERE store_code = 'Sum') AS d;
DELETE FROM sales_daily WHERE store_id = (SELECT id FROM store WHERE code = 'Sum');
ALTER TABLE sales_daily ADD CONSTRAINT ck_ten CHECK (quantity < 10);
SET forecast_warehouse.writer = sql;
:send
SELECT (last_load()).batch_id AS batch \gset
:counts
SELECT array_agg(row_number ORDER BY row_number) FROM load_reject WHERE batch_id = :batch;
ALTER TABLE sales_daily DROP CONSTRAINT ck_ten;
SELECT inserted, rejected FROM retry_rejects(:batch);
SELECT count(*) AS differences FROM (SELECT date, sum(quantity) FROM parts GROUP BY 1 EXCEPT SELECT date, quantity FROM sales_daily_feed WHERE store_code = 'Sum') AS d;
-- Under error the message counts all of them.
ALTER TABLE sales_daily ADD CONSTRAINT ck_ten CHECK (quantity < 10) NOT VALID;
SET forecast_warehouse.on_reject = error;
UPDATE parts SET quantity = quantity + 1;
:send
SET forecast_warehouse.on_reject = quarantine;
ALTER TABLE sales_daily DROP CONSTRAINT ck_ten;
-- The same of a stored receipt. More sums than fit into a block.
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('Sum', 1, '2025-04-01 10:00', 'Sum', 'P1', 1, 1);
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price)
SELECT CASE WHEN n = 5000 THEN 'Sum' ELSE 'Sum' || n END, 1, '2025-04-02 10:00', 'Sum', 'P1', n, 1 FROM generate_series(1, 6000) n, generate_series(1, 3);
SELECT (last_load()).batch_id AS batch \gset
SELECT received, inserted, merged, rejected, quantity_received - quantity_landed AS missing, quantity_rejected FROM load_batch WHERE id = :batch;
SELECT row_number, error_code, row_data ->> 'receipt' AS receipt FROM load_reject WHERE batch_id = :batch ORDER BY 1;
SET forecast_warehouse.on_receipt_reuse = update;
SELECT updated, rejected FROM retry_rejects(:batch);
SELECT quantity FROM sales_txn WHERE receipt = 'Sum';
RESET forecast_warehouse.on_receipt_reuse;
RESET forecast_warehouse.writer;
DROP TABLE parts;

DROP VIEW set_aside;
DROP TABLE batches;
DROP FUNCTION send();
DROP OWNED BY regress_fw_retry;
DROP ROLE regress_fw_retry;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
