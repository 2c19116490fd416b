-- Sales without money: the price in force, or none yet. Stored money stays. The same by both writers.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-03-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First'), ('S2', 'Second');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple'), ('B', 'Bread'), ('C', 'Cheese'), ('D', 'Dates');
\set sales 'SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY 1, 2, 3;'

--
-- Units first: without prices their money stays open. The load says so.
--
CREATE TEMP TABLE units (date date, store_code text, sku text, quantity numeric);
INSERT INTO units VALUES ('2024-01-02', 'S1', 'A', 3), ('2024-01-02', 'S1', 'B', 0), ('2024-01-02', 'S1', 'C', 0.5),
    ('2024-01-02', 'S2', 'A', 4), ('2024-01-03', 'S1', 'A', 5);
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('units');
:sales
-- the same file again writes nothing
CREATE TEMP TABLE writers AS SELECT id, xmin AS writer FROM sales_daily;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) TABLE units;
SELECT inserted, updated, unchanged FROM last_load();
INSERT INTO sales_daily_feed TABLE sales_daily_feed;
SELECT inserted, updated, unchanged FROM last_load();
SELECT count(*) AS rows, bool_and(d.xmin = w.writer) AS untouched FROM sales_daily d JOIN writers w USING (id);

--
-- Prices later: the same file takes them. The store's price comes before the chain's.
--
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('A', NULL, 2.50, '2024-01-01'), ('A', 'S2', 2.25, '2024-01-01'), ('B', NULL, 1.10, '2024-01-01');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) TABLE units;
SELECT inserted, updated, unchanged FROM last_load();
:sales
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) TABLE units;
SELECT inserted, updated, unchanged FROM last_load();
-- or without the file: the rows that have no price yet
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('C', 9.99, '2024-01-01');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) SELECT date, store_code, sku, quantity FROM sales_daily_feed WHERE unit_price IS NULL;
SELECT inserted, updated, unchanged FROM last_load();
SELECT sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE sku = 'C';

--
-- Another price in price_history leaves the stored money as it is, unless the load asks for prices again
--
UPDATE price_history SET price = 3.00 WHERE store_id IS NULL AND price = 2.50;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) TABLE units;
SELECT inserted, updated, unchanged FROM last_load();
SET forecast_warehouse.on_missing_money = reprice;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) TABLE units;
SELECT inserted, updated, unchanged FROM last_load();
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) TABLE units;
SELECT inserted, updated, unchanged FROM last_load();
RESET forecast_warehouse.on_missing_money;
SELECT store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-03';

--
-- Money that is given comes before the price in force, and no load without money changes it
--
INSERT INTO sales_daily_feed VALUES ('2024-01-03', 'S1', 'A', 5, 2.80, 13.50);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-03', 'S1', 'A', 5);
SELECT inserted, updated, unchanged FROM last_load();
-- another quantity: by the stored price
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-03', 'S1', 'A', 6);
SELECT inserted, updated, unchanged FROM last_load();
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-03';
-- also where no price is in force
INSERT INTO sales_daily_feed VALUES ('2024-01-04', 'S1', 'D', 2, 7, 14);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-04', 'S1', 'D', 3);
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE sku = 'D';
SET forecast_warehouse.on_missing_money = reprice;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-04', 'S1', 'D', 2);
RESET forecast_warehouse.on_missing_money;
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE sku = 'D';

--
-- Row by row, with each type of quantity
--
SELECT upsert_sales_daily('2024-01-05', 'S1', 'A', 2::bigint), upsert_sales_daily('2024-01-05', 'S2', 'A', 0.4::numeric),
    upsert_sales_daily('2024-01-05', 'S1', 'B', 0.4::double precision), upsert_sales_daily('2024-01-05', 'S1', 'D', 1::bigint);
SELECT upsert_sales_daily('2024-01-05', 'S1', 'A', 2::bigint), upsert_sales_daily('2024-01-05', 'S1', 'D', 1::bigint, NULL, NULL),
    upsert_sales_daily('2024-01-05', 'S1', 'D', 1::bigint, 6.50), upsert_sales_daily('2024-01-05', 'S1', 'D', 1::bigint);
-- a price of the same statement counts
SELECT upsert_price_history('D', NULL, 4, '2024-01-06'), upsert_sales_daily('2024-01-06', 'S1', 'D', 1::bigint);
SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date >= '2024-01-05' ORDER BY 1, 2, 3;

