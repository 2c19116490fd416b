-- Loads a row into each feed of version 1.0 and a user's table, and queries a user's view. Returns the new ids.
SET search_path = retail;
INSERT INTO store_feed (code, name) VALUES ('NEW', 'New');
INSERT INTO product_feed (sku, name) VALUES ('new', 'New');
INSERT INTO sales_daily_feed VALUES
    ('2024-02-20', 'NEW', 'new', 1, 1, NULL), ('2024-02-01', 'ZH-1', 'tea', 5, 3.00, NULL);
INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('new', 1, '2024-01-01');
INSERT INTO promotion_feed (sku, name, start_date, end_date) VALUES ('new', 'New', '2024-01-01', '2024-01-01');
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) VALUES ('2024-02-20', 'NEW', 'new', 1);
SELECT 'store ' || id FROM store WHERE code = 'NEW';
SELECT 'product ' || id FROM product WHERE sku = 'new';
SELECT 'sales_daily ' || f.id FROM sales_daily f JOIN product p ON p.id = f.product_id WHERE p.sku = 'new';
SELECT 'price_history ' || f.id FROM price_history f JOIN product p ON p.id = f.product_id WHERE p.sku = 'new';
SELECT 'promotion ' || f.id FROM promotion f JOIN product p ON p.id = f.product_id WHERE p.sku = 'new';
SELECT 'inventory_snapshot_daily ' || f.id FROM inventory_snapshot_daily f JOIN product p ON p.id = f.product_id
    WHERE p.sku = 'new';
SELECT 'load_batch ' || max(id) || ' ' || count(*) FROM load_batch;
SELECT 'last load ' || last_load();
INSERT INTO app.sale_note (sale_id, note) SELECT max(id), 'next' FROM sales_daily;
SELECT 'app.sale_note ' || max(id) FROM app.sale_note;
SELECT 'app.stores ' || count(*) FROM app.stores;
