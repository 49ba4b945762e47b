#include "core/pages/why.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

using net::Answer;

constexpr WordEntry kWhyWords[] = {
    {"as-specified", "Counted: figures of {periods}, as specified.",
     "Được tính: số liệu năm {periods}, đúng định nghĩa."},
    {"does-not-apply", "Not counted: the return says that there is nothing of the kind.",
     "Không được tính: báo cáo nói rằng không có nội dung này."},
    {"held-back", "Counted: there are figures of {periods}, all of them held back.",
     "Được tính: có số liệu năm {periods}, tất cả không công bố."},
    {"late",
     "{code} arrived on {arrived}, after the cut-off of {cut_off}. It is kept and will count in "
     "the "
     "next evaluation.",
     "{code} đến ngày {arrived}, sau hạn {cut_off}. Số liệu được giữ lại và sẽ được tính trong lần "
     "đánh giá sau."},
    {"late-undated",
     "{code} arrived after the cut-off of {cut_off}. It is kept and will count in the next "
     "evaluation.",
     "{code} đến sau hạn {cut_off}. Số liệu được giữ lại và sẽ được tính trong lần đánh giá sau."},
    {"late-words", "{state} What arrived after the cut-off of {cut_off} is kept and shown.",
     "{state} Nội dung đến sau hạn {cut_off} được giữ lại và hiển thị."},
    {"later", "Not counted: the return says that a figure comes later.",
     "Không được tính: báo cáo nói rằng số liệu sẽ đến sau."},
    {"narrative", "Not counted: there are words on it, and no figure.",
     "Không được tính: chỉ có lời mô tả, không có số liệu."},
    {"nil", "Not counted: the return is nil, which is a full answer.",
     "Không được tính: báo cáo nêu là không có, và đó là câu trả lời đầy đủ."},
    {"not-available", "Not counted: there is no figure{reason}.",
     "Không được tính: không có số liệu{reason}."},
    {"nothing-yet", "Nothing has arrived yet; the cut-off is {cut_off}.",
     "Chưa có gì đến; hạn là {cut_off}."},
    {"nothing-yet-closed", "Not counted: nothing had arrived by the cut-off of {cut_off}.",
     "Không được tính: đến hạn {cut_off} chưa có gì."},
    {"otherwise", "Counted: figures of {periods}, reported otherwise than specified.",
     "Được tính: số liệu năm {periods}, báo cáo khác định nghĩa."},
    {"outside", "Not counted: there are figures, and none of a year that the round counts.",
     "Không được tính: có số liệu, nhưng không thuộc năm mà đợt này tính."},
};

std::string KeyOf(const WhyQuestion& question) {
  const Answer& answer = question.answer;
  const std::string state = answer.Text("state");
  if (answer.Flag("held_back_only")) return "held-back";
  const bool has_nothing = state == "nothing-yet";
  if (!IsCounted(answer) && answer.At("late").Flag("figures")) {
    return question.arrived.empty() ? "late-undated" : "late";
  }
  if (has_nothing && answer.Flag("outside_year_rule")) return "outside";
  if (has_nothing && !question.docket.List("closes").empty()) return "nothing-yet-closed";
  return has_nothing || state.empty() ? "nothing-yet" : state;
}

}  // namespace

bool IsCounted(const Answer& answer) {
  const std::string state = answer.Text("state");
  return state == "as-specified" || state == "otherwise";
}

std::string CutOffOf(const Answer& docket, absl::string_view member) {
  const std::string own = docket.At("extensions").Text(member);
  return own.empty() ? docket.Text("cut_off") : own;
}

std::string WhySentence(const WhyQuestion& question) {
  const Answer& answer = question.answer;
  const std::string reason = absl::StrReplaceAll(answer.Text("reason"), {{"-", " "}});
  const auto fill = [&](absl::string_view key, absl::string_view state) {
    return absl::StrReplaceAll(WordIn(kWhyWords, question.language, key),
                               {{"{periods}", absl::StrJoin(answer.Texts("periods"), ", ")},
                                {"{code}", question.line.Text("code")},
                                {"{reason}", reason.empty() ? "" : absl::StrCat(" (", reason, ")")},
                                {"{arrived}", question.arrived},
                                {"{cut_off}", CutOffOf(question.docket, answer.Text("member"))},
                                {"{state}", state}});
  };
  const std::string key = KeyOf(question);
  const std::string sentence = fill(key, "");
  const bool says_more = !absl::StartsWith(key, "late") && !answer.At("late").is_absent() &&
                         !answer.At("late").Text("index").empty();
  return says_more ? fill("late-words", sentence) : sentence;
}

}  // namespace lontar::pages
