-- The workloads, the peers and the aims. A ratio is the peer's time divided by ours.
CREATE TABLE workload (place int PRIMARY KEY, name text UNIQUE, kind text, title text);
INSERT INTO workload VALUES
    (1, 'fresh', 'large', 'fresh, in order of grain'),
    (2, 'fresh_random', 'large', 'fresh, in random order'),
    (3, 'replay', 'large', 'replay, in order of grain'),
    (4, 'replay_random', 'large', 'replay, in random order'),
    (5, 'changed', 'large', 'replay, 10% of the rows changed'),
    (6, 'quarantine', 'large', 'fresh, 1% of the rows with unknown keys'),
    (7, 'existing', 'large', 'fresh, into a table of ' || to_char(:existing, 'FM999,999,999') || ' rows'),
    (8, 'loads_of_1', 'small', to_char(:loads, 'FM999,999,999') || ' loads of 1 row'),
    (9, 'loads_of_100', 'small', to_char(:loads / 10, 'FM999,999,999') || ' loads of 100 rows');

CREATE TABLE peer (place int PRIMARY KEY, kind text, letter text, name text, title text, UNIQUE (kind, name));
INSERT INTO peer VALUES
    (1, 'large', 'a', 'copy', '`COPY sales_daily`'),
    (2, 'large', 'b', 'copy_unchecked', '`COPY sales_daily` without its foreign keys'),
    (3, 'large', 'c', 'overwrite', 'staging table, `ON CONFLICT DO UPDATE`'),
    (4, 'large', 'd', 'compare', 'staging table, `ON CONFLICT DO UPDATE ... WHERE ... IS DISTINCT FROM`'),
    (5, 'large', 'e', 'merge', 'staging table, `MERGE`'),
    (6, 'large', 'f', 'feed', '`COPY sales_daily_feed`'),
    (7, 'large', 'g', 'upsert', 'staging table, `upsert_sales_daily(''staging'')`'),
    (8, 'small', 'h', 'sql', 'prepared `INSERT ... SELECT ... ON CONFLICT DO UPDATE ... WHERE ... IS DISTINCT FROM`'),
    (9, 'small', 'i', 'insert', 'prepared `INSERT INTO sales_daily_feed`'),
    (10, 'small', 'j', 'copy', '`COPY sales_daily_feed`'),
    (11, 'small', 'k', 'row', 'prepared `SELECT upsert_sales_daily(row)`');

CREATE TABLE aim (place int PRIMARY KEY, workload text, ours text, against text[], at_least numeric, title text);
INSERT INTO aim VALUES
    (1, 'fresh', 'feed', '{overwrite,compare,merge}', 4, 'fresh load, against the best SQL'),
    (2, 'fresh', 'feed', '{copy}', 4, 'the same, against COPY into the table'),
    (3, 'fresh', 'feed', '{copy_unchecked}', 1, 'the same, against COPY without foreign keys'),
    (4, 'fresh_random', 'feed', '{overwrite,compare,merge}', 4, 'in random order, against the best SQL'),
    (5, 'fresh_random', 'feed', '{copy}', 4, 'the same, against COPY into the table'),
    (6, 'fresh_random', 'feed', '{copy_unchecked}', 1, 'the same, against COPY without foreign keys'),
    (7, 'replay', 'feed', '{compare}', 4, 'replay, against the SQL that compares'),
    (8, 'replay_random', 'feed', '{compare}', 4, 'replay in random order, against the SQL that compares'),
    (9, 'changed', 'feed', '{compare}', 3, '10% changed, against the SQL that compares'),
    (10, 'quarantine', 'feed', '{overwrite,compare,merge}', NULL, '1% unknown keys, against the best SQL'),
    (11, 'existing', 'feed', '{overwrite}', 3, 'into a full table, against `ON CONFLICT DO UPDATE`'),
    (12, 'existing', 'feed', '{overwrite,compare,merge}', NULL, 'the same, against the best SQL'),
    (13, 'loads_of_1', 'insert', '{sql}', 1 / 1.5, 'loads of 1 row by INSERT, against SQL'),
    (14, 'loads_of_1', 'copy', '{sql}', 1 / 1.5, 'loads of 1 row by COPY, against SQL'),
    (15, 'loads_of_1', 'row', '{sql}', 1 / 1.5, 'loads of 1 row by the function, against SQL'),
    (16, 'loads_of_100', 'insert', '{sql}', 1 / 1.5, 'loads of 100 rows by INSERT, against SQL'),
    (17, 'loads_of_100', 'copy', '{sql}', 1 / 1.5, 'loads of 100 rows by COPY, against SQL');

