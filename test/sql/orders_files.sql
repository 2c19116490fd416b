-- The published files of orders, by run_etl(). All figures are computed a second time by plain SQL over the raw files.
SET client_min_messages = warning;
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
CREATE SCHEMA raw;
SELECT set_config('test.directory', :'directory', false) IS NOT NULL AS known;

-- Each file as texts, without our tables and functions
CREATE TABLE raw.file (file text, target text, key text);
INSERT INTO raw.file VALUES ('Channel', 'channel'), ('ChannelCategory', 'channelcategory'), ('Customer', 'customer'), ('Product', 'product'), ('ProductCategory', 'productcategory'),
    ('ProductType', 'producttype'), ('Reseller', 'reseller'), ('Store', 'store'), ('SalesDetail', 'salesdetail'), ('SalesHeader_New', 'salesheader'),
    ('Target_Data_-_Channel_Reseller_and_Store', 'targetdatachannel'), ('Target_Data_-_Product', 'targetdataproduct');
DO $$
DECLARE
    f record;
    names text;
BEGIN
    FOR f IN SELECT * FROM raw.file LOOP
        SELECT string_agg(quote_ident(a.attname), ',' ORDER BY a.attnum) INTO names FROM pg_attribute a
        WHERE a.attrelid = ('orders.staging_' || f.target)::regclass AND a.attnum > 0 AND a.attname NOT IN ('staging_id', 'load_number');
        EXECUTE format('CREATE TABLE raw.%I (%s)', f.target, replace(names, ',', ' text,') || ' text');
        EXECUTE format('COPY raw.%I FROM PROGRAM %L (FORMAT csv, HEADER)', f.target, format('gzip -dc %L', current_setting('test.directory') || '/' || f.file || '.csv.gz'));
        EXECUTE format('COPY staging_%s (%s) FROM PROGRAM %L (FORMAT csv, HEADER)', f.target, names, format('gzip -dc %L', current_setting('test.directory') || '/' || f.file || '.csv.gz'));
    END LOOP;
END $$;
INSERT INTO name_alias VALUES ('channel', 'Online', 'On-line'), ('reseller', 'Mississippi Distributors', 'Mississipi Distributors');
SELECT step, rows_read, inserted, updated, unchanged, merged, rejected FROM run_etl(holidays => 'US');

-- Every line, with its day, parties, money, cost and profit. The days of the heads have two digits for the year.
CREATE VIEW raw.line AS
    SELECT d.salesheaderid AS order_no, d.salesdetailid::integer AS line_no, to_date(h.date, 'MM/DD/YY') AS date, p.productid AS sku, h.channelid AS channel, h.storeid AS store,
        h.customerid AS customer, h.resellerid AS reseller, coalesce(s.address, c.address, r.address) AS address, d.salesquantity::numeric AS quantity, d.salesamount::numeric AS amount,
        round(d.salesamount::numeric / d.salesquantity::numeric, 4) AS unit_price, d.salesquantity::numeric * p.cost::numeric AS extended_cost,
        d.salesamount::numeric - d.salesquantity::numeric * p.cost::numeric AS profit
    FROM raw.salesdetail d JOIN raw.salesheader h USING (salesheaderid) JOIN raw.product p USING (productid)
        LEFT JOIN raw.store s ON s.storeid = h.storeid LEFT JOIN raw.customer c ON c.customerid = h.customerid LEFT JOIN raw.reseller r ON r.resellerid = h.resellerid;
CREATE VIEW raw.landed AS
    SELECT l.order_no, l.line_no, l.date, p.sku, c.code AS channel, s.code AS store, u.code AS customer, r.code AS reseller, o.address, l.quantity, l.amount, l.unit_price, l.extended_cost, l.profit
    FROM sales_order_line l JOIN product p ON p.id = l.product_id JOIN channel c ON c.id = l.channel_id LEFT JOIN store s ON s.id = l.store_id
        LEFT JOIN customer u ON u.id = l.customer_id LEFT JOIN reseller r ON r.id = l.reseller_id LEFT JOIN location o ON o.id = l.location_id;
SELECT count(*) AS lines, (SELECT count(*) FROM raw.landed) AS landed, sum(quantity) AS quantity, sum(amount) AS amount, sum(extended_cost) AS cost, sum(profit) AS profit FROM raw.line;
SELECT count(*) AS differences FROM ((TABLE raw.line EXCEPT ALL TABLE raw.landed) UNION ALL (TABLE raw.landed EXCEPT ALL TABLE raw.line)) d;
-- By year, channel, store and reseller, to the cent
CREATE VIEW raw.figures AS SELECT 'raw' AS origin, extract(year FROM date)::integer AS year, channel, store, customer IS NOT NULL AS customers, reseller, count(*) AS lines, sum(quantity) AS quantity, sum(amount) AS amount, sum(profit) AS profit
    FROM raw.line GROUP BY 2, 3, 4, 5, 6
    UNION ALL SELECT 'landed', extract(year FROM date)::integer, channel, store, customer IS NOT NULL, reseller, count(*), sum(quantity), sum(amount), sum(profit) FROM raw.landed GROUP BY 2, 3, 4, 5, 6;
