-- run_etl(): from staging to orders and targets. Each row of staging has one outcome, and both writers give one answer.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA orders;
CREATE EXTENSION forecast_warehouse SCHEMA orders;
SET search_path = orders;
SET datestyle = 'SQL, DMY';
CREATE SCHEMA aside;

--
-- Days: an explicit form, whatever the session's DateStyle
--
SELECT text, order_day(text) = expected::date AS right
FROM (VALUES ('1/2/13', '2013-01-02'), ('1/2/2013', '2013-01-02'), ('1/1/13 20:54', '2013-01-01'), ('2013-01-01 20:56:10', '2013-01-01'),
             ('2012-02-29', '2012-02-29'), ('12/31/99', '1999-12-31')) AS given (text, expected);
SELECT text, order_day(text) IS NULL AS unreadable FROM (VALUES ('13/1/13'), ('2/29/13'), ('01.02.2013'), (''), (NULL), ('0x1')) AS given (text);

--
-- Staging, with the traps of such files
--
INSERT INTO staging_channelcategory (channelcategoryid, channelcategory) VALUES (1, 'Direct'), (2, 'Indirect');
INSERT INTO staging_channel (channelid, channelcategoryid, channel) VALUES (1, 1, 'Boutiques'), (2, 1, 'On-line'), (4, 2, 'Branded Franchise'), (9, 7, 'No category');
INSERT INTO staging_productcategory (productcategoryid, productcategory) VALUES (1, 'Accessories'), (2, 'Apparel');
INSERT INTO staging_producttype (producttypeid, productcategoryid, producttype) VALUES (1, 1, 'Cosmetics'), (3, 2, 'Baby 0-2');
-- Two products share a name. One has no cost, and one has commas in its name.
INSERT INTO staging_product (productid, producttypeid, product, price, cost, wholesaleprice) VALUES
    (7, 3, 'Pajamas', '6.99', '2.5', '3.5'), (10, 3, 'Pajamas', '7.99', '3.5', '4.5'), (8, 3, 'White Socks, 6 pack', '4.99', '1.5', '2.5'), (11, 1, 'No cost', '5', NULL, '');
INSERT INTO staging_store (storeid, storenumber, storemanager, address, city, stateprovince, country, postalcode) VALUES
    (1, 5, 'Manager A', '10 Tenth Street', 'Atlanta', 'Georgia', 'United States', '00301'), (5, 1, 'Manager B', NULL, NULL, NULL, NULL, NULL);
-- A customer lives at the address of a store. The blanks do not count.
INSERT INTO staging_customer (customerid, firstname, lastname, gender, address, city, stateprovince, country, postalcode) VALUES
    ('c1', 'Ada', 'Alpha', 'F', ' 10 Tenth Street ', 'Atlanta', 'Georgia', 'United States', '00301'), ('c2', 'Ben', NULL, 'M', '', ' ', NULL, NULL, NULL);
INSERT INTO staging_reseller (resellerid, contact, resellername, address, city) VALUES ('r1', 'Dee Delta', 'Mississipi Distributors', '4 Fourth Avenue', 'Jackson'),
    ('r2', 'Eve Echo', 'Twin', NULL, NULL), ('r3', 'Fay Foxtrot', 'Twin', NULL, NULL);
INSERT INTO staging_salesheader (salesheaderid, date, channelid, storeid, customerid, resellerid) VALUES
    (1, '1/2/13', 1, 1, NULL, NULL), (2, '2012-02-29', 2, NULL, 'c1', NULL), (3, '1/3/2013 10:00', 4, NULL, NULL, 'r1'), (4, '13/13/13', 1, 1, NULL, NULL),
    (5, '1/2/13', 1, 99, NULL, NULL), (6, '1/2/13', 77, 1, NULL, NULL), (7, '1/2/13', 1, 1, 'c1', NULL), (8, '1/2/13', 1, NULL, NULL, NULL),
    (10, '1/5/13', 2, NULL, 'c9', NULL), (10, '1/6/13', 2, NULL, 'c2', NULL), (11, '1/1/1213', 1, 1, NULL, NULL);
