-- inventory_snapshot_daily_feed: stock at the end of the day, by date, store code and sku.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');

\set journal 'SELECT target, source, received, inserted, updated, unchanged, merged, rejected, closed, received = inserted + updated + unchanged + merged + rejected AS balanced FROM load_batch WHERE id = (last_load()).batch_id;'
-- The table by plain SQL, beside the feed.
\set stock 'SELECT i.date, s.code, p.sku, i.on_hand_qty, i.on_order_qty, i.is_stockout FROM inventory_snapshot_daily i JOIN store s ON s.id = i.store_id JOIN product p ON p.id = i.product_id ORDER BY 1, 2, 3;'

--
-- Rows are stored as they arrived; where is_stockout is missing, 0 on hand is a stock-out
--
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty, on_order_qty, is_stockout) VALUES
    ('2024-01-01', 'S1', 'A', 3, 4, true),
    ('2024-01-01', 'S1', 'B', 0, 0, false),
    ('2024-01-01', 'S2', 'A', 0, NULL, NULL),
    ('2024-01-01', 'S2', 'B', 1, NULL, NULL),
    ('2024-01-31', 'S2', 'B', 2147483647, 2147483647, false);
:stock
:journal
TABLE inventory_snapshot_daily_feed ORDER BY date, store_code, sku;
-- export = import
INSERT INTO inventory_snapshot_daily_feed TABLE inventory_snapshot_daily_feed;
:journal

--
-- A replay writes nothing
--
CREATE TEMP TABLE existing AS SELECT ctid AS tid, xmin AS writer, i::text AS image FROM inventory_snapshot_daily i;
SELECT last_value, is_called FROM inventory_snapshot_daily_id_seq;
SELECT pg_stat_force_next_flush();
BEGIN;
INSERT INTO inventory_snapshot_daily_feed VALUES
    ('2024-01-31', 'S2', 'B', 2147483647, 2147483647, false),
    ('2024-01-01', 'S2', 'B', 1, NULL, NULL),
    ('2024-01-01', 'S2', 'A', 0, NULL, NULL),
    ('2024-01-01', 'S1', 'B', 0, 0, false),
    ('2024-01-01', 'S1', 'A', 3, 4, true);
SELECT pg_stat_get_xact_tuples_inserted('inventory_snapshot_daily'::regclass) AS inserts,
       pg_stat_get_xact_tuples_updated('inventory_snapshot_daily'::regclass) AS updates,
       pg_stat_get_xact_tuples_deleted('inventory_snapshot_daily'::regclass) AS deletes;
COMMIT;
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT count(*) AS untouched FROM inventory_snapshot_daily i JOIN existing b ON i.ctid = b.tid AND i.xmin = b.writer AND i::text = b.image;
SELECT last_value, is_called FROM inventory_snapshot_daily_id_seq;

--
-- A correction changes its row and no other; each value by itself makes a difference
--
CREATE TEMP TABLE before AS SELECT id, created_at, updated_at, xmin AS writer FROM inventory_snapshot_daily;
INSERT INTO inventory_snapshot_daily_feed VALUES
    ('2024-01-01', 'S1', 'A', 2, 4, true),
    ('2024-01-01', 'S1', 'B', 0, 1, false),
    ('2024-01-01', 'S2', 'A', 0, 0, false),
    ('2024-01-01', 'S2', 'B', 1, 0, false),
    ('2024-01-02', 'S2', 'B', 1, 0, false);
:journal
SELECT i.date, i.store_id, i.product_id, i.on_hand_qty, i.on_order_qty, i.is_stockout, i.created_at = b.created_at AS same_birth,
       i.updated_at > b.updated_at AS moved, i.xmin = b.writer AS untouched
    FROM inventory_snapshot_daily i LEFT JOIN before b USING (id) ORDER BY 1, 2, 3;
SELECT last_value, is_called FROM inventory_snapshot_daily_id_seq;

--
-- on_order_qty: left out, it keeps its value, or is 0 in a new row; NULL is 0. The stock-out is derived again.
--
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES
    ('2024-01-01', 'S1', 'A', 0), ('2024-01-03', 'S1', 'A', 5);
