-- Roles that load and roles that read need only the rights that plain SQL on the tables needs.
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

-- Tries a statement as a role, undoes it, and returns the result.
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
-- nor do his rights reach further
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
DROP OWNED BY regress_fw_loader;
GRANT USAGE ON SCHEMA fw TO regress_fw_loader;
SELECT public.grant_loader('sales_txn', 'store', 'product', 'calendar');
SET ROLE regress_fw_loader;
INSERT INTO sales_txn_feed VALUES ('R1', 1, '2024-01-01 12:00+00', 'S1', 'A', 3, 1, 3, 'card 7'), ('R1', 2, '2024-01-01 12:00+00', 'S2', 'A', 1, 1, 1, NULL);
INSERT INTO sales_txn_feed VALUES ('R1', 1, '2024-01-01 12:00+00', 'S1', 'A', 4, 1, 4, 'card 7'), ('R1', 3, '2024-01-01 12:00+00', 'S1', 'A', -1, 1, -1, NULL);
SELECT upsert_sales_txn('R2', 1, '2024-01-06 12:00+00', 'S1', 'A', 1, 1);
RESET ROLE;
DROP OWNED BY regress_fw_loader;
GRANT USAGE ON SCHEMA fw TO regress_fw_loader;
SELECT public.grant_loader('weather_daily', 'store', 'calendar');
SELECT public.grant_loader('traffic_daily', 'store', 'calendar');
SET ROLE regress_fw_loader;
INSERT INTO weather_daily_feed (date, store_code, condition) VALUES ('2024-01-01', 'S1', 'sun');
INSERT INTO weather_daily_feed (date, store_code, condition) VALUES ('2024-01-01', 'S1', 'rain'), ('2024-01-02', 'S1', 'sun');
SELECT upsert_weather_daily('2024-01-03', 'S1', -1, 1);
INSERT INTO traffic_daily_feed VALUES ('2024-01-01', 'S1', 1, 1);
INSERT INTO traffic_daily_feed VALUES ('2024-01-01', 'S1', 2, 1), ('2024-01-02', 'S1', 1, 1);
SELECT upsert_traffic_daily('2024-01-03', 'S1', 1, 1);
RESET ROLE;
DROP OWNED BY regress_fw_loader;
GRANT USAGE ON SCHEMA fw TO regress_fw_loader;
GRANT SELECT, INSERT, UPDATE ON calendar TO regress_fw_loader;
SELECT public.try('regress_fw_loader', 'SELECT fw.generate_calendar(''2024-01-01'', ''2024-02-01'')'),
       public.try('regress_fw_loader', 'SELECT fw.generate_calendar(''2024-01-01'', ''2024-02-01'', ''US'')');
INSERT INTO holiday_date VALUES ('US', '2024-01-01', 'New Year''s Day');
GRANT SELECT ON holiday_date TO regress_fw_loader;
SELECT public.try('regress_fw_loader', 'SELECT fw.generate_calendar(''2024-01-01'', ''2024-02-01'', ''US'')');
GRANT SELECT ON holiday_rule TO regress_fw_loader;
SELECT public.try('regress_fw_loader', 'SELECT fw.generate_calendar(''2024-01-01'', ''2024-02-01'', ''US'')');
SELECT target, inserted, updated, closed FROM load_batch ORDER BY id DESC LIMIT 12;

--
-- A rollup needs the rights to load daily sales, and to write sales_rollup. Each right is needed, and all are enough.
--
DROP OWNED BY regress_fw_loader;
DELETE FROM sales_daily;
CREATE TABLE public.rights (place serial, privilege text, object text);
INSERT INTO public.rights (privilege, object) VALUES ('USAGE', 'SCHEMA fw'), ('SELECT', 'fw.sales_txn'), ('SELECT', 'fw.sales_rollup'), ('SELECT', 'fw.sales_daily'),
    ('SELECT', 'fw.store'), ('SELECT', 'fw.product'), ('SELECT', 'fw.calendar'), ('INSERT', 'fw.sales_daily'), ('UPDATE', 'fw.sales_daily'), ('USAGE', 'SEQUENCE fw.sales_daily_id_seq'),
    ('INSERT', 'fw.sales_rollup'), ('DELETE', 'fw.sales_rollup');
DO $$
DECLARE needed record;
BEGIN
    FOR needed IN SELECT * FROM public.rights ORDER BY place LOOP
        EXECUTE format('GRANT %s ON %s TO regress_fw_loader', needed.privilege, needed.object);
    END LOOP;
