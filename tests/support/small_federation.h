#pragma once
// A whole federation in one process and one thread: the hub, the node of Cambodia and the node of
// Viet Nam, over stores that the test gives. For tests of what stands in stores afterwards.
//
//   SmallFederation federation({hub_store, sign_register, node_store, high_water});
//   federation.Found();
//   federation.Report("KH", "2016", "7");
//   federation.Sync("KH");
//
// The cores are the real ones; the catalogue is a small one of its own, because reading the
// published one costs more than all else. Everything is a function of the calls. What a test gets
// wrong in using it ends the process (base::CheckInvariant). Thread-compatible.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/log/note.h"
#include "core/store/map_store.h"
#include "core/trust/key_file.h"
#include "hub/core/hub_core.h"
#include "node/core/node_core.h"
#include "tests/support/memory_high_water.h"

namespace lontar::support {

// What it names outlives the federation.
struct FederationPlaces {
  store::Store* hub_store = nullptr;
  log::SignRegister* sign_register = nullptr;
  store::Store* node_store = nullptr;  // of Cambodia; Viet Nam's is in memory
  chain::HighWaterRegister* high_water = nullptr;
};

// What a federation is founded on. Without files: the small catalogue.
struct FoundingPapers {
  std::string collection = "small";
  std::string version = "1";
  std::vector<catalogue::SourceFile> files;
  std::vector<std::string> indicators = {"cases"};  // that the NSO of each member may report
  node::MemberRules rules;                          // of both nodes
};

// One indicator, "cases"; the mapping of Report goes with it.
std::vector<catalogue::SourceFile> SmallCatalogue();
// The key of this name: "log", "chain", "authority 1", "KH node", "KH NSO".
std::unique_ptr<trust::PrivateKey> SmallKey(absl::string_view name);

class SmallFederation {
 public:
  explicit SmallFederation(const FederationPlaces& places);
  ~SmallFederation();
  SmallFederation(const SmallFederation&) = delete;

  // Makes hub and nodes in empty stores, states collection, catalogue, members and a round, enrols
  // the keys of both members, and syncs both.
  void Found(const FoundingPapers& papers = {});
  // An act of the authority, which must be accepted.
  void State(const fold::Act& act);
  // The log goes to this level, and both nodes hear of it.
  void RaiseLevel(uint32_t level);
  // Enrols the key of a person, "KH focal point" for the name "focal point"; one more entry that
  // waits. From level 2.
  void EnrolPerson(const std::string& member, fold::KeyRole role, const std::string& name);
  // A cell of both indicators, imported, signed and approved: one more entry that waits.
  void Report(const std::string& member, const std::string& year, const std::string& value);
  // Signs and approves a draft.
  void Seal(const std::string& member, const std::string& draft);
  // As Report, up to here; its name.
  std::string Draft(const std::string& member, const std::string& year, const std::string& value);
  void Sign(const std::string& member, const std::string& draft);
  // A whole conversation. The reason it ended for, "" for a good end.
  std::string Sync(const std::string& member);
  // Everything above: reports of both members in the log.
  void WorkFirstHalf();
  // A revision and another year in the log too; an entry of Cambodia that waits, a signed and an
  // unsigned draft.
  void WorkSecondHalf();

  hub::HubCore& hub() { return *hub_; }
  node::NodeCore& node(const std::string& member) { return *nodes_.at(member); }
  base::HubId hub_id() const { return hub_->state().hub_id(); }
  static log::NoteKey LogKey();

  // Ends Cambodia's node or the hub, as a stop of the program does; and opens them over what is
  // there now. The reason why it does not open, "" if it does.
  void CloseNode() { nodes_.erase("KH"); }
  std::string OpenNode(store::Store* store, chain::HighWaterRegister* high_water);
  void CloseHub() { hub_.reset(); }
  std::string OpenHub(store::Store* store, log::SignRegister* sign_register);

 private:
  class StillClock : public base::Clock {
   public:
    absl::Time Now() override { return absl::FromUnixSeconds(1767312000); }
  };
  class CountedEntropy : public base::Entropy {
   public:
    std::string Bytes(size_t count) override;

   private:
    uint64_t calls_ = 0;
  };

  // Made of its name.
  const trust::PrivateKey& Key(const std::string& name);
  hub::Keys HubKeys();
  node::Keys NodeKeys(const std::string& member);
  hub::Doors HubDoors();
  node::Doors NodeDoors(const std::string& member);
  void EnrolKeys(const std::string& member, const FoundingPapers& papers);
  // Gives the hub a frame of the node, or lets it sequence; what it answers goes into `answers`.
  void Take(hub::Steps&& steps, std::vector<std::string>* answers);

  FederationPlaces places_;
  StillClock clock_;
  CountedEntropy entropy_;
  std::map<std::string, std::unique_ptr<trust::PrivateKey>> keys_;
  store::MapDisk other_disk_;
  std::unique_ptr<store::Store> other_store_;
  MemoryHighWater other_high_water_;
  std::unique_ptr<hub::HubCore> hub_;
  std::map<std::string, std::unique_ptr<node::NodeCore>> nodes_;
};

}  // namespace lontar::support
