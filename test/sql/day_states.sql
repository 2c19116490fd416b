-- The states of days: sold, nothing sold, closed, not sold, stocked out, unknown. Only nothing sold is a zero. sales_panel()
-- and build_features() decide them apart from each other, and plain SQL does so a third time.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31', 'US');

--
-- Each state by hand. 2024-01-01 is a Monday
--
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread'), ('C', 'Cheese');
-- B is sold on most days, so that the store has sent its rows; none of S1 on the 11th
INSERT INTO sales_daily_feed SELECT d::date, 'S1', 'B', 1, 1, 1 FROM generate_series(timestamp '2024-01-01', '2024-01-21', '1 day') d WHERE d <> '2024-01-11';
INSERT INTO sales_daily_feed VALUES
    ('2024-01-02', 'S1', 'A', 5, 1, 5), -- sold
    ('2024-01-04', 'S1', 'A', 0, 1, 0), -- a row that says 0
    ('2024-01-06', 'S1', 'A', 0, 1, 0), -- a row that says 0 on a closed day
    ('2024-01-07', 'S1', 'A', 3, 1, 3), -- a sale on a closed day
    ('2024-01-09', 'S1', 'A', 2, 1, 2), -- a sale on a day that ended without stock
    ('2024-01-10', 'S1', 'A', 0, 1, 0), -- a row that says 0 without stock
    ('2024-01-16', 'S1', 'A', 4, 1, 4), -- a sale after the last day
    ('2024-01-03', 'S1', 'C', 7, 1, 7), -- before the launch
    ('2024-01-08', 'S2', 'A', 6, 1, 6); -- of another store
INSERT INTO store_day (date, store_id, is_open, reason)
    SELECT d::date, s.id, d <> '2024-01-08', 'hours' FROM store s, unnest('{2024-01-05,2024-01-06,2024-01-07,2024-01-08}'::timestamp[]) d WHERE s.code = 'S1' AND d > '2024-01-04';
UPDATE store_day SET is_open = date = '2024-01-08';
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) SELECT d, 'S1', 'A', 0 FROM unnest('{2024-01-05,2024-01-08,2024-01-09,2024-01-10,2024-01-11}'::date[]) d;
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-12', 'S1', 'A', 9);
UPDATE product SET discontinue_date = '2024-01-14' WHERE sku = 'A';
UPDATE product SET launch_date = '2024-01-05' WHERE sku = 'C';
UPDATE store SET opened_on = '2024-01-01', closed_on = '2024-01-19' WHERE code = 'S1';
-- two rows that the load rejects, one of them for a day that has a row; a text that is no day
BEGIN;
SET LOCAL client_min_messages = error;
SET LOCAL forecast_warehouse.on_reject = 'quarantine';
INSERT INTO sales_daily_feed VALUES ('2024-01-13', 'S1', 'A', -1, 1, 1), ('2024-01-12', 'S1', 'C', -1, 1, 1), ('2024-01-02', 'S1', 'A', -1, 1, 1);
COMMIT;
SELECT error_code, row_data ->> 'date' AS date, row_data ->> 'sku' AS sku FROM load_reject ORDER BY row_number;
UPDATE load_reject SET row_data = row_data || '{"date": "2024-02-30"}' WHERE row_data ->> 'date' = '2024-01-02';

CREATE VIEW public.marks AS SELECT * FROM (VALUES ('sold', 's'), ('nothing_sold', '0'), ('stocked_out', 'o'), ('unknown', '?'), ('closed', 'c'), ('not_sold', 'n')) m (state, mark);
-- a letter for each day, from the first sale of the series on
SELECT s.code, p.sku, min(d.date) AS first_day, string_agg(m.mark, '' ORDER BY d.date) AS states, string_agg(coalesce(d.quantity::text, '.'), '' ORDER BY d.date) AS quantities
    FROM sales_panel(NULL, '2024-01-21') d JOIN store s ON s.id = d.store_id JOIN product p ON p.id = d.product_id JOIN public.marks m ON m.state = d.day_state GROUP BY 1, 2 ORDER BY 1, 2;
