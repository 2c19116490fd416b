-- New in version 1.7: demand is not sales. Run after warehouse-1.6.sql.
SET search_path = retail;
