#include "node/core/draft_sources.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/observation/period.h"

namespace lontar::node {
namespace {

using catalogue::SourceRegister;
using catalogue::SourceText;
using formats::ImportFinding;

const SourcesVersion* NewestReadable(const std::vector<SourcesVersion>& versions) {
  for (auto at = versions.rbegin(); at != versions.rend(); ++at) {
    if (at->sources) return &*at;
  }
  return nullptr;
}

// The source texts of each indicator, with the years of their figures.
using YearsByText = std::map<std::pair<std::string, std::string>, std::set<int>>;

YearsByText TextsOf(const std::vector<catalogue::IndicatorBlock>& blocks) {
  YearsByText texts;
  for (const catalogue::IndicatorBlock& of : blocks) {
    const auto period = observation::Period::Parse(of.block.period);
    for (const observation::Row& row : of.block.rows) {
      if (row.source.empty()) continue;
      std::set<int>& years = texts[{of.indicator, row.source}];
      if (period.ok()) years.insert(period->year());
    }
  }
  return texts;
}

ImportFinding SourceNote(const std::string& indicator, const std::string& text,
                         absl::string_view id) {
  ImportFinding note;
  note.column = "source";
  note.value = base::Plain(text, base::kFindingValueBytesMax);
  note.id = std::string(id);
  note.severity = catalogue::Severity::kNote;
  note.sentence = absl::StrCat(indicator, ": ");
  return note;
}

std::string YearsText(const SourceText& source) {
  return absl::StrJoin(source.years, ", ", [](std::string* out, const auto& span) {
    absl::StrAppend(out, catalogue::TextOf(span));
  });
}

// Checks texts one after the other. One use.
class SourceChecker {
 public:
  SourceChecker(const std::vector<SourcesVersion>& versions, const SourcesVersion& newest)
      : versions_(versions), newest_(newest) {}

  void Check(const std::string& indicator, const std::string& text, const std::set<int>& years) {
    const auto named = newest_.sources->NamedBy(text);
    if (named.empty()) {
      NoteUnknown(indicator, text);
      return;
    }
    // Of several sources one that has the year is enough: the text does not say which is of when.
    std::vector<int> outside;
    for (const int year : years) {
      const bool has = std::ranges::any_of(named, [year](const SourceText* source) {
        return source->years.empty() || source->HasYear(year);
      });
      if (!has) outside.push_back(year);
    }
    if (outside.empty()) return;
    ImportFinding note = SourceNote(indicator, text, "SOURCE_OTHER_YEARS");
    absl::StrAppend(&note.sentence, "figures of ", absl::StrJoin(outside, ", "), " are from ",
                    named.front()->id, ", which the register has for ", YearsText(*named.front()),
                    "; correct the source or the register, if it is not meant so");
    findings_.push_back(std::move(note));
  }

  std::vector<ImportFinding> Take() { return std::move(findings_); }

 private:
  void NoteUnknown(const std::string& indicator, const std::string& text) {
    for (auto at = versions_.rbegin(); at != versions_.rend(); ++at) {
      if (!at->sources || at->sources->NamedBy(text).empty()) continue;
      ImportFinding note = SourceNote(indicator, text, "SOURCE_RETIRED");
      absl::StrAppend(&note.sentence, "source ", base::Quoted(text), " stood in version ",
                      at->version, " of the register and is not in version ", newest_.version,
                      "; name the one that took its place");
      findings_.push_back(std::move(note));
      return;
    }
    ImportFinding note = SourceNote(indicator, text, "SOURCE_NOT_REGISTERED");
    absl::StrAppend(&note.sentence, "source ", base::Quoted(text),
                    " is not in the register of sources; write an id or a name that stands there, "
                    "or add it with `lontar source add`");
    findings_.push_back(std::move(note));
  }

  const std::vector<SourcesVersion>& versions_;
  const SourcesVersion& newest_;
  std::vector<ImportFinding> findings_;
};

ImportFinding RegisterUnreadable(uint64_t version) {
  ImportFinding finding;
  finding.id = "RECORD_UNREADABLE";
  finding.severity = catalogue::Severity::kWarning;
  finding.sentence = absl::StrCat("version ", version,
                                  " of the register of sources is damaged in the store; take its "
                                  "file in again with `lontar source add`");
  return finding;
}

}  // namespace

absl::Status NameSources(const std::vector<SourcesVersion>& versions,
                         const std::vector<std::string>& parts, observation::Report* report) {
  const SourcesVersion* newest = NewestReadable(versions);
  if (newest == nullptr) return absl::OkStatus();
  std::set<std::string> texts;
  for (const std::string& bytes : parts) {
    LONTAR_ASSIGN_OR_RETURN(const observation::Part part, observation::DecodePart(bytes));
    const auto* figures = std::get_if<observation::Figures>(&part.content);
    if (figures == nullptr) continue;
    for (const observation::Block& block : figures->blocks) {
      for (const observation::Row& row : block.rows) texts.insert(row.source);
    }
  }
  std::set<std::string> ids(report->source_ids.begin(), report->source_ids.end());
  for (const std::string& text : texts) {
    for (const SourceText* source : newest->sources->NamedBy(text)) ids.insert(source->id);
  }
  if (ids.size() > static_cast<size_t>(base::kLinksMax)) {
    return base::Problem(absl::StatusCode::kResourceExhausted, "TOO_MANY_LINKS",
                         absl::StrCat("the figures name ", ids.size(),
                                      " sources of the register, one report may name ",
                                      base::kLinksMax, "; import them in several files"));
  }
  report->source_ids.assign(ids.begin(), ids.end());
  return absl::OkStatus();
}

std::vector<ImportFinding> CheckSources(const std::vector<SourcesVersion>& versions,
                                        const std::vector<catalogue::IndicatorBlock>& blocks) {
  std::vector<ImportFinding> findings;
  if (!versions.empty() && !versions.back().sources) {
    findings.push_back(RegisterUnreadable(versions.back().version));
  }
  const SourcesVersion* newest = NewestReadable(versions);
  if (newest == nullptr) return findings;
  SourceChecker checker(versions, *newest);
  for (const auto& [key, years] : TextsOf(blocks)) checker.Check(key.first, key.second, years);
  for (ImportFinding& note : checker.Take()) findings.push_back(std::move(note));
  const size_t most = static_cast<size_t>(base::kImportFindingsMax);
  if (findings.size() > most) findings.resize(most);
  return findings;
}

}  // namespace lontar::node