SELECT * FROM sales_panel('2024-01-05', '2024-01-08', '{S1}', '{A}') ORDER BY date;
SELECT date, quantity, total_amount, day_state FROM sales_panel('2024-01-05', '2024-01-08', '{S1}', '{A}', 'zero') ORDER BY date;
SELECT date, quantity, total_amount, day_state FROM sales_panel('2024-01-05', '2024-01-08', '{S1}', '{A}', unobserved => 'skip') ORDER BY date;
-- the rejected row is loaded after all
BEGIN;
UPDATE load_reject SET row_data = row_data || '{"quantity": 8}' WHERE row_data ->> 'date' = '2024-01-13';
UPDATE load_reject SET row_data = row_data || '{"date": "2024-01-01"}' WHERE row_data ->> 'date' = '2024-02-30';
SELECT inserted, rejected FROM retry_rejects((SELECT max(batch_id) FROM load_reject));
SELECT date, quantity, day_state FROM sales_panel('2024-01-13', '2024-01-13', '{S1}', '{A}');
ROLLBACK;

-- the feature table says the same; lags and windows leave out what is not known, and plans reach beyond the cutoff
INSERT INTO store_day (date, store_id, is_open) SELECT '2024-01-23', id, false FROM store WHERE code = 'S2';
SELECT build_features('built', '2024-01-21', horizon => 2, lags => '{2,3}', windows => '{3}', aggregates => '{mean,std,min,max,sum}');
SELECT date, quantity, lag_2, lag_3, rolling_mean_3 AS mean, round(rolling_std_3::numeric, 6) AS std, rolling_min_3 AS min, rolling_max_3 AS max, rolling_sum_3 AS sum, days_since_last_sale AS since, stockout_lag_2 AS out, day_state
    FROM built WHERE (store_id, product_id) = (SELECT s.id, p.id FROM store s, product p WHERE code = 'S1' AND sku = 'A') ORDER BY date;
SELECT date, store_id, product_id, quantity, day_state FROM built WHERE date > '2024-01-21' ORDER BY 2, 3, 1;
SELECT build_features('skipped', '2024-01-21', horizon => 2, lags => '{2,3}', windows => '{3}', aggregates => '{mean,std,min,max,sum}', unobserved => 'skip');
SELECT (SELECT count(*) FROM (SELECT * FROM built WHERE coalesce(day_state, 'sold') IN ('sold', 'nothing_sold') EXCEPT ALL SELECT * FROM skipped) d) AS not_there, (SELECT count(*) FROM (SELECT * FROM skipped EXCEPT ALL SELECT * FROM built) d) AS not_here;
-- without the columns from price on there is no day_state, but the quantities are the same
SELECT build_features('bare', '2024-01-21', horizon => 2, lags => '{2,3}', windows => '{3}', aggregates => '{mean,std,min,max,sum}', exogenous => false);
SELECT count(*) AS days, count(*) FILTER (WHERE (b.quantity, b.lag_2, b.rolling_std_3) IS DISTINCT FROM (a.quantity, a.lag_2, a.rolling_std_3)) AS different FROM built a FULL JOIN bare b USING (store_id, product_id, date);
SELECT attname FROM pg_attribute WHERE attrelid = 'bare'::regclass AND attnum > 11;
-- the call is noted
SELECT target, settings -> 'unobserved' AS unobserved, settings -> 'frequency' AS frequency, settings -> 'week_begins' AS week_begins FROM feature_set ORDER BY id;

