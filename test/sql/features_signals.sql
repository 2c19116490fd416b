-- Signals as features: a store's own value before that of all stores; what is not known ahead is lagged by the horizon.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
SELECT bool_and(rejected = 0) AS all_in FROM generate_demo_data(3, 4, '2024-01-01', '2024-06-30', 3);
SELECT build_features('public.nothing', '2024-04-28', signals => '{snap}');
-- snap and temp are planned; temp has values of two stores, and gaps. oil and visitors are known afterwards.
INSERT INTO exogenous_signal_feed
    SELECT d::date, 'snap', NULL, (extract(day FROM d) <= 10)::integer, true FROM generate_series(timestamp '2024-01-01', '2024-06-30', '1 day') d
    UNION ALL SELECT d::date, 'temp', 'S001', round(sin(extract(doy FROM d))::numeric * 30, 4), true FROM generate_series(timestamp '2024-01-05', '2024-06-20', '2 days') d
    UNION ALL SELECT d::date, 'temp', 'S003', -extract(doy FROM d) / 7, true FROM generate_series(timestamp '2024-02-01', '2024-06-20', '1 day') d
    UNION ALL SELECT d::date, 'oil', NULL, 80 + extract(doy FROM d) / 8, false FROM generate_series(timestamp '2023-12-31', '2024-06-30', '1 day') d WHERE extract(isodow FROM d) < 6 AND d >= '2024-01-01'
    UNION ALL SELECT d::date, 'visitors', NULL, extract(doy FROM d), false FROM generate_series(timestamp '2024-01-01', '2024-06-30', '1 day') d
    UNION ALL SELECT d::date, 'visitors', 'S002', -extract(doy FROM d), false FROM generate_series(timestamp '2024-03-01', '2024-05-15', '3 days') d;
SELECT signal_name, known_ahead, count(*), count(store_id) AS of_stores FROM exogenous_signal GROUP BY signal_name, known_ahead ORDER BY signal_name COLLATE "C";

--
-- The columns, beside plain SQL
--
SELECT build_features('public.daily', '2024-04-28', horizon => 3, signals => '{snap,temp,oil,visitors}') > 0 AS built;
SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'public.daily'::regclass AND attnum > 0 ORDER BY attnum DESC LIMIT 4;
SELECT settings -> 'signals' AS signals, settings -> 'signals_known_ahead' AS known_ahead FROM feature_set ORDER BY id DESC LIMIT 1;
CREATE FUNCTION public.signal(name text, store integer, day date) RETURNS double precision LANGUAGE sql STABLE AS $$
    SELECT g.value::double precision FROM fw.exogenous_signal g
    WHERE g.signal_name = name AND g.date = day AND (g.store_id IS NULL OR g.store_id = store) ORDER BY g.store_id NULLS LAST LIMIT 1 $$;
SELECT count(*) > 1000 AS many, count(snap) > 0 AS snap, count(temp) > 0 AS temp, count(oil) > 0 AS oil, count(visitors) > 0 AS visitors,
    count(*) FILTER (WHERE snap IS DISTINCT FROM public.signal('snap', store_id, date) OR temp IS DISTINCT FROM public.signal('temp', store_id, date)
        OR oil IS DISTINCT FROM public.signal('oil', store_id, date - 3) OR visitors IS DISTINCT FROM public.signal('visitors', store_id, date - 3)) AS different
FROM public.daily;
SELECT s.code, max(d.date) AS last, count(d.temp), min(d.visitors) < 0 AS has_own_visitors FROM public.daily d JOIN store s ON s.id = d.store_id GROUP BY s.code ORDER BY s.code COLLATE "C";
-- in the order that was asked for, for some stores, from a day on, without the other exogenous columns
SELECT build_features('public.some', '2024-04-28', start_date => '2024-04-01', horizon => 7, lags => '{7}', windows => '{7}', aggregates => '{mean}',
    store_codes => '{S002,S003}', exogenous => false, signals => '{visitors,temp}');
SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'public.some'::regclass AND attnum > 0;
SELECT count(*) AS rows, count(visitors) AS visitors, count(temp) AS temp,
    count(*) FILTER (WHERE temp IS DISTINCT FROM public.signal('temp', store_id, date) OR visitors IS DISTINCT FROM public.signal('visitors', store_id, date - 7)) AS different FROM public.some;
-- Weeks: the mean of the days that have a value.
SELECT build_features('public.weekly', '2024-04-28', horizon => 2, frequency => 'week', signals => '{snap,temp,oil,visitors}') > 0 AS built;
CREATE FUNCTION public.signal_of_week(name text, store integer, monday date) RETURNS double precision LANGUAGE sql STABLE AS $$
    SELECT avg(public.signal(name, store, monday + n)) FROM generate_series(0, 6) n $$;
SELECT count(*) > 100 AS many, count(*) FILTER (WHERE abs(coalesce(snap, 1e9) - coalesce(public.signal_of_week('snap', store_id, date), 1e9)) > 1e-9
    OR abs(coalesce(temp, 1e9) - coalesce(public.signal_of_week('temp', store_id, date), 1e9)) > 1e-9
    OR abs(coalesce(oil, 1e9) - coalesce(public.signal_of_week('oil', store_id, date - 14), 1e9)) > 1e-9
    OR abs(coalesce(visitors, 1e9) - coalesce(public.signal_of_week('visitors', store_id, date - 14), 1e9)) > 1e-9) AS different
FROM public.weekly;

