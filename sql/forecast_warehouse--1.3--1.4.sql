-- forecast_warehouse 1.3 to 1.4: holidays that come with the extension are apart from users' own.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.4'" to load this file. \quit

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
CREATE FUNCTION pg_catalog.fw_take_functions_back() RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_take_functions_back';
REVOKE ALL ON FUNCTION pg_catalog.fw_take_functions_back() FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

--
-- Locks first, in the order in which loads take theirs.
--

LOCK TABLE @extschema@.holiday_rule, @extschema@.holiday_date IN ACCESS EXCLUSIVE MODE;

--
-- Functions belong to the superuser. Versions up to 1.3 gave them to the warehouse's owner, until 2026-11.
--

-- Not in C: its owner could have put another body into its place.
CREATE OR REPLACE FUNCTION @extschema@.sales_panel(
        start_date date, end_date date, store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL)
    RETURNS TABLE (date date, store_id integer, product_id integer, quantity integer, total_amount numeric,
        is_stockout boolean)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 100000 AS $$
    SELECT d.date, d.store_id, d.product_id, coalesce(f.quantity, 0) AS quantity,
        coalesce(f.total_amount, 0.00) AS total_amount, i.is_stockout
    FROM (
        SELECT s.first_sale OPERATOR(pg_catalog.+) n.n AS date, s.store_id, s.product_id
        FROM (
            SELECT GREATEST(pg_catalog.min(a.date), start_date) AS first_sale, a.store_id, a.product_id
            FROM @extschema@.sales_daily a
            WHERE a.date OPERATOR(pg_catalog.<=) end_date
                AND (store_codes IS NULL OR a.store_id OPERATOR(pg_catalog.=) ANY (ARRAY(
                    SELECT c.id FROM @extschema@.store c WHERE c.code::pg_catalog.text OPERATOR(pg_catalog.=) ANY (store_codes))))
                AND (skus IS NULL OR a.product_id OPERATOR(pg_catalog.=) ANY (ARRAY(
                    SELECT p.id FROM @extschema@.product p WHERE p.sku::pg_catalog.text OPERATOR(pg_catalog.=) ANY (skus))))
            GROUP BY a.store_id, a.product_id
        ) AS s
        CROSS JOIN LATERAL pg_catalog.generate_series(0, end_date OPERATOR(pg_catalog.-) s.first_sale) AS n (n)
    ) AS d
    LEFT JOIN @extschema@.sales_daily f ON f.date OPERATOR(pg_catalog.=) d.date
        AND f.store_id OPERATOR(pg_catalog.=) d.store_id AND f.product_id OPERATOR(pg_catalog.=) d.product_id
        AND f.date OPERATOR(pg_catalog.<=) end_date
        AND (start_date IS NULL OR f.date OPERATOR(pg_catalog.>=) start_date)
    LEFT JOIN @extschema@.inventory_snapshot_daily i ON i.date OPERATOR(pg_catalog.=) d.date
        AND i.store_id OPERATOR(pg_catalog.=) d.store_id AND i.product_id OPERATOR(pg_catalog.=) d.product_id
        AND i.date OPERATOR(pg_catalog.<=) end_date
        AND (start_date IS NULL OR i.date OPERATOR(pg_catalog.>=) start_date)
    $$;
ALTER FUNCTION @extschema@.sales_panel(date, date, text[], text[]) OWNER TO CURRENT_USER;

-- The owner keeps the right to execute them.
REVOKE ALL ON FUNCTION @extschema@.feed_begin() FROM PUBLIC;
REVOKE ALL ON FUNCTION @extschema@.feed_row() FROM PUBLIC;
REVOKE ALL ON FUNCTION @extschema@.feed_end() FROM PUBLIC;
REVOKE ALL ON FUNCTION @extschema@.feed_refuse() FROM PUBLIC;

SELECT pg_catalog.fw_take_functions_back();

-- Lags that nobody names follow the horizon.
CREATE OR REPLACE FUNCTION @extschema@.build_features(
        target text, cutoff date, start_date date DEFAULT NULL, horizon integer DEFAULT 1,
        lags integer[] DEFAULT NULL, windows integer[] DEFAULT '{7,28}',
        aggregates text[] DEFAULT '{mean,std,min,max}', store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL,
        exogenous boolean DEFAULT true)
    RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_build_features';

