#pragma once
// The network, and the conversations over it: frames between node and hub, late, lost, twice, out
// of order, cut; and the jobs that the hub hands out.
//
// This is a shell as the services are, for virtual time.

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "tests/simulation/machine.h"

namespace lontar::simulation {

class Lines {
 public:
  Lines(const Surroundings& around, HubMachine* hub, Dice dice)
      : around_(around), hub_(hub), dice_(dice) {}

  enum Way { kUp = 0, kDown = 1 };

  // Begins a conversation of a node that runs. `ended` is told once how it ended; not at all if the
  // node crashes.
  void Begin(NodeMachine* node, std::function<void(const absl::Status&)> ended);
  // From now on nothing of this member passes in this way; or all does again.
  void Part(const std::string& member, Way way) { parted_.insert({member, way}); }
  void Heal(const std::string& member) {
    std::erase_if(parted_, [&member](const auto& parted) { return parted.first == member; });
  }
  // True while the node's end of a conversation is open.
  bool IsTalking(const NodeMachine& node) const;
  // These ends are gone without a word.
  void DropNode(const NodeMachine* node);
  void DropHub();

 private:
  struct Line {
    uint64_t id = 0;
    NodeMachine* node = nullptr;
    std::unique_ptr<sync::NodeSession> session;  // null: the node's end is closed
    std::function<void(const absl::Status&)> ended;
    bool is_open_at_hub = false;
    hub::SessionId hub_session = 0;
    bool is_cut = false;
    int64_t free_ms[2] = {0, 0};   // when the last frame of each way arrives
    int64_t heard_ms[2] = {0, 0};  // when each end last heard something: kUp is the hub's
  };

  Line* Find(uint64_t id);
  void Send(Line* line, Way way, const std::string& frame);
  // At the machine's door; then, when it is awake, in its program.
  void Deliver(uint64_t id, Way way, const std::string& frame);
  void TakeUp(uint64_t id, const std::string& frame);
  void TakeDown(uint64_t id, const std::string& frame);
  bool IsParted(const NodeMachine& node, Way way) const {
    return parted_.contains({node.member(), way});
  }
  void Take(const hub::Steps& steps);
  void NoteAnswer(const Line& line, const std::string& frame);
  void PlanSequence();
  void Sequence();
  void NoteRefusedTurn(const absl::Status& status);
  void EndAtNode(Line* line, const absl::Status& status);
  void EndAtHub(Line* line);
  // The other end hears of a close, unless the line is cut.
  void TellClosed(const Line& line, Way way);
  void WatchIdle(uint64_t id, Way way);
  // The end of that way's receiver.
  void CloseEnd(uint64_t id, Way way, absl::string_view why);
  void WhenAwakeAt(Way way, NodeMachine* node, std::function<void()> what);
  void CheckReason(const NodeMachine& node, const absl::Status& status);
  void NoteBounds();

  Surroundings around_;
  HubMachine* hub_;
  Dice dice_;
  uint64_t next_id_ = 1;
  bool is_sequence_planned_ = false;
  std::map<uint64_t, Line> lines_;
  std::set<std::pair<std::string, Way>> parted_;
};

}  // namespace lontar::simulation
