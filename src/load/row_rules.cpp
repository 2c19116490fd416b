#include "load/row_rules.hpp"

#include <algorithm>
#include <string_view>

#include "postgres/server.hpp"

namespace forecast_warehouse::load {
namespace {

using core::reject_code;
using postgres::row_block;

// A text that the checks of single values have made plain.
std::string_view text_at(row_block& block, std::size_t row, int column) noexcept {
    const auto* text = DatumGetPointer(block.value(row, column));
    return {VARDATA_ANY(text), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(text))};
}

}  // namespace

row_rules::row_rules(const core::feed& feed) : feed_(&feed) {
    for (std::size_t column = 0; column < core::arriving_columns(feed).size(); ++column) {
        if (!feed.columns[column].values.empty()) {
            listed_.push_back(static_cast<int>(column));
        }
    }
    for (const core::day_order& each : feed.in_order) {
        const days found{core::column_named(feed, each.first), core::column_named(feed, each.last)};
        if (found.first >= 0 && found.last >= 0) {
            days_.push_back(found);
        }
    }
    for (const core::value_need& each : feed.needs) {
        need found{core::column_named(feed, each.column), &each.value, {}};
        for (const std::string& name : each.one_of) {
            found.one_of.push_back(core::column_named(feed, name));
        }
        if (found.column >= 0) {
            needs_.push_back(std::move(found));
        }
    }
}

void row_rules::check(const arrival& arrival, row_block& block, block_faults& faults) const {
    check_values(block, faults);
    check_days(block, faults);
    check_needs(arrival, block, faults);
}

void row_rules::check_values(row_block& block, block_faults& faults) const {
    for (const int column : listed_) {
        const std::vector<std::string>& values = feed_->columns[static_cast<std::size_t>(column)].values;
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (!faults.has(row) && !block.null(row, column) &&
                std::find(values.begin(), values.end(), text_at(block, row, column)) == values.end()) {
                faults.set(row, reject_code::not_listed, column);
            }
        }
    }
}

void row_rules::check_days(row_block& block, block_faults& faults) const {
    for (const days& each : days_) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (!faults.has(row) && !block.null(row, each.first) && !block.null(row, each.last) &&
                DatumGetDateADT(block.value(row, each.last)) <
                    DatumGetDateADT(block.value(row, each.first))) {
                faults.set(row, reject_code::invalid_window, each.last);
            }
        }
    }
}

void row_rules::check_needs(const arrival& arrival, row_block& block, block_faults& faults) const {
    for (const need& each : needs_) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (faults.has(row) || block.null(row, each.column) ||
                text_at(block, row, each.column) != *each.value) {
                continue;
            }
            const std::int64_t number = arrival.first_row() + static_cast<std::int64_t>(row);
            const bool may_be_met = std::any_of(each.one_of.begin(), each.one_of.end(), [&](int column) {
                return !block.null(row, column) || arrival.leaves_out(number, column);
            });
            if (!may_be_met) {
                faults.set(row, reject_code::missing_value, each.one_of.front());
            }
        }
    }
}

}  // namespace forecast_warehouse::load
