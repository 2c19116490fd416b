-- A chain of 10 stores and 140 products with sales on each day, about two years for a million sales. There are ten windows of
-- prices to three of promotions, evenly over the days. Each product has eleven series, of its stores and of the chain. A
-- store's price holds for a fifth of its time, and there a naive join finds two.
CREATE EXTENSION forecast_warehouse;
SELECT generate_calendar('2020-01-01', date '2020-01-01' + :rows / 1400);
INSERT INTO store_feed (code, name) SELECT 'S' || lpad(i::text, 2, '0'), 'Store ' || i FROM generate_series(1, 10) AS i;
INSERT INTO product_feed (sku, name) SELECT 'SKU-' || lpad(i::text, 3, '0'), 'Product ' || i FROM generate_series(1, 140) AS i;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
    SELECT date '2020-01-01' + (i / 1400)::integer, 'S' || lpad((1 + i / 140 % 10)::text, 2, '0'), 'SKU-' || lpad((1 + i % 140)::text, 3, '0'),
           1 + i % 17, (1 + i % 1000 / 100.0)::numeric(10,2)
    FROM generate_series(0, :rows - 1) AS i;

-- So many windows: which product and line (10 is the chain's), and its days of the line's even share.
CREATE FUNCTION bench_windows(windows integer, days integer)
    RETURNS TABLE (n integer, sku text, store_code text, first_day date, share integer)
    LANGUAGE sql STABLE
    AS $$
        SELECT n, 'SKU-' || lpad((1 + n % 140)::text, 3, '0'), CASE WHEN line < 10 THEN 'S' || lpad((1 + line)::text, 2, '0') END,
               date '2020-01-01' + (place::bigint * days / per_line)::integer, greatest(1, days / per_line)
        FROM generate_series(0, windows - 1) AS n
        CROSS JOIN LATERAL (SELECT n / 140 % 11 AS line, n / 1540 AS place, greatest(1, (windows + 1539) / 1540) AS per_line) AS l
    $$;
INSERT INTO price_history_feed (sku, store_code, price, valid_from, valid_to)
    SELECT sku, store_code, 5 + n % 997 / 100.0, first_day, CASE WHEN store_code IS NOT NULL THEN first_day + greatest(1, share / 5) - 1 END
    FROM bench_windows(:windows * 10 / 13, :rows / 1400);
INSERT INTO promotion_feed (sku, store_code, name, discount_pct, discount_amount, start_date, end_date)
    SELECT sku, store_code, 'Promotion ' || n, CASE WHEN n % 2 = 0 THEN n % 50 / 100.0 END, CASE WHEN n % 2 = 1 THEN n % 300 / 100.0 END,
           first_day, first_day + greatest(1, share / 4) - 1
    FROM bench_windows(:windows * 3 / 13, :rows / 1400);

CREATE VIEW asof_view AS
    SELECT count(*), sum(total_amount) AS revenue, sum(list_price) AS prices, count(promotion_id) AS promotions, sum(promo_discount_pct) AS discounts
    FROM sales_exogenous;

CREATE VIEW asof_naive AS
    SELECT count(*), sum(f.total_amount) AS revenue, sum(h.price) AS prices, count(m.id) AS promotions, sum(m.discount_pct) AS discounts
    FROM sales_daily f
    LEFT JOIN price_history h ON h.product_id = f.product_id AND (h.store_id IS NULL OR h.store_id = f.store_id)
        AND f.date >= h.valid_from AND (h.valid_to IS NULL OR f.date <= h.valid_to)
    LEFT JOIN promotion m ON m.product_id = f.product_id AND (m.store_id IS NULL OR m.store_id = f.store_id)
        AND f.date BETWEEN m.start_date AND m.end_date;

CREATE VIEW asof_lateral AS
    SELECT count(*), sum(f.total_amount) AS revenue, sum(price.price) AS prices, count(promo.id) AS promotions, sum(promo.discount_pct) AS discounts
    FROM sales_daily f
    LEFT JOIN LATERAL (
        SELECT h.price FROM price_history h
        WHERE h.product_id = f.product_id AND (h.store_id = f.store_id OR h.store_id IS NULL)
            AND h.valid_from <= f.date AND (h.valid_to >= f.date OR h.valid_to IS NULL)
        ORDER BY h.store_id IS NULL, h.valid_from DESC, h.id DESC LIMIT 1) AS price ON true
    LEFT JOIN LATERAL (
        SELECT m.id, m.discount_pct FROM promotion m
        WHERE m.product_id = f.product_id AND (m.store_id = f.store_id OR m.store_id IS NULL) AND f.date BETWEEN m.start_date AND m.end_date
        ORDER BY greatest(m.discount_pct, m.discount_amount / nullif(price.price, 0)) DESC NULLS LAST, m.store_id IS NULL, m.start_date DESC, m.id DESC
        LIMIT 1) AS promo ON true;

VACUUM ANALYZE;