INSERT INTO staging_salesdetail (salesdetailid, salesheaderid, productid, salesquantity, salesamount) VALUES
    (1, 1, 7, 10, '69.9'), (2, 2, 7, 10, '69.9'), (3, 3, 10, 100, '450'), (4, 1, 8, 0, ' $1,049.90 '), (5, 1, 11, 2, '10'),
    (6, 1, 10, -1, '-7.99'), (7, 4, 7, 1, '6.99'), (8, 5, 7, 1, '6.99'), (9, 6, 7, 1, '6.99'), (10, 7, 7, 1, '6.99'), (11, 8, 7, 1, '6.99'),
    (12, 9, 7, 1, '6.99'), (13, 1, 99, 1, '6.99'), (14, 1, 7, 1, '6,9'), (15, 10, 7, 3, '20.97'), (16, 11, 7, 1, '6.99'), (NULL, 1, 7, 1, '6.99'),
    (1, 1, 7, 11, '76.89');
INSERT INTO staging_targetdataproduct (productid, product, year, salesquantitytarget) VALUES (8, 'White Socks - 6 pack', 2012, ' 1,346,000 '), (7, 'Pajamas', 2013, '1000'), (99, 'Unknown', 2013, '5');
INSERT INTO staging_targetdatachannel (year, channelname, targetname, targetsalesamount) VALUES
    (2013, 'Boutiques', 'Store Number 5', ' $405,500,000 '), (2013, 'Boutiques', 'Store Number 1', '72827000.55'), (2012, 'Online', 'Customer Sales', '135500250'),
    (2013, 'Branded Franchise', 'Mississippi Distributors', '400000000'), (2013, 'Branded Franchise', 'Twin', '1'), (2013, 'Boutiques', '5', '1'), (NULL, 'Boutiques', 'Customer Sales', '1');

CREATE VIEW aside.kept AS
    SELECT 'location' AS target, to_jsonb(f) AS line FROM location_feed f UNION ALL SELECT 'channel', to_jsonb(f) FROM channel_feed f
    UNION ALL SELECT 'customer', to_jsonb(f) FROM customer_feed f UNION ALL SELECT 'reseller', to_jsonb(f) FROM reseller_feed f
    UNION ALL SELECT 'store', to_jsonb(f) - '{id,created_at,updated_at,location_id}'::text[] || jsonb_build_object('location', l.code)
        FROM store f LEFT JOIN location l ON l.id = f.location_id
    UNION ALL SELECT 'product', to_jsonb(f) - '{id,created_at,updated_at}'::text[] FROM product f
    UNION ALL SELECT 'sales_order_line', to_jsonb(f) || jsonb_build_object('unit_price', l.unit_price, 'profit', l.profit, 'location', o.code)
        FROM sales_order_line_feed f JOIN sales_order_line l USING (order_no, line_no) LEFT JOIN location o ON o.id = l.location_id
    UNION ALL SELECT 'product_target', to_jsonb(f) FROM product_target_feed f UNION ALL SELECT 'sales_target', to_jsonb(f) FROM sales_target_feed f;
CREATE TABLE aside.answer (writer text, target text, line jsonb);
CREATE TABLE aside.steps (writer text, step text, rows_read bigint, inserted bigint, updated bigint, unchanged bigint, merged bigint, rejected bigint);
CREATE TABLE aside.refused (writer text, target text, row_number bigint, error_code text, message text);
CREATE PROCEDURE aside.run(of_writer text) LANGUAGE plpgsql SET search_path = orders AS $$
BEGIN
    PERFORM set_config('forecast_warehouse.writer', of_writer, true);
    INSERT INTO aside.steps SELECT of_writer, e.step, e.rows_read, e.inserted, e.updated, e.unchanged, e.merged, e.rejected FROM run_etl() e;
    INSERT INTO aside.answer SELECT of_writer, k.target, k.line FROM aside.kept k;
    INSERT INTO aside.refused SELECT of_writer, b.target, r.row_number, r.error_code, r.message FROM load_reject r JOIN load_batch b ON b.id = r.batch_id;
END $$;
BEGIN;
CALL aside.run('sql');
ROLLBACK AND CHAIN;
CALL aside.run('sql');
DELETE FROM sales_order_line; DELETE FROM product_target; DELETE FROM sales_target; DELETE FROM store; DELETE FROM product; DELETE FROM customer; DELETE FROM reseller;
DELETE FROM channel; DELETE FROM location; DELETE FROM calendar; DELETE FROM load_reject; DELETE FROM load_batch;
CALL aside.run('direct');
COMMIT;
SELECT count(*) AS differences FROM (
    (SELECT target, line FROM aside.answer WHERE writer = 'direct' EXCEPT ALL SELECT target, line FROM aside.answer WHERE writer = 'sql')
    UNION ALL (SELECT target, line FROM aside.answer WHERE writer = 'sql' EXCEPT ALL SELECT target, line FROM aside.answer WHERE writer = 'direct')) d;
