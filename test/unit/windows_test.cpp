#include "core/load/windows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "core/random.hpp"

namespace forecast_warehouse::core {

// Windows compare and print as tests need it: 3-7, 3-.
bool operator==(const window& left, const window& right) {
    return left.from == right.from && left.to == right.to;
}

std::ostream& operator<<(std::ostream& out, const window& shown) {
    out << shown.from << "-";
    return shown.to == no_end ? out : out << shown.to;
}

namespace {

using windows = std::vector<window>;

// A series after a load: its windows in order, and the outcome of each arriving window.
struct outcome {
    windows series;
    std::vector<bool> accepted;
    std::vector<std::ptrdiff_t> replaces;
    std::vector<std::size_t> closed;
};

// Puts a placement into effect, as the writer does.
outcome apply(const windows& stored, const windows& arriving) {
    const placement placed = fit_windows(stored, arriving);
    outcome result;
    std::map<day_number, window> series;
    for (const window& each : stored) {
        series[each.from] = each;
    }
    for (const closed_window& closed : placed.closed) {
        series[stored[closed.stored].from].to = closed.to;
        result.closed.push_back(closed.stored);
    }
    for (std::size_t index = 0; index < arriving.size(); ++index) {
        const placed_window& each = placed.arriving[index];
        result.accepted.push_back(each.accepted);
        result.replaces.push_back(each.replaces);
        if (each.accepted) {
            series[arriving[index].from] = {arriving[index].from, each.to};
        }
    }
    for (const auto& [from, each] : series) {
        result.series.push_back(each);
    }
    return result;
}

// The same, day by day and with no thought of neighbours: each day belongs to at most one window.
class diary {
public:
    explicit diary(const windows& stored) {
        for (const window& each : stored) {
            owners_[each.from].gives_way = each.to == no_end;
            write(each.from, each.from, std::min(each.to, last_day));
        }
    }

    bool put(const window& arriving) {
        const bool open = arriving.to == no_end;
        const day_number last = open ? day_before_next(arriving.from) : arriving.to;
        std::set<day_number> give_way;
        for (day_number day = arriving.from; day <= last; ++day) {
            const std::optional<day_number> owner = owner_[at(day)];
            if (!owner || *owner == arriving.from) {
                continue;
            }
            if (*owner > arriving.from || !owners_[*owner].gives_way) {
                return false;
            }
            give_way.insert(*owner);
        }
        for (day_number day = arriving.from; day <= last_day; ++day) {
            const std::optional<day_number> owner = owner_[at(day)];
            if (owner && (*owner == arriving.from || give_way.contains(*owner))) {
                owner_[at(day)].reset();
            }
        }
        owners_[arriving.from].gives_way = open;
        write(arriving.from, arriving.from, last);
        return true;
    }

    [[nodiscard]] windows series() const {
        windows found;
        for (day_number day = 0; day <= last_day; ++day) {
            const std::optional<day_number> owner = owner_[at(day)];
            if (!owner) {
                continue;
            }
            if (found.empty() || found.back().from != *owner) {
                found.push_back({*owner, day});
            }
            found.back().to = day == last_day ? no_end : day;
        }
        return found;
    }

    // No window with an end of its own reaches the last day: what does is open.
    static constexpr day_number last_day = 31;

private:
    struct traits {
        bool gives_way = false;
    };

    static std::size_t at(day_number day) { return static_cast<std::size_t>(day); }

    void write(day_number owner, day_number from, day_number to) {
        for (day_number day = from; day <= to; ++day) {
            owner_[at(day)] = owner;
        }
    }

    [[nodiscard]] day_number day_before_next(day_number from) const {
        for (day_number day = from + 1; day <= last_day; ++day) {
            const std::optional<day_number> owner = owner_[at(day)];
            if (owner && *owner == day) {
                return day - 1;
            }
        }
        return last_day;
    }

