-- Rossmann: stores with their types, daily sales, promotions merged into windows, holidays.
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
CREATE SCHEMA rossmann;
CREATE EXTENSION forecast_warehouse SCHEMA rossmann;
SET search_path = rossmann;

\set ECHO none
\i :load
\set ON_ERROR_STOP off
\set ECHO all
\set removed `rm -f :'file'`

--
-- Stores with their types; those of the list that have no sales too
--
SELECT store_type, count(*) AS stores,
    count(*) FILTER (WHERE EXISTS (SELECT FROM sales_daily f WHERE f.store_id = s.id)) AS with_sales
FROM store s
GROUP BY store_type
ORDER BY store_type;

--
-- Sales: one product a store; closed days are rows of zeros
--
SELECT p.sku, p.name, count(DISTINCT f.store_id) AS stores, count(f.id) AS days, sum(f.quantity) AS customers,
    sum(f.total_amount) AS turnover
FROM product p
LEFT JOIN sales_daily f ON f.product_id = p.id
GROUP BY p.sku, p.name
ORDER BY p.sku;
SELECT count(*) FILTER (WHERE quantity = 0) AS days_without_customers,
    sum(total_amount) FILTER (WHERE quantity = 0) AS turnover,
    count(*) FILTER (WHERE quantity > 0 AND unit_price <> round(total_amount / quantity, 2)) AS wrong_prices
FROM sales_daily;
SELECT date, store_code, sku, quantity, unit_price, total_amount
FROM sales_daily_feed
WHERE store_code = '1' AND date >= '2015-07-25'
ORDER BY date;
-- Half a year is missing for 16 stores, and stays missing.
SELECT count(DISTINCT store_id) AS stores FROM sales_daily WHERE date BETWEEN '2014-07-01' AND '2014-12-31';

--
-- Closed days are closed: those of the file, and no others. The six open days without customers are open
--
SELECT coalesce(o.reason, 'unknown') AS reason, count(*) AS closed_days, count(*) FILTER (WHERE NOT d.open) AS in_the_file
FROM store_day o
JOIN store s ON s.id = o.store_id
JOIN file_day d ON d.store = s.code AND d.date = o.date
WHERE NOT o.is_open
GROUP BY 1
ORDER BY 1;
SELECT count(*) AS days, count(*) FILTER (WHERE is_open) AS open_days, count(*) FILTER (WHERE is_open AND f.quantity = 0) AS open_without_customers,
    count(*) FILTER (WHERE NOT is_open AND f.quantity > 0) AS closed_with_customers
FROM store_day o
JOIN sales_daily f USING (date, store_id);
SELECT count(*) AS closed_days_with_sales FROM validate_warehouse() WHERE finding = 'sales on a closed day';

--
-- Promotions: a window a week, from Monday to Friday; 16 end with the data of their store
--
SELECT to_char(start_date, 'Dy') AS starts, to_char(end_date, 'Dy') AS ends, count(*) AS windows,
    count(DISTINCT (start_date, end_date)) AS weeks, min(start_date) AS first, max(end_date) AS last
FROM promotion
GROUP BY 1, 2
ORDER BY windows DESC;
-- Each day of a window has its flag in the file, and each flag its window.
SELECT count(*) AS days, count(*) FILTER (WHERE d.promo) AS flagged, count(m.id) AS in_a_window,
    count(*) FILTER (WHERE d.promo <> (m.id IS NOT NULL)) AS different
FROM file_day d
JOIN store s ON s.code = d.store
LEFT JOIN promotion m ON m.store_id = s.id AND d.date BETWEEN m.start_date AND m.end_date;

--
-- Holidays that are nationwide, not those of a few states (2013-01-06, 2013-05-30)
--
SELECT year, count(*) AS holidays, string_agg(to_char(date, 'MM-DD'), ' ' ORDER BY date) AS days
FROM calendar
WHERE is_holiday
GROUP BY year
ORDER BY year;
SELECT date, is_holiday, holiday_name
FROM calendar
WHERE date IN ('2013-01-06', '2013-03-29', '2013-05-30', '2015-01-01')
ORDER BY date;

SET client_min_messages = warning;
RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA rossmann;
