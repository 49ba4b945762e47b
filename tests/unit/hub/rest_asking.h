#pragma once
// Requests of SDMX REST to a small log, without a server: for the tests of hub/rest.

#include <span>
#include <string>
#include <vector>

#include "core/net/http_target.h"
#include "hub/rest/answer.h"
#include "tests/unit/sdmx/examples.h"

namespace lontar::hub::rest {

inline std::string BodyOf(net::HttpResponse& response, size_t room = 7) {
  if (response.stream == nullptr) return response.body;
  std::string body;
  std::vector<char> piece(room);
  for (;;) {
    const auto size = response.stream->Read(std::span<char>(piece));
    EXPECT_TRUE(size.ok()) << size.status();
    if (!size.ok() || *size == 0) return body;
    body.append(piece.data(), *size);
  }
}

class AskingTest : public testing::Test {
 protected:
  RestDoor DoorFor(const fold::Viewer& viewer) {
    RestDoor door;
    door.log = [this](const auto& work) {
      ++looks_;
      const fold::PartReader parts = log_.PartsReader();
      return work({log_.state(), parts});
    };
    door.at = [this](std::optional<absl::Time> instant) -> absl::StatusOr<Moment> {
      if (instant && *instant < absl::FromUnixSeconds(1000)) {
        return Moment{base::LogSize(0), absl::UnixEpoch()};
      }
      return Moment{log_.size(), absl::FromUnixSeconds(1'795'312'800)};
    };
    // A minute for each leaf.
    door.time_of = [](base::LogIndex index) -> absl::StatusOr<absl::Time> {
      return absl::UnixEpoch() + absl::Minutes(static_cast<int64_t>(index.value()));
    };
    door.agency = "ASEC";
    door.viewer = viewer;
    door.is_signed_in = viewer.role != fold::ViewerRole::kPublic;
    return door;
  }

  // `target`: "v1/data/SMALL".
  net::HttpResponse Ask(const std::string& target, const fold::Viewer& viewer,
                        const std::string& accept = "") {
    net::HttpRequest request;
    const auto read = net::ParseTarget("/sdmx/" + target);
    EXPECT_TRUE(read.ok()) << read.status();
    request.path = read->path;
    request.query = read->query;
    if (!accept.empty()) request.headers = {{"accept", accept}};
    return Answer(*GenerationOf(read->path[1]), {read->path.begin() + 2, read->path.end()}, request,
                  DoorFor(viewer));
  }

  support::LogBuilder log_ = sdmx::SmallLog();
  int looks_ = 0;
};

inline const fold::Viewer kAsec{fold::ViewerRole::kAsec};

}  // namespace lontar::hub::rest
