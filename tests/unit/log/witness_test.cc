#include "core/log/witness.h"

#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

WitnessState StateOfS(uint64_t size) {
  return {.size = LogSize(size), .root = FrontierOf(SetS(size)).Root()};
}

WitnessDecision Decide(const WitnessState& stored, const WitnessRequest& request) {
  const std::vector<NoteKey> keys = {Vkey(kHubVkey)};
  return DecideWitness(keys, stored, request);
}

// A request for a checkpoint that the hub's key signed, whatever it says.
WitnessRequest SignedRequest(uint64_t old_size, const Checkpoint& checkpoint, Proof proof = {}) {
  return {.old_size = LogSize(old_size),
          .proof = std::move(proof),
          .checkpoint = SignCheckpoint(checkpoint, *VectorKey(kHubName))};
}

Checkpoint OtherRootAt(uint64_t size) {
  Checkpoint checkpoint = CheckpointOfS(size);
  checkpoint.root = LeafHash("another history");
  return checkpoint;
}

WitnessAnswer AnswerTo(const WitnessState& stored, const WitnessRequest& request) {
  return Decide(stored, request).answer;
}

TEST(Witness, PublishedRequestsReadBack) {
  for (const absl::string_view text : {kWitnessRequest1, kWitnessRequest2}) {
    const auto request = ParseWitnessRequest(text);
    ASSERT_TRUE(request.ok()) << request.status();
    EXPECT_EQ(FormatWitnessRequest(*request), text);
    EXPECT_EQ(*OriginOf(*request), kHubName);
  }
}

TEST(Witness, PublishedRequestsGetThePublishedAnswers) {
  const auto key = VectorKey(kIdName);
  WitnessState state;
  uint64_t time_s = 1767225601;
  for (const auto& [request, answer] : {std::pair{kWitnessRequest1, kWitnessAnswer1},
                                        std::pair{kWitnessRequest2, kWitnessAnswer2}}) {
    const WitnessDecision decision = Decide(state, *ParseWitnessRequest(request));
    ASSERT_EQ(decision.answer, WitnessAnswer::kCosign) << decision.why;
    EXPECT_EQ(FormatNoteLine(Cosign(decision.checkpoint, kIdName, *key, time_s++)), answer);
    EXPECT_FALSE(decision.is_fork);
    state = decision.state;
  }
  EXPECT_EQ(state, StateOfS(7));
}

TEST(Witness, AnotherOldSizeIsAnsweredWithTheStoredOne) {
  const WitnessDecision decision = Decide(StateOfS(5), *ParseWitnessRequest(kWitnessRequest2));
  EXPECT_EQ(decision.answer, WitnessAnswer::kOtherSize);
  EXPECT_EQ(decision.why, "the last size cosigned here is 5, not 3");
}

TEST(Witness, UnknownOriginComesFirst) {
  Checkpoint foreign = OtherRootAt(2);
  foreign.origin = "hub.example.org/other";
  WitnessRequest request = SignedRequest(9, foreign);
  EXPECT_EQ(AnswerTo(StateOfS(5), request), WitnessAnswer::kUnknownOrigin);
  EXPECT_EQ(DecideWitness({}, StateOfS(5), request).answer, WitnessAnswer::kUnknownOrigin);
}

TEST(Witness, UnsignedComesBeforeSizes) {
  WitnessRequest request = SignedRequest(9, CheckpointOfS(7));
  Note note = *ParseNote(request.checkpoint);
  note.lines[0].signature[0] ^= 1;
  request.checkpoint = FormatNote(note);
  EXPECT_EQ(AnswerTo(StateOfS(5), request), WitnessAnswer::kNotSigned);
  note.lines[0].key_id ^= 1;
  request.checkpoint = FormatNote(note);
  EXPECT_EQ(AnswerTo(StateOfS(5), request), WitnessAnswer::kNotSigned);
}

