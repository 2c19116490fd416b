-- Loads the Rossmann files: stores with their types, open and closed days, daily sales, promotions, holidays.
--
--   psql -v ON_ERROR_STOP=1 -v file=train.csv -v stores=store.csv -f examples/rossmann/load.sql
--
-- The extension must be installed and on the search_path. Either all is in and balances, or nothing is.
-- The file has turnover and customers, but neither products nor units. README.md explains the replacements.

\set ON_ERROR_STOP on
\if :{?file}
\else
    DO $$ BEGIN RAISE EXCEPTION 'file is missing' USING HINT = 'psql -v file=train.csv -v stores=store.csv'; END $$;
\endif
\if :{?stores}
\else
    DO $$ BEGIN RAISE EXCEPTION 'stores is missing' USING HINT = 'psql -v file=train.csv -v stores=store.csv'; END $$;
\endif

BEGIN;
SET LOCAL client_min_messages = warning;

\echo '== The files, as they are'
DROP TABLE IF EXISTS pg_temp.balance, pg_temp.loads, pg_temp.file_day, pg_temp.store_line CASCADE;
CREATE TEMP TABLE store_line (
    store text PRIMARY KEY,
    store_type text NOT NULL,
    assortment text NOT NULL,
    competition_distance text,
    competition_open_since_month text,
    competition_open_since_year text,
    promo2 text,
    promo2_since_week text,
    promo2_since_year text,
    promo_interval text
);
CREATE TEMP TABLE file_day (
    store text NOT NULL,
    day_of_week integer NOT NULL,
    date date NOT NULL,
    sales numeric NOT NULL,
    customers integer NOT NULL,
    open boolean NOT NULL,
    promo boolean NOT NULL,
    state_holiday text NOT NULL,
    school_holiday boolean NOT NULL
);
-- \copy takes no variables, so its text is built first. The quoted form keeps blanks and quotes of the path together.
\set copy_stores '\\copy store_line FROM ' :'stores' ' CSV HEADER'
\set copy_file '\\copy file_day FROM ' :'file' ' CSV HEADER'
:copy_stores
:copy_file
ANALYZE pg_temp.store_line, pg_temp.file_day;
SELECT count(*) AS store_days, count(DISTINCT store) AS stores, min(date) AS first_day, max(date) AS last_day
FROM file_day;

-- A store sells one product: all that it has. There are three, because assortments come in three sizes.
CREATE TEMP VIEW assortments AS
SELECT 'ASSORTMENT-' || upper(a.letter) AS sku, a.name, 'Assortment' AS category, a.letter
FROM (VALUES ('a', 'Basic assortment'), ('b', 'Extra assortment'), ('c', 'Extended assortment')) AS a (letter, name);

-- All stores of the list, also those without sales in the file.
CREATE TEMP VIEW stores AS
SELECT store AS code, 'Rossmann ' || store AS name, store_type FROM store_line;

-- quantity: customers, since the file counts no units. So unit_price is the amount per customer, derived by the load.
-- Closed days are in the file with zeros, and so their sales are. store_day says that they were closed. They have no price.
CREATE TEMP VIEW sales AS
SELECT d.date, d.store AS store_code, a.sku, d.customers AS quantity,
    CASE WHEN d.customers = 0 THEN 0 END AS unit_price, d.sales AS total_amount
FROM file_day d
JOIN store_line s USING (store)
JOIN assortments a ON a.letter = s.assortment;

-- Whether the store was open. The file has no reason: a closed day is a holiday, a Sunday or of an unknown reason.
CREATE TEMP VIEW openings AS
SELECT date, store AS store_code, open AS is_open,
    CASE WHEN NOT open THEN
        CASE WHEN state_holiday <> '0' THEN 'Holiday' WHEN day_of_week = 7 THEN 'Sunday' END
    END AS reason
FROM file_day;

-- Neighbouring days of a store's promotion are one window as long as none is skipped. Then days minus their rank stay the
-- same. The discount is unknown.
CREATE TEMP VIEW promotions AS
SELECT a.sku, d.store AS store_code, 'Promo' AS name, min(d.date) AS start_date, max(d.date) AS end_date,
    NULL::numeric AS discount_pct, NULL::numeric AS discount_amount
FROM (
    SELECT store, date, date - (row_number() OVER (PARTITION BY store ORDER BY date))::integer AS stretch
    FROM file_day
    WHERE promo
) AS d
JOIN store_line s USING (store)
JOIN assortments a ON a.letter = s.assortment
GROUP BY a.sku, d.store, d.stretch;

