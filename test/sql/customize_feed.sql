-- {table}_custom_feed takes the warehouse's columns and the users': the rules, rejects and policies of the plain feed, and the rules of
-- the companion table.
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
CREATE SCHEMA team;
SET search_path = team, fw;
SET client_min_messages = warning;
\set VERBOSITY terse
SELECT add_column('store', 'square_metres', 'numeric(8,1)', "check" => 'square_metres > 0'),
    add_column('store', 'grade', 'varchar(2)', "default" => '''B''', not_null => true),
    add_column('sales_daily', 'is_promoted', 'boolean'),
    add_column('price_history', 'zone', 'text', not_null => true);

-- A statement names the columns that it gives. Others keep their values, or have their default
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S1', 'One', 100), ('S2', 'Two', NULL);
INSERT INTO store_custom_feed (code, name, square_metres, grade) VALUES ('S3', 'Three', 12.34, 'A'), ('S1', 'One', 101, 'C');
INSERT INTO store_custom_feed (code, name) VALUES ('S1', 'Uno');
SELECT code, name, square_metres, grade FROM store_all ORDER BY code;
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S1', 'Uno', NULL);
SELECT code, name, square_metres, grade FROM store_custom_feed ORDER BY code;
SELECT s.code, c.square_metres, c.grade FROM store_custom c JOIN store s USING (id) ORDER BY code;

-- A column that the feed itself does not have is kept, too, where a statement leaves it out
INSERT INTO store_custom_feed (code, name, number, manager) VALUES ('S2', 'Two', 7, 'Ann');
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S2', 'Two', 9);
SELECT number, manager FROM store WHERE code = 'S2';
INSERT INTO store_custom_feed (code, name, manager, square_metres) VALUES ('S2', 'Two', NULL, NULL);
SELECT number, manager FROM store WHERE code = 'S2';

-- Rejects: those of the plain feed, and those of the companion
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S4', 'Four', -1);
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO store_custom_feed (code, name, square_metres, grade) VALUES ('S4', 'Four', -1, 'A'), ('S5', 'Five', 1e9, 'A'), ('S6', 'Six', 5, 'ABC'),
    ('S7', 'Seven', 5, NULL), ('S8', NULL, 3, 'A'), ('S1', 'One', NULL, 'Q'), ('S9', 'Nine', 9999999.94, 'A'), ('S0', 'Zero', 9999999.95, 'A');
SELECT row_number, error_code, message FROM load_reject ORDER BY row_number;
SELECT row_data -> 'square_metres' AS square_metres, row_data -> 'grade' AS grade, row_data -> 'code' AS code FROM load_reject ORDER BY row_number;
SELECT code, name, square_metres, grade FROM store_all ORDER BY code;
SELECT source, received, inserted, updated, unchanged, rejected FROM load_batch ORDER BY id DESC LIMIT 1;
SELECT count(*) FROM retry_rejects((SELECT max(id) FROM load_batch));
UPDATE load_reject SET row_data = row_data || '{"grade": "AB", "square_metres": 7, "name": "again"}';
INSERT INTO store_custom_feed SELECT r.* FROM load_reject, jsonb_populate_record(NULL::store_custom_feed, row_data) AS r;
SELECT code, name, square_metres, grade FROM store_all ORDER BY code;
SELECT DISTINCT source, rejected FROM load_batch ORDER BY 1, 2;

-- A fact in natural keys
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO product_feed (sku, name) VALUES ('A', 'a'), ('B', 'b');
TRUNCATE load_reject;
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_promoted)
VALUES ('2024-01-01', 'S1', 'A', 1, 2, true), ('2024-01-02', 'S1', 'A', 1, 2, NULL), ('2024-01-03', 'nowhere', 'A', 1, 2, true), ('2024-01-04', 'S2', 'B', -1, 2, true);
SELECT date, store_code, sku, quantity, unit_price, total_amount, is_promoted FROM sales_daily_custom_feed ORDER BY date;
SELECT count(*) AS companion_rows FROM sales_daily_custom;
SELECT row_number, error_code, row_data -> 'is_promoted' AS is_promoted FROM load_reject ORDER BY row_number;
COPY sales_daily_custom_feed FROM stdin (FORMAT csv);
2024-01-05,S1,A,3,2,,true
2024-01-01,S1,A,3,2,,
\.
SELECT date, quantity, is_promoted FROM sales_daily_custom_feed ORDER BY date;
-- Rows of one grain: the values of the row that stays
SET forecast_warehouse.on_duplicate = last;
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_promoted)
VALUES ('2024-01-06', 'S1', 'A', 1, 2, true), ('2024-01-06', 'S1', 'A', 2, 2, false);
SET forecast_warehouse.on_duplicate = first;
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_promoted)
VALUES ('2024-01-07', 'S1', 'A', 1, 2, true), ('2024-01-07', 'S1', 'A', 2, 2, false);
RESET forecast_warehouse.on_duplicate;
-- ON CONFLICT DO NOTHING leaves stored values alone
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_promoted)
VALUES ('2024-01-05', 'S1', 'A', 9, 9, false), ('2024-01-08', 'S1', 'A', 8, 8, true) ON CONFLICT DO NOTHING;
SELECT date, quantity, is_promoted FROM sales_daily_custom_feed WHERE date > '2024-01-04' ORDER BY date;
-- It does so where the stored value is NULL, which has no row in the companion
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_promoted)
VALUES ('2024-01-02', 'S1', 'A', 9, 9, true) ON CONFLICT DO NOTHING;
SELECT quantity, is_promoted FROM sales_daily_custom_feed WHERE date = '2024-01-02';
-- NaN fits a numeric of any size
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('N1', 'None', 'NaN');
SELECT square_metres FROM store_all WHERE code = 'N1';
DELETE FROM store WHERE code = 'N1';
-- A row that the table rejects gets no values
SELECT add_check('sales_daily', 'ck_most', 'quantity < 50');
TRUNCATE load_reject;
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_promoted)
VALUES ('2024-01-08', 'S1', 'A', 60, 8, false), ('2024-01-09', 'S1', 'A', 7, 8, true);
SELECT date, quantity, is_promoted FROM sales_daily_custom_feed WHERE date > '2024-01-07' ORDER BY date;
SELECT row_number, message FROM load_reject;

