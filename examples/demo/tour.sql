-- Shows loads through the feeds, and queries of the warehouse. Works on any sales that are loaded.
\set ECHO queries
ANALYZE;

\echo '\n== What the loads did'
SELECT id, target, source, received, inserted, updated, unchanged, merged, rejected, finished_at - started_at AS took
FROM load_batch
ORDER BY id;

\echo '\n== The same feed once more: nothing is written'
\set ECHO none
\echo '\\copy (SELECT * FROM sales_daily_feed WHERE date > (SELECT max(date) - 30 FROM sales_daily)) TO \'sales.csv\' CSV HEADER'
\copy (SELECT * FROM sales_daily_feed WHERE date > (SELECT max(date) - 30 FROM sales_daily)) TO 'sales.csv' CSV HEADER
\echo '\\copy sales_daily_feed FROM \'sales.csv\' CSV HEADER'
\copy sales_daily_feed FROM 'sales.csv' CSV HEADER
\set ECHO queries
SELECT * FROM last_load() \gset
\echo :inserted inserted, :updated updated, :unchanged unchanged, :rejected rejected

\echo '\n== A correction: one row changes, and its total follows'
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
SELECT date, store_code, sku, quantity + 5, unit_price
FROM sales_daily_feed
ORDER BY date DESC, store_code, sku
LIMIT 1;
SELECT * FROM last_load() \gset
\echo :inserted inserted, :updated updated, :unchanged unchanged, :rejected rejected

\echo '\n== A feed with bad rows: the good one lands, the others are kept with their reasons'
SET forecast_warehouse.on_reject = quarantine;

INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
SELECT coalesce(bad.date, good.date), coalesce(bad.store_code, good.store_code), coalesce(bad.sku, good.sku),
    bad.quantity, good.unit_price
FROM (SELECT * FROM sales_daily_feed ORDER BY date, store_code, sku LIMIT 1) AS good
CROSS JOIN (VALUES
    (NULL::date, NULL, NULL, 12),
    (NULL, 'NO-SUCH-STORE', NULL, 1),
    (NULL, NULL, 'NO-SUCH-SKU', 1),
    ('1066-10-14', NULL, NULL, 1),
    (NULL, NULL, NULL, -3),
    (NULL, NULL, NULL, NULL)
) AS bad (date, store_code, sku, quantity);
SELECT * FROM last_load() \gset
\echo :inserted inserted, :updated updated, :unchanged unchanged, :rejected rejected

SELECT row_number, error_code, message, row_data
FROM load_reject
WHERE batch_id = (SELECT batch_id FROM last_load())
ORDER BY row_number;

RESET forecast_warehouse.on_reject;

\echo '\n== KPI: best sellers of the last 30 days'
SELECT p.sku, p.name, sum(s.quantity) AS units, sum(s.total_amount) AS revenue
FROM sales_daily s
JOIN product p ON p.id = s.product_id
WHERE s.date > (SELECT max(date) - 30 FROM sales_daily)
GROUP BY p.sku, p.name
ORDER BY revenue DESC, p.sku
LIMIT 5;

\echo '\n== KPI: revenue by store, against the year before'
WITH last_day AS (SELECT max(date) AS day FROM sales_daily)
SELECT st.code, st.name,
    sum(s.total_amount) FILTER (WHERE s.date > d.day - 182) AS half_year,
    sum(s.total_amount) FILTER (WHERE s.date <= d.day - 364) AS year_before,
    round(100 * sum(s.total_amount) FILTER (WHERE s.date > d.day - 182)
        / nullif(sum(s.total_amount) FILTER (WHERE s.date <= d.day - 364), 0) - 100, 1) AS percent
FROM sales_daily s
CROSS JOIN last_day d
JOIN store st ON st.id = s.store_id
WHERE s.date > d.day - 182 OR s.date BETWEEN d.day - 545 AND d.day - 364
GROUP BY st.code, st.name
ORDER BY half_year DESC NULLS LAST, st.code
LIMIT 5;

\echo '\n== What drove the sales: calendar, price, promotion and stock as they were, one row a sale'
SELECT s.date, st.code AS store, p.sku, s.quantity, c.day_of_week, c.is_holiday, price.price,
    promotion.name AS promotion, i.on_hand_qty, i.is_stockout
FROM sales_daily s
JOIN store st ON st.id = s.store_id
JOIN product p ON p.id = s.product_id
JOIN calendar c ON c.date = s.date
LEFT JOIN LATERAL (
    SELECT h.price
    FROM price_history h
    WHERE h.product_id = s.product_id AND (h.store_id = s.store_id OR h.store_id IS NULL)
        AND h.valid_from <= s.date AND (h.valid_to >= s.date OR h.valid_to IS NULL)
    ORDER BY h.store_id NULLS LAST, h.valid_from DESC, h.id DESC
    LIMIT 1
) AS price ON true
LEFT JOIN LATERAL (
    SELECT m.name
    FROM promotion m
    WHERE m.product_id = s.product_id AND (m.store_id = s.store_id OR m.store_id IS NULL)
        AND s.date BETWEEN m.start_date AND m.end_date
    ORDER BY m.store_id NULLS LAST, m.start_date DESC, m.id DESC
    LIMIT 1
) AS promotion ON true
LEFT JOIN inventory_snapshot_daily i
    ON i.date = s.date AND i.store_id = s.store_id AND i.product_id = s.product_id
WHERE s.date > (SELECT max(date) - 30 FROM sales_daily)
ORDER BY promotion.name IS NULL, s.date DESC, st.code, p.sku
LIMIT 8;
