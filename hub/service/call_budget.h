#pragma once
// How often a member may call (threat T32): a token bucket for each.
//
// Pure: the time is handed in. A clock that jumps back gives nothing and takes nothing; one that
// jumps ahead fills the buckets. One caller at a time.

#include <map>
#include <string>

#include "absl/time/time.h"

namespace lontar::hub {

struct CallRate {
  int burst = 0;       // calls that a member may make at once
  int per_second = 0;  // what that grows again by
};

class TokenBucket {
 public:
  TokenBucket(CallRate rate, absl::Time now) : rate_(rate), calls_(rate.burst), last_(now) {}

  // True if there is a call left, which is taken.
  bool Take(absl::Time now);
  // True if a tenth of the burst is left; takes nothing.
  bool MayConnect(absl::Time now);

 private:
  void Refill(absl::Time now);

  CallRate rate_;
  double calls_;
  absl::Time last_;
};

class CallBudget {
 public:
  explicit CallBudget(CallRate rate) : rate_(rate) {}

  // True if `member` may make one more call. Members are those of valid certificates: few.
  bool Take(const std::string& member, absl::Time now);
  // True if `member` may open one more connection: whoever has just used up its calls waits until a
  // tenth of them has grown again. Else each new connection would let thousands of streams into
  // gRPC before it is cut.
  bool MayConnect(const std::string& member, absl::Time now);

 private:
  TokenBucket& BucketOf(const std::string& member, absl::Time now);

  CallRate rate_;
  std::map<std::string, TokenBucket> by_member_;
};

}  // namespace lontar::hub
