#pragma once
// What is known already of a provider's figures, for the grey columns of its workbook: those of an
// earlier round, from the node, and those of a file that somebody has published.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/round_text.h"
#include "core/formats/template_hints.h"

namespace lontar::cli {

struct KnownFigures {
  std::vector<formats::HintedFigures> hints;
  std::vector<formats::HintedWords> words;  // of an earlier round only
  // How many figures are not among them: held back, confidential, or of a shape that this catalogue
  // does not have.
  uint64_t left_out = 0;
};

// Of lontar.last-figures.v1. Blocks with other dimensions or measures than the catalogue's are left
// out. Internal with ANSWER_UNREADABLE for a value that is no decimal.
absl::StatusOr<KnownFigures> KnownOfRound(const Answer& answer,
                                          const catalogue::Catalogue& catalogue);

// By the options --from-round (with --node, and --provider of `request`) and --prefill (with
// --mapping); nothing without them. InvalidArgument with USAGE; what reading the file gives.
absl::StatusOr<KnownFigures> KnownFor(const Call& call, const formats::TemplateRequest& request,
                                      const catalogue::Catalogue& catalogue);

}  // namespace lontar::cli
