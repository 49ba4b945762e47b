#include "core/pages/progress_words.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

using net::Answer;

constexpr WordEntry kProgressWords[] = {
    {"baseline", "{measure}: {baseline} {unit} in {base_period}.",
     "{measure}: {baseline} {unit} năm {base_period}."},
    {"baseline-held-back", "The baseline is of {base_period} and held back.",
     "Số liệu gốc năm {base_period} không công bố."},
    {"baseline-open", "Baseline open: {candidates} for {base_period}.",
     "Số liệu gốc chưa xác định: {candidates} cho năm {base_period}."},
    {"baseline-withdrawn", "The base year is {base_year}, and its figure was withdrawn.",
     "Năm gốc là {base_year}, và số liệu của năm đó đã được rút lại."},
    {"break", "{baseline_words} There is a break in the series up to {later_period}.",
     "{baseline_words} Chuỗi số liệu bị ngắt đoạn cho đến {later_period}."},
    {"compared",
     "{measure}: {baseline} {unit} in {base_period}, {later} in {later_period}; difference "
     "{difference}.",
     "{measure}: {baseline} {unit} năm {base_period}, {later} năm {later_period}; chênh lệch "
     "{difference}."},
    {"definition", "The two definitions are worded differently.",
     "Hai định nghĩa được diễn đạt khác nhau."},
    {"later-disputed", "{baseline_words} The figures of {later_period} are disputed.",
     "{baseline_words} Số liệu năm {later_period} chưa thống nhất."},
    {"later-held-back", "{baseline_words} The figure of {later_period} is held back.",
     "{baseline_words} Số liệu năm {later_period} không công bố."},
    {"no-baseline", "No baseline: nothing of it counts in this round.",
     "Chưa có số liệu gốc: không có số liệu nào được tính trong đợt này."},
    {"no-later-figure", "{baseline_words} There is no later figure.",
     "{baseline_words} Chưa có số liệu mới hơn."},
    {"none", "none", "không có"},
    {"not-alike",
     "{baseline_words} The figure of {later_period} is of another kind: {unlike}. No comparison.",
     "{baseline_words} Số liệu năm {later_period} thuộc loại khác: {unlike}. Không so sánh."},
    {"stated", "{level} (stated by {provider}, log index {index})",
     "{level} (do {provider} tự đánh giá, chỉ số nhật ký {index})"},
    {"stated-on-behalf", "{level} (stated by {provider}, entered by {office}, log index {index})",
     "{level} (do {provider} tự đánh giá, {office} nhập, chỉ số nhật ký {index})"},
    {"unlike", "{name} {later}, the baseline {baseline}", "{name} {later}, số liệu gốc {baseline}"},
};

std::string CandidatesOf(const Answer& baseline) {
  std::vector<std::string> candidates;
  for (const Answer& one : baseline.List("candidates")) {
    candidates.push_back(absl::StrCat(one.Text("value"), " (", one.Text("provider"), ")"));
  }
  return absl::StrJoin(candidates, ", ");
}

// "15 to 17 years (Y15T17)".
std::string CodeWords(absl::string_view language, const Answer& unlike, const std::string& side) {
  const std::string code = unlike.Text(side);
  const std::string name = unlike.Text(absl::StrCat(side, "_name"));
  if (code.empty()) return std::string(WordIn(kProgressWords, language, "none"));
  return name.empty() || name == code ? code : absl::StrCat(name, " (", code, ")");
}

std::string UnlikeWords(absl::string_view language, const Answer& member) {
  std::vector<std::string> words;
  for (const Answer& unlike : member.List("unlike")) {
    words.push_back(absl::StrReplaceAll(WordIn(kProgressWords, language, "unlike"),
                                        {{"{name}", unlike.Text("name")},
                                         {"{later}", CodeWords(language, unlike, "later")},
                                         {"{baseline}", CodeWords(language, unlike, "baseline")}}));
  }
  return absl::StrJoin(words, "; ");
}

}  // namespace

std::string ProgressSentence(absl::string_view language, const Answer& member) {
  const Answer& baseline = member.At("baseline");
  const Answer& later = member.At("later");
  const auto fill = [&](absl::string_view key, absl::string_view baseline_words) {
    return absl::StrReplaceAll(WordIn(kProgressWords, language, key),
                               {{"{measure}", member.Text("measure")},
                                {"{unit}", member.Text("unit_name")},
                                {"{base_year}", member.Text("base_year")},
                                {"{base_period}", baseline.Text("period")},
                                {"{baseline}", baseline.Text("value")},
                                {"{candidates}", CandidatesOf(baseline)},
                                {"{later_period}", later.Text("period")},
                                {"{later}", later.Text("value")},
                                {"{difference}", member.Text("difference")},
                                {"{unlike}", UnlikeWords(language, member)},
                                {"{baseline_words}", baseline_words}});
  };
  const std::string state = member.Text("state");
  if (state.empty()) return "";
  const std::string sentence = fill(state, fill("baseline", ""));
  if (!member.Flag("definition_differs")) return sentence;
  return absl::StrCat(sentence, " ", WordIn(kProgressWords, language, "definition"));
}

std::vector<std::string> StatedLevels(absl::string_view language, const Answer& member) {
  std::vector<std::string> lines;
  for (const Answer& stated : member.List("stated")) {
    const std::string office = stated.Text("on_behalf");
    lines.push_back(absl::StrReplaceAll(
        WordIn(kProgressWords, language, office.empty() ? "stated" : "stated-on-behalf"),
        {{"{level}", stated.Text("level")},
         {"{provider}", stated.Text("provider")},
         {"{office}", office},
         {"{index}", stated.Text("index")}}));
  }
  return lines;
}

}  // namespace lontar::pages
