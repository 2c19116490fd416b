// Tables as the catalog of PostgreSQL describes them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core::schema_export {

struct sequence_description {
    std::string name;
    std::string type;  // smallint, integer or bigint
    std::int64_t start = 1;
    std::int64_t next = 1;   // the number that it would give now
    bool next_known = true;  // false: the caller may not read it, and next is start
    std::int64_t increment = 1;
    std::int64_t min = 1;
    std::int64_t max = 1;
    std::int64_t cache = 1;
    bool cycles = false;
    std::string owner_table{};  // empty: no column owns it
    std::string owner_column{};
    bool of_identity = false;
    std::string comment{};
};

struct column_description {
    std::string name;
    std::string type;                   // as PostgreSQL writes it
    std::string plain_type;             // the same; of a domain its base type
    std::vector<std::string> labels{};  // of an enum
    std::string enum_name{};
    bool not_null = false;
    std::string not_null_name{};   // of the constraint, where it is not the server's choice
    std::string default_text{};    // or the expression of a generated column
    bool needs_extension = false;  // whether the default calls a function of the extension
    char generated = '\0';         // s: stored, v: virtual
    char identity = '\0';          // a: always, d: by default
    std::string collation{};       // quoted; empty: that of the type
    std::string sequence{};        // the sequence that gives its numbers
    bool local = true;             // false: only inherited
    std::string comment{};
};

struct constraint_description {
    std::string name;
    char kind = 'c';         // p, u, f, c or x, as the catalog has it
    std::string definition;  // as PostgreSQL writes it
    std::vector<std::string> columns{};
    std::string target{};  // the table that a foreign key refers to
    bool target_exported = true;
    std::vector<std::string> target_columns{};
    char on_delete = 'a';  // a: no action, r, c, n or d, as the catalog has it
    char on_update = 'a';
    bool nulls_not_distinct = false;
    bool needs_extension = false;  // whether it calls a function of the extension
    bool local = true;             // false: only inherited
    std::string comment{};
};

struct index_description {
    std::string name;
    std::string definition;
    std::vector<std::string> columns{};  // its keys: names, or expressions
    bool unique = false;
    bool nulls_not_distinct = false;
    bool plain = true;  // a B-tree of columns in ascending order, without a condition
    std::string comment{};
};

struct table_description {
    std::string schema;
    std::string name;
    std::vector<column_description> columns;
    std::vector<constraint_description> constraints{};
    std::vector<index_description> indexes{};
    std::vector<std::string> parents{};       // exported tables that it inherits from
    std::vector<std::string> left_parents{};  // other such tables
    bool unlogged = false;
    bool partitioned = false;
    std::string storage{};  // parameters, such as fillfactor='70'
    std::string comment{};
};

// A type of a user, which a column has.
struct type_description {
    std::string name;
    std::vector<std::string> labels{};  // of an enum
    std::string base{};                 // of a domain
    std::string default_text{};
    bool not_null = false;
    std::vector<constraint_description> checks{};
    std::string comment{};
};

struct schema_description {
    std::string version;  // of the extension
    std::vector<table_description> tables;
    std::vector<sequence_description> sequences{};
    std::vector<type_description> types{};
    // Quotes a name where PostgreSQL needs it.
    std::function<std::string(std::string_view name)> quote{};
};

// A text, and what it does not say. Each warning is a sentence.
struct exported_text {
    std::string text;
    std::vector<std::string> warnings{};
};

[[nodiscard]] const sequence_description* find_sequence(const schema_description& schema,
                                                        std::string_view name) noexcept;
[[nodiscard]] const table_description* find_table(const schema_description& schema,
                                                  std::string_view name) noexcept;
[[nodiscard]] const column_description* find_column(const table_description& table,
                                                    std::string_view name) noexcept;

}  // namespace forecast_warehouse::core::schema_export
