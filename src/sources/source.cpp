#include "sources/source.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/observed_windows.hpp"
#include "core/load/star.hpp"
#include "core/text.hpp"
#include "load/policy.hpp"
#include "load/target.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::sources {
namespace {

// The members of a JSON object, a row for each text of a list.
constexpr const char* members_query =
    "SELECT e.key, pg_catalog.jsonb_typeof(e.value), pg_catalog.jsonb_typeof(item.value), "
    "item.value OPERATOR(pg_catalog.#>>) '{}'::pg_catalog.text[] "
    "FROM pg_catalog.jsonb_each($1::pg_catalog.jsonb) AS e "
    "LEFT JOIN LATERAL pg_catalog.jsonb_array_elements(CASE WHEN pg_catalog.jsonb_typeof(e.value) "
    "OPERATOR(pg_catalog.=) 'array' THEN e.value ELSE pg_catalog.jsonb_build_array(e.value) END) "
    "WITH ORDINALITY AS item (value, place) ON true ORDER BY e.key COLLATE pg_catalog.\"C\", item.place";

std::vector<core::named_option> members_of(const std::string& json, const char* what) {
    postgres::query("SELECT pg_catalog.jsonb_typeof($1::pg_catalog.jsonb)",
                    postgres::arguments().add_text(json));
    if (postgres::result_text(0, 1) != "object") {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("{} is no JSON object", what),
                            R"(Give an object, such as {"name": "text"}.)");
    }
    postgres::query(members_query, postgres::arguments().add_text(json));
    std::vector<core::named_option> members;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const std::string key = *postgres::result_text(row, 1);
        if (members.empty() || members.back().name != key) {
            members.push_back({key, postgres::result_text(row, 2) == "array"});
        }
        const auto kind = postgres::result_text(row, 3);
        if (kind) {
            members.back().is_text = members.back().is_text && kind == "string";
            members.back().texts.push_back(postgres::result_text(row, 4).value_or("null"));
        }
    }
    return members;
}

void expect_time_zone(const std::string& name) {
    if (!name.empty() && postgres::guard([&] { return pg_tzset(name.c_str()); }) == nullptr) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("time zone {} not recognized", core::quoted(name)),
                            "See pg_timezone_names.");
    }
}

std::string feed_list() {
    std::string list;
    for (const core::star* star : core::stars()) {
        for (const core::feed& each : star->feeds) {
            list += (list.empty() ? "" : ", ") + each.view;
        }
    }
    return list;
}

}  // namespace

const core::feed& feed_named(const std::string& name, Oid schema) {
    const core::feed* found = core::find_feed_of_view(name);
    found = found == nullptr ? core::find_feed_of_table(name) : found;
    if (found == nullptr || found->view.empty()) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("feed {} does not exist", core::quoted(name)),
                            fmt::format("Feeds are {}.", feed_list()));
    }
    return load::feed_in(*found, schema);
}

void expect_observable(const source& made) {
    if (made.options.observed && !core::has_price_windows(*made.feed)) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("option \"windows\" is not for {}", made.feed->view),
                            "Leave it out. It is for price_history_feed.");
    }
}

void read_map(const std::string& json, source& into) {
    const core::feed& feed = *into.feed;
    for (const core::named_option& each : members_of(json, "map")) {
        const int column = core::column_named(feed, each.name);
        const bool describes = each.name.find('.') != std::string::npos;
        if (!describes &&
            (column < 0 || static_cast<std::size_t>(column) >= core::arriving_columns(feed).size())) {
            throw core::failure(
                core::sqlstate::undefined_column,
                fmt::format("column {} of {} does not exist", core::quoted(each.name), feed.view),
                "Keys of the map are columns of the feed.");
        }
        if (each.is_list || !each.is_text) {
            throw core::failure(core::sqlstate::invalid_parameter_value,
                                fmt::format("expression of {} is no text", core::quoted(each.name)),
                                "Write each expression as a JSON string.");
        }
        if (core::trim_invisible(each.texts.front(), false).empty()) {
            throw core::failure(core::sqlstate::invalid_parameter_value,
                                fmt::format("expression of {} is empty", core::quoted(each.name)),
                                "Leave the entry out, or write NULL.");
        }
        (describes ? into.described : into.map).push_back({each.name, each.texts.front()});
    }
}

core::source_options read_options(const std::string& json) {
    std::vector<core::named_option> members = members_of(json, "options");
    for (core::named_option& each : members) {
        if (each.name == "unpivot" && !each.is_text && !each.texts.empty()) {
            each.members = members_of(each.texts.front(), "unpivot");
        }
    }
    core::source_options options = core::read_options(members);
    options.numbers.utf8 = GetDatabaseEncoding() == PG_UTF8;
    expect_time_zone(options.time_zone);
    if (options.on_reject) {
        static_cast<void>(load::parse_reject_policy(*options.on_reject));
    }
    if (options.on_duplicate) {
        static_cast<void>(load::parse_duplicate_policy(*options.on_duplicate));
    }
    return options;
}

}  // namespace forecast_warehouse::sources
