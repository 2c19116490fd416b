-- Reports of orders and targets, from the tables. The extension's schema must be on the search_path.
\set ECHO queries
ANALYZE;

\echo '\n== Sales of each year and channel: against the target up to the last day of sales, and against that of the whole year'
WITH last_day AS (SELECT max(date) AS day FROM sales_order_line),
sales AS (
    SELECT date_part('year', date)::integer AS year, channel_id, sum(amount) AS sales, sum(profit) AS profit
    FROM sales_order_line
    GROUP BY 1, 2
),
targets AS (
    SELECT date_part('year', t.date)::integer AS year, t.channel_id, sum(t.amount) AS whole_year,
        sum(t.amount) FILTER (WHERE t.date <= l.day) AS so_far
    FROM sales_target_daily t
    CROSS JOIN last_day l
    GROUP BY 1, 2
)
SELECT year, c.name AS channel, s.sales, s.profit, t.so_far AS target_so_far, round(100 * s.sales / nullif(t.so_far, 0), 1) AS percent,
    t.whole_year AS target_of_year, round(100 * s.sales / nullif(t.whole_year, 0), 1) AS percent_of_year
FROM sales s
FULL JOIN targets t USING (year, channel_id)
JOIN channel c ON c.id = channel_id
ORDER BY year, c.name;

\echo '\n== Stores and resellers of the last year with sales, against their targets so far'
WITH last_day AS (SELECT max(date) AS day, date_trunc('year', max(date))::date AS first_day FROM sales_order_line),
sales AS (
    SELECT store_id, reseller_id, sum(amount) AS sales
    FROM sales_order_line, last_day
    WHERE date >= first_day AND customer_id IS NULL
    GROUP BY store_id, reseller_id
),
targets AS (
    SELECT store_id, reseller_id, sum(amount) AS target
    FROM sales_target_daily, last_day
    WHERE date BETWEEN first_day AND day AND num_nonnulls(store_id, reseller_id) = 1
    GROUP BY store_id, reseller_id
)
SELECT coalesce(st.name, r.name) AS party, s.sales, t.target, round(100 * s.sales / nullif(t.target, 0), 1) AS percent
FROM sales s
LEFT JOIN targets t ON t.store_id = s.store_id OR t.reseller_id = s.reseller_id
LEFT JOIN store st ON st.id = s.store_id
LEFT JOIN reseller r ON r.id = s.reseller_id
ORDER BY s.sales DESC, party;

\echo '\n== The products with the highest profit, and their units against the target so far'
WITH last_day AS (SELECT max(date) AS day FROM sales_order_line),
targets AS (
    SELECT t.product_id, sum(t.quantity) AS target
    FROM product_target_daily t
    CROSS JOIN last_day l
    WHERE t.date <= l.day
    GROUP BY t.product_id
)
SELECT p.sku, p.name, p.category, sum(o.quantity) AS units, t.target AS target_units, sum(o.amount) AS sales, sum(o.profit) AS profit,
    round(100 * sum(o.profit) / nullif(sum(o.amount), 0), 1) AS margin
FROM sales_order_line o
JOIN product p ON p.id = o.product_id
LEFT JOIN targets t ON t.product_id = p.id
GROUP BY p.id, t.target
ORDER BY sum(o.profit) DESC NULLS LAST, p.sku
LIMIT 10;
\set ECHO none
