// Little-endian bytes of artefacts. The reader trusts nothing: every length is checked against what is left, and after
// the first failure it gives zeros and ok() stays false.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adscope {

static_assert(std::endian::native == std::endian::little, "artefacts are little-endian");

class ByteWriter {
public:
    template <class T>
    void number(T value) {
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void text(std::string_view value) {
        number(static_cast<std::uint64_t>(value.size()));
        bytes_.append(value);
    }
    template <class T>
    void array(const std::vector<T>& values) {
        number(static_cast<std::uint64_t>(values.size()));
        bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : left_(bytes) {}

    bool ok() const { return ok_; }
    bool at_end() const { return ok_ && left_.empty(); }
    void fail() { ok_ = false; }

    template <class T>
    T number() {
        T value{};
        if (!ok_ || left_.size() < sizeof value) {
            ok_ = false;
            return value;
        }
        std::memcpy(&value, left_.data(), sizeof value);
        left_.remove_prefix(sizeof value);
        return value;
    }
    // A count of things of which each takes at least `least` bytes: so that a damaged count never allocates much.
    std::size_t count(std::size_t least) {
        const auto n = number<std::uint64_t>();
        if (!ok_ || n > left_.size() / least) {
            ok_ = false;
            return 0;
        }
        return static_cast<std::size_t>(n);
    }
    std::string text() {
        const std::size_t n = count(1);
        std::string out(left_.substr(0, n));
        left_.remove_prefix(n);
        return out;
    }
    template <class T>
    std::vector<T> array() {
        std::vector<T> out(count(sizeof(T)));
        if (!out.empty()) std::memcpy(out.data(), left_.data(), out.size() * sizeof(T));
        left_.remove_prefix(out.size() * sizeof(T));
        return out;
    }

private:
    std::string_view left_;
    bool ok_ = true;
};

}  // namespace adscope
