#include "node/core/deputies.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/observation/period.h"
#include "core/store/key_space.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

constexpr size_t kKeyDigitsMin = 8;

std::string DayOf(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
}

bool IsWithinDates(const Deputy& deputy, absl::Time now) {
  const std::string today = DayOf(now);
  return deputy.from <= today && today <= deputy.to;
}

std::vector<const fold::KeyRecord*> KeysOfPeople(const fold::State& ahead,
                                                 absl::string_view member) {
  const base::LogIndex next(ahead.size().value());
  std::vector<const fold::KeyRecord*> keys = ahead.KeysAt(fold::KeyRole::kApprover, member, next);
  const auto focal_points = ahead.KeysAt(fold::KeyRole::kFocalPoint, member, next);
  keys.insert(keys.end(), focal_points.begin(), focal_points.end());
  return keys;
}

absl::Status KeyProblem(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "DEPUTY_KEY", sentence);
}

absl::StatusOr<const fold::KeyRecord*> KeyNamed(const fold::State& ahead, absl::string_view member,
                                                absl::string_view word) {
  std::vector<const fold::KeyRecord*> found = KeysOfPeople(ahead, member);
  std::erase_if(found, [word](const fold::KeyRecord* key) {
    return !absl::StartsWithIgnoreCase(key->key.id().hex(), word);
  });
  if (word.size() >= kKeyDigitsMin && found.size() == 1) return found.front();
  return KeyProblem(absl::StrCat(
      base::Quoted(word), " names ", found.size(), " keys of approvers and focal points of ",
      member, "; give at least ", kKeyDigitsMin, " digits of one, as `lontar key list` shows it"));
}

absl::Status CheckDates(const DeputyRequest& request) {
  const bool are_dates = observation::ParseDate(request.from).ok() &&
                         observation::ParseDate(request.to).ok() && request.from <= request.to;
  if (are_dates) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kInvalidArgument, "DEPUTY_DATES",
                       absl::StrCat("a deputy stands in from one day to a later one, not from ",
                                    base::Quoted(request.from), " to ", base::Quoted(request.to),
                                    "; write --from 2026-12-01 --to 2026-12-31"));
}

std::optional<Deputy> ReadDeputy(absl::string_view value) {
  const json record = json::parse(std::string(value), nullptr, false);
  if (!record.is_object()) return std::nullopt;
  for (const char* field : {"key", "stands_in_for", "from", "to"}) {
    if (!record.contains(field) || !record[field].is_string()) return std::nullopt;
  }
  const auto key = trust::KeyId::FromHex(record["key"].get<std::string>());
  const auto other = trust::KeyId::FromHex(record["stands_in_for"].get<std::string>());
  if (!key || !other) return std::nullopt;
  return Deputy{*key, *other, record["from"].get<std::string>(), record["to"].get<std::string>()};
}

json RecordOf(const Deputy& deputy) {
  return {{"key", deputy.key.hex()},
          {"stands_in_for", deputy.stands_in_for.hex()},
          {"from", deputy.from},
          {"to", deputy.to}};
}

}  // namespace

absl::StatusOr<std::vector<Deputy>> ReadDeputies(const store::Reader& store) {
  std::vector<Deputy> deputies;
  bool is_readable = true;
  LONTAR_RETURN_IF_ERROR(
      store.ScanPrefix(store::kDeputyPrefix, [&](absl::string_view, absl::string_view value) {
        std::optional<Deputy> deputy = ReadDeputy(value);
        is_readable = deputy.has_value();
        if (deputy) deputies.push_back(*std::move(deputy));
        return is_readable;
      }));
  if (is_readable) return deputies;
  return Unreadable("the record of a deputy",
                    "`lontar deputy add` for the same key writes it anew; until then nobody can "
                    "approve or clear by key");
}

absl::StatusOr<Deputy> DeputyOf(const fold::State& ahead, absl::string_view member,
                                const DeputyRequest& request) {
  LONTAR_ASSIGN_OR_RETURN(const fold::KeyRecord* key, KeyNamed(ahead, member, request.key));
  LONTAR_ASSIGN_OR_RETURN(const fold::KeyRecord* other,
                          KeyNamed(ahead, member, request.stands_in_for));
  if (key == other) return KeyProblem("nobody is a deputy of themselves; name two keys");
  if (key->role != other->role) {
    return KeyProblem(absl::StrCat("key ", key->key.id().short_hex(), " is of role ",
                                   fold::NameOf(key->role), ", key ", other->key.id().short_hex(),
                                   " of role ", fold::NameOf(other->role),
                                   "; a deputy has the role of whom it stands in for"));
  }
  LONTAR_RETURN_IF_ERROR(CheckDates(request));
  return Deputy{key->key.id(), other->key.id(), request.from, request.to};
}

void PutDeputy(const Deputy& deputy, store::Batch* batch) {
  batch->Put(store::DeputyKey(deputy.key.view()), RecordOf(deputy).dump());
}

void DeleteDeputy(const trust::KeyId& key, store::Batch* batch) {
  batch->Delete(store::DeputyKey(key.view()));
}

absl::StatusOr<Deputy> DeputyNamed(const std::vector<Deputy>& deputies, absl::string_view key) {
  const auto has_digits = [key](const Deputy& deputy) {
    return absl::StartsWithIgnoreCase(deputy.key.hex(), key);
  };
  if (key.size() >= kKeyDigitsMin && std::ranges::count_if(deputies, has_digits) == 1) {
    return *std::ranges::find_if(deputies, has_digits);
  }
  return KeyProblem(absl::StrCat(
      base::Quoted(key), " is not the key of one deputy; `lontar deputy ", "list` shows them"));
}

const Deputy* FindDeputy(const std::vector<Deputy>& deputies, const trust::KeyId& key) {
  const auto found = std::ranges::find(deputies, key, &Deputy::key);
  return found == deputies.end() ? nullptr : &*found;
}

absl::Status CheckWithinDates(const Deputy& deputy, absl::Time now) {
  if (IsWithinDates(deputy, now)) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kPermissionDenied, "DEPUTY_DATES",
                       absl::StrCat("key ", deputy.key.short_hex(), " is a deputy's, for key ",
                                    deputy.stands_in_for.short_hex(), " from ", deputy.from, " to ",
                                    deputy.to, "; today is ", DayOf(now), " (UTC)"));
}

std::string DeputiesJson(const std::vector<Deputy>& deputies, const fold::State& ahead,
                         absl::Time now) {
  json list = json::array();
  for (const Deputy& deputy : deputies) {
    json record = RecordOf(deputy);
    const fold::KeyRecord* key = ahead.FindKey(deputy.key);
    record["role"] = key == nullptr ? json() : json(std::string(fold::NameOf(key->role)));
    record["today"] = IsWithinDates(deputy, now);
    list.push_back(std::move(record));
  }
  return json{{"schema", "lontar.deputies.v1"}, {"deputies", list}}.dump(2) + "\n";
}

}  // namespace lontar::node
