#include "tests/simulation/lines.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"

namespace lontar::simulation {
namespace {

// A stream on which nothing comes for so long is given up.
constexpr int64_t kIdleMs = 5 * kMinuteMs;
// A node gives up a connection that is not made in this time.
constexpr int64_t kConnectMs = 20 * kSecondMs;

// Ends that bad lines and disks explain. Any other reason accuses somebody, and nobody here lies.
bool IsExplainedByFaults(const std::string& reason) {
  static const std::set<std::string> kExplained = {
      "FRAME_GAP", "UNAVAILABLE", "STORE_FAILED",        "NODE_ENDED",
      "HUB_ENDED", "DISK_FULL",   "REGISTER_UNAVAILABLE"};
  return kExplained.contains(reason);
}

// Ends that an earlier disk explains, at the node that ran on it: nothing else may.
bool IsExplainedByEarlierDisk(const std::string& reason) {
  static const std::set<std::string> kExplained = {"CHAIN_BEHIND", "CHAIN_FORKED", "CHAIN_FROZEN",
                                                   "CHAIN_BROKEN", "CHAIN_GAP"};
  return kExplained.contains(reason);
}

absl::Status Offline(absl::string_view why) { return absl::UnavailableError(why); }

// A planted fault.
std::string WithoutLastLeaf(const std::string& bytes) {
  auto frame = sync::DecodeFrame(bytes);
  if (!frame.ok()) return bytes;
  auto* leaves = std::get_if<sync::Leaves>(&frame->body);
  if (leaves == nullptr || leaves->leaves.size() < 2) return bytes;
  leaves->leaves.pop_back();
  return sync::EncodeFrame(*frame);
}

// A planted fault.
std::string WithGarbledText(const std::string& bytes) {
  auto frame = sync::DecodeFrame(bytes);
  if (!frame.ok()) return bytes;
  auto* chunk = std::get_if<sync::Chunk>(&frame->body);
  if (chunk == nullptr || chunk->kind != sync::PayloadKind::kPart) return bytes;
  chunk->bytes.back() = static_cast<char>(chunk->bytes.back() ^ 1);
  return sync::EncodeFrame(*frame);
}

// What arrives at a node, by the planted fault.
std::string Arriving(const std::string& frame, Plant plant) {
  if (plant == Plant::kDropsLastLeaf) return WithoutLastLeaf(frame);
  if (plant == Plant::kLosesText) return WithGarbledText(frame);
  return frame;
}

bool Verifies(const fold::SignatureJob& job) {
  return trust::Verify(job.key, job.message, job.signature).ok();
}

}  // namespace

Lines::Line* Lines::Find(uint64_t id) {
  const auto found = lines_.find(id);
  return found == lines_.end() ? nullptr : &found->second;
}

void Lines::Begin(NodeMachine* node, std::function<void(const absl::Status&)> ended) {
  if (IsTalking(*node)) {
    around_.ledger->violations.push_back(
        absl::StrCat(node->member(), " talks to the hub twice at a time"));
  }
  if (hub_->core() == nullptr || (IsParted(*node, kUp) && IsParted(*node, kDown))) {
    around_.timeline->After(dice_.Between(1, kConnectMs), [ended, node, life = node->life()] {
      if (node->life() != life || !node->is_up()) return;
      node->WhenAwake([ended] { ended(Offline("no connection")); });
    });
    return;
  }
  Line line;
  line.id = next_id_++;
  line.node = node;
  line.ended = std::move(ended);
  line.session = node->core()->StartSync();
  line.hub_session = hub_->core()->Connect(node->member());
  line.is_open_at_hub = true;
  line.heard_ms[kUp] = line.heard_ms[kDown] = around_.timeline->now_ms();
  const uint64_t id = line.id;
  around_.timeline->Note(absl::StrCat(node->member(), " begins line ", id));
  Line* placed = &lines_.emplace(id, std::move(line)).first->second;
  if (dice_.Chance(around_.settings->cut_percent)) {
    around_.timeline->After(dice_.Between(0, 20 * around_.settings->latency_ms_max), [this, id] {
      if (Line* cut = Find(id)) cut->is_cut = true;
    });
  }
  WatchIdle(id, kUp);
  WatchIdle(id, kDown);
  NoteBounds();
  const auto frames = placed->session->Start();
  if (!frames.ok()) return EndAtNode(placed, frames.status());
  for (const std::string& frame : *frames) Send(placed, kUp, frame);
}

void Lines::Send(Line* line, Way way, const std::string& frame) {
  const Settings& settings = *around_.settings;
  const int64_t now = around_.timeline->now_ms();
  // In order behind the frame before; but for a straggler, which those behind it may overtake.
  int64_t at = std::max(now + dice_.Between(1, settings.latency_ms_max), line->free_ms[way] + 1);
  line->free_ms[way] = at;
  if (static_cast<int>(dice_.Below(1000)) < settings.reorder_per_mille) {
    at += dice_.Between(1, settings.reorder_ms);
    ++around_.ledger->counters["straggled"];
  }
  const int copies = dice_.Chance(settings.duplicate_percent) ? 2 : 1;
  const bool is_lost = static_cast<int>(dice_.Below(1000)) < settings.loss_per_mille;
  if (copies == 2) ++around_.ledger->counters["duplicated"];
  if (is_lost) ++around_.ledger->counters["lost"];
  for (int copy = is_lost ? 1 : 0; copy < copies; ++copy) {
    const int64_t delay = at - now + (copy == 0 ? 0 : dice_.Between(0, 2 * kSecondMs));
    around_.timeline->After(delay, [this, id = line->id, way, frame] { Deliver(id, way, frame); });
  }
}

void Lines::Deliver(uint64_t id, Way way, const std::string& frame) {
  const Line* line = Find(id);
  if (line == nullptr || line->is_cut) return;
  if (IsParted(*line->node, way)) {
    ++around_.ledger->counters[way == kUp ? "parted on the way up" : "parted on the way down"];
    return;
  }
  if (way == kUp) {
    if (hub_->is_up()) hub_->WhenAwake([this, id, frame] { TakeUp(id, frame); });
  } else if (line->session != nullptr) {
    line->node->WhenAwake([this, id, frame] { TakeDown(id, frame); });
  }
}

void Lines::NoteBounds() {
  int open = 0;
  for (const auto& [id, line] : lines_) open += line.is_open_at_hub ? 1 : 0;
  around_.ledger->lines_max = std::max(around_.ledger->lines_max, open);
  around_.ledger->hub_queue_max = std::max(around_.ledger->hub_queue_max, hub_->core()->queued());
}

void Lines::TakeUp(uint64_t id, const std::string& frame) {
  Line* line = Find(id);
  if (line == nullptr || line->is_cut || !line->is_open_at_hub) return;
  around_.timeline->Note(absl::StrCat("line ", id, " up ", frame.size()));
  line->heard_ms[kUp] = around_.timeline->now_ms();
  Take(hub_->core()->Receive(line->hub_session, frame));
  NoteBounds();
  if (hub_->core()->is_ended()) return hub_->Crash("commit");
  PlanSequence();
}

void Lines::TakeDown(uint64_t id, const std::string& frame) {
  Line* line = Find(id);
  if (line == nullptr || line->is_cut || line->session == nullptr) return;
  around_.timeline->Note(absl::StrCat("line ", id, " down ", frame.size()));
  line->heard_ms[kDown] = around_.timeline->now_ms();
  NodeMachine* node = line->node;
  const auto frames = line->session->Receive(Arriving(frame, around_.plant));
  if (!frames.ok()) {
    CheckReason(*node, frames.status());
    EndAtNode(line, frames.status());
    if (node->core()->is_ended()) node->Crash("commit");
    return;
  }
  for (const std::string& answer : *frames) Send(line, kUp, answer);
  if (!line->session->is_done()) return;
  const log::TreeStore& tree = node->core()->tree();
  around_.ledger->verified[node->member()][tree.size()] = tree.root();
  EndAtNode(line, absl::OkStatus());
}

void Lines::Take(const hub::Steps& steps) {
  for (const hub::VerifyJob& job : steps.jobs) {
    around_.timeline->After(dice_.Between(0, around_.settings->verify_ms_max),
                            [this, job, life = hub_->life()] {
                              if (hub_->life() != life || !hub_->is_up()) return;
                              hub_->WhenAwake([this, job] {
                                hub_->core()->TakeVerified(job, Verifies(job.job));
                                PlanSequence();
                              });
                            });
  }
  const auto line_of = [this](hub::SessionId session) -> Line* {
    for (auto& [id, line] : lines_) {
      if (line.is_open_at_hub && line.hub_session == session) return &line;
    }
    return nullptr;
  };
  for (const auto& [session, frame] : steps.send) {
    Line* line = line_of(session);
    if (line == nullptr) continue;
    NoteAnswer(*line, frame);
    Send(line, kDown, frame);
  }
  for (const hub::SessionId session : steps.close) {
    if (Line* line = line_of(session)) EndAtHub(line);
  }
}

// An answer is given only for what is durable.
void Lines::NoteAnswer(const Line& line, const std::string& bytes) {
  const auto frame = sync::DecodeFrame(bytes);
  if (!frame.ok()) {
    around_.ledger->violations.push_back("the hub sent a frame that cannot be read");
    return;
  }
  const auto* answer = std::get_if<sync::EntryAnswer>(&frame->body);
  if (answer == nullptr) return;
  const auto leaf = hub_->core()->tree().LeafAt(answer->index);
  if (!leaf.ok() || *leaf != answer->leaf) {
    around_.ledger->violations.push_back(
        absl::StrCat(line.node->member(), " was answered for entry ", answer->number.value(),
                     ", which is not in the store at ", answer->index.value()));
  }
  around_.ledger->answers.push_back(*answer);
  around_.timeline->Note(absl::StrCat("answer ", line.node->member(), " ", answer->number.value(),
                                      " at ", answer->index.value()));
}

void Lines::PlanSequence() {
  if (is_sequence_planned_ || hub_->core()->queued() == 0) return;
  is_sequence_planned_ = true;
  around_.timeline->After(dice_.Between(0, around_.settings->sequence_ms_max), [this] {
    is_sequence_planned_ = false;
    if (hub_->is_up()) hub_->WhenAwake([this] { Sequence(); });
  });
}

void Lines::Sequence() {
  const absl::StatusOr<hub::Steps> steps = hub_->core()->Sequence();
  around_.timeline->Note(absl::StrCat("hub sequences: ", base::ReasonOf(steps.status()), ", ",
                                      hub_->core()->tree().size().value()));
  if (steps.ok()) return Take(*steps);
  NoteRefusedTurn(steps.status());
  hub_->Crash("commit");
}

// A disk that is full or fails, a register that fails: all else is a store that does not hold what
// the hub wrote.
void Lines::NoteRefusedTurn(const absl::Status& status) {
  if (absl::IsUnavailable(status) || absl::IsResourceExhausted(status)) return;
  around_.ledger->violations.push_back(
      absl::StrCat("the hub signs nothing: ", base::ReasonOf(status), ": ", status.message()));
}

void Lines::EndAtNode(Line* line, const absl::Status& status) {
  const std::string why = status.ok() ? "done" : base::ReasonOf(status);
  around_.timeline->Note(absl::StrCat("line ", line->id, " ends at node: ", why));
  ++around_.ledger->counters[absl::StrCat("line: ", why)];
  line->session.reset();
  if (!status.ok()) TellClosed(*line, kUp);
  std::exchange(line->ended, nullptr)(status);
}

void Lines::EndAtHub(Line* line) {
  line->is_open_at_hub = false;
  if (hub_->core() != nullptr) hub_->core()->Disconnect(line->hub_session);
  TellClosed(*line, kDown);
}

void Lines::TellClosed(const Line& line, Way way) {
  const int64_t now = around_.timeline->now_ms();
  const int64_t delay = std::max(line.free_ms[way] - now, int64_t{0}) + kSecondMs;
  around_.timeline->After(delay, [this, id = line.id, way] {
    Line* closed = Find(id);
    if (closed == nullptr || closed->is_cut || IsParted(*closed->node, way)) return;
    WhenAwakeAt(way, closed->node, [this, id, way] { CloseEnd(id, way, "closed"); });
  });
}

void Lines::WatchIdle(uint64_t id, Way way) {
  const Line* line = Find(id);
  if (line == nullptr) return;
  const int64_t due = line->heard_ms[way] + kIdleMs - around_.timeline->now_ms();
  around_.timeline->After(std::max(due, int64_t{1}), [this, id, way] {
    Line* idle = Find(id);
    if (idle == nullptr) return;
    const bool is_open = way == kUp ? idle->is_open_at_hub : idle->session != nullptr;
    if (is_open && idle->heard_ms[way] + kIdleMs > around_.timeline->now_ms())
      return WatchIdle(id, way);
    if (is_open) {
      ++around_.ledger->counters[way == kUp ? "idle at hub" : "idle at node"];
      WhenAwakeAt(way, idle->node, [this, id, way] { CloseEnd(id, way, "idle"); });
    }
    idle = Find(id);
    if (idle != nullptr && !idle->is_open_at_hub && idle->session == nullptr) lines_.erase(id);
  });
}

void Lines::WhenAwakeAt(Way way, NodeMachine* node, std::function<void()> what) {
  if (way == kUp) {
    if (hub_->is_up()) hub_->WhenAwake(std::move(what));
  } else if (node->is_up()) {
    node->WhenAwake(std::move(what));
  }
}

void Lines::CloseEnd(uint64_t id, Way way, absl::string_view why) {
  Line* line = Find(id);
  if (line == nullptr) return;
  if (way == kUp && line->is_open_at_hub) EndAtHub(line);
  if (way == kDown && line->session != nullptr) EndAtNode(line, Offline(why));
  line = Find(id);
  if (line != nullptr && !line->is_open_at_hub && line->session == nullptr) lines_.erase(id);
}

bool Lines::IsTalking(const NodeMachine& node) const {
  return std::ranges::any_of(lines_, [&node](const auto& line) {
    return line.second.node == &node && line.second.session != nullptr;
  });
}

void Lines::DropNode(const NodeMachine* node) {
  for (auto& [id, line] : lines_) {
    if (line.node == node) line.session.reset();
  }
}

void Lines::DropHub() {
  for (auto& [id, line] : lines_) line.is_open_at_hub = false;
}

void Lines::CheckReason(const NodeMachine& node, const absl::Status& status) {
  const std::string reason = base::ReasonOf(status);
  if (IsExplainedByFaults(reason)) return;
  const auto rolled_back = around_.ledger->rolled_back.find(node.member());
  if (rolled_back != around_.ledger->rolled_back.end() && IsExplainedByEarlierDisk(reason)) {
    rolled_back->second.insert(reason);
    return;
  }
  around_.ledger->violations.push_back(
      absl::StrCat(node.member(), " ends a conversation: ", reason, ": ", status.message()));
}

}  // namespace lontar::simulation