:journal
SELECT date, on_hand_qty, on_order_qty, is_stockout FROM inventory_snapshot_daily_feed WHERE store_code = 'S1' AND sku = 'A' ORDER BY 1;
INSERT INTO inventory_snapshot_daily_feed VALUES ('2024-01-01', 'S1', 'A', 0, NULL, true), ('2024-01-03', 'S1', 'A', 5, DEFAULT, DEFAULT);
:journal
SELECT date, on_hand_qty, on_order_qty, is_stockout FROM inventory_snapshot_daily_feed WHERE store_code = 'S1' AND sku = 'A' ORDER BY 1;

--
-- Rows that no load can take
--
CREATE TEMP TABLE bad (n int, date date, store_code text, sku text, on_hand_qty bigint, on_order_qty bigint, is_stockout boolean);
INSERT INTO bad VALUES
    (1, NULL, 'S1', 'A', 1, 1, NULL),
    (2, '2024-01-10', NULL, 'A', 1, 1, NULL),
    (3, '2024-01-10', '', 'A', 1, 1, NULL),
    (4, '2024-01-10', 'S1', NULL, 1, 1, NULL),
    (5, '2024-01-10', 'S1', '', 1, 1, NULL),
    (6, '2024-01-10', 'S1', 'A', NULL, 1, NULL),
    (7, '2024-02-01', 'S1', 'A', 1, 1, NULL),
    (8, 'infinity', 'S1', 'A', 1, 1, NULL),
    (9, '2024-01-10', 'S9', 'A', 1, 1, NULL),
    (10, '2024-01-10', 'S1', 'Z', 1, 1, NULL),
    (11, '2024-01-10', 'S1', 'A', -1, 1, NULL),
    (12, '2024-01-10', 'S1', 'A', 1, -1, NULL),
    (13, '2024-01-10', 'S1', 'A', 10000000000, 1, NULL),
    (14, '2024-01-10', 'S1', 'A', 1, 9223372036854775807, NULL),
    (15, '2024-01-10', 'S1', 'A', 1, 1, NULL),
    (16, '2024-01-10', 'S1', 'A', 1, 1, true);
CREATE FUNCTION pg_temp.try(first int, last int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text;
BEGIN
    INSERT INTO inventory_snapshot_daily_feed SELECT date, store_code, sku, on_hand_qty, on_order_qty, is_stockout FROM bad WHERE n BETWEEN first AND last;
    RETURN 'landed';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
    RETURN SQLSTATE || ' ' || message;
END $$;
SELECT n, pg_temp.try(n, n) FROM bad WHERE n < 15 ORDER BY n;
SELECT pg_temp.try(15, 16);
INSERT INTO inventory_snapshot_daily_feed SELECT date, store_code, sku, on_hand_qty, on_order_qty, is_stockout FROM bad ORDER BY n;
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) AS landed FROM inventory_snapshot_daily WHERE date = '2024-01-10';
-- quarantined, among good rows
SET forecast_warehouse.on_reject = quarantine;
\set VERBOSITY terse
INSERT INTO inventory_snapshot_daily_feed
    SELECT date, store_code, sku, on_hand_qty, on_order_qty, is_stockout FROM bad
    UNION ALL VALUES ('2024-01-10'::date, 'S2', 'A', 1, 1, NULL::boolean), ('2024-01-01', 'S2', 'B', 1, 0, NULL), ('2024-01-02', 'S2', 'B', 0, 0, NULL);
:journal
SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;
SELECT count(*) AS as_they_arrived FROM load_reject r JOIN bad b ON r.row_number = b.n
    AND r.row_data = jsonb_build_object('date', date, 'store_code', store_code, 'sku', sku, 'on_hand_qty', on_hand_qty,
                                        'on_order_qty', on_order_qty, 'is_stockout', is_stockout)
    WHERE batch_id = (last_load()).batch_id;
:stock
RESET forecast_warehouse.on_reject;

DROP TABLE existing, before, bad;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
