#include "node/core/draft_on_behalf.h"

#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/formats/plain_text.h"
#include "core/formats/utf8.h"

namespace lontar::node {
namespace {

using nlohmann::json;

json MetaOf(const StoredDraft& draft) {
  json meta = json::parse(draft.meta_json, nullptr, false);
  return meta.is_object() ? meta : json::object();
}

std::string TextIn(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

json OnBehalfOf(const StoredDraft& draft) {
  const json meta = MetaOf(draft);
  const auto found = meta.find("on_behalf");
  return found != meta.end() && found->is_object() ? *found : json::object();
}

std::string NameOf(absl::string_view text) {
  return formats::IsUtf8(text) ? formats::PlainTextOf(text).text : "";
}

absl::Status NameWanted(absl::string_view what) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "NAME_WANTED",
                       absl::StrCat("figures on another's behalf are entered by one person and "
                                    "approved by another: ",
                                    what, " with --by; the names stay on this node"));
}

}  // namespace

absl::Status CheckOnBehalf(const OnBehalfRequest& request, absl::string_view provider,
                           absl::string_view member) {
  if (request.office.empty()) return absl::OkStatus();
  if (!absl::StartsWith(request.office, absl::StrCat(member, ".")) || request.office == provider) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "ON_BEHALF_OFFICE",
        absl::StrCat(base::Quoted(request.office), " cannot enter figures on behalf of ", provider,
                     "; name another office of ", member));
  }
  if (NameOf(request.by).empty()) return NameWanted("say who enters them");
  const bool has_file = !request.letter_name.empty();
  if (has_file == !request.letter_number.empty()) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kInvalidArgument, "LETTER_NUMBER_WANTED",
                       "a letter is a scan and the number that it bears: give both, or neither and "
                       "the letter later");
}

std::string EnteringOffice(const StoredDraft& draft) { return TextIn(OnBehalfOf(draft), "office"); }

absl::Status CheckLetter(const StoredDraft& draft, const observation::Report& report) {
  const std::string office = EnteringOffice(draft);
  if (office.empty() || report.on_behalf) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "LETTER_ABSENT",
      absl::StrCat(draft.id, " was entered by ", office, " on behalf of ", report.provider,
                   ", whose letter is not there yet; add it with `lontar draft add ", draft.id,
                   " --letter SCAN.pdf --letter-number …`"));
}

absl::Status CheckHands(const StoredDraft& draft, absl::string_view approves) {
  if (EnteringOffice(draft).empty()) return absl::OkStatus();
  const std::string entered = NameOf(TextIn(MetaOf(draft), "entered_by"));
  const std::string name = NameOf(approves);
  if (name.empty()) return NameWanted("say who approves them");
  if (entered.empty()) return NameWanted("nobody knows who entered these; import them again");
  if (!absl::EqualsIgnoreCase(entered, name)) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kPermissionDenied, "SAME_PERSON",
                       "You entered this figure; someone else approves it");
}

std::string HandsRecord(const StoredDraft& draft, absl::string_view approves,
                        absl::string_view time) {
  const json record = {{"draft", draft.id},
                       {"entered_by", TextIn(MetaOf(draft), "entered_by")},
                       {"approved_by", NameOf(approves)},
                       {"approved", std::string(time)},
                       {"approvals", MetaOf(draft).value("approvals", json::array())}};
  return record.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string OnBehalfJson(const StoredDraft& draft, const observation::Report& report) {
  const std::string office = EnteringOffice(draft);
  if (office.empty()) return "null";
  const std::string letter = TextIn(OnBehalfOf(draft), "letter");
  const json words = {{"office", office},
                      {"letter", letter.empty() ? json() : json(letter)},
                      {"sentence", OnBehalfSentence(office, report.provider, letter)}};
  return words.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string OnBehalfSentence(absl::string_view office, absl::string_view provider,
                             absl::string_view letter) {
  return absl::StrCat("entered by ", office, " on behalf of ", provider,
                      letter.empty() ? "; its letter is not there yet" : ", letter ", letter);
}

}  // namespace lontar::node
