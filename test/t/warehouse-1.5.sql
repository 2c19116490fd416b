-- New in version 1.5: tables for the files of orders, dimensions of orders. Run after warehouse-1.4.sql.
SET search_path = retail;

INSERT INTO staging_channel (channelid, channelcategoryid, channel, load_number) VALUES (1, 1, 'Boutiques', 7), (2, 1, 'On-line', 7);
INSERT INTO staging_channelcategory (channelcategoryid, channelcategory, load_number) VALUES (1, 'Direct', 7);
INSERT INTO staging_customer (customerid, firstname, postalcode, load_number) VALUES ('11111111-1111-4111-8111-111111111111', 'Ada', '01234', 7);
INSERT INTO staging_product (productid, product, price, load_number) VALUES (8, 'White Socks, 6 pack', '4.99', 7);
INSERT INTO staging_productcategory (productcategoryid, productcategory, load_number) VALUES (1, 'Accessories', 7);
INSERT INTO staging_producttype (producttypeid, productcategoryid, producttype, load_number) VALUES (1, 1, 'Cosmetics', 7);
INSERT INTO staging_reseller (resellerid, resellername, load_number) VALUES ('aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', 'Georgia Mega Store', 7);
INSERT INTO staging_store (storeid, storenumber, load_number) VALUES (1, 5, 7);
INSERT INTO staging_salesdetail (salesdetailid, salesheaderid, productid, salesquantity, salesamount, load_number) VALUES (1, 1, 8, 10, '49.9', 7);
INSERT INTO staging_salesheader (salesheaderid, date, channelid, storeid, load_number) VALUES (1, '1/1/13', 1, 1, 7);
INSERT INTO staging_targetdatachannel (year, channelname, targetname, targetsalesamount, load_number) VALUES (2013, 'Boutiques', 'Store Number 5', ' $405,500,000 ', 7);
INSERT INTO staging_targetdataproduct (productid, year, salesquantitytarget, load_number) VALUES (8, 2013, '576000', 7);

GRANT SELECT, INSERT, UPDATE, DELETE ON staging_channel TO fw_loader;
GRANT USAGE ON SEQUENCE staging_channel_staging_id_seq TO fw_loader;

INSERT INTO location_feed VALUES ('b', '1 First Street', 'Birmingham', '01234', 'Alabama', 'United States');
INSERT INTO channel_feed VALUES ('1', 'Boutiques', 'Direct'), ('2', 'On-line', NULL);
INSERT INTO customer_feed VALUES ('c1', 'Ada Alpha', 'Ada', 'Alpha', 'F', 'b'), ('c2', 'Ben Bravo', 'Ben', 'Bravo', 'M', NULL);
INSERT INTO reseller_feed (code, name, location_code) VALUES ('r1', 'Georgia Mega Store', 'b');
GRANT SELECT ON customer, customer_feed TO fw_reader;

-- Loads by name take the columns that 1.5 adds.
CREATE TEMPORARY TABLE stores AS SELECT 'O5' AS code, 'Store Number 5' AS name, 5 AS number, 'Manager A' AS manager, 'b' AS location_code;
SELECT upsert_store('pg_temp.stores');
CREATE TEMPORARY TABLE products AS SELECT 'O8' AS sku, 'White Socks, 6 pack' AS name, 'Apparel' AS category, 4.99 AS base_price, 1.5 AS base_cost,
    'Baby 0-2' AS product_type, '3' AS product_type_code, '2' AS category_code, 2.5 AS wholesale_price;
SELECT upsert_product('pg_temp.products');
INSERT INTO sales_order_line_feed VALUES ('1', 1, '2024-01-02', 'O8', '1', 'O5', NULL, NULL, 10, 49.9, NULL), ('2', 2, '2024-01-03', 'O8', '2', NULL, 'c1', NULL, 2, 9.98, NULL),
    ('3', 3, '2024-01-03', 'O8', '2', NULL, NULL, 'r1', -1, -2.5, 1.25);
INSERT INTO product_target_feed VALUES ('O8', 2024, 576000), ('O8', 2023, 10.5);
INSERT INTO sales_target_feed VALUES (2024, 'Store Number 5', '1', 'O5', NULL, 405500000), (2024, 'Customer Sales', '2', NULL, NULL, 0.01);
INSERT INTO name_alias VALUES ('channel', 'Online', 'On-line');
INSERT INTO order_rollup SELECT '2024-01-02', s.id, p.id FROM store s, product p WHERE s.code = 'O5' AND p.sku = 'O8';
GRANT SELECT ON sales_order_line, sales_order_line_feed, product_target_daily TO fw_reader;
