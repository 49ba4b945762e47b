#include "hub/rest/answer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/fold/visibility.h"
#include "core/sdmx/writer_of.h"
#include "core/trust/sha256.h"
#include "hub/rest/collections.h"
#include "hub/rest/data_answer.h"
#include "hub/rest/negotiate.h"
#include "hub/rest/read_query.h"
#include "hub/rest/refusal.h"
#include "hub/rest/structure_answer.h"

namespace lontar::hub::rest {
namespace {

using net::HttpRequest;
using net::HttpResponse;

constexpr int kNoContent = 204;
constexpr size_t kEtagDigits = 32;

// What every answer has: other sites' pages may read what is public. No credentials come along
// with "*", so that nobody's view is read by another site.
void AddEverywhere(HttpResponse* response) {
  response->vary = "Accept, Accept-Language, Authorization, Cookie";
  response->headers.emplace_back("Access-Control-Allow-Origin", "*");
  response->headers.emplace_back("Access-Control-Expose-Headers",
                                 "Content-Language, ETag, Last-Modified");
  response->headers.emplace_back("Content-Language", "en");
}

std::string HttpDate(absl::Time time) {
  return absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", time, absl::UTCTimeZone());
}

// Equal where log, question, form and view are: then the bytes are equal too.
std::string EtagOf(const HttpRequest& request, const ChosenFormat& format, const RestDoor& door,
                   const Moment& moment) {
  std::string from = absl::StrCat(moment.size.value(), "\n", format.content_type, "\n",
                                  fold::NameOf(door.viewer.role), "\n", door.viewer.member);
  for (const std::string& segment : request.path) absl::StrAppend(&from, "\n", segment);
  for (const auto& [name, value] : request.query) absl::StrAppend(&from, "\n", name, "=", value);
  return trust::Sha256({from}).hex().substr(0, kEtagDigits);
}

sdmx::MessageHead HeadOf(const RestDoor& door, const Moment& moment) {
  return {.id = absl::StrCat("LOG-", moment.size.value()),
          .sender = door.agency,
          .prepared = moment.time};
}

struct Asked {
  const RestQuery& query;
  const ChosenFormat& format;
  const RestDoor& door;
  const Moment& moment;
};

HttpResponse Nothing(const Asked& asked) {
  if (asked.query.generation == Generation::kV1) {
    return Refuse(Generation::kV1, Absent("no figures are found for this query"),
                  HeadOf(asked.door, asked.moment));
  }
  HttpResponse response;
  response.status = kNoContent;
  response.content_type = asked.format.content_type;
  return response;
}

absl::StatusOr<HttpResponse> Data(const Asked& asked) {
  LONTAR_ASSIGN_OR_RETURN(const auto work, PrepareData(asked.query, asked.door, asked.moment));
  HttpResponse response;
  response.content_type = asked.format.content_type;
  if (asked.query.kind == Kind::kAvailability) {
    LONTAR_ASSIGN_OR_RETURN(response.body,
                            AvailabilityText(asked.query, asked.format.writing, *work));
    return response;
  }
  LONTAR_ASSIGN_OR_RETURN(response.stream, MakeDataBody(asked.query, asked.format.writing, work));
  if (response.stream == nullptr) return Nothing(asked);
  return response;
}

absl::StatusOr<HttpResponse> Structures(const Asked& asked) {
  std::vector<CollectionStructure> structures;
  sdmx::MessageHead head = HeadOf(asked.door, asked.moment);
  LONTAR_RETURN_IF_ERROR(asked.door.log([&](const sdmx::LogView& view) {
    structures = StructuresAt(view.state, asked.moment.size, asked.door.agency);
    head.is_test = view.state.trust_root() != nullptr && !view.state.trust_root()->notice.empty();
    return absl::OkStatus();
  }));
  const FoundStructures found = FindStructures(asked.query.structure, &structures);
  if (found.shares.empty()) return Absent("no structure of this type, name and version is here");
  HttpResponse response;
  response.content_type = asked.format.content_type;
  response.body = sdmx::StructureText(found.shares, head, asked.format.writing.format);
  return response;
}

absl::StatusOr<HttpResponse> Answered(const RestQuery& query, const HttpRequest& request,
                                      const RestDoor& door) {
  LONTAR_ASSIGN_OR_RETURN(const ChosenFormat format, ChooseFormat(query, request.Header("accept")));
  LONTAR_ASSIGN_OR_RETURN(const Moment moment, door.at(query.as_of));
  const Asked asked{query, format, door, moment};
  const bool is_structure = query.kind == Kind::kStructure;
  LONTAR_ASSIGN_OR_RETURN(HttpResponse response, is_structure ? Structures(asked) : Data(asked));
  // Structures are the same for everybody.
  response.is_role_bound = door.is_signed_in && !is_structure;
  constexpr int kFound = 200;
  if (response.status == kFound) {
    response.etag = EtagOf(request, format, door, moment);
    response.headers.emplace_back("Last-Modified", HttpDate(moment.time));
  }
  return response;
}

}  // namespace

std::optional<Generation> GenerationOf(absl::string_view mount) {
  if (mount == "v1") return Generation::kV1;
  if (mount == "v2") return Generation::kV2;
  return std::nullopt;
}

HttpResponse Answer(Generation generation, const std::vector<std::string>& path,
                    const HttpRequest& request, const RestDoor& door) {
  const absl::StatusOr<RestQuery> query = ReadQuery(generation, path, request.query);
  if (!query.ok()) return Refused(generation, query.status(), door);
  absl::StatusOr<HttpResponse> response = Answered(*query, request, door);
  if (!response.ok()) return Refused(generation, response.status(), door);
  AddEverywhere(&*response);
  return *std::move(response);
}

HttpResponse Refused(Generation generation, const absl::Status& error, const RestDoor& door) {
  // Of the log as it is, whatever was asked; one that cannot be read is as good as empty.
  const Moment now = door.at(std::nullopt).value_or(Moment{base::LogSize(0), absl::UnixEpoch()});
  HttpResponse response = Refuse(generation, error, HeadOf(door, now));
  AddEverywhere(&response);
  return response;
}

}  // namespace lontar::hub::rest
