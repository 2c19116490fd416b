-- Prices and promotions in force on a day: which one counts, and that all ways of looking find the same.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
INSERT INTO store_feed (code, name) VALUES ('S1', 'Own prices'), ('S2', 'Chain prices');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Two kinds of prices'), ('B', 'Windows that overlap'), ('C', 'No price'), ('D', 'Free'), ('E', 'Not a number');

--
-- Which price counts
--
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES
    ('A', NULL, 10, '2024-01-01', NULL), ('A', 'S1', 8, '2023-12-01', '2024-03-31'), ('A', 'S1', 7.5, '2024-05-01', NULL), ('D', NULL, 0, '2024-01-01', NULL);
-- The feed takes no windows that overlap; tables that were filled in another way may hold them.
INSERT INTO price_history (product_id, store_id, price, valid_from, valid_to)
SELECT p.id, s.id, w.price, w.valid_from, w.valid_to
FROM (VALUES ('B', NULL, 5.00, date '2024-01-01', NULL::date), ('B', NULL, 4.00, '2024-02-01', NULL), ('B', NULL, 3.00, '2024-02-05', '2024-02-29'),
             ('B', 'S1', 2.00, '-infinity', 'infinity'), ('B', 'S1', 1.99, '2024-02-10', '2024-02-10'), ('E', NULL, 'NaN', '2024-01-01', NULL)) AS w (sku, code, price, valid_from, valid_to)
JOIN product p ON p.sku = w.sku LEFT JOIN store s ON s.code = w.code ORDER BY 1, 2, 4;
-- The store's own price comes before the chain's, although it is older. Its last day counts, and the day after does not.
-- Without a store, the chain's price counts.
SELECT on_date, price_asof('A', 'S1', on_date) AS own, price_asof('A', 'S2', on_date) AS of_chain, price_asof('A', NULL, on_date) AS without_store
FROM unnest('{2023-11-30, 2023-12-01, 2023-12-31, 2024-01-01, 2024-03-31, 2024-04-01, 2024-04-30, 2024-05-01, 9999-12-31, infinity}'::date[]) AS on_date;
-- The latest window; the older one comes back. Open at either end.
SELECT on_date, price_asof('B', 'S1', on_date) AS own, price_asof('B', 'S2', on_date) AS of_chain
FROM unnest('{-infinity, 0001-01-01, 2024-01-01, 2024-01-31, 2024-02-01, 2024-02-04, 2024-02-05, 2024-02-09, 2024-02-10, 2024-02-11, 2024-02-29, 2024-03-01, infinity}'::date[]) AS on_date;
-- None; zero; values that pass the constraint and are no number.
SELECT price_asof('C', 'S1', '2024-02-01') AS none, price_asof('D', 'S1', '2024-02-01') AS free, price_asof('E', 'S1', '2024-02-01') AS not_a_number;
-- The same by ids. An unknown id of a product has no price. An unknown id of a store has the chain's.
SELECT price_asof(p.id, s.id, '2024-02-01') AS own, price_asof(p.id, NULL, '2024-02-01') AS of_chain, price_asof(-1, s.id, '2024-02-01') AS no_such_product, price_asof(p.id, -1, '2024-02-01') AS no_such_store
FROM product p, store s WHERE p.sku = 'A' AND s.code = 'S1';
-- Prices of every length come back as they are written.
BEGIN;
INSERT INTO product (sku, name) SELECT 'L' || n, 'Long and short' FROM generate_series(1, 15) n;
INSERT INTO price_history (product_id, price, valid_from)
SELECT p.id, w.price, '2024-01-01' FROM unnest('{0.01, 0.10, 0.99, 1, 1.50, 99.99, 100, 9999.99, 10000, 10000.01, 10100, 1000000, 12345678.90, 99990000, 99999999.99}'::numeric[]) WITH ORDINALITY AS w (price, n) JOIN product p ON p.sku = 'L' || w.n;
SELECT count(*) AS prices, count(*) FILTER (WHERE price_asof(h.product_id, NULL, '2024-01-01')::text IS DISTINCT FROM h.price::text) AS written_otherwise FROM price_history h JOIN product p ON p.id = h.product_id WHERE p.sku LIKE 'L%';
ROLLBACK;
-- NULL has no price.
SELECT price_asof(NULL::integer, 1, '2024-02-01') AS product_id, price_asof(1, 1, NULL) AS on_date, price_asof(NULL::text, 'S1', '2024-02-01') AS sku, price_asof('A', 'S1', NULL) AS on_date;
-- An unknown natural key is an error.
SELECT price_asof('a', 'S1', '2024-02-01');
\echo :LAST_ERROR_SQLSTATE
SELECT price_asof('A', 'S1 ', '2024-02-01');
\set VERBOSITY default
SELECT promotion_asof('Z', NULL, '2024-02-01');
\set VERBOSITY terse

