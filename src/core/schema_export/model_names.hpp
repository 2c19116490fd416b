// Names of classes, attributes and relationships in models.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/schema_export/description.hpp"

namespace forecast_warehouse::core::schema_export {

// One side of a foreign key.
struct relationship {
    std::string name;
    std::string target;  // its class
    std::string back;    // the name on the other side
    bool many = false;   // whether a row has several
    bool optional = false;
    std::string foreign_keys;   // [Class.column, ...]
    std::string remote_side{};  // of a table that refers to itself
};

// A row of a model needs a key. Tables without a primary key are no classes.
[[nodiscard]] bool is_model(const table_description& table) noexcept;

class model_names {
public:
    explicit model_names(const schema_description& schema);

    // The class of a model, or the variable of another table.
    [[nodiscard]] const std::string& of_table(const std::string& table) const { return tables_.at(table); }
    [[nodiscard]] const std::string& of_column(const std::string& table, const std::string& column) const {
        return columns_.at(table).at(column);
    }
    [[nodiscard]] const std::vector<relationship>& relationships(const std::string& table) const;

private:
    void name_tables(const schema_description& schema);
    void name_columns(const table_description& table);
    void relate(const table_description& child, const table_description& parent,
                const constraint_description& key, bool several);
    std::string free_name(const std::string& table, const std::string& wanted);
    [[nodiscard]] std::string columns_of(const std::string& table,
                                         const std::vector<std::string>& columns) const;

    std::map<std::string, std::string> tables_;
    std::map<std::string, std::map<std::string, std::string>> columns_;
    std::map<std::string, std::set<std::string>> taken_;
    std::map<std::string, std::vector<relationship>> relationships_;
};

}  // namespace forecast_warehouse::core::schema_export
