#include <algorithm>

#include "core/workspace/filter.h"
#include "core/workspace/filter_node.h"

namespace adscope {
namespace {

using Node = std::shared_ptr<const FilterNode>;

struct Token {
    enum class Kind { word, quoted, name, symbol, end } kind = Kind::end;
    std::string text;
    std::size_t at = 0;
};

bool is_word(char c) {
    return !(c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\'' || c == '"' || c == '`' || c == '(' || c == ')' || c == ',' ||
             c == '=' || c == '!' || c == '<' || c == '>');
}

// Places are counted in characters, not bytes: a person counts so.
std::size_t character(const std::string& text, std::size_t byte) {
    return 1 + static_cast<std::size_t>(std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size())),
                                                      [](char c) { return (c & 0xc0) != 0x80; }));
}

class Parser {
public:
    explicit Parser(const std::string& text) : text_(text) {}

    Result<Node> run() {
        ADSCOPE_TRY(advance());
        ADSCOPE_ASSIGN(root, any());
        if (token_.kind != Token::Kind::end) return fail("and, or");
        return root;
    }

private:
    Error fail(const char* expected) const {
        return {ErrorCode::usage,
                "filter.syntax",
                {{"at", character(text_, token_.at)},
                 {"found", token_.kind == Token::Kind::end ? Message("filter.end") : Message::verbatim(token_.text)},
                 {"expected", expected}}};
    }

