-- Compares holidays() with doc/weekend_rules.md, day by day; test/oracle/weekend_rules calls it.
--
-- The expected days come from the table and from plain dates. Holidays by the moon or the sun have no date in the table.
-- Only their own day comes from holidays().

\set QUIET on
SET datestyle = 'ISO, YMD';
:before ;

--
-- The table: one row a holiday and weekday
--
CREATE TEMP TABLE line (nr int GENERATED ALWAYS AS IDENTITY, calendar text, holidays text, rule text, years text, act text, certainty text);
\copy line (calendar, holidays, rule, years, act, certainty) FROM PROGRAM 'cat "$FW_WEEKEND_ROWS"' (FORMAT text)
ALTER TABLE line ADD CHECK (act <> '' AND certainty IN ('read', 'known', 'uncertain')),
    ADD CHECK (rule ~ '^(neither|([A-Z][a-z]{2}(, )?)+: (none|(instead|additional), (next weekday|next free day|[A-Z][a-z]+day))(; .*)?)$'),
    ADD CHECK (years ~ '^(all|(to \d{4}|from \d{4}|\d{4}-\d{4}|\d{4})(, |$))+$');

CREATE TEMP TABLE line_year AS
    SELECT DISTINCT nr, year
    FROM line, regexp_split_to_table(years, ', ') AS part,
        LATERAL (SELECT regexp_match(part, '^(?:all|to (\d+)|from (\d+)|(\d+)-(\d+)|(\d+))$') AS p) AS m,
        generate_series(coalesce(p[2], p[3], p[5], '1990')::int, coalesce(p[1], p[4], p[5], '2048')::int) AS year
    WHERE year BETWEEN 1990 AND 2048;
CREATE TEMP TABLE line_holiday AS
    SELECT nr, calendar, m[1] AS name, m[2] AS month_day
    FROM line, regexp_split_to_table(holidays, ', ') AS one, LATERAL (SELECT regexp_match(one, '^(.*?)(?: \((\d\d-\d\d)\))?$') AS m) AS m
    WHERE holidays <> 'all others';
