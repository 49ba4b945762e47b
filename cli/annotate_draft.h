#pragma once
// A draft's workbook back, with what the check found as comments: the provider's own file, or a
// fresh template with the draft's figures in it.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "core/net/node_client.h"

namespace lontar::cli {

// --from, beside --annotate and --mapping.
Option AnnotateFromOption();

// Writes the workbook to the file that --annotate names; nothing where it is not given. `findings`:
// of lontar.check.v1, whose `cell` says which figure each is on. InvalidArgument with USAGE for
// --from without --annotate, with FILE_NOT_OF_DRAFT if that file is not the one that was imported;
// NotFound with CATALOGUE_NOT_FOUND without the text of the draft's catalogue; as AnnotateIfAsked,
// MapFile, ImportTables and FillTemplate.
absl::Status AnnotateDraftIfAsked(const Call& call, net::NodeClient* node,
                                  const std::vector<Answer>& findings);

}  // namespace lontar::cli
