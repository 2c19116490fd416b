#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/failure.hpp"
#include "core/schema_export/ddl_text.hpp"
#include "core/schema_export/expression.hpp"
#include "core/schema_export/export_options.hpp"
#include "core/schema_export/foreign_expression.hpp"
#include "core/schema_export/foreign_types.hpp"
#include "core/schema_export/python_text.hpp"
#include "core/schema_export/table_order.hpp"
#include "core/schema_export/type_name.hpp"

namespace {

using namespace forecast_warehouse::core::schema_export;
using forecast_warehouse::core::failure;

std::string quote(std::string_view name) {
    const bool plain = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
    return plain && name != "order" ? std::string(name) : fmt::format("\"{}\"", name);
}

constraint_description key(const std::string& name, char kind, std::vector<std::string> columns,
                           const std::string& definition) {
    return {.name = name, .kind = kind, .definition = definition, .columns = std::move(columns)};
}

constraint_description reference(const std::string& name, const std::string& column,
                                 const std::string& target, const std::string& target_column) {
    return {.name = name,
            .kind = 'f',
            .definition = fmt::format("FOREIGN KEY ({}) REFERENCES {}({})", column, target, target_column),
            .columns = {column},
            .target = target,
            .target_columns = {target_column}};
}

table_description store() {
    table_description table{.schema = "public", .name = "store", .columns = {}};
    table.columns = {
        {.name = "id",
         .type = "integer",
         .plain_type = "integer",
         .not_null = true,
         .default_text = "nextval('store_id_seq'::regclass)",
         .sequence = "store_id_seq",
         .comment = "Key."},
        {.name = "code",
         .type = "character varying(20)",
         .plain_type = "character varying(20)",
         .not_null = true},
        {.name = "made_at",
         .type = "timestamp with time zone",
         .plain_type = "timestamp with time zone",
         .not_null = true,
         .default_text = "now()"},
    };
    table.constraints = {key("pk_store", 'p', {"id"}, "PRIMARY KEY (id)"),
                         key("uq_store", 'u', {"code"}, "UNIQUE NULLS NOT DISTINCT (code)")};
    table.constraints[1].nulls_not_distinct = true;
    table.indexes = {{.name = "ix_store",
                      .definition = "CREATE INDEX ix_store ON store USING btree (code)",
                      .columns = {"code"}},
                     {.name = "ix_lower",
                      .definition = "CREATE INDEX ix_lower ON store USING btree (lower(code))",
                      .columns = {""},
                      .plain = false}};
    table.comment = R"(The stores' table \ one.)";
    return table;
}

table_description sales() {
    table_description table{.schema = "public", .name = "sales", .columns = {}};
    table.columns = {
        {.name = "date", .type = "date", .plain_type = "date", .not_null = true},
        {.name = "store_id", .type = "integer", .plain_type = "integer"},
        {.name = "order", .type = "numeric", .plain_type = "numeric"},
    };
    table.constraints = {key("pk_sales", 'p', {"date", "store_id"}, "PRIMARY KEY (date, store_id)"),
                         key("ck_order", 'c', {"order"}, R"(CHECK (("order" >= (0)::numeric)))"),
                         key("ck_odd", 'c', {"order"}, R"(CHECK (odd("order")))"),
                         reference("fk_store", "store_id", "store", "id"),
                         reference("fk_calendar", "date", "calendar", "date")};
    table.constraints[3].on_delete = 'c';
    return table;
}

schema_description warehouse() {
    schema_description schema{.version = "1.6", .tables = {sales(), store()}};
    schema.tables.push_back(
        {.schema = "public",
         .name = "calendar",
         .columns = {{.name = "date", .type = "date", .plain_type = "date", .not_null = true}},
         .constraints = {key("pk_calendar", 'p', {"date"}, "PRIMARY KEY (date)")}});
    schema.sequences = {{.name = "store_id_seq",
                         .type = "integer",
                         .next = 7,
                         .max = 2147483647,
                         .owner_table = "store",
                         .owner_column = "id"}};
    schema.quote = quote;
    order_tables(schema);
    return schema;
}

std::vector<std::string> names_of(const schema_description& schema) {
    std::vector<std::string> names;
    for (const table_description& each : schema.tables) {
        names.push_back(each.name);
    }
    return names;
}

bool has(const exported_text& made, const std::string& part) {
    return made.text.find(part) != std::string::npos;
}

std::string in(dialect to, const std::string& expression) {
    static const export_options options;
    static const table_description table{
        .schema = "public",
        .name = "t",
        .columns = {{.name = "a", .type = "numeric", .plain_type = "numeric"},
                    {.name = "b", .type = "text", .plain_type = "text"},
                    {.name = "order", .type = "integer", .plain_type = "integer"}}};
    return translate(expression, {to, &options, &table, quote}).value_or("none");
}

std::string duck(const std::string& expression) {
    return in(dialect::duckdb, expression);
}

TEST(schema_export, orders_tables_after_those_that_they_refer_to) {
    EXPECT_EQ(names_of(warehouse()), (std::vector<std::string>{"calendar", "store", "sales"}));
}

TEST(schema_export, orders_tables_in_a_ring) {
    schema_description ring{.version = "1", .tables = {store(), sales()}};
    ring.tables[0].constraints.push_back(reference("fk_back", "id", "sales", "store_id"));
    order_tables(ring);
    EXPECT_EQ(names_of(ring), (std::vector<std::string>{"sales", "store"}));
    EXPECT_FALSE(refers_back(ring, ring.tables[0], ring.tables[0].constraints[3]));
    EXPECT_TRUE(refers_back(ring, ring.tables[1], ring.tables[1].constraints[2]));
}

TEST(schema_export, refuses_two_tables_of_one_name) {
    schema_description twice{.version = "1", .tables = {store(), store()}};
    twice.tables[1].schema = "custom";
    try {
        order_tables(twice);
        FAIL();
    } catch (const failure& error) {
        EXPECT_STREQ(error.what(), "two tables have the name \"store\"");
        EXPECT_EQ(
            error.hint(),
            "They are in the schemas \"custom\" and \"public\". Name the tables to export, or rename one.");
    }
}

TEST(schema_export, splits_types) {
    EXPECT_EQ(parse_type("numeric(10,2)").name, "numeric");
    EXPECT_EQ(parse_type("numeric(10,2)").modifiers, (std::vector<int>{10, 2}));
    EXPECT_EQ(parse_type("timestamp(3) with time zone").name, "timestamp with time zone");
    EXPECT_TRUE(parse_type("character varying(5)[]").is_array);
    EXPECT_TRUE(is_text(parse_type("character varying(5)")));
    EXPECT_FALSE(is_text(parse_type("text[]")));
}

TEST(schema_export, maps_types) {
    export_options options;
    options.zoned_type = "TIMESTAMP_TZ";
    const auto snow = [&](const char* type) { return type_in(dialect::snowflake, type, options).text; };
    const auto ducks = [&](const char* type) { return type_in(dialect::duckdb, type, options).text; };
    EXPECT_EQ(snow("smallint"), "SMALLINT");
    EXPECT_EQ(snow("bigint"), "BIGINT");
    EXPECT_EQ(snow("numeric(12,2)"), "NUMBER(12, 2)");
    EXPECT_EQ(snow("numeric(50,60)"), "NUMBER(38, 38)");
    // The largest value is 9,999,900.
    EXPECT_EQ(snow("numeric(5,-2)"), "NUMBER(7, 0)");
    EXPECT_FALSE(type_in(dialect::snowflake, "numeric(50,2)", options).loss.empty());
    EXPECT_EQ(snow("numeric"), "NUMBER(38, 10)");
    EXPECT_TRUE(type_in(dialect::snowflake, "numeric", options).chose_precision);
    EXPECT_EQ(snow("timestamp with time zone"), "TIMESTAMP_TZ");
    EXPECT_EQ(snow("timestamp without time zone"), "TIMESTAMP_NTZ");
    EXPECT_EQ(snow("character varying(20)"), "VARCHAR(20)");
    EXPECT_EQ(snow("jsonb"), "VARIANT");
    EXPECT_EQ(snow("bytea"), "BINARY");
    EXPECT_EQ(snow("uuid"), "VARCHAR");
    EXPECT_EQ(snow("point"), "VARCHAR");
    EXPECT_EQ(type_in(dialect::snowflake, "point", options).loss, "was point");
    EXPECT_EQ(ducks("text[]"), "VARCHAR[]");
    EXPECT_EQ(ducks("numeric"), "DECIMAL(38, 10)");
    EXPECT_EQ(ducks("bytea"), "BLOB");
}

TEST(schema_export, translates_expressions) {
    EXPECT_EQ(duck("(a >= (0)::numeric)"), "a >= 0");
    EXPECT_EQ(duck("((a < '10000000000'::numeric) AND (min_scale(a) <= 4))"),
              "(a < 10000000000) AND (a = ROUND(a, 4))");
    EXPECT_EQ(duck("((b)::text = ANY (ARRAY['x'::text, 'it''s'::text]))"), "b IN ('x', 'it''s')");
    EXPECT_EQ(duck("(b = ANY ('{x,y}'::text[]))"), "b IN ('x', 'y')");
    EXPECT_EQ(duck("(b <> ALL ((ARRAY['x'::character varying])::text[]))"), "b NOT IN ('x')");
    EXPECT_EQ(duck("((a IS NULL) OR (NOT (\"order\" > 1)))"), "(a IS NULL) OR (NOT (\"order\" > 1))");
    EXPECT_EQ(duck("(b ~~ 'x%'::text)"), "b LIKE 'x%'");
    EXPECT_EQ(duck("(num_nonnulls(a, b) = 1)"),
              "(CASE WHEN a IS NULL THEN 0 ELSE 1 END + CASE WHEN b IS NULL THEN 0 ELSE 1 END) = 1");
    EXPECT_EQ(duck("'-1.5'::numeric"), "-1.5");
    EXPECT_EQ(duck("'2024-01-01'::date"), "CAST('2024-01-01' AS DATE)");
    EXPECT_EQ(in(dialect::snowflake, "now()"), "CURRENT_TIMESTAMP()");
    EXPECT_EQ(in(dialect::snowflake, "(date_part('isodow'::text, CURRENT_DATE))::integer"),
              "CAST(DATE_PART(DAYOFWEEKISO, CURRENT_DATE) AS INTEGER)");
    EXPECT_EQ(in(dialect::snowflake, "(b = 'a\\b'::text)"), "b = 'a\\\\b'");
}

TEST(schema_export, translates_nothing_that_may_mean_something_else) {
    for (const char* each : {"odd(a)", "(b ~ '^x'::text)", "(a / 2)", "(a % 2)", "(unknown_column > 1)",
                             "(date_part('dow'::text, a) = 1)", "CASE WHEN (a > 1) THEN 1 ELSE 2 END",
                             "(b = E'x')", "(a > 1", "(b ~~ 'x\\%'::text)", "", "a b", "public.odd(a)",
                             "(b COLLATE \"C\")", "(b = ANY ('{\"x,y\"}'::text[]))", "'(1,2)'::point"}) {
        EXPECT_EQ(duck(each), "none") << each;
    }
    EXPECT_FALSE(parse_expression(std::string(100'000, '(')).has_value());
}

TEST(schema_export, writes_postgresql) {
    const exported_text made = write_postgresql(warehouse(), "shop");
    EXPECT_TRUE(made.warnings.empty());
    EXPECT_TRUE(has(made, "CREATE SCHEMA IF NOT EXISTS shop;\nSET search_path = shop;\n"));
    EXPECT_TRUE(has(made,
                    "CREATE SEQUENCE store_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE "
                    "2147483647 CACHE 1;\n"));
    EXPECT_TRUE(has(made, "    id integer DEFAULT nextval('store_id_seq'::regclass) NOT NULL,\n"));
    EXPECT_TRUE(has(made, "ALTER SEQUENCE store_id_seq OWNED BY store.id;\n"));
    EXPECT_TRUE(has(made, "COMMENT ON TABLE store IS E'The stores'' table \\\\ one.';\n"));
    EXPECT_TRUE(has(
        made, "ALTER TABLE sales ADD CONSTRAINT fk_store FOREIGN KEY (store_id) REFERENCES store(id);\n"));
}

TEST(schema_export, writes_duckdb) {
    const exported_text made = write_duckdb(warehouse(), {});
    EXPECT_EQ(made.warnings.size(), 5U);
    EXPECT_TRUE(has(made, "START WITH 7"));
    EXPECT_TRUE(has(made, "    id INTEGER DEFAULT nextval('store_id_seq') NOT NULL,\n"));
    EXPECT_TRUE(has(made, "    CONSTRAINT uq_store UNIQUE (code)  -- NULLS NOT DISTINCT in PostgreSQL\n"));
    EXPECT_TRUE(has(made, "    \"order\" DECIMAL(38, 10),\n"));
    EXPECT_TRUE(has(made, "    CONSTRAINT ck_order CHECK (\"order\" >= 0),\n"));
    EXPECT_TRUE(has(made, "    -- Left out: ck_odd CHECK (odd(\"order\"))\n"));
    EXPECT_TRUE(has(made, "REFERENCES store (id),  -- ON DELETE CASCADE in PostgreSQL\n"));
    EXPECT_TRUE(has(made, "CREATE INDEX ix_store ON store (code);\n-- Left out: CREATE INDEX ix_lower"));
}

TEST(schema_export, writes_snowflake) {
    export_options options;
    options.clusters = true;
    const exported_text made = write_snowflake(warehouse(), options);
    EXPECT_TRUE(
        has(made, "    id INTEGER NOT NULL AUTOINCREMENT START 7 INCREMENT 1 NOORDER COMMENT 'Key.',\n"));
    EXPECT_TRUE(has(made, "    made_at TIMESTAMP_LTZ NOT NULL DEFAULT CURRENT_TIMESTAMP(),\n"));
    EXPECT_TRUE(has(made, "    \"order\" NUMBER(38, 10),\n"));
    EXPECT_TRUE(has(made, "    CONSTRAINT pk_store PRIMARY KEY (id) NOT ENFORCED,\n"));
    EXPECT_TRUE(has(made, "FOREIGN KEY (store_id) REFERENCES store (id) ON DELETE CASCADE NOT ENFORCED,\n"));
    EXPECT_TRUE(has(made, "\nCLUSTER BY (date, store_id);\n"));
    EXPECT_TRUE(has(made, "\nCOMMENT = 'The stores'' table \\\\ one.';\n"));
    EXPECT_TRUE(has(made, "-- Index of PostgreSQL: CREATE INDEX ix_store"));
    EXPECT_TRUE(
        has(made, "-- Warning: numeric without precision became NUMBER(38, 10) in sales.order. Choose"));
    EXPECT_FALSE(has(made, "nextval"));
}

TEST(schema_export, writes_checks_of_snowflake_as_the_options_say) {
    export_options options;
    options.numeric_chosen = true;
    options.checks = check_style::commented;
    options.zoned_type = "TIMESTAMP_TZ";
    exported_text made = write_snowflake(warehouse(), options);
    EXPECT_TRUE(made.warnings.empty());
    EXPECT_TRUE(has(made, "    -- Check of PostgreSQL: ck_order CHECK"));
    EXPECT_TRUE(has(made, "made_at TIMESTAMP_TZ NOT NULL DEFAULT CAST(CURRENT_TIMESTAMP() AS TIMESTAMP_TZ)"));
    options.checks = check_style::omitted;
    EXPECT_FALSE(has(write_snowflake(warehouse(), options), "ck_order"));
}

TEST(schema_export, keeps_line_breaks_out_of_comments) {
    schema_description schema = warehouse();
    schema.tables[1].indexes[0].definition = "CREATE INDEX x\nON store (code);\nDROP TABLE store";
    EXPECT_TRUE(has(write_snowflake(schema, {}),
                    "-- Index of PostgreSQL: CREATE INDEX x ON store (code); DROP TABLE store\n"));
}

TEST(schema_export, writes_models) {
    const exported_text made = write_sqlalchemy(warehouse(), "");
    EXPECT_EQ(made.warnings,
              (std::vector<std::string>{"index ix_lower of table store is left out, and is not compared"}));
    EXPECT_TRUE(has(made, "class Store(Base):\n    \"\"\"The stores' table \\\\ one.\"\"\"\n"));
    EXPECT_TRUE(has(
        made,
        "    order: orm.Mapped[decimal.Decimal | None] = orm.mapped_column(sa.Numeric(), nullable=True)\n"));
    EXPECT_TRUE(has(made, "    store: orm.Mapped[\"Store | None\"] = orm.relationship("));
    EXPECT_TRUE(has(made, "    sales: orm.Mapped[list[\"Sales\"]] = orm.relationship("));
    EXPECT_TRUE(
        has(made, "sa.UniqueConstraint(\"code\", name=\"uq_store\", postgresql_nulls_not_distinct=True)"));
    EXPECT_TRUE(has(made, "ondelete=\"CASCADE\""));
    EXPECT_TRUE(has(made, "LEFT_OUT: frozenset[str] = frozenset([\"ix_lower\"])\n"));
    EXPECT_TRUE(has(write_sqlalchemy(warehouse(), "shop"), "[\"shop.store.id\"]"));
}

TEST(schema_export, names_things_in_python) {
    EXPECT_EQ(python_class("sales_daily"), "SalesDaily");
    EXPECT_EQ(python_class("2024 sales"), "Table2024Sales");
    EXPECT_EQ(python_class("none"), "None_");
    EXPECT_EQ(python_attribute("class"), "class_");
    EXPECT_EQ(python_attribute("metadata"), "metadata_");
    EXPECT_EQ(python_attribute("Mixed Case"), "Mixed_Case");
    EXPECT_EQ(python_attribute("__init"), "init__");
    EXPECT_EQ(python_string("a\"b\\c\nd"), R"("a\"b\\c\x0ad")");
    EXPECT_EQ(python_sql("'a:b'::text"), "\"'a:b'::text\"");
    EXPECT_EQ(python_sql("' :b'::text"), R"("' \\:b'::text")");
}

TEST(schema_export, reads_options) {
    const std::vector<given_option> given{{"numeric", "string", "20, 4"}, {"checks", "string", "omit"}};
    const export_options read = read_options(dialect::snowflake, given);
    EXPECT_EQ(read.precision, 20);
    EXPECT_EQ(read.scale, 4);
    EXPECT_EQ(read.checks, check_style::omitted);
    for (const given_option& each : {given_option{"numeric", "string", "39,2"},
                                     {"numeric", "string", "4,5"},
                                     {"numeric", "string", "4"},
                                     {"numeric", "number", "4"},
                                     {"checks", "string", "x"},
                                     {"timestamptz", "string", "DATE"},
                                     {"cluster", "string", "true"},
                                     {"schema", "string", ""},
                                     {"other", "string", "x"}}) {
        EXPECT_THROW((void)read_options(dialect::snowflake, std::vector{each}), failure) << each.name;
    }
    EXPECT_THROW((void)read_options(dialect::postgresql, given), failure);
    EXPECT_THROW((void)read_dialect("oracle"), failure);
}

}  // namespace
