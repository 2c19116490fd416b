#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "load/row_reader.hpp"
#include "postgres/row_expression.hpp"
#include "sources/source.hpp"
#include "sources/wide_rows.hpp"

namespace forecast_warehouse::sources {

// Reads the rows of a file as those of its feed.
class file_reader : public load::row_reader {
public:
    // Lives as long as a statement, so it keeps nothing of the server's. Raises for a column of the feed that
    // must have a value and has none.
    file_reader(source from, core::file_shape shape);

    // Analyses the map. The results lie in the current memory context, in which the rows are read, too.
    // Raises for an expression that is not allowed.
    void prepare();

    [[nodiscard]] const source& from() const noexcept { return from_; }
    [[nodiscard]] const core::file_shape& shape() const noexcept { return shape_; }

    // The description of the rows that it reads, in the current memory context.
    [[nodiscard]] TupleDesc describe_rows() const;

    // Makes rows of a wide file long; NULL where rows are read as they arrive.
    [[nodiscard]] wide_rows* wide() noexcept { return wide_ ? &*wide_ : nullptr; }

    // The columns of the feed that the source does not give, and which keep their stored values.
    [[nodiscard]] core::column_set left_out() const override;

    // The expression that gives a column of the feed; none: it is left out.
    [[nodiscard]] std::optional<std::string> expression_of(std::size_t column) const;

    [[nodiscard]] const std::vector<std::string>& columns() const noexcept override { return shape_.rows(); }
    void read(postgres::row_block& arrived, postgres::row_block& rows, load::block_faults& faults) override;
    std::string explain(const postgres::row_view& arrived, int column) override;
    [[nodiscard]] int day_ends_at() const noexcept override;

private:
    // Where the value of a feed's column comes from.
    struct origin {
        int file_column = -1;      // the file's column, where the value is that column as it is
        std::string expression{};  // else its text; empty: the column is left out
        postgres::row_expression tree{};
        ExprState* state = nullptr;
        bool as_feed = false;    // whether the expression has the type of the feed's column
        bool canonical = false;  // whether a number is written as the server writes it
    };
    struct evaluated;

    void analyse(std::size_t column, TupleDesc row);
    void evaluate(const origin& from, postgres::row_block& arrived, std::size_t first, std::size_t count,
                  int column, evaluated& values, load::block_faults& faults);
    void evaluate_unguarded(const origin& from, postgres::row_block& arrived, std::size_t row,
                            MemoryContext memory, evaluated& values);
    void read_column(int column, postgres::row_block& arrived, postgres::row_block& rows,
                     load::block_faults& faults);
    [[nodiscard]] std::string expectation(int column) const;
    [[nodiscard]] std::string name_in_map(const core::feed_column& column) const;

    [[nodiscard]] std::string shown_column(const postgres::row_view& arrived, int file_column) const;

    source from_;
    core::file_shape shape_;
    std::optional<wide_rows> wide_;
    std::vector<origin> origins_;  // by column of the feed
    core::column_set left_out_;
    EState* executor_ = nullptr;
    ExprContext* context_ = nullptr;
    TupleTableSlot* slot_ = nullptr;
};

}  // namespace forecast_warehouse::sources
