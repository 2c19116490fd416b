-- A small warehouse with rows in every table of version 1.0, and users' objects around it. The role that installed the
-- extension into the schema retail runs it.
SET search_path = retail;
SET timezone = 'UTC';

INSERT INTO holiday_date VALUES
    ('chain', '2024-01-01', 'New Year''s Day'), ('chain', '2024-01-15', 'Stocktaking'),
    -- two that versions from 1.2 on ship, one of them by another name
    ('US', '2024-01-01', 'New Year''s Day'), ('US', '2024-01-15', 'King''s birthday'),
    ('house', '2024-01-15', 'Stocktaking'), ('house', '2024-02-12', 'Fasnächt');
SELECT generate_calendar('2024-01-01', '2024-02-29', 'chain');
-- one product: from 1.4 on, the second one is sold by weight
SELECT generate_demo_data(2, 1, '2024-01-01', '2024-01-07', 42);

INSERT INTO store_feed VALUES ('ZH-1', 'Zürich', 'East', 'Zürich', 'kiosk'), ('BE-1', '', NULL, NULL, NULL);
INSERT INTO product_feed VALUES
    ('tea', 'Tea', 'Drinks', NULL, 3.00, 1.10), ('cup', 'Cup "½"', NULL, 'Own', NULL, NULL);
INSERT INTO sales_daily_feed VALUES
    ('2024-02-01', 'ZH-1', 'tea', 3, 3.00, NULL), ('2024-02-01', 'BE-1', 'tea', 0, 3.00, 0),
    ('2024-02-02', 'ZH-1', 'cup', 1, NULL, 9.90);
INSERT INTO inventory_snapshot_daily_feed VALUES
    ('2024-02-01', 'ZH-1', 'tea', 0, 12, NULL), ('2024-02-01', 'BE-1', 'cup', 7, NULL, true);
-- the second price closes the window of the first, the third that of the second
INSERT INTO price_history_feed VALUES
    ('tea', NULL, 3.00, '2024-01-01', NULL), ('tea', 'ZH-1', 3.20, '2024-01-01', '2024-01-31');
INSERT INTO price_history_feed VALUES ('tea', NULL, 3.10, '2024-02-01', NULL);
INSERT INTO price_history_feed VALUES ('tea', NULL, 3.30, '2024-02-15', NULL);
INSERT INTO promotion_feed VALUES
    ('tea', NULL, 'Winter', 0.1, NULL, '2024-01-01', '2024-01-31'),
    ('tea', 'ZH-1', 'Opening', NULL, 0.50, '2024-02-01', '2024-02-01');
-- a corrected file: rows that change keep their ids, and updated_at moves
INSERT INTO sales_daily_feed VALUES
    ('2024-02-01', 'ZH-1', 'tea', 4, 3.00, NULL), ('2024-02-02', 'ZH-1', 'cup', 1, NULL, 9.90);
SET forecast_warehouse.on_duplicate = 'sum';
INSERT INTO sales_daily_feed VALUES
    ('2024-02-03', 'ZH-1', 'tea', 1, 3.00, NULL), ('2024-02-03', 'ZH-1', 'tea', 2, 2.70, NULL);
SET forecast_warehouse.on_reject = 'quarantine';
INSERT INTO sales_daily_feed VALUES
    ('2024-02-04', 'ZH-1', 'tea', 1, 3.00, NULL), ('2024-02-04', 'ZH-9', 'tea', 1, 3.00, NULL),
    ('2024-02-04', 'ZH-1', 'cup', -1, 9.90, NULL);
-- sequences that the rows do not show: used and rolled back, and reset to an id that was never used
SELECT setval('sales_daily_id_seq', 5000), setval('promotion_id_seq', 700, false);

--
-- Users' privileges: on tables, feeds, columns, sequences and functions
--
GRANT USAGE ON SCHEMA retail TO fw_loader, fw_reader, fw_analyst;
GRANT INSERT ON store_feed, product_feed, sales_daily_feed, price_history_feed, promotion_feed,
    inventory_snapshot_daily_feed TO fw_loader;
GRANT SELECT, INSERT, UPDATE ON store, product, sales_daily, price_history, promotion, inventory_snapshot_daily
    TO fw_loader;
GRANT USAGE ON SEQUENCE store_id_seq, product_id_seq, sales_daily_id_seq, price_history_id_seq, promotion_id_seq,
    inventory_snapshot_daily_id_seq TO fw_loader;
GRANT SELECT ON calendar TO fw_loader, fw_reader;
GRANT SELECT (id, code, name), UPDATE (city) ON store TO fw_reader;
GRANT SELECT ON sales_daily_feed, load_batch, load_reject TO fw_reader WITH GRANT OPTION;
GRANT SELECT ON store, store_feed, product, product_feed, sales_daily TO fw_analyst;
GRANT REFERENCES (id) ON store, sales_daily TO fw_analyst;
-- on a feed that a later version gives one column more, and on its columns
GRANT SELECT (code, name), INSERT (code, name) ON store_feed TO fw_reader;
GRANT SELECT (region) ON store_feed TO fw_reader WITH GRANT OPTION;
GRANT UPDATE ON store_feed TO PUBLIC;

--
-- Users' objects around it: their own columns in tables of their own, and views
--
CREATE SCHEMA app AUTHORIZATION fw_analyst;
SET ROLE fw_analyst;
CREATE TABLE app.store_size (
    store_id integer PRIMARY KEY REFERENCES retail.store (id) ON DELETE CASCADE,
    square_metres numeric NOT NULL
);
CREATE TABLE app.sale_note (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sale_id integer NOT NULL REFERENCES retail.sales_daily (id),
    note text NOT NULL
);
INSERT INTO app.store_size SELECT id, 10.5 * id FROM retail.store WHERE code IN ('ZH-1', 'BE-1');
INSERT INTO app.sale_note (sale_id, note) SELECT id, 'of ' || date FROM retail.sales_daily
    WHERE date >= '2024-02-01' ORDER BY id;
-- not on store_feed, which versions create again
CREATE VIEW app.stores AS SELECT s.code::text AS code, s.name::text AS name, z.square_metres FROM retail.store s
    JOIN app.store_size z ON z.store_id = s.id;
CREATE VIEW app.brands AS SELECT brand, count(*) AS products FROM retail.product_feed GROUP BY brand;
COMMENT ON VIEW app.stores IS 'Stores and their size.';
RESET ROLE;
