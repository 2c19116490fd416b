-- One encoding of the story every_encoding: checks version 1.2, and takes the database up, down and up again.
SET client_min_messages = error;
\i :views
SELECT (:digest) = :'expected' AS at_1_2 \gset
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
SELECT (:digest) = :'expected' AS at_1_4 \gset
DROP VIEW rows_of_rules, rows_of_dates, answers;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
\i :views
SELECT (:digest) = :'expected' AS again_at_1_3 \gset
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
SELECT (:digest) = :'expected' AS again_at_1_4 \gset
\qecho right at 1.2: :at_1_2, at 1.4: :at_1_4, again at 1.3: :again_at_1_3, and at 1.4: :again_at_1_4
\c :"home"
SET search_path = every_encoding;
DROP DATABASE :"database";
