#pragma once
// Parts, each decoded once for all that is asked of it. Of this room only. Thread-compatible.

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "core/base/status_macros.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/observation/report.h"

namespace lontar::fold {

class PartShelf {
 public:
  // `reader` must outlive this.
  explicit PartShelf(const PartReader& reader) : reader_(reader) {}

  // The block of a part; null if the part is not at hand or does not hold it. DataLoss: its bytes
  // are no part.
  absl::StatusOr<const observation::Block*> Find(const BlockStatement& statement) {
    auto found = figures_.find(statement.part);
    if (found == figures_.end()) {
      LONTAR_ASSIGN_OR_RETURN(std::optional<observation::Figures> figures, Load(statement.part));
      found = figures_.emplace(statement.part, std::move(figures)).first;
    }
    if (!found->second) return nullptr;
    for (const observation::Block& block : found->second->blocks) {
      const bool same =
          block.measure == statement.counts.measure && block.period == statement.counts.period;
      if (same) return &block;
    }
    return nullptr;
  }

 private:
  absl::StatusOr<std::optional<observation::Figures>> Load(const base::PartHash& hash) const {
    const std::optional<std::string> bytes = reader_ ? reader_(hash) : std::nullopt;
    if (!bytes) return std::optional<observation::Figures>();
    LONTAR_ASSIGN_OR_RETURN(observation::Part part, observation::DecodePart(*bytes));
    auto* figures = std::get_if<observation::Figures>(&part.content);
    if (figures == nullptr) return std::optional<observation::Figures>();
    return std::optional<observation::Figures>(std::move(*figures));
  }

  const PartReader& reader_;
  std::map<base::PartHash, std::optional<observation::Figures>> figures_;
};

}  // namespace lontar::fold
