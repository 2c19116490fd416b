-- The same with price, promotion, stock and calendar. The change of a price is one more window function, not one more look-up.
\i test/bench/features_sales.sql
ALTER TABLE by_sql RENAME TO sales_by_sql;
ANALYZE sales_by_sql;
CREATE TABLE by_sql AS
SELECT f.*, price.price,
    price.price::float8 / nullif(lag(price.price, 7) OVER (PARTITION BY f.store_id, f.product_id ORDER BY f.date), 0)::float8 - 1
        AS price_change_7d,
    promo.runs > 0 AS on_promotion,
    CASE WHEN promo.runs = 0 THEN 0 WHEN promo.share > 1 THEN 1 ELSE promo.share END::numeric(5,4) AS promo_discount_pct,
    i.is_stockout AS stockout_lag_1,
    c.day_of_week, c.day_of_month, c.iso_week, c.month, c.quarter, c.year, c.fiscal_week, c.is_weekend,
    c.is_business_day, c.is_holiday, c.days_to_next_holiday
FROM sales_by_sql f
JOIN calendar c ON c.date = f.date
LEFT JOIN LATERAL (
    SELECT h.price FROM price_history h
    WHERE h.product_id = f.product_id AND (h.store_id = f.store_id OR h.store_id IS NULL)
        AND h.valid_from <= f.date AND (h.valid_to >= f.date OR h.valid_to IS NULL)
    ORDER BY h.store_id IS NULL, h.valid_from DESC, h.id DESC
    LIMIT 1
) AS price ON true
CROSS JOIN LATERAL (
    SELECT count(*) AS runs, max(greatest(m.discount_pct, m.discount_amount / nullif(price.price, 0))) AS share
    FROM promotion m
    WHERE m.product_id = f.product_id AND (m.store_id = f.store_id OR m.store_id IS NULL)
        AND f.date BETWEEN m.start_date AND m.end_date
) AS promo
LEFT JOIN inventory_snapshot_daily i
    ON i.date = f.date - 1 AND i.store_id = f.store_id AND i.product_id = f.product_id
ORDER BY f.store_id, f.product_id, f.date;
DROP TABLE sales_by_sql;
