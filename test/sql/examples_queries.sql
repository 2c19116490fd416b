-- The example queries: their figures against plain sums over sales_daily, and one row a sale.
SET datestyle = 'ISO, YMD';
SET client_min_messages = warning;
CREATE SCHEMA examples_queries;
CREATE EXTENSION forecast_warehouse SCHEMA examples_queries;
SET search_path = examples_queries;
SELECT inserted FROM generate_calendar('2022-12-01', '2024-12-31');
SELECT table_name, inserted, rejected
FROM generate_demo_data(stores => 3, products => 8, start_date => '2022-12-01', end_date => '2024-12-31');

-- The queries are in the checkout, where the tests are started, or in FW_ROOT.
\getenv root FW_ROOT
\if :{?root} \else \set root . \endif
\set kpi_sales :root '/examples/queries/kpi_sales.sql'
\set exog_join :root '/examples/queries/exog_join.sql'
\set show 4
\set top 4

\set ECHO none
\i :kpi_sales
\set ECHO all

--
-- Each figure holds every sale of its span once
--
SELECT sum(units) = (SELECT sum(quantity) FROM sales_daily) AS units_agree,
    sum(revenue) = (SELECT sum(total_amount) FROM sales_daily) AS revenue_agrees,
    count(*) = (SELECT count(DISTINCT (date, store_id)) FROM sales_daily) AS one_row_a_day_and_store,
    sum(products_sold) = (SELECT count(*) FROM sales_daily WHERE quantity > 0) AS products_agree
FROM kpi_daily_by_store;

SELECT sum(units) = (SELECT sum(quantity) FROM sales_daily) AS units_agree,
    sum(revenue) = (SELECT sum(total_amount) FROM sales_daily) AS revenue_agrees,
    count(*) = count(DISTINCT (week, category)) AS one_row_a_week_and_category,
    bool_and(extract(isodow FROM week) = 1) AS weeks_begin_on_monday
FROM kpi_weekly_by_category;

-- The last sale is of 2024-12-31, so that the last 30 days begin on 2024-12-02.
SELECT max(date) AS last_sale FROM sales_daily;
SELECT sum(units) = (SELECT sum(quantity) FROM sales_daily WHERE date >= '2024-12-02') AS units_agree,
    sum(revenue) = (SELECT sum(total_amount) FROM sales_daily WHERE date >= '2024-12-02') AS revenue_agrees,
    count(*) = (SELECT count(DISTINCT product_id) FROM sales_daily WHERE date >= '2024-12-02') AS one_row_a_product,
    round(sum(share), 2) AS shares
FROM kpi_best_sellers;

-- 364 days up to the last sale begin on 2024-01-03, those before on 2023-01-04.
SELECT sum(revenue) = (SELECT sum(total_amount) FROM sales_daily WHERE date >= '2024-01-03') AS revenue_agrees,
    sum(revenue_before) = (SELECT sum(total_amount) FROM sales_daily WHERE date BETWEEN '2023-01-04' AND '2024-01-02')
        AS revenue_before_agrees,
    count(*) = (SELECT count(*) FROM store) AS one_row_a_store
FROM kpi_year_over_year;

-- One figure of each kind, counted in another way: by the feed, in natural keys.
SELECT k.units = sum(f.quantity) AS units_agree, k.revenue = sum(f.total_amount) AS revenue_agrees
FROM kpi_daily_by_store k
JOIN sales_daily_feed f ON f.date = k.date AND f.store_code = k.store
WHERE k.date = '2024-07-06' AND k.store = 'S002'
GROUP BY k.units, k.revenue;
SELECT k.days, k.units = sum(f.quantity) AS units_agree, k.revenue = sum(f.total_amount) AS revenue_agrees,
    k.average_price = round(sum(f.total_amount) / sum(f.quantity), 2) AS price_agrees
