#include <nlohmann/json.hpp>

#include "core/fold/evaluation.h"

namespace lontar::fold {

std::string EvaluationJson(uint32_t number, const std::vector<LaterEvaluation>& later) {
  nlohmann::json all = nlohmann::json::array();
  for (const LaterEvaluation& evaluation : later) {
    all.push_back({{"number", evaluation.number},
                   {"index", evaluation.index.value()},
                   {"day", evaluation.day},
                   {"reason", evaluation.reason}});
  }
  return nlohmann::json({{"evaluation", number}, {"evaluations", all}}).dump();
}

}  // namespace lontar::fold
