-- store_feed: stores in and out by their codes.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;

-- The last load, by its row in the journal. Every received row must be counted.
\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, message, row_data FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
\set stores 'SELECT code, name, region, city, store_type FROM store ORDER BY code COLLATE "C";'

--
-- Rows are stored as they arrived, NULL where a value is missing
--
INSERT INTO store_feed (code, name, region, city, store_type) VALUES
    ('S1', 'First', 'North', 'Aachen', 'supermarket'),
    ('S2', 'Second', NULL, NULL, NULL),
    ('s2', '', '', '', '');
:stores
:journal
SELECT inserted, updated, unchanged, rejected FROM last_load();

-- An export can be imported: the feed shows the rows that it took, and takes the rows that it shows.
TABLE store_feed ORDER BY code COLLATE "C";
INSERT INTO store_feed TABLE store_feed;
:journal

--
-- A replay writes nothing: no row is touched, each stays in its place, no id is taken
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, s::text AS image FROM store s;
SELECT last_value, is_called FROM store_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
INSERT INTO store_feed VALUES
    ('S1', 'First', 'North', 'Aachen', 'supermarket'),
    ('S2', 'Second', NULL, NULL, NULL),
    ('s2', '', '', '', '');
SELECT pg_stat_get_xact_tuples_inserted('store'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('store'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('store'::regclass) AS deletes;
COMMIT;
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT count(*) AS untouched FROM store s JOIN existing b ON s.ctid = b.tid AND s.xmin = b.writer AND s::text = b.image;
SELECT last_value, is_called FROM store_id_seq;

--
-- A correction changes its row and no other; the row keeps its id and its birth
--
CREATE TEMP TABLE before AS SELECT code, id, created_at, updated_at, xmin AS writer FROM store;
INSERT INTO store_feed VALUES
    ('S1', 'First', 'North', 'Aachen', 'hypermarket'),
    ('S2', 'Second', NULL, NULL, NULL),
    ('s2', '', '', '', '');
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT s.code, s.store_type, s.id = b.id AS same_id, s.created_at = b.created_at AS same_birth,
       s.updated_at > b.updated_at AS moved, s.xmin = b.writer AS untouched
    FROM store s JOIN before b USING (code) ORDER BY code COLLATE "C";
SELECT last_value, is_called FROM store_id_seq;

-- Each column by itself makes a difference, from and to NULL and the empty string too.
INSERT INTO store_feed VALUES ('S2', 'Second!', NULL, NULL, NULL);
SELECT updated FROM last_load();
INSERT INTO store_feed VALUES ('S2', 'Second!', '', NULL, NULL);
SELECT updated FROM last_load();
INSERT INTO store_feed VALUES ('S2', 'Second!', '', 'Bonn', NULL);
SELECT updated FROM last_load();
INSERT INTO store_feed VALUES ('S2', 'Second!', NULL, 'Bonn', 'kiosk');
SELECT updated FROM last_load();
INSERT INTO store_feed VALUES ('S2', 'Second!', NULL, 'Bonn', 'kiosk');
SELECT updated, unchanged FROM last_load();
:stores

-- New, changed and unchanged rows in one load; the new one takes the next id.
INSERT INTO store_feed VALUES
    ('S3', 'Third', 'South', 'Ulm', 'kiosk'), ('S2', 'Second', NULL, 'Bonn', 'kiosk'),
    ('S1', 'First', 'North', 'Aachen', 'hypermarket');
:journal
SELECT code, id FROM store ORDER BY id;

--
-- A column that the statement leaves out keeps its value; an explicit NULL clears it
--
INSERT INTO store_feed (code, name) VALUES ('S1', 'Renamed'), ('S4', 'Fourth');
SELECT inserted, updated, unchanged FROM last_load();
INSERT INTO store_feed (code, name, city) VALUES ('S3', 'Third', NULL);
SELECT inserted, updated, unchanged FROM last_load();
:stores
-- ... also row by row, where DEFAULT means a column that is left out.
INSERT INTO store_feed VALUES
    ('S1', 'Renamed', DEFAULT, NULL, DEFAULT),
    ('S3', 'Third', NULL, DEFAULT, 'stall'),
    ('S4', 'Fourth', DEFAULT, DEFAULT, DEFAULT);
SELECT inserted, updated, unchanged FROM last_load();
:stores

--
-- Rows that no load can take, each code on its own
--
INSERT INTO store_feed VALUES (NULL, 'No code');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO store_feed VALUES ('', 'Empty code');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO store_feed VALUES ('S9', NULL);
\echo :LAST_ERROR_SQLSTATE
-- twenty characters fit, however many bytes they take; the twenty-first does not
INSERT INTO store_feed (code, name) VALUES (repeat('é', 20), repeat('名', 100));
INSERT INTO store_feed (code, name) VALUES (repeat('é', 21), 'Long');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO store_feed (code, name) VALUES ('S9', repeat('名', 101));
\echo :LAST_ERROR_SQLSTATE
INSERT INTO store_feed (code, name, region) VALUES (repeat('é', 20), repeat('名', 100), repeat('ü', 50));
INSERT INTO store_feed (code, name, region) VALUES ('S9', 'Long', repeat('ü', 51));
INSERT INTO store_feed (code, name, city) VALUES (repeat('é', 20), repeat('名', 100), repeat('ü', 50));
INSERT INTO store_feed (code, name, city) VALUES ('S9', 'Long', repeat('ü', 51));
INSERT INTO store_feed (code, name, store_type) VALUES (repeat('é', 20), repeat('名', 100), repeat('ü', 30));
INSERT INTO store_feed (code, name, store_type) VALUES ('S9', 'Long', repeat('ü', 31));
SELECT length(code), length(name), length(region), length(city), length(store_type) FROM store WHERE code LIKE 'é%';
-- a value so long that its table keeps it out of line
CREATE TEMP TABLE long_name (code text, name text);
ALTER TABLE long_name ALTER COLUMN name SET STORAGE EXTERNAL;
INSERT INTO long_name VALUES ('S9', repeat('0123456789', 10000));
INSERT INTO store_feed (code, name) TABLE long_name;
\echo :LAST_ERROR_SQLSTATE
-- the same store twice: neither row is better than the other
INSERT INTO store_feed (code, name) VALUES ('S9', 'One'), ('S8', 'Fine'), ('S9', 'Other');
\echo :LAST_ERROR_SQLSTATE
-- none of these rows was loaded, and the journal has only the loads that succeeded
SELECT count(*), count(*) FILTER (WHERE code IN ('S8', 'S9') OR code = '') AS wrong FROM store;
SELECT count(*) AS loads, sum(rejected) AS rejected FROM load_batch;
TABLE load_reject;

-- Many at once: the error counts all and shows the first ten.
INSERT INTO store_feed (code, name)
    SELECT CASE WHEN n % 2 = 0 THEN 'N' || n END, 'Store ' || n FROM generate_series(1, 30) n;
\echo :LAST_ERROR_SQLSTATE
-- Codes of more than one kind make the error's own code a general one.
INSERT INTO store_feed (code, name) VALUES ('N1', 'New'), ('N2', NULL), ('N1', 'Twice'), (repeat('x', 21), 'Long');
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM store WHERE code LIKE 'N%';

--
-- Quarantine: the good rows are loaded, the bad ones go to load_reject
--
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO store_feed (code, name, region, city, store_type) VALUES
    ('N1', 'New', 'North', NULL, NULL),
    (NULL, 'No code', NULL, NULL, NULL),
    ('N2', NULL, 'R', 'C', 'T'),
    ('', 'Empty', NULL, NULL, NULL),
    ('N3', 'One', NULL, NULL, NULL),
    (repeat('é', 21), repeat('名', 101), NULL, NULL, NULL),
    ('N4', 'New too', repeat('r', 51), repeat('c', 51), repeat('t', 31)),
    ('N3', 'Other', NULL, NULL, NULL),
    ('S1', 'Renamed', 'North', NULL, 'hypermarket');
:journal
\pset format unaligned
:rejects
\pset format aligned
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT code, name FROM store WHERE code LIKE 'N%';

DROP TABLE existing, before, long_name;
RESET forecast_warehouse.on_reject;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
