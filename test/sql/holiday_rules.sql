-- Rules of holidays: valid and invalid rows of holiday_rule and holiday_date, and their holidays.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE EXTENSION forecast_warehouse;

--
-- A wrong rule is refused, with the position of the error
--
CREATE FUNCTION pg_temp.try(name text, rule text, from_year int, to_year int, category text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO holiday_rule (calendar, name, rule, from_year, to_year, category) VALUES ('T', name, rule, from_year, to_year, category);
    RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
EXCEPTION
    WHEN SQLSTATE 'P0U00' THEN RETURN 'taken';
    WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
SELECT rule, pg_temp.try('H', rule, NULL, NULL, 'public') FROM (VALUES
    ('07-04'), (' 07-04  +1 '), ('11#4thu'), ('05#-1mon'), ('mon<05-25'), ('mon~04-27'), ('easter-2'), ('orthodox'), ('sun:0@+9'),
    ('hebrew:tishrei-01'), ('islamic:shawwal-01*3'), ('chinese:01-01-1'), ('12-24..01-06'), ('01-20 every(4,1937)'),
    ('01-01 also(sat-1,sun+1)'), ('12-25 also(sat>,sun>)'), ('05-03 also(sun>>)'), ('12-31 not_on(sat,sun) from(2000-01-01) until(2030-12-31)'), ('islamic:shawwal-01 * 3 estimated'),
    ('between_holidays'), ('omit'), ('include:US'),
    (''), ('7-4'), ('02-30'), ('13-01'), ('11#4th'), ('11#6thu'), ('11#0mon'), ('easter-367'), ('easter--2'), ('EASTER'), ('sun:400'), ('sun:0@+15'),
    ('hebrew:tishri-01'), ('islamic:ramadan-31'), ('chinese:13-01'), ('10-01*0'), ('10-01*400'), ('01-01 also(sat-1,sat+1)'), ('01-01 move(sat-101)'),
    ('01-01 on()'), ('01-01 every(0,2000)'), ('01-01 every(4,2000) every(2,2000)'), ('01-01 from(2001-02-29)'), ('01-01 x'), ('01-01 estimated estimated'), ('between_holidays estimated'), ('include:'), ('omit 01-01')
    ) r (rule);
-- years, category and names as well
SELECT name, left(rule, 20) AS rule, from_year, to_year, category, try FROM (VALUES ('H', '01-01', 2001, 2000, 'public'), ('H', '01-01', 2000, 2000, 'public'),
    ('H', '01-01', NULL, NULL, 'Public'), ('H', '01-01', NULL, NULL, 'weekend'), ('Weekend', 'weekly(fri,sat)', NULL, NULL, 'weekend'),
    ('Weekend', 'weekly(fri,sat)', NULL, NULL, 'public'), ('*', 'omit', NULL, NULL, 'public'),
    ('*', '01-01', NULL, NULL, 'public'), ('', '01-01', NULL, NULL, 'public'), ('H', '01-01', 0, NULL, 'public'), ('H', '01-01', NULL, 10000, 'public'), ('H', '01-01', 1, 9999, 'public'),
    ('H', NULL, NULL, NULL, 'public'), ('H', repeat('x', 201), NULL, NULL, 'public')) r (name, rule, from_year, to_year, category),
    pg_temp.try(name, rule, from_year, to_year, category);
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('T', 'H', '01-01');
UPDATE holiday_rule SET rule = '01-32' WHERE calendar = 'T';
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('T', 'H', '01-01');
COPY holiday_rule (calendar, name, rule) FROM STDIN;
T	Good	02-02
T	Bad	02-2
\.
SELECT name, rule FROM holiday_rule WHERE calendar = 'T';
-- and dates
INSERT INTO holiday_date (calendar, date, name, action) VALUES ('T', '2024-01-02', 'x', 'remove');
INSERT INTO holiday_date (calendar, date, name, status) VALUES ('T', '2024-01-02', 'x', 'perhaps');
INSERT INTO holiday_date (calendar, date, name, category) VALUES ('T', '2024-01-02', 'x', 'weekend');
INSERT INTO holiday_date (calendar, date, name) VALUES ('T', '2024-01-02', '*');
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('', 'H', '01-01');
DELETE FROM holiday_rule WHERE calendar = 'T';

--
-- Every shipped rule can be evaluated, and is in the normal form
--
SELECT count(*) > 1000 AS rules, count(DISTINCT calendar) > 100 AS calendars, bool_and(shipped) AS shipped, count(*) FILTER (WHERE source IS NULL) AS without_source FROM holiday_rule;
SELECT count(*) AS countries FROM holiday_calendars WHERE calendar ~ '^[A-Z]{2}$';
SELECT c.calendar AS without_days_off FROM holiday_calendars c WHERE NOT EXISTS (SELECT FROM holidays(c.calendar, '2020-01-01', '2030-12-31')) ORDER BY 1;
SELECT extcondition[array_position(extconfig, 'holiday_rule'::regclass)] AS rules, extcondition[array_position(extconfig, 'holiday_date'::regclass)] AS dates
    FROM pg_extension WHERE extname = 'forecast_warehouse';

--
-- Own rows: years, include, omit, other rules of the same name
--
INSERT INTO holiday_rule (calendar, name, rule, from_year, to_year) VALUES
    ('ACME', 'United States', 'include:US', NULL, NULL), ('ACME', 'Columbus Day', 'omit', NULL, NULL), ('ACME', 'Juneteenth', 'omit', NULL, 2024),
    ('ACME', 'Founder''s Day', '03-17 move(sat-1,sun+1)', 2010, 2025);
SELECT name, min(date) AS first, max(date) AS last, count(*) FROM holidays('ACME', '2020-01-01', '2029-12-31') GROUP BY name ORDER BY 2;
-- the others are those of the United States
SELECT count(*) AS differing FROM (
    (SELECT date, name FROM holidays('ACME', '2020-01-01', '2029-12-31') EXCEPT SELECT date, name FROM holidays('US', '2020-01-01', '2029-12-31')) UNION ALL
    (SELECT date, name FROM holidays('US', '2020-01-01', '2029-12-31') EXCEPT SELECT date, name FROM holidays('ACME', '2020-01-01', '2029-12-31'))) d
    WHERE name NOT LIKE 'Founder''s Day%' AND name !~ 'Columbus Day' AND NOT (name ~ 'Juneteenth' AND date < '2025-01-01');
-- 17 March by the server's own weekdays, moved as the rule says, in the years of the rule
SELECT count(*) AS holidays, count(*) FILTER (WHERE h.observed = (h.date <> d.day) AND h.date = d.day + CASE extract(isodow FROM d.day) WHEN 6 THEN -1 WHEN 7 THEN 1 ELSE 0 END
        AND extract(year FROM d.day) BETWEEN 2010 AND 2025) AS right_ones
    FROM holidays('ACME', '2000-01-01', '2035-12-31') h, make_date(extract(year FROM h.date)::int, 3, 17) d (day) WHERE h.name = 'Founder''s Day';
-- include by years: one before and one after
INSERT INTO holiday_rule (calendar, name, rule, from_year, to_year) VALUES ('MOVED', 'Until 2022', 'include:US', NULL, 2022), ('MOVED', 'From 2023', 'include:FR', 2023, NULL);
SELECT date, name FROM holidays('MOVED', '2022-11-01', '2023-06-30');
-- a circle is named, and so is a calendar that does not exist
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('C1', 'Next', 'include:C2'), ('C2', 'Next', 'include:C3'), ('C3', 'Next', 'include:C1'), ('C4', 'Nobody', 'include:NOWHERE');
SELECT * FROM holidays('C1', '2024-01-01', '2024-12-31');
\echo :LAST_ERROR_SQLSTATE
SELECT is_business_day('2024-01-01', 'C4');
\echo :LAST_ERROR_SQLSTATE
DELETE FROM holiday_rule WHERE calendar ~ '^C[1-4]$';

--
-- Categories: public ones are days off; holidays() lists observances and school days, which do not mark the day
--
INSERT INTO holiday_rule (calendar, name, rule, category) VALUES ('CATS', 'Public', '03-04', 'public'), ('CATS', 'Bank', '03-05', 'bank'), ('CATS', 'Half', '03-06', 'half_day'),
    ('CATS', 'School', '03-07', 'school'), ('CATS', 'Observance', '03-08', 'observance'), ('CATS', 'Retail', '03-11', 'retail');
SELECT h.date, h.name, h.category, d.is_holiday, d.is_business_day, is_business_day(h.date, 'CATS') = d.is_business_day AS same
    FROM holidays('CATS', '2024-01-01', '2024-12-31') h JOIN calendar_days('CATS', '2024-01-01', '2024-12-31') d USING (date);

--
-- Dates: add, suppress, workday, estimated
--
INSERT INTO holiday_date (calendar, date, name, action, status, category) VALUES
    ('ACME', '2024-11-29', 'Stocktaking', 'add', 'confirmed', 'public'), ('ACME', '2024-03-18', 'Founder''s Day', 'suppress', 'confirmed', 'public'),
    ('ACME', '2024-03-17', 'Founder''s Day', 'suppress', 'confirmed', 'public'), ('ACME', '2024-12-25', '*', 'suppress', 'confirmed', 'public'),
    ('ACME', '2024-06-15', 'Fair', 'workday', 'confirmed', 'public'), ('ACME', '2024-07-04', 'Open', 'workday', 'confirmed', 'public'),
    ('ACME', '2024-08-01', 'Eclipse', 'add', 'estimated', 'observance');
SELECT * FROM holidays('ACME', '2024-03-01', '2024-12-31');
SELECT date, is_weekend, is_holiday, holiday_name, is_business_day FROM calendar_days('ACME', '2024-03-01', '2024-12-31')
    WHERE date IN ('2024-03-18', '2024-06-15', '2024-07-04', '2024-08-01', '2024-11-29', '2024-12-25');

--
-- Of two rows for one date and name, the user's own counts. When it is deleted, the shipped one counts again.
--
INSERT INTO holiday_date (calendar, date, name, category, status, shipped) VALUES ('SHOP', '2024-05-02', 'Fair', 'public', 'estimated', true), ('SHOP', '2024-05-03', 'Fair', 'public', 'confirmed', true);
INSERT INTO holiday_date (calendar, date, name, category) VALUES ('SHOP', '2024-05-02', 'Fair', 'retail');
INSERT INTO holiday_date (calendar, date, name, action) VALUES ('SHOP', '2024-05-03', 'Fair', 'suppress');
SELECT date, name, category, estimated FROM holidays('SHOP', '2024-01-01', '2024-12-31');
DELETE FROM holiday_date WHERE calendar = 'SHOP' AND NOT shipped;
SELECT date, name, category, estimated FROM holidays('SHOP', '2024-01-01', '2024-12-31');
-- likewise a rule: own rows of the same name exist beside shipped ones
BEGIN;
INSERT INTO holiday_rule (calendar, name, rule, category) VALUES ('US', 'Election Day', 'tue>11-01 every(2,2000)', 'retail');
SELECT date, name, category FROM holidays('US', '2024-11-01', '2024-11-30');
ROLLBACK;
SELECT date, name, category FROM holidays('US', '2024-11-01', '2024-11-30');

--
-- A change counts at once: in the next statement, in functions, in prepared statements, and no longer after a rollback
--
PREPARE ask AS SELECT is_business_day('2024-09-09', 'ACME');
EXECUTE ask;
BEGIN;
INSERT INTO holiday_date (calendar, date, name) VALUES ('ACME', '2024-09-09', 'Picnic');
EXECUTE ask;
SAVEPOINT one;
DELETE FROM holiday_date WHERE name = 'Picnic';
EXECUTE ask;
ROLLBACK TO one;
EXECUTE ask;
SAVEPOINT two;
UPDATE holiday_date SET category = 'retail' WHERE name = 'Picnic';
EXECUTE ask;
RELEASE two;
EXECUTE ask;
ROLLBACK;
EXECUTE ask;
CREATE FUNCTION pg_temp.in_between() RETURNS text LANGUAGE plpgsql AS $$
DECLARE answers text := is_business_day('2024-09-09', 'ACME');
BEGIN
    INSERT INTO holiday_rule (calendar, name, rule) VALUES ('ACME', 'Picnic', '09#2mon');
    answers := answers || ' ' || is_business_day('2024-09-09', 'ACME');
    UPDATE holiday_rule SET rule = '09#3mon' WHERE name = 'Picnic';
    answers := answers || ' ' || is_business_day('2024-09-09', 'ACME') || ' ' || is_business_day('2024-09-16', 'ACME');
    BEGIN
        DELETE FROM holiday_rule WHERE name = 'Picnic';
        answers := answers || ' ' || is_business_day('2024-09-16', 'ACME');
        RAISE EXCEPTION 'undo';
    EXCEPTION WHEN raise_exception THEN
        answers := answers || ' ' || is_business_day('2024-09-16', 'ACME');
    END;
    DELETE FROM holiday_rule WHERE name = 'Picnic';
    RETURN answers || ' ' || is_business_day('2024-09-16', 'ACME');
END $$;
SELECT pg_temp.in_between();
SELECT pg_temp.in_between();
-- one statement sees one state
WITH added AS (INSERT INTO holiday_date (calendar, date, name) VALUES ('ACME', '2024-09-10', 'Picnic') RETURNING date)
SELECT is_business_day(date, 'ACME') FROM added;
SELECT is_business_day('2024-09-10', 'ACME');

DEALLOCATE ask;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;

--
-- A step down restores the rows of 1.3, and a step up those of 1.4. A user's rows with the key of a shipped row stay.
--
SET client_min_messages = warning;
CREATE EXTENSION forecast_warehouse VERSION '1.3';
CREATE FUNCTION pg_temp.shipped() RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT concat_ws('|', 'rule', calendar, name, rule, coalesce(from_year, 0), coalesce(to_year, 0), category, source) FROM holiday_rule WHERE shipped
        UNION ALL SELECT concat_ws('|', 'date', calendar, date, name, action, status, category, source) FROM holiday_date WHERE shipped;
END $$;
CREATE TEMP TABLE of_13 AS SELECT pg_temp.shipped() AS line;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
CREATE TEMP TABLE of_14 AS SELECT pg_temp.shipped() AS line;
SELECT (SELECT count(*) > 40 FROM (TABLE of_14 EXCEPT ALL TABLE of_13) n) AS has_new_rows, (SELECT count(*) > 20 FROM (TABLE of_13 EXCEPT ALL TABLE of_14) o) AS left_old_ones;
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('AU', 'Australia Day', '01-26 also(sat+2,sun+1)'), ('AU', 'Australia Day', '01-26 move(sat+2,sun+1)');
INSERT INTO holiday_date (calendar, date, name) VALUES ('NZ', '2040-07-06', 'Matariki');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
SELECT count(*) AS differing FROM ((SELECT pg_temp.shipped() EXCEPT ALL TABLE of_13) UNION ALL (TABLE of_13 EXCEPT ALL SELECT pg_temp.shipped())) d;
SELECT calendar, name, rule FROM holiday_rule WHERE NOT shipped UNION ALL SELECT calendar, name, date::text FROM holiday_date WHERE NOT shipped ORDER BY 1, 3;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
SELECT count(*) AS differing FROM ((SELECT pg_temp.shipped() EXCEPT ALL TABLE of_14) UNION ALL (TABLE of_14 EXCEPT ALL SELECT pg_temp.shipped())) d;
SELECT calendar, name, rule, shipped FROM holiday_rule WHERE calendar = 'AU' AND name = 'Australia Day' ORDER BY rule, shipped;
DROP EXTENSION forecast_warehouse;
