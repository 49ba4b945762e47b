#include "core/net/http_deadlines.h"

#include <sys/socket.h>

#include "core/base/limits.h"

namespace lontar::net {

HttpDeadlines::HttpDeadlines() : thread_([this] { Run(); }) {}

HttpDeadlines::~HttpDeadlines() { Stop(); }

HttpDeadlines::ConnectionId HttpDeadlines::Add(int socket, std::chrono::milliseconds longest) {
  base::MutexLock lock(&mutex_);
  const ConnectionId id = next_++;
  watched_[id] = {socket, Steady::now() + longest};
  return id;
}

void HttpDeadlines::Set(ConnectionId id, std::chrono::milliseconds longest) {
  base::MutexLock lock(&mutex_);
  const auto found = watched_.find(id);
  if (found != watched_.end()) found->second.deadline = Steady::now() + longest;
}

void HttpDeadlines::Remove(ConnectionId id) {
  base::MutexLock lock(&mutex_);
  watched_.erase(id);
}

void HttpDeadlines::Stop() {
  {
    base::MutexLock lock(&mutex_);
    is_stopping_ = true;
  }
  stopping_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void HttpDeadlines::Run() {
  base::MutexLock lock(&mutex_);
  while (!is_stopping_) {
    std::unique_lock<std::mutex> waiting(mutex_.native(), std::adopt_lock);
    stopping_.wait_for(waiting, std::chrono::milliseconds(base::kHttpLookMs));
    waiting.release();
    if (!is_stopping_) CutOverdue();
  }
}

void HttpDeadlines::CutOverdue() {
  const Steady::time_point now = Steady::now();
  for (const auto& [id, watched] : watched_) {
    // The server sees the end and closes; until then the entry keeps the number ours.
    if (watched.deadline <= now) shutdown(watched.socket, SHUT_RDWR);
  }
}

}  // namespace lontar::net
