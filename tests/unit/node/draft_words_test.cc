#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/fold/act.h"
#include "core/formats/band.h"
#include "core/formats/narrative_text.h"
#include "core/formats/template_write.h"
#include "core/observation/report.h"
#include "core/store/key_space.h"
#include "tests/unit/formats/template_sample.h"
#include "tests/unit/node/federation_fixture.h"
#include "tests/unit/node/published_papers.h"

namespace lontar::node {
namespace {

using formats::SampleLayout;
using formats::Type;
using nlohmann::json;
using testing::IsEmpty;

// A template of KH.NSO, filled by `fill`, through the node of Cambodia.
class DraftWordsTest : public FederationFixture {
 protected:
  DraftWordsTest() {
    federation_.Found(PublishedPapers(
        {"child-labour-5-17", "cases-in-courts", formats::TheCatalogue().FindByCode("B1")->id}));
  }

  static formats::TemplateLayout Layout(const std::vector<std::string>& codes) {
    formats::TemplateRequest request = formats::SampleRequest(codes);
    request.provider = "KH.NSO";
    return formats::Required(formats::LayOutTemplate(request, formats::TheCatalogue()));
  }

  absl::StatusOr<std::string> TryImport(const formats::TemplateLayout& layout, bool is_dry_run) {
    ImportRequest request;
    request.file_name = "KH.NSO.xlsx";
    request.content = formats::Required(
        formats::WriteWorkbook(layout.plan, absl::FromUnixSeconds(1'795'000'000)));
    request.is_dry_run = is_dry_run;
    return federation_.node("KH").Import(request);
  }
  json Import(const formats::TemplateLayout& layout, bool is_dry_run = false) {
    const auto answer = TryImport(layout, is_dry_run);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  }

  // The narratives of a draft, as the store holds them.
  std::vector<observation::Narrative> NarrativesIn(const std::string& draft) {
    std::vector<observation::Narrative> found;
    for (const auto& [key, bytes] : node_disk_.durable) {
      if (!key.starts_with(store::DraftPartKey(draft, ""))) continue;
      const auto part = observation::DecodePart(bytes);
      EXPECT_TRUE(part.ok()) << part.status();
      const auto* narrative = std::get_if<observation::Narrative>(&part->content);
      if (narrative != nullptr) found.push_back(*narrative);
    }
    return found;
  }
};

TEST_F(DraftWordsTest, WordsAndProgressOfATemplateTravelWithTheReport) {
  formats::TemplateLayout layout = Layout({"A1", "A9"});
  Type(&layout.plan, "A1!B5", "2016");
  Type(&layout.plan, absl::StrCat("A1!", formats::LettersOf(layout, 0, "value"), 14), "12.6", true);
  Type(&layout.plan, "A1!B6", "PL_LIMITED Limited progress");
  Type(&layout.plan, "Additional information!C5", "no survey since 2012");
  Type(&layout.plan, "Additional information!C6", "courts count otherwise");

  const json looked = Import(layout, true);
  EXPECT_EQ(looked["narratives"]["stated"], 2);
  EXPECT_EQ(looked["narratives"]["list"][0]["code"], "A9");
  EXPECT_EQ(looked["narratives"]["list"][0]["place"], "'Additional information'!C6");

  const json answer = Import(layout);
  ASSERT_TRUE(answer["draft"].is_string()) << answer.dump(2);
  const std::vector<observation::Narrative> narratives = NarrativesIn(answer["draft"]);
  ASSERT_EQ(narratives.size(), 2u);
  for (const observation::Narrative& narrative : narratives) {
    EXPECT_EQ(narrative.language, "und");
    if (narrative.indicator != "child-labour-5-17") continue;
    const formats::ProviderWords words = formats::ReadWordsText(narrative.text);
    EXPECT_EQ(words.progress, "Limited progress");
    EXPECT_EQ(words.words, "no survey since 2012");
  }
  const auto checked = federation_.node("KH").Check(answer["draft"].get<std::string>());
  ASSERT_TRUE(checked.ok()) << checked.status();
  EXPECT_EQ(json::parse(*checked)["errors"], 0);
  federation_.Seal("KH", answer["draft"]);
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.hub().state().reports().size(), 1u) << "the hub accepted it";
}

TEST_F(DraftWordsTest, AWorkbookOfAnExerciseIsNotTaken) {
  formats::TemplateLayout layout = Layout({"A1"});
  Type(&layout.plan, "Additional information!C5", "no survey since 2012");
  EXPECT_TRUE(TryImport(layout, true).ok());
  formats::PutBand(fold::kTrainingNotice, &layout.plan);
  for (const bool is_dry_run : {true, false}) {
    EXPECT_EQ(base::ReasonOf(TryImport(layout, is_dry_run).status()), "TRAINING_FILE");
  }
  EXPECT_THAT(json::parse(*federation_.node("KH").ListDrafts())["drafts"], IsEmpty());
}

TEST_F(DraftWordsTest, WordsThatStandAlreadyAreNotStatedAnew) {
  formats::TemplateLayout layout = Layout({"A1", "A9"});
  Type(&layout.plan, "Additional information!C5", "first words");
  federation_.Seal("KH", Import(layout)["draft"]);

  json answer = Import(layout);
  EXPECT_TRUE(answer["draft"].is_null());
  EXPECT_EQ(answer["narratives"]["unchanged"], 1);
  EXPECT_EQ(answer["narratives"]["list"][0]["unchanged"], true);

  Type(&layout.plan, "Additional information!C5", "second words");
  answer = Import(layout);
  EXPECT_EQ(answer["narratives"]["stated"], 1);
  federation_.Seal("KH", answer["draft"]);
  EXPECT_TRUE(Import(layout)["draft"].is_null()) << "the newest words are those that stand";

  Type(&layout.plan, "Additional information!C5", "first words");
  EXPECT_TRUE(Import(layout)["draft"].is_string()) << "taken back to what was said before";
}

// Said before a round was opened, they answer for it when they are said again.
TEST_F(DraftWordsTest, TheSameWordsAnswerForALaterRound) {
  formats::TemplateLayout layout = Layout({"A9"});
  Type(&layout.plan, "Additional information!C5", "courts count otherwise");
  federation_.Seal("KH", Import(layout)["draft"]);
  EXPECT_EQ(federation_.Sync("KH"), "");
  const auto last = federation_.node("KH").LastFigures({"", "first", "KH.NSO"});
  ASSERT_TRUE(last.ok()) << last.status();
  const json narratives = json::parse(*last)["narratives"];
  ASSERT_EQ(narratives.size(), 1u);
  EXPECT_EQ(narratives[0]["code"], "A9");
  EXPECT_EQ(narratives[0]["words"], "courts count otherwise");
  EXPECT_THAT(
      json::parse(*federation_.node("KH").LastFigures({"", "first", "KH.MOJ"}))["narratives"],
      IsEmpty());
  ImportRequest request;
  request.file_name = "KH.NSO.xlsx";
  request.content =
      formats::Required(formats::WriteWorkbook(layout.plan, absl::FromUnixSeconds(1'795'000'000)));
  request.round = "first";
  const auto same = federation_.node("KH").Import(request);
  ASSERT_TRUE(same.ok()) << same.status();
  EXPECT_TRUE(json::parse(*same)["draft"].is_null()) << "said after the round was opened";
  request.round = "second";
  const auto again = federation_.node("KH").Import(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(json::parse(*again)["narratives"]["stated"], 1);
}

TEST_F(DraftWordsTest, WordsAloneAreAnAnswerForTheRound) {
  federation_.RaiseLevel(2);
  formats::TemplateLayout layout = Layout({"A9"});
  Type(&layout.plan, "Additional information!C5", "courts count otherwise");
  federation_.Seal("KH", Import(layout)["draft"]);
  const auto row_of_a9 = [this] {
    const auto answer = federation_.node("KH").Completeness("", "");
    EXPECT_TRUE(answer.ok()) << answer.status();
    const json table = json::parse(*answer);
    for (const json& row : table["rows"]) {
      if (row["code"] == "A9" && row["provider"] == "KH.NSO") return row;
    }
    return json();
  };
  EXPECT_EQ(row_of_a9()["stage"], "approved");
  const auto prepared = federation_.node("KH").PrepareReturn({});
  ASSERT_TRUE(prepared.ok()) << prepared.status();
  const json proposed = json::parse(prepared->json);
  for (const json& line : proposed["lines"]) {
    EXPECT_EQ(line["answer"], line["code"] == "A9" ? "narrative" : "later") << line.dump(1);
  }
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(row_of_a9()["stage"], "synced");
}

TEST_F(DraftWordsTest, ADraftOfWordsAloneIsAWholeDraft) {
  formats::TemplateLayout layout = Layout({"B1"});
  Type(&layout.plan, "Additional information!C5", "the labour law was revised");
  Type(&layout.plan, "Additional information!D5", "Royal Kram 0397/01");
  const json answer = Import(layout);
  ASSERT_TRUE(answer["draft"].is_string()) << answer.dump(2);
  EXPECT_EQ(answer["blocks"]["stated"], 0);
  EXPECT_EQ(answer["provider"], "KH.NSO");
  EXPECT_THAT(answer["findings"], IsEmpty());
  federation_.Seal("KH", answer["draft"]);
  EXPECT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(federation_.hub().state().reports().size(), 1u);
}

}  // namespace
}  // namespace lontar::node
