-- Constraints that the tables' owner added: a row that violates one is a reject, and not the end of the load.
CREATE EXTENSION forecast_warehouse;
SET datestyle = 'ISO, YMD';
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name, base_price) VALUES ('A', 'Apple', 1), ('B', 'Bread', 2), ('C', 'Cake', NULL);

-- Runs statements with each writer, the last one under quarantine and under error, and undoes them.
CREATE FUNCTION pg_temp.try(changes text[], load text) RETURNS TABLE (writer text, on_reject text, outcome text, rejects text) LANGUAGE plpgsql AS $$
DECLARE
    change text;
    detail text;
    context text;
BEGIN
    FOR writer, on_reject IN SELECT * FROM unnest('{direct,sql}'::text[]) w, unnest('{quarantine,error}'::text[]) r LOOP
        BEGIN
            rejects := NULL;
            PERFORM set_config('forecast_warehouse.writer', writer, true), set_config('forecast_warehouse.on_reject', on_reject, true), set_config('client_min_messages', 'warning', true);
            FOREACH change IN ARRAY changes LOOP
                EXECUTE change;
            END LOOP;
            EXECUTE load;
            SELECT format('received %s, inserted %s, updated %s, unchanged %s, rejected %s', b.received, b.inserted, b.updated, b.unchanged, b.rejected),
                (SELECT string_agg(format('%s %s %s', r.row_number, r.error_code, r.message), E'\n' ORDER BY r.row_number) FROM load_reject r WHERE r.batch_id = b.id)
                INTO outcome, rejects FROM load_batch b WHERE b.id = (last_load()).batch_id;
            RAISE EXCEPTION USING ERRCODE = 'P0U00';
        EXCEPTION
            WHEN SQLSTATE 'P0U00' THEN NULL;
            WHEN OTHERS THEN
                GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, context = PG_EXCEPTION_CONTEXT;
                outcome := SQLSTATE || ' ' || SQLERRM;
                rejects := detail || CASE WHEN context ~ 'OPERATOR|pg_catalog' THEN E'\ninternal SQL: ' || context ELSE '' END;
        END;
        RETURN NEXT;
    END LOOP;
END $$;
\x on
-- CHECK, in new and in changed rows
SELECT * FROM pg_temp.try('{ALTER TABLE sales_daily ADD CONSTRAINT ck_mine CHECK (quantity < 100)}',
    $$INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT date '2024-01-01' + n, 'S1', 'A', CASE WHEN n IN (3, 7) THEN 100 ELSE n END, 1 FROM generate_series(1, 10) n$$);
SELECT * FROM pg_temp.try(ARRAY[$$INSERT INTO product_feed (sku, name, base_price) VALUES ('A', 'Apple', 1)$$, 'ALTER TABLE product ADD CONSTRAINT ck_mine CHECK (base_price < 5)'],
    $$INSERT INTO product_feed (sku, name, base_price) VALUES ('A', 'Apple', 9), ('B', 'Bread', 3), ('D', 'Dates', 5), ('E', 'Eggs', 4)$$);
-- NOT NULL: of a column of the feed, and of one that the load does not fill
SELECT * FROM pg_temp.try(ARRAY['UPDATE product SET base_cost = 1', 'ALTER TABLE product ALTER base_cost SET NOT NULL'],
    $$INSERT INTO product_feed (sku, name, base_cost) VALUES ('A', 'Apple', NULL), ('B', 'Bread', 3), ('D', 'Dates', NULL)$$);
