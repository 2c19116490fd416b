#include "adoption/propose.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "adoption/steps.hpp"
#include "adoption/texts.hpp"
#include "core/adoption/old_names.hpp"
#include "core/sources/column_profile.hpp"
#include "core/sources/suggestion.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::adoption {
namespace {

constexpr const char* by_name = "the same name";
constexpr const char* by_known_name = "a known name";
constexpr const char* by_foreign_key = "its foreign key";
constexpr const char* by_data = "its values";

std::string lower(std::string_view name) {
    std::string made;
    for (const char each : name) {
        made += each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    }
    return made;
}

// The columns of one table that are not taken yet.
class column_finder {
public:
    column_finder(const old_schema& old, const old_table& from, const mapping& before, mapped_table& into)
        : old_(&old), from_(&from), before_(&before), into_(&into) {}

    void find(const core::feed_column& column) {
        if (column.to != nullptr && core::has_surrogate(*column.to) && find_key_by_reference(column)) {
            return;
        }
        const old_column* found = named(column.name);
        const char* how = by_name;
        if (found == nullptr) {
            found = named(column.target);
        }
        for (const std::string_view name : core::other_names_of_column(into_->ours, column.name)) {
            if (found == nullptr) {
                found = named(name);
                how = by_known_name;
            }
        }
        if (found == nullptr && column.role == core::column_role::natural_key && column.limit > 0) {
            found = only_unique_text();
            how = by_data;
        }
        if (found != nullptr) {
            add(column, *found, how);
        }
    }

    void find_id() {
        const old_column* found = unique_number("id");
        const char* how = by_name;
        for (const std::string_view name : core::other_names_of_column(into_->ours, "id")) {
            if (found == nullptr) {
                found = unique_number(name);
                how = by_known_name;
            }
        }
        for (const old_column& each : from_->columns) {
            if (found == nullptr && each.refers_table.empty()) {
                found = unique_number(lower(each.name));
                how = by_data;
            }
        }
        if (found != nullptr) {
            into_->columns.push_back({"id", found->name, {}, how});
        }
    }

    [[nodiscard]] const old_column* named(std::string_view name) const {
        for (const old_column& each : from_->columns) {
            if (lower(each.name) == name && !is_taken(each)) {
                return &each;
            }
        }
        return nullptr;
    }

private:
    [[nodiscard]] const old_column* unique_number(std::string_view name) const {
        const old_column* found = named(name);
        return found != nullptr && found->is_whole() && found->is_unique ? found : nullptr;
    }

    [[nodiscard]] bool is_taken(const old_column& column) const {
        const mapped_column* taken = into_->from(column.name);
        return taken != nullptr && taken->ours != "id";
    }

    [[nodiscard]] const old_column* only_unique_text() const {
        const old_column* found = nullptr;
        for (const old_column& each : from_->columns) {
            if (each.is_unique && each.is_text() && !is_taken(each)) {
                if (found != nullptr) {
                    return nullptr;
                }
                found = &each;
            }
        }
        return found;
    }

    bool find_key_by_reference(const core::feed_column& column) {
        const mapped_table* to = find_table(*before_, column.to->table);
        for (const old_column& each : from_->columns) {
            if (to != nullptr && each.refers_table == to->old && !is_taken(each) &&
                to->column(column.to->natural_key) != nullptr) {
                into_->columns.push_back({column.name, each.name, each.refers_column, by_foreign_key});
                return true;
            }
        }
        return false;
    }

    void add(const core::feed_column& column, const old_column& found, const char* how) {
        mapped_column made{column.name, found.name, {}, how};
        const mapped_table* to = column.to == nullptr || !core::has_surrogate(*column.to)
                                     ? nullptr
                                     : find_table(*before_, column.to->table);
        const mapped_column* id = to == nullptr ? nullptr : to->column("id");
        const mapped_column* key = to == nullptr ? nullptr : to->column(column.to->natural_key);
        if (id != nullptr && key != nullptr && id->old != key->old &&
            matches(found, *to, id->old) > matches(found, *to, key->old)) {
            made.refers_to = id->old;
            made.found = by_data;
        }
        into_->columns.push_back(std::move(made));
    }

    // How many of some values of a column are in a column of another table.
    [[nodiscard]] std::int64_t matches(const old_column& column, const mapped_table& to,
                                       const std::string& in) const {
        return std::stoll(*text_of(fmt::format(
            "SELECT pg_catalog.count(*) FROM (SELECT DISTINCT o.{0}::pg_catalog.text AS value FROM {1} AS o "
            "LIMIT 1000) AS s WHERE EXISTS (SELECT 1 FROM {2} AS k WHERE k.{3}::pg_catalog.text "
            "OPERATOR(pg_catalog.=) s.value)",
            postgres::quoted(column.name), old_->quoted(from_->name), old_->quoted(to.old),
            postgres::quoted(in))));
    }

