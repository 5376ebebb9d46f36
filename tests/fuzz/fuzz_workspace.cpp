// Any bytes as a workspace, opened to read; an input is laid over the beginning of a real one.
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/ingest/import.h"
#include "core/workspace/check.h"
#include "core/workspace/workspace.h"

using namespace adscope;

namespace {

std::string fresh_workspace(const std::string& path) {
    std::filesystem::remove(path);
    { (void)Workspace::create(path, "fuzzed"); }
    std::ifstream in(path, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string folder = (std::filesystem::temp_directory_path() / ("adscope-fuzz-" + std::to_string(getpid()))).string();
    static const std::string path = (std::filesystem::create_directories(folder), folder + "/w.adscope");
    static const std::string real = fresh_workspace(path);
    if (size < 3) return 0;
    std::string bytes = data[0] % 2 ? real : std::string();
    const std::size_t at = bytes.empty() ? 0 : (data[1] * 256u + data[2]) % bytes.size();
    if (bytes.size() < at + size - 3) bytes.resize(at + size - 3);
    std::copy(data + 3, data + size, bytes.begin() + static_cast<std::ptrdiff_t>(at));
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    for (const char* more : {"-wal", "-shm", "-journal"}) std::filesystem::remove(path + more);
    {
        const auto workspace = Workspace::open(path, Database::Access::read_only);
        if (workspace) (void)workspace->setting("time_zone", "UTC");
    }
    (void)list_sources(path);
    return 0;
}
