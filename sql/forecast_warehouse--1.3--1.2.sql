-- forecast_warehouse 1.3 back to 1.2.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.2'" to load this file. \quit

-- Names below lead to this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can put others in their place, and are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_check_step(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
REVOKE ALL ON FUNCTION pg_catalog.fw_check_step(text, text) FROM PUBLIC;

-- What is checked then stays so.
LOCK TABLE @extschema@.feature_set IN ACCESS EXCLUSIVE MODE;

SELECT pg_catalog.fw_check_step('1.3'::pg_catalog.text, '1.2'::pg_catalog.text);

--
-- Features
--

DROP FUNCTION @extschema@.backtest_folds(date, date, integer, integer, integer, integer);
DROP FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean);
DROP FUNCTION @extschema@.sales_panel(date, date, text[], text[]);

-- A table that is dropped as a member stays registered for dumps, hence this way round.
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.feature_set_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.feature_set;
DROP TABLE @extschema@.feature_set;

CREATE OR REPLACE VIEW @extschema@.load_progress WITH (security_invoker = true) AS
    SELECT p.pid, p.relid::pg_catalog.regclass AS relation,
        CASE p.param18 WHEN 1 THEN 'checking' WHEN 2 THEN 'merging' WHEN 3 THEN 'comparing' WHEN 4 THEN 'writing' END
            AS stage,
        p.param19 AS rows_done, p.param20 AS rows_total
    FROM pg_catalog.pg_stat_get_progress_info('COPY') p
    JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) p.datid
    WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
        AND p.param18 OPERATOR(pg_catalog.<>) 0::pg_catalog.int8;
COMMENT ON VIEW @extschema@.load_progress IS
    'Loads that are running now and have all their rows; while COPY still sends them, see pg_stat_progress_copy.';
COMMENT ON COLUMN @extschema@.load_progress.relation IS 'Table that is loaded, or the feed that a COPY loads it by.';
COMMENT ON COLUMN @extschema@.load_progress.stage IS 'checking, merging, comparing or writing.';
COMMENT ON COLUMN @extschema@.load_progress.rows_total IS 'Rows that this stage has in all.';

--
-- Values in force on a day
--

DROP VIEW @extschema@.sales_exogenous;
DROP FUNCTION @extschema@.price_asof(integer, integer, date);
DROP FUNCTION @extschema@.price_asof(text, text, date);
DROP FUNCTION @extschema@.promotion_asof(integer, integer, date);
DROP FUNCTION @extschema@.promotion_asof(text, text, date);
DROP FUNCTION @extschema@.promotion_id_asof(integer, integer, date);

--
-- The end
--

DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
