-- Dominick's orange juice: weekly prices into validity windows, sales in cartons, deals and features as promotions.
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

SET client_min_messages = warning;
RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA orange_juice;
