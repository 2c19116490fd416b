-- Errors do not show statements of ours, for any call and any failure. The context of users' own code stays.
\set SHOW_CONTEXT always
\pset null -
SET datestyle = 'ISO, YMD';
SET client_min_messages = warning;
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-03-31', 'US');
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(2, 2, '2024-01-01', '2024-01-31', 1);
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('S1', 'One', 'DE');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');

-- every feed, and every function for everybody
CREATE TABLE fw.tried (place serial, statement text);
INSERT INTO tried (statement) VALUES
    ($$INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('S1', 'One', 'FR')$$),
    ($$INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread')$$),
    ($$INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-02', 'S1', 'A', 1, 1)$$),
    ($$INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', 'S1', 1, '2024-01-02')$$),
    ($$INSERT INTO promotion_feed (sku, store_code, name, start_date, end_date) VALUES ('A', 'S1', 'p', '2024-01-02', '2024-01-03')$$),
    ($$INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-02', 'S1', 'A', 1)$$),
    ($$INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R', 1, '2024-01-02', 'S1', 'A', 1, 1)$$),
    ($$INSERT INTO weather_daily_feed (date, store_code) VALUES ('2024-01-02', 'S1')$$),
    ($$INSERT INTO traffic_daily_feed (date, store_code) VALUES ('2024-01-02', 'S1')$$),
    ($$SELECT upsert_store('S1', 'One', NULL, NULL, NULL, 'DE')$$),
    ($$SELECT upsert_sales_daily('2024-01-02', 'S1', 'A', 1, 1)$$),
    ($$SELECT upsert_price_history('A', NULL, 2, '2024-01-02')$$),
    ($$SELECT upsert_sales_daily('sales_daily_feed')$$),
    ($$SELECT rollup_sales('2024-01-01', '2024-01-31')$$),
    ($$SELECT generate_calendar('2024-01-01', '2024-01-31', 'DE')$$),
    ($$SELECT generate_demo_data(1, 1, '2024-01-01', '2024-01-02')$$),
    ($$SELECT * FROM holidays('DE', '2024-01-01', '2024-01-31')$$),
    ($$SELECT * FROM calendar_days('DE', '2024-01-01', '2024-01-31')$$),
    ($$SELECT is_business_day('2024-01-01', 'DE'), add_business_days('2024-01-01', 2, 'DE'), business_days_between('2024-01-01', '2024-01-31', 'DE')$$),
    ($$SELECT price_asof('A', 'S1', '2024-01-02'), price_asof(1, 1, '2024-01-02')$$),
    ($$SELECT promotion_asof('A', 'S1', '2024-01-02'), promotion_id_asof(1, 1, '2024-01-02')$$),
    ($$SELECT count(*) FROM sales_panel('2024-01-01', '2024-01-31')$$),
    ($$SELECT build_features('pg_temp.made', '2024-01-31')$$),
    ($$SELECT * FROM data_loss('1.0')$$),
    ($$SELECT * FROM schema_versions$$),
    ($$SELECT * FROM store_calendar$$),
    ($$SELECT list_price FROM sales_exogenous$$);

-- Runs a statement and undoes it. Returns its error, and whether a statement of ours is in the context.
CREATE FUNCTION fw.fail(statement text, OUT state text, OUT message text, OUT shows boolean) LANGUAGE plpgsql AS $$
DECLARE context text;
BEGIN
    BEGIN
        EXECUTE statement;
        RAISE EXCEPTION USING ERRCODE = 'XX999';
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, context = PG_EXCEPTION_CONTEXT;
    END;
    shows := context LIKE '%OPERATOR%' OR context LIKE '%pg_catalog%' OR context LIKE '%' || statement || '%' || statement || '%';
END $$;

--
-- A role that lacks the rights on one relation after the other
--
CREATE ROLE regress_fw_context;
GRANT USAGE, CREATE ON SCHEMA fw TO regress_fw_context;
GRANT ALL ON ALL TABLES IN SCHEMA fw TO regress_fw_context;
GRANT ALL ON ALL SEQUENCES IN SCHEMA fw TO regress_fw_context;
CREATE TABLE fw.outcome (relation text, statement text, state text, message text, shows boolean);
GRANT ALL ON fw.outcome, fw.tried TO regress_fw_context;
CREATE FUNCTION fw.lack_one() RETURNS void LANGUAGE plpgsql AS $$
DECLARE relation regclass;
BEGIN
    FOR relation IN SELECT c.oid FROM pg_class c JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e' WHERE c.relkind IN ('r', 'v', 'S') ORDER BY c.relname LOOP
        EXECUTE format('REVOKE ALL ON %s FROM regress_fw_context, PUBLIC', relation);
        SET LOCAL ROLE regress_fw_context;
        INSERT INTO fw.outcome SELECT relation, t.statement, (f).* FROM fw.tried t, LATERAL fw.fail(t.statement) f;
        RESET ROLE;
        EXECUTE format('GRANT ALL ON %s TO regress_fw_context', relation);
    END LOOP;
END $$;
BEGIN;
SELECT fw.lack_one();
SELECT state, count(*) > 100 AS many, count(DISTINCT relation) > 20 AS of_many, count(*) FILTER (WHERE shows) AS showing FROM fw.outcome WHERE state IN ('42501', 'XX999') GROUP BY 1 ORDER BY 1;
SELECT DISTINCT relation, state, message FROM fw.outcome WHERE state NOT IN ('42501', 'XX999') ORDER BY 1, 2, 3;
-- which statements met it at all: all of them
SELECT t.statement FROM fw.tried t WHERE NOT EXISTS (SELECT FROM fw.outcome o WHERE o.statement = t.statement AND o.state = '42501');
SELECT statement, relation, message FROM fw.outcome WHERE shows LIMIT 5;
ROLLBACK;

--
-- One column after the other is gone
--
CREATE FUNCTION fw.break_one() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    broken record;
BEGIN
    FOR broken IN SELECT c.oid::regclass AS relation, quote_ident(a.attname) AS attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
        WHERE c.relkind = 'r' AND c.relname NOT LIKE '%holiday%' ORDER BY c.relname, a.attnum
    LOOP
        BEGIN
            EXECUTE format('ALTER TABLE %s RENAME COLUMN %s TO something_else', broken.relation, broken.attname);
            INSERT INTO fw.outcome SELECT broken.relation, t.statement, (f).* FROM fw.tried t, LATERAL fw.fail(t.statement) f;
            EXECUTE format('ALTER TABLE %s RENAME COLUMN something_else TO %s', broken.relation, broken.attname);
        END;
    END LOOP;
END $$;
BEGIN;
SELECT fw.break_one();
SELECT state, count(*) > 0 AS some, count(*) FILTER (WHERE shows) AS showing FROM fw.outcome GROUP BY 1 ORDER BY 1;
SELECT statement, relation, message FROM fw.outcome WHERE shows LIMIT 5;
ROLLBACK;
DROP FUNCTION fw.lack_one(), fw.break_one();
REVOKE ALL ON calendar FROM regress_fw_context;
REVOKE ALL ON load_batch FROM regress_fw_context;

-- as psql shows it: neither CONTEXT nor QUERY
SET ROLE regress_fw_context;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-02', 'S1', 'A', 1, 1);
SELECT generate_calendar('2024-01-01', '2024-01-31', 'DE');
RESET ROLE;
ALTER TABLE load_batch RENAME COLUMN target TO goal;
INSERT INTO store_feed (code, name) VALUES ('S1', 'One');
ALTER TABLE load_batch RENAME COLUMN goal TO target;
ALTER TABLE load_reject RENAME COLUMN row_data TO "row
data";
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO store_feed (code, name) VALUES ('S1', NULL);
RESET forecast_warehouse.on_reject;
ALTER TABLE load_reject RENAME COLUMN "row
data" TO row_data;

--
-- The context of users' own code stays: triggers, checks, defaults; alone and within each other
--
CREATE FUNCTION fw.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 / (NEW.quantity - 7);
    IF NEW.quantity = 8 THEN
        PERFORM upsert_sales_daily('2024-01-05', 'S1', 'A', 7, 1);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse BEFORE INSERT ON sales_daily FOR EACH ROW EXECUTE FUNCTION fw.refuse();
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-04', 'S1', 'A', 7, 1);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-04', 'S1', 'A', 8, 1);
DO $$ BEGIN PERFORM upsert_sales_daily('2024-01-04', 'S1', 'A', 7, 1); END $$;
CREATE OR REPLACE FUNCTION fw.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM nothing FROM fw.nowhere;
    RETURN NEW;
END $$;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-04', 'S1', 'A', 7, 1);
DROP TRIGGER refuse ON sales_daily;
ALTER TABLE sales_daily ADD CONSTRAINT few CHECK (quantity < 1000);
SELECT (fw.fail(statement)).* FROM (VALUES ($$INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-04', 'S1', 'A', 1001, 1)$$)) AS t (statement);
SET forecast_warehouse.writer = sql;
SELECT (fw.fail(statement)).* FROM (VALUES ($$INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-04', 'S1', 'A', 1001, 1)$$)) AS t (statement);
-- ... and COPY's context with the line of a file
COPY sales_daily_feed (date, store_code, sku, quantity, unit_price) FROM STDIN;
2024-01-04	S1	A	many	1
\.

\set SHOW_CONTEXT errors
RESET search_path;
DROP OWNED BY regress_fw_context;
DROP ROLE regress_fw_context;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA fw CASCADE;
