// Checkpoints and cosignatures: core/log/checkpoint.cc.
#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "core/log/checkpoint_text.h"
#include "core/log/note.h"
#include "gtest/gtest.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

constexpr absl::string_view kEmptyRootText = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
constexpr absl::string_view kRoot3Text = "z3Y6BByBzu8VeKYIP3XGG+8uABTyo+aDqX/Pylvn8Zo=";

struct SignedVector {
  uint64_t size;
  absl::string_view bytes;
  uint64_t time_s;  // of both cosignatures
};
const SignedVector kSigned[] = {{0, kCheckpointOf0, 1767225622},
                                {3, kCheckpointOf3, 1767225682},
                                {300, kCheckpointOf300, 1767225742}};

std::string BodyReason(absl::string_view body) {
  return base::ReasonOf(ParseCheckpointBody(body).status());
}

// A text under the signature of the hub's key, whatever it says.
std::string SignedText(const std::string& text) {
  return FormatNote({.text = text, .lines = {SignNote(text, kHubName, *VectorKey(kHubName))}});
}

std::string OpenReason(absl::string_view bytes) {
  return base::ReasonOf(OpenCheckpoint(bytes, Vkey(kHubVkey)).status());
}

TEST(Checkpoint, PublishedOnesOpen) {
  for (const SignedVector& v : kSigned) {
    const auto checkpoint = OpenCheckpoint(v.bytes, Vkey(kHubVkey));
    ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
    EXPECT_EQ(*checkpoint, CheckpointOfS(v.size));
  }
}

TEST(Checkpoint, SignedAndCosignedHereIsThePublishedOne) {
  for (const SignedVector& v : kSigned) {
    const Checkpoint checkpoint = CheckpointOfS(v.size);
    const std::string bytes =
        absl::StrCat(SignCheckpoint(checkpoint, *VectorKey(kHubName)),
                     FormatNoteLine(Cosign(checkpoint, kIdName, *VectorKey(kIdName), v.time_s)),
                     FormatNoteLine(Cosign(checkpoint, kThName, *VectorKey(kThName), v.time_s)));
    EXPECT_EQ(bytes, v.bytes);
  }
}

TEST(Checkpoint, PublishedCosignaturesVerify) {
  for (const SignedVector& v : kSigned) {
    const Note note = *ParseNote(v.bytes);
    const Checkpoint checkpoint = CheckpointOfS(v.size);
    ASSERT_EQ(note.lines.size(), 3u);
    EXPECT_EQ(*VerifyCosignature(checkpoint, note.lines[1], Vkey(kIdVkey)), v.time_s);
    EXPECT_EQ(*VerifyCosignature(checkpoint, note.lines[2], Vkey(kThVkey)), v.time_s);
  }
}

// Ed25519 is deterministic: the published signature over this very message is the one that we make.
TEST(Cosignature, IsOverThePublishedMessage) {
  const std::string message = absl::HexStringToBytes(
      "636f7369676e61747572652f76310a74696d6520313736373232353638320a6875622e6578616d706c652e6f7267"
      "2f"
      "6c6f6e7461720a330a7a335936424279427a753856654b594950335847472b3875414254796f2b614471582f5079"
      "6c"
      "766e385a6f3d0a");
  const Note note = *ParseNote(kCheckpointOf3);
  EXPECT_EQ(VectorKey(kIdName)->Sign(message).bytes.view(), note.lines[1].signature.substr(8));
  EXPECT_EQ(message, absl::StrCat("cosignature/v1\ntime 1767225682\n", note.text));
}

TEST(Checkpoint, BodyIsThreeLinesAndItsExtensions) {
  const std::string body = absl::StrCat("o\n3\n", kRoot3Text, "\n");
  const Checkpoint plain = *ParseCheckpointBody(body);
  EXPECT_EQ(plain.origin, "o");
  EXPECT_EQ(plain.size, LogSize(3));
  EXPECT_EQ(FormatCheckpointBody(plain), body);
  const Checkpoint extended = *ParseCheckpointBody(body + "one\ntwo words\n");
  EXPECT_EQ(extended.extensions, std::vector<std::string>({"one", "two words"}));
  EXPECT_EQ(FormatCheckpointBody(extended), body + "one\ntwo words\n");
  EXPECT_TRUE(ParseCheckpointBody(absl::StrCat("o\n9223372036854775807\n", kRoot3Text, "\n")).ok());
}

TEST(Checkpoint, OtherSizesAreRefused) {
  for (const char* size : {"", "03", "+3", "-3", " 3", "3 ", "3.0", "0x3", "9223372036854775808"}) {
    EXPECT_EQ(BodyReason(absl::StrCat("o\n", size, "\n", kRoot3Text, "\n")), "CHECKPOINT_INVALID")
        << size;
  }
}

TEST(Checkpoint, OtherRootsAreRefused) {
  const std::string root(kRoot3Text);
  for (const std::string& text :
       {std::string(), std::string("AAAA"), root + "AAAA", root.substr(0, root.size() - 1),
        absl::StrReplaceAll(root, {{"+", "-"}, {"/", "_"}}),
        absl::StrReplaceAll(root, {{"o=", "p="}}), root + " "}) {
    EXPECT_EQ(BodyReason(absl::StrCat("o\n3\n", text, "\n")), "CHECKPOINT_INVALID") << text;
  }
}

