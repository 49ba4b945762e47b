#include "tests/support/prometheus.h"

#include <regex>
#include <set>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace lontar::support {
namespace {

class Reader {
 public:
  absl::Status Take(const std::string& line) {
    static const std::regex kHelp("# HELP ([a-z][a-z0-9_]*) .+");
    static const std::regex kType("# TYPE ([a-z][a-z0-9_]*) (gauge|counter)");
    static const std::regex kSample(
        R"re(([a-z][a-z0-9_]*)(\{[a-z][a-z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*")re"
        R"re((?:,[a-z][a-z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*")*\})? (-?[0-9]+))re");
    std::smatch found;
    if (std::regex_match(line, found, kHelp)) {
      if (!families_.insert(found[1]).second) return Bad(line);
      helped_ = found[1];
      family_.clear();
      return absl::OkStatus();
    }
    if (std::regex_match(line, found, kType)) {
      if (found[1] != helped_ || !family_.empty()) return Bad(line);
      if (absl::EndsWith(helped_, "_total") != (found[2] == "counter")) return Bad(line);
      family_ = found[1];
      return absl::OkStatus();
    }
    if (!std::regex_match(line, found, kSample) || found[1] != family_) return Bad(line);
    int64_t value = 0;
    if (!absl::SimpleAtoi(found[3].str(), &value)) return Bad(line);
    const std::string name = absl::StrCat(found[1].str(), found[2].str());
    return samples.emplace(name, value).second ? absl::OkStatus() : Bad(line);
  }

  std::map<std::string, int64_t> samples;

 private:
  static absl::Status Bad(const std::string& line) { return absl::InvalidArgumentError(line); }

  std::set<std::string> families_;
  std::string helped_;
  std::string family_;
};

}  // namespace

absl::StatusOr<std::map<std::string, int64_t>> ReadPrometheus(absl::string_view text) {
  if (!absl::EndsWith(text, "\n")) return absl::InvalidArgumentError("it ends within a line");
  text.remove_suffix(1);
  Reader reader;
  const std::vector<std::string> lines = absl::StrSplit(text, '\n');
  for (const std::string& line : lines) {
    const absl::Status taken = reader.Take(line);
    if (!taken.ok()) return taken;
  }
  return reader.samples;
}

}  // namespace lontar::support
