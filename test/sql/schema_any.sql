-- The extension in a schema whose name needs quotes, created by a plain role that only owns the database.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
\set installer :USER
\set first :DBNAME
CREATE ROLE regress_fw_owner LOGIN;
CREATE DATABASE regress_fw_any OWNER regress_fw_owner;
\c regress_fw_any regress_fw_owner
SET datestyle = 'ISO, YMD';
SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user;

-- all objects before, to compare with those after the removal
CREATE FUNCTION public.objects() RETURNS SETOF text LANGUAGE sql AS $$
    SELECT pg_describe_object(classid, objid, objsubid) FROM (
        SELECT 'pg_class'::regclass AS classid, oid AS objid, 0 AS objsubid FROM pg_class WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
        UNION ALL SELECT 'pg_proc'::regclass, oid, 0 FROM pg_proc WHERE pronamespace <> 'pg_catalog'::regnamespace
        UNION ALL SELECT 'pg_type'::regclass, oid, 0 FROM pg_type WHERE typnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
        UNION ALL SELECT 'pg_trigger'::regclass, oid, 0 FROM pg_trigger
        UNION ALL SELECT 'pg_constraint'::regclass, oid, 0 FROM pg_constraint
        UNION ALL SELECT 'pg_namespace'::regclass, oid, 0 FROM pg_namespace WHERE nspname !~ '^pg_'
        UNION ALL SELECT 'pg_extension'::regclass, oid, 0 FROM pg_extension
        UNION ALL SELECT 'pg_event_trigger'::regclass, oid, 0 FROM pg_event_trigger) o
    WHERE pg_describe_object(classid, objid, objsubid) !~ 'information_schema'
$$;
CREATE TABLE public.before (object text);
INSERT INTO public.before SELECT * FROM public.objects();
CREATE SCHEMA "Retail Data";
CREATE EXTENSION forecast_warehouse SCHEMA "Retail Data";
SELECT nspname, extowner::regrole, extrelocatable, extversion FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'forecast_warehouse';
ALTER EXTENSION forecast_warehouse SET SCHEMA public;

-- All objects of the extension are the installing role's, in one schema, except the event trigger and its function.
SELECT kind, count(*) > 0 AS there, bool_and(owner = 'regress_fw_owner'::regrole) AS owned
FROM (SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'i' THEN 'index' WHEN 'c' THEN 'composite' ELSE relkind::text END AS kind,
             relowner AS owner FROM pg_class WHERE relnamespace = '"Retail Data"'::regnamespace
      UNION ALL SELECT 'function', proowner FROM pg_proc WHERE pronamespace = '"Retail Data"'::regnamespace AND prorettype <> 'event_trigger'::regtype
      UNION ALL SELECT 'type', typowner FROM pg_type WHERE typnamespace = '"Retail Data"'::regnamespace) o
GROUP BY kind ORDER BY kind;
SELECT pg_describe_object(classid, objid, objsubid) AS elsewhere FROM pg_depend d WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
    AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'forecast_warehouse')
    AND pg_describe_object(classid, objid, objsubid) NOT LIKE '%"Retail Data".%';
-- These two are a superuser's. Event triggers fire for superusers too, and must not run a plain role's code.
SELECT evtname, (SELECT rolsuper FROM pg_roles WHERE oid = evtowner) AS of_superuser, evtfoid::regprocedure AS function, (SELECT rolsuper FROM pg_roles WHERE oid = proowner) AS function_of_superuser
    FROM pg_event_trigger t JOIN pg_proc p ON p.oid = evtfoid;
CREATE OR REPLACE FUNCTION "Retail Data".refuse_data_loss() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'mine'; END $$;
DROP FUNCTION "Retail Data".refuse_data_loss();
ALTER FUNCTION "Retail Data".refuse_data_loss() RENAME TO renamed;
ALTER FUNCTION "Retail Data".refuse_data_loss() OWNER TO regress_fw_owner;
ALTER FUNCTION "Retail Data".refuse_data_loss() SET search_path = public;
ALTER EXTENSION forecast_warehouse DROP FUNCTION "Retail Data".refuse_data_loss();
ALTER EXTENSION forecast_warehouse DROP EVENT TRIGGER forecast_warehouse_refuse_data_loss;
ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss DISABLE;
ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss OWNER TO regress_fw_owner;
DROP EVENT TRIGGER forecast_warehouse_refuse_data_loss;

