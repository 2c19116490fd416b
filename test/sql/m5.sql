-- M5 in its published form: a file of 1,947 columns, prices by week, a calendar. The files are made up.
SET datestyle = 'ISO, YMD';
\getenv root FW_ROOT
\if :{?root} \else \set root . \endif
\set make_up :root '/examples/m5/make_up.sql'
\set load :root '/examples/m5/load.sql'
\set dir `mktemp -d`
\set file :dir '/sales_train_evaluation.csv'
\set calendar :dir '/calendar.csv'
\set prices :dir '/sell_prices.csv'
\set ECHO none
\i :make_up
CREATE SCHEMA m5;
CREATE EXTENSION forecast_warehouse SCHEMA m5;
SET search_path = m5;
\i :load
\set ON_ERROR_STOP off
\set ECHO all
\setenv DIR :dir
-- The form of the files
\! head -n 1 "$DIR/sales_train_evaluation.csv" | tr ',' '\n' | wc -l
\! head -n 1 "$DIR/calendar.csv"; head -n 2 "$DIR/sell_prices.csv"
\! rm -rf "$DIR"

--
-- Stores and products come with what the file says of them
--
SELECT region, holiday_calendar, string_agg(code, ' ' ORDER BY code) AS stores FROM store GROUP BY 1, 2 ORDER BY 1;
SELECT category, count(*), min(sku), bool_and(name = sku) AS named_by_code FROM product GROUP BY 1 ORDER BY 1;

--
-- Prices: each week of the list lies in one window with its price, neighbours differ, and windows are few
--
SELECT count(*) AS weeks, count(h.id) AS in_a_window, count(*) FILTER (WHERE h.price <> p.sell_price) AS wrong
FROM price_line AS p
JOIN (SELECT wm_yr_wk, min(date) AS first_day, max(date) AS last_day FROM day_line GROUP BY 1) AS w USING (wm_yr_wk)
JOIN store AS s ON s.code = p.store_id
JOIN product AS i ON i.sku = p.item_id
LEFT JOIN price_history AS h ON h.store_id = s.id AND h.product_id = i.id AND h.valid_from <= w.first_day AND h.valid_to >= w.last_day;
SELECT count(*) AS windows, count(*) FILTER (WHERE price = before) AS not_merged
FROM (
    SELECT price, lag(price) OVER series AS before FROM price_history WINDOW series AS (PARTITION BY store_id, product_id ORDER BY valid_from)
) AS w;

--
-- Units: each cell is a row, priced by its week; a zero before the first price has no price
--
SELECT count(*) AS cells, count(*) FILTER (WHERE f.quantity <> c.units) AS wrong_units,
    count(*) FILTER (WHERE f.unit_price IS DISTINCT FROM p.sell_price) AS wrong_prices,
    count(*) FILTER (WHERE f.total_amount <> c.units * coalesce(p.sell_price, 0)) AS wrong_amounts
FROM cells AS c
JOIN day_line AS d USING (d)
LEFT JOIN price_line AS p USING (store_id, item_id, wm_yr_wk)
JOIN store AS s ON s.code = c.store_id
JOIN product AS i ON i.sku = c.item_id
LEFT JOIN sales_daily AS f ON f.date = d.date AND f.store_id = s.id AND f.product_id = i.id;
SELECT target, quantity_received = quantity_landed AS units_balance FROM load_batch WHERE quantity_received > 0 ORDER BY id;

SET client_min_messages = warning;
SELECT drop_source(name) FROM source ORDER BY name;
RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA m5;
