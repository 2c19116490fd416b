-- New in version 1.4: returns and sources. Run after warehouse-1.3.sql.
SET search_path = retail;
SET timezone = 'UTC';

INSERT INTO sales_returns_feed VALUES
    ('2024-02-10', 'ZH-1', 'tea', 'damaged', 1, 3.00), ('2024-02-11', 'ZH-1', 'cup', '', 0.5, 4.95), ('2024-02-11', 'BE-1', 'tea', 'late', 0, 1.00);

GRANT SELECT, INSERT, UPDATE ON sales_returns TO fw_loader;
GRANT USAGE ON SEQUENCE sales_returns_id_seq TO fw_loader;
GRANT SELECT ON sales_net_daily, sales_returns TO fw_reader;

-- A view of a source keeps the step down to 1.3 from passing. The row alone is a source whose view was dropped.
SELECT create_source('retail.dropped', 'store_feed', '{code,name}');
DROP VIEW retail.dropped;
