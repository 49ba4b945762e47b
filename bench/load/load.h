#pragma once
// The load of the whole-process benchmark: submissions of made-up figures that the child labour
// catalogue admits, each a CSV file as an office would hand it in.
//
// Every submission states one block of its own (indicator, measure, month), so nothing supersedes
// anything and every row is one observation of its own cell. Totals are the sums of their
// parts; the parts are random digits, so real series compress better. A pure function of shape and
// seed. Any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::bench {

struct LoadShape {
  std::string name;
  int members = 0;       // at most kMembersMax
  int submissions = 0;   // of all members together; each gets as many as another, or one more
  int observations = 0;  // of one submission, at most kRowsMax
};

inline constexpr int kMembersMax = 11;
inline constexpr int kRowsMax = 540;

// "big", "small" or "tiny"; nothing for another name.
std::optional<LoadShape> ShapeNamed(absl::string_view name);

struct LoadRow {
  std::string measure;  // "number" or "proportion"
  std::string period;   // "2004-M07"
  std::string sex, age, citizenship, urbanisation, activity;
  std::string value;  // decimal text
};

class Load {
 public:
  Load(LoadShape shape, uint64_t seed) : shape_(std::move(shape)), seed_(seed) {}

  const LoadShape& shape() const { return shape_; }
  // "BN", "KH", … in the order of catalogues/asean/members.yaml.
  static std::string MemberCode(int member);
  // The one provider of a member: "BN.OFFICE".
  static std::string ProviderOf(absl::string_view member_code);
  // The one indicator that all figures belong to, by its number in list A.
  static constexpr absl::string_view kIndicatorCode = "A1";

  int SubmissionsOf(int member) const;
  uint64_t observations() const;

  // `number` from 0, below SubmissionsOf(member).
  std::vector<LoadRow> RowsOf(int member, int number) const;
  // The same as a file with a row of names, to be read by MappingText().
  std::string CsvOf(int member, int number) const;
  static std::string MappingText();

 private:
  LoadShape shape_;
  uint64_t seed_;
};

}  // namespace lontar::bench
