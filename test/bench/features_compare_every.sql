-- Rows that differ, and all rows: the features on demand. Prices and stock before a series began are not in a window function's reach.
SELECT count(*) FILTER (WHERE b.date IS NULL OR s.date IS NULL
        OR EXISTS (SELECT FROM jsonb_each_text(to_jsonb(s)) t JOIN jsonb_each_text(to_jsonb(b)) o USING (key)
            WHERE key ~ '^(weekday|rolling_median|trend|ratio|category|store_lag|same|year_|days_since_launch|price_to_category)'
                AND (t.value IS NULL <> (o.value IS NULL) OR abs(t.value::float8 - o.value::float8) > 1e-9 * greatest(1, abs(t.value::float8))))
        OR (s.trend_90 IS NOT NULL AND ((b.stockout_days_7, b.stockout_days_28) IS DISTINCT FROM (s.stockout_days_7, s.stockout_days_28)
            OR round(b.price_to_28d::numeric, 8) IS DISTINCT FROM round(s.price_to_28d::numeric, 8)))), count(*)
FROM built b FULL JOIN by_sql s USING (store_id, product_id, date);
