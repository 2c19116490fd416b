-- Loads the UCI Online Retail file: country as store, stock code as product, each line as a till line. rollup_sales()
-- sums them to daily sales, and to returns apart from these.
--
--   psql -v ON_ERROR_STOP=1 -v file=online_retail.csv -f examples/online_retail/load.sql
--
-- The extension must be installed and on the search_path. Either the whole file is in and balances, or nothing is.
-- README.md says why each line is loaded, rejected or left out.

\set ON_ERROR_STOP on
\if :{?file}
\else
    DO $$ BEGIN RAISE EXCEPTION 'file is missing' USING HINT = 'psql -v file=online_retail.csv -f load.sql'; END $$;
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
-- Copies of the file differ in how they write dates: 2010-12-01 08:26:00 or 12/1/2010 8:26. This takes both.
SET LOCAL datestyle = 'ISO, MDY';
-- The till's clock, and with it the day of a line.
SET LOCAL timezone = 'Europe/London';
-- Other editions of the file may have lines that no table can hold. They go to load_reject, and the load goes on.
SET LOCAL forecast_warehouse.on_reject = quarantine;

\echo '== The till lines, as they are in the file'
DROP TABLE IF EXISTS pg_temp.reconciliation, pg_temp.landed_line, pg_temp.loads, pg_temp.sorted_line, pg_temp.till_line
    CASCADE;
-- NOT NULL: a file that lacks one of these is broken, and a line without it could be counted nowhere.
CREATE TEMP TABLE till_line (
    place integer GENERATED ALWAYS AS IDENTITY,
    invoice_no text NOT NULL,
    stock_code text NOT NULL,
    description text,
    quantity integer NOT NULL,
    invoice_date timestamp NOT NULL,
    unit_price numeric NOT NULL,
    customer_id text,
    country text NOT NULL
);
-- \copy takes no variables, so its text is built first. The quoted form keeps blanks and quotes of the path together.
\set copy_columns '(invoice_no, stock_code, description, quantity, invoice_date, unit_price, customer_id, country)'
\set copy_file '\\copy till_line ' :copy_columns ' FROM ' :'file' ' CSV HEADER'
:copy_file
ANALYZE pg_temp.till_line;
SELECT count(*) AS lines, min(invoice_date)::date AS first_day, max(invoice_date)::date AS last_day FROM till_line;

-- Lines that are no sale of goods are left out, by the first group that fits. NULL: goods, to be loaded.
-- A sale without a price says nothing of demand at a price; most of these lines are corrections of stock.
-- The file has no line numbers. A line's number is its position within its invoice, in the order of the file.
CREATE TEMP TABLE sorted_line AS
SELECT invoice_no, row_number() OVER (PARTITION BY invoice_no ORDER BY place) AS line_no, invoice_date,
    country, stock_code, description, quantity, unit_price, quantity * unit_price AS revenue, customer_id,
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
FROM till_line
ORDER BY place;
ANALYZE pg_temp.sorted_line;

-- The goods, under the names of sales_txn_feed. The amount goes along, rounded once: the load would multiply the price
-- that it has rounded.
CREATE TEMP VIEW goods AS
SELECT invoice_no AS receipt, line_no, invoice_date::timestamptz AS sold_at, country AS store_code, stock_code AS sku,
    quantity, unit_price, revenue AS total_amount, regexp_replace(customer_id, '\.0$', '') AS customer_ref
FROM sorted_line
WHERE left_out IS NULL;

CREATE TEMP VIEW countries AS
SELECT DISTINCT country AS code, country AS name
FROM sorted_line
WHERE left_out IS NULL;

-- The till writes descriptions in many ways; the most frequent one names the product.
-- Codes that differ by case (15056BL, 15056bl) are different products: the till keeps them apart, and so do we.
CREATE TEMP VIEW stock_codes AS
SELECT stock_code AS sku,
    coalesce(mode() WITHIN GROUP (ORDER BY nullif(trim(description), '') COLLATE "C"), stock_code) AS name,
    mode() WITHIN GROUP (ORDER BY unit_price) AS base_price
