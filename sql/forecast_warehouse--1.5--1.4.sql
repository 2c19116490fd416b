-- forecast_warehouse 1.5 back to 1.4.

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
CREATE FUNCTION pg_catalog.fw_run_as_owner(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_as_owner';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_as_owner(regclass, text) FROM PUBLIC;

--
-- Locks first, in the order in which loads take theirs. Setting an option that a view has already locks the view alone;
-- LOCK TABLE would lock its tables before.
--

-- Views before the views and tables that they read, as queries lock them.
SELECT pg_catalog.fw_run_as_owner('@extschema@.orders_by_state_group'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.orders_by_state_group SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.orders_by_state'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.orders_by_state SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.orders_by_weekday'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.orders_by_weekday SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.orders_by_product_weekday'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.orders_by_product_weekday SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.orders_against_product_target'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.orders_against_product_target SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.orders_against_target'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.orders_against_target SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.orders_by_customer_quarter'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.orders_by_customer_quarter SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.orders_by_product_month'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.orders_by_product_month SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.fact_srcsalestarget'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.fact_srcsalestarget SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.fact_productsalestarget'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.fact_productsalestarget SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.fact_salesactual'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.fact_salesactual SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.dim_date'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.dim_date SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.dim_product'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.dim_product SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.dim_store'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.dim_store SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.dim_reseller'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.dim_reseller SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.dim_customer'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.dim_customer SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.dim_location'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.dim_location SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.dim_channel'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.dim_channel SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.product_target_daily'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.product_target_daily SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_target_daily'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_target_daily SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.location_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.location_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.channel_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.channel_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.customer_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.customer_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.reseller_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.reseller_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_order_line_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_order_line_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.product_target_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.product_target_feed SET (security_invoker = true)'::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.sales_target_feed'::pg_catalog.regclass,
    'ALTER VIEW @extschema@.sales_target_feed SET (security_invoker = true)'::pg_catalog.text);
LOCK TABLE @extschema@.store, @extschema@.product, @extschema@.location, @extschema@.channel, @extschema@.customer,
    @extschema@.reseller, @extschema@.sales_order_line, @extschema@.product_target, @extschema@.name_alias,
    @extschema@.sales_target, @extschema@.order_rollup
    IN ACCESS EXCLUSIVE MODE;
LOCK TABLE @extschema@.staging_channel,
    @extschema@.staging_channelcategory,
    @extschema@.staging_customer,
    @extschema@.staging_product,
    @extschema@.staging_productcategory,
    @extschema@.staging_producttype,
    @extschema@.staging_reseller,
    @extschema@.staging_store,
    @extschema@.staging_salesdetail,
    @extschema@.staging_salesheader,
    @extschema@.staging_targetdatachannel,
    @extschema@.staging_targetdataproduct
    IN ACCESS EXCLUSIVE MODE;

SELECT pg_catalog.fw_check_step('1.5'::pg_catalog.text, '1.4'::pg_catalog.text);

--
-- Reports and analyses of orders
--

DROP VIEW @extschema@.orders_by_state_group;
DROP VIEW @extschema@.orders_by_state;
DROP VIEW @extschema@.orders_by_weekday;
DROP VIEW @extschema@.orders_by_product_weekday;
DROP FUNCTION @extschema@.orders_share_bonus(integer, numeric, numeric, text[], text[]);
DROP FUNCTION @extschema@.orders_compare_stores(text, text);
DROP VIEW @extschema@.orders_against_product_target;
DROP VIEW @extschema@.orders_against_target;
DROP VIEW @extschema@.orders_by_customer_quarter;
DROP VIEW @extschema@.orders_by_product_month;
DROP VIEW @extschema@.fact_srcsalestarget;
DROP VIEW @extschema@.fact_productsalestarget;
DROP VIEW @extschema@.fact_salesactual;
DROP VIEW @extschema@.dim_date;
DROP VIEW @extschema@.dim_product;
DROP VIEW @extschema@.dim_store;
DROP VIEW @extschema@.dim_reseller;
DROP VIEW @extschema@.dim_customer;
DROP VIEW @extschema@.dim_location;
DROP VIEW @extschema@.dim_channel;
DROP FUNCTION @extschema@.date_key(date);
DROP FUNCTION @extschema@.source_number(text);

--
-- Made-up orders, and orders as daily sales
--

DROP FUNCTION @extschema@.rollup_orders(date, date, jsonb);
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.order_rollup;
DROP TABLE @extschema@.order_rollup;
DROP FUNCTION @extschema@.generate_demo_orders(integer, date, date, integer, bigint);

--
-- Targets and orders: the check above found no rows, or the loss is allowed. Members that are dropped stay in the list of
-- what dumps carry.
--

DROP FUNCTION @extschema@.run_etl(text, text);
DROP VIEW @extschema@.etl_sales_target;
DROP VIEW @extschema@.etl_product_target;
DROP VIEW @extschema@.etl_sales_order_line;
DROP VIEW @extschema@.etl_reseller;
DROP VIEW @extschema@.etl_customer;
DROP VIEW @extschema@.etl_store;
DROP VIEW @extschema@.etl_product;
DROP VIEW @extschema@.etl_channel;
DROP VIEW @extschema@.etl_location;
DROP FUNCTION @extschema@.location_code(text, text, text, text, text);
DROP FUNCTION @extschema@.trimmed(text);
DROP FUNCTION @extschema@.order_day(text);
DROP VIEW @extschema@.sales_target_daily;
DROP VIEW @extschema@.product_target_daily;
DROP FUNCTION @extschema@.days_of_year(integer);
DROP FUNCTION @extschema@.upsert_sales_target(regclass, text, text);
DROP VIEW @extschema@.sales_target_feed;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.sales_target_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.sales_target;
DROP TABLE @extschema@.sales_target;
DROP VIEW @extschema@.target_name;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.name_alias;
DROP TABLE @extschema@.name_alias;
DROP FUNCTION @extschema@.upsert_product_target(regclass, text, text);
DROP VIEW @extschema@.product_target_feed;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.product_target_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.product_target;
DROP TABLE @extschema@.product_target;
DROP FUNCTION @extschema@.upsert_sales_order_line(regclass, text, text);
DROP VIEW @extschema@.sales_order_line_feed;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.sales_order_line_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.sales_order_line;
DROP TABLE @extschema@.sales_order_line;

--
-- The columns that 1.5 added to stores and products
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.store'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.store
        DROP COLUMN number,
        DROP COLUMN manager,
        DROP COLUMN location_id
    $$::pg_catalog.text);

