#include "cli/terminal.h"

#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/text_layout.h"
#include "core/base/controls.h"

namespace lontar::cli {
namespace {

// What does not fit one line of a terminal cannot be rewritten.
constexpr size_t kRewriteColumns = 79;

// Narrow enough for an e-mail, into which a summary goes.
constexpr int kBandColumns = 72;

// Control characters could move the cursor or colour what follows. JSON, which begins with a brace,
// says them in another way and stays what it is.
std::string OnATerminal(absl::string_view text) {
  return absl::StrReplaceAll(base::WithoutControls(text, " "), {{"\t", " "}});
}

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

void Terminal::PutBand() {
  if (std::exchange(has_answered_, true) || !band_) return;
  const absl::StatusOr<std::string> band = band_();
  if (!band.ok()) {
    Warning(absl::StrCat("what everybody has to be told of this hub cannot be said: ",
                         band.status().message()));
    return;
  }
  if (band->empty()) return;
  for (const std::string& line : WrapWords(OnATerminal(*band), kBandColumns)) {
    out_ << line << '\n';
  }
  out_ << '\n';
}

void Terminal::Answer(absl::string_view text) {
  PutBand();
  out_ << (absl::StartsWith(text, "{") ? base::EscapeControlsOfJson(text) : OnATerminal(text));
  if (!text.empty() && text.back() != '\n') out_ << '\n';
  out_.flush();
}

void Terminal::Say(absl::string_view kind, absl::string_view sentence) {
  ErrorLine(absl::StrCat("lontar: ", kind, ": ", OnATerminal(sentence)));
}

void Terminal::ErrorLine(absl::string_view line) {
  err_ << base::EscapeControlsOfJson(line) << '\n';
  err_.flush();
}

void Terminal::Rewrite(absl::string_view line) {
  // To the beginning of the line, and wipe to its end (ECMA-48).
  err_ << "\r\x1b[K" << OnATerminal(line.substr(0, kRewriteColumns));
  err_.flush();
}

bool LocaleHasUtf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string value = absl::AsciiStrToLower(Variable(name));
    if (value.empty()) continue;
    return absl::StrContains(value, "utf-8") || absl::StrContains(value, "utf8");
  }
  return false;
}

}  // namespace lontar::cli
