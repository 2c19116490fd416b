-- The seven analyses of orders. Each answer is computed a second time by plain SQL.
SET client_min_messages = warning;
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA orders;
CREATE EXTENSION forecast_warehouse SCHEMA orders;
SET search_path = orders;
CREATE SCHEMA aside;

-- Nothing sold: no rows, no errors
SELECT (SELECT count(*) FROM orders_by_product_month) + (SELECT count(*) FROM orders_by_customer_quarter) + (SELECT count(*) FROM orders_against_target)
    + (SELECT count(*) FROM orders_against_product_target) + (SELECT count(*) FROM orders_by_product_weekday) + (SELECT count(*) FROM orders_by_weekday)
    + (SELECT count(*) FROM orders_by_state) + (SELECT count(*) FROM orders_by_state_group) AS rows;

--
-- A small organisation in a leap year and a part of the next one. A store has two channels, and two products have one name.
-- A reseller buys at the wholesale price. The cost of a product is unknown, and a store has no location.
--
SELECT inserted FROM generate_calendar('2012-01-01', '2014-12-31');
INSERT INTO location_feed VALUES ('atl', '10 Tenth Street', 'Atlanta', '30301', 'Georgia', 'United States'), ('ben', '13 Thirteenth Street', 'Bentonville', '72716', 'Arkansas', 'United States'),
    ('lit', '14 Fourteenth Street', 'Little Rock', '72202', 'Arkansas', 'United States'), ('tbi', '1 Rustaveli', 'Tbilisi', '0100', 'Georgia', 'Georgia'),
    ('jax', '4 Fourth Avenue', 'Jackson', '39203', 'Mississippi', 'United States'), ('bir', '1 First Street', 'Birmingham', '35203', 'Alabama', 'United States'),
    ('none', '2 Second Street', 'Somewhere', NULL, NULL, NULL);
INSERT INTO channel_feed VALUES ('1', 'Boutiques', 'Direct', '1'), ('2', 'On-line', 'Direct', '1'), ('3', 'Outlet', 'Direct', '1'), ('4', 'Branded Franchise', 'Indirect', '2');
CREATE TABLE aside.stores (code text, name text, number integer, location_code text);
INSERT INTO aside.stores VALUES ('1', 'Store Number 5', 5, 'atl'), ('4', 'Store Number 21', 21, 'ben'), ('5', 'Store Number 8', 8, 'lit'),
    ('9', 'Store Number 9', 9, 'tbi'), ('S1', 'Kiosk', NULL, NULL), ('S2', 'Empty kiosk', NULL, NULL);
SELECT inserted, rejected FROM upsert_store('aside.stores');
CREATE TABLE aside.products (sku text, name text, category text, product_type text, base_price numeric, base_cost numeric, wholesale_price numeric);
INSERT INTO aside.products VALUES ('1', 'Scarf', 'Accessories', 'Men''s Casual', 20, 8, 10),
    ('2', 'Scarf', 'Accessories', 'Women''s Casual', 30, 10, 15), ('3', 'Sample', 'Accessories', 'Cosmetics', 5, NULL, 2);
SELECT inserted, rejected FROM upsert_product('aside.products');
INSERT INTO customer_feed VALUES ('c1', 'Ada Alpha', 'Ada', 'Alpha', 'F', 'bir'), ('c2', 'Ben Bravo', 'Ben', 'Bravo', 'M', 'bir'), ('c3', 'Cal Charlie', 'Cal', 'Charlie', NULL, NULL),
    ('c4', 'Dan Delta', 'Dan', 'Delta', 'M', 'none'), ('c5', 'Eve Echo', 'Eve', 'Echo', 'F', 'jax');
