-- sales_exogenous: one row for each sale, with price, promotion and stock as of its day. Unused columns cause no reads.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'sales_exogenous'::regclass AND attnum > 0 ORDER BY attnum;
SELECT inserted FROM generate_calendar('2023-01-01', '2023-12-31', 'US');
SELECT table_name, inserted FROM generate_demo_data(stores => 5, products => 20, start_date => '2023-01-01', end_date => '2023-12-31');
INSERT INTO weather_daily (date, store_id, temp_min_c, temp_max_c, temp_avg_c, precipitation_mm, snow_mm, condition)
SELECT c.date, s.id, s.id % 7, s.id % 7 + 10, s.id % 7 + 5, c.month, 0, CASE WHEN c.month % 2 = 0 THEN 'rain' ELSE 'sun' END FROM calendar c, store s WHERE c.month < 11 AND s.code <> 'S001';
INSERT INTO traffic_daily (date, store_id, visits, transactions) SELECT c.date, s.id, 100 + c.day_of_week, 40 + c.day_of_week FROM calendar c, store s WHERE s.code <> 'S002';
VACUUM ANALYZE;

--
-- Grain: the view has the sales, the join that suggests itself has more
--
CREATE VIEW naive AS
SELECT f.*, h.price, m.name AS promotion
FROM sales_daily f
LEFT JOIN price_history h ON h.product_id = f.product_id AND (h.store_id IS NULL OR h.store_id = f.store_id) AND f.date >= h.valid_from AND (h.valid_to IS NULL OR f.date <= h.valid_to)
LEFT JOIN promotion m ON m.product_id = f.product_id AND (m.store_id IS NULL OR m.store_id = f.store_id) AND f.date BETWEEN m.start_date AND m.end_date;
SELECT 'sales_daily' AS source, count(*), sum(total_amount) FROM sales_daily
UNION ALL SELECT 'sales_exogenous', count(*), sum(total_amount) FROM sales_exogenous
UNION ALL SELECT 'naive join', count(*), sum(total_amount) FROM naive;
-- with all joins that there are, too
SELECT count(*), sum(total_amount), count(list_price) AS with_price, count(promotion_name) AS on_promotion, count(on_hand_qty) AS with_stock, count(weather_condition) AS with_weather,
    count(traffic_visits) AS with_traffic, count(holiday_name) AS on_holidays, count(DISTINCT (date, store_id, product_id)) AS grains
FROM sales_exogenous;

--
-- Every column against the long form
--
CREATE VIEW long_form AS
SELECT f.date, f.store_id, s.code AS store_code, s.region, s.city, s.store_type, f.product_id, p.sku, p.category, p.brand,
    c.day_of_week, c.month, c.quarter, c.year, c.is_holiday, c.holiday_name, c.fiscal_week, f.quantity, f.unit_price, f.total_amount,
    price.price AS list_price, round(1 - f.unit_price / nullif(price.price, 0), 4) AS realised_discount_pct,
    promo.id AS promotion_id, promo.name AS promotion_name, promo.discount_pct AS promo_discount_pct, promo.discount_amount AS promo_discount_amount, promo.id IS NOT NULL AS on_promotion,
    i.on_hand_qty, i.on_order_qty, i.is_stockout, w.temp_min_c, w.temp_max_c, w.temp_avg_c, w.precipitation_mm, w.snow_mm, w.condition, t.visits, t.transactions
FROM sales_daily f
JOIN store s ON s.id = f.store_id JOIN product p ON p.id = f.product_id JOIN calendar c ON c.date = f.date
LEFT JOIN LATERAL (
    SELECT h.price FROM price_history h
    WHERE h.product_id = f.product_id AND (h.store_id = f.store_id OR h.store_id IS NULL) AND h.valid_from <= f.date AND (h.valid_to >= f.date OR h.valid_to IS NULL)
    ORDER BY h.store_id IS NULL, h.valid_from DESC, h.id DESC LIMIT 1) AS price ON true
LEFT JOIN LATERAL (
    SELECT m.* FROM promotion m
    WHERE m.product_id = f.product_id AND (m.store_id = f.store_id OR m.store_id IS NULL) AND f.date BETWEEN m.start_date AND m.end_date
    ORDER BY greatest(m.discount_pct, m.discount_amount / nullif(price.price, 0)) DESC NULLS LAST, m.store_id IS NULL, m.start_date DESC, m.id DESC LIMIT 1) AS promo ON true
LEFT JOIN inventory_snapshot_daily i ON i.date = f.date AND i.store_id = f.store_id AND i.product_id = f.product_id
LEFT JOIN weather_daily w ON w.date = f.date AND w.store_id = f.store_id
LEFT JOIN traffic_daily t ON t.date = f.date AND t.store_id = f.store_id;
SELECT (SELECT count(*) FROM (TABLE sales_exogenous EXCEPT ALL TABLE long_form) AS d) AS in_view_only, (SELECT count(*) FROM (TABLE long_form EXCEPT ALL TABLE sales_exogenous) AS d) AS in_long_form_only;

