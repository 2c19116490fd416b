-- Tables that hold no rows themselves: partitioned ones instead of the extension's own, and tables that Citus lists. Every
-- load and every reader works as on plain tables. The same statements run on all. Their reports and the rows must be the same,
-- ids and sequences included.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -

CREATE TABLE statements (n serial, sql text);
CREATE TABLE reported (way text, n int, line text);
INSERT INTO statements (sql) VALUES
    -- dimensions and the calendar: first insert, replay, correction
    ($$SELECT generate_calendar('2024-01-01', '2024-03-31')$$),
    ($$SELECT generate_calendar('2024-01-01', '2024-03-31')$$),
    ($$UPDATE calendar SET is_weekend = true WHERE date = '2024-02-29'$$),
    ($$SELECT generate_calendar('2024-02-01', '2024-03-31')$$),
    ($$INSERT INTO store_feed (code, name) SELECT 'S' || n, 'Store ' || n FROM generate_series(1, 5) n$$),
    ($$INSERT INTO product_feed (sku, name, category) SELECT 'P' || n, 'Product ' || n, 'c' FROM generate_series(1, 8) n$$),
    ($$INSERT INTO product_feed (sku, name, category) SELECT 'P' || n, 'Product ' || n, 'c' FROM generate_series(1, 8) n$$),
    ($$INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Changed ' || n FROM generate_series(7, 9) n$$),
    ($$SELECT upsert_product('P9', 'Changed 9', 'c', NULL, NULL, NULL)$$),
    -- sales: first insert, replay, correction, a left-out column, over more than one batch
    ($$INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S' || s, 'P' || p, d + s + p, 2, 2 * (d + s + p) FROM generate_series(0, 89) d, generate_series(1, 5) s, generate_series(1, 6) p$$),
    ($$INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S' || s, 'P' || p, d + s + p, 2, 2 * (d + s + p) FROM generate_series(0, 89) d, generate_series(1, 5) s, generate_series(1, 6) p ORDER BY random()$$),
    ($$INSERT INTO sales_daily_feed SELECT date '2024-01-20' + d, 'S' || s, 'P' || p, d + s, 2, 2 * (d + s) FROM generate_series(0, 20) d, generate_series(1, 5) s, generate_series(6, 7) p$$),
    ($$SELECT upsert_sales_daily('2024-03-31', 'S1', 'P8', 5, 2)$$),
    ($$SELECT upsert_sales_daily('2024-03-31', 'S1', 'P8', 5, 2)$$),
    ($$SELECT upsert_sales_daily('2024-03-31', 'S1', 'P8', 6, 2)$$),
    -- duplicates and rejects, under both policies
    ($$INSERT INTO sales_daily_feed VALUES ('2024-03-30', 'S1', 'P8', 1, 2, 2), ('2024-03-30', 'S1', 'P8', 2, 2, 4), ('2024-03-30', 'S2', 'P8', 2, 2, 4)$$),
    ($$INSERT INTO sales_daily_feed VALUES ('2024-03-30', 'S9', 'P8', 1, 2, 2), ('2024-03-30', 'S1', 'P99', 2, 2, 4), ('2025-03-30', 'S2', 'P8', 2, 2, 4), ('2024-03-30', 'S2', 'P8', -1, 2, 4)$$),
    ($$SET forecast_warehouse.on_reject = quarantine$$),
    ($$INSERT INTO sales_daily_feed VALUES ('2024-03-30', 'S1', 'P8', 1, 2, 2), ('2024-03-30', 'S1', 'P8', 2, 2, 4), ('2024-03-30', 'S2', 'P8', 2, 2, 4)$$),
    ($$INSERT INTO sales_daily_feed VALUES ('2024-03-30', 'S9', 'P8', 1, 2, 2), ('2024-03-30', 'S1', 'P99', 2, 2, 4), ('2025-03-30', 'S2', 'P8', 2, 2, 4), ('2024-03-30', 'S2', 'P8', -1, 2, 4), ('2024-03-29', 'S2', 'P8', 3, 2, 6)$$),
    ($$SET forecast_warehouse.on_reject = error$$),
    ($$SET forecast_warehouse.on_duplicate = sum$$),
    ($$INSERT INTO sales_daily_feed VALUES ('2024-03-28', 'S1', 'P8', 1, 2, 2), ('2024-03-28', 'S1', 'P8', 2, 2, 4)$$),
    ($$SET forecast_warehouse.on_duplicate = error$$),
    ($$SELECT upsert_sales_daily('staged', on_reject => 'quarantine', on_duplicate => 'last')$$),
    -- the other facts
    ($$INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) SELECT date '2024-02-01' + d, 'S' || s, 'P1', d FROM generate_series(0, 20) d, generate_series(1, 5) s$$),
    ($$INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) SELECT date '2024-02-01' + d, 'S' || s, 'P1', d + (s = 2)::int FROM generate_series(0, 21) d, generate_series(1, 5) s$$),
    ($$SELECT upsert_inventory_snapshot_daily('2024-02-01', 'S1', 'P1', 40)$$),
    ($$INSERT INTO weather_daily_feed (date, store_code, temp_min_c, temp_max_c, condition) SELECT date '2024-02-01' + d, 'S' || s, 1, 9, 'rain' FROM generate_series(0, 20) d, generate_series(1, 5) s$$),
    ($$INSERT INTO weather_daily_feed (date, store_code, temp_min_c, temp_max_c) SELECT date '2024-02-01' + d, 'S' || s, 1, 9 + (s = 2)::int FROM generate_series(0, 21) d, generate_series(1, 5) s$$),
    ($$SELECT upsert_weather_daily('2024-02-01', 'S1', 2, 3)$$),
    ($$INSERT INTO traffic_daily_feed (date, store_code, visits) SELECT date '2024-02-01' + d, 'S' || s, 100 FROM generate_series(0, 20) d, generate_series(1, 5) s$$),
    ($$INSERT INTO traffic_daily_feed (date, store_code, visits) SELECT date '2024-02-01' + d, 'S' || s, 100 + (s = 2)::int FROM generate_series(0, 21) d, generate_series(1, 5) s$$),
    ($$SELECT upsert_traffic_daily('2024-02-01', 'S1', 7, 8)$$),
    -- windows: first insert, replay, correction, a later one closes an open one, an overlap
    ($$INSERT INTO price_history_feed (sku, store_code, price, valid_from) SELECT 'P' || p, NULL, 2 + p, '2024-01-01' FROM generate_series(1, 8) p$$),
    ($$INSERT INTO price_history_feed (sku, store_code, price, valid_from) SELECT 'P' || p, NULL, 2 + p, '2024-01-01' FROM generate_series(1, 8) p$$),
    ($$INSERT INTO price_history_feed (sku, store_code, price, valid_from) VALUES ('P1', NULL, 5, '2024-01-01'), ('P2', NULL, 6, '2024-02-01'), ('P3', 'S1', 7, '2024-01-15'), ('P2', NULL, 6.5, '2024-02-10')$$),
    ($$INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to) VALUES ('P2', NULL, 5, '2024-01-10', '2024-01-20')$$),
    ($$SELECT upsert_price_history('P4', NULL, 9, '2024-03-01')$$),
    ($$INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date) SELECT 'P' || p, NULL, 'spring', 0.1, '2024-02-01', '2024-02-10' FROM generate_series(1, 8) p$$),
    ($$INSERT INTO promotion_feed (sku, store_code, name, discount_pct, start_date, end_date) SELECT 'P' || p, CASE p WHEN 8 THEN 'S1' END, 'spring', CASE p WHEN 1 THEN 0.2 ELSE 0.1 END, '2024-02-01', '2024-02-10' FROM generate_series(1, 8) p$$),
    ($$INSERT INTO promotion_feed (sku, name, discount_amount, start_date, end_date) VALUES ('P1', 'overlap', 1, '2024-02-05', '2024-02-20')$$),
    -- lines of the till and their rollup: first, again, corrected, lines that are gone
    ($$INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) SELECT 'R' || d, s, (date '2024-03-01' + d)::timestamptz, 'S' || s, 'P9', 2, 3 FROM generate_series(0, 9) d, generate_series(1, 5) s$$),
    ($$SELECT rollup_sales('2024-03-01', '2024-03-31')$$),
    ($$SELECT rollup_sales('2024-03-01', '2024-03-31')$$),
    ($$INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) SELECT 'R' || d, s, (date '2024-03-01' + d)::timestamptz, 'S' || s, 'P9', 2 + (s = 1)::int, 3 FROM generate_series(0, 9) d, generate_series(1, 5) s$$),
    ($$DELETE FROM sales_txn WHERE receipt IN ('R3', 'R4')$$),
    ($$SELECT rollup_sales('2024-03-01', '2024-03-31', ARRAY['S1', 'S2', 'S3'])$$),
    ($$SELECT rollup_sales('2024-03-01', '2024-03-31')$$),
    -- readers
    ($$SELECT string_agg(x::text, ' ' ORDER BY x) FROM sales_panel('2024-03-01', '2024-03-05', ARRAY['S1', 'S2']) x$$),
    ($$SELECT string_agg(concat(p.sku, s.code, d, price_asof(p.id, s.id, date '2024-01-01' + d), promotion_id_asof(p.id, s.id, date '2024-01-01' + d)), ' ' ORDER BY p.id, s.id, d) FROM product p, store s, generate_series(0, 80, 9) d$$),
    ($$SELECT concat(count(*), md5(string_agg(x::text, ' ' ORDER BY x::text))) FROM sales_exogenous x$$),
    ($$SELECT build_features('features', '2024-03-20', horizon => 2, lags => '{7,14}')$$),
    ($$SELECT md5(string_agg(f::text, ' ' ORDER BY date, store_id, product_id)) FROM features f$$),
    ($$DROP TABLE features$$),
    ($$SELECT count(*), sum(quantity) FROM sales_daily_feed$$),
    ($$SELECT string_agg(x::text, ' ') FROM data_loss('1.0') x$$);
