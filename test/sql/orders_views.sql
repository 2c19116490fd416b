-- Views of orders by the names and columns of other implementations. Each answer is computed a second time by plain SQL.
SET client_min_messages = warning;
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA orders;
CREATE EXTENSION forecast_warehouse SCHEMA orders;
SET search_path = orders;
CREATE SCHEMA aside;

--
-- Names and columns, in their order
--
CREATE TABLE aside.wanted (view text, columns text);
INSERT INTO aside.wanted VALUES
    ('dim_product', 'dimproductid, productid, producttypeid, productcategoryid, productname, producttype, productcategory, productretailprice, productwholesaleprice, productcost, productretailprofit, productwholesaleunitprofit, productprofitmarginunitpercent'),
    ('dim_store', 'dimstoreid, storeid, dimlocationid, sourcestoreid, storename, storenumber, storemanager'),
    ('dim_reseller', 'dimresellerid, resellerid, dimlocationid, resellername, contactname, phonenumber, email'),
    ('dim_location', 'dimlocationid, address, city, postalcode, state_province, country'),
    ('dim_customer', 'dimcustomerid, customerid, dimlocationid, customerfullname, customerfirstname, customerlastname, customergender'),
    ('dim_channel', 'dimchannelid, channelid, channelcategoryid, channelname, channelcategory'),
    ('dim_date', 'date_pkey, date, full_date_desc, day_num_in_week, day_num_in_month, day_num_in_year, day_name, day_abbrev, weekday_ind, us_holiday_ind, month_end_ind, week_begin_date_nkey, week_begin_date, week_end_date_nkey, week_end_date, week_num_in_year, month_name, month_abbrev, month_num_in_year, yearmonth, quarter, yearquarter, year, fiscal_week_num, fiscal_month_num, fiscal_yearmonth, fiscal_quarter, fiscal_yearquarter, fiscal_halfyear, fiscal_year, sql_timestamp, current_row_ind, effective_date, expiration_date'),
    ('fact_salesactual', 'dimproductid, dimstoreid, dimresellerid, dimcustomerid, dimchannelid, dimsaledateid, dimlocationid, salesheaderid, salesdetailid, saleamount, salequantity, saleunitprice, saleextendedcost, saletotalprofit'),
    ('fact_productsalestarget', 'dimproductid, dimtargetdateid, producttargetsalesquantity'),
    ('fact_srcsalestarget', 'dimstoreid, dimresellerid, dimchannelid, dimtargetdateid, salestargetamount');
SELECT count(*) AS views, count(*) FILTER (WHERE w.columns = found.columns) AS alike
FROM aside.wanted w
JOIN (SELECT c.relname, string_agg(a.attname, ', ' ORDER BY a.attnum) AS columns
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE c.relnamespace = 'orders'::regnamespace AND c.relkind = 'v' GROUP BY 1) AS found ON found.relname = w.view;

-- An empty warehouse has the unknown members only, and no days.
SELECT (SELECT count(*) FROM dim_channel) AS channels, (SELECT count(*) FROM dim_customer) AS customers, (SELECT count(*) FROM dim_location) AS locations,
    (SELECT count(*) FROM dim_product) AS products, (SELECT count(*) FROM dim_reseller) AS resellers, (SELECT count(*) FROM dim_store) AS stores,
    (SELECT count(*) FROM dim_date) AS days;

--
-- A small organisation, through the feeds. A store has two channels, and two products have one name. Some codes are no
-- numbers. Prices are missing or 0, and parties have no location. A target is of a leap year.
--
SELECT inserted FROM generate_calendar('2011-12-26', '2013-12-31', holidays => 'DE');
INSERT INTO location_feed VALUES ('atl', '10 Tenth Street', 'Atlanta', '00301', 'Georgia', 'United States'),
    ('jax', '4 Fourth Avenue', 'Jackson', '39203', 'Mississippi', 'United States'), ('where', NULL, 'Nowhere', NULL, NULL, NULL);
INSERT INTO channel_feed (code, name, category, category_code) VALUES ('2', 'On-line', 'Direct', '1'), ('1', 'Boutiques', 'Direct', '1'),
    ('3', 'Outlet', 'Direct', '1'), ('4', 'Branded Franchise', 'Indirect', '2'), ('kiosk', 'Kiosks', NULL, NULL);
