#include "core/schema/renames.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include <fmt/format.h>

namespace forecast_warehouse::core::schema {
namespace {

bool in_name(char each) {
    return std::isalnum(static_cast<unsigned char>(each)) != 0 || each == '_' || each == '$' || each == '"';
}

// Replaces whole names.
std::string with_name(const std::string& text, const std::string& from, const std::string& to) {
    std::string changed;
    std::size_t done = 0;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + from.size())) {
        const std::size_t end = at + from.size();
        if ((at > 0 && in_name(text[at - 1])) || (end < text.size() && in_name(text[end]))) {
            continue;
        }
        changed += text.substr(done, at - done) + to;
        done = end;
    }
    return changed + text.substr(done);
}

void replace_in_values(facts& found, const std::string& from, const std::string& to) {
    for (fact& each : found) {
        if (each.aspect != "comment" && each.aspect != "schema" && each.aspect != "owner") {
            each.value = with_name(each.value, from, to);
        }
    }
}

std::set<std::string> column_names(const objects& objects, const std::string& relation) {
    std::set<std::string> names;
    for (const object* each : objects.parts("column", relation)) {
        names.insert(part_of(each->name));
    }
    return names;
}

// The arguments of a function, in parentheses.
std::string arguments_of(const std::string& function) {
    return function.substr(std::min(function.find('('), function.size()));
}

// The text of a definition without the object's own name.
std::string nameless(const object& object, const std::string& schema) {
    const std::string name =
        is_part(object.kind) ? part_of(object.name) : object.name.substr(0, object.name.find('('));
    const std::string definition = object.get("definition").value_or("");
    const std::string own = object.kind == "function" ? schema + "." + name : name;
    const std::size_t at = definition.find(own);
    return at == std::string::npos || object.kind == "constraint"
               ? definition
               : definition.substr(0, at) + definition.substr(at + own.size());
}

class renames {
public:
    renames(const facts& expected, facts& found, std::string schema)
        : expected_(expected), facts_(&found), schema_(std::move(schema)) {}

    std::vector<renamed> undo() {
        undo_schemas();
        for (const char* kind : {"table", "view", "sequence", "function", "event trigger"}) {
            undo_kind(kind);
        }
        undo_columns_of_views();
        for (const char* kind : {"column", "constraint", "index", "trigger"}) {
            undo_kind(kind);
        }
        return std::move(undone_);
    }

private:
    // A relation that was moved has its other schema in the texts of others.
    void undo_schemas() {
        const objects found(*facts_);
        for (const object& each : found.all()) {
            const auto schema = each.get("schema");
            if (schema && *schema != schema_ && expected_.find(each.kind, each.name) != nullptr) {
                const std::string name = each.name.substr(0, each.name.find('('));
                replace_in_values(*facts_, *schema + "." + name, schema_ + "." + name);
            }
        }
    }

    [[nodiscard]] bool is_same(const objects& found, const object& wanted, const object& there) const {
        if (is_part(wanted.kind) && relation_of(wanted.name) != relation_of(there.name)) {
            return false;
        }
        if (wanted.kind == "table") {
            return column_names(expected_, wanted.name) == column_names(found, there.name);
        }
        if (wanted.kind == "view") {
            return wanted.get("definition") == there.get("definition") ||
                   (wanted.get("columns") == there.get("columns") &&
                    wanted.get("comment") == there.get("comment"));
        }
        if (wanted.kind == "sequence") {
            return wanted.get("owned by") && wanted.get("owned by") == there.get("owned by");
        }
        if (wanted.kind == "function" && arguments_of(wanted.name) != arguments_of(there.name)) {
            return false;
        }
        if (wanted.kind == "column") {
            return wanted.get("type") && wanted.get("type") == there.get("type") &&
                   position_of(expected_, wanted) == position_of(found, there);
        }
        return nameless(wanted, schema_) == nameless(there, schema_);
    }

    static std::size_t position_of(const objects& objects, const object& column) {
        std::size_t position = 0;
        for (const object* each : objects.parts("column", relation_of(column.name))) {
            if (each->name == column.name) {
                break;
            }
            ++position;
        }
        return position;
    }

    void undo_kind(const std::string& kind) {
        objects found(*facts_);
        for (const object& wanted : expected_.all()) {
            if (wanted.kind == kind && found.find(kind, wanted.name) == nullptr && undo_name(found, wanted)) {
                found = objects(*facts_);
            }
        }
    }

    bool undo_name(const objects& found, const object& wanted) {
        for (const object& there : found.all()) {
            if (there.kind == wanted.kind && there.get("member") != "no" &&
                expected_.find(there.kind, there.name) == nullptr && is_same(found, wanted, there)) {
                undo_one(there, wanted.name, false);
                return true;
            }
        }
        return false;
    }

    void undo_columns_of_views() {
        const objects found(*facts_);
        for (const object& view : expected_.all()) {
            const object* there = view.kind == "view" ? found.find("view", view.name) : nullptr;
            if (there == nullptr || view.get("columns") == there->get("columns")) {
                continue;
            }
            const auto wanted = list(view.get("columns").value_or(""));
            const auto names = list(there->get("columns").value_or(""));
            for (std::size_t at = 0; at < wanted.size() && wanted.size() == names.size(); ++at) {
                if (wanted[at] != names[at]) {
                    undo_one({"column", view.name + "." + names[at], {}}, view.name + "." + wanted[at], true);
                }
            }
        }
    }

    static std::vector<std::string> list(const std::string& names) {
        std::vector<std::string> found;
        std::size_t from = 0;
        for (std::size_t at = names.find(", "); at != std::string::npos; at = names.find(", ", from)) {
            found.push_back(names.substr(from, at - from));
            from = at + 2;
        }
        found.push_back(names.substr(from));
        return found;
    }

    void undo_one(const object& there, const std::string& wanted, bool of_view) {
        const bool part = is_part(there.kind);
        const std::string from = part ? part_of(there.name) : there.name;
        const std::string to = part ? part_of(wanted) : wanted;
        const object copy = there;
        for (fact& each : *facts_) {
            if (each.kind == copy.kind && each.object == copy.name) {
                each.object = wanted;
            } else if (!part && is_part(each.kind) && relation_of(each.object) == from) {
                each.object = to + "." + part_of(each.object);
            }
            // A column may be written in every definition of its own relation, and in those of views.
            const bool own = part && (relation_of(each.object) == relation_of(copy.name) ||
                                      (copy.kind == "column" && !of_view && each.aspect == "definition"));
            if (own && each.aspect != "comment") {
                // A view that read the column by its other name has the expected one as an alias.
                each.value = with_name(with_name(each.value, from, to), fmt::format("{0} AS {0}", to), to);
            }
        }
        if (!part) {
            replace_in_values(*facts_, schema_ + "." + from.substr(0, from.find('(')),
                              schema_ + "." + to.substr(0, to.find('(')));
            for (fact& each : *facts_) {
                if (each.aspect == "owned by" && relation_of(each.value) == from) {
                    each.value = to + "." + part_of(each.value);
                }
            }
        }
        undone_.push_back({copy, copy.kind == "function" ? to.substr(0, to.find('(')) : to, of_view});
    }

    objects expected_;
    facts* facts_;
    std::string schema_;
    std::vector<renamed> undone_;
};

}  // namespace

std::vector<renamed> undo_renames(const facts& expected, facts& found, const std::string& schema) {
    return renames(expected, found, schema).undo();
}

}  // namespace forecast_warehouse::core::schema
