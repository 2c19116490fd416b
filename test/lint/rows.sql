-- Statements that read or change rows of a relation that the script did not make.
-- refused: calendar was not created in this script
-- refused: calendar was not created in this script
-- refused: calendar was not created in this script
-- refused: calendar was not created in this script
-- refused: store was not created in this script
-- refused: COPY is not allowed
-- refused: TRUNCATE is not allowed
INSERT INTO @extschema@.calendar (date) VALUES ('2024-01-01');
UPDATE @extschema@.calendar SET year = 1;
DELETE FROM @extschema@.calendar;
WITH c AS (SELECT k.date FROM @extschema@.calendar k)
SELECT c.date FROM c, @extschema@.store;
COPY @extschema@.calendar FROM '/tmp/x';
TRUNCATE @extschema@.calendar;
