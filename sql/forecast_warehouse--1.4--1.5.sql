-- forecast_warehouse 1.4 to 1.5: tables that the files of orders land in, and dimensions of orders.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.5'" to load this file. \quit

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

SELECT pg_catalog.fw_check_step('1.4'::pg_catalog.text, '1.5'::pg_catalog.text);

--
-- Staging: a table for each file of orders. All columns may be NULL, so that whatever comes lands. The columns of the file
-- come first, in its order. No text is indexed: an index would refuse long ones.
--

CREATE TABLE @extschema@.staging_channel (
    channelid integer,
    channelcategoryid integer,
    channel text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    CONSTRAINT pk_staging_channel PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_channel', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_channel_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_channel IS 'Channels of sale. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_channel.channelid IS 'Number of the channel.';
COMMENT ON COLUMN @extschema@.staging_channel.channelcategoryid IS 'Number of the category of channels.';
COMMENT ON COLUMN @extschema@.staging_channel.channel IS 'Name of the channel.';
COMMENT ON COLUMN @extschema@.staging_channel.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_channel.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_channel.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_channel.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_channel.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_channel'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_channelcategory (
    channelcategoryid integer,
    channelcategory text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    CONSTRAINT pk_staging_channelcategory PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_channelcategory', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_channelcategory_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_channelcategory IS 'Categories of channels. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_channelcategory.channelcategoryid IS 'Number of the category of channels.';
COMMENT ON COLUMN @extschema@.staging_channelcategory.channelcategory IS 'Name of the category.';
COMMENT ON COLUMN @extschema@.staging_channelcategory.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_channelcategory.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_channelcategory.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_channelcategory.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_channelcategory.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_channelcategory'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_customer (
    customerid text,
    subsegmentid integer,
    firstname text,
    lastname text,
    gender text,
    emailaddress text,
    address text,
    city text,
    stateprovince text,
    country text,
    postalcode text,
    phonenumber text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    CONSTRAINT pk_staging_customer PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_customer', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_customer_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_customer IS 'Customers. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_customer.customerid IS 'Identifier of the customer, a GUID.';
COMMENT ON COLUMN @extschema@.staging_customer.subsegmentid IS 'Number of the subsegment, which no file describes.';
COMMENT ON COLUMN @extschema@.staging_customer.firstname IS 'First name.';
COMMENT ON COLUMN @extschema@.staging_customer.lastname IS 'Last name.';
COMMENT ON COLUMN @extschema@.staging_customer.gender IS 'Gender.';
COMMENT ON COLUMN @extschema@.staging_customer.emailaddress IS 'E-mail address.';
COMMENT ON COLUMN @extschema@.staging_customer.address IS 'Street and number.';
COMMENT ON COLUMN @extschema@.staging_customer.city IS 'City.';
COMMENT ON COLUMN @extschema@.staging_customer.stateprovince IS 'State or province.';
COMMENT ON COLUMN @extschema@.staging_customer.country IS 'Country.';
COMMENT ON COLUMN @extschema@.staging_customer.postalcode IS 'Postal code; text, because it may begin with zeros.';
COMMENT ON COLUMN @extschema@.staging_customer.phonenumber IS 'Telephone number.';
COMMENT ON COLUMN @extschema@.staging_customer.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_customer.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_customer.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_customer.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_customer.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_customer'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_product (
    productid integer,
    producttypeid integer,
    product text,
    color text,
    style text,
    unitofmeasureid integer,
    weight text,
    price text,
    cost text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    wholesaleprice text,
    staging_id bigserial,
    CONSTRAINT pk_staging_product PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_product', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_product_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_product IS 'Products. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_product.productid IS 'Number of the product.';
COMMENT ON COLUMN @extschema@.staging_product.producttypeid IS 'Number of the type of products.';
COMMENT ON COLUMN @extschema@.staging_product.product IS 'Name of the product.';
COMMENT ON COLUMN @extschema@.staging_product.color IS 'Color.';
COMMENT ON COLUMN @extschema@.staging_product.style IS 'Style.';
COMMENT ON COLUMN @extschema@.staging_product.unitofmeasureid IS 'Number of the unit of measure, which no file describes.';
COMMENT ON COLUMN @extschema@.staging_product.weight IS 'Weight.';
COMMENT ON COLUMN @extschema@.staging_product.price IS 'Retail price.';
COMMENT ON COLUMN @extschema@.staging_product.cost IS 'Cost of one unit.';
COMMENT ON COLUMN @extschema@.staging_product.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_product.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_product.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_product.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_product.wholesaleprice IS 'Wholesale price.';
COMMENT ON COLUMN @extschema@.staging_product.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_product'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_productcategory (
    productcategoryid integer,
    productcategory text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    CONSTRAINT pk_staging_productcategory PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_productcategory', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_productcategory_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_productcategory IS 'Categories of products. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_productcategory.productcategoryid IS 'Number of the category of products.';
COMMENT ON COLUMN @extschema@.staging_productcategory.productcategory IS 'Name of the category.';
COMMENT ON COLUMN @extschema@.staging_productcategory.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_productcategory.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_productcategory.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_productcategory.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_productcategory.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_productcategory'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_producttype (
    producttypeid integer,
    productcategoryid integer,
    producttype text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    CONSTRAINT pk_staging_producttype PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_producttype', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_producttype_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_producttype IS 'Types of products. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_producttype.producttypeid IS 'Number of the type of products.';
COMMENT ON COLUMN @extschema@.staging_producttype.productcategoryid IS 'Number of the category of products.';
COMMENT ON COLUMN @extschema@.staging_producttype.producttype IS 'Name of the type.';
COMMENT ON COLUMN @extschema@.staging_producttype.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_producttype.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_producttype.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_producttype.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_producttype.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_producttype'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_reseller (
    resellerid text,
    contact text,
    emailaddress text,
    address text,
    city text,
    stateprovince text,
    country text,
    postalcode text,
    phonenumber text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    resellername text,
    staging_id bigserial,
    CONSTRAINT pk_staging_reseller PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_reseller', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_reseller_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_reseller IS 'Resellers. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_reseller.resellerid IS 'Identifier of the reseller, a GUID.';
COMMENT ON COLUMN @extschema@.staging_reseller.contact IS 'Name of the contact.';
COMMENT ON COLUMN @extschema@.staging_reseller.emailaddress IS 'E-mail address.';
COMMENT ON COLUMN @extschema@.staging_reseller.address IS 'Street and number.';
COMMENT ON COLUMN @extschema@.staging_reseller.city IS 'City.';
COMMENT ON COLUMN @extschema@.staging_reseller.stateprovince IS 'State or province.';
COMMENT ON COLUMN @extschema@.staging_reseller.country IS 'Country.';
COMMENT ON COLUMN @extschema@.staging_reseller.postalcode IS 'Postal code; text, because it may begin with zeros.';
COMMENT ON COLUMN @extschema@.staging_reseller.phonenumber IS 'Telephone number.';
COMMENT ON COLUMN @extschema@.staging_reseller.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_reseller.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_reseller.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_reseller.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_reseller.resellername IS 'Name of the reseller.';
COMMENT ON COLUMN @extschema@.staging_reseller.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_reseller'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_store (
    storeid integer,
    subsegmentid integer,
    storenumber integer,
    storemanager text,
    address text,
    city text,
    stateprovince text,
    country text,
    postalcode text,
    phonenumber text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    CONSTRAINT pk_staging_store PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_store', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_store_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_store IS 'Stores. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_store.storeid IS 'Number of the store in the source system.';
COMMENT ON COLUMN @extschema@.staging_store.subsegmentid IS 'Number of the subsegment, which no file describes.';
COMMENT ON COLUMN @extschema@.staging_store.storenumber IS 'Number that names the store, as in Store Number 5.';
COMMENT ON COLUMN @extschema@.staging_store.storemanager IS 'Name of the manager.';
COMMENT ON COLUMN @extschema@.staging_store.address IS 'Street and number.';
COMMENT ON COLUMN @extschema@.staging_store.city IS 'City.';
COMMENT ON COLUMN @extschema@.staging_store.stateprovince IS 'State or province.';
COMMENT ON COLUMN @extschema@.staging_store.country IS 'Country.';
COMMENT ON COLUMN @extschema@.staging_store.postalcode IS 'Postal code; text, because it may begin with zeros.';
COMMENT ON COLUMN @extschema@.staging_store.phonenumber IS 'Telephone number.';
COMMENT ON COLUMN @extschema@.staging_store.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_store.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_store.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_store.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_store.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_store'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_salesdetail (
    salesdetailid integer,
    salesheaderid integer,
    productid integer,
    salesquantity integer,
    salesamount text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    CONSTRAINT pk_staging_salesdetail PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_salesdetail', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_salesdetail_staging_id_seq', '');
