-- forecast_warehouse 1.4 to 1.5: orders and targets, from the files of a source system to reports.

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
        entity OPERATOR(pg_catalog.=) ANY ('{channel,store,reseller}'::pg_catalog.text[])),
    CONSTRAINT ck_name_alias_blanks CHECK (
        alias OPERATOR(pg_catalog.=) pg_catalog.btrim(alias) AND name OPERATOR(pg_catalog.=) pg_catalog.btrim(name))
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
    CONSTRAINT uq_sales_target_grain UNIQUE NULLS NOT DISTINCT (year, channel_id, store_id, reseller_id),
    CONSTRAINT fk_sales_target_channel FOREIGN KEY (channel_id) REFERENCES @extschema@.channel (id),
    CONSTRAINT fk_sales_target_store FOREIGN KEY (store_id) REFERENCES @extschema@.store (id),
    CONSTRAINT fk_sales_target_reseller FOREIGN KEY (reseller_id) REFERENCES @extschema@.reseller (id),
    CONSTRAINT ck_sales_target_year CHECK (year OPERATOR(pg_catalog.>=) 1 AND year OPERATOR(pg_catalog.<=) 9999),
    CONSTRAINT ck_sales_target_one_party CHECK (pg_catalog.num_nonnulls(store_id, reseller_id)
        OPERATOR(pg_catalog.<=) 1),
    CONSTRAINT ck_sales_target_amount CHECK (
        amount OPERATOR(pg_catalog.>=) 0::numeric AND amount OPERATOR(pg_catalog.<) '1e12'::numeric)
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

CREATE FUNCTION @extschema@.trimmed(value text)
    RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'fw_trimmed';
COMMENT ON FUNCTION @extschema@.trimmed(text) IS
    'A text without blanks, control characters and invisible characters at both ends, as sources read their cells.';

-- A location that is there keeps its code, also one of the user's. The text of an array has quotes where parts need them, so
-- that no two addresses have one text. It is taken as it is stored, whatever the client's encoding.
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
            pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
                ARRAY[a.address, a.city, a.postal_code, a.state_province, a.country]::pg_catalog.text,
                pg_catalog.getdatabaseencoding())), 'hex'::pg_catalog.text), 32))
        END
    FROM (SELECT @extschema@.trimmed(coalesce(location_code.address, ''::pg_catalog.text)) AS address,
              @extschema@.trimmed(coalesce(location_code.city, ''::pg_catalog.text)) AS city,
              @extschema@.trimmed(coalesce(location_code.postal_code, ''::pg_catalog.text)) AS postal_code,
              @extschema@.trimmed(coalesce(location_code.state_province, ''::pg_catalog.text)) AS state_province,
              @extschema@.trimmed(coalesce(location_code.country, ''::pg_catalog.text)) AS country) AS a
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
        CASE WHEN c.code IS NOT NULL AND n.matches OPERATOR(pg_catalog.=) 1 THEN n.name
            ELSE pg_catalog.concat_ws(' / '::text, t.channelname, t.targetname) END AS name,
        coalesce(c.code, t.channelname, ''::text) AS channel_code, n.store_code, n.reseller_code, t.targetsalesamount AS amount
    FROM (
        SELECT g.staging_id, g.year, g.channelname, g.targetname, g.targetsalesamount,
            coalesce((SELECT a.name FROM @extschema@.name_alias a
                      WHERE a.entity OPERATOR(pg_catalog.=) 'channel'::text
                          AND a.alias OPERATOR(pg_catalog.=) @extschema@.trimmed(g.channelname)),
                @extschema@.trimmed(g.channelname)) AS channel,
            coalesce((SELECT pg_catalog.array_agg(a.name) FROM @extschema@.name_alias a
                      WHERE a.entity OPERATOR(pg_catalog.<>) 'channel'::text
                          AND a.alias OPERATOR(pg_catalog.=) @extschema@.trimmed(g.targetname)),
                ARRAY[@extschema@.trimmed(g.targetname)]) AS names
        FROM @extschema@.staging_targetdatachannel g
    ) AS t
    LEFT JOIN LATERAL (
        SELECT pg_catalog.max(k.code::text) AS code FROM @extschema@.channel k
        WHERE k.name::text OPERATOR(pg_catalog.=) t.channel
        HAVING pg_catalog.count(*) OPERATOR(pg_catalog.=) 1
    ) AS c ON true
    CROSS JOIN LATERAL (
        SELECT pg_catalog.count(*) AS matches, pg_catalog.max(m.name) AS name,
            pg_catalog.max(m.code) FILTER (WHERE m.entity OPERATOR(pg_catalog.=) 'store'::text) AS store_code,
            pg_catalog.max(m.code) FILTER (WHERE m.entity OPERATOR(pg_catalog.=) 'reseller'::text) AS reseller_code
        FROM @extschema@.target_name m
        WHERE m.name OPERATOR(pg_catalog.=) ANY (t.names)
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
-- Reports of orders: views by the names and columns that other implementations of this star have. Member -1 is the
-- unknown one. It is in the views only.
--
-- It comes from a function that returns one row, and from which the planner expects a hundred. Otherwise the planner takes
-- joins of facts with small dimensions for almost empty. Then it reads all days again for each line.
--

-- A code that is a whole number, as that number. Codes with leading zeros are texts, so that no two codes have one number.
CREATE FUNCTION @extschema@.source_number(code text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN code COLLATE pg_catalog."C" OPERATOR(pg_catalog.~) '^(0|[1-9][0-9]{0,17})$'::pg_catalog.text
        THEN code::bigint END
    $$;
COMMENT ON FUNCTION @extschema@.source_number(text) IS
    'A natural key as the whole number that it is. NULL for any other text, and for numbers with leading zeros.';

CREATE FUNCTION @extschema@.date_key(day date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ((pg_catalog.date_part('year'::pg_catalog.text, day) OPERATOR(pg_catalog.*) 10000::double precision)
        OPERATOR(pg_catalog.+) (pg_catalog.date_part('month'::pg_catalog.text, day) OPERATOR(pg_catalog.*) 100::double precision)
        OPERATOR(pg_catalog.+) pg_catalog.date_part('day'::pg_catalog.text, day))::integer
    $$;
COMMENT ON FUNCTION @extschema@.date_key(date) IS 'A day as the number that dim_date.date_pkey has: 20130101.';

CREATE VIEW @extschema@.dim_channel WITH (security_invoker = true) AS
    SELECT c.id AS dimchannelid, @extschema@.source_number(c.code::text) AS channelid,
        @extschema@.source_number(c.category_code::text) AS channelcategoryid, c.name::text AS channelname,
        c.category::text AS channelcategory
    FROM @extschema@.channel c
    UNION ALL
    SELECT -1, -1::bigint, -1::bigint, 'Unknown'::text, 'Unknown'::text
    FROM pg_catalog.json_array_elements('[-1]'::json) AS u;
COMMENT ON VIEW @extschema@.dim_channel IS 'Channels, and the unknown one, -1. Reports that count channels need WHERE dimchannelid <> -1.';
COMMENT ON COLUMN @extschema@.dim_channel.dimchannelid IS 'channel.id; -1: unknown.';
COMMENT ON COLUMN @extschema@.dim_channel.channelid IS 'channel.code as a number; NULL: it is none.';
COMMENT ON COLUMN @extschema@.dim_channel.channelcategoryid IS 'channel.category_code as a number; NULL: it is none.';
COMMENT ON COLUMN @extschema@.dim_channel.channelname IS 'Name of the channel.';
COMMENT ON COLUMN @extschema@.dim_channel.channelcategory IS 'Category of the channel.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.dim_channel'::pg_catalog.regclass);

CREATE VIEW @extschema@.dim_location WITH (security_invoker = true) AS
    SELECT l.id AS dimlocationid, l.address::text AS address, l.city::text AS city, l.postal_code::text AS postalcode,
        l.state_province::text AS state_province, l.country::text AS country
    FROM @extschema@.location l
    UNION ALL
    SELECT -1, 'Unknown'::text, 'Unknown'::text, 'Unknown'::text, 'Unknown'::text, 'Unknown'::text
    FROM pg_catalog.json_array_elements('[-1]'::json) AS u;
COMMENT ON VIEW @extschema@.dim_location IS 'Locations, and the unknown one, -1. Reports that count locations need WHERE dimlocationid <> -1.';
COMMENT ON COLUMN @extschema@.dim_location.dimlocationid IS 'location.id; -1: unknown.';
COMMENT ON COLUMN @extschema@.dim_location.address IS 'Street and number; empty: unknown.';
COMMENT ON COLUMN @extschema@.dim_location.city IS 'City; empty: unknown.';
COMMENT ON COLUMN @extschema@.dim_location.postalcode IS 'Postal code; empty: unknown.';
COMMENT ON COLUMN @extschema@.dim_location.state_province IS 'State or province; empty: unknown.';
COMMENT ON COLUMN @extschema@.dim_location.country IS 'Country; empty: unknown.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.dim_location'::pg_catalog.regclass);

CREATE VIEW @extschema@.dim_customer WITH (security_invoker = true) AS
    SELECT c.id AS dimcustomerid, c.code::text AS customerid, COALESCE(c.location_id, -1) AS dimlocationid,
        c.full_name::text AS customerfullname, c.first_name::text AS customerfirstname,
        c.last_name::text AS customerlastname, c.gender::text AS customergender
    FROM @extschema@.customer c
    UNION ALL
    SELECT -1, 'Unknown'::text, -1, 'Unknown'::text, 'Unknown'::text, 'Unknown'::text, 'Unknown'::text
    FROM pg_catalog.json_array_elements('[-1]'::json) AS u;
COMMENT ON VIEW @extschema@.dim_customer IS 'Customers, and the unknown one, -1. Reports that count customers need WHERE dimcustomerid <> -1.';
COMMENT ON COLUMN @extschema@.dim_customer.dimcustomerid IS 'customer.id; -1: unknown.';
COMMENT ON COLUMN @extschema@.dim_customer.customerid IS 'Natural key of the customer.';
COMMENT ON COLUMN @extschema@.dim_customer.dimlocationid IS 'Location of the customer; -1: unknown.';
COMMENT ON COLUMN @extschema@.dim_customer.customerfullname IS 'Whole name.';
COMMENT ON COLUMN @extschema@.dim_customer.customerfirstname IS 'First name.';
COMMENT ON COLUMN @extschema@.dim_customer.customerlastname IS 'Last name.';
COMMENT ON COLUMN @extschema@.dim_customer.customergender IS 'Gender.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.dim_customer'::pg_catalog.regclass);

