#pragma once
// One sheet of a template: that of an indicator, and that of the narratives. Pure, any thread.

#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/formats/template_layout.h"
#include "core/formats/template_lists.h"

namespace lontar::formats {

struct PlannedTemplateSheet {
  SheetPlan plan;
  TemplateSheet sheet;
};

// Head, then a row for each of StandardRows (template_rows.h), then empty rows for brackets, places
// and crossings of the provider's own.
PlannedTemplateSheet IndicatorSheet(const TemplateRequest& request,
                                    const catalogue::Catalogue& catalogue,
                                    const catalogue::Indicator& indicator, ChoiceLists* lists);

// A row for each indicator, to be told in words.
PlannedTemplateSheet NarrativeSheet(const TemplateRequest& request,
                                    const catalogue::Catalogue& catalogue,
                                    const std::vector<const catalogue::Indicator*>& indicators);

}  // namespace lontar::formats
