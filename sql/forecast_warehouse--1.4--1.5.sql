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

CREATE FUNCTION pg_catalog.fw_run_as_owner(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_as_owner';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_as_owner(regclass, text) FROM PUBLIC;

LOCK TABLE @extschema@.store, @extschema@.product IN ACCESS EXCLUSIVE MODE;

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
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_channel.load_number IS 'Number of the transaction that copied the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_channel'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_channelcategory (
    channelcategoryid integer,
    channelcategory text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_channelcategory.load_number IS 'Number of the transaction that copied the row.';
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
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_customer.load_number IS 'Number of the transaction that copied the row.';
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
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_product.load_number IS 'Number of the transaction that copied the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_product'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_productcategory (
    productcategoryid integer,
    productcategory text,
    createddate text,
    createdby text,
    modifieddate text,
    modifiedby text,
    staging_id bigserial,
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_productcategory.load_number IS 'Number of the transaction that copied the row.';
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
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_producttype.load_number IS 'Number of the transaction that copied the row.';
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
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_reseller.load_number IS 'Number of the transaction that copied the row.';
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
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_store.load_number IS 'Number of the transaction that copied the row.';
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
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_salesdetail.load_number IS 'Number of the transaction that copied the row.';
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
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_salesheader.load_number IS 'Number of the transaction that copied the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_salesheader'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_targetdatachannel (
    year integer,
    channelname text,
    targetname text,
    targetsalesamount text,
    staging_id bigserial,
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_targetdatachannel.load_number IS 'Number of the transaction that copied the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.staging_targetdatachannel'::pg_catalog.regclass);

CREATE TABLE @extschema@.staging_targetdataproduct (
    productid integer,
    product text,
    year integer,
    salesquantitytarget text,
    staging_id bigserial,
    load_number bigint DEFAULT pg_catalog.pg_current_xact_id()::pg_catalog.text::pg_catalog.int8,
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
COMMENT ON COLUMN @extschema@.staging_targetdataproduct.load_number IS 'Number of the transaction that copied the row.';
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
COMMENT ON TABLE @extschema@.location IS 'Addresses of stores, customers and resellers, each of them once.';
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
    category_code varchar(20),
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
COMMENT ON COLUMN @extschema@.channel.category_code IS 'Code of the category in the source system.';
COMMENT ON COLUMN @extschema@.channel.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.channel.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.channel'::pg_catalog.regclass);

CREATE VIEW @extschema@.channel_feed WITH (security_invoker = true) AS
    SELECT d.code::text AS code, d.name::text AS name, d.category::text AS category,
        d.category_code::text AS category_code
    FROM @extschema@.channel d;
ALTER VIEW @extschema@.channel_feed ALTER COLUMN category SET DEFAULT @extschema@.left_out(3);
ALTER VIEW @extschema@.channel_feed ALTER COLUMN category_code SET DEFAULT @extschema@.left_out(4);
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
COMMENT ON COLUMN @extschema@.channel_feed.category_code IS 'Code of the category in the source system.';
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
-- Columns that the files add to stores and products. Their feeds keep the columns that they had, so that a COPY without a
-- list of columns goes on. Loads from relations and sources take the new columns by name.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.store'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.store
        ADD COLUMN number integer,
        ADD COLUMN manager varchar(100),
        ADD COLUMN location_id integer,
        ADD CONSTRAINT fk_store_location FOREIGN KEY (location_id) REFERENCES @extschema@.location (id)
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.store'::pg_catalog.regclass,
    'CREATE INDEX ix_store_location_id ON @extschema@.store (location_id)'::pg_catalog.text);
COMMENT ON COLUMN @extschema@.store.number IS 'Number that names the store, as in Store Number 5.';
COMMENT ON COLUMN @extschema@.store.manager IS 'Name of the manager.';
COMMENT ON COLUMN @extschema@.store.location_id IS 'Location of the store.';

SELECT pg_catalog.fw_run_as_owner('@extschema@.product'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.product
        ADD COLUMN product_type varchar(100),
        ADD COLUMN product_type_code varchar(20),
        ADD COLUMN category_code varchar(20),
        ADD COLUMN wholesale_price numeric(10,2)
    $$::pg_catalog.text);
COMMENT ON COLUMN @extschema@.product.product_type IS 'Type of the product, within its category.';
COMMENT ON COLUMN @extschema@.product.product_type_code IS 'Code of the type in the source system.';
COMMENT ON COLUMN @extschema@.product.category_code IS 'Code of the category in the source system.';
COMMENT ON COLUMN @extschema@.product.wholesale_price IS 'Price of one unit for resellers.';

--
-- Orders
--

CREATE TABLE @extschema@.sales_order_line (
    id bigserial,
    order_no varchar(50) NOT NULL,
    line_no integer NOT NULL,
    date date NOT NULL,
    product_id integer NOT NULL,
    channel_id integer NOT NULL,
    store_id integer,
    customer_id integer,
    reseller_id integer,
    location_id integer,
    quantity numeric NOT NULL,
    amount numeric(14,2) NOT NULL,
    unit_price numeric(18,4),
    extended_cost numeric(14,2),
    profit numeric(14,2),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_sales_order_line PRIMARY KEY (id),
    CONSTRAINT uq_sales_order_line_grain UNIQUE (order_no, line_no),
    CONSTRAINT fk_sales_order_line_calendar FOREIGN KEY (date) REFERENCES @extschema@.calendar (date),
    CONSTRAINT fk_sales_order_line_product FOREIGN KEY (product_id) REFERENCES @extschema@.product (id),
    CONSTRAINT fk_sales_order_line_channel FOREIGN KEY (channel_id) REFERENCES @extschema@.channel (id),
    CONSTRAINT fk_sales_order_line_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT fk_sales_order_line_customer FOREIGN KEY (customer_id) REFERENCES @extschema@.customer (id),
    CONSTRAINT fk_sales_order_line_reseller FOREIGN KEY (reseller_id) REFERENCES @extschema@.reseller (id),
    CONSTRAINT fk_sales_order_line_location FOREIGN KEY (location_id) REFERENCES @extschema@.location (id),
    CONSTRAINT ck_sales_order_line_one_party CHECK (
        pg_catalog.num_nonnulls(store_id, customer_id, reseller_id) OPERATOR(pg_catalog.=) 1),
    CONSTRAINT ck_sales_order_line_quantity_decimals CHECK (
        quantity OPERATOR(pg_catalog.<) '1e10'::numeric AND quantity OPERATOR(pg_catalog.>) '-1e10'::numeric
        AND pg_catalog.min_scale(quantity) OPERATOR(pg_catalog.<=) 4)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_order_line', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_order_line_id_seq', '');
CREATE INDEX ix_sales_order_line_date ON @extschema@.sales_order_line (date);
CREATE INDEX ix_sales_order_line_product_id ON @extschema@.sales_order_line (product_id);
CREATE INDEX ix_sales_order_line_store_id ON @extschema@.sales_order_line (store_id);
CREATE INDEX ix_sales_order_line_customer_id ON @extschema@.sales_order_line (customer_id);
CREATE INDEX ix_sales_order_line_reseller_id ON @extschema@.sales_order_line (reseller_id);
COMMENT ON TABLE @extschema@.sales_order_line IS 'Lines of orders. One row for each order and line. Each is sold by exactly one store, or to one customer or reseller.';
COMMENT ON COLUMN @extschema@.sales_order_line.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.sales_order_line.order_no IS 'Number of the order.';
COMMENT ON COLUMN @extschema@.sales_order_line.line_no IS 'Number of the line.';
COMMENT ON COLUMN @extschema@.sales_order_line.date IS 'Day of the order.';
COMMENT ON COLUMN @extschema@.sales_order_line.product_id IS 'Product.';
COMMENT ON COLUMN @extschema@.sales_order_line.channel_id IS 'Channel of the sale.';
COMMENT ON COLUMN @extschema@.sales_order_line.store_id IS 'Store that sold; NULL: a customer or reseller bought.';
COMMENT ON COLUMN @extschema@.sales_order_line.customer_id IS 'Customer who bought; NULL: another party.';
COMMENT ON COLUMN @extschema@.sales_order_line.reseller_id IS 'Reseller that bought; NULL: another party.';
COMMENT ON COLUMN @extschema@.sales_order_line.location_id IS 'Location of the party when the line was last loaded; NULL: unknown.';
COMMENT ON COLUMN @extschema@.sales_order_line.quantity IS 'Units, to four decimals; negative: they came back.';
COMMENT ON COLUMN @extschema@.sales_order_line.amount IS 'Money of the line, in the warehouses currency.';
COMMENT ON COLUMN @extschema@.sales_order_line.unit_price IS 'amount / quantity, to four decimals; NULL where quantity is 0.';
COMMENT ON COLUMN @extschema@.sales_order_line.extended_cost IS 'quantity x base_cost of the product, unless it arrived; NULL: the cost is unknown.';
COMMENT ON COLUMN @extschema@.sales_order_line.profit IS 'amount - extended_cost; NULL: the cost is unknown.';
COMMENT ON COLUMN @extschema@.sales_order_line.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.sales_order_line.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_order_line'::pg_catalog.regclass);

CREATE VIEW @extschema@.sales_order_line_feed WITH (security_invoker = true) AS
    SELECT f.order_no::text AS order_no, f.line_no::bigint AS line_no, f.date, p.sku::text AS sku,
        c.code::text AS channel_code, s.code::text AS store_code, u.code::text AS customer_code,
        r.code::text AS reseller_code, f.quantity, f.amount::numeric AS amount,
        f.extended_cost::numeric AS extended_cost
    FROM @extschema@.sales_order_line f
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id
    JOIN @extschema@.channel c ON c.id OPERATOR(pg_catalog.=) f.channel_id
    LEFT JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    LEFT JOIN @extschema@.customer u ON u.id OPERATOR(pg_catalog.=) f.customer_id
    LEFT JOIN @extschema@.reseller r ON r.id OPERATOR(pg_catalog.=) f.reseller_id;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.sales_order_line_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.sales_order_line_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.sales_order_line_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.sales_order_line_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.sales_order_line_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.sales_order_line_feed IS 'Lines of orders in natural keys: SELECT exports sales_order_line, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.order_no IS 'Number of the order.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.line_no IS 'Number of the line.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.date IS 'Day; must exist in calendar.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.channel_code IS 'Natural key of the channel.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.store_code IS 'Natural key of the store; missing: another party.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.customer_code IS 'Natural key of the customer; missing: another party.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.reseller_code IS 'Natural key of the reseller; missing: another party.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.quantity IS 'Units; negative: they came back.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.amount IS 'Money of the line.';
COMMENT ON COLUMN @extschema@.sales_order_line_feed.extended_cost IS 'Cost of the line; missing: quantity x base_cost of the product.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_order_line_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_sales_order_line(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_sales_order_line(regclass, text, text) IS
    'Loads sales_order_line from any relation that has the columns of sales_order_line_feed by name.';

--
-- Targets
--

CREATE TABLE @extschema@.product_target (
    id serial,
    product_id integer NOT NULL,
    year integer NOT NULL,
    quantity numeric NOT NULL,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_product_target PRIMARY KEY (id),
    CONSTRAINT uq_product_target_grain UNIQUE (product_id, year),
    CONSTRAINT fk_product_target_product FOREIGN KEY (product_id) REFERENCES @extschema@.product (id),
    CONSTRAINT ck_product_target_year CHECK (year OPERATOR(pg_catalog.>=) 1 AND year OPERATOR(pg_catalog.<=) 9999),
    CONSTRAINT ck_product_target_quantity CHECK (
        quantity OPERATOR(pg_catalog.>=) 0::numeric AND quantity OPERATOR(pg_catalog.<) '1e10'::numeric
        AND pg_catalog.min_scale(quantity) OPERATOR(pg_catalog.<=) 4)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.product_target', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.product_target_id_seq', '');
COMMENT ON TABLE @extschema@.product_target IS 'Units that are to be sold of a product in a year, as the target was set.';
COMMENT ON COLUMN @extschema@.product_target.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.product_target.product_id IS 'Product.';
COMMENT ON COLUMN @extschema@.product_target.year IS 'Year of the target.';
COMMENT ON COLUMN @extschema@.product_target.quantity IS 'Units to be sold in the year.';
COMMENT ON COLUMN @extschema@.product_target.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.product_target.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.product_target'::pg_catalog.regclass);

CREATE VIEW @extschema@.product_target_feed WITH (security_invoker = true) AS
    SELECT p.sku::text AS sku, f.year::bigint AS year, f.quantity
    FROM @extschema@.product_target f
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.product_target_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.product_target_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.product_target_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.product_target_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.product_target_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.product_target_feed IS 'Targets of products in natural keys: SELECT exports product_target, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.product_target_feed.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.product_target_feed.year IS 'Year of the target.';
COMMENT ON COLUMN @extschema@.product_target_feed.quantity IS 'Units to be sold in the year.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.product_target_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_product_target(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_product_target(regclass, text, text) IS
    'Loads product_target from any relation that has the columns of product_target_feed by name.';

CREATE TABLE @extschema@.name_alias (
    entity text NOT NULL,
    alias text NOT NULL,
    name text NOT NULL,
    CONSTRAINT pk_name_alias PRIMARY KEY (entity, alias),
    CONSTRAINT ck_name_alias_entity CHECK (
        entity OPERATOR(pg_catalog.=) ANY ('{channel,store,reseller}'::pg_catalog.text[]))
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.name_alias', '');
COMMENT ON TABLE @extschema@.name_alias IS 'Other names that files of targets use for channels, stores and resellers. Yours to fill.';
COMMENT ON COLUMN @extschema@.name_alias.entity IS 'channel, store or reseller.';
COMMENT ON COLUMN @extschema@.name_alias.alias IS 'Name in the file.';
COMMENT ON COLUMN @extschema@.name_alias.name IS 'Name in channel, store or reseller.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.name_alias'::pg_catalog.regclass);

CREATE VIEW @extschema@.target_name WITH (security_invoker = true) AS
    SELECT s.name::text AS name, 'store'::text AS entity, s.code::text AS code FROM @extschema@.store s
    UNION ALL
    SELECT r.name::text AS name, 'reseller'::text AS entity, r.code::text AS code FROM @extschema@.reseller r
    UNION ALL
    SELECT 'Customer Sales'::text AS name, 'channel'::text AS entity, NULL::text AS code;
COMMENT ON VIEW @extschema@.target_name IS 'Names that a target may have: those of stores and resellers, and Customer Sales for a whole channel.';
COMMENT ON COLUMN @extschema@.target_name.name IS 'Name.';
COMMENT ON COLUMN @extschema@.target_name.entity IS 'store or reseller; channel: the target of a channel without a party.';
COMMENT ON COLUMN @extschema@.target_name.code IS 'Natural key of the store or reseller.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.target_name'::pg_catalog.regclass);

CREATE TABLE @extschema@.sales_target (
    id serial,
    year integer NOT NULL,
    name varchar(200) NOT NULL,
    channel_id integer NOT NULL,
    store_id integer,
    reseller_id integer,
    amount numeric(14,2) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    updated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT pk_sales_target PRIMARY KEY (id),
    CONSTRAINT uq_sales_target_grain UNIQUE (year, name, channel_id),
    CONSTRAINT fk_sales_target_channel FOREIGN KEY (channel_id) REFERENCES @extschema@.channel (id),
    CONSTRAINT fk_sales_target_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT fk_sales_target_reseller FOREIGN KEY (reseller_id) REFERENCES @extschema@.reseller (id),
    CONSTRAINT ck_sales_target_year CHECK (year OPERATOR(pg_catalog.>=) 1 AND year OPERATOR(pg_catalog.<=) 9999),
    CONSTRAINT ck_sales_target_one_party CHECK (pg_catalog.num_nonnulls(store_id, reseller_id)
        OPERATOR(pg_catalog.<=) 1),
    CONSTRAINT ck_sales_target_amount CHECK (amount OPERATOR(pg_catalog.>=) 0::numeric)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_target', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sales_target_id_seq', '');
CREATE INDEX ix_sales_target_channel_id ON @extschema@.sales_target (channel_id);
CREATE INDEX ix_sales_target_store_id ON @extschema@.sales_target (store_id);
CREATE INDEX ix_sales_target_reseller_id ON @extschema@.sales_target (reseller_id);
COMMENT ON TABLE @extschema@.sales_target IS 'Money to be sold in a year by a channel, a store or a reseller, as the target was set.';
COMMENT ON COLUMN @extschema@.sales_target.id IS 'Surrogate key.';
COMMENT ON COLUMN @extschema@.sales_target.year IS 'Year of the target.';
COMMENT ON COLUMN @extschema@.sales_target.name IS 'Name of the target: of a store or reseller, or Customer Sales.';
COMMENT ON COLUMN @extschema@.sales_target.channel_id IS 'Channel.';
COMMENT ON COLUMN @extschema@.sales_target.store_id IS 'Store; NULL: none.';
COMMENT ON COLUMN @extschema@.sales_target.reseller_id IS 'Reseller; NULL: none.';
COMMENT ON COLUMN @extschema@.sales_target.amount IS 'Money to be sold in the year.';
COMMENT ON COLUMN @extschema@.sales_target.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN @extschema@.sales_target.updated_at IS 'When a load last changed the row.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_target'::pg_catalog.regclass);

CREATE VIEW @extschema@.sales_target_feed WITH (security_invoker = true) AS
    SELECT f.year::bigint AS year, f.name::text AS name, c.code::text AS channel_code, s.code::text AS store_code,
        r.code::text AS reseller_code, f.amount::numeric AS amount
    FROM @extschema@.sales_target f
    JOIN @extschema@.channel c ON c.id OPERATOR(pg_catalog.=) f.channel_id
    LEFT JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) f.store_id
    LEFT JOIN @extschema@.reseller r ON r.id OPERATOR(pg_catalog.=) f.reseller_id;
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.sales_target_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.sales_target_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.sales_target_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.sales_target_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.sales_target_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.sales_target_feed IS 'Targets of channels, stores and resellers in natural keys: SELECT exports sales_target, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.sales_target_feed.year IS 'Year of the target.';
COMMENT ON COLUMN @extschema@.sales_target_feed.name IS 'Name; must exist in target_name.';
COMMENT ON COLUMN @extschema@.sales_target_feed.channel_code IS 'Natural key of the channel.';
COMMENT ON COLUMN @extschema@.sales_target_feed.store_code IS 'Natural key of the store; missing: none.';
COMMENT ON COLUMN @extschema@.sales_target_feed.reseller_code IS 'Natural key of the reseller; missing: none.';
COMMENT ON COLUMN @extschema@.sales_target_feed.amount IS 'Money to be sold in the year.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_target_feed'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.upsert_sales_target(
        source regclass, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_upsert';
COMMENT ON FUNCTION @extschema@.upsert_sales_target(regclass, text, text) IS
    'Loads sales_target from any relation that has the columns of sales_target_feed by name.';

CREATE FUNCTION @extschema@.days_of_year(year integer)
    RETURNS TABLE (date date, day numeric, days numeric)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 365 AS $$
    SELECT pg_catalog.make_date(year, 1, 1) OPERATOR(pg_catalog.+) n AS date,
        (n OPERATOR(pg_catalog.+) 1)::numeric AS day,
        (pg_catalog.make_date(year, 12, 31) OPERATOR(pg_catalog.-) pg_catalog.make_date(year, 1, 1)
            OPERATOR(pg_catalog.+) 1)::numeric AS days
    FROM pg_catalog.generate_series(0, pg_catalog.make_date(year, 12, 31)
        OPERATOR(pg_catalog.-) pg_catalog.make_date(year, 1, 1)) AS n
    $$;
COMMENT ON FUNCTION @extschema@.days_of_year(integer) IS
    'Days of a year, numbered from 1, and how many there are: 365, or 366 in leap years.';

-- A day gets the difference of two rounded sums. So the days add up to the target, in leap years too.
CREATE VIEW @extschema@.product_target_daily WITH (security_invoker = true) AS
    SELECT d.date, t.product_id,
        pg_catalog.round(t.quantity OPERATOR(pg_catalog.*) d.day OPERATOR(pg_catalog./) d.days, t.decimals)
            OPERATOR(pg_catalog.-) pg_catalog.round(
                t.quantity OPERATOR(pg_catalog.*) (d.day OPERATOR(pg_catalog.-) 1::numeric)
                OPERATOR(pg_catalog./) d.days, t.decimals) AS quantity
    FROM (SELECT p.product_id, p.year, p.quantity, pg_catalog.min_scale(p.quantity) AS decimals
          FROM @extschema@.product_target p) AS t
    CROSS JOIN LATERAL @extschema@.days_of_year(t.year) AS d;
COMMENT ON VIEW @extschema@.product_target_daily IS
    'Targets of products by day: the year''s target over its real days. The days add up to the target exactly.';
COMMENT ON COLUMN @extschema@.product_target_daily.date IS 'Day.';
COMMENT ON COLUMN @extschema@.product_target_daily.product_id IS 'Product.';
COMMENT ON COLUMN @extschema@.product_target_daily.quantity IS 'Units of the day, with as many decimals as the target.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.product_target_daily'::pg_catalog.regclass);

