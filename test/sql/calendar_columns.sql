-- The columns of calendar, each against plain SQL.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;

--
-- ISO weeks and the like, over two hundred years
--
SELECT inserted FROM generate_calendar('1900-01-01', '2099-12-31');
SELECT count(*) AS days, count(*) FILTER (WHERE iso_year = extract(isoyear FROM date) AND iso_week = extract(week FROM date) AND to_char(date, 'IYYY-IW') = format('%s-%s', iso_year, lpad(iso_week::text, 2, '0'))) AS iso_weeks,
    count(*) FILTER (WHERE day_of_month = extract(day FROM date) AND day_of_year = date - make_date(year, 1, 1) + 1) AS days_of,
    count(*) FILTER (WHERE week_start = date_trunc('week', date)::date) AS week_starts,
    count(*) FILTER (WHERE is_month_end = (date = (date_trunc('month', date) + interval '1 month - 1 day')::date)) AS month_ends,
    count(*) FILTER (WHERE prior_year_date = date - 52 * 7 AND extract(dow FROM prior_year_date) = extract(dow FROM date)) AS prior_years,
    count(*) FILTER (WHERE is_weekend = (extract(isodow FROM date) > 5) AND is_business_day = NOT is_weekend AND NOT is_holiday) AS week_days,
    count(*) FILTER (WHERE days_to_next_holiday IS NULL AND days_since_last_holiday IS NULL AND prior_year_holiday_date IS NULL) AS without_holidays FROM calendar;
SELECT date, iso_year, iso_week, week_start, is_month_end FROM calendar WHERE date IN ('1900-02-28', '2000-02-28', '2000-02-29', '2004-12-31', '2005-01-02', '2020-12-31', '2021-01-03', '2024-12-30') ORDER BY 1;
DELETE FROM calendar;

--
-- The retail year: its first days as the National Retail Federation publishes them, each day by its distance from them
--
SELECT inserted FROM generate_calendar('2010-01-31', '2029-02-03');
CREATE TEMP TABLE retail AS SELECT start, lead(start) OVER (ORDER BY start) AS next, row_number() OVER (ORDER BY start) + 2009 AS year FROM unnest(ARRAY[
    '2010-01-31', '2011-01-30', '2012-01-29', '2013-02-03', '2014-02-02', '2015-02-01', '2016-01-31', '2017-01-29', '2018-02-04', '2019-02-03', '2020-02-02', '2021-01-31',
    '2022-01-30', '2023-01-29', '2024-02-04', '2025-02-02', '2026-02-01', '2027-01-31', '2028-01-30', '2029-02-04']::date[]) start;
SELECT year FROM retail WHERE next - start = 53 * 7;
-- The expected columns by plain SQL. The arguments are the lengths of the three periods.
CREATE FUNCTION pg_temp.differing(first int, second int) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM calendar c LEFT JOIN retail r ON c.date >= r.start AND c.date < r.next
        CROSS JOIN LATERAL (SELECT (c.date - r.start) / 7 AS week) w CROSS JOIN LATERAL (SELECT least(w.week / 13, 3) AS quarter) q CROSS JOIN LATERAL (SELECT w.week - q.quarter * 13 AS place) p
        WHERE (c.fiscal_year, c.fiscal_week, c.fiscal_quarter, c.fiscal_period) IS DISTINCT FROM
            (r.year::int, w.week + 1, q.quarter + 1, q.quarter * 3 + CASE WHEN p.place < first THEN 1 WHEN p.place < first + second THEN 2 ELSE 3 END)
