-- Random tills with returns, discounts and coupons, rolled up in random increments, by both writers. The net of sales and
-- returns is that of the tills, to the cent and to the fourth decimal.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) SELECT 'S' || n, 'Store ' || n FROM generate_series(1, 4) AS n;
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(1, 8) AS n;
SET client_min_messages = warning;

-- Till lines of one receipt each: sales by piece and by weight, returns, discounts with and without pieces, gifts.
CREATE FUNCTION pg_temp.lines(first integer, count integer) RETURNS TABLE (receipt text, line_no bigint, sold_at timestamptz,
    store_code text, sku text, quantity numeric, unit_price numeric, total_amount numeric) LANGUAGE sql AS $$
    SELECT 'R' || n, 1::bigint, '2024-01-01'::timestamptz + random() * interval '31 days', 'S' || 1 + floor(random() * 4)::integer,
        'P' || 1 + floor(random() * 8)::integer,
        CASE WHEN kind < 0.5 THEN pieces WHEN kind < 0.7 THEN weight WHEN kind < 0.8 THEN -pieces WHEN kind < 0.85 THEN -weight
            WHEN kind < 0.9 THEN 1 WHEN kind < 0.95 THEN NULL WHEN kind < 0.97 THEN 0 ELSE -1 END,
        CASE WHEN kind < 0.85 THEN price WHEN kind < 0.9 THEN -price WHEN kind < 0.97 THEN NULL ELSE -price END,
        CASE WHEN kind >= 0.9 AND kind < 0.97 THEN -price - 0.01 END
    FROM (
        SELECT n, random() AS kind, 1 + floor(random() * 9)::numeric AS pieces, round((random() * 3)::numeric, 4) AS weight,
            round((random() * 20)::numeric, 2) AS price
        FROM generate_series(first, first + count - 1) AS n
    ) AS made
$$;
-- The tills by plain SQL, where something is left over.
CREATE VIEW pg_temp.tills AS
SELECT date, store_id, product_id, quantity, total_amount
FROM (
    SELECT t.date, t.store_id, t.product_id, sum(t.total_amount) AS total_amount,
        sum(t.quantity) FILTER (WHERE NOT (t.unit_price < 0 OR t.total_amount < 0 AND t.quantity >= 0)) AS sold
    FROM sales_txn t
    GROUP BY t.date, t.store_id, t.product_id
) AS sums
CROSS JOIN LATERAL (SELECT coalesce(sold, 0)) AS q (quantity)
WHERE quantity <> 0 OR total_amount <> 0;
CREATE VIEW pg_temp.net AS
SELECT date, store_id, product_id, quantity, total_amount FROM sales_net_daily WHERE quantity <> 0 OR total_amount <> 0;

-- A round adds, changes and deletes lines, and rolls up their days. The others are as the rounds before left them.
CREATE FUNCTION pg_temp.change_tills(round integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('forecast_warehouse.writer', (ARRAY['sql', 'direct'])[1 + round % 2], false);
    INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount)
        SELECT * FROM pg_temp.lines(round * 10000, 400 + floor(random() * 400)::integer);
    DELETE FROM sales_txn WHERE random() < 0.1;
    UPDATE sales_txn SET quantity = -quantity, total_amount = -total_amount WHERE random() < 0.02 AND unit_price >= 0;
END $$;
CREATE FUNCTION pg_temp.separate_rounds(rounds integer) RETURNS TABLE (checked bigint, wrong bigint, replayed bigint) LANGUAGE plpgsql AS $$
DECLARE
    first date;
    last date;
    chosen text[];
    ids integer[];
