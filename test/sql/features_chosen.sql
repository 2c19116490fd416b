-- The columns that build_features has only if they are asked for, each beside plain SQL, with closed days and other gaps.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
CREATE SCHEMA mine;
SET search_path = mine, fw;
SET client_min_messages = warning;
SELECT inserted > 500 AS calendar FROM generate_calendar('2022-01-01', '2024-12-31', 'US');
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(3, 8, '2023-03-01', '2024-06-30', 5);

--
-- Gaps of all kinds
--
-- a product without a category, launch dates, and a series that begins late
UPDATE product SET category = NULL WHERE id = 1;
UPDATE product SET category = 'All others' WHERE id IN (2, 3, 4);
UPDATE product SET category = 'Some' WHERE id > 4;
UPDATE product SET launch_date = '2023-05-01' WHERE id IN (3, 5);
DELETE FROM sales_daily WHERE product_id = 5 AND date < '2023-06-15';
DELETE FROM sales_daily WHERE store_id = 2 AND product_id > 4 AND date < '2024-01-10';
-- a store that sent nothing, one that was closed, and one whose zeros of a closed day came
DELETE FROM sales_daily WHERE store_id = 2 AND date BETWEEN '2024-02-05' AND '2024-02-08';
DELETE FROM sales_daily WHERE store_id = 1 AND date BETWEEN '2024-03-29' AND '2024-04-01';
UPDATE sales_daily SET quantity = 0, total_amount = 0 WHERE store_id = 3 AND date = '2024-04-10';
INSERT INTO store_day (date, store_id, is_open) SELECT d::date, 1, false FROM generate_series(timestamp '2024-03-29', '2024-04-01', '1 day') d;
INSERT INTO store_day (date, store_id, is_open) VALUES ('2024-04-10', 3, false), ('2024-04-11', 3, true);
-- a category of which nothing was sold for some days, and one that has no quantity for a window of 28 days
DELETE FROM sales_daily WHERE store_id = 3 AND product_id IN (2, 3, 4) AND date BETWEEN '2024-05-01' AND '2024-05-06';
UPDATE inventory_snapshot_daily SET is_stockout = true, on_hand_qty = 0 WHERE store_id = 3 AND product_id = 6 AND date BETWEEN '2023-09-01' AND '2023-10-15';
DELETE FROM sales_daily WHERE store_id = 3 AND product_id = 6 AND date BETWEEN '2023-09-01' AND '2023-10-15';
-- gaps in snapshots and prices, and a price that is no number
DELETE FROM inventory_snapshot_daily WHERE product_id = 4 AND date BETWEEN '2024-01-01' AND '2024-02-20';
DELETE FROM price_history WHERE product_id = 7 AND store_id IS NULL AND valid_from < '2024-01-01';
UPDATE price_history SET price = 'NaN' WHERE id = (SELECT min(id) FROM price_history WHERE product_id = 8 AND valid_from > '2023-06-01');
UPDATE store SET holiday_calendar = 'GB' WHERE id = 2;
ANALYZE;

--
-- The values in plain SQL, from the quantities of the table itself. unknown: what counts as known on a day of a store.
--
CREATE FUNCTION public.different(ours double precision, theirs double precision) RETURNS boolean LANGUAGE sql IMMUTABLE AS
    $$ SELECT CASE WHEN ours IS NULL OR theirs IS NULL THEN num_nonnulls(ours, theirs) = 1 ELSE abs(ours - theirs) > 1e-9 * greatest(1, abs(theirs)) END $$;
-- the holidays of each store, by the day
CREATE TABLE holidays AS
    SELECT s.id AS store_id, d.date, string_to_array(d.holiday_name, ' / ') AS names
    FROM store s CROSS JOIN LATERAL (SELECT c.date, c.holiday_name FROM calendar c WHERE c.is_holiday AND s.holiday_calendar IS NULL
        UNION ALL SELECT g.date, g.holiday_name FROM calendar_days(coalesce(s.holiday_calendar, 'US'), '2022-01-01', '2024-12-31') g WHERE g.is_holiday AND s.holiday_calendar IS NOT NULL) d;