-- Windows, whose store may be missing; a column without a default is required
INSERT INTO price_history_custom_feed (sku, store_code, price, valid_from, zone) VALUES ('A', NULL, 5, '2024-01-01', 'north'), ('A', 'S1', 6, '2024-01-01', 'south');
INSERT INTO price_history_custom_feed (sku, store_code, price, valid_from) VALUES ('A', 'S2', 5, '2024-01-01');
SELECT sku, store_code, price, zone FROM price_history_custom_feed ORDER BY price;

-- The same rows as by the plain feed, by many random ones
SELECT setseed(0.18);
CREATE TEMP TABLE rows_to_load AS
SELECT '2024-01-10'::date + (random() * 30)::int AS date, 'S' || (random() * 5)::int AS store_code, CASE WHEN random() < 0.9 THEN 'A' ELSE 'C' END AS sku,
    (random() * 60 - 2)::int::numeric AS quantity, 2.5 AS unit_price, random() < 0.5 AS is_promoted FROM generate_series(1, 2000);
SET forecast_warehouse.on_duplicate = last;
TRUNCATE load_reject;
BEGIN;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT date, store_code, sku, quantity, unit_price FROM rows_to_load;
CREATE TEMP TABLE plain AS SELECT date, store_id, product_id, quantity, unit_price, total_amount FROM sales_daily;
CREATE TEMP TABLE plain_rejects AS SELECT row_number, error_code, message FROM load_reject;
DELETE FROM sales_daily WHERE date > '2024-01-09';
DELETE FROM load_reject;
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_promoted) SELECT * FROM rows_to_load;
SELECT count(*) > 50 AS some, count(*) FILTER (WHERE p IS NULL) AS only_custom FROM sales_daily s LEFT JOIN plain p USING (date, store_id, product_id, quantity, unit_price, total_amount);
SELECT (SELECT count(*) FROM plain) = (SELECT count(*) FROM sales_daily) AS same_count;
SELECT count(*) > 100 AS some, count(*) FILTER (WHERE p IS NULL) AS only_custom FROM load_reject r LEFT JOIN plain_rejects p USING (row_number, error_code, message);
-- The last good row of each grain gave the value
WITH numbered AS (SELECT *, row_number() OVER () AS n FROM rows_to_load),
good AS (SELECT DISTINCT ON (date, store_code, sku) * FROM numbered WHERE n NOT IN (SELECT row_number FROM load_reject) ORDER BY date, store_code, sku, n DESC)
SELECT count(*) > 100 AS some, count(*) FILTER (WHERE f.is_promoted IS DISTINCT FROM g.is_promoted) AS wrong
FROM good g JOIN sales_daily_custom_feed f USING (date, store_code, sku);
ROLLBACK;

-- A feed is no way for other changes, and no other view is a feed
UPDATE store_custom_feed SET name = 'x';
DELETE FROM store_custom_feed;
CREATE VIEW channel_custom_feed AS SELECT code, name FROM channel_feed;
CREATE TRIGGER feed_begin BEFORE INSERT ON channel_custom_feed FOR EACH STATEMENT EXECUTE FUNCTION feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON channel_custom_feed FOR EACH ROW EXECUTE FUNCTION feed_row();
INSERT INTO channel_custom_feed VALUES ('a', 'b');
ALTER TABLE store_custom RENAME COLUMN grade TO class;
INSERT INTO store_custom_feed (code, name) VALUES ('S1', 'One');
ALTER TABLE store_custom RENAME COLUMN class TO grade;
-- A row of the warehouse takes its values along
DELETE FROM store WHERE code = 'S3';
SELECT count(*) FROM store_custom WHERE id NOT IN (SELECT id FROM store);

-- Another role needs rights on the companion
CREATE ROLE regress_fw_loads;
GRANT USAGE ON SCHEMA team TO regress_fw_loads;
SELECT count(*) > 0 FROM grant_loader('regress_fw_loads');
GRANT INSERT, SELECT ON store_custom_feed TO regress_fw_loads;
SET ROLE regress_fw_loads;
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S1', 'One', 55);
RESET ROLE;
GRANT SELECT, INSERT, UPDATE ON store_custom TO regress_fw_loads;
SET ROLE regress_fw_loads;
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S1', 'One', 55);
RESET ROLE;
SELECT code, square_metres FROM store_all WHERE code = 'S1';
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA team, fw CASCADE;
DROP OWNED BY regress_fw_loads;
DROP ROLE regress_fw_loads;
