#pragma once
// A mirror of the log in a folder: written, and asked.

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cli/command.h"
#include "core/net/question.h"

namespace lontar::cli {

// OK if `path` may be a file of a mirror: relative, and within its folder. DataLoss with
// MIRROR_PATH_WRONG for everything else: a hub's word decides where nothing is written.
absl::Status CheckMirrorPath(absl::string_view path);

// The answer as the fold gives it over the mirror's own bytes. The checkpoint's signature and the
// verdicts are audit's matter.
absl::StatusOr<std::string> AskMirror(const Call& call, const net::Question& question);

}  // namespace lontar::cli
