-- Stores in several countries: the holiday calendar of each, in the feed and in store_calendar.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
\getenv directory PG_ABS_BUILDDIR
\cd :directory
CREATE EXTENSION forecast_warehouse;
\set stores 'SELECT code, name, region, holiday_calendar FROM store_feed ORDER BY code COLLATE "C";'
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31', 'US');

--
-- With the column and without it: a left-out column keeps its value, NULL clears it
--
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('HOME', 'At home', NULL), ('MUC', 'Munich', 'DE-BY'), ('RUH', 'Riyadh', 'SA'), ('TYO', 'Tokyo', 'JP'), ('MUC2', 'Munich too', 'DE-BY');
:stores
INSERT INTO store_feed (code, name, region) VALUES ('MUC2', 'Munich East', 'South'), ('NYC', 'New York', 'East');
SELECT inserted, updated FROM last_load();
:stores
INSERT INTO store_feed VALUES ('MUC2', 'Munich East', 'South', NULL, NULL, NULL);
INSERT INTO store_feed VALUES ('NYC', 'New York', 'East');
SELECT unchanged FROM last_load();
:stores
-- names that are none are rejected
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('LON', 'London', 'UK');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('LON', 'London', '');
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('LON', 'London', repeat('x', 21));
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('LON', 'London', 'GB-ENG'), ('PAR', 'Paris', 'France'), ('MUC', 'Munich', 'DE_BY');
RESET forecast_warehouse.on_reject;
SELECT row_number, error_code, message FROM load_reject ORDER BY 1;
:stores
-- one of the user's own is one, too
INSERT INTO holiday_date (calendar, date, name) VALUES ('OUTLET', '2024-02-02', 'Stocktaking');
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('OUT', 'Outlet', 'OUTLET');

--
-- Row by row
--
SELECT upsert_store('NYC', 'New York', 'East', NULL, NULL), upsert_store('NYC', 'New York', 'East', NULL, NULL, 'US'), upsert_store('NYC', 'New York', 'East', NULL, NULL, 'US'),
    upsert_store('NYC', 'New York', 'West', NULL, NULL), upsert_store('OSL', 'Oslo', NULL, NULL, NULL, 'NO');
SELECT upsert_store('OSL', 'Oslo', NULL, NULL, NULL, 'XX');
SELECT upsert_store('OSL', 'Oslo', NULL, NULL, NULL, NULL);
:stores
-- from a table with the column, and from one without
CREATE TEMP TABLE staged (code text, name text, holiday_calendar varchar(40));
INSERT INTO staged VALUES ('OSL', 'Oslo', 'NO'), ('MUC2', 'Munich East', 'DE-BY');
SELECT updated, unchanged FROM upsert_store('staged');
ALTER TABLE staged DROP COLUMN holiday_calendar;
SELECT updated, unchanged FROM upsert_store('staged');
:stores

--
-- Out and in again
--
CREATE TEMP TABLE exported AS TABLE store_feed;
\copy (TABLE store_feed) TO 'results/store_calendar.csv' (FORMAT csv, HEADER)
\copy (TABLE store_feed) TO 'results/store_calendar.bin' (FORMAT binary)
DELETE FROM store WHERE code <> 'HOME';
UPDATE store SET holiday_calendar = 'IT';
\copy store_feed FROM 'results/store_calendar.csv' (FORMAT csv, HEADER match)
SELECT inserted, updated, unchanged FROM last_load();
\copy store_feed FROM 'results/store_calendar.bin' (FORMAT binary)
SELECT inserted, updated, unchanged FROM last_load();
SELECT count(*) FROM (TABLE store_feed EXCEPT TABLE exported UNION ALL (TABLE exported EXCEPT TABLE store_feed)) AS differing;

--
-- store_calendar: a row a store and day, each by its own calendar
--
SELECT count(*) = (SELECT count(*) FROM store) * 366 AS a_row_each, count(DISTINCT (store_id, date)) = count(*) AS none_twice FROM store_calendar;
SELECT s.code, c.date, c.is_holiday, c.holiday_name, c.is_business_day FROM store_calendar c JOIN store s ON s.id = c.store_id
    WHERE c.date IN ('2024-07-04', '2024-10-03') ORDER BY s.code COLLATE "C", c.date;
