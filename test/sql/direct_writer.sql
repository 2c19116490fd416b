-- The direct writer does what INSERT does. Each test runs once by each writer, from the same rows. Both must leave the same rows,
-- ids included, and raise the same errors.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE EXTENSION forecast_warehouse;
CREATE EXTENSION amcheck;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) SELECT 'S' || n, 'Store ' || n FROM generate_series(1, 20) n ORDER BY n;
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(1, 30) n ORDER BY n;

-- Faults in the indexes and the heaps of the tables that loads write. An error of one hides no other's.
CREATE FUNCTION broken() RETURNS TABLE (what regclass, why text) LANGUAGE plpgsql AS $$ BEGIN
    FOR what IN SELECT i.indexrelid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
                WHERE i.indrelid IN ('store'::regclass, 'product'::regclass, 'sales_daily'::regclass, 'sales_txn'::regclass, 'inventory_snapshot_daily'::regclass,
                                     'price_history'::regclass, 'promotion'::regclass, 'weather_daily'::regclass, 'traffic_daily'::regclass) AND a.amname = 'btree' ORDER BY c.relname LOOP
        BEGIN
            PERFORM bt_index_parent_check(what, true, true);
        EXCEPTION WHEN OTHERS THEN
            why := sqlerrm;
            RETURN NEXT;
        END;
    END LOOP;
    FOR what IN VALUES ('store'::regclass), ('product'), ('sales_daily'), ('sales_txn'), ('inventory_snapshot_daily'), ('price_history'), ('promotion'), ('weather_daily'), ('traffic_daily') LOOP
        FOR why IN SELECT msg FROM verify_heapam(what) LOOP
            RETURN NEXT;
        END LOOP;
    END LOOP;
END $$;

-- The rows of each test, or its errors, by writer.
CREATE TABLE reported (test text, writer text, line text);
-- Runs loads under each writer and rolls them back, then under the default and keeps the result. Loads of a test may fail. Their
-- error is then recorded.
CREATE PROCEDURE run_test(test text, target regclass, loads text[]) LANGUAGE plpgsql AS $$
DECLARE
    this text;
    load text;
    start bigint;
    lines text[];
BEGIN
    EXECUTE format('SELECT coalesce(max(id), 0) FROM %s', target) INTO start;
    FOREACH this IN ARRAY ARRAY['sql', 'direct', 'auto'] LOOP
        lines := '{}';
        BEGIN
            PERFORM set_config('forecast_warehouse.writer', this, true);
            PERFORM setval(pg_get_serial_sequence(target::text, 'id'), start + 1000, true);
            FOREACH load IN ARRAY loads LOOP
                BEGIN
                    EXECUTE load;
                EXCEPTION WHEN OTHERS THEN
                    lines := lines || format('ERROR %s: %s', sqlstate, sqlerrm);
                END;
            END LOOP;
            EXECUTE format('SELECT $1 || array_agg(t::text) FROM %s t', target) INTO lines USING lines;
            IF this <> 'auto' THEN RAISE EXCEPTION USING errcode = 'FWEND'; END IF;
        EXCEPTION WHEN SQLSTATE 'FWEND' THEN NULL;
        END;
        INSERT INTO reported SELECT run_test.test, this, x FROM unnest(lines) x;
    END LOOP;
END $$;
-- Rows that only one of them reported; the view after it has all errors.
CREATE VIEW different AS
    (SELECT test, 'not by sql' AS who, line FROM (SELECT test, line FROM reported WHERE writer = 'direct' EXCEPT ALL SELECT test, line FROM reported WHERE writer = 'sql') x)
    UNION ALL
    (SELECT test, 'not by direct', line FROM (SELECT test, line FROM reported WHERE writer = 'sql' EXCEPT ALL SELECT test, line FROM reported WHERE writer = 'direct') x)
    UNION ALL
    (SELECT test, 'not by auto', line FROM (SELECT test, line FROM reported WHERE writer = 'sql' EXCEPT ALL SELECT test, line FROM reported WHERE writer = 'auto') x);
CREATE VIEW complaints AS SELECT DISTINCT line AS complaint FROM reported WHERE line LIKE 'ERROR %';
\set results 'SELECT * FROM different; SELECT * FROM complaints ORDER BY 1; SELECT * FROM broken(); SELECT count(*) AS rows FROM sales_daily; TRUNCATE reported;'

--
-- Rows that are new, changed, and the same
--
CALL run_test('plain', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT date '2024-03-01' + d, 'S' || s, 'P' || p, d + s + p, 2, 2 * (d + s + p) FROM generate_series(0, 9) d, generate_series(1, 20) s, generate_series(1, 10) p$$,
    $$INSERT INTO sales_daily_feed SELECT date '2024-03-01' + d, 'S' || s, 'P' || p, d + s + p + (s % 2), 2, 2 * (d + s + p + s % 2) FROM generate_series(5, 14) d, generate_series(1, 20) s, generate_series(1, 10) p$$]);
:results
-- in random order, into the middle, many rows of one store, behind the end, before the beginning
CALL run_test('random order', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT date '2024-02-20' + d, 'S' || s, 'P' || p, 1, 2, 2 FROM generate_series(0, 39) d, generate_series(1, 20) s, generate_series(1, 12) p ORDER BY hashint4(d * 1000 + s * 31 + p)$$]);
CALL run_test('into the middle', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT date '2024-03-01' + d, 'S' || s, 'P' || p, 1, 2, 2 FROM generate_series(0, 9) d, generate_series(1, 20) s, generate_series(13, 18) p$$]);
CALL run_test('one store', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S7', 'P' || p, 1, 2, 2 FROM generate_series(0, 199) d, generate_series(1, 25) p$$]);
CALL run_test('one product', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S' || s, 'P30', 1, 2, 2 FROM generate_series(0, 199) d, generate_series(1, 20) s ORDER BY d DESC, s DESC$$]);
CALL run_test('one day', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT '2024-07-31', 'S' || s, 'P' || p, 1, 2, 2 FROM generate_series(1, 20) s, generate_series(1, 29) p$$]);
:results
-- single rows
CALL run_test('one row', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed VALUES ('2024-06-01', 'S1', 'P1', 1, 2, 2)$$,
    $$INSERT INTO sales_daily_feed VALUES ('2024-06-01', 'S1', 'P1', 3, 2, 6)$$,
    $$INSERT INTO sales_daily_feed VALUES ('2024-06-01', 'S1', 'P1', 3, 2.00, 6.0)$$]);