$$;
SELECT pg_temp.differing(4, 5) AS differing, count(*) FILTER (WHERE fiscal_week = 53) AS days_of_week_53, count(DISTINCT fiscal_year) AS years FROM calendar;
SELECT date, fiscal_year, fiscal_quarter, fiscal_period, fiscal_week FROM calendar WHERE date IN ('2023-01-28', '2023-01-29', '2024-01-27', '2024-01-28', '2024-02-03', '2024-02-04', '2024-03-02', '2024-03-03', '2024-05-04', '2024-05-05') ORDER BY 1;
SELECT count(*) FILTER (WHERE (c.fiscal_year, c.fiscal_quarter, c.fiscal_period, c.fiscal_week) IS DISTINCT FROM (f.fiscal_year, f.fiscal_quarter, f.fiscal_period, f.fiscal_week)) AS unlike_fiscal_date FROM calendar c, fiscal_date(c.date) f;
-- the other two, and back
SET forecast_warehouse.fiscal_calendar = '4-4-5';
SELECT updated > 0 AS updated FROM generate_calendar('2010-01-31', '2029-02-03');
SELECT pg_temp.differing(4, 4), pg_temp.differing(4, 5) > 0 AS another;
SET forecast_warehouse.fiscal_calendar = '5-4-4';
SELECT updated > 0 AS updated FROM generate_calendar('2010-01-31', '2029-02-03');
SELECT pg_temp.differing(5, 4);
-- Months from July, named by their end and by their start. Weeks from the Monday nearest to New Year are ISO weeks.
SET forecast_warehouse.fiscal_calendar = 'month:7 end_year';
SELECT updated > 0 AS updated FROM generate_calendar('2010-01-31', '2029-02-03');
SELECT count(*) FILTER (WHERE fiscal_year <> extract(year FROM date + interval '6 months') OR fiscal_period <> extract(month FROM date + interval '6 months')) AS differing,
    count(*) FILTER (WHERE fiscal_quarter <> (fiscal_period + 2) / 3 OR fiscal_week IS NOT NULL) AS differing_in_quarters FROM calendar;
SELECT (fiscal_date('2024-06-30', 'month:7')).*;
SELECT (fiscal_date('2024-07-01', 'month:7')).*;
SELECT (fiscal_date('2024-10-01', 'month:10 end_year')).*;
SET forecast_warehouse.fiscal_calendar = '4-4-5 mon~01-01';
SELECT updated > 0 AS updated FROM generate_calendar('2010-01-31', '2029-02-03');
SELECT count(*) FILTER (WHERE (fiscal_year, fiscal_week) IS DISTINCT FROM (iso_year, iso_week)) AS unlike_iso FROM calendar;
-- settings that are none
SET forecast_warehouse.fiscal_calendar = '4-5-5';
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.fiscal_calendar = '';
SET forecast_warehouse.fiscal_calendar = 'month:13';
SET forecast_warehouse.fiscal_calendar = '4-5-4 mon~13-01';
SET forecast_warehouse.fiscal_calendar = 'month:7 end_years';
SELECT fiscal_date('2024-01-01', '4-5-5');
\echo :LAST_ERROR_SQLSTATE
SELECT fiscal_date('infinity');
SELECT fiscal_date(NULL) IS NULL AS none;
SHOW forecast_warehouse.fiscal_calendar;
RESET forecast_warehouse.fiscal_calendar;
SELECT updated > 0 AS updated FROM generate_calendar('2010-01-31', '2029-02-03');
SELECT pg_temp.differing(4, 5);
DELETE FROM calendar;

--
-- Holidays, over thirty years
--
SELECT inserted FROM generate_calendar('2000-01-01', '2031-12-31', 'US');
CREATE TEMP TABLE holiday AS SELECT * FROM holidays('US', '1998-01-01', '2033-12-31') WHERE category NOT IN ('observance', 'school');
SELECT count(*) AS days, count(*) FILTER (WHERE is_holiday <> EXISTS (SELECT FROM holiday h WHERE h.date = c.date)) AS holidays,
    count(*) FILTER (WHERE is_business_day <> (extract(isodow FROM date) < 6 AND NOT EXISTS (SELECT FROM holiday h WHERE h.date = c.date AND category = 'public'))) AS business_days,
    count(*) FILTER (WHERE days_to_next_holiday IS DISTINCT FROM (SELECT min(h.date) FROM holiday h WHERE h.date >= c.date) - date) AS to_next,
    count(*) FILTER (WHERE days_since_last_holiday IS DISTINCT FROM date - (SELECT max(h.date) FROM holiday h WHERE h.date <= c.date)) AS since_last
    FROM calendar c;
