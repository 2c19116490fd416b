-- The step to 1.4 creates tables and types. A user's relation or type that has the name of one stops it, by name.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw VERSION '1.3';
CREATE TABLE fw.source (line text);
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
CREATE VIEW fw.shipped_holiday_rule AS SELECT 1 AS n;
CREATE TYPE fw.shipped_holiday_date AS ENUM ('one');
CREATE DOMAIN fw.text_argument AS text;
CREATE TABLE fw.sales_returns (id integer);
CREATE VIEW fw.sales_returns_feed AS SELECT 1 AS n;
CREATE MATERIALIZED VIEW fw.sales_net_daily AS SELECT 1 AS n;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
-- Elsewhere, or with another name, they are no matter.
ALTER TABLE fw.source RENAME TO lines;
ALTER VIEW fw.shipped_holiday_rule SET SCHEMA public;
DROP TYPE fw.shipped_holiday_date;
DROP DOMAIN fw.text_argument;
DROP VIEW fw.sales_returns_feed;
DROP MATERIALIZED VIEW fw.sales_net_daily;
ALTER TABLE fw.sales_returns SET SCHEMA public;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
SELECT extversion FROM pg_extension WHERE extname = 'forecast_warehouse';
SELECT count(*) AS sources FROM fw.source;
DROP VIEW public.shipped_holiday_rule;
DROP TABLE public.sales_returns;
DROP TABLE fw.lines;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw;
