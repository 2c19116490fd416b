-- Operators that the search path would find.
-- refused: = in view v must be written
-- refused: || in view v must be written
-- refused: - in view v must be written
-- refused: IN in view v looks for an operator
-- refused: NULLIF in view v looks for an operator
-- refused: CASE in view v looks for an operator
-- refused: BETWEEN in view v looks for an operator
-- refused: LIKE in view v looks for an operator
-- refused: DISTINCT in view v looks for an operator
-- refused: USING in view v looks for an operator
-- refused: operator evil.= must be of pg_catalog
CREATE VIEW @extschema@.v WITH (security_invoker = true) AS
    SELECT s.a = 1, s.a || 'x', - s.a, s.a IN (1, 2), NULLIF(s.a, 0), CASE s.a WHEN 1 THEN 2 END, s.a BETWEEN 1 AND 2,
        s.a LIKE 'x', s.a IS DISTINCT FROM 1
    FROM @extschema@.s s JOIN @extschema@.t t USING (a)
    WHERE s.a OPERATOR(evil.=) 1;
