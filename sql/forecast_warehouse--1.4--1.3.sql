-- forecast_warehouse 1.4 back to 1.3.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.3'" to load this file. \quit

-- Names below lead to this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can put others in their place, and are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_check_step(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
REVOKE ALL ON FUNCTION pg_catalog.fw_check_step(text, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_run_as_owner(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_as_owner';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_as_owner(regclass, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

--
-- Locks first, in the order in which loads take theirs.
--

LOCK TABLE @extschema@.holiday_rule, @extschema@.holiday_date IN ACCESS EXCLUSIVE MODE;

SELECT pg_catalog.fw_check_step('1.4'::pg_catalog.text, '1.3'::pg_catalog.text);

--
-- Days by decree that 1.3 did not have.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_date'::pg_catalog.regclass, $$
DELETE FROM @extschema@.shipped_holiday_date d
WHERE d.calendar::text OPERATOR(pg_catalog.=) 'EC'
    OR d.calendar::text OPERATOR(pg_catalog.=) 'ID' AND d.name::text OPERATOR(pg_catalog.~~) 'Joint Leave (%)'
    OR d.calendar::text OPERATOR(pg_catalog.=) 'US' AND d.name::text OPERATOR(pg_catalog.~~) '%(federal offices%)'
    OR d.calendar::text OPERATOR(pg_catalog.=) 'AU-QLD' AND d.date OPERATOR(pg_catalog.=) '2014-11-14'::date
    OR d.calendar::text OPERATOR(pg_catalog.=) 'AE' AND d.date OPERATOR(pg_catalog.=) '2017-09-21'::date
    OR d.calendar::text OPERATOR(pg_catalog.=) 'AR' AND d.date OPERATOR(pg_catalog.=) ANY (ARRAY['2001-11-17', '2001-11-18']::date[])
    OR d.calendar::text OPERATOR(pg_catalog.=) 'EG' AND d.date OPERATOR(pg_catalog.=) ANY (ARRAY['2012-05-24', '2015-07-19']::date[])
$$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_date'::pg_catalog.regclass, $$
UPDATE @extschema@.shipped_holiday_date SET category = 'public'
WHERE calendar::text OPERATOR(pg_catalog.=) 'EG' AND date OPERATOR(pg_catalog.=) '2015-08-06'::date
$$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_date'::pg_catalog.regclass, $$
INSERT INTO @extschema@.shipped_holiday_date (calendar, date, name, source) VALUES
    ('AE', '2017-09-22', 'Islamic New Year', 'Federal Authority for Government Human Resources / Ministry of Human Resources announcement 2017')
$$::pg_catalog.text);

SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_rule'::pg_catalog.regclass, $$
DELETE FROM @extschema@.shipped_holiday_rule r WHERE r.calendar::text OPERATOR(pg_catalog.=) 'EG' AND r.from_year OPERATOR(pg_catalog.=) 2027
$$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_rule'::pg_catalog.regclass, $$
UPDATE @extschema@.shipped_holiday_rule SET to_year = NULL
WHERE calendar::text OPERATOR(pg_catalog.=) 'EG' AND to_year OPERATOR(pg_catalog.=) 2026
$$::pg_catalog.text);

--
-- Holidays that come with the extension go back into the users' tables, which dumps carry without them.
--

GRANT SELECT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_rule'::pg_catalog.regclass, $$
    INSERT INTO @extschema@.holiday_rule (calendar, name, rule, from_year, to_year, category, source, shipped)
    SELECT s.calendar, s.name, s.rule, s.from_year, s.to_year, s.category, s.source, s.shipped
    FROM @extschema@.shipped_holiday_rule s
    ON CONFLICT (calendar, name, rule, from_year, shipped) DO NOTHING
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_date'::pg_catalog.regclass, $$
    INSERT INTO @extschema@.holiday_date (calendar, date, name, action, status, category, source, shipped)
    SELECT s.calendar, s.date, s.name, s.action, s.status, s.category, s.source, s.shipped
    FROM @extschema@.shipped_holiday_date s
    ON CONFLICT (calendar, date, name, shipped) DO NOTHING
    $$::pg_catalog.text);
DROP TABLE @extschema@.shipped_holiday_rule;
DROP TABLE @extschema@.shipped_holiday_date;

SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_rule', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_date', 'WHERE NOT shipped');
COMMENT ON COLUMN @extschema@.holiday_rule.shipped IS 'Whether the row came with the extension: updates replace such rows, dumps leave them out.';
COMMENT ON COLUMN @extschema@.holiday_date.shipped IS 'Whether the row came with the extension: updates replace such rows, dumps leave them out.';

-- The server has no command that takes a support function away.
CREATE OR REPLACE FUNCTION @extschema@.holidays(calendar text, start_date date, end_date date)
    RETURNS TABLE (date date, name text, category text, observed boolean, estimated boolean)
    LANGUAGE c STABLE PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'fw_holidays';
CREATE OR REPLACE FUNCTION @extschema@.calendar_days(calendar text, start_date date, end_date date)
    RETURNS TABLE (date date, is_weekend boolean, is_holiday boolean, holiday_name text, is_business_day boolean)
    LANGUAGE c STABLE PARALLEL SAFE ROWS 1000 AS 'MODULE_PATHNAME', 'fw_calendar_days';
