-- Users' own columns, indexes and checks: companion tables, views, notes, conflicts, and what makes them again.
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
CREATE SCHEMA team;
SET search_path = team, fw;
SET client_min_messages = warning;
\set VERBOSITY terse
\set SHOW_CONTEXT never
CREATE FUNCTION pg_temp.answer(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text; more text; BEGIN
    EXECUTE statement; RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, more = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || ' ' || said || CASE WHEN more <> '' THEN ' / ' || more ELSE '' END;
END $$;
INSERT INTO store (code, name) VALUES ('S1', 'One'), ('S2', 'Two');

-- A column of a store lies in a table of the caller, keyed to the store
SELECT add_column('store', 'square_metres', 'numeric(8,1)', "check" => 'square_metres>0', comment => 'Sales area');
SELECT add_column('store', 'grade', 'varchar(2)', "default" => '''B''', not_null => true);
SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum)
FROM pg_attribute a LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
WHERE a.attrelid = 'team.store_custom'::regclass AND a.attnum > 0 ORDER BY a.attnum;
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'team.store_custom'::regclass AND contype <> 'n' ORDER BY 1;
SELECT code, square_metres, grade FROM store_all ORDER BY code;
SELECT count(*) AS of_the_extension FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND objid IN ('store_custom'::regclass, 'store_all'::regclass, 'store_custom_feed'::regclass);

-- The same again changes nothing, in any spelling
SELECT add_column('store', 'square_metres', 'decimal(8, 1)', "check" => '(square_metres > 0)');
SELECT add_column('store', 'grade', 'character varying(2)');
-- Another one is an error that names both
SELECT pg_temp.answer($$SELECT add_column('store', 'square_metres', 'integer')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'square_metres', 'numeric(8,1)', "check" => 'square_metres > 5')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'grade', 'varchar(2)', "default" => '''C''')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'grade', 'varchar(2)', not_null => false)$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'square_metres', 'numeric(8,1)', comment => 'Other')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'other', 'text', schema => 'public')$$);

-- Columns that users cannot have
SELECT pg_temp.answer($$SELECT add_column('store', 'region', 'text')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'id', 'text')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'location_code', 'text')$$);
SELECT pg_temp.answer($$SELECT add_column('store', '', 'text')$$);
SELECT pg_temp.answer(format('SELECT add_column(%L, %L, %L)', 'store', repeat('x', 61), 'text'));
SELECT pg_temp.answer($$SELECT add_column('calendar', 'x', 'text')$$);
SELECT pg_temp.answer($$SELECT add_column('nowhere', 'x', 'text')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', NULL)$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'nothing')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'text; DROP TABLE y')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'SETOF text')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'text', "check" => 'true); DROP TABLE y; --')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'text', "check" => 'true FROM store')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'text', "check" => '(SELECT true)')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'text', "check" => 'x || 1')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'timestamptz', "default" => 'now()')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'date', "default" => '1.5')$$);
SELECT pg_temp.answer($$SELECT add_column('store', 'x', 'text', not_null => true)$$);
SELECT pg_temp.answer($$SELECT alter_column('store', 'x', type => 'text')$$);
SELECT pg_temp.answer($$SELECT drop_column('store', 'name')$$);
CREATE TABLE product_custom (id int);
SELECT pg_temp.answer($$SELECT add_column('product', 'x', 'text')$$);
DROP TABLE product_custom;
CREATE VIEW product_all AS SELECT 1 AS one;
SELECT pg_temp.answer($$SELECT add_column('product', 'x', 'text')$$);
DROP VIEW product_all;
SELECT kind, table_name, name FROM customization;

