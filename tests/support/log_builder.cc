#include "tests/support/log_builder.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/invariant.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/log/merkle.h"
#include "core/trust/sha256.h"

namespace lontar::support {
namespace {

// Stamps: 2026-01-01 00:00 UTC and a second for each leaf.
constexpr uint64_t kFirstTimeMs = 1767225600000;

std::string ReadSource(absl::string_view path) {
  const auto bytes =
      base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/", path), base::kActBytesMax);
  base::CheckInvariant(bytes.ok(), "the project's catalogues are there");
  return *bytes;
}

const catalogue::MemberText& MemberNamed(const std::vector<catalogue::MemberText>& members,
                                         absl::string_view code) {
  const auto found = std::ranges::find(members, code, &catalogue::MemberText::code);
  base::CheckInvariant(found != members.end(), "a test's member is in members.yaml");
  return *found;
}

base::Incarnation FirstIncarnation(absl::string_view author) {
  const base::Hash hash = trust::Sha256({"incarnation ", author});
  return *base::Incarnation::FromBytes(hash.view().substr(0, base::Incarnation::kBytes));
}

std::vector<std::string> AuthorityKeys() { return {"authority-1", "authority-2"}; }

fold::TrustRoot TestRoot(const std::string& notice) {
  fold::TrustRoot root;
  root.root_keys = {KeyOf("root")->public_key()};
  root.root_threshold = 1;
  for (const std::string& name : AuthorityKeys()) {
    root.authority_keys.push_back(KeyOf(name)->public_key());
  }
  root.authority_threshold = 2;
  root.log_key = KeyOf("log")->public_key();
  root.origin = std::string(kTestOrigin);
  root.chain_key = KeyOf("chain")->public_key();
  root.notice = notice;
  return root;
}

}  // namespace

std::unique_ptr<trust::PrivateKey> KeyOf(absl::string_view name) {
  auto key = trust::PrivateKey::FromSeed(trust::Sha256({"test key ", name}).view());
  base::CheckInvariant(key.ok(), "32 bytes are a seed");
  return *std::move(key);
}

std::vector<catalogue::SourceFile> PublishedCatalogueFiles() {
  const std::string folder = "catalogues/child-labour-2025";
  const auto names = base::ListFolder(absl::StrCat(LONTAR_SOURCE_DIR, "/", folder));
  base::CheckInvariant(names.ok(), "the published catalogue is there");
  std::vector<catalogue::SourceFile> files;
  for (const std::string& name : *names) {
    files.push_back({name, ReadSource(absl::StrCat(folder, "/", name))});
  }
  return files;
}

std::vector<catalogue::RoundText> PublishedRounds() {
  const auto rounds = catalogue::ReadRounds(ReadSource("catalogues/asean/rounds.yaml"));
  base::CheckInvariant(rounds.ok(), "the published rounds are readable");
  return *rounds;
}

base::PayloadId Load::id() const {
  return trust::PayloadIdOf(chain::PayloadTypeFor(kind), payload);
}

LogBuilder::LogBuilder() : LogBuilder(Options()) {}

LogBuilder::LogBuilder(Options options) : options_(std::move(options)) {
  if (options_.catalogue.empty()) options_.catalogue = PublishedCatalogueFiles();
  auto loaded = catalogue::Catalogue::Load(options_.catalogue);
  base::CheckInvariant(loaded.ok(), "a builder's catalogue loads");
  catalogue_ = std::make_shared<const catalogue::Catalogue>(*std::move(loaded));
  MustState(chain::kAuthority, fold::Act(TestRoot(options_.notice)), {"root"});
}

base::LogIndex LogBuilder::AddFramework() {
  fold::CollectionAct collection{hub_id(), catalogue_->collection(), catalogue_->title(),
                                 catalogue_->comparison_allowed()};
  MustState(chain::kAuthority, fold::Act(collection), AuthorityKeys());
  fold::CatalogueAct added{hub_id(), catalogue_->collection(), catalogue_->version(),
                           options_.catalogue};
  std::ranges::sort(added.files, {}, &catalogue::SourceFile::name);
  return MustState(chain::kAuthority, fold::Act(added), AuthorityKeys());
}

base::LogIndex LogBuilder::AddMember(absl::string_view code) {
  const auto members = catalogue::ReadMembers(ReadSource("catalogues/asean/members.yaml"));
  base::CheckInvariant(members.ok(), "the published members are readable");
  const catalogue::MemberText& text = MemberNamed(*members, code);
  const std::string administrator = absl::StrCat(code, ".administrator");
  fold::MemberAct member{hub_id(),
                         text.code,
                         text.name,
                         text.from,
                         text.to,
                         KeyOf(administrator)->public_key(),
                         static_cast<uint32_t>(text.order)};
  MustState(chain::kAuthority, fold::Act(member), AuthorityKeys());
  fold::Enrolment node;
  node.key = KeyOf(absl::StrCat(code, ".node"))->public_key();
  node.role = fold::KeyRole::kNode;
  fold::Enrolment witness;
  witness.key = KeyOf(absl::StrCat(code, ".witness"))->public_key();
  witness.role = fold::KeyRole::kWitness;
  witness.witness_name = absl::StrCat("witness.", code);
  const fold::KeysAct keys{hub_id(), text.code, {node, witness}, {}};
  return MustState(code, fold::Act(keys),
                   {administrator, absl::StrCat(code, ".node"), absl::StrCat(code, ".witness")});
}

base::LogIndex LogBuilder::AddProvider(absl::string_view id,
                                       const std::vector<std::string>& codes) {
  const std::string member(id.substr(0, id.find('.')));
  fold::Entitlement entitlement{collection(), {}};
  for (const catalogue::Indicator& indicator : catalogue_->indicators()) {
    if (codes.empty() || std::ranges::count(codes, indicator.code) > 0) {
      entitlement.indicators.push_back(indicator.id);
    }
  }
  std::ranges::sort(entitlement.indicators);
  fold::Enrolment provider;
  provider.key = KeyOf(id)->public_key();
  provider.role = fold::KeyRole::kProvider;
  provider.provider = std::string(id);
  provider.provider_name = absl::StrCat("Office ", id);
  provider.entitlements = {entitlement};
  const fold::KeysAct keys{hub_id(), member, {provider}, {}};
  return MustState(member, fold::Act(keys),
                   {absl::StrCat(member, ".administrator"), std::string(id)});
}

base::LogIndex LogBuilder::OpenRound(absl::string_view id) {
  const std::vector<catalogue::RoundText> rounds = PublishedRounds();
  const auto text = std::ranges::find(rounds, id, &catalogue::RoundText::id);
  base::CheckInvariant(text != rounds.end(), "a test's round is in rounds.yaml");
  return OpenRound(id, {text->title, text->catalogue_version, text->membership_date, text->cut_off,
                        text->year_rule, static_cast<uint32_t>(text->threshold), text->list});
}

base::LogIndex LogBuilder::OpenRound(absl::string_view id, const fold::RoundOpen& open) {
  const fold::RoundAct act{hub_id(), collection(), std::string(id), open};
  return MustState(chain::kAuthority, fold::Act(act), AuthorityKeys());
}

base::LogIndex LogBuilder::CloseRound(absl::string_view id,
                                      std::vector<std::string> except_members) {
  const fold::RoundAct act{hub_id(), collection(), std::string(id),
                           fold::RoundClose{std::move(except_members)}};
  return MustState(chain::kAuthority, fold::Act(act), AuthorityKeys());
}

base::LogIndex LogBuilder::Plan(absl::string_view member,
                                const std::map<std::string, std::string>& leads) {
  fold::SourcePlanAct plan{hub_id(), collection(), std::string(member), {}};
  for (const auto& [code, provider] : leads) plan.leads.push_back({IndicatorOf(code).id, provider});
  std::ranges::sort(plan.leads, {}, &fold::Lead::indicator);
  return MustState(member, fold::Act(plan), {absl::StrCat(member, ".node")});
}

base::LogIndex LogBuilder::Revoke(absl::string_view member, absl::string_view key_name,
                                  std::optional<base::LogIndex> suspect_from) {
  const fold::Revocation revocation{KeyOf(key_name)->public_key().id(), suspect_from};
  const fold::KeysAct keys{hub_id(), std::string(member), {}, {revocation}};
  return MustState(member, fold::Act(keys), {absl::StrCat(member, ".administrator")});
}

base::LogIndex LogBuilder::Restore(absl::string_view member) {
  const base::Incarnation old = IncarnationOf(member);
  const fold::ChainRecord* chain = state_.FindChain(member, old);
  fold::RestoreNotice notice{hub_id(), std::string(member), old, 0, std::nullopt};
  if (chain != nullptr && chain->head()) {
    notice.last_number = chain->head()->number.value();
    notice.last_hash = chain->head()->hash;
  }
  SetIncarnation(member, FirstIncarnation(absl::StrCat(member, " after ", old.hex())));
  return MustState(member, fold::Act(notice), {absl::StrCat(member, ".node")});
}

Appended LogBuilder::Submit(const AReport& report) {
  const Load load = LoadOf(report);
  const std::string member = report.provider.substr(0, report.provider.find('.'));
  const absl::StatusOr<Appended> appended = Append(Seal(member, load), load);
  base::CheckInvariant(appended.ok(), "a submitted report passes the door");
  return *appended;
}

Appended LogBuilder::StateAct(absl::string_view author, const fold::Act& act,
                              const std::vector<std::string>& signers) {
  const Load load = LoadOf(act, signers);
  const absl::StatusOr<Appended> appended = Append(Seal(author, load), load);
  base::CheckInvariant(appended.ok(), "a stated act passes the door");
  return *appended;
}

base::LogIndex LogBuilder::MustState(absl::string_view author, const fold::Act& act,
                                     const std::vector<std::string>& signers) {
  const Appended appended = StateAct(author, act, signers);
  const std::string wrong =
      absl::StrCat("the builder's own acts are accepted: ", appended.sentence);
  base::CheckInvariant(appended.verdict == chain::Verdict::kAccepted, wrong.c_str());
  return appended.index;
}

Load LogBuilder::LoadOf(const fold::Act& act, std::vector<std::string> signers) const {
  Load load;
  load.kind = fold::KindOf(act);
  const bool is_of_collection =
      load.kind == chain::EntryKind::kSourcePlan || load.kind == chain::EntryKind::kRound ||
      load.kind == chain::EntryKind::kCatalogue || load.kind == chain::EntryKind::kCollection;
  if (is_of_collection) load.collection = collection();
  load.payload = fold::EncodeAct(act);
  load.signers = std::move(signers);
  return load;
}

chain::Header LogBuilder::NextHeader(absl::string_view author, const Load& load) const {
  chain::Header header;
  const bool is_first = leaves_.empty() && load.kind == chain::EntryKind::kTrustRoot;
  header.hub_id = is_first ? fold::HubIdOf(load.payload) : hub_id();
  header.author = std::string(author);
  header.incarnation = IncarnationOf(author);
  const fold::ChainRecord* chain = state_.FindChain(author, header.incarnation);
  const auto head = chain == nullptr ? std::nullopt : chain->head();
  header.number = head ? head->number.next() : base::ChainNumber(1);
  if (head) header.previous = head->hash;
  header.kind = load.kind;
  header.collection = load.collection;
  header.payload_id = load.id();
  const std::string message = trust::Pae(chain::PayloadTypeFor(load.kind), load.payload);
  for (const std::string& name : load.signers) {
    header.payload_signatures.push_back(KeyOf(name)->Sign(message));
  }
  return header;
}

void LogBuilder::SetSealer(absl::string_view author, absl::string_view key_name) {
  sealers_[std::string(author)] = std::string(key_name);
}

std::unique_ptr<trust::PrivateKey> LogBuilder::SealerOf(absl::string_view author) const {
  const auto named = sealers_.find(std::string(author));
  if (named != sealers_.end()) return KeyOf(named->second);
  return KeyOf(author == chain::kAuthority ? "chain" : absl::StrCat(author, ".node"));
}

void LogBuilder::SetIncarnation(absl::string_view author, const base::Incarnation& incarnation) {
  incarnations_[std::string(author)] = incarnation;
}

base::Incarnation LogBuilder::IncarnationOf(absl::string_view author) const {
  const auto set = incarnations_.find(std::string(author));
  return set != incarnations_.end() ? set->second : FirstIncarnation(author);
}

chain::Entry LogBuilder::Seal(absl::string_view author, const Load& load) const {
  return chain::SealEntry(NextHeader(author, load), *SealerOf(author));
}

absl::StatusOr<Appended> LogBuilder::Append(const chain::Entry& entry, const Load& load) {
  return Take(entry, load.payload, load.parts);
}

absl::StatusOr<Appended> LogBuilder::AppendWithoutPayload(const chain::Entry& entry) {
  return Take(entry, std::nullopt, {});
}

absl::StatusOr<Appended> LogBuilder::Take(const chain::Entry& entry,
                                          const std::optional<std::string>& payload,
                                          const std::map<base::PartHash, std::string>& parts) {
  const fold::Candidate candidate{
      &entry, payload, [this, &parts](const base::PartHash& hash) -> std::optional<std::string> {
        const auto brought = parts.find(hash);
        if (brought != parts.end()) return brought->second;
        return PartsReader()(hash);
      }};
  fold::DirectOracle oracle;
  LONTAR_ASSIGN_OR_RETURN(const fold::DoorAnswer door,
                          fold::CheckAtDoor(state_, candidate, oracle));
  if (door.known_at) {
    auto leaf = chain::DecodeLeaf(leaves_[door.known_at->value()]);
    return Appended{*door.known_at, leaf->stamp.verdict, "", entry.header.payload_id, entry};
  }
  const fold::Judgement judgement = fold::Judge(state_, candidate, oracle);
  const chain::Stamp stamp{judgement.verdict, kFirstTimeMs + 1000 * leaves_.size()};
  std::string bytes = chain::EncodeLeaf(entry, stamp);
  LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(bytes));
  LONTAR_RETURN_IF_ERROR(state_.Apply(leaf, payload));
  const base::LogIndex index(leaves_.size());
  leaves_.push_back(std::move(bytes));
  if (payload) payloads_[entry.header.payload_id] = *payload;
  parts_.insert(parts.begin(), parts.end());
  return Appended{index, judgement.verdict, judgement.sentence, entry.header.payload_id, entry};
}

