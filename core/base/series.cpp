#include "core/base/series.h"
