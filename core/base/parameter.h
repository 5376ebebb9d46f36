// A described setting: of a model, or of a feature's kind. Forms, checks, listings and docs are all made from it.
#pragma once

#include <string>
#include <vector>

namespace adscope {

// The words of a model's setting are the messages "parameter.MODEL.NAME" (label) and "parameter.MODEL.NAME.help"; of a feature's,
// "feature.KIND.NAME" and "feature.KIND.NAME.help".
struct Parameter {
    enum class Type { integer, real, text, choice, flag };
    std::string name;
    Type type = Type::real;
    std::string otherwise;             // the default, as text
    double minimum = 0, maximum = 0;   // integer, real
    bool logarithmic = false;          // how a slider or a search should step
    std::vector<std::string> choices;  // choice
    bool integers = false;             // text: a list such as 64,32, each from minimum to maximum, at most 8 of them
};
// "1 to 512", "adam, sgd", "true, false": what a setting may be, as data for messages and tables.
std::string range_of(const Parameter& parameter);

}  // namespace adscope
