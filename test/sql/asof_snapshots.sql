-- The caches are never stale. Prices and promotions as of a day are those that the calling statement sees, with the caller's rights.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');
SELECT id AS a FROM product WHERE sku = 'A' \gset
SELECT id AS b FROM product WHERE sku = 'B' \gset
SELECT id AS s1 FROM store WHERE code = 'S1' \gset
SELECT id AS s2 FROM store WHERE code = 'S2' \gset
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 1, '2024-01-01'), ('B', NULL, 9, '2024-01-01');
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date) VALUES ('A', NULL, 'first', 0.1, '2024-01-01', '2024-12-31');
CREATE VIEW now AS SELECT price_asof('A', 'S1', '2024-06-01') AS price, (promotion_asof('A', 'S1', '2024-06-01')).name AS promotion;

--
-- Own changes that are not committed, and rollbacks
--
BEGIN;
TABLE now;
INSERT INTO price_history (product_id, price, valid_from) VALUES (:a, 2, '2024-02-01');
INSERT INTO promotion (product_id, name, discount_pct, start_date, end_date) VALUES (:a, 'second', 0.2, '2024-02-01', '2024-12-31');
TABLE now;
UPDATE price_history SET price = 2.5 WHERE price = 2;
UPDATE promotion SET name = 'renamed' WHERE name = 'second';
TABLE now;
DELETE FROM price_history WHERE price = 2.5;
DELETE FROM promotion WHERE name = 'renamed';
TABLE now;
SAVEPOINT one;
INSERT INTO price_history (product_id, store_id, price, valid_from) VALUES (:a, :s1, 3, '2024-02-01');
UPDATE promotion SET name = 'in a savepoint';
TABLE now;
ROLLBACK TO one;
TABLE now;
INSERT INTO price_history (product_id, store_id, price, valid_from) VALUES (:a, :s1, 4, '2024-02-01');
TABLE now;
SAVEPOINT two;
RELEASE two;
TABLE now;
UPDATE product SET sku = CASE sku WHEN 'A' THEN 'B' ELSE 'A' END || '-';
UPDATE product SET sku = rtrim(sku, '-');
TABLE now;
TRUNCATE price_history, promotion;
TABLE now;
ROLLBACK;
TABLE now;
-- Within one snapshot only a rollback shows that rows are gone. Rows that were read in a savepoint must be forgotten after it.
BEGIN ISOLATION LEVEL REPEATABLE READ;
TABLE now;
SAVEPOINT one;
INSERT INTO price_history (product_id, store_id, price, valid_from) VALUES (:a, :s1, 3, '2024-02-01');
UPDATE promotion SET name = 'in a savepoint';
TABLE now;
ROLLBACK TO one;
TABLE now;
INSERT INTO price_history (product_id, store_id, price, valid_from) VALUES (:a, :s1, 5, '2024-02-01');
TABLE now;
DO $$
BEGIN
    UPDATE promotion SET name = 'in a block';
    RAISE EXCEPTION '%', (SELECT promotion FROM now);
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE '% is undone, % is left', sqlerrm, (SELECT promotion FROM now);
END $$;
ROLLBACK;

--
-- Functions: each statement in them sees the changes before it
--
CREATE FUNCTION pg_temp.change(price numeric) RETURNS numeric LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    UPDATE fw.price_history h SET price = change.price WHERE store_id IS NULL AND product_id = (SELECT id FROM fw.product WHERE sku = 'A');
    RETURN fw.price_asof('A', 'S1', '2024-06-01');
END $$;
CREATE FUNCTION pg_temp.look() RETURNS numeric LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN fw.price_asof('A', 'S1', '2024-06-01');
END $$;
CREATE FUNCTION pg_temp.look_in_sql() RETURNS numeric LANGUAGE sql STABLE AS $$ SELECT fw.price_asof('A', 'S1', '2024-06-01') $$;
CREATE FUNCTION pg_temp.walk() RETURNS TABLE (step text, price numeric) LANGUAGE plpgsql AS $$
DECLARE seen numeric;
BEGIN
    FOR round IN 1..3 LOOP
        seen := fw.price_asof('A', 'S1', '2024-06-01');
        RETURN QUERY SELECT 'assigned', seen;
        PERFORM pg_temp.change(10 + round);
        seen := fw.price_asof('A', 'S1', '2024-06-01');
        RETURN QUERY SELECT 'assigned after a change', seen;
        RETURN QUERY SELECT 'stable function', pg_temp.look();
        RETURN QUERY SELECT 'stable function in SQL', pg_temp.look_in_sql();
        BEGIN
            PERFORM pg_temp.change(99);
            RAISE EXCEPTION 'undone at %', fw.price_asof('A', 'S1', '2024-06-01');
        EXCEPTION WHEN OTHERS THEN
            RETURN QUERY SELECT sqlerrm, fw.price_asof('A', 'S1', '2024-06-01');
        END;
    END LOOP;