CREATE TABLE staged (date date, store_code text, sku text, quantity int, unit_price numeric, other text);
INSERT INTO staged VALUES ('2024-03-27', 'S1', 'P8', 1, 2, 'x'), ('2024-03-27', 'S1', 'P8', 3, 2, 'x'), ('2024-03-27', 'S7', 'P8', 3, 2, 'x');

-- Runs all statements, and records the report of each and the rows at the end.
CREATE PROCEDURE report(way text) LANGUAGE plpgsql AS $$
DECLARE
    s record;
    t text;
    line text;
BEGIN
    SET LOCAL client_min_messages = error;
    FOR s IN SELECT * FROM statements ORDER BY n LOOP
        line := 'done';
        BEGIN
            IF s.sql LIKE 'SELECT%' THEN
                EXECUTE s.sql INTO line;
            ELSE
                EXECUTE s.sql;
            END IF;
            IF s.sql LIKE 'INSERT%' THEN
                line := last_load();
            END IF;
        EXCEPTION WHEN OTHERS THEN
            line := sqlstate || ' ' || sqlerrm;
        END;
        INSERT INTO reported VALUES (way, s.n, line);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['store', 'product', 'calendar', 'sales_daily', 'inventory_snapshot_daily', 'sales_txn', 'weather_daily', 'traffic_daily', 'price_history', 'promotion', 'sales_rollup', 'load_reject'] LOOP
        EXECUTE format($q$INSERT INTO reported SELECT $1, 1000, %1$L || (to_jsonb(t) - 'created_at' - 'updated_at')::text FROM %1$I t$q$, t) USING way;
        IF t NOT IN ('calendar', 'sales_rollup', 'load_reject') THEN
            EXECUTE format($q$INSERT INTO reported SELECT $1, 1001, %1$L || last_value FROM %2$s$q$, t, pg_get_serial_sequence(CASE WHEN to_regclass(t || '_plain') IS NULL THEN t ELSE t || '_plain' END, 'id')) USING way;
        END IF;
    END LOOP;
    INSERT INTO reported SELECT way, 1002, concat_ws(' ', id, target, received, inserted, updated, unchanged, merged, rejected, closed) FROM load_batch;
