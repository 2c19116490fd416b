-- test/security/shapes runs this in its database: a small warehouse in the schema fw, and functions. They change
-- the shape of one of its tables and call everything that reads or writes it. The caller rolls back.
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = error;
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
CREATE SCHEMA fuzz;
SET search_path = fw, public;

--
-- Data
--
SELECT generate_calendar('2024-01-01', '2024-03-31') \g /dev/null
INSERT INTO store_feed (code, name, region, holiday_calendar) VALUES ('S1', 'One', 'north', 'US'), ('S2', 'Two', 'south', NULL);
INSERT INTO product_feed (sku, name, base_price) VALUES ('P1', 'One', 2), ('P2', 'Two', 3);
INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, s, p, d % 5 + 1, 2 FROM generate_series(0, 9) d, unnest('{S1,S2}'::text[]) s, unnest('{P1,P2}'::text[]) p;
INSERT INTO price_history_feed VALUES ('P1', NULL, 2.5, '2024-01-01', NULL), ('P1', 'S1', 2.25, '2024-01-05', '2024-01-20');
INSERT INTO promotion_feed VALUES ('P1', NULL, 'sale', 0.1, NULL, '2024-01-01', '2024-01-31'), ('P1', 'S1', 'more', NULL, 1, '2024-01-03', '2024-01-10');
INSERT INTO inventory_snapshot_daily_feed SELECT date '2024-01-01' + d, 'S1', 'P1', d, 0, d = 0 FROM generate_series(0, 9) d;
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) SELECT 'r' || d, 1, timestamptz '2024-02-01 10:00' + d * interval '1 day', 'S1', 'P1', 2, 2 FROM generate_series(0, 4) d;
INSERT INTO weather_daily_feed (date, store_code, temp_min_c, temp_max_c) VALUES ('2024-01-01', 'S1', 1, 5), ('2024-01-02', 'S1', 1, 5);
INSERT INTO traffic_daily_feed VALUES ('2024-01-01', 'S1', 100, 20), ('2024-01-02', 'S1', 90, 10);
INSERT INTO exogenous_signal_feed SELECT date '2024-01-01' + d, n, s, d + 0.5, n = 'snap' FROM generate_series(0, 9) d, unnest('{snap,oil}'::text[]) n, unnest('{S1,NULL}'::text[]) s WHERE s IS NULL OR d % 2 = 0;
SELECT rollup_sales('2024-02-01', '2024-02-03') \g /dev/null
INSERT INTO channel_feed (code, name) VALUES ('1', 'Stores'), ('2', 'Web');
INSERT INTO customer_feed (code, full_name) VALUES ('C1', 'Ada');
INSERT INTO sales_order_line_feed (order_no, line_no, date, sku, channel_code, store_code, customer_code, quantity, amount)
    SELECT 'o' || d, 1, date '2024-02-10' + d, 'P2', '1', 'S1', NULL, 2, 4 FROM generate_series(0, 3) d UNION ALL SELECT 'c' || d, 1, date '2024-02-10' + d, 'P2', '2', NULL, 'C1', 3, 6 FROM generate_series(0, 3) d;
SELECT rollup_orders('2024-02-10', '2024-02-11', '{"2": "S2"}') \g /dev/null
INSERT INTO holiday_date (calendar, date, name) VALUES ('US', '2024-01-09', 'Inventory'), ('MINE', '2024-01-10', 'Anniversary');
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('MINE', 'New Year', '01-01'), ('MINE', 'Spring', '03-20');
SELECT build_features('fuzz.before', '2024-01-08') \g /dev/null
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO traffic_daily_feed VALUES ('2024-01-01', 'nowhere', 100, 20);
RESET forecast_warehouse.on_reject;

