-- Triggers of a user's that drop rows or change them. Always received = inserted + updated + unchanged + merged + rejected. Every
-- lost row is reported.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
CREATE EXTENSION forecast_warehouse;
SELECT count(*) FROM (SELECT generate_calendar('2024-01-01', '2024-12-31')) c;
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread'), ('C', 'Cheese');
CREATE TABLE rule (what text);
CREATE FUNCTION drops() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM public.rule WHERE to_jsonb(NEW)::text LIKE what) THEN RETURN NULL; END IF;
    RETURN NEW;
END $$;
CREATE VIEW batch AS SELECT target, received, inserted, updated, unchanged, merged, rejected, closed,
    received = inserted + updated + unchanged + merged + rejected AS adds_up FROM load_batch ORDER BY id DESC LIMIT 1;
CREATE VIEW reject AS SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (SELECT max(batch_id) FROM load_reject) ORDER BY row_number;

--
-- New rows
--
CREATE TRIGGER drops BEFORE INSERT ON product FOR EACH ROW EXECUTE FUNCTION drops();
INSERT INTO rule VALUES ('%"sku": "D_"%');
INSERT INTO product_feed (sku, name) VALUES ('D1', 'Dates'), ('E1', 'Eggs'), ('D2', 'Dill');
\echo :LAST_ERROR_SQLSTATE
SELECT sku FROM product ORDER BY sku;
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO product_feed (sku, name) VALUES ('D1', 'Dates'), ('E1', 'Eggs'), ('A', 'Apple'), ('B', 'Brown bread'), ('D2', 'Dill');
SELECT * FROM batch;
SELECT * FROM reject;
SELECT sku, name FROM product ORDER BY sku;
-- Rows that have the new values already are unchanged, whatever the trigger would do.
INSERT INTO rule VALUES ('%"sku": "E_"%');
INSERT INTO product_feed (sku, name) VALUES ('E1', 'Eggs'), ('A', 'Apple');
SELECT * FROM batch;
-- A single row
SELECT upsert_product('D1', 'Dates', NULL, NULL, NULL, NULL);
SELECT upsert_product('F1', 'Figs', NULL, NULL, NULL, NULL), upsert_product('F1', 'Figs', NULL, NULL, NULL, NULL);
-- A relation
CREATE TABLE staged (sku text, name text, category text, brand text, base_price numeric, base_cost numeric);
INSERT INTO staged VALUES ('D3', 'Dough'), ('G1', 'Grapes');
SELECT inserted, updated, unchanged, rejected FROM upsert_product('staged', on_reject => 'error');
SELECT inserted, updated, unchanged, rejected FROM upsert_product('staged');

--
-- Changed rows
--
DROP TRIGGER drops ON product;
CREATE TRIGGER drops BEFORE UPDATE ON product FOR EACH ROW EXECUTE FUNCTION drops();
INSERT INTO product_feed (sku, name) VALUES ('E1', 'Large eggs'), ('A', 'Red apple'), ('D1', 'Dates'), ('B', 'Brown bread');
SELECT * FROM batch;
SELECT * FROM reject;
SELECT sku, name FROM product ORDER BY sku;
SELECT upsert_product('E1', 'Large eggs', NULL, NULL, NULL, NULL);
\echo :LAST_ERROR_SQLSTATE