TEST(Checkpoint, OtherShapesAreRefused) {
  const std::string root(kRoot3Text);
  for (const std::string& body :
       {std::string(), std::string("o\n"), std::string("o\n3\n"), "o\n3\n" + root,
        "\n3\n" + root + "\n", "o\n3\n" + root + "\n\n", "o\n3\n" + root + "\nx",
        "o\n3\n" + root + "\n\nx\n", "o\r\n3\r\n" + root + "\r\n", "o\t\n3\n" + root + "\n",
        "\xff\n3\n" + root + "\n"}) {
    EXPECT_EQ(BodyReason(body), "CHECKPOINT_INVALID") << testing::PrintToString(body);
  }
}

TEST(Checkpoint, OfSizeZeroHasTheEmptyRoot) {
  EXPECT_EQ(BodyReason(absl::StrCat("o\n0\n", kEmptyRootText, "\n")), "");
  const std::string other = absl::StrCat("o\n0\n", kRoot3Text, "\n");
  EXPECT_EQ(BodyReason(other), "CHECKPOINT_INVALID");
  EXPECT_TRUE(ReadCheckpointLines(other).ok());
}

TEST(Checkpoint, OfAForeignOriginIsRefused) {
  const std::string text = absl::StrCat("hub.example.org/other\n3\n", kRoot3Text, "\n");
  EXPECT_EQ(OpenReason(SignedText(text)), "CHECKPOINT_UNSIGNED");
  EXPECT_EQ(OpenReason(SignedText(absl::StrCat(kHubName, "\n3\n", kRoot3Text, "\n"))), "");
}

TEST(Checkpoint, BadBodyUnderAGoodSignatureIsRefused) {
  EXPECT_EQ(OpenReason(SignedText(absl::StrCat(kHubName, "\n03\n", kRoot3Text, "\n"))),
            "CHECKPOINT_INVALID");
  EXPECT_EQ(OpenReason("no note"), "NOTE_INVALID");
}

TEST(Checkpoint, WithoutTheLogsLineIsUnsigned) {
  Note note = *ParseNote(kCheckpointOf3);
  note.lines.erase(note.lines.begin());
  const absl::Status status = OpenCheckpoint(FormatNote(note), Vkey(kHubVkey)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(base::ReasonOf(status), "CHECKPOINT_UNSIGNED");
}

TEST(Checkpoint, AnyChangedBitOfTheTextIsRefused) {
  const std::string bytes(kCheckpointOf3);
  const size_t text_end = bytes.find("\n\n");
  for (size_t i = 0; i < text_end * 8; ++i) {
    std::string changed = bytes;
    changed[i / 8] = static_cast<char>(changed[i / 8] ^ 1 << i % 8);
    EXPECT_NE(OpenReason(changed), "") << i;
  }
}

TEST(Cosignature, OfAnotherCheckpointIsRefused) {
  const Note note = *ParseNote(kCheckpointOf3);
  const absl::Status status =
      VerifyCosignature(CheckpointOfS(4), note.lines[1], Vkey(kIdVkey)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(base::ReasonOf(status), "SIGNATURE_INVALID");
}

TEST(Cosignature, OfAnotherWitnessIsRefused) {
  const Note note = *ParseNote(kCheckpointOf3);
  EXPECT_FALSE(VerifyCosignature(CheckpointOfS(3), note.lines[1], Vkey(kThVkey)).ok());
  // The log's own line is no cosignature, and its key none of a witness.
  EXPECT_FALSE(VerifyCosignature(CheckpointOfS(3), note.lines[0], Vkey(kHubVkey)).ok());
}

TEST(Cosignature, WithAnotherTimeOrLengthIsRefused) {
  const Checkpoint checkpoint = CheckpointOfS(3);
  const NoteLine good = ParseNote(kCheckpointOf3)->lines[1];
  const auto is_refused = [&checkpoint](const std::string& signature, NoteLine line) {
    line.signature = signature;
    return !VerifyCosignature(checkpoint, line, Vkey(kIdVkey)).ok();
  };
  ASSERT_FALSE(is_refused(good.signature, good));
  std::string later = good.signature;
  later[7] = static_cast<char>(later[7] + 1);
  EXPECT_TRUE(is_refused(later, good));
  EXPECT_TRUE(is_refused(good.signature.substr(8), good));
  EXPECT_TRUE(is_refused(good.signature + "x", good));
  EXPECT_TRUE(is_refused("", good));
}

// A line that verifies, but says that it was made at no time or after the end of time.
TEST(Cosignature, AtNoTimeIsRefused) {
  const Checkpoint checkpoint = CheckpointOfS(3);
  const NoteKey witness = Vkey(kIdVkey);
  for (const uint64_t time_s : {uint64_t{0}, uint64_t{1} << 63}) {
    const std::string message =
        absl::StrCat("cosignature/v1\ntime ", time_s, "\n", FormatCheckpointBody(checkpoint));
    std::string signature(8, '\0');
    if (time_s != 0) signature[0] = '\x80';
    signature += VectorKey(kIdName)->Sign(message).bytes.bytes();
    const NoteLine line{.name = witness.name, .key_id = witness.id(), .signature = signature};
    EXPECT_EQ(base::ReasonOf(VerifyCosignature(checkpoint, line, witness).status()),
              "SIGNATURE_INVALID")
        << time_s;
  }
}

TEST(CosignatureDeathTest, IsNotMadeWithoutATime) {
  const auto key = VectorKey(kIdName);
  EXPECT_DEATH(Cosign(CheckpointOfS(3), kIdName, *key, 0), "has a time");
}

}  // namespace
}  // namespace lontar::log
