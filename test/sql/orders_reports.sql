-- Views and analyses of orders over the published files, computed a second time by plain SQL over the staging tables.
SET client_min_messages = warning;
SET datestyle = 'ISO, MDY';
\set SHOW_CONTEXT never
\pset null -
\getenv shared FW_SHARED
\if :{?shared} \else \set shared ../shared \endif
\set directory :shared '/data/orders'
\set found `test -r :'directory'/SalesDetail.csv.gz && echo yes || echo no`
\if :found
\else
\echo 'skipped: data/orders/SalesDetail.csv.gz does not exist'
\quit
\endif
CREATE SCHEMA orders;
CREATE EXTENSION forecast_warehouse SCHEMA orders;
SET search_path = orders;
CREATE SCHEMA aside;
SELECT set_config('test.directory', :'directory', false) IS NOT NULL AS known;
DO $$
DECLARE
    file record;
BEGIN
    FOR file IN
        SELECT f.name, f.target, string_agg(a.attname, ',' ORDER BY a.attnum) AS columns
        FROM (VALUES ('Channel', 'staging_channel'), ('ChannelCategory', 'staging_channelcategory'), ('Customer', 'staging_customer'), ('Product', 'staging_product'),
            ('ProductCategory', 'staging_productcategory'), ('ProductType', 'staging_producttype'), ('Reseller', 'staging_reseller'), ('Store', 'staging_store'),
            ('SalesDetail', 'staging_salesdetail'), ('SalesHeader_New', 'staging_salesheader'), ('Target_Data_-_Channel_Reseller_and_Store', 'staging_targetdatachannel'),
            ('Target_Data_-_Product', 'staging_targetdataproduct')) AS f (name, target)
        JOIN pg_attribute a ON a.attrelid = to_regclass(f.target) AND a.attnum > 0 AND a.attname NOT IN ('staging_id', 'load_number')
        GROUP BY 1, 2
    LOOP
        EXECUTE format('COPY %I (%s) FROM PROGRAM %L (FORMAT csv, HEADER)', file.target, file.columns,
            format('gzip -dc %L', current_setting('test.directory') || '/' || file.name || '.csv.gz'));
    END LOOP;
END $$;
INSERT INTO name_alias VALUES ('channel', 'Online', 'On-line'), ('reseller', 'Mississippi Distributors', 'Mississipi Distributors');
SELECT step, rows_read, inserted, rejected FROM run_etl();
ANALYZE;

-- The lines as the files have them. Names are joined by the numbers of the source system.
CREATE TABLE aside.line AS
    SELECT h.date::date AS date, extract(year FROM h.date::date)::integer AS year, h.salesheaderid, d.salesdetailid, d.productid, c.channelid, c.channel, h.storeid, h.customerid, h.resellerid, d.salesquantity AS quantity, d.salesamount::numeric AS amount,
        d.salesquantity * p.cost::numeric AS cost, p.product, t.producttype, u.gender, u.stateprovince AS customer_state, s.stateprovince AS store_state, coalesce(s.address, u.address, r.address) AS address
    FROM staging_salesdetail d
    JOIN staging_salesheader h USING (salesheaderid)
    JOIN staging_product p USING (productid)
    JOIN staging_producttype t USING (producttypeid)
    JOIN staging_channel c USING (channelid)
    LEFT JOIN staging_store s USING (storeid)
    LEFT JOIN staging_customer u USING (customerid)
    LEFT JOIN staging_reseller r USING (resellerid);
SELECT count(*), sum(quantity) AS quantity, sum(amount) AS amount, sum(amount - cost) AS profit, min(date), max(date) FROM aside.line;
CREATE TABLE aside.target AS
    SELECT t.year, c.channelid, s.storeid, r.resellerid, replace(replace(trim(t.targetsalesamount), '$', ''), ',', '')::numeric AS amount
    FROM staging_targetdatachannel t
    JOIN staging_channel c ON c.channel = CASE t.channelname WHEN 'Online' THEN 'On-line' ELSE t.channelname END
    LEFT JOIN staging_store s ON 'Store Number ' || s.storenumber = t.targetname
    LEFT JOIN staging_reseller r ON r.resellername = CASE t.targetname WHEN 'Mississippi Distributors' THEN 'Mississipi Distributors' ELSE t.targetname END;
