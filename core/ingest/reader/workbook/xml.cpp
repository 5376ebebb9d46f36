#include "core/ingest/reader/workbook/xml.h"

#include <exception>
#include <optional>
#include <orcus/exception.hpp>
#include <orcus/sax_parser.hpp>

namespace adscope::ingest {
namespace {

constexpr std::ptrdiff_t kForget = 32 << 20;
constexpr std::size_t kDeepest = 256;

struct Stopped {};

class Handler : public orcus::sax_handler {
public:
    Handler(const MappedText& text, XmlVisitor& visitor, const JobContext& job) : text_(text), visitor_(visitor), job_(job) {}

    // What a declaration (<?xml ...?>) says is no element's.
    void end_declaration(std::string_view) { attributes_.all.clear(); }
    void attribute(const orcus::sax::parser_attribute& a) {
        if (a.ns != "calcext") attributes_.all.emplace_back(a.name, a.value);
    }
    void start_element(const orcus::sax::parser_element& e) {
        if (++elements_ % 1024 == 0) look_up(e.begin_pos);
        if (++depth_ > kDeepest) throw Stopped();
        go_on(visitor_.begin(e.name, attributes_));
        attributes_.all.clear();
    }
    void end_element(const orcus::sax::parser_element& e) {
        --depth_;
        go_on(visitor_.end(e.name));
    }
    void characters(std::string_view text, bool) { visitor_.text(text); }

    std::optional<Error> error;
    bool complete() const { return elements_ > 0 && depth_ == 0; }

private:
    void look_up(std::ptrdiff_t position) {
        if (job_.cancelled()) go_on(Error::cancelled());
        if (const auto size = text_.text().size(); size > 0)
            job_.report(Message("ingest.converting"), static_cast<double>(position) / static_cast<double>(size));
        if (position - forgotten_ < kForget) return;
        forgotten_ = position;
        text_.forget(static_cast<std::size_t>(position));
    }
    void go_on(Result<void> done) {
        if (!done) error = std::move(done).error();
        if (error || visitor_.enough) throw Stopped();
    }

    const MappedText& text_;
    XmlVisitor& visitor_;
    const JobContext& job_;
    XmlAttributes attributes_;
    std::size_t elements_ = 0, depth_ = 0;
    std::ptrdiff_t forgotten_ = 0;
};

}  // namespace

Result<void> walk_xml(const MappedText& text, XmlVisitor& visitor, const Error& damaged, const JobContext& job) {
    const auto all = text.text();
    Handler handler(text, visitor, job);
    try {
        orcus::sax_parser<Handler> parser(all.data(), all.size(), handler);
        parser.parse();
    } catch (const Stopped&) {
        if (handler.error) return std::move(*handler.error);
        if (!visitor.enough) return damaged;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        return damaged;
    }
    return handler.complete() || visitor.enough ? Result<void>() : Result<void>(damaged);
}

}  // namespace adscope::ingest
