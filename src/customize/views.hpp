#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/load/feed.hpp"
#include "customize/companion.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::customize {

// The views of a companion: {table}_all shows the warehouse's columns and the users', {table}_custom_feed
// takes both. Companions of store, product and sales_daily also have sales_exogenous_all. They lie beside the
// companion, and belong to its owner.
class companion_views {
public:
    companion_views(const core::feed& feed, Oid extension_schema, companion of);

    // Makes the views that are missing or do not have all columns. A view keeps what depends on it where only
    // columns are added. Returns the names of those that are new or changed.
    [[nodiscard]] std::vector<std::string> make() const;

    // Drops the views and keeps their privileges in mind, so that columns can change their type or name. An
    // error names what depends on a view. restore() makes them again from another state of the companion.
    void drop();
    void restore(const companion& changed);
    // Gives dropped views that are there again their privileges.
    void grant_again();

    // The name of a table's column in sales_exogenous_all; empty: the view leaves the table out.
    static std::string exogenous_column(const std::string& table, const std::string& column);
    // Whether sales_exogenous itself has a column.
    static bool is_in_exogenous(Oid extension_schema, const std::string& column);

    // The type in which a column's values arrive: without the modifier where a load checks it row by row.
    static std::string arriving_type(const custom_column& column);

private:
    struct view {
        std::string name;
        std::string select;
        std::string comment;
        bool is_feed = false;
        std::vector<Oid> over{};  // a view of the name over one of these is ours
    };

    [[nodiscard]] std::vector<view> views() const;
    [[nodiscard]] std::string select_whole() const;
    [[nodiscard]] std::string select_feed() const;
    [[nodiscard]] view exogenous() const;
    enum class difference : std::uint8_t { none, missing, more_columns, other_columns };

    [[nodiscard]] difference compare(view& wanted) const;
    [[nodiscard]] bool make(view wanted) const;
    void complete(const view& wanted, const std::vector<std::string>& grants) const;
    void set_defaults(const std::string& feed_view) const;
    [[nodiscard]] std::vector<std::string> grants_of(const std::string& name) const;
    [[nodiscard]] std::string qualified(const std::string& name) const;

    const core::feed* feed_;
    std::string extension_;  // the schema of the extension
    companion of_;
    std::vector<std::pair<std::string, std::string>> grants_;  // names of dropped views, statements
};

}  // namespace forecast_warehouse::customize