CREATE VIEW @extschema@.sales_target_daily WITH (security_invoker = true) AS
    SELECT d.date, t.channel_id, t.store_id, t.reseller_id,
        pg_catalog.round(t.amount OPERATOR(pg_catalog.*) d.day OPERATOR(pg_catalog./) d.days, 2)
            OPERATOR(pg_catalog.-) pg_catalog.round(
                t.amount OPERATOR(pg_catalog.*) (d.day OPERATOR(pg_catalog.-) 1::numeric)
                OPERATOR(pg_catalog./) d.days, 2) AS amount,
        t.id AS target_id
    FROM @extschema@.sales_target t
    CROSS JOIN LATERAL @extschema@.days_of_year(t.year) AS d;
COMMENT ON VIEW @extschema@.sales_target_daily IS
    'Targets of channels, stores and resellers by day: the year''s target over its real days. The days add up to it exactly.';
COMMENT ON COLUMN @extschema@.sales_target_daily.date IS 'Day.';
COMMENT ON COLUMN @extschema@.sales_target_daily.channel_id IS 'Channel.';
COMMENT ON COLUMN @extschema@.sales_target_daily.store_id IS 'Store; NULL: none.';
COMMENT ON COLUMN @extschema@.sales_target_daily.reseller_id IS 'Reseller; NULL: none.';
COMMENT ON COLUMN @extschema@.sales_target_daily.amount IS 'Money of the day, to two decimals.';
COMMENT ON COLUMN @extschema@.sales_target_daily.target_id IS 'Row of sales_target.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.sales_target_daily'::pg_catalog.regclass);