--
-- Nothing sold for nothing: 0 / 0 is no price
--
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount) VALUES ('2024-01-07', 'S1', 'A', 0, 0), ('2024-01-03', 'S1', 'D', 0, 0);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-07', 'S1', 'B', 0), ('2024-01-03', 'S2', 'D', 0);
SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE quantity = 0 ORDER BY 1, 2, 3;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount) VALUES ('2024-01-07', 'S1', 'A', 0, 0), ('2024-01-03', 'S1', 'D', 0, 0);
SELECT inserted, updated, unchanged FROM last_load();
-- the price of the day stays, also where another one came into force since
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount) VALUES ('2024-01-05', 'S1', 'A', 0, 0);
SELECT quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-05' AND store_code = 'S1' AND sku = 'A';
-- money for nothing has no price
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount) VALUES ('2024-01-07', 'S2', 'A', 0, 5);

--
-- The settings: no price, or no such row
--
SET forecast_warehouse.on_missing_money = open;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-08', 'S1', 'A', 1), ('2024-01-02', 'S1', 'A', 3), ('2024-01-08', 'S1', 'B', 0);
SELECT inserted, updated, unchanged FROM last_load();
SET forecast_warehouse.on_missing_money = reject;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount) VALUES ('2024-01-09', 'S1', 'A', 1, NULL), ('2024-01-09', 'S1', 'B', 0, 0);
SELECT upsert_sales_daily('2024-01-09', 'S1', 'A', 2::bigint);
SET forecast_warehouse.on_missing_money = sometimes;
RESET forecast_warehouse.on_missing_money;
SELECT date, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date >= '2024-01-08' ORDER BY 1, 2;

--
-- Several rows of one grain. Sums at one price are those of one row. Money that only some have is no sum.
--
SET forecast_warehouse.on_duplicate = sum;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) SELECT '2024-01-10', 'S1', 'B', 0.003 FROM generate_series(1, 10);
INSERT INTO sales_daily_feed VALUES ('2024-01-10', 'S1', 'A', 1, NULL, NULL), ('2024-01-10', 'S1', 'A', 2, 2, 4);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-04', 'S2', 'D', 1), ('2024-01-04', 'S2', 'D', 2), ('2024-01-04', 'S2', 'D', 0);
SELECT date, store_code, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-01-10' OR (date, store_code) = ('2024-01-04', 'S2') ORDER BY 1, 2, 3;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-04', 'S2', 'D', 1), ('2024-01-04', 'S2', 'D', 2);
SELECT inserted, updated, unchanged FROM last_load();
INSERT INTO sales_daily_feed VALUES ('2024-01-04', 'S1', 'D', 1, NULL, NULL), ('2024-01-04', 'S1', 'D', 2, 2, 4);
\echo :LAST_ERROR_SQLSTATE
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO sales_daily_feed VALUES ('2024-01-04', 'S1', 'D', 2, 2, 4), ('2024-01-04', 'S1', 'D', 1, NULL, NULL), ('2024-01-11', 'S1', 'A', 1, NULL, NULL);
SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY 1;
RESET forecast_warehouse.on_reject;
SET forecast_warehouse.on_duplicate = identical;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-12', 'S1', 'A', 1), ('2024-01-12', 'S1', 'A', 1);
SELECT inserted FROM last_load();
INSERT INTO sales_daily_feed VALUES ('2024-01-13', 'S1', 'A', 1, NULL, NULL), ('2024-01-13', 'S1', 'A', 1, 3, 3);
SET forecast_warehouse.on_duplicate = last;
INSERT INTO sales_daily_feed VALUES ('2024-01-13', 'S1', 'A', 1, 1, 1), ('2024-01-13', 'S1', 'A', 2, NULL, NULL);
SET forecast_warehouse.on_duplicate = first;
INSERT INTO sales_daily_feed VALUES ('2024-01-14', 'S1', 'A', 1, 1, 1), ('2024-01-14', 'S1', 'A', 2, NULL, NULL);
RESET forecast_warehouse.on_duplicate;
SELECT date, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date BETWEEN '2024-01-11' AND '2024-01-14' ORDER BY 1;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-14', 'S1', 'A', 7), ('2024-01-15', 'S1', 'D', 7) ON CONFLICT DO NOTHING;
SELECT date, sku, quantity, unit_price, total_amount FROM sales_daily_feed WHERE date BETWEEN '2024-01-14' AND '2024-01-15' ORDER BY 1;

