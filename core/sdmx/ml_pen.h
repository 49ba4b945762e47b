#pragma once
// Writes XML, an element to a line. Of this room. One writer, one thread.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/sdmx/escape.h"

namespace lontar::sdmx {

// An element's attributes; empty values are left out.
using XmlPairs = std::vector<std::pair<absl::string_view, std::string>>;

class MlPen {
 public:
  void Open(absl::string_view name, const XmlPairs& attributes = {}) {
    Begin(name, attributes);
    out_ += ">\n";
  }
  void Close(absl::string_view name) { absl::StrAppend(&out_, "</", name, ">\n"); }
  void Empty(absl::string_view name, const XmlPairs& attributes = {}) {
    Begin(name, attributes);
    out_ += "/>\n";
  }
  void Text(absl::string_view name, absl::string_view text, const XmlPairs& attributes = {}) {
    Begin(name, attributes);
    out_ += '>';
    AppendXml(text, &out_);
    Close(name);
  }
  // All that was written; nothing may be written after it.
  std::string Take() { return std::move(out_); }

 private:
  void Begin(absl::string_view name, const XmlPairs& attributes) {
    absl::StrAppend(&out_, "<", name);
    for (const auto& [key, value] : attributes) {
      if (value.empty()) continue;
      absl::StrAppend(&out_, " ", key, "=\"");
      AppendXml(value, &out_);
      out_ += '"';
    }
  }

  std::string out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
};

}  // namespace lontar::sdmx
