#include "core/formats/zip_read.h"

#include <zip.h>

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::formats {
namespace {

// Below this a part may unpack to any multiple of its size.
constexpr uint64_t kSmallPartBytes = 1024 * 1024;
constexpr size_t kPieceBytes = 64 * 1024;

absl::Status ZipProblem(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, reason, sentence);
}

std::string NamedPart(absl::string_view part) { return absl::StrCat("part ", base::Quoted(part)); }

struct ArchiveCloser {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FileCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

struct Part {
  zip_uint64_t index = 0;
  uint64_t bytes = 0;  // unpacked, as the directory says
};

class LibzipReader : public ZipReader {
 public:
  absl::Status Start(absl::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) {
      archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
      if (!archive_) zip_source_free(source);
    }
    zip_error_fini(&error);
    if (!archive_) {
      return ZipProblem("XLSX_INVALID",
                        "the file begins as a workbook and is none, or it is cut off; copy it "
                        "again, or open it and save it as XLSX");
    }
    return ReadDirectory();
  }

  bool Has(const std::string& part) const override { return parts_.count(part) > 0; }

  absl::Status Read(const std::string& part,
                    const std::function<absl::Status(absl::string_view)>& take) override {
    const auto found = parts_.find(part);
    if (found == parts_.end()) {
      return ZipProblem("XLSX_INVALID", absl::StrCat("the workbook lacks its ", NamedPart(part),
                                                     "; open it and save it as XLSX"));
    }
    const std::unique_ptr<zip_file_t, FileCloser> file(
        zip_fopen_index(archive_.get(), found->second.index, 0));
    if (!file) return Unreadable(part);
    std::vector<char> piece(kPieceBytes);
    for (uint64_t read = 0;;) {
      const zip_int64_t count = zip_fread(file.get(), piece.data(), piece.size());
      if (count < 0) return Unreadable(part);
      if (count == 0) return read == found->second.bytes ? absl::OkStatus() : Unreadable(part);
      read += static_cast<uint64_t>(count);
      if (read > found->second.bytes) {
        return ZipProblem("XLSX_TOO_LARGE",
                          absl::StrCat(NamedPart(part), " unpacks to more than the ",
                                       found->second.bytes, " bytes that it says"));
      }
      LONTAR_RETURN_IF_ERROR(take({piece.data(), static_cast<size_t>(count)}));
    }
  }

 private:
  static absl::Status Unreadable(absl::string_view part) {
    return ZipProblem("XLSX_INVALID", absl::StrCat(NamedPart(part),
                                                   " of the workbook is damaged; copy the file "
                                                   "again, or open it and save it as XLSX"));
  }

  absl::Status ReadDirectory() {
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    if (count > base::kWorkbookPartsMax) {
      return ZipProblem("XLSX_TOO_LARGE",
                        absl::StrCat("the workbook has ", count, " parts, the limit is ",
                                     base::kWorkbookPartsMax));
    }
    for (zip_int64_t i = 0; i < count; ++i) {
      LONTAR_RETURN_IF_ERROR(AddPart(static_cast<zip_uint64_t>(i)));
    }
    return absl::OkStatus();
  }

  absl::Status AddPart(zip_uint64_t index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    constexpr zip_uint64_t kNeeded =
        ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(archive_.get(), index, 0, &stat) != 0 || (stat.valid & kNeeded) != kNeeded) {
      return Unreadable("");
    }
    if (stat.encryption_method != ZIP_EM_NONE) {
      return ZipProblem("XLSX_ENCRYPTED",
                        "the workbook is protected by a password; save it without one");
    }
    const bool is_bomb =
        stat.size > kSmallPartBytes && stat.size / base::kWorkbookExpansionMax > stat.comp_size;
    unpacked_ += std::min<uint64_t>(stat.size, base::kWorkbookUnpackedBytesMax + 1);
    if (is_bomb || unpacked_ > base::kWorkbookUnpackedBytesMax) {
      return ZipProblem("XLSX_TOO_LARGE",
                        absl::StrCat(NamedPart(stat.name), " would unpack from ", stat.comp_size,
                                     " to ", stat.size, " bytes; at most ",
                                     base::kWorkbookExpansionMax, " times its size and ",
                                     base::kWorkbookUnpackedBytesMax, " bytes for all parts"));
    }
    if (!parts_.emplace(stat.name, Part{index, stat.size}).second) {
      return ZipProblem("XLSX_INVALID",
                        absl::StrCat("the workbook has ", NamedPart(stat.name), " twice"));
    }
    return absl::OkStatus();
  }

  std::unique_ptr<zip_t, ArchiveCloser> archive_;
  std::map<std::string, Part> parts_;
  uint64_t unpacked_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ZipReader>> ZipReader::Open(absl::string_view bytes) {
  auto reader = std::make_unique<LibzipReader>();
  LONTAR_RETURN_IF_ERROR(reader->Start(bytes));
  return reader;
}

}  // namespace lontar::formats
