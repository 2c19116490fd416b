-- COPY into the feed.
\if :quarantine
SET forecast_warehouse.on_reject = quarantine;
\endif
\set read '\\copy sales_daily_feed FROM ' :'file' ' CSV HEADER'
:read
