-- COPY into a staging table, then upsert_sales_daily().
TRUNCATE bench_staging;
\set read '\\copy bench_staging FROM ' :'file' ' CSV HEADER'
:read
SELECT * FROM upsert_sales_daily('bench_staging');
