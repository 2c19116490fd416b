-- Every kind of statement that can write to a feed, alone, together, nested, and undone.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
\getenv directory PG_ABS_BUILDDIR
\cd :directory
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected FROM load_batch WHERE id = (last_load()).batch_id;'
\set stores 'SELECT code, name, region, city, store_type FROM store ORDER BY code COLLATE "C";'

-- before the first load there is no last one
\c
SET datestyle = 'ISO, YMD';
SELECT last_load() IS NULL AS none;

--
-- INSERT
--
INSERT INTO store_feed VALUES ('S1', 'First', 'North', 'Aachen', 'kiosk');
:journal
INSERT INTO store_feed (name, code) VALUES ('Second', 'S2'), ('Third', 'S3');
:journal
INSERT INTO store_feed (store_type, code, name) SELECT 'mall', 'S' || n, 'Store ' || n FROM generate_series(4, 6) n;
:journal
:stores
-- RETURNING gives the values that arrived, not those derived from them
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread') RETURNING *;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-01', 'S1', 'A', 2, 1.5) RETURNING quantity, total_amount;
SELECT total_amount FROM sales_daily;
-- no rows are a load too, of none
INSERT INTO store_feed SELECT * FROM store_feed WHERE false;
:journal
-- all columns left out
INSERT INTO store_feed DEFAULT VALUES;
-- the statement reads the table as it was when it began
INSERT INTO store_feed (code, name) SELECT code || '+', name FROM store_feed WHERE code < 'S3';
:journal
-- EXPLAIN ANALYZE loads like any other statement; its text differs between versions
DO $$ BEGIN EXECUTE 'EXPLAIN ANALYZE INSERT INTO store_feed (code, name) VALUES (''explained'', ''x'')'; END $$;
SELECT count(*) FROM store WHERE code = 'explained';
DELETE FROM store WHERE code LIKE '%+' OR code = 'explained';

--
-- COPY: text, csv, columns in any order and left out
--
COPY store_feed (code, name, region, city, store_type) FROM STDIN;
S7	Seventh	\N		x
S1	First	North	Aachen	kiosk
\.
:journal
COPY store_feed (name, code) FROM STDIN;
Eighth	S8
First	S1
\.
:journal
COPY store_feed (store_type, code, name, region) FROM STDIN (FORMAT csv, HEADER match);
store_type,code,name,region
,S8,"Eighth, renamed",""
kiosk,S1,First,North
\.
:journal
COPY store_feed FROM STDIN (FORMAT csv) WHERE code <> 'S9';
S9,Ninth,,,,
S8,Eighth,,,,
\.
:journal
:stores
COPY store_feed FROM STDIN;
\.
:journal
-- out and in again, in each format
\copy (TABLE store_feed) TO 'results/feed_statements.bin' (FORMAT binary)
\copy (TABLE store_feed) TO 'results/feed_statements.csv' (FORMAT csv, HEADER)
\copy (SELECT store_type, city, code, name, region FROM store_feed) TO 'results/feed_statements.txt'
CREATE TEMP TABLE exported AS TABLE store_feed;
DELETE FROM store WHERE code <> 'S1';
\copy store_feed FROM 'results/feed_statements.bin' (FORMAT binary)
:journal
\copy store_feed FROM 'results/feed_statements.csv' (FORMAT csv, HEADER match)
:journal
\copy store_feed (store_type, city, code, name, region) FROM 'results/feed_statements.txt'
:journal
SELECT count(*) FROM (TABLE store_feed EXCEPT TABLE exported UNION ALL (TABLE exported EXCEPT TABLE store_feed)) AS differing;
\copy (SELECT s.date, s.store_code, s.sku, s.quantity, s.unit_price, s.total_amount FROM sales_daily_feed s) TO 'results/feed_statements.bin' (FORMAT binary)
\copy sales_daily_feed FROM 'results/feed_statements.bin' (FORMAT binary)
:journal
-- a file that breaks off leaves nothing behind
COPY store_feed (code, name) FROM STDIN;
S10	Tenth
S11	Eleventh	too much
\.
INSERT INTO store_feed (code, name) VALUES ('S12', 'Twelfth');
:journal
SELECT code FROM store WHERE code IN ('S10', 'S11', 'S12');

