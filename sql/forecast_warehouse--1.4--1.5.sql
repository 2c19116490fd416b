-- forecast_warehouse 1.4 to 1.5: orders, channels and targets begin with the tables that their files land in.

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
-- The end
--

DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
