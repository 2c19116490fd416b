-- A warehouse with two columns of users on its sales, files of rows with and without values, and a load by hand.
CREATE EXTENSION forecast_warehouse;
SELECT count(*) FROM generate_calendar('2020-01-01', '2029-12-31');
INSERT INTO store_feed (code, name) SELECT 'S' || s, 'Store ' || s FROM generate_series(1, 20) AS s;
INSERT INTO product_feed (sku, name) SELECT 'P' || p, 'Product ' || p FROM generate_series(1, 100) AS p;
SELECT add_column('sales_daily', 'is_wholesale', 'boolean'), add_column('sales_daily', 'floor_space', 'integer');

CREATE UNLOGGED TABLE sold AS
SELECT date '2020-01-01' + n / 2000 AS date, 'S' || 1 + n / 100 % 20 AS store_code, 'P' || 1 + n % 100 AS sku, n % 10 AS quantity, 2.5 AS unit_price,
    n % 3 = 0 AS is_wholesale, n % 40 AS floor_space, n % 10 = 0 AS is_tenth
FROM generate_series(0, :rows - 1) AS n;
SELECT format('COPY (SELECT date, store_code, sku, quantity, unit_price%s FROM sold) TO %L CSV', f.values, :'directory' || '/' || f.name)
FROM (VALUES ('plain', ''), ('none', ', NULL, NULL'), ('all', ', is_wholesale, floor_space'),
    ('tenth', ', CASE WHEN is_tenth THEN is_wholesale END, CASE WHEN is_tenth THEN floor_space END')) AS f (name, values)
\gexec
DROP TABLE sold;

CREATE TABLE by_hand (id bigint PRIMARY KEY REFERENCES sales_daily ON DELETE CASCADE, is_wholesale boolean, floor_space integer);
CREATE PROCEDURE load_by_hand(file text) LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE staged (date date, store_code text, sku text, quantity numeric, unit_price numeric, is_wholesale boolean, floor_space integer) ON COMMIT DROP;
    EXECUTE format('COPY staged FROM %L CSV', file);
    INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT date, store_code, sku, quantity, unit_price FROM staged;
    INSERT INTO by_hand (id, is_wholesale, floor_space)
    SELECT d.id, g.is_wholesale, g.floor_space
    FROM staged g JOIN store s ON s.code = g.store_code JOIN product p USING (sku) JOIN sales_daily d ON (d.date, d.store_id, d.product_id) = (g.date, s.id, p.id)
    ON CONFLICT (id) DO UPDATE SET is_wholesale = EXCLUDED.is_wholesale, floor_space = EXCLUDED.floor_space;
END $$;
