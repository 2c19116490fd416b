-- Sources: a file is described once, and loads a feed from then on.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SET forecast_warehouse.on_missing_money = reject;
CREATE SCHEMA shop;
SET search_path = shop, public;

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, message, row_data FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'

SELECT inserted FROM generate_calendar('2019-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'Harbour'), ('S2', 'Station');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread'), ('C', 'Cheese');

--
-- Semicolons, decimal commas, another order of columns, names of other people
--
SELECT create_source('till_export', 'sales_txn_feed',
    ARRAY['Datum', 'Uhrzeit', 'Bon', 'Pos', 'Filiale', 'Artikel', 'Menge', 'Preis', 'Kasse'],
    '{"receipt": "\"Datum\" || ''/'' || \"Kasse\" || ''/'' || \"Bon\"", "line_no": "\"Pos\"", "sold_at": "\"Datum\" || '' '' || \"Uhrzeit\"", "store_code": "\"Filiale\"", "sku": "\"Artikel\"", "quantity": "\"Menge\"", "unit_price": "\"Preis\""}',
    '{"timestamp_format": "DD.MM.YYYY HH24:MI", "decimal_mark": ",", "grouping_mark": ".", "strip": ["EUR", "St."], "null_values": "n/a", "time_zone": "Europe/Berlin", "day_ends_at": "04:00", "on_reject": "quarantine"}');
SELECT * FROM describe_source('till_export');
SELECT schema_name, name, feed, cardinality(columns) AS columns, owner = current_user AS mine FROM source;
SELECT * FROM till_export;
COPY till_export FROM stdin WITH (FORMAT csv, HEADER MATCH, DELIMITER ';');
Datum;Uhrzeit;Bon;Pos;Filiale;Artikel;Menge;Preis;Kasse
02.05.2024;09:30;17;1;S1;A;3 St.;1.234,50 EUR;K1
02.05.2024;09:30;17;2; S1 ;B ;2;0,90;K1
03.05.2024;02:15;18;1;S1;A;1;2,00;K1
03.05.2024;04:00;19;1;S2;A;-1;2,00;K1
03.05.2024;04:01;20;1;S2;A;zwei;2,00;K1
03.05.2024;04:02;20;2;S9;A;1;2,00;K1
31.02.2024;04:02;21;1;S1;A;1;2,00;K1
\.
:journal
:rejects
-- The hour of Berlin, and the business day.
SELECT receipt, line_no, sold_at, date, quantity, unit_price, total_amount FROM sales_txn ORDER BY receipt, line_no;

-- The same file in a session with another zone and another DateStyle writes nothing.
SET timezone = 'America/New_York';
SET datestyle = 'SQL, MDY';
COPY till_export FROM stdin WITH (FORMAT csv, HEADER MATCH, DELIMITER ';');
Datum;Uhrzeit;Bon;Pos;Filiale;Artikel;Menge;Preis;Kasse
02.05.2024;09:30;17;1;S1;A;3 St.;1.234,50 EUR;K1
02.05.2024;09:30;17;2; S1 ;B ;2;0,90;K1
03.05.2024;02:15;18;1;S1;A;1;2,00;K1
\.
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
:journal
-- A file with its columns in another order is refused by HEADER MATCH.
COPY till_export FROM stdin WITH (FORMAT csv, HEADER MATCH, DELIMITER ';');
Uhrzeit;Datum;Bon;Pos;Filiale;Artikel;Menge;Preis;Kasse
\.