END $$;

-- Replaces one of the extension's tables by a partitioned one. Views and triggers' loads find it by its name.
CREATE PROCEDURE divide(t text, by text, key text) LANGUAGE plpgsql AS $$
DECLARE
    plain text := t || '_plain';
    c record;
BEGIN
    EXECUTE format('ALTER TABLE %I RENAME TO %I', t, plain);
    FOR c IN SELECT conname, conrelid::regclass AS r FROM pg_constraint WHERE contype = 'f' AND confrelid = plain::regclass LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.r, c.conname);
    END LOOP;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED) PARTITION BY %s', t, plain, by);
    FOR c IN SELECT contype, pg_get_constraintdef(oid) AS is FROM pg_constraint WHERE conrelid = plain::regclass AND contype IN ('p', 'u', 'f') ORDER BY contype <> 'p' LOOP
        EXECUTE format('ALTER TABLE %I ADD %s', t, CASE WHEN c.contype = 'p' AND key NOT IN ('date', 'sku') OR c.is = 'PRIMARY KEY (id)' THEN format('PRIMARY KEY (id, %s)', key) ELSE c.is END);
    END LOOP;
    FOR c IN SELECT pg_get_indexdef(i.indexrelid) AS is FROM pg_index i WHERE i.indrelid = plain::regclass AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid) LOOP
        EXECUTE replace(regexp_replace(c.is, 'INDEX \w+ ON', 'INDEX ON'), plain, t);
    END LOOP;
    EXECUTE format('ALTER EXTENSION forecast_warehouse ADD TABLE %I', t);
    UPDATE pg_extension SET extconfig = array_replace(extconfig, plain::regclass::oid, t::regclass::oid) WHERE extname = 'forecast_warehouse';
    EXECUTE format('ALTER EXTENSION forecast_warehouse DROP TABLE %I', plain);
    FOR c IN SELECT DISTINCT v.oid::regclass AS name, pg_get_viewdef(v.oid) AS is FROM pg_class v JOIN pg_rewrite r ON r.ev_class = v.oid JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
             WHERE v.relkind = 'v' AND d.refobjid = plain::regclass LOOP
        EXECUTE format('CREATE OR REPLACE VIEW %s WITH (security_invoker = true) AS %s', c.name, regexp_replace(c.is, '\m' || plain || '\M', t, 'g'));
    END LOOP;
