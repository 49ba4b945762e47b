#include "hub/service/accept_loop.h"

#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "hub/service/peer_address.h"

namespace lontar::hub {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Taken from the system's set in one go, and accepted before the others are looked after.
constexpr int kEventsPerRound = 64;
constexpr int kAcceptsPerRound = 64;
constexpr std::chrono::milliseconds kSecond(1000);
constexpr std::chrono::milliseconds kStrayLook(base::kStrayLookMs);
// Until files may have become free; a caller waits so long in the system's queue.
constexpr std::chrono::milliseconds kPause(100);

void CloseIfOpen(int* descriptor) {
  if (*descriptor >= 0) close(*descriptor);
  *descriptor = -1;
}

int OpenReserve() { return open("/dev/null", O_RDONLY | O_CLOEXEC); }

// In both directions, and with a reset once the taker has closed it too: a caller that floods would
// else find an open ear that nobody listens with, and hang.
void CutSocket(int descriptor) {
  const linger reset = {1, 0};
  setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
  shutdown(descriptor, SHUT_RDWR);
}

// What came on it so far, TLS and all; nothing where the system does not say.
uint64_t BytesReceived(int descriptor) {
  tcp_info facts = {};
  socklen_t length = sizeof(facts);
  if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &facts, &length) != 0) return 0;
  return facts.tcpi_bytes_received;
}

// A frame with the records of TLS and the headers of HTTP/2 and gRPC round it, generously.
uint64_t OnTheWire(size_t frame_bytes) { return frame_bytes + frame_bytes / 64 + 128; }

// False with errno.
bool Watch(int epoll, int descriptor, uint32_t events) {
  epoll_event event = {};
  event.events = events;
  event.data.fd = descriptor;
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

bool ChangeWatch(int epoll, int descriptor, uint32_t events) {
  epoll_event event = {};
  event.events = events;
  event.data.fd = descriptor;
  return epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) == 0;
}

}  // namespace

AcceptLoop::AcceptLoop(AcceptOptions options)
    : options_(std::move(options)), table_(options_.limits) {}

absl::StatusOr<std::unique_ptr<AcceptLoop>> AcceptLoop::Start(AcceptOptions options) {
  std::unique_ptr<AcceptLoop> loop(new AcceptLoop(std::move(options)));
  LONTAR_RETURN_IF_ERROR(loop->Open());
  loop->thread_ = std::thread([raw = loop.get()] { raw->Run(); });
  return loop;
}

absl::Status AcceptLoop::Open() {
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  reserve_ = OpenReserve();
  last_second_ = SteadyClock::now();
  const bool is_open = epoll_ >= 0 && wake_ >= 0 && reserve_ >= 0 &&
                       Watch(epoll_, options_.listener, EPOLLIN) && Watch(epoll_, wake_, EPOLLIN);
  if (is_open) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kUnavailable, "LISTEN_FAILED",
      absl::StrCat("cannot wait for connections: ", std::strerror(errno),
                   "; if too many files are open, raise the limit of the hub's process"));
}

AcceptLoop::~AcceptLoop() { Stop(); }

void AcceptLoop::Stop() {
  {
    base::MutexLock lock(&mutex_);
    is_stopping_ = true;
  }
  if (thread_.joinable()) {
    // Were it ever to fail, the thread looks up within a second all the same.
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(wake_, &one, sizeof(one));
    thread_.join();
  }
  CloseIfOpen(&options_.listener);
  base::MutexLock lock(&mutex_);
  for (const auto& [descriptor, connection] : open_) {
    // First out of the set: the taker's own descriptor keeps the file open, and so in the set.
    epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
    close(descriptor);
    table_.GiveBack(connection.address);
  }
  open_.clear();
  by_endpoint_.clear();
  CloseIfOpen(&epoll_);
  CloseIfOpen(&wake_);
  CloseIfOpen(&reserve_);
}

