#include "sources/unknown_keys.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/text.hpp"
#include "load/arrived_money.hpp"
#include "load/check.hpp"
#include "load/resolve.hpp"
#include "load/target.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::sources {
namespace {

using core::column_role;
using postgres::row_block;

// The feed of a dimension whose rows can be made of a code. The calendar has days.
const core::feed* feed_of(const core::dimension& of, Oid schema) {
    const core::feed* found = core::find_feed_of_table(of.table);
    const bool has_code = found != nullptr && of.natural_key_type == core::value_type::text &&
                          core::column_with_role(*found, column_role::natural_key) >= 0;
    return has_code && core::has_surrogate(of) ? &load::feed_in(*found, schema) : nullptr;
}

// The source that reads the rows of a dimension. Code and name are the fact's key unless the map says so.
source source_of(const file_reader& facts, const core::feed& feed, int column) {
    const source& from = facts.from();
    source made{from.schema, from.name, &feed, {}, from.options};
    made.describes = feed.table;
    const std::string prefix = feed.table + ".";
    for (const map_entry& each : from.described) {
        if (each.column.starts_with(prefix)) {
            made.map.push_back({each.column.substr(prefix.size()), each.expression});
        }
    }
    const std::string key = *facts.expression_of(static_cast<std::size_t>(column));
    const int code = core::column_with_role(feed, column_role::natural_key);
    for (const core::feed_column& each : core::arriving_columns(feed)) {
        const bool is_code = each.name == feed.columns[static_cast<std::size_t>(code)].name;
        const bool is_mapped = std::any_of(made.map.begin(), made.map.end(),
                                           [&](const map_entry& entry) { return entry.column == each.name; });
        if (is_code && is_mapped) {
            throw core::failure(
                core::sqlstate::invalid_parameter_value,
                fmt::format("the map has {} and {}", core::quoted(prefix + each.name),
                            core::quoted(from.feed->columns[static_cast<std::size_t>(column)].name)),
                "The code of a new row is the key of the fact.");
        }
        if (is_code || (!is_mapped && each.missing == core::when_missing::reject)) {
            made.map.push_back({each.name, key});
        }
    }
    return made;
}

void expect_described(const source& from, const std::vector<made_dimension>& dimensions) {
    for (const map_entry& each : from.described) {
        const bool is_made = from.options.creates_unknown &&
                             std::any_of(dimensions.begin(), dimensions.end(), [&](const made_dimension& of) {
                                 const std::string prefix = of.feed->table + ".";
                                 return each.column.starts_with(prefix) &&
                                        core::column_named(*of.feed, each.column.substr(prefix.size())) >= 0;
                             });
        if (!is_made) {
            throw core::failure(
                core::sqlstate::undefined_column,
                fmt::format("column {} of {} does not exist", core::quoted(each.column), from.feed->view),
                "Keys of the map are columns of the feed. With on_unknown = create, they are those of its "
                "dimensions, too, such as product.name.");
        }
    }
}

// Finds rows that name codes which do not exist.
class unknown_finder {
public:
    unknown_finder(const load::target& target, const std::vector<made_dimension>& dimensions) {
        for (int column = 0; column < target.columns(); ++column) {
            const core::dimension* refers = target.column(column).to.get();
            if (refers == nullptr || !target.column(column).from.empty()) {
                continue;
            }
            const auto made = std::find_if(dimensions.begin(), dimensions.end(),
                                           [&](const made_dimension& each) { return each.column == column; });
            columns_.push_back({column,
                                made == dimensions.end() ? -1 : made - dimensions.begin(),
                                load::dimension_keys(target, *refers),
                                {}});
        }
    }

    // Looks the keys of a block up.
    void look_up(row_block& block, const load::block_faults& faults) {
        for (keyed_column& each : columns_) {
            each.keys.find(block, each.column, faults, each.ids);
        }
    }