FROM kpi_weekly_by_category k
JOIN product p ON p.category = k.category
JOIN sales_daily_feed f ON f.date BETWEEN '2024-07-01' AND '2024-07-07' AND f.sku = p.sku
WHERE k.week = '2024-07-01' AND k.category = 'Dairy'
GROUP BY k.days, k.units, k.revenue, k.average_price;
SELECT k.sku = f.sku AS sku_agrees, k.revenue = f.revenue AS revenue_agrees
FROM kpi_best_sellers k
CROSS JOIN (
    SELECT sku, sum(total_amount) AS revenue
    FROM sales_daily_feed
    WHERE date > '2024-12-01'
    GROUP BY sku
    ORDER BY sum(total_amount) DESC
    LIMIT 1
) AS f
WHERE k.rank = 1;

-- A store that opened within the earlier year does not compare.
INSERT INTO store_feed (code, name) VALUES ('S900', 'Opened later');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES
    ('2023-06-01', 'S900', 'P00001', 10, 2), ('2024-06-01', 'S900', 'P00001', 30, 2);
SELECT store, revenue, revenue_before, first_sale, change_percent FROM kpi_year_over_year WHERE store = 'S900';

\set ECHO none
\i :exog_join
\set ECHO all

--
-- One row for each sale with every column of the star, and the naive join beside it
--
SELECT count(*) = (SELECT count(*) FROM sales_daily) AS as_many_rows_as_sales,
    count(*) = count(DISTINCT (date, store_id, product_id)) AS one_row_a_sale,
    sum(total_amount) = (SELECT sum(total_amount) FROM sales_daily) AS revenue_agrees
FROM sales_with_drivers;
-- The short form and the long form are the same, sale by sale and column by column.
SELECT count(*) FILTER (WHERE short IS DISTINCT FROM long) AS differing, count(short.price) > 0 AS with_prices, count(short.promotion) > 0 AS with_promotions
FROM sales_with_drivers AS short
FULL JOIN sales_with_drivers_long AS long USING (date, store_id, product_id);

-- The naive join has one row for each combination of windows in force, counted one by one.
SELECT count(*) > (SELECT count(*) FROM sales_daily) AS more_rows_than_sales,
    count(*) = (
        SELECT sum(greatest(1, (
                SELECT count(*) FROM price_history h
                WHERE h.product_id = f.product_id AND coalesce(h.store_id, f.store_id) = f.store_id
                    AND f.date BETWEEN h.valid_from AND coalesce(h.valid_to, 'infinity')
            )) * greatest(1, (
                SELECT count(*) FROM promotion m
                WHERE m.product_id = f.product_id AND coalesce(m.store_id, f.store_id) = f.store_id
                    AND f.date BETWEEN m.start_date AND m.end_date
            )))
        FROM sales_daily f
    ) AS as_many_as_windows_in_force,
    sum(total_amount) > (SELECT sum(total_amount) FROM sales_daily) AS revenue_too_high
FROM sales_with_drivers_naive;

-- Where no window of a product overlaps another of its kind, both ways give the same.
SELECT count(*) > 0 AS some, bool_and((d.price, d.promotion) IS NOT DISTINCT FROM (n.price, n.promotion)) AS the_same
FROM sales_with_drivers d
JOIN (
    SELECT date, store_id, product_id, min(price) AS price, min(promotion) AS promotion
    FROM sales_with_drivers_naive
    GROUP BY date, store_id, product_id
    HAVING count(*) = 1
) AS n USING (date, store_id, product_id);

--
-- Which window counts
--
INSERT INTO store_feed (code, name) VALUES ('T1', 'Own prices'), ('T2', 'Chain prices');
INSERT INTO product_feed (sku, name, base_price) VALUES
    ('A', 'Two kinds of prices', 10), ('B', 'Windows that overlap', NULL), ('C', 'No price', NULL);
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES
    ('A', NULL, 10, '2024-01-01', NULL),
    ('A', 'T1', 8, '2023-12-01', '2024-03-31');
