-- Lives of stores and products, kinds of promotion, channels of till lines: columns of 1.7 on tables whose feeds keep their columns.
SET datestyle = 'ISO, YMD';
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA life;
CREATE EXTENSION forecast_warehouse SCHEMA life;
SET search_path = life;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
\set counts 'inserted, updated, unchanged, rejected'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'

--
-- The loads, run under each writer
--
CREATE SCHEMA aside;
CREATE TABLE aside.stores (n int, code text, name text, opened_on date, closed_on date);
INSERT INTO aside.stores VALUES
    (1, 'S1', 'First', '2024-02-01', NULL), (2, 'S2', 'Second', NULL, '2024-03-31'), (3, 'S3', 'Third', '2024-02-01', '2024-02-01'), (4, 'S4', 'Fourth', NULL, NULL),
    (5, 'S5', 'Closed before', '2024-02-02', '2024-02-01'), (6, 'S6', 'Open without end', '2024-02-02', 'infinity');
CREATE TABLE aside.products (n int, sku text, name text, launch_date date, discontinue_date date, lifecycle_stage text, pack_size numeric, subcategory text);
INSERT INTO aside.products VALUES
    (1, 'A', 'Apples', '2024-01-10', '2024-06-30', 'growth', 6, 'Fruit'), (2, 'B', 'Beer', NULL, NULL, NULL, NULL, NULL), (3, 'C', 'Cider', '2024-05-01', '2024-05-01', 'planned', 1, 'Drinks'),
    (4, 'D', 'Gone before', '2024-05-02', '2024-05-01', 'decline', 1, NULL), (5, 'E', 'Other stage', NULL, NULL, 'Growth', 1, NULL), (6, 'F', 'No pack', NULL, NULL, 'maturity', 0, NULL),
    (7, 'G', 'Less than none', NULL, NULL, 'maturity', -1, NULL), (8, 'H', 'Long', NULL, NULL, 'introduction', 2, repeat('x', 101)), (9, 'I', 'Long stage', NULL, NULL, repeat('x', 21), 2, NULL);
CREATE TABLE aside.promotions (n int, sku text, store_code text, name text, discount_pct numeric, discount_amount numeric, start_date date, end_date date, kind text);
INSERT INTO aside.promotions VALUES
    (1, 'A', NULL, 'percent', 0.2, NULL, '2024-01-01', '2024-01-07', 'pct_off'), (2, 'A', 'S1', 'one free', NULL, NULL, '2024-01-01', '2024-01-07', 'bogo'),
    (3, 'A', 'S1', 'with bread', NULL, 0.5, '2024-01-01', '2024-01-07', 'bundle'), (4, 'A', 'S1', 'marked down', NULL, 0.5, '2024-01-01', '2024-01-07', 'markdown'),
    (5, 'A', 'S1', 'of no kind', NULL, NULL, '2024-01-01', '2024-01-07', NULL), (6, 'B', NULL, 'no percent', NULL, 0.5, '2024-01-01', '2024-01-07', 'pct_off'),
    (7, 'B', NULL, 'no mark', NULL, NULL, '2024-01-01', '2024-01-07', 'markdown'), (8, 'B', NULL, 'other kind', 0.1, NULL, '2024-01-01', '2024-01-07', 'loyalty');
CREATE TABLE aside.lines (n int, receipt text, line_no int, sold_at timestamptz, store_code text, sku text, quantity numeric, unit_price numeric, total_amount numeric, customer_ref text, channel text);
INSERT INTO aside.lines VALUES
    (1, 'r1', 1, '2024-02-05 10:00', 'S1', 'A', 2, 1.5, 3, NULL, 'till'), (2, 'r1', 2, '2024-02-05 10:00', 'S1', 'B', 1, 2, 2, NULL, 'till'),
    (3, 'r2', 1, '2024-02-05 12:00', 'S1', 'A', 3, 1.5, 4.5, 'c1', 'web'), (4, 'r3', 1, '2024-02-06 12:00', 'S2', 'A', 1, 1.5, 1.5, NULL, NULL), (5, 'r4', 1, '2024-02-06 13:00', 'S2', 'A', 1, 1.5, 1.5, NULL, repeat('x', 51));
