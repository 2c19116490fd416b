-- Business days: the three functions against plain counting over calendar_days().
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
CREATE TEMP TABLE day AS
    SELECT c.calendar, d.date, d.is_business_day AS open FROM (VALUES ('US'), ('DE-BY'), ('SA'), ('AE'), ('IL'), ('CN'), ('JP')) c (calendar), calendar_days(c.calendar, '2005-01-01', '2026-12-31') d;
CREATE UNIQUE INDEX ON day (calendar, date);
ANALYZE day;

--
-- Known weeks
--
SELECT add_business_days('2024-03-01', 1, 'US') AS after_friday, add_business_days('2024-03-02', 1, 'US') AS after_saturday, add_business_days('2024-03-04', -1, 'US') AS before_monday,
    add_business_days('2024-03-01', 0, 'US') AS zero_friday, add_business_days('2024-03-02', 0, 'US') AS zero_saturday;
SELECT business_days_between('2024-12-23', '2025-01-02', 'US') AS there, business_days_between('2025-01-02', '2024-12-23', 'US') AS back, business_days_between('2024-12-23', '2024-12-23', 'US') AS nowhere;
SELECT is_business_day('2024-07-04', 'US'), is_business_day('2024-07-05', 'US'), is_business_day('2024-07-06', 'US');
-- The weekend of Saudi Arabia moved from Thursday and Friday on 29 June 2013. That of the Emirates moved from Friday and Saturday
-- on 1 January 2022.
SELECT date, to_char(date, 'Dy') AS day, is_weekend FROM calendar_days('SA', '2013-06-20', '2013-07-06');
SELECT date, to_char(date, 'Dy') AS day, is_weekend FROM calendar_days('AE', '2021-12-23', '2022-01-09');
SELECT add_business_days('2013-06-26', 1, 'SA'), add_business_days('2021-12-30', 1, 'AE'), business_days_between('2013-06-22', '2013-07-06', 'SA') AS sa, business_days_between('2021-12-24', '2022-01-10', 'AE') AS ae;
-- China works on weekends in lieu: 4 and 18 February 2024 around the new year
SELECT date, to_char(date, 'Dy') AS day, is_weekend, is_business_day FROM calendar_days('CN', '2024-02-04', '2024-02-18');

--
-- Each day of twenty years
--
SELECT calendar, count(*) AS days, count(*) FILTER (WHERE is_business_day(date, calendar) <> open) AS differing FROM day GROUP BY 1 ORDER BY 1;
-- open: no weekend, as the countries had theirs, and no public holiday; or worked in lieu
SELECT d.calendar, count(*) AS differing FROM day d
    CROSS JOIN LATERAL (SELECT CASE WHEN d.calendar = 'SA' AND d.date < '2013-06-29' OR d.calendar = 'AE' AND d.date < '2006-09-01' THEN ARRAY[4, 5]
                                    WHEN d.calendar IN ('SA', 'IL') OR d.calendar = 'AE' AND d.date < '2022-01-01' THEN ARRAY[5, 6] ELSE ARRAY[6, 7] END AS off) w
    LEFT JOIN (SELECT DISTINCT c.calendar, h.date FROM (SELECT DISTINCT calendar FROM day) c, holidays(c.calendar, '2005-01-01', '2026-12-31') h WHERE h.category = 'public') h USING (calendar, date)
    WHERE d.open <> (extract(isodow FROM d.date) <> ALL (w.off) AND h.date IS NULL
        OR EXISTS (SELECT FROM holiday_date a WHERE a.calendar = d.calendar AND a.date = d.date AND a.action = 'workday'))
    GROUP BY 1 ORDER BY 1;
-- the n-th open day after it, or before it, by their numbers
WITH numbered AS (
    SELECT *, sum(open::int) OVER (PARTITION BY calendar ORDER BY date) AS upto, sum(open::int) OVER (PARTITION BY calendar ORDER BY date) - open::int AS before FROM day),
