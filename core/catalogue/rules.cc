#include "core/catalogue/rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/fields.h"
#include "core/catalogue/rule_reader.h"

namespace lontar::catalogue {
namespace {

using observation::Decimal;

constexpr int kRuleYearsMax = 100;
// With factors of up to 10^6 and three decimals every comparison fits 128 bits.
constexpr int64_t kParameterMost = 1'000'000;
constexpr int kParameterScaleMost = 3;

constexpr std::array<std::pair<absl::string_view, RuleKind>, 11> kRuleKinds = {{
    {"parts-and-total", RuleKind::kPartsAndTotal},
    {"number-and-proportion", RuleKind::kNumberAndProportion},
    {"year-jump", RuleKind::kYearJump},
    {"outlier", RuleKind::kOutlier},
    {"completeness", RuleKind::kCompleteness},
    {"brackets", RuleKind::kBrackets},
    {"stock-and-flow", RuleKind::kStockAndFlow},
    {"source-age", RuleKind::kSourceAge},
    {"round-period", RuleKind::kRoundPeriod},
    {"entitlement", RuleKind::kEntitlement},
    {"several-sources", RuleKind::kSeveralSources},
}};

constexpr std::array<Severity, 3> kSeverities = {Severity::kError, Severity::kWarning,
                                                 Severity::kNote};

// Reads one rule. Keys are asked for by kind, so that one which does nothing there is refused.
class RuleReader {
 public:
  RuleReader(const TextSource& source, const TextNode& node, const Catalogue& catalogue)
      : fields_(source, node, "a rule"), catalogue_(catalogue) {}

  absl::StatusOr<Rule> Read() {
    const std::string name = fields_.StableId("rule");
    const std::optional<RuleKind> kind = RuleKindOf(name);
    if (!kind) {
      fields_.Refuse(absl::StrCat("rule ", base::Quoted(name), " is not known; known are ",
                                  absl::StrJoin(kRuleKinds, ", ", [](auto* out, const auto& known) {
                                    absl::StrAppend(out, known.first);
                                  })));
      return fields_.Finish();
    }
    rule_.kind = *kind;
    ReadSeverity();
    rule_.indicators = fields_.Texts("indicators");
    for (const std::string& id : rule_.indicators) {
      if (catalogue_.FindIndicator(id) == nullptr) RefuseUnknown("indicator", id);
    }
    ReadMeasures();
    ReadParameters();
    LONTAR_RETURN_IF_ERROR(fields_.Finish());
    return std::move(rule_);
  }

 private:
  void RefuseUnknown(absl::string_view what, absl::string_view id) {
    fields_.Refuse(
        absl::StrCat("a rule names the ", what, " ", base::Quoted(id), ", which is not defined"));
  }

  void ReadSeverity() {
    const bool refuses = rule_.kind == RuleKind::kEntitlement;
    const bool notes = rule_.kind == RuleKind::kCompleteness || rule_.kind == RuleKind::kBrackets ||
                       rule_.kind == RuleKind::kStockAndFlow;
    const Severity usual = refuses ? Severity::kError
                           : notes ? Severity::kNote
                                   : Severity::kWarning;
    const std::string name = fields_.TextOr("severity", NameOf(usual));
    for (const Severity severity : kSeverities) {
      if (NameOf(severity) == name) {
        rule_.severity = severity;
        return;
      }
    }
    fields_.Refuse(absl::StrCat("severity ", base::Quoted(name),
                                " is not known; write error, warning or note"));
  }

  void ReadMeasures() {
    if (rule_.kind == RuleKind::kEntitlement) return;
    rule_.measures = fields_.Texts("measures");
    std::set<std::string> known;
    for (const Indicator& indicator : catalogue_.indicators()) {
      for (const Measure& measure : indicator.measures) known.insert(measure.id);
    }
    for (const std::string& id : rule_.measures) {
      if (!known.contains(id)) RefuseUnknown("measure", id);
    }
  }

  void ReadDimensions() {
    rule_.dimensions = fields_.Texts("dimensions");
    for (const std::string& id : rule_.dimensions) {
      if (catalogue_.FindDimension(id) == nullptr) RefuseUnknown("dimension", id);
    }
  }

  Decimal Parameter(absl::string_view key, absl::string_view usual, int64_t least) {
    const std::string text = fields_.TextOr(key, usual);
    const absl::StatusOr<Decimal> value = observation::ParseDecimal(text);
    const bool fits = value.ok() && value->scale <= kParameterScaleMost &&
                      observation::Compare(*value, {.mantissa = least}) >= 0 &&
                      observation::Compare(*value, {.mantissa = kParameterMost}) <= 0;
    if (fits) return *value;
    fields_.Refuse(absl::StrCat("key \"", key, "\" of a rule holds ", base::Quoted(text),
                                "; it must be a decimal from ", least, " to ", kParameterMost,
                                " with at most ", kParameterScaleMost, " digits after the point"));
    return {};
  }

  int Years(int usual) { return fields_.OptionalNumber("years", 1, kRuleYearsMax).value_or(usual); }

  void ReadParameters() {
    switch (rule_.kind) {
      case RuleKind::kPartsAndTotal:
        ReadDimensions();
        rule_.tolerance = Parameter("tolerance", "0.5", 0);
        return;
      case RuleKind::kNumberAndProportion:
        rule_.tolerance = Parameter("tolerance", "1", 0);
        return;
      case RuleKind::kYearJump:
        rule_.factor = Parameter("factor", "2", 1);
        return;
      case RuleKind::kOutlier:
        rule_.factor = Parameter("factor", "3.5", 1);
        rule_.years = Years(5);
        return;
      case RuleKind::kCompleteness:
        ReadDimensions();
        return;
      case RuleKind::kStockAndFlow:
        rule_.years = Years(4);
        rule_.words = fields_.Texts("words");
        return;
      case RuleKind::kSourceAge:
        rule_.years = Years(10);
        return;
      case RuleKind::kBrackets:
      case RuleKind::kRoundPeriod:
      case RuleKind::kEntitlement:
      case RuleKind::kSeveralSources:
        return;
    }
  }

  Fields fields_;
  const Catalogue& catalogue_;
  Rule rule_;
};

bool NamesOrAll(const std::vector<std::string>& names, absl::string_view name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

absl::string_view NameOf(RuleKind kind) {
  for (const auto& [name, known] : kRuleKinds) {
    if (known == kind) return name;
  }
  return "";
}

std::optional<RuleKind> RuleKindOf(absl::string_view name) {
  for (const auto& [known, kind] : kRuleKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

bool AppliesTo(const Rule& rule, absl::string_view indicator, absl::string_view measure) {
  return NamesOrAll(rule.indicators, indicator) && NamesOrAll(rule.measures, measure);
}

absl::StatusOr<std::vector<Rule>> ReadRules(const TextSource& source, const TextNode& section,
                                            const Catalogue& catalogue) {
  std::vector<Rule> rules;
  for (const TextNode& node : section.items) {
    LONTAR_ASSIGN_OR_RETURN(Rule rule, RuleReader(source, node, catalogue).Read());
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace lontar::catalogue
