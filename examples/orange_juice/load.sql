-- Loads Dominick's orange juice: weekly prices as validity windows, weekly sales, deals and features as promotions.
--
--   psql -v ON_ERROR_STOP=1 -v file=oj_yx.csv -f examples/orange_juice/load.sql
--
-- The extension must be installed and on the search_path. Either the whole file is in and balances, or nothing is.
-- The file counts ounces, the warehouse cartons. README.md gives the reason, and the error by rounding.

\set ON_ERROR_STOP on
\if :{?file}
\else
    DO $$ BEGIN RAISE EXCEPTION 'file is missing' USING HINT = 'psql -v file=oj_yx.csv -f load.sql'; END $$;
\endif

BEGIN;
SET LOCAL client_min_messages = warning;

\echo '== The file, as it is'
DROP TABLE IF EXISTS pg_temp.balance, pg_temp.loads, pg_temp.carton_week, pg_temp.carton, pg_temp.brand_week CASCADE;
CREATE TEMP TABLE brand_week (
    store text NOT NULL,
    brand integer NOT NULL,
    week integer NOT NULL,
    logmove double precision NOT NULL,
    constant integer,
    price1 numeric, price2 numeric, price3 numeric, price4 numeric, price5 numeric, price6 numeric,
    price7 numeric, price8 numeric, price9 numeric, price10 numeric, price11 numeric,
    deal integer NOT NULL,
    feat numeric NOT NULL,
    profit numeric
);
-- \copy takes no variables, so its text is built first. The quoted form keeps blanks and quotes of the path together.
\set copy_file '\\copy brand_week FROM ' :'file' ' CSV HEADER'
:copy_file
ANALYZE pg_temp.brand_week;
SELECT count(*) AS brand_weeks, count(DISTINCT store) AS stores, count(DISTINCT brand) AS brands,
    min(week) AS first_week, max(week) AS last_week
FROM brand_week;

-- The file numbers the brands; names and sizes are those of its documentation. Ounces divide into these sizes without
-- a rest in every row, and prices become whole cents in nearly all.
CREATE TEMP TABLE carton (brand integer PRIMARY KEY, name text NOT NULL, ounces integer NOT NULL);
INSERT INTO carton (brand, name, ounces) VALUES
    (1, 'Tropicana Premium', 64), (2, 'Tropicana Premium', 96), (3, 'Florida''s Natural', 64), (4, 'Tropicana', 64),
    (5, 'Minute Maid', 64), (6, 'Minute Maid', 96), (7, 'Citrus Hill', 64), (8, 'Tree Fresh', 64),
    (9, 'Florida Gold', 64), (10, 'Dominicks', 64), (11, 'Dominicks', 128);

-- Week 1 begins on 1989-09-14, a Thursday. A row's own price is the one of its brand.
CREATE TEMP TABLE carton_week AS
SELECT w.store, c.brand, w.week, date '1989-09-14' + 7 * (w.week - 1) AS first_day, c.ounces,
    (round(exp(w.logmove)) / c.ounces)::numeric AS cartons, own.price AS exact_price, round(own.price, 2) AS price,
    w.deal <> 0 AS is_deal, w.feat > 0 AS is_feature
FROM brand_week w
JOIN carton c ON c.brand = w.brand
CROSS JOIN LATERAL (
    SELECT c.ounces * (ARRAY[price1, price2, price3, price4, price5, price6,
        price7, price8, price9, price10, price11])[c.brand] AS price
) AS own;
ANALYZE pg_temp.carton_week;

CREATE TEMP VIEW stores AS
SELECT DISTINCT store AS code, 'Dominick''s ' || store AS name FROM brand_week;

-- The regular price is the most frequent one.
CREATE TEMP VIEW brands AS
SELECT c.brand::text AS sku, c.name || ' ' || c.ounces || ' oz' AS name, 'Refrigerated orange juice' AS category,
    c.name AS brand, mode() WITHIN GROUP (ORDER BY w.price) AS base_price
FROM carton c
JOIN carton_week w ON w.brand = c.brand
GROUP BY c.brand, c.name, c.ounces;

-- A week's sales are on its first day. They are exact there, and a distribution over seven days would be invented.
CREATE TEMP VIEW sales AS
SELECT first_day AS date, store AS store_code, brand::text AS sku, cartons AS quantity, price AS unit_price
FROM carton_week;

-- Weeks with one price are one window as long as none is missing. Then week minus rank stays the same.
-- A window ends with its last week, so a week that is not in the file has no price.
CREATE TEMP VIEW prices AS
SELECT brand::text AS sku, store AS store_code, price, min(first_day) AS valid_from, max(first_day) + 6 AS valid_to
FROM (
    SELECT store, brand, price, first_day,
        week - row_number() OVER (PARTITION BY store, brand, price ORDER BY week) AS stretch
    FROM carton_week
) AS w
GROUP BY store, brand, price, stretch;

-- Deals (coupons in the store) and features (advertised in any part of the week) run at the same time. Each has windows of
-- its own. The price already includes a deal's reduction, so there is no discount.
CREATE TEMP VIEW promotions AS
SELECT brand::text AS sku, store AS store_code, name, min(first_day) AS start_date, max(first_day) + 6 AS end_date
FROM (
    SELECT w.store, w.brand, p.name, w.first_day,
        w.week - row_number() OVER (PARTITION BY w.store, w.brand, p.name ORDER BY w.week) AS stretch
    FROM carton_week w
    CROSS JOIN LATERAL (VALUES ('Deal', w.is_deal), ('Feature', w.is_feature)) AS p (name, runs)
    WHERE p.runs
) AS w
GROUP BY store, brand, name, stretch;

