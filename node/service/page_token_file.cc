#include "node/service/page_token_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/diagnostics.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/trust/bearer_token.h"

namespace lontar::node {
namespace {

using nlohmann::json;

absl::StatusOr<PageTokens> ReadPageTokens(const std::string& path) {
  if (!base::FileExists(path)) return PageTokens();
  LONTAR_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  return PageTokens::Read(text);
}

json PageTokenJson(const PageToken& token, absl::Time now) {
  return {{"id", token.id},
          {"name", token.name},
          {"role", std::string(NameOf(token.role))},
          {"member", nullptr},
          {"made", token.made},
          {"expires", token.expires},
          {"state", std::string(trust::TokenState(token.expires, token.revoked, now))}};
}

}  // namespace

PageTokenFile::PageTokenFile(std::string path, base::Clock* clock, base::Entropy* entropy)
    : path_(std::move(path)), clock_(clock), entropy_(entropy) {
  absl::StatusOr<PageTokens> tokens = ReadPageTokens(path_);
  if (tokens.ok()) {
    tokens_ = *std::move(tokens);
    return;
  }
  damaged_ = tokens.status();
  base::Diagnose(base::Severity::kError, "page_tokens_damaged",
                 {{"reason", std::string(base::ReasonOf(damaged_))}});
}

absl::Status PageTokenFile::Take(PageTokens tokens) {
  LONTAR_RETURN_IF_ERROR(
      base::WriteFileDurably(path_, tokens.Written(), base::FileMode::kOwnerOnly));
  tokens_ = std::move(tokens);
  return absl::OkStatus();
}

absl::StatusOr<std::string> PageTokenFile::MakeJson(const PageTokens::Request& request) {
  base::MutexLock lock(&mutex_);
  LONTAR_RETURN_IF_ERROR(damaged_);
  PageTokens changed = tokens_;
  const absl::Time now = clock_->Now();
  LONTAR_ASSIGN_OR_RETURN(const PageTokens::Made made, changed.Make(request, now, entropy_));
  LONTAR_RETURN_IF_ERROR(Take(std::move(changed)));
  base::Diagnose(base::Severity::kNote, "page_token_made", {{"id", made.id}});
  json answer = PageTokenJson(tokens_.all().back(), now);
  answer["schema"] = "lontar.token.v1";
  answer["token"] = made.secret;
  return answer.dump(2) + "\n";
}

absl::StatusOr<std::string> PageTokenFile::ListJson() const {
  base::MutexLock lock(&mutex_);
  LONTAR_RETURN_IF_ERROR(damaged_);
  json tokens = json::array();
  const absl::Time now = clock_->Now();
  for (const PageToken& token : tokens_.all()) tokens.push_back(PageTokenJson(token, now));
  return json({{"schema", "lontar.tokens.v1"}, {"tokens", tokens}}).dump(2) + "\n";
}

absl::StatusOr<std::string> PageTokenFile::RevokeJson(absl::string_view id) {
  base::MutexLock lock(&mutex_);
  LONTAR_RETURN_IF_ERROR(damaged_);
  PageTokens changed = tokens_;
  const absl::Time now = clock_->Now();
  LONTAR_RETURN_IF_ERROR(changed.Revoke(id, now));
  LONTAR_RETURN_IF_ERROR(Take(std::move(changed)));
  base::Diagnose(base::Severity::kNote, "page_token_revoked", {{"id", std::string(id)}});
  const auto& all = tokens_.all();
  json answer = PageTokenJson(*std::ranges::find(all, id, &PageToken::id), now);
  answer["schema"] = "lontar.token.v1";
  answer["token"] = nullptr;
  return answer.dump(2) + "\n";
}

absl::StatusOr<PageToken> PageTokenFile::Find(absl::string_view secret) const {
  base::MutexLock lock(&mutex_);
  LONTAR_RETURN_IF_ERROR(damaged_);
  return tokens_.Find(secret, clock_->Now());
}

}  // namespace lontar::node
