#pragma once
// Which observations count, and which are as specified: the counting rule of the domain brief,
// sections 5 and 10.
//
// Pure functions, any thread.

#include "core/catalogue/catalogue.h"
#include "core/observation/block.h"
#include "core/observation/report.h"

namespace lontar::catalogue {

// False only where the indicator's counts_only excludes the row (a secondary enrolment rate does
// not count for the primary one).
bool Counts(const Indicator& indicator, const observation::Block& block,
            const observation::Row& row);

// A number, at total for every breakdown, with exactly the indicator's age range if it has one, and
// without a deviation of age, concept or coverage.
bool IsAsSpecified(const Catalogue& catalogue, const Indicator& indicator,
                   const observation::Block& block, const observation::Row& row);

observation::BlockCount CountBlock(const Catalogue& catalogue, const Indicator& indicator,
                                   const observation::Block& block);

// Sets the age deviations of each row from the intervals: where the block has a row of the whole
// range with otherwise the same codes, smaller brackets are a breakdown and no deviation; else
// brackets that cover the range exactly are other brackets, a part of it is part of the range, and
// more is a wider range.
void StateAgeDeviations(const Catalogue& catalogue, const Indicator& indicator,
                        observation::Block* block);

// The row that stands for a block in a table: the one as specified; else at total for most
// breakdowns, the widest age, the first code otherwise. Ties go to the first row. Only rows that
// count and have a number or are held back. Null if there is none.
const observation::Row* HeadlineRow(const Catalogue& catalogue, const Indicator& indicator,
                                    const observation::Block& block);

}  // namespace lontar::catalogue
