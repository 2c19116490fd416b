-- COPY into a staging table, then upsert_sales_daily().
TRUNCATE bench_staging;
\set read '\\copy bench_staging FROM ' :'file' ' CSV HEADER'
:read
\if :quarantine
SET forecast_warehouse.on_reject = quarantine;
\endif
SELECT * FROM upsert_sales_daily('bench_staging');