--
-- Under error the message names column, text and line
--
SELECT create_source('daily', 'sales_daily', ARRAY['date', 'store_code', 'sku', 'unit_price', 'quantity']);
COPY daily FROM stdin WITH (FORMAT csv, HEADER MATCH);
date,store_code,sku,unit_price,quantity
2024-01-01,S1,A,5,12
2024-01-02,S1,A,5,NA
2024-01-03,S1,A,"$5
or so",1
2024-01-04,S1,A,5,NA
date,store_code,sku,unit_price,quantity
\.
SELECT count(*) FROM sales_daily;
-- The statement takes the columns by their names.
COPY daily (sku, date, quantity, unit_price, store_code) FROM stdin WITH (FORMAT csv, HEADER MATCH);
sku,date,quantity,unit_price,store_code
A,2024-01-01,12,5,S1
\.
TABLE sales_daily_feed;
INSERT INTO daily VALUES ('2024-01-01', 'S1', 'A', '5', '12.0'), ('2024-01-02', 'S1', 'A', '5', ' 7 ');
:journal
INSERT INTO daily VALUES ('2024-01-03', 'S1', 'A', '5', '2.5x');
INSERT INTO daily VALUES ('2024-01-03', 'S1', 'A', NULL, '2');
UPDATE daily SET sku = 'B';
DELETE FROM daily;
INSERT INTO daily (date, store_code, sku, unit_price, quantity) VALUES ('2024-01-01', 'S1', 'A', '9', '99') ON CONFLICT DO NOTHING;
TABLE sales_daily_feed ORDER BY date;

--
-- A value that an expression cannot make is a reject, wherever it is among others
--
SELECT create_source('computed', 'sales_daily_feed', ARRAY['day', 'shop', 'item', 'n', 'cents'],
    '{"date": "to_date(day, ''YYYYMMDD'')", "store_code": "''S'' || shop", "sku": "upper(item)", "quantity": "n::integer", "unit_price": "cents::numeric / 100"}',
    '{"on_reject": "quarantine", "on_duplicate": "last"}');
INSERT INTO computed SELECT to_char(date '2024-02-01' + i / 2, 'YYYYMMDD'), '1', 'a', CASE WHEN i % 100 = 99 THEN 'x' || i ELSE i::text END, '250'
    FROM generate_series(0, 599) i;
:journal
INSERT INTO computed SELECT '20240101', '2', 'b', CASE WHEN i = 40 THEN 'many' ELSE i::text END, '250' FROM generate_series(1, 50) i;
:journal
:rejects
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE store_code = 'S2';

--
-- From a table of texts
--
CREATE TABLE texts (till text, quantity text, unit_price text, sku text, store_code text, date text);
INSERT INTO texts VALUES ('1', '4', '1.5', 'C', 'S2', '2024-01-05'), ('2', '4', '1.5', 'C', 'S2', '2024-01-32');
SELECT inserted, rejected FROM load_source('daily', 'texts');
SET forecast_warehouse.on_reject = quarantine;
SELECT inserted, updated, unchanged, rejected FROM load_source('shop.daily', 'texts');
:journal
:rejects
RESET forecast_warehouse.on_reject;
ALTER TABLE texts DROP COLUMN sku;
SELECT load_source('daily', 'texts');
SELECT load_source('daily', NULL);
SELECT load_source('nothing', 'texts');

--
-- Wrong sources
--
SELECT create_source('bad', 'no_feed', ARRAY['a']);
SELECT create_source('bad', 'sales_daily_feed', ARRAY['a']);
SELECT create_source('bad', 'sales_daily_feed', '{}');
SELECT create_source('bad', 'sales_daily_feed', ARRAY['a', 'a']);
SELECT create_source('bad', 'sales_daily_feed', ARRAY['a', NULL]);
SELECT create_source('bad', 'sales_daily_feed', ARRAY['', 'a']);
SELECT create_source('bad', 'sales_daily_feed', ARRAY[repeat('x', 64)]);
SELECT create_source('bad', 'sales_daily_feed', array_agg('c' || i)) FROM generate_series(1, 1601) i;
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{"colour": "name"}');
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{"city": 5}');
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '[]');
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{}', '{"colour": "red"}');
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{}', '{"time_zone": "Mars"}');
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{}', '{"on_reject": "ignore"}');
SELECT create_source('bad', 'store_feed', ARRAY['code', 'name'], '{}', '{"date_format": "soon"}');
SELECT create_source('daily', 'store_feed', ARRAY['code', 'name']);
SELECT create_source('a.b.c', 'store_feed', ARRAY['code', 'name']);
SELECT create_source(NULL, 'store_feed', ARRAY['code', 'name']);

