#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/column_set.hpp"
#include "customize/companion.hpp"
#include "load/arrival.hpp"
#include "load/companion_reader.hpp"

namespace forecast_warehouse::customize {

// Reads the rows of a feed {table}_custom_feed. They have the columns of the table's feed, then those of the
// companion. The last column is the number of the set of the companion's columns that the row leaves out.
//
// The companion's rules are checked for all rows at once, before the load. Its values are written when the
// load has written the table's rows, of the rows that were not rejected. Where rows are merged, the values
// of the row that stays count; of a sum those of its first row.
class custom_rows final : public load::companion_reader {
public:
    // view: its columns. given: the companion's columns among them, in their order.
    custom_rows(const core::feed& feed, companion own, TupleDesc view, std::vector<custom_column> given);

    [[nodiscard]] const core::feed& feed() const noexcept { return *feed_; }

    // The row type of stored rows, in the current memory context.
    [[nodiscard]] TupleDesc describe() const;

    // Splits the columns that a row leaves out. Returns the number of the companion's set; the feed's remain.
    std::int32_t split(core::column_set& left_out);

    // Checks the rows of a part. Needs a connection to SPI.
    void check(load::arrival& part);
    // Frees the rows of the part.
    void end();

    [[nodiscard]] const std::vector<std::string>& columns() const noexcept override { return names_; }
    [[nodiscard]] const std::vector<Oid>& types() const noexcept override { return types_; }
    void read(postgres::row_block& arrived, postgres::row_block& rows, load::block_faults& faults) override;
    std::string explain(const postgres::row_view& arrived, int column) override;
    [[nodiscard]] core::column_set left_out() const override { return {}; }
    [[nodiscard]] int day_ends_at() const noexcept override { return 0; }
    [[nodiscard]] const core::reject* violation(std::int64_t row_number) const noexcept override;
    std::set<std::int64_t> stored_rows(const load::target& target, const load::batch& given) override;
    void write(const load::target& target, const load::batch& written, const std::set<std::int64_t>& rejected,
               const std::vector<load::stored_id>* ids, bool gives_way) override;

private:
    // A rule, as a condition on a row "r" that violates it.
    struct rule {
        std::string broken;
        core::reject reject;
    };

    [[nodiscard]] int feed_columns() const noexcept;
    void take_values(load::arrival& part);
    void add_rule(std::vector<rule>& rules, std::string broken, const char* sqlstate,
                  std::string violated) const;
    [[nodiscard]] std::vector<rule> limits() const;
    [[nodiscard]] std::vector<rule> constraints() const;
    [[nodiscard]] std::string given_in(int column) const;
    void find_violations(const std::vector<rule>& rules);
    [[nodiscard]] std::string cast(int column) const;
    // The rows with values, and those with nothing but NULL, which need no row in the companion.
    struct parted_rows {
        postgres::tuple_store filled;
        postgres::tuple_store cleared;
        std::int64_t filled_rows = 0;
        std::int64_t cleared_rows = 0;
    };
    [[nodiscard]] parted_rows part_rows() const;
    [[nodiscard]] bool companion_has_rows() const;
    [[nodiscard]] bool gives_default() const;
    [[nodiscard]] bool write_directly(const load::target& target, std::vector<load::stored_id> ids,
                                      bool gives_way);
    [[nodiscard]] bool write_unless_lost(const load::target& target, const std::vector<load::stored_id>& ids,
                                         bool gives_way);
    void write_by_sql(const load::target& target, const load::batch& written,
                      const std::set<std::int64_t>& rejected, bool gives_way);
    void run(const load::target& target, const postgres::tuple_store& values, std::int64_t rows,
             const load::batch& written, const std::set<std::int64_t>& rejected, bool clears,
             bool gives_way) const;
    [[nodiscard]] std::string sources(const load::target& target, std::int32_t set, bool some_rejected) const;
    [[nodiscard]] std::string insert_statement(const load::target& target, std::int32_t set,
                                               bool some_rejected, bool gives_way) const;
    [[nodiscard]] std::string clear_statement(const load::target& target, std::int32_t set,
                                              bool some_rejected) const;

    const core::feed* feed_;
    companion own_;
    std::vector<custom_column> given_;
    std::vector<std::string> names_;
    std::vector<Oid> types_;
    std::vector<std::int32_t> modifiers_;
    core::keep_sets sets_;
    std::set<std::int32_t> used_sets_;             // of the part
    std::optional<postgres::tuple_store> values_;  // number, set, values
    std::int64_t rows_ = 0;
    bool has_values_ = false;  // whether some row gives a value, or a column has a default
    std::map<std::int64_t, core::reject> violations_;
};

}  // namespace forecast_warehouse::customize
