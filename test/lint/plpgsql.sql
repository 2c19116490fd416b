-- Bodies in PL/pgSQL run under their caller's path too. What the lint does not read could hold anything.
-- refused: type "text" must be qualified
-- refused: function "now" must be qualified
-- refused: = in function f must be written
-- refused: relation "store" must be qualified
-- refused: EXECUTE is a statement of PL/pgSQL that the lint does not know
-- refused: function "secret" must be qualified
-- refused: FOR is a statement of PL/pgSQL that the lint does not know
CREATE FUNCTION @extschema@.f(code pg_catalog.text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    seen text;
    fine pg_catalog.text := now();
BEGIN
    IF code = 'x' THEN
        fine := (SELECT s.code FROM store s);
    END IF;
    EXECUTE code;
    RAISE EXCEPTION USING MESSAGE = secret();
    FOR i IN 1..2 LOOP
        RETURN 1;
    END LOOP;
END
    $$;
