#include "core/chain/high_water.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/trust/sha256.h"

namespace lontar::chain {
namespace {

constexpr absl::string_view kNeverWritten = "none\n";

absl::Status StoreDiffers(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kDataLoss, reason, sentence);
}

uint64_t NumberOf(const std::optional<Head>& head) { return head ? head->number.value() : 0; }

// "commits 12": the value behind the word; nothing for another line.
std::optional<std::string> ValueOf(const std::vector<std::string>& lines, size_t line,
                                   absl::string_view word) {
  const std::string begin = absl::StrCat(word, " ");
  if (line >= lines.size() || lines[line].compare(0, begin.size(), begin) != 0) return std::nullopt;
  return lines[line].substr(begin.size());
}

// The number at the beginning of a value, and what stands behind the blank.
struct Numbered {
  uint64_t number = 0;
  std::string rest;
};

std::optional<Numbered> ReadNumbered(const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  const std::pair<std::string, std::string> parts = absl::StrSplit(*value, absl::MaxSplits(' ', 1));
  Numbered read;
  read.rest = parts.second;
  if (!absl::SimpleAtoi(parts.first, &read.number) || read.number > base::kSizeMax) {
    return std::nullopt;
  }
  return read;
}

// Takes what it can find; whether the text says exactly that is for the caller.
std::optional<HighWater> ReadMark(const std::vector<std::string>& lines) {
  const auto member = ValueOf(lines, 1, "member");
  const auto incarnation = ValueOf(lines, 2, "incarnation");
  const auto instance = ValueOf(lines, 3, "instance");
  const auto commits = ReadNumbered(ValueOf(lines, 4, "commits"));
  const auto entry = ReadNumbered(ValueOf(lines, 5, "entry"));
  const auto log = ReadNumbered(ValueOf(lines, 6, "log"));
  if (!member || !incarnation || !instance || !commits || !entry || !log) return std::nullopt;
  const auto incarnation_bytes = base::Incarnation::FromHex(*incarnation);
  const auto instance_bytes = InstanceToken::FromHex(*instance);
  const auto root = base::Hash::FromHex(log->rest);
  const auto hash = base::EntryHash::FromHex(entry->rest);
  if (!incarnation_bytes || !instance_bytes || !root || (entry->number > 0 && !hash)) {
    return std::nullopt;
  }
  HighWater mark{*member,
                 *incarnation_bytes,
                 *instance_bytes,
                 commits->number,
                 std::nullopt,
                 base::LogSize(log->number),
                 *root};
  if (entry->number > 0) mark.head = Head{base::ChainNumber(entry->number), *hash};
  return mark;
}

}  // namespace

absl::Status CheckHighWater(const HighWater& mark, const HighWater& store) {
  if (mark.instance != store.instance || mark.incarnation != store.incarnation ||
      mark.member != store.member) {
    return StoreDiffers(
        "STORE_COPIED",
        absl::StrCat("this store of ", store.member, ", instance ", store.instance.short_hex(),
                     ", is not the one of its register, which is of ", mark.member, ", instance ",
                     mark.instance.short_hex(), ": it was copied; nothing is written"));
  }
  const bool is_behind = store.commits < mark.commits || store.log_size < mark.log_size ||
                         NumberOf(store.head) < NumberOf(mark.head);
  if (is_behind) {
    return StoreDiffers(
        "REGISTER_AHEAD",
        absl::StrCat("the store had ", mark.commits, " commits, ", NumberOf(mark.head),
                     " own entries and ", mark.log_size.value(), " leaves, and now has ",
                     store.commits, ", ", NumberOf(store.head), " and ", store.log_size.value(),
                     ": it was rolled back or lost its end; nothing is written"));
  }
  const bool is_other = (NumberOf(store.head) == NumberOf(mark.head) && store.head != mark.head) ||
                        (store.log_size == mark.log_size && store.log_root != mark.log_root);
  if (!is_other) return absl::OkStatus();
  return StoreDiffers("REGISTER_CONFLICT",
                      absl::StrCat("the store has as many own entries or leaves as its register "
                                   "says, ",
                                   NumberOf(store.head), " and ", store.log_size.value(),
                                   ", but others; nothing is written"));
}

std::string FormatHighWater(const std::optional<HighWater>& mark) {
  if (!mark) return std::string(kNeverWritten);
  std::string text = absl::StrCat(
      "lontar high-water 1\nmember ", mark->member, "\nincarnation ", mark->incarnation.hex(),
      "\ninstance ", mark->instance.hex(), "\ncommits ", mark->commits, "\nentry ",
      NumberOf(mark->head), mark->head ? " " : "", mark->head ? mark->head->hash.hex() : "",
      "\nlog ", mark->log_size.value(), " ", mark->log_root.hex(), "\n");
  absl::StrAppend(&text, "sum ", trust::Sha256({text}).hex(), "\n");
  return text;
}

absl::StatusOr<std::optional<HighWater>> ParseHighWater(absl::string_view text) {
  if (text == kNeverWritten) return std::optional<HighWater>();
  const std::optional<HighWater> mark = ReadMark(absl::StrSplit(text, '\n'));
  // The writer's own form and no other: so the sum is right, too.
  if (mark && FormatHighWater(mark) == text) return mark;
  return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_DAMAGED",
                       "this is no high-water register, or its sum is not that of its lines");
}

}  // namespace lontar::chain