void AcceptLoop::NoteLine(absl::string_view endpoint) {
  base::MutexLock lock(&mutex_);
  const auto place = by_endpoint_.find(endpoint);
  if (place != by_endpoint_.end()) open_.at(place->second).has_line = true;
}

void AcceptLoop::NoteFrame(absl::string_view endpoint, size_t bytes) {
  base::MutexLock lock(&mutex_);
  const auto place = by_endpoint_.find(endpoint);
  if (place != by_endpoint_.end()) open_.at(place->second).bytes_taken += OnTheWire(bytes);
}

void AcceptLoop::Cut(absl::string_view endpoint) {
  base::MutexLock lock(&mutex_);
  const auto place = by_endpoint_.find(endpoint);
  // Under the lock: without it the number may be another connection's by now.
  if (place != by_endpoint_.end()) CutSocket(place->second);
}

int AcceptLoop::connections() const {
  base::MutexLock lock(&mutex_);
  return table_.connections();
}

void AcceptLoop::Run() {
  while (true) {
    {
      base::MutexLock lock(&mutex_);
      if (is_stopping_) return;
    }
    RunOnce();
  }
}

void AcceptLoop::RunOnce() {
  epoll_event events[kEventsPerRound];
  std::chrono::milliseconds wait = connections() > 0 ? kStrayLook : kSecond;
  if (is_paused_) wait = std::min(wait, kPause);
  const int count = epoll_wait(epoll_, events, kEventsPerRound, static_cast<int>(wait.count()));
  if (is_paused_) is_paused_ = !ChangeWatch(epoll_, options_.listener, EPOLLIN);
  bool is_called = false;
  for (int i = 0; i < count; ++i) {
    if (events[i].data.fd == options_.listener) {
      is_called = true;
    } else if (events[i].data.fd != wake_) {
      OnEvent(events[i].data.fd, events[i].events);
    }
  }
  // After those that have gone, so that their places are free.
  if (is_called) AcceptAll();
  const Time now = SteadyClock::now();
  if (now - last_stray_look_ >= kStrayLook) {
    last_stray_look_ = now;
    CutStrays();
  }
  if (now - last_second_ < kSecond) return;
  last_second_ = now;
  EverySecond();
}

void AcceptLoop::AcceptAll() {
  for (int i = 0; i < kAcceptsPerRound; ++i) {
    if (!AcceptOne()) return;
  }
}

