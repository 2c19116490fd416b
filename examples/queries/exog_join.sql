-- Sales with what drove them: calendar, price, promotion and stock as they were on the day. One row a sale.
--
--   psql -f examples/queries/exog_join.sql [-v show=10]
--
-- show: rows that are printed.
--
-- Tables are found by the search_path, so that this works in whichever schema the extension lives. The joins are
-- temporary views, to be queried further in this session; drop TEMP to keep them.

\if :{?show} \else \set show 10 \endif

-- Prices and promotions have windows, some for one store, some for the chain (store_id is NULL). Windows of both
-- kinds cover the same day. Each sale has the one that counts, and no other:
--   price       the store's own before the chain's; then the latest valid_from; then the highest id.
--   promotion   the largest discount, as a share of the price in force, because 10 % and 0.50 compare in no other way;
--               then the store's own before the chain's; then the latest start_date; then the highest id. A promotion
--               that says nothing of its discount, or takes an amount off an unknown price, comes last.

-- The short form: sales_exogenous applies these rules, reads each table of windows once, and has one row for each sale. Other
-- data are joined by a key: the promotion's row by its id, stock by the sale's grain.
CREATE OR REPLACE TEMP VIEW sales_with_drivers AS
SELECT e.date, e.store_id, e.store_code AS store, e.region, e.city, e.store_type,
    e.product_id, e.sku, e.category, e.brand,
    e.quantity, e.unit_price, e.total_amount,
    e.day_of_week, e.month, e.quarter, e.year, e.is_holiday, e.holiday_name,
    e.list_price AS price, round(e.list_price / nullif(p.base_price, 0), 4) AS price_ratio, e.realised_discount_pct,
    e.promotion_name AS promotion, CASE WHEN e.on_promotion THEN m.store_id IS NOT NULL END AS is_store_promotion,
    round(CASE WHEN off.share > 1 THEN 1 ELSE off.share END, 4) AS discount_share,
    e.date - m.start_date + 1 AS promotion_day,
    -- A snapshot is taken at the end of its day, after the day's sales. So a forecast may use only the day before.
    stock_before.on_hand_qty AS on_hand_before, stock_before.on_order_qty AS on_order_before,
    e.on_hand_qty AS on_hand_after,
    -- With true, the sale is what was there to sell, not what was wanted.
    e.is_stockout
FROM sales_exogenous e
LEFT JOIN product p ON p.id = e.product_id
LEFT JOIN promotion m ON m.id = e.promotion_id
-- greatest() passes over the one that is missing.
CROSS JOIN LATERAL (
    SELECT greatest(e.promo_discount_pct, e.promo_discount_amount / nullif(e.list_price, 0)) AS share
) AS off
LEFT JOIN inventory_snapshot_daily stock_before
    ON stock_before.date = e.date - 1 AND stock_before.store_id = e.store_id AND stock_before.product_id = e.product_id;

-- The long form: the same in plain SQL, to read the rules, and to change them. LEFT JOIN LATERAL ... LIMIT 1 keeps a
-- sale that has no price or promotion. Store, product and calendar are foreign keys. Stock has the sale's own
-- grain. So these joins find one row, or none, by themselves.
-- Every sale looks through the windows of its product, so ask for the days that you need.
CREATE OR REPLACE TEMP VIEW sales_with_drivers_long AS
SELECT f.date, f.store_id, s.code AS store, s.region, s.city, s.store_type,
    f.product_id, p.sku, p.category, p.brand,
    f.quantity, f.unit_price, f.total_amount,
    c.day_of_week, c.month, c.quarter, c.year, c.is_holiday, c.holiday_name,
    price.price, round(price.price / nullif(p.base_price, 0), 4) AS price_ratio,
    round(1 - f.unit_price / nullif(price.price, 0), 4) AS realised_discount_pct,
    promo.name AS promotion, promo.is_store_promotion, promo.discount_share,
    promo.day AS promotion_day,
    stock_before.on_hand_qty AS on_hand_before, stock_before.on_order_qty AS on_order_before,
    stock.on_hand_qty AS on_hand_after,
    stock.is_stockout
