// The one place that compiles stb_image. Only the kinds that campaigns use: its readers of rarer kinds have had faults.
#include <cstdlib>

namespace {

// A file of a few bytes may ask for any amount of memory while it is unpacked: no single block is larger than this.
constexpr std::size_t kLargestBlock = 160u << 20;

void* limited_malloc(std::size_t size) { return size > kLargestBlock ? nullptr : std::malloc(size); }
void* limited_realloc(void* block, std::size_t size) { return size > kLargestBlock ? nullptr : std::realloc(block, size); }

}  // namespace

#define STBI_MALLOC(size) limited_malloc(size)
#define STBI_REALLOC(block, size) limited_realloc(block, size)
#define STBI_FREE(block) std::free(block)
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_MAX_DIMENSIONS 16384
#define STB_IMAGE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#pragma GCC diagnostic ignored "-Wsign-compare"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop
