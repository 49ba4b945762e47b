// lontar template: the workbook that a provider fills, for just what it supplies.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "cli/catalogue_texts.h"
#include "cli/daemon.h"
#include "cli/json_text.h"
#include "cli/last_figures.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/act.h"
#include "core/formats/band.h"
#include "core/formats/template_fill.h"
#include "core/formats/template_layout.h"
#include "core/formats/template_write.h"
#include "core/observation/period.h"

namespace lontar::cli {
namespace {

using catalogue::Catalogue;
using catalogue::Indicator;
using catalogue::ProviderRegister;
using catalogue::ProviderText;

// What is known of the one who is to fill it.
struct Receiver {
  const Call& call;
  const Catalogue& catalogue;
  const ProviderRegister& providers;
  std::string member;
  std::string provider;
  std::string date;  // ISO
};

absl::StatusOr<absl::CivilDay> TemplateDay(const Call& call) {
  if (call.arguments.Has("date")) return observation::ParseDate(call.arguments.Text("date"));
  return absl::ToCivilDay(base::SystemClock().Now(), absl::UTCTimeZone());
}

// "KH.MoEYS Ministry of Education, Youth and Sport and KH.NIS ...": who does supply it.
std::string SuppliersOf(const Receiver& receiver, const Indicator& indicator) {
  std::vector<std::string> names;
  for (const ProviderText* provider : receiver.providers.ProvidersFor(
           receiver.member, {receiver.catalogue.collection(), indicator.id, receiver.date})) {
    names.push_back(absl::StrCat(provider->name, " (", provider->id, ")"));
  }
  return names.empty() ? "nobody that the register names" : absl::StrJoin(names, " and by ");
}

absl::StatusOr<const ProviderText*> FindProvider(const Receiver& receiver) {
  const ProviderText* provider = receiver.providers.Find(receiver.provider);
  if (provider != nullptr && provider->member == receiver.member) return provider;
  std::vector<std::string> known;
  for (const ProviderText& other : receiver.providers.providers()) {
    if (other.member == receiver.member) known.push_back(other.id);
  }
  return base::Problem(
      absl::StatusCode::kNotFound, "PROVIDER_UNNAMED",
      absl::StrCat(receiver.member, " has no provider \"", receiver.provider, "\"; it has ",
                   known.empty() ? "none" : absl::StrJoin(known, ", ")));
}

absl::StatusOr<std::vector<std::string>> WantedIds(const Receiver& receiver) {
  const std::string list = receiver.call.arguments.Text("indicators");
  if (list.empty()) {
    return receiver.providers.IndicatorsOf(receiver.provider, receiver.catalogue.collection(),
                                           receiver.date);
  }
  std::vector<std::string> ids;
  for (const absl::string_view word :
       absl::StrSplit(list, absl::ByAnyChar(", "), absl::SkipEmpty())) {
    const Indicator* indicator = receiver.catalogue.FindByCode(word);
    if (indicator == nullptr) indicator = receiver.catalogue.FindIndicator(word);
    if (indicator == nullptr) {
      return base::Problem(
          absl::StatusCode::kInvalidArgument, "INDICATOR_UNKNOWN",
          absl::StrCat("\"", word, "\" is no indicator of ", receiver.catalogue.collection(), " ",
                       receiver.catalogue.version()));
    }
    if (!receiver.providers.IsEntitled(
            receiver.provider, {receiver.catalogue.collection(), indicator->id, receiver.date})) {
      return base::Problem(
          absl::StatusCode::kPermissionDenied, "PROVIDER_NOT_ENTITLED",
          absl::StrCat(indicator->code, " is supplied by ", SuppliersOf(receiver, *indicator),
                       ", not by ", receiver.provider,
                       "; tell your statistical office, do not fill"));
    }
    if (std::ranges::find(ids, indicator->id) == ids.end()) ids.push_back(indicator->id);
  }
  return ids;
}

absl::StatusOr<std::string> TextFile(const Call& call, const std::string& folder,
                                     const std::string& name) {
  if (call.arguments.Has("texts")) return absl::StrCat(call.arguments.Text("texts"), "/", name);
  return FileBeside(folder, name);
}

absl::StatusOr<formats::TemplateRequest> RequestOf(const Receiver& receiver,
                                                   const std::string& folder) {
  formats::TemplateRequest request;
  LONTAR_ASSIGN_OR_RETURN(const std::string members,
                          TextFile(receiver.call, folder, "members.yaml"));
  LONTAR_ASSIGN_OR_RETURN(const catalogue::MemberText member,
                          FindMemberText(members, receiver.member));
  LONTAR_ASSIGN_OR_RETURN(const ProviderText* provider, FindProvider(receiver));
  request.member = member.code;
  request.member_name = member.name;
  request.provider = provider->id;
  request.provider_name = provider->name;
  request.date = receiver.date;
  request.language = receiver.call.arguments.TextOr("language", catalogue::kSourceLanguage);
  LONTAR_ASSIGN_OR_RETURN(request.indicators, WantedIds(receiver));
  if (receiver.call.arguments.Has("round")) {
    LONTAR_ASSIGN_OR_RETURN(const std::string rounds,
                            TextFile(receiver.call, folder, "rounds.yaml"));
    LONTAR_ASSIGN_OR_RETURN(request.round,
                            FindRoundText(rounds, receiver.call.arguments.Text("round")));
  }
  return request;
}

// That of the node, where one is named; else what the office says itself.
absl::StatusOr<std::string> BandOf(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(std::string band, NodeNotice(call));
  if (band.empty() && call.arguments.Has("training")) band = fold::kTrainingNotice;
  return band;
}

struct Made {
  const Call& call;
  const Catalogue& catalogue;
  const formats::TemplateRequest& request;
  size_t bytes;
  size_t hints;       // of what is known already
  size_t word_hints;  // texts of that
  uint64_t left_out;  // of that
};

std::string HintsLine(const Made& made) {
  const auto& arguments = made.call.arguments;
  if (!arguments.Has("from-round") && !arguments.Has("prefill")) return "";
  return absl::StrCat(
      "in grey     ", Counted(made.hints, "figure to confirm", "figures to confirm"),
      made.word_hints == 0
          ? ""
          : absl::StrCat(", ", Counted(made.word_hints, "text to confirm", "texts to confirm")),
      made.left_out == 0 ? ""
                         : absl::StrCat("; ", made.left_out,
                                        " more are not brought along: held back, "
                                        "without a number, or of another catalogue"),
      "\n");
}

void Tell(const Made& made) {
  const formats::TemplateRequest& request = made.request;
  std::vector<std::string> codes;
  for (const Indicator& indicator : made.catalogue.indicators()) {
    const auto& ids = request.indicators;
    if (std::ranges::find(ids, indicator.id) != ids.end()) codes.push_back(indicator.code);
  }
  const std::string out = made.call.arguments.Text("out");
  JsonObject answer;
  answer.Put("schema", "lontar.template.v1");
  answer.Put("file", out);
  answer.Put("collection", made.catalogue.collection());
  answer.Put("catalogue_version", made.catalogue.version());
  answer.Put("member", request.member);
  answer.Put("provider", request.provider);
  answer.Put("round", request.round ? request.round->id : "");
  answer.PutTexts("indicators", codes);
  answer.PutNumber("bytes", made.bytes);
  answer.PutNumber("hints", made.hints);
  answer.PutNumber("word_hints", made.word_hints);
  answer.PutNumber("left_out", made.left_out);
  made.call.terminal->Answer(
      made.call.is_json
          ? answer.Written()
          : absl::StrCat("template    ", out, ", ", SizeWords(made.bytes), "\nprovider    ",
                         request.provider, ", ", request.provider_name, ", ", request.member_name,
                         "\nindicators  ", absl::StrJoin(codes, ", "), "\n", HintsLine(made)));
}

}  // namespace

absl::Status Template(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const CatalogueTexts texts,
                          FindCatalogue(call.arguments.Text("collection")));
  LONTAR_ASSIGN_OR_RETURN(const std::string file, TextFile(call, texts.folder, "providers.yaml"));
  LONTAR_ASSIGN_OR_RETURN(const ProviderRegister providers, ReadProviders(file, texts.catalogue));
  LONTAR_ASSIGN_OR_RETURN(const absl::CivilDay day, TemplateDay(call));
  const Receiver receiver = {.call = call,
                             .catalogue = texts.catalogue,
                             .providers = providers,
                             .member = call.arguments.Text("member"),
                             .provider = call.arguments.Text("provider"),
                             .date = observation::DateText(day)};
  LONTAR_ASSIGN_OR_RETURN(formats::TemplateRequest request, RequestOf(receiver, texts.folder));
  if (request.language != catalogue::kSourceLanguage &&
      texts.catalogue.FindTranslation(request.language) == nullptr) {
    call.terminal->Warning(absl::StrCat("the catalogue has no texts in the language \"",
                                        request.language, "\"; all words are English"));
  }
  LONTAR_ASSIGN_OR_RETURN(const KnownFigures known, KnownFor(call, request, texts.catalogue));
  request.has_hints = !known.hints.empty();
  request.has_word_hints = !known.words.empty();
  LONTAR_ASSIGN_OR_RETURN(formats::FilledTemplate filled,
                          formats::FillHints(request, texts.catalogue, known.hints, known.words));
  LONTAR_ASSIGN_OR_RETURN(const std::string band, BandOf(call));
  formats::PutBand(band, &filled.layout.plan);
  LONTAR_ASSIGN_OR_RETURN(
      const std::string bytes,
      formats::WriteWorkbook(filled.layout.plan, absl::FromCivil(day, absl::UTCTimeZone())));
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(call.arguments.Text("out"), bytes));
  SetBand(call, band);
  Tell({call, texts.catalogue, request, bytes.size(), filled.spots.size(), known.words.size(),
        known.left_out});
  return absl::OkStatus();
}

}  // namespace lontar::cli