CREATE VIEW aside.kept AS
    SELECT 'store' AS target, to_jsonb(t) - '{id,created_at,updated_at}'::text[] AS line FROM store t
    UNION ALL SELECT 'product', to_jsonb(t) - '{id,created_at,updated_at}'::text[] FROM product t
    UNION ALL SELECT 'promotion', to_jsonb(t) - '{id,created_at,updated_at,product_id,store_id}'::text[] || jsonb_build_object('sku', p.sku, 'code', s.code)
        FROM promotion t JOIN product p ON p.id = t.product_id LEFT JOIN store s ON s.id = t.store_id
    UNION ALL SELECT 'sales_txn', to_jsonb(t) - '{id,created_at,updated_at,product_id,store_id}'::text[] || jsonb_build_object('sku', p.sku, 'code', s.code)
        FROM sales_txn t JOIN product p ON p.id = t.product_id JOIN store s ON s.id = t.store_id
    UNION ALL SELECT 'rejects of ' || b.target, jsonb_build_object('n', r.row_number, 'code', r.error_code, 'message', r.message) FROM load_reject r JOIN load_batch b ON b.id = r.batch_id;
CREATE TABLE aside.answer (writer text, target text, line jsonb);
CREATE PROCEDURE aside.load(of_writer text) LANGUAGE plpgsql SET search_path = life SET timezone = 'UTC' AS $$
BEGIN
    PERFORM set_config('forecast_warehouse.writer', of_writer, true);
    PERFORM set_config('forecast_warehouse.on_reject', 'quarantine', true);
    PERFORM upsert_store('aside.stores'), upsert_product('aside.products'), upsert_promotion('aside.promotions'), upsert_sales_txn('aside.lines');
    INSERT INTO aside.answer SELECT of_writer, k.target, k.line FROM aside.kept k;
END $$;
SET timezone = 'UTC';
BEGIN;
CALL aside.load('direct');
\copy (TABLE aside.answer) TO 'results/life_cycles.direct'
ROLLBACK;
CALL aside.load('sql');
\copy aside.answer FROM 'results/life_cycles.direct'
SELECT count(*) AS differences FROM (
    (SELECT target, line FROM aside.answer WHERE writer = 'direct' EXCEPT ALL SELECT target, line FROM aside.answer WHERE writer = 'sql')
    UNION ALL (SELECT target, line FROM aside.answer WHERE writer = 'sql' EXCEPT ALL SELECT target, line FROM aside.answer WHERE writer = 'direct')) d;
SELECT target, count(*) FROM aside.kept GROUP BY target ORDER BY target;
SELECT b.target, r.row_number, r.error_code, r.message FROM load_reject r JOIN load_batch b ON b.id = r.batch_id ORDER BY b.id, r.row_number;
-- The values are those of the rows that were sent, by plain SQL.
SELECT (SELECT count(*) FROM store t JOIN aside.stores f USING (code) WHERE (t.opened_on, t.closed_on) IS NOT DISTINCT FROM (f.opened_on, f.closed_on)) AS stores,
    (SELECT count(*) FROM product t JOIN aside.products f USING (sku) WHERE (t.launch_date, t.discontinue_date, t.lifecycle_stage, t.pack_size, t.subcategory)
        IS NOT DISTINCT FROM (f.launch_date, f.discontinue_date, f.lifecycle_stage, f.pack_size, f.subcategory)) AS products,
    (SELECT count(*) FROM promotion t JOIN aside.promotions f USING (name) WHERE t.kind IS NOT DISTINCT FROM f.kind) AS promotions,
    (SELECT count(*) FROM sales_txn t JOIN aside.lines f USING (receipt, line_no) WHERE t.channel IS NOT DISTINCT FROM f.channel) AS lines;

