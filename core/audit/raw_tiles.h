#pragma once
// Bundles and hash tiles against each other and against the checkpoint's root. Part of raw_log.h.

#include "core/audit/raw_log.h"

namespace lontar::audit {

// Fills leaves, leaf_hashes and is_complete of a log whose checkpoint is signed. Every tile and
// bundle that the size implies must be there, and nothing else but earlier partial ones of the same
// content, which a mirror keeps when it is brought up to date.
void CheckTiles(MirrorFiles& files, RawLog* raw, Findings* findings);

}  // namespace lontar::audit
