#pragma once
// The member's register of sources as the node keeps it: every version that was ever taken in, each
// with the text as it was handed over.
//
// Local: no part of it but the ids that a report names leaves the node.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/source_text.h"
#include "core/store/store.h"

namespace lontar::node {

struct SourcesVersion {
  uint64_t version = 0;  // from 1
  std::string file;      // the name under which it came
  std::string added;     // RFC 3339
  std::string text;      // YAML (docs/formats/sources.md)
  // Nothing: the record is damaged (threat T37). It hides no other version.
  std::optional<catalogue::SourceRegister> sources;
};

// Ascending by version; empty before the first.
absl::StatusOr<std::vector<SourcesVersion>> ReadSourcesVersions(const store::Reader& store);
// Adds the record of a new version to the batch.
void PutSources(const SourcesVersion& version, store::Batch* batch);

// What is asked of the register.
struct SourcesQuestion {
  std::optional<uint64_t> version;  // nothing: the newest
  std::string id;                   // empty: all sources
};
// Schema lontar.sources.v1. NotFound with SOURCES_ABSENT: no register, or not this version, and
// with SOURCE_UNKNOWN: no source of this id; DataLoss with RECORD_UNREADABLE.
absl::StatusOr<std::string> SourcesJson(const std::vector<SourcesVersion>& versions,
                                        const SourcesQuestion& question);

struct AddedSources {
  std::string json;                       // schema lontar.source-add.v1
  std::optional<SourcesVersion> version;  // to be stored; nothing where the text stands already
};
// The version that `text` would be, and what it says otherwise than the one before. InvalidArgument
// with SOURCES_INVALID, also for another member's register.
struct NewSources {
  std::string member;
  std::string file;
  std::string text;
  std::string added;
};
absl::StatusOr<AddedSources> AddToSources(const std::vector<SourcesVersion>& versions,
                                          const NewSources& added);

}  // namespace lontar::node
