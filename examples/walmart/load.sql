-- Loads Walmart's weekly sales as they are published: sales of departments, stores, and drivers of demand by week.
--
--   psql -v ON_ERROR_STOP=1 -v file=train.csv -v features=features.csv -v stores=stores.csv -f examples/walmart/load.sql
--
-- The extension must be installed and on the search_path. Either all is in and balances, or nothing is.
-- The files have money by week, but neither units nor days. README.md explains the replacements. make_up.sql writes files of
-- this form.

\set ON_ERROR_STOP on
\if :{?file}
\else
    DO $$ BEGIN RAISE EXCEPTION 'file is missing' USING HINT = 'psql -v file=... -v features=... -v stores=...'; END $$;
\endif
\if :{?features}
\else
    DO $$ BEGIN RAISE EXCEPTION 'features is missing' USING HINT = 'psql -v file=... -v features=... -v stores=...'; END $$;
\endif
\if :{?stores}
\else
    DO $$ BEGIN RAISE EXCEPTION 'stores is missing' USING HINT = 'psql -v file=... -v features=... -v stores=...'; END $$;
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';

\echo '== The files, as they are'
DROP TABLE IF EXISTS pg_temp.balance, pg_temp.loads, pg_temp.week_line, pg_temp.driver_line, pg_temp.store_line CASCADE;
CREATE TEMP TABLE store_line (store text PRIMARY KEY, type text NOT NULL, size integer NOT NULL);
CREATE TEMP TABLE week_line (
    store text NOT NULL,
    dept integer NOT NULL,
    date date NOT NULL,
    weekly_sales numeric NOT NULL,
    is_holiday boolean NOT NULL
);
CREATE TEMP TABLE driver_line (
    store text NOT NULL,
    date date NOT NULL,
    temperature numeric,
    fuel_price numeric,
    markdown1 numeric, markdown2 numeric, markdown3 numeric, markdown4 numeric, markdown5 numeric,
    cpi numeric,
    unemployment numeric,
    is_holiday boolean NOT NULL
);
-- \copy takes no variables, so its text is built first. The quoted form keeps blanks and quotes of the path together.
\set copy_stores '\\copy store_line FROM ' :'stores' ' CSV HEADER'
\set copy_file '\\copy week_line FROM ' :'file' ' CSV HEADER'
\set copy_features '\\copy driver_line FROM ' :'features' ' WITH (FORMAT csv, HEADER, NULL ''NA'')'
:copy_stores
:copy_file
:copy_features
ANALYZE pg_temp.store_line, pg_temp.week_line, pg_temp.driver_line;
SELECT count(*) AS weeks_of_departments, count(DISTINCT store) AS stores, count(DISTINCT dept) AS departments, min(date) AS first_week,
    max(date) AS last_week FROM week_line;

CREATE TEMP VIEW stores AS
SELECT store AS code, 'Walmart ' || store AS name, type AS store_type FROM store_line;
CREATE TEMP VIEW departments AS
SELECT DISTINCT 'DEPT-' || lpad(dept::text, 2, '0') AS sku, 'Department ' || dept AS name, 'Department' AS category FROM week_line;

-- quantity: dollars, since the file counts no units. A week is a row at its last day, a Friday.
CREATE TEMP VIEW sales AS
SELECT date, store AS store_code, 'DEPT-' || lpad(dept::text, 2, '0') AS sku, greatest(weekly_sales, 0) AS quantity, 1.00 AS unit_price,
    greatest(weekly_sales, 0) AS total_amount
FROM week_line;

-- A week below zero: more came back than was sold.
CREATE TEMP VIEW returns AS
SELECT date, store AS store_code, 'DEPT-' || lpad(dept::text, 2, '0') AS sku, 'net of the week' AS reason,
    -weekly_sales AS return_quantity, -weekly_sales AS return_amount
FROM week_line
WHERE weekly_sales < 0;

-- Markdowns and holidays are planned. Weather, prices and unemployment are known afterwards.
CREATE TEMP VIEW signals AS
SELECT d.date, v.name AS signal_name, d.store AS store_code, v.value, v.known_ahead
FROM driver_line AS d
CROSS JOIN LATERAL (VALUES
    ('temperature', d.temperature, false), ('fuel_price', d.fuel_price, false), ('cpi', d.cpi, false),
    ('unemployment', d.unemployment, false), ('markdown_1', d.markdown1, true), ('markdown_2', d.markdown2, true),
    ('markdown_3', d.markdown3, true), ('markdown_4', d.markdown4, true), ('markdown_5', d.markdown5, true),
    ('holiday_week', d.is_holiday::integer, true)
) AS v (name, value, known_ahead)
WHERE v.value IS NOT NULL;

