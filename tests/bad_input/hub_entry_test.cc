// Entries that the hub does not take as they are meant: refused at its door without a leaf, or made
// a leaf with a verdict that says why and gives them no effect.

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/fold/question_text.h"
#include "core/observation/report.h"
#include "core/trust/payload_type.h"
#include "tests/bad_input/federation.h"
#include "tests/bad_input/page.h"

namespace lontar::bad_input {
namespace {

using chain::Verdict;
using observation::Status;
using support::AReport;
using support::KeyOf;
using support::Load;

class BadEntryTest : public testing::Test {
 protected:
  support::LogBuilder& plan() { return hub_.plan(); }

  std::unique_ptr<Line> Greeted(const std::string& member) {
    auto line = std::make_unique<Line>(&hub_, member);
    line->Say(Line::Hello(&hub_, member, member + ".node"));
    EXPECT_TRUE(line->refusal().ok()) << line->refusal();
    return line;
  }

  // No leaf: the store is what it was.
  void ExpectRefused(absl::string_view input, const chain::Entry& entry, const Load& load) {
    const Bytes before = hub_.stored();
    const auto line = Greeted("KH");
    line->Push(entry, load);
    ExpectOnPage(input, "hub: entry", line->refusal());
    EXPECT_EQ(hub_.stored(), before) << input;
  }

  // A leaf, whose stamp says why, and no other effect: figures, keys and rounds are what they were.
  void ExpectRejected(absl::string_view input, const chain::Entry& entry, const Load& load) {
    const std::string cells = hub_.Cells();
    const uint64_t size = hub_.core().state().size().value();
    const auto line = Greeted("KH");
    line->Push(entry, load);
    const sync::EntryAnswer answer = line->answer();
    ASSERT_FALSE(answer.leaf.empty()) << input << " " << line->refusal();
    const Verdict verdict = chain::DecodeLeaf(answer.leaf)->stamp.verdict;
    ExpectOnPage(input, "hub: verdict", chain::NameOf(verdict), answer.sentence);
    EXPECT_EQ(hub_.core().state().size().value(), size + 1) << input;
    EXPECT_EQ(hub_.Cells(), cells) << input;
    EXPECT_FALSE(hub_.core().state().WasAccepted(entry.header.payload_id) &&
                 verdict != Verdict::kDuplicate)
        << input;
    // The plan follows the hub, so that the next entry fits.
    ASSERT_TRUE(plan().Append(entry, load).ok()) << input;
  }
  void ExpectRejected(absl::string_view input, const Load& load) {
    ExpectRejected(input, plan().Seal("KH", load), load);
  }

  Load Good(absl::string_view period = "2016") {
    return plan().LoadOf(AReport("KH.NIS").Of("A1", period, "4.2"));
  }
  // The report of this text after a change, signed by these keys.
  Load Changed(const AReport& text, const std::function<void(observation::Report*)>& change,
               std::vector<std::string> signers = {"KH.NIS"}) {
    std::map<base::PartHash, std::string> parts;
    observation::Report report = plan().MakeReport(text, &parts);
    change(&report);
    Load load = plan().LoadOf(report, parts, std::move(signers));
    load.collection = plan().collection();
    return load;
  }
  // A report whose bytes are not those of its writer.
  static Load WithBytes(Load load, std::string bytes) {
    load.payload = std::move(bytes);
    return load;
  }

