-- forecast_warehouse 1.1 back to 1.0.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.0'" to load this file. \quit

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

--
-- Locks first, in the order in which loads take theirs: feed, dimensions, facts. Dropping a table with foreign keys
-- locks what they refer to as well. What is checked then stays so.
--

DROP VIEW @extschema@.sales_txn_feed;
DROP VIEW @extschema@.weather_daily_feed;
DROP VIEW @extschema@.traffic_daily_feed;

LOCK TABLE @extschema@.store, @extschema@.product, @extschema@.calendar IN ACCESS EXCLUSIVE MODE;
LOCK TABLE @extschema@.sales_daily, @extschema@.price_history, @extschema@.promotion,
    @extschema@.inventory_snapshot_daily, @extschema@.sales_txn, @extschema@.weather_daily,
    @extschema@.traffic_daily, @extschema@.sales_rollup IN ACCESS EXCLUSIVE MODE;

SELECT pg_catalog.fw_check_step('1.1'::pg_catalog.text, '1.0'::pg_catalog.text);

--
-- What 1.1 brought
--

DROP EVENT TRIGGER forecast_warehouse_refuse_data_loss;
DROP FUNCTION @extschema@.refuse_data_loss();
DROP VIEW @extschema@.load_progress;
DROP VIEW @extschema@.schema_versions;
DROP FUNCTION @extschema@.list_versions();
DROP FUNCTION @extschema@.data_loss(text);
DROP FUNCTION @extschema@.migration_check(text, text);
DROP FUNCTION @extschema@.hand_over(regclass);
DROP FUNCTION @extschema@.hand_over(regprocedure);

DROP FUNCTION @extschema@.rollup_sales(date, date, text[]);
DROP FUNCTION @extschema@.upsert_sales_txn(regclass, text, text);
DROP FUNCTION @extschema@.upsert_sales_txn(text, bigint, timestamptz, text, text, bigint, numeric, numeric, text);
DROP FUNCTION @extschema@.upsert_weather_daily(regclass, text, text);
DROP FUNCTION @extschema@.upsert_weather_daily(date, text, numeric, numeric, numeric, numeric, numeric, text);
DROP FUNCTION @extschema@.upsert_traffic_daily(regclass, text, text);
DROP FUNCTION @extschema@.upsert_traffic_daily(date, text, bigint, bigint);

-- A table that is dropped as a member stays registered for dumps, hence this way round.
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.sales_txn_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.sales_txn;
DROP TABLE @extschema@.sales_txn;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.weather_daily_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.weather_daily;
DROP TABLE @extschema@.weather_daily;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.traffic_daily_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.traffic_daily;
DROP TABLE @extschema@.traffic_daily;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.sales_rollup;
DROP TABLE @extschema@.sales_rollup;

--
-- What 1.1 changed
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.promotion'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.promotion
        DROP CONSTRAINT uq_promotion_grain,
        ALTER COLUMN id TYPE integer
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.promotion_id_seq'::pg_catalog.regclass, $$
    ALTER SEQUENCE @extschema@.promotion_id_seq AS integer
    $$::pg_catalog.text);

SELECT pg_catalog.fw_run_as_owner('@extschema@.price_history'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.price_history
        DROP CONSTRAINT uq_price_history_grain,
        ALTER COLUMN id TYPE integer
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.price_history_id_seq'::pg_catalog.regclass, $$
    ALTER SEQUENCE @extschema@.price_history_id_seq AS integer
    $$::pg_catalog.text);

SELECT pg_catalog.fw_run_as_owner('@extschema@.inventory_snapshot_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.inventory_snapshot_daily ALTER COLUMN id TYPE integer
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.inventory_snapshot_daily_id_seq'::pg_catalog.regclass, $$
    ALTER SEQUENCE @extschema@.inventory_snapshot_daily_id_seq AS integer
    $$::pg_catalog.text);

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.sales_daily ALTER COLUMN id TYPE integer
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily_id_seq'::pg_catalog.regclass, $$
    ALTER SEQUENCE @extschema@.sales_daily_id_seq AS integer
    $$::pg_catalog.text);

--
-- The end
--

DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