-- Sessions that replay changes drop nothing unasked either.
ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss ENABLE ALWAYS;

SELECT pg_catalog.fw_check_step('1.3'::pg_catalog.text, '1.4'::pg_catalog.text);

--
-- What asks for values in force and holidays may run in workers, unless a policy on the tables may not.
--

CREATE FUNCTION @extschema@.asof_support(pg_catalog.internal) RETURNS pg_catalog.internal
    LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'fw_asof_support';
COMMENT ON FUNCTION @extschema@.asof_support(pg_catalog.internal) IS
    'Tells the planner which tables the functions of values in force and of holidays read.';
ALTER FUNCTION @extschema@.price_asof(integer, integer, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.price_asof(text, text, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.promotion_asof(integer, integer, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.promotion_asof(text, text, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.promotion_id_asof(integer, integer, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.holidays(text, date, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.calendar_days(text, date, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.is_business_day(date, text) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.add_business_days(date, integer, text) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.business_days_between(date, date, text) SUPPORT @extschema@.asof_support;

--
-- Holidays that come with the extension: in children of the users' tables, which stay with the superuser. A dump
-- then needs no condition to leave them out; a condition is evaluated as the role that dumps.
--

CREATE TABLE @extschema@.shipped_holiday_rule (
    calendar varchar(20) NOT NULL,
    name varchar(100) NOT NULL,
    rule varchar(200) NOT NULL,
    from_year integer,
    to_year integer,
    category varchar(20) NOT NULL DEFAULT 'public',
    source text,
    shipped boolean NOT NULL DEFAULT true,
    CONSTRAINT uq_shipped_holiday_rule UNIQUE NULLS NOT DISTINCT (calendar, name, rule, from_year),
    CONSTRAINT ck_holiday_rule_rule CHECK (@extschema@.check_holiday_rule(
        calendar::text, name::text, rule::text, from_year, to_year, category::text)),
    CONSTRAINT ck_shipped_holiday_rule CHECK (shipped)
) INHERITS (@extschema@.holiday_rule);
COMMENT ON TABLE @extschema@.shipped_holiday_rule IS 'Rows of holiday_rule that came with the extension; holiday_rule shows them too.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.calendar IS 'Holiday calendar, such as US, DE-BY or RETAIL-US.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.name IS 'Name of the holiday.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.rule IS 'When it is, in the language of doc/holidays.md: 07-04, 11#4thu, easter-2, include:US.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.from_year IS 'First year of the rule; NULL: since ever.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.to_year IS 'Last year of the rule; NULL: to this day.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.category IS 'public (no business day), bank, half_day, school, observance, retail; weekend for weekly().';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.source IS 'Act or authority that the rule is from.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.shipped IS 'Always true.';

CREATE TABLE @extschema@.shipped_holiday_date (
    calendar varchar(20) NOT NULL,
    date date NOT NULL,
    name varchar(100) NOT NULL,
    action varchar(10) NOT NULL DEFAULT 'add',
    status varchar(10) NOT NULL DEFAULT 'confirmed',
    category varchar(20) NOT NULL DEFAULT 'public',
    source text,
    shipped boolean NOT NULL DEFAULT true,
    CONSTRAINT pk_shipped_holiday_date PRIMARY KEY (calendar, date, name),
    CONSTRAINT ck_holiday_date_action CHECK (
        action::text OPERATOR(pg_catalog.=) ANY (ARRAY['add', 'suppress', 'workday']::text[])),
    CONSTRAINT ck_holiday_date_name CHECK (
        name::text OPERATOR(pg_catalog.<>) '*' OR action::text OPERATOR(pg_catalog.<>) 'add'),
    CONSTRAINT ck_holiday_date_status CHECK (
        status::text OPERATOR(pg_catalog.=) ANY (ARRAY['confirmed', 'estimated']::text[])),
    CONSTRAINT ck_holiday_date_category CHECK (category::text OPERATOR(pg_catalog.=) ANY (
        ARRAY['public', 'bank', 'half_day', 'school', 'observance', 'retail']::text[])),
    CONSTRAINT ck_shipped_holiday_date CHECK (shipped)
) INHERITS (@extschema@.holiday_date);
COMMENT ON TABLE @extschema@.shipped_holiday_date IS 'Rows of holiday_date that came with the extension; holiday_date shows them too.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.calendar IS 'Holiday calendar, such as US or DE-BY.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.date IS 'Day of the holiday.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.name IS 'Name of the holiday; * to suppress all of the day.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.action IS 'add: the day is a holiday; suppress: the rule''s holiday of that name is not; workday: the day is worked, weekend or not.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.status IS 'confirmed, or estimated: expected and not yet announced.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.category IS 'public (no business day), bank, half_day, school, observance, retail.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.source IS 'Act or authority that the date is from.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.shipped IS 'Always true.';

-- The owner moves the rows; nobody else sees the tables before the end. Then everybody may read them: GRANT ... ON ALL
-- TABLES IN SCHEMA fails where the owner of the others has no privilege at all on one.
GRANT INSERT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_rule'::pg_catalog.regclass, $$
    WITH moved AS (DELETE FROM ONLY @extschema@.holiday_rule r WHERE r.shipped
        RETURNING r.calendar, r.name, r.rule, r.from_year, r.to_year, r.category, r.source)
    INSERT INTO @extschema@.shipped_holiday_rule (calendar, name, rule, from_year, to_year, category, source, shipped)
    SELECT m.calendar, m.name, m.rule, m.from_year, m.to_year, m.category, m.source, true FROM moved m
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_date'::pg_catalog.regclass, $$
    WITH moved AS (DELETE FROM ONLY @extschema@.holiday_date d WHERE d.shipped
        RETURNING d.calendar, d.date, d.name, d.action, d.status, d.category, d.source)
    INSERT INTO @extschema@.shipped_holiday_date (calendar, date, name, action, status, category, source, shipped)
    SELECT m.calendar, m.date, m.name, m.action, m.status, m.category, m.source, true FROM moved m
    $$::pg_catalog.text);
REVOKE ALL ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date FROM PUBLIC;
GRANT SELECT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;

SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_rule', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_date', '');
COMMENT ON COLUMN @extschema@.holiday_rule.shipped IS 'Whether the row came with the extension: such rows are in shipped_holiday_rule, updates replace them, dumps leave them out.';
COMMENT ON COLUMN @extschema@.holiday_date.shipped IS 'Whether the row came with the extension: such rows are in shipped_holiday_date, updates replace them, dumps leave them out.';

--
-- Row by row functions for numbers of other types. The domains make PostgreSQL prefer the functions that were there
-- before wherever both fit: parameters without a type keep the types that they have had.
--

CREATE DOMAIN @extschema@.text_argument AS text;
COMMENT ON DOMAIN @extschema@.text_argument IS 'A text, in row by row functions that take numbers of other types. Not for tables.';
CREATE DOMAIN @extschema@.double_argument AS double precision;
COMMENT ON DOMAIN @extschema@.double_argument IS 'A double, in row by row functions that take numbers of other types. Not for tables.';

CREATE FUNCTION @extschema@.upsert_product(
        sku @extschema@.text_argument, name @extschema@.text_argument, category @extschema@.text_argument,
        brand @extschema@.text_argument, base_price @extschema@.double_argument,
        base_cost @extschema@.double_argument)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_product_row';
COMMENT ON FUNCTION @extschema@.upsert_product(@extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument) IS
    'Inserts or updates a product, for callers with doubles; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_daily(
        date date, store_code @extschema@.text_argument, sku @extschema@.text_argument,
        quantity @extschema@.double_argument, unit_price @extschema@.double_argument DEFAULT NULL,
        total_amount @extschema@.double_argument DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_daily(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument) IS
    'Inserts or updates the sales of a day, store and product, for callers with doubles; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_daily(
        date date, store_code @extschema@.text_argument, sku @extschema@.text_argument, quantity numeric,
        unit_price numeric DEFAULT NULL, total_amount numeric DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_daily(date, @extschema@.text_argument, @extschema@.text_argument, numeric, numeric, numeric) IS
    'Inserts or updates the sales of a day, store and product, for callers with decimal numbers; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_price_history(
        sku @extschema@.text_argument, store_code @extschema@.text_argument, price @extschema@.double_argument,
        valid_from date, valid_to date DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_price_history_row';
COMMENT ON FUNCTION @extschema@.upsert_price_history(@extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, date, date) IS
    'Inserts or updates a price window, for callers with doubles; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_promotion(
        sku @extschema@.text_argument, store_code @extschema@.text_argument, name @extschema@.text_argument,
        discount_pct @extschema@.double_argument, discount_amount @extschema@.double_argument, start_date date,
        end_date date)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_promotion_row';
COMMENT ON FUNCTION @extschema@.upsert_promotion(@extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, date, date) IS
    'Inserts or updates a promotion, for callers with doubles; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_inventory_snapshot_daily(
        date date, store_code @extschema@.text_argument, sku @extschema@.text_argument,
        on_hand_qty @extschema@.double_argument, on_order_qty @extschema@.double_argument DEFAULT NULL,
        is_stockout boolean DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_inventory_snapshot_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_inventory_snapshot_daily(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, boolean) IS
    'Inserts or updates the stock of a day, store and product, for callers with doubles; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_inventory_snapshot_daily(
        date date, store_code @extschema@.text_argument, sku @extschema@.text_argument, on_hand_qty numeric,
        on_order_qty numeric DEFAULT NULL, is_stockout boolean DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_inventory_snapshot_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_inventory_snapshot_daily(date, @extschema@.text_argument, @extschema@.text_argument, numeric, numeric, boolean) IS
    'Inserts or updates the stock of a day, store and product, for callers with decimal numbers; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_txn(
        receipt @extschema@.text_argument, line_no @extschema@.double_argument, sold_at timestamptz,
        store_code @extschema@.text_argument, sku @extschema@.text_argument, quantity @extschema@.double_argument,
        unit_price @extschema@.double_argument DEFAULT NULL, total_amount @extschema@.double_argument DEFAULT NULL,
        customer_ref @extschema@.text_argument DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_txn_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_txn(@extschema@.text_argument, @extschema@.double_argument, timestamptz, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.text_argument) IS
    'Inserts or updates a till line, for callers with doubles; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_txn(
        receipt @extschema@.text_argument, line_no numeric, sold_at timestamptz,
        store_code @extschema@.text_argument, sku @extschema@.text_argument, quantity numeric,
        unit_price numeric DEFAULT NULL, total_amount numeric DEFAULT NULL,
        customer_ref @extschema@.text_argument DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_txn_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_txn(@extschema@.text_argument, numeric, timestamptz, @extschema@.text_argument, @extschema@.text_argument, numeric, numeric, numeric, @extschema@.text_argument) IS
    'Inserts or updates a till line, for callers with decimal numbers; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_weather_daily(
        date date, store_code @extschema@.text_argument, temp_min_c @extschema@.double_argument,
        temp_max_c @extschema@.double_argument, temp_avg_c @extschema@.double_argument DEFAULT NULL,
        precipitation_mm @extschema@.double_argument DEFAULT NULL, snow_mm @extschema@.double_argument DEFAULT NULL,
        condition @extschema@.text_argument DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_weather_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_weather_daily(date, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.text_argument) IS
    'Inserts or updates the weather of a day and store, for callers with doubles; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_traffic_daily(
        date date, store_code @extschema@.text_argument, visits @extschema@.double_argument,
        transactions @extschema@.double_argument)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_traffic_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_traffic_daily(date, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument) IS
    'Inserts or updates the traffic of a day and store, for callers with doubles; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_traffic_daily(
        date date, store_code @extschema@.text_argument, visits numeric, transactions numeric)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_traffic_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_traffic_daily(date, @extschema@.text_argument, numeric, numeric) IS
    'Inserts or updates the traffic of a day and store, for callers with decimal numbers; returns inserted, updated or unchanged.';

--
-- What a plain INSERT into the tables must give itself
--

COMMENT ON COLUMN @extschema@.sales_daily.total_amount IS 'Revenue of the day, in the warehouse''s currency. A plain INSERT must give it; sales_daily_feed derives it.';
COMMENT ON COLUMN @extschema@.sales_txn.total_amount IS 'Amount of the line, in the warehouse''s currency; negative: paid back. A plain INSERT must give it; sales_txn_feed derives it.';

--
-- Loads that are running: a name that every client reads, and all stages
--

DROP VIEW @extschema@.load_progress;
CREATE VIEW @extschema@.load_progress WITH (security_invoker = true) AS
    SELECT r.pid, r.relation, r.stage, r.step, r.rows_done, r.rows_total,
        CASE WHEN r.rows_total OPERATOR(pg_catalog.>) 0::pg_catalog.int8 THEN pg_catalog.round(
                100::pg_catalog.numeric OPERATOR(pg_catalog.*) r.rows_done::pg_catalog.numeric
                    OPERATOR(pg_catalog./) r.rows_total::pg_catalog.numeric, 1)
            WHEN r.stage OPERATOR(pg_catalog.=) 'receiving'::pg_catalog.text
                AND r.bytes_total OPERATOR(pg_catalog.>) 0::pg_catalog.int8 THEN pg_catalog.round(
                100::pg_catalog.numeric OPERATOR(pg_catalog.*) r.bytes_done::pg_catalog.numeric
                    OPERATOR(pg_catalog./) r.bytes_total::pg_catalog.numeric, 1)
        END AS percent,
        r.attempt, r.started_at
    FROM (
        SELECT p.pid,
            pg_catalog.format('%I.%I'::pg_catalog.text, n.nspname, c.relname) AS relation,
            (ARRAY['checking', 'merging', 'comparing', 'writing', 'reading', 'receiving']::pg_catalog.text[])[
                p.param18::pg_catalog.int4] AS stage,
            CASE WHEN p.param15 OPERATOR(pg_catalog.=) 2::pg_catalog.int8
                THEN (ARRAY[NULL, NULL, NULL, '2 of 2', '1 of 2', NULL]::pg_catalog.text[])[p.param18::pg_catalog.int4]
                ELSE (ARRAY['2 of 5', '3 of 5', '5 of 5', '4 of 5', NULL, '1 of 5']::pg_catalog.text[])[
                    p.param18::pg_catalog.int4] END AS step,
            CASE WHEN p.param18 OPERATOR(pg_catalog.<>) 3::pg_catalog.int8 THEN p.param19 END AS rows_done,
            p.param20 AS rows_total,
            p.param1 AS bytes_done,
            p.param2 AS bytes_total,
            CASE WHEN p.param16 OPERATOR(pg_catalog.>) 1::pg_catalog.int8 THEN p.param16::pg_catalog.int4 ELSE 1 END AS attempt,
            CASE WHEN p.param17 OPERATOR(pg_catalog.>) 0::pg_catalog.int8 THEN
                '2000-01-01 00:00:00+00'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) (
                    pg_catalog.make_interval(secs => p.param17::pg_catalog.float8 OPERATOR(pg_catalog./) 1000000::pg_catalog.float8))
            END AS started_at
        FROM pg_catalog.pg_stat_get_progress_info('COPY'::pg_catalog.text) p
        JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) p.datid
        LEFT JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) p.relid
        LEFT JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
        WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
            AND p.param18 OPERATOR(pg_catalog.<>) 0::pg_catalog.int8
    ) AS r;
