#include "bench/load/load.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/invariant.h"

namespace lontar::bench {
namespace {

constexpr std::array<const char*, kMembersMax> kMembers = {"BN", "KH", "ID", "LA", "MY", "MM",
                                                           "PH", "SG", "TH", "TL", "VN"};
// Codes of each dimension, the total first.
constexpr int kPlaces = 5;
constexpr std::array<size_t, kPlaces> kWidths = {3, 4, 3, 3, 5};
constexpr const char* kCodes[kPlaces][5] = {{"_T", "F", "M"},
                                            {"Y5T17", "Y5T11", "Y12T14", "Y15T17"},
                                            {"_T", "NAT", "NNAT"},
                                            {"_T", "U", "R"},
                                            {"_T", "AGR", "IND", "SER", "X"}};
static_assert(3 * 4 * 3 * 3 * 5 == kRowsMax);
constexpr int kFirstYear = 1980;

// A row's place in each dimension: mixed radix, the first dimension fastest.
using Digits = std::array<size_t, kPlaces>;

Digits DigitsOf(size_t number) {
  Digits digits = {};
  for (int i = 0; i < kPlaces; ++i) {
    digits[i] = number % kWidths[i];
    number /= kWidths[i];
  }
  return digits;
}

// splitmix64: a good digit for each place, in whatever order rows are asked for.
uint64_t Scramble(uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

// Each row's number: drawn for a cell without a total, a sum of these for a total, as the
// catalogue's rules want it.
std::array<uint64_t, kRowsMax> NumbersOf(uint64_t dice) {
  std::array<uint64_t, kRowsMax> numbers = {};
  for (size_t row = 0; row < kRowsMax; ++row) {
    const Digits place = DigitsOf(row);
    if (std::ranges::count(place, 0u) > 0) continue;
    const uint64_t number = 100 + Scramble(dice + row) % 20'000;
    // Added to every row that stands for this cell or a total of it.
    for (int totals = 0; totals < 1 << kPlaces; ++totals) {
      size_t target = 0;
      for (int i = kPlaces - 1; i >= 0; --i) {
        target = target * kWidths[i] + ((totals >> i & 1) == 1 ? 0 : place[i]);
      }
      numbers[target] += number;
    }
  }
  return numbers;
}

}  // namespace

std::optional<LoadShape> ShapeNamed(absl::string_view name) {
  for (const LoadShape& shape :
       {LoadShape{"big", kMembersMax, kMembersMax * 200, 500},
        LoadShape{"small", kMembersMax, 10'000, 10}, LoadShape{"tiny", 2, 10, 24}}) {
    if (absl::string_view(shape.name) == name) return shape;
  }
  return std::nullopt;
}

std::string Load::MemberCode(int member) { return kMembers[member]; }

std::string Load::ProviderOf(absl::string_view member_code) {
  return absl::StrCat(member_code, ".OFFICE");
}

int Load::SubmissionsOf(int member) const {
  return shape_.submissions / shape_.members +
         (member < shape_.submissions % shape_.members ? 1 : 0);
}

uint64_t Load::observations() const {
  return static_cast<uint64_t>(shape_.submissions) * static_cast<uint64_t>(shape_.observations);
}

std::vector<LoadRow> Load::RowsOf(int member, int number) const {
  base::CheckInvariant(member < shape_.members && number < SubmissionsOf(member),
                       "the load has this submission");
  const bool is_number = number % 2 == 0;
  const int month = number / 2;
  const uint64_t dice =
      Scramble(Scramble(seed_ + static_cast<uint64_t>(member)) + static_cast<uint64_t>(number));
  const std::array<uint64_t, kRowsMax> numbers = NumbersOf(dice);
  std::vector<LoadRow> rows;
  for (size_t i = 0; i < static_cast<size_t>(shape_.observations); ++i) {
    const Digits place = DigitsOf(i);
    LoadRow row;
    row.measure = is_number ? "number" : "proportion";
    row.period = absl::StrFormat("%d-M%02d", kFirstYear + month / 12, month % 12 + 1);
    row.sex = kCodes[0][place[0]];
    row.age = kCodes[1][place[1]];
    row.citizenship = kCodes[2][place[2]];
    row.urbanisation = kCodes[3][place[3]];
    row.activity = kCodes[4][place[4]];
    row.value = is_number ? absl::StrCat(numbers[i])
                          : absl::StrCat(Scramble(dice + i) % 60, ".", Scramble(dice + i) % 10);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string Load::CsvOf(int member, int number) const {
  std::string csv =
      "ref_area,measure,time_period,sex,age,citizenship,urbanisation,activity,value,unit\n";
  for (const LoadRow& row : RowsOf(member, number)) {
    absl::StrAppend(&csv, MemberCode(member), ",", row.measure, ",", row.period, ",", row.sex, ",",
                    row.age, ",", row.citizenship, ",", row.urbanisation, ",", row.activity, ",");
    absl::StrAppend(&csv, row.value, row.measure == "number" ? ",PS\n" : ",PT\n");
  }
  return csv;
}

std::string Load::MappingText() {
  std::string text = R"(mapping: benchmark
file: made by the benchmark
source: "Benchmark: figures made up by a random generator"
indicator: child-labour-5-17
columns:
  member: ref_area
  period: time_period
  measure: measure
  value: value
  unit: unit
dimensions:
  sex: sex
  age: age
  citizenship: citizenship
  urbanisation: urbanisation
  geo: {constant: _T}
  activity: activity
  concept: {constant: EA}
submitted_by:
)";
  for (const char* member : kMembers) {
    absl::StrAppend(&text, "  ", member, ": ", ProviderOf(member), "\n");
  }
  return text;
}

}  // namespace lontar::bench
