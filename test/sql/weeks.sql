-- Weeks: sales_panel(), build_features() and backtest_folds() with frequency => 'week' or 'fiscal_week'.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
SELECT inserted FROM generate_calendar('2023-12-01', '2024-12-31', 'US');

--
-- Where a week begins: on Monday, as in calendar, or with the fiscal week of the settings
--
SELECT count(*) AS days, count(*) FILTER (WHERE period_start(date) <> week_start) AS not_monday, count(*) FILTER (WHERE period_start(date, 'day') <> date) AS not_day,
    count(*) FILTER (WHERE (fiscal_date(date)).fiscal_week <> (fiscal_date(period_start(date, 'fiscal_week'))).fiscal_week OR date - period_start(date, 'fiscal_week') NOT BETWEEN 0 AND 6) AS not_fiscal FROM calendar;
SELECT period_start('2024-01-03', 'week') AS monday, period_start('2024-01-03', 'fiscal_week') AS sunday;
SET forecast_warehouse.fiscal_calendar = '4-4-5 fri~01-31';
SELECT period_start('2024-01-03', 'fiscal_week') AS friday, period_start('1999-12-31', 'fiscal_week') AS earlier, period_start(NULL, 'fiscal_week') AS none;
SELECT count(*) FILTER (WHERE (fiscal_date(date)).fiscal_week <> (fiscal_date(period_start(date, 'fiscal_week'))).fiscal_week) AS not_fiscal FROM calendar;
SET forecast_warehouse.fiscal_calendar = 'month:7';
\set VERBOSITY default
SELECT period_start('2024-01-03', 'fiscal_week');
\set VERBOSITY terse
RESET forecast_warehouse.fiscal_calendar;
SELECT period_start('2024-01-03', 'month');
SELECT period_start('2024-01-03', NULL);
SELECT period_start('infinity');

--
-- A few weeks by hand. 2024-01-01 is a Monday
--
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'By week only');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');
INSERT INTO sales_daily_feed SELECT d::date, 'S1', 'B', 1, 1, 1 FROM generate_series(timestamp '2024-01-01', '2024-02-11', '1 day') d WHERE d NOT BETWEEN '2024-01-15' AND '2024-01-21';
INSERT INTO sales_daily_feed VALUES ('2024-01-03', 'S1', 'A', 5, 1, 5), ('2024-01-05', 'S1', 'A', 2, 1, 2), ('2024-02-05', 'S1', 'A', 4, 1, 4);
-- closed for a week; closed for a part of one
INSERT INTO store_day (date, store_id, is_open) SELECT d::date, s.id, false FROM store s, generate_series(timestamp '2024-01-22', '2024-01-30', '1 day') d WHERE code = 'S1';
UPDATE store_day SET is_open = true WHERE date = '2024-01-30';
-- rows that exist by week only, at its first day, and at another one
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S2', 'A', 70, 1, 70), ('2024-01-08', 'S2', 'A', 0, 1, 0), ('2024-01-26', 'S2', 'A', 90, 1, 90), ('2024-01-29', 'S2', 'A', 50, 1, 50);
SELECT s.code, p.sku, w.date, w.quantity, w.total_amount, w.day_state FROM sales_panel(NULL, '2024-02-11', frequency => 'week') w JOIN store s ON s.id = store_id JOIN product p ON p.id = product_id WHERE sku = 'A' ORDER BY 1, 2, 3;
-- a week that begins before start_date is whole, and one that ends after end_date is left out
SELECT date, quantity FROM sales_panel('2024-01-05', '2024-01-20', '{S1}', '{A}', 'zero', 'week') ORDER BY 1;
SELECT date, quantity FROM sales_panel('2024-01-05', '2024-01-21', '{S1}', '{B}', 'skip', 'week') ORDER BY 1;
SELECT date, quantity, day_state FROM sales_panel('2024-01-05', '2024-01-20', '{S1}', '{A}', frequency => 'fiscal_week') ORDER BY 1;
-- an amount that is not known makes that of the week unknown
BEGIN;
UPDATE sales_daily SET unit_price = NULL, total_amount = NULL WHERE date = '2024-01-05';
SELECT date, quantity, total_amount FROM sales_panel('2024-01-01', '2024-01-14', '{S1}', '{B}', frequency => 'week') ORDER BY 1;
ROLLBACK;