CREATE INDEX ix_staging_salesdetail_salesdetailid ON @extschema@.staging_salesdetail (salesdetailid);
COMMENT ON TABLE @extschema@.staging_salesdetail IS 'Lines of orders. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.salesdetailid IS 'Number of the line.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.salesheaderid IS 'Number of the order.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.productid IS 'Number of the product.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.salesquantity IS 'Units sold.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.salesamount IS 'Amount of the line.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_salesdetail.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_salesdetail'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_salesheader (
    salesheaderid integer,
    date text,
    channelid integer,
    storeid integer,
    customerid text,
    resellerid text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    CONSTRAINT pk_staging_salesheader PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_salesheader', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_salesheader_staging_id_seq', '');
CREATE INDEX ix_staging_salesheader_salesheaderid ON @extschema@.staging_salesheader (salesheaderid);
COMMENT ON TABLE @extschema@.staging_salesheader IS 'Heads of orders. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_salesheader.salesheaderid IS 'Number of the order.';
COMMENT ON COLUMN @extschema@.staging_salesheader.date IS 'Day of the order.';
COMMENT ON COLUMN @extschema@.staging_salesheader.channelid IS 'Number of the channel.';
COMMENT ON COLUMN @extschema@.staging_salesheader.storeid IS 'Number of the store in the source system.';
COMMENT ON COLUMN @extschema@.staging_salesheader.customerid IS 'Identifier of the customer, a GUID.';
COMMENT ON COLUMN @extschema@.staging_salesheader.resellerid IS 'Identifier of the reseller, a GUID.';
COMMENT ON COLUMN @extschema@.staging_salesheader.createddate IS 'When the source system made the record.';
COMMENT ON COLUMN @extschema@.staging_salesheader.createdby IS 'Who made the record there.';
COMMENT ON COLUMN @extschema@.staging_salesheader.modifieddate IS 'When the source system changed the record.';
COMMENT ON COLUMN @extschema@.staging_salesheader.modifiedby IS 'Who changed the record there.';
COMMENT ON COLUMN @extschema@.staging_salesheader.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_salesheader'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_targetdatachannel (
    year integer,
    channelname text,
    targetname text,
    targetsalesamount text,
    staging_id bigserial,
    CONSTRAINT pk_staging_targetdatachannel PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_targetdatachannel', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_targetdatachannel_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_targetdatachannel IS 'Yearly targets of sales amounts, by channel, store and reseller. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_targetdatachannel.year IS 'Year of the target.';
