#pragma once
// The docket as a paper for SLOM: a summary of about two pages, then the numbered tables, one
// section for each indicator below the threshold, and the answers to those that are met.
//
// Source: reference pages, the docket on paper; user journeys, section 4.5. No value of a figure
// and no ranking is in it; members and indicators stand in their fixed order. A pure function of
// what lontar.docket.v1 says, so that whoever holds that has the same paper. Any thread.

#include "core/paper/docket_facts.h"
#include "core/paper/paper.h"

namespace lontar::paper {

Paper DocketPaper(const DocketFacts& docket);

// The sections behind the summary, in order.
void AppendSections(const DocketFacts& docket, Paper* paper);

// "reported as specified" for "as-specified": how a state reads in a sentence.
std::string StateWords(const AnswerFacts& answer);

}  // namespace lontar::paper