:results

--
-- Dead rows and the room that they leave
--
DELETE FROM sales_daily WHERE id % 3 = 0;
VACUUM sales_daily;
CALL run_test('into the room of the dead', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT date '2024-05-01' + d, 'S' || s, 'P' || p, 1, 2, 2 FROM generate_series(0, 29) d, generate_series(1, 20) s, generate_series(1, 9) p$$]);
DELETE FROM sales_daily WHERE date < '2024-03-01';
VACUUM sales_daily;
CALL run_test('once more', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S' || s, 'P' || p, 1, 2, 2 FROM generate_series(0, 19) d, generate_series(1, 20) s, generate_series(1, 9) p$$]);
:results
-- Loads that are rolled back, as a whole and in part. The next rows are not in the order of the index.
BEGIN;
INSERT INTO sales_daily_feed SELECT date '2024-08-01' + d, 'S' || s, 'P' || p, 1, 2, 2 FROM generate_series(0, 9) d, generate_series(1, 20) s, generate_series(1, 9) p;
SAVEPOINT s;
INSERT INTO sales_daily_feed SELECT date '2024-08-05' + d, 'S' || s, 'P' || p, 5, 2, 10 FROM generate_series(0, 9) d, generate_series(1, 20) s, generate_series(1, 9) p;
ROLLBACK TO s;
INSERT INTO sales_daily_feed SELECT date '2024-08-08' + d, 'S' || s, 'P' || p, 7, 2, 14 FROM generate_series(0, 9) d, generate_series(1, 20) s, generate_series(1, 9) p;
COMMIT;
BEGIN;
INSERT INTO sales_daily_feed SELECT date '2024-08-08' + d, 'S' || s, 'P' || p, 9, 2, 18 FROM generate_series(0, 19) d, generate_series(1, 20) s, generate_series(1, 9) p;
ROLLBACK;
SELECT quantity, count(*) FROM sales_daily WHERE date BETWEEN '2024-08-01' AND '2024-08-31' GROUP BY quantity ORDER BY quantity;
SELECT * FROM broken();
-- rows of the transaction itself
BEGIN;
INSERT INTO sales_daily_feed SELECT '2024-09-01', 'S' || s, 'P1', 1, 2, 2 FROM generate_series(1, 20) s;
UPDATE sales_daily SET quantity = 4 WHERE date = '2024-09-01' AND store_id % 2 = 0;
DELETE FROM sales_daily WHERE date = '2024-09-01' AND store_id % 5 = 0;
INSERT INTO sales_daily_feed SELECT '2024-09-01', 'S' || s, 'P1', 1, 2, 2 FROM generate_series(1, 20) s;
INSERT INTO sales_daily_feed SELECT '2024-09-01', 'S' || s, 'P1', s, 2, 2 FROM generate_series(1, 20) s;
COMMIT;
SELECT inserted, updated, unchanged FROM load_batch ORDER BY id DESC LIMIT 2;
SELECT * FROM broken();

--
-- Unchanged rows are not written; changed ones stay on their page where they can
--
SELECT pg_sequence_last_value('sales_daily_id_seq') AS last_id, pg_current_xact_id() AS before \gset
INSERT INTO sales_daily_feed SELECT '2024-09-01', 'S' || s, 'P1', s, 2, 2 FROM generate_series(1, 20) s;
SELECT pg_sequence_last_value('sales_daily_id_seq') = :last_id AS no_id_taken, count(*) FILTER (WHERE xmin::text::bigint > :before) AS written FROM sales_daily;
BEGIN;
INSERT INTO sales_daily_feed SELECT '2024-09-01', 'S' || s, 'P1', s + (s = 20)::int, 2, 2 FROM generate_series(1, 22 - 2) s;
SELECT pg_sequence_last_value('sales_daily_id_seq') = :last_id AS no_id_taken, count(*) FILTER (WHERE xmin::text::bigint > :before) AS written,
       bool_and(updated_at = now()) FILTER (WHERE xmin::text::bigint > :before) AS touched, count(*) FILTER (WHERE updated_at = now()) AS now, count(*) FILTER (WHERE created_at = now()) AS made
    FROM sales_daily;
COMMIT;
INSERT INTO sales_daily_feed SELECT '2024-09-02', 'S' || s, 'P1', s, 2, 2 FROM generate_series(1, 7) s;
SELECT pg_sequence_last_value('sales_daily_id_seq') - :last_id AS ids_taken;
-- bytes of WAL of a replay; other processes write WAL too, so the least of three counts
CREATE FUNCTION wal_of_replay() RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    before pg_lsn;
    least numeric;
BEGIN
    FOR attempt IN 1..3 LOOP
        before := pg_current_wal_insert_lsn();
        INSERT INTO sales_daily_feed SELECT date, code, sku, quantity, unit_price, total_amount FROM sales_daily d JOIN store s ON s.id = store_id JOIN product p ON p.id = product_id;
        least := LEAST(least, pg_current_wal_insert_lsn() - before);
    END LOOP;
    RETURN least;
END $$;
SELECT wal_of_replay() < 200000 AS little;
SELECT unchanged > 10000 AS many, updated, inserted FROM load_batch ORDER BY id DESC LIMIT 1;
-- a change of no indexed column needs no index entry, where the page has room
ALTER TABLE sales_daily SET (fillfactor = 50);
INSERT INTO sales_daily_feed SELECT '2024-10-01', 'S' || s, 'P' || p, 1, 2, 2 FROM generate_series(1, 20) s, generate_series(1, 9) p;
BEGIN;
SELECT n_tup_upd AS upd, n_tup_hot_upd AS hot FROM pg_stat_xact_user_tables WHERE relid = 'sales_daily'::regclass \gset
INSERT INTO sales_daily_feed SELECT '2024-10-01', 'S' || s, 'P' || p, 2, 2, 4 FROM generate_series(1, 20) s, generate_series(1, 9) p;
SELECT n_tup_upd - :upd AS updated, n_tup_hot_upd - :hot > 150 AS mostly_in_place FROM pg_stat_xact_user_tables WHERE relid = 'sales_daily'::regclass;
COMMIT;
ALTER TABLE sales_daily RESET (fillfactor);
SELECT * FROM broken();

--
-- Added by a user: columns
--
TRUNCATE sales_daily;
ALTER TABLE sales_daily ADD COLUMN channel varchar(10) NOT NULL DEFAULT 'shop', ADD COLUMN note text, ADD COLUMN seen int DEFAULT length(current_user::text) * 0 + 7,
    ADD COLUMN dropped int DEFAULT 3;
ALTER TABLE sales_daily DROP COLUMN dropped;
CALL run_test('defaults', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT '2024-10-02', 'S' || s, 'P' || p, 1, 2, 2 FROM generate_series(1, 20) s, generate_series(1, 9) p$$,
    $$UPDATE sales_daily SET channel = 'web', note = 'kept', seen = NULL WHERE date = '2024-10-02' AND product_id % 2 = 0$$,
    $$INSERT INTO sales_daily_feed SELECT '2024-10-02', 'S' || s, 'P' || p, 2, 2, 4 FROM generate_series(1, 20) s, generate_series(1, 10) p$$]);
