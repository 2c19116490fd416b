#include "load/policy.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/early_settings.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {
namespace {

int on_reject = static_cast<int>(reject_policy::error);
int on_duplicate = static_cast<int>(duplicate_policy::error);
int window_ends_setting = static_cast<int>(window_ends::inclusive);
int on_receipt_reuse = static_cast<int>(receipt_policy::reject);

const config_enum_entry reject_policies[] = {
    {"error", static_cast<int>(reject_policy::error), false},
    {"quarantine", static_cast<int>(reject_policy::quarantine), false},
    {nullptr, 0, false},
};

const config_enum_entry duplicate_policies[] = {
    {"error", static_cast<int>(duplicate_policy::error), false},
    {"first", static_cast<int>(duplicate_policy::first), false},
    {"last", static_cast<int>(duplicate_policy::last), false},
    {"sum", static_cast<int>(duplicate_policy::sum), false},
    {"identical", static_cast<int>(duplicate_policy::identical), false},
    {nullptr, 0, false},
};

const config_enum_entry receipt_policies[] = {
    {"reject", static_cast<int>(receipt_policy::reject), false},
    {"update", static_cast<int>(receipt_policy::update), false},
    {nullptr, 0, false},
};

const config_enum_entry kinds_of_ends[] = {
    {"inclusive", static_cast<int>(window_ends::inclusive), false},
    {"exclusive", static_cast<int>(window_ends::exclusive), false},
    {nullptr, 0, false},
};

int writer_setting = static_cast<int>(writer_choice::automatic);

const config_enum_entry writer_choices[] = {
    {"auto", static_cast<int>(writer_choice::automatic), false},
    {"direct", static_cast<int>(writer_choice::direct), false},
    {"sql", static_cast<int>(writer_choice::sql), false},
    {nullptr, 0, false},
};

postgres::early_setting early_on_reject("forecast_warehouse.on_reject");
postgres::early_setting early_on_duplicate("forecast_warehouse.on_duplicate");
postgres::early_setting early_on_receipt_reuse("forecast_warehouse.on_receipt_reuse");
postgres::early_setting early_window_ends("forecast_warehouse.window_ends");
postgres::early_setting early_writer("forecast_warehouse.writer");

postgres::early_setting* const early_settings[] = {
    &early_on_reject, &early_on_duplicate, &early_on_receipt_reuse, &early_window_ends, &early_writer};

std::string names_of(const config_enum_entry* entries) {
    std::string names;
    for (const config_enum_entry* each = entries; each->name != nullptr; ++each) {
        names += names.empty() ? "" : ", ";
        names += each->name;
    }
    return names;
}

void expect_valid(const postgres::early_setting& setting, const config_enum_entry* entries) {
    setting.expect_valid(fmt::format("Available values: {}.", names_of(entries)));
}

int parse(const config_enum_entry* entries, const char* argument, const std::string& name) {
    for (const config_enum_entry* each = entries; each->name != nullptr; ++each) {
        if (name == each->name) {
            return each->val;
        }
    }
    throw core::failure(core::sqlstate::invalid_parameter_value,
                        fmt::format(R"(invalid value for parameter "{}": "{}")", argument, name),
                        fmt::format("Available values: {}.", names_of(entries)));
}

}  // namespace

reject_policy current_reject_policy() {
    expect_valid(early_on_reject, reject_policies);
    return static_cast<reject_policy>(on_reject);
}

duplicate_policy current_duplicate_policy() {
    expect_valid(early_on_duplicate, duplicate_policies);
    return static_cast<duplicate_policy>(on_duplicate);
}

receipt_policy current_receipt_policy() {
    expect_valid(early_on_receipt_reuse, receipt_policies);
    return static_cast<receipt_policy>(on_receipt_reuse);
}

window_ends current_window_ends() {
    expect_valid(early_window_ends, kinds_of_ends);
    return static_cast<window_ends>(window_ends_setting);
}

writer_choice current_writer() {
    expect_valid(early_writer, writer_choices);
    return static_cast<writer_choice>(writer_setting);
}

void expect_settings() {
    static_cast<void>(current_reject_policy());
    static_cast<void>(current_duplicate_policy());
    static_cast<void>(current_receipt_policy());
    static_cast<void>(current_window_ends());
    static_cast<void>(current_writer());
}

reject_policy parse_reject_policy(const std::string& name) {
    return static_cast<reject_policy>(parse(reject_policies, "on_reject", name));
}

duplicate_policy parse_duplicate_policy(const std::string& name) {
    return static_cast<duplicate_policy>(parse(duplicate_policies, "on_duplicate", name));
}

const char* name_of(duplicate_policy policy) noexcept {
    return duplicate_policies[static_cast<int>(policy)].name;
}

void define_settings() {
    for (postgres::early_setting* each : early_settings) {
        each->before_definition();
    }
    DefineCustomEnumVariable(
        "forecast_warehouse.on_reject", "Sets whether a load with rejected rows fails.",
        "error: the load fails; quarantine: the good rows are loaded, the others go to load_reject.",
        &on_reject, static_cast<int>(reject_policy::error), reject_policies, PGC_USERSET, 0, nullptr,
        [](int, void*) { early_on_reject.forget(); }, nullptr);
    DefineCustomEnumVariable(
        "forecast_warehouse.on_duplicate", "Sets how a load treats several rows of one grain.",
        "error: they are rejected; first, last: in order of arrival; sum: quantities add up; "
        "identical: equal rows merge, others are rejected.",
        &on_duplicate, static_cast<int>(duplicate_policy::error), duplicate_policies, PGC_USERSET, 0, nullptr,
        [](int, void*) { early_on_duplicate.forget(); }, nullptr);
    DefineCustomEnumVariable(
        "forecast_warehouse.on_receipt_reuse",
        "Sets how a load treats a till line whose receipt has a line of another sale.",
        "reject: it is rejected; update: it replaces the stored line.", &on_receipt_reuse,
        static_cast<int>(receipt_policy::reject), receipt_policies, PGC_USERSET, 0, nullptr,
        [](int, void*) { early_on_receipt_reuse.forget(); }, nullptr);
    DefineCustomEnumVariable(
        "forecast_warehouse.window_ends", "Sets which day the end of an arriving window is.",
        "inclusive: its last day; exclusive: the first day after it.", &window_ends_setting,
        static_cast<int>(window_ends::inclusive), kinds_of_ends, PGC_USERSET, 0, nullptr,
        [](int, void*) { early_window_ends.forget(); }, nullptr);
    DefineCustomEnumVariable(
        "forecast_warehouse.writer", "Sets how a load writes its rows.",
        "auto, direct: without the executor where the table allows it; sql: by SQL statements.",
        &writer_setting, static_cast<int>(writer_choice::automatic), writer_choices, PGC_USERSET, 0, nullptr,
        [](int, void*) { early_writer.forget(); }, nullptr);
    for (postgres::early_setting* each : early_settings) {
        each->after_definition();
    }
}

}  // namespace forecast_warehouse::load
