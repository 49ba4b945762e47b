#include "cli/completion.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace lontar::cli {
namespace {

constexpr absl::string_view kHead =
    "Made by lontar completion, from the table of its verbs; not to be changed by hand.";

// The words that may follow `before` ("", "key"): next words of verbs.
std::set<std::string> NextWords(const std::vector<Command>& commands, absl::string_view before) {
  std::set<std::string> words;
  const std::string prefix = before.empty() ? "" : absl::StrCat(before, " ");
  for (const Command& command : commands) {
    if (!absl::StartsWith(command.name, prefix)) continue;
    const std::string rest = command.name.substr(prefix.size());
    if (!rest.empty()) words.insert(rest.substr(0, rest.find(' ')));
  }
  return words;
}

// Verbs, and the words that only begin some: "draft", "key".
std::set<std::string> Stems(const std::vector<Command>& commands) {
  std::set<std::string> stems;
  for (const Command& command : commands) {
    stems.insert(command.name);
    stems.insert(command.name.substr(0, command.name.find(' ')));
  }
  return stems;
}

const Command* FindVerb(const std::vector<Command>& commands, absl::string_view name) {
  for (const Command& command : commands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

// In single quotes, as all three shells take them but for the quote itself.
std::string Quoted(absl::string_view text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "'\\''"}}), "'");
}

std::string Choices(absl::string_view value) { return absl::StrReplaceAll(value, {{"|", " "}}); }

// What the first word without dashes is; files where a verb takes more than one kind.
const Option* FirstWord(const Command& command) {
  for (const Option& option : command.options) {
    if (option.is_positional) return &option;
  }
  return nullptr;
}

std::string BashKind(const std::string& value) {
  switch (KindOfValue(value)) {
    case ValueKind::kNone:
      return "none";
    case ValueKind::kChoice:
      return absl::StrCat("words:", Choices(value));
    case ValueKind::kFolder:
      return "folder";
    case ValueKind::kFile:
      return "file";
  }
  return "none";
}

std::string BashVerb(const Command& command) {
  std::string options = "--help --json";
  std::string kinds;
  for (const Option& option : command.options) {
    if (option.is_positional) continue;
    absl::StrAppend(&options, " --", option.name);
    if (option.value.empty()) continue;
    absl::StrAppend(&kinds, "        --", option.name, ") kind=", Quoted(BashKind(option.value)),
                    " ;;\n");
  }
  const Option* word = FirstWord(command);
  return absl::StrCat("    ", Quoted(command.name), ")\n      options=", Quoted(options),
                      "\n      case $before in\n", kinds,
                      "        *) kind=", Quoted(word == nullptr ? "none" : BashKind(word->value)),
                      " ;;\n      esac\n      ;;\n");
}

constexpr absl::string_view kBashEnd = R"(  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  # Directly behind the verb a longer one may follow.
  if ((COMP_CWORD == count + 1)) && [[ -n $more ]]; then
    COMPREPLY=($(compgen -W "$more" -- "$word"))
  fi
  case $kind in
    words:*) COMPREPLY+=($(compgen -W "${kind#words:}" -- "$word")) ;;
    folder)
      compopt -o filenames 2>/dev/null
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$word")
      ;;
    file)
      compopt -o filenames 2>/dev/null
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
      ;;
  esac
}
complete -F _lontar lontar
)";

}  // namespace

ValueKind KindOfValue(absl::string_view value) {
  if (absl::StrContains(value, "FILE")) {
    return absl::StrContains(value, "=") ? ValueKind::kNone : ValueKind::kFile;
  }
  if (value == "DIR") return ValueKind::kFolder;
  const bool is_choice = absl::StrContains(value, "|") && absl::ascii_islower(value[0]);
  return is_choice ? ValueKind::kChoice : ValueKind::kNone;
}

