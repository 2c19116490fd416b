-- A suggestion of a source from a sample of a file.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
\pset format unaligned
CREATE EXTENSION forecast_warehouse;
CREATE SCHEMA shop;
SET search_path = shop, public;

\set journal 'SELECT target, received, inserted, updated, unchanged, merged, rejected FROM load_batch WHERE id = (last_load()).batch_id;'

SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'Harbour');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');

--
-- Lines of a file in a table with one column: delimiter, header, formats and feed are found
--
CREATE TABLE till (line text);
COPY till FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
Filiale;Bon;Pos;Datum;Uhrzeit;Artikel;Menge;Preis
S1;17;1;02.05.2024;09:30;A;3;1.234,50 EUR
S1;17;2;13.05.2024;09:30;B;n/a;0,90 EUR

S1;18;1;13.05.2024;19:05;"A";2;1,10 EUR
Filiale;Bon;Pos;Datum;Uhrzeit;Artikel;Menge;Preis
\.
SELECT suggest_source('till');
SELECT suggest_source('till') \gexec
COPY till_source FROM stdin WITH (FORMAT csv, HEADER MATCH, DELIMITER ';');
Filiale;Bon;Pos;Datum;Uhrzeit;Artikel;Menge;Preis
S1;17;1;02.05.2024;09:30;A;3;1.234,50 EUR
S1;17;2;13.05.2024;09:30;B;n/a;0,90 EUR
S1;18;1;13.05.2024;19:05;"A";2;1,10 EUR
Filiale;Bon;Pos;Datum;Uhrzeit;Artikel;Menge;Preis
\.
:journal
SELECT receipt, line_no, sold_at, quantity, total_amount FROM sales_txn ORDER BY receipt, line_no;

--
-- Cells in a table with columns c1 to cn: the header may be its first row
--
CREATE TABLE cells (c1 text, c2 text, c3 text, c4 text, c5 text);
INSERT INTO cells VALUES ('Date', 'Shop', 'SKU', 'Qty sold', 'Sell price'), ('01/02/2024', 'S1', 'A', '2', '$1,234.50'), ('03/02/2024', 'S1', 'B', '1', '$2.00');
SELECT suggest_source('cells', 'from_cells');
SELECT suggest_source('cells', 'from_cells') \gexec
INSERT INTO from_cells VALUES ('01/02/2024', 'S1', 'A', '2', '$1,234.50'), ('03/02/2024', 'S1', 'B', '1', '$2.00');
:journal
SELECT date, sku, quantity, unit_price FROM sales_daily_feed ORDER BY date;

--
-- A table with the names of the file: load_source() takes it
--
CREATE TABLE named ("Fecha" text, "Hora" text, "Articulo" text, "Cantidad" text, "Total" text);
INSERT INTO named VALUES ('2024-03-01', '9:05 a.m.', 'A', '1', '2,50'), ('2024-03-01', '9:45 p.m.', 'A', '2', '5,00'), ('2024-03-02', '10:00 p.m.', 'B', '-', '1,00');
SELECT suggest_source('shop.named', 'spanish');
SELECT suggest_source('shop.named', 'spanish') \gexec
SELECT inserted, rejected FROM load_source('spanish', 'named');
SELECT date, store_code, sku, quantity, total_amount FROM sales_daily_feed WHERE date >= '2024-03-01' ORDER BY date;

--
-- A wide file
--
CREATE TABLE wide (line text);
INSERT INTO wide VALUES ('item_id,store_id,2024-04-01,2024-04-02,2024-04-03,unit_price'), ('A,S1,1,,3,2.00');
SELECT suggest_source('wide');
SELECT suggest_source('wide') \gexec
INSERT INTO wide_source VALUES ('A', 'S1', '1', NULL, '3', '2.00');
SELECT date, quantity, total_amount FROM sales_daily_feed WHERE date >= '2024-04-01' ORDER BY date;

--
-- Names and texts that look like SQL stay in their strings
--
CREATE TABLE "o'dd" ("a"";
DROP TABLE till; --" text, "date" text, "$$" text, "it's\" text, quantity text, store text, sku text, price text);
INSERT INTO "o'dd" VALUES (E'x\n;DROP TABLE till;', '2024-05-01', '$$', '''', '1', 'S1', 'A', '2.00');
SELECT suggest_source('"o''dd"') \gexec
SELECT inserted FROM load_source('"o''dd_source"', '"o''dd"');
SELECT count(*) FROM till;

--
-- Nothing to guess from
--
CREATE TABLE empty (line text);
CREATE TABLE none ();
SELECT suggest_source('empty');
SELECT suggest_source('none');
SELECT suggest_source(NULL);
SELECT suggest_source(0);
-- Where no feed fits, the call says what it lacks.
CREATE TABLE shapes (colour text, shape text);
INSERT INTO shapes VALUES ('red', 'round');
SELECT suggest_source('shapes');
SELECT suggest_source('shapes') \gexec

--
-- The channel of till lines and the subcategory of products
--
CREATE TABLE web_lines (line text);
COPY web_lines FROM stdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
shop;receipt;line;sold_at;sales_channel;sku;category;Sub-Category;qty;price
S1;90;1;2024-06-03 10:15;web;C;Fruit;Citrus;2;0.40
S1;90;2;2024-06-03 10:15;web;D;Fruit;Berries;1;1.40
\.
SELECT suggest_source('web_lines') \gexec
COPY web_lines_source FROM stdin WITH (FORMAT csv, HEADER MATCH, DELIMITER ';');
shop;receipt;line;sold_at;sales_channel;sku;category;Sub-Category;qty;price
S1;90;1;2024-06-03 10:15;web;C;Fruit;Citrus;2;0.40
S1;90;2;2024-06-03 10:15;web;D;Fruit;Berries;1;1.40
\.
:journal
SELECT t.receipt, t.line_no, t.channel, p.sku, p.category, p.subcategory
FROM sales_txn t JOIN product p ON p.id = t.product_id WHERE t.receipt = '90' ORDER BY t.line_no;

--
-- It reads the table as its caller
--
CREATE ROLE suggest_reader;
GRANT USAGE ON SCHEMA shop TO suggest_reader;
SET ROLE suggest_reader;
SELECT suggest_source('till');
RESET ROLE;
DROP OWNED BY suggest_reader;
DROP ROLE suggest_reader;

SELECT count(drop_source(quote_ident(name))) FROM source;
RESET search_path;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA shop CASCADE;
DROP EXTENSION forecast_warehouse;
