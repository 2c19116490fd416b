#pragma once

#include <string>

#include "core/load/feed.hpp"
#include "core/load/reject.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {

// The table that a load writes, in the schema that the extension lives in.
class target {
public:
    target(const core::feed& feed, Oid schema);

    [[nodiscard]] const core::feed& feed() const noexcept { return *feed_; }
    [[nodiscard]] Oid schema() const noexcept { return schema_; }
    [[nodiscard]] int columns() const noexcept { return static_cast<int>(feed_->columns.size()); }
    [[nodiscard]] const core::feed_column& column(int position) const noexcept {
        return feed_->columns[static_cast<std::size_t>(position)];
    }

    // The target, and any table beside it, as SQL writes them.
    [[nodiscard]] std::string table() const { return beside(feed_->table); }
    [[nodiscard]] std::string beside(const std::string& table) const;

    // Oid of the target.
    [[nodiscard]] Oid relation() const { return relation_beside(feed_->table); }

    // Oid of a table beside the target; an error that names it when it does not exist.
    [[nodiscard]] Oid relation_beside(const std::string& table) const;

    // Refuses a schema that was renamed meanwhile: statements name tables by its old name, which may be that
    // of another schema by now.
    void refuse_renamed() const;

    // Locks the star's dimensions against being dropped or altered, in their order, and before anything else.
    // An update of the extension locks in the same order, so a load and an update cannot deadlock.
    void lock_dimensions() const;

    // Makes loads of a table beside the target wait for each other, until the transaction ends. Only loads
    // take this lock: readers, plain writers and vacuum go on.
    void take_turns(const std::string& table) const;

private:
    const core::feed* feed_;
    Oid schema_;
    std::string schema_name_;
};

// Type of a feed's column as it arrives, and as the target takes it.
Oid arriving_type(const core::feed_column& column) noexcept;
Oid resolved_type(const core::feed_column& column) noexcept;

// A resolved row is the feed's columns in the target's types, then the row's number and the number of its
// keep set (core::keep_sets).
inline int row_number_column(const core::feed& feed) noexcept {
    return static_cast<int>(feed.columns.size());
}
inline int keep_set_column(const core::feed& feed) noexcept {
    return static_cast<int>(feed.columns.size()) + 1;
}

// Marks in a keep set, behind the feed's columns. A row with them keeps stored money: its price, or also its
// amount. Where none is stored, its own counts. See stored_money.hpp.
inline int price_mark(const core::feed& feed) noexcept {
    return static_cast<int>(feed.columns.size());
}
inline int amount_mark(const core::feed& feed) noexcept {
    return static_cast<int>(feed.columns.size()) + 1;
}

// Type of a dimension's natural key, and of its key.
Oid natural_key_type(const core::dimension& of) noexcept;
Oid key_type(const core::dimension& of) noexcept;

// The dimension that a column is a key of, where a foreign key refers to it; NULL when there is none.
inline const core::dimension* referenced_by(const core::feed_column& column) noexcept {
    return column.to != nullptr && column.to->is_referenced ? column.to.get() : nullptr;
}

// The form of a feed for the table of a schema, which may be of an older version. The answer is cached.
const core::feed& feed_in(const core::feed& newest, Oid schema);

// The typmod of numeric(limit, scale): what the server's make_numeric_typmod() makes, which it keeps to
// itself.
inline int numeric_typmod(const core::feed_column& column) noexcept {
    return ((column.limit << 16) | column.scale) + static_cast<int>(VARHDRSZ);
}

// The column that a reject of a key names: what the key was derived from where it did not arrive.
int reported_column(const core::feed& feed, int key);

// Row type of what arrives, and of what was resolved, in the current memory context.
TupleDesc describe_arriving(const core::feed& feed);
TupleDesc describe_resolved(const core::feed& feed);

// Row type of what was resolved, for a stage that adds columns of its own.
postgres::row_type resolved_row_type(const core::feed& feed);

}  // namespace forecast_warehouse::load
