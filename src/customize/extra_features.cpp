#include "customize/extra_features.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "customize/companion.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::customize {
namespace {

constexpr const char* hint = "Give names such as store.square_metres or product.colour of add_column().";

std::string qualified_target(const std::string& target) {
    const Oid relation = postgres::guard([text = target.c_str()] {
        return RangeVarGetRelid(makeRangeVarFromNameList(textToQualifiedNameList(cstring_to_text(text))),
                                NoLock, false);
    });
    const std::string name = postgres::guard([=]() -> const char* { return get_rel_name(relation); });
    return postgres::quoted(
        postgres::name_of_schema(postgres::guard([=] { return get_rel_namespace(relation); })), name);
}

}  // namespace

extra_features::extra_features(Oid extension_schema, const std::vector<std::string>& names)
    : schema_(postgres::name_of_schema(extension_schema)) {
    for (const char* table : {"store", "product"}) {
        const std::string prefix = fmt::format("{}.", table);
        std::optional<companion> own;
        for (const std::string& name : names) {
            if (!name.starts_with(prefix)) {
                continue;
            }
            own = own ? own : find_companion(postgres::table_in(extension_schema, table));
            const custom_column* found = own ? own->find(name.substr(prefix.size())) : nullptr;
            if (found == nullptr) {
                throw core::failure(core::sqlstate::undefined_column,
                                    fmt::format("column {} of users does not exist", core::quoted(name)),
                                    hint);
            }
            const std::string value = fmt::format("{}_own.{}", table, postgres::quoted(found->name));
            columns_.push_back({name, found->type_text,
                                found->default_value
                                    ? fmt::format("CASE WHEN {}_own.id IS NULL THEN {} ELSE {} END", table,
                                                  *found->default_value, value)
                                    : value});
        }
        if (own) {
            joins_ +=
                fmt::format("{}{} AS {} LEFT JOIN {} AS {}_own ON {}_own.id OPERATOR(pg_catalog.=) {}.id",
                            joins_.empty() ? "" : ", ", postgres::quoted(schema_, table), table,
                            own->qualified(), table, table, table);
            condition_ += fmt::format("{}{}.id OPERATOR(pg_catalog.=) features.{}_id",
                                      condition_.empty() ? "" : " AND ", table, table);
        }
    }
    for (const std::string& name : names) {
        const auto same = [&name](const column& each) { return each.name == name; };
        const auto found = std::count_if(columns_.begin(), columns_.end(), same);
        if (found != 1) {
            throw core::failure(core::sqlstate::invalid_parameter_value,
                                found > 1 ? fmt::format("extra has {} twice", core::quoted(name))
                                          : fmt::format("extra has {}, which is no column of a store or "
                                                        "product",
                                                        core::quoted(name)),
                                hint);
        }
    }
}

std::vector<std::string> extra_features::names() const {
    std::vector<std::string> names;
    names.reserve(columns_.size());
    for (const column& each : columns_) {
        names.push_back(each.name);
    }
    return names;
}

void extra_features::add_to(const std::string& target) const {
    if (columns_.empty()) {
        return;
    }
    const std::string table = qualified_target(target);
    std::string additions;
    std::string assignments;
    for (const column& each : columns_) {
        const char* separator = additions.empty() ? "" : ", ";
        additions += fmt::format("{}ADD COLUMN {} {}", separator, postgres::quoted(each.name), each.type);
        assignments += fmt::format("{}{} = {}", separator, postgres::quoted(each.name), each.value);
    }
    postgres::execute(fmt::format("ALTER TABLE {} {}", table, additions));
    postgres::execute(
        fmt::format("UPDATE {} AS features SET {} FROM {} WHERE {}", table, assignments, joins_, condition_));
}

}  // namespace forecast_warehouse::customize
