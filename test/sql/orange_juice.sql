-- Dominick's orange juice: weekly prices into validity windows, sales in cartons, deals and features as promotions, states
-- of weeks.
SET datestyle = 'ISO, YMD';
\getenv root FW_ROOT
\if :{?root} \else \set root . \endif
\getenv shared FW_SHARED
\if :{?shared} \else \set shared ../shared \endif
\set load :root '/examples/orange_juice/load.sql'
\set packed :shared '/data/orange_juice/oj_yx.csv.gz'
\set found `test -r :'packed' && echo yes || echo no`
\if :found
\else
\echo 'skipped: data/orange_juice/oj_yx.csv.gz does not exist'
\quit
\endif
\set file `plain=$(mktemp) && gzip -dc :'packed' >"$plain" && echo "$plain"`
CREATE SCHEMA orange_juice;
CREATE EXTENSION forecast_warehouse SCHEMA orange_juice;
SET search_path = orange_juice;

\set ECHO none
\i :load
\set ON_ERROR_STOP off
\set ECHO all
\set removed `rm -f :'file'`

--
-- Prices: dollars a carton, in windows
--
SELECT p.sku, p.name, count(*) AS windows, min(h.price) AS lowest, max(h.price) AS highest, p.base_price
FROM price_history h
JOIN product p ON p.id = h.product_id
GROUP BY p.sku, p.name, p.base_price
ORDER BY p.sku::integer;
SELECT min(valid_from) AS first, max(valid_to) AS last, count(*) FILTER (WHERE valid_to IS NULL) AS open,
    count(*) FILTER (WHERE (valid_to - valid_from + 1) % 7 <> 0) AS not_whole_weeks,
    max((valid_to - valid_from + 1) / 7) AS longest_in_weeks
FROM price_history;
-- Weeks 40, 46 to 48 and 50 to 51 at 3.87. These are three windows, since store 2 lacks weeks 41 to 45 and 49.
SELECT price, valid_from, valid_to, (valid_from - date '1989-09-14') / 7 + 1 AS first_week,
    (valid_to - date '1989-09-14' + 1) / 7 AS last_week
FROM price_history_feed
WHERE store_code = '2' AND sku = '1'
ORDER BY valid_from
LIMIT 5;
-- Neighbouring windows differ in price, or have a gap between them; none overlap.
SELECT count(*) FILTER (WHERE next_from = valid_to + 1 AND next_price = price) AS not_merged,
    count(*) FILTER (WHERE next_from > valid_to + 1) AS before_a_gap,
    count(*) FILTER (WHERE next_from <= valid_to) AS overlapping
FROM (
    SELECT price, valid_to, lead(valid_from) OVER w AS next_from, lead(price) OVER w AS next_price
    FROM price_history
    WINDOW w AS (PARTITION BY store_id, product_id ORDER BY valid_from)
) AS windows;
-- Each day of a week in the file has one price of the store. Other days have none.
SELECT count(*) AS store_weeks, count(*) FILTER (WHERE in_force = 11) AS with_all_prices,
    count(*) FILTER (WHERE in_force = 0) AS without_prices
FROM (
    SELECT s.id, c.date, count(h.id) AS in_force
    FROM store s
    CROSS JOIN calendar c
    LEFT JOIN price_history h ON h.store_id = s.id AND c.date BETWEEN h.valid_from AND h.valid_to
    WHERE c.day_of_week = 3
    GROUP BY s.id, c.date
) AS weeks;

--
-- Sales: cartons, on the first day of the week, a Thursday
--
SELECT p.sku, p.name, count(*) AS weeks, sum(f.quantity) AS cartons, sum(f.total_amount) AS revenue
FROM sales_daily f
JOIN product p ON p.id = f.product_id
GROUP BY p.sku, p.name
ORDER BY p.sku::integer;
SELECT count(*) FILTER (WHERE c.day_of_week <> 3) AS not_on_thursday, min(f.date) AS first, max(f.date) AS last,
    sum(f.quantity) AS cartons
FROM sales_daily f
JOIN calendar c ON c.date = f.date;

