-- From version to version, and the removal. An update succeeds or fails as a whole, and names all its obstacles. No row is lost
-- without a report. Users' objects on the tables stay, or are named.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\pset null -
\set installer :USER
\set first :DBNAME
CREATE SCHEMA fw;
CREATE SCHEMA aside;

-- The shape of the installed extension: members, columns, keys, indexes, sequences, views, functions, comments.
CREATE FUNCTION aside.shape() RETURNS SETOF text LANGUAGE sql SET search_path = pg_catalog AS $$
    WITH member AS (
        SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON d.refobjid = e.oid
        WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'forecast_warehouse'),
    relation AS (SELECT c.* FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid)
    SELECT format('version %s', extversion) FROM pg_extension WHERE extname = 'forecast_warehouse'
    UNION ALL SELECT format('dumped %s %s', dumped.table, dumped.condition) FROM pg_extension e,
        ROWS FROM (unnest(e.extconfig::regclass[]), unnest(e.extcondition)) dumped ("table", condition) WHERE extname = 'forecast_warehouse'
    UNION ALL SELECT format('member %s %s', pg_describe_object(classid, objid, 0), obj_description(objid, classid::regclass::name)) FROM member
    UNION ALL SELECT format('owner %s %s %s', r.oid::regclass, r.relowner::regrole, r.relacl) FROM relation r
    UNION ALL SELECT format('column %s %s %s %s %s %s %s', r.oid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
                            pg_get_expr(adbin, adrelid), col_description(r.oid, attnum))
        FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND attnum > 0 LEFT JOIN pg_attrdef ON adrelid = r.oid AND adnum = attnum
    UNION ALL SELECT format('constraint %s %s %s', r.oid::regclass, conname, pg_get_constraintdef(c.oid)) FROM pg_constraint c JOIN relation r ON r.oid = conrelid
    UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN relation r ON r.oid = indrelid
    UNION ALL SELECT format('sequence %s %s %s %s', seqrelid::regclass, seqtypid::regtype, seqmin, seqmax) FROM pg_sequence JOIN relation r ON r.oid = seqrelid
    UNION ALL SELECT format('view %s %s', oid::regclass, pg_get_viewdef(oid)) FROM relation WHERE relkind = 'v'
    UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN relation r ON r.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL SELECT pg_get_functiondef(objid) || proowner::regrole FROM member JOIN pg_proc p ON p.oid = objid WHERE classid = 'pg_proc'::regclass
$$;
-- The rows of its tables.
CREATE FUNCTION aside.contents() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    relation record;
    content text;
BEGIN
    FOR relation IN SELECT c.oid, c.relname FROM pg_extension e, unnest(e.extconfig) dumped JOIN pg_class c ON c.oid = dumped
            WHERE e.extname = 'forecast_warehouse' AND c.relkind = 'r' LOOP
        EXECUTE format('SELECT concat_ws('' '', count(*), md5(string_agg(t::text, '';'' ORDER BY t::text COLLATE "C"))) FROM %s t', relation.oid::regclass) INTO content;
        RETURN NEXT format('rows of %s: %s', relation.relname, content);
    END LOOP;
END $$;
CREATE TABLE aside.remembered (line text);
CREATE FUNCTION aside.remember() RETURNS void LANGUAGE sql AS $$
    DELETE FROM aside.remembered;
    INSERT INTO aside.remembered SELECT aside.shape() UNION ALL SELECT aside.contents()
$$;
-- Objects and rows that were added (+) and removed (-) since the last snapshot.
CREATE FUNCTION aside.changes() RETURNS SETOF text LANGUAGE sql AS $$
    WITH now AS MATERIALIZED (SELECT aside.shape() AS line UNION ALL SELECT aside.contents())
    SELECT '+ ' || line FROM (TABLE now EXCEPT ALL TABLE aside.remembered) came
    UNION ALL SELECT '- ' || line FROM (TABLE aside.remembered EXCEPT ALL TABLE now) went
