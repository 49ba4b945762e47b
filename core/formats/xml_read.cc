#include "core/formats/xml_read.h"

#include <expat.h>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"

namespace lontar::formats {
namespace {

constexpr char kNamespaceEnd = '\n';  // stands in no name

absl::string_view LocalName(const char* name) {
  const absl::string_view whole(name);
  const size_t end = whole.rfind(kNamespaceEnd);
  return end == absl::string_view::npos ? whole : whole.substr(end + 1);
}

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

class ExpatReader : public XmlReader {
 public:
  ExpatReader(std::string part, XmlListener* listener)
      : part_(std::move(part)),
        listener_(listener),
        parser_(XML_ParserCreateNS(nullptr, kNamespaceEnd)) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &ExpatReader::Start, &ExpatReader::End);
    XML_SetCharacterDataHandler(parser_.get(), &ExpatReader::Text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), &ExpatReader::Doctype);
  }

  absl::Status Take(absl::string_view bytes) override { return Parse(bytes, XML_FALSE); }
  absl::Status Finish() override { return Parse("", XML_TRUE); }

 private:
  absl::Status Parse(absl::string_view bytes, XML_Bool is_final) {
    if (!status_.ok()) return status_;
    const XML_Status parsed =
        XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), is_final);
    if (!status_.ok()) return status_;
    if (parsed == XML_STATUS_OK) return absl::OkStatus();
    Fail("XLSX_INVALID",
         absl::StrCat("is no well-formed XML at line ", XML_GetCurrentLineNumber(parser_.get()),
                      " (", XML_ErrorString(XML_GetErrorCode(parser_.get())),
                      "); open the workbook and save it again"));
    return status_;
  }

  void Fail(absl::string_view reason, absl::string_view rest) {
    Stop(base::Problem(absl::StatusCode::kInvalidArgument, reason,
                       absl::StrCat("part ", base::Quoted(part_), " ", rest)));
  }

  void Stop(absl::Status status) {
    if (status.ok() || !status_.ok()) return;
    status_ = std::move(status);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  static void Start(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto* reader = static_cast<ExpatReader*>(self);
    if (!reader->status_.ok()) return;
    if (++reader->depth_ > base::kXmlDepthMax) {
      reader->Fail("XLSX_TOO_LARGE", absl::StrCat("nests its elements deeper than ",
                                                  base::kXmlDepthMax, ", as no spreadsheet does"));
      return;
    }
    XmlAttributes pairs;
    for (size_t i = 0; attributes[i] != nullptr; i += 2) {
      pairs.emplace_back(LocalName(attributes[i]), attributes[i + 1]);
    }
    reader->Stop(reader->listener_->OnStart(LocalName(name), pairs));
  }

  static void End(void* self, const XML_Char* name) {
    auto* reader = static_cast<ExpatReader*>(self);
    if (!reader->status_.ok()) return;
    --reader->depth_;
    reader->Stop(reader->listener_->OnEnd(LocalName(name)));
  }

  static void Text(void* self, const XML_Char* text, int length) {
    auto* reader = static_cast<ExpatReader*>(self);
    if (!reader->status_.ok()) return;
    reader->Stop(reader->listener_->OnText({text, static_cast<size_t>(length)}));
  }

  static void Doctype(void* self, const XML_Char* /*name*/, const XML_Char* /*system*/,
                      const XML_Char* /*public_id*/, int /*has_internal_subset*/) {
    static_cast<ExpatReader*>(self)->Fail(
        "XLSX_UNSAFE",
        "has a document type, through which XML can grow without end or reach other files; no "
        "spreadsheet writes one");
  }

  const std::string part_;
  XmlListener* const listener_;
  const std::unique_ptr<XML_ParserStruct, ParserFree> parser_;
  int depth_ = 0;
  absl::Status status_;
};

}  // namespace

absl::string_view AttributeOf(const XmlAttributes& attributes, absl::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return "";  // not the null view, which splits into nothing
}

std::unique_ptr<XmlReader> XmlReader::Make(std::string part, XmlListener* listener) {
  return std::make_unique<ExpatReader>(std::move(part), listener);
}

}  // namespace lontar::formats
