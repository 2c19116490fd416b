-- product_feed: products in and out by their skus.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set products 'SELECT sku, name, category, brand, base_price, base_cost FROM product ORDER BY sku;'

--
-- Rows are stored as they arrived; money is rounded to cents, half away from zero as the server does
--
INSERT INTO product_feed (sku, name, category, brand, base_price, base_cost) VALUES
    ('A-1', 'Apple', 'Fruit', 'Orchard', 2.5, 1),
    ('A-2', 'Pear', NULL, NULL, NULL, NULL),
    ('A-3', 'Plum', '', '', 0, 0.005),
    ('A-4', 'Fig', 'Fruit', NULL, 0.004, 1.114999);
:products
:journal
TABLE product_feed ORDER BY sku;
-- export = import
INSERT INTO product_feed TABLE product_feed;
:journal

--
-- A replay writes nothing, although the file's numbers have more digits than the table's
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, p::text AS image FROM product p;
SELECT last_value, is_called FROM product_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
INSERT INTO product_feed (sku, name, category, brand, base_price, base_cost) VALUES
    ('A-1', 'Apple', 'Fruit', 'Orchard', 2.50000, 1),
    ('A-2', 'Pear', NULL, NULL, NULL, NULL),
    ('A-3', 'Plum', '', '', 0.00, 0.005),
    ('A-4', 'Fig', 'Fruit', NULL, 0.004, 1.114999);
