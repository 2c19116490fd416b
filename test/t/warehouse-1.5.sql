-- New in version 1.5: tables for the files of orders, dimensions of orders. Run after warehouse-1.4.sql.
SET search_path = retail;

INSERT INTO staging_channel (channelid, channelcategoryid, channel) VALUES (1, 1, 'Boutiques'), (2, 1, 'On-line');
INSERT INTO staging_channelcategory (channelcategoryid, channelcategory) VALUES (1, 'Direct');
INSERT INTO staging_customer (customerid, firstname, postalcode) VALUES ('11111111-1111-4111-8111-111111111111', 'Ada', '01234');
INSERT INTO staging_product (productid, product, price) VALUES (8, 'White Socks, 6 pack', '4.99');
INSERT INTO staging_productcategory (productcategoryid, productcategory) VALUES (1, 'Accessories');
INSERT INTO staging_producttype (producttypeid, productcategoryid, producttype) VALUES (1, 1, 'Cosmetics');
INSERT INTO staging_reseller (resellerid, resellername) VALUES ('aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', 'Georgia Mega Store');
INSERT INTO staging_store (storeid, storenumber) VALUES (1, 5);
INSERT INTO staging_salesdetail (salesdetailid, salesheaderid, productid, salesquantity, salesamount) VALUES (1, 1, 8, 10, '49.9');
INSERT INTO staging_salesheader (salesheaderid, date, channelid, storeid) VALUES (1, '1/1/13', 1, 1);
INSERT INTO staging_targetdatachannel (year, channelname, targetname, targetsalesamount) VALUES (2013, 'Boutiques', 'Store Number 5', ' $405,500,000 ');
INSERT INTO staging_targetdataproduct (productid, year, salesquantitytarget) VALUES (8, 2013, '576000');

GRANT SELECT, INSERT, UPDATE, DELETE ON staging_channel TO fw_loader;
GRANT USAGE ON SEQUENCE staging_channel_staging_id_seq TO fw_loader;

INSERT INTO location_feed VALUES ('b', '1 First Street', 'Birmingham', '01234', 'Alabama', 'United States');
INSERT INTO channel_feed VALUES ('1', 'Boutiques', 'Direct'), ('2', 'On-line', NULL);
INSERT INTO customer_feed VALUES ('c1', 'Ada Alpha', 'Ada', 'Alpha', 'F', 'b'), ('c2', 'Ben Bravo', 'Ben', 'Bravo', 'M', NULL);
INSERT INTO reseller_feed (code, name, location_code) VALUES ('r1', 'Georgia Mega Store', 'b');
GRANT SELECT ON customer, customer_feed TO fw_reader;