--
-- Deals and features: windows of their own, side by side
--
SELECT name, count(*) AS windows, sum((end_date - start_date + 1) / 7) AS weeks, count(discount_pct) AS discounts
FROM promotion
GROUP BY name
ORDER BY name;
SELECT name, start_date, end_date
FROM promotion_feed
WHERE store_code = '2' AND sku = '1'
ORDER BY start_date, name
LIMIT 5;
-- Most features come with a deal. The join that suggests itself counts such a week twice, and the revenue is wrong.
SELECT count(*) AS row_count, count(DISTINCT f.id) AS sales, sum(f.total_amount) AS revenue,
    round(100 * sum(f.total_amount) / (SELECT sum(total_amount) FROM sales_daily) - 100, 1) AS percent_too_much
FROM sales_daily f
LEFT JOIN promotion m ON m.product_id = f.product_id AND (m.store_id IS NULL OR m.store_id = f.store_id)
    AND f.date BETWEEN m.start_date AND m.end_date;
-- sales_exogenous has each sale once, with the price of its week.
SELECT 'sales_daily' AS source, count(*), sum(total_amount) FROM sales_daily
UNION ALL SELECT 'sales_exogenous', count(*), sum(total_amount) FROM sales_exogenous
UNION ALL SELECT 'naive join', count(*), sum(f.total_amount) FROM sales_daily f
    LEFT JOIN promotion m ON m.product_id = f.product_id AND (m.store_id IS NULL OR m.store_id = f.store_id) AND f.date BETWEEN m.start_date AND m.end_date;
SELECT count(*) AS sales, count(*) FILTER (WHERE list_price IS DISTINCT FROM unit_price) AS at_another_price, count(promotion_id) AS on_promotion, count(DISTINCT promotion_name) AS promotions FROM sales_exogenous;
-- A deal and a feature of one week have no discount. So the latest counts, and of one day the one entered last.
SELECT promotion_name, count(*) FROM sales_exogenous WHERE on_promotion GROUP BY promotion_name ORDER BY promotion_name;

--
-- States of weeks. Plain SQL counts them in the file: a series begins with its first week, and a week that is missing is unknown
--
CREATE TEMP TABLE by_hand AS
SELECT r.store, s.id AS store_id, p.id AS product_id, d.week, date '1989-09-14' + 7 * (d.week - 1) AS first_day, CASE WHEN w.week IS NULL THEN 'unknown' ELSE 'sold' END AS state,
    round(exp(w.logmove))::numeric / c.ounces AS quantity, round(c.ounces * (ARRAY[price1, price2, price3, price4, price5, price6, price7, price8, price9, price10, price11])[c.brand], 2) AS price