-- The feed takes no windows that overlap; tables that were filled in another way may hold them.
INSERT INTO price_history (product_id, price, valid_from, valid_to)
SELECT p.id, w.price, w.valid_from, w.valid_to
FROM product p
CROSS JOIN (VALUES
    (1, 5.00, date '2024-01-01', NULL::date), (2, 4.00, '2024-02-01', NULL), (3, 3.00, '2024-02-05', '2024-02-29')
) AS w (n, price, valid_from, valid_to)
WHERE p.sku = 'B'
ORDER BY w.n;
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, discount_amount, start_date, end_date) VALUES
    ('A', NULL, '25 percent', 0.25, NULL, '2024-02-01', '2024-02-29'),
    ('A', NULL, '2.20 off', NULL, 2.2, '2024-02-01', '2024-02-29'),
    ('A', NULL, 'no discount', NULL, NULL, '2024-02-01', '2024-12-31'),
    ('B', NULL, 'chain', 0.1, NULL, '2024-02-10', '2024-02-29'),
    ('B', 'T1', 'store', 0.1, NULL, '2024-02-01', '2024-02-29'),
    ('B', 'T1', 'store, later', 0.1, NULL, '2024-02-05', '2024-02-29'),
    ('C', NULL, 'amount off no price', NULL, 1, '2024-01-01', '2024-12-31'),
    ('C', NULL, 'one percent', 0.01, NULL, '2024-01-01', '2024-12-31');
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date) VALUES
    ('B', 'T1', 'entered last', 0.1, '2024-02-05', '2024-02-29');
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty, on_order_qty) VALUES
    ('2024-02-09', 'T1', 'A', 7, 20), ('2024-02-10', 'T1', 'A', 0, 20);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
SELECT d::date, s, p, 1, 1
FROM unnest(ARRAY['2023-12-31', '2024-01-01', '2024-02-10', '2024-03-31', '2024-04-01']) AS d
CROSS JOIN unnest(ARRAY['T1', 'T2']) AS s
CROSS JOIN unnest(ARRAY['A', 'B', 'C']) AS p;

-- The store's own price (8) comes before the chain's (10), although it is older. Its last day counts, and the day after does not.
-- 2.20 off is more than 25 percent of 8, and less than 25 percent of 10. A promotion without a discount comes before none.
SELECT date, store, price, price_ratio, realised_discount_pct, promotion, discount_share, promotion_day,
    on_hand_before, on_order_before, on_hand_after, is_stockout
FROM sales_with_drivers
WHERE sku = 'A'
ORDER BY store, date;
-- The latest window. Equal discounts: the store's own, the latest, the highest id.
SELECT date, store, price, promotion, is_store_promotion, discount_share, promotion_day
FROM sales_with_drivers
WHERE sku = 'B'
ORDER BY store, date;
-- An amount off an unknown price comes after a known share, however small.
SELECT store, price, promotion, discount_share
FROM sales_with_drivers
WHERE sku = 'C' AND date = '2024-02-10'
ORDER BY store;
-- A discount beyond the price takes all of it.
INSERT INTO promotion_feed (sku, name, discount_amount, start_date, end_date) VALUES
    ('A', 'more than all', 99, '2024-04-01', '2024-04-01');
SELECT store, price, promotion, discount_share
FROM sales_with_drivers
WHERE sku = 'A' AND date = '2024-04-01'
ORDER BY store;
-- In all of these the long form says the same.
SELECT count(*) AS sales, count(*) FILTER (WHERE short IS DISTINCT FROM long) AS differing
FROM sales_with_drivers AS short
FULL JOIN sales_with_drivers_long AS long USING (date, store_id, product_id)
WHERE short.store IN ('T1', 'T2');
-- Counted by hand, for ten sales: 13 rows in T1 (1 + 2 + 2 x 3 + 2 x 1 + 1 x 2), and 8 in T2.
SELECT count(*) AS row_count, sum(n.quantity) AS units
FROM sales_with_drivers_naive n
JOIN product p ON p.id = n.product_id
WHERE p.sku = 'A';

--
-- Without any sales there is nothing to show, and nothing fails
--
TRUNCATE sales_daily;
\set ECHO none
\i :kpi_sales
\i :exog_join
\set ECHO all

RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA examples_queries;
