#include "core/sync/frame_order.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::sync {

std::string FrameOrder::Write(Body body) { return EncodeFrame({next_out_++, std::move(body)}); }

absl::StatusOr<std::optional<Body>> FrameOrder::Read(absl::string_view bytes) {
  LONTAR_ASSIGN_OR_RETURN(Frame frame, DecodeFrame(bytes));
  if (frame.sequence < next_in_) return std::optional<Body>();
  if (frame.sequence > next_in_) {
    return base::Problem(absl::StatusCode::kAborted, "FRAME_GAP",
                         absl::StrCat("frame ", next_in_, " is missing, came ", frame.sequence,
                                      "; the line is broken, connect again"));
  }
  ++next_in_;
  return std::optional<Body>(std::move(frame.body));
}

}  // namespace lontar::sync
