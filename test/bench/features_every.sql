-- The same with the features on demand. SQL has no median over a window: each row looks its days up.
\i test/bench/features_all.sql
ALTER TABLE by_sql RENAME TO all_by_sql;
CREATE INDEX ON all_by_sql (store_id, product_id, date);
ANALYZE all_by_sql;
CREATE TABLE totals AS
SELECT f.store_id, p.category, f.date, sum(f.quantity) AS quantity
FROM all_by_sql f JOIN product p ON p.id = f.product_id
GROUP BY GROUPING SETS ((f.store_id, p.category, f.date), (f.store_id, f.date));
CREATE INDEX ON totals (store_id, category, date);
CREATE TABLE holidays AS
SELECT DISTINCT ON (c.date) c.date, b.date AS before
FROM calendar c JOIN calendar b ON b.holiday_name = c.holiday_name AND abs(c.date - b.date - 365) <= 30
WHERE c.is_holiday AND b.is_holiday
ORDER BY c.date, b.date = (c.date - interval '1 year')::date DESC, abs(c.date - b.date - 365);
ANALYZE totals, holidays;
CREATE TABLE windowed AS
SELECT f.*, p.category, p.launch_date, i.is_stockout, row_number() OVER s AS n,
    avg(f.quantity) OVER weekday_4 AS mean_4, count(f.quantity) OVER weekday_4 AS known_4,
    avg(f.quantity) OVER weekday_8 AS mean_8, count(f.quantity) OVER weekday_8 AS known_8,
    CASE WHEN row_number() OVER s > 30 THEN regr_slope(f.quantity, f.date - date '2000-01-01') OVER w30 END AS trend_30,
    CASE WHEN row_number() OVER s > 90 THEN regr_slope(f.quantity, f.date - date '2000-01-01') OVER w90 END AS trend_90,
    CASE WHEN row_number() OVER s > 56 THEN avg(f.quantity) OVER before END AS mean_before,
    sum(i.is_stockout::integer) OVER w7 AS stockout_days_7, sum(i.is_stockout::integer) OVER w28 AS stockout_days_28,
    avg(f.price) OVER w28 AS mean_price
FROM all_by_sql f
JOIN product p ON p.id = f.product_id
LEFT JOIN inventory_snapshot_daily i ON i.date = f.date AND i.store_id = f.store_id AND i.product_id = f.product_id
WINDOW s AS (PARTITION BY f.store_id, f.product_id ORDER BY f.date),
    weekday_4 AS (PARTITION BY f.store_id, f.product_id, f.day_of_week ORDER BY f.date ROWS BETWEEN 4 PRECEDING AND 1 PRECEDING),
    weekday_8 AS (PARTITION BY f.store_id, f.product_id, f.day_of_week ORDER BY f.date ROWS BETWEEN 8 PRECEDING AND 1 PRECEDING),
    w7 AS (s ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING), w28 AS (s ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING),
    before AS (s ROWS BETWEEN 56 PRECEDING AND 29 PRECEDING),
    w30 AS (s ROWS BETWEEN 30 PRECEDING AND 1 PRECEDING), w90 AS (s ROWS BETWEEN 90 PRECEDING AND 1 PRECEDING);
CREATE TABLE priced AS
SELECT store_id, category, date, avg(price) AS mean FROM windowed WHERE n > 1 GROUP BY store_id, category, date;
ANALYZE windowed, priced;
CREATE TABLE by_sql AS
SELECT f.date, f.store_id, f.product_id, f.quantity, f.lag_1, f.lag_7, f.lag_14, f.lag_28, f.rolling_mean_7, f.rolling_std_7, f.rolling_min_7,
    f.rolling_max_7, f.rolling_mean_28, f.rolling_std_28, f.rolling_min_28, f.rolling_max_28, f.days_since_last_sale, f.price,
    f.price_change_7d, f.on_promotion, f.promo_discount_pct, f.stockout_lag_1, f.day_of_week, f.day_of_month, f.iso_week, f.month, f.quarter,
    f.year, f.fiscal_week, f.is_weekend, f.is_business_day, f.is_holiday, f.days_to_next_holiday,
    CASE WHEN f.known_4 = 4 THEN f.mean_4::float8 END AS weekday_mean_4, CASE WHEN f.known_8 = 8 THEN f.mean_8::float8 END AS weekday_mean_8,
    CASE WHEN f.n > 7 THEN m.median_7 END AS rolling_median_7, CASE WHEN f.n > 28 THEN m.median_28 END AS rolling_median_28,
    f.trend_30, f.trend_90, f.rolling_mean_7 / nullif(f.rolling_mean_28, 0) AS ratio_7_28,
    f.rolling_mean_28 / nullif(f.mean_before, 0)::float8 AS ratio_28_28_before,
    f.stockout_days_7::integer, f.stockout_days_28::integer, f.date - f.launch_date AS days_since_launch,
    (f.price / nullif(f.mean_price, 0))::float8 AS price_to_28d, (f.price / nullif(c.mean, 0))::float8 AS price_to_category,
    c1.quantity::float8 AS category_lag_1, c7.quantity::float8 AS category_lag_7, c14.quantity::float8 AS category_lag_14,
    c28.quantity::float8 AS category_lag_28, s1.quantity::float8 AS store_lag_1, s7.quantity::float8 AS store_lag_7,
    s14.quantity::float8 AS store_lag_14, s28.quantity::float8 AS store_lag_28, y.quantity AS same_holiday_last_year,
    sin(2 * pi() * (extract(doy FROM f.date) - 1)::float8 / extract(doy FROM make_date(f.year, 12, 31))::float8) AS year_sin,
    cos(2 * pi() * (extract(doy FROM f.date) - 1)::float8 / extract(doy FROM make_date(f.year, 12, 31))::float8) AS year_cos
FROM windowed f
CROSS JOIN LATERAL (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY d.quantity) FILTER (WHERE d.date >= f.date - 7) AS median_7,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY d.quantity) AS median_28
    FROM all_by_sql d
    WHERE d.store_id = f.store_id AND d.product_id = f.product_id AND d.date BETWEEN f.date - 28 AND f.date - 1
) AS m
LEFT JOIN priced c ON c.store_id = f.store_id AND c.category = f.category AND c.date = f.date
LEFT JOIN totals c1 ON c1.store_id = f.store_id AND c1.category = f.category AND c1.date = f.date - 1
LEFT JOIN totals c7 ON c7.store_id = f.store_id AND c7.category = f.category AND c7.date = f.date - 7
LEFT JOIN totals c14 ON c14.store_id = f.store_id AND c14.category = f.category AND c14.date = f.date - 14
LEFT JOIN totals c28 ON c28.store_id = f.store_id AND c28.category = f.category AND c28.date = f.date - 28
LEFT JOIN totals s1 ON s1.store_id = f.store_id AND s1.category IS NULL AND s1.date = f.date - 1
LEFT JOIN totals s7 ON s7.store_id = f.store_id AND s7.category IS NULL AND s7.date = f.date - 7
LEFT JOIN totals s14 ON s14.store_id = f.store_id AND s14.category IS NULL AND s14.date = f.date - 14
LEFT JOIN totals s28 ON s28.store_id = f.store_id AND s28.category IS NULL AND s28.date = f.date - 28
LEFT JOIN holidays h ON h.date = f.date
LEFT JOIN all_by_sql y ON y.store_id = f.store_id AND y.product_id = f.product_id AND y.date = h.before
ORDER BY f.store_id, f.product_id, f.date;
DROP TABLE all_by_sql, totals, holidays, windowed, priced;