FROM sorted_line
WHERE left_out IS NULL
GROUP BY stock_code;

SELECT min(invoice_date)::date AS first_day, max(invoice_date)::date AS last_day FROM sorted_line WHERE left_out IS NULL \gset

\echo '== Through the feeds, and rolled up, twice: the second time there is nothing to write'
CREATE TEMP TABLE loads AS
SELECT 'calendar' AS target, l.* FROM generate_calendar(:'first_day', :'last_day') AS l;
INSERT INTO loads SELECT 'store', l.* FROM upsert_store('pg_temp.countries') AS l;
INSERT INTO loads SELECT 'product', l.* FROM upsert_product('pg_temp.stock_codes') AS l;
INSERT INTO loads SELECT 'sales_txn', l.* FROM upsert_sales_txn('pg_temp.goods') AS l;
-- One row a day, country and stock code. Returns are apart: on many days more came back than went out.
INSERT INTO loads SELECT 'sales_daily', l.* FROM rollup_sales(:'first_day', :'last_day', returns => 'separate') AS l;

-- The feed is the other way in: any INSERT or COPY.
INSERT INTO sales_txn_feed
    (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref)
SELECT receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount, customer_ref FROM goods;
INSERT INTO loads SELECT 'sales_txn, again', l.* FROM last_load() AS l;
INSERT INTO loads SELECT 'sales_daily, again', l.* FROM rollup_sales(:'first_day', :'last_day', returns => 'separate') AS l;
-- The result of a rollup is that of sales_daily. The journal has that of sales_returns, too.
INSERT INTO loads
SELECT CASE WHEN row_number() OVER (ORDER BY id) = 1 THEN 'sales_returns' ELSE 'sales_returns, again' END, id, inserted,
    updated, unchanged, rejected
FROM load_batch
WHERE target = 'sales_returns' AND id > (SELECT min(batch_id) FROM loads);

SELECT target, inserted, updated, unchanged, rejected FROM loads ORDER BY batch_id;

\echo '== Reconciliation: every line, unit and penny of the file'
-- Read and left-out lines are counted in the file. Lines of sales_txn are counted there. Loaded units and revenue are counted
-- in sales_daily and sales_returns, rejected ones in load_reject. Loaded and rejected lines are the lines in sales_txn of
-- those days, countries and stock codes. Lines that are returns count apart. So their sum is all of sales_txn.
CREATE TEMP TABLE landed_line AS
SELECT g.invoice_date::date AS date, s.code AS country, p.sku AS stock_code, t.quantity, t.total_amount, g.revenue
FROM sales_txn t
JOIN store s ON s.id = t.store_id
JOIN product p ON p.id = t.product_id
JOIN sorted_line g ON g.country = s.code AND g.invoice_no = t.receipt AND g.line_no = t.line_no
WHERE g.left_out IS NULL;
ANALYZE pg_temp.landed_line;

CREATE TEMP TABLE reconciliation AS
WITH day AS (
    SELECT date, country, stock_code, count(*) FILTER (WHERE quantity >= 0) AS lines,
        count(*) FILTER (WHERE quantity < 0) AS return_lines
    FROM landed_line
    GROUP BY date, country, stock_code
), reject AS (
    SELECT l.target, r.error_code, r.row_data, r.row_data ->> 'store_code' AS country, r.row_data ->> 'sku' AS stock_code
    FROM load_reject r
    JOIN loads l ON l.batch_id = r.batch_id
)
SELECT 1 AS place, 'read' AS part, count(*) AS lines, sum(quantity) AS units, sum(quantity * unit_price) AS revenue
FROM till_line
UNION ALL
SELECT 2, 'in sales_txn', count(*), sum(quantity), sum(total_amount)
FROM landed_line
UNION ALL
SELECT 3, 'landed in sales_daily', sum(d.lines), sum(f.quantity), sum(f.total_amount)
FROM sales_daily f
JOIN store s ON s.id = f.store_id
JOIN product p ON p.id = f.product_id
JOIN day d ON d.date = f.date AND d.country = s.code AND d.stock_code = p.sku
UNION ALL
SELECT 3, 'landed in sales_returns', coalesce(sum(d.return_lines) FILTER (WHERE f.reason = 'till'), 0), coalesce(-sum(f.return_quantity), 0),
    coalesce(-sum(f.return_amount), 0)