:results
ALTER TABLE sales_daily ADD COLUMN must int;
UPDATE sales_daily SET must = 1;
ALTER TABLE sales_daily ALTER COLUMN must SET NOT NULL;
CALL run_test('not null', 'sales_daily', ARRAY[$$INSERT INTO sales_daily_feed VALUES ('2024-10-03', 'S1', 'P1', 1, 2, 2), ('2024-10-03', 'S2', 'P1', 1, 2, 2)$$]);
:results
ALTER TABLE sales_daily DROP COLUMN must;
CREATE DOMAIN filled AS int CHECK (VALUE IS NOT NULL);
CREATE DOMAIN few AS int DEFAULT 5 CHECK (VALUE < 10);
ALTER TABLE sales_daily ADD COLUMN few few;
CALL run_test('a default of a domain', 'sales_daily', ARRAY[$$INSERT INTO sales_daily_feed VALUES ('2024-10-03', 'S1', 'P1', 1, 2, 2), ('2024-10-03', 'S2', 'P1', 1, 2, 2)$$]);
DELETE FROM sales_daily WHERE date = '2024-10-03';
ALTER TABLE sales_daily ALTER COLUMN few SET DEFAULT 11;
CALL run_test('a default that a domain forbids', 'sales_daily', ARRAY[$$INSERT INTO sales_daily_feed VALUES ('2024-10-03', 'S1', 'P1', 1, 2, 2), ('2024-10-03', 'S2', 'P1', 1, 2, 2)$$]);
:results
ALTER TABLE sales_daily DROP COLUMN few;
ALTER TABLE sales_daily ADD COLUMN filled int;
UPDATE sales_daily SET filled = 1;
ALTER TABLE sales_daily ALTER COLUMN filled TYPE filled;
CALL run_test('a domain that is not null', 'sales_daily', ARRAY[$$INSERT INTO sales_daily_feed VALUES ('2024-10-03', 'S1', 'P1', 1, 2, 2), ('2024-10-03', 'S2', 'P1', 1, 2, 2)$$]);
:results
ALTER TABLE sales_daily DROP COLUMN filled;
ALTER TABLE sales_daily ADD CONSTRAINT ck_mine CHECK (quantity < 100), ADD CONSTRAINT ck_channel CHECK (channel <> 'web' OR quantity < 50);
CALL run_test('checks', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed VALUES ('2024-10-04', 'S1', 'P1', 99, 2, 2), ('2024-10-04', 'S2', 'P1', 60, 2, 2)$$,
    $$INSERT INTO sales_daily_feed VALUES ('2024-10-05', 'S1', 'P1', 99, 2, 2), ('2024-10-05', 'S2', 'P1', 100, 2, 2)$$,
    $$UPDATE sales_daily SET channel = 'web' WHERE date = '2024-10-04' AND quantity = 60 AND false$$,
    $$INSERT INTO sales_daily_feed SELECT '2024-10-02', 'S' || s, 'P2', 60, 2, 120 FROM generate_series(1, 20) s$$]);
:results
ALTER TABLE sales_daily DROP CONSTRAINT ck_mine, DROP CONSTRAINT ck_channel, DROP COLUMN channel, DROP COLUMN note, DROP COLUMN seen;
ALTER TABLE sales_daily ADD COLUMN doubled int GENERATED ALWAYS AS (quantity * 2) STORED, ADD COLUMN place int GENERATED BY DEFAULT AS IDENTITY;
CALL run_test('generated and identity columns', 'sales_daily', ARRAY[
    $$SELECT setval(pg_get_serial_sequence('sales_daily', 'place'), 100000)$$,
    $$INSERT INTO sales_daily_feed VALUES ('2024-10-05', 'S1', 'P1', 9, 2, 18), ('2024-10-05', 'S2', 'P1', 10, 2, 20)$$,
    $$INSERT INTO sales_daily_feed VALUES ('2024-10-05', 'S1', 'P1', 11, 2, 22), ('2024-10-05', 'S3', 'P1', 10, 2, 20)$$]);
SELECT count(*) AS wrong FROM sales_daily WHERE doubled <> quantity * 2;
ALTER TABLE sales_daily DROP COLUMN doubled, DROP COLUMN place;
-- a user's own limits apply to the feeds
ALTER TABLE store ALTER COLUMN region TYPE varchar(5);
:results

