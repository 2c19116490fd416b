-- Statements that nothing is wrong with; the lint must find nothing here.
\echo not a statement \quit
/* A comment /* with another */ DROP TABLE x; */
CREATE FUNCTION pg_catalog.fw_run_as_owner(object regclass, command text) RETURNS void
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_run_as_owner';
CREATE TABLE @extschema@.t (
    id serial,
    "from" text DEFAULT 'now()',
    amount numeric(10,2) NOT NULL DEFAULT -1,
    CONSTRAINT pk_t PRIMARY KEY (id),
    CONSTRAINT ck_t CHECK (amount OPERATOR(pg_catalog.>=) 0::numeric),
    CONSTRAINT fk_t FOREIGN KEY (id) REFERENCES @extschema@.t (id) ON DELETE CASCADE
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.t_id_seq', '');
INSERT INTO @extschema@.t (id, amount) VALUES (1, 2.0), (2, -3.0);
UPDATE @extschema@.t SET id = 3, amount = 4 WHERE id OPERATOR(pg_catalog.=) 1;
ALTER TABLE @extschema@.t ALTER COLUMN id TYPE bigint, ADD CONSTRAINT c CHECK (id IS NOT NULL);
ALTER TABLE @extschema@.other ADD COLUMN x integer DEFAULT 1, DROP CONSTRAINT c, ADD CONSTRAINT u UNIQUE (id);
WITH c (a) AS (SELECT t.id FROM @extschema@.t)
SELECT c.a, pg_catalog.count(*) FROM c LEFT JOIN LATERAL (SELECT x.a FROM c x) AS y (a) ON true GROUP BY c.a;
SELECT pg_catalog.fw_run_as_owner('@extschema@.calendar'::pg_catalog.regclass, $run$
    DELETE FROM @extschema@.calendar WHERE year OPERATOR(pg_catalog.=) 1;
    ALTER TABLE @extschema@.calendar ADD CONSTRAINT c CHECK (year IS NOT NULL) $run$::pg_catalog.text);
REVOKE ALL ON FUNCTION pg_catalog.fw_run_as_owner(regclass, text) FROM PUBLIC;
ALTER EVENT TRIGGER e ENABLE ALWAYS;
DROP FUNCTION IF EXISTS pg_catalog.fw_run_as_owner(regclass, text);