SELECT count(*) AS differences FROM (
    (SELECT target, row_number, error_code, message FROM aside.refused WHERE writer = 'direct' EXCEPT ALL SELECT target, row_number, error_code, message FROM aside.refused WHERE writer = 'sql')
    UNION ALL (SELECT target, row_number, error_code, message FROM aside.refused WHERE writer = 'sql' EXCEPT ALL SELECT target, row_number, error_code, message FROM aside.refused WHERE writer = 'direct')) d;
-- Every row that was read is counted once. Two years are in the calendar; the year 1213 is not.
SELECT step, rows_read, inserted, updated, unchanged, merged, rejected, rows_read = inserted + updated + unchanged + merged + rejected AS balanced
FROM aside.steps WHERE writer = 'direct';
SELECT target, row_number, error_code, message FROM aside.refused WHERE writer = 'direct' ORDER BY target COLLATE "C", row_number;
SELECT extract(year FROM date) AS year, count(*) AS days FROM calendar GROUP BY 1 ORDER BY 1;

--
-- The rows, computed a second time: unit price, cost by the product's cost and not its retail margin, profit, location
--
SELECT order_no, line_no, to_char(l.date, 'YYYY-MM-DD') AS date, p.sku, c.code AS channel, s.code AS store, u.code AS customer, r.code AS reseller, o.city, quantity, amount, unit_price, extended_cost, profit
FROM sales_order_line l JOIN product p ON p.id = l.product_id JOIN channel c ON c.id = l.channel_id LEFT JOIN store s ON s.id = l.store_id
    LEFT JOIN customer u ON u.id = l.customer_id LEFT JOIN reseller r ON r.id = l.reseller_id LEFT JOIN location o ON o.id = l.location_id ORDER BY line_no;
SELECT count(*) AS lines, count(*) FILTER (WHERE l.unit_price IS NOT DISTINCT FROM round(l.amount / nullif(l.quantity, 0), 4)
        AND l.extended_cost IS NOT DISTINCT FROM round(l.quantity * p.base_cost, 2) AND l.profit IS NOT DISTINCT FROM l.amount - round(l.quantity * p.base_cost, 2)
        AND l.location_id IS NOT DISTINCT FROM coalesce(s.location_id, u.location_id, r.location_id)) AS right
FROM sales_order_line l JOIN product p ON p.id = l.product_id LEFT JOIN store s ON s.id = l.store_id
    LEFT JOIN customer u ON u.id = l.customer_id LEFT JOIN reseller r ON r.id = l.reseller_id;
SELECT s.code, s.name, s.number, s.manager, l.address, l.postal_code FROM store s LEFT JOIN location l ON l.id = s.location_id ORDER BY s.code;
SELECT sku, name, category, category_code, product_type, product_type_code, base_price, base_cost, wholesale_price FROM product ORDER BY sku COLLATE "C";
SELECT code, name, category, category_code FROM channel ORDER BY code;
-- One location for a store and a customer at one address
SELECT count(*) AS locations, count(DISTINCT c.location_id) FILTER (WHERE c.location_id = s.location_id) AS shared FROM location
    CROSS JOIN (SELECT location_id FROM customer WHERE code = 'c1') c CROSS JOIN (SELECT location_id FROM store WHERE code = '1') s;
-- No two addresses have one code. The client's encoding does not matter, even if it lacks a letter.
SELECT count(*) AS addresses, count(DISTINCT location_code(address, city, '', '', '')) AS codes
FROM (VALUES ('1 Main|Rear', 'Salem'), ('1 Main', 'Rear|Salem'), ('1 Main||Rear', 'Salem'), ('1 Main,Rear', 'Salem'), ('1 Main', 'Rear,Salem'), ('1 Main"', 'Salem'), ('1 Main', '"Salem')) AS given (address, city);
CREATE TABLE aside.code AS SELECT location_code(chr(233), 'Salem', '', '', '') AS code;
SET client_encoding = 'LATIN1';
SELECT code = location_code(chr(233), 'Salem', '', '', '') AS is_same, length(location_code(chr(381), 'Salem', '', '', '')) FROM aside.code;
RESET client_encoding;
-- Blanks at the ends do not count, whatever they are: a tab, a line end, a no-break space
BEGIN;
INSERT INTO staging_customer (customerid, firstname, address, city) VALUES ('b1', 'Bo', '7 Mill Lane', 'Salem'), ('b2', 'Bo', E'7 Mill Lane\t', E'\nSalem'),
    ('b3', 'Bo', '7 Mill Lane' || chr(160), chr(8203) || 'Salem'), ('b4', 'Bo', E'\t', chr(160));
