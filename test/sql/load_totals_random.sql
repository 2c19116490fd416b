-- Control totals of random loads, by both writers and each on_duplicate. Expected values are plain SQL on the rows that
-- were sent, on load_reject and on the table. Received = landed + rejected + left out, to four decimals and to the cent.
SET client_min_messages = error;
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2025-01-01', '2025-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One'), ('S2', 'Two');
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product' FROM generate_series(1, 4) n;
SET forecast_warehouse.on_reject = quarantine;
SET TimeZone = 'UTC';

-- Rows of few grains: of equal and of different content, some with faults.
CREATE TABLE sent (
    row_number bigint, receipt text, line_no integer, sold_at timestamptz, date date, store_code text, sku text,
    quantity numeric, unit_price numeric, total_amount numeric);
CREATE FUNCTION draw() RETURNS void LANGUAGE sql BEGIN ATOMIC
    DELETE FROM sent;
    INSERT INTO sent
        SELECT n, 'R' || (random() * 12)::integer, 1 + (random() * 2)::integer,
            timestamptz '2025-01-01 10:00+00' + (random() * 3)::integer * interval '1 day',
            date '2025-01-01' + (random() * 5)::integer,
            CASE WHEN random() < 0.04 THEN 'S9' ELSE 'S' || 1 + (random())::integer END, 'P' || 1 + (random() * 3)::integer,
            CASE WHEN random() < 0.03 THEN NULL WHEN random() < 0.1 THEN round((random() * -9)::numeric, 3)
                ELSE round((random() * 40)::numeric, (random() * 4 + CASE WHEN random() < 0.05 THEN 1 ELSE 0 END)::integer) END,
            round((random() * 20)::numeric, (random() * 4)::integer),
            CASE WHEN random() < 0.3 THEN round((random() * 90)::numeric, (random() * 3)::integer) END
        FROM generate_series(1, 60) n;
    INSERT INTO sent
        SELECT 60 + n, s.receipt, s.line_no, s.sold_at, s.date, s.store_code, s.sku,
            s.quantity, s.unit_price, s.total_amount
        FROM generate_series(1, 50) n JOIN sent s ON s.row_number = 1 + n % 7 * n % 60;
END;
CREATE VIEW to_daily AS SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sent ORDER BY row_number;
CREATE VIEW to_till AS SELECT receipt, line_no, sold_at, store_code, sku, quantity, unit_price, total_amount FROM sent ORDER BY row_number;

-- The rows of the last load, each with its grain. Taken are those that are not in load_reject. Good are those without a
-- fault of their own.
CREATE VIEW seen AS
    SELECT s.row_number, r.row_number IS NULL AS taken, s.quantity, s.unit_price,
        r.row_number IS NULL OR r.error_code IN ('DUPLICATE_GRAIN', 'RECEIPT_REUSED') OR r.message LIKE '%summed over grain%' AS is_good,
        COALESCE(s.total_amount, s.quantity * s.unit_price) AS amount,
        CASE b.target WHEN 'sales_txn' THEN s.store_code || ' ' || s.receipt || ' ' || s.line_no
            ELSE s.date || ' ' || s.store_code || ' ' || s.sku END AS grain
    FROM load_batch b CROSS JOIN sent s LEFT JOIN load_reject r ON r.batch_id = b.id AND r.row_number = s.row_number
    WHERE b.id = (last_load()).batch_id;
CREATE VIEW stored AS
    SELECT 'sales_txn' AS target, s.code || ' ' || t.receipt || ' ' || t.line_no AS grain, t.quantity, t.total_amount
    FROM sales_txn t JOIN store s ON s.id = t.store_id
    UNION ALL
    SELECT 'sales_daily', d.date || ' ' || s.code || ' ' || p.sku, d.quantity, d.total_amount
    FROM sales_daily d JOIN store s ON s.id = d.store_id JOIN product p ON p.id = d.product_id;

-- The rows that landed. Of each grain this is the first or the last row, the sum, or one of the equal rows.
CREATE FUNCTION landing(policy text) RETURNS TABLE (grain text, quantity numeric, amount numeric) LANGUAGE sql AS $$
    SELECT grain, sum(quantity), sum(round(amount, 2)) FROM (
        SELECT grain, quantity, amount, row_number() OVER (PARTITION BY grain ORDER BY row_number) AS from_first,
            row_number() OVER (PARTITION BY grain ORDER BY row_number DESC) AS from_last
        FROM seen WHERE taken) AS s
    WHERE policy = 'sum' OR CASE policy WHEN 'last' THEN from_last ELSE from_first END = 1
    GROUP BY grain
$$;

CREATE TABLE checks (
    kind text, policy text, writer text, received boolean NOT NULL, rejected boolean NOT NULL, landed boolean NOT NULL,
    is_in_table boolean NOT NULL, balances boolean NOT NULL, rounds boolean NOT NULL, merged_away numeric, rejects bigint, fractions bigint, n serial);