COMMENT ON COLUMN @extschema@.staging_targetdatachannel.channelname IS 'Name of the channel, which may differ from that in staging_channel.';
COMMENT ON COLUMN @extschema@.staging_targetdatachannel.targetname IS 'Name of the store or reseller, or another name for a target of the channel.';
COMMENT ON COLUMN @extschema@.staging_targetdatachannel.targetsalesamount IS 'Target of the amount.';
COMMENT ON COLUMN @extschema@.staging_targetdatachannel.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_targetdatachannel'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_targetdataproduct (
    productid integer,
    product text,
    year integer,
    salesquantitytarget text,
    staging_id bigserial,
    CONSTRAINT pk_staging_targetdataproduct PRIMARY KEY (staging_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_targetdataproduct', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.staging_targetdataproduct_staging_id_seq', '');
COMMENT ON TABLE @extschema@.staging_targetdataproduct IS 'Yearly targets of quantities, by product. Rows of a file as they came, in its order of columns.';
COMMENT ON COLUMN @extschema@.staging_targetdataproduct.productid IS 'Number of the product.';
COMMENT ON COLUMN @extschema@.staging_targetdataproduct.product IS 'Name of the product; productid is its key.';
COMMENT ON COLUMN @extschema@.staging_targetdataproduct.year IS 'Year of the target.';
COMMENT ON COLUMN @extschema@.staging_targetdataproduct.salesquantitytarget IS 'Target of the quantity.';
COMMENT ON COLUMN @extschema@.staging_targetdataproduct.staging_id IS 'Surrogate key: rows that came later have higher ones.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_targetdataproduct'::pg_catalog.regclass);

