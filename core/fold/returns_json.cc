#include "core/fold/returns_json.h"

#include <nlohmann/json.hpp>

#include "core/fold/answer_state.h"

namespace lontar::fold {
namespace {

using nlohmann::json;

json LinesJson(const catalogue::Catalogue& catalogue, const ReturnAct& act) {
  json lines = json::array();
  for (const ReturnLine& line : act.lines) {
    const catalogue::Indicator* indicator = catalogue.FindIndicator(line.indicator);
    lines.push_back({{"indicator", line.indicator},
                     {"code", indicator == nullptr ? json() : json(indicator->code)},
                     {"answer", std::string(NameOf(line.answer))},
                     {"reason", line.reason ? json(std::string(NameOf(*line.reason))) : json()}});
  }
  return lines;
}

json MemberJson(const RoundReference& reference, const std::string& member,
                const ReturnVersion* version, LogSize as_of) {
  json answer = {{"member", member},
                 {"state", "silent"},
                 {"cut_off", reference.round->CutOffFor(member, as_of)}};
  if (version == nullptr) return answer;
  const LogSize counted = reference.round->CountedUpTo(member, as_of);
  answer["state"] = IsNil(version->act) ? "nil" : "returned";
  answer["late"] = !base::IsBefore(version->index, counted);
  answer["cleared"] = std::string(NameOf(version->cleared));
  answer["fingerprint"] = FingerprintText(FingerprintOf(version->act));
  answer["index"] = version->index.value();
  answer["reports"] = version->act.reports.size();
  answer["lines"] = LinesJson(*reference.catalogue, version->act);
  return answer;
}

}  // namespace

std::string ReturnsJson(const State& state, const RoundReference& reference, LogSize as_of,
                        const base::Hash& root) {
  const std::string& collection = reference.collection->act.id;
  json members = json::array();
  for (const MemberAct& member : state.MembersOn(reference.round->open.membership_date, as_of)) {
    const ReturnVersion* version =
        state.FindReturn(collection, reference.round->id, member.member, as_of);
    members.push_back(MemberJson(reference, member.member, version, as_of));
  }
  const std::string& notice = state.trust_root()->notice;
  const RoundRecord& round = *reference.round;
  json result = json::parse(EvaluationJson(round.evaluation, LaterEvaluations(round, as_of)));
  result.update({{"schema", "lontar.returns.v1"},
                 {"notice", notice.empty() ? json() : json(notice)},
                 {"collection", collection},
                 {"round", reference.round->id},
                 {"cut_off", reference.round->CutOffFor("", as_of)},
                 {"log_size", as_of.value()},
                 {"root", root.hex()},
                 {"members", members}});
  return result.dump(2) + "\n";
}

}  // namespace lontar::fold
