#pragma once

#include <array>
#include <string_view>

namespace forecast_warehouse::core {

// The tables that the files of orders land in.
inline constexpr std::array<std::string_view, 12> staging_tables{
    "staging_channel",           "staging_channelcategory",
    "staging_customer",          "staging_product",
    "staging_productcategory",   "staging_producttype",
    "staging_reseller",          "staging_store",
    "staging_salesdetail",       "staging_salesheader",
    "staging_targetdatachannel", "staging_targetdataproduct",
};

// The key of their rows.
inline constexpr std::string_view staging_key = "staging_id";

}  // namespace forecast_warehouse::core
