-- forecast_warehouse 1.2 to 1.3: what was known on the day: as-of values, the exogenous view, feature tables.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.3'" to load this file. \quit

SELECT @extschema@.migration_check('1.2', '1.3');

--
-- Values in force on a day
--

CREATE FUNCTION @extschema@.price_asof(product_id integer, store_id integer, on_date date) RETURNS numeric
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_price_asof';
SELECT @extschema@.hand_over('@extschema@.price_asof(integer, integer, date)'::pg_catalog.regprocedure);
COMMENT ON FUNCTION @extschema@.price_asof(integer, integer, date) IS
    'Price in force on a day: the store''s before the chain''s, then the latest valid_from, then the highest id; store_id NULL: the chain''s.';

CREATE FUNCTION @extschema@.price_asof(sku text, store_code text, on_date date) RETURNS numeric
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_price_asof_by_codes';
SELECT @extschema@.hand_over('@extschema@.price_asof(text, text, date)'::pg_catalog.regprocedure);
COMMENT ON FUNCTION @extschema@.price_asof(text, text, date) IS
    'Price in force on a day, by natural keys; store_code NULL: the chain''s.';

CREATE FUNCTION @extschema@.promotion_asof(product_id integer, store_id integer, on_date date)
    RETURNS @extschema@.promotion
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_promotion_asof';
SELECT @extschema@.hand_over('@extschema@.promotion_asof(integer, integer, date)'::pg_catalog.regprocedure);
COMMENT ON FUNCTION @extschema@.promotion_asof(integer, integer, date) IS
    'Promotion in force on a day: the largest discount as a share of the price in force, then the store''s before the chain''s, then the latest start_date, then the highest id.';

CREATE FUNCTION @extschema@.promotion_asof(sku text, store_code text, on_date date)
    RETURNS @extschema@.promotion
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_promotion_asof_by_codes';
SELECT @extschema@.hand_over('@extschema@.promotion_asof(text, text, date)'::pg_catalog.regprocedure);
COMMENT ON FUNCTION @extschema@.promotion_asof(text, text, date) IS
    'Promotion in force on a day, by natural keys; store_code NULL: those of the chain.';

CREATE FUNCTION @extschema@.promotion_id_asof(product_id integer, store_id integer, on_date date) RETURNS bigint
    LANGUAGE c STABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'fw_promotion_id_asof';
SELECT @extschema@.hand_over('@extschema@.promotion_id_asof(integer, integer, date)'::pg_catalog.regprocedure);
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
SELECT @extschema@.hand_over('@extschema@.sales_exogenous'::pg_catalog.regclass);
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

