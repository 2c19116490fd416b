-- The row by row function.
PREPARE load(date, text, text, integer, numeric, numeric) AS SELECT upsert_sales_daily($1, $2, $3, $4, $5, $6);
\i :loads/execute_1.sql
