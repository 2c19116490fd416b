-- From a feed to a forecast: a panel, a feature table, folds, a model in SQL and its error. Read it from top to bottom.
--
--   psql -f examples/features/walk.sql [-v horizon=7]
--
-- The extension must be installed and on the search_path. An empty warehouse is filled with a made-up chain first.
-- Its tables are temporary. Only rows in feature_set remain.

\if :{?horizon} \else \set horizon 7 \endif
\set ON_ERROR_STOP on
SET client_min_messages = warning;

\echo '== 1. Sales. A feed takes them in by COPY or INSERT; here is a chain to play with, if there is none'
SELECT NOT EXISTS (SELECT FROM sales_daily) AS empty \gset
\if :empty
    SELECT inserted FROM generate_calendar('2023-01-01', '2025-03-31', 'US');
    SELECT table_name, inserted FROM generate_demo_data(4, 12, '2023-01-01', '2024-12-31');
\endif
SELECT max(date) AS last_sale, max(date) - 112 AS first_cutoff, max(date) - 28 AS last_cutoff FROM sales_daily \gset
SELECT min(date) AS first, max(date) AS last, count(*) AS sales, count(DISTINCT (store_id, product_id)) AS series
FROM sales_daily;

\echo '== 2. The panel: days without a sale are rows, too. Only on some of them nobody wanted to buy: the others have no quantity'
SELECT day_state, count(*) AS days, count(quantity) AS quantities
FROM sales_panel(NULL, :'last_sale')
GROUP BY day_state
ORDER BY day_state;

\echo '== 3. The feature table: what was known of each day, so many days before it. Its last rows are to be forecast'
DROP TABLE IF EXISTS pg_temp.features;
SELECT build_features('pg_temp.features', cutoff => :'last_sale', horizon => :horizon,
    lags => ARRAY[:horizon, 7 * ((:horizon + 6) / 7) + 7, 364]) AS row_count;
ANALYZE pg_temp.features;
SELECT settings, row_count, array_length(columns, 1) AS columns FROM feature_set ORDER BY id DESC LIMIT 1;
\echo '-- one series around the cutoff'
SELECT date, quantity, rolling_mean_7, rolling_mean_28, days_since_last_sale, price, on_promotion, is_holiday
FROM features
WHERE (store_id, product_id) = (SELECT store_id, product_id FROM features ORDER BY store_id, product_id LIMIT 1)
    AND date > date :'last_sale' - 3
ORDER BY date;

\echo '== 4. Folds: train up to a day, test on the days after it'
CREATE TEMP TABLE folds AS
SELECT * FROM backtest_folds(:'first_cutoff', :'last_cutoff', step => 28, horizon => :horizon);
SELECT * FROM folds;

-- A model that SQL can fit: sales of a weekday relative to the product's usual day in the store, by promotion. Days without
-- stock show little of the demand, so training leaves them out.
\echo '== 5. A model for each fold, of its training days only, and its forecasts beside two that know no model'
CREATE TEMP TABLE factors AS
SELECT o.fold, f.product_id, f.day_of_week, f.on_promotion, sum(f.quantity) / nullif(sum(f.rolling_mean_28), 0) AS factor
FROM folds o
JOIN features f ON f.date <= o.train_end AND f.rolling_mean_28 > 0
LEFT JOIN inventory_snapshot_daily i
    ON i.date = f.date AND i.store_id = f.store_id AND i.product_id = f.product_id
WHERE i.is_stockout IS NOT TRUE
GROUP BY o.fold, f.product_id, f.day_of_week, f.on_promotion;

CREATE TEMP TABLE forecasts AS
SELECT o.fold, f.store_id, f.product_id, f.date, f.quantity,
    f.rolling_mean_28 * coalesce(m.factor, 1) AS model, f.rolling_mean_28 AS usual_day,
    last_week.quantity::float8 AS same_weekday_known
FROM folds o
JOIN features f ON f.date BETWEEN o.test_start AND o.test_end
JOIN features last_week ON last_week.store_id = f.store_id AND last_week.product_id = f.product_id
    AND last_week.date = f.date - 7 * ((:horizon + 6) / 7)
LEFT JOIN factors m ON m.fold = o.fold AND m.product_id = f.product_id AND m.day_of_week = f.day_of_week
    AND m.on_promotion = f.on_promotion
WHERE f.rolling_mean_28 IS NOT NULL;

\echo '== 6. How far off, of all that was sold: less is better'
SELECT fold, count(quantity) AS forecasts,
    round((100 * sum(abs(quantity - model)) / nullif(sum(quantity), 0))::numeric, 1) AS model,
    round((100 * sum(abs(quantity - usual_day)) / nullif(sum(quantity), 0))::numeric, 1) AS usual_day,
    round((100 * sum(abs(quantity - same_weekday_known)) / nullif(sum(quantity), 0))::numeric, 1) AS same_weekday
FROM forecasts
GROUP BY ROLLUP (fold)
ORDER BY fold;

\echo '== 7. The forecast: the rows after the cutoff, by the factors of the last fold'
SELECT f.date, s.code AS store, p.sku, round((f.rolling_mean_28 * coalesce(m.factor, 1))::numeric, 1) AS forecast
FROM features f
JOIN store s ON s.id = f.store_id
JOIN product p ON p.id = f.product_id
LEFT JOIN factors m ON m.fold = (SELECT max(fold) FROM folds) AND m.product_id = f.product_id
    AND m.day_of_week = f.day_of_week AND m.on_promotion = f.on_promotion
WHERE f.date > :'last_sale' AND f.rolling_mean_28 IS NOT NULL
ORDER BY f.date, s.code, p.sku
LIMIT 5;
RESET client_min_messages;
