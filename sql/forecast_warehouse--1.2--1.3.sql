-- forecast_warehouse 1.2 to 1.3: what was known on the day: as-of values, the exogenous view, feature tables.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.3'" to load this file. \quit

SELECT @extschema@.migration_check('1.2', '1.3');

--
-- Values in force on a day
--

--
-- Features
--

CREATE FUNCTION @extschema@.sales_panel(
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
SELECT @extschema@.hand_over('@extschema@.sales_panel(date, date, text[], text[])'::pg_catalog.regprocedure);
COMMENT ON FUNCTION @extschema@.sales_panel(date, date, text[], text[]) IS
    'Daily sales of each store and product from its first sale on, one row a day, 0 where nothing was sold; is_stockout is NULL without a snapshot.';

CREATE TABLE @extschema@.feature_set (
    id bigserial,
    target text NOT NULL,
    settings jsonb NOT NULL,
    settings_hash varchar(64) NOT NULL,
    cutoff date NOT NULL,
    row_count bigint NOT NULL,
    columns text[] NOT NULL,
    extension_version varchar(20) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_feature_set PRIMARY KEY (id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.feature_set', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.feature_set_id_seq', '');
SELECT @extschema@.hand_over('@extschema@.feature_set'::pg_catalog.regclass);

COMMENT ON TABLE @extschema@.feature_set IS 'Feature tables that build_features() built; one row a call, in the order of id. The tables may be gone.';
COMMENT ON COLUMN @extschema@.feature_set.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.feature_set.target IS 'Table that was built, with its schema.';
COMMENT ON COLUMN @extschema@.feature_set.settings IS 'Arguments of the call but target, by their names.';
COMMENT ON COLUMN @extschema@.feature_set.settings_hash IS 'SHA-256 of settings as text: the same settings on the same data make the same table.';
COMMENT ON COLUMN @extschema@.feature_set.cutoff IS 'Last day whose sales the table knows.';
COMMENT ON COLUMN @extschema@.feature_set.row_count IS 'Rows of the table.';
COMMENT ON COLUMN @extschema@.feature_set.columns IS 'Columns of the table, in their order.';
COMMENT ON COLUMN @extschema@.feature_set.extension_version IS 'Version of the extension that built it.';
COMMENT ON COLUMN @extschema@.feature_set.created_at IS 'When it was built.';

CREATE FUNCTION @extschema@.build_features(
        target text, cutoff date, start_date date DEFAULT NULL, horizon integer DEFAULT 1,
        lags integer[] DEFAULT '{1,7,14,28}', windows integer[] DEFAULT '{7,28}',
        aggregates text[] DEFAULT '{mean,std,min,max}', store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL,
        exogenous boolean DEFAULT true)
    RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_build_features';
SELECT @extschema@.hand_over('@extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean)'::pg_catalog.regprocedure);
COMMENT ON FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean) IS
    'Makes the table target, one row a store, product and day to cutoff + horizon, with what was known horizon days before; returns its rows.';

CREATE FUNCTION @extschema@.backtest_folds(
        first_cutoff date, last_cutoff date, step integer, horizon integer, gap integer DEFAULT 0,
        train_days integer DEFAULT NULL)
    RETURNS TABLE (fold integer, train_start date, train_end date, test_start date, test_end date)
    LANGUAGE c STABLE PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'fw_backtest_folds';
SELECT @extschema@.hand_over('@extschema@.backtest_folds(date, date, integer, integer, integer, integer)'::pg_catalog.regprocedure);
COMMENT ON FUNCTION @extschema@.backtest_folds(date, date, integer, integer, integer, integer) IS
    'Folds of a backtest, a cutoff every step days: trains up to train_end, on train_days or all days, and tests horizon days after the gap.';

-- Feature tables show how far they are, too, and begin by reading.
CREATE OR REPLACE VIEW @extschema@.load_progress WITH (security_invoker = true) AS
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
COMMENT ON COLUMN @extschema@.load_progress.relation IS 'Table that is loaded, or the feed that a COPY loads it by; sales_daily while a feature table is made of it.';
COMMENT ON COLUMN @extschema@.load_progress.stage IS 'reading, checking, merging, comparing or writing.';
COMMENT ON COLUMN @extschema@.load_progress.rows_total IS 'Rows that this stage has in all; 0 while it reads: not known.';
