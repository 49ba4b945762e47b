#pragma once
// A daemon's answer as the command line reads it: core/net/answer.h.

#include "core/net/answer.h"

namespace lontar::cli {

using net::Answer;

}  // namespace lontar::cli