\echo '== Through the feeds, twice: the second load has nothing to write'
CREATE TEMP TABLE loads AS
SELECT 'calendar' AS target, l.*
FROM (SELECT min(date) - 6 AS first_day, max(date) AS last_day FROM (SELECT date FROM week_line UNION SELECT date FROM driver_line) AS d) AS d
CROSS JOIN LATERAL generate_calendar(d.first_day, d.last_day, 'US') AS l;
INSERT INTO loads SELECT 'store', l.* FROM upsert_store('pg_temp.stores') AS l;
INSERT INTO loads SELECT 'product', l.* FROM upsert_product('pg_temp.departments') AS l;
INSERT INTO loads SELECT 'sales_daily', l.* FROM upsert_sales_daily('pg_temp.sales') AS l;
INSERT INTO loads SELECT 'sales_returns', l.* FROM upsert_sales_returns('pg_temp.returns') AS l;
INSERT INTO loads SELECT 'exogenous_signal', l.* FROM upsert_exogenous_signal('pg_temp.signals') AS l;

-- The feeds are the other way in: any INSERT or COPY.
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price, total_amount) SELECT * FROM sales;
INSERT INTO loads SELECT 'sales_daily, again', l.* FROM last_load() AS l;
INSERT INTO sales_returns_feed (date, store_code, sku, reason, return_quantity, return_amount) SELECT * FROM returns;
INSERT INTO loads SELECT 'sales_returns, again', l.* FROM last_load() AS l;
INSERT INTO exogenous_signal_feed (date, signal_name, store_code, value, known_ahead) SELECT * FROM signals;
INSERT INTO loads SELECT 'exogenous_signal, again', l.* FROM last_load() AS l;
SELECT target, inserted, updated, unchanged, rejected FROM loads ORDER BY batch_id;

\echo '== Reconciliation: what the files say, and what landed'
CREATE TEMP TABLE balance AS
SELECT m.place, m.measure, m.read, m.landed, m.read = m.landed AS balanced
FROM (
    SELECT count(*) AS weeks, sum(weekly_sales) AS dollars, count(*) FILTER (WHERE weekly_sales < 0) AS below_zero
    FROM week_line
) AS file
CROSS JOIN (
    SELECT count(*) AS weeks, sum(n.total_amount) AS dollars, count(*) FILTER (WHERE n.total_amount < 0) AS below_zero
    FROM sales_net_daily n
    JOIN store s ON s.id = n.store_id
    JOIN product p ON p.id = n.product_id
    WHERE s.code IN (SELECT store FROM store_line) AND p.sku IN (SELECT sku FROM departments)
) AS facts
CROSS JOIN (
    SELECT count(temperature) + count(fuel_price) + count(cpi) + count(unemployment) + count(markdown1) + count(markdown2)
        + count(markdown3) + count(markdown4) + count(markdown5) + count(*) AS values,
        coalesce(sum(markdown1), 0) + coalesce(sum(markdown2), 0) + coalesce(sum(markdown3), 0) + coalesce(sum(markdown4), 0)
            + coalesce(sum(markdown5), 0) AS markdowns,
        sum(cpi) AS cpi
    FROM driver_line
) AS drivers
CROSS JOIN (
    SELECT count(*) AS values, coalesce(sum(value) FILTER (WHERE signal_name LIKE 'markdown%'), 0) AS markdowns,
        sum(value) FILTER (WHERE signal_name = 'cpi') AS cpi
    FROM exogenous_signal g
    JOIN store s ON s.id = g.store_id
    WHERE s.code IN (SELECT store FROM store_line)
        AND g.signal_name IN (SELECT signal_name FROM signals)
) AS landed
CROSS JOIN LATERAL (VALUES
    (1, 'weeks of departments', file.weeks, facts.weeks),
    (2, 'dollars', file.dollars, facts.dollars),
    (3, 'weeks below zero', file.below_zero, facts.below_zero),
    (4, 'values of signals', drivers.values, landed.values),
    (5, 'markdowns', drivers.markdowns, landed.markdowns),
    (6, 'sum of the price index', drivers.cpi, landed.cpi)
) AS m (place, measure, read, landed);
SELECT measure, read::numeric, trim_scale(landed::numeric) AS landed, balanced FROM balance ORDER BY place;

DO $$
BEGIN
    IF (SELECT bool_and(balanced) FROM balance) IS NOT TRUE THEN
        RAISE EXCEPTION 'the reconciliation does not balance; nothing was loaded';
    END IF;
END $$;
COMMIT;