bool AcceptLoop::AcceptOne() {
  sockaddr_storage caller = {};
  socklen_t length = sizeof(caller);
  const int socket = accept4(options_.listener, reinterpret_cast<sockaddr*>(&caller), &length,
                             SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (socket < 0) return OnAcceptError(errno);
  Admit(socket, AddressOf(caller), EndpointOf(caller));
  return true;
}

bool AcceptLoop::OnAcceptError(int error) {
  switch (error) {
    case EAGAIN:
      return false;
    case EMFILE:
    case ENFILE:
      RefuseWithoutFiles();
      return false;
    case ENOBUFS:
    case ENOMEM:
      Pause();
      return false;
    case EBADF:
    case EINVAL:
    case ENOTSOCK:
    case EFAULT:
      // The listening socket itself is broken: say so for as long as it is.
      Complain("accept_failed", std::strerror(error));
      Pause();
      return false;
    default:
      // accept(2): the error of a connection that is gone again, or a signal. The next one.
      return true;
  }
}

void AcceptLoop::Admit(int socket, const std::string& address, const std::string& endpoint) {
  Admission admission = Admission::kAllFull;
  int duplicate = -1;
  {
    base::MutexLock lock(&mutex_);
    admission = table_.Take(address);
    if (admission == Admission::kAdmitted) {
      duplicate = fcntl(socket, F_DUPFD_CLOEXEC, 0);
      // Edge-triggered: that the caller says no more is told once.
      if (duplicate < 0 || !Watch(epoll_, duplicate, EPOLLRDHUP | EPOLLET)) {
        CloseIfOpen(&duplicate);
        table_.GiveBack(address);
      } else {
        open_[duplicate] = {address, endpoint, SteadyClock::now()};
        by_endpoint_[endpoint] = duplicate;
      }
    }
  }
  if (duplicate < 0) {
    close(socket);
    if (admission == Admission::kAddressFull) Complain("refused_address_full", address);
    if (admission == Admission::kAllFull) Complain("refused_connections_full", address);
    if (admission == Admission::kAdmitted) Complain("refused_files_full", address);
    return;
  }
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  options_.hand_over(socket);
}

void AcceptLoop::RefuseWithoutFiles() {
  CloseIfOpen(&reserve_);
  const int refused = accept4(options_.listener, nullptr, nullptr, SOCK_CLOEXEC);
  if (refused >= 0) close(refused);
  reserve_ = OpenReserve();
  Complain("refused_files_full", "all");
  // Somebody else took the last one: no hurry will help.
  if (reserve_ < 0 || refused < 0) Pause();
}

void AcceptLoop::Pause() { is_paused_ = ChangeWatch(epoll_, options_.listener, 0); }

void AcceptLoop::OnEvent(int descriptor, uint32_t events) {
  // Both directions are shut: the taker has given it up, or the connection broke.
  if ((events & (EPOLLHUP | EPOLLERR)) != 0) {
    Forget(descriptor);
    return;
  }
  base::MutexLock lock(&mutex_);
  const auto place = open_.find(descriptor);
  if (place == open_.end()) return;
  place->second.is_half_closed = true;
  place->second.half_closed = SteadyClock::now();
}

void AcceptLoop::Forget(int descriptor) {
  Connection gone;
  {
    base::MutexLock lock(&mutex_);
    const auto place = open_.find(descriptor);
    if (place == open_.end()) return;
    gone = std::move(place->second);
    open_.erase(place);
    // A new connection may have the same endpoint already.
    const auto named = by_endpoint_.find(gone.endpoint);
    if (named != by_endpoint_.end() && named->second == descriptor) by_endpoint_.erase(named);
    table_.GiveBack(gone.address);
    // First out of the set: the taker's own descriptor keeps the file open, and so in the set.
    epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
    close(descriptor);
  }
  // One that was cut has been complained of.
  if (!gone.has_line && !gone.is_cut) Complain("connection_without_line", gone.address);
}

void AcceptLoop::EverySecond() {
  CutHalfClosed();
  if (reserve_ < 0) reserve_ = OpenReserve();
  if (options_.every_second) options_.every_second();
}

void AcceptLoop::CutHalfClosed() {
  const Time then = SteadyClock::now() - std::chrono::seconds(base::kHalfClosedSecondsMax);
  base::MutexLock lock(&mutex_);
  for (const auto& [descriptor, connection] : open_) {
    const bool is_due = connection.is_half_closed && connection.half_closed <= then;
    if (is_due) CutSocket(descriptor);
  }
}

void AcceptLoop::CutStrays() {
  std::vector<std::string> addresses;
  {
    base::MutexLock lock(&mutex_);
    for (auto& [descriptor, connection] : open_) {
      const uint64_t stray_max =
          connection.has_line ? base::kStrayBytesMax : base::kStrayBytesWithoutLineMax;
      if (connection.is_cut) continue;
      if (BytesReceived(descriptor) <= connection.bytes_taken + stray_max) continue;
      CutSocket(descriptor);
      connection.is_cut = true;
      addresses.push_back(connection.address);
    }
  }
  for (const std::string& address : addresses) Complain("refused_stray_bytes", address);
}

void AcceptLoop::Complain(const std::string& event, const std::string& subject) {
  const std::optional<int> times =
      complaints_.Count(absl::StrCat(event, " ", subject), options_.clock->Now());
  if (!times) return;
  base::Diagnose(base::Severity::kWarning, event,
                 {{"address", subject}, {"times", absl::StrCat(*times)}});
}

}  // namespace lontar::hub
