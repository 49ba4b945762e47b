#include "hub/core/role_tokens.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/trust/bearer_token.h"

namespace lontar::hub {
namespace {

using nlohmann::json;

constexpr absl::string_view kIdPrefix = "token-";

absl::Status TokenInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "ROLE_TOKEN_INVALID", why);
}

absl::Status CheckViewer(const fold::Viewer& viewer) {
  const bool is_code =
      viewer.member.size() == 2 && std::ranges::all_of(viewer.member, [](char letter) {
        return absl::ascii_isupper(static_cast<unsigned char>(letter));
      });
  if (!viewer.member.empty() && !is_code) {
    return TokenInvalid(absl::StrCat(base::Quoted(viewer.member),
                                     " is no member's code; write two capital letters"));
  }
  if (viewer.role == fold::ViewerRole::kMember && viewer.member.empty()) {
    return TokenInvalid("a member's token names its member");
  }
  const bool may_have_member =
      viewer.role == fold::ViewerRole::kMember || viewer.role == fold::ViewerRole::kSlom;
  if (!may_have_member && !viewer.member.empty()) {
    return TokenInvalid(
        absl::StrCat("a token of the role ", fold::NameOf(viewer.role), " is no member's"));
  }
  return absl::OkStatus();
}

absl::StatusOr<RoleToken> TokenOf(const json& record) {
  RoleToken token;
  token.id = record.at("id").get<std::string>();
  const auto role = fold::ViewerRoleNamed(record.at("role").get<std::string>());
  const auto hash = base::Hash::FromHex(record.at("sha256").get<std::string>());
  if (!role || !hash) return TokenInvalid("a role or a hash is none");
  token.viewer = {*role, record.at("member").get<std::string>()};
  LONTAR_RETURN_IF_ERROR(CheckViewer(token.viewer));
  token.secret_hash = *hash;
  token.made = record.at("made").get<std::string>();
  token.expires = record.at("expires").get<std::string>();
  token.revoked = record.at("revoked").get<std::string>();
  return token;
}

absl::Status Damaged(absl::string_view why) {
  return base::Problem(absl::StatusCode::kDataLoss, "ROLE_TOKENS_DAMAGED",
                       absl::StrCat("the file of role tokens cannot be read: ", why));
}

}  // namespace

absl::StatusOr<RoleTokens> RoleTokens::Read(absl::string_view text) {
  RoleTokens tokens;
  if (text.empty()) return tokens;
  try {
    const json whole = json::parse(text.begin(), text.end());
    for (const json& record : whole.at("tokens")) {
      absl::StatusOr<RoleToken> token = TokenOf(record);
      if (!token.ok()) return Damaged(token.status().message());
      tokens.tokens_.push_back(*std::move(token));
    }
  } catch (const json::exception& error) {
    return Damaged(error.what());
  }
  return tokens;
}

std::string RoleTokens::Written() const {
  json records = json::array();
  for (const RoleToken& token : tokens_) {
    records.push_back({{"id", token.id},
                       {"role", std::string(fold::NameOf(token.viewer.role))},
                       {"member", token.viewer.member},
                       {"sha256", token.secret_hash.hex()},
                       {"made", token.made},
                       {"expires", token.expires},
                       {"revoked", token.revoked}});
  }
  return json({{"tokens", records}}).dump(1) + "\n";
}

absl::StatusOr<RoleTokens::Made> RoleTokens::Make(const fold::Viewer& viewer,
                                                  absl::string_view expires, absl::Time now,
                                                  base::Entropy* entropy) {
  LONTAR_RETURN_IF_ERROR(CheckViewer(viewer));
  LONTAR_ASSIGN_OR_RETURN(const std::string last_day, trust::LastDayOf(expires, now));
  if (tokens_.size() >= static_cast<size_t>(base::kRoleTokensMax)) {
    return base::Problem(absl::StatusCode::kResourceExhausted, "ROLE_TOKENS_FULL",
                         absl::StrCat("this hub keeps ", base::kRoleTokensMax,
                                      " tokens, with those that have ended"));
  }
  const trust::BearerToken drawn = trust::DrawBearerToken(entropy);
  RoleToken token;
  token.id = absl::StrCat(kIdPrefix, tokens_.size() + 1);
  token.viewer = viewer;
  token.secret_hash = drawn.hash;
  token.made = trust::DayOf(now);
  token.expires = last_day;
  tokens_.push_back(token);
  return Made{token.id, drawn.secret};
}

absl::Status RoleTokens::Revoke(absl::string_view id, absl::Time now) {
  const auto found = std::ranges::find(tokens_, id, &RoleToken::id);
  if (found == tokens_.end()) {
    return base::Problem(
        absl::StatusCode::kNotFound, "ROLE_TOKEN_ABSENT",
        absl::StrCat("there is no token ", base::Quoted(id), "; lontar token list shows all"));
  }
  if (found->revoked.empty()) found->revoked = trust::DayOf(now);
  return absl::OkStatus();
}

absl::StatusOr<RoleToken> RoleTokens::Find(absl::string_view secret, absl::Time now) const {
  const base::Hash hash = trust::HashOfBearer(secret);
  const RoleToken* found = nullptr;
  for (const RoleToken& token : tokens_) {
    if (trust::IsSameHash(token.secret_hash, hash)) found = &token;
  }
  if (found == nullptr || StateOf(*found, now) != "valid") {
    return base::Problem(absl::StatusCode::kUnauthenticated, "TOKEN_UNKNOWN",
                         "this token is none, or does not hold any more; ask ASEC for a new one");
  }
  return *found;
}

absl::string_view StateOf(const RoleToken& token, absl::Time now) {
  return trust::TokenState(token.expires, token.revoked, now);
}

}  // namespace lontar::hub
