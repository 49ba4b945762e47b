#include "core/log/sign_register.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::log {
namespace {

constexpr absl::string_view kEmptyRegister = "none\n";

std::optional<SignedHead> ReadHead(absl::string_view text) {
  const std::pair<std::string, std::string> fields = absl::StrSplit(text, absl::MaxSplits(' ', 1));
  uint64_t size = 0;
  if (!absl::SimpleAtoi(fields.first, &size) || size > base::kSizeMax) return std::nullopt;
  const std::optional<Hash> root = Hash::FromHex(fields.second.substr(0, 2 * Hash::kBytes));
  if (!root) return std::nullopt;
  return SignedHead{LogSize(size), *root};
}

}  // namespace

std::string FormatRegister(const std::optional<SignedHead>& head) {
  if (!head) return std::string(kEmptyRegister);
  return absl::StrCat(head->size.value(), " ", head->root.hex(), "\n");
}

absl::StatusOr<std::optional<SignedHead>> ParseRegister(absl::string_view text) {
  if (text == kEmptyRegister) return std::optional<SignedHead>();
  const std::optional<SignedHead> head = ReadHead(text);
  // The writer's own form and no other.
  if (head && FormatRegister(head) == text) return head;
  return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_DAMAGED",
                       "the sign register does not hold a size and a root; nothing is signed");
}

absl::Status AdvanceRegister(SignRegister& sign_register, const SignedHead& head) {
  LONTAR_ASSIGN_OR_RETURN(const std::optional<SignedHead> highest, sign_register.Read());
  if (highest == head) return absl::OkStatus();
  if (highest && head.size < highest->size) {
    return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_AHEAD",
                         absl::StrCat("a checkpoint of size ", highest->size.value(),
                                      " was signed before, this log has ", head.size.value(),
                                      ": it was rolled back; nothing is signed"));
  }
  if (highest && head.size == highest->size) {
    return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_CONFLICT",
                         absl::StrCat("another root was signed for size ", head.size.value(),
                                      ": two histories; nothing is signed"));
  }
  return sign_register.Write(head);
}

}  // namespace lontar::log
