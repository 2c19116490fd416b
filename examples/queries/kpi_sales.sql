-- Key figures of sales, in plain SQL over the star.
--
--   psql -f examples/queries/kpi_sales.sql [-v show=20] [-v days=30] [-v top=10]
--
-- show: rows that are printed of each figure; days, top: span and length of the best sellers' list.
--
-- Tables are found by the search_path, so that this works in whichever schema the extension lives. Each figure is a
-- temporary view: complete, to be queried further in this session; drop TEMP to keep it. "Last" means the last day with
-- sales, never today: warehouses are loaded at night, and examples are old.

\if :{?show} \else \set show 20 \endif
\if :{?days} \else \set days 30 \endif
\if :{?top} \else \set top 10 \endif

\echo '== Daily sales by store, the newest first'
CREATE OR REPLACE TEMP VIEW kpi_daily_by_store AS
SELECT f.date, s.code AS store, s.name AS store_name, sum(f.quantity) AS units, sum(f.total_amount) AS revenue,
    count(*) FILTER (WHERE f.quantity > 0) AS products_sold
FROM sales_daily f
JOIN store s ON s.id = f.store_id
GROUP BY f.date, s.code, s.name;

SELECT date, store, units, revenue, products_sold
FROM kpi_daily_by_store
ORDER BY date DESC, store
LIMIT :show;

\echo '== Weekly sales by category, the newest first'
-- Weeks begin on Monday, day 0 of the calendar. The first and the last week may be cut short by the data: days says so.
-- Units of one category may not compare (a box, a bottle); their average price shows when the mix has shifted.
CREATE OR REPLACE TEMP VIEW kpi_weekly_by_category AS
SELECT f.date - c.day_of_week AS week, coalesce(p.category, '(none)') AS category, count(DISTINCT f.date) AS days,
    sum(f.quantity) AS units, sum(f.total_amount) AS revenue,
    round(sum(f.total_amount) / nullif(sum(f.quantity), 0), 2) AS average_price
FROM sales_daily f
JOIN calendar c ON c.date = f.date
JOIN product p ON p.id = f.product_id
GROUP BY f.date - c.day_of_week, p.category;

SELECT week, category, days, units, revenue, average_price
FROM kpi_weekly_by_category
ORDER BY week DESC, category
LIMIT :show;

\echo '== Best sellers of the last' :days 'days, by revenue'
-- share: of the revenue of all products in these days.
CREATE OR REPLACE TEMP VIEW kpi_best_sellers AS
SELECT rank() OVER (ORDER BY sum(f.total_amount) DESC) AS rank, p.sku, p.name, p.category, sum(f.quantity) AS units,
    sum(f.total_amount) AS revenue,
    round(sum(f.total_amount) / nullif(sum(sum(f.total_amount)) OVER (), 0), 4) AS share
FROM sales_daily f
JOIN product p ON p.id = f.product_id
WHERE f.date > (SELECT max(date) FROM sales_daily) - :days
GROUP BY p.sku, p.name, p.category;

SELECT rank, sku, name, units, revenue, share
FROM kpi_best_sellers
ORDER BY rank, sku
LIMIT :top;

\echo '== Year over year by store'
-- The last 364 days against the 364 days before: 52 whole weeks each, so the weekdays are the same. Calendar years
-- would compare 52 Saturdays with 53, and an unfinished year with a full one.
-- A store without sales in the first week of the earlier span cannot be compared: its change is empty.
CREATE OR REPLACE TEMP VIEW kpi_year_over_year AS
WITH span AS (
    SELECT max(date) AS last_day, max(date) - 364 AS earlier_last_day, max(date) - 727 AS earlier_first_day
    FROM sales_daily
), by_store AS (
    SELECT f.store_id, min(f.date) AS first_sale,
        sum(f.total_amount) FILTER (WHERE f.date > span.earlier_last_day) AS revenue,
        sum(f.total_amount) FILTER (WHERE f.date BETWEEN span.earlier_first_day AND span.earlier_last_day)
            AS revenue_before
    FROM sales_daily f
    CROSS JOIN span
    GROUP BY f.store_id
)
SELECT s.code AS store, s.name AS store_name, coalesce(b.revenue, 0) AS revenue,
    coalesce(b.revenue_before, 0) AS revenue_before, b.first_sale,
    CASE WHEN b.first_sale < span.earlier_first_day + 7
        THEN round(100 * coalesce(b.revenue, 0) / nullif(b.revenue_before, 0) - 100, 1)
    END AS change_percent
FROM by_store b
CROSS JOIN span
JOIN store s ON s.id = b.store_id;

SELECT store, store_name, revenue, revenue_before, change_percent
FROM kpi_year_over_year
ORDER BY change_percent DESC NULLS LAST, store
LIMIT :show;