BEGIN
    checked := 0; wrong := 0; replayed := 0;
    FOR round IN 1..rounds LOOP
        PERFORM pg_temp.change_tills(round);
        FOR step IN 1..3 LOOP
            first := '2024-01-01'::date + floor(random() * 31)::integer;
            last := LEAST(first + floor(random() * 20)::integer, '2024-01-31');
            chosen := CASE WHEN random() < 0.5 THEN (SELECT array_agg(code ORDER BY code) FROM store WHERE random() < 0.6) END;
            ids := ARRAY(SELECT id FROM store WHERE code = ANY (chosen) OR chosen IS NULL);
            PERFORM rollup_sales(first, last, chosen, 'separate');
            wrong := wrong + (SELECT count(*) FROM (
                (SELECT * FROM pg_temp.tills t WHERE t.date BETWEEN first AND last AND store_id = ANY (ids) EXCEPT SELECT * FROM pg_temp.net)
                UNION ALL (SELECT * FROM pg_temp.net n WHERE n.date BETWEEN first AND last AND store_id = ANY (ids) EXCEPT SELECT * FROM pg_temp.tills)) AS d);
            checked := checked + (SELECT count(*) FROM pg_temp.tills t WHERE t.date BETWEEN first AND last AND store_id = ANY (ids));
        END LOOP;
        PERFORM rollup_sales(first, last, chosen, 'separate');
        replayed := replayed + (SELECT sum(inserted + updated) FROM (SELECT * FROM load_batch WHERE source = 'rollup_sales' ORDER BY id DESC LIMIT 2) AS b);
    END LOOP;
    RETURN NEXT;
END $$;
SELECT setseed(0.16);
SELECT checked > 5000 AS enough, wrong, replayed FROM pg_temp.separate_rounds(12);
SELECT count(*) > 100 AS negative_days FROM sales_net_daily WHERE quantity < 0;
SELECT count(*) > 10 AS discounts_above_sales FROM sales_returns WHERE reason = 'till discount' AND return_amount > 0;
SELECT min(quantity) >= 0 AS no_negative_units, min(total_amount) >= 0 AS no_negative_revenue FROM sales_daily;

-- All days: the sums of everything, too
SELECT count(*) AS lines FROM rollup_sales('2024-01-01', '2024-01-31', returns => 'separate');
SELECT n.quantity = t.quantity AS units, n.total_amount = t.total_amount AS cents
FROM (SELECT sum(quantity) AS quantity, sum(total_amount) AS total_amount FROM sales_net_daily) AS n,
    (SELECT sum(quantity) FILTER (WHERE NOT (unit_price < 0 OR total_amount < 0 AND quantity >= 0)) AS quantity, sum(total_amount) AS total_amount FROM sales_txn) AS t;

-- Net of returns: sums that are not below zero equal the tills, and sales_returns is zero. Those below zero are rejects.
SET forecast_warehouse.on_reject = quarantine;
CREATE FUNCTION pg_temp.net_rounds(rounds integer) RETURNS TABLE (checked bigint, wrong bigint, replayed bigint, apart bigint, rejects bigint) LANGUAGE plpgsql AS $$
DECLARE
    first date;
    last date;
    result load_result;
BEGIN
    checked := 0; wrong := 0; replayed := 0; apart := 0; rejects := 0;
    FOR round IN 101..100 + rounds LOOP
        PERFORM pg_temp.change_tills(round);
        first := '2024-01-01'::date + floor(random() * 20)::integer;
        last := LEAST(first + 10 + floor(random() * 20)::integer, '2024-01-31');
        result := rollup_sales(first, last);
        wrong := wrong + (SELECT count(*) FROM (
            SELECT * FROM pg_temp.tills t WHERE t.date BETWEEN first AND last AND quantity >= 0 AND total_amount >= 0 EXCEPT SELECT * FROM pg_temp.net) AS d);
        wrong := wrong + abs(result.rejected - (SELECT count(*) FROM pg_temp.tills t WHERE t.date BETWEEN first AND last AND (quantity < 0 OR total_amount < 0)));
        apart := apart + (SELECT count(*) FROM sales_returns r WHERE r.date BETWEEN first AND last AND (return_quantity <> 0 OR return_amount <> 0));
        checked := checked + (SELECT count(*) FROM pg_temp.tills t WHERE t.date BETWEEN first AND last);
        rejects := rejects + result.rejected;
        result := rollup_sales(first, last);
        replayed := replayed + result.inserted + result.updated;
        IF round % 3 = 0 THEN
            PERFORM rollup_sales(first, last, returns => 'separate');
        END IF;
    END LOOP;
    RETURN NEXT;
END $$;
SELECT checked > 2000 AS enough, wrong, replayed, apart, rejects > 100 AS some_rejects FROM pg_temp.net_rounds(9);

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse CASCADE;
