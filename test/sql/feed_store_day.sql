-- store_day_feed: whether a store was open on a day, by date and store code.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second'), ('名店', 'Third');
\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
\set counts 'inserted, updated, unchanged, rejected'
-- The table by plain SQL, beside the feed.
\set days 'SELECT d.date, s.code, d.is_open, d.reason FROM store_day d JOIN store s ON s.id = d.store_id ORDER BY 1, 2;'

--
-- Rows are stored as they arrived
--
INSERT INTO store_day_feed VALUES
    ('2024-01-01', 'S1', false, 'New Year'), ('2024-01-01', 'S2', true, NULL), ('2024-01-07', 'S1', false, 'Sunday'), ('2024-01-31', '名店', false, repeat('é', 100));
:days
:journal
-- export = import, and a replay writes nothing
INSERT INTO store_day_feed TABLE store_day_feed;
:journal
\copy (TABLE store_day_feed) TO 'results/feed_store_day.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, d::text AS image FROM store_day d;
SELECT pg_stat_force_next_flush();
BEGIN;
\copy store_day_feed FROM 'results/feed_store_day.csv' (FORMAT csv, HEADER match)
SELECT pg_stat_get_xact_tuples_inserted('store_day'::regclass) AS inserts, pg_stat_get_xact_tuples_updated('store_day'::regclass) AS updates;
COMMIT;
SELECT :counts FROM last_load();
SELECT count(*) AS untouched FROM store_day d JOIN existing b ON d.ctid = b.tid AND d.xmin = b.writer AND d::text = b.image;
SELECT last_value, is_called FROM store_day_id_seq;
BEGIN;
DELETE FROM store_day;
\copy store_day_feed FROM 'results/feed_store_day.csv' (FORMAT csv, HEADER match)
SELECT count(*) AS same FROM store_day d JOIN existing b ON b.image LIKE '%,' || d.date || ',' || d.store_id || ',%';
ROLLBACK;

--
-- A correction changes its row; a column that is left out keeps its value, and NULL clears it
--
INSERT INTO store_day_feed (date, store_code, is_open) VALUES ('2024-01-01', 'S1', true), ('2024-01-07', 'S1', false), ('2024-01-08', 'S1', false);
:journal
:days
INSERT INTO store_day_feed VALUES ('2024-01-01', 'S1', true, NULL), ('2024-01-07', 'S1', false, DEFAULT);
SELECT :counts FROM last_load();
:days

--
-- Both writers leave the same rows and the same rejects. The days of a quarter of a year, and faults among them
--
SELECT inserted FROM generate_calendar('2024-02-01', '2024-03-31');
CREATE TEMP TABLE quarter AS
    SELECT d::date AS date, code AS store_code, extract(isodow FROM d) < 7 AS is_open, CASE WHEN extract(isodow FROM d) = 7 THEN 'Sunday' END AS reason
    FROM generate_series(date '2024-01-01', '2024-03-31', '1 day') d CROSS JOIN (VALUES ('S1'), ('S2'), ('名店')) s (code)
    UNION ALL VALUES
        (NULL::date, 'S1', true, NULL), ('2024-02-01', NULL, true, NULL), ('2024-02-01', '', true, NULL), ('2024-02-01', 'S9', true, NULL), ('2025-01-01', 'S1', true, NULL), ('infinity', 'S1', true, NULL),
        ('2024-02-02', 'S1', NULL, 'Sunday'), ('2024-02-02', 'S1', true, repeat('é', 101));
CREATE TABLE left_by (writer text, row text);
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
BEGIN;
SET LOCAL forecast_warehouse.writer = direct;
SELECT :counts FROM upsert_store_day('pg_temp.quarter');
INSERT INTO left_by SELECT 'direct', (date, store_id, is_open, reason)::text FROM store_day;
INSERT INTO left_by SELECT 'direct', (row_number, error_code, message)::text FROM load_reject WHERE batch_id = (last_load()).batch_id;
CREATE TEMP TABLE kept ON COMMIT DROP AS TABLE left_by;
\copy kept TO 'results/feed_store_day.direct'
ROLLBACK;
\copy left_by FROM 'results/feed_store_day.direct'
SET forecast_warehouse.writer = sql;
SELECT :counts FROM upsert_store_day('pg_temp.quarter');
INSERT INTO left_by SELECT 'sql', (date, store_id, is_open, reason)::text FROM store_day;
INSERT INTO left_by SELECT 'sql', (row_number, error_code, message)::text FROM load_reject WHERE batch_id = (last_load()).batch_id;
RESET forecast_warehouse.writer;
SELECT count(*) FILTER (WHERE writer = 'direct') AS direct, count(*) FILTER (WHERE writer = 'sql') AS sql, count(DISTINCT row) AS either FROM left_by;
:rejects
-- against what was sent
SELECT count(*) AS days, count(*) FILTER (WHERE d.is_open = q.is_open AND d.reason IS NOT DISTINCT FROM q.reason) AS as_sent
    FROM store_day d JOIN store s ON s.id = d.store_id JOIN quarter q ON q.date = d.date AND q.store_code = s.code AND q.is_open IS NOT NULL AND length(coalesce(q.reason, '')) < 101;
