#pragma once
// The catalogue on disk, for tests of what the framework asks.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/catalogue/catalogue.h"

namespace lontar::catalogue {

inline std::string ReadSource(absl::string_view path) {
  const auto content =
      base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/", path), base::kActBytesMax);
  EXPECT_TRUE(content.ok()) << content.status();
  return content.value_or("");
}

// One of the collections on disk: "child-labour-2025".
inline absl::StatusOr<Catalogue> LoadCollection(absl::string_view name) {
  const std::string folder = absl::StrCat("catalogues/", name);
  const auto names = base::ListFolder(absl::StrCat(LONTAR_SOURCE_DIR, "/", folder));
  if (!names.ok()) return names.status();
  std::vector<SourceFile> files;
  for (const std::string& name : *names) {
    files.push_back({.name = name, .content = ReadSource(absl::StrCat(folder, "/", name))});
  }
  return Catalogue::Load(files);
}

inline absl::StatusOr<Catalogue> LoadPublished() { return LoadCollection("child-labour-2025"); }

// One observation of a block under test.
inline observation::Row RowOf(std::vector<std::string> codes, absl::string_view value) {
  observation::Row row;
  row.codes = std::move(codes);
  row.value = observation::ParseDecimal(value).value();
  return row;
}

inline observation::Row RowWithout(std::vector<std::string> codes, observation::Status status) {
  observation::Row row;
  row.codes = std::move(codes);
  row.status = status;
  return row;
}

}  // namespace lontar::catalogue
