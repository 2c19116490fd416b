#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/schema/fact.hpp"

namespace forecast_warehouse::core::schema {

// An object of the catalog with its aspects.
struct object {
    std::string kind;
    std::string name;
    std::map<std::string, std::string, std::less<>> aspects;

    [[nodiscard]] std::optional<std::string> get(std::string_view aspect) const;
};

// Whether an object of a kind is a part of a relation: its name is "relation.part".
bool is_part(std::string_view kind) noexcept;

// The two halves of the name of a part. A quoted name may have points.
std::string relation_of(const std::string& name);
std::string part_of(const std::string& name);

// Objects in their order of creation.
class objects {
public:
    explicit objects(const facts& facts);

    [[nodiscard]] const object* find(const std::string& kind, const std::string& name) const;
    // A table or view by its name.
    [[nodiscard]] const object* relation(const std::string& name) const;
    [[nodiscard]] std::vector<const object*> parts(std::string_view kind, const std::string& relation) const;
    [[nodiscard]] const std::vector<object>& all() const noexcept { return all_; }

private:
    std::vector<object> all_;
    std::map<std::pair<std::string, std::string>, std::size_t> positions_;
};

}  // namespace forecast_warehouse::core::schema
