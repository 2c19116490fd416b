-- forecast_warehouse 1.4 back to 1.3.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.3'" to load this file. \quit

-- The names below mean this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can replace them. They are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_check_step(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
REVOKE ALL ON FUNCTION pg_catalog.fw_check_step(text, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_run_escaped(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_escaped';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_escaped(regclass, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_run_as_owner(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_as_owner';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_as_owner(regclass, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_copy_grants(source regclass, target regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_copy_grants';
REVOKE ALL ON FUNCTION pg_catalog.fw_copy_grants(regclass, regclass) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_copy_grants(source regprocedure, target regprocedure) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_copy_function_grants';
REVOKE ALL ON FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

--
-- Locks first, in the order in which loads take theirs: feeds, dimensions, facts. Setting an option that a view has
-- already locks the view alone; LOCK TABLE would lock its tables before.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_daily_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.inventory_snapshot_daily_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.inventory_snapshot_daily_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_txn_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_txn_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_returns_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_returns_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_exogenous'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_exogenous SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_net_daily'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_net_daily SET (security_invoker = true)'::pg_catalog.text);
LOCK TABLE @extschema@.store, @extschema@.product, @extschema@.calendar IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE @extschema@.sales_daily, @extschema@.inventory_snapshot_daily, @extschema@.sales_txn, @extschema@.sales_returns,
    @extschema@.holiday_rule, @extschema@.holiday_date IN ACCESS EXCLUSIVE MODE;
LOCK TABLE @extschema@.load_batch IN ACCESS EXCLUSIVE MODE;
LOCK TABLE @extschema@.source IN ACCESS EXCLUSIVE MODE;

SELECT pg_catalog.fw_check_step('1.4'::pg_catalog.text, '1.3'::pg_catalog.text);

--
-- Returns: the check above found none, or the loss is allowed.
--

ALTER FUNCTION @extschema@.rollup_sales(date, date, text[], text) RENAME TO rollup_sales_of_1_4;
CREATE FUNCTION @extschema@.rollup_sales(start_date date, end_date date, stores text[] DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_rollup_sales';
SELECT pg_catalog.fw_copy_grants('@extschema@.rollup_sales_of_1_4(date, date, text[], text)'::pg_catalog.regprocedure,
    '@extschema@.rollup_sales(date, date, text[])'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.rollup_sales_of_1_4(date, date, text[], text);
DROP VIEW @extschema@.sales_net_daily;
DROP FUNCTION @extschema@.upsert_sales_returns(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument);
DROP FUNCTION @extschema@.upsert_sales_returns(date, text, text, text, numeric, numeric);
DROP FUNCTION @extschema@.upsert_sales_returns(regclass, text, text);
DROP VIEW @extschema@.sales_returns_feed;
-- Members that are dropped stay in the list of what dumps carry.
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.sales_returns_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.sales_returns;
DROP TABLE @extschema@.sales_returns;

--
-- Quantities are whole numbers: the check above found no fraction.
--

CREATE TABLE @extschema@.sales_daily_feed_of_1_4 (LIKE @extschema@.sales_daily_feed);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_daily_feed'::pg_catalog.regclass,
    '@extschema@.sales_daily_feed_of_1_4'::pg_catalog.regclass);
DROP VIEW @extschema@.sales_daily_feed;
CREATE TABLE @extschema@.inventory_snapshot_daily_feed_of_1_4 (LIKE @extschema@.inventory_snapshot_daily_feed);
SELECT pg_catalog.fw_copy_grants('@extschema@.inventory_snapshot_daily_feed'::pg_catalog.regclass,
    '@extschema@.inventory_snapshot_daily_feed_of_1_4'::pg_catalog.regclass);
DROP VIEW @extschema@.inventory_snapshot_daily_feed;
CREATE TABLE @extschema@.sales_txn_feed_of_1_4 (LIKE @extschema@.sales_txn_feed);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_txn_feed'::pg_catalog.regclass,
    '@extschema@.sales_txn_feed_of_1_4'::pg_catalog.regclass);
DROP VIEW @extschema@.sales_txn_feed;
CREATE TABLE @extschema@.sales_exogenous_of_1_4 (LIKE @extschema@.sales_exogenous);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_exogenous'::pg_catalog.regclass,
    '@extschema@.sales_exogenous_of_1_4'::pg_catalog.regclass);
DROP VIEW @extschema@.sales_exogenous;

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.sales_daily
        DROP CONSTRAINT ck_sales_daily_quantity_decimals,
        DROP CONSTRAINT ck_sales_daily_quantity_positive,
        ALTER COLUMN quantity TYPE integer,
        ADD CONSTRAINT ck_sales_daily_quantity_positive CHECK (quantity OPERATOR(pg_catalog.>=) 0)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.sales_daily.quantity IS 'Units sold, net of returns.';

SELECT pg_catalog.fw_run_as_owner('@extschema@.inventory_snapshot_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.inventory_snapshot_daily
        DROP CONSTRAINT ck_inventory_on_hand_decimals,
        DROP CONSTRAINT ck_inventory_on_order_decimals,
        DROP CONSTRAINT ck_inventory_on_hand_positive,
        DROP CONSTRAINT ck_inventory_on_order_positive,
        ALTER COLUMN on_hand_qty TYPE integer,
        ALTER COLUMN on_order_qty TYPE integer,
        ADD CONSTRAINT ck_inventory_on_hand_positive CHECK (on_hand_qty OPERATOR(pg_catalog.>=) 0),
        ADD CONSTRAINT ck_inventory_on_order_positive CHECK (on_order_qty OPERATOR(pg_catalog.>=) 0)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.on_hand_qty IS 'Units in the store.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.on_order_qty IS 'Units ordered and not yet received.';

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_txn'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.sales_txn
        DROP CONSTRAINT ck_sales_txn_quantity_decimals,
        DROP CONSTRAINT ck_sales_txn_price_sign,
        ALTER COLUMN quantity TYPE integer,
        ADD CONSTRAINT ck_sales_txn_price_positive CHECK (unit_price OPERATOR(pg_catalog.>=) 0::numeric)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.sales_txn.quantity IS 'Units sold; negative: a return.';
COMMENT ON COLUMN @extschema@.sales_txn.unit_price IS 'Price of one unit, in the warehouse''s currency.';

CREATE VIEW @extschema@.sales_daily_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, p.sku::text AS sku, f.quantity::bigint AS quantity,
        f.unit_price::numeric AS unit_price, f.total_amount::numeric AS total_amount
    FROM @extschema@.sales_daily f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.sales_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.sales_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.sales_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.sales_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.sales_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.sales_daily_feed IS 'Daily sales in natural keys: SELECT exports sales_daily, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.quantity IS 'Units sold, net of returns.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.unit_price IS 'Price of one unit; missing: total_amount / quantity.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.total_amount IS 'Revenue; missing: quantity x unit_price.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_daily_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_daily_feed_of_1_4'::pg_catalog.regclass,
    '@extschema@.sales_daily_feed'::pg_catalog.regclass);
DROP TABLE @extschema@.sales_daily_feed_of_1_4;

CREATE VIEW @extschema@.inventory_snapshot_daily_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, p.sku::text AS sku, f.on_hand_qty::bigint AS on_hand_qty,
        f.on_order_qty::bigint AS on_order_qty, f.is_stockout
    FROM @extschema@.inventory_snapshot_daily f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
ALTER VIEW @extschema@.inventory_snapshot_daily_feed ALTER COLUMN on_order_qty SET DEFAULT @extschema@.left_out(5)::bigint;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.inventory_snapshot_daily_feed IS 'Stock snapshots in natural keys: SELECT exports inventory_snapshot_daily, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.on_hand_qty IS 'Units in the store.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.on_order_qty IS 'Units ordered and not yet received; missing: 0.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.is_stockout IS 'Whether demand could not be met; missing: on_hand_qty = 0.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.inventory_snapshot_daily_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_copy_grants('@extschema@.inventory_snapshot_daily_feed_of_1_4'::pg_catalog.regclass,
    '@extschema@.inventory_snapshot_daily_feed'::pg_catalog.regclass);
DROP TABLE @extschema@.inventory_snapshot_daily_feed_of_1_4;

CREATE VIEW @extschema@.sales_txn_feed WITH (security_invoker = true) AS
    SELECT f.receipt::text AS receipt, f.line_no::bigint AS line_no, f.sold_at, s.code::text AS store_code,
        p.sku::text AS sku, f.quantity::bigint AS quantity, f.unit_price::numeric AS unit_price,
        f.total_amount::numeric AS total_amount, f.customer_ref::text AS customer_ref
    FROM @extschema@.sales_txn f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
ALTER VIEW @extschema@.sales_txn_feed ALTER COLUMN customer_ref SET DEFAULT @extschema@.left_out(9);
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.sales_txn_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.sales_txn_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.sales_txn_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.sales_txn_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.sales_txn_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.sales_txn_feed IS 'Till lines in natural keys: SELECT exports sales_txn, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.receipt IS 'Number of the receipt, unique in its store.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.line_no IS 'Number of the line on its receipt.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.sold_at IS 'When the line was rung up; its day in the session''s time zone must stand in calendar.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.quantity IS 'Units sold; negative: a return.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.unit_price IS 'Price of one unit; missing: total_amount / quantity.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.total_amount IS 'Amount of the line; missing: quantity x unit_price.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.customer_ref IS 'Customer, as the till knows him.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_txn_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_txn_feed_of_1_4'::pg_catalog.regclass,
    '@extschema@.sales_txn_feed'::pg_catalog.regclass);
DROP TABLE @extschema@.sales_txn_feed_of_1_4;

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
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_exogenous'::pg_catalog.regclass);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_exogenous_of_1_4'::pg_catalog.regclass,
    '@extschema@.sales_exogenous'::pg_catalog.regclass);
DROP TABLE @extschema@.sales_exogenous_of_1_4;

ALTER FUNCTION @extschema@.sales_panel(date, date, text[], text[]) RENAME TO sales_panel_of_1_4;
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
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_panel_of_1_4(date, date, text[], text[])'::pg_catalog.regprocedure,
    '@extschema@.sales_panel(date, date, text[], text[])'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.sales_panel_of_1_4(date, date, text[], text[]);

--
-- Every sale has its money: the check above found none without it.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.sales_daily
        ALTER COLUMN unit_price SET NOT NULL,
        ALTER COLUMN total_amount SET NOT NULL
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.sales_daily.unit_price IS 'Average price of one unit, in the warehouse''s currency.';

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
-- As the owner of the users' tables: a row's check is a function that he may have replaced.
GRANT UPDATE ON @extschema@.shipped_holiday_rule TO PUBLIC;
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_rule'::pg_catalog.regclass, $$
UPDATE @extschema@.shipped_holiday_rule SET to_year = NULL
WHERE calendar::text OPERATOR(pg_catalog.=) 'EG' AND to_year OPERATOR(pg_catalog.=) 2026
$$::pg_catalog.text);
REVOKE UPDATE ON @extschema@.shipped_holiday_rule FROM PUBLIC;

--
-- Holidays as 1.3 has them
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_rule'::pg_catalog.regclass, $$
DELETE FROM @extschema@.shipped_holiday_rule r WHERE EXISTS (SELECT FROM (VALUES
    ('AU', 'Australia Day', '01-26 move(sat+2,sun+1)', 0),
    ('AU-ACT', 'New Year''s Day', '01-01 move(sat+2,sun+1)', 0),
    ('AU-ACT', 'Anzac Day', '04-25 move(sun+1)', 0),
    ('AU-ACT', 'Christmas Day', '12-25 move(sat+2,sun+1)', 0),
    ('AU-ACT', 'Boxing Day', '12-26 move(sat+2,sun+2,mon+1)', 0),
    ('AU-NSW', 'Australia Day', '01-26 also(sat+2,sun+1)', 0),
    ('AU-NT', 'New Year''s Day', '01-01 move(sat+2,sun+1)', 0),
    ('AU-NT', 'Anzac Day', '04-25 move(sun+1)', 0),
    ('AU-NT', 'Christmas Day', '12-25 move(sat+2,sun+1)', 0),
    ('AU-NT', 'Christmas Day', '12-25 also(sat+2,sun+1)', 2016),
    ('AU-NT', 'Boxing Day', '12-26 move(sat+2,sun+2,mon+1)', 0),
    ('AU-NT', 'Boxing Day', '12-26 move(sat+2,sun+2,mon+1)', 2021),
    ('AU-NT', 'Boxing Day', '12-26 also(sat+2,sun+2,mon+1)', 2023),
    ('AU-QLD', 'Anzac Day', '04-25 move(sun+1)', 0),
    ('AU-SA', 'New Year''s Day', '01-01 move(sat+2) also(sun+1)', 0),
    ('AU-SA', 'Australia Day', '01-26 move(sat+2) also(sun+1)', 0),
    ('AU-SA', 'Christmas Day', '12-25 move(sat>) also(sun>)', 0),
    ('AU-SA', 'Proclamation Day', '12-26 move(sat>) also(sun>)', 0),
    ('AU-SA', 'Proclamation Day', '12-26 also(sat>,sun>)', 2024),
    ('AU-TAS', 'New Year''s Day', '01-01 move(sat+2,sun+1)', 2001),
    ('AU-TAS', 'Christmas Day', '12-25 move(sat>,sun>)', 2001),
    ('AU-TAS', 'Boxing Day', '12-26 move(sat>,sun>)', 2001),
    ('AU-VIC', 'Christmas Day', '12-25 move(sat+2,sun+2)', 2008),
    ('CA', 'Canada Day', '07-01 move(sun+1)', 0),
    ('CA-SK', 'Canada Day', '07-01 also(sat+2) move(sun+1)', 0),
    ('CA-MB', 'Canada Day', '07-01 also(sun+1)', 0),
    ('CA-NB', 'Canada Day', '07-01 also(sun+1)', 0),
    ('CA-NS', 'Canada Day', '07-01 also(sun+1)', 2018),
    ('CA-NT', 'Canada Day', '07-01 also(sun+1)', 0),
    ('CA-NU', 'Canada Day', '07-01 also(sun+1)', 0),
    ('CA-ON', 'Canada Day', '07-01 also(sun+1)', 0),
    ('CA-NS', 'Remembrance Day', '11-11', 0),
    ('EC', 'New Year''s Day', '01-01 move(sat-1,sun+1)', 2017),
    ('EC', 'Christmas Day', '12-25 move(sat-1,sun+1)', 2017),
    ('EC', 'Labour Day', '05-01 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017),
    ('EC', 'Battle of Pichincha', '05-24 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017),
    ('EC', 'Cry of Independence (Quito)', '08-10 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017),
    ('EC', 'Independence of Guayaquil', '10-09 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017),
    ('EC', 'All Souls'' Day', '11-02 move(wed+2,sat-1,sun+2)', 2017),
    ('EC', 'Independence of Cuenca', '11-03 move(wed-2,sat-2,sun+1)', 2017),
    ('GB', 'New Year''s Day', '01-01 move(sat>,sun>)', 0),
    ('GB', 'Boxing Day', '12-26 also(sat>) move(sun>)', 0),
    ('GB-SCT', 'New Year''s Day', '01-01 also(sat>) move(sun>)', 0),
    ('GB-SCT', '2 January', '01-02 also(sat>) move(sun>)', 0),
    ('GB-SCT', 'Christmas Day', '12-25 also(sat>) move(sun>)', 0),
    ('GB-SCT', 'St Andrew''s Day', '11-30 move(sat>,sun>)', 2007),
    ('GB-NIR', 'St Patrick''s Day', '03-17 also(sat>) move(sun>)', 0),
    ('GB-NIR', 'Battle of the Boyne', '07-12 move(sat>,sun>)', 0),
    ('US-UT', 'Pioneer Day', '07-24 move(sat-1,sun+1)', 0),
    ('AU-VIC', 'AFL Grand Final Friday', '09#-1sat-1 estimated', 2036),
    ('CL', 'Election Day', '10#-1sun every(4,2028)', 2028),
    ('CL', 'Election Day', '11#3sun every(4,2029)', 2029),
    ('KR', 'National Assembly Election Day', 'wed>=04-09 every(4,2028) estimated', 2036),
    ('KR', 'Presidential Election Day', 'wed>=03-25 every(5,2030) estimated', 2040),
    ('KR', 'Local Election Day', 'wed>=05-31 every(4,2026) estimated', 2038),
    ('KR', 'Local Election Day', 'wed>=06-07 every(4,2026) estimated', 2046),
    ('KR', 'Local Election Day', 'wed>=05-31 every(4,2026) estimated', 2050),
    ('GB-SCT', 'Boxing Day', '12-26 move(sat>,sun>)', 0),
    ('US-MO', 'Lincoln''s Birthday', '02-12 also(sat-1) move(sun+1)', 0),
    ('US-MO', 'Truman Day', '05-08 also(sat-1) move(sun+1)', 0),
    ('US-WV', 'West Virginia Day', '06-20 move(sat-1,sun+1)', 0),
    ('US-IL', 'Juneteenth', '06-19', 2022),
    ('US-IA', 'Lincoln''s Birthday', '02-12', 0)
) AS gone (calendar, name, rule, from_year)
WHERE r.calendar::text OPERATOR(pg_catalog.=) gone.calendar AND r.name::text OPERATOR(pg_catalog.=) gone.name
    AND r.rule::text OPERATOR(pg_catalog.=) gone.rule AND coalesce(r.from_year, 0) OPERATOR(pg_catalog.=) gone.from_year)
$$::pg_catalog.text);
-- As the owner, for the same reason.
GRANT INSERT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;
SELECT pg_catalog.fw_run_escaped('@extschema@.holiday_rule'::pg_catalog.regclass, $$
INSERT INTO @extschema@.shipped_holiday_rule (calendar, name, rule, from_year, to_year, category, source, shipped) VALUES
    ('AU', 'Australia Day', '01-26 also(sat+2,sun+1)', NULL, NULL, 'public', 'Public holidays acts of the states and territories; Fair Work Act 2009, s. 115', true),
    ('AU-ACT', 'Anzac Day', '04-25 also(sun+1)', NULL, NULL, 'public', 'Holidays Act 1958 (ACT), s. 3', true),
    ('AU-NT', 'Anzac Day', '04-25 also(sun+1)', NULL, NULL, 'public', 'Public Holidays Act 1981 (NT), Sch. 2', true),
    ('AU-QLD', 'Anzac Day', '04-25 also(sun+1)', NULL, NULL, 'public', 'Holidays Act 1983 (Qld), s. 2 and Schedule', true),
    ('AU-SA', 'Proclamation Day', '12-26 also(sat>,sun>)', NULL, NULL, 'public', 'Public Holidays Act 2023 (SA) (before: Holidays Act 1910)', true),
    ('CA', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Holidays Act, R.S.C. 1985, c. H-5, s. 2', true),
    ('CA-SK', 'Canada Day', '07-01 also(sat+2,sun+1)', NULL, NULL, 'public', 'The Saskatchewan Employment Act, S.S. 2013, c. S-15.1, s. 2-30', true),
    ('CA-NS', 'Remembrance Day', '11-11 also(sat+2,sun+1)', NULL, NULL, 'public', 'Remembrance Day Act, R.S.N.S. 1989, c. 396', true),
    ('EC', 'New Year''s Day', '01-01 also(sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016', true),
    ('EC', 'Christmas Day', '12-25 also(sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016', true),
    ('EC', 'Labour Day', '05-01 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016', true),
    ('EC', 'Battle of Pichincha', '05-24 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016', true),
    ('EC', 'Cry of Independence (Quito)', '08-10 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016', true),
    ('EC', 'Independence of Guayaquil', '10-09 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016', true),
    ('EC', 'All Souls'' Day', '11-02 move(wed+2) also(sat-1,sun+2)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016', true),
    ('EC', 'Independence of Cuenca', '11-03 move(wed-2) also(sat-2,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016', true),
    ('GB', 'New Year''s Day', '01-01 also(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1 and s. 1(3)', true),
    ('GB', 'Boxing Day', '12-26 also(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1 and s. 1(3)', true),
    ('GB-SCT', '2 January', '01-02 also(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 2', true),
    ('GB-SCT', 'St Andrew''s Day', '11-30 also(sat>,sun>)', 2007, NULL, 'public', 'St Andrew''s Day Bank Holiday (Scotland) Act 2007', true),
    ('GB-NIR', 'St Patrick''s Day', '03-17 also(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 3', true),
    ('GB-NIR', 'Battle of the Boyne', '07-12 also(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, s. 1(5), proclamation of the Secretary of State', true),
    ('US-UT', 'Pioneer Day', '07-24 also(sat-1,sun+1)', NULL, NULL, 'public', 'Utah Code \u00A7 63G-1-301', true),
    ('US-MO', 'Lincoln''s Birthday', '02-12 also(sat-1,sun+1)', NULL, NULL, 'public', 'Mo. Rev. Stat. \u00A7 9.010', true),
    ('US-MO', 'Truman Day', '05-08 also(sat-1,sun+1)', NULL, NULL, 'public', 'Mo. Rev. Stat. \u00A7 9.010', true),
    ('US-WV', 'West Virginia Day', '06-20 also(sat-1,sun+1)', NULL, NULL, 'public', 'W. Va. Code \u00A7 2-2-1', true),
    ('US-IA', 'Lincoln''s Birthday', '02-12 also(sat-1,sun+1)', NULL, NULL, 'public', 'Iowa Code \u00A7 1C.1', true)
$$::pg_catalog.text);
REVOKE INSERT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date FROM PUBLIC;
SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_date'::pg_catalog.regclass, $$
DELETE FROM @extschema@.shipped_holiday_date d WHERE EXISTS (SELECT FROM (VALUES
    ('ID', 'Day of Silence (Nyepi)', '2036-03-28'::pg_catalog.date, '2050-03-23'::pg_catalog.date),
    ('IN', 'Buddha Purnima', '2036-05-10'::pg_catalog.date, '2050-05-06'::pg_catalog.date),
    ('IN', 'Diwali', '2036-10-18'::pg_catalog.date, '2050-11-13'::pg_catalog.date),
    ('IN', 'Dussehra', '2036-09-29'::pg_catalog.date, '2050-10-25'::pg_catalog.date),
    ('IN', 'Guru Nanak''s Birthday', '2036-11-03'::pg_catalog.date, '2050-11-28'::pg_catalog.date),
    ('IN', 'Holi', '2036-03-12'::pg_catalog.date, '2050-03-08'::pg_catalog.date),
    ('IN', 'Janmashtami', '2036-08-15'::pg_catalog.date, '2050-08-10'::pg_catalog.date),
    ('IN', 'Maha Shivaratri', '2036-02-25'::pg_catalog.date, '2050-02-19'::pg_catalog.date),
    ('IN', 'Mahavir Jayanti', '2036-04-08'::pg_catalog.date, '2050-04-05'::pg_catalog.date),
    ('IN', 'Ram Navami', '2036-04-05'::pg_catalog.date, '2050-03-31'::pg_catalog.date),
    ('KR', 'Children''s Day (substitute: meets Buddha''s Birthday)', '2044-05-06'::pg_catalog.date, '2044-05-06'::pg_catalog.date),
    ('KR', 'Chuseok (substitute: meets National Foundation Day)', '2039-10-05'::pg_catalog.date, '2058-10-04'::pg_catalog.date),
    ('NZ', 'Matariki', '2036-07-18'::pg_catalog.date, '2052-06-21'::pg_catalog.date),
    ('RETAIL-GB', 'Diwali (retail)', '2036-10-18'::pg_catalog.date, '2050-11-13'::pg_catalog.date),
    ('RETAIL-US', 'Diwali (retail)', '2036-10-18'::pg_catalog.date, '2050-11-13'::pg_catalog.date),
    ('SG', 'Deepavali', '2036-10-18'::pg_catalog.date, '2050-11-13'::pg_catalog.date),
    ('SG', 'Deepavali (day after Sunday)', '2046-10-29'::pg_catalog.date, '2050-11-14'::pg_catalog.date),
    ('US-CA', 'Diwali', '2036-10-18'::pg_catalog.date, '2050-11-13'::pg_catalog.date)
) AS gone (calendar, name, first, last)
WHERE d.calendar::text OPERATOR(pg_catalog.=) gone.calendar AND d.name::text OPERATOR(pg_catalog.=) gone.name
    AND d.date OPERATOR(pg_catalog.>=) gone.first AND d.date OPERATOR(pg_catalog.<=) gone.last)
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
-- The journal without settings and control totals, and without another load of rejects.
--

DROP FUNCTION @extschema@.retry_rejects(bigint);
SELECT pg_catalog.fw_run_as_owner('@extschema@.load_batch'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.load_batch
        DROP COLUMN date_style,
        DROP COLUMN time_zone,
        DROP COLUMN writer,
        DROP COLUMN rounding,
        DROP COLUMN quantity_received,
        DROP COLUMN quantity_landed,
        DROP COLUMN quantity_rejected,
        DROP COLUMN amount_received,
        DROP COLUMN amount_landed,
        DROP COLUMN amount_rejected,
        DROP COLUMN read_by
    $$::pg_catalog.text);

--
-- The comments of 1.3
--

COMMENT ON TABLE @extschema@.store IS 'Stores and other points of sale; one row a store.';
COMMENT ON TABLE @extschema@.product IS 'Products; one row a stock keeping unit.';
COMMENT ON TABLE @extschema@.calendar IS 'Days; one row a date. Filled by generate_calendar().';
COMMENT ON COLUMN @extschema@.calendar.is_holiday IS
    'Whether the day is a holiday: one of the holiday calendar, observance and school apart.';
COMMENT ON TABLE @extschema@.sales_daily IS 'Daily sales; one row a date, store and product.';
COMMENT ON TABLE @extschema@.price_history IS
    'Prices and the windows in which they were in force; one row a product, store (or the chain) and first day.';
COMMENT ON TABLE @extschema@.promotion IS
    'Promotions and the windows in which they run; one row a product, store (or the chain), name and first day.';
COMMENT ON TABLE @extschema@.inventory_snapshot_daily IS 'Stock at the end of the day; one row a date, store and product.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.is_stockout IS 'Whether demand could not be met for want of stock.';
COMMENT ON TABLE @extschema@.holiday_date IS
    'Holidays by date, beside the rules; one row a holiday calendar, date and name. Add rows of your own, with shipped false.';
COMMENT ON COLUMN @extschema@.holiday_date.action IS
    'add: the day is a holiday; suppress: the rule''s holiday of that name is not; workday: the day is worked, weekend or not.';
COMMENT ON TABLE @extschema@.load_batch IS
    'Journal of loads; one row a load. received = inserted + updated + unchanged + merged + rejected.';
COMMENT ON COLUMN @extschema@.load_batch.updated IS 'Rows that changed a standing row.';
COMMENT ON COLUMN @extschema@.load_batch.unchanged IS 'Rows that stood already with the same values.';
COMMENT ON COLUMN @extschema@.load_batch.rejected IS 'Rows that stand in load_reject.';
COMMENT ON COLUMN @extschema@.load_batch.closed IS
    'Standing open windows that the load ended on the day before a new one starts.';
COMMENT ON COLUMN @extschema@.load_batch.started_at IS 'When the first row was awaited.';
COMMENT ON TABLE @extschema@.load_reject IS 'Rows that loads could not take; one row a load and arriving row.';
COMMENT ON COLUMN @extschema@.load_reject.row_number IS 'Place of the row in the load, from 1.';
COMMENT ON COLUMN @extschema@.load_reject.message IS 'What is wrong with the row.';
COMMENT ON TYPE @extschema@.load_result IS 'What a load did: its row in load_batch, and its rows by outcome.';
COMMENT ON COLUMN @extschema@.load_result.updated IS 'Rows that changed a standing row.';
COMMENT ON COLUMN @extschema@.load_result.unchanged IS 'Rows that stood already with the same values.';
COMMENT ON COLUMN @extschema@.load_result.rejected IS 'Rows that stand in load_reject.';
COMMENT ON FUNCTION @extschema@.left_out(integer) IS
    'Default of optional feed columns: returns NULL and notes that the statement left the column out, so that a standing value is kept.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON COLUMN @extschema@.traffic_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON TABLE @extschema@.sales_txn IS
    'Till lines; one row a store, receipt and line. rollup_sales() makes daily sales of them.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.sold_at IS
    'When the line was rung up; its day in the session''s time zone must stand in calendar.';
COMMENT ON TABLE @extschema@.weather_daily IS 'Weather; one row a date and store.';
COMMENT ON COLUMN @extschema@.weather_daily.store_id IS 'Store at whose place it was measured.';
COMMENT ON TABLE @extschema@.traffic_daily IS 'Visitors and receipts; one row a date and store.';
COMMENT ON TABLE @extschema@.sales_rollup IS
    'Grains of sales_daily that rollup_sales() made from till lines; only these become zero when their lines are gone.';
COMMENT ON FUNCTION @extschema@.rollup_sales(date, date, text[]) IS
    'Loads sales_daily from the till lines of start_date to end_date, net of returns; stores holds codes, NULL: all.';
COMMENT ON FUNCTION @extschema@.data_loss(text) IS
    'Rows that going to a version would lose, by table; none when nothing is lost.';
COMMENT ON FUNCTION @extschema@.list_versions() IS 'Makes the rows of schema_versions.';
COMMENT ON COLUMN @extschema@.schema_versions.brings IS 'What the version brought; NULL: the library is older than it.';
COMMENT ON COLUMN @extschema@.schema_versions.loses_data IS 'Whether rows would be lost on the way; data_loss() tells which.';
COMMENT ON FUNCTION @extschema@.check_holiday_rule(text, text, text, integer, integer, text) IS
    'Raises unless a holiday rule makes sense, and says at which character it does not (doc/holidays.md); true otherwise.';
COMMENT ON TABLE @extschema@.holiday_rule IS
    'Holidays by rule; one row a holiday calendar, name, rule and first year. Add rows of your own, with shipped false.';
COMMENT ON COLUMN @extschema@.holiday_rule.from_year IS 'First year of the rule; NULL: since ever.';
COMMENT ON COLUMN @extschema@.holiday_rule.to_year IS 'Last year of the rule; NULL: to this day.';
COMMENT ON VIEW @extschema@.holiday_calendars IS 'Holiday calendars that there are; one row each.';
COMMENT ON FUNCTION @extschema@.holidays(text, date, date) IS
    'Holidays of a calendar from start_date to end_date, both included, by date and name; observed: another day than the rule''s own.';
COMMENT ON FUNCTION @extschema@.calendar_days(text, date, date) IS
    'Days from start_date to end_date, both included, as a holiday calendar has them; one row a day.';
COMMENT ON FUNCTION @extschema@.fiscal_date(date, text) IS
    'Where a day stands in the fiscal year: fiscal_calendar as in the setting forecast_warehouse.fiscal_calendar, which NULL stands for.';
COMMENT ON COLUMN @extschema@.store_calendar.is_holiday IS
    'Whether the day is a holiday at the store''s place; NULL when its holiday calendar is gone.';
COMMENT ON COLUMN @extschema@.store_calendar.holiday_name IS 'Names of the day''s holidays there, joined by '' / ''.';
COMMENT ON COLUMN @extschema@.store_calendar.is_business_day IS
    'Whether the day is a business day there; NULL when its holiday calendar is gone.';
COMMENT ON VIEW @extschema@.store_calendar IS
    'Holidays and business days of each store''s own holiday calendar; one row a store and date of calendar.';
COMMENT ON FUNCTION @extschema@.price_asof(integer, integer, date) IS
    'Price in force on a day: the store''s before the chain''s, then the latest valid_from, then the highest id; store_id NULL: the chain''s.';
COMMENT ON FUNCTION @extschema@.promotion_asof(integer, integer, date) IS
    'Promotion in force on a day: the largest discount as a share of the price in force, then the store''s before the chain''s, then the latest start_date, then the highest id.';
COMMENT ON VIEW @extschema@.sales_exogenous IS
    'Daily sales with what drove them, as of the day: calendar, price, promotion, stock, weather and traffic; one row a sale.';
COMMENT ON COLUMN @extschema@.sales_exogenous.is_holiday IS
    'Whether the day is a holiday of calendar; store_calendar tells it for a store''s own place.';
COMMENT ON COLUMN @extschema@.sales_exogenous.is_stockout IS
    'Whether demand could not be met for want of stock: the sale is what was there, not what was wanted.';
COMMENT ON FUNCTION @extschema@.sales_panel(date, date, text[], text[]) IS
    'Daily sales of each store and product from its first sale on, one row a day, 0 where nothing was sold; is_stockout is NULL without a snapshot.';
COMMENT ON TABLE @extschema@.feature_set IS
    'Feature tables that build_features() built; one row a call, in the order of id. The tables may be gone.';
COMMENT ON COLUMN @extschema@.feature_set.settings IS 'Arguments of the call but target, by their names.';
COMMENT ON COLUMN @extschema@.feature_set.cutoff IS 'Last day whose sales the table knows.';
COMMENT ON FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean) IS
    'Makes the table target, one row a store, product and day to cutoff + horizon, with what was known horizon days before; returns its rows.';
COMMENT ON FUNCTION @extschema@.backtest_folds(date, date, integer, integer, integer, integer) IS
    'Folds of a backtest, a cutoff every step days: trains up to train_end, on train_days or all days, and tests horizon days after the gap.';

--
-- Sources
--

DROP FUNCTION @extschema@.create_source(text, text, text[], jsonb, jsonb);
DROP FUNCTION @extschema@.drop_source(text);
DROP FUNCTION @extschema@.describe_source(text);
DROP FUNCTION @extschema@.load_source(text, regclass);
DROP FUNCTION @extschema@.suggest_source(regclass, text);
DROP FUNCTION @extschema@.source_begin();
DROP FUNCTION @extschema@.source_row();
DROP FUNCTION @extschema@.source_end();
DROP FUNCTION @extschema@.source_refuse();
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.source;
DROP TABLE @extschema@.source;

--
-- The end
--

SELECT pg_catalog.fw_give_to_owner('@extschema@.load_progress'::pg_catalog.regclass);
DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure);
DROP FUNCTION pg_catalog.fw_copy_grants(regclass, regclass);
DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_run_escaped(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
