#include "core/formats/template_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/observation/age.h"

namespace lontar::formats {
namespace {

using catalogue::Catalogue;
using catalogue::Code;
using catalogue::CodeList;
using catalogue::Dimension;
using catalogue::Indicator;
using observation::AgeInterval;
using observation::AgeOf;
using observation::AgeRelation;
using observation::Relate;

// SDMX: not applicable. No row of its own is asked for it.
constexpr absl::string_view kDoesNotApply = "_Z";

// ISO 3166-2: two letters of the country, a hyphen, up to three characters; a code of a country's
// own list has an underscore there.
bool IsOfOtherMember(const Code& code, absl::string_view member) {
  if (code.id.size() < 4) return false;
  if (code.id[2] != '-' && !(code.is_national && code.id[2] == '_')) return false;
  if (!absl::ascii_isupper(code.id[0]) || !absl::ascii_isupper(code.id[1])) return false;
  return absl::string_view(code.id).substr(0, 2) != member;
}

// Whether a row is asked for the code, if it is not the base.
bool IsAsked(const Code& code, const CodesAsked& asked) {
  if (code.id == kDoesNotApply || IsOfOtherMember(code, asked.member)) return false;
  return asked.date.empty() || code.validity.HoldsOn(asked.date);
}

std::set<std::string> Parents(const CodeList& list) {
  std::set<std::string> parents;
  for (const Code& code : list.codes) {
    if (!code.parent.empty()) parents.insert(code.parent);
  }
  return parents;
}

bool Overlaps(const AgeInterval& age, const std::vector<AgeInterval>& others) {
  return std::any_of(others.begin(), others.end(), [&age](const AgeInterval& other) {
    return Relate(age, other) != AgeRelation::kDisjoint;
  });
}

// The first brackets of the list that lie inside of the range, are no sum of others and overlap
// with none before them; then what is no interval ("not known").
std::vector<Code> Brackets(const CodeList& list, const Indicator& indicator,
                           const Dimension& dimension) {
  const std::string base = BaseCode(indicator, dimension);
  const std::set<std::string> parents = Parents(list);
  std::vector<std::pair<int, Code>> brackets;
  std::vector<AgeInterval> taken;
  std::vector<Code> others;
  for (const Code& code : list.codes) {
    if (code.id == base) continue;
    const std::optional<AgeInterval> age = AgeOf(code.id);
    if (!age) {
      if (code.id != dimension.total && code.id != kDoesNotApply) others.push_back(code);
      continue;
    }
    if (parents.contains(code.id) || Overlaps(*age, taken)) continue;
    if (indicator.age_range && Relate(*age, *indicator.age_range) != AgeRelation::kPart) continue;
    taken.push_back(*age);
    brackets.emplace_back(age->from, code);
  }
  std::ranges::stable_sort(brackets, {}, [](const auto& bracket) { return bracket.first; });
  std::vector<Code> codes;
  for (auto& [from, code] : brackets) codes.push_back(std::move(code));
  codes.insert(codes.end(), others.begin(), others.end());
  return codes;
}

const CodeList& ListOf(const Catalogue& catalogue, const Dimension& dimension) {
  static const CodeList none;
  const CodeList* list = catalogue.FindCodeList(dimension.code_list);
  return list == nullptr ? none : *list;
}

}  // namespace

std::string BaseCode(const Indicator& indicator, const Dimension& dimension) {
  for (const auto* codes : {&indicator.counts_only, &indicator.specified}) {
    const auto found = codes->find(dimension.id);
    if (found != codes->end() && !found->second.empty()) return found->second.front();
  }
  if (dimension.is_age && !indicator.age_code.empty()) return indicator.age_code;
  return dimension.total;
}

bool IsChosen(const Indicator& indicator, absl::string_view dimension) {
  const auto found = indicator.specified.find(std::string(dimension));
  return found != indicator.specified.end() && found->second.empty();
}

std::vector<Code> BreakdownCodes(const Catalogue& catalogue, const Indicator& indicator,
                                 const Dimension& dimension, const CodesAsked& asked) {
  if (IsChosen(indicator, dimension.id)) return {};
  const CodeList& list = ListOf(catalogue, dimension);
  if (dimension.is_age) return Brackets(list, indicator, dimension);
  const std::string base = BaseCode(indicator, dimension);
  const std::set<std::string> parents = Parents(list);
  std::vector<Code> codes;
  for (const Code& code : list.codes) {
    if (code.id == base || !IsAsked(code, asked)) continue;
    if (code.parent.empty() || parents.contains(code.id)) codes.push_back(code);
  }
  return codes;
}

std::vector<Code> CodesToChoose(const Catalogue& catalogue, const Indicator& indicator,
                                const Dimension& dimension, const CodesAsked& asked) {
  const std::string base = BaseCode(indicator, dimension);
  std::vector<Code> codes;
  for (const Code& code : ListOf(catalogue, dimension).codes) {
    if (IsOfOtherMember(code, asked.member)) continue;
    // Where the indicator has a range of its own, the list's total is no code of it.
    if (dimension.is_age && indicator.age_range && code.id == dimension.total) continue;
    codes.insert(code.id == base ? codes.begin() : codes.end(), code);
  }
  return codes;
}

std::vector<TemplateRow> StandardRows(const Catalogue& catalogue, const Indicator& indicator,
                                      const CodesAsked& asked) {
  std::vector<const Dimension*> dimensions;
  std::vector<std::string> base;
  for (const std::string& id : indicator.dimensions) {
    dimensions.push_back(catalogue.FindDimension(id));
    base.push_back(BaseCode(indicator, *dimensions.back()));
  }
  std::vector<TemplateRow> rows;
  for (const catalogue::Measure& measure : indicator.measures) {
    if (measure.kind == catalogue::MeasureKind::kAssessment) continue;
    rows.push_back({.measure = measure.id, .codes = base});
    for (size_t i = 0; i < dimensions.size(); ++i) {
      for (const Code& code : BreakdownCodes(catalogue, indicator, *dimensions[i], asked)) {
        TemplateRow row{
            .measure = measure.id, .codes = base, .dimension = dimensions[i]->id, .code = code.id};
        row.codes[i] = code.id;
        rows.push_back(std::move(row));
      }
    }
  }
  return rows;
}

}  // namespace lontar::formats
