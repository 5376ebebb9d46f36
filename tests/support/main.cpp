#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "tests/support/testing.h"
#ifdef QT_WIDGETS_LIB
#include <QApplication>
#else
#include <QCoreApplication>
#endif

namespace adscope::testing {

std::vector<Registered>& registered() {
    static std::vector<Registered> list;
    return list;
}

std::string shared_path(const std::string& relative) {
    const char* set = std::getenv("ADSCOPE_SHARED");
    const std::string path = (set ? std::string(set) : std::string(ADSCOPE_SOURCE_DIR "/../shared")) + "/" + relative;
    if (!std::filesystem::exists(path)) throw std::runtime_error("test data is missing: " + path + " (set ADSCOPE_SHARED)");
    return path;
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void write_file(const std::string& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out) throw std::runtime_error("cannot write " + path);
}

std::string adscope_executable() { return ADSCOPE_BINARY_DIR "/adscope"; }

Run run_adscope(const std::vector<std::string>& arguments, const std::string& input, int timeout_ms) {
    QProcess process;
    QStringList list;
    for (const auto& a : arguments) list << QString::fromStdString(a);
    process.start(QString::fromStdString(adscope_executable()), list);
    if (!process.waitForStarted()) throw std::runtime_error("cannot start " + adscope_executable());
    process.write(input.data(), static_cast<qint64>(input.size()));
    process.closeWriteChannel();
    Run run;
    if (!process.waitForFinished(timeout_ms)) {
        process.kill();
        process.waitForFinished();
        run.err = "timed out";
        return run;
    }
    run.exit_code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.out = process.readAllStandardOutput().toStdString();
    run.err = process.readAllStandardError().toStdString();
    return run;
}

}  // namespace adscope::testing

int main(int argc, char** argv) {
#ifdef QT_WIDGETS_LIB
    QApplication application(argc, argv);
#else
    QCoreApplication application(argc, argv);
#endif
    // First argument: a file stem to run alone. The rest goes to Qt Test.
    std::string only;
    std::vector<char*> arguments{argv[0]};
    for (int i = 1; i < argc; ++i) {
        if (i == 1 && argv[i][0] != '-') only = argv[i];
        else arguments.push_back(argv[i]);
    }
    int failures = 0, ran = 0;
    for (const auto& test : adscope::testing::registered()) {
        const std::string stem = std::filesystem::path(test.file).stem().string();
        if (!only.empty() && stem != only) continue;
        const std::unique_ptr<QObject> object(test.make());
        failures += QTest::qExec(object.get(), static_cast<int>(arguments.size()), arguments.data());
        ++ran;
    }
    if (ran == 0) {
        std::cerr << "no test of the name " << only << " in this executable (ADSCOPE_TEST is missing)\n";
        return 2;
    }
    return failures == 0 ? 0 : 1;
}
