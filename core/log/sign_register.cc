#include "core/log/sign_register.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::log {

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
