// Expected failures are values: Result<T> holds a T or an Error. Exceptions are left to bugs and to the
// edge of libraries that throw.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/base/message.h"

namespace adscope {

enum class ErrorCode {
    usage,          // the caller asked for something that has no meaning (exit code 2)
    not_found,      // a file, model, user, ad, column that is not there
    invalid_input,  // content that cannot be what it should be
    io,             // reading or writing failed
    busy,           // locked by another program
    read_only,      // the place cannot be written
    disk_full,
    newer_version,  // made by a newer program
    corrupt,        // damaged, or not the kind of file it claims to be
    unavailable,    // a device or part that this machine does not have
    refused,        // a rule of the program says no (leakage, privacy)
    out_of_memory,
    cancelled,  // an outcome of its own, not a failure
    internal,   // a bug
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    Message message;

    Error() = default;
    Error(ErrorCode c, Message m) : code(c), message(std::move(m)) {}
    Error(ErrorCode c, std::string id, std::initializer_list<MessageArg> args = {}) : code(c), message(std::move(id), args) {}

    bool is_cancelled() const { return code == ErrorCode::cancelled; }
    static Error cancelled() { return {ErrorCode::cancelled, Message("base.cancelled")}; }
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::get<0>(std::move(state_)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const& { return std::get<1>(state_); }
    Error&& error() && { return std::get<1>(std::move(state_)); }

private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool ok() const { return !error_.has_value(); }
    explicit operator bool() const { return ok(); }
    const Error& error() const& { return *error_; }
    Error&& error() && { return std::move(*error_); }

private:
    std::optional<Error> error_;
};

// Returns the error of a Result from the enclosing function.
#define ADSCOPE_CONCAT_INNER(a, b) a##b
#define ADSCOPE_CONCAT(a, b) ADSCOPE_CONCAT_INNER(a, b)
#define ADSCOPE_TRY(expression)                                                                            \
    do {                                                                                                   \
        if (auto adscope_result = (expression); !adscope_result) return std::move(adscope_result).error(); \
    } while (false)
// Declares `name` with the value of a Result, or returns its error.
#define ADSCOPE_ASSIGN(name, expression)                                                                                 \
    auto ADSCOPE_CONCAT(adscope_result_, __LINE__) = (expression);                                                       \
    if (!ADSCOPE_CONCAT(adscope_result_, __LINE__)) return std::move(ADSCOPE_CONCAT(adscope_result_, __LINE__)).error(); \
    auto name = std::move(ADSCOPE_CONCAT(adscope_result_, __LINE__)).value()

}  // namespace adscope
