#include "node/core/drafted.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/narrative_text.h"
#include "core/formats/plain_text.h"
#include "core/formats/utf8.h"
#include "core/store/key_space.h"
#include "node/core/draft_diff.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// What one side says of its indicators.
struct Told {
  std::set<std::string> indicators;          // with words or figures
  std::map<std::string, std::string> words;  // by indicator
  Side figures;
};

absl::StatusOr<Told> ToldIn(const observation::Report& report, const fold::PartReader& parts) {
  Told told;
  for (const observation::PartEntry& entry : report.parts) {
    if (entry.kind == observation::PartKind::kFigures) told.indicators.insert(entry.indicator);
  }
  for (NarrativeFound& found : NarrativesOf(report, parts)) {
    if (formats::UseOf(found.narrative.text) != formats::NarrativeUse::kWords) continue;
    told.indicators.insert(found.narrative.indicator);
    told.words[found.narrative.indicator] = std::move(found.narrative.text);
  }
  LONTAR_ASSIGN_OR_RETURN(told.figures, SideOf(report, parts));
  return told;
}

// Indicators of whose figures something differs.
std::set<std::string> Differing(const Side& before, const Side& after) {
  std::set<std::string> differing;
  for (const CellChange& change : DiffSides(before, after).cells) {
    differing.insert(change.block.indicator);
  }
  return differing;
}

std::map<std::string, DraftedFate> FatesOf(const Told& drafted, const Told& now) {
  const std::set<std::string> figures = Differing(drafted.figures, now.figures);
  std::map<std::string, DraftedFate> fates;
  for (const std::string& indicator : drafted.indicators) {
    const auto before = drafted.words.find(indicator);
    const auto after = now.words.find(indicator);
    const std::string old_words = before == drafted.words.end() ? "" : before->second;
    const std::string new_words = after == now.words.end() ? "" : after->second;
    const bool is_same = old_words == new_words && !figures.contains(indicator);
    fates[indicator] = is_same ? DraftedFate::kConfirmed : DraftedFate::kCorrected;
    if (!now.indicators.contains(indicator)) fates[indicator] = DraftedFate::kLeftOut;
  }
  for (const std::string& indicator : now.indicators) {
    fates.try_emplace(indicator, DraftedFate::kAdded);
  }
  return fates;
}

fold::PartReader PartsIn(const ReportDraft& draft) {
  return [&draft](const base::PartHash& hash) -> std::optional<std::string> {
    for (const auto& [of, bytes] : draft.parts) {
      if (of == hash) return bytes;
    }
    return std::nullopt;
  };
}

std::string TextAt(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

struct ReadRecord {
  std::string by;
  ReportDraft draft;
};

absl::Status Damaged() {
  return Unreadable("what was drafted", "drop the draft and import it again");
}

absl::StatusOr<ReadRecord> ReadRecordOf(const std::string& text) {
  const json record = json::parse(text, nullptr, false);
  if (!record.is_object()) return Damaged();
  ReadRecord read;
  read.by = TextAt(record, "by");
  std::string bytes;
  if (read.by.empty() || !absl::Base64Unescape(TextAt(record, "report"), &bytes)) {
    return Damaged();
  }
  absl::StatusOr<observation::Report> report = observation::DecodeReport(bytes);
  if (!report.ok()) return Damaged();
  read.draft.report = *std::move(report);
  const auto parts = record.find("parts");
  if (parts == record.end() || !parts->is_object()) return Damaged();
  for (const observation::PartEntry& entry : read.draft.report.parts) {
    if (!absl::Base64Unescape(TextAt(*parts, entry.part_hash.hex().c_str()), &bytes)) {
      return Damaged();
    }
    read.draft.parts.emplace_back(entry.part_hash, bytes);
  }
  return read;
}

absl::StatusOr<Drafted> Compared(const ReadRecord& record, const observation::Report& report,
                                 const fold::PartReader& parts) {
  LONTAR_ASSIGN_OR_RETURN(const Told before, ToldIn(record.draft.report, PartsIn(record.draft)));
  LONTAR_ASSIGN_OR_RETURN(const Told now, ToldIn(report, parts));
  return Drafted{record.by, report.provider, false, FatesOf(before, now)};
}

std::string CodeIn(const catalogue::Catalogue* catalogue, const std::string& id) {
  const auto* indicator = catalogue == nullptr ? nullptr : catalogue->FindIndicator(id);
  return indicator == nullptr ? id : indicator->code;
}

bool IsToldInWords(const catalogue::Indicator& indicator) {
  return std::ranges::any_of(indicator.measures, [](const catalogue::Measure& measure) {
    return measure.kind == catalogue::MeasureKind::kAssessment;
  });
}

}  // namespace

absl::StatusOr<std::string> DrafterNamed(absl::string_view name, absl::string_view provider) {
  const std::string plain = formats::IsUtf8(name) ? formats::PlainTextOf(name).text : "";
  const bool is_short = !plain.empty() && plain.size() <= static_cast<size_t>(base::kIdBytesMax);
  if (is_short && plain.find(';') == std::string::npos && plain != provider) return plain;
  return base::Problem(absl::StatusCode::kInvalidArgument, "DRAFTER_INVALID",
                       absl::StrCat(base::Quoted(name), " is not who drafts for ", provider,
                                    "; write the short name of another body, such as ILO: at most ",
                                    base::kIdBytesMax, " bytes, no semicolon, no person's name"));
}

