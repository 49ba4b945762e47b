#include "core/catalogue/source_text.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/fields.h"
#include "core/catalogue/text_node.h"

namespace lontar::catalogue {
namespace {

constexpr absl::string_view kSourcesReason = "SOURCES_INVALID";
constexpr absl::string_view kMethodPiece = "method:";
constexpr absl::string_view kEnglish = "en";
constexpr int kYearLeast = 1800;
constexpr int kYearGreatest = 2200;

constexpr std::array<std::pair<SourceKind, absl::string_view>, 4> kSourceKinds = {{
    {SourceKind::kSurvey, "survey"},
    {SourceKind::kCensus, "census"},
    {SourceKind::kAdministrative, "administrative register"},
    {SourceKind::kStudy, "study"},
}};

bool IsLanguageCode(absl::string_view text) {
  return (text.size() == 2 || text.size() == 3) && std::ranges::all_of(text, [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c));
         });
}

// As names are compared: in small letters, one blank between words.
std::string Folded(absl::string_view name) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(name, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  return absl::AsciiStrToLower(absl::StrJoin(words, " "));
}

std::optional<int> ReadYear(absl::string_view text) {
  int year = 0;
  const bool is_year = text.size() == 4 && absl::SimpleAtoi(text, &year) &&
                       absl::StrCat(year) == text && year >= kYearLeast && year <= kYearGreatest;
  return is_year ? std::optional(year) : std::nullopt;
}

std::optional<SourceYears> ReadYears(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> ends =
      absl::StrSplit(text, absl::MaxSplits('-', 1));
  const std::optional<int> from = ReadYear(ends.first);
  if (!from) return std::nullopt;
  if (!absl::StrContains(text, '-')) return SourceYears{*from, *from};
  if (ends.second.empty()) return SourceYears{*from, std::nullopt};
  const std::optional<int> to = ReadYear(ends.second);
  if (!to || *to < *from) return std::nullopt;
  return SourceYears{*from, *to};
}

void TakeYears(Fields* fields, SourceText* source) {
  for (const std::string& text : fields->Texts("years")) {
    const std::optional<SourceYears> years = ReadYears(text);
    if (years) {
      source->years.push_back(*years);
    } else {
      fields->Refuse(absl::StrCat("years of source \"", source->id, "\" hold ", base::Quoted(text),
                                  "; write 2012, 2008-2014, or 2015- for one that goes on"));
    }
  }
}

void TakeDeviations(Fields* fields, SourceText* source) {
  for (const std::string& text : fields->Texts("deviations")) {
    const std::optional<observation::Deviation> deviation = observation::DeviationOf(text);
    if (deviation) {
      source->deviations.push_back(*deviation);
    } else {
      fields->Refuse(absl::StrCat("deviations of source \"", source->id, "\" hold ",
                                  base::Quoted(text),
                                  "; known are age-other-brackets, age-part-of-range, "
                                  "age-wider-range, nationality, geography, sector, concept, "
                                  "reference-period, coverage"));
    }
  }
}

void TakeNames(Fields* fields, SourceText* source) {
  const TextNode* names = fields->OptionalMap("name");
  if (names == nullptr || names->keys.empty()) {
    fields->Refuse(absl::StrCat("source \"", source->id,
                                "\" has no name; write name: {en: \"Labour Force Survey 2019\"}"));
    return;
  }
  for (size_t i = 0; i < names->keys.size(); ++i) {
    const TextNode& name = names->items[i];
    const bool is_name = name.kind == TextNode::Kind::kText && !Folded(name.text).empty();
    if (!is_name || !IsLanguageCode(names->keys[i])) {
      fields->Refuse(absl::StrCat("name of source \"", source->id, "\", key ",
                                  base::Quoted(names->keys[i]),
                                  ": it must be a language such as en or km, with a text"));
      return;
    }
    source->names[names->keys[i]] = name.text;
  }
}