FROM sales_daily f
JOIN store s ON s.id = f.store_id
JOIN product p ON p.id = f.product_id
JOIN calendar c ON c.date = f.date
LEFT JOIN LATERAL (
    SELECT h.price
    FROM price_history h
    WHERE h.product_id = f.product_id
        AND (h.store_id = f.store_id OR h.store_id IS NULL)
        AND h.valid_from <= f.date
        AND (h.valid_to >= f.date OR h.valid_to IS NULL)
    ORDER BY h.store_id IS NULL, h.valid_from DESC, h.id DESC
    LIMIT 1
) AS price ON true
LEFT JOIN LATERAL (
    SELECT m.name, m.store_id IS NOT NULL AS is_store_promotion, f.date - m.start_date + 1 AS day,
        round(CASE WHEN off.share > 1 THEN 1 ELSE off.share END, 4) AS discount_share
    FROM promotion m
    CROSS JOIN LATERAL (SELECT greatest(m.discount_pct, m.discount_amount / nullif(price.price, 0)) AS share) AS off
    WHERE m.product_id = f.product_id
        AND (m.store_id = f.store_id OR m.store_id IS NULL)
        AND f.date BETWEEN m.start_date AND m.end_date
    ORDER BY off.share DESC NULLS LAST, m.store_id IS NULL, m.start_date DESC, m.id DESC
    LIMIT 1
) AS promo ON true
LEFT JOIN inventory_snapshot_daily stock
    ON stock.date = f.date AND stock.store_id = f.store_id AND stock.product_id = f.product_id
LEFT JOIN inventory_snapshot_daily stock_before
    ON stock_before.date = f.date - 1 AND stock_before.store_id = f.store_id AND stock_before.product_id = f.product_id;

\echo '== Sales of the last 30 days with their drivers: promoted ones first'
SELECT date, store, sku, quantity, is_holiday, price, promotion, is_store_promotion, discount_share, on_hand_before,
    is_stockout
FROM sales_with_drivers
WHERE date > (SELECT max(date) FROM sales_daily) - 30
ORDER BY promotion IS NULL, date DESC, store, sku
LIMIT :show;

\echo '== The short form and the long form, on these days: sales, and those that differ'
SELECT count(*) AS sales, count(*) FILTER (WHERE short IS DISTINCT FROM long) AS differ
FROM sales_with_drivers AS short
FULL JOIN sales_with_drivers_long AS long USING (date, store_id, product_id)
WHERE date > (SELECT max(date) FROM sales_daily) - 30;

-- The naive join is wrong: it matches every window that covers the day. A product with a chain price and a store price,
-- or with two promotions, has its sales twice. Then all sums are too high.
CREATE OR REPLACE TEMP VIEW sales_with_drivers_naive AS
SELECT f.id AS sale_id, f.date, f.store_id, f.product_id, f.quantity, f.total_amount, h.price, m.name AS promotion
FROM sales_daily f
LEFT JOIN price_history h ON h.product_id = f.product_id
    AND (h.store_id IS NULL OR h.store_id = f.store_id)
    AND f.date >= h.valid_from
    AND (h.valid_to IS NULL OR f.date <= h.valid_to)
LEFT JOIN promotion m ON m.product_id = f.product_id
    AND (m.store_id IS NULL OR m.store_id = f.store_id)
    AND f.date BETWEEN m.start_date AND m.end_date;

\echo '== One row a sale, and the fan-out of the naive join'
SELECT source, row_count, sales, revenue,
    round(100 * revenue / nullif(first_value(revenue) OVER (ORDER BY place), 0) - 100, 2) AS percent_too_much
FROM (
    SELECT 1 AS place, 'sales_daily' AS source, count(*) AS row_count, count(*) AS sales, sum(total_amount) AS revenue
    FROM sales_daily
    UNION ALL
    SELECT 2, 'as of the sale', count(*), count(DISTINCT (date, store_id, product_id)), sum(total_amount)
    FROM sales_with_drivers
    UNION ALL
    SELECT 3, 'naive join', count(*), count(DISTINCT sale_id), sum(total_amount) FROM sales_with_drivers_naive
) AS counts
ORDER BY place;
