-- By hand, with MERGE, which writes only differences. Another session's rows would make it fail.
\ir ../staging.sql
MERGE INTO sales_daily t
    USING (SELECT i.date, s.id AS store_id, p.id AS product_id, i.quantity, i.unit_price, i.total_amount
           FROM bench_staging i JOIN store s ON s.code = i.store_code JOIN product p ON p.sku = i.sku) AS i
    ON (t.date, t.store_id, t.product_id) = (i.date, i.store_id, i.product_id)
    WHEN MATCHED AND (t.quantity, t.unit_price, t.total_amount) IS DISTINCT FROM (i.quantity, i.unit_price, i.total_amount)
    THEN UPDATE SET quantity = i.quantity, unit_price = i.unit_price, total_amount = i.total_amount, updated_at = now()
    WHEN NOT MATCHED
    THEN INSERT (date, store_id, product_id, quantity, unit_price, total_amount)
        VALUES (i.date, i.store_id, i.product_id, i.quantity, i.unit_price, i.total_amount);
