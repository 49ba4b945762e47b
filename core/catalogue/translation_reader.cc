#include "core/catalogue/translation_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/catalogue/fields.h"

namespace lontar::catalogue {
namespace {

using Texts = std::map<TextKey, std::string>;

void PutText(std::string subject, std::string field, const std::string& text, Texts* texts) {
  if (!text.empty()) texts->emplace(TextKey(std::move(subject), std::move(field)), text);
}

// How a part of the section names its subjects, and which fields they have. With one field a text
// stands directly behind its id.
struct PartForm {
  absl::string_view key;
  absl::string_view subject;
  absl::string_view only_field;  // empty: a map of fields stands behind the id
  bool has_codes = false;        // its fields are codes
};
constexpr std::array<PartForm, 7> kPartForms = {{
    {"indicators", "indicator", ""},
    {"codes", "code list", "", true},
    {"dimensions", "dimension", "name"},
    {"units", "unit", "name"},
    {"areas", "area", "name"},
    {"result_areas", "result area", "name"},
    {"messages", "message", "text"},
}};

bool IsLanguage(absl::string_view text) {
  return (text.size() == 2 || text.size() == 3) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_islower(static_cast<unsigned char>(c)); });
}

// Reads texts of one language into a translation.
class TranslationReader {
 public:
  TranslationReader(const TextSource& source, const Catalogue& catalogue, Translation* translation)
      : source_(source), catalogue_(catalogue), translation_(translation) {}

  absl::Status Read(const PartForm& form, const TextNode& part) {
    for (size_t i = 0; i < part.keys.size(); ++i) {
      const std::string subject = absl::StrCat(form.subject, " ", part.keys[i]);
      const TextNode& value = part.items[i];
      if (!form.only_field.empty()) {
        LONTAR_RETURN_IF_ERROR(Take(subject, std::string(form.only_field), value));
        continue;
      }
      if (value.kind != TextNode::Kind::kMap) {
        return InvalidText(source_, value.line,
                           absl::StrCat("the texts of ", subject, " must be a map"));
      }
      for (size_t k = 0; k < value.keys.size(); ++k) {
        // Keys of the text are written with _, fields with a blank; codes are as they are.
        const std::string field =
            form.has_codes ? value.keys[k] : absl::StrReplaceAll(value.keys[k], {{"_", " "}});
        LONTAR_RETURN_IF_ERROR(Take(subject, field, value.items[k]));
      }
    }
    return absl::OkStatus();
  }

  absl::Status Take(const std::string& subject, const std::string& field, const TextNode& value) {
    if (value.kind != TextNode::Kind::kText || value.text.empty()) {
      return InvalidText(source_, value.line,
                         absl::StrCat("the text \"", field, "\" of ", subject,
                                      " must be a text that is not empty"));
    }
    if (!catalogue_.texts().contains(TextKey(subject, field))) {
      return InvalidText(source_, value.line,
                         absl::StrCat("this catalogue has no text \"", field, "\" of ", subject,
                                      " that could be translated"));
    }
    translation_->texts.emplace(TextKey(subject, field), value.text);
    return absl::OkStatus();
  }

 private:
  const TextSource& source_;
  const Catalogue& catalogue_;
  Translation* translation_;
};

}  // namespace

std::map<TextKey, std::string> EnglishTexts(const Catalogue& catalogue) {
  Texts texts;
  PutText("catalogue", "title", catalogue.title(), &texts);
  for (const Unit& unit : catalogue.units()) {
    PutText(absl::StrCat("unit ", unit.code), "name", unit.name, &texts);
  }
  for (const Dimension& dimension : catalogue.dimensions()) {
    PutText(absl::StrCat("dimension ", dimension.id), "name", dimension.name, &texts);
  }
  for (const CodeList& list : catalogue.code_lists()) {
    const std::string subject = absl::StrCat("code list ", list.id);
    for (const Code& code : list.codes) PutText(subject, code.id, code.name, &texts);
  }
  for (const Indicator& indicator : catalogue.indicators()) {
    const std::string subject = absl::StrCat("indicator ", indicator.id);
    PutText(subject, "name", indicator.name, &texts);
    PutText(subject, "short name", indicator.short_name, &texts);
    PutText(subject, "definition", indicator.definition, &texts);
    PutText(subject, "universe", indicator.universe, &texts);
    PutText(subject, "denominator", indicator.denominator, &texts);
  }
  for (const ResultArea& area : catalogue.result_areas()) {
    PutText(absl::StrCat("area ", area.area), "name", area.area_name, &texts);
    if (!area.id.empty()) PutText(absl::StrCat("result area ", area.id), "name", area.name, &texts);
  }
  return texts;
}

absl::Status ReadMessage(const TextSource& source, const TextNode& node,
                         std::map<TextKey, std::string>* texts) {
  Fields fields(source, node, "a message");
  const std::string id = fields.StableId("id");
  const std::string text = fields.Text("text");
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  if (texts->emplace(TextKey(absl::StrCat("message ", id), "text"), text).second) {
    return absl::OkStatus();
  }
  return InvalidText(source, node.line, absl::StrCat("message \"", id, "\" is defined twice"));
}

absl::StatusOr<Translation> ReadTranslation(const TextSource& source, const TextNode& node,
                                            const Catalogue& catalogue) {
  Fields fields(source, node, "a language's texts");
  Translation translation;
  translation.language = fields.Text("language");
  translation.is_draft = fields.Flag("draft");
  translation.basis = fields.Text("basis");
  const std::string title = fields.TextOr("title", "");
  std::vector<const TextNode*> parts;
  for (const PartForm& form : kPartForms) parts.push_back(fields.OptionalMap(form.key));
  if (!IsLanguage(translation.language) || translation.language == kSourceLanguage) {
    fields.Refuse(absl::StrCat("language ", base::Quoted(translation.language),
                               " must be a code of ISO 639 such as vi, and not ", kSourceLanguage,
                               ", in which the catalogue itself is written"));
  }
  LONTAR_RETURN_IF_ERROR(fields.Finish());
  if (!title.empty()) translation.texts.emplace(TextKey("catalogue", "title"), title);
  TranslationReader reader(source, catalogue, &translation);
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] != nullptr) LONTAR_RETURN_IF_ERROR(reader.Read(kPartForms[i], *parts[i]));
  }
  return translation;
}

}  // namespace lontar::catalogue
