#include "core/base/standing.h"

#include <sys/statvfs.h>

#include <array>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"

namespace lontar::base {
namespace {

// Threat T45: warnings so long ahead, so that a courier has the time.
constexpr std::array<int64_t, 3> kDaysAhead = {7, 30, 90};

std::string Day(absl::Time time) { return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone()); }

void WarnOfCertificate(const Standing& standing, std::vector<StandingWarning>* warnings) {
  if (!standing.certificate_ends) {
    warnings->push_back({"certificate-unreadable",
                         "the certificate of the line cannot be read; no new line will open"});
    return;
  }
  const absl::Time end = *standing.certificate_ends;
  const int64_t days = DaysUntil(end, standing.now);
  if (days < 0) {
    warnings->push_back({"certificate-ended", absl::StrCat("the certificate of the line ended on ",
                                                           Day(end), "; put a new one in place")});
    return;
  }
  for (const int64_t ahead : kDaysAhead) {
    if (days >= ahead) continue;
    warnings->push_back(
        {absl::StrCat("certificate-ends-in-", ahead),
         absl::StrCat("the certificate of the line ends on ", Day(end), ", in ", days,
                      days == 1 ? " day" : " days", "; put a new one in place before")});
    return;
  }
}

}  // namespace

int64_t DaysUntil(absl::Time end, absl::Time now) {
  absl::Duration rest;
  const int64_t days = absl::IDivDuration(end - now, absl::Hours(24), &rest);
  return rest < absl::ZeroDuration() ? days - 1 : days;
}

std::vector<StandingWarning> WarningsOf(const Standing& standing) {
  std::vector<StandingWarning> warnings;
  WarnOfCertificate(standing, &warnings);
  if (standing.now < standing.started) {
    warnings.push_back({"clock-went-back", absl::StrCat("the clock says ", Day(standing.now),
                                                        ", earlier than when the program started (",
                                                        Day(standing.started), "); set it")});
  }
  constexpr uint64_t kMebibyte = 1024 * 1024;
  if (standing.disk_free_bytes && *standing.disk_free_bytes < kFreeBytesWarned) {
    warnings.push_back({"disk-low", absl::StrCat("only ", *standing.disk_free_bytes / kMebibyte,
                                                 " MiB are free on the disk; free some")});
  }
  return warnings;
}

std::optional<uint64_t> FreeBytesAt(absl::string_view path) {
  struct statvfs facts = {};
  if (statvfs(std::string(path).c_str(), &facts) != 0) return std::nullopt;
  return static_cast<uint64_t>(facts.f_bavail) * facts.f_frsize;
}

}  // namespace lontar::base
