-- holidays() and calendar_days(): known days of several countries, year ends, and errors.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;

--
-- Known years
--
SELECT date, to_char(date, 'Dy') AS day, name, category, observed, estimated FROM holidays('US', '2021-12-01', '2022-12-31');
SELECT date, name, observed FROM holidays('GB-ENG', '2022-01-01', '2022-12-31') WHERE category = 'public';
SELECT date, name FROM holidays('DE-BY', '2024-01-01', '2024-12-31') WHERE category = 'public';
SELECT date, name FROM holidays('IN', '2024-01-01', '2024-03-31') WHERE category = 'public' AND date = '2024-01-26';
-- Japan: 22 September 2009 and 2015 were between two holidays. So were 30 April and 2 May 2019, when the emperor changed.
SELECT date, name, observed FROM holidays('JP', '2009-09-01', '2009-09-30');
SELECT date, name FROM holidays('JP', '2015-09-01', '2015-09-30');
SELECT date, name, observed FROM holidays('JP', '2019-04-01', '2019-05-31');
-- days that were announced: the Jubilee and the funeral of 2022, the coronation of 2023
SELECT date, name FROM holidays('GB-ENG', '2022-06-01', '2023-05-31') WHERE date IN ('2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08');
-- Easter and Thanksgiving, in other ways: a table of dates, and the fourth Thursday as the server counts weekdays
SELECT count(*) AS right_ones FROM (VALUES (date '2000-04-23'), ('2005-03-27'), ('2008-03-23'), ('2011-04-24'), ('2016-03-27'), ('2019-04-21'), ('2024-03-31'), ('2025-04-20'), ('2038-04-25')) e (easter)
    JOIN holidays('FR', '2000-01-01', '2040-12-31') h ON h.date = e.easter + 1 AND h.name = 'Easter Monday';
SELECT count(*) AS years, count(*) FILTER (WHERE extract(isodow FROM date) = 4 AND extract(day FROM date) BETWEEN 22 AND 28) AS right_ones
    FROM holidays('US', '1950-01-01', '2049-12-31') WHERE name = 'Thanksgiving Day';

--
-- Days by decree: each as a retailer or a newspaper of the country recorded it
--
-- Ecuador: the bridges of Christmas and of the new year, and the Saturdays that make up for them. A holiday is moved to Friday.
SELECT date, to_char(date, 'Dy') AS day, holiday_name, is_business_day FROM calendar_days('EC', '2012-12-24', '2013-01-12')
    WHERE is_business_day = (extract(isodow FROM date) > 5) ORDER BY date;
SELECT date, to_char(date, 'Dy') AS day, holiday_name, is_business_day FROM calendar_days('EC', '2014-10-06', '2014-10-10');
-- for the administration alone: no business day is lost, and the calendar has no holiday
SELECT date, h.name, h.category, c.is_holiday, c.is_business_day
    FROM holidays('ID', '2012-08-18', '2012-08-23') h JOIN calendar_days('ID', '2012-08-18', '2012-08-23') c USING (date);
SELECT date, h.name, h.category, c.is_holiday, c.is_business_day
    FROM holidays('US', '2014-12-24', '2014-12-26') h JOIN calendar_days('US', '2014-12-24', '2014-12-26') c USING (date);
-- The Emirates moved it to Thursday. Egypt's Cabinet decides, and has not done so for 2027: a Friday need not move.
SELECT date, to_char(date, 'Dy') AS day, name FROM holidays('AE', '2017-09-17', '2017-09-23');
SELECT date, to_char(date, 'Dy') AS day, name, observed, estimated FROM holidays('EG', '2026-07-01', '2027-07-31') WHERE name LIKE '%July%' ORDER BY date;
SELECT date, to_char(date, 'Dy') AS day, name, observed, estimated FROM holidays('EG', '2026-10-01', '2028-10-31') WHERE name = 'Armed Forces Day' ORDER BY date;