--
-- Dimensions of orders, with their feeds: locations, channels, customers, resellers.
--

CREATE TABLE @extschema@.location (
    id serial,
    code varchar(50) NOT NULL,
    address varchar(200) NOT NULL DEFAULT '',
    city varchar(100) NOT NULL DEFAULT '',
    postal_code varchar(20) NOT NULL DEFAULT '',
    state_province varchar(100) NOT NULL DEFAULT '',
    country varchar(100) NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_location PRIMARY KEY (id),
    CONSTRAINT uq_location_code UNIQUE (code),
    CONSTRAINT uq_location_address UNIQUE (address, city, postal_code, state_province, country)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.location', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.location_id_seq', '');
COMMENT ON TABLE @extschema@.location IS 'Addresses of customers and resellers, each of them once.';
COMMENT ON COLUMN @extschema@.location.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.location.code IS 'Natural key.';
COMMENT ON COLUMN @extschema@.location.address IS 'Street and number; empty: unknown.';
COMMENT ON COLUMN @extschema@.location.city IS 'City; empty: unknown.';
COMMENT ON COLUMN @extschema@.location.postal_code IS 'Postal code; empty: unknown.';
COMMENT ON COLUMN @extschema@.location.state_province IS 'State or province; empty: unknown.';
COMMENT ON COLUMN @extschema@.location.country IS 'Country; empty: unknown.';
COMMENT ON COLUMN @extschema@.location.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.location.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.location'::pg_catalog.regclass);

CREATE VIEW @extschema@.location_feed WITH (security_invoker = true) AS
    SELECT d.code::text AS code, d.address::text AS address, d.city::text AS city, d.postal_code::text AS postal_code,
        d.state_province::text AS state_province, d.country::text AS country
    FROM @extschema@.location d;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.location_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.location_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.location_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.location_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.location_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.location_feed IS 'Locations in natural keys: SELECT exports location, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.location_feed.code IS 'Natural key of the location.';
COMMENT ON COLUMN @extschema@.location_feed.address IS 'Street and number; missing: empty.';
COMMENT ON COLUMN @extschema@.location_feed.city IS 'City; missing: empty.';
COMMENT ON COLUMN @extschema@.location_feed.postal_code IS 'Postal code; missing: empty.';
COMMENT ON COLUMN @extschema@.location_feed.state_province IS 'State or province; missing: empty.';
COMMENT ON COLUMN @extschema@.location_feed.country IS 'Country; missing: empty.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.location_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_location(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_location(regclass, text, text) IS
    'Loads location from any relation that has the columns of location_feed by name.';

CREATE TABLE @extschema@.channel (
    id serial,
    code varchar(20) NOT NULL,
    name varchar(100) NOT NULL,
    category varchar(100),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_channel PRIMARY KEY (id),
    CONSTRAINT uq_channel_code UNIQUE (code)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.channel', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.channel_id_seq', '');
