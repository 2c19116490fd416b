-- forecast_warehouse 1.0: the star schema, its feeds and the functions around them.
-- Released scripts are never edited, but for security; later versions change objects in their edges.
-- Functions stay with the superuser: a script that runs as superuser, and the triggers of the feeds in every
-- role's name, would run what their owner puts into their place.
--
-- Names are contract (doc/reference.md). Constraints: pk_, uq_, ck_, fk_{source}_{target}; indexes: ix_.
-- Operators are spelled OPERATOR(pg_catalog.=) wherever the two sides differ in type: an operator of
-- the target schema that fits better would otherwise be taken, and a trusted script runs as superuser.

-- complain if the script is sourced in psql rather than by CREATE EXTENSION
\echo Use "CREATE EXTENSION forecast_warehouse" to load this file. \quit

-- Names below lead to this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can put others in their place, and are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);

-- The server asks for the CREATE privilege on the database only.
CREATE FUNCTION pg_catalog.fw_require_create(role regrole) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_require_create';
REVOKE ALL ON FUNCTION pg_catalog.fw_require_create(regrole) FROM PUBLIC;
SELECT pg_catalog.fw_require_create('@extowner@'::pg_catalog.regrole);

DROP FUNCTION pg_catalog.fw_require_create(regrole);
DROP FUNCTION pg_catalog.fw_hold_schema(text);

--
-- Dimensions
--

