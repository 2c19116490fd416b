-- Ends of windows as other systems write them: 9999-12-31, infinity, and the first day after the window.
CREATE EXTENSION forecast_warehouse;
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');

-- Loads statements with each writer, and undoes them: what is stored then, and what was rejected.
CREATE FUNCTION pg_temp.load(statements text[]) RETURNS TABLE (writer text, outcome text, prices text, promotions text) LANGUAGE plpgsql AS $$
DECLARE statement text;
BEGIN
    FOREACH writer IN ARRAY '{direct,sql}'::text[] LOOP
        BEGIN
            outcome := '';
            PERFORM set_config('forecast_warehouse.writer', writer, true), set_config('client_min_messages', 'warning', true);
            FOREACH statement IN ARRAY statements LOOP
                EXECUTE statement;
                SELECT concat_ws(' ', outcome, format('+%s~%s=%s', l.inserted, l.updated, l.unchanged), (SELECT string_agg(r.error_code || ' ' || r.message, '; ') FROM load_reject r WHERE r.batch_id = l.batch_id))
                    INTO outcome FROM last_load() l;
            END LOOP;
            SELECT string_agg(concat_ws(' ', f.sku, f.price, f.valid_from, f.valid_to), ', ' ORDER BY f.sku, f.valid_from) INTO prices FROM price_history_feed f;
            SELECT string_agg(concat_ws(' ', f.sku, f.name, f.start_date, f.end_date), ', ' ORDER BY f.name, f.start_date) INTO promotions FROM promotion_feed f;
            RAISE EXCEPTION USING ERRCODE = 'P0U00';
        EXCEPTION
            WHEN SQLSTATE 'P0U00' THEN NULL;
            WHEN OTHERS THEN outcome := concat_ws(' ', outcome, SQLSTATE, SQLERRM);
        END;
        RETURN NEXT;
    END LOOP;
END $$;
\x on

--
-- 9999-12-31 and infinity are open ends
--
SELECT * FROM pg_temp.load(ARRAY[
    $$INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('A', 1, '2024-01-01', '9999-12-31')$$,
    $$INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('A', 2, '2024-02-01', 'infinity')$$,
    $$INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('A', 3, '2024-03-01')$$,
    $$INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('A', 1, '2024-01-01', '9999-12-31'), ('A', 2, '2024-02-01', 'infinity'), ('A', 3, '2024-03-01', NULL)$$]);
-- a promotion has an end: an open one is stored as 9999-12-31, and ends when the next one of its series begins
SELECT * FROM pg_temp.load(ARRAY[
    $$INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'p', 0.1, '2024-01-01', 'infinity'), ('A', 'q', 0.1, '2024-01-01', '9999-12-31')$$,
    $$INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'p', 0.2, '2024-02-01', '2024-02-29')$$,
    $$INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'p', 0.1, '2024-01-01', 'infinity'), ('A', 'q', 0.1, '2024-01-01', '9999-12-31')$$]);
SELECT * FROM pg_temp.load(ARRAY[$$INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'p', 0.1, '2024-01-01', '-infinity')$$]);
-- a stored end of 9999-12-31, from an older version or by hand
SELECT * FROM pg_temp.load(ARRAY[
    $$INSERT INTO price_history (product_id, price, valid_from, valid_to) SELECT id, 1, '2024-01-01', '9999-12-31' FROM product WHERE sku = 'A'$$,
    $$INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('A', 2, '2024-02-01')$$]);
-- days after it are days
SELECT * FROM pg_temp.load(ARRAY[$$INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'p', 0.1, '2024-01-01', '12000-01-01')$$]);

