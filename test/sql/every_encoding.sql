-- Names and sources of holidays, in a database of every encoding that a server takes. Letters of the encoding arrive.
-- Other letters become base letters. The expected names come from the rows of this database, which is UTF-8, letter by letter.
-- The scripts do it in another way.
\set SHOW_CONTEXT never
\getenv root FW_ROOT
\if :{?root} \else \set root . \endif
\set views :root '/test/encodings/views.sql'
\set begin :root '/test/encodings/begin.sql'
\set steps :root '/test/encodings/steps.sql'
\set wrong :root '/test/encodings/wrong_letters.sql'
\set mended :root '/test/encodings/mended_letters.sql'
SELECT current_database() AS home \gset
CREATE SCHEMA every_encoding;
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
SET search_path = every_encoding;
\i :views
CREATE TABLE line AS SELECT '1.2' AS version, kind, line FROM lines;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
INSERT INTO line SELECT '1.3', kind, line FROM lines;
CREATE TABLE text_of_1_3 AS
    SELECT name::text AS text FROM holiday_rule UNION SELECT source FROM holiday_rule UNION SELECT name FROM holiday_date UNION SELECT source FROM holiday_date;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
INSERT INTO line SELECT '1.4', kind, line FROM lines;

-- Every letter in shipped rows, and its replacement
CREATE TABLE base_letter (letter, base) AS SELECT * FROM (VALUES ('§§', 'secs.'), ('§', 'sec.'), ('á', 'a'), ('ã', 'a'), ('ä', 'a'), ('ā', 'a'), ('ç', 'c'), ('č', 'c'),
    ('é', 'e'), ('ê', 'e'), ('í', 'i'), ('ñ', 'n'), ('ó', 'o'), ('ö', 'o'), ('ś', 's'), ('ü', 'u')) v;
SELECT DISTINCT l AS other_letter FROM line, regexp_split_to_table(line, '') l WHERE l > '~' COLLATE "C" AND l NOT IN (SELECT letter FROM base_letter);

-- There is no way between UTF8 and MULE_INTERNAL but by LATIN1.
CREATE FUNCTION via(encoding name) RETURNS name LANGUAGE sql AS $$ SELECT CASE encoding WHEN 'MULE_INTERNAL' THEN 'LATIN1' ELSE encoding END $$;
CREATE FUNCTION has_letter(encoding name, letter text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM convert_to(letter, via(encoding));
    RETURN encoding <> 'SQL_ASCII';
EXCEPTION WHEN untranslatable_character THEN
    RETURN false;
END $$;
CREATE TABLE lacking AS
    SELECT encoding, letter, base FROM (SELECT pg_encoding_to_char(n) AS encoding FROM generate_series(0, 63) n) e, base_letter WHERE encoding <> '' AND NOT has_letter(encoding, letter);
CREATE FUNCTION written(encoding name, original text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    each lacking;
BEGIN
    FOR each IN SELECT * FROM lacking l WHERE l.encoding = written.encoding AND strpos(original, l.letter) > 0 ORDER BY length(l.letter) DESC LOOP
        original := replace(original, each.letter, each.base);
    END LOOP;
    RETURN original;
END $$;
CREATE TABLE expected AS
    WITH encoding AS (SELECT pg_encoding_to_char(n) AS encoding FROM generate_series(0, 63) n)
    SELECT encoding, version, md5(string_agg(convert_to(new, 'UTF8'), '\x0a' ORDER BY convert_to(new, 'UTF8'))) AS digest,
        count(*) FILTER (WHERE kind = 'rule' AND new <> line) AS rules, count(*) FILTER (WHERE kind = 'date' AND new <> line) AS dates
    FROM encoding, line, LATERAL (SELECT CASE WHEN octet_length(line) = length(line) THEN line ELSE written(encoding, line) END AS new) w
    -- those that clients have, and servers do not
    WHERE encoding NOT IN ('', 'SJIS', 'BIG5', 'GBK', 'UHC', 'GB18030', 'JOHAB', 'SHIFT_JIS_2004')
    GROUP BY encoding, version;
-- Those of PostgreSQL 15 to 18
SELECT string_agg(encoding, ' ' ORDER BY pg_char_to_encoding(encoding)) AS encodings FROM expected WHERE version = '1.2';

-- One digest of a database's rows, as UTF-8
\set digest 'SELECT md5(string_agg(line, ''\\x0a'' ORDER BY line)) FROM (SELECT convert(convert_to(line, :''via''), :''via'', ''UTF8'') AS line FROM lines) u'

--
-- Installed, up, down and up again: letters that each encoding lacks, the warnings, and whether the names are those above
--
\set ECHO none
\pset format unaligned
\pset tuples_only on
\set VERBOSITY terse
\set encoding SQL_ASCII
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding EUC_JP
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding EUC_CN
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding EUC_KR
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding EUC_TW
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding EUC_JIS_2004
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding UTF8
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding MULE_INTERNAL
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN1
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN2
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN3
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN4
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN5
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN6
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN7
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN8
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN9
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding LATIN10
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN1256
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN1258
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN866
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN874
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding KOI8R
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN1251
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN1252
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding ISO_8859_5
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding ISO_8859_6
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding ISO_8859_7
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding ISO_8859_8
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN1250
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN1253
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN1254
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN1255
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding WIN1257
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps
\set encoding KOI8U
\i :begin
CREATE EXTENSION forecast_warehouse SCHEMA every_encoding VERSION '1.2';
\i :steps

\qecho
\qecho Rows as 1.2 and 1.3 had them, UTF-8 in databases of other encodings, and what the step to 1.4 makes of them
\set encoding LATIN1
\i :wrong
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
\i :mended
\set encoding KOI8R
\i :wrong
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
\i :mended
\set encoding WIN1250
\i :wrong
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
\i :mended
\set encoding SQL_ASCII
\i :wrong
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
\i :mended
\pset format aligned
\pset tuples_only off
\set ECHO all

SET client_min_messages = warning;
DROP SCHEMA every_encoding CASCADE;
