-- A till starts its receipts from 1 again. A line of another sale does not replace a stored one.
CREATE EXTENSION forecast_warehouse;
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
\set VERBOSITY terse
\set lines 'SELECT store_code, receipt, line_no, sold_at, sku, quantity, total_amount FROM sales_txn_feed ORDER BY 1, 2, 3;'
\set rejects 'SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;'
SELECT inserted FROM generate_calendar('2024-05-01', '2024-05-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');

-- Loads a line over a stored one with each writer, and undoes it.
CREATE FUNCTION pg_temp.load_over(sold_at text, store_code text, sku text, quantity int, price numeric)
RETURNS TABLE (writer text, outcome text, stored text) LANGUAGE plpgsql AS $$
BEGIN
    FOREACH writer IN ARRAY '{direct,sql}'::text[] LOOP
        BEGIN
            PERFORM set_config('forecast_warehouse.writer', writer, true), set_config('forecast_warehouse.on_reject', 'quarantine', true);
            INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price)
                VALUES ('17', 1, load_over.sold_at::timestamptz, load_over.store_code, load_over.sku, load_over.quantity, load_over.price);
            SELECT format('inserted %s, updated %s, unchanged %s, rejected %s', l.inserted, l.updated, l.unchanged, l.rejected)
                || coalesce((SELECT ': ' || r.error_code FROM load_reject r WHERE r.batch_id = l.batch_id), '') INTO outcome FROM last_load() l;
            SELECT string_agg(concat_ws(' ', f.store_code, f.sold_at::date, f.sku, f.quantity, f.total_amount), ', ' ORDER BY f.store_code) INTO stored FROM sales_txn_feed f;
            RAISE EXCEPTION USING ERRCODE = 'P0U00';
        EXCEPTION WHEN SQLSTATE 'P0U00' THEN NULL;
        END;
        RETURN NEXT;
    END LOOP;
END $$;
SET client_min_messages = warning;
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('17', 1, '2024-05-01 10:00', 'S1', 'A', 2, 5.00);
-- another day; another product and amount
SELECT * FROM pg_temp.load_over('2024-05-02 11:00', 'S1', 'B', 1, 7);
SELECT * FROM pg_temp.load_over('2024-05-02 10:00', 'S1', 'A', 2, 5);
SELECT * FROM pg_temp.load_over('2024-05-01 10:00', 'S1', 'B', 1, 7);
-- corrections of the sale: the product or the amount, and the time of the day
SELECT * FROM pg_temp.load_over('2024-05-01 10:00', 'S1', 'B', 2, 5);
SELECT * FROM pg_temp.load_over('2024-05-01 12:00', 'S1', 'A', 3, 5);
-- the same line, and the line of another store
SELECT * FROM pg_temp.load_over('2024-05-01 10:00', 'S1', 'A', 2, 5);
SELECT * FROM pg_temp.load_over('2024-05-02 10:00', 'S2', 'B', 1, 7);
-- In another time zone the moment is of another day, and still that of the sale.
SET timezone = 'Pacific/Kiritimati';
SELECT * FROM pg_temp.load_over('2024-05-01 10:00Z', 'S1', 'A', 2, 5);
SET timezone = 'UTC';
SET forecast_warehouse.on_receipt_reuse = update;
SELECT * FROM pg_temp.load_over('2024-05-02 11:00', 'S1', 'B', 1, 7);
RESET forecast_warehouse.on_receipt_reuse;
-- ON CONFLICT DO NOTHING keeps the line and says nothing
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('17', 1, '2024-05-02 11:00', 'S1', 'B', 1, 7) ON CONFLICT DO NOTHING;
SELECT inserted, updated, unchanged, rejected FROM last_load();

--
-- The error, from the feed and from the functions
--
\set VERBOSITY default
\set SHOW_CONTEXT never
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('17', 1, '2024-05-02 11:00', 'S1', 'B', 1, 7), ('18', 1, '2024-05-02 11:00', 'S1', 'B', 1, 7);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_sales_txn('17', 1, '2024-05-02 11:00', 'S1', 'B', 1, 7);
CREATE TEMP TABLE lines (receipt text, line_no int, sold_at timestamptz, store_code text, sku text, quantity int, unit_price numeric);
INSERT INTO lines VALUES ('17', 1, '2024-05-02 11:00', 'S1', 'B', 1, 7), ('18', 1, '2024-05-02 11:00', 'S1', 'B', 1, 7);
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_txn('lines', on_reject => 'quarantine');
:rejects
:lines
SET forecast_warehouse.on_receipt_reuse = 'sometimes';
SHOW forecast_warehouse.on_receipt_reuse;