SELECT pg_stat_get_xact_tuples_inserted('product'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('product'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('product'::regclass) AS deletes;
COMMIT;
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT count(*) AS untouched FROM product p JOIN existing b ON p.ctid = b.tid AND p.xmin = b.writer AND p::text = b.image;
SELECT last_value, is_called FROM product_id_seq;

--
-- A correction changes its row and no other
--
CREATE TEMP TABLE before AS SELECT sku, id, created_at, updated_at, xmin AS writer FROM product;
INSERT INTO product_feed VALUES
    ('A-1', 'Apple', 'Fruit', 'Orchard', 2.51, 1),
    ('A-2', 'Pear', NULL, NULL, NULL, NULL),
    ('A-3', 'Plum', '', '', 0.00, 0.01),
    ('A-5', 'Quince', 'Fruit', NULL, 3, NULL);
:journal
SELECT p.sku, p.base_price, p.id = b.id AS same_id, p.created_at = b.created_at AS same_birth,
       p.updated_at > b.updated_at AS moved, p.xmin = b.writer AS untouched
    FROM product p LEFT JOIN before b USING (sku) ORDER BY sku;
SELECT last_value, is_called FROM product_id_seq;

-- Each column by itself makes a difference, also from NULL and to NULL.
CREATE TEMP TABLE steps (step int, name text, category text, brand text, base_price numeric, base_cost numeric);
INSERT INTO steps VALUES
    (1, 'Pear!', NULL, NULL, NULL, NULL),
    (2, 'Pear!', 'Fruit', NULL, NULL, NULL),
    (3, 'Pear!', 'Fruit', 'Orchard', NULL, NULL),
    (4, 'Pear!', 'Fruit', 'Orchard', 2, NULL),
    (5, 'Pear!', 'Fruit', 'Orchard', 2, 1),
    (6, 'Pear!', 'Fruit', 'Orchard', 2.004, 1.00),
    (7, 'Pear!', 'Fruit', 'Orchard', NULL, 1),
    (8, 'Pear!', 'Fruit', 'Orchard', NULL, NULL),
    (9, 'Pear!', 'Fruit', NULL, NULL, NULL),
    (10, 'Pear!', NULL, NULL, NULL, NULL);
CREATE FUNCTION pg_temp.walk() RETURNS TABLE (step int, updated bigint, unchanged bigint, existing text) LANGUAGE plpgsql AS $$
DECLARE s record;
BEGIN
    FOR s IN SELECT * FROM steps ORDER BY steps.step LOOP
        INSERT INTO product_feed VALUES ('A-2', s.name, s.category, s.brand, s.base_price, s.base_cost);
        RETURN QUERY SELECT s.step, l.updated, l.unchanged, row(p.name, p.category, p.brand, p.base_price, p.base_cost)::text
            FROM last_load() l, product p WHERE p.sku = 'A-2';
    END LOOP;
END $$;
SELECT * FROM pg_temp.walk();

--
-- A column that the statement leaves out keeps its value; an explicit NULL clears it
--
INSERT INTO product_feed (sku, name) VALUES ('A-1', 'Apple, renamed'), ('A-6', 'New');
INSERT INTO product_feed (sku, name, base_price, brand) VALUES ('A-4', 'Fig', NULL, DEFAULT), ('A-3', 'Plum', DEFAULT, NULL);
:journal
:products

--
-- The limits of the table's own types
--
INSERT INTO product_feed (sku, name, category, brand, base_price, base_cost) VALUES
    (repeat('é', 50), repeat('名', 200), repeat('ü', 100), repeat('ß', 100), 99999999.994, 99999999.99);
SELECT length(sku) AS sku, length(name) AS name, length(category) AS category, length(brand) AS brand, base_price, base_cost
    FROM product WHERE sku LIKE 'é%';
CREATE TEMP TABLE bad (n int, sku text, name text, category text, brand text, base_price numeric, base_cost numeric);
INSERT INTO bad VALUES
    (1, NULL, 'No sku', NULL, NULL, NULL, NULL),
    (2, '', 'Empty sku', NULL, NULL, NULL, NULL),
    (3, 'X', NULL, NULL, NULL, NULL, NULL),
    (4, repeat('é', 51), 'Long', NULL, NULL, NULL, NULL),
    (5, 'X', repeat('名', 201), NULL, NULL, NULL, NULL),
    (6, 'X', 'Long', repeat('ü', 101), NULL, NULL, NULL),
    (7, 'X', 'Long', NULL, repeat('ß', 101), NULL, NULL),
    (8, 'X', 'Negative', NULL, NULL, -0.01, NULL),
    (9, 'X', 'Negative, though it would round to 0', NULL, NULL, -0.001, NULL),
    (10, 'X', 'Negative', NULL, NULL, '-Infinity', NULL),
    (11, 'X', 'Negative', NULL, NULL, NULL, -1),
    (12, 'X', 'Rounds up to a digit too many', NULL, NULL, 99999999.995, NULL),
    (13, 'X', 'Large', NULL, NULL, 'Infinity', NULL),
    (14, 'X', 'No number', NULL, NULL, 'NaN', NULL),
    (15, 'X', 'Large', NULL, NULL, NULL, 99999999.995),
    (16, 'X', 'No number', NULL, NULL, NULL, 'NaN'),
    (17, 'X', 'Large', NULL, NULL, NULL, 'Infinity'),
    (18, 'D', 'One', NULL, NULL, NULL, NULL),
    (19, 'D', 'Other', NULL, NULL, NULL, NULL);
-- one at a time, in error mode
CREATE FUNCTION pg_temp.try(first int, last int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text;
BEGIN
    INSERT INTO product_feed SELECT sku, name, category, brand, base_price, base_cost FROM bad WHERE n BETWEEN first AND last;
    RETURN 'landed';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
    RETURN SQLSTATE || ' ' || left(message, 100);
END $$;
SELECT n, pg_temp.try(n, n) FROM bad WHERE n < 18 ORDER BY n;
SELECT pg_temp.try(18, 19);
-- the whole file
INSERT INTO product_feed SELECT sku, name, category, brand, base_price, base_cost FROM bad ORDER BY n;
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) AS landed FROM product WHERE sku IN ('X', 'D', '');
SELECT count(*) AS journal FROM load_batch WHERE rejected > 0;
-- quarantined, among good rows
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO product_feed
    SELECT sku, name, category, brand, base_price, base_cost FROM bad
    UNION ALL VALUES ('B-1', 'Good', NULL, NULL, 1::numeric, NULL::numeric), ('A-6', 'New', NULL, NULL, NULL, NULL),
        ('A-5', 'Quince, renamed', 'Fruit', NULL, 3, NULL);
:journal
SELECT row_number, error_code, left(message, 100) AS message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;
-- each as it arrived, by its place in the load
SELECT count(*) AS as_they_arrived FROM load_reject r JOIN bad b ON r.row_number = b.n
    AND r.row_data = jsonb_build_object('sku', sku, 'name', name, 'category', category, 'brand', brand,
                                        'base_price', base_price, 'base_cost', base_cost)
    WHERE batch_id = (last_load()).batch_id;
SELECT sku, name FROM product WHERE sku IN ('X', 'D', '', 'B-1', 'A-5', 'A-6') ORDER BY sku;
RESET forecast_warehouse.on_reject;

DROP TABLE existing, before, steps, bad;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