--
-- Rejects: an amount that no column holds, and a rule of the table's owner
--
INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('B', 'S2', 99999999.99, '2024-01-01');
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-16', 'S2', 'B', 100), ('2024-01-17', 'S2', 'B', 101);
SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id;
ALTER TABLE sales_daily ADD CONSTRAINT ck_with_money CHECK (total_amount IS NOT NULL) NOT VALID;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-04', 'S1', 'B', 1), ('2024-01-04', 'S1', 'C', 1), ('2024-01-05', 'S2', 'D', 1);
SELECT row_number, error_code, message FROM load_reject WHERE batch_id = (last_load()).batch_id;
ALTER TABLE sales_daily DROP CONSTRAINT ck_with_money;
RESET forecast_warehouse.on_reject;

--
-- Reading: a day without a row is zero, a row without money is not
--
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-01-01', 'S2', 'D', 2), ('2024-01-05', 'S2', 'D', 1);
SELECT date, quantity, total_amount FROM sales_panel('2024-01-01', '2024-01-06', '{S2}', '{D}') ORDER BY 1;
SELECT date, quantity, unit_price, total_amount, list_price, realised_discount_pct FROM sales_exogenous WHERE store_code = 'S2' AND sku = 'D' ORDER BY 1;

--
-- A loader may read prices, or needs none
--
CREATE ROLE regress_fw_units;
SELECT count(*) > 0 AS granted FROM grant_loader('regress_fw_units');
REVOKE SELECT ON price_history FROM regress_fw_units;
SET ROLE regress_fw_units;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-02-01', 'S1', 'A', 1, 2);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-02-02', 'S1', 'A', 1);
SET forecast_warehouse.on_missing_money = open;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-02-02', 'S1', 'A', 1);
RESET forecast_warehouse.on_missing_money;
RESET ROLE;
DROP OWNED BY regress_fw_units;
DROP ROLE regress_fw_units;
-- a policy hides prices from the loader
CREATE ROLE regress_fw_units;
SELECT count(*) > 0 AS granted FROM grant_loader('regress_fw_units');
ALTER TABLE price_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY chain ON price_history USING (store_id IS NULL);
SET ROLE regress_fw_units;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-02-03', 'S1', 'A', 1), ('2024-02-03', 'S2', 'A', 1);
RESET ROLE;
SELECT store_code, unit_price, total_amount FROM sales_daily_feed WHERE date = '2024-02-03' ORDER BY 1;
DROP POLICY chain ON price_history;
ALTER TABLE price_history DISABLE ROW LEVEL SECURITY;
DROP OWNED BY regress_fw_units;
DROP ROLE regress_fw_units;

--
-- Random windows and sales, beside the same rules in plain SQL; by the writer of the session, and by each
--
DELETE FROM sales_daily;
DELETE FROM price_history;
INSERT INTO store_feed (code, name) SELECT 'T' || n, 'Store ' || n FROM generate_series(1, 12) AS n;
INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(1, 15) AS n;
SELECT setseed(0.4);
INSERT INTO price_history (product_id, store_id, price, valid_from, valid_to)
SELECT p.id, s.id, (random() * 20)::numeric(10, 2), '2024-01-05'::date + (random() * 60)::int, NULL
FROM product p CROSS JOIN (SELECT id FROM store WHERE code LIKE 'T%' UNION ALL SELECT NULL) AS s CROSS JOIN generate_series(1, 3)
WHERE p.sku LIKE 'P%' AND random() < 0.4
ON CONFLICT DO NOTHING;
UPDATE price_history SET valid_to = valid_from + (random() * 30)::int WHERE random() < 0.7;
-- the price in force, as a query for each sale
CREATE FUNCTION price_of(wanted_date date, wanted_store text, wanted_sku text) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT h.price FROM price_history h JOIN product p ON p.id = h.product_id LEFT JOIN store s ON s.id = h.store_id
    WHERE p.sku = wanted_sku AND (h.store_id IS NULL OR s.code = wanted_store)
        AND h.valid_from <= wanted_date AND (h.valid_to IS NULL OR h.valid_to >= wanted_date)
    ORDER BY h.store_id IS NULL, h.valid_from DESC, h.id DESC LIMIT 1