SELECT * FROM pg_temp.try(ARRAY['ALTER TABLE traffic_daily ADD COLUMN mine int NOT NULL'], $$INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2024-01-01', 'S1', 1)$$);
-- UNIQUE, EXCLUDE and a foreign key
SELECT * FROM pg_temp.try(ARRAY['ALTER TABLE product ADD CONSTRAINT uq_mine UNIQUE (name)'],
    $$INSERT INTO product_feed (sku, name) VALUES ('D', 'Apple'), ('E', 'Eggs'), ('F', 'Eggs'), ('G', 'Grapes')$$);
SELECT * FROM pg_temp.try(ARRAY['ALTER TABLE product ADD CONSTRAINT ex_mine EXCLUDE (name WITH =)'], $$INSERT INTO product_feed (sku, name) VALUES ('D', 'Apple'), ('E', 'Eggs')$$);
SELECT * FROM pg_temp.try(ARRAY['CREATE TABLE brands (name varchar(100) PRIMARY KEY)', $$INSERT INTO brands VALUES ('Best')$$, 'ALTER TABLE product ADD CONSTRAINT fk_mine FOREIGN KEY (brand) REFERENCES brands'],
    $$INSERT INTO product_feed (sku, name, brand) VALUES ('D', 'Dates', 'Best'), ('E', 'Eggs', 'Worst'), ('F', 'Figs', NULL)$$);
-- windows: an arriving one, and one that would end another
SELECT * FROM pg_temp.try(ARRAY[$$INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('A', 1, '2024-01-01')$$, 'ALTER TABLE price_history ADD CONSTRAINT ck_mine CHECK (price < 5 AND valid_to - valid_from > 5)'],
    $$INSERT INTO price_history_feed (sku, price, valid_from, valid_to) VALUES ('A', 2, '2024-01-04', NULL), ('B', 9, '2024-01-01', NULL), ('B', 4, '2024-03-01', '2024-03-31'), ('C', 4, '2024-03-01', '2024-03-31')$$);
-- several constraints, and other rejects beside them
SELECT * FROM pg_temp.try(ARRAY['ALTER TABLE product ADD CONSTRAINT ck_mine CHECK (base_price < 5)', 'ALTER TABLE product ADD CONSTRAINT uq_mine UNIQUE (name)'],
    $$INSERT INTO product_feed (sku, name, base_price) VALUES ('D', 'Apple', 1), ('E', 'Eggs', 9), ('F', 'Figs', -1), ('G', 'Grapes', 1)$$);
\x off
-- the row's function names the constraint
\set SHOW_CONTEXT always
ALTER TABLE store ADD CONSTRAINT ck_mine CHECK (city <> 'Nowhere');
SELECT upsert_store('S1', 'One', NULL, 'Nowhere', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT code, city FROM store ORDER BY 1;
ALTER TABLE store DROP CONSTRAINT ck_mine;
-- a primary key is no fault of a row
\set VERBOSITY terse
ALTER SEQUENCE store_id_seq RESTART;
INSERT INTO store_feed (code, name) VALUES ('S3', 'Three');
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY default
SELECT setval('store_id_seq', 10);
-- as many as plain SQL finds, beyond the size of a part
ALTER TABLE sales_daily ADD CONSTRAINT ck_mine CHECK (quantity % 1000 <> 7);
SET forecast_warehouse.on_reject = quarantine;
SET client_min_messages = warning;
INSERT INTO product_feed (sku, name) SELECT 'p' || n, 'Product' FROM generate_series(1, 100) n;
CREATE TEMP TABLE many AS SELECT date '2024-01-01' + n / 100 AS date, 'S1'::text AS store_code, 'p' || (n % 100 + 1) AS sku, n AS quantity, 1::numeric AS unit_price FROM generate_series(0, 19999) n;
SELECT inserted, rejected FROM upsert_sales_daily('many');
SELECT count(*) FILTER (WHERE quantity % 1000 <> 7) AS inserted, count(*) FILTER (WHERE quantity % 1000 = 7) AS rejected FROM many;
SELECT count(*) AS stored, sum(quantity) = (SELECT sum(quantity) FROM many WHERE quantity % 1000 <> 7) AS same FROM sales_daily;
SELECT count(*) AS wrong FROM load_reject r JOIN (SELECT row_number() OVER () AS row_number, quantity FROM many) m USING (row_number) WHERE r.batch_id = (last_load()).batch_id AND (m.quantity % 1000 <> 7 OR r.error_code <> 'CONSTRAINT');
SELECT DISTINCT message FROM load_reject WHERE batch_id = (last_load()).batch_id;

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
