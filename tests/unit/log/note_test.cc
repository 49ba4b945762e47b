#include "core/log/note.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

std::string NoteReason(absl::string_view bytes) {
  return base::ReasonOf(ParseNote(bytes).status());
}

struct KeyVector {
  absl::string_view name;
  const char* seed_hex;
  const char* public_hex;
  NoteKeyType type;
  uint32_t id;
  const char* vkey;
};

const KeyVector kKeys[] = {
    {kHubName, "addf6d4f382ad10a9671aebdad7b7d04cbbbc2bf9f301feb6b90ca6e9e7d89ab",
     "e92c6d0b3b5d9cd4a59d8d3ad98be29c05ae2e753b2f7a1c6d6da2f5fc3cfc41", NoteKeyType::kEd25519,
     0x113a18ba, "hub.example.org/lontar+113a18ba+AeksbQs7XZzUpZ2NOtmL4pwFri51Oy96HG1tovX8PPxB"},
    {kHubName, "addf6d4f382ad10a9671aebdad7b7d04cbbbc2bf9f301feb6b90ca6e9e7d89ab",
     "e92c6d0b3b5d9cd4a59d8d3ad98be29c05ae2e753b2f7a1c6d6da2f5fc3cfc41",
     NoteKeyType::kCosignatureV1, 0x53d18d0c,
     "hub.example.org/lontar+53d18d0c+BOksbQs7XZzUpZ2NOtmL4pwFri51Oy96HG1tovX8PPxB"},
    {kIdName, "81ba8bccab60aa9f47ab2cbd01318f5538bb859e35864538bc582d89f5c9740b",
     "fe0a681644bc052cc82de5ba659365ef7446c50a9dcf6d4ba4b5c962f31580aa", NoteKeyType::kEd25519,
     0xd9d374ce, "witness.example.org/id+d9d374ce+Af4KaBZEvAUsyC3lumWTZe90RsUKnc9tS6S1yWLzFYCq"},
    {kIdName, "81ba8bccab60aa9f47ab2cbd01318f5538bb859e35864538bc582d89f5c9740b",
     "fe0a681644bc052cc82de5ba659365ef7446c50a9dcf6d4ba4b5c962f31580aa",
     NoteKeyType::kCosignatureV1, 0x3b60514f,
     "witness.example.org/id+3b60514f+BP4KaBZEvAUsyC3lumWTZe90RsUKnc9tS6S1yWLzFYCq"},
    {kThName, "599786d10b15793790871cc3fe5cbbec40e3f48d9ab4e103d92b7d8a8fcbe74c",
     "d9ab771a13601034784fd0968bdfe3a8a6068afc15f815c8f9abd22fcde444b3", NoteKeyType::kEd25519,
     0xb941f715, "witness.example.org/th+b941f715+AdmrdxoTYBA0eE/Qlovf46imBor8FfgVyPmr0i/N5ESz"},
    {kThName, "599786d10b15793790871cc3fe5cbbec40e3f48d9ab4e103d92b7d8a8fcbe74c",
     "d9ab771a13601034784fd0968bdfe3a8a6068afc15f815c8f9abd22fcde444b3",
     NoteKeyType::kCosignatureV1, 0x6722c0b7,
     "witness.example.org/th+6722c0b7+BNmrdxoTYBA0eE/Qlovf46imBor8FfgVyPmr0i/N5ESz"}};

TEST(NoteKey, IdsAndVkeysAreThePublishedOnes) {
  for (const KeyVector& v : kKeys) {
    const auto signer = VectorKey(v.name);
    EXPECT_EQ(absl::BytesToHexString(signer->seed()), v.seed_hex);
    EXPECT_EQ(signer->public_key().bytes.hex(), v.public_hex);
    const NoteKey key{.name = std::string(v.name), .type = v.type, .key = signer->public_key()};
    EXPECT_EQ(key.id(), v.id);
    EXPECT_EQ(key.vkey(), v.vkey);
    const auto parsed = ParseVkey(v.vkey);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    EXPECT_EQ(parsed->name, v.name);
    EXPECT_EQ(parsed->type, v.type);
    EXPECT_EQ(parsed->key, signer->public_key());
  }
}