-- the price of each series on each day, one that is no number left out
CREATE TABLE prices AS
    SELECT s.store_id, s.product_id, s.first_sale, d::date AS date, nullif(price_asof(s.product_id, s.store_id, d::date), 'NaN') AS price
    FROM (SELECT store_id, product_id, min(date) AS first_sale FROM sales_daily WHERE date <= '2024-05-31' GROUP BY 1, 2) s, generate_series(timestamp '2023-01-15', '2024-06-30', '1 day') d;
CREATE INDEX ON prices (store_id, product_id, date);
CREATE INDEX ON prices (store_id, date);
-- the quantities sold of each category and in the whole store (category "*") on each day from its first sale on
CREATE TABLE totals AS
    WITH sold AS (SELECT f.store_id, g.category, f.date, f.quantity FROM sales_daily f JOIN product p ON p.id = f.product_id
        CROSS JOIN LATERAL (VALUES ('*'), (p.category)) g (category) WHERE f.date <= '2024-05-31' AND g.category IS NOT NULL)
    SELECT b.store_id, b.category, d.day::date AS date, coalesce(sum(s.quantity), 0) AS zero_total,
        CASE WHEN sum(s.quantity) <> 0 OR (NOT EXISTS (SELECT FROM store_day o WHERE (o.store_id, o.date) = (b.store_id, d.day::date) AND NOT o.is_open)
            AND bool_or(a.store_id IS NOT NULL)) THEN coalesce(sum(s.quantity), 0) END AS null_total
    FROM (SELECT store_id, category, min(date) AS first FROM sold GROUP BY 1, 2) b CROSS JOIN generate_series(b.first::timestamp, '2024-05-31', '1 day') d (day)
    LEFT JOIN sold s ON (s.store_id, s.category, s.date) = (b.store_id, b.category, d.day::date)
    LEFT JOIN (SELECT DISTINCT store_id, date FROM sales_daily) a ON (a.store_id, a.date) = (b.store_id, d.day::date) GROUP BY b.store_id, b.category, d.day;
CREATE INDEX ON totals (store_id, category, date);
ANALYZE;

