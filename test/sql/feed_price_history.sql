-- price_history_feed: prices and the windows in which they are in force, chain-wide or of a store.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread'), ('C', 'Cheese'), ('D', 'Dates'), ('E', 'Eggs');

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
-- The table by plain SQL, beside the feed.
\set prices 'SELECT p.sku, s.code, h.price, h.valid_from, h.valid_to FROM price_history h JOIN product p ON p.id = h.product_id LEFT JOIN store s ON s.id = h.store_id ORDER BY 1, 2 NULLS FIRST, 4;'
\set series 'SELECT price, valid_from, valid_to FROM price_history_feed WHERE sku = :\'sku\' AND store_code IS NULL ORDER BY valid_from, price;'

--
-- Rows are stored as they arrived: of the chain or of a store, with an end or open
--
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES
    ('A', NULL, 2.5, '2024-01-01', NULL),
    ('A', 'S1', 2.495, '2024-01-01', '2024-03-31'),
    ('A', 'S2', 0, '2024-01-01', '2024-01-01'),
    ('B', NULL, 99999999.994, '0044-03-15 BC', '9999-12-31');
:prices
:journal
TABLE price_history_feed ORDER BY sku, store_code NULLS FIRST;
-- export = import
INSERT INTO price_history_feed TABLE price_history_feed;
:journal

--
-- A replay writes nothing
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, h::text AS image FROM price_history h;
SELECT last_value, is_called FROM price_history_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
INSERT INTO price_history_feed VALUES
    ('B', NULL, 99999999.994, '0044-03-15 BC', '9999-12-31'),
    ('A', NULL, 2.50, '2024-01-01', NULL),
    ('A', 'S2', 0, '2024-01-01', '2024-01-01'),
    ('A', 'S1', 2.495, '2024-01-01', '2024-03-31');