-- prices, promotions and stock: of any day of the week, or of its first one
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 2, '2024-01-01'), ('A', NULL, 3, '2024-01-17');
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'Later', 0.10, '2024-01-12', '2024-01-16'), ('A', 'More', 0.25, '2024-01-16', '2024-01-16');
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-04', 'S1', 'A', 0), ('2024-01-05', 'S1', 'A', 3), ('2024-01-09', 'S1', 'A', 3);
SELECT build_features('few', '2024-02-11', frequency => 'week', lags => '{1,2}', windows => '{2}');
\pset format unaligned
SELECT f.* FROM few f JOIN store s ON s.id = store_id WHERE code = 'S1' AND product_id = 1 ORDER BY date;
\pset format aligned
-- the defaults of lags and windows count weeks
SELECT build_features('ahead', '2024-02-11', frequency => 'week', horizon => 4, exogenous => false);
SELECT settings FROM feature_set ORDER BY id DESC LIMIT 1;
SELECT string_agg(attname, ' ' ORDER BY attnum) AS columns FROM pg_attribute WHERE attrelid = 'ahead'::regclass AND attnum > 4;

--
-- A made-up chain, against plain SQL on weeks
--
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(3, 8, '2023-12-01', '2024-10-31', 5);
INSERT INTO store_day (date, store_id, is_open) SELECT d::date, s.id, false FROM generate_series(timestamp '2024-03-03', '2024-11-30', '7 days') d, store s WHERE s.id % 2 = 0 ON CONFLICT DO NOTHING;
INSERT INTO store_day (date, store_id, is_open) SELECT d::date, 3, false FROM generate_series(timestamp '2024-05-06', '2024-05-26', '1 day') d ON CONFLICT DO NOTHING;
DELETE FROM sales_daily WHERE store_id = 3 AND date BETWEEN '2024-05-01' AND '2024-05-26' OR store_id = 4 AND date BETWEEN '2024-04-08' AND '2024-04-21';
CREATE FUNCTION public.weeks(frequency text, cutoff date, h integer)
    RETURNS TABLE (date date, store_id integer, product_id integer, quantity numeric, state text, lag_a numeric, lag_b numeric, mean_4 float8, std_4 float8, min_13 numeric, max_13 numeric,
        weeks_since integer, price numeric, on_promotion boolean, discount numeric, stockout boolean, iso_week integer, is_holiday boolean)
    LANGUAGE sql STABLE AS $$
    WITH days AS (
        SELECT fw.period_start(p.date, frequency) AS week, p.store_id, p.product_id, p.quantity, p.day_state FROM fw.sales_panel(NULL, cutoff) p
    ), series AS (
        SELECT days.store_id, days.product_id, min(week) AS first FROM days GROUP BY 1, 2
    ), dense AS (
        SELECT d::date AS date, s.store_id, s.product_id, w.quantity, w.state
        FROM series s CROSS JOIN LATERAL generate_series(s.first::timestamp, cutoff + 7 * h, '7 days') d
        LEFT JOIN (SELECT days.week, days.store_id, days.product_id, sum(days.quantity) AS quantity, (array_agg(days.day_state ORDER BY strpos('sold nothing_sold stocked_out unknown closed not_sold', days.day_state)))[1] AS state
            FROM days GROUP BY 1, 2, 3) w ON (w.week, w.store_id, w.product_id) = (d::date, s.store_id, s.product_id)
    ), past AS (
        SELECT d.*, lag(d.quantity, h) OVER s AS lag_a, lag(d.quantity, h + 1) OVER s AS lag_b, avg(d.quantity) OVER w4 AS mean_4, stddev_samp(d.quantity) OVER w4 AS std_4, min(d.quantity) OVER w13 AS min_13, max(d.quantity) OVER w13 AS max_13,
            (d.date - max(d.date) FILTER (WHERE d.quantity > 0) OVER (s ROWS BETWEEN UNBOUNDED PRECEDING AND h PRECEDING)) / 7 AS weeks_since
        FROM dense d
        WINDOW s AS (PARTITION BY d.store_id, d.product_id ORDER BY d.date), w4 AS (s ROWS BETWEEN h + 3 PRECEDING AND h PRECEDING), w13 AS (s ROWS BETWEEN h + 12 PRECEDING AND h PRECEDING)
    )
    SELECT p.date, p.store_id, p.product_id, p.quantity, p.state, p.lag_a, p.lag_b, p.mean_4, p.std_4, p.min_13, p.max_13, p.weeks_since,
        fw.price_asof(p.product_id, p.store_id, p.date), promo.n > 0, CASE WHEN promo.n = 0 THEN 0 ELSE promo.share END, stock.stockout, extract(week FROM p.date)::integer, holiday.found
    FROM past p
    CROSS JOIN LATERAL (SELECT count(*) AS n, max(least(1, round(greatest(coalesce(r.discount_pct, 0), coalesce(r.discount_amount / nullif(fw.price_asof(p.product_id, p.store_id, d::date), 0), 0)), 4))) AS share
        FROM generate_series(p.date::timestamp, p.date + 6, '1 day') d JOIN fw.promotion r ON r.product_id = p.product_id AND coalesce(r.store_id, p.store_id) = p.store_id AND d BETWEEN r.start_date AND r.end_date) promo
    CROSS JOIN LATERAL (SELECT bool_or(i.is_stockout) AS stockout FROM fw.inventory_snapshot_daily i WHERE i.date BETWEEN p.date - 7 * h AND p.date - 7 * h + 6 AND i.date <= cutoff AND (i.store_id, i.product_id) = (p.store_id, p.product_id)) stock
    CROSS JOIN LATERAL (SELECT CASE WHEN bool_or(c.is_holiday) THEN true WHEN count(*) = 7 THEN false END AS found FROM fw.calendar c WHERE c.date BETWEEN p.date AND p.date + 6) holiday
    $$;
