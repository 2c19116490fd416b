-- rollup_orders(start_date, end_date, channel_stores): order lines become daily sales of stores.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-03-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second'), ('WEB', 'Web shop'), ('FRANCHISE', 'All of a franchise');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread'), ('C', 'Cheese');
INSERT INTO channel_feed (code, name) VALUES ('1', 'Stores'), ('2', 'Web'), ('4', 'Franchise');
INSERT INTO customer_feed (code, full_name) VALUES ('C1', 'Ada'), ('C2', 'Bob');
INSERT INTO reseller_feed (code, name) VALUES ('R1', 'Reseller');

\set counts 'inserted, updated, unchanged, rejected'
\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set sales 'SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY 1, 2, 3;'
\set marks 'SELECT r.date, s.code, p.sku FROM order_rollup r JOIN store s ON s.id = r.store_id JOIN product p ON p.id = r.product_id ORDER BY 1, 2, 3;'
\set columns 'sales_order_line_feed (order_no, line_no, date, sku, channel_code, store_code, customer_code, reseller_code, quantity, amount)'
\set forget 'DELETE FROM sales_order_line; DELETE FROM sales_daily; DELETE FROM order_rollup;'

--
-- A line of a store counts for that store, other lines for the store of their channel
--
INSERT INTO :columns VALUES
    ('10', 1, '2024-01-01', 'A', '1', 'S1', NULL, NULL, 2, 5.00), ('10', 2, '2024-01-01', 'B', '1', 'S1', NULL, NULL, 1, 3.00),
    ('11', 1, '2024-01-01', 'A', '1', 'S1', NULL, NULL, 3, 6.00), ('12', 1, '2024-01-01', 'A', '1', 'S2', NULL, NULL, 7, 7.00),
    ('20', 1, '2024-01-01', 'A', '2', NULL, 'C1', NULL, 1, 2.50), ('21', 1, '2024-01-01', 'A', '2', NULL, 'C2', NULL, 0.5, 1.25),
    ('22', 1, '2024-01-31', 'A', '2', NULL, 'C2', NULL, 1, 2.49),
    ('40', 1, '2024-01-01', 'A', '4', NULL, NULL, 'R1', 30, 40.00), ('41', 1, '2024-02-01', 'A', '4', NULL, NULL, 'R1', 30, 40.00);
SELECT r.batch_id = (last_load()).batch_id AS last, :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "WEB", "4": "FRANCHISE"}') r;
:journal
:sales
:marks
-- both days of a range belong to it, and no other
SELECT :counts FROM rollup_orders('2024-02-01', '2024-02-01', '{"4": "FRANCHISE"}');
SELECT :counts FROM rollup_orders('2024-02-02', '2024-03-31');
SELECT sum(quantity) = (SELECT sum(quantity) FROM sales_order_line) AS quantity, sum(total_amount) = (SELECT sum(amount) FROM sales_order_line) AS amount FROM sales_daily;

--
-- Again: nothing is written, neither sales nor marks
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, d::text AS image FROM sales_daily d UNION ALL SELECT ctid, xmin, r::text FROM order_rollup r;
SELECT pg_stat_force_next_flush();
BEGIN;
SELECT :counts FROM rollup_orders('2024-01-01', '2024-02-29', '{"2": "WEB", "4": "FRANCHISE"}');
SELECT relname, pg_stat_get_xact_tuples_inserted(oid) AS inserts, pg_stat_get_xact_tuples_updated(oid) AS updates, pg_stat_get_xact_tuples_deleted(oid) AS deletes
    FROM pg_class WHERE oid IN ('sales_daily'::regclass, 'order_rollup'::regclass, 'sales_rollup'::regclass, 'sales_order_line'::regclass) ORDER BY 1;
