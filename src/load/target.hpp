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
    [[nodiscard]] const core::feed_column& column(int place) const noexcept {
        return feed_->columns[static_cast<std::size_t>(place)];
    }

    // The target, and any table beside it, as SQL writes them.
    [[nodiscard]] std::string table() const { return beside(std::string(feed_->table)); }
    [[nodiscard]] std::string beside(const std::string& table) const;

    // Oid of the target.
    [[nodiscard]] Oid relation() const { return relation_beside(std::string(feed_->table)); }

    // Oid of a table beside the target; an error that names it when it is not there.
    [[nodiscard]] Oid relation_beside(const std::string& table) const;

    // Refuses a schema that was renamed meanwhile: statements name tables by its old name, which may be that
    // of another schema by now.
    void refuse_renamed() const;

    // Locks the dimensions against being dropped or altered, in the order in which an update of the extension
    // does, and before anything else: an update then waits for a load, or the load for it, and never each for
    // the other.
    void lock_dimensions() const;

    // Makes loads of a table beside the target wait for each other, until the transaction ends. Nobody else
    // takes this lock: readers, plain writers and vacuum go on.
    void take_turns(const std::string& table) const;

private:
    const core::feed* feed_;
    Oid schema_;
    std::string schema_name_;
};

// Type of a feed's column as it arrives, and as the target takes it.
Oid arriving_type(const core::feed_column& column) noexcept;
Oid resolved_type(const core::feed_column& column) noexcept;

// A resolved row is the feed's columns in the target's types, then these two.
inline int row_number_column(const core::feed& feed) noexcept {
    return static_cast<int>(feed.columns.size());
}
inline int kept_column(const core::feed& feed) noexcept {
    return static_cast<int>(feed.columns.size()) + 1;
}

// Where a feed's keys are looked up.
struct dimension {
    core::column_role role;
    std::string table;
    std::string natural_key;
    Oid natural_key_type;
    std::string key;  // the column that foreign keys refer to
    Oid key_type;
    core::reject_code unknown;
    bool referenced;  // whether a foreign key refers to it
};

// The dimension that a column is a key of; NULL when it is none.
const dimension* dimension_of(const core::feed_column& column);

// The same, where a foreign key refers to it.
const dimension* referenced_by(const core::feed_column& column);

// A feed as the tables of a schema have it, which may be of an older version.
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