-- h: the horizon; zero: whether unobserved is 'zero', so that windows must be full.
CREATE FUNCTION public.expected(built regclass, h integer, zero boolean)
    RETURNS TABLE (date date, store_id integer, product_id integer, "column" text, value double precision) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TEMP TABLE dense AS SELECT date, store_id, product_id, quantity, price, row_number() OVER (PARTITION BY store_id, product_id ORDER BY date) AS n FROM %s', built);
    CREATE INDEX ON dense (store_id, product_id, date);
    ANALYZE dense;
    RETURN QUERY EXECUTE format($sql$
        WITH windowed AS MATERIALIZED (
            SELECT d.*, avg(quantity) OVER w7 AS mean_7, count(quantity) OVER w7 AS known_7, avg(quantity) OVER w28 AS mean_28, count(quantity) OVER w28 AS known_28,
                avg(quantity) OVER before AS mean_before, count(quantity) OVER before AS known_before,
                regr_slope(quantity, n) OVER w30 AS slope_30, count(quantity) OVER w30 AS known_30, regr_slope(quantity, n) OVER w90 AS slope_90, count(quantity) OVER w90 AS known_90
            FROM dense d WINDOW s AS (PARTITION BY store_id, product_id ORDER BY date),
                w7 AS (s ROWS BETWEEN %1$s + 6 PRECEDING AND %1$s PRECEDING), w28 AS (s ROWS BETWEEN %1$s + 27 PRECEDING AND %1$s PRECEDING),
                before AS (s ROWS BETWEEN %1$s + 55 PRECEDING AND %1$s + 28 PRECEDING),
                w30 AS (s ROWS BETWEEN %1$s + 29 PRECEDING AND %1$s PRECEDING), w90 AS (s ROWS BETWEEN %1$s + 89 PRECEDING AND %1$s PRECEDING))
        SELECT d.date, d.store_id, d.product_id, v.name, v.value::double precision
        FROM windowed d JOIN product p ON p.id = d.product_id
        CROSS JOIN LATERAL (SELECT CASE WHEN %2$L THEN 4 ELSE 1 END AS n4, CASE WHEN %2$L THEN 7 ELSE 1 END AS n7, CASE WHEN %2$L THEN 8 ELSE 1 END AS n8, CASE WHEN %2$L THEN 28 ELSE 1 END AS n28,
            CASE WHEN %2$L THEN 30 ELSE 1 END AS n30, CASE WHEN %2$L THEN 90 ELSE 1 END AS n90) need
        CROSS JOIN LATERAL (SELECT avg(quantity) FILTER (WHERE e.date > d.date - (%1$s + 6) / 7 * 7 - 28) AS mean_4, count(quantity) FILTER (WHERE e.date > d.date - (%1$s + 6) / 7 * 7 - 28) AS known_4,
                avg(quantity) AS mean_8, count(quantity) AS known_8
            FROM dense e WHERE (e.store_id, e.product_id) = (d.store_id, d.product_id) AND e.date IN (SELECT d.date - (%1$s + 6) / 7 * 7 - 7 * i FROM generate_series(0, 7) i)) weekday
        CROSS JOIN LATERAL (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY e.quantity) FILTER (WHERE e.date > d.date - %1$s - 7) AS median_7, percentile_cont(0.5) WITHIN GROUP (ORDER BY e.quantity) AS median_28
            FROM dense e WHERE (e.store_id, e.product_id) = (d.store_id, d.product_id) AND e.date BETWEEN d.date - %1$s - 27 AND d.date - %1$s) median
        CROSS JOIN LATERAL (SELECT sum(i.is_stockout::integer) FILTER (WHERE i.date > d.date - %1$s - 7) AS days_7, sum(i.is_stockout::integer) AS days_28
            FROM inventory_snapshot_daily i WHERE (i.store_id, i.product_id) = (d.store_id, d.product_id) AND i.date BETWEEN d.date - %1$s - 27 AND d.date - %1$s) stock
        CROSS JOIN LATERAL (SELECT avg(o.price) AS mean FROM prices o WHERE (o.store_id, o.product_id) = (d.store_id, d.product_id) AND o.date BETWEEN d.date - 28 AND d.date - 1) earlier
        CROSS JOIN LATERAL (SELECT avg(o.price) AS mean FROM prices o JOIN product q ON q.id = o.product_id
            WHERE o.store_id = d.store_id AND o.date = d.date AND q.category = p.category AND o.first_sale <= d.date - %1$s) others
        LEFT JOIN LATERAL (SELECT e.quantity FROM holidays today JOIN holidays y ON y.store_id = today.store_id AND y.names && today.names AND abs(today.date - y.date - 365) <= 30
            LEFT JOIN dense e ON (e.store_id, e.product_id, e.date) = (d.store_id, d.product_id, y.date) AND y.date <= d.date - %1$s
            WHERE (today.store_id, today.date) = (d.store_id, d.date) ORDER BY y.date = (today.date - interval '1 year')::date DESC, abs(today.date - y.date - 365), y.date DESC LIMIT 1) holiday ON true
        CROSS JOIN LATERAL (VALUES
            ('weekday_mean_4', CASE WHEN known_4 >= n4 THEN mean_4 END), ('weekday_mean_8', CASE WHEN known_8 >= n8 THEN mean_8 END),
            ('rolling_median_7', CASE WHEN known_7 >= n7 THEN median_7 END), ('rolling_median_28', CASE WHEN known_28 >= n28 THEN median_28 END),
            ('trend_30', CASE WHEN known_30 >= n30 THEN slope_30 END), ('trend_90', CASE WHEN known_90 >= n90 THEN slope_90 END),
            ('ratio_7_28', CASE WHEN known_7 >= n7 AND known_28 >= n28 THEN mean_7 / nullif(mean_28, 0) END),
            ('ratio_28_28_before', CASE WHEN known_28 >= n28 AND known_before >= n28 THEN mean_28 / nullif(mean_before, 0) END),
            ('stockout_days_7', stock.days_7), ('stockout_days_28', stock.days_28), ('days_since_launch', d.date - p.launch_date),
            ('price_to_28d', nullif(d.price, 'NaN') / earlier.mean), ('price_to_category', nullif(d.price, 'NaN') / others.mean),
            ('same_holiday_last_year', holiday.quantity),
            ('year_sin', sin(2 * pi() * (extract(doy FROM d.date)::integer - 1) / extract(doy FROM make_date(extract(year FROM d.date)::integer, 12, 31))::integer)),
            ('year_cos', cos(2 * pi() * (extract(doy FROM d.date)::integer - 1) / extract(doy FROM make_date(extract(year FROM d.date)::integer, 12, 31))::integer))) v (name, value)
        UNION ALL
        SELECT d.date, d.store_id, d.product_id, g.name || '_lag_' || k, CASE WHEN %2$L THEN t.zero_total ELSE t.null_total END::double precision
        FROM dense d JOIN product p ON p.id = d.product_id CROSS JOIN LATERAL (VALUES ('category', p.category), ('store', '*')) g (name, category) CROSS JOIN unnest(ARRAY[%1$s, %1$s + 6, %1$s + 27]) k
        LEFT JOIN totals t ON (t.store_id, t.category, t.date) = (d.store_id, g.category, d.date - k)
    $sql$, h, zero);
    DROP TABLE dense;
