-- Rows in each of the new tables of version 1.1. Run after warehouse-1.0.sql.
SET search_path = retail;
SET timezone = 'UTC';

INSERT INTO sales_txn_feed VALUES
    ('R1', 1, '2024-02-10 09:00Z', 'ZH-1', 'tea', 2, 3.00, NULL, 'card 7'),
    ('R1', 2, '2024-02-10 09:00Z', 'ZH-1', 'cup', 1, NULL, 9.90, NULL),
    ('R2', 1, '2024-02-10 23:59Z', 'ZH-1', 'tea', -1, 3.00, NULL, 'card 7'),
    ('R1', 1, '2024-02-11 09:00Z', 'BE-1', 'tea', 1, 3.00, NULL, NULL);
SELECT rollup_sales('2024-02-10', '2024-02-11');
INSERT INTO weather_daily_feed VALUES
    ('2024-02-10', 'ZH-1', -1.5, 4, 1.25, 0.3, 0, 'fog'), ('2024-02-10', 'BE-1', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO traffic_daily_feed VALUES ('2024-02-10', 'ZH-1', 120, 2);
SET forecast_warehouse.on_reject = 'quarantine';
INSERT INTO traffic_daily_feed VALUES ('2024-02-10', 'ZH-9', 1, 1), ('2024-02-11', 'ZH-1', 90, NULL);
-- an id beyond integer, for till lines are many
SELECT setval('sales_txn_id_seq', 3000000000);

GRANT INSERT ON sales_txn_feed, weather_daily_feed, traffic_daily_feed TO fw_loader;
GRANT SELECT, INSERT, UPDATE ON sales_txn, weather_daily, traffic_daily TO fw_loader;
GRANT USAGE ON SEQUENCE sales_txn_id_seq, weather_daily_id_seq, traffic_daily_id_seq TO fw_loader;
GRANT SELECT ON weather_daily, weather_daily_feed, sales_rollup TO fw_reader WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION rollup_sales FROM PUBLIC;
