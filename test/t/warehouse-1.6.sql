-- New in version 1.6: schema management. Run after warehouse-1.5.sql.
SET search_path = retail;

-- Notes alone: dumps of rows do not carry what they note. customize.pl has the things themselves.
INSERT INTO customization (kind, table_name, name, columns, method, is_unique, condition, noted_by, noted_at) VALUES
    ('index', 'store', 'ix_store_region', '{region}', 'btree', false, NULL, 'fw_owner', '2025-01-01 10:00:00+00'),
    ('check', 'store', 'ck_store_own', NULL, NULL, NULL, $$((region)::text <> 'nowhere'::text)$$, 'fw_owner', '2025-01-01 10:00:00+00');
INSERT INTO adoption (schema_name, table_name, source_table, mapping, foreign_keys, swapped_at, undone_at)
    VALUES ('legacy', 'store', 'stores', '{"store": {"table": "stores", "columns": {"code": "shop_no"}}}', '[]', '2025-01-01 11:00:00+00', '2025-01-01 12:00:00+00');
