#include "core/sources/header_words.hpp"
#include "core/ascii.hpp"

#include <array>
#include <map>
#include <vector>

namespace forecast_warehouse::core {
namespace {

struct named_meaning {
    meaning what;
    std::string_view word;
    std::string_view names;  // with a blank between them
};

constexpr std::array vocabulary{
    named_meaning{
        meaning::date, "day",
        "date day datum fecha data jour dia tag order_date sale_date sales_date sold_on sold_at "
        "transaction_date trans_date txn_date invoice_date business_date calendar_date posting_date "
        "timestamp datetime date_time created_at verkaufsdatum belegdatum bestelldatum buchungsdatum "
        "bondatum zeitpunkt date_vente date_commande fecha_venta data_venda data_vendita"},
    named_meaning{meaning::time, "time of the day",
                  "time uhrzeit zeit hora heure ora tijd sale_time order_time transaction_time trans_time"},
    named_meaning{
        meaning::receipt, "receipt",
        "receipt receipt_no receipt_id receipt_number ticket ticket_number ticket_no ticket_id invoice "
        "invoice_no invoice_id invoice_number order_id order_no order_number transaction transaction_id "
        "trans_id basket basket_id bill bill_no sales_order_number bon bonnummer bon_nr kassenbon beleg "
        "belegnummer beleg_nr rechnung rechnungsnummer bestellnummer commande numero_ticket num_ticket "
        "factura pedido nota scontrino"},
    named_meaning{
        meaning::line_no, "line of the receipt",
        "line line_no line_number line_id row_id order_line order_item_id pos position zeile ligne linea "
        "riga"},
    named_meaning{
        meaning::store, "store",
        "store store_id store_code store_nbr store_no store_number shop shop_id branch branch_id outlet "
        "outlet_id location location_id site site_id filiale filial filialnummer markt laden magasin "
        "boutique tienda sucursal loja negozio punto_vendita winkel"},
    named_meaning{meaning::store_name, "name of the store",
                  "store_name shop_name branch_name filialname nom_magasin nombre_tienda"},
    named_meaning{
        meaning::product, "product",
        "sku product product_id product_code item item_id item_nbr item_no item_code item_number "
        "stock_code article article_id artikel artikelnummer artikel_nr material produkt producto produit "
        "prodotto produto articulo articolo ean gtin upc barcode plu code_article"},
    named_meaning{
        meaning::product_name, "name of the product",
        "product_name item_name item_description product_description description bezeichnung artikelname "
        "artikelbezeichnung designation libelle descripcion descricao descrizione omschrijving"},
    named_meaning{
        meaning::category, "category",
        "category cat_id family group department product_category item_category warengruppe kategorie "
        "categorie categoria"},
    named_meaning{meaning::subcategory, "subcategory",
                  "subcategory sub_category subclass unterkategorie unterwarengruppe sous_categorie "
                  "subcategoria sottocategoria subcategorie"},
    named_meaning{meaning::brand, "brand", "brand marke marque marca merk manufacturer"},
    named_meaning{
        meaning::quantity, "quantity",
        "quantity qty units units_sold unit_sales quantity_ordered order_quantity sold sold_qty pieces pcs "
        "weight kg menge anzahl stueck stuck gewicht quantite qte poids cantidad cant peso quantidade qtd "
        "quantita qta aantal hoeveelheid"},
    named_meaning{
        meaning::price, "price of a unit",
        "price unit_price price_each price_per_unit item_price sell_price selling_price sales_price "
        "retail_price preis einzelpreis stueckpreis stuckpreis verkaufspreis prix prix_unitaire precio "
        "precio_unitario preco preco_unitario prezzo prezzo_unitario prijs"},
    named_meaning{
        meaning::amount, "amount",
        "amount total total_amount total_price line_total sales sales_amount sales_value net_sales revenue "
        "turnover weekly_sales sale_dollars umsatz betrag gesamt gesamtpreis summe montant montant_total "
        "importe total_venta valor valor_total importo totale omzet bedrag"},
    named_meaning{
        meaning::customer, "customer",
        "customer customer_id customer_ref household_key user_id kunde kundennummer client cliente klant"},
    named_meaning{meaning::channel, "channel",
                  "channel sales_channel order_channel kanal vertriebskanal verkaufskanal canal canal_vente "
                  "canal_de_venta canale kanaal"},
    named_meaning{meaning::city, "city", "city stadt ort ville ciudad cidade citta stad"},
    named_meaning{meaning::region, "region",
                  "region state state_id province bundesland etat provincia estado regio"},
    named_meaning{
        meaning::valid_from, "first day",
        "valid_from start_date from_date effective_from effective_date gueltig_ab gultig_ab valide_du desde"},
    named_meaning{
        meaning::valid_to, "last day",
        "valid_to valid_until end_date to_date effective_to gueltig_bis gultig_bis valide_au hasta"},
    named_meaning{
        meaning::on_hand, "stock",
        "on_hand on_hand_qty stock stock_qty stock_on_hand inventory inventory_level bestand lagerbestand "
        "existencias estoque giacenza voorraad"},
    named_meaning{meaning::on_order, "stock on order", "on_order on_order_qty bestellt"},
    named_meaning{meaning::visits, "visits", "visits visitors footfall besucher visiteurs visitas"},
    named_meaning{meaning::walmart_week, "week of Walmart", "wm_yr_wk"},
};

// The base letter of a letter of Latin-1 behind its first byte 0xC3.
char base_letter(char behind) noexcept {
    constexpr std::string_view letters = "aaaaaaaceeeeiiiidnooooo_ouuuuytsaaaaaaaceeeeiiiidnooooo_ouuuuyty";
    const auto index = static_cast<std::size_t>(static_cast<unsigned char>(behind) - 0x80U);
    return index < letters.size() ? letters[index] : '_';
}

const std::map<std::string_view, meaning>& names() {
    static const auto& made = *new std::map<std::string_view, meaning>([] {
        std::map<std::string_view, meaning> known;
        for (const named_meaning& each : vocabulary) {
            std::string_view rest = each.names;
            while (!rest.empty()) {
                const std::size_t length = std::min(rest.find(' '), rest.size());
                known.emplace(rest.substr(0, length), each.what);
                rest.remove_prefix(std::min(length + 1, rest.size()));
            }
        }
        return known;
    }());
    return made;
}

bool is_upper(char byte) noexcept {
    return byte >= 'A' && byte <= 'Z';
}

bool is_lower_or_digit(char byte) noexcept {
    return (byte >= 'a' && byte <= 'z') || is_digit(byte);
}

}  // namespace

std::string plain_name(std::string_view name) {
    std::string plain;
    bool follows_small = false;
    for (std::size_t index = 0; index < name.size(); ++index) {
        char byte = name[index];
        if (byte == '\xC3' && index + 1 < name.size()) {
            byte = base_letter(name[++index]);
        }
        const bool begins_word = is_upper(byte) && follows_small;
        follows_small = is_lower_or_digit(byte);
        byte = is_upper(byte) ? static_cast<char>(byte - 'A' + 'a') : byte;
        const bool is_part = is_lower_or_digit(byte);
        if ((begins_word || !is_part) && !plain.empty() && plain.back() != '_') {
            plain += '_';
        }
        if (is_part) {
            plain += byte;
        }
    }
    if (!plain.empty() && plain.back() == '_') {
        plain.pop_back();
    }
    return plain;
}

meaning meaning_of(std::string_view header, bool& exact) {
    const std::string plain = plain_name(header);
    const auto whole = names().find(plain);
    exact = whole != names().end();
    if (exact) {
        return whole->second;
    }
    // The longest words in a row that are known; of equal ones the last.
    std::vector<std::size_t> begins{0};
    for (std::size_t index = 0; index < plain.size(); ++index) {
        if (plain[index] == '_') {
            begins.push_back(index + 1);
        }
    }
    const std::string_view text = plain;
    begins.push_back(plain.size() + 1);
    constexpr std::size_t most_words = 8;
    const std::size_t words = std::min(begins.size() - 1, most_words);
    for (std::size_t length = words; length-- > 1;) {
        for (std::size_t first = words - length + 1; first-- > 0;) {
            const auto found =
                names().find(text.substr(begins[first], begins[first + length] - 1 - begins[first]));
            if (found != names().end()) {
                return found->second;
            }
        }
    }
    return meaning::none;
}

std::string_view word_for(meaning what) noexcept {
    for (const named_meaning& each : vocabulary) {
        if (each.what == what) {
            return each.word;
        }
    }
    return "nothing";
}

}  // namespace forecast_warehouse::core
