-- The journal's settings and control totals: DateStyle, TimeZone, writer, rounding; quantities and amounts received,
-- landed and rejected. Expected values come from plain SQL on the rows that were sent and on the table.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2025-01-01', '2025-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product' FROM generate_series(1, 20) n;
SET forecast_warehouse.on_reject = quarantine;
SET forecast_warehouse.on_missing_money = reject;
SET DateStyle = 'SQL, DMY';
SET TimeZone = 'Asia/Tokyo';

-- Rows with prices and amounts of many digits, or without an amount; unknown keys, wrong values and equal grains. The
-- quantity of the last rows does not fit.
CREATE TABLE sent (
    row_number serial, date date, store_code text, sku text, quantity bigint, unit_price numeric, total_amount numeric);
SELECT setseed(0.25);
INSERT INTO sent (date, store_code, sku, quantity, unit_price, total_amount)
    SELECT date '2025-01-01' + (random() * 40)::integer, CASE WHEN n % 97 = 0 THEN 'S9' ELSE 'S' || 1 + n % 2 END,
        'P' || 1 + (random() * 19)::integer, CASE WHEN n % 131 = 0 THEN -1 ELSE (random() * 900)::integer END,
        round((random() * 20)::numeric, n % 7), CASE WHEN n % 3 = 0 THEN round((random() * 500)::numeric, n % 5) END
    FROM generate_series(1, 3000) n;
INSERT INTO sent (date, store_code, sku, quantity, unit_price, total_amount) VALUES
    ('2025-03-01', 'S1', 'P1', 1000, 0.0125, NULL), ('2025-03-01', 'S1', 'P2', 3, NULL, NULL),
    ('2025-03-01', 'S1', 'P3', NULL, 2.5, NULL), ('2025-03-01', 'S1', 'P4', 50000000000, 1, NULL),
    ('2025-03-01', 'S1', 'P5', 1, 1, 1e30), ('2025-03-01', 'S1', 'P6', 2, 0.123456789012345, NULL),
    ('2025-03-01', 'S1', 'P7', 1, NULL, 'NaN'), ('2025-03-01', 'S1', 'P8', 1, 'Infinity', NULL);

CREATE VIEW sent_amount AS
    SELECT row_number, quantity, CASE WHEN abs(amount) < 'Infinity' AND amount <> 'NaN' THEN amount END AS amount
    FROM (SELECT row_number, quantity, COALESCE(total_amount, quantity * unit_price) AS amount FROM sent) AS a;
-- Each value of the journal beside plain SQL. Landed is compared with the table.
CREATE VIEW checked AS
    SELECT b.target, b.date_style, b.time_zone, b.writer,
        b.received = b.inserted + b.updated + b.unchanged + b.merged + b.rejected AS rows_balance,
        b.quantity_received = (SELECT sum(quantity) FROM sent_amount) AS quantity_received,
        b.quantity_landed = (SELECT sum(quantity) FROM sales_daily) AS quantity_landed,
        b.quantity_rejected = (SELECT sum(s.quantity) FROM sent_amount s JOIN load_reject r USING (row_number) WHERE r.batch_id = b.id) AS quantity_rejected,
        b.amount_received = (SELECT sum(amount) FROM sent_amount) AS amount_received,
        b.amount_landed = (SELECT sum(total_amount) FROM sales_daily) AS amount_landed,
        b.amount_rejected = (SELECT sum(s.amount) FROM sent_amount s JOIN load_reject r USING (row_number) WHERE r.batch_id = b.id) AS amount_rejected,
        b.quantity_received - b.quantity_landed - b.quantity_rejected AS quantity_dropped,
        abs(b.amount_received - b.amount_landed - b.amount_rejected) <= b.rounding AS amounts_balance
    FROM load_batch b
    WHERE b.id = (last_load()).batch_id;

\x on
SET forecast_warehouse.writer = direct;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('sent', on_duplicate => 'sum');
SELECT * FROM checked;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('sent', on_duplicate => 'sum');
SELECT * FROM checked;
TRUNCATE sales_daily;
SET forecast_warehouse.writer = sql;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('sent', on_duplicate => 'sum');
SELECT * FROM checked;
TRUNCATE sales_daily;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('sent', on_duplicate => 'first');
SELECT * FROM checked;
SELECT sum(quantity) AS sql_keeps_the_first FROM (
    SELECT DISTINCT ON (date, store_code, sku) s.quantity FROM sent s
    WHERE NOT EXISTS (SELECT FROM load_reject r WHERE r.batch_id = (last_load()).batch_id AND r.row_number = s.row_number)
    ORDER BY date, store_code, sku, row_number) AS f;
