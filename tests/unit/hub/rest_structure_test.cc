#include "gtest/gtest.h"
#include "hub/rest/read_query.h"
#include "hub/rest/structure_answer.h"

namespace lontar::hub::rest {
namespace {

using Type = ArtefactType;

sdmx::ItemScheme List(const std::string& agency, const std::string& id, const std::string& version,
                      const std::vector<std::string>& codes) {
  sdmx::ItemScheme list;
  list.reference = {agency, id, version};
  list.name = id;
  for (const std::string& code : codes) list.items.push_back({code, code});
  return list;
}

// A flow of two lists, one of them registered.
CollectionStructure Flow(const std::string& id, const std::string& version,
                         const std::vector<std::string>& sexes) {
  CollectionStructure of;
  of.collection = id;
  sdmx::Structure& structure = of.structure;
  structure.reference = {"ASEC", id, version};
  structure.code_lists = {List("SDMX", "CL_SEX", "2.1", sexes),
                          List("ASEC", "CL_" + id, version, {"ONE", "TWO"})};
  structure.concepts = List("ASEC", id + "_CONCEPTS", version, {"SEX"});
  structure.agencies = List("SDMX", "AGENCIES", "1.0", {"ASEC"});
  structure.providers = List("ASEC", "DATA_PROVIDERS", "1.0", {"KH"});
  structure.category_scheme = {"ASEC", id + "_CATEGORIES", version};
  structure.constraints = {{{"ASEC", id + "_A1", version}, "A1", {}}};
  structure.provisions = {{{"ASEC", id + "_KH", version}, "KH", "KH"}};
  return of;
}

class StructureAnswerTest : public testing::Test {
 protected:
  // "dataflow ASEC:NEW(2.0.0)" and so on, "~" before stubs.
  std::vector<std::string> Find(const std::string& type, const std::vector<std::string>& rest,
                                const std::string& query) {
    std::vector<std::pair<std::string, std::string>> pairs;
    if (!query.empty())
      pairs.emplace_back(query.substr(0, query.find('=')), query.substr(query.find('=') + 1));
    std::vector<std::string> path = {type};
    path.insert(path.end(), rest.begin(), rest.end());
    const auto read = ReadQuery(Generation::kV1, path, pairs);
    EXPECT_TRUE(read.ok()) << read.status();
    structures_ = {Flow("OLD", "1.0.0", {"F", "M"}), Flow("NEW", "1.0.0", {"F", "_T"}),
                   Flow("NEW", "1.10.0", {"F", "_T"})};
    found_ = FindStructures(read->structure, &structures_);
    std::vector<std::string> names;
    for (const sdmx::StructureShare& share : found_.shares) {
      for (const auto& [place, is_stub] : share.artefacts) {
        names.push_back((is_stub ? "~" : "") + std::to_string(static_cast<int>(place.first)) + " " +
                        sdmx::ReferenceOf(*share.structure, place).Text());
      }
    }
    return names;
  }
  static std::string Named(Type type, const std::string& name) {
    return std::to_string(static_cast<int>(type)) + " " + name;
  }

  std::vector<CollectionStructure> structures_;
  FoundStructures found_;
};

TEST_F(StructureAnswerTest, FindsTheLatestOrTheNamedVersion) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(Find("dataflow", {"ASEC", "NEW"}, ""),
            Names{Named(Type::kDataflow, "ASEC:NEW(1.10.0)")});  // 10 is more than 9, and than 0
  EXPECT_EQ(Find("dataflow", {"all", "NEW", "1.0"}, ""),
            Names{Named(Type::kDataflow, "ASEC:NEW(1.0.0)")});
  EXPECT_EQ(Find("dataflow", {"all", "all", "latest"}, "").size(), 2u);
  EXPECT_EQ(Find("dataflow", {"all", "all", "all"}, "").size(), 3u);
  EXPECT_EQ(Find("dataflow", {"OTHER"}, ""), Names{});
  EXPECT_EQ(Find("metadatastructure", {}, ""), Names{});
}

TEST_F(StructureAnswerTest, ARegisteredListIsAnsweredOnceWithTheCodesOfAll) {
  ASSERT_EQ(Find("codelist", {"SDMX", "CL_SEX"}, "").size(), 1u);
  const sdmx::ItemScheme& list = found_.shares[0].structure->code_lists[0];
  std::vector<std::string> codes;
  for (const sdmx::Item& item : list.items) codes.push_back(item.id);
  EXPECT_EQ(codes, (std::vector<std::string>{"F", "M", "_T"}));
}

TEST_F(StructureAnswerTest, BringsAlongWhatIsReferredTo) {
  const auto has = [](const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  };
  auto names = Find("datastructure", {"ASEC", "OLD"}, "references=children");
  EXPECT_EQ(names.size(), 4u);  // itself, two lists, concepts
  EXPECT_TRUE(has(names, Named(Type::kCodelist, "SDMX:CL_SEX(2.1)")));
  names = Find("dataflow", {"ASEC", "OLD"}, "references=children");
  EXPECT_EQ(names.size(), 2u);
  names = Find("dataflow", {"ASEC", "OLD"}, "references=descendants");
  EXPECT_EQ(names.size(), 5u);
  names = Find("codelist", {"ASEC", "CL_OLD"}, "references=parents");
  EXPECT_EQ(names.size(), 2u);
  EXPECT_TRUE(has(names, Named(Type::kDataStructure, "ASEC:OLD(1.0.0)")));
  names = Find("codelist", {"ASEC", "CL_OLD"}, "references=ancestors");
  EXPECT_EQ(names.size(), 5u);  // list, structure, flow, agreement, constraint
  names = Find("codelist", {"ASEC", "CL_OLD"}, "references=parentsandsiblings");
  EXPECT_EQ(names.size(), 4u);  // list, structure, the other list, concepts
  names = Find("dataflow", {"ASEC", "OLD"}, "references=contentconstraint");
  EXPECT_EQ(names.size(), 2u);
  EXPECT_TRUE(has(names, Named(Type::kConstraint, "ASEC:OLD_A1(1.0.0)")));
  EXPECT_FALSE(has(names, Named(Type::kConstraint, "ASEC:NEW_A1(1.0.0)")));
}

TEST_F(StructureAnswerTest, KeepsTheItemsThatAreAskedFor) {
  ASSERT_EQ(Find("codelist", {"ASEC", "CL_OLD", "latest", "TWO"}, "").size(), 1u);
  const sdmx::ItemScheme& list = found_.shares[0].structure->code_lists[1];
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].id, "TWO");
  EXPECT_TRUE(list.is_partial);
  EXPECT_TRUE(Find("codelist", {"ASEC", "CL_OLD", "latest", "THREE"}, "").empty());
}

TEST_F(StructureAnswerTest, MakesStubs) {
  EXPECT_EQ(Find("dataflow", {"ASEC", "OLD"}, "detail=allstubs").at(0)[0], '~');
}

}  // namespace
}  // namespace lontar::hub::rest
