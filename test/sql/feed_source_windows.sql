-- Sources whose rows say which price was seen (windows = observed): one window for each price.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
CREATE SCHEMA shop;
SET search_path = shop, public;
\set prices 'SELECT * FROM price_history_feed ORDER BY sku, store_code NULLS FIRST, valid_from;'
\set counts 'SELECT inserted, updated, unchanged, rejected, closed FROM load_batch WHERE id = (last_load()).batch_id;'
INSERT INTO store_feed (code, name) VALUES ('S1', 'Harbour');
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(1, 60) n;

SELECT create_source('seen', 'price_history_feed', '{item,shop,day,until,price}', '{"sku": "item", "store_code": "shop", "valid_from": "day", "valid_to": "until"}', '{"windows": "observed"}');
-- Without a last day a price holds until another one is seen.
COPY seen FROM stdin WITH (FORMAT csv);
P1,S1,2024-01-15,,11
P1,S1,2024-01-01,,10
P1,S1,2024-01-22,,10
P1,S1,2024-01-08,,10.00
P1,S1,2024-01-29,,10
\.
:counts
:prices
-- The same rows change nothing. Older ones move the first day of a window, and newer ones close the last window.
CREATE VIEW stored AS SELECT xmin::text AS version, ctid::text AS place, p.* FROM price_history p;
CREATE TABLE before AS TABLE stored;
COPY seen FROM stdin WITH (FORMAT csv);
P1,S1,2024-01-15,,11
P1,S1,2024-01-08,,10
P1,S1,2024-01-22,9999-12-31,10
\.
:counts
SELECT count(*) AS changed FROM (TABLE stored EXCEPT TABLE before) changed;
COPY seen FROM stdin WITH (FORMAT csv);
P1,S1,2023-12-01,,10
P1,S1,2024-02-05,,12
\.
:counts
:prices
-- With a last day a row says what is in force on its days. Gaps stay.
COPY seen FROM stdin WITH (FORMAT csv);
P2,,2024-01-01,2024-01-07,5
P2,,2024-01-22,2024-01-28,5
P2,,2024-01-08,2024-01-14,5
\.
:counts
COPY seen FROM stdin WITH (FORMAT csv);
P2,,2024-01-15,2024-01-21,5
P2,,2024-01-10,2024-01-11,4
P2,,2024-02-05,2024-02-11,5
\.
:counts
:prices
-- A price that was wrong is corrected on its days.
INSERT INTO seen VALUES ('P2', NULL, '2024-01-10', '2024-01-11', '5');
:counts
SELECT * FROM price_history_feed WHERE sku = 'P2' ORDER BY valid_from;
-- The rows of one day are duplicates, as in every load. Windows that overlap by hand are left alone.
INSERT INTO seen VALUES ('P3', NULL, '2024-01-10', NULL, '5'), ('P3', NULL, '2024-01-10', NULL, '6');
INSERT INTO price_history (product_id, price, valid_from, valid_to) SELECT id, n, '2024-01-01'::date + n, '2024-02-01' FROM product, generate_series(1, 2) n WHERE sku = 'P3';
INSERT INTO seen VALUES ('P3', NULL, '2024-01-10', NULL, '5');
INSERT INTO seen VALUES ('P4', NULL, '2024-01-10', NULL, '5') ON CONFLICT DO NOTHING;
SELECT create_source('promotions', 'promotion_feed', '{sku,store_code,name,start_date,end_date}', '{}', '{"windows": "observed"}');
SELECT create_source('sales', 'sales_daily_feed', '{date,store_code,sku,quantity,unit_price}', '{}', '{"windows": "observed"}');
SELECT create_source('other', 'price_history_feed', '{sku,valid_from,price}', '{}', '{"windows": "guessed"}');

--
-- Rights: merging removes rows
--
CREATE ROLE regress_fw_seen;
GRANT USAGE ON SCHEMA shop, public TO regress_fw_seen;
GRANT SELECT, INSERT, UPDATE ON price_history TO regress_fw_seen;
GRANT SELECT ON store, product, calendar TO regress_fw_seen;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO regress_fw_seen;
GRANT SELECT, INSERT, UPDATE ON load_batch, load_reject TO regress_fw_seen;
GRANT INSERT ON seen TO regress_fw_seen;
SET ROLE regress_fw_seen;
INSERT INTO seen VALUES ('P4', NULL, '2024-01-01', '2024-01-07', '5'), ('P4', NULL, '2024-01-15', '2024-01-21', '5');
INSERT INTO seen VALUES ('P4', NULL, '2024-01-08', '2024-01-14', '5');
RESET ROLE;
GRANT DELETE ON price_history TO regress_fw_seen;
SET ROLE regress_fw_seen;
INSERT INTO seen VALUES ('P4', NULL, '2024-01-08', '2024-01-14', '5');
RESET ROLE;
SELECT * FROM price_history_feed WHERE sku = 'P4';
-- A trigger that keeps a window out.
CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER keep_out BEFORE INSERT ON price_history FOR EACH ROW EXECUTE FUNCTION keep_out();
INSERT INTO seen VALUES ('P5', NULL, '2024-01-08', NULL, '5');
DROP TRIGGER keep_out ON price_history;

