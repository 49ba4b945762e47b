#include "hub/service/hub_shell.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/replay_note.h"
#include "core/base/status_macros.h"
#include "core/sync/frame.h"
#include "hub/service/status_json.h"

namespace lontar::hub {
namespace {

// How often overdue lines are looked for: a sixth of what they may be silent.
constexpr std::chrono::seconds kLookRound(base::kSilentMinutesMax * 60 / 6);

absl::Status Stopping() {
  return base::Problem(absl::StatusCode::kUnavailable, "HUB_STOPPING",
                       "the hub is being stopped; nothing is lost, sync again later");
}

absl::Status StartsAnew() {
  return base::Problem(absl::StatusCode::kUnavailable, "HUB_STARTS_ANEW",
                       "the hub could not write and starts anew from its store; what was answered "
                       "is kept, sync again");
}

absl::Status TooSilent() {
  return base::Problem(absl::StatusCode::kDeadlineExceeded, "LINE_SILENT",
                       absl::StrCat("nothing came for ", base::kSilentMinutesMax,
                                    " minutes; nothing is lost, sync again"));
}

absl::Status TooLong() {
  return base::Problem(absl::StatusCode::kDeadlineExceeded, "CONVERSATION_TOO_LONG",
                       absl::StrCat("a conversation may last ", base::kConversationMinutesMax,
                                    " minutes; what was answered is kept, sync again"));
}

absl::Status MemoryShort() {
  return base::Problem(absl::StatusCode::kResourceExhausted, "MEMORY_SHORT",
                       "the hub's memory is short, and this line held most of it; what was "
                       "answered is kept, sync again later");
}

}  // namespace

absl::StatusOr<std::unique_ptr<HubShell>> HubShell::Open(ShellOptions options) {
  std::unique_ptr<HubShell> shell(new HubShell(std::move(options)));
  {
    base::MutexLock lock(&shell->core_mutex_);
    LONTAR_RETURN_IF_ERROR(shell->OpenCore());
  }
  shell->sequencer_ = std::thread([raw = shell.get()] { raw->Run(); });
  return shell;
}

HubShell::~HubShell() { Stop(); }

absl::Status HubShell::OpenCore() {
  core_.reset();
  store_.reset();
  LONTAR_ASSIGN_OR_RETURN(store_, options_.open_store());
  Doors doors = options_.doors;
  doors.store = store_.get();
  base::ReplayNote note(doors.clock);
  doors.on_replayed = [&note](uint64_t done, uint64_t total) { note.Tell(done, total); };
  LONTAR_ASSIGN_OR_RETURN(core_, HubCore::Open(doors, options_.keys));
  if (!core_->notice().empty()) {
    base::Diagnose(base::Severity::kError, "taken_back", {{"sentence", core_->notice()}});
  }
  NoteUp(true);
  return absl::OkStatus();
}

void HubShell::NoteUp(bool is_up) const {
  if (options_.when_up) options_.when_up(is_up);
}

absl::Status HubShell::NoCore() const {
  if (!not_opened_.ok() && starts_anew_) return not_opened_;
  if (starts_anew_) return StartsAnew();
  return base::Problem(absl::StatusCode::kUnavailable, "HUB_ENDED",
                       "the hub's store does not open any more; its diagnostics say why");
}

void HubShell::NoteEnd(const absl::Status& why) {
  if (core_ == nullptr || !core_->is_ended()) return;
  base::Diagnose(base::Severity::kError, "commit_failed",
                 {{"reason", base::ReasonOf(why)}, {"sentence", std::string(why.message())}});
  core_.reset();
  starts_anew_ = true;
  NoteUp(false);
}

absl::StatusOr<LineId> HubShell::Join(const std::string& member, std::shared_ptr<LineEnd> end) {
  if (options_.check_space) LONTAR_RETURN_IF_ERROR(options_.check_space());
  base::MutexLock lock(&inbox_mutex_);
  if (is_stopping_) return Stopping();
  const auto of_member =
      std::ranges::count_if(joined_, [&member](const auto& line) { return line.second == member; });
  if (joined_.size() >= base::kLinesMax || of_member >= base::kLinesPerMemberMax) {
    return base::Problem(absl::StatusCode::kResourceExhausted, "TOO_MANY_LINES",
                         absl::StrCat("the hub has ", joined_.size(), " lines open, ", of_member,
                                      " of them of ", member, "; try again in two minutes"));
  }
  const LineId line = next_line_++;
  joined_.emplace(line, member);
  last_begun_[member] = options_.doors.clock->Now();
  inbox_.push_back({What::kJoin, line, member, std::move(end)});
  inbox_changed_.notify_one();
  return line;
}

HubShell::Lines HubShell::lines() const {
  base::MutexLock lock(&inbox_mutex_);
  return {static_cast<int>(joined_.size()), last_begun_};
}

void HubShell::Take(LineId line, std::string frame) {
  base::MutexLock lock(&inbox_mutex_);
  if (is_stopping_) return;
  inbox_.push_back({What::kFrame, line, std::move(frame), nullptr});
  inbox_changed_.notify_one();
}

void HubShell::Leave(LineId line) {
  base::MutexLock lock(&inbox_mutex_);
  joined_.erase(line);
  line_left_.notify_all();
  if (is_stopping_) return;
  inbox_.push_back({What::kLeave, line, "", nullptr});
  inbox_changed_.notify_one();
}

absl::StatusOr<base::LogIndex> HubShell::SubmitAct(const chain::Envelope& act, bool is_dry_run) {
  if (options_.check_space) LONTAR_RETURN_IF_ERROR(options_.check_space());
  absl::StatusOr<base::LogIndex> index = base::LogIndex();
  {
    base::MutexLock lock(&core_mutex_);
    if (core_ != nullptr) {
      index = core_->SubmitAct(act, is_dry_run);
      NoteEnd(index.status());
      if (core_ != nullptr) return index;
    } else {
      index = NoCore();
    }
  }
  LookRound();
  return index;
}

void HubShell::LookRound() {
  base::MutexLock lock(&inbox_mutex_);
  is_to_look_round_ = true;
  inbox_changed_.notify_one();
}

absl::StatusOr<std::string> HubShell::Ask(const fold::Question& question) const {
  base::MutexLock lock(&core_mutex_);
  if (core_ == nullptr) return NoCore();
  return core_->Ask(question);
}

absl::Status HubShell::Look(const std::function<absl::Status(const HubCore& core)>& work) const {
  base::MutexLock lock(&core_mutex_);
  if (core_ == nullptr) return NoCore();
  return work(*core_);
}

absl::StatusOr<std::string> HubShell::AskFor(const fold::Viewer& viewer,
                                             const fold::Question& question) const {
  base::MutexLock lock(&core_mutex_);
  if (core_ == nullptr) return NoCore();
  return core_->AskFor(viewer, question);
}

absl::StatusOr<std::string> HubShell::StatusJson() const {
  base::MutexLock lock(&core_mutex_);
  if (core_ == nullptr) return NoCore();
  return hub::StatusJson(*core_);
}

absl::Status HubShell::Mirror(
    const std::function<absl::Status(const std::string& path, const std::string& content)>& take)
    const {
  std::shared_ptr<store::Store> store;  // kept while its snapshot is read
  std::unique_ptr<store::Reader> snapshot;
  std::string checkpoint;
  {
    base::MutexLock lock(&core_mutex_);
    if (core_ == nullptr) return NoCore();
    store = store_;
    snapshot = store_->Snapshot();
    checkpoint = core_->checkpoint();
  }
  return ExportMirror(*snapshot, checkpoint, take);
}

void HubShell::EndLargestLine() {
  base::MutexLock lock(&inbox_mutex_);
  is_to_end_largest_ = true;
  inbox_changed_.notify_one();
}

void HubShell::Stop() {
  {
    base::MutexLock lock(&inbox_mutex_);
    is_stopping_ = true;
    inbox_changed_.notify_one();
  }
  if (sequencer_.joinable()) sequencer_.join();
}

void HubShell::WaitForLines(std::chrono::milliseconds longest) ABSL_NO_THREAD_SAFETY_ANALYSIS {
  std::unique_lock<std::mutex> lock(inbox_mutex_.native());
  const auto are_gone = [this]()
                            ABSL_EXCLUSIVE_LOCKS_REQUIRED(inbox_mutex_) { return joined_.empty(); };
  line_left_.wait_for(lock, longest, are_gone);
}

void HubShell::Run() {
  while (true) {
    std::vector<Event> events = NextEvents();
    // Also where the hub is being stopped: lines that join in these events are ended below.
    RunTurn(std::move(events));
    EndOverdueLines();
    EndLargestIfAsked();
    base::MutexLock lock(&inbox_mutex_);
    if (is_stopping_) break;
  }
  // Lines that joined and were not taken yet are among the events that nobody will take.
  base::MutexLock lock(&inbox_mutex_);
  for (const Event& event : inbox_) {
    if (event.end != nullptr) event.end->End(Stopping());
  }
  inbox_.clear();
  EndAll(Stopping());
}

// All that waits; nothing after a while without any.
std::vector<HubShell::Event> HubShell::NextEvents() ABSL_NO_THREAD_SAFETY_ANALYSIS {
  std::unique_lock<std::mutex> lock(inbox_mutex_.native());
  const auto has_news = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(inbox_mutex_) {
    return !inbox_.empty() || is_stopping_ || is_to_look_round_ || is_to_end_largest_;
  };
  inbox_changed_.wait_for(lock, kLookRound, has_news);
  is_to_look_round_ = false;
  // What waits when the hub stops is left for Run to end.
  if (is_stopping_) return {};
  return std::exchange(inbox_, {});
}

void HubShell::RunTurn(std::vector<Event> events) {
  StartAnewIfEnded();
  Steps steps = TakeEvents(&events);
  for (const Event& event : events) {
    const auto line = lines_.find(event.line);
    if (event.what == What::kFrame && line != lines_.end()) line->second.end->NoteTaken();
  }
  const std::vector<VerifyJob> jobs = std::exchange(steps.jobs, {});
  // Greetings and leaves do not wait for anybody's signatures.
  Deliver(std::move(steps));
  Verify(jobs);
  absl::StatusOr<Steps> answers = Steps();
  {
    base::MutexLock lock(&core_mutex_);
    if (core_ != nullptr) answers = core_->Sequence();
    NoteEnd(answers.status());
  }
  if (answers.ok()) Deliver(*std::move(answers));
  StartAnewIfEnded();
}

Steps HubShell::TakeEvents(std::vector<Event>* events) {
  Steps all;
  base::MutexLock lock(&core_mutex_);
  for (Event& event : *events) {
    if (event.what == What::kJoin) {
      if (core_ == nullptr) {
        event.end->End(NoCore());
        continue;
      }
      const SessionId session = core_->Connect(event.text);
      sessions_.emplace(session, event.line);
      lines_.emplace(event.line, Line{session, event.text, event.end});
      continue;
    }
    const auto line = lines_.find(event.line);
    if (line == lines_.end() || core_ == nullptr) continue;
    if (event.what == What::kLeave) {
      core_->Disconnect(line->second.session);
      sessions_.erase(line->second.session);
      lines_.erase(line);
      continue;
    }
    Steps steps = core_->Receive(line->second.session, event.text);
    std::ranges::move(steps.jobs, std::back_inserter(all.jobs));
    std::ranges::move(steps.send, std::back_inserter(all.send));
    std::ranges::move(steps.close, std::back_inserter(all.close));
  }
  // A cosignature is committed at once.
  NoteEnd(base::Problem(absl::StatusCode::kUnavailable, "HUB_ENDED",
                        "a cosignature could not be stored"));
  return all;
}

// Outside the lock: a job owns its bytes.
void HubShell::Verify(const std::vector<VerifyJob>& jobs) {
  if (jobs.empty()) return;
  std::vector<char> verifies(jobs.size(), 0);  // not bool: neighbours are written at once
  options_.verifiers->ForEach(static_cast<int>(jobs.size()), [&jobs, &verifies](int i) {
    const fold::SignatureJob& job = jobs[i].job;
    verifies[i] = trust::Verify(job.key, job.message, job.signature).ok() ? 1 : 0;
  });
  base::MutexLock lock(&core_mutex_);
  if (core_ == nullptr) return;
  for (size_t i = 0; i < jobs.size(); ++i) core_->TakeVerified(jobs[i], verifies[i] != 0);
}

void HubShell::Deliver(Steps steps) {
  std::map<SessionId, std::string> last_frames;
  for (auto& [session, frame] : steps.send) {
    const auto id = sessions_.find(session);
    if (id == sessions_.end()) continue;
    if (std::ranges::count(steps.close, session) > 0) last_frames[session] = frame;
    lines_.at(id->second).end->Send(std::move(frame));
  }
  for (const SessionId session : steps.close) EndLine(session, last_frames[session]);
}

// A refusal gets an event of its own name, so that each can be looked for (threat T01).
void HubShell::EndLine(SessionId session, const std::string& last_frame) {
  const auto id = sessions_.find(session);
  if (id == sessions_.end()) return;
  const Line& line = lines_.at(id->second);
  const absl::StatusOr<sync::Frame> frame = sync::DecodeFrame(last_frame);
  if (frame.ok()) {
    if (const auto* refusal = std::get_if<sync::Refusal>(&frame->body)) {
      base::Diagnose(base::Severity::kWarning,
                     absl::StrCat("refused_", absl::AsciiStrToLower(refusal->reason)),
                     {{"member", line.member}, {"sentence", refusal->sentence}});
    }
  }
  line.end->End(absl::OkStatus());
  {
    base::MutexLock lock(&core_mutex_);
    if (core_ != nullptr) core_->Disconnect(session);
  }
  lines_.erase(id->second);
  sessions_.erase(id);
}

void HubShell::EndAll(const absl::Status& status) {
  for (const auto& [id, line] : lines_) line.end->End(status);
  lines_.clear();
  sessions_.clear();
}

void HubShell::EndOverdueLines() {
  const absl::Time now = options_.doors.clock->Now();
  const absl::Time silent_since = now - absl::Minutes(base::kSilentMinutesMax);
  const absl::Time too_old = now - absl::Minutes(base::kConversationMinutesMax);
  for (auto line = lines_.begin(); line != lines_.end();) {
    const LineEnd& end = *line->second.end;
    if (end.IsSilentSince(silent_since)) {
      base::Diagnose(base::Severity::kNote, "line_silent", {{"member", line->second.member}});
      line = Drop(line, TooSilent());
    } else if (end.BeganBefore(too_old)) {
      base::Diagnose(base::Severity::kNote, "line_too_old", {{"member", line->second.member}});
      line = Drop(line, TooLong());
    } else {
      ++line;
    }
  }
}

void HubShell::EndLargestIfAsked() {
  {
    base::MutexLock lock(&inbox_mutex_);
    if (!std::exchange(is_to_end_largest_, false)) return;
  }
  const auto largest = std::ranges::max_element(
      lines_, {}, [](const auto& line) { return line.second.end->BytesHeld(); });
  if (largest == lines_.end()) return;
  base::Diagnose(base::Severity::kWarning, "line_ended_for_memory",
                 {{"member", largest->second.member},
                  {"bytes", absl::StrCat(largest->second.end->BytesHeld())}});
  Drop(largest, MemoryShort());
}

std::map<LineId, HubShell::Line>::iterator HubShell::Drop(std::map<LineId, Line>::iterator line,
                                                          const absl::Status& why) {
  line->second.end->End(why);
  {
    base::MutexLock lock(&core_mutex_);
    if (core_ != nullptr) core_->Disconnect(line->second.session);
  }
  sessions_.erase(line->second.session);
  return lines_.erase(line);
}

// The lines after the store: who hears that the hub starts anew may call again at once.
void HubShell::StartAnewIfEnded() {
  absl::Status opened;
  bool is_first_try = false;
  {
    base::MutexLock lock(&core_mutex_);
    if (!std::exchange(starts_anew_, false)) return;
    opened = OpenCore();
    is_first_try = not_opened_.ok();
    not_opened_ = opened;
    // A disk that is full or read-only may be mended while the hub stands by; damage may not.
    starts_anew_ = absl::IsResourceExhausted(opened) || absl::IsUnavailable(opened) ||
                   absl::IsPermissionDenied(opened);
    if (!opened.ok()) core_.reset();
  }
  EndAll(StartsAnew());
  if (opened.ok()) {
    base::Diagnose(base::Severity::kNote, "opened_anew");
    return;
  }
  if (is_first_try) {
    base::Diagnose(
        base::Severity::kError, "store_not_opened",
        {{"reason", base::ReasonOf(opened)}, {"sentence", std::string(opened.message())}});
  }
  if (!absl::IsResourceExhausted(opened) && !absl::IsUnavailable(opened) &&
      !absl::IsPermissionDenied(opened)) {
    options_.when_broken(opened);
  }
}

}  // namespace lontar::hub
