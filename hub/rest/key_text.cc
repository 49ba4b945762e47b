#include "hub/rest/key_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/net/http_target.h"
#include "hub/rest/refusal.h"

namespace lontar::hub::rest {
namespace {

using sdmx::Op;

constexpr std::array<std::pair<absl::string_view, Op>, 10> kOps = {{{"eq", Op::kEq},
                                                                    {"ne", Op::kNe},
                                                                    {"lt", Op::kLt},
                                                                    {"le", Op::kLe},
                                                                    {"gt", Op::kGt},
                                                                    {"ge", Op::kGe},
                                                                    {"co", Op::kContains},
                                                                    {"nc", Op::kContainsNot},
                                                                    {"sw", Op::kStartsWith},
                                                                    {"ew", Op::kEndsWith}}};

bool IsWildcard(absl::string_view text) {
  return text.empty() || text == "*" || absl::EqualsIgnoreCase(text, "all");
}

// Letters before a colon that are no operator belong to the value: "12:30".
absl::StatusOr<sdmx::Term> TermOf(absl::string_view component, absl::string_view raw) {
  sdmx::Term term;
  const size_t colon = raw.find(':');
  if (colon != absl::string_view::npos) {
    const auto* op =
        std::ranges::find(kOps, raw.substr(0, colon), &decltype(kOps)::value_type::first);
    if (op != kOps.end()) {
      term.op = op->second;
      raw.remove_prefix(colon + 1);
    }
  }
  std::optional<std::string> value = net::PercentDecode(raw);
  if (!value || value->empty()) {
    return BadQuery(absl::StrCat("c[", component, "] has ", base::Quoted(raw),
                                 " where a value belongs; write eq:A, or A,B, or ge:2016+le:2020"));
  }
  term.value = *std::move(value);
  return term;
}

}  // namespace

absl::StatusOr<sdmx::KeyPattern> KeyOf(absl::string_view text) {
  sdmx::KeyPattern key;
  if (IsWildcard(text)) return key;
  for (const absl::string_view position : absl::StrSplit(text, '.')) {
    std::vector<std::string>& codes = key.emplace_back();
    if (position.empty() || position == "*") continue;
    for (const absl::string_view code : absl::StrSplit(position, '+')) {
      if (code.empty()) {
        return BadQuery(absl::StrCat("position ", key.size(), " of the key, ",
                                     base::Quoted(position), ", has an empty code; write KH+VN"));
      }
      codes.emplace_back(code);
    }
  }
  return key;
}

absl::StatusOr<std::vector<sdmx::KeyPattern>> KeysOf(absl::string_view text) {
  std::vector<sdmx::KeyPattern> keys;
  bool is_any = false;
  for (const absl::string_view one : absl::StrSplit(text, ',')) {
    LONTAR_ASSIGN_OR_RETURN(sdmx::KeyPattern key, KeyOf(one));
    is_any = is_any || std::ranges::all_of(key, &std::vector<std::string>::empty);
    keys.push_back(std::move(key));
  }
  if (is_any) {
    // One that asks for nothing still has to have a length that fits.
    std::erase_if(keys, [](const sdmx::KeyPattern& key) {
      return !std::ranges::all_of(key, &std::vector<std::string>::empty) || key.empty();
    });
  }
  return keys;
}

absl::StatusOr<sdmx::ComponentFilter> FilterOf(absl::string_view component, absl::string_view raw) {
  sdmx::ComponentFilter filter{std::string(component), {}};
  for (const absl::string_view conjunction : absl::StrSplit(raw, ',')) {
    std::vector<sdmx::Term>& all = filter.any.emplace_back();
    for (const absl::string_view term : absl::StrSplit(conjunction, '+')) {
      LONTAR_ASSIGN_OR_RETURN(sdmx::Term read, TermOf(component, term));
      all.push_back(std::move(read));
    }
  }
  return filter;
}

}  // namespace lontar::hub::rest
