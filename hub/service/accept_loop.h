#pragma once
// The hub's own accept loop, in front of gRPC (threats T30 and T33; docs/decisions/0008).
//
// gRPC 1.51 stops listening for good after one "too many open files". So one thread accepts here,
// counts by address and in all, closes at once what is above a bound, and hands the rest over. gRPC
// does not tell when a connection ends: the loop keeps a duplicate of each socket and learns it
// from there. Where files run out all the same, a descriptor in reserve lets it refuse instead of
// hang.
//
// No gRPC here: any function may take the sockets. NoteLine, NoteFrame, Cut and connections: any
// thread; the rest: one caller at a time.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/clock.h"
#include "core/base/complaints.h"
#include "core/base/mutex.h"
#include "hub/service/admission.h"

namespace lontar::hub {

struct AcceptOptions {
  int listener = -1;  // as Listen makes it; the loop closes it, also where Start fails
  AdmissionLimits limits;
  // Takes over a non-blocking socket, on the loop's thread. Must not block.
  std::function<void(int socket)> hand_over;
  // Called about once a second on the loop's thread. Must not block, and may call Cut.
  std::function<void()> every_second;
  base::Clock* clock = nullptr;  // for complaints only
};

class AcceptLoop {
 public:
  // Accepts from now on: whoever takes the sockets must be ready. Unavailable with LISTEN_FAILED:
  // the system refuses the loop its files or its thread's set of events.
  static absl::StatusOr<std::unique_ptr<AcceptLoop>> Start(AcceptOptions options);
  // Stops first.
  ~AcceptLoop();

  // Accepts no more; on return the thread has ended and nothing more is handed over. Connections
  // that were handed over are left alone. Call it before the taker is shut down: gRPC neither takes
  // nor closes a socket that comes later.
  void Stop();

  // A conversation began on the connection from `endpoint` ("127.0.0.1:40312"): it may send more
  // from now on. A connection that ends without any is written into the diagnostics.
  void NoteLine(absl::string_view endpoint);
  // A frame of so many bytes came on it and was taken.
  void NoteFrame(absl::string_view endpoint, size_t bytes);
  // Cuts that connection in both directions; nothing where it is gone.
  void Cut(absl::string_view endpoint);

  int connections() const;

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Connection {
    std::string address;
    std::string endpoint;
    Time since;
    bool has_line = false;
    uint64_t bytes_taken = 0;  // of frames, with what stands round them
    bool is_cut = false;
    bool is_half_closed = false;
    Time half_closed;
  };

  explicit AcceptLoop(AcceptOptions options);
  absl::Status Open();
  void Run();
  void RunOnce();
  void AcceptAll();
  // False if nothing more is to be accepted in this round.
  bool AcceptOne();
  bool OnAcceptError(int error);
  void Admit(int socket, const std::string& address, const std::string& endpoint);
  // Closes one that waits with the descriptor in reserve; pauses where that does not help.
  void RefuseWithoutFiles();
  void Pause();
  void OnEvent(int descriptor, uint32_t events);
  void Forget(int descriptor);
  void EverySecond();
  void CutHalfClosed();
  void CutStrays();
  void Complain(const std::string& event, const std::string& subject);

  AcceptOptions options_;
  int wake_ = -1;
  // The thread's own.
  int epoll_ = -1;
  int reserve_ = -1;
  bool is_paused_ = false;
  Time last_second_;
  Time last_stray_look_;
  base::Complaints complaints_;

  mutable base::Mutex mutex_;
  bool is_stopping_ ABSL_GUARDED_BY(mutex_) = false;
  AdmissionTable table_ ABSL_GUARDED_BY(mutex_);
  std::map<int, Connection> open_ ABSL_GUARDED_BY(mutex_);  // by the duplicate's number
  std::map<std::string, int, std::less<>> by_endpoint_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;
};

}  // namespace lontar::hub
