-- forecast_warehouse.max_rejects: a load under quarantine that would set more rows aside fails. Rejects of one reason are
-- one line with a count.
SET client_min_messages = warning;
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2025-01-01', '2025-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) VALUES ('P1', 'Product'), ('P2', 'Product');
RESET client_min_messages;
SHOW forecast_warehouse.max_rejects;
SET forecast_warehouse.max_rejects = '5 %';
SET forecast_warehouse.max_rejects = '-1';
SET forecast_warehouse.max_rejects = '101%';
SET forecast_warehouse.max_rejects = '1.5';
SET forecast_warehouse.max_rejects = 'nan%';
SET forecast_warehouse.max_rejects = '';

-- 100 rows, 8 of them wrong for three reasons: 2, 5 and 1.
CREATE TABLE sent AS
    SELECT date '2025-01-01' + n AS date, CASE WHEN n % 20 = 3 THEN 'S9' WHEN n = 50 THEN NULL ELSE 'S1' END AS store_code, 'P1' AS sku,
        CASE WHEN n IN (7, 91) THEN -1 ELSE 1 END AS quantity, 1.0 AS unit_price
    FROM generate_series(1, 100) n;
SET forecast_warehouse.on_reject = quarantine;
SET forecast_warehouse.max_rejects = 7;
SELECT * FROM upsert_sales_daily('sent');
SELECT count(*) FROM sales_daily;
SET forecast_warehouse.writer = sql;
SET forecast_warehouse.max_rejects = '7.9%';
SELECT * FROM upsert_sales_daily('sent');
SET forecast_warehouse.max_rejects = '8%';
SELECT inserted, rejected FROM upsert_sales_daily('sent');
SET forecast_warehouse.writer = direct;
TRUNCATE sales_daily;
SET forecast_warehouse.max_rejects = 8;
SELECT inserted, rejected FROM upsert_sales_daily('sent');
-- Under error the load fails as before, also with a limit.
SELECT * FROM upsert_sales_daily('sent', on_reject => 'error');

-- Feeds; windows, whose rejects are found while they are written; duplicates; rows that a trigger drops.
SET forecast_warehouse.max_rejects = 0;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2025-05-01', 'S1', 'P1', 1, 1), ('2025-05-01', 'S1', 'P1', 2, 1);
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('P1', 1, '2025-01-01', '2025-06-30'), ('P1', 2, '2025-05-01', '2025-12-31');
SET forecast_warehouse.writer = sql;
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('P1', 1, '2025-01-01', '2025-06-30'), ('P1', 2, '2025-05-01', '2025-12-31');
SELECT count(*) FROM price_history;
CREATE FUNCTION drop_all() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER drop_all BEFORE INSERT ON traffic_daily FOR EACH ROW EXECUTE FUNCTION drop_all();
SET forecast_warehouse.writer = auto;
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2025-05-01', 'S1', 1), ('2025-05-02', 'S1', 1);
DROP TRIGGER drop_all ON traffic_daily;

-- rollup_sales: more came back than went out.
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R1', 1, '2025-05-05 10:00', 'S1', 'P1', -3, 2);
SELECT * FROM rollup_sales('2025-05-05', '2025-05-05');
SET forecast_warehouse.max_rejects = 1;
SELECT * FROM rollup_sales('2025-05-05', '2025-05-05');

-- generate_demo_data fails where a row is rejected, with and without a limit.
SET forecast_warehouse.max_rejects = 0;
CREATE TRIGGER drop_all BEFORE INSERT ON inventory_snapshot_daily FOR EACH ROW EXECUTE FUNCTION drop_all();
\set VERBOSITY terse
SELECT generate_demo_data(2, 3, '2025-01-01', '2025-02-28');
SELECT count(*) FROM inventory_snapshot_daily;
\set VERBOSITY default
DROP TRIGGER drop_all ON inventory_snapshot_daily;

-- One line for each reason, at most ten, the ones with the most rows first; the rest is counted.
SET forecast_warehouse.max_rejects = none;
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref) VALUES
    (NULL, 1, '2025-05-05 10:00', 'S1', 'P1', 1, 1, NULL, NULL), (NULL, 1, '2025-05-05 10:00', 'S1', 'P1', 1, 1, NULL, NULL),
    ('R2', NULL, '2025-05-05 10:00', 'S1', 'P1', 1, 1, NULL, NULL), ('R2', -1, '2025-05-05 10:00', 'S1', 'P1', 1, 1, NULL, NULL),
    ('R2', 1, NULL, 'S1', 'P1', 1, 1, NULL, NULL), ('R2', 1, 'infinity', 'S1', 'P1', 1, 1, NULL, NULL),
    ('R2', 1, '2025-05-05 10:00', NULL, 'P1', 1, 1, NULL, NULL), ('R2', 1, '2025-05-05 10:00', 'S9', 'P1', 1, 1, NULL, NULL),
    ('R2', 1, '2025-05-05 10:00', 'S1', NULL, 1, 1, NULL, NULL), ('R2', 1, '2025-05-05 10:00', 'S1', 'P9', 1, 1, NULL, NULL),
    ('R2', 1, '2025-05-05 10:00', 'S1', 'P1', NULL, 1, NULL, NULL), ('R2', 1, '2025-05-05 10:00', 'S1', 'P1', 1, NULL, NULL, NULL),
    ('R2', 1, '2025-05-05 10:00', 'S1', 'P1', 1, -1, 5, NULL), (repeat('R', 51), 1, '2025-05-05 10:00', 'S1', 'P1', 1, 1, NULL, NULL),
    ('R2', 1, '2025-05-05 10:00', 'S1', 'P1', 1, 1, NULL, repeat('c', 51));
SELECT error_code, count(*) FROM load_reject WHERE batch_id = (last_load()).batch_id GROUP BY error_code ORDER BY 2 DESC, 1;

-- A value that was set before the library was loaded is refused by the first load.
\c -
SET forecast_warehouse.max_rejects = 'some';
INSERT INTO store_feed (code, name) VALUES ('S3', 'Three');
SET forecast_warehouse.max_rejects = '5%';
INSERT INTO store_feed (code, name) VALUES ('S3', 'Three');

DROP TABLE sent;
DROP FUNCTION drop_all();
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