--
-- Triggers of the table: the line is rejected once, and for its receipt
--
CREATE FUNCTION pg_temp.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN CASE WHEN NEW.quantity = 9 THEN NULL ELSE NEW END; END $$;
CREATE TRIGGER keep BEFORE UPDATE ON sales_txn FOR EACH ROW EXECUTE FUNCTION pg_temp.keep();
INSERT INTO lines VALUES ('17', 2, '2024-05-01 11:00', 'S1', 'B', 1, 7);
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_txn('lines', on_reject => 'quarantine');
UPDATE lines SET quantity = 9 WHERE receipt = '17';
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_txn('lines', on_reject => 'quarantine');
:rejects
DROP TRIGGER keep ON sales_txn;

--
-- Lines of two sales in one load
--
DELETE FROM sales_txn;
DELETE FROM lines;
INSERT INTO lines VALUES ('17', 1, '2024-05-01 10:00', 'S1', 'A', 2, 5), ('17', 1, '2024-05-02 11:00', 'S1', 'B', 1, 7), ('17', 1, '2024-05-01 10:00', 'S1', 'A', 3, 5);
CREATE FUNCTION pg_temp.load_twins(OUT writer text, OUT on_duplicate text, OUT outcome text, OUT rejects text, OUT stored text) RETURNS SETOF record LANGUAGE plpgsql AS $$
BEGIN
    FOR writer, on_duplicate IN SELECT * FROM unnest('{direct,sql}'::text[]) w, unnest('{error,first,last,sum,identical}'::text[]) d LOOP
        BEGIN
            PERFORM set_config('forecast_warehouse.writer', writer, true);
            SELECT format('inserted %s, rejected %s', l.inserted, l.rejected) INTO outcome FROM upsert_sales_txn('lines', 'quarantine', on_duplicate) l;
            SELECT string_agg(r.row_number || ' ' || r.error_code, ', ' ORDER BY r.row_number) INTO rejects FROM load_reject r WHERE r.batch_id = (last_load()).batch_id;
            SELECT string_agg(concat_ws(' ', f.sold_at::date, f.sku, f.quantity, f.total_amount), ', ') INTO stored FROM sales_txn_feed f;
            RAISE EXCEPTION USING ERRCODE = 'P0U00';
        EXCEPTION WHEN SQLSTATE 'P0U00' THEN NULL;
        END;
        RETURN NEXT;
    END LOOP;
END $$;
SELECT * FROM pg_temp.load_twins();

--
-- identical: equal rows merge, others are rejected
--
DELETE FROM lines;
INSERT INTO lines VALUES ('17', 1, '2024-05-01 10:00', 'S1', 'A', 2, 5), ('17', 1, '2024-05-01 10:00', 'S1', 'A', 2, 5.00), ('18', 1, '2024-05-01 10:00', 'S1', 'A', 2, 5), ('18', 1, '2024-05-01 10:00', 'S1', 'A', 2, 6),
    ('19', 1, '2024-05-01 10:00', 'S1', 'A', 2, 5), ('17', 1, '2024-05-01 10:00', 'S1', 'A', 2, 4.999);
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_txn('lines', 'quarantine', 'identical');
SELECT merged FROM load_batch WHERE id = (last_load()).batch_id;
:rejects
:lines
SET forecast_warehouse.on_duplicate = identical;
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO store_feed (code, name) VALUES ('S3', 'Three'), ('S4', 'Four'), ('S3', 'Three'), ('S4', 'for');
SELECT (last_load()).inserted, (last_load()).rejected, merged FROM load_batch WHERE id = (last_load()).batch_id;
INSERT INTO price_history_feed VALUES ('A', NULL, 1, '2024-05-01', NULL), ('A', NULL, 1, '2024-05-01', NULL), ('B', NULL, 1, '2024-05-01', NULL), ('B', NULL, 1, '2024-05-01', '2024-05-02');
SELECT inserted, rejected FROM last_load();
-- as many as plain SQL finds: 20,000 rows of random grains
CREATE TEMP TABLE many AS SELECT 'r' || (n * 7919 % 9000) AS receipt, 1 AS line_no, timestamptz '2024-05-01 10:00' AS sold_at, 'S1'::text AS store_code, 'A'::text AS sku, n * 31 % 17 / 14 AS quantity, 1::numeric AS unit_price FROM generate_series(1, 20000) n;
SELECT inserted, rejected FROM upsert_sales_txn('many');
SELECT count(*) FILTER (WHERE kinds = 1) AS inserted, sum(lines) FILTER (WHERE kinds > 1) AS rejected FROM (SELECT receipt, count(DISTINCT quantity) AS kinds, count(*) AS lines FROM many GROUP BY 1) g;

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
