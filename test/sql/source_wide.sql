-- Sources of wide files: a column for each day becomes a row for each day.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
CREATE SCHEMA shop;
SET search_path = shop, public;

\set journal 'SELECT target, received, inserted, updated, unchanged, merged, rejected FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, message, row_data FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'

SELECT inserted FROM generate_calendar('2024-01-01', '2029-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'Harbour'), ('S2', 'Station');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread'), ('a,"b"', 'Odd');

--
-- A view with the columns of the file. Empty cells and NULL values give no row, zeros do
--
SELECT create_source('wide', 'sales_daily_feed', ARRAY['item', 'shop', 'd_1', 'd_2', 'd_3', 'note'],
    '{"date": "date ''2024-01-01'' + substr(d, 3)::integer - 1", "store_code": "shop", "sku": "item", "unit_price": "''1.50''"}',
    '{"unpivot": {"columns": "d_*", "name": "d", "value": "quantity"}, "null_values": "NA", "on_reject": "quarantine"}');
SELECT * FROM describe_source('wide');
SELECT attname FROM pg_attribute WHERE attrelid = 'wide'::regclass AND attnum > 0 ORDER BY attnum;
COPY wide FROM stdin WITH (FORMAT csv, HEADER MATCH);
item,shop,d_1,d_2,d_3,note
A,S1,1.0,0.0,3.0,x
A,S2,,4,,
B,S1,NA,"5",many,y
B,S9,7,,0,z
\.
:journal
:rejects
SELECT date, store_code, sku, quantity, total_amount FROM sales_daily_feed ORDER BY sku, store_code, date;
-- A replay writes nothing, whichever way it comes.
COPY wide FROM stdin WITH (FORMAT csv, HEADER MATCH);
item,shop,d_1,d_2,d_3,note
A,S1,1.0,0.0,3.0,x
A,S2,,4,,
\.
:journal
CREATE TABLE cells (note text, d_3 text, d_1 text, d_2 text, shop text, item text);
INSERT INTO cells VALUES ('', '3', '1', '0', 'S1', 'A'), (NULL, NULL, '', '4', 'S2', 'A');
SELECT inserted, updated, unchanged, rejected FROM load_source('wide', 'cells');
INSERT INTO wide VALUES ('A', 'S1', '1', '0', '3', NULL), ('A', 'S2', NULL, '4', NULL, NULL);
:journal
-- ON CONFLICT DO NOTHING keeps the rows of the table.
INSERT INTO wide VALUES ('A', 'S1', '9', '9', '9', NULL) ON CONFLICT DO NOTHING;
SELECT sum(quantity) FROM sales_daily_feed WHERE sku = 'A' AND store_code = 'S1';
-- Under error the message names line, column and text.
SELECT create_source('strict', 'sales_daily_feed', ARRAY['item', 'shop', 'd_1', 'd_2'],
    '{"date": "date ''2024-01-01'' + substr(d, 3)::integer - 1", "store_code": "shop", "sku": "item", "unit_price": "''1.50''"}',
    '{"unpivot": {"columns": ["d_1", "d_2"], "name": "d", "value": "quantity", "zeros": "skip"}}');
COPY strict FROM stdin WITH (FORMAT csv, HEADER MATCH);
item,shop,d_1,d_2
A,S1,1,0
B,S1,2,two
\.
SELECT count(*) FROM sales_daily_feed WHERE sku = 'B' AND date = '2024-01-01';
-- Zeros are left out on demand.
COPY strict FROM stdin WITH (FORMAT csv, HEADER MATCH);
item,shop,d_1,d_2
A,S1,0,0.00
B,S1,2,0
\.
:journal
SELECT date, quantity FROM sales_daily_feed WHERE sku = 'B' AND store_code = 'S1' ORDER BY date;

--
-- Whole lines: the header says which columns the pattern has
--
SELECT create_source('lines', 'sales_daily_feed', ARRAY['item', 'shop', 'd_*', 'note'],
    '{"date": "date ''2024-02-01'' + substr(d, 3)::integer - 1", "store_code": "shop", "sku": "item", "unit_price": "''1.50''"}',
    '{"unpivot": {"columns": "d_*", "name": "d", "value": "quantity"}, "delimiter": ";", "on_reject": "quarantine"}');
