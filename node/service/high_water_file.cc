#include "node/service/high_water_file.h"

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::node {
namespace {

absl::StatusOr<std::string> ReadMarkText(const std::string& path, base::FileSteps& files) {
  auto text = files.Read(path, base::kConfigurationBytesMax);
  if (!absl::IsNotFound(text.status())) return text;
  return base::Problem(
      absl::StatusCode::kNotFound, "REGISTER_ABSENT",
      absl::StrCat("the high-water register \"", path,
                   "\" is not there, and without it nobody knows whether this store is the "
                   "newest; bring it back from where this node ran last"));
}

}  // namespace

absl::Status HighWaterFile::Create(absl::string_view path) {
  return base::CreateFileDurably(path, chain::FormatHighWater(std::nullopt),
                                 base::FileMode::kOwnerOnly);
}

absl::StatusOr<std::optional<chain::HighWater>> HighWaterFile::Read() const {
  LONTAR_ASSIGN_OR_RETURN(std::string text, ReadMarkText(path_, files_));
  auto mark = chain::ParseHighWater(text);
  if (!mark.ok()) return base::Annotate(mark.status(), path_);
  last_seen_ = std::move(text);
  return mark;
}

absl::Status HighWaterFile::Write(const chain::HighWater& mark) {
  LONTAR_ASSIGN_OR_RETURN(const std::string present, ReadMarkText(path_, files_));
  if (!last_seen_ || present != *last_seen_) {
    return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_CHANGED",
                         absl::StrCat("the high-water register \"", path_,
                                      "\" is not as this node left it; nothing more is written"));
  }
  std::string text = chain::FormatHighWater(mark);
  LONTAR_RETURN_IF_ERROR(base::WriteFileDurably(path_, text, base::FileMode::kOwnerOnly, files_));
  last_seen_ = std::move(text);
  return absl::OkStatus();
}

}  // namespace lontar::node
