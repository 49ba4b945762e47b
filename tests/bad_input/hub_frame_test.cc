// What a member's node may say wrongly before and beside its entries: refused to it by name, and
// nothing is stored.

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/log/note.h"
#include "tests/bad_input/federation.h"
#include "tests/bad_input/page.h"

namespace lontar::bad_input {
namespace {

using support::AReport;
using support::KeyOf;

class BadFrameTest : public testing::Test {
 protected:
  // Says these frames on a line of KH that has said its hello, and expects the page's refusal.
  void ExpectRefused(absl::string_view input, const std::function<void(Line*)>& speak) {
    const Bytes before = hub_.stored();
    Line line(&hub_, "KH");
    line.Say(Line::Hello(&hub_, "KH", "KH.node"));
    ASSERT_TRUE(line.refusal().ok()) << line.refusal();
    speak(&line);
    line.Sequence();
    ExpectOnPage(input, "hub: frame", line.refusal());
    EXPECT_EQ(hub_.stored(), before) << input;
    EXPECT_EQ(hub_.core().queued(), 0) << input;
  }

  // The same for a hello, said on a line of `certificate`.
  void ExpectHelloRefused(absl::string_view input, const std::string& certificate,
                          const sync::SignedHello& hello) {
    const Bytes before = hub_.stored();
    Line line(&hub_, certificate);
    line.Say(hello);
    ExpectOnPage(input, "hub: hello", line.refusal());
    EXPECT_EQ(hub_.stored(), before) << input;
  }

  sync::Hello HelloOf(const std::string& member) { return Line(&hub_, member).PlainHello(member); }

  // The next entry of KH, and its frame with this header in its place.
  chain::Entry NextEntry() { return hub_.plan().Seal("KH", load_); }
  static chain::Entry WithHeader(chain::Entry entry, std::string header) {
    entry.header_bytes = std::move(header);
    return entry;
  }

