#include "cli/catalogue_moves.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

using catalogue::SourceFile;

size_t IndentOf(absl::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

// "key: value" in its own line behind `indent`; the value alone is changed.
bool ChangeValue(std::string* line, size_t indent, absl::string_view key, absl::string_view value) {
  absl::string_view rest = *line;
  if (IndentOf(rest) != indent) return false;
  rest.remove_prefix(indent);
  if (!absl::ConsumePrefix(&rest, key) || !absl::StartsWith(rest, ": ")) return false;
  *line = absl::StrCat(std::string(indent, ' '), key, ": ", value);
  return true;
}

// The lines of one indicator: from "- id: …" to the next item of the list.
struct Item {
  std::vector<std::string>* lines = nullptr;
  size_t begin = 0;
  size_t end = 0;
  size_t indent = 0;  // of its keys
};

std::optional<Item> FindItem(std::vector<std::string>* lines, absl::string_view id) {
  for (size_t i = 0; i < lines->size(); ++i) {
    const absl::string_view line = (*lines)[i];
    const size_t dash = IndentOf(line);
    if (line.substr(dash) != absl::StrCat("- id: ", id)) continue;
    Item item{lines, i, i + 1, dash + 2};
    const auto belongs = [&item](absl::string_view other) {
      return IndentOf(other) == other.size() || IndentOf(other) >= item.indent;
    };
    while (item.end < lines->size() && belongs((*lines)[item.end])) ++item.end;
    return item;
  }
  return std::nullopt;
}

bool ChangeItem(const Item& item, absl::string_view key, absl::string_view value) {
  for (size_t i = item.begin; i < item.end; ++i) {
    if (ChangeValue(&(*item.lines)[i], item.indent, key, value)) return true;
  }
  return false;
}

int NextNumber(const catalogue::Catalogue& catalogue, const std::string& list) {
  int highest = 0;
  for (const catalogue::Indicator& indicator : catalogue.indicators()) {
    int number = 0;
    const bool is_numbered =
        indicator.list == list && absl::SimpleAtoi(indicator.code.substr(list.size()), &number);
    if (is_numbered) highest = std::max(highest, number);
  }
  return highest + 1;
}

absl::Status ByHand(absl::string_view what) {
  return base::Problem(absl::StatusCode::kFailedPrecondition, "CATALOGUE_TEXT",
                       absl::StrCat(what,
                                    " does not stand on a line of its own in the catalogue's "
                                    "text; change it by hand"));
}

using Texts = std::vector<std::vector<std::string>>;

absl::Status MoveOne(Texts* texts, const std::string& id, const std::string& list, int number) {
  for (std::vector<std::string>& lines : *texts) {
    const std::optional<Item> item = FindItem(&lines, id);
    const bool is_moved = item && ChangeItem(*item, "list", list) &&
                          ChangeItem(*item, "number", absl::StrCat(number));
    if (is_moved) return absl::OkStatus();
  }
  return ByHand(absl::StrCat("list and number of ", id));
}

absl::Status SetVersion(Texts* texts, const std::string& version) {
  const std::string quoted = absl::StrCat("\"", version, "\"");
  for (std::vector<std::string>& lines : *texts) {
    for (std::string& line : lines) {
      if (ChangeValue(&line, 0, "version", quoted)) return absl::OkStatus();
    }
  }
  return ByHand("the version");
}

absl::Status CheckMoved(const std::vector<SourceFile>& files, const CatalogueMoves& moves) {
  LONTAR_ASSIGN_OR_RETURN(const auto next, catalogue::Catalogue::Load(files));
  if (next.version() != moves.version) return ByHand("the version");
  for (const auto& [id, list] : moves.lists) {
    if (next.FindIndicator(id)->list != list) return ByHand(absl::StrCat("the list of ", id));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<SourceFile>> MoveIndicators(std::vector<SourceFile> files,
                                                       const CatalogueMoves& moves) {
  LONTAR_ASSIGN_OR_RETURN(const auto before, catalogue::Catalogue::Load(files));
  Texts texts;
  for (const SourceFile& file : files) texts.push_back(absl::StrSplit(file.content, '\n'));
  LONTAR_RETURN_IF_ERROR(SetVersion(&texts, moves.version));
  std::map<std::string, int> next;
  for (const auto& [id, list] : moves.lists) {
    const catalogue::Indicator* indicator = before.FindIndicator(id);
    if (indicator == nullptr) {
      return base::Problem(absl::StatusCode::kInvalidArgument, "INDICATOR_UNKNOWN",
                           absl::StrCat(base::Quoted(id), " is no indicator of this catalogue"));
    }
    if (indicator->list == list) continue;
    const auto [number, is_first] = next.try_emplace(list, NextNumber(before, list));
    LONTAR_RETURN_IF_ERROR(MoveOne(&texts, id, list, number->second++));
  }
  for (size_t i = 0; i < files.size(); ++i) files[i].content = absl::StrJoin(texts[i], "\n");
  LONTAR_RETURN_IF_ERROR(CheckMoved(files, moves));
  return files;
}

}  // namespace lontar::cli