--
-- Which promotion counts
--
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, discount_amount, start_date, end_date) VALUES
    ('A', NULL, '25 percent', 0.25, NULL, '2024-02-01', '2024-04-30'), ('A', NULL, '2.20 off', NULL, 2.2, '2024-02-01', '2024-05-31'), ('A', NULL, 'says nothing', NULL, NULL, '2024-02-01', '2024-12-31'),
    ('A', NULL, 'both', 0.01, 9.99, '2024-06-01', '2024-06-30'), ('A', 'S1', 'own', 0.99, NULL, '2024-06-01', '2024-06-30'),
    ('B', NULL, 'chain', 0.1, NULL, '2024-02-10', '2024-02-29'), ('B', 'S1', 'store', 0.1, NULL, '2024-02-01', '2024-02-29'), ('B', 'S1', 'store, later', 0.1, NULL, '2024-02-05', '2024-02-29'),
    ('C', NULL, 'amount off no price', NULL, 1, '2024-01-01', '2024-12-31'), ('C', NULL, 'one percent', 0.01, NULL, '2024-01-01', '2024-06-30'), ('C', 'S1', 'says nothing', NULL, NULL, '2024-03-01', '2024-12-31'),
    ('D', NULL, 'amount off nothing', NULL, 1, '2024-01-01', '2024-12-31'), ('D', NULL, 'no percent', 0, NULL, '2024-01-01', '2024-12-31'),
    ('E', NULL, 'amount off no number', NULL, 1, '2024-01-01', '2024-12-31'), ('E', NULL, 'one percent', 0.01, NULL, '2024-01-01', '2024-06-30');
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date) VALUES ('B', 'S1', 'entered last', 0.1, '2024-02-05', '2024-02-29');
-- 2.20 off is more than 25 percent of 8, and less than 25 percent of 10. Of two discounts in one promotion the larger counts.
SELECT on_date, (promotion_asof('A', 'S1', on_date)).name AS own, (promotion_asof('A', 'S2', on_date)).name AS of_chain, (promotion_asof('A', NULL, on_date)).name AS without_store
FROM unnest('{2024-01-31, 2024-02-01, 2024-04-01, 2024-04-30, 2024-05-01, 2024-06-01, 2024-12-31, 2025-01-01}'::date[]) AS on_date;
-- Equal discounts: the store's own, the latest, the highest id.
SELECT on_date, (promotion_asof('B', 'S1', on_date)).name AS own, (promotion_asof('B', 'S2', on_date)).name AS of_chain
FROM unnest('{2024-02-01, 2024-02-05, 2024-02-10, 2024-03-01}'::date[]) AS on_date;
-- An amount off a price that is unknown, zero or no number says nothing, and comes after the smallest share.
SELECT sku, on_date, (promotion_asof(sku, 'S1', on_date)).name AS own, (promotion_asof(sku, 'S2', on_date)).name AS of_chain
FROM unnest('{C,D,E}'::text[]) AS sku, unnest('{2024-02-01, 2024-06-30, 2024-07-01}'::date[]) AS on_date;
-- The whole row, and none; in FROM, none is a row of NULLs.
SELECT m = promotion_asof('A', 'S1', '2024-02-01') AS the_row, promotion_asof('A', 'S1', '2024-01-01') IS NULL AS none FROM promotion m WHERE name = '2.20 off';
SELECT name, discount_amount, start_date, end_date, created_at IS NOT NULL AS complete FROM promotion_asof('A', 'S1', '2024-02-01');
SELECT * FROM promotion_asof('A', 'S1', '2024-01-01');
SELECT m.name = (promotion_asof(p.id, s.id, '2024-02-01')).name AS by_ids, m.id = promotion_id_asof(p.id, s.id, '2024-02-01') AS by_id
FROM product p, store s, promotion m WHERE p.sku = 'A' AND s.code = 'S1' AND m.name = '2.20 off';
SELECT promotion_asof(NULL::integer, 1, '2024-02-01') IS NULL AS product_id, promotion_id_asof(1, 1, NULL) IS NULL AS on_date, promotion_asof(NULL::text, 'S1', '2024-02-01') IS NULL AS sku;