CREATE VIEW @extschema@.dim_reseller WITH (security_invoker = true) AS
    SELECT r.id AS dimresellerid, r.code::text AS resellerid, COALESCE(r.location_id, -1) AS dimlocationid,
        r.name::text AS resellername, r.contact_name::text AS contactname, r.phone::text AS phonenumber,
        r.email::text AS email
    FROM @extschema@.reseller r
    UNION ALL
    SELECT -1, 'Unknown'::text, -1, 'Unknown'::text, 'Unknown'::text, 'Unknown'::text, 'Unknown'::text
    FROM pg_catalog.json_array_elements('[-1]'::json) AS u;
COMMENT ON VIEW @extschema@.dim_reseller IS 'Resellers, and the unknown one, -1. Reports that count resellers need WHERE dimresellerid <> -1.';
COMMENT ON COLUMN @extschema@.dim_reseller.dimresellerid IS 'reseller.id; -1: unknown.';
COMMENT ON COLUMN @extschema@.dim_reseller.resellerid IS 'Natural key of the reseller.';
COMMENT ON COLUMN @extschema@.dim_reseller.dimlocationid IS 'Location of the reseller; -1: unknown.';
COMMENT ON COLUMN @extschema@.dim_reseller.resellername IS 'Name of the reseller.';
COMMENT ON COLUMN @extschema@.dim_reseller.contactname IS 'Name of the contact.';
COMMENT ON COLUMN @extschema@.dim_reseller.phonenumber IS 'Telephone number.';
COMMENT ON COLUMN @extschema@.dim_reseller.email IS 'E-mail address.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.dim_reseller'::pg_catalog.regclass);

CREATE VIEW @extschema@.dim_store WITH (security_invoker = true) AS
    SELECT s.id AS dimstoreid, @extschema@.source_number(s.code::text) AS storeid,
        COALESCE(s.location_id, -1) AS dimlocationid, @extschema@.source_number(s.code::text) AS sourcestoreid,
        s.name::text AS storename, s.number AS storenumber, s.manager::text AS storemanager
    FROM @extschema@.store s
    UNION ALL
    SELECT -1, -1::bigint, -1, -1::bigint, 'Unknown'::text, -1, 'Unknown'::text
    FROM pg_catalog.json_array_elements('[-1]'::json) AS u;
COMMENT ON VIEW @extschema@.dim_store IS 'Stores, and the unknown one, -1. Reports that count stores need WHERE dimstoreid <> -1.';
COMMENT ON COLUMN @extschema@.dim_store.dimstoreid IS 'store.id; -1: unknown.';
COMMENT ON COLUMN @extschema@.dim_store.storeid IS 'store.code as a number; NULL: it is none.';
COMMENT ON COLUMN @extschema@.dim_store.dimlocationid IS 'Location of the store; -1: unknown.';
COMMENT ON COLUMN @extschema@.dim_store.sourcestoreid IS 'The same as storeid.';
COMMENT ON COLUMN @extschema@.dim_store.storename IS 'Name of the store.';
COMMENT ON COLUMN @extschema@.dim_store.storenumber IS 'Number of the store, which is not its code; -1: unknown store.';
COMMENT ON COLUMN @extschema@.dim_store.storemanager IS 'Manager of the store.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.dim_store'::pg_catalog.regclass);