$$;
CREATE TEMP TABLE arriving (load int, date date, store_code text, sku text, quantity numeric, unit_price numeric, total_amount numeric);
INSERT INTO arriving
SELECT l, d::date, s.code, p.sku, CASE WHEN random() < 0.2 THEN 0 ELSE round((random() * 9)::numeric, (random() * 4)::int) END
FROM generate_series(1, 4) AS l, generate_series('2024-01-01'::date, '2024-03-20', '3 days') AS d, store s, product p
WHERE s.code LIKE 'T%' AND p.sku LIKE 'P%' AND random() < 0.4;
-- a fifth have a price, some an amount, some no money for nothing; load 3 has none
UPDATE arriving SET unit_price = (random() * 20)::numeric(10, 2) WHERE load <> 3 AND random() < 0.2;
UPDATE arriving SET total_amount = (random() * 99)::numeric(12, 2) WHERE load <> 3 AND quantity > 0 AND random() < 0.1;
UPDATE arriving SET total_amount = 0 WHERE load <> 3 AND quantity = 0 AND random() < 0.3;
-- the same quantity arrives again
UPDATE arriving a SET quantity = b.quantity FROM arriving b
WHERE b.load = 1 AND a.load > 1 AND (a.date, a.store_code, a.sku) = (b.date, b.store_code, b.sku) AND a.total_amount IS NULL
    AND a.unit_price IS NULL AND mod(a.date - '2024-01-01', 2) = 0;
CREATE TEMP TABLE expected (date date, store_code text, sku text, quantity numeric, unit_price numeric, total_amount numeric, PRIMARY KEY (date, store_code, sku));
-- p: the price of a sale that came without one
CREATE PROCEDURE expect_load(wanted int, policy text) LANGUAGE sql AS $$
    INSERT INTO expected
    SELECT n.date, n.store_code, n.sku, n.quantity,
        coalesce(n.unit_price, CASE WHEN n.quantity > 0 THEN round(n.total_amount / n.quantity, 2) END, n.p),
        CASE WHEN n.total_amount IS NOT NULL THEN n.total_amount
            WHEN n.unit_price IS NOT NULL THEN round(n.quantity * n.unit_price, 2)
            WHEN n.quantity = n.old_quantity AND n.old_amount IS NOT NULL AND NOT (policy = 'reprice' AND n.in_force IS NOT NULL) THEN n.old_amount
            WHEN n.quantity = 0 THEN 0
            ELSE round(n.quantity * n.p, 2) END
    FROM (
        SELECT a.*, e.quantity AS old_quantity, e.total_amount AS old_amount, l.in_force,
            CASE WHEN policy = 'reprice' THEN coalesce(l.in_force, e.unit_price) ELSE coalesce(e.unit_price, l.in_force) END AS p
        FROM arriving a LEFT JOIN expected e USING (date, store_code, sku)
        LEFT JOIN LATERAL (SELECT price_of(a.date, a.store_code, a.sku) AS in_force WHERE policy <> 'open') AS l ON true
        WHERE a.load = wanted
    ) AS n
    ON CONFLICT (date, store_code, sku) DO UPDATE SET quantity = excluded.quantity, unit_price = excluded.unit_price, total_amount = excluded.total_amount
$$;
CREATE TEMP TABLE first_prices AS TABLE price_history;
CREATE TEMP TABLE found (writer text, load int, policy text, rows bigint, without_money bigint, wrong bigint, counts_right boolean);
-- Each load with its policy; prices change after each.
CREATE PROCEDURE run_loads(writer text) LANGUAGE plpgsql AS $$
DECLARE
    n int;
    policy text;
    result load_result;
    changed bigint;
BEGIN
    IF writer IS NOT NULL THEN
        PERFORM set_config('forecast_warehouse.writer', writer, false);
    END IF;
    DELETE FROM sales_daily;
    DELETE FROM expected;
    UPDATE price_history h SET price = f.price FROM first_prices f WHERE f.id = h.id;
    FOR n, policy IN VALUES (1, 'price_asof'), (2, 'price_asof'), (3, 'price_asof'), (3, 'reprice'), (4, 'open'), (4, 'price_asof'), (2, 'reprice') LOOP
        CREATE TEMP TABLE old AS TABLE expected;
        CALL expect_load(n, policy);
        SELECT count(*) INTO changed FROM expected e JOIN old o USING (date, store_code, sku)
            WHERE (e.quantity, e.unit_price, e.total_amount) IS DISTINCT FROM (o.quantity, o.unit_price, o.total_amount);
        PERFORM set_config('forecast_warehouse.on_missing_money', policy, false);
        EXECUTE format('CREATE TEMP VIEW part AS SELECT date, store_code, sku, quantity, unit_price, total_amount FROM arriving WHERE load = %s', n);
        result := upsert_sales_daily('part');
        DROP VIEW part;
        INSERT INTO found SELECT coalesce(writer, 'of the session'), n, policy, count(*), count(*) FILTER (WHERE s.total_amount IS NULL),
            count(*) FILTER (WHERE (s.quantity, s.unit_price, s.total_amount) IS DISTINCT FROM (e.quantity, e.unit_price, e.total_amount)),
            result.inserted = (SELECT count(*) FROM expected) - (SELECT count(*) FROM old) AND result.updated = changed
        FROM expected e FULL JOIN sales_daily_feed s USING (date, store_code, sku);
        DROP TABLE old;
        UPDATE price_history h SET price = h.price + 1 WHERE mod(h.id + n, 2) = 0;
    END LOOP;
