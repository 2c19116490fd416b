-- forecast_warehouse 1.3 to 1.4: holidays that come with the extension are apart from users' own.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.4'" to load this file. \quit

-- The names below mean this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can replace them. They are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_check_step(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
REVOKE ALL ON FUNCTION pg_catalog.fw_check_step(text, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_run_escaped(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_escaped';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_escaped(regclass, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_run_as_owner(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_as_owner';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_as_owner(regclass, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_mend_letters() RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_mend_letters';
REVOKE ALL ON FUNCTION pg_catalog.fw_mend_letters() FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_take_functions_back() RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_take_functions_back';
REVOKE ALL ON FUNCTION pg_catalog.fw_take_functions_back() FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_copy_grants(source regclass, target regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_copy_grants';
REVOKE ALL ON FUNCTION pg_catalog.fw_copy_grants(regclass, regclass) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_copy_grants(source regprocedure, target regprocedure) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_copy_function_grants';
REVOKE ALL ON FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

--
-- Locks first, in the order in which loads take theirs.
--

LOCK TABLE @extschema@.holiday_rule, @extschema@.holiday_date IN ACCESS EXCLUSIVE MODE;

--
-- Functions belong to the superuser. Versions up to 1.3 gave them to the warehouse's owner, until 2026-11.
--

-- Not replaced: quantities get another type, and its owner could have put another body into its place.
ALTER FUNCTION @extschema@.sales_panel(date, date, text[], text[]) RENAME TO sales_panel_of_1_3;
CREATE FUNCTION @extschema@.sales_panel(
        start_date date, end_date date, store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL)
    RETURNS TABLE (date date, store_id integer, product_id integer, quantity numeric, total_amount numeric,
        is_stockout boolean)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 100000 AS $$
    SELECT d.date, d.store_id, d.product_id, coalesce(f.quantity, 0::numeric) AS quantity,
        CASE WHEN f.date IS NULL THEN 0.00 ELSE f.total_amount END AS total_amount, i.is_stockout
    FROM (
        SELECT s.first_sale OPERATOR(pg_catalog.+) n.n AS date, s.store_id, s.product_id
        FROM (
            SELECT GREATEST(pg_catalog.min(a.date), start_date) AS first_sale, a.store_id, a.product_id
            FROM @extschema@.sales_daily a
            WHERE a.date OPERATOR(pg_catalog.<=) end_date
                AND (store_codes IS NULL OR a.store_id OPERATOR(pg_catalog.=) ANY (ARRAY(
                    SELECT c.id FROM @extschema@.store c WHERE c.code::pg_catalog.text OPERATOR(pg_catalog.=) ANY (store_codes))))
                AND (skus IS NULL OR a.product_id OPERATOR(pg_catalog.=) ANY (ARRAY(
                    SELECT p.id FROM @extschema@.product p WHERE p.sku::pg_catalog.text OPERATOR(pg_catalog.=) ANY (skus))))
            GROUP BY a.store_id, a.product_id
        ) AS s
        CROSS JOIN LATERAL pg_catalog.generate_series(0, end_date OPERATOR(pg_catalog.-) s.first_sale) AS n (n)
    ) AS d
    LEFT JOIN @extschema@.sales_daily f ON f.date OPERATOR(pg_catalog.=) d.date
        AND f.store_id OPERATOR(pg_catalog.=) d.store_id AND f.product_id OPERATOR(pg_catalog.=) d.product_id
        AND f.date OPERATOR(pg_catalog.<=) end_date
        AND (start_date IS NULL OR f.date OPERATOR(pg_catalog.>=) start_date)
    LEFT JOIN @extschema@.inventory_snapshot_daily i ON i.date OPERATOR(pg_catalog.=) d.date
        AND i.store_id OPERATOR(pg_catalog.=) d.store_id AND i.product_id OPERATOR(pg_catalog.=) d.product_id
        AND i.date OPERATOR(pg_catalog.<=) end_date
        AND (start_date IS NULL OR i.date OPERATOR(pg_catalog.>=) start_date)
    $$;
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_panel_of_1_3(date, date, text[], text[])'::pg_catalog.regprocedure,
    '@extschema@.sales_panel(date, date, text[], text[])'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.sales_panel_of_1_3(date, date, text[], text[]);

-- The owner keeps the right to execute them.
REVOKE ALL ON FUNCTION @extschema@.feed_begin() FROM PUBLIC;
REVOKE ALL ON FUNCTION @extschema@.feed_row() FROM PUBLIC;
REVOKE ALL ON FUNCTION @extschema@.feed_end() FROM PUBLIC;
REVOKE ALL ON FUNCTION @extschema@.feed_refuse() FROM PUBLIC;

SELECT pg_catalog.fw_take_functions_back();

-- The default of lags follows the horizon.
CREATE OR REPLACE FUNCTION @extschema@.build_features(
        target text, cutoff date, start_date date DEFAULT NULL, horizon integer DEFAULT 1,
        lags integer[] DEFAULT NULL, windows integer[] DEFAULT '{7,28}',
        aggregates text[] DEFAULT '{mean,std,min,max}', store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL,
        exogenous boolean DEFAULT true)
    RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_build_features';

-- The guard also acts in sessions that replay changes.
ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss ENABLE ALWAYS;

--
-- The guard of DROP is called by every DROP of the database, also where the library is not installed. So it is not in C.
--

-- In pg_catalog, because a role that drops something need not have USAGE on this schema.
CREATE FUNCTION pg_catalog.forecast_warehouse_watch_drops() RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_watch_drops';
COMMENT ON FUNCTION pg_catalog.forecast_warehouse_watch_drops() IS
    'For the event trigger: counts rows before the extension is dropped, until the end of the transaction.';

-- Without the library no rows can be counted, and PL/pgSQL sees only the text of the statement. A statement with a hidden
-- text counts as one that drops the extension. So does one with unclear names.
CREATE OR REPLACE FUNCTION @extschema@.refuse_data_loss() RETURNS event_trigger
    LANGUAGE plpgsql AS $$
DECLARE
    reason pg_catalog.text;
    statement pg_catalog.text;
    may_drop_extension pg_catalog.bool;
BEGIN
    BEGIN
        PERFORM pg_catalog.forecast_warehouse_watch_drops();
        RETURN;
    EXCEPTION WHEN OTHERS THEN
        reason := SQLERRM;
    END;
    IF pg_catalog.lower(pg_catalog.current_setting('forecast_warehouse.allow_data_loss'::pg_catalog.text, true))
            OPERATOR(pg_catalog.=) ANY (ARRAY['on', 'true', 'yes', '1']::pg_catalog.text[]) THEN
        RETURN;
    END IF;
    -- The first line is about this function. The next ones have the statement, unless it is the client's own. Of a
    -- function in SQL they have the name.
    GET DIAGNOSTICS statement = PG_CONTEXT;
    IF pg_catalog.strpos(statement, E'\n'::pg_catalog.text) OPERATOR(pg_catalog.=) 0 THEN
        statement := pg_catalog.current_query();
    ELSIF statement OPERATOR(pg_catalog.~) E'^[^\n]*\nSQL function "'::pg_catalog.text THEN
        statement := (
            SELECT pg_catalog.string_agg(p.prosrc, ';'::pg_catalog.text)
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_language l ON l.oid OPERATOR(pg_catalog.=) p.prolang
            WHERE l.lanname OPERATOR(pg_catalog.=) 'sql'::pg_catalog.name
                AND p.proname::pg_catalog.text OPERATOR(pg_catalog.=)
                    pg_catalog.substring(statement, E'^[^\n]*\nSQL function "([^\n]*)" [^"\n]*(?:\n|$)'::pg_catalog.text));
    ELSE
        statement := pg_catalog.substring(statement,
            E'^[^\n]*\nSQL statement "(.*?)"(?:\n(?:PL/|SQL function |extension script ).*)?$'::pg_catalog.text);
    END IF;
    may_drop_extension := (
        WITH RECURSIVE reaching (classid, objid) AS (
            -- If one of these is dropped with CASCADE, the extension is dropped, too.
            SELECT e.tableoid, e.oid
            FROM pg_catalog.pg_extension e
            WHERE e.extname OPERATOR(pg_catalog.=) 'forecast_warehouse'::pg_catalog.name
            UNION
            SELECT CASE WHEN d.is_dependent THEN d.refclassid ELSE d.classid END,
                CASE WHEN d.is_dependent THEN d.refobjid ELSE d.objid END
            FROM reaching r
            CROSS JOIN LATERAL (
                SELECT u.classid, u.objid, u.refclassid, u.refobjid, true AS is_dependent
                FROM pg_catalog.pg_depend u
                WHERE u.classid OPERATOR(pg_catalog.=) r.classid AND u.objid OPERATOR(pg_catalog.=) r.objid
                    AND u.objsubid OPERATOR(pg_catalog.=) 0
                UNION ALL
                SELECT w.classid, w.objid, w.refclassid, w.refobjid, false
                FROM pg_catalog.pg_depend w
                WHERE w.refclassid OPERATOR(pg_catalog.=) r.classid AND w.refobjid OPERATOR(pg_catalog.=) r.objid
                    AND w.deptype OPERATOR(pg_catalog.=) ANY (ARRAY['e', 'i']::pg_catalog."char"[])
            ) AS d
        ),
        outside AS (
            SELECT r.classid, r.objid
            FROM reaching r
            WHERE NOT EXISTS (
                SELECT 1
                FROM pg_catalog.pg_depend m
                JOIN pg_catalog.pg_extension e ON e.oid OPERATOR(pg_catalog.=) m.refobjid
                    AND e.tableoid OPERATOR(pg_catalog.=) m.refclassid
                WHERE m.classid OPERATOR(pg_catalog.=) r.classid AND m.objid OPERATOR(pg_catalog.=) r.objid
                    AND m.deptype OPERATOR(pg_catalog.=) 'e'::pg_catalog."char"
                    AND e.extname OPERATOR(pg_catalog.=) 'forecast_warehouse'::pg_catalog.name)
        ),
        fatal (name, by_cascade) AS (
            SELECT e.extname::pg_catalog.text, e.extname OPERATOR(pg_catalog.<>) 'forecast_warehouse'::pg_catalog.name
            FROM outside o
            JOIN pg_catalog.pg_extension e ON e.oid OPERATOR(pg_catalog.=) o.objid AND e.tableoid OPERATOR(pg_catalog.=) o.classid
            WHERE TG_TAG OPERATOR(pg_catalog.=) 'DROP EXTENSION'::pg_catalog.text
            UNION ALL
            SELECT s.nspname::pg_catalog.text, true
            FROM outside o
            JOIN pg_catalog.pg_namespace s ON s.oid OPERATOR(pg_catalog.=) o.objid AND s.tableoid OPERATOR(pg_catalog.=) o.classid
            WHERE TG_TAG OPERATOR(pg_catalog.=) 'DROP SCHEMA'::pg_catalog.text
            UNION ALL
            SELECT c.relname::pg_catalog.text, true
            FROM outside o
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) o.objid AND c.tableoid OPERATOR(pg_catalog.=) o.classid
            WHERE TG_TAG OPERATOR(pg_catalog.=) 'DROP TABLE'::pg_catalog.text
                AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p']::pg_catalog."char"[])
            UNION ALL
            SELECT pg_catalog.pg_get_userbyid(h.refobjid)::pg_catalog.text, NOT EXISTS (
                SELECT 1
                FROM pg_catalog.pg_extension e
                WHERE e.oid OPERATOR(pg_catalog.=) o.objid AND e.tableoid OPERATOR(pg_catalog.=) o.classid
                    AND e.extname OPERATOR(pg_catalog.=) 'forecast_warehouse'::pg_catalog.name)
            FROM outside o
            JOIN pg_catalog.pg_shdepend h ON h.classid OPERATOR(pg_catalog.=) o.classid AND h.objid OPERATOR(pg_catalog.=) o.objid
                AND h.deptype OPERATOR(pg_catalog.=) 'o'::pg_catalog."char"
            JOIN pg_catalog.pg_database b ON b.oid OPERATOR(pg_catalog.=) h.dbid
            WHERE TG_TAG OPERATOR(pg_catalog.=) 'DROP OWNED'::pg_catalog.text
                AND b.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
        ),
        -- Comments, constants, names in quotes, words: each to its own end. The last line asks for the shortest.
        token (place, text) AS (
            SELECT m.place, m.found[1]
            FROM pg_catalog.regexp_matches(statement, pg_catalog.concat(
                E'(/[*].*?[*]/|--[^\n\r]*(?![^\n\r])',
                E'|[eE]\'(?:[^\'\\\\]|\\\\.|\'\')*\'(?!\')|\'(?:[^\']|\'\')*\'(?!\')',
                E'|(?:[uU]&)?"(?:[^"]|"")*"(?!")',
                E'|[$]([^\x01-/:-@[-^`{-\x7f]*)[$].*?[$]\\2[$]',
                E'|(?![eE]\'|[uU]&")[^\x01-/:-@[-^`{-\x7f][^\x01-#%-/:-@[-^`{-\x7f]*(?![^\x01-#%-/:-@[-^`{-\x7f])',
                E'|;){1,1}?'), 'g'::pg_catalog.text) WITH ORDINALITY AS m (found, place)
        ),
        -- A name as the catalogs have it, after q if it was in quotes, else after w.
        name (place, part, key, in_doubt, lowered) AS (
            SELECT t.place,
                pg_catalog.count(*) FILTER (WHERE t.text OPERATOR(pg_catalog.=) ';'::pg_catalog.text)
                    OVER (ORDER BY t.place),
                CASE WHEN t.text OPERATOR(pg_catalog.~) '^"'::pg_catalog.text
                    THEN pg_catalog.concat('q', pg_catalog.replace(pg_catalog.substr(t.text, 2, pg_catalog.length(t.text) OPERATOR(pg_catalog.-) 2),
                        '""'::pg_catalog.text, '"'::pg_catalog.text)::pg_catalog.name)
                    WHEN t.text OPERATOR(pg_catalog.~) E'^[^\x01-/:-@[-^`{-\x7f][^\'"]*$'::pg_catalog.text
                    THEN pg_catalog.concat('w', pg_catalog.translate(t.text, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'::pg_catalog.text,
                        'abcdefghijklmnopqrstuvwxyz'::pg_catalog.text)::pg_catalog.name) END,
                -- Escapes in names, nested comments, and texts that another setting reads otherwise.
                t.text OPERATOR(pg_catalog.~) E'^(?:[uU]&"|/[*].*/[*]|\'.*\\\\\')'::pg_catalog.text,
                -- Some servers also fold other letters than those of ASCII.
                pg_catalog.concat('w', pg_catalog.lower(t.text)::pg_catalog.name)
            FROM token t
        ),
        part (keys, in_doubt, lowered) AS (
            SELECT pg_catalog.array_agg(n.key ORDER BY n.place) FILTER (WHERE n.key IS NOT NULL),
                pg_catalog.bool_or(n.in_doubt),
                pg_catalog.array_agg(n.lowered) FILTER (WHERE pg_catalog.left(n.key, 1) OPERATOR(pg_catalog.=) 'w'::pg_catalog.text)
            FROM name n
            GROUP BY n.part
        )
        SELECT EXISTS (SELECT 1 FROM fatal f) AND COALESCE(pg_catalog.bool_or(p.in_doubt OR EXISTS (
            SELECT 1
            FROM fatal f
            WHERE (NOT f.by_cascade OR 'wcascade'::pg_catalog.text OPERATOR(pg_catalog.=) ANY (p.keys))
                AND (pg_catalog.concat('q', f.name) OPERATOR(pg_catalog.=) ANY (p.keys)
                    OR pg_catalog.concat('w', f.name) OPERATOR(pg_catalog.=) ANY (p.keys)
                    OR pg_catalog.concat('w', f.name) OPERATOR(pg_catalog.=) ANY (p.lowered)
                    OR f.name OPERATOR(pg_catalog.=) CURRENT_USER::pg_catalog.text
                        AND p.keys OPERATOR(pg_catalog.&&) ARRAY['wcurrent_user', 'wcurrent_role']::pg_catalog.text[]
                    OR f.name OPERATOR(pg_catalog.=) SESSION_USER::pg_catalog.text
                        AND 'wsession_user'::pg_catalog.text OPERATOR(pg_catalog.=) ANY (p.keys))))
            FILTER (WHERE p.in_doubt OR p.keys[1] OPERATOR(pg_catalog.=) 'wdrop'::pg_catalog.text
                AND p.keys[2] OPERATOR(pg_catalog.=) pg_catalog.concat('w', pg_catalog.lower(pg_catalog.substring(TG_TAG, 6)))), true)
        FROM part p);
    IF may_drop_extension THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            MESSAGE = 'dropping extension "forecast_warehouse" may lose rows, and its library cannot be called',
            DETAIL = reason,
            HINT = 'Install the library again, which counts the rows. Or SET forecast_warehouse.allow_data_loss = on to drop them.';
    END IF;
END
    $$;
COMMENT ON FUNCTION @extschema@.refuse_data_loss() IS
    'Event trigger: refuses to drop the extension while its tables have rows, or without its library. With forecast_warehouse.allow_data_loss = on it allows this.';

--
-- Locks first, in the order in which loads take theirs: feeds, dimensions, facts. Setting an option that a view has
-- already locks the view alone; LOCK TABLE would lock its tables before.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_daily_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.inventory_snapshot_daily_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.inventory_snapshot_daily_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_txn_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_txn_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_exogenous'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_exogenous SET (security_invoker = true)'::pg_catalog.text);
LOCK TABLE @extschema@.store, @extschema@.product, @extschema@.calendar IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE @extschema@.sales_daily, @extschema@.inventory_snapshot_daily, @extschema@.sales_txn IN ACCESS EXCLUSIVE MODE;
LOCK TABLE @extschema@.load_batch IN ACCESS EXCLUSIVE MODE;

SELECT pg_catalog.fw_check_step('1.3'::pg_catalog.text, '1.4'::pg_catalog.text);

--
-- Quantities are decimal: goods by weight, to four digits. Views cannot change a type, so they are made again; tables
-- of their columns keep the grants meanwhile.
--

CREATE TABLE @extschema@.sales_daily_feed_of_1_3 (LIKE @extschema@.sales_daily_feed);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_daily_feed'::pg_catalog.regclass,
    '@extschema@.sales_daily_feed_of_1_3'::pg_catalog.regclass);
DROP VIEW @extschema@.sales_daily_feed;
CREATE TABLE @extschema@.inventory_snapshot_daily_feed_of_1_3 (LIKE @extschema@.inventory_snapshot_daily_feed);
SELECT pg_catalog.fw_copy_grants('@extschema@.inventory_snapshot_daily_feed'::pg_catalog.regclass,
    '@extschema@.inventory_snapshot_daily_feed_of_1_3'::pg_catalog.regclass);
DROP VIEW @extschema@.inventory_snapshot_daily_feed;
CREATE TABLE @extschema@.sales_txn_feed_of_1_3 (LIKE @extschema@.sales_txn_feed);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_txn_feed'::pg_catalog.regclass,
    '@extschema@.sales_txn_feed_of_1_3'::pg_catalog.regclass);
DROP VIEW @extschema@.sales_txn_feed;
CREATE TABLE @extschema@.sales_exogenous_of_1_3 (LIKE @extschema@.sales_exogenous);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_exogenous'::pg_catalog.regclass,
    '@extschema@.sales_exogenous_of_1_3'::pg_catalog.regclass);
