#include "cli/diff_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

constexpr int kCellColumns = 38;
constexpr int kFateColumns = 10;
constexpr int kFigureColumns = 20;
constexpr int kPercentColumns = 9;

std::string MissingWords(const std::string& status) {
  if (status == "O") return "not available";
  if (status == "L") return "not collected";
  if (status == "M") return "does not apply";
  return "no number";
}

// Places behind the point of a number, the point included.
int FractionOf(const std::string& number) {
  const size_t point = number.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(number.size() - point);
}

// `fraction`: what the longest fraction of its column takes.
std::string FigureWords(const Answer& side, int fraction) {
  if (side.is_absent()) return "";
  const std::string state = side.Text("state");
  if (state == "missing") return MissingWords(side.Text("status"));
  if (state != "number") return state;
  const std::string value = side.Text("value");
  const int more = fraction - FractionOf(value);
  return absl::StrCat(value, std::string(static_cast<size_t>(std::max(more, 0)), ' '));
}

std::string PercentWords(const Answer& cell) {
  if (cell.Text("change") != "changed") return "";
  const std::string percent = cell.Text("percent");
  const bool is_plain = percent == "-" || percent == "0.0" || absl::StartsWith(percent, "-");
  return absl::StrCat(is_plain ? "" : "+", percent, percent == "-" ? "" : " %");
}

// What differs beside the number, in a line of its own.
std::string FieldsLine(const Answer& cell) {
  std::vector<std::string> fields = cell.Texts("fields");
  const bool same_number = std::erase(fields, "value") == 0;
  if (fields.empty()) return "";
  const absl::string_view what = same_number ? "the number stays; other " : "also other ";
  return Hanging("", 4, absl::StrCat(what, absl::StrJoin(fields, ", ")));
}

std::string CellRow(const Answer& cell, bool is_current, int fraction) {
  const std::vector<std::string> words =
      WrapWords(BreakdownWords(cell.At("dimensions")), kCellColumns - 3);
  std::string fate = cell.Text("change");
  if (fate == "withdrawn" && !is_current) fate = "only there";
  std::string row =
      absl::StrCat("  ", PadRight(words.front(), kCellColumns - 2), PadRight(fate, kFateColumns),
                   " ", PadLeft(FigureWords(cell.At("before"), fraction), kFigureColumns), " ",
                   PadLeft(FigureWords(cell.At("after"), fraction), kFigureColumns), " ",
                   PadLeft(PercentWords(cell), kPercentColumns));
  row.resize(row.find_last_not_of(' ') + 1);
  absl::StrAppend(&row, "\n");
  for (size_t i = 1; i < words.size(); ++i) absl::StrAppend(&row, "    ", words[i], "\n");
  return row + FieldsLine(cell);
}

std::string BlockWords(const Answer& block) {
  const std::string code = block.Text("code");
  return absl::StrCat(code.empty() ? block.Text("indicator") : code, " ", block.Text("measure"),
                      " ", block.Text("period"));
}

std::string BlockHead(const Answer& cell, const std::string& against) {
  return absl::StrCat("\n", PadRight(BlockWords(cell), kCellColumns + kFateColumns), " ",
                      PadLeft(against, kFigureColumns), " ", PadLeft("draft", kFigureColumns), " ",
                      PadLeft("change", kPercentColumns), "\n");
}

bool SameBlock(const Answer& a, const Answer& b) {
  return a.Text("indicator") == b.Text("indicator") && a.Text("measure") == b.Text("measure") &&
         a.Text("period") == b.Text("period");
}

// The cells of one block, which stand together.
std::string BlockRows(const std::vector<Answer>& cells, size_t from, size_t to,
                      const std::string& against) {
  int fraction = 0;
  for (size_t i = from; i < to; ++i) {
    for (const absl::string_view side : {"before", "after"}) {
      fraction = std::max(fraction, FractionOf(cells[i].At(side).Text("value")));
    }
  }
  std::string rows = BlockHead(cells[from], against);
  for (size_t i = from; i < to; ++i) {
    absl::StrAppend(&rows, CellRow(cells[i], against == "current", fraction));
  }
  return rows;
}

std::string DiffHead(const Answer& answer) {
  const Answer& counts = answer.At("counts");
  const bool is_current = answer.Text("against") == "current";
  return Hanging(
      "", 0,
      absl::StrCat(answer.Text("draft"), " of ", answer.Text("provider"), " against ",
                   is_current ? "what stands" : answer.Text("against"), ": ", counts.Text("added"),
                   " added, ", counts.Text("changed"), " changed, ", counts.Text("withdrawn"),
                   is_current ? " withdrawn, " : " only there, ", counts.Text("unchanged"),
                   " unchanged"));
}

std::string DiffFoot(const Answer& answer) {
  std::string foot;
  for (const Answer& block : answer.List("withdrawn_blocks")) {
    absl::StrAppend(&foot, Hanging("", 0,
                                   absl::StrCat("withdrawn whole: ", BlockWords(block),
                                                ", reason: ", block.Text("reason"))));
  }
  if (const uint64_t more = answer.Number("cells_left_out"); more > 0) {
    absl::StrAppend(&foot, Counted(more, "more cell is", "more cells are"),
                    " counted above and not listed\n");
  }
  if (const uint64_t lost = answer.Number("unreadable"); lost > 0) {
    absl::StrAppend(&foot, "the values of ", Counted(lost, "block", "blocks"),
                    " that stand are lost here: their cells count as added\n");
  }
  return foot.empty() ? foot : absl::StrCat("\n", foot);
}

}  // namespace

std::string BreakdownWords(const Answer& dimensions) {
  std::vector<std::string> words;
  for (size_t i = 0; i < dimensions.keys().size(); ++i) {
    const std::string& code = dimensions.items()[i].text();
    if (code != "_T") words.push_back(absl::StrCat(dimensions.keys()[i], " ", code));
  }
  return words.empty() ? "total" : absl::StrJoin(words, ", ");
}

std::string DiffText(const Answer& answer) {
  const std::vector<Answer>& cells = answer.List("cells");
  std::string text = DiffHead(answer);
  for (size_t from = 0; from < cells.size();) {
    size_t to = from + 1;
    while (to < cells.size() && SameBlock(cells[from], cells[to])) ++to;
    absl::StrAppend(&text, BlockRows(cells, from, to, answer.Text("against")));
    from = to;
  }
  return text + DiffFoot(answer);
}

}  // namespace lontar::cli