END $$;
\set rollup 'SELECT fw.rollup_sales(''2024-01-01'', ''2024-01-31'')'
SELECT privilege, object, public.without(privilege, object, :'rollup'), public.without(privilege, object, replace(:'rollup', ')', ', ARRAY[''S1''])')) AS for_stores FROM public.rights ORDER BY place;
SELECT public.try('regress_fw_loader', :'rollup'), public.landed();
SET ROLE regress_fw_loader;
SELECT inserted, updated, unchanged FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT inserted, updated, unchanged FROM rollup_sales('2024-01-01', '2024-01-31', '{S1}');
RESET ROLE;
DELETE FROM sales_txn WHERE receipt = 'R2';
SET ROLE regress_fw_loader;
SELECT inserted, updated, unchanged FROM rollup_sales('2024-01-01', '2024-01-31');
RESET ROLE;
SELECT date, store_code, quantity FROM sales_daily_feed ORDER BY 1, 2;
SELECT target, source, inserted, updated FROM load_batch ORDER BY id DESC LIMIT 3;
-- a reject is in a journal that is not the caller's either
INSERT INTO sales_txn_feed VALUES ('R3', 1, '2024-01-07 12:00+00', 'S1', 'A', -1, 1, -1, NULL);
SET ROLE regress_fw_loader;
SET forecast_warehouse.on_reject = quarantine;
SELECT inserted, updated, unchanged, rejected FROM rollup_sales('2024-01-01', '2024-01-31');
RESET forecast_warehouse.on_reject;
RESET ROLE;
SELECT error_code, row_data ->> 'date' AS date FROM load_reject ORDER BY batch_id DESC LIMIT 1;
DELETE FROM sales_txn WHERE receipt = 'R3';
-- The rights of the installing role are not lent to anybody, nor are those of a plain reader enough.
GRANT SELECT ON sales_txn, sales_rollup, sales_daily, store, product, calendar TO regress_fw_reader;
SELECT public.try('regress_fw_reader', :'rollup'), public.try('regress_fw_nobody', :'rollup');
REVOKE SELECT ON sales_txn, sales_rollup, sales_daily, store, product, calendar FROM regress_fw_reader;
-- Lines that row-level security hides would look deleted. So the rollup is refused, for any policy.
ALTER TABLE sales_txn ENABLE ROW LEVEL SECURITY;
SET ROLE regress_fw_loader;
SELECT inserted, updated, unchanged FROM rollup_sales('2024-01-01', '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
SELECT inserted, updated, unchanged FROM rollup_sales('2024-01-01', '2024-01-31', '{S1}');
SET row_security = off;
SELECT inserted, updated, unchanged FROM rollup_sales('2024-01-01', '2024-01-31');
\echo :LAST_ERROR_SQLSTATE
RESET row_security;
RESET ROLE;
CREATE POLICY everything ON sales_txn TO regress_fw_loader USING (true);
SELECT public.try('regress_fw_loader', :'rollup');
SELECT date, store_code, quantity FROM sales_daily_feed ORDER BY 1, 2;
SELECT count(*) FROM sales_rollup WHERE date = '2024-01-01';
-- It does not apply to a superuser.
SELECT inserted, updated, unchanged FROM rollup_sales('2024-01-01', '2024-01-31');
ALTER TABLE sales_txn DISABLE ROW LEVEL SECURITY;
DROP POLICY everything ON sales_txn;
-- A role's rollup skips rows that policies of other tables hide from it. The next rollup, of a role that sees them, sets them to zero.
CREATE FUNCTION public.rollup_behind(policy_on text, condition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE left_over text;
BEGIN
    INSERT INTO fw.sales_txn_feed VALUES ('H', 1, '2024-01-08 12:00+00', 'S2', 'A', 5, 1, 5, NULL);
    PERFORM fw.rollup_sales('2024-01-08', '2024-01-08');
    DELETE FROM fw.sales_txn WHERE receipt = 'H';
    EXECUTE format('ALTER TABLE fw.%I ENABLE ROW LEVEL SECURITY', policy_on);
    EXECUTE format('CREATE POLICY hide ON fw.%I TO regress_fw_loader USING (%s)', policy_on, condition);
    PERFORM public.try_for_good('regress_fw_loader', 'SELECT fw.rollup_sales(''2024-01-08'', ''2024-01-08'')');
    EXECUTE format('DROP POLICY hide ON fw.%I', policy_on);
    EXECUTE format('ALTER TABLE fw.%I DISABLE ROW LEVEL SECURITY', policy_on);
    PERFORM fw.rollup_sales('2024-01-08', '2024-01-08');
    SELECT string_agg(quantity::text, ' ') INTO left_over FROM fw.sales_daily WHERE date = '2024-01-08';
    DELETE FROM fw.sales_daily WHERE date = '2024-01-08';
    RETURN left_over;
END $$;
CREATE FUNCTION public.try_for_good(who text, statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', who);
    BEGIN
        EXECUTE statement;
    EXCEPTION WHEN OTHERS THEN NULL;
    END;
    RESET ROLE;
END $$;
SET client_min_messages = warning;
SELECT hidden, public.rollup_behind(hidden, condition) AS quantity_in_the_end FROM (VALUES ('sales_daily', 'store_id = (SELECT id FROM fw.store WHERE code = ''S1'')'), ('store', 'code = ''S1'''), ('product', 'sku <> ''A'''),
    ('sales_rollup', 'store_id = (SELECT id FROM fw.store WHERE code = ''S1'')')) h (hidden, condition);
RESET client_min_messages;
DROP FUNCTION public.rollup_behind, public.try_for_good;
DROP TABLE public.rights;

--
-- A downgrade reports the rows that it would lose to roles that may read them
--
SELECT public.try('regress_fw_nobody', statement) FROM (VALUES ('TABLE fw.schema_versions'), ('SELECT * FROM fw.data_loss(''1.0'')'), ('SELECT fw.migration_check(''1.1'', ''1.0'')'), ('SELECT fw.migration_check(''1.0'', ''1.1'')'),
    ('SELECT * FROM fw.list_versions()'), ('SELECT fw.refuse_data_loss()'), ('ALTER EXTENSION forecast_warehouse UPDATE TO ''1.0''')) s (statement);
-- Who may not drop it learns no more than that.
SELECT public.try('regress_fw_nobody', statement) FROM (VALUES ('DROP EXTENSION forecast_warehouse'), ('DROP EXTENSION forecast_warehouse CASCADE'), ('DROP SCHEMA fw CASCADE')) s (statement);
GRANT SELECT ON schema_versions, sales_txn, weather_daily, traffic_daily, sales_rollup, order_rollup, sales_returns, staging_channel, staging_channelcategory, staging_customer, staging_product, staging_productcategory, staging_producttype, staging_reseller, staging_store, staging_salesdetail, staging_salesheader, staging_targetdatachannel, staging_targetdataproduct, location, channel, customer, reseller, sales_order_line, product_target, sales_target, name_alias, customization, adoption, store, product, promotion, store_day, exogenous_signal, holiday_rule, holiday_date, feature_set, source TO regress_fw_reader;
SET ROLE regress_fw_reader;
SELECT version, is_installed, loses_data FROM schema_versions;
SELECT * FROM data_loss('1.0');
RESET ROLE;
SELECT count(*) AS sales_txn, (SELECT count(*) FROM weather_daily) AS weather_daily, (SELECT count(*) FROM traffic_daily) AS traffic_daily, (SELECT count(*) FROM sales_rollup) AS sales_rollup FROM sales_txn;
REVOKE SELECT ON schema_versions, sales_txn, weather_daily, traffic_daily, sales_rollup, order_rollup, sales_returns, staging_channel, staging_channelcategory, staging_customer, staging_product, staging_productcategory, staging_producttype, staging_reseller, staging_store, staging_salesdetail, staging_salesheader, staging_targetdatachannel, staging_targetdataproduct, location, channel, customer, reseller, sales_order_line, product_target, sales_target, name_alias, customization, adoption, store, product, promotion, store_day, exogenous_signal, holiday_rule, holiday_date, feature_set, source FROM regress_fw_reader;

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
-- Callers of a holiday calendar read its rules and dates with their own rights
--
SELECT public.try('regress_fw_nobody', statement) FROM (VALUES
    ('SELECT fw.holidays(''US'', ''2024-01-01'', ''2024-01-31'')'), ('SELECT fw.calendar_days(''US'', ''2024-01-01'', ''2024-01-31'')'),
    ('SELECT fw.is_business_day(''2024-01-01'', ''US'')'), ('SELECT fw.add_business_days(''2024-01-01'', 1, ''US'')'),
    ('SELECT fw.business_days_between(''2024-01-01'', ''2024-02-01'', ''US'')'), ('TABLE fw.holiday_calendars'), ('TABLE fw.store_calendar'),
    ('INSERT INTO fw.holiday_rule (calendar, name, rule) VALUES (''US'', ''Mine'', ''01-02'')'),
    ('SELECT fw.fiscal_date(''2024-02-04'')'), ('SET LOCAL forecast_warehouse.fiscal_calendar = ''month:7''')) s (statement);
-- the functions: SELECT on both tables
SELECT public.try('regress_fw_nobody', 'SELECT fw.is_business_day(''2024-01-01'', ''US'')');
GRANT SELECT ON holiday_date TO regress_fw_nobody;
SELECT public.try('regress_fw_nobody', 'SELECT fw.is_business_day(''2024-01-01'', ''US'')');
GRANT SELECT ON holiday_rule TO regress_fw_nobody;
SELECT public.try('regress_fw_nobody', 'SELECT fw.is_business_day(''2024-01-01'', ''US'')');
SET ROLE regress_fw_nobody;
SELECT date, name FROM holidays('US', '2024-01-01', '2024-01-31');
SELECT is_business_day('2024-01-15', 'US'), add_business_days('2024-01-12', 1, 'US'), business_days_between('2024-01-01', '2024-02-01', 'US');
SELECT count(*) FROM calendar_days('US', '2024-01-01', '2024-01-31') WHERE is_business_day;
RESET ROLE;
-- store_calendar: SELECT on it, and on store and calendar
UPDATE store SET holiday_calendar = 'US' WHERE code = 'S1';
CREATE TABLE public.rights (place serial, object text);
INSERT INTO public.rights (object) VALUES ('store_calendar'), ('store'), ('calendar'), ('holiday_rule'), ('holiday_date');
GRANT SELECT ON store_calendar, store, calendar, holiday_rule, holiday_date TO regress_fw_loader;
SELECT object, public.without('SELECT', 'fw.' || object, 'TABLE fw.store_calendar') FROM public.rights ORDER BY place;
SET ROLE regress_fw_loader;
SELECT count(*) FILTER (WHERE is_business_day) AS business_days, count(*) FILTER (WHERE is_holiday) AS holidays
    FROM store_calendar JOIN store ON store.id = store_id WHERE store.code = 'S1' AND date BETWEEN '2024-01-01' AND '2024-01-31';
RESET ROLE;
DROP TABLE public.rights;
-- who loads a store's holiday calendar has to see which there are; who leaves the column out does not
DROP OWNED BY regress_fw_loader;
GRANT USAGE ON SCHEMA fw TO regress_fw_loader;
SELECT public.grant_loader('store', VARIADIC '{}');
SELECT public.try('regress_fw_loader', 'INSERT INTO fw.store_feed (code, name) VALUES (''S1'', ''Again''), (''S7'', ''Seventh'')'),
    public.try('regress_fw_loader', 'SELECT fw.upsert_store(''S1'', ''Again'', NULL, NULL, NULL)');
\set abroad 'INSERT INTO fw.store_feed (code, name, holiday_calendar) VALUES (''S1'', ''Again'', ''DE''), (''S7'', ''Seventh'', NULL)'
SELECT public.try('regress_fw_loader', :'abroad');
GRANT SELECT ON holiday_calendars TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'abroad');
GRANT SELECT ON holiday_rule TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'abroad');
GRANT SELECT ON holiday_date TO regress_fw_loader;
SELECT public.try('regress_fw_loader', :'abroad'), public.try('regress_fw_loader', 'SELECT fw.upsert_store(''S1'', ''Again'', NULL, NULL, NULL, ''DE'')');
-- rows that a policy hides from a role make no holiday for it, after any other role in the same session
ALTER TABLE holiday_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY no_independence ON holiday_rule USING (name <> 'Independence Day');
SELECT is_business_day('2024-07-04', 'US');
SET ROLE regress_fw_nobody;
SELECT is_business_day('2024-07-04', 'US');
RESET ROLE;
SELECT is_business_day('2024-07-04', 'US');
DROP POLICY no_independence ON holiday_rule;
-- nor do rows that a policy showed to an earlier statement
CREATE POLICY by_setting ON holiday_rule USING (name <> current_setting('regress.hidden'));
BEGIN;
SET LOCAL ROLE regress_fw_nobody;
SET LOCAL regress.hidden = 'Independence Day';
SELECT is_business_day('2024-07-04', 'US') AS fourth_of_july, is_business_day('2024-09-02', 'US') AS labor_day;
SET LOCAL regress.hidden = 'Labor Day';
SELECT is_business_day('2024-07-04', 'US') AS fourth_of_july, is_business_day('2024-09-02', 'US') AS labor_day;
COMMIT;
ALTER TABLE holiday_rule DISABLE ROW LEVEL SECURITY;
DROP POLICY by_setting ON holiday_rule;
UPDATE store SET holiday_calendar = NULL;
REVOKE SELECT ON holiday_rule, holiday_date FROM regress_fw_nobody;

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