std::string BashCompletion(const std::vector<Command>& commands) {
  const std::set<std::string> stems = Stems(commands);
  std::string script = absl::StrCat(
      "# ", kHead, "\n_lontar() {\n",
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n",
      "  local verb='' count=0 options='--help --version' kind=none more='' longer\n",
      "  COMPREPLY=()\n", "  while ((count < 2 && count + 1 < COMP_CWORD)); do\n",
      "    longer=\"${verb:+$verb }${COMP_WORDS[count + 1]}\"\n    case $longer in\n      ");
  absl::StrAppend(&script, absl::StrJoin(stems, " | ", [](std::string* out, const auto& stem) {
    absl::StrAppend(out, Quoted(stem));
  }));
  absl::StrAppend(&script, ") verb=$longer ;;\n      *) break ;;\n    esac\n",
                  "    count=$((count + 1))\n  done\n  case $verb in\n");
  absl::StrAppend(&script, "    '') more=", Quoted(absl::StrJoin(NextWords(commands, ""), " ")),
                  " ;;\n");
  for (const std::string& stem : stems) {
    const std::set<std::string> next = NextWords(commands, stem);
    if (next.empty()) continue;
    absl::StrAppend(&script, "    ", Quoted(stem), ") more=", Quoted(absl::StrJoin(next, " ")),
                    " ;;\n");
  }
  absl::StrAppend(&script, "  esac\n  case $verb in\n");
  for (const Command& command : commands) absl::StrAppend(&script, BashVerb(command));
  return absl::StrCat(script, kBashEnd);
}

namespace {

// Within the brackets and between the colons of _arguments.
std::string ZshText(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"\\", "\\\\"}, {"[", "\\["}, {"]", "\\]"}, {":", "\\:"}, {"'", "'\\''"}});
}

std::string ZshAction(const std::string& value) {
  switch (KindOfValue(value)) {
    case ValueKind::kNone:
      return "";
    case ValueKind::kChoice:
      return absl::StrCat("(", Choices(value), ")");
    case ValueKind::kFolder:
      return "_files -/";
    case ValueKind::kFile:
      return "_files";
  }
  return "";
}

std::string ZshOption(const Option& option) {
  const bool many = option.times == Times::kMany || option.times == Times::kManyRequired;
  const std::string value = absl::StrCat(":", ZshText(option.value), ":", ZshAction(option.value));
  if (option.is_positional) return absl::StrCat("'", many ? "*" : "", value, "'");
  return absl::StrCat("'", many ? "*" : "", "--", option.name, "[", ZshText(option.help), "]",
                      option.value.empty() ? "" : value, "'");
}

std::string ZshVerb(const Command& command) {
  std::string line = absl::StrCat("    ", Quoted(command.name),
                                  ") _arguments '--help[the help of this verb]' "
                                  "'--json[the answer as JSON]'");
  for (const Option& option : command.options)
    absl::StrAppend(&line, " \\\n      ", ZshOption(option));
  return absl::StrCat(line, " ;;\n");
}

std::string ZshWords(const std::vector<Command>& commands, absl::string_view before) {
  std::string items;
  for (const std::string& word : NextWords(commands, before)) {
    const std::string name = before.empty() ? word : absl::StrCat(before, " ", word);
    const Command* verb = FindVerb(commands, name);
    const std::string summary =
        verb != nullptr ? verb->summary
                        : absl::StrCat("… ", absl::StrJoin(NextWords(commands, name), ", "));
    absl::StrAppend(&items, " ",
                    Quoted(absl::StrCat(word, ":", absl::StrReplaceAll(summary, {{":", "\\:"}}))));
  }
  return items;
}

std::string FishValue(const std::string& value) {
  switch (KindOfValue(value)) {
    case ValueKind::kNone:
      return " -x";
    case ValueKind::kChoice:
      return absl::StrCat(" -x -a ", Quoted(Choices(value)));
    case ValueKind::kFolder:
      return " -x -a '(__fish_complete_directories)'";
    case ValueKind::kFile:
      return " -r -F";
  }
  return " -x";
}

// In fish a quote within single quotes is escaped.
std::string FishQuoted(absl::string_view text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"'", "\\'"}}), "'");
}