CREATE TEMP TABLE line_day AS
    SELECT nr, array_position(ARRAY['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], weekday) AS weekday, m[2] AS kind, m[3] AS target
    FROM line, regexp_split_to_table(rule, '; ') AS part,
        LATERAL (SELECT regexp_match(part, '^(.*): (instead|additional|none)(?:, (.*))?$') AS m) AS m,
        regexp_split_to_table(m[1], ', ') AS weekday;

--
-- The calendars' days
--
CREATE TEMP TABLE calendars AS SELECT calendar::text FROM holiday_calendars WHERE calendar NOT LIKE 'RETAIL%';
CREATE TEMP TABLE held AS
    SELECT c.calendar, h.date, h.name, h.observed
    FROM calendars AS c, holidays(c.calendar, '1989-12-01', '2049-01-31') AS h WHERE h.category = 'public';
CREATE INDEX ON held (calendar, name, date);
CREATE INDEX ON held (calendar, date);
CREATE TEMP TABLE weekend AS
    SELECT c.calendar, d.date FROM calendars AS c, calendar_days(c.calendar, '1989-12-01', '2049-01-31') AS d WHERE d.is_weekend;
CREATE INDEX ON weekend (calendar, date);
ANALYZE held, weekend;

-- A calendar has the rows of those that it includes, unless it has its own of the name and year.
CREATE TEMP TABLE ancestor AS
    WITH RECURSIVE up AS (
        SELECT calendar, calendar AS of, 0 AS depth FROM calendars
        UNION ALL
        SELECT up.calendar, substr(r.rule::text, 9), depth + 1 FROM up JOIN holiday_rule r ON r.calendar = up.of AND r.rule LIKE 'include:%')
    SELECT * FROM up;
CREATE TEMP TABLE effective AS
    SELECT DISTINCT ON (a.calendar, h.name, y.year, h.month_day) a.calendar, h.name, h.month_day, y.year, h.nr, a.depth
    FROM ancestor AS a JOIN line_holiday AS h ON h.calendar = a.of JOIN line_year AS y USING (nr)
    ORDER BY a.calendar, h.name, y.year, h.month_day, a.depth;
DELETE FROM effective AS e USING effective AS o
    WHERE o.calendar = e.calendar AND o.name = e.name AND o.year = e.year AND o.depth < e.depth;
-- A holiday that a calendar omits has no row, and needs none.
DELETE FROM effective AS e USING ancestor AS a, holiday_rule AS r
    WHERE a.calendar = e.calendar AND a.depth < e.depth AND r.calendar = a.of AND r.rule = 'omit' AND r.name IN (e.name, '*')
        AND e.year BETWEEN coalesce(r.from_year, 1) AND coalesce(r.to_year, 9999)
        AND NOT EXISTS (SELECT FROM held AS h WHERE h.calendar = e.calendar AND h.name = e.name AND extract(year FROM h.date) = e.year);
CREATE TEMP TABLE others AS
    SELECT DISTINCT ON (a.calendar, y.year) a.calendar, y.year, l.nr
    FROM ancestor AS a JOIN line AS l ON l.calendar = a.of AND l.holidays = 'all others' JOIN line_year AS y USING (nr)
    ORDER BY a.calendar, y.year, a.depth;

--
-- One case a calendar, holiday and day on a weekend
--
CREATE TEMP TABLE own_day AS
    SELECT calendar, name, year, nr, make_date(year, left(month_day, 2)::int, right(month_day, 2)::int) AS date, true AS dated
    FROM effective WHERE month_day IS NOT NULL
    UNION ALL
    SELECT e.calendar, e.name, e.year, e.nr, h.date, false
    FROM effective AS e JOIN held AS h USING (calendar, name)
    WHERE e.month_day IS NULL AND NOT h.observed AND extract(year FROM h.date) = e.year
    UNION ALL
    SELECT h.calendar, h.name, extract(year FROM h.date)::int, o.nr, h.date, false
    FROM held AS h LEFT JOIN others AS o ON o.calendar = h.calendar AND o.year = extract(year FROM h.date)
    WHERE NOT h.observed AND extract(year FROM h.date) BETWEEN 1990 AND 2048
        AND NOT EXISTS (SELECT FROM effective AS e WHERE (e.calendar, e.name, e.year) = (h.calendar, h.name, extract(year FROM h.date)::int));
CREATE TEMP TABLE cases AS
    SELECT o.*, coalesce(d.kind, 'neither') AS kind, d.target, t.date AS expected
    FROM own_day AS o LEFT JOIN line_day AS d ON d.nr = o.nr AND d.weekday = extract(isodow FROM o.date),
        LATERAL (
            -- The nearest day of that name; or the next one that no other holiday has, nor this one by itself.
            SELECT min(o.date + n) FILTER (WHERE
                CASE WHEN d.target LIKE 'next%' THEN
                    n > 0 AND NOT EXISTS (SELECT FROM held AS h WHERE h.calendar = o.calendar AND h.date = o.date + n AND (h.name <> o.name OR NOT h.observed))
                    AND (d.target = 'next free day' OR NOT EXISTS (SELECT FROM weekend AS w WHERE w.calendar = o.calendar AND w.date = o.date + n))
                ELSE abs(n) <= 3 AND to_char(o.date + n, 'FMDay') = d.target END) AS date
            FROM generate_series(CASE WHEN d.target IS NULL THEN 1 ELSE -3 END, CASE WHEN d.target IS NULL THEN 0 ELSE 10 END) AS n) AS t
    WHERE d.nr IS NOT NULL OR EXISTS (SELECT FROM weekend AS w WHERE w.calendar = o.calendar AND w.date = o.date);
CREATE TEMP TABLE judged AS
    SELECT c.*, own.is_there,
        CASE WHEN c.nr IS NULL THEN 'has no row in the table'
             WHEN kind IN ('instead', 'none') AND own.is_there THEN 'is a holiday on the weekend itself'
             WHEN kind IN ('additional', 'neither') AND NOT own.is_there THEN 'is no holiday on the weekend itself'
             WHEN target IS NOT NULL AND NOT coalesce(other.days @> ARRAY[expected], false) THEN format('is not on %s too, but on %s', expected, other.days)
             WHEN target IS NULL AND other.days IS NOT NULL AND NOT (dated IS FALSE AND is_one_of_some) THEN format('is on %s too', other.days)
             WHEN dated AND cardinality(other.days) > 1 THEN format('is on %s', other.days) END AS fault
    FROM cases AS c,
        LATERAL (SELECT EXISTS (SELECT FROM held AS h WHERE (h.calendar, h.name, h.date) = (c.calendar, c.name, c.date)) AS is_there) AS own,
        LATERAL (SELECT array_agg(h.date ORDER BY h.date) AS days FROM held AS h
                 WHERE h.calendar = c.calendar AND h.name = c.name AND h.observed AND h.date BETWEEN c.date - 4 AND c.date + 10) AS other,
        -- The other day may belong to another day of the same festival.
        LATERAL (SELECT EXISTS (SELECT FROM cases AS n WHERE n.calendar = c.calendar AND n.name = c.name AND n.target IS NOT NULL
                     AND n.date BETWEEN c.date - 3 AND c.date + 3) AS is_one_of_some) AS festival
    UNION ALL
    -- A holiday without a date that is moved: never on the named days, and only on their other days.
    SELECT e.calendar, e.name, e.year, e.nr, NULL, false, 'instead', NULL, NULL, NULL,
        CASE WHEN count(h.date) = 0 THEN 'does not exist'
             WHEN bool_or(d.nr IS NOT NULL) THEN 'is a holiday on the weekend itself'
             WHEN bool_or(h.observed AND NOT EXISTS (SELECT FROM line_day AS k WHERE k.nr = e.nr AND k.target = to_char(h.date, 'FMDay')))
                 THEN 'moves to a day that the row does not name' END
    FROM effective AS e LEFT JOIN held AS h ON h.calendar = e.calendar AND h.name = e.name AND extract(year FROM h.date) = e.year
        LEFT JOIN line_day AS d ON d.nr = e.nr AND d.weekday = extract(isodow FROM h.date)
    WHERE e.month_day IS NULL AND EXISTS (SELECT FROM line_day AS k WHERE k.nr = e.nr AND k.kind = 'instead')
    GROUP BY e.calendar, e.name, e.year, e.nr
    UNION ALL
    -- A holiday without a date whose other day is there, and its own day is not.
    SELECT e.calendar, e.name, e.year, e.nr, h.date, false, NULL, NULL, NULL, NULL, 'is another day, and the day itself is no holiday'
    FROM effective AS e JOIN held AS h ON h.calendar = e.calendar AND h.name = e.name AND h.observed AND extract(year FROM h.date) = e.year
    WHERE e.month_day IS NULL AND NOT EXISTS (SELECT FROM line_day AS k WHERE k.nr = e.nr AND k.kind = 'instead')
        AND NOT EXISTS (SELECT FROM cases AS c WHERE c.calendar = e.calendar AND c.name = e.name AND c.target IS NOT NULL AND c.date BETWEEN h.date - 10 AND h.date + 4)
    UNION ALL
    SELECT l.calendar, l.holidays, NULL, l.nr, NULL, false, NULL, NULL, NULL, NULL, 'has a row, and nothing for it'
    FROM line AS l
    WHERE NOT EXISTS (SELECT FROM own_day AS o WHERE o.nr = l.nr) AND NOT EXISTS (SELECT FROM effective AS e WHERE e.nr = l.nr AND e.month_day IS NULL)
    UNION ALL
    SELECT l.calendar, l.holidays, NULL, l.nr, NULL, false, NULL, NULL, NULL, NULL, 'has a row that no day tests'
    FROM line AS l
    WHERE l.rule <> 'neither' AND NOT EXISTS (SELECT FROM cases AS c WHERE c.nr = l.nr)
        AND NOT (l.rule LIKE '%instead%' AND EXISTS (SELECT FROM effective AS e WHERE e.nr = l.nr AND e.month_day IS NULL))
    UNION ALL
    SELECT c.calendar, '', NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, 'has no row "all others"'
    FROM calendars AS c WHERE NOT EXISTS (SELECT FROM others AS o WHERE o.calendar = c.calendar);

\pset footer off
SELECT count(*) > 0 AS complaints FROM judged WHERE fault IS NOT NULL \gset
\if :complaints
\pset title 'The first 200 that differ from the table'
SELECT j.calendar, j.name, j.date, to_char(j.date, 'Dy') AS on, j.fault, l.rule, l.years FROM judged AS j LEFT JOIN line AS l USING (nr)
WHERE j.fault IS NOT NULL ORDER BY j.calendar, j.name, j.date LIMIT 200;
\pset title
\endif
\pset tuples_only on
\pset format unaligned
SELECT format('weekend rules: %s rows, %s of them uncertain', count(*), count(*) FILTER (WHERE certainty = 'uncertain')) FROM line;
SELECT format('weekend rules: %s passed, %s failed', count(*) FILTER (WHERE fault IS NULL), count(*) FILTER (WHERE fault IS NOT NULL)) FROM judged;