    std::array<std::optional<day_number>, static_cast<std::size_t>(last_day) + 1> owner_;
    std::map<day_number, traits> owners_;
};

// Any windows with different first days, sorted; those that must not overlap are cut before the next one.
windows any_windows(random_stream& random, std::uint32_t most, bool apart) {
    constexpr day_number last_start = diary::last_day - 8;
    std::set<day_number> starts;
    const std::size_t wanted = random.below(most + 1);
    while (starts.size() < wanted) {
        starts.insert(random.between(0, last_start));
    }
    windows made;
    for (const day_number from : starts) {
        const day_number length = random.between(0, 6);
        made.push_back({from, random.one_in(2) ? no_end : from + length});
    }
    for (std::size_t index = 0; apart && index + 1 < made.size(); ++index) {
        made[index].to = std::min(made[index].to, made[index + 1].from - 1);
    }
    return made;
}

std::string describe(const windows& stored, const windows& arriving) {
    return "stored " + testing::PrintToString(stored) + ", arriving " + testing::PrintToString(arriving);
}

TEST(windows, nothing_comes_of_nothing) {
    const placement placed = fit_windows({}, {});
    EXPECT_TRUE(placed.arriving.empty());
    EXPECT_TRUE(placed.closed.empty());
    EXPECT_EQ(apply({{1, 5}, {9, no_end}}, {}).series, (windows{{1, 5}, {9, no_end}}));
}

TEST(windows, the_first_ones_stay_as_they_came) {
    const outcome after = apply({}, {{1, 5}, {6, 6}, {9, no_end}});
    EXPECT_EQ(after.series, (windows{{1, 5}, {6, 6}, {9, no_end}}));
    EXPECT_EQ(after.replaces, (std::vector<std::ptrdiff_t>{-1, -1, -1}));
}

TEST(windows, a_new_one_closes_the_open_one_the_day_before) {
    const outcome after = apply({{1, no_end}}, {{10, no_end}});
    EXPECT_EQ(after.series, (windows{{1, 9}, {10, no_end}}));
    EXPECT_EQ(after.closed, (std::vector<std::size_t>{0}));
}

TEST(windows, one_with_an_end_closes_the_open_one_too_and_leaves_a_gap) {
    EXPECT_EQ(apply({{1, no_end}}, {{10, 12}}).series, (windows{{1, 9}, {10, 12}}));
}

TEST(windows, an_open_one_that_comes_late_ends_before_the_next) {
    const outcome after = apply({{10, no_end}}, {{1, no_end}});
    EXPECT_EQ(after.series, (windows{{1, 9}, {10, no_end}}));
    EXPECT_TRUE(after.closed.empty());
}

TEST(windows, open_ones_of_one_load_close_each_other) {
    const outcome after = apply({}, {{1, no_end}, {2, no_end}, {5, 6}, {9, no_end}});
    EXPECT_EQ(after.series, (windows{{1, 1}, {2, 4}, {5, 6}, {9, no_end}}));
    EXPECT_TRUE(after.closed.empty());
}

TEST(windows, one_with_an_end_never_gives_way) {
    EXPECT_EQ(apply({{1, 10}}, {{10, no_end}}).accepted, (std::vector<bool>{false}));
    EXPECT_EQ(apply({{1, 10}}, {{5, 6}}).accepted, (std::vector<bool>{false}));
    EXPECT_EQ(apply({{1, 10}}, {{11, no_end}}).accepted, (std::vector<bool>{true}));
    EXPECT_EQ(apply({{5, 10}}, {{1, 5}}).accepted, (std::vector<bool>{false}));
    EXPECT_EQ(apply({{5, 10}}, {{1, 4}}).accepted, (std::vector<bool>{true}));
    EXPECT_EQ(apply({{5, no_end}}, {{1, 5}}).accepted, (std::vector<bool>{false}));
}

TEST(windows, the_same_first_day_replaces) {
    const outcome longer = apply({{1, 5}, {10, no_end}}, {{1, 9}});
    EXPECT_EQ(longer.series, (windows{{1, 9}, {10, no_end}}));
    EXPECT_EQ(longer.replaces, (std::vector<std::ptrdiff_t>{0}));
    EXPECT_TRUE(longer.closed.empty());
    EXPECT_EQ(apply({{1, 5}, {10, no_end}}, {{1, 10}}).accepted, (std::vector<bool>{false}));
    EXPECT_EQ(apply({{1, 5}, {10, no_end}}, {{1, no_end}}).series, (windows{{1, 9}, {10, no_end}}));
    EXPECT_EQ(apply({{1, 5}, {10, no_end}}, {{10, 10}}).series, (windows{{1, 5}, {10, 10}}));
}

TEST(windows, a_rejected_one_leaves_what_it_would_have_replaced) {
    const outcome after = apply({{1, no_end}, {10, 12}}, {{1, 11}});
    EXPECT_EQ(after.series, (windows{{1, no_end}, {10, 12}}));
    EXPECT_TRUE(after.closed.empty());
}

TEST(windows, days_at_both_ends_of_the_servers_range) {
    constexpr day_number first = -2'451'545;    // 4714-11-24 BC
    constexpr day_number last = 2'145'031'948;  // 5874897-12-31
    EXPECT_EQ(apply({{first, no_end}}, {{last, last}}).series, (windows{{first, last - 1}, {last, last}}));
    EXPECT_EQ(apply({{last, last}}, {{first, no_end}}).series, (windows{{first, last - 1}, {last, last}}));
}

// Nothing in the tables keeps windows apart, so a series may overlap already; it must not get worse.
TEST(windows, one_that_overlaps_any_stored_one_is_not_accepted) {
    EXPECT_EQ(apply({{1, 100}, {5, 10}}, {{50, 60}}).accepted, (std::vector<bool>{false}));
    EXPECT_EQ(apply({{1, 100}, {5, 10}}, {{50, no_end}}).accepted, (std::vector<bool>{false}));
    EXPECT_EQ(apply({{1, 100}, {5, 10}}, {{101, no_end}}).accepted, (std::vector<bool>{true}));
}

TEST(windows, every_open_one_gives_way) {
    const outcome after = apply({{1, no_end}, {5, no_end}}, {{10, no_end}});
    EXPECT_EQ(after.series, (windows{{1, 9}, {5, 9}, {10, no_end}}));
}

class any_series : public testing::Test {
protected:
    static constexpr int cases = 50'000;

