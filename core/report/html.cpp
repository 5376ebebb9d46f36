// The report as one HTML file: no scripts, nothing fetched, a content policy that allows the one style sheet by its hash.
#include <openssl/evp.h>

#include <algorithm>

#include "core/base/embedded.h"
#include "core/base/hash.h"
#include "core/report/export.h"
#include "core/report/markup.h"

namespace adscope {
namespace {

constexpr std::size_t kMostRows = 500;  // of a table on the page; the workbook and CSV have all

constexpr const char* kMark =
    R"(<svg class="mark" viewBox="0 0 28 28" role="img" aria-label="AdScope"><rect width="28" height="28" rx="4" fill="#0072B2"/><path d="M6 20l5-7 4 3 7-9" fill="none" stroke="#FFFFFF" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/><circle cx="22" cy="7" r="2.2" fill="#FFFFFF"/></svg>)";

std::string base64_of_hex(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int n = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                                  static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(n));
    return out;
}

class Page {
public:
    explicit Page(const ReportDocument& document) : document_(document) {}

    std::string make() {
        head();
        cover();
        for (const auto& section : document_.sections) this->section(section);
        out_ += "<footer class=\"small\">" + words(document_.provenance) + "</footer>\n</div>\n</body>\n</html>\n";
        return std::move(out_);
    }

private:
    std::string words(const Message& m) const { return escape_markup(render(m, document_.language)); }

    void head() {
        const std::string css(embedded_file("report/report.css"));
        out_ += "<!DOCTYPE html>\n<html lang=\"" + std::string(document_.language == Language::zh ? "zh-CN" : "en") +
                "\">\n<head>\n<meta charset=\"utf-8\">\n";
        out_ += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" +
                base64_of_hex(sha256_hex(css)) + "'; img-src data:; base-uri 'none'; form-action 'none'\">\n";
        out_ +=
            "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n<meta name=\"generator\" content=\"AdScope\">\n";
        out_ +=
            "<title>" + escape_markup(document_.title) + "</title>\n<style>" + css + "</style>\n</head>\n<body>\n<div class=\"page\">\n";
    }

    void cover() {
        out_ += "<header>\n<div class=\"cover\">" + std::string(kMark) + "<span class=\"who\">" +
                escape_markup(document_.advertiser.empty() ? "AdScope" : document_.advertiser) + "</span>";
        out_ += "<span class=\"when\">" + words(document_.period) + "</span></div>\n<h1>" + escape_markup(document_.title) +
                "</h1>\n<nav aria-label=\"" + words(Message("report.contents")) + "\">";
        for (const auto& s : document_.sections) out_ += "<a href=\"#" + s.id + "\">" + words(s.title) + "</a> ";
        out_ += "</nav>\n</header>\n";
    }

    void section(const ReportSection& section) {
        out_ += "<section aria-labelledby=\"" + section.id + "\">\n<h2 id=\"" + section.id + "\">" + words(section.title) + "</h2>\n";
        for (const auto& block : section.blocks) {
            if (const auto* m = std::get_if<Message>(&block.content)) out_ += "<p>" + words(*m) + "</p>\n";
            else if (const auto* s = std::get_if<Series>(&block.content)) figure(*s);
            else if (const auto& t = std::get<DataTable>(block.content); t.id == kHeadlineTable) cards(t);
            else table(t);
        }
        out_ += "</section>\n";
    }

    void caption(const char* element, const Message& title, const Message& subtitle) {
        if (title.empty()) return;
        out_ += "<" + std::string(element) + "><strong>" + words(title) + "</strong>";
        if (!subtitle.empty()) out_ += "<span class=\"small\">" + words(subtitle) + "</span>";
        out_ += "</" + std::string(element) + ">\n";
    }

    void figure(const Series& series) {
        out_ += "<figure>\n";
        caption("figcaption", series.title, series.subtitle);
        out_ += to_svg(series, document_.language, document_.currency, 784, 320) + "\n<details><summary>" +
                words(Message("report.as_table")) + "</summary>\n";
        DataTable numbers = table_of(series);
        numbers.title = numbers.subtitle = {};
        table(numbers);
        out_ += "</details>\n</figure>\n";
    }

    std::string cell(const DataTable& t, std::size_t row, std::size_t column) const {
        return column < t.rows[row].size()
                   ? escape_markup(cell_text(t.rows[row][column], t.columns[column].format, document_.language, document_.currency))
                   : std::string();
    }

    void table(const DataTable& t) {
        out_ += "<div class=\"scroll\"><table>";
        caption("caption", t.title, t.subtitle);
        out_ += "<thead><tr>";
        for (const auto& c : t.columns)
            out_ += std::string("<th scope=\"col\"") + (c.text ? "" : " class=\"n\"") + ">" + words(c.title) + "</th>";
        out_ += "</tr></thead>\n<tbody>\n";
        for (std::size_t r = 0; r < std::min(t.rows.size(), kMostRows); ++r) {
            out_ += "<tr>";
            for (std::size_t c = 0; c < t.columns.size(); ++c)
                out_ += (t.columns[c].text ? "<td>" : "<td class=\"n\">") + cell(t, r, c) + "</td>";
            out_ += "</tr>\n";
        }
        out_ += "</tbody></table></div>\n";
        if (t.rows.size() > kMostRows)
            out_ += "<p class=\"small\">" + words(Message("report.table_cut", {{"shown", kMostRows}, {"count", t.rows.size()}})) + "</p>\n";
    }

    // Rows: value, low, high; columns after the first: one a figure.
    void cards(const DataTable& t) {
        out_ += "<div class=\"cards\">\n";
        for (std::size_t c = 1; c < t.columns.size(); ++c) {
            out_ += "<div class=\"card\"><div class=\"name\">" + words(t.columns[c].title) + "</div><div class=\"value\">" + cell(t, 0, c) +
                    "</div>";
            const auto there = [&](std::size_t r) {
                return r < t.rows.size() && c < t.rows[r].size() && !std::holds_alternative<std::monostate>(t.rows[r][c]);
            };
            if (there(1) && there(2)) out_ += "<div class=\"range\">" + cell(t, 1, c) + " – " + cell(t, 2, c) + "</div>";
            out_ += "</div>\n";
        }
        out_ += "</div>\n";
    }

    const ReportDocument& document_;
    std::string out_;
};

}  // namespace

std::string to_html(const ReportDocument& document) { return Page(document).make(); }

}  // namespace adscope
