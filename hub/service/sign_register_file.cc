#include "hub/service/sign_register_file.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::hub {
namespace {

constexpr absl::string_view kEmptyRegister = "none\n";

std::string RegisterText(const log::SignedHead& head) {
  return absl::StrCat(head.size.value(), " ", head.root.hex(), "\n");
}

// Nothing for a text that no register holds.
std::optional<log::SignedHead> ParseRegister(const std::string& text) {
  const std::pair<std::string, std::string> fields = absl::StrSplit(text, absl::MaxSplits(' ', 1));
  uint64_t size = 0;
  if (!absl::SimpleAtoi(fields.first, &size) || size > base::kSizeMax) return std::nullopt;
  const std::string hex = fields.second.substr(0, 2 * base::Hash::kBytes);
  const std::optional<base::Hash> root = base::Hash::FromHex(hex);
  if (!root) return std::nullopt;
  const log::SignedHead head{base::LogSize(size), *root};
  // The writer's own form and no other.
  if (RegisterText(head) != text) return std::nullopt;
  return head;
}

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
  return base::CreateFileDurably(path, kEmptyRegister, base::FileMode::kOwnerOnly);
}

absl::StatusOr<std::optional<log::SignedHead>> SignRegisterFile::Read() const {
  LONTAR_ASSIGN_OR_RETURN(std::string text, ReadRegisterText(path_, files_));
  std::optional<log::SignedHead> head;
  if (text != kEmptyRegister) {
    head = ParseRegister(text);
    if (!head) {
      return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_DAMAGED",
                           absl::StrCat("the sign register \"", path_,
                                        "\" does not hold a size and a root; nothing is signed"));
    }
  }
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
  std::string text = RegisterText(head);
  LONTAR_RETURN_IF_ERROR(base::WriteFileDurably(path_, text, base::FileMode::kOwnerOnly, files_));
  last_seen_ = std::move(text);
  return absl::OkStatus();
}

}  // namespace lontar::hub
