#pragma once
// The authority of a run: its acts, made of the files in catalogues/, and who signs them.

#include <string>
#include <vector>

#include "core/catalogue/round_text.h"
#include "core/fold/act.h"
#include "core/fold/state.h"
#include "tests/simulation/doors.h"

namespace lontar::simulation {

// The texts that the acts are made of, read once for many runs.
struct PublishedTexts {
  std::vector<catalogue::SourceFile> catalogue;
  // The same with the indicators of figures.h only: reading the whole one takes most of a run.
  std::vector<catalogue::SourceFile> thin_catalogue;
  std::vector<catalogue::MemberText> members;
  std::vector<catalogue::RoundText> rounds;
};
// Of the source tree. Ends the test if a file is not there.
PublishedTexts ReadPublishedTexts();

inline constexpr absl::string_view kCollectionId = "asean-child-labour";

// Signed by the root key.
chain::Envelope FoundingAct(KeyRing* keys);

// Signed by nobody yet.
chain::Envelope EnvelopeOf(const fold::Act& act);
// Collection, catalogue, members, rounds: in this order.
std::vector<chain::Envelope> OpeningActs(const PublishedTexts& texts,
                                         const std::vector<catalogue::SourceFile>& catalogue,
                                         const base::HubId& hub_id, KeyRing* keys);

// Two of the authority's three keys; where another leads the collection that the act is of, the
// keys of that lead, all of them.
chain::Envelope SignedForAsec(const chain::Envelope& act, const fold::State& state, KeyRing* keys);
// Of the n-th lead of a run, from 1: some keys, of which some must sign. No two have one in common.
fold::CollectionLead LeadOfRun(int number, KeyRing* keys);

}  // namespace lontar::simulation
