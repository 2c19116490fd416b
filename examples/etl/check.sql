-- Shows the rows that a migration would lose, and its refusal. Changes nothing. The functions came with version 1.1.
BEGIN READ ONLY;
SET LOCAL search_path = pg_catalog, pg_temp;
SELECT EXISTS (
    SELECT FROM pg_proc f
    JOIN pg_namespace n ON n.oid = f.pronamespace
    WHERE n.nspname = :'schema' AND f.proname = 'migration_check'
) AS can_check \gset
\if :can_check
    \if :down
        SELECT count(*) > 0 AS loses FROM :"schema".data_loss(:'version') \gset
        \if :loses
            SELECT l.table_name AS loses, l.lost_rows AS rows FROM :"schema".data_loss(:'version') l ORDER BY l.table_name;
        \else
            \echo 'No rows would be lost.'
        \endif
    \endif
    SELECT :"schema".migration_check(split_part(:'steps', ' -> ', 1), split_part(:'steps', ' -> ', 2)) AS refused \g (format=unaligned tuples_only=on) /dev/null
\endif
ROLLBACK;
