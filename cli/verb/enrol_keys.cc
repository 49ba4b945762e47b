// lontar enrol keys: a member's administrator enrols the keys of its node, witness and providers.
//
// Each enrolled key signs the act too: its proof of possession (proto/lontar/v1/act.proto, Keys).

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/acts.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/json_text.h"
#include "cli/keys.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/csv.h"

namespace lontar::cli {
namespace {

using Key = std::unique_ptr<trust::PrivateKey>;

// An entry carries eight signatures, one of them the administrator's.
constexpr size_t kEnrolmentsPerAct = base::kSignaturesMax - 1;

// What a provider may report, by the assignments' text.
struct Assignment {
  std::string name;
  std::set<std::string> indicators;  // stable ids
};
using Assignments = std::map<std::string, Assignment>;

// A key to enrol, and the key itself to sign with.
struct Candidate {
  fold::Enrolment enrolment;
  Key key;
};

absl::Status AssignmentProblem(absl::string_view file, int spreadsheet_row,
                               absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "FINDINGS",
                       absl::StrCat(file, ": row ", spreadsheet_row, ": ", sentence));
}

absl::StatusOr<int> ColumnIn(const formats::Table& table, absl::string_view file,
                             absl::string_view name) {
  const std::optional<int> column = table.FindColumn(name);
  if (column) return *column;
  return base::Problem(absl::StatusCode::kInvalidArgument, "COLUMN_MISSING",
                       absl::StrCat(file, ": there is no column \"", name, "\""));
}

absl::StatusOr<Assignments> ReadAssignments(absl::string_view file,
                                            const catalogue::Catalogue& catalogue) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, base::ReadWholeFile(file, base::kImportBytesMax));
  const auto table = formats::ReadCsv(text);
  if (!table.ok()) return base::Annotate(table.status(), file);
  LONTAR_ASSIGN_OR_RETURN(const int provider, ColumnIn(*table, file, "provider"));
  LONTAR_ASSIGN_OR_RETURN(const int name, ColumnIn(*table, file, "provider_name"));
  LONTAR_ASSIGN_OR_RETURN(const int codes, ColumnIn(*table, file, "indicators"));
  Assignments assignments;
  for (int row = 0; row < table->rows(); ++row) {
    Assignment& assignment = assignments[std::string(table->At(row, provider))];
    assignment.name = std::string(table->At(row, name));
    for (const absl::string_view code :
         absl::StrSplit(table->At(row, codes), ' ', absl::SkipEmpty())) {
      const catalogue::Indicator* indicator = catalogue.FindByCode(code);
      if (indicator == nullptr) {
        return AssignmentProblem(
            file, table->SpreadsheetRow(row),
            absl::StrCat("\"", code, "\" is no indicator of ", catalogue.version()));
      }
      assignment.indicators.insert(indicator->id);
    }
  }
  return assignments;
}

absl::StatusOr<Candidate> CandidateFor(const Call& call, fold::KeyRole role,
                                       const std::string& file) {
  Candidate candidate;
  LONTAR_ASSIGN_OR_RETURN(candidate.key, OpenKey(call, file));
  candidate.enrolment.key = candidate.key->public_key();
  candidate.enrolment.role = role;
  return candidate;
}

// "KH.MOP=keys/mop.key".
absl::StatusOr<Candidate> ProviderCandidate(const Call& call, const std::string& word,
                                            const Assignments& assignments,
                                            const std::string& collection) {
  const std::vector<std::string> halves = absl::StrSplit(word, absl::MaxSplits('=', 1));
  if (halves.size() != 2)
    return UsageProblem(absl::StrCat("--provider wants KH.MOP=FILE, not \"", word, "\""));
  const auto found = assignments.find(halves[0]);
  if (found == assignments.end()) {
    return base::Problem(absl::StatusCode::kNotFound, "PROVIDER_UNNAMED",
                         absl::StrCat(call.arguments.Text("assignments"),
                                      ": no row for provider \"", halves[0], "\""));
  }
  LONTAR_ASSIGN_OR_RETURN(Candidate candidate,
                          CandidateFor(call, fold::KeyRole::kProvider, halves[1]));
  candidate.enrolment.provider = halves[0];
  candidate.enrolment.provider_name = found->second.name;
  const std::set<std::string>& ids = found->second.indicators;
  candidate.enrolment.entitlements = {{collection, {ids.begin(), ids.end()}}};
  return candidate;
}

