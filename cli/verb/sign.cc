// lontar sign: the provider signs a report. The private key stays in this process.

#include "absl/strings/str_cat.h"
#include "cli/daemon.h"
#include "cli/keys.h"
#include "cli/report_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"

namespace lontar::cli {

absl::Status Sign(const Call& call) {
  const std::string draft = call.arguments.Text("draft");
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const net::DraftExport exported, node->ExportDraft(draft));
  LONTAR_ASSIGN_OR_RETURN(const std::string text, ReportText(exported.envelope));
  if (!call.is_json) call.terminal->Answer(text);
  if (call.arguments.Has("dry-run")) {
    if (call.is_json) call.terminal->Answer(exported.summary_json);
    return absl::OkStatus();
  }
  LONTAR_ASSIGN_OR_RETURN(chain::Envelope envelope, chain::DecodeEnvelope(exported.envelope));
  LONTAR_ASSIGN_OR_RETURN(const auto key, OpenKey(call, call.arguments.Text("key")));
  chain::AddSignature(&envelope, *key);
  LONTAR_ASSIGN_OR_RETURN(const std::string json,
                          node->AttachSignature(draft, chain::EncodeEnvelope(envelope)));
  call.terminal->Answer(
      call.is_json ? json : absl::StrCat("signed        by key ", key->public_key().id().hex()));
  return absl::OkStatus();
}

}  // namespace lontar::cli