DROP VIEW @extschema@.sales_exogenous;

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.sales_daily
        DROP CONSTRAINT ck_sales_daily_quantity_positive,
        ALTER COLUMN quantity TYPE numeric,
        ADD CONSTRAINT ck_sales_daily_quantity_positive CHECK (quantity OPERATOR(pg_catalog.>=) 0::numeric),
        ADD CONSTRAINT ck_sales_daily_quantity_decimals CHECK (
            quantity OPERATOR(pg_catalog.<) '1e10'::numeric
            AND pg_catalog.min_scale(quantity) OPERATOR(pg_catalog.<=) 4)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.sales_daily.quantity IS 'Units sold, net of returns unless these are in sales_returns; goods by weight to four decimals.';

SELECT pg_catalog.fw_run_as_owner('@extschema@.inventory_snapshot_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.inventory_snapshot_daily
        DROP CONSTRAINT ck_inventory_on_hand_positive,
        DROP CONSTRAINT ck_inventory_on_order_positive,
        ALTER COLUMN on_hand_qty TYPE numeric,
        ALTER COLUMN on_order_qty TYPE numeric,
        ADD CONSTRAINT ck_inventory_on_hand_positive CHECK (on_hand_qty OPERATOR(pg_catalog.>=) 0::numeric),
        ADD CONSTRAINT ck_inventory_on_order_positive CHECK (on_order_qty OPERATOR(pg_catalog.>=) 0::numeric),
        ADD CONSTRAINT ck_inventory_on_hand_decimals CHECK (
            on_hand_qty OPERATOR(pg_catalog.<) '1e10'::numeric
            AND pg_catalog.min_scale(on_hand_qty) OPERATOR(pg_catalog.<=) 4),
        ADD CONSTRAINT ck_inventory_on_order_decimals CHECK (
            on_order_qty OPERATOR(pg_catalog.<) '1e10'::numeric
            AND pg_catalog.min_scale(on_order_qty) OPERATOR(pg_catalog.<=) 4)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.on_hand_qty IS 'Units in the store; goods by weight to four decimals.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.on_order_qty IS 'Units ordered and not yet received; goods by weight to four decimals.';

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_txn'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.sales_txn
        DROP CONSTRAINT ck_sales_txn_price_positive,
        ALTER COLUMN quantity TYPE numeric,
        ADD CONSTRAINT ck_sales_txn_price_sign CHECK (
            unit_price OPERATOR(pg_catalog.>=) 0::numeric
            OR (quantity OPERATOR(pg_catalog.*) total_amount) OPERATOR(pg_catalog.<=) 0::numeric),
        ADD CONSTRAINT ck_sales_txn_quantity_decimals CHECK (
            quantity OPERATOR(pg_catalog.>) '-1e10'::numeric
            AND quantity OPERATOR(pg_catalog.<) '1e10'::numeric
            AND pg_catalog.min_scale(quantity) OPERATOR(pg_catalog.<=) 4)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.sales_txn.quantity IS 'Units sold, goods by weight to four decimals; negative: a return. Not units of goods in a line that lowers the amount.';
COMMENT ON COLUMN @extschema@.sales_txn.unit_price IS 'Price of one unit, in the warehouse''s currency; negative: a discount.';

CREATE VIEW @extschema@.sales_daily_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, p.sku::text AS sku, f.quantity,
        f.unit_price::numeric AS unit_price, f.total_amount::numeric AS total_amount
    FROM @extschema@.sales_daily f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.sales_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.sales_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.sales_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.sales_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.sales_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.sales_daily_feed IS 'Daily sales in natural keys: SELECT exports sales_daily, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.quantity IS 'Units sold, net of returns unless these are in sales_returns.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.unit_price IS
    'Price of one unit; missing: total_amount / quantity, or without a total_amount the price in force.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.total_amount IS 'Revenue; missing: quantity x unit_price; NULL: no price is known.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_daily_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_daily_feed_of_1_3'::pg_catalog.regclass,
    '@extschema@.sales_daily_feed'::pg_catalog.regclass);
DROP TABLE @extschema@.sales_daily_feed_of_1_3;

CREATE VIEW @extschema@.inventory_snapshot_daily_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, p.sku::text AS sku, f.on_hand_qty,
        f.on_order_qty, f.is_stockout
    FROM @extschema@.inventory_snapshot_daily f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
ALTER VIEW @extschema@.inventory_snapshot_daily_feed ALTER COLUMN on_order_qty SET DEFAULT @extschema@.left_out(5)::numeric;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.inventory_snapshot_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.inventory_snapshot_daily_feed IS 'Stock snapshots in natural keys: SELECT exports inventory_snapshot_daily, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.on_hand_qty IS 'Units in the store.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.on_order_qty IS 'Units ordered and not yet received; missing: 0.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.is_stockout IS 'Whether demand could not be met; missing: on_hand_qty = 0.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.inventory_snapshot_daily_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_copy_grants('@extschema@.inventory_snapshot_daily_feed_of_1_3'::pg_catalog.regclass,
    '@extschema@.inventory_snapshot_daily_feed'::pg_catalog.regclass);
DROP TABLE @extschema@.inventory_snapshot_daily_feed_of_1_3;

CREATE VIEW @extschema@.sales_txn_feed WITH (security_invoker = true) AS
    SELECT f.receipt::text AS receipt, f.line_no::bigint AS line_no, f.sold_at, s.code::text AS store_code,
        p.sku::text AS sku, f.quantity, f.unit_price::numeric AS unit_price,
        f.total_amount::numeric AS total_amount, f.customer_ref::text AS customer_ref
    FROM @extschema@.sales_txn f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
ALTER VIEW @extschema@.sales_txn_feed ALTER COLUMN customer_ref SET DEFAULT @extschema@.left_out(9);
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.sales_txn_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.sales_txn_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.sales_txn_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.sales_txn_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.sales_txn_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.sales_txn_feed IS 'Till lines in natural keys: SELECT exports sales_txn, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.receipt IS 'Number of the receipt, unique in its store.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.line_no IS 'Number of the line on its receipt.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.quantity IS 'Units sold; negative: a return. Missing where total_amount is negative: 0.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.unit_price IS 'Price of one unit; missing: total_amount / quantity. Negative: a discount.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.total_amount IS 'Amount of the line; missing: quantity x unit_price.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.customer_ref IS 'Customer, as the till knows him.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_txn_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_txn_feed_of_1_3'::pg_catalog.regclass,
    '@extschema@.sales_txn_feed'::pg_catalog.regclass);
DROP TABLE @extschema@.sales_txn_feed_of_1_3;

-- Every join finds one row by a unique key, or none: a query that asks for nothing of a table does not read it.
CREATE VIEW @extschema@.sales_exogenous WITH (security_invoker = true) AS
    SELECT f.date, f.store_id, s.code AS store_code, s.region, s.city, s.store_type,
        f.product_id, p.sku, p.category, p.brand,
        c.day_of_week, c.month, c.quarter, c.year, c.is_holiday, c.holiday_name, c.fiscal_week,
        f.quantity, f.unit_price, f.total_amount,
        @extschema@.price_asof(f.product_id, f.store_id, f.date) AS list_price,
        pg_catalog.round(1::numeric OPERATOR(pg_catalog.-) (f.unit_price OPERATOR(pg_catalog./)
            NULLIF(@extschema@.price_asof(f.product_id, f.store_id, f.date), 0::numeric)), 4) AS realised_discount_pct,
        m.id AS promotion_id, m.name AS promotion_name, m.discount_pct AS promo_discount_pct,
        m.discount_amount AS promo_discount_amount, m.id IS NOT NULL AS on_promotion,
        i.on_hand_qty, i.on_order_qty, i.is_stockout,
        w.temp_min_c AS weather_temp_min_c, w.temp_max_c AS weather_temp_max_c, w.temp_avg_c AS weather_temp_avg_c,
        w.precipitation_mm AS weather_precipitation_mm, w.snow_mm AS weather_snow_mm,
        w.condition AS weather_condition, t.visits AS traffic_visits, t.transactions AS traffic_transactions
    FROM @extschema@.sales_daily f
    LEFT JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    LEFT JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id
    LEFT JOIN @extschema@.calendar c ON c.date OPERATOR(pg_catalog.=) f.date
    LEFT JOIN @extschema@.promotion m
        ON m.id OPERATOR(pg_catalog.=) @extschema@.promotion_id_asof(f.product_id, f.store_id, f.date)
    LEFT JOIN @extschema@.inventory_snapshot_daily i
        ON i.date OPERATOR(pg_catalog.=) f.date AND i.store_id OPERATOR(pg_catalog.=) f.store_id
        AND i.product_id OPERATOR(pg_catalog.=) f.product_id
    LEFT JOIN @extschema@.weather_daily w
        ON w.date OPERATOR(pg_catalog.=) f.date AND w.store_id OPERATOR(pg_catalog.=) f.store_id
    LEFT JOIN @extschema@.traffic_daily t
        ON t.date OPERATOR(pg_catalog.=) f.date AND t.store_id OPERATOR(pg_catalog.=) f.store_id;