SELECT step, inserted, merged, rejected FROM run_etl() WHERE step IN ('location', 'customer');
SELECT c.code, l.address, l.city FROM customer c LEFT JOIN location l ON l.id = c.location_id WHERE c.code LIKE 'b_' ORDER BY c.code;
ROLLBACK;

--
-- Targets: names that differ are aliases. Days add up to the year exactly, also in a leap year.
--
TABLE sales_target_feed ORDER BY year, name COLLATE "C";
INSERT INTO name_alias VALUES ('channel', 'Online', 'On-line'), ('reseller', 'Mississippi Distributors', 'Mississipi Distributors'), ('store', '5', 'Store Number 5');
SELECT step, rows_read, inserted, updated, unchanged, merged, rejected FROM run_etl() WHERE step LIKE '%target';
TABLE sales_target_feed ORDER BY year, name COLLATE "C";
INSERT INTO name_alias VALUES ('customer', 'a', 'b');
-- Blanks do not count here either. An alias of two things is none, and one that a store and a reseller share for one thing is that.
BEGIN;
INSERT INTO name_alias VALUES ('store', 'Both', 'Store Number 5'), ('reseller', 'Both', 'Mississipi Distributors'), ('store', 'Same', 'Store Number 5'), ('reseller', 'Same', 'Store Number 5');
INSERT INTO staging_targetdatachannel (year, channelname, targetname, targetsalesamount) VALUES (2014, 'Boutiques', 'Both', '1'), (2015, 'Boutiques', 'Same', '2'), (2016, E'\tOnline' || chr(160), E'Store Number 5\n', '3');
SELECT year, name, channel_code, store_code, reseller_code FROM etl_sales_target WHERE year >= '2014' ORDER BY year;
ROLLBACK;
SELECT t.year, t.name, t.amount, count(d.date) AS days, sum(d.amount) = t.amount AS exact, max(d.amount) - min(d.amount) AS spread, bool_and(extract(year FROM d.date) = t.year) AS in_year
FROM sales_target t JOIN sales_target_daily d ON d.target_id = t.id GROUP BY t.id ORDER BY t.year, t.name COLLATE "C";
SELECT p.sku, t.year, t.quantity, count(d.date) AS days, sum(d.quantity) = t.quantity AS exact, max(d.quantity) - min(d.quantity) AS spread
FROM product_target t JOIN product p ON p.id = t.product_id JOIN product_target_daily d ON d.product_id = t.product_id AND extract(year FROM d.date) = t.year
GROUP BY p.sku, t.id ORDER BY p.sku;
-- Any target, in any year: amounts to the cent, units with as many decimals as they have
WITH given AS (
    SELECT n, (ARRAY[1900, 2000, 2023, 2024])[1 + n % 4] AS year, ((hashint4(n)::bigint & 4294967295) % 100000000000 / 100.0)::numeric(14,2) AS amount,
        round((hashint4(n + 1)::bigint & 4294967295) / (10 ^ (n % 5))::numeric, n % 5) AS quantity FROM generate_series(1, 200) AS n
), added AS (
    INSERT INTO sales_target_feed SELECT year, 'Customer Sales', '9', NULL, NULL, amount FROM given WHERE n <= 4
)
SELECT count(*) AS targets, count(*) FILTER (WHERE s.total = g.amount AND s.units = g.quantity AND s.days = CASE WHEN year IN (2000, 2024) THEN 366 ELSE 365 END) AS exact
FROM given g CROSS JOIN LATERAL (
    SELECT sum(round(g.amount * d.day / d.days, 2) - round(g.amount * (d.day - 1) / d.days, 2)) AS total,
        sum(round(g.quantity * d.day / d.days, min_scale(g.quantity)) - round(g.quantity * (d.day - 1) / d.days, min_scale(g.quantity))) AS units, count(*) AS days
    FROM days_of_year(g.year) d) s;
SELECT t.year, t.amount = sum(d.amount) AS exact, count(*) AS days FROM sales_target t JOIN sales_target_daily d ON d.target_id = t.id JOIN channel c ON c.id = t.channel_id
WHERE c.code = '9' GROUP BY t.id ORDER BY t.year;

