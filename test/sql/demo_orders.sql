-- generate_demo_orders(): made-up files of orders in the staging tables, and run_etl() on them.
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE EXTENSION forecast_warehouse;

--
-- A row for each file. Only the columns of the file have values of it.
--
SELECT * FROM generate_demo_orders();
SELECT channelid, channel, createddate, createdby, staging_id FROM staging_channel ORDER BY staging_id;
SELECT productid, product, color, style, price, cost, wholesaleprice, modifieddate FROM staging_product WHERE productid IN (2, 7, 10) ORDER BY 1;
SELECT year, channelname, targetname, '"' || targetsalesamount || '"' AS amount FROM staging_targetdatachannel WHERE year = 2024 ORDER BY staging_id;
-- the number of a row is its place in the file
SELECT count(*) FILTER (WHERE staging_id <> salesheaderid) AS headers_elsewhere FROM staging_salesheader;

--
-- Faults of the files, counted by plain SQL
--
SELECT regexp_replace(date, '\d+', 'N', 'g') AS form, length(split_part(date, '/', 3)) AS digits_of_year, count(*) FROM staging_salesheader GROUP BY 1, 2 ORDER BY 3 DESC;
CREATE TEMP VIEW line AS
    SELECT d.salesdetailid, h.salesheaderid, h.channelid, h.storeid, h.customerid, h.resellerid, d.productid, d.salesquantity AS quantity, d.salesamount::numeric AS amount,
           CASE WHEN h.date LIKE '%-%' THEN to_date(h.date, 'YYYY-MM-DD') WHEN length(split_part(h.date, '/', 3)) = 4 THEN to_date(h.date, 'MM/DD/YYYY') ELSE to_date(h.date, 'MM/DD/YY') END AS date
    FROM staging_salesdetail d JOIN staging_salesheader h USING (salesheaderid);
SELECT count(*) AS lines, count(DISTINCT date) AS days, min(date), max(date), count(*) FILTER (WHERE salesdetailid = salesheaderid) AS same_ids,
       count(*) FILTER (WHERE num_nonnulls(storeid, customerid, resellerid) = 1) AS one_party FROM line;
SELECT count(*) FILTER (WHERE date < before) AS earlier_than_the_one_before FROM (SELECT date, lag(date) OVER (ORDER BY salesheaderid) AS before FROM line) l;
SELECT count(*) AS amounts_that_differ FROM line l JOIN staging_product p USING (productid) JOIN staging_channel c USING (channelid)
    WHERE l.amount <> l.quantity * CASE c.channelcategoryid WHEN 1 THEN p.price ELSE p.wholesaleprice END::numeric;
SELECT sum(n - 1) AS repeated FROM (SELECT count(*) AS n FROM line GROUP BY date, channelid, storeid, customerid, resellerid, productid, quantity, amount HAVING count(*) > 1) r;
SELECT count(*) FILTER (WHERE product LIKE '%, %') AS with_commas, count(*) - count(DISTINCT product) AS second_of_a_name FROM staging_product;
SELECT DISTINCT p.product, t.product AS in_targets FROM staging_product p JOIN staging_targetdataproduct t USING (productid) WHERE p.product <> t.product ORDER BY 1;
SELECT DISTINCT channelname FROM staging_targetdatachannel WHERE channelname NOT IN (SELECT channel FROM staging_channel);
SELECT DISTINCT targetname FROM staging_targetdatachannel
    WHERE targetname NOT IN (SELECT resellername FROM staging_reseller UNION SELECT 'Store Number ' || storenumber FROM staging_store UNION SELECT 'Customer Sales');
