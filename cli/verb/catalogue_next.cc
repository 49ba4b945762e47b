// lontar catalogue next: the next version of a catalogue's text, as SLOM has decided.

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/catalogue_moves.h"
#include "cli/daemon.h"
#include "cli/json_text.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

struct Move {
  std::string indicator;
  std::string from;
  std::string to;
};

// Indicators that stand on another list than the newest catalogue of the log has them.
absl::StatusOr<std::vector<Move>> AskMoves(const Call& call, const std::string& collection) {
  net::Question question;
  question.question = "decisions";
  question.collection = collection;
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  std::vector<Move> moves;
  for (const Answer& life : answer.List("indicators")) {
    const std::string now = life.Text("list");
    if (life.List("catalogues").empty()) continue;
    const std::string before = life.List("catalogues").back().Text("list");
    if (now != before) moves.push_back({life.Text("indicator"), before, now});
  }
  return moves;
}

std::string NextText(const std::vector<Move>& moves, const std::string& out) {
  std::string text;
  for (const Move& move : moves) {
    absl::StrAppend(&text, "moved    ", move.indicator, " from ", move.from, " to ", move.to, "\n");
  }
  return absl::StrCat(
      text, "written  ", out,
      ", a draft: look at it with lontar catalogue diff, then lontar catalogue add");
}

std::string NextJson(const std::vector<Move>& moves, const std::string& version,
                     const std::string& out) {
  std::vector<JsonObject> rows;
  for (const Move& move : moves) {
    JsonObject& row = rows.emplace_back();
    row.Put("indicator", move.indicator);
    row.Put("from", move.from);
    row.Put("to", move.to);
  }
  JsonObject answer;
  answer.Put("schema", "lontar.catalogue-next.v1");
  answer.Put("version", version);
  answer.Put("folder", out);
  answer.PutObjects("moves", rows);
  return answer.Written();
}

}  // namespace

absl::Status CatalogueNext(const Call& call) {
  const std::string out = call.arguments.Text("out");
  LONTAR_ASSIGN_OR_RETURN(auto files, ReadCatalogueFiles(call.arguments.Text("catalogue")));
  LONTAR_ASSIGN_OR_RETURN(const auto catalogue, LoadNewCatalogue(call.arguments.Text("catalogue")));
  LONTAR_ASSIGN_OR_RETURN(const auto decided, AskMoves(call, catalogue.collection()));
  if (decided.empty()) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "NOTHING_DECIDED",
                         "no decision behind the newest catalogue moves an indicator; there is "
                         "nothing to make a version of");
  }
  CatalogueMoves moves{call.arguments.Text("version"), {}};
  for (const Move& move : decided) moves.lists[move.indicator] = move.to;
  LONTAR_ASSIGN_OR_RETURN(files, MoveIndicators(std::move(files), moves));
  if (base::FileExists(out)) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "FILE_EXISTS",
                         absl::StrCat("\"", out, "\" is there already; name a new folder"));
  }
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(out));
  for (const catalogue::SourceFile& file : files) {
    const std::string name = std::filesystem::path(file.name).filename().string();
    LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(absl::StrCat(out, "/", name), file.content));
  }
  call.terminal->Answer(call.is_json ? NextJson(decided, moves.version, out)
                                     : NextText(decided, out));
  return absl::OkStatus();
}

}  // namespace lontar::cli
