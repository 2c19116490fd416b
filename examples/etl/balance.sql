-- Compares the files with the warehouse: lines, quantities and amounts that a file has are landed, merged or rejected. A
-- merged line has a later line of its key. Fails if a number differs.

-- A number as the files write it, with signs of money, commas and blanks. Brackets or a minus mean less than zero.
CREATE FUNCTION pg_temp.etl_number(value text) RETURNS numeric IMMUTABLE
RETURN (
    SELECT CASE WHEN t.digits ~ '^([0-9]+[.]?[0-9]*|[.][0-9]+)$'
        THEN rtrim(t.digits, '.')::numeric * CASE WHEN value ~ '[-(]' THEN -1 ELSE 1 END END
    FROM (SELECT regexp_replace(value, '[^0-9.]', '', 'g') AS digits) AS t
);

-- Each line of the files of facts, with its position, its key and its numbers. Money has two decimals in the warehouse.
CREATE TEMP VIEW etl_line AS
SELECT 'sales_order_line' AS step, row_number() OVER (ORDER BY s.staging_id) AS row_number,
    ARRAY[s.salesheaderid::text, s.salesdetailid::text] AS grain, pg_temp.etl_number(s.salesquantity::text) AS quantity,
    round(pg_temp.etl_number(s.salesamount), 2) AS amount
FROM :"schema".staging_salesdetail s
UNION ALL
SELECT 'product_target', row_number() OVER (ORDER BY s.staging_id), ARRAY[s.productid::text, s.year::text],
    pg_temp.etl_number(s.salesquantitytarget), NULL
FROM :"schema".staging_targetdataproduct s
UNION ALL
SELECT 'sales_target', row_number() OVER (), ARRAY[s.year, s.name, s.channel_code], NULL, round(pg_temp.etl_number(s.amount), 2)
FROM :"schema".etl_sales_target s;

CREATE TEMP VIEW etl_fact AS
SELECT 'sales_order_line' AS step, ARRAY[f.order_no::text, f.line_no::text] AS grain, f.quantity, f.amount
FROM :"schema".sales_order_line f
UNION ALL
SELECT 'product_target', ARRAY[p.sku::text, f.year::text], f.quantity, NULL
FROM :"schema".product_target f
JOIN :"schema".product p ON p.id = f.product_id
UNION ALL
SELECT 'sales_target', ARRAY[f.year::text, f.name::text, c.code::text], NULL, f.amount
FROM :"schema".sales_target f
JOIN :"schema".channel c ON c.id = f.channel_id;

CREATE TEMP VIEW etl_reject AS
SELECT s.place, s.step, r.row_number, r.error_code, r.message,
    pg_temp.etl_number(r.row_data ->> 'quantity') AS quantity, round(pg_temp.etl_number(r.row_data ->> 'amount'), 2) AS amount
FROM pg_temp.etl_step s
JOIN :"schema".load_reject r ON r.batch_id = s.batch_id;

CREATE TEMP TABLE etl_balance ON COMMIT DROP AS
WITH file AS (
    SELECT 'sales_order_line' AS step, count(*) AS lines, sum(pg_temp.etl_number(f.salesquantity::text)) AS quantity,
        sum(round(pg_temp.etl_number(f.salesamount), 2)) AS amount
    FROM pg_temp.:"file_salesdetail" f
    UNION ALL
    SELECT 'product_target', count(*), sum(pg_temp.etl_number(f.salesquantitytarget)), NULL
    FROM pg_temp.:"file_targetdataproduct" f
    UNION ALL
    SELECT 'sales_target', count(*), NULL, sum(round(pg_temp.etl_number(f.targetsalesamount), 2))
    FROM pg_temp.:"file_targetdatachannel" f
),
accepted AS (
    SELECT l.*, row_number() OVER (PARTITION BY l.step, l.grain ORDER BY l.row_number DESC) AS from_last
    FROM pg_temp.etl_line l
    WHERE NOT EXISTS (SELECT FROM pg_temp.etl_reject r WHERE r.step = l.step AND r.row_number = l.row_number)
),
landed AS (
    SELECT f.step, count(*) AS lines, sum(f.quantity) AS quantity, sum(f.amount) AS amount
    FROM accepted a
    JOIN pg_temp.etl_fact f ON f.step = a.step AND f.grain = a.grain
    WHERE a.from_last = 1
    GROUP BY f.step
),
merged AS (
    SELECT a.step, count(*) AS lines, sum(a.quantity) AS quantity, sum(a.amount) AS amount
    FROM accepted a
    WHERE a.from_last > 1
    GROUP BY a.step
),
rejected AS (
    SELECT r.step, count(*) AS lines, sum(r.quantity) AS quantity, sum(r.amount) AS amount
    FROM pg_temp.etl_reject r
    GROUP BY r.step
)
SELECT s.place * 10 + v.place AS place, s.step, v.measure, coalesce(v.file, 0) AS file, coalesce(v.landed, 0) AS landed,
    coalesce(v.merged, 0) AS merged, coalesce(v.rejected, 0) AS rejected,
    coalesce(v.file, 0) = coalesce(v.landed, 0) + coalesce(v.merged, 0) + coalesce(v.rejected, 0)
        AND (v.measure <> 'lines' OR (v.file, coalesce(v.merged, 0), coalesce(v.rejected, 0)) = (s.rows_read, s.merged, s.rejected)) AS balances