--
-- On weekends, as the acts say (test/oracle/weekend_rules has all): instead, additional, neither
--
-- New South Wales, Public Holidays Act 2010, s. 4. 26 January 2025 was a Sunday: "no public holiday on that day and instead the
-- following Monday". Christmas 2027 is a Saturday: "an additional public holiday".
SELECT date, to_char(date, 'Dy') AS day, name, observed FROM holidays('AU-NSW', '2025-01-20', '2025-01-31');
SELECT date, to_char(date, 'Dy') AS day, name, observed FROM holidays('AU-NSW', '2027-12-20', '2027-12-31');
SELECT date, is_weekend, is_holiday, is_business_day FROM calendar_days('AU-NSW', '2025-01-25', '2025-01-28');
-- Tasmania keeps 1 January on the Monday alone; the Capital Territory did so to 2014, and has both since
SELECT calendar, date, name, observed FROM (VALUES ('AU-TAS', date '2022-01-01'), ('AU-ACT', '2012-01-01'), ('AU-ACT', '2022-01-01')) c (calendar, first), holidays(calendar, first, first + 5) ORDER BY calendar, date;
-- Boxing Day of 2021 was a Sunday, and Christmas Day a Saturday. England: "26th December, if it be not a Sunday".
SELECT calendar, date, name, observed FROM (VALUES ('GB-ENG'), ('GB-SCT')) c (calendar), holidays(calendar, '2021-12-24', '2022-01-05') WHERE category = 'public' ORDER BY calendar, date;
-- Holidays Act of Canada, s. 2(2); Labour Code of Ecuador, art. 65
SELECT calendar, date, name, observed FROM (VALUES ('CA', date '2018-06-30'), ('CA', '2023-06-30'), ('EC', '2021-04-29'), ('EC', '2021-12-24')) c (calendar, first), holidays(calendar, first, first + 4) ORDER BY calendar, date;
-- a calendar of one's own keeps the day itself too
BEGIN;
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('SHOP-NSW', 'New South Wales', 'include:AU-NSW'), ('SHOP-NSW', 'Australia Day', '01-26 also(sat+2,sun+1)');
SELECT date, name, observed FROM holidays('SHOP-NSW', '2025-01-20', '2025-01-31');
ROLLBACK;

--
-- After 2035: days that acts fix, and estimated days
--
-- Te Kahui o Matariki Public Holiday Act 2022, Schedule 1: Fridays, to 2052
SELECT count(*) AS days, count(*) FILTER (WHERE extract(isodow FROM date) = 5) AS fridays, min(date), max(date), bool_or(estimated) AS estimated FROM holidays('NZ', '2022-01-01', '2060-12-31') WHERE name = 'Matariki';
-- days of the moon and elections, by the year
SELECT calendar, name, count(DISTINCT extract(year FROM date)) AS years, max(date) AS last, bool_and(estimated) AS estimated
    FROM (VALUES ('IN', 'Diwali'), ('IN', 'Holi'), ('SG', 'Deepavali'), ('ID', 'Day of Silence (Nyepi)'), ('AU-VIC', 'AFL Grand Final Friday'), ('KR', 'National Assembly Election Day'), ('CL', 'Election Day')) c (calendar, day),
        holidays(calendar, '2036-01-01', '2050-12-31') WHERE name = day GROUP BY 1, 2 ORDER BY 1, 2;
-- no calendar loses a holiday that it has each year, from 2036 to 2048
SELECT c.calendar, h.name, max(date) AS last FROM holiday_calendars c, holidays(c.calendar, '2026-01-01', '2048-12-31') h GROUP BY 1, 2
    HAVING count(DISTINCT extract(year FROM date)) FILTER (WHERE date < '2036-01-01') >= 8 AND count(DISTINCT extract(year FROM date)) FILTER (WHERE date >= '2036-01-01') < 9;

