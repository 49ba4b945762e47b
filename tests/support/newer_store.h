#pragma once
// A store as a later version of the programs would leave it.

#include <string>

namespace lontar::support {

// Writes this format number into the closed RocksDB store in `folder`. False if it is no such
// store.
bool SetStoreFormat(const std::string& folder, const std::string& format);

}  // namespace lontar::support
