-- A chain of 100 stores and 1,000 products, and a file of its daily sales in the order in which a chain's
-- system writes them: day by day, store by store.
CREATE EXTENSION forecast_warehouse;
SELECT generate_calendar('2020-01-01', '2029-12-31');
INSERT INTO store_feed (code, name) SELECT 'S' || lpad(i::text, 4, '0'), 'Store ' || i FROM generate_series(1, 100) AS i;
INSERT INTO product_feed (sku, name)
    SELECT 'SKU-' || lpad(i::text, 6, '0'), 'Product ' || i FROM generate_series(1, 1000) AS i;
CREATE UNLOGGED TABLE bench_sales AS
    SELECT date '2024-01-01' + i / 100000 AS date,
           'S' || lpad((1 + i / 1000 % 100)::text, 4, '0') AS store_code,
           'SKU-' || lpad((1 + i % 1000)::text, 6, '0') AS sku,
           1 + i % 17 AS quantity,
           (1 + i % 1000 / 100.0)::numeric(10,2) AS unit_price,
           ((1 + i % 17) * (1 + i % 1000 / 100.0))::numeric(12,2) AS total_amount
    FROM generate_series(0, :rows - 1) AS i;
CREATE UNLOGGED TABLE bench_staging (LIKE bench_sales);
\set write '\\copy bench_sales TO ' :'file' ' CSV HEADER'
:write