COMMIT;
:journal
SELECT count(*) AS untouched FROM (SELECT ctid, xmin, d::text AS image FROM sales_daily d UNION ALL SELECT ctid, xmin, r::text FROM order_rollup r) n JOIN existing b ON (n.ctid, n.image) = (b.tid, b.image) AND n.xmin = b.writer;
-- a late line and a correction: their grains change and no other
INSERT INTO :columns VALUES ('23', 1, '2024-01-01', 'A', '2', NULL, 'C1', NULL, 1, 2.50), ('10', 2, '2024-01-01', 'B', '1', 'S1', NULL, NULL, 1, 3.10), ('24', 1, '2024-01-02', 'C', '2', NULL, 'C1', NULL, 1, 9);
SELECT :counts FROM rollup_orders('2024-01-01', '2024-02-29', '{"2": "WEB", "4": "FRANCHISE"}');
:sales
SELECT target, source, received, inserted, updated FROM load_batch WHERE target = 'sales_daily' ORDER BY id;

--
-- No line is left out: a channel whose lines have no store needs one
--
\set VERBOSITY default
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "WEB"}');
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{}');
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "WEB", "4": "NONE"}');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "WEB", "Web": "WEB"}');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "WEB", "4": null}');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": 3}');
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": ["WEB"]}');
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '["WEB"]');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', 'null');
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '"WEB"');
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', jsonb_build_object('2', repeat('x', 100)));
SELECT :counts FROM rollup_orders(NULL, '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM rollup_orders('2024-01-31', '2024-01-01');
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY terse
SELECT count(*) AS untouched FROM sales_daily WHERE store_id = (SELECT id FROM store WHERE code = 'WEB');
-- A store of a channel may have lines of its own, and several channels one store. The mapping does not move lines of stores.
:forget
INSERT INTO :columns VALUES
    ('10', 1, '2024-01-01', 'A', '1', 'S1', NULL, NULL, 2, 5.00), ('20', 1, '2024-01-01', 'A', '2', NULL, 'C1', NULL, 1, 2.50), ('40', 1, '2024-01-01', 'A', '4', NULL, NULL, 'R1', 30, 40.00);
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"1": "S2", "2": "S1", "4": "S1"}');
:sales

--
-- Lines that are gone or moved: their sales become zero, and their marks are deleted
--
:forget
INSERT INTO :columns VALUES
    ('10', 1, '2024-01-01', 'A', '1', 'S1', NULL, NULL, 2, 5.00), ('10', 2, '2024-01-01', 'B', '1', 'S1', NULL, NULL, 1, 3.00), ('20', 1, '2024-01-01', 'A', '2', NULL, 'C1', NULL, 1, 2.50);
-- loaded directly
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'C', 9, 1, 9);
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "WEB"}');
DELETE FROM sales_order_line WHERE order_no = '10' AND line_no = 2;
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "WEB"}');
-- another store for a channel
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "FRANCHISE"}');
:journal
:sales
:marks
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "FRANCHISE"}');
-- another day
INSERT INTO :columns VALUES ('20', 1, '2024-01-03', 'A', '2', NULL, 'C1', NULL, 1, 2.50);
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31', '{"2": "FRANCHISE"}');
SELECT date, store_code, quantity, unit_price, total_amount FROM sales_daily_feed WHERE store_code = 'FRANCHISE' ORDER BY 1;
:marks

--
-- Returns reduce the sums. A sum below zero is a reject, as in rollup_sales
--
:forget
INSERT INTO :columns VALUES
    ('10', 1, '2024-01-01', 'A', '1', 'S1', NULL, NULL, 5, 10.00), ('11', 1, '2024-01-01', 'A', '1', 'S1', NULL, NULL, -2, -4.00),
    ('12', 1, '2024-01-01', 'B', '1', 'S1', NULL, NULL, 2, 6.00), ('13', 1, '2024-01-01', 'B', '1', 'S1', NULL, NULL, -2, -6.00),
    ('14', 1, '2024-01-02', 'A', '1', 'S1', NULL, NULL, 5, 10.00), ('15', 1, '2024-01-02', 'A', '1', 'S1', NULL, NULL, 0, -1.00), ('16', 1, '2024-01-02', 'A', '1', 'S1', NULL, NULL, 1, -2.00),
    ('17', 1, '2024-01-03', 'A', '1', 'S1', NULL, NULL, 1, 2.00), ('18', 1, '2024-01-03', 'A', '1', 'S1', NULL, NULL, -3, -6.00),
    ('19', 1, '2024-01-04', 'A', '1', 'S1', NULL, NULL, 0, 0);