--
-- Statements that a feed refuses
--
UPDATE store_feed SET name = 'x';
\echo :LAST_ERROR_SQLSTATE
UPDATE sales_daily_feed SET quantity = 1 WHERE false;
DELETE FROM store_feed;
\echo :LAST_ERROR_SQLSTATE
DELETE FROM price_history_feed;
TRUNCATE store_feed;
-- a feed is an upsert by itself; PostgreSQL has no constraint to infer (DO NOTHING: feed_on_conflict)
INSERT INTO store_feed (code, name) VALUES ('S1', 'x') ON CONFLICT (code) DO UPDATE SET name = excluded.name;
INSERT INTO store_feed (code, name) VALUES ('S12', 'Dozen') ON CONFLICT DO NOTHING;
SELECT name FROM store WHERE code = 'S12';
BEGIN READ ONLY;
INSERT INTO store_feed (code, name) VALUES ('S1', 'x');
ROLLBACK;
-- its triggers' functions serve nothing else
SELECT feed_begin();
CREATE TEMP TABLE other (code text, name text);
CREATE TRIGGER t BEFORE INSERT ON other FOR EACH STATEMENT EXECUTE FUNCTION feed_begin();
INSERT INTO other VALUES ('S1', 'x');
DROP TABLE other;
SELECT left_out(0);

--
-- One statement, several inserts
--
DELETE FROM sales_daily;
DELETE FROM store;
-- into one feed: one load, so that one grain must not come from both
WITH one AS (INSERT INTO store_feed (code, name) VALUES ('W1', 'one') RETURNING code),
     two AS (INSERT INTO store_feed (code, name, city) VALUES ('W2', 'two', 'Ulm') RETURNING code)
SELECT * FROM one UNION ALL TABLE two ORDER BY 1;
:journal
WITH one AS (INSERT INTO store_feed (code, name, region) VALUES ('W3', 'three', 'R') RETURNING code)
INSERT INTO store_feed (code, name) SELECT code || '-' || n, 'from three' FROM one, generate_series(1, 2) n;
:journal
-- ... also where the first one's rows are not fetched
WITH one AS (INSERT INTO store_feed (code, name) VALUES ('W4', 'four'))
INSERT INTO store_feed (code, name) VALUES ('W5', 'five');
:journal
WITH one AS (INSERT INTO store_feed (code, name) VALUES ('W4', 'four') RETURNING code)
INSERT INTO store_feed (code, name) SELECT code, 'again' FROM one;
:stores
-- into two feeds: two loads
WITH one AS (INSERT INTO store_feed (code, name) VALUES ('W6', 'six') RETURNING code),
     two AS (INSERT INTO product_feed (sku, name) SELECT code || '-sku', 'made of ' || code FROM one RETURNING sku)
SELECT * FROM one, two;
SELECT target, received, inserted FROM load_batch ORDER BY id DESC LIMIT 2;
SELECT code FROM store WHERE code = 'W6' UNION ALL SELECT sku FROM product WHERE sku = 'W6-sku';

--
-- One transaction, several feeds: each sees what those before it loaded
--
DELETE FROM store;
DELETE FROM product;
BEGIN;
INSERT INTO store_feed (code, name) VALUES ('S1', 'First');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 1, 2, 2);
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('A', 2, '2024-01-01');
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Spring', '2024-03-01', '2024-03-31');
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-01', 'S1', 'A', 0);
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 2, 2, 4);
:journal
COMMIT;
SELECT target, inserted, updated FROM load_batch ORDER BY id DESC LIMIT 7;
SELECT quantity FROM sales_daily;
-- undone as a whole
BEGIN;
INSERT INTO store_feed (code, name) VALUES ('S2', 'Second');
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S2', 'A', 1, 2, 2);
ROLLBACK;
SELECT count(*) FROM store WHERE code = 'S2';
-- the last load is the last one that was not rolled back
:journal

--
-- Savepoints
--
BEGIN;
INSERT INTO store_feed (code, name) VALUES ('S2', 'Second');
SAVEPOINT one;
INSERT INTO store_feed (code, name) VALUES ('S3', 'Third'), ('S4', 'Fourth');
SELECT inserted FROM last_load();
SAVEPOINT two;
INSERT INTO store_feed (code, name) VALUES ('S5', 'Fifth'), ('S6', 'Sixth'), ('S7', 'Seventh');
SELECT inserted FROM last_load();
RELEASE two;
SELECT inserted FROM last_load();
ROLLBACK TO one;
SELECT inserted FROM last_load();
-- a failed statement: nothing of it comes into the next one
INSERT INTO store_feed (code, name) SELECT 'F' || n, (1 / (3 - n))::text FROM generate_series(1, 5) n;
ROLLBACK TO one;
INSERT INTO store_feed (code, name) VALUES ('S8', NULL);
ROLLBACK TO one;
INSERT INTO store_feed (code, name) VALUES ('S8', 'Eighth');
:journal
RELEASE one;
COMMIT;
:journal
:stores

