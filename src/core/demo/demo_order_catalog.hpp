// The names and prices of the demo orders. All of them are made up, and plain ASCII.
#pragma once

#include <array>
#include <string_view>

namespace forecast_warehouse::core::demo_model {

// A channel is written in another way in the file of targets where target_name differs.
struct order_channel {
    std::string_view name;
    std::string_view target_name;
    int category;  // from 0, in channel_categories
};

inline constexpr std::array<std::string_view, 2> channel_categories{"Direct", "Indirect"};
inline constexpr std::array<order_channel, 5> order_channels{{{"High Street", "High Street", 0},
                                                              {"On-line", "Online", 0},
                                                              {"Outlet", "Outlet", 0},
                                                              {"Franchise", "Franchise", 1},
                                                              {"Department Stores", "Department Stores", 1}}};

// Channels by their places in order_channels.
inline constexpr int high_street = 0;
inline constexpr int online = 1;
inline constexpr int outlet = 2;

inline constexpr std::array<std::string_view, 4> order_categories{"Camping", "Children's Gear",
                                                                  "Women's Outdoor", "Men's Outdoor"};

struct order_product_type {
    std::string_view name;
    int category;  // from 0, in order_categories
};

inline constexpr std::array<order_product_type, 10> order_product_types{{{"Lighting", 0},
                                                                         {"Cookware", 0},
                                                                         {"Toddlers 1-3", 1},
                                                                         {"Kids 4-7", 1},
                                                                         {"Kids 8-13", 1},
                                                                         {"Women's Trail", 2},
                                                                         {"Women's Rain", 2},
                                                                         {"Women's Snow", 2},
                                                                         {"Men's Trail", 3},
                                                                         {"Men's Snow", 3}}};

struct order_product {
    std::string_view name;
    int type;  // from 0, in order_product_types
    std::string_view color;
    std::string_view style;
    int unit;  // number of a unit of measure that no file describes
    std::string_view weight;
    int retail_cents;
    int cost_cents;
    int wholesale_cents;
};

// Two names are there twice, and four have a comma.
inline constexpr std::array<order_product, 24> order_products{
    {{"Head Torch", 0, "Black", "", 3, "0.1", 2495, 800, 1250},
     {"Lantern, folding", 0, "", "folding", 3, "0.4", 3250, 1125, 1625},
     {"Camp Kettle", 1, "Silver", "", 3, "0.6", 1899, 650, 950},
     {"Pan Set, 3 pieces", 1, "", "", 3, "1.4", 5495, 2100, 2750},
     {"Mug", 1, "Blue", "", 3, "0.2", 699, 150, 350},
     {"Bear Hat", 2, "Brown", "Hat", 1, "0.1", 995, 300, 500},
     {"Star Fleece", 2, "Blue", "Zip", 1, "0.3", 1999, 750, 1000},
     {"Mittens, 2 pairs", 2, "Red", "", 1, "0.15", 749, 200, 375},
     {"Rain Boots", 3, "Yellow", "Boots", 1, "0.8", 1795, 625, 900},
     {"Star Fleece", 3, "Blue", "Pullover", 1, "0.4", 2299, 900, 1200},
     {"Rain Boots", 4, "Green", "Boots", 1, "1.1", 2195, 800, 1100},
     {"Trail Shorts", 4, "Grey", "Shorts", 1, "0.25", 1499, 550, 750},
     {"Trail Shirt", 5, "White", "Shirt", 1, "0.2", 3995, 1400, 2000},
     {"Trail Trousers", 5, "Green", "Trousers", 1, "0.4", 5999, 2275, 3000},
     {"Rain Jacket", 6, "Red", "Jacket", 1, "0.5", 8999, 3100, 4500},
     {"Rain Trousers", 6, "Black", "Trousers", 1, "0.4", 4995, 1850, 2500},
     {"Down Coat", 7, "Black", "Coat", 1, "1", 14999, 5550, 7500},
     {"Gloves, lined", 7, "Brown", "", 1, "0.2", 2799, 900, 1400},
     {"Snow Boots", 7, "White", "Boots", 1, "1.2", 11995, 4400, 6000},
     {"Sun Shirt", 8, "White", "Shirt", 2, "0.2", 3450, 1275, 1750},
     {"Canvas Trousers", 8, "Khaki", "Trousers", 2, "0.6", 4650, 2400, 3100},
     {"Wool Socks", 8, "Grey", "Socks", 2, "0.1", 899, 250, 450},
     {"Base Layer", 9, "Black", "Shirt", 1, "0.3", 4495, 1600, 2250},
     {"Ski Trousers", 9, "Blue", "Trousers", 1, "0.9", 9999, 3800, 5000}}};

// The first name is misspelt in the file of resellers, and not in the file of targets.
struct order_reseller {
    std::string_view name;
    std::string_view target_name;
    std::string_view contact;
    std::string_view mailbox;
    int channel;  // from 0, in order_channels
};

inline constexpr std::array<order_reseller, 4> order_resellers{
    {{"Northlake Distributers", "Northlake Distributors", "Nora North", "nora.north", 3},
     {"Harbor Goods", "Harbor Goods", "Hal Harbor", "hal.harbor", 3},
     {"Midway Department Store", "Midway Department Store", "Mia Midway", "mia.midway", 4},
     {"Summit Mega Store", "Summit Mega Store", "Sam Summit", "sam.summit", 4}}};

struct order_customer {
    std::string_view first_name;
    std::string_view last_name;
    std::string_view gender;
    int house;  // customers of one house have one address
};

inline constexpr std::array<order_customer, 12> order_customers{{{"Anna", "Ash", "F", 1},
                                                                 {"Bill", "Birch", "M", 2},
                                                                 {"Cora", "Cedar", "F", 3},
                                                                 {"Dan", "Dogwood", "M", 4},
                                                                 {"Ella", "Elm", "F", 5},
                                                                 {"Emil", "Elm", "M", 5},
                                                                 {"Fay", "Fir", "F", 7},
                                                                 {"Gus", "Ginkgo", "M", 8},
                                                                 {"Hope", "Hazel", "F", 9},
                                                                 {"Ivo", "Ivy", "M", 10},
                                                                 {"June", "Juniper", "F", 11},
                                                                 {"Kurt", "Katsura", "M", 12}}};

// Postal codes of some begin with a zero.
struct order_town {
    std::string_view city;
    std::string_view state;
    std::string_view postal_code;
};

inline constexpr std::array<order_town, 8> order_towns{{{"Aldermoor", "Ohio", "43999"},
                                                        {"Brindle Quay", "Massachusetts", "01099"},
                                                        {"Calder Point", "Maine", "04099"},
                                                        {"Kingsreach", "Ohio", "44999"},
                                                        {"Oakhollow", "Georgia", "30999"},
                                                        {"Rivenport", "Massachusetts", "02799"},
                                                        {"Silver Mesa", "Texas", "79999"},
                                                        {"Lindenford", "Georgia", "31999"}}};

}  // namespace forecast_warehouse::core::demo_model
