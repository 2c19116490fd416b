#pragma once

#include <optional>
#include <string>

#include "core/schema/object.hpp"

namespace forecast_warehouse::core::schema {

// The names that statements need. Names are names in SQL.
struct remedy_names {
    std::string schema;
    std::string owner;
    std::string superuser;
};

// Writes the statements that mend differences. Statements are parted by semicolons and line ends; every name
// in them has its schema. No value: no statement mends it.
class remedies {
public:
    remedies(const objects& expected, const remedy_names& names) : expected_(&expected), names_(&names) {}

    // An expected object that is missing, with its parts.
    [[nodiscard]] std::optional<std::string> create(const object& missing) const;
    // An object that is not expected. A whole object leaves the extension and stays; a part is dropped.
    [[nodiscard]] std::optional<std::string> remove(const object& extra, const object* relation) const;
    // An aspect of an object that is there.
    [[nodiscard]] std::optional<std::string> change(const object& expected, const object& found,
                                                    const std::string& aspect) const;
    // A new name for an object that is there.
    [[nodiscard]] std::string rename(const object& found, const std::string& name, bool of_view) const;

private:
    [[nodiscard]] std::string qualified(const std::string& name) const;
    [[nodiscard]] std::string in_sql(const object& object) const;
    [[nodiscard]] std::string add_to_extension(const object& object) const;
    [[nodiscard]] std::string alter_part(const object& part, bool of_view) const;
    [[nodiscard]] std::optional<std::string> create_plain(const object& missing) const;
    [[nodiscard]] std::string create_column(const object& column) const;
    [[nodiscard]] std::string create_view(const object& view) const;
    [[nodiscard]] std::string properties(const object& object) const;
    [[nodiscard]] std::optional<std::string> change_part(const object& expected, const object& found,
                                                         const std::string& aspect) const;
    [[nodiscard]] std::optional<std::string> change_column(const object& expected, const object& found,
                                                           const std::string& aspect) const;
    [[nodiscard]] std::optional<std::string> grant(const object& expected, const object& found,
                                                   const std::string& aspect) const;
    [[nodiscard]] std::optional<std::string> change_whole(const object& expected, const object& found,
                                                          const std::string& aspect) const;
    [[nodiscard]] std::optional<std::string> change_definition(const object& expected,
                                                               const object& found) const;
    [[nodiscard]] std::string register_dump(const object& object,
                                            const std::optional<std::string>& value) const;
    [[nodiscard]] std::string own(const object& sequence, const std::optional<std::string>& column) const;

    const objects* expected_;
    const remedy_names* names_;
};

}  // namespace forecast_warehouse::core::schema