--
-- Added by a user: indexes
--
CREATE INDEX mine_desc ON sales_daily (date DESC, store_id);
CREATE INDEX mine_wide ON sales_daily (product_id, store_id, date) INCLUDE (quantity);
CREATE INDEX mine_nulls ON sales_daily (store_id NULLS FIRST, product_id DESC NULLS LAST);
CREATE INDEX mine_numeric ON sales_daily (total_amount);
ALTER TABLE sales_daily ADD COLUMN weight float8 DEFAULT -random(), ADD COLUMN hour timestamptz DEFAULT now(), ADD COLUMN yes bool DEFAULT true, ADD COLUMN name text DEFAULT md5(random()::text);
CREATE INDEX mine_weight ON sales_daily (weight);
CREATE INDEX mine_hour ON sales_daily (hour, yes);
CREATE INDEX mine_name ON sales_daily (name);
CREATE INDEX mine_covering ON sales_daily (date) INCLUDE (name);
CREATE FUNCTION reverse_order(int, int) RETURNS int IMMUTABLE STRICT LANGUAGE sql RETURN btint4cmp($2, $1);
CREATE OPERATOR CLASS reverse_ops FOR TYPE int USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 reverse_order(int, int);
CREATE INDEX mine_reverse ON sales_daily (product_id reverse_ops);
CREATE UNIQUE INDEX mine_unique ON sales_daily (product_id, store_id, date);
-- (their values are random, so this load is not compared)
INSERT INTO sales_daily_feed SELECT date '2024-10-10' + d, 'S' || s, 'P' || p, d + s * p, 2, d + s * p FROM generate_series(0, 9) d, generate_series(1, 20) s, generate_series(1, 20) p;
INSERT INTO sales_daily_feed SELECT date '2024-10-15' + d, 'S' || s, 'P' || p, d + s + p, 2, d + s + p FROM generate_series(0, 9) d, generate_series(1, 20) s, generate_series(1, 20) p;
SELECT * FROM broken();
DROP INDEX mine_desc, mine_wide, mine_nulls, mine_numeric, mine_unique, mine_reverse;
DROP OPERATOR FAMILY reverse_ops USING btree;
DROP FUNCTION reverse_order;
ALTER TABLE sales_daily DROP COLUMN weight, DROP COLUMN hour, DROP COLUMN yes, DROP COLUMN name;
CREATE INDEX mine_partial ON sales_daily (quantity) WHERE quantity > 10;
CREATE INDEX mine_expression ON sales_daily ((quantity * unit_price));
CREATE INDEX mine_hash ON sales_daily USING hash (product_id);
CREATE INDEX mine_brin ON sales_daily USING brin (date);
CALL run_test('partial, of an expression, of other kinds', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed SELECT date '2024-10-20' + d, 'S' || s, 'P' || p, d + s + p, 3, 3 FROM generate_series(0, 9) d, generate_series(1, 20) s, generate_series(1, 5) p$$]);
:results
SET enable_seqscan = off;
SELECT count(*) FROM sales_daily WHERE product_id = (SELECT id FROM product WHERE sku = 'P1') AND date BETWEEN '2024-10-20' AND '2024-10-29';
RESET enable_seqscan;
DROP INDEX mine_partial, mine_expression, mine_hash, mine_brin;
ALTER TABLE sales_daily ADD COLUMN tags text[] DEFAULT '{a,b}', ADD COLUMN span int4range;
CREATE INDEX mine_gin ON sales_daily USING gin (tags);
ALTER TABLE sales_daily ADD CONSTRAINT mine_exclusion EXCLUDE USING gist (span WITH &&);
CALL run_test('GIN and an exclusion', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed VALUES ('2024-11-01', 'S1', 'P1', 1, 2, 2), ('2024-11-01', 'S2', 'P1', 1, 2, 2)$$,
    $$ALTER TABLE sales_daily ALTER COLUMN span SET DEFAULT '[1,2)'$$,
    $$INSERT INTO sales_daily_feed VALUES ('2024-11-02', 'S1', 'P1', 1, 2, 2), ('2024-11-02', 'S2', 'P1', 1, 2, 2)$$]);
:results
ALTER TABLE sales_daily DROP CONSTRAINT mine_exclusion, DROP COLUMN tags, DROP COLUMN span;
-- unique ones that the load itself violates
ALTER TABLE sales_daily ADD COLUMN nth int;
UPDATE sales_daily SET nth = id;
ALTER TABLE sales_daily ALTER COLUMN nth SET DEFAULT -1, ADD CONSTRAINT mine_nth UNIQUE (nth);
CALL run_test('unique, violated', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed VALUES ('2024-11-01', 'S1', 'P1', 2, 2, 4), ('2024-11-03', 'S1', 'P1', 1, 2, 2)$$,
    $$INSERT INTO sales_daily_feed VALUES ('2024-11-04', 'S1', 'P1', 2, 2, 4), ('2024-11-05', 'S1', 'P1', 1, 2, 2)$$]);
ALTER TABLE sales_daily DROP CONSTRAINT mine_nth, ADD CONSTRAINT mine_nth UNIQUE (nth) DEFERRABLE INITIALLY DEFERRED;
CALL run_test('unique, deferred', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed VALUES ('2024-11-04', 'S1', 'P1', 2, 2, 4), ('2024-11-05', 'S1', 'P1', 1, 2, 2); SET CONSTRAINTS ALL IMMEDIATE$$]);
:results
ALTER TABLE sales_daily DROP COLUMN nth;
DELETE FROM sales_daily WHERE date = '2024-11-06';
CREATE UNIQUE INDEX mine_once ON sales_daily (store_id, quantity) WHERE date = '2024-11-06';
CALL run_test('unique in part', 'sales_daily', ARRAY[
    $$INSERT INTO sales_daily_feed VALUES ('2024-11-06', 'S1', 'P1', 2, 2, 4), ('2024-11-06', 'S1', 'P2', 2, 2, 4)$$]);