--
-- Used from an empty search_path
--
SET search_path = '';
SELECT inserted FROM "Retail Data".generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO "Retail Data".holiday_date VALUES ('US', '2024-07-04', 'Independence Day');
SELECT updated FROM "Retail Data".generate_calendar('2024-01-01', '2024-12-31', 'US');
INSERT INTO "Retail Data".store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO "Retail Data".product_feed (sku, name) VALUES ('A', 'Apple');
INSERT INTO "Retail Data".sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 2, 1, NULL);
INSERT INTO "Retail Data".sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 3, 1, NULL), ('2024-01-01', 'S2', 'A', 2, NULL, 3);
SELECT inserted, updated FROM "Retail Data".last_load();
INSERT INTO "Retail Data".price_history_feed (sku, price, valid_from) VALUES ('A', 1, '2024-01-01'), ('A', 2, '2024-02-01');
INSERT INTO "Retail Data".promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Spring', '2024-03-01', '2024-03-31');
INSERT INTO "Retail Data".inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-01', 'S1', 'A', 0);
INSERT INTO "Retail Data".sales_txn_feed VALUES ('R', 1, '2024-01-01 12:00+00', 'S1', 'A', 5, 1, NULL, NULL), ('R', 2, '2024-01-01 12:00+00', 'S1', 'A', -1, 1, NULL, NULL);
INSERT INTO "Retail Data".weather_daily_feed (date, store_code, condition) VALUES ('2024-01-01', 'S1', 'sun');
INSERT INTO "Retail Data".traffic_daily_feed VALUES ('2024-01-01', 'S1', 1, 1);
SELECT "Retail Data".upsert_sales_txn('R', 2, '2024-01-01 12:00+00', 'S1', 'A', -1, 1), "Retail Data".upsert_weather_daily('2024-01-01', 'S1', 1, 2), "Retail Data".upsert_traffic_daily('2024-01-01', 'S1', 1, 2);
SELECT updated FROM "Retail Data".rollup_sales('2024-01-01', '2024-12-31', '{S1}');
SELECT version, is_installed, path, loses_data FROM "Retail Data".schema_versions;
SELECT * FROM "Retail Data".data_loss('1.0');
SELECT "Retail Data".migration_check('1.0', '1.1');
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO "Retail Data".sales_daily_feed VALUES ('2024-01-01', 'S9', 'A', 2, 1, NULL), ('2024-01-02', 'S1', 'A', 1, 1, NULL);
RESET forecast_warehouse.on_reject;
SELECT "Retail Data".upsert_store('S1', 'Renamed', NULL, NULL, NULL);
SELECT inserted, unchanged FROM "Retail Data".upsert_sales_daily('"Retail Data".sales_daily_feed');
SELECT source FROM "Retail Data".load_batch WHERE id = ("Retail Data".last_load()).batch_id;
SELECT table_name, inserted FROM "Retail Data".generate_demo_data(1, 1, '2024-01-01', '2024-01-10', 1);
SELECT * FROM "Retail Data".sales_daily_feed WHERE sku = 'A' ORDER BY 1, 2;
SELECT target, received, inserted, updated, unchanged, rejected FROM "Retail Data".load_batch WHERE source LIKE '%feed' ORDER BY id;
SELECT error_code, message FROM "Retail Data".load_reject;
UPDATE "Retail Data".store_feed SET name = 'x';
SELECT count(*), sum(quantity) FROM "Retail Data".sales_panel('2024-01-01', '2024-01-05', '{S1}', '{A}');
SELECT "Retail Data".build_features('"Retail Data"."My Features"', '2024-01-05', store_codes => '{S1,S2}', skus => '{A}');
SELECT date, store_id, quantity, lag_1, price, is_business_day FROM "Retail Data"."My Features" WHERE date > '2024-01-03' ORDER BY store_id, date;
SELECT "Retail Data".build_features('features', '2024-01-05');
SELECT target, row_count FROM "Retail Data".feature_set;
DROP TABLE "Retail Data"."My Features";
SELECT fold, train_end FROM "Retail Data".backtest_folds('2024-01-01', '2024-01-05', 4, 1);

