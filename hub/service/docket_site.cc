#include "hub/service/docket_site.h"

#include <array>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/net/http_target.h"
#include "core/paper/csv.h"
#include "core/paper/docket_facts.h"
#include "core/paper/docket_paper.h"
#include "core/paper/html.h"
#include "core/paper/odt.h"
#include "core/paper/workbook.h"
#include "core/trust/sha256.h"

namespace lontar::hub {
namespace {

using net::HttpRequest;
using net::HttpResponse;

constexpr int kDocketAbsent = 404;

struct DocketForm {
  absl::string_view name;  // last segment of the path
  absl::string_view content_type;
  absl::StatusOr<std::string> (*write)(const paper::Paper& docket);
};
constexpr std::array<DocketForm, 4> kForms = {{
    {"docket", "text/html; charset=utf-8",
     [](const paper::Paper& docket) -> absl::StatusOr<std::string> {
       return paper::ToHtml(docket);
     }},
    {"docket.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     [](const paper::Paper& docket) { return paper::ToWorkbook(docket); }},
    {"docket.odt", "application/vnd.oasis.opendocument.text",
     [](const paper::Paper& docket) { return paper::ToOdt(docket); }},
    {"docket.csv", "text/csv; charset=utf-8",
     [](const paper::Paper& docket) -> absl::StatusOr<std::string> {
       return paper::ToCsv(docket);
     }},
}};
constexpr absl::string_view kJsonName = "docket.json";

absl::StatusOr<std::string> DocketJsonOf(const HttpRequest& request, const Reader& reader,
                                         const HubShell& shell) {
  HttpRequest plain;
  for (const auto& [name, value] : request.query) {
    if (name != "reports_only") plain.query.emplace_back(name, value);
  }
  LONTAR_ASSIGN_OR_RETURN(fold::Question question, hub::QuestionOf("docket", plain));
  question.collection = request.path[1];
  question.round = request.path[2];
  question.reports_only = net::QueryValue(request.query, "reports_only").value_or("") == "true";
  return shell.AskFor(reader.viewer, question);
}

// The hash of the style that the page has in itself; nothing in it can end it early (paper/html).
std::string OwnStyleOf(absl::string_view page) {
  constexpr absl::string_view kBegin = "<style>";
  const size_t from = page.find(kBegin);
  const size_t to = page.find("</style>");
  if (from == absl::string_view::npos || to == absl::string_view::npos) return "";
  const absl::string_view style = page.substr(from + kBegin.size(), to - from - kBegin.size());
  return absl::Base64Escape(trust::Sha256({style}).view());
}

absl::StatusOr<HttpResponse> DocketIn(const DocketForm* form, const std::string& json) {
  HttpResponse response;
  if (form == nullptr) {
    response.content_type = "application/json";
    response.body = json;
    return response;
  }
  LONTAR_ASSIGN_OR_RETURN(const paper::DocketFacts facts, paper::ReadDocket(json));
  LONTAR_ASSIGN_OR_RETURN(response.body, form->write(paper::DocketPaper(facts)));
  response.content_type = std::string(form->content_type);
  if (form == kForms.data()) {
    response.own_style = OwnStyleOf(response.body);
  } else {
    response.headers.emplace_back(
        "Content-Disposition",
        absl::StrCat("attachment; filename=\"", facts.round, "-", form->name, "\""));
  }
  return response;
}

}  // namespace

std::optional<HttpResponse> AnswerDocket(const HttpRequest& request, const Reader& reader,
                                         const HubShell& shell) {
  if (request.path.size() != 4 || request.path[0] != "rounds") return std::nullopt;
  const DocketForm* found = nullptr;
  for (const DocketForm& form : kForms) {
    if (form.name == request.path[3]) found = &form;
  }
  if (found == nullptr && request.path[3] != kJsonName) return std::nullopt;
  const absl::StatusOr<std::string> json = DocketJsonOf(request, reader, shell);
  if (!json.ok()) {
    const bool is_usage = absl::IsInvalidArgument(json.status());
    return ProblemOf(request, reader, json.status(), is_usage ? 0 : kDocketAbsent);
  }
  absl::StatusOr<HttpResponse> response = DocketIn(found, *json);
  if (!response.ok()) return ProblemOf(request, reader, response.status());
  return *std::move(response);
}

}  // namespace lontar::hub
