#pragma once
// The authority of a run: its acts, made of the files in catalogues/, signed by two of three keys.

#include <string>
#include <vector>

#include "core/catalogue/round_text.h"
#include "core/fold/act.h"
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

chain::Envelope FoundingAct(KeyRing* keys);
// Collection, catalogue, members, rounds: in this order.
std::vector<chain::Envelope> OpeningActs(const PublishedTexts& texts,
                                         const std::vector<catalogue::SourceFile>& catalogue,
                                         const base::HubId& hub_id, KeyRing* keys);
chain::Envelope ClosingAct(const base::HubId& hub_id, const std::string& round,
                           std::vector<std::string> except_members, KeyRing* keys);

}  // namespace lontar::simulation
