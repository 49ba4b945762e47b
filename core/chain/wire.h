#pragma once
// The border between this room's types and the messages of proto/lontar/v1/entry.proto. The
// encoding of headers, leaves and envelopes is declared in entry.h; this is for the wire.cc of
// rooms whose messages hold a signature too.

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/trust/signature.h"

namespace lontar::v1 {
class Signature;
}

namespace lontar::chain {

void SignatureToMessage(const trust::Signature& signature, v1::Signature* message);

// `holder` names the message's place in sentences ("Leaf"). InvalidArgument with NOT_CANONICAL for
// a wrong length or an absent field, with UNKNOWN_VALUE for an algorithm that this level does not
// know.
absl::StatusOr<trust::Signature> SignatureFromMessage(const v1::Signature& message,
                                                      absl::string_view holder);

}  // namespace lontar::chain