COMMENT ON COLUMN @extschema@.sales_exogenous.date IS 'Day of the sales.';
COMMENT ON COLUMN @extschema@.sales_exogenous.store_id IS 'Store that sold.';
COMMENT ON COLUMN @extschema@.sales_exogenous.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.sales_exogenous.region IS 'Sales region.';
COMMENT ON COLUMN @extschema@.sales_exogenous.city IS 'City.';
COMMENT ON COLUMN @extschema@.sales_exogenous.store_type IS 'Format of the store.';
COMMENT ON COLUMN @extschema@.sales_exogenous.product_id IS 'Product that was sold.';
COMMENT ON COLUMN @extschema@.sales_exogenous.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_exogenous.category IS 'Merchandise category.';
COMMENT ON COLUMN @extschema@.sales_exogenous.brand IS 'Brand.';
COMMENT ON COLUMN @extschema@.sales_exogenous.day_of_week IS '0 Monday to 6 Sunday.';
COMMENT ON COLUMN @extschema@.sales_exogenous.month IS '1 to 12.';
COMMENT ON COLUMN @extschema@.sales_exogenous.quarter IS '1 to 4.';
COMMENT ON COLUMN @extschema@.sales_exogenous.year IS 'Year of the Gregorian calendar.';
COMMENT ON COLUMN @extschema@.sales_exogenous.holiday_name IS 'Names of the day''s holidays, joined by '' / ''.';
COMMENT ON COLUMN @extschema@.sales_exogenous.fiscal_week IS 'Week of the fiscal year, 1 to 53.';
COMMENT ON COLUMN @extschema@.sales_exogenous.quantity IS 'Units sold, net of returns unless these are in sales_returns.';
COMMENT ON COLUMN @extschema@.sales_exogenous.unit_price IS 'Average price of one unit, as it was sold; NULL: not known yet.';
COMMENT ON COLUMN @extschema@.sales_exogenous.total_amount IS 'Revenue of the day; NULL: not known yet.';
COMMENT ON COLUMN @extschema@.sales_exogenous.list_price IS 'Price in force, by price_asof(); NULL: none is known.';
COMMENT ON COLUMN @extschema@.sales_exogenous.realised_discount_pct IS '1 - unit_price / list_price, to four digits; below zero: sold above the list. NULL: no list price, or zero.';
COMMENT ON COLUMN @extschema@.sales_exogenous.promotion_id IS 'Promotion in force, by promotion_asof(); NULL: none.';
COMMENT ON COLUMN @extschema@.sales_exogenous.promotion_name IS 'Its name.';
COMMENT ON COLUMN @extschema@.sales_exogenous.promo_discount_pct IS 'Its discount as a share of the price, 0 to 1.';
COMMENT ON COLUMN @extschema@.sales_exogenous.promo_discount_amount IS 'Its discount on one unit.';
COMMENT ON COLUMN @extschema@.sales_exogenous.on_promotion IS 'Whether a promotion is in force.';
COMMENT ON COLUMN @extschema@.sales_exogenous.on_hand_qty IS 'Units in the store at the end of the day; NULL: no snapshot.';
COMMENT ON COLUMN @extschema@.sales_exogenous.on_order_qty IS 'Units ordered and not yet received.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_temp_min_c IS 'Lowest temperature of the day, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_temp_max_c IS 'Highest temperature of the day, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_temp_avg_c IS 'Average temperature of the day, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_precipitation_mm IS 'Rain and melted snow of the day, in millimetres.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_snow_mm IS 'Snow on the ground, in millimetres.';
COMMENT ON COLUMN @extschema@.sales_exogenous.weather_condition IS 'The day in a word, such as rain or fog.';
COMMENT ON COLUMN @extschema@.sales_exogenous.traffic_visits IS 'People who came in.';
COMMENT ON COLUMN @extschema@.sales_exogenous.traffic_transactions IS 'Receipts of the day.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_exogenous'::pg_catalog.regclass);
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_exogenous_of_1_3'::pg_catalog.regclass,
    '@extschema@.sales_exogenous'::pg_catalog.regclass);
DROP TABLE @extschema@.sales_exogenous_of_1_3;

--
-- As-of and holiday functions may run in parallel workers, unless a policy on the tables may not.
--

CREATE FUNCTION @extschema@.asof_support(pg_catalog.internal) RETURNS pg_catalog.internal
    LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'fw_asof_support';
COMMENT ON FUNCTION @extschema@.asof_support(pg_catalog.internal) IS
    'Support function of the as-of and holiday functions: shows the planner the tables that they read.';