CREATE VIEW @extschema@.dim_product WITH (security_invoker = true) AS
    SELECT p.id AS dimproductid, @extschema@.source_number(p.sku::text) AS productid,
        @extschema@.source_number(p.product_type_code::text) AS producttypeid,
        @extschema@.source_number(p.category_code::text) AS productcategoryid, p.name::text AS productname,
        p.product_type::text AS producttype, p.category::text AS productcategory,
        p.base_price::numeric AS productretailprice, p.wholesale_price::numeric AS productwholesaleprice,
        p.base_cost::numeric AS productcost, p.base_price OPERATOR(pg_catalog.-) p.base_cost AS productretailprofit,
        p.wholesale_price OPERATOR(pg_catalog.-) p.base_cost AS productwholesaleunitprofit,
        CASE WHEN p.base_price OPERATOR(pg_catalog.<>) 0::numeric THEN pg_catalog.round(
            (p.base_price OPERATOR(pg_catalog.-) p.base_cost) OPERATOR(pg_catalog./) p.base_price, 4) END
            AS productprofitmarginunitpercent
    FROM @extschema@.product p
    UNION ALL
    SELECT -1, -1::bigint, -1::bigint, -1::bigint, 'Unknown'::text, 'Unknown'::text, 'Unknown'::text, NULL::numeric,
        NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric
    FROM pg_catalog.json_array_elements('[-1]'::json) AS u;
COMMENT ON VIEW @extschema@.dim_product IS 'Products, and the unknown one, -1. Reports that count products need WHERE dimproductid <> -1.';
COMMENT ON COLUMN @extschema@.dim_product.dimproductid IS 'product.id; -1: unknown.';
COMMENT ON COLUMN @extschema@.dim_product.productid IS 'product.sku as a number; NULL: it is none.';
COMMENT ON COLUMN @extschema@.dim_product.producttypeid IS 'product.product_type_code as a number; NULL: it is none.';
COMMENT ON COLUMN @extschema@.dim_product.productcategoryid IS 'product.category_code as a number; NULL: it is none.';
COMMENT ON COLUMN @extschema@.dim_product.productname IS 'Name of the product; products may share a name.';
COMMENT ON COLUMN @extschema@.dim_product.producttype IS 'Type of the product.';
COMMENT ON COLUMN @extschema@.dim_product.productcategory IS 'Category of the product.';
COMMENT ON COLUMN @extschema@.dim_product.productretailprice IS 'product.base_price.';
COMMENT ON COLUMN @extschema@.dim_product.productwholesaleprice IS 'product.wholesale_price.';
COMMENT ON COLUMN @extschema@.dim_product.productcost IS 'product.base_cost.';
COMMENT ON COLUMN @extschema@.dim_product.productretailprofit IS 'Retail price - cost, of one unit.';
COMMENT ON COLUMN @extschema@.dim_product.productwholesaleunitprofit IS 'Wholesale price - cost, of one unit.';
COMMENT ON COLUMN @extschema@.dim_product.productprofitmarginunitpercent IS '(retail price - cost) / retail price, a fraction with four decimals: 0.6416 is 64.16%. NULL for a price of 0.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.dim_product'::pg_catalog.regclass);

-- Holidays of the United States, whatever calendar fills the table. They are computed once for a query that reads their
-- column. A join would compute them for each row that the planner did not expect.
CREATE VIEW @extschema@.dim_date WITH (security_invoker = true) AS
    SELECT @extschema@.date_key(c.date) AS date_pkey, c.date,
        pg_catalog.to_char(c.date::timestamp, 'FMDay, FMMonth DD, YYYY'::text) AS full_date_desc,
        (c.day_of_week OPERATOR(pg_catalog.+) 1) OPERATOR(pg_catalog.%) 7 OPERATOR(pg_catalog.+) 1 AS day_num_in_week,
        c.day_of_month AS day_num_in_month, c.day_of_year AS day_num_in_year,
        pg_catalog.to_char(c.date::timestamp, 'FMDay'::text) AS day_name,
        pg_catalog.to_char(c.date::timestamp, 'Dy'::text) AS day_abbrev,
        CASE WHEN c.day_of_week OPERATOR(pg_catalog.>=) 5 THEN 'Not-Weekday'::text ELSE 'Weekday'::text END AS weekday_ind,
        CASE WHEN NOT EXISTS (SELECT FROM @extschema@.holiday_rule r
                              WHERE r.calendar::text OPERATOR(pg_catalog.=) 'US'::text)
                AND NOT EXISTS (SELECT FROM @extschema@.holiday_date h
                                WHERE h.calendar::text OPERATOR(pg_catalog.=) 'US'::text) THEN NULL::text
            WHEN c.date OPERATOR(pg_catalog.=) ANY (ARRAY(
                SELECT u.date
                FROM (SELECT pg_catalog.min(k.date) AS first, pg_catalog.max(k.date) AS last
                      FROM @extschema@.calendar k) AS r
                CROSS JOIN LATERAL @extschema@.calendar_days('US'::text, r.first, r.last) AS u
                WHERE u.is_holiday)) THEN 'Holiday'::text ELSE 'Not-Holiday'::text END AS us_holiday_ind,
        CASE WHEN c.is_month_end THEN 'Month-end'::text ELSE 'Not-Month-end'::text END AS month_end_ind,
        @extschema@.date_key(c.week_start) AS week_begin_date_nkey,
        c.week_start AS week_begin_date,
        @extschema@.date_key(c.week_start OPERATOR(pg_catalog.+) 6) AS week_end_date_nkey,
        c.week_start OPERATOR(pg_catalog.+) 6 AS week_end_date, c.iso_week AS week_num_in_year,
        pg_catalog.to_char(c.date::timestamp, 'FMMonth'::text) AS month_name,
        pg_catalog.to_char(c.date::timestamp, 'Mon'::text) AS month_abbrev, c.month AS month_num_in_year,
        pg_catalog.to_char(c.date::timestamp, 'YYYY-MM'::text) AS yearmonth, c.quarter,
        pg_catalog.to_char(c.date::timestamp, 'YYYY-0Q'::text) AS yearquarter, c.year,
        c.fiscal_week AS fiscal_week_num, c.fiscal_period AS fiscal_month_num,
        c.fiscal_year::text OPERATOR(pg_catalog.||) pg_catalog.to_char(c.fiscal_period, '"-"FM00'::text)
            AS fiscal_yearmonth,
        c.fiscal_quarter,
        c.fiscal_year::text OPERATOR(pg_catalog.||) pg_catalog.to_char(c.fiscal_quarter, '"-"FM00'::text)
            AS fiscal_yearquarter,
        (c.fiscal_quarter OPERATOR(pg_catalog.+) 1) OPERATOR(pg_catalog./) 2 AS fiscal_halfyear, c.fiscal_year,
        c.date::timestamp AS sql_timestamp, 'Y'::text AS current_row_ind,
        pg_catalog.timezone('UTC'::text, c.created_at)::date AS effective_date, '9999-12-31'::date AS expiration_date
    FROM @extschema@.calendar c;
