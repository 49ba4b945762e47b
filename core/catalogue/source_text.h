#pragma once
// A member's register of sources, as a text file: the surveys, censuses, registers and studies from
// which its figures come, with years and method (the data source compendium).
//
// docs/formats/sources.md shows it. Nothing in code knows a source. Immutable after reading: any
// thread.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/observation/block.h"

namespace lontar::catalogue {

enum class SourceKind { kSurvey, kCensus, kAdministrative, kStudy };
// "survey", "census", "administrative register", "study"; and back.
absl::string_view NameOf(SourceKind kind);
std::optional<SourceKind> SourceKindOf(absl::string_view name);

// "2012", "2008-2014", or "2015-" for a register that goes on.
struct SourceYears {
  int from = 0;
  std::optional<int> to;  // nothing: it goes on
  bool Has(int year) const { return year >= from && (!to || year <= *to); }
};
std::string TextOf(const SourceYears& years);

struct SourceText {
  std::string id;                            // "lfs-2019"
  std::map<std::string, std::string> names;  // by language (ISO 639); at least one
  SourceKind kind = SourceKind::kSurvey;
  std::string office;              // who keeps it: an office, never a person
  std::vector<SourceYears> years;  // as in the file; may be empty: not known
  std::string method;              // may be empty, as may all that follows
  std::string collection_method;
  std::string url;
  std::string coverage;
  std::vector<observation::Deviation> deviations;  // that its figures have
  std::string notes;
  std::string basis;  // where these facts are from
  // The name in the language, else in English, else in the first language that there is.
  const std::string& NameIn(absl::string_view language) const;
  bool HasYear(int year) const;
};

class SourceRegister {
 public:
  // InvalidArgument with SOURCES_INVALID, naming `file`, line and value: a key missing or unknown,
  // an id or a name twice, a year that is none.
  static absl::StatusOr<SourceRegister> Read(absl::string_view file, absl::string_view yaml);

  const std::string& member() const { return member_; }
  const std::vector<SourceText>& sources() const { return sources_; }
  // Null if there is none.
  const SourceText* Find(absl::string_view id) const;
  // The sources that a figure's source text names, ascending by id: the whole text or a piece of it
  // between semicolons is an id or a name (in any language, in small or capital letters), or an id
  // stands in it in square brackets. The method behind "method:" names none.
  std::vector<const SourceText*> NamedBy(absl::string_view text) const;

 private:
  const SourceText* FindPiece(absl::string_view piece) const;

  std::string member_;
  std::vector<SourceText> sources_;
  std::map<std::string, size_t, std::less<>> by_id_;
  std::map<std::string, size_t, std::less<>> by_name_;  // in small letters
};

}  // namespace lontar::catalogue
