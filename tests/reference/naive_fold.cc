#include "tests/reference/naive_fold.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "core/base/invariant.h"
#include "core/catalogue/catalogue.h"
#include "core/fold/act.h"
#include "core/observation/age.h"
#include "core/observation/period.h"
#include "core/observation/report.h"

namespace lontar::reference {
namespace {

using observation::Deviation;

// Everything accepted, in the order of the log.
struct AcceptedAct {
  size_t index;
  fold::Act act;
};
struct AcceptedReport {
  size_t index;
  base::PayloadId id;
  std::vector<trust::Signature> signatures;
  observation::Report report;
};
struct Accepted {
  std::vector<AcceptedAct> acts;
  std::vector<AcceptedReport> reports;
};

Accepted ReadAccepted(const std::vector<LogLine>& lines, size_t size) {
  Accepted accepted;
  for (size_t index = 0; index < size; ++index) {
    const LogLine& line = lines[index];
    if (line.leaf.stamp.verdict != chain::Verdict::kAccepted) continue;
    base::CheckInvariant(line.payload.has_value(), "an accepted leaf has its payload");
    const chain::Header& header = line.leaf.entry.header;
    if (header.kind == chain::EntryKind::kSubmission) {
      accepted.reports.push_back({index, header.payload_id, header.payload_signatures,
                                  *observation::DecodeReport(*line.payload)});
    } else {
      accepted.acts.push_back({index, *fold::DecodeAct(header.kind, *line.payload)});
    }
  }
  return accepted;
}

// The same as if only the first `size` lines had been read.
Accepted FirstOf(const Accepted& all, size_t size) {
  Accepted first;
  const auto is_in = [size](const auto& accepted) { return accepted.index < size; };
  std::ranges::copy_if(all.acts, std::back_inserter(first.acts), is_in);
  std::ranges::copy_if(all.reports, std::back_inserter(first.reports), is_in);
  return first;
}

// A key's enrolment and its end, looked for from the start each time.
struct KeyLife {
  const fold::Enrolment* enrolment = nullptr;
  std::string member;
  size_t from = 0;
  std::optional<size_t> until;
  std::optional<uint64_t> suspect_from;
};

std::vector<KeyLife> KeyLives(const Accepted& accepted) {
  std::vector<KeyLife> lives;
  for (const AcceptedAct& accepted_act : accepted.acts) {
    const auto* keys = std::get_if<fold::KeysAct>(&accepted_act.act);
    if (keys == nullptr) continue;
    for (const fold::Enrolment& enrolment : keys->enrolments) {
      lives.push_back({&enrolment, keys->member, accepted_act.index, std::nullopt, std::nullopt});
    }
    for (const fold::Revocation& revocation : keys->revocations) {
      for (KeyLife& life : lives) {
        if (life.enrolment->key.id() != revocation.key_id) continue;
        life.until = accepted_act.index;
        if (revocation.suspect_from) life.suspect_from = revocation.suspect_from->value();
      }
    }
  }
  return lives;
}

// True if the key that signed the report was later found to be compromised from before it on.
bool IsSuspect(const std::vector<KeyLife>& lives, const AcceptedReport& report) {
  for (const KeyLife& life : lives) {
    const bool was_valid = life.from <= report.index && (!life.until || report.index < *life.until);
    if (!was_valid || life.enrolment->provider != report.report.provider) continue;
    const bool signed_it = std::ranges::any_of(report.signatures, [&](const auto& signature) {
      return signature.key_hint == life.enrolment->key.hint();
    });
    if (signed_it) return life.suspect_from && *life.suspect_from <= report.index;
  }
  return false;
}

// Indicator, measure and period; member, provider and collection are the report's.
using BlockName = std::tuple<std::string, std::string, std::string>;

std::map<BlockName, const observation::PartEntry*> BlocksOf(const observation::Report& report) {
  std::map<BlockName, const observation::PartEntry*> blocks;
  for (const observation::PartEntry& part : report.parts) {
    for (const observation::BlockCount& counts : part.blocks) {
      blocks[{part.indicator, counts.measure, counts.period}] = &part;
    }
  }
  return blocks;
}

// Live: no other report that stands names this one's and states the same block.
bool IsReplaced(const std::vector<const AcceptedReport*>& standing, const AcceptedReport& report,
                const BlockName& block) {
  return std::ranges::any_of(standing, [&](const AcceptedReport* other) {
    return other->report.collection == report.report.collection &&
           other->report.member == report.report.member &&
           other->report.provider == report.report.provider &&
           std::ranges::count(other->report.supersedes, report.id) > 0 &&
           BlocksOf(other->report).contains(block);
  });
}

bool IsInsideYears(const catalogue::YearRule& rule, const std::string& period_text) {
  const auto period = observation::Period::Parse(period_text);
  if (rule.from != 0 && period->year() < rule.from) return false;
  return rule.to.empty() || observation::DateText(period->last_day()) <= rule.to;
}

const std::string& CodeOf(const observation::Block& block, const observation::Row& row,
                          const std::string& dimension) {
  static const std::string kNone;
  for (size_t i = 0; i < block.dimensions.size(); ++i) {
    if (block.dimensions[i] == dimension) return row.codes[i];
  }
  return kNone;
}

bool Admits(const catalogue::Indicator& indicator, const observation::Block& block,
            const observation::Row& row) {
  const bool is_figure =
      observation::HasNumber(row.status) || row.status == observation::Status::kSuppressed;
  return is_figure && std::ranges::all_of(indicator.counts_only, [&](const auto& rule) {
           return std::ranges::count(rule.second, CodeOf(block, row, rule.first)) > 0;
         });
}

bool IsAsTheCatalogueSays(const catalogue::Catalogue& catalogue,
                          const catalogue::Indicator& indicator, const observation::Block& block,
                          const observation::Row& row) {
  if (!observation::HasNumber(row.status)) return false;
  for (const Deviation deviation : observation::ListOf(row.deviations)) {
    const std::string id(observation::IdOf(deviation));
    if (id.substr(0, 3) == "age" || id == "concept" || id == "coverage") return false;
  }
  for (const std::string& name : indicator.dimensions) {
    const catalogue::Dimension* dimension = catalogue.FindDimension(name);
    const std::string& code = CodeOf(block, row, name);
    const auto rule = indicator.specified.find(name);
    if (rule != indicator.specified.end()) {
      if (!rule->second.empty() && std::ranges::count(rule->second, code) == 0) return false;
    } else if (dimension->is_age && indicator.age_range) {
      if (code != indicator.age_code) return false;
    } else if (code != dimension->total) {
      return false;
    }
  }
  return true;
}

struct RoundFacts {
  fold::RoundOpen open;
  std::vector<std::pair<size_t, fold::RoundClose>> closes;
  std::vector<size_t> counted_again;  // where evaluation 2, 3, … were stated
  std::optional<catalogue::Catalogue> catalogue;
  std::vector<fold::MemberAct> members;
};

RoundFacts FindRound(const Accepted& accepted, const std::string& round) {
  RoundFacts facts;
  std::string collection;
  for (const AcceptedAct& at : accepted.acts) {
    const auto* act = std::get_if<fold::RoundAct>(&at.act);
    if (act == nullptr || act->id != round) continue;
    collection = act->collection;
    if (const auto* open = std::get_if<fold::RoundOpen>(&act->step)) facts.open = *open;
    if (const auto* close = std::get_if<fold::RoundClose>(&act->step)) {
      facts.closes.push_back({at.index, *close});
    }
    if (std::holds_alternative<fold::RoundEvaluate>(act->step)) {
      facts.counted_again.push_back(at.index);
    }
  }
  std::map<std::string, fold::MemberAct> members;
  for (const AcceptedAct& at : accepted.acts) {
    const auto* added = std::get_if<fold::CatalogueAct>(&at.act);
    if (added != nullptr && added->collection == collection &&
        added->version == facts.open.catalogue_version) {
      facts.catalogue = *catalogue::Catalogue::Load(added->files);
    }
    if (const auto* member = std::get_if<fold::MemberAct>(&at.act)) {
      members[member->member] = *member;
    }
  }
  for (const auto& [code, member] : members) {
    const std::string& date = facts.open.membership_date;
    if (member.from <= date && (member.to.empty() || date <= member.to)) {
      facts.members.push_back(member);
    }
  }
  std::ranges::sort(facts.members, {}, &fold::MemberAct::order);
  return facts;
}

// How many lines count for a member: those before the first close that does not leave it out.
size_t CountedFor(const RoundFacts& facts, const std::string& member, size_t size) {
  for (const auto& [index, close] : facts.closes) {
    if (std::ranges::count(close.except_members, member) == 0) return index;
  }
  return size;
}

struct MemberCount {
  std::string member;
  Accepted accepted;  // of the lines that count for it
};

// Looks at every row of every block of one member that is live.
void CountMember(const RoundFacts& facts, const MemberCount& count, const PartBytes& parts,
                 NaiveTable* table) {
  const auto& [member, accepted] = count;
  const std::vector<KeyLife> lives = KeyLives(accepted);
  std::vector<const AcceptedReport*> standing;
  for (const AcceptedReport& report : accepted.reports) {
    const bool is_theirs = report.report.member == member;
    if (is_theirs && !IsSuspect(lives, report)) standing.push_back(&report);
  }
  for (const AcceptedReport* report : standing) {
    for (const auto& [name, entry] : BlocksOf(report->report)) {
      const auto& [indicator_id, measure, period] = name;
      const catalogue::Indicator* indicator = facts.catalogue->FindIndicator(indicator_id);
      if (indicator == nullptr || indicator->list != facts.open.list) continue;
      if (!IsInsideYears(facts.open.year_rule, period) || IsReplaced(standing, *report, name))
        continue;
      const observation::Part part = *observation::DecodePart(*parts(entry->part_hash));
      for (const observation::Block& block : std::get<observation::Figures>(part.content).blocks) {
        if (block.measure != measure || block.period != period) continue;
        for (const observation::Row& row : block.rows) {
          if (!Admits(*indicator, block, row)) continue;
          NaiveCoverage& coverage = table->indicators[indicator_id];
          coverage.reported.insert(member);
          if (IsAsTheCatalogueSays(*facts.catalogue, *indicator, block, row)) {
            coverage.as_specified.insert(member);
          }
        }
      }
    }
  }
}

}  // namespace

NaiveTable CountNaively(const std::vector<LogLine>& lines, const RoundAsked& asked, size_t size,
                        const PartBytes& parts) {
  const Accepted all = ReadAccepted(lines, size);
  const RoundFacts facts = FindRound(all, asked.round);
  NaiveTable table;
  for (const catalogue::Indicator& indicator : facts.catalogue->indicators()) {
    if (indicator.list == facts.open.list) table.indicators[indicator.id];
  }
  for (const fold::MemberAct& member : facts.members) {
    table.members.push_back(member.member);
    const size_t counted = asked.evaluation == 1 ? CountedFor(facts, member.member, size)
                                                 : facts.counted_again.at(asked.evaluation - 2);
    CountMember(facts, {member.member, FirstOf(all, counted)}, parts, &table);
  }
  for (auto& [id, coverage] : table.indicators) {
    coverage.is_met = coverage.reported.size() >= facts.open.threshold;
  }
  return table;
}

}  // namespace lontar::reference
