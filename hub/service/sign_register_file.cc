#include "hub/service/sign_register_file.h"

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::hub {
namespace {

absl::StatusOr<std::string> ReadRegisterText(const std::string& path, base::FileSteps& files) {
  auto text = files.Read(path, base::kConfigurationBytesMax);
  if (!absl::IsNotFound(text.status())) return text;
  return base::Problem(
      absl::StatusCode::kNotFound, "REGISTER_ABSENT",
      absl::StrCat("the sign register \"", path,
                   "\" is not there, and without it a second history could be signed; bring it "
                   "back from where this hub ran last"));
}

}  // namespace

absl::Status SignRegisterFile::Create(absl::string_view path) {
  return base::CreateFileDurably(path, log::FormatRegister(std::nullopt),
                                 base::FileMode::kOwnerOnly);
}

absl::StatusOr<std::optional<log::SignedHead>> SignRegisterFile::Read() const {
  LONTAR_ASSIGN_OR_RETURN(std::string text, ReadRegisterText(path_, files_));
  auto head = log::ParseRegister(text);
  if (!head.ok()) return base::Annotate(head.status(), path_);
  last_seen_ = std::move(text);
  return head;
}

absl::Status SignRegisterFile::Write(const log::SignedHead& head) {
  LONTAR_ASSIGN_OR_RETURN(const std::string present, ReadRegisterText(path_, files_));
  if (!last_seen_ || present != *last_seen_) {
    return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_CHANGED",
                         absl::StrCat("the sign register \"", path_,
                                      "\" is not as this hub left it; nothing is signed"));
  }
  std::string text = log::FormatRegister(head);
  LONTAR_RETURN_IF_ERROR(base::WriteFileDurably(path_, text, base::FileMode::kOwnerOnly, files_));
  last_seen_ = std::move(text);
  return absl::OkStatus();
}

}  // namespace lontar::hub
