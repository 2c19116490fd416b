#include "schema/step_warning.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/server.hpp"
#include "postgres/spi.hpp"
#include "schema/drift.hpp"

namespace forecast_warehouse::schema {
namespace {

using core::schema::difference;

// How many differences the warning shows, and how much of each text.
constexpr std::size_t shown = 5;
constexpr std::size_t shown_of_text = 200;

// The transaction of the last comparison. 0: none.
std::uint64_t compared_in = 0;

// A table that this transaction made, or altered in an earlier step, has nothing from before.
bool is_new(const installation& here) {
    postgres::query(
        "SELECT a.xmin::pg_catalog.text::pg_catalog.int8 FROM pg_catalog.pg_attribute a "
        "JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) a.attrelid "
        "WHERE c.relnamespace OPERATOR(pg_catalog.=) $1 AND c.relname OPERATOR(pg_catalog.=) "
        "'store'::pg_catalog.name "
        "AND a.attname OPERATOR(pg_catalog.=) 'id'::pg_catalog.name",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(here.schema)));
    const bool found = postgres::result_rows() > 0;
    const auto writer = static_cast<TransactionId>(found ? postgres::result_count(1) : 0);
    postgres::free_result();
    return found && TransactionIdIsCurrentTransactionId(writer);
}

bool in_script() {
    return creating_extension && OidIsValid(CurrentExtensionObject);
}

std::string describe(const difference& each) {
    const auto value = [](const std::optional<std::string>& text) {
        return text ? core::quoted(core::shorten(*text, shown_of_text)) : std::string("none");
    };
    return fmt::format("{}, {}: expected {}, found {}", each.object, each.aspect, value(each.expected),
                       value(each.found));
}

void warn(const std::string& version, const std::vector<difference>& found) {
    std::string detail;
    std::string hint = "If the step fails, mend them first:";
    for (std::size_t at = 0; at < std::min(found.size(), shown); ++at) {
        detail += (at == 0 ? "" : "\n") + describe(found[at]);
        hint += "\n" + found[at].remedy.value_or("-- no statement mends " + found[at].object) + ";";
    }
    if (found.size() > shown) {
        detail += fmt::format("\nand {} more", found.size() - shown);
    }
    const std::string message =
        fmt::format(R"(the database has {} from version "{}" of extension "forecast_warehouse")",
                    core::counted(static_cast<std::int64_t>(found.size()), "difference"), version);
    postgres::guard([&] {
        ereport(WARNING, (errmsg("%s", message.c_str()), errdetail("%s", detail.c_str()),
                          errhint("%s", hint.c_str())));
    });
}

void compare(const std::string& from_version) {
    installation here = installed();
    if (in_script()) {
        const std::uint64_t transaction = U64FromFullTransactionId(GetTopFullTransactionIdIfAny());
        if (is_new(here) || (transaction != 0 && transaction == compared_in)) {
            return;
        }
        compared_in = transaction;
        here.version = from_version;
    } else if (here.version != from_version) {
        return;  // a later step of the path
    }
    const std::vector<difference> found = drift_from(here);
    if (!found.empty()) {
        warn(from_version, found);
    }
}

}  // namespace

void warn_of_drift(const std::string& from_version) {
    with_settings_of_texts([&] { compare(from_version); });
}

}  // namespace forecast_warehouse::schema