END $$;

-- Plain tables, by both writers
CREATE EXTENSION forecast_warehouse;
CALL report('direct');
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
CREATE EXTENSION forecast_warehouse;
SET forecast_warehouse.writer = sql;
CALL report('sql');
RESET forecast_warehouse.writer;
DROP EXTENSION forecast_warehouse;

-- Counts by SQL do not depend on the ids and times of a table. A trigger may give other ids, or a default other times.
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-03');
INSERT INTO store_feed (code, name) VALUES ('S1', 'Store 1');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');
CREATE FUNCTION other_id() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.id := NEW.id + 1000; RETURN NEW; END';
CREATE TRIGGER other_id BEFORE INSERT ON sales_daily FOR EACH ROW EXECUTE FUNCTION other_id();
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 1, 2, 2);
SELECT last_load();
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 3, 2, 6), ('2024-01-02', 'S1', 'A', 1, 2, 2);
SELECT last_load();
ALTER TABLE sales_daily DISABLE TRIGGER other_id;
ALTER TABLE sales_daily ALTER created_at SET DEFAULT '2000-01-01';
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 4, 2, 8), ('2024-01-02', 'S1', 'A', 1, 2, 2), ('2024-01-03', 'S1', 'A', 1, 2, 2);
SELECT last_load();
BEGIN;
ALTER TABLE sales_daily ALTER created_at SET DEFAULT now();
DELETE FROM sales_daily WHERE date > '2024-01-01';
INSERT INTO sales_daily_feed VALUES ('2024-01-02', 'S1', 'A', 1, 2, 2);
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 5, 2, 10), ('2024-01-02', 'S1', 'A', 2, 2, 4), ('2024-01-03', 'S1', 'A', 1, 2, 2);
SELECT last_load();
COMMIT;
SELECT id, date, quantity FROM sales_daily ORDER BY date;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP FUNCTION other_id();

-- A database that merely has Citus, by the catalog that Citus makes: loads are as before
SET allow_system_table_mods = on;
CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass NOT NULL);
RESET allow_system_table_mods;
CREATE EXTENSION forecast_warehouse;
SET track_functions = 'all';
BEGIN;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-02');
INSERT INTO store_feed (code, name) VALUES ('S1', 'Store 1');
SELECT count(*) AS functions_called FROM pg_stat_xact_user_functions WHERE funcname = 'load_rows';
ROLLBACK;

