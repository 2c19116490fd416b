-- Signals: exogenous_signal, its feed and functions by both writers, store_signal.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-06-01', '2024-06-30');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second'), ('S3', 'Third');

\set counts 'inserted, updated, unchanged, rejected'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
\set signals 'SELECT date, signal_name, store_code, value, known_ahead FROM exogenous_signal_feed ORDER BY signal_name COLLATE "C", date, store_code COLLATE "C" NULLS FIRST;'
-- The address and the writer of each row: a replay must change neither.
\set remember 'CREATE TEMP TABLE before_replay AS SELECT ctid AS tid, xmin AS writer, g::text AS image FROM exogenous_signal g;'
\set compare 'SELECT count(*) AS rows, count(b.image) AS untouched FROM exogenous_signal g FULL JOIN before_replay b ON b.tid = g.ctid AND b.writer::text = g.xmin::text AND b.image = g::text;'

--
-- The feed: for a store or for all; a replay writes nothing
--
INSERT INTO exogenous_signal_feed VALUES
    ('2024-06-01', 'snap', NULL, 1, true), ('2024-06-02', 'snap', NULL, 0, true), ('2024-06-02', 'snap', 'S2', 1, true),
    ('2024-06-01', 'oil', NULL, -37.63, false), ('2024-06-01', 'oil', 'S1', 82.123456789, false);
-- The suite of the SQL writer runs this test, too.
SELECT writer = CASE WHEN current_setting('forecast_warehouse.writer', true) = 'sql' THEN 'sql' ELSE 'direct' END AS as_set
FROM load_batch WHERE target = 'exogenous_signal' ORDER BY id DESC LIMIT 1;
COPY exogenous_signal_feed FROM STDIN (FORMAT csv, HEADER match);
date,signal_name,store_code,value,known_ahead
2024-06-03,snap,,0.0,true
2024-06-03,oil,,80.5,f
\.
:signals
:remember
INSERT INTO exogenous_signal_feed TABLE exogenous_signal_feed;
SELECT :counts FROM last_load();
SET forecast_warehouse.writer = sql;
INSERT INTO exogenous_signal_feed TABLE exogenous_signal_feed;
SELECT :counts FROM last_load();
RESET forecast_warehouse.writer;
:compare
DROP TABLE before_replay;
-- Changed values, by each writer. A row of all stores is one row.
INSERT INTO exogenous_signal_feed VALUES ('2024-06-01', 'oil', NULL, 81, false), ('2024-06-04', 'oil', NULL, 79, false), ('2024-06-01', 'oil', 'S1', 82.12345679, false);
SELECT :counts FROM last_load();
SET forecast_warehouse.writer = sql;
INSERT INTO exogenous_signal_feed VALUES ('2024-06-01', 'oil', NULL, 81.25, false), ('2024-06-05', 'oil', NULL, 78, false), ('2024-06-04', 'oil', NULL, 79.0, false);
SELECT :counts FROM last_load();
RESET forecast_warehouse.writer;
SELECT count(*) AS loads, count(*) FILTER (WHERE writer = 'sql') >= 2 AS two_by_sql FROM load_batch WHERE target = 'exogenous_signal';
SELECT signal_name, count(*), count(store_id) AS of_stores, sum(value) FROM exogenous_signal GROUP BY signal_name ORDER BY signal_name COLLATE "C";

--
-- From a relation, and by row
--
CREATE TEMP TABLE signals (date date, signal_name text, store_code text, value double precision, known_ahead boolean);
INSERT INTO signals VALUES ('2024-06-05', 'oil', NULL, 78, false), ('2024-06-06', 'oil', NULL, 0.1, false);
SELECT :counts FROM upsert_exogenous_signal('signals');
SELECT upsert_exogenous_signal('2024-06-07', 'oil', NULL, 77, false), upsert_exogenous_signal('2024-06-07', 'oil', NULL, 77.0, false),
    upsert_exogenous_signal('2024-06-07', 'oil', NULL, 77.5::double precision, false), upsert_exogenous_signal('2024-06-07', 'oil', 'S1', 70, false);
-- One row of a day, signal and store, also for all stores
SELECT :counts FROM upsert_exogenous_signal('signals', on_duplicate => 'sum');
INSERT INTO signals SELECT * FROM signals;
SELECT :counts FROM upsert_exogenous_signal('signals', on_duplicate => 'identical');
SELECT received, unchanged, merged FROM load_batch ORDER BY id DESC LIMIT 1;
TRUNCATE signals;

--
-- A source reads a file that has a column for each signal
--
SELECT create_source('drivers', 'exogenous_signal_feed', '{day,shop,signal_oil,signal_temperature}',
    '{"date": "day", "signal_name": "substr(signal, 8)", "store_code": "shop", "known_ahead": "false"}', '{"unpivot": {"columns": "signal_*", "name": "signal", "value": "value"}}');
COPY drivers FROM STDIN (FORMAT csv, HEADER match);
day,shop,signal_oil,signal_temperature
2024-06-08,,76.5,
2024-06-08,S1,,21.5
2024-06-09,S1,,-3
\.
SELECT :counts FROM last_load();
SELECT date, signal_name, store_code, value, known_ahead FROM exogenous_signal_feed WHERE date IN ('2024-06-08', '2024-06-09') ORDER BY date, signal_name COLLATE "C";
SELECT drop_source('drivers');

