-- build_features(): its tables are compared with plain SQL that follows the definitions. Errors and rights come after that.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE SCHEMA mine;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = mine, fw;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31', 'US');

--
-- A few days by hand
--
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');
INSERT INTO sales_daily_feed VALUES ('2024-06-27', 'S1', 'A', 4, 1, 4), ('2024-06-29', 'S1', 'A', 8, 1, 8), ('2024-07-01', 'S1', 'A', 100, 1, 100), ('2024-07-01', 'S2', 'A', 100, 1, 100);
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 2, '2024-01-01'), ('A', 'S1', 1.5, '2024-06-29');
INSERT INTO promotion_feed (sku, name, discount_amount, start_date, end_date) VALUES ('A', 'Summer', 0.60, '2024-06-28', '2024-06-30');
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-06-28', 'S1', 'A', 0), ('2024-06-30', 'S1', 'A', 5);
SELECT build_features('few', '2024-06-30', windows => '{2}', lags => '{1,2}', unobserved => 'zero');
\pset format unaligned
SELECT * FROM few;
\pset format aligned
-- without what drives sales, and from a later day on, which sees what was before
SELECT build_features('few_bare', '2024-06-30', '2024-06-30', 2, '{2}', '{3}', '{max,sum}', exogenous => false, unobserved => 'zero');
SELECT * FROM few_bare;
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'few'::regclass AND attnum > 0 ORDER BY attnum;

--
-- A made-up chain, against the definitions
--
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(3, 8, '2024-01-01', '2024-09-30', 5);
-- a store in another country, promotions of all kinds, prices that overlap, a price of nothing
UPDATE store SET holiday_calendar = 'DE-BY' WHERE code = (SELECT max(code) FROM store);
INSERT INTO promotion (product_id, store_id, name, discount_pct, discount_amount, start_date, end_date)
    SELECT p.id, s.id, 'Mixed ' || n, CASE WHEN n % 3 = 0 THEN 0.05 * n END, CASE WHEN n % 2 = 0 THEN 0.3 * n END, date '2024-01-10' + 13 * n, date '2024-01-10' + 13 * n + 20
    FROM generate_series(1, 14) n JOIN product p ON p.id % 7 = n % 7 LEFT JOIN store s ON n % 4 = 0 AND s.id % 2 = 0;
INSERT INTO price_history (product_id, store_id, price, valid_from, valid_to)
    SELECT p.id, s.id, round(3 + n * 0.37, 2), date '2024-02-03' + 11 * n, CASE WHEN n % 3 > 0 THEN date '2024-02-03' + 11 * n + 17 END
    FROM generate_series(1, 12) n JOIN product p ON p.id % 5 = n % 5 LEFT JOIN store s ON n % 2 = 0 AND s.id % 3 = 1
    ON CONFLICT DO NOTHING;
UPDATE price_history SET price = 0 WHERE id = (SELECT max(id) FROM price_history WHERE store_id IS NULL);

