-- Copies the files and runs the ETL. One transaction: either all is in and balances, or nothing is.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = pg_catalog, pg_temp;

-- Two runs at once take turns, and nobody else fills these tables meanwhile.
LOCK TABLE :"schema".staging_channel, :"schema".staging_channelcategory, :"schema".staging_customer, :"schema".staging_product,
    :"schema".staging_productcategory, :"schema".staging_producttype, :"schema".staging_reseller, :"schema".staging_store,
    :"schema".staging_salesdetail, :"schema".staging_salesheader, :"schema".staging_targetdatachannel,
    :"schema".staging_targetdataproduct
    IN SHARE ROW EXCLUSIVE MODE;

-- The files of users name their own schemas by the settings of the role, and the functions of the warehouse.
\if :has_customizations
    \echo '\n== Customizations'
    SELECT pg_catalog.pg_current_xact_id() AS transaction \gset
    SET LOCAL search_path TO DEFAULT;
    SELECT pg_catalog.set_config('search_path', pg_catalog.current_setting('search_path') || ', ' || pg_catalog.quote_ident(:'schema'), true) AS path \gset
    \set QUIET on
    \o /dev/null
    \i :customizations
    \o
    SET LOCAL search_path = pg_catalog, pg_temp;
    SELECT CASE WHEN pg_current_xact_id() = :'transaction'::xid8 THEN 0 ELSE 1 END AS has_ended \gset
    \if :has_ended
        DO $$ BEGIN
            RAISE EXCEPTION 'a file of customizations ended the transaction'
                USING HINT = 'Leave BEGIN, COMMIT and ROLLBACK out. What it made so far may be in the database.';
        END $$;
    \endif
\endif

\echo '\n== Files'
CREATE TEMP TABLE etl_file (file text, target text, lines bigint, rows bigint, unchanged boolean) ON COMMIT DROP;
\i :files
SELECT f.file, f.target AS "table", CASE WHEN f.unchanged THEN 'unchanged' ELSE 'copied' END AS result, f.rows
FROM pg_temp.etl_file f
ORDER BY f.target;
DO $$
DECLARE
    f record;
BEGIN
    FOR f IN SELECT * FROM pg_temp.etl_file WHERE rows <> lines LOOP
        RAISE EXCEPTION 'file "%" has % lines, and % rows were copied', f.file, f.lines, f.rows
            USING HINT = 'Look for a line that consists of \. alone, and for quotes that are not closed.';
    END LOOP;
END $$;

\if :has_aliases
    CREATE TEMP TABLE etl_alias (entity text, alias text, name text) ON COMMIT DROP;
    \set copy '\\copy pg_temp.etl_alias (entity, alias, name) FROM ' :'aliases' ' (FORMAT csv, HEADER)'
    :copy
    INSERT INTO :"schema".name_alias (entity, alias, name)
    SELECT DISTINCT f.entity, f.alias, f.name
    FROM pg_temp.etl_alias f
    WHERE NOT EXISTS (SELECT FROM :"schema".name_alias a WHERE a.entity = f.entity AND a.alias = f.alias AND a.name = f.name)
    ON CONFLICT (entity, alias) DO UPDATE SET name = excluded.name;
\endif

\echo '== Steps'
CREATE TEMP TABLE etl_step ON COMMIT DROP AS
SELECT s.* FROM :"schema".run_etl() WITH ORDINALITY AS s (step, rows_read, inserted, updated, unchanged, merged, rejected, batch_id, place);
SELECT s.step, s.rows_read, s.inserted, s.updated, s.unchanged, s.merged, s.rejected, s.batch_id
FROM pg_temp.etl_step s
ORDER BY s.place;

\ir balance.sql
COMMIT;