  Hub hub_;
  support::Load load_ = hub_.plan().LoadOf(AReport("KH.NIS").Of("A1", "2016", "4.2"));
};

// Threat T02: the certificate, the hello and the key must be of one member.
TEST_F(BadFrameTest, AHelloOfAnotherMemberIsRefused) {
  ExpectHelloRefused("a hello of another member than the certificate's", "KH",
                     Line::Hello(&hub_, "LA", "LA.node"));
  ExpectHelloRefused("a hello signed by another member's key", "KH",
                     Line::Hello(&hub_, "KH", "LA.node"));
  ExpectHelloRefused("a hello signed by an unknown key", "KH",
                     Line::Hello(&hub_, "KH", "nobody's"));
  ExpectHelloRefused("a hello of a country that is no member", "XX",
                     Line::Hello(&hub_, "XX", "XX.node"));
}

TEST_F(BadFrameTest, AHelloWithAWrongSignatureIsRefused) {
  sync::SignedHello hello = Line::Hello(&hub_, "KH", "KH.node");
  hello.signature = KeyOf("KH.node")->Sign("something else");
  ExpectHelloRefused("a hello with a wrong signature", "KH", hello);
}

// Threat T51: what was said to one hub says nothing to another.
TEST_F(BadFrameTest, AHelloForAnotherHubIsRefused) {
  sync::Hello hello = HelloOf("KH");
  hello.hub_id = *base::HubId::FromBytes(std::string(32, 'h'));
  ExpectHelloRefused("a hello for another hub", "KH", sync::SignHello(hello, *KeyOf("KH.node")));
}

TEST_F(BadFrameTest, AHelloOfAnotherProtocolIsRefused) {
  sync::Hello hello = HelloOf("KH");
  hello.protocol = 2;
  ExpectHelloRefused("a hello of a newer protocol", "KH",
                     sync::SignHello(hello, *KeyOf("KH.node")));
}

TEST_F(BadFrameTest, AFrameBeforeItsHelloIsRefused) {
  const Bytes before = hub_.stored();
  Line line(&hub_, "KH");
  line.Say(NextEntry());
  ExpectOnPage("an entry before the hello", "hub: frame", line.refusal());
  EXPECT_EQ(hub_.stored(), before);
}

// Threat T13.
TEST_F(BadFrameTest, BytesThatAStrictWriterWouldNotMakeAreRefused) {
  const std::string header = NextEntry().header_bytes;
  ExpectRefused("a frame with a long varint", [&](Line* line) {
    std::string frame = line->Write(sync::PullRequest{base::LogSize(1)});
    frame.replace(frame.find("\x08\x01"), 2, "\x08\x81\x00", 3);
    line->SayBytes(frame);
  });
  ExpectRefused("a header with a field twice", [&](Line* line) {
    line->Say(WithHeader(NextEntry(), header.substr(0, 34) + header));
  });
  ExpectRefused("a header with its fields in another order", [&](Line* line) {
    line->Say(WithHeader(NextEntry(), header.substr(34) + header.substr(0, 34)));
  });
  ExpectRefused("a header cut short", [&](Line* line) {
    line->Say(WithHeader(NextEntry(), header.substr(0, header.size() - 1)));
  });
  ExpectRefused("bytes that are no frame",
                [](Line* line) { line->SayBytes("nothing that was ever written"); });
}

TEST_F(BadFrameTest, AnUnknownFieldIsRefused) {
  ExpectRefused("an unknown field in a frame", [](Line* line) {
    line->SayBytes(line->Write(sync::Done{}) + "\xf8\x01\x01");  // field 31
  });
  ExpectRefused("an unknown field in a header", [&](Line* line) {
    const chain::Entry entry = NextEntry();
    line->Say(WithHeader(entry, entry.header_bytes + "\xf8\x01\x01"));
  });
}

TEST_F(BadFrameTest, AnUnknownKindIsRefused) {
  ExpectRefused("an entry of an unknown kind", [&](Line* line) {
    chain::Entry entry = NextEntry();
    entry.header.kind = static_cast<chain::EntryKind>(99);
    line->Say(WithHeader(entry, chain::EncodeHeader(entry.header)));
  });
  ExpectRefused("a frame of an unknown kind", [](Line* line) {
    line->SayBytes(std::string("\x08\x01\x7a\x00", 4));  // field 15, where bodies are 2 to 12
  });
  ExpectRefused("a signature of an unknown algorithm", [&](Line* line) {
    chain::Entry entry = NextEntry();
    entry.signature.algorithm = 2;
    line->Say(entry);
  });
}

// Threat T34.
TEST_F(BadFrameTest, AnOversizedMessageIsRefused) {
  ExpectRefused("a frame longer than any",
                [](Line* line) { line->SayBytes(std::string(base::kFrameBytesMax + 1, '\x08')); });
  ExpectRefused("a header longer than any", [&](Line* line) {
    line->Say(WithHeader(NextEntry(), std::string(base::kHeaderBytesMax + 1, '\x0a')));
  });
  ExpectRefused("a piece of a payload longer than any", [](Line* line) {
    sync::Chunk chunk{sync::PayloadKind::kPayload, base::Hash(), 0, base::kChunkBytesMax + 1,
                      std::string(base::kChunkBytesMax + 1, 'x')};
    line->Say(std::move(chunk));
  });
  ExpectRefused("a payload longer than any", [](Line* line) {
    line->Say(
        sync::Chunk{sync::PayloadKind::kPayload, base::Hash(), 0, base::kActBytesMax + 1, "x"});
  });
  ExpectRefused("pieces of payloads without their entry", [](Line* line) {
    constexpr uint64_t kPieces =
        (base::kSubmissionBytesMax + base::kActBytesMax) / base::kChunkBytesMax + 1;
    const std::string piece(base::kChunkBytesMax, 'x');
    for (uint64_t i = 0; i < kPieces && line->refusal().ok(); ++i) {
      const uint64_t in_part = base::kPartBytesMax / base::kChunkBytesMax;
      const base::Hash part =
          *base::Hash::FromBytes(std::string(32, static_cast<char>('a' + i / in_part)));
      line->Say(sync::Chunk{sync::PayloadKind::kPart, part, (i % in_part) * base::kChunkBytesMax,
                            base::kPartBytesMax, piece});
    }
  });
}

// Threat T34: nesting is refused before it is walked.
TEST_F(BadFrameTest, ADeeplyNestedMessageIsRefused) {
  ExpectRefused("a message nested too deep", [](Line* line) {
    std::string nested = "\x08\x01";
    for (int depth = 0; depth < 200; ++depth) nested += "\x83\x7d";  // a group of field 2000
    for (int depth = 0; depth < 200; ++depth) nested += "\x84\x7d";  // and its end
    line->SayBytes(nested);
  });
}

TEST_F(BadFrameTest, PiecesOutOfOrderAreRefused) {
  ExpectRefused("pieces of a payload out of order", [](Line* line) {
    line->Say(sync::Chunk{sync::PayloadKind::kPayload, base::Hash(), 5, 10, "12345"});
  });
  ExpectRefused("a frame that is missing", [](Line* line) {
    const std::string lost = line->Write(sync::Done{});
    line->Say(sync::Done{});
  });
  ExpectRefused("leaves that the log does not have",
                [&](Line* line) { line->Say(sync::PullRequest{base::LogSize(1000)}); });
}

TEST_F(BadFrameTest, ACosignatureByAnotherKeyIsRefused) {
  const log::Checkpoint statement{
      std::string(support::kTestOrigin), hub_.core().tree().size(), hub_.core().tree().root(), {}};
  const auto cosigned = [&](const std::string& name, const std::string& key) {
    return log::FormatNoteLine(log::Cosign(statement, name, *KeyOf(key), 1));
  };
  ExpectRefused("a cosignature by another member's witness", [&](Line* line) {
    line->Say(sync::CosignatureFrame{statement.size, cosigned("witness.LA", "LA.witness")});
  });
  ExpectRefused("a cosignature of a size to come", [&](Line* line) {
    line->Say(sync::CosignatureFrame{base::LogSize(1000), cosigned("witness.KH", "KH.witness")});
  });
  ExpectRefused("a cosignature that is no line of a note", [&](Line* line) {
    line->Say(sync::CosignatureFrame{statement.size, "me too"});
  });
}

}  // namespace
}  // namespace lontar::bad_input
