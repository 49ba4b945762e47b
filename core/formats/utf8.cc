#include "core/formats/utf8.h"

#include <cstdint>
#include <string>

namespace lontar::formats {
namespace {

struct LeadByte {
  size_t length;        // of the sequence; 0: no lead byte
  uint8_t second_from;  // bounds of the second byte, which exclude overlong forms, surrogates
  uint8_t second_to;    // and what is above U+10FFFF
};

LeadByte LeadOf(uint8_t byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

bool IsWithin(uint8_t byte, uint8_t from, uint8_t to) { return byte >= from && byte <= to; }

}  // namespace

bool IsUtf8(absl::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const LeadByte lead = LeadOf(static_cast<uint8_t>(bytes[at]));
    if (lead.length == 0 || bytes.size() - at < lead.length) return false;
    for (size_t i = 1; i < lead.length; ++i) {
      const auto byte = static_cast<uint8_t>(bytes[at + i]);
      if (!IsWithin(byte, i == 1 ? lead.second_from : 0x80, i == 1 ? lead.second_to : 0xBF)) {
        return false;
      }
    }
    at += lead.length;
  }
  return true;
}

}  // namespace lontar::formats