SELECT build_features('weekly', '2024-10-20', frequency => 'week', lags => '{1,2}', windows => '{4,13}') > 0 AS built, build_features('fiscal', '2024-10-19', frequency => 'fiscal_week', horizon => 3, lags => '{3,4}', windows => '{4,13}') > 0 AS fiscal;
CREATE FUNCTION public.alike(float8, numeric) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(abs($1 - $2::float8) < 1e-9, $1 IS NULL AND $2 IS NULL) $$;
SELECT count(*) AS weeks, count(*) FILTER (WHERE f.date IS NULL OR o.date IS NULL) AS alone, count(*) FILTER (WHERE NOT public.alike(f.quantity, o.quantity) OR f.day_state IS DISTINCT FROM o.state) AS quantity,
    count(*) FILTER (WHERE NOT public.alike(f.lag_1, o.lag_a) OR NOT public.alike(f.lag_2, o.lag_b)) AS lags, count(*) FILTER (WHERE NOT public.alike(f.rolling_mean_4, o.mean_4::numeric) OR NOT public.alike(f.rolling_std_4, o.std_4::numeric)) AS means,
    count(*) FILTER (WHERE NOT public.alike(f.rolling_min_13, o.min_13) OR NOT public.alike(f.rolling_max_13, o.max_13)) AS extremes, count(*) FILTER (WHERE f.weeks_since_last_sale IS DISTINCT FROM o.weeks_since) AS since,
    count(*) FILTER (WHERE f.price IS DISTINCT FROM o.price) AS price, count(*) FILTER (WHERE (f.on_promotion, f.promo_discount_pct) IS DISTINCT FROM (o.on_promotion, o.discount)) AS promotion, count(*) FILTER (WHERE f.stockout_lag_1 IS DISTINCT FROM o.stockout) AS stockout,
    count(*) FILTER (WHERE (f.iso_week, f.is_holiday) IS DISTINCT FROM (o.iso_week, o.is_holiday)) AS calendar
    FROM weekly f FULL JOIN public.weeks('week', '2024-10-20', 1) o USING (date, store_id, product_id);
SELECT count(*) AS weeks, count(*) FILTER (WHERE f.date IS NULL OR o.date IS NULL) AS alone, count(*) FILTER (WHERE NOT public.alike(f.quantity, o.quantity) OR f.day_state IS DISTINCT FROM o.state) AS quantity,
    count(*) FILTER (WHERE NOT public.alike(f.lag_3, o.lag_a) OR NOT public.alike(f.lag_4, o.lag_b)) AS lags, count(*) FILTER (WHERE NOT public.alike(f.rolling_mean_4, o.mean_4::numeric) OR NOT public.alike(f.rolling_std_4, o.std_4::numeric)) AS means,
    count(*) FILTER (WHERE f.weeks_since_last_sale IS DISTINCT FROM o.weeks_since) AS since, count(*) FILTER (WHERE f.stockout_lag_3 IS DISTINCT FROM o.stockout) AS stockout, count(*) FILTER (WHERE (f.iso_week, f.is_holiday) IS DISTINCT FROM (o.iso_week, o.is_holiday)) AS calendar
    FROM fiscal f FULL JOIN public.weeks('fiscal_week', '2024-10-19', 3) o USING (date, store_id, product_id);
SELECT day_state, count(*) > 0 AS there FROM weekly GROUP BY 1 ORDER BY day_state COLLATE "C";
-- the panel has the same weeks
SELECT count(*) FILTER (WHERE NOT public.alike(f.quantity, p.quantity) OR f.day_state IS DISTINCT FROM p.day_state) AS different, count(*) - count(p.date) AS missing, count(*) - count(f.date) AS more
    FROM (SELECT * FROM weekly WHERE date <= '2024-10-20') f FULL JOIN sales_panel(NULL, '2024-10-20', frequency => 'week') p USING (date, store_id, product_id);
