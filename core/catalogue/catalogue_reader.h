#pragma once
// Makes a Catalogue of its text files: reads each section, then checks what one section says of
// another.
//
// The sections and keys are shown in docs/formats/catalogue.md. Errors are Catalogue::Load's. One
// use, one thread.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/text_node.h"

namespace lontar::catalogue {

class CatalogueReader {
 public:
  absl::StatusOr<Catalogue> Read(const std::vector<SourceFile>& files);

 private:
  // A section, and the file in which it stands.
  struct Section {
    TextSource source;
    TextNode node;
  };

  // What a section holds that may be left out.
  struct Items {
    const Section* section = nullptr;  // null without nodes
    std::vector<const TextNode*> nodes;
  };

  absl::Status CollectSections(const std::vector<SourceFile>& files);
  // The items of a section that must be there.
  absl::StatusOr<const Section*> FindSection(absl::string_view name) const;

  absl::StatusOr<Items> OptionalItems(absl::string_view name) const;

  absl::Status ReadHead();
  absl::Status ReadUnits();
  absl::Status ReadCodeLists();
  absl::Status ReadDimensions();
  absl::Status ReadIndicators();
  absl::Status ReadFramework();
  absl::Status ReadSources();
  absl::Status ReadNational();
  absl::Status ReadTexts();

  absl::Status ReadIndicator(const Section& section, const TextNode& node);
  absl::Status ReadMeasures(const Section& section, const std::vector<const TextNode*>& nodes,
                            Indicator* indicator);
  absl::StatusOr<std::map<std::string, std::vector<std::string>>> ReadCodesByDimension(
      const Section& section, const TextNode* node, const Indicator& indicator);
  absl::Status ReadCrossReferences(const Section& section, const TextNode* list,
                                   Indicator* indicator);
  absl::Status CheckDimensions(const Section& section, int line, const Indicator& indicator);
  absl::Status SetAge(const Section& section, int line, Indicator* indicator);
  absl::Status ReadResultArea(const Section& section, const TextNode& node,
                              const FrameworkRow& area);
  absl::Status ReadFrameworkRow(const Section& section, const TextNode& node, FrameworkRow row);

  // Refuses an id that was seen before among those of `kind`.
  absl::Status Once(const Section& section, int line, absl::string_view kind,
                    const std::string& id);

  Catalogue catalogue_;
  std::map<std::string, Section> sections_;
  std::set<std::pair<std::string, std::string>> seen_;
};

}  // namespace lontar::catalogue
