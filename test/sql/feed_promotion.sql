-- promotion_feed: promotions and the windows in which they run, chain-wide or of a store.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread'), ('C', 'Cheese');

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, left(message, 100) AS message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
-- The table by plain SQL, beside the feed.
\set promotions 'SELECT p.sku, s.code, left(m.name, 20) AS name, m.discount_pct, m.discount_amount, m.start_date, m.end_date FROM promotion m JOIN product p ON p.id = m.product_id LEFT JOIN store s ON s.id = m.store_id ORDER BY 1, 2 NULLS FIRST, m.name COLLATE "C", 6;'

--
-- Rows are stored as they arrived: of the chain or of a store, with any discount or none
--
-- A promotion has a name: an empty one is refused, and takes the load with it.
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, discount_amount, start_date, end_date) VALUES
    ('A', NULL, 'Spring', 0.1, NULL, '2024-03-01', '2024-03-31'),
    ('A', NULL, 'Coupon', NULL, 0.5, '2024-03-15', '2024-04-15'),
    ('A', 'S1', 'Spring', 1, 99999999.994, '2024-03-01', '2024-03-01'),
    ('A', 'S2', 'Display', NULL, NULL, '2024-03-01', '2024-03-02'),
    ('B', NULL, 'Spring', 0.12344, 0.004, '2024-03-01', '2024-03-31'),
    ('B', NULL, '', 0.00005, 0, '2024-05-01', '2024-05-31');
:promotions
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, discount_amount, start_date, end_date) VALUES
    ('A', NULL, 'Spring', 0.1, NULL, '2024-03-01', '2024-03-31'),
    ('A', NULL, 'Coupon', NULL, 0.5, '2024-03-15', '2024-04-15'),
    ('A', 'S1', 'Spring', 1, 99999999.994, '2024-03-01', '2024-03-01'),
    ('A', 'S2', 'Display', NULL, NULL, '2024-03-01', '2024-03-02'),
    ('B', NULL, 'Spring', 0.12344, 0.004, '2024-03-01', '2024-03-31'),
    ('B', NULL, repeat('名', 200), 0.00005, 0, '2024-05-01', '2024-05-31');
:promotions
:journal
SELECT sku, store_code, length(name), discount_pct, discount_amount, start_date, end_date FROM promotion_feed
    ORDER BY sku, store_code NULLS FIRST, start_date, length(name);
-- export = import
INSERT INTO promotion_feed TABLE promotion_feed;
:journal

--
-- A replay writes nothing
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, m::text AS image FROM promotion m;
SELECT last_value, is_called FROM promotion_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
INSERT INTO promotion_feed VALUES
    ('B', NULL, repeat('名', 200), 0.00005, 0, '2024-05-01', '2024-05-31'),
    ('A', 'S2', 'Display', NULL, NULL, '2024-03-01', '2024-03-02'),
    ('A', NULL, 'Coupon', NULL, 0.5, '2024-03-15', '2024-04-15'),
    ('B', NULL, 'Spring', 0.12344, 0.004, '2024-03-01', '2024-03-31'),
    ('A', NULL, 'Spring', 0.1, NULL, '2024-03-01', '2024-03-31'),
    ('A', 'S1', 'Spring', 1, 99999999.994, '2024-03-01', '2024-03-01');