-- The journal is written for a role without a right on it. So it is where row security applies to the journal's owner.
RESET search_path;
ALTER TABLE "Retail Data".load_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Retail Data".load_reject ENABLE ROW LEVEL SECURITY;
\c regress_fw_any :installer
CREATE ROLE regress_fw_any_loader;
GRANT regress_fw_any_loader TO regress_fw_owner;
\c regress_fw_any regress_fw_owner
SET datestyle = 'ISO, YMD';
GRANT USAGE ON SCHEMA "Retail Data" TO regress_fw_any_loader;
GRANT SELECT, INSERT, UPDATE ON "Retail Data".store TO regress_fw_any_loader;
GRANT USAGE ON SEQUENCE "Retail Data".store_id_seq TO regress_fw_any_loader;
GRANT INSERT ON "Retail Data".store_feed TO regress_fw_any_loader;
SET ROLE regress_fw_any_loader;
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO "Retail Data".store_feed (code, name) VALUES ('S3', 'Third'), (NULL, 'No code');
RESET forecast_warehouse.on_reject;
SELECT (SELECT count(*) FROM "Retail Data".load_batch);
RESET ROLE;
SELECT inserted, rejected FROM "Retail Data".load_batch ORDER BY id DESC LIMIT 1;
SELECT count(*) FROM "Retail Data".load_reject;
ALTER TABLE "Retail Data".load_batch FORCE ROW LEVEL SECURITY;
ALTER TABLE "Retail Data".load_reject FORCE ROW LEVEL SECURITY;
SET ROLE regress_fw_any_loader;
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO "Retail Data".store_feed (code, name) VALUES ('S4', 'Fourth'), (NULL, 'No code');
RESET ROLE;
ALTER TABLE "Retail Data".load_batch NO FORCE ROW LEVEL SECURITY;
SELECT inserted, rejected FROM "Retail Data".load_batch ORDER BY id DESC LIMIT 1;
DROP OWNED BY regress_fw_any_loader;

--
-- Down to the version before and up again by its owner: not without leave while there is something to lose
--
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
BEGIN;
SET LOCAL forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
COMMIT;
SELECT extversion, (SELECT count(*) FROM pg_event_trigger) AS event_triggers, (SELECT count(*) FROM "Retail Data".sales_daily) > 0 AS sales_kept FROM pg_extension WHERE extname = 'forecast_warehouse';
ALTER EXTENSION forecast_warehouse UPDATE;
SELECT extversion, (SELECT count(*) FROM pg_event_trigger) AS event_triggers, (SELECT count(*) FROM "Retail Data".sales_daily) > 0 AS sales_kept FROM pg_extension WHERE extname = 'forecast_warehouse';
-- functions are the superuser's, all of them: a step that runs as superuser must not run the owner's
SELECT p.oid::regprocedure AS not_of_superuser FROM pg_proc p JOIN pg_roles r ON r.oid = proowner WHERE pronamespace = '"Retail Data"'::regnamespace AND NOT rolsuper;
SELECT c.oid::regclass AS of_others FROM pg_class c WHERE relnamespace = '"Retail Data"'::regnamespace AND relowner <> 'regress_fw_owner'::regrole ORDER BY c.relname;

--
-- Dropped, it leaves nothing; and not without leave
--
DROP EXTENSION forecast_warehouse;
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA "Retail Data";
SELECT * FROM public.objects() EXCEPT TABLE public.before ORDER BY 1;
-- and can be created again, once in a database; it is dropped with its schema
CREATE SCHEMA retail;
CREATE EXTENSION forecast_warehouse SCHEMA retail;
SELECT inserted FROM retail.generate_calendar('2024-01-01', '2024-01-31');
CREATE EXTENSION forecast_warehouse SCHEMA public;
RESET forecast_warehouse.allow_data_loss;
DROP SCHEMA retail;
DROP SCHEMA retail CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA retail CASCADE;
SELECT count(*) FROM pg_extension WHERE extname = 'forecast_warehouse';

-- Another plain role may not install it here.
\c regress_fw_any :installer
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE ROLE regress_fw_stranger;
SET ROLE regress_fw_stranger;
CREATE EXTENSION forecast_warehouse;
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
\c :first :installer
DROP DATABASE regress_fw_any;
DROP ROLE regress_fw_owner, regress_fw_any_loader, regress_fw_stranger;