--
-- A trigger that changes rows rejects none
--
CREATE FUNCTION changes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := upper(NEW.name); RETURN NEW; END $$;
CREATE TRIGGER changes BEFORE INSERT OR UPDATE ON product FOR EACH ROW EXECUTE FUNCTION changes();
INSERT INTO product_feed (sku, name) VALUES ('H1', 'Honey'), ('A', 'Green apple'), ('E1', 'Huge eggs');
SELECT * FROM batch;
SELECT * FROM reject;
-- nor when they come again, and the trigger turns them into the existing rows
INSERT INTO product_feed (sku, name) VALUES ('H1', 'Honey'), ('A', 'Green apple'), ('E1', 'Larger eggs');
SELECT * FROM batch;
SELECT sku, name, updated_at > created_at AS updated FROM product WHERE sku IN ('H1', 'A', 'E1') ORDER BY sku;
-- nor one that changes keys; a row whose result is unknown is an error
CREATE FUNCTION moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.sku := 'm' || NEW.sku; RETURN NEW; END $$;
CREATE TRIGGER a_moves BEFORE INSERT ON product FOR EACH ROW EXECUTE FUNCTION moves();
INSERT INTO product_feed (sku, name) VALUES ('I1', 'Ice'), ('I2', 'Iceberg');
SELECT * FROM batch;
INSERT INTO product_feed (sku, name) VALUES ('I1', 'Ice'), ('I2', 'Iceberg'), ('I3', 'Icing');
SELECT * FROM batch;
CREATE TRIGGER drops_too BEFORE INSERT ON product FOR EACH ROW EXECUTE FUNCTION drops();
INSERT INTO rule VALUES ('%"sku": "mJ1"%');
INSERT INTO product_feed (sku, name) VALUES ('J1', 'Jam'), ('J2', 'Jelly');
\echo :LAST_ERROR_SQLSTATE
DROP TRIGGER a_moves ON product;
DROP TRIGGER changes ON product;
DROP TRIGGER drops ON product;
DROP TRIGGER drops_too ON product;

--
-- Several rows of a grain, and other tables
--
CREATE TRIGGER drops BEFORE INSERT OR UPDATE ON sales_daily FOR EACH ROW EXECUTE FUNCTION drops();
SET forecast_warehouse.on_duplicate = sum;
TRUNCATE rule;
INSERT INTO rule VALUES ('%"quantity": 7,%');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
    VALUES ('2024-01-01', 'S1', 'A', 3, 1), ('2024-01-01', 'S1', 'A', 4, 1), ('2024-01-01', 'S1', 'B', 1, 1), ('2024-01-01', 'S9', 'B', 1, 1), ('2024-01-02', 'S1', 'B', 7, 1);
SELECT * FROM batch;
SELECT * FROM reject;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-01', 'S1', 'B', 7, 1), ('2024-01-01', 'S2', 'B', 2, 1);
SELECT * FROM batch;
SELECT * FROM reject;
RESET forecast_warehouse.on_duplicate;

--
-- Till lines that are rolled up: a grain that is kept out is tried again
--
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price)
    VALUES ('T1', 1, '2024-02-01 10:00', 'S1', 'A', 7, 1), ('T2', 1, '2024-02-01 10:00', 'S1', 'B', 2, 1);
SELECT inserted, updated, unchanged, rejected FROM rollup_sales('2024-02-01', '2024-02-29');
SELECT * FROM reject;
SELECT count(*) FROM sales_rollup;
DELETE FROM sales_txn;
INSERT INTO rule VALUES ('%"quantity": 0,%');
SELECT inserted, updated, unchanged, rejected FROM rollup_sales('2024-02-01', '2024-02-29');
SELECT count(*) FROM sales_rollup;
TRUNCATE rule;
SELECT inserted, updated, unchanged, rejected FROM rollup_sales('2024-02-01', '2024-02-29');
SELECT count(*) FROM sales_rollup;
DROP TRIGGER drops ON sales_daily;

--
-- Windows: new ones, replaced ones, and those that should have ended
--
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 1, '2024-01-01'), ('A', 'S1', 2, '2024-01-01'), ('B', NULL, 3, '2024-01-01');
CREATE TRIGGER drops BEFORE INSERT OR UPDATE ON price_history FOR EACH ROW EXECUTE FUNCTION drops();
INSERT INTO rule VALUES ('%"price": 6.66,%');
INSERT INTO price_history_feed (sku, store_code, price, valid_from)
    VALUES ('A', NULL, 6.66, '2024-01-01'), ('A', 'S1', 2, '2024-01-01'), ('B', NULL, 4, '2024-01-01'), ('C', NULL, 6.66, '2024-01-01'), ('C', 'S1', 6.66, '2024-01-01'), ('C', 'S2', 5, '2024-01-01');
