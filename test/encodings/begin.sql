-- One encoding of the story every_encoding: makes a database of it. :encoding is set.
SELECT 'fw_' || lower(:'encoding') AS database, e.digest AS expected, via(e.encoding) AS via,
    format('%s: %s rules and %s dates with base letters', e.encoding, e.rules, e.dates) AS title,
    -- a letter of the encoding that is not ASCII; SQL_ASCII takes any bytes
    CASE WHEN e.encoding ~ '^EUC' THEN '\xa4a4' WHEN e.encoding = 'UTF8' THEN '\xc3a4' WHEN e.encoding = 'MULE_INTERNAL' THEN '\x81e9' ELSE '\xe9' END AS letter
FROM every_encoding.expected e WHERE e.encoding = :'encoding' \gset
\qecho :title
CREATE DATABASE :"database" ENCODING :'encoding' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
\c :"database"
CREATE SCHEMA every_encoding;
SET search_path = every_encoding;
