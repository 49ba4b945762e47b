#pragma once
// A report as a test writes it down; LogBuilder makes the bytes:
//
//   AReport("KH.NIS").Of("A1", "2016", "4.2").Superseding(first)

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/observation/report.h"

namespace lontar::support {

// One row of a block. Dimensions that `codes` does not name stand as the indicator specifies them.
struct Figure {
  std::string value;  // "4.2"; empty where the status has no number
  observation::Status status = observation::Status::kNormal;
  std::map<std::string, std::string> codes = {};  // dimension -> code
  observation::Confidentiality confidentiality = observation::Confidentiality::kFree;
  observation::DeviationSet deviations = 0;
  std::string definition = "";
  std::string source = "";
};

struct BlockText {
  std::string indicator;  // code in the catalogue: "A1"
  std::string period;
  std::vector<Figure> figures;  // none: the block is withdrawn
  std::string measure = "";     // empty: the headline
};

class AReport {
 public:
  explicit AReport(absl::string_view provider) : provider(provider) {}

  // A block with one figure.
  AReport& Of(absl::string_view indicator, absl::string_view period, absl::string_view value) {
    return With({std::string(indicator), std::string(period), {{std::string(value)}}});
  }
  // A block with one row that has no number.
  AReport& Of(absl::string_view indicator, absl::string_view period, observation::Status status) {
    return With({std::string(indicator), std::string(period), {{"", status}}});
  }
  AReport& With(BlockText block) {
    blocks.push_back(std::move(block));
    return *this;
  }
  AReport& Withdrawing(absl::string_view indicator, absl::string_view period) {
    return With({std::string(indicator), std::string(period), {}});
  }
  AReport& Narrating(absl::string_view indicator, absl::string_view text) {
    narratives.emplace_back(indicator, text);
    return *this;
  }
  AReport& Superseding(const base::PayloadId& report) {
    supersedes.push_back(report);
    return *this;
  }
  // Ids of the member's register of sources, ascending.
  AReport& From(std::vector<std::string> ids) {
    source_ids = std::move(ids);
    return *this;
  }
  // Entered by another office of the same member, from a letter that comes along.
  AReport& EnteredBy(absl::string_view office) {
    signing_office = std::string(office);
    return *this;
  }

  std::string provider;
  std::vector<BlockText> blocks;
  std::vector<std::pair<std::string, std::string>> narratives;  // indicator code, text
  std::vector<base::PayloadId> supersedes;
  std::vector<std::string> source_ids;
  std::string signing_office;          // empty: the provider itself
  std::string catalogue_version = "";  // empty: the builder's
  std::string collection = "";         // empty: the builder's
};

}  // namespace lontar::support