-- Sources of loads by upsert_{table}: an existing row, as it is and changed, and a new one.
CREATE TABLE fuzz.store AS SELECT code, name || v AS name, region, city, store_type, holiday_calendar FROM store_feed, unnest(ARRAY['', 'x']) v WHERE code = 'S' || (length(v) + 1) UNION ALL SELECT 'S9', 'Nine', NULL, NULL, NULL, NULL;
CREATE TABLE fuzz.product AS SELECT sku, name || v AS name, category, brand, base_price, base_cost FROM product_feed, unnest(ARRAY['', 'x']) v WHERE sku = 'P' || (length(v) + 1) UNION ALL SELECT 'P9', 'Nine', NULL, NULL, NULL, NULL;
CREATE TABLE fuzz.sales_daily AS SELECT date, store_code, sku, quantity + (date - '2024-01-01') % 2 AS quantity, unit_price, NULL::numeric AS total_amount FROM sales_daily_feed WHERE date < '2024-01-13' UNION ALL SELECT '2024-03-01', 'S1', 'P2', 5, 3, 15;
CREATE TABLE fuzz.price_history AS SELECT 'P1' AS sku, s AS store_code, p AS price, f AS valid_from, NULL::date AS valid_to FROM (VALUES (NULL, 2.5, date '2024-01-01'), (NULL, 2.75, '2024-02-01'), ('S1', 2.2, '2024-01-05'), ('S2', 2.9, '2024-01-05')) v (s, p, f);
CREATE TABLE fuzz.promotion AS SELECT 'P1' AS sku, s AS store_code, n AS name, d AS discount_pct, NULL::numeric AS discount_amount, f AS start_date, f + 10 AS end_date FROM (VALUES (NULL, 'sale', 0.1, date '2024-01-01'), ('S2', 'other', 0.2, '2024-02-01')) v (s, n, d, f);
CREATE TABLE fuzz.inventory_snapshot_daily AS SELECT date, store_code, sku, on_hand_qty + 1 AS on_hand_qty, on_order_qty, is_stockout FROM inventory_snapshot_daily_feed WHERE date < '2024-01-04' UNION ALL SELECT '2024-03-01', 'S1', 'P2', 5, 3, NULL;
CREATE TABLE fuzz.sales_txn AS SELECT receipt, line_no, sold_at, store_code, sku, quantity + line_no AS quantity, unit_price, total_amount, customer_ref FROM sales_txn_feed WHERE receipt < 'r3' UNION ALL SELECT 'new', 1, '2024-03-01', 'S2', 'P2', 1, 1, 1, 'me';
CREATE TABLE fuzz.weather_daily AS SELECT date + 1 AS date, store_code, temp_min_c, temp_max_c, temp_avg_c, precipitation_mm, snow_mm, 'rain'::text AS condition FROM weather_daily_feed;
CREATE TABLE fuzz.exogenous_signal AS SELECT date + v AS date, signal_name, store_code, value + v AS value, known_ahead FROM exogenous_signal_feed, unnest('{0,1}'::integer[]) v WHERE date = '2024-01-09' AND v = 0 OR date = '2024-01-10' AND v = 1;
CREATE TABLE fuzz.traffic_daily AS SELECT date + 1 AS date, store_code, visits, transactions FROM traffic_daily_feed;

--
-- Types
--
CREATE DOMAIN fuzz.of_integer AS integer;
CREATE DOMAIN fuzz.of_text AS text;
CREATE DOMAIN fuzz.of_date AS date;
CREATE TYPE fuzz.word AS ENUM ('one', 'two');
CREATE TYPE fuzz.pair AS (a integer, b text);
CREATE TABLE fuzz.types (type text PRIMARY KEY, sample text);
INSERT INTO fuzz.types VALUES ('text', 'S1'), ('character varying', 'S1'), ('character varying(3)', 'S1'), ('character(30)', 'S1'), ('name', 'S1'), ('"char"', 'S'), ('bytea', 'S1'), ('jsonb', '{"a": 1}'),
    ('numeric', '1'), ('smallint', '1'), ('integer', '1'), ('bigint', '4294967297'), ('real', '1'), ('double precision', '1'), ('boolean', 't'), ('date', '2024-01-01'),
    ('timestamp', '2024-01-01 00:00:01'), ('timestamptz', '2024-01-01 00:00:01'), ('time', '00:00:01'), ('interval', '1 day'), ('uuid', '00000000-0000-0000-0000-000000000001'),
    ('integer[]', '{1}'), ('text[]', '{S1}'), ('oid', '1'), ('fuzz.of_integer', '1'), ('fuzz.of_text', 'S1'), ('fuzz.of_date', '2024-01-01'), ('fuzz.word', 'one'), ('fuzz.pair', '(1,x)');