END
$$;
SET client_min_messages = warning;
CALL run_loads(NULL);
CALL run_loads('direct');
CALL run_loads('sql');
RESET client_min_messages;
SELECT writer, count(*) AS loads, sum(wrong) AS wrong, bool_and(counts_right) AS counts_right, min(rows) > 1000 AS many, max(without_money) > 100 AS some_open,
    min(without_money) < max(without_money) AS some_priced FROM found GROUP BY writer ORDER BY writer;
RESET forecast_warehouse.on_missing_money;
RESET forecast_warehouse.writer;

--
-- An amount of the stored price that does not fit is a fault of its row, and of no other
--
DELETE FROM sales_daily;
DELETE FROM price_history;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
SELECT date '2024-03-01' + n, 'S1', 'A', 1, 10 FROM generate_series(0, 9) AS n;
CREATE TABLE too_much AS
SELECT date '2024-03-01' + n AS date, 'S1' AS store_code, 'A' AS sku, CASE n WHEN 4 THEN 9999999999.9999 WHEN 8 THEN 1000000000 ELSE n + 2 END AS quantity
FROM generate_series(0, 9) AS n;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) SELECT * FROM too_much;
SELECT upsert_sales_daily('2024-03-05', 'S1', 'A', 9999999999.9999);
SET forecast_warehouse.on_reject = quarantine;
SET forecast_warehouse.writer = direct;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('too_much');
SELECT row_number, error_code, message, row_data ->> 'quantity' AS quantity FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;
SET forecast_warehouse.writer = sql;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('too_much');
UPDATE too_much SET quantity = quantity + 1;
SELECT inserted, updated, unchanged, rejected FROM upsert_sales_daily('too_much');
SELECT row_number, error_code, message, row_data ->> 'quantity' AS quantity FROM load_reject WHERE batch_id = (last_load()).batch_id ORDER BY row_number;
SELECT date, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY date;
-- A trigger of the user may raise an error of the same class. For a row that has its money it stays as it is.
CREATE FUNCTION too_large() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 2147483647 + NEW.quantity::integer;
    RETURN NEW;
END $$;
CREATE TRIGGER too_large BEFORE INSERT ON sales_daily FOR EACH ROW EXECUTE FUNCTION too_large();
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-03-20', 'S1', 'A', 1, 1), ('2024-03-21', 'S1', 'A', 1, NULL);
DROP FUNCTION too_large() CASCADE;
RESET forecast_warehouse.writer;
RESET forecast_warehouse.on_reject;
DROP TABLE too_much;

--
-- Back to 1.3 only with money, and there it is needed
--
DELETE FROM sales_daily;
DELETE FROM price_history;
ALTER SEQUENCE sales_daily_id_seq RESTART;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-03-01', 'S1', 'A', 1), ('2024-03-01', 'S1', 'B', 0);
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
DELETE FROM sales_daily WHERE quantity = 0;
UPDATE sales_daily SET unit_price = 2, total_amount = 2;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
SELECT attname, attnotnull FROM pg_attribute WHERE attrelid = 'sales_daily'::regclass AND attname IN ('unit_price', 'total_amount') ORDER BY 1;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-03-02', 'S1', 'A', 1);
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, total_amount) VALUES ('2024-03-02', 'S1', 'A', 0, 0);
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
SELECT attname, attnotnull FROM pg_attribute WHERE attrelid = 'sales_daily'::regclass AND attname IN ('unit_price', 'total_amount') ORDER BY 1;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity) VALUES ('2024-03-02', 'S1', 'A', 1);
SELECT date, quantity, unit_price, total_amount FROM sales_daily_feed ORDER BY 1;

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
