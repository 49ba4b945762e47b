#pragma once
// Makes small real logs: real keys, signatures, chains, verdicts and trees, without hub, node or
// store.
//
//   LogBuilder log;                                   // leaf 0: the trust root
//   log.AddFramework();                               // collection and catalogue
//   log.AddMember("KH");                              // and its node's and witness' keys
//   log.AddProvider("KH.NIS", {"A1", "A3"});
//   log.OpenRound("baseline-2021");
//   log.Submit(AReport("KH.NIS").Of("A1", "2016", "4.2"));
//   std::map<std::string, std::string> files = log.Mirror();
//
// Every entry goes through CheckAtDoor, Judge and Apply of core/fold, as in the hub. Everything is
// a function of what was called with what: keys of their names, salts of provider and count, times
// of the index. So one author's entries are the same bytes in whatever order authors follow one
// another. What a test gets wrong in using it ends the process (base::CheckInvariant). Copies are
// independent and cheap beside making a catalogue again. Thread-compatible.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/round_text.h"
#include "core/chain/entry.h"
#include "core/fold/act.h"
#include "core/fold/result_json.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/log/note.h"
#include "core/trust/key_file.h"
#include "tests/support/report_text.h"

namespace lontar::support {

inline constexpr absl::string_view kTestOrigin = "hub.example/lontar-test";

// The key that this name stands for: its seed is SHA-256 of the name. The builder's own names:
// "root", "authority-1", "authority-2", "chain", "log"; "KH.administrator", "KH.node",
// "KH.witness"; a provider's key has the provider's id.
std::unique_ptr<trust::PrivateKey> KeyOf(absl::string_view name);

// Catalogue, members and rounds of catalogues/, as they go into acts.
std::vector<catalogue::SourceFile> PublishedCatalogueFiles();
std::vector<catalogue::RoundText> PublishedRounds();

// What an entry is to carry, and what travels beside it.
struct Load {
  chain::EntryKind kind = chain::EntryKind::kSubmission;
  std::string collection;
  std::string payload;
  std::vector<std::string> signers;  // names of keys
  std::map<base::PartHash, std::string> parts;
  base::PayloadId id() const;
};

// What became of an entry.
struct Appended {
  base::LogIndex index;
  chain::Verdict verdict = chain::Verdict::kAccepted;
  std::string sentence;
  base::PayloadId payload_id;
  chain::Entry entry;
};

// The files of a log: "checkpoint", "tile/…", "payloads/…".
using MirrorMap = std::map<std::string, std::string>;

// A mirror of any leaves, good or bad, with a checkpoint that the key "log" signs over them.
// `witnesses`: names of members whose witnesses cosign.
MirrorMap MirrorOf(const std::vector<std::string>& leaves,
                   const std::vector<std::string>& witnesses = {});

class LogBuilder {
 public:
  struct Options {
    std::vector<catalogue::SourceFile> catalogue;  // empty: the published one
    std::string notice = "TEST: made by a builder";
  };
  LogBuilder();
  explicit LogBuilder(Options options);

  // What must be accepted; each answers with its index.

  base::LogIndex AddFramework();
  // Enrols member, node and witness. Dates as in catalogues/asean/members.yaml.
  base::LogIndex AddMember(absl::string_view code);
  // Indicators by code; {} = every one of the catalogue.
  base::LogIndex AddProvider(absl::string_view id, const std::vector<std::string>& codes = {});
  // A round of catalogues/asean/rounds.yaml, or any other.
  base::LogIndex OpenRound(absl::string_view id);
  base::LogIndex OpenRound(absl::string_view id, const fold::RoundOpen& open);
  base::LogIndex CloseRound(absl::string_view id, std::vector<std::string> except_members = {});
  // Indicator code -> provider.
  base::LogIndex Plan(absl::string_view member, const std::map<std::string, std::string>& leads);
  base::LogIndex Revoke(absl::string_view member, absl::string_view key_name,
                        std::optional<base::LogIndex> suspect_from = std::nullopt);
  // Begins a new incarnation of the member's node.
  base::LogIndex Restore(absl::string_view member);

