-- The order in which rows arrive makes no difference. Rows in the order of the grain need no sort. The first row out of order
-- starts the sort, at any position.
CREATE SCHEMA feed_order;
CREATE EXTENSION forecast_warehouse SCHEMA feed_order;
SET search_path = feed_order;
SET client_min_messages = warning;

SELECT inserted FROM generate_calendar('2024-01-01', '2024-04-09');
INSERT INTO store_feed (code, name) SELECT 'S' || i, 'Store ' || i FROM generate_series(1, 10) AS i;
INSERT INTO product_feed (sku, name) SELECT 'P' || i, 'Product ' || i FROM generate_series(1, 10) AS i;
-- in the order of the grain, in which surrogate keys take the place of codes
CREATE TABLE incoming AS
    SELECT row_number() OVER (ORDER BY c.date, s.id, p.id) AS number, c.date, s.code AS store_code, p.sku,
        (c.date - date '2023-12-31') * 3 + s.id * 5 + p.id AS quantity, 1.5 AS unit_price
    FROM calendar c, store s, product p;

-- Loads an arrangement of the rows into an empty table, and returns the result.
CREATE FUNCTION load_in_order(arrangement text, on_duplicate text DEFAULT 'error')
    RETURNS TABLE (inserted bigint, rejected bigint, rows bigint, units numeric, amount numeric, grains text)
    LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM sales_daily;
    PERFORM set_config('forecast_warehouse.on_duplicate', on_duplicate, true),
        set_config('forecast_warehouse.on_reject', 'quarantine', true);
    EXECUTE format('INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) '
        'SELECT date, store_code, sku, quantity, unit_price FROM (%s) AS r ORDER BY place', arrangement);
    RETURN QUERY SELECT l.inserted, l.rejected, s.* FROM last_load() AS l,
        (SELECT count(*), sum(quantity), sum(total_amount),
            md5(string_agg(concat_ws(' ', date, store_id, product_id, quantity), ',' ORDER BY date, store_id, product_id))
         FROM sales_daily) AS s;
END $$;
-- the same by plain SQL
SELECT count(*) AS rows, sum(quantity) AS units, sum(quantity * unit_price) AS amount,
    md5(string_agg(concat_ws(' ', date, s.id, p.id, quantity), ',' ORDER BY date, s.id, p.id)) AS grains
    FROM incoming JOIN store s ON s.code = store_code JOIN product p USING (sku);

SELECT * FROM load_in_order('SELECT *, number AS place FROM incoming');
SELECT * FROM load_in_order('SELECT *, -number AS place FROM incoming');
SELECT * FROM load_in_order('SELECT *, hashint8(number) AS place FROM incoming');
-- the last row first; the first row last
SELECT * FROM load_in_order('SELECT *, CASE number WHEN 10000 THEN 0 ELSE number END AS place FROM incoming');
SELECT * FROM load_in_order('SELECT *, CASE number WHEN 1 THEN 10001 ELSE number END AS place FROM incoming');
-- out of order within a block of rows, and at the seam of two
SELECT * FROM load_in_order('SELECT *, CASE WHEN number IN (6000, 6001) THEN 12001 - number ELSE number END AS place FROM incoming');
SELECT * FROM load_in_order('SELECT *, CASE WHEN number IN (4096, 4097) THEN 8193 - number ELSE number END AS place FROM incoming');

-- a grain twice: next to each other at the seam of two blocks, and far apart
SELECT inserted, rejected, rows, units, amount FROM load_in_order('SELECT *, number AS place FROM incoming UNION ALL
    SELECT number, date, store_code, sku, 1, unit_price, number FROM incoming WHERE number = 4096');
SELECT number, quantity FROM incoming WHERE number IN (1, 4096);
SELECT inserted, rejected, rows, units, amount FROM load_in_order('SELECT *, number AS place FROM incoming UNION ALL
    SELECT number, date, store_code, sku, 1, unit_price, 20000 FROM incoming WHERE number = 1');
SELECT r.row_number, r.error_code, r.row_data ->> 'quantity' AS quantity FROM load_reject r
    WHERE batch_id = (SELECT max(batch_id) FROM load_reject) ORDER BY 1;
SELECT inserted, rejected, rows, units, amount FROM load_in_order('SELECT *, number AS place FROM incoming UNION ALL
    SELECT number, date, store_code, sku, 1, unit_price, 20000 FROM incoming WHERE number = 1', 'first');
SELECT inserted, rejected, rows, units, amount FROM load_in_order('SELECT *, number AS place FROM incoming UNION ALL
    SELECT number, date, store_code, sku, 1, unit_price, 20000 FROM incoming WHERE number = 1', 'last');
SELECT inserted, rejected, rows, units, amount FROM load_in_order('SELECT *, number AS place FROM incoming UNION ALL
    SELECT number, date, store_code, sku, 1, unit_price, 20000 FROM incoming WHERE number = 1', 'sum');

-- keys of text sort by their bytes, under any collation of the database
SET forecast_warehouse.on_duplicate = last;
INSERT INTO product_feed (sku, name) VALUES ('a', 'a'), ('B', 'B'), ('b', 'b'), ('a', 'again');
SELECT inserted, rejected FROM last_load();
INSERT INTO product_feed (sku, name) VALUES ('B', 'B'), ('a', 'a'), ('a ', 'a and a blank'), ('b', 'b');
SELECT inserted, rejected FROM last_load();
SELECT sku, name FROM product WHERE sku !~ '^P' ORDER BY sku COLLATE "C";

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA feed_order CASCADE;
