#include "core/catalogue/provider_text.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/fields.h"
#include "core/catalogue/text_node.h"

namespace lontar::catalogue {
namespace {

constexpr absl::string_view kProvidersReason = "PROVIDERS_INVALID";

// "KH.MOP" for the member KH.
bool IsProviderOf(absl::string_view member, absl::string_view id) {
  return !member.empty() && id.size() <= base::kIdBytesMax &&
         absl::StartsWith(id, absl::StrCat(member, ".")) &&
         IsCodeText(id.substr(member.size() + 1));
}

absl::StatusOr<AssignmentText> ReadAssignment(const TextSource& source, const TextNode& node) {
  Fields fields(source, node, "an assignment");
  AssignmentText assignment;
  assignment.line = node.line;
  assignment.collection = fields.StableId("collection");
  assignment.indicators = fields.Texts("indicators");
  assignment.validity = ReadValidity(&fields, "the assignment");
  assignment.is_guess = fields.Flag("guess");
  assignment.basis = fields.TextOr("basis", "");
  if (assignment.indicators.empty()) {
    fields.Refuse("an assignment has no \"indicators\"; it must name at least one, by its id");
  }
  for (const std::string& id : assignment.indicators) {
    if (IsStableId(id)) continue;
    fields.Refuse(absl::StrCat("indicator ", base::Quoted(id),
                               " must be an id as the catalogue has it: a-z, 0-9 and -"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  return assignment;
}

// A second assignment of an indicator for a day of the first would leave open which one holds.
absl::Status CheckOncePerDay(const TextSource& source, const ProviderText& provider,
                             const AssignmentText& added) {
  for (const AssignmentText& other : provider.assignments) {
    if (other.collection != added.collection || !other.validity.Meets(added.validity)) continue;
    for (const std::string& id : added.indicators) {
      if (std::ranges::find(other.indicators, id) == other.indicators.end()) continue;
      return InvalidText(source, added.line,
                         absl::StrCat("indicator \"", id, "\" is assigned to ", provider.id,
                                      " in line ", other.line, " for some of the same days"));
    }
  }
  return absl::OkStatus();
}

absl::Status ReadAssignments(const TextSource& source, const TextNode& list,
                             ProviderText* provider) {
  for (const TextNode& node : list.items) {
    LONTAR_ASSIGN_OR_RETURN(AssignmentText assignment, ReadAssignment(source, node));
    LONTAR_RETURN_IF_ERROR(CheckOncePerDay(source, *provider, assignment));
    provider->assignments.push_back(std::move(assignment));
  }
  return absl::OkStatus();
}

absl::StatusOr<ProviderText> ReadProvider(const TextSource& source, const TextNode& node) {
  Fields fields(source, node, "a provider");
  ProviderText provider;
  provider.id = fields.Text("id");
  provider.member = fields.CodeText("member");
  provider.name = fields.Text("name");
  provider.kind = fields.Text("kind");
  provider.validity = ReadValidity(&fields, absl::StrCat("provider \"", provider.id, "\""));
  provider.successor = fields.TextOr("successor", "");
  provider.is_guess = fields.Flag("guess");
  provider.basis = fields.Text("basis");
  provider.notes = fields.TextOr("notes", "");
  const TextNode* supplies = fields.OptionalList("supplies");
  if (!IsProviderOf(provider.member, provider.id)) {
    fields.Refuse(absl::StrCat("provider ", base::Quoted(provider.id), " must be its member \"",
                               provider.member, ".\" and an id of letters, digits, _ or -"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  if (supplies != nullptr) {
    LONTAR_RETURN_IF_ERROR(ReadAssignments(source, *supplies, &provider));
  }
  return provider;
}

}  // namespace

absl::StatusOr<ProviderRegister> ProviderRegister::Read(absl::string_view file,
                                                        absl::string_view yaml) {
  const TextSource source{.file = std::string(file), .reason = std::string(kProvidersReason)};
  LONTAR_ASSIGN_OR_RETURN(const TextNode root, ReadYaml(source, yaml));
  Fields fields(source, root, "the file");
  const std::vector<const TextNode*> nodes = fields.Items("providers");
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  ProviderRegister read;
  read.file_ = std::string(file);
  for (const TextNode* node : nodes) {
    LONTAR_ASSIGN_OR_RETURN(ProviderText provider, ReadProvider(source, *node));
    if (!read.places_.emplace(provider.id, read.providers_.size()).second) {
      return InvalidText(source, node->line,
                         absl::StrCat("provider \"", provider.id, "\" stands twice"));
    }
    read.providers_.push_back(std::move(provider));
  }
  for (size_t i = 0; i < nodes.size(); ++i) {
    const ProviderText& provider = read.providers_[i];
    const ProviderText* successor = read.Find(provider.successor);
    if (provider.successor.empty() || (successor != nullptr && successor != &provider)) continue;
    return InvalidText(source, nodes[i]->line,
                       absl::StrCat("provider \"", provider.id, "\" has the successor \"",
                                    provider.successor, "\"; it must be another of this file"));
  }
  return read;
}

const ProviderText* ProviderRegister::Find(absl::string_view id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? nullptr : &providers_[found->second];
}

bool ProviderRegister::IsEntitled(absl::string_view provider,
                                  const AssignmentQuestion& question) const {
  return CheckEntitled(provider, question).ok();
}

absl::Status ProviderRegister::CheckEntitled(absl::string_view provider,
                                             const AssignmentQuestion& question) const {
  const auto refused = [&](absl::string_view sentence) {
    return base::Problem(absl::StatusCode::kPermissionDenied, "PROVIDER_NOT_ENTITLED",
                         absl::StrCat(file_, ": ", sentence));
  };
  const ProviderText* known = Find(provider);
  if (known == nullptr) return refused(absl::StrCat("there is no provider \"", provider, "\""));
  if (!known->validity.HoldsOn(question.date)) {
    return refused(absl::StrCat(
        provider, " is a provider ", TextOf(known->validity), ", not on ", question.date,
        known->successor.empty() ? "" : absl::StrCat("; its work went to ", known->successor)));
  }
  std::string other_days;
  for (const AssignmentText& assignment : known->assignments) {
    if (assignment.collection != question.collection) continue;
    const auto& ids = assignment.indicators;
    if (std::ranges::find(ids, question.indicator) == ids.end()) continue;
    if (assignment.validity.HoldsOn(question.date)) return absl::OkStatus();
    absl::StrAppend(&other_days, other_days.empty() ? "" : ", ", TextOf(assignment.validity));
  }
  return refused(other_days.empty()
                     ? absl::StrCat(provider, " is not assigned the indicator \"",
                                    question.indicator, "\" of ", question.collection)
                     : absl::StrCat(provider, " supplies the indicator \"", question.indicator,
                                    "\" ", other_days, ", not on ", question.date));
}

std::vector<std::string> ProviderRegister::IndicatorsOf(absl::string_view provider,
                                                        absl::string_view collection,
                                                        absl::string_view date) const {
  std::vector<std::string> indicators;
  const ProviderText* known = Find(provider);
  if (known == nullptr || !known->validity.HoldsOn(date)) return indicators;
  for (const AssignmentText& assignment : known->assignments) {
    if (assignment.collection != collection || !assignment.validity.HoldsOn(date)) continue;
    indicators.insert(indicators.end(), assignment.indicators.begin(), assignment.indicators.end());
  }
  return indicators;
}

std::vector<const ProviderText*> ProviderRegister::ProvidersFor(
    absl::string_view member, const AssignmentQuestion& question) const {
  std::vector<const ProviderText*> providers;
  for (const ProviderText& provider : providers_) {
    if (provider.member != member || !IsEntitled(provider.id, question)) continue;
    providers.push_back(&provider);
  }
  return providers;
}

absl::Status ProviderRegister::CheckAgainst(const Catalogue& catalogue) const {
  const TextSource source{.file = file_, .reason = std::string(kProvidersReason)};
  for (const ProviderText& provider : providers_) {
    for (const AssignmentText& assignment : provider.assignments) {
      if (assignment.collection != catalogue.collection()) continue;
      for (const std::string& id : assignment.indicators) {
        if (catalogue.FindIndicator(id) != nullptr) continue;
        return InvalidText(
            source, assignment.line,
            absl::StrCat(provider.id, " is assigned the indicator \"", id, "\", which ",
                         catalogue.collection(), " ", catalogue.version(), " does not have"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace lontar::catalogue
