-- No feature uses the future. Sales, stock and closed days are changed on days that a row must not use, and then on days
-- that it must use.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(3, 6, '2024-01-01', '2024-06-30', 3);

--
-- Sales after the cutoff change no byte of the table
--
SELECT build_features('before_day', '2024-04-30'), build_features('before_week', '2024-04-30', horizon => 7, lags => '{7,14,28}');
SELECT count(*) > 0 AS there_is_something_to_change FROM sales_daily WHERE date > '2024-04-30';
DELETE FROM sales_daily WHERE date > '2024-04-30' AND (date - date '2024-01-01' + product_id) % 3 = 0;
UPDATE sales_daily SET quantity = quantity * 7 + 1000, total_amount = 0 WHERE date > '2024-04-30';
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount)
    SELECT d::date, s.id, p.id, 77, 1, 77 FROM generate_series(timestamp '2024-05-01', '2024-06-30', '1 day') d, store s, product p ON CONFLICT DO NOTHING;
-- series that are new after it, too
INSERT INTO product_feed (sku, name) VALUES ('NEW', 'Launched after the cutoff');
INSERT INTO sales_daily_feed VALUES ('2024-05-01', 'S001', 'NEW', 5, 1, 5);
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-05-01', 'S001', 'NEW', 0);
UPDATE inventory_snapshot_daily SET is_stockout = NOT is_stockout WHERE date > '2024-04-30';
-- and days of stores that were open, which plan nothing
INSERT INTO store_day (date, store_id, is_open) SELECT d::date, s.id, true FROM generate_series(timestamp '2024-05-01', '2024-06-30', '1 day') d, store s;
SELECT build_features('after_day', '2024-04-30'), build_features('after_week', '2024-04-30', horizon => 7, lags => '{7,14,28}');
SELECT count(*) AS compared, count(*) FILTER (WHERE (b.ctid, b::text) IS DISTINCT FROM (a.ctid, a::text)) AS different FROM before_day b FULL JOIN after_day a ON a.ctid = b.ctid;
SELECT count(*) AS compared, count(*) FILTER (WHERE (b.ctid, b::text) IS DISTINCT FROM (a.ctid, a::text)) AS different FROM before_week b FULL JOIN after_week a ON a.ctid = b.ctid;
-- while a later cutoff sees it
SELECT build_features('later', '2024-05-31');
SELECT count(*) > 0 AS sees_it FROM later WHERE lag_1 >= 1000 OR product_id = (SELECT id FROM product WHERE sku = 'NEW');

