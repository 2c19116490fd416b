-- Loads the files of the M5 competition as they are published. They have units in 1,947 columns, prices by week, and a calendar.
--
--   psql -v ON_ERROR_STOP=1 -v file=sales_train_evaluation.csv -v calendar=calendar.csv -v prices=sell_prices.csv \
--       -f examples/m5/load.sql
--
-- The extension must be installed and on the search_path. Either all is in and balances, or nothing is.
-- README.md explains how the columns become rows. make_up.sql writes files of this form.

\set ON_ERROR_STOP on
\if :{?file}
\else
    DO $$ BEGIN RAISE EXCEPTION 'file is missing' USING HINT = 'psql -v file=... -v calendar=... -v prices=...'; END $$;
\endif
\if :{?calendar}
\else
    DO $$ BEGIN RAISE EXCEPTION 'calendar is missing' USING HINT = 'psql -v file=... -v calendar=... -v prices=...'; END $$;
\endif
\if :{?prices}
\else
    DO $$ BEGIN RAISE EXCEPTION 'prices is missing' USING HINT = 'psql -v file=... -v calendar=... -v prices=...'; END $$;
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';

-- \copy takes no variables, so its text is built first. The quoted form keeps blanks and quotes of the path together.
\set copy_calendar '\\copy day_line FROM ' :'calendar' ' CSV HEADER'
\set copy_prices '\\copy m5_prices FROM ' :'prices' ' WITH (FORMAT csv, HEADER MATCH)'
-- Two characters that no file has: so each line is one value, whatever its commas and quotes.
\set as_lines ' WITH (FORMAT csv, DELIMITER E''\\x01'', QUOTE E''\\x02'')'
\set copy_units '\\copy m5_units FROM ' :'file' :as_lines

\echo '== The calendar: every day of the file, with the holidays of the three states'
DROP TABLE IF EXISTS pg_temp.balance, pg_temp.loads, pg_temp.day_column, pg_temp.unit_line, pg_temp.price_line, pg_temp.day_line CASCADE;
CREATE TEMP TABLE day_line (
    date date PRIMARY KEY,
    wm_yr_wk text NOT NULL,
    weekday text, wday text, month text, year text,
    d text NOT NULL UNIQUE,
    event_name_1 text, event_type_1 text, event_name_2 text, event_type_2 text,
    snap_ca text, snap_tx text, snap_wi text
);
:copy_calendar
ANALYZE pg_temp.day_line;
CREATE TEMP TABLE loads AS
SELECT 'calendar' AS target, l.*
FROM (SELECT min(date) AS first_day, max(date) AS last_day FROM day_line) AS d
CROSS JOIN LATERAL generate_calendar(d.first_day, d.last_day, 'US') AS l;

\echo '== The sources: each file described once'
DO $$
BEGIN
    PERFORM drop_source(name) FROM source WHERE name IN ('m5_prices', 'm5_units');
END $$;

-- A line is the observed price of a week. Weeks with one price become one window. The code of a week has the fiscal
-- year and the week in it. The fiscal year begins on the last Saturday of January.
-- Stores and products exist in the file only. Their codes begin with state and category.
SELECT create_source('m5_prices', 'price_history_feed', '{store_id,item_id,wm_yr_wk,sell_price}',
    '{
        "sku": "item_id",
        "store_code": "store_id",
        "price": "sell_price",
        "valid_from": "make_date(2000 + substr(wm_yr_wk, 2, 2)::integer, 1, 31) - (extract(dow FROM make_date(2000 + substr(wm_yr_wk, 2, 2)::integer, 1, 31))::integer + 1) % 7 + 7 * (substr(wm_yr_wk, 4)::integer - 1)",
        "valid_to": "make_date(2000 + substr(wm_yr_wk, 2, 2)::integer, 1, 31) - (extract(dow FROM make_date(2000 + substr(wm_yr_wk, 2, 2)::integer, 1, 31))::integer + 1) % 7 + 7 * substr(wm_yr_wk, 4)::integer - 1",
        "product.category": "split_part(item_id, ''_'', 1)",
        "store.region": "split_part(store_id, ''_'', 1)",
        "store.holiday_calendar": "''US-'' || split_part(store_id, ''_'', 1)"
    }',
    '{"windows": "observed", "on_unknown": "create"}');

-- A column for each day becomes a row for each day. The units come without money: the load takes the price in force.
SELECT create_source('m5_units', 'sales_daily_feed', '{id,item_id,dept_id,cat_id,store_id,state_id,d_*}',
    '{
        "date": "date ''2011-01-29'' + substr(d, 3)::integer - 1",
        "store_code": "store_id",
        "sku": "item_id"
    }',
    '{"unpivot": {"columns": "d_*", "name": "d", "value": "quantity"}}');

-- SNAP days of each state: benefits are paid out, and more food is sold. They are planned, so known ahead.
CREATE TEMP VIEW snap_day AS
SELECT d.date, 'snap' AS signal_name, s.code AS store_code, p.snap::numeric AS value, true AS known_ahead
FROM day_line AS d
CROSS JOIN LATERAL (VALUES ('CA', d.snap_ca), ('TX', d.snap_tx), ('WI', d.snap_wi)) AS p (state, snap)
JOIN store AS s ON s.region = p.state AND split_part(s.code, '_', 1) = p.state;

