-- A replay of till lines under another TimeZone says which lines move to another day, and both zones.
SET client_min_messages = warning;
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2025-01-01', '2025-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One');
INSERT INTO product_feed (sku, name) VALUES ('P1', 'Product'), ('P2', 'Product');
RESET client_min_messages;

CREATE TABLE lines AS
    SELECT 'R' || n AS receipt, 1 AS line_no, '2025-05-01 00:30+00'::timestamptz + n * interval '97 minutes' AS sold_at,
        'S1' AS store_code, 'P1' AS sku, 1 AS quantity, 2.5 AS unit_price
    FROM generate_series(0, 199) n;
CREATE FUNCTION moving(one text, other text) RETURNS bigint LANGUAGE sql AS
    'SELECT count(*) FROM lines WHERE (sold_at AT TIME ZONE one)::date <> (sold_at AT TIME ZONE other)::date';

SET TimeZone = 'Europe/London';
SELECT inserted FROM upsert_sales_txn('lines');
-- The same zone, and corrections that move nothing: no word.
SELECT unchanged FROM upsert_sales_txn('lines');
UPDATE lines SET unit_price = 3 WHERE receipt < 'R2';
SELECT updated FROM upsert_sales_txn('lines');

SELECT moving('Europe/London', 'America/New_York');
SET TimeZone = 'America/New_York';
SET forecast_warehouse.writer = direct;
SELECT updated, unchanged FROM upsert_sales_txn('lines');
SELECT count(*) FROM sales_txn WHERE date <> (sold_at AT TIME ZONE 'America/New_York')::date;
-- Once more: nothing moves.
SELECT updated, unchanged FROM upsert_sales_txn('lines');
SET TimeZone = 'Europe/London';
SET forecast_warehouse.writer = sql;
SELECT updated, unchanged FROM upsert_sales_txn('lines');
SELECT count(*) FROM sales_txn WHERE date <> (sold_at AT TIME ZONE 'Europe/London')::date;

-- A corrected time moves a line on purpose: no word.
SET forecast_warehouse.writer = auto;
UPDATE lines SET sold_at = sold_at + interval '1 day' WHERE receipt = 'R7';
SET forecast_warehouse.on_receipt_reuse = update;
SELECT updated FROM upsert_sales_txn('lines');
RESET forecast_warehouse.on_receipt_reuse;

-- A line of another sale does not move: it is rejected, and no notice counts it.
SET TimeZone = 'Asia/Tokyo';
SET forecast_warehouse.on_reject = quarantine;
SET forecast_warehouse.writer = direct;
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R10', 1, '2025-05-01 16:40+00', 'S1', 'P2', 9, 1);
SET forecast_warehouse.writer = sql;
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R10', 1, '2025-05-01 16:40+00', 'S1', 'P2', 9, 1);
RESET forecast_warehouse.writer;
RESET forecast_warehouse.on_reject;

-- One line, with another change at the same time.
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R10', 1, '2025-05-01 16:40+00', 'S1', 'P1', 9, 1);

-- Rows by a trigger go by SQL, which watches for those that come back.
CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER pass BEFORE INSERT OR UPDATE ON sales_txn FOR EACH ROW EXECUTE FUNCTION pass();
SELECT moving('Europe/London', 'Asia/Tokyo') - 1 AS moving;
SELECT updated, unchanged, rejected FROM upsert_sales_txn('lines');
DROP TRIGGER pass ON sales_txn;

-- A loader without rights on the journal gets the notice too. The row function is not in the journal, and says nothing.
CREATE ROLE regress_fw_zone_loader;
GRANT SELECT ON lines TO regress_fw_zone_loader;
SET client_min_messages = warning;
SELECT count(*) > 0 FROM grant_loader('regress_fw_zone_loader');
REVOKE SELECT ON load_batch, load_reject FROM regress_fw_zone_loader;
RESET client_min_messages;
SET ROLE regress_fw_zone_loader;
SET TimeZone = 'Europe/London';
SELECT updated FROM upsert_sales_txn('lines');
RESET ROLE;

-- Where the journal has no other zone, the notice says so.
DELETE FROM load_batch;
SET TimeZone = 'UTC';
SELECT moving('Europe/London', 'UTC');
SELECT updated FROM upsert_sales_txn('lines');

-- The same file under another DateStyle: its times mean other days, so no line is replaced. The journal has both.
CREATE TABLE file AS
    SELECT 'D' || n AS receipt, '0' || n || '/06/2025 10:00' AS sold_at FROM generate_series(1, 9) n;
CREATE VIEW file_lines AS SELECT receipt, 1 AS line_no, sold_at, 'S1' AS store_code, 'P1' AS sku, 1 AS quantity, 2.5 AS unit_price FROM file;
SET forecast_warehouse.on_reject = quarantine;
SET DateStyle = 'ISO, DMY';
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price)
    SELECT receipt, line_no, sold_at::timestamptz, store_code, sku, quantity, unit_price FROM file_lines;
SET DateStyle = 'ISO, MDY';
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price)
    SELECT receipt, line_no, sold_at::timestamptz, store_code, sku, quantity, unit_price FROM file_lines;
SELECT date_style, time_zone, received, inserted, updated, unchanged, rejected FROM load_batch ORDER BY id DESC LIMIT 2;
SELECT count(*), min(date), max(date) FROM sales_txn WHERE receipt LIKE 'D%';
RESET forecast_warehouse.on_reject;
RESET DateStyle;
DROP VIEW file_lines;
DROP TABLE file;

DROP TABLE lines;
DROP FUNCTION moving(text, text), pass();
DROP OWNED BY regress_fw_zone_loader;
DROP ROLE regress_fw_zone_loader;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