--
-- A replay writes nothing. A load without the new columns keeps their values
--
SET forecast_warehouse.on_reject = quarantine;
CREATE TABLE aside.versions AS SELECT tableoid AS relation, ctid AS place, xmin::text AS version FROM store UNION ALL SELECT tableoid, ctid, xmin::text FROM product
    UNION ALL SELECT tableoid, ctid, xmin::text FROM promotion UNION ALL SELECT tableoid, ctid, xmin::text FROM sales_txn;
SELECT :counts FROM upsert_store('aside.stores') UNION ALL SELECT :counts FROM upsert_product('aside.products')
    UNION ALL SELECT :counts FROM upsert_promotion('aside.promotions') UNION ALL SELECT :counts FROM upsert_sales_txn('aside.lines');
-- a bare COPY sends the columns that the feeds have had since 1.1 and 1.2
\copy (TABLE store_feed) TO 'results/life_cycles.store'
\copy store_feed FROM 'results/life_cycles.store'
SELECT :counts FROM last_load();
\copy (TABLE product_feed) TO 'results/life_cycles.product'
\copy product_feed FROM 'results/life_cycles.product'
SELECT :counts FROM last_load();
\copy (TABLE promotion_feed) TO 'results/life_cycles.promotion'
\copy promotion_feed FROM 'results/life_cycles.promotion'
SELECT :counts FROM last_load();
\copy (TABLE sales_txn_feed) TO 'results/life_cycles.lines'
\copy sales_txn_feed FROM 'results/life_cycles.lines'
SELECT :counts FROM last_load();
SELECT count(*) AS untouched, (SELECT count(*) FROM aside.versions) AS of FROM aside.versions v JOIN (
    SELECT tableoid AS relation, ctid AS place, xmin::text AS version FROM store UNION ALL SELECT tableoid, ctid, xmin::text FROM product
    UNION ALL SELECT tableoid, ctid, xmin::text FROM promotion UNION ALL SELECT tableoid, ctid, xmin::text FROM sales_txn) n USING (relation, place, version);
-- a new name changes the row, and keeps the rest
INSERT INTO store_feed (code, name) VALUES ('S1', 'First one');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Red apples');
SELECT upsert_store('S1', 'First', NULL, NULL, NULL), upsert_promotion('A', NULL, 'percent', 0.25, NULL, '2024-01-01', '2024-01-08');
SELECT name, opened_on, closed_on FROM store WHERE code = 'S1';
SELECT name, launch_date, discontinue_date, lifecycle_stage, pack_size, subcategory FROM product WHERE sku = 'A';
SELECT discount_pct, end_date, kind FROM promotion WHERE name = 'percent';

--
-- Stored values: the tables have checks of their own
--
CREATE TABLE aside.closing AS SELECT 'S1'::text AS code, 'First'::text AS name, date '2024-01-31' AS closed_on;
CREATE TABLE aside.marking AS SELECT 'A'::text AS sku, 'S1'::text AS store_code, 'one free'::text AS name, date '2024-01-01' AS start_date, date '2024-01-07' AS end_date, 'pct_off'::text AS kind;
CREATE TABLE aside.kinds AS SELECT 'A'::text AS sku, NULL::text AS store_code, 'percent'::text AS name, date '2024-01-01' AS start_date, date '2024-01-08' AS end_date, 'markdown'::text AS kind;
SELECT :counts FROM upsert_store('aside.closing');
:rejects
SELECT :counts FROM upsert_promotion('aside.marking');
:rejects
-- a stored share is enough
SELECT :counts FROM upsert_promotion('aside.kinds');
SELECT kind FROM promotion WHERE name = 'percent';
RESET forecast_warehouse.on_reject;
SELECT upsert_store('aside.closing');
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_product('aside.products');
\echo :LAST_ERROR_SQLSTATE
-- a row that was set aside loads when the stored day is another one
UPDATE store SET opened_on = '2024-01-01' WHERE code = 'S1';
SELECT :counts FROM retry_rejects((SELECT max(batch_id) FROM load_reject WHERE error_code = 'CONSTRAINT' AND message LIKE '%ck_store_valid_dates%'));
SELECT opened_on, closed_on FROM store WHERE code = 'S1';
UPDATE store SET opened_on = '2024-02-01', closed_on = NULL WHERE code = 'S1';

