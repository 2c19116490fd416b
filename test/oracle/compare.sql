-- Compares every calendar that the oracles have with ours, by date, from 2000 to 2035; test/oracle/run calls it.
--
-- Each difference has to be in differences.tsv, and nothing else may be there:
--
--   dates   2004-12-27, or 2004..2009-12-26 for that day of each of those years
--   only    who has a holiday on them: ours or theirs
--   right   ours, theirs, probably ours, both, convention (a matter of category), estimated (nobody knows yet),
--           open (we do not know)
--
-- A calendar agrees where both have the date, or where the difference is settled: ours, both, convention. The limits of
-- agreement are below. Where we do not know, holidays() has to say so: such a day of ours is estimated.

\set QUIET on
\pset footer off
CREATE TEMP TABLE wanted AS
    -- Rules give all of these.
    SELECT unnest(ARRAY['US', 'CA', 'BR', 'CO', 'EC', 'FR', 'CH', 'BE', 'ES', 'SE', 'NO', 'DK', 'FI', 'IL', 'DE', 'GB', 'AU', 'JP', 'TR', 'SA'])
        AS calendars, 100.0 AS percent
    UNION ALL
    SELECT unnest(ARRAY['MX', 'AR', 'NL', 'IT', 'CZ', 'ZA', 'CN', 'US-*', 'DE-*', 'CA-*']), 99.0
    UNION ALL
    -- The moon is sighted, or a government decides year by year: the future is open.
    SELECT unnest(ARRAY['IN', 'AE', 'EG', 'NG', 'ID']), 0;

CREATE TEMP TABLE python_row (country text, subdivision text, date date, name text, observed boolean, estimated boolean);
\copy python_row FROM PROGRAM 'gzip -dc "$FW_ORACLE/python_holidays.csv.gz"' (FORMAT csv, HEADER)
CREATE TEMP TABLE date_row (country text, subdivision text, date date, name text, substitute boolean);
\copy date_row FROM PROGRAM 'gzip -dc "$FW_ORACLE/date_holidays.csv.gz"' (FORMAT csv, HEADER)
CREATE TEMP TABLE difference (calendar text, library text, dates text, only_in text, holiday text, who_is_right text, why text);
\copy difference FROM 'test/oracle/differences.tsv' (FORMAT text, HEADER)
ALTER TABLE difference
    ADD CHECK (library IN ('python', 'date') AND only_in IN ('ours', 'theirs') AND why <> ''),
    ADD CHECK (who_is_right IN ('ours', 'theirs', 'probably ours', 'both', 'convention', 'estimated', 'open'));

-- The library leaves the town of Augsburg beside its state; with us it is in it.
CREATE TEMP TABLE theirs AS
    SELECT library, calendar, date, bool_and(observed) AS observed, string_agg(DISTINCT name, ' / ' ORDER BY name) AS name
    FROM (SELECT 'python' AS library, country, subdivision, date, name, observed FROM python_row
          UNION ALL
          SELECT 'date', country, subdivision, date, name, substitute FROM date_row) AS o,
        LATERAL (SELECT CASE subdivision WHEN 'Augsburg' THEN 'DE-BY-AUGSBURG' ELSE concat_ws('-', country, subdivision) END AS calendar) AS c
    WHERE date BETWEEN '2000-01-01' AND '2035-12-31'
    GROUP BY library, calendar, date;
CREATE TEMP TABLE compared AS SELECT DISTINCT library, calendar FROM theirs;

CREATE TEMP TABLE ours AS
    SELECT c.calendar, h.date, bool_and(h.observed) AS observed, bool_or(h.estimated) AS estimated,
        string_agg(DISTINCT h.name, ' / ' ORDER BY h.name) AS name
    FROM (SELECT calendar FROM compared INTERSECT SELECT calendar FROM holiday_calendars) AS c,
        holidays(c.calendar, '2000-01-01', '2035-12-31') AS h
    WHERE h.category = 'public'
    GROUP BY c.calendar, h.date;

CREATE TEMP TABLE explained AS
    SELECT d.calendar, d.library, e.date, d.only_in, d.holiday, d.who_is_right, d.why, count(*) OVER same > 1 AS twice
    FROM difference d, regexp_split_to_table(d.dates, ' ') AS token,
        LATERAL (SELECT regexp_match(token, '^(\d{4})(?:\.\.(\d{4}))?(-\d\d-\d\d)$') AS part) AS p,
        LATERAL (SELECT (year || part[3])::date AS date FROM generate_series(part[1]::int, coalesce(part[2], part[1])::int) AS year) AS e
    WINDOW same AS (PARTITION BY d.calendar, d.library, e.date);

