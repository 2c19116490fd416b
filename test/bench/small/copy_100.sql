-- COPY into the feed.
\i :loads/copy_100.sql
