#include "hub/rest/negotiate.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "hub/rest/refusal.h"

namespace lontar::hub::rest {
namespace {

// One thing that can be written. The first of a table is its default.
struct Offer {
  absl::string_view format;  // of core/sdmx
  absl::string_view type;    // without version
  absl::string_view version;
  absl::string_view aliases;  // other media types by which it is meant
  absl::string_view names;    // in the query's `format`
};

constexpr std::array<Offer, 4> kDataV1 = {
    {{"ml-2.1-generic", "application/vnd.sdmx.genericdata+xml", "2.1", "application/xml text/xml",
      "genericdata xml"},
     {"ml-2.1", "application/vnd.sdmx.structurespecificdata+xml", "2.1", "",
      "structurespecificdata"},
     {"json-1.0", "application/vnd.sdmx.data+json", "1.0.0", "application/json", "jsondata json"},
     {"csv-1.0", "application/vnd.sdmx.data+csv", "1.0.0", "text/csv",
      "csvdata csvfile csv csvfilewithlabels"}}};
constexpr std::array<Offer, 5> kDataV2 = {
    {{"json-2.1", "application/vnd.sdmx.data+json", "2.1.0", "application/json", "jsondata json"},
     {"json-2.0", "application/vnd.sdmx.data+json", "2.0.0", "", "jsondata json"},
     {"ml-3.0", "application/vnd.sdmx.data+xml", "3.0.0", "application/xml text/xml",
      "structurespecificdata xml"},
     {"csv-2.1", "application/vnd.sdmx.data+csv", "2.1.0", "text/csv",
      "csvdata csvfile csv csvfilewithlabels"},
     {"csv-2.0", "application/vnd.sdmx.data+csv", "2.0.0", "",
      "csvdata csvfile csv csvfilewithlabels"}}};
constexpr std::array<Offer, 2> kStructureV1 = {
    {{"ml-2.1", "application/vnd.sdmx.structure+xml", "2.1", "application/xml text/xml",
      "structure xml"},
     {"json-1.0", "application/vnd.sdmx.structure+json", "1.0.0", "application/json",
      "structurejson json"}}};
constexpr std::array<Offer, 3> kStructureV2 = {
    {{"json-2.1", "application/vnd.sdmx.structure+json", "2.1.0", "application/json",
      "structure structurejson json"},
     {"json-2.0", "application/vnd.sdmx.structure+json", "2.0.0", "",
      "structure structurejson json"},
     {"ml-3.0", "application/vnd.sdmx.structure+xml", "3.0.0", "application/xml text/xml",
      "structure structurexml xml"}}};

std::span<const Offer> OffersFor(const RestQuery& query) {
  const bool is_v1 = query.generation == Generation::kV1;
  if (query.kind == Kind::kData) {
    return is_v1 ? std::span<const Offer>(kDataV1) : std::span<const Offer>(kDataV2);
  }
  return is_v1 ? std::span<const Offer>(kStructureV1) : std::span<const Offer>(kStructureV2);
}

bool IsAmong(absl::string_view word, absl::string_view words) {
  const std::vector<absl::string_view> all = absl::StrSplit(words, ' ', absl::SkipEmpty());
  return std::ranges::find(all, word) != all.end();
}

// "2.1" and "2.1.0" are one version.
bool IsSameVersion(absl::string_view a, absl::string_view b) {
  while (absl::ConsumeSuffix(&a, ".0")) {
  }
  while (absl::ConsumeSuffix(&b, ".0")) {
  }
  return a == b;
}

// A media range of an Accept field.
struct Range {
  std::string type;
  std::string version;  // empty: any
  std::vector<std::pair<std::string, std::string>> parameters;
  double weight = 1;
  int specificity = 0;

  bool Takes(const Offer& offer) const {
    if (!version.empty() && !IsSameVersion(version, offer.version)) return false;
    if (type == "*/*") return true;
    if (absl::EndsWith(type, "/*")) {
      const absl::string_view group = absl::string_view(type).substr(0, type.size() - 1);
      return absl::StartsWith(offer.type, group) || absl::StrContains(offer.aliases, group);
    }
    return type == offer.type || IsAmong(type, offer.aliases);
  }
};

// Splits where no quotation mark is open.
std::vector<absl::string_view> SplitUnquoted(absl::string_view text, char separator) {
  std::vector<absl::string_view> pieces;
  bool is_quoted = false;
  size_t begin = 0;
  for (size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] == '"') is_quoted = !is_quoted;
    if (at < text.size() && (text[at] != separator || is_quoted)) continue;
    pieces.push_back(absl::StripAsciiWhitespace(text.substr(begin, at - begin)));
    begin = at + 1;
  }
  return pieces;
}