CREATE OR REPLACE FUNCTION @extschema@.is_business_day(date date, calendar text) RETURNS boolean
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'fw_is_business_day';
CREATE OR REPLACE FUNCTION @extschema@.add_business_days(date date, days integer, calendar text) RETURNS date
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'fw_add_business_days';
CREATE OR REPLACE FUNCTION @extschema@.business_days_between(start_date date, end_date date, calendar text) RETURNS integer
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'fw_business_days_between';
CREATE OR REPLACE FUNCTION @extschema@.price_asof(product_id integer, store_id integer, on_date date) RETURNS numeric
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_price_asof';
CREATE OR REPLACE FUNCTION @extschema@.price_asof(sku text, store_code text, on_date date) RETURNS numeric
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_price_asof_by_codes';
CREATE OR REPLACE FUNCTION @extschema@.promotion_asof(product_id integer, store_id integer, on_date date)
    RETURNS @extschema@.promotion
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_promotion_asof';
CREATE OR REPLACE FUNCTION @extschema@.promotion_asof(sku text, store_code text, on_date date)
    RETURNS @extschema@.promotion
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_promotion_asof_by_codes';
CREATE OR REPLACE FUNCTION @extschema@.promotion_id_asof(product_id integer, store_id integer, on_date date) RETURNS bigint
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_promotion_id_asof';
DROP FUNCTION @extschema@.asof_support(pg_catalog.internal);
DROP FUNCTION @extschema@.load_rows(text);

DROP FUNCTION @extschema@.grant_loader(regrole);
DROP FUNCTION @extschema@.grant_reader(regrole);

CREATE OR REPLACE FUNCTION @extschema@.build_features(
        target text, cutoff date, start_date date DEFAULT NULL, horizon integer DEFAULT 1,
        lags integer[] DEFAULT '{1,7,14,28}', windows integer[] DEFAULT '{7,28}',
        aggregates text[] DEFAULT '{mean,std,min,max}', store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL,
        exogenous boolean DEFAULT true)
    RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_build_features';

DROP FUNCTION @extschema@.upsert_product(@extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument);
DROP FUNCTION @extschema@.upsert_sales_daily(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument);
DROP FUNCTION @extschema@.upsert_sales_daily(date, @extschema@.text_argument, @extschema@.text_argument, numeric, numeric, numeric);
DROP FUNCTION @extschema@.upsert_price_history(@extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, date, date);
DROP FUNCTION @extschema@.upsert_promotion(@extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, date, date);
DROP FUNCTION @extschema@.upsert_inventory_snapshot_daily(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, boolean);
DROP FUNCTION @extschema@.upsert_inventory_snapshot_daily(date, @extschema@.text_argument, @extschema@.text_argument, numeric, numeric, boolean);
DROP FUNCTION @extschema@.upsert_sales_txn(@extschema@.text_argument, @extschema@.double_argument, timestamptz, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.text_argument);
DROP FUNCTION @extschema@.upsert_sales_txn(@extschema@.text_argument, numeric, timestamptz, @extschema@.text_argument, @extschema@.text_argument, numeric, numeric, numeric, @extschema@.text_argument);
DROP FUNCTION @extschema@.upsert_weather_daily(date, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.text_argument);
DROP FUNCTION @extschema@.upsert_traffic_daily(date, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument);
DROP FUNCTION @extschema@.upsert_traffic_daily(date, @extschema@.text_argument, numeric, numeric);
DROP DOMAIN @extschema@.double_argument;
DROP DOMAIN @extschema@.text_argument;

COMMENT ON COLUMN @extschema@.sales_daily.total_amount IS 'Revenue of the day, in the warehouse''s currency.';
COMMENT ON COLUMN @extschema@.sales_txn.total_amount IS 'Amount of the line, in the warehouse''s currency; negative: paid back.';

DROP VIEW @extschema@.load_progress;
CREATE VIEW @extschema@.load_progress WITH (security_invoker = true) AS
    SELECT p.pid, p.relid::pg_catalog.regclass AS relation,
        CASE p.param18 WHEN 1 THEN 'checking' WHEN 2 THEN 'merging' WHEN 3 THEN 'comparing' WHEN 4 THEN 'writing'
            WHEN 5 THEN 'reading' END AS stage,
        p.param19 AS rows_done, p.param20 AS rows_total
    FROM pg_catalog.pg_stat_get_progress_info('COPY') p
    JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) p.datid
    WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
        AND p.param18 OPERATOR(pg_catalog.<>) 0::pg_catalog.int8;
COMMENT ON VIEW @extschema@.load_progress IS
    'Loads that are running now and have all their rows, and feature tables that are being built; while COPY still sends rows, see pg_stat_progress_copy.';
COMMENT ON COLUMN @extschema@.load_progress.pid IS 'Process that loads, as in pg_stat_activity.';
COMMENT ON COLUMN @extschema@.load_progress.relation IS 'Table that is loaded, or the feed that a COPY loads it by; sales_daily while a feature table is made of it.';
COMMENT ON COLUMN @extschema@.load_progress.stage IS 'reading, checking, merging, comparing or writing.';
COMMENT ON COLUMN @extschema@.load_progress.rows_done IS 'Rows that this stage has done.';
COMMENT ON COLUMN @extschema@.load_progress.rows_total IS 'Rows that this stage has in all; 0 while it reads: not known.';

ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss ENABLE;
CREATE OR REPLACE FUNCTION @extschema@.refuse_data_loss() RETURNS event_trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_refuse_data_loss';
COMMENT ON FUNCTION @extschema@.refuse_data_loss() IS
    'Event trigger: refuses to drop the extension while its tables hold rows, unless forecast_warehouse.allow_data_loss is on.';
DROP FUNCTION pg_catalog.forecast_warehouse_watch_drops();

--
-- The end
--

SELECT pg_catalog.fw_give_to_owner('@extschema@.load_progress'::pg_catalog.regclass);
DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
