// Numbers compared with reference values.
#pragma once

#include <cmath>

#include "tests/support/testing.h"

namespace adscope::testing {

// Fails the test when the two differ by 1e-9 or more; shows both in full.
inline void close(double found, double expected) {
    QVERIFY2(std::abs(found - expected) < 1e-9, qPrintable(QString("%1, expected %2").arg(found, 0, 'g', 17).arg(expected, 0, 'g', 17)));
}

}  // namespace adscope::testing