SELECT pg_catalog.fw_run_as_owner('@extschema@.product'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.product
        DROP COLUMN product_type,
        DROP COLUMN product_type_code,
        DROP COLUMN category_code,
        DROP COLUMN wholesale_price
    $$::pg_catalog.text);

--
-- Dimensions of orders: the check above found no rows, or the loss is allowed. Members that are dropped stay in the list of
-- what dumps carry.
--

DROP FUNCTION @extschema@.upsert_reseller(regclass, text, text);
DROP VIEW @extschema@.reseller_feed;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.reseller_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.reseller;
DROP TABLE @extschema@.reseller;
DROP FUNCTION @extschema@.upsert_customer(regclass, text, text);
DROP VIEW @extschema@.customer_feed;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.customer_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.customer;
DROP TABLE @extschema@.customer;
DROP FUNCTION @extschema@.upsert_channel(regclass, text, text);
DROP VIEW @extschema@.channel_feed;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.channel_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.channel;
DROP TABLE @extschema@.channel;
DROP FUNCTION @extschema@.upsert_location(regclass, text, text);
DROP VIEW @extschema@.location_feed;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.location_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.location;
DROP TABLE @extschema@.location;

--
-- Staging: the check above found no rows, or the loss is allowed. Members that are dropped stay in the list of what dumps
-- carry.
--

ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_channel_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_channel;
DROP TABLE @extschema@.staging_channel;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_channelcategory_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_channelcategory;
DROP TABLE @extschema@.staging_channelcategory;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_customer_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_customer;
DROP TABLE @extschema@.staging_customer;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_product_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_product;
DROP TABLE @extschema@.staging_product;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_productcategory_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_productcategory;
DROP TABLE @extschema@.staging_productcategory;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_producttype_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_producttype;
DROP TABLE @extschema@.staging_producttype;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_reseller_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_reseller;
DROP TABLE @extschema@.staging_reseller;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_store_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_store;
DROP TABLE @extschema@.staging_store;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_salesdetail_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_salesdetail;
DROP TABLE @extschema@.staging_salesdetail;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_salesheader_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_salesheader;
DROP TABLE @extschema@.staging_salesheader;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_targetdatachannel_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_targetdatachannel;
DROP TABLE @extschema@.staging_targetdatachannel;
ALTER EXTENSION forecast_warehouse DROP SEQUENCE @extschema@.staging_targetdataproduct_staging_id_seq;
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.staging_targetdataproduct;
DROP TABLE @extschema@.staging_targetdataproduct;

--
-- The end
--

DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