CREATE TABLE result (workload text, peer text, round int, seconds numeric, wal_mb numeric, dead_rows numeric);

CREATE VIEW median AS
    SELECT workload, peer, count(*) AS rounds,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)::numeric AS seconds,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY wal_mb)::numeric AS wal_mb,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY dead_rows)::numeric AS dead_rows
    FROM result GROUP BY workload, peer;

-- A Markdown table of medians: workloads down, peers across.
CREATE FUNCTION table_of(of_kind text, measure text, digits int) RETURNS SETOF text LANGUAGE sql AS $$
    WITH cell AS (
        SELECT w.place, w.title, p.place AS column_place, p.letter,
               coalesce(round((to_jsonb(m) ->> measure)::numeric, digits)::text, '-') AS value
        FROM workload w JOIN peer p USING (kind) LEFT JOIN median m ON m.workload = w.name AND m.peer = p.name
        WHERE kind = of_kind AND EXISTS (SELECT FROM result r WHERE r.workload = w.name))
    SELECT '| | ' || string_agg(letter, ' | ' ORDER BY place) || ' |' FROM peer WHERE kind = of_kind
    UNION ALL
    SELECT '|---|' || string_agg('--:|', '') FROM peer WHERE kind = of_kind
    UNION ALL
    (SELECT '| ' || title || ' | ' || string_agg(value, ' | ' ORDER BY column_place) || ' |'
     FROM cell GROUP BY place, title ORDER BY place)
$$;

-- A Markdown table of the aims: the fastest of the peers meant, by ours.
CREATE FUNCTION table_of_aims() RETURNS SETOF text LANGUAGE sql AS $$
    SELECT '| work | times as fast | aim | |'
    UNION ALL
    SELECT '|---|--:|--:|---|'
    UNION ALL
    (SELECT format('| %s (%s to %s) | %s | %s | %s |', a.title, theirs.letter, p.letter,
                   round(theirs.seconds / ours.seconds, 2), coalesce(round(a.at_least, 2)::text, '-'),
                   CASE WHEN theirs.seconds / ours.seconds >= a.at_least THEN 'reached'
                        WHEN a.at_least IS NOT NULL THEN 'missed' END)
     FROM aim a JOIN median ours ON ours.workload = a.workload AND ours.peer = a.ours
         JOIN workload w ON w.name = a.workload JOIN peer p ON p.kind = w.kind AND p.name = a.ours
         CROSS JOIN LATERAL (SELECT m.seconds, q.letter FROM median m JOIN peer q ON q.kind = w.kind AND q.name = m.peer
                             WHERE m.workload = a.workload AND m.peer = ANY (a.against) ORDER BY m.seconds LIMIT 1) AS theirs
     ORDER BY a.place)
    UNION ALL
    SELECT format('| %s: writes its row in the journal only (f) | %s MB of WAL, %s dead rows | 0 | %s |',
                  w.title, round(wal_mb, 1), round(dead_rows),
                  CASE WHEN wal_mb < 0.1 AND dead_rows = 0 THEN 'reached' ELSE 'missed' END)
    FROM median m JOIN workload w ON w.name = m.workload
    WHERE m.workload IN ('replay', 'replay_random') AND m.peer = 'feed'
$$;