END $$;
BEGIN;
SELECT * FROM pg_temp.walk();
ROLLBACK;
SELECT * FROM pg_temp.walk() OFFSET 10;
UPDATE price_history SET price = 1 WHERE product_id = :a;
-- A volatile function changes prices while a statement runs. The statement still sees the old prices, and the function sees its own.
BEGIN;
SELECT n, price_asof('A', 'S1', '2024-06-01') AS of_statement, pg_temp.change(n) AS of_function, pg_temp.look() AS of_stable_function, price_asof('A', 'S1', '2024-06-01') AS of_statement
FROM generate_series(21, 23) AS n;
ROLLBACK;
-- A procedure that commits.
CREATE PROCEDURE pg_temp.commit_and_look() LANGUAGE plpgsql AS $$
BEGIN
    RAISE NOTICE '%', fw.price_asof('A', 'S1', '2024-06-01');
    UPDATE fw.price_history SET price = price + 1 WHERE store_id IS NULL;
    RAISE NOTICE '%', fw.price_asof('A', 'S1', '2024-06-01');
    ROLLBACK;
    RAISE NOTICE '%', fw.price_asof('A', 'S1', '2024-06-01');
    UPDATE fw.price_history SET price = price + 2 WHERE store_id IS NULL;
    COMMIT;
    RAISE NOTICE '%', fw.price_asof('A', 'S1', '2024-06-01');
END $$;
CALL pg_temp.commit_and_look();
UPDATE price_history SET price = 1 WHERE product_id = :a;

--
-- Prepared statements, with plans for the arguments and for any
--
PREPARE ask(text) AS SELECT price_asof($1, 'S1', '2024-06-01') AS price, (promotion_asof($1, 'S1', '2024-06-01')).name AS promotion;
BEGIN;
SET LOCAL plan_cache_mode = force_generic_plan;
EXECUTE ask('A');
UPDATE price_history SET price = 7 WHERE product_id = :a;
UPDATE promotion SET name = 'other';
EXECUTE ask('A');
SET LOCAL plan_cache_mode = force_custom_plan;
EXECUTE ask('A');
SAVEPOINT one;
DELETE FROM price_history;
EXECUTE ask('A');
ROLLBACK TO one;
EXECUTE ask('A');
COMMIT;
EXECUTE ask('A');
UPDATE price_history SET price = 1 WHERE product_id = :a;
UPDATE promotion SET name = 'first';
EXECUTE ask('A');

--
-- Cursors see the state of their opening, without later changes
--
BEGIN;
DECLARE before CURSOR FOR SELECT n, price_asof(:a, :s1, '2024-06-01') AS price, promotion_id_asof(:a, :s1, '2024-06-01') IS NOT NULL AS on_promotion FROM generate_series(1, 10) AS n;
FETCH 1 FROM before;
UPDATE price_history SET price = 5 WHERE product_id = :a;
DELETE FROM promotion;
DECLARE after CURSOR FOR SELECT n, price_asof(:a, :s1, '2024-06-01') AS price, promotion_id_asof(:a, :s1, '2024-06-01') IS NOT NULL AS on_promotion FROM generate_series(1, 10) AS n;
FETCH 1 FROM after;
FETCH 1 FROM before;
INSERT INTO price_history (product_id, store_id, price, valid_from) VALUES (:a, :s1, 6, '2024-01-01');
TABLE now;
FETCH 1 FROM after;
FETCH 1 FROM before;
SAVEPOINT one;
DELETE FROM price_history;
TABLE now;
FETCH 1 FROM before;
ROLLBACK TO one;
FETCH 1 FROM after;
FETCH 1 FROM before;
TABLE now;
ROLLBACK;
-- one that was never read before the change
BEGIN;
DECLARE before CURSOR FOR SELECT price_asof(:a, :s1, '2024-06-01') AS price;
UPDATE price_history SET price = 5 WHERE product_id = :a;
TABLE now;
FETCH 1 FROM before;
ROLLBACK;