--
-- Rejects, by each writer
--
INSERT INTO signals VALUES ('2024-06-10', 'oil', 'S9', 1, false), ('2024-07-01', 'oil', NULL, 1, false), ('2024-06-10', '', NULL, 1, false),
    ('2024-06-10', repeat('x', 64), NULL, 1, false), ('2024-06-10', 'oil', NULL, NULL, false), ('2024-06-10', 'oil', 'S1', 1, NULL),
    ('2024-06-10', 'oil', 'S2', 1e12, false), ('2024-06-10', 'oil', 'S3', 'NaN', false), (NULL, 'oil', NULL, 1, false),
    ('2024-06-11', 'oil', NULL, 1, false), ('2024-06-11', 'oil', NULL, 2, false),
    ('2024-06-12', 'oil', NULL, 1, true), ('2024-06-12', 'snap', NULL, 1, false),
    ('2024-06-13', 'promo', NULL, 1, true), ('2024-06-14', 'promo', NULL, 1, false), ('2024-06-15', 'promo', NULL, 1, true);
SELECT :counts FROM upsert_exogenous_signal('signals', on_reject => 'quarantine');
:rejects
DELETE FROM exogenous_signal WHERE signal_name = 'promo';
SET forecast_warehouse.writer = sql;
SELECT :counts FROM upsert_exogenous_signal('signals', on_reject => 'quarantine');
SELECT count(*) AS rejects FROM load_reject WHERE batch_id = (last_load()).batch_id;
RESET forecast_warehouse.writer;
\set VERBOSITY terse
SELECT upsert_exogenous_signal('signals');
\set VERBOSITY default

--
-- A signal is known ahead in all of its rows, or in none
--
SELECT upsert_exogenous_signal('2024-06-20', 'oil', NULL, 1, true);
SELECT upsert_exogenous_signal('2024-06-20', 'Oil', NULL, 1, true);
-- A value is updated, the flag is not: also where it is the signal's only row.
SELECT upsert_exogenous_signal('2024-06-20', 'Oil', NULL, 2, true);
SELECT upsert_exogenous_signal('2024-06-20', 'Oil', NULL, 2, false);
-- The remedy of the hint. Then rejected rows can be retried.
TRUNCATE signals;
INSERT INTO signals VALUES ('2024-06-21', 'Oil', NULL, 5, false);
SELECT :counts FROM upsert_exogenous_signal('signals', on_reject => 'quarantine');
SELECT (last_load()).batch_id AS batch \gset
UPDATE exogenous_signal SET known_ahead = NOT known_ahead WHERE signal_name = 'Oil';
SELECT :counts FROM retry_rejects(:batch);
SELECT error_code, count(*) FROM load_reject WHERE batch_id = :batch GROUP BY error_code ORDER BY error_code COLLATE "C";
SELECT date, value, known_ahead FROM exogenous_signal WHERE signal_name = 'Oil' ORDER BY 1;
-- Within one transaction, at every isolation level, after a delete
BEGIN ISOLATION LEVEL SERIALIZABLE;
DELETE FROM exogenous_signal WHERE signal_name = 'Oil';
SELECT upsert_exogenous_signal('2024-06-22', 'Oil', NULL, 5, true);
SAVEPOINT other_kind;
SELECT upsert_exogenous_signal('2024-06-23', 'Oil', NULL, 5, false);
ROLLBACK TO other_kind;
COMMIT;
-- The table does not see it, so validate_warehouse() looks.
INSERT INTO exogenous_signal (date, signal_name, value, known_ahead) VALUES ('2024-06-24', 'Oil', 5, false);
SELECT severity, finding, count FROM validate_warehouse() WHERE table_name = 'exogenous_signal' ORDER BY finding COLLATE "C";
DELETE FROM exogenous_signal WHERE signal_name = 'Oil';
-- The table's own constraints
\set VERBOSITY terse
INSERT INTO exogenous_signal (date, signal_name, value, known_ahead) VALUES ('2024-06-01', 'oil', 5, false);
INSERT INTO exogenous_signal (date, signal_name, value, known_ahead) VALUES ('2024-06-01', '', 5, false);
INSERT INTO exogenous_signal (date, signal_name, value, known_ahead) VALUES ('2024-06-01', 'nothing', 'NaN', false);
\set VERBOSITY default

--
-- store_signal: a store's own value before that of all stores
--
DELETE FROM exogenous_signal WHERE date > '2024-06-02';
SELECT date, store_code, signal_name, value, known_ahead, is_own FROM store_signal ORDER BY signal_name COLLATE "C", date, store_code COLLATE "C";
-- the same by plain SQL
SELECT count(*) AS rows, count(*) FILTER (WHERE (v.value, v.is_own) IS NOT DISTINCT FROM (p.value, p.is_own)) AS equal
FROM store_signal v
FULL JOIN (SELECT DISTINCT ON (g.date, s.id, g.signal_name) g.date, s.id AS store_id, g.signal_name, g.value, g.store_id IS NOT NULL AS is_own
    FROM exogenous_signal g JOIN store s ON g.store_id IS NULL OR g.store_id = s.id
    ORDER BY g.date, s.id, g.signal_name, g.store_id NULLS LAST) p USING (date, store_id, signal_name);

--
-- The step down names the rows
--
ALTER EXTENSION forecast_warehouse UPDATE TO '1.6';
DELETE FROM exogenous_signal;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.6';
SELECT to_regclass('exogenous_signal'), to_regclass('exogenous_signal_feed'), to_regclass('store_signal'), count(*) FROM pg_proc WHERE proname = 'upsert_exogenous_signal';
SELECT * FROM schema_drift();
CREATE VIEW store_signal AS SELECT 1 AS n;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.7';
DROP VIEW store_signal;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.7';
INSERT INTO exogenous_signal_feed VALUES ('2024-06-01', 'snap', NULL, 1, true);
SELECT :counts FROM last_load();

SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