$$;
-- Runs statements, undoes them, and returns the result. "done" means that they would have succeeded.
CREATE FUNCTION aside.try(VARIADIC statements text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    statement text;
    detail text;
BEGIN
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
    RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
EXCEPTION
    WHEN SQLSTATE 'P0U00' THEN RETURN 'done';
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
        RETURN concat_ws(E'\n', SQLSTATE || ' ' || SQLERRM, nullif(detail, ''));
END $$;
-- The hint of a statement that fails.
CREATE FUNCTION aside.hint(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
BEGIN
    EXECUTE statement;
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN hint;
END $$;
\set up 'ALTER EXTENSION forecast_warehouse UPDATE TO ''1.1'''
\set down 'ALTER EXTENSION forecast_warehouse UPDATE TO ''1.0'''
\set allow 'SET LOCAL forecast_warehouse.allow_data_loss = on'

--
-- Versions, and rows that an update to one would lose
--
CREATE EXTENSION forecast_warehouse SCHEMA fw VERSION '1.0';
SET search_path = fw;
CREATE TABLE aside.fresh AS SELECT '1.0' AS version, aside.shape() AS line;
DROP EXTENSION forecast_warehouse;
CREATE EXTENSION forecast_warehouse SCHEMA fw VERSION '1.1';
INSERT INTO aside.fresh SELECT '1.1', aside.shape();
-- Differences between a fresh installation of a version and one that was updated to it.
CREATE FUNCTION aside.differences() RETURNS SETOF text LANGUAGE sql AS $$
    WITH now AS MATERIALIZED (SELECT aside.shape() AS line),
    fresh AS (SELECT f.line FROM aside.fresh f JOIN pg_extension e ON e.extversion = f.version WHERE e.extname = 'forecast_warehouse')
    SELECT '+ ' || line FROM (TABLE now EXCEPT ALL TABLE fresh) came
    UNION ALL SELECT '- ' || line FROM (TABLE fresh EXCEPT ALL TABLE now) went
$$;
SELECT version, count(*) > 300 AS is_long FROM aside.fresh GROUP BY version ORDER BY version;
SELECT version, is_installed, path, brings, loses_data FROM schema_versions WHERE version IN ('1.0', '1.1');
SELECT * FROM data_loss('1.0');
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 1, 1, 1), ('2024-01-02', 'S1', 'A', 2, 1, 2);
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 1, '2024-01-01'), ('A', 'S1', 2, '2024-01-01');
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Winter', '2024-01-01', '2024-01-31');
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-01', 'S1', 'A', 5);
-- rows that 1.0 can hold are not lost
SELECT * FROM data_loss('1.0');
SELECT version, loses_data FROM schema_versions WHERE version IN ('1.0', '1.1');
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount)
    VALUES ('R1', 1, '2024-01-03 10:00', 'S1', 'A', 3, 1, 3), ('R1', 2, '2024-01-03 10:00', 'S1', 'B', 1, 1, 1), ('R2', 1, '2024-01-03 11:00', 'S1', 'A', 1, 1, 1);
INSERT INTO weather_daily_feed (date, store_code, temp_avg_c) VALUES ('2024-01-03', 'S1', 1), ('2024-01-03', 'S2', 2), ('2024-01-04', 'S1', 3), ('2024-01-04', 'S2', 4);
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2024-01-03', 'S1', 50);
SELECT inserted FROM rollup_sales('2024-01-03', '2024-01-03');
SELECT * FROM data_loss('1.0');
SELECT (SELECT count(*) FROM sales_txn) AS sales_txn, (SELECT count(*) FROM weather_daily) AS weather_daily,
       (SELECT count(*) FROM traffic_daily) AS traffic_daily, (SELECT count(*) FROM sales_rollup) AS sales_rollup;
SELECT * FROM data_loss('1.1');
SELECT version, loses_data FROM schema_versions WHERE version IN ('1.0', '1.1');
SELECT statement, aside.try(statement) AS outcome, aside.hint(statement)
FROM unnest(ARRAY['SELECT data_loss(''0.9'')', 'SELECT data_loss(NULL)', 'SELECT migration_check(''1.0'', ''0.9'')', 'SELECT migration_check(''1.1'', ''1.1'')',
                  'SELECT migration_check(NULL, ''1.1'')', 'SELECT migration_check(''1.0'', NULL)']) statement;

--
-- Down: every lost row is reported
--
SELECT aside.remember();
-- asked before, and then tried
SELECT migration_check('1.1', '1.0');
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM aside.changes();
-- each table alone is reason enough
SELECT name, aside.try(VARIADIC ARRAY(SELECT 'DELETE FROM ' || other FROM unnest(names) other WHERE other <> name) || :'down'::text) AS outcome
FROM (SELECT ARRAY['sales_txn', 'weather_daily', 'traffic_daily', 'sales_rollup']) n (names), unnest(names) name;
SELECT aside.try('DELETE FROM sales_txn', 'DELETE FROM weather_daily', 'DELETE FROM traffic_daily', 'DELETE FROM sales_rollup', :'down') AS emptied,
       aside.try(:'allow', :'down') AS allowed;
-- Users' objects on dropped parts are named, and all of it stays, with any setting.
SELECT what, aside.try(what, :'allow', :'down') AS outcome
FROM unnest(ARRAY['CREATE VIEW public.tills AS TABLE fw.sales_txn_feed', 'CREATE VIEW public.lines AS SELECT receipt FROM fw.sales_txn',
                  'CREATE MATERIALIZED VIEW public.sun AS SELECT date FROM fw.weather_daily',
                  'CREATE TABLE public.coupon (line bigint REFERENCES fw.sales_txn (id))',
                  'CREATE TABLE public.archive (line fw.traffic_daily)',
                  'CREATE VIEW public.versions AS TABLE fw.schema_versions',
                  'CREATE VIEW public.sales AS SELECT id FROM fw.sales_daily']) what;
CREATE VIEW public.tills AS TABLE sales_txn_feed;
SET forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
SELECT * FROM aside.changes();
DROP VIEW public.tills;
RESET forecast_warehouse.allow_data_loss;

-- Ids that are too large for integer fail with any setting.
CREATE FUNCTION aside.give_id(relation text, id bigint) RETURNS text LANGUAGE sql AS
    $$ SELECT format('UPDATE fw.%I SET id = %s WHERE id = (SELECT min(id) FROM fw.%1$I)', relation, id) $$;
SELECT relation, id, aside.try(:'allow', aside.give_id(relation, id), :'down') AS outcome
FROM unnest(ARRAY['sales_daily', 'price_history', 'promotion', 'inventory_snapshot_daily']) relation, unnest(ARRAY[2147483648, -2147483649]) id;
SELECT aside.try(:'allow', aside.give_id('sales_daily', 2147483647), aside.give_id('price_history', -2147483648), :'down') AS within;
-- neither is a sequence that will hand them out
SELECT relation, aside.try(:'allow', format('ALTER SEQUENCE fw.%I RESTART 2147483648', relation || '_id_seq'), :'down') AS outcome,
       aside.try(:'allow', format('ALTER SEQUENCE fw.%I RESTART 2147483647', relation || '_id_seq'), :'down') AS within
