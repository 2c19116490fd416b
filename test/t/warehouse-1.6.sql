-- New in version 1.6: schema management. Run after warehouse-1.5.sql.
SET search_path = retail;