-- One row a calendar, library and date that somebody has, or that is explained.
CREATE TEMP TABLE day AS
    SELECT library, calendar, date, coalesce(o.name, t.name, e.holiday) AS name, side, e.who_is_right, e.twice,
        o.date IS NOT NULL AND t.date IS NOT NULL AS matched, o.observed <> t.observed AS moved_differently,
        -- Both have it, or neither has, or the other one.
        e.only_in IS NOT NULL AND e.only_in IS DISTINCT FROM side AS stale,
        side IS NOT NULL AND e.only_in IS DISTINCT FROM side AS unexplained,
        side = 'ours' AND e.who_is_right IN ('estimated', 'open') AND NOT o.estimated AS unmarked,
        regexp_replace(calendar, '-.*', '-*') AS calendars
    FROM (SELECT c.library, o.* FROM compared c JOIN ours o USING (calendar)) AS o
    FULL JOIN theirs t USING (library, calendar, date)
    FULL JOIN explained e USING (library, calendar, date),
        LATERAL (SELECT CASE WHEN o.date IS NOT NULL AND t.date IS NULL THEN 'ours'
                             WHEN t.date IS NOT NULL AND o.date IS NULL THEN 'theirs' END AS side) AS s;

CREATE TEMP TABLE report AS
    SELECT calendars, library, percent AS wanted,
        coalesce(matched, 0) AS matched, moved_differently, only_ours, only_theirs,
        round(100.0 * matched / nullif(matched + only_ours + only_theirs, 0), 2) AS raw,
        round(100.0 * (matched + settled) / nullif(matched + only_ours + only_theirs, 0), 2) AS settled, unexplained, stale,
        coalesce(matched > 0 AND unexplained = 0 AND stale = 0 AND twice = 0 AND unmarked = 0
            AND 100.0 * (matched + settled) / (matched + only_ours + only_theirs) >= percent, false) AS ok
    FROM wanted CROSS JOIN (VALUES ('python'), ('date')) AS l (library)
    FULL JOIN (
        SELECT calendars, library, count(*) FILTER (WHERE matched) AS matched,
            count(*) FILTER (WHERE moved_differently) AS moved_differently,
            count(*) FILTER (WHERE side = 'ours') AS only_ours, count(*) FILTER (WHERE side = 'theirs') AS only_theirs,
            count(*) FILTER (WHERE side IS NOT NULL AND NOT unexplained AND who_is_right IN ('ours', 'both', 'convention')) AS settled,
            count(*) FILTER (WHERE unexplained) AS unexplained, count(*) FILTER (WHERE stale) AS stale,
            count(*) FILTER (WHERE twice) AS twice, count(*) FILTER (WHERE unmarked) AS unmarked
        FROM day GROUP BY calendars, library) AS d USING (calendars, library);

\pset null ''
SELECT calendars, library, matched, only_ours, only_theirs, raw AS "%", settled AS "% settled", wanted AS "% wanted",
    moved_differently AS "matched, observed in one", CASE WHEN ok THEN 'ok' ELSE 'FAILED' END AS verdict
FROM report ORDER BY library DESC, calendars;
SELECT library, sum(matched) AS matched, sum(only_ours) AS only_ours, sum(only_theirs) AS only_theirs,
    round(100 * sum(matched) / sum(matched + only_ours + only_theirs), 2) AS "%"
FROM report GROUP BY library ORDER BY library DESC;

SELECT count(*) > 0 AS complaints FROM day WHERE unexplained OR stale OR twice OR unmarked \gset
\if :complaints
\pset title 'The first 200 to look at'
SELECT concat_ws(', ', CASE WHEN unexplained THEN 'not explained: only ' || side END, CASE WHEN stale THEN 'explained, but gone' END,
        CASE WHEN twice THEN 'explained twice' END, CASE WHEN unmarked THEN 'not known, but not estimated' END) AS what,
    calendar, library, date, name
FROM day WHERE unexplained OR stale OR twice OR unmarked ORDER BY calendar, library DESC, date LIMIT 200;
\pset title
\endif
\pset tuples_only on
\pset format unaligned
SELECT format('oracle: %s comparisons, %s failed', count(*), count(*) FILTER (WHERE NOT ok)) FROM report;