--
-- exclusive: the end that arrives is the first day after the window
--
SET forecast_warehouse.window_ends = exclusive;
SELECT * FROM pg_temp.load(ARRAY[
    $$INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('A', 1, '2024-01-01', '2024-02-01'), ('A', 2, '2024-02-01', '2024-03-01'), ('A', 3, '2024-03-01', '9999-12-31'), ('B', 3, '2024-03-01', 'infinity')$$,
    $$INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('A', 1, '2024-01-01', '2024-02-01'), ('A', 2, '2024-02-01', '2024-03-01'), ('A', 3, '2024-03-01', '9999-12-31'), ('B', 3, '2024-03-01', NULL)$$,
    $$INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'p', 0.1, '2024-01-01', '2024-01-02'), ('A', 'q', 0.1, '2024-01-01', '9999-12-31')$$]);
-- no day, and less
SET forecast_warehouse.on_reject = quarantine;
SELECT * FROM pg_temp.load(ARRAY[$$INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('A', 1, '2024-02-01', '2024-02-01'), ('B', 1, '2024-02-01', '2024-01-31'), ('B', 1, '2024-03-01', '2024-03-02')$$]);
RESET forecast_warehouse.on_reject;
\x off
-- the functions too; the feed shows the days that are stored
SELECT upsert_price_history('A', NULL, 1, '2024-01-01', '2024-02-01');
CREATE TEMP TABLE prices AS SELECT 'A'::text AS sku, 2::numeric AS price, date '2024-02-01' AS valid_from, date '2024-03-01' AS valid_to;
SELECT inserted FROM upsert_price_history('prices');
SELECT sku, price, valid_from, valid_to FROM price_history_feed ORDER BY 3;
SELECT day::date, price_asof('A', 'S1', day::date) FROM unnest('{2024-01-01,2024-01-31,2024-02-01,2024-02-29,2024-03-01}'::timestamp[]) day;
-- not the extension's own windows
DELETE FROM price_history;
SET client_min_messages = warning;
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(2, 2, '2024-01-01', '2024-06-30', 1);
CREATE TEMP TABLE demo AS TABLE price_history;
DELETE FROM price_history;
RESET forecast_warehouse.window_ends;
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(2, 2, '2024-01-01', '2024-06-30', 1);
CREATE TEMP VIEW demo_windows AS SELECT product_id, store_id, price, valid_from, valid_to FROM demo;
SELECT (SELECT count(valid_to) > 0 FROM demo) AS some, count(*) AS differences
    FROM ((TABLE demo_windows EXCEPT SELECT product_id, store_id, price, valid_from, valid_to FROM price_history) UNION ALL (SELECT product_id, store_id, price, valid_from, valid_to FROM price_history EXCEPT TABLE demo_windows)) d;
SET forecast_warehouse.window_ends = 'open';

-- random windows: exclusive ends, and inclusive ones a day earlier, store the same
CREATE TEMP TABLE arriving AS
    SELECT setseed(0.5) IS NULL AS seeded, 'A'::text AS sku, n % 90 + 1 AS price, day AS valid_from, CASE WHEN random() < 0.1 THEN NULL ELSE day + 1 + (random() * 2)::int END AS valid_to
    FROM (SELECT n, date '2024-01-01' + (n * 37 % 361) AS day FROM generate_series(1, 300) n) d;
SET forecast_warehouse.on_reject = quarantine;
SET forecast_warehouse.on_duplicate = first;
DELETE FROM price_history;
SET forecast_warehouse.window_ends = exclusive;
SELECT inserted > 50 AS many, rejected > 20 AS some_rejected FROM upsert_price_history('arriving');
CREATE TEMP TABLE by_exclusive AS SELECT price, valid_from, valid_to FROM price_history;
DELETE FROM price_history;
RESET forecast_warehouse.window_ends;
UPDATE arriving SET valid_to = valid_to - 1;
SELECT inserted > 50 AS many, rejected > 20 AS some_rejected FROM upsert_price_history('arriving');
SELECT count(*) AS differences FROM ((TABLE by_exclusive EXCEPT SELECT price, valid_from, valid_to FROM price_history) UNION ALL (SELECT price, valid_from, valid_to FROM price_history EXCEPT TABLE by_exclusive)) d;

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
