// What every test file uses: registration with the folder's executable, places of data, small helpers.
#pragma once

#include <QObject>
#include <QString>
#include <QTemporaryDir>
#include <QtTest>
#include <functional>
#include <string>
#include <vector>

namespace adscope::testing {

struct Registered {
    const char* file;  // stem of the source file, the ctest argument
    std::function<QObject*()> make;
};
std::vector<Registered>& registered();

struct Registration {
    Registration(const char* file, std::function<QObject*()> make) { registered().push_back({file, std::move(make)}); }
};

// ../shared beside the checkout (or ADSCOPE_SHARED). Fails the test when the file is missing: a test that
// cannot find its data must not pass.
std::string shared_path(const std::string& relative);

// Text of a file; fails the test when it cannot be read.
std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view bytes);

// Path of the built executable.
std::string adscope_executable();

// The outcome of running the executable with arguments.
struct Run {
    int exit_code = -1;
    std::string out, err;
};
Run run_adscope(const std::vector<std::string>& arguments, const std::string& input = {}, int timeout_ms = 120000);

}  // namespace adscope::testing

// Announces a test class to its folder's executable.
#define ADSCOPE_TEST(Class) \
    static const ::adscope::testing::Registration registration_##Class(__FILE_NAME__, [] { return static_cast<QObject*>(new Class); })

// Checks a Result, showing its rendered error when it failed. The expression is evaluated once.
#define QVERIFY_OK(result)                                                                                                               \
    do {                                                                                                                                 \
        const auto& adscope_checked = (result);                                                                                          \
        QVERIFY2(adscope_checked.ok(),                                                                                                   \
                 adscope_checked.ok()                                                                                                    \
                     ? ""                                                                                                                \
                     : qPrintable(QString::fromStdString(::adscope::render(adscope_checked.error().message, ::adscope::Language::en)))); \
    } while (false)
