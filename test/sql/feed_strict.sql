-- No value changes without a word: amounts come from the numbers that arrived, and casts are as strict as COPY.
CREATE EXTENSION forecast_warehouse;
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');

--
-- Prices of four decimals: the amount is rounded once
--
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-10', 'S1', 'A', 1000, 0.0125), ('2024-03-10', 'S1', 'B', 1000, 0.0049);
SELECT sku, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY sku;
SELECT upsert_sales_daily('2024-03-11', 'S1', 'A', 1000, 0.0125), upsert_sales_daily('2024-03-11', 'S1', 'B', 1000, 0.0125::float8);
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R', 1, '2024-03-12', 'S1', 'A', -1000, 0.0125), ('R', 2, '2024-03-12', 'S1', 'A', 3000, 0.0125);
-- a derived price too: 0.9899 / 2 is 0.49495, and 0.99 / 2 is 0.495
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount) VALUES ('2024-03-13', 'S1', 'A', 2, 0.9899);
SELECT date, sku, unit_price, total_amount FROM sales_daily_feed WHERE date > '2024-03-10' ORDER BY 1, 2;
SELECT rejected FROM rollup_sales('2024-03-12', '2024-03-12');
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-03-12';
-- against the server's arithmetic, by the feed and the function, and both writers
CREATE TEMP TABLE arriving AS SELECT date '2024-01-01' + n % 300 AS date, 'S1'::text AS store_code, CASE WHEN n < 300 THEN 'A' ELSE 'B' END AS sku, (n * 7919) % 5000 AS quantity, ((n * 104729) % 1000003)::numeric / 10000000 AS unit_price FROM generate_series(0, 599) n;
CREATE FUNCTION pg_temp.differences(OUT writer text, OUT by_feed bigint, OUT by_function bigint) RETURNS SETOF record LANGUAGE plpgsql AS $$
BEGIN
    FOREACH writer IN ARRAY '{direct,sql}'::text[] LOOP
        PERFORM set_config('forecast_warehouse.writer', writer, false);
        DELETE FROM sales_daily;
        INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT * FROM arriving;
        SELECT count(*) INTO by_feed FROM arriving a LEFT JOIN sales_daily_feed f USING (date, store_code, sku) WHERE (f.total_amount = round(a.quantity * a.unit_price, 2) AND f.unit_price = round(a.unit_price, 2)) IS NOT TRUE;
        DELETE FROM sales_daily;
        PERFORM upsert_sales_daily('arriving');
        SELECT count(*) INTO by_function FROM arriving a LEFT JOIN sales_daily_feed f USING (date, store_code, sku) WHERE (f.total_amount = round(a.quantity * a.unit_price, 2) AND f.unit_price = round(a.unit_price, 2)) IS NOT TRUE;
        RETURN NEXT;
    END LOOP;
END $$;
SELECT * FROM pg_temp.differences();
RESET forecast_warehouse.writer;

--
-- Casts from a relation
--
-- Makes a source, loads it, and returns what is stored then, or the error.
CREATE FUNCTION pg_temp.load_source(loads text, columns text, stored text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
    BEGIN
        EXECUTE 'CREATE TEMP TABLE source AS SELECT ' || columns;
        EXECUTE format('SELECT upsert_%s(%L)', loads, 'source');
        EXECUTE stored INTO result;
        RAISE EXCEPTION USING ERRCODE = 'P0U00';
    EXCEPTION
        WHEN SQLSTATE 'P0U00' THEN NULL;
        WHEN OTHERS THEN result := SQLSTATE || ' ' || SQLERRM;
    END;
    RETURN result;
END $$;
CREATE FUNCTION pg_temp.day(value text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.load_source('sales_daily', value || $s$ AS date, 'S1' AS store_code, 'A' AS sku, 7 AS quantity, 1 AS unit_price$s$, 'SELECT date FROM sales_daily WHERE quantity = 7')
$$;
DELETE FROM sales_daily;
-- a day: of a day, of midnight, and never of another moment
SELECT value, pg_temp.day(value) FROM unnest(ARRAY['date ''2024-05-01''', 'timestamp ''2024-05-01''', 'timestamp ''2024-05-01 00:00:00.000001''', 'timestamptz ''2024-05-01 00:00''', 'timestamptz ''2024-05-01 23:30''', '''2024-05-01''::text', 'NULL::timestamp', 'timestamp ''infinity''']) value;
SET timezone = 'Europe/Berlin';
SELECT value, pg_temp.day(value) FROM unnest(ARRAY['timestamptz ''2024-05-01 00:00+02''', 'timestamptz ''2024-05-01 00:00Z''']) value;
SET timezone = 'UTC';
-- a count and a truth
CREATE FUNCTION pg_temp.count(value text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.load_source('traffic_daily', value || $s$ AS visits, date '2024-05-01' AS date, 'S1' AS store_code$s$, 'SELECT visits FROM traffic_daily')
$$;
CREATE FUNCTION pg_temp.truth(value text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.load_source('inventory_snapshot_daily', value || $s$ AS is_stockout, date '2024-05-01' AS date, 'S1' AS store_code, 'A' AS sku, 1 AS on_hand_qty$s$, 'SELECT is_stockout FROM inventory_snapshot_daily')
$$;
SELECT value, pg_temp.count(value) FROM unnest(ARRAY['3::numeric', '3.0::numeric', '2.5::numeric', '2.5::float8', '0.5::float4', '''2.5''::jsonb', '''3.0''::jsonb', '''7''::text', '''7.0''::text', '3::smallint']) value;
SELECT value, pg_temp.truth(value) FROM unnest(ARRAY['true', '1', '0', '5', '''yes''::text', '''2''::text']) value;
-- a double by its shortest digits: a cast to numeric has 15 of them, or 6
SET extra_float_digits = -15;
SELECT value, pg_temp.load_source('product', value || $s$ AS base_price, 'A' AS sku, 'Apple' AS name$s$, $s$SELECT base_price FROM product WHERE sku = 'A'$s$) FROM unnest(ARRAY['16777217::float4', '16777215::float4', '12345678.91::float8', '2.675::float8', '0.1::float8 + 0.2']) value;
SHOW extra_float_digits;
RESET extra_float_digits;
-- text is text: blanks of a varchar are kept, and too long ones rejected
SELECT value, pg_temp.load_source('store', value || $s$ AS code, 'Nine' AS name$s$, $s$SELECT '[' || code || ']' FROM store WHERE name = 'Nine'$s$) FROM unnest(ARRAY['''S9 ''::varchar(5)', '''S9''::char(5)', '''S9''::name', 'repeat(''x'', 21)', 'repeat(''x'', 20)']) value;

SET forecast_warehouse.allow_data_loss = on;
SET client_min_messages = warning;
DROP EXTENSION forecast_warehouse;
