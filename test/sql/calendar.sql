-- generate_calendar: the days, and which of them are holidays.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed FROM load_batch WHERE id = (last_load()).batch_id;'
\set holidays 'SELECT date, day_of_week, is_holiday, holiday_name FROM calendar WHERE is_holiday OR holiday_name IS NOT NULL ORDER BY date;'

--
-- Days as the server itself counts them
--
SELECT inserted, updated, unchanged, rejected FROM generate_calendar('2024-02-26', '2024-03-04');
SELECT date, day_of_week, month, quarter, year, is_holiday, holiday_name FROM calendar ORDER BY date;
:journal
SELECT (generate_calendar('2024-02-29', '2024-02-29')).unchanged;
-- a hundred years, four ends of centuries, both ends of its range
SELECT inserted, updated, unchanged FROM generate_calendar('1950-01-01', '2050-12-31');
SELECT inserted FROM generate_calendar('1896-12-25', '1904-03-05');
SELECT inserted FROM generate_calendar('2096-02-25', '2104-03-05');
SELECT inserted FROM generate_calendar('0001-01-01', '0004-12-31');
SELECT inserted FROM generate_calendar('9996-01-01', '9999-12-31');
SELECT count(*) AS days,
       count(*) FILTER (WHERE day_of_week = extract(isodow FROM date) - 1) AS right_weekdays,
       count(*) FILTER (WHERE month = extract(month FROM date)) AS right_months,
       count(*) FILTER (WHERE quarter = extract(quarter FROM date)) AS right_quarters,
       count(*) FILTER (WHERE year = extract(year FROM date)) AS right_years,
       count(*) FILTER (WHERE is_holiday OR holiday_name IS NOT NULL) AS holidays
    FROM calendar;
-- no day is left out, none comes twice
SELECT count(*) = date '2050-12-31' - date '1950-01-01' + 1 AS complete FROM calendar WHERE date BETWEEN '1950-01-01' AND '2050-12-31';
SELECT date, day_of_week FROM calendar WHERE date IN ('1900-02-28', '1900-03-01', '2000-02-29', '2100-02-28', '2100-03-01', '0001-01-01', '9999-12-31') ORDER BY date;
SELECT count(*) AS days_that_are_not FROM calendar WHERE month = 2 AND extract(day FROM date) = 29 AND year IN (1900, 2100);
DELETE FROM calendar;

