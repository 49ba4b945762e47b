#pragma once
// The hidden sheet of a template, by which an import knows it without a mapping. Pure, any thread.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/formats/grid.h"
#include "core/formats/template_layout.h"

namespace lontar::formats {

struct TemplateHead {
  std::string collection;
  std::string catalogue_version;
  std::string member;
  std::string provider;
  std::string date;  // of the request; may be empty, as may be what follows
  std::string round;
  std::string target_year;
  std::vector<TemplateSheet> sheets;
};

// Null if the workbook has no sheet of that name. Whatever case it was given: spreadsheets do not
// tell "A1" from "a1".
const Grid* FindSheet(const Workbook& workbook, absl::string_view name);

// Whether `lontar template` made the workbook, of whatever version.
bool IsTemplate(const Workbook& workbook);

// What the hidden sheet says. InvalidArgument with
//   TEMPLATE_INVALID  the sheet is not there, or is not as it was written
//   TEMPLATE_VERSION  it is of a later version of this program
absl::StatusOr<TemplateHead> ReadTemplateHead(const Workbook& workbook);

}  // namespace lontar::formats