--
-- Kinds of promotion leave prices alone, and rollup_sales sums all channels
--
SELECT (promotion_asof('A', 'S1', '2024-01-03')).name;
SELECT :counts FROM rollup_sales('2024-02-01', '2024-02-29');
SELECT s.code, p.sku, f.date, f.quantity, f.total_amount FROM sales_daily f JOIN store s ON s.id = f.store_id JOIN product p ON p.id = f.product_id ORDER BY 1, 2, 3;
SELECT count(*) AS wrong FROM sales_daily f FULL JOIN (SELECT date, store_id, product_id, sum(quantity) AS quantity, sum(total_amount) AS total_amount FROM sales_txn GROUP BY 1, 2, 3) l
    USING (date, store_id, product_id) WHERE (f.quantity, f.total_amount) IS DISTINCT FROM (l.quantity, l.total_amount);
INSERT INTO channel_feed VALUES ('till', 'Till', NULL, NULL);
SELECT finding, severity, table_name, count, example FROM validate_warehouse() WHERE finding LIKE '%before or after%' OR finding = 'channel of no code' ORDER BY 1;
UPDATE store SET opened_on = '2024-02-06' WHERE code = 'S1';
UPDATE product SET discontinue_date = '2024-02-05' WHERE sku = 'A';
SELECT finding, severity, table_name, count FROM validate_warehouse() WHERE finding LIKE '%before or after%' ORDER BY 1;

--
-- Sources take the new columns, and dimensions that a fact makes have none of them
--
SELECT create_source('assortment', 'product', '{Item,Label,From,Stage}', '{"sku": "\"Item\"", "name": "\"Label\"", "launch_date": "\"From\"", "lifecycle_stage": "lower(\"Stage\")"}', '{"date_format": "DD.MM.YYYY"}');
COPY assortment FROM STDIN (FORMAT csv, HEADER match);
Item,Label,From,Stage
X1,Xylophone,05.03.2024,Introduction
\.
SELECT sku, launch_date, discontinue_date, lifecycle_stage, subcategory FROM product WHERE sku = 'X1';
SELECT create_source('web_sales', 'sales_txn', '{Order,At,Store,Item,Units,Price}', '{"receipt": "\"Order\"", "line_no": "1", "sold_at": "\"At\"", "store_code": "\"Store\"", "sku": "\"Item\"", "quantity": "\"Units\"", "unit_price": "\"Price\"", "channel": "''web''"}', '{}');
COPY web_sales FROM STDIN (FORMAT csv, HEADER match);
Order,At,Store,Item,Units,Price
W1,2024-03-05 08:00:00,S4,X1,2,9.99
\.
SELECT receipt, date, quantity, total_amount, channel FROM sales_txn WHERE channel = 'web' ORDER BY 1;
DROP VIEW assortment, web_sales;

--
-- Columns of users: a feed of theirs has the new columns, and what a statement leaves out stays
--
SELECT add_column('product', 'shelf_life', 'integer'), add_column('promotion', 'agency', 'text');
INSERT INTO product_custom_feed (sku, name, shelf_life) VALUES ('A', 'Red apples', 30);
SELECT launch_date, lifecycle_stage, pack_size, subcategory, shelf_life FROM product_all WHERE sku = 'A';
INSERT INTO promotion_custom_feed (sku, name, start_date, end_date, agency) VALUES ('A', 'percent', '2024-01-01', '2024-01-08', 'X');
INSERT INTO promotion_custom_feed (sku, name, start_date, end_date, kind, agency) VALUES ('A', 'free', '2024-03-01', '2024-03-08', 'bogo', 'X');
SELECT name, kind, discount_pct, agency FROM promotion_all WHERE agency = 'X' ORDER BY 1;
SELECT add_column('sales_txn', 'channel', 'text');
\echo :LAST_ERROR_SQLSTATE

