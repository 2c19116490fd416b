-- Changes of a table that may evaluate what its owner put there.
-- refused: ALTER COLUMN ID TYPE on t
-- refused: ADD CHECK on t
-- refused: ADD COLUMN with GENERATED on t
-- refused: ALTER COLUMN
-- refused: ADD FOREIGN on t
-- refused: VALIDATE CONSTRAINT C on t
-- refused: ADD COLUMN with an expression as DEFAULT on t
-- refused: index i on t must have plain columns
ALTER TABLE @extschema@.t ALTER COLUMN id TYPE bigint;
ALTER TABLE @extschema@.t ADD CONSTRAINT c CHECK (id IS NOT NULL);
ALTER TABLE @extschema@.t ADD COLUMN x integer GENERATED ALWAYS AS (id) STORED;
ALTER TABLE @extschema@.t ALTER COLUMN id SET NOT NULL;
ALTER TABLE @extschema@.t ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES @extschema@.s (id);
ALTER TABLE @extschema@.t VALIDATE CONSTRAINT c;
ALTER TABLE @extschema@.t ADD COLUMN y timestamptz DEFAULT pg_catalog.now();
CREATE INDEX i ON @extschema@.t (id) WHERE id IS NOT NULL;