FROM (SELECT store, brand, min(week) AS first FROM brand_week GROUP BY store, brand) r
CROSS JOIN LATERAL generate_series(r.first, 160) AS d (week)
JOIN carton c ON c.brand = r.brand
JOIN store s ON s.code = r.store
JOIN product p ON p.sku = r.brand::text
LEFT JOIN brand_week w ON (w.store, w.brand, w.week) = (r.store, r.brand, d.week);
-- A store lacks whole weeks only. So no week without a row is one in which nothing was sold.
SELECT count(*) FILTER (WHERE n NOT IN (0, 11)) AS parts_of_weeks, count(*) FILTER (WHERE n = 0) AS weeks_missing FROM (SELECT store, week, count(*) FILTER (WHERE state = 'sold') AS n FROM by_hand GROUP BY 1, 2) w;
CREATE FUNCTION pg_temp.differing(one text, other text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
    EXECUTE format('SELECT (SELECT count(*) FROM (%1$s EXCEPT ALL %2$s) d) + (SELECT count(*) FROM (%2$s EXCEPT ALL %1$s) d)', one, other) INTO found;
    RETURN found;
END $$;
SELECT inserted FROM generate_calendar('1990-06-11', '1992-10-14');
ANALYZE sales_daily, store, product;
SET jit = off;
-- The planner knows how many rows a panel of weeks reads. It took them for few, and joined all days of a series with each other.
CREATE FUNCTION pg_temp.rows_expected(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
    RETURN jsonb_path_query_first(plan, 'strict $.**{0 to last} ? (@."Alias" == "f")."Plan Rows"');
END $$;
SELECT weeks * 2 > days AS weeks_as_days, later * 2 > days AS later_weeks_too
FROM (SELECT pg_temp.rows_expected('SELECT * FROM sales_panel(NULL, ''1992-10-04'')') AS days, pg_temp.rows_expected('SELECT * FROM sales_panel(NULL, ''1992-10-04'', frequency => ''week'')') AS weeks,
    pg_temp.rows_expected('SELECT * FROM sales_panel(''1991-01-03'', ''1992-10-04'', frequency => ''week'')') AS later) r;
-- Weeks from Monday: the Thursday of a row is in the week that began three days before.
SELECT build_features('weeks', '1992-10-04', frequency => 'week', lags => '{1}', windows => '{4}', aggregates => '{mean}');
CREATE TEMP TABLE panel AS SELECT * FROM sales_panel(NULL, '1992-10-04', frequency => 'week');
SELECT * FROM (SELECT state, count(*) AS file_weeks, sum(quantity)::bigint AS file_cartons FROM by_hand GROUP BY state) h
FULL JOIN (SELECT day_state AS state, count(*) AS panel_weeks, sum(quantity) AS panel_cartons FROM panel GROUP BY day_state) p USING (state)
FULL JOIN (SELECT day_state AS state, count(*) AS feature_weeks, sum(quantity) AS feature_cartons FROM weeks WHERE date < '1992-10-05' GROUP BY day_state) f USING (state) ORDER BY state;
SELECT pg_temp.differing('SELECT store_id, product_id, first_day - 3, state, quantity FROM by_hand', 'SELECT store_id, product_id, date, day_state, quantity FROM panel') AS panel,
    pg_temp.differing('SELECT store_id, product_id, first_day - 3, state, quantity FROM by_hand', 'SELECT store_id, product_id, date, day_state, quantity::numeric FROM weeks WHERE date < ''1992-10-05''') AS features;
-- Weeks as the file has them, from Thursday on: each has its own price. A week from Monday on has that of its Monday, which is of the week before.
SET forecast_warehouse.fiscal_calendar = '4-4-5 thu~01-31';
SELECT build_features('own_weeks', '1992-10-07', frequency => 'fiscal_week', lags => '{1}', windows => '{4}', aggregates => '{mean}');
CREATE TEMP TABLE own_panel AS SELECT * FROM sales_panel(NULL, '1992-10-07', '{2,5}', frequency => 'fiscal_week');
SELECT pg_temp.differing('SELECT store_id, product_id, first_day, state, quantity FROM by_hand WHERE store IN (''2'', ''5'')', 'SELECT store_id, product_id, date, day_state, quantity FROM own_panel') AS panel,
    pg_temp.differing('SELECT store_id, product_id, first_day, state, quantity, price FROM by_hand', 'SELECT store_id, product_id, date, day_state, quantity::numeric, price FROM own_weeks WHERE date < ''1992-10-08''') AS features;
SELECT count(*) AS weeks_from_monday, count(*) FILTER (WHERE w.price = h.price) AS own_price, count(*) FILTER (WHERE w.price = before.price) AS price_before
FROM weeks w JOIN by_hand h ON (h.store_id, h.product_id, h.first_day) = (w.store_id, w.product_id, w.date + 3) JOIN by_hand before ON (before.store_id, before.product_id, before.week) = (h.store_id, h.product_id, h.week - 1)
WHERE h.price <> before.price;
-- Any day of the week will do: the last one gives the same weeks.
BEGIN;
UPDATE sales_daily f SET date = date + 6 FROM store s WHERE s.id = f.store_id AND s.code IN ('2', '5');
CREATE TEMP TABLE moved_panel AS SELECT * FROM sales_panel(NULL, '1992-10-07', '{2,5}', frequency => 'fiscal_week');
SELECT pg_temp.differing('TABLE own_panel', 'TABLE moved_panel') AS after_the_move, count(*) AS weeks FROM moved_panel;
ROLLBACK;
-- By day, the six other days of a week are unknown.
SELECT count(*) AS days, count(*) FILTER (WHERE p.day_state = 'unknown') AS unknown, count(*) FILTER (WHERE p.day_state = 'sold') AS sold, count(*) FILTER (WHERE (p.day_state = 'sold') <> (f.id IS NOT NULL)) AS different
FROM sales_panel(NULL, '1992-10-07', '{2}') p LEFT JOIN sales_daily f USING (date, store_id, product_id);
RESET jit;
RESET forecast_warehouse.fiscal_calendar;
DROP TABLE weeks, own_weeks;

SET client_min_messages = warning;
RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA orange_juice;