CREATE FUNCTION public.oracle(cutoff date, h integer)
    RETURNS TABLE (date date, store_id integer, product_id integer, quantity numeric, lag_a numeric, lag_b numeric,
        mean_7 float8, std_7 float8, min_7 numeric, max_7 numeric, sum_7 numeric, mean_28 float8, std_28 float8, min_28 numeric, max_28 numeric, sum_28 numeric,
        days_since integer, price numeric, price_change float8, on_promotion boolean, discount numeric, stockout boolean,
        day_of_week integer, day_of_month integer, iso_week integer, month integer, quarter integer, year integer, fiscal_week integer,
        is_weekend boolean, is_business_day boolean, is_holiday boolean, days_to_holiday integer)
    LANGUAGE sql STABLE AS $$
    WITH known AS (
        SELECT f.date, f.store_id, f.product_id, f.quantity FROM fw.sales_daily f WHERE f.date <= cutoff
    ), dense AS (
        SELECT d::date AS date, s.store_id, s.product_id, CASE WHEN d <= cutoff THEN coalesce(k.quantity, 0) END AS quantity
        FROM (SELECT known.store_id, known.product_id, min(known.date) AS first FROM known GROUP BY 1, 2) s
        CROSS JOIN LATERAL generate_series(s.first::timestamp, (cutoff + h)::timestamp, '1 day') d
        LEFT JOIN known k ON (k.date, k.store_id, k.product_id) = (d::date, s.store_id, s.product_id)
    ), past AS (
        SELECT d.*, lag(d.quantity, h) OVER s AS lag_a, lag(d.quantity, h + 6) OVER s AS lag_b,
            count(*) OVER w7 AS n7, avg(d.quantity) OVER w7 AS mean_7, stddev_samp(d.quantity) OVER w7 AS std_7, min(d.quantity) OVER w7 AS min_7, max(d.quantity) OVER w7 AS max_7, sum(d.quantity) OVER w7 AS sum_7,
            count(*) OVER w28 AS n28, avg(d.quantity) OVER w28 AS mean_28, stddev_samp(d.quantity) OVER w28 AS std_28, min(d.quantity) OVER w28 AS min_28, max(d.quantity) OVER w28 AS max_28, sum(d.quantity) OVER w28 AS sum_28,
            d.date - max(d.date) FILTER (WHERE d.quantity > 0) OVER (s ROWS BETWEEN UNBOUNDED PRECEDING AND h PRECEDING) AS days_since
        FROM dense d
        WINDOW s AS (PARTITION BY d.store_id, d.product_id ORDER BY d.date), w7 AS (s ROWS BETWEEN h + 6 PRECEDING AND h PRECEDING), w28 AS (s ROWS BETWEEN h + 27 PRECEDING AND h PRECEDING)
    )
    SELECT p.date, p.store_id, p.product_id, p.quantity, p.lag_a, p.lag_b,
        CASE WHEN n7 = 7 THEN mean_7 END, CASE WHEN n7 = 7 THEN std_7 END, CASE WHEN n7 = 7 THEN min_7 END, CASE WHEN n7 = 7 THEN max_7 END, CASE WHEN n7 = 7 THEN sum_7 END,
        CASE WHEN n28 = 28 THEN mean_28 END, CASE WHEN n28 = 28 THEN std_28 END, CASE WHEN n28 = 28 THEN min_28 END, CASE WHEN n28 = 28 THEN max_28 END, CASE WHEN n28 = 28 THEN sum_28 END,
        p.days_since, now.price, now.price::float8 / nullif(before.price, 0)::float8 - 1, promo.n > 0, CASE WHEN promo.n = 0 THEN 0 WHEN promo.share > 1 THEN 1 ELSE promo.share END, i.is_stockout,
        c.day_of_week, c.day_of_month, c.iso_week, c.month, c.quarter, c.year, c.fiscal_week, k.is_weekend, sc.is_business_day, sc.is_holiday,
        (SELECT min(n.date) FROM fw.store_calendar n WHERE n.store_id = p.store_id AND n.is_holiday AND n.date >= p.date) - p.date
    FROM past p
    LEFT JOIN LATERAL (SELECT w.price FROM fw.price_history w WHERE w.product_id = p.product_id AND (w.store_id = p.store_id OR w.store_id IS NULL) AND w.valid_from <= p.date AND (w.valid_to >= p.date OR w.valid_to IS NULL)
        ORDER BY w.store_id IS NULL, w.valid_from DESC, w.id DESC LIMIT 1) AS now ON true
    LEFT JOIN LATERAL (SELECT w.price FROM fw.price_history w WHERE w.product_id = p.product_id AND (w.store_id = p.store_id OR w.store_id IS NULL) AND w.valid_from <= p.date - 7 AND (w.valid_to >= p.date - 7 OR w.valid_to IS NULL)
        ORDER BY w.store_id IS NULL, w.valid_from DESC, w.id DESC LIMIT 1) AS before ON true
    CROSS JOIN LATERAL (SELECT count(*) AS n, round(max(greatest(m.discount_pct, m.discount_amount / nullif(now.price, 0))), 4) AS share FROM fw.promotion m
        WHERE m.product_id = p.product_id AND (m.store_id = p.store_id OR m.store_id IS NULL) AND p.date BETWEEN m.start_date AND m.end_date) AS promo
    LEFT JOIN fw.inventory_snapshot_daily i ON (i.date, i.store_id, i.product_id) = (p.date - h, p.store_id, p.product_id)
    LEFT JOIN fw.calendar c ON c.date = p.date
    LEFT JOIN fw.store_calendar sc ON sc.date = p.date AND sc.store_id = p.store_id
    LEFT JOIN fw.store st ON st.id = p.store_id
    LEFT JOIN LATERAL (SELECT d.is_weekend FROM fw.calendar_days(coalesce(st.holiday_calendar, 'US'), p.date, p.date) d) AS k ON true
    $$;
