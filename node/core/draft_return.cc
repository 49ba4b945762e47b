#include "node/core/draft_return.h"

#include <nlohmann/json.hpp>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/utf8.h"

namespace lontar::node {
namespace {

using nlohmann::json;

}  // namespace

absl::Status CheckPlainText(absl::string_view what, const std::string& text) {
  const bool has_controls = absl::c_any_of(text, [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\n' && c != '\t';
  });
  if (text.size() <= base::kTextBytesMax && formats::IsUtf8(text) && !has_controls) {
    return absl::OkStatus();
  }
  return base::Problem(absl::StatusCode::kInvalidArgument, "TEXT_NOT_PLAIN",
                       absl::StrCat(what, " has ", text.size(), " bytes; write plain text of at ",
                                    "most ", base::kTextBytesMax, " bytes in UTF-8"));
}

absl::Status CheckReturn(const DraftReturnRequest& request) {
  if (absl::StripAsciiWhitespace(request.reason).empty()) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "RETURN_REASON_ABSENT",
        absl::StrCat(request.draft, " is returned with a reason that tells its provider what to ",
                     "correct: --reason \"A1, 2019, girls: …; please check against …\""));
  }
  LONTAR_RETURN_IF_ERROR(CheckPlainText("the reason", request.reason));
  return CheckPlainText("the name of who returns it", request.by);
}

ReturnedDraft ReturnOf(const StoredDraft& draft, const DraftReturnRequest& request,
                       absl::Time time) {
  json meta = json::parse(draft.meta_json);
  meta["stage"] = "returned";
  meta.erase("approvals");
  meta["returned"] = {{"reason", request.reason},
                      {"by", request.by.empty() ? json() : json(request.by)},
                      {"time", absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone())}};
  ReturnedDraft returned{meta.dump(), draft.envelope, !draft.envelope.signatures.empty()};
  returned.envelope.signatures.clear();
  return returned;
}

absl::Status Unsigned(const StoredDraft& draft) {
  const json meta = json::parse(draft.meta_json, nullptr, false);
  std::string why = absl::StrCat(draft.id, " is not signed by its provider");
  if (meta.is_object() && meta.value("stage", "") == "returned") {
    const json& returned = meta.contains("returned") ? meta["returned"] : json();
    const std::string reason = returned.is_object() ? returned.value("reason", "") : "";
    why = absl::StrCat(draft.id, " was returned (", base::Quoted(reason),
                       ") and is not signed again by its provider");
  }
  return base::Problem(absl::StatusCode::kFailedPrecondition, "DRAFT_UNSIGNED",
                       absl::StrCat(why, "; `lontar sign` comes first"));
}

}  // namespace lontar::node
