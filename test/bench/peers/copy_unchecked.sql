-- The same into a table that has lost its foreign keys, see before/.
\ir copy.sql
