#include "core/catalogue/round_text.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/catalogue/fields.h"
#include "core/catalogue/text_node.h"
#include "core/catalogue/validity.h"

namespace lontar::catalogue {
namespace {

constexpr int kTargetYearFirst = 1900;
constexpr int kTargetYearLast = 2199;
constexpr int kThresholdMax = 1000;

bool IsLetters(absl::string_view text, size_t length) {
  return text.size() == length &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsThreeDigits(absl::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

absl::StatusOr<MemberText> ReadMember(const TextSource& source, const TextNode& node) {
  Fields fields(source, node, "a member");
  MemberText member;
  member.code = fields.Text("code");
  member.alpha3 = fields.Text("alpha3");
  member.numeric = fields.Text("numeric");
  member.name = fields.Text("name");
  member.from = fields.Date("from");
  member.to = OpenDate(&fields, "to");
  member.statistical_office = fields.TextOr("statistical_office", "");
  if (!IsLetters(member.code, 2) || !IsLetters(member.alpha3, 3) ||
      !IsThreeDigits(member.numeric)) {
    fields.Refuse(absl::StrCat("member \"", member.code, "\" has the codes \"", member.alpha3,
                               "\" and \"", member.numeric,
                               "\"; they must be those of ISO 3166-1, such as KH, KHM, 116"));
  }
  // ISO dates order as texts.
  if (!member.to.empty() && member.to < member.from) {
    fields.Refuse(absl::StrCat("member \"", member.code, "\" ends on ", member.to,
                               ", before it begins on ", member.from));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  return member;
}

absl::StatusOr<YearRule> ReadYearRule(const TextSource& source, const TextNode& node) {
  Fields fields(source, node, "a year rule");
  YearRule rule;
  rule.target = fields.Number("target", kTargetYearFirst, kTargetYearLast);
  const std::string tie = fields.Text("tie");
  if (tie != "earlier" && tie != "later") {
    fields.Refuse(absl::StrCat("key \"tie\" holds \"", tie, "\"; it must be earlier or later"));
  }
  rule.tie = tie == "later" ? Tie::kLater : Tie::kEarlier;
  if (fields.TextOr("from", "open") != "open") {
    rule.from = fields.Number("from", kTargetYearFirst, kTargetYearLast);
  }
  rule.to = OpenDate(&fields, "to");
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  return rule;
}

absl::StatusOr<RoundText> ReadRound(const TextSource& source, const TextNode& node) {
  Fields fields(source, node, "a round");
  RoundText round;
  round.id = fields.StableId("id");
  round.title = fields.Text("title");
  round.catalogue_version = fields.VersionText("catalogue_version");
  round.list = fields.CodeText("list");
  round.membership_date = fields.Date("membership_date");
  round.cut_off = fields.Date("cut_off");
  round.threshold = fields.Number("threshold", 1, kThresholdMax);
  const TextNode* rule = fields.OptionalMap("year_rule");
  if (rule == nullptr) fields.Refuse("a round has no map \"year_rule\"; it must have one");
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  LONTAR_ASSIGN_OR_RETURN(round.year_rule, ReadYearRule(source, *rule));
  return round;
}

// The nodes of the one list that the file holds.
absl::StatusOr<std::vector<const TextNode*>> ReadOnlyList(const TextSource& source,
                                                          const TextNode& root,
                                                          absl::string_view key) {
  Fields fields(source, root, "the file");
  const std::vector<const TextNode*> nodes = fields.Items(key);
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  return nodes;
}

}  // namespace

absl::StatusOr<std::vector<MemberText>> ReadMembers(absl::string_view yaml) {
  const TextSource source{.file = "members.yaml", .reason = "MEMBERS_INVALID"};
  LONTAR_ASSIGN_OR_RETURN(const TextNode root, ReadYaml(source, yaml));
  LONTAR_ASSIGN_OR_RETURN(const auto nodes, ReadOnlyList(source, root, "members"));
  std::vector<MemberText> members;
  std::set<std::string> seen;
  for (const TextNode* node : nodes) {
    LONTAR_ASSIGN_OR_RETURN(MemberText member, ReadMember(source, *node));
    for (const std::string& code : {member.code, member.alpha3, member.numeric}) {
      if (!seen.insert(code).second) {
        return InvalidText(source, node->line, absl::StrCat("code \"", code, "\" stands twice"));
      }
    }
    member.order = static_cast<int>(members.size()) + 1;
    members.push_back(std::move(member));
  }
  return members;
}

absl::StatusOr<std::vector<RoundText>> ReadRounds(absl::string_view yaml) {
  const TextSource source{.file = "rounds.yaml", .reason = "ROUNDS_INVALID"};
  LONTAR_ASSIGN_OR_RETURN(const TextNode root, ReadYaml(source, yaml));
  LONTAR_ASSIGN_OR_RETURN(const auto nodes, ReadOnlyList(source, root, "rounds"));
  std::vector<RoundText> rounds;
  std::set<std::string> seen;
  for (const TextNode* node : nodes) {
    LONTAR_ASSIGN_OR_RETURN(RoundText round, ReadRound(source, *node));
    if (!seen.insert(round.id).second) {
      return InvalidText(source, node->line, absl::StrCat("round \"", round.id, "\" stands twice"));
    }
    rounds.push_back(std::move(round));
  }
  return rounds;
}

}  // namespace lontar::catalogue
