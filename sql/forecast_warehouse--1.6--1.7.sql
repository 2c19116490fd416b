-- forecast_warehouse 1.6 to 1.7: demand is not sales: days of stores, life cycles, signals, weeks, features.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.7'" to load this file. \quit

-- The names below mean this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can replace them. They are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_check_step(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
REVOKE ALL ON FUNCTION pg_catalog.fw_check_step(text, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

SELECT pg_catalog.fw_check_step('1.6'::pg_catalog.text, '1.7'::pg_catalog.text);

--
-- Days of stores, life cycles, kinds of promotion, channels
--

--
-- Signals
--

--
-- Panel and features
--

CREATE FUNCTION pg_catalog.fw_copy_grants(source regprocedure, target regprocedure) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_copy_function_grants';
REVOKE ALL ON FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure) FROM PUBLIC;

ALTER FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[]) RENAME TO build_features_of_1_6;
CREATE FUNCTION @extschema@.build_features(
        target text, cutoff date, start_date date DEFAULT NULL, horizon integer DEFAULT 1,
        lags integer[] DEFAULT NULL, windows integer[] DEFAULT NULL,
        aggregates text[] DEFAULT '{mean,std,min,max}', store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL,
        exogenous boolean DEFAULT true, extra text[] DEFAULT NULL, unobserved text DEFAULT 'null',
        frequency text DEFAULT 'day', signals text[] DEFAULT NULL)
    RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_build_features';
COMMENT ON FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[], text, text, text[]) IS
    'Builds the table target and returns its number of rows. One row for each store, product and day or week to cutoff + horizon. Values are those known horizon days or weeks before. unobserved says how days without known demand count.';
SELECT pg_catalog.fw_copy_grants('@extschema@.build_features_of_1_6(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[])'::pg_catalog.regprocedure,
    '@extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[], text, text, text[])'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.build_features_of_1_6(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[]);

DROP FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure);

--
-- The end
--

DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
