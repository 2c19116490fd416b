-- Loads through every feed, again and corrected, and their readers. Each grain occurs once: 1,000 rows a table.
\set n 1000
SELECT generate_calendar('2024-01-01', '2024-12-31');
CREATE TEMP TABLE codes AS SELECT 'S' || i AS store_code, 'P' || i AS sku, i FROM generate_series(1, :n) AS i;
CREATE TEMP TABLE sale AS
SELECT date '2024-01-01' + i % 360 AS date, store_code, sku, 1 AS quantity, 2.00 AS unit_price, i FROM codes;

INSERT INTO store_feed (code, name) SELECT store_code, 'a' FROM codes;
INSERT INTO store_feed (code, name) SELECT store_code, 'a' FROM codes;
INSERT INTO store_feed (code, name) SELECT store_code, 'b' FROM codes;
INSERT INTO product_feed (sku, name) SELECT sku, 'a' FROM codes;
INSERT INTO product_feed (sku, name) SELECT sku, 'a' FROM codes;
INSERT INTO product_feed (sku, name) SELECT sku, 'b' FROM codes;

INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
SELECT date, store_code, sku, quantity, unit_price FROM sale WHERE i % 4 = 0;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT date, store_code, sku, quantity, unit_price FROM sale;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT date, store_code, sku, quantity, unit_price FROM sale;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT date, store_code, sku, 7, unit_price FROM sale;
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) SELECT date, store_code, sku, 5 FROM sale;
INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) SELECT date, store_code, sku, 6 FROM sale;
INSERT INTO weather_daily_feed (date, store_code, temp_avg_c) SELECT date, store_code, 5 FROM sale;
INSERT INTO weather_daily_feed (date, store_code, temp_avg_c) SELECT date, store_code, 6 FROM sale;
INSERT INTO traffic_daily_feed (date, store_code, visits) SELECT date, store_code, 5 FROM sale;
INSERT INTO traffic_daily_feed (date, store_code, visits) SELECT date, store_code, 6 FROM sale;

-- Windows: again, with another price, and within the ones that are there.
INSERT INTO price_history_feed (sku, price, valid_from) SELECT sku, 1, '2024-01-01' FROM codes;
INSERT INTO price_history_feed (sku, price, valid_from) SELECT sku, 1, '2024-01-01' FROM codes;
INSERT INTO price_history_feed (sku, price, valid_from) SELECT sku, 2, '2024-01-01' FROM codes;
INSERT INTO price_history_feed (sku, price, valid_from) SELECT sku, 3, '2024-06-01' FROM codes;
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) SELECT sku, 'May', 0.1, '2024-05-01', '2024-05-31' FROM codes;
INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) SELECT sku, 'May', 0.2, '2024-05-01', '2024-05-30' FROM codes;

-- The rollup: first, again, and with half of the lines gone.
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price)
SELECT 'R' || i, 1, date + interval '12 hours', store_code, sku, 1, 2 FROM sale;
INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price)
SELECT 'R' || i, 1, date + interval '12 hours', store_code, sku, 3, 2 FROM sale;
SELECT * FROM rollup_sales('2024-01-01', '2024-12-31');
SELECT * FROM rollup_sales('2024-01-01', '2024-12-31');
DELETE FROM sales_txn WHERE id % 2 = 0;
SELECT * FROM rollup_sales('2024-01-01', '2024-12-31');
SELECT * FROM rollup_sales('2024-01-01', '2024-12-31');

-- Rejects go to the journal.
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) SELECT date, store_code, sku, -1, unit_price FROM sale;

SELECT count(*) FROM sales_exogenous;
SELECT count(*) FROM sales_panel('2024-01-01', '2024-01-31');
SELECT build_features('features', '2024-06-30', horizon => 7, lags => '{7}', windows => '{7}');
