#include "calendar/fiscal_setting.hpp"

#include <memory>
#include <string>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/early_settings.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::calendar {
namespace {

char* setting = nullptr;
postgres::early_setting early("forecast_warehouse.fiscal_calendar");

// Returns the mistake in a setting, or NULL. The result is no std::string, because the server may leave the
// caller by longjmp. The text is cut between characters, because clients reject half of one.
const char* find_mistake(const char* value) noexcept {
    constexpr std::size_t most_characters = 200;
    constexpr std::size_t ellipsis = 4;
    static char mistake[most_characters * MAX_MULTIBYTE_CHAR_LEN + ellipsis];
    try {
        try {
            const core::fiscal_calendar calendar{value};
            static_cast<void>(calendar);
            return nullptr;
        } catch (const core::failure& refusal) {
            strlcpy(mistake, core::shorten(refusal.what(), most_characters).c_str(), sizeof(mistake));
        }
    } catch (...) {
        strlcpy(mistake, "The setting could not be read.", sizeof(mistake));
    }
    return mistake;
}

// Called by the server, whose frames no exception may cross.
bool check_setting(char** value, void** /*extra*/, GucSource /*source*/) {
    const char* mistake = find_mistake(*value);
    if (mistake != nullptr) {
        GUC_check_errdetail("%s", mistake);
    }
    return mistake == nullptr;
}

}  // namespace

void define_fiscal_setting() {
    early.before_definition();
    DefineCustomStringVariable(
        "forecast_warehouse.fiscal_calendar", "Sets how years are counted in the fiscal columns of calendar.",
        "4-5-4, 4-4-5 or 5-4-4: weeks of a quarter's periods, the year from the Sunday nearest to 1 "
        "February; "
        "4-5-4 mon~01-01: from another start; month:7: months, from July. end_year after it: years are "
        "named by their end.",
        &setting, "4-5-4", PGC_USERSET, 0, check_setting, [](const char*, void*) { early.forget(); },
        nullptr);
    early.after_definition();
}

const core::fiscal_calendar& current_fiscal_calendar() {
    early.expect_valid("4-5-4 is one of them; doc/holidays.md has the others.");
    static std::string text;
    static std::unique_ptr<core::fiscal_calendar> calendar;
    if (!calendar || text != setting) {
        calendar = std::make_unique<core::fiscal_calendar>(setting);
        text = setting;
    }
    return *calendar;
}

}  // namespace forecast_warehouse::calendar