SELECT :counts FROM upsert_store_day('pg_temp.quarter');
-- a row that was set aside loads when its store is there
INSERT INTO store_feed (code, name) VALUES ('S9', 'Ninth');
SELECT :counts FROM retry_rejects((SELECT max(batch_id) FROM load_reject));
SELECT d.date, s.code, d.is_open FROM store_day d JOIN store s ON s.id = d.store_id WHERE s.code = 'S9';

--
-- Twins of a grain, by each policy; days have no sum
--
\set twins 'INSERT INTO store_day_feed VALUES (''2024-01-02'', ''S9'', true, ''a''), (''2024-01-03'', ''S9'', true, ''b''), (''2024-01-02'', ''S9'', false, ''c'');'
RESET forecast_warehouse.on_reject;
:twins
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.on_duplicate = sum;
:twins
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.on_duplicate = last;
:twins
SELECT date, is_open, reason FROM store_day_feed WHERE store_code = 'S9' AND date < '2024-02-01' ORDER BY 1;
RESET forecast_warehouse.on_duplicate;

--
-- Row by row, and from a relation of other types
--
SELECT upsert_store_day('2024-01-04', 'S9', false), upsert_store_day('2024-01-05', 'S9', false, 'Flood');
SELECT upsert_store_day('2024-01-05', 'S9', false), upsert_store_day('2024-01-04', 'S9', true, 'Fair');
SELECT upsert_store_day('2024-01-05', 'S8', false);
\echo :LAST_ERROR_SQLSTATE
SELECT date, is_open, reason FROM store_day_feed WHERE store_code = 'S9' AND date IN ('2024-01-04', '2024-01-05') ORDER BY 1;
CREATE TEMP TABLE texts AS SELECT '2024-01-10'::text AS date, 'S9'::varchar(5) AS store_code, 0 AS is_open;
SELECT :counts FROM upsert_store_day('pg_temp.texts');
SELECT is_open, reason FROM store_day_feed WHERE store_code = 'S9' AND date = '2024-01-10';

--
-- A source: a file with a column Open of 0 and 1
--
SELECT create_source('openings', 'store_day', '{Store,Date,Open,StateHoliday}',
    '{"store_code": "\"Store\"", "date": "\"Date\"", "is_open": "\"Open\"", "reason": "CASE \"StateHoliday\" WHEN ''a'' THEN ''Public holiday'' END"}',
    '{"on_unknown": "create", "date_format": "DD.MM.YYYY"}');
COPY openings FROM STDIN (FORMAT csv, HEADER match);
Store,Date,Open,StateHoliday
7,01.02.2024,0,a
7,02.02.2024,1,0
7,03.02.2024,x,0
8,01.02.2024,0,0
\.
SET forecast_warehouse.on_reject = quarantine;
COPY openings FROM STDIN (FORMAT csv, HEADER match);
Store,Date,Open,StateHoliday
7,01.02.2024,0,a
7,02.02.2024,1,0
7,03.02.2024,x,0
8,01.02.2024,0,0
\.
:rejects
SELECT * FROM store_day_feed WHERE store_code IN ('7', '8') ORDER BY store_code, date;
RESET forecast_warehouse.on_reject;
DROP VIEW openings;

--
-- Columns of users beside it
--
SELECT add_column('store_day', 'weather_alarm', 'boolean');
INSERT INTO store_day_custom_feed (date, store_code, is_open, weather_alarm) VALUES ('2024-01-05', 'S9', false, true);
SELECT date, is_open, reason, weather_alarm FROM store_day_all WHERE weather_alarm;
SELECT drop_column('store_day', 'weather_alarm');

--
-- Findings of validate_warehouse
--
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apples');
INSERT INTO sales_daily_feed VALUES ('2024-01-05', 'S9', 'A', 3, 1, 3), ('2024-01-10', 'S9', 'A', 0, 1, 0), ('2024-01-04', 'S9', 'A', 3, 1, 3);
SELECT finding, severity, table_name, count FROM validate_warehouse() WHERE table_name = 'store_day' OR finding LIKE 'sales %';
SELECT count(*) FROM sales_daily f JOIN store_day d USING (date, store_id) WHERE NOT d.is_open AND f.quantity > 0;
-- a day of no store: without its foreign key
BEGIN;
ALTER TABLE store_day DROP CONSTRAINT fk_store_day_store;
INSERT INTO store_day (date, store_id, is_open) VALUES ('2024-01-01', 999, true);
SELECT finding, severity, table_name, count FROM validate_warehouse() WHERE table_name = 'store_day';
ROLLBACK;

--
-- Roles
--
CREATE ROLE fw_day_loader;
CREATE ROLE fw_day_reader;
SELECT count(*) > 0 FROM grant_loader('fw_day_loader');
SELECT count(*) > 0 FROM grant_reader('fw_day_reader');
SET ROLE fw_day_loader;
INSERT INTO store_day_feed VALUES ('2024-01-20', 'S9', false, 'by loader');
RESET ROLE;
SET ROLE fw_day_reader;
SELECT count(*) FROM store_day WHERE reason = 'by loader';
SELECT count(*) FROM store_day_feed WHERE reason = 'by loader';
INSERT INTO store_day_feed VALUES ('2024-01-21', 'S9', false, 'by reader');
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
-- changes other than loads are refused
UPDATE store_day_feed SET is_open = true;
\echo :LAST_ERROR_SQLSTATE
DROP OWNED BY fw_day_loader, fw_day_reader;
DROP ROLE fw_day_loader, fw_day_reader;
DROP TABLE left_by;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