INSERT INTO reseller_feed (code, name, location_code) VALUES ('r1', 'Mississipi Distributors', 'jax'), ('r2', 'Georgia Mega Store', 'atl');
INSERT INTO sales_order_line_feed (order_no, line_no, date, sku, channel_code, store_code, customer_code, reseller_code, quantity, amount) VALUES
    ('1', 1, '2012-02-29', '1', '1', '1', NULL, NULL, 10, 200), ('1', 2, '2012-02-29', '2', '1', '1', NULL, NULL, 2, 60), ('2', 3, '2012-03-01', '1', '3', '1', NULL, NULL, 5, 90),
    ('3', 4, '2012-03-03', '2', '1', '4', NULL, NULL, 7, 210), ('4', 5, '2012-03-04', '1', '3', '5', NULL, NULL, 1, 20), ('5', 6, '2012-03-31', '1', '2', NULL, 'c1', NULL, 3, 60),
    ('5', 7, '2012-03-31', '2', '2', NULL, 'c1', NULL, 1, 30), ('6', 8, '2012-04-01', '2', '2', NULL, 'c2', NULL, 2, 60), ('7', 9, '2012-04-02', '1', '2', NULL, 'c1', NULL, 1, 20),
    ('8', 10, '2012-12-31', '1', '4', NULL, NULL, 'r1', 100, 1000), ('9', 11, '2013-01-01', '2', '4', NULL, NULL, 'r1', 10, 150), ('10', 12, '2013-01-07', '1', '1', '1', NULL, NULL, 4.5, 90),
    ('11', 13, '2013-01-08', '1', '1', '1', NULL, NULL, -1, -20), ('12', 14, '2013-02-11', '3', '1', '4', NULL, NULL, 3, 15), ('13', 15, '2013-02-12', '1', '1', '4', NULL, NULL, 1, 20),
    ('14', 16, '2013-03-01', '2', '3', '5', NULL, NULL, 3, 90), ('15', 17, '2013-03-02', '1', '2', NULL, 'c3', NULL, 1, 20), ('16', 18, '2013-03-02', '1', '2', NULL, 'c4', NULL, 1, 20),
    ('17', 19, '2013-03-02', '2', '4', NULL, NULL, 'r2', 2, 30), ('18', 20, '2013-03-03', '2', '1', 'S1', NULL, NULL, 1, 30), ('19', 21, '2013-03-03', '1', '1', '5', NULL, NULL, 2, 4),
    ('20', 22, '2013-03-03', '3', '2', NULL, 'c5', NULL, 0, 0);
INSERT INTO product_target_feed VALUES ('1', 2012, 100), ('2', 2012, 10), ('1', 2013, 365), ('2', 2014, 12);
INSERT INTO sales_target_feed VALUES (2012, 'Store Number 5', '1', '1', NULL, 366), (2012, 'Store Number 5', '3', '1', NULL, 100), (2013, 'Store Number 5', '1', '1', NULL, 1000),
    (2012, 'Store Number 21', '1', '4', NULL, 500.01), (2013, 'Store Number 8', '3', '5', NULL, 7), (2012, 'Customer Sales', '2', NULL, NULL, 366), (2013, 'Customer Sales', '2', NULL, NULL, 730),
    (2012, 'Mississipi Distributors', '4', NULL, 'r1', 900), (2013, 'Mississipi Distributors', '4', NULL, 'r1', 0), (2014, 'Store Number 9', '1', '9', NULL, 365);
SELECT sum(rejected) AS rejected FROM load_batch;
-- The lines in natural keys, with what is known of their parties. The second computations read this.
CREATE TABLE aside.line AS
    SELECT f.*, extract(year FROM f.date)::integer AS year, p.base_cost * f.quantity AS cost, p.name, p.product_type, u.gender, nullif(a.state_province, '') AS customer_state, nullif(s.state_province, '') AS store_state, s.country AS store_country
    FROM sales_order_line_feed f
    JOIN product p USING (sku)
    LEFT JOIN customer u ON u.code = f.customer_code LEFT JOIN location a ON a.id = u.location_id
    LEFT JOIN store t ON t.code = f.store_code LEFT JOIN location s ON s.id = t.location_id;
CREATE TABLE aside.last AS SELECT max(date) AS day FROM aside.line;