    // The dimensions, by index, that get a row; empty where a key of the row cannot be made.
    std::vector<std::size_t> wanted_by(row_block& block, std::size_t row) {
        std::vector<std::size_t> wanted;
        for (const keyed_column& each : columns_) {
            if (block.null(row, each.column) || each.ids[row] != load::dimension_keys::unknown) {
                continue;
            }
            if (each.dimension < 0) {
                return {};
            }
            wanted.push_back(static_cast<std::size_t>(each.dimension));
        }
        return wanted;
    }

private:
    struct keyed_column {
        int column;
        std::ptrdiff_t dimension;  // -1: its rows cannot be made
        load::dimension_keys keys;
        std::vector<std::int64_t> ids;
    };
    std::vector<keyed_column> columns_;
};

// The rows of the file that make rows of a dimension.
struct new_rows {
    load::arrival rows;
    std::set<std::string> codes{};
};

std::string code_of(row_block& block, std::size_t row, int column) {
    const Datum value = block.value(row, column);
    return postgres::guard([value]() -> const char* { return TextDatumGetCString(value); });
}

void find_unknown(const load::target& target, const std::vector<made_dimension>& dimensions,
                  load::arrival& facts, const load::load_options& options, std::vector<new_rows>& found) {
    const postgres::arena memory("unknown keys");
    const postgres::inside inside(memory);
    const load::checker checker(target.feed(), options.ends, options.money, facts.reader()->day_ends_at());
    load::arrived_money money(target.feed());
    unknown_finder finder(target, dimensions);
    const auto faults = std::make_unique<load::block_faults>();
    row_block block(load::keep_set_column(target.feed()) + 1, static_cast<std::size_t>(facts.rows()));
    load::arrived_rows arrived(facts);
    while (arrived.read(block)) {
        faults->clear();
        arrived.add_unreadable(*faults);
        checker.check(block, *faults, money);
        finder.look_up(block, *faults);
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (faults->has(row)) {
                continue;
            }
            for (const std::size_t wanted : finder.wanted_by(block, row)) {
                if (!found[wanted].codes.insert(code_of(block, row, dimensions[wanted].column)).second) {
                    continue;
                }
                const std::int64_t line = facts.line_of(facts.first_row() + static_cast<std::int64_t>(row));
                if (line > 0) {
                    found[wanted].rows.record_line(line);
                }
                found[wanted].rows.store().put({arrived.arrived(block, row)});
                found[wanted].rows.record(1, dimensions[wanted].reader->left_out());
            }
        }
    }
}

void report(const core::feed& feed, const load::load_outcome& outcome) {
    if (outcome.counts.inserted == 0) {
        return;
    }
    const std::string rows = core::counted(outcome.counts.inserted, "row");
    postgres::guard([&] {
        ereport(NOTICE,
                (errmsg("%s of \"%s\" created for unknown keys", rows.c_str(), feed.table.c_str()),
                 errhint("See load_batch where id = %lld.", static_cast<long long>(outcome.batch_id))));
    });
}

}  // namespace

std::vector<made_dimension> made_dimensions(const file_reader& facts, Oid extension_schema) {
    const source& from = facts.from();
    std::vector<made_dimension> dimensions;
    for (const core::dimension& each : *from.feed->dimensions) {
        const auto arriving = core::arriving_columns(*from.feed);
        const auto key = std::find_if(arriving.begin(), arriving.end(), [&](const core::feed_column& column) {
            return column.to != nullptr && column.to->table == each.table;
        });
        const core::feed* feed = feed_of(each, extension_schema);
        const auto column = static_cast<int>(key - arriving.begin());
        if (from.options.creates_unknown && feed != nullptr && key != arriving.end() &&
            facts.expression_of(static_cast<std::size_t>(column))) {
            dimensions.push_back(
                {feed, column,
                 std::make_shared<file_reader>(source_of(facts, *feed, column), facts.shape())});
        }
    }
    expect_described(from, dimensions);
    return dimensions;
}

void add_unknown_keys(const std::vector<made_dimension>& dimensions, Oid extension_schema,
                      load::arrival& facts, const load::load_options& options) {
    std::vector<new_rows> found;
    found.reserve(dimensions.size());
    for (const made_dimension& each : dimensions) {
        found.push_back(
            {load::arrival(*each.feed, postgres::tuple_store(facts.store().description()), each.reader)});
    }
    const load::target target(facts.feed(), extension_schema);
    postgres::with_spi([&] {
        target.lock_dimensions();
        find_unknown(target, dimensions, facts, options, found);
    });
    for (std::size_t index = 0; index < dimensions.size(); ++index) {
        load::arrival& rows = found[index].rows;
        if (rows.rows() > 0) {
            // Another session may have made some of them meanwhile. Those stay as they are.
            rows.give_way();
            load::load_options made = options;
            made.observed = false;
            made.retried = nullptr;
            made.started = GetCurrentTimestamp();
            report(*dimensions[index].feed,
                   load::run_load(load::target(*dimensions[index].feed, extension_schema), rows, made));
        }
        rows.store().end();
    }
}

}  // namespace forecast_warehouse::sources
