-- COPY into a staging table that leaves nothing in the WAL, with statistics for the joins to come.
TRUNCATE bench_staging;
\set read '\\copy bench_staging FROM ' :'file' ' CSV HEADER'
:read
ANALYZE bench_staging;
\if :quarantine
INSERT INTO bench_reject
    SELECT CASE WHEN s.id IS NULL THEN 'unknown store' ELSE 'unknown product' END, i.*
    FROM bench_staging i LEFT JOIN store s ON s.code = i.store_code LEFT JOIN product p ON p.sku = i.sku
    WHERE s.id IS NULL OR p.id IS NULL;
\endif