COMMENT ON TABLE @extschema@.channel IS 'Channels of sale.';
COMMENT ON COLUMN @extschema@.channel.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.channel.code IS 'Natural key.';
COMMENT ON COLUMN @extschema@.channel.name IS 'Name of the channel.';
COMMENT ON COLUMN @extschema@.channel.category IS 'Category of the channel.';
COMMENT ON COLUMN @extschema@.channel.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.channel.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.channel'::pg_catalog.regclass);

CREATE VIEW @extschema@.channel_feed WITH (security_invoker = true) AS
    SELECT d.code::text AS code, d.name::text AS name, d.category::text AS category
    FROM @extschema@.channel d;
ALTER VIEW @extschema@.channel_feed ALTER COLUMN category SET DEFAULT @extschema@.left_out(3);
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.channel_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.channel_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.channel_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.channel_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.channel_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.channel_feed IS 'Channels in natural keys: SELECT exports channel, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.channel_feed.code IS 'Natural key of the channel.';
COMMENT ON COLUMN @extschema@.channel_feed.name IS 'Name of the channel.';
COMMENT ON COLUMN @extschema@.channel_feed.category IS 'Category of the channel.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.channel_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_channel(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_channel(regclass, text, text) IS
    'Loads channel from any relation that has the columns of channel_feed by name.';

