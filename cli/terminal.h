#pragma once
// What the command line says: the answer on stdout and nothing else there; all else on stderr,
// each line with its kind.
//
// Text from elsewhere (a hub's sentence, a name in a file) is shown without control characters.

#include <functional>
#include <ostream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::cli {

class Terminal {
 public:
  // `has_utf8`: marks that are not ASCII may be used. `is_interactive`: stderr is a terminal, so
  // that a line there can be rewritten. The streams must outlive this.
  Terminal(std::ostream& out, std::ostream& err, bool has_utf8, bool is_interactive = false)
      : out_(out), err_(err), has_utf8_(has_utf8), is_interactive_(is_interactive) {}

  bool has_utf8() const { return has_utf8_; }
  bool is_interactive() const { return is_interactive_; }

  // The answer; a newline is added where it has none. A band stands before the first one.
  void Answer(absl::string_view text);

  // What everybody has to be told of the hub that the answers are about: TRAINING, DEMONSTRATION.
  // It is asked for when there is an answer, so that it is never older than that; empty: nothing.
  // Where it cannot be had a warning says so. Only for answers to people; the last one set counts.
  using Band = std::function<absl::StatusOr<std::string>()>;
  void SetBand(Band band) { band_ = std::move(band); }
  void Note(absl::string_view sentence) { Say("note", sentence); }
  void Warning(absl::string_view sentence) { Say("warning", sentence); }
  void Error(absl::string_view sentence) { Say("error", sentence); }
  void Hint(absl::string_view sentence) { Say("hint", sentence); }
  // A line of stderr as it is: the JSON of an error.
  void ErrorLine(absl::string_view line);
  // The last line of stderr anew, without an end; empty wipes it. Only where stderr is a terminal.
  void Rewrite(absl::string_view line);

 private:
  void Say(absl::string_view kind, absl::string_view sentence);
  void PutBand();

  std::ostream& out_;
  std::ostream& err_;
  bool has_utf8_;
  bool is_interactive_;
  Band band_;
  bool has_answered_ = false;
};

// True if the environment asks for UTF-8: LC_ALL, else LC_CTYPE, else LANG.
bool LocaleHasUtf8();

}  // namespace lontar::cli