absl::StatusOr<SourceText> ReadSource(const TextSource& file, const TextNode& node) {
  Fields fields(file, node, "a source");
  SourceText source;
  source.id = fields.StableId("id");
  TakeNames(&fields, &source);
  const std::string kind = fields.Text("kind");
  source.office = fields.Text("office");
  TakeYears(&fields, &source);
  source.method = fields.TextOr("method", "");
  source.collection_method = fields.TextOr("collection_method", "");
  source.url = fields.TextOr("url", "");
  source.coverage = fields.TextOr("coverage", "");
  TakeDeviations(&fields, &source);
  source.notes = fields.TextOr("notes", "");
  source.basis = fields.TextOr("basis", "");
  if (const std::optional<SourceKind> known = SourceKindOf(kind)) {
    source.kind = *known;
  } else {
    fields.Refuse(absl::StrCat("source \"", source.id, "\" has the kind ", base::Quoted(kind),
                               "; it must be survey, census, administrative register or study"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  return source;
}

// Ids that stand in square brackets.
std::vector<absl::string_view> BracketedIn(absl::string_view text) {
  std::vector<absl::string_view> words;
  while (true) {
    const size_t open = text.find('[');
    if (open == absl::string_view::npos) return words;
    text.remove_prefix(open + 1);
    const size_t close = text.find(']');
    if (close == absl::string_view::npos) return words;
    words.push_back(absl::StripAsciiWhitespace(text.substr(0, close)));
  }
}

}  // namespace

absl::string_view NameOf(SourceKind kind) {
  for (const auto& [known, name] : kSourceKinds) {
    if (known == kind) return name;
  }
  return "";
}

std::optional<SourceKind> SourceKindOf(absl::string_view name) {
  for (const auto& [kind, known] : kSourceKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

std::string TextOf(const SourceYears& years) {
  if (!years.to) return absl::StrCat(years.from, "-");
  if (*years.to == years.from) return absl::StrCat(years.from);
  return absl::StrCat(years.from, "-", *years.to);
}

const std::string& SourceText::NameIn(absl::string_view language) const {
  for (const absl::string_view wanted : {language, kEnglish}) {
    const auto found = names.find(std::string(wanted));
    if (found != names.end()) return found->second;
  }
  return names.begin()->second;
}

bool SourceText::HasYear(int year) const {
  return std::ranges::any_of(years, [year](const SourceYears& span) { return span.Has(year); });
}

absl::StatusOr<SourceRegister> SourceRegister::Read(absl::string_view file,
                                                    absl::string_view yaml) {
  const TextSource text{.file = std::string(file), .reason = std::string(kSourcesReason)};
  LONTAR_ASSIGN_OR_RETURN(const TextNode root, ReadYaml(text, yaml));
  Fields fields(text, root, "the file");
  SourceRegister read;
  read.member_ = fields.CodeText("member");
  const std::vector<const TextNode*> nodes = fields.Items("sources");
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  for (const TextNode* node : nodes) {
    LONTAR_ASSIGN_OR_RETURN(SourceText source, ReadSource(text, *node));
    const size_t place = read.sources_.size();
    if (!read.by_id_.emplace(source.id, place).second) {
      return InvalidText(text, node->line, absl::StrCat("source \"", source.id, "\" stands twice"));
    }
    for (const auto& [language, name] : source.names) {
      const auto [at, is_new] = read.by_name_.emplace(Folded(name), place);
      if (is_new || at->second == place) continue;
      return InvalidText(text, node->line,
                         absl::StrCat("sources \"", read.sources_[at->second].id, "\" and \"",
                                      source.id, "\" have one name, ", base::Quoted(name),
                                      "; a figure that bears it would name both"));
    }
    read.sources_.push_back(std::move(source));
  }
  return read;
}

const SourceText* SourceRegister::Find(absl::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &sources_[found->second];
}

const SourceText* SourceRegister::FindPiece(absl::string_view piece) const {
  if (const SourceText* by_id = Find(absl::StripAsciiWhitespace(piece))) return by_id;
  const auto found = by_name_.find(Folded(piece));
  return found == by_name_.end() ? nullptr : &sources_[found->second];
}

std::vector<const SourceText*> SourceRegister::NamedBy(absl::string_view text) const {
  std::set<size_t> places;
  const auto take = [this, &places](absl::string_view piece) {
    const SourceText* source = FindPiece(piece);
    if (source != nullptr) places.insert(static_cast<size_t>(source - sources_.data()));
    return source != nullptr;
  };
  std::vector<const SourceText*> named;
  if (!take(text)) {
    for (const absl::string_view piece : absl::StrSplit(text, ';')) {
      if (absl::StartsWith(absl::StripAsciiWhitespace(piece), kMethodPiece)) break;
      take(piece);
      for (const absl::string_view word : BracketedIn(piece)) {
        if (Find(word) != nullptr) take(word);
      }
    }
  }
  for (const size_t place : places) named.push_back(&sources_[place]);
  std::ranges::sort(named, {}, &SourceText::id);
  return named;
}

}  // namespace lontar::catalogue
