-- Writes three files in the form in which the M5 competition publishes its data: sales_train_evaluation.csv, calendar.csv
-- and sell_prices.csv. The numbers are made up, the same on every machine. 40 products in 10 stores, 1,941 days.
--
--   psql -v ON_ERROR_STOP=1 -v dir=DIRECTORY -f examples/m5/make_up.sql
--
-- Any database will do: the script makes temporary objects only. The client psql writes the files.

\set ON_ERROR_STOP on
\if :{?dir}
\else
    DO $$ BEGIN RAISE EXCEPTION 'dir is missing' USING HINT = 'psql -v dir=/tmp/m5 -f make_up.sql'; END $$;
\endif

BEGIN;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL search_path = pg_catalog, pg_temp;

-- A number from 0 to below 1 that depends on the key alone. So every run makes the same files.
CREATE FUNCTION pg_temp.draw(key text) RETURNS double precision IMMUTABLE
RETURN ('x' || substr(md5(key), 1, 8))::bit(32)::bigint / 4294967296.0;

CREATE TEMP TABLE m5_store AS
SELECT state || '_' || n AS store_id, state AS state_id
FROM (VALUES ('CA', 4), ('TX', 3), ('WI', 3)) AS s (state, stores), generate_series(1, stores) AS n;

-- The published departments, with a few products each. One product in three comes to the shops later than the first day.
CREATE TEMP TABLE m5_item AS
SELECT dept || '_' || lpad(n::text, 3, '0') AS item_id, dept AS dept_id, split_part(dept, '_', 1) AS cat_id,
    round((1 + 11 * pg_temp.draw('price ' || dept || n))::numeric, 2) AS price,
    0.2 + 4 * pg_temp.draw('demand ' || dept || n) ^ 3 AS demand,
    CASE WHEN n % 3 = 0 THEN 11 + (150 * pg_temp.draw('launch ' || dept || n))::integer ELSE 0 END AS launch_week
FROM (VALUES ('FOODS_1', 6), ('FOODS_2', 6), ('FOODS_3', 8), ('HOBBIES_1', 5), ('HOBBIES_2', 5), ('HOUSEHOLD_1', 5),
    ('HOUSEHOLD_2', 5)) AS d (dept, items), generate_series(1, items) AS n;

-- 1,969 days: 28 more than the sales. Weeks begin on Saturday. The week code has the fiscal year, which begins on the
-- last Saturday of January, and the week in it.
CREATE TEMP TABLE m5_day AS
SELECT n, date, first_day + (n - 1) / 7 * 7 AS week_day, (n - 1) / 7 AS week,
    11000 + 100 * (extract(year FROM year_begins)::integer - 2010) + (date - year_begins) / 7 + 1 AS wm_yr_wk
FROM (VALUES (date '2011-01-29')) AS f (first_day), generate_series(1, 1969) AS n,
    LATERAL (SELECT first_day + n - 1 AS date) AS d,
    LATERAL (
        SELECT max(last_saturday) AS year_begins
        FROM generate_series(2011, 2016) AS y,
            LATERAL (SELECT make_date(y, 1, 31) - (extract(dow FROM make_date(y, 1, 31))::integer + 1) % 7) AS s (last_saturday)
        WHERE last_saturday <= first_day + n - 1
    ) AS b;

-- Each price lasts for some weeks in a store. Then it changes by a few per cent.
CREATE TEMP TABLE m5_price AS
SELECT s.store_id, i.item_id, w.wm_yr_wk, w.week,
    round((i.price * (0.9 + 0.2 * pg_temp.draw(concat_ws(' ', s.store_id, i.item_id,
        w.week / (18 + (30 * pg_temp.draw('weeks ' || i.item_id))::integer)))))::numeric, 2) AS sell_price
FROM m5_store s, m5_item i, (SELECT DISTINCT week, wm_yr_wk FROM m5_day) AS w
WHERE w.week >= i.launch_week;

-- More is sold at the weekend. Nothing is sold before the product comes to the shop.
CREATE TEMP TABLE m5_sale AS
SELECT i.item_id, i.dept_id, i.cat_id, s.store_id, s.state_id, d.n,
    CASE WHEN d.week < i.launch_week THEN 0
        ELSE floor(i.demand * CASE WHEN d.date - d.week_day <= 1 THEN 1.4 ELSE 1 END
            * -ln(1 - pg_temp.draw(concat_ws(' ', i.item_id, s.store_id, d.n))))::integer END AS units
FROM m5_store s, m5_item i, m5_day d
WHERE d.n <= 1941;

-- A line of 1,947 cells is made as one text: no table has so many columns. No cell needs quotes.
CREATE TEMP VIEW wide_lines AS
SELECT line FROM (
    SELECT '' AS key, 'id,item_id,dept_id,cat_id,store_id,state_id,' || string_agg('d_' || n, ',' ORDER BY n) AS line
    FROM generate_series(1, 1941) AS n
    UNION ALL
    SELECT item_id || store_id, concat_ws(',', item_id || '_' || store_id || '_evaluation', item_id, dept_id, cat_id, store_id, state_id,
        string_agg(units::text, ',' ORDER BY n))
    FROM m5_sale
    GROUP BY item_id, dept_id, cat_id, store_id, state_id
) AS lines
ORDER BY key COLLATE "C";

CREATE TEMP VIEW calendar_lines AS
SELECT d.date, d.wm_yr_wk, to_char(d.date, 'FMDay') AS weekday, d.date - d.week_day + 1 AS wday,
    extract(month FROM d.date)::integer AS month, extract(year FROM d.date)::integer AS year, 'd_' || d.n AS d,
    e.name AS event_name_1, e.kind AS event_type_1, NULL AS event_name_2, NULL AS event_type_2,
    (extract(day FROM d.date) <= 10)::integer AS "snap_CA",
    (extract(day FROM d.date) IN (1, 3, 5, 6, 7, 9, 11, 12, 13, 15))::integer AS "snap_TX",
    (extract(day FROM d.date) IN (2, 3, 5, 6, 8, 9, 11, 12, 14, 15))::integer AS "snap_WI"
FROM m5_day d
LEFT JOIN (VALUES ('07-04', 'IndependenceDay', 'National'), ('12-25', 'Christmas', 'National'), ('10-31', 'Halloween', 'Cultural'))
    AS e (day, name, kind) ON e.day = to_char(d.date, 'MM-DD')
ORDER BY d.n;

CREATE TEMP VIEW price_lines AS
SELECT store_id, item_id, wm_yr_wk, sell_price FROM m5_price ORDER BY store_id, item_id, week;

-- \copy takes no variables, so its text is built first. The quoted form keeps blanks and quotes of the path together.
\set wide_file :dir '/sales_train_evaluation.csv'
\set calendar_file :dir '/calendar.csv'
\set price_file :dir '/sell_prices.csv'
\set copy_wide '\\copy (SELECT line FROM wide_lines) TO ' :'wide_file'
\set copy_calendar '\\copy (SELECT * FROM calendar_lines) TO ' :'calendar_file' ' CSV HEADER'
\set copy_prices '\\copy (SELECT * FROM price_lines) TO ' :'price_file' ' CSV HEADER'
:copy_wide
:copy_calendar
:copy_prices
ROLLBACK;