COMMENT ON VIEW @extschema@.dim_date IS 'Days of calendar, one row for each. Names of days and months are English.';
COMMENT ON COLUMN @extschema@.dim_date.date_pkey IS 'Key: the day as a number, 20130101.';
COMMENT ON COLUMN @extschema@.dim_date.date IS 'Day.';
COMMENT ON COLUMN @extschema@.dim_date.full_date_desc IS 'Day in words: Tuesday, January 01, 2013.';
COMMENT ON COLUMN @extschema@.dim_date.day_num_in_week IS '1 Sunday to 7 Saturday.';
COMMENT ON COLUMN @extschema@.dim_date.day_num_in_month IS '1 to 31.';
COMMENT ON COLUMN @extschema@.dim_date.day_num_in_year IS '1 to 366.';
COMMENT ON COLUMN @extschema@.dim_date.day_name IS 'Monday to Sunday.';
COMMENT ON COLUMN @extschema@.dim_date.day_abbrev IS 'Mon to Sun.';
COMMENT ON COLUMN @extschema@.dim_date.weekday_ind IS 'Weekday: Monday to Friday; Not-Weekday: Saturday and Sunday.';
COMMENT ON COLUMN @extschema@.dim_date.us_holiday_ind IS 'Holiday or Not-Holiday, by the holiday calendar US; NULL: that calendar does not exist.';
COMMENT ON COLUMN @extschema@.dim_date.month_end_ind IS 'Month-end: last day of the month; Not-Month-end.';
COMMENT ON COLUMN @extschema@.dim_date.week_begin_date_nkey IS 'week_begin_date as a number.';
COMMENT ON COLUMN @extschema@.dim_date.week_begin_date IS 'Monday of the week. Weeks are those of ISO 8601, although day_num_in_week counts from Sunday.';
COMMENT ON COLUMN @extschema@.dim_date.week_end_date_nkey IS 'week_end_date as a number.';
COMMENT ON COLUMN @extschema@.dim_date.week_end_date IS 'Sunday of the week.';
COMMENT ON COLUMN @extschema@.dim_date.week_num_in_year IS 'ISO 8601 week, 1 to 53.';
COMMENT ON COLUMN @extschema@.dim_date.month_name IS 'January to December.';
COMMENT ON COLUMN @extschema@.dim_date.month_abbrev IS 'Jan to Dec.';
COMMENT ON COLUMN @extschema@.dim_date.month_num_in_year IS '1 to 12.';
COMMENT ON COLUMN @extschema@.dim_date.yearmonth IS 'Year and month: 2013-01.';
COMMENT ON COLUMN @extschema@.dim_date.quarter IS '1 to 4.';
COMMENT ON COLUMN @extschema@.dim_date.yearquarter IS 'Year and quarter: 2013-01 to 2013-04.';
COMMENT ON COLUMN @extschema@.dim_date.year IS 'Year.';
COMMENT ON COLUMN @extschema@.dim_date.fiscal_week_num IS 'calendar.fiscal_week.';
COMMENT ON COLUMN @extschema@.dim_date.fiscal_month_num IS 'calendar.fiscal_period, 1 to 12.';
COMMENT ON COLUMN @extschema@.dim_date.fiscal_yearmonth IS 'Fiscal year and month: 2013-01.';
COMMENT ON COLUMN @extschema@.dim_date.fiscal_quarter IS 'calendar.fiscal_quarter, 1 to 4.';
COMMENT ON COLUMN @extschema@.dim_date.fiscal_yearquarter IS 'Fiscal year and quarter: 2013-01 to 2013-04.';
COMMENT ON COLUMN @extschema@.dim_date.fiscal_halfyear IS '1: fiscal quarters 1 and 2; 2: fiscal quarters 3 and 4.';
COMMENT ON COLUMN @extschema@.dim_date.fiscal_year IS 'calendar.fiscal_year.';
COMMENT ON COLUMN @extschema@.dim_date.sql_timestamp IS 'Midnight at the beginning of the day.';
COMMENT ON COLUMN @extschema@.dim_date.current_row_ind IS 'Always Y.';
COMMENT ON COLUMN @extschema@.dim_date.effective_date IS 'Day on which the row was inserted into calendar, in UTC.';
COMMENT ON COLUMN @extschema@.dim_date.expiration_date IS 'Always 9999-12-31.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.dim_date'::pg_catalog.regclass);

CREATE VIEW @extschema@.fact_salesactual WITH (security_invoker = true) AS
    SELECT l.product_id AS dimproductid, COALESCE(l.store_id, -1) AS dimstoreid,
        COALESCE(l.reseller_id, -1) AS dimresellerid, COALESCE(l.customer_id, -1) AS dimcustomerid,
        l.channel_id AS dimchannelid, @extschema@.date_key(l.date) AS dimsaledateid,
        COALESCE(l.location_id, -1) AS dimlocationid, @extschema@.source_number(l.order_no::text) AS salesheaderid,
        l.line_no AS salesdetailid, l.amount::numeric AS saleamount, pg_catalog.trim_scale(l.quantity) AS salequantity,
        l.unit_price::numeric AS saleunitprice, l.extended_cost::numeric AS saleextendedcost,
        l.profit::numeric AS saletotalprofit
    FROM @extschema@.sales_order_line l;
COMMENT ON VIEW @extschema@.fact_salesactual IS 'Lines of orders. A key of -1: the line has none.';
COMMENT ON COLUMN @extschema@.fact_salesactual.dimproductid IS 'Product, in dim_product.';
COMMENT ON COLUMN @extschema@.fact_salesactual.dimstoreid IS 'Store that sold, in dim_store; -1: none.';
COMMENT ON COLUMN @extschema@.fact_salesactual.dimresellerid IS 'Reseller that bought, in dim_reseller; -1: none.';
COMMENT ON COLUMN @extschema@.fact_salesactual.dimcustomerid IS 'Customer that bought, in dim_customer; -1: none.';
COMMENT ON COLUMN @extschema@.fact_salesactual.dimchannelid IS 'Channel, in dim_channel.';
COMMENT ON COLUMN @extschema@.fact_salesactual.dimsaledateid IS 'Day of the sale, dim_date.date_pkey.';
COMMENT ON COLUMN @extschema@.fact_salesactual.dimlocationid IS 'Location of the sale, in dim_location; -1: unknown.';
COMMENT ON COLUMN @extschema@.fact_salesactual.salesheaderid IS 'Number of the order; NULL: sales_order_line.order_no is no number.';
COMMENT ON COLUMN @extschema@.fact_salesactual.salesdetailid IS 'Number of the line.';
COMMENT ON COLUMN @extschema@.fact_salesactual.saleamount IS 'Revenue of the line.';
COMMENT ON COLUMN @extschema@.fact_salesactual.salequantity IS 'Units sold.';
COMMENT ON COLUMN @extschema@.fact_salesactual.saleunitprice IS 'saleamount / salequantity.';
COMMENT ON COLUMN @extschema@.fact_salesactual.saleextendedcost IS 'salequantity x cost of one unit.';
COMMENT ON COLUMN @extschema@.fact_salesactual.saletotalprofit IS 'saleamount - saleextendedcost.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.fact_salesactual'::pg_catalog.regclass);

CREATE VIEW @extschema@.fact_productsalestarget WITH (security_invoker = true) AS
    SELECT t.product_id AS dimproductid, @extschema@.date_key(t.date) AS dimtargetdateid,
        pg_catalog.trim_scale(t.quantity) AS producttargetsalesquantity
    FROM @extschema@.product_target_daily t;