void LogBuilder::AppendLie(const chain::Entry& entry, const Load& load, const chain::Stamp& stamp) {
  leaves_.push_back(chain::EncodeLeaf(entry, stamp));
  payloads_[load.id()] = load.payload;
  parts_.insert(load.parts.begin(), load.parts.end());
}

fold::PartReader LogBuilder::PartsReader() const {
  return [this](const base::PartHash& hash) -> std::optional<std::string> {
    const auto found = parts_.find(hash);
    if (found == parts_.end()) return std::nullopt;
    return found->second;
  };
}

base::Hash LogBuilder::RootAt(base::LogSize size) const {
  log::Frontier frontier;
  for (size_t i = 0; i < size.value(); ++i) frontier.Append(log::LeafHash(leaves_[i]));
  return frontier.Root();
}

absl::StatusOr<std::string> LogBuilder::Ask(const fold::Question& question) const {
  return fold::Answer(
      state_, question,
      [this](base::LogSize size) -> absl::StatusOr<base::Hash> { return RootAt(size); },
      PartsReader());
}

MirrorMap LogBuilder::Mirror(const std::vector<std::string>& witnesses) const {
  MirrorMap files = MirrorOf(leaves_, witnesses);
  for (const auto& [id, bytes] : payloads_) files[absl::StrCat("payloads/", id.hex())] = bytes;
  for (const auto& [hash, bytes] : parts_) files[absl::StrCat("payloads/", hash.hex())] = bytes;
  return files;
}

log::NoteKey LogBuilder::LogKey() {
  return {std::string(kTestOrigin), log::NoteKeyType::kEd25519, KeyOf("log")->public_key()};
}

}  // namespace lontar::support
