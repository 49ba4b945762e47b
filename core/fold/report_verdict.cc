#include "core/fold/report_verdict.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/catalogue/check.h"
#include "core/catalogue/counting.h"
#include "core/trust/payload_type.h"

namespace lontar::fold {
namespace {

using chain::Verdict;
using observation::PartKind;

Judgement ReportRejected(Verdict verdict, absl::string_view sentence) {
  return {verdict, std::string(sentence), false};
}

bool IsAccepted(const Judgement& judgement) { return judgement.verdict == Verdict::kAccepted; }

// A letter, and a narrative or attachment on the whole report. Figures name an indicator always:
// the strict reader sees to it.
bool IsOnNoIndicator(const observation::PartEntry& part) { return part.indicator.empty(); }

// Hub, collection and member of the report against those of the entry that carries it.
Judgement JudgeContext(const State& state, const chain::Header& header,
                       const observation::Report& report) {
  if (report.hub_id != state.hub_id()) {
    return ReportRejected(
        Verdict::kContextMismatch,
        absl::StrCat("the report is for hub ", report.hub_id.short_hex(), ", this is hub ",
                     state.hub_id().short_hex(), "; its provider signs one for this hub"));
  }
  const std::string where =
      absl::StrCat("the report is for ", report.member, ", collection ", report.collection);
  const bool fits = report.collection == header.collection && report.member == header.author &&
                    state.FindMember(report.member, state.size()) != nullptr;
  if (fits) return {};
  return ReportRejected(
      Verdict::kContextMismatch,
      absl::StrCat(where, "; the entry is of ", header.author, ", collection ", header.collection));
}

// The provider's signature, and what its key may report.
Judgement JudgeSigner(const State& state, const Candidate& candidate,
                      const observation::Report& report, SignatureOracle& oracle) {
  const chain::Header& header = candidate.entry->header;
  const std::string& office = report.on_behalf ? report.on_behalf->signing_office : report.provider;
  const std::string message = trust::Pae(trust::PayloadType::kReport, *candidate.payload);
  const KeyRecord* signer = nullptr;
  for (const KeyRecord* key :
       state.KeysAt(KeyRole::kProvider, report.member, LogIndex(state.size().value()))) {
    if (key->provider != office) continue;
    for (const trust::Signature& signature : header.payload_signatures) {
      const bool signs =
          key->key.hint() == signature.key_hint && oracle.Verifies(key->key, message, signature);
      if (signs && signer == nullptr) signer = key;
    }
  }
  if (signer == nullptr) {
    return ReportRejected(
        Verdict::kKeyNotValid,
        absl::StrCat("no signature by a key of ", office, " that is valid at index ",
                     state.size().value(), "; the provider signs the report again"));
  }
  for (const observation::PartEntry& part : report.parts) {
    if (IsOnNoIndicator(part) || signer->MayReport(report.collection, part.indicator)) continue;
    return ReportRejected(Verdict::kNotEntitled,
                          absl::StrCat("key ", signer->key.id().short_hex(), " of ", office,
                                       " may not report ", part.indicator));
  }
  return {};
}

// The figures of one part against the catalogue and the counts that the report states for them.
Judgement JudgeFigures(const catalogue::Catalogue& catalogue, const observation::PartEntry& entry,
                       const observation::Figures& figures) {
  const catalogue::Indicator* indicator = catalogue.FindIndicator(entry.indicator);
  if (figures.indicator != entry.indicator) {
    return ReportRejected(
        Verdict::kContextMismatch,
        absl::StrCat("a part of ", figures.indicator, " is listed under ", entry.indicator));
  }
  std::vector<observation::BlockCount> counted;
  for (const observation::Block& block : figures.blocks) {
    for (const catalogue::Finding& finding :
         catalogue::CheckBlock(catalogue, entry.indicator, block)) {
      if (finding.severity != catalogue::Severity::kError) continue;
      return ReportRejected(Verdict::kCatalogueViolated,
                            absl::StrCat(indicator->code, ", ", block.measure, ", ", block.period,
                                         ": ", finding.id, " in ", finding.column));
    }
    counted.push_back(catalogue::CountBlock(catalogue, *indicator, block));
  }
  std::vector<observation::BlockCount> stated;
  std::ranges::copy_if(entry.blocks, std::back_inserter(stated),
                       [](const observation::BlockCount& counts) { return !counts.withdrawn; });
  if (stated == counted) return {};
  return ReportRejected(
      Verdict::kCountsMismatch,
      absl::StrCat("the counts stated for ", indicator->code, " are not those of its part"));
}

Judgement JudgePart(const catalogue::Catalogue& catalogue, const observation::PartEntry& entry,
                    const PartReader& parts) {
  if (!IsOnNoIndicator(entry) && catalogue.FindIndicator(entry.indicator) == nullptr) {
    return ReportRejected(
        Verdict::kCatalogueViolated,
        absl::StrCat("indicator ", entry.indicator, " is not in catalogue ", catalogue.version()));
  }
  const std::optional<std::string> bytes = parts ? parts(entry.part_hash) : std::nullopt;
  if (!bytes) {
    Judgement missing =
        ReportRejected(Verdict::kPayloadMissing,
                       absl::StrCat("its author no longer has part ", entry.part_hash.short_hex(),
                                    "; report its figures again"));
    missing.unreadable = true;
    return missing;
  }
  if (bytes->size() != entry.bytes) {
    return ReportRejected(Verdict::kCountsMismatch,
                          absl::StrCat("part ", entry.part_hash.short_hex(), " has ", bytes->size(),
                                       " bytes, the report says ", entry.bytes));
  }
  const absl::StatusOr<observation::Part> part = observation::DecodePart(*bytes);
  if (!part.ok())
    return ReportRejected(Verdict::kPayloadMalformed, std::string(part.status().message()));
  const auto* figures = std::get_if<observation::Figures>(&part->content);
  const auto* narrative = std::get_if<observation::Narrative>(&part->content);
  const bool fits = figures != nullptr ? entry.kind == PartKind::kFigures
                    : narrative != nullptr
                        ? entry.kind == PartKind::kNarrative
                        : entry.kind == PartKind::kAttachment || entry.kind == PartKind::kLetter;
  if (!fits) {
    return ReportRejected(
        Verdict::kContextMismatch,
        absl::StrCat("part ", entry.part_hash.short_hex(), " is of another kind than stated"));
  }
  return figures == nullptr ? Judgement() : JudgeFigures(catalogue, entry, *figures);
}

// No block is stated twice in one report, and only figures have blocks.
Judgement JudgeBlocks(const observation::Report& report) {
  std::set<std::tuple<std::string, std::string, std::string>> stated;
  for (const observation::PartEntry& part : report.parts) {
    if (part.kind != PartKind::kFigures && !part.blocks.empty()) {
      return ReportRejected(Verdict::kCountsMismatch, "only figures have blocks");
    }
    for (const observation::BlockCount& counts : part.blocks) {
      if (!stated.insert({part.indicator, counts.measure, counts.period}).second) {
        return ReportRejected(Verdict::kCountsMismatch,
                              absl::StrCat("block ", part.indicator, ", ", counts.measure, ", ",
                                           counts.period, " is stated twice"));
      }
    }
  }
  return {};
}

}  // namespace

Judgement JudgeReport(const State& state, const Candidate& candidate, SignatureOracle& oracle) {
  const absl::StatusOr<observation::Report> report = observation::DecodeReport(*candidate.payload);
  if (!report.ok())
    return ReportRejected(Verdict::kPayloadMalformed, std::string(report.status().message()));
  Judgement judgement = JudgeContext(state, candidate.entry->header, *report);
  if (!IsAccepted(judgement)) return judgement;
  judgement = JudgeSigner(state, candidate, *report, oracle);
  if (!IsAccepted(judgement)) return judgement;
  const catalogue::Catalogue* catalogue =
      state.FindCatalogue(report->collection, report->catalogue_version, state.size());
  if (catalogue == nullptr) {
    return ReportRejected(
        Verdict::kCatalogueUnknown,
        absl::StrCat("catalogue version ", report->catalogue_version, " is not on this log"));
  }
  judgement = JudgeBlocks(*report);
  for (const observation::PartEntry& part : report->parts) {
    if (!IsAccepted(judgement)) return judgement;
    judgement = JudgePart(*catalogue, part, candidate.parts);
  }
  return judgement;
}

Judgement JudgeReadableParts(const State& state, const observation::Report& report,
                             const PartReader& parts) {
  const catalogue::Catalogue* catalogue =
      state.FindCatalogue(report.collection, report.catalogue_version, state.size());
  if (catalogue == nullptr) return {};
  for (const observation::PartEntry& part : report.parts) {
    Judgement judgement = JudgePart(*catalogue, part, parts);
    if (!judgement.unreadable && !IsAccepted(judgement)) return judgement;
  }
  return {};
}

}  // namespace lontar::fold
