#include "schema/step_warning.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "core/text.hpp"
#include "core/versions.hpp"
#include "postgres/guard.hpp"
#include "postgres/server.hpp"
#include "postgres/spi.hpp"
#include "schema/drift.hpp"

namespace forecast_warehouse::schema {
namespace {

using core::schema::difference;

// How many differences the warning shows, and how much of each text.
constexpr std::size_t shown = 5;
constexpr std::size_t shown_of_text = 100;
constexpr std::size_t shown_of_remedy = 400;

// The transaction of the last comparison. 0: none.
std::uint64_t compared_in = 0;

// The version before this transaction. The server has stored the new one already. NULL: the extension was
// created in this transaction. Runs inside a guard.
const char* version_before() {
    Snapshot snapshot = RegisterSnapshot(GetLatestSnapshot());
    snapshot->curcid = FirstCommandId;
    Relation catalog = table_open(ExtensionRelationId, AccessShareLock);
    ScanKeyData key{};
    ScanKeyInit(&key, Anum_pg_extension_oid, BTEqualStrategyNumber, F_OIDEQ,
                ObjectIdGetDatum(CurrentExtensionObject));
    SysScanDesc scan = systable_beginscan(catalog, ExtensionOidIndexId, true, snapshot, 1, &key);
    HeapTuple tuple = systable_getnext(scan);
    const char* version = nullptr;
    if (HeapTupleIsValid(tuple)) {
        bool is_null = false;
        const Datum value =
            heap_getattr(tuple, Anum_pg_extension_extversion, RelationGetDescr(catalog), &is_null);
        version = TextDatumGetCString(value);
    }
    systable_endscan(scan);
    table_close(catalog, AccessShareLock);
    UnregisterSnapshot(snapshot);
    return version;
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
        const std::string remedy = found[at].remedy.value_or("-- no statement mends " + found[at].object);
        hint += "\n" + core::shorten(remedy, shown_of_remedy) + ";";
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

void warn_if_different(const installation& here) {
    std::vector<difference> found = drift_from(here);
    // Objects that users added, such as an index, are not in the way of a step.
    std::erase_if(found, [](const difference& each) { return !each.expected && each.aspect == "existence"; });
    if (!found.empty()) {
        warn(here.version, found);
    }
}

}  // namespace

void warn_in_script() {
    const char* before = postgres::guard([] { return version_before(); });
    const std::uint64_t transaction = U64FromFullTransactionId(GetTopFullTransactionIdIfAny());
    if (before == nullptr || core::find_version(before) == nullptr || transaction == compared_in) {
        return;
    }
    compared_in = transaction;
    const std::string version = before;
    postgres::with_spi([&] {
        with_settings_of_texts([&] {
            installation here = installed();
            here.version = version;
            warn_if_different(here);
        });
    });
}

void warn_of_drift(const std::string& from_version) {
    with_settings_of_texts([&] {
        const installation here = installed();
        if (here.version == from_version) {
            warn_if_different(here);
        }
    });
}

}  // namespace forecast_warehouse::schema
