#include "core/schema/differences.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/schema/object.hpp"
#include "core/schema/remedies.hpp"
#include "core/schema/renames.hpp"

namespace forecast_warehouse::core::schema {
namespace {

using text = std::optional<std::string>;

// The order of remedies: names and schemas first, then what is too much, then what is missing from sequences
// to properties.
enum class rank : std::uint8_t {
    name,
    moved,
    extra,
    sequence,
    type,
    c_function,
    table,
    column,
    constraint,
    foreign_key,
    index,
    sql_function,
    view,
    trigger,
    property
};

rank rank_of_missing(const object& missing) {
    const std::string definition = missing.get("definition").value_or("");
    if (missing.kind == "constraint") {
        return definition.starts_with("FOREIGN KEY") ? rank::foreign_key : rank::constraint;
    }
    if (missing.kind == "function") {
        return definition.find("\n LANGUAGE c") == std::string::npos ? rank::sql_function : rank::c_function;
    }
    static const std::map<std::string, rank> ranks{{"sequence", rank::sequence}, {"type", rank::type},
                                                   {"table", rank::table},       {"column", rank::column},
                                                   {"index", rank::index},       {"view", rank::view},
                                                   {"trigger", rank::trigger}};
    const auto found = ranks.find(missing.kind);
    return found == ranks.end() ? rank::trigger : found->second;
}

rank rank_of_change(const object& object, std::string_view aspect) {
    if (aspect == "schema") {
        return rank::moved;
    }
    return aspect == "definition" || aspect == "type" || aspect == "null" ? rank_of_missing(object)
                                                                          : rank::property;
}

std::vector<std::string> privileges_in(const std::string& list) {
    std::vector<std::string> found;
    std::size_t from = 0;
    for (std::size_t at = list.find(", "); at != std::string::npos; at = list.find(", ", from)) {
        found.push_back(list.substr(from, at - from));
        from = at + 2;
    }
    found.push_back(list.substr(from));
    return found;
}

bool has_all(const text& found, const text& wanted) {
    const auto there = privileges_in(found.value_or(""));
    const auto needed = privileges_in(*wanted);
    return std::all_of(needed.begin(), needed.end(), [&](const std::string& each) {
        return std::find(there.begin(), there.end(), each) != there.end();
    });
}

// A short description of an object that is missing, or not expected.
std::string describe(const object& object) {
    for (const char* aspect : {"definition", "type", "parameters"}) {
        if (const text value = object.get(aspect); value && object.kind != "view") {
            return *value;
        }
    }
    return "a " + object.kind;
}

// Rows or values can be lost, or wrong rows can come in: by the difference, or by its remedy.
bool risk_of_object(const object& object) {
    static const std::set<std::string_view> kinds{"table",   "sequence", "column", "constraint",
                                                  "trigger", "rule",     "type"};
    return kinds.contains(object.kind) ||
           (object.kind == "index" && object.get("definition").value_or("").starts_with("CREATE UNIQUE"));
}

bool risk_of_aspect(const object& object, std::string_view aspect) {
    static const std::set<std::string_view> aspects{
        "type",    "null",  "persistence", "dump",    "owned by", "disabled triggers of foreign keys",
        "enabled", "state", "member",      "default", "identity"};
    return aspects.contains(aspect) || (aspect == "definition" && risk_of_object(object));
}

class comparison {
public:
    comparison(const facts& expected, facts found, const surroundings& surroundings)
        : names_{surroundings.schema, surroundings.owner, surroundings.superuser},
          surroundings_(&surroundings),
          expected_(expected),
          remedies_(expected_, names_) {
        for (const renamed& each : undo_renames(expected, found, surroundings.schema)) {
            add(rank::name, label(each.found), "name", each.name,
                is_part(each.found.kind) ? part_of(each.found.name) : each.found.name, false,
                remedies_.rename(each.found, each.name, each.of_view));
        }
        found_ = objects(found);
    }

    std::vector<difference> run() {
        for (const object& each : expected_.all()) {
            const object* there = found_.find(each.kind, each.name);
            if (there == nullptr) {
                missing(each);
            } else {
                compare(each, *there);
            }
        }
        for (const object& each : found_.all()) {
            if (expected_.find(each.kind, each.name) == nullptr) {
                extra(each);
            }
        }
        std::stable_sort(ranked_.begin(), ranked_.end(),
                         [](const auto& left, const auto& right) { return left.first < right.first; });
        std::vector<difference> all;
        all.reserve(ranked_.size());
        for (auto& each : ranked_) {
            all.push_back(std::move(each.second));
        }
        return all;
    }

private:
    static std::string label(const object& object) { return object.kind + " " + object.name; }

