// The part of the state that holds reports: their blocks, and who names which part.

#include <algorithm>
#include <iterator>

#include "core/base/status_macros.h"
#include "core/fold/state.h"

namespace lontar::fold {
namespace {

// What is live behind the entry at `index`.
void SetLive(LogIndex index, LivePlaces live, BlockRecord* block) {
  std::vector<LiveChange>& changes = block->changes;
  if (!changes.empty() && changes.back().from == index) changes.pop_back();
  const bool is_new = changes.empty() ? !live.empty() : changes.back().live != live;
  if (is_new) changes.push_back({index, std::move(live)});
}

LogSize SizeBehind(LogIndex index) { return LogSize(index.value() + 1); }

}  // namespace

absl::Status State::ApplyReport(LogIndex index, const chain::Entry& entry,
                                absl::string_view payload) {
  LONTAR_ASSIGN_OR_RETURN(observation::Report report, observation::DecodeReport(payload));
  const base::PayloadId id = entry.header.payload_id;
  for (const base::PayloadId& named : report.supersedes) named_by_[named].insert(id);
  NoteParts(index, id, report);
  // Whose signatures it may bear: the verdict has tried just these keys, and one of them signed.
  // All are kept, so that a line with another key's hint does not hide the one that is suspect
  // later.
  const std::string& office = report.on_behalf ? report.on_behalf->signing_office : report.provider;
  std::vector<trust::KeyId> signers;
  for (const KeyRecord* key : KeysAt(KeyRole::kProvider, report.member, index)) {
    const bool hinted = std::ranges::any_of(
        entry.header.payload_signatures,
        [key](const trust::Signature& signature) { return signature.key_hint == key->key.hint(); });
    if (hinted && key->provider == office) signers.push_back(key->key.id());
  }
  ReportRecord& record = reports_[id];
  record.acceptances.push_back({index, std::move(signers)});
  record.report = std::move(report);
  for (const observation::PartEntry& part : record.report.parts) {
    for (const observation::BlockCount& counts : part.blocks) {
      NoteStatement(record.report, part.indicator, {id, index, part.part_hash, counts});
    }
  }
  return absl::OkStatus();
}

void State::NoteParts(LogIndex index, const base::PayloadId& id,
                      const observation::Report& report) {
  if (reports_.contains(id)) return;
  for (const observation::PartEntry& part : report.parts) {
    part_namers_.emplace(part.part_hash, PartNamer{PartNamer::Kind::kReport, id});
    if (part.kind != observation::PartKind::kNarrative || part.indicator.empty()) continue;
    first_narratives_.try_emplace({report.collection, report.member, part.indicator}, index);
  }
}

// Only the new statement ends others, and nothing ends it, unless a report that came before names
// it: then all are looked at.
void State::NoteStatement(const observation::Report& report, const std::string& indicator,
                          BlockStatement statement) {
  BlockRecord& block =
      blocks_[BlockKey{report.collection, report.member, indicator, statement.counts.measure,
                       statement.counts.period, report.provider}];
  const LogIndex index = statement.index;
  const bool is_named = named_by_.contains(statement.report);
  block.statements.push_back(std::move(statement));
  if (is_named) return SetLive(index, FindLive(block, SizeBehind(index)), &block);
  const auto place = static_cast<uint32_t>(block.statements.size() - 1);
  const auto report_at = [&block](uint32_t at) -> const base::PayloadId& {
    return block.statements[at].report;
  };
  LivePlaces live = block.changes.empty() ? LivePlaces() : block.changes.back().live;
  const auto is_ended = [&](uint32_t at) {
    return std::ranges::find(report.supersedes, report_at(at)) != report.supersedes.end();
  };
  live.erase(std::remove_if(live.begin(), live.end(), is_ended), live.end());
  if (!block.statements[place].counts.withdrawn) {
    live.insert(std::ranges::lower_bound(live, report_at(place), {}, report_at), place);
  }
  SetLive(index, std::move(live), &block);
}

// What a compromised key signed is out, and what that had replaced returns.
void State::NoteSuspects(LogIndex index, const std::set<trust::KeyId>& suspects) {
  const auto is_signed_by_one = [&suspects](const ReportRecord::Acceptance& acceptance) {
    return std::ranges::any_of(acceptance.signers,
                               [&](const trust::KeyId& id) { return suspects.contains(id); });
  };
  std::set<BlockKey> touched;
  for (const auto& [id, record] : reports_) {
    if (std::ranges::none_of(record.acceptances, is_signed_by_one)) continue;
    const observation::Report& report = record.report;
    for (const observation::PartEntry& part : report.parts) {
      for (const observation::BlockCount& counts : part.blocks) {
        touched.insert({report.collection, report.member, part.indicator, counts.measure,
                        counts.period, report.provider});
      }
    }
  }
  for (const BlockKey& key : touched) {
    BlockRecord& block = blocks_.at(key);
    SetLive(index, FindLive(block, SizeBehind(index)), &block);
  }
}

LivePlaces State::FindLive(const BlockRecord& block, LogSize as_of) const {
  std::vector<uint32_t> standing;
  std::set<base::PayloadId> standing_reports;
  for (uint32_t place = 0; place < block.statements.size(); ++place) {
    if (!IsStanding(block.statements[place], as_of)) continue;
    standing.push_back(place);
    standing_reports.insert(block.statements[place].report);
  }
  const auto is_ended = [&](const base::PayloadId& report) {
    const auto namers = named_by_.find(report);
    return namers != named_by_.end() &&
           std::ranges::any_of(namers->second, [&](const base::PayloadId& namer) {
             return standing_reports.contains(namer);
           });
  };
  LivePlaces live;
  for (const uint32_t place : standing) {
    const BlockStatement& statement = block.statements[place];
    if (!statement.counts.withdrawn && !is_ended(statement.report)) live.push_back(place);
  }
  std::ranges::sort(live, {}, [&block](uint32_t place) { return block.statements[place].report; });
  return live;
}

bool State::IsSuspect(const ReportRecord::Acceptance& acceptance, LogSize as_of) const {
  return std::ranges::any_of(acceptance.signers, [&](const trust::KeyId& id) {
    const KeyRecord* key = FindKey(id);
    if (key == nullptr || !key->suspect_from || !key->until) return false;
    return base::IsBefore(*key->until, as_of) && acceptance.index >= *key->suspect_from;
  });
}

bool State::IsStanding(const BlockStatement& statement, LogSize as_of) const {
  const ReportRecord* report = FindReport(statement.report);
  return std::ranges::any_of(report->acceptances, [&](const auto& acceptance) {
    return acceptance.index == statement.index && !IsSuspect(acceptance, as_of);
  });
}

const ReportRecord* State::FindReport(const base::PayloadId& id) const {
  const auto found = reports_.find(id);
  return found == reports_.end() ? nullptr : &found->second;
}

bool State::WasAccepted(const base::PayloadId& id) const {
  if (!accepted_.contains(id)) return false;
  const ReportRecord* report = FindReport(id);
  return report == nullptr ||
         std::ranges::any_of(report->acceptances, [this](const auto& acceptance) {
           return !IsSuspect(acceptance, size());
         });
}

std::vector<BlockStatement> State::LiveAt(const BlockKey& key, LogSize as_of) const {
  const auto found = blocks_.find(key);
  return found == blocks_.end() ? std::vector<BlockStatement>() : found->second.LiveAt(as_of);
}

std::vector<PartNamer> State::NamersOf(const base::PartHash& part) const {
  std::vector<PartNamer> namers;
  const auto [first, last] = part_namers_.equal_range(part);
  for (auto at = first; at != last; ++at) namers.push_back(at->second);
  return namers;
}

ReleaseVersion State::ReleaseOf(absl::string_view member, const base::PartHash& part,
                                LogSize as_of) const {
  const auto found = releases_.find({std::string(member), part});
  if (found == releases_.end()) return {};
  const auto behind = std::ranges::partition_point(
      found->second,
      [as_of](const ReleaseVersion& version) { return base::IsBefore(version.index, as_of); });
  return behind == found->second.begin() ? ReleaseVersion() : *std::prev(behind);
}

std::optional<LogIndex> State::FirstNarrative(absl::string_view collection,
                                              absl::string_view member,
                                              absl::string_view indicator) const {
  const auto found = first_narratives_.find(
      {std::string(collection), std::string(member), std::string(indicator)});
  return found == first_narratives_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ChainPlace> State::FindPlace(absl::string_view author, LogIndex index) const {
  const std::string name(author);
  for (auto chain = chains_.lower_bound({name, base::Incarnation()}); chain != chains_.end();
       ++chain) {
    if (chain->first.first != name) break;
    const std::vector<LogIndex>& indexes = chain->second.indexes;
    // Numbers follow one another in the log.
    const auto found = std::ranges::lower_bound(indexes, index);
    if (found == indexes.end() || *found != index) continue;
    const auto number = static_cast<uint64_t>(found - indexes.begin()) + 1;
    return ChainPlace{name, chain->first.second, base::ChainNumber(number)};
  }
  return std::nullopt;
}

}  // namespace lontar::fold
