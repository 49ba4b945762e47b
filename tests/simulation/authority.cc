#include "tests/simulation/authority.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/invariant.h"
#include "tests/simulation/figures.h"

namespace lontar::simulation {
namespace {

std::string ReadText(const std::string& path) {
  std::ifstream file(absl::StrCat(LONTAR_SOURCE_DIR, "/catalogues/", path));
  base::CheckInvariant(file.good(), "the catalogues stand in the source tree");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Leaves out the indicators that nobody draws figures for. Each begins with a line "  - id: …".
std::string ThinIndicators(const std::string& text) {
  const std::vector<std::string> wanted = DrawnIndicators();
  std::string thin;
  bool is_kept = true;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    absl::string_view id = line;
    if (absl::ConsumePrefix(&id, "  - id: ")) is_kept = std::ranges::count(wanted, id) > 0;
    if (is_kept) absl::StrAppend(&thin, line, "\n");
  }
  return thin;
}

constexpr int kLeadKeys = 2;

std::string LeadKeyName(int lead, int key) { return absl::StrCat("lead ", lead, " key ", key); }

// "lead 3": the number that LeadOfRun was asked for.
int NumberOfLead(const fold::CollectionLead& lead) {
  absl::string_view name = lead.name;
  int number = 0;
  base::CheckInvariant(absl::ConsumePrefix(&name, "lead ") && absl::SimpleAtoi(name, &number),
                       "only leads of a run lead in it");
  return number;
}

// What the lead of a collection signs in the authority's place (decision 0040).
bool IsTheLeads(chain::EntryKind kind) {
  return kind == chain::EntryKind::kCatalogue || kind == chain::EntryKind::kRound ||
         kind == chain::EntryKind::kDecision || kind == chain::EntryKind::kQuestion ||
         kind == chain::EntryKind::kAnswer;
}

fold::RoundOpen OpenOf(const catalogue::RoundText& text) {
  fold::RoundOpen open;
  open.title = text.title;
  open.catalogue_version = text.catalogue_version;
  open.membership_date = text.membership_date;
  open.cut_off = text.cut_off;
  open.year_rule = text.year_rule;
  open.threshold = static_cast<uint32_t>(text.threshold);
  open.list = text.list;
  return open;
}

}  // namespace

PublishedTexts ReadPublishedTexts() {
  PublishedTexts texts;
  for (const char* name : {"catalogue.yaml", "codes.yaml", "framework.yaml", "indicators.yaml"}) {
    texts.catalogue.push_back({name, ReadText(absl::StrCat("child-labour-2025/", name))});
  }
  for (const catalogue::SourceFile& file : texts.catalogue) {
    if (file.name == "framework.yaml") continue;
    texts.thin_catalogue.push_back(file);
    if (file.name == "indicators.yaml") {
      texts.thin_catalogue.back().content = ThinIndicators(file.content);
    }
  }
  texts.members = *catalogue::ReadMembers(ReadText("asean/members.yaml"));
  texts.rounds = *catalogue::ReadRounds(ReadText("asean/rounds.yaml"));
  return texts;
}

chain::Envelope FoundingAct(KeyRing* keys) {
  fold::TrustRoot root;
  root.root_keys = {keys->Key("root").public_key()};
  root.root_threshold = 1;
  for (const char* name : {"authority 1", "authority 2", "authority 3"}) {
    root.authority_keys.push_back(keys->Key(name).public_key());
  }
  root.authority_threshold = 2;
  root.log_key = keys->Key("log").public_key();
  root.chain_key = keys->Key("chain").public_key();
  root.origin = "lontar.example/simulation";
  root.notice = "SIMULATION: no figure is real";
  chain::Envelope envelope = EnvelopeOf(root);
  chain::AddSignature(&envelope, keys->Key("root"));
  return envelope;
}

chain::Envelope EnvelopeOf(const fold::Act& act) {
  chain::Envelope envelope;
  envelope.kind = fold::KindOf(act);
  envelope.payload = fold::EncodeAct(act);
  return envelope;
}

chain::Envelope SignedForAsec(const chain::Envelope& act, const fold::State& state, KeyRing* keys) {
  chain::Envelope envelope = act;
  const fold::CollectionRecord* collection = state.FindCollection(kCollectionId);
  const fold::CollectionLead* lead =
      collection == nullptr ? nullptr : collection->LeadAt(state.size());
  std::vector<std::string> signers = {"authority 1", "authority 3"};
  if (lead != nullptr && IsTheLeads(act.kind)) {
    signers.clear();
    for (int key = 1; key <= kLeadKeys; ++key) {
      signers.push_back(LeadKeyName(NumberOfLead(*lead), key));
    }
  }
  for (const std::string& signer : signers) chain::AddSignature(&envelope, keys->Key(signer));
  return envelope;
}

fold::CollectionLead LeadOfRun(int number, KeyRing* keys) {
  fold::CollectionLead lead;
  lead.name = absl::StrCat("lead ", number);
  for (int key = 1; key <= kLeadKeys; ++key) {
    lead.keys.push_back(keys->Key(LeadKeyName(number, key)).public_key());
  }
  lead.threshold = number % 2 == 0 ? kLeadKeys : 1;
  return lead;
}

std::vector<chain::Envelope> OpeningActs(const PublishedTexts& texts,
                                         const std::vector<catalogue::SourceFile>& catalogue,
                                         const base::HubId& hub_id, KeyRing* keys) {
  const std::string collection(kCollectionId);
  std::vector<chain::Envelope> acts;
  acts.push_back(EnvelopeOf(fold::CollectionAct{hub_id, collection, "Child labour", false}));
  acts.push_back(EnvelopeOf(
      fold::CatalogueAct{hub_id, collection, texts.rounds.front().catalogue_version, catalogue}));
  for (const catalogue::MemberText& member : texts.members) {
    fold::MemberAct act;
    act.hub_id = hub_id;
    act.member = member.code;
    act.name = member.name;
    act.from = member.from;
    act.to = member.to;
    act.administrator = keys->Key(absl::StrCat(member.code, " administrator")).public_key();
    act.order = static_cast<uint32_t>(member.order);
    acts.push_back(EnvelopeOf(act));
  }
  for (const catalogue::RoundText& round : texts.rounds) {
    acts.push_back(EnvelopeOf(fold::RoundAct{hub_id, collection, round.id, OpenOf(round)}));
  }
  return acts;
}

}  // namespace lontar::simulation
