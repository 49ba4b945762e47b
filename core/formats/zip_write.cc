#include "core/formats/zip_write.h"

#include <zip.h>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::formats {
namespace {

// 1980-01-01, the first day that a zip file knows.
constexpr zip_uint16_t kFirstTime = 0;
constexpr zip_uint16_t kFirstDate = (1U << 5U) | 1U;

absl::Status ZipUnwritable(absl::string_view what) {
  return base::Problem(absl::StatusCode::kResourceExhausted, "ZIP_UNWRITABLE",
                       absl::StrCat("the file cannot be packed: ", what));
}

// Owns the bytes that are written and the archive until it is closed. One use.
class ZipWriter {
 public:
  ZipWriter() = default;
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;
  ~ZipWriter() {
    if (archive_ != nullptr) zip_discard(archive_);
    if (target_ != nullptr) zip_source_free(target_);
  }

  absl::Status Open() {
    zip_error_t error;
    zip_error_init(&error);
    target_ = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (target_ == nullptr) return ZipUnwritable("no memory");
    zip_source_keep(target_);  // the archive takes one hold of it
    archive_ = zip_open_from_source(target_, ZIP_TRUNCATE, &error);
    if (archive_ != nullptr) return absl::OkStatus();
    zip_source_free(target_);
    return ZipUnwritable("no memory");
  }

  absl::Status Add(const std::string& name, const std::string& content) {
    zip_source_t* source = zip_source_buffer(archive_, content.data(), content.size(), 0);
    if (source == nullptr) return ZipUnwritable(zip_strerror(archive_));
    const zip_int64_t place = zip_file_add(archive_, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (place < 0) {
      zip_source_free(source);
      return ZipUnwritable(zip_strerror(archive_));
    }
    const auto index = static_cast<zip_uint64_t>(place);
    const bool is_set = zip_set_file_compression(archive_, index, ZIP_CM_STORE, 0) == 0 &&
                        zip_file_set_dostime(archive_, index, kFirstTime, kFirstDate, 0) == 0;
    return is_set ? absl::OkStatus() : ZipUnwritable(zip_strerror(archive_));
  }

  absl::StatusOr<std::string> Close() {
    if (zip_close(archive_) != 0) return ZipUnwritable(zip_strerror(archive_));
    archive_ = nullptr;
    if (zip_source_open(target_) != 0) return ZipUnwritable("its bytes are gone");
    zip_source_seek(target_, 0, SEEK_END);
    const zip_int64_t size = zip_source_tell(target_);
    zip_source_seek(target_, 0, SEEK_SET);
    std::string bytes(static_cast<size_t>(size), '\0');
    const zip_int64_t got = zip_source_read(target_, bytes.data(), bytes.size());
    zip_source_close(target_);
    if (got != size) return ZipUnwritable("its bytes are gone");
    return bytes;
  }

 private:
  zip_source_t* target_ = nullptr;
  zip_t* archive_ = nullptr;
};

}  // namespace

absl::StatusOr<std::string> WriteZip(const ZipContents& parts) {
  ZipWriter writer;
  LONTAR_RETURN_IF_ERROR(writer.Open());
  for (const auto& [name, content] : parts) LONTAR_RETURN_IF_ERROR(writer.Add(name, content));
  return writer.Close();
}

}  // namespace lontar::formats