:results
DROP INDEX mine_once;

--
-- Added by a user: foreign keys
--
CREATE TABLE my_store (id int PRIMARY KEY);
INSERT INTO my_store SELECT id FROM store WHERE code <> 'S5';
DELETE FROM sales_daily WHERE store_id = (SELECT id FROM store WHERE code = 'S5');
ALTER TABLE sales_daily ADD CONSTRAINT fk_mine FOREIGN KEY (store_id) REFERENCES my_store;
CALL run_test('a second reference of a key', 'sales_daily', ARRAY[$$INSERT INTO sales_daily_feed VALUES ('2024-11-07', 'S1', 'P1', 2, 2, 4), ('2024-11-07', 'S5', 'P1', 1, 2, 2)$$]);
:results
ALTER TABLE sales_daily DROP CONSTRAINT fk_mine;
CREATE TABLE my_quantity (n numeric PRIMARY KEY);
INSERT INTO my_quantity SELECT DISTINCT quantity FROM sales_daily;
ALTER TABLE sales_daily ADD CONSTRAINT fk_mine FOREIGN KEY (quantity) REFERENCES my_quantity;
CALL run_test('a reference of another column', 'sales_daily', ARRAY[$$INSERT INTO sales_daily_feed VALUES ('2024-11-08', 'S1', 'P1', 2, 2, 4), ('2024-11-08', 'S2', 'P1', 77777, 2, 2)$$]);
:results
ALTER TABLE sales_daily DROP CONSTRAINT fk_mine;
DROP TABLE my_store, my_quantity;
-- and references to it
ALTER TABLE sales_daily ADD CONSTRAINT mine_pair UNIQUE (id, quantity);
CREATE TABLE remark (id bigint, quantity int, FOREIGN KEY (id, quantity) REFERENCES sales_daily (id, quantity) ON UPDATE CASCADE, FOREIGN KEY (id) REFERENCES sales_daily);
INSERT INTO sales_daily_feed VALUES ('2024-11-09', 'S1', 'P1', 2, 2, 4), ('2024-11-09', 'S2', 'P1', 2, 2, 4);
INSERT INTO remark SELECT id, quantity FROM sales_daily WHERE date = '2024-11-09';
INSERT INTO sales_daily_feed VALUES ('2024-11-09', 'S1', 'P1', 3, 2, 6), ('2024-11-09', 'S2', 'P1', 4, 2, 8);
SELECT s.quantity, r.quantity AS remark FROM sales_daily s JOIN remark r USING (id) ORDER BY 1;
DROP TABLE remark;
ALTER TABLE sales_daily DROP CONSTRAINT mine_pair;

--
-- Added by a user: triggers, rules, row-level security, privileges
--
CREATE TABLE heard (what text, old_quantity int, new_quantity int);
CREATE FUNCTION hear() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_LEVEL = 'ROW' THEN
        INSERT INTO heard VALUES (TG_WHEN || ' ' || TG_OP, CASE WHEN TG_OP = 'UPDATE' THEN OLD.quantity END, NEW.quantity);
    ELSE
        INSERT INTO heard SELECT TG_OP || ' of rows', count(*), sum(quantity) FROM new_rows;
    END IF;
    IF TG_WHEN = 'BEFORE' AND NEW.quantity = 13 THEN NEW.quantity = 14; END IF;
    IF TG_WHEN = 'BEFORE' AND NEW.quantity = 15 THEN RETURN NULL; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mine_before BEFORE INSERT OR UPDATE ON sales_daily FOR EACH ROW EXECUTE FUNCTION hear();