--
-- Random series, against plain SQL. Rows come in any order within a file, and files in any order.
--
SELECT setseed(0.16);
-- Pieces of days, each with a price or none.
CREATE TABLE piece AS
    SELECT 'P' || p AS sku, CASE WHEN p % 2 = 0 THEN 'S1' END AS store_code, n,
           '2024-01-01'::date + (sum(days) OVER earlier - days)::int AS first_day, '2024-01-01'::date + (sum(days) OVER earlier)::int - 1 AS last_day,
           CASE WHEN random() < 0.85 THEN 1 + floor(random() * 3) / 4 END AS price, 1 + floor(random() * 5) AS file
    FROM (SELECT p, n, 1 + floor(random() * 9)::int AS days FROM generate_series(11, 40) p, generate_series(1, 30) n) cut
    WINDOW earlier AS (PARTITION BY p ORDER BY n);
-- Islands of days with one price.
CREATE VIEW expected AS
    SELECT sku, store_code, price::numeric(10, 2) AS price, min(day) AS valid_from, max(day) AS valid_to
    FROM (SELECT sku, store_code, price, day, day - (row_number() OVER (PARTITION BY sku, store_code, price ORDER BY day))::int AS island
          FROM (SELECT sku, store_code, price, generate_series(first_day, last_day, interval '1 day')::date AS day FROM piece WHERE price IS NOT NULL) by_day) numbered
    GROUP BY sku, store_code, price, island;
CREATE VIEW loaded AS SELECT * FROM price_history_feed WHERE substr(sku, 2)::int BETWEEN 11 AND 40;
\set differences 'SELECT (SELECT count(*) FROM (TABLE loaded EXCEPT ALL TABLE expected) d) AS too_many, (SELECT count(*) FROM (TABLE expected EXCEPT ALL TABLE loaded) d) AS missing, (SELECT count(*) > 100 FROM loaded) AS has_windows;'
CREATE PROCEDURE load_file(wanted int) LANGUAGE sql AS $$
    INSERT INTO seen SELECT sku, store_code, first_day::text, last_day::text, price::text FROM piece WHERE file = wanted AND price IS NOT NULL ORDER BY random()
$$;
CALL load_file(4);
CALL load_file(1);
CALL load_file(5);
CALL load_file(2);
CALL load_file(3);
:differences
CALL load_file(4);
:counts
-- Again from nothing, by SQL, in the order of time.
DELETE FROM price_history;
SET forecast_warehouse.writer = sql;
INSERT INTO seen SELECT sku, store_code, first_day::text, last_day::text, price::text FROM piece WHERE price IS NOT NULL ORDER BY random();
:differences
RESET forecast_warehouse.writer;

-- Prices without a last day, in the order of time. A window begins where a price differs from the one before.
CREATE OR REPLACE VIEW expected AS
    SELECT sku, store_code, price::numeric(10, 2), first_day AS valid_from, lead(first_day) OVER (PARTITION BY sku, store_code ORDER BY first_day) - 1 AS valid_to
    FROM (SELECT *, lag(price) OVER (PARTITION BY sku, store_code ORDER BY first_day) AS price_before FROM piece WHERE price IS NOT NULL) runs
    WHERE price IS DISTINCT FROM price_before;
DELETE FROM price_history;
INSERT INTO seen SELECT sku, store_code, first_day::text, NULL, price::text FROM piece WHERE price IS NOT NULL AND first_day < '2024-03-01' ORDER BY random();
INSERT INTO seen SELECT sku, store_code, first_day::text, NULL, price::text FROM piece WHERE price IS NOT NULL AND first_day >= '2024-02-20' ORDER BY random();
:differences
INSERT INTO seen SELECT sku, store_code, first_day::text, NULL, price::text FROM piece WHERE price IS NOT NULL ORDER BY random();
:counts

DROP SCHEMA shop CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP OWNED BY regress_fw_seen;
DROP ROLE regress_fw_seen;