COMMENT ON VIEW @extschema@.fact_productsalestarget IS 'Targets of products by day. The days of a year sum to its target.';
COMMENT ON COLUMN @extschema@.fact_productsalestarget.dimproductid IS 'Product, in dim_product.';
COMMENT ON COLUMN @extschema@.fact_productsalestarget.dimtargetdateid IS 'Day, dim_date.date_pkey.';
COMMENT ON COLUMN @extschema@.fact_productsalestarget.producttargetsalesquantity IS 'Units to sell on the day.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.fact_productsalestarget'::pg_catalog.regclass);

CREATE VIEW @extschema@.fact_srcsalestarget WITH (security_invoker = true) AS
    SELECT COALESCE(t.store_id, -1) AS dimstoreid, COALESCE(t.reseller_id, -1) AS dimresellerid,
        t.channel_id AS dimchannelid, @extschema@.date_key(t.date) AS dimtargetdateid,
        t.amount::numeric AS salestargetamount
    FROM @extschema@.sales_target_daily t;
COMMENT ON VIEW @extschema@.fact_srcsalestarget IS 'Targets of stores, resellers and channels by day. The days of a year sum to its target.';
COMMENT ON COLUMN @extschema@.fact_srcsalestarget.dimstoreid IS 'Store, in dim_store; -1: none.';
COMMENT ON COLUMN @extschema@.fact_srcsalestarget.dimresellerid IS 'Reseller, in dim_reseller; -1: none.';
COMMENT ON COLUMN @extschema@.fact_srcsalestarget.dimchannelid IS 'Channel, in dim_channel.';
COMMENT ON COLUMN @extschema@.fact_srcsalestarget.dimtargetdateid IS 'Day, dim_date.date_pkey.';
COMMENT ON COLUMN @extschema@.fact_srcsalestarget.salestargetamount IS 'Revenue to make on the day.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.fact_srcsalestarget'::pg_catalog.regclass);

--
-- Analyses of orders. Sales and targets are each summed by their own keys before they meet, so no row counts twice. A
-- profit is NULL where the cost of one of its lines is unknown.
--

CREATE VIEW @extschema@.orders_by_product_month WITH (security_invoker = true) AS
    SELECT f.year, f.month, f.product_id, p.sku, p.name AS product_name, p.product_type, p.category, f.quantity, f.amount,
        f.extended_cost, f.profit,
        CASE WHEN f.amount OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(f.profit OPERATOR(pg_catalog./) f.amount, 4) END AS margin
    FROM (
        SELECT pg_catalog.date_part('year'::text, l.date)::integer AS year,
            pg_catalog.date_part('month'::text, l.date)::integer AS month, l.product_id,
            pg_catalog.trim_scale(pg_catalog.sum(l.quantity)) AS quantity, pg_catalog.sum(l.amount) AS amount,
            CASE WHEN pg_catalog.bool_and(l.extended_cost IS NOT NULL)
                THEN pg_catalog.sum(l.extended_cost) END AS extended_cost,
            CASE WHEN pg_catalog.bool_and(l.profit IS NOT NULL) THEN pg_catalog.sum(l.profit) END AS profit
        FROM @extschema@.sales_order_line l
        GROUP BY 1, 2, l.product_id
    ) AS f
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) f.product_id;
COMMENT ON VIEW @extschema@.orders_by_product_month IS 'Sales of orders by product and month. margin = profit / amount. Rows are of one product key, because names may repeat.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.year IS 'Year of the sales.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.month IS 'Month, 1 to 12.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.product_id IS 'Product.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.product_name IS 'Name of the product.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.product_type IS 'Type of the product.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.category IS 'Category of the product.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.quantity IS 'Units sold.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.amount IS 'Revenue.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.extended_cost IS 'Cost of the units; NULL: the cost of a line is unknown.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.profit IS 'amount - extended_cost; NULL: the cost of a line is unknown.';
COMMENT ON COLUMN @extschema@.orders_by_product_month.margin IS 'profit / amount, a fraction with four decimals; NULL where amount is 0 or profit NULL.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.orders_by_product_month'::pg_catalog.regclass);

CREATE VIEW @extschema@.orders_by_customer_quarter WITH (security_invoker = true) AS
    SELECT f.year, f.quarter, f.channel_id, c.code AS channel_code, c.name AS channel_name, f.gender, f.country,
        f.state_province, f.customers, f.orders, f.quantity, f.amount, f.profit,
        CASE WHEN f.amount OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(f.profit OPERATOR(pg_catalog./) f.amount, 4) END AS margin
    FROM (
        SELECT pg_catalog.date_part('year'::text, l.date)::integer AS year,
            pg_catalog.date_part('quarter'::text, l.date)::integer AS quarter, l.channel_id, u.gender, a.country,
            a.state_province, pg_catalog.count(DISTINCT l.customer_id) AS customers,
            pg_catalog.count(DISTINCT l.order_no) AS orders, pg_catalog.trim_scale(pg_catalog.sum(l.quantity)) AS quantity,
            pg_catalog.sum(l.amount) AS amount,
            CASE WHEN pg_catalog.bool_and(l.profit IS NOT NULL) THEN pg_catalog.sum(l.profit) END AS profit
        FROM @extschema@.sales_order_line l
        JOIN @extschema@.customer u ON u.id OPERATOR(pg_catalog.=) l.customer_id
        LEFT JOIN @extschema@.location a ON a.id OPERATOR(pg_catalog.=) l.location_id
            AND a.state_province::text OPERATOR(pg_catalog.<>) ''::text
        GROUP BY 1, 2, l.channel_id, u.gender, a.country, a.state_province
    ) AS f
    JOIN @extschema@.channel c ON c.id OPERATOR(pg_catalog.=) f.channel_id;
COMMENT ON VIEW @extschema@.orders_by_customer_quarter IS 'Orders of customers by gender, state, channel and quarter. A customer counts once in each row, and again in rows of other quarters, channels or states.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.year IS 'Year of the sales.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.quarter IS 'Quarter, 1 to 4.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.channel_id IS 'Channel.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.channel_code IS 'Natural key of the channel.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.channel_name IS 'Name of the channel.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.gender IS 'Gender of the customers; NULL: unknown.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.country IS 'Country of the sales; NULL: the state is unknown.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.state_province IS 'State or province of the sales; NULL: unknown.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.customers IS 'Customers that bought, each once.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.orders IS 'Orders, each once.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.quantity IS 'Units sold.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.amount IS 'Revenue.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.profit IS 'amount - cost; NULL: the cost of a line is unknown.';
COMMENT ON COLUMN @extschema@.orders_by_customer_quarter.margin IS 'profit / amount, a fraction with four decimals; NULL where amount is 0 or profit NULL.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.orders_by_customer_quarter'::pg_catalog.regclass);

