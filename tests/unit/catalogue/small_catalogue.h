#pragma once
// A small catalogue that has every key of the text once, for tests that change one of them.

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "core/catalogue/catalogue.h"

namespace lontar::catalogue {

inline constexpr absl::string_view kEveryKey = R"(collection: test
version: "1"
title: A test
sources:
  - {id: paper, title: A paper, notes: Not published}
units:
  - {code: PS, name: persons, whole: true}
code_lists:
  - id: sex
    source: SDMX:CL_SEX(2.1)
    codes:
      - {id: _T, name: Both}
      - {id: F, name: Female, spellings: [W, SEX_F]}
  - id: geo
    codes:
      - {id: _T, name: Whole country}
      - {id: VN-03, name: Old, to: 2025-06-30, basis: ISO 3166-2}
      - {id: VN_08, name: New, from: 2025-07-01, national: true, guess: true}
dimensions:
  - {id: sex, name: Sex, code_list: sex, total: _T}
  - {id: geo, name: Place, code_list: geo, total: _T}
indicators:
  - id: first
    list: A
    number: 1
    name: First of all
    short_name: First
    basis: made up
    definition: What it is
    universe: All of them
    stock_or_flow: stock
    guesses: [definition, universe]
    measures:
      - {id: number, unit: PS}
    dimensions: [sex, geo]
    disclosure: children
    cross_references:
      - {system: IAEG-SDGs, series: SL_X, sdg: 8.7.1, measure: number, codes: {sex: F},
         relation: same}
      - {system: ILO, series: DF_X, measure: number, relation: near, notes: Other ages}
framework:
  - area: P
    name: Prohibition
    result_areas:
      - result_area: Inspection
        id: P1
        timeframe: 2020-2025
        bodies: [SLOM]
        data_sources: [surveys, LMIS]
        rows:
          - {id: P1.1, indicator: first, wording: First of all}
national:
  - member: KH
    code_list: sex
    basis: A letter
    codes:
      - {national: girls, code: F}
      - {national: "0", code: _T, guess: true, basis: Our reading}
messages:
  - {id: greeting, text: Good morning}
texts:
  - language: vi
    draft: true
    basis: This project
    title: Một thử nghiệm
    indicators:
      first: {name: Thứ nhất, short_name: Nhất, definition: Nó là gì}
    codes:
      sex: {F: Nữ}
    dimensions: {sex: Giới tính}
    units: {PS: người}
    areas: {P: Cấm}
    result_areas: {P1: Thanh tra}
    messages: {greeting: Chào buổi sáng}
)";

inline absl::StatusOr<Catalogue> LoadEveryKeyWith(absl::string_view old_text,
                                                  absl::string_view new_text) {
  const std::string text = absl::StrReplaceAll(kEveryKey, {{old_text, new_text}});
  EXPECT_NE(text, std::string(kEveryKey)) << "nothing was replaced: " << old_text;
  return Catalogue::Load({{.name = "every.yaml", .content = text}});
}

inline absl::StatusOr<Catalogue> LoadEveryKey() {
  return Catalogue::Load({{.name = "every.yaml", .content = std::string(kEveryKey)}});
}

// The sentence with which the changed text is refused.
inline std::string RefusalOf(absl::string_view old_text, absl::string_view new_text) {
  const absl::Status status = LoadEveryKeyWith(old_text, new_text).status();
  EXPECT_EQ(base::ReasonOf(status), "CATALOGUE_INVALID") << new_text;
  return std::string(status.message());
}

}  // namespace lontar::catalogue
