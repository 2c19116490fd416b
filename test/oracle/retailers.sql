-- Compares our holidays with records of retailers. test/oracle/run calls it, with the directory of an existing record
-- as its variable, favorita, rossmann or online_retail.
--
-- Each difference has to be in retailers.tsv, and nothing else may be there:
--
--   dates   by day, with a space between
--   only    who has something on them: ours or theirs
--
-- Regional and local rows of the Favorita record are holidays of provinces and towns. A national calendar has none of them.
-- The record's events and additional days are no days of rest.

\set QUIET on
\pset footer off
CREATE TEMP TABLE difference (record text, calendar text, dates text, only_in text, why text);
\copy difference FROM 'test/oracle/retailers.tsv' (FORMAT text, HEADER)
ALTER TABLE difference ADD CHECK (only_in IN ('ours', 'theirs') AND why <> '');
CREATE TEMP TABLE explained AS
    SELECT record, calendar, day::date AS date, only_in FROM difference, string_to_table(dates, ' ') AS day;
-- The compared items, by record: a day, or a store and its days. Then those that do not agree.
CREATE TEMP TABLE looked (record text, what text, complaint text);

\if :{?favorita}
CREATE TEMP TABLE national (day text, type text, locale text, locale_name text, description text, transferred boolean);
\copy national FROM PROGRAM 'cat "$FW_RECORDS/favorita/holidays_events.csv"' (FORMAT csv, HEADER)
-- The day that is transferred away is a working day; on a weekend there is nothing to see of that.
CREATE TEMP TABLE theirs AS
    SELECT to_date(day, 'MM/DD/YYYY') AS date,
        CASE WHEN bool_or(type = 'Work Day') THEN 'worked' WHEN bool_or(transferred) THEN 'transferred' ELSE 'free' END AS state
    FROM national WHERE locale = 'National' AND type IN ('Holiday', 'Transfer', 'Bridge', 'Work Day') GROUP BY date;
DELETE FROM theirs WHERE state = 'transferred' AND extract(isodow FROM date) > 5;
CREATE TEMP TABLE ours AS
    SELECT date, CASE WHEN is_business_day THEN CASE WHEN is_weekend THEN 'worked' END WHEN h.date IS NOT NULL THEN 'free' END AS state
    FROM calendar_days('EC', (SELECT min(date) FROM theirs), (SELECT max(date) FROM theirs)) AS c
    LEFT JOIN (SELECT DISTINCT date FROM holidays('EC', '2012-01-01', '2017-12-31') WHERE category = 'public') AS h USING (date);
INSERT INTO looked
    SELECT 'favorita', concat_ws(' ', date, coalesce(t.state, o.state)),
        CASE WHEN side IS DISTINCT FROM d.only_in THEN coalesce('only ' || side, 'explained, but gone') END
    FROM theirs t FULL JOIN (SELECT * FROM ours WHERE state IS NOT NULL) AS o USING (date)
    FULL JOIN (SELECT date, only_in FROM explained WHERE record = 'favorita') AS d USING (date),
        -- A holiday of ours on a weekend, which the record does not have, takes no business day.
        LATERAL (SELECT CASE WHEN nullif(t.state, 'transferred') IS DISTINCT FROM o.state AND t.state IS NOT NULL THEN 'theirs'
                             WHEN t.state IS NULL AND (o.state = 'worked' OR extract(isodow FROM date) < 6) AND o.state IS NOT NULL
                                 THEN 'ours' END AS side) AS s
    WHERE t.state IS NOT NULL OR side IS NOT NULL OR d.only_in IS NOT NULL;
DROP TABLE theirs, ours;
\endif

\if :{?rossmann}
-- The record does not name the state of a store. Its holidays show it, down to six groups of states. Each store must
-- have, Monday to Saturday, the days of one of them.
CREATE TEMP TABLE store_day (store integer, day_of_week integer, date date, sales integer, customers integer, open integer,
    promo integer, state_holiday text, school_holiday integer);
