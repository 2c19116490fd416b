-- Adoption: tables that an application has made by the names of version 1.0, loaded, swapped, and put back.
SET client_min_messages = warning;
SET forecast_warehouse.allow_data_loss = on;
\set SHOW_CONTEXT never
\pset null -
CREATE SCHEMA app;
SET search_path = app;
-- As an SQLAlchemy application with Alembic makes them
CREATE TABLE alembic_version (version_num varchar(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY);
INSERT INTO alembic_version VALUES ('4f1c2a9e0b77');
CREATE TABLE store (id serial PRIMARY KEY, code varchar(20) NOT NULL, name varchar(100) NOT NULL, region varchar(50),
    city varchar(50), store_type varchar(30), created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE UNIQUE INDEX ix_store_code ON store (code);
CREATE TABLE product (id serial PRIMARY KEY, sku varchar(50) NOT NULL, name varchar(200) NOT NULL, category varchar(100),
    brand varchar(100), base_price numeric(10,2), base_cost numeric(10,2), color text,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE UNIQUE INDEX ix_product_sku ON product (sku);
CREATE TABLE calendar (date date PRIMARY KEY, day_of_week integer NOT NULL, month integer NOT NULL, quarter integer NOT NULL,
    year integer NOT NULL, is_holiday boolean NOT NULL DEFAULT false, holiday_name varchar(100),
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE sales_daily (id serial PRIMARY KEY, date date NOT NULL REFERENCES calendar (date),
    store_id integer NOT NULL REFERENCES store (id), product_id integer NOT NULL REFERENCES product (id),
    quantity integer NOT NULL, unit_price numeric(10,2) NOT NULL, total_amount numeric(12,2) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT uq_sales_daily_grain UNIQUE (date, store_id, product_id));
CREATE TABLE price_history (id serial PRIMARY KEY, product_id integer NOT NULL REFERENCES product (id),
    store_id integer REFERENCES store (id), price numeric(10,2) NOT NULL, valid_from date NOT NULL, valid_to date,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE promotion (id serial PRIMARY KEY, product_id integer NOT NULL REFERENCES product (id),
    store_id integer REFERENCES store (id), name varchar(200) NOT NULL, discount_pct numeric(5,4), discount_amount numeric(10,2),
    start_date date NOT NULL, end_date date NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE inventory_snapshot_daily (id serial PRIMARY KEY, date date NOT NULL REFERENCES calendar (date),
    store_id integer NOT NULL REFERENCES store (id), product_id integer NOT NULL REFERENCES product (id),
    on_hand_qty integer NOT NULL, on_order_qty integer NOT NULL DEFAULT 0, is_stockout boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (date, store_id, product_id));
-- A table of the user's own
CREATE TABLE visit (id serial PRIMARY KEY, store_id integer NOT NULL, who text,
    CONSTRAINT fk_visit_store FOREIGN KEY (store_id) REFERENCES store (id) ON DELETE CASCADE DEFERRABLE);
INSERT INTO store (id, code, name, region, city) SELECT n * 7, 'S' || n, 'Store ' || n, CASE n % 2 WHEN 0 THEN 'North' END, 'Town ' || n
    FROM generate_series(5, 1, -1) AS n;
INSERT INTO product (id, sku, name, category, base_price, base_cost, color) SELECT n + 100, 'P-' || n, 'Product ' || n, 'C' || n % 3, n, n / 2.0, 'red'
    FROM generate_series(1, 8) AS n;
INSERT INTO calendar (date, day_of_week, month, quarter, year, is_holiday, holiday_name)
    SELECT d, extract(isodow FROM d) - 1, extract(month FROM d), extract(quarter FROM d), 2024, d = '2024-01-01', CASE d WHEN '2024-01-01' THEN 'New Year' END
    FROM generate_series(date '2024-01-01', '2024-01-31', '1 day') AS d;
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount)
    SELECT c.date, s.id, p.id, q.quantity, p.base_price, q.quantity * p.base_price FROM calendar c, store s, product p,
    LATERAL (SELECT (extract(day FROM c.date)::int + s.id + p.id) % 5 + 1) AS q (quantity) ORDER BY p.id, s.id DESC, c.date;
INSERT INTO price_history (product_id, store_id, price, valid_from, valid_to) VALUES
    (101, NULL, 1, '2024-01-01', '2024-01-15'), (101, NULL, 2, '2024-01-10', NULL), (102, 7, 3, '2024-01-01', NULL);
INSERT INTO promotion (product_id, store_id, name, discount_pct, start_date, end_date) VALUES (103, 14, 'Sale', 0.1, '2024-01-05', '2024-01-09');
INSERT INTO inventory_snapshot_daily (date, store_id, product_id, on_hand_qty) SELECT c.date, s.id, 104, 3 FROM calendar c, store s;
INSERT INTO visit (store_id, who) VALUES (7, 'Ann'), (35, 'Bob');
SELECT count(*) AS sales, sum(quantity) AS quantity, sum(total_amount) AS amount FROM sales_daily;

-- The message where the names are taken
CREATE EXTENSION forecast_warehouse SCHEMA app;
CREATE SCHEMA warehouse;
CREATE EXTENSION forecast_warehouse SCHEMA warehouse;

SELECT table_name, source_table, finding, row_count, message FROM warehouse.adoption_plan('app') WHERE finding NOT IN ('column', 'mapping');
SELECT table_name, column_name, source_column, message FROM warehouse.adoption_plan('app', check_rows => false) WHERE finding = 'column' AND message NOT LIKE '%same name';
SELECT jsonb_pretty(mapping -> 'price_history') AS mapping FROM warehouse.adoption_plan('app', false) WHERE finding = 'mapping';
-- The plan changes nothing.
SELECT count(*) FROM warehouse.store;
SELECT count(*) FROM warehouse.load_batch;

-- One window overlaps another one: it is rejected, or ends the day before the next one begins.
BEGIN;
SELECT table_name, rows_read, rows_landed, rows_rejected, quantity_read, quantity_landed, amount_landed, ids FROM warehouse.adopt('app', (SELECT mapping FROM warehouse.adoption_plan('app', false) WHERE finding = 'mapping'));
ROLLBACK;
SELECT * FROM warehouse.adopt('app', swap => true);
SELECT table_name, source_table, rows_read, rows_landed, rows_rejected, quantity_read, quantity_landed, quantity_rejected, amount_read, amount_landed, amount_rejected, ids
    FROM warehouse.adopt('app', fix => '{windows}');
-- The same rows by plain SQL
SELECT count(*) AS other_stores FROM app.store o FULL JOIN warehouse.store t ON t.id = o.id AND t.code = o.code AND t.name = o.name AND t.region IS NOT DISTINCT FROM o.region AND t.city = o.city WHERE o.id IS NULL OR t.id IS NULL;
SELECT count(*) AS other_products FROM app.product o FULL JOIN warehouse.product t ON t.id = o.id AND t.sku = o.sku AND t.base_price = o.base_price AND t.base_cost = o.base_cost WHERE o.id IS NULL OR t.id IS NULL;
SELECT count(*) AS other_sales FROM app.sales_daily o FULL JOIN warehouse.sales_daily t ON (t.id, t.date, t.store_id, t.product_id, t.quantity, t.unit_price, t.total_amount) = (o.id, o.date, o.store_id, o.product_id, o.quantity, o.unit_price, o.total_amount) WHERE o.id IS NULL OR t.id IS NULL;
SELECT id, product_id, store_id, price, valid_from, valid_to FROM warehouse.price_history ORDER BY id;
SELECT date, is_holiday, holiday_name, is_weekend FROM warehouse.calendar ORDER BY date LIMIT 2;
INSERT INTO warehouse.store_feed (code, name) VALUES ('NEW', 'New');
SELECT id, code FROM warehouse.store WHERE code = 'NEW';
DELETE FROM warehouse.store WHERE code = 'NEW';
-- Again: nothing changes.
SELECT table_name, rows_read, rows_landed, rows_rejected, ids FROM warehouse.adopt('app', fix => '{windows}');
SELECT target, unchanged, inserted + updated AS written FROM warehouse.load_batch WHERE source LIKE 'app.%' ORDER BY id DESC LIMIT 7;
-- Ours in their place
TRUNCATE warehouse.store, warehouse.product, warehouse.calendar, warehouse.sales_daily, warehouse.price_history, warehouse.promotion, warehouse.inventory_snapshot_daily CASCADE;
CREATE TABLE before_swap AS SELECT 'store' AS name, to_jsonb(o) - 'x' AS old FROM store o UNION ALL SELECT 'product', to_jsonb(o) FROM product o UNION ALL SELECT 'sales', to_jsonb(o) FROM sales_daily o
    UNION ALL SELECT 'price', to_jsonb(o) FROM price_history o UNION ALL SELECT 'visit', to_jsonb(o) FROM visit o;
CREATE ROLE regress_adoption_app;
GRANT USAGE ON SCHEMA app TO regress_adoption_app;
GRANT SELECT, INSERT ON store TO regress_adoption_app;
-- A view of the user's would go on to read the old table.
CREATE VIEW north AS SELECT id FROM store WHERE region = 'North';
SELECT * FROM warehouse.adopt('app', fix => '{windows}', swap => true);
SELECT table_name, source_table, finding, message FROM warehouse.adoption_plan('app', false) WHERE finding IN ('swap', 'reference');
DROP VIEW north;
SELECT table_name, source_table, rows_read, rows_landed, rows_rejected, ids FROM warehouse.adopt('app', fix => '{windows}', swap => true);
SELECT c.relname, c.relkind FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'v') ORDER BY c.relname COLLATE "C";
SELECT conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'visit'::regclass AND contype = 'f';
SELECT table_name, source_table, foreign_keys, undone_at FROM warehouse.adoption ORDER BY id;
-- The application goes on.
SELECT s.id, s.code, v.who FROM visit v JOIN store s ON s.id = v.store_id ORDER BY s.id;
SET ROLE regress_adoption_app;
INSERT INTO store (code, name) VALUES ('S9', 'Ninth') RETURNING id, code;
RESET ROLE;
INSERT INTO store (code, name) VALUES ('S9', 'Ninth store') ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING name;
INSERT INTO visit (store_id, who) SELECT id, 'Cid' FROM store WHERE code = 'S9';
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) SELECT '2024-01-02', id, 101, 4, 1.5, 6 FROM store WHERE code = 'S9' RETURNING quantity, total_amount;
UPDATE product SET brand = 'B' WHERE id = 101;
DELETE FROM sales_daily WHERE store_id = 7 AND product_id = 101 AND date = '2024-01-01';
SELECT id, sku, brand, color FROM product ORDER BY id LIMIT 2;
INSERT INTO visit (store_id) VALUES (999);
-- A second swap has nothing to swap.
SELECT count(*) FROM warehouse.adopt('app', swap => true);
-- The feeds load what the application sees.
INSERT INTO warehouse.sales_daily_feed (date, store_code, sku, quantity, unit_price, total_amount) VALUES ('2024-01-03', 'S9', 'P-1', 2, 1, 2);
SELECT count(*) FROM sales_daily WHERE store_id = (SELECT id FROM store WHERE code = 'S9');

-- Undone without loss
SELECT * FROM warehouse.undo_adoption('app');
SELECT c.relname, c.relkind FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'v') ORDER BY c.relname COLLATE "C";
SELECT conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'visit'::regclass AND contype = 'f';
WITH now (name, old) AS (SELECT 'store', to_jsonb(o) FROM store o UNION ALL SELECT 'product', to_jsonb(o) FROM product o UNION ALL SELECT 'sales', to_jsonb(o) FROM sales_daily o
    UNION ALL SELECT 'price', to_jsonb(o) FROM price_history o UNION ALL SELECT 'visit', to_jsonb(o) FROM visit o),
    differ AS ((SELECT 'gone' AS side, * FROM before_swap EXCEPT SELECT 'gone', * FROM now) UNION ALL (SELECT 'new', * FROM now EXCEPT SELECT 'new', * FROM before_swap))
SELECT side, name, old - '{id,created_at,updated_at}'::text[] AS old FROM differ ORDER BY name, side, old ->> 'id';
INSERT INTO store (code, name) VALUES ('S10', 'Tenth') RETURNING id > (SELECT max(id) FROM warehouse.store) AS past;
SELECT * FROM warehouse.undo_adoption('app');
SELECT table_name, undone_at IS NOT NULL AS undone FROM warehouse.adoption ORDER BY id;

-- The script does the same.
DELETE FROM visit WHERE who = 'Cid';
TRUNCATE warehouse.store, warehouse.product, warehouse.calendar, warehouse.sales_daily, warehouse.price_history, warehouse.promotion, warehouse.inventory_snapshot_daily, warehouse.adoption CASCADE;
SELECT warehouse.adoption_script('app', (SELECT mapping - '{sales_daily,calendar,promotion,inventory_snapshot_daily}'::text[] FROM warehouse.adoption_plan('app', false) WHERE finding = 'mapping'), fix => '{windows}') AS script \gset
\echo :script
SELECT warehouse.adoption_script('app', fix => '{windows}', swap => true) AS script \gset
\set ECHO none
\o /dev/null
:script
\o
\set ECHO all
SELECT count(*) AS other_sales FROM app.sales_daily_before_adoption o FULL JOIN app.sales_daily t ON (t.id, t.date, t.store_id, t.product_id, t.quantity, t.unit_price, t.total_amount) = (o.id, o.date, o.store_id, o.product_id, o.quantity, o.unit_price, o.total_amount) WHERE o.id IS NULL OR t.id IS NULL;
SELECT conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'visit'::regclass AND contype = 'f';
SELECT * FROM warehouse.undo_adoption('app');
-- Only the owner swaps.
GRANT USAGE ON SCHEMA warehouse TO regress_adoption_app;
SELECT count(*) FROM warehouse.grant_loader('regress_adoption_app');
SET ROLE regress_adoption_app;
SELECT count(*) FROM warehouse.adopt('app', '{"store": {"table": "store", "columns": {"id": "id", "code": "code", "name": "name"}}}', swap => true);
RESET ROLE;
-- Mappings that cannot be
SELECT warehouse.adopt('nowhere');
SELECT warehouse.adopt('app', '{"shop": {"table": "store", "columns": {"code": "code"}}}');
SELECT warehouse.adopt('app', '{"store": {"table": "shop", "columns": {"code": "code"}}}');
SELECT warehouse.adopt('app', '{"store": {"table": "store", "columns": {"code": "codes"}}}');
SELECT warehouse.adopt('app', '{"store": {"table": "store", "columns": {"shade": "code"}}}');
SELECT warehouse.adopt('app', '{"store": {"table": "store", "columns": {"code": "code"}}}');
SELECT warehouse.adopt('app', '{"sales_daily": {"table": "sales_daily", "columns": {"store_code": {"column": "store_id", "refers_to": "id"}}}}');
SELECT warehouse.adopt('app', '[]');
SELECT warehouse.adopt('app', fix => '{doors}');
SELECT warehouse.adopt('app', on_reject => 'never');
-- Tables with defaults, checks, identities and generated columns
TRUNCATE warehouse.store, warehouse.product, warehouse.calendar, warehouse.sales_daily, warehouse.adoption CASCADE;
CREATE SCHEMA till;
SET search_path = till;
CREATE TABLE store (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code varchar(6) NOT NULL UNIQUE, name text NOT NULL DEFAULT 'unnamed',
    region text NOT NULL DEFAULT 'north' CHECK (region <> 'x'), mail text DEFAULT 'none');
CREATE TABLE product (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sku text NOT NULL UNIQUE, name text NOT NULL);
CREATE TABLE sales_daily (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, date date NOT NULL, store_id integer NOT NULL REFERENCES store, product_id integer NOT NULL REFERENCES product,
    quantity integer NOT NULL DEFAULT 1, unit_price numeric(10,2) NOT NULL, total_amount numeric(12,2) GENERATED ALWAYS AS (quantity * unit_price) STORED, UNIQUE (date, store_id, product_id));
INSERT INTO store (code) VALUES ('A'), ('B');
INSERT INTO product (sku, name) VALUES ('P', 'p');
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price) VALUES ('2024-01-01', 1, 1, 2, 3), ('2024-01-02', 1, 1, 2, 3);
SELECT table_name, rows_landed, ids FROM warehouse.adopt('till', swap => true);
INSERT INTO store (code) VALUES ('C') RETURNING *;
INSERT INTO store (code, region) VALUES ('LONGCODE', 'x') RETURNING *;
INSERT INTO sales_daily (date, store_id, product_id, unit_price, total_amount) VALUES ('2024-01-02', 2, 1, 2.5, 2.5) RETURNING *;
UPDATE sales_daily SET quantity = 4.5 WHERE id = 1;
UPDATE store SET name = 'Renamed' WHERE id = 1;
-- A swapped schema is not adopted again.
SELECT warehouse.adopt('till');
SELECT table_name, source_table, finding, message FROM warehouse.adoption_plan('till');
-- Nothing is rounded or cut without a word.
SELECT * FROM warehouse.undo_adoption('till');
UPDATE sales_daily SET quantity = 4 WHERE id = 1;
SELECT * FROM warehouse.undo_adoption('till');
UPDATE store SET code = 'LONG' WHERE code = 'LONGCODE';
SELECT * FROM warehouse.undo_adoption('till');
UPDATE store SET region = 'y' WHERE code = 'LONG';
SELECT * FROM warehouse.undo_adoption('till');
TABLE store ORDER BY id;
TABLE sales_daily ORDER BY id;
INSERT INTO store (code) VALUES ('E') RETURNING id;
DROP SCHEMA till CASCADE;
DROP OWNED BY regress_adoption_app;
DROP ROLE regress_adoption_app;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA app, warehouse CASCADE;
