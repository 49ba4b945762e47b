#include "core/base/diagnostics.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "core/base/clock.h"

namespace lontar::base {
namespace {

absl::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return "note";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

}  // namespace

std::string QuoteJson(absl::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      absl::StrAppendFormat(&quoted, "\\u%04x", byte);
    } else {
      quoted += c;
    }
  }
  quoted += '"';
  return quoted;
}

void Diagnose(Severity severity, absl::string_view event,
              std::initializer_list<std::pair<absl::string_view, std::string>> fields) {
  SystemClock clock;
  std::string line = absl::StrCat(
      "{\"time\":\"", absl::FormatTime(absl::RFC3339_sec, clock.Now(), absl::UTCTimeZone()),
      "\",\"severity\":\"", SeverityName(severity), "\",\"event\":", QuoteJson(event));
  for (const auto& [name, value] : fields) {
    absl::StrAppend(&line, ",", QuoteJson(name), ":", QuoteJson(value));
  }
  line += "}\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace lontar::base