--
-- Expressions that are refused
--
CREATE FUNCTION shop.mine(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION shop.upper(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''stolen''';
CREATE TABLE refused (expression text);
INSERT INTO refused VALUES
    (''), ('nam'), ('name FROM store'), ('name; DROP TABLE store'), ('name) FROM store --'), ('(SELECT name FROM store LIMIT 1)'),
    ('EXISTS (SELECT 1)::text'), ('name, code'), ('name AS x'), ('DISTINCT name'), ('name WHERE true'), ('name ORDER BY 1'),
    ('name LIMIT 1'), ('name UNION SELECT code'), ('max(name)'), ('row_number() OVER ()::text'),
    ('unnest(string_to_array(name, '',''))'), ('shop.mine(name)'), ('mine(name)'), ('random()::text'),
    ('pg_read_file(''/etc/passwd'')'), ('set_config(''role'', ''postgres'', false)'), ('current_setting(''data_directory'')'),
    ('current_user::text'), ('table_to_xml(''store'', true, false, '''')::text'), ('query_to_xml(''SELECT 1'', true, false, '''')::text'),
    ('name::regclass::text'), ('ROW(name)::text'), ('pg_sleep(1)::text'), ('lo_get(1)::text'), ('$1'), ('store.name'),
    ('name::shop.texts'), ('nextval(''store_id_seq'')::text'), ('database_to_xml(true, true, '''')::text'),
    ('name OPERATOR(shop.=) code'), ('pg_ls_dir(name)'), ('dblink(name)'), ('to_jsonb(name)::text'), ('*'), ('name.*'), ('(name).*'), ('upper(*)'),
    ('DEFAULT'), ('GROUPING(name)'), ('count(*)'), ('name::text[]'), ('xmlconcat(NULL)::text'),
    ('(name COLLATE "C", code)'), ('name IN (SELECT code)'), ('VARIADIC name'), ('upper(VARIADIC ARRAY[name])');
-- A comment is no harm.
SELECT create_source('commented', 'store_feed', ARRAY['code', 'name'], '{"city": "name -- '';"}');
SELECT drop_source('commented');
DO $$
DECLARE r record;
BEGIN
    FOR r IN SELECT expression FROM refused LOOP
        BEGIN
            PERFORM create_source('bad', 'store_feed', ARRAY['code', 'name'], jsonb_build_object('city', r.expression));
            RAISE NOTICE 'ACCEPTED: %', r.expression;
        EXCEPTION WHEN OTHERS THEN
            RAISE NOTICE '%: % %', left(r.expression, 60), sqlstate, sqlerrm;
        END;
    END LOOP;
END $$;
SELECT count(*) FROM source WHERE name = 'bad';
-- The functions of the server, whatever search_path says.
SELECT create_source('upper_case', 'store_feed', ARRAY['code', 'name'], '{"city": "upper(name)"}');
INSERT INTO upper_case VALUES ('S3', 'Market');
SELECT code, name, city FROM store WHERE code = 'S3';

--
-- Names that must be quoted, and values that look like SQL
--
SELECT create_source('"Odd ''name"', 'store_feed', ARRAY['a"b', 'c''d', 'e\f', '); DROP TABLE store; --'],
    '{"code": "\"a\"\"b\"", "name": "\"c''d\"", "city": "\"); DROP TABLE store; --\""}', '{"on_reject": "quarantine"}');
INSERT INTO "Odd 'name" VALUES ('S4', $$'; DROP TABLE store; --$$, '\', ''');'), (repeat('S', 30), 'x', 'y', 'z');
:rejects
SELECT code, name, city FROM store WHERE code = 'S4';

--
-- Views and rows of the catalog that do not belong together
--
ALTER VIEW daily RENAME TO weekly;
INSERT INTO weekly VALUES ('2024-01-06', 'S1', 'A', '5', '1');
SELECT create_source('daily', 'sales_daily', ARRAY['date', 'store_code', 'sku', 'unit_price', 'quantity']);
SELECT drop_source('weekly');
SELECT drop_source('daily');
SELECT create_source('daily', 'sales_daily', ARRAY['date', 'store_code', 'sku', 'unit_price', 'quantity']);
DROP VIEW daily;
SELECT create_source('daily', 'sales_daily', ARRAY['date', 'store_code', 'sku', 'unit_price', 'quantity']);
DROP VIEW daily;
SELECT drop_source('daily');
CREATE VIEW stranger AS SELECT ''::text AS a;
SELECT drop_source('stranger');
SELECT * FROM describe_source('stranger');
CREATE TRIGGER source_begin BEFORE INSERT ON stranger FOR EACH STATEMENT EXECUTE FUNCTION public.source_begin('shop', 'nothing');
CREATE TRIGGER source_row INSTEAD OF INSERT ON stranger FOR EACH ROW EXECUTE FUNCTION public.source_row('shop', 'nothing');
CREATE TRIGGER source_end AFTER INSERT ON stranger FOR EACH STATEMENT EXECUTE FUNCTION public.source_end('shop', 'nothing');
INSERT INTO stranger VALUES ('x');
DROP TRIGGER source_begin ON stranger;
INSERT INTO stranger VALUES ('x');
DROP TRIGGER source_row ON stranger;
INSERT INTO stranger VALUES ('x');
CREATE TABLE plain (a text);
CREATE TRIGGER source_begin BEFORE INSERT ON plain FOR EACH STATEMENT EXECUTE FUNCTION public.source_begin('shop', 'upper_case');
INSERT INTO plain VALUES ('x');
SELECT public.source_row();

--
-- Rights: the one who loads needs those of a load, and no right on the catalog
--
CREATE ROLE source_loader;
CREATE ROLE source_stranger;
SELECT count(*) > 0 AS granted FROM grant_loader('source_loader');
CREATE SCHEMA loads AUTHORIZATION source_loader;
GRANT USAGE ON SCHEMA shop TO source_loader, source_stranger;
SET ROLE source_loader;
SET search_path = public, loads;
SELECT create_source('mine', 'store_feed', ARRAY['code', 'name']);
INSERT INTO mine VALUES ('S5', 'Own');
SELECT inserted FROM last_load();
SELECT count(*) FROM source;
INSERT INTO shop.upper_case VALUES ('S6', 'Foreign');
\set VERBOSITY sqlstate
SELECT drop_source('shop.upper_case');
\set VERBOSITY default
RESET ROLE;
GRANT INSERT ON shop.upper_case TO source_loader;
GRANT INSERT ON shop.upper_case TO source_stranger;
SET ROLE source_loader;
INSERT INTO shop.upper_case VALUES ('S6', 'Foreign');
SET ROLE source_stranger;
INSERT INTO shop.upper_case VALUES ('S7', 'Foreign');
SELECT create_source('mine', 'store_feed', ARRAY['code', 'name']);
RESET ROLE;
CREATE SCHEMA other AUTHORIZATION source_stranger;
SET ROLE source_stranger;
SET search_path = other;
SELECT public.create_source('mine', 'store_feed', ARRAY['code', 'name']);
-- A view that claims the source of another role neither loads for itself nor drops that source.
CREATE VIEW claimed AS SELECT ''::text AS code, ''::text AS name;
CREATE TRIGGER source_end AFTER INSERT ON claimed FOR EACH STATEMENT EXECUTE FUNCTION public.source_end('shop', 'upper_case');
\set VERBOSITY sqlstate
SELECT public.drop_source('claimed');
\set VERBOSITY default
RESET ROLE;
SET search_path = shop, public;
SELECT schema_name, name, feed, owner = current_user AS mine FROM source ORDER BY schema_name COLLATE "C", name COLLATE "C";

--
-- A step down would lose the sources, and DROP EXTENSION too
--
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
DROP OWNED BY source_loader, source_stranger;
DROP ROLE source_loader, source_stranger;
SET forecast_warehouse.allow_data_loss = on;
\set VERBOSITY sqlstate
-- Views of sources depend on the extension.
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
DROP EXTENSION forecast_warehouse;
\set VERBOSITY default
SELECT drop_source(name) FROM source WHERE schema_name = 'shop' AND name <> 'Odd ''name';
SELECT drop_source('"Odd ''name"');
SELECT schema_name, name, to_regclass('loads.mine') FROM source;
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA shop CASCADE;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
SELECT to_regclass('source'), to_regproc('create_source');
DROP EXTENSION forecast_warehouse;
