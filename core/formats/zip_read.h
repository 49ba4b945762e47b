#pragma once
// The parts of a zip file in memory, unpacked within bounds. The only file that knows libzip.
//
// One reader, one thread.

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::formats {

class ZipReader {
 public:
  // The bytes must outlive the reader. InvalidArgument with XLSX_INVALID (no zip file),
  // XLSX_TOO_LARGE (more parts or more unpacked bytes than base/limits.h allows, or a part that
  // says so), XLSX_ENCRYPTED.
  static absl::StatusOr<std::unique_ptr<ZipReader>> Open(absl::string_view bytes);
  virtual ~ZipReader() = default;

  virtual bool Has(const std::string& part) const = 0;
  // Unpacks a part piece by piece; stops where `take` fails, with its status. InvalidArgument with
  // XLSX_INVALID (no such part, or a damaged one), XLSX_TOO_LARGE (more comes out than it says).
  virtual absl::Status Read(const std::string& part,
                            const std::function<absl::Status(absl::string_view)>& take) = 0;
};

}  // namespace lontar::formats