-- One row of sales and one of targets at most meet in a group: both were summed by its keys.
CREATE VIEW @extschema@.orders_against_target WITH (security_invoker = true) AS
    WITH last_sale AS (
        SELECT pg_catalog.max(l.date) AS date FROM @extschema@.sales_order_line l
    ), by_kind AS (
        SELECT pg_catalog.date_part('year'::text, l.date)::integer AS year, l.channel_id, l.store_id, l.reseller_id,
            pg_catalog.count(*) AS lines, pg_catalog.trim_scale(pg_catalog.sum(l.quantity)) AS quantity,
            pg_catalog.sum(l.amount) AS amount,
            CASE WHEN pg_catalog.bool_and(l.profit IS NOT NULL) THEN pg_catalog.sum(l.profit) END AS profit,
            NULL::numeric AS target_amount, NULL::numeric AS target_to_date
        FROM @extschema@.sales_order_line l
        GROUP BY 1, l.channel_id, l.store_id, l.reseller_id
        UNION ALL
        SELECT pg_catalog.date_part('year'::text, t.date)::integer, t.channel_id, t.store_id, t.reseller_id, 0::bigint,
            NULL::numeric, NULL::numeric, NULL::numeric, pg_catalog.sum(t.amount),
            COALESCE(pg_catalog.sum(t.amount) FILTER (WHERE t.date OPERATOR(pg_catalog.<=) d.date), 0::numeric)
        FROM @extschema@.sales_target_daily t
        CROSS JOIN last_sale d
        GROUP BY 1, t.channel_id, t.store_id, t.reseller_id
    ), both_kinds AS (
        SELECT k.year, k.channel_id, k.store_id, k.reseller_id,
            COALESCE(pg_catalog.sum(k.quantity), 0::numeric) AS quantity,
            COALESCE(pg_catalog.sum(k.amount), 0::numeric) AS amount,
            CASE WHEN pg_catalog.sum(k.lines) OPERATOR(pg_catalog.=) 0::numeric THEN 0::numeric
                ELSE pg_catalog.sum(k.profit) END AS profit,
            pg_catalog.sum(k.target_amount) AS target_amount, pg_catalog.sum(k.target_to_date) AS target_to_date
        FROM by_kind k
        GROUP BY k.year, k.channel_id, k.store_id, k.reseller_id
    )
    SELECT b.year, b.channel_id, c.code AS channel_code, c.name AS channel_name, b.store_id, s.code AS store_code,
        b.reseller_id, r.code AS reseller_code, COALESCE(s.name::text, r.name::text) AS party_name, b.quantity, b.amount,
        b.profit, b.target_amount, b.target_to_date,
        CASE WHEN b.target_amount OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(b.amount OPERATOR(pg_catalog./) b.target_amount, 4) END AS attainment,
        CASE WHEN b.target_to_date OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(b.amount OPERATOR(pg_catalog./) b.target_to_date, 4) END AS attainment_to_date,
        d.date AS last_sale_date
    FROM both_kinds b
    CROSS JOIN last_sale d
    JOIN @extschema@.channel c ON c.id OPERATOR(pg_catalog.=) b.channel_id
    LEFT JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) b.store_id
    LEFT JOIN @extschema@.reseller r ON r.id OPERATOR(pg_catalog.=) b.reseller_id;
COMMENT ON VIEW @extschema@.orders_against_target IS 'Sales of orders against targets by year, channel, and store or reseller. attainment = amount / target_amount. attainment_to_date = amount / target_to_date. Rows have sales, targets, or both.';
COMMENT ON COLUMN @extschema@.orders_against_target.year IS 'Year.';
COMMENT ON COLUMN @extschema@.orders_against_target.channel_id IS 'Channel.';
COMMENT ON COLUMN @extschema@.orders_against_target.channel_code IS 'Natural key of the channel.';
COMMENT ON COLUMN @extschema@.orders_against_target.channel_name IS 'Name of the channel.';
COMMENT ON COLUMN @extschema@.orders_against_target.store_id IS 'Store; NULL: none.';
COMMENT ON COLUMN @extschema@.orders_against_target.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.orders_against_target.reseller_id IS 'Reseller; NULL: none. Without a store and a reseller: customers of the channel.';
COMMENT ON COLUMN @extschema@.orders_against_target.reseller_code IS 'Natural key of the reseller.';
COMMENT ON COLUMN @extschema@.orders_against_target.party_name IS 'Name of the store or reseller; NULL: customers.';
COMMENT ON COLUMN @extschema@.orders_against_target.quantity IS 'Units sold; 0: none.';
COMMENT ON COLUMN @extschema@.orders_against_target.amount IS 'Revenue; 0: no sales.';
COMMENT ON COLUMN @extschema@.orders_against_target.profit IS 'amount - cost; NULL: the cost of a line is unknown.';
COMMENT ON COLUMN @extschema@.orders_against_target.target_amount IS 'Target of the whole year; NULL: none.';
COMMENT ON COLUMN @extschema@.orders_against_target.target_to_date IS 'Target of the days of the year up to last_sale_date; NULL: none.';
COMMENT ON COLUMN @extschema@.orders_against_target.attainment IS 'amount / target_amount, with four decimals; NULL where the target is 0 or NULL.';
COMMENT ON COLUMN @extschema@.orders_against_target.attainment_to_date IS 'amount / target_to_date, with four decimals; NULL where the target is 0 or NULL.';
COMMENT ON COLUMN @extschema@.orders_against_target.last_sale_date IS 'Last day of sales in the warehouse, of all parties.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.orders_against_target'::pg_catalog.regclass);

CREATE VIEW @extschema@.orders_against_product_target WITH (security_invoker = true) AS
    WITH last_sale AS (
        SELECT pg_catalog.max(l.date) AS date FROM @extschema@.sales_order_line l
    ), by_kind AS (
        SELECT pg_catalog.date_part('year'::text, l.date)::integer AS year, l.product_id,
            pg_catalog.trim_scale(pg_catalog.sum(l.quantity)) AS quantity, NULL::numeric AS target_quantity,
            NULL::numeric AS target_to_date
        FROM @extschema@.sales_order_line l
        GROUP BY 1, l.product_id
        UNION ALL
        SELECT pg_catalog.date_part('year'::text, t.date)::integer, t.product_id, NULL::numeric,
            pg_catalog.trim_scale(pg_catalog.sum(t.quantity)),
            COALESCE(pg_catalog.trim_scale(pg_catalog.sum(t.quantity)
                FILTER (WHERE t.date OPERATOR(pg_catalog.<=) d.date)), 0::numeric)
        FROM @extschema@.product_target_daily t
        CROSS JOIN last_sale d
        GROUP BY 1, t.product_id
    ), both_kinds AS (
        SELECT k.year, k.product_id, COALESCE(pg_catalog.sum(k.quantity), 0::numeric) AS quantity,
            pg_catalog.sum(k.target_quantity) AS target_quantity, pg_catalog.sum(k.target_to_date) AS target_to_date
        FROM by_kind k
        GROUP BY k.year, k.product_id
    )
    SELECT b.year, b.product_id, p.sku, p.name AS product_name, b.quantity, b.target_quantity, b.target_to_date,
        CASE WHEN b.target_quantity OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(b.quantity OPERATOR(pg_catalog./) b.target_quantity, 4) END AS attainment,
        CASE WHEN b.target_to_date OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(b.quantity OPERATOR(pg_catalog./) b.target_to_date, 4) END AS attainment_to_date,
        d.date AS last_sale_date
    FROM both_kinds b
    CROSS JOIN last_sale d
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) b.product_id;
COMMENT ON VIEW @extschema@.orders_against_product_target IS 'Units sold by orders against targets, by year and product. attainment = quantity / target_quantity. attainment_to_date = quantity / target_to_date. Rows have sales, targets, or both.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.year IS 'Year.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.product_id IS 'Product.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.product_name IS 'Name of the product.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.quantity IS 'Units sold; 0: none.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.target_quantity IS 'Target of the whole year, in units; NULL: none.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.target_to_date IS 'Target of the days of the year up to last_sale_date; NULL: none.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.attainment IS 'quantity / target_quantity, with four decimals; NULL where the target is 0 or NULL.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.attainment_to_date IS 'quantity / target_to_date, with four decimals; NULL where the target is 0 or NULL.';
COMMENT ON COLUMN @extschema@.orders_against_product_target.last_sale_date IS 'Last day of sales in the warehouse, of all products.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.orders_against_product_target'::pg_catalog.regclass);