--
-- Many products, read as a whole: the same
--
INSERT INTO product (sku, name) SELECT 'M' || n, 'Many' FROM generate_series(1, 300) n;
INSERT INTO price_history (product_id, price, valid_from) SELECT id, 1, '2024-01-01' FROM product WHERE sku LIKE 'M%';
ANALYZE price_history;
CREATE VIEW sum AS SELECT count(price_asof(id, NULL, '2024-06-01')) AS prices, sum(price_asof(id, NULL, '2024-06-01')) AS sum FROM product WHERE sku LIKE 'M%';
BEGIN;
TABLE sum;
UPDATE price_history SET price = 2 WHERE product_id IN (SELECT id FROM product WHERE sku LIKE 'M%');
TABLE sum;
SAVEPOINT one;
DELETE FROM price_history WHERE price = 2;
TABLE sum;
ROLLBACK TO one;
TABLE sum;
ROLLBACK;
TABLE sum;
-- A table below price_history has prices, too.
BEGIN;
CREATE TABLE below () INHERITS (price_history);
INSERT INTO below (product_id, store_id, price, valid_from) SELECT id, NULL, 5, '2024-02-01' FROM product WHERE sku LIKE 'M%';
TABLE sum;
SELECT sum(price) FROM price_history h JOIN product p ON p.id = h.product_id WHERE sku LIKE 'M%' AND h.tableoid = 'below'::regclass;
ROLLBACK;
-- Who may read some columns only reads those; rows that a policy hides stay hidden.
CREATE ROLE regress_fw_reader;
GRANT USAGE ON SCHEMA fw TO regress_fw_reader;
GRANT SELECT ON product TO regress_fw_reader;
GRANT SELECT (product_id, store_id, valid_from, valid_to, id, price) ON price_history TO regress_fw_reader;
\set sum 'SELECT count(price_asof(id, NULL, date ''2024-06-01'')) AS prices, sum(price_asof(id, NULL, date ''2024-06-01'')) AS sum FROM product WHERE sku LIKE ''M%'''
BEGIN;
SET LOCAL ROLE regress_fw_reader;
:sum;
RESET ROLE;
REVOKE SELECT (id) ON price_history FROM regress_fw_reader;
SET LOCAL ROLE regress_fw_reader;
:sum;
ROLLBACK;
BEGIN;
ALTER TABLE price_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY even_ids ON price_history USING (product_id % 2 = 0);
:sum;
SET LOCAL ROLE regress_fw_reader;
:sum;
ROLLBACK;
REVOKE ALL ON SCHEMA fw FROM regress_fw_reader;
REVOKE ALL ON product FROM regress_fw_reader;
REVOKE SELECT (product_id, store_id, valid_from, valid_to, id, price) ON price_history FROM regress_fw_reader;
DROP ROLE regress_fw_reader;
DELETE FROM price_history WHERE product_id IN (SELECT id FROM product WHERE sku LIKE 'M%');

--
-- Rights: the caller's, also after a call of another role in the same transaction
--
CREATE ROLE regress_fw_buyer;
CREATE ROLE regress_fw_stranger;
GRANT USAGE ON SCHEMA fw TO regress_fw_buyer, regress_fw_stranger;
GRANT SELECT (product_id, store_id, valid_from, valid_to, id, price) ON price_history TO regress_fw_buyer;
BEGIN;
SELECT price_asof(:a, :s1, '2024-06-01');
SET LOCAL ROLE regress_fw_buyer;
SELECT price_asof(:a, :s1, '2024-06-01');
SAVEPOINT one;
SELECT promotion_id_asof(:a, :s1, '2024-06-01');
ROLLBACK TO one;
SELECT price_asof('A', 'S1', '2024-06-01');
ROLLBACK TO one;
SET LOCAL ROLE regress_fw_stranger;
SELECT price_asof(:a, :s1, '2024-06-01');
ROLLBACK;
-- Taken away within the transaction.
BEGIN;
SET LOCAL ROLE regress_fw_buyer;
SELECT price_asof(:a, :s1, '2024-06-01');
RESET ROLE;
REVOKE SELECT (price) ON price_history FROM regress_fw_buyer;
SET LOCAL ROLE regress_fw_buyer;
SELECT price_asof(:a, :s1, '2024-06-01');
ROLLBACK;
-- A SECURITY DEFINER function uses its owner's rights. Its caller gets nothing from the cache.
CREATE FUNCTION public.lend(product integer, store integer) RETURNS numeric LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = fw AS $$ BEGIN RETURN price_asof(product, store, '2024-06-01'); END $$;
BEGIN;
SET LOCAL ROLE regress_fw_stranger;
SELECT public.lend(:a, :s1);
SELECT price_asof(:a, :s1, '2024-06-01');
ROLLBACK;
DROP FUNCTION public.lend(integer, integer);

