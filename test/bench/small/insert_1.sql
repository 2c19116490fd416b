-- A prepared INSERT into the feed.
PREPARE load(date, text, text, integer, numeric, numeric) AS INSERT INTO sales_daily_feed VALUES ($1, $2, $3, $4, $5, $6);
\i :loads/execute_1.sql
