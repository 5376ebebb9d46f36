// Seeded random streams. The same seed and stream name give the same numbers on every machine and for any
// number of threads (each independent part of a computation takes a stream of its own).
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>

namespace adscope {

// splitmix64 (Steele, Lea, Flood 2014): turns any seed into well-mixed 64 bits.
constexpr std::uint64_t mix64(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

// xoshiro256++ (Blackman and Vigna 2019).
class Random {
public:
    using result_type = std::uint64_t;

    explicit Random(std::uint64_t seed, std::uint64_t stream = 0) {
        std::uint64_t x = mix64(seed) ^ mix64(stream * 0x632be59bd9b4e019ULL + 1);
        for (auto& s : state_) s = mix64(x += 0x9e3779b97f4a7c15ULL);
    }

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return ~result_type{0}; }

    result_type operator()() {
        const auto rotl = [](std::uint64_t v, int k) { return (v << k) | (v >> (64 - k)); };
        const std::uint64_t result = rotl(state_[0] + state_[3], 23) + state_[0];
        const std::uint64_t t = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= t;
        state_[3] = rotl(state_[3], 45);
        return result;
    }

    // In [0, 1), 53 bits.
    double uniform() { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }

    // In [0, n); n > 0 (Lemire 2019).
    std::uint64_t below(std::uint64_t n) {
        while (true) {
            const unsigned __int128 m = static_cast<unsigned __int128>((*this)()) * n;
            if (static_cast<std::uint64_t>(m) >= n || static_cast<std::uint64_t>(m) >= (0 - n) % n)
                return static_cast<std::uint64_t>(m >> 64);
        }
    }

    // Standard normal, Box-Muller; both halves are used.
    double normal() {
        if (has_spare_) {
            has_spare_ = false;
            return spare_;
        }
        const double radius = std::sqrt(-2.0 * std::log1p(-uniform()));
        const double angle = 6.283185307179586476925 * uniform();
        spare_ = radius * std::sin(angle);
        has_spare_ = true;
        return radius * std::cos(angle);
    }

    // Gamma(shape, scale 1), Marsaglia and Tsang 2000.
    double gamma(double shape);

    template <class Range>
    void shuffle(Range& range) {
        for (std::size_t i = range.size(); i > 1; --i) std::swap(range[i - 1], range[below(i)]);
    }

    struct State {
        std::uint64_t words[4];
        double spare;
        bool has_spare;
    };
    // For checkpoints.
    State state() const { return {{state_[0], state_[1], state_[2], state_[3]}, spare_, has_spare_}; }
    void restore(const State& s) {
        for (int i = 0; i < 4; ++i) state_[i] = s.words[i];
        spare_ = s.spare;
        has_spare_ = s.has_spare;
    }

private:
    std::uint64_t state_[4]{};
    double spare_ = 0;
    bool has_spare_ = false;
};

// A stream number from a name, so that parts of a program never share a stream by accident.
constexpr std::uint64_t stream_id(std::string_view name) {
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return h;
}

}  // namespace adscope