FROM unnest(ARRAY['sales_daily', 'price_history', 'promotion', 'inventory_snapshot_daily']) relation;
-- all obstacles are reported at once
UPDATE sales_daily SET id = id + 3000000000 WHERE date < '2024-01-03';
SELECT setval('sales_daily_id_seq', 3000000004), setval('promotion_id_seq', 5000000000);
CREATE VIEW public.sales AS SELECT id, quantity FROM sales_daily;
SELECT aside.remember();
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
SELECT * FROM aside.changes();
DROP VIEW public.sales;
SELECT setval('promotion_id_seq', (SELECT max(id) FROM promotion));
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
\echo :LAST_ERROR_SQLSTATE
UPDATE sales_daily SET id = id - 3000000000 WHERE id > 3000000000;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
\echo :LAST_ERROR_SQLSTATE
SELECT setval('sales_daily_id_seq', (SELECT max(id) FROM sales_daily));
RESET forecast_warehouse.allow_data_loss;
SELECT aside.remember();
BEGIN;
SET LOCAL forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
COMMIT;
-- the reported rows are lost, and no others
SELECT regexp_replace(line, ' [0-9a-f]{32}$', '') AS line FROM aside.changes() line WHERE line ~ '^. (version|rows|column fw.(sales_daily|price_history|promotion|inventory_snapshot_daily) )' ORDER BY line COLLATE "C";
SELECT * FROM aside.differences();

--
-- 1.0 works as before; and up again
--
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 1, 1, 1), ('2024-01-02', 'S1', 'A', 9, 1, 9), ('2024-01-05', 'S1', 'A', 3, 1, 3);
SELECT inserted, updated, unchanged FROM last_load();
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 3, '2024-01-10');
SELECT inserted, updated FROM last_load();
SELECT upsert_promotion('A', 'S2', 'Winter', NULL, 1, '2024-01-01', '2024-01-31');
SELECT aside.remember();
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SELECT line FROM aside.changes() line WHERE line ~ '^. (version|rows|column fw.(sales_daily|price_history|promotion|inventory_snapshot_daily) )' ORDER BY line COLLATE "C";
SELECT * FROM aside.differences();
INSERT INTO sales_daily_feed VALUES ('2024-01-02', 'S1', 'A', 9, 1, 9), ('2024-01-05', 'S1', 'A', 4, 1, 4), ('2024-01-06', 'S1', 'A', 3, 1, 3);
SELECT inserted, updated, unchanged FROM last_load();
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount) VALUES ('R1', 1, '2024-01-07 10:00', 'S1', 'A', 3, 1, 3);
SELECT inserted, updated FROM rollup_sales('2024-01-07', '2024-01-07');
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 3, '2024-01-10'), ('A', 'S1', 3, '2024-01-10');
SELECT inserted, updated, unchanged FROM last_load();
SELECT date, quantity FROM sales_daily_feed WHERE sku = 'A' ORDER BY date;
SELECT store_code, price, valid_from, valid_to FROM price_history_feed ORDER BY store_code NULLS FIRST, valid_from;
DELETE FROM sales_txn;
DELETE FROM sales_rollup;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';

--
-- Up: windows that would break the natural keys
--
-- Two rows of the chain (no store) on one day are the same window, like two rows of a store. Rows that differ a little are not.
INSERT INTO price_history (id, product_id, store_id, price, valid_from, valid_to)
    SELECT 100 + n, p.id, NULL, n, date '2023-01-01' + n / 2, date '2023-01-01' + n / 2 FROM product p, generate_series(0, 11) n WHERE sku = 'A';
INSERT INTO price_history (id, product_id, store_id, price, valid_from, valid_to)
    SELECT 200 + n, p.id, s.id, n, '2023-01-01', '2023-01-01' FROM product p, store s, generate_series(0, 2) n WHERE sku = 'B' AND code = 'S1';
INSERT INTO price_history (id, product_id, store_id, price, valid_from, valid_to)
    SELECT 300 + row_number() OVER (), p.id, s.id, 1, day, day
    FROM product p, (SELECT id FROM store UNION ALL SELECT NULL) s, unnest(ARRAY[date '2022-01-01', date '2022-01-02']) day;
INSERT INTO promotion (id, product_id, store_id, name, start_date, end_date)
    SELECT n, p.id, CASE WHEN n < 110 THEN s.id END, CASE n % 10 WHEN 5 THEN 'Near miss' ELSE 'Sale' END, '2023-01-01', date '2023-01-01' + n
    FROM product p, store s, unnest(ARRAY[101, 102, 105, 111, 112, 115]) n WHERE sku = 'A' AND code = 'S1';