--
-- From staging to the warehouse: what run_etl() reads. Values are texts, so that one that cannot be read is a reject.
--

CREATE FUNCTION @extschema@.order_day(value text)
    RETURNS date
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'fw_order_day';
COMMENT ON FUNCTION @extschema@.order_day(text) IS
    'Day of 1/31/13, 1/31/2013 or 2013-01-31, each with or without a time of day. NULL: it has none of these forms.';

-- A location that is there keeps its code, also one of the user's.
CREATE FUNCTION @extschema@.location_code(
        address text, city text, postal_code text, state_province text, country text)
    RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN pg_catalog.concat(a.address, a.city, a.postal_code, a.state_province, a.country)
            OPERATOR(pg_catalog.<>) ''::pg_catalog.text
        THEN coalesce(
            (SELECT l.code::pg_catalog.text FROM @extschema@.location l
             WHERE l.address::pg_catalog.text OPERATOR(pg_catalog.=) a.address AND l.city::pg_catalog.text OPERATOR(pg_catalog.=) a.city
                AND l.postal_code::pg_catalog.text OPERATOR(pg_catalog.=) a.postal_code
                AND l.state_province::pg_catalog.text OPERATOR(pg_catalog.=) a.state_province
                AND l.country::pg_catalog.text OPERATOR(pg_catalog.=) a.country),
            pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.textsend(pg_catalog.concat_ws(
                '|'::pg_catalog.text, a.address, a.city, a.postal_code, a.state_province, a.country))), 'hex'::pg_catalog.text), 32))
        END
    FROM (SELECT pg_catalog.btrim(coalesce(location_code.address, ''::pg_catalog.text)) AS address,
              pg_catalog.btrim(coalesce(location_code.city, ''::pg_catalog.text)) AS city,
              pg_catalog.btrim(coalesce(location_code.postal_code, ''::pg_catalog.text)) AS postal_code,
              pg_catalog.btrim(coalesce(location_code.state_province, ''::pg_catalog.text)) AS state_province,
              pg_catalog.btrim(coalesce(location_code.country, ''::pg_catalog.text)) AS country) AS a
    $$;
