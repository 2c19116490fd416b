-- The catalog's shape: every name, type and rule that others rely on, so that a change shows.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
\pset format unaligned
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;

--
-- Relations and their columns
--
SELECT c.relname AS relation, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type, CASE WHEN a.attnotnull THEN 'not null' ELSE '' END AS nullable,
       coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS default
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'fw'::regnamespace AND c.relkind = 'r' ORDER BY c.relname COLLATE "C", a.attnum;
-- From version 18 on NOT NULL is a constraint with a name, too. The columns above show it for every version.
SELECT conrelid::regclass AS table, conname AS constraint, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE connamespace = 'fw'::regnamespace AND contype <> 'n' ORDER BY conrelid::regclass::text COLLATE "C", contype, conname COLLATE "C";
SELECT tablename AS table, indexdef AS index FROM pg_indexes WHERE schemaname = 'fw' ORDER BY tablename COLLATE "C", indexname COLLATE "C";
SELECT c.relname AS feed, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type, coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS default
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'fw'::regnamespace AND c.relkind = 'v' ORDER BY c.relname COLLATE "C", a.attnum;
SELECT relname AS view, reloptions FROM pg_class WHERE relnamespace = 'fw'::regnamespace AND relkind = 'v' ORDER BY 1;
SELECT tgrelid::regclass AS relation, tgname AS trigger, regexp_replace(pg_get_triggerdef(t.oid), '^CREATE TRIGGER \w+ (.*) ON .* (FOR EACH \w+) EXECUTE FUNCTION', '\1 \2:') AS definition
    FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE relnamespace = 'fw'::regnamespace AND NOT tgisinternal ORDER BY c.relname COLLATE "C", tgname COLLATE "C";
SELECT sequencename, data_type, start_value, increment_by, min_value, max_value, cycle FROM pg_sequences WHERE schemaname = 'fw' ORDER BY 1;
SELECT s.relname AS sequence, d.refobjid::regclass || '.' || a.attname AS owned_by
    FROM pg_class s JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype = 'a'
    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE s.relnamespace = 'fw'::regnamespace AND s.relkind = 'S' ORDER BY 1;

--
-- Functions and types
--
SELECT proname || '(' || pg_get_function_arguments(oid) || ') RETURNS ' || pg_get_function_result(oid) AS function,
       CASE provolatile WHEN 'v' THEN 'volatile' WHEN 's' THEN 'stable' ELSE 'immutable' END AS volatility,
       CASE proparallel WHEN 'u' THEN 'unsafe' WHEN 'r' THEN 'restricted' ELSE 'safe' END AS parallel, proisstrict AS strict, prosecdef AS definer, proacl AS rights
    FROM pg_proc WHERE pronamespace = 'fw'::regnamespace ORDER BY proname COLLATE "C", pronargs, pg_get_function_arguments(oid) COLLATE "C";
SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'load_result'::regclass AND attnum > 0 ORDER BY attnum;
-- no enums or domains beside them, and one event trigger
SELECT typname, typtype FROM pg_type WHERE typnamespace = 'fw'::regnamespace AND typtype <> 'c' AND typcategory <> 'A' ORDER BY typname COLLATE "C";
SELECT evtname, evtevent, evtfoid::regprocedure AS function, evtenabled, evttags, evtowner = current_user::regrole AS owned,
       EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_event_trigger'::regclass AND objid = t.oid AND deptype = 'e') AS member FROM pg_event_trigger t;

--
-- The extension
--
SELECT e.extversion, e.extrelocatable, v.trusted, v.superuser, v.requires, v.comment IS NOT NULL AS commented
    FROM pg_extension e JOIN pg_available_extension_versions v ON v.name = e.extname AND v.version = e.extversion WHERE extname = 'forecast_warehouse';