TRUNCATE sales_daily;
SET forecast_warehouse.writer = auto;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('sent', on_duplicate => 'last');
SELECT * FROM checked;
TRUNCATE sales_daily;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('sent', on_duplicate => 'error');
SELECT * FROM checked;
-- The sum of all changes that rounding made to money, of rows without a fault of their own.
SELECT rounding = (
    SELECT sum(abs(round(s.unit_price, 2) - s.unit_price) + abs(round(a.amount, 2) - a.amount))
    FROM (SELECT row_number, COALESCE(unit_price, total_amount / NULLIF(quantity, 0)) AS unit_price,
        unit_price IS NULL AS derived FROM sent) AS s JOIN sent_amount a USING (row_number)
    WHERE NOT EXISTS (SELECT FROM load_reject r WHERE r.batch_id = b.id AND r.row_number = s.row_number
        AND r.error_code <> 'DUPLICATE_GRAIN')) AS rounding_is_sql
FROM load_batch b WHERE id = (last_load()).batch_id;
\x off

-- A row trigger rejects a sum of several rows when it is written: none of them has landed.
CREATE FUNCTION drop_p1() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE WHEN NEW.product_id = (SELECT id FROM product WHERE sku = 'P1') THEN NULL ELSE NEW END;
END $$;
CREATE TRIGGER drop_p1 BEFORE INSERT ON sales_daily FOR EACH ROW EXECUTE FUNCTION drop_p1();
TRUNCATE sales_daily;
SET forecast_warehouse.on_duplicate = sum;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES
    ('2025-04-01', 'S1', 'P1', 2, 1), ('2025-04-01', 'S1', 'P1', 3, 1), ('2025-04-01', 'S1', 'P2', 7, 1);
SELECT received, inserted, merged, rejected, writer, quantity_received, quantity_landed, quantity_rejected, amount_received, amount_landed, amount_rejected
FROM load_batch WHERE id = (last_load()).batch_id;
DROP TRIGGER drop_p1 ON sales_daily;

-- Rows that exist already and are kept: what landed is not known. Where all rows are new, it is.
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2025-04-01', 'S1', 'P2', 99, 1) ON CONFLICT DO NOTHING;
SELECT inserted, unchanged, quantity_received, quantity_landed, amount_landed FROM load_batch WHERE id = (last_load()).batch_id;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2025-04-01', 'S1', 'P3', 99, 1) ON CONFLICT DO NOTHING;
SELECT inserted, unchanged, quantity_received, quantity_landed, amount_landed FROM load_batch WHERE id = (last_load()).batch_id;
RESET forecast_warehouse.on_duplicate;

-- Till lines have returns. Stock has quantities and no amounts, other tables have neither. No row, no writer.
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES
    ('R1', 1, '01/05/2025 10:00', 'S1', 'P1', 3, 2.5), ('R1', 2, '01/05/2025 10:00', 'S1', 'P2', -1, 0.335);
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('01/05/2025', 'S1', 'P1', 40), ('01/05/2025', 'S9', 'P1', 2);
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('01/05/2025', 'S1', 40);
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('P1', 2.505, '01/05/2025');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT '01/05/2025', 'S1', 'P1', 1, 1 WHERE false;
SELECT target, writer, rounding, quantity_received, quantity_landed, quantity_rejected, amount_received, amount_landed, amount_rejected
FROM load_batch WHERE target <> 'sales_daily' OR received = 0 ORDER BY id;

-- Rows without money count by their quantity. Their money did not arrive, so the landed amount is not known.
SET forecast_warehouse.on_missing_money = price_asof;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2025-05-03', 'S1', 'P1', 4, 2.5), ('2025-05-03', 'S2', 'P1', 3, NULL);
SELECT quantity_received, quantity_landed, amount_received, amount_landed, amount_rejected FROM load_batch ORDER BY id DESC LIMIT 1;
DELETE FROM sales_daily WHERE total_amount IS NULL;
DROP VIEW checked, sent_amount;
DROP TABLE sent;

-- A journal of version 1.3 has none of this, and loads go on. The columns come back empty.
-- Views on its columns stop the step, and are named. Views on the others do not.
CREATE VIEW loads_of_zones AS SELECT id, time_zone, writer FROM load_batch;
CREATE MATERIALIZED VIEW all_of_loads AS TABLE load_batch;
CREATE VIEW loads AS SELECT id, received, rejected FROM load_batch;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
DROP MATERIALIZED VIEW all_of_loads;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
DROP VIEW loads_of_zones;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
SELECT count(*) > 0 AS stays FROM loads;
DROP VIEW loads;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('02/05/2025', 'S1', 'P1', 1, 1), ('02/05/2025', 'S8', 'P1', 1, 1);
SELECT received, inserted, rejected FROM load_batch ORDER BY id DESC LIMIT 1;
SELECT attname FROM pg_attribute WHERE attrelid = 'load_batch'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum;
ALTER EXTENSION forecast_warehouse UPDATE;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('02/05/2025', 'S1', 'P1', 2, 1);
SELECT received, time_zone, writer, quantity_landed FROM load_batch ORDER BY id DESC LIMIT 2;

DROP FUNCTION drop_p1();
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
