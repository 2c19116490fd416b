#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core/sources/column_profile.hpp"
#include "core/sources/file_sample.hpp"
#include "core/sources/header_words.hpp"
#include "core/sources/suggestion.hpp"

namespace {

using namespace forecast_warehouse::core;
using texts = std::vector<std::string>;

column_profile profile(const std::vector<std::string_view>& cells) {
    return profile_column(cells, true);
}

meaning meaning_of(std::string_view header) {
    bool exact = false;
    return forecast_warehouse::core::meaning_of(header, exact);
}

TEST(header_words, are_known_in_several_languages) {
    EXPECT_EQ(plain_name(" Quantit\xC3\xA9 (kg) "), "quantite_kg");
    EXPECT_EQ(plain_name("InvoiceDate"), "invoice_date");
    EXPECT_EQ(plain_name("SKU"), "sku");
    EXPECT_EQ(meaning_of("Quantity Ordered"), meaning::quantity);
    EXPECT_EQ(meaning_of("Menge"), meaning::quantity);
    EXPECT_EQ(meaning_of("Quantit\xC3\xA9"), meaning::quantity);
    EXPECT_EQ(meaning_of("Einzelpreis (EUR)"), meaning::price);
    EXPECT_EQ(meaning_of("Pre\xC3\xA7o"), meaning::price);
    EXPECT_EQ(meaning_of("Fecha"), meaning::date);
    EXPECT_EQ(meaning_of("StockCode"), meaning::product);
    EXPECT_EQ(meaning_of("Filiale"), meaning::store);
    EXPECT_EQ(meaning_of("Umsatz"), meaning::amount);
    EXPECT_EQ(meaning_of("xyz"), meaning::none);
    EXPECT_EQ(meaning_of(""), meaning::none);
}

TEST(column_profile, finds_the_marks_of_numbers) {
    EXPECT_EQ(profile({"1.5", "2.25"}).numbers.decimal_mark, '.');
    const column_profile german = profile({"1.234,50 EUR", "0,90 EUR", "12"});
    EXPECT_TRUE(german.is_number);
    EXPECT_EQ(german.numbers.decimal_mark, ',');
    EXPECT_EQ(german.numbers.grouping_mark, ".");
    EXPECT_EQ(german.numbers.strip, (texts{"EUR"}));
    EXPECT_TRUE(profile({"1,234", "2,000"}).marks_are_open);
    EXPECT_FALSE(profile({"1,234", "2,000", "1,234,567"}).marks_are_open);
    // A weight is below one, too.
    EXPECT_EQ(profile({"1.000", "0.293"}).decimals, 3U);
    EXPECT_EQ(profile({"1 234,5",
                       "1\xC2\xA0"
                       "000,0"})
                  .numbers.grouping_mark,
              " ");
    EXPECT_EQ(profile({"0,90 \xC3\xA2\xE2\x80\x9A\xC2\xAC"}).numbers.strip.front(),
              "\xC3\xA2\xE2\x80\x9A\xC2\xAC");
    EXPECT_EQ(profile({"$1.50", "-$2.00"}).numbers.strip, (texts{"$"}));
}

TEST(column_profile, knows_counts_that_were_written_as_floats) {
    EXPECT_TRUE(profile({"1.0", "12.0"}).has_dot_zero);
    EXPECT_TRUE(profile({"1.0", "12.0"}).is_whole);
    EXPECT_FALSE(profile({"1.0", "12.5"}).is_whole);
    EXPECT_FALSE(profile({"1", "12"}).has_dot_zero);
    EXPECT_TRUE(profile({"1", "-2"}).has_negative);
}

TEST(column_profile, knows_no_numbers_in_codes) {
    EXPECT_FALSE(profile({"S1", "S2"}).is_number);
    EXPECT_FALSE(profile({"34in Monitor", "27in Monitor"}).is_number);
    EXPECT_FALSE(profile({"5%", "10%"}).is_number);
    EXPECT_FALSE(profile({}).is_number);
    EXPECT_EQ(profile({"1", "NA", "n/a"}).null_words, (texts{"NA", "n/a"}));
}

TEST(column_profile, finds_the_format_of_days) {
    EXPECT_EQ(profile({"2024-01-31"}).format, "");
    EXPECT_TRUE(profile({"2024-01-31"}).is_day);
    EXPECT_TRUE(profile({"2024-01-31 10:00"}).has_hours);
    EXPECT_EQ(profile({"31.01.2024", "01.02.2024"}).format, "DD.MM.YYYY");
    EXPECT_EQ(profile({"8/31/19 22:21", "08/15/19 9:11"}).format, "FMMM/FMDD/YY FMHH24:MI");
    EXPECT_EQ(profile({"08/31/19 22:21", "08/15/19 15:11"}).format, "MM/DD/YY HH24:MI");
    EXPECT_EQ(profile({"01/31/2024 09:05 PM"}).format, "MM/DD/YYYY HH12:MI AM");
    EXPECT_EQ(profile({"5 Jan 2024", "31 Dec 2023"}).format, "FMDD MON YYYY");
    EXPECT_EQ(profile({"20240131", "20231231"}).format, "YYYYMMDD");
    EXPECT_FALSE(profile({"31/01/2024", "01/02/2024"}).order_is_open);
    const column_profile open = profile({"02/03/2024", "01/02/2024"});
    EXPECT_TRUE(open.order_is_open);
    EXPECT_EQ(open.format, "DD/MM/YYYY");
    EXPECT_EQ(open.other_format, "MM/DD/YYYY");
    EXPECT_FALSE(profile({"00000001", "00000002"}).is_day);
    EXPECT_EQ(profile({"10:29:52.28", "10:29:56.826"}).clock, "HH24:MI:SS.US");
}

TEST(column_profile, takes_a_few_other_cells) {
    std::vector<std::string_view> cells(19, "1.5");
    cells.emplace_back("many");
    EXPECT_TRUE(profile(cells).is_number);
    EXPECT_EQ(profile(cells).unreadable, (texts{"many"}));
    cells.resize(10);
    cells.resize(20, "many");
    EXPECT_FALSE(profile(cells).is_number);
}

TEST(file_sample, finds_delimiter_and_header) {
    const file_sample sample = sample_of_lines(
        {"Datum;Menge;Preis", "01.02.2024;1;2,50", "", "Datum;Menge;Preis", "02.02.2024;3;1,00", "x;y"},
        true);
    EXPECT_EQ(sample.delimiter, ';');
    EXPECT_EQ(sample.columns, (texts{"Datum", "Menge", "Preis"}));
    EXPECT_EQ(sample.rows.size(), 2U);
    EXPECT_EQ(sample.blank_rows, 1U);
    EXPECT_EQ(sample.repeated_headers, 1U);
    EXPECT_EQ(sample.other_rows, 1U);
    EXPECT_TRUE(sample.header_fits);
}

TEST(file_sample, may_have_no_header) {
    const file_sample sample = sample_of_lines({"2024-01-01,A,1", "2024-01-02,B,2"}, true);
    EXPECT_FALSE(sample.has_header);
    EXPECT_EQ(sample.columns, (texts{"c1", "c2", "c3"}));
    EXPECT_EQ(sample.rows.size(), 2U);
}

TEST(file_sample, gives_a_name_to_each_column) {
    const file_sample sample = sample_of_lines({",date,qty,qty", "1,2024-01-01,2,3"}, true);
    EXPECT_EQ(sample.columns, (texts{"c1", "date", "qty", "c4"}));
    EXPECT_FALSE(sample.header_fits);
}

TEST(file_sample, finds_the_header_in_a_table) {
    const texts header{"date", "sku", "qty"};
    const texts row{"2024-01-01", "A", "1"};
    EXPECT_EQ(sample_of_rows({"c1", "c2", "c3"}, {header, row}, true).columns, header);
    EXPECT_EQ(sample_of_rows({"c1", "c2", "c3"}, {header, row}, true).rows.size(), 1U);
    const file_sample named = sample_of_rows(header, {header, row, {"", " ", ""}}, true);
    EXPECT_EQ(named.columns, header);
    EXPECT_EQ(named.repeated_headers, 1U);
    EXPECT_EQ(named.blank_rows, 1U);
}

using pairs = std::map<std::string, std::string>;

suggestion of(const texts& lines) {
    return suggest(sample_of_lines(lines, true));
}

bool says(const texts& notes, std::string_view part) {
    for (const std::string& each : notes) {
        if (each.find(part) != std::string::npos) {
            return true;
        }
    }
    return false;
}

TEST(suggestion, takes_receipts_with_lines_as_transactions) {
    const suggestion made =
        of({"Filiale;Bon;Pos;Datum;Uhrzeit;Artikel;Menge;Preis", "S1;17;1;02.05.2024;09:30;A;3;1.234,50 EUR",
            "S1;17;2;13.05.2024;09:30;B;1;0,90 EUR"});
    EXPECT_EQ(made.feed, "sales_txn_feed");
    EXPECT_EQ(pairs(made.map.begin(), made.map.end()), (pairs{{"receipt", "\"Bon\""},
                                                              {"line_no", "\"Pos\""},
                                                              {"sold_at", "\"Datum\" || ' ' || \"Uhrzeit\""},
                                                              {"store_code", "\"Filiale\""},
                                                              {"sku", "\"Artikel\""},
                                                              {"quantity", "\"Menge\""},
                                                              {"unit_price", "\"Preis\""}}));
    EXPECT_EQ(pairs(made.options.begin(), made.options.end()),
              (pairs{{"timestamp_format", "\"DD.MM.YYYY HH24:MI\""},
                     {"on_unknown", "\"create\""},
                     {"decimal_mark", "\",\""},
                     {"grouping_mark", "\".\""},
                     {"strip", "[\"EUR\"]"}}));
}

TEST(suggestion, sums_receipts_without_lines) {
    const suggestion made = of({"Order ID,Product,Qty,Price,Order Date", "1,A,1,2.50,08/31/19 22:21"});
    EXPECT_EQ(made.feed, "sales_daily_feed");
    EXPECT_EQ(pairs(made.options.begin(), made.options.end()).at("on_duplicate"), "\"sum\"");
    EXPECT_TRUE(says(made.gaps, "no column has the store"));
}

TEST(suggestion, says_that_day_and_month_may_be_either_way) {
    const suggestion made =
        of({"date,store,sku,quantity,price", "02/03/2024,S,A,1,2.50", "04/03/2024,S,A,1,2.50"});
    EXPECT_TRUE(says(made.gaps, R"(fit "DD/MM/YYYY" and "MM/DD/YYYY")"));
}

TEST(suggestion, makes_wide_files_long) {
    const suggestion days = of({"item_id,store_id,d_1,d_2,d_3", "A,S,1,0,2"});
    EXPECT_EQ(days.columns, (texts{"item_id", "store_id", "d_*"}));
    EXPECT_TRUE(days.takes_lines);
    const suggestion dates = of({"sku,store,2024-01-01,2024-01-02,2024-01-03", "A,S,1,0,2"});
    EXPECT_EQ(pairs(dates.map.begin(), dates.map.end()).at("date"), "\"name\"");
}

TEST(suggestion, leaves_out_prices_that_do_not_fit_to_the_amounts) {
    const suggestion made = of({"date,store,sku,quantity,price,amount", "2024-01-01,S,A,2,2.50,4.00"});
    EXPECT_FALSE(pairs(made.map.begin(), made.map.end()).contains("unit_price"));
    EXPECT_EQ(pairs(made.map.begin(), made.map.end()).at("total_amount"), "\"amount\"");
}

TEST(suggestion, finds_prices_products_stores_and_stock) {
    EXPECT_EQ(of({"sku,store,price,valid_from", "A,S,2.50,2024-01-01"}).feed, "price_history_feed");
    EXPECT_EQ(of({"sku,description,category", "A,Apple,Fruit"}).feed, "product_feed");
    EXPECT_EQ(of({"store,store name,city", "S,Harbour,Kiel"}).feed, "store_feed");
    EXPECT_EQ(of({"date,store,sku,stock", "2024-01-01,S,A,4"}).feed, "inventory_snapshot_daily_feed");
    const suggestion products = of({"sku,description,category,Unterkategorie", "A,Apple,Fruit,Pome"});
    EXPECT_EQ(pairs(products.map.begin(), products.map.end()).at("subcategory"), "\"Unterkategorie\"");
    EXPECT_EQ(of({"colour,shape", "red,round"}).feed, "");
    EXPECT_EQ(of({}).feed, "");
}

TEST(suggestion, writes_no_statement_but_one) {
    const file_sample sample =
        sample_of_lines({"date,store,sku,quantity,\"a'b\n;DROP TABLE x; --$$\"", "2024-01-01,S,A,1,2"}, true);
    const std::string text =
        write_suggestion(suggest(sample), sample, "public.create_source", "n", "rows of t\nx");
    std::string code;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        code += line.starts_with("-- ") ? "" : line + "\n";
        begin = end + 1;
    }
    EXPECT_TRUE(code.starts_with("SELECT public.create_source('n', 'sales_daily_feed',\n")) << code;
    EXPECT_NE(code.find("'a''b\n;DROP TABLE x; --$$'"), std::string::npos) << code;
}

TEST(suggestion, writes_json) {
    EXPECT_EQ(json_string("a\"b\\c\n"), R"("a\"b\\c\u000a")");
}

}  // namespace