-- start_date cuts no week
SELECT build_features('from_middle', '2024-10-20', '2024-10-16', frequency => 'week', lags => '{1,2}', windows => '{4,13}') AS row_count;
SELECT (SELECT count(*) FROM (SELECT * FROM from_middle EXCEPT SELECT * FROM weekly) d) AS different, (SELECT min(date) FROM from_middle) AS first_day;

--
-- No week uses the future: sales, stock, closed days and rejected rows of one week change nothing before its horizon has passed
--
CREATE TABLE public.before AS TABLE fiscal;
CREATE FUNCTION public.touch(days daterange) RETURNS void LANGUAGE sql AS $$
    UPDATE fw.sales_daily SET quantity = quantity * 3 + 100 WHERE days @> date;
    UPDATE fw.inventory_snapshot_daily SET is_stockout = NOT is_stockout WHERE days @> date;
    INSERT INTO fw.store_day (date, store_id, is_open) SELECT d::date, id, false FROM fw.store, generate_series(lower(days)::timestamp, upper(days) - 1, '1 day') d ON CONFLICT (date, store_id) DO UPDATE SET is_open = NOT store_day.is_open;
    DELETE FROM fw.sales_daily WHERE days @> date AND product_id % 2 = 0;
    $$;
BEGIN;
SELECT public.touch('[2024-07-14,2024-07-21)');
SELECT build_features('after', '2024-10-19', frequency => 'fiscal_week', horizon => 3, lags => '{3,4}', windows => '{4,13}') = (SELECT count(*) FROM public.before) AS same_rows;
SELECT count(*) FILTER (WHERE a.date < '2024-08-04' AND to_jsonb(a) - '{quantity,day_state}'::text[] <> to_jsonb(b) - '{quantity,day_state}'::text[]) AS too_early,
    count(*) FILTER (WHERE a.date < '2024-07-14' AND a IS DISTINCT FROM b) AS before, count(*) FILTER (WHERE a.date = '2024-08-04' AND a IS DISTINCT FROM b) > 0 AS then_it_shows, count(*) FILTER (WHERE a.date = '2024-07-14' AND a.day_state <> b.day_state) > 0 AS states_change
    FROM after a JOIN public.before b USING (store_id, product_id, date);
ROLLBACK;
-- after the cutoff nothing changes but plans: days on which a store will be closed
BEGIN;
SELECT public.touch('[2024-10-20,2024-11-30)');
DELETE FROM store_day WHERE date > '2024-10-19';
SELECT build_features('after', '2024-10-19', frequency => 'fiscal_week', horizon => 3, lags => '{3,4}', windows => '{4,13}') = (SELECT count(*) FROM public.before) AS same_rows;
SELECT count(*) FILTER (WHERE a IS DISTINCT FROM b) AS different FROM after a FULL JOIN public.before b USING (store_id, product_id, date) WHERE date < '2024-10-20' OR coalesce(b.day_state, '') <> 'closed' OR a.day_state IS NOT NULL;
ROLLBACK;

--
-- Folds of weeks, and cutoffs within a week
--
SELECT * FROM backtest_folds('2024-01-07', '2024-03-31', 4, 2, frequency => 'week');
SELECT * FROM backtest_folds('2024-01-06', '2024-03-31', 4, 2, 1, 10, 'fiscal_week');
SELECT count(*) AS folds, bool_and(period_start(test_start) = test_start AND period_start(train_start) = train_start AND test_end - test_start = 13 AND test_start - train_end = 8) AS whole_weeks
    FROM backtest_folds('2024-01-07', '2024-12-31', 3, 2, 1, 5, 'week');
\set VERBOSITY default
SELECT * FROM backtest_folds('2024-01-06', '2024-03-31', 4, 2, frequency => 'week');
SELECT * FROM backtest_folds('2024-01-07', '2024-03-31', 0, 2, frequency => 'week');
SELECT * FROM backtest_folds('2024-01-07', '2024-03-31', 4, 2, frequency => 'year');
SELECT * FROM backtest_folds('2024-01-07', '2024-03-31', 4, 2, frequency => NULL);
SELECT * FROM backtest_folds('2024-01-07', '9999-12-31', 4, 2, frequency => 'week');
SELECT build_features('no', '2024-10-19', frequency => 'week');
SELECT build_features('no', '2024-10-20', frequency => 'week', horizon => 2, lags => '{1}');
SELECT build_features('no', '2024-10-20', frequency => 'week', windows => '{1}');
SELECT build_features('no', '9999-12-26', frequency => 'week');
\set VERBOSITY terse

SET client_min_messages = warning;
RESET search_path;
DROP FUNCTION public.weeks(text, date, integer), public.alike(float8, numeric), public.touch(daterange);
DROP TABLE public.before;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw CASCADE;