SELECT aside.remember();
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM aside.changes();
-- The hint's statements find them all, as finding them by hand does.
SELECT statement[1] AS statement FROM regexp_matches(aside.hint(:'up'), 'All of them: ([^;]*);', 'g') statement;
CREATE TABLE aside.found (id bigint);
SELECT format('INSERT INTO aside.found SELECT unnest(array_agg) FROM (%s) found', statement[1]) FROM regexp_matches(aside.hint(:'up'), 'All of them: ([^;]*);', 'g') statement
\gexec
SELECT array_agg(id ORDER BY id) FROM aside.found;
SELECT array_agg(id ORDER BY id) FROM (
    SELECT f.id FROM price_history f WHERE EXISTS (SELECT FROM price_history g WHERE g.id <> f.id AND g.product_id = f.product_id
        AND g.store_id IS NOT DISTINCT FROM f.store_id AND g.valid_from = f.valid_from)
    UNION ALL SELECT f.id FROM promotion f WHERE EXISTS (SELECT FROM promotion g WHERE g.id <> f.id AND g.product_id = f.product_id
        AND g.store_id IS NOT DISTINCT FROM f.store_id AND g.name = f.name AND g.start_date = f.start_date)) by_hand;
-- one thing repaired, the other is left; then nothing is
DELETE FROM price_history WHERE id IN (101, 103, 105, 107, 109, 111, 201, 202);
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
\echo :LAST_ERROR_SQLSTATE
UPDATE promotion SET name = 'Sale again' WHERE id IN (102, 112);
SELECT aside.remember();
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SELECT line FROM aside.changes() line WHERE line ~ '^. (version|rows)' ORDER BY line COLLATE "C";
SELECT aside.try('INSERT INTO price_history (product_id, store_id, price, valid_from) SELECT product_id, store_id, price, valid_from FROM price_history WHERE id = 100') AS outcome
UNION ALL SELECT aside.try('INSERT INTO promotion (product_id, store_id, name, start_date, end_date) SELECT product_id, store_id, name, start_date, end_date FROM promotion WHERE id = 111');

--
-- Users' objects on the tables stay
--
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
SET search_path = public, fw;
CREATE ROLE regress_fw_reader;
GRANT SELECT (id, quantity), REFERENCES ON sales_daily TO regress_fw_reader;
CREATE VIEW stores AS TABLE store_feed;
CREATE VIEW revenue AS SELECT date, sum(total_amount) AS revenue FROM sales_daily GROUP BY date;
CREATE MATERIALIZED VIEW monthly AS SELECT date_trunc('month', date)::date AS month, sum(quantity) AS quantity FROM sales_daily GROUP BY 1;
CREATE UNIQUE INDEX monthly_month ON monthly (month);
CREATE TABLE note (sale_id integer REFERENCES sales_daily (id) ON DELETE CASCADE, store_id integer REFERENCES store (id), text text);
INSERT INTO note SELECT f.id, f.store_id, 'good' FROM sales_daily f WHERE date = '2024-01-05';
CREATE INDEX mine_id ON sales_daily (id DESC) INCLUDE (total_amount);
COMMENT ON INDEX mine_id IS 'Mine.';
CREATE INDEX mine_partial ON sales_daily (quantity) WHERE id > 0;
CREATE STATISTICS mine_statistics ON id, quantity FROM sales_daily;
ALTER TABLE sales_daily ADD CONSTRAINT ck_mine CHECK (id > 0), ALTER COLUMN id SET STATISTICS 500;
CREATE POLICY mine ON sales_daily TO regress_fw_reader USING (quantity > 3);
CREATE FUNCTION largest() RETURNS bigint LANGUAGE sql AS $$ SELECT max(id) FROM fw.sales_daily $$;
CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER mine BEFORE UPDATE OF quantity ON sales_daily FOR EACH ROW EXECUTE FUNCTION pass();
-- Users' objects: their descriptions and definitions.
CREATE FUNCTION aside.theirs() RETURNS SETOF text LANGUAGE sql AS $$
    SELECT pg_get_viewdef(v) FROM unnest(ARRAY['public.stores', 'public.revenue', 'public.monthly']::regclass[]) v
    UNION ALL SELECT format('%s %s %s', pg_get_indexdef(indexrelid), indisvalid, obj_description(indexrelid)) FROM pg_index
        WHERE indexrelid = ANY (ARRAY['fw.mine_id', 'fw.mine_partial', 'public.monthly_month']::regclass[])
    UNION ALL SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxname = 'mine_statistics'
    UNION ALL SELECT format('%s %s %s', conname, pg_get_constraintdef(oid), convalidated) FROM pg_constraint WHERE conrelid = 'public.note'::regclass OR conname = 'ck_mine'
    UNION ALL SELECT format('%s %s', polname, pg_get_expr(polqual, polrelid)) FROM pg_policy
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'mine'
    UNION ALL SELECT format('%s %s %s', attname, attstattarget, attacl) FROM pg_attribute WHERE attrelid = 'fw.sales_daily'::regclass AND attname IN ('id', 'quantity')
    UNION ALL SELECT v::text FROM public.stores v UNION ALL SELECT v::text FROM public.revenue v UNION ALL SELECT v::text FROM public.monthly v
    UNION ALL SELECT v::text FROM public.note v UNION ALL SELECT public.largest()::text