TEST(Witness, OneFalseLineOfAKnownKeyIsNotSigned) {
  WitnessRequest request = SignedRequest(0, CheckpointOfS(3));
  Note note = *ParseNote(request.checkpoint);
  note.lines.push_back(note.lines[0]);
  note.lines[1].signature[0] ^= 1;
  request.checkpoint = FormatNote(note);
  EXPECT_EQ(AnswerTo(WitnessState(), request), WitnessAnswer::kNotSigned);
}

TEST(Witness, OldAboveTheCheckpointIsMalformedBeforeItIsAnotherSize) {
  EXPECT_EQ(AnswerTo(StateOfS(5), SignedRequest(8, CheckpointOfS(7))), WitnessAnswer::kMalformed);
  // A rollback: the log shows less than it showed before.
  EXPECT_EQ(AnswerTo(StateOfS(5), SignedRequest(5, CheckpointOfS(3))), WitnessAnswer::kMalformed);
}

TEST(Witness, AnotherSizeComesBeforeTheProof) {
  EXPECT_EQ(AnswerTo(StateOfS(5), SignedRequest(3, CheckpointOfS(7), {EmptyRoot()})),
            WitnessAnswer::kOtherSize);
  EXPECT_EQ(AnswerTo(StateOfS(5), SignedRequest(0, CheckpointOfS(7))), WitnessAnswer::kOtherSize);
  EXPECT_EQ(AnswerTo(WitnessState(), SignedRequest(3, CheckpointOfS(7))),
            WitnessAnswer::kOtherSize);
}

TEST(Witness, EmptyLogHasTheEmptyRoot) {
  EXPECT_EQ(AnswerTo(WitnessState(), SignedRequest(0, CheckpointOfS(0))), WitnessAnswer::kCosign);
  EXPECT_EQ(AnswerTo(WitnessState(), SignedRequest(0, OtherRootAt(0))),
            WitnessAnswer::kNotConsistent);
  EXPECT_EQ(Decide(WitnessState(), SignedRequest(0, OtherRootAt(0))).why,
            "size 0 has another root than the empty one");
  // The stored size is looked at before.
  EXPECT_EQ(AnswerTo(StateOfS(5), SignedRequest(0, OtherRootAt(0))), WitnessAnswer::kOtherSize);
}

TEST(Witness, ProofThatDoesNotVerifyIsRefused) {
  WitnessRequest request = *ParseWitnessRequest(kWitnessRequest2);
  request.proof.pop_back();
  EXPECT_EQ(AnswerTo(StateOfS(3), request), WitnessAnswer::kNotConsistent);
  request = *ParseWitnessRequest(kWitnessRequest2);
  WitnessState other = StateOfS(3);
  other.root = LeafHash("another history");
  EXPECT_EQ(AnswerTo(other, request), WitnessAnswer::kNotConsistent);
  EXPECT_EQ(AnswerTo(WitnessState(), SignedRequest(0, CheckpointOfS(3), {EmptyRoot()})),
            WitnessAnswer::kNotConsistent);
}

// Invariant 27: two signed roots for one size are kept, they prove the fork.
TEST(Witness, OtherRootAtTheStoredSizeIsEvidenceOfAFork) {
  WitnessDecision decision = Decide(StateOfS(7), SignedRequest(7, OtherRootAt(7)));
  EXPECT_EQ(decision.answer, WitnessAnswer::kNotConsistent);
  EXPECT_TRUE(decision.is_fork);
  // What was signed was signed, whatever old size the request names.
  decision = Decide(StateOfS(7), SignedRequest(3, OtherRootAt(7)));
  EXPECT_EQ(decision.answer, WitnessAnswer::kOtherSize);
  EXPECT_TRUE(decision.is_fork);
  EXPECT_FALSE(Decide(StateOfS(7), SignedRequest(7, OtherRootAt(8))).is_fork);
}

TEST(Witness, SameSizeAgainIsCosignedAgain) {
  const WitnessDecision decision = Decide(StateOfS(7), SignedRequest(7, CheckpointOfS(7)));
  EXPECT_EQ(decision.answer, WitnessAnswer::kCosign) << decision.why;
  EXPECT_EQ(decision.state, StateOfS(7));
  EXPECT_EQ(AnswerTo(StateOfS(7), SignedRequest(7, CheckpointOfS(7), {EmptyRoot()})),
            WitnessAnswer::kNotConsistent);
}