--
-- a. Sales by product and month, with the margin of what was sold. Two products of one name stay two.
--
SELECT year, month, sku, product_name, product_type, quantity, amount, extended_cost, profit, margin FROM orders_by_product_month ORDER BY 1, 2, sku;
CREATE VIEW aside.by_month AS
    SELECT year, extract(month FROM date)::integer AS month, sku, name, sum(quantity) AS quantity, sum(amount) AS amount,
        CASE WHEN count(cost) = count(*) THEN sum(amount - cost) END AS profit, CASE WHEN count(cost) = count(*) THEN round(1 - sum(cost) / nullif(sum(amount), 0), 4) END AS margin
    FROM aside.line GROUP BY 1, 2, 3, 4;
CREATE VIEW aside.by_month_of_view AS SELECT year, month, sku, product_name, quantity, amount, profit, margin FROM orders_by_product_month;
SELECT count(*) AS differences FROM ((TABLE aside.by_month EXCEPT ALL TABLE aside.by_month_of_view) UNION ALL (TABLE aside.by_month_of_view EXCEPT ALL TABLE aside.by_month)) d;

--
-- b. Customers by gender, state, channel and quarter. A customer with two orders counts once.
--
SELECT year, quarter, channel_name, gender, country, state_province, customers, orders, quantity, amount, profit, margin FROM orders_by_customer_quarter ORDER BY 1, 2, 3, 4, 6;
CREATE VIEW aside.by_customer AS
    SELECT year, extract(quarter FROM date)::integer AS quarter, channel_code, gender, customer_state, count(DISTINCT customer_code) AS customers, count(DISTINCT order_no) AS orders, sum(quantity) AS quantity, sum(amount) AS amount,
        CASE WHEN count(cost) = count(*) THEN sum(amount - cost) END AS profit
    FROM aside.line WHERE customer_code IS NOT NULL GROUP BY 1, 2, 3, 4, 5;
CREATE VIEW aside.by_customer_of_view AS SELECT year, quarter, channel_code, gender, state_province, customers, orders, quantity, amount, profit FROM orders_by_customer_quarter;
SELECT count(*) AS differences FROM ((TABLE aside.by_customer EXCEPT ALL TABLE aside.by_customer_of_view) UNION ALL (TABLE aside.by_customer_of_view EXCEPT ALL TABLE aside.by_customer)) d;

--
-- c. Sales against targets. 2012 has 366 days. Of 2013 the days up to the last sale count, March 3rd, 62 days. Two lines of a
-- store do not double its target.
--
SELECT year, channel_name, party_name, quantity, amount, profit, target_amount, target_to_date, attainment, attainment_to_date, last_sale_date FROM orders_against_target ORDER BY 1, 2, 3;
CREATE VIEW aside.against AS
    SELECT k.year, k.channel_code, k.store_code, k.reseller_code, coalesce((SELECT sum(l.amount) FROM aside.line l WHERE l.year = k.year AND l.channel_code = k.channel_code AND l.store_code IS NOT DISTINCT FROM k.store_code AND l.reseller_code IS NOT DISTINCT FROM k.reseller_code), 0) AS amount,
        t.amount AS target, round(t.amount * least(greatest((SELECT day FROM aside.last) - make_date(k.year::integer, 1, 1) + 1, 0), n.days) / n.days, 2) AS to_date
    FROM (SELECT year, channel_code, store_code, reseller_code FROM aside.line UNION SELECT year, channel_code, store_code, reseller_code FROM sales_target_feed) k
    LEFT JOIN sales_target_feed t ON t.year = k.year AND t.channel_code = k.channel_code AND t.store_code IS NOT DISTINCT FROM k.store_code AND t.reseller_code IS NOT DISTINCT FROM k.reseller_code
    CROSS JOIN LATERAL (SELECT make_date(k.year::integer + 1, 1, 1) - make_date(k.year::integer, 1, 1) AS days) n;
