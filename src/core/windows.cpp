#include "core/windows.hpp"

#include <algorithm>

namespace forecast_warehouse::core {
namespace {

constexpr std::ptrdiff_t none = -1;

// A window on the series' line, and where it came from.
struct entry {
    day_number from;
    day_number to;
    bool gives_way;           // open as it was given, whatever end it has by now
    std::ptrdiff_t standing;  // place among the standing ones
    std::ptrdiff_t arriving;  // place among the arriving ones
};

class line {
public:
    explicit line(const std::vector<window>& standing) {
        entries_.reserve(standing.size());
        for (std::size_t place = 0; place < standing.size(); ++place) {
            const window& each = standing[place];
            entries_.push_back(
                {each.from, each.to, each.to == no_end, static_cast<std::ptrdiff_t>(place), none});
        }
    }

    // Puts a window in, if it fits; says whether.
    bool put(const window& arriving, std::size_t place) {
        auto at = std::lower_bound(entries_.begin(), entries_.end(), arriving.from,
                                   [](const entry& each, day_number from) { return each.from < from; });
        const bool replaces = at != entries_.end() && at->from == arriving.from;
        const auto next = replaces ? at + 1 : at;
        if (!leaves_room_before(at, arriving.from) || !leaves_room_after(next, arriving)) {
            return false;
        }
        const bool open = arriving.to == no_end;
        const day_number to = open && next != entries_.end() ? next->from - 1 : arriving.to;
        if (at != entries_.begin()) {
            (at - 1)->to = std::min((at - 1)->to, arriving.from - 1);
        }
        const entry placed{arriving.from, to, open, replaces ? at->standing : none,
                           static_cast<std::ptrdiff_t>(place)};
        if (replaces) {
            *at = placed;
        } else {
            entries_.insert(at, placed);
        }
        return true;
    }

    [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }

private:
    using iterator = std::vector<entry>::iterator;

    bool leaves_room_before(iterator at, day_number from) {
        return at == entries_.begin() || (at - 1)->to < from || (at - 1)->gives_way;
    }

    bool leaves_room_after(iterator next, const window& arriving) {
        return next == entries_.end() || next->from > arriving.to ||
               (arriving.to == no_end && next->from > arriving.from);
    }

    std::vector<entry> entries_;
};

}  // namespace

placement place_windows(const std::vector<window>& standing, const std::vector<window>& arriving) {
    placement result;
    result.arriving.assign(arriving.size(), {false, no_end, none});
    line line(standing);
    for (std::size_t place = 0; place < arriving.size(); ++place) {
        line.put(arriving[place], place);
    }
    for (const entry& each : line.entries()) {
        if (each.arriving != none) {
            result.arriving[static_cast<std::size_t>(each.arriving)] = {true, each.to, each.standing};
        } else if (each.to != standing[static_cast<std::size_t>(each.standing)].to) {
            result.closed.push_back({static_cast<std::size_t>(each.standing), each.to});
        }
    }
    return result;
}

}  // namespace forecast_warehouse::core