--
-- 100,000 random look-ups are compared with ORDER BY ... LIMIT 1. Windows overlap, have open ends, and belong to stores or the chain.
-- A third of the days are on an edge.
--
CREATE FUNCTION pg_temp.pick(n bigint, salt integer, below integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT ((hashint8extended(n, salt) & 2147483647) % below)::integer $$;
INSERT INTO store (code, name) SELECT 'R' || n, 'Random' FROM generate_series(1, 8) n;
INSERT INTO product (sku, name) SELECT 'R' || n, 'Random' FROM generate_series(1, 150) n;
SELECT min(id) AS first_store FROM store WHERE code LIKE 'R%' \gset
SELECT min(id) AS first_product FROM product WHERE sku LIKE 'R%' \gset
INSERT INTO price_history (product_id, store_id, price, valid_from, valid_to)
SELECT :first_product + pg_temp.pick(n, 1, 150), CASE WHEN pg_temp.pick(n, 2, 3) > 0 THEN :first_store + pg_temp.pick(n, 3, 8) END, pg_temp.pick(n, 4, 10000) / 100.0,
    date '2020-01-01' + pg_temp.pick(n, 5, 1000), CASE WHEN pg_temp.pick(n, 6, 5) > 0 THEN date '2020-01-01' + pg_temp.pick(n, 5, 1000) + pg_temp.pick(n, 7, 120) END
FROM generate_series(1, 6000) n ON CONFLICT DO NOTHING;
INSERT INTO promotion (product_id, store_id, name, discount_pct, discount_amount, start_date, end_date)
SELECT :first_product + pg_temp.pick(n, 11, 150), CASE WHEN pg_temp.pick(n, 12, 3) > 0 THEN :first_store + pg_temp.pick(n, 13, 8) END, 'P' || n,
    CASE WHEN pg_temp.pick(n, 14, 2) > 0 THEN pg_temp.pick(n, 15, 11) / 20.0 END, CASE WHEN pg_temp.pick(n, 16, 2) > 0 THEN pg_temp.pick(n, 17, 4000) / 100.0 END,
    date '2020-01-01' + pg_temp.pick(n, 18, 1000), date '2020-01-01' + pg_temp.pick(n, 18, 1000) + pg_temp.pick(n, 19, 60)
FROM generate_series(1, 6000) n;
-- Autovacuum would make later look-ups read the tables again.
ALTER TABLE price_history SET (autovacuum_enabled = off);
ALTER TABLE promotion SET (autovacuum_enabled = off);
ANALYZE price_history, promotion;
CREATE TABLE probe AS
SELECT n, :first_product - 1 + pg_temp.pick(n, 21, 152) AS product_id, CASE WHEN pg_temp.pick(n, 22, 20) > 0 THEN :first_store + pg_temp.pick(n, 23, 9) END AS store_id,
    coalesce(CASE pg_temp.pick(n, 24, 9) WHEN 0 THEN h.valid_from WHEN 1 THEN h.valid_to + 1 WHEN 2 THEN m.start_date - 1 WHEN 3 THEN m.end_date END, date '2019-12-01' + pg_temp.pick(n, 25, 1200)) AS on_date
FROM generate_series(1, 100000) n
LEFT JOIN price_history h ON h.id = (SELECT max(id) FROM price_history) - pg_temp.pick(n, 26, 5000)
LEFT JOIN promotion m ON m.id = (SELECT max(id) FROM promotion) - pg_temp.pick(n, 27, 5000);
CREATE TABLE truth AS
SELECT q.*, h.price, m.id AS promotion_id
FROM probe q
LEFT JOIN LATERAL (
    SELECT h.price FROM price_history h
    WHERE h.product_id = q.product_id AND (h.store_id = q.store_id OR h.store_id IS NULL) AND h.valid_from <= q.on_date AND (h.valid_to >= q.on_date OR h.valid_to IS NULL)
    ORDER BY h.store_id IS NULL, h.valid_from DESC, h.id DESC LIMIT 1) h ON true
LEFT JOIN LATERAL (
    SELECT m.id FROM promotion m
    WHERE m.product_id = q.product_id AND (m.store_id = q.store_id OR m.store_id IS NULL) AND q.on_date BETWEEN m.start_date AND m.end_date
    ORDER BY greatest(m.discount_pct, m.discount_amount / nullif(h.price, 0)) DESC NULLS LAST, m.store_id IS NULL, m.start_date DESC, m.id DESC LIMIT 1) m ON true;
CREATE VIEW differences AS
SELECT count(*) AS probes, count(price) AS with_price, count(promotion_id) AS with_promotion,
    count(*) FILTER (WHERE price_asof(product_id, store_id, on_date) IS DISTINCT FROM price) AS other_prices,
    count(*) FILTER (WHERE promotion_id_asof(product_id, store_id, on_date) IS DISTINCT FROM promotion_id) AS other_promotions
FROM truth;
SELECT * FROM differences;
-- Written alike, too.
SELECT count(*) AS probes, count(*) FILTER (WHERE price_asof(product_id, store_id, on_date)::text IS DISTINCT FROM price::text) AS written_otherwise FROM truth;
-- The same by natural keys, where they are, and as whole rows.
SELECT count(*) AS probes, count(*) FILTER (WHERE price_asof(p.sku, s.code, on_date) IS DISTINCT FROM price) AS other_prices,
    count(*) FILTER (WHERE promotion_asof(p.sku, s.code, on_date) IS DISTINCT FROM m) AS other_promotions
FROM truth q JOIN product p ON p.id = q.product_id LEFT JOIN store s ON s.id = q.store_id LEFT JOIN promotion m ON m.id = q.promotion_id WHERE s.id IS NOT NULL OR q.store_id IS NULL;

--
-- Each way to look up. The number of reads of the tables shows which one was used.
--
CREATE FUNCTION pg_temp.scans() RETURNS bigint LANGUAGE sql AS $$ SELECT sum(seq_scan + idx_scan) FROM pg_stat_xact_user_tables WHERE schemaname = 'fw' AND relname IN ('price_history', 'promotion') $$;
-- Everything is read once, and the next statement of the transaction uses it. Both have one snapshot, since others may commit in between.
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT pg_temp.scans() AS before \gset
SELECT probes, other_prices, other_promotions FROM differences;
SELECT pg_temp.scans() - :before BETWEEN 2 AND 100 AS read_once;
SELECT pg_temp.scans() AS before \gset
SELECT probes, other_prices, other_promotions FROM differences;
SELECT pg_temp.scans() - :before AS read_again;
COMMIT;
-- a few products: theirs only
BEGIN;
SELECT pg_temp.scans() AS before \gset
SELECT count(*) > 1000 AS many, count(*) FILTER (WHERE price_asof(product_id, store_id, on_date) IS DISTINCT FROM price OR promotion_id_asof(product_id, store_id, on_date) IS DISTINCT FROM promotion_id) AS differences
FROM truth WHERE product_id BETWEEN :first_product + 10 AND :first_product + 12;
SELECT pg_temp.scans() - :before AS three_products_in_two_tables;
COMMIT;
-- 30,000 windows take 480 kB of cache. With memory for all rows beside them (1080 kB) they are read in the order of the table.
-- With less memory they are read sorted, from the beginning if the size is known before.
CREATE FUNCTION pg_temp.scans_of_prices(OUT walks bigint, OUT scans bigint) LANGUAGE sql AS $$ SELECT seq_scan, seq_scan + idx_scan FROM pg_stat_xact_user_tables WHERE relid = 'fw.price_history'::regclass $$;
BEGIN;
DELETE FROM price_history;
INSERT INTO price_history (product_id, price, valid_from, valid_to)
SELECT :first_product + n % 150, n % 1000 / 100.0, date '2020-01-01' + n / 150 * 5, date '2020-01-01' + n / 150 * 5 + 3 FROM generate_series(0, 29999) n;
ANALYZE price_history;
CREATE VIEW long_lines AS
SELECT count(*) AS probes, count(price) AS with_price, count(*) FILTER (WHERE price_asof(:first_product + n % 150, NULL, date '2020-01-01' + n) IS DISTINCT FROM price) AS other_prices
FROM generate_series(0, 1100) n, LATERAL (SELECT CASE WHEN n < 1000 AND n % 5 < 4 THEN (n / 5 * 150 + n % 150) % 1000 / 100.0 END AS price) AS inserted;
SET LOCAL enable_seqscan = off;
SET LOCAL hash_mem_multiplier = 1;
SAVEPOINT memory;
SET LOCAL work_mem = '4MB';
SELECT * FROM pg_temp.scans_of_prices() \gset before_
TABLE long_lines;
SELECT walks - :before_walks AS walks, scans - :before_scans < 100 AS not_probe_by_probe FROM pg_temp.scans_of_prices();
ROLLBACK TO memory;
SET LOCAL work_mem = '1200kB';
SELECT * FROM pg_temp.scans_of_prices() \gset before_
TABLE long_lines;
SELECT walks - :before_walks AS walks, scans - :before_scans < 100 AS not_probe_by_probe FROM pg_temp.scans_of_prices();
ROLLBACK TO memory;
SET LOCAL work_mem = '900kB';
SELECT * FROM pg_temp.scans_of_prices() \gset before_
TABLE long_lines;
SELECT walks - :before_walks AS walks, scans - :before_scans < 100 AS not_probe_by_probe FROM pg_temp.scans_of_prices();
ROLLBACK TO memory;
-- Promotions that do not fit take nothing from prices that do.
INSERT INTO promotion (product_id, name, start_date, end_date) SELECT :first_product, 'Q' || n, date '2030-01-01' + n, date '2030-01-01' + n FROM generate_series(1, 40000) n;
SET LOCAL work_mem = '1200kB';
SELECT promotion_id_asof(:first_product, NULL, '2029-01-01');
SELECT * FROM pg_temp.scans_of_prices() \gset before_
TABLE long_lines;
SELECT scans - :before_scans < 100 AS not_probe_by_probe FROM pg_temp.scans_of_prices();
ROLLBACK;
-- too little memory for all: probe by probe
BEGIN;
SET LOCAL work_mem = '64kB';
SET LOCAL hash_mem_multiplier = 1;
SELECT pg_temp.scans() AS before \gset
SELECT count(*) AS probes, count(price) > 1000 AS with_price, count(*) FILTER (WHERE price_asof(product_id, store_id, on_date) IS DISTINCT FROM price) AS other_prices,
    count(*) FILTER (WHERE promotion_id_asof(product_id, store_id, on_date) IS DISTINCT FROM promotion_id) AS other_promotions
FROM truth WHERE n <= 5000;
SELECT pg_temp.scans() - :before > 10000 AS probe_by_probe;
SELECT count(*) AS probes, count(*) FILTER (WHERE promotion_asof(q.product_id, q.store_id, on_date) IS DISTINCT FROM m) AS other_promotions FROM truth q LEFT JOIN promotion m ON m.id = promotion_id WHERE n <= 2000;
COMMIT;
-- in parallel workers
BEGIN;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
ALTER TABLE truth SET (parallel_workers = 2);
COMMIT;
BEGIN;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
EXPLAIN (COSTS off, SUMMARY off) SELECT count(*) FILTER (WHERE price_asof(product_id, store_id, on_date) IS DISTINCT FROM price) FROM truth;
SELECT * FROM differences;
SET LOCAL work_mem = '64kB';
SET LOCAL hash_mem_multiplier = 1;
SELECT count(*) AS probes, count(*) FILTER (WHERE price_asof(product_id, store_id, on_date) IS DISTINCT FROM price) AS other_prices FROM truth WHERE n <= 2000;
COMMIT;
-- a percentage that no constraint allows: by index, with any amount of memory; each worker would count its own
BEGIN;
SET LOCAL max_parallel_workers_per_gather = 0;
ALTER TABLE promotion DROP CONSTRAINT ck_promotion_discount_pct_range;
UPDATE promotion SET discount_pct = 9 WHERE id = (SELECT promotion_id FROM truth WHERE promotion_id IS NOT NULL ORDER BY n LIMIT 1);
SELECT pg_temp.scans() AS before \gset
SELECT count(*) AS probes, count(*) FILTER (WHERE price_asof(product_id, store_id, on_date) IS DISTINCT FROM price) AS other_prices,
    count(*) FILTER (WHERE promotion_id_asof(product_id, store_id, on_date) IS DISTINCT FROM promotion_id) BETWEEN 0 AND 9 AS about_the_same_promotions
FROM truth WHERE n <= 2000;
SELECT pg_temp.scans() - :before > 1000 AS probe_by_probe;
ROLLBACK;
SELECT * FROM differences;

DROP TABLE probe, truth CASCADE;
RESET search_path;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA fw;
