-- The states of Rossmann's days. awk counts them in the file a second time. A naive seasonal forecast has two errors: with
-- closed days as zeros, and without them.
SET datestyle = 'ISO, YMD';
\getenv root FW_ROOT
\if :{?root} \else \set root . \endif
\getenv shared FW_SHARED
\if :{?shared} \else \set shared ../shared \endif
\set load :root '/examples/rossmann/load.sql'
\set packed :shared '/data/rossmann/train_100stores.csv.gz'
\set stores :shared '/data/rossmann/store.csv'
\set found `test -r :'packed' && test -r :'stores' && echo yes || echo no`
\if :found
\else
\echo 'skipped: data/rossmann/train_100stores.csv.gz or store.csv does not exist'
\quit
\endif
\set file `plain=$(mktemp) && gzip -dc :'packed' >"$plain" && echo "$plain"`
CREATE SCHEMA day_states_rossmann;
CREATE EXTENSION forecast_warehouse SCHEMA day_states_rossmann;
SET search_path = day_states_rossmann;
\set ECHO none
\o /dev/null
\i :load
\o
\set ON_ERROR_STOP off
\set ECHO all
-- Columns: Store, DayOfWeek, Date, Sales, Customers, Open. Days that a store lacks between its first day and the last one of the file are unknown.
\set counted `awk -F, 'NR > 1 { days++; if ($5 > 0) sold++; else if ($6 == 0) closed++; else zero++; split($3, d, "-"); m = d[2] < 3; y = d[1] - m; n = 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (d[2] + 12 * m - 3) + 2) / 5) + d[3]; if (!($1 in first) || n < first[$1]) first[$1] = n; if (n > last) last = n } END { for (s in first) all += last - first[s] + 1; printf "closed=%d nothing_sold=%d sold=%d unknown=%d", closed, zero, sold, all - days }' :'file'`
\set removed `rm -f :'file'`
SELECT string_agg(day_state || '=' || days, ' ' ORDER BY day_state COLLATE "C") AS in_the_panel, :'counted' AS in_the_file FROM (SELECT day_state, count(*) AS days FROM sales_panel(NULL, '2015-07-31') GROUP BY 1) p;
SELECT build_features('features', '2015-07-31', lags => '{7,14}', windows => '{28}') AS row_count;
SELECT string_agg(day_state || '=' || days, ' ' ORDER BY day_state COLLATE "C") AS in_the_features, :'counted' AS in_the_file FROM (SELECT day_state, count(*) AS days FROM features WHERE date <= '2015-07-31' GROUP BY 1) p;
SELECT count(*) AS states, count(*) FILTER (WHERE f.day_state IS DISTINCT FROM p.day_state OR f.quantity::numeric IS DISTINCT FROM p.quantity) AS different
    FROM (SELECT * FROM features WHERE date <= '2015-07-31') f FULL JOIN sales_panel(NULL, '2015-07-31') p USING (date, store_id, product_id);
-- weeks: those of the half year that is missing are unknown
SELECT day_state, count(*) AS weeks, count(DISTINCT store_id) AS stores, sum(quantity) AS customers FROM sales_panel(NULL, '2015-07-26', frequency => 'week') GROUP BY 1 ORDER BY 1;
-- the same weekday a week before as a forecast. Mean absolute error of all days with zeros, and of days that show the demand
SELECT count(*) AS days, round(avg(abs(quantity - last_week)), 2) AS mae_with_zeros
    FROM (SELECT date, quantity, lag(quantity, 7) OVER (PARTITION BY store_id, product_id ORDER BY date) AS last_week FROM sales_panel(NULL, '2015-07-31', unobserved => 'zero')) p WHERE date > '2015-01-31' AND last_week IS NOT NULL;
SELECT count(*) AS days, round(avg(abs(quantity - last_week)), 2) AS mae_of_known_days
    FROM (SELECT date, quantity, lag(quantity, 7) OVER (PARTITION BY store_id, product_id ORDER BY date) AS last_week FROM sales_panel(NULL, '2015-07-31')) p WHERE date > '2015-01-31' AND quantity IS NOT NULL AND last_week IS NOT NULL;

SET client_min_messages = warning;
RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA day_states_rossmann CASCADE;
