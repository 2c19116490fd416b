-- By hand, with more care: an upsert that writes only differences.
\ir ../staging.sql
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount)
    SELECT i.date, s.id, p.id, i.quantity, i.unit_price, i.total_amount
    FROM bench_staging i JOIN store s ON s.code = i.store_code JOIN product p ON p.sku = i.sku
    ON CONFLICT (date, store_id, product_id) DO UPDATE
    SET quantity = excluded.quantity, unit_price = excluded.unit_price, total_amount = excluded.total_amount,
        updated_at = now()
    WHERE (sales_daily.quantity, sales_daily.unit_price, sales_daily.total_amount)
        IS DISTINCT FROM (excluded.quantity, excluded.unit_price, excluded.total_amount);
