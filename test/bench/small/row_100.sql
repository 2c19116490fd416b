-- The row by row function, a hundred calls in one statement.
PREPARE load(date[], text[], text[], integer[], numeric[], numeric[]) AS
    SELECT count(upsert_sales_daily(i.date, i.store_code, i.sku, i.quantity, i.unit_price, i.total_amount))
    FROM unnest($1, $2, $3, $4, $5, $6) AS i(date, store_code, sku, quantity, unit_price, total_amount);
\i :loads/execute_100.sql
