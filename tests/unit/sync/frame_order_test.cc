#include "core/sync/frame_order.h"

#include <gtest/gtest.h>

#include <string>

#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::sync {
namespace {

TEST(FrameOrder, GivesFramesInTheOrderInWhichTheyWereWritten) {
  FrameOrder sender;
  FrameOrder receiver;
  for (uint64_t from = 0; from < 3; ++from) {
    const auto body = receiver.Read(sender.Write(PullRequest{base::LogSize(from)}));
    ASSERT_TRUE(body.ok() && body->has_value());
    EXPECT_EQ(std::get<PullRequest>(**body).from.value(), from);
  }
}

TEST(FrameOrder, DropsAFrameThatItHasSeen) {
  FrameOrder sender;
  FrameOrder receiver;
  const std::string first = sender.Write(Done{});
  const std::string second = sender.Write(Done{});
  ASSERT_TRUE((*receiver.Read(first)).has_value());
  ASSERT_TRUE((*receiver.Read(second)).has_value());
  for (const std::string& again : {first, second, first}) {
    const auto body = receiver.Read(again);
    ASSERT_TRUE(body.ok()) << body.status();
    EXPECT_FALSE(body->has_value());
  }
}

TEST(FrameOrder, AMissingFrameEndsTheConversation) {
  FrameOrder sender;
  FrameOrder receiver;
  sender.Write(Done{});
  const auto body = receiver.Read(sender.Write(Done{}));
  EXPECT_EQ(body.status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(base::ReasonOf(body.status()), "FRAME_GAP");
}

// A long sentence is cut between two characters: half of one would be no frame any more.
TEST(FrameOrder, CutsALongSentenceBetweenCharacters) {
  for (size_t lead = 0; lead < 3; ++lead) {
    std::string sentence(lead, 'x');
    while (sentence.size() <= base::kTextBytesMax) sentence += "\u2260";
    FrameOrder sender;
    FrameOrder receiver;
    const auto body = receiver.Read(sender.Write(Refusal{"REASON", sentence, 0}));
    ASSERT_TRUE(body.ok()) << body.status();
    const std::string& read = std::get<Refusal>(**body).sentence;
    EXPECT_GT(read.size(), base::kTextBytesMax - 3);
    EXPECT_EQ(read, sentence.substr(0, read.size()));
    EXPECT_EQ((read.size() - lead) % 3, 0u);
  }
}

TEST(FrameOrder, RefusesBytesThatAreNoFrame) {
  FrameOrder receiver;
  EXPECT_FALSE(receiver.Read("no frame").ok());
  EXPECT_FALSE(receiver.Read("").ok());
}

TEST(FrameOrder, EachDirectionCountsForItself) {
  FrameOrder one;
  FrameOrder other;
  ASSERT_TRUE(other.Read(one.Write(Done{})).ok());
  ASSERT_TRUE(other.Read(one.Write(Done{})).ok());
  const auto body = one.Read(other.Write(Done{}));
  ASSERT_TRUE(body.ok()) << body.status();
  EXPECT_TRUE(body->has_value());
}

}  // namespace
}  // namespace lontar::sync
