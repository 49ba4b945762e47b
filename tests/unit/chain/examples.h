#pragma once
// Entries for the tests of this room, and bytes that a strict writer would not make.

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/chain/entry.h"
#include "core/trust/key_file.h"

namespace lontar::chain {

// The key whose seed is 32 times this byte.
inline std::unique_ptr<trust::PrivateKey> KeyFromByte(char byte) {
  return trust::PrivateKey::FromSeed(std::string(32, byte)).value();
}

template <class Bytes>
Bytes BytesOf(char byte) {
  return Bytes::FromBytes(std::string(Bytes::kBytes, byte)).value();
}

inline std::string IncarnationText() {
  std::string bytes;
  for (char c = 0; c < base::Incarnation::kBytes; ++c) bytes.push_back(c);
  return bytes;
}

// The payload of the worked example: not a report, so that nobody takes it for one.
inline constexpr absl::string_view kExamplePayload = "worked example";

// Entry 2 of Cambodia's chain, as in docs/formats/entry.md.
inline Header ExampleHeader() {
  Header header;
  header.hub_id = BytesOf<base::HubId>(0x11);
  header.author = "KH";
  header.incarnation = base::Incarnation::FromBytes(IncarnationText()).value();
  header.number = base::ChainNumber(2);
  header.previous = BytesOf<base::EntryHash>(0x22);
  header.kind = EntryKind::kSubmission;
  header.collection = "child-labour";
  header.payload_id = trust::PayloadIdOf(trust::PayloadType::kReport, kExamplePayload);
  header.payload_signatures = {
      KeyFromByte(1)->Sign(trust::Pae(trust::PayloadType::kReport, kExamplePayload))};
  return header;
}

inline Entry ExampleEntry() { return SealEntry(ExampleHeader(), *KeyFromByte(2)); }

// 2026-01-01 00:00 UTC.
inline constexpr Stamp kExampleStamp = {Verdict::kAccepted, 1767225600000};

// Raw pieces of the encoding.
inline std::string RawVarint(uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<char>(value | 0x80));
  bytes.push_back(static_cast<char>(value));
  return bytes;
}

inline std::string RawNumber(int field, uint64_t value) {
  return absl::StrCat(RawVarint(static_cast<uint64_t>(field) << 3), RawVarint(value));
}

inline std::string RawBytes(int field, absl::string_view value) {
  return absl::StrCat(RawVarint(static_cast<uint64_t>(field) << 3 | 2), RawVarint(value.size()),
                      value);
}

}  // namespace lontar::chain
