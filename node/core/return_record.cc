#include "node/core/return_record.h"

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

json ChoicesJson(const ReturnRecord& record) {
  json choices = json::object();
  for (const auto& [indicator, choice] : record.choices) {
    json& added = choices[indicator];
    added["answer"] = std::string(NameOf(choice.answer));
    if (choice.reason) added["reason"] = std::string(NameOf(*choice.reason));
  }
  return choices;
}

ReturnChoice ChoiceOf(const json& stored) {
  ReturnChoice choice;
  choice.answer = fold::ReturnAnswerNamed(stored.at("answer").get<std::string>()).value();
  if (stored.contains("reason")) {
    choice.reason = fold::ReturnReasonNamed(stored.at("reason").get<std::string>()).value();
  }
  return choice;
}

ReturnRecord RecordOf(const json& stored) {
  ReturnRecord record;
  for (const auto& [indicator, choice] : stored.at("choices").items()) {
    record.choices[indicator] = ChoiceOf(choice);
  }
  for (const json& printed : stored.at("printed")) {
    record.printed.push_back({printed.at("version"), printed.at("fingerprint"),
                              printed.at("printed_at"),
                              absl::HexStringToBytes(printed.value("act", ""))});
  }
  for (const json& cleared : stored.at("cleared")) {
    record.cleared.push_back({cleared.at("fingerprint"), cleared.at("cleared_at"),
                              cleared.at("letter_number"), cleared.at("clerk"),
                              cleared.at("scan")});
  }
  return record;
}

}  // namespace

absl::StatusOr<ReturnRecord> ReadReturnRecord(const store::Reader& store,
                                              absl::string_view collection,
                                              absl::string_view round) {
  LONTAR_ASSIGN_OR_RETURN(const auto bytes, store.Get(store::ReturnKey(collection, round)));
  if (!bytes) return ReturnRecord();
  const std::string what = absl::StrCat("the return prepared for ", round);
  // What cannot be read may be anything: the library says so by an exception.
  try {
    return RecordOf(json::parse(*bytes));
  } catch (const std::exception& error) {
    return Unreadable(what, error.what());
  }
}

void PutReturnRecord(const ReturnRecord& record, absl::string_view collection,
                     absl::string_view round, store::Batch* batch) {
  json stored = {
      {"choices", ChoicesJson(record)}, {"printed", json::array()}, {"cleared", json::array()}};
  for (const PrintedReturn& printed : record.printed) {
    stored["printed"].push_back({{"version", printed.version},
                                 {"fingerprint", printed.fingerprint},
                                 {"printed_at", printed.printed_at},
                                 {"act", absl::BytesToHexString(printed.act)}});
  }
  for (const ReturnRecord::Cleared& cleared : record.cleared) {
    stored["cleared"].push_back({{"fingerprint", cleared.fingerprint},
                                 {"cleared_at", cleared.cleared_at},
                                 {"letter_number", cleared.letter_number},
                                 {"clerk", cleared.clerk},
                                 {"scan", cleared.scan}});
  }
  batch->Put(store::ReturnKey(collection, round),
             stored.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace lontar::node