--
-- Replayed, it writes nothing
--
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-12-31');
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, c::text AS image FROM calendar c;
SELECT pg_stat_force_next_flush();
BEGIN;
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-12-31');
SELECT pg_stat_get_xact_tuples_inserted('calendar'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('calendar'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('calendar'::regclass) AS deletes;
COMMIT;
SELECT count(*) AS untouched FROM calendar c JOIN existing b ON c.ctid = b.tid AND c.xmin = b.writer AND c::text = b.image;
-- days that exist stay, the others are added
SELECT inserted, updated, unchanged FROM generate_calendar('2023-12-25', '2024-01-07');
-- a day that somebody bent is put right, and only that one
UPDATE calendar SET day_of_week = 0, quarter = 4 WHERE date = '2024-05-05';
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-12-31');
SELECT c.date, c.day_of_week, c.quarter FROM calendar c LEFT JOIN existing b ON c.ctid = b.tid AND c.xmin = b.writer AND c::text = b.image
    WHERE b.tid IS NULL AND c.year = 2024;

--
-- Holidays, from holiday_date
--
INSERT INTO holiday_date VALUES
    ('BAVARIA', '2024-01-01', 'Neujahr'), ('BAVARIA', '2024-01-06', 'Heilige Drei Könige'), ('BAVARIA', '2024-05-01', 'Tag der Arbeit'),
    ('BAVARIA', '2025-01-01', 'Neujahr'), ('BAVARIA', '2024-05-09', 'Christi Himmelfahrt'), ('BAVARIA', '2024-05-09', 'Ärztetag'),
    ('BAVARIA', '2024-05-09', 'Auffahrt'),
    ('STATES', '2024-01-01', 'New Year''s Day'), ('STATES', '2024-07-04', 'Independence Day');
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-12-31', 'BAVARIA');
-- several on one day become one name, in a fixed order
:holidays
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-12-31', 'BAVARIA');
-- without the argument, holidays stay as they are
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-12-31');
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-12-31', holidays => NULL);
:holidays
-- refreshed from another calendar, in a part of the year: the rest is left alone
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-01-31', 'STATES');
:holidays
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-12-31', 'STATES');
:holidays
-- a holiday that was announced, and one that was withdrawn
INSERT INTO holiday_date VALUES ('STATES', '2024-06-19', 'Juneteenth');
DELETE FROM holiday_date WHERE calendar = 'STATES' AND date = '2024-07-04';
SELECT inserted, updated, unchanged FROM generate_calendar('2024-01-01', '2024-12-31', 'STATES');
:holidays
-- days that are new get theirs at once
SELECT inserted, updated, unchanged FROM generate_calendar('2025-01-01', '2025-01-02', 'BAVARIA');
SELECT date, is_holiday, holiday_name FROM calendar WHERE year = 2025 ORDER BY date;

-- A name that is too long is cut at 100 characters. The cut is never within a character or a combined character.
INSERT INTO holiday_date VALUES
    ('long', '2024-03-01', repeat('a', 99)), ('long', '2024-03-01', repeat('b', 99)),
    ('long', '2024-03-02', repeat('é', 100)), ('long', '2024-03-02', repeat('ü', 100)),
    ('long', '2024-03-03', repeat('名', 98)), ('long', '2024-03-03', '祭'),
    ('long', '2024-03-04', repeat('a', 96)), ('long', '2024-03-04', U&'e\0301' || 'x'),
    ('long', '2024-03-05', repeat('a', 90)), ('long', '2024-03-05', repeat('z', 7));
SELECT updated FROM generate_calendar('2024-03-01', '2024-03-05', 'long');
SELECT date, length(holiday_name), octet_length(holiday_name), left(holiday_name, 3) || '...' || right(holiday_name, 12) AS name
    FROM calendar WHERE date BETWEEN '2024-03-01' AND '2024-03-05' ORDER BY date;

--
-- Errors
--
SELECT generate_calendar(NULL, '2024-12-31');
\echo :LAST_ERROR_SQLSTATE
SELECT generate_calendar('2024-01-01', NULL);
SELECT generate_calendar('-infinity', '2024-12-31');
\echo :LAST_ERROR_SQLSTATE
SELECT generate_calendar('2024-01-01', 'infinity');
SELECT generate_calendar('2024-01-02', '2024-01-01');
\echo :LAST_ERROR_SQLSTATE
SELECT generate_calendar('0001-12-31 BC', '2024-01-01');
\echo :LAST_ERROR_SQLSTATE
SELECT generate_calendar('2024-01-01', '10000-01-01');
SELECT generate_calendar('4713-11-24 BC', '5874897-12-31');
SELECT generate_calendar('2024-01-01', '2024-12-31', 'UK');
\echo :LAST_ERROR_SQLSTATE
SELECT generate_calendar('2024-01-01', '2024-12-31', 'states');
SELECT generate_calendar('2024-01-01', '2024-12-31', '');
SELECT generate_calendar('2024-01-01', '2024-12-31', 'STATES ');
-- a calendar without rows is unknown; the shipped ones stay
DELETE FROM holiday_date WHERE calendar = 'STATES';
SELECT generate_calendar('2024-01-01', '2024-12-31', 'STATES');
-- no row was added
SELECT count(*), min(date), max(date) FROM calendar;

--
-- It is a load like the others: a savepoint undoes it, a failed statement leaves nothing
--
BEGIN;
SAVEPOINT one;
SELECT inserted FROM generate_calendar('2030-01-01', '2030-12-31');
ROLLBACK TO one;
SELECT inserted FROM last_load();
COMMIT;
SELECT count(*) FROM calendar WHERE year = 2030;
SELECT sum((generate_calendar(date '2031-01-01' + n, date '2031-01-31')).inserted) FROM generate_series(0, 3) n;

DROP TABLE existing;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
