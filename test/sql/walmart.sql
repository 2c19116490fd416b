-- Walmart in its published form: sales by week, signals by week and store. The files are made up.
SET datestyle = 'ISO, YMD';
\getenv root FW_ROOT
\if :{?root} \else \set root . \endif
\set make_up :root '/examples/walmart/make_up.sql'
\set load :root '/examples/walmart/load.sql'
\set dir `mktemp -d`
\set file :dir '/train.csv'
\set features :dir '/features.csv'
\set stores :dir '/stores.csv'
\set ECHO none
\i :make_up
CREATE SCHEMA walmart;
CREATE EXTENSION forecast_warehouse SCHEMA walmart;
SET search_path = walmart;
\i :load
\set ON_ERROR_STOP off
\set ECHO all
\setenv DIR :dir
-- The form of the files
\! head -n 2 "$DIR/train.csv"; head -n 2 "$DIR/features.csv"; head -n 2 "$DIR/stores.csv"
\! rm -rf "$DIR"

-- The kinds of signals
SELECT signal_name, known_ahead, count(*), min(date), max(date) FROM exogenous_signal GROUP BY signal_name, known_ahead ORDER BY signal_name COLLATE "C";

--
-- A table of weeks, beside the files
--
SET client_min_messages = warning;
SET forecast_warehouse.fiscal_calendar = '4-5-4 sat~01-31';
SELECT build_features('public.weeks', cutoff => '2012-10-26', horizon => 4, frequency => 'fiscal_week', signals => '{temperature,cpi,markdown_1,holiday_week}');
SELECT count(*) AS rows, count(w.quantity) AS with_quantity, count(w.quantity) FILTER (WHERE w.quantity <> greatest(l.weekly_sales, 0)) AS wrong_quantity,
    count(*) FILTER (WHERE w.temperature IS DISTINCT FROM before.temperature::double precision OR w.cpi IS DISTINCT FROM before.cpi::double precision) AS wrong_after,
    count(*) FILTER (WHERE w.markdown_1 IS DISTINCT FROM d.markdown1::double precision OR (w.holiday_week = 1) IS DISTINCT FROM d.is_holiday) AS wrong_ahead,
    count(w.cpi) AS cpi, count(w.markdown_1) AS markdown_1
FROM public.weeks w
JOIN store s ON s.id = w.store_id
JOIN product p ON p.id = w.product_id
LEFT JOIN week_line l ON l.store = s.code AND 'DEPT-' || lpad(l.dept::text, 2, '0') = p.sku AND l.date = w.date + 6
LEFT JOIN driver_line d ON d.store = s.code AND d.date = w.date + 6
LEFT JOIN driver_line before ON before.store = s.code AND before.date = w.date + 6 - 28;
SELECT day_state, count(*) FROM public.weeks GROUP BY 1 ORDER BY 1;

DROP TABLE public.weeks;
RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA walmart;