CREATE TRIGGER mine_after AFTER INSERT OR UPDATE ON sales_daily FOR EACH ROW EXECUTE FUNCTION hear();
CREATE TRIGGER mine_inserted AFTER INSERT ON sales_daily REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION hear();
CREATE TRIGGER mine_updated AFTER UPDATE ON sales_daily REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION hear();
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO sales_daily_feed VALUES ('2024-11-10', 'S1', 'P1', 12, 2, 24), ('2024-11-10', 'S2', 'P1', 13, 2, 26), ('2024-11-10', 'S3', 'P1', 15, 2, 30);
RESET forecast_warehouse.on_reject;
INSERT INTO sales_daily_feed VALUES ('2024-11-10', 'S1', 'P1', 16, 2, 32), ('2024-11-10', 'S4', 'P1', 17, 2, 34);
TABLE heard;
TRUNCATE heard;
SELECT quantity FROM sales_daily WHERE date = '2024-11-10' ORDER BY 1;
DROP TRIGGER mine_before ON sales_daily;
DROP TRIGGER mine_after ON sales_daily;
DROP TRIGGER mine_updated ON sales_daily;
-- one of a statement alone, and one that is off
INSERT INTO sales_daily_feed VALUES ('2024-11-11', 'S1', 'P1', 12, 2, 24), ('2024-11-11', 'S2', 'P1', 13, 2, 26);
ALTER TABLE sales_daily DISABLE TRIGGER mine_inserted;
INSERT INTO sales_daily_feed VALUES ('2024-11-12', 'S1', 'P1', 12, 2, 24), ('2024-11-12', 'S2', 'P1', 13, 2, 26);
TABLE heard;
DROP TRIGGER mine_inserted ON sales_daily;
DROP TABLE heard;
-- rules: a load says ON CONFLICT, which a table with rules refuses
CREATE RULE mine AS ON INSERT TO sales_daily WHERE NEW.quantity = 18 DO INSTEAD NOTHING;
CALL run_test('rules', 'sales_daily', ARRAY[$$INSERT INTO sales_daily_feed VALUES ('2024-11-13', 'S1', 'P1', 18, 2, 36), ('2024-11-13', 'S2', 'P1', 13, 2, 26)$$]);
:results
DROP RULE mine ON sales_daily;
CREATE ROLE regress_fw_loader;
GRANT SELECT, INSERT, UPDATE ON sales_daily, sales_daily_feed, store, product, calendar TO regress_fw_loader;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO regress_fw_loader;
ALTER TABLE sales_daily ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON sales_daily USING (true) WITH CHECK (quantity < 20);
SET ROLE regress_fw_loader;
INSERT INTO sales_daily_feed VALUES ('2024-11-14', 'S1', 'P1', 19, 2, 38), ('2024-11-14', 'S2', 'P1', 19, 2, 38);
INSERT INTO sales_daily_feed VALUES ('2024-11-14', 'S1', 'P1', 19, 2, 38), ('2024-11-14', 'S2', 'P1', 20, 2, 40);
INSERT INTO sales_daily_feed VALUES ('2024-11-14', 'S3', 'P1', 20, 2, 40), ('2024-11-14', 'S4', 'P1', 19, 2, 38);
RESET ROLE;
SELECT quantity, count(*) FROM sales_daily WHERE date = '2024-11-14' GROUP BY 1;
-- the owner is exempt from his policies, unless he forces them
INSERT INTO sales_daily_feed VALUES ('2024-11-15', 'S1', 'P1', 19, 2, 38), ('2024-11-15', 'S2', 'P1', 20, 2, 40);
ALTER TABLE sales_daily DISABLE ROW LEVEL SECURITY;
DROP POLICY mine ON sales_daily;
-- privileges of columns; and of none
REVOKE INSERT, UPDATE ON sales_daily FROM regress_fw_loader;
SET ROLE regress_fw_loader;
INSERT INTO sales_daily_feed VALUES ('2024-11-16', 'S1', 'P1', 19, 2, 38), ('2024-11-16', 'S2', 'P1', 19, 2, 38);
RESET ROLE;
GRANT INSERT (id, date, store_id, product_id, quantity, unit_price, total_amount), UPDATE (quantity, unit_price, total_amount, updated_at) ON sales_daily TO regress_fw_loader;
SET ROLE regress_fw_loader;
INSERT INTO sales_daily_feed VALUES ('2024-11-16', 'S1', 'P1', 19, 2, 38), ('2024-11-16', 'S2', 'P1', 19, 2, 38);
RESET ROLE;
REVOKE INSERT (quantity) ON sales_daily FROM regress_fw_loader;
SET ROLE regress_fw_loader;
INSERT INTO sales_daily_feed VALUES ('2024-11-17', 'S1', 'P1', 19, 2, 38), ('2024-11-17', 'S2', 'P1', 19, 2, 38);
RESET ROLE;
GRANT INSERT, UPDATE ON sales_daily TO regress_fw_loader;
-- a sequence is taken by who may take it
REVOKE USAGE ON SEQUENCE sales_daily_id_seq FROM regress_fw_loader;
SET ROLE regress_fw_loader;
INSERT INTO sales_daily_feed VALUES ('2024-11-17', 'S1', 'P1', 19, 2, 38), ('2024-11-17', 'S2', 'P1', 19, 2, 38);
RESET ROLE;
REVOKE ALL ON sales_daily, sales_daily_feed, store, product, calendar FROM regress_fw_loader;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM regress_fw_loader;
DROP ROLE regress_fw_loader;
-- tables that inherit, and transactions that only read
CREATE TABLE archive () INHERITS (sales_daily);
CALL run_test('a table with children', 'sales_daily', ARRAY[$$INSERT INTO sales_daily_feed VALUES ('2024-11-18', 'S1', 'P1', 18, 2, 36), ('2024-11-01', 'S2', 'P1', 13, 2, 26)$$]);
:results
DROP TABLE archive;
BEGIN READ ONLY;
INSERT INTO sales_daily_feed VALUES ('2024-11-18', 'S1', 'P1', 18, 2, 36), ('2024-11-01', 'S2', 'P1', 13, 2, 26);
ROLLBACK;
-- a publication that cannot identify a changed row
SET client_min_messages = error; -- wal_level need not be logical here
CREATE PUBLICATION regress_fw FOR TABLE sales_daily;
RESET client_min_messages;
ALTER TABLE sales_daily REPLICA IDENTITY NOTHING;
ANALYZE sales_daily; -- forgets that it had children
SET forecast_warehouse.writer = direct; -- by SQL, servers before 15.15, 16.11 and 17.7 take it
INSERT INTO sales_daily_feed VALUES ('2024-11-19', 'S1', 'P1', 18, 2, 36), ('2024-11-19', 'S2', 'P1', 13, 2, 26);
RESET forecast_warehouse.writer;
ALTER TABLE sales_daily REPLICA IDENTITY DEFAULT;
DROP PUBLICATION regress_fw;

--
-- The other feeds
--
CALL run_test('products', 'product', ARRAY[
    $$INSERT INTO product_feed (sku, name, category, brand, base_price) SELECT 'Q' || n, 'Product ' || n, 'C' || hashint4(n) % 97, CASE WHEN n % 3 > 0 THEN 'B' || n % 3 END, n FROM generate_series(1, 3000) n$$,
    -- left-out columns keep their values
    $$INSERT INTO product_feed (sku, name) SELECT 'Q' || n, 'Product ' || n + n % 2 FROM generate_series(1500, 4500) n$$]);
CALL run_test('stores', 'store', ARRAY[
    $$INSERT INTO store_feed SELECT 'U' || n, 'Store', CASE WHEN n % 2 = 0 THEN 'North' END, NULL, repeat('x', n % 30) FROM generate_series(1, 500) n$$,
    $$INSERT INTO store_feed (code, name, city) SELECT 'U' || n, 'Store ', 'City' FROM generate_series(400, 600) n$$]);
CALL run_test('stock', 'inventory_snapshot_daily', ARRAY[
    $$INSERT INTO inventory_snapshot_daily_feed SELECT date '2024-01-01' + d, 'S' || s, 'P' || p, (d + s * p) % 7, p, NULL FROM generate_series(0, 19) d, generate_series(1, 20) s, generate_series(1, 9) p$$,
    $$INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) SELECT date '2024-01-01' + d, 'S' || s, 'P' || p, (d + s * p) % 6 FROM generate_series(10, 29) d, generate_series(1, 20) s, generate_series(1, 9) p$$]);
