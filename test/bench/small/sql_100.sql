-- By hand: one prepared upsert of arrays.
PREPARE load(date[], text[], text[], integer[], numeric[], numeric[]) AS
    INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount)
    SELECT i.date, s.id, p.id, i.quantity, i.unit_price, i.total_amount
    FROM unnest($1, $2, $3, $4, $5, $6) AS i(date, store_code, sku, quantity, unit_price, total_amount)
        JOIN store s ON s.code = i.store_code JOIN product p ON p.sku = i.sku
    ON CONFLICT (date, store_id, product_id) DO UPDATE
    SET quantity = excluded.quantity, unit_price = excluded.unit_price, total_amount = excluded.total_amount,
        updated_at = now()
    WHERE (sales_daily.quantity, sales_daily.unit_price, sales_daily.total_amount)
        IS DISTINCT FROM (excluded.quantity, excluded.unit_price, excluded.total_amount);
\i :loads/execute_100.sql
