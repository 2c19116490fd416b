-- New in version 1.7: demand is not sales. Run after warehouse-1.6.sql.
SET search_path = retail;

-- A planned signal, of all stores and of one. And one that is known afterwards.
INSERT INTO exogenous_signal_feed VALUES
    ('2024-02-10', 'snap', NULL, 1, true), ('2024-02-10', 'snap', 'ZH-1', 0, true), ('2024-02-11', 'oil', NULL, 80.5, false);
GRANT SELECT, INSERT, UPDATE ON exogenous_signal TO fw_loader;
GRANT USAGE ON SEQUENCE exogenous_signal_id_seq TO fw_loader;
GRANT SELECT ON store_signal, exogenous_signal TO fw_reader;
