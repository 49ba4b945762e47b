#include "node/core/page_tokens.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/utf8.h"
#include "core/trust/bearer_token.h"

namespace lontar::node {
namespace {

using nlohmann::json;

absl::Status PageTokenInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "ROLE_TOKEN_INVALID", why);
}

absl::Status PageTokensDamaged(absl::string_view why) {
  return base::Problem(absl::StatusCode::kDataLoss, "ROLE_TOKENS_DAMAGED",
                       absl::StrCat("the file of page tokens cannot be read: ", why));
}

absl::StatusOr<PageRole> PageRoleNamed(const std::string& name) {
  for (const PageRole role : {PageRole::kReader, PageRole::kApprover}) {
    if (NameOf(role) == name) return role;
  }
  return PageTokenInvalid(
      absl::StrCat(base::Quoted(name), " is no role at a node; write reader or approver"));
}

absl::Status CheckPageName(const std::string& name) {
  const bool has_controls = std::ranges::any_of(
      name, [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); });
  if (absl::StripAsciiWhitespace(name).empty()) {
    return PageTokenInvalid("a token of a node has its holder's name: --name 'S. Chan'");
  }
  if (name.size() > kPageNameBytesMax || has_controls || !formats::IsUtf8(name)) {
    return PageTokenInvalid(
        absl::StrCat("a name is one line of at most ", kPageNameBytesMax, " bytes in UTF-8"));
  }
  return absl::OkStatus();
}

absl::StatusOr<PageToken> PageTokenOf(const json& record) {
  PageToken token;
  token.id = record.at("id").get<std::string>();
  token.name = record.at("name").get<std::string>();
  LONTAR_RETURN_IF_ERROR(CheckPageName(token.name));
  LONTAR_ASSIGN_OR_RETURN(token.role, PageRoleNamed(record.at("role").get<std::string>()));
  const auto hash = base::Hash::FromHex(record.at("sha256").get<std::string>());
  if (!hash) return PageTokenInvalid("a hash is none");
  token.secret_hash = *hash;
  token.made = record.at("made").get<std::string>();
  token.expires = record.at("expires").get<std::string>();
  token.revoked = record.at("revoked").get<std::string>();
  return token;
}

}  // namespace

absl::string_view NameOf(PageRole role) {
  return role == PageRole::kApprover ? "approver" : "reader";
}

absl::StatusOr<PageTokens> PageTokens::Read(absl::string_view text) {
  PageTokens tokens;
  if (text.empty()) return tokens;
  try {
    const json whole = json::parse(text.begin(), text.end());
    for (const json& record : whole.at("tokens")) {
      absl::StatusOr<PageToken> token = PageTokenOf(record);
      if (!token.ok()) return PageTokensDamaged(token.status().message());
      tokens.tokens_.push_back(*std::move(token));
    }
  } catch (const json::exception& error) {
    return PageTokensDamaged(error.what());
  }
  return tokens;
}

std::string PageTokens::Written() const {
  json records = json::array();
  for (const PageToken& token : tokens_) {
    records.push_back({{"id", token.id},
                       {"name", token.name},
                       {"role", std::string(NameOf(token.role))},
                       {"sha256", token.secret_hash.hex()},
                       {"made", token.made},
                       {"expires", token.expires},
                       {"revoked", token.revoked}});
  }
  return json({{"tokens", records}}).dump(1) + "\n";
}

absl::StatusOr<PageTokens::Made> PageTokens::Make(const Request& request, absl::Time now,
                                                  base::Entropy* entropy) {
  PageToken token;
  LONTAR_ASSIGN_OR_RETURN(token.role, PageRoleNamed(request.role));
  LONTAR_RETURN_IF_ERROR(CheckPageName(request.name));
  LONTAR_ASSIGN_OR_RETURN(token.expires, trust::LastDayOf(request.expires, now));
  if (tokens_.size() >= static_cast<size_t>(base::kRoleTokensMax)) {
    return base::Problem(absl::StatusCode::kResourceExhausted, "ROLE_TOKENS_FULL",
                         absl::StrCat("this node keeps ", base::kRoleTokensMax,
                                      " tokens, with those that have ended"));
  }
  const trust::BearerToken drawn = trust::DrawBearerToken(entropy);
  token.id = absl::StrCat("token-", tokens_.size() + 1);
  token.name = request.name;
  token.secret_hash = drawn.hash;
  token.made = trust::DayOf(now);
  tokens_.push_back(token);
  return Made{token.id, drawn.secret};
}

absl::Status PageTokens::Revoke(absl::string_view id, absl::Time now) {
  const auto found = std::ranges::find(tokens_, id, &PageToken::id);
  if (found == tokens_.end()) {
    return base::Problem(
        absl::StatusCode::kNotFound, "ROLE_TOKEN_ABSENT",
        absl::StrCat("there is no token ", base::Quoted(id), "; lontar token list shows all"));
  }
  if (found->revoked.empty()) found->revoked = trust::DayOf(now);
  return absl::OkStatus();
}

absl::StatusOr<PageToken> PageTokens::Find(absl::string_view secret, absl::Time now) const {
  const base::Hash hash = trust::HashOfBearer(secret);
  const PageToken* found = nullptr;
  for (const PageToken& token : tokens_) {
    if (trust::IsSameHash(token.secret_hash, hash)) found = &token;
  }
  if (found == nullptr || trust::TokenState(found->expires, found->revoked, now) != "valid") {
    return base::Problem(absl::StatusCode::kUnauthenticated, "TOKEN_UNKNOWN",
                         "this token is none, or does not hold any more; lontar token make "
                         "--node makes a new one");
  }
  return *found;
}

}  // namespace lontar::node