FROM sales_returns f
JOIN store s ON s.id = f.store_id
JOIN product p ON p.id = f.product_id
JOIN day d ON d.date = f.date AND d.country = s.code AND d.stock_code = p.sku
UNION ALL
-- The published file has no sum or line that a table could not take, so these groups do not show.
SELECT 4, 'rejected: ' || r.error_code, sum(d.lines), sum((r.row_data ->> 'quantity')::numeric),
    sum((r.row_data ->> 'total_amount')::numeric)
FROM reject r
JOIN day d ON d.date = (r.row_data ->> 'date')::date AND d.country = r.country AND d.stock_code = r.stock_code
WHERE r.target = 'sales_daily'
GROUP BY r.error_code
UNION ALL
SELECT 4, 'rejected returns: ' || r.error_code, sum(d.return_lines), -sum((r.row_data ->> 'return_quantity')::numeric),
    -sum((r.row_data ->> 'return_amount')::numeric)
FROM reject r
JOIN day d ON d.date = (r.row_data ->> 'date')::date AND d.country = r.country AND d.stock_code = r.stock_code
WHERE r.target = 'sales_returns'
GROUP BY r.error_code
UNION ALL
SELECT 5, 'rejected as a line: ' || r.error_code, count(*), sum(g.quantity), sum(g.revenue)
FROM reject r
JOIN sorted_line g ON g.country = r.country AND g.invoice_no = r.row_data ->> 'receipt'
    AND g.line_no = (r.row_data ->> 'line_no')::bigint
WHERE r.target = 'sales_txn'
GROUP BY r.error_code
UNION ALL
SELECT 6, 'left out: ' || left_out, count(*), sum(quantity), sum(revenue)
FROM sorted_line
WHERE left_out IS NOT NULL
GROUP BY left_out
UNION ALL
-- The warehouse keeps cents, of each line. The published file has no goods at fractions of a cent: not shown either.
SELECT 6, 'left out: fractions of a cent', 0, 0, sum(revenue - total_amount)
FROM landed_line
HAVING sum(abs(revenue - total_amount)) <> 0;

SELECT part, lines, units, revenue FROM reconciliation ORDER BY place, lines DESC, part;

-- Three sums have to come out: of the file, of sales_txn, and of the net of sales and returns.
CREATE TEMP VIEW net_sums AS
SELECT sum(n.quantity) AS net_units, sum(n.total_amount) AS net_revenue
FROM sales_net_daily n
WHERE EXISTS (
    SELECT
    FROM landed_line l
    JOIN store s ON s.code = l.country
    JOIN product p ON p.sku = l.stock_code
    WHERE l.date = n.date AND s.id = n.store_id AND p.id = n.product_id);
CREATE TEMP VIEW balance AS
SELECT measure, read, in_sales_txn, landed, net, rejected, left_out,
    read = landed + rejected + left_out AND in_sales_txn = landed + rejected - rejected_lines
        AND landed = coalesce(net, landed) AS balanced
FROM (
    SELECT measure, sum(amount) FILTER (WHERE place = 1) AS read, sum(amount) FILTER (WHERE place = 2) AS in_sales_txn,
        sum(amount) FILTER (WHERE place = 3) AS landed, min(net) AS net,
        coalesce(sum(amount) FILTER (WHERE place IN (4, 5)), 0) AS rejected,
        coalesce(sum(amount) FILTER (WHERE place = 5), 0) AS rejected_lines,
        coalesce(sum(amount) FILTER (WHERE place = 6), 0) AS left_out,
        min(column_number) AS column_number
    FROM reconciliation
    CROSS JOIN net_sums
    CROSS JOIN LATERAL (VALUES (1, 'lines', lines, NULL), (2, 'units', units, net_units), (3, 'revenue', revenue, net_revenue))
        AS m (column_number, measure, amount, net)
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
