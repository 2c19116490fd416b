-- New in version 1.6: schema management. Run after warehouse-1.5.sql.
SET search_path = retail;

-- An index and a check of users. Columns of users make views, which keep the columns that older steps change.
SELECT add_index('store', '{region}'), add_check('store', 'ck_store_own', $$name <> ''$$);