$$;
CREATE TABLE aside.theirs AS SELECT aside.theirs() AS line;
SELECT count(*) FROM aside.theirs;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SELECT aside.theirs() AS line EXCEPT ALL TABLE aside.theirs;
TABLE aside.theirs EXCEPT ALL SELECT aside.theirs();
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
SELECT aside.theirs() AS line EXCEPT ALL TABLE aside.theirs;
TABLE aside.theirs EXCEPT ALL SELECT aside.theirs();
-- and does its work
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SELECT aside.try('INSERT INTO note VALUES (4711, 1)') AS outcome UNION ALL SELECT aside.try('INSERT INTO note VALUES (NULL, 4711)');
DELETE FROM sales_daily WHERE date = '2024-01-05';
SELECT count(*) FROM note;
INSERT INTO sales_daily_feed VALUES ('2024-01-05', 'S1', 'A', 6, 1, 6), ('2024-01-08', 'S1', 'A', 4, 1, 4);
SELECT inserted FROM last_load();
SELECT revenue FROM revenue WHERE date IN ('2024-01-05', '2024-01-08') ORDER BY date;
REFRESH MATERIALIZED VIEW CONCURRENTLY monthly;
SELECT quantity = (SELECT sum(quantity) FROM sales_daily) AS refreshed FROM monthly;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS off) SELECT quantity FROM sales_daily WHERE quantity = 4 AND id > 0;
SELECT count(*) FROM sales_daily WHERE quantity = 4 AND id > 0;
RESET enable_seqscan;
RESET enable_bitmapscan;
SELECT count(*) FROM sales_daily WHERE quantity = 4;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';

-- Objects that depend on the type of an id are named, each alone and all at once. Then nothing is changed.
SET client_min_messages = error;
CREATE TABLE aside.obstacles (n serial, statement text);
INSERT INTO aside.obstacles (statement) VALUES
    ('CREATE VIEW public.by_id AS SELECT id FROM fw.sales_daily'),
    ('CREATE VIEW public.all_columns AS TABLE fw.promotion'),
    ('CREATE MATERIALIZED VIEW public.kept AS SELECT quantity FROM fw.sales_daily WHERE id > 0'),
    ('CREATE POLICY of_id ON fw.promotion USING (id > 0)'),
    ('ALTER TABLE fw.promotion ADD COLUMN twice bigint GENERATED ALWAYS AS (id * 2) STORED'),
    ('CREATE FUNCTION public.last_id() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT max(id) FROM fw.promotion; END'),
    ('CREATE TRIGGER of_id BEFORE UPDATE OF id ON fw.price_history FOR EACH ROW EXECUTE FUNCTION public.pass()'),
    ('CREATE TRIGGER when_id BEFORE UPDATE ON fw.price_history FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION public.pass()'),
    ('CREATE PUBLICATION regress_fw_columns FOR TABLE fw.inventory_snapshot_daily (id)'),
    ('CREATE PUBLICATION regress_fw_rows FOR TABLE fw.inventory_snapshot_daily WHERE (id > 0)');
SELECT statement, aside.try(statement, :'up') AS outcome FROM aside.obstacles ORDER BY n;
SELECT aside.try('CREATE TABLE public.archive (sale fw.sales_daily)', :'up');
-- rules by their own names, unless they make a view
SELECT aside.try('CREATE RULE keep AS ON UPDATE TO fw.sales_daily WHERE NEW.id <> OLD.id DO INSTEAD NOTHING', :'up') AS outcome
UNION ALL SELECT aside.try('CREATE TABLE public.mine (n int)', 'CREATE RULE look AS ON INSERT TO public.mine DO ALSO SELECT id FROM fw.sales_daily', :'up');
SELECT statement FROM aside.obstacles ORDER BY n
\gexec
INSERT INTO price_history (id, product_id, price, valid_from) SELECT 99, product_id, 0, valid_from FROM price_history WHERE id = 100;
SELECT aside.remember();
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM aside.changes();
DELETE FROM price_history WHERE price = 0;
DROP VIEW by_id, all_columns;
DROP MATERIALIZED VIEW kept;
DROP POLICY of_id ON promotion;
DROP FUNCTION last_id;
ALTER TABLE promotion DROP COLUMN twice;
DROP TRIGGER of_id ON price_history;
DROP TRIGGER when_id ON price_history;
DROP PUBLICATION regress_fw_columns, regress_fw_rows;
SET client_min_messages = warning;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
DROP TABLE note;
DROP MATERIALIZED VIEW monthly;
DROP VIEW stores, revenue;

--
-- Away: not while there are rows
--
SET search_path = fw;
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount) VALUES ('R1', 1, '2024-01-07 10:00', 'S1', 'A', 3, 1, 3);
SELECT rejected FROM rollup_sales('2024-01-07', '2024-01-07');
INSERT INTO weather_daily_feed (date, store_code, temp_avg_c) VALUES ('2024-01-03', 'S1', 1);
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2024-01-03', 'S1', 50);
INSERT INTO holiday_date VALUES ('US', '2024-01-01', 'New Year''s Day');
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO store_feed (code, name) VALUES (NULL, 'No code');
RESET forecast_warehouse.on_reject;
SELECT aside.remember();
SHOW forecast_warehouse.allow_data_loss;
DROP EXTENSION forecast_warehouse;
\echo :LAST_ERROR_SQLSTATE
-- Every table is counted, and rightly.
SELECT count(*) FROM pg_extension e, unnest(e.extconfig) dumped JOIN pg_class c ON c.oid = dumped WHERE extname = 'forecast_warehouse' AND relkind = 'r';
CREATE FUNCTION aside.miscounted(outcome text) RETURNS SETOF text LANGUAGE sql AS $$
    WITH reported AS (SELECT regexp_replace(line, ' rows?$', '') AS line FROM regexp_split_to_table(outcome, E'\n') WITH ORDINALITY l (line, n) WHERE n > 1),
    counted AS (SELECT substring(line FROM 'rows of (.*) [0-9a-f]{32}$') AS line FROM aside.contents() line)
    SELECT 'reported ' || line FROM (TABLE reported EXCEPT ALL TABLE counted) t UNION ALL SELECT 'counted ' || line FROM (TABLE counted EXCEPT ALL TABLE reported) c