-- The calendar is one for all stores. A state holiday counts when at least nine of ten stores had it. So nationwide holidays
-- count, although some stores lack a flag. Those of a few states do not.
INSERT INTO holiday_date (calendar, date, name)
SELECT 'ROSSMANN', date,
    CASE max(state_holiday) WHEN 'a' THEN 'Public holiday' WHEN 'b' THEN 'Easter' WHEN 'c' THEN 'Christmas' END
FROM file_day
GROUP BY date
HAVING count(*) FILTER (WHERE state_holiday <> '0') >= 0.9 * count(*)
ON CONFLICT DO NOTHING;

\echo '== Through the feeds, twice: the second load has nothing to write'
CREATE TEMP TABLE loads AS
SELECT 'calendar' AS target, l.*
FROM (SELECT min(date) AS first_day, max(date) AS last_day FROM file_day) d
CROSS JOIN LATERAL generate_calendar(d.first_day, d.last_day, 'ROSSMANN') AS l;
INSERT INTO loads SELECT 'store', l.* FROM upsert_store('pg_temp.stores') AS l;
INSERT INTO loads SELECT 'product', l.* FROM upsert_product('pg_temp.assortments') AS l;
INSERT INTO loads SELECT 'store_day', l.* FROM upsert_store_day('pg_temp.openings') AS l;
INSERT INTO loads SELECT 'sales_daily', l.* FROM upsert_sales_daily('pg_temp.sales') AS l;
INSERT INTO loads SELECT 'promotion', l.* FROM upsert_promotion('pg_temp.promotions') AS l;

-- The feeds are the other way in: any INSERT or COPY.
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price, total_amount)
SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales;
INSERT INTO loads SELECT 'sales_daily, again', l.* FROM last_load() AS l;
INSERT INTO store_day_feed TABLE openings;
INSERT INTO loads SELECT 'store_day, again', l.* FROM last_load() AS l;
INSERT INTO promotion_feed (sku, store_code, name, start_date, end_date)
SELECT sku, store_code, name, start_date, end_date FROM promotions;
INSERT INTO loads SELECT 'promotion, again', l.* FROM last_load() AS l;

SELECT target, inserted, updated, unchanged, rejected FROM loads ORDER BY batch_id;

\echo '== Reconciliation: what the file says, and what landed'
CREATE TEMP TABLE balance AS
SELECT m.place, m.measure, m.read, m.landed, m.read = m.landed AS balanced
FROM (
    SELECT count(*) AS store_days, sum(customers) AS customers, sum(sales) AS turnover,
        count(*) FILTER (WHERE NOT open) AS closed_days, count(*) FILTER (WHERE promo) AS promotion_days
    FROM file_day
) AS file
CROSS JOIN (
    SELECT count(*) AS store_days, sum(f.quantity) AS customers, sum(f.total_amount) AS turnover
    FROM sales_daily f
    JOIN store s ON s.id = f.store_id
    JOIN product p ON p.id = f.product_id
    JOIN file_day d ON d.date = f.date AND d.store = s.code
    WHERE p.sku IN (SELECT sku FROM assortments)
) AS facts
CROSS JOIN (
    SELECT sum(m.end_date - m.start_date + 1) AS promotion_days
    FROM promotion m
    JOIN store s ON s.id = m.store_id
    JOIN product p ON p.id = m.product_id
    WHERE m.name = 'Promo' AND s.code IN (SELECT store FROM store_line) AND p.sku IN (SELECT sku FROM assortments)
) AS windows
CROSS JOIN (
    SELECT count(*) FILTER (WHERE NOT o.is_open) AS closed_days
    FROM store_day o
    JOIN store s ON s.id = o.store_id
    JOIN file_day d ON d.date = o.date AND d.store = s.code
) AS days
CROSS JOIN LATERAL (VALUES
    (1, 'store days', file.store_days, facts.store_days),
    (2, 'customers', file.customers, facts.customers),
    (3, 'turnover', file.turnover, facts.turnover),
    (4, 'promotion days', file.promotion_days, windows.promotion_days),
    (5, 'closed days', file.closed_days, days.closed_days)
) AS m (place, measure, read, landed);
SELECT measure, read, landed, balanced FROM balance ORDER BY place;

DO $$
BEGIN
    IF (SELECT bool_and(balanced) FROM balance) IS NOT TRUE THEN
        RAISE EXCEPTION 'the reconciliation does not balance; nothing was loaded';
    END IF;
END $$;
COMMIT;