-- reuses: whether lines of other sales replace stored ones. Otherwise rows are rejected after others gave way to them, so
-- the landed ones are those that the table has.
CREATE FUNCTION check_load(policy text, reuses boolean) RETURNS void LANGUAGE sql AS $$
    INSERT INTO checks
    SELECT b.target || CASE WHEN reuses THEN '' ELSE ', receipts rejected' END, policy, b.writer,
        b.quantity_received = all_rows.quantity AND b.amount_received = all_rows.amount,
        b.quantity_rejected = all_rows.rejected_quantity AND b.amount_rejected = all_rows.rejected_amount AND b.rejected = all_rows.rejects,
        b.quantity_landed = l.quantity AND b.amount_landed = l.amount,
        l.grains = l.stored,
        b.quantity_received = b.quantity_landed + b.quantity_rejected + all_rows.taken_quantity - l.quantity
            AND b.amount_received - all_rows.rounding = b.amount_landed + b.amount_rejected + all_rows.taken_amount - l.amount
            AND b.received = b.inserted + b.updated + b.unchanged + b.merged + b.rejected,
        b.rounding = all_rows.changes,
        all_rows.taken_quantity - l.quantity, b.rejected, all_rows.fractions
    FROM load_batch b,
        LATERAL (SELECT COALESCE(sum(quantity), 0) AS quantity, COALESCE(sum(amount), 0) AS amount,
            COALESCE(sum(quantity) FILTER (WHERE NOT taken), 0) AS rejected_quantity,
            COALESCE(sum(amount) FILTER (WHERE NOT taken), 0) AS rejected_amount,
            COALESCE(sum(quantity) FILTER (WHERE taken), 0) AS taken_quantity,
            COALESCE(sum(round(amount, 2)) FILTER (WHERE taken), 0) AS taken_amount,
            COALESCE(sum(amount - round(amount, 2)) FILTER (WHERE taken), 0) AS rounding,
            COALESCE(sum(abs(unit_price - round(unit_price, 2)) + abs(amount - round(amount, 2))) FILTER (WHERE is_good), 0) AS changes,
            count(*) FILTER (WHERE NOT taken) AS rejects, count(*) FILTER (WHERE taken AND quantity <> trunc(quantity)) AS fractions
            FROM seen) AS all_rows,
        LATERAL (SELECT COALESCE(sum(n.quantity), 0) AS quantity, COALESCE(sum(n.amount), 0) AS amount, count(*) AS grains,
            count(*) FILTER (WHERE t.quantity = n.quantity AND t.total_amount = n.amount) AS stored
            FROM landing(policy) n LEFT JOIN stored t ON t.target = b.target::text AND t.grain = n.grain
            WHERE reuses OR t.quantity = n.quantity AND t.total_amount = n.amount) AS l
    WHERE b.id = (last_load()).batch_id
$$;

-- Each load by both writers, from the same rows in the table.
CREATE FUNCTION check_both(is_till boolean, policy text, reuses boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    of_direct checks;
    of_sql checks;
BEGIN
    PERFORM draw();
    PERFORM set_config('forecast_warehouse.on_duplicate', policy, true);
    PERFORM set_config('forecast_warehouse.on_receipt_reuse', CASE WHEN reuses THEN 'update' ELSE 'reject' END, true);
    BEGIN
        PERFORM set_config('forecast_warehouse.writer', 'direct', true);
        EXECUTE CASE WHEN is_till THEN 'SELECT upsert_sales_txn(''to_till'')' ELSE 'SELECT upsert_sales_daily(''to_daily'')' END;
        PERFORM check_load(policy, reuses);
        SELECT * INTO STRICT of_direct FROM checks ORDER BY n DESC LIMIT 1;
        RAISE EXCEPTION USING ERRCODE = 'FW001';
    EXCEPTION WHEN SQLSTATE 'FW001' THEN
        INSERT INTO checks SELECT of_direct.*;
    END;
    PERFORM set_config('forecast_warehouse.writer', 'sql', true);
    EXECUTE CASE WHEN is_till THEN 'SELECT upsert_sales_txn(''to_till'')' ELSE 'SELECT upsert_sales_daily(''to_daily'')' END;
    PERFORM check_load(policy, reuses);
END $$;

SELECT setseed(0.5);
SELECT count(check_both(false, policy, true))
FROM unnest('{error,first,last,sum,identical}'::text[]) policy, generate_series(1, 12);
SELECT count(check_both(true, policy, true))
FROM unnest('{error,first,last,sum,identical}'::text[]) policy, generate_series(1, 12);
SELECT count(check_both(true, policy, false))
FROM unnest('{error,first,last,identical}'::text[]) policy, generate_series(1, 12);

SELECT kind, policy, writer, count(*) AS loads, bool_and(received) AS received, bool_and(rejected) AS rejected,
    bool_and(landed) AS landed, bool_and(is_in_table) AS is_in_table, bool_and(balances) AS balances, bool_and(rounds) AS rounds,
    sum(rejects) > 20 AS some_rejected, sum(fractions) > 20 AS some_fractions, sum(abs(merged_away)) > 0 AS some_merged_away
FROM checks GROUP BY kind, policy, writer ORDER BY 1, 2, 3;
-- Both writers have the same totals.
SELECT count(*) AS kinds, bool_and(a.merged_away = b.merged_away AND a.rejects = b.rejects) AS equal
FROM (SELECT kind, policy, sum(merged_away) AS merged_away, sum(rejects) AS rejects FROM checks WHERE writer = 'direct' GROUP BY 1, 2) AS a
JOIN (SELECT kind, policy, sum(merged_away) AS merged_away, sum(rejects) AS rejects FROM checks WHERE writer = 'sql' GROUP BY 1, 2) AS b
    USING (kind, policy);

DROP FUNCTION check_both(boolean, text, boolean), check_load(text, boolean), draw(), landing(text);
DROP VIEW stored, seen, to_daily, to_till;
DROP TABLE checks, sent;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
