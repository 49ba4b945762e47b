#include "tests/reference/naive_deviations.h"

#include <algorithm>

#include "core/observation/report.h"

namespace lontar::reference {
namespace {

struct OneReport {
  base::PayloadId id;
  observation::Report report;
};

struct OneStatement {
  std::string indicator;
  base::PartHash part;
  observation::BlockCount counts;
};

std::vector<OneReport> ReportsOf(const std::vector<LogLine>& lines, size_t size) {
  std::vector<OneReport> reports;
  for (size_t index = 0; index < size; ++index) {
    const chain::Header& header = lines[index].leaf.entry.header;
    const bool is_report = header.kind == chain::EntryKind::kSubmission &&
                           lines[index].leaf.stamp.verdict == chain::Verdict::kAccepted;
    if (is_report)
      reports.push_back({header.payload_id, *observation::DecodeReport(*lines[index].payload)});
  }
  return reports;
}

std::vector<OneStatement> StatementsOf(const observation::Report& report) {
  std::vector<OneStatement> statements;
  for (const observation::PartEntry& part : report.parts) {
    for (const observation::BlockCount& counts : part.blocks)
      statements.push_back({part.indicator, part.part_hash, counts});
  }
  return statements;
}

bool IsReplaced(const OneReport& of, const OneStatement& statement,
                const std::vector<OneReport>& reports) {
  for (const OneReport& other : reports) {
    const auto& named = other.report.supersedes;
    if (other.report.provider != of.report.provider) continue;
    if (std::find(named.begin(), named.end(), of.id) == named.end()) continue;
    for (const OneStatement& anew : StatementsOf(other.report)) {
      if (anew.indicator == statement.indicator &&
          anew.counts.measure == statement.counts.measure &&
          anew.counts.period == statement.counts.period)
        return true;
    }
  }
  return false;
}

void ReadRows(const observation::Block& block, NaiveDeviations* into) {
  for (const observation::Row& row : block.rows) {
    const absl::string_view status = observation::CodeOf(row.status);
    if (status == "O" || status == "L" || status == "M") continue;
    for (const auto kind : observation::ListOf(row.deviations))
      ++into->deviations[std::string(observation::IdOf(kind))];
    for (size_t i = 0; i < block.dimensions.size(); ++i) {
      if (block.dimensions[i] == "age") into->ages.insert(row.codes[i]);
      if (block.dimensions[i] == "concept") into->concepts.insert(row.codes[i]);
    }
    if (!row.definition.empty()) into->definitions.insert(row.definition);
    if (!row.source.empty()) into->sources.insert(row.source);
  }
}

void ReadPart(const OneStatement& statement, const PartBytes& parts, NaiveDeviations* into) {
  const auto bytes = parts(statement.part);
  if (!bytes) {
    ++into->unreadable_blocks;
    return;
  }
  const observation::Part part = *observation::DecodePart(*bytes);
  for (const auto& block : std::get<observation::Figures>(part.content).blocks) {
    if (block.measure == statement.counts.measure && block.period == statement.counts.period)
      ReadRows(block, into);
  }
}

}  // namespace

std::map<std::pair<std::string, std::string>, NaiveDeviations> GatherNaively(
    const std::vector<LogLine>& lines, size_t size, const PartBytes& parts) {
  std::map<std::pair<std::string, std::string>, NaiveDeviations> gathered;
  const std::vector<OneReport> reports = ReportsOf(lines, size);
  for (const OneReport& of : reports) {
    for (const OneStatement& statement : StatementsOf(of.report)) {
      const observation::BlockCount& counts = statement.counts;
      if (counts.withdrawn || counts.with_number + counts.held_back == 0) continue;
      if (IsReplaced(of, statement, reports)) continue;
      NaiveDeviations& into = gathered[{of.report.member, statement.indicator}];
      ++into.blocks;
      into.providers.insert(of.report.provider);
      into.periods.insert(counts.period);
      into.source_ids.insert(of.report.source_ids.begin(), of.report.source_ids.end());
      into.with_number += counts.with_number;
      into.held_back += counts.held_back;
      into.as_specified += counts.as_specified;
      ReadPart(statement, parts, &into);
    }
  }
  return gathered;
}

}  // namespace lontar::reference
