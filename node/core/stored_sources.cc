#include "node/core/stored_sources.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using catalogue::SourceRegister;
using catalogue::SourceText;
using nlohmann::json;

std::string SourcesAnswer(const json& value) {
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

SourcesVersion ReadSourcesRecord(uint64_t version, absl::string_view value) {
  SourcesVersion read{.version = version};
  const json record = json::parse(std::string(value), nullptr, false);
  if (!record.is_object()) return read;
  for (const auto& [key, field] :
       {std::pair("file", &read.file), {"added", &read.added}, {"text", &read.text}}) {
    const auto found = record.find(key);
    if (found != record.end() && found->is_string()) *field = found->get<std::string>();
  }
  auto sources = SourceRegister::Read(read.file, read.text);
  if (sources.ok()) read.sources = *std::move(sources);
  return read;
}

json SourceJson(const SourceText& source) {
  json years = json::array();
  for (const auto& span : source.years) years.push_back(catalogue::TextOf(span));
  json deviations = json::array();
  for (const auto deviation : source.deviations) {
    deviations.push_back(std::string(observation::IdOf(deviation)));
  }
  return {{"id", source.id},
          {"names", source.names},
          {"kind", std::string(catalogue::NameOf(source.kind))},
          {"office", source.office},
          {"years", years},
          {"method", source.method},
          {"collection_method", source.collection_method},
          {"url", source.url},
          {"coverage", source.coverage},
          {"deviations", deviations},
          {"notes", source.notes},
          {"basis", source.basis}};
}

json VersionJson(const SourcesVersion& version) {
  return {{"version", version.version},
          {"file", version.file},
          {"added", version.added},
          {"readable", version.sources.has_value()},
          {"sources", version.sources ? version.sources->sources().size() : 0}};
}

absl::StatusOr<const SourcesVersion*> FindVersion(const std::vector<SourcesVersion>& versions,
                                                  std::optional<uint64_t> wanted) {
  if (versions.empty()) {
    return base::Problem(absl::StatusCode::kNotFound, "SOURCES_ABSENT",
                         "this node has no register of sources; `lontar source add` takes one in");
  }
  if (!wanted) return &versions.back();
  const auto found = std::ranges::find(versions, *wanted, &SourcesVersion::version);
  if (found != versions.end()) return &*found;
  return base::Problem(absl::StatusCode::kNotFound, "SOURCES_ABSENT",
                       absl::StrCat("the register of sources has no version ", *wanted,
                                    "; the newest is ", versions.back().version));
}

// What `after` has and `before` lacks, or says otherwise.
struct SourceChanges {
  json added = json::array();
  json changed = json::array();
  json removed = json::array();
};

SourceChanges ChangesBetween(const SourceRegister* before, const SourceRegister& after) {
  SourceChanges changes;
  for (const SourceText& source : after.sources()) {
    const SourceText* earlier = before == nullptr ? nullptr : before->Find(source.id);
    if (earlier == nullptr) {
      changes.added.push_back(source.id);
    } else if (SourceJson(*earlier) != SourceJson(source)) {
      changes.changed.push_back(source.id);
    }
  }
  if (before == nullptr) return changes;
  for (const SourceText& source : before->sources()) {
    if (after.Find(source.id) == nullptr) changes.removed.push_back(source.id);
  }
  return changes;
}

}  // namespace

absl::StatusOr<std::vector<SourcesVersion>> ReadSourcesVersions(const store::Reader& store) {
  std::vector<SourcesVersion> versions;
  LONTAR_RETURN_IF_ERROR(store.ScanPrefix(
      store::kSourcesPrefix, [&versions](absl::string_view key, absl::string_view value) {
        key.remove_prefix(store::kSourcesPrefix.size());
        const absl::StatusOr<uint64_t> number = store::ReadKeyNumber(key);
        if (number.ok()) versions.push_back(ReadSourcesRecord(*number, value));
        return true;
      }));
  return versions;
}

void PutSources(const SourcesVersion& version, store::Batch* batch) {
  const json record = {{"file", version.file}, {"added", version.added}, {"text", version.text}};
  batch->Put(store::SourcesKey(version.version),
             record.dump(-1, ' ', false, json::error_handler_t::replace));
}

absl::StatusOr<std::string> SourcesJson(const std::vector<SourcesVersion>& versions,
                                        const SourcesQuestion& question) {
  LONTAR_ASSIGN_OR_RETURN(const SourcesVersion* version, FindVersion(versions, question.version));
  if (!version->sources) {
    return Unreadable(absl::StrCat("version ", version->version, " of the register of sources"),
                      "it is damaged; take the register's file in again");
  }
  json sources = json::array();
  for (const SourceText& source : version->sources->sources()) {
    if (question.id.empty() || question.id == source.id) sources.push_back(SourceJson(source));
  }
  if (sources.empty()) {
    return base::Problem(
        absl::StatusCode::kNotFound, "SOURCE_UNKNOWN",
        absl::StrCat("version ", version->version, " of the register has no source ",
                     base::Quoted(question.id), "; `lontar source list` names all"));
  }
  json all = json::array();
  for (const SourcesVersion& one : versions) all.push_back(VersionJson(one));
  return SourcesAnswer({{"schema", "lontar.sources.v1"},
                        {"member", version->sources->member()},
                        {"version", version->version},
                        {"file", version->file},
                        {"added", version->added},
                        {"versions", all},
                        {"sources", sources}});
}

absl::StatusOr<AddedSources> AddToSources(const std::vector<SourcesVersion>& versions,
                                          const NewSources& added) {
  LONTAR_ASSIGN_OR_RETURN(const SourceRegister sources,
                          SourceRegister::Read(added.file, added.text));
  if (sources.member() != added.member) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "SOURCES_INVALID",
                         absl::StrCat(added.file, ": it is the register of ", sources.member(),
                                      ", this is the node of ", added.member));
  }
  const SourcesVersion* before = versions.empty() ? nullptr : &versions.back();
  const SourceRegister* known = before == nullptr || !before->sources ? nullptr : &*before->sources;
  const bool is_new = known == nullptr || before->text != added.text;
  const uint64_t number = before == nullptr ? 1 : before->version + (is_new ? 1 : 0);
  const SourceChanges changes = ChangesBetween(known, sources);
  AddedSources result;
  result.json = SourcesAnswer({{"schema", "lontar.source-add.v1"},
                               {"member", added.member},
                               {"file", added.file},
                               {"version", number},
                               {"is_new", is_new},
                               {"sources", sources.sources().size()},
                               {"added", changes.added},
                               {"changed", changes.changed},
                               {"removed", changes.removed}});
  if (is_new) {
    result.version = SourcesVersion{number, added.file, added.added, added.text, sources};
  }
  return result;
}

}  // namespace lontar::node