  // What may be rejected.

  // Signed by the provider's key and sealed by the member's node.
  Appended Submit(const AReport& report);
  // An act of an author, signed by keys of these names.
  Appended StateAct(absl::string_view author, const fold::Act& act,
                    const std::vector<std::string>& signers);

  // The same in single steps, each of which a test may disturb.

  // The report's bytes and parts, signed by nobody yet.
  observation::Report MakeReport(const AReport& text, std::map<base::PartHash, std::string>* parts);
  Load LoadOf(const observation::Report& report, std::map<base::PartHash, std::string> parts,
              std::vector<std::string> signers) const;
  Load LoadOf(const AReport& text);
  Load LoadOf(const fold::Act& act, std::vector<std::string> signers) const;
  // The next header of the author's present incarnation.
  chain::Header NextHeader(absl::string_view author, const Load& load) const;
  // The key that seals for this author.
  std::unique_ptr<trust::PrivateKey> SealerOf(absl::string_view author) const;
  chain::Entry Seal(absl::string_view author, const Load& load) const;
  // As the hub does: the door, the verdict, the stamp, the fold. An error of the door leaves the
  // log as it was.
  absl::StatusOr<Appended> Append(const chain::Entry& entry, const Load& load);
  // The same without payload and parts: its author lost them.
  absl::StatusOr<Appended> AppendWithoutPayload(const chain::Entry& entry);
  // What a lying hub does: appends with this verdict, unasked and unfolded. The state stays behind.
  void AppendLie(const chain::Entry& entry, const Load& load, const chain::Stamp& stamp);

  // Changes what NextHeader and Seal use for an author.
  void SetSealer(absl::string_view author, absl::string_view key_name);
  void SetIncarnation(absl::string_view author, const base::Incarnation& incarnation);
  base::Incarnation IncarnationOf(absl::string_view author) const;

  // What there is now.

  const fold::State& state() const { return state_; }
  const catalogue::Catalogue& catalogue() const { return *catalogue_; }
  const std::string& collection() const { return catalogue_->collection(); }
  base::HubId hub_id() const { return state_.hub_id(); }
  base::LogSize size() const { return base::LogSize(leaves_.size()); }
  const std::vector<std::string>& leaves() const { return leaves_; }
  const std::map<base::PayloadId, std::string>& payloads() const { return payloads_; }
  const std::map<base::PartHash, std::string>& parts() const { return parts_; }
  // Reads of this object: it must outlive the reader.
  fold::PartReader PartsReader() const;
  base::Hash RootAt(base::LogSize size) const;
  // The threshold table as the documented JSON.
  absl::StatusOr<std::string> Ask(const fold::Question& question) const;
  MirrorMap Mirror(const std::vector<std::string>& witnesses = {}) const;
  static log::NoteKey LogKey();

 private:
  const catalogue::Indicator& IndicatorOf(absl::string_view code) const;
  observation::Block MakeBlock(const BlockText& text) const;
  absl::StatusOr<Appended> Take(const chain::Entry& entry,
                                const std::optional<std::string>& payload,
                                const std::map<base::PartHash, std::string>& parts);
  base::LogIndex MustState(absl::string_view author, const fold::Act& act,
                           const std::vector<std::string>& signers);
  base::Salt NextSalt(absl::string_view provider);

  Options options_;
  std::shared_ptr<const catalogue::Catalogue> catalogue_;
  fold::State state_;
  std::vector<std::string> leaves_;
  std::map<base::PayloadId, std::string> payloads_;
  std::map<base::PartHash, std::string> parts_;
  std::map<std::string, std::string> sealers_;  // names of keys, where not the usual ones
  std::map<std::string, base::Incarnation> incarnations_;
  std::map<std::string, int> salts_;
};

}  // namespace lontar::support