CALL run_test('tills', 'sales_txn', ARRAY[
    $$INSERT INTO sales_txn_feed SELECT 'R' || n, n % 5, timestamptz '2024-01-01 12:00+00' + n * interval '1 hour', 'S' || 1 + n % 20, 'P' || 1 + n % 30, n - 500, 2, NULL, CASE WHEN n % 2 = 0 THEN 'C' || n END FROM generate_series(1, 5000) n$$,
    $$INSERT INTO sales_txn_feed SELECT 'R' || n, n % 5, timestamptz '2024-01-01 12:00+00' + n * interval '1 hour', 'S' || 1 + n % 20, 'P' || 1 + n % 29, n - 500, 2, NULL, CASE WHEN n % 2 = 0 THEN 'C' || n END FROM generate_series(4000, 6000) n$$]);
CALL run_test('weather', 'weather_daily', ARRAY[
    $$INSERT INTO weather_daily_feed SELECT date '2024-01-01' + d, 'S' || s FROM generate_series(0, 99) d, generate_series(1, 20) s$$]);
SELECT * FROM different;
SELECT * FROM complaints ORDER BY 1;
SELECT * FROM broken();
SELECT (SELECT count(*) FROM product) AS products, (SELECT count(*) FROM store) AS stores, (SELECT count(*) FROM inventory_snapshot_daily) AS stock,
       (SELECT count(*) FROM sales_txn) AS tills, (SELECT count(*) FROM weather_daily) AS weather;
TRUNCATE reported;

--
-- Windows
--
SET forecast_warehouse.on_reject = quarantine;
SET client_min_messages = warning; -- the journal has the number of rejected rows
-- of the chain and of stores, open, with ends, some of them in each other's way
CALL run_test('prices', 'price_history', ARRAY[
    $$INSERT INTO price_history_feed SELECT 'P' || p, CASE WHEN s > 0 THEN 'S' || s END, p + s + w, date '2024-01-01' + 10 * w, CASE WHEN (w + s) % 4 = 0 THEN date '2024-01-01' + 10 * w + p % 15 END FROM generate_series(1, 30) p, generate_series(0, 12) s, generate_series(0, 4) w$$,
    -- the same again; corrections; new ones before, between and after, which end open windows
    $$INSERT INTO price_history_feed SELECT 'P' || p, CASE WHEN s > 0 THEN 'S' || s END, p + s + w, date '2024-01-01' + 10 * w, CASE WHEN (w + s) % 4 = 0 THEN date '2024-01-01' + 10 * w + p % 15 END FROM generate_series(1, 30) p, generate_series(0, 12) s, generate_series(0, 4) w$$,
    $$INSERT INTO price_history_feed SELECT 'P' || p, CASE WHEN s > 0 THEN 'S' || s END, p + s + w + p % 2, date '2024-01-01' + 10 * w, NULL FROM generate_series(5, 30) p, generate_series(0, 12) s, generate_series(0, 4) w$$,
    $$INSERT INTO price_history_feed SELECT 'P' || p, CASE WHEN s > 0 THEN 'S' || s END, 1, date '2023-12-15' + 9 * w, NULL FROM generate_series(1, 30) p, generate_series(0, 14) s, generate_series(0, 9) w$$,
    $$INSERT INTO price_history_feed VALUES ('P1', NULL, 2, '2024-08-01', NULL)$$,
    $$INSERT INTO price_history_feed VALUES ('P1', NULL, 2.00, '2024-08-01', NULL)$$]);
CALL run_test('promotions', 'promotion', ARRAY[
    $$INSERT INTO promotion_feed SELECT 'P' || p, CASE WHEN s > 0 THEN 'S' || s END, 'Promo ' || chr(64 + n), 0.1 * n, CASE WHEN w % 2 = 0 THEN w END, date '2024-01-01' + 10 * w, date '2024-01-01' + 10 * w + 3 * n FROM generate_series(1, 20) p, generate_series(0, 5) s, generate_series(1, 4) n, generate_series(0, 4) w$$,
    -- left-out columns keep their values; other names are other series
    $$INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date) SELECT 'P' || p, CASE WHEN s > 0 THEN 'S' || s END, 'Promo ' || chr(96 + n), 0.2 * n, date '2024-01-01' + 10 * w, date '2024-01-01' + 10 * w + 3 FROM generate_series(1, 20) p, generate_series(0, 5) s, generate_series(1, 4) n, generate_series(0, 4) w$$,
    $$INSERT INTO promotion_feed (sku, store_code, name, start_date, end_date) SELECT 'P' || p, CASE WHEN s > 0 THEN 'S' || s END, 'Promo ' || chr(64 + n), date '2024-01-05' + 5 * w, date '2024-01-05' + 5 * w + n FROM generate_series(1, 20) p, generate_series(0, 7) s, generate_series(1, 4) n, generate_series(0, 4) w$$]);
SELECT * FROM different;
SELECT * FROM complaints ORDER BY 1;
SELECT * FROM broken();
SELECT target, inserted, updated, unchanged, rejected, closed FROM load_batch WHERE target IN ('price_history', 'promotion') ORDER BY id DESC LIMIT 9;
SELECT (SELECT count(*) FROM price_history) AS prices, (SELECT count(*) FROM promotion) AS promotions,
       (SELECT count(*) FROM price_history a JOIN price_history b ON a.product_id = b.product_id AND a.store_id IS NOT DISTINCT FROM b.store_id AND a.id < b.id
           AND daterange(a.valid_from, a.valid_to, '[]') && daterange(b.valid_from, b.valid_to, '[]')) AS overlaps;