$$;
SELECT * FROM aside.miscounted(aside.try('DROP EXTENSION forecast_warehouse'));
-- Every way to drop it; a table that inherits is dropped with its parent.
SELECT ways, split_part(aside.try(VARIADIC string_to_array(ways, '; ')), E'\n', 1) AS outcome
FROM unnest(ARRAY['DROP EXTENSION forecast_warehouse CASCADE', 'DROP EXTENSION IF EXISTS no_such_extension, forecast_warehouse', 'DROP SCHEMA fw CASCADE',
                  'CREATE SCHEMA other; DROP SCHEMA IF EXISTS no_such_schema, other, fw CASCADE', 'ALTER SCHEMA fw RENAME TO elsewhere; DROP SCHEMA elsewhere CASCADE',
                  'CREATE SCHEMA family; CREATE TABLE family.parent (LIKE fw.store); ALTER TABLE fw.store INHERIT family.parent; DROP SCHEMA family CASCADE',
                  'CREATE TABLE public.parent (LIKE fw.store); ALTER TABLE fw.store INHERIT public.parent; DROP TABLE public.parent CASCADE',
                  'CREATE TABLE aside.old (); CREATE TABLE aside.parent (LIKE fw.store) INHERITS (aside.old); ALTER TABLE fw.store INHERIT aside.parent; SET LOCAL search_path = aside; DROP TABLE IF EXISTS no_such_table, old CASCADE',
                  'SET LOCAL search_path = pg_catalog; DROP EXTENSION forecast_warehouse']) ways;
-- The server's own refusals stay.
SELECT split_part(aside.try('DROP SCHEMA fw'), E'\n', 1) AS outcome UNION ALL SELECT aside.try('DROP TABLE fw.sales_daily CASCADE')
UNION ALL SELECT aside.try('DROP EXTENSION no_such_extension') UNION ALL SELECT aside.try('DROP SCHEMA no_such_schema CASCADE')
UNION ALL SELECT aside.try('DROP TABLE no_such_table CASCADE')
UNION ALL SELECT split_part(aside.try('CREATE TABLE public.parent (LIKE fw.store)', 'ALTER TABLE fw.store INHERIT public.parent', 'DROP TABLE public.parent'), E'\n', 1);
-- A stranger learns no counts.
CREATE ROLE regress_fw_stranger;
-- (from 16 on the server adds a detail to the last)
SELECT statement, split_part(aside.try('SET ROLE regress_fw_stranger', statement), E'\n', 1) AS outcome
FROM unnest(ARRAY['DROP EXTENSION forecast_warehouse', 'DROP EXTENSION forecast_warehouse CASCADE', 'DROP SCHEMA fw CASCADE', 'DROP TABLE fw.store CASCADE',
                  'DROP OWNED BY SESSION_USER CASCADE']) statement;
SELECT aside.try('CREATE TABLE public.parent (LIKE fw.store)', 'ALTER TABLE fw.store INHERIT public.parent', 'SET ROLE regress_fw_stranger', 'DROP TABLE public.parent CASCADE');
SELECT * FROM aside.changes();

-- Statements that do not reach it succeed, and leave it as it was.
CREATE FUNCTION aside.unchanged() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT aside.changes()) THEN
        RAISE 'changed: %', (SELECT string_agg(line, ' ') FROM aside.changes() line);
    END IF;
END $$;
SELECT aside.try('DELETE FROM fw.traffic_daily', 'SELECT aside.unchanged()') LIKE 'P0001 changed: + rows of traffic_daily: 0 -%' AS would_report;
SELECT ways, aside.try(VARIADIC string_to_array('CREATE SCHEMA other; ' || ways || '; DROP SCHEMA other CASCADE; SELECT aside.unchanged()', '; ')) AS outcome
FROM unnest(ARRAY['SELECT 1', 'CREATE TYPE other.unused AS ENUM (''a'')',
                  'CREATE TABLE other.opening (store_id int REFERENCES fw.store, sale_id bigint REFERENCES fw.sales_daily); INSERT INTO other.opening SELECT min(store_id), min(id) FROM fw.sales_daily',
                  'CREATE TABLE other.parent (LIKE fw.store); CREATE TABLE other.child () INHERITS (other.parent); CREATE VIEW other.both AS SELECT FROM other.parent, fw.store; DROP TABLE other.parent CASCADE',
                  'CREATE VIEW other.sales AS TABLE fw.sales_daily; CREATE TABLE other.archive (line fw.sales_txn); CREATE TABLE other.child () INHERITS (fw.store)',
                  'CREATE FUNCTION other.pass() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NEW;END''; CREATE TRIGGER other BEFORE INSERT ON fw.store FOR EACH ROW EXECUTE FUNCTION other.pass()',
                  'CREATE FUNCTION other.seen(text) RETURNS bool LANGUAGE sql AS ''SELECT true''; CREATE POLICY other ON fw.store USING (other.seen(code)); ALTER TABLE fw.store ADD CONSTRAINT seen CHECK (other.seen(code))'
                 ]) ways;