\echo '== The files, twice: the second load has nothing to write'
:copy_prices
INSERT INTO loads SELECT 'price_history', l.* FROM last_load() AS l;
:copy_units
INSERT INTO loads SELECT 'sales_daily', l.* FROM last_load() AS l;
INSERT INTO exogenous_signal_feed SELECT * FROM snap_day;
INSERT INTO loads SELECT 'exogenous_signal', l.* FROM last_load() AS l;
:copy_prices
INSERT INTO loads SELECT 'price_history, again', l.* FROM last_load() AS l;
:copy_units
INSERT INTO loads SELECT 'sales_daily, again', l.* FROM last_load() AS l;
INSERT INTO exogenous_signal_feed SELECT * FROM snap_day;
INSERT INTO loads SELECT 'exogenous_signal, again', l.* FROM last_load() AS l;
SELECT target, inserted, updated, unchanged, rejected FROM loads ORDER BY batch_id;

\echo '== Reconciliation: what the files say, by SQL without sources, and what landed'
CREATE TEMP TABLE price_line (store_id text, item_id text, wm_yr_wk text, sell_price numeric);
CREATE TEMP TABLE unit_line (line text);
\set copy_price_lines '\\copy price_line FROM ' :'prices' ' CSV HEADER'
\set copy_unit_lines '\\copy unit_line FROM ' :'file' :as_lines
:copy_price_lines
:copy_unit_lines
ANALYZE pg_temp.price_line, pg_temp.unit_line;

-- No cell of the file has commas or quotes, so a split by commas is enough here.
CREATE TEMP TABLE day_column AS
SELECT u.number, u.name AS d
FROM unit_line AS l, unnest(string_to_array(l.line, ',')) WITH ORDINALITY AS u (name, number)
WHERE l.line LIKE 'id,%' AND u.name LIKE 'd\_%';
ANALYZE pg_temp.day_column;
CREATE TEMP VIEW cells AS
SELECT c.d, split_part(l.line, ',', 2) AS item_id, split_part(l.line, ',', 5) AS store_id, u.cell::numeric AS units
FROM unit_line AS l, unnest(string_to_array(l.line, ',')) WITH ORDINALITY AS u (cell, number)
JOIN day_column AS c USING (number)
WHERE l.line NOT LIKE 'id,%' AND u.cell <> '';

CREATE TEMP TABLE balance AS
SELECT m.place, m.measure, m.read, m.landed, m.read = m.landed AS balanced
FROM (
    SELECT count(*) AS cells, sum(c.units) AS units, sum(c.units * p.sell_price) AS revenue,
        count(*) FILTER (WHERE p.sell_price IS NULL) AS open
    FROM cells c
    JOIN day_line d USING (d)
    LEFT JOIN price_line p USING (store_id, item_id, wm_yr_wk)
) AS file
CROSS JOIN (
    SELECT count(*) AS cells, sum(f.quantity) AS units, sum(f.total_amount) AS revenue,
        count(*) FILTER (WHERE f.unit_price IS NULL) AS open
    FROM sales_daily f
    JOIN store s ON s.id = f.store_id
    JOIN product p ON p.id = f.product_id
    WHERE (s.code, p.sku) IN (SELECT store_id, item_id FROM price_line)
) AS facts
CROSS JOIN (SELECT 7 * count(*) AS days, 7 * sum(sell_price) AS prices FROM price_line) AS weeks
CROSS JOIN (
    SELECT sum(h.valid_to - h.valid_from + 1) AS days, sum(h.price * (h.valid_to - h.valid_from + 1)) AS prices
    FROM price_history h
    JOIN store s ON s.id = h.store_id
    JOIN product p ON p.id = h.product_id
    WHERE (s.code, p.sku) IN (SELECT store_id, item_id FROM price_line)
) AS windows
CROSS JOIN (
    SELECT count(*) FILTER (WHERE CASE left(p.store_id, 2) WHEN 'CA' THEN d.snap_ca WHEN 'TX' THEN d.snap_tx ELSE d.snap_wi END = '1') AS days
    FROM day_line d
    CROSS JOIN (SELECT DISTINCT store_id FROM price_line) p
) AS snap
CROSS JOIN (
    SELECT sum(g.value)::integer AS days
    FROM exogenous_signal g
    JOIN store s ON s.id = g.store_id
    WHERE g.signal_name = 'snap' AND s.code IN (SELECT store_id FROM price_line)
) AS signals
CROSS JOIN LATERAL (VALUES
    (1, 'cells', file.cells, facts.cells),
    (2, 'units', file.units, facts.units),
    (3, 'revenue', file.revenue, facts.revenue),
    (4, 'cells without a price', file.open, facts.open),
    (5, 'days with a price', weeks.days, windows.days),
    (6, 'sum of these prices', weeks.prices, windows.prices),
    (7, 'SNAP days of stores', snap.days, signals.days)
) AS m (place, measure, read, landed);
SELECT measure, read, landed, balanced FROM balance ORDER BY place;

DO $$
BEGIN
    IF (SELECT bool_and(balanced) FROM balance) IS NOT TRUE THEN
        RAISE EXCEPTION 'the reconciliation does not balance; nothing was loaded';
    END IF;
END $$;
COMMIT;