COMMENT ON FUNCTION @extschema@.location_code(text, text, text, text, text) IS
    'Code of the location with this address. A new address gets 32 characters that are made of it. NULL: no address.';

CREATE VIEW @extschema@.etl_location WITH (security_invoker = true) AS
    SELECT @extschema@.location_code(a.address, a.city, a.postalcode, a.stateprovince, a.country) AS code, a.address,
        a.city, a.postalcode AS postal_code, a.stateprovince AS state_province, a.country
    FROM (SELECT s.address, s.city, s.postalcode, s.stateprovince, s.country FROM @extschema@.staging_store s
          UNION SELECT c.address, c.city, c.postalcode, c.stateprovince, c.country FROM @extschema@.staging_customer c
          UNION SELECT r.address, r.city, r.postalcode, r.stateprovince, r.country FROM @extschema@.staging_reseller r
         ) AS a
    WHERE @extschema@.location_code(a.address, a.city, a.postalcode, a.stateprovince, a.country) IS NOT NULL;
COMMENT ON VIEW @extschema@.etl_location IS 'Addresses of stores, customers and resellers as run_etl() reads them from staging, in the columns of location_feed.';
COMMENT ON COLUMN @extschema@.etl_location.code IS 'Natural key.';
COMMENT ON COLUMN @extschema@.etl_location.address IS 'Street and number.';
COMMENT ON COLUMN @extschema@.etl_location.city IS 'City.';
COMMENT ON COLUMN @extschema@.etl_location.postal_code IS 'Postal code.';
COMMENT ON COLUMN @extschema@.etl_location.state_province IS 'State or province.';
COMMENT ON COLUMN @extschema@.etl_location.country IS 'Country.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.etl_location'::pg_catalog.regclass);