CREATE TABLE @extschema@.customer (
    id serial,
    code varchar(50) NOT NULL,
    full_name varchar(201) NOT NULL,
    first_name varchar(100),
    last_name varchar(100),
    gender varchar(10),
    location_id integer,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_customer PRIMARY KEY (id),
    CONSTRAINT uq_customer_code UNIQUE (code),
    CONSTRAINT fk_customer_location FOREIGN KEY (location_id) REFERENCES @extschema@.location (id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.customer', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.customer_id_seq', '');
CREATE INDEX ix_customer_location_id ON @extschema@.customer (location_id);
COMMENT ON TABLE @extschema@.customer IS 'Customers of orders.';
COMMENT ON COLUMN @extschema@.customer.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.customer.code IS 'Natural key.';
COMMENT ON COLUMN @extschema@.customer.full_name IS 'Whole name.';
COMMENT ON COLUMN @extschema@.customer.first_name IS 'First name.';
COMMENT ON COLUMN @extschema@.customer.last_name IS 'Last name.';
COMMENT ON COLUMN @extschema@.customer.gender IS 'Gender.';
COMMENT ON COLUMN @extschema@.customer.location_id IS 'Location of the customer.';
COMMENT ON COLUMN @extschema@.customer.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.customer.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.customer'::pg_catalog.regclass);

CREATE VIEW @extschema@.customer_feed WITH (security_invoker = true) AS
    SELECT d.code::text AS code, d.full_name::text AS full_name, d.first_name::text AS first_name, d.last_name::text AS
        last_name, d.gender::text AS gender, l.code::text AS location_code
    FROM @extschema@.customer d
    LEFT JOIN @extschema@.location l ON l.id OPERATOR(pg_catalog.=) d.location_id;
ALTER VIEW @extschema@.customer_feed ALTER COLUMN first_name SET DEFAULT @extschema@.left_out(3);
ALTER VIEW @extschema@.customer_feed ALTER COLUMN last_name SET DEFAULT @extschema@.left_out(4);
ALTER VIEW @extschema@.customer_feed ALTER COLUMN gender SET DEFAULT @extschema@.left_out(5);
ALTER VIEW @extschema@.customer_feed ALTER COLUMN location_code SET DEFAULT @extschema@.left_out(6);
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.customer_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.customer_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.customer_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.customer_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.customer_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.customer_feed IS 'Customers in natural keys: SELECT exports customer, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.customer_feed.code IS 'Natural key of the customer.';
COMMENT ON COLUMN @extschema@.customer_feed.full_name IS 'Whole name.';
COMMENT ON COLUMN @extschema@.customer_feed.first_name IS 'First name.';
COMMENT ON COLUMN @extschema@.customer_feed.last_name IS 'Last name.';
COMMENT ON COLUMN @extschema@.customer_feed.gender IS 'Gender.';
COMMENT ON COLUMN @extschema@.customer_feed.location_code IS 'Natural key of the location.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.customer_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_customer(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_customer(regclass, text, text) IS
    'Loads customer from any relation that has the columns of customer_feed by name.';

CREATE TABLE @extschema@.reseller (
    id serial,
    code varchar(50) NOT NULL,
    name varchar(200) NOT NULL,
    contact_name varchar(100),
    phone varchar(50),
    email varchar(254),
    location_id integer,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_reseller PRIMARY KEY (id),
    CONSTRAINT uq_reseller_code UNIQUE (code),
    CONSTRAINT fk_reseller_location FOREIGN KEY (location_id) REFERENCES @extschema@.location (id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.reseller', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.reseller_id_seq', '');
CREATE INDEX ix_reseller_location_id ON @extschema@.reseller (location_id);
COMMENT ON TABLE @extschema@.reseller IS 'Resellers.';
COMMENT ON COLUMN @extschema@.reseller.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.reseller.code IS 'Natural key.';
COMMENT ON COLUMN @extschema@.reseller.name IS 'Name of the reseller.';
COMMENT ON COLUMN @extschema@.reseller.contact_name IS 'Name of the contact.';
COMMENT ON COLUMN @extschema@.reseller.phone IS 'Telephone number.';
COMMENT ON COLUMN @extschema@.reseller.email IS 'E-mail address.';
COMMENT ON COLUMN @extschema@.reseller.location_id IS 'Location of the reseller.';
COMMENT ON COLUMN @extschema@.reseller.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.reseller.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.reseller'::pg_catalog.regclass);

CREATE VIEW @extschema@.reseller_feed WITH (security_invoker = true) AS
    SELECT d.code::text AS code, d.name::text AS name, d.contact_name::text AS contact_name, d.phone::text AS phone,
        d.email::text AS email, l.code::text AS location_code
    FROM @extschema@.reseller d
    LEFT JOIN @extschema@.location l ON l.id OPERATOR(pg_catalog.=) d.location_id;
ALTER VIEW @extschema@.reseller_feed ALTER COLUMN contact_name SET DEFAULT @extschema@.left_out(3);
ALTER VIEW @extschema@.reseller_feed ALTER COLUMN phone SET DEFAULT @extschema@.left_out(4);
ALTER VIEW @extschema@.reseller_feed ALTER COLUMN email SET DEFAULT @extschema@.left_out(5);
ALTER VIEW @extschema@.reseller_feed ALTER COLUMN location_code SET DEFAULT @extschema@.left_out(6);
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.reseller_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.reseller_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.reseller_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.reseller_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.reseller_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.reseller_feed IS 'Resellers in natural keys: SELECT exports reseller, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.reseller_feed.code IS 'Natural key of the reseller.';
COMMENT ON COLUMN @extschema@.reseller_feed.name IS 'Name of the reseller.';
COMMENT ON COLUMN @extschema@.reseller_feed.contact_name IS 'Name of the contact.';
COMMENT ON COLUMN @extschema@.reseller_feed.phone IS 'Telephone number.';
COMMENT ON COLUMN @extschema@.reseller_feed.email IS 'E-mail address.';
COMMENT ON COLUMN @extschema@.reseller_feed.location_code IS 'Natural key of the location.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.reseller_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_reseller(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_reseller(regclass, text, text) IS
    'Loads reseller from any relation that has the columns of reseller_feed by name.';


--
-- Made-up orders, and orders as daily sales
--

CREATE FUNCTION @extschema@.generate_demo_orders(
        lines integer DEFAULT 2000, start_date date DEFAULT '2023-01-01', end_date date DEFAULT '2024-12-31',
        stores integer DEFAULT 6, seed bigint DEFAULT 42)
    RETURNS TABLE (table_name text, inserted bigint)
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_generate_demo_orders';
COMMENT ON FUNCTION @extschema@.generate_demo_orders(integer, date, date, integer, bigint) IS
    'Fills the staging tables with made-up orders, as files would. Refuses tables that have rows. A seed means the same rows everywhere.';

--
-- The end
--

DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
