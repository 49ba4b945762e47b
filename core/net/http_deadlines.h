#pragma once
// Cuts connections that take too long: one thread, one deadline a connection. libmicrohttpd's own
// timeout starts anew with every byte (toolchain facts, section 3).
//
// Shells only. Any thread.

#include <chrono>
#include <condition_variable>
#include <map>
#include <thread>

#include "core/base/mutex.h"

namespace lontar::net {

class HttpDeadlines {
 public:
  HttpDeadlines();
  // Stops first.
  ~HttpDeadlines();

  using ConnectionId = uint64_t;
  // A connection on `socket`, to be cut after `longest` unless a new deadline is set.
  ConnectionId Add(int socket, std::chrono::milliseconds longest);
  void Set(ConnectionId id, std::chrono::milliseconds longest);
  // Before its socket is closed: afterwards the number may be another's.
  void Remove(ConnectionId id);
  // Ends the thread; nothing is cut any more.
  void Stop();

 private:
  using Steady = std::chrono::steady_clock;
  struct Watched {
    int socket = -1;
    Steady::time_point deadline;
  };
  void Run();
  void CutOverdue() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  base::Mutex mutex_;
  std::condition_variable stopping_;
  bool is_stopping_ ABSL_GUARDED_BY(mutex_) = false;
  ConnectionId next_ ABSL_GUARDED_BY(mutex_) = 1;
  std::map<ConnectionId, Watched> watched_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace lontar::net
