-- Dimensions of orders: locations, channels, customers, resellers, each with its feed. Both writers give one answer.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA orders;
CREATE EXTENSION forecast_warehouse SCHEMA orders;
SET search_path = orders;
CREATE SCHEMA aside;
CREATE VIEW aside.kept AS
    SELECT 'location' AS feed, to_jsonb(f) AS line FROM location_feed f
    UNION ALL SELECT 'channel', to_jsonb(f) FROM channel_feed f
    UNION ALL SELECT 'customer', to_jsonb(f) FROM customer_feed f
    UNION ALL SELECT 'reseller', to_jsonb(f) FROM reseller_feed f;
CREATE TABLE aside.answer (writer text, feed text, line jsonb);
CREATE VIEW aside.rejected AS
    SELECT b.target, r.row_number, r.error_code, r.message FROM load_reject r JOIN load_batch b ON b.id = r.batch_id;
CREATE TABLE aside.refused (writer text, target text, row_number bigint, error_code text, message text);

-- The loads, run under each writer. Rows whose location, key or name is wrong are set aside by name. The second of two locations
-- with one address is one of them.
CREATE PROCEDURE aside.load(of_writer text) LANGUAGE plpgsql SET search_path = orders AS $$
BEGIN
    PERFORM set_config('forecast_warehouse.writer', of_writer, true);
    PERFORM set_config('forecast_warehouse.on_reject', 'quarantine', true);
    INSERT INTO location_feed VALUES ('b', '1 First Street', 'Birmingham', '01234', 'Alabama', 'United States'),
        ('j', '4 Fourth Avenue', 'Jackson', '39203', 'Mississippi', 'United States'), ('n', NULL, NULL, NULL, NULL, NULL);
    INSERT INTO location_feed VALUES ('twice', '4 Fourth Avenue', 'Jackson', '39203', 'Mississippi', 'United States');
    INSERT INTO channel_feed VALUES ('1', 'Boutiques', 'Direct'), ('2', 'On-line', 'Direct'), ('3', NULL, NULL), (NULL, 'Outlet', NULL);
    INSERT INTO customer_feed VALUES ('c1', 'Ada Alpha', 'Ada', 'Alpha', 'F', 'b'), ('c2', 'Ben Bravo', 'Ben', 'Bravo', 'M', 'nowhere'),
        ('c3', 'Cal Charlie', 'Cal', 'Charlie', 'M', NULL), (repeat('c', 51), 'Too Long', NULL, NULL, NULL, NULL);
    INSERT INTO reseller_feed (code, name, email, location_code) VALUES ('r1', 'Mississipi Distributors', 'dee@example.com', 'j'),
        ('r1', 'Mississippi Distributors', 'dee@example.com', 'j'), ('r0', 'Lakeside Supercenter', NULL, 'j');
    -- Columns that are left out keep their values. Others change.
    INSERT INTO customer_feed (code, full_name) VALUES ('c1', 'Ada Alpha-Beta');
    INSERT INTO customer_feed (code, full_name, location_code) VALUES ('c3', 'Cal Charlie', 'j');
    INSERT INTO channel_feed (code, name) VALUES ('2', 'Online');
    INSERT INTO aside.answer SELECT of_writer, k.feed, k.line FROM aside.kept k;
    INSERT INTO aside.refused SELECT of_writer, r.* FROM aside.rejected r;
END $$;
BEGIN; CALL aside.load('direct');
SELECT feed, line FROM aside.kept ORDER BY feed, line ->> 'code';
SELECT * FROM aside.rejected ORDER BY target, row_number, message;
-- Every foreign key holds, and the keys are those of the codes.
SELECT count(*) FILTER (WHERE l.code IS NOT DISTINCT FROM f.location_code) AS alike, count(*) AS customers
FROM customer c JOIN customer_feed f USING (code) LEFT JOIN location l ON l.id = c.location_id;
COMMIT;
BEGIN;
DELETE FROM reseller; DELETE FROM customer; DELETE FROM channel; DELETE FROM location; DELETE FROM load_reject; DELETE FROM load_batch;
CALL aside.load('sql');
COMMIT;
SELECT count(*) AS differences FROM (
    (SELECT feed, line FROM aside.answer WHERE writer = 'direct' EXCEPT ALL SELECT feed, line FROM aside.answer WHERE writer = 'sql')
    UNION ALL (SELECT feed, line FROM aside.answer WHERE writer = 'sql' EXCEPT ALL SELECT feed, line FROM aside.answer WHERE writer = 'direct')) d;
SELECT count(*) AS differences FROM (
    (SELECT target, row_number, error_code, message FROM aside.refused WHERE writer = 'direct' EXCEPT ALL SELECT target, row_number, error_code, message FROM aside.refused WHERE writer = 'sql')
    UNION ALL (SELECT target, row_number, error_code, message FROM aside.refused WHERE writer = 'sql' EXCEPT ALL SELECT target, row_number, error_code, message FROM aside.refused WHERE writer = 'direct')) d;

-- A replay writes nothing: no row is inserted or updated, and all row versions stay.
CREATE TABLE aside.versions AS SELECT 'customer' AS target, code, xmin::text AS version, ctid AS place FROM customer UNION ALL SELECT 'reseller', code, xmin::text AS version, ctid AS place FROM reseller;
CREATE TABLE aside.customers AS TABLE customer_feed;
SELECT inserted, updated, unchanged, rejected FROM upsert_customer('aside.customers');
INSERT INTO reseller_feed TABLE reseller_feed;
SELECT inserted, updated, unchanged, rejected FROM last_load();
SELECT count(*) AS written FROM (
    SELECT 'customer' AS target, code, xmin::text AS version, ctid AS place FROM customer UNION ALL SELECT 'reseller', code, xmin::text AS version, ctid AS place FROM reseller
    EXCEPT TABLE aside.versions) d;

-- A location that is in use stays.
DELETE FROM location WHERE code = 'j';
-- A source reads a file into a feed of orders.
SELECT create_source('aside.resellers', 'reseller_feed', '{id,name}', '{"code": "id"}');
INSERT INTO aside.resellers VALUES ('r2', 'Georgia Mega Store');
SELECT code, name, location_code FROM reseller_feed ORDER BY code;
SELECT drop_source('aside.resellers');

-- Back to 1.4: refused by name
SELECT * FROM data_loss('1.4');
\set VERBOSITY default
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
\set VERBOSITY terse
DROP SCHEMA aside CASCADE;
SET forecast_warehouse.allow_data_loss = on;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
ALTER EXTENSION forecast_warehouse UPDATE TO '1.5';
SELECT count(*) AS customers FROM customer;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA orders;