-- Owned by the installing role, whatever kind.
SELECT pg_describe_object(classid, objid, 0) AS not_ours FROM (
    SELECT 'pg_class'::regclass AS classid, oid AS objid, relowner AS owner FROM pg_class WHERE relnamespace = 'fw'::regnamespace
    UNION ALL SELECT 'pg_proc'::regclass, oid, proowner FROM pg_proc WHERE pronamespace = 'fw'::regnamespace
    UNION ALL SELECT 'pg_type'::regclass, oid, typowner FROM pg_type WHERE typnamespace = 'fw'::regnamespace) o
    WHERE owner <> current_user::regrole;
-- Every table and sequence is registered for dumps, as a whole, and belongs to the extension.
SELECT c.relkind, c.relname, x.condition, EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e') AS member
    FROM pg_class c LEFT JOIN (SELECT unnest(extconfig) AS oid, unnest(extcondition) AS condition FROM pg_extension WHERE extname = 'forecast_warehouse') x USING (oid)
    WHERE c.relnamespace = 'fw'::regnamespace AND c.relkind IN ('r', 'S') ORDER BY 1, 2;
-- Every object has a comment: relations except indexes and sequences, columns, functions, types, the event trigger, the extension.
SELECT pg_describe_object(classid, objid, objsubid) AS without_comment FROM (
    SELECT 'pg_class'::regclass AS classid, oid AS objid, 0 AS objsubid FROM pg_class WHERE relnamespace = 'fw'::regnamespace AND relkind IN ('r', 'v')
    UNION ALL SELECT 'pg_class'::regclass, attrelid, attnum FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE relnamespace = 'fw'::regnamespace AND relkind IN ('r', 'v', 'c') AND attnum > 0
    UNION ALL SELECT 'pg_proc'::regclass, oid, 0 FROM pg_proc WHERE pronamespace = 'fw'::regnamespace
    UNION ALL SELECT 'pg_type'::regclass, t.oid, 0 FROM pg_type t JOIN pg_class c ON c.oid = typrelid WHERE typnamespace = 'fw'::regnamespace AND relkind = 'c'
    UNION ALL SELECT 'pg_event_trigger'::regclass, oid, 0 FROM pg_event_trigger
    UNION ALL SELECT 'pg_extension'::regclass, oid, 0 FROM pg_extension WHERE extname = 'forecast_warehouse') o
    WHERE NOT EXISTS (SELECT FROM pg_description d WHERE (d.classoid, d.objoid, d.objsubid) = (o.classid, o.objid, o.objsubid) AND d.description <> '')
    ORDER BY pg_describe_object(classid, objid, objsubid) COLLATE "C";
-- A comment ends as a sentence does.
SELECT pg_describe_object(classoid, objoid, objsubid) AS object, description FROM pg_description
    WHERE description !~ '\.$' AND (classoid, objoid) IN (SELECT classid, objid FROM pg_depend WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass
        AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'forecast_warehouse')) ORDER BY pg_describe_object(classoid, objoid, objsubid) COLLATE "C";