CREATE VIEW aside.against_of_view AS SELECT year, channel_code, store_code, reseller_code, amount, target_amount, target_to_date FROM orders_against_target;
SELECT count(*) AS differences FROM ((TABLE aside.against EXCEPT ALL TABLE aside.against_of_view) UNION ALL (TABLE aside.against_of_view EXCEPT ALL TABLE aside.against)) d;
SELECT (SELECT sum(amount) FROM orders_against_target) = (SELECT sum(amount) FROM sales_order_line) AS all_sales, (SELECT sum(target_amount) FROM orders_against_target) = (SELECT sum(amount) FROM sales_target) AS all_targets;
SELECT count(*) AS wrong FROM orders_against_target
WHERE attainment IS DISTINCT FROM round(amount / nullif(target_amount, 0), 4) OR attainment_to_date IS DISTINCT FROM round(amount / nullif(target_to_date, 0), 4);
-- A channel and store have one target a year, whatever its name is.
BEGIN;
UPDATE sales_target SET store_id = (SELECT id FROM store WHERE code = '1'), channel_id = (SELECT id FROM channel WHERE code = '1') WHERE name = 'Store Number 21';
ROLLBACK;
-- Targets by product, in units
SELECT year, sku, product_name, quantity, target_quantity, target_to_date, attainment, attainment_to_date, last_sale_date FROM orders_against_product_target ORDER BY 1, 2;
CREATE VIEW aside.against_product AS
    SELECT k.year, k.sku, coalesce((SELECT sum(l.quantity) FROM aside.line l WHERE l.year = k.year AND l.sku = k.sku), 0) AS quantity, t.quantity AS target,
        CASE WHEN t.quantity IS NOT NULL THEN (SELECT coalesce(sum(d.quantity), 0) FROM product_target_daily d JOIN product p ON p.id = d.product_id WHERE p.sku = k.sku AND d.date >= make_date(k.year::integer, 1, 1) AND d.date < make_date(k.year::integer + 1, 1, 1) AND d.date <= (SELECT day FROM aside.last)) END AS to_date
    FROM (SELECT year, sku FROM aside.line UNION SELECT year, sku FROM product_target_feed) k LEFT JOIN product_target_feed t ON t.year = k.year AND t.sku = k.sku;
CREATE VIEW aside.against_product_of_view AS SELECT year, sku, quantity, target_quantity, target_to_date FROM orders_against_product_target;
SELECT count(*) AS differences FROM ((TABLE aside.against_product EXCEPT ALL TABLE aside.against_product_of_view) UNION ALL (TABLE aside.against_product_of_view EXCEPT ALL TABLE aside.against_product)) d;
-- Targets without any sale: none of their days has come.
BEGIN;
DELETE FROM sales_order_line;
SELECT year, channel_code, store_code, amount, target_amount, target_to_date, attainment, attainment_to_date, last_sale_date FROM orders_against_target WHERE store_code = '1' ORDER BY 1, 2;
ROLLBACK;

--
-- d. Two stores by year, over all channels
--
SELECT year, quantity, amount, profit, margin, target_amount, target_to_date, attainment_to_date FROM orders_compare_stores('1', '4');
SELECT year, other_quantity, other_amount, other_profit, other_margin, other_target_amount, other_target_to_date, other_attainment_to_date, amount_difference, amount_ratio FROM orders_compare_stores('1', '4');
CREATE FUNCTION aside.compare(one text, two text) RETURNS TABLE (year integer, quantity numeric, amount numeric, profit numeric, target numeric, other_quantity numeric, other_amount numeric, other_profit numeric, other_target numeric) LANGUAGE sql AS $$
    WITH of_store AS (
        SELECT y.year, s.code, coalesce(sum(l.quantity), 0) AS quantity, coalesce(sum(l.amount), 0) AS amount, CASE WHEN count(l.cost) = count(l.date) THEN coalesce(sum(l.amount - l.cost), 0) END AS profit,
            (SELECT sum(t.amount) FROM sales_target_feed t WHERE t.year = y.year AND t.store_code = s.code) AS target
        FROM generate_series(2012, 2014) AS y (year) CROSS JOIN store s LEFT JOIN aside.line l ON l.year = y.year AND l.store_code = s.code GROUP BY y.year, s.code)
    SELECT a.year, a.quantity, a.amount, a.profit, a.target, b.quantity, b.amount, b.profit, b.target FROM of_store a JOIN of_store b USING (year)
    WHERE a.code = one AND b.code = two AND (a.quantity <> 0 OR a.target IS NOT NULL OR b.quantity <> 0 OR b.target IS NOT NULL) $$;