\set VERBOSITY default
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY terse
SET forecast_warehouse.on_reject = quarantine;
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31');
RESET forecast_warehouse.on_reject;
:journal
:sales
SELECT row_number, error_code, message, row_data FROM load_reject WHERE batch_id = (last_load()).batch_id;
-- computed again, and not loaded again
DO $$
DECLARE hint text;
BEGIN
    PERFORM retry_rejects((last_load()).batch_id);
EXCEPTION WHEN object_not_in_prerequisite_state THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RAISE NOTICE '% %', regexp_replace(SQLERRM, '\d+', 'N'), hint;
END $$;
-- the same sums as those of till lines with the same numbers
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount)
    SELECT order_no, line_no, date + time '12:00', 'S2', sku, quantity, CASE WHEN quantity = 0 THEN 0 ELSE abs(round(amount / quantity, 2)) END, amount FROM sales_order_line_feed WHERE order_no <> '16';
DELETE FROM sales_order_line WHERE order_no = '16';
SET forecast_warehouse.on_reject = quarantine;
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31');
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
RESET forecast_warehouse.on_reject;
SELECT o.date, o.sku, o.quantity, o.unit_price, o.total_amount, (o.quantity, o.unit_price, o.total_amount) = (t.quantity, t.unit_price, t.total_amount) AS same
    FROM sales_daily_feed o FULL JOIN sales_daily_feed t ON (t.date, t.sku, t.store_code) = (o.date, o.sku, 'S2') WHERE o.store_code = 'S1' ORDER BY 1, 2;

--
-- A row of sales_daily has the sum of one kind of lines
--
\set VERBOSITY default
INSERT INTO :columns VALUES ('50', 1, '2024-01-01', 'A', '1', 'S2', NULL, NULL, 1, 2.00);
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
DELETE FROM sales_order_line WHERE order_no = '50';
INSERT INTO sales_txn_feed VALUES ('Z', 1, '2024-01-01 12:00', 'S1', 'A', 1, 1, 1, NULL);
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
-- other stores and days can be rolled up
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-02', '{S2}');
\set VERBOSITY terse
-- when the till lines are gone, and rolled up once more, orders may follow
DELETE FROM sales_txn;
SELECT :counts FROM rollup_sales('2024-01-01', '2024-01-31');
INSERT INTO :columns VALUES ('50', 1, '2024-01-01', 'A', '1', 'S2', NULL, NULL, 1, 2.00);
SET forecast_warehouse.on_reject = quarantine;
SELECT :counts FROM rollup_orders('2024-01-01', '2024-01-31');
RESET forecast_warehouse.on_reject;
SELECT count(*) AS till, (SELECT count(*) FROM order_rollup) AS orders FROM sales_rollup;

--
-- Undone with its transaction
--
:forget
INSERT INTO :columns VALUES ('60', 1, '2024-01-10', 'A', '1', 'S1', NULL, NULL, 4, 4);
BEGIN;
SELECT :counts FROM rollup_orders('2024-01-10', '2024-01-10');
SAVEPOINT s;
DELETE FROM sales_order_line;
SELECT :counts FROM rollup_orders('2024-01-10', '2024-01-10');
ROLLBACK TO s;
SELECT quantity FROM sales_daily_feed WHERE date = '2024-01-10';
ROLLBACK;
SELECT count(*) AS sales, (SELECT count(*) FROM order_rollup) AS marks FROM sales_daily;
BEGIN READ ONLY;
SELECT :counts FROM rollup_orders('2024-01-10', '2024-01-10');
ROLLBACK;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT :counts FROM rollup_orders('2024-01-10', '2024-01-10');
COMMIT;

