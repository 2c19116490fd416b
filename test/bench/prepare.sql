-- A chain of 100 stores and 1,000 products, its daily sales as a function, and tables for other loads.
CREATE EXTENSION forecast_warehouse;
SELECT generate_calendar('2020-01-01', '2029-12-31');
INSERT INTO store_feed (code, name) SELECT 'S' || lpad(i::text, 4, '0'), 'Store ' || i FROM generate_series(1, 100) AS i;
INSERT INTO product_feed (sku, name)
    SELECT 'SKU-' || lpad(i::text, 6, '0'), 'Product ' || i FROM generate_series(1, 1000) AS i;

-- Rows in the order in which a chain's system writes them: day by day, store by store.
CREATE FUNCTION bench_rows(first bigint, rows bigint)
    RETURNS TABLE (i bigint, date date, store_code text, sku text, quantity integer, unit_price numeric, total_amount numeric)
    LANGUAGE sql STABLE
    AS $$
        SELECT i, date '2020-01-01' + (i / 100000)::integer,
               'S' || lpad((1 + i / 1000 % 100)::text, 4, '0'),
               'SKU-' || lpad((1 + i % 1000)::text, 6, '0'),
               (1 + i % 17)::integer,
               (1 + i % 1000 / 100.0)::numeric(10,2),
               ((1 + i % 17) * (1 + i % 1000 / 100.0))::numeric(12,2)
        FROM generate_series(first, first + rows - 1) AS i
    $$;

CREATE UNLOGGED TABLE bench_staging (
    date date NOT NULL, store_code text NOT NULL, sku text NOT NULL,
    quantity integer NOT NULL, unit_price numeric(10,2) NOT NULL, total_amount numeric(12,2) NOT NULL);
CREATE TABLE bench_reject (reason text NOT NULL, LIKE bench_staging);

VACUUM ANALYZE;