--
-- Prepared statements, with custom and generic plans
--
PREPARE sale (date, text, bigint) AS INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ($1, $2, 'A', $3, 2);
EXECUTE sale ('2024-02-01', 'S1', 1);
SET plan_cache_mode = force_generic_plan;
EXECUTE sale ('2024-02-01', 'S1', 1);
:journal
EXECUTE sale ('2024-02-01', 'S1', 2);
:journal
EXECUTE sale ('2024-02-01', 'S9', 2);
RESET plan_cache_mode;
PREPARE name (text, text) AS INSERT INTO store_feed (code, name) VALUES ($1, $2);
UPDATE store SET region = 'North' WHERE code = 'S1';
EXECUTE name ('S1', 'Renamed');
EXECUTE name ('S2', NULL);
EXECUTE name ('S2', 'Renamed');
SELECT code, name, region FROM store WHERE code IN ('S1', 'S2') ORDER BY code;
DEALLOCATE ALL;

--
-- PL/pgSQL, also where it catches errors
--
DO $$
DECLARE
    code text;
    loads int := 0;
BEGIN
    FOREACH code IN ARRAY ARRAY['P1', NULL, 'P2', 'P1', ''] LOOP
        BEGIN
            INSERT INTO store_feed (code, name) VALUES (code, 'by loop');
            loads := loads + 1;
        EXCEPTION WHEN not_null_violation THEN
            RAISE NOTICE '% %: the last load inserted %', SQLSTATE, SQLERRM, (last_load()).inserted;
        END;
    END LOOP;
    RAISE NOTICE '% loads', loads;
END $$;
:journal
-- one row returned, and a loop over rows that is left early: the statement still runs to its end
DO $$
DECLARE arrived record;
BEGIN
    INSERT INTO store_feed (code, name) VALUES ('P3', 'one row') RETURNING * INTO arrived;
    RAISE NOTICE '%', arrived;
    FOR arrived IN INSERT INTO store_feed (code, name) VALUES ('P4', 'of three'), ('P5', 'of three'), ('P6', 'of three') RETURNING * LOOP
        EXIT;
    END LOOP;
END $$;
:journal
-- more rows than expected: PL/pgSQL refuses, and none of them is stored
DO $$
DECLARE arrived record;
BEGIN
    INSERT INTO store_feed (code, name) VALUES ('P7', 'of three'), ('P8', 'of three'), ('P9', 'of three') RETURNING * INTO arrived;
END $$;
SELECT count(*) FROM store WHERE code IN ('P7', 'P8', 'P9');
-- a set-returning function in SQL
CREATE FUNCTION add_stores(text) RETURNS SETOF text LANGUAGE sql AS $$
    INSERT INTO store_feed (code, name) SELECT $1 || n, 'by SQL' FROM generate_series(1, 3) n RETURNING code;
$$;
SELECT * FROM add_stores('Q') LIMIT 1;
:journal
SELECT count(*) FROM store WHERE code LIKE 'Q%';

--
-- Nested: a statement whose rows are made by a function that feeds the same table
--
CREATE FUNCTION twin(code text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO store_feed (code, name) VALUES (twin.code || '-twin', 'inner');
    RETURN code;
END $$;
DELETE FROM load_batch;
INSERT INTO store_feed (code, name, city) SELECT twin('T' || n), 'outer', 'Ulm' FROM generate_series(1, 2) n;
SELECT received, inserted, array(SELECT code || ' ' || name || coalesce(' ' || city, '') FROM store WHERE code LIKE 'T%' ORDER BY code COLLATE "C") AS stores
    FROM load_batch ORDER BY id;
-- The outer statement's rows keep their left-out columns when the inner one loads, fails, or is caught.
CREATE FUNCTION stumble(value text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO store_feed (code, name, region) VALUES (NULL, 'inner', 'inner');
    RETURN value;
EXCEPTION WHEN not_null_violation THEN
    RETURN value || ' stumbled';
END $$;
CREATE FUNCTION twin_of(value text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO store_feed (code, name, region) VALUES ('T2', 'inner', NULL);
    RETURN value;
END $$;
INSERT INTO store_feed VALUES ('T1', 'outer', 'R', 'C', 'T'), ('T2', 'outer', 'R', 'C', 'T');
INSERT INTO store_feed (code, name, store_type) VALUES ('T1', 'twin', twin_of('kiosk'));
SELECT code, name, region, city, store_type FROM store WHERE code IN ('T1', 'T2') ORDER BY code;
INSERT INTO store_feed (code, name, store_type) VALUES ('T1', 'stumble', stumble('kiosk'));
SELECT code, name, region, city, store_type FROM store WHERE code = 'T1';
-- an inner statement that fails makes the outer one fail, unless its error is caught
CREATE FUNCTION fall(value text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO store_feed (code, name) VALUES (NULL, 'inner');
    RETURN value;
END $$;
INSERT INTO store_feed (code, name) SELECT fall('T3'), 'outer';
INSERT INTO store_feed (code, name) VALUES ('T4', 'alone');
:journal
SELECT code FROM store WHERE code IN ('T3', 'T4');
DROP FUNCTION add_stores, twin, stumble, twin_of, fall;

--
-- More rows than a block (4,096) and a batch (100,000) hold
--
DELETE FROM sales_daily;
DELETE FROM inventory_snapshot_daily;
DELETE FROM price_history;
DELETE FROM promotion;
DELETE FROM store;
DELETE FROM product;
INSERT INTO store_feed (code, name) SELECT 'S' || n, 'Store ' || n FROM generate_series(1, 100) n;
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(1, 100) n;
CREATE TEMP TABLE sales AS
    SELECT n, date '2024-01-01' + (n % 30)::int AS date, 'S' || (n / 30 % 10 + 1) AS store_code, 'P' || (n / 300 + 1) AS sku,
           n AS quantity, 1.25 AS unit_price, n * 1.25 AS total_amount
    FROM generate_series(0::bigint, 29999) n;
CREATE TEMP VIEW differences AS
    (SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales EXCEPT TABLE sales_daily_feed)
    UNION ALL (TABLE sales_daily_feed EXCEPT SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales);
-- errors give the number of the row in the whole load
INSERT INTO sales_daily_feed
    SELECT date, CASE WHEN n IN (4095, 4096, 8191, 12288, 29999) THEN 'S0' ELSE store_code END, sku, quantity, unit_price, total_amount
    FROM sales ORDER BY n;
SELECT count(*) FROM sales_daily;
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales ORDER BY n;
:journal
SELECT count(*) FROM differences;
-- quarantined at the blocks' edges
DELETE FROM sales_daily;
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO sales_daily_feed
    SELECT date, CASE WHEN n IN (4095, 4096, 8191, 12288, 29999) THEN 'S0' ELSE store_code END, sku, quantity, unit_price, total_amount
    FROM sales ORDER BY n;
:journal
SELECT row_number, error_code, row_data ->> 'quantity' AS quantity FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;
SELECT count(*), min(quantity), max(quantity) FROM differences;
-- more rejects than a block holds: two of three
INSERT INTO sales_daily_feed
    SELECT date, store_code, CASE WHEN n % 3 = 0 THEN sku ELSE 'P0' END, quantity, unit_price, total_amount FROM sales ORDER BY n;
:journal
SELECT count(*), count(*) FILTER (WHERE (row_number - 1) % 3 > 0 AND (row_data ->> 'quantity')::bigint = row_number - 1) AS right_ones
    FROM load_reject WHERE batch_id = (last_load()).batch_id;
RESET forecast_warehouse.on_reject;
\set VERBOSITY default
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales ORDER BY n DESC;
:journal
SELECT count(*) FROM differences;

-- 250,000 grains; then each corrected a little or not at all, and every 100th sent twice
TRUNCATE sales;
DELETE FROM sales_daily;
INSERT INTO sales
    SELECT n, date '2024-01-01' + (n % 25)::int, 'S' || (n / 25 % 100 + 1), 'P' || (n / 2500 + 1), n, 1.25, n * 1.25
    FROM generate_series(0::bigint, 249999) n;
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales;
:journal
SELECT count(*) FROM differences;
UPDATE sales SET quantity = quantity + 1 WHERE n % 10 = 0;
SET forecast_warehouse.on_duplicate = last;
INSERT INTO sales_daily_feed
    SELECT date, store_code, sku, 0, unit_price, total_amount FROM sales WHERE n % 100 = 50
    UNION ALL SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales;
:journal
SELECT count(*) FROM differences;
RESET forecast_warehouse.on_duplicate;
-- a duplicate anywhere fails the load as a whole, the batches that were written before it was met too
INSERT INTO sales_daily_feed
    SELECT date, store_code, sku, quantity + CASE WHEN date = '2024-01-01' THEN 1 ELSE 0 END, unit_price, total_amount
    FROM (TABLE sales UNION ALL SELECT 250000, date, store_code, sku, quantity, unit_price, total_amount FROM sales WHERE n = 249999) AS twice
    ORDER BY n;
SELECT count(*) FROM differences;

\! rm results/feed_statements.bin results/feed_statements.csv results/feed_statements.txt
DROP VIEW differences;
DROP TABLE sales;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
