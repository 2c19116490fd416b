#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/load/reject.hpp"

namespace forecast_warehouse::core {

// Days of a load that a dimension does not have, from the first to the last, and the function that adds them.
struct missing_days {
    std::string_view filled_by;
    std::chrono::sys_days first;
    std::chrono::sys_days last;
};

// The rejects of a load for its error. Rejects of one code and column are one reason, which is reported once:
// its first three texts, each with its rows, then the count of the others. All days that are not in the
// calendar have one text.
class reject_summary {
public:
    // Shows at most so many reasons, those that come first.
    reject_summary(const feed& feed, std::size_t most_reasons) : feed_(&feed), most_(most_reasons) {}

    // Takes in a reject and its row as it arrived; in the order of row numbers.
    void add(const reject& reject, const row_text& row);

    // Lines such as: rows 3, 4, 9 and 2 more: UNKNOWN_STORE, store_code "S9" does not exist in store.
    // A last line counts the rows whose reason is not shown; of_all is how many rows there are.
    [[nodiscard]] std::string lines(std::int64_t of_all) const;

    // The fault of the first row.
    [[nodiscard]] const std::string& first_text() const noexcept { return first_text_; }

    // The days that have to be added; nothing when no row lacks one.
    [[nodiscard]] std::optional<missing_days> days() const noexcept;

private:
    struct rows_of_text {
        std::string text;
        std::vector<std::int64_t> first;
        std::int64_t count = 0;

        void add(std::int64_t row_number);
        [[nodiscard]] std::string line(std::string_view code, std::string_view what) const;
    };
    struct reason {
        reject_code code;
        int column;
        std::vector<rows_of_text> texts;
        rows_of_text others;                     // its text is empty once there are several
        rows_of_text without_day;                // rows whose day the calendar lacks
        std::set<std::chrono::sys_days> days{};  // these days
    };

    [[nodiscard]] reason* reason_of(const reject& reject);
    static rows_of_text& text_of(reason& reason, std::string&& text);
    [[nodiscard]] std::string describe_days(const reason& reason) const;

    const feed* feed_;
    std::size_t most_;
    std::vector<reason> reasons_;
    std::string first_text_;
};

}  // namespace forecast_warehouse::core
