#include "core/schema/lone_alias.hpp"

#include <gtest/gtest.h>

namespace forecast_warehouse::core::schema {
namespace {

TEST(lone_alias, is_left_out_before_columns) {
    EXPECT_EQ(without_lone_alias(" SELECT (s.code)::text AS code,\n    s.name\n   FROM shop.store s;"),
              " SELECT (code)::text AS code,\n    name\n   FROM shop.store s;");
    EXPECT_EQ(without_lone_alias(" SELECT store.code\n   FROM shop.store;"),
              " SELECT code\n   FROM shop.store;");
}

TEST(lone_alias, is_no_part_of_another_name_or_text) {
    EXPECT_EQ(without_lone_alias(
                  " SELECT (rs.code || s.name) AS \"s.name\",\n    's.name'::text\n   FROM store s;"),
              " SELECT (rs.code || name) AS \"s.name\",\n    's.name'::text\n   FROM store s;");
    EXPECT_EQ(without_lone_alias(" SELECT x.s.code\n   FROM store s;"), " SELECT x.s.code\n   FROM store s;");
}

TEST(lone_alias, of_several_relations_stays) {
    for (const char* query : {" SELECT s.code\n   FROM store s,\n    product p;",
                              " SELECT s.code\n   FROM (store s\n     JOIN b ON (true));",
                              " SELECT s.code\n   FROM store s\n  WHERE s.code = 'x';", " SELECT 1;", "",
                              " SELECT s.a\n   FROM a s\nUNION\n SELECT s.a\n   FROM b s;"}) {
        EXPECT_EQ(without_lone_alias(query), query);
    }
}

}  // namespace
}  // namespace forecast_warehouse::core::schema
