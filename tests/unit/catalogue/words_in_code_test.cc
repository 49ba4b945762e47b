// Nothing in code knows an indicator, a member, a provider, a round or a year of the texts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/catalogue/provider_text.h"
#include "core/catalogue/round_text.h"
#include "tests/unit/catalogue/published_catalogue.h"

namespace lontar::catalogue {
namespace {

using testing::Contains;
using testing::IsEmpty;

// The ids and names that stand in the texts of all collections.
std::set<std::string> WordsOfTexts() {
  std::set<std::string> words;
  for (const char* name : {"child-labour-2025", "oshnet-scorecard", "lmis-common"}) {
    const Catalogue catalogue = LoadCollection(name).value();
    words.insert(catalogue.collection());
    words.insert(catalogue.version());
    for (const Indicator& indicator : catalogue.indicators()) {
      words.insert({indicator.id, indicator.code, indicator.name, indicator.short_name});
    }
  }
  const auto members = ReadMembers(ReadSource("catalogues/asean/members.yaml"));
  for (const MemberText& member : members.value()) {
    words.insert({member.code, member.alpha3, member.name});
  }
  const auto rounds = ReadRounds(ReadSource("catalogues/asean/rounds.yaml"));
  for (const RoundText& round : rounds.value()) {
    words.insert({round.id, std::to_string(round.year_rule.target)});
  }
  const auto providers =
      ProviderRegister::Read("providers.yaml", ReadSource("catalogues/asean/providers.yaml"));
  for (const ProviderText& provider : providers->providers()) words.insert(provider.id);
  return words;
}

// Where what begins at `at` ends: a remark, a literal or a raw literal. The place itself if none
// does.
size_t EndOfSpan(const std::string& text, size_t at) {
  const auto behind = [&](const char* mark, size_t from) {
    const size_t found = text.find(mark, from);
    return found == std::string::npos ? text.size() : found + std::string(mark).size();
  };
  if (text.compare(at, 2, "//") == 0) return behind("\n", at);
  if (text.compare(at, 2, "/*") == 0) return behind("*/", at);
  if (text.compare(at, 3, "R\"(") == 0) return behind(")\"", at);
  if (text[at] != '"' && text[at] != '\'') return at;
  // A quote between digits parts a number: 1'000.
  if (text[at] == '\'' && at > 0 && absl::ascii_isdigit(text[at - 1])) return at;
  size_t end = at + 1;
  while (end < text.size() && text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

// The literals of a source text, and its numbers outside of literals and remarks.
std::vector<std::string> WordsOfCode(const std::string& text) {
  std::vector<std::string> words;
  std::string plain;
  for (size_t at = 0; at < text.size();) {
    const size_t end = EndOfSpan(text, at);
    if (end > at) {
      if (text[at] == '"' && end >= at + 2) words.push_back(text.substr(at + 1, end - at - 2));
      plain += ' ';
      at = end;
    } else {
      plain += text[at++];
    }
  }
  const auto is_between = [](char c) { return !absl::ascii_isalnum(c) && c != '_'; };
  std::string number;
  for (const char c : plain + " ") {
    if (!is_between(c)) {
      number += c;
      continue;
    }
    if (!number.empty() && absl::ascii_isdigit(number[0])) words.push_back(number);
    number.clear();
  }
  return words;
}

std::vector<std::string> WordsKnownTo(const std::string& path, const std::string& text) {
  static const std::set<std::string> kWords = WordsOfTexts();
  std::vector<std::string> known;
  for (const std::string& word : WordsOfCode(text)) {
    // "ID" in cli is the name of a value: --round ID.
    if (word == "ID" && path.find("/cli/") != std::string::npos) continue;
    if (kWords.contains(word)) known.push_back(path + ": " + word);
  }
  return known;
}

TEST(WordsInCode, AreFoundWhereTheyStand) {
  EXPECT_THAT(WordsKnownTo("x.cc", "if (id == \"child-labour-5-17\") x(); // KH"),
              Contains("x.cc: child-labour-5-17"));
  EXPECT_THAT(WordsKnownTo("x.cc", "year - 2016"), Contains("x.cc: 2016"));
  EXPECT_THAT(WordsKnownTo("x.cc", "code == \"VN\""), Contains("x.cc: VN"));
  EXPECT_THAT(WordsKnownTo("x.cc", "// \"VN\" in 2016\nint x = 20160;"), IsEmpty());
}

TEST(WordsInCode, NoneIsKnownToAnyProgram) {
  int files = 0;
  for (const char* room : {"core", "hub", "node", "cli"}) {
    const std::string root = absl::StrCat(LONTAR_SOURCE_DIR, "/", room);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      const std::string path = entry.path().string();
      if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
      ++files;
      const std::string text = ReadSource(path.substr(std::string(LONTAR_SOURCE_DIR).size() + 1));
      EXPECT_THAT(WordsKnownTo(path, text), IsEmpty());
    }
  }
  EXPECT_GT(files, 100);
}

}  // namespace
}  // namespace lontar::catalogue