// A vkey whose id fits: what is wrong is what the test wants to be wrong.
std::string VkeyOf(absl::string_view name, char type, absl::string_view key) {
  const std::string typed = absl::StrCat(std::string(1, type), key);
  const Hash hash = trust::Sha256({name, "\n", typed});
  return absl::StrCat(name, "+", hash.short_hex(), "+", absl::Base64Escape(typed));
}

TEST(NoteKey, OtherVkeysAreRefused) {
  const std::string key = VectorKey(kHubName)->public_key().bytes.bytes();
  ASSERT_TRUE(ParseVkey(VkeyOf("hub", 1, key)).ok());
  const std::string good(kHubVkey);
  for (const std::string& text :
       {std::string(), std::string("hub"), std::string("hub+113a18ba"), VkeyOf("", 1, key),
        VkeyOf("a b", 1, key), VkeyOf("hub", 2, key), VkeyOf("hub", 6, key),
        VkeyOf("hub", '\xff', key), VkeyOf("hub", 1, key.substr(1)), VkeyOf("hub", 1, key + "x"),
        VkeyOf("hub", 1, ""), good + "A", absl::StrReplaceAll(good, {{"113a18ba", "113A18BA"}}),
        absl::StrReplaceAll(good, {{"113a18ba", "113a18bb"}}),
        absl::StrReplaceAll(good, {{"113a18ba", "53d18d0c"}}), " " + good, good + "\n"}) {
    EXPECT_EQ(base::ReasonOf(ParseVkey(text).status()), "VKEY_INVALID") << text;
  }
}

// T04: a key with which one constant signature verifies for every message is not enrolled.
TEST(NoteKey, WeakKeyIsRefused) {
  std::string identity_point(32, '\0');
  identity_point[0] = 1;
  EXPECT_EQ(base::ReasonOf(ParseVkey(VkeyOf("hub", 1, identity_point)).status()), "VKEY_INVALID");
}

TEST(Note, WithAnEmptyLineInsideIsThePublishedOne) {
  const auto note = ParseNote(kPlainNote);
  ASSERT_TRUE(note.ok()) << note.status();
  EXPECT_EQ(note->text, "first\n\nsecond after an empty line\n");
  ASSERT_EQ(note->lines.size(), 1u);
  EXPECT_EQ(note->lines[0].name, kHubName);
  EXPECT_EQ(note->lines[0].key_id, 0x113a18bau);
  EXPECT_TRUE(VerifyNote(*note, Vkey(kHubVkey)).ok());
  EXPECT_EQ(FormatNote(*note), kPlainNote);
}

TEST(Note, SignedHereIsThePublishedOne) {
  Note note{.text = "first\n\nsecond after an empty line\n", .lines = {}};
  note.lines.push_back(SignNote(note.text, kHubName, *VectorKey(kHubName)));
  EXPECT_EQ(FormatNote(note), kPlainNote);
}

TEST(Note, ChangedTextDoesNotVerify) {
  Note note = *ParseNote(kPlainNote);
  note.text[0] = 'F';
  const absl::Status status = VerifyNote(note, Vkey(kHubVkey));
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(base::ReasonOf(status), "SIGNATURE_INVALID");
}

TEST(Note, OfUnknownSignersOnlyIsUnsigned) {
  const Note note = *ParseNote(kPlainNote);
  const NoteKey other{.name = std::string(kIdName), .key = VectorKey(kIdName)->public_key()};
  EXPECT_EQ(base::ReasonOf(VerifyNote(note, other)), "NOTE_UNSIGNED");
  // The key under another name has another id.
  NoteKey renamed = Vkey(kHubVkey);
  renamed.name = "hub.example.org/other";
  EXPECT_EQ(base::ReasonOf(VerifyNote(note, renamed)), "NOTE_UNSIGNED");
  EXPECT_EQ(base::ReasonOf(VerifyNote(note, Vkey(kIdVkey))), "VKEY_INVALID");
}

TEST(Note, UnknownLinesArePassedOver) {
  Note note = *ParseNote(kPlainNote);
  note.lines.insert(note.lines.begin(), {.name = "someone", .key_id = 7, .signature = "x"});
  // The known name with another key id is another key.
  note.lines.push_back({.name = std::string(kHubName), .key_id = 7, .signature = "x"});
  EXPECT_TRUE(VerifyNote(note, Vkey(kHubVkey)).ok());
}

