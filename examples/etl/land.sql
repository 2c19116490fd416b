-- One file. Its rows go to a temporary table with the name of the file, which errors then give with the line. The staging
-- table is filled again only if its rows differ.
CREATE TEMP TABLE :"file" ON COMMIT DROP AS SELECT :columns FROM :"schema".:"table" WITH NO DATA;
-- \copy takes no variables, so its text is built first.
\set copy '\\copy pg_temp.' :"file" ' (' :columns ') FROM ' :'path' ' (FORMAT csv, HEADER)'
:copy
SELECT count(*) AS rows FROM pg_temp.:"file" \gset
SELECT NOT EXISTS (SELECT :columns FROM pg_temp.:"file" EXCEPT ALL SELECT :columns FROM :"schema".:"table")
    AND (SELECT count(*) FROM :"schema".:"table") = :rows AS unchanged \gset
\if :unchanged
\else
    DELETE FROM :"schema".:"table";
    INSERT INTO :"schema".:"table" (:columns) SELECT :columns FROM pg_temp.:"file";
\endif
INSERT INTO pg_temp.etl_file VALUES (:'file', :'table', :lines, :rows, :'unchanged');