CREATE TABLE aside.stores (code text, name text, number integer, manager text, location_code text);
INSERT INTO aside.stores VALUES ('5', 'Store Number 8', 8, 'Manager E', 'jax'),
    ('1', 'Store Number 5', 5, 'Manager A', 'atl'), ('007', 'Store Number 7', 7, NULL, NULL), ('K1', 'Kiosk', NULL, NULL, 'where');
SELECT inserted, rejected FROM upsert_store('aside.stores');
CREATE TABLE aside.products (sku text, name text, category text, category_code text, product_type text, product_type_code text, base_price numeric, base_cost numeric, wholesale_price numeric);
INSERT INTO aside.products VALUES
    ('9', 'Scarf', 'Accessories', '1', 'Jewelry', '2', 13.95, 5, 7), ('4', 'Scarf', 'Accessories', '1', 'Jewelry', '2', 43.95, 13.75, 22),
    ('12', 'Sample', 'Accessories', '1', 'Cosmetics', '1', 0, 1.10, 0), ('X-3', 'Unpriced', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('12345678901234567890', 'Long number', NULL, NULL, NULL, NULL, 1, NULL, 1);
SELECT inserted, rejected FROM upsert_product('aside.products');
INSERT INTO customer_feed VALUES ('c-1', 'Ada Alpha', 'Ada', 'Alpha', 'F', 'atl'), ('c-2', 'Ben Bravo', 'Ben', 'Bravo', NULL, NULL);
INSERT INTO reseller_feed VALUES ('r-1', 'Mississipi Distributors', 'Dee Delta', '601-555-0104', 'dee.delta@example.com', 'jax'), ('r-2', 'Plain Reseller', NULL, NULL, NULL, NULL);
INSERT INTO sales_order_line_feed (order_no, line_no, date, sku, channel_code, store_code, customer_code, reseller_code, quantity, amount) VALUES
    ('10', 1, '2012-02-29', '9', '1', '1', NULL, NULL, 10, 139.50), ('11', 2, '2012-02-29', '4', '3', '1', NULL, NULL, 2, 87.90),
    ('12', 3, '2012-12-31', '4', '4', NULL, NULL, 'r-1', 3, 66), ('13', 4, '2013-01-01', '9', '2', NULL, 'c-2', NULL, 1.5, 20.93),
    ('A14', 5, '2013-01-01', 'X-3', '1', 'K1', NULL, NULL, 4, 10), ('015', 6, '2013-07-04', '12', '3', '007', NULL, NULL, 0, 0),
    ('16', 7, '2013-07-05', '9', '2', NULL, 'c-1', NULL, -1, -13.95);
INSERT INTO product_target_feed VALUES ('9', 2012, 1000), ('4', 2012, 100.5), ('9', 2013, 7);
INSERT INTO sales_target_feed VALUES (2012, 'Store Number 5', '1', '1', NULL, 1000.01), (2013, 'Store Number 5', '1', '1', NULL, 72827000),
    (2012, 'Mississipi Distributors', '4', NULL, 'r-1', 366), (2012, 'Customer Sales', '2', NULL, NULL, 0.05);
SELECT sum(rejected) AS rejected, count(*) AS loads FROM load_batch;

--
-- Dimensions: a row for each row of the table, and one unknown member, which no table has
--
SELECT storeid, sourcestoreid, storename, storenumber, storemanager, dimlocationid = -1 AS no_location FROM dim_store ORDER BY storename;
SELECT channelid, channelcategoryid, channelname, channelcategory FROM dim_channel ORDER BY channelname;
SELECT productid, producttypeid, productcategoryid, productname, producttype, productretailprice AS retail, productwholesaleprice AS wholesale, productcost AS cost,
    productretailprofit AS retail_profit, productwholesaleunitprofit AS wholesale_profit, productprofitmarginunitpercent AS margin
FROM dim_product ORDER BY productname, productid;
SELECT customerid, customerfullname, customerfirstname, customerlastname, customergender, dimlocationid = -1 AS no_location FROM dim_customer ORDER BY customerid COLLATE "C";
SELECT resellerid, resellername, contactname, phonenumber, email, dimlocationid = -1 AS no_location FROM dim_reseller ORDER BY resellerid COLLATE "C";
SELECT address, city, postalcode, state_province, country FROM dim_location ORDER BY city;
CREATE VIEW aside.members AS
    SELECT 'dim_channel' AS view, dimchannelid AS id FROM dim_channel UNION ALL SELECT 'dim_customer', dimcustomerid FROM dim_customer
    UNION ALL SELECT 'dim_location', dimlocationid FROM dim_location UNION ALL SELECT 'dim_product', dimproductid FROM dim_product
    UNION ALL SELECT 'dim_reseller', dimresellerid FROM dim_reseller UNION ALL SELECT 'dim_store', dimstoreid FROM dim_store;
CREATE VIEW aside.kept AS
    SELECT 'dim_channel' AS view, id FROM channel UNION ALL SELECT 'dim_customer', id FROM customer UNION ALL SELECT 'dim_location', id FROM location
    UNION ALL SELECT 'dim_product', id FROM product UNION ALL SELECT 'dim_reseller', id FROM reseller UNION ALL SELECT 'dim_store', id FROM store;
SELECT view, count(*) FILTER (WHERE id = -1) AS unknown, count(*) FILTER (WHERE id <> -1) AS members FROM aside.members GROUP BY 1 ORDER BY 1;
SELECT count(*) AS differences FROM (
    (SELECT * FROM aside.members WHERE id <> -1 EXCEPT ALL SELECT * FROM aside.kept) UNION ALL (SELECT * FROM aside.kept EXCEPT ALL SELECT * FROM aside.members)) d;
-- Prices and margins, computed in another way
SELECT count(*) AS differences FROM (
    (SELECT productname, productretailprofit, productwholesaleunitprofit, productprofitmarginunitpercent FROM dim_product WHERE dimproductid <> -1
     EXCEPT ALL SELECT name::text, base_price - base_cost, wholesale_price - base_cost, round(1 - base_cost / nullif(base_price, 0), 4) FROM product)
    UNION ALL (SELECT name::text, base_price - base_cost, wholesale_price - base_cost, round(1 - base_cost / nullif(base_price, 0), 4) FROM product
     EXCEPT ALL SELECT productname, productretailprofit, productwholesaleunitprofit, productprofitmarginunitpercent FROM dim_product)) d;
-- Keys of locations lead to the address of the party.
SELECT s.storename, l.city, l.state_province FROM dim_store s JOIN dim_location l USING (dimlocationid) ORDER BY s.storename;
-- Whole numbers without leading zeros are numbers. Others are none.
SELECT code, source_number(code) FROM unnest('{0,7,007,-1,+1,1.0,1e3,999999999999999999,1000000000000000000,"",kiosk}'::text[]) AS code UNION ALL SELECT '7 ', source_number('7 ') UNION ALL SELECT NULL, source_number(NULL);

--
-- Days
--
SELECT e.key, e.value FROM dim_date d CROSS JOIN jsonb_each_text(to_jsonb(d)) AS e WHERE d.date_pkey = 20120229 AND e.key <> 'effective_date';
SELECT date_pkey, day_num_in_week, day_abbrev, weekday_ind, us_holiday_ind, month_end_ind, week_begin_date_nkey, week_end_date_nkey, week_num_in_year AS week, yearquarter
FROM dim_date WHERE date BETWEEN '2012-12-24' AND '2013-01-07' OR month_num_in_year = 7 AND day_num_in_month = 4 ORDER BY date;
-- The same from plain functions of dates. Holidays are those of the United States, although the calendar is German.
CREATE VIEW aside.days AS
    SELECT replace(d::date::text, '-', '')::integer AS date_pkey, d::date AS date,
        concat(to_char(d, 'FMDay'), ', ', to_char(d, 'FMMonth'), ' ', lpad(extract(day FROM d)::text, 2, '0'), ', ', extract(year FROM d)) AS full_date_desc,
        extract(dow FROM d)::integer + 1 AS day_num_in_week, extract(day FROM d)::integer AS day_num_in_month, (d::date - date_trunc('year', d)::date) + 1 AS day_num_in_year,
        to_char(d, 'FMDay') AS day_name, left(to_char(d, 'FMDay'), 3) AS day_abbrev,
        CASE WHEN extract(dow FROM d) IN (0, 6) THEN 'Not-Weekday' ELSE 'Weekday' END AS weekday_ind,
        CASE WHEN h.date IS NULL THEN 'Not-Holiday' ELSE 'Holiday' END AS us_holiday_ind,
        CASE WHEN extract(month FROM d + '1 day') <> extract(month FROM d) THEN 'Month-end' ELSE 'Not-Month-end' END AS month_end_ind,
        to_char(date_trunc('week', d), 'YYYYMMDD')::integer AS week_begin_date_nkey, date_trunc('week', d)::date AS week_begin_date,
        to_char(date_trunc('week', d) + '6 days', 'YYYYMMDD')::integer AS week_end_date_nkey, (date_trunc('week', d) + '6 days')::date AS week_end_date,
        extract(week FROM d)::integer AS week_num_in_year, to_char(d, 'FMMonth') AS month_name, left(to_char(d, 'FMMonth'), 3) AS month_abbrev,
        extract(month FROM d)::integer AS month_num_in_year, left(d::date::text, 7) AS yearmonth, extract(quarter FROM d)::integer AS quarter,
        concat(extract(year FROM d), '-0', extract(quarter FROM d)) AS yearquarter, extract(year FROM d)::integer AS year,
        f.fiscal_week AS fiscal_week_num, f.fiscal_period AS fiscal_month_num, concat(f.fiscal_year, '-', lpad(f.fiscal_period::text, 2, '0')) AS fiscal_yearmonth,
        f.fiscal_quarter, concat(f.fiscal_year, '-0', f.fiscal_quarter) AS fiscal_yearquarter, CASE WHEN f.fiscal_quarter IN (1, 2) THEN 1 ELSE 2 END AS fiscal_halfyear, f.fiscal_year,
        d::timestamp AS sql_timestamp, 'Y' AS current_row_ind, (SELECT (min(c.created_at) AT TIME ZONE 'UTC')::date FROM calendar c) AS effective_date, DATE '9999-12-31' AS expiration_date
    FROM generate_series(timestamp '2011-12-26', timestamp '2013-12-31', '1 day') AS d
    LEFT JOIN (SELECT DISTINCT date FROM holidays('US', '2011-12-26', '2013-12-31') WHERE category = 'public') h ON h.date = d::date
    CROSS JOIN LATERAL fiscal_date(d::date) AS f;
SELECT count(*) AS days, count(*) FILTER (WHERE us_holiday_ind = 'Holiday') AS holidays FROM dim_date;
SELECT count(*) AS differences FROM ((TABLE dim_date EXCEPT ALL TABLE aside.days) UNION ALL (TABLE aside.days EXCEPT ALL TABLE dim_date)) d;
-- Rows of another program have no fiscal columns.
INSERT INTO calendar (date, day_of_week, month, quarter, year) VALUES ('2014-01-01', 2, 1, 1, 2014);
SELECT fiscal_week_num, fiscal_month_num, fiscal_yearmonth, fiscal_quarter, fiscal_yearquarter, fiscal_halfyear, fiscal_year, us_holiday_ind FROM dim_date WHERE date_pkey = 20140101;
DELETE FROM calendar WHERE date = '2014-01-01';
-- Without a holiday calendar US nobody knows.
BEGIN;
DELETE FROM shipped_holiday_rule WHERE calendar = 'US';
DELETE FROM shipped_holiday_date WHERE calendar = 'US';
SELECT us_holiday_ind, count(*) FROM dim_date GROUP BY 1;
ROLLBACK;

--
-- Facts: -1 where a key is NULL. Every key is in its dimension, so no row is lost or doubled by a join.
--
SELECT f.salesheaderid, f.salesdetailid, f.dimsaledateid, f.dimstoreid = -1 AS no_store, f.dimresellerid = -1 AS no_reseller, f.dimcustomerid = -1 AS no_customer,
    f.dimlocationid = -1 AS no_location, f.saleamount, f.salequantity, f.saleunitprice, f.saleextendedcost, f.saletotalprofit
FROM fact_salesactual f ORDER BY f.salesdetailid;
CREATE VIEW aside.lines AS
    SELECT (SELECT id FROM product WHERE sku = f.sku) AS product, coalesce((SELECT id FROM store WHERE code = f.store_code), -1) AS store, coalesce((SELECT id FROM reseller WHERE code = f.reseller_code), -1) AS reseller,
        coalesce((SELECT id FROM customer WHERE code = f.customer_code), -1) AS customer, (SELECT id FROM channel WHERE code = f.channel_code) AS channel, to_char(f.date, 'YYYYMMDD')::integer AS day,
        coalesce((SELECT location_id FROM store WHERE code = f.store_code), (SELECT location_id FROM customer WHERE code = f.customer_code), (SELECT location_id FROM reseller WHERE code = f.reseller_code), -1) AS location,
        CASE f.order_no WHEN 'A14' THEN NULL WHEN '015' THEN NULL ELSE f.order_no::bigint END AS order_no, f.line_no::integer AS line_no, f.amount, f.quantity, round(f.amount / nullif(f.quantity, 0), 4) AS price,
        round(f.quantity * (SELECT base_cost FROM product WHERE sku = f.sku), 2) AS cost, f.amount - round(f.quantity * (SELECT base_cost FROM product WHERE sku = f.sku), 2) AS profit
    FROM sales_order_line_feed f;
SELECT count(*) AS differences FROM ((TABLE fact_salesactual EXCEPT ALL TABLE aside.lines) UNION ALL (TABLE aside.lines EXCEPT ALL TABLE fact_salesactual)) d;
SELECT count(*) AS lines, sum(f.saleamount) AS amount FROM fact_salesactual f
JOIN dim_date ON date_pkey = f.dimsaledateid JOIN dim_product USING (dimproductid) JOIN dim_store USING (dimstoreid) JOIN dim_reseller USING (dimresellerid)
JOIN dim_customer USING (dimcustomerid) JOIN dim_channel USING (dimchannelid) JOIN dim_location l ON l.dimlocationid = f.dimlocationid;
SELECT count(*) AS lines, sum(amount) AS amount FROM sales_order_line;
-- No report counts the unknown store.
SELECT count(DISTINCT s.dimstoreid) AS stores, count(DISTINCT f.dimstoreid) AS with_sales FROM dim_store s LEFT JOIN fact_salesactual f USING (dimstoreid) WHERE s.dimstoreid <> -1;

--
-- Targets by day: the days of a year sum to its target, in a leap year too.
--
SELECT d.year, s.storename, r.resellername, c.channelname, count(*) AS days, sum(t.salestargetamount) AS target, min(t.salestargetamount), max(t.salestargetamount)
FROM fact_srcsalestarget t JOIN dim_date d ON d.date_pkey = t.dimtargetdateid JOIN dim_store s USING (dimstoreid) JOIN dim_reseller r USING (dimresellerid) JOIN dim_channel c USING (dimchannelid)
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3;
SELECT d.year, p.productid, count(*) AS days, sum(t.producttargetsalesquantity) AS target, min(t.producttargetsalesquantity), max(t.producttargetsalesquantity)
FROM fact_productsalestarget t JOIN dim_date d ON d.date_pkey = t.dimtargetdateid JOIN dim_product p USING (dimproductid) GROUP BY 1, 2 ORDER BY 1, 2;
SELECT sum(amount) AS set, (SELECT sum(salestargetamount) FROM fact_srcsalestarget) AS by_day FROM sales_target;
SELECT sum(quantity) AS set, (SELECT sum(producttargetsalesquantity) FROM fact_productsalestarget) AS by_day FROM product_target;

--
-- A reader may read all of them. Nobody else may.
--
CREATE ROLE regress_fw_reports;
GRANT USAGE ON SCHEMA orders TO regress_fw_reports;
SET ROLE regress_fw_reports;
SELECT count(*) FROM dim_store;
RESET ROLE;
SELECT count(*) > 0 AS granted FROM grant_reader('regress_fw_reports');
SET ROLE regress_fw_reports;
SELECT (SELECT count(*) FROM dim_channel) + (SELECT count(*) FROM dim_customer) + (SELECT count(*) FROM dim_location) + (SELECT count(*) FROM dim_product)
    + (SELECT count(*) FROM dim_reseller) + (SELECT count(*) FROM dim_store) AS members, (SELECT count(*) FROM dim_date) AS days, (SELECT count(*) FROM fact_salesactual) AS lines,
    (SELECT count(*) FROM fact_productsalestarget) AS product_targets, (SELECT count(*) FROM fact_srcsalestarget) AS sales_targets;
RESET ROLE;
DROP OWNED BY regress_fw_reports;
DROP ROLE regress_fw_reports;

-- The names are free in 1.4. A relation of a user that has one of them stops the step up.
DROP SCHEMA aside CASCADE;
SET forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
SELECT count(*) AS left_over FROM pg_class WHERE relnamespace = 'orders'::regnamespace AND relname ~ '^(dim|fact|orders)_';
SELECT count(*) AS left_over FROM pg_proc WHERE pronamespace = 'orders'::regnamespace AND proname ~ '^(orders_|source_number)';
CREATE TABLE dim_date (date date);
ALTER EXTENSION forecast_warehouse UPDATE TO '1.5';
DROP TABLE dim_date;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.5';
SELECT count(*) AS stores FROM dim_store;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA orders;
