-- One encoding of the test every_encoding: makes a database of it. :encoding is set.
SELECT 'fw_' || lower(:'encoding') AS database, via(:'encoding') AS via,
    -- a letter of the encoding that is not ASCII; SQL_ASCII takes any bytes
    CASE WHEN :'encoding' ~ '^EUC' THEN '\xa4a4' WHEN :'encoding' = 'UTF8' THEN '\xc3a4' WHEN :'encoding' = 'MULE_INTERNAL' THEN '\x81e9' ELSE '\xe9' END AS letter \gset
SELECT format('%s: %s rules and %s dates with base letters', encoding, rules, dates) AS title FROM expected WHERE encoding = :'encoding' AND version = '1.2' \gset
SELECT digest AS expected_at_1_2 FROM expected WHERE encoding = :'encoding' AND version = '1.2' \gset
SELECT digest AS expected_at_1_3 FROM expected WHERE encoding = :'encoding' AND version = '1.3' \gset
SELECT digest AS expected_at_1_4 FROM expected WHERE encoding = :'encoding' AND version = '1.4' \gset
\qecho :title
CREATE DATABASE :"database" ENCODING :'encoding' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
\c :"database"
CREATE SCHEMA every_encoding;
SET search_path = every_encoding;
