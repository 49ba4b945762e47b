#include "core/sync/frame.h"

#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/base/strict_wire.h"
#include "core/sync/wire.h"
#include "core/trust/payload_type.h"

namespace lontar::sync {

std::string EncodeFrame(const Frame& frame) { return base::StrictBytes(ToMessage(frame)); }

absl::StatusOr<Frame> DecodeFrame(absl::string_view bytes) {
  lontar::v1::Frame message;
  LONTAR_RETURN_IF_ERROR(base::StrictParse(bytes, base::kFrameBytesMax, &message));
  return FromMessage(message);
}

std::string EncodeHello(const Hello& hello) { return base::StrictBytes(ToMessage(hello)); }

SignedHello SignHello(const Hello& hello, const trust::Signer& node_key) {
  SignedHello result;
  result.hello_bytes = EncodeHello(hello);
  result.hello = hello;
  result.signature = node_key.Sign(trust::Pae(trust::PayloadType::kHello, result.hello_bytes));
  return result;
}

}  // namespace lontar::sync