--
-- Each right is needed, and all are enough. They are the caller's
--
CREATE ROLE regress_fw_roller;
CREATE TEMP TABLE rights (place serial, privilege text, object text);
INSERT INTO rights (privilege, object) VALUES ('SELECT', 'sales_order_line'), ('SELECT', 'channel'), ('SELECT', 'order_rollup'), ('SELECT', 'sales_daily'), ('SELECT', 'store'), ('SELECT', 'product'), ('SELECT', 'calendar'),
    ('INSERT', 'sales_daily'), ('UPDATE', 'sales_daily'), ('USAGE', 'SEQUENCE sales_daily_id_seq'), ('INSERT', 'order_rollup'), ('DELETE', 'order_rollup');
CREATE FUNCTION without(privilege text, object text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text := 'nothing was missing';
BEGIN
    EXECUTE format('REVOKE %s ON %s FROM regress_fw_roller', privilege, object);
    SET LOCAL ROLE regress_fw_roller;
    BEGIN
        PERFORM rollup_orders('2024-01-11', '2024-01-11', '{"2": "WEB"}');
        RAISE SQLSTATE 'XX000' USING MESSAGE = answer;
    EXCEPTION WHEN OTHERS THEN answer := SQLERRM;
    END;
    RESET ROLE;
    EXECUTE format('GRANT %s ON %s TO regress_fw_roller', privilege, object);
    RETURN answer;
END $$;
TRUNCATE sales_rollup;
INSERT INTO :columns VALUES ('61', 1, '2024-01-11', 'A', '2', NULL, 'C1', NULL, 4, 4);
DO $$
DECLARE needed record;
BEGIN
    FOR needed IN SELECT * FROM rights ORDER BY place LOOP
        EXECUTE format('GRANT %s ON %s TO regress_fw_roller', needed.privilege, needed.object);
    END LOOP;
END $$;
SELECT privilege, object, without(privilege, object) FROM rights ORDER BY place;
SET ROLE regress_fw_roller;
SELECT :counts FROM rollup_orders('2024-01-11', '2024-01-11', '{"2": "WEB"}');
RESET ROLE;
-- the marks of the other kind must be readable once there are some
INSERT INTO sales_rollup SELECT '2024-03-31', min(s.id), min(p.id) FROM store s, product p;
SET ROLE regress_fw_roller;
SELECT :counts FROM rollup_orders('2024-01-11', '2024-01-11', '{"2": "WEB"}');
RESET ROLE;
GRANT SELECT ON sales_rollup TO regress_fw_roller;
SET ROLE regress_fw_roller;
SELECT :counts FROM rollup_orders('2024-01-11', '2024-01-11', '{"2": "WEB"}');
RESET ROLE;
-- Lines that row-level security hides would look deleted.
ALTER TABLE sales_order_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON sales_order_line TO regress_fw_roller USING (true);
SET ROLE regress_fw_roller;
SELECT :counts FROM rollup_orders('2024-01-11', '2024-01-11', '{"2": "WEB"}');
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
ALTER TABLE sales_order_line DISABLE ROW LEVEL SECURITY;
DROP POLICY everything ON sales_order_line;
DROP OWNED BY regress_fw_roller;
-- grant_loader() grants all of them
SELECT count(*) > 0 AS granted FROM grant_loader('regress_fw_roller');
SET ROLE regress_fw_roller;
SELECT :counts FROM rollup_orders('2024-01-01', '2024-03-31', '{"2": "WEB"}');
RESET ROLE;
DROP OWNED BY regress_fw_roller;
DROP ROLE regress_fw_roller;
DROP FUNCTION without(text, text);

--
-- Made-up orders: the same as a plain aggregate, by either writer
--
:forget
DELETE FROM sales_rollup;
SELECT sum(inserted) FROM generate_demo_orders(3000);
INSERT INTO name_alias VALUES ('channel', 'Online', 'On-line'), ('reseller', 'Northlake Distributors', 'Northlake Distributers');
SELECT rows_read, inserted, rejected FROM run_etl() WHERE step = 'sales_order_line';
SELECT code, name, category FROM channel ORDER BY code;
CREATE TEMP VIEW plain AS
    SELECT l.date, coalesce(s.code, CASE c.code WHEN '2' THEN 'WEB' ELSE 'FRANCHISE' END) AS store_code, p.sku, sum(l.quantity) AS quantity, round(sum(l.amount) / sum(l.quantity), 2) AS unit_price, sum(l.amount) AS total_amount
    FROM sales_order_line l JOIN channel c ON c.id = l.channel_id JOIN product p ON p.id = l.product_id LEFT JOIN store s ON s.id = l.store_id GROUP BY 1, 2, 3;
CREATE FUNCTION differences() RETURNS TABLE (rows bigint, missing bigint, others bigint, quantity boolean, amount boolean) LANGUAGE sql AS $$
    SELECT (SELECT count(*) FROM sales_daily), (SELECT count(*) FROM (TABLE plain EXCEPT ALL TABLE sales_daily_feed) d), (SELECT count(*) FROM (TABLE sales_daily_feed EXCEPT ALL TABLE plain) d),
           (SELECT sum(quantity) FROM sales_daily) = (SELECT sum(quantity) FROM sales_order_line), (SELECT sum(total_amount) FROM sales_daily) = (SELECT sum(amount) FROM sales_order_line) $$;
SET forecast_warehouse.writer = direct;
SELECT :counts FROM rollup_orders('2023-01-01', '2024-12-31', '{"2": "WEB", "4": "FRANCHISE", "5": "FRANCHISE"}');
SELECT writer FROM load_batch WHERE id = (last_load()).batch_id;
SELECT * FROM differences();
SELECT :counts FROM rollup_orders('2023-01-01', '2024-12-31', '{"2": "WEB", "4": "FRANCHISE", "5": "FRANCHISE"}');
DELETE FROM sales_daily;
DELETE FROM order_rollup;
SET forecast_warehouse.writer = sql;
SELECT :counts FROM rollup_orders('2023-01-01', '2024-12-31', '{"2": "WEB", "4": "FRANCHISE", "5": "FRANCHISE"}');
SELECT writer FROM load_batch WHERE id = (last_load()).batch_id;
SELECT * FROM differences();
SELECT :counts FROM rollup_orders('2023-01-01', '2024-12-31', '{"2": "WEB", "4": "FRANCHISE", "5": "FRANCHISE"}');
RESET forecast_warehouse.writer;
-- month by month it comes to the same
DELETE FROM sales_daily;
DELETE FROM order_rollup;
SELECT sum((r).inserted) AS inserted FROM (SELECT rollup_orders(m::date, (m + interval '1 month - 1 day')::date, '{"2": "WEB", "4": "FRANCHISE", "5": "FRANCHISE"}') AS r
    FROM generate_series(timestamp '2023-01-01', '2024-12-01', '1 month') m OFFSET 0) u;
SELECT * FROM differences();
-- sales_panel reads them like other sales
SELECT count(*) > 0 AS days, sum(quantity) = (SELECT sum(quantity) FROM sales_order_line WHERE date BETWEEN '2024-06-01' AND '2024-06-30') AS equal FROM sales_panel('2024-06-01', '2024-06-30');
-- without their lines all of it is zero
DELETE FROM sales_order_line;
SET client_min_messages = warning;
SELECT :counts FROM rollup_orders('2023-01-01', '2024-12-31');
SELECT sum(quantity) AS quantity, sum(total_amount) AS amount, (SELECT count(*) FROM order_rollup) AS marks FROM sales_daily;
RESET client_min_messages;

DROP FUNCTION differences();
DROP VIEW plain;
DROP TABLE existing, rights;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
