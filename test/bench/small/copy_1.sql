-- One COPY into the feed a row.
\i :loads/copy_1.sql
