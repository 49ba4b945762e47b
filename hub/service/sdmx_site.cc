#include "hub/service/sdmx_site.h"

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"
#include "hub/core/hub_core.h"
#include "hub/rest/answer.h"

namespace lontar::hub {
namespace {

// Whoever leads the first collection; docs/formats/sdmx.md.
constexpr char kAgency[] = "ASEC";

absl::StatusOr<uint64_t> LeafTimeMs(const HubCore& core, uint64_t index) {
  LONTAR_ASSIGN_OR_RETURN(std::string bytes, core.tree().LeafAt(base::LogIndex(index)));
  LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(std::move(bytes)));
  return leaf.stamp.time_ms;
}

// How many leaves bear a time up to `time_ms`: times never decrease.
absl::StatusOr<uint64_t> LeavesUpTo(const HubCore& core, uint64_t time_ms) {
  uint64_t low = 0;
  uint64_t high = core.state().size().value();
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    LONTAR_ASSIGN_OR_RETURN(const uint64_t time, LeafTimeMs(core, middle));
    if (time <= time_ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

absl::StatusOr<rest::Moment> MomentOf(const HubCore& core, std::optional<absl::Time> instant) {
  uint64_t size = core.state().size().value();
  if (instant) {
    const int64_t time_ms = absl::ToUnixMillis(*instant);
    LONTAR_ASSIGN_OR_RETURN(size, time_ms < 0 ? absl::StatusOr<uint64_t>(0)
                                              : LeavesUpTo(core, static_cast<uint64_t>(time_ms)));
  }
  if (size == 0) return rest::Moment{base::LogSize(0), absl::UnixEpoch()};
  LONTAR_ASSIGN_OR_RETURN(const uint64_t time, LeafTimeMs(core, size - 1));
  return rest::Moment{base::LogSize(size), absl::FromUnixMillis(static_cast<int64_t>(time))};
}

rest::RestDoor DoorOf(const Reader& reader, const HubShell* shell) {
  rest::RestDoor door;
  door.log = [shell](const auto& work) {
    return shell->Look([&work](const HubCore& core) {
      const fold::PartReader parts = PartsOf(core.store());
      return work({core.state(), parts});
    });
  };
  door.at = [shell](std::optional<absl::Time> instant) -> absl::StatusOr<rest::Moment> {
    rest::Moment moment;
    LONTAR_RETURN_IF_ERROR(shell->Look([&](const HubCore& core) -> absl::Status {
      LONTAR_ASSIGN_OR_RETURN(moment, MomentOf(core, instant));
      return absl::OkStatus();
    }));
    return moment;
  };
  door.time_of = [shell](base::LogIndex index) -> absl::StatusOr<absl::Time> {
    uint64_t time = 0;
    LONTAR_RETURN_IF_ERROR(shell->Look([&](const HubCore& core) -> absl::Status {
      LONTAR_ASSIGN_OR_RETURN(time, LeafTimeMs(core, index.value()));
      return absl::OkStatus();
    }));
    return absl::FromUnixMillis(static_cast<int64_t>(time));
  };
  door.agency = kAgency;
  door.viewer = reader.viewer;
  door.is_signed_in = !reader.token_id.empty();
  return door;
}

}  // namespace

std::optional<net::HttpResponse> AnswerSdmx(const net::HttpRequest& request,
                                            const absl::StatusOr<Reader>& reader,
                                            const HubShell* shell) {
  const std::vector<std::string>& path = request.path;
  if (path.size() < 2 || path[0] != "sdmx") return std::nullopt;
  const std::optional<rest::Generation> generation = rest::GenerationOf(path[1]);
  if (!generation) return std::nullopt;
  if (!reader.ok()) return rest::Refused(*generation, reader.status(), DoorOf({}, shell));
  return rest::Answer(*generation, {path.begin() + 2, path.end()}, request, DoorOf(*reader, shell));
}

}  // namespace lontar::hub