std::string FishVerb(const Command& command) {
  const std::string at =
      absl::StrCat("complete -c lontar -n ", Quoted(absl::StrCat("__lontar_at ", command.name)));
  std::string lines = absl::StrCat(at, " -l help -d 'the help of this verb'\n", at,
                                   " -l json -d 'the answer as JSON'\n");
  for (const Option& option : command.options) {
    if (option.is_positional) {
      const bool wants_files = KindOfValue(option.value) != ValueKind::kNone;
      if (wants_files) absl::StrAppend(&lines, at, FishValue(option.value), "\n");
      continue;
    }
    absl::StrAppend(&lines, at, " -l ", option.name,
                    option.value.empty() ? "" : FishValue(option.value), " -d ",
                    FishQuoted(option.help), "\n");
  }
  return lines;
}

}  // namespace

std::string ZshCompletion(const std::vector<Command>& commands) {
  std::string script = absl::StrCat("#compdef lontar\n# ", kHead, "\n_lontar() {\n",
                                    "  local verb='' longer\n  local -a next\n  integer count=0\n",
                                    "  while ((count < 2 && count + 2 < CURRENT)); do\n",
                                    "    longer=\"${verb:+$verb }${words[count + 2]}\"\n",
                                    "    case $longer in\n      ");
  absl::StrAppend(&script, absl::StrJoin(Stems(commands), " | ", [](std::string* out, auto& stem) {
    absl::StrAppend(out, Quoted(stem));
  }));
  absl::StrAppend(&script, ") verb=$longer ;;\n      *) break ;;\n    esac\n",
                  "    ((count += 1))\n  done\n  case $verb in\n    '') next=(",
                  ZshWords(commands, ""), ") ;;\n");
  for (const std::string& stem : Stems(commands)) {
    const std::string words = ZshWords(commands, stem);
    if (!words.empty()) absl::StrAppend(&script, "    ", Quoted(stem), ") next=(", words, ") ;;\n");
  }
  absl::StrAppend(&script, "  esac\n  if ((CURRENT == count + 2 && $#next)); then\n",
                  "    _describe verb next\n  fi\n", "  # What follows is the verb's own line.\n",
                  "  words=(lontar \"${(@)words[count + 2, -1]}\")\n  ((CURRENT -= count))\n",
                  "  case $verb in\n");
  for (const Command& command : commands) absl::StrAppend(&script, ZshVerb(command));
  return absl::StrCat(script, "  esac\n}\n_lontar \"$@\"\n");
}

std::string FishCompletion(const std::vector<Command>& commands) {
  std::string script = absl::StrCat(
      "# ", kHead, "\n# True where the line so far holds just this verb.\n",
      "function __lontar_at\n  set -l words (commandline -opc)\n",
      "  set -l verb\n  for word in $words[2..3]\n    set -l longer $verb $word\n",
      "    contains -- \"$longer\" $__lontar_stems; or break\n    set verb $longer\n  end\n",
      "  test \"$verb\" = \"$argv\"\nend\n",
      "# The same, with nothing behind it yet.\nfunction __lontar_ends_with\n",
      "  __lontar_at $argv; and test (count (commandline -opc)) -eq (math (count $argv) + "
      "1)\nend\n",
      "set -g __lontar_stems ");
  absl::StrAppend(&script, absl::StrJoin(Stems(commands), " ", [](std::string* out, auto& stem) {
    absl::StrAppend(out, Quoted(stem));
  }));
  absl::StrAppend(&script, "\ncomplete -c lontar -f\n",
                  "complete -c lontar -n __lontar_at -l version -d 'the version'\n");
  std::set<std::string> stems = Stems(commands);
  stems.insert("");
  for (const std::string& stem : stems) {
    for (const std::string& word : NextWords(commands, stem)) {
      const Command* verb = FindVerb(commands, stem.empty() ? word : absl::StrCat(stem, " ", word));
      absl::StrAppend(&script, "complete -c lontar -n ",
                      Quoted(absl::StrCat("__lontar_ends_with ", stem)), " -a ", word,
                      verb == nullptr ? "" : absl::StrCat(" -d ", FishQuoted(verb->summary)), "\n");
    }
  }
  for (const Command& command : commands) absl::StrAppend(&script, FishVerb(command));
  return script;
}

}  // namespace lontar::cli
