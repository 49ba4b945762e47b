// lontar catalogue diff: what became another from one version of a catalogue to the next.

#include <map>

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/json_text.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"
#include "core/catalogue/facts.h"

namespace lontar::cli {
namespace {

using catalogue::ChangeKind;

constexpr int kFieldColumns = 24;

absl::string_view WordOf(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kRemoved:
      return "removed";
    case ChangeKind::kChanged:
      return "changed";
  }
  return "";
}

// What was stands above what is, so that the eye finds the difference.
std::string ChangeText(const catalogue::SubjectChange& change) {
  std::string text = absl::StrCat(WordOf(change.kind), " ", change.subject, "\n");
  for (const catalogue::FieldChange& field : change.fields) {
    if (!field.before.empty()) {
      absl::StrAppend(&text, Hanging(absl::StrCat("- ", field.field), kFieldColumns, field.before));
    }
    if (!field.after.empty()) {
      absl::StrAppend(&text, Hanging(absl::StrCat("+ ", field.field), kFieldColumns, field.after));
    }
  }
  return text;
}

JsonObject ChangeJson(const catalogue::SubjectChange& change) {
  std::vector<JsonObject> fields;
  for (const catalogue::FieldChange& field : change.fields) {
    JsonObject& row = fields.emplace_back();
    row.Put("field", field.field);
    row.Put("before", field.before);
    row.Put("after", field.after);
  }
  JsonObject row;
  row.Put("change", WordOf(change.kind));
  row.Put("subject", change.subject);
  row.PutObjects("fields", fields);
  return row;
}

std::string SummaryText(const std::vector<catalogue::SubjectChange>& changes) {
  if (changes.empty()) return "both say the same";
  std::map<ChangeKind, uint64_t> counts;
  for (const catalogue::SubjectChange& change : changes) ++counts[change.kind];
  return absl::StrCat(counts[ChangeKind::kChanged], " changed, ", counts[ChangeKind::kAdded],
                      " added, ", counts[ChangeKind::kRemoved], " removed");
}

}  // namespace

absl::Status CatalogueDiff(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue before,
                          LoadCatalogue(call.arguments.Text("before")));
  LONTAR_ASSIGN_OR_RETURN(const catalogue::Catalogue after,
                          LoadCatalogue(call.arguments.Text("after")));
  const std::vector<catalogue::SubjectChange> changes = catalogue::ChangesBetween(before, after);
  std::string text;
  std::vector<JsonObject> rows;
  for (const catalogue::SubjectChange& change : changes) {
    absl::StrAppend(&text, ChangeText(change), "\n");
    rows.push_back(ChangeJson(change));
  }
  absl::StrAppend(&text, SummaryText(changes), "\n");
  JsonObject answer;
  answer.Put("schema", "lontar.catalogue-diff.v1");
  answer.PutObjects("changes", rows);
  call.terminal->Answer(call.is_json ? answer.Written() : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
