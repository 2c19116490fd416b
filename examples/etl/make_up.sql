-- Writes the twelve files in the form in which they are published, with made-up rows, the same on every machine.
--
--   psql -v ON_ERROR_STOP=1 -v dir=DIRECTORY -f examples/etl/make_up.sql
--
-- The extension's schema must be on the search_path, and the staging tables must be empty. They are empty at the end, too.
-- Lines have the order in which they were made.

\set ON_ERROR_STOP on
\if :{?dir}
\else
    DO $$ BEGIN RAISE EXCEPTION 'dir is missing' USING HINT = 'psql -v dir=/tmp/orders -f make_up.sql'; END $$;
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
SELECT * FROM generate_demo_orders();

\set file :dir '/Channel.csv'
COPY (SELECT channelid, channelcategoryid, channel, createddate, createdby, modifieddate, modifiedby FROM
    staging_channel ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/ChannelCategory.csv'
COPY (SELECT channelcategoryid, channelcategory, createddate, createdby, modifieddate, modifiedby FROM
    staging_channelcategory ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/Customer.csv'
COPY (SELECT customerid, subsegmentid, firstname, lastname, gender, emailaddress, address, city, stateprovince,
    country, postalcode, phonenumber, createddate, createdby, modifieddate, modifiedby FROM staging_customer ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/Product.csv'
COPY (SELECT productid, producttypeid, product, color, style, unitofmeasureid, weight, price, cost, createddate,
    createdby, modifieddate, modifiedby, wholesaleprice FROM staging_product ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/ProductCategory.csv'
COPY (SELECT productcategoryid, productcategory, createddate, createdby, modifieddate, modifiedby FROM
    staging_productcategory ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/ProductType.csv'
COPY (SELECT producttypeid, productcategoryid, producttype, createddate, createdby, modifieddate, modifiedby FROM
    staging_producttype ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/Reseller.csv'
COPY (SELECT resellerid, contact, emailaddress, address, city, stateprovince, country, postalcode, phonenumber,
    createddate, createdby, modifieddate, modifiedby, resellername FROM staging_reseller ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/Store.csv'
COPY (SELECT storeid, subsegmentid, storenumber, storemanager, address, city, stateprovince, country, postalcode,
    phonenumber, createddate, createdby, modifieddate, modifiedby FROM staging_store ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/SalesDetail.csv'
COPY (SELECT salesdetailid, salesheaderid, productid, salesquantity, salesamount, createddate, createdby, modifieddate,
    modifiedby FROM staging_salesdetail ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/SalesHeader.csv'
COPY (SELECT salesheaderid, date, channelid, storeid, customerid, resellerid, createddate, createdby, modifieddate,
    modifiedby FROM staging_salesheader ORDER BY staging_id) TO STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/Target_Data_-_Channel_Reseller_and_Store.csv'
COPY (SELECT year, channelname, targetname, targetsalesamount FROM staging_targetdatachannel ORDER BY staging_id) TO
    STDOUT (FORMAT csv, HEADER) \g :file
\set file :dir '/Target_Data_-_Product.csv'
COPY (SELECT productid, product, year, salesquantitytarget FROM staging_targetdataproduct ORDER BY staging_id) TO
    STDOUT (FORMAT csv, HEADER) \g :file
ROLLBACK;
