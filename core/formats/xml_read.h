#pragma once
// XML of a workbook's parts, element by element, within bounds. The only file that knows expat.
//
// One reader, one thread.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::formats {

// Names without their namespaces: "sheet", "id".
using XmlAttributes = std::vector<std::pair<absl::string_view, absl::string_view>>;

// Empty if there is none.
absl::string_view AttributeOf(const XmlAttributes& attributes, absl::string_view name);

// What hears the elements. A status that is not OK ends the reading with it.
class XmlListener {
 public:
  virtual ~XmlListener() = default;
  virtual absl::Status OnStart(absl::string_view name, const XmlAttributes& attributes) = 0;
  virtual absl::Status OnEnd(absl::string_view name) = 0;
  virtual absl::Status OnText(absl::string_view text) = 0;  // in pieces
};

class XmlReader {
 public:
  // `part` is for messages. The listener must outlive the reader.
  static std::unique_ptr<XmlReader> Make(std::string part, XmlListener* listener);
  virtual ~XmlReader() = default;

  // The next bytes, and that they were the last. InvalidArgument with XLSX_INVALID (not well
  // formed), XLSX_TOO_LARGE (deeper than base::kXmlDepthMax), XLSX_UNSAFE (a document type, and
  // with it every entity of its own), or the listener's.
  virtual absl::Status Take(absl::string_view bytes) = 0;
  virtual absl::Status Finish() = 0;
};

}  // namespace lontar::formats