--
-- Values of columns without a source
--
INSERT INTO store_feed (code, name) VALUES ('X', 'Bare');
INSERT INTO product_feed (sku, name) VALUES ('free', 'Free of charge'), ('unpriced', 'Without a price'), ('dear', 'Sold above the list');
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('free', 0, '2023-01-01'), ('dear', 3, '2023-06-01');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2023-12-31', 'X', 'free', 1, 1), ('2023-12-31', 'X', 'unpriced', 1, 1), ('2023-06-01', 'X', 'dear', 1, 4), ('2023-05-31', 'X', 'dear', 1, 4);
SELECT date, sku, unit_price, list_price, realised_discount_pct, promotion_id, on_promotion, on_hand_qty, is_stockout, weather_condition, traffic_visits FROM sales_exogenous WHERE store_code = 'X' ORDER BY sku, date;

--
-- Unused columns cause no reads; filters use the indexes
--
CREATE FUNCTION pg_temp.plan(query text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json, VERBOSE, COSTS off) ' || query INTO plan;
    RETURN plan::jsonb;
END $$;
CREATE FUNCTION pg_temp.reads(query text) RETURNS TABLE (tables text, calls text, sales_by text) LANGUAGE sql AS $$
    WITH plan AS MATERIALIZED (SELECT pg_temp.plan(query) AS plan)
    SELECT (SELECT string_agg(DISTINCT r #>> '{}', ', ' ORDER BY r #>> '{}') FROM plan, jsonb_path_query(plan, '$.**."Relation Name"') AS r),
        (SELECT string_agg(f, ', ') FROM plan, unnest('{price_asof,promotion_id_asof}'::text[]) AS f WHERE plan::text ~ f),
        (SELECT string_agg(DISTINCT n #>> '{}', ', ') FROM plan, jsonb_path_query(plan, '$.**?(@."Relation Name" == "sales_daily" || @."Index Name" like_regex "sales_daily")."Node Type"') AS n)
$$;
SELECT asked, r.* FROM (VALUES
    (1, 'count(*), sum(total_amount)'), (2, 'date, store_id, product_id, quantity, unit_price'), (3, 'sku, category'), (4, 'store_code, region'), (5, 'is_holiday, fiscal_week'),
    (6, 'list_price, realised_discount_pct'), (7, 'on_promotion'), (8, 'promotion_name'), (9, 'is_stockout'), (10, 'weather_condition'), (11, 'traffic_visits')) AS a (n, asked),
    pg_temp.reads('SELECT ' || asked || ' FROM fw.sales_exogenous') AS r ORDER BY n;
SET enable_seqscan = off;
SELECT condition, r.sales_by ~ 'Index' AND r.sales_by !~ 'Seq' AS by_index FROM (VALUES
    (1, 'date = ''2023-06-01'''), (2, 'date BETWEEN ''2023-06-01'' AND ''2023-06-07'''), (3, 'store_id = 3'), (4, 'product_id = 7'), (5, 'store_code = ''S003'''), (6, 'sku = ''P00007'''),
    (7, 'date = ''2023-06-01'' AND store_code = ''S003'''), (8, 'date = ''2023-06-01'' AND sku = ''P00007''')) AS a (n, condition),
    pg_temp.reads('SELECT * FROM fw.sales_exogenous WHERE ' || condition) AS r ORDER BY n;
RESET enable_seqscan;
-- whole plans: no join left, and one sale found by its keys
EXPLAIN (COSTS off) SELECT count(*), sum(total_amount) FROM sales_exogenous;
EXPLAIN (COSTS off) SELECT quantity, list_price FROM sales_exogenous WHERE date = '2023-06-01' AND store_id = 3 AND product_id = 7;
EXPLAIN (COSTS off) SELECT quantity, on_promotion FROM sales_exogenous WHERE date = '2023-06-01' AND store_code = 'S003' AND sku = 'P00007';

--
-- In parallel workers, the same
--
CREATE VIEW figures AS SELECT count(*) AS sales, sum(list_price) AS prices, sum(realised_discount_pct) AS discounts, sum(promo_discount_pct) AS promised, count(*) FILTER (WHERE on_promotion) AS on_promotion, sum(on_hand_qty) AS on_hand FROM sales_exogenous;
TABLE figures;
BEGIN;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT pg_temp.plan('TABLE fw.figures')::text ~ 'Gather' AS in_parallel;
TABLE figures;
COMMIT;

--
-- Rights: the caller's, on the tables, because the view gives none
--
CREATE ROLE regress_fw_analyst;
GRANT USAGE ON SCHEMA fw TO regress_fw_analyst;
GRANT SELECT ON sales_exogenous, sales_daily, store, product, calendar, promotion, inventory_snapshot_daily, weather_daily, traffic_daily TO regress_fw_analyst;
SET ROLE regress_fw_analyst;
SELECT count(quantity) FROM sales_exogenous;
SELECT count(list_price) FROM sales_exogenous;
RESET ROLE;
GRANT SELECT ON price_history TO regress_fw_analyst;
SET ROLE regress_fw_analyst;
SELECT count(list_price) FROM sales_exogenous;
RESET ROLE;
ALTER TABLE sales_daily ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_store ON sales_daily USING (store_id = 3);
SET ROLE regress_fw_analyst;
SELECT count(*), count(DISTINCT store_code) AS stores, max(store_id) AS store_id FROM sales_exogenous;
RESET ROLE;
REVOKE SELECT ON sales_daily FROM regress_fw_analyst;
SET ROLE regress_fw_analyst;
SELECT count(*) FROM sales_exogenous;
RESET ROLE;

RESET search_path;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP SCHEMA fw;
DROP ROLE regress_fw_analyst;
