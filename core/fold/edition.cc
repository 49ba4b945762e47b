#include "core/fold/edition.h"

#include <algorithm>
#include <map>
#include <set>

namespace lontar::fold {
namespace {

// Whom and what an entry may change; an empty set stands for all.
struct Touched {
  std::set<std::string> members;
  std::set<std::string> indicators;
};

// The entries behind the close that may change an answer, by their place.
class Suspects {
 public:
  Suspects(LogIndex close, LogSize as_of) : close_(close), as_of_(as_of) {}

  void Add(LogIndex index, const std::string& member, const std::set<std::string>& indicators) {
    if (index <= close_ || !base::IsBefore(index, as_of_)) return;
    Touched& touched = by_index_[index];
    if (!member.empty()) touched.members.insert(member);
    touched.indicators.insert(indicators.begin(), indicators.end());
  }
  void AddAll(LogIndex index) { Add(index, "", {}); }

  const std::map<LogIndex, Touched>& by_index() const { return by_index_; }

 private:
  LogIndex close_;
  LogSize as_of_;
  std::map<LogIndex, Touched> by_index_;
};

std::set<std::string> IndicatorsOf(const observation::Report& report) {
  std::set<std::string> indicators;
  for (const observation::PartEntry& part : report.parts) indicators.insert(part.indicator);
  return indicators;
}

Suspects FindSuspects(const State& state, const RoundReference& reference, LogSize as_of) {
  Suspects suspects(*reference.round->EvaluatedAt(as_of), as_of);
  const CollectionRecord& collection = *reference.collection;
  for (const auto& [id, record] : state.reports()) {
    if (record.report.collection != collection.act.id) continue;
    for (const ReportRecord::Acceptance& acceptance : record.acceptances) {
      suspects.Add(acceptance.index, record.report.member, IndicatorsOf(record.report));
      // What a compromised key has signed goes at its revocation.
      for (const trust::KeyId& signer : acceptance.signers) {
        const KeyRecord* key = state.FindKey(signer);
        if (key != nullptr && key->until) suspects.Add(*key->until, record.report.member, {});
      }
    }
  }
  for (const auto& [round_and_member, versions] : collection.returns) {
    if (round_and_member.first != reference.round->id) continue;
    for (const ReturnVersion& version : versions) {
      suspects.Add(version.index, round_and_member.second, {});
    }
  }
  for (const auto& close : reference.round->closes) suspects.AddAll(close.index);
  for (const auto& [member, versions] : state.members()) {
    for (const MemberVersion& version : versions) suspects.AddAll(version.index);
  }
  return suspects;
}

using Content = std::map<std::pair<std::string, std::string>, std::string>;  // indicator, member

class EditionReader {
 public:
  EditionReader(const State& state, const RoundReference& reference)
      : state_(state), reference_(reference), finder_(state, reference) {
    for (const catalogue::Indicator& indicator : reference.catalogue->indicators()) {
      if (indicator.list == reference.round->open.list) indicators_.push_back(indicator.id);
    }
  }

  // What may have changed by the entry before `size`, into `content`; gives what did.
  std::vector<EditionChange> Update(const Touched& touched, LogSize size, Content* content) const {
    std::vector<EditionChange> changes;
    const auto members = state_.MembersOn(reference_.round->open.membership_date, size);
    for (const std::string& indicator : indicators_) {
      const bool is_touched = touched.indicators.empty() || touched.indicators.contains(indicator);
      if (!is_touched) continue;
      for (const MemberAct& act : members) {
        if (!touched.members.empty() && !touched.members.contains(act.member)) continue;
        Put({indicator, act.member}, WordsOf(finder_.Find(act.member, indicator, size)), content,
            &changes);
      }
      for (const std::string& gone : MembersGone(indicator, members, *content)) {
        Put({indicator, gone}, "", content, &changes);
      }
    }
    return changes;
  }

 private:
  static void Put(const Content::key_type& place, std::string words, Content* content,
                  std::vector<EditionChange>* changes) {
    const auto at = content->try_emplace(place).first;
    if (at->second == words) return;
    changes->push_back({place.first, place.second, at->second, words});
    at->second = std::move(words);
  }

  static std::vector<std::string> MembersGone(const std::string& indicator,
                                              const std::vector<MemberAct>& members,
                                              const Content& content) {
    std::vector<std::string> gone;
    for (const auto& [key, words] : content) {
      if (key.first != indicator) continue;
      const std::string& member = key.second;
      if (std::ranges::count(members, member, &MemberAct::member) == 0) gone.push_back(member);
    }
    return gone;
  }

  const State& state_;
  const RoundReference& reference_;
  AnswerFinder finder_;
  std::vector<std::string> indicators_;
};

LogSize Behind(LogIndex index) { return LogSize(index.value() + 1); }

}  // namespace

std::vector<Edition> ListEditions(const State& state, const RoundReference& reference,
                                  LogSize as_of) {
  std::vector<Edition> editions;
  const std::optional<LogIndex> begins = reference.round->EvaluatedAt(as_of);
  if (!begins) return editions;
  const EditionReader reader(state, reference);
  Content content;
  const LogSize first = Behind(*begins);
  reader.Update({}, first, &content);
  editions.push_back({first, {}});
  const Suspects suspects = FindSuspects(state, reference, as_of);
  for (const auto& [index, touched] : suspects.by_index()) {
    std::vector<EditionChange> changes = reader.Update(touched, Behind(index), &content);
    if (!changes.empty()) editions.push_back({Behind(index), std::move(changes)});
  }
  return editions;
}

}  // namespace lontar::fold
