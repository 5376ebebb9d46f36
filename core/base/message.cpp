#include "core/base/message.h"

#include <unicode/fmtable.h>
#include <unicode/locid.h>
#include <unicode/msgfmt.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/base/embedded.h"

namespace adscope {
namespace {

constexpr std::string_view kVerbatim = "base.verbatim";

using Catalogue = std::map<std::string, std::string, std::less<>>;

// Lines `id = pattern`; '#' begins a comment; a line that begins with a space goes on the line before it.
void parse_catalogue(std::string_view text, Catalogue& out) {
    std::string* last = nullptr;
    while (!text.empty()) {
        const auto end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.empty() || line[0] == '#') continue;
        if (line[0] == ' ' && last) {
            last->append(" ").append(line.substr(line.find_first_not_of(' ')));
            continue;
        }
        const auto equals = line.find(" = ");
        if (equals == std::string_view::npos) continue;
        last = &(out[std::string(line.substr(0, equals))] = std::string(line.substr(equals + 3)));
    }
}

const Catalogue& catalogue(Language language) {
    static const auto load = [](std::string_view suffix) {
        Catalogue c;
        for (const auto& file : embedded_files())
            if (file.name.starts_with("messages/") && file.name.ends_with(suffix)) parse_catalogue(file.bytes, c);
        return c;
    };
    static const Catalogue en = load(".en"), zh = load(".zh");
    return language == Language::zh ? zh : en;
}

std::string plain(const Message& message, Language language) {
    std::string out = message.id();
    for (const auto& a : message.args()) {
        out += out == message.id() ? ": " : ", ";
        out += a.name() + "=";
        std::visit(
            [&](const auto& v) {
                using V = std::decay_t<decltype(v)>;
                if constexpr (std::is_same_v<V, std::string>) out += v;
                else if constexpr (std::is_same_v<V, std::shared_ptr<const Message>>) out += render(*v, language);
                else out += std::to_string(v);
            },
            a.value());
    }
    return out;
}

nlohmann::json to_json(const Message& message) {
    nlohmann::json args = nlohmann::json::object();
    for (const auto& a : message.args())
        std::visit(
            [&](const auto& v) {
                if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::shared_ptr<const Message>>) args[a.name()] = to_json(*v);
                else args[a.name()] = v;
            },
            a.value());
    return {{"id", message.id()}, {"args", args}};
}

Message from_json(const nlohmann::json& j) {
    std::vector<MessageArg> args;
    const auto stored = j.value("args", nlohmann::json::object());
    for (const auto& [name, v] : stored.items()) {
        if (v.is_string()) args.emplace_back(name, v.get<std::string>());
        else if (v.is_number_integer()) args.emplace_back(name, v.get<std::int64_t>());
        else if (v.is_number()) args.emplace_back(name, v.get<double>());
        else if (v.is_object()) args.emplace_back(name, from_json(v));
    }
    return Message(j.value("id", std::string()), std::move(args));
}

}  // namespace

MessageArg::MessageArg(std::string name, Message value)
    : name_(std::move(name)), value_(std::make_shared<const Message>(std::move(value))) {}

Message Message::verbatim(std::string text) { return Message(std::string(kVerbatim), {{"text", std::move(text)}}); }

std::string render(const Message& message, Language language) {
    if (message.empty()) return {};
    if (message.id() == kVerbatim && message.args().size() == 1)
        if (const auto* text = std::get_if<std::string>(&message.args()[0].value())) return *text;
    const auto& c = catalogue(language);
    const auto found = c.find(message.id());
    if (found == c.end()) return plain(message, language);

    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale(language == Language::zh ? "zh_CN" : "en_US");
    icu::MessageFormat format(icu::UnicodeString::fromUTF8(found->second), locale, status);
    if (U_FAILURE(status)) return plain(message, language);
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& a : message.args()) {
        names.push_back(icu::UnicodeString::fromUTF8(a.name()));
        std::visit(
            [&](const auto& v) {
                using V = std::decay_t<decltype(v)>;
                if constexpr (std::is_same_v<V, std::string>) values.emplace_back(icu::UnicodeString::fromUTF8(v));
                else if constexpr (std::is_same_v<V, std::shared_ptr<const Message>>)
                    values.emplace_back(icu::UnicodeString::fromUTF8(render(*v, language)));
                else values.emplace_back(v);
            },
            a.value());
    }
    icu::UnicodeString text;
    format.format(names.data(), values.data(), static_cast<int32_t>(values.size()), text, status);
    if (U_FAILURE(status)) return plain(message, language);
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::vector<std::string> catalogue_ids(Language language) {
    std::vector<std::string> ids;
    for (const auto& [id, pattern] : catalogue(language)) ids.push_back(id);
    return ids;
}

bool has_message(std::string_view id, Language language) {
    const auto& c = catalogue(language);
    return c.find(id) != c.end();
}

Language language_from_tag(std::string_view tag) { return tag.starts_with("zh") ? Language::zh : Language::en; }

std::string message_to_json(const Message& message) {
    return to_json(message).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Message message_from_json(std::string_view json) {
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    return parsed.is_object() ? from_json(parsed) : Message();
}

}  // namespace adscope
