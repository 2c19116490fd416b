-- Loads the UCI Online Retail file: country as store, stock code as product, the day's total as sale.
--
--   psql -v ON_ERROR_STOP=1 -v file=online_retail.csv -f examples/online_retail/load.sql
--
-- The extension must be installed and on the search_path. Either the whole file is in and balances, or nothing is.
-- README.md says why each line lands, is rejected or is left out.

\set ON_ERROR_STOP on
\if :{?file}
\else
    DO $$ BEGIN RAISE EXCEPTION 'file is missing' USING HINT = 'psql -v file=online_retail.csv -f load.sql'; END $$;
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
-- Copies of the file differ in how they write dates: 2010-12-01 08:26:00 or 12/1/2010 8:26. This takes both.
SET LOCAL datestyle = 'ISO, MDY';
-- Days that end with more returned than sold cannot be sales; they are to be seen in load_reject, not to stop the load.
SET LOCAL forecast_warehouse.on_reject = quarantine;

\echo '== The till lines, as they stand in the file'
DROP TABLE IF EXISTS pg_temp.reconciliation, pg_temp.loads, pg_temp.daily_sales, pg_temp.till_line CASCADE;
-- NOT NULL: a file that lacks one of these is broken, and a line without it could be counted nowhere.
CREATE TEMP TABLE till_line (
    invoice_no text,
    stock_code text NOT NULL,
    description text,
    quantity integer NOT NULL,
    invoice_date timestamp NOT NULL,
    unit_price numeric NOT NULL,
    customer_id text,
    country text NOT NULL
);
-- \copy takes no variables, hence the detour; the quoted form keeps blanks and quotes of the path together.
\set copy_file '\\copy till_line FROM ' :'file' ' CSV HEADER'
:copy_file
ANALYZE pg_temp.till_line;
SELECT count(*) AS lines, min(invoice_date)::date AS first_day, max(invoice_date)::date AS last_day FROM till_line;

-- What is no sale of goods is left out, by name: the first group that fits. NULL: goods, to be loaded.
-- A sale without a price says nothing of demand at a price; most of these lines are corrections of stock.
CREATE TEMP VIEW sorted_line AS
SELECT invoice_date::date AS date, country, stock_code, description, quantity, unit_price,
    quantity * unit_price AS revenue,
    CASE
        WHEN stock_code IN ('POST', 'DOT', 'C2') THEN 'postage and carriage'
        WHEN stock_code IN ('AMAZONFEE', 'BANK CHARGES', 'CRUK') THEN 'fees and commissions'
        WHEN stock_code IN ('M', 'm') THEN 'manual entries'
        WHEN stock_code = 'D' THEN 'discounts'
        WHEN stock_code = 'S' THEN 'samples'
        WHEN stock_code = 'B' THEN 'bad debt'
        WHEN stock_code LIKE 'gift\_%' THEN 'gift vouchers'
        WHEN unit_price = 0 AND quantity < 0 THEN 'no price: stock written off'
        WHEN unit_price = 0 THEN 'no price: stock found or given away'
        WHEN unit_price < 0.01 THEN 'price below a cent'
    END AS left_out
FROM till_line;

-- One row a day, country and stock code, returns netted in. unit_price is derived by the load, save where as many came
-- back as went out: there it is the average of the lines' prices. The order makes row numbers of rejects repeatable.
CREATE TEMP TABLE daily_sales AS
SELECT date, country AS store_code, stock_code AS sku, sum(quantity) AS quantity,
    CASE WHEN sum(quantity) = 0 THEN round(sum(abs(revenue)) / sum(abs(quantity)), 2) END AS unit_price,
    sum(revenue) AS total_amount
FROM sorted_line
WHERE left_out IS NULL
GROUP BY date, country, stock_code
ORDER BY date, country COLLATE "C", stock_code COLLATE "C";

CREATE OR REPLACE TEMP VIEW countries AS
SELECT DISTINCT country AS code, country AS name
FROM sorted_line
WHERE left_out IS NULL;

-- The till writes descriptions in many ways; the most frequent one names the product.
-- Codes that differ by case (15056BL, 15056bl) are different products: the till keeps them apart, and so do we.
CREATE OR REPLACE TEMP VIEW stock_codes AS
SELECT stock_code AS sku,
    coalesce(mode() WITHIN GROUP (ORDER BY nullif(trim(description), '') COLLATE "C"), stock_code) AS name,
    mode() WITHIN GROUP (ORDER BY unit_price) AS base_price
FROM sorted_line
WHERE left_out IS NULL
GROUP BY stock_code;