TEST(Note, OneFalseLineOfAKnownKeySpoilsIt) {
  Note note = *ParseNote(kPlainNote);
  NoteLine line = note.lines[0];
  line.signature[5] ^= 1;
  note.lines.push_back(line);
  EXPECT_EQ(base::ReasonOf(VerifyNote(note, Vkey(kHubVkey))), "SIGNATURE_INVALID");
  note.lines.back().signature = line.signature.substr(1);
  EXPECT_EQ(base::ReasonOf(VerifyNote(note, Vkey(kHubVkey))), "SIGNATURE_INVALID");
}

TEST(Note, OfAnotherShapeIsRefused) {
  const std::string dash = "\xe2\x80\x94";
  const std::string line = dash + " name AAAAAAAA\n";
  ASSERT_EQ(NoteReason("text\n\n" + line), "");
  for (const std::string& bytes : {std::string(),
                                   std::string("text\n"),
                                   std::string("text\n\n"),
                                   line,
                                   "text\n" + line,
                                   "text" + line,
                                   "text\n\n" + line + "\n",
                                   "text\n\n" + line.substr(0, line.size() - 1),
                                   std::string("text\n\n- name AAAAAAAA\n"),
                                   "text\n\n" + dash + "name AAAAAAAA\n",
                                   "text\n\n" + dash + "  AAAAAAAA\n",
                                   "text\n\n" + dash + " name  AAAAAAAA\n",
                                   "text\n\n" + dash + " name AAAAAAAA \n",
                                   "text\n\n" + dash + " na+me AAAAAAAA\n",
                                   "text\n\n" + dash + " name\n",
                                   "text\n\n" + dash + " name \n",
                                   "text\n\n" + dash + " name AAAA\n",
                                   "text\n\n" + dash + " name AAAAAA==\n",
                                   "text\n\n" + dash + " name AAAAAAB=\n",
                                   "text\n\n" + dash + " name AAAAAAA\n",
                                   "text\n\n" + dash + " name ----____\n",
                                   "te\txt\n\n" + line,
                                   "text\r\n\r\n" + line,
                                   "te\xff\n\n" + line,
                                   std::string("te\0xt\n\n", 7) + line,
                                   "text\n\n" + line + "more\n"}) {
    EXPECT_EQ(NoteReason(bytes), "NOTE_INVALID") << testing::PrintToString(bytes);
  }
}

TEST(Note, SignaturesAndBytesAreBounded) {
  const std::string line = "\xe2\x80\x94 name AAAAAAAA\n";
  std::string bytes = "text\n\n";
  for (int i = 0; i < base::kNoteLinesMax; ++i) bytes += line;
  EXPECT_EQ(NoteReason(bytes), "");
  EXPECT_EQ(NoteReason(bytes + line), "NOTE_INVALID");
  const std::string rest = "\n\n" + line;
  EXPECT_EQ(NoteReason(std::string(base::kNoteBytesMax - rest.size(), 'x') + rest), "");
  EXPECT_EQ(NoteReason(std::string(base::kNoteBytesMax - rest.size() + 1, 'x') + rest),
            "NOTE_INVALID");
}

TEST(Note, AcceptedOneIsWrittenAsItWasRead) {
  for (const absl::string_view bytes :
       {kPlainNote, kCheckpointOf0, kCheckpointOf3, kCheckpointOf300}) {
    const auto note = ParseNote(bytes);
    ASSERT_TRUE(note.ok()) << note.status();
    EXPECT_EQ(FormatNote(*note), bytes);
  }
}

TEST(NoteLine, ReadsBackWithAndWithoutItsNewline) {
  const std::string text(kWitnessAnswer1);
  const auto line = ParseNoteLine(text);
  ASSERT_TRUE(line.ok()) << line.status();
  EXPECT_EQ(line->key_id, 0x3b60514fu);
  EXPECT_EQ(line->signature.size(), 72u);
  EXPECT_EQ(FormatNoteLine(*line), text);
  EXPECT_EQ(FormatNoteLine(*ParseNoteLine(text.substr(0, text.size() - 1))), text);
  EXPECT_FALSE(ParseNoteLine(text + "\n").ok());
}

}  // namespace
}  // namespace lontar::log