--
-- Run again: nothing is written. After a correction: one row changes.
--
CREATE VIEW aside.versions AS
    SELECT 'line' AS target, id, xmin::text AS version, ctid AS place FROM sales_order_line UNION ALL SELECT 'sales_target', id, xmin::text, ctid FROM sales_target
    UNION ALL SELECT 'product_target', id, xmin::text, ctid FROM product_target UNION ALL SELECT 'store', id, xmin::text, ctid FROM store UNION ALL SELECT 'product', id, xmin::text, ctid FROM product
    UNION ALL SELECT 'customer', id, xmin::text, ctid FROM customer UNION ALL SELECT 'reseller', id, xmin::text, ctid FROM reseller UNION ALL SELECT 'channel', id, xmin::text, ctid FROM channel
    UNION ALL SELECT 'location', id, xmin::text, ctid FROM location UNION ALL SELECT 'day', date - date '2000-01-01', xmin::text, ctid FROM calendar;
CREATE TABLE aside.before AS TABLE aside.versions;
CREATE TABLE aside.sequences AS SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'orders' AND sequencename <> 'load_batch_id_seq';
SELECT sum(inserted) AS inserted, sum(updated) AS updated, sum(rejected) AS rejected FROM run_etl();
SELECT count(*) AS written FROM (TABLE aside.versions EXCEPT TABLE aside.before) d;
SELECT count(*) AS moved FROM pg_sequences q JOIN aside.sequences b USING (sequencename) WHERE q.schemaname = 'orders' AND q.last_value IS DISTINCT FROM b.last_value;
UPDATE staging_salesdetail SET salesamount = '70.9' WHERE salesdetailid = 2;
SELECT step, updated FROM run_etl() WHERE inserted + updated > 0;
SELECT d.target, l.amount, l.unit_price, l.profit FROM (TABLE aside.versions EXCEPT TABLE aside.before) d JOIN sales_order_line l USING (id);
-- A later copy of a row counts, too.
INSERT INTO staging_store (storeid, storenumber, storemanager, address, city, stateprovince, country, postalcode) VALUES (1, 5, 'Manager Z', '10 Tenth Street', 'Atlanta', 'Georgia', 'United States', '00301');
SELECT step, rows_read, updated, unchanged, merged FROM run_etl() WHERE step = 'store';
SELECT code, manager FROM store ORDER BY code;

-- A store or reseller that is renamed keeps its targets. They change, and no row is added.
UPDATE staging_reseller SET resellername = 'Mississippi Distributors' WHERE resellerid = 'r1';
UPDATE staging_store SET storenumber = 50 WHERE storeid = 5;
DELETE FROM name_alias WHERE entity = 'reseller';
INSERT INTO name_alias VALUES ('store', 'Store Number 1', 'Store Number 50');
SELECT step, inserted, updated, merged FROM run_etl() WHERE step IN ('reseller', 'store', 'sales_target');
TABLE sales_target_feed ORDER BY year, name COLLATE "C";
-- A line that moved to another order is there twice, and the run says so.
UPDATE staging_salesdetail SET salesheaderid = 1 WHERE salesdetailid = 15;
SET client_min_messages = notice;
\set VERBOSITY default
SELECT step, inserted FROM run_etl() WHERE step = 'sales_order_line';
SET client_min_messages = warning;
UPDATE staging_salesdetail SET salesheaderid = 10 WHERE salesdetailid = 15;

--
-- A step that fails stops the run and says which it is. Nothing is half done.
--
DELETE FROM sales_order_line;
\set VERBOSITY default
SELECT * FROM run_etl('error');
SELECT * FROM run_etl('skip');
SELECT * FROM run_etl(NULL);
SELECT * FROM run_etl(holidays => 'NOWHERE');
SELECT count(*) AS lines FROM sales_order_line;
-- Retry: the rows are computed again by the function alone.
SELECT retry_rejects((SELECT max(id) FROM load_batch WHERE target = 'sales_order_line' AND rejected > 0));
\set VERBOSITY terse
SELECT sum(inserted) AS inserted FROM run_etl(holidays => 'US') WHERE step IN ('calendar', 'sales_order_line');
SELECT holiday_name FROM calendar WHERE date = '2013-07-04';

--
-- The caller's rights count
--
CREATE ROLE regress_fw_orders;
GRANT USAGE ON SCHEMA orders TO regress_fw_orders;
SET ROLE regress_fw_orders;
SELECT * FROM run_etl();
RESET ROLE;
SELECT count(*) > 0 AS granted FROM grant_loader('regress_fw_orders');
SET ROLE regress_fw_orders;
SELECT sum(unchanged) > 0 AS runs, sum(inserted + updated) AS written FROM run_etl();
RESET ROLE;
DROP OWNED BY regress_fw_orders;
DROP ROLE regress_fw_orders;
DROP SCHEMA aside CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA orders;