--
-- Row-level security: the rows of a policy, by role, and by a setting that changes between two statements
--
GRANT SELECT ON price_history, promotion, store, product TO regress_fw_buyer, regress_fw_stranger;
INSERT INTO price_history (product_id, store_id, price, valid_from) VALUES (:a, :s1, 3, '2024-01-01'), (:a, :s2, 4, '2024-01-01');
INSERT INTO promotion (product_id, store_id, name, discount_pct, start_date, end_date) VALUES (:a, :s1, 'of the first store', 0.5, '2024-01-01', '2024-12-31');
ALTER TABLE price_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE promotion ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_store ON price_history USING (store_id IS NULL OR store_id::text = current_setting('app.store', true));
CREATE POLICY one_store ON promotion USING (store_id IS NULL OR store_id::text = current_setting('app.store', true));
CREATE VIEW both_stores AS SELECT price_asof(:a, :s1, '2024-06-01') AS first, price_asof(:a, :s2, '2024-06-01') AS second, (promotion_asof(:a, :s1, '2024-06-01')).name AS promotion;
ALTER VIEW both_stores SET (security_invoker = true);
GRANT SELECT ON both_stores TO regress_fw_buyer;
BEGIN;
TABLE both_stores;
SET LOCAL ROLE regress_fw_buyer;
TABLE both_stores;
SET LOCAL app.store = :s1;
TABLE both_stores;
SELECT price_asof('A', 'S1', '2024-06-01') AS first;
SET LOCAL app.store = :s2;
TABLE both_stores;
SELECT price_asof('A', 'S1', '2024-06-01') AS first;
RESET ROLE;
TABLE both_stores;
SET LOCAL row_security = off;
SET LOCAL ROLE regress_fw_buyer;
TABLE both_stores;
ROLLBACK;
-- Codes that a policy hides do not exist for the caller.
ALTER TABLE product ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_product ON product USING (sku = current_setting('app.sku', true));
BEGIN;
SELECT price_asof('A', NULL, '2024-06-01');
SET LOCAL ROLE regress_fw_buyer;
SET LOCAL app.sku = 'A';
SELECT price_asof('A', NULL, '2024-06-01');
SET LOCAL app.sku = 'B';
SELECT price_asof('A', NULL, '2024-06-01');
ROLLBACK;
ALTER TABLE product DISABLE ROW LEVEL SECURITY;
-- Switched off, the tables are read as a whole again.
ALTER TABLE price_history DISABLE ROW LEVEL SECURITY;
ALTER TABLE promotion DISABLE ROW LEVEL SECURITY;
SET ROLE regress_fw_buyer;
TABLE both_stores;
RESET ROLE;

--
-- The extension is created again, in another schema and in the same transaction
--
BEGIN;
TABLE now;
SET LOCAL client_min_messages = warning;
SET LOCAL forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
CREATE SCHEMA other;
CREATE EXTENSION forecast_warehouse SCHEMA other;
INSERT INTO other.product_feed (sku, name) VALUES ('A', 'Apple');
INSERT INTO other.price_history_feed (sku, price, valid_from) VALUES ('A', 77, '2024-01-01');
SELECT other.price_asof('A', NULL, '2024-06-01');
ROLLBACK;
TABLE now;

RESET search_path;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA fw;
DROP ROLE regress_fw_buyer, regress_fw_stranger;