COMMENT ON VIEW @extschema@.load_progress IS
    'Loads that are running now, and feature tables that are being built; of other roles only for those who may see their activity.';
COMMENT ON COLUMN @extschema@.load_progress.pid IS 'Process that loads, as in pg_stat_activity.';
COMMENT ON COLUMN @extschema@.load_progress.relation IS 'Feed or table that is loaded, with its schema; sales_daily while a feature table is made of it.';
COMMENT ON COLUMN @extschema@.load_progress.stage IS 'receiving, checking, merging, writing or comparing; reading and writing of feature tables.';
COMMENT ON COLUMN @extschema@.load_progress.step IS 'Number of the stage, and of how many.';
COMMENT ON COLUMN @extschema@.load_progress.rows_done IS 'Rows that this stage has done; NULL while it compares, by one statement.';
COMMENT ON COLUMN @extschema@.load_progress.rows_total IS 'Rows that this stage has in all; 0 where that is not known: while it receives or reads.';
COMMENT ON COLUMN @extschema@.load_progress.percent IS 'Share of this stage that is done, 0 to 100; NULL: not known. Of a file that COPY receives, by its bytes.';
COMMENT ON COLUMN @extschema@.load_progress.attempt IS 'How often the load has begun to write: more than 1 where another session was faster.';
COMMENT ON COLUMN @extschema@.load_progress.started_at IS 'When the statement began to load.';
GRANT SELECT ON @extschema@.load_progress TO PUBLIC;

--
-- The end
--

SELECT pg_catalog.fw_give_to_owner('@extschema@.load_progress'::pg_catalog.regclass);
DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_take_functions_back();
DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