ALTER FUNCTION @extschema@.price_asof(integer, integer, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.price_asof(text, text, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.promotion_asof(integer, integer, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.promotion_asof(text, text, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.promotion_id_asof(integer, integer, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.holidays(text, date, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.calendar_days(text, date, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.is_business_day(date, text) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.add_business_days(date, integer, text) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.business_days_between(date, date, text) SUPPORT @extschema@.asof_support;

--
-- Grants for a loader and a reader, in one call.
--

CREATE FUNCTION @extschema@.grant_loader(role regrole) RETURNS TABLE (statement text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_grant_loader';
COMMENT ON FUNCTION @extschema@.grant_loader(regrole) IS
    'Grants a role all rights to load every feed, roll up till lines and extend the calendar. Returns the executed statements.';
CREATE FUNCTION @extschema@.grant_reader(role regrole) RETURNS TABLE (statement text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_grant_reader';
COMMENT ON FUNCTION @extschema@.grant_reader(regrole) IS
    'Grants a role SELECT on the tables, views and feeds of the warehouse. Returns the executed statements.';

--
-- Citus plans no ephemeral relation: statements of loads get their rows by a function where tables are distributed.
--

CREATE FUNCTION @extschema@.load_rows(name text) RETURNS SETOF pg_catalog.record
    LANGUAGE c VOLATILE PARALLEL RESTRICTED ROWS 100000 AS 'MODULE_PATHNAME', 'fw_load_rows';
COMMENT ON FUNCTION @extschema@.load_rows(text) IS
    'For loads into tables of Citus: the rows of the current load.';

--
-- Until 2026-12 versions 1.2 and 1.3 stored names and sources of holidays in UTF-8, in databases of other encodings too.
--

SELECT pg_catalog.fw_mend_letters();

--
-- Holidays that come with the extension: in children of the users' tables, which stay with the superuser. A dump
-- then needs no condition to leave them out; a condition is evaluated as the role that dumps.
--

CREATE TABLE @extschema@.shipped_holiday_rule (
    calendar varchar(20) NOT NULL,
    name varchar(100) NOT NULL,
    rule varchar(200) NOT NULL,
    from_year integer,
    to_year integer,
    category varchar(20) NOT NULL DEFAULT 'public',
    source text,
    shipped boolean NOT NULL DEFAULT true,
    CONSTRAINT uq_shipped_holiday_rule UNIQUE NULLS NOT DISTINCT (calendar, name, rule, from_year),
    CONSTRAINT ck_holiday_rule_rule CHECK (@extschema@.check_holiday_rule(
        calendar::text, name::text, rule::text, from_year, to_year, category::text)),
    CONSTRAINT ck_shipped_holiday_rule CHECK (shipped)
) INHERITS (@extschema@.holiday_rule);
COMMENT ON TABLE @extschema@.shipped_holiday_rule IS 'Rows of holiday_rule that come with the extension. Queries of holiday_rule show them too.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.calendar IS 'Holiday calendar, such as US, DE-BY or RETAIL-US.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.name IS 'Name of the holiday.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.rule IS 'When it is, in the language of doc/holidays.md: 07-04, 11#4thu, easter-2, include:US.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.from_year IS 'First year of the rule; NULL: no first year.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.to_year IS 'Last year of the rule; NULL: no last year.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.category IS 'public (no business day), bank, half_day, school, observance, retail; weekend for weekly().';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.source IS 'Act or authority that the rule is from.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.shipped IS 'Always true.';

CREATE TABLE @extschema@.shipped_holiday_date (
    calendar varchar(20) NOT NULL,
    date date NOT NULL,
    name varchar(100) NOT NULL,
    action varchar(10) NOT NULL DEFAULT 'add',
    status varchar(10) NOT NULL DEFAULT 'confirmed',
    category varchar(20) NOT NULL DEFAULT 'public',
    source text,
    shipped boolean NOT NULL DEFAULT true,
    CONSTRAINT pk_shipped_holiday_date PRIMARY KEY (calendar, date, name),
    CONSTRAINT ck_holiday_date_action CHECK (
        action::text OPERATOR(pg_catalog.=) ANY (ARRAY['add', 'suppress', 'workday']::text[])),
    CONSTRAINT ck_holiday_date_name CHECK (
        name::text OPERATOR(pg_catalog.<>) '*' OR action::text OPERATOR(pg_catalog.<>) 'add'),
    CONSTRAINT ck_holiday_date_status CHECK (
        status::text OPERATOR(pg_catalog.=) ANY (ARRAY['confirmed', 'estimated']::text[])),
    CONSTRAINT ck_holiday_date_category CHECK (category::text OPERATOR(pg_catalog.=) ANY (
        ARRAY['public', 'bank', 'half_day', 'school', 'observance', 'retail']::text[])),
    CONSTRAINT ck_shipped_holiday_date CHECK (shipped)
) INHERITS (@extschema@.holiday_date);
COMMENT ON TABLE @extschema@.shipped_holiday_date IS 'Rows of holiday_date that come with the extension. Queries of holiday_date show them too.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.calendar IS 'Holiday calendar, such as US or DE-BY.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.date IS 'Day of the holiday.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.name IS 'Name of the holiday; * to suppress all of the day.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.action IS 'As in holiday_date.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.status IS 'confirmed, or estimated: expected and not yet announced.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.category IS 'public (no business day), bank, half_day, school, observance, retail.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.source IS 'Act or authority that the date is from.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.shipped IS 'Always true.';

-- The owner moves the rows; nobody else sees the tables before the end. Then everybody may read them: GRANT ... ON ALL
-- TABLES IN SCHEMA fails where the owner of the others has no privilege at all on one.
GRANT INSERT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_rule'::pg_catalog.regclass, $$
    WITH moved AS (DELETE FROM ONLY @extschema@.holiday_rule r WHERE r.shipped
        RETURNING r.calendar, r.name, r.rule, r.from_year, r.to_year, r.category, r.source)
    INSERT INTO @extschema@.shipped_holiday_rule (calendar, name, rule, from_year, to_year, category, source, shipped)
    SELECT m.calendar, m.name, m.rule, m.from_year, m.to_year, m.category, m.source, true FROM moved m
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_date'::pg_catalog.regclass, $$
    WITH moved AS (DELETE FROM ONLY @extschema@.holiday_date d WHERE d.shipped
        RETURNING d.calendar, d.date, d.name, d.action, d.status, d.category, d.source)
    INSERT INTO @extschema@.shipped_holiday_date (calendar, date, name, action, status, category, source, shipped)
    SELECT m.calendar, m.date, m.name, m.action, m.status, m.category, m.source, true FROM moved m
    $$::pg_catalog.text);
REVOKE ALL ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date FROM PUBLIC;
GRANT SELECT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;

--
-- Holidays that an act keeps on another day instead of the weekend, and days that acts fix beyond 2035:
-- doc/weekend_rules.md.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_rule'::pg_catalog.regclass, $$
DELETE FROM @extschema@.shipped_holiday_rule r WHERE EXISTS (SELECT FROM (VALUES
    ('AU', 'Australia Day', '01-26 also(sat+2,sun+1)', 0),
    ('AU-ACT', 'Anzac Day', '04-25 also(sun+1)', 0),
    ('AU-NT', 'Anzac Day', '04-25 also(sun+1)', 0),
    ('AU-QLD', 'Anzac Day', '04-25 also(sun+1)', 0),
    ('AU-SA', 'Proclamation Day', '12-26 also(sat>,sun>)', 0),
    ('CA', 'Canada Day', '07-01 also(sun+1)', 0),
    ('CA-SK', 'Canada Day', '07-01 also(sat+2,sun+1)', 0),
    ('CA-NS', 'Remembrance Day', '11-11 also(sat+2,sun+1)', 0),
    ('EC', 'New Year''s Day', '01-01 also(sat-1,sun+1)', 2017),
    ('EC', 'Christmas Day', '12-25 also(sat-1,sun+1)', 2017),
    ('EC', 'Labour Day', '05-01 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017),
    ('EC', 'Battle of Pichincha', '05-24 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017),
    ('EC', 'Cry of Independence (Quito)', '08-10 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017),
    ('EC', 'Independence of Guayaquil', '10-09 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017),
    ('EC', 'All Souls'' Day', '11-02 move(wed+2) also(sat-1,sun+2)', 2017),
    ('EC', 'Independence of Cuenca', '11-03 move(wed-2) also(sat-2,sun+1)', 2017),
    ('GB', 'New Year''s Day', '01-01 also(sat>,sun>)', 0),
    ('GB', 'Boxing Day', '12-26 also(sat>,sun>)', 0),
    ('GB-SCT', '2 January', '01-02 also(sat>,sun>)', 0),
    ('GB-SCT', 'St Andrew''s Day', '11-30 also(sat>,sun>)', 2007),
    ('GB-NIR', 'St Patrick''s Day', '03-17 also(sat>,sun>)', 0),
    ('GB-NIR', 'Battle of the Boyne', '07-12 also(sat>,sun>)', 0),
    ('US-UT', 'Pioneer Day', '07-24 also(sat-1,sun+1)', 0),
    ('US-MO', 'Lincoln''s Birthday', '02-12 also(sat-1,sun+1)', 0),
    ('US-MO', 'Truman Day', '05-08 also(sat-1,sun+1)', 0),
    ('US-WV', 'West Virginia Day', '06-20 also(sat-1,sun+1)', 0),
    ('US-IA', 'Lincoln''s Birthday', '02-12 also(sat-1,sun+1)', 0)
) AS gone (calendar, name, rule, from_year)
WHERE r.calendar::text OPERATOR(pg_catalog.=) gone.calendar AND r.name::text OPERATOR(pg_catalog.=) gone.name
    AND r.rule::text OPERATOR(pg_catalog.=) gone.rule AND coalesce(r.from_year, 0) OPERATOR(pg_catalog.=) gone.from_year)
$$::pg_catalog.text);
-- The owner of the users' tables inserts: a row's check is a function that he may have replaced.
GRANT INSERT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;
SELECT pg_catalog.fw_run_escaped('@extschema@.holiday_rule'::pg_catalog.regclass, $$
INSERT INTO @extschema@.shipped_holiday_rule (calendar, name, rule, from_year, to_year, category, source, shipped) VALUES
    ('AU', 'Australia Day', '01-26 move(sat+2,sun+1)', NULL, NULL, 'public', 'Public holidays acts of the states and territories (the Monday instead); Fair Work Act 2009, s. 115(2)', true),
    ('AU-ACT', 'New Year''s Day', '01-01 move(sat+2,sun+1)', NULL, 2014, 'public', 'Holidays Act 1958 (ACT), s. 3, before the Holidays Amendment Act 2014 (the Monday instead)', true),
    ('AU-ACT', 'Anzac Day', '04-25 move(sun+1)', NULL, NULL, 'public', 'Holidays Act 1958 (ACT), s. 3 (the Monday instead of a Sunday)', true),
    ('AU-ACT', 'Christmas Day', '12-25 move(sat+2,sun+1)', NULL, 2013, 'public', 'Holidays Act 1958 (ACT), s. 3, before the Holidays Amendment Act 2014 (the Monday instead)', true),
    ('AU-ACT', 'Boxing Day', '12-26 move(sat+2,sun+2,mon+1)', NULL, 2013, 'public', 'Holidays Act 1958 (ACT), s. 3, before the Holidays Amendment Act 2014 (Monday or Tuesday instead)', true),
    ('AU-NSW', 'Australia Day', '01-26 also(sat+2,sun+1)', NULL, 2010, 'public', 'Banks and Bank Holidays Act 1912 (NSW) (the Monday added, until the Public Holidays Act 2010)', true),
    ('AU-NT', 'New Year''s Day', '01-01 move(sat+2,sun+1)', NULL, 2016, 'public', 'Public Holidays Act 1981 (NT), Sch. 2, before the Public Holidays Amendment Act 2016 (the Monday instead)', true),
    ('AU-NT', 'Anzac Day', '04-25 move(sun+1)', NULL, NULL, 'public', 'Public Holidays Act 1981 (NT), Sch. 2 (the Monday instead of a Sunday)', true),
    ('AU-NT', 'Christmas Day', '12-25 move(sat+2,sun+1)', NULL, 2015, 'public', 'Public Holidays Act 1981 (NT), Sch. 2, before the Public Holidays Amendment Act 2016 (the Monday instead)', true),
    ('AU-NT', 'Christmas Day', '12-25 also(sat+2,sun+1)', 2016, NULL, 'public', 'Public Holidays Amendment Act 2016 (NT) (the Monday added)', true),
    ('AU-NT', 'Boxing Day', '12-26 move(sat+2,sun+2,mon+1)', NULL, 2019, 'public', 'Public Holidays Act 1981 (NT), Sch. 2 (Monday or Tuesday instead; in 2020 the Saturday too, by gazette)', true),
    ('AU-NT', 'Boxing Day', '12-26 move(sat+2,sun+2,mon+1)', 2021, 2022, 'public', 'Public Holidays Act 1981 (NT), Sch. 2 (Monday or Tuesday instead; in 2020 the Saturday too, by gazette)', true),
    ('AU-NT', 'Boxing Day', '12-26 also(sat+2,sun+2,mon+1)', 2023, NULL, 'public', 'Public Holidays Act 1981 (NT), Sch. 2, as amended 2023 (Monday or Tuesday added)', true),
    ('AU-QLD', 'Anzac Day', '04-25 move(sun+1)', NULL, NULL, 'public', 'Holidays Act 1983 (Qld), Schedule (the Monday instead of a Sunday)', true),
    ('AU-SA', 'New Year''s Day', '01-01 move(sat+2) also(sun+1)', NULL, 2023, 'public', 'Holidays Act 1910 (SA), s. 3 (the Monday instead of a Saturday, and added to a Sunday)', true),
    ('AU-SA', 'Australia Day', '01-26 move(sat+2) also(sun+1)', NULL, 2023, 'public', 'Holidays Act 1910 (SA), s. 3 (the Monday instead of a Saturday, and added to a Sunday)', true),
    ('AU-SA', 'Christmas Day', '12-25 move(sat>) also(sun>)', NULL, 2023, 'public', 'Holidays Act 1910 (SA), s. 3 (instead of a Saturday, added to a Sunday)', true),
    ('AU-SA', 'Proclamation Day', '12-26 move(sat>) also(sun>)', NULL, 2023, 'public', 'Holidays Act 1910 (SA), s. 3 (instead of a Saturday, added to a Sunday)', true),
    ('AU-SA', 'Proclamation Day', '12-26 also(sat>,sun>)', 2024, NULL, 'public', 'Public Holidays Act 2023 (SA)', true),
    ('AU-TAS', 'New Year''s Day', '01-01 move(sat+2,sun+1)', 2001, NULL, 'public', 'Statutory Holidays Act 2000 (Tas), s. 4(a) (the Monday instead)', true),
    ('AU-TAS', 'Christmas Day', '12-25 move(sat>,sun>)', 2001, 2009, 'public', 'Statutory Holidays Act 2000 (Tas), s. 4(i), before the Statutory Holidays Amendment Act 2010', true),
    ('AU-TAS', 'Boxing Day', '12-26 move(sat>,sun>)', 2001, NULL, 'public', 'Statutory Holidays Act 2000 (Tas), s. 4(j) (Monday or Tuesday instead)', true),
    ('AU-VIC', 'Christmas Day', '12-25 move(sat+2,sun+2)', 2008, 2015, 'public', 'Public Holidays Act 1993 (Vic), s. 6(k) (Monday or Tuesday instead)', true),
    ('CA', 'Canada Day', '07-01 move(sun+1)', NULL, NULL, 'public', 'Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July instead of a Sunday)', true),
    ('CA-SK', 'Canada Day', '07-01 also(sat+2) move(sun+1)', NULL, NULL, 'public', 'The Saskatchewan Employment Act, S.S. 2013, c. S-15.1, s. 2-30; Holidays Act, R.S.C. 1985, c. H-5, s. 2', true),
    ('CA-MB', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Employment Standards Code, C.C.S.M. c. E110, s. 22 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NB', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Employment Standards Act, R.S.N.B. 1982, c. E-7.2, s. 1 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NS', 'Canada Day', '07-01 also(sun+1)', 2018, NULL, 'public', 'Labour Standards Code, R.S.N.S. 1989, c. 246, s. 37, and regulations of 2018 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NT', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Employment Standards Act, S.N.W.T. 2007, c. 13, s. 22 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NU', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Labour Standards Act, R.S.N.W.T. (Nu.) 1988, c. L-1 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-ON', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Employment Standards Act, 2000, S.O. 2000, c. 41, s. 1 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NS', 'Remembrance Day', '11-11', NULL, NULL, 'public', 'Remembrance Day Act, R.S.N.S. 1989, c. 396 (11 November, whatever the weekday)', true),
    ('EC', 'New Year''s Day', '01-01 move(sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Christmas Day', '12-25 move(sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Labour Day', '05-01 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Battle of Pichincha', '05-24 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Cry of Independence (Quito)', '08-10 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Independence of Guayaquil', '10-09 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'All Souls'' Day', '11-02 move(wed+2,sat-1,sun+2)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Independence of Cuenca', '11-03 move(wed-2,sat-2,sun+1)', 2017, NULL, 'public', 'C\u00F3digo del Trabajo, art. 65; Ley Org\u00E1nica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('GB', 'New Year''s Day', '01-01 move(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, s. 1(3), royal proclamation (the next weekday instead)', true),
    ('GB', 'Boxing Day', '12-26 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 1 (if it be not a Sunday) and s. 1(3)', true),
    ('GB-SCT', 'New Year''s Day', '01-01 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 2 (3 January instead of a Sunday) and s. 1(3)', true),
    ('GB-SCT', '2 January', '01-02 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 2 (3 January instead of a Sunday) and s. 1(3)', true),
    ('GB-SCT', 'Christmas Day', '12-25 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 2 (26 December instead of a Sunday) and s. 1(3)', true),
    ('GB-SCT', 'St Andrew''s Day', '11-30 move(sat>,sun>)', 2007, NULL, 'public', 'St Andrew''s Day Bank Holiday (Scotland) Act 2007, s. 1 (the Monday instead)', true),
    ('GB-NIR', 'St Patrick''s Day', '03-17 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 3 (18 March instead of a Sunday) and s. 1(3)', true),
    ('GB-NIR', 'Battle of the Boyne', '07-12 move(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, s. 1(5), proclamation of the Secretary of State (the next weekday instead)', true),
    ('US-UT', 'Pioneer Day', '07-24 move(sat-1,sun+1)', NULL, NULL, 'public', 'Utah Code \u00A7 63G-1-301(2) (Friday or Monday is the holiday)', true),
    ('AU-VIC', 'AFL Grand Final Friday', '09#-1sat-1 estimated', 2036, NULL, 'public', 'Public Holidays Act 1993 (Vic); day before the last Saturday of September, if the match is so scheduled', true),
    ('CL', 'Election Day', '10#-1sun every(4,2028)', 2028, NULL, 'public', 'Ley 18.700, art. 180; Ley 18.695, art. 106 (municipal elections, last Sunday of October)', true),
    ('CL', 'Election Day', '11#3sun every(4,2029)', 2029, NULL, 'public', 'Ley 18.700, art. 180; Constituci\u00F3n, art. 26 (general elections, third Sunday of November)', true),
    ('KR', 'National Assembly Election Day', 'wed>=04-09 every(4,2028) estimated', 2036, NULL, 'public', 'Public Official Election Act, Art. 34 (date follows from the term)', true),
    ('KR', 'Presidential Election Day', 'wed>=03-25 every(5,2030) estimated', 2040, NULL, 'public', 'Public Official Election Act, Art. 34 (date follows from the term)', true),
    ('KR', 'Local Election Day', 'wed>=05-31 every(4,2026) estimated', 2038, 2045, 'public', 'Public Official Election Act, Art. 34 (date follows from the term)', true),
    ('KR', 'Local Election Day', 'wed>=06-07 every(4,2026) estimated', 2046, 2049, 'public', 'Public Official Election Act, Art. 34 (date follows from the term); a week later beside Memorial Day', true),
    ('KR', 'Local Election Day', 'wed>=05-31 every(4,2026) estimated', 2050, 2057, 'public', 'Public Official Election Act, Art. 34 (date follows from the term)', true),
    ('GB-SCT', 'Boxing Day', '12-26 move(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, s. 1(3), royal proclamation (the weekday instead)', true),
    ('US-MO', 'Lincoln''s Birthday', '02-12 also(sat-1) move(sun+1)', NULL, NULL, 'public', 'Mo. Rev. Stat. \u00A7 9.010 (the Monday is the holiday instead of a Sunday); practice of the state (Friday)', true),
    ('US-MO', 'Truman Day', '05-08 also(sat-1) move(sun+1)', NULL, NULL, 'public', 'Mo. Rev. Stat. \u00A7 9.010 (the Monday is the holiday instead of a Sunday); practice of the state (Friday)', true),
    ('US-WV', 'West Virginia Day', '06-20 move(sat-1,sun+1)', NULL, NULL, 'public', 'W. Va. Code \u00A7 2-2-1(b) (Friday or Monday is the legal holiday)', true),
    ('US-IL', 'Juneteenth', '06-19', 2022, NULL, 'public', '5 ILCS 490/63 (Public Act 102-14: neither the Friday nor the Monday)', true),
    ('US-IA', 'Lincoln''s Birthday', '02-12', NULL, NULL, 'public', 'Iowa Code \u00A7 1C.1 (\u00A7 1C.2(3) gives another day for other holidays alone)', true)
$$::pg_catalog.text);
SELECT pg_catalog.fw_run_escaped('@extschema@.holiday_date'::pg_catalog.regclass, $$
INSERT INTO @extschema@.shipped_holiday_date (calendar, date, name, action, status, category, source, shipped) VALUES
    ('ID', '2036-03-28', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2037-03-17', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2038-03-06', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2039-03-25', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2040-03-13', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2041-03-02', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2042-03-22', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2043-03-11', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2044-03-29', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2045-03-19', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2046-03-08', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2047-03-26', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2048-03-14', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2049-03-04', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2050-03-23', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('IN', '2036-02-25', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-03-12', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-04-05', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-04-08', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-05-10', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-08-15', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-09-29', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-10-18', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-11-03', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-02-13', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-03-02', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-03-25', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-03-29', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-04-29', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-09-03', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-10-18', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-11-06', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-11-22', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-03-04', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-03-21', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-04-13', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-04-17', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-05-18', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-08-23', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-10-07', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-10-27', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-11-11', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-02-21', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-03-11', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-04-03', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-04-07', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-05-08', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-08-12', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-10-26', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-11-15', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-11-30', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-03-11', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-03-29', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-04-20', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-04-25', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-05-26', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-08-29', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-10-15', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-11-04', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-11-18', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-03-01', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-03-18', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-04-09', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-04-14', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-05-16', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-08-19', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-10-05', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-10-24', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-11-08', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-02-18', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-03-07', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-03-29', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-04-03', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-05-05', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-09-07', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-10-24', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-11-12', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-11-27', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-03-09', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-03-25', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-04-17', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-04-22', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-05-23', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-08-27', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-10-13', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-11-01', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-11-16', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-02-27', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-03-14', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-04-06', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-04-10', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-05-11', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-08-16', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-10-01', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-10-20', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-11-05', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-02-14', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-03-03', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-03-27', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-03-30', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-05-01', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-09-04', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-10-20', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-11-08', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-11-24', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-03-05', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-03-22', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-04-15', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-04-19', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-05-20', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-08-25', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-10-09', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-10-28', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-11-13', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-02-22', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-03-12', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-04-04', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-04-08', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-05-09', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-08-14', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-09-28', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-10-18', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-11-02', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-02-12', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-03-01', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-04-22', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-04-26', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-05-27', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-08-31', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-10-16', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-11-05', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-11-20', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-03-02', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-03-19', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-04-11', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-04-16', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-05-17', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-08-20', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-10-06', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-10-26', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-11-09', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-02-19', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-03-08', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-03-31', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-04-05', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-05-06', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-08-10', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-10-25', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-11-13', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-11-28', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('KR', '2039-10-05', 'Chuseok (substitute: meets National Foundation Day)', 'add', 'estimated', 'public', 'Regulations on Holidays of Government and Public Offices as of 2021-08-04', true),
    ('KR', '2044-05-06', 'Children''s Day (substitute: meets Buddha''s Birthday)', 'add', 'estimated', 'public', 'Regulations on Holidays of Government and Public Offices as of 2021-08-04', true),
    ('KR', '2047-10-07', 'Chuseok (substitute: meets National Foundation Day)', 'add', 'estimated', 'public', 'Regulations on Holidays of Government and Public Offices as of 2021-08-04', true),
    ('KR', '2058-10-04', 'Chuseok (substitute: meets National Foundation Day)', 'add', 'estimated', 'public', 'Regulations on Holidays of Government and Public Offices as of 2021-08-04', true),
    ('NZ', '2036-07-18', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2037-07-10', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2038-06-25', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2039-07-15', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2040-07-06', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2041-07-19', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2042-07-11', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2043-07-03', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2044-06-24', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2045-07-07', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2046-06-29', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2047-07-19', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2048-07-03', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2049-06-25', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2050-07-15', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2051-06-30', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2052-06-21', 'Matariki', 'add', 'confirmed', 'public', 'Te K\u0101hui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('RETAIL-GB', '2036-10-18', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2037-11-06', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2038-10-27', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2039-11-15', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2040-11-04', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2041-10-24', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2042-11-12', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2043-11-01', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2044-10-20', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2045-11-08', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2046-10-28', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2047-10-18', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2048-11-05', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2049-10-26', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2050-11-13', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2036-10-18', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2037-11-06', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2038-10-27', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2039-11-15', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2040-11-04', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2041-10-24', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2042-11-12', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2043-11-01', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2044-10-20', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2045-11-08', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2046-10-28', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2047-10-18', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2048-11-05', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2049-10-26', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2050-11-13', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('SG', '2036-10-18', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2037-11-06', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2038-10-27', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2039-11-15', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2040-11-03', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2041-10-23', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2042-11-11', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2043-10-31', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2044-10-20', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2045-11-08', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2046-10-28', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2046-10-29', 'Deepavali (day after Sunday)', 'add', 'estimated', 'public', 'Holidays Act 1998, s. 4(2); Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2047-10-18', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2048-11-05', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2049-10-25', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2050-11-13', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2050-11-14', 'Deepavali (day after Sunday)', 'add', 'estimated', 'public', 'Holidays Act 1998, s. 4(2); Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('US-CA', '2036-10-18', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2037-11-06', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2038-10-27', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2039-11-15', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2040-11-04', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2041-10-24', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2042-11-12', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2043-11-01', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2044-10-20', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2045-11-08', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2046-10-28', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2047-10-18', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2048-11-05', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2049-10-26', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2050-11-13', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code \u00A7 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true)
$$::pg_catalog.text);
REVOKE INSERT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date FROM PUBLIC;

SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_rule', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_date', '');
COMMENT ON COLUMN @extschema@.holiday_rule.shipped IS 'Whether the row is of the extension. Such rows are in shipped_holiday_rule; updates replace them, and dumps leave them out.';
COMMENT ON COLUMN @extschema@.holiday_date.shipped IS 'Whether the row is of the extension. Such rows are in shipped_holiday_date; updates replace them, and dumps leave them out.';

--
-- Days by decree that were missing: transfers, bridges, days worked in lieu, leave of the administration. The source says
-- for whom they bind; what binds the public administration alone is an observance.
--

-- The day of 2015 was free for offices, banks and the exchange.
SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_date'::pg_catalog.regclass, $$
UPDATE @extschema@.shipped_holiday_date SET category = 'bank'
WHERE calendar::text OPERATOR(pg_catalog.=) 'EG' AND date OPERATOR(pg_catalog.=) '2015-08-06'::date
$$::pg_catalog.text);
-- Announced for Thursday, not Friday: 21 September 2017 comes below.
SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_date'::pg_catalog.regclass, $$
DELETE FROM @extschema@.shipped_holiday_date
WHERE calendar::text OPERATOR(pg_catalog.=) 'AE' AND date OPERATOR(pg_catalog.=) '2017-09-22'::date
    AND name::text OPERATOR(pg_catalog.=) 'Islamic New Year'
$$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_date'::pg_catalog.regclass, $$
INSERT INTO @extschema@.shipped_holiday_date (calendar, date, name, action, status, category, source) VALUES
    ('AE', '2017-09-21', 'Islamic New Year', 'add', 'confirmed', 'public', 'Federal Authority for Government Human Resources, Ministry of Human Resources, 19 September 2017 (Thursday)'),
    ('AR', '2001-11-17', 'National Census Day', 'add', 'confirmed', 'public', 'Ley 24.254 (census of 17 and 18 November 2001)'),
    ('AR', '2001-11-18', 'National Census Day', 'add', 'confirmed', 'public', 'Ley 24.254 (census of 17 and 18 November 2001)'),
    ('AU-QLD', '2014-11-14', 'G20 Leaders'' Summit (Brisbane)', 'add', 'confirmed', 'observance', 'Queensland Government, 10 June 2013 (who works in the area of Brisbane City Council)'),
    ('EC', '2008-02-09', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007, art. 2; announced for 2008'),
    ('EC', '2008-02-16', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007, art. 2; announced for 2008'),
    ('EC', '2008-05-02', 'Bridge Holiday', 'add', 'estimated', 'public', 'Announced in 2008, made up for on 17 May (list of qppstudio.net); the decree is not known'),
    ('EC', '2008-05-17', 'Working day (Bridge Holiday)', 'workday', 'estimated', 'public', 'Announced in 2008 for the bridge of 2 May (list of qppstudio.net); the decree is not known'),
    ('EC', '2008-10-09', 'Independence of Guayaquil', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007 (public and private sector): kept on Friday'),
    ('EC', '2008-10-10', 'Independence of Guayaquil', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007 (public and private sector): kept on Friday'),
    ('EC', '2008-12-26', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1452 of November 2008 (public and private sector)'),
    ('EC', '2009-01-02', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1452 of November 2008 (public and private sector)'),
    ('EC', '2009-01-10', 'Working day (Bridge Holiday)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1452 of November 2008'),
    ('EC', '2009-01-17', 'Working day (Bridge Holiday)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1452 of November 2008'),
    ('EC', '2009-02-28', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007, art. 2; SENRES, February 2009 (public and private sector)'),
    ('EC', '2009-03-07', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007, art. 2; SENRES, February 2009 (public and private sector)'),
    ('EC', '2010-08-10', 'Cry of Independence (Quito)', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007 (public and private sector): kept on Friday'),
    ('EC', '2010-08-13', 'Cry of Independence (Quito)', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007 (public and private sector): kept on Friday'),
    ('EC', '2010-11-01', 'Bridge Holiday', 'add', 'confirmed', 'observance', 'Decreto Ejecutivo 512 of 2010 (public sector; private employers may follow, made up for on 30 October)'),
    ('EC', '2011-05-24', 'Battle of Pichincha', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007 (public and private sector): kept on Friday'),
    ('EC', '2011-05-27', 'Battle of Pichincha', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007 (public and private sector): kept on Friday'),
    ('EC', '2011-08-10', 'Cry of Independence (Quito)', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007 (public and private sector): kept on Friday'),
    ('EC', '2011-08-12', 'Cry of Independence (Quito)', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 418 of 19 June 2007 (public and private sector): kept on Friday'),
    ('EC', '2012-01-02', 'Bridge Holiday', 'add', 'confirmed', 'observance', 'Presidential decree of 2011; for whom it binds is not known'),
    ('EC', '2012-05-24', 'Battle of Pichincha', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2012-05-25', 'Battle of Pichincha', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2012-10-09', 'Independence of Guayaquil', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2012-10-12', 'Independence of Guayaquil', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2012-12-24', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2012-12-31', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2013-01-05', 'Working day (Bridge Holiday)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2013-01-12', 'Working day (Bridge Holiday)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2013-02-16', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012: the two Saturdays after Carnival'),
    ('EC', '2013-02-23', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012: the two Saturdays after Carnival'),
    ('EC', '2013-10-09', 'Independence of Guayaquil', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2013-10-11', 'Independence of Guayaquil', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2013-12-30', 'Bridge Holiday', 'add', 'confirmed', 'observance', 'Decreto Ejecutivo 186 of 10 December 2013 (made up for hour by hour; not in records of retailers)'),
    ('EC', '2013-12-31', 'Bridge Holiday', 'add', 'confirmed', 'observance', 'Decreto Ejecutivo 186 of 10 December 2013 (made up for hour by hour; not in records of retailers)'),
    ('EC', '2014-03-08', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012: the two Saturdays after Carnival'),
    ('EC', '2014-03-15', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012: the two Saturdays after Carnival'),
    ('EC', '2014-10-09', 'Independence of Guayaquil', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2014-10-10', 'Independence of Guayaquil', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2014-12-20', 'Working day (Bridge Holiday)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2014-12-26', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2015-01-02', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2015-01-10', 'Working day (Bridge Holiday)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012 (public sector; private employers may follow)'),
    ('EC', '2015-02-21', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012: the two Saturdays after Carnival'),
    ('EC', '2015-02-28', 'Working day (Carnival)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 1162 of 3 May 2012: the two Saturdays after Carnival'),
    ('EC', '2016-05-24', 'Battle of Pichincha', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 858 of 28 December 2015 (public sector; private employers may follow)'),
    ('EC', '2016-05-27', 'Battle of Pichincha', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 858 of 28 December 2015 (public sector; private employers may follow)'),
    ('EC', '2016-08-10', 'Cry of Independence (Quito)', 'suppress', 'confirmed', 'public', 'Decreto Ejecutivo 858 of 28 December 2015 (public sector; private employers may follow)'),
    ('EC', '2016-08-12', 'Cry of Independence (Quito)', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 858 of 28 December 2015 (public sector; private employers may follow)'),
    ('EC', '2016-11-04', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 858 of 28 December 2015 (public sector; private employers may follow)'),
    ('EC', '2016-11-12', 'Working day (Bridge Holiday)', 'workday', 'confirmed', 'public', 'Decreto Ejecutivo 858 of 28 December 2015 (public sector; private employers may follow)'),
    ('EC', '2018-05-01', 'Labour Day', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 379 of 2018 (not moved to Monday that year)'),
    ('EC', '2018-12-24', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 579 of November 2018 (all sectors)'),
    ('EC', '2018-12-31', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 579 of November 2018 (all sectors)'),
    ('EC', '2019-12-30', 'Bridge Holiday', 'add', 'confirmed', 'observance', 'Decreto Ejecutivo 858 of 28 December 2015 (public sector; private employers may follow)'),
    ('EC', '2019-12-31', 'Bridge Holiday', 'add', 'confirmed', 'observance', 'Decreto Ejecutivo 858 of 28 December 2015 (public sector; private employers may follow)'),
    ('EC', '2023-02-06', 'Day after the Elections', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 655 of 27 January 2023 (public and private sector)'),
    ('EC', '2024-04-18', 'Energy Emergency', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 226 of April 2024 (working days suspended)'),
    ('EC', '2024-04-19', 'Energy Emergency', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 226 of April 2024 (working days suspended)'),
    ('EC', '2024-10-31', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 438 of 25 October 2024 (public and private sector)'),
    ('EC', '2025-01-02', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 474 of December 2024 (public and private sector)'),
    ('EC', '2025-01-03', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 474 of December 2024 (public and private sector)'),
    ('EC', '2025-04-17', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 598 of 11 April 2025 (public and private sector)'),
    ('EC', '2025-10-09', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 172 of 2 October 2025 (public and private sector)'),
    ('EC', '2026-01-02', 'Bridge Holiday', 'add', 'confirmed', 'public', 'Decreto Ejecutivo 249 of 17 December 2025 (public and private sector)'),
    ('EG', '2012-05-24', 'Presidential Election Day', 'add', 'confirmed', 'public', 'Supreme Council of the Armed Forces, May 2012'),
    ('EG', '2015-07-19', 'Eid al-Fitr', 'add', 'confirmed', 'public', 'Prime Minister decision of July 2015 (Friday 17 to Monday 20 July; public companies to Sunday)'),
    ('ID', '2002-12-05', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of 2002'),
    ('ID', '2002-12-09', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of 2002'),
    ('ID', '2002-12-10', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of 2002'),
    ('ID', '2002-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of 2002'),
    ('ID', '2003-11-24', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2003'),
    ('ID', '2003-11-27', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2003'),
    ('ID', '2003-11-28', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2003'),
    ('ID', '2003-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2003'),
    ('ID', '2004-11-17', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2004'),
    ('ID', '2004-11-18', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2004'),
    ('ID', '2004-11-19', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2004'),
    ('ID', '2005-11-02', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2005'),
    ('ID', '2005-11-05', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2005'),
    ('ID', '2005-11-07', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2005'),
    ('ID', '2005-11-08', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2005'),
    ('ID', '2006-03-31', 'Joint Leave (Nyepi)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2006'),
    ('ID', '2006-05-26', 'Joint Leave (Ascension Day)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2006'),
    ('ID', '2006-08-18', 'Joint Leave (Independence Day)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2006'),
    ('ID', '2006-10-23', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2006'),
    ('ID', '2006-10-26', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2006'),
    ('ID', '2006-10-27', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2006'),
    ('ID', '2007-05-18', 'Joint Leave (Ascension Day)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-10-12', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-10-15', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-10-16', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-10-17', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-10-18', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-10-19', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-12-21', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-12-24', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2007-12-31', 'Joint Leave (New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 481/2006, KEP.281/MEN/VII/2006 and SKB/03/M.PAN/7/2006, changed in October 2007'),
    ('ID', '2008-01-11', 'Joint Leave (Islamic New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2008'),
    ('ID', '2008-09-29', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2008'),
    ('ID', '2008-09-30', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2008'),
    ('ID', '2008-10-03', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2008'),
    ('ID', '2008-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2008'),
    ('ID', '2009-01-02', 'Joint Leave (New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2009'),
    ('ID', '2009-09-18', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2009'),
    ('ID', '2009-09-23', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2009'),
    ('ID', '2009-12-24', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2009'),
    ('ID', '2010-09-09', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2010'),
    ('ID', '2010-09-13', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2010'),
    ('ID', '2010-12-24', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2010'),
    ('ID', '2011-05-16', 'Joint Leave (Vesak)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2011'),
    ('ID', '2011-08-29', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2011'),
    ('ID', '2011-09-01', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2011'),
    ('ID', '2011-09-02', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2011'),
    ('ID', '2011-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2011'),
    ('ID', '2012-05-18', 'Joint Leave (Ascension Day)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 7/2011, 04/MEN/VII/2011 and SKB/03/M.PAN-RB/07/2011'),
    ('ID', '2012-08-21', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 7/2011, 04/MEN/VII/2011 and SKB/03/M.PAN-RB/07/2011'),
    ('ID', '2012-08-22', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 7/2011, 04/MEN/VII/2011 and SKB/03/M.PAN-RB/07/2011'),
    ('ID', '2012-11-16', 'Joint Leave (Islamic New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 7/2011, 04/MEN/VII/2011 and SKB/03/M.PAN-RB/07/2011'),
    ('ID', '2012-12-24', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 7/2011, 04/MEN/VII/2011 and SKB/03/M.PAN-RB/07/2011'),
    ('ID', '2012-12-31', 'Joint Leave (New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 7/2011, 04/MEN/VII/2011 and SKB/03/M.PAN-RB/07/2011'),
    ('ID', '2013-08-05', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2013'),
    ('ID', '2013-08-06', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2013'),
    ('ID', '2013-08-07', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2013'),
    ('ID', '2013-10-14', 'Joint Leave (Eid al-Adha)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2013'),
    ('ID', '2013-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2013'),
    ('ID', '2014-07-30', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2014'),
    ('ID', '2014-07-31', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2014'),
    ('ID', '2014-08-01', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2014'),
    ('ID', '2014-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2014'),
    ('ID', '2015-07-16', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2015'),
    ('ID', '2015-07-20', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2015'),
    ('ID', '2015-07-21', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2015'),
    ('ID', '2016-07-04', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2016'),
    ('ID', '2016-07-05', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2016'),
    ('ID', '2016-07-08', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2016'),
    ('ID', '2016-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2016'),
    ('ID', '2017-01-02', 'Joint Leave (New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2017'),
    ('ID', '2017-06-23', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2017'),
    ('ID', '2017-06-27', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2017'),
    ('ID', '2017-06-28', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2017'),
    ('ID', '2017-06-29', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2017'),
    ('ID', '2017-06-30', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2017'),
    ('ID', '2017-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2017'),
    ('ID', '2018-06-11', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 223/2018, 46/2018 and 13/2018'),
    ('ID', '2018-06-12', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 223/2018, 46/2018 and 13/2018'),
    ('ID', '2018-06-13', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 223/2018, 46/2018 and 13/2018'),
    ('ID', '2018-06-14', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 223/2018, 46/2018 and 13/2018'),
    ('ID', '2018-06-18', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 223/2018, 46/2018 and 13/2018'),
    ('ID', '2018-06-19', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 223/2018, 46/2018 and 13/2018'),
    ('ID', '2018-06-20', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 223/2018, 46/2018 and 13/2018'),
    ('ID', '2018-12-24', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 223/2018, 46/2018 and 13/2018'),
    ('ID', '2019-06-03', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 617/2018, 262/2018 and 16/2018'),
    ('ID', '2019-06-04', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 617/2018, 262/2018 and 16/2018'),
    ('ID', '2019-06-07', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 617/2018, 262/2018 and 16/2018'),
    ('ID', '2019-12-24', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 617/2018, 262/2018 and 16/2018'),
    ('ID', '2020-08-21', 'Joint Leave (Islamic New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2020'),
    ('ID', '2020-10-28', 'Joint Leave (Prophet''s Birthday)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2020'),
    ('ID', '2020-10-30', 'Joint Leave (Prophet''s Birthday)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2020'),
    ('ID', '2020-12-24', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2020'),
    ('ID', '2020-12-31', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2020'),
    ('ID', '2021-05-12', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 642/2020 and its changes'),
    ('ID', '2022-04-29', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2022'),
    ('ID', '2022-05-04', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2022'),
    ('ID', '2022-05-05', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2022'),
    ('ID', '2022-05-06', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2022'),
    ('ID', '2023-01-23', 'Joint Leave (Lunar New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-03-23', 'Joint Leave (Nyepi)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-04-19', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-04-20', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-04-21', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-04-24', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-04-25', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-06-02', 'Joint Leave (Vesak)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-06-28', 'Joint Leave (Eid al-Adha)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-06-30', 'Joint Leave (Eid al-Adha)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2023-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1066/2022 and its changes'),
    ('ID', '2024-02-09', 'Joint Leave (Lunar New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2024-03-12', 'Joint Leave (Nyepi)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2024-04-08', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2024-04-09', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2024-04-12', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2024-04-15', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2024-05-10', 'Joint Leave (Ascension Day)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2024-05-24', 'Joint Leave (Vesak)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2024-06-18', 'Joint Leave (Eid al-Adha)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2024-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, joint decree (SKB) of three ministers for 2024'),
    ('ID', '2025-01-28', 'Joint Leave (Lunar New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-03-28', 'Joint Leave (Nyepi)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-04-02', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-04-03', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-04-04', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-04-07', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-05-13', 'Joint Leave (Vesak)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-05-30', 'Joint Leave (Ascension Day)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-06-09', 'Joint Leave (Eid al-Adha)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-08-18', 'Joint Leave (Independence Day)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2025-12-26', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1017/2024, 2/2024 and 2/2024 and its change'),
    ('ID', '2026-02-16', 'Joint Leave (Lunar New Year)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1497/2025, 2/2025 and 5/2025'),
    ('ID', '2026-03-18', 'Joint Leave (Nyepi)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1497/2025, 2/2025 and 5/2025'),
    ('ID', '2026-03-20', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1497/2025, 2/2025 and 5/2025'),
    ('ID', '2026-03-23', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1497/2025, 2/2025 and 5/2025'),
    ('ID', '2026-03-24', 'Joint Leave (Eid al-Fitr)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1497/2025, 2/2025 and 5/2025'),
    ('ID', '2026-05-15', 'Joint Leave (Ascension Day)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1497/2025, 2/2025 and 5/2025'),
    ('ID', '2026-05-28', 'Joint Leave (Eid al-Adha)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1497/2025, 2/2025 and 5/2025'),
    ('ID', '2026-12-24', 'Joint Leave (Christmas)', 'add', 'confirmed', 'observance', 'Cuti bersama, SKB 1497/2025, 2/2025 and 5/2025'),
    ('US', '2001-12-24', 'Christmas Eve (federal offices closed)', 'add', 'confirmed', 'observance', 'Executive order of December 2001'),
    ('US', '2002-12-24', 'Christmas Eve (federal offices, half day)', 'add', 'confirmed', 'observance', 'E.O. 13281 of 19 December 2002'),
    ('US', '2003-12-26', 'Day after Christmas (federal offices closed)', 'add', 'confirmed', 'observance', 'Executive order of December 2003'),
    ('US', '2007-12-24', 'Christmas Eve (federal offices closed)', 'add', 'confirmed', 'observance', 'E.O. 13453 of 6 December 2007'),
    ('US', '2008-12-26', 'Day after Christmas (federal offices closed)', 'add', 'confirmed', 'observance', 'Executive order of December 2008'),
    ('US', '2009-12-24', 'Christmas Eve (federal offices, half day)', 'add', 'confirmed', 'observance', 'Executive order of 11 December 2009'),
    ('US', '2012-12-24', 'Christmas Eve (federal offices closed)', 'add', 'confirmed', 'observance', 'Executive order of December 2012'),
    ('US', '2014-12-26', 'Day after Christmas (federal offices closed)', 'add', 'confirmed', 'observance', 'Executive order of 5 December 2014'),
    ('US', '2015-12-24', 'Christmas Eve (federal offices, half day)', 'add', 'confirmed', 'observance', 'Executive order of December 2015'),
    ('US', '2018-12-24', 'Christmas Eve (federal offices closed)', 'add', 'confirmed', 'observance', 'E.O. 13854 of 18 December 2018'),
    ('US', '2019-12-24', 'Christmas Eve (federal offices closed)', 'add', 'confirmed', 'observance', 'E.O. 13900 of 17 December 2019'),
    ('US', '2020-12-24', 'Christmas Eve (federal offices closed)', 'add', 'confirmed', 'observance', 'Executive order of 11 December 2020'),
    ('US', '2024-12-24', 'Christmas Eve (federal offices closed)', 'add', 'confirmed', 'observance', 'Executive order of December 2024'),
    ('US', '2025-12-24', 'Christmas Eve (federal offices closed)', 'add', 'confirmed', 'observance', 'Executive order of 18 December 2025'),
    ('US', '2025-12-26', 'Day after Christmas (federal offices closed)', 'add', 'confirmed', 'observance', 'Executive order of 18 December 2025')
$$::pg_catalog.text);

-- Egypt's Cabinet moves holidays in midweek to Thursday since 2020, each by a decision of its own. Before the decision such
-- a holiday is estimated. A holiday that need not move is not estimated.
-- As the owner, for the same reason as above.
GRANT INSERT, UPDATE ON @extschema@.shipped_holiday_rule TO PUBLIC;
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_rule'::pg_catalog.regclass, $$
INSERT INTO @extschema@.shipped_holiday_rule (calendar, name, rule, from_year, category, source)
SELECT r.calendar, r.name, pg_catalog.replace(r.rule::text, ' move(sun+4,mon+3,tue+2,wed+1)', v.condition), 2027, r.category, r.source
FROM @extschema@.shipped_holiday_rule r, (VALUES
    (' not_on(sun,mon,tue,wed)'), (' on(sun,mon,tue,wed) move(sun+4,mon+3,tue+2,wed+1) estimated')) AS v (condition)
WHERE r.calendar::text OPERATOR(pg_catalog.=) 'EG' AND r.to_year IS NULL
    AND r.rule::text OPERATOR(pg_catalog.~~) '__-__ move(sun+4,mon+3,tue+2,wed+1)'
$$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_rule'::pg_catalog.regclass, $$
UPDATE @extschema@.shipped_holiday_rule SET to_year = 2026
WHERE calendar::text OPERATOR(pg_catalog.=) 'EG' AND to_year IS NULL
    AND rule::text OPERATOR(pg_catalog.~~) '__-__ move(sun+4,mon+3,tue+2,wed+1)'
$$::pg_catalog.text);
REVOKE INSERT, UPDATE ON @extschema@.shipped_holiday_rule FROM PUBLIC;

--
-- Row by row functions for numbers of other types. The domains make PostgreSQL prefer the older functions wherever both
-- fit. Parameters without a type keep their types of before.
--

CREATE DOMAIN @extschema@.text_argument AS text;
COMMENT ON DOMAIN @extschema@.text_argument IS 'A text, in row by row functions that take numbers of other types. Not for tables.';
CREATE DOMAIN @extschema@.double_argument AS double precision;
COMMENT ON DOMAIN @extschema@.double_argument IS 'A double, in row by row functions that take numbers of other types. Not for tables.';

CREATE FUNCTION @extschema@.upsert_product(
        sku @extschema@.text_argument, name @extschema@.text_argument, category @extschema@.text_argument,
        brand @extschema@.text_argument, base_price @extschema@.double_argument,
        base_cost @extschema@.double_argument)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_product_row';
COMMENT ON FUNCTION @extschema@.upsert_product(@extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument) IS
    'Inserts or updates a product, for callers with doubles. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_daily(
        date date, store_code @extschema@.text_argument, sku @extschema@.text_argument,
        quantity @extschema@.double_argument, unit_price @extschema@.double_argument DEFAULT NULL,
        total_amount @extschema@.double_argument DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_daily(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument) IS
    'Inserts or updates the sales of a day, store and product, for callers with doubles. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_daily(
        date date, store_code @extschema@.text_argument, sku @extschema@.text_argument, quantity numeric,
        unit_price numeric DEFAULT NULL, total_amount numeric DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_daily(date, @extschema@.text_argument, @extschema@.text_argument, numeric, numeric, numeric) IS
    'Inserts or updates the sales of a day, store and product, for callers with decimal numbers. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_price_history(
        sku @extschema@.text_argument, store_code @extschema@.text_argument, price @extschema@.double_argument,
        valid_from date, valid_to date DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_price_history_row';
COMMENT ON FUNCTION @extschema@.upsert_price_history(@extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, date, date) IS
    'Inserts or updates a price window, for callers with doubles. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_promotion(
        sku @extschema@.text_argument, store_code @extschema@.text_argument, name @extschema@.text_argument,
        discount_pct @extschema@.double_argument, discount_amount @extschema@.double_argument, start_date date,
        end_date date)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_promotion_row';
COMMENT ON FUNCTION @extschema@.upsert_promotion(@extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, date, date) IS
    'Inserts or updates a promotion, for callers with doubles. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_inventory_snapshot_daily(
        date date, store_code @extschema@.text_argument, sku @extschema@.text_argument,
        on_hand_qty @extschema@.double_argument, on_order_qty @extschema@.double_argument DEFAULT NULL,
        is_stockout boolean DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_inventory_snapshot_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_inventory_snapshot_daily(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, boolean) IS
    'Inserts or updates the stock of a day, store and product, for callers with doubles. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_inventory_snapshot_daily(
        date date, store_code @extschema@.text_argument, sku @extschema@.text_argument, on_hand_qty numeric,
        on_order_qty numeric DEFAULT NULL, is_stockout boolean DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_inventory_snapshot_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_inventory_snapshot_daily(date, @extschema@.text_argument, @extschema@.text_argument, numeric, numeric, boolean) IS
    'Inserts or updates the stock of a day, store and product, for callers with decimal numbers. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_txn(
        receipt @extschema@.text_argument, line_no @extschema@.double_argument, sold_at timestamptz,
        store_code @extschema@.text_argument, sku @extschema@.text_argument, quantity @extschema@.double_argument,
        unit_price @extschema@.double_argument DEFAULT NULL, total_amount @extschema@.double_argument DEFAULT NULL,
        customer_ref @extschema@.text_argument DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_txn_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_txn(@extschema@.text_argument, @extschema@.double_argument, timestamptz, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.text_argument) IS
    'Inserts or updates a till line, for callers with doubles. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_txn(
        receipt @extschema@.text_argument, line_no numeric, sold_at timestamptz,
        store_code @extschema@.text_argument, sku @extschema@.text_argument, quantity numeric,
        unit_price numeric DEFAULT NULL, total_amount numeric DEFAULT NULL,
        customer_ref @extschema@.text_argument DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_txn_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_txn(@extschema@.text_argument, numeric, timestamptz, @extschema@.text_argument, @extschema@.text_argument, numeric, numeric, numeric, @extschema@.text_argument) IS
    'Inserts or updates a till line, for callers with decimal numbers. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_weather_daily(
        date date, store_code @extschema@.text_argument, temp_min_c @extschema@.double_argument,
        temp_max_c @extschema@.double_argument, temp_avg_c @extschema@.double_argument DEFAULT NULL,
        precipitation_mm @extschema@.double_argument DEFAULT NULL, snow_mm @extschema@.double_argument DEFAULT NULL,
        condition @extschema@.text_argument DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_weather_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_weather_daily(date, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.double_argument, @extschema@.text_argument) IS
    'Inserts or updates the weather of a day and store, for callers with doubles. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_traffic_daily(
        date date, store_code @extschema@.text_argument, visits @extschema@.double_argument,
        transactions @extschema@.double_argument)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_traffic_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_traffic_daily(date, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument) IS
    'Inserts or updates the traffic of a day and store, for callers with doubles. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_traffic_daily(
        date date, store_code @extschema@.text_argument, visits numeric, transactions numeric)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_traffic_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_traffic_daily(date, @extschema@.text_argument, numeric, numeric) IS
    'Inserts or updates the traffic of a day and store, for callers with decimal numbers. Returns inserted, updated or unchanged.';

--
-- Returns: apart from sales_daily, where rollup_sales(returns => 'separate') or a feed puts them.
--

CREATE TABLE @extschema@.sales_returns (
    id bigserial,
    date date NOT NULL,
    store_id integer NOT NULL,
    product_id integer NOT NULL,
    reason varchar(50) NOT NULL DEFAULT '',
    return_quantity numeric NOT NULL,
    return_amount numeric(12,2) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_sales_returns PRIMARY KEY (id),
    CONSTRAINT uq_sales_returns_grain UNIQUE (date, store_id, product_id, reason),
    CONSTRAINT fk_sales_returns_calendar FOREIGN KEY (date) REFERENCES @extschema@.calendar (date),
    CONSTRAINT fk_sales_returns_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT fk_sales_returns_product FOREIGN KEY (product_id) REFERENCES @extschema@.product (id),
    CONSTRAINT ck_sales_returns_quantity_positive CHECK (return_quantity OPERATOR(pg_catalog.>=) 0::numeric),
    CONSTRAINT ck_sales_returns_quantity_decimals CHECK (
        return_quantity OPERATOR(pg_catalog.<) '1e10'::numeric
        AND pg_catalog.min_scale(return_quantity) OPERATOR(pg_catalog.<=) 4)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_returns', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_returns_id_seq', '');
CREATE INDEX ix_sales_returns_store_id ON @extschema@.sales_returns (store_id);
CREATE INDEX ix_sales_returns_product_id ON @extschema@.sales_returns (product_id);
COMMENT ON TABLE @extschema@.sales_returns IS 'Goods that came back. One row for each date, store, product and reason.';
COMMENT ON COLUMN @extschema@.sales_returns.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.sales_returns.date IS 'Day on which the goods came back.';
COMMENT ON COLUMN @extschema@.sales_returns.store_id IS 'Store that took them back.';
COMMENT ON COLUMN @extschema@.sales_returns.product_id IS 'Product that came back.';
COMMENT ON COLUMN @extschema@.sales_returns.reason IS 'Reason or source; empty: unknown. rollup_sales() writes till and till discount, which are its own.';
COMMENT ON COLUMN @extschema@.sales_returns.return_quantity IS 'Units that came back, goods by weight to four decimals; 0: money alone.';
COMMENT ON COLUMN @extschema@.sales_returns.return_amount IS 'Money paid back, in the warehouse''s currency; negative: money kept.';
COMMENT ON COLUMN @extschema@.sales_returns.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.sales_returns.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_returns'::pg_catalog.regclass);

CREATE VIEW @extschema@.sales_returns_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, p.sku::text AS sku, f.reason::text AS reason, f.return_quantity,
        f.return_amount::numeric AS return_amount
    FROM @extschema@.sales_returns f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.sales_returns_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.sales_returns_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.sales_returns_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.sales_returns_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.sales_returns_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.sales_returns_feed IS 'Returns in natural keys: SELECT exports sales_returns, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.sales_returns_feed.date IS 'Day; must exist in calendar.';
COMMENT ON COLUMN @extschema@.sales_returns_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.sales_returns_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_returns_feed.reason IS 'Reason or source; missing: empty.';
COMMENT ON COLUMN @extschema@.sales_returns_feed.return_quantity IS 'Units that came back, not negative.';
COMMENT ON COLUMN @extschema@.sales_returns_feed.return_amount IS 'Money paid back; negative: money kept.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_returns_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_sales_returns(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_sales_returns(regclass, text, text) IS
    'Loads sales_returns from any relation that has the columns of sales_returns_feed by name.';

CREATE FUNCTION @extschema@.upsert_sales_returns(
        date date, store_code text, sku text, reason text, return_quantity numeric, return_amount numeric)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_returns(date, text, text, text, numeric, numeric) IS
    'Inserts or updates the returns of a day, store, product and reason. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_returns(
        date date, store_code @extschema@.text_argument, sku @extschema@.text_argument,
        reason @extschema@.text_argument, return_quantity @extschema@.double_argument,
        return_amount @extschema@.double_argument)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_returns(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, @extschema@.double_argument) IS
    'Inserts or updates the returns of a day, store, product and reason, for callers with doubles. Returns inserted, updated or unchanged.';

-- A condition on a column of the grain reads only those rows of both tables. A full join would not allow this.
CREATE VIEW @extschema@.sales_net_daily WITH (security_invoker = true) AS
    SELECT n.date, n.store_id, n.product_id,
        pg_catalog.trim_scale(pg_catalog.sum(n.quantity OPERATOR(pg_catalog.-) n.return_quantity)) AS quantity,
        CASE WHEN pg_catalog.bool_and(n.total_amount IS NOT NULL)
            THEN pg_catalog.sum(n.total_amount OPERATOR(pg_catalog.-) n.return_amount) END AS total_amount,
        pg_catalog.trim_scale(pg_catalog.sum(n.return_quantity)) AS return_quantity,
        pg_catalog.sum(n.return_amount) AS return_amount
    FROM (
        SELECT f.date, f.store_id, f.product_id, f.quantity, f.total_amount::numeric AS total_amount,
            0::numeric AS return_quantity, 0.00::numeric AS return_amount
        FROM @extschema@.sales_daily f
        UNION ALL
        SELECT r.date, r.store_id, r.product_id, 0::numeric, 0.00::numeric, r.return_quantity,
            r.return_amount::numeric
        FROM @extschema@.sales_returns r
    ) AS n
    GROUP BY n.date, n.store_id, n.product_id;
COMMENT ON VIEW @extschema@.sales_net_daily IS
    'Daily sales minus returns; negative where more came back. One row for each date, store and product of either table.';
COMMENT ON COLUMN @extschema@.sales_net_daily.date IS 'Day of the sales and returns.';
COMMENT ON COLUMN @extschema@.sales_net_daily.store_id IS 'Store that sold or took back.';
COMMENT ON COLUMN @extschema@.sales_net_daily.product_id IS 'Product that was sold or came back.';
COMMENT ON COLUMN @extschema@.sales_net_daily.quantity IS 'Units of sales_daily minus those of sales_returns.';
COMMENT ON COLUMN @extschema@.sales_net_daily.total_amount IS 'Revenue of sales_daily minus the money of sales_returns; NULL: the revenue is unknown.';
COMMENT ON COLUMN @extschema@.sales_net_daily.return_quantity IS 'Units of sales_returns, of all reasons.';
COMMENT ON COLUMN @extschema@.sales_net_daily.return_amount IS 'Money of sales_returns, of all reasons.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_net_daily'::pg_catalog.regclass);

-- A second function beside the older one would make calls with two arguments ambiguous.
ALTER FUNCTION @extschema@.rollup_sales(date, date, text[]) RENAME TO rollup_sales_of_1_3;
CREATE FUNCTION @extschema@.rollup_sales(
        start_date date, end_date date, stores text[] DEFAULT NULL, returns text DEFAULT 'net')
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_rollup_sales';
COMMENT ON FUNCTION @extschema@.rollup_sales(date, date, text[], text) IS
    'Sums till lines from start_date to end_date and loads the sums into sales_daily. NULL for stores, a list of codes, means all. Returns are net of the sums, or separate in sales_returns.';
SELECT pg_catalog.fw_copy_grants('@extschema@.rollup_sales_of_1_3(date, date, text[])'::pg_catalog.regprocedure,
    '@extschema@.rollup_sales(date, date, text[], text)'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.rollup_sales_of_1_3(date, date, text[]);

--
-- Columns that a plain INSERT into the tables must give
--

COMMENT ON COLUMN @extschema@.sales_txn.total_amount IS 'Amount of the line, in the warehouse''s currency; negative: paid back, or a discount. A plain INSERT must give it; sales_txn_feed derives it.';

--
-- Loads that are running: a name that every client reads, and all stages
--

DROP VIEW @extschema@.load_progress;
CREATE VIEW @extschema@.load_progress WITH (security_invoker = true) AS
    SELECT r.pid, r.relation, r.stage, r.step, r.rows_done, r.rows_total,
        CASE WHEN r.rows_total OPERATOR(pg_catalog.>) 0::pg_catalog.int8 THEN pg_catalog.round(
                100::pg_catalog.numeric OPERATOR(pg_catalog.*) r.rows_done::pg_catalog.numeric
                    OPERATOR(pg_catalog./) r.rows_total::pg_catalog.numeric, 1)
            WHEN r.stage OPERATOR(pg_catalog.=) 'receiving'::pg_catalog.text
                AND r.bytes_total OPERATOR(pg_catalog.>) 0::pg_catalog.int8 THEN pg_catalog.round(
                100::pg_catalog.numeric OPERATOR(pg_catalog.*) r.bytes_done::pg_catalog.numeric
                    OPERATOR(pg_catalog./) r.bytes_total::pg_catalog.numeric, 1)
        END AS percent,
        r.attempt, r.started_at
    FROM (
        SELECT p.pid,
            pg_catalog.format('%I.%I'::pg_catalog.text, n.nspname, c.relname) AS relation,
            (ARRAY['checking', 'merging', 'comparing', 'writing', 'reading', 'receiving']::pg_catalog.text[])[
                p.param18::pg_catalog.int4] AS stage,
            CASE WHEN p.param15 OPERATOR(pg_catalog.=) 2::pg_catalog.int8
                THEN (ARRAY[NULL, NULL, NULL, '2 of 2', '1 of 2', NULL]::pg_catalog.text[])[p.param18::pg_catalog.int4]
                ELSE (ARRAY['2 of 5', '3 of 5', '5 of 5', '4 of 5', NULL, '1 of 5']::pg_catalog.text[])[
                    p.param18::pg_catalog.int4] END AS step,
            CASE WHEN p.param18 OPERATOR(pg_catalog.<>) 3::pg_catalog.int8 THEN p.param19 END AS rows_done,
            p.param20 AS rows_total,
            p.param1 AS bytes_done,
            p.param2 AS bytes_total,
            CASE WHEN p.param16 OPERATOR(pg_catalog.>) 1::pg_catalog.int8 THEN p.param16::pg_catalog.int4 ELSE 1 END AS attempt,
            CASE WHEN p.param17 OPERATOR(pg_catalog.>) 0::pg_catalog.int8 THEN
                '2000-01-01 00:00:00+00'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) (
                    pg_catalog.make_interval(secs => p.param17::pg_catalog.float8 OPERATOR(pg_catalog./) 1000000::pg_catalog.float8))
            END AS started_at
        FROM pg_catalog.pg_stat_get_progress_info('COPY'::pg_catalog.text) p
        JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) p.datid
        LEFT JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) p.relid
        LEFT JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
        WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
            AND p.param18 OPERATOR(pg_catalog.<>) 0::pg_catalog.int8
    ) AS r;
COMMENT ON VIEW @extschema@.load_progress IS
'Running loads, and feature tables in work. Those of other roles only for roles that may see their activity.';
COMMENT ON COLUMN @extschema@.load_progress.pid IS 'Process that loads, as in pg_stat_activity.';
COMMENT ON COLUMN @extschema@.load_progress.relation IS 'Feed or table that is loaded, with its schema; sales_daily while a feature table is built.';
COMMENT ON COLUMN @extschema@.load_progress.stage IS 'Stage of a load: receiving, checking, merging, writing or comparing. Stage of a feature table: reading or writing.';
COMMENT ON COLUMN @extschema@.load_progress.step IS 'Number of the stage and of all stages, such as 2 of 5.';
COMMENT ON COLUMN @extschema@.load_progress.rows_done IS 'Rows that this stage has processed; NULL while it compares, which is one statement.';
COMMENT ON COLUMN @extschema@.load_progress.rows_total IS 'All rows of this stage; 0: unknown, while it receives or reads.';
COMMENT ON COLUMN @extschema@.load_progress.percent IS 'Finished share of this stage, 0 to 100; NULL: unknown. For a file that COPY receives, by its bytes.';
COMMENT ON COLUMN @extschema@.load_progress.attempt IS 'Number of attempts to write. More than 1 if another session wrote the same rows first.';
COMMENT ON COLUMN @extschema@.load_progress.started_at IS 'When the statement began to load.';

--
-- Comments of older versions, in shorter sentences
--

COMMENT ON TABLE @extschema@.store IS 'Stores and other points of sale. One row for each store.';
COMMENT ON TABLE @extschema@.product IS 'Products. One row for each stock keeping unit.';
COMMENT ON TABLE @extschema@.calendar IS 'Days, filled by generate_calendar(). One row for each date.';
COMMENT ON COLUMN @extschema@.calendar.is_holiday IS
    'Whether the day is a holiday of the holiday calendar, except observances and school holidays.';
COMMENT ON TABLE @extschema@.sales_daily IS 'Daily sales. One row for each date, store and product.';
COMMENT ON TABLE @extschema@.price_history IS
    'Prices and the windows in which they are in force. One row for each product, store (or the chain) and first day.';
COMMENT ON TABLE @extschema@.promotion IS
    'Promotions and the windows in which they run. One row for each product, store (or the chain), name and first day.';
COMMENT ON TABLE @extschema@.inventory_snapshot_daily IS 'Stock at the end of the day. One row for each date, store and product.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.is_stockout IS 'Whether demand could not be met because stock ran out.';
COMMENT ON TABLE @extschema@.holiday_date IS
    'Holidays by date, in addition to the rules. One row for each holiday calendar, date and name. Add your own rows with shipped false.';
COMMENT ON COLUMN @extschema@.holiday_date.action IS
    'Effect on the day: add makes it a holiday. With suppress the rule''s holiday of that name does not count. With workday it is a working day, also on a weekend.';
COMMENT ON TABLE @extschema@.load_batch IS
    'Journal of loads. One row for each load. received = inserted + updated + unchanged + merged + rejected.';
COMMENT ON COLUMN @extschema@.load_batch.updated IS 'Rows that changed an existing row.';
COMMENT ON COLUMN @extschema@.load_batch.unchanged IS 'Rows that existed already with the same values.';
COMMENT ON COLUMN @extschema@.load_batch.rejected IS 'Rows that are in load_reject.';
COMMENT ON COLUMN @extschema@.load_batch.closed IS
    'Existing open windows that the load ended, on the day before a new window starts.';
COMMENT ON COLUMN @extschema@.load_batch.started_at IS 'When the load began to wait for its first row.';
COMMENT ON TABLE @extschema@.load_reject IS 'Rows that loads could not take. One row for each load and rejected row.';
COMMENT ON COLUMN @extschema@.load_reject.row_number IS 'Number of the row in the load, from 1.';
COMMENT ON COLUMN @extschema@.load_reject.message IS 'Reason, with the wrong value.';
COMMENT ON TYPE @extschema@.load_result IS 'Result of a load: its row in load_batch, and the numbers of its rows.';
COMMENT ON COLUMN @extschema@.load_result.updated IS 'Rows that changed an existing row.';
COMMENT ON COLUMN @extschema@.load_result.unchanged IS 'Rows that existed already with the same values.';
COMMENT ON COLUMN @extschema@.load_result.rejected IS 'Rows that are in load_reject.';
COMMENT ON FUNCTION @extschema@.left_out(integer) IS
    'Default of optional feed columns: marks the column as left out and returns NULL. An existing row keeps its value.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.date IS 'Day; must exist in calendar.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.date IS 'Day; must exist in calendar.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.date IS 'Day; must exist in calendar.';
COMMENT ON COLUMN @extschema@.traffic_daily_feed.date IS 'Day; must exist in calendar.';
COMMENT ON TABLE @extschema@.sales_txn IS
    'Till lines, which rollup_sales() sums to daily sales. One row for each store, receipt and line.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.sold_at IS
    'When the line was rung up. Its day in the session''s time zone must exist in calendar.';
COMMENT ON TABLE @extschema@.weather_daily IS 'Weather. One row for each date and store.';
COMMENT ON COLUMN @extschema@.weather_daily.store_id IS 'Store where it was measured.';
COMMENT ON TABLE @extschema@.traffic_daily IS 'Visitors and receipts. One row for each date and store.';
COMMENT ON TABLE @extschema@.sales_rollup IS
    'Grains of sales_daily whose sums rollup_sales() wrote. Only these become zero when their lines are deleted.';
COMMENT ON FUNCTION @extschema@.data_loss(text) IS
    'Rows that an update to a version would lose, by table. Empty when nothing would be lost.';
COMMENT ON FUNCTION @extschema@.list_versions() IS 'Returns the rows of schema_versions.';
COMMENT ON COLUMN @extschema@.schema_versions.brings IS 'Changes of the version. NULL: the library is older than the version.';
COMMENT ON COLUMN @extschema@.schema_versions.loses_data IS
    'Whether an update to the version would lose rows; data_loss() lists them.';
COMMENT ON FUNCTION @extschema@.check_holiday_rule(text, text, text, integer, integer, text) IS
    'Checks a holiday rule (doc/holidays.md). Returns true, or raises an error with the position of the mistake.';
COMMENT ON TABLE @extschema@.holiday_rule IS
    'Holidays by rule. One row for each holiday calendar, name, rule and first year. Add your own rows with shipped false.';
COMMENT ON COLUMN @extschema@.holiday_rule.from_year IS 'First year of the rule; NULL: no first year.';
COMMENT ON COLUMN @extschema@.holiday_rule.to_year IS 'Last year of the rule; NULL: no last year.';
COMMENT ON VIEW @extschema@.holiday_calendars IS 'Names of all holiday calendars.';
COMMENT ON FUNCTION @extschema@.holidays(text, date, date) IS
    'Holidays of a calendar from start_date to end_date, both included, by date and name. Where observed is true, the day is not the rule''s own.';
COMMENT ON FUNCTION @extschema@.calendar_days(text, date, date) IS
    'Days from start_date to end_date, both included, by a holiday calendar. One row for each day.';
COMMENT ON FUNCTION @extschema@.fiscal_date(date, text) IS
    'Fiscal year, quarter, period and week of a day. NULL for fiscal_calendar means the setting forecast_warehouse.fiscal_calendar.';
COMMENT ON COLUMN @extschema@.store_calendar.is_holiday IS
    'Whether the day is a holiday of the store''s calendar; NULL when its holiday calendar does not exist.';
COMMENT ON COLUMN @extschema@.store_calendar.holiday_name IS
    'Names of the day''s holidays in the store''s calendar, joined by '' / ''.';
COMMENT ON COLUMN @extschema@.store_calendar.is_business_day IS
    'Whether the day is a business day of the store''s calendar; NULL when its holiday calendar does not exist.';
COMMENT ON VIEW @extschema@.store_calendar IS
    'Holidays and business days of each store''s own holiday calendar. One row for each store and date of calendar.';
COMMENT ON FUNCTION @extschema@.price_asof(integer, integer, date) IS
    'Price in force on a day. The store''s comes before the chain''s, then the latest valid_from, then the highest id. NULL for store_id: the chain''s price.';
COMMENT ON FUNCTION @extschema@.promotion_asof(integer, integer, date) IS
    'Promotion in force on a day, the one with the largest share off the price. Then the store''s comes before the chain''s, then the latest start_date, then the highest id.';
COMMENT ON VIEW @extschema@.sales_exogenous IS
    'Daily sales with calendar, price, promotion, stock, weather and traffic as of the day. One row for each sale.';
COMMENT ON COLUMN @extschema@.sales_exogenous.is_holiday IS
    'Whether the day is a holiday of calendar; store_calendar has the holidays of each store.';
COMMENT ON COLUMN @extschema@.sales_exogenous.is_stockout IS
    'Whether stock ran out. Then demand may have been higher than the sales.';
COMMENT ON FUNCTION @extschema@.sales_panel(date, date, text[], text[]) IS
    'Daily sales of each store and product from its first sale on. One row for each day, with 0 for days without sales. total_amount is NULL for sales whose price is not known, is_stockout without a snapshot.';
COMMENT ON TABLE @extschema@.feature_set IS
    'Feature tables that build_features() built. One row for each call, in the order of id. The tables may be dropped since.';
COMMENT ON COLUMN @extschema@.feature_set.settings IS 'Arguments of the call except target, by their names.';
COMMENT ON COLUMN @extschema@.feature_set.cutoff IS 'Last day whose sales the table uses.';
COMMENT ON FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean) IS
    'Builds the table target and returns its number of rows. One row for each store, product and day to cutoff + horizon. Values are those known horizon days before.';
COMMENT ON FUNCTION @extschema@.backtest_folds(date, date, integer, integer, integer, integer) IS
    'Folds of a backtest, with a cutoff every step days. Each trains up to train_end, on train_days or all days. It tests horizon days after the gap.';

--
-- The journal: settings of the load and its control totals; rejects are loaded again.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.load_batch'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.load_batch
        ADD COLUMN date_style text,
        ADD COLUMN time_zone text,
        ADD COLUMN writer text,
        ADD COLUMN rounding numeric,
        ADD COLUMN quantity_received numeric,
        ADD COLUMN quantity_landed numeric,
        ADD COLUMN quantity_rejected numeric,
        ADD COLUMN amount_received numeric,
        ADD COLUMN amount_landed numeric,
        ADD COLUMN amount_rejected numeric,
        ADD COLUMN read_by text
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.load_batch.date_style IS 'DateStyle of the session. NULL: loaded before version 1.4.';
COMMENT ON COLUMN @extschema@.load_batch.time_zone IS 'TimeZone of the session. NULL: loaded before version 1.4.';
COMMENT ON COLUMN @extschema@.load_batch.writer IS
    'How the rows were written: direct, sql, or mixed. NULL: no row came to be written.';
COMMENT ON COLUMN @extschema@.load_batch.rounding IS
    'Money that rounding to the cent changed, as the sum of all changes without their sign.';
COMMENT ON COLUMN @extschema@.load_batch.quantity_received IS
    'Sum of the quantities that arrived; of stock, those on hand. NULL: the table has no quantity.';
COMMENT ON COLUMN @extschema@.load_batch.quantity_landed IS
    'Sum of the quantities of the rows inserted, updated and unchanged. NULL: not known, or no quantity.';
COMMENT ON COLUMN @extschema@.load_batch.quantity_rejected IS 'Sum of the quantities of the rejected rows.';
COMMENT ON COLUMN @extschema@.load_batch.amount_received IS
    'Sum of the amounts that arrived or were derived, before rounding. NULL: the table has no amount.';
COMMENT ON COLUMN @extschema@.load_batch.amount_landed IS
    'Sum of the amounts of the rows inserted, updated and unchanged, in cents. NULL: not known, or no amount.';
COMMENT ON COLUMN @extschema@.load_batch.amount_rejected IS
    'Sum of the amounts of the rejected rows, before rounding.';
COMMENT ON COLUMN @extschema@.load_batch.read_by IS
    'Source (schema.name) that read the rows as those of a file. NULL: none did.';

CREATE FUNCTION @extschema@.retry_rejects(batch_id bigint) RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_retry_rejects';
COMMENT ON FUNCTION @extschema@.retry_rejects(bigint) IS
    'Loads the rows of load_reject with this batch_id again, under quarantine. Accepted rows leave load_reject; others get their new reason.';

--
-- Sales without money: a row whose price is not known yet has neither a unit price nor an amount
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.sales_daily
        ALTER COLUMN unit_price DROP NOT NULL,
        ALTER COLUMN total_amount DROP NOT NULL
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.sales_daily.unit_price IS
    'Average price of one unit, in the warehouse''s currency. NULL: not known yet.';
COMMENT ON COLUMN @extschema@.sales_daily.total_amount IS
    'Revenue of the day, in the warehouse''s currency. NULL: not known yet. A plain INSERT must give it; sales_daily_feed derives it.';

--
-- Sources: a file is described once.
--

CREATE TABLE @extschema@.source (
    schema_name text NOT NULL,
    name text NOT NULL,
    feed text NOT NULL,
    columns text[] NOT NULL,
    map jsonb NOT NULL,
    options jsonb NOT NULL,
    owner text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_source PRIMARY KEY (schema_name, name)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.source', '');
COMMENT ON TABLE @extschema@.source IS
    'Sources that create_source() made. One row for each, under the schema and name that its view had then.';
COMMENT ON COLUMN @extschema@.source.schema_name IS 'Schema of the view when the source was made.';
COMMENT ON COLUMN @extschema@.source.name IS 'Name of the view when the source was made.';
COMMENT ON COLUMN @extschema@.source.feed IS 'Feed that the source loads.';
COMMENT ON COLUMN @extschema@.source.columns IS 'Columns of the file, in its order.';
COMMENT ON COLUMN @extschema@.source.map IS 'Expressions over the columns of the file, by column of the feed.';
COMMENT ON COLUMN @extschema@.source.options IS 'Formats and policies of the source.';
COMMENT ON COLUMN @extschema@.source.owner IS 'Role that made the source.';
COMMENT ON COLUMN @extschema@.source.created_at IS 'When the source was made.';

CREATE FUNCTION @extschema@.create_source(
        name text, feed text, columns text[], map jsonb DEFAULT '{}', options jsonb DEFAULT '{}')
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_create_source';
COMMENT ON FUNCTION @extschema@.create_source(text, text, text[], jsonb, jsonb) IS
    'Makes a view whose columns are those of a file, as text. An INSERT or COPY into it loads the feed. Returns the name of the view.';
CREATE FUNCTION @extschema@.drop_source(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_drop_source';
COMMENT ON FUNCTION @extschema@.drop_source(text) IS 'Drops the view of a source, and its row in the table source. Loaded data stay.';
CREATE FUNCTION @extschema@.describe_source(name text)
    RETURNS TABLE (feed_column text, type text, expression text, format text)
    LANGUAGE c STABLE PARALLEL UNSAFE ROWS 10 AS 'MODULE_PATHNAME', 'fw_describe_source';
COMMENT ON FUNCTION @extschema@.describe_source(text) IS
    'How a source makes the columns of its feed. One row for each; expression is NULL for a column that the source leaves out.';
CREATE FUNCTION @extschema@.load_source(name text, relation regclass) RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_load_source';
COMMENT ON FUNCTION @extschema@.load_source(text, regclass) IS
    'Loads the rows of a relation that has the columns of a source.';

CREATE FUNCTION @extschema@.suggest_source(relation regclass, name text DEFAULT NULL) RETURNS text
    LANGUAGE c STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_suggest_source';
COMMENT ON FUNCTION @extschema@.suggest_source(regclass, text) IS
    'A call of create_source() that may fit a file, with comments on what was guessed. The relation has some lines of the file in its only column, or the cells.';

-- A view of a source belongs to the one who loads. PostgreSQL asks for the right to execute when he makes the triggers.
CREATE FUNCTION @extschema@.source_begin() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_source_begin';
COMMENT ON FUNCTION @extschema@.source_begin() IS 'Trigger of sources: begins a load.';
CREATE FUNCTION @extschema@.source_row() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_source_row';
COMMENT ON FUNCTION @extschema@.source_row() IS 'Trigger of sources: takes one row into the load.';
CREATE FUNCTION @extschema@.source_end() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_source_end';
COMMENT ON FUNCTION @extschema@.source_end() IS 'Trigger of sources: loads the rows that the statement brought.';
CREATE FUNCTION @extschema@.source_refuse() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_source_refuse';
COMMENT ON FUNCTION @extschema@.source_refuse() IS 'Trigger of sources: refuses UPDATE and DELETE.';

SELECT pg_catalog.fw_give_to_owner('@extschema@.source'::pg_catalog.regclass);

--
-- The end
--

SELECT pg_catalog.fw_give_to_owner('@extschema@.load_progress'::pg_catalog.regclass);
-- By the owner: an earlier grant would be recorded as the superuser's, and pg_upgrade would lose it.
GRANT SELECT ON @extschema@.load_progress TO PUBLIC;
DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure);
DROP FUNCTION pg_catalog.fw_copy_grants(regclass, regclass);
DROP FUNCTION pg_catalog.fw_take_functions_back();
DROP FUNCTION pg_catalog.fw_mend_letters();
DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_run_escaped(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