SELECT count(*) / 2 AS groups, count(*) FILTER (WHERE origins = 2) / 2 AS equal FROM (SELECT *, count(*) OVER (PARTITION BY year, channel, store, customers, reseller, lines, quantity, amount, profit) AS origins FROM raw.figures) f;
SELECT year, c.name AS channel, sum(lines) AS lines, sum(quantity) AS quantity, sum(amount) AS amount, sum(profit) AS profit FROM raw.figures f JOIN channel c ON c.code = f.channel
WHERE origin = 'landed' GROUP BY year, c.code, c.name ORDER BY year, c.code;
-- A retail margin on wholesale, too, would give more profit than there is.
SELECT round(sum(l.quantity * (p.base_price - p.base_cost)) / sum(l.profit), 2) AS times_too_high FROM sales_order_line l JOIN product p ON p.id = l.product_id;
-- Lines of one name, but of two products, stay apart.
SELECT p.name, count(DISTINCT p.sku) AS products, count(*) AS lines FROM sales_order_line l JOIN product p ON p.id = l.product_id GROUP BY p.name HAVING count(DISTINCT p.sku) > 1 ORDER BY p.name;
SELECT count(*) - count(DISTINCT (date, sku, channel, store, customer, reseller, quantity, amount)) AS equal_but_for_their_ids FROM raw.landed;

-- Targets: 2013 and 2014, of channels, stores, resellers and products; every day, and the sums of the days
SELECT count(*) AS differences FROM (
    SELECT t.year, c.name AS channel, t.name, t.amount FROM sales_target t JOIN channel c ON c.id = t.channel_id
    EXCEPT SELECT year::integer, replace(channelname, 'Online', 'On-line'), replace(targetname, 'Mississippi', 'Mississipi'), targetsalesamount::numeric FROM raw.targetdatachannel) d;
SELECT year, sum(amount) AS target, (SELECT sum(targetsalesamount::numeric) FROM raw.targetdatachannel r WHERE r.year = t.year::text) AS in_file,
    (SELECT sum(amount) FROM sales_target_daily d WHERE extract(year FROM d.date) = t.year) AS of_days FROM sales_target t GROUP BY year ORDER BY year;
SELECT c.name AS channel, s.name AS store, r.name AS reseller, t.amount FROM sales_target t JOIN channel c ON c.id = t.channel_id LEFT JOIN store s ON s.id = t.store_id LEFT JOIN reseller r ON r.id = t.reseller_id
WHERE t.year = 2014 ORDER BY c.code, s.number, r.name;
SELECT year, sum(quantity) AS target, (SELECT sum(salesquantitytarget::numeric) FROM raw.targetdataproduct r WHERE r.year = t.year::text) AS in_file,
    (SELECT sum(quantity) FROM product_target_daily d WHERE extract(year FROM d.date) = t.year) AS of_days FROM product_target t GROUP BY year ORDER BY year;
SELECT count(*) AS targets, count(*) FILTER (WHERE d.days = 365 AND d.total = t.amount) AS exact FROM sales_target t CROSS JOIN LATERAL (SELECT count(*) AS days, sum(amount) AS total FROM sales_target_daily WHERE target_id = t.id) d;

-- Dimensions: each in one row; the six stores of the file and no other one
SELECT (SELECT count(*) FROM store) AS stores, (SELECT count(*) FROM product) AS products, (SELECT count(*) FROM customer) AS customers, (SELECT count(*) FROM reseller) AS resellers,
    (SELECT count(*) FROM channel) AS channels, (SELECT count(*) FROM location) AS locations;
SELECT count(*) AS differences FROM (
    SELECT p.sku, p.name, p.category, p.product_type, p.base_price, p.base_cost, p.wholesale_price FROM product p
    EXCEPT SELECT r.productid, r.product, k.productcategory, t.producttype, r.price::numeric, r.cost::numeric, r.wholesaleprice::numeric
        FROM raw.product r JOIN raw.producttype t USING (producttypeid) JOIN raw.productcategory k USING (productcategoryid)) d;

-- Again: no row is written but those of the journal. The counts of a transaction have those of earlier ones until these are
-- reported.
SELECT pg_stat_force_next_flush();
BEGIN;
SELECT sum(rows_read) AS rows_read, sum(inserted + updated) AS written FROM run_etl();
SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables WHERE schemaname = 'orders' AND n_tup_ins + n_tup_upd + n_tup_del > 0;
COMMIT;
-- The session's own WAL: the server writes more meanwhile.
CREATE FUNCTION pg_temp.wal_of(statement text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (ANALYZE, WAL, FORMAT json) ' || statement INTO plan;
    RETURN plan -> 0 -> 'Plan' ->> 'WAL Bytes';
END $$;
SELECT pg_temp.wal_of('SELECT run_etl()') < 100 * 1024 AS less_than_100_kilobytes_of_wal;
-- One corrected line in staging: one row changes.
UPDATE staging_salesdetail SET salesquantity = salesquantity + 1, salesamount = '62.49' WHERE salesdetailid = 2;
SELECT pg_stat_force_next_flush();
BEGIN;
SELECT step, updated FROM run_etl() WHERE inserted + updated > 0;
SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables WHERE schemaname = 'orders' AND n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY relname;
COMMIT;
SELECT order_no, line_no, quantity, amount, unit_price, extended_cost, profit FROM sales_order_line WHERE line_no = 2;
DROP SCHEMA raw CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA orders;
