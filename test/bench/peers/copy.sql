-- COPY into the table, of a file that holds ids already.
\set read '\\copy sales_daily (date, store_id, product_id, quantity, unit_price, total_amount) FROM ' :'file' ' CSV HEADER'
:read
