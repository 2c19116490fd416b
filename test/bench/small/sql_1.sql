-- By hand: one prepared upsert a row.
PREPARE load(date, text, text, integer, numeric, numeric) AS
    INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount)
    SELECT $1, s.id, p.id, $4, $5, $6 FROM store s, product p WHERE s.code = $2 AND p.sku = $3
    ON CONFLICT (date, store_id, product_id) DO UPDATE
    SET quantity = excluded.quantity, unit_price = excluded.unit_price, total_amount = excluded.total_amount,
        updated_at = now()
    WHERE (sales_daily.quantity, sales_daily.unit_price, sales_daily.total_amount)
        IS DISTINCT FROM (excluded.quantity, excluded.unit_price, excluded.total_amount);
\i :loads/execute_1.sql
