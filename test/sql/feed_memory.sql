-- A feed's statement keeps its rows on disk: memory does not grow with their number.
CREATE SCHEMA feed_memory;
CREATE EXTENSION forecast_warehouse SCHEMA feed_memory;
SET search_path = feed_memory;
CREATE TABLE noted (at_row bigint, bytes numeric);
CREATE FUNCTION note_memory(at_row bigint) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO noted SELECT at_row, sum(total_bytes) FROM pg_backend_memory_contexts;
    RETURN 'store';
END $$;

INSERT INTO store_feed (code, name)
    SELECT 'S' || i, CASE WHEN i IN (20000, 200000) THEN note_memory(i) ELSE 'store' END
    FROM generate_series(1, 200000) AS i;
SELECT count(*), count(DISTINCT name) FROM store;
SELECT max(bytes) - min(bytes) < 4 * 1024 * 1024 AS flat, count(*) FROM noted;

-- rejects are kept on disk too
SET forecast_warehouse.on_reject = quarantine;
SET client_min_messages = warning;
INSERT INTO store_feed (code, name) SELECT NULL, 'store' FROM generate_series(1, 200000) AS i;
SELECT rejected FROM last_load();
SELECT count(*), min(row_number), max(row_number), count(DISTINCT row_number), min(message), max(message)
    FROM load_reject;

-- Loads of single rows keep nothing until the transaction ends: on every feed, after errors, and in savepoints.
SET forecast_warehouse.on_reject = error;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO product_feed (sku, name) VALUES ('P', 'product');
CREATE TABLE single (feed text, statement text);
INSERT INTO single VALUES
    ('store_feed', $$INSERT INTO store_feed (code, name) VALUES ('S1', 'store ' || $1)$$),
    ('product_feed', $$INSERT INTO product_feed (sku, name) VALUES ('P', 'product ' || $1)$$),
    ('sales_daily_feed', $$INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-01', 'S1', 'P', $1, 1)$$),
    ('price_history_feed', $$INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('P', $1, '2024-01-01')$$),
    ('promotion_feed', $$INSERT INTO promotion_feed (sku, name, discount_amount, start_date, end_date) VALUES ('P', 'p', $1, '2024-01-01', '2024-01-02')$$),
    ('inventory_snapshot_daily_feed', $$INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-01', 'S1', 'P', $1)$$),
    ('sales_txn_feed', $$INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R', 1, '2024-01-01 12:00+00', 'S1', 'P', $1, 1)$$),
    ('weather_daily_feed', $$INSERT INTO weather_daily_feed (date, store_code, precipitation_mm) VALUES ('2024-01-01', 'S1', $1)$$),
    ('traffic_daily_feed', $$INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2024-01-01', 'S1', $1)$$);
CREATE FUNCTION transaction_bytes() RETURNS bigint LANGUAGE sql AS $$
    WITH RECURSIVE context AS (
        SELECT c.* FROM (SELECT row_number() OVER () AS number, * FROM pg_backend_memory_contexts) c WHERE name = 'TopTransactionContext')
    SELECT sum(used_bytes)::bigint FROM context $$;
-- Memory that 250 statements add, after a hundred that plan and fill caches.
CREATE FUNCTION added(statement text, how text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    before bigint;
BEGIN
    FOR i IN 1 .. 350 LOOP
        IF i = 101 THEN before := transaction_bytes(); END IF;
        IF how = 'plain' THEN
            EXECUTE statement USING i;
        ELSE
            BEGIN
                EXECUTE statement USING CASE WHEN how = 'error' THEN -i ELSE i END;
            EXCEPTION WHEN OTHERS THEN NULL;
            END;
        END IF;
    END LOOP;
    RETURN transaction_bytes() - before;
END $$;
\pset tuples_only on
SELECT format('SELECT %L, %L, added(%L, %L) < 100 * 1024', feed, how, statement, how)
    FROM single, unnest('{plain,savepoint,error}'::text[]) how ORDER BY feed, how \gexec
\pset tuples_only off

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA feed_memory CASCADE;