CREATE FUNCTION @extschema@.orders_compare_stores(store_code text, other_store_code text)
    RETURNS TABLE (year integer, quantity numeric, amount numeric, profit numeric, margin numeric, target_amount numeric,
        target_to_date numeric, attainment_to_date numeric, other_quantity numeric, other_amount numeric,
        other_profit numeric, other_margin numeric, other_target_amount numeric, other_target_to_date numeric,
        other_attainment_to_date numeric, amount_difference numeric, amount_ratio numeric)
    LANGUAGE c STABLE PARALLEL RESTRICTED ROWS 10 AS 'MODULE_PATHNAME', 'fw_orders_compare_stores';
COMMENT ON FUNCTION @extschema@.orders_compare_stores(text, text) IS
    'Two stores side by side, over all channels, one row for each year. amount_difference = amount - other_amount, amount_ratio = amount / other_amount; the rest as in orders_against_target.';

CREATE FUNCTION @extschema@.orders_share_bonus(
        year integer, sales_pool numeric, profit_pool numeric, store_codes text[] DEFAULT NULL,
        product_types text[] DEFAULT NULL)
    RETURNS TABLE (store_id integer, store_code text, store_name text, amount numeric, profit numeric,
        sales_share numeric, profit_share numeric, sales_bonus numeric, profit_bonus numeric, bonus numeric)
    LANGUAGE c STABLE PARALLEL RESTRICTED ROWS 10 AS 'MODULE_PATHNAME', 'fw_orders_share_bonus';
COMMENT ON FUNCTION @extschema@.orders_share_bonus(integer, numeric, numeric, text[], text[]) IS
    'Shares two pools of money among stores: sales_pool by amount and profit_pool by profit of the year. Shares are whole cents, by largest remainders, and sum to the pools. NULL for store_codes: all stores with sales; for product_types: all.';

-- Days are those of the week from the first to the last day of sales of all orders.
CREATE VIEW @extschema@.orders_by_product_weekday WITH (security_invoker = true) AS
    WITH days AS (
        SELECT pg_catalog.date_part('isodow'::text, r.first OPERATOR(pg_catalog.+) n.n)::integer
                OPERATOR(pg_catalog.-) 1 AS day_of_week,
            pg_catalog.count(*) AS days
        FROM (SELECT pg_catalog.min(l.date) AS first, pg_catalog.max(l.date) AS last
              FROM @extschema@.sales_order_line l) AS r
        CROSS JOIN LATERAL pg_catalog.generate_series(0, r.last OPERATOR(pg_catalog.-) r.first) AS n (n)
        GROUP BY 1
    ), sold AS (
        SELECT l.store_id, l.product_id,
            pg_catalog.date_part('isodow'::text, l.date)::integer OPERATOR(pg_catalog.-) 1 AS day_of_week,
            pg_catalog.trim_scale(pg_catalog.sum(l.quantity)) AS quantity, pg_catalog.sum(l.amount) AS amount
        FROM @extschema@.sales_order_line l
        GROUP BY l.store_id, l.product_id, 3
    ), totals AS (
        SELECT f.store_id, f.product_id, f.day_of_week, f.quantity, f.amount,
            pg_catalog.sum(f.quantity) OVER (PARTITION BY f.store_id, f.product_id) AS total_quantity,
            pg_catalog.sum(f.amount) OVER (PARTITION BY f.store_id, f.product_id) AS total_amount
        FROM sold f
    )
    SELECT t.store_id, s.code AS store_code, t.product_id, p.sku, p.name AS product_name, t.day_of_week,
        (ARRAY['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']::text[])[
            t.day_of_week OPERATOR(pg_catalog.+) 1] AS day_name,
        d.days, t.quantity, t.amount,
        CASE WHEN t.total_quantity OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(t.quantity OPERATOR(pg_catalog./) t.total_quantity, 6) END AS quantity_share,
        CASE WHEN t.total_amount OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(t.amount OPERATOR(pg_catalog./) t.total_amount, 6) END AS amount_share,
        pg_catalog.round(t.amount OPERATOR(pg_catalog./) d.days::numeric, 2) AS amount_per_day
    FROM totals t
    JOIN days d ON d.day_of_week OPERATOR(pg_catalog.=) t.day_of_week
    JOIN @extschema@.product p ON p.id OPERATOR(pg_catalog.=) t.product_id
    LEFT JOIN @extschema@.store s ON s.id OPERATOR(pg_catalog.=) t.store_id;
COMMENT ON VIEW @extschema@.orders_by_product_weekday IS 'Sales of orders by store, product and day of the week. amount_share = amount / amount of the whole week, of the same store and product. Days of the week without sales have no row.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.store_id IS 'Store; NULL: sales without a store.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.product_id IS 'Product.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.sku IS 'Natural key of the product.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.product_name IS 'Name of the product.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.day_of_week IS '0 Monday to 6 Sunday.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.day_name IS 'Monday to Sunday.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.days IS 'Days of this name from the first to the last day of sales of all orders.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.quantity IS 'Units sold.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.amount IS 'Revenue.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.quantity_share IS 'Part of the units of the store and product, with six decimals; NULL where these sum to 0.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.amount_share IS 'Part of the revenue of the store and product, with six decimals; NULL where it sums to 0.';
COMMENT ON COLUMN @extschema@.orders_by_product_weekday.amount_per_day IS 'amount / days, days without sales included.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.orders_by_product_weekday'::pg_catalog.regclass);

CREATE VIEW @extschema@.orders_by_weekday WITH (security_invoker = true) AS
    SELECT t.store_id, t.store_code, t.day_of_week, t.day_name, t.days, t.quantity, t.amount,
        CASE WHEN t.total_quantity OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(t.quantity OPERATOR(pg_catalog./) t.total_quantity, 6) END AS quantity_share,
        CASE WHEN t.total_amount OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(t.amount OPERATOR(pg_catalog./) t.total_amount, 6) END AS amount_share,
        pg_catalog.round(t.amount OPERATOR(pg_catalog./) t.days::numeric, 2) AS amount_per_day
    FROM (
        SELECT w.store_id, w.store_code, w.day_of_week, w.day_name, w.days,
            pg_catalog.trim_scale(pg_catalog.sum(w.quantity)) AS quantity, pg_catalog.sum(w.amount) AS amount,
            pg_catalog.sum(pg_catalog.sum(w.quantity)) OVER (PARTITION BY w.store_id) AS total_quantity,
            pg_catalog.sum(pg_catalog.sum(w.amount)) OVER (PARTITION BY w.store_id) AS total_amount
        FROM @extschema@.orders_by_product_weekday w
        GROUP BY w.store_id, w.store_code, w.day_of_week, w.day_name, w.days
    ) AS t;
