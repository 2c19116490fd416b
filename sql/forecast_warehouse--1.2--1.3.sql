-- forecast_warehouse 1.2 to 1.3: what was known on the day: as-of values, the exogenous view, feature tables.

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
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

SELECT pg_catalog.fw_check_step('1.2'::pg_catalog.text, '1.3'::pg_catalog.text);

--
-- Values in force on a day
--

CREATE FUNCTION @extschema@.price_asof(product_id integer, store_id integer, on_date date) RETURNS numeric
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_price_asof';
COMMENT ON FUNCTION @extschema@.price_asof(integer, integer, date) IS
    'Price in force on a day: the store''s before the chain''s, then the latest valid_from, then the highest id; store_id NULL: the chain''s.';

CREATE FUNCTION @extschema@.price_asof(sku text, store_code text, on_date date) RETURNS numeric
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_price_asof_by_codes';
COMMENT ON FUNCTION @extschema@.price_asof(text, text, date) IS
    'Price in force on a day, by natural keys; store_code NULL: the chain''s.';

CREATE FUNCTION @extschema@.promotion_asof(product_id integer, store_id integer, on_date date)
    RETURNS @extschema@.promotion
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_promotion_asof';
COMMENT ON FUNCTION @extschema@.promotion_asof(integer, integer, date) IS
    'Promotion in force on a day: the largest discount as a share of the price in force, then the store''s before the chain''s, then the latest start_date, then the highest id.';

CREATE FUNCTION @extschema@.promotion_asof(sku text, store_code text, on_date date)
    RETURNS @extschema@.promotion
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_promotion_asof_by_codes';
COMMENT ON FUNCTION @extschema@.promotion_asof(text, text, date) IS
    'Promotion in force on a day, by natural keys; store_code NULL: those of the chain.';

CREATE FUNCTION @extschema@.promotion_id_asof(product_id integer, store_id integer, on_date date) RETURNS bigint
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_promotion_id_asof';
COMMENT ON FUNCTION @extschema@.promotion_id_asof(integer, integer, date) IS
    'Id of the promotion that promotion_asof returns, to join promotion by.';

-- Every join finds one row by a unique key, or none: a query that asks for nothing of a table does not read it.
CREATE VIEW @extschema@.sales_exogenous WITH (security_invoker = true) AS
    SELECT f.date, f.store_id, s.code AS store_code, s.region, s.city, s.store_type,
        f.product_id, p.sku, p.category, p.brand,
        c.day_of_week, c.month, c.quarter, c.year, c.is_holiday, c.holiday_name, c.fiscal_week,
        f.quantity, f.unit_price, f.total_amount,
        @extschema@.price_asof(f.product_id, f.store_id, f.date) AS list_price,
        pg_catalog.round(1::numeric OPERATOR(pg_catalog.-) (f.unit_price OPERATOR(pg_catalog./)
            NULLIF(@extschema@.price_asof(f.product_id, f.store_id, f.date), 0::numeric)), 4) AS realised_discount_pct,
        m.id AS promotion_id, m.name AS promotion_name, m.discount_pct AS promo_discount_pct,
        m.discount_amount AS promo_discount_amount, m.id IS NOT NULL AS on_promotion,
        i.on_hand_qty, i.on_order_qty, i.is_stockout,
        w.temp_min_c AS weather_temp_min_c, w.temp_max_c AS weather_temp_max_c, w.temp_avg_c AS weather_temp_avg_c,
        w.precipitation_mm AS weather_precipitation_mm, w.snow_mm AS weather_snow_mm,
        w.condition AS weather_condition, t.visits AS traffic_visits, t.transactions AS traffic_transactions
    FROM @extschema@.sales_daily f
    LEFT JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    LEFT JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id
    LEFT JOIN @extschema@.calendar c ON c.date OPERATOR(pg_catalog.=) f.date
    LEFT JOIN @extschema@.promotion m
        ON m.id OPERATOR(pg_catalog.=) @extschema@.promotion_id_asof(f.product_id, f.store_id, f.date)
    LEFT JOIN @extschema@.inventory_snapshot_daily i
        ON i.date OPERATOR(pg_catalog.=) f.date AND i.store_id OPERATOR(pg_catalog.=) f.store_id
        AND i.product_id OPERATOR(pg_catalog.=) f.product_id
    LEFT JOIN @extschema@.weather_daily w
        ON w.date OPERATOR(pg_catalog.=) f.date AND w.store_id OPERATOR(pg_catalog.=) f.store_id
    LEFT JOIN @extschema@.traffic_daily t
        ON t.date OPERATOR(pg_catalog.=) f.date AND t.store_id OPERATOR(pg_catalog.=) f.store_id;
