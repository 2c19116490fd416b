-- grant_loader() and grant_reader() give all that a role needs, and no more
\set SHOW_CONTEXT never
SET datestyle = 'ISO, YMD';
CREATE ROLE regress_fw_owner;
CREATE ROLE "regress fw Loader";
CREATE ROLE regress_fw_reader;
CREATE SCHEMA "Retail, old";
GRANT CREATE, USAGE ON SCHEMA "Retail, old" TO regress_fw_owner;
SELECT current_database() AS database \gset
GRANT CREATE ON DATABASE :"database" TO regress_fw_owner;
SET ROLE regress_fw_owner;
CREATE EXTENSION forecast_warehouse SCHEMA "Retail, old";
SET search_path = "Retail, old";
RESET ROLE;
ALTER SCHEMA "Retail, old" OWNER TO regress_fw_owner;

-- Only who may grant, as with GRANT
SET ROLE "regress fw Loader";
SELECT * FROM "Retail, old".grant_loader('"regress fw Loader"');
RESET ROLE;
SELECT * FROM grant_loader(NULL);
SELECT * FROM grant_loader('fw_nobody');

-- An error about a missing privilege names the remedy, for each table
GRANT USAGE ON SCHEMA "Retail, old" TO "regress fw Loader";
GRANT INSERT ON sales_daily_feed, store_feed TO "regress fw Loader";
SET ROLE "regress fw Loader";
INSERT INTO store_feed (code, name) VALUES ('S1', 'One');
SELECT upsert_sales_daily('2024-01-02', 'S1', 'A', 2, 2);
RESET ROLE;
GRANT SELECT, INSERT, UPDATE ON sales_daily, store TO "regress fw Loader";
SET ROLE "regress fw Loader";
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-02', 'S1', 'A', 1, 2);
INSERT INTO store_feed (code, name) VALUES ('S1', 'One');
SELECT * FROM grant_loader('regress_fw_reader');
SELECT * FROM grant_reader('regress_fw_reader');
RESET ROLE;

SET ROLE regress_fw_owner;
SELECT * FROM grant_loader('"regress fw Loader"');
SELECT * FROM grant_reader('regress_fw_reader');
RESET ROLE;

-- Every feed, by each way in
SET ROLE "regress fw Loader";
SELECT (generate_calendar('2024-01-01', '2024-01-31', 'US')).inserted;
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('S1', 'One', 'US');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-02', 'S1', 'A', 1, 2);
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('A', 2, '2024-01-01');
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('A', 'New', 0.1, '2024-01-05', '2024-01-06');
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-01-02', 'S1', 'A', 5);
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R', 1, '2024-01-03 10:00', 'S1', 'A', 1, 2);
INSERT INTO weather_daily_feed (date, store_code, temp_avg_c) VALUES ('2024-01-02', 'S1', 3);
INSERT INTO traffic_daily_feed (date, store_code, visits) VALUES ('2024-01-02', 'S1', 9);
SELECT inserted, updated FROM rollup_sales('2024-01-01', '2024-01-31');
SELECT upsert_sales_daily('2024-01-02', 'S1', 'A', 2, 2);
SELECT target, received, inserted, rejected FROM load_batch ORDER BY id;
-- Not the journal's rows, nor a row of a fact
INSERT INTO load_batch (target, source) VALUES ('store', 'forged');
DELETE FROM sales_daily;
RESET ROLE;

-- Every table, view and feed that belongs to the extension can be read
SET ROLE regress_fw_reader;
SELECT c.relname AS not_readable
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
WHERE c.relkind IN ('r', 'v') AND NOT has_table_privilege(c.oid, 'SELECT')
ORDER BY c.relname;
SELECT date, quantity FROM sales_daily_feed ORDER BY date;
INSERT INTO store_feed (code, name) VALUES ('S2', 'Two');
RESET ROLE;

-- A reader has nothing but SELECT, a loader no more than its page in doc/reference.md says
SELECT a.grantee::regrole, a.privilege_type, string_agg(c.relname, ' ' ORDER BY c.relname) AS relations
FROM pg_catalog.pg_class AS c, pg_catalog.aclexplode(c.relacl) AS a
WHERE c.relnamespace = '"Retail, old"'::regnamespace AND a.grantee::regrole::text IN ('regress_fw_reader', '"regress fw Loader"')
GROUP BY a.grantee, a.privilege_type
ORDER BY a.grantee::regrole::text, a.privilege_type;

SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
RESET search_path;
DROP OWNED BY regress_fw_owner, "regress fw Loader", regress_fw_reader;
DROP ROLE regress_fw_owner, "regress fw Loader", regress_fw_reader;