COMMENT ON VIEW @extschema@.orders_by_weekday IS 'Sales of orders by store and day of the week, of all products. amount_share = amount / amount of the whole week, of the same store.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.store_id IS 'Store; NULL: sales without a store.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.store_code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.day_of_week IS '0 Monday to 6 Sunday.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.day_name IS 'Monday to Sunday.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.days IS 'Days of this name from the first to the last day of sales of all orders.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.quantity IS 'Units sold.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.amount IS 'Revenue.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.quantity_share IS 'Part of the units of the store, with six decimals; NULL where these sum to 0.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.amount_share IS 'Part of the revenue of the store, with six decimals; NULL where it sums to 0.';
COMMENT ON COLUMN @extschema@.orders_by_weekday.amount_per_day IS 'amount / days, days without sales included.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.orders_by_weekday'::pg_catalog.regclass);

CREATE VIEW @extschema@.orders_by_state WITH (security_invoker = true) AS
    WITH located AS (
        SELECT s.id AS store_id, a.country, a.state_province
        FROM @extschema@.store s
        LEFT JOIN @extschema@.location a ON a.id OPERATOR(pg_catalog.=) s.location_id
            AND a.state_province::text OPERATOR(pg_catalog.<>) ''::text
    ), sold AS (
        SELECT pg_catalog.date_part('year'::text, l.date)::integer AS year, l.store_id,
            pg_catalog.trim_scale(pg_catalog.sum(l.quantity)) AS quantity, pg_catalog.sum(l.amount) AS amount,
            CASE WHEN pg_catalog.bool_and(l.profit IS NOT NULL) THEN pg_catalog.sum(l.profit) END AS profit
        FROM @extschema@.sales_order_line l
        WHERE l.store_id IS NOT NULL
        GROUP BY 1, l.store_id
    ), by_state AS (
        SELECT y.year, o.country, o.state_province, pg_catalog.count(*) AS stores,
            COALESCE(pg_catalog.trim_scale(pg_catalog.sum(f.quantity)), 0::numeric) AS quantity,
            COALESCE(pg_catalog.sum(f.amount), 0::numeric) AS amount,
            CASE WHEN pg_catalog.bool_and(f.store_id IS NULL OR f.profit IS NOT NULL)
                THEN COALESCE(pg_catalog.sum(f.profit), 0::numeric) END AS profit
        FROM (SELECT DISTINCT d.year FROM sold d) AS y
        CROSS JOIN located o
        LEFT JOIN sold f ON f.year OPERATOR(pg_catalog.=) y.year AND f.store_id OPERATOR(pg_catalog.=) o.store_id
        WHERE o.state_province IS NOT NULL OR f.store_id IS NOT NULL
        GROUP BY y.year, o.country, o.state_province
    )
    SELECT b.year, b.country, b.state_province, b.stores,
        CASE WHEN b.state_province IS NOT NULL THEN b.stores OPERATOR(pg_catalog.>) 1 END AS has_several_stores,
        b.quantity, b.amount, b.profit,
        CASE WHEN b.amount OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(b.profit OPERATOR(pg_catalog./) b.amount, 4) END AS margin,
        pg_catalog.round(b.amount OPERATOR(pg_catalog./) b.stores::numeric, 2) AS amount_per_store,
        pg_catalog.round(b.profit OPERATOR(pg_catalog./) b.stores::numeric, 2) AS profit_per_store
    FROM by_state b;
COMMENT ON VIEW @extschema@.orders_by_state IS 'Sales of stores by year and state. A state has a row for each year in which any store sold. amount_per_store = amount / stores.';
COMMENT ON COLUMN @extschema@.orders_by_state.year IS 'Year of the sales.';
COMMENT ON COLUMN @extschema@.orders_by_state.country IS 'Country; NULL: the state is unknown.';
COMMENT ON COLUMN @extschema@.orders_by_state.state_province IS 'State or province of the stores; NULL: unknown.';
COMMENT ON COLUMN @extschema@.orders_by_state.stores IS 'Stores in the state, with sales or not. Of an unknown state: stores with sales in the year.';
COMMENT ON COLUMN @extschema@.orders_by_state.has_several_stores IS 'Whether the state has more than one store; NULL: the state is unknown.';
COMMENT ON COLUMN @extschema@.orders_by_state.quantity IS 'Units sold.';
COMMENT ON COLUMN @extschema@.orders_by_state.amount IS 'Revenue.';
COMMENT ON COLUMN @extschema@.orders_by_state.profit IS 'amount - cost; NULL: the cost of a line is unknown.';
COMMENT ON COLUMN @extschema@.orders_by_state.margin IS 'profit / amount, a fraction with four decimals; NULL where amount is 0 or profit NULL.';
COMMENT ON COLUMN @extschema@.orders_by_state.amount_per_store IS 'amount / stores.';
COMMENT ON COLUMN @extschema@.orders_by_state.profit_per_store IS 'profit / stores.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.orders_by_state'::pg_catalog.regclass);

CREATE VIEW @extschema@.orders_by_state_group WITH (security_invoker = true) AS
    SELECT g.year, g.has_several_stores, g.states, g.stores, g.quantity, g.amount, g.profit,
        CASE WHEN g.amount OPERATOR(pg_catalog.<>) 0::numeric
            THEN pg_catalog.round(g.profit OPERATOR(pg_catalog./) g.amount, 4) END AS margin,
        pg_catalog.round(g.amount OPERATOR(pg_catalog./) g.stores, 2) AS amount_per_store,
        pg_catalog.round(g.profit OPERATOR(pg_catalog./) g.stores, 2) AS profit_per_store
    FROM (
        SELECT b.year, b.has_several_stores, pg_catalog.count(b.state_province) AS states,
            pg_catalog.sum(b.stores) AS stores, pg_catalog.trim_scale(pg_catalog.sum(b.quantity)) AS quantity,
            pg_catalog.sum(b.amount) AS amount,
            CASE WHEN pg_catalog.bool_and(b.profit IS NOT NULL) THEN pg_catalog.sum(b.profit) END AS profit
        FROM @extschema@.orders_by_state b
        GROUP BY b.year, b.has_several_stores
    ) AS g;
COMMENT ON VIEW @extschema@.orders_by_state_group IS 'Sales of stores by year: stores that are alone in their state against stores of states with several. amount_per_store = amount / stores.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.year IS 'Year of the sales.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.has_several_stores IS 'true: states with several stores; false: states with one; NULL: stores whose state is unknown.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.states IS 'States.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.stores IS 'Stores of these states.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.quantity IS 'Units sold.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.amount IS 'Revenue.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.profit IS 'amount - cost; NULL: the cost of a line is unknown.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.margin IS 'profit / amount, a fraction with four decimals; NULL where amount is 0 or profit NULL.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.amount_per_store IS 'amount / stores.';
COMMENT ON COLUMN @extschema@.orders_by_state_group.profit_per_store IS 'profit / stores.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.orders_by_state_group'::pg_catalog.regclass);

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
