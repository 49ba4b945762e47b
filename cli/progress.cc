#include "cli/progress.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/json_text.h"

namespace lontar::cli {
namespace {

constexpr absl::Duration kQuiet = absl::Seconds(2);
constexpr absl::Duration kRewriteEvery = absl::Milliseconds(250);
constexpr absl::Duration kLineEvery = absl::Seconds(10);
constexpr absl::Duration kStalled = absl::Seconds(5);
constexpr std::chrono::milliseconds kLook(250);

int64_t WholeSeconds(absl::Duration duration) { return absl::ToInt64Seconds(duration); }

}  // namespace

void Progress::Look(const Reading& reading) {
  const absl::Time now = clock_->Now();
  if (grew_ == absl::InfinitePast() || reading.done != done_) grew_ = now;
  done_ = reading.done;
  if (now - began_ < kQuiet) return;
  const bool is_line = terminal_->is_interactive() && !is_json_;
  if (!is_line && shown_ == absl::InfinitePast()) shown_ = began_;
  if (now - shown_ < (is_line ? kRewriteEvery : kLineEvery)) return;
  shown_ = now;
  if (is_json_) {
    terminal_->ErrorLine(Json(reading));
  } else if (is_line) {
    terminal_->Rewrite(Words(reading));
    has_line_ = true;
  } else {
    terminal_->Note(Words(reading));
  }
}

void Progress::End() {
  if (std::exchange(has_line_, false)) terminal_->Rewrite("");
}

std::string Progress::Words(const Reading& reading) const {
  const absl::Duration elapsed = clock_->Now() - began_;
  std::string words = absl::StrCat(reading.words, "; ", WholeSeconds(elapsed), " s");
  if (reading.done == 0) return words;
  const double rate = static_cast<double>(reading.done) / absl::ToDoubleSeconds(elapsed);
  if (reading.total >= reading.done) {
    const auto left = static_cast<double>(reading.total - reading.done);
    absl::StrAppendFormat(&words, ", %d%%, about %.0f s left", 100 * reading.done / reading.total,
                          left / rate);
  }
  if (clock_->Now() - grew_ >= kStalled) {
    absl::StrAppend(&words, "; nothing new for ", WholeSeconds(clock_->Now() - grew_), " s");
  }
  return words;
}

std::string Progress::Json(const Reading& reading) const {
  JsonObject json;
  json.Put("schema", "lontar.progress.v1");
  json.Put("words", reading.words);
  json.PutNumber("done", reading.done);
  json.PutNumber("total", reading.total);
  json.PutNumber("seconds", static_cast<uint64_t>(WholeSeconds(clock_->Now() - began_)));
  return json.OneLine();
}

Ticker::Ticker(Terminal* terminal, bool is_json, std::function<Reading()> read)
    : progress_(terminal, &clock_, is_json), read_(std::move(read)), thread_([this] { Run(); }) {}

Ticker::~Ticker() {
  {
    base::MutexLock lock(&mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Ticker::Run() {
  std::unique_lock<std::mutex> lock(mutex_.native());
  while (
      !changed_.wait_for(lock, kLook, [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS { return is_over_; }))
    progress_.Look(read_());
  progress_.End();
}

std::string SizeWords(uint64_t bytes) {
  constexpr uint64_t kKibibyte = 1024;
  constexpr uint64_t kMebibyte = kKibibyte * kKibibyte;
  if (bytes < kKibibyte) return absl::StrCat(bytes, bytes == 1 ? " byte" : " bytes");
  if (bytes < kMebibyte) return absl::StrCat((bytes + kKibibyte / 2) / kKibibyte, " KiB");
  return absl::StrFormat("%.1f MiB", static_cast<double>(bytes) / kMebibyte);
}

}  // namespace lontar::cli
