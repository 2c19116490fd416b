-- New codes of stores and products that differ from others only by blanks, case or invisible characters cause a warning. They are loaded
CREATE EXTENSION forecast_warehouse;
INSERT INTO store_feed (code, name) VALUES ('BER1', 'Berlin'), ('HAM1', 'Hamburg');
INSERT INTO store_feed (code, name) VALUES ('BER1 ', 'Berlin'), ('MUC1', 'Munich');
INSERT INTO store_feed (code, name) VALUES ('ber 1', 'Berlin'), (E'\tHam1', 'Hamburg');
-- within one load
INSERT INTO product_feed (sku, name) VALUES ('a-1', 'Apple'), ('A-1', 'Apple'), ('A-11', 'Pear');
SELECT upsert_product('A -1', 'Apple', NULL, NULL, 1, 1);
-- many are counted
INSERT INTO product_feed (sku, name) SELECT 'p' || i, 'Plum' FROM generate_series(1, 7) AS i;
INSERT INTO product_feed (sku, name) SELECT 'P' || i, 'Plum' FROM generate_series(1, 7) AS i;
-- Not again for rows that are there, nor for a code that nothing resembles
INSERT INTO store_feed (code, name) VALUES ('BER1 ', 'Berlin'), ('BER2', 'Berlin');
SELECT code, name FROM store ORDER BY code COLLATE "C";
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