CREATE VIEW @extschema@.etl_channel WITH (security_invoker = true) AS
    SELECT c.channelid::text AS code, c.channel AS name,
        (SELECT k.channelcategory FROM @extschema@.staging_channelcategory k
         WHERE k.channelcategoryid OPERATOR(pg_catalog.=) c.channelcategoryid
         ORDER BY k.staging_id DESC LIMIT 1) AS category,
        c.channelcategoryid::text AS category_code
    FROM @extschema@.staging_channel c
    ORDER BY c.staging_id;
COMMENT ON VIEW @extschema@.etl_channel IS 'Channels as run_etl() reads them from staging, in the columns of channel_feed.';
COMMENT ON COLUMN @extschema@.etl_channel.code IS 'Natural key.';
COMMENT ON COLUMN @extschema@.etl_channel.name IS 'Name.';
COMMENT ON COLUMN @extschema@.etl_channel.category IS 'Name of the category.';
COMMENT ON COLUMN @extschema@.etl_channel.category_code IS 'Code of the category.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.etl_channel'::pg_catalog.regclass);

CREATE VIEW @extschema@.etl_product WITH (security_invoker = true) AS
    SELECT p.productid::text AS sku, p.product AS name,
        (SELECT k.productcategory FROM @extschema@.staging_productcategory k
         WHERE k.productcategoryid OPERATOR(pg_catalog.=) t.productcategoryid
         ORDER BY k.staging_id DESC LIMIT 1) AS category,
        p.price AS base_price, p.cost AS base_cost, t.producttype AS product_type,
        p.producttypeid::text AS product_type_code, t.productcategoryid::text AS category_code,
        p.wholesaleprice AS wholesale_price
    FROM @extschema@.staging_product p
    LEFT JOIN LATERAL (
        SELECT y.producttype, y.productcategoryid FROM @extschema@.staging_producttype y
        WHERE y.producttypeid OPERATOR(pg_catalog.=) p.producttypeid
        ORDER BY y.staging_id DESC LIMIT 1
    ) AS t ON true
    ORDER BY p.staging_id;
