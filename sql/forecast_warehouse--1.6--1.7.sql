-- forecast_warehouse 1.6 to 1.7: demand is not sales: days of stores, life cycles, signals, weeks, features.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.7'" to load this file. \quit

-- The names below mean this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can replace them. They are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_check_step(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
REVOKE ALL ON FUNCTION pg_catalog.fw_check_step(text, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

CREATE FUNCTION pg_catalog.fw_run_as_owner(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_as_owner';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_as_owner(regclass, text) FROM PUBLIC;

LOCK TABLE @extschema@.store, @extschema@.product, @extschema@.promotion, @extschema@.sales_txn IN ACCESS EXCLUSIVE MODE;

SELECT pg_catalog.fw_check_step('1.6'::pg_catalog.text, '1.7'::pg_catalog.text);

--
-- Days of stores, life cycles, kinds of promotion, channels
--

CREATE TABLE @extschema@.store_day (
    id bigserial,
    date date NOT NULL,
    store_id integer NOT NULL,
    is_open boolean NOT NULL,
    reason varchar(100),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_store_day PRIMARY KEY (id),
    CONSTRAINT uq_store_day_grain UNIQUE (date, store_id),
    CONSTRAINT fk_store_day_calendar FOREIGN KEY (date) REFERENCES @extschema@.calendar (date),
    CONSTRAINT fk_store_day_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.store_day', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.store_day_id_seq', '');
CREATE INDEX ix_store_day_store_id ON @extschema@.store_day (store_id);
COMMENT ON TABLE @extschema@.store_day IS 'Whether stores were open; one row a date and store. A day without a row counts as open.';
COMMENT ON COLUMN @extschema@.store_day.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.store_day.date IS 'Day of the store.';
COMMENT ON COLUMN @extschema@.store_day.store_id IS 'Store that was open or closed.';
COMMENT ON COLUMN @extschema@.store_day.is_open IS 'Whether the store sold on this day; false: a day without sales is no day without demand.';
COMMENT ON COLUMN @extschema@.store_day.reason IS 'Reason, such as Sunday, refurbishment or flood.';
COMMENT ON COLUMN @extschema@.store_day.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.store_day.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.store_day'::pg_catalog.regclass);

CREATE VIEW @extschema@.store_day_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, f.is_open, f.reason::text AS reason
    FROM @extschema@.store_day f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id;
ALTER VIEW @extschema@.store_day_feed ALTER COLUMN reason SET DEFAULT @extschema@.left_out(4);
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.store_day_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.store_day_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.store_day_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.store_day_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.store_day_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.store_day_feed IS 'Days of stores in natural keys: SELECT exports store_day, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.store_day_feed.date IS 'Day; must exist in calendar.';
COMMENT ON COLUMN @extschema@.store_day_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.store_day_feed.is_open IS 'Whether the store sold on this day.';
COMMENT ON COLUMN @extschema@.store_day_feed.reason IS 'Reason, such as Sunday, refurbishment or flood.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.store_day_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_store_day(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_store_day(regclass, text, text) IS
    'Loads store_day from any relation that has the columns of store_day_feed by name.';

CREATE FUNCTION @extschema@.upsert_store_day(date date, store_code text, is_open boolean, reason text DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_row';
COMMENT ON FUNCTION @extschema@.upsert_store_day(date, text, boolean, text) IS
    'Inserts or updates a day of a store. Returns inserted, updated or unchanged.';

-- The feeds of the four tables below keep the columns that they had, so that a COPY without a list of columns goes on.
-- Loads from relations and sources take the new columns by name.

SELECT pg_catalog.fw_run_as_owner('@extschema@.store'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.store
        ADD COLUMN opened_on date,
        ADD COLUMN closed_on date,
        ADD CONSTRAINT ck_store_valid_dates CHECK (closed_on OPERATOR(pg_catalog.>=) opened_on)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.store.opened_on IS 'First day on which the store sold; NULL: before all days that the warehouse has.';
COMMENT ON COLUMN @extschema@.store.closed_on IS 'Last day on which the store sold; NULL: it still sells.';

SELECT pg_catalog.fw_run_as_owner('@extschema@.product'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.product
        ADD COLUMN launch_date date,
        ADD COLUMN discontinue_date date,
        ADD COLUMN lifecycle_stage varchar(20),
        ADD COLUMN pack_size integer,
        ADD COLUMN subcategory varchar(100),
        ADD CONSTRAINT ck_product_valid_dates CHECK (discontinue_date OPERATOR(pg_catalog.>=) launch_date),
        ADD CONSTRAINT ck_product_lifecycle_stage CHECK (lifecycle_stage::pg_catalog.text OPERATOR(pg_catalog.=) ANY (
            ARRAY['planned', 'introduction', 'growth', 'maturity', 'decline', 'discontinued']::pg_catalog.text[])),
        ADD CONSTRAINT ck_product_pack_size_positive CHECK (pack_size OPERATOR(pg_catalog.>) 0)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.product.launch_date IS 'First day on which the product is sold; NULL: before all days that the warehouse has.';
COMMENT ON COLUMN @extschema@.product.discontinue_date IS 'Last day on which the product is sold; NULL: none is planned.';
COMMENT ON COLUMN @extschema@.product.lifecycle_stage IS 'One of planned, introduction, growth, maturity, decline and discontinued; NULL: unknown.';
COMMENT ON COLUMN @extschema@.product.pack_size IS 'Pieces in the pack that is sold or ordered as one.';
COMMENT ON COLUMN @extschema@.product.subcategory IS 'Group of products within the category.';

SELECT pg_catalog.fw_run_as_owner('@extschema@.promotion'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.promotion
        ADD COLUMN kind varchar(20),
        ADD CONSTRAINT ck_promotion_kind CHECK (kind::pg_catalog.text OPERATOR(pg_catalog.=) ANY (
            ARRAY['pct_off', 'bogo', 'bundle', 'markdown']::pg_catalog.text[])),
        ADD CONSTRAINT ck_promotion_pct_off CHECK (
            kind::pg_catalog.text OPERATOR(pg_catalog.<>) 'pct_off' OR discount_pct IS NOT NULL),
        ADD CONSTRAINT ck_promotion_markdown CHECK (
            kind::pg_catalog.text OPERATOR(pg_catalog.<>) 'markdown' OR discount_pct IS NOT NULL
            OR discount_amount IS NOT NULL)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.promotion.kind IS 'One of pct_off, bogo, bundle and markdown; NULL: unknown. pct_off needs a share, markdown a share or an amount.';

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_txn'::pg_catalog.regclass,
    'ALTER TABLE @extschema@.sales_txn ADD COLUMN channel varchar(50)'::pg_catalog.text);
COMMENT ON COLUMN @extschema@.sales_txn.channel IS 'Channel of the sale, as the till names it. Where it is the code of a channel, it joins to channel.code.';

--
-- Signals
--

-- A signal is known ahead in all of its rows, or in none. The loads check it, because a constraint sees one row only.
CREATE TABLE @extschema@.exogenous_signal (
    id bigserial,
    date date NOT NULL,
    signal_name varchar(63) NOT NULL,
    store_id integer,
    value numeric(18,8) NOT NULL,
    known_ahead boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_exogenous_signal PRIMARY KEY (id),
    CONSTRAINT uq_exogenous_signal_grain UNIQUE NULLS NOT DISTINCT (date, signal_name, store_id),
    CONSTRAINT fk_exogenous_signal_calendar FOREIGN KEY (date) REFERENCES @extschema@.calendar (date),
    CONSTRAINT fk_exogenous_signal_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT ck_exogenous_signal_signal_name CHECK (signal_name::text OPERATOR(pg_catalog.<>) ''),
    CONSTRAINT ck_exogenous_signal_value CHECK (value OPERATOR(pg_catalog.<) '1e10'::numeric)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.exogenous_signal', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.exogenous_signal_id_seq', '');
CREATE INDEX ix_exogenous_signal_signal_name ON @extschema@.exogenous_signal (signal_name, date);
CREATE INDEX ix_exogenous_signal_store_id ON @extschema@.exogenous_signal (store_id);
COMMENT ON TABLE @extschema@.exogenous_signal IS
    'Numbers from outside that may drive demand, by day. One row for each date, signal and store (or all stores).';
COMMENT ON COLUMN @extschema@.exogenous_signal.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.exogenous_signal.date IS 'Day of the value.';
COMMENT ON COLUMN @extschema@.exogenous_signal.signal_name IS 'Name of the signal, such as snap or oil.';
COMMENT ON COLUMN @extschema@.exogenous_signal.store_id IS 'Store of the value; NULL: all stores without a value of their own.';
COMMENT ON COLUMN @extschema@.exogenous_signal.value IS 'Value in the unit of the signal, to eight decimals; 0 or 1 for a flag.';
COMMENT ON COLUMN @extschema@.exogenous_signal.known_ahead IS
    'Whether values are planned, so known before their day. The same in all rows of a signal.';
COMMENT ON COLUMN @extschema@.exogenous_signal.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.exogenous_signal.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.exogenous_signal'::pg_catalog.regclass);

CREATE VIEW @extschema@.exogenous_signal_feed WITH (security_invoker = true) AS
    SELECT f.date, f.signal_name::text AS signal_name, s.code::text AS store_code, f.value::numeric AS value,
        f.known_ahead
    FROM @extschema@.exogenous_signal f
    LEFT JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.exogenous_signal_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.exogenous_signal_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.exogenous_signal_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.exogenous_signal_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.exogenous_signal_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.exogenous_signal_feed IS 'Signals in natural keys: SELECT exports exogenous_signal, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.exogenous_signal_feed.date IS 'Day; must exist in calendar.';
COMMENT ON COLUMN @extschema@.exogenous_signal_feed.signal_name IS 'Name of the signal.';
COMMENT ON COLUMN @extschema@.exogenous_signal_feed.store_code IS 'Natural key of the store; missing: all stores.';
COMMENT ON COLUMN @extschema@.exogenous_signal_feed.value IS 'Value in the unit of the signal.';
COMMENT ON COLUMN @extschema@.exogenous_signal_feed.known_ahead IS 'Whether values are known before their day. The same in all rows of a signal.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.exogenous_signal_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_exogenous_signal(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_exogenous_signal(regclass, text, text) IS
    'Loads exogenous_signal from any relation that has the columns of exogenous_signal_feed by name.';

CREATE FUNCTION @extschema@.upsert_exogenous_signal(
        date date, signal_name text, store_code text, value numeric, known_ahead boolean)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_row';
COMMENT ON FUNCTION @extschema@.upsert_exogenous_signal(date, text, text, numeric, boolean) IS
    'Inserts or updates the value of a signal on a day. NULL for store_code means all stores. Returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_exogenous_signal(
        date date, signal_name @extschema@.text_argument, store_code @extschema@.text_argument,
        value @extschema@.double_argument, known_ahead boolean)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_row';
COMMENT ON FUNCTION @extschema@.upsert_exogenous_signal(date, @extschema@.text_argument, @extschema@.text_argument, @extschema@.double_argument, boolean) IS
    'Inserts or updates the value of a signal on a day, for callers with doubles. Returns inserted, updated or unchanged.';

-- Long, because signals are rows: a new signal needs no new column. The two halves share no row. Conditions on date,
-- store_id and signal_name use the indexes of both.
CREATE VIEW @extschema@.store_signal WITH (security_invoker = true) AS
    SELECT f.date, s.id AS store_id, s.code AS store_code, f.signal_name, f.value, f.known_ahead,
        true AS is_own
    FROM @extschema@.exogenous_signal f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    UNION ALL
    SELECT f.date, s.id AS store_id, s.code AS store_code, f.signal_name, f.value, f.known_ahead,
        false AS is_own
    FROM @extschema@.exogenous_signal f
    CROSS JOIN @extschema@.store s
    LEFT JOIN @extschema@.exogenous_signal o
        ON o.date OPERATOR(pg_catalog.=) f.date
        AND o.signal_name::text OPERATOR(pg_catalog.=) f.signal_name::text
        AND o.store_id OPERATOR(pg_catalog.=) s.id
    WHERE f.store_id IS NULL AND o.id IS NULL;
COMMENT ON VIEW @extschema@.store_signal IS
    'Signals of each store and day: its own value, else that of all stores. One row for each date, store and signal.';
COMMENT ON COLUMN @extschema@.store_signal.date IS 'Day of the value.';
COMMENT ON COLUMN @extschema@.store_signal.store_id IS 'Store.';
COMMENT ON COLUMN @extschema@.store_signal.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.store_signal.signal_name IS 'Name of the signal.';
COMMENT ON COLUMN @extschema@.store_signal.value IS 'Value in the unit of the signal.';
COMMENT ON COLUMN @extschema@.store_signal.known_ahead IS 'Whether values are known before their day.';
COMMENT ON COLUMN @extschema@.store_signal.is_own IS 'Whether the value is that of the store; else it is that of all stores.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.store_signal'::pg_catalog.regclass);

--
-- Panel and features
--

CREATE FUNCTION pg_catalog.fw_copy_grants(source regprocedure, target regprocedure) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_copy_function_grants';
REVOKE ALL ON FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure) FROM PUBLIC;

ALTER FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[]) RENAME TO build_features_of_1_6;
CREATE FUNCTION @extschema@.build_features(
        target text, cutoff date, start_date date DEFAULT NULL, horizon integer DEFAULT 1,
        lags integer[] DEFAULT NULL, windows integer[] DEFAULT NULL,
        aggregates text[] DEFAULT '{mean,std,min,max}', store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL,
        exogenous boolean DEFAULT true, extra text[] DEFAULT NULL, unobserved text DEFAULT 'null',
        frequency text DEFAULT 'day', signals text[] DEFAULT NULL, features text[] DEFAULT NULL)
    RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_build_features';
COMMENT ON FUNCTION @extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[], text, text, text[], text[]) IS
    'Builds the table target and returns its number of rows. One row for each store, product and day or week to cutoff + horizon. Values are those known horizon days or weeks before. Days without known demand count as unobserved says. features names groups of further columns.';
SELECT pg_catalog.fw_copy_grants('@extschema@.build_features_of_1_6(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[])'::pg_catalog.regprocedure,
    '@extschema@.build_features(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[], text, text, text[], text[])'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.build_features_of_1_6(text, date, date, integer, integer[], integer[], text[], text[], text[], boolean, text[]);

CREATE FUNCTION @extschema@.period_start(day date, frequency text DEFAULT 'week')
    RETURNS date
    LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'fw_period_start';
COMMENT ON FUNCTION @extschema@.period_start(date, text) IS
    'First day of the period of a day. day: the day itself; week: its Monday; fiscal_week: by forecast_warehouse.fiscal_calendar.';

CREATE FUNCTION @extschema@.unobserved_choice(unobserved text)
    RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'fw_unobserved_choice';
COMMENT ON FUNCTION @extschema@.unobserved_choice(text) IS
    'Returns null, zero or skip as it was given. Raises for any other text. sales_panel() checks its argument so.';

-- COST 1: a statement looks each day up once. As subqueries they looked costly to the server, which compiled them for each
-- statement. That took longer than the statement.
CREATE FUNCTION @extschema@.day_is_unknown(date date, store_id integer, product_id integer) RETURNS boolean
    LANGUAGE c STABLE PARALLEL SAFE COST 1 AS 'MODULE_PATHNAME', 'fw_day_is_unknown';
COMMENT ON FUNCTION @extschema@.day_is_unknown(date, integer, integer) IS
    'Whether the sales of a day without a row are unknown. A row was rejected, or the store has sent none. Serves sales_days().';

-- OFFSET 0: the state is computed once for each row.
CREATE FUNCTION @extschema@.sales_days(
        start_date date, end_date date, store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL)
    RETURNS TABLE (date date, store_id integer, product_id integer, quantity numeric, total_amount numeric,
        is_stockout boolean, day_state text)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 100000 AS $$
    SELECT d.date, d.store_id, d.product_id, coalesce(f.quantity, 0::numeric) AS quantity,
        CASE WHEN f.date IS NULL THEN 0.00 ELSE f.total_amount END AS total_amount, i.is_stockout, q.day_state
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
    LEFT JOIN @extschema@.store_day o ON o.date OPERATOR(pg_catalog.=) d.date AND o.store_id OPERATOR(pg_catalog.=) d.store_id
    LEFT JOIN @extschema@.store t ON t.id OPERATOR(pg_catalog.=) d.store_id
    LEFT JOIN @extschema@.product u ON u.id OPERATOR(pg_catalog.=) d.product_id
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN f.quantity OPERATOR(pg_catalog.<>) 0::pg_catalog.numeric THEN 'sold'
            WHEN NOT o.is_open THEN 'closed'
            WHEN d.date OPERATOR(pg_catalog.<) GREATEST(t.opened_on, u.launch_date)
                OR d.date OPERATOR(pg_catalog.>) LEAST(t.closed_on, u.discontinue_date) THEN 'not_sold'
            WHEN i.is_stockout THEN 'stocked_out'
            WHEN f.date IS NOT NULL THEN 'nothing_sold'
            WHEN @extschema@.day_is_unknown(d.date, d.store_id, d.product_id) THEN 'unknown'
            ELSE 'nothing_sold'
        END AS day_state
        OFFSET 0
    ) AS q
    $$;
COMMENT ON FUNCTION @extschema@.sales_days(date, date, text[], text[]) IS
    'Days of each store and product from the first sale on, with day_state. The quantity is 0 for every day without sales, whatever its state.';

-- Not replaced: its rows get another column. CASE: the planner sees a start_date that is NULL. Without it, it expects few
-- rows, and joins all days of a series with each other.
ALTER FUNCTION @extschema@.sales_panel(date, date, text[], text[]) RENAME TO sales_panel_of_1_6;
CREATE FUNCTION @extschema@.sales_panel(
        start_date date, end_date date, store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL,
        unobserved text DEFAULT 'null', frequency text DEFAULT 'day')
    RETURNS TABLE (date date, store_id integer, product_id integer, quantity numeric, total_amount numeric,
        is_stockout boolean, day_state text)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 100000 AS $$
    SELECT d.date, d.store_id, d.product_id,
        CASE WHEN unobserved OPERATOR(pg_catalog.=) 'zero' OR d.day_state OPERATOR(pg_catalog.=) ANY ('{sold,nothing_sold}'::pg_catalog.text[])
            THEN d.quantity END AS quantity,
        CASE WHEN unobserved OPERATOR(pg_catalog.=) 'zero' OR d.day_state OPERATOR(pg_catalog.=) ANY ('{sold,nothing_sold}'::pg_catalog.text[])
            THEN d.total_amount END AS total_amount,
        d.is_stockout, d.day_state
    FROM @extschema@.sales_days(start_date, end_date, store_codes, skus) AS d
    WHERE frequency OPERATOR(pg_catalog.=) 'day'
        AND (@extschema@.unobserved_choice(unobserved) OPERATOR(pg_catalog.<>) 'skip'
            OR d.day_state OPERATOR(pg_catalog.=) ANY ('{sold,nothing_sold}'::pg_catalog.text[]))
    UNION ALL
    SELECT w.date, w.store_id, w.product_id, w.quantity, w.total_amount, w.is_stockout,
        ('{sold,nothing_sold,stocked_out,unknown,closed,not_sold}'::pg_catalog.text[])[w.state]
    FROM (
        SELECT @extschema@.period_start(d.date, frequency) AS date, d.store_id, d.product_id,
            pg_catalog.sum(d.quantity) FILTER (WHERE d.counts) AS quantity,
            CASE WHEN pg_catalog.count(*) FILTER (WHERE d.counts AND d.total_amount IS NULL) OPERATOR(pg_catalog.=) 0
                THEN pg_catalog.sum(d.total_amount) FILTER (WHERE d.counts) END AS total_amount,
            pg_catalog.bool_or(d.is_stockout) AS is_stockout, pg_catalog.min(d.state) AS state
        FROM (
            SELECT e.*, pg_catalog.array_position('{sold,nothing_sold,stocked_out,unknown,closed,not_sold}'::pg_catalog.text[], e.day_state) AS state,
                unobserved OPERATOR(pg_catalog.=) 'zero' OR e.day_state OPERATOR(pg_catalog.=) ANY ('{sold,nothing_sold}'::pg_catalog.text[]) AS counts
            FROM @extschema@.sales_days(CASE WHEN start_date IS NOT NULL THEN @extschema@.period_start(start_date, frequency) END,
                @extschema@.period_start(end_date OPERATOR(pg_catalog.+) 1, frequency) OPERATOR(pg_catalog.-) 1, store_codes, skus) AS e
        ) AS d
        GROUP BY @extschema@.period_start(d.date, frequency), d.store_id, d.product_id
    ) AS w
    WHERE coalesce(frequency, '') OPERATOR(pg_catalog.<>) 'day'
        AND (@extschema@.unobserved_choice(unobserved) OPERATOR(pg_catalog.<>) 'skip' OR w.state OPERATOR(pg_catalog.<=) 2)
    $$;
COMMENT ON FUNCTION @extschema@.sales_panel(date, date, text[], text[], text, text) IS
    'Sales of each store and product from its first sale on. One row for each day or week, with day_state. Days without known demand count as unobserved says: null, zero or skip.';
SELECT pg_catalog.fw_copy_grants('@extschema@.sales_panel_of_1_6(date, date, text[], text[])'::pg_catalog.regprocedure,
    '@extschema@.sales_panel(date, date, text[], text[], text, text)'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.sales_panel_of_1_6(date, date, text[], text[]);

ALTER FUNCTION @extschema@.backtest_folds(date, date, integer, integer, integer, integer) RENAME TO backtest_folds_of_1_6;
CREATE FUNCTION @extschema@.backtest_folds(
        first_cutoff date, last_cutoff date, step integer, horizon integer, gap integer DEFAULT 0,
        train_days integer DEFAULT NULL, frequency text DEFAULT 'day')
    RETURNS TABLE (fold integer, train_start date, train_end date, test_start date, test_end date)
    LANGUAGE c STABLE PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'fw_backtest_folds';
COMMENT ON FUNCTION @extschema@.backtest_folds(date, date, integer, integer, integer, integer, text) IS
    'Folds of a backtest, with a cutoff every step days or weeks. Each trains up to train_end, on train_days or all days. It tests horizon days or weeks after the gap.';
SELECT pg_catalog.fw_copy_grants('@extschema@.backtest_folds_of_1_6(date, date, integer, integer, integer, integer)'::pg_catalog.regprocedure,
    '@extschema@.backtest_folds(date, date, integer, integer, integer, integer, text)'::pg_catalog.regprocedure);
DROP FUNCTION @extschema@.backtest_folds_of_1_6(date, date, integer, integer, integer, integer);

DROP FUNCTION pg_catalog.fw_copy_grants(regprocedure, regprocedure);

--
-- The end
--

DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
