-- The features of past sales by window functions, as one would write them.
CREATE TABLE by_sql AS
WITH known AS (
    SELECT date, store_id, product_id, quantity FROM sales_daily WHERE date <= :'cutoff'
), dense AS (
    SELECT s.first + n AS date, s.store_id, s.product_id
    FROM (SELECT store_id, product_id, min(date) AS first FROM known GROUP BY store_id, product_id) AS s
    CROSS JOIN LATERAL generate_series(0, date :'cutoff' + 1 - s.first) AS n
), panel AS (
    SELECT d.date, d.store_id, d.product_id,
        CASE WHEN d.date <= :'cutoff' THEN coalesce(k.quantity, 0) END AS quantity
    FROM dense d
    LEFT JOIN known k ON k.date = d.date AND k.store_id = d.store_id AND k.product_id = d.product_id
)
SELECT date, store_id, product_id, quantity,
    lag(quantity, 1) OVER s AS lag_1, lag(quantity, 7) OVER s AS lag_7,
    lag(quantity, 14) OVER s AS lag_14, lag(quantity, 28) OVER s AS lag_28,
    CASE WHEN row_number() OVER s > 7 THEN (avg(quantity) OVER w7)::float8 END AS rolling_mean_7,
    CASE WHEN row_number() OVER s > 7 THEN (stddev_samp(quantity) OVER w7)::float8 END AS rolling_std_7,
    CASE WHEN row_number() OVER s > 7 THEN min(quantity) OVER w7 END AS rolling_min_7,
    CASE WHEN row_number() OVER s > 7 THEN max(quantity) OVER w7 END AS rolling_max_7,
    CASE WHEN row_number() OVER s > 28 THEN (avg(quantity) OVER w28)::float8 END AS rolling_mean_28,
    CASE WHEN row_number() OVER s > 28 THEN (stddev_samp(quantity) OVER w28)::float8 END AS rolling_std_28,
    CASE WHEN row_number() OVER s > 28 THEN min(quantity) OVER w28 END AS rolling_min_28,
    CASE WHEN row_number() OVER s > 28 THEN max(quantity) OVER w28 END AS rolling_max_28,
    date - max(CASE WHEN quantity > 0 THEN date END) OVER (s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        AS days_since_last_sale
FROM panel
WINDOW s AS (PARTITION BY store_id, product_id ORDER BY date),
    w7 AS (s ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING), w28 AS (s ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING)
ORDER BY store_id, product_id, date;