\copy store_day FROM PROGRAM 'gzip -dc "$FW_RECORDS/rossmann/train_100stores.csv.gz"' (FORMAT csv, HEADER)
CREATE TEMP TABLE state_day AS
    SELECT c.calendar, h.date FROM holiday_calendars c, holidays(c.calendar, '2013-01-01', '2015-07-31') AS h
    WHERE c.calendar LIKE 'DE-%' AND h.category = 'public' GROUP BY c.calendar, h.date;
CREATE TEMP TABLE store_state AS
    SELECT r.store, c.calendar,
        count(*) FILTER (WHERE side IS NOT NULL AND side IS DISTINCT FROM d.only_in) AS wrong,
        count(*) FILTER (WHERE side = d.only_in) AS explained
    FROM store_day r CROSS JOIN (SELECT DISTINCT calendar FROM state_day) AS c
    LEFT JOIN state_day s USING (calendar, date)
    LEFT JOIN (SELECT calendar, date, only_in FROM explained WHERE record = 'rossmann') AS d USING (calendar, date),
        LATERAL (SELECT CASE WHEN state_holiday <> '0' AND s.date IS NULL THEN 'theirs'
                             WHEN state_holiday = '0' AND s.date IS NOT NULL THEN 'ours' END AS side) AS side
    WHERE r.day_of_week < 7 GROUP BY r.store, c.calendar;
INSERT INTO looked
    SELECT 'rossmann', 'store ' || store, CASE WHEN min(wrong) > 0 THEN 'is in no state; nearest with ' || min(wrong) || ' days apart: '
            || string_agg(calendar, ', ' ORDER BY calendar) FILTER (WHERE wrong = least) END
    FROM (SELECT *, min(wrong) OVER (PARTITION BY store) AS least FROM store_state) AS s GROUP BY store
    UNION ALL
    SELECT 'rossmann', d.calendar || ' ' || d.dates, 'explained, but gone' FROM difference d
    WHERE record = 'rossmann' AND NOT EXISTS (SELECT FROM store_state s WHERE s.calendar = d.calendar AND wrong = 0 AND explained > 0);
\pset title 'Rossmann: stores by the states whose holidays they have'
SELECT states, count(*) AS stores
FROM (SELECT store, string_agg(calendar, ' ' ORDER BY calendar) AS states FROM store_state WHERE wrong = 0 GROUP BY store) AS s
GROUP BY states ORDER BY states;
\pset title
\endif

\if :{?online_retail}
-- A till without lines was closed. It is closed on Saturdays, too.
CREATE TEMP TABLE till (day date);
\copy till FROM PROGRAM 'gzip -dc "$FW_RECORDS/online_retail/online_retail.csv.gz" | grep -oE "20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:" | cut -c1-10 | sort -u'
INSERT INTO looked
    SELECT 'online_retail', date::text, CASE WHEN side IS DISTINCT FROM d.only_in THEN coalesce('only ' || side, 'explained, but gone') END
    FROM generate_series((SELECT min(day) FROM till), (SELECT max(day) FROM till), '1 day') AS day,
        LATERAL (SELECT day::date AS date, EXISTS (SELECT FROM till WHERE till.day = day.day::date) AS open,
            EXISTS (SELECT FROM holidays('GB-ENG', day::date, day::date) WHERE category = 'public') AS holiday) AS o
        LEFT JOIN (SELECT date, only_in FROM explained WHERE record = 'online_retail') AS d USING (date),
        LATERAL (SELECT CASE WHEN holiday AND open THEN 'ours'
                             WHEN NOT holiday AND NOT open AND extract(isodow FROM date) < 6 THEN 'theirs' END AS side) AS s
    WHERE holiday OR NOT open AND extract(isodow FROM date) < 6 OR d.only_in IS NOT NULL;
\endif

SELECT count(complaint) > 0 AS complaints FROM looked \gset
\if :complaints
\pset title 'Records of retailers: what to look at'
SELECT record, what, complaint FROM looked WHERE complaint IS NOT NULL ORDER BY record, what LIMIT 200;
\pset title
\endif
\pset tuples_only on
\pset format unaligned
SELECT format('%s: %s passed, %s failed', record, count(*) - count(complaint), count(complaint)) FROM looked GROUP BY record ORDER BY record;