-- A name with quotes, a type of another schema, and a fact
CREATE TYPE public.size AS ENUM ('small', 'large');
SELECT add_column('product', 'a "quoted" name; --', 'public.size', "default" => $$'small'::public.size$$, comment => $$it's ours$$);
SELECT add_column('sales_daily', 'is_promoted', 'boolean');
SELECT name, type, default_value, comment FROM customization WHERE table_name = 'product';
SELECT atttypid::regtype FROM pg_attribute WHERE attrelid = 'sales_daily_custom'::regclass AND attname = 'id';

-- Changes
CREATE ROLE regress_fw_reads;
GRANT SELECT ON store_all TO regress_fw_reads;
GRANT SELECT (code) ON store_custom_feed TO regress_fw_reads;
INSERT INTO store_custom (id, square_metres, grade) SELECT id, 12.3, 'A' FROM store WHERE code = 'S1';
SELECT alter_column('store', 'square_metres', type => 'numeric(10,2)', comment => '');
SELECT alter_column('store', 'square_metres', type => 'numeric(10,2)');
SELECT alter_column('store', 'grade', "default" => '''D''');
SELECT code, square_metres, grade FROM store_all ORDER BY code;
SELECT rename_column('store', 'square_metres', 'area');
SELECT pg_temp.answer($$SELECT rename_column('store', 'area', 'grade')$$);
SELECT pg_temp.answer($$SELECT alter_column('store', 'area', "check" => 'area > 100')$$);
SELECT alter_column('store', 'area', "check" => '');
SELECT code, area, grade FROM store_all ORDER BY code;
SELECT has_table_privilege('regress_fw_reads', 'store_all', 'SELECT'), has_column_privilege('regress_fw_reads', 'store_custom_feed', 'code', 'SELECT');
CREATE VIEW report AS SELECT code, grade FROM store_all;
SELECT pg_temp.answer($$SELECT alter_column('store', 'area', type => 'numeric')$$);
-- A new column leaves what depends on the views alone
SELECT add_column('store', 'opened', 'date');
DROP VIEW report;

-- Indexes and checks on our tables
SELECT add_index('store', '{region,city}', "where" => 'region IS NOT NULL', comment => 'For the slow report');
SELECT add_index('store', '{region,city}', "where" => '(region is not null)');
SELECT pg_temp.answer($$SELECT add_index('store', '{region}', 'ix_store_region_city')$$);
SELECT pg_temp.answer($$SELECT add_index('store', '{}')$$);
SELECT pg_temp.answer($$SELECT add_index('store', '{nothing}')$$);
SELECT pg_temp.answer($$SELECT add_index('store', '{name}', method => 'nothing')$$);
SELECT add_check('store', 'ck_region', $$region <> ''$$);
SELECT add_check('store', 'ck_region', $$(region<>'')$$);
SELECT pg_temp.answer($$SELECT add_check('store', 'ck_region', $q$region <> 'x'$q$)$$);
SELECT pg_temp.answer($$SELECT add_check('store', 'pk_store', 'true')$$);
SELECT pg_temp.answer($$SELECT add_index('store', '{name}', 'pk_store')$$);
SELECT pg_temp.answer($$SELECT add_check('store', 'ck_other', 'code IS NULL')$$);
SELECT pg_get_indexdef('fw.ix_store_region_city'::regclass), obj_description('fw.ix_store_region_city'::regclass);
SELECT pg_temp.answer($$INSERT INTO store_feed (code, name, region) VALUES ('S3', 'Three', '')$$);

-- Missing things are made again
SELECT * FROM apply_customizations();
DROP INDEX fw.ix_store_region_city;
ALTER TABLE fw.store DROP CONSTRAINT ck_region;
DROP VIEW store_all, store_custom_feed;
DROP TABLE product_custom CASCADE;
SELECT * FROM apply_customizations();
SELECT * FROM apply_customizations();

-- The export makes the same in an empty warehouse, and in this one nothing
SELECT * FROM export_customizations();
CREATE TEMP TABLE exported AS SELECT row_number() OVER () AS place, statement FROM export_customizations() AS statement;
CREATE TEMP VIEW state AS
SELECT kind, table_name, name, schema_name, type, condition, default_value, not_null, columns, method, is_unique, comment FROM customization;
CREATE TEMP TABLE before AS TABLE state;
SELECT count(*) FROM exported, LATERAL pg_temp.answer(statement) AS said WHERE said <> 'ok';
SELECT count(*) AS differences FROM ((TABLE state EXCEPT TABLE before) UNION ALL (TABLE before EXCEPT TABLE state)) AS d;
SELECT drop_customization('index', 'store', 'ix_store_region_city'), drop_customization('check', 'store', 'ck_region');
SELECT pg_temp.answer($$SELECT drop_customization('check', 'store', 'ck_region')$$);
SELECT count(drop_column(table_name, name)) FROM (SELECT table_name, name FROM customization WHERE kind = 'column' ORDER BY 1, 2) AS c;
SELECT count(*) AS noted, to_regclass('store_custom') AS companion, to_regclass('store_all') AS whole FROM customization;
SELECT count(*) FROM (SELECT statement FROM exported ORDER BY place) AS e, LATERAL pg_temp.answer(statement) AS said WHERE said <> 'ok';
SELECT count(*) AS differences FROM ((TABLE state EXCEPT TABLE before) UNION ALL (TABLE before EXCEPT TABLE state)) AS d;

-- Two teams' files give the same in both orders
CREATE FUNCTION pg_temp.columns_after(VARIADIC files text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE file text; found text; BEGIN
    FOREACH file IN ARRAY files LOOP EXECUTE file; END LOOP;
    SELECT string_agg(concat_ws(' ', name, type, condition, default_value, not_null, comment), ', ' ORDER BY name) INTO found
        FROM fw.customization WHERE table_name = 'customer';
    RAISE EXCEPTION USING ERRCODE = 'ZZZZZ', MESSAGE = found;
EXCEPTION WHEN SQLSTATE 'ZZZZZ' THEN RETURN SQLERRM; END $$;
\set first 'SELECT add_column(''customer'', ''level'', ''integer'', "default" => ''0''); SELECT add_column(''customer'', ''vip'', ''boolean'')'
\set second 'SELECT add_column(''customer'', ''level'', ''int4'', "check" => ''level >= 0'', comment => ''Loyalty''); SELECT add_column(''customer'', ''note'', ''text'')'
SELECT pg_temp.columns_after(:'first', :'second') = pg_temp.columns_after(:'second', :'first') AS same, pg_temp.columns_after(:'first', :'second') AS columns;
SELECT pg_temp.answer('SELECT pg_temp.columns_after(' || quote_literal(:'first') || $q$, 'SELECT add_column(''customer'', ''level'', ''text'')')$q$);

-- A condition that the server writes in another way once it has read its own text
SELECT add_column('channel', 'size', 'varchar(5)', "check" => $$size IN ('a', 'b')$$) AS first, add_column('channel', 'size', 'varchar(5)', "check" => $$size IN ('a', 'b')$$) AS again;
SELECT add_check('channel', 'ck_name', $$name IN ('a', 'b')$$), pg_get_constraintdef(oid) LIKE '%' || condition || '%' AS as_noted
FROM pg_constraint, customization c WHERE conname = 'ck_size' AND c.name = 'size';
SELECT * FROM apply_customizations();
-- A check of several columns: exported behind them, made again behind them, and not lost with one of them
SELECT add_column('channel', 'top', 'integer'), add_column('channel', 'low', 'integer', "check" => 'low < top');
SELECT * FROM export_customizations() AS e WHERE e LIKE '%''channel''%';
SELECT pg_temp.answer($$SELECT drop_column('channel', 'top')$$);
DROP TABLE channel_custom CASCADE;
SELECT * FROM apply_customizations();
-- Texts that are noted keep their meaning under any search_path
CREATE SCHEMA trick;
CREATE OPERATOR trick.< (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4gt);
DROP TABLE channel_custom CASCADE;
SET search_path = trick, fw, pg_catalog;
SELECT count(*) FROM apply_customizations();
SET search_path = team, fw;
SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ck_low';
-- and any form of days: this one is the 5th of January
SET DateStyle = 'SQL, DMY';
SELECT add_column('channel', 'since', 'date', "default" => $$'05/01/2024'$$, "check" => $$since > '05/01/2020'$$);
RESET DateStyle;
SELECT add_column('channel', 'since', 'date', "default" => $$'2024-01-05'$$, "check" => $$since > '2020-01-05'$$);
SELECT * FROM export_customizations() AS e WHERE e LIKE '%since%';
SELECT drop_column('channel', 'since');
-- The schema of the companion can have another name
ALTER SCHEMA team RENAME TO crew;
SELECT * FROM export_customizations() AS e WHERE e LIKE '%''top''%';
ALTER SCHEMA crew RENAME TO team;
DROP SCHEMA trick CASCADE;
SELECT drop_customization('check', 'channel', 'ck_name'), drop_column('channel', 'low'), drop_column('channel', 'top'), drop_column('channel', 'size');
-- Names that sales_exogenous_all cannot have
SELECT pg_temp.answer($$SELECT add_column('store', 'type', 'text')$$);
SELECT pg_temp.answer(format('SELECT add_column(%L, %L, %L)', 'sales_daily', repeat('x', 52), 'text'));
SELECT add_column('sales_daily', repeat('x', 51), 'text'), drop_column('sales_daily', repeat('x', 51));

-- The extension is not dropped while they depend on it
SELECT pg_temp.answer('DROP EXTENSION forecast_warehouse');
-- A step down to 1.6 drops columns that the views read: without the views it goes on, and they come back
DROP VIEW state;
\set VERBOSITY default
ALTER EXTENSION forecast_warehouse UPDATE TO '1.6';
\set VERBOSITY terse
DROP VIEW store_all, store_custom_feed, product_all, product_custom_feed;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.6';
SELECT apply_customizations();
-- A step down to 1.5 would lose the notes; the objects stay, and the notes come back by the exported statements
SELECT pg_temp.answer($$ALTER EXTENSION forecast_warehouse UPDATE TO '1.5'$$);
SET forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.5';
INSERT INTO store_custom_feed (code, name, area) VALUES ('S1', 'One', 44);
SELECT code, area, grade, opened FROM store_all ORDER BY code;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.6';
SELECT count(*) FROM (SELECT statement FROM exported ORDER BY place) AS e, LATERAL pg_temp.answer(statement) AS said WHERE said <> 'ok';
SELECT count(*) AS noted FROM customization;
SELECT code, area, grade, opened FROM store_all ORDER BY code;
DROP SCHEMA team, fw CASCADE;
DROP TYPE public.size;
DROP ROLE regress_fw_reads;
