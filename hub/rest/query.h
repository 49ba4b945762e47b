#pragma once
// A request of the SDMX REST interface, understood: values and nothing else.
//
// Source: SDMX REST 1.5 (mount /sdmx/v1) and 2.2 (mount /sdmx/v2); docs/formats/sdmx.md says what
// of them is served.

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "core/sdmx/selection.h"
#include "core/sdmx/structure_share.h"
#include "hub/rest/version_pattern.h"

namespace lontar::hub::rest {

using sdmx::ArtefactType;

enum class Generation { kV1, kV2 };
enum class Kind { kData, kAvailability, kStructure };

// What a reference names; an empty list: any.
struct ArtefactNames {
  std::vector<std::string> agencies;
  std::vector<std::string> ids;
  std::vector<VersionPattern> versions;  // empty: the latest
};

// What the path of a data or availability query names.
enum class Context { kAny, kDataflow, kDataStructure, kProvisionAgreement };

struct DataQuery {
  Context context = Context::kAny;
  ArtefactNames flow;
  sdmx::Selection selection;
  std::optional<absl::Time> updated_after;
  bool has_history = false;  // includeHistory
  bool is_flat = false;      // dimensionAtObservation=AllDimensions
};

enum class AvailabilityMode { kExact, kAvailable };
struct AvailabilityQuery {
  AvailabilityMode mode = AvailabilityMode::kExact;
  std::vector<std::string> components;   // empty: all dimensions
  std::vector<ArtefactType> references;  // that come along
};

enum class Detail { kFull, kAllStubs, kReferenceStubs };

// What comes along with what was asked for.
struct References {
  bool parents = false;
  bool siblings = false;   // what the parents refer to
  bool ancestors = false;  // parents of parents too
  bool children = false;
  bool descendants = false;
  std::vector<ArtefactType> types;  // all that is related and of these types
  bool any() const {
    return parents || siblings || ancestors || children || descendants || !types.empty();
  }
};

struct StructureQuery {
  std::vector<ArtefactType> types;  // empty: of the standard, but none of ours
  ArtefactNames names;
  std::vector<std::string> items;  // of a scheme; empty: all
  Detail detail = Detail::kFull;
  References references;
};

// What a caller that cannot set headers says in the query; empty: nothing.
struct FormatWish {
  std::string format;
  std::string version;
  std::string language;
};

struct RestQuery {
  Generation generation = Generation::kV2;
  Kind kind = Kind::kData;
  DataQuery data;                  // of kData and kAvailability
  AvailabilityQuery availability;  // of kAvailability
  StructureQuery structure;        // of kStructure
  std::optional<absl::Time> as_of;
  FormatWish wish;
};

}  // namespace lontar::hub::rest
