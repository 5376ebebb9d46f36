// A few events as a recipe sees them: the raw value of each feature and what it becomes.
#pragma once

#include "core/features/dataset.h"

namespace adscope {

struct RecipePreview {
    struct Cell {
        std::string raw;      // as the log has it; empty where missing, and for features of the past
        std::string encoded;  // as a person reads it
    };
    std::vector<std::int64_t> events;      // ids
    std::vector<std::string> features;     // names, in the order of the recipe
    std::vector<std::vector<Cell>> cells;  // events x features
};

// Learns from at most 50,000 training rows and shows `count` of them, spread evenly.
Result<RecipePreview> preview_recipe(const EventTable& table, const Recipe& recipe, std::span<const std::uint32_t> train_rows,
                                     std::size_t count, const JobContext& job = {});

}  // namespace adscope