--
-- Constraints of the tables, by the names that applications see
--
\pset format aligned
SELECT inserted FROM generate_calendar('2024-01-01', '2024-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'First');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');
INSERT INTO sales_daily_feed VALUES ('2024-01-01', 'S1', 'A', 1, 1, 1);
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-01', 'S1', 'A', 1);
INSERT INTO sales_txn_feed VALUES ('R', 1, '2024-01-01 12:00', 'S1', 'A', 1, 1, 1, NULL);
INSERT INTO weather_daily_feed (date, store_code, condition) VALUES ('2024-01-01', 'S1', 'sun');
INSERT INTO traffic_daily_feed VALUES ('2024-01-01', 'S1', 1, 1);
INSERT INTO sales_rollup VALUES ('2024-01-01', 1, 1);
CREATE FUNCTION pg_temp.try(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    name text;
    attribute text;
BEGIN
    EXECUTE statement;
    RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS name = CONSTRAINT_NAME, attribute = COLUMN_NAME;
    RETURN SQLSTATE || ' ' || coalesce(nullif(name, ''), nullif(attribute, ''), SQLERRM);
END $$;
SELECT pg_temp.try('INSERT INTO ' || statement), statement FROM (VALUES
    ('sales_daily VALUES (DEFAULT, ''2024-01-01'', 1, 1, 1, 1, 1)'),
    ('sales_daily VALUES (1, ''2024-01-02'', 1, 1, 1, 1, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-02-01'', 1, 1, 1, 1, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-02'', 9, 1, 1, 1, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-02'', 1, 9, 1, 1, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, -1, 1, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, 1, -0.01, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, 1, 1, -0.01)'),
    ('sales_daily VALUES (DEFAULT, NULL, 1, 1, 1, 1, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-02'', NULL, 1, 1, 1, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-02'', 1, NULL, 1, 1, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, NULL, 1, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-03'', 1, 1, 1, NULL, 1)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-04'', 1, 1, 1, 1, NULL)'),
    ('sales_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, 0, 0, 0)'),
    ('inventory_snapshot_daily VALUES (DEFAULT, ''2024-01-01'', 1, 1, 1)'),
    ('inventory_snapshot_daily VALUES (DEFAULT, ''2024-02-01'', 1, 1, 1)'),
    ('inventory_snapshot_daily VALUES (DEFAULT, ''2024-01-02'', 9, 1, 1)'),
    ('inventory_snapshot_daily VALUES (DEFAULT, ''2024-01-02'', 1, 9, 1)'),
    ('inventory_snapshot_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, -1)'),
    ('inventory_snapshot_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, 1, -1)'),
    ('inventory_snapshot_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, 1, NULL)'),
    ('inventory_snapshot_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, 1, 1, NULL)'),
    ('inventory_snapshot_daily VALUES (DEFAULT, ''2024-01-02'', 1, 1, 0)'),
    ('price_history VALUES (DEFAULT, 9, NULL, 1, ''2024-01-01'')'),
    ('price_history VALUES (DEFAULT, 1, 9, 1, ''2024-01-01'')'),
    ('price_history VALUES (DEFAULT, 1, NULL, -0.01, ''2024-01-01'')'),
    ('price_history VALUES (DEFAULT, 1, NULL, 1, ''2024-01-02'', ''2024-01-01'')'),
    ('price_history VALUES (DEFAULT, 1, NULL, 1, NULL)'),
    ('price_history VALUES (DEFAULT, 1, NULL, 0, ''2024-01-01'', ''2024-01-01'')'),
    ('price_history VALUES (DEFAULT, 1, NULL, 9, ''2024-01-01'')'),
    ('price_history VALUES (DEFAULT, 1, 1, 9, ''2024-01-01'')'),
    ('price_history VALUES (DEFAULT, 1, 1, 9, ''2024-01-01'', ''2024-01-31'')'),
    ('price_history VALUES (DEFAULT, 1, NULL, 9, ''2024-01-02'')'),
    ('price_history VALUES (9223372036854775807, 1, 1, 9, ''2024-01-02'')'),
    ('promotion VALUES (DEFAULT, 9, NULL, ''x'', NULL, NULL, ''2024-01-01'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, 9, ''x'', NULL, NULL, ''2024-01-01'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, NULL, ''x'', -0.1, NULL, ''2024-01-01'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, NULL, ''x'', 1.1, NULL, ''2024-01-01'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, NULL, ''x'', NULL, -1, ''2024-01-01'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, NULL, ''x'', NULL, NULL, ''2024-01-02'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, NULL, NULL, NULL, NULL, ''2024-01-01'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, NULL, ''x'', NULL, NULL, ''2024-01-01'', NULL)'),
    ('promotion VALUES (DEFAULT, 1, NULL, ''x'', 1, 0, ''2024-01-01'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, NULL, ''x'', NULL, NULL, ''2024-01-01'', ''2024-01-31'')'),
    ('promotion VALUES (DEFAULT, 1, NULL, ''y'', NULL, NULL, ''2024-01-01'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, 1, ''x'', NULL, NULL, ''2024-01-01'', ''2024-01-01'')'),
    ('promotion VALUES (DEFAULT, 1, 1, ''x'', NULL, NULL, ''2024-01-01'', ''2024-01-02'')'),
    ('promotion VALUES (DEFAULT, 1, 1, ''x'', NULL, NULL, ''2024-01-02'', ''2024-01-02'')'),
    ('sales_txn VALUES (DEFAULT, ''R'', 1, now(), ''2024-01-02'', 1, 1, 2, 2, 2)'),
    ('sales_txn VALUES (1, ''R'', 2, now(), ''2024-01-01'', 1, 1, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), ''2024-02-01'', 1, 1, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), ''2024-01-01'', 9, 1, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), ''2024-01-01'', 1, 9, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', -1, now(), ''2024-01-01'', 1, 1, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), ''2024-01-01'', 1, 1, 1, -0.01, 1)'),
    ('sales_txn VALUES (DEFAULT, NULL, 2, now(), ''2024-01-01'', 1, 1, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', NULL, now(), ''2024-01-01'', 1, 1, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, NULL, ''2024-01-01'', 1, 1, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), NULL, 1, 1, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), ''2024-01-01'', NULL, 1, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), ''2024-01-01'', 1, NULL, 1, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), ''2024-01-01'', 1, 1, NULL, 1, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), ''2024-01-01'', 1, 1, 1, NULL, 1)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 2, now(), ''2024-01-01'', 1, 1, 1, 1, NULL)'),
    ('sales_txn VALUES (DEFAULT, ''R'', 0, now(), ''2024-01-01'', 1, 1, -1, 0, -1)'),
    ('weather_daily VALUES (DEFAULT, ''2024-01-01'', 1)'),
    ('weather_daily VALUES (1, ''2024-01-02'', 1)'),
    ('weather_daily VALUES (DEFAULT, ''2024-02-01'', 1)'),
    ('weather_daily VALUES (DEFAULT, ''2024-01-02'', 9)'),
    ('weather_daily VALUES (DEFAULT, ''2024-01-02'', 1, 0, 0, 0, -0.01, 0)'),
    ('weather_daily VALUES (DEFAULT, ''2024-01-02'', 1, 0, 0, 0, 0, -0.01)'),
    ('weather_daily VALUES (DEFAULT, NULL, 1)'),
    ('weather_daily VALUES (DEFAULT, ''2024-01-02'', NULL)'),
    ('weather_daily VALUES (DEFAULT, ''2024-01-02'', 1, -1, -1, -1, 0, 0)'),
    ('traffic_daily VALUES (DEFAULT, ''2024-01-01'', 1)'),
    ('traffic_daily VALUES (1, ''2024-01-02'', 1)'),
    ('traffic_daily VALUES (DEFAULT, ''2024-02-01'', 1)'),
    ('traffic_daily VALUES (DEFAULT, ''2024-01-02'', 9)'),
    ('traffic_daily VALUES (DEFAULT, ''2024-01-02'', 1, -1, 0)'),
    ('traffic_daily VALUES (DEFAULT, ''2024-01-02'', 1, 0, -1)'),
    ('traffic_daily VALUES (DEFAULT, NULL, 1)'),
    ('traffic_daily VALUES (DEFAULT, ''2024-01-02'', NULL)'),
    ('traffic_daily VALUES (DEFAULT, ''2024-01-02'', 1)'),
    ('sales_rollup VALUES (''2024-01-01'', 1, 1)'),
    ('sales_rollup VALUES (NULL, 1, 1)'),
    ('sales_rollup VALUES (''2024-01-02'', NULL, 1)'),
    ('sales_rollup VALUES (''2024-01-02'', 1, NULL)'),
    ('store VALUES (DEFAULT, ''S1'', ''Again'')'),
    ('store VALUES (DEFAULT, NULL, ''No code'')'),
    ('store VALUES (DEFAULT, ''S2'', NULL)'),
    ('product VALUES (DEFAULT, ''A'', ''Again'')'),
    ('product VALUES (DEFAULT, ''B'', NULL)'),
    ('calendar VALUES (''2024-01-01'', 0, 1, 1, 2024)'),
    ('calendar VALUES (''2025-01-01'', 7, 1, 1, 2025)'),
    ('calendar VALUES (''2025-01-01'', -1, 1, 1, 2025)'),
    ('calendar VALUES (''2025-01-01'', 0, 13, 1, 2025)'),
    ('calendar VALUES (''2025-01-01'', 0, 0, 1, 2025)'),
    ('calendar VALUES (''2025-01-01'', 0, 1, 5, 2025)'),
    ('calendar VALUES (''2025-01-01'', 0, 1, 0, 2025)'),
    ('calendar VALUES (''2025-01-01'', 0, 1, 1, NULL)'),
    ('holiday_date VALUES (''US'', ''2024-01-01'', ''New Year''), (''US'', ''2024-01-01'', ''New Year'')'),
    ('load_reject VALUES (999, 1, ''X'', ''x'', ''{}'')')) s (statement);
-- referenced rows cannot be deleted, others can
SELECT pg_temp.try('DELETE FROM ' || statement), statement FROM (VALUES
    ('store'), ('product'), ('calendar WHERE date = ''2024-01-01'''), ('calendar WHERE date = ''2024-01-20'''), ('load_batch')) s (statement);

--
-- The limits that loads check are those of the columns. One character or one unit of the last digit more is refused.
--
DELETE FROM sales_daily;
DELETE FROM inventory_snapshot_daily;
DELETE FROM price_history;
DELETE FROM promotion;
DELETE FROM sales_txn;
DELETE FROM weather_daily;
DELETE FROM traffic_daily;
INSERT INTO channel_feed (code, name) VALUES ('C', 'Channel');
INSERT INTO holiday_rule (calendar, name, rule) VALUES (repeat('x', 20), 'A calendar of the longest name', '01-01');
CREATE TEMP TABLE limits AS
    SELECT f.feed, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
           CASE WHEN a.atttypid = 'varchar'::regtype THEN repeat('x', a.atttypmod - 4)
                WHEN a.atttypid = 'int4'::regtype THEN '2147483647'
                WHEN a.attname = 'discount_pct' THEN '1'
                ELSE repeat('9', precision - scale) || '.' || repeat('9', scale) END AS fits,
           CASE WHEN a.atttypid = 'varchar'::regtype THEN repeat('x', a.atttypmod - 3)
                WHEN a.atttypid = 'int4'::regtype THEN '2147483648'
                WHEN a.attname = 'discount_pct' THEN '1.0001'
                ELSE '1' || repeat('0', precision - scale) END AS too_much
    FROM (VALUES ('store'), ('product'), ('sales_daily'), ('price_history'), ('promotion'), ('inventory_snapshot_daily'),
                 ('sales_txn'), ('weather_daily'), ('traffic_daily'), ('location'), ('channel'), ('customer'), ('reseller'),
                 ('sales_order_line'), ('product_target'), ('sales_target')) f (feed)
    JOIN pg_attribute a ON a.attrelid = f.feed::regclass AND a.attnum > 0 AND a.attname NOT IN ('id', 'store_id', 'product_id', 'location_id', 'channel_id', 'customer_id', 'reseller_id')
        AND (f.feed, a.attname) NOT IN (('sales_order_line', 'unit_price'), ('sales_order_line', 'profit'), ('sales_target', 'name'))
        AND a.atttypid IN ('varchar'::regtype, 'int4'::regtype, 'numeric'::regtype)
    CROSS JOIN LATERAL (SELECT (a.atttypmod - 4) >> 16 AS precision, (a.atttypmod - 4) & 65535 AS scale) p;
