-- Adoption by roles that are no superusers, of names that need quotes, by the SQL writer.
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
\set SHOW_CONTEXT never
\pset null -
CREATE ROLE regress_adoption_warehouse;
CREATE ROLE regress_adoption_owner;
GRANT CREATE ON DATABASE :"DBNAME" TO regress_adoption_warehouse;
CREATE SCHEMA old AUTHORIZATION regress_adoption_owner; CREATE SCHEMA "We ird" AUTHORIZATION regress_adoption_warehouse;
SET ROLE regress_adoption_warehouse; CREATE EXTENSION forecast_warehouse SCHEMA "We ird"; RESET ROLE;
SET ROLE regress_adoption_owner;
CREATE TABLE old."St""ore" (id bigserial PRIMARY KEY, "Co de" varchar(20) NOT NULL UNIQUE, name varchar(100) NOT NULL);
CREATE TABLE old.product (id serial PRIMARY KEY, sku varchar(50) NOT NULL UNIQUE, name varchar(200) NOT NULL);
CREATE TABLE old.sales_daily (id serial PRIMARY KEY, date date NOT NULL, store_id int NOT NULL, product_id int NOT NULL REFERENCES old.product, quantity int NOT NULL, unit_price numeric(10,2) NOT NULL, total_amount numeric(12,2) NOT NULL);
CREATE TABLE old.price_history (id serial PRIMARY KEY, product_id int, price numeric, valid_from date);
CREATE TABLE old.mine (a int, b int REFERENCES old.product MATCH FULL ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
INSERT INTO old."St""ore" ("Co de", name) SELECT 'S' || n, 'S' FROM generate_series(1,5) n;
INSERT INTO old.product (sku, name) SELECT 'P' || n, 'P' FROM generate_series(1,5) n;
INSERT INTO old.sales_daily (id, date, store_id, product_id, quantity, unit_price, total_amount) SELECT s*1000 + p, date '2024-01-01', s, p, 1 , 2.5, 2.5 FROM generate_series(1,6) s, generate_series(1,5) p;
INSERT INTO old.sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) SELECT '2024-01-01', 1,1,1,1,1;
INSERT INTO old.price_history (product_id, price, valid_from) VALUES (1, 2, '2024-01-01'), (1, 3, '2024-02-01'), (2, NULL, '2024-01-01'), (99, 1, '2024-01-01');
INSERT INTO old.mine VALUES (1, 3);
RESET ROLE;
GRANT USAGE, CREATE ON SCHEMA old TO regress_adoption_warehouse; GRANT regress_adoption_owner TO regress_adoption_warehouse;
SET ROLE regress_adoption_warehouse;
SET forecast_warehouse.writer = 'sql';
SET search_path = "We ird";
SELECT table_name, source_table, finding, row_count, message FROM adoption_plan('old') WHERE finding NOT IN ('mapping', 'column');
SELECT table_name, rows_read, rows_landed, rows_rejected, ids FROM adopt('old');
SELECT table_name, source_table, rows_read, rows_landed, rows_rejected, quantity_landed, amount_landed, ids FROM adopt('old', (SELECT mapping || '{"store": {"table": "St\"ore", "columns": {"code": "Co de", "name": "name", "id": "id"}}}' FROM adoption_plan('old', false) WHERE finding = 'mapping'));

-- The stores were not mapped at first. Rows with unknown keys are not taken for rows without one.
SELECT error_code, message, row_data FROM load_reject r JOIN load_batch b ON b.id = r.batch_id WHERE b.target = 'price_history' ORDER BY b.id, r.row_number LIMIT 2;
SELECT inserted, updated, unchanged, rejected FROM retry_rejects((SELECT max(batch_id) FROM load_reject r JOIN load_batch b ON b.id = batch_id WHERE b.target = 'sales_daily'));
TRUNCATE store, product, calendar, sales_daily, price_history CASCADE;
RESET ROLE;
DELETE FROM old.sales_daily WHERE store_id = 6 OR total_amount = 1; DELETE FROM old.price_history WHERE id > 2;
SET ROLE regress_adoption_warehouse;
SELECT jsonb_set(mapping, '{sales_daily,columns,store_code}', '{"column": "store_id", "refers_to": "id"}') || '{"store": {"table": "St\"ore", "columns": {"code": "Co de", "name": "name", "id": "id"}}}' AS m FROM adoption_plan('old', false) WHERE finding = 'mapping' \gset
SELECT table_name, source_table, rows_read, rows_landed, rows_rejected, quantity_landed, amount_landed, ids FROM adopt('old', :'m', swap => true);
-- The owner of the old tables writes ours by the views.
GRANT SELECT, INSERT, UPDATE, DELETE ON store, product, sales_daily, price_history TO regress_adoption_owner;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA "We ird" TO regress_adoption_owner;
SELECT table_name, source_table, rows_read, rows_landed, rows_rejected, quantity_landed, amount_landed, ids FROM adopt('old', :'m', swap => true);

SELECT id, product_id FROM price_history ORDER BY id;
SELECT id, store_id FROM sales_daily ORDER BY id DESC LIMIT 3;
SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'old.mine'::regclass;
RESET ROLE;
SET ROLE regress_adoption_owner; INSERT INTO old."St""ore" ("Co de", name) VALUES ('S77','x') RETURNING id;
RESET ROLE;
SET ROLE regress_adoption_warehouse;
SELECT * FROM undo_adoption('old');
SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'old.mine'::regclass;
RESET ROLE;
DROP EXTENSION forecast_warehouse; DROP SCHEMA old, "We ird" CASCADE;
DROP OWNED BY regress_adoption_warehouse, regress_adoption_owner;
 DROP ROLE regress_adoption_warehouse, regress_adoption_owner;