\echo '== Through the feeds, twice: the second load has nothing to write'
CREATE TEMP TABLE loads AS
SELECT 'calendar' AS target, l.*
FROM (SELECT min(first_day) AS first_day, max(first_day) + 6 AS last_day FROM carton_week) w
CROSS JOIN LATERAL generate_calendar(w.first_day, w.last_day) AS l;
INSERT INTO loads SELECT 'store', l.* FROM upsert_store('pg_temp.stores') AS l;
INSERT INTO loads SELECT 'product', l.* FROM upsert_product('pg_temp.brands') AS l;
INSERT INTO loads SELECT 'price_history', l.* FROM upsert_price_history('pg_temp.prices') AS l;
INSERT INTO loads SELECT 'promotion', l.* FROM upsert_promotion('pg_temp.promotions') AS l;
INSERT INTO loads SELECT 'sales_daily', l.* FROM upsert_sales_daily('pg_temp.sales') AS l;

-- The feeds are the other way in: any INSERT or COPY.
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to)
SELECT sku, store_code, price, valid_from, valid_to FROM prices;
INSERT INTO loads SELECT 'price_history, again', l.* FROM last_load() AS l;
INSERT INTO promotion_feed (sku, store_code, name, start_date, end_date)
SELECT sku, store_code, name, start_date, end_date FROM promotions;
INSERT INTO loads SELECT 'promotion, again', l.* FROM last_load() AS l;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
SELECT date, store_code, sku, quantity, unit_price FROM sales;
INSERT INTO loads SELECT 'sales_daily, again', l.* FROM last_load() AS l;

SELECT target, inserted, updated, unchanged, rejected FROM loads ORDER BY batch_id;

\echo '== Reconciliation: what the file says, what landed, and what rounding to cents took'
CREATE TEMP TABLE balance AS
WITH file AS (
    SELECT count(*) AS brand_weeks, sum(round(exp(logmove))::bigint) AS ounces,
        count(*) FILTER (WHERE deal <> 0) AS deal_weeks, count(*) FILTER (WHERE feat > 0) AS feature_weeks
    FROM brand_week
), revenue AS (
    SELECT sum(cartons * exact_price) AS read, sum(cartons * (exact_price - price)) AS rounded FROM carton_week
), sale AS (
    SELECT f.*, s.code, c.brand, c.ounces
    FROM sales_daily f
    JOIN store s ON s.id = f.store_id
    JOIN product p ON p.id = f.product_id
    JOIN carton_week c ON c.first_day = f.date AND c.store = s.code AND c.brand::text = p.sku
), facts AS (
    SELECT count(*) AS brand_weeks, sum(quantity * ounces) AS ounces, sum(total_amount) AS revenue FROM sale
), price_window AS (
    SELECT h.product_id, h.store_id, h.price, h.valid_from, h.valid_to
    FROM price_history h
    JOIN store s ON s.id = h.store_id
    JOIN product p ON p.id = h.product_id
    WHERE s.code IN (SELECT store FROM brand_week) AND p.sku IN (SELECT brand::text FROM carton)
), promotion_window AS (
    SELECT m.name, (m.end_date - m.start_date + 1) / 7 AS weeks
    FROM promotion m
    JOIN store s ON s.id = m.store_id
    JOIN product p ON p.id = m.product_id
    WHERE s.code IN (SELECT store FROM brand_week) AND p.sku IN (SELECT brand::text FROM carton)
), measures AS (
    SELECT 1 AS place, 'brand weeks sold' AS measure, file.brand_weeks::numeric AS read,
        facts.brand_weeks::numeric AS landed, 0::numeric AS rounded
    FROM file, facts
    UNION ALL
    SELECT 2, 'ounces', file.ounces, facts.ounces, 0 FROM file, facts
    UNION ALL
    SELECT 3, 'revenue', revenue.read, facts.revenue, revenue.rounded FROM revenue, facts
    UNION ALL
    SELECT 4, 'brand weeks priced', file.brand_weeks, sum((w.valid_to - w.valid_from + 1) / 7), 0
    FROM file, price_window w
    GROUP BY file.brand_weeks
    UNION ALL
    -- Each sale is in exactly one window of its store, and that one has its price.
    SELECT 5, 'sales at the price in force', count(DISTINCT sale.id), count(w.price), 0
    FROM sale
    LEFT JOIN price_window w ON w.product_id = sale.product_id AND w.store_id = sale.store_id
        AND sale.date BETWEEN w.valid_from AND w.valid_to AND w.price = sale.unit_price
    UNION ALL
    SELECT 6, 'weeks with a deal', file.deal_weeks, sum(w.weeks), 0
    FROM file, promotion_window w
    WHERE w.name = 'Deal'
    GROUP BY file.deal_weeks
    UNION ALL
    SELECT 7, 'weeks with a feature', file.feature_weeks, sum(w.weeks), 0
    FROM file, promotion_window w
    WHERE w.name = 'Feature'
    GROUP BY file.feature_weeks
)
SELECT place, measure, read, landed, rounded, read = landed + rounded AS balanced FROM measures;
SELECT measure, trim_scale(round(read, 2)) AS read, trim_scale(round(landed, 2)) AS landed,
    trim_scale(round(rounded, 2)) AS rounded, balanced
FROM balance
ORDER BY place;

DO $$
BEGIN
    IF (SELECT bool_and(balanced) FROM balance) IS NOT TRUE THEN
        RAISE EXCEPTION 'the reconciliation does not balance; nothing was loaded';
    END IF;
END $$;
COMMIT;
