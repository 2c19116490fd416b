-- Ids and days at the ends of their types are values like any other.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT count(*) FROM (SELECT generate_calendar('2024-01-01', '2024-12-31')) c;
INSERT INTO store (id, code, name) VALUES (-2147483648, 'LEAST', 'Least'), (-1, 'MINUS', 'Minus one'), (0, 'ZERO', 'Zero'), (2147483647, 'MOST', 'Most'), (7, 'PLAIN', 'Plain');
INSERT INTO product (id, sku, name) VALUES (-2147483648, 'LEAST', 'Least'), (-1, 'MINUS', 'Minus one'), (0, 'ZERO', 'Zero'), (2147483647, 'MOST', 'Most');

--
-- Loads: every id is known
--
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
    SELECT '2024-03-01'::date + n, s.code, p.sku, 1 + (s.id::bigint + p.id::bigint + n) % 5 + 5, 2 FROM store s, product p, generate_series(0, 20) n;
SELECT received, inserted, rejected FROM load_batch ORDER BY id DESC LIMIT 1;
SET forecast_warehouse.writer = sql;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT '2024-04-01', s.code, p.sku, 1, 2 FROM store s, product p;
SELECT received, inserted, rejected FROM load_batch ORDER BY id DESC LIMIT 1;
RESET forecast_warehouse.writer;

--
-- Prices of the store with the least id are not those of the chain
--
INSERT INTO price_history_feed (sku, store_code, price, valid_from) SELECT sku, 'LEAST', 1, '2024-01-01' FROM product;
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) SELECT sku, NULL, 2, '2024-06-01', '2024-06-30' FROM product;
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date) SELECT sku, 'LEAST', 'least', 0.5, '2024-01-01', '2024-12-31' FROM product;
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date) SELECT sku, NULL, 'chain', 0.1, '2024-06-01', '2024-06-30' FROM product;
CREATE VIEW asked AS SELECT p.sku, s.code, d::date AS day, price_asof(p.id, s.id, d::date) AS price, (promotion_asof(p.id, s.id, d::date)).name AS promotion
    FROM product p, (SELECT id, code FROM store UNION ALL SELECT NULL, NULL) s, (VALUES ('2024-02-01'), ('2024-06-15')) v (d);
SELECT code, day, price, promotion, count(*) FROM asked GROUP BY 1, 2, 3, 4 ORDER BY 2, 1;
SELECT price_asof('ZERO', NULL, '2024-02-01') AS chain, price_asof('ZERO', 'LEAST', '2024-02-01') AS least, price_asof('ZERO', 'PLAIN', '2024-06-15') AS plain;
-- one product alone, before the table is read as a whole
SELECT price_asof(0, NULL, '2024-02-01') AS chain;
SELECT price_asof(0, -2147483648, '2024-02-01') AS least;
SELECT price_asof(0, 7, '2024-02-01') AS plain;

--
-- Days without end
--
DELETE FROM price_history;
DELETE FROM promotion;
INSERT INTO price_history (product_id, store_id, price, valid_from, valid_to) VALUES
    (0, NULL, 1, '-infinity', '2024-01-31'), (0, NULL, 2, '2024-02-01', 'infinity'), (0, 7, 3, 'infinity', NULL), (0, -1, 4, '-infinity', '-infinity'), (0, 0, 5, '-infinity', 'infinity'), (-1, NULL, 6, '-infinity', NULL);
INSERT INTO promotion (product_id, store_id, name, discount_pct, start_date, end_date) VALUES
    (0, NULL, 'early', 0.1, '-infinity', '2024-01-31'), (0, NULL, 'late', 0.2, '2024-02-01', 'infinity'), (0, 7, 'never', 0.3, 'infinity', 'infinity'), (0, -1, 'before', 0.4, '-infinity', '-infinity'), (0, 0, 'always', 0.5, '-infinity', 'infinity');
CREATE VIEW days AS SELECT d::date AS day, s.id AS store, p.id AS product, price_asof(p.id, s.id, d::date) AS price, (promotion_asof(p.id, s.id, d::date)).name AS promotion
    FROM (VALUES (0), (-1)) p (id), (VALUES (NULL::int), (7), (-1), (0)) s (id), (VALUES ('-infinity'), ('2024-01-31'), ('2024-02-01'), ('infinity')) v (d);
CREATE VIEW plain AS SELECT d.day, d.store, d.product, h.price, m.name AS promotion FROM days d
    LEFT JOIN LATERAL (SELECT price FROM price_history h WHERE h.product_id = d.product AND (h.store_id = d.store OR h.store_id IS NULL) AND h.valid_from <= d.day AND (h.valid_to >= d.day OR h.valid_to IS NULL)
        ORDER BY store_id IS NULL, valid_from DESC, id DESC LIMIT 1) h ON true
    LEFT JOIN LATERAL (SELECT name FROM promotion m WHERE m.product_id = d.product AND (m.store_id = d.store OR m.store_id IS NULL) AND m.start_date <= d.day AND m.end_date >= d.day
        ORDER BY discount_pct DESC, store_id IS NULL, start_date DESC, id DESC LIMIT 1) m ON true;
SELECT * FROM days WHERE product = 0 AND store IS DISTINCT FROM -1 ORDER BY store, day;
SELECT count(*) AS differing FROM ((TABLE days EXCEPT TABLE plain) UNION ALL (TABLE plain EXCEPT TABLE days)) d;
-- values that a table without its checks may hold
ALTER TABLE promotion ALTER end_date DROP NOT NULL;
DO $$ DECLARE c name; BEGIN FOR c IN SELECT conname FROM pg_constraint WHERE conrelid IN ('promotion'::regclass, 'price_history'::regclass) AND contype = 'c' LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', (SELECT conrelid::regclass FROM pg_constraint WHERE conname = c), c); END LOOP; END $$;
INSERT INTO promotion (product_id, store_id, name, discount_pct, start_date, end_date) VALUES (-1, NULL, 'open', 0.9, '2024-01-01', NULL), (-1, 7, 'nan', 'NaN', '2024-01-01', '2024-12-31');
INSERT INTO price_history (product_id, store_id, price, valid_from) VALUES (-1, 7, -0.01, '2024-01-01');
SELECT count(*) AS differing FROM ((TABLE days EXCEPT TABLE plain) UNION ALL (TABLE plain EXCEPT TABLE days)) d;

--
-- Features: any two ids make a series
--
DELETE FROM price_history WHERE product_id = -1 OR NOT isfinite(valid_from);
INSERT INTO price_history (product_id, store_id, price, valid_from) VALUES (-1, -1, -0.01, '2024-01-01');
DELETE FROM promotion;
SELECT build_features('features', cutoff => '2024-03-20', horizon => 7, lags => '{7}', windows => '{7}');
SELECT count(DISTINCT (store_id, product_id)) AS series, count(*) AS days, count(*) FILTER (WHERE store_id = -2147483648 AND product_id < 0) AS of_the_least FROM features;
SELECT count(*) AS differing FROM features f JOIN sales_daily s USING (date, store_id, product_id) WHERE f.quantity <> s.quantity;
SELECT DISTINCT store_id, product_id, price FROM features WHERE product_id = -1 AND store_id IN (-1, 7) ORDER BY 1, 2;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP TABLE features;
DROP EXTENSION forecast_warehouse CASCADE;