--
-- Shapes
--
-- Makes another table of the same columns, defaults and indexes under the name. It has no foreign keys, so that the
-- direct writer can be reached. Foreign keys to the old one go.
CREATE FUNCTION fuzz.look_alike(t text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    fk record;
BEGIN
    FOR fk IN SELECT conrelid::regclass AS child, conname FROM pg_constraint WHERE contype = 'f' AND confrelid = ('fw.' || t)::regclass LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', fk.child, fk.conname);
    END LOOP;
    EXECUTE format('ALTER TABLE fw.%I RENAME TO %I', t, t || '_before');
    EXECUTE format('CREATE TABLE fw.%I (LIKE fw.%I INCLUDING DEFAULTS INCLUDING INDEXES)', t, t || '_before');
    EXECUTE format('INSERT INTO fw.%I SELECT * FROM fw.%I', t, t || '_before');
    -- The owner of the extension may do that, and only members are journals.
    EXECUTE format('ALTER EXTENSION forecast_warehouse ADD TABLE fw.%I', t);
END $$;

-- Changes a type: keeps the values where they can be cast, or puts a sample in their place.
CREATE FUNCTION fuzz.retype(t text, c text, ty text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    had_default boolean;
    sample text;
    ck record;
BEGIN
    SELECT atthasdef INTO had_default FROM pg_attribute WHERE attrelid = ('fw.' || t)::regclass AND attname = c;
    FOR ck IN SELECT conname FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
            WHERE k.contype = 'c' AND k.conrelid = ('fw.' || t)::regclass AND a.attname = c LOOP
        EXECUTE format('ALTER TABLE fw.%I DROP CONSTRAINT %I', t, ck.conname);
    END LOOP;
    EXECUTE format('ALTER TABLE fw.%I ALTER COLUMN %I DROP DEFAULT', t, c);
    SELECT quote_literal(y.sample) || '::' || ty INTO sample FROM fuzz.types y WHERE y.type = ty;
    BEGIN
        EXECUTE format('ALTER TABLE fw.%I ALTER COLUMN %I TYPE %s USING %I::text::%s', t, c, ty, c, ty);
        IF had_default THEN EXECUTE format('ALTER TABLE fw.%I ALTER COLUMN %I SET DEFAULT %s', t, c, sample); END IF;
        RETURN 'cast';
    EXCEPTION WHEN OTHERS THEN
        IF sqlerrm LIKE 'cannot alter type of a column used%' THEN RAISE; END IF;
    END;
    BEGIN
        EXECUTE format('ALTER TABLE fw.%I ALTER COLUMN %I TYPE %s USING %s', t, c, ty, sample);
    EXCEPTION WHEN unique_violation THEN
        EXECUTE format('DELETE FROM fw.%I WHERE ctid <> (SELECT min(ctid) FROM fw.%I)', t, t);
        EXECUTE format('ALTER TABLE fw.%I ALTER COLUMN %I TYPE %s USING %s', t, c, ty, sample);
    END;
    IF had_default THEN EXECUTE format('ALTER TABLE fw.%I ALTER COLUMN %I SET DEFAULT %s', t, c, sample); END IF;
    RETURN 'sample';
END $$;

-- Gives a table a shape. Returns how, or why it could not.
CREATE FUNCTION fuzz.reshape(t text, c text, ty text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    how text;
BEGIN
    IF ty = 'dropped' THEN
        PERFORM fuzz.look_alike(t);
        EXECUTE format('ALTER TABLE fw.%I DROP COLUMN %I CASCADE', t, c);
        RETURN 'look-alike, dropped';
    ELSIF ty = 'renamed' THEN
        EXECUTE format('ALTER TABLE fw.%I RENAME COLUMN %I TO renamed', t, c);
        RETURN 'renamed';
    END IF;
    BEGIN
        RETURN 'in place, ' || fuzz.retype(t, c, ty);
    EXCEPTION WHEN OTHERS THEN
        NULL;
    END;
    PERFORM fuzz.look_alike(t);
    BEGIN
        RETURN 'look-alike, ' || fuzz.retype(t, c, ty);
    EXCEPTION WHEN OTHERS THEN
        RETURN 'no: ' || sqlerrm;
    END;
END $$;

-- Puts another kind of relation under a table's name.
CREATE FUNCTION fuzz.replace(t text, kind text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    columns text;
BEGIN
    IF kind = 'look-alike' THEN
        PERFORM fuzz.look_alike(t);
        RETURN kind;
    END IF;
    EXECUTE format('ALTER TABLE fw.%I RENAME TO %I', t, t || '_before');
    SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum) INTO columns
        FROM pg_attribute WHERE attrelid = ('fw.' || t || '_before')::regclass AND attnum > 0 AND NOT attisdropped;
    CASE kind
        WHEN 'nothing' THEN NULL;
        WHEN 'view' THEN EXECUTE format('CREATE VIEW fw.%I AS SELECT * FROM fw.%I', t, t || '_before');
        WHEN 'view of text' THEN
            SELECT string_agg(format('%I::text AS %I', attname, attname), ', ' ORDER BY attnum) INTO columns
                FROM pg_attribute WHERE attrelid = ('fw.' || t || '_before')::regclass AND attnum > 0 AND NOT attisdropped;
            EXECUTE format('CREATE VIEW fw.%I AS SELECT %s FROM fw.%I', t, columns, t || '_before');
        WHEN 'rule' THEN
            EXECUTE format('CREATE VIEW fw.%I AS SELECT * FROM fw.%I', t, t || '_before');
            EXECUTE format('CREATE RULE r AS ON INSERT TO fw.%I DO INSTEAD NOTHING', t);
        WHEN 'materialized view' THEN EXECUTE format('CREATE MATERIALIZED VIEW fw.%I AS SELECT * FROM fw.%I', t, t || '_before');
        WHEN 'foreign table' THEN
            CREATE FOREIGN DATA WRAPPER nowhere;
            CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;
            EXECUTE format('CREATE FOREIGN TABLE fw.%I (%s) SERVER nowhere', t, columns);
        WHEN 'partitioned table' THEN
            EXECUTE format('CREATE TABLE fw.%I (LIKE fw.%I INCLUDING DEFAULTS) PARTITION BY HASH (%I)', t, t || '_before',
                (SELECT attname FROM pg_attribute WHERE attrelid = ('fw.' || t || '_before')::regclass AND attnum = 1));
            EXECUTE format('CREATE TABLE fw.%I PARTITION OF fw.%I FOR VALUES WITH (MODULUS 1, REMAINDER 0)', t || '_part', t);
            EXECUTE format('INSERT INTO fw.%I SELECT * FROM fw.%I', t, t || '_before');
        WHEN 'sequence' THEN EXECUTE format('CREATE SEQUENCE fw.%I', t);
        WHEN 'type' THEN EXECUTE format('CREATE TYPE fw.%I AS (%s)', t, columns);
        WHEN 'empty table' THEN EXECUTE format('CREATE TABLE fw.%I ()', t);
        WHEN 'dropping trigger' THEN
            EXECUTE format('ALTER TABLE fw.%I RENAME TO %I', t || '_before', t);
            CREATE FUNCTION fuzz.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            EXECUTE format('CREATE TRIGGER mine BEFORE INSERT OR UPDATE ON fw.%I FOR EACH ROW EXECUTE FUNCTION fuzz.nothing()', t);
    END CASE;
    RETURN kind;
EXCEPTION WHEN OTHERS THEN
    RETURN 'no: ' || sqlerrm;
END $$;

--
-- Calls
--
CREATE TABLE fuzz.calls (label text PRIMARY KEY, tables text[], loads text, read_only boolean NOT NULL DEFAULT false, by_server boolean NOT NULL DEFAULT false, sql text NOT NULL);
-- loads: the table that the call loads; it runs under each writer. by_server: the server's own SQL reads the table. It may report
-- an error without the column's name.
INSERT INTO fuzz.calls (label, tables, loads, sql)
    SELECT 'feed of ' || t, tables, t, format('INSERT INTO fw.%s_feed SELECT * FROM fuzz.%s', t, t)
    FROM (VALUES ('store', '{store,holiday_rule,holiday_date,load_batch}'::text[]), ('product', '{product,load_batch}'), ('sales_daily', '{sales_daily,store,product,calendar,load_batch,load_reject}'),
        ('price_history', '{price_history,store,product,load_batch}'), ('promotion', '{promotion,store,product}'), ('inventory_snapshot_daily', '{inventory_snapshot_daily,store,product,calendar}'),
        ('sales_txn', '{sales_txn,store,product,calendar}'), ('weather_daily', '{weather_daily,store,calendar}'), ('traffic_daily', '{traffic_daily,store,calendar}'),
        ('exogenous_signal', '{exogenous_signal,store,calendar}')) v (t, tables);
INSERT INTO fuzz.calls (label, tables, loads, sql)
    SELECT 'upsert from a relation into ' || loads, ARRAY[loads, 'load_reject'], loads, format($q$SELECT fw.upsert_%s('fuzz.%s'::regclass, 'quarantine')$q$, loads, loads) FROM fuzz.calls WHERE loads IS NOT NULL;
INSERT INTO fuzz.calls (label, tables, loads, sql) VALUES
    ('upsert of a store', '{store,holiday_rule,holiday_date}', 'store', $q$SELECT fw.upsert_store('S1', 'Other', NULL, NULL, NULL, 'US')$q$),
    ('upsert of a product', '{product}', 'product', $q$SELECT fw.upsert_product('P1', 'Other', NULL, NULL, 3, NULL)$q$),
    ('upsert of a sale', '{sales_daily,store,product,calendar}', 'sales_daily', $q$SELECT fw.upsert_sales_daily('2024-01-01', 'S1', 'P1', 7, 2)$q$),
    ('upsert of a new sale', '{sales_daily,store,product,calendar}', 'sales_daily', $q$SELECT fw.upsert_sales_daily('2024-03-03', 'S1', 'P1', 7, 2)$q$),
    ('upsert of a price', '{price_history}', 'price_history', $q$SELECT fw.upsert_price_history('P1', NULL, 2.6, '2024-01-01')$q$),
    ('upsert of a promotion', '{promotion}', 'promotion', $q$SELECT fw.upsert_promotion('P1', NULL, 'sale', 0.3, NULL, '2024-01-01', '2024-01-15')$q$),
    ('upsert of a stock', '{inventory_snapshot_daily}', 'inventory_snapshot_daily', $q$SELECT fw.upsert_inventory_snapshot_daily('2024-01-01', 'S1', 'P1', 9)$q$),
    ('upsert of a line', '{sales_txn}', 'sales_txn', $q$SELECT fw.upsert_sales_txn('r1', 1, '2024-02-02', 'S1', 'P1', 9, 2)$q$),
    ('upsert of weather', '{weather_daily}', 'weather_daily', $q$SELECT fw.upsert_weather_daily('2024-01-01', 'S1', 2, 6)$q$),
    ('upsert of a signal', '{exogenous_signal,store,calendar}', 'exogenous_signal', $q$SELECT fw.upsert_exogenous_signal('2024-01-01', 'oil', NULL, 2, false)$q$),
    ('upsert of traffic', '{traffic_daily}', 'traffic_daily', $q$SELECT fw.upsert_traffic_daily('2024-01-01', 'S1', 2, 6)$q$),
    ('generate_calendar', '{calendar,holiday_rule,holiday_date,load_batch}', 'calendar', $q$SELECT fw.generate_calendar('2024-01-01', '2024-04-30', 'US')$q$),
    ('generate_calendar without holidays', '{calendar}', 'calendar', $q$UPDATE fw.calendar SET is_weekend = NULL; SELECT fw.generate_calendar('2024-01-01', '2024-01-31')$q$),
    ('rollup_sales', '{sales_txn,sales_daily,sales_rollup,store,product,calendar,load_batch}', 'sales_daily', $q$DELETE FROM fw.sales_txn; SELECT fw.rollup_sales('2024-02-01', '2024-02-28')$q$),
    ('rollup_sales of a store', '{sales_txn,sales_daily,sales_rollup,store}', 'sales_daily', $q$SELECT fw.rollup_sales('2024-02-01', '2024-02-28', '{S1}')$q$),
    ('rollup_orders', '{sales_order_line,channel,store,product,sales_daily,order_rollup,calendar}', 'sales_daily', $q$SELECT fw.rollup_orders('2024-02-10', '2024-02-20', '{"2": "S2"}')$q$),
    ('rollup_orders of no order', '{sales_order_line,sales_daily,order_rollup,sales_rollup}', 'sales_daily', $q$SELECT fw.rollup_orders('2024-02-01', '2024-02-03')$q$),
    ('generate_demo_orders', '{staging_channel,staging_salesheader}', NULL, $q$SELECT * FROM fw.generate_demo_orders(10)$q$),
    ('generate_demo_data', '{calendar,store}', NULL, $q$SELECT fw.generate_demo_data(1, 1, '2024-01-01', '2024-01-31')$q$);
INSERT INTO fuzz.calls (label, tables, read_only, sql) VALUES
    ('price_asof', '{price_history}', true, $q$SELECT array_agg(fw.price_asof(p, s, date '2024-01-01' + d) ORDER BY p, s, d)::text FROM generate_series(1, 2) p, generate_series(1, 2) s, generate_series(0, 20) d$q$),
    ('price_asof by codes', '{price_history,store,product}', true, $q$SELECT fw.price_asof('P1', 'S1', '2024-01-06')::text$q$),
    ('promotion_asof', '{promotion,price_history}', true, $q$SELECT array_agg(((fw.promotion_asof(p, s, date '2024-01-01' + d)).name)::text ORDER BY p, s, d)::text FROM generate_series(1, 2) p, generate_series(1, 2) s, generate_series(0, 20) d$q$),
    ('promotion_asof as a row', '{promotion}', true, $q$SELECT (m.name, m.discount_pct, m.start_date)::text FROM fw.promotion_asof('P1', 'S1', '2024-01-04') m$q$),
    ('promotion_id_asof', '{promotion,price_history}', true, $q$SELECT array_agg(fw.promotion_id_asof(p, s, date '2024-01-01' + d) ORDER BY p, s, d)::text FROM generate_series(1, 2) p, generate_series(1, 2) s, generate_series(0, 20) d$q$),
    ('price_asof by index', '{price_history}', true, $q$SELECT set_config('work_mem', '64kB', true), set_config('hash_mem_multiplier', '1', true); SELECT array_agg(fw.price_asof(p, s, date '2024-01-01' + d) ORDER BY p, s, d)::text FROM generate_series(1, 2) p, generate_series(1, 2) s, generate_series(0, 20) d$q$),
    ('build_features', '{sales_daily,price_history,promotion,inventory_snapshot_daily,calendar,store,product,store_day,sales_returns,load_batch,load_reject,source,holiday_rule,holiday_date,feature_set}', true, $q$SELECT fw.build_features('fuzz.features', '2024-01-08'); SELECT md5(string_agg(f::text, ' ' ORDER BY date, store_id, product_id)) FROM fuzz.features f$q$),
    ('build_features by week', '{sales_daily,inventory_snapshot_daily,store,product,store_day,sales_returns,load_batch,load_reject,source}', true, $q$SELECT fw.build_features('fuzz.features', '2024-01-07', exogenous => false, frequency => 'week'); SELECT md5(string_agg(f::text, ' ' ORDER BY date, store_id, product_id)) FROM fuzz.features f$q$),
    ('build_features with signals', '{exogenous_signal}', true, $q$SELECT fw.build_features('fuzz.features', '2024-01-08', exogenous => false, signals => '{snap,oil}'); SELECT md5(string_agg(f::text, ' ' ORDER BY date, store_id, product_id)) FROM fuzz.features f$q$),
    ('build_features of a store', '{sales_daily,inventory_snapshot_daily,store,product,store_day,sales_returns,load_batch,load_reject,source}', true, $q$SELECT fw.build_features('fuzz.features', '2024-01-08', store_codes => '{S1}', skus => '{P1}', exogenous => false); SELECT md5(string_agg(f::text, ' ' ORDER BY date, store_id, product_id)) FROM fuzz.features f$q$),
    ('holidays', '{holiday_rule,holiday_date}', true, $q$SELECT md5(string_agg(h::text, ' ' ORDER BY date, name)) FROM fw.holidays('US', '2024-01-01', '2024-12-31') h$q$),
    ('holidays of an own calendar', '{holiday_rule,holiday_date}', true, $q$SELECT md5(string_agg(h::text, ' ' ORDER BY date, name)) FROM fw.holidays('MINE', '2024-01-01', '2024-12-31') h$q$),
    ('calendar_days', '{holiday_rule,holiday_date}', true, $q$SELECT md5(string_agg(d::text, ' ' ORDER BY date)) FROM fw.calendar_days('MINE', '2024-01-01', '2024-12-31') d$q$),
    ('business days', '{holiday_rule,holiday_date}', true, $q$SELECT (fw.is_business_day('2024-01-01', 'MINE'), fw.add_business_days('2024-01-01', 10, 'MINE'), fw.business_days_between('2024-01-01', '2024-02-01', 'MINE'))::text$q$),
    ('last_load', '{load_batch}', true, $q$INSERT INTO fw.traffic_daily_feed VALUES ('2024-01-03', 'S1', 1, 1); SELECT ((fw.last_load()).batch_id > 0)::text$q$);
INSERT INTO fuzz.calls (label, tables, read_only, by_server, sql) VALUES
    ('sales_panel', '{sales_daily,inventory_snapshot_daily,store,product,store_day,sales_returns,load_batch,load_reject,source}', true, true, $q$SELECT md5(string_agg(p::text, ' ' ORDER BY date, store_id, product_id)) FROM fw.sales_panel('2024-01-01', '2024-01-09', '{S1}', '{P1}') p$q$),
    ('sales_exogenous', '{sales_daily,price_history,promotion}', true, true, $q$SELECT md5(string_agg(e::text, ' ' ORDER BY date, store_id, product_id)) FROM fw.sales_exogenous e$q$),
    ('store_calendar', '{store,calendar,holiday_rule,holiday_date}', true, true, $q$SELECT md5(string_agg(e::text, ' ' ORDER BY e::text)) FROM fw.store_calendar e$q$),
    ('data_loss', '{sales_txn,holiday_rule,holiday_date,feature_set,weather_daily}', false, true, $q$SELECT string_agg(d::text, ' ') FROM fw.data_loss('1.0') d$q$),
    ('schema_versions', '{sales_txn,holiday_rule,holiday_date}', false, true, $q$SELECT string_agg(d::text, ' ') FROM fw.schema_versions d$q$),
    ('drop extension', '{store,holiday_rule,holiday_date,load_batch}', false, true, $q$DROP EXTENSION forecast_warehouse CASCADE$q$);

CREATE TABLE fuzz.expected (label text PRIMARY KEY, result text);

-- Runs a call and undoes it. A call of several statements ends by a query. Returns its SQLSTATE, 00000 for none, and its
-- answer or message; after a load, what the table has.
CREATE FUNCTION fuzz.try(c fuzz.calls, writer text, OUT state text, OUT result text) LANGUAGE plpgsql AS $$
DECLARE
    statements text[] := string_to_array(c.sql, '; ');
    context text;
BEGIN
    PERFORM set_config('forecast_warehouse.writer', writer, true);
    FOR place IN 1 .. cardinality(statements) LOOP
        IF place = cardinality(statements) AND c.read_only THEN
            EXECUTE statements[place] INTO result;
        ELSE
            EXECUTE statements[place];
        END IF;
    END LOOP;
    IF c.loads IS NOT NULL THEN
        EXECUTE format($q$SELECT md5(string_agg(r, ' ' ORDER BY r)) FROM (SELECT (to_jsonb(t) - 'id')::text AS r FROM fw.%I t) x$q$, c.loads) INTO result;
    END IF;
    RAISE EXCEPTION USING errcode = 'FWEND';
EXCEPTION WHEN OTHERS THEN
    IF sqlstate = 'FWEND' THEN
        state := '00000';
    ELSE
        state := sqlstate;
        GET STACKED DIAGNOSTICS result = MESSAGE_TEXT, context = PG_EXCEPTION_HINT;
        result := result || ' | ' || context;
    END IF;
END $$;

-- All calls of a table.
CREATE FUNCTION fuzz.run(t text, every boolean) RETURNS TABLE (label text, by_server boolean, writer text, state text, result text, wrong text) LANGUAGE plpgsql AS $$
DECLARE
    c fuzz.calls;
    this text;
    said record;
    before text;
BEGIN
    FOR c IN SELECT * FROM fuzz.calls k WHERE every OR t = ANY (k.tables) ORDER BY k.label LOOP
        before := NULL;
        FOREACH this IN ARRAY CASE WHEN c.loads IS NULL THEN '{auto}'::text[] ELSE '{direct,sql}' END LOOP
            said := fuzz.try(c, this);
            label := c.label; by_server := c.by_server; writer := this; state := said.state; result := said.result; wrong := NULL;
            IF state = '00000' AND this = 'sql' AND before IS NOT NULL AND before <> result THEN
                wrong := 'the writers differ';
            ELSIF state = '00000' AND c.read_only AND result IS DISTINCT FROM (SELECT e.result FROM fuzz.expected e WHERE e.label = c.label) THEN
                wrong := 'another answer';
            END IF;
            before := CASE WHEN state = '00000' THEN result END;
            RETURN NEXT;
        END LOOP;
    END LOOP;
END $$;
INSERT INTO fuzz.expected SELECT k.label, (fuzz.try(k, 'auto')).result FROM fuzz.calls k WHERE k.read_only;
