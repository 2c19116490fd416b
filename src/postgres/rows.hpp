#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "postgres/memory.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// A row in memory of another object.
struct row_view {
    Datum* values;
    bool* nulls;
};

// Rows as values of the server, a few thousand at a time. The boundary is crossed once per block and not
// once per row.
class row_block {
public:
    static constexpr std::size_t largest = 4096;

    // capacity: the number of rows, where it is known to be small.
    explicit row_block(int columns, std::size_t capacity = largest);

    [[nodiscard]] int columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool full() const noexcept { return size_ == capacity_; }

    [[nodiscard]] Datum* values(std::size_t row) noexcept { return &values_[row * stride()]; }
    [[nodiscard]] bool* nulls(std::size_t row) noexcept { return &nulls_[row * stride()]; }
    [[nodiscard]] row_view view(std::size_t row) noexcept { return {values(row), nulls(row)}; }
    [[nodiscard]] Datum& value(std::size_t row, int column) noexcept { return values(row)[column]; }
    [[nodiscard]] bool& null(std::size_t row, int column) noexcept { return nulls(row)[column]; }

    // The memory of values of the block that are passed by reference.
    [[nodiscard]] MemoryContext memory() const noexcept { return arena_.get(); }

    // Adds a row whose values the caller fills in. Returns its index.
    std::size_t add() noexcept { return size_++; }

    // Adds a copy of a row with its values. Returns the copy.
    row_view add_copy(const row_view& row, TupleDesc description);

    // Forgets the rows and frees their values.
    void clear();

private:
    [[nodiscard]] std::size_t stride() const noexcept { return static_cast<std::size_t>(columns_); }

    int columns_;
    std::size_t capacity_;
    std::size_t size_ = 0;
    std::unique_ptr<Datum[]> values_;
    std::unique_ptr<bool[]> nulls_;
    arena arena_;
};

// A row type that is composed at run time.
class row_type {
public:
    // Adds a column; its name need not outlive the call.
    row_type& add(const char* name, Oid type, int typmod = -1);

    // The description, in the current memory context.
    [[nodiscard]] TupleDesc describe() const;

private:
    struct column {
        NameData name;
        Oid type;
        int typmod;
    };
    std::vector<column> columns_;
};

// Rows in arrival order: in memory up to work_mem, then on disk (the server's tuplestore).
class tuple_store {
public:
    // Lives in the current memory context and resource owner.
    explicit tuple_store(TupleDesc description);

    // Takes over a tuplestore that the caller fills.
    tuple_store(Tuplestorestate* state, TupleDesc description);

    [[nodiscard]] Tuplestorestate* state() const noexcept { return state_; }
    [[nodiscard]] TupleDesc description() const noexcept { return description_; }

    void put(row_block& block);
    void put(const std::vector<row_view>& rows);

    // Replaces the block's rows by the next ones; false at the end. The store may own their values: they are
    // valid until it gets more rows, is cleared or ends.
    bool read(row_block& block);

    void rewind();
    void clear();

    // Releases memory and files. Not called after an error: the abort of the transaction releases them.
    void end();

private:
    Tuplestorestate* state_;
    TupleDesc description_;
    TupleTableSlot* slot_;
};

// One column to sort by.
struct sort_key {
    int column;  // from 0
    Oid type;
};

// Rows in the order of their keys: in memory up to maintenance_work_mem, then on disk (the server's
// tuplesort). Text sorts by its bytes, missing values first.
class tuple_sort {
public:
    // share: the number of sorts at the same time, which share the memory.
    tuple_sort(TupleDesc description, const std::vector<sort_key>& keys, int share = 1);

    [[nodiscard]] Tuplesortstate* state() const noexcept { return state_; }
    [[nodiscard]] TupleDesc description() const noexcept { return description_; }
    [[nodiscard]] int columns() const noexcept { return description_->natts; }

    void put(row_block& block, const std::vector<std::uint32_t>& rows);
    void sort();

    // Adds the next rows to the block; false at the end.
    bool read_more(row_block& block);

    // Replaces the block's rows by the next ones; false at the end. All values must be passed by value.
    bool read_words(row_block& block);

    void end();

private:
    Tuplesortstate* state_;
    TupleDesc description_;
    TupleTableSlot* slot_;
};

}  // namespace forecast_warehouse::postgres