END $$;
-- Of each column: its rows, those with a value, and those that differ from plain SQL.
CREATE FUNCTION public.compared(built regclass, h integer, zero boolean) RETURNS TABLE ("column" text, table_rows bigint, known bigint, different bigint) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format('SELECT e."column", count(b.date), count(b.value), count(*) FILTER (WHERE b.date IS NULL OR public.different(b.value::double precision, e.value))
        FROM public.expected(%1$L, %2$s, %3$L) e
        LEFT JOIN (SELECT b.date, b.store_id, b.product_id, j.key, j.value FROM %1$s b CROSS JOIN LATERAL jsonb_each_text(to_jsonb(b)) j) b
            ON (b.date, b.store_id, b.product_id, b.key) = (e.date, e.store_id, e.product_id, e."column")
        GROUP BY e."column" ORDER BY e."column" COLLATE "C"', built, h, zero);
END $$;

SELECT build_features('day', '2024-05-31', lags => '{1,7,28}', features => '{all}');
SELECT * FROM public.compared('day', 1, false);
SELECT build_features('days', '2024-05-31', horizon => 10, lags => '{10,16,37}', features => '{all}');
SELECT * FROM public.compared('days', 10, false);
SELECT build_features('zeros', '2024-05-31', lags => '{1,7,28}', unobserved => 'zero', features => '{all}');
SELECT * FROM public.compared('zeros', 1, true);

--
-- Rows and columns
--
-- a table of some stores and products has the same values, though its totals and means are those of all
SELECT build_features('chosen', '2024-05-31', '2024-03-01', lags => '{1,7,28}', store_codes => '{S003,S001}', skus => ARRAY(SELECT sku FROM product WHERE id IN (2, 3, 8)), features => '{all}');
SELECT count(*) AS compared, count(*) FILTER (WHERE c::text IS DISTINCT FROM d::text) AS different FROM chosen c LEFT JOIN day d USING (date, store_id, product_id);
-- skip leaves out rows, and changes none
SELECT build_features('skipped', '2024-05-31', lags => '{1,7,28}', unobserved => 'skip', features => '{all}');
SELECT count(*) AS compared, count(*) FILTER (WHERE s::text IS DISTINCT FROM d::text) AS different FROM skipped s LEFT JOIN day d USING (date, store_id, product_id);
-- the columns come behind the others, in one order; without the argument there are none
CREATE FUNCTION public.columns_of(built regclass) RETURNS text LANGUAGE sql AS
    $$ SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = built AND attnum > 0 $$;
SELECT build_features('bare', '2024-05-31', '2024-05-31', lags => '{1}', windows => '{7}', aggregates => '{mean}', exogenous => false, features => '{year,trend,stockout,price}');
SELECT public.columns_of('bare');
SELECT count(*) AS compared, count(*) FILTER (WHERE (b.trend_30, b.trend_90, b.stockout_days_7, b.stockout_days_28, b.price_to_28d, b.price_to_category, b.year_sin, b.year_cos)
    IS DISTINCT FROM (d.trend_30, d.trend_90, d.stockout_days_7, d.stockout_days_28, d.price_to_28d, d.price_to_category, d.year_sin, d.year_cos)) AS different FROM bare b JOIN day d USING (date, store_id, product_id);
SELECT build_features('without', '2024-05-31', lags => '{1,7,28}'), build_features('empty', '2024-05-31', lags => '{1,7,28}', features => '{}');
SELECT public.columns_of('without') = public.columns_of('empty') AS same_columns, public.columns_of('day') = public.columns_of('without') || ' weekday_mean_4 weekday_mean_8 rolling_median_7 rolling_median_28 '
    'trend_30 trend_90 ratio_7_28 ratio_28_28_before stockout_days_7 stockout_days_28 days_since_launch price_to_28d price_to_category category_lag_1 category_lag_7 category_lag_28 '
    'store_lag_1 store_lag_7 store_lag_28 same_holiday_last_year year_sin year_cos' AS more_at_the_end;
SELECT count(*) AS compared, count(*) FILTER (WHERE (to_jsonb(d) @> to_jsonb(w)) IS NOT TRUE) AS different FROM day d FULL JOIN without w USING (date, store_id, product_id);
SELECT settings -> 'features' AS features FROM feature_set WHERE target IN ('mine.bare', 'mine.without', 'mine.empty') ORDER BY id;
-- types
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'day'::regclass AND attnum > (SELECT attnum FROM pg_attribute WHERE attrelid = 'day'::regclass AND attname = 'day_state') AND NOT attisdropped AND format_type(atttypid, atttypmod) <> 'double precision' ORDER BY attnum;

--
-- Weeks
--
SELECT build_features('weeks', '2024-05-26', frequency => 'week', lags => '{1,3}', features => '{all}');
SELECT public.columns_of('weeks') LIKE '% rolling_median_4 rolling_median_13 trend_4 trend_13 ratio_1_4 ratio_4_4_before stockout_days_7 stockout_days_28 days_since_launch price_to_28d price_to_category category_lag_1 category_lag_3 store_lag_1 store_lag_3 year_sin year_cos' AS columns;
-- windows count weeks, and stock and prices count days
WITH windowed AS MATERIALIZED (
    SELECT b.*, avg(quantity) OVER w1 AS mean_1, avg(quantity) OVER w4 AS mean_4, avg(quantity) OVER before AS mean_before, regr_slope(quantity, n) OVER w4 AS slope_4, regr_slope(quantity, n) OVER w13 AS slope_13
    FROM (SELECT *, row_number() OVER (PARTITION BY store_id, product_id ORDER BY date) AS n FROM weeks) b
    WINDOW s AS (PARTITION BY store_id, product_id ORDER BY date), w1 AS (s ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING), w4 AS (s ROWS BETWEEN 4 PRECEDING AND 1 PRECEDING),
        before AS (s ROWS BETWEEN 8 PRECEDING AND 5 PRECEDING), w13 AS (s ROWS BETWEEN 13 PRECEDING AND 1 PRECEDING)
), sums AS (
    SELECT store_id, category, date_trunc('week', date)::date AS date, sum(null_total) AS total FROM totals GROUP BY 1, 2, 3
)
SELECT v.name, count(*) AS table_rows, count(v.ours) AS known, count(*) FILTER (WHERE public.different(v.ours, v.theirs)) AS different
FROM windowed b JOIN product p ON p.id = b.product_id
CROSS JOIN LATERAL (SELECT sum(i.is_stockout::integer) FILTER (WHERE i.date >= b.date - 7) AS days_7, sum(i.is_stockout::integer) AS days_28
    FROM inventory_snapshot_daily i WHERE (i.store_id, i.product_id) = (b.store_id, b.product_id) AND i.date BETWEEN b.date - 28 AND b.date - 1) stock
CROSS JOIN LATERAL (SELECT avg(o.price) AS mean FROM prices o WHERE (o.store_id, o.product_id) = (b.store_id, b.product_id) AND o.date BETWEEN b.date - 28 AND b.date - 1) earlier
CROSS JOIN LATERAL (SELECT avg(o.price) AS mean FROM prices o JOIN product q ON q.id = o.product_id
    WHERE o.store_id = b.store_id AND o.date = b.date AND q.category = p.category AND o.first_sale <= b.date - 1) others
LEFT JOIN sums c1 ON (c1.store_id, c1.category, c1.date) = (b.store_id, p.category, b.date - 7) LEFT JOIN sums c3 ON (c3.store_id, c3.category, c3.date) = (b.store_id, p.category, b.date - 21)
LEFT JOIN sums s1 ON (s1.store_id, s1.category, s1.date) = (b.store_id, '*', b.date - 7) LEFT JOIN sums s3 ON (s3.store_id, s3.category, s3.date) = (b.store_id, '*', b.date - 21)
CROSS JOIN LATERAL (VALUES ('trend_4', b.trend_4, b.slope_4), ('trend_13', b.trend_13, b.slope_13), ('ratio_1_4', b.ratio_1_4, b.mean_1 / nullif(b.mean_4, 0)),
    ('ratio_4_4_before', b.ratio_4_4_before, b.mean_4 / nullif(b.mean_before, 0)), ('stockout_days_7', b.stockout_days_7, stock.days_7), ('stockout_days_28', b.stockout_days_28, stock.days_28),
    ('days_since_launch', b.days_since_launch, b.date - p.launch_date), ('price_to_28d', b.price_to_28d, nullif(b.price, 'NaN') / earlier.mean), ('price_to_category', b.price_to_category, nullif(b.price, 'NaN') / others.mean),
    ('category_lag_1', b.category_lag_1, c1.total), ('category_lag_3', b.category_lag_3, c3.total), ('store_lag_1', b.store_lag_1, s1.total), ('store_lag_3', b.store_lag_3, s3.total)) v (name, ours, theirs)
GROUP BY v.name ORDER BY v.name COLLATE "C";

--
-- Errors, and what the caller must be able to read
--
\set VERBOSITY default
SELECT build_features('no', '2024-05-31', features => '{trend,nothing}');
SELECT build_features('no', '2024-05-31', features => '{trend,trend}');
SELECT build_features('no', '2024-05-26', frequency => 'week', features => '{weekday}');
SELECT build_features('no', '2024-05-31', features => '{trend,NULL}');
\set VERBOSITY terse
SELECT to_regclass('no') AS made;
CREATE ROLE regress_fw_chooser;
GRANT USAGE ON SCHEMA fw, mine TO regress_fw_chooser;
GRANT CREATE ON SCHEMA mine TO regress_fw_chooser;
GRANT SELECT ON sales_daily TO regress_fw_chooser;
CREATE FUNCTION public.try(feature text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE outcome text;
BEGIN
    SET LOCAL ROLE regress_fw_chooser;
    BEGIN
        PERFORM fw.build_features('mine.tried', '2024-05-31', exogenous => false, unobserved => 'zero', features => ARRAY[feature]);
        RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
    EXCEPTION
        WHEN SQLSTATE 'P0U00' THEN outcome := 'built';
        WHEN OTHERS THEN outcome := SQLERRM;
    END;
    RESET ROLE;
    RETURN outcome;
END $$;
SELECT f.name, public.try(f.name) FROM unnest('{weekday,median,trend,ratio,stockout,launch,price,hierarchy,holiday,year}'::text[]) f (name);

-- An infinite launch date has no number of days.
CREATE TEMP TABLE launched AS SELECT id, launch_date FROM product;
UPDATE product SET launch_date = CASE id % 3 WHEN 0 THEN '-infinity' WHEN 1 THEN 'infinity' ELSE '2024-01-01' END::date;
SELECT build_features('mine.launched', '2024-05-31', exogenous => false, features => '{launch}') > 0 AS built;
SELECT count(*) FILTER (WHERE days_since_launch IS NULL) > 0 AS without, count(DISTINCT days_since_launch) > 0 AS with_days,
    count(*) FILTER (WHERE days_since_launch IS DISTINCT FROM CASE WHEN product_id % 3 = 2 THEN date - '2024-01-01'::date END) AS wrong FROM mine.launched;
UPDATE product p SET launch_date = l.launch_date FROM launched l WHERE l.id = p.id;

-- A total has more digits than a quantity can have.
BEGIN;
UPDATE sales_daily SET quantity = 9999999999.9999 WHERE date = '2024-05-20';
SELECT build_features('mine.large', '2024-05-31', lags => '{1}', exogenous => false, features => '{hierarchy}') > 0 AS built;
SELECT count(*) > 0 AS rows, max(t.quantity) > 10000000000 AS large, bool_and(f.store_lag_1 = t.quantity::float8) AS equal
FROM mine.large f JOIN (SELECT store_id, sum(quantity) AS quantity FROM sales_daily WHERE date = '2024-05-20' GROUP BY store_id) t USING (store_id) WHERE f.date = '2024-05-21';
ROLLBACK;

DROP OWNED BY regress_fw_chooser;
DROP ROLE regress_fw_chooser;
RESET search_path;
DROP FUNCTION public.try(text), public.columns_of(regclass), public.compared(regclass, integer, boolean), public.expected(regclass, integer, boolean), public.different(double precision, double precision);
DROP SCHEMA mine CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw;
