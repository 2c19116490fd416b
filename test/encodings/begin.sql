-- One encoding of the story every_encoding: makes a database of it. :encoding is set.
SELECT 'fw_' || lower(:'encoding') AS database, e.digest AS expected, via(e.encoding) AS via,
    format('%s: %s rules and %s dates with base letters', e.encoding, e.rules, e.dates) AS title
FROM every_encoding.expected e WHERE e.encoding = :'encoding' \gset
\qecho :title
CREATE DATABASE :"database" ENCODING :'encoding' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
\c :"database"
CREATE SCHEMA every_encoding;
SET search_path = every_encoding;
