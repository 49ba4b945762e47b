#include "core/net/status.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::net {
namespace {

constexpr size_t kReasonBytesMax = 64;

bool IsReasonId(absl::string_view text) {
  if (text.empty() || text.size() > kReasonBytesMax || !absl::ascii_isupper(text[0])) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
  });
}

// At most kErrorBytesMax, and no character cut in two.
std::string Shortened(absl::string_view sentence) {
  if (sentence.size() <= base::kErrorBytesMax) return std::string(sentence);
  size_t end = base::kErrorBytesMax;
  while (end > 0 && (static_cast<unsigned char>(sentence[end]) & 0xC0) == 0x80) --end;
  return std::string(sentence.substr(0, end));
}

// Terminals obey control characters.
std::string Harmless(std::string sentence) {
  for (char& c : sentence) {
    if (absl::ascii_iscntrl(c) && c != '\n') c = '?';
  }
  return sentence;
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const std::string reason = base::ReasonOf(status);
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), Shortened(status.message()),
                      IsReasonId(reason) ? reason : "");
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const int number = static_cast<int>(status.error_code());
  const bool is_known = number > 0 && number <= static_cast<int>(grpc::StatusCode::UNAUTHENTICATED);
  const auto code = is_known ? static_cast<absl::StatusCode>(number) : absl::StatusCode::kUnknown;
  const std::string sentence = Harmless(Shortened(status.error_message()));
  if (IsReasonId(status.error_details())) {
    return base::Problem(code, status.error_details(), sentence);
  }
  return absl::Status(code, sentence);
}

}  // namespace lontar::net
