#pragma once
// One line to the hub: frames out, frames in, each with a deadline. Frames pass as bytes; only the
// session reads them.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "core/net/credentials.h"
#include "node/service/node_folder.h"

namespace lontar::node {

// The hub at the address that the configuration names.
struct HubPlace {
  std::string address;
  std::string server_name;  // empty: the host of the address
  net::TlsIdentity identity;
};

// What is wrong with this node's own certificate at `now`, where it alone explains that no
// handshake succeeds: the errors of trust::CheckDates and trust::ReadCertificate. Pure.
absl::Status CheckOwnCertificate(absl::string_view certificate_pem, absl::Time now);

// Send and Receive: one caller at a time. Cancel: any thread.
class HubLine {
 public:
  // Connects and begins a conversation. Unavailable with HUB_NOT_REACHED, or what
  // CheckOwnCertificate found, or the same of the authority's certificate (threat T46).
  // `is_given_up` is asked several times a second while it connects.
  static absl::StatusOr<std::unique_ptr<HubLine>> Open(
      const HubPlace& place, base::Clock* clock,
      const std::function<bool()>& is_given_up = [] { return false; });
  // Ends the line if it is not at its end.
  ~HubLine();

  // Sends the frames in order; answers when the line has taken the last one.
  absl::Status Send(const std::vector<std::string>& frames);
  // The next frame; nothing when the hub ended the conversation in order. The hub's own error with
  // its reason id; Unavailable with SYNC_CUT: the line broke; DeadlineExceeded with LINE_SILENT:
  // nothing came for kSilentMinutesMax.
  absl::StatusOr<std::optional<std::string>> Receive();
  // No more frames from this side.
  void FinishSending();
  // Ends the line at once; who waits in Send or Receive gets SYNC_CUT.
  void Cancel();

 private:
  struct Inside;
  explicit HubLine(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace lontar::node
