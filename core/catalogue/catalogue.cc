#include "core/catalogue/catalogue.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/catalogue/catalogue_reader.h"

namespace lontar::catalogue {
namespace {

template <class Item, class Member>
const Item* FindBy(const std::vector<Item>& items, Member member, absl::string_view wanted) {
  for (const Item& item : items) {
    if (item.*member == wanted) return &item;
  }
  return nullptr;
}

// "VN" of "VN-03" and "VN_08".
absl::string_view MemberOf(absl::string_view code) {
  return code.substr(0, code.find_first_of("-_"));
}

}  // namespace

bool CodeList::Has(absl::string_view code) const { return Find(code) != nullptr; }

void CodeList::MakeIndex() {
  index.clear();
  for (size_t i = 0; i < codes.size(); ++i) index.push_back(static_cast<int>(i));
  std::ranges::sort(index, {}, [this](int i) { return codes[static_cast<size_t>(i)].id; });
}

const Code* CodeList::Find(absl::string_view code) const {
  if (index.size() != codes.size()) return FindBy(codes, &Code::id, code);
  const auto id_of = [this](int i) { return absl::string_view(codes[static_cast<size_t>(i)].id); };
  const auto found = std::ranges::lower_bound(index, code, {}, id_of);
  if (found == index.end() || id_of(*found) != code) return nullptr;
  return &codes[static_cast<size_t>(*found)];
}

std::string CodeList::IdOf(absl::string_view spelling) const {
  if (Has(spelling)) return std::string(spelling);
  for (const Code& code : codes) {
    if (std::ranges::find(code.spellings, spelling) != code.spellings.end()) return code.id;
  }
  return "";
}

std::vector<const Code*> CodeList::CodesFor(absl::string_view member,
                                            absl::string_view date) const {
  std::vector<const Code*> chosen;
  for (const Code& code : codes) {
    const bool is_anybodys = !is_by_member || absl::StartsWith(code.id, "_");
    if (!is_anybodys && MemberOf(code.id) != member) continue;
    if (code.validity.HoldsOn(date)) chosen.push_back(&code);
  }
  return chosen;
}

absl::StatusOr<Catalogue> Catalogue::Load(const std::vector<SourceFile>& files) {
  return CatalogueReader().Read(files);
}

const Indicator* Catalogue::FindIndicator(absl::string_view id) const {
  return FindBy(indicators_, &Indicator::id, id);
}

const Indicator* Catalogue::FindByCode(absl::string_view code) const {
  return FindBy(indicators_, &Indicator::code, code);
}

absl::StatusOr<const Indicator*> Catalogue::IndicatorNamed(absl::string_view name) const {
  const Indicator* indicator = FindIndicator(name);
  if (indicator == nullptr) indicator = FindByCode(name);
  if (indicator != nullptr) return indicator;
  return base::Problem(absl::StatusCode::kInvalidArgument, "INDICATOR_UNKNOWN",
                       absl::StrCat(base::Quoted(name), " is no indicator of ", collection_, " ",
                                    version_, "; write its number or its stable id"));
}

const Dimension* Catalogue::FindDimension(absl::string_view id) const {
  return FindBy(dimensions_, &Dimension::id, id);
}

const CodeList* Catalogue::FindCodeList(absl::string_view id) const {
  return FindBy(code_lists_, &CodeList::id, id);
}

const Unit* Catalogue::FindUnit(absl::string_view code) const {
  return FindBy(units_, &Unit::code, code);
}

const Measure* Catalogue::FindMeasure(const Indicator& indicator, absl::string_view id) {
  return FindBy(indicator.measures, &Measure::id, id);
}

const NationalCode* Catalogue::FindNational(absl::string_view member, absl::string_view code_list,
                                            absl::string_view national) const {
  for (const NationalCode& known : national_codes_) {
    if (known.member == member && known.code_list == code_list && known.national == national) {
      return &known;
    }
  }
  return nullptr;
}

const Translation* Catalogue::FindTranslation(absl::string_view language) const {
  return FindBy(translations_, &Translation::language, language);
}

Text Catalogue::TextOf(absl::string_view subject, absl::string_view field,
                       absl::string_view language) const {
  const TextKey key(subject, field);
  const auto english = texts_.find(key);
  if (english == texts_.end()) return {};
  if (language == kSourceLanguage) return {.text = english->second};
  const Translation* translation = FindTranslation(language);
  if (translation != nullptr) {
    const auto found = translation->texts.find(key);
    if (found != translation->texts.end()) return {.text = found->second};
  }
  return {.text = absl::StrCat("[", kSourceLanguage, "] ", english->second), .is_fallback = true};
}

}  // namespace lontar::catalogue