SELECT year, count(*), count(storeid) AS stores, count(resellerid) AS resellers, sum(amount) AS target FROM aside.target GROUP BY 1 ORDER BY 1;

-- Answers that differ: rows that one of two queries has and the other has not
CREATE FUNCTION aside.differences(one text, two text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM ((%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s)) d', one, two) INTO found;
    RETURN found;
END $$;

-- The views by names of other implementations
SELECT count(*) AS lines, aside.differences(
    'SELECT p.productid::integer, s.storeid::integer, nullif(r.resellerid, ''Unknown''), nullif(u.customerid, ''Unknown''), c.channelid::integer, d.date, l.address, f.salesheaderid::integer, f.salesdetailid, f.saleamount, f.salequantity, f.saleunitprice, f.saleextendedcost, f.saletotalprofit
     FROM fact_salesactual f JOIN dim_product p USING (dimproductid) JOIN dim_store s USING (dimstoreid) JOIN dim_reseller r USING (dimresellerid) JOIN dim_customer u USING (dimcustomerid)
     JOIN dim_channel c USING (dimchannelid) JOIN dim_date d ON d.date_pkey = f.dimsaledateid JOIN dim_location l ON l.dimlocationid = f.dimlocationid',
    'SELECT productid, coalesce(storeid, -1), resellerid, customerid, channelid, date, address, salesheaderid, salesdetailid, amount, quantity, round(amount / quantity, 4), cost, amount - cost FROM aside.line') AS differences
FROM fact_salesactual;
-- The planner does not take these joins for almost empty: it would read all days again for each line.
CREATE FUNCTION aside.reads_days_again(statement text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) ' || statement INTO plan;
    RETURN plan @? '$.** ? (@."Node Type" == "Nested Loop").Plans[1].** ? (@."Relation Name" == "calendar")';
END $$;
SELECT aside.reads_days_again('SELECT p.productname, s.storename, r.resellername, u.customergender, c.channelname, d.date, l.city, f.saleamount FROM fact_salesactual f JOIN dim_product p USING (dimproductid) JOIN dim_store s USING (dimstoreid)
    JOIN dim_reseller r USING (dimresellerid) JOIN dim_customer u USING (dimcustomerid) JOIN dim_channel c USING (dimchannelid) JOIN dim_date d ON d.date_pkey = f.dimsaledateid JOIN dim_location l ON l.dimlocationid = f.dimlocationid') AS all_dimensions,
    aside.reads_days_again('SELECT d.year, sum(f.saleamount) FROM fact_salesactual f JOIN dim_store s USING (dimstoreid) JOIN dim_date d ON d.date_pkey = f.dimsaledateid WHERE s.storenumber = 5 GROUP BY 1') AS one_store,
    aside.reads_days_again('SELECT * FROM (VALUES (1)) AS v (n) JOIN calendar c ON c.day_of_month <> v.n JOIN calendar k ON k.year < c.year') AS is_seen;
SELECT aside.differences('SELECT productid::integer, producttypeid::integer, productcategoryid::integer, productname, producttype, productcategory, productretailprice, productwholesaleprice, productcost, productprofitmarginunitpercent FROM dim_product WHERE dimproductid <> -1',
    'SELECT productid, producttypeid, productcategoryid, product, producttype, productcategory, price::numeric, wholesaleprice::numeric, cost::numeric, round(1 - cost::numeric / price::numeric, 4) FROM staging_product JOIN staging_producttype USING (producttypeid) JOIN staging_productcategory USING (productcategoryid)') AS products,
    aside.differences('SELECT s.storeid::integer, s.storename, s.storenumber, s.storemanager, l.address, l.city, l.postalcode, l.state_province, l.country FROM dim_store s JOIN dim_location l USING (dimlocationid) WHERE s.dimstoreid <> -1',
    'SELECT storeid, ''Store Number '' || storenumber, storenumber, storemanager, address, city, postalcode, stateprovince, country FROM staging_store') AS stores,
    aside.differences('SELECT u.customerid, u.customerfullname, u.customerfirstname, u.customerlastname, u.customergender, l.address FROM dim_customer u JOIN dim_location l USING (dimlocationid) WHERE u.dimcustomerid <> -1',
    'SELECT customerid, firstname || '' '' || lastname, firstname, lastname, gender, address FROM staging_customer') AS customers,
    aside.differences('SELECT r.resellerid, r.resellername, r.contactname, r.phonenumber, r.email, l.address FROM dim_reseller r JOIN dim_location l USING (dimlocationid) WHERE r.dimresellerid <> -1',
    'SELECT resellerid, resellername, contact, phonenumber, emailaddress, address FROM staging_reseller') AS resellers,
    aside.differences('SELECT channelid::integer, channelcategoryid::integer, channelname, channelcategory FROM dim_channel WHERE dimchannelid <> -1',
    'SELECT channelid, channelcategoryid, channel, channelcategory FROM staging_channel JOIN staging_channelcategory USING (channelcategoryid)') AS channels;
SELECT aside.differences('SELECT d.year, c.channelid::integer, nullif(s.storeid::integer, -1), nullif(r.resellerid, ''Unknown''), sum(t.salestargetamount) FROM fact_srcsalestarget t JOIN dim_date d ON d.date_pkey = t.dimtargetdateid JOIN dim_channel c USING (dimchannelid) JOIN dim_store s USING (dimstoreid) JOIN dim_reseller r USING (dimresellerid) GROUP BY 1, 2, 3, 4',
    'SELECT year, channelid, storeid, resellerid, amount FROM aside.target') AS sales_targets,
    aside.differences('SELECT d.year, p.productid::integer, sum(t.producttargetsalesquantity) FROM fact_productsalestarget t JOIN dim_date d ON d.date_pkey = t.dimtargetdateid JOIN dim_product p USING (dimproductid) GROUP BY 1, 2',
    'SELECT year, productid, replace(trim(salesquantitytarget), '','', '''')::numeric FROM staging_targetdataproduct') AS product_targets;

-- The analyses
SELECT aside.differences('SELECT year, month, sku::integer, product_name::text, product_type::text, quantity, amount, profit, margin FROM orders_by_product_month',
    'SELECT year, extract(month FROM date)::integer, productid, product, producttype, sum(quantity), sum(amount), sum(amount) - sum(cost), round(1 - sum(cost) / sum(amount), 4) FROM aside.line GROUP BY 1, 2, 3, 4, 5') AS by_month,
    aside.differences('SELECT year, quarter, channel_name::text, gender::text, state_province::text, customers, orders, quantity, amount, profit FROM orders_by_customer_quarter',
    'SELECT year, extract(quarter FROM date)::integer, channel, gender, customer_state, count(DISTINCT customerid), count(DISTINCT salesheaderid), sum(quantity), sum(amount), sum(amount - cost) FROM aside.line WHERE customerid IS NOT NULL GROUP BY 1, 2, 3, 4, 5') AS by_customer,
    -- Of 2014 the 304 days to October 31st count.
    aside.differences('SELECT year, channel_code::integer, store_code::integer, reseller_code::text, amount, target_amount, target_to_date FROM orders_against_target',
    'SELECT t.year, t.channelid, t.storeid, t.resellerid, l.amount, t.amount, CASE t.year WHEN 2013 THEN t.amount ELSE round(t.amount * 304 / 365, 2) END
     FROM aside.target t JOIN (SELECT year, channelid, storeid, resellerid, sum(amount) AS amount FROM aside.line GROUP BY 1, 2, 3, 4) l ON l.year = t.year AND l.channelid = t.channelid AND l.storeid IS NOT DISTINCT FROM t.storeid AND l.resellerid IS NOT DISTINCT FROM t.resellerid') AS against_target,
    aside.differences('SELECT year, sku::integer, quantity, target_quantity, target_to_date FROM orders_against_product_target',
    'SELECT year, productid, l.quantity, t.salesquantitytarget::numeric, CASE year WHEN 2013 THEN t.salesquantitytarget::numeric ELSE round(t.salesquantitytarget::numeric * 304 / 365) END
     FROM staging_targetdataproduct t JOIN (SELECT year, productid, sum(quantity) AS quantity FROM aside.line GROUP BY 1, 2) l USING (year, productid)') AS against_product_target,
    aside.differences('SELECT year, amount, profit, target_amount, other_amount, other_profit, other_target_amount, amount_difference, amount_ratio FROM orders_compare_stores(''1'', ''5'')',
    'SELECT year, a, ap, at, b, bp, bt, a - b, round(a / b, 4) FROM (SELECT year, sum(amount) FILTER (WHERE storeid = 1) AS a, sum(amount - cost) FILTER (WHERE storeid = 1) AS ap, (SELECT amount FROM aside.target t WHERE t.year = l.year AND storeid = 1) AS at,
     sum(amount) FILTER (WHERE storeid = 5) AS b, sum(amount - cost) FILTER (WHERE storeid = 5) AS bp, (SELECT amount FROM aside.target t WHERE t.year = l.year AND storeid = 5) AS bt FROM aside.line l GROUP BY year) s') AS compare_stores,
    aside.differences('SELECT store_code::integer, product_name::text, day_name, quantity, amount, amount_share FROM orders_by_product_weekday',
    'SELECT storeid, product, to_char(date, ''FMDay''), sum(quantity), sum(amount), round(sum(amount) / sum(sum(amount)) OVER (PARTITION BY storeid, productid), 6) FROM aside.line GROUP BY storeid, productid, product, 3') AS by_product_weekday,
    aside.differences('SELECT store_code::integer, day_name, quantity, amount, amount_share, amount_per_day FROM orders_by_weekday',
    'SELECT storeid, to_char(date, ''FMDay''), sum(quantity), sum(amount), round(sum(amount) / sum(sum(amount)) OVER (PARTITION BY storeid), 6), round(sum(amount) / max(n.days), 2) FROM aside.line l JOIN (SELECT to_char(date, ''FMDay'') AS name, count(DISTINCT date) AS days FROM aside.line GROUP BY 1) n ON n.name = to_char(l.date, ''FMDay'') GROUP BY 1, 2') AS by_weekday,
    aside.differences('SELECT year, state_province::text, stores, amount, profit, amount_per_store FROM orders_by_state',
    'SELECT year, store_state, count(DISTINCT storeid), sum(amount), sum(amount - cost), round(sum(amount) / count(DISTINCT storeid), 2) FROM aside.line WHERE storeid IS NOT NULL GROUP BY 1, 2') AS by_state,
    aside.differences('SELECT year, has_several_stores, stores::bigint, amount, profit, amount_per_store FROM orders_by_state_group',
    'SELECT year, store_state IN (SELECT stateprovince FROM staging_store GROUP BY 1 HAVING count(*) > 1), count(DISTINCT storeid), sum(amount), sum(amount - cost), round(sum(amount) / count(DISTINCT storeid), 2) FROM aside.line WHERE storeid IS NOT NULL GROUP BY 1, 2') AS by_state_group;

-- Some of the answers
SELECT year, channel_name, party_name, amount, target_amount, target_to_date, attainment, attainment_to_date FROM orders_against_target ORDER BY 1, 2, 3;
SELECT sum(amount) FILTER (WHERE channel_category = 'Direct') AS direct, sum(amount) FILTER (WHERE channel_category = 'Indirect') AS indirect FROM (SELECT c.category AS channel_category, l.amount FROM sales_order_line l JOIN channel c ON c.id = l.channel_id) s;
-- Half a million for 2013 and 400,000 for 2014, by sales of two types of products. Each store's part is its part of the sales, to the cent.
SELECT y.year, b.store_name, b.amount, b.sales_share, b.sales_bonus FROM (VALUES (2013, 500000), (2014, 400000)) AS y (year, pool)
CROSS JOIN LATERAL orders_share_bonus(y.year, y.pool, 0, NULL, '{Men''s Casual,Women''s Casual}') AS b ORDER BY 1, 2;
SELECT count(*) AS stores, sum(b.sales_bonus) AS sales_bonus, sum(b.profit_bonus) AS profit_bonus, count(*) FILTER (WHERE abs(b.sales_bonus - 500000 * s.amount / s.total) >= 0.01 OR abs(b.profit_bonus - 400000 * s.profit / s.total_profit) >= 0.01) AS wrong
FROM orders_share_bonus(2013, 500000, 400000, NULL, '{Men''s Casual,Women''s Casual}') b
JOIN (SELECT storeid, sum(amount) AS amount, sum(sum(amount)) OVER () AS total, sum(amount - cost) AS profit, sum(sum(amount - cost)) OVER () AS total_profit
      FROM aside.line WHERE year = 2013 AND storeid IS NOT NULL AND producttype IN ('Men''s Casual', 'Women''s Casual') GROUP BY 1) s ON s.storeid = b.store_code::integer;
SELECT * FROM orders_by_state_group ORDER BY 1, 2;
DROP SCHEMA aside CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA orders;
