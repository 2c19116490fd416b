#include "core/load/feed.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include <fmt/format.h>

namespace forecast_warehouse::core {
namespace {

template <class Matches>
int column_where(const feed& feed, Matches matches) noexcept {
    const auto found = std::find_if(feed.columns.begin(), feed.columns.end(), matches);
    return found == feed.columns.end() ? -1 : static_cast<int>(found - feed.columns.begin());
}

void expect_consistent(const feed& feed) {
    for (const int column : feed.grain) {
        if (column < 0 || static_cast<std::size_t>(column) >= feed.columns.size() ||
            !feed.columns[static_cast<std::size_t>(column)].since.empty()) {
            throw std::logic_error(fmt::format("grain of {} has no column {}", feed.table, column));
        }
    }
    for (const feed_column& column : feed.columns) {
        if ((column.role == column_role::dimension_key) != (column.to != nullptr)) {
            throw std::logic_error(fmt::format("column {} of {} has no dimension", column.name, feed.table));
        }
        if (column.to != nullptr && column.to->is_referenced && column.to->key_type == value_type::text) {
            throw std::logic_error(fmt::format("key of {} must be an integer or a day", column.to->table));
        }
    }
}

void expect_flag_of_text(const feed& feed) {
    const auto is = [&feed](int column, value_type type) {
        return column >= 0 && static_cast<std::size_t>(column) < feed.columns.size() &&
               feed.columns[static_cast<std::size_t>(column)].type == type &&
               feed.columns[static_cast<std::size_t>(column)].missing == when_missing::reject;
    };
    if (feed.shared &&
        !(is(feed.shared->name, value_type::text) && is(feed.shared->value, value_type::boolean))) {
        throw std::logic_error(fmt::format("the shared value of {} must be a flag of a text", feed.table));
    }
}

std::uint64_t next_number() noexcept {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

// Whether a version is before another one, such as 1.9 before 1.10. Empty is before all.
bool is_before(std::string_view left, std::string_view right) noexcept {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

// The column as it was before the version that made it decimal.
void make_integer(feed_column& column) {
    column.type = value_type::integer;
    column.limit = 0;
    column.scale = 0;
    column.exact = false;
    column.decimal_since.clear();
}

// The columns as they were before the version that brought discounts.
void forbid_discounts(feed& form) {
    for (feed_column& column : form.columns) {
        column.either_sign = column.either_sign && column.role != column_role::unit_price;
        column.missing = column.missing == when_missing::discount ? when_missing::reject : column.missing;
    }
    form.discounts_since.clear();
}

// The feed without the columns of its newest version, its decimals, its discounts, and its values that may
// stay unknown. The grain's positions stay: columns that came later are behind those of the grain.
feed before(const feed& form) {
    feed older = form;
    const std::string version(newest_version(form));
    std::erase_if(older.columns, [&](const feed_column& column) { return column.since == version; });
    for (feed_column& column : older.columns) {
        if (column.decimal_since == version) {
            make_integer(column);
        }
        if (column.open_since == version) {
            column.open_since.clear();
        }
    }
    if (older.discounts_since == version) {
        forbid_discounts(older);
    }
    for (const int column : form.grain) {
        const auto position = static_cast<std::size_t>(column);
        if (position >= older.columns.size() || older.columns[position].name != form.columns[position].name) {
            throw std::logic_error(
                fmt::format("columns of {} {} come before its grain", form.table, version));
        }
    }
    older.number = next_number();
    return older;
}

}  // namespace

feed describe(feed described) {
    expect_consistent(described);
    expect_flag_of_text(described);
    described.number = next_number();
    described.older_forms.clear();
    feed form = described;
    while (!newest_version(form).empty()) {
        form = before(form);
        described.older_forms.push_back(std::make_shared<const feed>(form));
    }
    return described;
}

std::string_view newest_version(const feed& form) noexcept {
    std::string_view newest;
    for (const feed_column& each : form.columns) {
        for (const std::string_view version :
             {std::string_view(each.since), std::string_view(each.decimal_since)}) {
            newest = is_before(newest, version) ? version : newest;
        }
    }
    return newest;
}

std::span<const feed_column> arriving_columns(const feed& feed) noexcept {
    return std::span(feed.columns).first(feed.columns.size() - feed.hidden);
}

bool has_discounts(const feed& feed) noexcept {
    return !feed.discounts_since.empty();
}

int column_with_role(const feed& feed, column_role role) noexcept {
    return column_where(feed, [role](const feed_column& each) { return each.role == role; });
}

int column_named(const feed& feed, std::string_view name) noexcept {
    return column_where(feed, [name](const feed_column& each) { return each.name == name; });
}

bool takes_rows_without_money(const feed& feed) noexcept {
    const int amount = column_with_role(feed, column_role::amount);
    return feed.derives == derivation::amounts && amount >= 0 &&
           !feed.columns[static_cast<std::size_t>(amount)].open_since.empty();
}

int key_of_dimension(const feed& feed, std::string_view table) noexcept {
    return column_where(
        feed, [table](const feed_column& each) { return each.to != nullptr && each.to->table == table; });
}

int day_column(const feed& feed) noexcept {
    return column_where(feed, [](const feed_column& each) {
        return each.role == column_role::dimension_key && each.type == value_type::date;
    });
}

bool is_in_grain(const feed& feed, int column) noexcept {
    return std::find(feed.grain.begin(), feed.grain.end(), column) != feed.grain.end();
}

std::span<const int> series_columns(const feed& feed) noexcept {
    return std::span(feed.grain).first(feed.grain.size() - 1);
}

// The moment is compared too: in another time zone the same moment may be of another day.
std::vector<std::vector<int>> sale_marks(const feed& feed) {
    if (!feed.sale_lines) {
        return {};
    }
    const int product = column_where(feed, [&](const feed_column& each) {
        const int column = static_cast<int>(&each - feed.columns.data());
        return each.role == column_role::dimension_key && each.type == value_type::text &&
               !is_in_grain(feed, column);
    });
    return {{day_column(feed), column_with_role(feed, column_role::moment)},
            {product, column_with_role(feed, column_role::amount)}};
}

}  // namespace forecast_warehouse::core
