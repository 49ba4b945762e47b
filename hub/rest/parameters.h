#pragma once
// The parameters of a query, taken one by one, so that none is left unread. One thread.

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::hub::rest {

class Parameters {
 public:
  // Pairs as they were sent. InvalidArgument with SDMX_QUERY: a name stands twice or cannot be
  // decoded.
  static absl::StatusOr<Parameters> Read(
      const std::vector<std::pair<std::string, std::string>>& query);

  // The value, decoded: a "+" stays a "+". Empty where it is not given.
  absl::StatusOr<std::string> Take(absl::string_view name);
  // The components of "c[ID]" and their values as they were sent.
  std::vector<std::pair<std::string, std::string>> TakeFilters();
  // InvalidArgument with SDMX_QUERY, naming one that nobody took.
  absl::Status CheckAllTaken() const;

 private:
  std::vector<std::pair<std::string, std::string>> left_;
};

}  // namespace lontar::hub::rest