// A forged line in the witness' own name must not end in what it serves.
TEST(Witness, KeepsVerifiedLinesOnly) {
  WitnessRequest request{
      .old_size = LogSize(0), .proof = {}, .checkpoint = std::string(kCheckpointOf3)};
  Note note = *ParseNote(request.checkpoint);
  note.lines[1].signature[30] ^= 1;
  request.checkpoint = FormatNote(note);
  const WitnessDecision decision = Decide(WitnessState(), request);
  ASSERT_EQ(decision.answer, WitnessAnswer::kCosign) << decision.why;
  ASSERT_EQ(decision.verified.lines.size(), 1u);
  EXPECT_EQ(decision.verified.lines[0].name, kHubName);
  EXPECT_TRUE(OpenCheckpoint(FormatNote(decision.verified), Vkey(kHubVkey)).ok());
}

TEST(Witness, AnyConfiguredKeyOfTheOriginIsEnough) {
  const NoteKey retired{.name = std::string(kHubName), .key = VectorKey("retired")->public_key()};
  const std::vector<NoteKey> keys = {retired, Vkey(kHubVkey)};
  EXPECT_EQ(DecideWitness(keys, WitnessState(), SignedRequest(0, CheckpointOfS(3))).answer,
            WitnessAnswer::kCosign);
  EXPECT_EQ(
      DecideWitness({keys.data(), 1}, WitnessState(), SignedRequest(0, CheckpointOfS(3))).answer,
      WitnessAnswer::kNotSigned);
}

TEST(Witness, SignedNonsenseIsMalformed) {
  const std::string text = absl::StrCat(kHubName, "\n03\nAAAA\n");
  const WitnessRequest request{
      .old_size = LogSize(0),
      .proof = {},
      .checkpoint =
          FormatNote({.text = text, .lines = {SignNote(text, kHubName, *VectorKey(kHubName))}})};
  EXPECT_EQ(AnswerTo(WitnessState(), request), WitnessAnswer::kMalformed);
  EXPECT_EQ(
      AnswerTo(WitnessState(), {.old_size = LogSize(0), .proof = {}, .checkpoint = "no note"}),
      WitnessAnswer::kMalformed);
}

TEST(WitnessRequest, OfAnotherShapeIsRefused) {
  const std::string good(kWitnessRequest2);
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"old 3\n", ""},      {"old 3", "old 03"},
      {"old 3", "old -3"},  {"old 3", "old"},
      {"old 3", "new 3"},   {"/KifV", "_KifV"},
      {"Momc=", "Momd="},   {"/KifV", "fV"},
      {"\n\nhub", "\nhub"}, {"old 3", "old 9223372036854775808"},
      {"\xe2\x80\x94", "-"}};
  for (const auto& [from, to] : changes) {
    const std::string changed = absl::StrReplaceAll(good, {{from, to}});
    ASSERT_NE(changed, good);
    EXPECT_EQ(base::ReasonOf(ParseWitnessRequest(changed).status()), "WITNESS_REQUEST_INVALID")
        << to;
  }
  for (size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(ParseWitnessRequest(good.substr(0, length)).ok()) << length;
  }
}

TEST(WitnessRequest, IsBounded) {
  WitnessRequest request = *ParseWitnessRequest(kWitnessRequest2);
  request.proof.assign(63, Hash());
  EXPECT_TRUE(ParseWitnessRequest(FormatWitnessRequest(request)).ok());
  request.proof.assign(64, Hash());
  EXPECT_FALSE(ParseWitnessRequest(FormatWitnessRequest(request)).ok());
  EXPECT_FALSE(ParseWitnessRequest("old 0\n" + std::string(2 << 20, '\n')).ok());
}

}  // namespace
}  // namespace lontar::log
