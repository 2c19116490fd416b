-- forecast_warehouse 1.0 to 1.1: till lines, weather and traffic; bigint ids of facts; natural keys of windows;
-- no data lost without being told.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.1'" to load this file. \quit

-- Names below lead to this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can put others in their place, and are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_check_step(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
REVOKE ALL ON FUNCTION pg_catalog.fw_check_step(text, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_run_as_owner(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_as_owner';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_as_owner(regclass, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

--
-- Locks first, in the order in which loads take theirs: dimensions, then facts. What is checked below stays so.
--

LOCK TABLE @extschema@.store, @extschema@.product, @extschema@.calendar IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE @extschema@.sales_daily, @extschema@.price_history, @extschema@.promotion,
    @extschema@.inventory_snapshot_daily IN ACCESS EXCLUSIVE MODE;

-- In an update @extowner@ is whoever runs it: what it makes is handed over to the warehouse's owner, that of store.
CREATE FUNCTION @extschema@.hand_over(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
COMMENT ON FUNCTION @extschema@.hand_over(regclass) IS
    'Gives a table or view that an update made to the owner of store, with the caller''s rights.';

CREATE FUNCTION @extschema@.hand_over(function regprocedure) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over_function';
COMMENT ON FUNCTION @extschema@.hand_over(regprocedure) IS
    'Gives a function that an update made to the owner of store, with the caller''s rights.';

CREATE FUNCTION @extschema@.migration_check(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
COMMENT ON FUNCTION @extschema@.migration_check(text, text) IS
    'Raises unless the data meets what the step between two neighbouring versions asks for; changes nothing.';

SELECT pg_catalog.fw_check_step('1.0'::pg_catalog.text, '1.1'::pg_catalog.text);

--
-- Ids of facts
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.sales_daily ALTER COLUMN id TYPE bigint
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_daily_id_seq'::pg_catalog.regclass, $$
    ALTER SEQUENCE @extschema@.sales_daily_id_seq AS bigint
    $$::pg_catalog.text);

SELECT pg_catalog.fw_run_as_owner('@extschema@.inventory_snapshot_daily'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.inventory_snapshot_daily ALTER COLUMN id TYPE bigint
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.inventory_snapshot_daily_id_seq'::pg_catalog.regclass, $$
    ALTER SEQUENCE @extschema@.inventory_snapshot_daily_id_seq AS bigint
    $$::pg_catalog.text);

--
-- Windows: ids, and one row a first day. The server builds an index as its table's owner.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.price_history'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.price_history ALTER COLUMN id TYPE bigint
    $$::pg_catalog.text);
ALTER TABLE @extschema@.price_history
    ADD CONSTRAINT uq_price_history_grain UNIQUE NULLS NOT DISTINCT (product_id, store_id, valid_from);
SELECT pg_catalog.fw_run_as_owner('@extschema@.price_history_id_seq'::pg_catalog.regclass, $$
    ALTER SEQUENCE @extschema@.price_history_id_seq AS bigint
    $$::pg_catalog.text);

SELECT pg_catalog.fw_run_as_owner('@extschema@.promotion'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.promotion ALTER COLUMN id TYPE bigint
    $$::pg_catalog.text);
ALTER TABLE @extschema@.promotion
    ADD CONSTRAINT uq_promotion_grain UNIQUE NULLS NOT DISTINCT (product_id, store_id, name, start_date);
SELECT pg_catalog.fw_run_as_owner('@extschema@.promotion_id_seq'::pg_catalog.regclass, $$
    ALTER SEQUENCE @extschema@.promotion_id_seq AS bigint
    $$::pg_catalog.text);

--
-- Facts that not every chain has
--

CREATE TABLE @extschema@.sales_txn (
    id bigserial,
    receipt varchar(50) NOT NULL,
    line_no integer NOT NULL,
    sold_at timestamptz NOT NULL,
    date date NOT NULL,
    store_id integer NOT NULL,
    product_id integer NOT NULL,
    quantity integer NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    total_amount numeric(12,2) NOT NULL,
    customer_ref varchar(50),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_sales_txn PRIMARY KEY (id),
    CONSTRAINT uq_sales_txn_grain UNIQUE (store_id, receipt, line_no),
    CONSTRAINT fk_sales_txn_calendar FOREIGN KEY (date) REFERENCES @extschema@.calendar (date),
    CONSTRAINT fk_sales_txn_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT fk_sales_txn_product FOREIGN KEY (product_id) REFERENCES @extschema@.product (id),
    CONSTRAINT ck_sales_txn_line_no_positive CHECK (line_no >= 0),
    CONSTRAINT ck_sales_txn_price_positive CHECK (unit_price OPERATOR(pg_catalog.>=) 0::numeric)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_txn', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_txn_id_seq', '');
CREATE INDEX ix_sales_txn_product_id ON @extschema@.sales_txn (product_id);
CREATE INDEX ix_sales_txn_date_store ON @extschema@.sales_txn (date, store_id);

COMMENT ON TABLE @extschema@.sales_txn IS 'Till lines; one row a store, receipt and line. rollup_sales() makes daily sales of them.';
COMMENT ON COLUMN @extschema@.sales_txn.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.sales_txn.receipt IS 'Number of the receipt, unique in its store.';
COMMENT ON COLUMN @extschema@.sales_txn.line_no IS 'Number of the line on its receipt, from 0 or 1.';
COMMENT ON COLUMN @extschema@.sales_txn.sold_at IS 'When the line was rung up.';
COMMENT ON COLUMN @extschema@.sales_txn.date IS 'Day of the sale: that of sold_at in the time zone of the session that loaded it.';
COMMENT ON COLUMN @extschema@.sales_txn.store_id IS 'Store that sold.';
COMMENT ON COLUMN @extschema@.sales_txn.product_id IS 'Product that was sold.';
COMMENT ON COLUMN @extschema@.sales_txn.quantity IS 'Units sold; negative: a return.';
COMMENT ON COLUMN @extschema@.sales_txn.unit_price IS 'Price of one unit, in the warehouse''s currency.';
COMMENT ON COLUMN @extschema@.sales_txn.total_amount IS 'Amount of the line, in the warehouse''s currency; negative: paid back.';
COMMENT ON COLUMN @extschema@.sales_txn.customer_ref IS 'Customer, as the till knows him: a card or account number.';
COMMENT ON COLUMN @extschema@.sales_txn.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.sales_txn.updated_at IS 'When a load last changed the row.';

CREATE TABLE @extschema@.weather_daily (
    id bigserial,
    date date NOT NULL,
    store_id integer NOT NULL,
    temp_min_c numeric(5,2),
    temp_max_c numeric(5,2),
    temp_avg_c numeric(5,2),
    precipitation_mm numeric(7,2),
    snow_mm numeric(7,2),
    condition varchar(50),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_weather_daily PRIMARY KEY (id),
    CONSTRAINT uq_weather_daily_grain UNIQUE (date, store_id),
    CONSTRAINT fk_weather_daily_calendar FOREIGN KEY (date) REFERENCES @extschema@.calendar (date),
    CONSTRAINT fk_weather_daily_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT ck_weather_daily_precipitation_positive CHECK (precipitation_mm OPERATOR(pg_catalog.>=) 0::numeric),
    CONSTRAINT ck_weather_daily_snow_positive CHECK (snow_mm OPERATOR(pg_catalog.>=) 0::numeric)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.weather_daily', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.weather_daily_id_seq', '');
CREATE INDEX ix_weather_daily_store_id ON @extschema@.weather_daily (store_id);

COMMENT ON TABLE @extschema@.weather_daily IS 'Weather; one row a date and store.';
COMMENT ON COLUMN @extschema@.weather_daily.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.weather_daily.date IS 'Day of the weather.';
COMMENT ON COLUMN @extschema@.weather_daily.store_id IS 'Store at whose place it was measured.';
COMMENT ON COLUMN @extschema@.weather_daily.temp_min_c IS 'Lowest temperature of the day, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.weather_daily.temp_max_c IS 'Highest temperature of the day, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.weather_daily.temp_avg_c IS 'Average temperature of the day, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.weather_daily.precipitation_mm IS 'Rain and melted snow of the day, in millimetres.';
COMMENT ON COLUMN @extschema@.weather_daily.snow_mm IS 'Snow on the ground, in millimetres.';
COMMENT ON COLUMN @extschema@.weather_daily.condition IS 'The day in a word, such as rain or fog.';
COMMENT ON COLUMN @extschema@.weather_daily.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.weather_daily.updated_at IS 'When a load last changed the row.';

CREATE TABLE @extschema@.traffic_daily (
    id bigserial,
    date date NOT NULL,
    store_id integer NOT NULL,
    visits integer,
    transactions integer,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_traffic_daily PRIMARY KEY (id),
    CONSTRAINT uq_traffic_daily_grain UNIQUE (date, store_id),
    CONSTRAINT fk_traffic_daily_calendar FOREIGN KEY (date) REFERENCES @extschema@.calendar (date),
    CONSTRAINT fk_traffic_daily_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT ck_traffic_daily_visits_positive CHECK (visits >= 0),
    CONSTRAINT ck_traffic_daily_transactions_positive CHECK (transactions >= 0)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.traffic_daily', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.traffic_daily_id_seq', '');
CREATE INDEX ix_traffic_daily_store_id ON @extschema@.traffic_daily (store_id);

COMMENT ON TABLE @extschema@.traffic_daily IS 'Visitors and receipts; one row a date and store.';
COMMENT ON COLUMN @extschema@.traffic_daily.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.traffic_daily.date IS 'Day of the count.';
COMMENT ON COLUMN @extschema@.traffic_daily.store_id IS 'Store that was visited.';
COMMENT ON COLUMN @extschema@.traffic_daily.visits IS 'People who came in.';
COMMENT ON COLUMN @extschema@.traffic_daily.transactions IS 'Receipts of the day.';
COMMENT ON COLUMN @extschema@.traffic_daily.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.traffic_daily.updated_at IS 'When a load last changed the row.';

CREATE TABLE @extschema@.sales_rollup (
    date date NOT NULL,
    store_id integer NOT NULL,
    product_id integer NOT NULL,
    CONSTRAINT pk_sales_rollup PRIMARY KEY (date, store_id, product_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_rollup', '');

COMMENT ON TABLE @extschema@.sales_rollup IS 'Grains of sales_daily that rollup_sales() made from till lines; only these become zero when their lines are gone.';
COMMENT ON COLUMN @extschema@.sales_rollup.date IS 'Day of the sales.';
COMMENT ON COLUMN @extschema@.sales_rollup.store_id IS 'Store that sold.';
COMMENT ON COLUMN @extschema@.sales_rollup.product_id IS 'Product that was sold.';

--
-- Their feeds
--

CREATE VIEW @extschema@.sales_txn_feed WITH (security_invoker = true) AS
    SELECT f.receipt::text AS receipt, f.line_no::bigint AS line_no, f.sold_at, s.code::text AS store_code,
        p.sku::text AS sku, f.quantity::bigint AS quantity, f.unit_price::numeric AS unit_price,
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
COMMENT ON COLUMN @extschema@.sales_txn_feed.sold_at IS 'When the line was rung up; its day in the session''s time zone must stand in calendar.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.quantity IS 'Units sold; negative: a return.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.unit_price IS 'Price of one unit; missing: total_amount / quantity.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.total_amount IS 'Amount of the line; missing: quantity x unit_price.';
COMMENT ON COLUMN @extschema@.sales_txn_feed.customer_ref IS 'Customer, as the till knows him.';

CREATE VIEW @extschema@.weather_daily_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, f.temp_min_c::numeric AS temp_min_c,
        f.temp_max_c::numeric AS temp_max_c, f.temp_avg_c::numeric AS temp_avg_c,
        f.precipitation_mm::numeric AS precipitation_mm, f.snow_mm::numeric AS snow_mm, f.condition::text AS condition
    FROM @extschema@.weather_daily f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id;
ALTER VIEW @extschema@.weather_daily_feed ALTER COLUMN temp_min_c SET DEFAULT @extschema@.left_out(3)::numeric;
ALTER VIEW @extschema@.weather_daily_feed ALTER COLUMN temp_max_c SET DEFAULT @extschema@.left_out(4)::numeric;
ALTER VIEW @extschema@.weather_daily_feed ALTER COLUMN temp_avg_c SET DEFAULT @extschema@.left_out(5)::numeric;
ALTER VIEW @extschema@.weather_daily_feed ALTER COLUMN precipitation_mm SET DEFAULT @extschema@.left_out(6)::numeric;
ALTER VIEW @extschema@.weather_daily_feed ALTER COLUMN snow_mm SET DEFAULT @extschema@.left_out(7)::numeric;
ALTER VIEW @extschema@.weather_daily_feed ALTER COLUMN condition SET DEFAULT @extschema@.left_out(8);
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.weather_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.weather_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.weather_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.weather_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.weather_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.weather_daily_feed IS 'Weather in natural keys: SELECT exports weather_daily, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.temp_min_c IS 'Lowest temperature, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.temp_max_c IS 'Highest temperature, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.temp_avg_c IS 'Average temperature, in degrees Celsius.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.precipitation_mm IS 'Rain and melted snow, in millimetres.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.snow_mm IS 'Snow on the ground, in millimetres.';
COMMENT ON COLUMN @extschema@.weather_daily_feed.condition IS 'The day in a word.';

CREATE VIEW @extschema@.traffic_daily_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, f.visits::bigint AS visits, f.transactions::bigint AS transactions
    FROM @extschema@.traffic_daily f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id;
ALTER VIEW @extschema@.traffic_daily_feed ALTER COLUMN visits SET DEFAULT @extschema@.left_out(3)::bigint;
ALTER VIEW @extschema@.traffic_daily_feed ALTER COLUMN transactions SET DEFAULT @extschema@.left_out(4)::bigint;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.traffic_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.traffic_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.traffic_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.traffic_daily_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.traffic_daily_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.traffic_daily_feed IS 'Visitors and receipts in natural keys: SELECT exports traffic_daily, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.traffic_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON COLUMN @extschema@.traffic_daily_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.traffic_daily_feed.visits IS 'People who came in.';
COMMENT ON COLUMN @extschema@.traffic_daily_feed.transactions IS 'Receipts of the day.';

--
-- Loads from a relation, and of a single row
--

CREATE FUNCTION @extschema@.upsert_sales_txn(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_txn';
COMMENT ON FUNCTION @extschema@.upsert_sales_txn(regclass, text, text) IS
    'Loads sales_txn from any relation that has the columns of sales_txn_feed by name.';

CREATE FUNCTION @extschema@.upsert_sales_txn(
        receipt text, line_no bigint, sold_at timestamptz, store_code text, sku text, quantity bigint,
        unit_price numeric DEFAULT NULL, total_amount numeric DEFAULT NULL, customer_ref text DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_txn_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_txn(text, bigint, timestamptz, text, text, bigint, numeric, numeric, text) IS
    'Inserts or updates a till line; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_weather_daily(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_weather_daily';
COMMENT ON FUNCTION @extschema@.upsert_weather_daily(regclass, text, text) IS
    'Loads weather_daily from any relation that has the columns of weather_daily_feed by name.';

CREATE FUNCTION @extschema@.upsert_weather_daily(
        date date, store_code text, temp_min_c numeric, temp_max_c numeric, temp_avg_c numeric DEFAULT NULL,
        precipitation_mm numeric DEFAULT NULL, snow_mm numeric DEFAULT NULL, condition text DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_weather_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_weather_daily(date, text, numeric, numeric, numeric, numeric, numeric, text) IS
    'Inserts or updates the weather of a day and store; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_traffic_daily(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_traffic_daily';
COMMENT ON FUNCTION @extschema@.upsert_traffic_daily(regclass, text, text) IS
    'Loads traffic_daily from any relation that has the columns of traffic_daily_feed by name.';

CREATE FUNCTION @extschema@.upsert_traffic_daily(
        date date, store_code text, visits bigint, transactions bigint)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_traffic_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_traffic_daily(date, text, bigint, bigint) IS
    'Inserts or updates the traffic of a day and store; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.rollup_sales(start_date date, end_date date, stores text[] DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_rollup_sales';
COMMENT ON FUNCTION @extschema@.rollup_sales(date, date, text[]) IS
    'Loads sales_daily from the till lines of start_date to end_date, net of returns; stores holds codes, NULL: all.';

--
-- Versions, and the data that they would lose
--

CREATE FUNCTION @extschema@.data_loss(to_version text) RETURNS TABLE (table_name text, lost_rows bigint)
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_data_loss';
COMMENT ON FUNCTION @extschema@.data_loss(text) IS
    'Rows that going to a version would lose, by table; none when nothing is lost.';

CREATE FUNCTION @extschema@.list_versions()
    RETURNS TABLE (version text, is_installed boolean, path text, brings text, loses_data boolean)
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_list_versions';
COMMENT ON FUNCTION @extschema@.list_versions() IS 'Makes the rows of schema_versions.';

CREATE VIEW @extschema@.schema_versions WITH (security_invoker = true) AS
    SELECT v.version, v.is_installed, v.path, v.brings, v.loses_data
    FROM @extschema@.list_versions() v;
COMMENT ON VIEW @extschema@.schema_versions IS
    'The installed version and those that ALTER EXTENSION forecast_warehouse UPDATE TO can reach, oldest first.';
COMMENT ON COLUMN @extschema@.schema_versions.version IS 'Version.';
COMMENT ON COLUMN @extschema@.schema_versions.is_installed IS 'Whether it is the installed one.';
COMMENT ON COLUMN @extschema@.schema_versions.path IS 'Steps from the installed version; NULL: it is the installed one.';
COMMENT ON COLUMN @extschema@.schema_versions.brings IS 'What the version brought; NULL: the library is older than it.';
COMMENT ON COLUMN @extschema@.schema_versions.loses_data IS 'Whether rows would be lost on the way; data_loss() tells which.';

--
-- Loads that are running
--

CREATE VIEW @extschema@.load_progress WITH (security_invoker = true) AS
    SELECT p.pid, p.relid::pg_catalog.regclass AS relation,
        CASE p.param18 WHEN 1 THEN 'checking' WHEN 2 THEN 'merging' WHEN 3 THEN 'comparing' WHEN 4 THEN 'writing' END
            AS stage,
        p.param19 AS rows_done, p.param20 AS rows_total
    FROM pg_catalog.pg_stat_get_progress_info('COPY') p
    JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) p.datid
    WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
        AND p.param18 OPERATOR(pg_catalog.<>) 0::pg_catalog.int8;
COMMENT ON VIEW @extschema@.load_progress IS
    'Loads that are running now and have all their rows; while COPY still sends them, see pg_stat_progress_copy.';
COMMENT ON COLUMN @extschema@.load_progress.pid IS 'Process that loads, as in pg_stat_activity.';
COMMENT ON COLUMN @extschema@.load_progress.relation IS 'Table that is loaded, or the feed that a COPY loads it by.';
COMMENT ON COLUMN @extschema@.load_progress.stage IS 'checking, merging, comparing or writing.';
COMMENT ON COLUMN @extschema@.load_progress.rows_done IS 'Rows that this stage has done.';
COMMENT ON COLUMN @extschema@.load_progress.rows_total IS 'Rows that this stage has in all.';

-- Not handed over: an event trigger runs for whoever drops something, superusers too, so that the role that
-- installed the extension must not be able to put another function in its place.
CREATE FUNCTION @extschema@.refuse_data_loss() RETURNS event_trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_refuse_data_loss';
COMMENT ON FUNCTION @extschema@.refuse_data_loss() IS
    'Event trigger: refuses to drop the extension while its tables hold rows, unless forecast_warehouse.allow_data_loss is on.';

CREATE EVENT TRIGGER forecast_warehouse_refuse_data_loss ON ddl_command_start
    WHEN TAG IN ('DROP EXTENSION', 'DROP SCHEMA', 'DROP OWNED', 'DROP TABLE')
    EXECUTE FUNCTION @extschema@.refuse_data_loss();
COMMENT ON EVENT TRIGGER forecast_warehouse_refuse_data_loss IS
    'Refuses to drop extension forecast_warehouse while its tables hold rows.';

--
-- The end
--

SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_txn'::pg_catalog.regclass);
SELECT pg_catalog.fw_give_to_owner('@extschema@.weather_daily'::pg_catalog.regclass);
SELECT pg_catalog.fw_give_to_owner('@extschema@.traffic_daily'::pg_catalog.regclass);
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_rollup'::pg_catalog.regclass);
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_txn_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_give_to_owner('@extschema@.weather_daily_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_give_to_owner('@extschema@.traffic_daily_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_give_to_owner('@extschema@.schema_versions'::pg_catalog.regclass);
SELECT pg_catalog.fw_give_to_owner('@extschema@.load_progress'::pg_catalog.regclass);
DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