SELECT count(*) AS pairs, count(*) FILTER (WHERE differences > 0) AS wrong FROM (
    SELECT (SELECT count(*) FROM (
        (SELECT * FROM aside.compare(a.code, b.code) EXCEPT ALL SELECT year, quantity, amount, profit, target_amount, other_quantity, other_amount, other_profit, other_target_amount FROM orders_compare_stores(a.code, b.code))
        UNION ALL (SELECT year, quantity, amount, profit, target_amount, other_quantity, other_amount, other_profit, other_target_amount FROM orders_compare_stores(a.code, b.code) EXCEPT ALL SELECT * FROM aside.compare(a.code, b.code))) d) AS differences
    FROM store a CROSS JOIN store b) p;
SELECT count(*) FROM orders_compare_stores('S2', 'S2');
\set VERBOSITY default
SELECT * FROM orders_compare_stores('1', 'S9');
\set VERBOSITY terse
SELECT * FROM orders_compare_stores(NULL, '1');

--
-- e. Bonus pools: each pool is paid once, to the cent. A loss has no share.
--
SELECT store_code, store_name, amount, profit, sales_share, profit_share, sales_bonus, profit_bonus, bonus FROM orders_share_bonus(2012, 500000, 400000.01);
-- By name of stores and types of products
SELECT store_code, amount, profit, sales_share, profit_share, sales_bonus, profit_bonus, bonus FROM orders_share_bonus(2013, 100, 0.01, '{5,1,9}', '{Men''s Casual,Women''s Casual}');
-- Many pools: the shares sum to the pool, and each differs from its exact share by less than a cent.
SELECT count(*) AS pools, count(*) FILTER (WHERE paid <> pool OR paid_by_profit <> pool) AS not_paid_once, count(*) FILTER (WHERE off >= 0.01 OR off_by_profit >= 0.01) AS off
FROM (
    SELECT p.pool, sum(b.sales_bonus) AS paid, sum(b.profit_bonus) AS paid_by_profit, max(abs(b.sales_bonus - p.pool * b.amount / 580)) AS off, max(abs(b.profit_bonus - p.pool * b.profit / s.profit)) AS off_by_profit
    FROM (SELECT n * n * 7.13 AS pool FROM generate_series(0, 60) AS n UNION ALL VALUES (0.01), (0.02), (0.03), (99999999999999.99)) p
    CROSS JOIN LATERAL orders_share_bonus(2012, p.pool, p.pool) AS b
    CROSS JOIN (SELECT sum(amount - cost) AS profit FROM aside.line WHERE year = 2012 AND store_code IS NOT NULL) s
    GROUP BY p.pool) d;
