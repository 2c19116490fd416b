-- One encoding of the test every_encoding, whose rows were stored as UTF-8, in any encoding. :encoding is set.
SELECT 'fw_' || lower(:'encoding') AS database, via(:'encoding') AS via, digest AS expected_at_1_4 FROM expected WHERE encoding = :'encoding' AND version = '1.4' \gset
-- each text with other letters: its bytes in the encoding, and its bytes as UTF-8
SELECT string_agg(format('(%L::bytea, %L::bytea)', convert_to(written(:'encoding', text), :'encoding'), convert_to(text, 'UTF8')), ', ') AS texts
FROM text_of_1_3 WHERE text !~ '^[\x01-\x7f]*$' \gset
CREATE DATABASE :"database" ENCODING :'encoding' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
\c :"database"
CREATE SCHEMA every_encoding;
SET search_path = every_encoding;
SET client_min_messages = error;
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.3';
\i :views
CREATE TABLE texts (stored, wrong) AS SELECT convert_from(r, :'encoding'), convert_from(w, :'encoding') FROM (VALUES :texts) v (r, w);
UPDATE holiday_rule SET name = wrong FROM texts WHERE name = stored;
UPDATE holiday_date SET name = wrong FROM texts WHERE name = stored;
UPDATE holiday_rule SET source = wrong FROM texts WHERE source = stored;
UPDATE holiday_date SET source = wrong FROM texts WHERE source = stored;
-- The user's rows: one suppresses a holiday by its wrong name, one does so although the right name exists too. The third has
-- a name of his own.
INSERT INTO holiday_date (calendar, date, name, action)
    SELECT 'AR', date, name, 'suppress' FROM holidays('AR', '2024-06-17', '2024-06-17');
INSERT INTO holiday_date (calendar, date, name, action) SELECT 'AR', '2022-06-17', name, 'suppress' FROM holidays('AR', '2022-06-17', '2022-06-17');
INSERT INTO holiday_date (calendar, date, name, action) SELECT 'AR', '2022-06-17', stored, 'suppress' FROM texts WHERE convert_to(wrong, 'SQL_ASCII') = 'G\303\274emes Day';
INSERT INTO holiday_date (calendar, date, name) VALUES ('MINE', '2024-01-01', convert_from('B\303\244ckertag', :'encoding'));
SELECT (SELECT count(*) FROM (SELECT name::text AS t FROM holiday_rule UNION ALL SELECT source FROM holiday_rule UNION ALL SELECT name FROM holiday_date UNION ALL SELECT source FROM holiday_date) s
        WHERE t IN (SELECT wrong FROM texts)) AS wrong_before,
    (SELECT count(*) FROM holidays('AR', '2024-06-17', '2024-06-17')) AS left_before \gset
RESET client_min_messages;