COMMENT ON VIEW @extschema@.etl_product IS 'Products as run_etl() reads them from staging, in the columns of product_feed.';
COMMENT ON COLUMN @extschema@.etl_product.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.etl_product.name IS 'Name.';
COMMENT ON COLUMN @extschema@.etl_product.category IS 'Name of the category.';
COMMENT ON COLUMN @extschema@.etl_product.base_price IS 'Retail price.';
COMMENT ON COLUMN @extschema@.etl_product.base_cost IS 'Cost of one unit.';
COMMENT ON COLUMN @extschema@.etl_product.product_type IS 'Name of the type.';
COMMENT ON COLUMN @extschema@.etl_product.product_type_code IS 'Code of the type.';
COMMENT ON COLUMN @extschema@.etl_product.category_code IS 'Code of the category.';
COMMENT ON COLUMN @extschema@.etl_product.wholesale_price IS 'Wholesale price.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.etl_product'::pg_catalog.regclass);

CREATE VIEW @extschema@.etl_store WITH (security_invoker = true) AS
    SELECT s.storeid::text AS code, 'Store Number '::text OPERATOR(pg_catalog.||) s.storenumber::text AS name, s.city,
        s.storenumber::text AS number, s.storemanager AS manager,
        @extschema@.location_code(s.address, s.city, s.postalcode, s.stateprovince, s.country) AS location_code
    FROM @extschema@.staging_store s
    ORDER BY s.staging_id;
