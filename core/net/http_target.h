#pragma once
// The target of a request line, read strictly (threat T39): what two programs could read in two
// ways is refused. Pure, any thread.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::net {

struct HttpTarget {
  std::vector<std::string> path;                           // decoded
  std::vector<std::pair<std::string, std::string>> query;  // as sent
};

// "/sdmx/v2/data?c[TIME_PERIOD]=ge:2016". One slash at the end says nothing.
// InvalidArgument with HTTP_TARGET_INVALID: no path, a byte that is not visible ASCII, a "%"
// without two hexadecimal digits, an empty segment, "." or "..", a segment that decodes to a slash,
// a backslash, a control character or to no UTF-8; longer than kHttpTargetBytesMax, more pieces
// than kHttpPiecesMax.
absl::StatusOr<HttpTarget> ParseTarget(absl::string_view raw);

enum class Plus { kIsPlus, kIsSpace };
// Nothing where a "%" has not two hexadecimal digits behind it.
std::optional<std::string> PercentDecode(absl::string_view text, Plus plus = Plus::kIsPlus);

// The decoded value of the first pair of this name: empty text where it has none or cannot be
// decoded, nothing where the pair is not there.
std::optional<std::string> QueryValue(const std::vector<std::pair<std::string, std::string>>& query,
                                      absl::string_view name);

// The pairs of a form (application/x-www-form-urlencoded), decoded. Values may be of several lines,
// which end with "\n". InvalidArgument with HTTP_FORM_INVALID.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ParseForm(absl::string_view body);

}  // namespace lontar::net