opened AS (SELECT calendar, date, upto AS number FROM numbered WHERE open)
SELECT n, count(*) AS asked, count(*) FILTER (WHERE add_business_days(f.date, n, f.calendar) IS DISTINCT FROM o.date) AS differing
    FROM generate_series(-5, 5) n CROSS JOIN numbered f
    LEFT JOIN opened o ON o.calendar = f.calendar AND o.number = CASE WHEN n > 0 THEN f.upto + n WHEN n < 0 THEN f.before + n + 1 ELSE f.before + 1 END
    WHERE f.date BETWEEN '2006-01-01' AND '2025-12-31' AND extract(day FROM f.date) IN (1, 10, 15, 24, 25, 31)
    GROUP BY n ORDER BY n;
SELECT add_business_days('2006-01-01', 2000, calendar) = (SELECT date FROM day d WHERE d.calendar = c.calendar AND open AND date > '2006-01-01' ORDER BY date OFFSET 1999 LIMIT 1) AS far,
       add_business_days('2025-12-31', -2000, calendar) = (SELECT date FROM day d WHERE d.calendar = c.calendar AND open AND date < '2025-12-31' ORDER BY date DESC OFFSET 1999 LIMIT 1) AS back, calendar
    FROM (SELECT DISTINCT calendar FROM day) c ORDER BY calendar;
-- between two days, either way round
SELECT count(*) AS asked, count(*) FILTER (WHERE business_days_between(first, last, calendar) <> open) AS differing, count(*) FILTER (WHERE business_days_between(last, first, calendar) <> -open) AS differing_back
    FROM (SELECT a.calendar, a.date AS first, a.date + width AS last, (SELECT count(*) FROM day d WHERE d.calendar = a.calendar AND d.date >= a.date AND d.date < a.date + width AND d.open) AS open
          FROM day a, unnest(ARRAY[0, 1, 7, 30, 400]) width WHERE extract(day FROM a.date) IN (1, 29) AND a.date < '2025-06-01') p;
-- the one undoes the other, from a business day
SELECT count(*) FILTER (WHERE business_days_between(date, add_business_days(date, n, calendar), calendar) <> n) AS differing
    FROM day, unnest(ARRAY[-300, -7, -1, 0, 1, 9, 250]) n WHERE open AND extract(day FROM date) IN (2, 16) AND date BETWEEN '2007-01-01' AND '2024-12-31';

--
-- NULL gives NULL; errors: no day, no calendar, too far
--
SELECT is_business_day(NULL, 'US'), is_business_day('2024-01-01', NULL), add_business_days(NULL, 1, 'US'), add_business_days('2024-01-01', NULL, 'US'), add_business_days('2024-01-01', 1, NULL),
    business_days_between(NULL, '2024-01-01', 'US'), business_days_between('2024-01-01', NULL, 'US'), business_days_between('2024-01-01', '2024-01-01', NULL);
SELECT is_business_day('infinity', 'US');
\echo :LAST_ERROR_SQLSTATE
SELECT add_business_days('-infinity', 1, 'US');
SELECT business_days_between('2024-01-01', 'infinity', 'US');
SELECT is_business_day('2024-01-01', 'UK');
\echo :LAST_ERROR_SQLSTATE
SELECT add_business_days('2024-01-01', 1, 'us');
SELECT business_days_between('2024-01-01', '2024-02-01', '');
SELECT add_business_days('9999-12-30', 5, 'US');
\echo :LAST_ERROR_SQLSTATE
SELECT add_business_days('0001-01-02', -5, 'US');
SELECT add_business_days('2024-01-01', 2147483647, 'US');
SELECT add_business_days('2024-01-01', -2147483648, 'US');
-- no day of the week is left: every day is off, and none comes
INSERT INTO holiday_rule (calendar, name, rule, category) VALUES ('CLOSED', 'Weekend', 'weekly(mon,tue,wed,thu,fri,sat,sun)', 'weekend'), ('ALWAYS', 'Closed', '01-01*366', 'public');
SELECT business_days_between('2024-01-01', '2025-01-01', 'CLOSED'), is_business_day('2024-05-05', 'CLOSED');
SELECT add_business_days('2024-01-01', 1, 'CLOSED');
SELECT business_days_between('2024-01-01', '2025-01-01', 'ALWAYS');
-- a weekend that leaves a gap
INSERT INTO holiday_rule (calendar, name, rule, category) VALUES ('GAP', 'Weekend', 'weekly(sat,sun) from(2020-01-01)', 'weekend');
SELECT is_business_day('2019-06-01', 'GAP');

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
