-- Rows that differ, and all rows: sales.
SELECT count(*) FILTER (WHERE b.date IS NULL OR s.date IS NULL
        OR (b.quantity, b.lag_1, b.lag_7, b.lag_14, b.lag_28, b.rolling_min_7, b.rolling_max_7, b.rolling_min_28,
            b.rolling_max_28, b.days_since_last_sale)
            IS DISTINCT FROM (s.quantity, s.lag_1, s.lag_7, s.lag_14, s.lag_28, s.rolling_min_7, s.rolling_max_7,
            s.rolling_min_28, s.rolling_max_28, s.days_since_last_sale)
        OR (round(b.rolling_mean_7::numeric, 8), round(b.rolling_std_7::numeric, 8), round(b.rolling_mean_28::numeric, 8),
            round(b.rolling_std_28::numeric, 8))
            IS DISTINCT FROM (round(s.rolling_mean_7::numeric, 8), round(s.rolling_std_7::numeric, 8),
            round(s.rolling_mean_28::numeric, 8), round(s.rolling_std_28::numeric, 8))), count(*)
FROM built b FULL JOIN by_sql s USING (store_id, product_id, date);