COMMENT ON VIEW @extschema@.etl_store IS 'Stores as run_etl() reads them from staging, in the columns of store_feed.';
COMMENT ON COLUMN @extschema@.etl_store.code IS 'Natural key.';
COMMENT ON COLUMN @extschema@.etl_store.name IS 'Name.';
COMMENT ON COLUMN @extschema@.etl_store.city IS 'City.';
COMMENT ON COLUMN @extschema@.etl_store.number IS 'Number that names the store.';
COMMENT ON COLUMN @extschema@.etl_store.manager IS 'Name of the manager.';
COMMENT ON COLUMN @extschema@.etl_store.location_code IS 'Natural key of the location.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.etl_store'::pg_catalog.regclass);

CREATE VIEW @extschema@.etl_customer WITH (security_invoker = true) AS
    SELECT c.customerid AS code, pg_catalog.concat_ws(' '::text, c.firstname, c.lastname) AS full_name,
        c.firstname AS first_name, c.lastname AS last_name, c.gender,
        @extschema@.location_code(c.address, c.city, c.postalcode, c.stateprovince, c.country) AS location_code
    FROM @extschema@.staging_customer c
    ORDER BY c.staging_id;
COMMENT ON VIEW @extschema@.etl_customer IS 'Customers as run_etl() reads them from staging, in the columns of customer_feed.';
COMMENT ON COLUMN @extschema@.etl_customer.code IS 'Natural key.';
COMMENT ON COLUMN @extschema@.etl_customer.full_name IS 'Whole name.';
COMMENT ON COLUMN @extschema@.etl_customer.first_name IS 'First name.';
COMMENT ON COLUMN @extschema@.etl_customer.last_name IS 'Last name.';
COMMENT ON COLUMN @extschema@.etl_customer.gender IS 'Gender.';
COMMENT ON COLUMN @extschema@.etl_customer.location_code IS 'Natural key of the location.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.etl_customer'::pg_catalog.regclass);

CREATE VIEW @extschema@.etl_reseller WITH (security_invoker = true) AS
    SELECT r.resellerid AS code, r.resellername AS name, r.contact AS contact_name, r.phonenumber AS phone,
        r.emailaddress AS email,
        @extschema@.location_code(r.address, r.city, r.postalcode, r.stateprovince, r.country) AS location_code
    FROM @extschema@.staging_reseller r
    ORDER BY r.staging_id;
COMMENT ON VIEW @extschema@.etl_reseller IS 'Resellers as run_etl() reads them from staging, in the columns of reseller_feed.';
COMMENT ON COLUMN @extschema@.etl_reseller.code IS 'Natural key.';
COMMENT ON COLUMN @extschema@.etl_reseller.name IS 'Name.';
COMMENT ON COLUMN @extschema@.etl_reseller.contact_name IS 'Name of the contact.';
COMMENT ON COLUMN @extschema@.etl_reseller.phone IS 'Telephone number.';
COMMENT ON COLUMN @extschema@.etl_reseller.email IS 'E-mail address.';
COMMENT ON COLUMN @extschema@.etl_reseller.location_code IS 'Natural key of the location.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.etl_reseller'::pg_catalog.regclass);

-- A line without a head is kept, so that it is a reject. Of two heads of one order the later one counts.
CREATE VIEW @extschema@.etl_sales_order_line WITH (security_invoker = true) AS
    SELECT d.salesheaderid::text AS order_no, d.salesdetailid::text AS line_no,
        coalesce(@extschema@.order_day(h.date)::text, h.date) AS date, d.productid::text AS sku,
        h.channelid::text AS channel_code, h.storeid::text AS store_code, h.customerid AS customer_code,
        h.resellerid AS reseller_code, d.salesquantity::text AS quantity, d.salesamount AS amount
    FROM @extschema@.staging_salesdetail d
    LEFT JOIN (
        SELECT DISTINCT ON (s.salesheaderid) s.salesheaderid, s.date, s.channelid, s.storeid, s.customerid, s.resellerid
        FROM @extschema@.staging_salesheader s
        ORDER BY s.salesheaderid, s.staging_id DESC
    ) AS h ON h.salesheaderid OPERATOR(pg_catalog.=) d.salesheaderid
    ORDER BY d.staging_id;
COMMENT ON VIEW @extschema@.etl_sales_order_line IS 'Lines of orders as run_etl() reads them from staging, in the columns of sales_order_line_feed.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.order_no IS 'Number of the order.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.line_no IS 'Number of the line.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.date IS 'Day, as it came where it cannot be read.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.channel_code IS 'Natural key of the channel.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.customer_code IS 'Natural key of the customer.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.reseller_code IS 'Natural key of the reseller.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.quantity IS 'Units.';
COMMENT ON COLUMN @extschema@.etl_sales_order_line.amount IS 'Money.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.etl_sales_order_line'::pg_catalog.regclass);

CREATE VIEW @extschema@.etl_product_target WITH (security_invoker = true) AS
    SELECT t.productid::text AS sku, t.year::text AS year, t.salesquantitytarget AS quantity
    FROM @extschema@.staging_targetdataproduct t
    ORDER BY t.staging_id;
