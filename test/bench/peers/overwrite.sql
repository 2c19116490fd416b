-- By hand: a staging table, a join, and an upsert that rewrites every existing row.
\ir ../staging.sql
INSERT INTO sales_daily (date, store_id, product_id, quantity, unit_price, total_amount)
    SELECT i.date, s.id, p.id, i.quantity, i.unit_price, i.total_amount
    FROM bench_staging i JOIN store s ON s.code = i.store_code JOIN product p ON p.sku = i.sku
    ON CONFLICT (date, store_id, product_id) DO UPDATE
    SET quantity = excluded.quantity, unit_price = excluded.unit_price, total_amount = excluded.total_amount,
        updated_at = now();
