// Columns in memory. A code of 0 is "missing"; values begin at 1. Arrays that belong to users or ads are
// indexed by the entity's code, slot 0 standing for "no user" or "no ad".
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace adscope {

enum class Owner { event, user, ad };
enum class FieldRole { attribute, context, outcome, kept };
enum class FieldKind { number, category, text, tags, image, time, flag };

struct Field {
    std::int64_t id = 0;
    Owner owner = Owner::event;
    int column_number = 0;
    std::string name;  // as in the file; unique for its owner
    FieldRole role = FieldRole::kept;
    FieldKind kind = FieldKind::category;
    std::int64_t source = 0;
};

// Codes held in as few bytes as the largest needs (1, 2 or 4), since scans are bound by memory.
class CodeArray {
public:
    CodeArray() = default;
    // All zero; `largest` decides the width.
    CodeArray(std::size_t size, std::uint32_t largest)
        : width_(largest < 256     ? 1
                 : largest < 65536 ? 2
                                   : 4),
          size_(size),
          bytes_(new std::byte[size * width_ + 8]()) {}

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    int width() const { return width_; }

    std::uint32_t operator[](std::size_t i) const {
        switch (width_) {
            case 1: return data<std::uint8_t>()[i];
            case 2: return data<std::uint16_t>()[i];
            default: return data<std::uint32_t>()[i];
        }
    }
    void set(std::size_t i, std::uint32_t code) {
        switch (width_) {
            case 1: mutable_data<std::uint8_t>()[i] = static_cast<std::uint8_t>(code); break;
            case 2: mutable_data<std::uint16_t>()[i] = static_cast<std::uint16_t>(code); break;
            default: mutable_data<std::uint32_t>()[i] = code;
        }
    }
    // Calls f with a span of the real width; hot loops are written once as a template.
    template <class F>
    decltype(auto) visit(F&& f) const {
        switch (width_) {
            case 1: return f(std::span(data<std::uint8_t>(), size_));
            case 2: return f(std::span(data<std::uint16_t>(), size_));
            default: return f(std::span(data<std::uint32_t>(), size_));
        }
    }

private:
    template <class T>
    const T* data() const {
        return reinterpret_cast<const T*>(bytes_.get());
    }
    template <class T>
    T* mutable_data() {
        return reinterpret_cast<T*>(bytes_.get());
    }

    int width_ = 1;
    std::size_t size_ = 0;
    std::unique_ptr<std::byte[]> bytes_;
};

// Kinds category, text, image.
struct CategoryValues {
    CodeArray codes;
    std::vector<std::string> names;  // names[0] is empty (missing); names[code]
};
// Kinds number, time (milliseconds UTC), flag (0 or 1). Missing is NaN.
struct NumberValues {
    std::vector<double> values;
};
// Kind tags: each row has any number of codes.
struct TagValues {
    std::vector<std::uint32_t> offsets;  // size + 1
    std::vector<std::uint32_t> codes;
    std::vector<std::string> names;  // names[0] is empty
    std::span<const std::uint32_t> row(std::size_t i) const { return std::span(codes).subspan(offsets[i], offsets[i + 1] - offsets[i]); }
};

struct Column {
    Field field;
    std::variant<CategoryValues, NumberValues, TagValues> values;

    const CategoryValues* category() const { return std::get_if<CategoryValues>(&values); }
    const NumberValues* number() const { return std::get_if<NumberValues>(&values); }
    const TagValues* tags() const { return std::get_if<TagValues>(&values); }
};

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

}  // namespace adscope
