#include "hub/service/role_token_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/diagnostics.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace lontar::hub {
namespace {

using nlohmann::json;

absl::StatusOr<RoleTokens> ReadTokens(const std::string& path) {
  if (!base::FileExists(path)) return RoleTokens();
  LONTAR_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  return RoleTokens::Read(text);
}

json TokenJson(const RoleToken& token, absl::Time now) {
  return {{"id", token.id},
          {"role", std::string(fold::NameOf(token.viewer.role))},
          {"member", token.viewer.member.empty() ? json() : json(token.viewer.member)},
          {"made", token.made},
          {"expires", token.expires},
          {"state", std::string(StateOf(token, now))}};
}

}  // namespace

RoleTokenFile::RoleTokenFile(std::string path, base::Clock* clock, base::Entropy* entropy)
    : path_(std::move(path)), clock_(clock), entropy_(entropy) {
  absl::StatusOr<RoleTokens> tokens = ReadTokens(path_);
  if (tokens.ok()) {
    tokens_ = *std::move(tokens);
    return;
  }
  damaged_ = tokens.status();
  base::Diagnose(base::Severity::kError, "role_tokens_damaged",
                 {{"sentence", std::string(damaged_.message())}});
}

absl::Status RoleTokenFile::Write(const RoleTokens& tokens) {
  return base::WriteFileDurably(path_, tokens.Written(), base::FileMode::kOwnerOnly);
}

absl::StatusOr<std::string> RoleTokenFile::MakeJson(const fold::Viewer& viewer,
                                                    absl::string_view expires) {
  base::MutexLock lock(&mutex_);
  LONTAR_RETURN_IF_ERROR(damaged_);
  RoleTokens changed = tokens_;
  const absl::Time now = clock_->Now();
  LONTAR_ASSIGN_OR_RETURN(const RoleTokens::Made made,
                          changed.Make(viewer, expires, now, entropy_));
  LONTAR_RETURN_IF_ERROR(Write(changed));
  tokens_ = std::move(changed);
  base::Diagnose(base::Severity::kNote, "role_token_made", {{"id", made.id}});
  json answer = TokenJson(tokens_.all().back(), now);
  answer["schema"] = "lontar.token.v1";
  answer["token"] = made.secret;
  return answer.dump(2) + "\n";
}

absl::StatusOr<std::string> RoleTokenFile::ListJson() const {
  base::MutexLock lock(&mutex_);
  LONTAR_RETURN_IF_ERROR(damaged_);
  json tokens = json::array();
  const absl::Time now = clock_->Now();
  for (const RoleToken& token : tokens_.all()) tokens.push_back(TokenJson(token, now));
  return json({{"schema", "lontar.tokens.v1"}, {"tokens", tokens}}).dump(2) + "\n";
}

absl::StatusOr<std::string> RoleTokenFile::RevokeJson(absl::string_view id) {
  base::MutexLock lock(&mutex_);
  LONTAR_RETURN_IF_ERROR(damaged_);
  RoleTokens changed = tokens_;
  const absl::Time now = clock_->Now();
  LONTAR_RETURN_IF_ERROR(changed.Revoke(id, now));
  LONTAR_RETURN_IF_ERROR(Write(changed));
  tokens_ = std::move(changed);
  base::Diagnose(base::Severity::kNote, "role_token_revoked", {{"id", std::string(id)}});
  const auto& all = tokens_.all();
  json answer = TokenJson(*std::ranges::find(all, id, &RoleToken::id), now);
  answer["schema"] = "lontar.token.v1";
  answer["token"] = nullptr;
  return answer.dump(2) + "\n";
}

absl::StatusOr<RoleToken> RoleTokenFile::Find(absl::string_view secret) const {
  base::MutexLock lock(&mutex_);
  LONTAR_RETURN_IF_ERROR(damaged_);
  return tokens_.Find(secret, clock_->Now());
}

}  // namespace lontar::hub