COMMENT ON VIEW @extschema@.etl_product_target IS 'Targets of products as run_etl() reads them from staging, in the columns of product_target_feed.';
COMMENT ON COLUMN @extschema@.etl_product_target.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.etl_product_target.year IS 'Year of the target.';
COMMENT ON COLUMN @extschema@.etl_product_target.quantity IS 'Units.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.etl_product_target'::pg_catalog.regclass);

-- A name that matches nothing, or more than one thing, is shown with its channel. It is no name of target_name.
CREATE VIEW @extschema@.etl_sales_target WITH (security_invoker = true) AS
    SELECT t.year::text AS year,
        CASE WHEN c.code IS NOT NULL AND n.matches OPERATOR(pg_catalog.=) 1 THEN t.name
            ELSE pg_catalog.concat_ws(' / '::text, t.channelname, t.targetname) END AS name,
        coalesce(c.code, t.channelname, ''::text) AS channel_code, n.store_code, n.reseller_code, t.targetsalesamount AS amount
    FROM (
        SELECT g.staging_id, g.year, g.channelname, g.targetname, g.targetsalesamount,
            coalesce((SELECT a.name FROM @extschema@.name_alias a
                      WHERE a.entity OPERATOR(pg_catalog.=) 'channel'::text
                          AND a.alias OPERATOR(pg_catalog.=) pg_catalog.btrim(g.channelname)),
                pg_catalog.btrim(g.channelname)) AS channel,
            coalesce((SELECT a.name FROM @extschema@.name_alias a
                      WHERE a.entity OPERATOR(pg_catalog.<>) 'channel'::text
                          AND a.alias OPERATOR(pg_catalog.=) pg_catalog.btrim(g.targetname)
                      ORDER BY a.entity LIMIT 1),
                pg_catalog.btrim(g.targetname)) AS name
        FROM @extschema@.staging_targetdatachannel g
    ) AS t
    LEFT JOIN LATERAL (
        SELECT pg_catalog.max(k.code::text) AS code FROM @extschema@.channel k
        WHERE k.name::text OPERATOR(pg_catalog.=) t.channel
        HAVING pg_catalog.count(*) OPERATOR(pg_catalog.=) 1
    ) AS c ON true
    CROSS JOIN LATERAL (
        SELECT pg_catalog.count(*) AS matches,
            pg_catalog.max(m.code) FILTER (WHERE m.entity OPERATOR(pg_catalog.=) 'store'::text) AS store_code,
            pg_catalog.max(m.code) FILTER (WHERE m.entity OPERATOR(pg_catalog.=) 'reseller'::text) AS reseller_code
        FROM @extschema@.target_name m
        WHERE m.name OPERATOR(pg_catalog.=) t.name
    ) AS n
    ORDER BY t.staging_id;
COMMENT ON VIEW @extschema@.etl_sales_target IS 'Targets of channels, stores and resellers as run_etl() reads them from staging, in the columns of sales_target_feed.';
COMMENT ON COLUMN @extschema@.etl_sales_target.year IS 'Year of the target.';
COMMENT ON COLUMN @extschema@.etl_sales_target.name IS 'Name.';
COMMENT ON COLUMN @extschema@.etl_sales_target.channel_code IS 'Natural key of the channel.';
COMMENT ON COLUMN @extschema@.etl_sales_target.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.etl_sales_target.reseller_code IS 'Natural key of the reseller.';
COMMENT ON COLUMN @extschema@.etl_sales_target.amount IS 'Money.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.etl_sales_target'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.run_etl(on_reject text DEFAULT 'quarantine', holidays text DEFAULT NULL)
    RETURNS TABLE (step text, rows_read bigint, inserted bigint, updated bigint, unchanged bigint, merged bigint,
        rejected bigint, batch_id bigint)
    LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10 AS 'MODULE_PATHNAME', 'fw_run_etl';
COMMENT ON FUNCTION @extschema@.run_etl(text, text) IS
    'Loads calendar, dimensions, order lines and targets from the staging tables, all or nothing. Returns a row for each step.';

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

CREATE TABLE @extschema@.order_rollup (
    date date NOT NULL,
    store_id integer NOT NULL,
    product_id integer NOT NULL,
    CONSTRAINT pk_order_rollup PRIMARY KEY (date, store_id, product_id)
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.order_rollup', '');
COMMENT ON TABLE @extschema@.order_rollup IS
    'Grains of sales_daily whose sums rollup_orders() wrote. Only these become zero when their lines are deleted.';
COMMENT ON COLUMN @extschema@.order_rollup.date IS 'Day of the orders.';
COMMENT ON COLUMN @extschema@.order_rollup.store_id IS 'Store that sold, or the store of the channel.';
COMMENT ON COLUMN @extschema@.order_rollup.product_id IS 'Product that was sold.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.order_rollup'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.rollup_orders(start_date date, end_date date, channel_stores jsonb DEFAULT NULL)
    RETURNS @extschema@.load_result
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_rollup_orders';
COMMENT ON FUNCTION @extschema@.rollup_orders(date, date, jsonb) IS
    'Sums order lines from start_date to end_date and loads the sums into sales_daily. channel_stores names the store of each channel whose lines have none: {"2": "WEB"}.';

--
-- The end
--

DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
