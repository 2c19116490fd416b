-- Values in force and holidays behind a policy that is not parallel safe: such a query is planned without workers.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
CREATE EXTENSION forecast_warehouse;
SELECT count(*) FROM (SELECT generate_calendar('2024-01-01', '2024-12-31')) c;
INSERT INTO store_feed (code, name) SELECT 'S' || s, 'Store' FROM generate_series(1, 10) s;
INSERT INTO product_feed (sku, name) SELECT 'P' || p, 'Product' FROM generate_series(1, 10) p;
INSERT INTO price_history_feed (sku, price, valid_from) SELECT 'P' || p, p, '2024-01-01' FROM generate_series(1, 10) p;
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) SELECT 'P' || p, 'promotion', 0.1, '2024-01-01', '2024-12-31' FROM generate_series(1, 10) p;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
    SELECT '2024-01-01'::date + d, 'S' || s, 'P' || p, 1, 1 FROM generate_series(0, 9) d, generate_series(1, 10) s, generate_series(1, 10) p;
ANALYZE;
CREATE ROLE regress_fw_asker;
GRANT USAGE ON SCHEMA public TO regress_fw_asker;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO regress_fw_asker;
-- A worker has no temporary tables of its own: functions that read one are PARALLEL UNSAFE, or should be.
CREATE FUNCTION shows(product int) RETURNS boolean LANGUAGE plpgsql PARALLEL UNSAFE AS $$ BEGIN RETURN product <= (SELECT most FROM pg_temp.limits); END $$;
CREATE POLICY shows ON price_history USING (shows(product_id));
CREATE POLICY shows ON holiday_rule USING (shows(0));
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
-- How many Gather nodes a query's plan has.
CREATE FUNCTION gathers(query text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE line text; found int := 0;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP found := found + (line LIKE '%Gather%')::int; END LOOP;
    RETURN found;
END $$;
CREATE TABLE query (name text, text text);
INSERT INTO query VALUES
    ('target list', 'SELECT sum(price_asof(product_id, store_id, date)) AS found FROM sales_daily'),
    ('condition', 'SELECT count(*) AS found FROM sales_daily WHERE price_asof(product_id, store_id, date) > 5'),
    ('by codes', 'SELECT count(price_asof(''P'' || quantity, NULL, date)) AS found FROM sales_daily'),
    ('row', 'SELECT count((promotion_asof(product_id, store_id, date)).name) AS found FROM sales_daily'),
    ('view', 'SELECT sum(list_price) AS found FROM sales_exogenous'),
    ('promotions of the view', 'SELECT count(promotion_name) AS found FROM sales_exogenous'),
    ('subquery', 'SELECT sum(p) AS found FROM (SELECT price_asof(product_id, NULL, date) AS p FROM sales_daily OFFSET 0) s'),
    ('correlated subquery', 'SELECT sum((SELECT price_asof(s.product_id, NULL, c.date) FROM calendar c WHERE c.date = s.date)) AS found FROM sales_daily s'),
    ('CTE', 'WITH s AS MATERIALIZED (SELECT price_asof(product_id, NULL, date) AS p FROM sales_daily) SELECT sum(p) AS found FROM s'),
    ('UNION', 'SELECT sum(p) AS found FROM (SELECT unit_price AS p FROM sales_daily UNION ALL SELECT price_asof(product_id, NULL, date) FROM sales_daily) s'),
    ('join', 'SELECT sum(s.quantity) AS found FROM sales_daily s JOIN LATERAL (SELECT price_asof(s.product_id, NULL, s.date) AS p OFFSET 0) l ON l.p > 5'),
    ('business days', 'SELECT count(*) FILTER (WHERE is_business_day(date, ''US'')) AS found FROM sales_daily'),
    ('days of holidays', 'SELECT count(*) AS found FROM sales_daily s JOIN holidays(''US'', ''2024-01-01'', ''2024-12-31'') h USING (date)'),
    ('without', 'SELECT sum(quantity) AS found FROM sales_daily');

-- Without row-level security, workers are used.
SELECT name, gathers(text) > 0 AS parallel FROM query ORDER BY name;
-- With it, a role that policies apply to has no workers, except for functions that read no such table.
ALTER TABLE price_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE holiday_rule ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON query TO regress_fw_asker;
SELECT name, gathers(text) > 0 AS parallel FROM query ORDER BY name;
SET ROLE regress_fw_asker;
CREATE TEMP TABLE limits AS SELECT (SELECT id FROM product WHERE sku = 'P5') AS most;
SELECT name, gathers(text) > 0 AS parallel FROM query ORDER BY name;
CREATE FUNCTION pg_temp.answer(query text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE found text; BEGIN EXECUTE query INTO found; RETURN found; END $$;
SELECT name, pg_temp.answer(text) FROM query ORDER BY name;
-- even where the settings ask for parallel plans everywhere
DO $$ BEGIN EXECUTE CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET debug_parallel_query = on' ELSE 'SET force_parallel_mode = on' END; END $$;
SELECT name, pg_temp.answer(text) FROM query WHERE name <> 'without' ORDER BY name;
SELECT price_asof((SELECT id FROM product WHERE sku = 'P1'), NULL, '2024-06-01') AS price;
SELECT price_asof('P2', NULL, '2024-06-01') AS price;
DO $$ BEGIN EXECUTE CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'RESET debug_parallel_query' ELSE 'RESET force_parallel_mode' END; END $$;
RESET ROLE;

--
-- Cached plans: planned again for another role, and after changes of row-level security
--
SET plan_cache_mode = force_generic_plan;
ALTER TABLE price_history DISABLE ROW LEVEL SECURITY;
PREPARE prices AS SELECT sum(price_asof(product_id, store_id, date)) FROM sales_daily;
SET ROLE regress_fw_asker;
SELECT gathers('EXECUTE prices') AS without;
RESET ROLE;
ALTER TABLE price_history ENABLE ROW LEVEL SECURITY;
SELECT gathers('EXECUTE prices') AS owner;
EXECUTE prices;
SET ROLE regress_fw_asker;
SELECT gathers('EXECUTE prices') AS asker;
EXECUTE prices;
RESET ROLE;
SELECT gathers('EXECUTE prices') AS owner;
EXECUTE prices;
-- A function that runs as another role plans as that role.
CREATE FUNCTION as_owner() RETURNS numeric LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN (SELECT sum(price_asof(product_id, store_id, date)) FROM sales_daily); END $$;
CREATE FUNCTION as_caller() RETURNS numeric LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT sum(price_asof(product_id, store_id, date)) FROM sales_daily); END $$;
SELECT as_owner(), as_caller();
SET ROLE regress_fw_asker;
SELECT as_owner(), as_caller();
RESET ROLE;

--
-- A policy that may run in a worker does not keep queries from it
--
DROP POLICY shows ON price_history;
CREATE POLICY shows ON price_history USING (product_id <= current_setting('app.most')::int);
SELECT id AS most FROM product WHERE sku = 'P3' \gset
SET app.most = :most;
SET ROLE regress_fw_asker;
SELECT gathers('EXECUTE prices') AS asker;
EXECUTE prices;
RESET ROLE;

--
-- The planner cannot see this: a user's function is marked as parallel safe, and looks up prices.
--
DROP POLICY shows ON price_history;
CREATE POLICY shows ON price_history USING (shows(product_id));
CREATE FUNCTION price_within(product int) RETURNS numeric LANGUAGE plpgsql PARALLEL SAFE AS $$ BEGIN RETURN price_asof(product, NULL, '2024-06-01'); END $$;
SET ROLE regress_fw_asker;
SET parallel_leader_participation = off;
SELECT sum(price_within(product_id)) FROM sales_daily;
RESET parallel_leader_participation;
RESET ROLE;

DEALLOCATE prices;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM regress_fw_asker;
REVOKE ALL ON SCHEMA public FROM regress_fw_asker;
DROP TABLE limits;
DROP FUNCTION pg_temp.answer;
DROP ROLE regress_fw_asker;
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
DROP FUNCTION as_owner, as_caller, price_within, gathers, shows;
DROP TABLE query;
