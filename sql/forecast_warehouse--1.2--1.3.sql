-- forecast_warehouse 1.2 to 1.3: what was known on the day: as-of values, the exogenous view, feature tables.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.3'" to load this file. \quit

SELECT @extschema@.migration_check('1.2', '1.3');

--
-- Values in force on a day
--

--
-- Features
--