--
-- A made-up chain: counts of each state, and every quantity, three times
--
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(4, 8, '2024-01-01', '2024-10-31', 5);
INSERT INTO store_day (date, store_id, is_open, reason) SELECT d::date, s.id, false, 'Sunday' FROM generate_series(timestamp '2024-03-03', '2024-11-30', '7 days') d, store s WHERE s.id % 2 = 0;
DELETE FROM sales_daily WHERE store_id = 3 AND date BETWEEN '2024-04-08' AND '2024-04-14' OR store_id = 4 AND date = '2024-05-02';
-- a day on which a store took goods back and sold none, and one on which others did so
INSERT INTO sales_returns_feed (date, store_code, sku, reason, return_quantity, return_amount) SELECT d, s.code, p.sku, r, 1, 2
    FROM (VALUES (date '2024-04-10', 'till'), ('2024-04-13', 'returns desk')) v (d, r), store s, product p WHERE s.id = 3 AND p.sku = 'P00001';
UPDATE product SET discontinue_date = '2024-08-15' WHERE sku = 'P00002';
UPDATE store SET opened_on = '2024-02-01', closed_on = '2024-09-30' WHERE id = 5;
UPDATE sales_daily SET quantity = 0, total_amount = 0 WHERE id % 29 = 0;
INSERT INTO load_reject (batch_id, row_number, error_code, message, row_data)
    SELECT (SELECT max(id) FROM load_batch WHERE target = 'sales_daily'), row_number() OVER (), 'BAD_VALUE', 'made up', jsonb_build_object('date', d::date, 'store_code', 'S002', 'sku', p.sku)
    FROM generate_series(timestamp '2024-06-01', '2024-06-10', '1 day') d, product p WHERE p.id % 3 = 0;
-- one statement for each rule; a later one overrides
CREATE TABLE public.by_hand AS SELECT d::date AS date, s.store_id, s.product_id, 'nothing_sold' AS state, 0::numeric AS quantity
    FROM (SELECT store_id, product_id, min(date) AS first FROM sales_daily WHERE date <= '2024-10-20' GROUP BY 1, 2) s, generate_series(s.first::timestamp, '2024-10-20', '1 day') d;
UPDATE public.by_hand h SET state = 'unknown' FROM store s, product p WHERE s.id = h.store_id AND p.id = h.product_id AND (s.code, p.sku, h.date::text) IN (SELECT row_data ->> 'store_code', row_data ->> 'sku', row_data ->> 'date' FROM load_reject);
UPDATE public.by_hand h SET state = 'unknown' WHERE NOT EXISTS (SELECT FROM sales_daily f WHERE f.store_id = h.store_id AND f.date = h.date)
    AND NOT EXISTS (SELECT FROM sales_returns r WHERE r.store_id = h.store_id AND r.date = h.date AND r.reason = 'till');
UPDATE public.by_hand h SET state = 'nothing_sold' FROM sales_daily f WHERE (f.date, f.store_id, f.product_id) = (h.date, h.store_id, h.product_id);
UPDATE public.by_hand h SET state = 'stocked_out' FROM inventory_snapshot_daily i WHERE (i.date, i.store_id, i.product_id) = (h.date, h.store_id, h.product_id) AND i.is_stockout;
UPDATE public.by_hand h SET state = 'not_sold' FROM store s, product p WHERE s.id = h.store_id AND p.id = h.product_id AND (h.date < s.opened_on OR h.date > s.closed_on OR h.date < p.launch_date OR h.date > p.discontinue_date);
UPDATE public.by_hand h SET state = 'closed' FROM store_day o WHERE (o.date, o.store_id) = (h.date, h.store_id) AND NOT o.is_open;
UPDATE public.by_hand h SET state = 'sold', quantity = f.quantity FROM sales_daily f WHERE (f.date, f.store_id, f.product_id) = (h.date, h.store_id, h.product_id) AND f.quantity > 0;
UPDATE public.by_hand h SET quantity = NULL WHERE state NOT IN ('sold', 'nothing_sold');
SELECT build_features('chain', '2024-10-20', lags => '{1,7,28}', windows => '{7,28}') > 0 AS built;
SELECT state, by_hand, panel, features FROM (SELECT state, count(*) AS by_hand FROM public.by_hand GROUP BY 1) a
    FULL JOIN (SELECT day_state AS state, count(*) AS panel FROM sales_panel(NULL, '2024-10-20') GROUP BY 1) b USING (state)
    FULL JOIN (SELECT day_state AS state, count(*) AS features FROM chain WHERE date <= '2024-10-20' GROUP BY 1) c USING (state) ORDER BY state COLLATE "C";
