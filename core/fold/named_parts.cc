#include "core/fold/named_parts.h"

#include "core/fold/act.h"
#include "core/observation/report.h"

namespace lontar::fold {

std::vector<base::PartHash> PartsNamedBy(chain::EntryKind kind, absl::string_view payload) {
  std::vector<base::PartHash> hashes;
  if (kind == chain::EntryKind::kSubmission) {
    const auto report = observation::DecodeReport(payload);
    if (!report.ok()) return hashes;
    for (const observation::PartEntry& part : report->parts) hashes.push_back(part.part_hash);
    return hashes;
  }
  if (kind != chain::EntryKind::kQuestion && kind != chain::EntryKind::kAnswer) return hashes;
  const absl::StatusOr<Act> act = DecodeAct(kind, payload);
  if (!act.ok()) return hashes;
  if (const auto* question = std::get_if<QuestionAct>(&*act)) hashes.push_back(question->text);
  const auto* answer = std::get_if<AnswerAct>(&*act);
  if (answer != nullptr && answer->text) hashes.push_back(*answer->text);
  return hashes;
}

}  // namespace lontar::fold
