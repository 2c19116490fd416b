-- Errors across the boundary of C++ and PostgreSQL, by a module made for it (test/boundary).
\set SHOW_CONTEXT never
\getenv library FW_TEST_LIB
CREATE SCHEMA boundary;
SET search_path = boundary;
CREATE FUNCTION boundary_catch(int) RETURNS int LANGUAGE c STRICT AS :'library';
CREATE FUNCTION boundary_pass() RETURNS void LANGUAGE c AS :'library';
CREATE FUNCTION boundary_throw(text) RETURNS void LANGUAGE c STRICT AS :'library';
CREATE FUNCTION boundary_nest(oid) RETURNS void LANGUAGE c STRICT AS :'library';
CREATE FUNCTION boundary_throw_in_guard() RETURNS void LANGUAGE c AS :'library';
CREATE FUNCTION boundary_spin(int) RETURNS bool LANGUAGE c STRICT AS :'library';
CREATE FUNCTION boundary_alive() RETURNS int LANGUAGE c AS :'library';

-- an error of PostgreSQL keeps its SQLSTATE, message, detail and hint
SELECT boundary_pass();
\echo :LAST_ERROR_SQLSTATE
-- and every destructor on its way has run
SELECT boundary_alive();

-- the same through C++, SQL and C++ again
SELECT boundary_nest('boundary_pass()'::regprocedure);
\echo :LAST_ERROR_SQLSTATE
SELECT boundary_alive();

-- PL/pgSQL sees it whole
DO $$
DECLARE
    state text; message text; detail text; hint text;
BEGIN
    PERFORM boundary_pass();
EXCEPTION WHEN check_violation THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
        detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RAISE NOTICE '% | % | % | %', state, message, detail, hint;
END $$;

-- 20,000 errors caught in C++: each came whole, nothing is left alive, memory does not grow
SELECT boundary_catch(100);
SELECT sum(total_bytes) AS before FROM pg_backend_memory_contexts \gset
SELECT boundary_catch(20000);
SELECT boundary_alive();
SELECT sum(total_bytes) - :before < 1000000 AS memory_flat FROM pg_backend_memory_contexts;

-- an exception of C++ becomes a clean error
SELECT boundary_throw('failure');
\echo :LAST_ERROR_SQLSTATE
SELECT boundary_throw('runtime_error');
\echo :LAST_ERROR_SQLSTATE
SELECT boundary_throw('bad_alloc');
\echo :LAST_ERROR_SQLSTATE
SELECT boundary_throw('vector');
SELECT boundary_throw('anything else');
SELECT boundary_alive();

-- a C++ exception inside a guard does not leave the server's error handlers behind
SELECT boundary_throw_in_guard();
SELECT boundary_alive();
SELECT 1 / 0;

-- statement_timeout interrupts a long call within a second
SELECT clock_timestamp() AS started \gset
SET statement_timeout = '300ms';
SELECT boundary_spin(60);
\echo :LAST_ERROR_SQLSTATE
RESET statement_timeout;
SELECT clock_timestamp() - :'started' < interval '1.3 s' AS in_time, boundary_alive();

-- so does a cancel from another session
CREATE TABLE cancelled (at timestamptz);
SELECT pg_backend_pid() AS pid, current_database() AS database \gset
\setenv FW_NOTE 'INSERT INTO boundary.cancelled VALUES (clock_timestamp())'
\setenv FW_CANCEL 'SELECT pg_cancel_backend(':pid')'
\setenv PGDATABASE :database
\! (sleep 0.5; psql -X -q -At -c "$FW_NOTE" -c "$FW_CANCEL" >/dev/null) &
SELECT boundary_spin(60);
\echo :LAST_ERROR_SQLSTATE
SELECT clock_timestamp() - max(at) < interval '1 s' AS in_time, count(*), boundary_alive() FROM cancelled;

-- and both interrupt a load, whose rows and journal are gone with it
CREATE EXTENSION forecast_warehouse SCHEMA boundary;
SELECT inserted FROM generate_calendar('2020-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) SELECT 'S' || i, 'store' FROM generate_series(1, 20) AS i;
INSERT INTO product_feed (sku, name) SELECT 'P' || i, 'product' FROM generate_series(1, 200) AS i;
CREATE TEMP TABLE many AS
    SELECT date '2020-01-01' + d AS date, 'S' || s AS store_code, 'P' || p AS sku, 1 AS quantity, 1 AS unit_price
    FROM generate_series(0, 249) AS d, generate_series(1, 20) AS s, generate_series(1, 200) AS p;
SELECT clock_timestamp() AS started \gset
SET statement_timeout = '1s';
SELECT * FROM upsert_sales_daily('many');
RESET statement_timeout;
SELECT clock_timestamp() - :'started' < interval '2 s' AS in_time;
\! (sleep 1; psql -X -q -At -c "$FW_NOTE" -c "$FW_CANCEL" >/dev/null) &
INSERT INTO sales_daily_feed SELECT date, store_code, sku, quantity, unit_price FROM many;
SELECT clock_timestamp() - max(at) < interval '1 s' AS in_time, count(*) FROM cancelled;
SELECT count(*) FROM sales_daily;
SELECT target, received FROM load_batch ORDER BY id;
SELECT inserted FROM last_load();

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA boundary CASCADE;