-- Tables that Citus lists: by SQL, with the rows from a function, and no index of ours is looked into
INSERT INTO pg_dist_partition VALUES ('promotion'::regclass);
BEGIN;
INSERT INTO store_feed (code, name) VALUES ('S1', 'Store 1');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');
SELECT count(*) AS called_for_others FROM pg_stat_xact_user_functions WHERE funcname = 'load_rows';
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'x', 0.1, '2024-01-01', '2024-01-02');
SELECT calls > 0 AS called FROM pg_stat_xact_user_functions WHERE funcname = 'load_rows';
ROLLBACK;
RESET track_functions;
DELETE FROM pg_dist_partition;
DROP EXTENSION forecast_warehouse;
CREATE EXTENSION forecast_warehouse;
INSERT INTO pg_dist_partition SELECT d.objid FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'r' JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.classid = 'pg_class'::regclass AND e.extname = 'forecast_warehouse' AND c.relname NOT IN ('load_batch', 'load_reject', 'feature_set', 'source');
CALL report('listed');
-- the function gives nothing to others
SELECT * FROM load_rows('incoming') AS rows (a int);
SELECT * FROM load_rows(NULL) AS rows (a int);

-- No statement drops them while they are listed, with any setting
\set VERBOSITY default
DROP EXTENSION forecast_warehouse;
\set VERBOSITY terse
CREATE SCHEMA beside;
SET client_min_messages = warning;
DROP SCHEMA public CASCADE;
RESET client_min_messages;
DELETE FROM pg_dist_partition WHERE logicalrelid <> 'sales_daily'::regclass;
DROP EXTENSION forecast_warehouse CASCADE;
DELETE FROM pg_dist_partition;
DROP EXTENSION forecast_warehouse;
CREATE ROLE regress_fw_listed;
SELECT format('GRANT CREATE ON DATABASE %I TO regress_fw_listed', current_database()) AS grant \gset
:grant;
ALTER SCHEMA beside OWNER TO regress_fw_listed;
SET ROLE regress_fw_listed;
CREATE EXTENSION forecast_warehouse SCHEMA beside;
RESET ROLE;
INSERT INTO pg_dist_partition VALUES ('beside.store'), ('beside.product');
SET ROLE regress_fw_listed;
DROP OWNED BY regress_fw_listed;
RESET ROLE;
DELETE FROM pg_dist_partition;
DROP OWNED BY regress_fw_listed;
DROP ROLE regress_fw_listed;
SET allow_system_table_mods = on;
DROP TABLE pg_catalog.pg_dist_partition;
RESET allow_system_table_mods;
DROP SCHEMA IF EXISTS beside;