CREATE TABLE @extschema@.store (
    id serial,
    code varchar(20) NOT NULL,
    name varchar(100) NOT NULL,
    region varchar(50),
    city varchar(50),
    store_type varchar(30),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_store PRIMARY KEY (id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.store', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.store_id_seq', '');
ALTER TABLE @extschema@.store OWNER TO @extowner@;
CREATE UNIQUE INDEX ix_store_code ON @extschema@.store (code);

COMMENT ON TABLE @extschema@.store IS 'Stores and other points of sale; one row a store.';
COMMENT ON COLUMN @extschema@.store.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.store.code IS 'Natural key: the store''s code in the source systems.';
COMMENT ON COLUMN @extschema@.store.name IS 'Name of the store.';
COMMENT ON COLUMN @extschema@.store.region IS 'Sales region.';
COMMENT ON COLUMN @extschema@.store.city IS 'City.';
COMMENT ON COLUMN @extschema@.store.store_type IS 'Format, such as supermarket or kiosk.';
COMMENT ON COLUMN @extschema@.store.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.store.updated_at IS 'When a load last changed the row.';

CREATE TABLE @extschema@.product (
    id serial,
    sku varchar(50) NOT NULL,
    name varchar(200) NOT NULL,
    category varchar(100),
    brand varchar(100),
    base_price numeric(10,2),
    base_cost numeric(10,2),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_product PRIMARY KEY (id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.product', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.product_id_seq', '');
ALTER TABLE @extschema@.product OWNER TO @extowner@;
CREATE UNIQUE INDEX ix_product_sku ON @extschema@.product (sku);
CREATE INDEX ix_product_category ON @extschema@.product (category);

COMMENT ON TABLE @extschema@.product IS 'Products; one row a stock keeping unit.';
COMMENT ON COLUMN @extschema@.product.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.product.sku IS 'Natural key: stock keeping unit.';
COMMENT ON COLUMN @extschema@.product.name IS 'Name of the product.';
COMMENT ON COLUMN @extschema@.product.category IS 'Merchandise category.';
COMMENT ON COLUMN @extschema@.product.brand IS 'Brand.';
COMMENT ON COLUMN @extschema@.product.base_price IS 'Regular price of one unit, in the warehouse''s currency.';
COMMENT ON COLUMN @extschema@.product.base_cost IS 'Cost of one unit, in the warehouse''s currency.';
COMMENT ON COLUMN @extschema@.product.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.product.updated_at IS 'When a load last changed the row.';

CREATE TABLE @extschema@.calendar (
    date date NOT NULL,
    day_of_week integer NOT NULL,
    month integer NOT NULL,
    quarter integer NOT NULL,
    year integer NOT NULL,
    is_holiday boolean NOT NULL DEFAULT false,
    holiday_name varchar(100),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_calendar PRIMARY KEY (date),
    CONSTRAINT ck_calendar_day_of_week CHECK (day_of_week >= 0 AND day_of_week <= 6),
    CONSTRAINT ck_calendar_month CHECK (month >= 1 AND month <= 12),
    CONSTRAINT ck_calendar_quarter CHECK (quarter >= 1 AND quarter <= 4)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.calendar', '');
ALTER TABLE @extschema@.calendar OWNER TO @extowner@;
CREATE INDEX ix_calendar_year ON @extschema@.calendar (year);

COMMENT ON TABLE @extschema@.calendar IS 'Days; one row a date. Filled by generate_calendar().';
COMMENT ON COLUMN @extschema@.calendar.date IS 'Natural key: the day.';
COMMENT ON COLUMN @extschema@.calendar.day_of_week IS '0 Monday to 6 Sunday.';
COMMENT ON COLUMN @extschema@.calendar.month IS '1 to 12.';
COMMENT ON COLUMN @extschema@.calendar.quarter IS '1 to 4.';
COMMENT ON COLUMN @extschema@.calendar.year IS 'Year of the Gregorian calendar.';
COMMENT ON COLUMN @extschema@.calendar.is_holiday IS 'Whether the day is a holiday.';
COMMENT ON COLUMN @extschema@.calendar.holiday_name IS 'Names of the day''s holidays, joined by '' / ''.';
COMMENT ON COLUMN @extschema@.calendar.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.calendar.updated_at IS 'When a load last changed the row.';

--
-- Facts
--

CREATE TABLE @extschema@.sales_daily (
    id serial,
    date date NOT NULL,
    store_id integer NOT NULL,
    product_id integer NOT NULL,
    quantity integer NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    total_amount numeric(12,2) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_sales_daily PRIMARY KEY (id),
    CONSTRAINT uq_sales_daily_grain UNIQUE (date, store_id, product_id),
    CONSTRAINT fk_sales_daily_calendar FOREIGN KEY (date) REFERENCES @extschema@.calendar (date),
    CONSTRAINT fk_sales_daily_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT fk_sales_daily_product FOREIGN KEY (product_id) REFERENCES @extschema@.product (id),
    CONSTRAINT ck_sales_daily_quantity_positive CHECK (quantity >= 0),
    CONSTRAINT ck_sales_daily_price_positive CHECK (unit_price OPERATOR(pg_catalog.>=) 0::numeric),
    CONSTRAINT ck_sales_daily_amount_positive CHECK (total_amount OPERATOR(pg_catalog.>=) 0::numeric)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_daily', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_daily_id_seq', '');
ALTER TABLE @extschema@.sales_daily OWNER TO @extowner@;
CREATE INDEX ix_sales_daily_store_id ON @extschema@.sales_daily (store_id);
CREATE INDEX ix_sales_daily_product_id ON @extschema@.sales_daily (product_id);
CREATE INDEX ix_sales_daily_date_store ON @extschema@.sales_daily (date, store_id);
CREATE INDEX ix_sales_daily_date_product ON @extschema@.sales_daily (date, product_id);

COMMENT ON TABLE @extschema@.sales_daily IS 'Daily sales; one row a date, store and product.';
COMMENT ON COLUMN @extschema@.sales_daily.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.sales_daily.date IS 'Day of the sales.';
COMMENT ON COLUMN @extschema@.sales_daily.store_id IS 'Store that sold.';
COMMENT ON COLUMN @extschema@.sales_daily.product_id IS 'Product that was sold.';
COMMENT ON COLUMN @extschema@.sales_daily.quantity IS 'Units sold, net of returns.';
COMMENT ON COLUMN @extschema@.sales_daily.unit_price IS 'Average price of one unit, in the warehouse''s currency.';
COMMENT ON COLUMN @extschema@.sales_daily.total_amount IS 'Revenue of the day, in the warehouse''s currency.';
COMMENT ON COLUMN @extschema@.sales_daily.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.sales_daily.updated_at IS 'When a load last changed the row.';

CREATE TABLE @extschema@.price_history (
    id serial,
    product_id integer NOT NULL,
    store_id integer,
    price numeric(10,2) NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_price_history PRIMARY KEY (id),
    CONSTRAINT fk_price_history_product FOREIGN KEY (product_id) REFERENCES @extschema@.product (id),
    CONSTRAINT fk_price_history_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT ck_price_history_price_positive CHECK (price OPERATOR(pg_catalog.>=) 0::numeric),
    CONSTRAINT ck_price_history_valid_dates CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.price_history', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.price_history_id_seq', '');
ALTER TABLE @extschema@.price_history OWNER TO @extowner@;
CREATE INDEX ix_price_history_product_id ON @extschema@.price_history (product_id);
CREATE INDEX ix_price_history_store_id ON @extschema@.price_history (store_id);
CREATE INDEX ix_price_history_valid_from ON @extschema@.price_history (valid_from);
CREATE INDEX ix_price_history_product_validity ON @extschema@.price_history (product_id, valid_from, valid_to);

COMMENT ON TABLE @extschema@.price_history IS 'Prices and the windows in which they were in force; one row a product, store (or the chain) and first day.';
COMMENT ON COLUMN @extschema@.price_history.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.price_history.product_id IS 'Product that is priced.';
COMMENT ON COLUMN @extschema@.price_history.store_id IS 'Store of the price; NULL: the whole chain.';
COMMENT ON COLUMN @extschema@.price_history.price IS 'Price of one unit, in the warehouse''s currency.';
COMMENT ON COLUMN @extschema@.price_history.valid_from IS 'First day of the price.';
COMMENT ON COLUMN @extschema@.price_history.valid_to IS 'Last day of the price; NULL: still in force.';
COMMENT ON COLUMN @extschema@.price_history.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.price_history.updated_at IS 'When a load last changed the row.';

CREATE TABLE @extschema@.promotion (
    id serial,
    product_id integer NOT NULL,
    store_id integer,
    name varchar(200) NOT NULL,
    discount_pct numeric(5,4),
    discount_amount numeric(10,2),
    start_date date NOT NULL,
    end_date date NOT NULL,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_promotion PRIMARY KEY (id),
    CONSTRAINT fk_promotion_product FOREIGN KEY (product_id) REFERENCES @extschema@.product (id),
    CONSTRAINT fk_promotion_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT ck_promotion_valid_dates CHECK (end_date >= start_date),
    CONSTRAINT ck_promotion_discount_pct_range CHECK (
        discount_pct OPERATOR(pg_catalog.>=) 0::numeric AND discount_pct OPERATOR(pg_catalog.<=) 1::numeric),
    CONSTRAINT ck_promotion_discount_amount_positive CHECK (discount_amount OPERATOR(pg_catalog.>=) 0::numeric)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.promotion', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.promotion_id_seq', '');
ALTER TABLE @extschema@.promotion OWNER TO @extowner@;
CREATE INDEX ix_promotion_product_id ON @extschema@.promotion (product_id);
CREATE INDEX ix_promotion_store_id ON @extschema@.promotion (store_id);
CREATE INDEX ix_promotion_start_date ON @extschema@.promotion (start_date);
CREATE INDEX ix_promotion_product_dates ON @extschema@.promotion (product_id, start_date, end_date);

COMMENT ON TABLE @extschema@.promotion IS 'Promotions and the windows in which they run; one row a product, store (or the chain), name and first day.';
COMMENT ON COLUMN @extschema@.promotion.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.promotion.product_id IS 'Product that is promoted.';
COMMENT ON COLUMN @extschema@.promotion.store_id IS 'Store of the promotion; NULL: the whole chain.';
COMMENT ON COLUMN @extschema@.promotion.name IS 'Name of the promotion.';
COMMENT ON COLUMN @extschema@.promotion.discount_pct IS 'Discount as a share of the price, 0 to 1.';
COMMENT ON COLUMN @extschema@.promotion.discount_amount IS 'Discount on one unit, in the warehouse''s currency.';
COMMENT ON COLUMN @extschema@.promotion.start_date IS 'First day of the promotion.';
COMMENT ON COLUMN @extschema@.promotion.end_date IS 'Last day of the promotion.';
COMMENT ON COLUMN @extschema@.promotion.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.promotion.updated_at IS 'When a load last changed the row.';

CREATE TABLE @extschema@.inventory_snapshot_daily (
    id serial,
    date date NOT NULL,
    store_id integer NOT NULL,
    product_id integer NOT NULL,
    on_hand_qty integer NOT NULL,
    on_order_qty integer NOT NULL DEFAULT 0,
    is_stockout boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_inventory_snapshot_daily PRIMARY KEY (id),
    CONSTRAINT uq_inventory_snapshot_daily_grain UNIQUE (date, store_id, product_id),
    CONSTRAINT fk_inventory_snapshot_daily_calendar FOREIGN KEY (date) REFERENCES @extschema@.calendar (date),
    CONSTRAINT fk_inventory_snapshot_daily_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT fk_inventory_snapshot_daily_product FOREIGN KEY (product_id) REFERENCES @extschema@.product (id),
    CONSTRAINT ck_inventory_on_hand_positive CHECK (on_hand_qty >= 0),
    CONSTRAINT ck_inventory_on_order_positive CHECK (on_order_qty >= 0)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.inventory_snapshot_daily', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.inventory_snapshot_daily_id_seq', '');
ALTER TABLE @extschema@.inventory_snapshot_daily OWNER TO @extowner@;
CREATE INDEX ix_inventory_snapshot_daily_store_id ON @extschema@.inventory_snapshot_daily (store_id);
CREATE INDEX ix_inventory_snapshot_daily_product_id ON @extschema@.inventory_snapshot_daily (product_id);
CREATE INDEX ix_inventory_snapshot_date_store ON @extschema@.inventory_snapshot_daily (date, store_id);

COMMENT ON TABLE @extschema@.inventory_snapshot_daily IS 'Stock at the end of the day; one row a date, store and product.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.date IS 'Day of the snapshot.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.store_id IS 'Store that holds the stock.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.product_id IS 'Product in stock.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.on_hand_qty IS 'Units in the store.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.on_order_qty IS 'Units ordered and not yet received.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.is_stockout IS 'Whether demand could not be met for want of stock.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily.updated_at IS 'When a load last changed the row.';

--
-- Holidays by date
--

CREATE TABLE @extschema@.holiday_date (
    calendar varchar(20) NOT NULL,
    date date NOT NULL,
    name varchar(100) NOT NULL,
    CONSTRAINT pk_holiday_date PRIMARY KEY (calendar, date, name)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_date', '');
ALTER TABLE @extschema@.holiday_date OWNER TO @extowner@;

COMMENT ON TABLE @extschema@.holiday_date IS 'Holidays by date; one row a holiday calendar, date and name.';
COMMENT ON COLUMN @extschema@.holiday_date.calendar IS 'Holiday calendar, such as US or DE-BY.';
COMMENT ON COLUMN @extschema@.holiday_date.date IS 'Day of the holiday.';
COMMENT ON COLUMN @extschema@.holiday_date.name IS 'Name of the holiday.';

--
-- The journal of loads
--

CREATE TABLE @extschema@.load_batch (
    id bigserial,
    target varchar(63) NOT NULL,
    source text NOT NULL,
    received bigint NOT NULL,
    inserted bigint NOT NULL,
    updated bigint NOT NULL,
    unchanged bigint NOT NULL,
    merged bigint NOT NULL,
    rejected bigint NOT NULL,
    closed bigint NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    CONSTRAINT pk_load_batch PRIMARY KEY (id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.load_batch', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.load_batch_id_seq', '');
ALTER TABLE @extschema@.load_batch OWNER TO @extowner@;

COMMENT ON TABLE @extschema@.load_batch IS 'Journal of loads; one row a load. received = inserted + updated + unchanged + merged + rejected.';
COMMENT ON COLUMN @extschema@.load_batch.id IS 'Surrogate key; load_result.batch_id.';
COMMENT ON COLUMN @extschema@.load_batch.target IS 'Table that was loaded.';
COMMENT ON COLUMN @extschema@.load_batch.source IS 'Feed, relation or function that the rows came from.';
COMMENT ON COLUMN @extschema@.load_batch.received IS 'Rows that arrived.';
COMMENT ON COLUMN @extschema@.load_batch.inserted IS 'Rows that were new.';
COMMENT ON COLUMN @extschema@.load_batch.updated IS 'Rows that changed a standing row.';
COMMENT ON COLUMN @extschema@.load_batch.unchanged IS 'Rows that stood already with the same values.';
COMMENT ON COLUMN @extschema@.load_batch.merged IS 'Rows that on_duplicate merged into another row of the same grain.';
COMMENT ON COLUMN @extschema@.load_batch.rejected IS 'Rows that stand in load_reject.';
COMMENT ON COLUMN @extschema@.load_batch.closed IS 'Standing open windows that the load ended on the day before a new one starts.';
COMMENT ON COLUMN @extschema@.load_batch.started_at IS 'When the first row was awaited.';
COMMENT ON COLUMN @extschema@.load_batch.finished_at IS 'When the last row was written.';

CREATE TABLE @extschema@.load_reject (
    batch_id bigint NOT NULL,
    row_number bigint NOT NULL,
    error_code varchar(30) NOT NULL,
    message text NOT NULL,
    row_data jsonb NOT NULL,
    CONSTRAINT pk_load_reject PRIMARY KEY (batch_id, row_number),
    CONSTRAINT fk_load_reject_load_batch FOREIGN KEY (batch_id) REFERENCES @extschema@.load_batch (id) ON DELETE CASCADE
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.load_reject', '');
ALTER TABLE @extschema@.load_reject OWNER TO @extowner@;

COMMENT ON TABLE @extschema@.load_reject IS 'Rows that loads could not take; one row a load and arriving row.';
COMMENT ON COLUMN @extschema@.load_reject.batch_id IS 'Load that rejected the row.';
COMMENT ON COLUMN @extschema@.load_reject.row_number IS 'Place of the row in the load, from 1.';
COMMENT ON COLUMN @extschema@.load_reject.error_code IS 'Reject code, such as UNKNOWN_STORE (doc/reference.md).';
COMMENT ON COLUMN @extschema@.load_reject.message IS 'What is wrong with the row.';
COMMENT ON COLUMN @extschema@.load_reject.row_data IS 'The row as it arrived.';

CREATE TYPE @extschema@.load_result AS (
    batch_id bigint,
    inserted bigint,
    updated bigint,
    unchanged bigint,
    rejected bigint
);
ALTER TYPE @extschema@.load_result OWNER TO @extowner@;
COMMENT ON TYPE @extschema@.load_result IS 'What a load did: its row in load_batch, and its rows by outcome.';
COMMENT ON COLUMN @extschema@.load_result.batch_id IS 'The load''s row in load_batch.';
COMMENT ON COLUMN @extschema@.load_result.inserted IS 'Rows that were new.';
COMMENT ON COLUMN @extschema@.load_result.updated IS 'Rows that changed a standing row.';
COMMENT ON COLUMN @extschema@.load_result.unchanged IS 'Rows that stood already with the same values.';
COMMENT ON COLUMN @extschema@.load_result.rejected IS 'Rows that stand in load_reject.';

--
-- Feeds: the tables in natural keys. SELECT exports, INSERT and COPY load.
-- Columns are wider than the tables' (text, bigint, numeric without a limit), so that a value that is
-- too long or out of range reaches the load, which rejects it by row instead of failing the file.
--

-- Only the owner may execute them, for GRANT ... ON ALL FUNCTIONS IN SCHEMA fails where a role has no privilege at all.
CREATE FUNCTION @extschema@.feed_begin() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_feed_begin';
REVOKE ALL ON FUNCTION @extschema@.feed_begin() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION @extschema@.feed_begin() TO @extowner@;
COMMENT ON FUNCTION @extschema@.feed_begin() IS 'Trigger of the feeds: begins a load.';

CREATE FUNCTION @extschema@.feed_row() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_feed_row';
REVOKE ALL ON FUNCTION @extschema@.feed_row() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION @extschema@.feed_row() TO @extowner@;
COMMENT ON FUNCTION @extschema@.feed_row() IS 'Trigger of the feeds: takes one row into the load.';

CREATE FUNCTION @extschema@.feed_end() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_feed_end';
REVOKE ALL ON FUNCTION @extschema@.feed_end() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION @extschema@.feed_end() TO @extowner@;
COMMENT ON FUNCTION @extschema@.feed_end() IS 'Trigger of the feeds: decides the load as a whole and writes it.';

CREATE FUNCTION @extschema@.feed_refuse() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_feed_refuse';
REVOKE ALL ON FUNCTION @extschema@.feed_refuse() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION @extschema@.feed_refuse() TO @extowner@;
COMMENT ON FUNCTION @extschema@.feed_refuse() IS 'Trigger of the feeds: refuses UPDATE and DELETE and names the table to use.';

CREATE FUNCTION @extschema@.left_out(column_number integer) RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_left_out';
COMMENT ON FUNCTION @extschema@.left_out(integer) IS 'Default of optional feed columns: returns NULL and notes that the statement left the column out, so that a standing value is kept.';

CREATE VIEW @extschema@.store_feed WITH (security_invoker = true) AS
    SELECT s.code::text AS code, s.name::text AS name, s.region::text AS region, s.city::text AS city,
        s.store_type::text AS store_type
    FROM @extschema@.store s;
ALTER VIEW @extschema@.store_feed ALTER COLUMN region SET DEFAULT @extschema@.left_out(3);
ALTER VIEW @extschema@.store_feed ALTER COLUMN city SET DEFAULT @extschema@.left_out(4);
ALTER VIEW @extschema@.store_feed ALTER COLUMN store_type SET DEFAULT @extschema@.left_out(5);
ALTER VIEW @extschema@.store_feed OWNER TO @extowner@;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.store_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.store_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.store_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.store_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.store_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.store_feed IS 'Stores in natural keys: SELECT exports store, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.store_feed.code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.store_feed.name IS 'Name of the store.';
COMMENT ON COLUMN @extschema@.store_feed.region IS 'Sales region.';
COMMENT ON COLUMN @extschema@.store_feed.city IS 'City.';
COMMENT ON COLUMN @extschema@.store_feed.store_type IS 'Format of the store.';

CREATE VIEW @extschema@.product_feed WITH (security_invoker = true) AS
    SELECT p.sku::text AS sku, p.name::text AS name, p.category::text AS category, p.brand::text AS brand,
        p.base_price::numeric AS base_price, p.base_cost::numeric AS base_cost
    FROM @extschema@.product p;
ALTER VIEW @extschema@.product_feed ALTER COLUMN category SET DEFAULT @extschema@.left_out(3);
ALTER VIEW @extschema@.product_feed ALTER COLUMN brand SET DEFAULT @extschema@.left_out(4);
ALTER VIEW @extschema@.product_feed ALTER COLUMN base_price SET DEFAULT @extschema@.left_out(5)::numeric;
ALTER VIEW @extschema@.product_feed ALTER COLUMN base_cost SET DEFAULT @extschema@.left_out(6)::numeric;
ALTER VIEW @extschema@.product_feed OWNER TO @extowner@;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.product_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.product_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.product_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.product_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.product_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.product_feed IS 'Products in natural keys: SELECT exports product, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.product_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.product_feed.name IS 'Name of the product.';
COMMENT ON COLUMN @extschema@.product_feed.category IS 'Merchandise category.';
COMMENT ON COLUMN @extschema@.product_feed.brand IS 'Brand.';
COMMENT ON COLUMN @extschema@.product_feed.base_price IS 'Regular price of one unit.';
COMMENT ON COLUMN @extschema@.product_feed.base_cost IS 'Cost of one unit.';

CREATE VIEW @extschema@.sales_daily_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, p.sku::text AS sku, f.quantity::bigint AS quantity,
        f.unit_price::numeric AS unit_price, f.total_amount::numeric AS total_amount
    FROM @extschema@.sales_daily f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
ALTER VIEW @extschema@.sales_daily_feed OWNER TO @extowner@;
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
COMMENT ON COLUMN @extschema@.sales_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.quantity IS 'Units sold, net of returns.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.unit_price IS 'Price of one unit; missing: total_amount / quantity.';
COMMENT ON COLUMN @extschema@.sales_daily_feed.total_amount IS 'Revenue; missing: quantity x unit_price.';

CREATE VIEW @extschema@.price_history_feed WITH (security_invoker = true) AS
    SELECT p.sku::text AS sku, s.code::text AS store_code, f.price::numeric AS price, f.valid_from, f.valid_to
    FROM @extschema@.price_history f
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id
    LEFT JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id;
ALTER VIEW @extschema@.price_history_feed OWNER TO @extowner@;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.price_history_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.price_history_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.price_history_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.price_history_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.price_history_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.price_history_feed IS 'Price windows in natural keys: SELECT exports price_history, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.price_history_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.price_history_feed.store_code IS 'Natural key of the store; missing: the whole chain.';
COMMENT ON COLUMN @extschema@.price_history_feed.price IS 'Price of one unit.';
COMMENT ON COLUMN @extschema@.price_history_feed.valid_from IS 'First day of the price.';
COMMENT ON COLUMN @extschema@.price_history_feed.valid_to IS 'Last day of the price; missing: open.';

CREATE VIEW @extschema@.promotion_feed WITH (security_invoker = true) AS
    SELECT p.sku::text AS sku, s.code::text AS store_code, f.name::text AS name,
        f.discount_pct::numeric AS discount_pct, f.discount_amount::numeric AS discount_amount,
        f.start_date, f.end_date
    FROM @extschema@.promotion f
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id
    LEFT JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id;
ALTER VIEW @extschema@.promotion_feed ALTER COLUMN discount_pct SET DEFAULT @extschema@.left_out(4)::numeric;
ALTER VIEW @extschema@.promotion_feed ALTER COLUMN discount_amount SET DEFAULT @extschema@.left_out(5)::numeric;
ALTER VIEW @extschema@.promotion_feed OWNER TO @extowner@;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.promotion_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.promotion_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.promotion_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.promotion_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.promotion_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.promotion_feed IS 'Promotions in natural keys: SELECT exports promotion, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.promotion_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.promotion_feed.store_code IS 'Natural key of the store; missing: the whole chain.';
COMMENT ON COLUMN @extschema@.promotion_feed.name IS 'Name of the promotion.';
COMMENT ON COLUMN @extschema@.promotion_feed.discount_pct IS 'Discount as a share of the price, 0 to 1.';
COMMENT ON COLUMN @extschema@.promotion_feed.discount_amount IS 'Discount on one unit.';
COMMENT ON COLUMN @extschema@.promotion_feed.start_date IS 'First day.';
COMMENT ON COLUMN @extschema@.promotion_feed.end_date IS 'Last day.';

CREATE VIEW @extschema@.inventory_snapshot_daily_feed WITH (security_invoker = true) AS
    SELECT f.date, s.code::text AS store_code, p.sku::text AS sku, f.on_hand_qty::bigint AS on_hand_qty,
        f.on_order_qty::bigint AS on_order_qty, f.is_stockout
    FROM @extschema@.inventory_snapshot_daily f
    JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
ALTER VIEW @extschema@.inventory_snapshot_daily_feed ALTER COLUMN on_order_qty SET DEFAULT @extschema@.left_out(5)::bigint;
ALTER VIEW @extschema@.inventory_snapshot_daily_feed OWNER TO @extowner@;
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
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.date IS 'Day; must stand in calendar.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.on_hand_qty IS 'Units in the store.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.on_order_qty IS 'Units ordered and not yet received; missing: 0.';
COMMENT ON COLUMN @extschema@.inventory_snapshot_daily_feed.is_stockout IS 'Whether demand could not be met; missing: on_hand_qty = 0.';

--
-- Loads from a relation, and of a single row
--

CREATE FUNCTION @extschema@.upsert_store(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_store';
COMMENT ON FUNCTION @extschema@.upsert_store(regclass, text, text) IS
    'Loads store from any relation that has the columns of store_feed by name.';

CREATE FUNCTION @extschema@.upsert_store(code text, name text, region text, city text, store_type text)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_store_row';
COMMENT ON FUNCTION @extschema@.upsert_store(text, text, text, text, text) IS
    'Inserts or updates a store; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_product(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_product';
COMMENT ON FUNCTION @extschema@.upsert_product(regclass, text, text) IS
    'Loads product from any relation that has the columns of product_feed by name.';

CREATE FUNCTION @extschema@.upsert_product(sku text, name text, category text, brand text, base_price numeric, base_cost numeric)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_product_row';
COMMENT ON FUNCTION @extschema@.upsert_product(text, text, text, text, numeric, numeric) IS
    'Inserts or updates a product; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_sales_daily(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_daily';
COMMENT ON FUNCTION @extschema@.upsert_sales_daily(regclass, text, text) IS
    'Loads sales_daily from any relation that has the columns of sales_daily_feed by name.';

CREATE FUNCTION @extschema@.upsert_sales_daily(
        date date, store_code text, sku text, quantity bigint,
        unit_price numeric DEFAULT NULL, total_amount numeric DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_sales_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_sales_daily(date, text, text, bigint, numeric, numeric) IS
    'Inserts or updates the sales of a day, store and product; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_price_history(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_price_history';
COMMENT ON FUNCTION @extschema@.upsert_price_history(regclass, text, text) IS
    'Loads price_history from any relation that has the columns of price_history_feed by name.';

CREATE FUNCTION @extschema@.upsert_price_history(
        sku text, store_code text, price numeric, valid_from date, valid_to date DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_price_history_row';
COMMENT ON FUNCTION @extschema@.upsert_price_history(text, text, numeric, date, date) IS
    'Inserts or updates a price window; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_promotion(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_promotion';
COMMENT ON FUNCTION @extschema@.upsert_promotion(regclass, text, text) IS
    'Loads promotion from any relation that has the columns of promotion_feed by name.';

CREATE FUNCTION @extschema@.upsert_promotion(
        sku text, store_code text, name text, discount_pct numeric, discount_amount numeric,
        start_date date, end_date date)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_promotion_row';
COMMENT ON FUNCTION @extschema@.upsert_promotion(text, text, text, numeric, numeric, date, date) IS
    'Inserts or updates a promotion; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.upsert_inventory_snapshot_daily(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_inventory_snapshot_daily';
COMMENT ON FUNCTION @extschema@.upsert_inventory_snapshot_daily(regclass, text, text) IS
    'Loads inventory_snapshot_daily from any relation that has the columns of inventory_snapshot_daily_feed by name.';

CREATE FUNCTION @extschema@.upsert_inventory_snapshot_daily(
        date date, store_code text, sku text, on_hand_qty bigint,
        on_order_qty bigint DEFAULT NULL, is_stockout boolean DEFAULT NULL)
    RETURNS text
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert_inventory_snapshot_daily_row';
COMMENT ON FUNCTION @extschema@.upsert_inventory_snapshot_daily(date, text, text, bigint, bigint, boolean) IS
    'Inserts or updates the stock of a day, store and product; returns inserted, updated or unchanged.';

CREATE FUNCTION @extschema@.last_load() RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'fw_last_load';
COMMENT ON FUNCTION @extschema@.last_load() IS
    'Result of this session''s last load that was not rolled back; NULL when there is none.';

--
-- Calendar and demo data
--

CREATE FUNCTION @extschema@.generate_calendar(start_date date, end_date date, holidays text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_generate_calendar';
COMMENT ON FUNCTION @extschema@.generate_calendar(date, date, text) IS
    'Fills or refreshes calendar from start_date to end_date; holidays names a calendar of holiday_date.';

CREATE FUNCTION @extschema@.generate_demo_data(
        stores integer DEFAULT 10, products integer DEFAULT 50,
        start_date date DEFAULT '2023-01-01', end_date date DEFAULT '2024-12-31', seed bigint DEFAULT 42)
    RETURNS TABLE (table_name text, inserted bigint, updated bigint, unchanged bigint, rejected bigint)
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_generate_demo_data';
COMMENT ON FUNCTION @extschema@.generate_demo_data(integer, integer, date, date, bigint) IS
    'Loads made-up retail data, the same for a seed on every platform, through the feeds'' engine.';