-- against the functions, day by day; a store without one against calendar
SELECT count(*) FILTER (WHERE c.is_business_day <> CASE WHEN s.holiday_calendar IS NULL THEN k.is_business_day ELSE is_business_day(c.date, s.holiday_calendar) END) AS wrong_business_days,
    count(*) FILTER (WHERE c.is_holiday <> CASE WHEN s.holiday_calendar IS NULL THEN k.is_holiday ELSE h.name IS NOT NULL END) AS wrong_holidays,
    count(*) FILTER (WHERE c.holiday_name IS DISTINCT FROM CASE WHEN s.holiday_calendar IS NULL THEN k.holiday_name ELSE h.name END) AS wrong_names
    FROM store_calendar c JOIN store s ON s.id = c.store_id JOIN calendar k ON k.date = c.date
    LEFT JOIN (SELECT n.holiday_calendar, h.date, string_agg(h.name, ' / ' ORDER BY h.name COLLATE "C") AS name FROM (SELECT DISTINCT holiday_calendar FROM store WHERE holiday_calendar IS NOT NULL) n, holidays(n.holiday_calendar, '2024-01-01', '2024-12-31') h
               WHERE category NOT IN ('observance', 'school') GROUP BY 1, 2) h ON h.holiday_calendar = s.holiday_calendar AND h.date = c.date;
-- a gap in calendar is one here, and no calendar gives no rows
DELETE FROM calendar WHERE date = '2024-07-04';
SELECT count(*) FROM store_calendar WHERE date = '2024-07-04';
BEGIN;
DELETE FROM calendar;
SELECT count(*) FROM store_calendar;
ROLLBACK;
-- a store without a holiday calendar follows the last call of generate_calendar()
SELECT updated > 300 AS refreshed, inserted FROM generate_calendar('2024-01-01', '2024-12-31', 'FR');
SELECT s.code, c.holiday_name, c.is_business_day FROM store_calendar c JOIN store s ON s.id = c.store_id WHERE c.date = '2024-07-14' AND s.code IN ('HOME', 'MUC', 'NYC') ORDER BY 1;
-- of a calendar that went after a store named it nothing is known; the other stores stay as they are
CREATE TEMP TABLE before AS SELECT * FROM store_calendar;
DELETE FROM holiday_date WHERE calendar = 'OUTLET';
SELECT s.code = 'OUT' AS outlet, count(*), count(c.is_holiday) AS known, count(c.is_business_day) AS business_known, count(*) FILTER (WHERE c IS DISTINCT FROM b) AS changed
    FROM store_calendar c JOIN store s ON s.id = c.store_id LEFT JOIN before b USING (store_id, date) GROUP BY 1 ORDER BY 1;
DROP TABLE before;
INSERT INTO store_feed (code, name, region) VALUES ('OUT', 'Outlet', 'North');
SELECT updated FROM last_load();

--
-- Back to 1.1 not without leave, since stores would lose theirs
--
SELECT * FROM data_loss('1.1');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SET forecast_warehouse.allow_data_loss = on;
-- nor while views and functions use the feed, which is created again without the column
CREATE VIEW own_stores AS SELECT code FROM store_feed;
CREATE FUNCTION own_name(store_feed) RETURNS text LANGUAGE sql AS 'SELECT $1.name';
CREATE FUNCTION own_trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER own_notice AFTER INSERT ON store_feed FOR EACH STATEMENT EXECUTE FUNCTION own_trigger();
\set VERBOSITY default
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
\set VERBOSITY terse
DROP VIEW own_stores;
DROP FUNCTION own_name(store_feed);
DROP TRIGGER own_notice ON store_feed;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SELECT string_agg(attname, ', ' ORDER BY attnum) AS columns FROM pg_attribute WHERE attrelid = 'store_feed'::regclass AND attnum > 0;
INSERT INTO store_feed VALUES ('MUC', 'Munich', 'South', NULL, NULL);
SELECT upsert_store('NYC', 'New York', NULL, NULL, NULL);
ALTER EXTENSION forecast_warehouse UPDATE TO '1.2';
SELECT upsert_store('MUC', 'Munich', 'South', NULL, NULL, 'DE-BY');
:stores
DROP EXTENSION forecast_warehouse;