absl::StatusOr<std::vector<Candidate>> Candidates(const Call& call, const std::string& member) {
  std::vector<Candidate> candidates;
  if (call.arguments.Has("node-key")) {
    LONTAR_ASSIGN_OR_RETURN(
        candidates.emplace_back(),
        CandidateFor(call, fold::KeyRole::kNode, call.arguments.Text("node-key")));
  }
  if (call.arguments.Has("witness-key")) {
    LONTAR_ASSIGN_OR_RETURN(Candidate witness, CandidateFor(call, fold::KeyRole::kWitness,
                                                            call.arguments.Text("witness-key")));
    witness.enrolment.witness_name = call.arguments.TextOr(
        "witness-name", absl::StrCat("witness.", absl::AsciiStrToLower(member)));
    candidates.push_back(std::move(witness));
  }
  for (const std::string& file : call.arguments.All("approver")) {
    LONTAR_ASSIGN_OR_RETURN(candidates.emplace_back(),
                            CandidateFor(call, fold::KeyRole::kApprover, file));
  }
  for (const std::string& file : call.arguments.All("focal-point")) {
    LONTAR_ASSIGN_OR_RETURN(candidates.emplace_back(),
                            CandidateFor(call, fold::KeyRole::kFocalPoint, file));
  }
  const std::vector<std::string> providers = call.arguments.All("provider");
  if (!providers.empty()) {
    if (!call.arguments.Has("assignments") || !call.arguments.Has("catalogue"))
      return UsageProblem("--provider wants --assignments FILE and --catalogue DIR as well");
    LONTAR_ASSIGN_OR_RETURN(const auto catalogue, LoadCatalogue(call.arguments.Text("catalogue")));
    LONTAR_ASSIGN_OR_RETURN(const Assignments assignments,
                            ReadAssignments(call.arguments.Text("assignments"), catalogue));
    for (const std::string& word : providers) {
      LONTAR_ASSIGN_OR_RETURN(candidates.emplace_back(),
                              ProviderCandidate(call, word, assignments, catalogue.collection()));
    }
  }
  if (candidates.empty())
    return UsageProblem(
        "name at least one key: --node-key, --witness-key, --approver, --focal-point or "
        "--provider");
  return candidates;
}

std::string EnrolmentRow(const fold::Enrolment& enrolment) {
  std::string row =
      absl::StrCat("key ", enrolment.key.id().short_hex(), "  ", fold::NameOf(enrolment.role));
  if (!enrolment.provider.empty()) {
    absl::StrAppend(
        &row, " ", enrolment.provider, ", ",
        Counted(enrolment.entitlements.front().indicators.size(), "indicator", "indicators"));
  }
  return row;
}

JsonObject EntryJson(const Answer& sealed) {
  JsonObject entry;
  entry.PutNumber("number", sealed.Number("number"));
  entry.Put("entry_hash", sealed.Text("entry_hash"));
  entry.Put("payload_id", sealed.Text("payload_id"));
  return entry;
}

// One object, however many acts the keys took: the last one's fields, and all of them.
std::string SealedJson(const std::vector<Answer>& all_sealed) {
  JsonObject answer = EntryJson(all_sealed.back());
  answer.Put("schema", "lontar.seal.v1");
  answer.Put("kind", all_sealed.back().Text("kind"));
  answer.PutNumber("queued", all_sealed.back().Number("queued"));
  std::vector<JsonObject> entries;
  for (const Answer& sealed : all_sealed) entries.push_back(EntryJson(sealed));
  answer.PutObjects("entries", entries);
  return answer.Written();
}

}  // namespace

absl::Status EnrolKeys(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string status_json, node->Status());
  LONTAR_ASSIGN_OR_RETURN(const Answer status, Answer::Parse(status_json));
  const std::string member = status.Text("member");
  LONTAR_ASSIGN_OR_RETURN(const base::HubId hub_id, HubIdIn(status_json));
  LONTAR_ASSIGN_OR_RETURN(const Key administrator,
                          OpenKey(call, call.arguments.Text("administrator")));
  LONTAR_ASSIGN_OR_RETURN(const std::vector<Candidate> candidates, Candidates(call, member));
  const bool is_dry_run = call.arguments.Has("dry-run");
  std::vector<Answer> all_sealed;
  for (size_t first = 0; first < candidates.size(); first += kEnrolmentsPerAct) {
    const size_t last = std::min(first + kEnrolmentsPerAct, candidates.size());
    fold::KeysAct act{hub_id, member, {}, {}};
    std::string text;
    for (size_t i = first; i < last; ++i) {
      act.enrolments.push_back(candidates[i].enrolment);
      absl::StrAppend(&text, EnrolmentRow(candidates[i].enrolment), "\n");
    }
    LONTAR_ASSIGN_OR_RETURN(chain::Envelope envelope, EnvelopeOf(act, ""));
    chain::AddSignature(&envelope, *administrator);
    for (size_t i = first; i < last; ++i) chain::AddSignature(&envelope, *candidates[i].key);
    LONTAR_ASSIGN_OR_RETURN(const std::string json,
                            node->SealAct(chain::EncodeEnvelope(envelope), is_dry_run));
    LONTAR_ASSIGN_OR_RETURN(const Answer sealed, Answer::Parse(json));
    absl::StrAppend(&text, is_dry_run ? "would be sealed as" : "sealed       ", " entry ",
                    sealed.Text("number"), " of ", member, "; ", sealed.Text("queued"),
                    " to be sent");
    if (!call.is_json) call.terminal->Answer(text);
    all_sealed.push_back(sealed);
  }
  if (call.is_json) call.terminal->Answer(SealedJson(all_sealed));
  return absl::OkStatus();
}

}  // namespace lontar::cli
