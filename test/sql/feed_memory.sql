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

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA feed_memory CASCADE;
