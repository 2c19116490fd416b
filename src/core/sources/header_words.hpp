#pragma once

#include <string>
#include <string_view>

namespace forecast_warehouse::core {

// The meaning that a column of a file may have.
enum class meaning {
    none,
    date,
    time,
    receipt,
    line_no,
    store,
    store_name,
    product,
    product_name,
    category,
    subcategory,
    brand,
    quantity,
    price,
    amount,
    customer,
    channel,
    city,
    region,
    valid_from,
    valid_to,
    on_hand,
    on_order,
    visits,
    walmart_week,  // 11549: week 49 of the fiscal year 2015
};

// A name in lower case, with letters of ASCII only, and one underscore between its words.
std::string plain_name(std::string_view name);

// The meaning of a header in English, German, French, Spanish, Portuguese, Italian or Dutch.
// Sets exact where the whole name is known, and not only words of it.
meaning meaning_of(std::string_view header, bool& exact);

// The word for it in a message.
std::string_view word_for(meaning what) noexcept;

}  // namespace forecast_warehouse::core
