-- Writes three files in the form in which Walmart's weekly sales are published (Kaggle, Walmart Recruiting): train.csv,
-- features.csv and stores.csv. The numbers are made up, the same on every machine. 5 stores, 8 departments, 143 weeks.
--
--   psql -v ON_ERROR_STOP=1 -v dir=DIRECTORY -f examples/walmart/make_up.sql
--
-- Any database will do: the script makes temporary objects only. The client psql writes the files.

\set ON_ERROR_STOP on
\if :{?dir}
\else
    DO $$ BEGIN RAISE EXCEPTION 'dir is missing' USING HINT = 'psql -v dir=/tmp/walmart -f make_up.sql'; END $$;
\endif

BEGIN;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL search_path = pg_catalog, pg_temp;

-- A number from 0 to below 1 that depends on the key alone. So every run makes the same files.
CREATE FUNCTION pg_temp.draw(key text) RETURNS double precision IMMUTABLE
RETURN ('x' || substr(md5(key), 1, 8))::bit(32)::bigint / 4294967296.0;

CREATE TEMP TABLE walmart_store AS
SELECT store, (ARRAY['A', 'A', 'B', 'A', 'C'])[store] AS type, 40000 + (180000 * pg_temp.draw('size ' || store))::integer AS size
FROM generate_series(1, 5) AS store;

-- A week ends on Friday. 39 weeks more than the sales have their features.
CREATE TEMP TABLE walmart_week AS
SELECT n, date '2010-02-05' + 7 * n AS date,
    to_char(date '2010-02-05' + 7 * n, 'YYYY-MM-DD') IN ('2010-02-12', '2011-02-11', '2012-02-10', '2013-02-08', '2010-09-10',
        '2011-09-09', '2012-09-07', '2010-11-26', '2011-11-25', '2012-11-23', '2010-12-31', '2011-12-30', '2012-12-28') AS is_holiday
FROM generate_series(0, 181) AS n;

-- Markdowns begin in November 2011, and not every week has all of them. Prices and unemployment are published later.
CREATE TEMP TABLE walmart_features AS
SELECT s.store, w.date, w.n,
    round((60 + 30 * cos(2 * pi() * (w.n - 24) / 52) + 8 * pg_temp.draw(concat_ws(' ', 'temperature', s.store, w.n)))::numeric, 2) AS temperature,
    round((2.5 + w.n / 160.0 + 0.2 * pg_temp.draw(concat_ws(' ', 'fuel', w.n)))::numeric, 3) AS fuel_price,
    CASE WHEN w.n >= 92 AND pg_temp.draw(concat_ws(' ', 'with', s.store, w.n, m.number)) < 0.7
        THEN round((9000 * pg_temp.draw(concat_ws(' ', 'markdown', s.store, w.n, m.number)) ^ 2)::numeric, 2) END AS markdown,
    m.number,
    CASE WHEN w.n < 169 THEN round((200 + s.store + w.n / 10.0 + pg_temp.draw('cpi ' || w.n) / 10)::numeric, 7) END AS cpi,
    CASE WHEN w.n < 169 THEN round((8.5 - s.store / 4.0 - w.n / 13 * 0.1)::numeric, 3) END AS unemployment,
    w.is_holiday
FROM walmart_store s, walmart_week w, generate_series(1, 5) AS m (number);

-- More is sold before a holiday, and with markdowns. In department 47 more comes back than is sold in some weeks.
CREATE TEMP TABLE walmart_sale AS
SELECT s.store, d.dept, w.date, w.is_holiday,
    round((s.size / 8.0 * (0.5 + pg_temp.draw('dept ' || d.dept)) * CASE WHEN d.dept = 47 THEN 0.001 ELSE 1 END
        * (CASE WHEN w.is_holiday THEN 1.2 ELSE 1 END + f.markdowns / 200000 + 0.4 * pg_temp.draw(concat_ws(' ', s.store, d.dept, w.n)))
        - CASE WHEN d.dept = 47 AND pg_temp.draw(concat_ws(' ', 'returns', s.store, w.n)) < 0.1 THEN 30 ELSE 0 END)::numeric, 2) AS weekly_sales
FROM walmart_store s
CROSS JOIN unnest(ARRAY[1, 2, 7, 13, 38, 47, 72, 95]) AS d (dept)
CROSS JOIN walmart_week w
CROSS JOIN LATERAL (SELECT coalesce(sum(x.markdown), 0) AS markdowns FROM walmart_features x WHERE x.store = s.store AND x.n = w.n) AS f
WHERE w.n < 143;

CREATE TEMP VIEW feature_lines AS
SELECT store AS "Store", date AS "Date", temperature AS "Temperature", fuel_price AS "Fuel_Price",
    min(markdown) FILTER (WHERE number = 1) AS "MarkDown1", min(markdown) FILTER (WHERE number = 2) AS "MarkDown2",
    min(markdown) FILTER (WHERE number = 3) AS "MarkDown3", min(markdown) FILTER (WHERE number = 4) AS "MarkDown4",
    min(markdown) FILTER (WHERE number = 5) AS "MarkDown5", cpi AS "CPI", unemployment AS "Unemployment",
    upper(is_holiday::text) AS "IsHoliday"
FROM walmart_features
GROUP BY store, date, temperature, fuel_price, cpi, unemployment, is_holiday
ORDER BY store, date;
CREATE TEMP VIEW sale_lines AS
SELECT store AS "Store", dept AS "Dept", date AS "Date", weekly_sales AS "Weekly_Sales", upper(is_holiday::text) AS "IsHoliday"
FROM walmart_sale ORDER BY store, dept, date;
CREATE TEMP VIEW store_lines AS
SELECT store AS "Store", type AS "Type", size AS "Size" FROM walmart_store ORDER BY store;

-- \copy takes no variables, so its text is built first. The quoted form keeps blanks and quotes of the path together.
\set sale_file :dir '/train.csv'
\set feature_file :dir '/features.csv'
\set store_file :dir '/stores.csv'
\set copy_sales '\\copy (SELECT * FROM sale_lines) TO ' :'sale_file' ' CSV HEADER'
\set copy_features '\\copy (SELECT * FROM feature_lines) TO ' :'feature_file' ' WITH (FORMAT csv, HEADER, NULL ''NA'')'
\set copy_stores '\\copy (SELECT * FROM store_lines) TO ' :'store_file' ' CSV HEADER'
:copy_sales
:copy_features
:copy_stores
ROLLBACK;
