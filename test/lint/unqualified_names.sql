-- A relation, a function, a type or an operator without its schema.
-- refused: relation "store" must be qualified
-- refused: function "now" must be qualified
-- refused: type "own_text" must be qualified
-- refused: relation "product" must be qualified
-- refused: relation "evil.store" must be qualified
-- refused: relation "product" must be qualified
-- refused: type "citext" must be qualified
-- refused: type "own_type" must be qualified
CREATE TABLE store (
    id integer,
    made timestamptz DEFAULT now(),
    name own_text,
    CONSTRAINT fk_store_product FOREIGN KEY (id) REFERENCES product (id)
);
COMMENT ON TABLE evil.store IS 'Comment.';
CREATE VIEW @extschema@.v WITH (security_invoker = true) AS
    SELECT s.id, (SELECT 1 FROM @extschema@.product x, product p) FROM @extschema@.store s;
CREATE FUNCTION @extschema@.f(name citext) RETURNS own_type LANGUAGE c AS 'MODULE_PATHNAME', 'f';
