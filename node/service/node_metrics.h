#pragma once
// The node's numbers for a monitor: docs/reference/metrics.md. Pure.

#include <optional>
#include <string>

namespace lontar::node {

// From the node's whole status (lontar.status.v1).
std::string NodeMetrics(const std::string& status_json, std::optional<size_t> resident_bytes);

}  // namespace lontar::node
