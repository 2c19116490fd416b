-- forecast_warehouse 1.7 back to 1.6.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.6'" to load this file. \quit

-- The names below mean this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can replace them. They are dropped below.
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
-- Locks first, in the order in which loads take theirs. Setting an option that a view has already locks the view alone;
-- LOCK TABLE would lock its tables before.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.store_day_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.store_day_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.store_signal'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.store_signal SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.exogenous_signal_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.exogenous_signal_feed SET (security_invoker = true)'::pg_catalog.text);
LOCK TABLE @extschema@.store, @extschema@.product, @extschema@.promotion, @extschema@.sales_txn, @extschema@.store_day,
    @extschema@.exogenous_signal
    IN ACCESS EXCLUSIVE MODE;

SELECT pg_catalog.fw_check_step('1.7'::pg_catalog.text, '1.6'::pg_catalog.text);

--
-- Panel and features
--

CREATE FUNCTION pg_catalog.fw_copy_grants(source regprocedure, target regprocedure) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_copy_function_grants';
REVOKE ALL ON FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure) FROM PUBLIC;

ALTER FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[], text, text, text[], text[]) RENAME TO build_features_of_1_7;
CREATE FUNCTION @extschema@.build_features(
        target text, cutoff date, start_date date DEFAULT NULL, horizon integer DEFAULT 1,
        lags integer[] DEFAULT NULL, windows integer[] DEFAULT '{7,28}',
        aggregates text[] DEFAULT '{mean,std,min,max}', store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL,
        exogenous boolean DEFAULT true, extra text[] DEFAULT NULL)
    RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_build_features';
COMMENT ON FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[]) IS
    'Builds the table target and returns its number of rows. One row for each store, product and day to cutoff + horizon. Values are those known horizon days before.';
SELECT pg_catalog.fw_copy_grants('@extschema@.build_features_of_1_7(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[], text, text, text[], text[])'::pg_catalog.regprocedure,
    '@extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[])'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.build_features_of_1_7(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[], text, text, text[], text[]);

ALTER FUNCTION @extschema@.sales_panel(date, date, text[], text[], text, text) RENAME TO sales_panel_of_1_7;
CREATE FUNCTION @extschema@.sales_panel(
        start_date date, end_date date, store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL)
    RETURNS TABLE (date date, store_id integer, product_id integer, quantity numeric, total_amount numeric,
        is_stockout boolean)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 100000 AS $$
    SELECT d.date, d.store_id, d.product_id, coalesce(f.quantity, 0::numeric) AS quantity,
        CASE WHEN f.date IS NULL THEN 0.00 ELSE f.total_amount END AS total_amount, i.is_stockout
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
COMMENT ON FUNCTION @extschema@.sales_panel(date, date, text[], text[]) IS
    'Daily sales of each store and product from its first sale on. One row for each day, with 0 for days without sales. total_amount is NULL for sales whose price is not known, is_stockout without a snapshot.';
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_panel_of_1_7(date, date, text[], text[], text, text)'::pg_catalog.regprocedure,
    '@extschema@.sales_panel(date, date, text[], text[])'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.sales_panel_of_1_7(date, date, text[], text[], text, text);
DROP FUNCTION @extschema@.sales_days(date, date, text[], text[]);
DROP FUNCTION @extschema@.day_is_unknown(date, integer, integer);
DROP FUNCTION @extschema@.unobserved_choice(text);
DROP FUNCTION @extschema@.period_start(date, text);

ALTER FUNCTION @extschema@.backtest_folds(date, date, integer, integer, integer, integer, text) RENAME TO backtest_folds_of_1_7;
CREATE FUNCTION @extschema@.backtest_folds(
        first_cutoff date, last_cutoff date, step integer, horizon integer, gap integer DEFAULT 0,
        train_days integer DEFAULT NULL)
    RETURNS TABLE (fold integer, train_start date, train_end date, test_start date, test_end date)
    LANGUAGE c STABLE PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'fw_backtest_folds';
COMMENT ON FUNCTION @extschema@.backtest_folds(date, date, integer, integer, integer, integer) IS
    'Folds of a backtest, with a cutoff every step days. Each trains up to train_end, on train_days or all days. It tests horizon days after the gap.';
SELECT pg_catalog.fw_copy_grants('@extschema@.backtest_folds_of_1_7(date, date, integer, integer, integer, integer, text)'::pg_catalog.regprocedure,
    '@extschema@.backtest_folds(date, date, integer, integer, integer, integer)'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.backtest_folds_of_1_7(date, date, integer, integer, integer, integer, text);

DROP FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure);

--
-- Signals: the check above found none, or the loss is allowed.
--

DROP VIEW @extschema@.store_signal;
DROP FUNCTION @extschema@.upsert_exogenous_signal(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, boolean);
DROP FUNCTION @extschema@.upsert_exogenous_signal(date, text, text, numeric, boolean);
DROP FUNCTION @extschema@.upsert_exogenous_signal(regclass, text, text);
DROP VIEW @extschema@.exogenous_signal_feed;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.exogenous_signal_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.exogenous_signal;
DROP TABLE @extschema@.exogenous_signal;

--
-- Days of stores, life cycles, kinds of promotion, channels: the check above found no rows and no values, or the loss is
-- allowed.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_txn'::pg_catalog.regclass,
    'ALTER TABLE @extschema@.sales_txn DROP COLUMN channel'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.promotion'::pg_catalog.regclass,
    'ALTER TABLE @extschema@.promotion DROP COLUMN kind'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.product'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.product
        DROP COLUMN launch_date,
        DROP COLUMN discontinue_date,
        DROP COLUMN lifecycle_stage,
        DROP COLUMN pack_size,
        DROP COLUMN subcategory
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.store'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.store
        DROP COLUMN opened_on,
        DROP COLUMN closed_on
    $$::pg_catalog.text);
DROP FUNCTION @extschema@.upsert_store_day(date, text, boolean, text);
DROP FUNCTION @extschema@.upsert_store_day(regclass, text, text);
DROP VIEW @extschema@.store_day_feed;
-- Members that are dropped stay in the list of what dumps carry.
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.store_day_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.store_day;
DROP TABLE @extschema@.store_day;

--
-- The end
--

DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
