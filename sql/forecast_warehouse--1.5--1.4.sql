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

--
-- Locks first. Nothing that loads lock refers to these tables.
--

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

DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
