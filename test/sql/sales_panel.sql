-- sales_panel(): each series from its first sale on, one row for each day, with stock and state. With unobserved => 'zero'
-- the quantity is 0 for days without sales, as before 1.7.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread');
INSERT INTO sales_daily_feed VALUES
    ('2024-01-03', 'S1', 'A', 5, 1, 5), ('2024-01-06', 'S1', 'A', 2, 1, 2), ('2024-01-05', 'S2', 'A', 1, 1, 1),
    ('2024-01-04', 'S2', 'B', 0, 1, 0), ('2024-01-08', 'S2', 'B', 7, 1, 7);
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES
    ('2024-01-04', 'S1', 'A', 0), ('2024-01-05', 'S1', 'A', 9), ('2024-01-01', 'S2', 'A', 0), ('2024-01-05', 'S1', 'B', 0);

--
-- Days without a sale: none wanted, or none there to sell
--
SELECT * FROM sales_panel('2024-01-01', '2024-01-08', unobserved => 'zero') ORDER BY store_id, product_id, date;
SELECT store_id, product_id, string_agg(coalesce(quantity::text, '-'), ' ' ORDER BY date) AS quantities FROM sales_panel('2024-01-01', '2024-01-08') GROUP BY 1, 2 ORDER BY 1, 2;
-- a panel may begin within a series, or before it
SELECT store_id, product_id, min(date), max(date), count(*), sum(quantity) AS quantity FROM sales_panel('2024-01-06', '2024-01-07') GROUP BY 1, 2 ORDER BY 1, 2;
-- without a start it begins with each first sale; a future start has no rows
SELECT store_id, product_id, min(date), max(date), count(*) FROM sales_panel(NULL, '2024-01-04') GROUP BY 1, 2 ORDER BY 1, 2;
-- some stores, some products
SELECT store_id, product_id, count(*) FROM sales_panel('2024-01-01', '2024-01-08', '{S2}') GROUP BY 1, 2 ORDER BY 1, 2;
SELECT store_id, product_id, count(*) FROM sales_panel('2024-01-01', '2024-01-08', skus => '{A}') GROUP BY 1, 2 ORDER BY 1, 2;
SELECT store_id, product_id, count(*) FROM sales_panel('2024-01-01', '2024-01-08', '{S2}', '{A}') GROUP BY 1, 2 ORDER BY 1, 2;
-- nothing is asked for
SELECT count(*) FROM sales_panel('2024-01-01', '2024-01-08', '{}');
SELECT count(*) FROM sales_panel('2024-01-01', '2024-01-08', '{S9}');
SELECT count(*) FROM sales_panel('2024-01-08', '2024-01-01');
SELECT count(*) FROM sales_panel('2024-01-01', NULL);

--
-- It has the rows of a plain query
--
SELECT bool_and(inserted > 0 OR table_name = 'calendar') AS filled FROM generate_demo_data(4, 10, '2024-01-01', '2024-12-31');
CREATE VIEW public.by_hand AS
    SELECT d::date AS date, s.store_id, s.product_id, coalesce(f.quantity, 0) AS quantity, coalesce(f.total_amount, 0) AS total_amount, i.is_stockout
    FROM (SELECT store_id, product_id, min(date) AS first FROM sales_daily GROUP BY 1, 2) s
    CROSS JOIN LATERAL generate_series(s.first::timestamp, '2024-12-31', '1 day') d
    LEFT JOIN sales_daily f ON (f.date, f.store_id, f.product_id) = (d::date, s.store_id, s.product_id)
    LEFT JOIN inventory_snapshot_daily i ON (i.date, i.store_id, i.product_id) = (d::date, s.store_id, s.product_id);
SELECT count(*) AS panel_rows, count(*) FILTER (WHERE quantity = 0) AS without_sales, count(quantity) < count(*) AS some_unknown, count(is_stockout) AS with_snapshot, count(*) FILTER (WHERE is_stockout) AS stockouts,
       (SELECT count(*) FROM (SELECT date, store_id, product_id, quantity, total_amount, is_stockout FROM sales_panel('2024-01-01', '2024-12-31', unobserved => 'zero') EXCEPT ALL TABLE public.by_hand) d) AS only_here,
       (SELECT count(*) FROM (TABLE public.by_hand EXCEPT ALL SELECT date, store_id, product_id, quantity, total_amount, is_stockout FROM sales_panel('2024-01-01', '2024-12-31', unobserved => 'zero')) d) AS only_there
    FROM sales_panel('2024-01-01', '2024-12-31');
SELECT count(*) AS panel_rows, (SELECT count(*) FROM (SELECT date, store_id, product_id, quantity, total_amount, is_stockout FROM sales_panel('2024-03-01', '2024-03-31', unobserved => 'zero') EXCEPT ALL SELECT * FROM public.by_hand WHERE date BETWEEN '2024-03-01' AND '2024-03-31') d) AS different
    FROM sales_panel('2024-03-01', '2024-03-31');
-- all that was sold, and no more
SELECT sum(quantity) = (SELECT sum(quantity) FROM sales_daily) AS same_quantity, sum(total_amount) = (SELECT sum(total_amount) FROM sales_daily) AS same_amount,
       count(*) = count(DISTINCT (date, store_id, product_id)) AS one_row_a_day FROM sales_panel(NULL, '2024-12-31');

--
-- The planner inlines it: a condition on the store reaches the sales, and stores are looked up by their codes
--
CREATE FUNCTION public.plan_of(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || query;
END $$;
SELECT count(*) FILTER (WHERE line ~ 'Function Scan on (fw\.)?sales_panel') AS called, count(*) FILTER (WHERE line ~ 'store_id = 2') > 0 AS reached
    FROM public.plan_of('SELECT * FROM fw.sales_panel(''2024-01-01'', ''2024-12-31'') WHERE store_id = 2') line;
-- days are read without weeks, and no choice is left to the execution
SELECT count(*) FILTER (WHERE line ~ 'period_start|unobserved_choice|HashAggregate.*week') AS left_over FROM public.plan_of('SELECT * FROM fw.sales_panel(''2024-01-01'', ''2024-12-31'')') line;
SELECT count(*) FILTER (WHERE line ~ 'Function Scan on (fw\.)?sales_panel') AS called, count(*) FILTER (WHERE line ~ '^ *InitPlan') AS looked_up
    FROM public.plan_of('SELECT * FROM fw.sales_panel(''2024-01-01'', ''2024-12-31'', ''{S1}'')') line;

--
-- Read in the caller's name, with his rights and policies
--
CREATE ROLE regress_fw_reader;
GRANT USAGE ON SCHEMA fw TO regress_fw_reader;
GRANT SELECT ON sales_daily TO regress_fw_reader;
SET ROLE regress_fw_reader;
SELECT count(*) FROM sales_panel('2024-01-01', '2024-12-31');
RESET ROLE;
GRANT SELECT ON inventory_snapshot_daily, store, product, store_day, sales_returns, load_batch, load_reject, source TO regress_fw_reader;
ALTER TABLE sales_daily ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_store ON sales_daily TO regress_fw_reader USING (store_id = 2);
SET ROLE regress_fw_reader;
SELECT store_id, count(*) > 0 AS there FROM sales_panel('2024-01-01', '2024-12-31') GROUP BY 1 ORDER BY 1;
RESET ROLE;
DROP OWNED BY regress_fw_reader;
DROP ROLE regress_fw_reader;

SET client_min_messages = warning;
RESET search_path;
DROP VIEW public.by_hand;
DROP FUNCTION public.plan_of(text);
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw;
