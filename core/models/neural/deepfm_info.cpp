#include "core/models/neural/deepfm_info.h"

namespace adscope {

ModelInfo deepfm_info() {
    using Type = Parameter::Type;
    ModelInfo info;
    info.name = "deepfm";
    info.family = "neural";
    info.tasks = {Task::click};
    info.uses_features = info.uses_devices = info.needs_torch = true;
    info.parameters = {
        {.name = "embedding_size", .type = Type::integer, .otherwise = "8", .minimum = 1, .maximum = 256, .logarithmic = true},
        {.name = "hidden_layers", .type = Type::text, .otherwise = "64,32", .minimum = 1, .maximum = 4096, .integers = true},
        {.name = "dropout", .type = Type::real, .otherwise = "0.5", .minimum = 0, .maximum = 0.9},
        {.name = "learning_rate", .type = Type::real, .otherwise = "0.001", .minimum = 1e-6, .maximum = 1, .logarithmic = true},
        {.name = "embedding_l2", .type = Type::real, .otherwise = "0.001", .minimum = 0, .maximum = 10, .logarithmic = true},
        {.name = "weight_decay", .type = Type::real, .otherwise = "0.0001", .minimum = 0, .maximum = 10, .logarithmic = true},
        {.name = "batch_size", .type = Type::integer, .otherwise = "1024", .minimum = 1, .maximum = 65536, .logarithmic = true},
        {.name = "epochs", .type = Type::integer, .otherwise = "30", .minimum = 1, .maximum = 1000, .logarithmic = true},
        {.name = "patience", .type = Type::integer, .otherwise = "2", .minimum = 0, .maximum = 1000},
    };
    info.make = []() -> Result<std::unique_ptr<Model>> {
        ADSCOPE_ASSIGN(backend, torch_backend());
        return backend->make("deepfm");
    };
    return info;
}

}  // namespace adscope
