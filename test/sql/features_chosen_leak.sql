-- No column that build_features has on demand uses the future. Sales, stock and days of stores are changed on single days. No row
-- for a day t changes by what happened after t - horizon.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
SET client_min_messages = warning;
SELECT inserted > 500 AS calendar FROM generate_calendar('2022-01-01', '2024-12-31', 'US');
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(2, 6, '2023-05-01', '2024-06-30', 4);
UPDATE product SET category = CASE WHEN id <= 3 THEN 'One' ELSE 'Two' END, launch_date = '2023-02-01';
-- two series have no sale yet
DELETE FROM sales_daily WHERE store_id = 2 AND product_id IN (1, 5);

--
-- Sales and stock after the cutoff change no byte
--
SELECT build_features('before_cutoff', '2024-04-30', features => '{all}') > 0 AS built, build_features('before_weeks', '2024-04-28', frequency => 'week', features => '{all}') > 0 AS of_weeks;
BEGIN;
UPDATE sales_daily SET quantity = quantity * 7 + 1000, total_amount = 0 WHERE date > '2024-04-30';
UPDATE inventory_snapshot_daily SET is_stockout = NOT is_stockout WHERE date > '2024-04-30';
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) SELECT '2024-05-01', 2, id, 5, 1, 5 FROM product WHERE id IN (1, 5);
DELETE FROM sales_daily WHERE date > '2024-05-05' AND product_id = 2;
SELECT build_features('after_cutoff', '2024-04-30', features => '{all}') > 0 AS built, build_features('after_weeks', '2024-04-28', frequency => 'week', features => '{all}') > 0 AS of_weeks;
SELECT count(*) > 0 AS compared, count(*) FILTER (WHERE (b.ctid, b::text) IS DISTINCT FROM (a.ctid, a::text)) AS different FROM before_cutoff b FULL JOIN after_cutoff a ON a.ctid = b.ctid;
SELECT count(*) > 0 AS compared, count(*) FILTER (WHERE (b.ctid, b::text) IS DISTINCT FROM (a.ctid, a::text)) AS different FROM before_weeks b FULL JOIN after_weeks a ON a.ctid = b.ctid;
ROLLBACK;

--
-- Single days
--
CREATE TABLE public.leak (horizon integer, change text, "column" text, days_after integer);
CREATE FUNCTION public.probe(h integer, change text, day date, store integer, product integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE seen jsonb;
BEGIN
    BEGIN
        IF change = 'sale' THEN
            INSERT INTO fw.sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) VALUES (day, store, product, 1000, 1, 1000)
                ON CONFLICT (date, store_id, product_id) DO UPDATE SET quantity = excluded.quantity;
        ELSIF change = 'no sale' THEN
            DELETE FROM fw.sales_daily s WHERE (s.date, s.store_id, s.product_id) = (day, store, product);
        ELSIF change = 'no row of the store' THEN
            DELETE FROM fw.sales_daily s WHERE (s.date, s.store_id) = (day, store);
        ELSIF change = 'closed' THEN
            DELETE FROM fw.sales_daily s WHERE (s.date, s.store_id) = (day, store);
            INSERT INTO fw.store_day (date, store_id, is_open) VALUES (day, store, false);
        ELSIF change = 'stock' THEN
            UPDATE fw.inventory_snapshot_daily i SET is_stockout = NOT is_stockout WHERE (i.date, i.store_id, i.product_id) = (day, store, product);
        END IF;
        PERFORM fw.build_features('public.leak_after', '2024-06-15', horizon => h, lags => ARRAY[h, h + 6, h + 27], features => '{all}');
        SELECT jsonb_agg(jsonb_build_object('column', b.key, 'days_after', d.date - day)) INTO seen
            FROM (SELECT x.date, to_jsonb(x) AS before, to_jsonb(y) AS after FROM public.leak_before x JOIN public.leak_after y USING (store_id, product_id, date)
                WHERE x::text <> y::text OFFSET 0) d CROSS JOIN LATERAL jsonb_each_text(d.before) b
            WHERE b.value IS DISTINCT FROM d.after ->> b.key;
        RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
    EXCEPTION WHEN SQLSTATE 'P0U00' THEN
        INSERT INTO public.leak SELECT h, change, e ->> 'column', (e ->> 'days_after')::integer FROM jsonb_array_elements(seen) e;
    END;
END $$;
-- a first sale of a series is one of the changes: it changes totals and the mean price of others
CREATE VIEW public.probes AS
    SELECT c.change, date '2023-07-01' + (i * 37 + c.n * 11) % 300 AS day, 1 + i % 2 AS store, 2 + (i + c.n) % 3 AS product FROM generate_series(1, 4) i,
        (VALUES (1, 'sale'), (2, 'no sale'), (3, 'no row of the store'), (4, 'closed'), (5, 'stock')) c (n, change)
    UNION ALL SELECT c.change, '2023-05-29', 1, p FROM (VALUES ('sale'), ('closed')) c (change), (VALUES (1), (4)) p (p)
    UNION ALL SELECT 'sale', '2023-11-20', 2, 1 UNION ALL SELECT 'sale', '2024-02-09', 2, 5;
SELECT build_features('public.leak_before', '2024-06-15', lags => '{1,7,28}', features => '{all}') > 0 AS built;
SELECT count(public.probe(1, change, day, store, product)) AS probed FROM public.probes;
DROP TABLE public.leak_before;
SELECT build_features('public.leak_before', '2024-06-15', horizon => 9, lags => '{9,15,36}', features => '{all}') > 0 AS built;
SELECT count(public.probe(9, change, day, store, product)) AS probed FROM public.probes;
-- the quantity and its state are no features; the columns not listed are of plans
SELECT "column", count(*) FILTER (WHERE horizon = 1) > 0 AS changed_1, min(days_after) FILTER (WHERE horizon = 1) AS earliest_1, count(*) FILTER (WHERE horizon = 9) > 0 AS changed_9, min(days_after) FILTER (WHERE horizon = 9) AS earliest_9,
    count(*) FILTER (WHERE days_after < CASE WHEN "column" IN ('quantity', 'day_state') THEN 0 ELSE horizon END) AS too_early
    FROM (SELECT horizon, days_after, regexp_replace("column", '_lag_.*', '_lag') AS "column" FROM public.leak) l GROUP BY 1 ORDER BY "column" COLLATE "C";

RESET search_path;
DROP VIEW public.probes;
DROP FUNCTION public.probe(integer, text, date, integer, integer);
DROP TABLE public.leak, public.leak_before;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw CASCADE;
