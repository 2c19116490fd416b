-- Who may load and who may read: a role needs no more on the tables than a plain user of the tables would.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 1, 1, 1);
CREATE ROLE regress_fw_loader;
CREATE ROLE regress_fw_reader;
CREATE ROLE regress_fw_nobody;

-- Tries a statement as a role, undoes it, and tells what came of it.
CREATE FUNCTION public.try(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    outcome text;
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', who);
    BEGIN
        EXECUTE statement;
        RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
    EXCEPTION
        WHEN SQLSTATE 'P0U00' THEN outcome := 'done';
        WHEN OTHERS THEN outcome := SQLSTATE || ' ' || SQLERRM;
    END;
    RESET ROLE;
    RETURN outcome;
END $$;
CREATE FUNCTION public.landed() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM fw.sales_daily WHERE date > '2024-01-01' OR quantity <> 1 $$;
\set sale 'INSERT INTO fw.sales_daily_feed VALUES (''2024-01-02'', ''S1'', ''A'', 1, 1, 1), (''2024-01-01'', ''S1'', ''A'', 2, 1, 2)'

--
-- A loader of sales, right by right: each is needed, and the last one is enough
--
SELECT public.try('regress_fw_loader', :'sale');
GRANT USAGE ON SCHEMA fw TO regress_fw_loader, regress_fw_reader, regress_fw_nobody;
SELECT public.try('regress_fw_loader', :'sale');
GRANT INSERT ON sales_daily_feed TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'sale');
GRANT SELECT ON calendar TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'sale');
GRANT SELECT ON store TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'sale');
GRANT SELECT ON product TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'sale');
GRANT SELECT ON sales_daily TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'sale');
GRANT INSERT ON sales_daily TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'sale');
GRANT UPDATE ON sales_daily TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'sale');
GRANT USAGE ON SEQUENCE sales_daily_id_seq TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'sale');
SELECT public.landed();
-- without any one of them nothing gets in
CREATE FUNCTION public.without(privilege text, object text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE outcome text;
BEGIN
    EXECUTE format('REVOKE %s ON %s FROM regress_fw_loader', privilege, object);
    outcome := public.try('regress_fw_loader', statement);
    EXECUTE format('GRANT %s ON %s TO regress_fw_loader', privilege, object);
    RETURN outcome;
END $$;
SELECT privilege, object, public.without(privilege, object, :'sale')
FROM (VALUES ('USAGE', 'SCHEMA fw'), ('INSERT', 'sales_daily_feed'), ('SELECT', 'calendar'), ('SELECT', 'store'), ('SELECT', 'product'),
             ('SELECT', 'sales_daily'), ('INSERT', 'sales_daily'), ('UPDATE', 'sales_daily'), ('USAGE', 'SEQUENCE sales_daily_id_seq')) needed (privilege, object);
SELECT public.try('regress_fw_loader', :'sale'), public.landed();
-- it is really done
SET ROLE regress_fw_loader;
INSERT INTO sales_daily_feed VALUES ('2024-01-02', 'S1', 'A', 1, 1, 1), ('2024-01-01', 'S1', 'A', 2, 1, 2);
SELECT inserted, updated FROM last_load();
SELECT upsert_sales_daily('2024-01-03', 'S1', 'A', 1, 1);
CREATE TEMP TABLE mine (date date, store_code text, sku text, quantity int, unit_price int);
INSERT INTO mine VALUES ('2024-01-04', 'S1', 'A', 1, 1), ('2024-01-04', 'S9', 'A', 1, 1);
SELECT inserted, rejected FROM upsert_sales_daily('mine', 'quarantine');
RESET ROLE;
SELECT public.landed();

--
-- The journal is written although the loader has no right on it, so he cannot forge it
--
SELECT target, split_part(source, '.', -1) AS source, received, inserted, updated, rejected FROM load_batch ORDER BY id DESC LIMIT 2;
SELECT error_code, row_data ->> 'store_code' AS store_code FROM load_reject;
SELECT public.try('regress_fw_loader', statement) FROM (VALUES
    ('INSERT INTO fw.load_batch SELECT * FROM fw.load_batch'),
    ('INSERT INTO fw.load_reject VALUES (1, 1, ''X'', ''x'', ''{}'')'),
    ('UPDATE fw.load_batch SET rejected = 0'), ('DELETE FROM fw.load_reject'), ('DELETE FROM fw.load_batch'),
    ('SELECT nextval(''fw.load_batch_id_seq'')'), ('TABLE fw.load_batch'), ('TABLE fw.load_reject')) s (statement);
-- nor does what he may do reach further
SELECT public.try('regress_fw_loader', statement) FROM (VALUES
    ('DELETE FROM fw.sales_daily'), ('TABLE fw.sales_daily_feed'), ('UPDATE fw.store SET name = ''x'''),
    ('INSERT INTO fw.store_feed (code, name) VALUES (''S3'', ''x'')'),
    ('INSERT INTO fw.price_history_feed (sku, price, valid_from) VALUES (''A'', 1, ''2024-01-01'')'),
    ('SELECT fw.upsert_store(''S3'', ''x'', NULL, NULL, NULL)'),
    ('SELECT fw.upsert_sales_daily(''fw.load_batch'')'),
    ('SELECT fw.generate_calendar(''2025-01-01'', ''2025-01-02'')'),
    ('SELECT fw.generate_demo_data(1, 1, ''2024-01-01'', ''2024-01-02'')')) s (statement);
-- He stays himself when the journal has been written, and when its writing fails.
ALTER TABLE load_batch ADD CONSTRAINT no_sales CHECK (target <> 'sales_daily') NOT VALID;
SET ROLE regress_fw_loader;
INSERT INTO sales_daily_feed VALUES ('2024-01-05', 'S1', 'A', 1, 1, 1);
SELECT current_user;
DO $$
BEGIN
    INSERT INTO sales_daily_feed VALUES ('2024-01-05', 'S1', 'A', 1, 1, 1);
EXCEPTION WHEN check_violation THEN
    RAISE NOTICE '% %', current_user, SQLERRM;
    BEGIN
        DELETE FROM load_batch;
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE NOTICE '% %', current_user, SQLERRM;
    END;
END $$;
RESET ROLE;
ALTER TABLE load_batch DROP CONSTRAINT no_sales;
SELECT count(*) FROM sales_daily WHERE date = '2024-01-05';

--
-- Loaders of the other feeds, with the rights alike
--
CREATE FUNCTION public.grant_loader(target text, variadic dimensions text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE dimension text;
BEGIN
    EXECUTE format('GRANT INSERT ON fw.%I TO regress_fw_loader', target || '_feed');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON fw.%I TO regress_fw_loader', target);
    EXECUTE format('GRANT USAGE ON SEQUENCE fw.%I TO regress_fw_loader', target || '_id_seq');
    FOREACH dimension IN ARRAY dimensions LOOP
        EXECUTE format('GRANT SELECT ON fw.%I TO regress_fw_loader', dimension);
    END LOOP;
END $$;
DROP OWNED BY regress_fw_loader;
GRANT USAGE ON SCHEMA fw TO regress_fw_loader;
SELECT public.grant_loader('store', VARIADIC '{}');
SELECT public.grant_loader('product', VARIADIC '{}');
SET ROLE regress_fw_loader;
INSERT INTO store_feed (code, name) VALUES ('S1', 'Renamed'), ('S3', 'Third');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Renamed'), ('C', 'Cheese');
RESET ROLE;
DROP OWNED BY regress_fw_loader;
GRANT USAGE ON SCHEMA fw TO regress_fw_loader;
SELECT public.grant_loader('price_history', 'store', 'product');
SELECT public.grant_loader('promotion', 'store', 'product');
SET ROLE regress_fw_loader;
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 1, '2024-01-01'), ('A', 'S1', 1, '2024-01-01');
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 2, '2024-01-10'), ('A', 'S1', 3, '2024-01-01');
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Spring', '2024-01-01', '2024-01-01');
RESET ROLE;
DROP OWNED BY regress_fw_loader;
GRANT USAGE ON SCHEMA fw TO regress_fw_loader;
SELECT public.grant_loader('inventory_snapshot_daily', 'store', 'product', 'calendar');
SET ROLE regress_fw_loader;
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-01', 'S1', 'A', 1);
RESET ROLE;
GRANT SELECT, INSERT, UPDATE ON calendar TO regress_fw_loader;
SELECT public.try('regress_fw_loader', 'SELECT fw.generate_calendar(''2024-01-01'', ''2024-02-01'')'),
       public.try('regress_fw_loader', 'SELECT fw.generate_calendar(''2024-01-01'', ''2024-02-01'', ''US'')');
