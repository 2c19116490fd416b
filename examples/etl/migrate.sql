-- Makes the extension at a version, or goes to that version, up or down. One transaction.
BEGIN;
SET LOCAL client_min_messages = warning;
\if :make
    \if :has_schema
        SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname OPERATOR(pg_catalog.=) :'schema') AS is_new \gset
        \if :is_new
            CREATE SCHEMA :"schema";
        \endif
        CREATE EXTENSION forecast_warehouse SCHEMA :"schema" VERSION :'version';
    \else
        CREATE EXTENSION forecast_warehouse VERSION :'version';
    \endif
\else
    ALTER EXTENSION forecast_warehouse UPDATE TO :'version';
\endif
COMMIT;