    void add(rank rank, std::string object, std::string aspect, text expected, text found, bool risk,
             text remedy) {
        ranked_.emplace_back(rank, difference{std::move(object), std::move(aspect), std::move(expected),
                                              std::move(found), risk, std::move(remedy)});
    }

    // Of a missing relation one difference reports all. The columns of a view are those of its definition.
    [[nodiscard]] bool belongs_to_other_difference(const object& object, const objects& there) const {
        if (!is_part(object.kind)) {
            return false;
        }
        const class object* relation = there.relation(relation_of(object.name));
        return relation == nullptr || (object.kind == "column" && relation->kind == "view");
    }

    void missing(const object& object) {
        if (belongs_to_other_difference(object, found_)) {
            return;
        }
        add(rank_of_missing(object), label(object), "existence", describe(object), std::nullopt,
            risk_of_object(object), remedies_.create(object));
        if (const text owned = object.get("owned by")) {
            add(rank::property, label(object), "owned by", owned, std::nullopt, true,
                remedies_.change(object, {object.kind, object.name, {}}, "owned by"));
        }
    }

    void extra(const object& object) {
        if (belongs_to_other_difference(object, expected_) ||
            (!is_part(object.kind) && object.get("member") != "yes")) {
            return;
        }
        // The index of a constraint has no definition of its own.
        const bool broken = object.kind == "index" && !object.get("definition");
        add(broken ? rank::property : rank::extra, label(object), broken ? "state" : "existence",
            std::nullopt, broken ? object.get("state") : describe(object), object.kind == "column" || broken,
            remedies_.remove(object, found_.relation(relation_of(object.name))));
    }

    [[nodiscard]] bool is_owner(const object& expected, const object& found) const {
        const std::string role = found.get("owner").value_or("");
        // The owner of a table owns its sequences.
        return found.get("owned by") ||
               (expected.get("owner") == owner_word ? role == surroundings_->owner
                                                    : surroundings_->is_superuser(role));
    }

    [[nodiscard]] bool is_equal(const object& expected, const object& found,
                                const std::string& aspect) const {
        const text wanted = expected.get(aspect);
        const text there = found.get(aspect);
        if (aspect == "owner") {
            return is_owner(expected, found);
        }
        if (aspect == "columns" || (aspect == "schema" && found.get("owned by"))) {
            return true;
        }
        if (aspect == "privileges of PUBLIC") {
            return !wanted || has_all(there, wanted);
        }
        if (wanted == there) {
            return true;
        }
        return wanted && there && (aspect == "definition" || aspect == "default") &&
               surroundings_->same_definition({expected.kind, expected.name, aspect, *wanted}, *there);
    }

    void compare(const object& expected, const object& found) {
        std::set<std::string> aspects;
        for (const auto& [aspect, value] : expected.aspects) {
            aspects.insert(aspect);
        }
        for (const auto& [aspect, value] : found.aspects) {
            aspects.insert(aspect);
        }
        for (const std::string& each : aspects) {
            if (!is_equal(expected, found, each)) {
                const bool owner = each == "owner";
                add(rank_of_change(expected, each), label(expected), each,
                    owner ? owner_in_words(expected) : expected.get(each), found.get(each),
                    risk_of_aspect(expected, each), remedies_.change(expected, found, each));
            }
        }
    }

    [[nodiscard]] text owner_in_words(const object& expected) const {
        return expected.get("owner") == owner_word ? surroundings_->owner : "a superuser";
    }

    remedy_names names_;
    const surroundings* surroundings_;
    objects expected_;
    objects found_{facts{}};
    remedies remedies_;
    std::vector<std::pair<rank, difference>> ranked_;
};

}  // namespace

std::string usual_owner(const facts& expected, const facts& found) {
    std::set<std::string> owned;
    for (const fact& each : expected) {
        if (each.aspect == "owner" && each.value == owner_word) {
            owned.insert(each.kind + " " + each.object);
        }
    }
    std::map<std::string, int> counts;
    std::string usual;
    for (const fact& each : found) {
        if (each.aspect == "owner" && owned.contains(each.kind + " " + each.object) &&
            ++counts[each.value] > counts[usual]) {
            usual = each.value;
        }
    }
    return usual;
}

std::vector<difference> differences(const facts& expected, const facts& found,
                                    const surroundings& surroundings) {
    return comparison(expected, found, surroundings).run();
}

}  // namespace forecast_warehouse::core::schema