    const old_schema* old_;
    const old_table* from_;
    const mapping* before_;
    mapped_table* into_;
};

core::column_profile profile_of(const old_schema& old, const mapped_table& table, const std::string& column) {
    std::vector<std::string> cells;
    for (const text_row& row :
         texts_of(fmt::format("SELECT DISTINCT o.{0}::pg_catalog.text FROM {1} AS o WHERE o.{0} IS NOT NULL "
                              "LIMIT 2000",
                              postgres::quoted(column), old.quoted(table.old)))) {
        cells.push_back(*row[0]);
    }
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    return core::profile_column(views, GetDatabaseEncoding() == PG_UTF8);
}

void add_option(std::string& options, std::string_view name, const std::string& json) {
    const std::string named = core::json_string(name);
    if (options.find(named) == std::string::npos) {
        options += fmt::format("{}{}: {}", options.empty() ? "" : ", ", named, json);
    }
}

// How the texts of a column are written.
void add_options(std::string& options, const core::feed_column& column, const core::column_profile& profile) {
    if (column.type == core::value_type::date && profile.is_day && !profile.format.empty()) {
        add_option(options, "date_format", core::json_string(profile.format));
    }
    if (column.type == core::value_type::timestamp && profile.is_day && !profile.format.empty()) {
        add_option(options, "timestamp_format", core::json_string(profile.format));
    }
    if ((column.type == core::value_type::decimal || column.type == core::value_type::integer) &&
        profile.is_number) {
        if (profile.numbers.decimal_mark != '.') {
            add_option(options, "decimal_mark",
                       core::json_string(std::string_view(&profile.numbers.decimal_mark, 1)));
        }
        if (!profile.numbers.grouping_mark.empty()) {
            add_option(options, "grouping_mark", core::json_string(profile.numbers.grouping_mark));
        }
        for (const std::string& each : profile.numbers.strip) {
            add_option(options, "strip", core::json_string(each));
        }
    }
}

std::string options_of(const old_schema& old, const old_table& from, const mapped_table& table,
                       const core::feed& feed) {
    std::string options;
    for (const mapped_column& each : table.columns) {
        const int at = core::column_named(feed, each.ours);
        if (at >= 0 && each.refers_to.empty() && from.column(each.old)->is_text()) {
            const core::feed_column& column = feed.columns[static_cast<std::size_t>(at)];
            if (column.type != core::value_type::text) {
                add_options(options, column, profile_of(old, table, each.old));
            }
        }
    }
    return "{" + options + "}";
}

void find_columns(const old_schema& old, const old_table& from, const mapping& before, mapped_table& made,
                  Oid schema) {
    column_finder finder(old, from, before, made);
    if (is_staging(made.ours)) {
        for (const std::string& name : columns_of(made.ours, schema)) {
            if (const old_column* found = finder.named(name)) {
                made.columns.push_back({name, found->name, {}, by_name});
            }
        }
    } else {
        const core::feed& feed = feed_of(made.ours, schema);
        if (feed.surrogate) {
            finder.find_id();
        }
        // Keys come first: a column store_id is a key before it is anything else.
        for (const bool keys : {true, false}) {
            for (const core::feed_column& column : core::arriving_columns(feed)) {
                if ((column.to != nullptr) == keys) {
                    finder.find(column);
                }
            }
        }
        made.options = options_of(old, from, made, feed);
    }
    for (const old_column& each : from.columns) {
        if (made.from(each.name) == nullptr) {
            made.ignored.push_back(each.name);
        }
    }
}

// The old table of one of ours, by a name. taken: those that others have.
const old_table* table_for(const old_schema& old, const std::string& ours, const mapping& taken,
                           const char*& how) {
    const auto find = [&](auto matches) -> const old_table* {
        for (const old_table& each : old.tables) {
            if (matches(each) && !each.is_partition &&
                std::none_of(taken.begin(), taken.end(),
                             [&](const mapped_table& other) { return other.old == each.name; })) {
                return &each;
            }
        }
        return nullptr;
    };
    how = by_name;
    const old_table* found = find([&](const old_table& each) { return lower(each.name) == ours; });
    if (found != nullptr) {
        return found;
    }
    how = by_known_name;
    found = find([&](const old_table& each) { return core::plain_table_name(each.name) == ours; });
    for (const std::string_view name : core::other_names_of_table(ours)) {
        if (found == nullptr) {
            found = find([&](const old_table& each) { return core::plain_table_name(each.name) == name; });
        }
    }
    return found;
}

}  // namespace

mapping propose(const old_schema& old, Oid schema) {
    mapping made;
    for (const std::string& ours : adoptable_tables()) {
        const char* how = nullptr;
        const old_table* from = table_for(old, ours, made, how);
        if (from == nullptr) {
            continue;
        }
        mapped_table table{ours, from->name};
        table.found = how;
        find_columns(old, *from, made, table, schema);
        // A table with a similar name may be of another kind.
        if (how == by_name || missing_columns(old, table, schema).empty()) {
            made.push_back(std::move(table));
        }
    }
    return made;
}

}  // namespace forecast_warehouse::adoption
