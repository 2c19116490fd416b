-- Texts are cut between characters, in every encoding: a client refuses half of one.
\set SHOW_CONTEXT never
SELECT current_database() AS home \gset
CREATE EXTENSION forecast_warehouse;
SELECT set_config('forecast_warehouse.fiscal_calendar', 'x' || repeat('ä', 300), false);
SELECT set_config('forecast_warehouse.fiscal_calendar', repeat('ä', 300), false);
SELECT fiscal_date('2024-01-01', repeat(U&'\20AC', 300));
SELECT upsert_product(U&'x' || repeat(U&'\65E5', 200), 'name', NULL, NULL, 1, 1);
-- A message names a value of any size
\set VERBOSITY sqlstate
SELECT count(*) FROM holidays(repeat('ä', 40000000), '2024-01-01', '2024-12-31');
SELECT price_asof(repeat('ä', 40000000), NULL, '2024-01-01');
\set VERBOSITY default
DROP EXTENSION forecast_warehouse;
-- The schema's name may have letters, in which scripts are never written
CREATE SCHEMA "Été";
CREATE EXTENSION forecast_warehouse SCHEMA "Été" VERSION '1.0';
ALTER EXTENSION forecast_warehouse UPDATE;
SELECT count(*) > 0 AS holidays FROM "Été".holidays('AR', '2024-06-01', '2024-08-31') WHERE name LIKE 'Güemes%';
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
DROP SCHEMA "Été" CASCADE;

CREATE DATABASE euc_jp ENCODING 'EUC_JP' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
CREATE DATABASE latin1 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
\c euc_jp
SET client_encoding = 'UTF8';
CREATE EXTENSION forecast_warehouse;
SELECT set_config('forecast_warehouse.fiscal_calendar', 'x' || repeat('日', 300), false);
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO product_feed (sku, name) SELECT 'x' || repeat('日', 120) || n, 'name' FROM generate_series(1, 2) n;
SELECT row_number, error_code, message FROM load_reject ORDER BY row_number;
INSERT INTO holiday_date (calendar, date, name) SELECT 'X', '2024-01-01'::date, n || repeat('日', 60) FROM generate_series(1, 2) n;
SELECT * FROM generate_calendar('2024-01-01', '2024-01-01', 'X');
SELECT holiday_name, length(holiday_name) FROM calendar;

\c latin1
SET client_encoding = 'UTF8';
CREATE EXTENSION forecast_warehouse;
SELECT set_config('forecast_warehouse.fiscal_calendar', repeat('ä', 300), false);
INSERT INTO product_feed (sku, name) VALUES (repeat('ä', 120), 'name');

\c :home
DROP DATABASE euc_jp;
DROP DATABASE latin1;