SELECT sum(amount) AS sales_of_stores FROM aside.line WHERE year = 2012 AND store_code IS NOT NULL;
-- Equal shares: the cent that is left goes to the first code.
BEGIN;
UPDATE sales_order_line SET amount = 10 WHERE store_id IS NOT NULL AND date < '2013-01-01';
SELECT store_code, amount, sales_bonus FROM orders_share_bonus(2012, 0.05, 0, '{4,5}');
ROLLBACK;
-- A pool that cannot be shared is an error.
\set VERBOSITY default
SELECT * FROM orders_share_bonus(2013, 0, 100);
SELECT * FROM orders_share_bonus(2014, 100, 0);
\set VERBOSITY terse
SELECT * FROM orders_share_bonus(2012, 0, 100, '{9}');
SELECT * FROM orders_share_bonus(2012, 100, 0, '{}');
SELECT * FROM orders_share_bonus(2012, 100, 0, '{1,S9}');
SELECT * FROM orders_share_bonus(2012, 100, 0, NULL, '{Shoes}');
SELECT * FROM orders_share_bonus(2012, -1, 0);
SELECT * FROM orders_share_bonus(2012, 0, 0.001);
SELECT * FROM orders_share_bonus(2012, 'NaN', 0);
SELECT * FROM orders_share_bonus(NULL, 1, 1);
SELECT * FROM orders_share_bonus(2012, NULL, 1);
SELECT * FROM orders_share_bonus(2012, 1, 1, '{NULL}');
SELECT count(*) AS stores, sum(bonus) FROM orders_share_bonus(2012, 0, 0, '{}');
SELECT store_code, profit, sales_bonus, profit_share, profit_bonus FROM orders_share_bonus(2013, 100, 0);

--
-- f. Days of the week: their shares of a store, and of a store and product
--
SELECT store_code, day_of_week AS day, day_name, days, quantity, amount, quantity_share, amount_share, amount_per_day FROM orders_by_weekday ORDER BY store_code, day_of_week;
SELECT store_code, sku, day_of_week AS day, days, quantity, amount, quantity_share, amount_share, amount_per_day FROM orders_by_product_weekday WHERE store_code = '1' ORDER BY sku, day_of_week;
CREATE VIEW aside.weekday AS
    SELECT l.store_code, d.day_name, sum(l.quantity) AS quantity, sum(l.amount) AS amount,
        round(sum(l.amount) / nullif((SELECT sum(o.amount) FROM aside.line o WHERE o.store_code IS NOT DISTINCT FROM l.store_code), 0), 6) AS share, d.days
    FROM (SELECT to_char(date, 'FMDay') AS day_name, count(*) AS days FROM calendar WHERE date >= (SELECT min(date) FROM aside.line) AND date <= (SELECT day FROM aside.last) GROUP BY 1) d
    JOIN aside.line l ON to_char(l.date, 'FMDay') = d.day_name GROUP BY l.store_code, d.day_name, d.days;
CREATE VIEW aside.weekday_of_view AS SELECT store_code, day_name, quantity, amount, amount_share, days FROM orders_by_weekday;
SELECT count(*) AS differences FROM ((TABLE aside.weekday EXCEPT ALL TABLE aside.weekday_of_view) UNION ALL (TABLE aside.weekday_of_view EXCEPT ALL TABLE aside.weekday)) d;
CREATE VIEW aside.product_weekday AS
    SELECT store_code, sku, to_char(date, 'FMDay') AS day_name, sum(quantity) AS quantity, sum(amount) AS amount,
        round(sum(quantity) / nullif((SELECT sum(o.quantity) FROM aside.line o WHERE o.store_code IS NOT DISTINCT FROM l.store_code AND o.sku = l.sku), 0), 6) AS quantity_share,
        round(sum(amount) / nullif((SELECT sum(o.amount) FROM aside.line o WHERE o.store_code IS NOT DISTINCT FROM l.store_code AND o.sku = l.sku), 0), 6) AS share
    FROM aside.line l GROUP BY store_code, sku, to_char(date, 'FMDay');
CREATE VIEW aside.product_weekday_of_view AS SELECT store_code, sku, day_name, quantity, amount, quantity_share, amount_share FROM orders_by_product_weekday;
SELECT count(*) AS differences FROM ((TABLE aside.product_weekday EXCEPT ALL TABLE aside.product_weekday_of_view) UNION ALL (TABLE aside.product_weekday_of_view EXCEPT ALL TABLE aside.product_weekday)) d;
SELECT min(sum) AS least, max(sum) AS most FROM (SELECT sum(amount_share) FROM orders_by_weekday GROUP BY store_id) d;

