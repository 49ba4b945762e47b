#include "core/catalogue/catalogue.h"

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

}  // namespace

bool CodeList::Has(absl::string_view code) const {
  return FindBy(codes, &Code::id, code) != nullptr;
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

}  // namespace lontar::catalogue
