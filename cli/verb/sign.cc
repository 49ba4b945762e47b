// lontar sign: the provider signs a report. The private key stays in this process.

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/json_text.h"
#include "cli/keys.h"
#include "cli/report_text.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/fingerprint.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"
#include "core/observation/report.h"

namespace lontar::cli {
namespace {

// What is signed with open warnings cannot be approved, and is to be signed again.
absl::Status WarnOfOpen(const Call& call, absl::string_view draft, absl::string_view summary_json) {
  LONTAR_ASSIGN_OR_RETURN(const Answer summary, Answer::Parse(summary_json));
  const std::string on_behalf = summary.At("on_behalf").Text("sentence");
  if (!on_behalf.empty() && !call.is_json) {
    call.terminal->Answer(absl::StrCat("on behalf     ", on_behalf));
  }
  const uint64_t open = summary.Number("open_warnings");
  if (open == 0) return absl::OkStatus();
  call.terminal->Warning(absl::StrCat(
      draft, " has ", Counted(open, "warning", "warnings"),
      " without a justification: it cannot be approved like this, and a justification takes the "
      "signature away; `lontar check` shows them, `lontar draft justify` writes one down"));
  return absl::OkStatus();
}

// The key that signs. A person who has lost it, or its passphrase, is told what that means.
absl::StatusOr<std::unique_ptr<trust::PrivateKey>> OpenProviderKey(const Call& call) {
  auto key = OpenKey(call, call.arguments.Text("key"));
  if (absl::IsNotFound(key.status()) || base::ReasonOf(key.status()) == "PASSPHRASE_WRONG") {
    call.terminal->Hint(
        "nothing is lost; if the key or its passphrase is, ask the statistical office for a new "
        "key: your signed figures stay valid");
  }
  return key;
}

// A draft where it lies: the node gives the report and takes the signature.
absl::Status SignDraft(const Call& call) {
  const std::string draft = call.arguments.Text("draft");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const net::DraftExport exported, node->ExportDraft(draft));
  LONTAR_ASSIGN_OR_RETURN(const std::string text, ReportText(exported.envelope));
  if (!call.is_json) call.terminal->Answer(text);
  LONTAR_RETURN_IF_ERROR(WarnOfOpen(call, draft, exported.summary_json));
  if (call.arguments.Has("dry-run")) {
    if (call.is_json) call.terminal->Answer(exported.summary_json);
    return absl::OkStatus();
  }
  LONTAR_ASSIGN_OR_RETURN(chain::Envelope envelope, chain::DecodeEnvelope(exported.envelope));
  LONTAR_ASSIGN_OR_RETURN(const auto key, OpenProviderKey(call));
  chain::AddSignature(&envelope, *key);
  LONTAR_ASSIGN_OR_RETURN(const std::string json,
                          node->AttachSignature(draft, chain::EncodeEnvelope(envelope)));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string drafted = answer.At("drafted").Text("sentence");
  call.terminal->Answer(call.is_json
                            ? json
                            : absl::StrCat("signed        by key ", key->public_key().id().hex(),
                                           drafted.empty() ? "" : "\nwords         ", drafted));
  return absl::OkStatus();
}

// Adds the signature and writes the file. The key that signed.
absl::StatusOr<trust::PublicKey> SignInto(const Call& call, chain::Envelope envelope) {
  LONTAR_ASSIGN_OR_RETURN(const auto key, OpenProviderKey(call));
  chain::AddSignature(&envelope, *key);
  const std::string bytes = chain::EncodeEnvelope(envelope);
  // One signature too many, and no node would take the file.
  LONTAR_RETURN_IF_ERROR(chain::DecodeEnvelope(bytes).status());
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(call.arguments.Text("out"), bytes));
  return key->public_key();
}

// An exported report, on a computer that knows no node.
absl::Status SignFile(const Call& call, const std::string& file) {
  LONTAR_ASSIGN_OR_RETURN(const std::string bytes,
                          base::ReadWholeFile(file, base::kEnvelopeBytesMax));
  const absl::StatusOr<std::string> text = ReportText(bytes);
  if (!text.ok()) return base::Annotate(text.status(), file);
  LONTAR_ASSIGN_OR_RETURN(const chain::Envelope envelope, chain::DecodeEnvelope(bytes));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(envelope.payload));
  if (!call.is_json) call.terminal->Answer(*text);
  JsonObject answer;
  answer.Put("schema", "lontar.signature.v1");
  answer.Put("hub_id", report.hub_id.hex());
  answer.Put("member", report.member);
  answer.Put("provider", report.provider);
  answer.Put("collection", report.collection);
  answer.Put("catalogue_version", report.catalogue_version);
  answer.Put("payload_id", envelope.payload_id().hex());
  answer.Put("fingerprint", base::ShortFingerprint(envelope.payload_id().hex()));
  if (!call.arguments.Has("dry-run")) {
    LONTAR_ASSIGN_OR_RETURN(const trust::PublicKey key, SignInto(call, envelope));
    const std::string out = call.arguments.Text("out");
    answer.Put("key", key.id().hex());
    answer.Put("file", out);
    if (!call.is_json) {
      call.terminal->Answer(absl::StrCat("signed        ", out, ", by key ", key.id().hex()));
    }
  }
  if (call.is_json) call.terminal->Answer(answer.Written());
  return absl::OkStatus();
}

// The names that a node gives: draft-17.
bool IsNameOfDraft(absl::string_view word) {
  return absl::ConsumePrefix(&word, "draft-") && !word.empty() &&
         absl::c_all_of(word, absl::ascii_isdigit);
}

// The file that was named; empty where a draft was. A word that is the name of a draft means the
// file of this name only where no node is named.
std::string FileToSign(const Arguments& given) {
  if (given.Has("file")) return given.Text("file");
  const std::string word = given.Text("draft");
  if (word.empty() || (given.Has("node") && IsNameOfDraft(word))) return "";
  return base::FileExists(word) ? word : "";
}

}  // namespace

absl::Status Sign(const Call& call) {
  const Arguments& given = call.arguments;
  if (given.Has("file") && given.Has("draft")) {
    return UsageProblem("sign a DRAFT or a --file, not both at once");
  }
  // A node in the environment is not asked where a file was named.
  if (const std::string file = FileToSign(given); !file.empty()) {
    if (given.Has("out") || given.Has("dry-run")) return SignFile(call, file);
    return UsageProblem(absl::StrCat("lontar sign ", file,
                                     " wants --out FILE: where the signed report is written"));
  }
  if (given.Has("draft") && given.Has("node")) {
    if (given.Has("out")) {
      return UsageProblem("--out goes with a file; a DRAFT is signed in its node");
    }
    return SignDraft(call);
  }
  if (given.Has("draft")) {
    return UsageProblem(absl::StrCat("\"", given.Text("draft"),
                                     "\" is no file here; a DRAFT wants --node DIR besides"));
  }
  return UsageProblem("lontar sign wants FILE and --out FILE, or DRAFT and --node DIR");
}

}  // namespace lontar::cli