-- NULL is like NULL; real numbers are alike to nine digits.
CREATE FUNCTION public.alike(a jsonb, b jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN a = b THEN true WHEN jsonb_typeof(a) = 'number' AND jsonb_typeof(b) = 'number' THEN abs(a::numeric - b::numeric) <= 1e-9 * greatest(1, abs(b::numeric)) ELSE false END
$$;
-- Compares each column of a table with the oracle's, in the same order. Gives the number of values, and of differences.
CREATE FUNCTION public.compared(target regclass, cutoff date, h integer) RETURNS TABLE (place bigint, "column" text, table_rows bigint, not_null bigint, different_values bigint, different bigint) LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE wanted ON COMMIT DROP AS SELECT o.date, o.store_id, o.product_id, (SELECT jsonb_agg(v.value) FROM json_each(row_to_json(o)) v)  AS vals FROM public.oracle(cutoff, h) o;
    EXECUTE format('CREATE TEMP TABLE found ON COMMIT DROP AS SELECT b.date, b.store_id, b.product_id, (SELECT jsonb_agg(v.value) FROM json_each(row_to_json(b)) v) AS vals FROM %s b', target);
    RETURN QUERY SELECT n.n::bigint, a.attname::text, count(*), count(*) FILTER (WHERE f.vals -> (n.n - 1)::int <> 'null'), count(DISTINCT f.vals -> (n.n - 1)::int),
            count(*) FILTER (WHERE public.alike(f.vals -> (n.n - 1)::int, w.vals -> (n.n - 1)::int) IS NOT TRUE)
        FROM found f FULL JOIN wanted w USING (date, store_id, product_id)
        CROSS JOIN LATERAL generate_series(1, 33) AS n (n) JOIN pg_attribute a ON a.attrelid = target AND a.attnum = n.n
        GROUP BY 1, 2 ORDER BY 1;
END $$;
SELECT build_features('day', '2024-08-31', lags => '{1,7}', aggregates => '{mean,std,min,max,sum}', unobserved => 'zero');
BEGIN;
SELECT * FROM public.compared('day', '2024-08-31', 1);
COMMIT;
SELECT build_features('week', '2024-08-31', horizon => 7, lags => '{7,13}', aggregates => '{mean,std,min,max,sum}', unobserved => 'zero');
BEGIN;
SELECT sum(table_rows) AS all_values, sum(not_null) AS not_null, sum(different) AS different, string_agg("column", ' ') FILTER (WHERE different > 0) AS where FROM public.compared('week', '2024-08-31', 7);
COMMIT;
-- price and promotion are those that price_asof() and promotion_asof() say
SELECT count(*) AS table_rows, count(d.price) AS prices, count(m.id) AS promotions, count(*) FILTER (WHERE d.price IS DISTINCT FROM price_asof(d.product_id, d.store_id, d.date)) AS other_price,
       count(*) FILTER (WHERE d.on_promotion <> (m.id IS NOT NULL)) AS other_promotion,
       count(*) FILTER (WHERE d.promo_discount_pct IS DISTINCT FROM CASE WHEN m.id IS NULL THEN 0 WHEN s.share > 1 THEN 1 ELSE s.share END) AS other_discount
    FROM day d LEFT JOIN promotion m ON m.id = promotion_id_asof(d.product_id, d.store_id, d.date)
    CROSS JOIN LATERAL (SELECT round(greatest(m.discount_pct, m.discount_amount / nullif(d.price, 0)), 4) AS share) s;
-- some stores and products, in any order; a later start takes away rows and changes none
SELECT build_features('chosen', '2024-08-31', '2024-08-01', lags => '{1,7}', aggregates => '{mean,std,min,max,sum}', store_codes => '{S2,S1,S002}', skus => ARRAY(SELECT sku FROM product ORDER BY sku DESC LIMIT 4), unobserved => 'zero');
SELECT count(*) AS table_rows, count(DISTINCT (store_id, product_id)) AS series, min(date), max(date),
       (SELECT count(*) FROM (TABLE chosen EXCEPT ALL TABLE day) d) AS changed,
       (SELECT count(*) FROM day d JOIN store s ON s.id = d.store_id JOIN product p ON p.id = d.product_id WHERE d.date >= '2024-08-01' AND s.code IN ('S1', 'S2', 'S002') AND p.sku IN (SELECT sku FROM product ORDER BY sku DESC LIMIT 4)) AS wanted FROM chosen;
SELECT build_features('nothing', '2024-08-31', store_codes => '{}', unobserved => 'zero'), build_features('earlier', '2023-12-31', unobserved => 'zero');
-- in the order of store, product and date, and every day is there once
SELECT count(*) AS out_of_order FROM (SELECT row_number() OVER (ORDER BY ctid) - row_number() OVER (ORDER BY store_id, product_id, date) AS d FROM day) o WHERE d <> 0;
SELECT count(*) = count(DISTINCT (store_id, product_id, date)) AS one_row_a_day, count(quantity) FILTER (WHERE date > '2024-08-31') AS known_after_the_cutoff FROM week;

-- a price or an amount that is no number, which no feed takes, is not known
BEGIN;
INSERT INTO price_history (product_id, price, valid_from) SELECT id, 'NaN', '2024-08-30' FROM product WHERE sku = 'A';
INSERT INTO price_history (product_id, store_id, price, valid_from) SELECT p.id, s.id, 'NaN', '2024-08-30' FROM product p, store s WHERE sku = 'A' AND code = 'S1';
UPDATE promotion SET discount_amount = 'NaN' WHERE name = 'Summer';
SELECT build_features('no_numbers', '2024-08-31', store_codes => '{S1}', skus => '{A}', unobserved => 'zero') > 0 AS built;
SELECT date, price, price_change_7d, on_promotion, promo_discount_pct FROM no_numbers WHERE date >= '2024-08-29' OR on_promotion ORDER BY date;
ROLLBACK;

--
-- Each build is recorded, and can be repeated, byte for byte
--
SELECT build_features('again', '2024-08-31', lags => '{1,7}', aggregates => '{mean,std,min,max,sum}', unobserved => 'zero');
SELECT md5(string_agg(t::text, E'\n' ORDER BY ctid)) = (SELECT md5(string_agg(a::text, E'\n' ORDER BY ctid)) FROM again a) AS the_same, count(*) FROM day t;
-- with very little memory all data goes through files, and the result is the same
SET maintenance_work_mem = '1MB';
SET work_mem = '64kB';
SELECT build_features('on_disk', '2024-08-31', lags => '{1,7}', aggregates => '{mean,std,min,max,sum}', unobserved => 'zero');
RESET maintenance_work_mem;
RESET work_mem;
SELECT md5(string_agg(t::text, E'\n' ORDER BY ctid)) = (SELECT md5(string_agg(a::text, E'\n' ORDER BY ctid)) FROM on_disk a) AS the_same FROM day t;
SELECT id, target, cutoff, row_count, array_length(columns, 1) AS columns, extension_version = (SELECT extversion FROM pg_extension WHERE extname = 'forecast_warehouse') AS of_this_version, created_at <= now() AS noted FROM feature_set ORDER BY id;
SELECT id, settings FROM feature_set WHERE target IN ('mine.few_bare', 'mine.chosen', 'mine.day') ORDER BY id;
SELECT a.settings_hash = b.settings_hash AS same_settings, a.settings_hash = encode(sha256(convert_to(a.settings::text, 'UTF8')), 'hex') AS of_the_settings, a.settings_hash = c.settings_hash AS others_too
    FROM feature_set a, feature_set b, feature_set c WHERE a.target = 'mine.day' AND b.target = 'mine.again' AND c.target = 'mine.week';
SELECT columns = (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'mine.week'::regclass AND attnum > 0) AS columns_are_those FROM feature_set WHERE target = 'mine.week';

--
-- The schema of the table
--
SELECT build_features('public."Some Features"', '2024-08-31', '2024-08-31', store_codes => '{S1}', unobserved => 'zero');
SELECT build_features('pg_temp.for_now', '2024-08-31', '2024-08-31', store_codes => '{S1}', unobserved => 'zero');
SELECT build_features('UPPER', '2024-08-31', '2024-08-31', store_codes => '{S1}', unobserved => 'zero');
SELECT c.relpersistence = 't' AS temporary, CASE WHEN c.relpersistence = 'p' THEN c.oid::regclass END AS name, c.relowner = current_user::regrole AS owned,
       EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') AS of_the_extension, (SELECT amname FROM pg_am WHERE oid = c.relam) AS method FROM pg_class c WHERE relname IN ('Some Features', 'for_now', 'upper') ORDER BY relname;
\set VERBOSITY default
SELECT build_features('day', '2024-08-31', unobserved => 'zero');
SELECT build_features('nowhere.day', '2024-08-31', unobserved => 'zero');
SELECT build_features('a.b.c.d', '2024-08-31', unobserved => 'zero');
SELECT build_features('', '2024-08-31', unobserved => 'zero');
-- a view of the name is refused too
SELECT build_features('fw.store_feed', '2024-08-31', unobserved => 'zero');

--
-- Errors
--
SELECT build_features('no', '2024-08-31', horizon => 7, lags => '{1,7,14,28}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', horizon => 0, lags => '{1}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', lags => '{1,0}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', lags => '{1,1}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', windows => '{7,-7}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', windows => '{1}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', aggregates => '{mean,median}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', '2024-09-02', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', store_codes => '{S1,S8,S9}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', skus => '{A,a}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', skus => '{A,NULL}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', lags => '{1,NULL}', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', horizon => NULL, unobserved => 'zero');
SELECT build_features('no', NULL, unobserved => 'zero');
SELECT build_features(NULL, '2024-08-31', unobserved => 'zero');
SELECT build_features('no', 'infinity', unobserved => 'zero');
SELECT build_features('no', '2024-08-31', lags => ARRAY(SELECT generate_series(1, 1600)), unobserved => 'zero');
SELECT to_regclass('no') AS made;
-- the default of lags follows the horizon; NULL means the default
SELECT h.horizon, build_features('ahead_' || h.horizon, '2024-08-31', '2024-08-31', h.horizon, windows => '{}', exogenous => false, store_codes => '{S001}', unobserved => 'zero') > 0 AS built
    FROM unnest('{1,2,6,7,8,14,28,3633,3660}'::int[]) AS h (horizon);
SELECT build_features('ahead_null', '2024-08-31', '2024-08-31', 10, NULL, '{}', exogenous => false, store_codes => '{S001}', unobserved => 'zero') > 0 AS built;
SELECT attrelid::regclass, string_agg(attname, ' ' ORDER BY attnum) AS lags FROM pg_attribute WHERE attrelid::regclass::text LIKE 'ahead%' AND attname LIKE 'lag%' GROUP BY attrelid ORDER BY attrelid;
-- a cutoff long after the last sale makes zeros of the days between, or does not
SELECT max(date) FROM sales_daily WHERE store_id = 1;
SELECT build_features('not_known', '2024-07-09', '2024-07-01', store_codes => '{S1}');
SELECT build_features('week_late', '2024-07-08', '2024-07-01', store_codes => '{S1}', unobserved => 'zero'), build_features('later', '2024-07-09', '2024-07-01', store_codes => '{S1}', unobserved => 'zero');
-- days missing in the calendar have rows, with a warning; columns that follow from the date have values
SELECT build_features('beyond', '2024-12-30', '2024-12-30', 3, '{3}', '{}', store_codes => '{S1}', skus => '{A}', unobserved => 'zero');
-- rows of other programs, with the seven columns of before 1.2: the same
INSERT INTO calendar (date, day_of_week, month, quarter, year, is_holiday, holiday_name) SELECT d::date, extract(isodow FROM d) - 1, 1, 1, 2025, d = '2025-01-01', CASE WHEN d = '2025-01-01' THEN 'Mine' END FROM generate_series(timestamp '2025-01-01', '2025-01-05', '1 day') d;
SELECT build_features('old_rows', '2025-01-04', '2024-12-31', 1, '{}', '{}', store_codes => '{S1}', unobserved => 'zero');
SELECT date, day_of_week, day_of_month, iso_week, month, quarter, year, fiscal_week, is_weekend, is_business_day, is_holiday, days_to_next_holiday FROM old_rows ORDER BY date;
DELETE FROM calendar WHERE date IN ('2025-01-02', '2025-01-04');
SELECT build_features('old_and_none', '2025-01-04', '2024-12-31', 1, '{}', '{}', store_codes => '{S1}', unobserved => 'zero');
-- ... until the statement of the hint is run
SELECT inserted, updated, unchanged FROM generate_calendar('2025-01-01', '2025-01-05', 'US');
SELECT build_features('filled', '2025-01-04', '2024-12-31', 1, '{}', '{}', store_codes => '{S1}', unobserved => 'zero');
DELETE FROM calendar WHERE date > '2024-12-31';
\set VERBOSITY terse
SELECT date, quantity, day_of_week, year, is_holiday, days_to_next_holiday FROM beyond ORDER BY date;

--
-- In the caller's name: his rights on the tables, his policies, his schema
--
CREATE ROLE regress_fw_modeller;
GRANT USAGE ON SCHEMA fw, mine TO regress_fw_modeller;
CREATE FUNCTION public.try(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    outcome text;
BEGIN
    SET LOCAL ROLE regress_fw_modeller;
    BEGIN
        EXECUTE statement;
        RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
    EXCEPTION
        WHEN SQLSTATE 'P0U00' THEN outcome := 'done';
        WHEN OTHERS THEN outcome := SQLSTATE || ' ' || SQLERRM;
    END;
    RESET ROLE;
    RETURN outcome;
END $$;
CREATE TABLE public.rights (place serial, privilege text, object text);
INSERT INTO public.rights (privilege, object) VALUES ('CREATE', 'SCHEMA mine'), ('SELECT', 'fw.sales_daily'), ('SELECT', 'fw.inventory_snapshot_daily'), ('SELECT', 'fw.price_history'),
    ('SELECT', 'fw.promotion'), ('SELECT', 'fw.calendar'), ('SELECT', 'fw.store'), ('SELECT', 'fw.holiday_rule'), ('SELECT', 'fw.holiday_date'), ('SELECT', 'fw.product'), ('SELECT', 'fw.store_day'), ('SELECT', 'fw.sales_returns'), ('SELECT', 'fw.load_batch'), ('SELECT', 'fw.load_reject'), ('SELECT', 'fw.source');
CREATE FUNCTION public.without(privilege text, object text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE outcome text;
BEGIN
    EXECUTE format('REVOKE %s ON %s FROM regress_fw_modeller', privilege, object);
    outcome := public.try(statement);
    EXECUTE format('GRANT %s ON %s TO regress_fw_modeller', privilege, object);
    RETURN outcome;
END $$;
SELECT count(public.without(privilege, object, 'SELECT 1')) AS granted FROM public.rights;
SELECT privilege, object, public.without(privilege, object, 'SELECT fw.build_features(''mine.tried'', ''2024-08-31'')') AS whole, public.without(privilege, object, 'SELECT fw.build_features(''mine.tried'', ''2024-08-31'', exogenous => false)') AS sales_with_states,
    public.without(privilege, object, 'SELECT fw.build_features(''mine.tried'', ''2024-08-31'', exogenous => false, unobserved => ''zero'')') AS of_sales_alone FROM public.rights ORDER BY place;
SELECT public.try('SELECT fw.build_features(''mine.tried'', ''2024-08-31'', unobserved => ''zero'')'), public.try('SELECT fw.build_features(''mine.tried'', ''2024-08-31'', skus => ''{A}'', unobserved => ''zero'')');
-- the table is his; its record he can neither write nor forge
SET ROLE regress_fw_modeller;
SELECT build_features('mine.his', '2024-08-31', '2024-08-31', store_codes => '{S1}', unobserved => 'zero') > 0 AS built;
SELECT count(*) > 0 AS read FROM mine.his;
SELECT count(*) FROM feature_set;
INSERT INTO feature_set (target, settings, settings_hash, cutoff, row_count, columns, extension_version) VALUES ('x', '{}', '', '2024-01-01', 0, '{}', '');
DROP TABLE mine.his;
RESET ROLE;
SELECT target FROM feature_set ORDER BY id DESC LIMIT 1;
-- policies hide series from him
ALTER TABLE sales_daily ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_store ON sales_daily TO regress_fw_modeller USING (store_id = 1);
SET ROLE regress_fw_modeller;
SELECT build_features('mine.his', '2024-08-31', '2024-08-31', unobserved => 'zero') > 0 AS built;
SELECT DISTINCT store_id FROM mine.his;
DROP TABLE mine.his;
RESET ROLE;
ALTER TABLE sales_daily DISABLE ROW LEVEL SECURITY;
DROP POLICY one_store ON sales_daily;
-- a transaction that cannot write
BEGIN READ ONLY;
SELECT build_features('mine.tried', '2024-08-31', unobserved => 'zero');
ROLLBACK;
-- own rows that are not committed count, and rows that are rolled back do not
BEGIN;
INSERT INTO sales_daily_feed VALUES ('2024-08-31', 'S2', 'B', 3, 1, 3);
SELECT build_features('tried', '2024-08-31', store_codes => '{S2}', skus => '{B}', unobserved => 'zero');
SELECT date, quantity, lag_1 FROM tried ORDER BY date;
ROLLBACK;
SELECT to_regclass('tried') AS left_over, (SELECT count(*) FROM feature_set WHERE target = 'mine.tried') AS noted;

--
-- Tables that somebody's event trigger changes are not written past it
--
CREATE FUNCTION public.guard() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE made record;
BEGIN
    FOR made IN SELECT * FROM pg_event_trigger_ddl_commands() WHERE command_tag = 'CREATE TABLE' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', made.objid::regclass);
    END LOOP;
END $$;
CREATE EVENT TRIGGER guard ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.guard();
\set VERBOSITY default
SELECT build_features('guarded', '2024-08-31', unobserved => 'zero');
DROP EVENT TRIGGER guard;
SELECT to_regclass('guarded') AS left_over;

SET client_min_messages = warning;
RESET search_path;
DROP OWNED BY regress_fw_modeller;
DROP ROLE regress_fw_modeller;
DROP FUNCTION public.guard(), public.without(text, text, text), public.try(text), public.compared(regclass, date, integer), public.alike(jsonb, jsonb), public.oracle(date, integer);
DROP TABLE public.rights, public."Some Features";
DROP SCHEMA mine CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw;
