#include "core/sdmx/catalogue_ids.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/text_node.h"
#include "core/formats/sdmx_csv.h"
#include "core/sdmx/structure_of.h"

namespace lontar::sdmx {
namespace {

using catalogue::Catalogue;
using catalogue::TextNode;

// A value with the place where it stands.
struct Written {
  const catalogue::TextSource* source;
  int line;
  std::string text;
};

const TextNode* ChildOf(const TextNode& map, absl::string_view key) {
  const auto found = std::ranges::find(map.keys, key);
  return found == map.keys.end() ? nullptr
                                 : &map.items[static_cast<size_t>(found - map.keys.begin())];
}

absl::Status Refused(const Written& where, absl::string_view what, absl::string_view why) {
  return catalogue::InvalidText(*where.source, where.line,
                                absl::StrCat(what, " ", base::Quoted(where.text), " ", why));
}

bool IsId(absl::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains("_-@$", c);
  });
}

bool IsName(absl::string_view text) {
  return !text.empty() && absl::ascii_isalpha(static_cast<unsigned char>(text[0])) &&
         std::ranges::all_of(text, [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
         });
}

bool IsVersionNumber(absl::string_view text) {
  const std::vector<std::string> numbers = absl::StrSplit(text, '.');
  return numbers.size() <= 3 && std::ranges::all_of(numbers, [](const std::string& number) {
           return !number.empty() && (number == "0" || number[0] != '0') &&
                  std::ranges::all_of(number, [](char c) {
                    return absl::ascii_isdigit(static_cast<unsigned char>(c));
                  });
         });
}

class IdCheck {
 public:
  explicit IdCheck(const Catalogue& catalogue)
      : catalogue_(catalogue), structure_(StructureOf(catalogue, {})) {}

  absl::Status Check(const catalogue::SourceFile& file) {
    const catalogue::TextSource source{.file = file.name, .reason = "CATALOGUE_INVALID"};
    LONTAR_ASSIGN_OR_RETURN(const TextNode root, catalogue::ReadYaml(source, file.content));
    if (const TextNode* id = ChildOf(root, "collection"); id != nullptr) {
      LONTAR_RETURN_IF_ERROR(BeginsWithALetter({&source, id->line, id->text}, "collection"));
    }
    LONTAR_RETURN_IF_ERROR(ForEach(source, ChildOf(root, "dimensions"), "id",
                                   [this](auto& id) { return CheckDimension(id); }));
    LONTAR_RETURN_IF_ERROR(ForEach(source, ChildOf(root, "indicators"), "id",
                                   [this](auto& id) { return CheckIndicator(id); }));
    LONTAR_RETURN_IF_ERROR(ForEach(source, ChildOf(root, "code_lists"), "source",
                                   [](auto& list) { return CheckSource(list); }));
    return CheckFramework(source, ChildOf(root, "framework"));
  }

 private:
  // What each item of the list has under the key.
  template <class Judge>
  static absl::Status ForEach(const catalogue::TextSource& source, const TextNode* list,
                              absl::string_view key, const Judge& judge) {
    if (list == nullptr) return absl::OkStatus();
    for (const TextNode& item : list->items) {
      const TextNode* value = ChildOf(item, key);
      if (value == nullptr) continue;
      const Written written{&source, value->line, value->text};
      LONTAR_RETURN_IF_ERROR(judge(written));
    }
    return absl::OkStatus();
  }

  static absl::Status BeginsWithALetter(const Written& id, absl::string_view what) {
    if (IsName(ComponentId(id.text))) return absl::OkStatus();
    return Refused(id, what,
                   absl::StrCat("would be \"", ComponentId(id.text),
                                "\" in SDMX, where its id begins with a letter; write one that "
                                "begins with a to z"));
  }

  absl::Status CheckDimension(const Written& id) const {
    LONTAR_RETURN_IF_ERROR(BeginsWithALetter(id, "dimension"));
    const std::string component = ComponentId(id.text);
    const auto times = std::ranges::count(structure_.dimensions, component, &Component::id) +
                       std::ranges::count(structure_.attributes, component, &Component::id) +
                       (component == structure_.time.id) + (component == structure_.measure.id);
    if (times < 2) return absl::OkStatus();
    return Refused(id, "dimension",
                   absl::StrCat("would be \"", component,
                                "\" in SDMX, which every structure has already; write another id"));
  }

  absl::Status CheckIndicator(const Written& id) {
    const catalogue::Indicator* indicator = catalogue_.FindIndicator(id.text);
    if (indicator == nullptr) return absl::OkStatus();
    for (const catalogue::Measure& measure : indicator->measures) {
      if (measure.kind == catalogue::MeasureKind::kAssessment) continue;
      const std::string code = formats::SdmxIndicatorCode(*indicator, measure);
      const auto [taken, is_new] = indicator_codes_.emplace(code, id.text);
      if (is_new) continue;
      return Refused(id, "indicator",
                     absl::StrCat("has in its measure \"", measure.id, "\" the code \"", code,
                                  "\" in SDMX, which one of \"", taken->second,
                                  "\" has already; write another id"));
    }
    return absl::OkStatus();
  }

  static absl::Status CheckSource(const Written& list) {
    const std::optional<Reference> named = RegisteredAs(list.text);
    if (!named ||
        (IsAgency(named->agency) && IsName(named->id) && IsVersionNumber(named->version))) {
      return absl::OkStatus();
    }
    return Refused(list, "source",
                   "is written as the id of a list in SDMX and is none; write one such as "
                   "SDMX:CL_SEX(2.1), or the name in words");
  }

  static absl::Status CheckFramework(const catalogue::TextSource& source, const TextNode* areas) {
    if (areas == nullptr) return absl::OkStatus();
    for (const TextNode& area : areas->items) {
      const TextNode* results = ChildOf(area, "result_areas");
      if (results == nullptr) continue;
      for (const TextNode& result : results->items) {
        LONTAR_RETURN_IF_ERROR(ForEach(source, ChildOf(result, "rows"), "id",
                                       [](auto& row) { return CheckRow(row); }));
      }
    }
    return absl::OkStatus();
  }

  static absl::Status CheckRow(const Written& row) {
    if (IsId(CategoryIdOf(row.text))) return absl::OkStatus();
    return Refused(row, "framework row",
                   absl::StrCat("would be in category \"", CategoryIdOf(row.text),
                                "\" in SDMX, which is no id; before the first point write "
                                "letters, digits, _, -, @ or $"));
  }

  const Catalogue& catalogue_;
  const Structure structure_;                           // of no agency: its parts are looked at
  std::map<std::string, std::string> indicator_codes_;  // with the indicator that has it
};

}  // namespace

absl::Status CheckCatalogueIds(const Catalogue& catalogue,
                               const std::vector<catalogue::SourceFile>& files) {
  IdCheck check(catalogue);
  for (const catalogue::SourceFile& file : files) LONTAR_RETURN_IF_ERROR(check.Check(file));
  return absl::OkStatus();
}

}  // namespace lontar::sdmx