--
-- g. States with one store against states with several. Georgia is a state and a country. A store whose state is unknown
-- counts where it sold.
--
SELECT year, country, state_province, stores, has_several_stores, quantity, amount, profit, margin, amount_per_store, profit_per_store FROM orders_by_state ORDER BY 1, 2, 3;
SELECT * FROM orders_by_state_group ORDER BY 1, 2;
CREATE VIEW aside.state AS
    SELECT year, store_country, store_state, CASE WHEN store_state IS NULL THEN count(DISTINCT store_code)
            ELSE (SELECT count(*) FROM store s JOIN location a ON a.id = s.location_id WHERE a.state_province = l.store_state AND a.country = l.store_country) END AS stores,
        sum(quantity) AS quantity, sum(amount) AS amount, CASE WHEN count(cost) = count(*) THEN sum(amount - cost) END AS profit
    FROM aside.line l WHERE store_code IS NOT NULL GROUP BY 1, 2, 3
    UNION ALL SELECT y, 'Georgia', 'Georgia', 1, 0, 0, 0 FROM generate_series(2012, 2013) AS y;
CREATE VIEW aside.state_of_view AS SELECT year, country, state_province, stores, quantity, amount, profit FROM orders_by_state;
SELECT count(*) AS differences FROM ((TABLE aside.state EXCEPT ALL TABLE aside.state_of_view) UNION ALL (TABLE aside.state_of_view EXCEPT ALL TABLE aside.state)) d;
CREATE VIEW aside.state_group AS
    SELECT year, CASE WHEN store_state IS NOT NULL THEN stores > 1 END AS several, count(store_state) AS states, sum(stores) AS stores, sum(amount) AS amount, round(sum(amount) / sum(stores), 2) AS per_store FROM aside.state GROUP BY 1, 2;
CREATE VIEW aside.state_group_of_view AS SELECT year, has_several_stores, states, stores, amount, amount_per_store FROM orders_by_state_group;
SELECT count(*) AS differences FROM ((TABLE aside.state_group EXCEPT ALL TABLE aside.state_group_of_view) UNION ALL (TABLE aside.state_group_of_view EXCEPT ALL TABLE aside.state_group)) d;
SELECT (SELECT sum(amount) FROM orders_by_state) = (SELECT sum(amount) FROM sales_order_line WHERE store_id IS NOT NULL) AS all_sales, (SELECT sum(amount) FROM orders_by_state_group) = (SELECT sum(amount) FROM orders_by_state) AS all_states;

--
-- A reader may ask for all of them. Functions read as the caller.
--
CREATE ROLE regress_fw_analyst;
GRANT USAGE ON SCHEMA orders TO regress_fw_analyst;
SET ROLE regress_fw_analyst;
SELECT count(*) FROM orders_by_state_group;
SELECT count(*) FROM orders_compare_stores('1', '4');
SELECT count(*) FROM orders_share_bonus(2012, 1, 1);
RESET ROLE;
SELECT count(*) > 0 AS granted FROM grant_reader('regress_fw_analyst');
SET ROLE regress_fw_analyst;
SET search_path = pg_temp;
SELECT (SELECT count(*) FROM orders.orders_by_product_month) AS months, (SELECT count(*) FROM orders.orders_by_customer_quarter) AS quarters, (SELECT count(*) FROM orders.orders_against_target) AS targets,
    (SELECT count(*) FROM orders.orders_against_product_target) AS product_targets, (SELECT count(*) FROM orders.orders_by_product_weekday) AS product_weekdays, (SELECT count(*) FROM orders.orders_by_weekday) AS weekdays,
    (SELECT count(*) FROM orders.orders_by_state) AS states, (SELECT count(*) FROM orders.orders_by_state_group) AS groups;
SELECT (SELECT count(*) FROM orders.orders_compare_stores('1', '4')) AS years, (SELECT sum(bonus) FROM orders.orders_share_bonus(2012, 1, 1)) AS bonus;
RESET ROLE;
DROP OWNED BY regress_fw_analyst;
DROP ROLE regress_fw_analyst;
SET search_path = orders;

DROP SCHEMA aside CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA orders;