SELECT * FROM batch;
SELECT * FROM reject;
CREATE VIEW price AS SELECT sku, code, price, valid_from, valid_to FROM price_history h JOIN product p ON p.id = product_id LEFT JOIN store s ON s.id = store_id ORDER BY sku, code NULLS FIRST, valid_from;
SELECT * FROM price;
-- a window does not end for one that a trigger drops, an existing one or a new one
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('B', NULL, 6.66, '2024-02-01'), ('C', 'S2', 5.5, '2024-02-01'), ('C', 'S2', 6.66, '2024-03-01'), ('C', 'S2', 7, '2024-04-01');
SELECT * FROM batch;
SELECT * FROM reject;
SELECT * FROM price;
SELECT upsert_price_history('A', 'S1', 6.66, '2024-01-01', NULL);
\echo :LAST_ERROR_SQLSTATE
-- a window that the trigger keeps open: windows that overlap it are rejected
INSERT INTO rule VALUES ('%"valid_to": "2024-02-29"%');
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 7, '2024-03-01'), ('A', NULL, 8, '2024-04-01'), ('A', 'S1', 9, '2024-05-01');
SELECT * FROM batch;
SELECT * FROM reject;
SELECT * FROM price;
SET forecast_warehouse.on_reject = error;
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 7, '2024-03-01');
SET forecast_warehouse.on_reject = quarantine;
DROP TRIGGER drops ON price_history;
-- promotions
CREATE TRIGGER drops BEFORE INSERT OR UPDATE ON promotion FOR EACH ROW EXECUTE FUNCTION drops();
INSERT INTO rule VALUES ('%"name": "No"%');
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date)
    VALUES ('A', NULL, 'No', 0.1, '2024-01-01', '2024-01-31'), ('A', NULL, 'Yes', 0.1, '2024-01-01', '2024-01-31'), ('A', 'S1', 'No', 0.1, '2024-02-01', '2024-02-03');
SELECT * FROM batch;
SELECT * FROM reject;
DROP TRIGGER drops ON promotion;
-- a policy that keeps a row from being replaced
CREATE ROLE regress_reader;
GRANT USAGE ON SCHEMA public TO regress_reader;
GRANT ALL ON ALL TABLES IN SCHEMA public TO regress_reader;
GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO regress_reader;
ALTER TABLE price_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY sees ON price_history FOR SELECT USING (true);
CREATE POLICY adds ON price_history FOR INSERT WITH CHECK (true);
CREATE POLICY changes ON price_history FOR UPDATE USING (store_id IS NOT NULL);
SET ROLE regress_reader;
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 10, '2024-01-01'), ('A', 'S1', 10, '2024-01-01'), ('B', NULL, 11, '2024-06-01');
RESET ROLE;
SELECT * FROM batch;
SELECT * FROM reject;
SELECT * FROM price;
ALTER TABLE price_history DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM regress_reader;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM regress_reader;
REVOKE ALL ON SCHEMA public FROM regress_reader;
DROP ROLE regress_reader;

--
-- The calendar and the demo data: they cannot leave rows out
--
CREATE TRIGGER drops BEFORE INSERT OR UPDATE ON calendar FOR EACH ROW EXECUTE FUNCTION drops();
INSERT INTO rule VALUES ('%"date": "2025-01-1%');
SELECT generate_calendar('2025-01-01', '2025-01-31');
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM generate_demo_data(1, 1, '2025-01-01', '2025-01-31');
SELECT count(*) FROM calendar WHERE date >= '2025-01-01';
DROP TRIGGER drops ON calendar;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP FUNCTION drops, changes, moves;
DROP TABLE rule, staged;