-- A column is dropped with its type, the rows stay.
SELECT aside.try('CREATE SCHEMA other', 'CREATE TYPE other.mood AS ENUM (''a'')', 'ALTER TABLE fw.store ADD COLUMN mood other.mood UNIQUE', 'CREATE INDEX ON fw.store (mood)',
                 'DROP SCHEMA other CASCADE', 'SELECT 1 / (count(*) - 1) FROM fw.store');
BEGIN;
DROP EXTENSION plpgsql CASCADE;
SELECT (SELECT count(*) FROM pg_extension WHERE extname = 'forecast_warehouse') AS extensions, (SELECT count(*) FROM sales_daily) > 0 AS has_rows;
ROLLBACK;
SELECT * FROM aside.changes();

-- Without rows it may go; with rows when that is allowed.
SELECT aside.try('TRUNCATE store, product, calendar, sales_daily, price_history, promotion, inventory_snapshot_daily, sales_txn, weather_daily, traffic_daily, sales_rollup',
                 'TRUNCATE holiday_date, load_batch, load_reject', 'DROP EXTENSION forecast_warehouse') AS empty,
       aside.try(:'allow', 'DROP EXTENSION forecast_warehouse') AS extension, aside.try(:'allow', 'DROP SCHEMA fw CASCADE') AS schema,
       aside.try(:'allow', 'CREATE TABLE public.parent (LIKE fw.store)', 'ALTER TABLE fw.store INHERIT public.parent', 'DROP TABLE public.parent CASCADE') AS parent;
SELECT pg_get_functiondef('aside.try'::regproc) AS try, pg_get_functiondef('aside.hint'::regproc) AS hint \gset
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
RESET search_path;
DROP SCHEMA fw, aside CASCADE;
DROP FUNCTION pass, largest;

--
-- The same for a plain role that owns the database and no more
--
CREATE ROLE regress_fw_installer LOGIN;
CREATE ROLE regress_fw_keeper;
CREATE DATABASE regress_fw_plain OWNER regress_fw_installer;
\c regress_fw_plain regress_fw_installer
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
SET client_min_messages = warning;
CREATE SCHEMA aside;
:try;
:hint;
CREATE SCHEMA "Retail Data";
CREATE EXTENSION forecast_warehouse SCHEMA "Retail Data" VERSION '1.0';
SET search_path = "Retail Data";
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 1, 1, 1);
INSERT INTO price_history (product_id, price, valid_from) SELECT id, 1, '2024-01-01' FROM product, generate_series(1, 2);
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
SELECT statement[1] FROM regexp_matches(aside.hint(:'up'), 'All of them: ([^;]*);') statement
\gexec
DELETE FROM price_history WHERE id = 2;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount) VALUES ('R1', 1, '2024-01-07 10:00', 'S1', 'A', 3, 1, 3);
SELECT inserted FROM last_load();
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
SELECT aside.try(:'allow', :'down', :'up');

-- All is his except the guard. It runs for everybody who drops something, superusers too. So he must not be able to
-- replace it.
CREATE VIEW aside.of_others AS
    SELECT (SELECT rolsuper FROM pg_roles r WHERE r.oid = coalesce(c.relowner, p.proowner, t.evtowner)) AS of_superuser,
        CASE WHEN p.oid IS NULL THEN pg_describe_object(d.classid, d.objid, 0) ELSE 'functions' END AS object, count(*)
    FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'forecast_warehouse'
    LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
    LEFT JOIN pg_type y ON d.classid = 'pg_type'::regclass AND y.oid = d.objid LEFT JOIN pg_event_trigger t ON d.classid = 'pg_event_trigger'::regclass AND t.oid = d.objid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND coalesce(c.relowner, p.proowner, y.typowner, t.evtowner) IS DISTINCT FROM to_regrole('regress_fw_installer') GROUP BY 1, 2;
TABLE aside.of_others ORDER BY object;
SELECT statement, aside.try(statement) AS outcome
FROM unnest(ARRAY['CREATE OR REPLACE FUNCTION refuse_data_loss() RETURNS event_trigger LANGUAGE plpgsql AS ''BEGIN END''',
                  'ALTER FUNCTION refuse_data_loss() RENAME TO nothing', 'ALTER FUNCTION refuse_data_loss() OWNER TO regress_fw_installer',
                  'ALTER FUNCTION refuse_data_loss() SET SCHEMA public', 'ALTER FUNCTION refuse_data_loss() SET search_path = aside',
                  'DROP FUNCTION refuse_data_loss() CASCADE', 'ALTER EXTENSION forecast_warehouse DROP FUNCTION refuse_data_loss()',
                  'ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss DISABLE', 'ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss OWNER TO regress_fw_installer',
                  'ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss RENAME TO nothing', 'DROP EVENT TRIGGER forecast_warehouse_refuse_data_loss',
                  'ALTER EXTENSION forecast_warehouse DROP EVENT TRIGGER forecast_warehouse_refuse_data_loss']) statement;

DROP EXTENSION forecast_warehouse;
SELECT statement, split_part(aside.try(statement), E'\n', 1) AS outcome
FROM unnest(ARRAY['DROP EXTENSION forecast_warehouse CASCADE', 'DROP SCHEMA "Retail Data" CASCADE', 'DROP SCHEMA "Retail Data"',
                  'DROP OWNED BY regress_fw_installer', 'DROP OWNED BY CURRENT_USER CASCADE']) statement;