INSERT INTO holiday_date VALUES ('US', '2024-01-01', 'New Year''s Day');
GRANT SELECT ON holiday_date TO regress_fw_loader;
SELECT public.try('regress_fw_loader', 'SELECT fw.generate_calendar(''2024-01-01'', ''2024-02-01'', ''US'')');
SELECT target, inserted, updated, closed FROM load_batch ORDER BY id DESC LIMIT 6;

--
-- A reader: a feed shows no more than the tables do
--
GRANT SELECT ON sales_daily_feed TO regress_fw_reader;
SELECT public.try('regress_fw_reader', 'TABLE fw.sales_daily_feed');
GRANT SELECT ON sales_daily, store, product TO regress_fw_reader;
SELECT public.try('regress_fw_reader', 'TABLE fw.sales_daily_feed'), public.try('regress_fw_reader', :'sale'),
       public.try('regress_fw_reader', 'UPDATE fw.sales_daily_feed SET quantity = 1'), public.try('regress_fw_reader', 'SELECT fw.last_load()');
SELECT public.try('regress_fw_nobody', 'TABLE fw.sales_daily_feed'), public.try('regress_fw_nobody', 'TABLE fw.store');

--
-- Row-level security of the tables holds for the feeds, in and out
--
DROP OWNED BY regress_fw_loader;
DELETE FROM sales_daily;
GRANT USAGE ON SCHEMA fw TO regress_fw_loader;
SELECT public.grant_loader('sales_daily', 'store', 'product', 'calendar');
GRANT SELECT ON sales_daily_feed TO regress_fw_loader;
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 1, 1, 1), ('2024-01-01', 'S2', 'A', 1, 1, 1);
-- stores that a role does not see are unknown to it
ALTER TABLE store ENABLE ROW LEVEL SECURITY;
CREATE POLICY first_only ON store TO regress_fw_loader, regress_fw_reader USING (code = 'S1');
SET ROLE regress_fw_loader;
TABLE sales_daily_feed;
INSERT INTO sales_daily_feed VALUES ('2024-01-02', 'S2', 'A', 1, 1, 1);
SELECT upsert_sales_daily('2024-01-02', 'S1', 'A', 1, 1);
RESET ROLE;
SET ROLE regress_fw_reader;
SELECT count(*) FROM sales_daily_feed;
RESET ROLE;
ALTER TABLE store DISABLE ROW LEVEL SECURITY;
-- rows that it must not write are refused, those that it does not see too
ALTER TABLE sales_daily ENABLE ROW LEVEL SECURITY;
CREATE POLICY first_only ON sales_daily TO regress_fw_loader USING (store_id = (SELECT id FROM fw.store WHERE code = 'S1'));
SET ROLE regress_fw_loader;
TABLE sales_daily_feed ORDER BY date;
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 2, 1, 2), ('2024-01-03', 'S1', 'A', 1, 1, 1);
SELECT inserted, updated FROM last_load();
INSERT INTO sales_daily_feed VALUES ('2024-01-03', 'S2', 'A', 1, 1, 1);
\echo :LAST_ERROR_SQLSTATE
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S2', 'A', 9, 1, 9);
\echo :LAST_ERROR_SQLSTATE
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S2', 'A', 1, 1, 1);
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
SELECT date, store_code, quantity FROM sales_daily_feed ORDER BY 1, 2;
ALTER TABLE sales_daily DISABLE ROW LEVEL SECURITY;