--
-- Down: refused by name while it would lose something, and while views of users read the columns
--
\set VERBOSITY default
SELECT * FROM data_loss('1.6') ORDER BY 1;
INSERT INTO store_day_feed VALUES ('2024-01-01', 'S1', false, 'New Year');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.6';
SELECT drop_column('product', 'shelf_life'), drop_column('promotion', 'agency');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.6';
-- all rows with all their columns of 1.6
CREATE FUNCTION aside.rows() RETURNS TABLE (target text, line jsonb) LANGUAGE plpgsql SET search_path = life AS $$
DECLARE
    each text;
BEGIN
    FOREACH each IN ARRAY '{store,product,promotion,sales_txn,sales_daily,sales_rollup,load_batch,load_reject}'::text[] LOOP
        RETURN QUERY EXECUTE format('SELECT %L, to_jsonb(t) - ''{opened_on,closed_on,launch_date,discontinue_date,lifecycle_stage,pack_size,subcategory,kind,channel}''::text[] FROM %I t', each, each);
    END LOOP;
END $$;
CREATE TABLE aside.before AS SELECT * FROM aside.rows();
DROP VIEW aside.kept;
SET forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.6';
RESET forecast_warehouse.allow_data_loss;
SELECT count(*) AS drift FROM schema_drift();
\set changed 'SELECT count(*) AS changed, (SELECT count(*) > 30 FROM aside.before) AS of_many FROM ((TABLE aside.before EXCEPT ALL SELECT * FROM aside.rows()) UNION ALL (SELECT * FROM aside.rows() EXCEPT ALL TABLE aside.before)) c;'
:changed
SELECT to_regclass('store_day') AS store_day, count(*) AS columns_left FROM pg_attribute WHERE attrelid IN ('store'::regclass, 'product'::regclass, 'promotion'::regclass, 'sales_txn'::regclass)
    AND attname IN ('opened_on', 'closed_on', 'launch_date', 'discontinue_date', 'lifecycle_stage', 'pack_size', 'subcategory', 'kind', 'channel');
-- 1.6 loads by this library: columns that it does not have are not asked for
SELECT :counts FROM upsert_store('aside.closing') UNION ALL SELECT :counts FROM upsert_sales_txn('aside.lines');
SELECT count(*) AS unfit FROM validate_warehouse() WHERE finding LIKE 'not checked%';
-- columns of users made at 1.6: their feeds go on at 1.7
SELECT add_column('store', 'square_metres', 'integer'), add_column('product', 'subcategory', 'text');
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S1', 'First', 500);
CREATE TABLE squatters (store_day int);
CREATE VIEW store_day AS TABLE squatters;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.7';
DROP VIEW store_day;
SELECT rename_column('product', 'subcategory', 'own_subcategory');
TRUNCATE aside.before;
INSERT INTO aside.before SELECT * FROM aside.rows();
ALTER EXTENSION forecast_warehouse UPDATE TO '1.7';
SELECT count(*) AS drift FROM schema_drift();
:changed
SELECT count(*) AS days, (SELECT count(*) FROM store WHERE opened_on IS NOT NULL OR closed_on IS NOT NULL) AS stores_with_life FROM store_day;
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S1', 'First', 600), ('S7', 'Seventh', 70);
SELECT code, square_metres FROM store_all WHERE square_metres > 0 ORDER BY 1;
UPDATE store SET opened_on = '2024-01-05' WHERE code = 'S7';
SELECT apply_customizations();
INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('S7', 'Seventh', 77);
INSERT INTO store_custom_feed (code, name, closed_on, square_metres) VALUES ('S1', 'First', '2024-12-24', 600);
SELECT code, opened_on, closed_on, square_metres FROM store_all WHERE square_metres > 0 ORDER BY 1;
\set VERBOSITY terse
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA aside, life CASCADE;