--
-- Nothing after t - horizon of a signal that is not known ahead changes a row for t
--
CREATE TABLE public.leak (horizon integer, frequency text, name text, "column" text, days_after integer);
CREATE FUNCTION public.probe(h integer, every text, before text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    changed record;
    seen jsonb;
BEGIN
    FOR changed IN SELECT g.id, g.date, g.signal_name FROM fw.exogenous_signal g WHERE g.date BETWEEN '2024-02-10' AND '2024-05-20' ORDER BY md5(g.id || every || h) LIMIT 25 LOOP
        BEGIN
            CASE changed.id % 3
                WHEN 0 THEN DELETE FROM fw.exogenous_signal WHERE id = changed.id;
                WHEN 1 THEN UPDATE fw.exogenous_signal SET value = value + 1000 WHERE id = changed.id;
                ELSE INSERT INTO fw.exogenous_signal_feed SELECT changed.date, changed.signal_name, s.code, 5000, bool_and(g.known_ahead)
                    FROM fw.exogenous_signal g, fw.store s WHERE g.signal_name = changed.signal_name GROUP BY s.code;
            END CASE;
            PERFORM fw.build_features('public.leak_after', '2024-04-28', horizon => h, frequency => every, signals => '{snap,temp,oil,visitors}');
            EXECUTE format('SELECT jsonb_agg(jsonb_build_object(''column'', b.key, ''days_after'', coalesce(x.date, y.date) - $1))
                FROM %s x FULL JOIN public.leak_after y USING (store_id, product_id, date) CROSS JOIN LATERAL jsonb_each_text(to_jsonb(x)) b
                WHERE x::text IS DISTINCT FROM y::text AND b.value IS DISTINCT FROM to_jsonb(y) ->> b.key', before) INTO seen USING changed.date;
            RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
        EXCEPTION WHEN SQLSTATE 'P0U00' THEN
            INSERT INTO public.leak SELECT h, every, changed.signal_name, e ->> 'column', (e ->> 'days_after')::integer FROM jsonb_array_elements(seen) e;
        END;
    END LOOP;
END $$;
SELECT public.probe(3, 'day', 'public.daily');
SELECT public.probe(2, 'week', 'public.weekly');
-- A day changes the row of its day, or the row horizon days after. A week is described by its Monday.
SELECT horizon, frequency, name, "column", count(*) > 0 AS changed, min(days_after) AS earliest, max(days_after) AS latest FROM public.leak GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 3, 4;
-- After the cutoff, all signals that are not known ahead may change
BEGIN;
UPDATE exogenous_signal SET value = 999 WHERE NOT known_ahead AND date > '2024-04-28';
DELETE FROM exogenous_signal WHERE NOT known_ahead AND date > '2024-05-10';
SELECT build_features('public.leak_after', '2024-04-28', horizon => 3, signals => '{snap,temp,oil,visitors}') > 0 AS built;
SELECT count(*) AS different FROM (TABLE public.daily EXCEPT TABLE public.leak_after) d;
ROLLBACK;

--
-- Errors name the signal and the remedy
--
\set VERBOSITY default
SELECT build_features('public.nothing', '2024-04-28', signals => '{snap,visitor}');
SELECT build_features('public.nothing', '2024-04-28', signals => '{unemployment}');
SELECT build_features('public.nothing', '2024-04-28', signals => '{snap,oil,snap}');
SELECT build_features('public.nothing', '2024-04-28', signals => '{snap,NULL}');
INSERT INTO exogenous_signal_feed VALUES ('2024-03-01', 'price', NULL, 1, true), ('2024-03-01', 'Temp', NULL, 1, false), ('2024-03-01', repeat('ö', 40), NULL, 1, false);
SELECT build_features('public.nothing', '2024-04-28', signals => '{price}');
SELECT build_features('public.plain', '2024-04-28', lags => '{1}', windows => '{7}', aggregates => '{mean}', exogenous => false, signals => '{price,Temp,temp}') > 0 AS built;
SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'public.plain'::regclass AND attnum > 0;
SELECT build_features('public.nothing', '2024-04-28', signals => ARRAY[repeat('ö', 40)]);
-- names of the server's own columns, and of columns of users
INSERT INTO exogenous_signal_feed SELECT '2024-03-01', n, NULL, 1, true FROM unnest('{ctid,tableoid,xmin,store.grade}'::text[]) n;
SELECT build_features('public.nothing', '2024-04-28', signals => '{ctid}');
SELECT build_features('public.nothing', '2024-04-28', signals => '{snap,tableoid}');
SELECT add_column('store', 'grade', 'text') AS grade;
SELECT build_features('public.nothing', '2024-04-28', extra => '{store.grade}', signals => '{store.grade}');
SELECT build_features('public.plain_too', '2024-04-28', signals => '{store.grade}') > 0 AS built;
UPDATE exogenous_signal SET known_ahead = true WHERE signal_name = 'oil' AND date = '2024-02-01';
SELECT build_features('public.nothing', '2024-04-28', signals => '{oil}');
SELECT count(*) AS none FROM feature_set WHERE target LIKE '%nothing%';
-- none: as without the argument
SELECT build_features('public.without', '2024-04-28', horizon => 3, signals => '{}') > 0 AS built;
SELECT count(*) AS rows FROM information_schema.columns WHERE table_name = 'without' AND column_name IN ('snap', 'oil');

SET client_min_messages = warning;
RESET search_path;
DROP FUNCTION public.probe(integer, text, text), public.signal_of_week(text, integer, date), public.signal(text, integer, date);
DROP TABLE public.leak, public.daily, public.some, public.weekly, public.plain, public.plain_too, public.without;
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA fw CASCADE;
