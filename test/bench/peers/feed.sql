-- COPY into the feed.
\set read '\\copy sales_daily_feed FROM ' :'file' ' CSV HEADER'
:read
