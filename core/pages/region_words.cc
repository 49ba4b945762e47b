#include "core/pages/region_words.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

using net::Answer;

constexpr WordEntry kRegionWords[] = {
    {"given", "{value} {unit} ({measure}) in {covered} of {members} members: {list}.",
     "{value} {unit} ({measure}) tại {covered} trên {members} quốc gia: {list}."},
    {"given-quotient",
     "{value} {unit} ({measure}), {numerator} of {denominator} in {covered} of {members} members: "
     "{list}.",
     "{value} {unit} ({measure}), {numerator} trên {denominator} tại {covered} trên {members} quốc "
     "gia: {list}."},
    {"kind", "What is added: {kind}.", "Được cộng: {kind}."},
    {"kind-other", "What is added: {kind}, not the ages of the definition.",
     "Được cộng: {kind}, không phải độ tuổi của định nghĩa."},
    {"left", "Left out ({list}).", "Không gồm ({list})."},
    {"left.broken-down", "only broken down", "chỉ có số liệu phân tổ"},
    {"left.disputed", "disputed", "chưa thống nhất"},
    {"left.held-back", "held back", "không công bố"},
    {"left.no-number", "no such number", "không có số liệu này"},
    {"left.not-public", "not for publication", "không để công bố"},
    {"left.other-kind", "only {codes}", "chỉ có {codes}"},
    {"left.other-years", "only other years", "chỉ có năm khác"},
    {"left.part-of-year", "only parts of a year", "chỉ có một phần của năm"},
    {"no-denominators",
     "Not given: shares of members are never averaged, and the catalogue has no numerators and "
     "denominators to be added.",
     "Không nêu: tỷ lệ của các quốc gia không bao giờ được tính trung bình, và danh mục không có "
     "tử "
     "số và mẫu số để cộng."},
    {"not-allowed", "Not given: the catalogue does not say that members' figures may be added.",
     "Không nêu: danh mục không cho phép cộng số liệu của các quốc gia."},
    {"not-readable", "Not given here: it needs the figures of all members, which the hub has.",
     "Không nêu ở đây: cần số liệu của mọi quốc gia, chỉ máy chủ trung tâm có."},
    {"open", "Not given: the round is open, and a regional figure is of a closed one.",
     "Không nêu: đợt thu thập còn mở, và số liệu khu vực thuộc về đợt đã đóng."},
    {"parts-differ",
     "Not given: numerator and denominator are not both given for the same members.",
     "Không nêu: tử số và mẫu số không cùng có cho các quốc gia như nhau."},
    {"shows-a-member", "Not given: a member's own figure could be worked out, or nearly.",
     "Không nêu: có thể suy ra, hoặc gần suy ra, số liệu của một quốc gia."},
    {"too-few",
     "Not given: {covered} of {members} members have figures that can be added, and {needed} are "
     "needed.",
     "Không nêu: {covered} trên {members} quốc gia có số liệu cộng được, cần {needed}."},
};

std::string CoveredList(const Answer& figure) {
  std::vector<std::string> covered;
  for (const Answer& one : figure.List("covered")) {
    std::string word = absl::StrCat(one.Text("member"), " ", one.Text("period"));
    const std::string bent = absl::StrJoin(one.Texts("deviations"), ", ");
    if (!bent.empty()) absl::StrAppend(&word, " (", bent, ")");
    covered.push_back(std::move(word));
  }
  return absl::StrJoin(covered, ", ");
}

// "only Y15T17: BN, ID; disputed: LA": by reason, in the order of the first member of each.
std::string LeftOutList(absl::string_view language, const Answer& figure) {
  std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
  for (const Answer& one : figure.List("left_out")) {
    const std::string why = absl::StrReplaceAll(
        WordIn(kRegionWords, language, absl::StrCat("left.", one.Text("reason"))),
        {{"{codes}", absl::StrJoin(one.Texts("codes"), ", ")}});
    auto found = std::ranges::find(reasons, why, &decltype(reasons)::value_type::first);
    if (found == reasons.end()) found = reasons.insert(reasons.end(), {why, {}});
    found->second.push_back(one.Text("member"));
  }
  return absl::StrJoin(reasons, "; ", [](std::string* out, const auto& reason) {
    absl::StrAppend(out, reason.first, ": ", absl::StrJoin(reason.second, ", "));
  });
}

std::string KindList(const Answer& figure) {
  std::vector<std::string> names;
  for (const Answer& code : figure.At("kind").items()) names.push_back(code.Text("name"));
  return absl::StrJoin(names, ", ");
}

std::string Filled(const RegionQuestion& question, absl::string_view key) {
  const Answer& figure = question.figure;
  return absl::StrReplaceAll(WordIn(kRegionWords, question.language, key),
                             {{"{value}", figure.Text("value")},
                              {"{unit}", figure.Text("unit_name")},
                              {"{measure}", figure.Text("measure")},
                              {"{numerator}", figure.Text("numerator")},
                              {"{denominator}", figure.Text("denominator")},
                              {"{covered}", absl::StrCat(figure.List("covered").size())},
                              {"{members}", absl::StrCat(question.region.List("members").size())},
                              {"{needed}", question.region.Text("members_needed")},
                              {"{list}", CoveredList(figure)},
                              {"{kind}", KindList(figure)}});
}

}  // namespace

std::string RegionSentence(const RegionQuestion& question) {
  const std::string state = question.figure.Text("state");
  if (state.empty()) return "";
  const bool is_quotient = state == "given" && question.figure.Flag("is_rounded");
  return Filled(question, is_quotient ? "given-quotient" : state);
}

std::string RegionCoverage(const RegionQuestion& question) {
  std::vector<std::string> sentences;
  if (!question.figure.At("kind").items().empty()) {
    const bool is_own = question.figure.Flag("as_specified");
    sentences.push_back(Filled(question, is_own ? "kind" : "kind-other"));
  }
  const std::string left_out = LeftOutList(question.language, question.figure);
  if (!left_out.empty()) {
    sentences.push_back(absl::StrReplaceAll(WordIn(kRegionWords, question.language, "left"),
                                            {{"{list}", left_out}}));
  }
  return absl::StrJoin(sentences, " ");
}

}  // namespace lontar::pages