absl::Status CheckToldInWords(const catalogue::Catalogue& catalogue,
                              const formats::ImportResult& imported) {
  std::set<std::string> named;
  for (const auto& of : imported.indicators) named.insert(of.indicator);
  for (const auto& of : imported.narratives) named.insert(of.indicator);
  std::vector<std::string> codes;
  for (const catalogue::Indicator& indicator : catalogue.indicators()) {
    if (named.contains(indicator.id) && !IsToldInWords(indicator)) codes.push_back(indicator.code);
  }
  if (codes.empty()) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "NOT_IN_WORDS",
      absl::StrCat("only what is told in words is drafted by others, and the catalogue asks of ",
                   absl::StrJoin(codes, ", "),
                   " for figures alone: these are supplied by their provider"));
}

absl::string_view NameOf(DraftedFate fate) {
  switch (fate) {
    case DraftedFate::kConfirmed:
      return "confirmed";
    case DraftedFate::kCorrected:
      return "corrected";
    case DraftedFate::kLeftOut:
      return "left out";
    case DraftedFate::kAdded:
      return "added";
  }
  return "";
}

bool Drafted::IsCorrected() const {
  return std::ranges::any_of(indicators, [](const auto& of) {
    return of.second == DraftedFate::kCorrected || of.second == DraftedFate::kLeftOut;
  });
}

std::string DraftedRecord(absl::string_view by, const ReportDraft& draft) {
  json parts = json::object();
  for (const auto& [hash, bytes] : draft.parts) {
    parts[hash.hex()] = absl::Base64Escape(bytes);
  }
  const json record = {{"by", std::string(by)},
                       {"report", absl::Base64Escape(observation::EncodeReport(draft.report))},
                       {"parts", parts}};
  return record.dump();
}

absl::StatusOr<Drafted> CompareDrafted(const std::string& record, const ReportDraft& draft) {
  LONTAR_ASSIGN_OR_RETURN(const ReadRecord read, ReadRecordOf(record));
  return Compared(read, draft.report, PartsIn(draft));
}

absl::Status MarkDrafted(const Drafted& drafted, base::Entropy* entropy, ReportDraft* draft) {
  for (const auto& [indicator, fate] : drafted.indicators) {
    if (fate != DraftedFate::kConfirmed && fate != DraftedFate::kCorrected) continue;
    const formats::Drafting line{drafted.by, drafted.provider, fate == DraftedFate::kCorrected};
    LONTAR_ASSIGN_OR_RETURN(NewPart part,
                            MakeNarrative(entropy, indicator, formats::DraftingText(line)));
    draft->Add(std::move(part));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> ReadDraftedRecord(const store::Reader& store,
                                                             absl::string_view draft) {
  return store.Get(absl::StrCat(store::DraftKey(draft), kDraftDrafted));
}

absl::StatusOr<std::string> WantDraftedRecord(const store::Reader& store, const StoredDraft& draft,
                                              absl::string_view provider) {
  LONTAR_ASSIGN_OR_RETURN(std::optional<std::string> record, ReadDraftedRecord(store, draft.id));
  if (record) return *std::move(record);
  return base::Problem(
      absl::StatusCode::kFailedPrecondition, "NOT_DRAFTED",
      absl::StrCat(draft.id, " is ", provider,
                   "'s own and was not drafted by another; `lontar "
                   "import` takes a corrected file in as a new draft, `lontar draft return` gives "
                   "one back, `lontar draft drop` takes it away"));
}

absl::StatusOr<std::optional<Drafted>> DraftedOf(const store::Reader& store,
                                                 const StoredDraft& draft) {
  LONTAR_ASSIGN_OR_RETURN(const auto record, ReadDraftedRecord(store, draft.id));
  if (!record) return std::nullopt;
  LONTAR_ASSIGN_OR_RETURN(const ReadRecord read, ReadRecordOf(*record));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  LONTAR_ASSIGN_OR_RETURN(Drafted drafted, Compared(read, report, DraftPartsOf(store, draft.id)));
  drafted.is_signed = !draft.envelope.signatures.empty();
  return drafted;
}

std::string DraftedSentence(const Drafted& drafted, const catalogue::Catalogue* catalogue) {
  std::vector<std::string> changes;
  for (const DraftedFate fate :
       {DraftedFate::kCorrected, DraftedFate::kLeftOut, DraftedFate::kAdded}) {
    std::vector<std::string> codes;
    for (const auto& [indicator, is] : drafted.indicators) {
      if (is == fate) codes.push_back(CodeIn(catalogue, indicator));
    }
    std::ranges::sort(codes);
    if (!codes.empty()) {
      changes.push_back(absl::StrCat(absl::StrJoin(codes, ", "), " ", NameOf(fate)));
    }
  }
  const std::string outcome = drafted.IsCorrected() ? "corrected" : "confirmed";
  const std::string what =
      drafted.is_signed
          ? absl::StrCat(outcome, " by ", drafted.provider)
          : absl::StrCat(drafted.provider, drafted.IsCorrected() ? " signs it as corrected"
                                                                 : " confirms it by signing");
  return absl::StrCat("drafted by ", drafted.by, "; ", what, changes.empty() ? "" : ": ",
                      absl::StrJoin(changes, "; "));
}

std::string DraftedJson(const std::optional<Drafted>& drafted,
                        const catalogue::Catalogue* catalogue) {
  if (!drafted) return "null";
  json indicators = json::array();
  for (const auto& [indicator, fate] : drafted->indicators) {
    indicators.push_back({{"indicator", indicator},
                          {"code", CodeIn(catalogue, indicator)},
                          {"fate", std::string(NameOf(fate))}});
  }
  const json words = {{"by", drafted->by},
                      {"outcome", drafted->IsCorrected() ? "corrected" : "confirmed"},
                      {"signed", drafted->is_signed},
                      {"indicators", indicators},
                      {"sentence", DraftedSentence(*drafted, catalogue)}};
  return words.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace lontar::node
