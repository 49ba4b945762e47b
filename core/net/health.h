#pragma once
// The standard health service, grpc.health.v1.Health, of every server of ours: whether the program
// as a whole serves. It knows one service name, the empty one.

#include <grpcpp/server.h>

#include <vector>

#include "core/base/mutex.h"

namespace lontar::net {

// Servers that are built from now on, in the whole process, answer it: SERVING until told
// otherwise. Call it before a ServerBuilder is made.
void OfferHealth();

// What a program says of itself on all its servers. Any thread; nothing blocks.
class HealthSign {
 public:
  // From now on `server` answers as Set says, and who watches is told of changes.
  void Add(grpc::Server* server);
  void Set(bool is_serving);
  bool is_serving();
  // Lets go of all servers: before the first of them ends.
  void Clear();

 private:
  base::Mutex mutex_;
  bool is_serving_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<grpc::Server*> servers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lontar::net