-- Partitioned tables: by range, list and hash; the server reports days that no partition takes
CREATE EXTENSION forecast_warehouse;
CALL divide('calendar', 'RANGE (date)', 'date');
CREATE TABLE calendar_1 PARTITION OF calendar FOR VALUES FROM ('2024-01-01') TO ('2024-02-15');
CREATE TABLE calendar_2 PARTITION OF calendar FOR VALUES FROM ('2024-02-15') TO ('2024-04-01');
CALL divide('product', 'HASH (sku)', 'sku');
CREATE TABLE product_0 PARTITION OF product FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE product_1 PARTITION OF product FOR VALUES WITH (modulus 2, remainder 1);
CALL divide('sales_daily', 'RANGE (date)', 'date');
CREATE TABLE sales_daily_1 PARTITION OF sales_daily FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE sales_daily_2 PARTITION OF sales_daily FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
CREATE TABLE sales_daily_3 PARTITION OF sales_daily FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');
CALL divide('inventory_snapshot_daily', 'HASH (store_id)', 'store_id');
CREATE TABLE inventory_0 PARTITION OF inventory_snapshot_daily FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE inventory_1 PARTITION OF inventory_snapshot_daily FOR VALUES WITH (modulus 2, remainder 1);
CALL divide('sales_txn', 'LIST (store_id)', 'store_id');
CREATE TABLE sales_txn_1 PARTITION OF sales_txn FOR VALUES IN (1, 2);
CREATE TABLE sales_txn_2 PARTITION OF sales_txn DEFAULT;
CALL divide('weather_daily', 'RANGE (date)', 'date');
CREATE TABLE weather_1 PARTITION OF weather_daily FOR VALUES FROM ('2024-01-01') TO ('2024-02-10');
CREATE TABLE weather_2 PARTITION OF weather_daily FOR VALUES FROM ('2024-02-10') TO ('2024-04-01');
CALL divide('traffic_daily', 'LIST (store_id)', 'store_id');
CREATE TABLE traffic_1 PARTITION OF traffic_daily FOR VALUES IN (1, 2);
CREATE TABLE traffic_2 PARTITION OF traffic_daily DEFAULT;
CALL divide('price_history', 'HASH (product_id)', 'product_id');
CREATE TABLE price_0 PARTITION OF price_history FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE price_1 PARTITION OF price_history FOR VALUES WITH (modulus 2, remainder 1);
CALL divide('promotion', 'RANGE (start_date)', 'start_date');
CREATE TABLE promotion_1 PARTITION OF promotion FOR VALUES FROM ('2024-01-01') TO ('2024-02-05');
CREATE TABLE promotion_2 PARTITION OF promotion FOR VALUES FROM ('2024-02-05') TO ('2025-01-01');
CALL divide('sales_rollup', 'RANGE (date)', 'date');
CREATE TABLE rollup_1 PARTITION OF sales_rollup FOR VALUES FROM ('2024-01-01') TO ('2024-03-05');
CREATE TABLE rollup_2 PARTITION OF sales_rollup FOR VALUES FROM ('2024-03-05') TO ('2024-04-01');
SELECT relname FROM pg_class WHERE relkind = 'p' ORDER BY relname;
CALL report('partitioned');
SELECT tableoid::regclass AS partition, count(*) FROM sales_daily GROUP BY 1 ORDER BY 1;

-- Reports of one way that another did not give
SELECT 'not by sql' AS who, * FROM (SELECT n, line FROM reported WHERE way = 'direct' EXCEPT ALL SELECT n, line FROM reported WHERE way = 'sql') x
UNION ALL SELECT 'not by direct', * FROM (SELECT n, line FROM reported WHERE way = 'sql' EXCEPT ALL SELECT n, line FROM reported WHERE way = 'direct') x
UNION ALL SELECT 'not when listed', * FROM (SELECT n, line FROM reported WHERE way = 'direct' EXCEPT ALL SELECT n, line FROM reported WHERE way = 'listed') x
UNION ALL SELECT 'when listed only', * FROM (SELECT n, line FROM reported WHERE way = 'listed' EXCEPT ALL SELECT n, line FROM reported WHERE way = 'direct') x
UNION ALL SELECT 'not on partitions', * FROM (SELECT n, line FROM reported WHERE way = 'direct' EXCEPT ALL SELECT n, line FROM reported WHERE way = 'partitioned') x
UNION ALL SELECT 'on partitions only', * FROM (SELECT n, line FROM reported WHERE way = 'partitioned' EXCEPT ALL SELECT n, line FROM reported WHERE way = 'direct') x
ORDER BY 2, 1, 3;
SELECT n, left(sql, 70) AS statement, left(line, 110) AS reported FROM reported JOIN statements USING (n) WHERE way = 'partitioned' ORDER BY n;
SELECT way, n, count(*) FROM reported WHERE n >= 1000 GROUP BY way, n ORDER BY n, way;

-- A day without a partition
DO $$ BEGIN PERFORM generate_calendar('2024-04-01', '2024-04-02'); END $$;


SET forecast_warehouse.allow_data_loss = off;
SET client_min_messages = warning;
DROP EXTENSION forecast_warehouse CASCADE;
SET forecast_warehouse.allow_data_loss = on;
SET client_min_messages = warning;
DROP EXTENSION forecast_warehouse CASCADE;
DROP TABLE calendar_plain, product_plain, sales_daily_plain, inventory_snapshot_daily_plain, sales_txn_plain, weather_daily_plain, traffic_daily_plain, price_history_plain, promotion_plain, sales_rollup_plain CASCADE;
DROP TABLE reported, statements, staged;
DROP PROCEDURE report(text);
DROP PROCEDURE divide(text, text, text);