SELECT pg_stat_get_xact_tuples_inserted('price_history'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('price_history'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('price_history'::regclass) AS deletes;
COMMIT;
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT count(*) AS untouched FROM price_history h JOIN existing b ON h.ctid = b.tid AND h.xmin = b.writer AND h::text = b.image;
SELECT last_value, is_called FROM price_history_id_seq;

--
-- A correction changes its row and no other
--
CREATE TEMP TABLE before AS SELECT id, created_at, updated_at, xmin AS writer FROM price_history;
INSERT INTO price_history_feed VALUES
    ('A', 'S1', 2.6, '2024-01-01', '2024-03-31'),
    ('A', 'S2', 0, '2024-01-01', '2024-01-31'),
    ('B', 'S1', 3, '2024-01-01', NULL);
:journal
SELECT h.product_id, h.store_id, h.price, h.valid_to, h.created_at = b.created_at AS same_birth, h.updated_at > b.updated_at AS moved,
       h.xmin = b.writer AS untouched
    FROM price_history h LEFT JOIN before b USING (id) ORDER BY 1, 2 NULLS FIRST;
-- A missing last day means no end: the window is open again.
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', 'S1', 2.6, '2024-01-01');
SELECT valid_to FROM price_history_feed WHERE sku = 'A' AND store_code = 'S1';
DELETE FROM price_history;

--
-- A new price closes the open window of its product and store on the day before it starts
--
\set sku C
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('C', 1, '2024-01-01');
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('C', 'S1', 1.1, '2024-01-01');
CREATE TEMP TABLE opened AS SELECT id, created_at, updated_at FROM price_history;
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('C', 2, '2024-02-01');
-- one row came and was inserted; the count of closed rows is reported separately
:journal
:series
SELECT h.price, h.created_at = o.created_at AS same_birth, h.updated_at > o.updated_at AS moved
    FROM price_history h JOIN opened o USING (id) ORDER BY price;
-- ... and not of the store, whose series is another one
SELECT store_code, price, valid_from, valid_to FROM price_history_feed WHERE sku = 'C' AND store_code IS NOT NULL;
-- earlier files come again: their windows end where they were cut
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('C', 1, '2024-01-01');
:journal
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('C', 2, '2024-02-01'), ('C', 1, '2024-01-01');
:journal
:series
-- a price with an end closes the open window too, and opens none behind itself
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('C', 3, '2024-03-01', '2024-03-10');
:journal
:series
-- the next may start right behind it, or later
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('C', 4, '2024-03-11'), ('C', 5, '2024-04-01');
:journal
:series
-- the day after the first day is early enough
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('C', 6, '2024-04-02');
:series

-- Several windows in one load, in any order, come to the same as one after the other.
\set sku D
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES
    ('D', 5, '2024-04-01', NULL), ('D', 1, '2024-01-01', NULL), ('D', 3, '2024-03-01', '2024-03-10'),
    ('D', 2, '2024-02-01', NULL), ('D', 4, '2024-03-11', NULL), ('D', 6, '2024-04-02', NULL);
:journal
SELECT count(*) AS alike FROM price_history_feed c JOIN price_history_feed d
    ON (c.price, c.valid_from) = (d.price, d.valid_from) AND c.valid_to IS NOT DISTINCT FROM d.valid_to
    WHERE c.sku = 'C' AND d.sku = 'D' AND c.store_code IS NULL;

-- A price that arrives late and open ends before the next one, and leaves an earlier end alone.
\set sku E
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('E', 3, '2024-03-01');
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('E', 1, '2024-01-01');
:journal
:series
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('E', 1, '2024-01-01', '2024-01-31');
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('E', 2, '2024-02-10');
:journal
:series

--
-- Windows that would overlap are rejected
--
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('E', 9, '2024-01-31', '2024-02-09');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('E', 9, '2024-02-01', '2024-02-10');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('E', 9, '2024-01-15');
\echo :LAST_ERROR_SQLSTATE
-- an existing window must not grow over its neighbour either
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('E', 1, '2024-01-01', '2024-02-10');
\echo :LAST_ERROR_SQLSTATE
-- two of one load
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES
    ('E', 'S1', 1, '2024-01-01', '2024-01-31'), ('E', 'S2', 1, '2024-01-01', '2024-01-31'), ('E', 'S1', 2, '2024-01-31', '2024-02-29');
\echo :LAST_ERROR_SQLSTATE
:series
SELECT count(*) FROM price_history_feed WHERE store_code IS NOT NULL AND sku = 'E';
-- a window that fits into the gap is inserted
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('E', 9, '2024-02-01', '2024-02-09');
:series
-- No two windows of a series overlap, by plain SQL.
SELECT count(*) AS overlapping FROM price_history a JOIN price_history b
    ON a.product_id = b.product_id AND a.store_id IS NOT DISTINCT FROM b.store_id AND a.id < b.id
    AND daterange(a.valid_from, a.valid_to, '[]') && daterange(b.valid_from, b.valid_to, '[]');
-- A series that overlaps already, because somebody wrote to the table itself, does not get worse.
DELETE FROM price_history;
INSERT INTO price_history (product_id, price, valid_from, valid_to)
    SELECT id, price, valid_from, valid_to FROM product, (VALUES (1, date '2024-01-01', date '2024-12-31'), (2, '2024-01-05', '2024-01-10')) v (price, valid_from, valid_to)
    WHERE sku = 'E';
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('E', 3, '2024-06-01', '2024-06-30');
\echo :LAST_ERROR_SQLSTATE
-- Two of one first day the table refuses by itself; two open ones end both.
UPDATE price_history SET valid_from = '2024-01-01', valid_to = NULL;
\echo :LAST_ERROR_SQLSTATE
UPDATE price_history SET valid_to = NULL;
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('E', 3, '2024-06-01', '2024-06-30');
:series

--
-- Rows that no load can take
--
DELETE FROM price_history;
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('A', 1, '2024-01-01', '2024-01-31'), ('B', 1, '2024-01-01', NULL);
CREATE TEMP TABLE bad (n int, sku text, store_code text, price numeric, valid_from date, valid_to date);
INSERT INTO bad VALUES
    (1, NULL, NULL, 1, '2024-02-01', NULL),
    (2, '', NULL, 1, '2024-02-01', NULL),
    (3, 'A', '', 1, '2024-02-01', NULL),
    (4, 'A', NULL, NULL, '2024-02-01', NULL),
    (5, 'A', NULL, 1, NULL, '2024-02-01'),
    (6, 'Z', NULL, 1, '2024-02-01', NULL),
    (7, 'A', 'S9', 1, '2024-02-01', NULL),
    (8, 'A', NULL, -0.001, '2024-02-01', NULL),
    (9, 'A', NULL, 99999999.995, '2024-02-01', NULL),
    (10, 'A', NULL, 'NaN', '2024-02-01', NULL),
    (11, 'A', NULL, 'Infinity', '2024-02-01', NULL),
    (12, 'A', NULL, 1, '-infinity', NULL),
    (13, 'A', NULL, 1, 'infinity', NULL),
    (14, 'A', NULL, 1, '2024-02-01', 'infinity'),
    (15, 'A', NULL, 1, '2024-02-01', '-infinity'),
    (16, 'A', NULL, 1, '2024-02-02', '2024-02-01'),
    (17, 'A', NULL, 2, '2024-01-31', '2024-02-01'),
    (18, 'A', 'S1', 1, '2024-02-01', NULL),
    (19, 'A', 'S1', 1, '2024-02-01', '2024-02-29'),
    (20, 'A', NULL, 1, '2024-06-01', NULL),
    (21, 'A', NULL, 1, '2024-06-01', NULL);
CREATE FUNCTION pg_temp.try(first int, last int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text;
BEGIN
    INSERT INTO price_history_feed SELECT sku, store_code, price, valid_from, valid_to FROM bad WHERE n BETWEEN first AND last;
    RETURN 'landed';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
    RETURN SQLSTATE || ' ' || message;
END $$;
SELECT n, pg_temp.try(n, n) FROM bad WHERE n < 18 ORDER BY n;
SELECT pg_temp.try(18, 19), pg_temp.try(20, 21);
INSERT INTO price_history_feed SELECT sku, store_code, price, valid_from, valid_to FROM bad WHERE n <> 17 ORDER BY n;
\echo :LAST_ERROR_SQLSTATE
-- an overlap counts, also with other errors in the file
INSERT INTO price_history_feed SELECT sku, store_code, price, valid_from, valid_to FROM bad WHERE n IN (16, 17) ORDER BY n DESC;
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM price_history;
-- quarantined, among good rows; one of them closes a window
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO price_history_feed
    SELECT sku, store_code, price, valid_from, valid_to FROM bad
    UNION ALL VALUES ('B', NULL, 2::numeric, '2024-03-01'::date, NULL::date), ('A', NULL, 1, '2024-01-01', '2024-01-31'), ('A', 'S2', 3, '2024-01-01', NULL);
:journal
:rejects
SELECT count(*) AS as_they_arrived FROM load_reject r JOIN bad b ON r.row_number = b.n
    AND r.row_data = jsonb_build_object('sku', sku, 'store_code', store_code, 'price', price, 'valid_from', valid_from, 'valid_to', valid_to)
    WHERE batch_id = (last_load()).batch_id;
:prices
-- Of two new windows that overlap, the one with the earlier first day is inserted. The other is rejected, in any order of arrival.
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES
    ('C', 2, '2024-02-15', '2024-03-15'), ('C', 1, '2024-02-01', '2024-02-29'), ('C', 3, '2024-03-01', NULL);
:journal
:rejects
:prices
-- replayed: nothing but the same reject
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES
    ('C', 2, '2024-02-15', '2024-03-15'), ('C', 1, '2024-02-01', '2024-02-29'), ('C', 3, '2024-03-01', NULL);
:journal
-- A rejected window closes nothing.
INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('B', 9, '2024-02-01', '2024-03-01'), ('B', 9, '2024-02-20', '2024-02-10');
:journal
SELECT price, valid_from, valid_to FROM price_history_feed WHERE sku = 'B' ORDER BY valid_from;
RESET forecast_warehouse.on_reject;

DROP TABLE existing, before, opened, bad;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
