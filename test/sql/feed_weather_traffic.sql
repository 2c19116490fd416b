-- weather_daily_feed and traffic_daily_feed: weather and visitors of a store's day, by date and store code. All but the grain may be unknown.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second'), ('名店', 'Third');

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
\set counts 'inserted, updated, unchanged, rejected'
-- The tables by plain SQL, beside the feeds.
\set weather 'SELECT w.date, s.code, w.temp_min_c, w.temp_max_c, w.temp_avg_c, w.precipitation_mm, w.snow_mm, w.condition FROM weather_daily w JOIN store s ON s.id = w.store_id ORDER BY 1, 2;'
\set traffic 'SELECT t.date, s.code, t.visits, t.transactions FROM traffic_daily t JOIN store s ON s.id = t.store_id ORDER BY 1, 2;'

--
-- Weather: rows are stored as they arrived; temperatures have either sign
--
INSERT INTO weather_daily_feed (date, store_code, temp_min_c, temp_max_c, temp_avg_c, precipitation_mm, snow_mm, condition) VALUES
    ('2024-01-01', 'S1', -12.345, -0.5, -6, 0, 120, 'snow'),
    ('2024-01-01', 'S2', 3, 9.995, 6.004, 12.5, 0, 'rain'),
    ('2024-01-02', 'S1', NULL, NULL, NULL, NULL, NULL, NULL),
    ('2024-01-31', '名店', 0, 0, 0, 0, 0, ''),
    ('2024-01-30', '名店', -999.99, 999.99, -999.994, 99999.994, 99999.99, repeat('é', 50));
:weather
:journal
TABLE weather_daily_feed ORDER BY date, store_code;
-- export = import, in each format that COPY has
INSERT INTO weather_daily_feed TABLE weather_daily_feed;
:journal
\copy (TABLE weather_daily_feed) TO 'results/feed_weather_traffic.bin' (FORMAT binary)
\copy weather_daily_feed FROM 'results/feed_weather_traffic.bin' (FORMAT binary)
:journal
\copy (TABLE weather_daily_feed) TO 'results/feed_weather_traffic.csv' (FORMAT csv, HEADER)
\copy weather_daily_feed FROM 'results/feed_weather_traffic.csv' (FORMAT csv, HEADER match)
:journal
-- ... and into an empty table
CREATE TEMP TABLE exported AS TABLE weather_daily_feed;
BEGIN;
DELETE FROM weather_daily;
\copy weather_daily_feed FROM 'results/feed_weather_traffic.csv' (FORMAT csv, HEADER match)
SELECT :counts FROM last_load();
(TABLE weather_daily_feed EXCEPT TABLE exported) UNION ALL (TABLE exported EXCEPT TABLE weather_daily_feed);
ROLLBACK;

--
-- A replay writes nothing
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, w::text AS image FROM weather_daily w;
SELECT last_value, is_called FROM weather_daily_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
INSERT INTO weather_daily_feed VALUES
    ('2024-01-30', '名店', -999.99, 999.99, -999.994, 99999.994, 99999.99, repeat('é', 50)),
    ('2024-01-31', '名店', 0, 0, 0, 0, 0, ''),
    ('2024-01-02', 'S1', NULL, NULL, NULL, NULL, NULL, NULL),
    ('2024-01-01', 'S2', 3.00, 9.995, 6.004, 12.5, 0, 'rain'),
    ('2024-01-01', 'S1', -12.345, -0.5, -6, 0, 120, 'snow');
