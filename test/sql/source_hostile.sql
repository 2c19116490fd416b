-- Sources that could harm. Expressions may run the code of others, and rows of the table source may be changed by hand.
-- Options may change numbers, and values may be such that no expression can take them.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'Harbour');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');

--
-- The input of a range or an array over a domain runs the code of the domain's maker. A row that was changed by hand
-- must not bring it to the one who loads.
--
CREATE SCHEMA other;
-- A sequence keeps its calls where a statement fails.
CREATE SEQUENCE other.calls;
CREATE FUNCTION other.spy(text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN nextval('other.calls') > 0;
END $$;
CREATE DOMAIN other.code AS text CHECK (other.spy(value));
CREATE TYPE other.codes AS RANGE (subtype = other.code, collation = "C");
CREATE TYPE other.pair AS (first other.code);
CREATE FUNCTION other.same(other.code[], other.code[]) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR other.=== (LEFTARG = other.code[], RIGHTARG = other.code[], FUNCTION = other.same);
CREATE FUNCTION other.read(other.code[]) RETURNS text LANGUAGE sql AS 'SELECT ''read''';
-- The code does run.
SELECT '[a,b]'::other.codes, '{a}'::other.code[], '(a)'::other.pair;
SELECT setval('other.calls', 1, false) FROM other.calls WHERE is_called;

SELECT create_source('shops', 'store_feed', ARRAY['code', 'name']);
CREATE TABLE hostile (n integer GENERATED ALWAYS AS IDENTITY, expression text);
INSERT INTO hostile (expression) VALUES
    ('''[a,b]''::other.codes::text'), ('''{a}''::other.code[]::text'), ('''(a)''::other.pair::text'), ('CAST(''{a}'' AS other._code)::text'),
    ('other._code(''{a}'')::text'), ('other.pair(''(a)'')::text'), ('(''{a}'' OPERATOR(other.===) ''{b}'')::text'), ('other.read(''{a}'')'),
    ('concat(''{a}''::other.code[])'), ('name::other.code'), ('CASE ''{a}''::other.code[] WHEN ''{b}'' THEN name END');
DO $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT expression FROM hostile ORDER BY n LOOP
        UPDATE source SET map = jsonb_build_object('city', r.expression) WHERE name = 'shops';
        BEGIN
            INSERT INTO shops VALUES ('S2', 'Station');
            RAISE NOTICE 'ACCEPTED: %', r.expression;
        EXCEPTION WHEN OTHERS THEN
            RAISE NOTICE '%: % %', r.expression, sqlstate, sqlerrm;
        END;
    END LOOP;
END $$;
SELECT is_called AS others_code_ran FROM other.calls;

--
-- Functions that show the server, or the one who loads
--
TRUNCATE hostile;
INSERT INTO hostile (expression) VALUES
    ('pg_get_viewdef(name)'), ('pg_stat_get_backend_activity(1)'), ('has_table_privilege(name, ''SELECT'')::text'), ('inet_server_port()::text'),
    ('txid_current()::text'), ('row_security_active(name)::text'), ('pg_settings_get_flags(name)::text'), ('pg_postmaster_start_time()::text'),
    ('current_setting(name)');
DO $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT expression FROM hostile ORDER BY n LOOP
        BEGIN
            PERFORM create_source('bad', 'store_feed', ARRAY['code', 'name'], jsonb_build_object('city', r.expression));
            RAISE NOTICE 'ACCEPTED: %', r.expression;
        EXCEPTION WHEN OTHERS THEN
            RAISE NOTICE '%: % %', r.expression, sqlstate, sqlerrm;
        END;
    END LOOP;
    -- PostgreSQL 16 reads a text as any type that it names, also as a domain of others.
    BEGIN
        PERFORM create_source('bad', 'store_feed', ARRAY['code', 'name'], '{"city": "pg_input_is_valid(name, ''other.code''::text)::text"}');
        RAISE NOTICE 'ACCEPTED: pg_input_is_valid';
    EXCEPTION WHEN undefined_function OR feature_not_supported THEN
        NULL;
    END;
END $$;
-- Types and functions may be written with their schema.
SELECT create_source('right', 'store_feed', ARRAY['code', 'name'],
    '{"city": "pg_catalog.upper(name::pg_catalog.text) OPERATOR(pg_catalog.||) pg_size_pretty(length(name)::bigint) || to_char(now(), ''\"x\"'')"}');
INSERT INTO "right" VALUES ('S3', 'Market');
SELECT city FROM store WHERE code = 'S3';

--
-- Rows of the table source that create_source() would refuse
--
UPDATE source SET map = '{}', options = '{"windows": "observed"}' WHERE name = 'shops';
INSERT INTO shops VALUES ('S4', 'Airport');
SELECT * FROM describe_source('shops');
UPDATE source SET columns = '{}', options = '{}' WHERE name = 'shops';
INSERT INTO shops VALUES ('S4', 'Airport');
UPDATE source SET columns = '{code,name}', feed = 'sales_daily_feed' WHERE name = 'shops';
INSERT INTO shops VALUES ('S4', 'Airport');
UPDATE source SET feed = 'store' WHERE name = 'shops';
INSERT INTO shops VALUES ('S4', 'Airport');
SELECT inserted FROM last_load();

--
-- Texts to strip that make another number of one
--
SELECT create_source('bad', 'sales_daily_feed', ARRAY['date', 'store_code', 'sku', 'quantity', 'unit_price'], '{}', jsonb_build_object('strip', s))
FROM (VALUES ('-')) AS v (s);
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{}', '{"strip": ["EUR", "+"]}');
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{}', '{"strip": "."}');
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{}', '{"strip": "-,", "decimal_mark": ","}');
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{}', '{"strip": ["(", ")"]}');
-- Whole francs and marks are written so.
SELECT create_source('francs', 'sales_daily_feed', ARRAY['date', 'store_code', 'sku', 'quantity', 'unit_price'], '{}', '{"strip": [".-", ",--"]}');
INSERT INTO francs VALUES ('2024-01-02', 'S1', 'A', '2', '5.-'), ('2024-01-03', 'S1', 'A', '2', '7,--');
SELECT date, unit_price, total_amount FROM sales_daily_feed ORDER BY date;

--
-- Values that an expression cannot take are rejects, whatever class the error has
--
SELECT create_source('odd', 'store_feed', ARRAY['code', 'a', 'b'],
    '{"name": "chr(a::integer)", "city": "date_trunc(b, timestamp ''2024-05-06'')::text"}', '{"on_reject": "quarantine"}');
INSERT INTO odd VALUES ('T1', '65', 'month'), ('T2', '0', 'month'), ('T3', '99999999', 'month'), ('T4', '-1', 'month'),
    ('T5', '66', 'timezone'), ('T6', '67', 'moon');
SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;
SELECT code, name, city FROM store WHERE code LIKE 'T%';

--
-- A table may have days and numbers. They do not depend on how the session shows days, nor on the marks of the file.
--
CREATE TABLE typed (day date, store_code text, sku text, quantity numeric, unit_price double precision, seen timestamptz);
INSERT INTO typed VALUES ('2024-02-03', 'S1', 'A', 1.234, 1.5, '2024-05-01 12:00+00');
SELECT create_source('iso', 'sales_daily_feed', ARRAY['day', 'store_code', 'sku', 'quantity', 'unit_price'], '{"date": "day"}');
SELECT create_source('american', 'sales_daily_feed', ARRAY['day', 'store_code', 'sku', 'quantity', 'unit_price'], '{"date": "day"}',
    '{"date_format": "MM/DD/YYYY"}');
SELECT create_source('comma', 'sales_daily_feed', ARRAY['store_code', 'sku', 'quantity', 'unit_price'], '{"date": "''2024-02-04''"}',
    '{"decimal_mark": ",", "grouping_mark": "."}');
SELECT create_source('seen', 'sales_txn_feed', ARRAY['store_code', 'sku', 'quantity', 'unit_price', 'seen'],
    '{"receipt": "''R1''", "line_no": "1", "sold_at": "seen"}', '{"time_zone": "Europe/Berlin"}');
SELECT create_source('weeks', 'sales_daily_feed', ARRAY['day', 'store_code', 'sku', 'quantity'], '{"date": "day", "unit_price": "''1''"}',
    '{"unpivot": {"columns": "quantity", "name": "n", "value": "quantity"}, "decimal_mark": ",", "grouping_mark": "."}');
DELETE FROM sales_daily;
SET datestyle = 'SQL, DMY';
-- Read as 2 March, it would be the wrong day.
SELECT load_source('american', 'typed');
SELECT inserted FROM load_source('iso', 'typed');
SELECT inserted FROM load_source('comma', 'typed');
SET timezone = 'Asia/Tokyo';
SELECT inserted FROM load_source('seen', 'typed');
SELECT suggest_source('typed') LIKE '%date_format%' AS other_days;
-- How a view of yours reads texts stays as it is.
CREATE VIEW read_days AS SELECT day_text::date AS day, store_code, sku, quantity, unit_price FROM typed, (VALUES ('04/03/2024')) AS v (day_text);
SELECT inserted FROM load_source('iso', 'read_days');
UPDATE typed SET day = '2024-02-05';
SELECT inserted FROM load_source('weeks', 'typed');
SHOW datestyle;
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
SELECT date, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY date;
SELECT sold_at, date, quantity FROM sales_txn;

--
-- A temporary view would leave its row to the next session
--
SELECT create_source('pg_temp.short', 'store_feed', ARRAY['code', 'name']);
CREATE TEMPORARY TABLE some_table ();
DO $$
BEGIN
    PERFORM create_source(quote_ident(nspname) || '.short', 'store_feed', ARRAY['code', 'name']) FROM pg_namespace WHERE oid = pg_my_temp_schema();
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE '% %', sqlstate, regexp_replace(sqlerrm, '\d+', 'N');
END $$;
SELECT count(*) FROM source WHERE name = 'short';

SELECT drop_source(name) FROM source ORDER BY name;
DROP TABLE hostile;
DROP SCHEMA other CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