    Result<void> advance() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
        token_ = {Token::Kind::end, "", at_};
        if (at_ >= text_.size()) return {};
        const char c = text_[at_];
        if (c == '\'' || c == '"' || c == '`') {
            token_.kind = c == '`' ? Token::Kind::name : Token::Kind::quoted;
            for (++at_;; ++at_) {
                if (at_ >= text_.size())
                    return Error(ErrorCode::usage, "filter.unclosed", {{"at", character(text_, token_.at)}, {"quote", std::string(1, c)}});
                if (text_[at_] != c) token_.text += text_[at_];
                else if (at_ + 1 < text_.size() && text_[at_ + 1] == c) token_.text += text_[at_++];
                else break;
            }
            ++at_;
        } else if (is_word(c)) {
            token_.kind = Token::Kind::word;
            while (at_ < text_.size() && is_word(text_[at_])) token_.text += text_[at_++];
        } else {
            token_.kind = Token::Kind::symbol;
            token_.text = c;
            ++at_;
            if ((c == '<' || c == '>' || c == '!') && at_ < text_.size() && text_[at_] == '=') token_.text += text_[at_++];
        }
        return {};
    }

    bool is_word(const char* word) const {
        if (token_.kind != Token::Kind::word) return false;
        std::string lower;
        for (char c : token_.text) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        return lower == word;
    }
    static bool is_word(char c) { return adscope::is_word(c); }
    bool is_symbol(const char* s) const { return token_.kind == Token::Kind::symbol && token_.text == s; }

    Result<Node> joined(FilterNode::Kind kind, const char* word, Result<Node> (Parser::*part)()) {
        ADSCOPE_ASSIGN(first, (this->*part)());
        if (!is_word(word)) return first;
        auto node = std::make_shared<FilterNode>();
        node->kind = kind;
        node->children.push_back(first);
        while (is_word(word)) {
            ADSCOPE_TRY(advance());
            ADSCOPE_ASSIGN(next, (this->*part)());
            node->children.push_back(next);
        }
        return Node(node);
    }
    Result<Node> any() { return joined(FilterNode::Kind::any_of, "or", &Parser::all); }
    Result<Node> all() { return joined(FilterNode::Kind::all_of, "and", &Parser::negation); }

    Result<Node> negation() {
        // A condition of thousands of parentheses must not end the program.
        if (++depth_ > 200) return Error(ErrorCode::usage, "filter.too_deep");
        const auto done = [&](Result<Node> r) {
            --depth_;
            return r;
        };
        if (is_word("not")) {
            ADSCOPE_TRY(advance());
            auto inner = negation();
            if (!inner) return done(std::move(inner));
            auto node = std::make_shared<FilterNode>();
            node->kind = FilterNode::Kind::none_of;
            node->children.push_back(*inner);
            return done(Node(node));
        }
        if (is_symbol("(")) {
            ADSCOPE_TRY(advance());
            auto inner = any();
            if (!inner) return done(std::move(inner));
            if (!is_symbol(")")) return fail(")");
            ADSCOPE_TRY(advance());
            return done(std::move(inner));
        }
        return done(comparison());
    }

    Result<std::string> value() {
        if (token_.kind != Token::Kind::word && token_.kind != Token::Kind::quoted) return fail("value");
        std::string text = token_.text;
        ADSCOPE_TRY(advance());
        return text;
    }

    Result<Node> call(std::shared_ptr<FilterNode> node, FilterNode::Kind kind) {
        node->kind = kind;
        ADSCOPE_TRY(advance());
        ADSCOPE_ASSIGN(name, value());
        node->field = name;
        if (!is_symbol(")")) return fail(")");
        ADSCOPE_TRY(advance());
        return Node(node);
    }

    Result<Node> comparison() {
        auto node = std::make_shared<FilterNode>();
        node->at = character(text_, token_.at);
        if (token_.kind != Token::Kind::word && token_.kind != Token::Kind::name) return fail("field, not, (");
        const bool quoted = token_.kind == Token::Kind::name;
        node->field = token_.text;
        ADSCOPE_TRY(advance());
        if (!quoted && is_symbol("(") && node->field == "segment") return call(node, FilterNode::Kind::segment);
        if (!quoted && is_symbol("(") && node->field == "split") return call(node, FilterNode::Kind::split);
        static constexpr std::pair<const char*, FilterOp> symbols[] = {{"=", FilterOp::equal},   {"!=", FilterOp::not_equal},
                                                                       {"<", FilterOp::less},    {"<=", FilterOp::less_equal},
                                                                       {">", FilterOp::greater}, {">=", FilterOp::greater_equal}};
        for (const auto& [text, op] : symbols)
            if (is_symbol(text)) {
                node->op = op;
                ADSCOPE_TRY(advance());
                ADSCOPE_ASSIGN(v, value());
                node->values.push_back(v);
                return Node(node);
            }
        if (is_word("is-missing")) {
            node->op = FilterOp::is_missing;
            ADSCOPE_TRY(advance());
            return Node(node);
        }
        if (is_word("contains")) {
            node->op = FilterOp::contains;
            ADSCOPE_TRY(advance());
            ADSCOPE_ASSIGN(v, value());
            node->values.push_back(v);
            return Node(node);
        }
        if (is_word("between")) {
            node->op = FilterOp::between;
            ADSCOPE_TRY(advance());
            ADSCOPE_ASSIGN(low, value());
            if (!is_word("and")) return fail("and");
            ADSCOPE_TRY(advance());
            ADSCOPE_ASSIGN(high, value());
            node->values = {low, high};
            return Node(node);
        }
        if (is_word("in")) {
            node->op = FilterOp::in;
            ADSCOPE_TRY(advance());
            if (!is_symbol("(")) return fail("(");
            do {
                ADSCOPE_TRY(advance());
                ADSCOPE_ASSIGN(v, value());
                node->values.push_back(v);
            } while (is_symbol(","));
            if (!is_symbol(")")) return fail(", )");
            ADSCOPE_TRY(advance());
            return Node(node);
        }
        return fail("= != < <= > >= in between contains is-missing");
    }

    const std::string& text_;
    std::size_t at_ = 0;
    Token token_;
    int depth_ = 0;
};

std::string quoted(const std::string& text, char quote) {
    std::string out(1, quote);
    for (char c : text) {
        if (c == quote) out += c;
        out += c;
    }
    return out + quote;
}

}  // namespace

Result<Node> parse_filter(const std::string& text) { return Parser(text).run(); }

std::string quote_field(const std::string& name) {
    const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
    return plain && name != "not" && name != "and" && name != "or" ? name : quoted(name, '`');
}

std::string quote_value(const std::string& value) { return quoted(value, '\''); }

}  // namespace adscope
