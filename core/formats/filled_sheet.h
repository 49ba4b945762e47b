#pragma once
// One indicator's sheet of a template that came back; see template_read.h. Pure, any thread.

#include <optional>
#include <vector>

#include "core/formats/template_read.h"

namespace lontar::formats {

// Adds what is wrong to `findings`; nothing if the sheet cannot be read at all.
std::optional<FilledSheet> ReadFilledSheet(const Grid& grid, const TemplateSheet& sheet,
                                           const catalogue::Indicator& indicator,
                                           std::vector<TemplateFinding>* findings);

// True if the names of the columns stand where the hidden sheet says; else a finding.
bool HeaderStands(const Grid& grid, const TemplateSheet& sheet,
                  std::vector<TemplateFinding>* findings);

}  // namespace lontar::formats
