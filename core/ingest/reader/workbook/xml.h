// XML as a walk over its elements, by liborcus' SAX parser.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/ingest/reader/workbook/zip_file.h"

namespace adscope::ingest {

// Names come without their prefixes; what stands in calcext repeats what stands in office and is left out.
struct XmlAttributes {
    std::vector<std::pair<std::string_view, std::string_view>> all;
    // The value; empty where there is none.
    std::string_view operator()(std::string_view name) const {
        for (const auto& [n, value] : all)
            if (n == name) return value;
        return {};
    }
};

class XmlVisitor {
public:
    virtual ~XmlVisitor() = default;
    virtual Result<void> begin(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual Result<void> end(std::string_view) { return {}; }
    virtual void text(std::string_view) {}
    bool enough = false;  // set by the visitor: the rest is not needed
};

// The whole part, or up to where the visitor has enough. What is no XML is an error that names the part.
Result<void> walk_xml(const MappedText& text, XmlVisitor& visitor, const Error& damaged, const JobContext& job);

}  // namespace adscope::ingest