  Hub hub_;
};

TEST_F(BadEntryTest, TheGoodEntryIsAccepted) {
  const auto line = Greeted("KH");
  const Load load = Good();
  const std::string cells = hub_.Cells();
  line->Push(plan().Seal("KH", load), load);
  EXPECT_EQ(chain::DecodeLeaf(line->answer().leaf)->stamp.verdict, Verdict::kAccepted)
      << line->answer().sentence;
  EXPECT_NE(hub_.Cells(), cells);
}

// Threat T02: keys of another member seal and sign nothing here.
TEST_F(BadEntryTest, AnEntrySealedByAnotherKeyIsRefused) {
  const Load load = Good();
  const chain::Header header = plan().NextHeader("KH", load);
  ExpectRefused("an entry sealed by another member's node",
                chain::SealEntry(header, *KeyOf("LA.node")), load);
  ExpectRefused("an entry sealed by an unknown key", chain::SealEntry(header, *KeyOf("nobody's")),
                load);
  ExpectRefused("an entry sealed by its provider", chain::SealEntry(header, *KeyOf("KH.NIS")),
                load);
  chain::Entry entry = plan().Seal("KH", load);
  entry.signature = KeyOf("KH.node")->Sign("something else");
  ExpectRefused("an entry with a wrong signature", entry, load);
}

// Threat T02: a line carries its own member's entries only, also where they are true.
TEST_F(BadEntryTest, AnEntryOfAnotherMemberOnThisLineIsRefused) {
  const Load load = plan().LoadOf(AReport("LA.LSB").Of("A1", "2017", "4.2"));
  ExpectRefused("an entry of another member", plan().Seal("LA", load), load);
}

TEST_F(BadEntryTest, AGapInAChainIsRefused) {
  const Load first = Good("2016");
  const Load second = Good("2017");
  support::LogBuilder ahead = plan();
  ASSERT_TRUE(ahead.Append(ahead.Seal("KH", first), first).ok());
  ExpectRefused("a gap in a chain", ahead.Seal("KH", second), second);
  chain::Header header = plan().NextHeader("KH", first);
  header.previous = *base::EntryHash::FromBytes(std::string(32, 'p'));
  ExpectRefused("an entry that follows another than the last",
                chain::SealEntry(header, *KeyOf("KH.node")), first);
}

// Threat T51.
TEST_F(BadEntryTest, AnEntryForAnotherHubIsRefused) {
  const Load load = Good();
  chain::Header header = plan().NextHeader("KH", load);
  header.hub_id = *base::HubId::FromBytes(std::string(32, 'h'));
  ExpectRefused("an entry for another hub", chain::SealEntry(header, *KeyOf("KH.node")), load);
}

// Threat T51: a hundred times in a hundred conversations, and a hundred times in one.
TEST_F(BadEntryTest, TheSameEntryAHundredTimesIsOneLeaf) {
  const Load load = Good();
  const chain::Entry entry = plan().Seal("KH", load);
  std::string leaf;
  Bytes once;
  for (int time = 0; time < 100; ++time) {
    const auto line = Greeted("KH");
    line->Push(entry, load);
    if (time == 0) leaf = line->answer().leaf;
    if (time == 0) once = hub_.stored();
    ASSERT_EQ(line->answer().leaf, leaf) << time;
    ASSERT_EQ(hub_.stored(), once) << time;
  }
  const auto line = Greeted("KH");
  for (int time = 0; time < 100; ++time) {
    line->Push(entry, load);
    ASSERT_EQ(line->answer().leaf, leaf) << time;
  }
  EXPECT_EQ(hub_.stored(), once);
}

// Threat T51: the whole conversation again, byte for byte, as somebody recorded it.
TEST_F(BadEntryTest, ARecordedConversationSaidAgainChangesNothing) {
  const Load load = Good();
  Bytes once;
  for (int time = 0; time < 100; ++time) {
    Line line(&hub_, "KH");
    line.Say(Line::Hello(&hub_, "KH", "KH.node"));
    line.Push(plan().Seal("KH", load), load);
    line.Say(sync::Done{});
    if (time == 0) once = hub_.stored();
    ASSERT_EQ(hub_.stored(), once) << time;
  }
}

TEST_F(BadEntryTest, AForkIsALeafThatSaysSo) {
  const Load first = Good("2016");
  const Load second = Good("2017");
  const chain::Entry one = plan().Seal("KH", first);
  const chain::Entry other = plan().Seal("KH", second);
  const auto line = Greeted("KH");
  line->Push(one, first);
  ASSERT_TRUE(plan().Append(one, first).ok());
  ExpectRejected("a second entry of one number", other, second);
  const Load third = Good("2018");
  ExpectRefused("an entry behind a fork", plan().Seal("KH", third), third);
}

TEST_F(BadEntryTest, AHeaderWhosePayloadIsLostIsRejected) {
  const Load load = Good();
  Load lost = load;
  lost.payload.clear();
  const chain::Entry entry = plan().Seal("KH", load);
  const std::string cells = hub_.Cells();
  const auto line = Greeted("KH");
  line->Say(entry);
  line->Sequence();
  const sync::EntryAnswer answer = line->answer();
  ExpectOnPage("a header whose payload is lost", "hub: verdict",
               chain::NameOf(chain::DecodeLeaf(answer.leaf)->stamp.verdict), answer.sentence);
  EXPECT_EQ(hub_.Cells(), cells);
  ASSERT_TRUE(plan().AppendWithoutPayload(entry).ok());
  // Invariant 14: what stands behind it is judged as if it were not there.
  const Load next = Good("2017");
  line->Push(plan().Seal("KH", next), next);
  EXPECT_EQ(chain::DecodeLeaf(line->answer().leaf)->stamp.verdict, Verdict::kAccepted);
}

TEST_F(BadEntryTest, AReportWhosePartIsLostIsRejected) {
  Load load = Good();
  const chain::Entry entry = plan().Seal("KH", load);
  load.parts.clear();
  ExpectRejected("a report whose part is lost", entry, load);
}

// Threat T02, threat T03.
TEST_F(BadEntryTest, AReportSignedByAnotherKeyIsRejected) {
  ExpectRejected("a report signed by another member's provider", [&] {
    Load load = Good();
    load.signers = {"LA.LSB"};
    return load;
  }());
  ExpectRejected("a report signed by an unknown key", [&] {
    Load load = Good();
    load.signers = {"nobody's"};
    return load;
  }());
  ExpectRejected("a report signed by another provider", [&] {
    Load load = Good();
    load.signers = {"KH.MOP"};
    return load;
  }());
  ExpectRejected("a report that nobody signed", [&] {
    Load load = Good();
    load.signers = {};
    return load;
  }());
  ExpectRejected("an indicator that the key may not report",
                 plan().LoadOf(AReport("KH.MOP").Of("A1", "2016", "4.2")));
  const Load load = Good();
  chain::Header header = plan().NextHeader("KH", load);
  header.payload_signatures[0] = KeyOf("KH.NIS")->Sign("something else");
  ExpectRejected("a report with a wrong signature", chain::SealEntry(header, *KeyOf("KH.node")),
                 load);
}

// Threat T02: the keys are KH's, the area is LA's. Threat T51: signed for another hub.
TEST_F(BadEntryTest, AReportOfAnotherContextIsRejected) {
  const AReport text = AReport("KH.NIS").Of("A1", "2016", "4.2");
  ExpectRejected("a report about another member", Changed(text, [](observation::Report* report) {
                   report->member = "LA";
                   report->provider = "LA.NIS";
                 }));
  ExpectRejected("a report for another hub", Changed(text, [](observation::Report* report) {
                   report->hub_id = *base::HubId::FromBytes(std::string(32, 'h'));
                 }));
  ExpectRejected("a report of another collection", Changed(text, [](observation::Report* report) {
                   report->collection = "asean-other";
                 }));
  ExpectRejected(
      "a catalogue version that is not on the log",
      Changed(text, [](observation::Report* report) { report->catalogue_version = "2035.1"; }));
}

TEST_F(BadEntryTest, FiguresThatTheCatalogueDoesNotAllowAreRejected) {
  const auto figures = [&](support::Figure figure, const std::string& measure) {
    return plan().LoadOf(AReport("KH.NIS").With({"A1", "2016", {std::move(figure)}, measure}));
  };
  ExpectRejected("a negative count", figures({"-1"}, "number"));
  ExpectRejected("a part of a person", figures({"0.5"}, "number"));
  ExpectRejected("a percentage above 100", figures({"100.1"}, "proportion"));
  ExpectRejected("an unknown code",
                 figures({"4.2", Status::kNormal, {{"sex", "X"}}}, "proportion"));
  ExpectRejected("an unknown indicator", Changed(AReport("KH.NIS").Of("A1", "2016", "4.2"),
                                                 [](observation::Report* report) {
                                                   report->parts[0].indicator = "child-labour-0-4";
                                                 }));
  ExpectRejected(
      "counts that are not the part's",
      Changed(AReport("KH.NIS").Of("A1", "2016", "4.2"),
              [](observation::Report* report) { ++report->parts[0].blocks[0].missing; }));
}

// Threat T13: a report's own encoding is judged, for the header that names it is in order.
TEST_F(BadEntryTest, AReportThatIsNotStrictlyEncodedIsRejected) {
  const Load load = Good();
  ExpectRejected("a report with an unknown field", WithBytes(load, load.payload + "\xf8\x01\x01"));
  ExpectRejected("a report with a field twice",
                 WithBytes(load, load.payload.substr(0, 34) + load.payload));
  ExpectRejected("a report cut short",
                 WithBytes(load, load.payload.substr(0, load.payload.size() - 1)));
  ExpectRejected("a report longer than any",
                 WithBytes(load, std::string(base::kReportBytesMax + 1, '\x0a')));
}

// Threat T13: what a writer of a later level adds is kept byte for byte, hashed, signed, and
// without effect.
TEST_F(BadEntryTest, ExtensionFieldsAreKeptByteForByte) {
  const std::string extension = "\xe2\x5d\x02hi";  // field 1500
  Load load = Good();
  load.payload += extension;
  chain::Header header = plan().NextHeader("KH", load);
  const std::string header_bytes = chain::EncodeHeader(header) + extension;
  const auto entry = chain::MakeEntry(
      header_bytes, KeyOf("KH.node")->Sign(trust::Pae(trust::PayloadType::kEntry, header_bytes)));
  ASSERT_TRUE(entry.ok()) << entry.status();
  const auto line = Greeted("KH");
  line->Push(*entry, load);
  const auto leaf = chain::DecodeLeaf(line->answer().leaf);
  EXPECT_EQ(leaf->stamp.verdict, Verdict::kAccepted) << line->answer().sentence;
  EXPECT_EQ(leaf->entry.header_bytes, header_bytes);
  bool is_kept = false;
  for (const auto& [key, value] : hub_.stored()) is_kept = is_kept || value == load.payload;
  EXPECT_TRUE(is_kept);
}

// Parts are judged as they are, whatever the report says of them.
TEST_F(BadEntryTest, APartThatIsNotStrictlyEncodedIsRejected) {
  const auto with_part = [&](const std::function<std::string(std::string)>& change) {
    std::map<base::PartHash, std::string> parts;
    observation::Report report =
        plan().MakeReport(AReport("KH.NIS").Of("A1", "2016", "4.2"), &parts);
    const std::string bytes = change(parts.begin()->second);
    report.parts[0].part_hash = trust::PartHashOf(bytes);
    report.parts[0].bytes = bytes.size();
    return plan().LoadOf(report, {{trust::PartHashOf(bytes), bytes}}, {"KH.NIS"});
  };
  ExpectRejected("a part with an unknown field",
                 with_part([](const std::string& bytes) { return bytes + "\xf8\x01\x01"; }));
  ExpectRejected("a part cut short", with_part([](std::string bytes) {
                   bytes.resize(bytes.size() - 1);
                   return bytes;
                 }));
  ExpectRejected("a cell that stands twice", with_part([](const std::string& bytes) {
                   const auto part = observation::DecodePart(bytes);
                   return bytes.substr(0, 34) + bytes.substr(34) + bytes.substr(34);
                 }));
}

TEST_F(BadEntryTest, AKindThatIsNotValidHereIsRejected) {
  Load later = Good();
  later.kind = chain::EntryKind::kErasure;
  ExpectRejected("a kind of a later level", later);
  Load foreign = Good();
  foreign.kind = chain::EntryKind::kPolicy;
  ExpectRejected("an act of the authority on a member's chain", foreign);
  fold::SourcePlanAct plan_of_laos{plan().hub_id(), plan().collection(), "LA", {}};
  ExpectRejected("a source plan of another member",
                 plan().LoadOf(fold::Act(plan_of_laos), {"KH.node"}));
  fold::SourcePlanAct unsigned_plan{plan().hub_id(), plan().collection(), "KH", {}};
  ExpectRejected("an act that nobody signed", plan().LoadOf(fold::Act(unsigned_plan), {}));
}

// Threat T28: what is between ASEC and another member is neither asked, read nor answered here.
TEST_F(BadEntryTest, AQuestionThatIsNotTheMembersOwnIsRejected) {
  const std::vector<std::string> authority = {"authority-1", "authority-2"};
  for (uint32_t level = 2; level <= 4; ++level) {
    const fold::Act act(fold::PolicyAct{plan().hub_id(), level});
    ASSERT_TRUE(hub_.core().SubmitAct(Hub::EnvelopeOf(plan().LoadOf(act, authority))).ok());
    plan().StateAct("authority", act, authority);
  }
  const auto asked = [this](const std::string& member, const std::string& part) {
    const fold::QuestionAct act{plan().hub_id(), plan().collection(), member,
                                plan().catalogue().FindByCode("A1")->id, trust::PartHashOf(part)};
    Load load = plan().LoadOf(fold::Act(act), {"KH.node"});
    load.parts.emplace(act.text, part);
    return load;
  };
  fold::QuestionText text{base::Salt(), "LA", "right?", "", ""};
  const std::string of_laos = fold::EncodeQuestionText(text);
  ExpectRejected("a question of another member", asked("LA", of_laos));
  ExpectRejected("a question with another member's text", asked("KH", of_laos));
  text.member = "KH";
  const std::string part = fold::EncodeQuestionText(text);
  ExpectRejected("a question whose text is cut short", asked("KH", part.substr(0, 40)));
  Load lost = asked("KH", part);
  lost.parts.clear();
  ExpectRejected("a question whose text is lost", lost);
  text.measure = "weight";
  ExpectRejected("a question on a measure that is none",
                 asked("KH", fold::EncodeQuestionText(text)));
  const fold::AnswerAct answer{plan().hub_id(), base::PayloadId(), std::nullopt, true};
  ExpectRejected("an answer to a question that nobody asked",
                 plan().LoadOf(fold::Act(answer), {"KH.node"}));
}

TEST_F(BadEntryTest, APayloadThatWasAcceptedBeforeIsRejected) {
  const Load load = Good();
  const chain::Entry first = plan().Seal("KH", load);
  const auto line = Greeted("KH");
  line->Push(first, load);
  ASSERT_TRUE(plan().Append(first, load).ok());
  ExpectRejected("a report sealed a second time", load);
}

// The authority's own acts come through the hub's local socket.
class BadActTest : public BadEntryTest {
 protected:
  void ExpectActRefused(absl::string_view input, const chain::Envelope& act) {
    const Bytes before = hub_.stored();
    ExpectOnPage(input, "hub: act", hub_.core().SubmitAct(act).status());
    EXPECT_EQ(hub_.stored(), before) << input;
  }
  chain::Envelope Signed(const fold::Act& act, const std::vector<std::string>& signers) {
    return Hub::EnvelopeOf(plan().LoadOf(act, signers));
  }
};

TEST_F(BadActTest, AnActThatWouldBeRejectedIsNotWritten) {
  const std::vector<std::string> authority = {"authority-1", "authority-2"};
  fold::CollectionAct collection{plan().hub_id(), "asean-other", "Another", false};
  ExpectActRefused("an act signed by one of two keys",
                   Signed(fold::Act(collection), {"authority-1"}));
  ExpectActRefused("an act signed by a member's key",
                   Signed(fold::Act(collection), {"authority-1", "KH.node"}));
  fold::CollectionAct elsewhere = collection;
  elsewhere.hub_id = *base::HubId::FromBytes(std::string(32, 'h'));
  ExpectActRefused("an act for another hub", Signed(fold::Act(elsewhere), authority));
  fold::CatalogueAct catalogue{plan().hub_id(), plan().collection(), "2035.1",
                               support::PublishedCatalogueFiles()};
  catalogue.files[0].content.resize(catalogue.files[0].content.size() / 2);
  ExpectActRefused("a catalogue whose file is cut short", Signed(fold::Act(catalogue), authority));
}

// The log would go where this program cannot follow: it stops before that.
TEST_F(BadActTest, AnUnknownLevelIsRefused) {
  const std::vector<std::string> authority = {"authority-1", "authority-2"};
  for (uint32_t level = 2; level <= fold::kKnownLevel; ++level) {
    const auto act = Signed(fold::Act(fold::PolicyAct{plan().hub_id(), level}), authority);
    ASSERT_TRUE(hub_.core().SubmitAct(act).ok());
  }
  const fold::PolicyAct policy{plan().hub_id(), fold::kKnownLevel + 1};
  ExpectActRefused("a level that this program does not know", Signed(fold::Act(policy), authority));
}

}  // namespace
}  // namespace lontar::bad_input