SELECT pg_stat_get_xact_tuples_inserted('weather_daily'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('weather_daily'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('weather_daily'::regclass) AS deletes;
COMMIT;
SELECT :counts FROM last_load();
SELECT count(*) AS untouched FROM weather_daily w JOIN existing b ON w.ctid = b.tid AND w.xmin = b.writer AND w::text = b.image;
SELECT last_value, is_called FROM weather_daily_id_seq;

--
-- A correction changes its row and no other; each value by itself makes a difference, NULL too
--
CREATE TEMP TABLE before AS SELECT id, created_at, updated_at, xmin AS writer FROM weather_daily;
INSERT INTO weather_daily_feed VALUES ('2024-01-01', 'S1', -12.345, -0.5, -6, 0, 121, 'snow'), ('2024-01-01', 'S2', 3, 9.995, 6.004, 12.5, 0, 'rain'), ('2024-01-03', 'S1', 1, 1, 1, 1, 1, 'x');
:journal
SELECT w.date, w.store_id, w.snow_mm, w.created_at = b.created_at AS same_birth, w.updated_at > b.updated_at AS moved, w.xmin = b.writer AS untouched
    FROM weather_daily w LEFT JOIN before b USING (id) ORDER BY 1, 2;
SELECT last_value, is_called FROM weather_daily_id_seq;
CREATE FUNCTION pg_temp.changes(feed text, name text, value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    existing jsonb;
    counts record;
BEGIN
    EXECUTE format('SELECT to_jsonb(f) FROM %I f WHERE (date, store_code) = (''2024-01-03'', ''S1'')', feed) INTO existing;
    EXECUTE format('INSERT INTO %1$I SELECT * FROM jsonb_populate_record(NULL::%1$I, $1)', feed) USING existing || jsonb_build_object(name, value);
    SELECT updated, unchanged INTO counts FROM last_load();
    RETURN format('%s updated, %s unchanged', counts.updated, counts.unchanged);
END $$;
SELECT name, value, pg_temp.changes('weather_daily_feed', name, value) FROM (VALUES
    ('temp_min_c', '-1'), ('temp_min_c', '-1.004'), ('temp_min_c', NULL), ('temp_min_c', NULL), ('temp_max_c', '-1'), ('temp_max_c', NULL), ('temp_avg_c', '-1'), ('temp_avg_c', NULL),
    ('precipitation_mm', '0.01'), ('precipitation_mm', NULL), ('snow_mm', '0.01'), ('snow_mm', NULL), ('condition', ''), ('condition', NULL), ('condition', NULL), ('condition', 'fog')) v (name, value);
SELECT * FROM weather_daily_feed WHERE date = '2024-01-03';

--
-- A left-out column keeps its value; an explicit NULL clears it
--
INSERT INTO weather_daily_feed (date, store_code, temp_max_c) VALUES ('2024-01-01', 'S1', 1), ('2024-01-04', 'S1', 2);
:journal
SELECT * FROM weather_daily_feed WHERE store_code = 'S1' AND date IN ('2024-01-01', '2024-01-04') ORDER BY 1;
INSERT INTO weather_daily_feed VALUES ('2024-01-01', 'S1', DEFAULT, NULL, DEFAULT, DEFAULT, NULL, DEFAULT), ('2024-01-04', 'S1', DEFAULT, DEFAULT, 3, 4, 5, NULL);
:journal
SELECT * FROM weather_daily_feed WHERE store_code = 'S1' AND date IN ('2024-01-01', '2024-01-04') ORDER BY 1;
COPY weather_daily_feed (condition, store_code, date) FROM STDIN;
sleet	S1	2024-01-01
\N	S1	2024-01-04
\.
SELECT :counts FROM last_load();
SELECT * FROM weather_daily_feed WHERE store_code = 'S1' AND date IN ('2024-01-01', '2024-01-04') ORDER BY 1;

-- all of it, in the statement or row by row: a new row is one of which nothing is known
INSERT INTO weather_daily_feed (date, store_code) VALUES ('2024-01-01', 'S1'), ('2024-01-08', 'S1');
SELECT :counts FROM last_load();
SELECT * FROM weather_daily_feed WHERE store_code = 'S1' AND date IN ('2024-01-01', '2024-01-08') ORDER BY 1;
DELETE FROM weather_daily WHERE date = '2024-01-08';
INSERT INTO weather_daily_feed VALUES ('2024-01-01', 'S1', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT), ('2024-01-08', 'S1', NULL, NULL, NULL, NULL, NULL, NULL);
SELECT :counts FROM last_load();
DELETE FROM weather_daily WHERE date = '2024-01-08';

--
-- Weather has no sum; the other ways with twins
--
\set VERBOSITY terse
\set twins 'INSERT INTO weather_daily_feed (date, store_code, temp_min_c, temp_max_c) VALUES (''2024-01-05'', ''S1'', 1, 2), (''2024-01-05'', ''S2'', 5, 6), (''2024-01-05'', ''S1'', -1, 4), (''2024-01-05'', ''S1'', 0, 0);'
:twins
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.on_duplicate = sum;
:twins
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM weather_daily WHERE date = '2024-01-05';
INSERT INTO weather_daily_feed (date, store_code, temp_min_c) VALUES ('2024-01-06', 'S1', 1), ('2024-01-06', 'S2', 1);
SET forecast_warehouse.on_duplicate = first;
:twins
:journal
SELECT store_code, temp_min_c, temp_max_c FROM weather_daily_feed WHERE date = '2024-01-05' ORDER BY 1;
SET forecast_warehouse.on_duplicate = last;
:twins
:journal
SELECT store_code, temp_min_c, temp_max_c FROM weather_daily_feed WHERE date = '2024-01-05' ORDER BY 1;
SET forecast_warehouse.on_duplicate = error;
SET forecast_warehouse.on_reject = quarantine;
:twins
:journal
:rejects
RESET forecast_warehouse.on_reject;
RESET forecast_warehouse.on_duplicate;
\set VERBOSITY default

--
-- Weather that no load can take
--
CREATE TEMP TABLE bad_weather (n int, date date, store_code text, temp_min_c numeric, temp_max_c numeric, temp_avg_c numeric, precipitation_mm numeric, snow_mm numeric, condition text);
INSERT INTO bad_weather VALUES
    (1, NULL, 'S1', 1, 1, 1, 1, 1, NULL),
    (2, '2024-01-10', NULL, 1, 1, 1, 1, 1, NULL),
    (3, '2024-01-10', '', 1, 1, 1, 1, 1, NULL),
    (4, '2024-01-10', 'S9', 1, 1, 1, 1, 1, NULL),
    (5, '2024-02-01', 'S1', 1, 1, 1, 1, 1, NULL),
    (6, 'infinity', 'S1', 1, 1, 1, 1, 1, NULL),
    (7, '2024-02-01', 'S9', 1, 1, 1, 1, 1, NULL),
    (8, '2024-01-10', 'S1', 999.995, 1, 1, 1, 1, NULL),
    (9, '2024-01-10', 'S1', -999.995, 1, 1, 1, 1, NULL),
    (10, '2024-01-10', 'S1', 'NaN', 1, 1, 1, 1, NULL),
    (11, '2024-01-10', 'S1', 1, '-Infinity', 1, 1, 1, NULL),
    (12, '2024-01-10', 'S1', 1, 1000, 1, 1, 1, NULL),
    (13, '2024-01-10', 'S1', 1, 1, 'Infinity', 1, 1, NULL),
    (14, '2024-01-10', 'S1', 1, 1, -1000, 1, 1, NULL),
    (15, '2024-01-10', 'S1', 1, 1, 1, -0.001, 1, NULL),
    (16, '2024-01-10', 'S1', 1, 1, 1, '-Infinity', 1, NULL),
    (17, '2024-01-10', 'S1', 1, 1, 1, 99999.995, 1, NULL),
    (18, '2024-01-10', 'S1', 1, 1, 1, 1, -1, NULL),
    (19, '2024-01-10', 'S1', 1, 1, 1, 1, 'NaN', NULL),
    (20, '2024-01-10', 'S1', 1, 1, 1, 1, 1, repeat('é', 51)),
    (21, '2024-02-01', 'S9', 1000, 1, 1, -1, 1, repeat('é', 51)),
    (22, '2024-01-10', 'S1', 1, 1, 1, 1, 1, NULL),
    (23, '2024-01-10', 'S1', 1, 1, 1, 1, 1, NULL);
CREATE FUNCTION pg_temp.try(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text;
BEGIN
    EXECUTE statement;
    RETURN 'landed';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
    RETURN SQLSTATE || ' ' || message;
END $$;
\set weather_columns 'date, store_code, temp_min_c, temp_max_c, temp_avg_c, precipitation_mm, snow_mm, condition'
-- one at a time, in error mode; the last two are one grain
SELECT n, pg_temp.try('INSERT INTO weather_daily_feed SELECT ' || :'weather_columns' || ' FROM bad_weather WHERE n = ' || n) FROM bad_weather WHERE n < 22 ORDER BY n;
SELECT pg_temp.try('INSERT INTO weather_daily_feed SELECT ' || :'weather_columns' || ' FROM bad_weather WHERE n >= 22');
INSERT INTO weather_daily_feed SELECT :weather_columns FROM bad_weather WHERE n > 14 ORDER BY n;
\echo :LAST_ERROR_SQLSTATE
-- in error mode a bad row stops an existing row and a good one too
INSERT INTO weather_daily_feed (date, store_code, condition) VALUES ('2024-01-01', 'S1', 'changed'), ('2024-01-10', 'S2', 'new'), ('2024-01-10', 'S9', 'bad');
SELECT count(*) FROM weather_daily WHERE date = '2024-01-10' OR condition = 'changed';
-- quarantined, among good rows
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO weather_daily_feed SELECT :weather_columns FROM bad_weather
    UNION ALL VALUES (date '2024-01-01', 'S1', 1, 1, 1, 1, 1, 'changed'), ('2024-01-10', 'S2', 1, 1, 1, 1, 1, 'new'), ('2024-01-02', 'S1', NULL, NULL, NULL, NULL, NULL, NULL);
:journal
:rejects
SELECT count(*) AS as_they_arrived FROM load_reject r JOIN bad_weather b ON r.row_number = b.n AND r.row_data = to_jsonb(b) - 'n'
    WHERE batch_id = (last_load()).batch_id;
SELECT date, store_code, condition FROM weather_daily_feed WHERE date = '2024-01-10' OR (date <= '2024-01-02' AND store_code = 'S1') ORDER BY 1, 2;
RESET forecast_warehouse.on_reject;
\set VERBOSITY default

--
-- Traffic: rows are stored as they arrived
--
INSERT INTO traffic_daily_feed (date, store_code, visits, transactions) VALUES
    ('2024-01-01', 'S1', 120, 40), ('2024-01-01', 'S2', 0, 0), ('2024-01-02', 'S1', NULL, 40), ('2024-01-02', 'S2', 7, NULL), ('2024-01-03', 'S1', NULL, NULL),
    ('2024-01-31', '名店', 2147483647, 2147483647), ('2024-01-30', '名店', 1, 2);
:traffic
:journal
TABLE traffic_daily_feed ORDER BY date, store_code;
INSERT INTO traffic_daily_feed TABLE traffic_daily_feed;
:journal
\copy (TABLE traffic_daily_feed) TO 'results/feed_weather_traffic.bin' (FORMAT binary)
\copy traffic_daily_feed FROM 'results/feed_weather_traffic.bin' (FORMAT binary)
:journal
\copy (TABLE traffic_daily_feed) TO 'results/feed_weather_traffic.csv' (FORMAT csv, HEADER)
DROP TABLE exported;
CREATE TEMP TABLE exported AS TABLE traffic_daily_feed;
BEGIN;
DELETE FROM traffic_daily;
\copy traffic_daily_feed FROM 'results/feed_weather_traffic.csv' (FORMAT csv, HEADER match)
SELECT :counts FROM last_load();
(TABLE traffic_daily_feed EXCEPT TABLE exported) UNION ALL (TABLE exported EXCEPT TABLE traffic_daily_feed);
ROLLBACK;

--
-- A replay writes nothing
--
DROP TABLE existing, before;
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, t::text AS image FROM traffic_daily t;
SELECT last_value, is_called FROM traffic_daily_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
INSERT INTO traffic_daily_feed VALUES
    ('2024-01-30', '名店', 1, 2), ('2024-01-31', '名店', 2147483647, 2147483647), ('2024-01-03', 'S1', NULL, NULL), ('2024-01-02', 'S2', 7, NULL), ('2024-01-02', 'S1', NULL, 40),
    ('2024-01-01', 'S2', 0, 0), ('2024-01-01', 'S1', 120, 40);
SELECT pg_stat_get_xact_tuples_inserted('traffic_daily'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('traffic_daily'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('traffic_daily'::regclass) AS deletes;
COMMIT;
SELECT :counts FROM last_load();
SELECT count(*) AS untouched FROM traffic_daily t JOIN existing b ON t.ctid = b.tid AND t.xmin = b.writer AND t::text = b.image;
SELECT last_value, is_called FROM traffic_daily_id_seq;

--
-- A correction changes its row and no other; each value by itself makes a difference, NULL too
--
CREATE TEMP TABLE before AS SELECT id, created_at, updated_at, xmin AS writer FROM traffic_daily;
INSERT INTO traffic_daily_feed VALUES ('2024-01-01', 'S1', 121, 40), ('2024-01-01', 'S2', 0, 0), ('2024-01-04', 'S1', 5, 6);
:journal
SELECT t.date, t.store_id, t.visits, t.created_at = b.created_at AS same_birth, t.updated_at > b.updated_at AS moved, t.xmin = b.writer AS untouched
    FROM traffic_daily t LEFT JOIN before b USING (id) ORDER BY 1, 2;
SELECT last_value, is_called FROM traffic_daily_id_seq;
SELECT name, value, pg_temp.changes('traffic_daily_feed', name, value) FROM (VALUES
    ('visits', '0'), ('visits', NULL), ('visits', NULL), ('transactions', '0'), ('transactions', NULL), ('transactions', NULL), ('visits', '3')) v (name, value);
SELECT * FROM traffic_daily_feed WHERE (date, store_code) = ('2024-01-03', 'S1');

--
-- A left-out column keeps its value; an explicit NULL clears it
--
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2024-01-01', 'S1', 1), ('2024-01-05', 'S1', 2);
:journal
INSERT INTO traffic_daily_feed (date, store_code, transactions) VALUES ('2024-01-01', 'S2', 3);
SELECT * FROM traffic_daily_feed WHERE date IN ('2024-01-01', '2024-01-05') ORDER BY 1, 2;
INSERT INTO traffic_daily_feed VALUES ('2024-01-01', 'S1', NULL, DEFAULT), ('2024-01-01', 'S2', DEFAULT, NULL);
:journal
SELECT * FROM traffic_daily_feed WHERE date = '2024-01-01' ORDER BY 1, 2;

INSERT INTO traffic_daily_feed (date, store_code) VALUES ('2024-01-01', 'S1'), ('2024-01-08', 'S1');
SELECT :counts FROM last_load();
SELECT * FROM traffic_daily_feed WHERE store_code = 'S1' AND date IN ('2024-01-01', '2024-01-08') ORDER BY 1;
DELETE FROM traffic_daily WHERE date = '2024-01-08';

--
-- Rows of one grain; sums ignore missing values
--
\set VERBOSITY terse
\set twins 'INSERT INTO traffic_daily_feed VALUES (''2024-01-06'', ''S1'', 1, NULL), (''2024-01-06'', ''S2'', 50, 60), (''2024-01-06'', ''S1'', NULL, 4), (''2024-01-06'', ''S1'', 3, 5);'
:twins
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.on_duplicate = first;
:twins
:journal
SELECT * FROM traffic_daily_feed WHERE date = '2024-01-06' ORDER BY 2;
SET forecast_warehouse.on_duplicate = last;
:twins
:journal
SELECT * FROM traffic_daily_feed WHERE date = '2024-01-06' ORDER BY 2;
SET forecast_warehouse.on_duplicate = sum;
:twins
:journal
SELECT * FROM traffic_daily_feed WHERE date = '2024-01-06' ORDER BY 2;
:twins
SELECT :counts FROM last_load();
INSERT INTO traffic_daily_feed VALUES
    ('2024-01-07', 'S1', NULL, NULL), ('2024-01-07', 'S1', NULL, NULL),
    ('2024-01-07', 'S2', NULL, 0), ('2024-01-07', 'S2', NULL, NULL),
    ('2024-01-08', 'S1', 2147483647, NULL), ('2024-01-08', 'S1', NULL, 1), ('2024-01-08', 'S1', 0, 2147483646);
:journal
SELECT * FROM traffic_daily_feed WHERE date IN ('2024-01-07', '2024-01-08') ORDER BY 1, 2;
-- a column that the whole load leaves out is not summed, and keeps its value
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2024-01-06', 'S1', 10), ('2024-01-06', 'S1', 20);
SELECT * FROM traffic_daily_feed WHERE date = '2024-01-06' ORDER BY 2;
-- ... and one that some rows leave out is the sum of the others, whichever comes first
INSERT INTO traffic_daily_feed VALUES ('2024-01-06', 'S2', 5, 7), ('2024-01-06', 'S2', 6, DEFAULT);
SELECT * FROM traffic_daily_feed WHERE (date, store_code) = ('2024-01-06', 'S2');
INSERT INTO traffic_daily_feed VALUES ('2024-01-06', 'S2', 6, DEFAULT), ('2024-01-06', 'S2', 5, 8);
SELECT * FROM traffic_daily_feed WHERE (date, store_code) = ('2024-01-06', 'S2');
-- sums that the table does not hold take all their rows with them
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO traffic_daily_feed VALUES
    ('2024-01-09', 'S1', 2147483647, 1), ('2024-01-09', 'S1', 1, 1), ('2024-01-09', 'S2', NULL, 2147483647), ('2024-01-09', 'S2', 5, NULL), ('2024-01-09', 'S2', NULL, 1), ('2024-01-10', 'S1', 1, 1);
:journal
:rejects
SELECT count(*) FROM traffic_daily WHERE date = '2024-01-09';
RESET forecast_warehouse.on_reject;
-- many rows a grain, against plain SQL
CREATE TEMP TABLE many AS SELECT n, date '2024-01-11' + (n % 20)::int AS date, CASE WHEN n / 20 % 2 = 0 THEN 'S1' ELSE 'S2' END AS store_code,
    CASE WHEN n % 3 > 0 THEN n % 17 END AS visits, CASE WHEN n % 20 > 2 THEN n END AS transactions FROM generate_series(1::bigint, 10000) n;
INSERT INTO traffic_daily_feed SELECT date, store_code, visits, transactions FROM many ORDER BY n;
:journal
SELECT count(*) AS grains, count(f.transactions) AS with_transactions, count(*) FILTER (WHERE f.visits = m.visits AND f.transactions IS NOT DISTINCT FROM m.transactions) AS right_ones
    FROM (SELECT * FROM traffic_daily_feed WHERE date BETWEEN '2024-01-11' AND '2024-01-30' AND store_code <> '名店') f
    FULL JOIN (SELECT date, store_code, sum(visits) AS visits, sum(transactions) AS transactions FROM many GROUP BY 1, 2) m USING (date, store_code);
RESET forecast_warehouse.on_duplicate;
\set VERBOSITY default

--
-- Traffic that no load can take
--
CREATE TEMP TABLE bad_traffic (n int, date date, store_code text, visits bigint, transactions bigint);
INSERT INTO bad_traffic VALUES
    (1, NULL, 'S1', 1, 1),
    (2, '2024-01-10', NULL, 1, 1),
    (3, '2024-01-10', '', 1, 1),
    (4, '2024-01-10', 'S9', 1, 1),
    (5, '2024-02-01', 'S1', 1, 1),
    (6, '-infinity', 'S1', 1, 1),
    (7, '2024-01-10', 'S1', -1, 1),
    (8, '2024-01-10', 'S1', 1, -1),
    (9, '2024-01-10', 'S1', 2147483648, 1),
    (10, '2024-01-10', 'S1', 1, 9223372036854775807),
    (11, '2024-01-10', 'S1', -9223372036854775808, 1),
    (12, '2024-02-01', 'S9', 2147483648, -1),
    (13, '2024-01-10', 'S2', 1, 1),
    (14, '2024-01-10', 'S2', 1, NULL);
SELECT n, pg_temp.try('INSERT INTO traffic_daily_feed SELECT date, store_code, visits, transactions FROM bad_traffic WHERE n = ' || n) FROM bad_traffic WHERE n < 13 ORDER BY n;
SELECT pg_temp.try('INSERT INTO traffic_daily_feed SELECT date, store_code, visits, transactions FROM bad_traffic WHERE n >= 13');
INSERT INTO traffic_daily_feed SELECT date, store_code, visits, transactions FROM bad_traffic ORDER BY n;
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO traffic_daily_feed SELECT date, store_code, visits, transactions FROM bad_traffic
    UNION ALL VALUES (date '2024-01-10', 'S1', 2, 2), ('2024-01-10', '名店', 1, 1), ('2024-01-04', 'S1', 5, 6);
:journal
:rejects
SELECT count(*) AS as_they_arrived FROM load_reject r JOIN bad_traffic b ON r.row_number = b.n AND r.row_data = to_jsonb(b) - 'n'
    WHERE batch_id = (last_load()).batch_id;
SELECT * FROM traffic_daily_feed WHERE date = '2024-01-10' ORDER BY 2;
RESET forecast_warehouse.on_reject;
\set VERBOSITY default

--
-- upsert_weather_daily and upsert_traffic_daily: from a relation
--
CREATE TABLE staging (condition varchar(10), date timestamp, store_code name, temp_max_c real, visits numeric, snow_mm int);
INSERT INTO staging VALUES ('sun', '2024-01-20 00:00', 'S1', 25.5, 10, NULL), ('sun', '2024-01-21', 'S1', 26.5, 11, 0);
SELECT :counts FROM upsert_weather_daily('staging');
:journal
SELECT :counts FROM upsert_weather_daily('staging');
UPDATE weather_daily SET temp_min_c = 7 WHERE date = '2024-01-20';
UPDATE staging SET condition = 'haze';
SELECT :counts FROM upsert_weather_daily('staging');
SELECT * FROM weather_daily_feed WHERE date BETWEEN '2024-01-20' AND '2024-01-21' ORDER BY 1;
DELETE FROM traffic_daily WHERE date BETWEEN '2024-01-20' AND '2024-01-21';
SELECT :counts FROM upsert_traffic_daily('staging');
SELECT :counts FROM upsert_traffic_daily('traffic_daily_feed');
SELECT :counts FROM upsert_weather_daily('weather_daily_feed');
SELECT date, visits, transactions FROM traffic_daily_feed WHERE date BETWEEN '2024-01-20' AND '2024-01-21' ORDER BY 1;
CREATE TABLE days (date date, store_code text);
INSERT INTO days VALUES ('2024-01-20', 'S1'), ('2024-01-20', 'S2');
SELECT :counts FROM upsert_weather_daily('days');
SELECT :counts FROM upsert_traffic_daily('days');
DELETE FROM weather_daily WHERE date = '2024-01-20' AND store_id <> 1;
DELETE FROM traffic_daily WHERE date = '2024-01-20' AND store_id <> 1;
DROP TABLE days;
INSERT INTO staging TABLE staging;
\set VERBOSITY terse
SELECT :counts FROM upsert_weather_daily('staging');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM upsert_weather_daily('staging', on_duplicate => 'sum');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM upsert_weather_daily('staging', 'quarantine');
SELECT :counts FROM upsert_weather_daily('staging', NULL, 'last');
SELECT :counts FROM upsert_traffic_daily('staging', NULL, 'sum');
SELECT date, visits FROM traffic_daily_feed WHERE date BETWEEN '2024-01-20' AND '2024-01-21' ORDER BY 1;
UPDATE staging SET visits = -1, snow_mm = -1;
SELECT :counts FROM upsert_traffic_daily('staging', 'quarantine', 'first');
SELECT :counts FROM upsert_weather_daily('staging', 'quarantine', 'first');
SELECT :counts FROM upsert_weather_daily('store');
\echo :LAST_ERROR_SQLSTATE
SELECT :counts FROM upsert_traffic_daily(NULL::regclass);
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY default
DROP TABLE staging;

--
-- ... and a day at a time: an optional argument that is left out, or NULL, keeps the value. NULL clears it in an argument
-- without a default.
--
SELECT count(*) AS batches FROM load_batch \gset
SELECT upsert_weather_daily('2024-01-25', 'S1', -5, 5, 0.5, 1, 2, 'sun');
SELECT upsert_weather_daily('2024-01-25', 'S1', -5.00, 5, 0.5, 1, 2, 'sun');
SELECT upsert_weather_daily(condition => 'rain', date => '2024-01-25', store_code => 'S1', temp_max_c => 5, temp_min_c => -5, precipitation_mm => 1.004, snow_mm => 2, temp_avg_c => 0.5);
SELECT upsert_weather_daily('2024-01-26', 'S1', NULL, NULL);
SELECT upsert_weather_daily('2024-01-26', 'S1', NULL, NULL);
SELECT * FROM weather_daily_feed WHERE date >= '2024-01-25' AND store_code = 'S1' ORDER BY 1;
SELECT upsert_weather_daily('2024-01-25', 'S1', NULL, 5, NULL, NULL, NULL, NULL);
SELECT * FROM weather_daily_feed WHERE date = '2024-01-25';
SELECT upsert_weather_daily('2024-01-25', 'S1', NULL, 5);
SELECT upsert_weather_daily('2024-01-25', 'S1', NULL, NULL, condition => 'fog');
SELECT upsert_weather_daily('2024-01-25', 'S1', NULL, NULL);
SELECT * FROM weather_daily_feed WHERE date = '2024-01-25';
DELETE FROM traffic_daily WHERE date = '2024-01-25';
SELECT upsert_traffic_daily('2024-01-25', 'S1', 5, 6);
SELECT upsert_traffic_daily('2024-01-25', 'S1', 5, 6);
SELECT upsert_traffic_daily('2024-01-25', 'S1', 5, NULL);
SELECT upsert_traffic_daily(transactions => 7, visits => NULL, store_code => 'S1', date => '2024-01-25');
SELECT * FROM traffic_daily_feed WHERE date = '2024-01-25';
\set VERBOSITY terse
SET forecast_warehouse.on_reject = quarantine;
SELECT upsert_weather_daily('2024-01-25', 'S1', -5, 5, precipitation_mm => -1);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_weather_daily('2024-01-25', 'S1', -1000, 5);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_weather_daily('2024-02-25', 'S1', -5, 5);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_weather_daily('2024-01-25', 'S1', -5, 5, condition => repeat('x', 51));
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_weather_daily(NULL, 'S1', -5, 5);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_traffic_daily('2024-01-25', 'S9', 5, 6);
SELECT upsert_traffic_daily('2024-01-25', 'S1', -5, 6);
SELECT upsert_traffic_daily('2024-01-25', 'S1', 5, 3000000000);
RESET forecast_warehouse.on_reject;
SELECT count(*) = :batches AS as_before FROM load_batch;

DROP TABLE exported, existing, before, bad_weather, bad_traffic, many;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