--
-- A function that runs in its owner's name loads in his name
--
CREATE FUNCTION public.sell(quantity int) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO fw.sales_daily_feed VALUES ('2024-01-20', 'S2', 'A', sell.quantity, 1, NULL);
    RETURN 'A';
END $$;
SELECT public.try('regress_fw_nobody', 'SELECT public.sell(3)');
SET ROLE regress_fw_nobody;
SELECT public.sell(3);
SELECT (SELECT public.sell(4)), current_user;
INSERT INTO sales_daily_feed VALUES ('2024-01-20', 'S2', 'A', 5, 1, 5);
RESET ROLE;
SELECT quantity FROM sales_daily_feed WHERE date = '2024-01-20';
-- ... and no further: the statement around it is loaded in the caller's name
GRANT INSERT ON sales_daily_feed TO regress_fw_nobody;
GRANT SELECT ON store, product, calendar TO regress_fw_nobody;
SELECT public.try('regress_fw_nobody', 'INSERT INTO fw.sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT ''2024-01-21'', ''S1'', public.sell(1), 1, 1');
SELECT quantity FROM sales_daily_feed WHERE date = '2024-01-20';

DROP FUNCTION public.try, public.landed, public.without, public.grant_loader, public.sell;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw;
DROP ROLE regress_fw_loader, regress_fw_reader, regress_fw_nobody;