-- The holiday of the same name nearest to 365 days before. A day in lieu is compared with a day in lieu, if there was one.
SELECT count(*) AS holidays, count(prior_year_holiday_date) AS with_one, count(*) FILTER (WHERE c.prior_year_holiday_date IS DISTINCT FROM (
        SELECT p.date FROM holiday p WHERE p.name = h.name AND c.date - p.date BETWEEN 305 AND 425 ORDER BY p.observed = h.observed DESC, abs(c.date - 365 - p.date), p.date LIMIT 1)) AS differing
    FROM calendar c JOIN holiday h USING (date) WHERE (SELECT count(*) FROM holiday o WHERE o.date = c.date) = 1;
SELECT count(*) AS on_no_holiday FROM calendar WHERE NOT is_holiday AND prior_year_holiday_date IS NOT NULL;
SELECT date, holiday_name, prior_year_holiday_date FROM calendar WHERE year = 2024 AND is_holiday ORDER BY 1;

-- Without the argument holidays stay and fiscal columns follow the setting; the same again changes nothing.
SELECT updated, unchanged FROM generate_calendar('2000-01-01', '2031-12-31', 'US');
SELECT updated, unchanged FROM generate_calendar('2000-01-01', '2031-12-31');
CREATE TEMP TABLE before AS SELECT date, is_weekend, is_holiday, holiday_name, is_business_day, days_to_next_holiday, days_since_last_holiday, prior_year_holiday_date FROM calendar;
-- Days that a restore of an older version brings know nothing of weekends: they get them, and keep their holidays.
BEGIN;
UPDATE calendar SET is_weekend = NULL, is_business_day = NULL WHERE date BETWEEN '2024-12-20' AND '2025-01-06';
SELECT updated, unchanged FROM generate_calendar('2000-01-01', '2031-12-31');
SELECT count(*) AS changed FROM (SELECT date, is_weekend, is_holiday, holiday_name, is_business_day, days_to_next_holiday, days_since_last_holiday, prior_year_holiday_date FROM calendar EXCEPT TABLE before) d;
ROLLBACK;
SET forecast_warehouse.fiscal_calendar = 'month:4';
SELECT updated, unchanged FROM generate_calendar('2000-01-01', '2031-12-31');
RESET forecast_warehouse.fiscal_calendar;
SELECT count(*) AS changed FROM (SELECT date, is_weekend, is_holiday, holiday_name, is_business_day, days_to_next_holiday, days_since_last_holiday, prior_year_holiday_date FROM calendar EXCEPT TABLE before) d;
SELECT date, fiscal_year, fiscal_period, fiscal_week FROM calendar WHERE date = '2024-04-01';
-- another calendar's holidays and weekends, in a part; new days without one are plain
SELECT updated FROM generate_calendar('2024-09-20', '2024-09-24', 'SA');
SELECT inserted FROM generate_calendar('2032-01-01', '2032-01-03');
SELECT date, is_weekend, is_holiday, is_business_day, days_to_next_holiday, days_since_last_holiday, prior_year_holiday_date FROM calendar WHERE date BETWEEN '2024-09-19' AND '2024-09-25' OR date >= '2031-12-31' ORDER BY 1;
-- a holiday after the end of the generated days counts
SELECT updated FROM generate_calendar('2031-12-20', '2031-12-31', 'US');
SELECT date, days_to_next_holiday FROM calendar WHERE date IN ('2031-12-25', '2031-12-26', '2031-12-31') ORDER BY 1;
-- no holiday within a year
INSERT INTO holiday_date (calendar, date, name) VALUES ('RARE', '2024-06-01', 'Once');
SELECT count(*) > 0 AS done FROM generate_calendar('2022-01-01', '2026-12-31', 'RARE');
SELECT min(date) FILTER (WHERE days_to_next_holiday IS NOT NULL) AS first_to_next, max(date) FILTER (WHERE days_since_last_holiday IS NOT NULL) AS last_since FROM calendar WHERE year BETWEEN 2022 AND 2026;
-- ISO columns are the server's to write
\set VERBOSITY terse
UPDATE calendar SET iso_week = 1 WHERE date = '2024-06-01';
UPDATE calendar SET fiscal_week = 54 WHERE date = '2024-06-01';

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