CREATE FUNCTION public.differing(one text, other text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
    EXECUTE format('SELECT (SELECT count(*) FROM (%1$s EXCEPT ALL %2$s) d) + (SELECT count(*) FROM (%2$s EXCEPT ALL %1$s) d)', one, other) INTO found;
    RETURN found;
END $$;
SELECT public.differing('SELECT date, store_id, product_id, state, quantity FROM public.by_hand', 'SELECT date, store_id, product_id, day_state, quantity FROM fw.sales_panel(NULL, ''2024-10-20'')') AS panel,
    public.differing('SELECT date, store_id, product_id, state, quantity FROM public.by_hand', 'SELECT date, store_id, product_id, day_state, quantity::numeric FROM fw.chain WHERE date <= ''2024-10-20''') AS features;
-- the sums of a store have a zero on that day, too
SELECT build_features('totals', '2024-04-20', '2024-04-08', lags => '{1}', windows => '{7}', features => '{hierarchy}') > 0 AS built;
SELECT date - 1 AS day, min(store_lag_1) AS least, max(store_lag_1) AS most FROM totals WHERE store_id = 3 AND date BETWEEN '2024-04-10' AND '2024-04-15' GROUP BY 1 ORDER BY 1;
-- lags and windows by window functions, which leave NULL out, too
CREATE VIEW public.windows AS SELECT c.date, c.store_id, c.product_id, lag(c.quantity) OVER s AS lag_1, lag(c.quantity, 7) OVER s AS lag_7, lag(c.quantity, 28) OVER s AS lag_28,
        avg(c.quantity) OVER w7 AS rolling_mean_7, stddev_samp(c.quantity) OVER w7 AS rolling_std_7, min(c.quantity) OVER w7 AS rolling_min_7, max(c.quantity) OVER w7 AS rolling_max_7,
        avg(c.quantity) OVER w28 AS rolling_mean_28, stddev_samp(c.quantity) OVER w28 AS rolling_std_28, min(c.quantity) OVER w28 AS rolling_min_28, max(c.quantity) OVER w28 AS rolling_max_28
    FROM chain c WINDOW s AS (PARTITION BY c.store_id, c.product_id ORDER BY c.date), w7 AS (s ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING), w28 AS (s ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING);
SELECT b.key AS "column", count(b.value) > 1000 AS many, count(*) FILTER (WHERE abs(b.value::float8 - (to_jsonb(c) ->> b.key)::float8) > 1e-9 OR (b.value IS NULL) <> (to_jsonb(c) ->> b.key IS NULL)) AS different
    FROM chain c JOIN public.windows w USING (date, store_id, product_id) CROSS JOIN LATERAL jsonb_each_text(to_jsonb(w) - '{date,store_id,product_id}'::text[]) b GROUP BY b.key ORDER BY b.key COLLATE "C";

--
-- 1.6 is had by zero, byte for byte. A function with its arguments builds what it built
--
CREATE FUNCTION fw.build_features_of_1_6(target text, cutoff date, start_date date DEFAULT NULL, horizon integer DEFAULT 1, lags integer[] DEFAULT NULL, windows integer[] DEFAULT '{7,28}',
    aggregates text[] DEFAULT '{mean,std,min,max}', store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL, exogenous boolean DEFAULT true, extra text[] DEFAULT NULL) RETURNS bigint LANGUAGE c AS '$libdir/forecast_warehouse', 'fw_build_features';
SELECT build_features_of_1_6('old', '2024-10-20', horizon => 7) = build_features('zeros', '2024-10-20', horizon => 7, unobserved => 'zero') AS same_rows;
SELECT count(*) AS old_columns, string_agg(attname, ', ' ORDER BY attnum) FILTER (WHERE attname = 'day_state') AS new_column FROM pg_attribute WHERE attrelid = 'old'::regclass AND attnum > 0;
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS old_columns FROM pg_attribute WHERE attrelid = 'old'::regclass AND attnum > 0 \gset
SELECT count(*) > 5000 AS many, count(*) FILTER (WHERE o.row IS DISTINCT FROM z.row) AS different
    FROM (SELECT row_number() OVER (ORDER BY ctid) AS place, ROW(:old_columns)::text AS row FROM old) o FULL JOIN (SELECT row_number() OVER (ORDER BY ctid) AS place, ROW(:old_columns)::text AS row FROM zeros) z USING (place);
SELECT string_agg(attname, ', ' ORDER BY attnum) = (SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'old'::regclass AND attnum > 0) AS same_order
    FROM pg_attribute WHERE attrelid = 'zeros'::regclass AND attnum BETWEEN 1 AND (SELECT max(attnum) FROM pg_attribute WHERE attrelid = 'old'::regclass);
-- its record, too: the same settings have the same hash
SELECT settings ? 'unobserved' AS noted FROM feature_set WHERE target = 'fw.old';
DROP FUNCTION fw.build_features_of_1_6(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[]);

--
-- Arguments without a meaning
--
\set VERBOSITY default
SELECT build_features('no', '2024-10-20', unobserved => 'none');
SELECT build_features('no', '2024-10-20', unobserved => NULL);
SELECT build_features('no', '2024-10-20', frequency => 'month');
SELECT count(*) FROM sales_panel('2024-01-01', '2024-01-31', unobserved => 'Null');
SELECT count(*) FROM sales_panel('2024-01-01', '2024-01-31', unobserved => NULL);
SELECT count(*) FROM sales_panel('2024-01-01', '2024-01-31', frequency => 'month');
SELECT count(*) FROM sales_panel('2024-01-01', '2024-01-31', frequency => NULL);
SELECT unobserved_choice('skip');
\set VERBOSITY terse

-- A row that a source read has its keys under the columns of the source, and its day in its format.
SELECT create_source('pos', 'sales_daily_feed', '{day,Shop No,item,units}', '{"date": "day", "store_code": "\"Shop No\"", "sku": "item", "quantity": "units", "total_amount": "units"}', '{"date_format": "DD.MM.YYYY"}');
SELECT create_source('"Till s"', 'sales_daily_feed', '{date,store_code,sku,quantity,total_amount}', '{}', '{"date_format": "YYYYMMDD"}');
SELECT create_source('upper_pos', 'sales_daily_feed', '{date,store_code,sku,quantity,total_amount}', '{"sku": "upper(sku)"}');
INSERT INTO store_feed (code, name) VALUES ('S3', 'Third');
INSERT INTO product_feed (sku, name) VALUES ('Y', 'Yam'), ('Z', 'Zest');
INSERT INTO sales_daily_feed SELECT d::date, 'S3', 'Z', 1, 1, 1 FROM generate_series(timestamp '2024-11-09', '2024-11-16', '1 day') d UNION ALL SELECT '2024-11-09', 'S3', 'Y', 1, 1, 1;
BEGIN;
SET LOCAL client_min_messages = error;
SET LOCAL forecast_warehouse.on_reject = 'quarantine';
INSERT INTO pos VALUES ('10.11.2024', 'S3', 'Y', '-1'), ('11.11.2024', 'S3', 'Y', 'x'), ('32.11.2024', 'S3', 'Y', '1'), ('16.11', 'S3', 'Y', '1'), (NULL, 'S3', 'Y', '1'), ('12.11.2024', 'S9', 'Y', '1');
INSERT INTO "Till s" VALUES ('20241113', 'S3', 'Y', '-1', '1');
INSERT INTO upper_pos VALUES ('2024-11-14', 'S3', 'y', '-1', '1'); -- its sku is no column
INSERT INTO sales_daily_feed VALUES ('2024-11-15', 'S3', 'Y', -1, 1, 1);
COMMIT;
SELECT date, quantity, day_state FROM sales_panel('2024-11-10', '2024-11-16', '{S3}', '{Y}') ORDER BY date;
SELECT build_features('by_source', '2024-11-16', store_codes => '{S3}', skus => '{Y}', start_date => '2024-11-10');
SELECT count(*) AS different FROM by_source f FULL JOIN sales_panel('2024-11-10', '2024-11-16', '{S3}', '{Y}') p USING (date) WHERE date <= '2024-11-16' AND f.day_state IS DISTINCT FROM p.day_state;
DROP VIEW pos, "Till s", upper_pos;

-- day_is_unknown() by itself: all days of some years, before 2000 and after, by sets and by cursors that alternate
SELECT day_is_unknown(NULL, 1, 1), day_is_unknown('2024-01-01', NULL, 1), day_is_unknown('2024-01-01', 1, NULL), day_is_unknown('infinity', 1, 1), day_is_unknown('-infinity', 1, 1);
CREATE TABLE public.by_function AS
SELECT d.day::date, s.id, day_is_unknown(d.day::date, s.id, 0) AS unknown FROM store s, generate_series(timestamp '1999-01-01', '2025-12-31', '1 day') AS d (day);
SELECT count(*) AS days, count(*) FILTER (WHERE NOT f.unknown) > 0 AS some_sent,
    count(*) FILTER (WHERE f.unknown = (EXISTS (SELECT FROM sales_daily x WHERE x.date = f.day AND x.store_id = f.id)
        OR EXISTS (SELECT FROM sales_returns x WHERE x.date = f.day AND x.store_id = f.id AND x.reason IN ('till', 'till discount')))) AS wrong
FROM public.by_function f;
BEGIN;
DECLARE one CURSOR FOR SELECT count(*) FILTER (WHERE unknown IS DISTINCT FROM day_is_unknown(day, id, 0)) OVER (ORDER BY day, id ROWS UNBOUNDED PRECEDING) AS wrong FROM public.by_function;
FETCH 1 FROM one;
DELETE FROM sales_daily;
SELECT count(*) FILTER (WHERE NOT day_is_unknown(day, id, 0)) <= (SELECT count(*) FROM sales_returns) AS sees_the_deletion FROM public.by_function;
MOVE 3000 FROM one;
FETCH 1 FROM one;
ROLLBACK;
SELECT count(*) FILTER (WHERE unknown IS DISTINCT FROM day_is_unknown(day, id, 0)) AS wrong FROM public.by_function;
DROP TABLE public.by_function;

-- A role that sees no store sees the dates of the products.
CREATE ROLE regress_fw_half;
SELECT count(*) > 0 AS granted FROM grant_reader('regress_fw_half');
CREATE SCHEMA regress_fw_half AUTHORIZATION regress_fw_half;
ALTER TABLE store ENABLE ROW LEVEL SECURITY;
UPDATE product SET discontinue_date = '2024-01-05';
SET ROLE regress_fw_half;
SELECT build_features('regress_fw_half.half', '2024-01-31') > 0 AS built;
SELECT count(*) FILTER (WHERE f.day_state = 'not_sold') > 0 AS not_sold, count(*) FILTER (WHERE f.day_state IS DISTINCT FROM p.day_state) AS different
FROM (SELECT date, store_id, product_id, day_state FROM regress_fw_half.half WHERE date <= '2024-01-31') f
FULL JOIN sales_panel(NULL, '2024-01-31') p USING (date, store_id, product_id);
RESET ROLE;
DROP OWNED BY regress_fw_half;
DROP ROLE regress_fw_half;

SET client_min_messages = warning;
RESET search_path;
DROP VIEW public.windows, public.marks;
DROP TABLE public.by_hand;
DROP FUNCTION public.differing(text, text);
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw CASCADE;