SELECT attname FROM pg_attribute WHERE attrelid = 'lines'::regclass AND attnum > 0 ORDER BY attnum;
COPY lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
item;shop;d_1;d_2;d_3;note
A;S1;1;2;3;plain

"a,""b""";"S1";"4";;6;"a note; with
a line break, and ""quotes"""
B;S1;x;8;9;back\slash
"B"; S2 ;;"";11;
\.
:journal
:rejects
SELECT date, store_code, sku, quantity FROM sales_daily_feed WHERE date >= '2024-02-01' ORDER BY sku, store_code, date;
-- The next file has a day more.
COPY lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
item;shop;d_2;d_3;d_4;note
A;S1;2;3;4;plain
\.
:journal
-- From a table of lines, and by INSERT. The first line is the header.
CREATE TABLE texts (line text);
INSERT INTO texts VALUES (E'\ufeffitem;shop;d_1;d_2;d_3;note'), ('A;S1;1;2;3;');
SELECT inserted, unchanged, rejected FROM load_source('lines', 'texts');
INSERT INTO lines VALUES ('item;shop;d_1;note'), ('A;S1;1;'), (NULL), ('B;S1;1;');
:journal
SELECT load_source('lines', 'cells');
-- A line that COPY would refuse is refused with its number.
COPY lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
A;S1;1;2;3;plain
\.
COPY lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
shop;item;d_1;note
\.
COPY lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
item;shop;d_1;d_1;note
\.
COPY lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
item;shop;d_1;note;more
\.
COPY lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
item;shop;d_1;note
A;S1;1;x
A;S1;1;x;y
\.
COPY lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
item;shop;d_1;note
A;S1;1;"x
A;S1;1;y
A;S1;1;z
\.
-- Only a header.
COPY lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
item;shop;d_1;note
\.
:journal

--
-- A file with more columns than a table can have, as the data set M5 is published
--
\set file `mktemp`
\setenv FILE :file
\pset format unaligned
\pset tuples_only on
\o :file
SELECT 'id,item_id,dept_id,cat_id,store_id,state_id,' || string_agg('d_' || d, ',' ORDER BY d) FROM generate_series(1, 1941) d;
SELECT format('%s_%s_evaluation,%s,FOODS_1,FOODS,%s,CA,', item, store, item, store) || string_agg(((d * 7 + ascii(item) + ascii(right(store, 1))) % 5)::text || '.0', ',' ORDER BY d)
    FROM generate_series(1, 1941) d, unnest(ARRAY['A', 'B']) item, unnest(ARRAY['S1', 'S2']) store GROUP BY item, store ORDER BY item, store;
\o
\pset format aligned
\pset tuples_only off
TRUNCATE sales_daily;
SELECT create_source('m5', 'sales_daily_feed', ARRAY['id', 'item_id', 'dept_id', 'cat_id', 'store_id', 'state_id', 'd_*'],
    '{"date": "date ''2024-01-29'' + substr(d, 3)::integer - 1", "store_code": "store_id", "sku": "item_id", "unit_price": "''2.00''"}',
    '{"unpivot": {"columns": "d_*", "name": "d", "value": "quantity"}}');
\copy m5 FROM PROGRAM 'cat "$FILE"' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
:journal
SELECT count(*), sum(quantity), min(date), max(date) FROM sales_daily_feed;
SELECT count(*) AS rows, sum((d * 7 + ascii(item) + ascii(right(store, 1))) % 5) AS units, count(*) FILTER (WHERE s.quantity IS DISTINCT FROM (d * 7 + ascii(item) + ascii(right(store, 1))) % 5) AS wrong
    FROM generate_series(1, 1941) d CROSS JOIN unnest(ARRAY['A', 'B']) item CROSS JOIN unnest(ARRAY['S1', 'S2']) store
    LEFT JOIN sales_daily_feed s ON s.date = date '2024-01-29' + d - 1 AND s.store_code = store AND s.sku = item;
\copy m5 FROM PROGRAM 'cat "$FILE"' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
:journal
-- The names as an array, from the header of the file.
SELECT create_source('m5_named', 'sales_daily_feed', string_to_array('id,item_id,dept_id,cat_id,store_id,state_id,' || string_agg('d_' || d, ',' ORDER BY d), ','),
    '{"date": "date ''2024-01-29'' + substr(d, 3)::integer - 1", "store_code": "store_id", "sku": "item_id", "unit_price": "''2.00''"}',
    '{"unpivot": {"columns": "d_*", "name": "d", "value": "quantity", "zeros": "skip"}}') FROM generate_series(1, 1941) d;
\copy m5_named FROM PROGRAM 'cat "$FILE"' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
:journal
SELECT count(*) FROM generate_series(1, 1941) d, unnest(ARRAY['A', 'B']) item, unnest(ARRAY['S1', 'S2']) store WHERE (d * 7 + ascii(item) + ascii(right(store, 1))) % 5 <> 0;
\copy m5_named FROM PROGRAM 'sed "s/d_5,d_6/d_6,d_5/" "$FILE"' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
-- A reject of a wide file has its line and its column, and no more than its own cell.
\copy m5 FROM PROGRAM 'sed "4s/,[0-9].0,/,NaN,/" "$FILE"' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
\set removed `rm -f "$FILE"`

--
-- Stores and products that do not exist are made of the lines, too
--
SELECT create_source('creating', 'sales_daily_feed', ARRAY['item', 'name', 'shop', 'd_*'],
    '{"date": "date ''2024-03-01'' + substr(d, 3)::integer - 1", "store_code": "shop", "sku": "item", "unit_price": "''1.50''", "product.name": "name"}',
    '{"unpivot": {"columns": "d_*", "name": "d", "value": "quantity"}, "on_unknown": "create"}');
COPY creating FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
item,name,shop,d_1,d_2
N1,New one,S8,1,2
N1,New one,S1,3,4
N2,,S8,,
\.
SELECT sku, name FROM product WHERE sku LIKE 'N%' ORDER BY sku;
SELECT code, name FROM store WHERE code = 'S8';
SELECT date, store_code, sku, quantity FROM sales_daily_feed WHERE sku = 'N1' ORDER BY store_code, date;

--
-- Descriptions that cannot be a wide source
--
CREATE FUNCTION shop.attempt(columns text[], options jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN create_source('bad', 'sales_daily_feed', columns,
        '{"date": "''2024-01-01''", "store_code": "''S1''", "sku": "''A''", "quantity": "''1''", "unit_price": "''1''"}', options);
EXCEPTION WHEN OTHERS THEN
    RETURN sqlstate || ' ' || sqlerrm;
END $$;
SELECT attempt('{a,b}', '{"unpivot": "d_*"}');
SELECT attempt('{a,b}', '{"unpivot": {"columns": "d_*", "name": "d"}}');
SELECT attempt('{a,b}', '{"unpivot": {"columns": "d_*", "name": "d", "value": "v"}}');
SELECT attempt('{a,d_1}', '{"unpivot": {"columns": "d_*", "name": "a", "value": "v"}}');
SELECT attempt('{a,d_1}', '{"unpivot": {"columns": "d_*", "name": "v", "value": "v"}}');
SELECT attempt('{a,d_1}', '{"unpivot": {"columns": "d_*", "name": "d", "value": "v", "zeros": "drop"}}');
SELECT attempt('{a,d_1}', '{"unpivot": {"columns": "d_*", "name": "d", "value": "v", "colour": "red"}}');
SELECT attempt('{a,d_1}', '{"unpivot": {"columns": 5, "name": "d", "value": "v"}}');
SELECT attempt('{a,d_1}', '{"unpivot": [{"columns": "d_*"}]}');
SELECT attempt('{a,b}', '{"delimiter": ";"}');
SELECT attempt('{a,d_1}', '{"unpivot": {"columns": "d_*", "name": "d", "value": "v"}, "delimiter": "::"}');
SELECT attempt(array_agg('a' || i) || '{d_1}', '{"unpivot": {"columns": "d_*", "name": "d", "value": "v"}}') FROM generate_series(1, 1600) i;
-- A view of lines keeps one column.
CREATE OR REPLACE VIEW lines AS SELECT NULL::text AS line, NULL::text AS more WHERE false;
INSERT INTO lines VALUES ('item;shop;d_1;note', NULL);

SELECT count(drop_source(name)) FROM source;
RESET search_path;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA shop CASCADE;
DROP EXTENSION forecast_warehouse;