TRUNCATE reported;
-- one look at each product that a window refers to, where a foreign key's trigger takes one for each window
SELECT pg_stat_force_next_flush();
BEGIN;
SET LOCAL forecast_warehouse.writer = auto;
INSERT INTO price_history_feed SELECT 'P1', 'S' || s, 1, date '2024-10-01' + w, NULL FROM generate_series(1, 20) s, generate_series(0, 49) w;
SELECT pg_stat_get_xact_numscans('pk_product'::regclass) < 10 AS directly;
ROLLBACK;
SELECT pg_stat_force_next_flush();
BEGIN;
SET LOCAL forecast_warehouse.writer = sql;
INSERT INTO price_history_feed SELECT 'P1', 'S' || s, 1, date '2024-10-01' + w, NULL FROM generate_series(1, 20) s, generate_series(0, 49) w;
SELECT pg_stat_get_xact_numscans('pk_product'::regclass) < 10 AS directly;
ROLLBACK;
-- without a key that keeps chain-wide windows apart, there may be several with one first day: a third one overlaps
ALTER TABLE price_history DROP CONSTRAINT uq_price_history_grain, ADD CONSTRAINT uq_mine UNIQUE (product_id, store_id, valid_from);
INSERT INTO price_history (product_id, price, valid_from) SELECT product_id, 77, valid_from FROM price_history WHERE store_id IS NULL AND valid_from = '2024-01-11' ORDER BY id;
CALL run_test('prices without their key', 'price_history', ARRAY[
    $$INSERT INTO price_history_feed SELECT 'P' || p, NULL, 88, '2024-01-11', NULL FROM generate_series(1, 20) p$$]);
SELECT * FROM different;
SELECT inserted, updated, rejected FROM load_batch ORDER BY id DESC LIMIT 1;
SELECT price, count(*) FROM price_history WHERE store_id IS NULL AND valid_from = '2024-01-11' AND price > 70 GROUP BY 1 ORDER BY 1;
TRUNCATE reported;
DELETE FROM price_history WHERE price IN (77, 88);
ALTER TABLE price_history DROP CONSTRAINT uq_mine, ADD CONSTRAINT uq_price_history_grain UNIQUE NULLS NOT DISTINCT (product_id, store_id, valid_from);
-- added by a user: a trigger fires for each window that is closed, changed and added
CREATE TABLE heard (what text, price numeric, valid_to date);
CREATE FUNCTION hear_price() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO heard VALUES (TG_OP, NEW.price, NEW.valid_to); RETURN NULL; END $$;
CREATE TRIGGER mine_after AFTER INSERT OR UPDATE ON price_history FOR EACH ROW EXECUTE FUNCTION hear_price();
CALL run_test('prices with a trigger', 'price_history', ARRAY[
    $$INSERT INTO price_history_feed VALUES ('P1', NULL, 3, '2024-08-01', NULL), ('P1', NULL, 4, '2024-09-01', NULL), ('P2', NULL, 5, '2024-09-01', NULL)$$]);
SELECT * FROM different;
TABLE heard ORDER BY 2, 1;
TRUNCATE reported;
DROP TRIGGER mine_after ON price_history;
DROP TABLE heard;
-- a batch that fails in a later one takes the first with it
ALTER TABLE price_history ADD CONSTRAINT ck_late CHECK (price < 900) NOT VALID;
SELECT count(*) AS before, sum(price) AS sum FROM price_history \gset
SET forecast_warehouse.on_reject = error;
INSERT INTO price_history_feed SELECT 'P' || p, 'S' || s, CASE WHEN p = 30 AND d = 220 THEN 900 ELSE 7 END, date '2025-01-01' + d, date '2025-01-01' + d FROM generate_series(1, 30) p, generate_series(1, 20) s, generate_series(0, 220) d;
SELECT count(*) = :before AND sum(price) = :sum AS as_before FROM price_history;
SET forecast_warehouse.on_reject = quarantine;
ALTER TABLE price_history DROP CONSTRAINT ck_late;
INSERT INTO price_history_feed SELECT 'P' || p, 'S' || s, 7, date '2025-01-01' + d, date '2025-01-01' + d FROM generate_series(1, 30) p, generate_series(1, 20) s, generate_series(0, 220) d ORDER BY hashint4(d * 1000 + s * 31 + p);
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT * FROM broken();
RESET client_min_messages;
RESET forecast_warehouse.on_reject;

--
-- More than a batch
--
INSERT INTO sales_daily_feed SELECT date '2024-05-15' + d, 'S' || s, 'P' || p, d, 1, d FROM generate_series(0, 189) d, generate_series(1, 20) s, generate_series(1, 30) p ORDER BY hashint4(d * 1000 + s * 31 + p);
SELECT inserted + updated + unchanged AS taken, inserted > 0 AS some, updated > 0 AS others FROM last_load();
SELECT * FROM broken();
SELECT count(*) AS missing FROM generate_series(0, 189) d, store s, product p
    WHERE s.code ~ '^S' AND p.sku ~ '^P' AND NOT EXISTS (SELECT FROM sales_daily f WHERE f.date = date '2024-05-15' + d AND f.store_id = s.id AND f.product_id = p.id AND f.quantity = d);
-- the second batch fails: the first is gone too
ALTER TABLE sales_daily ADD CONSTRAINT ck_late CHECK (quantity < 900) NOT VALID;
SELECT count(*) AS before, sum(quantity) AS sum FROM sales_daily \gset
INSERT INTO sales_daily_feed SELECT date '2024-05-15' + d, 'S' || s, 'P' || p, CASE WHEN d = 189 THEN 900 ELSE d + 1 END, 1, d FROM generate_series(0, 189) d, generate_series(1, 20) s, generate_series(1, 30) p;
SELECT count(*) = :before AND sum(quantity) = :sum AS as_before FROM sales_daily;
SELECT * FROM broken();

DROP FUNCTION broken, hear, hear_price;
DROP PROCEDURE run_test;
DROP VIEW different, complaints;
DROP TABLE reported;
DROP DOMAIN filled, few;
DROP EXTENSION amcheck;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