std::optional<Range> RangeOf(absl::string_view text) {
  const std::vector<absl::string_view> pieces = SplitUnquoted(text, ';');
  Range range;
  range.type = absl::AsciiStrToLower(pieces.front());
  if (range.type.empty()) return std::nullopt;
  range.specificity = range.type == "*/*" ? 0 : absl::EndsWith(range.type, "/*") ? 1 : 2;
  for (size_t i = 1; i < pieces.size(); ++i) {
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(pieces[i], absl::MaxSplits('=', 1));
    const std::string name = absl::AsciiStrToLower(absl::StripAsciiWhitespace(pair.first));
    absl::string_view value = absl::StripAsciiWhitespace(pair.second);
    if (value.size() > 1 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    if (name == "q") {
      if (!absl::SimpleAtod(value, &range.weight)) range.weight = 0;
    } else if (name == "version") {
      range.version = std::string(value);
      range.specificity = 3;
    } else {
      range.parameters.emplace_back(name, value);
    }
  }
  return range;
}

// The most wanted first; of equally wanted ones the one that says most.
std::vector<Range> RangesOf(absl::string_view accept) {
  std::vector<Range> ranges;
  for (const absl::string_view piece : SplitUnquoted(accept, ',')) {
    if (auto range = RangeOf(piece)) ranges.push_back(*std::move(range));
  }
  if (ranges.empty()) ranges.push_back(*RangeOf("*/*"));
  std::ranges::stable_sort(ranges, [](const Range& a, const Range& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.specificity > b.specificity;
  });
  return ranges;
}

bool IsExcluded(const Offer& offer, const Range& taken, const std::vector<Range>& ranges) {
  return std::ranges::any_of(ranges, [&](const Range& other) {
    return other.weight <= 0 && other.specificity > taken.specificity && other.Takes(offer);
  });
}

// Sets what a CSV has of its own. False for a value that there is none of.
bool SetCsv(absl::string_view name, absl::string_view value, const Offer& offer,
            sdmx::Writing* writing) {
  const bool is_10 = offer.format == "csv-1.0";
  if (name == "labels" && (value == "id" || value == "both" || (value == "name" && !is_10))) {
    writing->labels = std::string(value);
    return true;
  }
  if (name == "timeformat" && (value == "original" || value == "normalized")) {
    writing->time = std::string(value);
    return true;
  }
  if (name == "keys" && !is_10 && IsAmong(value, "none obs series both")) {
    writing->keys = std::string(value);
    return true;
  }
  return name != "labels" && name != "timeformat" && name != "keys";
}

bool SetParameters(const Range& range, const Offer& offer, sdmx::Writing* writing) {
  if (!absl::StartsWith(offer.format, "csv-")) return true;
  return std::ranges::all_of(range.parameters, [&](const auto& parameter) {
    return SetCsv(parameter.first, parameter.second, offer, writing);
  });
}

ChosenFormat Chosen(const Offer& offer, sdmx::Writing writing) {
  writing.format = std::string(offer.format);
  ChosenFormat chosen;
  chosen.content_type = absl::StrCat(offer.type, ";version=", offer.version);
  if (writing.labels != "id") absl::StrAppend(&chosen.content_type, ";labels=", writing.labels);
  if (writing.time != "original") {
    absl::StrAppend(&chosen.content_type, ";timeFormat=", writing.time);
  }
  if (writing.keys != "none") absl::StrAppend(&chosen.content_type, ";keys=", writing.keys);
  chosen.writing = std::move(writing);
  return chosen;
}

std::string WhatIsWritten(std::span<const Offer> offers) {
  return absl::StrJoin(offers, ", ", [](std::string* out, const Offer& offer) {
    absl::StrAppend(out, offer.type, ";version=", offer.version);
  });
}

absl::StatusOr<ChosenFormat> ByWish(const RestQuery& query, std::span<const Offer> offers) {
  const FormatWish& wish = query.wish;
  const std::string format = absl::AsciiStrToLower(wish.format);
  for (const Offer& offer : offers) {
    if (!IsAmong(format, offer.names)) continue;
    if (!wish.version.empty() && !IsSameVersion(wish.version, offer.version)) continue;
    sdmx::Writing writing;
    if (format == "csvfilewithlabels") writing.labels = "both";
    return Chosen(offer, std::move(writing));
  }
  std::vector<absl::string_view> names;
  for (const Offer& offer : offers) names.push_back(offer.names);
  return NoSuchFormat(
      absl::StrCat("format ", base::Quoted(wish.format), " ",
                   wish.version.empty() ? "" : base::Quoted(wish.version),
                   " is not written here; write one of: ", absl::StrJoin(names, " ")));
}

}  // namespace

absl::StatusOr<ChosenFormat> ChooseFormat(const RestQuery& query, absl::string_view accept) {
  const std::string& language = query.wish.language;
  if (!language.empty() && language != "en" && !absl::StartsWith(language, "en-")) {
    return NoSuchFormat(absl::StrCat("names are in English here, not in ", base::Quoted(language)));
  }
  const std::span<const Offer> offers = OffersFor(query);
  if (!query.wish.format.empty()) return ByWish(query, offers);
  if (!query.wish.version.empty()) return BadQuery("formatVersion says nothing without format");
  const std::vector<Range> ranges = RangesOf(accept);
  for (const Range& range : ranges) {
    if (range.weight <= 0) break;
    for (const Offer& offer : offers) {
      sdmx::Writing writing;
      if (!range.Takes(offer) || IsExcluded(offer, range, ranges)) continue;
      if (SetParameters(range, offer, &writing)) return Chosen(offer, std::move(writing));
    }
  }
  return NoSuchFormat(
      absl::StrCat("nothing that is taken is written here; written is: ", WhatIsWritten(offers)));
}

}  // namespace lontar::hub::rest
