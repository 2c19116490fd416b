#include "core/schema/object.hpp"

#include <algorithm>
#include <array>

namespace forecast_warehouse::core::schema {
namespace {

std::size_t point_in(const std::string& name) {
    if (!name.starts_with('"')) {
        return name.find('.');
    }
    for (std::size_t at = 1; at < name.size(); ++at) {
        if (name[at] == '"' && at + 1 < name.size() && name[at + 1] == '"') {
            ++at;
        } else if (name[at] == '"') {
            return at + 1;
        }
    }
    return std::string::npos;
}

}  // namespace

std::optional<std::string> object::get(std::string_view aspect) const {
    const auto found = aspects.find(aspect);
    return found == aspects.end() ? std::nullopt : std::optional(found->second);
}

bool is_part(std::string_view kind) noexcept {
    constexpr std::array<std::string_view, 5> kinds{"column", "constraint", "index", "trigger", "rule"};
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::string relation_of(const std::string& name) {
    return name.substr(0, point_in(name));
}

std::string part_of(const std::string& name) {
    return name.substr(point_in(name) + 1);
}

objects::objects(const facts& facts) {
    for (const fact& each : facts) {
        const auto [at, is_new] = positions_.try_emplace({each.kind, each.object}, all_.size());
        if (is_new) {
            all_.push_back({each.kind, each.object, {}});
        }
        all_[at->second].aspects.emplace(each.aspect, each.value);
    }
}

const object* objects::find(const std::string& kind, const std::string& name) const {
    const auto found = positions_.find({kind, name});
    return found == positions_.end() ? nullptr : &all_[found->second];
}

const object* objects::relation(const std::string& name) const {
    const object* table = find("table", name);
    return table != nullptr ? table : find("view", name);
}

std::vector<const object*> objects::parts(std::string_view kind, const std::string& relation) const {
    std::vector<const object*> found;
    for (const object& each : all_) {
        if (each.kind == kind && relation_of(each.name) == relation) {
            found.push_back(&each);
        }
    }
    return found;
}

}  // namespace forecast_warehouse::core::schema
