-- forecast_warehouse 1.3 back to 1.2.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.2'" to load this file. \quit

SELECT @extschema@.migration_check('1.3', '1.2');

--
-- Features
--

--
-- Values in force on a day
--

DROP VIEW @extschema@.sales_exogenous;
DROP FUNCTION @extschema@.price_asof(integer, integer, date);
DROP FUNCTION @extschema@.price_asof(text, text, date);
DROP FUNCTION @extschema@.promotion_asof(integer, integer, date);
DROP FUNCTION @extschema@.promotion_asof(text, text, date);
DROP FUNCTION @extschema@.promotion_id_asof(integer, integer, date);