FROM file f
JOIN pg_temp.etl_step s USING (step)
LEFT JOIN landed l USING (step)
LEFT JOIN merged m USING (step)
LEFT JOIN rejected r USING (step)
CROSS JOIN LATERAL (VALUES
    (1, 'lines', f.lines::numeric, l.lines::numeric, m.lines::numeric, r.lines::numeric),
    (2, 'quantity', f.quantity, l.quantity, m.quantity, r.quantity),
    (3, 'amount', f.amount, l.amount, m.amount, r.amount)
) AS v (place, measure, file, landed, merged, rejected)
WHERE v.measure = 'lines' OR (s.step <> 'sales_target' AND v.measure = 'quantity') OR (s.step <> 'product_target' AND v.measure = 'amount');

\echo '== Balance: what the files say is landed, merged or rejected'
SELECT b.step, b.measure, b.file, b.landed, b.merged, b.rejected, b.balances FROM pg_temp.etl_balance b ORDER BY b.place;

CREATE TEMP TABLE etl_spread ON COMMIT DROP AS
SELECT t.step, t.year, t.target, d.days, d.spread, t.target = d.spread AS balances
FROM (
    SELECT 'product_target' AS step, p.year, sum(p.quantity) AS target FROM :"schema".product_target p GROUP BY p.year
    UNION ALL
    SELECT 'sales_target', p.year, sum(p.amount) FROM :"schema".sales_target p GROUP BY p.year
) AS t
LEFT JOIN (
    SELECT 'product_target' AS step, date_part('year', d.date)::integer AS year, count(DISTINCT d.date) AS days, sum(d.quantity) AS spread
    FROM :"schema".product_target_daily d GROUP BY 2
    UNION ALL
    SELECT 'sales_target', date_part('year', d.date)::integer, count(DISTINCT d.date), sum(d.amount)
    FROM :"schema".sales_target_daily d GROUP BY 2
) AS d USING (step, year);

\echo '== Targets of a year, and the sum of their days'
SELECT s.step, s.year, s.target, s.days, s.spread, s.balances FROM pg_temp.etl_spread s ORDER BY s.step, s.year;

SELECT count(*) > 0 AS has_rejects, coalesce(bool_or(r.step = 'sales_target' AND r.error_code LIKE 'UNKNOWN%'), false) AS has_names
FROM pg_temp.etl_reject r \gset
\if :has_rejects
    \echo '== Rejects, which are kept in load_reject'
    SELECT r.step, r.error_code, count(*) AS lines, (array_agg(r.message ORDER BY r.row_number))[1] AS first_message
    FROM pg_temp.etl_reject r
    GROUP BY r.place, r.step, r.error_code
    ORDER BY r.place, r.error_code;
\endif
\if :has_names
    \echo 'Names in the file of targets that match nothing, or several things. Add them to name_alias, or to the file of --aliases:'
    SELECT n.entity, n.alias, coalesce(n.name, 'the name in the warehouse') AS name, n.matches
    FROM (
        SELECT 'channel' AS entity, t.alias, a.name, count(c.id) AS matches
        FROM (SELECT DISTINCT :"schema".trimmed(s.channelname) AS alias FROM :"schema".staging_targetdatachannel s) AS t
        LEFT JOIN :"schema".name_alias a ON a.entity = 'channel' AND a.alias = t.alias
        LEFT JOIN :"schema".channel c ON c.name = coalesce(a.name, t.alias)
        GROUP BY t.alias, a.name
        UNION
        SELECT 'store or reseller', t.alias, string_agg(DISTINCT a.name, ', '), count(DISTINCT (w.entity, w.code)) FILTER (WHERE w.entity IS NOT NULL)
        FROM (SELECT DISTINCT :"schema".trimmed(s.targetname) AS alias FROM :"schema".staging_targetdatachannel s) AS t
        LEFT JOIN :"schema".name_alias a ON a.entity <> 'channel' AND a.alias = t.alias
        LEFT JOIN :"schema".target_name w ON w.name = coalesce(a.name, t.alias)
        GROUP BY t.alias
    ) AS n
    WHERE n.matches <> 1
    ORDER BY n.entity, n.alias;
\endif

DO $$
DECLARE
    b record;
BEGIN
    FOR b IN SELECT * FROM pg_temp.etl_balance WHERE NOT balances ORDER BY place LOOP
        RAISE EXCEPTION '% of % do not balance: the file has %, and % are landed, % merged, % rejected',
            b.measure, b.step, b.file, b.landed, b.merged, b.rejected
            USING HINT = 'Look for a trigger or a rule that changes rows.';
    END LOOP;
    FOR b IN SELECT * FROM pg_temp.etl_spread WHERE balances IS NOT TRUE ORDER BY step, year LOOP
        RAISE EXCEPTION 'the days of % in % sum to %, and the targets to %', b.step, b.year, b.spread, b.target;
    END LOOP;
END $$;