--
-- A row for a day t uses no sale after t - horizon. Sales and stock of single days are changed in turn. Each feature of past
-- sales changes with some of them, and none changes too early.
--
CREATE TABLE public.leak (horizon integer, "column" text, days_after integer);
CREATE FUNCTION public.probe(h integer, rounds integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    sale record;
    change text;
    seen jsonb;
BEGIN
    FOR i IN 1 .. rounds LOOP
        change := (ARRAY['more', 'none', 'new', 'closed', 'rejected', 'no file'])[1 + i % 6];
        SELECT d.date, d.store_id, d.product_id INTO STRICT sale FROM public.dense d
            WHERE d.is_sold = (change IN ('more', 'none', 'no file')) ORDER BY md5(d::text || i || h) LIMIT 1;
        BEGIN
            IF change = 'more' THEN
                UPDATE fw.sales_daily SET quantity = quantity + 1000 WHERE (date, store_id, product_id) = (sale.date, sale.store_id, sale.product_id);
            ELSIF change = 'none' THEN
                DELETE FROM fw.sales_daily WHERE (date, store_id, product_id) = (sale.date, sale.store_id, sale.product_id);
            ELSIF change = 'closed' THEN
                INSERT INTO fw.store_day (date, store_id, is_open) VALUES (sale.date, sale.store_id, false);
            ELSIF change = 'rejected' THEN
                INSERT INTO fw.load_reject (batch_id, row_number, error_code, message, row_data)
                    SELECT (SELECT max(b.id) FROM fw.load_batch b WHERE b.target = 'sales_daily'), 1000000, 'NEGATIVE_VALUE', 'made up', jsonb_build_object('date', sale.date, 'store_code', s.code, 'sku', p.sku)
                    FROM fw.store s, fw.product p WHERE s.id = sale.store_id AND p.id = sale.product_id;
            ELSIF change = 'no file' THEN
                DELETE FROM fw.sales_daily WHERE (date, store_id) = (sale.date, sale.store_id);
            ELSE
                INSERT INTO fw.sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) VALUES (sale.date, sale.store_id, sale.product_id, 500, 1, 500);
            END IF;
            UPDATE fw.inventory_snapshot_daily SET is_stockout = NOT is_stockout WHERE change NOT IN ('closed', 'rejected', 'no file') AND (date, store_id, product_id) = (sale.date, sale.store_id, sale.product_id);
            PERFORM fw.build_features('public.leak_after', '2024-04-30', horizon => h, lags => ARRAY[h, h + 6, h + 27]);
            SELECT jsonb_agg(jsonb_build_object('column', b.key, 'days_after', coalesce(x.date, y.date) - sale.date)) INTO seen
                FROM public.leak_before x FULL JOIN public.leak_after y USING (store_id, product_id, date)
                CROSS JOIN LATERAL jsonb_each_text(coalesce(to_jsonb(x), '{"a row that did not exist": "before"}')) b
                WHERE x::text IS DISTINCT FROM y::text AND b.value IS DISTINCT FROM to_jsonb(y) ->> b.key;
            RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
        EXCEPTION WHEN SQLSTATE 'P0U00' THEN
            INSERT INTO public.leak SELECT h, e ->> 'column', (e ->> 'days_after')::integer FROM jsonb_array_elements(seen) e;
        END;
    END LOOP;
END $$;
-- any day of a series but its first, early enough for the longest lag to see it
CREATE TABLE public.dense AS
    SELECT b.date, b.store_id, b.product_id, EXISTS (SELECT FROM sales_daily f WHERE (f.date, f.store_id, f.product_id) = (b.date, b.store_id, b.product_id)) AS is_sold
    FROM before_day b WHERE b.date <= '2024-03-25' AND b.date > (SELECT min(f.date) FROM sales_daily f WHERE (f.store_id, f.product_id) = (b.store_id, b.product_id));
SELECT count(*) FILTER (WHERE is_sold) > 100 AS with_sales, count(*) FILTER (WHERE NOT is_sold) > 100 AS without FROM public.dense;
SELECT build_features('public.leak_before', '2024-04-30', lags => '{1,7,28}') > 0 AS built;
SELECT public.probe(1, 60);
DROP TABLE public.leak_before;
SELECT build_features('public.leak_before', '2024-04-30', horizon => 7, lags => '{7,13,34}') > 0 AS built;
SELECT public.probe(7, 60);
-- the quantity itself is the target of the forecast, and so its state is. Neither is a feature
SELECT horizon, "column", count(*) > 0 AS changed, min(days_after) AS earliest, count(*) FILTER (WHERE days_after < CASE WHEN "column" IN ('quantity', 'day_state') THEN 0 ELSE horizon END) AS too_early FROM public.leak GROUP BY 1, 2 ORDER BY 1, "column" COLLATE "C";

--
-- The first days of a series exist because of a sale that they must not use
--
SELECT build_features('first_days', '2024-04-30', horizon => 7, lags => '{7}') > 0 AS built;
SELECT count(*) AS rows_of_first_days, count(lag_7) + count(rolling_mean_7) + count(rolling_min_28) + count(days_since_last_sale) AS known
    FROM first_days d WHERE d.date < (SELECT min(f.date) + 7 FROM sales_daily f WHERE (f.store_id, f.product_id) = (d.store_id, d.product_id));

SET client_min_messages = warning;
RESET search_path;
DROP FUNCTION public.probe(integer, integer);
DROP TABLE public.leak, public.leak_before, public.dense;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw CASCADE;
