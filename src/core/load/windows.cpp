#include "core/load/windows.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace forecast_warehouse::core {
namespace {

constexpr std::ptrdiff_t none = -1;
constexpr day_number before_all = std::numeric_limits<day_number>::min();
// Nothing in the way.
constexpr window no_window{before_all, before_all};

// Visits the arriving windows of a series and the stored ones between them, by their first days.
class walk {
public:
    walk(const std::vector<window>& stored, const std::vector<window>& arriving)
        : stored_(stored), arriving_(arriving), stored_ends_(stored.size()) {
        std::transform(stored.begin(), stored.end(), stored_ends_.begin(),
                       [](const window& each) { return each.to; });
        placed_.assign(arriving.size(), {false, no_end, none, no_window});
    }

    void run() {
        for (std::size_t index = 0; index < arriving_.size(); ++index) {
            pass_stored_before(arriving_[index].from);
            try_to_fit(index);
        }
    }

    [[nodiscard]] placement result() && {
        placement result;
        for (std::size_t index = 0; index < stored_.size(); ++index) {
            if (stored_ends_[index] != stored_[index].to) {
                result.closed.push_back({index, stored_ends_[index]});
            }
        }
        result.arriving = std::move(placed_);
        return result;
    }

private:
    // A window that begins earlier ends before the next one if it is open. Otherwise it blocks its days.
    void pass(const window& given, day_number& end) {
        if (given.to == no_end) {
            open_ends_.push_back(&end);
        } else if (given.to > blocking_.to) {
            blocking_ = given;
        }
    }

    void pass_stored_before(day_number day) {
        for (; next_ < stored_.size() && stored_[next_].from < day; ++next_) {
            if (static_cast<std::ptrdiff_t>(next_) != replaced_) {
                pass(stored_[next_], stored_ends_[next_]);
            }
        }
    }

    void try_to_fit(std::size_t index) {
        const window& given = arriving_[index];
        const bool replaces = next_ < stored_.size() && stored_[next_].from == given.from;
        const std::size_t following = replaces ? next_ + 1 : next_;
        const bool is_last = following == stored_.size();
        const bool open = given.to == no_end;
        if (blocking_.to >= given.from) {
            placed_[index].in_the_way = blocking_;
            return;
        }
        if (!is_last && stored_[following].from <= (open ? given.from : given.to)) {
            placed_[index].in_the_way = stored_[following];
            return;
        }
        for (day_number* end : open_ends_) {
            *end = std::min(*end, given.from - 1);
        }
        open_ends_.clear();
        replaced_ = replaces ? static_cast<std::ptrdiff_t>(next_) : replaced_;
        placed_[index] = {true, open && !is_last ? stored_[following].from - 1 : given.to,
                          replaces ? static_cast<std::ptrdiff_t>(next_) : none, no_window};
        pass(given, placed_[index].to);
    }

    const std::vector<window>& stored_;
    const std::vector<window>& arriving_;
    std::vector<day_number> stored_ends_;
    std::vector<placed_window> placed_;
    std::size_t next_ = 0;            // the first stored window that is not passed yet
    std::ptrdiff_t replaced_ = none;  // the stored window that was replaced last
    window blocking_ = no_window;     // of the passed windows that do not give way, the one that ends last
    std::vector<day_number*> open_ends_;  // ends of the passed windows that give way
};

}  // namespace

// Days of PostgreSQL lie beyond the years that std::chrono counts: 400 years are 146,097 days, always.
std::string day_text(day_number day) {
    using namespace std::chrono;
    constexpr std::int64_t days_of_cycle = 146'097;
    constexpr std::int64_t years_of_cycle = 400;
    std::int64_t cycles = day / days_of_cycle;
    cycles -= day % days_of_cycle < 0 ? 1 : 0;
    const year_month_day date{sys_days{year{2000} / January / 1} + days{day - cycles * days_of_cycle}};
    const std::int64_t year_number = static_cast<int>(date.year()) + cycles * years_of_cycle;
    return fmt::format("{:04}-{:02}-{:02}{}", year_number > 0 ? year_number : 1 - year_number,
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       year_number > 0 ? "" : " BC");
}

placement fit_windows(const std::vector<window>& stored, const std::vector<window>& arriving) {
    walk walk(stored, arriving);
    walk.run();
    return std::move(walk).result();
}

}  // namespace forecast_warehouse::core