-- rows that their owner does not see are rows
SELECT split_part(aside.try('ALTER TABLE calendar ENABLE ROW LEVEL SECURITY', 'ALTER TABLE calendar FORCE ROW LEVEL SECURITY', 'DROP EXTENSION forecast_warehouse'), E'\n', 1) AS outcome,
       aside.try('ALTER TABLE calendar ENABLE ROW LEVEL SECURITY', 'ALTER TABLE calendar FORCE ROW LEVEL SECURITY', 'SELECT 1 / count(*) FROM calendar') AS unseen;

-- The owner of the schema alone may not read the tables, and still gets the report.
\c regress_fw_plain :installer
SET client_min_messages = warning;
SELECT split_part(aside.try('DROP OWNED BY regress_fw_installer'), E'\n', 1) AS superuser;
-- ... nor need the tables' owner be let into the schema
ALTER SCHEMA "Retail Data" OWNER TO regress_fw_keeper;
SELECT has_schema_privilege('regress_fw_installer', 'Retail Data', 'USAGE') AS owner_may_enter;
GRANT USAGE ON SCHEMA aside TO PUBLIC;
SET ROLE regress_fw_keeper;
SELECT count(*) FROM "Retail Data".calendar;
DROP SCHEMA "Retail Data" CASCADE;
SELECT statement, split_part(aside.try(statement), E'\n', 1) AS outcome
FROM unnest(ARRAY['DROP OWNED BY regress_fw_keeper CASCADE', 'DROP OWNED BY regress_fw_keeper', 'DROP SCHEMA "Retail Data"']) statement;
SELECT aside.try(:'allow', 'DROP SCHEMA "Retail Data" CASCADE');
RESET ROLE;
SELECT (SELECT count(*) FROM "Retail Data".calendar) AS calendar, (SELECT count(*) FROM "Retail Data".sales_txn) AS sales_txn;
-- A role that only has rights on it may lose its own objects.
ALTER SCHEMA "Retail Data" OWNER TO regress_fw_installer;
GRANT ALL ON ALL TABLES IN SCHEMA "Retail Data" TO regress_fw_keeper;
DROP OWNED BY regress_fw_keeper CASCADE;
SELECT has_table_privilege('regress_fw_keeper', '"Retail Data".store', 'SELECT') AS may_read, count(*) FROM "Retail Data".store;

-- Another role updates it: all is still the owner's except the guard. New objects of a step go to the owner of store.
SET search_path = "Retail Data";
SELECT aside.try(:'down') AS refused, aside.try(:'allow', :'down', :'up') AS allowed;
BEGIN;
:allow;
:down;
:up;
COMMIT;
TABLE aside.of_others ORDER BY object;
SELECT extowner::regrole FROM pg_extension WHERE extname = 'forecast_warehouse';
BEGIN;
:down;
ALTER TABLE store OWNER TO regress_fw_keeper;
:up;
SELECT relname, relkind, relowner::regrole FROM pg_class WHERE relname IN ('store', 'sales_daily', 'sales_txn', 'sales_txn_id_seq', 'sales_txn_feed', 'schema_versions') ORDER BY 1;
SELECT proname, proowner::regrole FROM pg_proc WHERE proname IN ('data_loss', 'rollup_sales', 'hand_over', 'upsert_sales_daily') AND pronamespace = '"Retail Data"'::regnamespace GROUP BY 1, 2 ORDER BY 1;
ROLLBACK;
-- He continues to use it. Handing over gives him no rights.
\c regress_fw_plain regress_fw_installer
SET client_min_messages = warning;
SET search_path = "Retail Data";
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount) VALUES ('R1', 1, '2024-01-07 10:00', 'S1', 'A', 3, 1, 3);
SELECT inserted FROM last_load();
SELECT inserted FROM rollup_sales('2024-01-07', '2024-01-07');
SELECT aside.try(:'allow', :'down', :'up');
SELECT statement, aside.try('SELECT ' || statement) AS outcome
FROM unnest(ARRAY['hand_over(NULL::regclass)', 'hand_over(NULL::regprocedure)', 'hand_over(''store''::regclass)', 'hand_over(''rollup_sales(date, date, text[])''::regprocedure)',
                  'hand_over(''pg_catalog.pg_class''::regclass)', 'hand_over(''refuse_data_loss()''::regprocedure)']) statement;

\c regress_fw_plain :installer
GRANT USAGE ON SCHEMA "Retail Data" TO regress_fw_stranger;
GRANT CREATE ON SCHEMA aside TO regress_fw_stranger;
SET search_path = "Retail Data";
SELECT left(aside.try('SET ROLE regress_fw_stranger', 'CREATE TABLE aside.own ()', 'SELECT hand_over(''aside.own''::regclass)'), 5) AS his_own,
       aside.try('CREATE TABLE aside.own ()', 'SET ROLE regress_fw_stranger', 'SELECT hand_over(''aside.own''::regclass)') AS anothers;
DROP OWNED BY regress_fw_stranger;

-- He lets his rows go himself.
\c regress_fw_plain regress_fw_installer
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
SELECT (SELECT count(*) FROM pg_event_trigger) AS triggers, (SELECT count(*) FROM pg_class WHERE relnamespace = '"Retail Data"'::regnamespace) AS relations;

\c :first :installer
DROP DATABASE regress_fw_plain;
DROP ROLE regress_fw_installer, regress_fw_keeper, regress_fw_reader, regress_fw_stranger;
