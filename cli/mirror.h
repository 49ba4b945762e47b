#pragma once
// A mirror of the log in a folder: written, and asked.

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cli/command.h"
#include "core/log/note.h"
#include "core/net/question.h"

namespace lontar::cli {

// OK if `path` may be a file of a mirror: relative, and within its folder. DataLoss with
// MIRROR_PATH_WRONG for everything else: a hub's word decides where nothing is written.
absl::Status CheckMirrorPath(absl::string_view path);

// --vkey; with a mirror it is wanted, for whoever wrote the mirror may have written the log.
Option VkeyOption(Times times = Times::kOptional);

// The log's verifier key in the file that --vkey names. InvalidArgument with USAGE if none was
// named, with VKEY_INVALID for another text.
absl::StatusOr<log::NoteKey> ReadVkey(const Call& call);

// The answer as the fold gives it, under the band that its trust root has,
//  over the mirror's own bytes, all of which are verified first.
// DataLoss with MIRROR_NOT_VERIFIED, naming the first finding.
absl::StatusOr<std::string> AskMirror(const Call& call, const net::Question& question);

}  // namespace lontar::cli
