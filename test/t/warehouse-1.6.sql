-- New in version 1.6: schema management. Run after warehouse-1.5.sql.
SET search_path = retail;

-- An index and a check of users. Columns of users make views, which keep the columns that older steps change.
SELECT add_index('store', '{region}'), add_check('store', 'ck_store_own', $$name <> ''$$);
INSERT INTO adoption (schema_name, table_name, source_table, mapping, foreign_keys, undone_at)
    VALUES ('legacy', 'store', 'stores', '{"store": {"table": "stores", "columns": {"code": "shop_no"}}}', '[]', '2025-01-01 12:00:00+00');
