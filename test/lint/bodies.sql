-- The body of a function runs under its caller's path, where even text and = can be another's.
-- refused: relation "store" must be qualified
-- refused: type "text" must be qualified
-- refused: = in function f must be written
CREATE FUNCTION @extschema@.f(code text) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT s.id FROM @extschema@.store s, store t WHERE s.code::text = f.code
    $$;
