#pragma once
// Cambodia's node in a small federation on the published catalogue, for tests of drafts.

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/observation/report.h"
#include "core/store/key_space.h"
#include "tests/unit/node/federation_fixture.h"
#include "tests/unit/node/published_papers.h"

namespace lontar::node {

class OfficeFixture : public FederationFixture {
 protected:
  OfficeFixture(std::vector<std::string> indicators, const MemberRules& rules) {
    support::FoundingPapers papers = PublishedPapers(std::move(indicators));
    papers.rules = rules;
    federation_.Found(papers);
  }

  // A second collection, the newest on the log, for whose labour-productivity KH.NSO has another
  // key: "KH NSO of LMIS".
  void AddLabourMarket() {
    const std::string id = "asean-lmis-common";
    federation_.State(fold::CollectionAct{federation_.hub_id(), id, "Labour market", false});
    federation_.State(fold::CatalogueAct{federation_.hub_id(), id, "2011.1",
                                         FilesOfCatalogue("catalogues/lmis-common")});
    fold::Enrolment office;
    office.key = support::SmallKey("KH NSO of LMIS")->public_key();
    office.role = fold::KeyRole::kProvider;
    office.provider = "KH.NSO";
    office.provider_name = "Office of KH";
    office.entitlements = {{id, {"labour-productivity"}}};
    const fold::Act act = fold::KeysAct{federation_.hub_id(), "KH", {office}, {}};
    chain::Envelope envelope{fold::KindOf(act), "", fold::EncodeAct(act), {}};
    for (const char* name : {"KH administrator", "KH NSO of LMIS"}) {
      chain::AddSignature(&envelope, *support::SmallKey(name));
    }
    EXPECT_EQ(federation_.Sync("KH"), "");
    const auto sealed = node().SealAct(envelope);
    EXPECT_TRUE(sealed.ok()) << sealed.status();
    EXPECT_EQ(federation_.Sync("KH"), "");
  }

  static ImportRequest RequestOf(const std::string& content) {
    ImportRequest request;
    request.file_name = "figures.csv";
    request.content = content;
    request.provider = "KH.NSO";
    return request;
  }
  nlohmann::json Import(const ImportRequest& request) { return Json(node().Import(request)); }
  // The name of the draft that a file of KH.NSO becomes.
  std::string DraftOf(const std::string& content) {
    const nlohmann::json answer = Import(RequestOf(content));
    EXPECT_TRUE(answer["draft"].is_string()) << answer.dump(2);
    return answer["draft"].is_string() ? answer["draft"].get<std::string>() : "";
  }

  static nlohmann::json Json(const absl::StatusOr<std::string>& answer) {
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? nlohmann::json::parse(*answer) : nlohmann::json();
  }

  // The parts of a draft, as the store holds them.
  std::vector<observation::Part> PartsOfDraft(const std::string& draft) {
    std::vector<observation::Part> parts;
    for (const auto& [key, bytes] : node_disk_.durable) {
      if (!key.starts_with(store::DraftPartKey(draft, ""))) continue;
      auto part = observation::DecodePart(bytes);
      EXPECT_TRUE(part.ok()) << part.status();
      parts.push_back(*std::move(part));
    }
    return parts;
  }
  // The texts of its narratives.
  std::vector<std::string> TextsOf(const std::string& draft) {
    std::vector<std::string> texts;
    for (const observation::Part& part : PartsOfDraft(draft)) {
      const auto* narrative = std::get_if<observation::Narrative>(&part.content);
      if (narrative != nullptr) texts.push_back(narrative->text);
    }
    return texts;
  }
};

}  // namespace lontar::node
