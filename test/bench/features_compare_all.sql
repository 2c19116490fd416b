-- Rows that differ, and all rows: price, promotion, stock and calendar. A price 7 days before a series began is not in a window function's reach.
SELECT count(*) FILTER (WHERE b.date IS NULL OR s.date IS NULL
        OR (b.lag_1, b.rolling_max_28, b.price, b.on_promotion, b.promo_discount_pct, b.stockout_lag_1, b.day_of_week,
            b.day_of_month, b.iso_week, b.month, b.quarter, b.year, b.fiscal_week, b.is_weekend, b.is_business_day,
            b.is_holiday, b.days_to_next_holiday)
            IS DISTINCT FROM (s.lag_1, s.rolling_max_28, s.price, s.on_promotion, s.promo_discount_pct, s.stockout_lag_1,
            s.day_of_week, s.day_of_month, s.iso_week, s.month, s.quarter, s.year, s.fiscal_week, s.is_weekend,
            s.is_business_day, s.is_holiday, s.days_to_next_holiday)
        OR (s.price_change_7d IS NOT NULL
            AND round(b.price_change_7d::numeric, 8) IS DISTINCT FROM round(s.price_change_7d::numeric, 8))), count(*)
FROM built b FULL JOIN by_sql s USING (store_id, product_id, date);
