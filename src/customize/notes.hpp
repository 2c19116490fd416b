#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::customize {

// A row of the table customization: what a user asked for. Texts are canonical (postgres/canonical.hpp).
struct entry {
    std::string kind;  // column, index or check
    std::string table;
    std::string name;
    std::optional<std::string> schema{};
    std::optional<std::string> type{};
    std::optional<std::string> condition{};
    std::optional<std::string> default_value{};
    std::optional<bool> not_null{};
    std::optional<std::string> columns{};  // an array as text
    std::optional<std::string> method{};
    std::optional<bool> is_unique{};
    std::optional<std::string> comment{};
    std::string noted_by{};
    std::string noted_at{};
};

// The notes of a warehouse, read and written as the caller. Needs a connection to SPI.
class notes {
public:
    // Makes other sessions that customise wait until the end of the transaction.
    explicit notes(Oid schema);

    [[nodiscard]] std::optional<entry> find(const std::string& kind, const std::string& table,
                                            const std::string& name) const;
    // Columns first, in the order of an export.
    [[nodiscard]] std::vector<entry> all() const;
    // Adds the entry, or replaces the one of its name.
    void write(const entry& of) const;
    void rename(const entry& of, const std::string& new_name) const;
    void remove(const entry& of) const;

private:
    [[nodiscard]] std::vector<entry> read(const std::string& condition, const entry* of) const;

    std::string table_;
};

// An error that names what is noted and what was asked for (42710).
[[noreturn]] void refuse_conflict(const entry& noted, const char* property, const std::string& asked,
                                  const std::string& held);

// The value that two files give a property together: that of the one that names it. Raises where they differ.
template <class Value, class Text>
std::optional<Value> merged(const entry& noted, const char* property, const std::optional<Value>& asked,
                            const std::optional<Value>& held, Text text) {
    if (asked && held && *asked != *held) {
        refuse_conflict(noted, property, text(*asked), text(*held));
    }
    return asked ? asked : held;
}

}  // namespace forecast_warehouse::customize
