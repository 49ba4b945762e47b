#pragma once
// What signed bytes are, and their identity.
//
// Source: DSSE protocol 1.0.2 (PAE); DESIGN.md section 10 (types, identity). Pure functions, any
// thread.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/digest.h"

namespace lontar::trust {

// The X of application/vnd.lontar.X.v1+protobuf.
enum class PayloadType { kReport, kPart, kAct, kEntry, kTrustRoot, kHello, kBundle };

// "report", "part", "act", "entry", "trust-root", "hello", "bundle".
absl::string_view ShortName(PayloadType type);
std::optional<PayloadType> PayloadTypeOf(absl::string_view short_name);

// "application/vnd.lontar.report.v1+protobuf".
std::string MediaType(PayloadType type);

// "DSSEv1 <length of type> <type> <length of body> <body>"; lengths are decimal byte counts. `type`
// must be ASCII.
std::string Pae(absl::string_view type, absl::string_view body);
std::string Pae(PayloadType type, absl::string_view body);

// SHA-256 of PAE(type, bytes), without signatures.
base::Hash Identity(PayloadType type, absl::string_view bytes);

base::PayloadId PayloadIdOf(PayloadType type, absl::string_view bytes);
base::PartHash PartHashOf(absl::string_view part_bytes);
base::EntryHash EntryHashOf(absl::string_view header_bytes);

}  // namespace lontar::trust