COMMENT ON VIEW @extschema@.sales_exogenous IS 'Daily sales with what drove them, as of the day: calendar, price, promotion, stock, weather and traffic; one row a sale.';
COMMENT ON COLUMN @extschema@.sales_exogenous.date IS 'Day of the sales.';
COMMENT ON COLUMN @extschema@.sales_exogenous.store_id IS 'Store that sold.';
COMMENT ON COLUMN @extschema@.sales_exogenous.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.sales_exogenous.region IS 'Sales region.';
COMMENT ON COLUMN @extschema@.sales_exogenous.city IS 'City.';
COMMENT ON COLUMN @extschema@.sales_exogenous.store_type IS 'Format of the store.';
COMMENT ON COLUMN @extschema@.sales_exogenous.product_id IS 'Product that was sold.';
COMMENT ON COLUMN @extschema@.sales_exogenous.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_exogenous.category IS 'Merchandise category.';
COMMENT ON COLUMN @extschema@.sales_exogenous.brand IS 'Brand.';
COMMENT ON COLUMN @extschema@.sales_exogenous.day_of_week IS '0 Monday to 6 Sunday.';
COMMENT ON COLUMN @extschema@.sales_exogenous.month IS '1 to 12.';
COMMENT ON COLUMN @extschema@.sales_exogenous.quarter IS '1 to 4.';
COMMENT ON COLUMN @extschema@.sales_exogenous.year IS 'Year of the Gregorian calendar.';
COMMENT ON COLUMN @extschema@.sales_exogenous.is_holiday IS 'Whether the day is a holiday of calendar; store_calendar tells it for a store''s own place.';
COMMENT ON COLUMN @extschema@.sales_exogenous.holiday_name IS 'Names of the day''s holidays, joined by '' / ''.';
COMMENT ON COLUMN @extschema@.sales_exogenous.fiscal_week IS 'Week of the fiscal year, 1 to 53.';
COMMENT ON COLUMN @extschema@.sales_exogenous.quantity IS 'Units sold, net of returns.';
COMMENT ON COLUMN @extschema@.sales_exogenous.unit_price IS 'Average price of one unit, as it was sold.';
COMMENT ON COLUMN @extschema@.sales_exogenous.total_amount IS 'Revenue of the day.';
COMMENT ON COLUMN @extschema@.sales_exogenous.list_price IS 'Price in force, by price_asof(); NULL: none is known.';
COMMENT ON COLUMN @extschema@.sales_exogenous.realised_discount_pct IS '1 - unit_price / list_price, to four digits; below zero: sold above the list. NULL: no list price, or zero.';
COMMENT ON COLUMN @extschema@.sales_exogenous.promotion_id IS 'Promotion in force, by promotion_asof(); NULL: none.';
COMMENT ON COLUMN @extschema@.sales_exogenous.promotion_name IS 'Its name.';
COMMENT ON COLUMN @extschema@.sales_exogenous.promo_discount_pct IS 'Its discount as a share of the price, 0 to 1.';
COMMENT ON COLUMN @extschema@.sales_exogenous.promo_discount_amount IS 'Its discount on one unit.';
COMMENT ON COLUMN @extschema@.sales_exogenous.on_promotion IS 'Whether a promotion is in force.';
COMMENT ON COLUMN @extschema@.sales_exogenous.on_hand_qty IS 'Units in the store at the end of the day; NULL: no snapshot.';
COMMENT ON COLUMN @extschema@.sales_exogenous.on_order_qty IS 'Units ordered and not yet received.';
COMMENT ON COLUMN @extschema@.sales_exogenous.is_stockout IS 'Whether demand could not be met for want of stock: the sale is what was there, not what was wanted.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_temp_min_c IS 'Lowest temperature of the day, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_temp_max_c IS 'Highest temperature of the day, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_temp_avg_c IS 'Average temperature of the day, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_precipitation_mm IS 'Rain and melted snow of the day, in millimetres.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_snow_mm IS 'Snow on the ground, in millimetres.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_condition IS 'The day in a word, such as rain or fog.';
COMMENT ON COLUMN @extschema@.sales_exogenous.traffic_visits IS 'People who came in.';
COMMENT ON COLUMN @extschema@.sales_exogenous.traffic_transactions IS 'Receipts of the day.';

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
COMMENT ON FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean) IS
    'Makes the table target, one row a store, product and day to cutoff + horizon, with what was known horizon days before; returns its rows.';

CREATE FUNCTION @extschema@.backtest_folds(
        first_cutoff date, last_cutoff date, step integer, horizon integer, gap integer DEFAULT 0,
        train_days integer DEFAULT NULL)
    RETURNS TABLE (fold integer, train_start date, train_end date, test_start date, test_end date)
    LANGUAGE c STABLE PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'fw_backtest_folds';
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

--
-- The end
--

SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_exogenous'::pg_catalog.regclass);
SELECT pg_catalog.fw_give_to_owner('@extschema@.feature_set'::pg_catalog.regclass);
DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