--
-- The ends of a year: 1 January 2022 was a Saturday. So the United States had the holiday on 31 December 2021.
--
SELECT date, name, observed FROM holidays('US', '2021-12-31', '2021-12-31');
SELECT date, name, observed FROM holidays('US', '2022-01-01', '2022-01-01');
SELECT * FROM holidays('US', '2022-01-02', '2022-01-02');
-- a range gives the same days as a wider one, with any ends
CREATE TEMP TABLE wide AS SELECT c.calendar, h.* FROM (VALUES ('US'), ('GB-ENG'), ('JP'), ('CN'), ('SA'), ('IL'), ('AU-NSW'), ('CO')) c (calendar), holidays(c.calendar, '2018-01-01', '2027-12-31') h;
SELECT w.calendar, count(*) AS differing FROM (
    SELECT calendar, y, h.* FROM (SELECT DISTINCT calendar FROM wide) c, generate_series(2019, 2026) y, generate_series(0, 3) q,
        LATERAL (SELECT make_date(y, 1, 1) + q * 60 AS first, make_date(y, 1, 1) + q * 60 + 59 AS last) r, holidays(calendar, first, last) h) n
    FULL JOIN (SELECT w.* FROM wide w, generate_series(2019, 2026) y WHERE w.date BETWEEN make_date(y, 1, 1) AND make_date(y, 1, 1) + 239) w USING (calendar, date, name, category, observed, estimated)
    WHERE (n.y IS NULL OR w.calendar IS NULL) GROUP BY 1;
-- by date and name, each name once a day
SELECT count(*) AS out_of_order FROM (SELECT calendar, date, name, lag((date, name COLLATE "C")) OVER (PARTITION BY calendar ORDER BY ord) AS before FROM (VALUES ('US'), ('JP'), ('IN'), ('CN')) c (calendar), holidays(calendar, '2000-01-01', '2030-12-31') WITH ORDINALITY h (date, name, category, observed, estimated, ord)) o
    WHERE (date, name COLLATE "C") <= before;

-- a holiday that a government will announce is an estimate; one by a calculated calendar is not
SELECT calendar, count(*) FILTER (WHERE h.estimated) AS estimated, count(*) FILTER (WHERE NOT h.estimated) AS certain, string_agg(DISTINCT name, ', ' ORDER BY name) FILTER (WHERE h.estimated) AS names
    FROM (VALUES ('EG'), ('SA'), ('TR')) c (calendar), holidays(calendar, '2040-01-01', '2040-12-31') h GROUP BY calendar ORDER BY 1;

--
-- calendar_days: a row a day, by the same holidays
--
SELECT * FROM calendar_days('SA', '2024-09-19', '2024-09-25');
SELECT count(*) AS days, count(DISTINCT date) AS distinct_days, min(date), max(date),
    count(*) FILTER (WHERE d.is_holiday <> EXISTS (SELECT FROM holidays('JP', '2019-01-01', '2020-12-31') h WHERE h.date = d.date AND h.category NOT IN ('observance', 'school'))) AS wrong_holidays,
    count(*) FILTER (WHERE d.holiday_name IS DISTINCT FROM (SELECT string_agg(h.name, ' / ' ORDER BY h.name COLLATE "C") FROM holidays('JP', '2019-01-01', '2020-12-31') h WHERE h.date = d.date AND h.category NOT IN ('observance', 'school'))) AS wrong_names,
    count(*) FILTER (WHERE d.is_weekend <> (extract(isodow FROM d.date) > 5)) AS wrong_weekends
    FROM calendar_days('JP', '2019-01-01', '2020-12-31') d;

--
-- Errors
--
SELECT * FROM holidays(NULL, '2024-01-01', '2024-12-31');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM holidays('US', NULL, '2024-12-31');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM holidays('US', '2024-01-01', NULL);
SELECT * FROM holidays('US', '-infinity', '2024-12-31');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM holidays('US', '2024-01-01', 'infinity');
SELECT * FROM holidays('US', '2024-12-31', '2024-01-01');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM holidays('US', '0001-12-31 BC', '2024-01-01');
SELECT * FROM holidays('UK', '2024-01-01', '2024-12-31');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM holidays('us', '2024-01-01', '2024-12-31');
SELECT * FROM holidays('', '2024-01-01', '2024-12-31');
SELECT * FROM calendar_days(NULL, '2024-01-01', '2024-12-31');
SELECT * FROM calendar_days('US', '2024-12-31', '2024-01-01');
SELECT * FROM calendar_days('UK', '2024-01-01', '2024-12-31');
-- the ends of the calendar's range
SELECT count(*) FROM holidays('US', '0001-01-01', '0001-12-31');
SELECT count(*) FROM calendar_days('US', '9999-12-01', '9999-12-31');

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