SELECT count(*) FILTER (WHERE customerid ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$') AS guids, count(DISTINCT customerid) AS customers,
       count(*) - count(DISTINCT (address, city)) AS second_of_an_address, count(*) FILTER (WHERE postalcode LIKE '0%') AS leading_zero FROM staging_customer;
SELECT count(*) FILTER (WHERE storenumber IN (SELECT storeid FROM staging_store)) AS numbers_that_are_ids, count(*) FILTER (WHERE storenumber = storeid) AS own FROM staging_store;

--
-- Nothing is doubled: a table with rows is refused before anything is written
--
\set VERBOSITY default
SELECT * FROM generate_demo_orders();
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY terse
CREATE PROCEDURE empty() LANGUAGE plpgsql AS $$
DECLARE t text;
BEGIN
    FOR t IN SELECT relname FROM pg_class WHERE relname LIKE 'staging\_%' AND relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
        EXECUTE format('DELETE FROM %I', t);
    END LOOP;
END $$;
CREATE FUNCTION rows_of_files() RETURNS TABLE (file text, data jsonb) LANGUAGE plpgsql AS $$
DECLARE t text;
BEGIN
    FOR t IN SELECT relname FROM pg_class WHERE relname LIKE 'staging\_%' AND relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
        RETURN QUERY EXECUTE format('SELECT %L, to_jsonb(s) - ''staging_id'' - ''load_number'' FROM %I s', t, t);
    END LOOP;
END $$;
CREATE TEMP TABLE first_rows AS SELECT * FROM rows_of_files();
CALL empty();
INSERT INTO staging_targetdataproduct (productid) VALUES (1);
SELECT * FROM generate_demo_orders();
SELECT count(*) FROM rows_of_files();
CALL empty();

--
-- A seed means its rows, and another seed others
--
SELECT sum(inserted) FROM generate_demo_orders();
(TABLE first_rows EXCEPT ALL SELECT * FROM rows_of_files()) UNION ALL (SELECT * FROM rows_of_files() EXCEPT ALL TABLE first_rows);
CALL empty();
SELECT sum(inserted) FROM generate_demo_orders(seed => 43);
SELECT file, count(*) AS other_rows FROM (SELECT * FROM rows_of_files() EXCEPT TABLE first_rows) o GROUP BY 1 ORDER BY 1;
CALL empty();
-- The settings of the session do not matter.
SET datestyle = 'German, DMY';
SET timezone = 'Asia/Tokyo';
SET lc_numeric = 'C';
SELECT sum(inserted) FROM generate_demo_orders(2000, '2023-01-01', '2024-12-31', 6, 42);
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
(TABLE first_rows EXCEPT ALL SELECT * FROM rows_of_files()) UNION ALL (SELECT * FROM rows_of_files() EXCEPT ALL TABLE first_rows);

--
-- run_etl() reads them. Four targets have names that nothing has.
--
SELECT step, rows_read, inserted, updated, unchanged, merged, rejected, rows_read = inserted + updated + unchanged + merged + rejected AS balanced FROM run_etl();
SELECT b.target, r.error_code, r.message, count(*) FROM load_reject r JOIN load_batch b ON b.id = r.batch_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
-- a second time by plain SQL over the staging tables: each line, with its party, price and cost
CREATE TEMP VIEW expected AS
    SELECT l.salesheaderid::text AS order_no, l.salesdetailid AS line_no, l.date, l.productid::text AS sku, l.channelid::text AS channel_code, l.storeid::text AS store_code,
           l.customerid AS customer_code, l.resellerid AS reseller_code, l.quantity::numeric, l.amount, l.quantity * p.cost::numeric AS extended_cost
    FROM line l JOIN staging_product p USING (productid);
SELECT count(*) FROM ((TABLE expected EXCEPT ALL TABLE sales_order_line_feed) UNION ALL (TABLE sales_order_line_feed EXCEPT ALL TABLE expected)) d;
SELECT count(*) AS profits_and_prices_that_differ FROM sales_order_line WHERE profit <> amount - extended_cost OR unit_price <> round(amount / quantity, 4);
SELECT t.year, sum(t.quantity) = (SELECT sum(salesquantitytarget::numeric) FROM staging_targetdataproduct s WHERE s.year = t.year) AS equal FROM product_target t GROUP BY 1 ORDER BY 1;
-- the days of a target are those of its year, and their sum is the target
SELECT year, days, d.quantity = t.quantity AS equal
    FROM (SELECT extract(year FROM date) AS year, count(DISTINCT date) AS days, sum(quantity) AS quantity FROM product_target_daily GROUP BY 1) d
    JOIN (SELECT year, sum(quantity) AS quantity FROM product_target GROUP BY 1) t USING (year) ORDER BY 1;
-- with the names that they mean, none is rejected
INSERT INTO name_alias VALUES ('channel', 'Online', 'On-line'), ('reseller', 'Northlake Distributors', 'Northlake Distributers');
SELECT step, rows_read, inserted, updated, unchanged, merged, rejected FROM run_etl();
SELECT sum(amount) = (SELECT sum(translate(targetsalesamount, ' $,', '')::numeric) FROM staging_targetdatachannel) AS equal, count(*), count(store_id) AS of_stores, count(reseller_id) AS of_resellers FROM sales_target;
-- again: nothing changes
CREATE TEMP TABLE existing AS SELECT 'line' AS of_table, ctid AS tid, xmin AS writer FROM sales_order_line UNION ALL SELECT 'target', ctid, xmin FROM sales_target UNION ALL SELECT 'product', ctid, xmin FROM product
    UNION ALL SELECT 'units', ctid, xmin FROM product_target UNION ALL SELECT 'customer', ctid, xmin FROM customer;
SELECT sum(rows_read) AS rows_read, sum(inserted) AS inserted, sum(updated) AS updated, sum(rejected) AS rejected FROM run_etl();
SELECT count(*) = (SELECT count(*) FROM existing) AS untouched FROM (SELECT 'line' AS of_table, ctid AS tid, xmin AS writer FROM sales_order_line UNION ALL SELECT 'target', ctid, xmin FROM sales_target
    UNION ALL SELECT 'product', ctid, xmin FROM product UNION ALL SELECT 'units', ctid, xmin FROM product_target UNION ALL SELECT 'customer', ctid, xmin FROM customer) n JOIN existing e USING (of_table, tid) WHERE n.writer = e.writer;

--
-- Arguments: a range of one day, one of many years, one store, and more rows than one INSERT takes
--
CALL empty();
SELECT string_agg(inserted::text, ' ') FROM generate_demo_orders(1, '2024-02-29', '2024-02-29', 1);
SELECT date, storeid IS NOT NULL OR customerid IS NOT NULL OR resellerid IS NOT NULL AS has_party FROM staging_salesheader;
CALL empty();
SELECT string_agg(inserted::text, ' ') FROM generate_demo_orders(lines => 12001, start_date => '2019-12-31', end_date => '2029-12-30', stores => 40);
SELECT count(*), count(DISTINCT salesdetailid), min(salesdetailid), max(salesdetailid), count(DISTINCT date) AS days FROM line;
SELECT count(DISTINCT storenumber) FROM staging_store;
CALL empty();
\set VERBOSITY default
SELECT * FROM generate_demo_orders(0);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM generate_demo_orders(NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM generate_demo_orders(stores => 0);
SELECT * FROM generate_demo_orders(start_date => '1999-12-31', end_date => '2000-12-31');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM generate_demo_orders(end_date => '2022-12-31');
SELECT * FROM generate_demo_orders(start_date => NULL);
SELECT * FROM generate_demo_orders(start_date => '2000-01-01', end_date => '2069-12-31');
\set VERBOSITY terse

--
-- The caller's rights count
--
CREATE ROLE regress_fw_files;
GRANT USAGE ON SCHEMA public TO regress_fw_files;
SET ROLE regress_fw_files;
SELECT * FROM generate_demo_orders(10);
RESET ROLE;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO regress_fw_files;
SET ROLE regress_fw_files;
SELECT * FROM generate_demo_orders(10);
RESET ROLE;
SELECT count(*) > 0 AS granted FROM grant_loader('regress_fw_files');
SET ROLE regress_fw_files;
SELECT sum(inserted) FROM generate_demo_orders(10);
RESET ROLE;
DROP OWNED BY regress_fw_files;
DROP ROLE regress_fw_files;

DROP VIEW expected, line;
DROP TABLE first_rows, existing;
DROP PROCEDURE empty();
DROP FUNCTION rows_of_files();
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
