#include "core/pages/words.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "core/base/invariant.h"

namespace lontar::pages {
namespace {

// By key.
constexpr WordEntry kEntries[] = {
    {"as_of", "As of log size", "Tại kích thước nhật ký"},
    {"as_of.show", "Show", "Xem"},
    {"below", "below", "chưa đạt"},
    {"calendar", "Calendar", "Lịch"},
    {"coverage", "Coverage", "Mức độ bao phủ"},
    {"definition", "Definition", "Định nghĩa"},
    {"definition.none", "The catalogue has no definition yet.", "Danh mục chưa có định nghĩa."},
    {"deviations", "What was sent otherwise", "Những gì được gửi khác với định nghĩa"},
    {"figures", "Figures", "Số liệu"},
    {"five", "threshold", "ngưỡng"},
    {"foot.evaluation", "evaluation", "lần đánh giá"},
    {"foot.fingerprint", "fingerprint", "dấu vân tay"},
    {"foot.log_size", "log size", "kích thước nhật ký"},
    {"foot.round", "round", "đợt"},
    {"indicator", "Indicator", "Chỉ tiêu"},
    {"languages", "Language", "Ngôn ngữ"},
    {"legend", "What the marks mean", "Ý nghĩa các ký hiệu"},
    {"log", "Log", "Nhật ký"},
    {"mark.as-specified", "as specified", "đúng định nghĩa"},
    {"mark.being-clarified", "being clarified", "đang làm rõ"},
    {"mark.blank", "(blank)", "(trống)"},
    {"mark.disputed", "disputed", "chưa thống nhất"},
    {"mark.does-not-apply", "does not apply", "không áp dụng"},
    {"mark.held-back", "held back", "không công bố"},
    {"mark.late", "late", "trễ"},
    {"mark.narrative", "narrative only", "chỉ có lời mô tả"},
    {"mark.not-available", "not available", "không có số liệu"},
    {"mark.nothing", "nothing yet", "chưa có gì"},
    {"mark.otherwise", "reported otherwise", "báo cáo khác định nghĩa"},
    {"member", "Member", "Quốc gia thành viên"},
    {"members", "members", "quốc gia"},
    {"met", "met", "đạt"},
    {"number", "No", "Số"},
    {"pages", "Pages", "Các trang"},
    {"questions", "Questions", "Câu hỏi"},
    {"round", "Round", "Đợt thu thập"},
    {"sign_in", "Sign in", "Đăng nhập"},
    {"sign_out", "Sign out", "Đăng xuất"},
    {"skip", "Skip to the content", "Đến nội dung"},
    {"source", "Source", "Nguồn"},
    {"status", "Status", "Tình trạng"},
    {"value", "Value", "Giá trị"},
};

bool IsOffered(absl::string_view code) {
  return std::ranges::find(kPageLanguages, code, &PageLanguage::code) != kPageLanguages.end();
}

}  // namespace

absl::string_view LanguageFor(absl::string_view asked, absl::string_view accept_language) {
  if (IsOffered(asked)) {
    return std::ranges::find(kPageLanguages, asked, &PageLanguage::code)->code;
  }
  // The first that is offered: browsers name them in the order of preference.
  for (absl::string_view one : absl::StrSplit(accept_language, ',')) {
    one = absl::StripAsciiWhitespace(one.substr(0, one.find(';')));
    const absl::string_view code = one.substr(0, one.find('-'));
    for (const PageLanguage& language : kPageLanguages) {
      if (absl::EqualsIgnoreCase(code, language.code)) return language.code;
    }
  }
  return kPageLanguages[0].code;
}

absl::string_view WordIn(std::span<const WordEntry> table, absl::string_view language,
                         absl::string_view key) {
  const auto found = std::ranges::find(table, key, &WordEntry::key);
  base::CheckInvariant(found != table.end(), "every word of a page is in the table");
  return language == "vi" && !found->vietnamese.empty() ? found->vietnamese : found->english;
}

absl::string_view Word(absl::string_view language, absl::string_view key) {
  return WordIn(kEntries, language, key);
}

}  // namespace lontar::pages