CREATE FUNCTION pg_temp.load_one(feed text, name text, type text, value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    given jsonb := CASE feed
        WHEN 'store' THEN '{"code": "L", "name": "L"}'
        WHEN 'product' THEN '{"sku": "L", "name": "L"}'
        WHEN 'sales_daily' THEN '{"date": "2024-01-05", "store_code": "S1", "sku": "A", "quantity": 1, "unit_price": 1, "total_amount": 1}'
        WHEN 'price_history' THEN '{"sku": "A", "price": 1, "valid_from": "2024-01-01"}'
        WHEN 'promotion' THEN '{"sku": "A", "name": "L", "start_date": "2024-01-01", "end_date": "2024-01-01"}'
        WHEN 'sales_txn' THEN '{"receipt": "L", "line_no": 1, "sold_at": "2024-01-05 12:00", "store_code": "S1", "sku": "A", "quantity": 1, "unit_price": 1, "total_amount": 1}'
        WHEN 'weather_daily' THEN '{"date": "2024-01-05", "store_code": "S1"}'
        WHEN 'traffic_daily' THEN '{"date": "2024-01-05", "store_code": "S1"}'
        WHEN 'location' THEN '{"code": "L"}'
        WHEN 'channel' THEN '{"code": "L", "name": "L"}'
        WHEN 'customer' THEN '{"code": "L", "full_name": "L"}'
        WHEN 'reseller' THEN '{"code": "L", "name": "L"}'
        WHEN 'sales_order_line' THEN '{"order_no": "L", "line_no": 1, "date": "2024-01-05", "sku": "A", "channel_code": "C", "store_code": "S1", "quantity": 1, "amount": 0, "extended_cost": 0}'
        WHEN 'product_target' THEN '{"sku": "A", "year": 2024, "quantity": 1}'
        WHEN 'sales_target' THEN '{"year": 2024, "name": "Customer Sales", "channel_code": "C", "amount": 1}'
        ELSE '{"date": "2024-01-05", "store_code": "S1", "sku": "A", "on_hand_qty": 1}' END;
    reached text;
BEGIN
    -- Feeds do not have the columns that a later version added to their tables. Relations may.
    IF NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = (feed || '_feed')::regclass AND a.attname = name) THEN
        EXECUTE format('CREATE TEMPORARY VIEW one AS SELECT f.*, %L::%s AS %I FROM jsonb_populate_record(NULL::%I, %L) AS f',
            value, regexp_replace(replace(type, 'integer', 'bigint'), '[(].*', ''), name, feed || '_feed', given);
        EXECUTE format('SELECT upsert_%s(''pg_temp.one'')', feed);
        EXECUTE format('SELECT %1$I::text FROM %2$I WHERE %1$I = $1::%3$s', name, feed, type) INTO reached USING value;
        RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
    END IF;
    EXECUTE format('INSERT INTO %1$I SELECT * FROM jsonb_populate_record(NULL::%1$I, $1)', feed || '_feed') USING given || jsonb_build_object(name, value);
    EXECUTE format('SELECT %1$I::text FROM %2$I WHERE %1$I = $1::%3$s', name, feed, type) INTO reached USING value;
    RAISE EXCEPTION 'undo' USING ERRCODE = 'P0U00';
EXCEPTION
    WHEN SQLSTATE 'P0U00' THEN RETURN CASE WHEN reached IS NULL THEN 'lost' ELSE 'landed' END;
    WHEN OTHERS THEN RETURN SQLSTATE || ' ' || left(SQLERRM, 40);
END $$;
SELECT feed, "column", type, pg_temp.load_one(feed, "column", type, fits) AS at_the_limit, pg_temp.load_one(feed, "column", type, too_much) AS beyond FROM limits
    ORDER BY feed COLLATE "C", "column" COLLATE "C";
-- below zero too, where the column allows it
SELECT feed, "column", pg_temp.load_one(feed, "column", type, least) AS at_the_limit, pg_temp.load_one(feed, "column", type, too_little) AS beyond
    FROM limits CROSS JOIN LATERAL (SELECT CASE type WHEN 'integer' THEN '-2147483648' ELSE '-' || fits END AS least, CASE type WHEN 'integer' THEN '-2147483649' ELSE '-' || too_much END AS too_little) l
    WHERE type !~ 'varying' ORDER BY feed COLLATE "C", "column" COLLATE "C";

DROP TABLE limits;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw;
