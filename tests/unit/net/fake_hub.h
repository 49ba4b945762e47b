#pragma once
// A hub service that answers as told and remembers what it was asked. Keeps the generated service
// header, which is dear to compile, out of the tests.

#include <grpcpp/channel.h>
#include <grpcpp/impl/service_type.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/net/credentials.h"

namespace lontar::net {

struct MirrorPiece {
  std::string path;
  std::string content;
  bool more = false;
};

// What the test sets and reads. Set it before a call, read it after: the call orders both.
struct FakeHubBook {
  absl::Status answer;                        // how every call ends
  std::vector<MirrorPiece> mirror;            // what Mirror sends first
  std::vector<std::string> exported;          // what Export sends first
  std::string export_result;                  // and then; empty: nothing
  std::vector<std::string> asked;             // one line a call
  std::vector<absl::StatusOr<Peer>> callers;  // PeerOf, one a call
};

std::unique_ptr<grpc::Service> MakeFakeHub(FakeHubBook* book);

// One Status call with a deadline, and its outcome.
struct CallOptions {
  std::string metadata;  // sent under "x-extra"
  bool gzip = false;
  size_t act_bytes = 0;  // not 0: a SubmitAct of so many bytes instead
};
grpc::Status CallHub(const std::shared_ptr<grpc::Channel>& channel,
                     const CallOptions& options = {});

}  // namespace lontar::net
