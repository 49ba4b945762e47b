#pragma once
// The data structure definition that follows from a catalogue: one structure for all indicators of
// a collection.
//
// Dimensions are what identifies a figure: FREQ, REF_AREA, INDICATOR (stable id and measure; the
// list number stands in the category scheme only), the catalogue's dimensions, and COMP_BREAKDOWN
// for those whose codes bear a prefix of their own ("AG_POLICE"), which few indicators have. What
// is said of a figure is an attribute. Source: docs/formats/sdmx.md. Pure functions, any thread.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

struct Area {
  std::string code;
  std::string name;
};
struct Provider {
  std::string id;  // "KH.MOP"
  std::string name;
  std::string member;
};

// Who maintains the structure, and who reports by it.
struct StructureOptions {
  std::string agency;  // "ASEC"
  std::vector<Area> areas;
  std::vector<Provider> providers;
};

// Of the same catalogue and options always the same, whatever was reported. The version is the
// catalogue's, made three numbers: a structure is never changed in place.
Structure StructureOf(const catalogue::Catalogue& catalogue, const StructureOptions& options);

// How the codes of a cell become the codes of a key.
struct KeyPlace {
  std::string id;                    // of the structure's dimension
  std::vector<std::string> sources;  // the catalogue's dimensions of which one may fill it
};
using KeyPlan = std::vector<KeyPlace>;
KeyPlan KeyPlanOf(const catalogue::Catalogue& catalogue);

// "KH.MOP" as code: "KH_MOP".
std::string ProviderCode(absl::string_view provider);
// "reporting-mode" as component, collection or indicator: "REPORTING_MODE".
std::string ComponentId(absl::string_view id);
// The category of a framework's row, by what stands before the row's first point: "P1" of "P1.1".
std::string CategoryIdOf(absl::string_view row);
// "SDMX:CL_SEX(2.1)" and nothing else is a registered list.
std::optional<Reference> RegisteredAs(absl::string_view source);

// The code where an indicator does not have the dimension of the structure: _T in COMP_BREAKDOWN,
// the indicator's own age range in AGE, else _Z.
std::string CodeWithout(const catalogue::Catalogue& catalogue,
                        const catalogue::Indicator& indicator, const KeyPlace& place);

inline constexpr absl::string_view kCompBreakdown = "COMP_BREAKDOWN";
inline constexpr absl::string_view kNotApplicable = "_Z";
inline constexpr absl::string_view kTotal = "_T";

}  // namespace lontar::sdmx