\echo '== Through the feeds, twice: the second load has nothing to write'
CREATE TEMP TABLE loads AS
SELECT 'calendar' AS target, l.*
FROM (SELECT min(date) AS first_day, max(date) AS last_day FROM daily_sales) d
CROSS JOIN LATERAL generate_calendar(d.first_day, d.last_day) AS l;
INSERT INTO loads SELECT 'store', l.* FROM upsert_store('pg_temp.countries') AS l;
INSERT INTO loads SELECT 'product', l.* FROM upsert_product('pg_temp.stock_codes') AS l;
INSERT INTO loads SELECT 'sales_daily', l.* FROM upsert_sales_daily('pg_temp.daily_sales') AS l;

-- The feed is the other way in: any INSERT or COPY.
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price, total_amount)
SELECT date, store_code, sku, quantity, unit_price, total_amount FROM daily_sales;
INSERT INTO loads SELECT 'sales_daily, again', l.* FROM last_load() AS l;

SELECT target, inserted, updated, unchanged, rejected FROM loads ORDER BY batch_id;

\echo '== Reconciliation: every line, unit and penny of the file'
-- Read and left out are counted in the file's lines; landed units and revenue in sales_daily itself, rejected ones in
-- load_reject. Landed and rejected lines are the file's lines of those days, countries and stock codes.
CREATE TEMP TABLE reconciliation AS
WITH goods AS (
    SELECT date, country, stock_code, count(*) AS lines, sum(revenue) AS revenue
    FROM sorted_line
    WHERE left_out IS NULL
    GROUP BY date, country, stock_code
), reject AS (
    SELECT r.error_code, (r.row_data ->> 'date')::date AS date, r.row_data ->> 'store_code' AS country,
        r.row_data ->> 'sku' AS stock_code, (r.row_data ->> 'quantity')::bigint AS quantity,
        (r.row_data ->> 'total_amount')::numeric AS revenue
    FROM load_reject r
    JOIN loads l ON l.batch_id = r.batch_id
    WHERE l.target = 'sales_daily'
)
SELECT 1 AS place, 'read' AS part, count(*) AS lines, sum(quantity) AS units, sum(quantity * unit_price) AS revenue
FROM till_line
UNION ALL
SELECT 2, 'landed in sales_daily', sum(g.lines), sum(f.quantity), sum(f.total_amount)
FROM sales_daily f
JOIN store s ON s.id = f.store_id
JOIN product p ON p.id = f.product_id
JOIN goods g ON g.date = f.date AND g.country = s.code AND g.stock_code = p.sku
UNION ALL
SELECT 3, 'rejected: ' || r.error_code, sum(g.lines), sum(r.quantity), sum(r.revenue)
FROM reject r
JOIN goods g USING (date, country, stock_code)
GROUP BY r.error_code
UNION ALL
SELECT 4, 'left out: ' || left_out, count(*), sum(quantity), sum(revenue)
FROM sorted_line
WHERE left_out IS NOT NULL
GROUP BY left_out
UNION ALL
-- The warehouse keeps cents. The published file has no day that ends within one, so this group does not show.
SELECT 4, 'left out: fractions of a cent', 0, 0, sum(g.revenue - round(g.revenue, 2))
FROM goods g
LEFT JOIN reject r USING (date, country, stock_code)
WHERE r.error_code IS NULL
HAVING sum(abs(g.revenue - round(g.revenue, 2))) <> 0;

SELECT part, lines, units, revenue FROM reconciliation ORDER BY place, lines DESC, part;

CREATE TEMP VIEW balance AS
SELECT measure, read, landed, rejected, left_out,
    read = landed + coalesce(rejected, 0) + coalesce(left_out, 0) AS balanced
FROM (
    SELECT measure, sum(amount) FILTER (WHERE place = 1) AS read, sum(amount) FILTER (WHERE place = 2) AS landed,
        sum(amount) FILTER (WHERE place = 3) AS rejected, sum(amount) FILTER (WHERE place = 4) AS left_out,
        min(column_number) AS column_number
    FROM reconciliation
    CROSS JOIN LATERAL (VALUES (1, 'lines', lines), (2, 'units', units), (3, 'revenue', revenue))
        AS m (column_number, measure, amount)
    GROUP BY measure
) AS sums
ORDER BY column_number;
TABLE balance;

DO $$
BEGIN
    IF (SELECT bool_and(balanced) FROM balance) IS NOT TRUE THEN
        RAISE EXCEPTION 'the reconciliation does not balance; nothing was loaded';
    END IF;
END $$;
COMMIT;