    random_stream random_{42};
};

TEST_F(any_series, is_what_a_day_by_day_diary_says) {
    for (int number = 0; number < cases; ++number) {
        const windows stored = any_windows(random_, 6, true);
        const windows arriving = any_windows(random_, 6, false);
        const outcome after = apply(stored, arriving);
        diary days(stored);
        for (std::size_t index = 0; index < arriving.size(); ++index) {
            ASSERT_EQ(after.accepted[index], days.put(arriving[index]))
                << describe(stored, arriving) << " at " << arriving[index];
        }
        ASSERT_EQ(after.series, days.series()) << describe(stored, arriving);
    }
}

TEST_F(any_series, names_the_replaced_and_closed_windows) {
    for (int number = 0; number < cases; ++number) {
        const windows stored = any_windows(random_, 6, true);
        const windows arriving = any_windows(random_, 6, false);
        const placement placed = fit_windows(stored, arriving);
        std::set<std::size_t> replaced;
        for (std::size_t index = 0; index < arriving.size(); ++index) {
            const placed_window& each = placed.arriving[index];
            const auto same = std::find_if(stored.begin(), stored.end(), [&](const window& stored_one) {
                return stored_one.from == arriving[index].from;
            });
            if (!each.accepted || same == stored.end()) {
                ASSERT_EQ(each.replaces, -1) << describe(stored, arriving);
            } else {
                ASSERT_EQ(each.replaces, same - stored.begin()) << describe(stored, arriving);
                replaced.insert(static_cast<std::size_t>(each.replaces));
            }
        }
        for (const closed_window& closed : placed.closed) {
            ASSERT_FALSE(replaced.contains(closed.stored)) << describe(stored, arriving);
            ASSERT_EQ(stored[closed.stored].to, no_end) << describe(stored, arriving);
            ASSERT_GE(closed.to, stored[closed.stored].from) << describe(stored, arriving);
        }
    }
}

// An open window that is rejected shares at least its first day with the one in its way.
TEST_F(any_series, names_the_window_in_the_way) {
    int rejected = 0;
    for (int number = 0; number < cases; ++number) {
        const windows stored = any_windows(random_, 6, true);
        const windows arriving = any_windows(random_, 6, false);
        const placement placed = fit_windows(stored, arriving);
        windows known = stored;
        for (std::size_t index = 0; index < arriving.size(); ++index) {
            const window& given = arriving[index];
            const placed_window& each = placed.arriving[index];
            if (each.accepted) {
                known.push_back(given);
                continue;
            }
            ++rejected;
            ASSERT_NE(std::find(known.begin(), known.end(), each.in_the_way), known.end())
                << describe(stored, arriving) << " at " << given;
            ASSERT_LE(each.in_the_way.from, given.to == no_end ? given.from : given.to)
                << describe(stored, arriving);
            ASSERT_GE(each.in_the_way.to, given.from) << describe(stored, arriving);
        }
    }
    EXPECT_GT(rejected, cases / 10);
}

TEST_F(any_series, stays_as_it_is_when_a_load_comes_again) {
    for (int number = 0; number < cases; ++number) {
        const windows stored = any_windows(random_, 6, true);
        const windows arriving = any_windows(random_, 6, false);
        const outcome once = apply(stored, arriving);
        const outcome twice = apply(once.series, arriving);
        ASSERT_EQ(twice.series, once.series) << describe(stored, arriving);
        ASSERT_EQ(twice.accepted, once.accepted) << describe(stored, arriving);
        ASSERT_TRUE(twice.closed.empty()) << describe(stored, arriving);
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