SELECT pg_stat_get_xact_tuples_inserted('promotion'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('promotion'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('promotion'::regclass) AS deletes;
COMMIT;
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT count(*) AS untouched FROM promotion m JOIN existing b ON m.ctid = b.tid AND m.xmin = b.writer AND m::text = b.image;
SELECT last_value, is_called FROM promotion_id_seq;

--
-- A correction changes its row and no other; each value by itself makes a difference
--
CREATE TEMP TABLE before AS SELECT id, created_at, updated_at, xmin AS writer FROM promotion;
INSERT INTO promotion_feed VALUES
    ('A', NULL, 'Spring', 0.1, 0.01, '2024-03-01', '2024-03-31'),
    ('A', NULL, 'Coupon', 0.0001, 0.5, '2024-03-15', '2024-04-15'),
    ('A', 'S1', 'Spring', 1, 99999999.99, '2024-03-01', '2024-03-02'),
    ('A', 'S2', 'Display', NULL, NULL, '2024-03-01', '2024-03-02'),
    ('C', NULL, 'New', NULL, NULL, '2024-03-01', '2024-03-02');
:journal
SELECT m.product_id, m.store_id, length(m.name) AS name, m.discount_pct, m.discount_amount, m.end_date, m.created_at = b.created_at AS same_birth, m.updated_at > b.updated_at AS moved,
       m.xmin = b.writer AS untouched
    FROM promotion m LEFT JOIN before b USING (id) ORDER BY 1, 2 NULLS FIRST, m.start_date, m.name COLLATE "C";

--
-- A column that the statement leaves out keeps its value; an explicit NULL clears it
--
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Spring', '2024-03-01', '2024-03-30');
INSERT INTO promotion_feed VALUES ('A', NULL, 'Coupon', DEFAULT, NULL, '2024-03-15', '2024-04-15');
INSERT INTO promotion_feed (sku, store_code, name, start_date, end_date, discount_pct) VALUES ('A', 'S1', 'Spring', '2024-03-01', '2024-03-02', NULL);
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('C', 'New', '2024-03-01', '2024-03-02');
:journal
:promotions

--
-- Windows of one product, store and name must not overlap; others may
--
DELETE FROM promotion;
INSERT INTO promotion_feed (sku, store_code, name, start_date, end_date) VALUES
    ('A', NULL, 'Spring', '2024-03-01', '2024-03-31'),
    ('A', NULL, 'spring', '2024-03-01', '2024-03-31'),
    ('A', 'S1', 'Spring', '2024-03-01', '2024-03-31'),
    ('A', 'S2', 'Spring', '2024-03-15', '2024-04-15'),
    ('B', NULL, 'Spring', '2024-03-01', '2024-03-31'),
    ('A', NULL, 'Spring', '2024-04-01', '2024-04-30');
:journal
-- a promotion that ends is never closed by the next one
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Spring', '2024-03-31', '2024-03-31');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Spring', '2024-02-01', '2024-03-01');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Spring', '2024-03-01', '2024-04-01');
\echo :LAST_ERROR_SQLSTATE
-- made shorter, it leaves room; the order within a load does not matter
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES
    ('A', 'Spring', '2024-03-31', '2024-03-31'), ('A', 'Spring', '2024-03-01', '2024-03-30'), ('A', 'Spring', '2024-02-01', '2024-02-29');
:journal
:promotions
SELECT count(*) AS overlapping FROM promotion a JOIN promotion b
    ON (a.product_id, a.name) = (b.product_id, b.name) AND a.store_id IS NOT DISTINCT FROM b.store_id AND a.id < b.id
    AND daterange(a.start_date, a.end_date, '[]') && daterange(b.start_date, b.end_date, '[]');

--
-- Rows that no load can take
--
DELETE FROM promotion;
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('A', 'Spring', '2024-03-01', '2024-03-31');
CREATE TEMP TABLE bad (n int, sku text, store_code text, name text, discount_pct numeric, discount_amount numeric, start_date date, end_date date);
INSERT INTO bad VALUES
    (1, NULL, NULL, 'X', NULL, NULL, '2024-02-01', '2024-02-01'),
    (2, '', NULL, 'X', NULL, NULL, '2024-02-01', '2024-02-01'),
    (3, 'A', '', 'X', NULL, NULL, '2024-02-01', '2024-02-01'),
    (4, 'A', NULL, NULL, NULL, NULL, '2024-02-01', '2024-02-01'),
    (5, 'A', NULL, '', NULL, NULL, '2024-02-01', '2024-02-01'),
    (6, 'A', NULL, 'X', NULL, NULL, NULL, '2024-02-01'),
    (7, 'A', NULL, 'X', NULL, NULL, '2024-02-01', NULL),
    (8, 'Z', NULL, 'X', NULL, NULL, '2024-02-01', '2024-02-01'),
    (9, 'A', 'S9', 'X', NULL, NULL, '2024-02-01', '2024-02-01'),
    (10, 'A', NULL, repeat('名', 201), NULL, NULL, '2024-02-01', '2024-02-01'),
    (11, 'A', NULL, 'X', -0.00001, NULL, '2024-02-01', '2024-02-01'),
    (12, 'A', NULL, 'X', 1.00001, NULL, '2024-02-01', '2024-02-01'),
    (13, 'A', NULL, 'X', 10, NULL, '2024-02-01', '2024-02-01'),
    (14, 'A', NULL, 'X', 'NaN', NULL, '2024-02-01', '2024-02-01'),
    (15, 'A', NULL, 'X', 'Infinity', NULL, '2024-02-01', '2024-02-01'),
    (16, 'A', NULL, 'X', NULL, -0.01, '2024-02-01', '2024-02-01'),
    (17, 'A', NULL, 'X', NULL, 99999999.995, '2024-02-01', '2024-02-01'),
    (18, 'A', NULL, 'X', NULL, 'NaN', '2024-02-01', '2024-02-01'),
    (19, 'A', NULL, 'X', NULL, 'Infinity', '2024-02-01', '2024-02-01'),
    (20, 'A', NULL, 'X', NULL, NULL, '-infinity', '2024-02-01'),
    (21, 'A', NULL, 'X', NULL, NULL, '2024-02-01', 'infinity'),
    (22, 'A', NULL, 'X', NULL, NULL, '2024-02-02', '2024-02-01'),
    (23, 'A', NULL, 'Spring', NULL, NULL, '2024-03-31', '2024-04-30'),
    (24, 'A', 'S1', 'X', NULL, NULL, '2024-02-01', '2024-02-01'),
    (25, 'A', 'S1', 'X', NULL, NULL, '2024-02-01', '2024-02-02');
CREATE FUNCTION pg_temp.try(first int, last int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text;
BEGIN
    INSERT INTO promotion_feed SELECT sku, store_code, name, discount_pct, discount_amount, start_date, end_date FROM bad WHERE n BETWEEN first AND last;
    RETURN 'landed';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
    RETURN SQLSTATE || ' ' || left(message, 100);
END $$;
SELECT n, pg_temp.try(n, n) FROM bad WHERE n < 24 ORDER BY n;
SELECT pg_temp.try(24, 25);
INSERT INTO promotion_feed SELECT sku, store_code, name, discount_pct, discount_amount, start_date, end_date FROM bad WHERE n <> 23 ORDER BY n;
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM promotion;
-- quarantined, among good rows
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO promotion_feed
    SELECT sku, store_code, name, discount_pct, discount_amount, start_date, end_date FROM bad
    UNION ALL VALUES ('B', NULL, 'Good', 0.5::numeric, NULL::numeric, '2024-03-01'::date, '2024-03-01'::date),
        ('A', NULL, 'Spring', NULL, NULL, '2024-03-01', '2024-03-31');
:journal
:rejects
SELECT count(*) AS as_they_arrived FROM load_reject r JOIN bad b ON r.row_number = b.n
    AND r.row_data = jsonb_build_object('sku', sku, 'store_code', store_code, 'name', name, 'discount_pct', discount_pct,
        'discount_amount', discount_amount, 'start_date', start_date, 'end_date', end_date)
    WHERE batch_id = (last_load()).batch_id;
:promotions
RESET forecast_warehouse.on_reject;

-- a percentage in the place of a share: the hint has the share
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'p', 20, '2024-01-01', '2024-01-02'), ('A', 'q', 12.5, '2024-01-01', '2024-01-02');
SELECT upsert_promotion('A', NULL, 'p', 33.3, NULL, '2024-01-01', '2024-01-02');
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'p', 200, '2024-01-01', '2024-01-02');
INSERT INTO promotion_feed (sku, name, discount_pct, discount_amount, start_date, end_date) VALUES ('A', 'p', 20, 1, '2024-01-01', '2024-01-02'), ('A', 'q', 0.2, -1, '2024-01-01', '2024-01-02');

DROP TABLE existing, before, bad;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
